/* study.h - a question put to the store: which statistic of which items, by what, where.
 * vigie_study_run() reads the columns it needs, builds the design, makes one pass and gives rows in the order and
 * with the columns of the output contract; `vigie estimate`, `vigie trend` and the report all go through it. */
#ifndef VIGIE_STUDY_H
#define VIGIE_STUDY_H

#include <vigie/estimate-dispersion.h>
#include <vigie/estimate-quantile.h>
#include <vigie/estimate-replicate.h>
#include <vigie/observatory.h>
#include <vigie/store.h>
#include <vigie/study-missing.h>
#include <vigie/study-result.h>
#include <vigie/trend-line.h>
#include <vigie/trend-replicate.h>
#include <vigie/trend.h>

G_BEGIN_DECLS

#define VIGIE_STUDY_ERROR (vigie_study_error_quark())
GQuark vigie_study_error_quark(void);
typedef enum {
    VIGIE_STUDY_ERROR_ITEM,      /* no such item, or not of a kind that the statistic takes */
    VIGIE_STUDY_ERROR_STATISTIC, /* unknown, or not for these items */
    VIGIE_STUDY_ERROR_OPTION,    /* level, interval, where … */
    VIGIE_STUDY_ERROR_SIZE       /* more cells than can be printed */
} VigieStudyError;

typedef enum {
    VIGIE_STAT_MEAN,
    VIGIE_STAT_PROPORTION,
    VIGIE_STAT_TOTAL,
    VIGIE_STAT_RATIO,
    VIGIE_STAT_TOP2,
    VIGIE_STAT_BOTTOM2,
    VIGIE_STAT_NPS,
    VIGIE_STAT_NET, /* share of the two highest minus share of the two lowest scores, in points */
    VIGIE_STAT_VARIANCE,
    VIGIE_STAT_SD,
    VIGIE_STAT_MEDIAN,
    VIGIE_STAT_QUANTILE
} VigieStat;
/* "mean" … "quantile:0.9"; false: unknown (use vigie_stat_names() with vigie_nearest). */
bool vigie_stat_from_name(const char *name, VigieStat *stat);
const char *vigie_stat_name(VigieStat stat);
const char *const *vigie_stat_names(void);
/* Proportion, top2, bottom2: between 0 and 1, their changes told in points. */
bool vigie_stat_is_share(VigieStat stat);
/* P of "quantile:P", 0.5 of "median"; NAN of other names, and where P is not between 0 and 1. */
double vigie_stat_quantile(const char *name);

/* What is counted: the survey's own unit, or persons or person-nights from the weights of parties. */
typedef enum {
    VIGIE_UNIT_SURVEY,
    VIGIE_UNIT_PARTY,
    VIGIE_UNIT_PERSON,
    VIGIE_UNIT_NIGHT
} VigieUnit;
/* "party", "person", "night": those after VIGIE_UNIT_SURVEY. */
const char *const *vigie_unit_names(void);

/* Which weights: by the newest calibration of each wave (vigie_weigh), where it has one; or those of the design. */
typedef enum { VIGIE_WEIGHTING_NEWEST, VIGIE_WEIGHTING_DESIGN } VigieWeighting;
/* "newest", "design". */
const char *const *vigie_weighting_names(void);

/* Where sampling errors come from. */
typedef enum {
    VIGIE_VARIANCE_OF_SURVEY, /* its replicate weights where it has them, else Taylor */
    VIGIE_VARIANCE_TAYLOR,
    VIGIE_VARIANCE_REPLICATES /* made from the design: question->replicates */
} VigieVariance;

/* All strings borrowed.  Lists are NULL-terminated; by and where may be NULL. */
typedef struct {
    const char *const *surveys;
    VigieStat stat;
    double quantile;                 /* of VIGIE_STAT_QUANTILE, between 0 and 1 */
    VigieQuantileRule quantile_rule; /* of that and of the median */
    const char *const *of;
    const char *over; /* denominator item of a ratio */
    const char *
        totals; /* of a separate ratio: a CSV file of the denominator's known totals, a column total and
                         * columns that name items, year or wave, --by among them; NULL = combined */
    const char *const
        *with; /* other items whose answers are wanted, such as predictors; may be NULL */
    const char *with_option; /* how the user names them, for messages: "--on" */
    const char *const *by;
    const char *where;
    const char
        *part;    /* expression that marks part of the records, for comparisons; may be NULL */
    bool apart;   /* the surveys are compared, not estimated together */
    double level; /* 0.95 */
    VigieInterval interval;
    VigieUnit unit;
    bool with_n_eff, with_cv; /* columns more, after the status */
    bool with_missing; /* also how many records of the cell have each kind of no answer */
    guint
        include; /* kinds of no answer that are categories of the items of --of, after their choices, and in
                    * their base: VIGIE_KIND(); of shares and totals of items with choices */
    guint include_by;             /* kinds that are values of the items of --by */
    bool covariance;              /* of all rows: vigie_answer_covariance() */
    const char *const *functions; /* of the estimates, rows more in each cell; may be NULL */
    VigieWeighting weighting;
    VigieVariance variance;
    VigieReplicatesSpec replicates;
    bool trend; /* year is put first among the dimensions; changes and slopes are filled */
    bool relative, test_linear; /* of a trend: columns to add */
    bool slope_logit;           /* of a trend of shares: slopes in log-odds */
} VigieQuestion;

