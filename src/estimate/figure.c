/* figure.c - from unit sums to figures: estimate, standard error, interval, design effect, status */
#include "figure.h"
#include <float.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <vigie/estimate.h>

/* A standard error below this part of the answers' spread is rounding, not variance. */
#define ROUNDING 1e-12

/* A statistic: its value and its linearisation over unit sums, z = a unit_e + b unit_x.  spread is what
 * its standard error is compared with, to tell variance from rounding. */
typedef struct {
    double estimate, a, b, spread;
} Statistic;

static Statistic
mean_of(const VigieCellSums *s)
{
    double excess = s->e / s->x; /* of the ratio over the centre */
    return (Statistic){s->centre + excess, 1 / s->x, -excess / s->x,
                       sqrt(s->w * s->e2) / fabs(s->x)};
}

static Statistic
total_of(const VigieCellSums *s)
{
    double z2 = 0;
    for (guint32 i = 0; i < s->n_units; i++) {
        double z = s->unit_e[i] + s->centre * s->unit_x[i];
        z2 += z * z;
    }
    return (Statistic){s->e + s->centre * s->x, 1, s->centre, sqrt(z2)};
}

/* Standard error; NAN where a lonely PSU forbids it. */
static double
standard_error(const VigieDesign *design, const VigieCellSums *s, const Statistic *statistic)
{
    g_autofree guint32 *unit = g_new(guint32, s->n_units);
    g_autofree double *z = g_new(double, s->n_units);
    guint32 n = 0;
    for (guint32 i = 0; i < s->n_units; i++) {
        if (s->unit_answers[i] == 0)
            continue;
        unit[n] = s->unit[i];
        z[n++] = statistic->a * s->unit_e[i] + statistic->b * s->unit_x[i];
    }
    double v = NAN;
    if (!vigie_design_variance_sparse(design, unit, z, n, 1, &v))
        return NAN;
    double se = sqrt(v);
    double noise =
        MAX(ROUNDING * statistic->spread, 4 * DBL_EPSILON * fabs(statistic->estimate));
    return se > noise ? se : 0;
}

/* V / (S^2 / n), S^2 = sum w (y - mean)^2 / sum w * n / (n - 1): R's deff = "replace". */
static double
design_effect(const VigieCellSums *s, double se)
{
    double n = (double)s->n;
    double s2 = (s->e2 - s->e * s->e / s->w) / s->w * n / (n - 1);
    return s2 > 0 ? se * se / (s2 / n) : NAN;
}

VigieStatus
vigie_figure_status(const VigieFigure *f, const VigieRules *rules, bool lonely)
{
    double n = (double)f->n;
    if (f->n == 0)
        return VIGIE_STATUS_EMPTY;
    if (n < rules->suppress_below)
        return VIGIE_STATUS_SUPPRESSED;
    if (lonely)
        return VIGIE_STATUS_LONELY_PSU;
    if (f->df <= 0)
        return VIGIE_STATUS_NO_DF;
    if (f->se <= 0)
        return VIGIE_STATUS_NO_VARIANCE;
    if (isnan(f->ci_low) || isnan(f->ci_high))
        return VIGIE_STATUS_NOT_ESTIMABLE;
    if (n < rules->low_base_below)
        return VIGIE_STATUS_LOW_BASE;
    if (f->df < rules->caution_df_below || rules->caution)
        return VIGIE_STATUS_CAUTION;
    return VIGIE_STATUS_OK;
}

static void
t_interval(VigieFigure *f, double level)
{
    if (!(f->df > 0) || !(f->se > 0))
        return;
    double half = gsl_cdf_tdist_Qinv((1 - level) / 2, f->df) * f->se;
    f->ci_low = f->estimate - half;
    f->ci_high = f->estimate + half;
}

/* Estimate, se and df; false: there is no se (no answer, no denominator, a lonely PSU). */
static bool
begin(const VigieSums *sums, const VigieCellSums *s, guint32 cell, const Statistic *statistic,
      VigieFigure *f)
{
    *f = (VigieFigure){s->n, NAN, NAN, NAN, NAN, NAN, NAN, VIGIE_STATUS_EMPTY};
    if (s->n == 0 || !isfinite(statistic->estimate))
        return false;
    f->estimate = statistic->estimate;
    f->se = standard_error(vigie_sums_design(sums), s, statistic);
    if (isnan(f->se))
        return false;
    f->df = vigie_sums_df(sums, cell);
    return true;
}

static void
finish(VigieFigure *f, const VigieRules *rules)
{
    f->status = vigie_figure_status(f, rules, !isnan(f->estimate) && isnan(f->se));
}

void
vigie_mean(const VigieSums *sums, guint measure, guint32 cell, const VigieRules *rules,
           VigieFigure *out)
{
    const VigieCellSums *s = vigie_sums_cell(sums, measure, cell);
    Statistic mean = mean_of(s);
    if (begin(sums, s, cell, &mean, out)) {
        out->deff = design_effect(s, out->se);
        t_interval(out, rules->level);
    }
    finish(out, rules);
}

void
vigie_total(const VigieSums *sums, guint measure, guint32 cell, const VigieRules *rules,
            VigieFigure *out)
{
    const VigieCellSums *s = vigie_sums_cell(sums, measure, cell);
    Statistic total = total_of(s);
    if (begin(sums, s, cell, &total, out))
        t_interval(out, rules->level);
    finish(out, rules);
}

void
vigie_ratio(const VigieSums *sums, guint measure, guint32 cell, const VigieRules *rules,
            VigieFigure *out)
{
    const VigieCellSums *s = vigie_sums_cell(sums, measure, cell);
    Statistic ratio = mean_of(s);
    if (begin(sums, s, cell, &ratio, out))
        t_interval(out, rules->level);
    finish(out, rules);
}

void
vigie_proportion(const VigieSums *sums, guint measure, guint32 cell, const VigieRules *rules,
                 VigieFigure *out)
{
    const VigieCellSums *s = vigie_sums_cell(sums, measure, cell);
    Statistic share = mean_of(s);
    if (begin(sums, s, cell, &share, out)) {
        out->deff = design_effect(s, out->se);
        vigie_share_interval(out->estimate, out->se, out->df, s->n, s->w * s->w / s->w2,
                             rules->level, rules->interval, &out->ci_low, &out->ci_high);
    }
    finish(out, rules);
}

static const char *const status_names[] = {
    "not_asked",   "scale_changed", "empty",    "suppressed", "lonely_psu", "no_df",
    "no_variance", "not_estimable", "low_base", "caution",    "ok"};

const char *
vigie_status_name(VigieStatus status)
{
    return status_names[status];
}
