/* oracle-models.c - regressions, key drivers and importance-performance: tables 07 and 09, and ipa.* of 08 */
#include "oracle.h"

#include <math.h>
#include <string.h>
#include <vigie/estimate-regression.h>

/* flash.csv, the year 2008 as the domain. */
typedef struct {
    Table *table;
    VigieDesign *design;
    guint8 *domain;
    double *sat, *accueil, *prix, *infos, *retour, *type, *dup;
} Flash;

static const char *const types[] = {"activite", "couple", "famille", "groupe"};
static const VigieRules rules = {.level = 0.95};

static void
clear_flash(Flash *f)
{
    table_free(f->table);
    vigie_design_free(f->design);
    g_free(f->domain);
    g_free(f->sat);
    g_free(f->accueil);
    g_free(f->prix);
    g_free(f->infos);
    g_free(f->retour);
    g_free(f->type);
    g_free(f->dup);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Flash, clear_flash)

static void
load(Flash *f)
{
    const Plan plan = {.strata = "year;stratum", .cluster = "psu", .weight = "w"};
    f->table = table_load("oracle/data/flash.csv");
    f->design = fixture_design(f->table, &plan);
    f->sat = table_numbers(f->table, "sat");
    f->accueil = table_numbers(f->table, "accueil");
    f->prix = table_numbers(f->table, "prix");
    f->infos = table_numbers(f->table, "infos");
    f->retour = table_numbers(f->table, "retour");
    f->type = g_new(double, f->table->n);
    f->dup = g_new(double, f->table->n);
    f->domain = g_new(guint8, f->table->n);
    for (gsize i = 0; i < f->table->n; i++) {
        f->domain[i] = strcmp(table_cell(f->table, i, "year"), "2008") == 0;
        f->dup[i] = 2 * f->accueil[i];
        for (guint l = 0; l < G_N_ELEMENTS(types); l++)
            if (strcmp(table_cell(f->table, i, "type"), types[l]) == 0)
                f->type[i] = l;
    }
}

