/* yearly.c - figures of several years with their covariance; lines through them */
#include "panel.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>
#include <vigie/trend-line.h>

void
vigie_yearly_clear(VigieYearly *yearly)
{
    g_free(yearly->year);
    g_free(yearly->estimate);
    g_free(yearly->v);
    *yearly = (VigieYearly){0};
}

static void
linearise(const VigieSeries *series, guint32 cell, VigieLinear *out)
{
    if (series->total)
        vigie_linear_total(series->sums, series->measure, cell, out);
    else
        vigie_linear_mean(series->sums, series->measure, cell, out);
}

/* Units of all the years, one list after the other; (transfer full). */
static guint32 *
all_units(const VigieSeries *series, const guint32 *cell, guint k, guint32 *n)
{
    *n = 0;
    for (guint j = 0; j < k; j++)
        *n += vigie_sums_cell(series->sums, series->measure, cell[j])->n_units;
    guint32 *unit = g_new(guint32, *n), at = 0;
    for (guint j = 0; j < k; j++) {
        const VigieCellSums *s = vigie_sums_cell(series->sums, series->measure, cell[j]);
        if (s->n_units > 0)
            memcpy(unit + at, s->unit, s->n_units * sizeof *unit);
        at += s->n_units;
    }
    return unit;
}

bool
vigie_panel_matrix(const VigieDesign *design, const VigieLinear *year, guint k, double *v)
{
    if (!vigie_linear_covariance(design, year, k, v)) {
        for (guint i = 0; i < k * k; i++)
            v[i] = NAN;
        return false;
    }
    if (vigie_design_site(design) == NULL)
        return true;
    for (guint j = 0; j < k; j++)
        for (guint l = 0; l < j; l++)
            v[j * k + l] = v[l * k + j] = vigie_panel_covariance(design, &year[l], &year[j]);
    return true;
}

void
vigie_yearly_init(VigieYearly *yearly, const VigieSeries *series)
{
    const VigieDesign *design = vigie_sums_design(series->sums);
    g_autofree VigieLinear *linear = g_new0(VigieLinear, series->k);
    g_autofree guint32 *cell = g_new(guint32, series->k);
    *yearly = (VigieYearly){0};
    yearly->year = g_new(double, series->k);
    yearly->estimate = g_new(double, series->k);
    for (guint j = 0; j < series->k; j++) {
        const VigieCellSums *s =
            vigie_sums_cell(series->sums, series->measure, series->cells[j]);
        if (s->n == 0 || (!series->total && !(fabs(s->x) > 0)))
            continue;
        cell[yearly->k] = series->cells[j];
        yearly->year[yearly->k] = series->years[j];
        linearise(series, series->cells[j], &linear[yearly->k]);
        yearly->estimate[yearly->k] = linear[yearly->k].estimate;
        yearly->k++;
    }
    yearly->v = g_new(double, (gsize)yearly->k * yearly->k);
    vigie_panel_matrix(design, linear, yearly->k, yearly->v);
    guint32 n = 0;
    g_autofree guint32 *unit = all_units(series, cell, yearly->k, &n);
    yearly->df = vigie_panel_df(design, unit, n);
    for (guint j = 0; j < yearly->k; j++)
        vigie_linear_clear(&linear[j]);
}

/* Contrasts ---------------------------------------------------------------------------------- */

/* What a constant and, where there is one, the column x leave of q[k]; x is centred. */
static void
leave(double *q, const double *x, guint k)
{
    double mean = 0, qx = 0, xx = 0;
    for (guint j = 0; j < k; j++)
        mean += q[j] / k;
    for (guint j = 0; j < k; j++)
        q[j] -= mean;
    if (x == NULL)
        return;
    for (guint j = 0; j < k; j++) {
        qx += q[j] * x[j];
        xx += x[j] * x[j];
    }
    for (guint j = 0; j < k; j++)
        q[j] -= qx / xx * x[j];
}

/* sum q m / sum q^2 and its test; q sums to 0, so that figures count from the first year's. */
static void
contrast(const VigieYearly *yearly, const double *q, VigieSlope *out)
{
    double qq = 0, qm = 0, variance = 0;
    guint k = yearly->k;
    for (guint j = 0; j < k; j++) {
        qq += q[j] * q[j];
        qm += q[j] * (yearly->estimate[j] - yearly->estimate[0]);
        for (guint l = 0; l < k; l++)
            variance += q[j] * q[l] * yearly->v[j * k + l];
    }
    out->slope = qm / qq;
    out->se = variance >= 0 ? sqrt(variance) / qq : NAN;
    out->df = isnan(out->se) ? NAN : yearly->df;
    out->p = vigie_t_test(out->slope, out->se, out->df);
}

