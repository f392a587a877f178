/* compound.h - streams of a compound file (OLE2), and what GDAL does not tell of the workbook in it */
#ifndef VIGIE_READER_COMPOUND_H
#define VIGIE_READER_COMPOUND_H

#include "archive.h"

/* XLS, WORD, SLIDES, OFFICE, PASSWORD or CUT. */
VigieArchive vigie_compound_kind(const guint8 *bytes, gsize length);
/* The bytes of a stream, as far as they are there; NULL: no such stream; (transfer full). */
GByteArray *vigie_compound_stream(const guint8 *bytes, gsize length, const char *name);

/* A cell of which GDAL knows nothing: a formula, true or false, an error. */
typedef struct {
    guint row, column; /* from 0 */
} VigieLost;

typedef struct {
    char *name;
    bool hidden;
    GArray *lost; /* VigieLost, in the file's order */
} VigieXlsSheet;

/* The sheets of a stream "Workbook" or "Book", in order; (transfer full, element VigieXlsSheet). */
GPtrArray *vigie_xls_sheets(const guint8 *stream, gsize length);
/* True if its records are encrypted. */
bool vigie_xls_is_encrypted(const guint8 *stream, gsize length);

#endif