typedef struct {
    char *item;     /* "A" or "A/B" */
    char *category; /* choice name; "" */
    char **dims;    /* [n_dims] names as in the contract */
    VigieFigure figure;
    VigieChange change; /* trend only */
    double change_p_adjusted;
    bool direction_known;
    VigieDirection direction;
    VigieSlope slope;
    guint slope_years;      /* years with answers in the series */
    VigieRelative relative; /* of the change; NAN of an NPS */
    VigieLine line;         /* through the series' years; q, df, p: departure from it */
    guint item_index;       /* into answer->items */
    gint category_index;    /* into the item's list, -1 = none */
    guint64 *kinds;      /* [VIGIE_N_MISSING] of the cell, weight > 0; NULL = not asked for */
    bool is_function;    /* item is a formula; item_index says nothing */
    VigieLinear *linear; /* the statistic behind the figure, where functions or covariances are
                             * wanted; else NULL */
    double *theta; /* the same by each replicate, where the errors are theirs; else NULL */
} VigieAnswerRow;

/* A wave in which an item was asked otherwise than before. */
typedef struct {
    char *item;
    int year;      /* 0 = none */
    char *when;    /* "2023", "2023 (wave 2)" */
    bool breaks;   /* its series breaks there; else it goes on: other words, or a bridge */
    bool bridged;  /* declared in observatory.ini */
    char *reason;  /* the bridge's, else the verdict's word: "filter" */
    char *details; /* what changed; "" */
} VigieSeriesBreak;
void vigie_series_break_free(VigieSeriesBreak *at);

typedef struct {
    char *survey; /* joined by "+" */
    VigieStat stat;
    char *stat_name; /* as in the contract: "mean", "quantile:0.9" */
    char **dims;     /* NULL-terminated names */
    GPtrArray *rows; /* VigieAnswerRow* in contract order */
    bool trend, relative, test_linear, slope_logit; /* as asked */
    bool with_n_eff, with_cv, with_missing;
    VigieKindCounts *kinds; /* [items] of the records of all cells together, weight > 0 */
    guint include;          /* as asked */
    double *covariance;     /* [rows * rows] NAN = none; NULL = not wanted */
    gpointer covariance_columns;
    bool published;   /* suppressed figures are blank: vigie_answer_publish() */
    double level;     /* of the intervals */
    VigieUnit unit;   /* what was counted */
    bool voluntary;   /* a survey without probability sampling: "à titre indicatif" */
    GPtrArray *items; /* const VigieItem* in command order (numerator) */
    const VigieCodebook *codebook; /* of the first survey, for labels */
    GPtrArray *breaks;     /* VigieSeriesBreak* in the order of the waves; NULL = not known */
    guint n_psu, n_strata; /* of the design that was used */
    guint64 n;             /* records in it */
} VigieAnswer;

/* warnings: lonely strata, labels found in two strata, two surveys pooled …; may be NULL. */
VigieAnswer *vigie_study_run(const VigieObservatory *observatory, VigieStore *store,
                             const VigieQuestion *question, VigieFindings *warnings,
                             const VigieProgress *progress, GError **error);
void vigie_answer_free(VigieAnswer *answer);

/* Blanks what the publication rule suppresses, and what would give it away; the outputs below then lack its n too. */
void vigie_answer_publish(VigieAnswer *answer);

/* The contract's outputs, and an aligned table for people with suppressed figures blank; (transfer full). */
char *vigie_answer_csv(const VigieAnswer *answer);
char *vigie_answer_json(const VigieAnswer *answer);
/* The covariance matrix: labels, then cov_1 ... by the order of the rows; borrows from the answer; NULL: not asked for. */
VigieResult *vigie_answer_covariance(VigieAnswer *answer, VigieLang lang);
char *vigie_answer_text(const VigieAnswer *answer, VigieLang lang);
/* "Nights: the series breaks in 2023 (filter)."; (transfer full). */
char *vigie_series_break_text(const VigieCodebook *codebook, const VigieSeriesBreak *at,
                              VigieLang lang);
/* "too few answers", in the language in force; "" for ok. */
const char *vigie_status_text(VigieStatus status);
/* Label of a row's category, a kind of no answer among them; borrowed. */
const char *vigie_answer_category_label(const VigieAnswer *answer, const VigieAnswerRow *row,
                                        VigieLang lang);
/* Label of a dimension's cell: choice label, year, or the text itself; (transfer full). */
char *vigie_answer_dim_label(const VigieAnswer *answer, guint dim, const char *cell,
                             VigieLang lang);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieAnswer, vigie_answer_free)

G_END_DECLS

#endif
