/* quantile.c - weighted quantiles by domain, and Woodruff's interval from the error of the share below */
#include "figure.h"
#include "members.h"
#include <math.h>
#include <stdlib.h>
#include <vigie/estimate-linear.h>
#include <vigie/estimate-quantile.h>
#include <vigie/estimate-replicate.h>

/* Cumulated weights this near to p W hit it: their sum is not exact. */
#define HIT 1e-12
/* The standard error of a share below this is rounding, not variance. */
#define ROUNDING 1e-12

typedef struct {
    double y, w;
} Answer;

/* One cell at work: its distinct answers, ascending, with the weights cumulated. */
typedef struct {
    const VigieDesign *design;
    const VigieReplicates *replicates; /* NULL = Taylor */
    const VigieQuantile *quantile;
    const guint32 *record; /* [n_records] members of the cell, by unit */
    gsize n_records;
    guint64 n; /* valid answers */
    Answer *step;
    gsize n_steps;
} Cell;

static int
compare_answers(const void *a, const void *b)
{
    double x = ((const Answer *)a)->y, y = ((const Answer *)b)->y;
    return (x > y) - (x < y);
}

/* Merges ties and cumulates, compensated (Knuth's two-sum); returns the distinct answers. */
static gsize
cumulate(Answer *answer, gsize n)
{
    gsize n_steps = 0;
    double sum = 0, lost = 0;
    for (gsize i = 0; i < n; i++) {
        double next = sum + answer[i].w, part = next - sum;
        lost += (sum - (next - part)) + (answer[i].w - part);
        sum = next;
        if (n_steps == 0 || answer[i].y > answer[n_steps - 1].y)
            answer[n_steps++].y = answer[i].y;
        answer[n_steps - 1].w = sum + lost;
    }
    return n_steps;
}

static void
sort_cell(Cell *cell)
{
    const double *y = cell->quantile->y, *w = vigie_design_weight(cell->design);
    for (gsize i = 0; i < cell->n_records; i++) {
        guint32 record = cell->record[i];
        if (!isnan(y[record]))
            cell->step[cell->n++] = (Answer){y[record], w[record]};
    }
    qsort(cell->step, cell->n, sizeof *cell->step, compare_answers);
    cell->n_steps = cumulate(cell->step, cell->n);
}

static double
total_weight(const Cell *cell)
{
    return cell->step[cell->n_steps - 1].w;
}

