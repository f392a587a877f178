/* estimate-tests.c - tests of differences on four random designs, against R survey (scripts/oracle/tests.R), letters
 * by hand, and what cannot be tested */
#include "fixture.h"

#include <math.h>
#include <string.h>
#include <vigie/estimate-association.h>
#include <vigie/estimate-rank.h>

static const char *const designs[] = {"d1", "d2", "d3", "d4"};

typedef struct {
    Table *table;
    GHashTable *expected;
    VigieDesign *design;
    const char *id;
    double *x, *y, *w, *k;
    guint32 *g, *r; /* a, b, c; r1 ... r4 */
} Data;

static guint32 *
letters_of(const Table *table, const char *column, guint at, char first)
{
    guint32 *group = g_new(guint32, table->n);
    for (gsize i = 0; i < table->n; i++)
        group[i] = (guint32)(table_cell(table, i, column)[at] - first);
    return group;
}

static Data
load(const char *id)
{
    Plan plan = {.strata = "stratum", .cluster = "psu", .weight = "w"};
    plan.fpc = strcmp(id, "d2") == 0 ? "N" : NULL;
    Data data = {.table = table_own("tests"), .expected = oracle_own("tests"), .id = id};
    Table *table = data.table;
    for (gsize i = table->n; i > 0; i--)
        if (strcmp(table_cell(table, i - 1, "design"), id) != 0)
            g_ptr_array_remove_index(table->lines, (guint)i - 1);
    table->n = table->lines->len;
    data.design = fixture_design(table, &plan);
    data.x = table_numbers(table, "x");
    data.y = table_numbers(table, "y");
    data.w = table_numbers(table, "w");
    data.k = table_numbers(table, "k");
    data.g = letters_of(table, "g", 0, 'a');
    data.r = letters_of(table, "r", 1, '1');
    return data;
}

static void
clear_data(Data *data)
{
    vigie_design_free(data->design);
    g_hash_table_unref(data->expected);
    table_free(data->table);
    g_free(data->x);
    g_free(data->y);
    g_free(data->w);
    g_free(data->k);
    g_free(data->g);
    g_free(data->r);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Data, clear_data)

static void
check(const Data *data, const char *test, const double *actual, guint n)
{
    for (guint i = 0; i < n; i++) {
        g_autofree char *id = g_strdup_printf("%s.%s[%u]", data->id, test, i + 1);
        g_test_message("%s", id);
        assert_close(actual[i], oracle_value(data->expected, id));
    }
}

static void
check_t(const Data *data, const char *id, const VigieTest *test)
{
    g_assert_cmpint(test->status, ==, VIGIE_STATUS_OK);
    check(data, id, (double[]){test->estimate, test->t, test->df, test->p}, 4);
}

static void
check_f(const Data *data, const char *id, const VigieJointTest *test)
{
    g_assert_cmpint(test->status, ==, VIGIE_STATUS_OK);
    check(data, id, (double[]){test->statistic, test->ndf, test->ddf, test->p}, 4);
}

/* Sums of y by group; records without y are in none. */
static VigieSums *
by_group(const Data *data, const double *y, const guint32 *group, guint n)
{
    g_autofree guint32 *cell = g_memdup2(group, data->table->n * sizeof *group);
    for (gsize i = 0; i < data->table->n; i++)
        if (isnan(y[i]))
            cell[i] = VIGIE_NO_CELL;
    VigieCells cells = {.n_cells = n, .n = data->table->n, .cell = cell};
    VigieMeasure measure = {y, NULL};
    return vigie_sums_new(data->design, &cells, &measure, 1, NULL);
}

static void
check_two(const Data *data, const char *id, const double *y)
{
    g_autoptr(VigieSums) sums = by_group(data, y, data->g, 3);
    g_auto(VigieLinear) a = {0}, b = {0};
    vigie_linear_mean(sums, 0, 0, &a);
    vigie_linear_mean(sums, 0, 1, &b);
    VigieTest test;
    vigie_test_difference(data->design, &b, &a, vigie_test_df(sums, (guint32[]){0, 1}, 2) - 1,
                          &test);
    check_t(data, id, &test);
    double low = 0, high = 0;
    vigie_test_interval(&test, 0.95, &low, &high);
    assert_close((low + high) / 2, test.estimate);
    g_assert_cmpint((low > 0) == (high > 0), ==, test.p < 0.05);
}

