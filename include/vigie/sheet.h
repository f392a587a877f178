/* sheet.h - a table of text read row by row, each cell with its place: CSV, gzip'd or not, a sheet of a workbook
 * (.xlsx, .ods, .xls), a file of SPSS or Stata.
 * vigie_sheet_open() guesses what the dialect leaves open and vigie_sheet_dialect() says what it
 * guessed; vigie_sheet_next() hands over rows.  Cells are UTF-8, blanks around unquoted text are
 * off, and line numbers are those of the file (blank lines and quoted line breaks counted).  A quote
 * inside an unquoted cell is text, unless its row has quoted cells too: then it is an error.
 * Reads in blocks: the memory does not grow with the file.
 * Of a workbook, a row's line is the row's number and the fields count from column A, as the spreadsheet shows them;
 * line breaks in its cells are blanks, dates are YYYY-MM-DD. */
#ifndef VIGIE_SHEET_H
#define VIGIE_SHEET_H

#include <vigie/base.h>

G_BEGIN_DECLS

#define VIGIE_SHEET_ERROR (vigie_sheet_error_quark())
GQuark vigie_sheet_error_quark(void);
typedef enum {
    VIGIE_SHEET_ERROR_MISSING,  /* no such file, or not a regular file */
    VIGIE_SHEET_ERROR_EMPTY,    /* nothing in it, or only blank lines */
    VIGIE_SHEET_ERROR_BINARY,   /* NUL bytes, or the signature of another format (named) */
    VIGIE_SHEET_ERROR_ENCODING, /* bytes that contradict the encoding seen before */
    VIGIE_SHEET_ERROR_QUOTE,    /* a stray or unclosed quote */
    VIGIE_SHEET_ERROR_RAGGED,   /* a row with more or fewer cells than the header */
    VIGIE_SHEET_ERROR_DIALECT,  /* two readings fit and differ: say delimiter= */
    VIGIE_SHEET_ERROR_NO_SHEET, /* the workbook has no sheet of that name */
    VIGIE_SHEET_ERROR_PROGRAM,  /* the program that reads such files is not there */
    VIGIE_SHEET_ERROR_IO
} VigieSheetError;

/* Zero in a field means: guess. */
typedef struct {
    char delimiter; /* ',' ';' '\t' '|'; 0x1f = one column, found, never said */
    const char
        *encoding; /* "UTF-8", "windows-1252", "iso-8859-15" (never guessed); static or NULL */
    guint header_line; /* line of the header (a publisher's preamble above it is skipped) */
    const char *sheet; /* of a workbook, by its name; NULL = the first with anything in it */
    bool bom;          /* found, never said */
    bool ragged;       /* true: short and long rows are handed over, not refused */
} VigieDialect;

typedef struct {
    const char *text; /* UTF-8, NUL-terminated; valid until the next call of next */
    gsize length;
    bool quoted;
} VigieCell;

typedef struct {
    const VigieCell *cells;
    guint n;
    guint64 line; /* of the row's first byte */
} VigieRow;

typedef struct VigieSheet VigieSheet;

/* Opens and reads the sample (first MiB) that the guess rests on.  said may be NULL. */
VigieSheet *vigie_sheet_open(const char *path, const VigieDialect *said, GError **error);
/* The same; messages call the file by name. */
VigieSheet *vigie_sheet_open_as(const char *path, const char *name, const VigieDialect *said,
                                GError **error);
/* The same from memory; bytes are borrowed until close. */
VigieSheet *vigie_sheet_open_bytes(const char *path, const char *bytes, gsize length,
                                   const VigieDialect *said, GError **error);
void vigie_sheet_close(VigieSheet *sheet);
const VigieDialect *vigie_sheet_dialect(const VigieSheet *sheet);
/* The header's cells (the first row read); line = its place. */
const VigieRow *vigie_sheet_header(const VigieSheet *sheet);
/* True and a row; false at the end (*error unset) or on an error.  Rows whose cells are all
 * empty are skipped.  After an error RAGGED or QUOTE the next call goes on behind the row in
 * question; after any other it fails again. */
bool vigie_sheet_next(VigieSheet *sheet, VigieRow *row, GError **error);
/* Adds what was found when the file was opened: which sheet was taken of several, columns whose values are lost.
 * findings may be NULL. */
void vigie_sheet_tell(const VigieSheet *sheet, VigieFindings *findings);
/* Bytes read so far and in all, of a workbook rows; for progress. */
void vigie_sheet_position(const VigieSheet *sheet, guint64 *done, guint64 *total);
/* "points-virgules, Windows-1252, header on line 1" in the user's language; (transfer full). */
char *vigie_sheet_describe(const VigieSheet *sheet);

/* The sheets of a workbook in its order, NULL-terminated; none for a file that is one table.  (transfer full);
 * NULL: error. */
char **vigie_sheet_names(const char *path, GError **error);

/* What a file of another program says of its own columns. */
typedef struct {
    char *name, *label;      /* label "" = none */
    char *measure;           /* "nominal", "ordinal", "scale" or "" */
    GPtrArray *value_labels; /* VigieSheetLabel*, in the file's order */
} VigieSheetVariable;
typedef struct {
    char *raw, *label;
    bool missing; /* declared to be no answer */
} VigieSheetLabel;
/* Of each column, in order; none for text (CSV).  (transfer full, element VigieSheetVariable); NULL: error. */
GPtrArray *vigie_sheet_variables(const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieSheet, vigie_sheet_close)

G_END_DECLS

#endif
