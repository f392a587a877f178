/* trend-replicate.h - changes and trends with the sampling error of replicate weights.  vigie_change_replicated() is the
 * change between two cells, vigie_slope_replicated() the slope of a series, vigie_yearly_replicated() the years' figures with
 * their covariance: each is estimated again by every replicate. */
#ifndef VIGIE_TREND_REPLICATE_H
#define VIGIE_TREND_REPLICATE_H

#include <vigie/estimate-replicate.h>
#include <vigie/trend-line.h>

G_BEGIN_DECLS

/* later - earlier.  se NAN: a replicate has no estimate.  df those of both cells together, vigie_replicate_df().
 * R: svycontrast(svyby(~y, ~year, r, svymean, covmat = TRUE), c(-1, 1)) of a svrepdesign(mse = TRUE) r. */
void vigie_change_replicated(const VigieReplicateSums *sums, VigieReplicated what,
                             guint measure, guint32 earlier, guint32 later, VigieChange *out);

/* One measure in cells[k], at years[k].  Arrays borrowed. */
typedef struct {
    const VigieReplicateSums *sums;
    VigieReplicated what;
    guint measure;
    const guint32 *cells;
    const double *years;
    guint k;
} VigieReplicateSeries;

/* As vigie_slope(), or vigie_slope_logit(): false, all NAN, where there is none; df those of all years, less 1.
 * R: svyglm(y ~ year, r). */
bool vigie_slope_replicated(const VigieReplicateSeries *series, bool logit, VigieSlope *out);

/* As vigie_yearly_init().  R: vcov(svyby(~y, ~year, r, svymean, covmat = TRUE)). */
void vigie_yearly_replicated(VigieYearly *yearly, const VigieReplicateSeries *series);

G_END_DECLS

#endif
