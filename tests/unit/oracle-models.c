/* oracle-models.c - regressions, key drivers and importance-performance: tables 07 and 09, and ipa.* of 08 */
#include "oracle.h"

#include <math.h>
#include <string.h>
#include <vigie/estimate-drivers.h>
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

/* Drivers ------------------------------------------------------------------------------------ */

/* Table 09 and ipa.* are of the records with an answer to sat. */
static VigieDriversSpec
drivers_spec(const Flash *f, const VigieDriverItem *item)
{
    for (gsize i = 0; i < f->table->n; i++)
        f->domain[i] = f->domain[i] && !isnan(f->sat[i]);
    return (VigieDriversSpec){.design = f->design,
                              .name = "sat",
                              .y = f->sat,
                              .domain = f->domain,
                              .item = item,
                              .n_items = 3,
                              .kind = VIGIE_REPLICATES_JKN,
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
check_r2(const char *id, const Flash *f, const double *const *x, const guint8 *in, guint p)
{
    VigieDriverItem item[3];
    for (guint j = 0, l = 0; l < 3; l++)
        if (in[l])
            item[j++] = (VigieDriverItem){.name = "x", .value = x[l], .performance = x[l]};
    VigieDriversSpec spec = drivers_spec(f, item);
    spec.n_items = p;
    g_autoptr(VigieDrivers) drivers = drive(&spec);
    oracle_is(id, drivers->r2);
}

static void
shares(void)
{
    if (!oracle_there())
        return;
    g_auto(Flash) f = {0};
    load(&f);
    const double *const x[] = {f.accueil, f.prix, f.infos};
    const VigieDriverItem item[] = {
        {.name = "accueil", .value = f.accueil, .performance = f.accueil},
        {.name = "prix", .value = f.prix, .performance = f.prix},
        {.name = "infos", .value = f.infos, .performance = f.infos}};
    static const char *const names[] = {"accueil", "prix", "infos"};
    VigieDriversSpec spec = drivers_spec(&f, item);
    g_autoptr(VigieDrivers) drivers = drive(&spec);
    double sum = 0;
    for (guint j = 0; j < 3; j++) {
        const VigieDriver *d = &drivers->item[j];
        sum += d->share.estimate;
        oracle_is(oracle_id("lmg.weighted[%u]", j + 1), d->share.estimate);
        oracle_is(oracle_id("lmg.percent[%u]", j + 1), d->percent);
        oracle_is(oracle_id("lmg.jkn.se[%u]", j + 1), d->share.se);
        oracle_is(oracle_id("pratt[%u]", j + 1), d->pratt);
        oracle_is(oracle_id("std.beta[%u]", j + 1), d->beta);
        oracle_is(oracle_id("r2.%s", names[j]), d->first);
    }
    oracle_is("lmg.weighted.R2[1]", sum);
    oracle_is("lmg.weighted.R2[2]", drivers->r2);
    check_r2("r2.accueil+prix", &f, x, (const guint8[]){1, 1, 0}, 2);
    check_r2("r2.accueil+infos", &f, x, (const guint8[]){1, 0, 1}, 2);
    check_r2("r2.prix+infos", &f, x, (const guint8[]){0, 1, 1}, 2);
    check_r2("r2.accueil+prix+infos", &f, x, (const guint8[]){1, 1, 1}, 3);
    assert_close(drivers->item[0].last,
                 drivers->r2 - oracle_value(oracle_load(), "r2.prix+infos"));
    spec.unweighted = true;
    g_autoptr(VigieDrivers) unweighted = drive(&spec);
    for (guint j = 0; j < 3; j++)
        oracle_is(oracle_id("lmg.unweighted[%u]", j + 1), unweighted->item[j].share.estimate);
}

/* The records' own covariance matrix of the three performances. */
static void
check_performance(const Flash *f, const VigieDriversSpec *spec, const VigieDrivers *drivers)
{
    g_autofree guint32 *cell = g_new(guint32, f->table->n);
    for (gsize i = 0; i < f->table->n; i++)
        cell[i] = f->domain[i] ? 0 : VIGIE_NO_CELL;
    const VigieCells cells = {.n_cells = 1, .n = f->table->n, .cell = cell};
    VigieMeasure measure[3] = {{NULL, NULL}};
    for (guint j = 0; j < 3; j++)
        measure[j].y = spec->item[j].performance;
    g_autoptr(VigieSums) sums = vigie_sums_new(f->design, &cells, measure, 3, NULL);
    VigieLinear linear[3] = {{0}};
    for (guint j = 0; j < 3; j++)
        vigie_linear_mean(sums, j, 0, &linear[j]);
    double v[9];
    g_assert_true(vigie_linear_covariance(f->design, linear, 3, v));
    oracle_all("ipa.performance.vcov", v, 9);
    g_auto(VigieLinear) gap = {0};
    vigie_linear_combine(linear, (const double[]){1, -1, 0}, 3, &gap);
    oracle_is("ipa.gap.accueil_prix[1]", gap.estimate);
    oracle_is("ipa.gap.accueil_prix[2]", vigie_linear_se(f->design, &gap));
    for (guint j = 0; j < 3; j++) {
        oracle_is(oracle_id("ipa.performance[%u]", j + 1),
                  drivers->item[j].performance.estimate);
        oracle_is(oracle_id("ipa.performance.se[%u]", j + 1), drivers->item[j].performance.se);
        oracle_is(oracle_id("ipa.centred[%u]", j + 1), drivers->item[j].gap.estimate);
        oracle_is(oracle_id("ipa.centred.se[%u]", j + 1), drivers->item[j].gap.se);
        vigie_linear_clear(&linear[j]);
    }
}

static void
importance_performance(void)
{
    if (!oracle_there())
        return;
    g_auto(Flash) f = {0};
    load(&f);
    g_autofree double *imp = g_new(double, f.table->n);
    for (gsize i = 0; i < f.table->n; i++)
        imp[i] = MIN(4, f.accueil[i] + 1);
    VigieDriverItem item[] = {{.name = "accueil", .value = f.accueil, .performance = f.accueil},
                              {.name = "prix", .value = f.prix, .performance = f.prix},
                              {.name = "infos", .value = f.infos, .performance = f.infos}};
    VigieDriversSpec spec = drivers_spec(&f, item);
    spec.importance = VIGIE_IMPORTANCE_CORRELATION;
    g_autoptr(VigieDrivers) drivers = drive(&spec);
    check_performance(&f, &spec, drivers);
    for (guint j = 0; j < 3; j++)
        oracle_is(oracle_id("ipa.derived_importance.corr[%u]", j + 1),
                  drivers->item[j].importance);
    oracle_is("ipa.crosshair.means[1]", drivers->cross_performance);
    oracle_is("ipa.crosshair.means[2]", drivers->cross_importance);
    spec.crosshair = VIGIE_CROSSHAIR_MEDIANS;
    for (guint j = 0; j < 3; j++)
        item[j].stated = imp;
    g_autoptr(VigieDrivers) medians = drive(&spec);
    oracle_is("ipa.crosshair.medians[1]", medians->cross_performance);
    oracle_is("ipa.crosshair.medians[2]", medians->cross_importance);
    oracle_is("ipa.paired_gap[1]", medians->item[0].paired_gap.estimate);
    oracle_is("ipa.paired_gap[2]", medians->item[0].paired_gap.se);
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
    g_test_add_func("/oracle/models/shares", shares);
    g_test_add_func("/oracle/models/importance-performance", importance_performance);
    return g_test_run();
}
