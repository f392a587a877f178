/* export.h - files as KoboToolbox, ODK Central and LimeSurvey write them: told by their own columns, which are no
 * questions; a question's column may bear its group's path or its text beside its name. */
#ifndef VIGIE_INGEST_EXPORT_H
#define VIGIE_INGEST_EXPORT_H

#include "header.h"

typedef enum { EXPORT_NONE, EXPORT_KOBO, EXPORT_ODK, EXPORT_LIMESURVEY } ExportKind;

/* What the file's own columns are for; -1 = it has none. */
typedef struct {
    ExportKind kind;
    gint id;       /* what tells a submission from all others */
    gint version;  /* of the form */
    gint review;   /* approved, rejected … */
    gint complete; /* the day of completion, empty where the answer broke off */
} Export;

Export vigie_export_of(const Header *header);
/* "KoboToolbox", a proper name in every language; "" for none. */
const char *vigie_export_name(ExportKind kind);
/* True if a column is the program's and not the questionnaire's. */
bool vigie_export_owns(ExportKind kind, const char *header);
/* True if it is the day of the answer (_submission_time, submitdate). */
bool vigie_export_dates(ExportKind kind, const char *header);
/* True if the header is name behind a path ("group/name") or before a text ("name. Text"). */
bool vigie_export_bears(ExportKind kind, const char *header, const char *name);

#endif
