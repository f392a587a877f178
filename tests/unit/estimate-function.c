/* estimate-function.c - variances, functions of estimates, separate ratios and quantiles by each interval, against R
 * survey: scripts/oracle/functions.R, tests/oracle/functions.expected.csv */
#include "fixture.h"
#include <vigie/estimate-dispersion.h>
#include <vigie/estimate-function.h>
#include <vigie/estimate-quantile.h>

#include <math.h>
#include <string.h>

static const Plan plan = {
    .strata = "stratum", .cluster = "psu", .weight = "w", .lonely = VIGIE_LONELY_PSU_REMOVE};
static const VigieRules rules = {.level = 0.95};

typedef struct {
    Table *table;
    GHashTable *expected;
    VigieDesign *design;
    double *y, *x, *dom;
    guint32 *cell; /* all records in cell 0 */
} Data;

static void
clear_data(Data *data)
{
    table_free(data->table);
    g_hash_table_unref(data->expected);
    vigie_design_free(data->design);
    g_free(data->y);
    g_free(data->x);
    g_free(data->dom);
    g_free(data->cell);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Data, clear_data)

static Data
load(void)
{
    Data data = {.table = table_own("designs"), .expected = oracle_own("functions")};
    data.design = fixture_design(data.table, &plan);
    data.y = table_numbers(data.table, "y");
    data.x = table_numbers(data.table, "x");
    data.dom = table_numbers(data.table, "dom");
    data.cell = g_new0(guint32, data.table->n);
    return data;
}

static void
assert_row(const Data *data, const char *id, guint k, double actual)
{
    g_autofree char *row = g_strdup_printf("%s[%u]", id, k);
    assert_close(actual, oracle_value(data->expected, row));
}

/* Dispersion --------------------------------------------------------------------------------- */

static VigieFigure
dispersion(const Data *data, const double *y, VigieDispersion kind)
{
    VigieCells cells = {.n_cells = 1, .n = data->table->n, .cell = data->cell};
    const VigieDispersionSpec spec = {data->design, &cells, y, kind};
    VigieFigure figure;
    g_assert_true(vigie_dispersion(&spec, &rules, &figure, NULL, NULL));
    return figure;
}

static void
test_variance(void)
{
    g_auto(Data) data = load();
    VigieFigure f = dispersion(&data, data.y, VIGIE_DISPERSION_VARIANCE);
    assert_row(&data, "all.variance", 1, f.estimate);
    assert_row(&data, "all.variance", 2, f.se);
    assert_row(&data, "all.variance.ci", 1, f.ci_low);
    assert_row(&data, "all.variance.ci", 2, f.ci_high);
    f = dispersion(&data, data.y, VIGIE_DISPERSION_SD);
    assert_row(&data, "all.sd", 1, f.estimate);
    assert_row(&data, "all.sd", 2, f.se);
    for (gsize i = 0; i < data.table->n; i++)
        data.cell[i] = data.dom[i] > 0 ? 0 : VIGIE_NO_CELL;
    f = dispersion(&data, data.y, VIGIE_DISPERSION_VARIANCE);
    assert_row(&data, "dom.variance", 1, f.estimate);
    assert_row(&data, "dom.variance", 2, f.se);
    f = dispersion(&data, data.y, VIGIE_DISPERSION_SD);
    assert_row(&data, "dom.sd", 1, f.estimate);
    assert_row(&data, "dom.sd", 2, f.se);
}

/* Answers near 1e9 have the variance of what is left of them. */
static void
test_variance_far_off(void)
{
    g_auto(Data) data = load();
    VigieFigure near = dispersion(&data, data.y, VIGIE_DISPERSION_VARIANCE);
    for (gsize i = 0; i < data.table->n; i++)
        data.y[i] += 1e9;
    VigieFigure far = dispersion(&data, data.y, VIGIE_DISPERSION_VARIANCE);
    assert_close(far.estimate, near.estimate);
    assert_close(far.se, near.se);
}

static void
test_variance_of_nothing(void)
{
    g_auto(Data) data = load();
    g_autofree double *y = g_new(double, data.table->n);
    for (gsize i = 0; i < data.table->n; i++)
        y[i] = 3;
    for (VigieDispersion kind = VIGIE_DISPERSION_VARIANCE; kind <= VIGIE_DISPERSION_SD;
         kind++) {
        VigieFigure f = dispersion(&data, y, kind);
        assert_close(f.estimate, 0);
        g_assert_cmpint(f.status, ==, VIGIE_STATUS_NO_VARIANCE);
        g_assert_true(isnan(f.ci_low) && isnan(f.ci_high));
    }
    for (gsize i = 1; i < data.table->n; i++)
        y[i] = NAN;
    VigieFigure f = dispersion(&data, y, VIGIE_DISPERSION_SD);
    g_assert_cmpint(f.status, ==, VIGIE_STATUS_NOT_ESTIMABLE); /* one answer */
    g_assert_cmpuint(f.n, ==, 1);
    g_assert_true(isnan(f.estimate) && isnan(f.se) && isnan(f.ci_low));
    y[0] = NAN;
    f = dispersion(&data, y, VIGIE_DISPERSION_VARIANCE);
    g_assert_cmpint(f.status, ==, VIGIE_STATUS_EMPTY);
}

