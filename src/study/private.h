/* private.h - a study at work: the parts (one a survey), the values of items over all of them, the design, the
 * cells, the measures.  run.c goes through them in that order. */
#ifndef VIGIE_STUDY_PRIVATE_H
#define VIGIE_STUDY_PRIVATE_H

#include "keys.h"
#include <vigie/study-weigh.h>
#include <vigie/study.h>

/* One survey of the question. */
typedef struct {
    const VigieSurvey *survey;
    VigieFrame *frame;
    gsize first;                /* where its records begin among those of all parts */
    VigieExpression *where;     /* NULL = all */
    VigieExpression *part;      /* of the question; NULL = none */
    const VigieItem *factor[2]; /* that weights are multiplied by; NULL = none */
    GHashTable *years;          /* of its records, a set of ints */
    bool needs_waves;           /* one of its years has two scales */
    GPtrArray *calibrations; /* VigieStoredCalibration* of the survey; NULL = not asked for */
    gint64 stamp;            /* of the records when calibrations was read */
    double *g;               /* [frame->n] NAN = none; NULL = no record has one */
    guint32 *calibration;    /* [frame->n] index into calibrations */
} VigieStudyPart;

/* Values of one item over all parts.  value[n]: the number, the days, the position in choices, or in levels. */
typedef struct {
    char *name;
    const VigieItem *item; /* the first survey's; NULL for year and wave */
    VigieValueKind kind;
    double *value;
    bool owned;  /* else value is the frame's column: one survey needs no copy */
    bool scored; /* value[] holds scores, no longer positions */
    GPtrArray *
        choices; /* const VigieChoice*, questionnaire order, first survey first; NULL = no list */
    GPtrArray *levels; /* char*: TEXT, CHOICES; NULL for other kinds */
    GPtrArray *kinds;  /* VigieChoice*, owned: kinds of no answer among choices; NULL = none */
} VigieVector;

/* dimension.c: the cells. */
typedef struct {
    char *name;
    guint n;      /* values */
    char **value; /* [n] as in the contract; NULL-terminated */
    bool is_year;
    bool multiple; /* select_multiple: a record may have several */
    guint32 *
        index; /* [codes] code of the vector -> value, VIGIE_NO_CELL = none; NULL for numbers */
    double *number; /* [n] sorted values of a number or date; NULL otherwise */
    VigieVector *vector;
} VigieDimension;
typedef struct {
    GPtrArray *dimensions; /* VigieDimension* in --by order */
    VigieCells cells;      /* row-major over the dimensions */
    guint32 *cell;         /* what cells points to */
    gsize *start;
    guint32 *member;
} VigieCross;

/* gap.c: waves in which an item was not asked, or with another scale, and where its series breaks. */
typedef struct VigieGapEntries VigieGapEntries;
typedef struct {
    VigieGapEntries *entries; /* each item in each wave */
    VigieStatus *overall; /* [n_items] NOT_ASKED, SCALE_CHANGED or OK over all waves together */
    GPtrArray *breaks;    /* VigieSeriesBreak* */
} VigieGaps;

/* A question at work; {0} but for the first six fields, then vigie_study_open(). */
typedef struct {
    const VigieObservatory *observatory;
    VigieStore *store;
    const VigieQuestion *question;
    VigieFindings *warnings; /* may be NULL */
    const VigieProgress *progress;
    bool takes_replicates; /* the command can use them; else Taylor, which is said */
    GPtrArray *parts;      /* VigieStudyPart* */
    GHashTable *vectors;   /* name -> VigieVector* */
    gsize n;               /* records of all parts */
    VigieDesign *design;
    VigieReplicates *replicates; /* NULL = Taylor */
    bool by_replicates;          /* figures are made of replicates, where the survey has some */
    VigieCross cross;
    VigieGaps gaps;
    VigieKindCounts
        *kinds; /* [items * (cells + 1)] of each cell, then of all; NULL = not counted */
    bool design_weights; /* some record of the cells has no calibrated weight */
} VigieStudy;

/* open.c: records, design, cells, values and gaps of the question; then the study is released, opened or not. */
bool vigie_study_open(VigieStudy *study, GError **error);
void vigie_study_release(VigieStudy *study);
VigieRules vigie_study_rules(const VigieStudy *study);
bool vigie_study_is_voluntary(const VigieStudy *study);

/* read.c: opens the surveys, checks every name of the question, reads the columns. */
bool vigie_study_read(VigieStudy *study, GError **error);
bool vigie_study_part_has_year(const VigieStudyPart *part, int year);
/* The values of an item, "year" or "wave" that was read; borrowed. */
VigieVector *vigie_study_vector(VigieStudy *study, const char *name, GError **error);
/* Frees all columns but those of the items measured (of, over): design and cells are made. */
void vigie_study_drop_columns(VigieStudy *study);
/* True if record i of a CHOICES vector has the choice (position in vector->choices). */
guint8 *vigie_vector_level_has(const VigieVector *vector,
                               guint choice); /* [levels]; (transfer full) */

