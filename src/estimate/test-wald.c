/* test-wald.c - Wald's F test of several contrasts at once */
#include "joint.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_linalg.h>

/* A pivot below this part of the variance that it is left of is rounding. */
#define SINGULAR 1e-10

/* v scaled to a correlation matrix, so that what is singular does not hang on units; false: a variance of 0. */
static bool
scale(const double *b, const double *v, guint q, gsl_matrix *r, gsl_vector *x)
{
    for (guint i = 0; i < q; i++)
        if (!(v[i * q + i] > 0))
            return false;
    for (guint i = 0; i < q; i++) {
        double si = sqrt(v[i * q + i]);
        gsl_vector_set(x, i, b[i] / si);
        for (guint j = 0; j < q; j++)
            gsl_matrix_set(r, i, j, v[i * q + j] / (si * sqrt(v[j * q + j])));
    }
    return true;
}

bool
vigie_cholesky(gsl_matrix *m)
{
    g_autofree double *diagonal = g_new(double, m->size1);
    for (gsize i = 0; i < m->size1; i++)
        diagonal[i] = gsl_matrix_get(m, i, i);
    if (gsl_linalg_cholesky_decomp1(m) != GSL_SUCCESS)
        return false;
    for (gsize i = 0; i < m->size1; i++) {
        double pivot = gsl_matrix_get(m, i, i) * gsl_matrix_get(m, i, i);
        if (!(pivot > SINGULAR * diagonal[i]))
            return false;
    }
    return true;
}

/* |L^-1 x|^2 with r = L L'. */
static bool
solve(gsl_matrix *r, gsl_vector *x, double *out)
{
    if (!vigie_cholesky(r))
        return false;
    if (gsl_blas_dtrsv(CblasLower, CblasNoTrans, CblasNonUnit, r, x) != GSL_SUCCESS)
        return false;
    return gsl_blas_ddot(x, x, out) == GSL_SUCCESS;
}

bool
vigie_quadratic_form(const double *b, const double *v, guint q, double *out)
{
    gsl_matrix *r = gsl_matrix_alloc(q, q);
    gsl_vector *x = gsl_vector_alloc(q);
    bool done = scale(b, v, q, r, x) && solve(r, x, out);
    gsl_matrix_free(r);
    gsl_vector_free(x);
    return done;
}

void
vigie_joint_test_f(double statistic, double ndf, double ddf, VigieJointTest *out)
{
    *out = (VigieJointTest){statistic, ndf, ddf, NAN, VIGIE_STATUS_NO_DF};
    if (!(ndf > 0) || !(ddf > 0))
        return;
    out->p = gsl_cdf_fdist_Q(statistic, ndf, ddf);
    out->status = VIGIE_STATUS_OK;
}

void
vigie_test_wald(const double *theta, const double *v, guint q, double ddf, VigieJointTest *out)
{
    double form = NAN;
    *out = VIGIE_JOINT_TEST_NONE;
    out->ndf = q;
    out->ddf = ddf;
    if (q > 0 && vigie_quadratic_form(theta, v, q, &form))
        vigie_joint_test_f(form / q, q, ddf, out);
}

/* The contrasts as statistics of their own. */
static VigieLinear *
contrasts_of(const VigieLinear *part, guint k, const double *l, guint q)
{
    VigieLinear *contrast = g_new0(VigieLinear, q);
    for (guint i = 0; i < q; i++)
        vigie_linear_combine(part, l + (gsize)i * k, k, &contrast[i]);
    return contrast;
}

/* Variances that are rounding are none. */
static bool
any_variance(const double *v, guint q, double noise)
{
    for (guint i = 0; i < q; i++)
        if (v[i * q + i] > noise * noise)
            return true;
    return false;
}

void
vigie_test_contrasts(const VigieDesign *design, const VigieLinear *part, guint k,
                     const double *l, guint q, double ddf, VigieJointTest *out)
{
    VigieLinear *contrast = contrasts_of(part, k, l, q);
    g_autofree double *v = g_new(double, (gsize)q *q);
    g_autofree double *theta = g_new(double, q);
    bool estimated = q > 0;
    for (guint i = 0; i < q; i++) {
        theta[i] = contrast[i].estimate;
        estimated &= isfinite(theta[i]);
    }
    *out = (VigieJointTest){NAN, q, ddf, NAN, VIGIE_STATUS_EMPTY};
    if (estimated) {
        if (!vigie_linear_covariance(design, contrast, q, v))
            out->status = VIGIE_STATUS_LONELY_PSU;
        else if (!(ddf > 0))
            out->status = VIGIE_STATUS_NO_DF;
        else if (!any_variance(v, q, vigie_test_noise(part, k)))
            out->status = VIGIE_STATUS_NO_VARIANCE;
        else
            vigie_test_wald(theta, v, q, ddf, out);
    }
    for (guint i = 0; i < q; i++)
        vigie_linear_clear(&contrast[i]);
    g_free(contrast);
}

void
vigie_test_same(const VigieDesign *design, const VigieLinear *part, guint k, double nu,
                VigieJointTest *out)
{
    guint q = k - 1;
    g_autofree double *l = g_new0(double, (gsize)q *k);
    for (guint i = 0; i < q; i++) {
        l[i * k] = -1;
        l[i * k + i + 1] = 1;
    }
    vigie_test_contrasts(design, part, k, l, q, nu + 1 - k, out);
}
