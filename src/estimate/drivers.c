/* drivers.c - key drivers and importance-performance, item by item */
#include "drivers.h"
#include "figure.h"
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_linalg.h>
#include <math.h>

/* A standard error below this part of what it is of is rounding. */
#define ROUNDING 1e-12

G_DEFINE_QUARK(vigie_drivers_error, vigie_drivers_error)

static const VigieFigure NO_FIGURE = {0, NAN, NAN, NAN, NAN, NAN, NAN, VIGIE_STATUS_EMPTY};

const char *
vigie_quadrant_name(VigieQuadrant quadrant)
{
    static const char *const names[] = {"improve", "keep", "excess", "low"};
    return names[quadrant];
}

static void
set_interval(VigieFigure *f, const VigieRules *rules)
{
    if (f->se > 0 && f->df > 0) {
        double half = gsl_cdf_tdist_Qinv((1 - rules->level) / 2, f->df) * f->se;
        f->ci_low = f->estimate - half;
        f->ci_high = f->estimate + half;
    }
    f->status = vigie_figure_status(f, rules, isnan(f->se));
}

/* The model of all items --------------------------------------------------------------------- */

/* Standardised coefficients; NAN where the items give each other. */
static void
set_betas(VigieDrivers *drivers, const Point *point)
{
    guint p = point->p, k = p + 1;
    gsl_matrix *a = gsl_matrix_alloc(p, p);
    gsl_vector *b = gsl_vector_alloc(p), *x = gsl_vector_alloc(p);
    for (guint i = 0; i < p; i++) {
        gsl_vector_set(b, i, point->correlation[i]);
        for (guint j = 0; j < p; j++)
            gsl_matrix_set(a, i, j,
                           point->cov[i * k + j] /
                               sqrt(point->cov[i * k + i] * point->cov[j * k + j]));
    }
    bool done = gsl_linalg_cholesky_decomp1(a) == 0;
    /* a factor's diagonal is what is left of the item, as a part of its standard deviation */
    for (guint j = 0; j < p && done; j++)
        done = gsl_matrix_get(a, j, j) > 1e-6;
    if (done)
        gsl_linalg_cholesky_solve(a, b, x);
    for (guint j = 0; j < p; j++) {
        VigieDriver *item = &drivers->item[j];
        item->beta = done ? gsl_vector_get(x, j) : NAN;
        item->pratt = item->beta * point->correlation[j];
    }
    gsl_matrix_free(a);
    gsl_vector_free(b);
    gsl_vector_free(x);
}

static void
set_shares(VigieDrivers *drivers, const Sums *sums, const Point *point)
{
    guint p = sums->p, all = (1u << p) - 1;
    g_autofree double *variance = g_new(double, p);
    vigie_driver_jackknife(sums, point, variance);
    drivers->n = sums->n;
    drivers->r2 = point->r2[all];
    drivers->df = vigie_design_df(sums->spec->design, sums->unit, sums->n_units);
    for (guint j = 0; j < p; j++) {
        VigieDriver *item = &drivers->item[j];
        double se = sqrt(variance[j]);
        item->share = NO_FIGURE;
        item->share.n = sums->n;
        item->share.estimate = point->share[j];
        item->share.se = se <= ROUNDING ? 0 : se;
        item->share.df = drivers->df;
        set_interval(&item->share, &sums->spec->rules);
        item->share.ci_low = MAX(item->share.ci_low, 0);
        item->percent = 100 * point->share[j] / drivers->r2;
        item->first = point->r2[1u << j];
        item->last = point->r2[all] - point->r2[all & ~(1u << j)];
        item->correlation = point->correlation[j];
    }
    set_betas(drivers, point);
}

/* Performance -------------------------------------------------------------------------------- */

static VigieSums *
sums_of(const VigieDriversSpec *spec, const VigieMeasure *measure, guint n, GError **error)
{
    gsize n_records = vigie_design_n(spec->design);
    g_autofree guint32 *cell = g_new(guint32, MAX(n_records, 1));
    for (gsize i = 0; i < n_records; i++)
        cell[i] = spec->domain == NULL || spec->domain[i] ? 0 : VIGIE_NO_CELL;
    const VigieCells cells = {.n_cells = 1, .n = n_records, .cell = cell};
    return vigie_sums_new(spec->design, &cells, measure, n, error);
}

/* a[p] of the performances: item j less the crosshair. */
static void
set_contrast(const Sums *sums, const Point *point, guint j, double *a)
{
    guint p = sums->p, below = 0;
    for (guint i = 0; i < p; i++)
        a[i] = sums->spec->crosshair == VIGIE_CROSSHAIR_MEANS ? -1.0 / p : 0;
    for (guint i = 0; i < p && sums->spec->crosshair == VIGIE_CROSSHAIR_MEDIANS; i++) {
        below = 0;
        for (guint l = 0; l < p; l++)
            below += point->performance[l] < point->performance[i] ||
                     (l < i && !(point->performance[l] > point->performance[i]));
        a[i] -= (below == (p - 1) / 2) * 0.5 + (below == p / 2) * 0.5;
    }
    a[j] += 1;
}

