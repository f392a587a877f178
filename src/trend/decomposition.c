/* decomposition.c - a change as the effect of the mix of types and the effect within types */
#include "panel.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>
#include <vigie/trend-decomposition.h>

/* A variance below this part of what it could be is rounding. */
#define ROUNDING 1e-12
#define NONE ((VigieChange){NAN, NAN, NAN, NAN})

/* Shares and means of all years and types, [k * n_types]; means count from a common value. */
typedef struct {
    const VigieTyped *typed;
    double *share, *mean; /* mean NAN without answers */
    double *all;          /* [k] sum w x of the year */
    double *overall;      /* [k] mean of the year */
    double scale;         /* the largest distance between two means */
} Mixes;

static void
clear_mixes(Mixes *mixes)
{
    g_free(mixes->share);
    g_free(mixes->mean);
    g_free(mixes->all);
    g_free(mixes->overall);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Mixes, clear_mixes)

static const VigieCellSums *
cell_at(const VigieTyped *typed, guint year, guint type)
{
    return vigie_sums_cell(typed->sums, typed->measure,
                           typed->cells[year * typed->n_types + type]);
}

/* The centre of the first cell with answers: means near 1e9 keep their digits. */
static double
origin(const VigieTyped *typed)
{
    for (guint i = 0; i < typed->k * typed->n_types; i++) {
        const VigieCellSums *s = cell_at(typed, i / typed->n_types, i % typed->n_types);
        if (s->n > 0)
            return s->centre;
    }
    return 0;
}

static void
fill_mixes(Mixes *mixes, const VigieTyped *typed)
{
    guint n = typed->n_types;
    double zero = origin(typed), low = INFINITY, high = -INFINITY;
    mixes->typed = typed;
    mixes->share = g_new0(double, typed->k *n);
    mixes->mean = g_new(double, typed->k *n);
    mixes->all = g_new0(double, typed->k);
    mixes->overall = g_new0(double, typed->k);
    for (guint t = 0; t < typed->k; t++) {
        for (guint g = 0; g < n; g++)
            mixes->all[t] += cell_at(typed, t, g)->x;
        for (guint g = 0; g < n; g++) {
            const VigieCellSums *s = cell_at(typed, t, g);
            double mean = s->n > 0 && fabs(s->x) > 0 ? s->centre - zero + s->e / s->x : NAN;
            mixes->mean[t * n + g] = mean;
            if (isnan(mean))
                continue;
            mixes->share[t * n + g] = s->x / mixes->all[t];
            mixes->overall[t] += s->x / mixes->all[t] * mean;
            low = MIN(low, mean);
            high = MAX(high, mean);
        }
    }
    mixes->scale = MAX(high - low, 0);
}

/* Derivatives of a function with respect to the shares and the means of one year. */
typedef struct {
    double *share, *mean; /* [n_types] */
} Slopes;

static Slopes
slopes_new(guint n_types)
{
    return (Slopes){g_new0(double, n_types), g_new0(double, n_types)};
}

static void
clear_slopes(Slopes *slopes)
{
    g_free(slopes->share);
    g_free(slopes->mean);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Slopes, clear_slopes)

/* The function as a total of the units of one year: u = f'_m (y - m x) / X_g + (f'_p - sum_h p_h f'_p,h) x / X. */
static void
linearise(const Mixes *mixes, guint year, const Slopes *slopes, VigieLinear *out)
{
    const VigieTyped *typed = mixes->typed;
    guint n = typed->n_types;
    g_autofree VigieLinear *part = g_new0(VigieLinear, n);
    g_autofree double *one = g_new(double, n);
    double mean_slope = 0;
    for (guint g = 0; g < n; g++)
        mean_slope += mixes->share[year * n + g] * slopes->share[g];
    for (guint g = 0; g < n; g++) {
        const VigieCellSums *s = cell_at(typed, year, g);
        bool there = !isnan(mixes->mean[year * n + g]);
        double a = there ? slopes->mean[g] / s->x : 0;
        double b =
            there ? (slopes->share[g] - mean_slope) / mixes->all[year] - a * s->e / s->x : 0;
        one[g] = 1;
        vigie_linear_of(typed->sums, typed->measure, typed->cells[year * n + g], a, b, 0,
                        &part[g]);
    }
    vigie_linear_combine(part, one, n, out);
    for (guint g = 0; g < n; g++)
        vigie_linear_clear(&part[g]);
}

