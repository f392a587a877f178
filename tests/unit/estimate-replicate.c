/* estimate-replicate.c - replicate weights on random designs: exact equalities, and what is refused */
#include "fixture.h"

#include <gsl/gsl_rng.h>
#include <math.h>
#include <string.h>
#include <vigie/estimate-replicate.h>

#define MOST 200

/* A random design: two to four records a PSU, an fpc in each stratum or none. */
typedef struct {
    gsize n;
    guint32 psu[MOST], stratum[MOST];
    double weight[MOST], y[MOST], x[MOST], fpc[MOST];
    guint32 n_psu, n_strata, cell[MOST];
    VigieDesign *design;
} Sample;

static void
draw(Sample *s, gsl_rng *rng, guint32 n_strata, guint32 least, guint32 most, bool fpc)
{
    *s = (Sample){.n_strata = n_strata};
    for (guint32 h = 0; h < n_strata; h++) {
        guint32 size = least + (guint32)gsl_rng_uniform_int(rng, most - least + 1);
        s->fpc[h] = fpc ? 2 + size * (1 + (double)gsl_rng_uniform_int(rng, 4)) : NAN;
        for (guint32 i = 0; i < size; i++) {
            s->stratum[s->n_psu] = h;
            guint records = 2 + (guint)gsl_rng_uniform_int(rng, 3);
            for (guint k = 0; k < records; k++) {
                s->psu[s->n] = s->n_psu;
                s->weight[s->n] = 0.5 + 10 * gsl_rng_uniform(rng);
                s->x[s->n] = 1 + gsl_rng_uniform(rng);
                s->cell[s->n] = (guint32)gsl_rng_uniform_int(rng, 2);
                s->y[s->n++] = 1e3 * h + 10 * gsl_rng_uniform(rng);
            }
            s->n_psu++;
        }
    }
}

static VigieDesign *
design_of(const Sample *s, VigieLonelyPsu lonely)
{
    VigieDesignSpec spec = {.n = s->n,
                            .psu = s->psu,
                            .weight = s->weight,
                            .n_psu = s->n_psu,
                            .n_strata = s->n_strata,
                            .stratum = s->stratum,
                            .population_psu = s->fpc,
                            .lonely = lonely};
    g_autoptr(GError) error = NULL;
    VigieDesign *design = vigie_design_new(&spec, &error);
    g_assert_no_error(error);
    return design;
}

static VigieReplicates *
make(const VigieDesign *design, const VigieReplicatesSpec *spec)
{
    g_autoptr(GError) error = NULL;
    VigieReplicates *made = vigie_replicates_new(design, spec, &error);
    g_assert_no_error(error);
    return made;
}

/* The same replicates as weights of records. */
static VigieReplicates *
as_given(const VigieReplicates *made)
{
    gsize n = vigie_design_n(vigie_replicates_design(made));
    guint number = vigie_replicates_number(made);
    double **w = g_new(double *, number);
    for (guint r = 0; r < number; r++) {
        w[r] = g_new(double, n);
        vigie_replicates_weight(made, r, w[r]);
    }
    VigieGivenReplicates spec = {.method = vigie_replicates_method(made),
                                 .number = number,
                                 .weight = (const double *const *)w,
                                 .scale = vigie_replicates_scale(made),
                                 .rscale = vigie_replicates_rscale(made)};
    g_autoptr(GError) error = NULL;
    VigieReplicates *given =
        vigie_replicates_given(vigie_replicates_design(made), &spec, &error);
    g_assert_no_error(error);
    for (guint r = 0; r < number; r++)
        g_free(w[r]);
    g_free(w);
    return given;
}

/* Figures of the two cells of the sample, two measures. */
static void
figures_of(const Sample *s, const VigieReplicates *replicates, VigieReplicated what,
           VigieFigure figures[4])
{
    VigieCells cells = {.n_cells = 2, .n = s->n, .cell = s->cell};
    bool ratio = what == VIGIE_REPLICATED_RATIO;
    VigieMeasure measures[] = {{s->y, ratio ? s->x : NULL}, {s->x, ratio ? s->y : NULL}};
    VigieRules rules = {.level = 0.95};
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieSums) sums =
        vigie_sums_new(vigie_replicates_design(replicates), &cells, measures, 2, &error);
    g_autoptr(VigieReplicateSums) joined =
        vigie_replicate_sums_new(replicates, sums, &cells, measures, 2, &error);
    g_assert_no_error(error);
    vigie_replicate_figures(joined, what, &rules, figures);
    VigieFigure one;
    vigie_replicate_figure(joined, what, 1, 1, &rules, &one);
    g_assert_true((isnan(one.se) && isnan(figures[3].se)) || fabs(one.se - figures[3].se) <= 0);
}

