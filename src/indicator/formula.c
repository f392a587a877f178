/* formula.c - the figures of seasons and of constant perimeters, on plain arrays */
#include <math.h>
#include <string.h>
#include <vigie/indicator.h>

#define MONTHS 12

static int
ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* True if all months are there and something happened in them. */
static bool
is_season(const double month[MONTHS])
{
    for (int m = 0; m < MONTHS; m++)
        if (isnan(month[m]))
            return false;
    return vigie_sum(month, MONTHS) > 0;
}

double
vigie_seasonality_gini(const double month[MONTHS])
{
    if (!is_season(month))
        return NAN;
    double x[MONTHS], ranked[MONTHS], n = MONTHS;
    memcpy(x, month, sizeof x);
    qsort(x, MONTHS, sizeof *x, ascending);
    for (int i = 0; i < MONTHS; i++)
        ranked[i] = (i + 1) * x[i];
    double gini = 2 * vigie_sum(ranked, MONTHS) / (n * vigie_sum(x, MONTHS)) - (n + 1) / n;
    return gini * n / (n - 1);
}

double
vigie_peak_share(const double month[MONTHS])
{
    if (!is_season(month))
        return NAN;
    double peak = month[0];
    for (int m = 1; m < MONTHS; m++)
        peak = fmax(peak, month[m]);
    return peak / vigie_sum(month, MONTHS);
}

double
vigie_constant_growth(const double *y0, const double *y1, gsize n, double *units,
                      double *volume)
{
    g_autofree double *both0 = g_new0(double, n + 1), *both1 = g_new0(double, n + 1);
    g_autofree double *all0 = g_new0(double, n + 1);
    gsize n_both = 0, n_either = 0;
    for (gsize i = 0; i < n; i++) {
        bool in0 = !isnan(y0[i]), in1 = !isnan(y1[i]);
        n_either += in0 || in1;
        n_both += in0 && in1;
        all0[i] = in0 ? y0[i] : 0;
        both0[i] = in0 && in1 ? y0[i] : 0;
        both1[i] = in0 && in1 ? y1[i] : 0;
    }
    double base = vigie_sum(both0, n), all = vigie_sum(all0, n);
    *units = n_either > 0 ? (double)n_both / (double)n_either : NAN;
    *volume = all > 0 ? base / all : NAN;
    return base > 0 ? vigie_sum(both1, n) / base - 1 : NAN;
}
