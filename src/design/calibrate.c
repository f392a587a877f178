/* calibrate.c - Newton's search for the factors g = F(x'lambda) of the design weights that give known totals */
#include "calibration.h"
#include "inverse.h"
#include "terms.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define TOLERANCE 1e-9
#define ITERATIONS 100
/* Totals that other margins give differently by more than this part contradict them. */
#define CONTRADICTION 1e-6
/* A step may overshoot to this part of the slope that it went down. */
#define OVERSHOOT 0.5
/* Part of X'DX added where records at their bounds leave totals that nothing could move. */
#define DAMPING 1e-2

/* A search under way.  rest = target - total, at lambda. */
typedef struct {
    const VigieCalibrationSpec *spec;
    Terms terms;
    gsize k;
    double *target, *lambda, *total, *cross, *rest;
    double *start; /* [k * k] X'DX */
    double *step;  /* [k] */
    gsize rank;    /* of X'DX */
    guint iteration, most;
    double tolerance;
} Search;

static void
clear_search(Search *search)
{
    g_free(search->target);
    g_free(search->lambda);
    g_free(search->total);
    g_free(search->cross);
    g_free(search->rest);
    g_free(search->start);
    g_free(search->step);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Search, clear_search)

/* The margins as sparse columns; those of classes are shifted, one margin's after the other's. */
typedef struct {
    VigieAuxiliary x;
    guint32 **column;
    const double **value;
} Columns;

static void
clear_columns(Columns *columns)
{
    for (guint t = 0; t < columns->x.n_terms; t++)
        g_free(columns->column[t]);
    g_free(columns->column);
    g_free(columns->value);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Columns, clear_columns)

/* A record of weight 0 needs none. */
static guint32
column_of(const VigieCalibrationSpec *spec, const VigieMargin *margin, guint32 first, gsize i)
{
    if (!(spec->weight[i] > 0))
        return VIGIE_NO_CLASS;
    return first + (margin->class_of != NULL ? margin->class_of[i] : 0);
}

static void
fill_columns(Columns *columns, const VigieCalibrationSpec *spec)
{
    guint32 first = 0;
    columns->column = g_new0(guint32 *, spec->n_margins);
    columns->value = g_new0(const double *, spec->n_margins);
    for (guint m = 0; m < spec->n_margins; m++) {
        const VigieMargin *margin = &spec->margin[m];
        columns->column[m] = g_new(guint32, spec->n);
        columns->value[m] = margin->class_of != NULL ? NULL : margin->number;
        for (gsize i = 0; i < spec->n; i++)
            columns->column[m][i] = column_of(spec, margin, first, i);
        first += margin->n_classes;
    }
    columns->x = (VigieAuxiliary){.n_columns = first,
                                  .n_terms = spec->n_margins,
                                  .column = (const guint32 *const *)columns->column,
                                  .value = columns->value,
                                  .design_weight = spec->weight};
}

static void
fill_search(Search *search, const VigieCalibrationSpec *spec, const Columns *columns)
{
    gsize k = columns->x.n_columns, at = 0;
    search->spec = spec;
    search->k = k;
    search->terms =
        (Terms){&columns->x, spec->n, spec->weight, {spec->method, spec->lower, spec->upper}};
    search->tolerance = spec->tolerance > 0 ? spec->tolerance : TOLERANCE;
    search->most = spec->iterations > 0 ? spec->iterations : ITERATIONS;
    search->target = g_new0(double, k);
    search->lambda = g_new0(double, k);
    search->total = g_new0(double, k);
    search->rest = g_new0(double, k);
    search->step = g_new0(double, k);
    search->cross = g_new0(double, k *k);
    search->start = g_new0(double, k *k);
    for (guint m = 0; m < spec->n_margins; m++)
        for (guint c = 0; c < spec->margin[m].n_classes; c++, at++)
            search->target[at] = isnan(spec->margin[m].total[c]) ? 0 : spec->margin[m].total[c];
}

/* Sums at lambda; false: they left the finite numbers. */
static bool
sum_up(Search *search)
{
    bool finite = true;
    vigie_terms_sum(&search->terms, search->lambda, search->total, search->cross);
    for (gsize a = 0; a < search->k; a++) {
        search->rest[a] = search->target[a] - search->total[a];
        finite =
            finite && isfinite(search->rest[a]) && isfinite(search->cross[a * search->k + a]);
    }
    return finite;
}

/* max |T - T^| / max(1, |T|), and the column where that is. */
static double
discrepancy(const Search *search, gsize *worst)
{
    double most = -1;
    for (gsize a = 0; a < search->k; a++) {
        double off = fabs(search->rest[a]) / MAX(1, fabs(search->target[a]));
        if (off > most || isnan(off)) {
            most = off;
            *worst = a;
        }
    }
    return most;
}

static double
slope_along(const Search *search)
{
    double slope = 0;
    for (gsize a = 0; a < search->k; a++)
        slope += search->step[a] * search->rest[a];
    return slope;
}

static void
move(Search *search, double part)
{
    for (gsize a = 0; a < search->k; a++)
        search->lambda[a] += part * search->step[a];
}

/* Of the terms that make up total a from the step. */
static double
size_of(const Search *search, gsize a)
{
    double size = 0;
    for (gsize b = 0; b < search->k; b++)
        size += fabs(search->start[a * search->k + b] * search->step[b]);
    return MAX(size, fabs(search->target[a]));
}

