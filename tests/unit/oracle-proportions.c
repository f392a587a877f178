/* oracle-proportions.c - table 03 row by row: intervals of shares, shares of 0 and 1, distributions; and the NPS of
 * table 08 */
#include "oracle.h"
#include <vigie/estimate-dispersion.h>

#include <math.h>

static const Plan sites = {.strata = "stratum", .cluster = "psu", .weight = "w"};

typedef struct {
    Table *table;
    VigieDesign *design;
    double *sat, *top2, *very, *group;
} Flash;

static void
clear_flash(Flash *f)
{
    table_free(f->table);
    vigie_design_free(f->design);
    g_free(f->sat);
    g_free(f->top2);
    g_free(f->very);
    g_free(f->group);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Flash, clear_flash)

static double *
indicator(const double *value, gsize n, double from, double to)
{
    double *out = g_new(double, n);
    for (gsize i = 0; i < n; i++)
        out[i] = isnan(value[i]) ? NAN : value[i] >= from && value[i] <= to;
    return out;
}

static bool
load(Flash *f)
{
    if (!oracle_there())
        return false;
    g_autoptr(Table) all = table_load("oracle/data/flash.csv");
    f->table = table_where(all, "year", "2008");
    f->design = fixture_design(f->table, &sites);
    f->sat = table_numbers(f->table, "sat");
    f->top2 = indicator(f->sat, f->table->n, 3, 4);
    f->very = indicator(f->sat, f->table->n, 4, 4);
    f->group = g_new(double, f->table->n);
    for (gsize i = 0; i < f->table->n; i++)
        f->group[i] = g_str_equal(table_cell(f->table, i, "type"), "groupe");
    return true;
}

static VigieFigure
share(const Flash *f, const double *y, const double *domain, VigieInterval interval)
{
    const VigieRules rules = {.level = 0.95, .interval = interval};
    VigieMeasure measure = {y, NULL};
    return figure_under(f->design, &measure, domain, vigie_proportion, &rules);
}

static const struct {
    const char *name;
    VigieInterval interval;
} methods[] = {{"logit", VIGIE_INTERVAL_LOGIT},
               {"xlogit", VIGIE_INTERVAL_LOGIT},
               {"asin", VIGIE_INTERVAL_ASIN},
               {"beta", VIGIE_INTERVAL_BETA_UNTRUNCATED},
               {"mean", VIGIE_INTERVAL_WALD}};

static void
test_methods(void)
{
    g_auto(Flash) f = {0};
    if (!load(&f))
        return;
    for (gsize m = 0; m < G_N_ELEMENTS(methods); m++) {
        VigieFigure top2 = share(&f, f.top2, NULL, methods[m].interval);
        VigieFigure very = share(&f, f.very, NULL, methods[m].interval);
        VigieFigure group = share(&f, f.top2, f.group, methods[m].interval);
        oracle_all(oracle_id("ci.top2.%s", methods[m].name),
                   ((const double[]){top2.estimate, top2.ci_low, top2.ci_high, top2.se}), 4);
        oracle_all(oracle_id("ci.very.%s", methods[m].name),
                   ((const double[]){very.estimate, very.ci_low, very.ci_high, very.se}), 4);
        oracle_all(oracle_id("ci.groupe.top2.%s", methods[m].name),
                   ((const double[]){group.estimate, group.ci_low, group.ci_high}), 3);
        oracle_is("ci.groupe.degf", group.df);
    }
}

static void
test_by_hand(void)
{
    g_auto(Flash) f = {0};
    if (!load(&f))
        return;
    VigieFigure top2 = share(&f, f.top2, NULL, VIGIE_INTERVAL_BETA);
    double n_kg = vigie_korn_graubard_n(top2.estimate, top2.se, top2.n, top2.df, 0.95);
    const double kg[] = {n_kg, top2.ci_low, top2.ci_high};
    oracle_is("ci.top2.neff", vigie_effective_n(top2.estimate, top2.se));
    oracle_all("ci.top2.hand.kg", kg, 3);
    oracle_all("ci.top2.hand.kg.truncated", kg, 3); /* 50 of 65: nothing is cut */
    VigieFigure logit = share(&f, f.top2, NULL, VIGIE_INTERVAL_AUTO);
    oracle_all("ci.top2.hand.logit", ((const double[]){logit.ci_low, logit.ci_high}), 2);
    VigieFigure wilson = share(&f, f.top2, NULL, VIGIE_INTERVAL_WILSON);
    oracle_all("ci.top2.hand.wilson", ((const double[]){wilson.ci_low, wilson.ci_high}), 2);
    VigieFigure wald = share(&f, f.top2, NULL, VIGIE_INTERVAL_WALD);
    oracle_all("ci.top2.hand.wald", ((const double[]){wald.ci_low, wald.ci_high}), 2);
    double low = NAN, high = NAN;
    VigieFigure group = share(&f, f.top2, f.group, VIGIE_INTERVAL_LOGIT);
    g_assert_true(vigie_share_interval(group.estimate, group.se, top2.df, group.n, 8, 0.95,
                                       VIGIE_INTERVAL_LOGIT, &low, &high));
    oracle_all("ci.groupe.top2.logit.dfdesign", ((const double[]){low, high}), 2);
}

