/* slope.c - linear trend of a series of years: svyglm of the item on (year - first) */
#include "panel.h"

#include <math.h>
#include <vigie/trend-replicate.h>

/* The years of a series that have answers. */
typedef struct {
    const VigieSums *sums;
    guint measure;
    guint k;
    guint32 *number;            /* [k] of the cells */
    const VigieCellSums **cell; /* [k] */
    double *t;                  /* [k] year - mean year, the mean weighted by the cells' x */
    double *y;                  /* [k] mean - mean of all, in the same way */
    double sxx;                 /* sum x t^2 */
} Series;

static void
clear_series(Series *series)
{
    g_free(series->number);
    g_free(series->cell);
    g_free(series->t);
    g_free(series->y);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Series, clear_series)

/* Subtracts from v[k] its mean weighted by the cells' x. */
static void
centre(const Series *series, double *v)
{
    double sum = 0, x = 0;
    for (guint j = 0; j < series->k; j++) {
        sum += series->cell[j]->x * v[j];
        x += series->cell[j]->x;
    }
    for (guint j = 0; j < series->k; j++)
        v[j] -= sum / x;
}

static void
settle(Series *series)
{
    centre(series, series->t);
    centre(series, series->y);
    for (guint j = 0; j < series->k; j++)
        series->sxx += series->cell[j]->x * series->t[j] * series->t[j];
}

/* Means are taken from the first cell's centre: data near 1e9 keep their digits. */
static void
fill_series(Series *series, const VigieSums *sums, guint measure, const guint32 *cells,
            const double *years, guint k)
{
    series->sums = sums;
    series->measure = measure;
    series->number = g_new(guint32, k);
    series->cell = g_new(const VigieCellSums *, k);
    series->t = g_new(double, k);
    series->y = g_new(double, k);
    for (guint j = 0; j < k; j++) {
        const VigieCellSums *s = vigie_sums_cell(sums, measure, cells[j]);
        if (s->n == 0 || !(fabs(s->x) > 0))
            continue;
        series->number[series->k] = cells[j];
        series->cell[series->k] = s;
        series->t[series->k] = years[j];
        series->y[series->k++] = s->centre - series->cell[0]->centre + s->e / s->x;
    }
    settle(series);
}

static double
slope_of(const Series *series)
{
    double sxy = 0;
    for (guint j = 0; j < series->k; j++)
        sxy += series->cell[j]->x * series->t[j] * series->y[j];
    return sxy / series->sxx;
}

/* Unit sums of the slope's influence, t (y - fit) / sxx, a year at a time. */
static VigieLinear *
linearise(const Series *series, double slope)
{
    VigieLinear *year = g_new0(VigieLinear, series->k);
    for (guint j = 0; j < series->k; j++) {
        const VigieCellSums *s = series->cell[j];
        double a = series->t[j] / series->sxx;
        double residual = series->y[j] - slope * series->t[j] - s->e / s->x;
        vigie_linear_of(series->sums, series->measure, series->number[j], a, a * residual,
                        slope, &year[j]);
    }
    return year;
}

static void
free_linear(VigieLinear *year, guint k)
{
    for (guint j = 0; j < k; j++)
        vigie_linear_clear(&year[j]);
    g_free(year);
}

/* All years as one statistic of the design: units that several years share are summed. */
static void
sum_years(VigieLinear *all, const VigieLinear *year, guint k)
{
    g_autofree double *one = g_new(double, k);
    for (guint j = 0; j < k; j++)
        one[j] = 1;
    vigie_linear_combine(year, one, k, all);
}

/* With panel: each year's own variance and the covariances between years; NAN under a lonely PSU. */
static double
panel_error(const VigieDesign *design, const VigieLinear *year, guint k)
{
    double own = 0, between = 0;
    for (guint j = 0; j < k; j++) {
        double se = vigie_linear_se(design, &year[j]);
        own += se * se;
        for (guint l = 0; l < j; l++)
            between += vigie_panel_covariance(design, &year[l], &year[j]);
    }
    return sqrt(own + 2 * between > 0 ? own + 2 * between : own);
}

/* Its standard error and test from the years' unit sums, which it frees. */
static void
test_slope(const Series *series, VigieLinear *year, VigieSlope *out)
{
    const VigieDesign *design = vigie_sums_design(series->sums);
    g_auto(VigieLinear) all = {0};
    sum_years(&all, year, series->k);
    out->se = vigie_design_site(design) != NULL ? panel_error(design, year, series->k)
                                                : vigie_linear_se(design, &all);
    free_linear(year, series->k);
    if (isnan(out->se))
        return;
    out->df = vigie_panel_df(design, all.unit, all.n) + 1 - 2;
    out->p = vigie_t_test(out->slope, out->se, out->df);
}

void
vigie_slope(const VigieSums *sums, guint measure, const guint32 *cells, const double *years,
            guint k, VigieSlope *out)
{
    g_auto(Series) series = {0};
    *out = (VigieSlope){NAN, NAN, NAN, NAN};
    fill_series(&series, sums, measure, cells, years, k);
    if (series.k < 2 || !(series.sxx > 0))
        return;
    out->slope = slope_of(&series);
    test_slope(&series, linearise(&series, out->slope), out);
}

/* In log-odds -------------------------------------------------------------------------------- */

#define ITERATIONS 50
#define CONVERGED 1e-10
/* Beyond these the shares tell the years apart (METHODS 2.11). */
#define SLOPE_MAX 10
#define SHARE_MIN 1e-8

/* Intercept and slope of the log-odds on t, and the inverse of the information. */
typedef struct {
    double a, b;
    double aa, ab, bb;
} Logit;

