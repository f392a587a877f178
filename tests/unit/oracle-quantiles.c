/* oracle-quantiles.c - table 02 row by row: quantile rules, ties, boundaries, Woodruff intervals */
#include "oracle.h"
#include <vigie/estimate-quantile.h>

#include <math.h>

static const Plan records = {.cluster = "id", .weight = "w"};
static const Plan sites = {.strata = "stratum", .cluster = "psu", .weight = "w"};

/* One quantile of a column, over the rows where domain (NULL = all) is 1. */
static VigieFigure
quantile_under(const Table *t, const Plan *plan, const VigieQuantile *question,
               const char *column, const double *domain, const VigieRules *rules)
{
    g_autoptr(VigieDesign) design = fixture_design(t, plan);
    g_autofree double *y = table_numbers(t, column);
    g_autofree guint32 *cell = g_new0(guint32, t->n);
    for (gsize i = 0; domain != NULL && i < t->n; i++)
        cell[i] = domain[i] > 0 ? 0 : VIGIE_NO_CELL;
    VigieCells cells = {.n_cells = 1, .n = t->n, .cell = cell};
    VigieQuantile quantile = *question;
    quantile.y = y;
    VigieFigure figure;
    g_assert_true(vigie_quantile(design, &cells, &quantile, rules, &figure, NULL));
    return figure;
}

static double
quantile(const Table *t, double p, VigieQuantileRule rule)
{
    const VigieQuantile question = {NULL, p, rule};
    const VigieRules rules = {.level = 0.95};
    return quantile_under(t, &records, &question, "y", NULL, &rules).estimate;
}

static const struct {
    const char *name;
    VigieQuantileRule rule;
} rules_of_r[] = {{"math", VIGIE_QUANTILE_MATH},
                  {"hf1", VIGIE_QUANTILE_MATH},
                  {"school", VIGIE_QUANTILE_SCHOOL},
                  {"hf2", VIGIE_QUANTILE_SCHOOL}};

static void
test_rules(void)
{
    if (!oracle_there())
        return;
    const double p[] = {0.25, 0.5, 0.75, 0.3};
    g_autoptr(Table) t = table_load("oracle/data/tiny3.csv");
    for (gsize i = 0; i < G_N_ELEMENTS(rules_of_r); i++) {
        const char *name = rules_of_r[i].name;
        for (gsize j = 0; j < G_N_ELEMENTS(p); j++)
            oracle_is(oracle_id("q.%s.p%g", name, p[j]), quantile(t, p[j], rules_of_r[i].rule));
        double least = quantile(t, 0.02, rules_of_r[i].rule);
        oracle_is("q.correct.math_or_school.p0.02", least);
        /* where survey skips the smallest answer */
        oracle_differs(oracle_id("q.%s.p0.02", name), least);
    }
}

/* The order of the rows, and answers whose weights were summed before, change nothing. */
static void
test_ties(void)
{
    if (!oracle_there())
        return;
    g_autoptr(Table) t = table_load("oracle/data/tiny3.csv");
    g_autoptr(Table) permuted =
        table_parse("id,w,y\n1,1,10\n3,3,20\n2,2,20\n4,1,30\n6,5,40\n5,1,40\n7,2,70\n8,5,90\n");
    g_autoptr(Table) summed =
        table_parse("id,w,y\n1,1,10\n2,5,20\n3,1,30\n4,6,40\n5,2,70\n6,5,90\n");
    for (gsize i = 0; i < G_N_ELEMENTS(rules_of_r); i += 2) {
        VigieQuantileRule rule = rules_of_r[i].rule;
        const char *name = rules_of_r[i].name;
        oracle_is(oracle_id("q.permuted_ties.%s.p0.1[1]", name), quantile(t, 0.1, rule));
        oracle_is(oracle_id("q.permuted_ties.%s.p0.1[2]", name), quantile(permuted, 0.1, rule));
        const double aggregated[] = {quantile(summed, 0.1, rule), quantile(summed, 0.5, rule),
                                     quantile(summed, 0.75, rule)};
        oracle_all(oracle_id("q.aggregated_ties.%s", name), aggregated, 3);
    }
}

