/* workbook.h - a workbook that vigie-workbook has open */
#ifndef VIGIE_READER_WORKBOOK_H
#define VIGIE_READER_WORKBOOK_H

#include <gdal.h>
#include <glib.h>
#include <ogr_api.h>
#include <stdbool.h>

typedef struct {
    GDALDatasetH dataset;
    GString *out;   /* to be written */
    char *problem;  /* "word,detail", or NULL */
    char said[256]; /* GDAL's first error */
} Workbook;

#endif
