/* oracle-calibration.c - table 05: weights calibrated on twelve answers and on a wave of the flash survey, errors by
 * residuals, what must be refused, trimming */
#include "calibrated.h"
#include "oracle.h"

#include <math.h>

#define N 12

/* The oracle's twelve answers, and the margins that its script uses. */
typedef struct {
    Table *table;
    double *w, *nuits, *y;
    guint32 *hab, *orig;
    VigieMargin margin[3];
} Twelve;

static const char *const habs[] = {"camping", "gite", "hotel", "village"};
static const char *const origs[] = {"FR", "ET", "NR"};
static const double hab_total[] = {60, 45, 25}, orig_total[] = {80, 50};
static const double nuits_800 = 800, nuits_300 = 300;

static Twelve *
twelve_new(void)
{
    Twelve *t = g_new0(Twelve, 1);
    guint32 n_keys = 0;
    t->table = table_load("oracle/data/calib.csv");
    t->w = table_numbers(t->table, "w");
    t->nuits = table_numbers(t->table, "nuits");
    t->y = table_numbers(t->table, "y");
    t->hab = table_keys(t->table, "hab", &n_keys);
    t->orig = table_keys(t->table, "orig", &n_keys);
    t->margin[0] = (VigieMargin){"hab", 3, t->hab, habs, NULL, hab_total};
    t->margin[1] = (VigieMargin){"orig", 2, t->orig, origs, NULL, orig_total};
    t->margin[2] = (VigieMargin){"nuits", 1, NULL, NULL, t->nuits, &nuits_800};
    return t;
}

static void
twelve_free(Twelve *t)
{
    table_free(t->table);
    g_free(t->w);
    g_free(t->nuits);
    g_free(t->y);
    g_free(t->hab);
    g_free(t->orig);
    g_free(t);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Twelve, twelve_free)

static const Plan plan = {.cluster = "id", .weight = "w"};

static VigieCalibrationSpec
spec_of(const Twelve *t, VigieCalibrationMethod method, guint n_margins)
{
    return (VigieCalibrationSpec){.n = N,
                                  .weight = t->w,
                                  .margin = t->margin,
                                  .n_margins = n_margins,
                                  .method = method,
                                  .tolerance = 1e-12};
}

/* Rows NAME.weights, NAME.total.nuits and NAME.mean.y. */
static void
check(const Twelve *t, const char *name, const VigieCalibrationSpec *spec, const char *rows,
      double tolerance)
{
    g_auto(Calibrated) c = {0};
    calibrated_fill(&c, t->table, &plan, spec);
    double w[N];
    for (gsize i = 0; i < N; i++)
        w[i] = t->w[i] * c.g[i];
    VigieFigure total = figure_of(c.design, t->nuits, NULL, NULL, vigie_total);
    VigieFigure mean = figure_of(c.design, t->y, NULL, NULL, vigie_mean);
    for (; *rows != '\0'; rows++) {
        const char *what = *rows == 'w' ? "weights" : *rows == 't' ? "total.nuits" : "mean.y";
        const double *actual = *rows == 'w'   ? w
                               : *rows == 't' ? (double[]){total.estimate, total.se}
                                              : (double[]){mean.estimate, mean.se};
        g_autofree char *id = g_strdup_printf("%s.%s", name, what);
        oracle_all_at(G_STRLOC, id, actual, *rows == 'w' ? N : 2, tolerance, 1);
    }
}

static void
test_base(void)
{
    if (!oracle_there())
        return;
    g_autoptr(Twelve) t = twelve_new();
    g_autoptr(VigieDesign) design = fixture_design(t->table, &plan);
    VigieFigure total = figure_of(design, t->nuits, NULL, NULL, vigie_total);
    VigieFigure mean = figure_of(design, t->y, NULL, NULL, vigie_mean);
    oracle_all("cal.base.total.nuits", ((double[]){total.estimate, total.se}), 2);
    oracle_all("cal.base.mean.y", ((double[]){mean.estimate, mean.se}), 2);
    VigieCalibrationSpec spec = spec_of(t, VIGIE_CALIBRATE_RAKING, 2);
    g_auto(VigieCalibrationReport) report = {0};
    double g[N];
    g_assert_true(vigie_calibrate(&spec, g, &report, NULL));
    oracle_all("cal.base.sums", report.before, 3);
    oracle_is("cal.base.sums.orig[1]", report.before[4]);
    oracle_is("cal.base.sums.orig[2]", report.before[3]);
}

