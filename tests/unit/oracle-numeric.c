/* oracle-numeric.c - table 13 row by row: cancellation, sums, codes of answers, changes, distributions.  Its rows on
 * the mix of customers are another program's. */
#include "oracle.h"
#include <vigie/estimate-dispersion.h>
#include <vigie/estimate-function.h>

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

static VigieDesign *
each_record(gsize n, const double *weight, GError **error)
{
    g_autofree guint32 *psu = g_new(guint32, n), *stratum = g_new0(guint32, n);
    for (gsize i = 0; i < n; i++)
        psu[i] = (guint32)i;
    const VigieDesignSpec spec = {.n = n,
                                  .psu = psu,
                                  .weight = weight,
                                  .n_psu = (guint32)n,
                                  .n_strata = 1,
                                  .stratum = stratum};
    return vigie_design_new(&spec, error);
}

static VigieFigure
mean_of(const double *y, const double *weight, gsize n)
{
    g_autoptr(VigieDesign) design = each_record(n, weight, NULL);
    return figure_of(design, y, NULL, NULL, vigie_mean);
}

static void
test_cancellation(void)
{
    if (!oracle_there())
        return;
    const double far[] = {1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 4, 1e9 + 5, 1e9 + 6};
    const double near[] = {1, 2, 3, 4, 5, 6};
    const double tenths[] = {1e9 + 0.1, 1e9 + 0.2, 1e9 + 0.3, 1e9 + 0.4};
    oracle_is("num.shift.se", mean_of(far, NULL, 6).se);
    oracle_is("num.shift.se.small", mean_of(near, NULL, 6).se);
    oracle_differs("num.shift.WRONG_sumsq", mean_of(far, NULL, 6).se);
    g_autoptr(VigieDesign) design = each_record(4, NULL, NULL);
    const guint32 cell[] = {0, 0, 0, 0};
    VigieCells cells = {.n_cells = 1, .n = 4, .cell = cell};
    const VigieRules rules = {.level = 0.95};
    const VigieDispersionSpec spec = {design, &cells, tenths, VIGIE_DISPERSION_VARIANCE};
    VigieFigure variance;
    g_assert_true(vigie_dispersion(&spec, &rules, &variance, NULL, NULL));
    oracle_is("num.shift.var[1]", variance.estimate);
    oracle_differs("num.shift.var[2]", variance.estimate); /* of the one pass */
}

static void
test_sums(void)
{
    if (!oracle_there())
        return;
    const double huge[] = {1, 1e100, 1, -1e100};
    double sum = vigie_sum(huge, 4);
    oracle_is("num.sum.neumaier", sum);
    oracle_differs("num.sum.naive", sum);
    oracle_differs("num.sum.kahan", sum);
    g_autofree double *tenth = g_new(double, 100000);
    for (gsize i = 0; i < 100000; i++)
        tenth[i] = 0.1;
    oracle_is("num.sum.tenth[1]", vigie_sum(tenth, 100000));
    oracle_is("num.sum.tenth[2]", vigie_sum(tenth, 100000));
    const gsize terms[] = {3, 6, 8, 10};
    for (guint i = 0; i < 4; i++)
        oracle_is(oracle_id("num.cumsum01[%u]", i + 1), vigie_sum(tenth, terms[i]));
}

/* Why cumulated weights are compared with a tolerance: what == and <= say, and what the tolerance says. */
static void
test_comparison(void)
{
    if (!oracle_there())
        return;
    const double terms[] = {0.1, 0.2, 0.1, 0.1, 0.1};
    double of_two = terms[0] + terms[1], three = 3 * terms[0];
    oracle_is("num.cmp[1]", of_two == 0.3 ? 1 : 0);
    oracle_is("num.cmp[2]", three <= 0.3 ? 1 : 0);
    oracle_is("num.cmp[3]", fabs(vigie_sum(terms, 2) - 0.3) <= 1e-12 * 0.3 ? 1 : 0);
    oracle_is("num.cmp[3]", fabs(vigie_sum(terms + 2, 3) - 0.3) <= 1e-12 * 0.3 ? 1 : 0);
}

/* 1 very satisfied ... 4 not at all; 8 not concerned, 9 does not know, NAN without an answer. */
#define N_CODES 10
static const double raw[N_CODES] = {1, 1, 2, 4, 9, 8, NAN, 2, 3, 1};
static const double raw_weight[N_CODES] = {2, 1, 1, 3, 1, 2, 1, 1, 1, 1};

/* The mean of what a code stands for; codes without a value are missing. */
static double
mean_coded(const double value_of[10], double of_missing)
{
    double y[N_CODES];
    for (gsize i = 0; i < N_CODES; i++)
        y[i] = isnan(raw[i]) ? of_missing : value_of[(gsize)raw[i]];
    return mean_of(y, raw_weight, N_CODES).estimate;
}

