/* estimate-quantile.h - weighted quantiles by domain, with Woodruff's interval.
 * vigie_quantile() gives a median or another quantile of one item in all cells at once. */
#ifndef VIGIE_ESTIMATE_QUANTILE_H
#define VIGIE_ESTIMATE_QUANTILE_H

#include <vigie/estimate.h>

G_BEGIN_DECLS

/* What stands between two answers where the cumulated weights hit p exactly. */
typedef enum {
    VIGIE_QUANTILE_MATH, /* the smallest y with F(y) >= p; R: qrule = "math" */
    VIGIE_QUANTILE_SCHOOL /* on a hit the mean of that answer and the next; R: qrule = "school" */
} VigieQuantileRule;

typedef struct {
    const double *y; /* [n] NAN = no valid answer */
    double p;        /* 0 < p < 1; 0.5 = the median */
    VigieQuantileRule rule;
} VigieQuantile;

/* figures[n_cells].  With C_j the weights cumulated over distinct answers, W their sum and q the quantile:
 *   F = sum w 1(y <= q) / W, s = SE(F) with the whole design, F -+ t s -> its quantiles are the interval,
 *   se = (high - low) / (2 t); rules->interval other than auto and wald: the limits of F by that interval
 * p W and C_j are compared with a tolerance of 1e-12 W.  A limit is NAN where F -+ t s is outside 0..1, and both are
 * where q is the largest answer (F = 1): the status is then VIGIE_STATUS_NOT_ESTIMABLE.  deff is NAN.
 * Error: VIGIE_DESIGN_ERROR_SHAPE.  Source: Woodruff 1952; Francisco & Fuller 1991.  Oracle: R survey's
 * svyquantile(qrule =, interval.type = "mean", df = degf(design)), but for p below the first answer's share, where
 * survey skips the smallest answer. */
bool vigie_quantile(const VigieDesign *design, const VigieCells *cells,
                    const VigieQuantile *quantile, const VigieRules *rules,
                    VigieFigure *figures, GError **error);

G_END_DECLS

#endif
