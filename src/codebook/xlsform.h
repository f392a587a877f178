/* xlsform.h - an XLSForm's sheets as tables of text: vigie_xlsform_read() knows the CSV variant,
 * vigie_xlsform_open() workbooks too, both the names of columns and their old spellings; what the cells
 * mean is questionnaire.c's business. */
#ifndef VIGIE_CODEBOOK_XLSFORM_H
#define VIGIE_CODEBOOK_XLSFORM_H

#include "mistake.h"
#include <vigie/sheet.h>

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
    VIGIE_COLUMN_ALLOW_DUPLICATES,
    VIGIE_COLUMN_EXTENDS,
    VIGIE_COLUMN_REDEFINES,
    VIGIE_COLUMN_CHOICE_FILTER,
    VIGIE_COLUMN_DEFAULT_LANGUAGE
} VigieColumnName;

typedef enum {
    VIGIE_SURVEY,
    VIGIE_CHOICES,
    VIGIE_SETTINGS,
    VIGIE_EXTERNAL, /* choices of select_one_external: the columns of VIGIE_CHOICES */
    VIGIE_N_SHEETS
} VigieFormSheet;

typedef struct {
    VigieColumnName name;
    char *language; /* of a label: "fr", "" = none said; else NULL */
    char *header;   /* as written */
} VigieFormColumn;

typedef struct VigieFormTable VigieFormTable;
typedef struct VigieForm VigieForm;

typedef struct {
    const VigieFormTable *table; /* whose columns the cells have */
    guint64 line;
    char **cells; /* [columns of the table] never NULL, blanks around taken off */
} VigieFormRow;

struct VigieFormTable {
    const VigieForm *form; /* whose table it is */
    const char *sheet;     /* "survey" …; static */
    char *file;            /* as messages name it: "form.csv", "form.xlsx [survey]" */
    guint64 line;          /* of the sheet's name; 0: there is no such sheet */
    guint64 header_line;   /* 0: no header yet */
    GArray *columns;       /* VigieFormColumn; index + 1 = field in the file */
    GPtrArray *rows;       /* VigieFormRow* */
};

struct VigieForm {
    char *path; /* where it is */
    char *name; /* as messages call it */
    VigieFormTable tables[VIGIE_N_SHEETS];
    VigieForm *trunk; /* the form that it extends (owned), or NULL */
};

/* Every mistake goes to the list; NULL: what is left is no form that could be looked at further. */
VigieForm *vigie_xlsform_read(const char *path, const char *name, const char *bytes,
                              gsize length, GPtrArray *mistakes);
VigieForm *vigie_xlsform_read_workbook(const char *path, const char *name, char *const *sheets,
                                       GPtrArray *mistakes);
void vigie_xlsform_free(VigieForm *form);
/* The cell of that column, "" where the table does not have it; field (may be NULL) is its place. */
const char *vigie_xlsform_cell(const VigieFormRow *row, VigieColumnName name, guint *field);
/* The path of a file that a row names, from its form's folder, and how messages call it; both (transfer full). */
char *vigie_xlsform_beside(const VigieFormRow *row, const char *said, char **name);
/* A mistake at a cell; field 0 = of the row, row NULL = of the sheet.  Returns false. */
bool vigie_xlsform_fail(GPtrArray *mistakes, VigieCodebookError code,
                        const VigieFormTable *table, const VigieFormRow *row, guint field,
                        const char *format, ...) G_GNUC_PRINTF(6, 7);

/* --- what the readers of xlsform-csv.c and xlsform-workbook.c share --------------------------- */

VigieForm *vigie_xlsform_new(const char *path, const char *name);
extern const char *const vigie_xlsform_sheets[]; /* NULL-terminated names, by VigieFormSheet */
/* The cell without blanks around it, no-break spaces included (a spreadsheet leaves them). */
char *vigie_xlsform_text(const VigieCell *cell);
/* Reads a row of the table: its header if there was none yet, else a record.  Cells before first are none of
 * the table's (the CSV variant's first, the name of the sheet). */
void vigie_xlsform_add_row(VigieFormTable *table, const VigieRow *row, guint first,
                           GPtrArray *mistakes);
/* The rows of a sheet in the CSV variant. */
bool vigie_xlsform_read_rows(VigieForm *form, VigieSheet *sheet, GPtrArray *mistakes);
/* False if there is no sheet survey, or a column that nothing goes without is not there. */
bool vigie_xlsform_check(const VigieForm *form, GPtrArray *mistakes);

/* xlsform-column.c: what a header means on that sheet.  False: the nearest column that is read, in
 * *meant, was probably misspelt; *column is then that one. */
bool vigie_xlsform_column(VigieFormSheet sheet, const char *header, VigieFormColumn *column,
                          const char **meant);

/* "Français (fr)" -> "fr"; (transfer full). */
char *vigie_xlsform_language(const char *said);
/* The header as XLSForm tools know it, "label::Français (fr)"; one that is not read as it is written; (transfer full). */
char *vigie_xlsform_header(const VigieFormColumn *column);

/* xlsform-type.c: the type column.  What a type makes of its row: */
typedef enum {
    VIGIE_ROW_ITEM,
    VIGIE_ROW_NOTE,
    VIGIE_ROW_BEGIN,
    VIGIE_ROW_END,
    VIGIE_ROW_BEGIN_REPEAT,
    VIGIE_ROW_END_REPEAT
} VigieRowKind;
typedef struct {
    VigieRowKind row;
    const char *name; /* normalised: "select_one", "integer" …; static */
    VigieValueKind kind;
    bool integer;
    char *list; /* of a select; else NULL */
    bool file;  /* list is a file's name */
    bool or_other;
} VigieFormType;
bool vigie_xlsform_type(const char *cell, const VigiePlace *place, VigieFormType *type,
                        GError **error);
void vigie_xlsform_type_clear(VigieFormType *type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieForm, vigie_xlsform_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(VigieFormType, vigie_xlsform_type_clear)

#endif
