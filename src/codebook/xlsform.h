/* xlsform.h - an XLSForm's three sheets as tables of text: vigie_xlsform_read() knows the CSV variant,
 * the names of columns and their old spellings; what the cells mean is questionnaire.c's business. */
#ifndef VIGIE_CODEBOOK_XLSFORM_H
#define VIGIE_CODEBOOK_XLSFORM_H

#include <vigie/codebook.h>

typedef enum {
    VIGIE_COLUMN_OTHER, /* read by XLSForm tools, not here */
    VIGIE_COLUMN_TYPE,
    VIGIE_COLUMN_NAME,
    VIGIE_COLUMN_LABEL, /* one for each language */
    VIGIE_COLUMN_RELEVANT,
    VIGIE_COLUMN_CONSTRAINT,
    VIGIE_COLUMN_CONSTRAINT_MESSAGE,
    VIGIE_COLUMN_CALCULATION,
    VIGIE_COLUMN_PARAMETERS,
    VIGIE_COLUMN_REQUIRED,
    VIGIE_COLUMN_LIST,
    VIGIE_COLUMN_APPEARANCE,
    VIGIE_COLUMN_ROLE,
    VIGIE_COLUMN_PERSONAL,
    VIGIE_COLUMN_LIST_NAME,
    VIGIE_COLUMN_SCORE,
    VIGIE_COLUMN_MISSING,
    VIGIE_COLUMN_FORM_TITLE,
    VIGIE_COLUMN_FORM_ID,
    VIGIE_COLUMN_VERSION,
    VIGIE_COLUMN_ALLOW_DUPLICATES
} VigieColumnName;

typedef enum { VIGIE_SURVEY, VIGIE_CHOICES, VIGIE_SETTINGS, VIGIE_N_SHEETS } VigieFormSheet;

typedef struct {
    VigieColumnName name;
    char *language; /* of a label: "fr", "" = none said; else NULL */
} VigieFormColumn;

typedef struct {
    guint64 line;
    char **cells; /* [columns of the table] never NULL, blanks around taken off */
} VigieFormRow;

typedef struct {
    guint64 line;        /* of the sheet's name; 0: there is no such sheet */
    guint64 header_line; /* 0: no header yet */
    GArray *columns;     /* VigieFormColumn; index + 1 = field in the file */
    GPtrArray *rows;     /* VigieFormRow* */
} VigieFormTable;

typedef struct {
    const char *path; /* borrowed */
    VigieFormTable tables[VIGIE_N_SHEETS];
} VigieForm;

VigieForm *vigie_xlsform_read(const char *path, const char *bytes, gsize length,
                              GError **error);
void vigie_xlsform_free(VigieForm *form);
/* The cell of that column, "" where the table does not have it; field (may be NULL) is its place. */
const char *vigie_xlsform_cell(const VigieFormTable *table, const VigieFormRow *row,
                               VigieColumnName name, guint *field);

/* xlsform-column.c: what a header means on that sheet.  False: the nearest column that is read, in
 * *meant, was probably misspelt. */
bool vigie_xlsform_column(VigieFormSheet sheet, const char *header, VigieFormColumn *column,
                          const char **meant);

/* xlsform-type.c: the type column.  What a type makes of its row: */
typedef enum { VIGIE_ROW_ITEM, VIGIE_ROW_NOTE, VIGIE_ROW_BEGIN, VIGIE_ROW_END } VigieRowKind;
typedef struct {
    VigieRowKind row;
    const char *name; /* normalised: "select_one", "integer" …; static */
    VigieValueKind kind;
    bool integer;
    char *list; /* of a select; else NULL */
    bool or_other;
} VigieFormType;
bool vigie_xlsform_type(const char *cell, const VigiePlace *place, VigieFormType *type,
                        GError **error);
void vigie_xlsform_type_clear(VigieFormType *type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieForm, vigie_xlsform_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(VigieFormType, vigie_xlsform_type_clear)

#endif