static VigieModelSpec
spec_of(const Flash *f, VigieModelKind kind, const char *name, const double *y,
        const VigiePredictor *predictor, guint n)
{
    return (VigieModelSpec){.kind = kind,
                            .design = f->design,
                            .name = name,
                            .y = y,
                            .domain = f->domain,
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

static void
check_rows(const char *id, const VigieModel *model, const char *const *names, double tolerance)
{
    for (guint c = 0; c < model->n_coefficients; c++) {
        const VigieCoefficient *row = &model->coefficient[c];
        const double four[] = {row->figure.estimate, row->figure.se, row->t, row->p};
        oracle_all_at(G_STRLOC, oracle_id("%s.%s", id, names[c]), four, 4, tolerance, 1);
    }
    oracle_is(oracle_id("%s.df", id), model->df);
}

static void
check_wald(const char *id, const VigieModel *model, const guint *predictor, guint n,
           double tolerance)
{
    VigieWald wald;
    vigie_model_wald(model, predictor, n, &wald);
    const double four[] = {wald.f, wald.q, wald.df, wald.p};
    oracle_all_at(G_STRLOC, id, four, 4, tolerance, 1);
}

static void
linear(void)
{
    if (!oracle_there())
        return;
    static const char *const names[] = {"(Intercept)", "accueil", "prix", "infos"};
    g_auto(Flash) f = {0};
    load(&f);
    const VigiePredictor predictor[] = {{.name = "accueil", .value = f.accueil},
                                        {.name = "prix", .value = f.prix},
                                        {.name = "infos", .value = f.infos}};
    VigieModelSpec spec = spec_of(&f, VIGIE_MODEL_LINEAR, "sat", f.sat, predictor, 3);
    g_autoptr(VigieModel) model = fit(&spec);
    check_rows("lm", model, names, 1e-9);
    oracle_all("lm.vcov", model->covariance, 16);
    check_wald("lm.wald", model, (const guint[]){0, 1, 2}, 3, 1e-9);
    for (guint c = 0; c < 4; c++) {
        oracle_is(oracle_id("lm.by_hand.beta[%u]", c + 1), model->linear[c].estimate);
        oracle_is(oracle_id("lm.rescale_false.se[%u]", c + 1),
                  vigie_linear_se(f.design, &model->linear[c]));
    }
}

static void
collinear(void)
{
    if (!oracle_there())
        return;
    g_auto(Flash) f = {0};
    load(&f);
    const VigiePredictor predictor[] = {{.name = "accueil", .value = f.accueil},
                                        {.name = "dup", .value = f.dup},
                                        {.name = "prix", .value = f.prix}};
    VigieModelSpec spec = spec_of(&f, VIGIE_MODEL_LINEAR, "sat", f.sat, predictor, 3);
    g_autoptr(VigieModel) model = fit(&spec);
    oracle_is("lm.collinear.df", model->df);
    for (guint c = 0; c < 4; c++)
        if (c == 2)
            oracle_missing("lm.collinear.coef[3]", model->coefficient[c].figure.estimate);
        else
            oracle_is(oracle_id("lm.collinear.coef[%u]", c + 1),
                      model->coefficient[c].figure.estimate);
    g_assert_true(model->coefficient[2].aliased);
}

static void
logit(void)
{
    if (!oracle_there())
        return;
    static const char *const names[] = {"(Intercept)", "sat", "typecouple", "typefamille",
                                        "typegroupe"};
    g_auto(Flash) f = {0};
    load(&f);
    const VigiePredictor predictor[] = {
        {.name = "sat", .value = f.sat},
        {.name = "type", .value = f.type, .n_levels = 4, .level_name = types}};
    VigieModelSpec spec = spec_of(&f, VIGIE_MODEL_LOGIT, "retour", f.retour, predictor, 2);
    spec.as_glm = true;
    g_autoptr(VigieModel) model = fit(&spec);
    check_rows("logit", model, names, 1e-6);
    check_wald("logit.wald.type", model, (const guint[]){1}, 1, 1e-6);
    const VigieFigure *sat = &model->coefficient[1].figure;
    oracle_iterated("logit.OR.sat[1]", exp(sat->estimate));
    oracle_iterated("logit.OR.sat[2]", exp(sat->ci_low));
    oracle_iterated("logit.OR.sat[3]", exp(sat->ci_high));
    /* R lists the types as it meets them. */
    VigieFigure mean[4];
    GError *error = NULL;
    g_assert_true(vigie_model_means(&spec, model, 1, mean, &error));
    guint seen = 0;
    bool met[4] = {false};
    for (gsize i = 0; i < f.table->n; i++) {
        guint l = (guint)f.type[i];
        if (!f.domain[i] || met[l])
            continue;
        met[l] = true;
        oracle_iterated(oracle_id("predmeans.type[%u]", ++seen), mean[l].estimate);
        oracle_iterated(oracle_id("predmeans.type[%u]", seen + 4), mean[l].se);
    }
    g_assert_cmpuint(seen, ==, 4);
}

/* logit.separation: R prints 53 with a standard error; here it is an error that names the predictor. */
static void
separation(void)
{
    if (!oracle_there())
        return;
    g_auto(Flash) f = {0};
    load(&f);
    g_autofree double *high = g_new(double, f.table->n);
    for (gsize i = 0; i < f.table->n; i++)
        high[i] = isnan(f.sat[i]) ? NAN : f.sat[i] >= 3;
    const VigiePredictor predictor[] = {{.name = "sep", .value = high}};
    VigieModelSpec spec = spec_of(&f, VIGIE_MODEL_LOGIT, "y1", high, predictor, 1);
    GError *error = NULL;
    g_assert_null(vigie_model_new(&spec, &error));
    g_assert_error(error, VIGIE_MODEL_ERROR, VIGIE_MODEL_ERROR_SEPARATION);
    g_assert_nonnull(strstr(error->message, "'sep'"));
    g_clear_error(&error);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/oracle/models/linear", linear);
    g_test_add_func("/oracle/models/collinear", collinear);
    g_test_add_func("/oracle/models/logit", logit);
    g_test_add_func("/oracle/models/separation", separation);
    return g_test_run();
}
