/* estimate-precision.c - the publication rule by precision, and the figures of degenerate samples */
#include "fixture.h"
#include <vigie/estimate-quantile.h>

#include <math.h>

/* The NCHS thresholds. */
#define NCHS                                                                                   \
    .n_eff_below = 30, .width_below = 0.05, .width_above = 0.30, .relative_width_above = 1.30, \
    .imprecise_hidden_below = 30

static VigieDesign *
each_record(gsize n, const double *weight, guint32 n_psu)
{
    g_autofree guint32 *psu = g_new(guint32, n), *stratum = g_new0(guint32, n_psu);
    for (gsize i = 0; i < n; i++)
        psu[i] = (guint32)(i % n_psu);
    const VigieDesignSpec spec = {.n = n,
                                  .psu = psu,
                                  .weight = weight,
                                  .n_psu = n_psu,
                                  .n_strata = 1,
                                  .stratum = stratum,
                                  .lonely = VIGIE_LONELY_PSU_ADJUST};
    g_autoptr(GError) error = NULL;
    VigieDesign *design = vigie_design_new(&spec, &error);
    g_assert_no_error(error);
    return design;
}

/* The share of k among n, each its own PSU. */
static VigieFigure
share(guint k, guint n, const VigieRules *rules)
{
    g_autoptr(VigieDesign) design = each_record(n, NULL, n);
    g_autofree double *y = g_new(double, n);
    for (guint i = 0; i < n; i++)
        y[i] = i < k;
    VigieMeasure measure = {y, NULL};
    return figure_under(design, &measure, NULL, vigie_proportion, rules);
}

/* Simple random samples, where n_eff is n - 1 and Korn and Graubard's interval that of Clopper and Pearson: widths
 * from R, diff(binom.test(k, n)$conf.int) (n - 1 for n). */
static void
test_shares(void)
{
    static const struct {
        guint k, n;
        VigieStatus status;
    } cases[] = {
        {15, 30, VIGIE_STATUS_CAUTION}, /* n_eff 29 fails; 30 answers are shown with caution */
        {14, 29, VIGIE_STATUS_SUPPRESSED}, /* the same, hidden */
        {20, 40, VIGIE_STATUS_CAUTION},    /* width 0.32 */
        {25, 50, VIGIE_STATUS_OK},         /* width 0.29 */
        {2, 60, VIGIE_STATUS_CAUTION},     /* width 0.11, 3.3 times p */
        {50, 1000, VIGIE_STATUS_OK},       /* width 0.028 */
        {5, 1000, VIGIE_STATUS_OK},        /* width 0.010: 2 p, but within 0.05 */
        {58, 60, VIGIE_STATUS_CAUTION},    /* width 0.11, 3.3 times 1 - p */
        {995, 1000, VIGIE_STATUS_OK},       {0, 60, VIGIE_STATUS_NO_VARIANCE},
        {60, 60, VIGIE_STATUS_NO_VARIANCE}, {0, 20, VIGIE_STATUS_SUPPRESSED},
    };
    const VigieRules rules = {.level = 0.95, NCHS}, off = {.level = 0.95};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        VigieFigure f = share(cases[i].k, cases[i].n, &rules);
        g_assert_cmpint(f.status, ==, cases[i].status);
        g_assert_false(isnan(f.estimate));
        f = share(cases[i].k, cases[i].n, &off);
        g_assert_cmpint(f.status, ==, f.se > 0 ? VIGIE_STATUS_OK : VIGIE_STATUS_NO_VARIANCE);
    }
}

/* Each threshold alone, on either side of what it is compared with. */
static void
test_thresholds(void)
{
    VigieRules rules = {.level = 0.95, .n_eff_below = 49.001};
    g_assert_cmpint(share(25, 50, &rules).status, ==, VIGIE_STATUS_CAUTION);
    rules.n_eff_below = 48.999;
    g_assert_cmpint(share(25, 50, &rules).status, ==, VIGIE_STATUS_OK);
    /* R: p = .5, n' = 49 (one PSU each: t_{n-1} = t_df): qbeta(.975, 25.5, 24.5) - qbeta(.025, 24.5, 25.5) */
    const double width = 0.29242974043946446;
    rules = (VigieRules){.level = 0.95, .width_above = width * 1.0001};
    rules.relative_width_above = 9;
    g_assert_cmpint(share(25, 50, &rules).status, ==, VIGIE_STATUS_OK);
    rules.width_above = width * 0.9999;
    g_assert_cmpint(share(25, 50, &rules).status, ==, VIGIE_STATUS_CAUTION);
    rules.width_above = 1;
    rules.relative_width_above = 2 * width * 1.0001;
    g_assert_cmpint(share(25, 50, &rules).status, ==, VIGIE_STATUS_OK);
    rules.relative_width_above = 2 * width * 0.9999;
    g_assert_cmpint(share(25, 50, &rules).status, ==, VIGIE_STATUS_CAUTION);
    rules.width_below = width * 1.0001;
    g_assert_cmpint(share(25, 50, &rules).status, ==, VIGIE_STATUS_OK);
    rules.width_below = 0;
    rules.imprecise_hidden_below = 50;
    g_assert_cmpint(share(25, 50, &rules).status, ==, VIGIE_STATUS_CAUTION);
    rules.imprecise_hidden_below = 51;
    g_assert_cmpint(share(25, 50, &rules).status, ==, VIGIE_STATUS_SUPPRESSED);
}

