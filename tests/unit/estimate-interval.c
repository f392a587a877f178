/* estimate-interval.c - intervals of shares, beta quantiles, Holm, indicators: closed forms against R */
#include "fixture.h"

#include <math.h>

/* The top-2 share of 2008 of the oracle: p, se, df, n, Kish n. */
#define TOP2 0.59257440330026512, 0.06133394963038781, 9, 65, 59
#define VERY 0.086533739318338077, 0.039057856563457997, 9, 65, 59

static void
assert_interval(bool given, double low, double high, double expected_low, double expected_high)
{
    g_assert_true(given);
    assert_close(low, expected_low);
    assert_close(high, expected_high);
}

static void
test_methods(void)
{
    double low = NAN, high = NAN;
    bool given = vigie_share_interval(TOP2, 0.95, VIGIE_INTERVAL_LOGIT, &low, &high);
    assert_interval(given, low, high, 0.45014857931754304, 0.72097571055064213);
    given = vigie_share_interval(TOP2, 0.95, VIGIE_INTERVAL_BETA, &low, &high);
    assert_interval(given, low, high, 0.44452204263505402, 0.72926903273147337);
    given = vigie_share_interval(TOP2, 0.95, VIGIE_INTERVAL_WILSON, &low, &high);
    assert_interval(given, low, high, 0.45203738062420906, 0.71943856432772491);
    given = vigie_share_interval(TOP2, 0.95, VIGIE_INTERVAL_WALD, &low, &high);
    assert_interval(given, low, high, 0.45382736982117899, 0.73132143677935124);
    given = vigie_share_interval(VERY, 0.95, VIGIE_INTERVAL_WILSON, &low, &high);
    assert_interval(given, low, high, 0.031577741109504807, 0.21581754353266913);
}

/* Logit from 0.1 to 0.9, both included; Korn-Graubard outside. */
static void
test_auto(void)
{
    const double p[] = {0.0999, 0.1, 0.9, 0.9001};
    for (gsize i = 0; i < G_N_ELEMENTS(p); i++) {
        double low[2], high[2];
        VigieInterval expected = i == 1 || i == 2 ? VIGIE_INTERVAL_LOGIT : VIGIE_INTERVAL_BETA;
        g_assert_true(vigie_share_interval(p[i], 0.03, 9, 80, 80, 0.95, VIGIE_INTERVAL_AUTO,
                                           &low[0], &high[0]));
        g_assert_true(
            vigie_share_interval(p[i], 0.03, 9, 80, 80, 0.95, expected, &low[1], &high[1]));
        assert_interval(true, low[0], high[0], low[1], high[1]);
    }
}

static void
test_level(void)
{
    double low = NAN, high = NAN;
    /* R: p + c(-1, 1) * qt(.95, 9) * s;  qbeta with .05 and .95 */
    bool given = vigie_share_interval(TOP2, 0.9, VIGIE_INTERVAL_WALD, &low, &high);
    assert_interval(given, low, high, 0.48014234702191505, 0.70500645957861519);
    given = vigie_share_interval(TOP2, 0.9, VIGIE_INTERVAL_BETA, &low, &high);
    assert_interval(given, low, high, 0.47060141986538423, 0.70651308737819762);
}

/* n' above n is cut to n: the interval is that of 8 answers. */
static void
test_capped(void)
{
    double low = NAN, high = NAN;
    bool given =
        vigie_share_interval(0.5, 0.05, 9, 8, 8, 0.95, VIGIE_INTERVAL_BETA, &low, &high);
    assert_interval(given, low, high, 0.15701277048705795, 0.84298722951294192);
}

static void
test_zero_and_one(void)
{
    double low = NAN, high = NAN;
    bool given = vigie_share_interval(1, 0, 9, 69, 63.447484268679943, 0.95,
                                      VIGIE_INTERVAL_AUTO, &low, &high);
    assert_interval(given, low, high, 0.94351721042795855, 1);
    given = vigie_share_interval(0, 0, 9, 69, 63.447484268679943, 0.95, VIGIE_INTERVAL_LOGIT,
                                 &low, &high);
    assert_interval(given, low, high, 0, 0.056482789572041447);
    given = vigie_share_interval(1, 0, 9, 69, 1000, 0.95, VIGIE_INTERVAL_WALD, &low, &high);
    assert_interval(given, low, high, 0.94794194213692029, 1);
}

