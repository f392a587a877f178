/* design-replicates.h - replicate weights: the sample weighted in R other ways, whose estimates spread as the estimate
 * itself would from sample to sample.  vigie_replicates_new() makes them from a design (a factor for each PSU and
 * replicate), vigie_replicates_given() takes those of a file (a weight for each record and replicate);
 * vigie_replicates_variance() is the variance:
 *   V = c sum_r s_r (theta_r - centre)(theta_r - centre)'
 * R: as.svrepdesign(), svrepdesign(). */
#ifndef VIGIE_DESIGN_REPLICATES_H
#define VIGIE_DESIGN_REPLICATES_H

#include <vigie/design-calibration.h>
#include <vigie/design.h>

G_BEGIN_DECLS

#define VIGIE_REPLICATES_ERROR (vigie_replicates_error_quark())
GQuark vigie_replicates_error_quark(void);
typedef enum {
    VIGIE_REPLICATES_ERROR_STRATUM, /* the method does not fit a stratum, which is named */
    VIGIE_REPLICATES_ERROR_DESIGN, /* nor the design: JK1 with strata, second stages with fpc */
    VIGIE_REPLICATES_ERROR_OPTION, /* rho, m, number of replicates, scale */
    VIGIE_REPLICATES_ERROR_WEIGHT  /* a replicate weight that is missing or infinite */
} VigieReplicatesError;

/* With n_h PSUs of which f_h is the sampled share; stratum by stratum, but JK1:
 *   JK1        PSU r left out, the others times n/(n-1); c = (1-f)(n-1)/n
 *   JKn        PSU i of h left out, the others of h times n_h/(n_h-1); s_r = (1-f_h)(n_h-1)/n_h, c = 1
 *   BRR        two PSUs a stratum, factors 2 and 0 by a Hadamard matrix of full orthogonal balance; c = 1/R
 *   Fay        the same, factors 2-rho and rho; c = 1/(R (1-rho)^2)
 *   bootstrap  Rao & Wu: m_h PSUs drawn with replacement, see vigie_rao_wu_factor(); c = 1/R
 * The variance of a total is Taylor's for JK1, JKn, BRR and Fay, and in expectation for the bootstrap.
 * Source: Wolter 2007; Judkins 1990; Rao & Wu 1988; Rao, Wu & Yue 1992. */
typedef enum {
    VIGIE_REPLICATES_JK1,
    VIGIE_REPLICATES_JKN,
    VIGIE_REPLICATES_BRR,
    VIGIE_REPLICATES_FAY,
    VIGIE_REPLICATES_BOOTSTRAP
} VigieReplicateMethod;
/* "jk1" … "bootstrap", NULL-terminated. */
const char *const *vigie_replicate_method_names(void);

/* What the replicates' estimates deviate from. */
typedef enum {
    VIGIE_CENTRE_ESTIMATE, /* of the full sample; R: mse = TRUE */
    VIGIE_CENTRE_MEAN      /* of the replicates with s_r > 0; R's default */
} VigieCentre;

typedef struct {
    VigieReplicateMethod method;
    double rho;   /* Fay: 0 <= rho < 1 */
    guint number; /* bootstrap: replicates, 2 or more */
    guint64 seed; /* bootstrap: of GSL's mt19937; the same seed gives the same replicates */
    guint32 m;    /* bootstrap: PSUs drawn in each stratum, at most n_h - 1; 0 = n_h - 1 */
    VigieCentre centre;
} VigieReplicatesSpec;

typedef struct VigieReplicates VigieReplicates;

/* The design is borrowed.  Strata taken whole (f_h = 1) keep their weights in every replicate.  A lonely PSU follows
 * the design's policy: fail is an error; remove leaves it be; average lets the other strata stand for it; adjust is
 * for the jackknife (the mean of all PSUs takes its place: Taylor's variance again), an error for the others.
 * BRR and Fay take no fpc between 0 and 1 (R drops it and warns).  Errors name the stratum. */
VigieReplicates *vigie_replicates_new(const VigieDesign *design,
                                      const VigieReplicatesSpec *spec, GError **error);

