/* cells.h - rows of named cells, printed in one way whatever they come from. */
#ifndef VIGIE_STUDY_CELLS_H
#define VIGIE_STUDY_CELLS_H

#include <vigie/study.h>

/* A cell as text, a number, or nothing. */
typedef struct {
    const char *name;
    const char *text; /* NULL: a number */
    double number;    /* NAN = empty */
} VigieAnswerCell;

/* The cells of a row in the order of the contract: GArray of VigieAnswerCell.  row NULL: names only. */
GArray *vigie_answer_cells(const VigieAnswer *answer, const VigieAnswerRow *row);

/* The cells of row number "row" of something; beyond the last row: names only. */
typedef GArray *(*VigieRowCells)(gconstpointer from, guint row);
/* (transfer full) */
char *vigie_cells_csv(VigieRowCells cells_of, gconstpointer from, guint n_rows);
char *vigie_cells_json(VigieRowCells cells_of, gconstpointer from, guint n_rows);

/* lines: char** of cells, NULL-terminated, the first the header; all of one length.  left[]: columns set flush
 * left; the last column is whatever it says. */
void vigie_lines_print(GString *out, const GPtrArray *lines, const bool *left);

#endif
