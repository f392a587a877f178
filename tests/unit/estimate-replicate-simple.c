/* estimate-replicate-simple.c - replicates of simple random samples: Taylor's figures, and closed forms */
#include "fixture.h"

#include <math.h>
#include <vigie/design-calibration.h>
#include <vigie/estimate-quantile.h>
#include <vigie/estimate-replicate.h>

static VigieReplicates *
make(const VigieDesign *design, const VigieReplicatesSpec *spec)
{
    g_autoptr(GError) error = NULL;
    VigieReplicates *made = vigie_replicates_new(design, spec, &error);
    g_assert_no_error(error);
    return made;
}

/* Simple random samples: each record a PSU of weight 1.  The jackknife of a mean is S^2/n then, exactly Taylor's. */
static VigieDesign *
simple(gsize n, guint32 *psu)
{
    static const guint32 stratum[20];
    VigieDesignSpec spec = {
        .n = n, .psu = psu, .n_psu = (guint32)n, .n_strata = 1, .stratum = stratum};
    g_autoptr(GError) error = NULL;
    for (gsize i = 0; i < n; i++)
        psu[i] = (guint32)i;
    VigieDesign *design = vigie_design_new(&spec, &error);
    g_assert_no_error(error);
    return design;
}

static void
same_figures(const VigieFigure *a, const VigieFigure *b)
{
    assert_close(a->estimate, b->estimate);
    assert_close(a->se, b->se);
    assert_close(a->ci_low, b->ci_low);
    assert_close(a->ci_high, b->ci_high);
}

static void
test_simple(void)
{
    static const double share[] = {1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0},
                        y[] = {3, 9, 4, 1, 5, 7, 2, 6, 8, 12, 15, 11, 10, 13};
    guint32 psu[14], cell[14] = {0};
    g_autoptr(VigieDesign) design = simple(14, psu);
    g_autoptr(VigieReplicates) jk1 =
        make(design, &(VigieReplicatesSpec){.method = VIGIE_REPLICATES_JK1});
    VigieCells cells = {.n_cells = 1, .n = 14, .cell = cell};
    VigieRules rules = {.level = 0.95, .interval = VIGIE_INTERVAL_LOGIT};
    VigieMeasure measure = {share, NULL};
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieSums) sums = vigie_sums_new(design, &cells, &measure, 1, &error);
    g_autoptr(VigieReplicateSums) joined =
        vigie_replicate_sums_new(jk1, sums, &cells, &measure, 1, &error);
    g_assert_no_error(error);
    VigieFigure by_jk1, taylor;
    vigie_replicate_figure(joined, VIGIE_REPLICATED_SHARE, 0, 0, &rules, &by_jk1);
    vigie_proportion(sums, 0, 0, &rules, &taylor);
    same_figures(&by_jk1, &taylor);
    assert_close(by_jk1.deff, 1);
    VigieQuantile median = {.p = 0.5, .y = y};
    rules.interval = VIGIE_INTERVAL_AUTO;
    g_assert_true(vigie_replicate_quantile(jk1, &cells, &median, &rules, &by_jk1, &error));
    g_assert_true(vigie_quantile(design, &cells, &median, &rules, &taylor, &error));
    g_assert_cmpfloat(taylor.se, >, 0);
    same_figures(&by_jk1, &taylor);
}

/* PSUs that are all alike have no variance; what their replicates differ by is rounding. */
static void
test_alike(void)
{
    static const double y[] = {.1, .1, .1, .1, .1, .1, .1, .1, .1, .1, .1, .1, .1, .1, .1};
    for (gsize n = 3; n <= 15; n++) {
        guint32 psu[15], cell[15] = {0};
        g_autoptr(VigieDesign) design = simple(n, psu);
        g_autoptr(VigieReplicates) jk1 =
            make(design, &(VigieReplicatesSpec){.method = VIGIE_REPLICATES_JK1});
        VigieCells cells = {.n_cells = 1, .n = n, .cell = cell};
        VigieRules rules = {.level = 0.95};
        VigieMeasure measure = {y, NULL};
        g_autoptr(VigieSums) sums = vigie_sums_new(design, &cells, &measure, 1, NULL);
        g_autoptr(VigieReplicateSums) joined =
            vigie_replicate_sums_new(jk1, sums, &cells, &measure, 1, NULL);
        VigieFigure total;
        vigie_replicate_figure(joined, VIGIE_REPLICATED_TOTAL, 0, 0, &rules, &total);
        assert_close(total.estimate, .1 * (double)n);
        g_assert_false(total.se > 0 || isnan(total.se));
    }
}

static const double unequal[] = {5, 1, 2, 7}, ones[] = {1, 1, 1, 1};
static const guint32 four[] = {0, 1, 2, 3}, zeros[4];

/* Four PSUs of one record each, of unequal weights. */
static VigieDesign *
unequal_design(const VigieAuxiliary *auxiliary)
{
    VigieDesignSpec spec = {.n = 4,
                            .psu = four,
                            .weight = unequal,
                            .n_psu = 4,
                            .n_strata = 1,
                            .stratum = zeros,
                            .auxiliary = auxiliary};
    g_autoptr(GError) error = NULL;
    VigieDesign *design = vigie_design_new(&spec, &error);
    g_assert_no_error(error);
    return design;
}

