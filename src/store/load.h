/* load.h - a load in progress: what begin() opened, append() fills and commit() writes down. */
#ifndef STORE_LOAD_H
#define STORE_LOAD_H

#include "structure.h"

/* How one item of the survey is stored; prepared at the first chunk. */
typedef struct {
    const VigieItem *item; /* of the survey's questionnaire */
    const VigieItem
        *file; /* of the file's questionnaire, where the answers are; NULL = not there */
    /* CHOICE of a file with its own questionnaire, or recoded: code of each of the file's choices, or NO_ANSWER(why);
     * else NULL. */
    gint64 *code;
    char *scale; /* by which it was asked, as the store compares it; NULL = the file's */
} VigieStoredItem;
#define VIGIE_NO_ANSWER(why) (-100 - (gint64)(why))

typedef struct {
    bool has_year;
    int year;
    char *wave; /* NULL = none */
    guint64 n;
    double first_day; /* earliest date within the year; NAN = none */
} VigieStoredWave;

struct VigieLoad {
    gint64 batch;
    char *table;  /* survey or dataset */
    bool persons; /* a survey: direct identifiers are not stored */
    const VigieCodebook *survey;
    const VigieCodebook *file; /* the chunks' codebook; NULL before the first chunk */
    const GPtrArray *declared; /* VigieBridge* of the survey; NULL = none */
    GPtrArray *bridges;        /* those of them that cover the file */
    int first_year;            /* of the file's first record that has one; 0 = none */
    VigieFindings *edits;      /* of the questionnaire since the file was loaded last */
    GArray *items;             /* VigieStoredItem */
    GArray *waves;             /* VigieStoredWave */
    sqlite3_stmt *insert;
    GString *missing;  /* the JSON of the record being written */
    gint64 n;          /* records so far */
    gint64 last;       /* number of the last one */
    double last_day;   /* newest date of a record that lies in the record's year; NAN = none */
    int last_day_year; /* its year */
};

VigieLoad *vigie_load_new(const char *table, const VigieCodebook *survey, gint64 batch);
void vigie_load_free(VigieLoad *load);
/* Prepares items and INSERT for chunks like the first. */
bool vigie_load_plan(VigieStore *store, const VigieFrame *first, GError **error);

#endif
