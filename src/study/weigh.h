/* weigh.h - a run of vigie weight: the answers, the margins with their totals, and each wave on its way to weights. */
#ifndef STUDY_WEIGH_H
#define STUDY_WEIGH_H

#include "totals.h"

typedef struct {
    const VigieMarginPlan *plan;
    VigieTotals *totals;
    VigieMarginCodes codes; /* of classes */
    const double *number;   /* [n] of a number */
} WeighMargin;

typedef struct {
    VigieTotalsContext context;
    const VigieWeightsPlan *plan;
    VigieWeighMethod method;
    VigieFrame *frame;
    WeighMargin *margins; /* [n_margins] */
    guint n_margins;
    GPtrArray *waves; /* WeighWave* in order of time */
} Weigh;

/* One class of a margin in a wave. */
typedef struct {
    char *name;
    double total;  /* NAN = the totals lack it */
    double before; /* sum of the design weights */
    guint64 line;  /* of the total in its file; 0 = none */
    bool waved;    /* the total of one wave of the year */
    guint64 n;     /* records */
} WeighClass;

typedef struct {
    const Weigh *weigh;
    int year;
    char *wave;
    bool whole_year;
    char *label;        /* "flash 2024 vague1", for messages */
    GArray *records;    /* gsize, of weight above 0 */
    double *weight;     /* [records] design weights */
    GArray **classes;   /* [n_margins] WeighClass */
    guint32 **class_of; /* [n_margins][records] or NULL */
    const char ***names;
    double **totals, **number;
} WeighWave;

/* weigh-wave.c: totals and classes, checked; *any is false where no margin has totals of the wave. */
bool vigie_weigh_wave_settle(WeighWave *wave, bool *any, GError **error);
bool vigie_weigh_wave_calibrate(WeighWave *wave, double *g, VigieCalibrationReport *report,
                                GError **error);
/* weigh-trim.c: cuts the weights where the plan says so, and what the report tells of them; *n_trimmed how many. */
bool vigie_weigh_wave_trim(const WeighWave *wave, double *g, VigieCalibrationReport *report,
                           guint64 *n_trimmed, GError **error);
void vigie_weigh_wave_free(WeighWave *wave);

#endif
