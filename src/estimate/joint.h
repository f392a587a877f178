/* joint.h - what tests of several statistics at once share: test-difference.c, test-wald.c, association.c, rank.c */
#ifndef VIGIE_ESTIMATE_JOINT_H
#define VIGIE_ESTIMATE_JOINT_H

#include <gsl/gsl_matrix.h>
#include <math.h>
#include <vigie/estimate-test.h>

/* A standard error of a combination of the statistics that is not above this is rounding. */
double vigie_test_noise(const VigieLinear *part, guint k);
/* m = L L' in its lower half; false: m is not positive definite, but for rounding. */
bool vigie_cholesky(gsl_matrix *m);
/* b'V^-1 b of q numbers; false: v is not positive definite. */
bool vigie_quadratic_form(const double *b, const double *v, guint q, double *out);
/* p of statistic against F(ndf, ddf), and the status. */
void vigie_joint_test_f(double statistic, double ndf, double ddf, VigieJointTest *out);

#endif