/* Relative to 1 - p a wide interval is doubted, not hidden. */
static void
test_other_side(void)
{
    const VigieRules rules = {.level = 0.95,
                              .width_above = 1,
                              .relative_width_above = 1.3,
                              .imprecise_hidden_below = 1000};
    g_assert_cmpint(share(2, 60, &rules).status, ==, VIGIE_STATUS_SUPPRESSED);
    g_assert_cmpint(share(58, 60, &rules).status, ==, VIGIE_STATUS_CAUTION);
}

/* Width and threshold do not follow the level and the interval that were asked for. */
static void
test_width_is_fixed(void)
{
    for (VigieInterval i = VIGIE_INTERVAL_AUTO; i <= VIGIE_INTERVAL_BETA_UNTRUNCATED; i++) {
        const VigieRules rules = {.level = 0.5, .interval = i, NCHS};
        g_assert_cmpint(share(20, 40, &rules).status, ==, VIGIE_STATUS_CAUTION);
        g_assert_cmpint(share(25, 50, &rules).status, ==, VIGIE_STATUS_OK);
    }
}

/* A mean goes by n / deff: eight clusters of the same answers have eight. */
static void
test_means(void)
{
    const gsize n = 64;
    g_autoptr(VigieDesign) clusters = each_record(n, NULL, 8), alone = each_record(n, NULL, 64);
    double y[64];
    for (gsize i = 0; i < n; i++)
        y[i] = (double)(i % 8);
    const VigieRules rules = {.level = 0.95, NCHS};
    VigieMeasure measure = {y, NULL};
    VigieFigure f = figure_under(clusters, &measure, NULL, vigie_mean, &rules);
    g_assert_cmpfloat(vigie_figure_n_eff(&f), <, 8.1);
    g_assert_cmpint(f.status, ==, VIGIE_STATUS_CAUTION);
    f = figure_under(alone, &measure, NULL, vigie_mean, &rules);
    assert_close(vigie_figure_n_eff(&f), 64);
    g_assert_cmpint(f.status, ==, VIGIE_STATUS_OK);
    /* a total has no deff: its answers are counted */
    f = figure_under(clusters, &measure, NULL, vigie_total, &rules);
    g_assert_true(isnan(vigie_figure_n_eff(&f)));
    g_assert_cmpint(f.status, ==, VIGIE_STATUS_OK);
}

static void
test_numbers(void)
{
    VigieFigure f = {.n = 8, .estimate = -4, .se = 1, .deff = 0.3};
    assert_close(vigie_figure_n_eff(&f), 8); /* capped: 8 / 0.3 is chance */
    assert_close(vigie_figure_cv(&f), 0.25);
    assert_close(vigie_deff_without_replacement(&f, 16), 0.6);
    g_assert_true(isnan(vigie_deff_without_replacement(&f, 8)));
    f.deff = 2;
    assert_close(vigie_figure_n_eff(&f), 4);
    f.estimate = 0;
    g_assert_true(isnan(vigie_figure_cv(&f)));
    f.deff = 0;
    assert_close(vigie_figure_n_eff(&f), 8);
    f.deff = NAN;
    g_assert_true(isnan(vigie_figure_n_eff(&f)));
    assert_close(vigie_t_quantile(0.975, INFINITY), 1.9599639845400536);
    assert_close(vigie_t_quantile(0.975, 3), 3.1824463052837078);
    g_assert_true(isnan(vigie_t_quantile(0.975, 0)));
}

/* Degenerate samples -------------------------------------------------------------------------- */

static VigieFigure
median(const VigieDesign *design, const double *y, const VigieRules *rules)
{
    gsize n = vigie_design_n(design);
    g_autofree guint32 *cell = g_new0(guint32, n);
    VigieCells cells = {.n_cells = 1, .n = n, .cell = cell};
    const VigieQuantile quantile = {y, 0.5, VIGIE_QUANTILE_MATH};
    VigieFigure f;
    g_assert_true(vigie_quantile(design, &cells, &quantile, rules, &f, NULL));
    return f;
}

/* Never a number without a reason, never an interval without width. */
static void
assert_sane(const VigieFigure *f)
{
    bool interval = !isnan(f->ci_low) && !isnan(f->ci_high);
    if (f->status >= VIGIE_STATUS_LOW_BASE || f->status == VIGIE_STATUS_NO_VARIANCE)
        g_assert_true(isfinite(f->estimate));
    if (f->status >= VIGIE_STATUS_LOW_BASE)
        g_assert_true(interval && f->se > 0);
    if (interval)
        g_assert_cmpfloat(f->ci_low, <, f->ci_high);
    if (f->n == 0)
        g_assert_cmpint(f->status, ==, VIGIE_STATUS_EMPTY);
    g_assert_false(isinf(f->estimate) || isinf(f->se) || isinf(f->ci_low) || isinf(f->ci_high));
}

