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
    VIGIE_STATUS_SERIES_BREAK, /* not one series with the years before */
    VIGIE_STATUS_OK
} VigieStatus;
const char *vigie_status_name(VigieStatus status);

/* NAN = no such number (the status says why). */
typedef struct {
    guint64 n; /* records of the cell with weight > 0 and a valid answer */
    double estimate, se, ci_low, ci_high, df, deff;
    VigieStatus status;
} VigieFigure;

/* Intervals of a share, on t(df).  R: svyciprop(method =); quantiles: svyquantile(interval.type =). */
typedef enum {
    VIGIE_INTERVAL_AUTO,   /* logit for 0.1 <= p <= 0.9, else beta; of a quantile: wald */
    VIGIE_INTERVAL_LOGIT,  /* "xlogit" */
    VIGIE_INTERVAL_BETA,   /* Korn-Graubard, n' cut at n (NCHS) */
    VIGIE_INTERVAL_WILSON, /* "wilson" (survey >= 4.5) */
    VIGIE_INTERVAL_WALD,   /* "mean" */
    VIGIE_INTERVAL_ASIN,   /* "asin", but stopped at 0 and 1 where R folds back */
    VIGIE_INTERVAL_BETA_UNTRUNCATED /* "beta": n' as it comes */
} VigieInterval;
/* "auto" ... in the order of the enum; NULL-terminated. */
const char *const *vigie_interval_names(void);

typedef struct {
    double level;           /* 0.95 */
    VigieInterval interval; /* of shares, and of the share below a quantile */
    double df; /* of intervals; 0 = those of the cell, INFINITY = the normal distribution's */
    double suppress_below, low_base_below, caution_df_below;
    bool caution; /* force at least caution (two surveys without calibrated weights) */
    /* Precision, each off where 0.  A figure fails by n_eff; a share also by the width of Korn and Graubard's 95 %
     * interval: at least width_above, or over relative_width_above times p where it is not within width_below
     * (over that of 1 - p: caution).  What fails is suppressed below imprecise_hidden_below answers, else caution.
     * Source: Parker et al. 2017 (NCHS). */
    double n_eff_below, width_below, width_above, relative_width_above, imprecise_hidden_below;
} VigieRules;

/* n / deff, at most n: a small domain's deff below 1 is chance; NAN where there is no deff. */
double vigie_figure_n_eff(const VigieFigure *figure);
/* se / |estimate|; NAN where that is no number.  R: cv(). */
double vigie_figure_cv(const VigieFigure *figure);
/* Design effect beside simple random sampling without replacement, deff / (1 - n / population), population being
 * sum w of the cell; NAN where that is not above n.  R: deff = TRUE, where vigie's own deff is "replace". */
double vigie_deff_without_replacement(const VigieFigure *figure, double population);

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

/* (sum w)^2 / sum w^2: Kish's effective number of answers. */
double vigie_kish_n(const VigieCellSums *sums);

const VigieDesign *vigie_sums_design(const VigieSums *sums);

/* Indicators from answers: out[n] = 1/0, NAN where value is NAN; codes[n_codes] are the values that count. */
void vigie_indicator_of(const double *value, gsize n, const double *codes, guint n_codes,
                        double *out);
/* 100 where value >= 9, -100 where <= 6, 0 between, NAN where NAN. */
void vigie_nps_score(const double *value, gsize n, double *out);
/* The same of any scale: 100 where value >= positive, -100 where <= negative, 0 between and where it is both; NAN
 * where NAN.  Its mean is the net score, share positive minus share negative in points. */
void vigie_net_score(const double *value, gsize n, double negative, double positive,
                     double *out);

/* Interval of a share; n_kish = (sum w)^2 / sum w^2 of the cell.  False: no interval (df <= 0). */
bool vigie_share_interval(double p, double se, double df, guint64 n, double n_kish,
                          double level, VigieInterval interval, double *low, double *high);
/* Of any estimate with n, se and df (a change, an effect): ci_low and ci_high by t, and the status by the rules.  se NAN: a
 * lonely PSU forbids it. */
void vigie_figure_by_t(VigieFigure *figure, const VigieRules *rules);
/* n' of Korn and Graubard: n_eff (t_{n-1} / t_df)^2, not cut at n. */
double vigie_korn_graubard_n(double p, double se, guint64 n, double df, double level);
/* p (1 - p) / se^2: the simple random sample that would be as precise.  R: coef(m) * (1 - coef(m)) / vcov(m). */
double vigie_effective_n(double p, double se);
/* Quantile of Student's t; df INFINITY: the normal distribution's.  NAN where df <= 0.  R: qt(p, df). */
double vigie_t_quantile(double p, double df);
/* gsl_cdf_beta_Pinv made safe: shapes <= 0, tiny and huge ones (METHODS 3, row 27). */
double vigie_beta_quantile(double p, double a, double b);
/* p[n] adjusted by Holm; NAN stays NAN and does not count. */
void vigie_holm(const double *p, gsize n, double *adjusted);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieSums, vigie_sums_free)

G_END_DECLS

#endif
