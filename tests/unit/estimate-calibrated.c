/* estimate-calibrated.c - figures, changes and slopes of calibrated designs against R survey:
 * scripts/oracle/calibrated.R, tests/oracle/calibrated.csv */
#include "calibrated.h"

#include <math.h>
#include <string.h>
#include <vigie/estimate-quantile.h>
#include <vigie/trend.h>

/* Rows of a design, its margins and its sampling. */
typedef struct {
    const char *name;
    const char *year;    /* NULL = all, each with columns of its own, or pooled */
    const char *margins; /* of "type;orig;nights" */
    Plan plan;
    VigieCalibrationMethod method;
    double lower, upper;
    bool lonely;  /* with stratum D */
    bool by_year; /* margins of each year */
} Case;

#define STRATA .strata = "stratum", .cluster = "psu", .weight = "w"
#define YEARS .strata = "year;stratum", .cluster = "psu", .weight = "w"

static const Case cases[] = {
    {"raking", "2021", "type;orig", {STRATA}, VIGIE_CALIBRATE_RAKING, 0, 0, false, false},
    {"linear",
     "2021",
     "type;orig;nights",
     {STRATA, .fpc = "N1"},
     VIGIE_CALIBRATE_LINEAR,
     0,
     0,
     false,
     false},
    {"truncated",
     "2021",
     "type;nights",
     {STRATA, .fpc = "N1"},
     VIGIE_CALIBRATE_TRUNCATED,
     0.85,
     1.4,
     false,
     false},
    {"logit", "2021", "type;orig", {STRATA}, VIGIE_CALIBRATE_LOGIT, 0.5, 2, false, false},
    {"two",
     "2021",
     "type;orig",
     {STRATA, .fpc = "N1", .ssu = "stratum;psu;ssu", .fpc_ssu = "N2"},
     VIGIE_CALIBRATE_RAKING,
     0,
     0,
     false,
     false},
    {"lonely.adjust",
     "2022",
     "type;orig",
     {STRATA, .lonely = VIGIE_LONELY_PSU_ADJUST},
     VIGIE_CALIBRATE_LINEAR,
     0,
     0,
     true,
     false},
    {"lonely.remove",
     "2022",
     "type;orig",
     {STRATA, .lonely = VIGIE_LONELY_PSU_REMOVE},
     VIGIE_CALIBRATE_LINEAR,
     0,
     0,
     true,
     false},
    {"lonely.average",
     "2022",
     "type;orig",
     {STRATA, .lonely = VIGIE_LONELY_PSU_AVERAGE},
     VIGIE_CALIBRATE_LINEAR,
     0,
     0,
     true,
     false},
    {"wave2021", "2021", "type;orig", {STRATA}, VIGIE_CALIBRATE_RAKING, 0, 0, false, false},
    {"wave2022", "2022", "type;orig", {STRATA}, VIGIE_CALIBRATE_RAKING, 0, 0, false, false},
    {"wave2023", "2023", "type;orig", {STRATA}, VIGIE_CALIBRATE_RAKING, 0, 0, false, false},
    {"stacked",
     NULL,
     "year;type|year;orig",
     {YEARS},
     VIGIE_CALIBRATE_RAKING,
     0,
     0,
     false,
     true},
    {"panel",
     NULL,
     "year;type|year;orig",
     {YEARS, .site_strata = "stratum"},
     VIGIE_CALIBRATE_RAKING,
     0,
     0,
     false,
     true},
    {"pooled", NULL, "type;orig", {YEARS}, VIGIE_CALIBRATE_RAKING, 0, 0, false, false},
};

/* A case at work. */
typedef struct {
    const Case *of;
    Table *table;
    GHashTable *expected;
    double *y, *x, *share, *known, *dom;
    Calibrated calibrated;
} Work;

static bool
belongs(const Case *of, const Table *table, guint row)
{
    const char *stratum = table_cell(table, row, "stratum");
    return (of->lonely || !g_str_equal(stratum, "D")) &&
           (of->year == NULL || g_str_equal(table_cell(table, row, "year"), of->year));
}

/* Totals of the weights w p. */
static void
fill_totals(const Table *table, const VigieMargin *margin, double *total)
{
    g_autofree double *w = table_numbers(table, "w"), *p = table_numbers(table, "p");
    for (gsize i = 0; i < table->n; i++)
        total[margin->class_of != NULL ? margin->class_of[i] : 0] +=
            w[i] * p[i] * (margin->class_of != NULL ? 1 : margin->number[i]);
}

