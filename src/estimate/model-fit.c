/* model-fit.c - Newton's steps to the coefficients of a model */
#include "regression.h"
#include <gsl/gsl_linalg.h>
#include <math.h>

#define STEPS 50
#define STEP_DONE 1e-10
#define HALVINGS 10
/* of R's glm.control() */
#define GLM_STEPS 25
#define GLM_DONE 1e-8

void
vigie_fit_init(Fit *fit, const Matrix *matrix)
{
    guint rank = matrix->rank;
    *fit = (Fit){.matrix = matrix,
                 .gamma = g_new0(double, rank),
                 .step = g_new0(double, rank),
                 .score = g_new0(double, rank),
                 .a = g_new0(double, (gsize)rank *rank),
                 .mu = g_new0(double, matrix->m),
                 .v = g_new0(double, matrix->m)};
}

void
vigie_fit_clear(Fit *fit)
{
    g_free(fit->gamma);
    g_free(fit->step);
    g_free(fit->score);
    g_free(fit->a);
    g_free(fit->mu);
    g_free(fit->v);
}

double
vigie_expit(double eta)
{
    return eta >= 0 ? 1 / (1 + exp(-eta)) : exp(eta) / (1 + exp(eta));
}

bool
vigie_fit_is_logit(const Fit *fit)
{
    return fit->matrix->spec->kind == VIGIE_MODEL_LOGIT;
}

double
vigie_fit_offset(const Fit *fit)
{
    return vigie_fit_is_logit(fit) ? 0 : fit->matrix->y_mean;
}

