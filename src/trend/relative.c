/* relative.c - a change in per cent; one figure of a year from two seasons */
#include "panel.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <vigie/trend-line.h>

void
vigie_relative_of(const VigieFigure *earlier, const VigieFigure *later,
                  const VigieChange *change, double level, VigieRelative *out)
{
    double m1 = earlier->estimate, m2 = later->estimate;
    *out = (VigieRelative){NAN, NAN, NAN, NAN, NAN, NAN};
    if (!(m1 > 0) || !(m2 > 0) || !(change->se > 0) || !(change->df > 0))
        return;
    double t = gsl_cdf_tdist_Pinv((1 + level) / 2, change->df);
    if (!(m1 > t * earlier->se))
        return;
    double v1 = earlier->se * earlier->se, v2 = later->se * later->se;
    double covariance = (v1 + v2 - change->se * change->se) / 2, ratio = m2 / m1;
    double variance = v2 + ratio * ratio * v1 - 2 * ratio * covariance;
    out->relative = change->change / m1;
    out->log_ratio = log1p(out->relative);
    if (!(variance > 1e-12 * (v2 + ratio * ratio * v1)))
        return; /* figures in proportion: rounding is no variance */
    out->se = sqrt(variance) / m1;
    out->log_se = out->se / ratio;
    out->low = expm1(out->log_ratio - t * out->log_se);
    out->high = expm1(out->log_ratio + t * out->log_se);
}

void
vigie_annual_of(const VigieFigure season[2], double a, double a_se, double level,
                VigieFigure *out)
{
    double b = 1 - a, gap = season[0].estimate - season[1].estimate;
    double v1 = a * a * season[0].se * season[0].se, v2 = b * b * season[1].se * season[1].se;
    *out = (VigieFigure){.n = season[0].n + season[1].n,
                         .estimate = a * season[0].estimate + b * season[1].estimate,
                         .se = sqrt(v1 + v2 + gap * gap * a_se * a_se),
                         .ci_low = NAN,
                         .ci_high = NAN,
                         .df = vigie_satterthwaite((double[]){v1, v2},
                                                   (double[]){season[0].df, season[1].df}, 2),
                         .deff = NAN,
                         .status = VIGIE_STATUS_OK};
    if (!(out->df > 0) || !(out->se > 0))
        return;
    double half = gsl_cdf_tdist_Pinv((1 + level) / 2, out->df) * out->se;
    out->ci_low = out->estimate - half;
    out->ci_high = out->estimate + half;
}
