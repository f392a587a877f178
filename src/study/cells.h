/* cells.h - the columns of an answer, named once for CSV and JSON. */
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

#endif