/* Taylor's standard errors of the totals of the two cells. */
static void
check_taylor(const Sample *s, const VigieReplicates *replicates)
{
    VigieCells cells = {.n_cells = 2, .n = s->n, .cell = s->cell};
    VigieMeasure measure = {s->y, NULL};
    VigieRules rules = {.level = 0.95};
    g_autoptr(VigieSums) sums =
        vigie_sums_new(vigie_replicates_design(replicates), &cells, &measure, 1, NULL);
    VigieFigure figures[4], taylor;
    figures_of(s, replicates, VIGIE_REPLICATED_TOTAL, figures);
    for (guint32 c = 0; c < 2; c++) {
        vigie_total(sums, 0, c, &rules, &taylor);
        assert_close(figures[c].estimate, taylor.estimate);
        assert_close(figures[c].se, taylor.se);
    }
}

/* By PSU and by record, every figure is the same. */
static void
check_forms(const Sample *s, const VigieReplicates *made)
{
    g_autoptr(VigieReplicates) given = as_given(made);
    for (guint what = VIGIE_REPLICATED_MEAN; what <= VIGIE_REPLICATED_RATIO; what++) {
        VigieFigure a[4], b[4];
        figures_of(s, made, (VigieReplicated)what, a);
        figures_of(s, given, (VigieReplicated)what, b);
        for (guint i = 0; i < 4; i++) {
            if (!isnan(a[i].estimate))
                assert_close_at(G_STRLOC, b[i].estimate, a[i].estimate, 1e-9, 1);
            if (!isnan(a[i].se))
                assert_close_at(G_STRLOC, b[i].se, a[i].se, 1e-8, 1e6);
            g_assert_cmpint(isnan(a[i].se), ==, isnan(b[i].se));
        }
    }
}

static void
test_jackknife(void)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    for (guint k = 0; k < 50; k++) {
        Sample s;
        draw(&s, rng, 1 + k % 5, 2, 5, k % 2 == 1);
        g_autoptr(VigieDesign) design = design_of(&s, VIGIE_LONELY_PSU_FAIL);
        VigieReplicatesSpec spec = {.method = k % 5 == 0 ? VIGIE_REPLICATES_JK1
                                                         : VIGIE_REPLICATES_JKN};
        g_autoptr(VigieReplicates) made = make(design, &spec);
        g_assert_cmpuint(vigie_replicates_number(made), ==, s.n_psu);
        check_taylor(&s, made);
        check_forms(&s, made);
    }
    gsl_rng_free(rng);
}

static void
test_balanced(void)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    for (guint k = 0; k < 30; k++) {
        Sample s;
        draw(&s, rng, 1 + k % 13, 2, 2, false);
        g_autoptr(VigieDesign) design = design_of(&s, VIGIE_LONELY_PSU_FAIL);
        VigieReplicatesSpec spec = {.method = k % 2 == 0 ? VIGIE_REPLICATES_BRR
                                                         : VIGIE_REPLICATES_FAY,
                                    .rho = 0.1 * (k % 9)};
        g_autoptr(VigieReplicates) made = make(design, &spec);
        check_taylor(&s, made);
        check_forms(&s, made);
    }
    gsl_rng_free(rng);
}

/* Every resample of two strata of three and two PSUs, m = n - 1 or 1, with an fpc: Taylor's total. */
static void
check_exhaustive(const Sample *s, const VigieDesign *design, guint32 m)
{
    guint number = m == 2 ? 18 : 6;
    g_autofree double *w = g_new(double, number * s->n);
    double *column[18];
    for (guint r = 0; r < number; r++) {
        column[r] = w + r * s->n;
        guint first = r % 3, second = m == 2 ? r / 3 % 3 : 99, other = r / (number / 2);
        for (gsize i = 0; i < s->n; i++) {
            guint32 p = s->psu[i], h = s->stratum[p], draws = h == 0 ? m : 1;
            guint times = h == 0 ? (guint)(p == first) + (p == second) : p - 3 == other;
            column[r][i] = vigie_rao_wu_factor(h == 0 ? 3 : 2, draws,
                                               vigie_design_fraction(design, h), times);
        }
    }
    VigieGivenReplicates spec = {.method = VIGIE_REPLICATES_BOOTSTRAP,
                                 .number = number,
                                 .weight = (const double *const *)column,
                                 .factors = true,
                                 .scale = NAN};
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieReplicates) given = vigie_replicates_given(design, &spec, &error);
    g_assert_no_error(error);
    check_taylor(s, given);
}

