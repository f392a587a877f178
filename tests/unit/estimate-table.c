/* estimate-table.c - cross-tables beside R survey, cell by cell; what holds of any; what is hidden */
#include "fixture.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <string.h>
#include <vigie/estimate-table.h>

static const char *const row_names[] = {"a", "b", "c", NULL};
static const char *const column_names[] = {"u", "v", "w", "z", NULL};
static const char *const multi_names[] = {"m1", "m2", "m3", "m4", NULL};

static const VigieRules no_rules = {.level = 0.95};

/* The small survey of tests/oracle/table.csv. */
typedef struct {
    Table *data;
    VigieDesign *plain, *fpc;
    guint32 *row, *column, *pair, *multi;
    guint8 has[16 * 4];
    double *value;
    guint8 *layer[2];
} Survey;

static guint32 *
codes(const Table *data, const char *column, const char *const *names, guint n)
{
    guint32 *code = g_new(guint32, data->n);
    for (gsize i = 0; i < data->n; i++) {
        code[i] = VIGIE_NO_CELL;
        for (guint32 k = 0; k < n; k++)
            if (strcmp(table_cell(data, i, column), names[k]) == 0)
                code[i] = k;
    }
    return code;
}

/* A level is a set of mentions, as bits. */
static void
read_multi(Survey *s)
{
    s->multi = g_new0(guint32, s->data->n);
    for (guint k = 0; k < 4; k++) {
        g_autofree double *m = table_numbers(s->data, multi_names[k]);
        for (gsize i = 0; i < s->data->n; i++)
            s->multi[i] = isnan(m[i]) ? VIGIE_NO_CELL : s->multi[i] + (m[i] > 0 ? 1u << k : 0);
        for (guint level = 0; level < 16; level++)
            s->has[level * 4 + k] = (level >> k) & 1u;
    }
}

static Survey *
survey_new(void)
{
    Survey *s = g_new0(Survey, 1);
    s->data = table_own("table");
    s->plain = fixture_design(s->data, &(Plan){.strata = "h", .cluster = "psu", .weight = "w"});
    s->fpc = fixture_design(
        s->data, &(Plan){.strata = "k", .cluster = "psu", .weight = "w", .fpc = "N"});
    s->row = codes(s->data, "r", row_names, 3);
    s->column = codes(s->data, "g", column_names, 4);
    s->pair = codes(s->data, "g", column_names, 2);
    s->value = table_numbers(s->data, "y");
    read_multi(s);
    g_autofree double *layer = table_numbers(s->data, "l");
    for (guint l = 0; l < 2; l++) {
        s->layer[l] = g_new0(guint8, s->data->n);
        for (gsize i = 0; i < s->data->n; i++)
            s->layer[l][i] = fabs(layer[i] - (l + 1)) < 0.5;
    }
    return s;
}

static void
survey_free(Survey *s)
{
    table_free(s->data);
    vigie_design_free(s->plain);
    vigie_design_free(s->fpc);
    g_free(s->row);
    g_free(s->column);
    g_free(s->pair);
    g_free(s->multi);
    g_free(s->value);
    g_free(s->layer[0]);
    g_free(s->layer[1]);
    g_free(s);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Survey, survey_free)

static VigieTableSide
single(const guint32 *level, guint n)
{
    return (VigieTableSide){.n = n, .level = level};
}

static VigieTableSide
several(const Survey *s)
{
    return (VigieTableSide){.n = 4, .level = s->multi, .n_levels = 16, .has = s->has};
}