static void
test_variance_of_another_shape(void)
{
    g_auto(Data) data = load();
    VigieCells cells = {.n_cells = 1, .n = data.table->n - 1, .cell = data.cell};
    const VigieDispersionSpec spec = {data.design, &cells, data.y, VIGIE_DISPERSION_SD};
    VigieFigure figure;
    g_autoptr(GError) error = NULL;
    g_assert_false(vigie_dispersion(&spec, &rules, &figure, NULL, &error));
    g_assert_error(error, VIGIE_DESIGN_ERROR, VIGIE_DESIGN_ERROR_SHAPE);
}

/* Functions ------------------------------------------------------------------------------------ */

/* Means of y and x over the records that answered both. */
static void
two_means(const Data *data, VigieLinear mean[2])
{
    g_autofree guint32 *cell = g_new0(guint32, data->table->n);
    for (gsize i = 0; i < data->table->n; i++)
        cell[i] = isnan(data->y[i]) || isnan(data->x[i]) ? VIGIE_NO_CELL : 0;
    VigieCells cells = {.n_cells = 1, .n = data->table->n, .cell = cell};
    const VigieMeasure measure[] = {{data->y, NULL}, {data->x, NULL}};
    g_autoptr(VigieSums) sums = vigie_sums_new(data->design, &cells, measure, 2, NULL);
    for (guint m = 0; m < 2; m++)
        vigie_linear_mean(sums, m, 0, &mean[m]);
}

static const char *const names[] = {"y", "x", NULL};

static void
test_functions(void)
{
    static const struct {
        const char *id, *text;
    } cases[] = {{"f.ratio", "y / x"},
                 {"f.product", "y*x"},
                 {"f.difference", "2*y - x + 1"},
                 {"f.log", "log(y)"},
                 {"f.exp", "exp(-y / 10)"},
                 {"f.sqrt", "sqrt(y^2 + x^2)"},
                 {"f.power", "${y}^${x}"},
                 {"f.logit", "log(y / 10 / (1 - y / 10))"},
                 {"f.tower", "2 ^ x ^ .5"},
                 {"f.product", "abs(-y) * +x"},
                 {"f.difference", "- -2e0 * y--1 - x"}};
    g_auto(Data) data = load();
    VigieLinear mean[2];
    two_means(&data, mean);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(VigieFunction) function = vigie_function_new(cases[i].text, names, &error);
        g_assert_no_error(error);
        g_auto(VigieLinear) linear = {0};
        vigie_function_linear(function, mean, &linear);
        VigieFigure f;
        vigie_linear_figure(data.design, &linear, 30, 8, &rules, &f);
        assert_row(&data, cases[i].id, 1, f.estimate);
        assert_row(&data, cases[i].id, 2, f.se);
        assert_close(f.ci_high - f.ci_low, 2 * 2.3060041352041662 * f.se); /* qt(.975, 8) */
        g_assert_cmpint(f.status, ==, VIGIE_STATUS_OK);
    }
    vigie_linear_clear(&mean[0]);
    vigie_linear_clear(&mean[1]);
}

/* Derivatives against differences, at points drawn at random. */
static void
test_derivatives(void)
{
    static const char *const texts[] = {"y*x/(y+x)",       "log(y^x)",       "exp(y-x)^2",
                                        "sqrt(y)*abs(-x)", "-y^2/x",         "(y-3)^2 - x^-1",
                                        "y^(1/x)",         "log(exp(y)+1)/x"};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(VigieFunction) function = vigie_function_new(texts[i], names, NULL);
        for (guint trial = 0; trial < 50; trial++) {
            double theta[] = {g_test_rand_double_range(0.5, 3),
                              g_test_rand_double_range(0.5, 3)};
            double gradient[2];
            vigie_function_value(function, theta, gradient);
            for (guint j = 0; j < 2; j++) {
                double h = 1e-5, at = theta[j];
                theta[j] = at + h;
                double above = vigie_function_value(function, theta, NULL);
                theta[j] = at - h;
                double below = vigie_function_value(function, theta, NULL);
                theta[j] = at;
                double slope = (above - below) / (2 * h);
                g_assert_cmpfloat(fabs(slope - gradient[j]), <, 1e-6 * (1 + fabs(slope)));
            }
        }
    }
}

