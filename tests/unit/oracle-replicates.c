/* oracle-replicates.c - table 04: replicate weights, given and made from the design */
#include "calibrated.h"
#include "oracle.h"

#include <math.h>
#include <string.h>
#include <vigie/estimate-replicate.h>

#define NAMES_ROOM 20

/* A design of a table of the oracle, and its answers. */
typedef struct {
    Table *table;
    VigieDesign *design;
    double *y, *x;
} Data;

static void
load(Data *data, const char *file, const char *strata, const char *weight)
{
    g_autofree char *path = g_strdup_printf("oracle/data/%s.csv", file);
    Plan plan = {.strata = strata, .cluster = "psu", .weight = weight};
    data->table = table_load(path);
    g_assert_nonnull(data->table);
    data->design = fixture_design(data->table, &plan);
    data->y = table_numbers(data->table, "y");
    data->x = table_numbers(data->table, "x");
}

static void
unload(Data *data)
{
    table_free(data->table);
    vigie_design_free(data->design);
    g_free(data->y);
    g_free(data->x);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Data, unload)

static VigieReplicates *
make(const VigieDesign *design, VigieReplicateMethod method, VigieCentre centre)
{
    VigieReplicatesSpec spec = {.method = method, .rho = 0.3, .centre = centre};
    g_autoptr(GError) error = NULL;
    VigieReplicates *made = vigie_replicates_new(design, &spec, &error);
    g_assert_no_error(error);
    return made;
}

/* The columns format(1) … format(number) of the data's file. */
static VigieReplicates *
given(const Data *data, const char *format, VigieGivenReplicates *spec)
{
    double *column[NAMES_ROOM];
    for (guint r = 0; r < spec->number; r++) {
        char name[NAMES_ROOM];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        g_snprintf(name, sizeof name, format, r + 1);
#pragma GCC diagnostic pop
        column[r] = table_numbers(data->table, name);
    }
    spec->weight = (const double *const *)column;
    g_autoptr(GError) error = NULL;
    VigieReplicates *replicates = vigie_replicates_given(data->design, spec, &error);
    g_assert_no_error(error);
    for (guint r = 0; r < spec->number; r++)
        g_free(column[r]);
    return replicates;
}

static VigieReplicateSums *
sums_of(const VigieReplicates *replicates, const VigieMeasure *measure, VigieSums **sums)
{
    const VigieDesign *design = vigie_replicates_design(replicates);
    g_autofree guint32 *cell = g_new0(guint32, vigie_design_n(design));
    VigieCells cells = {.n_cells = 1, .n = vigie_design_n(design), .cell = cell};
    g_autoptr(GError) error = NULL;
    *sums = vigie_sums_new(design, &cells, measure, 1, &error);
    g_assert_no_error(error);
    VigieReplicateSums *joined =
        vigie_replicate_sums_new(replicates, *sums, &cells, measure, 1, &error);
    g_assert_no_error(error);
    return joined;
}

static VigieFigure
figure(const VigieReplicates *replicates, VigieReplicated what, const double *y,
       const double *x)
{
    VigieMeasure measure = {y, x};
    VigieRules rules = {.level = 0.95};
    g_autoptr(VigieSums) sums = NULL;
    g_autoptr(VigieReplicateSums) joined = sums_of(replicates, &measure, &sums);
    VigieFigure figure;
    vigie_replicate_figure(joined, what, 0, 0, &rules, &figure);
    return figure;
}

static void
check_three(const char *tag, const Data *data, const VigieReplicates *replicates)
{
    oracle_is(oracle_id("%s.total.se", tag),
              figure(replicates, VIGIE_REPLICATED_TOTAL, data->y, NULL).se);
    oracle_is(oracle_id("%s.mean.se", tag),
              figure(replicates, VIGIE_REPLICATED_MEAN, data->y, NULL).se);
    oracle_is(oracle_id("%s.ratio.se", tag),
              figure(replicates, VIGIE_REPLICATED_RATIO, data->y, data->x).se);
}

