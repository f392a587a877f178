/* estimate-models.c - regressions and key drivers on designs with strata, fpc and two stages, against R survey
 * (scripts/oracle/models.R); closed forms; and data that have no answer */
#include "fixture.h"

#include <math.h>
#include <string.h>
#include <vigie/estimate-drivers.h>
#include <vigie/estimate-regression.h>

static const VigieRules rules = {.level = 0.95};
static const char *const levels[] = {"a", "b", "c"};

/* One design of tests/oracle/models.csv; the others' records are not in the table. */
typedef struct {
    Table *table;
    VigieDesign *design;
    guint8 *domain;
    double *y, *b, *x[4], *f;
} Survey;

static void
clear_survey(Survey *s)
{
    table_free(s->table);
    vigie_design_free(s->design);
    g_free(s->domain);
    g_free(s->y);
    g_free(s->b);
    g_free(s->f);
    for (guint j = 0; j < 4; j++)
        g_free(s->x[j]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Survey, clear_survey)

static void
keep_design(Table *table, const char *name)
{
    for (guint i = table->lines->len; i > 0; i--)
        if (strcmp(table_cell(table, i - 1, "design"), name) != 0)
            g_ptr_array_remove_index(table->lines, i - 1);
    table->n = table->lines->len;
}

static void
load(Survey *s, const char *name)
{
    Plan plan = {.strata = "stratum", .cluster = "psu", .weight = "w"};
    static const char *const columns[] = {"x1", "x2", "x3", "x4"};
    if (strcmp(name, "one") != 0)
        plan.fpc = "N1";
    if (strcmp(name, "two") == 0) {
        plan.ssu = "stratum;psu;ssu";
        plan.fpc_ssu = "N2";
    }
    s->table = table_own("models");
    keep_design(s->table, name);
    s->design = fixture_design(s->table, &plan);
    s->y = table_numbers(s->table, "y");
    s->b = table_numbers(s->table, "b");
    for (guint j = 0; j < 4; j++)
        s->x[j] = table_numbers(s->table, columns[j]);
    s->domain = g_new(guint8, s->table->n);
    s->f = g_new(double, s->table->n);
    for (gsize i = 0; i < s->table->n; i++) {
        const char *cell = table_cell(s->table, i, "f");
        s->domain[i] = *table_cell(s->table, i, "dom") == '1';
        s->f[i] = *cell != '\0' ? *cell - 'a' : NAN;
    }
}

static VigieModelSpec
spec_of(const Survey *s, VigieModelKind kind, const VigiePredictor *predictor, guint n)
{
    return (VigieModelSpec){.kind = kind,
                            .design = s->design,
                            .name = kind == VIGIE_MODEL_LOGIT ? "b" : "y",
                            .y = kind == VIGIE_MODEL_LOGIT ? s->b : s->y,
                            .domain = s->domain,
                            .predictor = predictor,
                            .n_predictors = n,
                            .rules = rules};
}

static VigieModel *
fit(const VigieModelSpec *spec)
{
    GError *error = NULL;
    VigieModel *model = vigie_model_new(spec, &error);
    g_assert_no_error(error);
    return model;
}

static double
expected(GHashTable *rows, const char *design, const char *id, guint k)
{
    g_autofree char *name = k > 0 ? g_strdup_printf("%s.%s[%u]", design, id, k)
                                  : g_strdup_printf("%s.%s", design, id);
    return oracle_value(rows, name);
}

#define close_to(actual, wanted, tolerance)                                                    \
    assert_close_at(G_STRLOC, actual, wanted, tolerance, 1)

static void
check_table(GHashTable *rows, const char *design, const char *id, const VigieModel *model,
            double tolerance)
{
    for (guint c = 0; c < model->n_coefficients; c++) {
        const VigieCoefficient *row = &model->coefficient[c];
        const double number[] = {row->figure.estimate, row->figure.se, row->t, row->p};
        static const char *const names[] = {"est", "se", "t", "p"};
        for (guint j = 0; j < 4; j++) {
            g_autofree char *part = g_strdup_printf("%s.%s", id, names[j]);
            close_to(number[j], expected(rows, design, part, c + 1), tolerance);
        }
        double half = vigie_t_quantile((1 + rules.level) / 2, model->df) * row->figure.se;
        close_to(row->figure.ci_low, row->figure.estimate - half, 1e-12);
        close_to(row->figure.ci_high, row->figure.estimate + half, 1e-12);
    }
    g_autofree char *df = g_strdup_printf("%s.df", id);
    close_to(model->df, expected(rows, design, df, 0), 1e-12);
}

static void
check_wald(GHashTable *rows, const char *design, const char *id, const VigieModel *model,
           guint term)
{
    VigieWald wald;
    vigie_model_wald(model, &term, 1, &wald);
    const double four[] = {wald.f, wald.q, wald.df, wald.p};
    for (guint k = 0; k < 4; k++)
        close_to(four[k], expected(rows, design, id, k + 1), 1e-7);
}

static void
check_means(GHashTable *rows, const char *design, const char *id, const VigieModelSpec *spec,
            const VigieModel *model)
{
    VigieFigure mean[3];
    GError *error = NULL;
    double tolerance = spec->kind == VIGIE_MODEL_LOGIT ? 1e-6 : 1e-9;
    g_assert_true(vigie_model_means(spec, model, 2, mean, &error));
    for (guint l = 0; l < 3; l++) {
        close_to(mean[l].estimate, expected(rows, design, id, l + 1), tolerance);
        close_to(mean[l].se, expected(rows, design, id, l + 4), tolerance);
        g_assert_cmpfloat(mean[l].ci_low, <, mean[l].estimate);
        g_assert_cmpfloat(mean[l].ci_high, >, mean[l].estimate);
    }
}

static void
check_regressions(const char *design)
{
    GHashTable *rows = oracle_own("models");
    g_auto(Survey) s = {0};
    load(&s, design);
    VigiePredictor predictor[] = {
        {.name = "x1", .value = s.x[0]},
        {.name = "x2", .value = s.x[1]},
        {.name = "f", .value = s.f, .n_levels = 3, .level_name = levels}};
    VigieModelSpec lm = spec_of(&s, VIGIE_MODEL_LINEAR, predictor, 3);
    g_autoptr(VigieModel) linear = fit(&lm);
    check_table(rows, design, "lm", linear, 1e-9);
    check_wald(rows, design, "lm.wald", linear, 2);
    check_means(rows, design, "means.lm", &lm, linear);
    close_to(linear->r2, expected(rows, design, "lm.r2", 0), 1e-9);
    VigieModelSpec spec = spec_of(&s, VIGIE_MODEL_LOGIT, predictor, 3);
    g_autoptr(VigieModel) exact = fit(&spec);
    check_table(rows, design, "exact", exact, 1e-7); /* as far as R itself goes */
    for (guint c = 0; c < 5; c++)
        close_to(exact->coefficient[c].figure.estimate,
                 expected(rows, design, "exact.est", c + 1), 1e-11);
    check_wald(rows, design, "exact.wald", exact, 2);
    check_means(rows, design, "means.logit", &spec, exact);
    spec.as_glm = true;
    g_autoptr(VigieModel) glm = fit(&spec);
    check_table(rows, design, "glm", glm, 1e-7);
    predictor[2].reference = 1;
    g_autoptr(VigieModel) against_b = fit(&lm);
    for (guint c = 0; c < 5; c++)
        close_to(against_b->coefficient[c].figure.estimate,
                 expected(rows, design, "lm.ref_b", c + 1), 1e-9);
    g_hash_table_unref(rows);
}

static VigieDriversSpec
drivers_of(const Survey *s, const VigieDriverItem *item, guint n)
{
    return (VigieDriversSpec){.design = s->design,
                              .name = "y",
                              .y = s->y,
                              .domain = s->domain,
                              .item = item,
                              .n_items = n,
                              .kind = VIGIE_AGREEMENT_BOOTSTRAP,
                              .replicates = 200,
                              .seed = 7,
                              .rules = rules};
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
set_items(const Survey *s, VigieDriverItem *item)
{
    static const char *const names[] = {"x1", "x2", "x3", "x4"};
    for (guint j = 0; j < 4; j++)
        item[j] = (VigieDriverItem){.name = names[j], .value = s->x[j], .performance = s->x[j]};
}

static void
check_drivers(const char *design, bool errors)
{
    GHashTable *rows = oracle_own("models");
    g_auto(Survey) s = {0};
    VigieDriverItem item[4];
    load(&s, design);
    set_items(&s, item);
    VigieDriversSpec spec = drivers_of(&s, item, 4);
    g_autoptr(VigieDrivers) drivers = drive(&spec);
    spec.unweighted = true;
    g_autoptr(VigieDrivers) unweighted = drive(&spec);
    double sum = 0, percent = 0;
    for (guint j = 0; j < 4; j++) {
        const VigieDriver *d = &drivers->item[j];
        close_to(d->share.estimate, expected(rows, design, "lmg", j + 1), 1e-9);
        close_to(unweighted->item[j].share.estimate,
                 expected(rows, design, "lmg.unweighted", j + 1), 1e-9);
        if (errors)
            close_to(d->share.se, expected(rows, design, "lmg.se", j + 1), 1e-9);
        sum += d->share.estimate;
        percent += d->percent;
        g_assert_cmpfloat(d->agreement, >, 0);
        g_assert_cmpfloat(d->agreement, <=, 1);
    }
    close_to(sum, drivers->r2, 1e-12);
    close_to(percent, 100, 1e-12);
    g_hash_table_unref(rows);
}

static void
one(void)
{
    check_regressions("one");
    check_drivers("one", true);
}

static void
fpc(void)
{
    check_regressions("fpc");
    check_drivers("fpc", true);
}

static void
two(void)
{
    check_regressions("two");
    check_drivers("two", false);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/models/one", one);
    g_test_add_func("/models/fpc", fpc);
    g_test_add_func("/models/two", two);
    return g_test_run();
}