/* Units with records of all types of years first .. last, answered or not; df of them together. */
static double
df_of(const VigieTyped *typed, guint first, guint last)
{
    g_autoptr(GArray) unit = g_array_new(FALSE, FALSE, sizeof(guint32));
    for (guint t = first; t <= last; t++)
        for (guint g = 0; g < typed->n_types; g++) {
            const VigieCellSums *s = cell_at(typed, t, g);
            if (s->n_units > 0)
                g_array_append_vals(unit, s->unit, s->n_units);
        }
    return vigie_panel_df(vigie_sums_design(typed->sums),
                          (const guint32 *)(gconstpointer)unit->data, unit->len);
}

/* Decomposition ------------------------------------------------------------------------------ */

typedef struct {
    Mixes mixes;
    bool independent;
    double df[3]; /* of each year, and of both */
    bool fallback;
} Split;

static double
share_at(const Split *split, guint year, guint type)
{
    return split->mixes.share[year * split->mixes.typed->n_types + type];
}

static double
mean_at(const Split *split, guint year, guint type)
{
    return split->mixes.mean[year * split->mixes.typed->n_types + type];
}

/* Fills se, df and p of an effect from its derivatives in both years. */
static void
test_effect(Split *split, const Slopes slopes[2], VigieChange *effect)
{
    const VigieDesign *design = vigie_sums_design(split->mixes.typed->sums);
    g_auto(VigieLinear) first = {0}, second = {0};
    linearise(&split->mixes, 0, &slopes[0], &first);
    linearise(&split->mixes, 1, &slopes[1], &second);
    double se1 = vigie_linear_se(design, &first), se2 = vigie_linear_se(design, &second);
    double v1 = se1 * se1, v2 = se2 * se2, v = v1 + v2;
    if (isnan(v))
        return;
    if (!split->independent) {
        double both = v + 2 * vigie_panel_covariance(design, &first, &second);
        bool lost = both <= ROUNDING * v && v > 0;
        split->fallback = split->fallback || lost;
        v = lost ? v : both;
    }
    effect->se = sqrt(v) > ROUNDING * split->mixes.scale ? sqrt(v) : 0;
    effect->df = split->independent ? vigie_satterthwaite((double[]){v1, v2}, split->df, 2)
                                    : split->df[2];
    effect->p = vigie_t_test(effect->change, effect->se, effect->df);
}

static void
split_total(Split *split, VigieChange *total)
{
    guint n = split->mixes.typed->n_types;
    g_auto(Slopes) earlier = slopes_new(n), later = slopes_new(n);
    for (guint g = 0; g < n; g++) {
        if (!isnan(mean_at(split, 0, g))) {
            earlier.share[g] = -mean_at(split, 0, g);
            earlier.mean[g] = -share_at(split, 0, g);
        }
        if (!isnan(mean_at(split, 1, g))) {
            later.share[g] = mean_at(split, 1, g);
            later.mean[g] = share_at(split, 1, g);
        }
    }
    total->change = split->mixes.overall[1] - split->mixes.overall[0];
    test_effect(split, (Slopes[]){earlier, later}, total);
}

/* What a type that gains share is compared with: the mean of both years. */
static double
level_of(const Split *split)
{
    return (split->mixes.overall[0] + split->mixes.overall[1]) / 2;
}

