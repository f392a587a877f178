/* estimate-status.c - which word a figure gets, and which of its numbers it keeps */
#include "fixture.h"
#include "tiny.h"

#include <math.h>

static const Plan plan1 = {.strata = "stratum", .cluster = "psu", .weight = "w"};

/* Two strata of two PSUs with two records each, weight 1. */
#define FLAT "stratum,psu,w\nA,1,1\nA,1,1\nA,2,1\nA,2,1\nB,3,1\nB,3,1\nB,4,1\nB,4,1\n"

static VigieFigure
flat(const double y[8], const double *x, Statistic *statistic)
{
    g_autoptr(Table) table = table_parse(FLAT);
    g_autoptr(VigieDesign) design = fixture_design(table, &plan1);
    return figure_of(design, y, x, NULL, statistic);
}

static VigieFigure
tiny(const char *text, VigieLonelyPsu policy, const VigieRules *rules)
{
    Plan plan = plan1;
    plan.lonely = policy;
    g_autoptr(Table) table = table_parse(text);
    g_autoptr(VigieDesign) design = fixture_design(table, &plan);
    g_autofree double *y = table_numbers(table, "y");
    VigieMeasure measure = {y, NULL};
    return figure_under(design, &measure, NULL, vigie_mean, rules);
}

static void
assert_bare(const VigieFigure *f)
{
    g_assert_true(isnan(f->se) && isnan(f->df) && isnan(f->deff));
    g_assert_true(isnan(f->ci_low) && isnan(f->ci_high));
}