static Table *
scaled(const Table *t, double factor)
{
    g_autofree double *w = table_numbers(t, "w");
    for (gsize i = 0; i < t->n; i++)
        w[i] *= factor;
    return table_with(t, "w", w);
}

static void
test_scale(void)
{
    if (!oracle_there())
        return;
    g_autoptr(Table) t = table_load("oracle/data/tiny3.csv");
    g_autoptr(Table) ten = scaled(t, 10);
    for (gsize i = 0; i < G_N_ELEMENTS(rules_of_r); i++) {
        const double both[] = {quantile(t, 0.5, rules_of_r[i].rule),
                               quantile(ten, 0.5, rules_of_r[i].rule)};
        oracle_all(oracle_id("q.scale10.%s.median", rules_of_r[i].name), both, 2);
    }
}

/* Weights of 0.1 do not add up exactly, and survey trips over it at 0.3 and 0.7. */
static void
test_boundary(void)
{
    if (!oracle_there())
        return;
    const double p[] = {0.3, 0.5, 0.7, 0.8};
    g_autoptr(Table) tenths = table_load("oracle/data/tiny3b.csv");
    g_autoptr(Table) ones = scaled(tenths, 10);
    for (gsize j = 0; j < G_N_ELEMENTS(p); j++) {
        double of_tenths = quantile(tenths, p[j], VIGIE_QUANTILE_SCHOOL);
        oracle_is(oracle_id("q.fp.school.w1.p%g", p[j]),
                  quantile(ones, p[j], VIGIE_QUANTILE_SCHOOL));
        oracle_is(oracle_id("q.fp.school.w1.p%g", p[j]), of_tenths);
        if (j % 2 == 0)
            oracle_differs(oracle_id("q.fp.school.w0.1.p%g", p[j]), of_tenths);
        else
            oracle_is(oracle_id("q.fp.school.w0.1.p%g", p[j]), of_tenths);
    }
}

static void
test_zero_weight(void)
{
    if (!oracle_there())
        return;
    g_autoptr(Table) t = table_parse("id,w,y\n0,0,-5\n1,1,10\n2,2,20\n3,3,20\n4,1,30\n5,1,40\n"
                                     "6,5,40\n7,2,70\n8,5,90\n");
    double least = quantile(t, 0.02, VIGIE_QUANTILE_SCHOOL);
    assert_close(least, 10);
    oracle_differs("q.zero_w.school.p0.02", least);
}

static void
assert_figure(const char *id, const VigieFigure *f)
{
    oracle_all(id, ((const double[]){f->estimate, f->ci_low, f->ci_high, f->se}), 4);
}

static void
test_woodruff(void)
{
    if (!oracle_there())
        return;
    const struct {
        const char *name;
        VigieInterval interval;
    } types[] = {{"mean", VIGIE_INTERVAL_WALD},
                 {"mean", VIGIE_INTERVAL_AUTO},
                 {"beta", VIGIE_INTERVAL_BETA_UNTRUNCATED},
                 {"xlogit", VIGIE_INTERVAL_LOGIT},
                 {"asin", VIGIE_INTERVAL_ASIN}};
    const double p[] = {0.25, 0.5, 0.9};
    g_autoptr(Table) all = table_load("oracle/data/flash.csv");
    g_autoptr(Table) t = table_where(all, "year", "2008");
    for (gsize i = 0; i < G_N_ELEMENTS(types); i++)
        for (gsize j = 0; j < G_N_ELEMENTS(p); j++) {
            const VigieRules rules = {.level = 0.95, .interval = types[i].interval};
            const VigieQuantile question = {NULL, p[j], VIGIE_QUANTILE_SCHOOL};
            VigieFigure f = quantile_under(t, &sites, &question, "spend", NULL, &rules);
            assert_figure(oracle_id("q.woodruff.%s.p%g", types[i].name, p[j]), &f);
        }
    const VigieRules normal = {.level = 0.95, .df = INFINITY}, rules = {.level = 0.95};
    const VigieQuantile school = {NULL, 0.5, VIGIE_QUANTILE_SCHOOL};
    const VigieQuantile math = {NULL, 0.5, VIGIE_QUANTILE_MATH};
    VigieFigure f = quantile_under(t, &sites, &school, "spend", NULL, &normal);
    assert_figure("q.woodruff.mean.dfInf", &f);
    f = quantile_under(t, &sites, &math, "spend", NULL, &rules);
    assert_figure("q.woodruff.mean.math", &f);
}