/* From d = 1 a class of total T gives the n - 1 records that are left T / (n - 1) each, whatever the design's weights;
 * c, s_r and theta_c stay: 3/4 ((1-4)^2 + (3-4)^2 + (5-4)^2 + (7-4)^2) = 15. */
static void
check_anew(VigieReplicateMethod method)
{
    static const double total = 12, theta[] = {1, 3, 5, 7}, none = 0;
    static const char *const name[] = {"all"};
    VigieMargin margin = {"m", 1, zeros, name, NULL, &total};
    VigieCalibrationSpec calibration = {
        .n = 4, .weight = ones, .margin = &margin, .n_margins = 1};
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieDesign) design = unequal_design(NULL);
    g_autoptr(VigieReplicates) made =
        make(design, &(VigieReplicatesSpec){.method = method, .centre = VIGIE_CENTRE_MEAN});
    g_autoptr(VigieReplicates) anew = vigie_replicates_calibrate(made, &calibration, &error);
    g_assert_no_error(error);
    for (guint r = 0; r < 4; r++) {
        double weight[4];
        vigie_replicates_weight(anew, r, weight);
        for (guint i = 0; i < 4; i++)
            assert_close(weight[i], i == r ? 0 : 4);
    }
    double v;
    g_assert_true(vigie_replicates_variance(anew, theta, &none, 1, &v));
    assert_close(v, 15);
}

static void
test_calibrated_anew(void)
{
    check_anew(VIGIE_REPLICATES_JK1);
    check_anew(VIGIE_REPLICATES_JKN);
}

/* Replicates of calibrated weights that were not calibrated themselves give no variance. */
static void
test_not_calibrated(void)
{
    const guint32 *columns[] = {zeros};
    const double *values[] = {NULL};
    VigieAuxiliary auxiliary = {.n_columns = 1,
                                .n_terms = 1,
                                .column = columns,
                                .value = values,
                                .design_weight = ones};
    g_autoptr(VigieDesign) design = unequal_design(&auxiliary);
    g_autoptr(VigieReplicates) jk1 =
        make(design, &(VigieReplicatesSpec){.method = VIGIE_REPLICATES_JK1});
    VigieCells cells = {.n_cells = 1, .n = 4, .cell = zeros};
    VigieQuantile median = {.p = 0.5, .y = ones};
    VigieRules rules = {.level = 0.95};
    VigieFigure figure;
    g_autoptr(GError) error = NULL;
    g_assert_false(vigie_replicate_quantile(jk1, &cells, &median, &rules, &figure, &error));
    g_assert_error(error, VIGIE_REPLICATES_ERROR, VIGIE_REPLICATES_ERROR_DESIGN);
}

/* F = 8/15 at the median 3, its replicates 3/10, 7/14, 6/13 and 8/8, so that s^2 = .2089 and, as t = .33 on 3 df at
 * level .24, the limits are F -+ .15: .38 is in the second step (6/15), .69 in the last. */
static void
test_unequal(void)
{
    static const double y[] = {1, 2, 3, 4};
    double totals[4];
    g_autoptr(VigieDesign) design = unequal_design(NULL);
    g_autoptr(VigieReplicates) jkn =
        make(design, &(VigieReplicatesSpec){.method = VIGIE_REPLICATES_JKN});
    vigie_replicates_record_totals(jkn, four, ones, 4, 1, totals);
    for (guint r = 0; r < 4; r++)
        assert_close(totals[r], (15 - unequal[r]) * 4 / 3);
    VigieCells cells = {.n_cells = 1, .n = 4, .cell = zeros};
    VigieQuantile median = {.p = 0.5, .y = y};
    VigieRules rules = {.level = 0.24};
    VigieFigure figure;
    g_autoptr(GError) error = NULL;
    g_assert_true(vigie_replicate_quantile(jkn, &cells, &median, &rules, &figure, &error));
    g_assert_no_error(error);
    assert_close(figure.estimate, 3);
    assert_close(figure.ci_low, 2);
    assert_close(figure.ci_high, 4);
}

/* The mean of replicates is that of those with s_r above 0: (1 + 3) / 2. */
static void
test_mean_of(void)
{
    static const double w[3][3] = {{0, 1, 2}, {2, 0, 1}, {1, 2, 0}}, rscale[] = {1, 1, 0},
                        theta[] = {1, 3, 100}, none = 0;
    const double *weight[] = {w[0], w[1], w[2]};
    guint32 psu[3];
    g_autoptr(VigieDesign) design = simple(3, psu);
    VigieGivenReplicates given = {.method = VIGIE_REPLICATES_JKN,
                                  .number = 3,
                                  .weight = weight,
                                  .scale = 1,
                                  .rscale = rscale,
                                  .centre = VIGIE_CENTRE_MEAN};
    g_autoptr(VigieReplicates) made = vigie_replicates_given(design, &given, NULL);
    double v;
    g_assert_true(vigie_replicates_variance(made, theta, &none, 1, &v));
    assert_close(v, 2);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/estimate/replicate-simple/taylor", test_simple);
    g_test_add_func("/estimate/replicate-simple/alike", test_alike);
    g_test_add_func("/estimate/replicate-simple/calibrated-anew", test_calibrated_anew);
    g_test_add_func("/estimate/replicate-simple/mean-of", test_mean_of);
    g_test_add_func("/estimate/replicate-simple/not-calibrated", test_not_calibrated);
    g_test_add_func("/estimate/replicate-simple/unequal", test_unequal);
    return g_test_run();
}
