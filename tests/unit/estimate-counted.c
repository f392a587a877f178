/* estimate-counted.c - calibrated designs whose records count for what they have (persons, nights): a figure of weights
 * d g count is the same figure, error too, as of weights d g and values multiplied beforehand - also where some records
 * count for nothing, which stay in the regression */
#include <math.h>
#include <vigie/estimate-linear.h>

#define N 10
static const guint32 psu[N] = {0, 0, 1, 1, 2, 2, 3, 3, 4, 4}, stratum[5] = {0, 0, 1, 1, 1};
static const double d[N] = {10, 12, 8, 9, 11, 10, 14, 6, 10, 12},
                    g[N] = {1.2, 0.9, 1.1, 0.8, 1.3, 1, 0.7, 1.4, 1.05, 0.95},
                    y[N] = {4, 7, 7, 3, 2, 1, 10, 7, 2, 5},
                    count[N] = {2, 1, 0, 4, 3, 0, 2, 5, 1, 2},
                    age[N] = {3, 4, 4, 2, 3, 1, 4, 4, 2, 3};
static const guint32 class_of[N] = {0, 1, 1, 0, 0, 1, 0, 1, 1, 0},
                     numbered[N] = {2, 2, 2, 2, 2, 2, 2, 2, 2, 2};

typedef struct {
    double calibrated[N], weight[N], counted_y[N];
    VigieDesign *design;
} Sample;

static void
setup(Sample *sample, bool counted)
{
    const guint32 *const column[] = {class_of, numbered};
    const double *const value[] = {NULL, age};
    for (guint i = 0; i < N; i++) {
        sample->calibrated[i] = d[i] * g[i];
        sample->weight[i] = d[i] * g[i] * (counted ? count[i] : 1);
        sample->counted_y[i] = count[i] * y[i];
    }
    const VigieAuxiliary x = {.n_columns = 3,
                              .n_terms = 2,
                              .column = column,
                              .value = value,
                              .design_weight = d,
                              .count = counted ? count : NULL,
                              .calibrated = counted ? sample->calibrated : NULL};
    const VigieDesignSpec spec = {.n = N,
                                  .psu = psu,
                                  .weight = sample->weight,
                                  .n_psu = 5,
                                  .n_strata = 2,
                                  .stratum = stratum,
                                  .auxiliary = &x};
    g_autoptr(GError) error = NULL;
    sample->design = vigie_design_new(&spec, &error);
    g_assert_no_error(error);
}

static VigieFigure
figure(const Sample *sample, const double *of, const double *over, bool total)
{
    static const guint32 cell[N] = {0, 0, 0, 0, 0, 0, 0, VIGIE_NO_CELL, 0, 0};
    const VigieCells cells = {.n_cells = 1, .n = N, .cell = cell};
    const VigieMeasure measure = {of, over};
    const VigieRules rules = {.level = 0.95};
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieSums) sums = vigie_sums_new(sample->design, &cells, &measure, 1, &error);
    g_assert_no_error(error);
    VigieFigure out;
    (total ? vigie_total : over != NULL ? vigie_ratio : vigie_mean)(sums, 0, 0, &rules, &out);
    return out;
}

static void
assert_same(const VigieFigure *a, const VigieFigure *b)
{
    g_assert_cmpfloat_with_epsilon(a->estimate, b->estimate, 1e-12 * fabs(b->estimate));
    g_assert_cmpfloat(b->se, >, 0);
    g_assert_cmpfloat_with_epsilon(a->se, b->se, 1e-12 * b->se);
}

static void
test_figures(void)
{
    Sample counted, plain;
    setup(&counted, true);
    setup(&plain, false);
    VigieFigure total = figure(&counted, y, NULL, true);
    VigieFigure wanted = figure(&plain, plain.counted_y, NULL, true);
    assert_same(&total, &wanted);
    VigieFigure mean = figure(&counted, y, NULL, false);
    wanted = figure(&plain, plain.counted_y, count, false);
    assert_same(&mean, &wanted);
    vigie_design_free(counted.design);
    vigie_design_free(plain.design);
}

/* The same by values of the records. */
static void
test_records(void)
{
    Sample counted, plain;
    setup(&counted, true);
    setup(&plain, false);
    g_auto(VigieLinear) a = {0}, b = {0};
    vigie_linear_of_records(counted.design, NULL, y, N, 1, &a);
    vigie_linear_of_records(plain.design, NULL, plain.counted_y, N, 1, &b);
    double wanted = vigie_linear_se(plain.design, &b);
    g_assert_cmpfloat(wanted, >, 0);
    g_assert_cmpfloat_with_epsilon(vigie_linear_se(counted.design, &a), wanted, 1e-12 * wanted);
    vigie_design_free(counted.design);
    vigie_design_free(plain.design);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/estimate/counted/figures", test_figures);
    g_test_add_func("/estimate/counted/records", test_records);
    return g_test_run();
}