/* Small samples of all kinds: few answers, missing ones, weights of zero, one PSU, all answers the same. */
static void
test_degenerate(void)
{
    Statistic *const statistics[] = {vigie_mean, vigie_total, vigie_ratio, vigie_proportion};
    for (guint trial = 0; trial < 3000; trial++) {
        double y[6], x[6], w[6];
        gsize n = (gsize)g_test_rand_int_range(1, 7);
        guint32 n_psu = (guint32)g_test_rand_int_range(1, (gint32)n + 1);
        for (gsize i = 0; i < n; i++) {
            y[i] = g_test_rand_int_range(0, 4) == 0 ? NAN : (double)g_test_rand_int_range(0, 2);
            x[i] = g_test_rand_int_range(0, 4);
            w[i] = g_test_rand_double_range(-1, 2) > 0 ? g_test_rand_double_range(0.5, 2) : 0;
        }
        const VigieRules rules = {.level = 0.95,
                                  .interval = (VigieInterval)g_test_rand_int_range(
                                      0, VIGIE_INTERVAL_BETA_UNTRUNCATED + 1)};
        g_autoptr(VigieDesign) design = each_record(n, w, n_psu);
        for (guint s = 0; s < G_N_ELEMENTS(statistics); s++) {
            VigieMeasure measure = {y, statistics[s] == vigie_ratio ? x : NULL};
            VigieFigure f = figure_under(design, &measure, NULL, statistics[s], &rules);
            if (statistics[s] != vigie_ratio || isfinite(f.estimate))
                assert_sane(&f);
        }
        VigieFigure f = median(design, y, &rules);
        assert_sane(&f);
    }
}

static void
test_one_psu(void)
{
    const double y[] = {1, 2, 3, 4};
    const VigieRules rules = {.level = 0.95};
    g_autoptr(VigieDesign) design = each_record(4, NULL, 1);
    VigieMeasure measure = {y, NULL};
    VigieFigure f = figure_under(design, &measure, NULL, vigie_mean, &rules);
    g_assert_cmpint(f.status, ==, VIGIE_STATUS_NO_DF);
    g_assert_true(isnan(f.ci_low));
    f = median(design, y, &rules);
    g_assert_cmpint(f.status, ==, VIGIE_STATUS_NO_DF);
    g_assert_true(isnan(f.ci_low));
}

static void
test_zero_weights(void)
{
    const double y[] = {1, 2, 3, 4}, zero[] = {0, 0, 0, 0};
    const VigieRules rules = {.level = 0.95};
    g_autoptr(VigieDesign) design = each_record(4, zero, 4);
    VigieMeasure measure = {y, NULL};
    VigieFigure f = figure_under(design, &measure, NULL, vigie_mean, &rules);
    g_assert_cmpint(f.status, ==, VIGIE_STATUS_EMPTY);
    g_assert_true(isnan(f.estimate));
    f = median(design, y, &rules);
    g_assert_cmpint(f.status, ==, VIGIE_STATUS_EMPTY);
}

/* A ratio whose denominator is 0 is not estimable. */
static void
test_no_denominator(void)
{
    const double y[] = {1, 2, 3, 4}, x[] = {0, 0, 0, 0};
    const VigieRules rules = {.level = 0.95};
    g_autoptr(VigieDesign) design = each_record(4, NULL, 4);
    VigieMeasure measure = {y, x};
    VigieFigure f = figure_under(design, &measure, NULL, vigie_ratio, &rules);
    g_assert_true(isnan(f.estimate) && isnan(f.se) && isnan(f.ci_low));
    g_assert_cmpint(f.status, ==, VIGIE_STATUS_NOT_ESTIMABLE);
}

static void
test_net_score(void)
{
    const double y[] = {1, 2, 3, 4, 5, NAN};
    double score[6];
    vigie_net_score(y, 6, 2, 4, score);
    const double expected[] = {-100, -100, 0, 100, 100};
    for (guint i = 0; i < 5; i++)
        assert_close_at(G_STRLOC, score[i], expected[i], 1e-9, 100);
    g_assert_true(isnan(score[5]));
    vigie_net_score(y, 3, 2, 2, score); /* a scale of three: its middle is on both sides */
    assert_close_at(G_STRLOC, score[1], 0, 1e-9, 100);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/precision/shares", test_shares);
    g_test_add_func("/precision/thresholds", test_thresholds);
    g_test_add_func("/precision/other-side", test_other_side);
    g_test_add_func("/precision/width-is-fixed", test_width_is_fixed);
    g_test_add_func("/precision/means", test_means);
    g_test_add_func("/precision/numbers", test_numbers);
    g_test_add_func("/degenerate/random", test_degenerate);
    g_test_add_func("/degenerate/one-psu", test_one_psu);
    g_test_add_func("/degenerate/zero-weights", test_zero_weights);
    g_test_add_func("/degenerate/no-denominator", test_no_denominator);
    g_test_add_func("/net-score", test_net_score);
    return g_test_run();
}
