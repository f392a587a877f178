/* source.h - what a sources/X.ini says, as vigie_source_load() leaves it for the rest of ingest. */
#ifndef VIGIE_INGEST_SOURCE_H
#define VIGIE_INGEST_SOURCE_H

#include <vigie/ingest.h>

/* One line of [columns]. */
typedef struct {
    const VigieItem *item; /* NULL for year and wave */
    char *key;             /* as written: "nights", "year", "activity/bike" */
    gint choice; /* the choice that a 0/1 column of a select_multiple stands for; -1 = none */
    char **headers; /* alternatives; "{year}" in one makes the file a wide one */
    bool optional;  /* an empty alternative: the file may lack it */
    bool wide;      /* {year}, {period} or {month} */
    bool year;      /* of which the year is told */
    bool mentions;  /* "act1 + act2" in one: a select_multiple with a column for each mention */
    bool block;     /* "{i}" in a header: a record for each number */
} SourceColumn;
#define VIGIE_MENTIONS_MARK " + "

/* One raw code of [codes ITEM]. */
typedef struct {
    guint item; /* position in the codebook */
    gint code;  /* position of the choice, or -1 - VigieMissing: see codes.h */
    char *raw;
} SourceCode;

/* When the file refuses as a whole and when only a record (or a value) does. */
typedef enum { ON_ERROR_DEFAULT, ON_ERROR_FILE, ON_ERROR_RECORD } SourceOnError;

typedef struct {
    VigieDialect dialect; /* said, zero = guess */
    char decimal;         /* said, or 0 */
    char group;           /* said (0 = none), if group_said */
    bool group_said;
    bool dates_said;
    VigieDateOrder dates;
} SourceNotation;

struct VigieSource {
    const VigieObservatory *observatory;
    VigieIni *ini;
    char *path, *name, *sha256;
    const VigieSurvey *survey;
    const VigieDataset *dataset;
    VigieCodebook *own;            /* questionnaire=, or NULL */
    const VigieCodebook *codebook; /* own, else the survey's or dataset's */
    char **files;                  /* patterns */
    int year;                      /* said, or 0 */
    char *wave;                    /* said, or NULL */
    char *sheet;                   /* of a workbook, said, or NULL */
    const VigieItem *year_from;    /* a date item, or NULL */
    bool year_in_files;            /* {year} in file= */
    SourceOnError on_error;
    bool drop_incomplete;       /* incomplete=drop: of tools that say which answers are */
    const VigieItem *period_to; /* takes the period of {period} or {month}; or NULL */
    bool flags;                 /* numbers may bear a publisher's flag */
    SourceNotation notation;
    GPtrArray *columns; /* SourceColumn* */
    GPtrArray *codes;   /* SourceCode* */
    char **ignore;
    char *parent; /* of a repeat: the header that names the parent; NULL = not said */
    char *key;    /* the header that names a record for its children; NULL = not said */
    bool blocks;  /* {i} in [columns] */
};

/* Its two maps, read from the INI; the codebook is known by then. */
bool vigie_source_read_columns(VigieSource *source, GError **error);
bool vigie_source_read_codes(VigieSource *source, GError **error);

/* children.c: is it the source of a repeat? */
static inline bool
vigie_source_is_repeat(const VigieSource *source)
{
    return source->survey != NULL && source->survey->parent != NULL;
}
/* Reads parent= and key=, and checks what a repeat's source cannot say. */
bool vigie_source_read_children(VigieSource *source, GError **error);

/* A path as messages name it: relative to the observatory's folder if inside it; (transfer full). */
char *vigie_source_shown(const VigieObservatory *observatory, const char *path);
/* files.c: false if the file is not any more the one whose sha256 was taken. */
bool vigie_source_file_check(const VigieSourceFile *file, GError **error);
/* Sets *error in the source's INI at a key (NULL = its group). */
void vigie_source_error_at(const VigieSource *source, GError **error, const char *group,
                           const char *key, const char *format, ...) G_GNUC_PRINTF(5, 6);

#endif
