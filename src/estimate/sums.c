/* sums.c - one sweep over the answers: unit sums of every measure in every cell
 *
 * The members of the cells (records with weight > 0) are sorted once by cell and unit.  A measure is then a single
 * sweep over them, each (cell, unit) pair a run, so that cost does not depend on the number of cells.  Measures are
 * swept in parallel; each by one thread, so that results do not depend on the number of threads. */
#include "sums.h"
#include "columns.h"
#include "members.h"

#include <math.h>

/* Below so many terms a thread costs more than it saves. */
#define TERMS_WORTH_THREADS 100000

/* The members in order: pair p is record[start[p]] .. record[start[p + 1] - 1]. */
typedef struct {
    guint32 *record;
    gsize *start; /* [n_pairs + 1] */
} Members;

static void
clear_members(Members *members)
{
    g_free(members->record);
    g_free(members->start);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Members, clear_members)

/* Whether member m of a cell that begins at first opens a new (cell, unit) pair. */
static bool
opens_pair(const guint32 *unit, const guint32 *record, gsize m, gsize first)
{
    return m == first || unit[record[m]] != unit[record[m - 1]];
}

/* Pairs of each cell: fills first_pair; end[c] is where the members of cell c end. */
static void
count_pairs(VigieSums *sums, const gsize *end, const guint32 *record)
{
    const guint32 *unit = vigie_design_unit(sums->design);
    gsize m = 0;
    for (guint32 c = 0; c < sums->n_cells; c++) {
        sums->first_pair[c + 1] = sums->first_pair[c];
        for (gsize first = m; m < end[c]; m++)
            sums->first_pair[c + 1] += opens_pair(unit, record, m, first);
    }
    sums->n_pairs = sums->first_pair[sums->n_cells];
}

/* The unit of each pair, and where its run of members starts. */
static void
fill_pairs(VigieSums *sums, const gsize *end, Members *members)
{
    const guint32 *unit = vigie_design_unit(sums->design);
    gsize m = 0, p = 0;
    sums->unit = g_new(guint32, sums->n_pairs);
    members->start = g_new(gsize, sums->n_pairs + 1);
    for (guint32 c = 0; c < sums->n_cells; c++)
        for (gsize first = m; m < end[c]; m++)
            if (opens_pair(unit, members->record, m, first)) {
                sums->unit[p] = unit[members->record[m]];
                members->start[p++] = m;
            }
    members->start[p] = m;
}

/* A compensated sum (Knuth's two-sum: no branch in the sweep). */
typedef struct {
    double sum, lost;
} Tally;

static inline void
tally(Tally *t, double term)
{
    double next = t->sum + term;
    double back = next - t->sum;
    t->lost += (t->sum - (next - back)) + (term - back);
    t->sum = next;
}

/* The answers to one measure, and the members of the cells. */
typedef struct {
    const double *y, *x, *weight; /* [n] by record; x may be NULL */
    const guint32 *record;        /* members, see Members */
    const gsize *start;
} Answers;

static inline bool
is_valid(const Answers *answers, guint32 i)
{
    return isfinite(answers->y[i]) && (answers->x == NULL || isfinite(answers->x[i]));
}

/* The first valid answer among members first .. end - 1; 0 if there is none. */
static double
first_answer(const Answers *answers, gsize first, gsize end)
{
    for (gsize m = first; m < end; m++)
        if (is_valid(answers, answers->record[m]))
            return answers->y[answers->record[m]];
    return 0;
}

/* Their ratio, not compensated: as a centre it need not be exact.  (That of one answer could be far off,
 * where its x is near 0.) */
static double
rough_ratio(const Answers *answers, gsize first, gsize end)
{
    double y = 0, x = 0;
    for (gsize m = first; m < end; m++) {
        guint32 i = answers->record[m];
        if (!is_valid(answers, i))
            continue;
        y += answers->weight[i] * answers->y[i];
        x += answers->weight[i] * answers->x[i];
    }
    return isfinite(y / x) ? y / x : 0;
}

/* What is summed over a whole cell. */
typedef struct {
    Tally w, w2, e2;
} Spread;

