/* estimate.h - totals, means, proportions, ratios, NPS by domain, with their sampling error.
 * vigie_sums_new() makes one pass over the answers for all measures and cells; vigie_mean(), vigie_total(),
 * vigie_ratio() and vigie_proportion() turn its unit sums into figures.  Interval and status rules: DESIGN 6. */
#ifndef VIGIE_ESTIMATE_H
#define VIGIE_ESTIMATE_H

#include <vigie/design.h>

G_BEGIN_DECLS

/* One word each, in the order in which they apply. */
typedef enum {
    VIGIE_STATUS_NOT_ASKED,
    VIGIE_STATUS_SCALE_CHANGED,
    VIGIE_STATUS_EMPTY,
    VIGIE_STATUS_SUPPRESSED,
    VIGIE_STATUS_LONELY_PSU,
    VIGIE_STATUS_NO_DF,
    VIGIE_STATUS_NO_VARIANCE,
    VIGIE_STATUS_NOT_ESTIMABLE,
    VIGIE_STATUS_LOW_BASE,
    VIGIE_STATUS_CAUTION,
    VIGIE_STATUS_OK
} VigieStatus;
const char *vigie_status_name(VigieStatus status);

/* NAN = no such number (the status says why). */
typedef struct {
    guint64 n; /* records of the cell with weight > 0 and a valid answer */
    double estimate, se, ci_low, ci_high, df, deff;
    VigieStatus status;
} VigieFigure;

typedef enum {
    VIGIE_INTERVAL_AUTO,
    VIGIE_INTERVAL_LOGIT,
    VIGIE_INTERVAL_BETA,
    VIGIE_INTERVAL_WILSON,
    VIGIE_INTERVAL_WALD
} VigieInterval;

typedef struct {
    double level;           /* 0.95 */
    VigieInterval interval; /* for shares */
    double suppress_below, low_base_below, caution_df_below;
    bool caution; /* force at least caution (two surveys without calibrated weights) */
} VigieRules;

/* Cells: which records are in which domain; a record may be in several (overlapping domains) or none. */
typedef struct {
    guint32 n_cells;
    gsize n; /* records of the design */
    const guint32 *
        cell; /* [n] cell of each record, VIGIE_NO_CELL = none; or NULL with start/member below */
    const gsize *
        start; /* [n + 1] overlapping: cells of record i are member[start[i] .. start[i+1]-1] */
    const guint32 *member;
} VigieCells;
#define VIGIE_NO_CELL G_MAXUINT32

/* A measure is y over x: x NULL means 1 (a mean).  NAN in y or x = no valid answer. */
typedef struct {
    const double *y; /* [n] */
    const double *x; /* [n] or NULL */
} VigieMeasure;

typedef struct VigieSums VigieSums;
/* One pass for all measures and cells.  Unit sums are taken about a provisional centre (the first valid value of the
 * cell), so that data near 1e9 keep 1e-9.  The design is borrowed: it must outlive the sums; cells and measures
 * need not.  A record is in a cell once at most.  Error: VIGIE_DESIGN_ERROR_SHAPE. */
VigieSums *vigie_sums_new(const VigieDesign *design, const VigieCells *cells,
                          const VigieMeasure *measures, guint n_measures, GError **error);
void vigie_sums_free(VigieSums *sums);

/* Figures of one measure in one cell.  R: svymean, svytotal, svyratio on subset(). */
void vigie_mean(const VigieSums *sums, guint measure, guint32 cell, const VigieRules *rules,
                VigieFigure *out);
void vigie_total(const VigieSums *sums, guint measure, guint32 cell, const VigieRules *rules,
                 VigieFigure *out);
void vigie_ratio(const VigieSums *sums, guint measure, guint32 cell, const VigieRules *rules,
                 VigieFigure *out);
/* A share 0..1 (the measure is an indicator 0/1): interval by rules->interval. */
void vigie_proportion(const VigieSums *sums, guint measure, guint32 cell,
                      const VigieRules *rules, VigieFigure *out);

/* What the sweep leaves of one measure in one cell: all that its figures are made of.
 * e = y - centre x, the centre being some value near y / x; borrowed from the sums. */
typedef struct {
    guint64 n;                   /* valid answers with weight > 0 */
    double centre, e, x;         /* sum w e, sum w x */
    double w, w2, e2;            /* sum w, sum w^2, sum w e^2 */
    guint32 n_units;             /* units with a record of weight > 0 in the cell */
    const guint32 *unit;         /* [n_units] ascending */
    const guint32 *unit_answers; /* [n_units] valid answers; 0: the unit is there but silent */
    const double *unit_e, *unit_x; /* [n_units] sum w e, sum w x */
    guint32
        n_columns; /* auxiliary columns of a calibrated design that the cell's records have */
    const guint32 *column; /* [n_columns] ascending */
    const double *column_e,
        *column_x; /* [n_columns] sum d a e, sum d a x, a the auxiliary variable */
} VigieCellSums;
const VigieCellSums *vigie_sums_cell(const VigieSums *sums, guint measure, guint32 cell);
/* Degrees of freedom of a cell, over its records with weight > 0, answered or not. */
double vigie_sums_df(const VigieSums *sums, guint32 cell);

const VigieDesign *vigie_sums_design(const VigieSums *sums);

/* Indicators from answers: out[n] = 1/0, NAN where value is NAN; codes[n_codes] are the values that count. */
void vigie_indicator_of(const double *value, gsize n, const double *codes, guint n_codes,
                        double *out);
/* 100 where value >= 9, -100 where <= 6, 0 between, NAN where NAN. */
void vigie_nps_score(const double *value, gsize n, double *out);

/* Interval of a share; n_kish = (sum w)^2 / sum w^2 of the cell.  False: no interval (df <= 0). */
bool vigie_share_interval(double p, double se, double df, guint64 n, double n_kish,
                          double level, VigieInterval interval, double *low, double *high);
/* gsl_cdf_beta_Pinv made safe: shapes <= 0, tiny and huge ones (METHODS 3, row 27). */
double vigie_beta_quantile(double p, double a, double b);
/* p[n] adjusted by Holm; NAN stays NAN and does not count. */
void vigie_holm(const double *p, gsize n, double *adjusted);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieSums, vigie_sums_free)

G_END_DECLS

#endif