/* The table that a name of the oracle stands for. */
static VigieTableSpec
spec_of(const Survey *s, const char *name)
{
    VigieTableSpec spec = {.rows = single(s->row, 3),
                           .columns = single(s->column, 4),
                           .compare = VIGIE_COMPARE_COLUMNS,
                           .rules = no_rules};
    if (g_str_equal(name, "row") || g_str_equal(name, "rowmentions"))
        spec.percent = VIGIE_PERCENT_ROW;
    if (g_str_equal(name, "total") || g_str_equal(name, "mentions.total"))
        spec.percent = VIGIE_PERCENT_TOTAL;
    if (g_str_equal(name, "none"))
        spec.percent = VIGIE_PERCENT_NONE;
    if (g_str_equal(name, "ttest"))
        spec.columns = single(s->pair, 2);
    if (g_str_equal(name, "mean"))
        spec.value = s->value;
    if (g_str_has_prefix(name, "layer"))
        spec.in = s->layer[name[5] - '1'];
    if (g_str_equal(name, "respondents") || g_str_has_prefix(name, "mentions"))
        spec.rows = several(s);
    if (g_str_equal(name, "overlap") || g_str_equal(name, "rowmentions"))
        spec.columns = several(s);
    if (strstr(name, "mentions") != NULL)
        spec.base = VIGIE_BASE_MENTIONS;
    return spec;
}

static VigieCrossing *
crossing(const VigieDesign *design, const VigieTableSpec *spec)
{
    g_autoptr(GError) error = NULL;
    VigieCrossing *table = vigie_crossing_new(design, spec, &error);
    g_assert_no_error(error);
    return table;
}

/* Position of a name among the rows or columns; the last is the total. */
static guint
position(const char *name, guint n)
{
    const char *const *lists[] = {row_names, column_names, multi_names};
    for (guint l = 0; l < G_N_ELEMENTS(lists); l++)
        for (guint k = 0; lists[l][k] != NULL; k++)
            if (strcmp(name, lists[l][k]) == 0)
                return k;
    return n;
}

static double
cell_value(const VigieTableCell *cell, const char *figure)
{
    const struct {
        const char *name;
        double value;
    } values[] = {{"p", cell->figure.estimate}, {"se", cell->figure.se},
                  {"df", cell->figure.df},      {"n", 0},
                  {"wb", cell->weighted_base},  {"kish", cell->n_eff},
                  {"deff", cell->figure.deff}};
    for (guint k = 0; k < G_N_ELEMENTS(values); k++)
        if (strcmp(values[k].name, figure) == 0 && k != 3)
            return values[k].value;
    g_assert_cmpstr(figure, ==, "n");
    return NAN;
}

/* part: design;table;row;column;figure */
static double
ours(const VigieCrossing *table, const VigieCrossing *rest, char **part)
{
    guint row = table->is_mean ? 0 : position(part[2], table->n_rows);
    if (strcmp(part[3], "pairs") == 0) {
        guint j = (guint)(part[4][0] - '1'), k = (guint)(part[4][2] - '1');
        return table->pair[(row * table->n_columns + j) * table->n_columns + k];
    }
    if (strcmp(part[3], "rest") == 0)
        return vigie_crossing_cell(rest, row, position(part[4], 0))->rest_p;
    const VigieTableCell *cell =
        vigie_crossing_cell(table, row, position(part[3], table->n_columns));
    if (strcmp(part[4], "n") == 0)
        return (double)(table->percent == VIGIE_PERCENT_NONE ? cell->n : cell->base_n);
    return cell_value(cell, part[4]);
}

static double
rao_scott(const VigieCrossing *table, const char *figure)
{
    const VigieJointTest *test = &table->association.second;
    g_assert_cmpint(test->status, ==, VIGIE_STATUS_OK);
    return strcmp(figure, "f") == 0     ? test->statistic
           : strcmp(figure, "ndf") == 0 ? test->ndf
           : strcmp(figure, "ddf") == 0 ? test->ddf
                                        : test->p;
}

