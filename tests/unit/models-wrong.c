/* models-wrong.c - data that a model or key drivers have no answer for, each with its own error or status; and closed
 * forms that need no R */
#include "fixture.h"

#include <gsl/gsl_rng.h>
#include <math.h>
#include <string.h>
#include <vigie/estimate-drivers.h>
#include <vigie/estimate-regression.h>

#define N 40
#define PSUS 20

static const char *const levels[] = {"a", "b", "c"};

/* Two strata of ten PSUs with two records each; x1 and x2 plain numbers, y of them with something left over. */
typedef struct {
    VigieDesign *design;
    double weight[N], y[N], b[N], x1[N], x2[N], f[N], missing[N];
    VigiePredictor predictor[3];
    VigieModelSpec spec;
} Case;

static void
clear_case(Case *c)
{
    vigie_design_free(c->design);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Case, clear_case)

static void
set_design(Case *c, guint32 n_psu, VigieLonelyPsu lonely, const double *population)
{
    guint32 psu[N], stratum[N];
    for (guint i = 0; i < N; i++)
        psu[i] = i * n_psu / N;
    for (guint p = 0; p < n_psu; p++)
        stratum[p] = n_psu == PSUS ? p / 10 : 0;
    if (lonely == VIGIE_LONELY_PSU_FAIL) /* the last PSU alone in a stratum */
        stratum[n_psu - 1] = 1;
    if (lonely == VIGIE_LONELY_PSU_FAIL)
        for (guint p = 0; p + 1 < n_psu; p++)
            stratum[p] = 0;
    const VigieDesignSpec spec = {.n = N,
                                  .psu = psu,
                                  .weight = c->weight,
                                  .n_psu = n_psu,
                                  .n_strata = stratum[n_psu - 1] + 1,
                                  .stratum = stratum,
                                  .population_psu = population,
                                  .lonely = lonely};
    GError *error = NULL;
    vigie_design_free(c->design);
    c->design = vigie_design_new(&spec, &error);
    g_assert_no_error(error);
    c->spec.design = c->design;
}

static void
begin(Case *c, VigieModelKind kind)
{
    vigie_design_free(c->design);
    memset(c, 0, sizeof *c);
    for (guint i = 0; i < N; i++) {
        c->weight[i] = 1 + i % 3;
        c->x1[i] = (i * 7) % 11;
        c->x2[i] = (i * 5) % 13;
        c->f[i] = i % 3;
        c->y[i] = 2 + 0.5 * c->x1[i] - 0.25 * c->x2[i] + (double)((i * 17) % 7) / 3;
        c->b[i] = (i * 17) % 7 + c->x1[i] / 4 > 4 ? 1 : 0;
        c->missing[i] = NAN;
    }
    c->predictor[0] = (VigiePredictor){.name = "x1", .value = c->x1};
    c->predictor[1] = (VigiePredictor){.name = "x2", .value = c->x2};
    c->predictor[2] =
        (VigiePredictor){.name = "f", .value = c->f, .n_levels = 3, .level_name = levels};
    c->spec = (VigieModelSpec){.kind = kind,
                               .name = "outcome",
                               .y = kind == VIGIE_MODEL_LOGIT ? c->b : c->y,
                               .predictor = c->predictor,
                               .n_predictors = 3,
                               .rules = {.level = 0.95}};
    set_design(c, PSUS, VIGIE_LONELY_PSU_ADJUST, NULL);
}

static VigieModel *
fit(const Case *c)
{
    GError *error = NULL;
    VigieModel *model = vigie_model_new(&c->spec, &error);
    g_assert_no_error(error);
    return model;
}

static void
refused(const Case *c, VigieModelError code, const char *name)
{
    GError *error = NULL;
    g_assert_null(vigie_model_new(&c->spec, &error));
    g_assert_error(error, VIGIE_MODEL_ERROR, (int)code);
    if (strstr(error->message, name) == NULL)
        g_error("\"%s\" does not name %s", error->message, name);
    g_clear_error(&error);
}

static void
outcomes(void)
{
    g_auto(Case) c = {0};
    begin(&c, VIGIE_MODEL_LINEAR);
    c.spec.y = c.missing;
    refused(&c, VIGIE_MODEL_ERROR_EMPTY, "'outcome'");
    double same[N];
    for (guint i = 0; i < N; i++)
        same[i] = 3;
    c.spec.y = same;
    refused(&c, VIGIE_MODEL_ERROR_OUTCOME, "'outcome'");
    c.spec.kind = VIGIE_MODEL_LOGIT;
    c.spec.y = c.y;
    refused(&c, VIGIE_MODEL_ERROR_OUTCOME, "'outcome'");
    begin(&c, VIGIE_MODEL_LINEAR);
    memset(c.weight, 0, sizeof c.weight);
    set_design(&c, PSUS, VIGIE_LONELY_PSU_ADJUST, NULL);
    refused(&c, VIGIE_MODEL_ERROR_EMPTY, "'outcome'");
}

