/* status.c - the publication rule: a figure's one word, from its answers, effective size, interval width and df */
#include "figure.h"
#include <math.h>

/* The interval that widths are measured on, whatever --level and --interval say. */
#define WIDTH_LEVEL 0.95

typedef enum { PRECISE, DOUBTFUL, IMPRECISE } Precision;

double
vigie_figure_n_eff(const VigieFigure *f)
{
    double n = (double)f->n;
    if (isnan(f->deff))
        return NAN;
    return f->deff > 0 ? MIN(n, n / f->deff) : n;
}

double
vigie_figure_cv(const VigieFigure *f)
{
    double cv = f->se / fabs(f->estimate);
    return isfinite(cv) ? cv : NAN;
}

double
vigie_deff_without_replacement(const VigieFigure *f, double population)
{
    double share = (double)f->n / population;
    return share < 1 ? f->deff / (1 - share) : NAN;
}

/* An imprecise figure of few answers is hidden, one of more is shown with caution. */
static bool
is_hidden(const VigieFigure *f, const VigieRules *rules, Precision precision)
{
    return precision == IMPRECISE && (double)f->n < rules->imprecise_hidden_below;
}

static VigieStatus
status_of(const VigieFigure *f, const VigieRules *rules, bool lonely, Precision precision)
{
    double n = (double)f->n;
    if (f->n == 0)
        return VIGIE_STATUS_EMPTY;
    if (n < rules->suppress_below || is_hidden(f, rules, precision))
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
    if (precision != PRECISE || f->df < rules->caution_df_below || rules->caution)
        return VIGIE_STATUS_CAUTION;
    return VIGIE_STATUS_OK;
}

/* By the effective number of answers alone. */
static Precision
precision_of_size(double n_eff, const VigieRules *rules)
{
    return n_eff < rules->n_eff_below ? IMPRECISE : PRECISE;
}

/* Width of Korn and Graubard's interval; NAN where there is none. */
static double
width_of(const VigieFigure *f, double n_kish)
{
    double low = NAN, high = NAN;
    vigie_share_interval(f->estimate, f->se, f->df, f->n, n_kish, WIDTH_LEVEL,
                         VIGIE_INTERVAL_BETA, &low, &high);
    return high - low;
}

/* NCHS: n_eff, then the width of the interval, absolute and on both sides relative. */
static Precision
precision_of_share(const VigieFigure *f, double n_kish, const VigieRules *rules)
{
    double p = f->estimate, n = (double)f->n;
    bool inside = p > 0 && p < 1 && f->se > 0;
    if (precision_of_size(inside ? MIN(n, vigie_effective_n(p, f->se)) : n, rules) != PRECISE)
        return IMPRECISE;
    if (!(rules->width_above > 0))
        return PRECISE;
    double width = width_of(f, n_kish);
    bool narrow = width <= rules->width_below;
    if (isnan(width) || width >= rules->width_above ||
        (!narrow && p > 0 && width / p > rules->relative_width_above))
        return IMPRECISE;
    bool doubtful = !inside || (!narrow && width / (1 - p) > rules->relative_width_above);
    return doubtful ? DOUBTFUL : PRECISE;
}

VigieStatus
vigie_figure_status(const VigieFigure *f, const VigieRules *rules, bool lonely)
{
    double n_eff = vigie_figure_n_eff(f);
    Precision precision = precision_of_size(isnan(n_eff) ? (double)f->n : n_eff, rules);
    return status_of(f, rules, lonely, precision);
}

VigieStatus
vigie_share_status(const VigieFigure *f, double n_kish, const VigieRules *rules)
{
    return status_of(f, rules, isnan(f->se), precision_of_share(f, n_kish, rules));
}

static const char *const status_names[] = {
    "not_asked",   "scale_changed", "empty",    "suppressed", "lonely_psu",   "no_df",
    "no_variance", "not_estimable", "low_base", "caution",    "series_break", "ok"};

const char *
vigie_status_name(VigieStatus status)
{
    return status_names[status];
}