/* fma: y - centre x is exact but for one rounding, so that ratios near 1e9 keep their digits. */
static void
sweep_pair(const Answers *answers, gsize p, double centre, MeasureSums *out, Spread *spread)
{
    Tally e = {0, 0}, x = {0, 0};
    double w_sum = 0, w2 = 0, e2 = 0;
    guint32 n = 0;
    for (gsize m = answers->start[p]; m < answers->start[p + 1]; m++) {
        guint32 i = answers->record[m];
        if (!is_valid(answers, i))
            continue;
        double w = answers->weight[i], yi = answers->y[i];
        double xi = answers->x != NULL ? answers->x[i] : 1;
        double ei = answers->x != NULL ? fma(-centre, xi, yi) : yi - centre;
        tally(&e, w * ei);
        tally(&x, w * xi);
        w_sum += w;
        w2 += w * w;
        e2 += w * ei * ei;
        n++;
    }
    out->e[p] = e.sum + e.lost;
    out->x[p] = x.sum + x.lost;
    out->answers[p] = n;
    tally(&spread->w, w_sum);
    tally(&spread->w2, w2);
    tally(&spread->e2, e2);
}

static void
sweep_cell(const Answers *answers, gsize first, gsize end, MeasureSums *out,
           VigieCellSums *cell)
{
    gsize from = answers->start[first], to = answers->start[end];
    Spread spread = {{0, 0}, {0, 0}, {0, 0}};
    cell->centre =
        answers->x == NULL ? first_answer(answers, from, to) : rough_ratio(answers, from, to);
    for (gsize p = first; p < end; p++) {
        sweep_pair(answers, p, cell->centre, out, &spread);
        cell->n += out->answers[p];
    }
    cell->e = vigie_sum(out->e + first, end - first);
    cell->x = vigie_sum(out->x + first, end - first);
    cell->w = spread.w.sum + spread.w.lost;
    cell->w2 = spread.w2.sum + spread.w2.lost;
    cell->e2 = spread.e2.sum + spread.e2.lost;
}

typedef struct {
    VigieSums *sums;
    const Members *members;
    const VigieMeasure *measures;
} Sweep;

/* In a calibrated design, once the centres are known. */
static void
sweep_columns(const Sweep *sweep, guint k)
{
    const VigieSums *sums = sweep->sums;
    g_autofree double *room =
        g_new0(double, 2 * (gsize)vigie_design_auxiliary(sums->design)->n_columns);
    for (guint32 c = 0; c < sums->n_cells; c++) {
        gsize from = sweep->members->start[sums->first_pair[c]];
        gsize to = sweep->members->start[sums->first_pair[c + 1]];
        vigie_columns_sweep(sums, &sweep->measures[k], sweep->members->record + from, to - from,
                            &sums->measure[k].cell[c], room);
    }
}

static void
sweep_measure(const Sweep *sweep, guint k)
{
    const VigieSums *sums = sweep->sums;
    const Answers answers = {sweep->measures[k].y, sweep->measures[k].x,
                             vigie_design_weight(sums->design), sweep->members->record,
                             sweep->members->start};
    MeasureSums *out = &sums->measure[k];
    for (guint32 c = 0; c < sums->n_cells; c++)
        sweep_cell(&answers, sums->first_pair[c], sums->first_pair[c + 1], out, &out->cell[c]);
    if (sums->first_column != NULL)
        sweep_columns(sweep, k);
}

/* Measures are pushed by number + 1: a pool takes no NULL. */
static void
sweep_in_pool(gpointer measure, gpointer sweep)
{
    sweep_measure(sweep, GPOINTER_TO_UINT(measure) - 1);
}

/* Sweeps all measures; without threads where they are not worth it or cannot be had. */
static void
sweep_all(const Sweep *sweep, gsize n_members)
{
    guint n = sweep->sums->n_measures;
    guint n_threads = MIN(n, g_get_num_processors());
    GThreadPool *pool = NULL;
    if (n_threads > 1 && n_members * n > TERMS_WORTH_THREADS)
        pool = g_thread_pool_new(sweep_in_pool, (gpointer)sweep, (int)n_threads, TRUE, NULL);
    for (guint k = 0; k < n; k++)
        if (pool != NULL)
            g_thread_pool_push(pool, GUINT_TO_POINTER(k + 1), NULL);
        else
            sweep_measure(sweep, k);
    if (pool != NULL)
        g_thread_pool_free(pool, FALSE, TRUE);
}

