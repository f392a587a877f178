/* inverse.c - generalised inverse by a pivoted Cholesky factor of the matrix scaled to a diagonal of 1 */
#include "inverse.h"

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

/* A column is one of the others when they leave less than this of its square. */
#define COLLINEAR 1e-11

static void
scale_matrix(const Inverse *inverse)
{
    gsize k = inverse->k;
    for (gsize a = 0; a < k; a++) {
        double diagonal = inverse->matrix[a * k + a];
        inverse->scale[a] = diagonal > 0 ? 1 / sqrt(diagonal) : 0;
    }
    for (gsize a = 0; a < k; a++)
        for (gsize b = 0; b < k; b++)
            inverse->factor[a * k + b] =
                inverse->matrix[a * k + b] * inverse->scale[a] * inverse->scale[b];
}

static bool
all_finite(const double *x, gsize n)
{
    for (gsize i = 0; i < n; i++)
        if (!isfinite(x[i]))
            return false;
    return true;
}

bool
vigie_inverse_fill(Inverse *inverse, const double *matrix, gsize k)
{
    if (!all_finite(matrix, k * k))
        return false;
    vigie_inverse_clear(inverse);
    *inverse = (Inverse){.k = k,
                         .factor = g_new(double, k *k),
                         .pivot = g_new(gsize, k),
                         .scale = g_new(double, k),
                         .matrix = g_memdup2(matrix, k * k * sizeof *matrix)};
    scale_matrix(inverse);
    gsl_matrix_view factor = gsl_matrix_view_array(inverse->factor, k, k);
    gsl_permutation pivot = {k, inverse->pivot};
    gsl_linalg_pcholesky_decomp(&factor.matrix, &pivot);
    while (inverse->rank < k && inverse->factor[inverse->rank * (k + 1)] > COLLINEAR)
        inverse->rank++;
    return true;
}

/* L D L' z = b over the places kept; x is 0 elsewhere. */
static void
solve_once(const Inverse *inverse, const double *b, double *x)
{
    gsize k = inverse->k;
    g_autofree double *z = g_new(double, MAX(k, 1));
    for (gsize i = 0; i < inverse->rank; i++) {
        gsize a = inverse->pivot[i];
        z[i] = b[a] * inverse->scale[a];
        for (gsize j = 0; j < i; j++)
            z[i] -= inverse->factor[i * k + j] * z[j];
    }
    for (gsize i = 0; i < inverse->rank; i++)
        z[i] /= inverse->factor[i * k + i];
    for (gsize i = inverse->rank; i-- > 0;)
        for (gsize j = i + 1; j < inverse->rank; j++)
            z[i] -= inverse->factor[j * k + i] * z[j];
    memset(x, 0, k * sizeof *x);
    for (gsize i = 0; i < inverse->rank; i++)
        x[inverse->pivot[i]] = z[i] * inverse->scale[inverse->pivot[i]];
}

void
vigie_inverse_rest(const Inverse *inverse, const double *b, const double *x, double *rest)
{
    for (gsize a = 0; a < inverse->k; a++) {
        rest[a] = b[a];
        for (gsize c = 0; c < inverse->k; c++)
            rest[a] -= inverse->matrix[a * inverse->k + c] * x[c];
    }
}

void
vigie_inverse_solve(const Inverse *inverse, const double *b, double *x)
{
    gsize k = inverse->k;
    g_autofree double *rest = g_new(double, k);
    g_autofree double *more = g_new(double, k);
    solve_once(inverse, b, x);
    vigie_inverse_rest(inverse, b, x, rest);
    solve_once(inverse, rest, more);
    for (gsize a = 0; a < k; a++)
        x[a] += more[a];
}

void
vigie_inverse_clear(Inverse *inverse)
{
    g_free(inverse->factor);
    g_free(inverse->pivot);
    g_free(inverse->scale);
    g_free(inverse->matrix);
    *inverse = (Inverse){0};
}
