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

/* From d = 1 a class of total T gives the n - 1 records that are left T / (n - 1) each, whatever the design's weights;
 * s_r stay. */
static void
test_calibrated_anew(void)
{
    static const double w[] = {5, 1, 2, 7}, d[] = {1, 1, 1, 1}, total = 12;
    static const guint32 psu[] = {0, 1, 2, 3}, stratum[4], class_of[4];
    static const char *const name[] = {"all"};
    VigieDesignSpec spec = {
        .n = 4, .psu = psu, .weight = w, .n_psu = 4, .n_strata = 1, .stratum = stratum};
    VigieMargin margin = {"m", 1, class_of, name, NULL, &total};
    VigieCalibrationSpec calibration = {.n = 4, .weight = d, .margin = &margin, .n_margins = 1};
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieDesign) design = vigie_design_new(&spec, &error);
    g_assert_no_error(error);
    g_autoptr(VigieReplicates) jkn =
        make(design, &(VigieReplicatesSpec){.method = VIGIE_REPLICATES_JKN});
    g_autoptr(VigieReplicates) anew = vigie_replicates_calibrate(jkn, &calibration, &error);
    g_assert_no_error(error);
    for (guint r = 0; r < 4; r++) {
        double weight[4];
        vigie_replicates_weight(anew, r, weight);
        assert_close(vigie_replicates_rscale(anew)[r], 0.75);
        for (guint i = 0; i < 4; i++)
            assert_close(weight[i], i == r ? 0 : 4);
    }
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
    return g_test_run();
}