static double
value_of(const char *text)
{
    g_autoptr(VigieFunction) function = vigie_function_new(text, names, NULL);
    return vigie_function_value(function, (const double[]){2, 3}, NULL);
}

static void
test_precedence(void)
{
    assert_close(value_of("y + x * y ^ x"), 26);
    assert_close(value_of("-y^2"), -4);
    assert_close(value_of("2^x^y"), 512);
    assert_close(value_of("x - y - 1"), 0);
    assert_close(value_of("12 / x / y"), 2);
    assert_close(value_of("(x - (y - 1)) * 2"), 4);
    assert_close(value_of("abs(y - x)"), 1);
}

/* No number where there is none: a figure that is not estimable, never Inf. */
static void
test_no_number(void)
{
    static const char *const texts[] = {"y / (x - x)", "log(-y)", "log(y - y)", "sqrt(-x)",
                                        "exp(1e6 * y)"};
    g_auto(Data) data = load();
    VigieLinear mean[2];
    two_means(&data, mean);
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(VigieFunction) function = vigie_function_new(texts[i], names, NULL);
        g_auto(VigieLinear) linear = {0};
        vigie_function_linear(function, mean, &linear);
        VigieFigure f;
        vigie_linear_figure(data.design, &linear, 30, 8, &rules, &f);
        g_assert_true(isnan(f.estimate) && isnan(f.se) && isnan(f.ci_low) && isnan(f.ci_high));
        g_assert_cmpint(f.status, ==, VIGIE_STATUS_NOT_ESTIMABLE);
        vigie_linear_figure(data.design, &linear, 0, 8, &rules, &f);
        g_assert_cmpint(f.status, ==, VIGIE_STATUS_EMPTY);
    }
    vigie_linear_clear(&mean[0]);
    vigie_linear_clear(&mean[1]);
}

/* What the formula does not use may be missing. */
static void
test_unused(void)
{
    g_autoptr(VigieFunction) function = vigie_function_new("1 + x^2", names, NULL);
    g_assert_false(vigie_function_uses(function, 0));
    g_assert_true(vigie_function_uses(function, 1));
    guint32 unit = 0;
    double z = 1, none = NAN;
    const VigieLinear part[] = {{NAN, 1, &unit, &none}, {3, 1, &unit, &z}};
    g_auto(VigieLinear) linear = {0};
    vigie_function_linear(function, part, &linear);
    assert_close(linear.estimate, 10);
    assert_close(linear.z[0], 6);
}

static void
test_errors(void)
{
    static const struct {
        const char *text;
        int code;
        const char *place;
    } cases[] = {
        {"", VIGIE_FUNCTION_ERROR_SYNTAX, "character 1:"},
        {"y +", VIGIE_FUNCTION_ERROR_SYNTAX, "character 4:"},
        {"y x", VIGIE_FUNCTION_ERROR_SYNTAX, "character 3:"},
        {"(y", VIGIE_FUNCTION_ERROR_SYNTAX, "character 3:"},
        {"y)", VIGIE_FUNCTION_ERROR_SYNTAX, "character 2:"},
        {"y / z", VIGIE_FUNCTION_ERROR_NAME, "character 5:"},
        {"é / y", VIGIE_FUNCTION_ERROR_NAME, "character 1:"},
        {"tan(y)", VIGIE_FUNCTION_ERROR_SYNTAX, "character 1:"},
        {"1.2.3", VIGIE_FUNCTION_ERROR_SYNTAX, "character 1:"},
        {"y ** 2", VIGIE_FUNCTION_ERROR_SYNTAX, "character 4:"},
        {"${y", VIGIE_FUNCTION_ERROR_SYNTAX, "character 1:"},
        {"$y", VIGIE_FUNCTION_ERROR_SYNTAX, "character 1:"},
        {"log()", VIGIE_FUNCTION_ERROR_SYNTAX, "character 5:"},
        {"\xff", VIGIE_FUNCTION_ERROR_SIZE, ""},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(vigie_function_new(cases[i].text, names, &error));
        g_assert_error(error, VIGIE_FUNCTION_ERROR, cases[i].code);
        g_assert_nonnull(strstr(error->message, cases[i].place));
    }
}

static void
assert_too_big(const char *text)
{
    g_autoptr(GError) error = NULL;
    g_assert_null(vigie_function_new(text, names, &error));
    g_assert_nonnull(error);
}