static void
test_equal_to_r(void)
{
    g_autoptr(Survey) s = survey_new();
    g_autoptr(GHashTable) oracle = oracle_own("table");
    GHashTableIter iter;
    gpointer key;
    guint n = 0;
    g_hash_table_iter_init(&iter, oracle);
    while (g_hash_table_iter_next(&iter, &key, NULL)) {
        g_auto(GStrv) part = g_strsplit(key, ";", 5);
        const VigieDesign *design = strcmp(part[0], "fpc") == 0 ? s->fpc : s->plain;
        VigieTableSpec spec = spec_of(s, part[1]);
        g_autoptr(VigieCrossing) table = crossing(design, &spec);
        spec.compare = VIGIE_COMPARE_REST;
        g_autoptr(VigieCrossing) rest = crossing(design, &spec);
        double value = strcmp(part[1], "raoscott") == 0 ? rao_scott(table, part[4])
                                                        : ours(table, rest, part);
        assert_close_at(key, value, oracle_value(oracle, key), 1e-9, 1);
        n++;
    }
    g_assert_cmpuint(n, >, 1100);
}

/* What holds of any table ------------------------------------------------------------------------ */

static void
assert_adds_up(const VigieCrossing *table)
{
    for (guint c = 0; c < table->stride; c++) {
        double share = 0, weighted = 0;
        guint64 n = 0;
        const VigieTableCell *total = vigie_crossing_cell(table, table->n_rows, c);
        for (guint r = 0; r < table->n_rows; r++) {
            const VigieTableCell *cell = vigie_crossing_cell(table, r, c);
            share += cell->figure.estimate;
            weighted += cell->weighted;
            n += cell->n;
        }
        g_assert_cmpuint(n, ==, total->n);
        assert_close_at("weighted", weighted, total->weighted, 1e-12, 1);
        if (table->percent == VIGIE_PERCENT_COLUMN)
            assert_close_at("column", share, 1, 1e-12, 1);
    }
}

static void
test_adds_up(void)
{
    g_autoptr(Survey) s = survey_new();
    const VigiePercent percents[] = {VIGIE_PERCENT_COLUMN, VIGIE_PERCENT_ROW,
                                     VIGIE_PERCENT_TOTAL, VIGIE_PERCENT_NONE};
    for (guint k = 0; k < G_N_ELEMENTS(percents); k++) {
        VigieTableSpec spec = spec_of(s, "column");
        spec.percent = percents[k];
        g_autoptr(VigieCrossing) table = crossing(s->plain, &spec);
        assert_adds_up(table);
    }
    /* mentions add to 1 as well, each answer once */
    VigieTableSpec spec = spec_of(s, "mentions");
    g_autoptr(VigieCrossing) mentions = crossing(s->plain, &spec);
    for (guint c = 0; c < 5; c++) {
        double share = 0;
        for (guint r = 0; r < 4; r++)
            share += vigie_crossing_cell(mentions, r, c)->figure.estimate;
        assert_close_at("mentions", share, 1, 1e-12, 1);
    }
}

