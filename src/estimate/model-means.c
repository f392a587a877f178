/* model-means.c - what the mean would be if all had one level of a factor */
#include "figure.h"
#include "regression.h"
#include <gsl/gsl_cdf.h>
#include <math.h>

/* The records that count: outcome and all predictors but the factor known. */
typedef struct {
    const VigieModelSpec *spec;
    const VigieModel *model;
    guint factor;
    guint32 *record;
    gsize m;
    double w_sum, kish;
    double *mu; /* [m] */
    double *g;  /* [n_coefficients] sum w v x / sum w */
    double *x;  /* [n_coefficients] of a record */
    Column *column;
} Margin;

static void
margin_clear(Margin *margin)
{
    g_free(margin->record);
    g_free(margin->mu);
    g_free(margin->g);
    g_free(margin->x);
    g_free(margin->column);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Margin, margin_clear)

static void
gather(Margin *margin)
{
    const VigieDesign *design = margin->spec->design;
    const double *weight = vigie_design_weight(design);
    gsize n = vigie_design_n(design);
    double w2 = 0;
    margin->record = g_new(guint32, MAX(n, 1));
    for (gsize i = 0; i < n; i++) {
        if (!vigie_matrix_has(margin->spec, i, margin->factor))
            continue;
        margin->record[margin->m++] = (guint32)i;
        margin->w_sum += weight[i];
        w2 += weight[i] * weight[i];
    }
    margin->kish = margin->w_sum * margin->w_sum / w2;
}

/* The record's row with the factor at level, and its x'beta. */
static double
predict(Margin *margin, gsize record, guint level)
{
    double eta = 0;
    for (guint c = 0; c < margin->model->n_coefficients; c++) {
        const Column *column = &margin->column[c];
        margin->x[c] = column->predictor == margin->factor
                           ? column->level == level
                           : vigie_matrix_value(margin->spec, column, record);
        if (!margin->model->coefficient[c].aliased)
            eta += margin->x[c] * margin->model->linear[c].estimate;
    }
    return eta;
}

/* mu and g of a level; the mean of mu. */
static double
mean_of(Margin *margin, guint level)
{
    const double *weight = vigie_design_weight(margin->spec->design);
    guint k = margin->model->n_coefficients;
    bool logit = margin->spec->kind == VIGIE_MODEL_LOGIT;
    double sum = 0;
    for (guint c = 0; c < k; c++)
        margin->g[c] = 0;
    for (gsize i = 0; i < margin->m; i++) {
        guint32 r = margin->record[i];
        double eta = predict(margin, r, level);
        double mu = logit ? vigie_expit(eta) : eta;
        double v = logit ? mu * (1 - mu) : 1;
        margin->mu[i] = mu;
        sum += weight[r] * mu;
        for (guint c = 0; c < k; c++)
            margin->g[c] += weight[r] * v * margin->x[c] / margin->w_sum;
    }
    return sum / margin->w_sum;
}

/* V of the mean of mu, beta known. */
static double
variance_of_mean(const Margin *margin, double mean)
{
    g_auto(VigieLinear) linear = {0};
    g_autofree double *u = g_new(double, margin->m);
    for (gsize i = 0; i < margin->m; i++)
        u[i] = (margin->mu[i] - mean) / margin->w_sum;
    vigie_linear_of_records(margin->spec->design, margin->record, u, margin->m, mean, &linear);
    double se = vigie_linear_se(margin->spec->design, &linear);
    return se * se;
}

/* g' V(beta) g */
static double
variance_of_beta(const Margin *margin)
{
    const VigieModel *model = margin->model;
    guint k = model->n_coefficients;
    double sum = 0;
    for (guint a = 0; a < k; a++)
        for (guint b = 0; b < k; b++)
            if (!model->coefficient[a].aliased && !model->coefficient[b].aliased)
                sum += margin->g[a] * margin->g[b] * model->covariance[a * k + b];
    return sum;
}

/* Of the factor's level: as the coefficients count it; the reference is what is left. */
static guint64
n_of(const Margin *margin, guint level)
{
    const VigieModel *model = margin->model;
    guint64 left = model->n;
    for (guint c = 0; c < model->n_coefficients; c++)
        if (model->coefficient[c].predictor == margin->factor) {
            if (model->coefficient[c].level == level)
                return model->coefficient[c].figure.n;
            left -= model->coefficient[c].figure.n;
        }
    return left;
}

static void
set_interval(const Margin *margin, VigieFigure *f)
{
    double level = margin->spec->rules.level;
    if (!(f->se > 0) || !(f->df > 0))
        return;
    if (margin->spec->kind == VIGIE_MODEL_LOGIT) {
        vigie_share_interval(f->estimate, f->se, f->df, margin->m, margin->kish, level,
                             VIGIE_INTERVAL_LOGIT, &f->ci_low, &f->ci_high);
        return;
    }
    double half = gsl_cdf_tdist_Qinv((1 - level) / 2, f->df) * f->se;
    f->ci_low = f->estimate - half;
    f->ci_high = f->estimate + half;
}

bool
vigie_model_means(const VigieModelSpec *spec, const VigieModel *model, guint factor,
                  VigieFigure *figure, GError **error)
{
    g_return_val_if_fail(factor < spec->n_predictors, false);
    if (spec->predictor[factor].n_levels == 0) {
        g_set_error(error, VIGIE_MODEL_ERROR, VIGIE_MODEL_ERROR_PREDICTOR,
                    _("adjusted means are of the choices of an item; '%s' is a number"),
                    spec->predictor[factor].name);
        return false;
    }
    guint k = 0;
    g_auto(Margin) margin = {.spec = spec, .model = model, .factor = factor};
    gather(&margin);
    margin.column = vigie_matrix_columns(spec, &k);
    margin.mu = g_new(double, MAX(margin.m, 1));
    margin.g = g_new(double, k);
    margin.x = g_new(double, k);
    for (guint level = 0; level < spec->predictor[factor].n_levels; level++) {
        VigieFigure *f = &figure[level];
        *f = (VigieFigure){n_of(&margin, level), NAN, NAN, NAN, NAN, model->df, NAN,
                           VIGIE_STATUS_EMPTY};
        if (f->n == 0)
            continue;
        f->estimate = mean_of(&margin, level);
        f->se = sqrt(variance_of_mean(&margin, f->estimate) + variance_of_beta(&margin));
        set_interval(&margin, f);
        f->status = vigie_figure_status(f, &spec->rules, isnan(f->se));
    }
    return true;
}