static void
predictors(void)
{
    g_auto(Case) c = {0};
    begin(&c, VIGIE_MODEL_LINEAR);
    c.predictor[1].value = c.missing;
    refused(&c, VIGIE_MODEL_ERROR_EMPTY, "'outcome'");
    begin(&c, VIGIE_MODEL_LINEAR);
    for (guint i = 0; i < N; i++)
        c.f[i] = 2;
    refused(&c, VIGIE_MODEL_ERROR_PREDICTOR, "'f'");
    for (guint i = 0; i < N; i++)
        c.f[i] = 1 + i % 2; /* nobody has "a", the reference */
    refused(&c, VIGIE_MODEL_ERROR_PREDICTOR, "'a'");
    c.predictor[2].reference = 1;
    g_autoptr(VigieModel) model = fit(&c);
    g_assert_true(model->coefficient[3].aliased); /* the level that nobody has */
    g_assert_cmpint(model->coefficient[3].figure.status, ==, VIGIE_STATUS_EMPTY);
    g_assert_cmpuint(model->rank, ==, 4);
    c.x1[5] = INFINITY;
    refused(&c, VIGIE_MODEL_ERROR_SINGULAR, "'x1'");
    begin(&c, VIGIE_MODEL_LINEAR);
    c.y[7] = -INFINITY;
    refused(&c, VIGIE_MODEL_ERROR_SINGULAR, "'outcome'");
}

static void
sizes(void)
{
    g_auto(Case) c = {0};
    begin(&c, VIGIE_MODEL_LINEAR); /* four effects: nu = 8 takes them, 7 does not */
    set_design(&c, 9, VIGIE_LONELY_PSU_ADJUST, NULL);
    g_autoptr(VigieModel) model = fit(&c);
    assert_close(model->df_design, 8);
    assert_close(model->df, 4);
    set_design(&c, 8, VIGIE_LONELY_PSU_ADJUST, NULL);
    refused(&c, VIGIE_MODEL_ERROR_SIZE, "4 effects");
    set_design(&c, 1, VIGIE_LONELY_PSU_ADJUST, NULL);
    refused(&c, VIGIE_MODEL_ERROR_SIZE, "at most 0");
}

/* The later of two columns has no number, wherever it stands; df counts what is left. */
static void
collinear(void)
{
    g_auto(Case) c = {0};
    begin(&c, VIGIE_MODEL_LINEAR);
    for (guint i = 0; i < N; i++)
        c.x2[i] = 1e6 - 1000 * c.x1[i];
    g_autoptr(VigieModel) model = fit(&c);
    g_assert_false(model->coefficient[1].aliased);
    g_assert_true(model->coefficient[2].aliased);
    g_assert_true(isnan(model->coefficient[2].figure.estimate));
    g_assert_cmpint(model->coefficient[2].figure.status, ==, VIGIE_STATUS_NOT_ESTIMABLE);
    assert_close(model->df, 18 + 1 - 4);
    VigieWald wald;
    vigie_model_wald(model, (const guint[]){1}, 1, &wald);
    g_assert_cmpuint(wald.q, ==, 0);
    g_assert_true(isnan(wald.f));
    for (guint i = 0; i < N; i++)
        c.x2[i] = 1e9; /* a constant */
    g_autoptr(VigieModel) constant = fit(&c);
    g_assert_true(constant->coefficient[2].aliased);
    assert_close(constant->linear[1].estimate, model->linear[1].estimate);
}

static void
separations(void)
{
    g_auto(Case) c = {0};
    begin(&c, VIGIE_MODEL_LOGIT);
    for (guint i = 0; i < N; i++) /* one level answers alike */
        c.b[i] = i % 3 == 2 ? 1 : c.b[i];
    refused(&c, VIGIE_MODEL_ERROR_SEPARATION, "'c' of 'f'");
    begin(&c, VIGIE_MODEL_LOGIT);
    for (guint i = 0; i < N; i++)
        c.b[i] = c.x1[i] > 5 ? 1 : 0;
    refused(&c, VIGIE_MODEL_ERROR_SEPARATION, "'x1'");
    for (guint i = 0; i < N; i++)
        c.b[i] = c.x2[i] < 6 ? 1 : 0;
    refused(&c, VIGIE_MODEL_ERROR_SEPARATION, "'x2'");
    for (guint i = 0; i < N; i++) /* by both together, by neither alone */
        c.b[i] = c.x1[i] + c.x2[i] > 11 ? 1 : 0;
    refused(&c, VIGIE_MODEL_ERROR_SEPARATION, "'x");
    c.spec.as_glm = true;
    refused(&c, VIGIE_MODEL_ERROR_SEPARATION, "'x");
}

