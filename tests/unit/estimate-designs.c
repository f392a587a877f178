/* estimate-designs.c - lonely units within domains and strata with second stages, against R survey:
 * scripts/oracle/designs.R, tests/oracle/designs.csv */
#include "fixture.h"

#include <math.h>
#include <string.h>

static const Plan one = {.strata = "stratum", .cluster = "psu", .weight = "w"};
static const Plan two = {.strata = "stratum",
                         .cluster = "psu",
                         .weight = "w",
                         .fpc = "N1",
                         .ssu = "ssu",
                         .fpc_ssu = "N2"};

typedef struct {
    Table *table;
    GHashTable *expected;
    double *y, *x, *dom, *away, *part;
} Data;

static Data *
load(void)
{
    Data *data = g_new0(Data, 1);
    data->table = table_own("designs");
    data->expected = oracle_own("designs");
    data->y = table_numbers(data->table, "y");
    data->x = table_numbers(data->table, "x");
    data->dom = table_numbers(data->table, "dom");
    data->away = table_numbers(data->table, "away");
    data->part = g_new(double, data->table->n);
    for (gsize i = 0; i < data->table->n; i++)
        data->part[i] = strchr("AC", *table_cell(data->table, i, "stratum")) != NULL;
    return data;
}

static void
unload(Data *data)
{
    table_free(data->table);
    g_hash_table_unref(data->expected);
    g_free(data->y);
    g_free(data->x);
    g_free(data->dom);
    g_free(data->away);
    g_free(data->part);
    g_free(data);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Data, unload)

static void
check(const Data *data, const VigieDesign *design, const char *prefix, const char *what)
{
    const double *domain = strstr(what, "dom")    ? data->dom
                           : strstr(what, "away") ? data->away
                           : strstr(what, "part") ? data->part
                                                  : NULL;
    Statistic *statistic = strstr(what, "total")   ? vigie_total
                           : strstr(what, "ratio") ? vigie_ratio
                                                   : vigie_mean;
    const double *x = statistic == vigie_ratio ? data->x : NULL;
    VigieFigure f = figure_of(design, data->y, x, domain, statistic);
    g_autofree char *estimate = g_strdup_printf("%s.%s[1]", prefix, what);
    g_autofree char *se = g_strdup_printf("%s.%s[2]", prefix, what);
    assert_close(f.estimate, oracle_value(data->expected, estimate));
    assert_close(f.se, oracle_value(data->expected, se));
}

static void
test_policies(void)
{
    const char *const names[] = {"adjust", "fail", "remove", "average"};
    const char *const all[] = {"all.mean",  "dom.mean",  "dom.ratio",
                               "away.mean", "part.mean", "dom.total"};
    g_autoptr(Data) data = load();
    for (guint policy = 0; policy < 4; policy++) {
        Plan plan = one;
        plan.lonely = (VigieLonelyPsu)policy;
        g_autoptr(VigieDesign) design = fixture_design(data->table, &plan);
        for (guint w = 0; w < G_N_ELEMENTS(all); w++) {
            g_autofree char *id = g_strdup_printf("%s.%s[1]", names[policy], all[w]);
            if (g_hash_table_contains(data->expected, id))
                check(data, design, names[policy], all[w]);
        }
        if (plan.lonely == VIGIE_LONELY_PSU_FAIL)
            g_assert_cmpint(figure_of(design, data->y, NULL, data->dom, vigie_mean).status, ==,
                            VIGIE_STATUS_LONELY_PSU);
    }
}

static void
test_two_stages(void)
{
    const char *const all[] = {"mean", "dom.mean", "dom.ratio"};
    g_autoptr(Data) data = load();
    Plan plan = two;
    plan.lonely = VIGIE_LONELY_PSU_REMOVE;
    g_autoptr(VigieDesign) removed = fixture_design(data->table, &plan);
    g_autoptr(VigieDesign) adjusted = fixture_design(data->table, &two);
    for (guint w = 0; w < G_N_ELEMENTS(all); w++) {
        check(data, removed, "two.remove", all[w]);
        check(data, adjusted, "two.adjust", all[w]);
    }
    check(data, removed, "two.remove", "dom.total");
    plan.lonely = VIGIE_LONELY_PSU_FAIL;
    plan.fpc = NULL;
    g_autoptr(VigieDesign) unneeded = fixture_design(data->table, &plan);
    double se = figure_of(unneeded, data->y, NULL, data->away, vigie_mean).se;
    assert_close(
        se, oracle_value(data->expected, "fail.away.mean[2]")); /* f = 0: no second stage */
}