static void
test_empty(void)
{
    const double blank[] = {NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
    Statistic *statistics[] = {vigie_mean, vigie_total, vigie_ratio, vigie_proportion};
    for (guint s = 0; s < 4; s++) {
        VigieFigure f = flat(blank, NULL, statistics[s]);
        g_assert_cmpint(f.status, ==, VIGIE_STATUS_EMPTY);
        g_assert_cmpuint(f.n, ==, 0);
        g_assert_true(isnan(f.estimate));
        assert_bare(&f);
    }
}

static void
test_suppressed(void)
{
    VigieRules rules = {.level = 0.95, .suppress_below = 11, .low_base_below = 30};
    VigieFigure f = tiny(TINY1, VIGIE_LONELY_PSU_ADJUST, &rules);
    g_assert_cmpint(f.status, ==, VIGIE_STATUS_SUPPRESSED);
    assert_close(f.ci_low, 1.1074225963406756); /* the numbers are kept */
    rules.suppress_below = 9;
    f = tiny(TINY1, VIGIE_LONELY_PSU_ADJUST, &rules);
    g_assert_cmpint(f.status, ==, VIGIE_STATUS_LOW_BASE);
    rules.suppress_below = 11;
    f = tiny(TINY2, VIGIE_LONELY_PSU_FAIL, &rules);
    g_assert_cmpint(f.status, ==, VIGIE_STATUS_SUPPRESSED);
    assert_close(f.estimate, 3.2884615384615383);
    assert_bare(&f);
}

static void
test_order(void)
{
    VigieRules rules = {.level = 0.95, .low_base_below = 10, .caution_df_below = 8};
    g_assert_cmpint(tiny(TINY2, VIGIE_LONELY_PSU_FAIL, &rules).status, ==,
                    VIGIE_STATUS_LONELY_PSU);
    g_assert_cmpint(tiny(TINY1, VIGIE_LONELY_PSU_ADJUST, &rules).status, ==,
                    VIGIE_STATUS_LOW_BASE);
    rules.low_base_below = 9;
    g_assert_cmpint(tiny(TINY1, VIGIE_LONELY_PSU_ADJUST, &rules).status, ==,
                    VIGIE_STATUS_CAUTION);
    rules.caution_df_below = 3;
    g_assert_cmpint(tiny(TINY1, VIGIE_LONELY_PSU_ADJUST, &rules).status, ==, VIGIE_STATUS_OK);
    rules.caution = true;
    g_assert_cmpint(tiny(TINY1, VIGIE_LONELY_PSU_ADJUST, &rules).status, ==,
                    VIGIE_STATUS_CAUTION);
}

/* One PSU in each stratum answers: an error but no degrees of freedom. */
static void
test_no_df(void)
{
    const char *text =
        "stratum,psu,w,y,in\nA,1,1,1,1\nA,1,1,2,1\nA,2,1,9,0\nB,3,2,5,1\nB,4,1,9,0\n";
    g_autoptr(Table) table = table_parse(text);
    g_autoptr(VigieDesign) design = fixture_design(table, &plan1);
    g_autofree double *y = table_numbers(table, "y");
    g_autofree double *in = table_numbers(table, "in");
    VigieFigure f = figure_of(design, y, NULL, in, vigie_mean);
    g_assert_cmpint(f.status, ==, VIGIE_STATUS_NO_DF);
    g_assert_true(f.se > 0);
    assert_close(f.df, 0);
    g_assert_true(isnan(f.ci_low) && isnan(f.ci_high));
}

/* Answers differ, PSUs do not: whatever rounding leaves is not a variance. */
static void
test_no_variance(void)
{
    const double same[] = {0.1, 0.7, 0.7, 0.1, 0.3, 0.1, 0.1, 0.3};
    const double shares[] = {0, 1, 1, 0, 0, 1, 1, 0};
    const double y[] = {0.3, 0.6, 0.9, 1.2, 2.1, 3.3, 0.6, 0.3};
    const double x[] = {0.1, 0.2, 0.3, 0.4, 0.7, 1.1, 0.2, 0.1};
    const double about_0[] = {0.1, 0.1, 0.3, -0.1, -0.1, -0.1, -0.3, 0.3 - 0.2};
    VigieFigure figures[] = {flat(about_0, NULL, vigie_mean), flat(same, NULL, vigie_mean),
                             flat(same, NULL, vigie_total),
                             flat(shares, NULL, vigie_proportion), flat(y, x, vigie_ratio)};
    for (guint i = 0; i < G_N_ELEMENTS(figures); i++) {
        g_assert_cmpint(figures[i].status, ==, VIGIE_STATUS_NO_VARIANCE);
        g_assert_true(figures[i].se >= 0 && figures[i].se <= 0);
        g_assert_true(isnan(figures[i].ci_low) && isnan(figures[i].ci_high));
        assert_close(figures[i].df, 2);
    }
    assert_close(figures[4].estimate, 3);
}

static void
test_no_denominator(void)
{
    const double y[] = {1, 2, 3, 4, 5, 6, 7, 8}, x[8] = {0};
    VigieFigure f = flat(y, x, vigie_ratio);
    g_assert_cmpint(f.status, ==, VIGIE_STATUS_NOT_ESTIMABLE);
    g_assert_cmpuint(f.n, ==, 8);
    g_assert_true(isnan(f.estimate));
    assert_bare(&f);
}

/* A share of 0 or 1 has an interval all the same. */
static void
test_one_category(void)
{
    const double ones[] = {1, 1, 1, 1, 1, 1, 1, 1};
    VigieFigure f = flat(ones, NULL, vigie_proportion);
    g_assert_cmpint(f.status, ==, VIGIE_STATUS_NO_VARIANCE);
    assert_close(f.ci_low, 0.63058335244718089); /* R: binom.test(8, 8) */
    assert_close(f.ci_high, 1);
    g_assert_true(isnan(f.deff));
}

static void
test_names(void)
{
    const char *names[] = {"not_asked",  "scale_changed", "empty",        "suppressed",
                           "lonely_psu", "no_df",         "no_variance",  "not_estimable",
                           "low_base",   "caution",       "series_break", "ok"};
    for (VigieStatus s = VIGIE_STATUS_NOT_ASKED; s <= VIGIE_STATUS_OK; s++)
        g_assert_cmpstr(vigie_status_name(s), ==, names[s]);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/estimate/status/empty", test_empty);
    g_test_add_func("/estimate/status/suppressed", test_suppressed);
    g_test_add_func("/estimate/status/order", test_order);
    g_test_add_func("/estimate/status/no_df", test_no_df);
    g_test_add_func("/estimate/status/no_variance", test_no_variance);
    g_test_add_func("/estimate/status/no-denominator", test_no_denominator);
    g_test_add_func("/estimate/status/one-category", test_one_category);
    g_test_add_func("/estimate/status/names", test_names);
    return g_test_run();
}