static void
check_weights(const VigieReplicates *made, const VigieReplicates *file)
{
    gsize n = vigie_design_n(vigie_replicates_design(made));
    g_autofree double *a = g_new(double, n), *b = g_new(double, n);
    g_assert_cmpuint(vigie_replicates_number(made), ==, vigie_replicates_number(file));
    for (guint r = 0; r < vigie_replicates_number(made); r++) {
        vigie_replicates_weight(made, r, a);
        vigie_replicates_weight(file, r, b);
        for (gsize i = 0; i < n; i++)
            assert_close(a[i], b[i]);
    }
}

static void
test_jkn(void)
{
    if (!oracle_there())
        return;
    g_auto(Data) data = {0};
    load(&data, "rep_jkn", "stratum", "w");
    g_autoptr(VigieReplicates) made =
        make(data.design, VIGIE_REPLICATES_JKN, VIGIE_CENTRE_MEAN);
    oracle_all("jkn.rscales", vigie_replicates_rscale(made), vigie_replicates_number(made));
    VigieGivenReplicates spec = {.method = VIGIE_REPLICATES_JKN,
                                 .number = 5,
                                 .scale = NAN,
                                 .rscale = vigie_replicates_rscale(made),
                                 .centre = VIGIE_CENTRE_MEAN};
    g_autoptr(VigieReplicates) file = given(&data, "r%02u", &spec);
    check_weights(made, file);
    check_three("jkn", &data, made);
    check_three("jkn", &data, file);
    oracle_is("jkn.degf", figure(made, VIGIE_REPLICATED_MEAN, data.y, NULL).df);
    oracle_is("jkn.degf", figure(file, VIGIE_REPLICATED_MEAN, data.y, NULL).df);
    g_autoptr(VigieReplicates) mse =
        make(data.design, VIGIE_REPLICATES_JKN, VIGIE_CENTRE_ESTIMATE);
    spec.centre = VIGIE_CENTRE_ESTIMATE;
    g_autoptr(VigieReplicates) mse_file = given(&data, "r%02u", &spec);
    check_three("jkn.mse", &data, mse);
    check_three("jkn.mse", &data, mse_file);
    VigieMeasure measure = {data.y, NULL};
    g_autoptr(VigieSums) sums = NULL;
    g_autoptr(VigieReplicateSums) joined = sums_of(made, &measure, &sums);
    double theta[5];
    vigie_replicate_thetas(joined, VIGIE_REPLICATED_MEAN, 0, 0, theta);
    oracle_all("jkn.mean.replicates", theta, 5);
}

static VigieFigure
median(const VigieReplicates *replicates, const double *y)
{
    gsize n = vigie_design_n(vigie_replicates_design(replicates));
    g_autofree guint32 *cell = g_new0(guint32, n);
    VigieCells cells = {.n_cells = 1, .n = n, .cell = cell};
    VigieQuantile half = {y, 0.5, VIGIE_QUANTILE_SCHOOL};
    VigieRules rules = {.level = 0.95};
    VigieFigure found;
    g_assert_true(vigie_replicate_quantile(replicates, &cells, &half, &rules, &found, NULL));
    return found;
}

static void
test_jk1(void)
{
    if (!oracle_there())
        return;
    g_auto(Data) data = {0};
    load(&data, "rep_jk1", NULL, "w");
    g_autoptr(VigieReplicates) made =
        make(data.design, VIGIE_REPLICATES_JK1, VIGIE_CENTRE_MEAN);
    VigieGivenReplicates spec = {
        .method = VIGIE_REPLICATES_JK1, .number = 5, .scale = NAN, .centre = VIGIE_CENTRE_MEAN};
    g_autoptr(VigieReplicates) file = given(&data, "r%02u", &spec);
    check_weights(made, file);
    oracle_is("jk1.scale", vigie_replicates_scale(made));
    oracle_is("jk1.scale", vigie_replicates_scale(file));
    check_three("jk1", &data, made);
    check_three("jk1", &data, file);
    oracle_is("jk1.taylor.total.se",
              figure_of(data.design, data.y, NULL, NULL, vigie_total).se);
    VigieFigure found = median(made, data.y);
    oracle_missing("jk1.median.woodruff.se", found.se);
    g_assert_cmpint(found.status, ==, VIGIE_STATUS_NOT_ESTIMABLE);
}

