/* regression.h - the matrix of a model: its records, its columns, and a basis in which they are orthonormal */
#ifndef VIGIE_ESTIMATE_REGRESSION_PRIVATE_H
#define VIGIE_ESTIMATE_REGRESSION_PRIVATE_H

#include <vigie/estimate-regression.h>

typedef struct {
    guint predictor, level;
    guint64 n;         /* records where it is not 0, of a factor's level */
    double centre, sd; /* weighted */
    bool kept;
} Column;

/* {0}, then matrix_init().  x[m * rank] spans the kept columns less their centres; sum w x x' = 1.
 * beta = basis * gamma, with basis[rank * rank], undoes both. */
typedef struct {
    const VigieModelSpec *spec;
    gsize m;
    guint32 *record; /* [m] */
    double *w;       /* [m] weights over their mean */
    double *y;       /* [m] */
    double w_mean, w_sum, y_mean;
    guint k, rank;
    Column *column; /* [k] intercept first */
    guint *kept;    /* [rank] columns */
    double *x, *basis;
} Matrix;

bool vigie_matrix_init(Matrix *matrix, const VigieModelSpec *spec, GError **error);
void vigie_matrix_clear(Matrix *matrix);
/* Of a record that has an answer. */
double vigie_matrix_value(const VigieModelSpec *spec, const Column *column, gsize record);
/* Which columns a model has, nothing filled in; (transfer full). */
Column *vigie_matrix_columns(const VigieModelSpec *spec, guint *k);
/* True if the record has weight, outcome and every predictor, "but" left aside. */
bool vigie_matrix_has(const VigieModelSpec *spec, gsize record, guint but);
/* A logit's outcome that one predictor tells alone. */
bool vigie_matrix_check_separation(const Matrix *matrix, GError **error);
double vigie_expit(double eta);
double vigie_dot(const double *a, const double *b, guint n);

/* A model being fitted. */
typedef struct {
    const Matrix *matrix;
    double *gamma, *step, *score; /* [rank] */
    double *a;                    /* [rank^2] sum w v x x', then its Cholesky factor */
    double *mu;                   /* [m] of a linear model less the outcome's mean */
    double *v;                    /* [m] of A */
    guint iterations;
} Fit;

void vigie_fit_init(Fit *fit, const Matrix *matrix);
void vigie_fit_clear(Fit *fit);
/* False: no convergence. */
bool vigie_fit_iterate(Fit *fit);
bool vigie_fit_is_logit(const Fit *fit);
/* What mu is less of. */
double vigie_fit_offset(const Fit *fit);
/* y less mu. */
double vigie_fit_residual(const Fit *fit, gsize i);
/* d mu / d eta at mu. */
double vigie_fit_v(const Fit *fit, gsize i);
/* x = A^-1 b, of length rank. */
void vigie_fit_solve(const Fit *fit, const double *b, double *x);
/* Of the l-th kept coefficient. */
double vigie_fit_beta(const Fit *fit, const double *gamma, guint l);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Matrix, vigie_matrix_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Fit, vigie_fit_clear)

#endif