typedef struct {
    VigieReplicateMethod method; /* says c, where scale does not */
    guint number;
    const double *const *weight; /* [number] of [n]; copied */
    bool factors;         /* they multiply the design's weights; R: combined.weights = FALSE */
    double rho;           /* Fay */
    double scale;         /* c; NAN: (R-1)/R, 1, 1/R, 1/(R (1-rho)^2), 1/R by method */
    const double *rscale; /* [number] s_r >= 0; NULL = 1; JKn needs them, or scale */
    VigieCentre centre;
} VigieGivenReplicates;
/* Weights may be negative, as those of a linear calibration are, not missing or infinite.  The design is borrowed:
 * its weights are those of the estimate; a record of weight 0 has replicate weights 0. */
VigieReplicates *vigie_replicates_given(const VigieDesign *design,
                                        const VigieGivenReplicates *given, GError **error);

/* Replicates whose weights are calibrated each for itself, as the full sample's were.  spec: of the full sample;
 * its weight[] (d) is what the factors multiply, or for replicates given is not read.  Errors are those of
 * vigie_calibrate(), after the number of the replicate.  R: calibrate() of a svrepdesign. */
VigieReplicates *vigie_replicates_calibrate(const VigieReplicates *replicates,
                                            const VigieCalibrationSpec *spec, GError **error);
/* False: the design is calibrated and the replicates are not, VIGIE_REPLICATES_ERROR_DESIGN. */
bool vigie_replicates_check(const VigieReplicates *replicates, GError **error);
void vigie_replicates_free(VigieReplicates *replicates);

guint vigie_replicates_number(const VigieReplicates *replicates);
VigieReplicateMethod vigie_replicates_method(const VigieReplicates *replicates);
double vigie_replicates_scale(const VigieReplicates *replicates);         /* c */
const double *vigie_replicates_rscale(const VigieReplicates *replicates); /* [number] s_r */
const VigieDesign *vigie_replicates_design(const VigieReplicates *replicates);
/* Weights w[n] of replicate r. */
void vigie_replicates_weight(const VigieReplicates *replicates, guint r, double *w);

/* True where the replicates are factors of PSUs: totals then need no record. */
bool vigie_replicates_by_psu(const VigieReplicates *replicates);
/* Replicate totals[k * number] of k variables, variable after variable, from their unit sums z[n_listed * k]
 * (unit-major, row i of unit[i], each once at most; units without a row are 0).  By PSU only. */
void vigie_replicates_unit_totals(const VigieReplicates *replicates, const guint32 *unit,
                                  const double *z, guint32 n_listed, guint k, double *totals);
/* The same from values of records, value[n * k] (record-major) of record[i]; any replicates. */
void vigie_replicates_record_totals(const VigieReplicates *replicates, const guint32 *record,
                                    const double *value, gsize n, guint k, double *totals);

/* Covariance matrix v[k * k] of k estimates from their replicates theta[k * number].  False, v untouched: an
 * estimate of a replicate with s_r > 0 is not finite.  (R discards such replicates and warns.) */
bool vigie_replicates_variance(const VigieReplicates *replicates, const double *theta,
                               const double *estimate, guint k, double *v);
/* Degrees of freedom of a domain.  By PSU: PSUs - strata of its units, at most number - 1.  Else the rank of the
 * replicate weights of its records, less 1.  R: degf(), the rank in both cases. */
double vigie_replicates_unit_df(const VigieReplicates *replicates, const guint32 *unit,
                                guint32 n_listed);
double vigie_replicates_record_df(const VigieReplicates *replicates, const guint32 *record,
                                  gsize n);

/* Factor of a PSU drawn r times when m of n are drawn, f their share of the population:
 *   1 - lambda + lambda (n/m) r, lambda = sqrt(m (1-f) / (n-1)); below 0 for r = 0 where m > n - 1. */
double vigie_rao_wu_factor(guint32 n, guint32 m, double f, guint r);
/* The least order >= n of a Hadamard matrix made by Paley's (primes) and Sylvester's constructions. */
guint vigie_hadamard_order(guint n);
/* +1 and -1 in matrix[order * order], rows orthogonal, the first all +1; order from vigie_hadamard_order(). */
void vigie_hadamard(guint order, gint8 *matrix);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieReplicates, vigie_replicates_free)

G_END_DECLS

#endif