static void
test_post_stratification(void)
{
    if (!oracle_there())
        return;
    g_autoptr(Twelve) t = twelve_new();
    VigieCalibrationSpec spec = spec_of(t, VIGIE_CALIBRATE_LINEAR, 1);
    check(t, "ps", &spec, "wty", 1e-9);
    g_auto(Calibrated) c = {0};
    calibrated_fill(&c, t->table, &plan, &spec);
    double hotel[N], apart = 0, sum[3] = {0};
    for (gsize i = 0; i < N; i++) {
        hotel[i] = t->hab[i] == 2;
        sum[t->hab[i]] += t->w[i];
    }
    for (gsize i = 0; i < N; i++)
        apart = MAX(apart, fabs(c.g[i] - hab_total[t->hab[i]] / sum[t->hab[i]]));
    VigieFigure known = figure_of(c.design, hotel, NULL, NULL, vigie_total);
    oracle_all("ps.total.hotel", ((double[]){known.estimate, known.se}), 2);
    g_assert_cmpint(known.status, ==, VIGIE_STATUS_NO_VARIANCE);
    VigieFigure total = figure_of(c.design, t->nuits, NULL, NULL, vigie_total);
    oracle_all("ps.equals.linear_cal", ((double[]){apart, total.estimate, total.se}), 3);
}

static void
test_raking(void)
{
    if (!oracle_there())
        return;
    g_autoptr(Twelve) t = twelve_new();
    VigieCalibrationSpec spec = spec_of(t, VIGIE_CALIBRATE_RAKING, 2);
    check(t, "cal.raking", &spec, "wty", 1e-9);
    check(t, "rake", &spec, "w", 1e-6);
    g_auto(Calibrated) c = {0};
    calibrated_fill(&c, t->table, &plan, &spec);
    VigieFigure total = figure_of(c.design, t->nuits, NULL, NULL, vigie_total);
    oracle_iterated("rake.total.nuits[1]", total.estimate);
    /* rake()'s own convention of residuals, which METHODS refuses */
    oracle_differs("rake.total.nuits[2]", total.se);
}

/* The largest distance of our weights from the table's. */
static double
apart(const Twelve *t, const VigieCalibrationSpec *spec, const char *id)
{
    double g[N], most = 0;
    g_assert_true(vigie_calibrate(spec, g, NULL, NULL));
    for (guint i = 0; i < N; i++)
        most =
            MAX(most, fabs(t->w[i] * g[i] -
                           g_ascii_strtod(oracle_text(oracle_id("%s[%u]", id, i + 1)), NULL)));
    return most;
}

static void
test_methods(void)
{
    if (!oracle_there())
        return;
    g_autoptr(Twelve) t = twelve_new();
    VigieCalibrationSpec spec = spec_of(t, VIGIE_CALIBRATE_LINEAR, 2);
    g_auto(VigieCalibrationReport) report = {0}, cut = {0};
    double g[N];
    check(t, "cal.linear", &spec, "wt", 1e-9);
    oracle_at_most("sampling.calib.linear.maxdiff", apart(t, &spec, "cal.linear.weights"), 10);
    g_assert_true(vigie_calibrate(&spec, g, &report, NULL));
    oracle_all("cal.linear.g.range", ((double[]){report.g_least, report.g_most}), 2);
    spec = spec_of(t, VIGIE_CALIBRATE_RAKING, 2);
    oracle_at_most("sampling.calib.raking.maxdiff", apart(t, &spec, "cal.raking.weights"), 10);
    spec = spec_of(t, VIGIE_CALIBRATE_TRUNCATED, 2);
    spec.lower = 0.8;
    spec.upper = 1.45;
    check(t, "cal.trunclinear", &spec, "wt", 1e-9);
    g_assert_true(vigie_calibrate(&spec, g, &cut, NULL));
    oracle_all("cal.trunclinear.g.range", ((double[]){cut.g_least, cut.g_most}), 2);
    spec = spec_of(t, VIGIE_CALIBRATE_LOGIT, 2);
    spec.lower = 0.7;
    spec.upper = 1.7;
    check(t, "cal.logit", &spec, "wt", 1e-9);
    oracle_at_most("sampling.calib.logit.maxdiff", apart(t, &spec, "cal.logit.weights"), 10);
}

