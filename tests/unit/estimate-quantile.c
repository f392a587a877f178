/* estimate-quantile.c - quantiles and Woodruff's interval: closed cases of METHODS 2.3 and section 3, R survey's on
 * the project's own design (scripts/oracle/quantiles.R) and on the oracle's survey, table 02 */
#include "fixture.h"

#include <math.h>
#include <string.h>
#include <vigie/estimate-quantile.h>

static const VigieRules no_rules = {.level = 0.95};

/* One quantile over the records where domain (NULL = all) is 1. */
static VigieFigure
quantile_under(const VigieDesign *design, const double *y, const double *domain, double p,
               VigieQuantileRule rule, const VigieRules *rules)
{
    gsize n = vigie_design_n(design);
    g_autofree guint32 *cell = g_new(guint32, n);
    for (gsize i = 0; i < n; i++)
        cell[i] = domain == NULL || domain[i] > 0 ? 0 : VIGIE_NO_CELL;
    VigieCells cells = {.n_cells = 1, .n = n, .cell = cell};
    VigieQuantile quantile = {y, p, rule};
    VigieFigure figure;
    g_autoptr(GError) error = NULL;
    g_assert_true(vigie_quantile(design, &cells, &quantile, rules, &figure, &error));
    g_assert_no_error(error);
    return figure;
}

/* The quantile of answers each of which is a PSU of its own. */
static double
simple(const double *y, const double *weight, guint32 n, double p, VigieQuantileRule rule)
{
    g_autofree guint32 *psu = g_new(guint32, n), *stratum = g_new0(guint32, n);
    for (guint32 i = 0; i < n; i++)
        psu[i] = i;
    VigieDesignSpec spec = {
        .n = n, .psu = psu, .weight = weight, .n_psu = n, .n_strata = 1, .stratum = stratum};
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieDesign) design = vigie_design_new(&spec, &error);
    g_assert_no_error(error);
    return quantile_under(design, y, NULL, p, rule, &no_rules).estimate;
}

static const double y8[] = {10, 20, 20, 30, 40, 40, 70, 90};
static const double w8[] = {1, 2, 3, 1, 1, 5, 2, 5};

/* p W = 6 is reached by the 20s exactly; 1 of 20 has the smallest answer. */
static void
test_rules(void)
{
    static const struct {
        double p, math, school;
    } cases[] = {{0.25, 20, 20}, {0.5, 40, 40}, {0.75, 70, 80},
                 {0.3, 20, 25},  {0.1, 20, 20}, {0.02, 10, 10}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        assert_close(simple(y8, w8, 8, cases[i].p, VIGIE_QUANTILE_MATH), cases[i].math);
        assert_close(simple(y8, w8, 8, cases[i].p, VIGIE_QUANTILE_SCHOOL), cases[i].school);
    }
}

/* Neither the order of tied rows nor the scale of weights counts. */
static void
test_order_and_scale(void)
{
    static const double y[] = {90, 40, 20, 10, 70, 20, 30, 40};
    static const double w[] = {50, 10, 30, 10, 20, 20, 10, 50};
    for (double p = 0.05; p < 1; p += 0.05)
        assert_close(simple(y, w, 8, p, VIGIE_QUANTILE_SCHOOL),
                     simple(y8, w8, 8, p, VIGIE_QUANTILE_SCHOOL));
}

/* Ten weights of 0.1 do not add up to 1, nor three of them to 0.3: R says 3 and 7. */
static void
test_boundary(void)
{
    double y[10], w[10];
    for (int i = 0; i < 10; i++) {
        y[i] = i + 1;
        w[i] = 0.1;
    }
    static const double p[] = {0.3, 0.5, 0.7, 0.8}, wanted[] = {3.5, 5.5, 7.5, 8.5};
    for (guint i = 0; i < G_N_ELEMENTS(p); i++)
        assert_close(simple(y, w, 10, p[i], VIGIE_QUANTILE_SCHOOL), wanted[i]);
}

static void
test_zero_weight_and_blanks(void)
{
    static const double y[] = {-5, NAN, 10, 20, 20, 30, 40, 40, 70, 90};
    static const double w[] = {0, 7, 1, 2, 3, 1, 1, 5, 2, 5};
    assert_close(simple(y, w, 10, 0.02, VIGIE_QUANTILE_SCHOOL), 10);
    assert_close(simple(y, w, 10, 0.3, VIGIE_QUANTILE_SCHOOL), 25);
}

