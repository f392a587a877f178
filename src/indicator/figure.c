/* figure.c - the figures of an indicator, cell by cell */
#include "figure.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void
vigie_work_release(VigieWork *work)
{
    g_clear_pointer(&work->by, g_ptr_array_unref);
    g_free(work->a);
    g_free(work->x);
    g_free(work->y);
    g_free(work->in_scope);
    g_free(work->month);
    g_free(work->year);
    vigie_dim_free(work->unit);
    g_clear_pointer(&work->heads, g_hash_table_unref);
    g_free(work->shared);
}

void
vigie_indicator_row_free(void *row)
{
    VigieIndicatorRow *figure = row;
    g_strfreev(figure->dims);
    g_free(figure->unit);
    g_free(figure);
}

/* What a record brings to x and y, from its roles a, b, c (NAN where the dataset has no such item). */
static void
contribute(VigieWork *work, gsize i, double a, double b, double c)
{
    double x = a, y = NAN;
    switch (work->binding->indicator->formula) {
    case VIGIE_FORMULA_PRODUCT:
        x = a * b;
        break;
    case VIGIE_FORMULA_RATIO:
        y = b;
        break;
    case VIGIE_FORMULA_SHARE:
        work->in_scope[i] = work->binding->item[2] == NULL || c > 0;
        x = a * b;
        y = work->in_scope[i] ? a : NAN;
        break;
    case VIGIE_FORMULA_WEIGHTED:
        x = b > 0 ? a * b : NAN;
        y = a;
        break;
    default:
        break;
    }
    bool used = !isnan(x) && (work->y == NULL || !isnan(y));
    work->x[i] = used ? x : NAN;
    if (work->y != NULL)
        work->y[i] = used ? y : NAN;
}

static bool
has_denominator(VigieFormula formula)
{
    return formula == VIGIE_FORMULA_RATIO || formula == VIGIE_FORMULA_SHARE ||
           formula == VIGIE_FORMULA_WEIGHTED;
}

void
vigie_work_measure(VigieWork *work)
{
    const VigieBinding *binding = work->binding;
    const VigieFrame *frame = work->frame;
    bool flags = binding->indicator->formula == VIGIE_FORMULA_SHARE;
    g_autofree double *b = NULL, *c = NULL;
    work->a = vigie_measure(frame, binding->item[0]);
    if (binding->item[1] != NULL)
        b = flags ? vigie_flag(frame, binding->item[1])
                  : vigie_measure(frame, binding->item[1]);
    if (binding->item[2] != NULL)
        c = vigie_flag(frame, binding->item[2]);
    work->x = g_new(double, frame->n + 1);
    if (has_denominator(binding->indicator->formula))
        work->y = g_new(double, frame->n + 1);
    work->in_scope = g_new(guint8, frame->n + 1);
    memset(work->in_scope, 1, frame->n);
    for (gsize i = 0; i < frame->n; i++)
        contribute(work, i, work->a[i], b != NULL ? b[i] : NAN, c != NULL ? c[i] : NAN);
}

/* The run of members of one cell. */
typedef struct {
    const VigieGroups *groups;
    guint64 key;
    gsize start, end;
} Cell;

static gsize
record_at(const Cell *cell, gsize k)
{
    return g_array_index(cell->groups->members, VigieMember, k).record;
}

/* Compensated sum of the values of a cell that are there. */
static double
sum_over(const Cell *cell, const double *values)
{
    g_autofree double *terms = g_new(double, cell->end - cell->start + 1);
    gsize n = 0;
    for (gsize k = cell->start; k < cell->end; k++)
        if (!isnan(values[record_at(cell, k)]))
            terms[n++] = values[record_at(cell, k)];
    return vigie_sum(terms, n);
}

static guint64
count_present(const Cell *cell, const double *values)
{
    guint64 n = 0;
    for (gsize k = cell->start; k < cell->end; k++)
        n += isnan(values[record_at(cell, k)]) ? 0 : 1;
    return n;
}

