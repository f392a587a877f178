/* cell.h - the text of a cell as vigie reads it, from the text that GDAL gives */
#ifndef VIGIE_READER_CELL_H
#define VIGIE_READER_CELL_H

#include "archive.h"

typedef enum {
    VIGIE_CELL_PLAIN,
    VIGIE_CELL_ERROR, /* #N/A, #DIV/0! … : its text is not a value */
    VIGIE_CELL_DIGITS, /* a whole number of 16 digits or more, of which the spreadsheet kept 15 */
    VIGIE_CELL_LONG    /* one of 16 digits or more that may be whole */
} VigieCellKind;

typedef struct {
    VigieArchive archive;
    bool epoch_1904; /* of .xlsx: GDAL counts days from 1900 all the same */
    bool
        booleans; /* of .ods: cells of true and false, which GDAL gives in the writer's language */
} VigieCellRules;

/* Sets out to the cell's text: numbers read back equal, days YYYY-MM-DD, moments YYYY-MM-DDTHH:MM:SS, times HH:MM:SS,
 * true and false 1 and 0; anything else is text as it stands, on one line. */
VigieCellKind vigie_cell_read(const VigieCellRules *rules, const char *text, GString *out);

#endif
