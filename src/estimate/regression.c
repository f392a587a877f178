/* regression.c - linear and logistic models: coefficients, their covariance, tests of terms */
#include "regression.h"
#include "figure.h"
#include <float.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_linalg.h>
#include <math.h>

/* Where a logit has no estimate: beta sd(x) beyond, or mu as near to 0 or 1 in all records. */
#define BETA_MOST 10
#define MU_EDGE 1e-8
/* A standard error below this part of the outcome's spread is rounding, not variance. */
#define ROUNDING 1e-12

/* Separation --------------------------------------------------------------------------------- */

static bool
all_on_edge(const Fit *fit)
{
    for (gsize i = 0; i < fit->matrix->m; i++)
        if (fit->mu[i] >= MU_EDGE && fit->mu[i] <= 1 - MU_EDGE)
            return false;
    return true;
}

static bool
check_converged(const Fit *fit, bool converged, GError **error)
{
    const Matrix *matrix = fit->matrix;
    double most = 0;
    guint at = 0;
    for (guint l = 1; l < matrix->rank; l++) {
        const Column *column = &matrix->column[matrix->kept[l]];
        double size = fabs(vigie_fit_beta(fit, fit->gamma, l)) * column->sd;
        if (!(size <= most)) {
            most = size;
            at = column->predictor;
        }
    }
    if (converged && most <= BETA_MOST && !all_on_edge(fit))
        return true;
    g_set_error(error, VIGIE_MODEL_ERROR, VIGIE_MODEL_ERROR_SEPARATION,
                _("'%s', alone or with the others, tells '%s' without error (separation): no "
                  "odds ratio can be estimated; leave it out"),
                matrix->spec->predictor[at].name, matrix->spec->name);
    return false;
}

/* From the fit to the model ------------------------------------------------------------------ */

/* u of the l-th kept coefficient, w being over the mean weight. */
static void
set_linear(const Fit *fit, guint l, double *u, VigieLinear *out)
{
    const Matrix *matrix = fit->matrix;
    guint rank = matrix->rank;
    g_autofree double *a = g_new(double, rank);
    vigie_fit_solve(fit, matrix->basis + l * rank, a);
    for (gsize i = 0; i < matrix->m; i++) {
        double e = vigie_fit_residual(fit, i) * fit->v[i] / vigie_fit_v(fit, i);
        u[i] = vigie_dot(matrix->x + i * rank, a, rank) * e / matrix->w_mean;
    }
    double estimate = vigie_fit_beta(fit, fit->gamma, l) + (l == 0 ? vigie_fit_offset(fit) : 0);
    vigie_linear_of_records(matrix->spec->design, matrix->record, u, matrix->m, estimate, out);
}

/* PSUs - strata of the records of the model; every kept coefficient lists their units. */
static double
design_df(const Matrix *matrix, const VigieModel *model)
{
    const VigieLinear *linear = &model->linear[0];
    return vigie_design_df(matrix->spec->design, linear->unit, linear->n);
}

static bool
set_covariance(const Matrix *matrix, VigieModel *model)
{
    guint rank = matrix->rank, k = model->n_coefficients;
    g_autofree double *v = g_new(double, (gsize)rank *rank);
    g_autofree VigieLinear *kept = g_new(VigieLinear, rank);
    for (guint l = 0; l < rank; l++)
        kept[l] = model->linear[matrix->kept[l]];
    bool done = vigie_linear_covariance(matrix->spec->design, kept, rank, v);
    for (guint i = 0; i < k * k; i++)
        model->covariance[i] = NAN;
    for (guint a = 0; a < rank && done; a++)
        for (guint b = 0; b < rank; b++)
            model->covariance[matrix->kept[a] * k + matrix->kept[b]] = v[a * rank + b];
    return done;
}

static double
sum_of_squares(const Fit *fit, bool about_mean)
{
    double sum = 0;
    for (gsize i = 0; i < fit->matrix->m; i++) {
        double e =
            about_mean ? fit->matrix->y[i] - fit->matrix->y_mean : vigie_fit_residual(fit, i);
        sum += fit->matrix->w[i] * e * e;
    }
    return sum;
}

/* Below it, the spread of the residuals is rounding. */
static bool
fits_without_error(const Fit *fit)
{
    return sum_of_squares(fit, false) <= ROUNDING * ROUNDING * sum_of_squares(fit, true) +
                                             16 * DBL_EPSILON * DBL_EPSILON *
                                                 fit->matrix->y_mean * fit->matrix->y_mean *
                                                 fit->matrix->w_sum;
}

static void
set_figure(const Fit *fit, VigieModel *model, guint c, bool lonely, bool exact)
{
    const VigieRules *rules = &fit->matrix->spec->rules;
    VigieCoefficient *coefficient = &model->coefficient[c];
    VigieFigure *f = &coefficient->figure;
    const Column *column = &fit->matrix->column[c];
    *coefficient = (VigieCoefficient){.predictor = column->predictor,
                                      .level = column->level,
                                      .aliased = !column->kept,
                                      .t = NAN,
                                      .p = NAN};
    *f = (VigieFigure){column->n, NAN, NAN, NAN, NAN, model->df, NAN, VIGIE_STATUS_EMPTY};
    f->status = column->n == 0 ? VIGIE_STATUS_EMPTY : VIGIE_STATUS_NOT_ESTIMABLE;
    if (!column->kept)
        return;
    f->estimate = model->linear[c].estimate;
    f->se = exact ? 0 : sqrt(model->covariance[c * model->n_coefficients + c]);
    if (f->se > 0 && f->df > 0) {
        double half = gsl_cdf_tdist_Qinv((1 - rules->level) / 2, f->df) * f->se;
        f->ci_low = f->estimate - half;
        f->ci_high = f->estimate + half;
        coefficient->t = f->estimate / f->se;
        coefficient->p = 2 * gsl_cdf_tdist_Q(fabs(coefficient->t), f->df);
    }
    f->status = vigie_figure_status(f, rules, lonely);
}

