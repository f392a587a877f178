/* study-trace.h - each value back to where it came from: file, line, column, SHA-256, batch.
 * vigie_trace() answers "why does the report say 14 nights?" with the place in the raw file. */
#ifndef VIGIE_STUDY_TRACE_H
#define VIGIE_STUDY_TRACE_H

#include <vigie/observatory.h>
#include <vigie/store.h>
#include <vigie/study-result.h>

G_BEGIN_DECLS

typedef struct {
    const char *table;        /* survey or dataset */
    const char *where;        /* which records; NULL = all */
    gint64 record;            /* the one of that number in the store; 0 = all */
    const char *const *items; /* NULL = all of the questionnaire that are stored */
    guint limit;              /* records shown at most; 0 = all */
} VigieTraceQuestion;

/* One row for each value: survey, record, year, wave, item, value, missing, file, line, header, sha256, source, batch.
 * header is the name of the column in the file, several joined by " | ", empty of a calculated item.  Direct
 * identifiers are not stored and have no row.  A note says how many records the limit leaves out.  An error: an unknown
 * survey, item or expression, no record of that number. */
VigieResult *vigie_trace(const VigieObservatory *observatory, VigieStore *store,
                         const VigieTraceQuestion *question, VigieLang lang, GError **error);

G_END_DECLS

#endif