/* Another order of records, PSUs and categories: the same cells. */
static void
test_permuted(void)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    enum { N = 200, PSUS = 20 };
    for (gulong seed = 1; seed <= 20; seed++) {
        gsl_rng_set(rng, seed);
        guint32 psu[2][N], row[2][N], column[2][N], stratum[PSUS], order[N];
        double weight[2][N];
        for (guint32 i = 0; i < PSUS; i++)
            stratum[i] = i / 5;
        for (guint32 i = 0; i < N; i++) {
            order[i] = i;
            psu[0][i] = (guint32)gsl_rng_uniform_int(rng, PSUS);
            row[0][i] = i % 11 == 0 ? VIGIE_NO_CELL : (guint32)gsl_rng_uniform_int(rng, 3);
            column[0][i] = i % 13 == 0 ? VIGIE_NO_CELL : (guint32)gsl_rng_uniform_int(rng, 2);
            weight[0][i] = i % 17 == 0 ? 0 : gsl_rng_uniform(rng) + 0.1;
        }
        gsl_ran_shuffle(rng, order, N, sizeof *order);
        for (guint32 i = 0; i < N; i++) {
            guint32 o = order[i];
            psu[1][i] = psu[0][o];
            row[1][i] = row[0][o] == VIGIE_NO_CELL ? VIGIE_NO_CELL : 2 - row[0][o];
            column[1][i] = column[0][o];
            weight[1][i] = weight[0][o];
        }
        VigieCrossing *table[2];
        VigieDesign *design[2];
        for (guint k = 0; k < 2; k++) {
            const VigieDesignSpec spec = {.n = N,
                                          .psu = psu[k],
                                          .weight = weight[k],
                                          .n_psu = PSUS,
                                          .n_strata = 4,
                                          .stratum = stratum};
            design[k] = vigie_design_new(&spec, NULL);
            const VigieTableSpec asked = {.rows = single(row[k], 3),
                                          .columns = single(column[k], 2),
                                          .compare = VIGIE_COMPARE_COLUMNS,
                                          .rules = no_rules};
            table[k] = crossing(design[k], &asked);
        }
        for (guint r = 0; r < 3; r++)
            for (guint c = 0; c < 3; c++) {
                const VigieTableCell *a = vigie_crossing_cell(table[0], r, c);
                const VigieTableCell *b = vigie_crossing_cell(table[1], 2 - r, c);
                assert_close(a->figure.estimate, b->figure.estimate);
                assert_close(a->figure.se, b->figure.se);
                g_assert_cmpuint(a->n, ==, b->n);
            }
        assert_close(table[0]->pair[1], table[1]->pair[2 * 4 + 1]);
        for (guint k = 0; k < 2; k++) {
            vigie_crossing_free(table[k]);
            vigie_design_free(design[k]);
        }
    }
    gsl_rng_free(rng);
}

/* Letters and hiding ----------------------------------------------------------------------------- */

/* A simple sample: counts[r][c] records a cell, each its own PSU. */
static VigieCrossing *
of_counts(const guint *counts, guint n_rows, guint n_columns, VigieTableSpec spec)
{
    g_autoptr(GArray) row = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_autoptr(GArray) column = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_autoptr(GArray) psu = g_array_new(FALSE, FALSE, sizeof(guint32));
    for (guint32 r = 0; r < n_rows; r++)
        for (guint32 c = 0; c < n_columns; c++)
            for (guint k = 0; k < counts[r * n_columns + c]; k++) {
                guint32 at = psu->len;
                g_array_append_val(row, r);
                g_array_append_val(column, c);
                g_array_append_val(psu, at);
            }
    g_autofree guint32 *stratum = g_new0(guint32, psu->len);
    const VigieDesignSpec design_spec = {.n = psu->len,
                                         .psu = (guint32 *)(gpointer)psu->data,
                                         .n_psu = psu->len,
                                         .n_strata = 1,
                                         .stratum = stratum};
    g_autoptr(VigieDesign) design = vigie_design_new(&design_spec, NULL);
    spec.rows = single((guint32 *)(gpointer)row->data, n_rows);
    spec.columns = single((guint32 *)(gpointer)column->data, n_columns);
    return crossing(design, &spec);
}

static void
test_letters(void)
{
    static const guint counts[] = {80, 20, 22, 20, 80, 78};
    const VigieTableSpec spec = {.compare = VIGIE_COMPARE_COLUMNS, .rules = no_rules};
    g_autoptr(VigieCrossing) table = of_counts(counts, 2, 3, spec);
    const char *const wanted[] = {"bc", "", "", "", "a", "a"};
    for (guint k = 0; k < 6; k++) {
        g_autofree char *letters = vigie_crossing_letters(table, k / 3, k % 3);
        g_assert_cmpstr(letters, ==, wanted[k]);
    }
    g_autofree char *first = vigie_crossing_letter(0), *last = vigie_crossing_letter(25);
    g_autofree char *next = vigie_crossing_letter(26), *later = vigie_crossing_letter(52);
    g_assert_cmpstr(first, ==, "a");
    g_assert_cmpstr(last, ==, "z");
    g_assert_cmpstr(next, ==, "aa");
    g_assert_cmpstr(later, ==, "ba");
}

static bool
is_hidden(const VigieCrossing *table, guint row, guint column)
{
    return vigie_crossing_cell(table, row, column)->hidden;
}

