/* study-model.h - what an answer hangs on: regressions and key drivers of items in the store, as rows.
 * vigie_study_model() and vigie_study_drivers() are behind `vigie model` and `vigie drivers`. */
#ifndef VIGIE_STUDY_MODEL_H
#define VIGIE_STUDY_MODEL_H

#include <vigie/chart.h>
#include <vigie/estimate-drivers.h>
#include <vigie/estimate-regression.h>
#include <vigie/study-result.h>
#include <vigie/study.h>

G_BEGIN_DECLS

/* What both take from the command line; all borrowed. */
typedef struct {
    const VigieObservatory *observatory;
    VigieStore *store;
    const VigieQuestion
        *question; /* surveys, of (the outcome), with (what explains it), where, level, unit */
    VigieFindings *warnings;
    const VigieProgress *progress;
    VigieLang lang;
    bool publish; /* blank what the publication rule suppresses */
} VigieStudyCall;

typedef struct {
    VigieModelKind kind;
    /* The outcome: its number or score; with question->stat TOP2 1 for the two highest scores; with a category 1 for
     * that choice (question->stat PROPORTION). */
    const char *category;
    const char *const *reference; /* "item=choice"; NULL-terminated, or NULL */
    const char *const
        *factor;       /* items whose choices are no numbers though they have scores; or NULL */
    const char *means; /* item whose adjusted means are wanted; NULL = none */
} VigieModelQuestion;

/* Rows: part = coefficient (the intercept has item ""), test (Wald, of each item with several coefficients),
 * adjusted_mean, fit (item r2).  An item of numbers, or whose choices all have scores, is a number; else its choices are
 * set against the first that somebody gave. */
VigieResult *vigie_study_model(const VigieStudyCall *call, const VigieModelQuestion *model,
                               GError **error);

typedef struct {
    bool top2; /* performance */
    VigieImportance importance;
    VigieCrosshair crosshair;
    VigieReplicateKind replicates;
    guint n_replicates; /* of the bootstrap */
    unsigned long seed;
    const char *const *
        stated; /* items of stated importance, one for each item; NULL = by role importance and name */
} VigieDriversQuestion;

/* A row for each item, then one for all together (item ""; its share is R2).  chart: where not NULL, the matrix of
 * importance and performance; (transfer full). */
VigieResult *vigie_study_drivers(const VigieStudyCall *call,
                                 const VigieDriversQuestion *drivers, VigieChart **chart,
                                 GError **error);

G_END_DECLS

#endif