static void
test_rao_wu(void)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    for (guint k = 0; k < 20; k++) {
        Sample s = {.n_psu = 5,
                    .n_strata = 2,
                    .n = 10,
                    .stratum = {0, 0, 0, 1, 1},
                    .fpc = {k % 2 == 1 ? 7 : NAN, k % 2 == 1 ? 5 : NAN}};
        for (guint32 i = 0; i < s.n; i++) {
            s.psu[i] = i / 2;
            s.weight[i] = 1 + gsl_rng_uniform(rng);
            s.cell[i] = i % 2;
            s.x[i] = 1;
            s.y[i] = 10 * gsl_rng_uniform(rng);
        }
        g_autoptr(VigieDesign) design = design_of(&s, VIGIE_LONELY_PSU_FAIL);
        check_exhaustive(&s, design, 1 + k / 2 % 2);
    }
    gsl_rng_free(rng);
}

/* Drawn ones: the factors are of the formula, each stratum keeps its draws, and the mean of many variances is
 * Taylor's but for chance. */
static void
test_bootstrap(void)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    Sample s;
    draw(&s, rng, 4, 2, 5, true);
    g_autoptr(VigieDesign) design = design_of(&s, VIGIE_LONELY_PSU_FAIL);
    VigieReplicatesSpec spec = {
        .method = VIGIE_REPLICATES_BOOTSTRAP, .number = 20000, .seed = 7};
    g_autoptr(VigieReplicates) made = make(design, &spec), again = make(design, &spec);
    VigieFigure a[4], b[4];
    figures_of(&s, made, VIGIE_REPLICATED_TOTAL, a);
    figures_of(&s, again, VIGIE_REPLICATED_TOTAL, b);
    g_assert_cmpfloat(a[0].se, ==, b[0].se);
    VigieCells cells = {.n_cells = 2, .n = s.n, .cell = s.cell};
    VigieMeasure measure = {s.y, NULL};
    VigieRules rules = {.level = 0.95};
    g_autoptr(VigieSums) sums = vigie_sums_new(design, &cells, &measure, 1, NULL);
    vigie_total(sums, 0, 0, &rules, &b[0]);
    assert_close_at(G_STRLOC, a[0].se, b[0].se, 0.03, 1);
    spec.number = 10;
    g_autoptr(VigieReplicates) few = make(design, &spec);
    check_forms(&s, few);
    figures_of(&s, few, VIGIE_REPLICATED_TOTAL, b);
    g_assert_cmpfloat(b[0].df, <=, 9);
    spec.seed = 8;
    g_autoptr(VigieReplicates) other = make(design, &spec);
    figures_of(&s, other, VIGIE_REPLICATED_TOTAL, a);
    assert_differs(a[0].se, b[0].se);
    gsl_rng_free(rng);
}

/* One draw from two PSUs: one has weight 2, the other 0. */
static void
test_draws(void)
{
    Sample s;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    draw(&s, rng, 3, 2, 2, false);
    gsl_rng_free(rng);
    g_autoptr(VigieDesign) design = design_of(&s, VIGIE_LONELY_PSU_FAIL);
    VigieReplicatesSpec spec = {.method = VIGIE_REPLICATES_BOOTSTRAP, .number = 10};
    g_autoptr(VigieReplicates) made = make(design, &spec);
    g_autofree double *w = g_new(double, s.n);
    for (guint r = 0; r < 10; r++) {
        vigie_replicates_weight(made, r, w);
        for (gsize i = 0; i < s.n; i++)
            g_assert_cmpfloat(fabs(w[i] / s.weight[i] - 1), ==, 1);
    }
}

static void
test_hadamard(void)
{
    for (guint n = 1; n <= 260; n++) {
        guint order = vigie_hadamard_order(n);
        g_assert_cmpuint(order, >=, n);
        g_assert_cmpuint(order, <=, n + 12);
        g_autofree gint8 *h = g_new(gint8, (gsize)order * order);
        vigie_hadamard(order, h);
        for (guint i = 0; i < order; i++)
            for (guint j = 0; j <= i; j++) {
                int product = 0;
                for (guint c = 0; c < order; c++)
                    product += h[i * order + c] * h[j * order + c];
                g_assert_cmpint(product, ==, i == j ? (int)order : 0);
            }
        for (guint c = 0; c < order; c++)
            g_assert_cmpint(h[c], ==, 1);
    }
}

