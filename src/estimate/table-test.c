/* table-test.c - which columns of a cross-table differ: each from each other, or from all the others */
#include "table.h"

#include <math.h>

#define SIGNIFICANT 0.05

static void
clear_all(VigieLinear *linear, guint n)
{
    for (guint k = 0; k < n; k++)
        vigie_linear_clear(&linear[k]);
}

static bool
is_comparable(const VigieTableWork *work, guint column)
{
    const VigieTableCell *cell =
        vigie_crossing_cell(work->table, work->table->height - 1, column);
    return cell->base_n > 0 && (double)cell->base_n >= work->spec->rules.suppress_below;
}

/* The columns' margin, of which degrees of freedom are counted. */
static guint32
margin(const VigieTableWork *work, guint column)
{
    return (work->table->height - 1) * work->table->stride + column;
}

/* p of a pair on one degree of freedom less than both columns together have, as of svyttest(). */
static double
pair_p(const VigieTableWork *work, const VigieLinear *statistic, guint j, guint k)
{
    if (!is_comparable(work, j) || !is_comparable(work, k))
        return NAN;
    const guint32 both[] = {margin(work, j), margin(work, k)};
    VigieTest test;
    vigie_test_difference(work->design, &statistic[j], &statistic[k],
                          vigie_test_df(work->sums, both, 2) - 1, &test);
    return test.p;
}

static void
compare_pairs(const VigieTableWork *work, guint row, const VigieLinear *statistic)
{
    guint n = work->table->n_columns, n_pairs = n * (n - 1) / 2, at = 0;
    g_autofree double *p = g_new(double, MAX(n_pairs, 1));
    g_autofree double *adjusted = g_new(double, MAX(n_pairs, 1));
    for (guint j = 0; j < n; j++)
        for (guint k = j + 1; k < n; k++)
            p[at++] = pair_p(work, statistic, j, k);
    vigie_holm(p, n_pairs, adjusted);
    double *out = work->table->pair + (gsize)row * n * n;
    at = 0;
    for (guint j = 0; j < n; j++) {
        out[j * n + j] = NAN;
        for (guint k = j + 1; k < n; k++)
            out[j * n + k] = out[k * n + j] = adjusted[at++];
    }
}

/* The statistic of the records of all columns that are not in this one. */
static void
rest_of(const VigieTableWork *work, guint row, guint column, VigieLinear *out)
{
    static const double minus[] = {1, -1};
    guint stride = work->table->stride;
    if (work->table->is_mean) {
        vigie_test_rest(work->sums, 0, column, stride - 1, out);
        return;
    }
    VigieLinear side[2] = {0};
    const guint at[] = {row, work->table->height - 1};
    for (guint k = 0; k < 2; k++) {
        const VigieLinear *line = work->total + at[k] * stride;
        const VigieLinear part[] = {line[stride - 1], line[column]};
        vigie_linear_combine(part, minus, 2, &side[k]);
    }
    vigie_crossing_share(&side[0], &side[1], out);
    clear_all(side, 2);
}

/* Records of other columns are needed, and enough of them. */
static bool
has_rest(const VigieTableWork *work, guint column)
{
    guint last = work->table->height - 1;
    guint64 all = vigie_crossing_cell(work->table, last, work->table->n_columns)->base_n;
    guint64 own = vigie_crossing_cell(work->table, last, column)->base_n;
    return all > own && (double)(all - own) >= work->spec->rules.suppress_below;
}

static void
compare_rest(const VigieTableWork *work, guint row, const VigieLinear *statistic)
{
    guint n = work->table->n_columns;
    VigieTableCell *cell = work->table->cell + (gsize)row * work->table->stride;
    g_autofree double *p = g_new(double, MAX(n, 1)), *adjusted = g_new(double, MAX(n, 1));
    double df = vigie_sums_df(work->sums, work->in_column) - 1;
    for (guint c = 0; c < n; c++) {
        p[c] = NAN;
        if (!is_comparable(work, c) || !has_rest(work, c))
            continue;
        g_auto(VigieLinear) rest = {0};
        VigieTest test;
        rest_of(work, row, c, &rest);
        vigie_test_difference(work->design, &statistic[c], &rest, df, &test);
        cell[c].rest = test.estimate;
        p[c] = test.p;
    }
    vigie_holm(p, n, adjusted);
    for (guint c = 0; c < n; c++)
        cell[c].rest_p = adjusted[c];
}

void
vigie_crossing_compare(const VigieTableWork *work)
{
    VigieCrossing *table = work->table;
    VigieTableCompare compare = work->spec->compare;
    guint n = table->n_columns;
    if (compare == VIGIE_COMPARE_NONE ||
        (!table->is_mean && table->percent != VIGIE_PERCENT_COLUMN))
        return;
    if (compare == VIGIE_COMPARE_COLUMNS) {
        table->pair = g_new(double, (gsize)table->height *n *n + 1);
        for (gsize k = 0; k < (gsize)table->height * n * n; k++)
            table->pair[k] = NAN;
    }
    g_autofree VigieLinear *statistic = g_new0(VigieLinear, MAX(n, 1));
    for (guint r = 0; r < table->n_rows; r++) {
        for (guint c = 0; c < n; c++)
            if (is_comparable(work, c))
                vigie_crossing_statistic(work, r, c, &statistic[c]);
        if (compare == VIGIE_COMPARE_COLUMNS)
            compare_pairs(work, r, statistic);
        else
            compare_rest(work, r, statistic);
        clear_all(statistic, n);
    }
}

/* Signs -------------------------------------------------------------------------------------- */

char *
vigie_crossing_letter(guint column)
{
    g_autoptr(GString) letter = g_string_new(NULL);
    for (guint k = column + 1; k > 0; k = (k - 1) / 26)
        g_string_prepend_c(letter, (char)('a' + (k - 1) % 26));
    return g_string_free(g_steal_pointer(&letter), FALSE);
}

char *
vigie_crossing_letters(const VigieCrossing *table, guint row, guint column)
{
    GString *letters = g_string_new(NULL);
    guint n = table->n_columns;
    const VigieTableCell *own = vigie_crossing_cell(table, row, column);
    for (guint k = 0; table->pair != NULL && column < n && !own->hidden && k < n; k++) {
        const VigieTableCell *other = vigie_crossing_cell(table, row, k);
        double p = table->pair[((gsize)row * n + column) * n + k];
        if (!(p < SIGNIFICANT) || other->hidden ||
            !(own->figure.estimate > other->figure.estimate))
            continue;
        g_autofree char *letter = vigie_crossing_letter(k);
        /* beyond z a letter is of two, set apart */
        g_string_append_printf(letters, "%s%s", letters->len > 0 && n > 26 ? " " : "", letter);
    }
    return g_string_free(letters, FALSE);
}