/* Units with a value over units of the cell; records where no unit is known. */
static double
units_covered(const VigieWork *work, const Cell *cell)
{
    g_autoptr(GHashTable) all = g_hash_table_new(NULL, NULL);
    g_autoptr(GHashTable) used = g_hash_table_new(NULL, NULL);
    for (gsize k = cell->start; k < cell->end; k++) {
        gsize i = record_at(cell, k);
        if (work->in_scope[i] == 0)
            continue;
        gpointer unit = GSIZE_TO_POINTER(work->unit != NULL ? work->unit->code[i] : k);
        g_hash_table_add(all, unit);
        if (!isnan(work->x[i]))
            g_hash_table_add(used, unit);
    }
    guint n = g_hash_table_size(all);
    return n > 0 ? (double)g_hash_table_size(used) / n : NAN;
}

static double
volume(const VigieWork *work, const Cell *cell, bool used)
{
    g_autofree double *terms = g_new(double, cell->end - cell->start + 1);
    gsize n = 0;
    for (gsize k = cell->start; k < cell->end; k++) {
        gsize i = record_at(cell, k);
        if (work->in_scope[i] != 0 && !isnan(work->a[i]) && (!used || !isnan(work->x[i])))
            terms[n++] = work->a[i];
    }
    return vigie_sum(terms, n);
}

/* The part of the volume in scope that the value rests on. */
static double
volume_covered(const VigieWork *work, const Cell *cell)
{
    double all = volume(work, cell, false);
    return all > 0 ? volume(work, cell, true) / all : NAN;
}

static bool
is_sum(VigieFormula formula)
{
    return formula == VIGIE_FORMULA_SUM || formula == VIGIE_FORMULA_PRODUCT;
}

static bool
is_season(VigieFormula formula)
{
    return formula == VIGIE_FORMULA_PEAK_SHARE || formula == VIGIE_FORMULA_GINI;
}

char *
vigie_cell_text(const VigieGroups *groups, guint64 key, const char *const *names)
{
    GString *text = g_string_new(NULL);
    for (; *names != NULL; names++)
        for (guint k = 0; k < groups->dims->len; k++) {
            const VigieDim *dim = groups->dims->pdata[k];
            if (strcmp(dim->name, *names) == 0)
                g_string_append_printf(
                    text, "%s\n",
                    (const char *)dim->text->pdata[vigie_groups_code(groups, key, k)]);
        }
    return g_string_free(text, FALSE);
}

static double
heads_of(const VigieWork *work, const Cell *cell)
{
    g_autofree char *text = vigie_cell_text(cell->groups, cell->key, work->shared);
    const double *heads = g_hash_table_lookup(work->heads, text);
    return heads != NULL ? *heads : NAN;
}

static void
fill_sums(const VigieWork *work, const Cell *cell, VigieIndicatorRow *row)
{
    const VigieIndicator *indicator = work->binding->indicator;
    row->n = count_present(cell, work->x);
    row->coverage_units = units_covered(work, cell);
    if (indicator->formula != VIGIE_FORMULA_SUM)
        row->coverage_volume = volume_covered(work, cell);
    double x = sum_over(cell, work->x), y = NAN;
    if (work->y != NULL)
        y = sum_over(cell, work->y);
    else if (indicator->formula == VIGIE_FORMULA_PER_HEAD)
        y = heads_of(work, cell);
    if (row->n > 0 && is_sum(indicator->formula))
        row->value = x;
    else if (row->n > 0 && y > 0)
        row->value = indicator->factor * x / y;
}