/* One column of too few, and so the next smallest: the total would give it away. */
static void
test_hidden_columns(void)
{
    static const guint counts[] = {4, 20, 30, 4, 25, 40};
    const VigieRules rules = {.level = 0.95, .suppress_below = 11};
    const VigieTableSpec spec = {.compare = VIGIE_COMPARE_COLUMNS, .rules = rules};
    g_autoptr(VigieCrossing) table = of_counts(counts, 2, 3, spec);
    g_assert_cmpint(vigie_crossing_cell(table, 0, 0)->figure.status, ==,
                    VIGIE_STATUS_SUPPRESSED);
    g_assert_true(isnan(table->pair[1])); /* with too few it is not compared */
    g_assert_false(isnan(table->pair[5]));
    g_assert_true(vigie_crossing_publish(table, 11));
    for (guint r = 0; r < 3; r++) {
        g_assert_true(is_hidden(table, r, 0) && is_hidden(table, r, 1));
        g_assert_false(is_hidden(table, r, 2) || is_hidden(table, r, 3));
        g_assert_true(isnan(vigie_crossing_cell(table, r, 1)->figure.estimate));
        g_assert_true(isnan(vigie_crossing_cell(table, r, 1)->weighted_base));
        g_assert_true(isnan(vigie_crossing_cell(table, r, 1)->n_eff));
    }
    g_assert_false(vigie_crossing_cell(table, 0, 0)->secondary);
    g_assert_true(vigie_crossing_cell(table, 0, 1)->secondary);
}

/* In counts each line with a hidden cell has two: the rectangle. */
static void
test_hidden_counts(void)
{
    static const guint counts[] = {5, 20, 40, 30, 25, 50, 60, 35, 70};
    const VigieRules rules = {.level = 0.95, .suppress_below = 11};
    const VigieTableSpec spec = {.percent = VIGIE_PERCENT_TOTAL, .rules = rules};
    g_autoptr(VigieCrossing) table = of_counts(counts, 3, 3, spec);
    g_assert_cmpint(vigie_crossing_cell(table, 0, 0)->figure.status, ==,
                    VIGIE_STATUS_SUPPRESSED);
    g_assert_cmpint(vigie_crossing_cell(table, 0, 1)->figure.status, !=,
                    VIGIE_STATUS_SUPPRESSED);
    g_assert_true(vigie_crossing_publish(table, 11));
    for (guint r = 0; r < 4; r++)
        for (guint c = 0; c < 4; c++)
            g_assert_cmpint(is_hidden(table, r, c), ==, r < 2 && c < 2);
    /* an empty cell hides nothing */
    static const guint sparse[] = {5, 0, 40, 30, 25, 50, 60, 35, 70};
    g_autoptr(VigieCrossing) thin = of_counts(sparse, 3, 3, spec);
    g_assert_true(vigie_crossing_publish(thin, 11));
    g_assert_true(is_hidden(thin, 0, 0) && is_hidden(thin, 0, 2) && !is_hidden(thin, 0, 1));
    /* nothing small: nothing hidden */
    static const guint large[] = {15, 20, 0, 25};
    g_autoptr(VigieCrossing) open = of_counts(large, 2, 2, spec);
    g_assert_false(vigie_crossing_publish(open, 11));
    for (guint k = 0; k < 9; k++)
        g_assert_false(open->cell[k].hidden);
}

static guint
hidden_of(const VigieCrossing *table, guint first, guint step, guint n)
{
    guint n_hidden = 0;
    for (guint k = 0; k < n; k++)
        n_hidden += table->cell[first + k * step].hidden;
    return n_hidden;
}