/* Depth and length are bounded; anything else is a formula or an error. */
static void
test_hostile(void)
{
    static const char signs[] = "yx()+-*/^.0123e ${}logexpsqrtabs\t";
    g_autofree char *deep = g_strnfill(1000, '('), *powers = g_strnfill(4000, '^');
    g_autofree char *minus = g_strnfill(4000, '-'), *longer = g_strnfill(5000, '1');
    for (gsize i = 0; i < 4000; i += 2)
        powers[i] = 'y';
    assert_too_big(deep);
    assert_too_big(powers);
    assert_too_big(longer);
    assert_too_big(minus);
    for (guint trial = 0; trial < 20000; trial++) {
        char text[24];
        guint length = (guint)g_test_rand_int_range(0, 23);
        for (guint i = 0; i < length; i++)
            text[i] = signs[g_test_rand_int_range(0, (gint32)sizeof signs - 1)];
        text[length] = '\0';
        g_autoptr(GError) error = NULL;
        g_autoptr(VigieFunction) function = vigie_function_new(text, names, &error);
        g_assert_true((function == NULL) == (error != NULL));
        double gradient[2];
        if (function != NULL)
            vigie_function_value(function, (const double[]){2, 3}, gradient);
    }
}

/* Separate ratio, quantiles ---------------------------------------------------------------------- */

static void
test_separate_ratio(void)
{
    g_auto(Data) data = load();
    g_autofree guint32 *cell = g_new0(guint32, data.table->n);
    for (gsize i = 0; i < data.table->n; i++) {
        char stratum = *table_cell(data.table, i, "stratum");
        bool known = stratum != 'C' && !isnan(data.y[i]);
        cell[i] = known ? (stratum == 'A' ? 0 : stratum == 'B' ? 1 : 2) : VIGIE_NO_CELL;
    }
    VigieCells cells = {.n_cells = 4, .n = data.table->n, .cell = cell};
    VigieMeasure measure = {data.y, data.x};
    g_autoptr(VigieSums) sums = vigie_sums_new(data.design, &cells, &measure, 1, NULL);
    const guint32 strata[] = {0, 1, 2, 3};
    const double totals[] = {120, 300, 200, 1};
    g_auto(VigieLinear) ratio = {0}, none = {0};
    vigie_linear_ratio_separate(sums, 0, strata, totals, 3, &ratio);
    assert_row(&data, "separate.ratio", 1, ratio.estimate);
    assert_row(&data, "separate.ratio", 2, vigie_linear_se(data.design, &ratio));
    vigie_linear_ratio_separate(sums, 0, strata, totals, 4, &none);
    g_assert_true(isnan(none.estimate)); /* the last has no record */
}

static void
test_quantile_intervals(void)
{
    static const struct {
        const char *name;
        VigieInterval interval;
    } types[] = {{"mean", VIGIE_INTERVAL_WALD},
                 {"mean", VIGIE_INTERVAL_AUTO},
                 {"beta", VIGIE_INTERVAL_BETA_UNTRUNCATED},
                 {"xlogit", VIGIE_INTERVAL_LOGIT},
                 {"asin", VIGIE_INTERVAL_ASIN}};
    static const double p[] = {0.25, 0.5, 0.75};
    g_auto(Data) data = load();
    VigieCells cells = {.n_cells = 1, .n = data.table->n, .cell = data.cell};
    for (gsize i = 0; i < data.table->n; i++)
        if (isnan(data.y[i]))
            data.cell[i] = VIGIE_NO_CELL;
    for (gsize t = 0; t < G_N_ELEMENTS(types); t++)
        for (gsize j = 0; j < G_N_ELEMENTS(p); j++) {
            const VigieRules by = {.level = 0.95, .interval = types[t].interval};
            const VigieQuantile quantile = {data.x, p[j], VIGIE_QUANTILE_MATH};
            VigieFigure f;
            g_assert_true(vigie_quantile(data.design, &cells, &quantile, &by, &f, NULL));
            g_autofree char *id = g_strdup_printf("q.%s.%g", types[t].name, p[j]);
            assert_row(&data, id, 1, f.estimate);
            assert_row(&data, id, 2, f.ci_low);
            assert_row(&data, id, 3, f.ci_high);
            assert_row(&data, id, 4, f.se);
        }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/dispersion/variance", test_variance);
    g_test_add_func("/dispersion/far-off", test_variance_far_off);
    g_test_add_func("/dispersion/nothing", test_variance_of_nothing);
    g_test_add_func("/dispersion/shape", test_variance_of_another_shape);
    g_test_add_func("/function/oracle", test_functions);
    g_test_add_func("/function/derivatives", test_derivatives);
    g_test_add_func("/function/precedence", test_precedence);
    g_test_add_func("/function/no-number", test_no_number);
    g_test_add_func("/function/unused", test_unused);
    g_test_add_func("/function/errors", test_errors);
    g_test_add_func("/function/hostile", test_hostile);
    g_test_add_func("/ratio/separate", test_separate_ratio);
    g_test_add_func("/quantile/intervals", test_quantile_intervals);
    return g_test_run();
}