/* Nothing is left over: no standard error but 0, no interval. */
static void
exact(void)
{
    g_auto(Case) c = {0};
    begin(&c, VIGIE_MODEL_LINEAR);
    for (guint i = 0; i < N; i++)
        c.y[i] = 1000 + 0.3 * c.x1[i] - 0.7 * c.x2[i];
    g_autoptr(VigieModel) model = fit(&c);
    assert_close(model->coefficient[1].figure.estimate, 0.3);
    assert_close(model->r2, 1);
    for (guint k = 0; k < model->n_coefficients; k++) {
        const VigieFigure *f = &model->coefficient[k].figure;
        g_assert_cmpint(f->status, ==, VIGIE_STATUS_NO_VARIANCE);
        g_assert_true(isnan(f->ci_low) && isnan(f->ci_high) && isnan(model->coefficient[k].p));
    }
}

static void
lonely(void)
{
    g_auto(Case) c = {0};
    begin(&c, VIGIE_MODEL_LINEAR);
    set_design(&c, PSUS, VIGIE_LONELY_PSU_FAIL, NULL);
    g_autoptr(VigieModel) model = fit(&c);
    g_assert_cmpint(model->coefficient[1].figure.status, ==, VIGIE_STATUS_LONELY_PSU);
    g_assert_true(isfinite(model->coefficient[1].figure.estimate));
    g_assert_true(isnan(model->coefficient[1].figure.se));
}

/* Numbers near 1e9 keep their digits. */
static void
far_from_zero(void)
{
    g_auto(Case) c = {0};
    begin(&c, VIGIE_MODEL_LINEAR);
    for (guint i = 0; i < N; i++) /* sums of powers of 2, exact near 1e9 */
        c.y[i] = 0.5 * c.x1[i] - 0.25 * c.x2[i] + (double)((i * 17) % 7) / 4;
    g_autoptr(VigieModel) near = fit(&c);
    for (guint i = 0; i < N; i++) {
        c.y[i] += 1e9;
        c.x1[i] += 1e9;
    }
    g_autoptr(VigieModel) far = fit(&c);
    for (guint k = 1; k < near->n_coefficients; k++) {
        assert_close(far->coefficient[k].figure.estimate, near->coefficient[k].figure.estimate);
        assert_close(far->coefficient[k].figure.se, near->coefficient[k].figure.se);
    }
}

/* The publication rule counts the records of a level. */
static void
publication(void)
{
    g_auto(Case) c = {0};
    begin(&c, VIGIE_MODEL_LINEAR);
    c.spec.rules.suppress_below = 15;
    c.spec.rules.low_base_below = 41;
    g_autoptr(VigieModel) model = fit(&c);
    g_assert_cmpint(model->coefficient[1].figure.status, ==, VIGIE_STATUS_LOW_BASE);
    g_assert_cmpuint(model->coefficient[3].figure.n, ==, 13);
    g_assert_cmpint(model->coefficient[3].figure.status, ==, VIGIE_STATUS_SUPPRESSED);
    VigieFigure mean[3];
    GError *error = NULL;
    g_assert_true(vigie_model_means(&c.spec, model, 2, mean, &error));
    g_assert_cmpuint(mean[0].n, ==, 14);
    g_assert_cmpint(mean[1].status, ==, VIGIE_STATUS_SUPPRESSED);
    g_assert_false(vigie_model_means(&c.spec, model, 0, mean, &error));
    g_assert_error(error, VIGIE_MODEL_ERROR, VIGIE_MODEL_ERROR_PREDICTOR);
    g_clear_error(&error);
}

/* Drivers ------------------------------------------------------------------------------------ */

static VigieDriversSpec
drivers_of(const Case *c, const VigieDriverItem *item, guint n)
{
    return (VigieDriversSpec){.design = c->design,
                              .name = "outcome",
                              .y = c->y,
                              .item = item,
                              .n_items = n,
                              .kind = VIGIE_REPLICATES_BOOTSTRAP,
                              .replicates = 300,
                              .seed = 3,
                              .rules = {.level = 0.95}};
}

