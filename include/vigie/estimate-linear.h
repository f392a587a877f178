/* estimate-linear.h - a statistic as totals of the design's units: what covariances, tests and functions are made of.
 * vigie_linear_mean(), vigie_linear_total() and vigie_linear_of() take it from the sums of a cell,
 * vigie_linear_of_records() from values of the records; vigie_linear_covariance() gives their covariance matrix.
 * Every sampling error of vigie goes through here: where a design is to treat linearised values in a way of its
 * own, it is done once. */
#ifndef VIGIE_ESTIMATE_LINEAR_H
#define VIGIE_ESTIMATE_LINEAR_H

#include <vigie/estimate.h>

G_BEGIN_DECLS

/* {0} is empty; filled by one of the functions below, emptied by vigie_linear_clear(). */
typedef struct {
    double estimate;
    guint32 n;     /* units that answered */
    guint32 *unit; /* [n] ascending */
    double *z;     /* [n] sum w u of the unit, u the linearised variable */
    double *xu;    /* [n_columns] sum d x u in a calibrated design; else NULL */
    guint n_columns;
} VigieLinear;
void vigie_linear_clear(VigieLinear *linear);

/* Mean, share or ratio y/x of a measure in a cell: u = (y - R x) / sum w x.  R: svymean, svyratio on subset(). */
void vigie_linear_mean(const VigieSums *sums, guint measure, guint32 cell, VigieLinear *out);
/* Separate ratio over k cells that hold different records (strata) and have known totals X_h of the denominator:
 *   R = sum_h X_h R_h / sum_h X_h,  R_h the ratio in cell[h]
 * An estimate NAN: a cell without a denominator.  Source: Cochran 1977, 6.10.  R: svyratio(separate = TRUE),
 * predict(total =) over sum(total). */
void vigie_linear_ratio_separate(const VigieSums *sums, guint measure, const guint32 *cell,
                                 const double *total, guint k, VigieLinear *out);
/* Total: u = y.  R: svytotal. */
void vigie_linear_total(const VigieSums *sums, guint measure, guint32 cell, VigieLinear *out);
/* Any other statistic of one cell whose influence is a e + b x, see VigieCellSums. */
void vigie_linear_of(const VigieSums *sums, guint measure, guint32 cell, double a, double b,
                     double estimate, VigieLinear *out);
/* From linearised values: u[n] of the records record[n], in any order (NULL = all records of the design).  A
 * value NAN, or a weight of 0: the record is not in the domain. */
void vigie_linear_of_records(const VigieDesign *design, const guint32 *record, const double *u,
                             gsize n, double estimate, VigieLinear *out);
/* sum_j a[j] part[j], estimates too: contrasts, and functions g with a[j] = dg / dtheta_j.  R: svycontrast. */
void vigie_linear_combine(const VigieLinear *part, const double *a, guint k, VigieLinear *out);

/* What the variance is taken of: in a calibrated design the unit sums of w (u - x'B) over all units calibrated with the
 * domain (Deville & Saerndal 1992, see vigie_design_residual()); else a copy.  The functions below do it themselves;
 * df are those of the statistic's own units. */
void vigie_linear_residual(const VigieDesign *design, const VigieLinear *linear,
                           VigieLinear *out);
/* Covariance matrix v[k * k] (row-major) of k statistics of one design.  False: a lonely PSU forbids it.
 * R: vcov() of svyby(covmat=TRUE), svymean(~a+b). */
bool vigie_linear_covariance(const VigieDesign *design, const VigieLinear *linear, guint k,
                             double *v);
/* Standard error of one; NAN where a lonely PSU forbids it. */
double vigie_linear_se(const VigieDesign *design, const VigieLinear *linear);

/* The figure of one: estimate, standard error, t interval on df, status; no deff.  n: answers behind it; an estimate
 * that is no number: VIGIE_STATUS_NOT_ESTIMABLE. */
void vigie_linear_figure(const VigieDesign *design, const VigieLinear *linear, guint64 n,
                         double df, const VigieRules *rules, VigieFigure *out);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(VigieLinear, vigie_linear_clear)

G_END_DECLS

#endif
