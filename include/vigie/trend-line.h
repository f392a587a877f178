/* trend-line.h - the figures of several years: lines through them, and whether a line is what they follow.
 * vigie_yearly_init() takes the years' figures with their covariance matrix from the sums of one sweep;
 * vigie_yearly_contrast(), vigie_yearly_quadratic() and vigie_yearly_line() fit them.  vigie_slope_logit() is the slope of a
 * share in log-odds, vigie_relative_of() a change in per cent, vigie_annual_of() one figure from two seasons. */
#ifndef VIGIE_TREND_LINE_H
#define VIGIE_TREND_LINE_H

#include <vigie/trend.h>

G_BEGIN_DECLS

/* Which figures: those of one measure in cells[k], at years[k].  Arrays borrowed. */
typedef struct {
    const VigieSums *sums;
    guint measure;
    bool total; /* totals; else means, shares, ratios */
    const guint32 *cells;
    const double *years;
    guint k;
} VigieSeries;

/* Those of the years that have answers.  {0} is empty; vigie_yearly_clear() empties it. */
typedef struct {
    guint k;
    double *year, *estimate; /* [k] */
    double *v; /* [k * k] covariance matrix, row-major; NAN where a lonely PSU forbids it */
    double df; /* PSUs - strata of all the years together, a site kept counting once */
} VigieYearly;

/* v is that of the design; with sites (panel) two years have the covariance of METHODS 2.8, case 3, over their common
 * sites.  R: vcov(svyby(~y, ~year, design, svymean, covmat = TRUE)). */
void vigie_yearly_init(VigieYearly *yearly, const VigieSeries *series);
void vigie_yearly_clear(VigieYearly *yearly);

/* Slope a year of a straight line through the figures, each counting the same:
 *   sum (t - tbar) m_t / sum (t - tbar)^2, its variance by the full covariance.  k < 2: all NAN.
 * R: svycontrast(svyby(...), (t - mean(t)) / sum((t - mean(t))^2)). */
void vigie_yearly_contrast(const VigieYearly *yearly, VigieSlope *out);
/* Coefficient of t^2 in a parabola through the figures: sum q m / sum q^2, q what 1 and t leave of t^2.  k < 3: all NAN. */
void vigie_yearly_quadratic(const VigieYearly *yearly, VigieSlope *out);

/* NAN = none. */
typedef struct {
    double slope, se;
    double q, df,
        p; /* departure from the line: Q ~ chi-square on df = k - 2; p NAN for k = 2 */
} VigieLine;
/* Generalised least squares: slope (X' V^-1 X)^-1 X' V^-1 m, Q = r' V^-1 r.  own_variances: only the diagonal of V
 * counts, which is weighting by inverse variances, as from published tables.  False, all NAN: k < 2, or V is
 * singular (a year without variance).  Q takes V as known: with few PSUs it rejects a little too often.
 * Source: Draper & Smith 1998, 9.2; Cochran 1954 for Q. */
bool vigie_yearly_line(const VigieYearly *yearly, bool own_variances, VigieLine *out);

/* Slope of log(p / (1 - p)) a year: logistic regression of the records' indicator on the year, by Newton's method on the years'
 * sums, which hold all that it needs.  False, all NAN: fewer than two years, or the shares tell the years apart (all 0 or
 * 1 in one): no finite slope.  R: svyglm(y ~ year, family = quasibinomial()). */
bool vigie_slope_logit(const VigieSums *sums, guint measure, const guint32 *cells,
                       const double *years, guint k, VigieSlope *out);

/* A change in parts of the earlier figure; NAN = there is none ("ns"). */
typedef struct {
    double relative, se; /* m2 / m1 - 1, its standard error by the delta method */
    double low, high;    /* interval, from that of the logarithm: never below -1 */
    double log_ratio, log_se;
} VigieRelative;
/* All NAN unless both figures are above 0 and the earlier one is told from 0 at that level: a base of 0, or one that may be 0,
 * makes no per cent.  The covariance is that of the change.
 *   V(r) = (V2 + R^2 V1 - 2 R C) / m1^2, R = m2 / m1;  V(log R) = V1/m1^2 + V2/m2^2 - 2 C / (m1 m2)
 * R: svycontrast(b, quote(`2008` / `2007` - 1)), quote(log(`2008` / `2007`)). */
void vigie_relative_of(const VigieFigure *earlier, const VigieFigure *later,
                       const VigieChange *change, double level, VigieRelative *out);

/* theta = a theta1 + (1 - a) theta2 of two independent surveys, a the first one's part of the year (share of nights or parties),
 * 0..1, a_se its standard error (0 only where attendance is a census):
 *   V = a^2 V1 + (1 - a)^2 V2 + (theta1 - theta2)^2 V(a)
 * df by Satterthwaite from V1 and V2, the share taken as known well.  out->estimate, se, df; the interval at that
 * level; n of both; status left to the caller.  A part with a = 0 or 1 alone: that survey's figure. */
void vigie_annual_of(const VigieFigure season[2], double a, double a_se, double level,
                     VigieFigure *out);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(VigieYearly, vigie_yearly_clear)

G_END_DECLS

#endif
