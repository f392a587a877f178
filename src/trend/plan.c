/* plan.c - what a design will detect, from what past waves say about sites and weights */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <vigie/estimate-linear.h>
#include <vigie/trend-plan.h>

/* Quantiles and probabilities of t; of the normal distribution for df INFINITY. */
static double
quantile(double p, double df)
{
    if (!(df > 0))
        return NAN;
    return isinf(df) ? gsl_cdf_ugaussian_Pinv(p) : gsl_cdf_tdist_Pinv(p, df);
}

static double
probability(double t, double df)
{
    return isinf(df) ? gsl_cdf_ugaussian_P(t) : gsl_cdf_tdist_P(t, df);
}

double
vigie_margin(double variance, double n, double deff, double df, double level)
{
    return quantile((1 + level) / 2, df) * sqrt(deff * variance / n);
}

static double
detectable(double change_se, double df, double level, double power)
{
    return (quantile((1 + level) / 2, df) + quantile(power, df)) * change_se;
}

double
vigie_detectable_change(double variance, double n, double deff, double df, double level,
                        double power)
{
    return detectable(sqrt(2 * deff * variance / n), df, level, power);
}

/* Past waves --------------------------------------------------------------------------------- */

/* Sums over waves of what is averaged, and of what is pooled with weight S^2/n. */
typedef struct {
    double answers, sites, strata, mean, variance;
    double m, m2;                                /* answers of sites, and their squares */
    double simple, observed, weighting, cluster; /* S^2/n, V, and the terms times S^2/n */
} Pool;

/* Sums of a wave's sites: units of the second stage are joined. */
typedef struct {
    double *weight; /* [n_psu] */
    guint32 *answers;
} Sites;

static void
clear_sites(Sites *sites)
{
    g_free(sites->weight);
    g_free(sites->answers);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sites, clear_sites)

/* The sites of a cell; *present: those with a record at all. */
static Sites
sites_of(const VigieDesign *design, const VigieCellSums *s, guint *present)
{
    guint32 n_psu = vigie_design_n_psu(design);
    Sites sites = {g_new0(double, n_psu), g_new0(guint32, n_psu)};
    g_autofree bool *met = g_new0(bool, n_psu);
    *present = 0;
    for (guint32 i = 0; i < s->n_units; i++) {
        guint32 psu = vigie_design_unit_psu(design, s->unit[i]);
        sites.weight[psu] += s->unit_x[i];
        sites.answers[psu] += s->unit_answers[i];
        *present += met[psu] ? 0 : 1;
        met[psu] = true;
    }
    return sites;
}

/* S^2 of one answer: n/(n - 1) times the weighted variance. */
static double
answer_variance(const VigieCellSums *s)
{
    double n = (double)s->n;
    return (s->e2 - s->e * s->e / s->w) / s->w * n / (n - 1);
}

static void
pool_wave(const VigieSums *sums, guint measure, guint32 cell, double se, Pool *pool)
{
    const VigieDesign *design = vigie_sums_design(sums);
    const VigieCellSums *s = vigie_sums_cell(sums, measure, cell);
    double n = (double)s->n, variance = answer_variance(s), simple = variance / n, w2 = 0;
    guint present = 0;
    g_auto(Sites) sites = sites_of(design, s, &present);
    for (guint32 i = 0; i < vigie_design_n_psu(design); i++) {
        double m = sites.answers[i];
        pool->sites += m > 0;
        pool->m += m;
        pool->m2 += m * m;
        w2 += sites.weight[i] * sites.weight[i];
    }
    pool->answers += n;
    pool->strata += present - vigie_sums_df(sums, cell);
    pool->mean += n * (s->centre + s->e / s->x);
    pool->variance += n * variance;
    pool->simple += simple;
    pool->observed += se * se;
    pool->weighting += simple * n * s->w2 / (s->w * s->w);
    pool->cluster += simple * w2 / s->w2;
}