static void
allocate_columns(const VigieSums *sums, MeasureSums *measure)
{
    measure->column_e = g_new0(double, sums->first_column[sums->n_cells]);
    measure->column_x = g_new0(double, sums->first_column[sums->n_cells]);
    for (guint32 c = 0; c < sums->n_cells; c++) {
        gsize first = sums->first_column[c];
        VigieCellSums *cell = &measure->cell[c];
        cell->n_columns = (guint32)(sums->first_column[c + 1] - first);
        cell->column = sums->column + first;
        cell->column_e = measure->column_e + first;
        cell->column_x = measure->column_x + first;
    }
}

static void
allocate_measure(const VigieSums *sums, MeasureSums *measure)
{
    measure->e = g_new(double, sums->n_pairs);
    measure->x = g_new(double, sums->n_pairs);
    measure->answers = g_new(guint32, sums->n_pairs);
    measure->cell = g_new0(VigieCellSums, sums->n_cells);
    for (guint32 c = 0; c < sums->n_cells; c++) {
        gsize first = sums->first_pair[c];
        VigieCellSums *cell = &measure->cell[c];
        cell->n_units = (guint32)(sums->first_pair[c + 1] - first);
        cell->unit = sums->unit + first;
        cell->unit_answers = measure->answers + first;
        cell->unit_e = measure->e + first;
        cell->unit_x = measure->x + first;
    }
    if (sums->first_column != NULL)
        allocate_columns(sums, measure);
}

VigieSums *
vigie_sums_new(const VigieDesign *design, const VigieCells *cells, const VigieMeasure *measures,
               guint n_measures, GError **error)
{
    if (!vigie_members_check(design, cells, error))
        return NULL;
    VigieSums *sums = g_new0(VigieSums, 1);
    sums->design = design;
    sums->n_cells = cells->n_cells;
    sums->n_measures = n_measures;
    sums->first_pair = g_new0(gsize, (gsize)cells->n_cells + 1);
    g_autofree gsize *end = g_new0(gsize, (gsize)cells->n_cells + 1);
    g_auto(Members) members = {vigie_members_sort(design, cells, end), NULL};
    count_pairs(sums, end, members.record);
    fill_pairs(sums, end, &members);
    if (vigie_design_auxiliary(design) != NULL)
        vigie_columns_list(sums, end, members.record);
    sums->df = g_new(double, cells->n_cells);
    for (guint32 c = 0; c < cells->n_cells; c++)
        sums->df[c] = vigie_design_df(design, sums->unit + sums->first_pair[c],
                                      (guint32)(sums->first_pair[c + 1] - sums->first_pair[c]));
    sums->measure = g_new0(MeasureSums, n_measures);
    for (guint k = 0; k < n_measures; k++)
        allocate_measure(sums, &sums->measure[k]);
    Sweep sweep = {sums, &members, measures};
    sweep_all(&sweep, members.start[sums->n_pairs]);
    return sums;
}

void
vigie_sums_free(VigieSums *sums)
{
    if (sums == NULL)
        return;
    for (guint k = 0; k < sums->n_measures; k++) {
        g_free(sums->measure[k].e);
        g_free(sums->measure[k].x);
        g_free(sums->measure[k].answers);
        g_free(sums->measure[k].cell);
        g_free(sums->measure[k].column_e);
        g_free(sums->measure[k].column_x);
    }
    g_free(sums->measure);
    g_free(sums->df);
    g_free(sums->unit);
    g_free(sums->first_pair);
    g_free(sums->first_column);
    g_free(sums->column);
    g_free(sums);
}

const VigieDesign *
vigie_sums_design(const VigieSums *sums)
{
    return sums->design;
}

double
vigie_sums_df(const VigieSums *sums, guint32 cell)
{
    return sums->df[cell];
}

const VigieCellSums *
vigie_sums_cell(const VigieSums *sums, guint measure, guint32 cell)
{
    return &sums->measure[measure].cell[cell];
}