static void
check_one(const Data *data, const char *id, const double *y, double null)
{
    g_autofree guint32 *all = g_new0(guint32, data->table->n);
    g_autoptr(VigieSums) sums = by_group(data, y, all, 1);
    g_auto(VigieLinear) mean = {0};
    vigie_linear_mean(sums, 0, 0, &mean);
    VigieTest test;
    vigie_test_one(data->design, &mean, null, vigie_test_df(sums, (guint32[]){0}, 1) - 1,
                   &test);
    check_t(data, id, &test);
}

static void
test_t(void)
{
    for (guint d = 0; d < G_N_ELEMENTS(designs); d++) {
        g_auto(Data) data = load(designs[d]);
        check_two(&data, "ttest", data.x);
        check_two(&data, "ttest.y", data.y);
        check_one(&data, "one", data.x, 10);
        g_autofree double *gap = g_new(double, data.table->n);
        for (gsize i = 0; i < data.table->n; i++)
            gap[i] = data.x[i] - data.y[i];
        check_one(&data, "paired", gap, 0);
    }
}

/* Cells: g = a, k = 1, all. */
static VigieSums *
overlapping(const Data *data)
{
    gsize n = data->table->n;
    g_autofree gsize *start = g_new0(gsize, n + 1);
    g_autofree guint32 *member = g_new(guint32, 3 * n);
    for (gsize i = 0; i < n; i++) {
        gsize end = start[i];
        if (data->g[i] == 0)
            member[end++] = 0;
        if (data->k[i] > 0)
            member[end++] = 1;
        member[end++] = 2;
        start[i + 1] = end;
    }
    VigieCells cells = {.n_cells = 3, .n = n, .start = start, .member = member};
    VigieMeasure measure = {data->x, NULL};
    return vigie_sums_new(data->design, &cells, &measure, 1, NULL);
}

static void
check_se(const Data *data, const char *id, const VigieLinear *a, const VigieLinear *b)
{
    VigieTest test;
    vigie_test_difference(data->design, a, b, 1, &test);
    check(data, id, (double[]){test.estimate, test.se}, 2);
}

static void
test_overlap(void)
{
    for (guint d = 0; d < G_N_ELEMENTS(designs); d++) {
        g_auto(Data) data = load(designs[d]);
        g_autoptr(VigieSums) sums = overlapping(&data);
        g_auto(VigieLinear) a = {0}, k = {0}, all = {0}, rest = {0}, total = {0}, others = {0};
        vigie_linear_mean(sums, 0, 0, &a);
        vigie_linear_mean(sums, 0, 1, &k);
        vigie_linear_mean(sums, 0, 2, &all);
        check_se(&data, "overlap", &a, &k);
        check_se(&data, "whole", &a, &all);
        vigie_linear_total(sums, 0, 0, &total);
        vigie_test_rest_total(sums, 0, 0, 2, &others);
        check_se(&data, "rest.total", &total, &others);
        vigie_test_rest(sums, 0, 0, 2, &rest);
        VigieTest test;
        double df = vigie_test_df(sums, (guint32[]){2}, 1) - 1;
        vigie_test_difference(data.design, &a, &rest, df, &test);
        check_t(&data, "rest", &test);
        test = (VigieTest){0};
        vigie_test_difference(data.design, &a, &a, df, &test);
        g_assert_cmpint(test.status, ==, VIGIE_STATUS_NO_VARIANCE);
    }
}