static void
test_residuals(void)
{
    if (!oracle_there())
        return;
    g_autoptr(Twelve) t = twelve_new();
    VigieCalibrationSpec spec = spec_of(t, VIGIE_CALIBRATE_LINEAR, 2);
    g_auto(Calibrated) c = {0};
    calibrated_fill(&c, t->table, &plan, &spec);
    VigieFigure total = figure_of(c.design, t->nuits, NULL, NULL, vigie_total);
    oracle_is("cal.linear.hand.se", total.se);
    oracle_differs("cal.linear.WRONG.d_residual.se", total.se);
    oracle_differs("cal.linear.variant.calibrated_regression.se", total.se);
    oracle_differs("cal.WRONG.ignored[2]", total.se);
    /* the estimate itself is no mistake; by design weights it is another */
    g_autoptr(VigieDesign) design = fixture_design(t->table, &plan);
    VigieFigure base = figure_of(design, t->nuits, NULL, NULL, vigie_total);
    oracle_differs("cal.WRONG.ignored[1]", base.estimate);
    oracle_is("cal.WRONG.ignored[1]", total.estimate);
}

static void
test_number(void)
{
    if (!oracle_there())
        return;
    g_autoptr(Twelve) t = twelve_new();
    t->margin[1] = t->margin[2];
    VigieCalibrationSpec spec = spec_of(t, VIGIE_CALIBRATE_LINEAR, 2);
    check(t, "cal.cont", &spec, "wy", 1e-9);
    g_auto(Calibrated) c = {0};
    calibrated_fill(&c, t->table, &plan, &spec);
    VigieFigure total = figure_of(c.design, t->nuits, NULL, NULL, vigie_total);
    oracle_is("cal.cont.total.nuits[1]", total.estimate);
    oracle_at_most("cal.cont.total.nuits[2]", total.se, 0);
    g_assert_cmpint(total.status, ==, VIGIE_STATUS_NO_VARIANCE);
}

/* All records count 130, and 300 nights: far from the 699 of the design weights. */
static void
test_far(void)
{
    if (!oracle_there())
        return;
    g_autoptr(Twelve) t = twelve_new();
    const double all_total = 130;
    guint32 all[N] = {0};
    VigieMargin far[] = {{"all", 1, all, NULL, NULL, &all_total},
                         {"nuits", 1, NULL, NULL, t->nuits, &nuits_300}};
    VigieCalibrationSpec spec = spec_of(t, VIGIE_CALIBRATE_LINEAR, 2);
    spec.margin = far;
    double g[N], w[N];
    g_auto(VigieCalibrationReport) report = {0};
    g_assert_true(vigie_calibrate(&spec, g, &report, NULL));
    for (gsize i = 0; i < N; i++)
        w[i] = t->w[i] * g[i];
    oracle_all("cal.negative.weights", w, N);
    g_assert_cmpuint(report.negative, ==, 2);
    spec.method = VIGIE_CALIBRATE_RAKING;
    g_assert_true(vigie_calibrate(&spec, g, NULL, NULL));
    for (gsize i = 0; i < N; i++)
        w[i] = t->w[i] * g[i];
    oracle_all_at(G_STRLOC, "cal.negative.raking.weights", w, N, 1e-6, 1);
    spec.method = VIGIE_CALIBRATE_LOGIT;
    spec.lower = 0.7;
    spec.upper = 1.4;
    g_autoptr(GError) error = NULL;
    g_assert_false(vigie_calibrate(&spec, g, NULL, &error));
    oracle_refused("cal.infeasible.logit", &error, VIGIE_CALIBRATION_ERROR,
                   VIGIE_CALIBRATION_ERROR_BOUNDS);
}