/* The contrast of strata A and B, one matrix from the replicates of both means. */
static void
check_contrast(const Data *data, const VigieReplicates *replicates)
{
    guint32 n_keys = 0;
    g_autofree guint32 *cell = table_keys(data->table, "stratum", &n_keys);
    VigieCells cells = {.n_cells = n_keys, .n = data->table->n, .cell = cell};
    VigieMeasure measure = {data->y, NULL};
    g_autoptr(VigieSums) sums = vigie_sums_new(data->design, &cells, &measure, 1, NULL);
    g_autoptr(VigieReplicateSums) joined =
        vigie_replicate_sums_new(replicates, sums, &cells, &measure, 1, NULL);
    g_autofree double *theta = g_new(double, 2 * vigie_replicates_number(replicates));
    VigieRules rules = {.level = 0.95};
    double mean[2], v[4];
    for (guint c = 0; c < 2; c++) {
        VigieFigure f;
        vigie_replicate_figure(joined, VIGIE_REPLICATED_MEAN, 0, c, &rules, &f);
        mean[c] = f.estimate;
        vigie_replicate_thetas(joined, VIGIE_REPLICATED_MEAN, 0, c,
                               theta + c * vigie_replicates_number(replicates));
    }
    g_assert_true(vigie_replicates_variance(replicates, theta, mean, 2, v));
    oracle_is("brr.contrast.A_B[1]", mean[0] - mean[1]);
    oracle_is("brr.contrast.A_B[2]", sqrt(v[0] + v[3] - v[1] - v[2]));
}

static void
test_balanced(void)
{
    if (!oracle_there())
        return;
    g_auto(Data) data = {0}, fay_data = {0};
    load(&data, "rep_brr", "stratum", "w");
    load(&fay_data, "rep_fay03", "stratum", "w");
    g_autoptr(VigieReplicates) brr = make(data.design, VIGIE_REPLICATES_BRR, VIGIE_CENTRE_MEAN);
    g_autoptr(VigieReplicates) fay =
        make(fay_data.design, VIGIE_REPLICATES_FAY, VIGIE_CENTRE_MEAN);
    VigieGivenReplicates spec = {.method = VIGIE_REPLICATES_BRR,
                                 .number = 8,
                                 .rho = 0.3,
                                 .scale = NAN,
                                 .centre = VIGIE_CENTRE_MEAN};
    g_autoptr(VigieReplicates) brr_file = given(&data, "%u", &spec);
    spec.method = VIGIE_REPLICATES_FAY;
    g_autoptr(VigieReplicates) fay_file = given(&fay_data, "%u", &spec);
    oracle_is("brr.taylor.total.se",
              figure_of(data.design, data.y, NULL, NULL, vigie_total).se);
    oracle_is("brr.nrep", vigie_replicates_number(brr));
    oracle_is("brr.scale", vigie_replicates_scale(brr));
    oracle_is("brr.scale", vigie_replicates_scale(brr_file));
    oracle_is("fay.scale", vigie_replicates_scale(fay));
    oracle_is("fay.scale", vigie_replicates_scale(fay_file));
    check_three("brr", &data, brr_file);
    check_three("fay", &fay_data, fay_file);
    /* another Hadamard matrix than R's: the same for what is linear */
    oracle_is("brr.total.se", figure(brr, VIGIE_REPLICATED_TOTAL, data.y, NULL).se);
    oracle_is("fay.total.se", figure(fay, VIGIE_REPLICATED_TOTAL, data.y, NULL).se);
    VigieFigure found = median(brr_file, data.y);
    const double four[] = {found.estimate, found.ci_low, found.ci_high, found.se};
    oracle_all("brr.median", four, 4);
    check_contrast(&data, brr_file);
    check_contrast(&data, brr);
    g_auto(Data) odd = {0};
    load(&odd, "tiny1", "stratum", "w");
    VigieReplicatesSpec refused = {.method = VIGIE_REPLICATES_BRR};
    g_autoptr(GError) error = NULL;
    g_assert_null(vigie_replicates_new(odd.design, &refused, &error));
    g_assert_nonnull(strstr(error->message, "'2'"));
    oracle_refused("brr.odd_stratum", &error, VIGIE_REPLICATES_ERROR,
                   VIGIE_REPLICATES_ERROR_STRATUM);
}

