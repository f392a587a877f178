/* workbook.h - what vigie-workbook says of a workbook besides the rows of the sheet */
#ifndef VIGIE_SHEET_WORKBOOK_H
#define VIGIE_SHEET_WORKBOOK_H

#include "foreign.h"
#include <vigie/base-finding.h>

#define VIGIE_WORKBOOK "workbook" /* the kind of such a file */
#define VIGIE_PRELUDE_MAX ((gsize)1 << 20)

/* Cells of a column that are not what they look like. */
typedef struct {
    const char *word; /* "error", "formula", "digits": static */
    guint field;
    guint64 n;    /* of them */
    guint64 line; /* of the first */
    char *text;   /* what stands there, "" = not known */
} VigieMark;

typedef struct {
    char *sheet;       /* the one that was taken */
    bool hidden;       /* it is not shown */
    GPtrArray *others; /* char*: sheets with anything in them that were not taken */
    guint64 n_rows;
    GArray *marks; /* VigieMark */
} VigieWorkbook;

/* Reads as far as the blank line before the rows; NULL: the program ended before it (vigie_foreign_end() says why)
 * or says what it should not (*error set). */
VigieWorkbook *vigie_workbook_read(int fd, const char *path, GError **error);
/* The same from memory. */
VigieWorkbook *vigie_workbook_parse(const char *path, const char *bytes, gsize length,
                                    GError **error);
void vigie_workbook_free(VigieWorkbook *book);
/* Sets *error from the program's last word "word,detail"; path is where the workbook is, name what messages call it. */
void vigie_workbook_set_error(const char *word, const char *path, const char *name,
                              GError **error);
/* Sets *error where a signal ended the program: its limits of time and memory do, too. */
void vigie_workbook_set_killed(int number, const char *name, GError **error);
/* Which sheet was taken of several, what is lost. */
void vigie_workbook_tell(const VigieWorkbook *book, const char *name, VigieFindings *findings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieWorkbook, vigie_workbook_free)

#endif
