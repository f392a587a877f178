/* observatory-rules.h - what [quality SURVEY] and [wave SURVEY NAME] of observatory.ini say: from where on an answer
 * is looked at twice, and the days on which a wave was in the field. */
#ifndef VIGIE_OBSERVATORY_RULES_H
#define VIGIE_OBSERVATORY_RULES_H

#include <vigie/codebook.h>

G_BEGIN_DECLS

/* Within what two records may not be the same. */
typedef enum { VIGIE_SCOPE_YEAR, VIGIE_SCOPE_WAVE, VIGIE_SCOPE_SURVEY } VigieScope;

/* [quality SURVEY], else [quality], else these defaults. */
typedef struct {
    VigieScope scope;    /* duplicates=year|wave|survey */
    guint same_least;    /* same-answers=8: answers that two equal records have at least */
    guint battery_least; /* battery=4: questions of one scale in one group */
    double speeder;      /* speeder=0.333…: part of the wave's median duration */
    double unit_ratio;   /* unit-ratio=2: times the share of the other interviewers or sites */
    guint unit_least;    /* unit-least=10: records that an interviewer or site must have */
} VigieQualityRules;

/* A day of any year (year 0) or of one. */
typedef struct {
    int year, month, day;
} VigieWaveDay;

/* [wave SURVEY NAME] */
typedef struct {
    char *pattern; /* NAME: of waves, * stands for any text */
    int year;      /* year=: of the records; 0 = all */
    VigieWaveDay from, to;
} VigieWaveDates;

G_END_DECLS

#endif