/* What is not estimable says so: the largest answer, a limit beyond the answers. */
static void
test_not_estimable(void)
{
    if (!oracle_there())
        return;
    const VigieRules rules = {.level = 0.95};
    g_autoptr(Table) all = table_load("oracle/data/flash.csv");
    g_autoptr(Table) t = table_where(all, "year", "2008");
    const VigieQuantile highest = {NULL, 0.99, VIGIE_QUANTILE_SCHOOL};
    VigieFigure f = quantile_under(t, &sites, &highest, "spend", NULL, &rules);
    oracle_is("q.woodruff.p99[1]", f.estimate);
    g_assert_true(isnan(f.ci_low) && isnan(f.ci_high) && isnan(f.se));
    g_assert_cmpint(f.status, ==, VIGIE_STATUS_NOT_ESTIMABLE);
    g_autofree double *group = g_new(double, t->n);
    for (gsize i = 0; i < t->n; i++)
        group[i] = g_str_equal(table_cell(t, i, "type"), "groupe");
    const VigieQuantile median = {NULL, 0.5, VIGIE_QUANTILE_SCHOOL};
    f = quantile_under(t, &sites, &median, "spend", group, &rules);
    oracle_is("q.groupe.median[1]", f.estimate);
    oracle_is("q.groupe.median[2]", f.ci_low);
    oracle_missing("q.groupe.median[3]", f.ci_high);
    oracle_missing("q.groupe.median[4]", f.se);
    g_assert_cmpint(f.status, ==, VIGIE_STATUS_NOT_ESTIMABLE);
}

/* The share below the median, and the limits of its interval. */
static void
test_steps(void)
{
    if (!oracle_there())
        return;
    const VigieRules rules = {.level = 0.95, .interval = VIGIE_INTERVAL_WALD};
    g_autoptr(Table) all = table_load("oracle/data/flash.csv");
    g_autoptr(Table) t = table_where(all, "year", "2008");
    const VigieQuantile median = {NULL, 0.5, VIGIE_QUANTILE_SCHOOL};
    VigieFigure q = quantile_under(t, &sites, &median, "spend", NULL, &rules);
    g_autofree double *below = table_numbers(t, "spend");
    for (gsize i = 0; i < t->n; i++)
        below[i] = below[i] <= q.estimate;
    g_autoptr(VigieDesign) design = fixture_design(t, &sites);
    VigieMeasure measure = {below, NULL};
    VigieFigure f = figure_under(design, &measure, NULL, vigie_proportion, &rules);
    const double steps[] = {q.estimate, f.estimate, f.se, vigie_t_quantile(0.975, f.df),
                            f.ci_low,   f.ci_high};
    oracle_all("q.woodruff.steps", steps, 6);
    for (guint i = 0; i < 3; i++) {
        const VigieQuantile quarter = {NULL, 0.25 * (i + 1), VIGIE_QUANTILE_SCHOOL};
        VigieFigure nights = quantile_under(t, &sites, &quarter, "nights", NULL, &rules);
        oracle_is(oracle_id("q.nights.quartiles[%u]", i + 1), nights.estimate);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/oracle/quantiles/rules", test_rules);
    g_test_add_func("/oracle/quantiles/ties", test_ties);
    g_test_add_func("/oracle/quantiles/scale", test_scale);
    g_test_add_func("/oracle/quantiles/boundary", test_boundary);
    g_test_add_func("/oracle/quantiles/zero-weight", test_zero_weight);
    g_test_add_func("/oracle/quantiles/woodruff", test_woodruff);
    g_test_add_func("/oracle/quantiles/not-estimable", test_not_estimable);
    g_test_add_func("/oracle/quantiles/steps", test_steps);
    return g_test_run();
}