static void
calibrate_case(Work *work)
{
    const Case *of = work->of;
    g_auto(GStrv) names = g_strsplit(of->margins, of->by_year ? "|" : ";", -1);
    g_autofree double *w = table_numbers(work->table, "w"),
                      *nights = table_numbers(work->table, "nights");
    VigieMargin margin[3];
    guint32 *class_of[3] = {NULL};
    double total[3][16] = {{0}};
    guint n = g_strv_length(names);
    for (guint m = 0; m < n; m++) {
        bool number = g_str_equal(names[m], "nights");
        guint32 n_classes = 1;
        class_of[m] = number ? NULL : table_keys(work->table, names[m], &n_classes);
        margin[m] = (VigieMargin){
            names[m], n_classes, class_of[m], NULL, number ? nights : NULL, total[m]};
        fill_totals(work->table, &margin[m], total[m]);
    }
    VigieCalibrationSpec spec = {.n = work->table->n,
                                 .weight = w,
                                 .margin = margin,
                                 .n_margins = n,
                                 .method = of->method,
                                 .lower = of->lower,
                                 .upper = of->upper,
                                 .tolerance = 1e-12};
    calibrated_fill(&work->calibrated, work->table, &of->plan, &spec);
    for (guint m = 0; m < n; m++)
        g_free(class_of[m]);
}

static void
work_init(Work *work, const Case *of)
{
    *work = (Work){
        .of = of, .table = table_own("calibrated"), .expected = oracle_own("calibrated")};
    for (guint i = work->table->lines->len; i-- > 0;)
        if (!belongs(of, work->table, i))
            g_ptr_array_remove_index(work->table->lines, i);
    work->table->n = work->table->lines->len;
    work->y = table_numbers(work->table, "y");
    work->x = table_numbers(work->table, "x");
    work->dom = table_numbers(work->table, "dom");
    work->share = table_numbers(work->table, "s");
    work->known = g_new(double, work->table->n);
    for (gsize i = 0; i < work->table->n; i++) {
        work->known[i] = g_str_equal(table_cell(work->table, i, "type"), "b");
        if (!isnan(work->share[i]))
            work->share[i] = work->share[i] >= 4;
    }
    calibrate_case(work);
}

static void
work_clear(Work *work)
{
    table_free(work->table);
    g_hash_table_unref(work->expected);
    g_free(work->y);
    g_free(work->x);
    g_free(work->share);
    g_free(work->known);
    g_free(work->dom);
    calibrated_clear(&work->calibrated);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Work, work_clear)

static bool
has(const Work *work, const char *question, const char *what)
{
    g_autofree char *id = g_strdup_printf("%s;%s;%s", work->of->name, question, what);
    return g_hash_table_contains(work->expected, id);
}

static void
check(const Work *work, const char *question, const char *what, double actual)
{
    g_autofree char *id = g_strdup_printf("%s;%s;%s", work->of->name, question, what);
    double expected = oracle_value(work->expected, id);
    if (fabs(expected) < 1e-10) /* a margin's error, by R's rounding */
        expected = 0;
    assert_close_at(id, actual, expected, 1e-9, 1);
}

static void
check_figure(const Work *work, const char *question, const double *y, const double *x,
             Statistic *statistic)
{
    const double *domain = g_str_has_prefix(question, "dom.") ? work->dom : NULL;
    VigieFigure f = figure_of(work->calibrated.design, y, x, domain, statistic);
    check(work, question, "estimate", f.estimate);
    check(work, question, "se", f.se);
    if (has(work, question, "df")) {
        check(work, question, "df", f.df);
        check(work, question, "deff", f.deff);
    }
}

static void
check_covariance(const Work *work, const char *question, const double *domain)
{
    gsize n = work->table->n;
    double v[4];
    g_autofree double *both = g_new(double, n);
    for (gsize i = 0; i < n; i++)
        both[i] = !isnan(work->y[i]) && (domain == NULL || domain[i] > 0);
    covariance_of(work->calibrated.design, (const double *[]){work->y, work->x},
                  (const double *[]){both, both}, v);
    check(work, question, "covariance", v[1]);
    assert_close(v[1], v[2]);
}

