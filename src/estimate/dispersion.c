/* dispersion.c - variance and standard deviation of answers by domain: the mean of squared deviations, linearised */
#include "members.h"
#include <math.h>
#include <vigie/estimate-replicate.h>

/* One cell: its members, and room for a number of each. */
typedef struct {
    const VigieDispersionSpec *spec;
    const guint32 *record; /* [n_records] */
    gsize n_records;
    double *u;    /* [n_records]; NAN = no answer */
    guint64 n;    /* answers */
    double total; /* their weight */
} Cell;

static void
count_answers(Cell *cell)
{
    const double *y = cell->spec->y, *w = vigie_design_weight(cell->spec->design);
    gsize n = 0;
    for (gsize i = 0; i < cell->n_records; i++)
        if (!isnan(y[cell->record[i]]))
            cell->u[n++] = w[cell->record[i]];
    cell->n = n;
    cell->total = vigie_sum(cell->u, n);
}

/* u becomes y less its mean, taken about the first answer so that answers near 1e9 keep their digits. */
static void
centre_answers(Cell *cell)
{
    const double *y = cell->spec->y, *w = vigie_design_weight(cell->spec->design);
    g_autofree double *term = g_new(double, cell->n);
    double first = NAN;
    gsize n = 0;
    for (gsize i = 0; i < cell->n_records; i++) {
        guint32 r = cell->record[i];
        if (isnan(first))
            first = y[r];
        cell->u[i] = y[r] - first;
        if (!isnan(y[r]))
            term[n++] = w[r] * cell->u[i];
    }
    double excess = vigie_sum(term, n) / cell->total;
    for (gsize i = 0; i < cell->n_records; i++)
        cell->u[i] -= excess;
}

/* One answer has no distance from another. */
static bool
has_spread(const Cell *cell)
{
    return cell->n > 1;
}

/* n / (n - 1) of the answers. */
static double
bessel(const Cell *cell)
{
    double n_answers = (double)cell->n;
    return n_answers / (n_answers - 1);
}

/* u becomes the linearised value of S^2, which is returned. */
static double
linearise(Cell *cell)
{
    const double *w = vigie_design_weight(cell->spec->design);
    g_autofree double *term = g_new(double, cell->n);
    double correction = bessel(cell);
    gsize n = 0;
    for (gsize i = 0; i < cell->n_records; i++) {
        cell->u[i] *= cell->u[i] * correction;
        if (!isnan(cell->u[i]))
            term[n++] = w[cell->record[i]] * cell->u[i];
    }
    double variance = vigie_sum(term, n) / cell->total;
    for (gsize i = 0; i < cell->n_records; i++)
        cell->u[i] = (cell->u[i] - variance) / cell->total;
    return variance;
}

/* Of the standard deviation: by sqrt's derivative, and 0 where all answers are the same. */
static double
take_root(Cell *cell, double variance)
{
    double sd = sqrt(variance);
    for (gsize i = 0; i < cell->n_records; i++)
        cell->u[i] = sd > 0 ? cell->u[i] / (2 * sd) : cell->u[i];
    return sd;
}

static void
estimate(Cell *cell, const VigieRules *rules, VigieFigure *figure, VigieLinear *linear)
{
    const VigieDesign *design = cell->spec->design;
    double value = NAN;
    count_answers(cell);
    if (has_spread(cell)) {
        centre_answers(cell);
        value = linearise(cell);
        if (cell->spec->kind == VIGIE_DISPERSION_SD)
            value = take_root(cell, value);
    }
    vigie_linear_of_records(design, cell->record, cell->u,
                            has_spread(cell) ? cell->n_records : 0, value, linear);
    vigie_linear_figure(design, linear, cell->n,
                        vigie_members_df(design, cell->record, cell->n_records), rules, figure);
}

