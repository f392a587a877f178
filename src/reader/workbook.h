/* workbook.h - a workbook that vigie-workbook has open */
#ifndef VIGIE_READER_WORKBOOK_H
#define VIGIE_READER_WORKBOOK_H

#include "cell.h"
#include <gdal.h>
#include <ogr_api.h>

typedef struct {
    GMappedFile *file;
    VigieCellRules rules;
    GDALDatasetH dataset;
    GHashTable *hidden;    /* names of sheets that are not shown */
    GPtrArray *xls_sheets; /* of .xls: VigieXlsSheet */
    char *folder, *link;   /* of .xls: where a name that GDAL takes stands for the file */
    char *problem;         /* "word,detail", or NULL */
    char said[256];        /* GDAL's first error */
} VigieBook;

/* False: problem says why. */
bool vigie_book_open(VigieBook *book, const char *path);
void vigie_book_close(VigieBook *book);
/* False where GDAL said that it gave up: it hands over what it has and goes on. */
bool vigie_book_is_whole(VigieBook *book);
/* Keeps "word,detail" for the end; false. */
bool vigie_book_fail(VigieBook *book, const char *word, const char *detail);

/* Appends the names of its sheets. */
void vigie_book_names(VigieBook *book, GString *out);
/* The sheet said, or the first that is shown and holds anything; NULL: problem says why. */
OGRLayerH vigie_book_sheet(VigieBook *book, const char *said);
/* Sheets that are shown and hold something, but for the one taken. */
void vigie_book_others(VigieBook *book, OGRLayerH taken, GString *out);
bool vigie_book_hides(const VigieBook *book, OGRLayerH sheet);
/* Cells of the sheet that GDAL leaves empty though something stands there: row << 16 | column from 0; NULL: none;
 * (transfer full). */
GHashTable *vigie_book_lost(const VigieBook *book, OGRLayerH sheet);

/* "" for a cell without a value; column from 0. */
const char *vigie_book_cell(OGRFeatureH row, int column);
/* One cell of the CSV that is written. */
void vigie_book_append(GString *out, const char *text);

#endif
