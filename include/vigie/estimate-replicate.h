/* estimate-replicate.h - estimates with the sampling error of replicate weights, by domain.
 * vigie_replicate_sums_new() joins replicates to the sums of a sweep, vigie_replicate_figures() turns them into
 * figures, vigie_replicate_thetas() gives each replicate's estimate, of which vigie_replicates_variance() makes
 * covariances; vigie_replicate_function() does it for any function of the weights.
 * Replicates by PSU need the unit sums alone, whatever the number of answers. */
#ifndef VIGIE_ESTIMATE_REPLICATE_H
#define VIGIE_ESTIMATE_REPLICATE_H

#include <vigie/design-replicates.h>
#include <vigie/estimate-dispersion.h>
#include <vigie/estimate-quantile.h>

G_BEGIN_DECLS

typedef enum {
    VIGIE_REPLICATED_MEAN,
    VIGIE_REPLICATED_TOTAL,
    VIGIE_REPLICATED_RATIO,
    VIGIE_REPLICATED_SHARE /* a mean of 0 and 1, with the interval of a share */
} VigieReplicated;

typedef struct VigieReplicateSums VigieReplicateSums;
/* The replicates are of the design of the sums; both are borrowed and outlive what is made here.  cells and measures
 * are those that the sums were made of, and are read here only, and only for replicates of records.
 * Errors: VIGIE_DESIGN_ERROR_SHAPE; VIGIE_REPLICATES_ERROR_DESIGN, a calibrated design whose replicates are not
 * (vigie_replicates_calibrate()). */
VigieReplicateSums *vigie_replicate_sums_new(const VigieReplicates *replicates,
                                             const VigieSums *sums, const VigieCells *cells,
                                             const VigieMeasure *measures, guint n_measures,
                                             GError **error);
void vigie_replicate_sums_free(VigieReplicateSums *sums);

/* As vigie_mean() and its like, but with se (and deff, interval, status) by the replicates.  A replicate without
 * weight in the cell has no mean: the figure is VIGIE_STATUS_NOT_ESTIMABLE, with an estimate and no se.
 * R: svymean(), svytotal(), svyratio() of a svrepdesign(mse = TRUE) on subset(), df = vigie_replicate_df(). */
void vigie_replicate_figure(const VigieReplicateSums *sums, VigieReplicated what, guint measure,
                            guint32 cell, const VigieRules *rules, VigieFigure *out);
/* figures[n_measures * n_cells], cells of a measure together; by all cores, the result does not depend on them. */
void vigie_replicate_figures(const VigieReplicateSums *sums, VigieReplicated what,
                             const VigieRules *rules, VigieFigure *figures);

/* theta[number]: the estimate by each replicate; NAN or infinite where it has no weight.
 * R: return.replicates = TRUE. */
void vigie_replicate_thetas(const VigieReplicateSums *sums, VigieReplicated what, guint measure,
                            guint32 cell, double *theta);
/* sum w e and sum w x by each replicate, e = y - centre x: [number] each; see VigieCellSums. */
void vigie_replicate_totals(const VigieReplicateSums *sums, guint measure, guint32 cell,
                            double *e, double *x);
/* Degrees of freedom of the union of k cells; see vigie_replicates_unit_df(). */
double vigie_replicate_df(const VigieReplicateSums *sums, const guint32 *cells, guint k);
const VigieReplicates *vigie_replicate_sums_replicates(const VigieReplicateSums *sums);
const VigieSums *vigie_replicate_sums_sums(const VigieReplicateSums *sums);

/* As vigie_quantile(): Woodruff's interval from the error of the share below, which is the replicates'.  So it is
 * for the jackknife as well, which quantiles themselves do not have.  R: svyquantile(interval.type = "mean"). */
bool vigie_replicate_quantile(const VigieReplicates *replicates, const VigieCells *cells,
                              const VigieQuantile *quantile, const VigieRules *rules,
                              VigieFigure *figures, GError **error);

/* The figure of any statistic from its replicates theta[number]: figure comes with n, estimate and df, and gets the
 * error, the t interval and the status.  A theta or an estimate that is no number: VIGIE_STATUS_NOT_ESTIMABLE. */
void vigie_replicate_statistic(const VigieReplicates *replicates, const double *theta,
                               const VigieRules *rules, VigieFigure *figure);
/* As vigie_dispersion(): S^2 by each replicate, n the answers in all of them.  theta[n_cells * number] the
 * replicates, cell after cell; NULL = not wanted.  R: svyvar() of a svrepdesign on the answers as a domain. */
bool vigie_replicate_dispersion(const VigieReplicates *replicates,
                                const VigieDispersionSpec *spec, const VigieRules *rules,
                                VigieFigure *figures, double *theta, GError **error);

/* theta[k] of weight[n]; NAN where there is none. */
typedef void (*VigieTheta)(const double *weight, gsize n, gpointer user, double *theta);
/* estimate[k] of the design's weights and its covariance matrix v[k * k].  False: a replicate without an estimate
 * (v untouched).  Not smooth functions, such as quantiles, are for brr, fay and bootstrap only: the jackknife of a
 * median is no estimate of its variance.  R: withReplicates(). */
bool vigie_replicate_function(const VigieReplicates *replicates, VigieTheta function,
                              gpointer user, guint k, double *estimate, double *v);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieReplicateSums, vigie_replicate_sums_free)

G_END_DECLS

#endif