static void
check_contrast(const Data *data, const VigieLinear *mean)
{
    g_auto(VigieLinear) contrast = {0};
    vigie_linear_combine(mean, (double[]){0.5, -1, 0.5}, 3, &contrast);
    VigieTest test;
    vigie_test_one(data->design, &contrast, 0, 1, &test);
    check(data, "contrast", (double[]){test.estimate, test.se}, 2);
    /* One contrast is its own t squared, whatever its length. */
    VigieJointTest joint;
    vigie_test_contrasts(data->design, mean, 3, (double[]){1, -2, 1}, 1, 5, &joint);
    assert_close(joint.statistic, test.t * test.t);
    /* Twice the same cannot be told apart. */
    vigie_test_contrasts(data->design, mean, 3, (double[]){1, -1, 0, -2, 2, 0}, 2, 5, &joint);
    g_assert_cmpint(joint.status, ==, VIGIE_STATUS_NOT_ESTIMABLE);
    g_assert_true(isnan(joint.p));
    /* The last follows from the others, but for rounding. */
    vigie_test_contrasts(data->design, mean, 3,
                         (double[]){1, -1, 0, 0.1, 0.2, -0.3, 0.7, 0, -0.7}, 3, 5, &joint);
    g_assert_cmpint(joint.status, ==, VIGIE_STATUS_NOT_ESTIMABLE);
}

static void
test_wald(void)
{
    for (guint d = 0; d < G_N_ELEMENTS(designs); d++) {
        g_auto(Data) data = load(designs[d]);
        g_autoptr(VigieSums) sums = by_group(&data, data.x, data.g, 3);
        VigieLinear mean[3] = {0};
        for (guint32 c = 0; c < 3; c++)
            vigie_linear_mean(sums, 0, c, &mean[c]);
        VigieJointTest test;
        vigie_test_same(data.design, mean, 3, vigie_test_df(sums, (guint32[]){0, 1, 2}, 3),
                        &test);
        check_f(&data, "wald", &test);
        check_contrast(&data, mean);
        vigie_test_same(data.design, mean, 3, 2, &test);
        g_assert_cmpint(test.status, ==, VIGIE_STATUS_NO_DF);
        for (guint32 c = 0; c < 3; c++)
            vigie_linear_clear(&mean[c]);
    }
}

/* Ranks ------------------------------------------------------------------------------------- */

static VigieRankTest
rank(const Data *data, VigieRankScore score, VigieTies ties, guint n_groups)
{
    g_autofree guint32 *group = g_memdup2(data->g, data->table->n * sizeof(guint32));
    for (gsize i = 0; i < data->table->n; i++)
        if (group[i] >= n_groups)
            group[i] = VIGIE_NO_CELL;
    VigieRanking ranking = {data->y, group, n_groups, score, ties};
    VigieRankTest test;
    g_assert_true(vigie_rank_test(data->design, &ranking, NAN, &test, NULL));
    return test;
}

static void
test_ranks(void)
{
    static const char *const names[] = {"wilcoxon", "vanderWaerden", "median"};
    for (guint d = 0; d < G_N_ELEMENTS(designs); d++) {
        g_auto(Data) data = load(designs[d]);
        for (guint s = 0; s < 3; s++) {
            g_autofree char *two = g_strdup_printf("rank.%s", names[s]);
            g_autofree char *three = g_strdup_printf("ranks.%s", names[s]);
            VigieRankTest test = rank(&data, (VigieRankScore)s, VIGIE_TIES_IN_ORDER, 2);
            check_t(&data, two, &test.pair);
            test = rank(&data, (VigieRankScore)s, VIGIE_TIES_IN_ORDER, 3);
            check_f(&data, three, &test.all);
            g_assert_cmpint(test.n_groups, ==, 3);
        }
        VigieRankTest test = rank(&data, VIGIE_RANK_WILCOXON, VIGIE_TIES_MIDRANK, 2);
        check_t(&data, "midrank", &test.pair);
        test = rank(&data, VIGIE_RANK_WILCOXON, VIGIE_TIES_MIDRANK, 1);
        g_assert_cmpint(test.pair.status, ==, VIGIE_STATUS_NO_VARIANCE);
        g_assert_cmpint(test.all.status, ==, VIGIE_STATUS_NO_VARIANCE);
    }
}

/* Tables ------------------------------------------------------------------------------------ */

static VigieAssociation
associate(const Data *data, double nu)
{
    VigieTwoWay table = {data->g, data->r, 3, 4};
    VigieAssociation found;
    g_assert_true(vigie_association(data->design, &table, nu, &found, NULL));
    return found;
}