static void
fill_season(const VigieWork *work, const Cell *cell, VigieIndicatorRow *row)
{
    double month[12], volume = 0;
    guint n_months = 0;
    for (int m = 0; m < 12; m++)
        month[m] = NAN;
    for (gsize k = cell->start; k < cell->end; k++) {
        gsize i = record_at(cell, k);
        if (isnan(work->x[i]) || isnan(work->month[i]))
            continue;
        double *sum = &month[(int)work->month[i] - 1];
        n_months += isnan(*sum) ? 1 : 0;
        *sum = (isnan(*sum) ? 0 : *sum) + work->x[i];
        volume += work->x[i];
        row->n++;
    }
    double all = sum_over(cell, work->a);
    row->coverage_units = n_months / 12.0;
    row->coverage_volume = all > 0 ? volume / all : NAN;
    row->value = work->binding->indicator->formula == VIGIE_FORMULA_GINI
                     ? vigie_seasonality_gini(month)
                     : vigie_peak_share(month);
}

/* A unit (in a month, where months are known) in two years. */
typedef struct {
    GHashTable *index; /* unit * 13 + month -> position + 1 */
    GArray *year[2];   /* double: the base year and the next; NAN = not observed */
} Perimeter;

static void
observe(const VigieWork *work, const Cell *cell, Perimeter *perimeter, int which)
{
    for (gsize k = cell->start; k < cell->end; k++) {
        gsize i = record_at(cell, k);
        if (isnan(work->x[i]) || work->unit->code[i] == VIGIE_NO_CODE)
            continue;
        gsize month = work->month != NULL && !isnan(work->month[i]) ? (gsize)work->month[i] : 0;
        gpointer id = GSIZE_TO_POINTER((gsize)work->unit->code[i] * 13 + month);
        guint at = GPOINTER_TO_UINT(g_hash_table_lookup(perimeter->index, id));
        if (at == 0) {
            double none = NAN;
            g_array_append_val(perimeter->year[0], none);
            g_array_append_val(perimeter->year[1], none);
            at = perimeter->year[0]->len;
            g_hash_table_insert(perimeter->index, id, GUINT_TO_POINTER(at));
        }
        double *sum = &g_array_index(perimeter->year[which], double, at - 1);
        *sum = (isnan(*sum) ? 0 : *sum) + work->x[i];
    }
}

static guint64
count_both(const Perimeter *perimeter)
{
    guint64 n = 0;
    for (guint i = 0; i < perimeter->year[0]->len; i++)
        n += !isnan(g_array_index(perimeter->year[0], double, i)) &&
             !isnan(g_array_index(perimeter->year[1], double, i));
    return n;
}

static int
year_of(const VigieGroups *groups, guint64 key, guint year_dim)
{
    const VigieDim *years = groups->dims->pdata[year_dim];
    return atoi(years->text->pdata[vigie_groups_code(groups, key, year_dim)]);
}

/* The cell of the calendar year before with the other dimensions equal. */
static bool
find_base(const Cell *cell, guint year_dim, Cell *base)
{
    const VigieGroups *groups = cell->groups;
    if (cell->start == cell->end || vigie_groups_code(groups, cell->key, year_dim) == 0)
        return false;
    *base = (Cell){.groups = groups, .key = cell->key - groups->stride[year_dim]};
    if (year_of(groups, base->key, year_dim) != year_of(groups, cell->key, year_dim) - 1)
        return false;
    return vigie_groups_find(groups, base->key, &base->start, &base->end);
}

static void
fill_growth(const VigieWork *work, const Cell *cell, guint year_dim, VigieIndicatorRow *row)
{
    Cell base;
    if (!find_base(cell, year_dim, &base)) {
        row->n = count_present(cell, work->x);
        return;
    }
    g_autoptr(GHashTable) index = g_hash_table_new(NULL, NULL);
    g_autoptr(GArray) y0 = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) y1 = g_array_new(FALSE, FALSE, sizeof(double));
    Perimeter perimeter = {index, {y0, y1}};
    observe(work, &base, &perimeter, 0);
    observe(work, cell, &perimeter, 1);
    row->n = count_both(&perimeter);
    row->value = vigie_constant_growth((const double *)(void *)y0->data,
                                       (const double *)(void *)y1->data, y0->len,
                                       &row->coverage_units, &row->coverage_volume);
}