/* deff = weighting (1 + (b - 1) rho), solved. */
static void
solve_rho(VigieField *field)
{
    if (!(field->cluster > 1 + 1e-9))
        return;
    double rho = (field->deff / field->weighting - 1) / (field->cluster - 1);
    field->negative = rho < 0;
    field->rho = CLAMP(rho, 0, 1);
}

void
vigie_field_of(const VigieSums *sums, guint measure, const guint32 *cells, guint k,
               VigieField *out)
{
    Pool pool = {0};
    *out = (VigieField){0, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, false};
    for (guint j = 0; j < k; j++) {
        const VigieCellSums *s = vigie_sums_cell(sums, measure, cells[j]);
        if (s->n < 2 || !(answer_variance(s) > 0))
            continue;
        g_auto(VigieLinear) mean = {0};
        vigie_linear_mean(sums, measure, cells[j], &mean);
        double se = vigie_linear_se(vigie_sums_design(sums), &mean);
        if (isnan(se))
            continue;
        pool_wave(sums, measure, cells[j], se, &pool);
        out->waves++;
    }
    if (out->waves == 0)
        return;
    out->n = pool.answers / out->waves;
    out->sites = pool.sites / out->waves;
    out->strata = pool.strata / out->waves;
    out->take = pool.m2 / pool.m;
    out->estimate = pool.mean / pool.answers;
    out->variance = pool.variance / pool.answers;
    out->deff = pool.observed / pool.simple;
    out->weighting = pool.weighting / pool.simple;
    out->cluster = pool.cluster / pool.simple;
    solve_rho(out);
}

/* Another design ----------------------------------------------------------------------------- */

/* b of the design: the customers that an interviewer meets at a site grow with its interviews. */
static double
cluster_size(const VigieField *field, double take, double interviews)
{
    double growth = take > 1 ? (interviews * take - 1) / (take - 1) : interviews;
    return 1 + MAX(field->cluster - 1, 0) * MAX(growth, 0);
}

void
vigie_plan(const VigieField *field, double take, const VigiePlanDesign *design, double level,
           double power, VigiePlan *out)
{
    double rho = isnan(field->rho) ? 0 : field->rho;
    double b = cluster_size(field, take, design->interviews), sites = 1 + (b - 1) * rho;
    out->n = field->n * design->sites * design->interviews;
    out->deff = field->weighting * sites;
    double variance = field->variance * out->deff / out->n;
    double n_sites = field->sites * design->sites;
    double one = n_sites - field->strata;
    out->df = (2 - design->kept) * n_sites - (design->kept > 0 ? 1 : 2) * field->strata;
    out->margin = vigie_margin(field->variance, out->n, out->deff, one, level);
    out->change_se = sqrt(2 * variance * MAX(1 - design->kept * b * rho / sites, 0));
    out->detectable = detectable(out->change_se, out->df, level, power);
}

double
vigie_plan_power(const VigiePlan *plan, double change, double level)
{
    double t = quantile((1 + level) / 2, plan->df);
    double shift = fabs(change) / plan->change_se;
    if (isnan(t) || !(plan->change_se > 0))
        return NAN;
    return probability(shift - t, plan->df) + probability(-shift - t, plan->df);
}

double
vigie_plan_sites(const VigieField *field, double take, const VigiePlanDesign *design,
                 double level, double power, double change)
{
    double low = 0, high = 1000;
    VigiePlanDesign tried = *design;
    VigiePlan plan;
    tried.sites = high;
    vigie_plan(field, take, &tried, level, power, &plan);
    if (!(plan.detectable <= change))
        return NAN;
    for (guint i = 0; i < 60; i++) {
        tried.sites = (low + high) / 2;
        vigie_plan(field, take, &tried, level, power, &plan);
        if (plan.detectable <= change)
            high = tried.sites;
        else
            low = tried.sites; /* and where there are no degrees of freedom */
    }
    return high;
}