/* However the counts lie, no line is left with a single hidden cell; this one takes several rounds. */
static void
test_never_alone(void)
{
    static const guint chain[] = {5, 20, 40, 30, 55, 50, 60, 25, 70};
    const VigieRules rules = {.level = 0.95, .suppress_below = 11};
    const VigieTableSpec spec = {.percent = VIGIE_PERCENT_NONE, .rules = rules};
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 20241125);
    for (guint draw = 0; draw < 60; draw++) {
        guint counts[9];
        for (guint k = 0; k < 9; k++)
            counts[k] = draw == 0 ? chain[k] : 1 + (guint)gsl_rng_uniform_int(rng, 60);
        g_autoptr(VigieCrossing) table = of_counts(counts, 3, 3, spec);
        vigie_crossing_publish(table, 11);
        for (guint k = 0; k < 4; k++) {
            g_assert_cmpuint(hidden_of(table, k * 4, 1, 4), !=, 1);
            g_assert_cmpuint(hidden_of(table, k, 4, 4), !=, 1);
        }
    }
    gsl_rng_free(rng);
}

/* The margins' degrees of freedom are those of who has a column (a row), whether or not it answered the other: six
 * sites, of which one has no columns and two no rows. */
static void
test_df(void)
{
    enum { N = 12 };
    guint32 row[N], column[N], psu[N], stratum[6] = {0};
    for (guint32 i = 0; i < N; i++) {
        psu[i] = i / 2;
        row[i] = psu[i] == 3 || psu[i] == 4 ? VIGIE_NO_CELL : i % 2;
        column[i] = psu[i] == 5 ? VIGIE_NO_CELL : (i / 2) % 2;
    }
    const VigieDesignSpec design_spec = {
        .n = N, .psu = psu, .n_psu = 6, .n_strata = 1, .stratum = stratum};
    g_autoptr(VigieDesign) design = vigie_design_new(&design_spec, NULL);
    const double wanted[] = {4, 3, 5, 5};
    for (guint p = 0; p < 4; p++) {
        const VigieTableSpec spec = {.rows = single(row, 2),
                                     .columns = single(column, 2),
                                     .percent = (VigiePercent)p,
                                     .rules = no_rules};
        g_autoptr(VigieCrossing) table = crossing(design, &spec);
        guint at = p == VIGIE_PERCENT_ROW ? 2 : 0;
        assert_close(vigie_crossing_cell(table, at, 2 - at)->figure.df, wanted[p]);
    }
}

/* A count's interval is estimate -+ t se. */
static void
test_count_interval(void)
{
    static const guint counts[] = {8, 20, 12, 7};
    const VigieTableSpec spec = {.percent = VIGIE_PERCENT_NONE, .rules = no_rules};
    g_autoptr(VigieCrossing) table = of_counts(counts, 2, 2, spec);
    const VigieFigure *f = &vigie_crossing_cell(table, 0, 0)->figure;
    /* 47 sites with 8 ones: se^2 = 47/46 * 8 * 39/47; qt(0.975, 46) = 2.0128955989194286 */
    double se = sqrt(8.0 * 39 / 46);
    assert_close(f->se, se);
    assert_close(f->ci_low, 8 - 2.0128955989194286 * se);
    assert_close(f->ci_high, 8 + 2.0128955989194286 * se);
}