static void
test_domain(void)
{
    g_autoptr(Data) data = load();
    g_autoptr(VigieDesign) design = fixture_design(data->table, &one);
    VigieFigure f = figure_of(design, data->y, NULL, data->dom, vigie_mean);
    assert_close(f.df, oracle_value(data->expected, "dom.degf"));
    assert_close(f.deff, oracle_value(data->expected, "dom.deff"));
    g_autofree double *rated = g_new(double, data->table->n);
    for (gsize i = 0; i < data->table->n; i++)
        rated[i] = data->dom[i] > 0 && !isnan(data->y[i]);
    double v[4];
    covariance_of(design, (const double *[]){data->y, data->x},
                  (const double *[]){rated, rated}, v);
    assert_close(v[1], oracle_value(data->expected, "dom.cov"));
}

/* A total under adjust: the lonely PSU deviates from the mean of all PSUs of the strata met. */
static void
test_adjusted_total(void)
{
    const double y[] = {1, 2, 4, 8, 9}, in[] = {1, 1, 0, 1, 0};
    g_autoptr(Table) table = table_parse("stratum,psu,w\nA,1,1\nA,2,1\nA,3,1\nB,4,1\nC,5,1\n");
    g_autoptr(VigieDesign) design = fixture_design(table, &one);
    VigieFigure f = figure_of(design, y, NULL, in, vigie_total);
    /* A: 3/2 ((1 - 1)^2 + (2 - 1)^2 + (0 - 1)^2) = 3; B: (8 - 11/4)^2; C has nobody in the domain */
    assert_close(f.se, sqrt(3 + 5.25 * 5.25));
}

/* Nobody answered in the lonely stratum: it is no stratum of the item. */
static void
test_blank_stratum(void)
{
    g_autoptr(Data) data = load();
    Plan plan = one;
    plan.lonely = VIGIE_LONELY_PSU_FAIL;
    g_autoptr(VigieDesign) design = fixture_design(data->table, &plan);
    for (gsize i = 0; i < data->table->n; i++)
        if (g_str_equal(table_cell(data->table, i, "stratum"), "C"))
            data->y[i] = NAN;
    check(data, design, "fail", "blank.mean");
}

/* Every stratum lonely: nothing to average. */
static void
test_all_lonely(void)
{
    const double y[] = {1, 2, 4};
    const VigieLonelyPsu policies[] = {VIGIE_LONELY_PSU_AVERAGE, VIGIE_LONELY_PSU_FAIL};
    g_autoptr(Table) table = table_parse("stratum,psu,w\nA,1,1\nA,1,1\nB,2,1\n");
    for (guint p = 0; p < 2; p++) {
        Plan plan = one;
        plan.lonely = policies[p];
        g_autoptr(VigieDesign) design = fixture_design(table, &plan);
        VigieFigure f = figure_of(design, y, NULL, NULL, vigie_mean);
        g_assert_cmpint(f.status, ==, VIGIE_STATUS_LONELY_PSU);
        g_assert_true(isnan(f.se));
        const double z[] = {1, 2};
        double v = 7;
        g_assert_false(vigie_design_variance(design, z, 1, &v));
        assert_close(v, 7); /* untouched */
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/estimate/designs/lonely-policies", test_policies);
    g_test_add_func("/estimate/designs/two-stages", test_two_stages);
    g_test_add_func("/estimate/designs/domain", test_domain);
    g_test_add_func("/estimate/designs/adjusted-total", test_adjusted_total);
    g_test_add_func("/estimate/designs/blank-stratum", test_blank_stratum);
    g_test_add_func("/estimate/designs/all-lonely", test_all_lonely);
    return g_test_run();
}