/* R stops, or goes on where it should not. */
static void
expect(const VigieCalibrationSpec *spec, const char *id, int code)
{
    g_autoptr(GError) error = NULL;
    double g[N];
    g_assert_false(vigie_calibrate(spec, g, NULL, &error));
    if (g_str_has_prefix(oracle_text(id), "ERROR"))
        oracle_refused(id, &error, VIGIE_CALIBRATION_ERROR, code);
    else
        oracle_denied(id, &error, VIGIE_CALIBRATION_ERROR, code);
}

static void
test_refused(void)
{
    if (!oracle_there())
        return;
    g_autoptr(Twelve) t = twelve_new();
    const double off[] = {85, 55}, four[] = {60, 40, 20, 10}, two[] = {60, 70, NAN};
    VigieCalibrationSpec spec = spec_of(t, VIGIE_CALIBRATE_RAKING, 2);
    t->margin[1].total = off;
    for (guint i = 1; i <= 5; i++)
        expect(&spec, oracle_id("rake.inconsistent.margins[%u]", i),
               VIGIE_CALIBRATION_ERROR_MARGINS);
    spec.n_margins = 1;
    t->margin[0].n_classes = 4;
    t->margin[0].total = four;
    expect(&spec, "cal.missing_category", VIGIE_CALIBRATION_ERROR_EMPTY_CLASS);
    expect(&spec, "cal.missing_category.partial", VIGIE_CALIBRATION_ERROR_EMPTY_CLASS);
    t->margin[0].n_classes = 3;
    t->margin[0].total = two;
    expect(&spec, "cal.extra_category", VIGIE_CALIBRATION_ERROR_EXTRA_CLASS);
}

static void
test_missing(void)
{
    if (!oracle_there())
        return;
    g_autoptr(Twelve) t = twelve_new();
    VigieCalibrationSpec spec = spec_of(t, VIGIE_CALIBRATE_RAKING, 2);
    t->orig[2] = VIGIE_NO_CLASS;
    expect(&spec, "cal.NA.calibrate", VIGIE_CALIBRATION_ERROR_MISSING);
    expect(&spec, "cal.NA.rake", VIGIE_CALIBRATION_ERROR_MISSING);
    expect(&spec, "cal.NA.postStratify", VIGIE_CALIBRATION_ERROR_MISSING);
    t->orig[2] = 2;
    const double with_nr[] = {80 * 130 / 142.0, 50 * 130 / 142.0, 12 * 130 / 142.0};
    t->margin[1].n_classes = 3;
    t->margin[1].total = with_nr;
    check(t, "cal.NA.as_category", &spec, "w", 1e-6);
}

static void
test_trim(void)
{
    if (!oracle_there())
        return;
    g_autoptr(Twelve) t = twelve_new();
    VigieCalibrationSpec spec = spec_of(t, VIGIE_CALIBRATE_RAKING, 2);
    double g[N], w[N], once[N], strict[N], sum[3] = {0}, hab[3] = {0};
    g_assert_true(vigie_calibrate(&spec, g, NULL, NULL));
    for (gsize i = 0; i < N; i++)
        w[i] = t->w[i] * g[i];
    VigieTrimReport report = {0};
    g_assert_true(vigie_trim(w, N, &(VigieTrim){7, 12, 1}, once, &report, NULL));
    g_assert_cmpuint(report.low, ==, 1);
    g_assert_cmpuint(report.high, ==, 4);
    g_assert_true(vigie_trim(w, N, &(VigieTrim){7, 12, 0}, strict, &report, NULL));
    g_assert_cmpuint(report.high, ==, 7);
    g_assert_cmpuint(report.passes, ==, 2);
    for (gsize i = 0; i < N; i++) {
        sum[0] += w[i];
        sum[1] += once[i];
        sum[2] += strict[i];
        hab[t->hab[i]] += strict[i];
    }
    oracle_all_at(G_STRLOC, "trim.weights", once, N, 1e-6, 1);
    oracle_all_at(G_STRLOC, "trim.strict.weights", strict, N, 1e-6, 1);
    oracle_all_at(G_STRLOC, "trim.sum", sum, 3, 1e-6, 1);
    oracle_all_at(G_STRLOC, "trim.margins", hab, 3, 1e-6, 1);
}