/* The first step whose cumulated weight reaches p W. */
static gsize
find_step(const Cell *cell, double p)
{
    double total = total_weight(cell), target = p * total - HIT * total;
    gsize low = 0, high = cell->n_steps - 1;
    while (low < high) {
        gsize middle = low + (high - low) / 2;
        if (cell->step[middle].w >= target)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static double
quantile_of(const Cell *cell, double p)
{
    gsize j = find_step(cell, p);
    const Answer *step = &cell->step[j];
    double total = total_weight(cell);
    bool hit = fabs(step->w - p * total) <= HIT * total;
    bool between =
        hit && cell->quantile->rule == VIGIE_QUANTILE_SCHOOL && j + 1 < cell->n_steps;
    return between ? step->y + (step[1].y - step->y) / 2 : step->y;
}

/* PSUs - strata of the cell's members, answers and blanks alike; of replicates, as they count them. */
static double
df_of(const Cell *cell)
{
    const VigieReplicates *replicates = cell->replicates;
    if (replicates == NULL)
        return vigie_members_df(cell->design, cell->record, cell->n_records);
    return vigie_members_replicate_df(replicates, cell->record, cell->n_records);
}

/* The same by replicates, of the share sum w (1(answer <= y) - f) / sum w; NAN where one of them has no weight. */
static double
replicate_error(const Cell *cell, double y, double f)
{
    const double *value = cell->quantile->y;
    guint number = vigie_replicates_number(cell->replicates);
    g_autofree guint32 *record = g_new(guint32, MAX(cell->n_records, 1));
    g_autofree double *part = g_new(double, MAX(2 * cell->n_records, 1));
    g_autofree double *totals = g_new(double, 2 * (gsize)number);
    gsize n = 0;
    for (gsize i = 0; i < cell->n_records; i++) {
        double answer = value[cell->record[i]];
        if (isnan(answer))
            continue;
        record[n] = cell->record[i];
        part[2 * n] = (answer <= y) - f;
        part[2 * n++ + 1] = 1;
    }
    vigie_replicates_record_totals(cell->replicates, record, part, n, 2, totals);
    for (guint r = 0; r < number; r++)
        totals[r] /= totals[number + r];
    double v = NAN;
    const double none = 0;
    vigie_replicates_variance(cell->replicates, totals, &none, 1, &v);
    return sqrt(v);
}

/* Standard error of the share of answers up to y, which is f; NAN where a lonely PSU forbids it. */
static double
share_error(const Cell *cell, double y, double f)
{
    const double *value = cell->quantile->y;
    if (cell->replicates != NULL)
        return replicate_error(cell, y, f);
    g_autofree double *u = g_new(double, cell->n_records);
    double total = total_weight(cell);
    for (gsize i = 0; i < cell->n_records; i++) {
        double answer = value[cell->record[i]];
        u[i] = isnan(answer) ? NAN : ((answer <= y) - f) / total;
    }
    g_auto(VigieLinear) share = {0};
    vigie_linear_of_records(cell->design, cell->record, u, cell->n_records, f, &share);
    return vigie_linear_se(cell->design, &share);
}

/* A limit of the interval; NAN where the share is none. */
static double
limit_of(const Cell *cell, double share)
{
    return share >= 0 && share <= 1 ? quantile_of(cell, share) : NAN;
}

/* sum w^2 of the answers. */
static double
square_weight(const Cell *cell)
{
    const double *y = cell->quantile->y, *w = vigie_design_weight(cell->design);
    double sum = 0;
    for (gsize i = 0; i < cell->n_records; i++)
        if (!isnan(y[cell->record[i]]))
            sum += w[cell->record[i]] * w[cell->record[i]];
    return sum;
}

/* The quantiles of the limits of F: centred at F, not at p. */
static void
set_interval(const Cell *cell, const VigieRules *rules, double f, double s, VigieFigure *figure)
{
    VigieInterval interval =
        rules->interval == VIGIE_INTERVAL_AUTO ? VIGIE_INTERVAL_WALD : rules->interval;
    double low = NAN, high = NAN, total = total_weight(cell);
    vigie_share_interval(f, s, figure->df, cell->n, total * total / square_weight(cell),
                         rules->level, interval, &low, &high);
    figure->ci_low = limit_of(cell, low);
    figure->ci_high = limit_of(cell, high);
    double t = vigie_t_quantile((1 + rules->level) / 2, figure->df);
    figure->se = (figure->ci_high - figure->ci_low) / (2 * t);
}

/* The share of answers up to the estimate; 1 if that is the largest. */
static double
share_below(const Cell *cell, double estimate)
{
    gsize j = cell->n_steps - 1;
    while (cell->step[j].y > estimate)
        j--;
    return j + 1 < cell->n_steps ? cell->step[j].w / total_weight(cell) : 1;
}

static void
set_error(const Cell *cell, const VigieRules *rules, double f, double s, VigieFigure *figure)
{
    if (isnan(s))
        return;
    figure->df = rules->df > 0 ? rules->df : df_of(cell);
    if (f < 1 && s <= ROUNDING)
        figure->se = 0;
    else if (f < 1 && figure->df > 0)
        set_interval(cell, rules, f, s, figure);
}

static void
set_figure(const Cell *cell, const VigieRules *rules, VigieFigure *figure)
{
    *figure = (VigieFigure){cell->n, NAN, NAN, NAN, NAN, NAN, NAN, VIGIE_STATUS_EMPTY};
    if (cell->n > 0) {
        figure->estimate = quantile_of(cell, cell->quantile->p);
        double f = share_below(cell, figure->estimate);
        double s = share_error(cell, figure->estimate, f);
        set_error(cell, rules, f, s, figure);
        figure->status =
            vigie_figure_status(figure, rules, cell->replicates == NULL && isnan(s));
    }
}

static bool
quantiles(const Cell *common, const VigieCells *cells, const VigieRules *rules,
          VigieFigure *figures, GError **error)
{
    const VigieDesign *design = common->design;
    if (!vigie_members_check(design, cells, error))
        return false;
    g_autofree gsize *end = g_new0(gsize, (gsize)cells->n_cells + 1);
    g_autofree guint32 *record = vigie_members_sort(design, cells, end);
    g_autofree Answer *room = g_new(Answer, MAX(cells->n, 1));
    for (guint32 c = 0; c < cells->n_cells; c++) {
        gsize first = c > 0 ? end[c - 1] : 0;
        Cell cell = *common;
        cell.record = record + first;
        cell.n_records = end[c] - first;
        cell.step = room;
        sort_cell(&cell);
        set_figure(&cell, rules, &figures[c]);
    }
    return true;
}

bool
vigie_quantile(const VigieDesign *design, const VigieCells *cells,
               const VigieQuantile *quantile, const VigieRules *rules, VigieFigure *figures,
               GError **error)
{
    Cell common = {.design = design, .quantile = quantile};
    return quantiles(&common, cells, rules, figures, error);
}

bool
vigie_replicate_quantile(const VigieReplicates *replicates, const VigieCells *cells,
                         const VigieQuantile *quantile, const VigieRules *rules,
                         VigieFigure *figures, GError **error)
{
    if (!vigie_replicates_check(replicates, error))
        return false;
    Cell common = {.design = vigie_replicates_design(replicates),
                   .replicates = replicates,
                   .quantile = quantile};
    return quantiles(&common, cells, rules, figures, error);
}