static void
test_tables(void)
{
    for (guint d = 0; d < G_N_ELEMENTS(designs); d++) {
        g_auto(Data) data = load(designs[d]);
        VigieAssociation found = associate(&data, NAN);
        check_f(&data, "chisq.F", &found.second);
        check_f(&data, "chisq.Wald", &found.wald);
        if (found.adjusted_wald.ddf > 0)
            check_f(&data, "chisq.adjWald", &found.adjusted_wald);
        check(&data, "chisq.Chisq",
              (double[]){found.first.statistic, found.first.ndf, found.first.p}, 3);
        double effect[6], sum = 0, squares = 0;
        VigieTwoWay table = {data.g, data.r, 3, 4};
        g_assert_true(vigie_association_effects(data.design, &table, effect, NULL));
        for (guint i = 0; i < 6; i++) {
            sum += effect[i];
            squares += effect[i] * effect[i];
            g_assert_true(i == 0 || effect[i] <= effect[i - 1]);
        }
        assert_close(sum, found.trace);
        assert_close(squares, found.trace2);
    }
}

/* Two cells of d1 emptied, a value that nobody gave, an nu given. */
static void
test_empty_cells(void)
{
    g_auto(Data) data = load("d1");
    for (gsize i = 0; i < data.table->n; i++)
        if (data.g[i] == 2 && (data.r[i] == 0 || data.r[i] == 3))
            data.r[i] = VIGIE_NO_CELL;
    VigieTwoWay table = {data.g, data.r, 5, 6};
    VigieAssociation found;
    g_assert_true(vigie_association(data.design, &table, NAN, &found, NULL));
    data.id = "empty";
    check_f(&data, "F", &found.second);
    g_assert_cmpuint(found.n_empty, ==, 2);
    g_assert_cmpuint(found.n_rows, ==, 3);
    g_assert_cmpuint(found.n_columns, ==, 4);
    VigieAssociation given;
    g_assert_true(vigie_association(data.design, &table, 5, &given, NULL));
    assert_close(given.second.ddf, 5 * given.second.ndf);
    double total[30];
    vigie_association_totals(data.design, &table, total);
    g_assert_cmpfloat(total[2 * 6], <=, 0);
    g_assert_cmpfloat(total[1 * 6], >, 0);
}

static void
check_none(const VigieAssociation *found, VigieStatus status)
{
    g_assert_cmpint(found->second.status, ==, status);
    g_assert_cmpint(found->first.status, ==, status);
    g_assert_cmpint(found->wald.status, ==, status);
    g_assert_cmpint(found->adjusted_wald.status, ==, status);
    g_assert_true(isnan(found->second.p) && isnan(found->wald.p) && isnan(found->first.p));
}

/* One category, nobody, no df. */
static void
test_no_table(void)
{
    g_auto(Data) data = load("d1");
    VigieAssociation found = associate(&data, 0);
    check_none(&found, VIGIE_STATUS_NO_DF);
    for (gsize i = 0; i < data.table->n; i++)
        data.r[i] = 0;
    found = associate(&data, NAN);
    check_none(&found, VIGIE_STATUS_NO_VARIANCE);
    for (gsize i = 0; i < data.table->n; i++)
        data.r[i] = VIGIE_NO_CELL;
    found = associate(&data, NAN);
    check_none(&found, VIGIE_STATUS_EMPTY);
    double effect[6];
    VigieTwoWay table = {data.g, data.r, 3, 4};
    g_assert_true(vigie_association_effects(data.design, &table, effect, NULL));
    g_assert_true(isnan(effect[0]));
}