/* The angle stops at 0 where R's goes on and folds back. */
static void
test_asin_trap(void)
{
    if (!oracle_there())
        return;
    double low = NAN, high = NAN;
    g_assert_true(
        vigie_share_interval(0.01, 0.02, 9, 69, 60, 0.95, VIGIE_INTERVAL_ASIN, &low, &high));
    oracle_differs("ci.asin.trap[1]", low);
    oracle_is("ci.asin.trap[2]", low);
    g_assert_true(
        vigie_share_interval(0.99, 0.02, 9, 69, 60, 0.95, VIGIE_INTERVAL_ASIN, &low, &high));
    assert_close(high, 1);
}

static void
test_all_and_none(void)
{
    g_auto(Flash) f = {0};
    if (!load(&f))
        return;
    g_autofree double *all = indicator(f.group, f.table->n, 0, 1);
    g_autofree double *none = indicator(f.group, f.table->n, 2, 3);
    VigieFigure every = share(&f, all, NULL, VIGIE_INTERVAL_AUTO);
    VigieFigure no = share(&f, none, NULL, VIGIE_INTERVAL_AUTO);
    g_autofree guint32 *cell = g_new0(guint32, f.table->n);
    VigieCells cells = {.n_cells = 1, .n = f.table->n, .cell = cell};
    VigieMeasure measure = {all, NULL};
    g_autoptr(VigieSums) sums = vigie_sums_new(f.design, &cells, &measure, 1, NULL);
    double kish = vigie_kish_n(vigie_sums_cell(sums, 0, 0)), low = NAN, high = NAN;
    oracle_is("ci.all1.fallback.clopper_pearson_kish[1]", kish);
    oracle_is("ci.all1.fallback.clopper_pearson_kish[2]", every.ci_low);
    oracle_is("ci.none.fallback.clopper_pearson_kish", no.ci_high);
    g_assert_cmpint(every.status, ==, VIGIE_STATUS_NO_VARIANCE);
    g_assert_cmpint(no.status, ==, VIGIE_STATUS_NO_VARIANCE);
    g_assert_true(vigie_share_interval(1, 0, 9, every.n, INFINITY, 0.95, VIGIE_INTERVAL_AUTO,
                                       &low, &high));
    oracle_all("ci.all1.fallback.clopper_pearson_n", ((const double[]){low, high}), 2);
}

/* Means of k measures over all records, as statistics. */
static void
means(const VigieDesign *design, const double *const *y, guint k, VigieLinear *out)
{
    gsize n = vigie_design_n(design);
    g_autofree guint32 *cell = g_new0(guint32, n);
    VigieCells cells = {.n_cells = 1, .n = n, .cell = cell};
    for (guint j = 0; j < k; j++) {
        VigieMeasure measure = {y[j], NULL};
        g_autoptr(VigieSums) sums = vigie_sums_new(design, &cells, &measure, 1, NULL);
        vigie_linear_mean(sums, 0, 0, &out[j]);
    }
}

/* The rows of its covariance matrix add up to nothing. */
static void
test_distribution(void)
{
    g_auto(Flash) f = {0};
    if (!load(&f))
        return;
    double *y[3], v[9];
    VigieLinear linear[3];
    for (guint j = 0; j < 3; j++)
        y[j] = indicator(f.sat, f.table->n, j + 2, j + 2);
    means(f.design, (const double *const *)y, 3, linear);
    g_assert_true(vigie_linear_covariance(f.design, linear, 3, v));
    for (guint j = 0; j < 3; j++) {
        oracle_is(oracle_id("sat.shares[%u]", j + 1), linear[j].estimate);
        oracle_is(oracle_id("sat.shares.se[%u]", j + 1), sqrt(v[4 * j]));
        oracle_rounding(oracle_id("sat.shares.cov.rowsum[%u]", j + 1),
                        v[3 * j] + v[3 * j + 1] + v[3 * j + 2], 1);
    }
    for (guint j = 0; j < 3; j++) {
        vigie_linear_clear(&linear[j]);
        g_free(y[j]);
    }
}

static void
test_multiple(void)
{
    g_auto(Flash) f = {0};
    if (!load(&f))
        return;
    g_autofree double *welcome = table_numbers(f.table, "accueil");
    g_autofree double *price = table_numbers(f.table, "prix");
    g_autofree double *r1 = indicator(welcome, f.table->n, 3, 9);
    g_autofree double *r2 = indicator(price, f.table->n, 3, 9);
    VigieLinear linear[2];
    g_auto(VigieLinear) sum = {0};
    means(f.design, (const double *const[]){r1, r2}, 2, linear);
    vigie_linear_combine(linear, (const double[]){1, 1}, 2, &sum);
    oracle_is("multi.shares[1]", linear[0].estimate);
    oracle_is("multi.shares[2]", linear[1].estimate);
    oracle_is("multi.sum.se", vigie_linear_se(f.design, &sum));
    vigie_linear_clear(&linear[0]);
    vigie_linear_clear(&linear[1]);
}