static void
test_none(void)
{
    double low = 7, high = 7;
    g_assert_false(
        vigie_share_interval(0.5, 0.1, 0, 9, 9, 0.95, VIGIE_INTERVAL_AUTO, &low, &high));
    g_assert_false(vigie_share_interval(1, 0, 0, 9, 9, 0.95, VIGIE_INTERVAL_AUTO, &low, &high));
    for (VigieInterval i = VIGIE_INTERVAL_AUTO; i <= VIGIE_INTERVAL_WALD; i++)
        g_assert_false(vigie_share_interval(0.5, 0, 3, 9, 9, 0.95, i, &low, &high));
    assert_close(low, 7);
    assert_close(high, 7);
}

/* R's qbeta, for the shapes at which gsl_cdf_beta_Pinv hangs or gives nan too. */
static void
test_beta_quantile(void)
{
    const double cases[][4] = {{0.975, 1, 0, 1},
                               {0.5, -1, 3, 0},
                               {0.5, 3, -1, 1},
                               {0.025, 0, 10, 0},
                               {0.025, 0.0001, 50, 0},
                               {0.025, 350000.5, 1.2, 0.99998829332225869},
                               {0.975, 2.3, 1e-3, 1},
                               {0.025, 1e-3, 2.3, 0},
                               {0.975, 40.2, 0.0001, 1},
                               {0.025, 1e5, 1e5, 0.49780870143169204},
                               {0.025, 29.659, 21.39, 0.44454268113607837},
                               {0.975, 3000, 40000, 0.072194185610879535},
                               {0.025, 0.02, 35, 1.3044693751161055e-82},
                               {0.025, 60, 1, 0.94037050771383313},
                               {0.975, 1, 63.4474842686799, 0.056482789572041447},
                               {0, 2, 3, 0},
                               {1, 2, 3, 1}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        double q = vigie_beta_quantile(cases[i][0], cases[i][1], cases[i][2]);
        assert_close(q, cases[i][3]);
    }
}

static void
test_holm(void)
{
    const double p[] = {0.001, 0.011, 0.02, 0.02, 0.04, 0.3, NAN, 0.9};
    const double expected[] = {0.007, 0.066, 0.1, 0.1, 0.12, 0.6, NAN, 0.9};
    double adjusted[8];
    vigie_holm(p, 8, adjusted);
    for (guint i = 0; i < 8; i++)
        if (i == 6)
            g_assert_true(isnan(adjusted[i]));
        else
            assert_close(adjusted[i], expected[i]);
    const double large[] = {0.9, 0.4, 0.6};
    vigie_holm(large, 3, adjusted);
    for (guint i = 0; i < 3; i++)
        assert_close(adjusted[i], 1);
}

static void
test_indicators(void)
{
    const double answers[] = {1, 2, NAN, 9, 10, 6, 7}, codes[] = {2, 9};
    const double is_code[] = {0, 1, NAN, 1, 0, 0, 0};
    const double score[] = {-100, -100, NAN, 100, 100, -100, 0};
    double out[7], nps[7];
    vigie_indicator_of(answers, 7, codes, 2, out);
    vigie_nps_score(answers, 7, nps);
    for (guint i = 0; i < 7; i++)
        if (i == 2) {
            g_assert_true(isnan(out[i]) && isnan(nps[i]));
        } else {
            assert_close(out[i], is_code[i]);
            assert_close(nps[i], score[i]);
        }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/estimate/interval/methods", test_methods);
    g_test_add_func("/estimate/interval/auto", test_auto);
    g_test_add_func("/estimate/interval/level", test_level);
    g_test_add_func("/estimate/interval/capped", test_capped);
    g_test_add_func("/estimate/interval/zero-and-one", test_zero_and_one);
    g_test_add_func("/estimate/interval/none", test_none);
    g_test_add_func("/estimate/interval/beta-quantile", test_beta_quantile);
    g_test_add_func("/estimate/holm", test_holm);
    g_test_add_func("/estimate/indicators", test_indicators);
    return g_test_run();
}