double
vigie_dot(const double *a, const double *b, guint n)
{
    double sum = 0;
    for (guint i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

/* y less mu. */
double
vigie_fit_residual(const Fit *fit, gsize i)
{
    return fit->matrix->y[i] - vigie_fit_offset(fit) - fit->mu[i];
}

double
vigie_fit_v(const Fit *fit, gsize i)
{
    return vigie_fit_is_logit(fit) ? fit->mu[i] * (1 - fit->mu[i]) : 1;
}

/* sum w of -2 log likelihood, but for what does not change; of a linear model the squares. */
static double
set_mu(Fit *fit)
{
    const Matrix *matrix = fit->matrix;
    double deviance = 0;
    for (gsize i = 0; i < matrix->m; i++) {
        double eta = vigie_dot(matrix->x + i * matrix->rank, fit->gamma, matrix->rank);
        fit->mu[i] = vigie_fit_is_logit(fit) ? vigie_expit(eta) : eta;
        double y = matrix->y[i], e = vigie_fit_residual(fit, i);
        /* log(1 + exp eta), exp never too large */
        double log_sum = MAX(eta, 0) + log1p(exp(-fabs(eta)));
        deviance += matrix->w[i] * (vigie_fit_is_logit(fit) ? 2 * (log_sum - y * eta) : e * e);
    }
    return deviance;
}

/* The score and A at mu; false: A has no factor. */
static bool
set_score(Fit *fit)
{
    const Matrix *matrix = fit->matrix;
    guint rank = matrix->rank;
    for (guint j = 0; j < rank * rank; j++)
        fit->a[j] = 0;
    for (guint j = 0; j < rank; j++)
        fit->score[j] = 0;
    for (gsize i = 0; i < matrix->m; i++) {
        const double *x = matrix->x + i * rank;
        double v = fit->v[i] = vigie_fit_v(fit, i);
        double e = matrix->w[i] * vigie_fit_residual(fit, i);
        for (guint j = 0; j < rank; j++) {
            fit->score[j] += e * x[j];
            for (guint l = 0; l <= j; l++)
                fit->a[j * rank + l] += matrix->w[i] * v * x[j] * x[l];
        }
    }
    gsl_matrix_view a = gsl_matrix_view_array(fit->a, rank, rank);
    return gsl_linalg_cholesky_decomp1(&a.matrix) == 0;
}

void
vigie_fit_solve(const Fit *fit, const double *b, double *x)
{
    guint rank = fit->matrix->rank;
    gsl_matrix_const_view a = gsl_matrix_const_view_array(fit->a, rank, rank);
    gsl_vector_const_view right = gsl_vector_const_view_array(b, rank);
    gsl_vector_view left = gsl_vector_view_array(x, rank);
    gsl_linalg_cholesky_solve(&a.matrix, &right.vector, &left.vector);
}

/* Of the l-th kept coefficient. */
double
vigie_fit_beta(const Fit *fit, const double *gamma, guint l)
{
    guint rank = fit->matrix->rank;
    return vigie_dot(fit->matrix->basis + l * rank, gamma, rank);
}

static bool
step_is_small(const Fit *fit)
{
    for (guint l = 0; l < fit->matrix->rank; l++)
        if (!(fabs(vigie_fit_beta(fit, fit->step, l)) <
              STEP_DONE * MAX(1, fabs(vigie_fit_beta(fit, fit->gamma, l)))))
            return false;
    return true;
}

/* A step, halved while it makes the fit worse. */
static double
take_step(Fit *fit, double deviance)
{
    guint rank = fit->matrix->rank;
    for (guint j = 0; j < rank; j++)
        fit->gamma[j] += fit->step[j];
    double now = set_mu(fit);
    for (guint h = 0; h < HALVINGS && !(now <= deviance * (1 + 1e-10)); h++) {
        for (guint j = 0; j < rank; j++)
            fit->gamma[j] -= fit->step[j] /= 2;
        now = set_mu(fit);
    }
    return now;
}

/* svyglm() has its weights over their mean in the whole domain, answered or not; ours are over that of the model. */
static double
glm_scale(const Matrix *matrix)
{
    const VigieModelSpec *spec = matrix->spec;
    const double *weight = vigie_design_weight(spec->design);
    double sum = 0, n = 0;
    for (gsize i = 0; i < vigie_design_n(spec->design); i++)
        if (weight[i] > 0 && (spec->domain == NULL || spec->domain[i])) {
            sum += weight[i];
            n++;
        }
    return matrix->w_mean / (sum / n);
}

/* As glm.fit() begins: not at coefficients, but at mu near to y. */
static double
start_as_glm(Fit *fit, double scale, double *eta)
{
    const Matrix *matrix = fit->matrix;
    double deviance = 0;
    for (gsize i = 0; i < matrix->m; i++) {
        double w = scale * matrix->w[i], y = matrix->y[i];
        fit->mu[i] = (w * y + 0.5) / (w + 1);
        eta[i] = log(fit->mu[i] / (1 - fit->mu[i]));
        deviance += 2 * w * (log1p(exp(eta[i])) - y * eta[i]);
    }
    return deviance;
}

/* gamma = A^-1 sum w v x (eta + (y - mu) / v) */
static bool
step_as_glm(Fit *fit, double *eta)
{
    const Matrix *matrix = fit->matrix;
    guint rank = matrix->rank;
    if (!set_score(fit))
        return false;
    for (gsize i = 0; i < matrix->m; i++)
        for (guint j = 0; j < rank; j++)
            fit->score[j] += matrix->w[i] * fit->v[i] * eta[i] * matrix->x[i * rank + j];
    vigie_fit_solve(fit, fit->score, fit->gamma);
    for (gsize i = 0; i < matrix->m; i++)
        eta[i] = vigie_dot(matrix->x + i * rank, fit->gamma, rank);
    return true;
}

/* A and v stay those before the last step. */
static bool
iterate_as_glm(Fit *fit)
{
    g_autofree double *eta = g_new(double, fit->matrix->m);
    double scale = glm_scale(fit->matrix);
    double before, deviance = start_as_glm(fit, scale, eta);
    do {
        if (fit->iterations == GLM_STEPS || !step_as_glm(fit, eta))
            return false;
        fit->iterations++;
        before = deviance;
        deviance = scale * set_mu(fit);
    } while (!(fabs(deviance - before) / (fabs(deviance) + 0.1) < GLM_DONE));
    return true;
}

/* The step of a linear model is exact; the second takes off its rounding. */
bool
vigie_fit_iterate(Fit *fit)
{
    const Matrix *matrix = fit->matrix;
    if (vigie_fit_is_logit(fit) && matrix->spec->as_glm)
        return iterate_as_glm(fit);
    if (vigie_fit_is_logit(fit))
        fit->gamma[0] = log(matrix->y_mean / (1 - matrix->y_mean)) / matrix->basis[0];
    double deviance = set_mu(fit);
    bool done = false;
    while (!done && fit->iterations < STEPS) {
        if (!set_score(fit))
            return false;
        fit->iterations++;
        vigie_fit_solve(fit, fit->score, fit->step);
        deviance = take_step(fit, deviance);
        done = vigie_fit_is_logit(fit) ? step_is_small(fit) : fit->iterations == 2;
    }
    return done && set_score(fit);
}