/* Table 08: the NPS ------------------------------------------------------------------------- */

static void
test_nps(void)
{
    if (!oracle_there())
        return;
    g_autoptr(Table) t = table_load("oracle/data/nps.csv");
    g_autoptr(VigieDesign) design = fixture_design(t, &sites);
    g_autofree double *q = table_numbers(t, "q"), *score = g_new(double, t->n);
    vigie_nps_score(q, t->n, score);
    VigieFigure nps = figure_of(design, score, NULL, NULL, vigie_mean);
    oracle_all("nps", ((const double[]){nps.estimate, nps.se, nps.df}), 3);
    oracle_all("nps.ci", ((const double[]){nps.ci_low, nps.ci_high}), 2);
    oracle_is("nps.deff", nps.deff);
    oracle_differs("nps.se.WRONG_no_cov", nps.se);
    g_autofree double *p = indicator(q, t->n, 9, 10), *d = indicator(q, t->n, 0, 6);
    VigieLinear linear[2];
    g_auto(VigieLinear) net = {0};
    double v[4];
    means(design, (const double *const[]){p, d}, 2, linear);
    g_assert_true(vigie_linear_covariance(design, linear, 2, v));
    vigie_linear_combine(linear, (const double[]){100, -100}, 2, &net);
    oracle_is("nps.P_D[1]", linear[0].estimate);
    oracle_is("nps.P_D[2]", linear[1].estimate);
    oracle_all("nps.cov", ((const double[]){v[0], v[3], v[1]}), 3);
    oracle_is("nps.se.from_cov", vigie_linear_se(design, &net));
    vigie_linear_clear(&linear[0]);
    vigie_linear_clear(&linear[1]);
}

/* Errors of simple random samples, from the variance of the scores. */
static void
test_nps_as_simple_sample(void)
{
    if (!oracle_there())
        return;
    g_autoptr(Table) t = table_load("oracle/data/nps.csv");
    g_autoptr(VigieDesign) design = fixture_design(t, &sites);
    g_autofree double *q = table_numbers(t, "q"), *score = g_new(double, t->n);
    g_autofree guint32 *cell = g_new0(guint32, t->n);
    VigieCells cells = {.n_cells = 1, .n = t->n, .cell = cell};
    const VigieRules rules = {.level = 0.95};
    vigie_nps_score(q, t->n, score);
    const VigieDispersionSpec spec = {design, &cells, score, VIGIE_DISPERSION_VARIANCE};
    VigieFigure variance;
    g_assert_true(vigie_dispersion(&spec, &rules, &variance, NULL, NULL));
    VigieFigure nps = figure_of(design, score, NULL, NULL, vigie_mean);
    double n = (double)variance.n, population = variance.estimate * (n - 1) / n;
    oracle_is("nps.se.srs_n1", sqrt(variance.estimate / n));
    oracle_is("nps.se.srs_n", sqrt(population / n));
    oracle_is("nps.se.neff", sqrt(population / vigie_figure_n_eff(&nps)));
}

static void
test_all_promoters(void)
{
    if (!oracle_there())
        return;
    g_autoptr(Table) t = table_load("oracle/data/nps.csv");
    g_autoptr(VigieDesign) design = fixture_design(t, &sites);
    g_autofree double *ten = g_new(double, t->n), *score = g_new(double, t->n);
    for (gsize i = 0; i < t->n; i++)
        ten[i] = 10;
    vigie_nps_score(ten, t->n, score);
    VigieFigure nps = figure_of(design, score, NULL, NULL, vigie_mean);
    oracle_is("nps.all_promoters[1]", nps.estimate);
    oracle_scaled("nps.all_promoters[2]", nps.se, 100);
    g_assert_cmpint(nps.status, ==, VIGIE_STATUS_NO_VARIANCE);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/oracle/proportions/methods", test_methods);
    g_test_add_func("/oracle/proportions/by-hand", test_by_hand);
    g_test_add_func("/oracle/proportions/asin-trap", test_asin_trap);
    g_test_add_func("/oracle/proportions/all-and-none", test_all_and_none);
    g_test_add_func("/oracle/proportions/distribution", test_distribution);
    g_test_add_func("/oracle/proportions/multiple", test_multiple);
    g_test_add_func("/oracle/nps/whole", test_nps);
    g_test_add_func("/oracle/nps/simple-sample", test_nps_as_simple_sample);
    g_test_add_func("/oracle/nps/all-promoters", test_all_promoters);
    return g_test_run();
}