static void
test_rao_wu(void)
{
    if (!oracle_there())
        return;
    g_auto(Data) data = {0};
    load(&data, "rep_raowu18_factors", "stratum", "w");
    VigieGivenReplicates spec = {
        .method = VIGIE_REPLICATES_BOOTSTRAP, .number = 18, .factors = true, .scale = NAN};
    g_autoptr(VigieReplicates) file = given(&data, "%u", &spec);
    check_three("raowu.exhaustive", &data, file);
    for (guint r = 0; r < 4; r++) {
        if (r < 3) {
            oracle_scaled(oracle_id("raowu.weight.example[%u]", r + 1),
                          20 * vigie_rao_wu_factor(3, 2, 0, r), 20);
            oracle_is(oracle_id("raowu.weight.example.fpc[%u]", r + 1),
                      20 * vigie_rao_wu_factor(3, 2, 0.3, r));
        }
        oracle_is(oracle_id("raowu.weight.example.m3[%u]", r + 1),
                  20 * vigie_rao_wu_factor(3, 3, 0, r));
    }
}

/* One margin; each replicate is calibrated, or the full sample alone. */
static void
test_calibrated(void)
{
    if (!oracle_there())
        return;
    static const char *const names[] = {"camping", "gite", "hotel"};
    static const double totals[] = {60, 45, 25};
    static const Plan plan = {.cluster = "id", .weight = "w"};
    guint32 n_classes = 0;
    g_autoptr(Table) table = table_load("oracle/data/calib.csv");
    g_autofree double *w = table_numbers(table, "w"), *nuits = table_numbers(table, "nuits");
    g_autofree guint32 *hab = table_keys(table, "hab", &n_classes);
    VigieMargin margin = {"hab", n_classes, hab, names, NULL, totals};
    VigieCalibrationSpec spec = {.n = table->n,
                                 .weight = w,
                                 .margin = &margin,
                                 .n_margins = 1,
                                 .method = VIGIE_CALIBRATE_LINEAR,
                                 .tolerance = 1e-12};
    g_auto(Calibrated) calibrated = {0};
    calibrated_fill(&calibrated, table, &plan, &spec);
    oracle_is("taylor.calibrated.total.nuits.se",
              figure_of(calibrated.design, nuits, NULL, NULL, vigie_total).se);
    g_autoptr(VigieReplicates) made =
        make(calibrated.design, VIGIE_REPLICATES_JK1, VIGIE_CENTRE_MEAN);
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieReplicates) each = vigie_replicates_calibrate(made, &spec, &error);
    g_assert_no_error(error);
    VigieFigure total = figure(each, VIGIE_REPLICATED_TOTAL, nuits, NULL);
    oracle_is("jk1.calibrated.total.nuits", total.estimate);
    oracle_is("jk1.calibrated.total.nuits.se", total.se);
    oracle_differs("jk1.WRONG.notrecalibrated.se", total.se);
    g_autofree guint32 *cell = g_new0(guint32, table->n);
    VigieCells cells = {.n_cells = 1, .n = table->n, .cell = cell};
    VigieMeasure measure = {nuits, NULL};
    g_autoptr(VigieSums) sums = vigie_sums_new(calibrated.design, &cells, &measure, 1, &error);
    g_assert_null(vigie_replicate_sums_new(made, sums, &cells, &measure, 1, &error));
    g_assert_error(error, VIGIE_REPLICATES_ERROR, VIGIE_REPLICATES_ERROR_DESIGN);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/oracle/replicates/jkn", test_jkn);
    g_test_add_func("/oracle/replicates/jk1", test_jk1);
    g_test_add_func("/oracle/replicates/balanced", test_balanced);
    g_test_add_func("/oracle/replicates/rao-wu", test_rao_wu);
    g_test_add_func("/oracle/replicates/calibrated", test_calibrated);
    return g_test_run();
}
