/* design.h - the sampling design: strata, PSUs, weights, fpc.  Built once, kept whole: a domain is a set of
 * zero-filled PSUs, never a filtered file.  vigie_design_new() checks it, vigie_design_variance() is the one
 * function that every sampling error goes through. */
#ifndef VIGIE_DESIGN_H
#define VIGIE_DESIGN_H

#include <vigie/design-calibration.h>

G_BEGIN_DECLS

#define VIGIE_DESIGN_ERROR (vigie_design_error_quark())
GQuark vigie_design_error_quark(void);
typedef enum {
    VIGIE_DESIGN_ERROR_WEIGHT, /* negative, infinite or missing */
    VIGIE_DESIGN_ERROR_FPC,    /* varies within a stratum, or fewer than the sample */
    VIGIE_DESIGN_ERROR_SHAPE   /* numbers beyond those of the design, units in another PSU */
} VigieDesignError;

/* Turns GSL's own handler off, which aborts: every status is checked where GSL is called.  main calls it once. */
void vigie_design_init(void);

typedef enum {
    VIGIE_LONELY_PSU_ADJUST,
    VIGIE_LONELY_PSU_FAIL,
    VIGIE_LONELY_PSU_REMOVE,
    VIGIE_LONELY_PSU_AVERAGE
} VigieLonelyPsu;

/* All arrays are copied.  PSUs are numbered over the whole design (nested: a label in two strata is two PSUs),
 * including sampled PSUs without answers; likewise second-stage units, where there are two stages. */
typedef struct {
    gsize n;
    const guint32 *psu;   /* [n] PSU of each record */
    const double *weight; /* [n] >= 0, finite; NULL = 1 */
    guint32 n_psu, n_strata;
    const guint32 *stratum;          /* [n_psu] */
    const char *const *stratum_name; /* [n_strata], for messages; NULL = numbers */
    const double *
        population_psu; /* [n_strata] N_h (>= 1) or sampling fraction (< 1); NULL or NAN = no fpc */
    const guint32 *ssu; /* [n] second-stage unit; NULL = one stage */
    guint32 n_ssu;
    const guint32 *ssu_psu;       /* [n_ssu] */
    const double *population_ssu; /* [n_psu] M_hi or fraction; NULL = no second-stage fpc */
    const guint32 *site,
        *site_stratum; /* [n_psu] same label = same site in another year, and its stratum without
                                         * year; NULL = no panel */
    VigieLonelyPsu lonely;
    const VigieAuxiliary *
        auxiliary; /* calibrated: weight is d g, and errors are those of residuals; NULL = not */
} VigieDesignSpec;

typedef struct VigieDesign VigieDesign;
VigieDesign *vigie_design_new(const VigieDesignSpec *spec, GError **error);
void vigie_design_free(VigieDesign *design);

gsize vigie_design_n(const VigieDesign *design);
guint32 vigie_design_n_psu(const VigieDesign *design);
guint32 vigie_design_n_strata(const VigieDesign *design);
const guint32 *vigie_design_stratum(const VigieDesign *design);           /* [n_psu] */
const double *vigie_design_weight(const VigieDesign *design);             /* [n] */
double vigie_design_fraction(const VigieDesign *design, guint32 stratum); /* f_h; 0 = no fpc */
/* [n_psu] or NULL: sites numbered anew, so that a label in two site strata is two sites. */
const guint32 *vigie_design_site(const VigieDesign *design);
guint32 vigie_design_n_sites(const VigieDesign *design);
/* Names of strata with a single PSU and no full census; NULL-terminated, borrowed. */
const char *const *vigie_design_lonely(const VigieDesign *design);
VigieLonelyPsu vigie_design_lonely_policy(const VigieDesign *design);

/* Covariance matrix v[k*k] (row-major) of k totals from their unit sums z[n_units * k] (unit-major; units are SSUs
 * in a two-stage design with fpc, else PSUs; zero where a unit has no record in the domain).
 *   V = sum_h (1 - f_h) n_h/(n_h-1) sum_i (z_hi - zbar_h)(z_hi - zbar_h)'  (+ second stage, METHODS 2.1)
 * False if a lonely PSU forbids it (policy fail).  Source: Saerndal, Swensson & Wretman 1992; oracle svytotal. */
bool vigie_design_variance(const VigieDesign *design, const double *z, guint k, double *v);
/* The same for unit sums given sparsely: z has n_listed rows, row i belonging to unit[i] (each at most once). */
bool vigie_design_variance_sparse(const VigieDesign *design, const guint32 *unit,
                                  const double *z, guint32 n_listed, guint k, double *v);
guint32 vigie_design_n_units(const VigieDesign *design);
const guint32 *vigie_design_unit(const VigieDesign *design); /* [n] unit of each record */
guint32 vigie_design_unit_psu(const VigieDesign *design, guint32 unit);
/* df of a set of units that hold records with weight > 0: PSUs - strata. */
double vigie_design_df(const VigieDesign *design, const guint32 *unit, guint32 n_listed);

/* NULL: not calibrated.  Records of a design weight 0 have no columns. */
const VigieAuxiliary *vigie_design_auxiliary(const VigieDesign *design);
/* Columns of one block are calibrated together, such as a wave's. */
guint32 vigie_design_block(const VigieDesign *design, guint32 column);
/* Of a calibrated design: takes what the auxiliary variables explain off the unit sums z[n_units] of w u, and lists the
 * units of the blocks that u touches; xu[n_columns] = sum d x u, records outside the domain having u = 0.
 *   z_hi -> sum w (u - x'B), B = (sum d x x')^- sum d x u over all records
 * vigie_linear_covariance() and all that goes through it call it.  Source: Deville & Saerndal 1992; R: svyrecvar() of a
 * design that calibrate() made. */
void vigie_design_residual(const VigieDesign *design, const double *xu, double *z,
                           bool *listed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieDesign, vigie_design_free)

G_END_DECLS

#endif