static double
fitted(const Logit *logit, double t)
{
    return 1 / (1 + exp(-(logit->a + logit->b * t)));
}

/* One step of Newton's; its length, NAN where the information is singular. */
static double
step(const Series *series, Logit *logit)
{
    double i0 = 0, i1 = 0, i2 = 0, s0 = 0, s1 = 0;
    for (guint j = 0; j < series->k; j++) {
        const VigieCellSums *s = series->cell[j];
        double mu = fitted(logit, series->t[j]), w = s->x * mu * (1 - mu);
        double residual = s->e + (s->centre - mu) * s->x;
        i0 += w;
        i1 += w * series->t[j];
        i2 += w * series->t[j] * series->t[j];
        s0 += residual;
        s1 += residual * series->t[j];
    }
    double determinant = i0 * i2 - i1 * i1;
    if (!(determinant > 0))
        return NAN;
    logit->aa = i2 / determinant;
    logit->ab = -i1 / determinant;
    logit->bb = i0 / determinant;
    double da = logit->aa * s0 + logit->ab * s1, db = logit->ab * s0 + logit->bb * s1;
    logit->a += da;
    logit->b += db;
    return MAX(fabs(da), fabs(db));
}

/* False: no finite slope. */
static bool
fit_logit(const Series *series, Logit *logit)
{
    double length = INFINITY, x = 0, low = 1, high = 0;
    for (guint i = 0; i < ITERATIONS && length > CONVERGED; i++)
        length = step(series, logit);
    for (guint j = 0; j < series->k; j++) {
        double mu = fitted(logit, series->t[j]);
        x += series->cell[j]->x;
        low = MIN(low, mu);
        high = MAX(high, mu);
    }
    return length <= CONVERGED && low > SHARE_MIN && high < 1 - SHARE_MIN &&
           fabs(logit->b) * sqrt(series->sxx / x) <= SLOPE_MAX;
}

bool
vigie_slope_logit(const VigieSums *sums, guint measure, const guint32 *cells,
                  const double *years, guint k, VigieSlope *out)
{
    g_auto(Series) series = {0};
    Logit logit = {0};
    *out = (VigieSlope){NAN, NAN, NAN, NAN};
    fill_series(&series, sums, measure, cells, years, k);
    if (series.k < 2 || !(series.sxx > 0) || !fit_logit(&series, &logit))
        return false;
    out->slope = logit.b;
    VigieLinear *year = g_new0(VigieLinear, series.k);
    for (guint j = 0; j < series.k; j++) {
        double lever = logit.ab + logit.bb * series.t[j];
        double residual = series.cell[j]->centre - fitted(&logit, series.t[j]);
        vigie_linear_of(sums, measure, series.number[j], lever, lever * residual, logit.b,
                        &year[j]);
    }
    test_slope(&series, year, out);
    return true;
}

/* By replicates ------------------------------------------------------------------------------ */

/* e and x of each cell by each replicate: [k * number]. */
typedef struct {
    const Series *full;
    double *e, *x;
    guint number;
    bool logit;
} Replicated;

/* The slope by replicate r (NAN = none): that of the same years with the replicate's sums. */
static double
slope_by(const Replicated *replicated, guint r)
{
    const Series *full = replicated->full;
    g_autofree VigieCellSums *own = g_new(VigieCellSums, full->k);
    g_auto(Series) series = {.k = full->k,
                             .cell = g_new(const VigieCellSums *, full->k),
                             .t = g_memdup2(full->t, full->k * sizeof *full->t),
                             .y = g_new(double, full->k)};
    for (guint j = 0; j < full->k; j++) {
        gsize at = (gsize)j * replicated->number + r;
        own[j] = *full->cell[j];
        own[j].e = replicated->e[at];
        own[j].x = replicated->x[at];
        series.cell[j] = &own[j];
        series.y[j] = own[j].centre - own[0].centre + own[j].e / own[j].x;
    }
    settle(&series);
    if (!replicated->logit)
        return slope_of(&series);
    Logit logit = {0};
    return fit_logit(&series, &logit) ? logit.b : NAN;
}

static void
test_replicated(const VigieReplicateSums *sums, const Series *series, bool logit,
                VigieSlope *out)
{
    const VigieReplicates *replicates = vigie_replicate_sums_replicates(sums);
    guint number = vigie_replicates_number(replicates);
    gsize room = (gsize)series->k * number;
    g_autofree double *e = g_new(double, room), *x = g_new(double, room),
                      *theta = g_new(double, number);
    for (guint j = 0; j < series->k; j++)
        vigie_replicate_totals(sums, series->measure, series->number[j], e + (gsize)j * number,
                               x + (gsize)j * number);
    Replicated work = {series, e, x, number, logit};
    for (guint r = 0; r < number; r++)
        theta[r] = slope_by(&work, r);
    double v = NAN;
    if (!vigie_replicates_variance(replicates, theta, &out->slope, 1, &v))
        return;
    out->se = sqrt(v);
    out->df = vigie_replicate_df(sums, series->number, series->k) + 1 - 2;
    out->p = vigie_t_test(out->slope, out->se, out->df);
}

bool
vigie_slope_replicated(const VigieReplicateSeries *wanted, bool logit, VigieSlope *out)
{
    g_auto(Series) series = {0};
    Logit fit = {0};
    *out = (VigieSlope){NAN, NAN, NAN, NAN};
    fill_series(&series, vigie_replicate_sums_sums(wanted->sums), wanted->measure,
                wanted->cells, wanted->years, wanted->k);
    if (series.k < 2 || !(series.sxx > 0) || (logit && !fit_logit(&series, &fit)))
        return false;
    out->slope = logit ? fit.b : slope_of(&series);
    test_replicated(wanted->sums, &series, logit, out);
    return true;
}