static VigieDrivers *
drive(const VigieDriversSpec *spec)
{
    GError *error = NULL;
    VigieDrivers *drivers = vigie_drivers_new(spec, &error);
    g_assert_no_error(error);
    return drivers;
}

static void
drivers_refused(const VigieDriversSpec *spec, VigieDriversError code, const char *name)
{
    GError *error = NULL;
    g_assert_null(vigie_drivers_new(spec, &error));
    g_assert_error(error, VIGIE_DRIVERS_ERROR, (int)code);
    if (strstr(error->message, name) == NULL)
        g_error("\"%s\" does not name %s", error->message, name);
    g_clear_error(&error);
}

static void
wrong_drivers(void)
{
    g_auto(Case) c = {0};
    begin(&c, VIGIE_MODEL_LINEAR);
    VigieDriverItem item[13];
    for (guint j = 0; j < 13; j++)
        item[j] = (VigieDriverItem){.name = "x1", .value = c.x1, .performance = c.x1};
    VigieDriversSpec spec = drivers_of(&c, item, 13);
    drivers_refused(&spec, VIGIE_DRIVERS_ERROR_SIZE, "13 items");
    spec.n_items = 1;
    drivers_refused(&spec, VIGIE_DRIVERS_ERROR_SIZE, "two");
    spec.n_items = 2;
    item[1] = (VigieDriverItem){.name = "gone", .value = c.missing, .performance = c.missing};
    drivers_refused(&spec, VIGIE_DRIVERS_ERROR_EMPTY, "'gone'");
    double same[N], half[N];
    for (guint i = 0; i < N; i++) {
        same[i] = 4;
        half[i] = i < N / 2 ? c.x2[i] : NAN;
    }
    item[1] = (VigieDriverItem){.name = "same", .value = same, .performance = same};
    drivers_refused(&spec, VIGIE_DRIVERS_ERROR_CONSTANT, "'same'");
    item[1] = (VigieDriverItem){.name = "half", .value = half, .performance = half};
    for (guint i = 0; i < N / 2; i++)
        c.y[i] = NAN;
    drivers_refused(&spec, VIGIE_DRIVERS_ERROR_EMPTY, "every item");
    item[1] = (VigieDriverItem){.name = "x2", .value = c.x2, .performance = c.x2};
    spec.y = same;
    drivers_refused(&spec, VIGIE_DRIVERS_ERROR_CONSTANT, "'outcome'");
    memset(c.weight, 0, sizeof c.weight);
    set_design(&c, PSUS, VIGIE_LONELY_PSU_ADJUST, NULL);
    spec.design = c.design;
    drivers_refused(&spec, VIGIE_DRIVERS_ERROR_EMPTY, "'x1'");
}

static void
lonely_drivers(void)
{
    g_auto(Case) c = {0};
    begin(&c, VIGIE_MODEL_LINEAR);
    const VigieDriverItem item[] = {{.name = "x1", .value = c.x1, .performance = c.x1},
                                    {.name = "x2", .value = c.x2, .performance = c.x2}};
    set_design(&c, 1, VIGIE_LONELY_PSU_ADJUST, NULL);
    VigieDriversSpec spec = drivers_of(&c, item, 2);
    g_autoptr(VigieDrivers) one = drive(&spec);
    g_assert_true(isnan(one->item[0].share.se) && isnan(one->item[0].share.ci_high));
    g_assert_false(one->item[0].firm);
    set_design(&c, PSUS, VIGIE_LONELY_PSU_FAIL, NULL);
    spec.design = c.design;
    g_autoptr(VigieDrivers) fail = drive(&spec);
    g_assert_cmpint(fail->item[0].share.status, ==, VIGIE_STATUS_LONELY_PSU);
    g_assert_true(isnan(fail->item[0].gap.ci_low));
}

