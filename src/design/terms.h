/* terms.h - sums over records of sparse auxiliary variables x, in parts that do not depend on the number of
 * threads; shared by calibrate.c and auxiliary.c */
#ifndef VIGIE_DESIGN_TERMS_H
#define VIGIE_DESIGN_TERMS_H

#include <vigie/design-calibration.h>

/* g = F(u), its derivative returned through *slope. */
typedef struct {
    VigieCalibrationMethod method;
    double lower, upper;
} Distance;
double vigie_distance_factor(const Distance *distance, double u, double *slope);

typedef struct {
    const VigieAuxiliary *x;
    gsize n;
    const double *weight; /* [n] d; records without one are left out */
    Distance distance;
} Terms;

/* u = x'lambda of one record. */
static inline double
terms_dot(const VigieAuxiliary *x, gsize i, const double *lambda)
{
    double u = 0;
    for (guint t = 0; t < x->n_terms; t++) {
        guint32 c = x->column[t][i];
        if (c != VIGIE_NO_CLASS)
            u += (x->value[t] != NULL ? x->value[t][i] : 1) * lambda[c];
    }
    return u;
}

/* total[k] = sum d F(u) x and cross[k * k] = sum d F'(u) x x'. */
void vigie_terms_sum(const Terms *terms, const double *lambda, double *total, double *cross);

#endif