/* Adds the derivatives of a type's part of the mix: (p2 - p1) ((m1 + m2)/2 - (M1 + M2)/2). */
static double
add_mix(const Split *split, guint type, Slopes slopes[2])
{
    double gain = share_at(split, 1, type) - share_at(split, 0, type);
    double above = (mean_at(split, 0, type) + mean_at(split, 1, type)) / 2 - level_of(split);
    for (guint t = 0; t < 2; t++) {
        slopes[t].share[type] += t == 1 ? above : -above;
        slopes[t].mean[type] += gain / 2;
        for (guint g = 0; g < split->mixes.typed->n_types; g++) {
            if (isnan(mean_at(split, t, g)))
                continue;
            slopes[t].share[g] -= gain * mean_at(split, t, g) / 2;
            slopes[t].mean[g] -= gain * share_at(split, t, g) / 2;
        }
    }
    return gain * above;
}

/* The same of its part within: (m2 - m1) (p1 + p2) / 2. */
static double
add_within(const Split *split, guint type, Slopes slopes[2])
{
    double rise = mean_at(split, 1, type) - mean_at(split, 0, type);
    double weight = (share_at(split, 0, type) + share_at(split, 1, type)) / 2;
    for (guint t = 0; t < 2; t++) {
        slopes[t].share[type] += rise / 2;
        slopes[t].mean[type] += t == 1 ? weight : -weight;
    }
    return rise * weight;
}

typedef double (*AddEffect)(const Split *split, guint type, Slopes slopes[2]);

/* One type's part, or that of all types (type = n_types). */
static void
split_effect(Split *split, AddEffect add, guint type, VigieChange *effect)
{
    guint n = split->mixes.typed->n_types;
    g_auto(Slopes) earlier = slopes_new(n), later = slopes_new(n);
    Slopes slopes[] = {earlier, later};
    effect->change = 0;
    for (guint g = 0; g < n; g++)
        if ((type == n || g == type) && !isnan(mean_at(split, 0, g)))
            effect->change += add(split, g, slopes);
    test_effect(split, slopes, effect);
}

static guint32
lone_type(const Split *split)
{
    for (guint g = 0; g < split->mixes.typed->n_types; g++)
        if (isnan(mean_at(split, 0, g)) != isnan(mean_at(split, 1, g)))
            return g;
    return VIGIE_NO_CELL;
}

static void
fill_types(const Split *split, VigieDecomposition *out)
{
    double zero = origin(split->mixes.typed);
    for (guint g = 0; g < out->n_types; g++) {
        out->type[g] = (VigieTypeEffect){.mix = NONE, .within = NONE};
        for (guint t = 0; t < 2; t++) {
            out->type[g].share[t] = share_at(split, t, g);
            out->type[g].mean[t] = zero + mean_at(split, t, g);
        }
    }
}

static bool
decompose(Split *split, VigieDecomposition *out)
{
    guint n = out->n_types;
    if (!(fabs(split->mixes.all[0]) > 0) || !(fabs(split->mixes.all[1]) > 0))
        return false;
    split_total(split, &out->total);
    if (out->lone != VIGIE_NO_CELL)
        return true;
    split_effect(split, add_mix, n, &out->mix);
    split_effect(split, add_within, n, &out->within);
    for (guint g = 0; g < n; g++)
        if (!isnan(out->type[g].mean[0])) {
            split_effect(split, add_mix, g, &out->type[g].mix);
            split_effect(split, add_within, g, &out->type[g].within);
        }
    return true;
}

bool
vigie_decompose(const VigieTyped *typed, bool independent_surveys, VigieDecomposition *out)
{
    g_assert(typed->k == 2);
    Split split = {.independent = independent_surveys};
    fill_mixes(&split.mixes, typed);
    split.df[0] = df_of(typed, 0, 0);
    split.df[1] = df_of(typed, 1, 1);
    split.df[2] = df_of(typed, 0, 1);
    *out = (VigieDecomposition){.total = NONE,
                                .mix = NONE,
                                .within = NONE,
                                .n_types = typed->n_types,
                                .type = g_new(VigieTypeEffect, typed->n_types),
                                .lone = lone_type(&split)};
    fill_types(&split, out);
    bool done = decompose(&split, out);
    out->fallback = split.fallback;
    clear_mixes(&split.mixes);
    return done;
}

