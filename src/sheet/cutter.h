/* cutter.h - rows of cells out of a source's text.
 * libcsv decides about quoted cells.  A row without any knows no rule but the delimiter: it is cut
 * where it stands, faster and without a copy. */
#ifndef VIGIE_CUTTER_PRIVATE_H
#define VIGIE_CUTTER_PRIVATE_H

#include "source.h"
#include <csv.h>

/* In place of a delimiter where there is one column only. */
#define VIGIE_NO_DELIMITER '\x1f'

typedef struct {
    VigieSource *source;
    bool frozen; /* looks at the sample only: asks for no more text */
    char delimiter;
    guint8 stops[256]; /* bytes at which a plain cell may end */

    /* the row cut last; its cells hold until the source is asked for more */
    VigieCell *cells;
    guint n;
    guint room;
    bool in_place;    /* the cells stand in the source's text */
    gsize length;     /* bytes it takes in the source, its line break counted */
    guint64 breaks;   /* lines it takes */
    bool bare_quotes; /* a quote inside an unquoted cell was taken as text */
    bool broken_off;  /* it ends with the file, without a line break */

    GString *text; /* the cells of a row with quotes */
    struct csv_parser parser;
    gsize cursor; /* where in the row libcsv's next cell begins */
    bool complete;
} VigieCutter;

typedef enum { VIGIE_CUT_ROW, VIGIE_CUT_END, VIGIE_CUT_ERROR } VigieCut;

void vigie_cutter_init(VigieCutter *cutter, VigieSource *source, char delimiter);
void vigie_cutter_release(VigieCutter *cutter);
/* Cuts the row that begins at the source's start and leaves the source there.  Cells are not yet
 * terminated.  After an error, length and breaks skip the line in question. */
VigieCut vigie_cutter_cut(VigieCutter *cutter, GError **error);
/* Writes the NUL after each cell (over delimiters: the row cannot be cut again). */
void vigie_cutter_terminate(VigieCutter *cutter);
/* Moves the source past the row. */
void vigie_cutter_consume(VigieCutter *cutter);
guint vigie_cutter_n_filled(const VigieCutter *cutter);

#endif