/* The wave of 2008. */
static Table *
load_2008(void)
{
    Table *table = table_load("oracle/data/flash.csv");
    for (guint i = table->lines->len; i-- > 0;)
        if (!g_str_equal(table_cell(table, i, "year"), "2008"))
            g_ptr_array_remove_index(table->lines, i);
    table->n = table->lines->len;
    return table;
}

static void
check_pair(const char *id, VigieFigure figure)
{
    oracle_all_at(G_STRLOC, id, (double[]){figure.estimate, figure.se}, 2, 1e-9, 1);
}

/* Margins of type and season: totals by name. */
static void
fill_2008(const Table *table, const guint32 *type, const guint32 *season, double *type_total,
          double *season_total)
{
    for (gsize i = 0; i < table->n; i++) {
        const char *name = table_cell(table, i, "type");
        type_total[type[i]] = g_str_equal(name, "couple")    ? 800
                              : g_str_equal(name, "famille") ? 1700
                              : g_str_equal(name, "groupe")  ? 300
                                                             : 700;
        season_total[season[i]] =
            g_str_equal(table_cell(table, i, "season"), "flash") ? 2400 : 1100;
    }
}

static void
test_flash(void)
{
    if (!oracle_there())
        return;
    g_autoptr(Table) table = load_2008();
    guint32 n_types = 0, n_seasons = 0;
    g_autofree guint32 *type = table_keys(table, "type", &n_types);
    g_autofree guint32 *season = table_keys(table, "season", &n_seasons);
    double type_total[4] = {0}, season_total[2] = {0};
    fill_2008(table, type, season, type_total, season_total);
    g_autofree double *w = table_numbers(table, "w"), *sat = table_numbers(table, "sat");
    g_autofree double *spend = table_numbers(table, "spend"),
                      *nights = table_numbers(table, "nights");
    g_autofree double *persons = table_numbers(table, "persons");
    g_autofree double *couple = g_new(double, table->n);
    VigieMargin margin[] = {{"type", 4, type, NULL, NULL, type_total},
                            {"season", 2, season, NULL, NULL, season_total}};
    VigieCalibrationSpec spec = {
        .n = table->n, .weight = w, .margin = margin, .n_margins = 2, .tolerance = 1e-12};
    g_auto(Calibrated) c = {0};
    calibrated_fill(&c, table, &(Plan){.strata = "stratum", .cluster = "psu", .weight = "w"},
                    &spec);
    for (gsize i = 0; i < table->n; i++) {
        nights[i] *= persons[i];
        couple[i] = g_str_equal(table_cell(table, i, "type"), "couple");
    }
    check_pair("flash08.cal.sat", figure_of(c.design, sat, NULL, NULL, vigie_mean));
    check_pair("flash08.cal.spend.total", figure_of(c.design, spend, NULL, NULL, vigie_total));
    check_pair("flash08.cal.ratio", figure_of(c.design, spend, nights, NULL, vigie_ratio));
    VigieFigure domain = figure_of(c.design, sat, NULL, couple, vigie_mean);
    check_pair("flash08.cal.dom.couple", domain);
    oracle_is("flash08.cal.dom.couple[3]", domain.df);
    oracle_is("flash08.cal.deff_kish", c.report.kish);
    for (guint i = 0; i < 5; i++)
        oracle_is(oracle_id("flash08.cal.w1_5[%u]", i + 1), w[i] * c.g[i]);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/oracle-calibration/base", test_base);
    g_test_add_func("/oracle-calibration/post-stratification", test_post_stratification);
    g_test_add_func("/oracle-calibration/raking", test_raking);
    g_test_add_func("/oracle-calibration/methods", test_methods);
    g_test_add_func("/oracle-calibration/residuals", test_residuals);
    g_test_add_func("/oracle-calibration/number", test_number);
    g_test_add_func("/oracle-calibration/far", test_far);
    g_test_add_func("/oracle-calibration/refused", test_refused);
    g_test_add_func("/oracle-calibration/missing", test_missing);
    g_test_add_func("/oracle-calibration/trim", test_trim);
    g_test_add_func("/oracle-calibration/flash", test_flash);
    return g_test_run();
}
