/* study-result.h - a table of results: named columns of words and numbers, printed as CSV, JSON, or text for people.
 * vigie_result_new(), then for each row vigie_result_begin() and a cell for each column; what estimate and trend
 * print has its own contract (vigie_answer_csv). */
#ifndef VIGIE_STUDY_RESULT_H
#define VIGIE_STUDY_RESULT_H

#include <vigie/base.h>

G_BEGIN_DECLS

typedef struct VigieResult VigieResult;

/* One column.  heading: for people, marked N_() and translated when printed; NULL = the column is for
 * machines only and stays out of the text. */
typedef struct {
    const char *name;
    const char *heading;
    bool is_number; /* flush right in the text */
} VigieResultColumn;

/* columns are copied, their texts borrowed: those outlive the result. */
VigieResult *vigie_result_new(const VigieResultColumn *columns, guint n_columns);
void vigie_result_free(VigieResult *result);
guint vigie_result_n_rows(const VigieResult *result);
guint vigie_result_n_columns(const VigieResult *result);
const char *vigie_result_column(const VigieResult *result, guint column);
/* The word of a cell, borrowed, or NULL and its number. */
const char *vigie_result_cell(const VigieResult *result, guint row, guint column,
                              double *number);

/* A new row, whose cells follow in column order. */
void vigie_result_begin(VigieResult *result);
/* label: what people read instead of the word; NULL = the word. */
void vigie_result_word(VigieResult *result, const char *word, const char *label);
/* NAN = empty.  label: what people read ("12,5 %"); NULL = the number in two decimals. */
void vigie_result_number(VigieResult *result, double number, const char *label);
/* A line below the text: what the reader must know. */
void vigie_result_note(VigieResult *result, const char *note);

/* (transfer full).  CSV and JSON as in the output contract: numbers that read back equal, null for empty. */
char *vigie_result_csv(const VigieResult *result);
char *vigie_result_json(const VigieResult *result);
char *vigie_result_text(const VigieResult *result, VigieLang lang);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieResult, vigie_result_free)

G_END_DECLS

#endif