static void
assert_refused(const VigieDesign *design, const VigieReplicatesSpec *spec, int code,
               const char *named)
{
    g_autoptr(GError) error = NULL;
    g_assert_null(vigie_replicates_new(design, spec, &error));
    g_assert_error(error, VIGIE_REPLICATES_ERROR, code);
    if (strstr(error->message, named) == NULL)
        g_error("'%s' does not name %s", error->message, named);
}

static Sample
lonely_sample(void)
{
    Sample s = {.n_psu = 6, .n_strata = 3, .n = 12, .stratum = {0, 0, 0, 1, 1, 2}};
    for (guint32 i = 0; i < s.n; i++) {
        s.psu[i] = i / 2;
        s.weight[i] = 1 + i % 3;
        s.y[i] = (i * 7) % 5;
        s.x[i] = 1 + i;
        s.cell[i] = 0;
    }
    s.fpc[0] = s.fpc[1] = s.fpc[2] = NAN;
    return s;
}

static void
test_lonely(void)
{
    Sample s = lonely_sample();
    VigieReplicatesSpec jkn = {.method = VIGIE_REPLICATES_JKN};
    VigieReplicatesSpec boot = {.method = VIGIE_REPLICATES_BOOTSTRAP, .number = 50};
    const VigieLonelyPsu policies[] = {VIGIE_LONELY_PSU_ADJUST, VIGIE_LONELY_PSU_REMOVE,
                                       VIGIE_LONELY_PSU_AVERAGE};
    for (guint p = 0; p < G_N_ELEMENTS(policies); p++) {
        g_autoptr(VigieDesign) design = design_of(&s, policies[p]);
        g_autoptr(VigieReplicates) made = make(design, &jkn);
        VigieFigure figures[4];
        figures_of(&s, made, VIGIE_REPLICATED_TOTAL, figures);
        assert_close(figures[0].se, figure_of(design, s.y, NULL, NULL, vigie_total).se);
        check_forms(&s, made);
        if (policies[p] == VIGIE_LONELY_PSU_ADJUST)
            assert_refused(design, &boot, VIGIE_REPLICATES_ERROR_STRATUM, "'3'");
    }
    g_autoptr(VigieDesign) fail = design_of(&s, VIGIE_LONELY_PSU_FAIL);
    assert_refused(fail, &jkn, VIGIE_REPLICATES_ERROR_STRATUM, "'3'");
    s.fpc[2] = 1; /* a census of one */
    g_autoptr(VigieDesign) census = design_of(&s, VIGIE_LONELY_PSU_FAIL);
    g_autoptr(VigieReplicates) made = make(census, &jkn);
    g_assert_cmpuint(vigie_replicates_number(made), ==, 5);
    g_autoptr(VigieReplicates) drawn = make(census, &boot);
    g_autofree double *w = g_new(double, s.n);
    for (guint r = 0; r < 50; r++) {
        vigie_replicates_weight(drawn, r, w);
        g_assert_cmpfloat(w[11], ==, s.weight[11]);
    }
}

static void
test_refused(void)
{
    Sample s = lonely_sample();
    s.stratum[5] = 1;
    s.n_strata = 2;
    g_autoptr(VigieDesign) design = design_of(&s, VIGIE_LONELY_PSU_ADJUST);
    VigieReplicatesSpec spec = {.method = VIGIE_REPLICATES_JK1, .number = 20};
    assert_refused(design, &spec, VIGIE_REPLICATES_ERROR_DESIGN, "jkn");
    spec.method = VIGIE_REPLICATES_BRR;
    assert_refused(design, &spec, VIGIE_REPLICATES_ERROR_STRATUM, "'1'");
    spec.method = VIGIE_REPLICATES_FAY;
    spec.rho = 1;
    assert_refused(design, &spec, VIGIE_REPLICATES_ERROR_OPTION, "rho");
    spec.method = VIGIE_REPLICATES_BOOTSTRAP;
    spec.m = 3;
    assert_refused(design, &spec, VIGIE_REPLICATES_ERROR_STRATUM, "'1'");
    spec.m = 0;
    spec.number = 1;
    assert_refused(design, &spec, VIGIE_REPLICATES_ERROR_OPTION, "two");
    s.fpc[0] = 0.5;
    s.stratum[2] = 1;
    g_autoptr(VigieDesign) part = design_of(&s, VIGIE_LONELY_PSU_ADJUST);
    spec.method = VIGIE_REPLICATES_BRR;
    assert_refused(part, &spec, VIGIE_REPLICATES_ERROR_STRATUM, "fpc");
}

