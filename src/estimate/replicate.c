/* replicate.c - figures with the sampling error of replicate weights
 *
 * Replicates by PSU: the totals of a replicate in a cell are those of the cell's units, each times the factor of its
 * PSU, so that the answers are not read again.  Replicates of records: one pass for each, measures in parallel.
 * Estimates are kept less the cell's centre until the end, so that data near 1e9 keep their digits. */
#include "figure.h"
#include "members.h"
#include "sums.h"

#include <math.h>
#include <string.h>
#include <vigie/estimate-replicate.h>

struct VigieReplicateSums {
    const VigieReplicates *replicates;
    const VigieSums *sums;
    /* Replicates of records only. */
    guint32 *record; /* members of the cells, see members.h */
    gsize *end;      /* [n_cells] */
    double **totals; /* [n_measures] of [n_cells * 2 * number]: e, then x */
};

/* Measures in parallel ----------------------------------------------------------------------- */

typedef void (*MeasureWork)(gpointer work, guint measure);
typedef struct {
    MeasureWork function;
    gpointer work;
} Task;

/* Measures are pushed by number + 1: a pool takes no NULL. */
static void
work_in_pool(gpointer measure, gpointer task)
{
    const Task *t = task;
    t->function(t->work, GPOINTER_TO_UINT(measure) - 1);
}

static void
for_each_measure(guint n, MeasureWork function, gpointer work)
{
    Task task = {function, work};
    guint n_threads = MIN(n, g_get_num_processors());
    GThreadPool *pool = NULL;
    if (n_threads > 1)
        pool = g_thread_pool_new(work_in_pool, &task, (int)n_threads, TRUE, NULL);
    for (guint m = 0; m < n; m++)
        if (pool != NULL)
            g_thread_pool_push(pool, GUINT_TO_POINTER(m + 1), NULL);
        else
            function(work, m);
    if (pool != NULL)
        g_thread_pool_free(pool, FALSE, TRUE);
}

/* Replicates of records ---------------------------------------------------------------------- */

/* The answers again. */
typedef struct {
    VigieReplicateSums *sums;
    const VigieMeasure *measures;
} Reading;

/* e and x of the valid answers among the members from first to end; returns their number. */
static gsize
gather_answers(const VigieMeasure *measure, double centre, const guint32 *member, gsize n,
               guint32 *record, double *value)
{
    gsize valid = 0;
    for (gsize m = 0; m < n; m++) {
        double y = measure->y[member[m]];
        double x = measure->x != NULL ? measure->x[member[m]] : 1;
        if (!isfinite(y) || !isfinite(x))
            continue;
        record[valid] = member[m];
        value[2 * valid] = fma(-centre, x, y);
        value[2 * valid++ + 1] = x;
    }
    return valid;
}

static void
read_measure(gpointer work, guint m)
{
    const Reading *reading = work;
    VigieReplicateSums *sums = reading->sums;
    gsize room = 0, first = 0, stride = 2 * (gsize)vigie_replicates_number(sums->replicates);
    for (guint32 c = 0; c < sums->sums->n_cells; c++)
        room = MAX(room, sums->end[c] - (c > 0 ? sums->end[c - 1] : 0));
    g_autofree guint32 *record = g_new(guint32, MAX(room, 1));
    g_autofree double *value = g_new(double, MAX(2 * room, 1));
    for (guint32 c = 0; c < sums->sums->n_cells; c++) {
        gsize n =
            gather_answers(&reading->measures[m], vigie_sums_cell(sums->sums, m, c)->centre,
                           sums->record + first, sums->end[c] - first, record, value);
        vigie_replicates_record_totals(sums->replicates, record, value, n, 2,
                                       sums->totals[m] + c * stride);
        first = sums->end[c];
    }
}

