/* table.c - the cells of a cross-table: one pass for all totals T_rc, then shares of them */
#include "table.h"

#include "figure.h"
#include <float.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

#define ROUNDING 1e-12 /* a standard error below this part of the spread is no variance */

/* Which records are in which cells ----------------------------------------------------------- */

/* The categories of each level, a list with the total last; lists[n_levels] of guint32. */
static GPtrArray *
level_lists(const VigieTableSide *side)
{
    GPtrArray *lists = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    guint n_levels = side->has != NULL ? side->n_levels : side->n;
    for (guint l = 0; l < n_levels; l++) {
        GArray *list = g_array_new(FALSE, FALSE, sizeof(guint32));
        for (guint32 c = 0; c < side->n; c++)
            if (side->has != NULL ? side->has[(gsize)l * side->n + c] != 0 : l == c)
                g_array_append_val(list, c);
        guint32 total = side->n;
        g_array_append_val(list, total);
        g_ptr_array_add(lists, list);
    }
    return lists;
}

typedef struct {
    GPtrArray *rows, *columns;
    GArray *member;
    guint stride;
    guint32 last_row;
    bool is_mean;
} Membership;

static void
clear_membership(Membership *m)
{
    g_clear_pointer(&m->rows, g_ptr_array_unref);
    g_clear_pointer(&m->columns, g_ptr_array_unref);
    g_clear_pointer(&m->member, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Membership, clear_membership)

/* The cells of each row and column of a record.  Without an answer on one side it still has a place at the margin of
 * the other, silent: for the degrees of freedom; in the grand total only of means, which are by column. */
static void
add_cells(Membership *m, const GArray *rows, const GArray *columns)
{
    guint n_rows = rows != NULL ? rows->len : 1, n_columns = columns != NULL ? columns->len : 1;
    for (guint r = 0; r < n_rows; r++)
        for (guint c = 0; c < n_columns; c++) {
            guint32 row = rows != NULL ? g_array_index(rows, guint32, r) : m->last_row;
            guint32 column =
                columns != NULL ? g_array_index(columns, guint32, c) : m->stride - 1;
            guint32 cell = row * m->stride + column;
            bool grand = row == m->last_row && column == m->stride - 1;
            if (!grand || (columns != NULL && (rows != NULL || m->is_mean)))
                g_array_append_val(m->member, cell);
        }
}

static const GArray *
list_of(const GPtrArray *lists, const VigieTableSide *side, gsize i)
{
    return side->level[i] == VIGIE_NO_CELL ? NULL : g_ptr_array_index(lists, side->level[i]);
}

static void
add_record(const VigieTableWork *work, Membership *m, gsize i)
{
    const VigieTableSpec *spec = work->spec;
    const GArray *columns = list_of(m->columns, &spec->columns, i);
    const GArray *rows = list_of(m->rows, &spec->rows, i);
    if (spec->in != NULL && spec->in[i] == 0)
        return;
    if (rows != NULL || columns != NULL)
        add_cells(m, rows, columns);
    if (columns != NULL)
        g_array_append_val(m->member, work->in_column);
    if (rows != NULL)
        g_array_append_val(m->member, work->in_row);
    g_array_append_val(m->member, work->in_domain);
}

/* One measure: 1 (or the value) where both sides have an answer. */
static double *
measure_of(const VigieTableSpec *spec, gsize n)
{
    double *y = g_new(double, MAX(n, 1));
    for (gsize i = 0; i < n; i++) {
        bool counted =
            spec->rows.level[i] != VIGIE_NO_CELL && spec->columns.level[i] != VIGIE_NO_CELL;
        y[i] = !counted ? NAN : spec->value != NULL ? spec->value[i] : 1;
    }
    return y;
}

static VigieSums *
sums_of(const VigieTableWork *work, GError **error)
{
    gsize n = vigie_design_n(work->design);
    g_auto(Membership) m = {.rows = level_lists(&work->spec->rows),
                            .columns = level_lists(&work->spec->columns),
                            .member = g_array_new(FALSE, FALSE, sizeof(guint32)),
                            .stride = work->table->stride,
                            .last_row = work->spec->rows.n,
                            .is_mean = work->table->is_mean};
    g_autofree gsize *start = g_new0(gsize, n + 1);
    for (gsize i = 0; i < n; i++) {
        add_record(work, &m, i);
        start[i + 1] = m.member->len;
    }
    g_autofree double *y = measure_of(work->spec, n);
    VigieMeasure measure = {.y = y};
    VigieCells cells = {.n_cells = work->in_domain + 1,
                        .n = n,
                        .start = start,
                        .member = (const guint32 *)(gpointer)m.member->data};
    return vigie_sums_new(work->design, &cells, &measure, 1, error);
}

/* Totals ------------------------------------------------------------------------------------- */

/* T_to becomes the sum of T from first on, every step-th, n of them. */
static void
add_up(VigieLinear *total, guint first, guint step, guint n, guint to)
{
    g_autofree VigieLinear *part = g_new0(VigieLinear, MAX(n, 1));
    g_autofree double *one = g_new(double, MAX(n, 1));
    for (guint k = 0; k < n; k++) {
        part[k] = total[first + k * step];
        one[k] = 1;
    }
    VigieLinear sum = {0};
    vigie_linear_combine(part, one, n, &sum);
    vigie_linear_clear(&total[to]);
    total[to] = sum;
}

/* With base mentions a total is the sum of its categories, each answer of a record counting. */
static void
count_mentions(VigieTableWork *work)
{
    VigiePercent percent = work->spec->percent;
    guint n_rows = work->spec->rows.n, stride = work->table->stride;
    for (guint c = 0; c < stride && percent != VIGIE_PERCENT_ROW; c++)
        add_up(work->total, c, stride, n_rows, n_rows * stride + c);
    for (guint r = 0; r <= n_rows && percent != VIGIE_PERCENT_COLUMN; r++)
        add_up(work->total, r * stride, 1, stride - 1, r * stride + stride - 1);
}

static void
make_totals(VigieTableWork *work)
{
    guint n = (work->spec->rows.n + 1) * work->table->stride;
    work->total = g_new0(VigieLinear, n);
    for (guint32 k = 0; k < n; k++) {
        if (vigie_sums_cell(work->sums, 0, k)->n > 0)
            vigie_linear_total(work->sums, 0, k, &work->total[k]);
    }
    if (work->spec->base == VIGIE_BASE_MENTIONS)
        count_mentions(work);
}

/* Shares ------------------------------------------------------------------------------------- */

/* The cell of the table that cell (row, column) is a share of. */
static guint32
base_cell(const VigieTableWork *work, guint row, guint column)
{
    guint stride = work->table->stride, last = work->table->height - 1;
    switch (work->spec->percent) {
    case VIGIE_PERCENT_ROW:
        return work->table->is_mean ? column : row * stride + stride - 1;
    case VIGIE_PERCENT_TOTAL:
    case VIGIE_PERCENT_NONE:
        return work->table->is_mean ? column : last * stride + stride - 1;
    case VIGIE_PERCENT_COLUMN:
    default:
        return last * stride + column;
    }
}

/* Where the degrees of freedom are counted. */
static guint32
df_cell(const VigieTableWork *work, guint row, guint column)
{
    const VigieCrossing *table = work->table;
    if (table->is_mean || work->spec->percent == VIGIE_PERCENT_COLUMN)
        return column < table->n_columns ? base_cell(work, row, column) : work->in_column;
    if (work->spec->percent == VIGIE_PERCENT_ROW)
        return row < table->n_rows ? base_cell(work, row, column) : work->in_row;
    return work->in_domain;
}

void
vigie_crossing_share(const VigieLinear *numerator, const VigieLinear *denominator,
                     VigieLinear *out)
{
    double whole = denominator->estimate;
    double share = whole > 0 ? numerator->estimate / whole : NAN;
    const VigieLinear part[] = {*numerator, *denominator};
    vigie_linear_combine(part, (double[]){1 / whole, -share / whole}, 2, out);
    out->estimate = share;
}

void
vigie_crossing_statistic(const VigieTableWork *work, guint row, guint column, VigieLinear *out)
{
    guint32 cell = row * work->table->stride + column;
    if (work->table->is_mean)
        vigie_linear_mean(work->sums, 0, cell, out);
    else
        vigie_crossing_share(&work->total[cell], &work->total[base_cell(work, row, column)],
                             out);
}

static double
kish(const VigieCellSums *s)
{
    return s->w2 > 0 ? s->w * s->w / s->w2 : NAN;
}

/* se, without the rounding that stands for none. */
static double
standard_error(const VigieDesign *design, const VigieLinear *linear, double spread)
{
    double se = vigie_linear_se(design, linear);
    double noise = MAX(ROUNDING * spread, 4 * DBL_EPSILON * fabs(linear->estimate));
    return se > noise || isnan(se) ? se : 0;
}

static void
share_figure(const VigieTableWork *work, const VigieLinear *share, const VigieCellSums *base,
             VigieFigure *f)
{
    const VigieRules *rules = &work->spec->rules;
    double p = share->estimate, n = (double)base->n;
    f->estimate = p;
    f->se = standard_error(work->design, share, sqrt(p * (1 - p)));
    if (isnan(f->se))
        return;
    if (p > 0 && p < 1 && work->spec->base == VIGIE_BASE_RESPONDENTS)
        f->deff = f->se * f->se / (p * (1 - p) / (n - 1));
    vigie_share_interval(p, f->se, f->df, base->n, kish(base), rules->level, rules->interval,
                         &f->ci_low, &f->ci_high);
}

/* A weighted count. */
static void
count_figure(const VigieTableWork *work, const VigieLinear *total, VigieFigure *f)
{
    double z2 = 0;
    for (guint32 i = 0; i < total->n; i++)
        z2 += total->z[i] * total->z[i];
    f->estimate = total->estimate;
    f->se = standard_error(work->design, total, sqrt(z2));
    if (!(f->df > 0) || !(f->se > 0))
        return;
    double half = gsl_cdf_tdist_Qinv((1 - work->spec->rules.level) / 2, f->df) * f->se;
    f->ci_low = f->estimate - half;
    f->ci_high = f->estimate + half;
}

/* A share that is 1 by definition has no error, only a base. */
static void
whole_figure(VigieFigure *f, const VigieRules *rules)
{
    f->estimate = 1;
    f->status = (double)f->n < rules->suppress_below   ? VIGIE_STATUS_SUPPRESSED
                : (double)f->n < rules->low_base_below ? VIGIE_STATUS_LOW_BASE
                                                       : VIGIE_STATUS_OK;
}

static void
fill_figure(const VigieTableWork *work, guint row, guint column, VigieFigure *f)
{
    const VigieTableSpec *spec = work->spec;
    guint32 cell = row * work->table->stride + column, base = base_cell(work, row, column);
    const VigieCellSums *s = vigie_sums_cell(work->sums, 0, base);
    *f = (VigieFigure){s->n, NAN, NAN, NAN, NAN, NAN, NAN, VIGIE_STATUS_EMPTY};
    if (s->n == 0 || !(work->total[base].estimate > 0))
        return;
    f->df = vigie_sums_df(work->sums, df_cell(work, row, column));
    if (cell == base && spec->percent != VIGIE_PERCENT_NONE) {
        whole_figure(f, &spec->rules);
        return;
    }
    g_auto(VigieLinear) share = {0};
    vigie_crossing_statistic(work, row, column, &share);
    if (spec->percent == VIGIE_PERCENT_NONE)
        count_figure(work, &work->total[cell], f);
    else
        share_figure(work, &share, s, f);
    f->status = vigie_figure_status(f, &spec->rules, isnan(f->se));
}

/* Cells -------------------------------------------------------------------------------------- */

/* What is made of weighted counts is known as well as the records of the cell allow. */
static void
judge_cell(const VigieTableSpec *spec, VigieTableCell *cell)
{
    double n = (double)cell->n;
    if ((spec->percent != VIGIE_PERCENT_TOTAL && spec->percent != VIGIE_PERCENT_NONE) ||
        cell->n == 0 || cell->figure.status == VIGIE_STATUS_SUPPRESSED)
        return;
    if (n < spec->rules.suppress_below)
        cell->figure.status = VIGIE_STATUS_SUPPRESSED;
    else if (n < spec->rules.low_base_below && cell->figure.status > VIGIE_STATUS_LOW_BASE)
        cell->figure.status = VIGIE_STATUS_LOW_BASE;
}

static void
fill_cell(const VigieTableWork *work, guint row, guint column, VigieTableCell *cell)
{
    guint32 at = row * work->table->stride + column, base = base_cell(work, row, column);
    const VigieCellSums *own = vigie_sums_cell(work->sums, 0, at);
    const VigieCellSums *s = vigie_sums_cell(work->sums, 0, base);
    *cell = (VigieTableCell){.n = own->n, .base_n = s->n, .n_eff = kish(s)};
    cell->rest = cell->rest_p = NAN;
    if (work->table->is_mean) {
        cell->weighted = cell->weighted_base = s->n > 0 ? s->w : 0;
        vigie_mean(work->sums, 0, at, &work->spec->rules, &cell->figure);
        return;
    }
    cell->weighted = work->total[at].estimate;
    cell->weighted_base = work->total[base].estimate;
    fill_figure(work, row, column, &cell->figure);
    judge_cell(work->spec, cell);
}

static void
fill_cells(const VigieTableWork *work)
{
    VigieCrossing *table = work->table;
    for (guint r = 0; r < table->height; r++)
        for (guint c = 0; c < table->stride; c++)
            fill_cell(work, r, c, &table->cell[r * table->stride + c]);
}

/* Rao and Scott's test ask for one row and one column a record. */
static bool
associate(const VigieTableWork *work, GError **error)
{
    const VigieTableSpec *spec = work->spec;
    VigieAssociation *out = &work->table->association;
    out->second = VIGIE_JOINT_TEST_NONE;
    out->second.status = VIGIE_STATUS_NOT_ASKED;
    if (work->table->is_mean || spec->rows.has != NULL || spec->columns.has != NULL)
        return true;
    gsize n = vigie_design_n(work->design);
    g_autofree guint32 *row = g_new(guint32, MAX(n, 1));
    for (gsize i = 0; i < n; i++)
        row[i] = spec->in != NULL && spec->in[i] == 0 ? VIGIE_NO_CELL : spec->rows.level[i];
    const VigieTwoWay two_way = {row, spec->columns.level, spec->rows.n, spec->columns.n};
    return vigie_association(work->design, &two_way, NAN, out, error);
}

/* The whole ---------------------------------------------------------------------------------- */

static VigieCrossing *
table_new(const VigieTableSpec *spec)
{
    VigieCrossing *table = g_new0(VigieCrossing, 1);
    bool mentions = spec->base == VIGIE_BASE_MENTIONS;
    table->is_mean = spec->value != NULL;
    table->n_rows = table->is_mean ? 1 : spec->rows.n;
    table->n_columns = spec->columns.n;
    table->stride = table->n_columns + 1;
    table->height = table->is_mean ? 1 : table->n_rows + 1;
    table->cell = g_new0(VigieTableCell, (gsize)table->height * table->stride);
    table->percent = spec->percent;
    table->adds_rows =
        spec->rows.has == NULL || (mentions && spec->percent != VIGIE_PERCENT_ROW);
    table->adds_columns =
        spec->columns.has == NULL || (mentions && spec->percent != VIGIE_PERCENT_COLUMN);
    return table;
}

void
vigie_crossing_free(VigieCrossing *table)
{
    if (table == NULL)
        return;
    g_free(table->cell);
    g_free(table->pair);
    g_free(table);
}

static void
release_work(VigieTableWork *work)
{
    guint n = work->total != NULL ? (work->spec->rows.n + 1) * work->table->stride : 0;
    for (guint k = 0; k < n; k++)
        vigie_linear_clear(&work->total[k]);
    g_free(work->total);
    vigie_sums_free(work->sums);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(VigieTableWork, release_work)

/* Means have no categories of rows: whoever has a value is in the one row. */
static guint32 *
rows_of_values(const double *value, gsize n)
{
    guint32 *level = g_new(guint32, MAX(n, 1));
    for (gsize i = 0; i < n; i++)
        level[i] = isnan(value[i]) ? VIGIE_NO_CELL : 0;
    return level;
}

VigieCrossing *
vigie_crossing_new(const VigieDesign *design, const VigieTableSpec *spec, GError **error)
{
    static const guint8 none[1] = {0};
    VigieTableSpec settled = *spec;
    g_autofree guint32 *level =
        spec->value != NULL ? rows_of_values(spec->value, vigie_design_n(design)) : NULL;
    if (level != NULL)
        settled.rows = (VigieTableSide){.n = 0, .level = level, .n_levels = 1, .has = none};
    g_autoptr(VigieCrossing) table = table_new(&settled);
    guint32 n_cells = (settled.rows.n + 1) * table->stride;
    g_auto(VigieTableWork) work = {.design = design,
                                   .spec = &settled,
                                   .table = table,
                                   .in_column = n_cells,
                                   .in_row = n_cells + 1,
                                   .in_domain = n_cells + 2};
    work.sums = sums_of(&work, error);
    if (work.sums == NULL)
        return NULL;
    if (!table->is_mean)
        make_totals(&work);
    fill_cells(&work);
    vigie_crossing_compare(&work);
    return associate(&work, error) ? g_steal_pointer(&table) : NULL;
}

const VigieTableCell *
vigie_crossing_cell(const VigieCrossing *table, guint row, guint column)
{
    g_assert(row < table->height && column < table->stride);
    return &table->cell[row * table->stride + column];
}