/* R's zero-width interval of the largest answer is no interval, and a share below 0 or above 1 is none. */
static void
assert_like_r(GHashTable *oracle, const char *id, const VigieFigure *figure, double largest)
{
    const double got[] = {figure->estimate, figure->ci_low, figure->ci_high, figure->se};
    bool at_end = figure->estimate >= largest;
    g_assert_cmpstr(vigie_status_name(figure->status), ==,
                    isnan(figure->ci_low) || isnan(figure->ci_high) ? "not_estimable"
                    : figure->se > 0                                ? "ok"
                                                                    : "no_variance");
    for (guint k = 0; k < G_N_ELEMENTS(got); k++) {
        g_autofree char *name = g_strdup_printf("%s[%u]", id, k + 1);
        double wanted = oracle_value(oracle, name);
        if (k > 0 && (at_end || isnan(wanted)))
            g_assert_true(isnan(got[k]));
        else
            assert_close_at(name, got[k], wanted, 1e-9, 1);
    }
}

static double
largest_of(const double *y, const double *domain, gsize n)
{
    double largest = -INFINITY;
    for (gsize i = 0; i < n; i++)
        if ((domain == NULL || domain[i] > 0) && y[i] > largest)
            largest = y[i];
    return largest;
}

/* prefix "adjust.dom" or "two.adjust.dom" */
static void
check_design(const Table *table, GHashTable *expected, const Plan *plan, const char *prefix)
{
    static const double p[] = {0.25, 0.5, 0.75, 0.9};
    g_autoptr(VigieDesign) design = fixture_design(table, plan);
    g_autofree double *dom = table_numbers(table, "dom");
    const double *domain = g_str_has_suffix(prefix, "dom") ? dom : NULL;
    static const char *const items[] = {"y", "x"};
    for (guint k = 0; k < 2; k++) {
        g_autofree double *y = table_numbers(table, items[k]);
        double largest = largest_of(y, domain, table->n);
        for (guint rule = 0; rule < 2; rule++)
            for (guint i = 0; i < G_N_ELEMENTS(p); i++) {
                g_autofree char *id =
                    g_strdup_printf("%s.%s.%s.p%g", prefix, items[k],
                                    rule == VIGIE_QUANTILE_MATH ? "math" : "school", p[i]);
                VigieFigure figure =
                    quantile_under(design, y, domain, p[i], (VigieQuantileRule)rule, &no_rules);
                assert_like_r(expected, id, &figure, largest);
            }
    }
}

static void
test_designs(void)
{
    g_autoptr(Table) table = table_own("designs");
    g_autoptr(GHashTable) expected = oracle_own("quantiles");
    static const char *const policies[] = {"adjust", "remove"};
    for (guint k = 0; k < 2; k++) {
        Plan one = {.strata = "stratum",
                    .cluster = "psu",
                    .weight = "w",
                    .lonely = k == 0 ? VIGIE_LONELY_PSU_ADJUST : VIGIE_LONELY_PSU_REMOVE};
        Plan two = one;
        two.fpc = "N1";
        two.ssu = "ssu";
        two.fpc_ssu = "N2";
        for (guint domain = 0; domain < 2; domain++) {
            const char *suffix = domain == 1 ? "dom" : "all";
            g_autofree char *first = g_strdup_printf("%s.%s", policies[k], suffix);
            g_autofree char *second = g_strdup_printf("two.%s.%s", policies[k], suffix);
            check_design(table, expected, &one, first);
            check_design(table, expected, &two, second);
        }
    }
}