/* Sites that are all alike: shares do not vary. */
static void
test_no_effect(void)
{
    g_autoptr(Table) table = table_parse("psu,a,b\n1,0,0\n1,0,1\n1,1,0\n1,1,1\n"
                                         "2,0,0\n2,0,1\n2,1,0\n2,1,1\n"
                                         "3,0,0\n3,0,1\n3,1,0\n3,1,1\n");
    Plan plan = {.cluster = "psu"};
    g_autoptr(VigieDesign) design = fixture_design(table, &plan);
    guint32 n = 0;
    g_autofree guint32 *a = table_keys(table, "a", &n), *b = table_keys(table, "b", &n);
    VigieTwoWay two_way = {a, b, 2, 2};
    VigieAssociation found;
    g_assert_true(vigie_association(design, &two_way, NAN, &found, NULL));
    check_none(&found, VIGIE_STATUS_NO_VARIANCE);
}

/* No test ------------------------------------------------------------------------------------ */

static VigieTest
difference_of(const char *text, VigieLonelyPsu lonely)
{
    g_autoptr(Table) table = table_parse(text);
    Plan plan = {.strata = "h", .cluster = "psu", .lonely = lonely};
    g_autoptr(VigieDesign) design = fixture_design(table, &plan);
    g_autofree double *y = table_numbers(table, "y");
    guint32 n = 0;
    g_autofree guint32 *group = table_keys(table, "g", &n);
    VigieCells cells = {.n_cells = 3, .n = table->n, .cell = group};
    VigieMeasure measure = {y, NULL};
    g_autoptr(VigieSums) sums = vigie_sums_new(design, &cells, &measure, 1, NULL);
    g_auto(VigieLinear) first = {0}, second = {0};
    vigie_linear_mean(sums, 0, 0, &first);
    vigie_linear_mean(sums, 0, 1, &second);
    VigieTest test;
    vigie_test_difference(design, &first, &second,
                          vigie_test_df(sums, (guint32[]){0, 1}, 2) - 1, &test);
    return test;
}

static void
check_no_p(const VigieTest *test, VigieStatus status)
{
    double low = 0, high = 0;
    vigie_test_interval(test, 0.95, &low, &high);
    g_assert_cmpint(test->status, ==, status);
    g_assert_true(isnan(test->p) && isnan(test->t) && isnan(low) && isnan(high));
}

static void
test_none(void)
{
    VigieTest test =
        difference_of("h,psu,g,y\nA,1,a,1\nA,1,b,2\nA,1,a,3\n", VIGIE_LONELY_PSU_ADJUST);
    check_no_p(&test, VIGIE_STATUS_NO_DF); /* one PSU in all */
    test =
        difference_of("h,psu,g,y\nA,1,a,1\nA,1,b,2\nB,2,a,3\nB,2,b,7\n", VIGIE_LONELY_PSU_FAIL);
    check_no_p(&test, VIGIE_STATUS_LONELY_PSU);
    g_assert_false(isnan(test.estimate));
    test = difference_of("h,psu,g,y\nA,1,a,5\nA,2,a,5\nA,3,b,5\nA,4,b,5\n",
                         VIGIE_LONELY_PSU_ADJUST);
    check_no_p(&test, VIGIE_STATUS_NO_VARIANCE);
    test = difference_of("h,psu,g,y\nA,1,a,5.1\nA,2,a,5.1\nA,3,b,0.7\nA,4,b,0.7\nA,5,b,0.7\n",
                         VIGIE_LONELY_PSU_ADJUST);
    check_no_p(&test,
               VIGIE_STATUS_NO_VARIANCE); /* not p = 0 for a difference without variance */
    test =
        difference_of("h,psu,g,y\nA,1,a,5\nA,2,a,4\nA,3,b,\nA,4,b,\n", VIGIE_LONELY_PSU_ADJUST);
    check_no_p(&test, VIGIE_STATUS_EMPTY);
}

