/* report-workbook.h - an answer as an Excel workbook, for whoever goes on in Excel: a table with labels, numbers that
 * are numbers, a filter, and a second sheet that says what was asked and how to read it. */
#ifndef VIGIE_REPORT_WORKBOOK_H
#define VIGIE_REPORT_WORKBOOK_H

#include <vigie/observatory.h>
#include <vigie/study-table.h>

G_BEGIN_DECLS

#define VIGIE_WORKBOOK_ERROR (vigie_workbook_error_quark())
GQuark vigie_workbook_error_quark(void);
typedef enum {
    VIGIE_WORKBOOK_ERROR_SIZE, /* more rows than a sheet holds */
    VIGIE_WORKBOOK_ERROR_WRITE /* temporary files, memory */
} VigieWorkbookError;

/* What the second sheet says besides the answer. */
typedef struct {
    const VigieObservatory *observatory;
    const VigieFindings *warnings; /* of the study; may be NULL */
    double date;                   /* of the document: days since 1970 */
    VigieLang lang;
} VigieWorkbookNotes;

/* The .xlsx file's bytes: same answer, same bytes.  Suppressed figures are blank; shares are 0..1 with a percent
 * format, their changes and slopes points.  (transfer full) */
GBytes *vigie_answer_workbook(const VigieAnswer *answer, const VigieWorkbookNotes *notes,
                              GError **error);
/* A cross-table: the grid as it is pasted into a presentation, numbers that are numbers and letters in cells of their
 * own; a sheet in long form; a sheet that says how to read it.  (transfer full) */
GBytes *vigie_table_workbook(const VigieCrossTable *table, const VigieWorkbookNotes *notes,
                             GError **error);

G_END_DECLS

#endif