static bool
check_size(const Matrix *matrix, const VigieModel *model, GError **error)
{
    guint effects = matrix->rank - 1;
    if (effects <= model->df_design / 2)
        return true;
    g_set_error(error, VIGIE_MODEL_ERROR, VIGIE_MODEL_ERROR_SIZE,
                _("%u effects are too many for %g degrees of freedom (primary sampling units "
                  "less strata): at most %u"),
                effects, model->df_design, (guint)MAX(model->df_design / 2, 0));
    return false;
}

static bool
fill(const Fit *fit, VigieModel *model, GError **error)
{
    const Matrix *matrix = fit->matrix;
    g_autofree double *u = g_new(double, matrix->m);
    model->kind = matrix->spec->kind;
    model->n = matrix->m;
    model->n_coefficients = matrix->k;
    model->rank = matrix->rank;
    model->coefficient = g_new0(VigieCoefficient, matrix->k);
    model->linear = g_new0(VigieLinear, matrix->k);
    model->covariance = g_new(double, (gsize)matrix->k * matrix->k);
    for (guint l = 0; l < matrix->rank; l++)
        set_linear(fit, l, u, &model->linear[matrix->kept[l]]);
    model->df_design = design_df(matrix, model);
    model->df = model->df_design + 1 - matrix->rank;
    model->iterations = fit->iterations;
    model->r2 = vigie_fit_is_logit(fit)
                    ? NAN
                    : 1 - sum_of_squares(fit, false) / sum_of_squares(fit, true);
    if (!check_size(matrix, model, error))
        return false;
    bool lonely = !set_covariance(matrix, model);
    bool exact = fits_without_error(fit);
    for (guint c = 0; c < matrix->k; c++)
        set_figure(fit, model, c, lonely, exact);
    return true;
}

void
vigie_model_free(VigieModel *model)
{
    if (model == NULL)
        return;
    for (guint c = 0; c < model->n_coefficients; c++)
        vigie_linear_clear(&model->linear[c]);
    g_free(model->linear);
    g_free(model->coefficient);
    g_free(model->covariance);
    g_free(model);
}

VigieModel *
vigie_model_new(const VigieModelSpec *spec, GError **error)
{
    g_auto(Matrix) matrix = {0};
    bool logit = spec->kind == VIGIE_MODEL_LOGIT;
    if (!vigie_matrix_init(&matrix, spec, error) ||
        (logit && !vigie_matrix_check_separation(&matrix, error)))
        return NULL;
    g_auto(Fit) fit = {0};
    vigie_fit_init(&fit, &matrix);
    bool converged = vigie_fit_iterate(&fit);
    if (logit && !check_converged(&fit, converged, error))
        return NULL;
    g_autoptr(VigieModel) model = g_new0(VigieModel, 1);
    return fill(&fit, model, error) ? g_steal_pointer(&model) : NULL;
}

/* Tests of terms ----------------------------------------------------------------------------- */

static guint
list_term(const VigieModel *model, const guint *predictor, guint n, guint *at)
{
    guint q = 0;
    for (guint c = 0; c < model->n_coefficients; c++)
        for (guint j = 0; j < n; j++)
            if (model->coefficient[c].predictor == predictor[j] &&
                !model->coefficient[c].aliased)
                at[q++] = c;
    return q;
}

/* b' V^-1 b; false: V has no factor. */
static bool
quadratic_form(const VigieModel *model, const guint *at, guint q, double *form)
{
    gsl_matrix *v = gsl_matrix_alloc(q, q);
    gsl_vector *b = gsl_vector_alloc(q), *x = gsl_vector_alloc(q);
    bool known = true;
    for (guint i = 0; i < q; i++) {
        gsl_vector_set(b, i, model->linear[at[i]].estimate);
        for (guint j = 0; j < q; j++) {
            double v_ij = model->covariance[at[i] * model->n_coefficients + at[j]];
            known = known && isfinite(v_ij);
            gsl_matrix_set(v, i, j, v_ij);
        }
    }
    bool done = known && gsl_linalg_cholesky_decomp1(v) == 0;
    *form = 0;
    if (done)
        gsl_linalg_cholesky_solve(v, b, x);
    for (guint i = 0; i < q && done; i++)
        *form += gsl_vector_get(b, i) * gsl_vector_get(x, i);
    gsl_matrix_free(v);
    gsl_vector_free(b);
    gsl_vector_free(x);
    return done;
}

void
vigie_model_wald(const VigieModel *model, const guint *predictor, guint n, VigieWald *out)
{
    g_autofree guint *at = g_new(guint, model->n_coefficients);
    guint q = list_term(model, predictor, n, at);
    double form = NAN;
    *out = (VigieWald){.f = NAN, .p = NAN, .df = NAN, .q = q};
    if (q == 0 || !(model->df > 0) || !quadratic_form(model, at, q, &form))
        return;
    out->f = form / q;
    out->df = model->df;
    out->p = gsl_cdf_fdist_Q(out->f, q, model->df);
}
