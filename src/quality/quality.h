/* quality.h - a quality in the making: questions and batteries of the survey, what is kept of records, waves, units.
 * questions.c says what is asked, seen.c remembers keys, record.c looks at each record, unit.c compares interviewers
 * and sites, rows.c writes the figures down, verdict.c says them in words, worst.c sorts
 * questions, stored.c reads the store. */
#ifndef VIGIE_QUALITY_PRIVATE_H
#define VIGIE_QUALITY_PRIVATE_H

#include "seen.h"
#include <vigie/quality.h>

/* Questions of one group and one scale. */
typedef struct {
    char *name;        /* "group/list" */
    GArray *questions; /* guint */
} Battery;

typedef struct {
    const VigieItem *item;
    char *scale;  /* "" = none */
    gint battery; /* or -1 */
} Question;

/* What is in whose hands. */
typedef enum { ROLE_INTERVIEWER, ROLE_SITE, N_ROLES } Role;

/* Sums over records, for a share and what it varies by. */
typedef struct {
    guint64 n, base;         /* of answers, or of records */
    guint64 n_records;       /* with a base */
    double sum, sum_squares; /* of the records' shares */
} Share;

typedef struct {
    char *name;
    guint64 n_records, n_refused; /* answers refused */
    Share gaps, straight, speeder;
    GArray *minutes; /* double */
    double median;
    bool gaps_flagged, straight_flagged, speeder_flagged;
    VigieQualityPlace first;
} Unit;

typedef struct {
    VigieQualityWave shown;
    guint64 (*no_answer)[VIGIE_N_MISSING]; /* [questions] records by kind; PRESENT: answered */
    VigieQualityPlace *first_gap;          /* [questions] */
    VigieQualityCount *batteries;          /* [batteries] */
    GHashTable *units[N_ROLES];            /* name -> Unit* */
    GPtrArray *in_order[N_ROLES];          /* Unit*, by name once finished */
} Wave;

/* A duration, kept until the median is known. */
typedef struct {
    double minutes;
    guint32 file, line;
    Wave *wave;
    Unit *units[N_ROLES];
} Lasting;

typedef struct {
    char *source, *name;
    guint64 n_rows, n_accepted, n_refused;
    GPtrArray *groups; /* VigieFindingGroup*, texts copied */
    GPtrArray *waves;  /* Wave*, those it has records of */
} File;

struct VigieQuality {
    const VigieSurvey *survey;
    GArray *questions;    /* Question */
    GPtrArray *batteries; /* Battery* */
    const VigieItem *id;  /* NULL = none */
    VigieScope id_scope;
    const VigieItem *day, *start, *end, *duration; /* NULL = none */
    double duration_unit;                          /* minutes that one is */
    GPtrArray *role_items[N_ROLES];                /* const VigieItem*; empty = not known */
    Seen *ids, *answers;
    GPtrArray *waves;             /* Wave* */
    GPtrArray *shown;             /* VigieQualityWave*, once finished */
    GPtrArray *files;             /* File* */
    GArray *lasting;              /* Lasting */
    GPtrArray *rows;              /* VigieQualityRow*, once finished */
    const VigieQualityFile *file; /* the one being read */
    bool findings;
};

/* questions.c */
void vigie_quality_find_questions(VigieQuality *quality);
void vigie_quality_drop_questions(VigieQuality *quality);

/* record.c: the wave of a year and text, made if need be. */
Wave *vigie_quality_wave(VigieQuality *quality, int year, const char *text);
void vigie_quality_wave_free(void *wave);

/* unit.c */
Unit *vigie_quality_unit(Wave *wave, Role role, const char *name);
void vigie_quality_unit_free(void *unit);
/* One record's share: n of base. */
void vigie_quality_share_add(Share *share, guint64 n, guint64 base);
/* Durations, speeders, flags of a wave. */
void vigie_quality_compare_units(VigieQuality *quality);
double vigie_quality_median(GArray *values);

/* rows.c */
void vigie_quality_write_rows(VigieQuality *quality);
/* verdict.c: does a finding of that code refuse its record?  Is it a guess that little speaks for? */
bool vigie_quality_refuses(const char *code);
bool vigie_quality_doubts(const char *code);

#endif