static bool
all_not_asked(const VigieWork *work, const Cell *cell)
{
    const VigieColumn *column = vigie_frame_column(work->frame, work->binding->item[0]->name);
    for (gsize k = cell->start; k < cell->end; k++)
        if (column->why[record_at(cell, k)] != VIGIE_NOT_ASKED)
            return false;
    return cell->end > cell->start;
}

static VigieStatus
status_of(const VigieWork *work, const Cell *cell, const VigieIndicatorRow *row)
{
    if (row->n == 0 && all_not_asked(work, cell))
        return VIGIE_STATUS_NOT_ASKED;
    if (row->n == 0)
        return VIGIE_STATUS_EMPTY;
    return isnan(row->value) ? VIGIE_STATUS_NOT_ESTIMABLE : VIGIE_STATUS_OK;
}

static VigieIndicatorRow *
make_row(const VigieWork *work, const Cell *cell, guint year_dim)
{
    VigieIndicatorRow *row = g_new0(VigieIndicatorRow, 1);
    row->indicator = work->binding->indicator;
    row->dataset = work->binding->dataset;
    row->value = row->se = row->ci_low = row->ci_high = NAN;
    row->coverage_units = row->coverage_volume = NAN;
    row->dims = g_new0(char *, work->by->len + 1);
    for (guint k = 0; k < work->by->len; k++) {
        const VigieDim *dim = work->by->pdata[k];
        row->dims[k] =
            g_strdup(dim->text->pdata[vigie_groups_code(cell->groups, cell->key, k)]);
    }
    if (row->indicator->formula == VIGIE_FORMULA_GROWTH)
        fill_growth(work, cell, year_dim, row);
    else if (is_season(row->indicator->formula))
        fill_season(work, cell, row);
    else
        fill_sums(work, cell, row);
    row->status = status_of(work, cell, row);
    return row;
}

/* Position of the dimension year; dims->len if it is none. */
static guint
find_year(const GPtrArray *dims)
{
    guint k = 0;
    while (k < dims->len && strcmp(((const VigieDim *)dims->pdata[k])->name, "year") != 0)
        k++;
    return k;
}

static void
add_rows(const VigieWork *work, const VigieGroups *groups, guint year_dim, GPtrArray *rows)
{
    Cell cell = {.groups = groups};
    for (gsize start = 0; start < groups->members->len; start = cell.end) {
        cell.key = g_array_index(groups->members, VigieMember, start).key;
        cell.start = start;
        cell.end = vigie_groups_end(groups, start);
        if (work->target_year == 0 || year_dim == groups->dims->len ||
            year_of(groups, cell.key, year_dim) == work->target_year)
            g_ptr_array_add(rows, make_row(work, &cell, year_dim));
    }
}

bool
vigie_work_rows(VigieWork *work, const guint8 *mask, GPtrArray *rows, GError **error)
{
    VigieFormula formula = work->binding->indicator->formula;
    g_autoptr(VigieDim) hidden = NULL;
    g_autoptr(GPtrArray) dims = g_ptr_array_new();
    for (guint k = 0; k < work->by->len; k++)
        g_ptr_array_add(dims, work->by->pdata[k]);
    guint year_dim = find_year(dims);
    if (year_dim == dims->len && (is_season(formula) || formula == VIGIE_FORMULA_GROWTH)) {
        hidden = vigie_dim_from_numbers("year", work->year, work->frame->n);
        g_ptr_array_add(dims, hidden);
    }
    g_autoptr(VigieGroups) groups = vigie_groups_new(dims, mask, work->frame->n);
    if (groups == NULL) {
        g_set_error(error, VIGIE_INDICATOR_ERROR, VIGIE_INDICATOR_ERROR_SIZE,
                    _("too many combinations of the dimensions: name fewer"));
        return false;
    }
    guint before = rows->len;
    add_rows(work, groups, year_dim, rows);
    Cell none = {.groups = groups};
    if (work->by->len == 0 && rows->len == before)
        g_ptr_array_add(rows, make_row(work, &none, year_dim));
    return true;
}