static bool
accepts(const VigieDesign *design, const double *second, double scale, int code)
{
    Sample s = lonely_sample();
    const double *columns[] = {s.weight, second};
    VigieGivenReplicates spec = {
        .method = VIGIE_REPLICATES_JKN, .number = 2, .weight = columns, .scale = scale};
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieReplicates) given = vigie_replicates_given(design, &spec, &error);
    if (given == NULL)
        g_assert_error(error, VIGIE_REPLICATES_ERROR, code);
    return given != NULL;
}

static void
test_hostile(void)
{
    Sample s = lonely_sample();
    g_autoptr(VigieDesign) design = design_of(&s, VIGIE_LONELY_PSU_ADJUST);
    double second[MOST];
    memcpy(second, s.weight, sizeof second);
    second[3] = -1;
    g_assert_true(accepts(design, second, 1, 0));
    g_assert_false(accepts(design, second, NAN, VIGIE_REPLICATES_ERROR_OPTION));
    g_assert_false(accepts(design, second, 0, VIGIE_REPLICATES_ERROR_OPTION));
    second[3] = NAN;
    g_assert_false(accepts(design, second, 1, VIGIE_REPLICATES_ERROR_WEIGHT));
    second[3] = INFINITY;
    g_assert_false(accepts(design, second, 1, VIGIE_REPLICATES_ERROR_WEIGHT));
    memset(second, 0, sizeof second);
    const double *columns[] = {s.weight, second};
    VigieGivenReplicates spec = {
        .method = VIGIE_REPLICATES_BRR, .number = 2, .weight = columns, .scale = NAN};
    g_autoptr(VigieReplicates) given = vigie_replicates_given(design, &spec, NULL);
    VigieFigure figures[4];
    figures_of(&s, given, VIGIE_REPLICATED_MEAN, figures);
    g_assert_cmpint(figures[0].status, ==, VIGIE_STATUS_NO_DF);
    g_assert_true(isnan(figures[0].se) && isfinite(figures[0].estimate));
    const double theta[] = {1, NAN}, estimate = 1;
    double v = 7;
    g_assert_false(vigie_replicates_variance(given, theta, &estimate, 1, &v));
    g_assert_cmpfloat(v, ==, 7);
    figures_of(&s, given, VIGIE_REPLICATED_TOTAL, figures);
    g_assert_true(figures[0].se > 0);
    s.weight[0] = 0;
    g_autoptr(VigieDesign) idle = design_of(&s, VIGIE_LONELY_PSU_ADJUST);
    second[0] = 1;
    g_assert_false(accepts(idle, second, 1, VIGIE_REPLICATES_ERROR_WEIGHT));
}

typedef struct {
    const double *y;
} Answers;

/* sum w y / sum w, and its square. */
static void
mean_and_square(const double *w, gsize n, gpointer user, double *theta)
{
    const Answers *answers = user;
    double sum = 0, total = 0;
    for (gsize i = 0; i < n; i++) {
        sum += w[i] * answers->y[i];
        total += w[i];
    }
    theta[0] = sum / total;
    theta[1] = theta[0] * theta[0];
}

static void
test_function(void)
{
    Sample s = lonely_sample();
    g_autoptr(VigieDesign) design = design_of(&s, VIGIE_LONELY_PSU_REMOVE);
    VigieReplicatesSpec spec = {.method = VIGIE_REPLICATES_JKN};
    g_autoptr(VigieReplicates) made = make(design, &spec);
    Answers answers = {s.y};
    double estimate[2], v[4];
    g_assert_true(vigie_replicate_function(made, mean_and_square, &answers, 2, estimate, v));
    VigieFigure figures[4];
    figures_of(&s, made, VIGIE_REPLICATED_MEAN, figures);
    assert_close(estimate[0], figures[0].estimate);
    assert_close(sqrt(v[0]), figures[0].se);
    assert_close(v[1], v[2]);
    g_assert_true(fabs(v[1] / (2 * estimate[0] * v[0]) - 1) < 0.2);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/estimate/replicate/jackknife", test_jackknife);
    g_test_add_func("/estimate/replicate/balanced", test_balanced);
    g_test_add_func("/estimate/replicate/rao-wu", test_rao_wu);
    g_test_add_func("/estimate/replicate/bootstrap", test_bootstrap);
    g_test_add_func("/estimate/replicate/draws", test_draws);
    g_test_add_func("/estimate/replicate/hadamard", test_hadamard);
    g_test_add_func("/estimate/replicate/lonely", test_lonely);
    g_test_add_func("/estimate/replicate/refused", test_refused);
    g_test_add_func("/estimate/replicate/hostile", test_hostile);
    g_test_add_func("/estimate/replicate/function", test_function);
    return g_test_run();
}