/* theta[number]: S^2 or S by each replicate; u holds y less the mean of the full sample. */
static void
replicate_cell(const Cell *cell, const VigieReplicates *replicates, double *theta)
{
    guint number = vigie_replicates_number(replicates);
    g_autofree guint32 *record = g_new(guint32, MAX(cell->n, 1));
    g_autofree double *value = g_new(double, MAX(3 * cell->n, 1));
    g_autofree double *totals = g_new(double, 3 * (gsize)number);
    double correction = bessel(cell);
    gsize n = 0;
    for (gsize i = 0; i < cell->n_records; i++) {
        if (isnan(cell->u[i]))
            continue;
        record[n] = cell->record[i];
        value[3 * n] = 1;
        value[3 * n + 1] = cell->u[i];
        value[3 * n++ + 2] = cell->u[i] * cell->u[i];
    }
    vigie_replicates_record_totals(replicates, record, value, n, 3, totals);
    for (guint r = 0; r < number; r++) {
        double mean = totals[number + r] / totals[r];
        double s2 = correction * (totals[2 * number + r] / totals[r] - mean * mean);
        theta[r] = cell->spec->kind == VIGIE_DISPERSION_SD ? sqrt(MAX(s2, 0)) : s2;
    }
}

/* Of the full sample, then by the replicates; theta[number]. */
static void
estimate_replicated(Cell *cell, const VigieReplicates *replicates, const VigieRules *rules,
                    double *theta, VigieFigure *figure)
{
    count_answers(cell);
    *figure = (VigieFigure){cell->n, NAN, NAN, NAN, NAN, NAN, NAN, VIGIE_STATUS_EMPTY};
    for (guint r = 0; r < vigie_replicates_number(replicates); r++)
        theta[r] = NAN;
    if (has_spread(cell)) {
        centre_answers(cell);
        replicate_cell(cell, replicates, theta);
        figure->estimate = linearise(cell);
        if (cell->spec->kind == VIGIE_DISPERSION_SD)
            figure->estimate = sqrt(figure->estimate);
        figure->df = vigie_members_replicate_df(replicates, cell->record, cell->n_records);
    }
    vigie_replicate_statistic(replicates, theta, rules, figure);
}

bool
vigie_replicate_dispersion(const VigieReplicates *replicates, const VigieDispersionSpec *spec,
                           const VigieRules *rules, VigieFigure *figures, double *theta,
                           GError **error)
{
    const VigieCells *cells = spec->cells;
    gsize number = vigie_replicates_number(replicates);
    if (!vigie_replicates_check(replicates, error) ||
        !vigie_members_check(spec->design, cells, error))
        return false;
    g_autofree gsize *end = g_new0(gsize, (gsize)cells->n_cells + 1);
    g_autofree guint32 *record = vigie_members_sort(spec->design, cells, end);
    g_autofree double *room = g_new(double, MAX(end[cells->n_cells], 1));
    g_autofree double *own = g_new(double, number);
    for (guint32 c = 0; c < cells->n_cells; c++) {
        gsize first = c > 0 ? end[c - 1] : 0;
        Cell cell = {spec, record + first, end[c] - first, room, 0, NAN};
        estimate_replicated(&cell, replicates, rules, theta != NULL ? theta + c * number : own,
                            &figures[c]);
    }
    return true;
}

bool
vigie_dispersion(const VigieDispersionSpec *spec, const VigieRules *rules, VigieFigure *figures,
                 VigieLinear *linear, GError **error)
{
    const VigieCells *cells = spec->cells;
    if (!vigie_members_check(spec->design, cells, error))
        return false;
    g_autofree gsize *end = g_new0(gsize, (gsize)cells->n_cells + 1);
    g_autofree guint32 *record = vigie_members_sort(spec->design, cells, end);
    g_autofree double *room = g_new(double, MAX(end[cells->n_cells], 1));
    for (guint32 c = 0; c < cells->n_cells; c++) {
        gsize first = c > 0 ? end[c - 1] : 0;
        Cell cell = {spec, record + first, end[c] - first, room, 0, NAN};
        g_auto(VigieLinear) own = {0};
        estimate(&cell, rules, &figures[c], linear != NULL ? &linear[c] : &own);
    }
    return true;
}