/* Calibrated on the rows: a row's count has no error left, and shares of columns have that of vigie_proportion(). */
static void
test_calibrated(void)
{
    g_autoptr(Survey) s = survey_new();
    gsize n = s->data->n;
    g_autofree double *d = table_numbers(s->data, "w"), *g = g_new(double, n);
    g_autofree guint32 *class_of = g_new(guint32, n), *one = g_new0(guint32, n);
    static const double factor[] = {1.1, 0.8, 1.3, 1};
    for (gsize i = 0; i < n; i++) {
        class_of[i] = s->row[i] == VIGIE_NO_CELL ? 3 : s->row[i];
        g[i] = factor[class_of[i]];
    }
    const guint32 *columns[] = {class_of};
    const double *values[] = {NULL};
    const VigieAuxiliary x = {
        .n_columns = 4, .n_terms = 1, .column = columns, .value = values, .design_weight = d};
    const Plan plan = {.strata = "h", .cluster = "psu", .weight = "w", .auxiliary = &x, .g = g};
    g_autoptr(VigieDesign) design = fixture_design(s->data, &plan);
    VigieTableSpec spec = spec_of(s, "none");
    spec.columns = single(one, 1);
    g_autoptr(VigieCrossing) counts = crossing(design, &spec);
    for (guint r = 0; r < 3; r++)
        g_assert_cmpint(vigie_crossing_cell(counts, r, 0)->figure.status, ==,
                        VIGIE_STATUS_NO_VARIANCE);
    spec = spec_of(s, "column");
    g_autoptr(VigieCrossing) shares = crossing(design, &spec);
    g_autofree double *domain = g_new(double, n), *y = g_new(double, n);
    for (guint c = 0; c < 4; c++) {
        for (gsize i = 0; i < n; i++) {
            domain[i] = s->column[i] == c ? 1 : 0;
            y[i] = s->row[i] == VIGIE_NO_CELL ? NAN : s->row[i] == 1;
        }
        VigieFigure f = figure_of(design, y, NULL, domain, vigie_proportion);
        const VigieFigure *cell = &vigie_crossing_cell(shares, 1, c)->figure;
        assert_close(cell->estimate, f.estimate);
        assert_close(cell->se, f.se);
        assert_close(cell->df, f.df);
        assert_close(cell->ci_high, f.ci_high);
    }
}

/* No row, no column, no answer at all; one category. */
static void
test_bare(void)
{
    static const guint counts[] = {12, 0};
    const VigieTableSpec spec = {.compare = VIGIE_COMPARE_COLUMNS, .rules = no_rules};
    g_autoptr(VigieCrossing) table = of_counts(counts, 1, 2, spec);
    assert_close(vigie_crossing_cell(table, 0, 0)->figure.estimate, 1);
    g_assert_cmpint(vigie_crossing_cell(table, 0, 0)->figure.status, ==,
                    VIGIE_STATUS_NO_VARIANCE);
    g_assert_true(vigie_crossing_cell(table, 0, 0)->figure.ci_low < 1);
    g_assert_cmpint(vigie_crossing_cell(table, 0, 1)->figure.status, ==, VIGIE_STATUS_EMPTY);
    g_assert_true(isnan(vigie_crossing_cell(table, 0, 1)->figure.estimate));
    g_assert_true(isnan(table->pair[1]));
    g_assert_cmpint(table->association.second.status, !=, VIGIE_STATUS_OK);
    guint32 none[] = {VIGIE_NO_CELL, VIGIE_NO_CELL}, psu[] = {0, 1}, stratum[] = {0, 0};
    const VigieDesignSpec design_spec = {
        .n = 2, .psu = psu, .n_psu = 2, .n_strata = 1, .stratum = stratum};
    g_autoptr(VigieDesign) design = vigie_design_new(&design_spec, NULL);
    const VigieTableSpec silent = {.rows = single(none, 0),
                                   .columns = single(none, 0),
                                   .compare = VIGIE_COMPARE_COLUMNS,
                                   .rules = no_rules};
    g_autoptr(VigieCrossing) empty = crossing(design, &silent);
    g_assert_cmpint(vigie_crossing_cell(empty, 0, 0)->figure.status, ==, VIGIE_STATUS_EMPTY);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/estimate/table/r", test_equal_to_r);
    g_test_add_func("/estimate/table/adds-up", test_adds_up);
    g_test_add_func("/estimate/table/permuted", test_permuted);
    g_test_add_func("/estimate/table/letters", test_letters);
    g_test_add_func("/estimate/table/hidden-columns", test_hidden_columns);
    g_test_add_func("/estimate/table/hidden-counts", test_hidden_counts);
    g_test_add_func("/estimate/table/never-alone", test_never_alone);
    g_test_add_func("/estimate/table/df", test_df);
    g_test_add_func("/estimate/table/count-interval", test_count_interval);
    g_test_add_func("/estimate/table/calibrated", test_calibrated);
    g_test_add_func("/estimate/table/bare", test_bare);
    return g_test_run();
}
