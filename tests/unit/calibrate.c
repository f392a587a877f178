/* calibrate.c - calibration: totals reached, methods against each other and against an IPF of the test's own, what is
 * refused and how it is named */
#include "fixture.h"

#include <math.h>
#include <string.h>
#include <vigie/design-calibration.h>

/* Made-up answers on three margins of classes and a number. */
typedef struct {
    gsize n;
    double *weight, *number;
    guint32 *class_of[3];
    double total[3][4], number_total;
    VigieMargin margin[4];
    VigieCalibrationSpec spec;
} Sample;

static const char *const names[] = {"a", "b", "c", "d"};

/* Park & Miller's numbers, 0..1. */
static double
draw(guint64 *state)
{
    *state = *state * 16807 % 2147483647;
    return (double)*state / 2147483647;
}

/* Totals are those of other weights: they can be reached. */
static Sample *
sample_new(gsize n, guint64 seed)
{
    Sample *s = g_new0(Sample, 1);
    s->n = n;
    s->weight = g_new(double, n);
    s->number = g_new(double, n);
    for (guint m = 0; m < 3; m++)
        s->class_of[m] = g_new(guint32, n);
    for (gsize i = 0; i < n; i++) {
        s->weight[i] = 0.5 + 9 * draw(&seed);
        s->number[i] = floor(1 + 14 * draw(&seed));
        double other = s->weight[i] * (0.7 + 0.7 * draw(&seed));
        for (guint m = 0; m < 3; m++) {
            s->class_of[m][i] = i < 4 ? (guint32)i : (guint32)(4 * draw(&seed));
            s->total[m][s->class_of[m][i]] += other;
        }
        s->number_total += other * s->number[i];
    }
    for (guint m = 0; m < 3; m++)
        s->margin[m] = (VigieMargin){m == 0 ? "first" : m == 1 ? "second" : "third",
                                     4,
                                     s->class_of[m],
                                     names,
                                     NULL,
                                     s->total[m]};
    s->margin[3] = (VigieMargin){"number", 1, NULL, NULL, s->number, &s->number_total};
    s->spec = (VigieCalibrationSpec){.n = n,
                                     .weight = s->weight,
                                     .margin = s->margin,
                                     .n_margins = 4,
                                     .lower = 0.2,
                                     .upper = 4};
    return s;
}