static bool
read_records(VigieReplicateSums *sums, const VigieCells *cells, const VigieMeasure *measures,
             GError **error)
{
    const VigieDesign *design = vigie_sums_design(sums->sums);
    if (!vigie_members_check(design, cells, error))
        return false;
    sums->end = g_new0(gsize, (gsize)cells->n_cells + 1);
    sums->record = vigie_members_sort(design, cells, sums->end);
    sums->totals = g_new0(double *, MAX(sums->sums->n_measures, 1));
    for (guint m = 0; m < sums->sums->n_measures; m++)
        sums->totals[m] = g_new(double, MAX((gsize)cells->n_cells, 1) * 2 *
                                            vigie_replicates_number(sums->replicates));
    Reading reading = {sums, measures};
    for_each_measure(sums->sums->n_measures, read_measure, &reading);
    return true;
}

VigieReplicateSums *
vigie_replicate_sums_new(const VigieReplicates *replicates, const VigieSums *sums,
                         const VigieCells *cells, const VigieMeasure *measures,
                         guint n_measures, GError **error)
{
    if (vigie_replicates_design(replicates) != vigie_sums_design(sums) ||
        n_measures != sums->n_measures) {
        g_set_error_literal(error, VIGIE_DESIGN_ERROR, VIGIE_DESIGN_ERROR_SHAPE,
                            _("the replicates, sums and measures are not of one design"));
        return NULL;
    }
    if (!vigie_replicates_check(replicates, error))
        return NULL;
    g_autoptr(VigieReplicateSums) joined = g_new0(VigieReplicateSums, 1);
    joined->replicates = replicates;
    joined->sums = sums;
    if (!vigie_replicates_by_psu(replicates) && !read_records(joined, cells, measures, error))
        return NULL;
    return g_steal_pointer(&joined);
}

void
vigie_replicate_sums_free(VigieReplicateSums *sums)
{
    if (sums == NULL)
        return;
    for (guint m = 0; sums->totals != NULL && m < sums->sums->n_measures; m++)
        g_free(sums->totals[m]);
    g_free(sums->totals);
    g_free(sums->record);
    g_free(sums->end);
    g_free(sums);
}

const VigieReplicates *
vigie_replicate_sums_replicates(const VigieReplicateSums *sums)
{
    return sums->replicates;
}

const VigieSums *
vigie_replicate_sums_sums(const VigieReplicateSums *sums)
{
    return sums->sums;
}

/* Totals and estimates ----------------------------------------------------------------------- */

void
vigie_replicate_totals(const VigieReplicateSums *sums, guint measure, guint32 cell, double *e,
                       double *x)
{
    gsize number = vigie_replicates_number(sums->replicates);
    if (sums->totals != NULL) {
        const double *totals = sums->totals[measure] + cell * 2 * number;
        memcpy(e, totals, number * sizeof *e);
        memcpy(x, totals + number, number * sizeof *x);
        return;
    }
    const VigieCellSums *s = vigie_sums_cell(sums->sums, measure, cell);
    vigie_replicates_unit_totals(sums->replicates, s->unit, s->unit_e, s->n_units, 1, e);
    vigie_replicates_unit_totals(sums->replicates, s->unit, s->unit_x, s->n_units, 1, x);
}

/* theta[number], all less one base, which the estimate of the full sample is returned without too.  A mean's base is
 * the centre: e / x; a total's is 0: e + centre x. */
static double
thetas_of(const VigieReplicateSums *sums, VigieReplicated what, guint measure, guint32 cell,
          double *theta)
{
    guint number = vigie_replicates_number(sums->replicates);
    const VigieCellSums *s = vigie_sums_cell(sums->sums, measure, cell);
    g_autofree double *x = g_new(double, number);
    vigie_replicate_totals(sums, measure, cell, theta, x);
    bool total = what == VIGIE_REPLICATED_TOTAL;
    for (guint r = 0; r < number; r++)
        theta[r] = total ? theta[r] + s->centre * x[r] : theta[r] / x[r];
    return total ? s->e + s->centre * s->x : s->e / s->x;
}

