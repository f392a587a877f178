/* figure.c - from unit sums to figures: estimate, standard error, interval, design effect, status */
#include "figure.h"
#include <float.h>
#include <math.h>
#include <vigie/estimate-linear.h>

/* A standard error below this part of the answers' spread is rounding, not variance. */
#define ROUNDING 1e-12

/* A statistic and what its standard error is compared with, to tell variance from rounding. */
typedef struct {
    VigieLinear linear;
    double spread;
} Statistic;

static void
clear_statistic(Statistic *statistic)
{
    vigie_linear_clear(&statistic->linear);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Statistic, clear_statistic)

static void
set_mean(Statistic *mean, const VigieSums *sums, guint measure, guint32 cell)
{
    const VigieCellSums *s = vigie_sums_cell(sums, measure, cell);
    vigie_linear_mean(sums, measure, cell, &mean->linear);
    mean->spread = sqrt(s->w * s->e2) / fabs(s->x);
}

static void
set_total(Statistic *total, const VigieSums *sums, guint measure, guint32 cell)
{
    double z2 = 0;
    vigie_linear_total(sums, measure, cell, &total->linear);
    for (guint32 i = 0; i < total->linear.n; i++)
        z2 += total->linear.z[i] * total->linear.z[i];
    total->spread = sqrt(z2);
}

/* Standard error; NAN where a lonely PSU forbids it. */
static double
standard_error(const VigieDesign *design, const Statistic *statistic)
{
    double se = vigie_linear_se(design, &statistic->linear);
    double noise =
        MAX(ROUNDING * statistic->spread, 4 * DBL_EPSILON * fabs(statistic->linear.estimate));
    return se > noise || isnan(se) ? se : 0;
}

double
vigie_kish_n(const VigieCellSums *s)
{
    return s->w * s->w / s->w2;
}

/* V / (S^2 / n), S^2 = sum w (y - mean)^2 / sum w * n / (n - 1): R's deff = "replace". */
static double
design_effect(const VigieCellSums *s, double se)
{
    double n = (double)s->n;
    double s2 = (s->e2 - s->e * s->e / s->w) / s->w * n / (n - 1);
    return s2 > 0 ? se * se / (s2 / n) : NAN;
}

static void
t_interval(VigieFigure *f, double level)
{
    if (!(f->df > 0) || !(f->se > 0))
        return;
    double half = vigie_t_quantile((1 + level) / 2, f->df) * f->se;
    f->ci_low = f->estimate - half;
    f->ci_high = f->estimate + half;
}

/* Estimate, se and df; false: there is no se (no answer, no denominator, a lonely PSU). */
static bool
begin(const VigieSums *sums, const VigieCellSums *s, guint32 cell, const Statistic *statistic,
      const VigieRules *rules, VigieFigure *f)
{
    *f = (VigieFigure){s->n, NAN, NAN, NAN, NAN, NAN, NAN, VIGIE_STATUS_EMPTY};
    if (s->n == 0 || !isfinite(statistic->linear.estimate))
        return false;
    f->estimate = statistic->linear.estimate;
    f->se = standard_error(vigie_sums_design(sums), statistic);
    if (isnan(f->se))
        return false;
    f->df = rules->df > 0 ? rules->df : vigie_sums_df(sums, cell);
    return true;
}

static void
finish(VigieFigure *f, const VigieRules *rules)
{
    f->status = vigie_figure_status(f, rules, !isnan(f->estimate) && isnan(f->se));
}

void
vigie_figure_by_t(VigieFigure *figure, const VigieRules *rules)
{
    figure->ci_low = figure->ci_high = NAN;
    t_interval(figure, rules->level);
    finish(figure, rules);
}

void
vigie_mean(const VigieSums *sums, guint measure, guint32 cell, const VigieRules *rules,
           VigieFigure *out)
{
    const VigieCellSums *s = vigie_sums_cell(sums, measure, cell);
    g_auto(Statistic) mean = {0};
    set_mean(&mean, sums, measure, cell);
    if (begin(sums, s, cell, &mean, rules, out)) {
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
    g_auto(Statistic) total = {0};
    set_total(&total, sums, measure, cell);
    if (begin(sums, s, cell, &total, rules, out))
        t_interval(out, rules->level);
    finish(out, rules);
}

void
vigie_ratio(const VigieSums *sums, guint measure, guint32 cell, const VigieRules *rules,
            VigieFigure *out)
{
    const VigieCellSums *s = vigie_sums_cell(sums, measure, cell);
    g_auto(Statistic) ratio = {0};
    set_mean(&ratio, sums, measure, cell);
    if (begin(sums, s, cell, &ratio, rules, out))
        t_interval(out, rules->level);
    finish(out, rules);
}

void
vigie_proportion(const VigieSums *sums, guint measure, guint32 cell, const VigieRules *rules,
                 VigieFigure *out)
{
    const VigieCellSums *s = vigie_sums_cell(sums, measure, cell);
    g_auto(Statistic) share = {0};
    set_mean(&share, sums, measure, cell);
    if (begin(sums, s, cell, &share, rules, out)) {
        out->deff = design_effect(s, out->se);
        vigie_share_interval(out->estimate, out->se, out->df, s->n, vigie_kish_n(s),
                             rules->level, rules->interval, &out->ci_low, &out->ci_high);
    }
    finish(out, rules);
    if (out->n > 0)
        out->status = vigie_share_status(out, vigie_kish_n(s), rules);
}

void
vigie_linear_figure(const VigieDesign *design, const VigieLinear *linear, guint64 n, double df,
                    const VigieRules *rules, VigieFigure *out)
{
    Statistic statistic = {*linear, 0};
    double z2 = 0;
    *out = (VigieFigure){n, NAN, NAN, NAN, NAN, NAN, NAN, VIGIE_STATUS_EMPTY};
    if (n == 0)
        return;
    for (guint32 i = 0; i < linear->n; i++)
        z2 += linear->z[i] * linear->z[i];
    statistic.spread = sqrt(z2);
    bool known = isfinite(linear->estimate) && isfinite(z2);
    if (known) {
        out->estimate = linear->estimate;
        out->se = standard_error(design, &statistic);
    }
    out->df = known && isnan(out->se) ? NAN : (rules->df > 0 ? rules->df : df);
    t_interval(out, rules->level);
    finish(out, rules);
}
