/* estimate-drivers.h - which items an overall judgement hangs on, and where to act first.
 * vigie_drivers_new() shares the R2 of a linear model out among its items and places each item in the matrix of
 * importance and performance; vigie_lmg_r2() and vigie_lmg_shares() do the sharing from a covariance matrix.
 *
 *     share_j = sum over S without j of |S|! (p - |S| - 1)! / p!  (R2(S + j) - R2(S));   sum of shares = R2
 *
 * All comes from cross-products of PSUs, so that a replicate is a sum of those, never a pass over the answers.
 * Source: Lindeman, Merenda & Gold 1980, Shapley 1953; Martilla & James 1977; METHODS 2.12.
 * R: relaimpo::calc.relimp(lm(y ~ ., weights = w), type = "lmg"). */
#ifndef VIGIE_ESTIMATE_DRIVERS_H
#define VIGIE_ESTIMATE_DRIVERS_H

#include <vigie/estimate-linear.h>

G_BEGIN_DECLS

#define VIGIE_DRIVERS_MOST 12 /* items: 2^12 models */

/* r2[2^p] of every set of items (bit j = item j) from cov[(p + 1)^2], the outcome last.  An item that those before it
 * give adds nothing.  All NAN where the outcome has no variance. */
void vigie_lmg_r2(const double *cov, guint p, double *r2);
/* share[p] from r2[2^p]. */
void vigie_lmg_shares(const double *r2, guint p, double *share);

#define VIGIE_DRIVERS_ERROR (vigie_drivers_error_quark())
GQuark vigie_drivers_error_quark(void);
typedef enum {
    VIGIE_DRIVERS_ERROR_SIZE,    /* fewer than 2 items, or more than VIGIE_DRIVERS_MOST */
    VIGIE_DRIVERS_ERROR_EMPTY,   /* no record has an answer to everything, or none to an item */
    VIGIE_DRIVERS_ERROR_CONSTANT /* outcome or item always the same */
} VigieDriversError;

typedef enum {
    VIGIE_IMPORTANCE_LMG,         /* share of R2 */
    VIGIE_IMPORTANCE_CORRELATION, /* with the outcome */
    VIGIE_IMPORTANCE_STATED       /* mean of an item that asks for it */
} VigieImportance;
typedef enum {
    VIGIE_CROSSHAIR_MEANS,
    VIGIE_CROSSHAIR_MEDIANS,
    VIGIE_CROSSHAIR_MIDPOINT
} VigieCrosshair;
typedef enum { VIGIE_REPLICATES_JKN, VIGIE_REPLICATES_BOOTSTRAP } VigieReplicateKind;

/* Item by item: what is on or above a crosshair is high. */
typedef enum {
    VIGIE_QUADRANT_IMPROVE, /* important, performs less: "concentrate here" */
    VIGIE_QUADRANT_KEEP,    /* important, performs well: "keep up the good work" */
    VIGIE_QUADRANT_EXCESS,  /* less important, performs well: "possible overkill" */
    VIGIE_QUADRANT_LOW      /* neither: "low priority" */
} VigieQuadrant;
const char *vigie_quadrant_name(VigieQuadrant quadrant); /* "improve" "keep" "excess" "low" */

typedef struct {
    const char *name;    /* for messages */
    const double *value; /* [n] explains the outcome; NAN = missing */
    const double
        *performance; /* [n] its mean is the performance: value, or a top-2 indicator */
    const double
        *stated; /* [n] stated importance; NULL = not asked (of all items or of none) */
} VigieDriverItem;

typedef struct {
    const VigieDesign *design;
    const char *name;     /* of the outcome */
    const double *y;      /* [n] NAN = missing */
    const guint8 *domain; /* [n] 0 = outside; NULL = all */
    const VigieDriverItem *item;
    guint n_items;
    bool share;      /* performance is 0 or 1 */
    double midpoint; /* of its scale; VIGIE_CROSSHAIR_MIDPOINT only */
    bool unweighted; /* each answer counts 1 in the R2 and correlations */
    VigieImportance importance;
    VigieCrosshair
        crosshair; /* of performance; of importance MEANS or MEDIANS (MIDPOINT: means) */
    VigieReplicateKind kind; /* of the agreement */
    guint replicates;        /* of the bootstrap */
    unsigned long seed;      /* of the bootstrap */
    VigieRules rules;
} VigieDriversSpec;

typedef struct {
    VigieFigure
        share; /* of R2; se by JKn about the full sample, every PSU of the design deleted once, (n_h -
                             1)/n_h (1 - f_h) sum (theta_hi - theta)^2; R: as.svrepdesign(mse = TRUE) */
    double percent;     /* 100 share / R2 */
    double first, last; /* R2 of the item alone; what it adds to all others */
    double correlation, beta,
        pratt;               /* with the outcome; standardised coefficient; their product */
    VigieFigure performance; /* of all answers to the item in the domain.  R: svymean */
    VigieFigure gap;         /* performance - crosshair, covariances counted.  R: svycontrast */
    VigieFigure stated;      /* mean of stated; EMPTY without */
    VigieFigure paired_gap;  /* mean of value - stated, records with both; EMPTY without */
    double importance;       /* on the axis: percent, correlation or stated mean */
    VigieQuadrant quadrant;
    bool firm;        /* the interval of gap excludes 0 */
    double agreement; /* share of the replicates that give the same quadrant */
} VigieDriver;

typedef struct {
    guint64 n; /* records with an answer to everything (listwise), for R2 and correlations */
    double r2;
    guint n_items;
    VigieDriver *item;
    double cross_performance, cross_importance;
    guint n_replicates; /* those that could be computed */
    double df;          /* PSUs - strata of the n records */
} VigieDrivers;

/* bootstrap: Rao & Wu's, n_h - 1 PSUs of each stratum drawn with replacement, f_h counted.  A replicate in which the
 * outcome does not vary is left out. */
VigieDrivers *vigie_drivers_new(const VigieDriversSpec *spec, GError **error);
void vigie_drivers_free(VigieDrivers *drivers);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieDrivers, vigie_drivers_free)

G_END_DECLS

#endif