/* A gap that is the same in every record, but for rounding. */
static void
test_rounding(void)
{
    g_auto(Data) data = load("d1");
    g_autofree double *moved = g_new(double, data.table->n);
    for (gsize i = 0; i < data.table->n; i++)
        moved[i] = data.x[i] + 0.1;
    g_autoptr(VigieSums) one = by_group(&data, data.x, data.g, 3);
    g_autoptr(VigieSums) other = by_group(&data, moved, data.g, 3);
    VigieLinear mean[4] = {0};
    for (guint32 c = 0; c < 2; c++) {
        vigie_linear_mean(one, 0, c, &mean[2 * c]);
        vigie_linear_mean(other, 0, c, &mean[2 * c + 1]);
    }
    VigieTest test;
    vigie_test_difference(data.design, &mean[0], &mean[1], 5, &test);
    check_no_p(&test, VIGIE_STATUS_NO_VARIANCE);
    vigie_test_difference(data.design, &mean[0], &mean[2], 5, &test);
    g_assert_cmpint(test.status, ==, VIGIE_STATUS_OK);
    static const double gaps[] = {1, -1, 0, 0, 0, 0, 1, -1};
    VigieJointTest joint;
    vigie_test_contrasts(data.design, mean, 4, gaps, 2, 5, &joint);
    g_assert_cmpint(joint.status, ==, VIGIE_STATUS_NO_VARIANCE);
    g_assert_true(isnan(joint.p));
    /* The third follows from the others. */
    static const double three[] = {1, 0, -1, 0, 0, -1, 1, 0, 1, -1, 0, 0};
    vigie_test_contrasts(data.design, mean, 4, three, 3, 5, &joint);
    g_assert_cmpint(joint.status, ==, VIGIE_STATUS_NOT_ESTIMABLE);
    for (guint c = 0; c < 4; c++)
        vigie_linear_clear(&mean[c]);
    const double theta = 1, v = 4;
    vigie_test_wald(&theta, &v, 1, 0, &joint);
    g_assert_cmpint(joint.status, ==, VIGIE_STATUS_NO_DF);
    assert_close(joint.statistic, 0.25);
    g_assert_true(isnan(joint.p));
}

static void
test_independent(void)
{
    VigieTest test;
    VigieFigure a = {.estimate = 3, .se = 0.3, .df = 10};
    VigieFigure b = {.estimate = 2, .se = 0.4, .df = 20};
    vigie_test_independent(&a, &b, &test);
    assert_close(test.estimate, 1);
    assert_close(test.se, 0.5);
    assert_close(test.df, 0.25 * 0.25 / (0.09 * 0.09 / 10 + 0.16 * 0.16 / 20));
    assert_close(test.t, 2);
    g_assert_cmpint(test.status, ==, VIGIE_STATUS_OK);
    a.df = 0;
    vigie_test_independent(&a, &b, &test);
    check_no_p(&test, VIGIE_STATUS_NO_DF);
    a.se = 0; /* known without error: b's df alone */
    vigie_test_independent(&a, &b, &test);
    assert_close(test.df, 20);
    b.se = 0;
    vigie_test_independent(&a, &b, &test);
    check_no_p(&test, VIGIE_STATUS_NO_VARIANCE);
    a.se = NAN;
    vigie_test_independent(&a, &b, &test);
    check_no_p(&test, VIGIE_STATUS_LONELY_PSU);
}

/* p-values and signs ------------------------------------------------------------------------- */

/* R: p.adjust(c(.04, .001, NA, .03, .9), "BH") */
static void
test_adjusted(void)
{
    static const double p[] = {0.04, 0.001, NAN, 0.03, 0.9};
    static const double expected[] = {0.16 / 3, 0.004, NAN, 0.16 / 3, 0.9};
    double adjusted[5];
    vigie_benjamini_hochberg(p, 5, adjusted);
    for (guint i = 0; i < 5; i++)
        if (i == 2)
            g_assert_true(isnan(adjusted[i]));
        else
            assert_close(adjusted[i], expected[i]);
    vigie_benjamini_hochberg(NULL, 0, NULL);
    g_assert_cmpint(vigie_arrow(2, 0.049), ==, VIGIE_ABOVE);
    g_assert_cmpint(vigie_arrow(-2, 0.049), ==, VIGIE_BELOW);
    g_assert_cmpint(vigie_arrow(2, 0.05), ==, VIGIE_SAME);
    g_assert_cmpint(vigie_arrow(2, NAN), ==, VIGIE_SAME);
    g_assert_cmpstr(vigie_arrow_name(VIGIE_BELOW), ==, "below");
}

