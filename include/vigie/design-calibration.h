/* design-calibration.h - calibration: weights changed as little as possible so that they give known totals.
 * vigie_calibrate() finds the factors g of the design weights d; VigieAuxiliary, handed to vigie_design_new() with
 * the weights d g, makes every sampling error that of the residuals (Deville & Saerndal 1992). */
#ifndef VIGIE_DESIGN_CALIBRATION_H
#define VIGIE_DESIGN_CALIBRATION_H

#include <vigie/base.h>

G_BEGIN_DECLS

typedef enum {
    VIGIE_CALIBRATE_RAKING, /* F(u) = exp u: IPF's weights */
    VIGIE_CALIBRATE_LINEAR, /* F(u) = 1 + u; with one categorical margin: post-stratification */
    VIGIE_CALIBRATE_TRUNCATED, /* 1 + u cut at the bounds */
    VIGIE_CALIBRATE_LOGIT      /* between the bounds, smooth */
} VigieCalibrationMethod;

#define VIGIE_NO_CLASS G_MAXUINT32

/* One margin: the class of each record, or a number of each record. */
typedef struct {
    const char *name;              /* for messages */
    guint n_classes;               /* 1 for a number */
    const guint32 *class_of;       /* [n], VIGIE_NO_CLASS = missing; NULL for a number */
    const char *const *class_name; /* [n_classes]; NULL for a number */
    const double *number;          /* [n], NAN = missing; NULL for classes */
    const double *total;           /* [n_classes] of the population */
} VigieMargin;

typedef struct {
    gsize n;
    const double *weight; /* [n] d >= 0 */
    const VigieMargin *margin;
    guint n_margins;
    VigieCalibrationMethod method;
    double lower, upper; /* of g; truncated and logit only, lower < 1 < upper */
    double tolerance;    /* max |T - T^| / max(1, |T|); 0 = 1e-9 */
    guint iterations;    /* at most; 0 = 100 */
} VigieCalibrationSpec;

/* What a calibration did: for its report. */
typedef struct {
    guint iterations;
    double discrepancy; /* max |T - T^| / max(1, |T|) reached */
    double g_least, g_most;
    guint64 negative;   /* records with a negative weight (linear, truncated) */
    double kish, n_eff; /* n sum w^2 / (sum w)^2, n / that */
    double deff_before; /* kish of the design weights */
    guint32 largest[5]; /* records of the largest weights, descending; n_largest of them */
    guint n_largest;
    double *before, *after; /* [sum of n_classes] totals by d and by d g, margin after margin */
} VigieCalibrationReport;
void vigie_calibration_report_clear(VigieCalibrationReport *report);

#define VIGIE_CALIBRATION_ERROR (vigie_calibration_error_quark())
GQuark vigie_calibration_error_quark(void);
typedef enum {
    VIGIE_CALIBRATION_ERROR_MISSING, /* a record without class or number: names margin and record */
    VIGIE_CALIBRATION_ERROR_EMPTY_CLASS, /* a class with a total and no record of positive weight */
    VIGIE_CALIBRATION_ERROR_EXTRA_CLASS, /* records of a class whose total is not above 0; a total that is no number */
    VIGIE_CALIBRATION_ERROR_MARGINS, /* two margins add up to different totals (1e-6) */
    VIGIE_CALIBRATION_ERROR_BOUNDS, /* no g within the bounds reaches the totals: names achieved and wanted */
    VIGIE_CALIBRATION_ERROR_SINGULAR, /* margins that cannot be told apart and contradict each other */
    VIGIE_CALIBRATION_ERROR_OPTION, /* bounds that do not hold 1, no margin */
    VIGIE_CALIBRATION_ERROR_WEIGHT, /* a weight negative, infinite or missing */
    VIGIE_CALIBRATION_ERROR_SHAPE   /* a class beyond those of its margin */
} VigieCalibrationError;

/* Everything that can be known to go wrong beforehand; the first of it is the error. */
bool vigie_calibration_check(const VigieCalibrationSpec *spec, GError **error);
/* g[n] with sum d g x = T, g = F(x'lambda) by Newton steps; each is halved while it overshoots or leaves the finite
 * numbers, and counts as an iteration then too.  Records of weight 0 need no class and get g = 1.  Margins that differ
 * by less than 1e-6 are brought to the totals that the others give; report->discrepancy is from the totals as they
 * were given.  No result depends on the number of threads.  report may be NULL.  Checks first.
 * Source: Deville & Saerndal 1992; R: survey::calibrate(calfun = raking, linear, logit). */
bool vigie_calibrate(const VigieCalibrationSpec *spec, double *g,
                     VigieCalibrationReport *report, GError **error);

/* Bounds of weights themselves.  It breaks the margins: bounds within the calibration are better. */
typedef struct {
    double lower, upper; /* 0 <= lower < upper */
    guint passes;        /* at most; 0 = until no weight is outside, 1 = R's trimWeights() */
} VigieTrim;

typedef struct {
    guint passes;
    guint64 low, high; /* records raised and records cut */
    double moved;      /* weight shared among the others, over all passes */
} VigieTrimReport;
/* trimmed[n]: what is outside the bounds is set to them, and what that took from the sum is shared equally among the
 * records never cut; again while a weight is outside.  Weights <= 0 stay.  Error: none is left to take the rest, then
 * nothing is written.  report may be NULL.  Source: Potter 1990; R: survey::trimWeights(strict = TRUE). */
bool vigie_trim(const double *weight, gsize n, const VigieTrim *trim, double *trimmed,
                VigieTrimReport *report, GError **error);

/* The auxiliary variables x of a calibrated design, sparse: record i has value[t][i] in column[t][i] of each term t.
 * A margin is one term; several waves calibrated each for itself have columns of their own. */
typedef struct {
    guint n_columns;
    guint n_terms;
    const guint32 *const *column; /* [n_terms][n], VIGIE_NO_CLASS = none */
    const double *const *value;   /* [n_terms] of [n] or NULL = 1 */
    const double *design_weight;  /* [n] d */
    /* Where a record counts for what it has, persons or nights: the design's weight is d g times count[n], and
     * calibrated[n] is d g.  Both NULL: records count once.  Residuals are those of count u on x by d. */
    const double *count, *calibrated;
} VigieAuxiliary;

G_END_DECLS

#endif