/* unit.c: persons or nights in place of the survey's unit. */
bool vigie_study_open_unit(VigieStudyPart *part, VigieUnit unit, GError **error);
bool vigie_study_has_unit(const VigieStudyPart *part);
/* weight[n] of the part's records, multiplied; count[n], if not NULL, by what. */
void vigie_study_apply_unit(const VigieStudy *study, const VigieStudyPart *part, double *weight,
                            double *count);

/* sampling.c: the design of all parts together. */
VigieDesign *vigie_study_design(VigieStudy *study, GError **error);

/* Labels of a PSU: values joined by "/"; (transfer full). */
typedef struct {
    char *stratum, *cluster;
    char *site_stratum, *site; /* the same without year and wave */
} VigiePsuLabels;
void vigie_psu_labels_init(VigiePsuLabels *labels, const VigieFrame *frame,
                           const char *const *strata, const char *const *cluster, gsize i);
void vigie_psu_labels_release(VigiePsuLabels *labels);

/* fieldwork.c: calls found() for each site-day of the survey's log in a year that has answers. */
typedef void (*VigieFieldworkFound)(void *user, const VigiePsuLabels *labels);
bool vigie_study_fieldwork(VigieStudy *study, const VigieStudyPart *part,
                           VigieFieldworkFound found, void *user, GError **error);

/* dimension.c; a position is of a dimension that is not multiple, VIGIE_NO_CELL where the record has no value */
VigieDimension *vigie_dimension_new(VigieStudy *study, const char *name, GError **error);
void vigie_dimension_free(VigieDimension *dimension);
guint32 vigie_dimension_position(const VigieDimension *dimension, double value);
bool vigie_cross_init(VigieCross *cross, VigieStudy *study, GError **error);
void vigie_cross_release(VigieCross *cross);
/* Position of cell's value of dimension d. */
guint vigie_cross_position(const VigieCross *cross, guint32 cell, guint d);

/* measure.c: what is measured of an item. */
typedef struct {
    VigieMeasure measure;
    double *owned; /* an array made for it, or NULL */
    guint item;    /* index into question->of */
    gint category; /* position in the vector's choices, -1 = none */
} VigieStudyMeasure;
void vigie_study_measure_free(VigieStudyMeasure *measure);
/* Checks that the statistic takes every item, before anything is computed. */
bool vigie_study_check_items(VigieStudy *study, GError **error);
/* Appends the measures of item i of question->of. */
void vigie_study_measures(VigieStudy *study, guint i, GPtrArray *measures);
/* A number for each value: scores in place of choices. */
const double *vigie_vector_numbers(VigieVector *vector, gsize n);

/* gap.c */
/* Must the waves of the part's records be known, for a year that has two scales? */
bool vigie_gaps_need_waves(const VigieStudy *study, const VigieStudyPart *part, bool *need,
                           GError **error);
/* Also takes the values asked with another scale out of the vectors. */
bool vigie_gaps_init(VigieGaps *gaps, VigieStudy *study, GError **error);
void vigie_gaps_release(VigieGaps *gaps);
/* Of a cell: by its year and its wave, else over all of them. */
VigieStatus vigie_gaps_status(const VigieGaps *gaps, guint item, const VigieCross *cross,
                              guint32 cell);
/* Does a series break in the year or wave of the cell? */
bool vigie_gaps_breaks(const VigieGaps *gaps, guint item, const VigieCross *cross,
                       guint32 cell);
/* Are the years (or waves) of two cells of one series? */
bool vigie_gaps_joined(const VigieGaps *gaps, guint item, const VigieCross *cross, guint32 a,
                       guint32 b);

/* What is said below a table for people of the breaks of its items' series; (transfer full, element char*). */
GPtrArray *vigie_gaps_notes(const VigieStudy *study, VigieLang lang);
void vigie_gaps_add_notes(const VigieStudy *study, VigieLang lang, VigieResult *result);

/* change.c: changes and slopes of the rows of one measure, one row a cell. */
void vigie_study_change(const VigieSums *sums, guint measure, VigieStudy *study,
                        const VigieCross *cross, VigieAnswerRow **row);

/* function.c: rows of question->functions in each cell, and the covariance matrix of all rows. */
bool vigie_study_functions(VigieStudy *study, VigieAnswer *answer, GError **error);
bool vigie_study_covariance(const VigieStudy *study, VigieAnswer *answer, GError **error);

/* row.c: a row of a cell, figures not yet filled; item and category of a measure.  (transfer full) */
VigieAnswerRow *vigie_study_row_new(const VigieStudy *study, const VigieStudyMeasure *measure,
                                    guint32 cell);
void vigie_answer_row_free(VigieAnswerRow *row);

#endif