/* pairs: "ac bd ..." differ; wanted: letters of a, b, c ... */
static void
check_letters(const double *estimate, guint k, const char *pairs, const char *wanted)
{
    g_autofree bool *different = g_new0(bool, k *k);
    for (const char *p = pairs; *p != '\0'; p += p[2] == ' ' ? 3 : 2) {
        guint i = (guint)(p[0] - 'a'), j = (guint)(p[1] - 'a');
        different[i * k + j] = different[j * k + i] = true;
    }
    g_auto(GStrv) letters = vigie_letters(different, estimate, k);
    g_autofree char *joined = g_strjoinv(" ", letters);
    g_assert_cmpstr(joined, ==, wanted);
    for (guint i = 0; i < k; i++) /* a letter in common if and only if not different */
        for (guint j = 0; j < k; j++) {
            if (isnan(estimate[i]) || isnan(estimate[j]) || i == j)
                continue;
            g_assert_cmpint(strpbrk(letters[i], letters[j]) == NULL, ==, different[i * k + j]);
        }
}

/* By hand: chains, a cycle, a value in between that differs, one that takes no part. */
static void
test_letters(void)
{
    static const double falling[] = {8, 7, 6, 5, 4, 3, 2, 1}, rising[] = {1, 2, 3};
    static const double gap[] = {3, NAN, 1};
    check_letters(falling, 3, "", "a a a");
    check_letters(falling, 3, "ab ac bc", "a b c");
    check_letters(falling, 3, "ac", "a ab b");
    check_letters(rising, 3, "ac", "b ab a");
    check_letters(falling, 3, "ab",
                  "a b ab"); /* not transitive: the one in between in size differs */
    check_letters(falling, 4, "ad bc", "ab ac bd cd");
    check_letters(gap, 3, "ac", "a  b");
    check_letters(falling, 5, "ac ad ae be", "a ab bc bc c");
}

/* Random differences among up to seven values: a letter in common if and only if there is none; no letter's holders
 * all hold another one. */
static void
test_random_letters(void)
{
    static const double estimate[] = {7, 6, 5, 4, 3, 2, 1};
    g_autoptr(GRand) random = g_rand_new_with_seed(2004);
    for (guint round = 0; round < 2000; round++) {
        guint k = 1 + round % 7;
        bool different[49] = {false};
        for (guint i = 0; i < k; i++)
            for (guint j = 0; j < i; j++)
                different[i * k + j] = different[j * k + i] = g_rand_boolean(random);
        g_auto(GStrv) letters = vigie_letters(different, estimate, k);
        for (guint i = 0; i < k; i++)
            for (guint j = 0; j < k; j++)
                g_assert_cmpint(strpbrk(letters[i], letters[j]) == NULL, ==,
                                different[i * k + j]);
        for (char a = 'a'; a <= 'z'; a++)
            for (char b = 'a'; b <= 'z'; b++) {
                bool used = false, held = a != b;
                for (guint i = 0; i < k; i++) {
                    used |= strchr(letters[i], a) != NULL;
                    held &= strchr(letters[i], a) == NULL || strchr(letters[i], b) != NULL;
                }
                g_assert_false(used && held);
            }
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/estimate/tests/t", test_t);
    g_test_add_func("/estimate/tests/overlap", test_overlap);
    g_test_add_func("/estimate/tests/wald", test_wald);
    g_test_add_func("/estimate/tests/ranks", test_ranks);
    g_test_add_func("/estimate/tests/tables", test_tables);
    g_test_add_func("/estimate/tests/empty-cells", test_empty_cells);
    g_test_add_func("/estimate/tests/no-table", test_no_table);
    g_test_add_func("/estimate/tests/no-effect", test_no_effect);
    g_test_add_func("/estimate/tests/none", test_none);
    g_test_add_func("/estimate/tests/rounding", test_rounding);
    g_test_add_func("/estimate/tests/independent", test_independent);
    g_test_add_func("/estimate/tests/adjusted", test_adjusted);
    g_test_add_func("/estimate/tests/letters", test_letters);
    g_test_add_func("/estimate/tests/random-letters", test_random_letters);
    return g_test_run();
}