/* Table 02: spending of 2008, per party. */
static void
test_flash(void)
{
    g_autoptr(Table) table = table_load("oracle/data/flash.csv");
    g_autoptr(GHashTable) oracle = oracle_load();
    if (table == NULL || oracle == NULL) {
        g_test_skip("VIGIE_DATA is not set");
        return;
    }
    const Plan plan = {.strata = "year;stratum", .cluster = "psu", .weight = "w"};
    g_autoptr(VigieDesign) design = fixture_design(table, &plan);
    g_autofree double *year = table_numbers(table, "year");
    g_autofree double *spend = table_numbers(table, "spend");
    g_autofree double *nights = table_numbers(table, "nights");
    g_autofree double *all = g_new0(double, table->n), *groups = g_new0(double, table->n);
    for (gsize i = 0; i < table->n; i++) {
        all[i] = fabs(year[i] - 2008) < 0.5;
        groups[i] = all[i] > 0 && strcmp(table_cell(table, i, "type"), "groupe") == 0;
    }
    static const double p[] = {0.25, 0.5, 0.9}, quartile[] = {0.25, 0.5, 0.75};
    for (guint i = 0; i < G_N_ELEMENTS(p); i++) {
        g_autofree char *id = g_strdup_printf("q.woodruff.mean.p%g", p[i]);
        VigieFigure figure =
            quantile_under(design, spend, all, p[i], VIGIE_QUANTILE_SCHOOL, &no_rules);
        assert_like_r(oracle, id, &figure, INFINITY);
        g_autofree char *of_nights = g_strdup_printf("q.nights.quartiles[%u]", i + 1);
        figure =
            quantile_under(design, nights, all, quartile[i], VIGIE_QUANTILE_SCHOOL, &no_rules);
        assert_close(figure.estimate, oracle_value(oracle, of_nights));
    }
    VigieFigure figure =
        quantile_under(design, spend, all, 0.5, VIGIE_QUANTILE_MATH, &no_rules);
    assert_like_r(oracle, "q.woodruff.mean.math", &figure, INFINITY);
    figure = quantile_under(design, spend, groups, 0.5, VIGIE_QUANTILE_SCHOOL, &no_rules);
    assert_like_r(oracle, "q.groupe.median", &figure, INFINITY);
    figure = quantile_under(design, spend, all, 0.99, VIGIE_QUANTILE_SCHOOL, &no_rules);
    assert_like_r(oracle, "q.woodruff.p99", &figure, figure.estimate);
}

/* One PSU alone under "fail", one PSU in all, no answer, all alike. */
static void
test_status(void)
{
    static const double y[] = {1, 2, 3, 4, 5, 6}, blank[] = {NAN, NAN, NAN, NAN, NAN, NAN};
    static const double same[] = {2, 2, 2, 2, 2, 2};
    static const guint32 psu[] = {0, 0, 1, 1, 2, 2}, stratum[] = {0, 0, 1};
    static const double first[] = {1, 1, 0, 0, 0, 0};
    VigieDesignSpec spec = {.n = 6,
                            .psu = psu,
                            .n_psu = 3,
                            .n_strata = 2,
                            .stratum = stratum,
                            .lonely = VIGIE_LONELY_PSU_FAIL};
    g_autoptr(VigieDesign) fail = vigie_design_new(&spec, NULL);
    spec.lonely = VIGIE_LONELY_PSU_ADJUST;
    g_autoptr(VigieDesign) adjust = vigie_design_new(&spec, NULL);
    const VigieRules few = {.level = 0.95, .suppress_below = 7};
    struct {
        const VigieDesign *design;
        const double *y, *domain;
        const VigieRules *rules;
        VigieStatus status;
    } cases[] = {{fail, y, NULL, &no_rules, VIGIE_STATUS_LONELY_PSU},
                 {adjust, y, first, &no_rules, VIGIE_STATUS_NO_DF},
                 {adjust, blank, NULL, &no_rules, VIGIE_STATUS_EMPTY},
                 {adjust, same, NULL, &no_rules, VIGIE_STATUS_NOT_ESTIMABLE},
                 {adjust, y, NULL, &few, VIGIE_STATUS_SUPPRESSED}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        VigieFigure figure = quantile_under(cases[i].design, cases[i].y, cases[i].domain, 0.5,
                                            VIGIE_QUANTILE_MATH, cases[i].rules);
        g_assert_cmpstr(vigie_status_name(figure.status), ==,
                        vigie_status_name(cases[i].status));
        g_assert_true(isnan(figure.deff));
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/quantile/rules", test_rules);
    g_test_add_func("/quantile/order-and-scale", test_order_and_scale);
    g_test_add_func("/quantile/boundary", test_boundary);
    g_test_add_func("/quantile/zero-weight-and-blanks", test_zero_weight_and_blanks);
    g_test_add_func("/quantile/designs", test_designs);
    g_test_add_func("/quantile/flash", test_flash);
    g_test_add_func("/quantile/status", test_status);
    return g_test_run();
}