/* Twins share alike, and the second adds nothing; a negative correlation has a share like any other. */
static void
twins(void)
{
    g_auto(Case) c = {0};
    begin(&c, VIGIE_MODEL_LINEAR);
    const VigieDriverItem item[] = {{.name = "x1", .value = c.x1, .performance = c.x1},
                                    {.name = "again", .value = c.x1, .performance = c.x1},
                                    {.name = "x2", .value = c.x2, .performance = c.x2}};
    VigieDriversSpec spec = drivers_of(&c, item, 3);
    g_autoptr(VigieDrivers) drivers = drive(&spec);
    assert_close(drivers->item[0].share.estimate, drivers->item[1].share.estimate);
    g_assert_true(isnan(drivers->item[0].beta) && isnan(drivers->item[0].pratt));
    g_assert_cmpfloat(fabs(drivers->item[0].last), <, 1e-12);
    g_assert_cmpfloat(drivers->item[2].correlation, <, 0);
    g_assert_cmpfloat(drivers->item[2].share.estimate, >, 0);
    g_assert_cmpfloat(drivers->item[2].share.ci_low, >=, 0);
    g_autoptr(VigieDrivers) again = drive(&spec);
    for (guint j = 0; j < 3; j++)
        assert_close(drivers->item[j].agreement, again->item[j].agreement);
}

/* Items that do not depend on each other: the share is the square of the correlation. */
static void
orthogonal(void)
{
    const double cov[] = {4, 0, 2, 0, 9, -3, 2, -3, 5};
    double r2[4], share[2];
    vigie_lmg_r2(cov, 2, r2);
    vigie_lmg_shares(r2, 2, share);
    assert_close(r2[1], 0.2);
    assert_close(r2[2], 0.2);
    assert_close(r2[3], 0.4);
    assert_close(share[0], 0.2);
    assert_close(share[1], 0.2);
    const double none[] = {4, 0, 0, 0, 9, 0, 0, 0, 0};
    vigie_lmg_r2(none, 2, r2);
    g_assert_true(isnan(r2[3]));
}

/* Which of two items performs better depends on which of the two PSUs weighs more: a draw of one of them, at 1 + r
 * against 1 - r, r = sqrt(1 - f). */
static double
agreement_at(Case *c, double fraction, double swing)
{
    double first[N], second[N];
    for (guint i = 0; i < N; i++) {
        c->weight[i] = 1;
        bool one = i < N / 2;
        first[i] = (one ? 1 : -swing) + (i % 2 == 0 ? 0.5 : -0.5);
        second[i] = (double)(i / 2 % 2) - 0.5;
        c->y[i] = 10 * second[i] + first[i]; /* second is the more important, always */
    }
    const VigieDriverItem item[] = {{.name = "first", .value = first, .performance = first},
                                    {.name = "second", .value = second, .performance = second}};
    set_design(c, 2, VIGIE_LONELY_PSU_ADJUST, fraction > 0 ? &fraction : NULL);
    VigieDriversSpec spec = drivers_of(c, item, 2);
    spec.importance = VIGIE_IMPORTANCE_CORRELATION;
    g_autoptr(VigieDrivers) drivers = drive(&spec);
    g_assert_cmpuint(drivers->n_replicates, ==, 300);
    return drivers->item[0].agreement;
}

static void
draws(void)
{
    g_auto(Case) c = {0};
    begin(&c, VIGIE_MODEL_LINEAR);
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 3);
    guint first = 0;
    for (guint b = 0; b < 300; b++)
        first += gsl_rng_uniform_int(rng, 2) == 0;
    gsl_rng_free(rng);
    /* first performs (1 - swing) / 2 better in all, (1 + r - (1 - r) swing) / 2 where its PSU is drawn, and
     * (1 - r - (1 + r) swing) / 2 where it is not: worse if r > (1 - swing) / (1 + swing) */
    assert_close(agreement_at(&c, 0, 0.5), first / 300.0);    /* r = 1 */
    assert_close(agreement_at(&c, 0.75, 0.4), first / 300.0); /* r = 0.5 > 0.43 */
    assert_close(agreement_at(&c, 0.75, 0.3), 1);             /* r = 0.5 < 0.54 */
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/models/wrong/outcomes", outcomes);
    g_test_add_func("/models/wrong/predictors", predictors);
    g_test_add_func("/models/wrong/sizes", sizes);
    g_test_add_func("/models/wrong/collinear", collinear);
    g_test_add_func("/models/wrong/separations", separations);
    g_test_add_func("/models/wrong/exact", exact);
    g_test_add_func("/models/wrong/lonely", lonely);
    g_test_add_func("/models/wrong/far-from-zero", far_from_zero);
    g_test_add_func("/models/wrong/publication", publication);
    g_test_add_func("/models/wrong/drivers", wrong_drivers);
    g_test_add_func("/models/wrong/lonely-drivers", lonely_drivers);
    g_test_add_func("/models/wrong/twins", twins);
    g_test_add_func("/models/wrong/orthogonal", orthogonal);
    g_test_add_func("/models/wrong/draws", draws);
    return g_test_run();
}
