/* inverse.h - the generalised inverse of a symmetric matrix >= 0: margins share a constant, so that X'DX is
 * singular as a rule.  Columns that the others give are left out; shared by calibrate.c and auxiliary.c */
#ifndef VIGIE_DESIGN_INVERSE_H
#define VIGIE_DESIGN_INVERSE_H

#include <vigie/base.h>

typedef struct {
    gsize k, rank;
    double *factor; /* [k * k] L with D in its diagonal, of the scaled matrix in pivot order */
    gsize *pivot;   /* [k] column at each place; those from rank on are left out */
    double *scale;  /* [k] 1 / sqrt of the diagonal, 0 where that is 0 */
    double *matrix; /* [k * k] as given */
} Inverse;

/* False: a number of the matrix is not finite. */
bool vigie_inverse_fill(Inverse *inverse, const double *matrix, gsize k);
/* x with matrix x = b where that can be; one step of refinement. */
void vigie_inverse_solve(const Inverse *inverse, const double *b, double *x);
/* rest = b - matrix x, in places left out too: what contradicts the others. */
void vigie_inverse_rest(const Inverse *inverse, const double *b, const double *x, double *rest);
void vigie_inverse_clear(Inverse *inverse);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Inverse, vigie_inverse_clear)

#endif