/* Totals that contradict the others are refused; those that do by rounding are set to what the others give. */
static bool
reconcile(Search *search, GError **error)
{
    g_auto(Inverse) inverse = {0};
    g_autofree double *rest = g_new(double, search->k);
    vigie_inverse_fill(&inverse, search->start, search->k);
    search->rank = inverse.rank;
    vigie_inverse_solve(&inverse, search->target, search->step);
    vigie_inverse_rest(&inverse, search->target, search->step, rest);
    for (gsize a = 0; a < search->k; a++) {
        if (!(fabs(rest[a]) <= CONTRADICTION * size_of(search, a))) {
            g_autofree char *place = vigie_calibration_place(search->spec, (guint)a);
            g_set_error(error, VIGIE_CALIBRATION_ERROR, VIGIE_CALIBRATION_ERROR_SINGULAR,
                        _("%s: total %.10g, but the other margins alone give %.10g"), place,
                        search->target[a], search->target[a] - rest[a]);
            return false;
        }
        search->target[a] -= rest[a];
    }
    return true;
}

/* Raking starts where the first margin of classes is met, however far the totals are. */
static void
begin_raking(Search *search)
{
    const VigieCalibrationSpec *spec = search->spec;
    gsize at = 0;
    for (guint m = 0; m < spec->n_margins; at += spec->margin[m++].n_classes)
        if (spec->margin[m].class_of != NULL) {
            for (gsize c = at; c < at + spec->margin[m].n_classes; c++)
                if (search->total[c] > 0)
                    search->lambda[c] = log(search->target[c] / search->total[c]);
            return;
        }
}

/* Newton's step; damped where records at their bounds made the matrix lose rank.  False: none can be found. */
static bool
find_step(Search *search)
{
    g_auto(Inverse) inverse = {0};
    if (!vigie_inverse_fill(&inverse, search->cross, search->k))
        return false;
    if (inverse.rank < search->rank) {
        for (gsize a = 0; a < search->k * search->k; a++)
            search->cross[a] += DAMPING * search->start[a];
        vigie_inverse_fill(&inverse, search->cross, search->k);
    }
    vigie_inverse_solve(&inverse, search->rest, search->step);
    return true;
}

/* A step, halved while it overshoots: the dual function, convex, falls by slope at its start. */
static bool
take_step(Search *search)
{
    if (!find_step(search))
        return false;
    double slope = slope_along(search), part = 1;
    move(search, part);
    search->iteration++;
    while (!sum_up(search) || slope_along(search) < -OVERSHOOT * slope) {
        if (search->iteration++ >= search->most)
            return false;
        part /= 2;
        move(search, -part);
    }
    return true;
}

static bool
refuse_unreached(const Search *search, gsize worst, GError **error)
{
    const VigieCalibrationSpec *spec = search->spec;
    bool bounded =
        spec->method == VIGIE_CALIBRATE_TRUNCATED || spec->method == VIGIE_CALIBRATE_LOGIT;
    g_autofree char *place = vigie_calibration_place(spec, (guint)worst);
    if (bounded)
        g_set_error(error, VIGIE_CALIBRATION_ERROR, VIGIE_CALIBRATION_ERROR_BOUNDS,
                    P_("%s: %.10g reached after %u iteration, %.10g wanted; no weights between "
                       "%g and %g times the design weights give all the totals",
                       "%s: %.10g reached after %u iterations, %.10g wanted; no weights "
                       "between %g and %g times the design weights give all the totals",
                       search->iteration),
                    place, search->total[worst], search->iteration, search->target[worst],
                    spec->lower, spec->upper);
    else
        g_set_error(error, VIGIE_CALIBRATION_ERROR, VIGIE_CALIBRATION_ERROR_BOUNDS,
                    P_("%s: %.10g reached after %u iteration, %.10g wanted; no weights above 0 "
                       "give all the totals",
                       "%s: %.10g reached after %u iterations, %.10g wanted; no weights above "
                       "0 give all the totals",
                       search->iteration),
                    place, search->total[worst], search->iteration, search->target[worst]);
    return false;
}

/* A search that cannot move is at its end as much as one that has run out of steps. */
static bool
is_stuck(const Search *search)
{
    for (gsize a = 0; a < search->k; a++)
        if (fabs(search->step[a]) > 4 * DBL_EPSILON * fabs(search->lambda[a]))
            return false;
    return true;
}

static bool
is_done(const Search *search, gsize *worst)
{
    return discrepancy(search, worst) <= search->tolerance;
}

static bool
search_lambda(Search *search, GError **error)
{
    gsize worst = 0;
    bool finite = sum_up(search);
    memcpy(search->start, search->cross, search->k * search->k * sizeof *search->start);
    if (finite && !reconcile(search, error))
        return false;
    if (finite && search->spec->method == VIGIE_CALIBRATE_RAKING)
        begin_raking(search);
    finite = finite && sum_up(search);
    while (finite && !is_done(search, &worst))
        finite = search->iteration < search->most && take_step(search) &&
                 (!is_stuck(search) || is_done(search, &worst));
    if (finite)
        return true;
    discrepancy(search, &worst);
    return refuse_unreached(search, worst, error);
}

static void
fill_factors(const Search *search, double *g)
{
    for (gsize i = 0; i < search->spec->n; i++) {
        double slope = 0;
        g[i] =
            search->spec->weight[i] > 0
                ? vigie_distance_factor(&search->terms.distance,
                                        terms_dot(search->terms.x, i, search->lambda), &slope)
                : 1;
    }
}

bool
vigie_calibrate(const VigieCalibrationSpec *spec, double *g, VigieCalibrationReport *report,
                GError **error)
{
    if (!vigie_calibration_check(spec, error))
        return false;
    g_auto(Columns) columns = {0};
    g_auto(Search) search = {0};
    fill_columns(&columns, spec);
    fill_search(&search, spec, &columns);
    if (!search_lambda(&search, error))
        return false;
    fill_factors(&search, g);
    if (report != NULL) {
        *report = (VigieCalibrationReport){.iterations = search.iteration};
        vigie_calibration_report_fill(spec, g, report);
    }
    return true;
}