static void
test_codes(void)
{
    if (!oracle_there())
        return;
    const double none = NAN;
    const double score[10] = {none, 4, 3, 2, 1, none, none, none, none, none};
    const double valid[10] = {none, 1, 1, 0, 0, none, none, none, none, none};
    const double concerned[10] = {none, 1, 1, 0, 0, none, none, none, none, 0};
    const double all[10] = {0, 1, 1, 0, 0, 0, 0, 0, 0, 0};
    const double is9[10] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 1},
                 is8[10] = {0, 0, 0, 0, 0, 0, 0, 0, 1};
    const double answered[10] = {0};
    double mean = mean_coded(score, NAN);
    oracle_is("codes.mean_recoded", mean);
    oracle_differs("codes.WRONG_mean_raw", mean);
    oracle_is("codes.top2_valid", mean_coded(valid, NAN));
    oracle_is("codes.top2_concerned", mean_coded(concerned, NAN));
    oracle_is("codes.top2_all", mean_coded(all, 0));
    const double nonresponse[] = {mean_coded(answered, 1), mean_coded(is9, 0),
                                  mean_coded(is8, 0)};
    oracle_all("codes.item_nonresponse", nonresponse, 3);
}

static double
function_of(const char *text, double a, double b)
{
    const char *const names[] = {"a", "b", NULL};
    g_autoptr(VigieFunction) function = vigie_function_new(text, names, NULL);
    return vigie_function_value(function, (const double[]){a, b}, NULL);
}

static void
test_changes(void)
{
    if (!oracle_there())
        return;
    oracle_is("change.points_vs_percent[1]", function_of("100 * (b - a)", 0.40, 0.45));
    oracle_is("change.points_vs_percent[2]", function_of("100 * (b / a - 1)", 0.40, 0.45));
    oracle_is("change.sum_of_parts[1]", function_of("b / a - 1", 150, 155));
    const double growth[] = {0.10, -0.10};
    oracle_scaled("change.sum_of_parts[2]", mean_of(growth, NULL, 2).estimate, 0.1);
    /* base 0: R has Inf, and vigie no figure */
    g_assert_cmpfloat(g_ascii_strtod(oracle_text("change.zero_base"), NULL), ==, INFINITY);
    const char *const names[] = {"a", "b", NULL};
    g_autoptr(VigieFunction) function = vigie_function_new("b / a", names, NULL);
    const VigieLinear part[] = {{.estimate = 0}, {.estimate = 5}};
    g_auto(VigieLinear) ratio = {0};
    vigie_function_linear(function, part, &ratio);
    g_assert_true(isnan(ratio.estimate));
}

static void
test_distributions(void)
{
    if (!oracle_there())
        return;
    const double df[] = {1, 2, 3, 9, 30, 1e6}, p[] = {0.975, 0.95, 0.995};
    for (guint i = 0; i < 6; i++)
        oracle_is(oracle_id("q.t[%u]", i + 1), vigie_t_quantile(0.975, df[i]));
    for (guint i = 0; i < 3; i++)
        oracle_is(oracle_id("q.norm[%u]", i + 1), vigie_t_quantile(p[i], INFINITY));
    const double beta[] = {vigie_beta_quantile(0.025, 5.3, 8.7),
                           vigie_beta_quantile(0.975, 0.5, 60),
                           vigie_beta_quantile(0.025, 60, 1)};
    oracle_all("q.beta", beta, 3);
    oracle_is("p.F[1]",
              gsl_cdf_fdist_Q(0.24192298686207186, 1.55636206022714, 14.00725854204426));
    oracle_is("p.F[2]", gsl_cdf_fdist_Q(62.48, 3, 6));
}

static bool
reads(const char *text, double *out)
{
    static const VigieNotation french = {',', ' '};
    return vigie_number_read(text, strlen(text), french, out);
}

static void
test_decimal_comma(void)
{
    double number = NAN;
    g_assert_true(reads("12,5", &number));
    assert_close(number, 12.5);
    g_assert_true(reads("1\u00a0234,5", &number));
    assert_close(number, 1234.5);
    g_assert_true(reads("1\u202f234,5", &number));
    assert_close(number, 1234.5);
    g_assert_false(reads("1.234,5", &number));
}

/* R takes negative weights without a word; vigie takes neither them nor missing ones. */
static void
test_weights(void)
{
    if (!oracle_there())
        return;
    const double negative[] = {1, 2, -1, 2}, missing[] = {1, NAN, 2};
    g_autoptr(GError) error = NULL;
    g_assert_null(each_record(4, negative, &error));
    g_assert_error(error, VIGIE_DESIGN_ERROR, VIGIE_DESIGN_ERROR_WEIGHT);
    g_clear_error(&error);
    g_assert_null(each_record(3, missing, &error));
    oracle_refused("na.weight", &error, VIGIE_DESIGN_ERROR, VIGIE_DESIGN_ERROR_WEIGHT);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/oracle/numeric/cancellation", test_cancellation);
    g_test_add_func("/oracle/numeric/sums", test_sums);
    g_test_add_func("/oracle/numeric/comparison", test_comparison);
    g_test_add_func("/oracle/numeric/codes", test_codes);
    g_test_add_func("/oracle/numeric/changes", test_changes);
    g_test_add_func("/oracle/numeric/distributions", test_distributions);
    g_test_add_func("/oracle/numeric/decimal-comma", test_decimal_comma);
    g_test_add_func("/oracle/numeric/weights", test_weights);
    return g_test_run();
}