void
vigie_replicate_thetas(const VigieReplicateSums *sums, VigieReplicated what, guint measure,
                       guint32 cell, double *theta)
{
    thetas_of(sums, what, measure, cell, theta);
    double base =
        what == VIGIE_REPLICATED_TOTAL ? 0 : vigie_sums_cell(sums->sums, measure, cell)->centre;
    for (guint r = 0; r < vigie_replicates_number(sums->replicates); r++)
        theta[r] += base;
}

/* Degrees of freedom ------------------------------------------------------------------------- */

static double
unit_df(const VigieReplicateSums *sums, const guint32 *cells, guint k)
{
    g_autoptr(GArray) unit = g_array_new(FALSE, FALSE, sizeof(guint32));
    for (guint c = 0; c < k; c++) {
        const gsize *first = sums->sums->first_pair + cells[c];
        g_array_append_vals(unit, sums->sums->unit + first[0], (guint)(first[1] - first[0]));
    }
    return vigie_replicates_unit_df(sums->replicates, (const guint32 *)(gpointer)unit->data,
                                    unit->len);
}

static double
record_df(const VigieReplicateSums *sums, const guint32 *cells, guint k)
{
    g_autoptr(GArray) record = g_array_new(FALSE, FALSE, sizeof(guint32));
    for (guint c = 0; c < k; c++) {
        gsize first = cells[c] > 0 ? sums->end[cells[c] - 1] : 0;
        g_array_append_vals(record, sums->record + first, (guint)(sums->end[cells[c]] - first));
    }
    return vigie_replicates_record_df(sums->replicates, (const guint32 *)(gpointer)record->data,
                                      record->len);
}

double
vigie_replicate_df(const VigieReplicateSums *sums, const guint32 *cells, guint k)
{
    return sums->totals != NULL ? record_df(sums, cells, k) : unit_df(sums, cells, k);
}

/* Figures ------------------------------------------------------------------------------------ */

/* What a standard error is compared with, to tell variance from rounding. */
static double
spread_of(const VigieCellSums *s, VigieReplicated what)
{
    double z2 = 0;
    if (what != VIGIE_REPLICATED_TOTAL)
        return sqrt(s->w * s->e2) / fabs(s->x);
    for (guint32 i = 0; i < s->n_units; i++) {
        double z = s->unit_e[i] + s->centre * s->unit_x[i];
        z2 += z * z;
    }
    return sqrt(z2);
}

/* Estimate and se (NAN: a replicate has no estimate); false: no estimate. */
static bool
set_error(const VigieReplicateSums *sums, VigieReplicated what, guint measure, guint32 cell,
          VigieFigure *f)
{
    const VigieCellSums *s = vigie_sums_cell(sums->sums, measure, cell);
    if (s->n == 0)
        return false;
    g_autofree double *theta = g_new(double, vigie_replicates_number(sums->replicates));
    double v = NAN, estimate = thetas_of(sums, what, measure, cell, theta);
    double base = what == VIGIE_REPLICATED_TOTAL ? 0 : s->centre;
    if (!isfinite(estimate))
        return false;
    f->estimate = base + estimate;
    if (vigie_replicates_variance(sums->replicates, theta, &estimate, 1, &v))
        f->se = vigie_figure_error(sqrt(v), spread_of(s, what), f->estimate);
    return true;
}