static void
sample_free(Sample *s)
{
    g_free(s->weight);
    g_free(s->number);
    for (guint m = 0; m < 3; m++)
        g_free(s->class_of[m]);
    g_free(s);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sample, sample_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(VigieCalibrationReport, vigie_calibration_report_clear)

/* (transfer full) */
static double *
calibrated(const VigieCalibrationSpec *spec)
{
    g_autoptr(GError) error = NULL;
    double *g = g_new(double, spec->n);
    vigie_calibrate(spec, g, NULL, &error);
    g_assert_no_error(error);
    return g;
}

static void
test_totals(void)
{
    for (guint64 seed = 1; seed < 60; seed++) {
        g_autoptr(Sample) s = sample_new(200 + 7 * seed, seed);
        s->spec.method = (VigieCalibrationMethod)(seed % 4);
        g_auto(VigieCalibrationReport) report = {0};
        g_autoptr(GError) error = NULL;
        g_autofree double *g = g_new(double, s->n);
        vigie_calibrate(&s->spec, g, &report, &error);
        g_assert_no_error(error);
        double sum[3][4] = {{0}}, number = 0;
        for (gsize i = 0; i < s->n; i++) {
            double w = s->weight[i] * g[i];
            number += w * s->number[i];
            for (guint m = 0; m < 3; m++)
                sum[m][s->class_of[m][i]] += w;
        }
        for (guint m = 0; m < 3; m++)
            for (guint c = 0; c < 4; c++) {
                assert_close(sum[m][c], s->total[m][c]);
                assert_close(report.after[4 * m + c], s->total[m][c]);
            }
        assert_close(number, s->number_total);
        g_assert_cmpfloat(report.discrepancy, <, 1e-9);
        g_assert_cmpuint(report.iterations, <, 30);
        if (s->spec.method == VIGIE_CALIBRATE_TRUNCATED ||
            s->spec.method == VIGIE_CALIBRATE_LOGIT) {
            g_assert_cmpfloat(report.g_least, >=, 0.2);
            g_assert_cmpfloat(report.g_most, <=, 4);
        }
    }
}

/* Iterative proportional fitting, written out. */
static void
test_ipf(void)
{
    g_autoptr(Sample) s = sample_new(500, 11);
    s->spec.n_margins = 3;
    g_autofree double *g = calibrated(&s->spec);
    g_autofree double *w = g_memdup2(s->weight, s->n * sizeof *w);
    for (guint turn = 0; turn < 300; turn++) {
        guint m = turn % 3;
        double sum[4] = {0};
        for (gsize i = 0; i < s->n; i++)
            sum[s->class_of[m][i]] += w[i];
        for (gsize i = 0; i < s->n; i++)
            w[i] *= s->total[m][s->class_of[m][i]] / sum[s->class_of[m][i]];
    }
    for (gsize i = 0; i < s->n; i++)
        assert_close_at(G_STRLOC, s->weight[i] * g[i], w[i], 1e-8, 1);
}

/* On one margin every method is the ratio of the totals. */
static void
test_post_stratification(void)
{
    g_autoptr(Sample) s = sample_new(300, 5);
    s->spec.n_margins = 1;
    double sum[4] = {0};
    for (gsize i = 0; i < s->n; i++)
        sum[s->class_of[0][i]] += s->weight[i];
    for (int method = 0; method < 4; method++) {
        s->spec.method = (VigieCalibrationMethod)method;
        g_autofree double *g = calibrated(&s->spec);
        for (gsize i = 0; i < s->n; i++) {
            guint32 c = s->class_of[0][i];
            assert_close_at(G_STRLOC, g[i], s->total[0][c] / sum[c], 1e-8, 1);
        }
    }
}

/* Linear: g = 1 + x'lambda, so that g is the same for records alike, and additive. */
static void
test_linear(void)
{
    g_autoptr(Sample) s = sample_new(400, 3);
    s->spec.method = VIGIE_CALIBRATE_LINEAR;
    s->spec.n_margins = 2;
    g_autofree double *g = calibrated(&s->spec);
    double of[4][4] = {{0}};
    for (gsize i = 0; i < s->n; i++)
        of[s->class_of[0][i]][s->class_of[1][i]] = g[i];
    for (guint a = 1; a < 4; a++)
        for (guint b = 1; b < 4; b++)
            assert_close_at(G_STRLOC, of[a][b] - of[a][0], of[0][b] - of[0][0], 1e-7, 1);
}

/* Order of records, unit of weights and numbers, split records: nothing changes. */
static void
test_invariance(void)
{
    g_autoptr(Sample) s = sample_new(300, 9), r = sample_new(300, 9);
    for (gsize i = 0; i < s->n; i++) {
        gsize j = s->n - 1 - i;
        r->weight[j] = s->weight[i];
        r->number[j] = 1e6 * s->number[i];
        for (guint m = 0; m < 3; m++)
            r->class_of[m][j] = s->class_of[m][i];
    }
    r->number_total = 1e6 * s->number_total;
    for (int method = 0; method < 4; method++) {
        s->spec.method = r->spec.method = (VigieCalibrationMethod)method;
        g_autofree double *g = calibrated(&s->spec);
        g_autofree double *h = calibrated(&r->spec);
        for (gsize i = 0; i < s->n; i++)
            assert_close_at(G_STRLOC, g[i], h[s->n - 1 - i], 1e-8, 1);
    }
}

/* Totals of quite another size than the weights give. */
static void
test_scale(void)
{
    for (int power = -9; power <= 9; power += 3) {
        g_autoptr(Sample) s = sample_new(200, 2);
        double factor = pow(10, power);
        for (guint m = 0; m < 3; m++)
            for (guint c = 0; c < 4; c++)
                s->total[m][c] *= factor;
        s->spec.n_margins = 3;
        s->spec.tolerance = 1e-9 * MIN(factor, 1);
        g_autoptr(GError) error = NULL;
        g_auto(VigieCalibrationReport) report = {0};
        g_autofree double *g = g_new(double, s->n);
        vigie_calibrate(&s->spec, g, &report, &error);
        g_assert_no_error(error);
        for (guint m = 0; m < 12; m++)
            assert_close_at(G_STRLOC, report.after[m], s->total[m / 4][m % 4], 1e-8, 1);
    }
}

static void
test_zero_weights(void)
{
    g_autoptr(Sample) s = sample_new(100, 4);
    g_autofree double *before = calibrated(&s->spec);
    g_autoptr(Sample) z = sample_new(100, 4);
    z->weight[50] = 0;
    z->class_of[1][50] = VIGIE_NO_CLASS;
    z->number[50] = NAN;
    g_autofree double *g = calibrated(&z->spec);
    assert_close(g[50], 1);
    assert_differs(g[51], before[51]);
}

static void
refused(const VigieCalibrationSpec *spec, VigieCalibrationError code, const char *word)
{
    g_autoptr(GError) error = NULL;
    g_autofree double *g = g_new(double, spec->n);
    for (gsize i = 0; i < spec->n; i++)
        g[i] = -7;
    g_assert_false(vigie_calibrate(spec, g, NULL, &error));
    g_assert_error(error, VIGIE_CALIBRATION_ERROR, (int)code);
    g_assert_nonnull(strstr(error->message, word));
    for (gsize i = 0; i < spec->n; i++)
        assert_close(g[i], -7);
}

static void
test_refused_margins(void)
{
    g_autoptr(Sample) s = sample_new(60, 8);
    guint32 kept = s->class_of[1][17];
    s->class_of[1][17] = VIGIE_NO_CLASS;
    refused(&s->spec, VIGIE_CALIBRATION_ERROR_MISSING, "margin second, record 18");
    s->class_of[1][17] = 4;
    refused(&s->spec, VIGIE_CALIBRATION_ERROR_SHAPE, "margin second, record 18");
    s->class_of[1][17] = kept;
    double number = s->number[3];
    s->number[3] = NAN;
    refused(&s->spec, VIGIE_CALIBRATION_ERROR_MISSING, "margin number, record 4");
    s->number[3] = number;
    double total = s->total[2][3];
    s->total[2][3] = NAN;
    refused(&s->spec, VIGIE_CALIBRATION_ERROR_EXTRA_CLASS, "margin third, class d");
    s->total[2][3] = 0;
    refused(&s->spec, VIGIE_CALIBRATION_ERROR_EXTRA_CLASS, "margin third, class d");
    s->total[2][3] = total * 1.001;
    refused(&s->spec, VIGIE_CALIBRATION_ERROR_MARGINS, "third");
    s->total[2][3] = total * (1 + 1e-9);
    s->spec.tolerance = 1e-8;
    g_autofree double *g = calibrated(&s->spec);
    s->total[2][3] = total;
    for (gsize i = 0; i < s->n; i++)
        if (s->class_of[0][i] == 2)
            s->weight[i] = 0;
    refused(&s->spec, VIGIE_CALIBRATION_ERROR_EMPTY_CLASS, "margin first, class c");
}

static void
test_refused_weights(void)
{
    g_autoptr(Sample) s = sample_new(60, 8);
    const double bad[] = {-1, NAN, INFINITY};
    for (guint j = 0; j < G_N_ELEMENTS(bad); j++) {
        s->weight[9] = bad[j];
        refused(&s->spec, VIGIE_CALIBRATION_ERROR_WEIGHT, "record 10");
    }
}

static void
test_refused_bounds(void)
{
    g_autoptr(Sample) s = sample_new(60, 8);
    const double bounds[][2] = {{1, 2}, {0.5, 1}, {2, 3}, {NAN, 2}, {0.5, NAN}, {3, 0.3}};
    for (guint j = 0; j < G_N_ELEMENTS(bounds); j++)
        for (int method = VIGIE_CALIBRATE_TRUNCATED; method <= VIGIE_CALIBRATE_LOGIT;
             method++) {
            s->spec.method = (VigieCalibrationMethod)method;
            s->spec.lower = bounds[j][0];
            s->spec.upper = bounds[j][1];
            refused(&s->spec, VIGIE_CALIBRATION_ERROR_OPTION, "bounds");
        }
    s->spec.n_margins = 0;
    refused(&s->spec, VIGIE_CALIBRATION_ERROR_OPTION, "margin");
}

/* A number beyond what the bounds allow; the message tells what was reached and what was wanted. */
static void
test_infeasible(void)
{
    g_autoptr(Sample) s = sample_new(80, 6);
    double sum = 0;
    for (gsize i = 0; i < s->n; i++)
        sum += s->weight[i] * s->number[i];
    s->number_total = 3.5 * sum;
    s->spec.lower = 0.3;
    s->spec.upper = 3;
    g_autofree char *wanted = g_strdup_printf("%.10g wanted", s->number_total);
    s->spec.margin = &s->margin[3];
    s->spec.n_margins = 1;
    for (int method = VIGIE_CALIBRATE_TRUNCATED; method <= VIGIE_CALIBRATE_LOGIT; method++) {
        s->spec.method = (VigieCalibrationMethod)method;
        refused(&s->spec, VIGIE_CALIBRATION_ERROR_BOUNDS, wanted);
        refused(&s->spec, VIGIE_CALIBRATION_ERROR_BOUNDS, "between 0.3 and 3 ");
    }
    s->spec.margin = s->margin;
    s->spec.n_margins = 4;
    for (int method = VIGIE_CALIBRATE_TRUNCATED; method <= VIGIE_CALIBRATE_LOGIT; method++) {
        s->spec.method = (VigieCalibrationMethod)method;
        refused(&s->spec, VIGIE_CALIBRATION_ERROR_BOUNDS, "reached");
    }
    s->spec.method = VIGIE_CALIBRATE_RAKING;
    s->number_total = -1;
    refused(&s->spec, VIGIE_CALIBRATION_ERROR_BOUNDS, "no weights above 0");
}

/* A margin twice, or a number that the classes give: consistent works, inconsistent is named. */
static void
test_collinear(void)
{
    g_autoptr(Sample) s = sample_new(150, 12);
    s->spec.n_margins = 3;
    for (int method = 0; method < 4; method++) {
        s->spec.method = (VigieCalibrationMethod)method;
        s->spec.n_margins = 3;
        g_autofree double *g = calibrated(&s->spec);
        double given = 0;
        for (gsize i = 0; i < s->n; i++)
            s->number[i] = s->class_of[2][i] + 1;
        for (guint c = 0; c < 4; c++)
            given += (c + 1) * s->total[2][c];
        s->number_total = given;
        s->spec.n_margins = 4;
        g_autofree double *h = calibrated(&s->spec);
        for (gsize i = 0; i < s->n; i++)
            assert_close_at(G_STRLOC, h[i], g[i], 1e-8, 1);
        s->number_total = given * 1.01;
        refused(&s->spec, VIGIE_CALIBRATION_ERROR_SINGULAR, "the other margins alone give");
    }
}

static void
test_single(void)
{
    double weight[] = {2, 3, 5}, total[] = {20}, pair[] = {1, 19};
    guint32 one[] = {0, 0, 0}, two[] = {0, 1, 1};
    VigieMargin margin[] = {{"all", 1, one, NULL, NULL, total},
                            {"pair", 2, two, NULL, NULL, pair}};
    VigieCalibrationSpec spec = {.n = 3, .weight = weight, .margin = margin, .n_margins = 2};
    g_autofree double *g = calibrated(&spec);
    assert_close(g[0], 0.5);
    assert_close(g[1], 19 / 8.0);
    assert_close(g[2], 19 / 8.0);
    spec.n = 0;
    g_autoptr(GError) error = NULL;
    g_assert_false(vigie_calibrate(&spec, NULL, NULL, &error));
    g_assert_error(error, VIGIE_CALIBRATION_ERROR, VIGIE_CALIBRATION_ERROR_EMPTY_CLASS);
}

static void
test_report(void)
{
    double weight[] = {2, 3, 5, 0}, pair[] = {6, 16};
    guint32 two[] = {0, 1, 1, 0};
    VigieMargin margin[] = {{"pair", 2, two, NULL, NULL, pair}};
    VigieCalibrationSpec spec = {.n = 4, .weight = weight, .margin = margin, .n_margins = 1};
    g_auto(VigieCalibrationReport) report = {0};
    double g[4];
    g_assert_true(vigie_calibrate(&spec, g, &report, NULL));
    assert_close(report.g_least, 2);
    assert_close(report.g_most, 3);
    assert_close(report.before[0], 2);
    assert_close(report.before[1], 8);
    assert_close(report.deff_before, 3 * 38 / 100.0);
    assert_close(report.kish, 3 * (36 + 36 + 100) / (22.0 * 22));
    assert_close(report.n_eff, 22.0 * 22 / 172);
    g_assert_cmpuint(report.n_largest, ==, 3);
    g_assert_cmpuint(report.largest[0], ==, 2);
    g_assert_cmpuint(report.negative, ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/calibrate/totals", test_totals);
    g_test_add_func("/calibrate/ipf", test_ipf);
    g_test_add_func("/calibrate/post-stratification", test_post_stratification);
    g_test_add_func("/calibrate/linear", test_linear);
    g_test_add_func("/calibrate/invariance", test_invariance);
    g_test_add_func("/calibrate/scale", test_scale);
    g_test_add_func("/calibrate/zero-weights", test_zero_weights);
    g_test_add_func("/calibrate/refused-margins", test_refused_margins);
    g_test_add_func("/calibrate/refused-weights", test_refused_weights);
    g_test_add_func("/calibrate/refused-bounds", test_refused_bounds);
    g_test_add_func("/calibrate/infeasible", test_infeasible);
    g_test_add_func("/calibrate/collinear", test_collinear);
    g_test_add_func("/calibrate/single", test_single);
    g_test_add_func("/calibrate/report", test_report);
    return g_test_run();
}
