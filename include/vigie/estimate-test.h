/* estimate-test.h - tests of statistics that have been linearised: is a difference more than chance?
 * vigie_test_difference() compares two of them with their covariance, vigie_test_contrasts() tests several contrasts
 * at once (Wald F); vigie_holm() and vigie_benjamini_hochberg() adjust p-values for their number, vigie_letters() and
 * vigie_arrow() say in signs what is different.  Tests of answers are in estimate-rank.h, of tables in
 * estimate-association.h. */
#ifndef VIGIE_ESTIMATE_TEST_H
#define VIGIE_ESTIMATE_TEST_H

#include <math.h>
#include <vigie/estimate-linear.h>

G_BEGIN_DECLS

/* A t-test.  NAN = none; status says why:
 *   EMPTY (no estimate), LONELY_PSU (the policy forbids a variance: only the estimate), NO_DF (df <= 0: estimate, se
 *   and df, no p), NO_VARIANCE (se 0, no p), OK. */
typedef struct {
    double estimate, se, t, df, p; /* p two-sided, by Student's t */
    VigieStatus status;
} VigieTest;

/* Limits of estimate -+ t se at a level; NAN where status is not OK. */
void vigie_test_interval(const VigieTest *test, double level, double *low, double *high);

/* Is the statistic null?  t = (estimate - null) / se; out->estimate is estimate - null.
 * R: svyttest(y ~ 0, design), whose df are degf(design) - 1. */
void vigie_test_one(const VigieDesign *design, const VigieLinear *linear, double null,
                    double df, VigieTest *out);
/* a - b with the covariance that shared PSUs and shared records give them: two domains, two items of the same
 * records (paired gap), a part and its whole.
 * R: svyttest(y ~ group, design), df = degf(design) - 1; svycontrast(svyby(covmat = TRUE), c(1, -1)). */
void vigie_test_difference(const VigieDesign *design, const VigieLinear *a,
                           const VigieLinear *b, double df, VigieTest *out);
/* a - b of two surveys that know nothing of each other: se^2 = se_a^2 + se_b^2, df by Satterthwaite. */
void vigie_test_independent(const VigieFigure *a, const VigieFigure *b, VigieTest *out);
/* (sum v_i)^2 / sum (v_i^2 / df_i) of k independent variances.  Source: Satterthwaite 1946. */
double vigie_satterthwaite(const double *variance, const double *df, guint k);

/* What is outside of a cell: the statistic of measure in whole without cell, which is a part of it.
 * R: svyby(~y, ~I(group != "part"), design, svymean). */
void vigie_test_rest(const VigieSums *sums, guint measure, guint32 cell, guint32 whole,
                     VigieLinear *out);
/* The same of a total. */
void vigie_test_rest_total(const VigieSums *sums, guint measure, guint32 cell, guint32 whole,
                           VigieLinear *out);
/* nu of some cells taken together: PSUs - strata with a record of weight > 0 in any of them. R: degf(subset()). */
double vigie_test_df(const VigieSums *sums, const guint32 *cell, guint k);

/* An F or chi-squared test.  ddf is NAN where the reference is chi-squared.  status as in VigieTest;
 * NOT_ESTIMABLE where the contrasts cannot be told apart (a singular covariance). */
typedef struct {
    double statistic, ndf, ddf, p;
    VigieStatus status;
} VigieJointTest;
#define VIGIE_JOINT_TEST_NONE                                                                  \
    (VigieJointTest)                                                                           \
    {                                                                                          \
        NAN, NAN, NAN, NAN, VIGIE_STATUS_NOT_ESTIMABLE                                         \
    }

/* theta[q], v[q * q]: F = theta' v^-1 theta / q against F(q, ddf). */
void vigie_test_wald(const double *theta, const double *v, guint q, double ddf,
                     VigieJointTest *out);
/* q contrasts l[q * k] of k statistics: F = (L b)'(L V L')^-1 (L b) / q against F(q, ddf).  With ddf = nu + 1 - p,
 * p the parameters of the model, R: regTermTest(svyglm()).  Source: Korn & Graubard 1990. */
void vigie_test_contrasts(const VigieDesign *design, const VigieLinear *part, guint k,
                          const double *l, guint q, double ddf, VigieJointTest *out);
/* Are k statistics (k >= 2) all the same?  The k - 1 differences from the first, ddf = nu + 1 - k.
 * R: regTermTest(svyglm(y ~ factor(g)), ~factor(g)). */
void vigie_test_same(const VigieDesign *design, const VigieLinear *part, guint k, double nu,
                     VigieJointTest *out);

/* p[n] adjusted by Benjamini & Hochberg 1995: p_(i) m / i, cumulated minimum from the largest; NAN stays NAN and
 * does not count in m.  R: p.adjust(p, "BH").  vigie_holm() is in estimate.h. */
void vigie_benjamini_hochberg(const double *p, gsize n, double *adjusted);

/* Compact letter display: k values, of which i and j differ where different[i * k + j] (symmetric).  Two values share
 * a letter if and only if they do not differ; a is the letter of the largest estimate (NAN = takes no part, "").
 * Strings [k], NULL-terminated, (transfer full); NULL where more than 1,000 letters would be needed.
 * Source: Piepho 2004, insert and absorb; R: multcompView::multcompLetters. */
char **vigie_letters(const bool *different, const double *estimate, guint k);

/* Against the rest, the total or a number: above or below only where p_adjusted < 0.05. */
typedef enum { VIGIE_SAME, VIGIE_ABOVE, VIGIE_BELOW } VigieArrow;
VigieArrow vigie_arrow(double difference, double p_adjusted);
const char *vigie_arrow_name(VigieArrow arrow); /* "same", "above", "below" */

G_END_DECLS

#endif