/* df is the cell's: it does not depend on the measure, and is costly for replicates of records. */
static void
make_figure(const VigieReplicateSums *sums, VigieReplicated what, guint measure, guint32 cell,
            const VigieRules *rules, double df, VigieFigure *f)
{
    const VigieCellSums *s = vigie_sums_cell(sums->sums, measure, cell);
    *f = (VigieFigure){s->n, NAN, NAN, NAN, NAN, NAN, NAN, VIGIE_STATUS_EMPTY};
    if (set_error(sums, what, measure, cell, f)) {
        f->df = df;
        if (what == VIGIE_REPLICATED_MEAN || what == VIGIE_REPLICATED_SHARE)
            f->deff = vigie_figure_deff(s, f->se);
        if (what == VIGIE_REPLICATED_SHARE)
            vigie_share_interval(f->estimate, f->se, f->df, s->n, vigie_kish_n(s), rules->level,
                                 rules->interval, &f->ci_low, &f->ci_high);
        else
            vigie_figure_t_interval(f, rules->level);
    }
    f->status = what == VIGIE_REPLICATED_SHARE && f->n > 0
                    ? vigie_share_status(f, vigie_kish_n(s), rules)
                    : vigie_figure_status(f, rules, false);
}

void
vigie_replicate_figure(const VigieReplicateSums *sums, VigieReplicated what, guint measure,
                       guint32 cell, const VigieRules *rules, VigieFigure *out)
{
    make_figure(sums, what, measure, cell, rules, vigie_replicate_df(sums, &cell, 1), out);
}

typedef struct {
    const VigieReplicateSums *sums;
    VigieReplicated what;
    const VigieRules *rules;
    const double *df; /* [n_cells] */
    VigieFigure *figures;
} Figures;

static void
figures_of_measure(gpointer work, guint m)
{
    const Figures *f = work;
    guint32 n_cells = f->sums->sums->n_cells;
    for (guint32 c = 0; c < n_cells; c++)
        make_figure(f->sums, f->what, m, c, f->rules, f->df[c],
                    &f->figures[(gsize)m * n_cells + c]);
}

void
vigie_replicate_figures(const VigieReplicateSums *sums, VigieReplicated what,
                        const VigieRules *rules, VigieFigure *figures)
{
    g_autofree double *df = g_new(double, MAX(sums->sums->n_cells, 1));
    for (guint32 c = 0; c < sums->sums->n_cells; c++)
        df[c] = vigie_replicate_df(sums, &c, 1);
    Figures work = {sums, what, rules, df, figures};
    for_each_measure(sums->sums->n_measures, figures_of_measure, &work);
}

void
vigie_replicate_statistic(const VigieReplicates *replicates, const double *theta,
                          const VigieRules *rules, VigieFigure *figure)
{
    double v = NAN, most = 0;
    figure->se = figure->ci_low = figure->ci_high = figure->deff = NAN;
    if (figure->n > 0 && isfinite(figure->estimate)) {
        for (guint r = 0; r < vigie_replicates_number(replicates); r++)
            most = MAX(most, fabs(theta[r]));
        if (vigie_replicates_variance(replicates, theta, &figure->estimate, 1, &v))
            figure->se = vigie_figure_error(sqrt(v), most, figure->estimate);
    } else
        figure->estimate = NAN;
    if (isnan(figure->se))
        figure->df = NAN;
    vigie_figure_t_interval(figure, rules->level);
    figure->status =
        figure->n > 0 ? vigie_figure_status(figure, rules, false) : VIGIE_STATUS_EMPTY;
}

/* Any function ------------------------------------------------------------------------------- */

bool
vigie_replicate_function(const VigieReplicates *replicates, VigieTheta function, gpointer user,
                         guint k, double *estimate, double *v)
{
    const VigieDesign *design = vigie_replicates_design(replicates);
    gsize n = vigie_design_n(design), number = vigie_replicates_number(replicates);
    g_autofree double *w = g_new(double, MAX(n, 1));
    g_autofree double *one = g_new(double, k), *theta = g_new(double, k *number);
    function(vigie_design_weight(design), n, user, estimate);
    for (gsize r = 0; r < number; r++) {
        vigie_replicates_weight(replicates, (guint)r, w);
        function(w, n, user, one);
        for (guint j = 0; j < k; j++)
            theta[j * number + r] = one[j];
    }
    return vigie_replicates_variance(replicates, theta, estimate, k, v);
}