/* The gap of two means as a contrast, and from their covariances. */
static void
check_gap(const Work *work)
{
    g_autofree guint32 *cell = g_new0(guint32, work->table->n);
    VigieCells cells = {.n_cells = 1, .n = work->table->n, .cell = cell};
    VigieMeasure measures[] = {{work->y, NULL}, {work->x, NULL}};
    g_autoptr(VigieSums) sums =
        vigie_sums_new(work->calibrated.design, &cells, measures, 2, NULL);
    VigieLinear mean[2] = {{0}};
    g_auto(VigieLinear) gap = {0};
    double v[4];
    vigie_linear_mean(sums, 0, 0, &mean[0]);
    vigie_linear_mean(sums, 1, 0, &mean[1]);
    vigie_linear_combine(mean, (const double[]){2, -1}, 2, &gap);
    g_assert_true(vigie_linear_covariance(work->calibrated.design, mean, 2, v));
    double se = vigie_linear_se(work->calibrated.design, &gap);
    assert_close(se * se, 4 * v[0] + v[3] - 4 * v[1]);
    vigie_linear_clear(&mean[0]);
    vigie_linear_clear(&mean[1]);
}

static void
check_median(const Work *work, const char *question, const double *domain)
{
    gsize n = work->table->n;
    g_autofree guint32 *cell = g_new0(guint32, n);
    for (gsize i = 0; i < n; i++)
        cell[i] = domain == NULL || domain[i] > 0 ? 0 : VIGIE_NO_CELL;
    VigieCells cells = {.n_cells = 1, .n = n, .cell = cell};
    VigieQuantile median = {work->y, 0.5, VIGIE_QUANTILE_MATH};
    VigieRules rules = {.level = 0.95};
    VigieFigure f;
    g_assert_true(vigie_quantile(work->calibrated.design, &cells, &median, &rules, &f, NULL));
    check(work, question, "estimate", f.estimate);
    check(work, question, "low", f.ci_low);
    check(work, question, "high", f.ci_high);
}

static void
test_figures(gconstpointer of)
{
    g_auto(Work) work = {0};
    work_init(&work, of);
    check_gap(&work);
    for (guint d = 0; d < 2; d++) {
        const double *domain = d > 0 ? work.dom : NULL;
        check_figure(&work, d > 0 ? "dom.total" : "total", work.y, NULL, vigie_total);
        check_figure(&work, d > 0 ? "dom.mean" : "mean", work.y, NULL, vigie_mean);
        check_figure(&work, d > 0 ? "dom.ratio" : "ratio", work.y, work.x, vigie_ratio);
        check_figure(&work, d > 0 ? "dom.share" : "share", work.share, NULL, vigie_proportion);
        check_figure(&work, d > 0 ? "dom.known" : "known", work.known, NULL, vigie_total);
        check_covariance(&work, d > 0 ? "dom.mean" : "mean", domain);
        check_median(&work, d > 0 ? "dom.median" : "median", domain);
    }
}

/* Under "fail" as in R: the rows outside the domain stay, and with them the lonely PSU. */
static void
test_fail(void)
{
    Case of = cases[5];
    of.plan.lonely = VIGIE_LONELY_PSU_FAIL;
    of.name = "lonely.fail";
    g_auto(Work) work = {0};
    work_init(&work, &of);
    g_autofree double *away = g_new(double, work.table->n);
    for (gsize i = 0; i < work.table->n; i++)
        away[i] = !g_str_equal(table_cell(work.table, i, "stratum"), "D");
    VigieFigure f = figure_of(work.calibrated.design, work.y, NULL, away, vigie_mean);
    g_assert_cmpint(f.status, ==, VIGIE_STATUS_LONELY_PSU);
    g_assert_true(isnan(f.se));
    g_autoptr(VigieDesign) plain = fixture_design(work.table, &of.plan);
    f = figure_of(plain, work.y, NULL, away, vigie_mean);
    g_assert_cmpint(f.status, ==, VIGIE_STATUS_OK);
}

/* Six records; what is wrong with column, value or d of the first. */
static void
refused(guint32 column, double value, double d)
{
    guint32 psu[] = {0, 1, 2, 3, 4, 5}, stratum[6] = {0}, first[6] = {0},
            second[] = {1, 1, 1, 1, 1, 1};
    double weight[] = {1, 2, 3, 4, 5, 6}, number[] = {3, 2, 1, 2, 3, 4},
           design[] = {1, 1, 1, 1, 1, 1};
    second[0] = column;
    number[0] = value;
    design[0] = d;
    VigieAuxiliary x = {.n_columns = 2,
                        .n_terms = 2,
                        .column = (const guint32 *const[]){first, second},
                        .value = (const double *const[]){NULL, number},
                        .design_weight = design};
    VigieDesignSpec spec = {.n = 6,
                            .psu = psu,
                            .weight = weight,
                            .n_psu = 6,
                            .n_strata = 1,
                            .stratum = stratum,
                            .auxiliary = &x};
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieDesign) bad = vigie_design_new(&spec, &error);
    g_assert_error(error, VIGIE_DESIGN_ERROR, VIGIE_DESIGN_ERROR_SHAPE);
    g_assert_null(bad);
}