/* Performance less the crosshair. */
static void
set_gap(const Sums *sums, const Point *point, const VigieLinear *performance, guint j,
        VigieDriver *item)
{
    const VigieDriversSpec *spec = sums->spec;
    g_auto(VigieLinear) gap = {0};
    g_autofree double *a = g_new(double, sums->p);
    set_contrast(sums, point, j, a);
    vigie_linear_combine(performance, a, sums->p, &gap);
    VigieFigure *f = &item->gap;
    *f = NO_FIGURE;
    f->n = item->performance.n;
    f->estimate =
        gap.estimate - (spec->crosshair == VIGIE_CROSSHAIR_MIDPOINT ? spec->midpoint : 0);
    double se = vigie_linear_se(spec->design, &gap);
    f->se = se <= ROUNDING * (1 + fabs(point->performance[j])) ? 0 : se;
    f->df = vigie_design_df(spec->design, gap.unit, gap.n);
    set_interval(f, &spec->rules);
    item->firm = f->ci_low > 0 || f->ci_high < 0;
}

static void
clear_all(VigieLinear *linear, guint n)
{
    for (guint i = 0; i < n; i++)
        vigie_linear_clear(&linear[i]);
}

static bool
set_performance(VigieDrivers *drivers, const Sums *sums, const Point *point, GError **error)
{
    const VigieDriversSpec *spec = sums->spec;
    guint p = sums->p;
    g_autofree VigieMeasure *measure = g_new0(VigieMeasure, p);
    for (guint j = 0; j < p; j++)
        measure[j].y = spec->item[j].performance;
    g_autoptr(VigieSums) cell = sums_of(spec, measure, p, error);
    if (cell == NULL)
        return false;
    g_autofree VigieLinear *linear = g_new0(VigieLinear, p);
    for (guint j = 0; j < p; j++) {
        if (spec->share)
            vigie_proportion(cell, j, 0, &spec->rules, &drivers->item[j].performance);
        else
            vigie_mean(cell, j, 0, &spec->rules, &drivers->item[j].performance);
        vigie_linear_mean(cell, j, 0, &linear[j]);
    }
    for (guint j = 0; j < p; j++)
        set_gap(sums, point, linear, j, &drivers->item[j]);
    clear_all(linear, p);
    return true;
}

/* Stated importance, and value less it where both were answered. */
static bool
set_stated(VigieDrivers *drivers, const VigieDriversSpec *spec, GError **error)
{
    gsize n = vigie_design_n(spec->design);
    g_autofree double *difference = g_new(double, MAX(n, 1));
    for (guint j = 0; j < spec->n_items; j++) {
        VigieDriver *item = &drivers->item[j];
        item->stated = item->paired_gap = NO_FIGURE;
        if (spec->item[j].stated == NULL)
            continue;
        for (gsize i = 0; i < n; i++)
            difference[i] = spec->item[j].value[i] - spec->item[j].stated[i];
        const VigieMeasure measure[] = {{.y = spec->item[j].stated}, {.y = difference}};
        g_autoptr(VigieSums) cell = sums_of(spec, measure, 2, error);
        if (cell == NULL)
            return false;
        vigie_mean(cell, 0, 0, &spec->rules, &item->stated);
        vigie_mean(cell, 1, 0, &spec->rules, &item->paired_gap);
    }
    return true;
}

static void
place(VigieDrivers *drivers, const Sums *sums, const Point *point)
{
    g_autofree double *agreement = g_new(double, sums->p);
    drivers->n_replicates = vigie_driver_agreement(sums, point, agreement);
    drivers->cross_performance = point->cross_performance;
    drivers->cross_importance = point->cross_importance;
    for (guint j = 0; j < sums->p; j++) {
        drivers->item[j].importance = point->importance[j];
        drivers->item[j].quadrant = point->quadrant[j];
        drivers->item[j].agreement = agreement[j];
    }
}

/* -------------------------------------------------------------------------------------------- */

static bool
check(const VigieDriversSpec *spec, GError **error)
{
    if (spec->n_items >= 2 && spec->n_items <= VIGIE_DRIVERS_MOST)
        return true;
    if (spec->n_items < 2)
        g_set_error_literal(error, VIGIE_DRIVERS_ERROR, VIGIE_DRIVERS_ERROR_SIZE,
                            _("key drivers compare items: name two at least"));
    else
        g_set_error(error, VIGIE_DRIVERS_ERROR, VIGIE_DRIVERS_ERROR_SIZE,
                    _("%u items are too many: group those that go together (a calculated mean "
                      "in the questionnaire) until at most %u are left"),
                    spec->n_items, VIGIE_DRIVERS_MOST);
    return false;
}

void
vigie_drivers_free(VigieDrivers *drivers)
{
    if (drivers == NULL)
        return;
    g_free(drivers->item);
    g_free(drivers);
}

VigieDrivers *
vigie_drivers_new(const VigieDriversSpec *spec, GError **error)
{
    g_auto(Sums) sums = {0};
    g_auto(Point) point = {0};
    if (!check(spec, error) || !vigie_driver_sums_init(&sums, spec, error))
        return NULL;
    vigie_point_init(&point, sums.p);
    vigie_point_set(&point, &sums, sums.total);
    g_autoptr(VigieDrivers) drivers = g_new0(VigieDrivers, 1);
    drivers->n_items = sums.p;
    drivers->item = g_new0(VigieDriver, sums.p);
    set_shares(drivers, &sums, &point);
    if (!set_performance(drivers, &sums, &point, error) || !set_stated(drivers, spec, error))
        return NULL;
    place(drivers, &sums, &point);
    return g_steal_pointer(&drivers);
}
