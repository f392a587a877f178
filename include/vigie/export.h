/* export.h - the answers of a survey for other programs: CSV, SPSS (.sav), Stata (.dta), and what describes them.
 * vigie_export() reads the records and gives the bytes of one file.  Free texts and direct identifiers of persons stay
 * behind; texts that name strata and clusters become numbers. */
#ifndef VIGIE_EXPORT_H
#define VIGIE_EXPORT_H

#include <vigie/observatory.h>
#include <vigie/store.h>

G_BEGIN_DECLS

#define VIGIE_EXPORT_ERROR (vigie_export_error_quark())
GQuark vigie_export_error_quark(void);
typedef enum {
    VIGIE_EXPORT_ERROR_ITEM, /* no such item, or none that may leave */
    VIGIE_EXPORT_ERROR_WRITE /* ReadStat refuses */
} VigieExportError;

typedef enum {
    VIGIE_EXPORT_CSV,
    VIGIE_EXPORT_SAV,
    VIGIE_EXPORT_DTA,
    VIGIE_EXPORT_DDI
} VigieExportFormat;
/* "csv", "sav", "dta", "ddi"; NULL-terminated. */
const char *const *vigie_export_formats(void);

/* Strings are borrowed. */
typedef struct {
    const char *table;        /* a survey, a repeat of one ("flash.stages"), or a dataset */
    const char *where;        /* expression; NULL = all records */
    const char *const *items; /* NULL-terminated; NULL = all */
    VigieExportFormat format;
    VigieLang lang; /* of labels */
    const char *const
        *missing_text; /* [VIGIE_N_MISSING] in that language; NULL = in that of messages */
} VigieExportQuestion;

/* The bytes of the file.  notes: what was left out and what was renamed.  syntax: of a .sav that would be called by that
 * name, the SPSS commands that declare its multiple-response sets (transfer full; NULL = there are none); may be NULL. */
GBytes *vigie_export(const VigieObservatory *observatory, VigieStore *store,
                     const VigieExportQuestion *question, VigieFindings *notes,
                     const VigieProgress *progress, char **syntax, GError **error);

G_END_DECLS

#endif