/* Years from their mean; (transfer full). */
static double *
centred_years(const VigieYearly *yearly)
{
    double *t = g_new(double, yearly->k);
    for (guint j = 0; j < yearly->k; j++)
        t[j] = yearly->year[j];
    leave(t, NULL, yearly->k);
    return t;
}

void
vigie_yearly_contrast(const VigieYearly *yearly, VigieSlope *out)
{
    *out = (VigieSlope){NAN, NAN, NAN, NAN};
    if (yearly->k < 2)
        return;
    g_autofree double *t = centred_years(yearly);
    contrast(yearly, t, out);
}

void
vigie_yearly_quadratic(const VigieYearly *yearly, VigieSlope *out)
{
    *out = (VigieSlope){NAN, NAN, NAN, NAN};
    if (yearly->k < 3)
        return;
    g_autofree double *t = centred_years(yearly), *q = g_new(double, yearly->k);
    for (guint j = 0; j < yearly->k; j++)
        q[j] = t[j] * t[j];
    leave(q, t, yearly->k);
    contrast(yearly, q, out);
}

/* Least squares ------------------------------------------------------------------------------ */

/* L of V = L L'; false where V is not positive definite. */
static bool
factor(const VigieYearly *yearly, bool own_variances, gsl_matrix *l)
{
    guint k = yearly->k;
    double largest = 0, smallest = INFINITY;
    for (guint i = 0; i < k; i++)
        for (guint j = 0; j < k; j++)
            gsl_matrix_set(l, i, j, own_variances && i != j ? 0 : yearly->v[i * k + j]);
    if (isnan(yearly->v[0]) || gsl_linalg_cholesky_decomp1(l) != GSL_SUCCESS)
        return false;
    for (guint i = 0; i < k; i++) {
        largest = MAX(largest, gsl_matrix_get(l, i, i));
        smallest = MIN(smallest, gsl_matrix_get(l, i, i));
    }
    return smallest > 1e-7 * largest;
}

/* The line through column m on columns one and t, all of them whitened: column j of z is L^-1 of it. */
static void
fit(gsl_matrix *z, VigieLine *out)
{
    gsl_vector_view one = gsl_matrix_column(z, 0), t = gsl_matrix_column(z, 1),
                    m = gsl_matrix_column(z, 2);
    double ones = 0, ot = 0, om = 0, tt = 0, tm = 0;
    gsl_blas_ddot(&one.vector, &one.vector, &ones);
    gsl_blas_ddot(&one.vector, &t.vector, &ot);
    gsl_blas_ddot(&one.vector, &m.vector, &om);
    gsl_blas_daxpy(-ot / ones, &one.vector, &t.vector);
    gsl_blas_daxpy(-om / ones, &one.vector, &m.vector);
    gsl_blas_ddot(&t.vector, &t.vector, &tt);
    gsl_blas_ddot(&t.vector, &m.vector, &tm);
    out->slope = tm / tt;
    out->se = 1 / sqrt(tt);
    gsl_blas_daxpy(-out->slope, &t.vector, &m.vector);
    gsl_blas_ddot(&m.vector, &m.vector, &out->q);
}

bool
vigie_yearly_line(const VigieYearly *yearly, bool own_variances, VigieLine *out)
{
    guint k = yearly->k;
    *out = (VigieLine){NAN, NAN, NAN, NAN, NAN};
    if (k < 2)
        return false;
    gsl_matrix *l = gsl_matrix_alloc(k, k), *z = gsl_matrix_alloc(k, 3);
    bool regular = factor(yearly, own_variances, l);
    if (regular) {
        g_autofree double *t = centred_years(yearly);
        for (guint j = 0; j < k; j++) {
            gsl_matrix_set(z, j, 0, 1);
            gsl_matrix_set(z, j, 1, t[j]);
            gsl_matrix_set(z, j, 2, yearly->estimate[j] - yearly->estimate[0]);
        }
        gsl_blas_dtrsm(CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, 1, l, z);
        fit(z, out);
        out->df = k - 2.0;
        out->p = k > 2 ? gsl_cdf_chisq_Q(out->q, out->df) : NAN;
    }
    gsl_matrix_free(l);
    gsl_matrix_free(z);
    return regular;
}
