/* study-weigh.h - weights of a survey, calibrated wave by wave to the totals that observatory.ini names.
 * vigie_weigh() reads answers and totals, checks every wave and calibrates it, and stores nothing;
 * vigie_weighing_store() then stores all waves in one transaction.  Estimates use them unless told otherwise
 * (VIGIE_WEIGHTING_DESIGN). */
#ifndef VIGIE_STUDY_WEIGH_H
#define VIGIE_STUDY_WEIGH_H

#include <vigie/design-calibration.h>
#include <vigie/observatory.h>
#include <vigie/store-weights.h>

G_BEGIN_DECLS

#define VIGIE_WEIGH_ERROR (vigie_weigh_error_quark())
GQuark vigie_weigh_error_quark(void);
/* What a wave lacks or contradicts is a VIGIE_CALIBRATION_ERROR. */
typedef enum {
    VIGIE_WEIGH_ERROR_PLAN,    /* no [weights SURVEY] group */
    VIGIE_WEIGH_ERROR_WAVE,    /* no such year or wave, or no totals for it */
    VIGIE_WEIGH_ERROR_TOTALS,  /* totals that cannot be read: file, line, field */
    VIGIE_WEIGH_ERROR_WEIGHT,  /* a design weight that is negative or missing */
    VIGIE_WEIGH_ERROR_NEGATIVE /* calibrated weights below 0: reported, never stored */
} VigieWeighError;

/* All strings borrowed. */
typedef struct {
    const char *survey;
    int year;         /* 0 = all */
    const char *wave; /* NULL = all */
    bool method_said; /* method stands in place of the plan's */
    VigieWeighMethod method;
} VigieWeighQuestion;

#define VIGIE_LARGEST_WEIGHTS 5
typedef struct {
    char *id; /* the survey's id of the record, else its line */
    double weight, g;
} VigieLargestWeight;

/* One wave with its weights: of the records of weight above 0. */
typedef struct {
    VigieStoredCalibration *calibration;
    gsize n;
    gsize *record;                                     /* [n] place among all records */
    double *design_weight, *g;                         /* [n] */
    VigieLargestWeight largest[VIGIE_LARGEST_WEIGHTS]; /* descending; id NULL = no more */
} VigieWeighedWave;

typedef struct {
    const VigieSurvey *survey;
    gint64 stamp;
    GPtrArray *waves; /* VigieWeighedWave*, in order of time */
} VigieWeighing;

/* findings: what was left out and what is to be known; may be NULL.  All waves are looked at: the first that cannot
 * be calibrated is the error, the others are findings. */
VigieWeighing *vigie_weigh(const VigieObservatory *observatory, VigieStore *store,
                           const VigieWeighQuestion *question, VigieFindings *findings,
                           const VigieProgress *progress, GError **error);
void vigie_weighing_free(VigieWeighing *weighing);
/* All waves or none; ids are filled. */
bool vigie_weighing_store(const VigieWeighing *weighing, VigieStore *store, GError **error);

/* "2024", "2024, wave 1", "2024, spring"; (transfer full). */
char *vigie_calibration_label(const VigieStoredCalibration *calibration);
/* Label of a class of a margin: its choices' labels joined by " × "; (transfer full). */
char *vigie_margin_class_label(const VigieSurvey *survey, const VigieStoredMargin *margin,
                               guint class_index, VigieLang lang);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieWeighing, vigie_weighing_free)

G_END_DECLS

#endif
