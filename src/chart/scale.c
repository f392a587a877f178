/* scale.c - nice ticks and linear scales */
#include <math.h>
#include <vigie/chart-scale.h>

/* Ticks of that step from the last one at or below low to the first one at or above high.  A bound within
 * 1e-9 of a tick is on it. */
static guint
ticks_of_step(double low, double high, double step, double *first)
{
    *first = floor(low / step + 1e-9);
    return (guint)(ceil(high / step - 1e-9) - *first) + 1;
}

static void
spread(double *low, double *high)
{
    double size = MAX(fabs(*low), fabs(*high));
    if (*high - *low > 1e-9 * size)
        return;
    if (size < 1e-300) {
        *low = 0.0;
        *high = 1.0;
        return;
    }
    *low -= size * 0.1;
    *high += size * 0.1;
}

void
vigie_ticks_nice(double low, double high, guint max_ticks, VigieTicks *out)
{
    static const double MANTISSAS[] = {1.0, 2.0, 2.5, 5.0, 10.0};
    double bottom = MIN(low, high), top = MAX(low, high);
    guint most = MAX(max_ticks, 2);
    spread(&bottom, &top);
    double power = pow(10.0, floor(log10((top - bottom) / most)));
    for (;; power *= 10.0) {
        for (guint i = 0; i < G_N_ELEMENTS(MANTISSAS); i++) {
            out->step = MANTISSAS[i] * power;
            out->n = MAX(ticks_of_step(bottom, top, out->step, &out->first), 2);
            if (out->n <= most)
                return;
        }
    }
}

double
vigie_tick_at(const VigieTicks *ticks, guint i)
{
    return (ticks->first + i) * ticks->step;
}

double
vigie_scale_at(const VigieScale *scale, double value)
{
    return scale->from +
           (value - scale->low) / (scale->high - scale->low) * (scale->to - scale->from);
}

/* x in units; a value within 1e-9 of a whole number of units is that number. */
static double
in_units(double x, double unit)
{
    double units = x / unit, whole = round(units);
    return fabs(units - whole) < 1e-9 * MAX(1.0, fabs(whole)) ? whole : units;
}

static guint
largest_remainder(const double *remainder, guint n)
{
    guint best = 0;
    for (guint i = 1; i < n; i++)
        if (remainder[i] > remainder[best] + 1e-9)
            best = i;
    return best;
}

void
vigie_round_together(const double *x, guint n, double unit, double *out)
{
    g_autofree double *remainder = g_new(double, n);
    double sum = 0.0, rounded = 0.0;
    for (guint i = 0; i < n; i++) {
        double units = isnan(x[i]) ? 0.0 : in_units(x[i], unit);
        out[i] = floor(units);
        remainder[i] = isnan(x[i]) ? -1.0 : units - out[i];
        sum += units;
        rounded += out[i];
    }
    for (double missing = floor(sum + 0.5 + 1e-9) - rounded; missing > 0.5; missing -= 1.0) {
        guint best = largest_remainder(remainder, n);
        out[best] += 1.0;
        remainder[best] = -1.0;
    }
    for (guint i = 0; i < n; i++)
        out[i] = isnan(x[i]) ? x[i] : out[i] * unit;
}