void
vigie_decomposition_clear(VigieDecomposition *decomposition)
{
    g_clear_pointer(&decomposition->type, g_free);
    decomposition->n_types = 0;
}

/* Standardised means ------------------------------------------------------------------------- */

/* The mix held: [n_types]; (transfer full). */
static double *
held_mix(const Mixes *mixes, gint base)
{
    guint n = mixes->typed->n_types, k = mixes->typed->k;
    double *held = g_new0(double, n);
    for (guint t = 0; t < k; t++)
        for (guint g = 0; g < n; g++)
            held[g] += base == VIGIE_MIX_AVERAGE ? mixes->share[t * n + g] / k
                       : t == (guint)base        ? mixes->share[t * n + g]
                                                 : 0;
    return held;
}

/* sum_g pi_g m_g of a year; NAN where a type that counts has no answers. */
static double
standardised(const Mixes *mixes, const double *held, guint year)
{
    double sum = 0;
    guint n = mixes->typed->n_types;
    for (guint g = 0; g < n; g++)
        if (held[g] > 0)
            sum += held[g] * mixes->mean[year * n + g];
    return sum;
}

/* Its variance: the year's means, and the shares that the mix is made of. */
static double
standardised_variance(const Mixes *mixes, const double *held, guint year, gint base)
{
    guint n = mixes->typed->n_types, k = mixes->typed->k;
    g_autofree VigieLinear *part = g_new0(VigieLinear, k);
    g_autofree double *v = g_new(double, (gsize)k *k);
    double sum = 0;
    for (guint t = 0; t < k; t++) {
        g_auto(Slopes) slopes = slopes_new(n);
        double weight = base == VIGIE_MIX_AVERAGE ? 1.0 / k : t == (guint)base ? 1 : 0;
        for (guint g = 0; g < n; g++) {
            if (!(held[g] > 0))
                continue;
            slopes.share[g] = weight * mixes->mean[year * n + g];
            slopes.mean[g] = t == year ? held[g] : 0;
        }
        linearise(mixes, t, &slopes, &part[t]);
    }
    vigie_panel_matrix(vigie_sums_design(mixes->typed->sums), part, k, v);
    for (guint i = 0; i < k * k; i++)
        sum += v[i];
    for (guint t = 0; t < k; t++)
        vigie_linear_clear(&part[t]);
    return sum;
}

void
vigie_standardise(const VigieTyped *typed, gint base, double level, VigieFigure *out)
{
    g_auto(Mixes) mixes = {0};
    fill_mixes(&mixes, typed);
    g_autofree double *held = held_mix(&mixes, base);
    double zero = origin(typed), df = df_of(typed, 0, typed->k - 1);
    for (guint t = 0; t < typed->k; t++) {
        out[t] = (VigieFigure){0, NAN, NAN, NAN, NAN, NAN, NAN, VIGIE_STATUS_EMPTY};
        for (guint g = 0; g < typed->n_types; g++)
            out[t].n += cell_at(typed, t, g)->n;
        double estimate = standardised(&mixes, held, t);
        if (out[t].n == 0 || isnan(estimate))
            continue;
        out[t].estimate = zero + estimate;
        out[t].se = sqrt(standardised_variance(&mixes, held, t, base));
        out[t].df = df;
        out[t].status = VIGIE_STATUS_OK;
        if (!(df > 0) || !(out[t].se > 0))
            continue;
        double half = gsl_cdf_tdist_Pinv((1 + level) / 2, df) * out[t].se;
        out[t].ci_low = out[t].estimate - half;
        out[t].ci_high = out[t].estimate + half;
    }
}
