/* observatory.h - an observatory is a folder: observatory.ini names its surveys and datasets, each with its
 * questionnaire, design and publication rule.  vigie_observatory_open() reads and checks it whole. */
#ifndef VIGIE_OBSERVATORY_H
#define VIGIE_OBSERVATORY_H

#include <vigie/codebook.h>

G_BEGIN_DECLS

#define VIGIE_OBSERVATORY_ERROR (vigie_observatory_error_quark())
GQuark vigie_observatory_error_quark(void);
typedef enum {
    VIGIE_OBSERVATORY_ERROR_MISSING, /* no observatory.ini in the folder */
    VIGIE_OBSERVATORY_ERROR_VALUE, /* a key's value does not fit: unknown item, wrong kind … */
    VIGIE_OBSERVATORY_ERROR_NAME   /* no such survey or dataset */
} VigieObservatoryError;

typedef enum {
    VIGIE_LONELY_ADJUST, /* default: deviation from the mean of all PSU totals */
    VIGIE_LONELY_FAIL,
    VIGIE_LONELY_REMOVE, /* = certainty */
    VIGIE_LONELY_AVERAGE
} VigieLonelyPolicy;

typedef enum {
    VIGIE_WEIGH_RAKING,
    VIGIE_WEIGH_LINEAR,
    VIGIE_WEIGH_TRUNCATED,
    VIGIE_WEIGH_LOGIT,
    VIGIE_WEIGH_POSTSTRATIFY
} VigieWeighMethod;
/* "raking" …, in the order of the enumeration; NULL-terminated. */
const char *const *vigie_weigh_methods(void);

typedef enum {
    VIGIE_TOTALS_FILE,   /* a CSV file */
    VIGIE_TOTALS_SURVEY, /* the weighted answers of another survey */
    VIGIE_TOTALS_DATASET /* sums of a dataset */
} VigieTotalsFrom;

/* [margin SURVEY NAME]: totals of the population by the classes of one item, of several crossed, or of a number.
 * Items were checked against the questionnaire. */
typedef struct {
    char *name;
    char **items; /* NULL-terminated; several are crossed */
    bool number;  /* one item, whose sum is known */
    VigieTotalsFrom from;
    char *source; /* as written: "data/margins.csv", or the name of the survey or dataset */
    char *value;  /* column of the file, item of the dataset or "role:NAME"; "" = by default */
    char **keys;  /* the items' names in the dataset or other survey; as many as items */
    bool shares;  /* totals are shares: their sum is the population */
    bool keep_missing; /* records without answer are a class of their own */
    guint line;        /* of the group in observatory.ini */
} VigieMarginPlan;

/* [weights SURVEY] and its margins. */
typedef struct {
    VigieWeighMethod method;
    double lower, upper;           /* of g: 0.3 and 3 where none are said */
    double trim_lower, trim_upper; /* of the weights; NAN = not trimmed */
    bool by_year;                  /* else by wave */
    double population;             /* that shares are shares of; NAN = not said */
    GPtrArray *margins;            /* VigieMarginPlan* in file order; one at least */
    guint line;
} VigieWeightsPlan;

typedef enum {
    VIGIE_GIVEN_JK1,
    VIGIE_GIVEN_JKN,
    VIGIE_GIVEN_BRR,
    VIGIE_GIVEN_FAY,
    VIGIE_GIVEN_BOOTSTRAP
} VigieGivenMethod;

/* Replicate weights that come with the answers. */
typedef struct {
    char **items;            /* replicates=: NULL-terminated names; empty = none */
    VigieGivenMethod method; /* replicate-method= */
    double rho;              /* fay-rho= */
    double scale;            /* replicate-scale=; NAN = that of the method */
    double *rscale;          /* replicate-rscales=: one for each item; NULL = 1 */
    bool factors;            /* replicate-factors=yes: they multiply the weight */
    bool about_mean;         /* replicate-centre=mean */
} VigieReplicateItems;

/* [survey X].  Item names were checked against the questionnaire ("year" and "wave" allowed).
 * A repeat R of its questionnaire is a survey of its own, "X.R", that nobody declares: it has the design of X, where
 * each record of X is a PSU if X names no cluster, and the repeat's codebook, which has the items of X too. */
typedef struct VigieSurvey VigieSurvey;
struct VigieSurvey {
    char *name;
    char *title; /* [in the observatory's language] title=, else the form's title, else name */
    VigieCodebook *codebook;   /* of a repeat: owned by the parent's */
    const VigieSurvey *parent; /* of a repeat; else NULL */
    char *id;                  /* item that identifies a record; "" = none */
    char *date;                /* item of type date: the record's today(); "" = none */
    char *weight;              /* "" = every record weighs 1 */
    char **strata,
        **cluster;   /* NULL-terminated; empty = one stratum / every record its own PSU */
    char **fpc;      /* items with PSUs (then second-stage units) in the population */
    char *fieldwork; /* dataset with the field-work log; "" = none */
    VigieLonelyPolicy lonely;
    bool panel;                /* equal PSU labels in two years are the same site */
    bool voluntary;            /* sampling=voluntary: print "à titre indicatif", no stars */
    char *unit;                /* "party" or "person" */
    VigieWeightsPlan *weights; /* how vigie weight calibrates it; NULL = not said */
    VigieReplicateItems replicates;
};

/* [dataset X]: observations (a cube).  Its questionnaire describes its columns. */
typedef struct {
    char *name;
    char *title;
    VigieCodebook *codebook;
    char **
        key; /* items (year, wave allowed) that identify an observation; a repeat is a finding, both kept */
    char *unit; /* item that names the observed unit (establishment, museum …); "" = none */
} VigieDataset;

typedef struct {
    char *dir;  /* absolute */
    char *name; /* of the territory's observatory */
    char *title, *territory, *contact,
        *notice; /* "" = none; notice is printed on everything drawn */
    VigieLang lang;
    char *currency;                                          /* "EUR" */
    double suppress_below, low_base_below, caution_df_below; /* 11, 30, 8 */
    /* Precision, 0 = off: effective answers, widths of the interval of a share, and the answers below
     * which an imprecise figure is hidden; precision=nchs: 30, 0.05, 0.30, 1.30, 30. */
    double n_eff_below, width_below, width_above, relative_width_above, imprecise_hidden_below;
    GPtrArray *surveys;  /* VigieSurvey* in file order */
    GPtrArray *datasets; /* VigieDataset* */
    char **sources;      /* absolute paths of sources/ *.ini, sorted */
    char *database;      /* absolute path of the store */
} VigieObservatory;

/* dir: the folder.  database NULL = dir/observatory.db. */
VigieObservatory *vigie_observatory_open(const char *dir, const char *database, GError **error);
void vigie_observatory_free(VigieObservatory *observatory);
/* Not found: *error with the nearest name. */
const VigieSurvey *vigie_observatory_survey(const VigieObservatory *observatory,
                                            const char *name, GError **error);
const VigieDataset *vigie_observatory_dataset(const VigieObservatory *observatory,
                                              const char *name, GError **error);
/* $VIGIE_DATA and ${VIGIE_DATA} expanded, relative paths taken from dir; an unset variable is an error.  (transfer full) */
char *vigie_observatory_path(const VigieObservatory *observatory, const char *path,
                             GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieObservatory, vigie_observatory_free)

G_END_DECLS

#endif