static void
test_refused(void)
{
    refused(0, 3, 1); /* twice */
    refused(2, 3, 1); /* beyond */
    refused(1, NAN, 1);
    refused(1, 3, 0); /* weighs */
    refused(1, 3, -1);
    refused(1, 3, NAN);
    refused(1, 1e200, 1); /* its square is infinite */
}

/* A year of the stack is the year for itself. */
static void
check_year(const Work *work, const char *year)
{
    gsize n = work->table->n;
    g_autofree double *in = g_new(double, n), *dom = g_new(double, n);
    g_autofree char *mean = g_strdup_printf("stacked%s;mean", year);
    g_autofree char *total = g_strdup_printf("stacked%s;dom.total", year);
    for (gsize i = 0; i < n; i++) {
        in[i] = g_str_equal(table_cell(work->table, i, "year"), year);
        dom[i] = in[i] * work->dom[i];
    }
    VigieFigure f = figure_of(work->calibrated.design, work->y, NULL, in, vigie_mean);
    VigieFigure t = figure_of(work->calibrated.design, work->y, NULL, dom, vigie_total);
    char *ids[] = {g_strconcat(mean, ";estimate", NULL), g_strconcat(mean, ";se", NULL),
                   g_strconcat(total, ";estimate", NULL), g_strconcat(total, ";se", NULL)};
    const double actual[] = {f.estimate, f.se, t.estimate, t.se};
    for (guint j = 0; j < 4; j++)
        assert_close_at(ids[j], actual[j], oracle_value(work->expected, ids[j]), 1e-9, 1);
    g_free(ids[0]);
    g_free(ids[1]);
    g_free(ids[2]);
    g_free(ids[3]);
}

static void
check_changes(const Work *work, bool domain)
{
    gsize n = work->table->n;
    g_autofree guint32 *cell = g_new0(guint32, n);
    for (gsize i = 0; i < n; i++) {
        cell[i] = (guint32)(table_cell(work->table, i, "year")[3] - '1');
        if (domain && !(work->dom[i] > 0))
            cell[i] = VIGIE_NO_CELL;
    }
    VigieCells cells = {.n_cells = 3, .n = n, .cell = cell};
    VigieMeasure measure = {work->y, NULL};
    g_autoptr(VigieSums) sums =
        vigie_sums_new(work->calibrated.design, &cells, &measure, 1, NULL);
    VigieChange mean, total;
    VigieSlope slope;
    bool fallback = false;
    vigie_change(sums, 0, 0, 1, false, &mean, &fallback);
    vigie_change_total(sums, 0, 0, 1, false, &total);
    vigie_slope(sums, 0, (guint32[]){0, 1, 2}, (double[]){2021, 2022, 2023}, 3, &slope);
    const char *prefix = domain ? "dom." : "";
    g_autofree char *of_mean = g_strconcat(prefix, "change.mean", NULL);
    g_autofree char *of_total = g_strconcat(prefix, "change.total", NULL);
    g_autofree char *of_slope = g_strconcat(prefix, "slope", NULL);
    check(work, of_mean, "estimate", mean.change);
    check(work, of_mean, "se", mean.se);
    if (!has(work, of_total, "se"))
        return;
    check(work, of_total, "estimate", total.change);
    check(work, of_total, "se", total.se);
    check(work, of_slope, "estimate", slope.slope);
    check(work, of_slope, "se", slope.se);
    check(work, of_slope, "df", slope.df);
}

static void
test_years(gconstpointer of)
{
    g_auto(Work) work = {0};
    work_init(&work, of);
    check_changes(&work, false);
    check_changes(&work, true);
    for (guint y = 0; y < 3 && work.of->by_year; y++)
        check_year(&work, (const char *[]){"2021", "2022", "2023"}[y]);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    for (guint c = 0; c < G_N_ELEMENTS(cases); c++) {
        g_autofree char *path = g_strdup_printf("/estimate-calibrated/%s", cases[c].name);
        g_test_add_data_func(path, &cases[c],
                             cases[c].year != NULL ? test_figures : test_years);
    }
    g_test_add_func("/estimate-calibrated/lonely.fail", test_fail);
    g_test_add_func("/estimate-calibrated/refused", test_refused);
    return g_test_run();
}
