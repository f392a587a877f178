/* columns.h - each item's column in a file's header: what [columns] says, else names, else labels. */
#ifndef VIGIE_INGEST_COLUMNS_H
#define VIGIE_INGEST_COLUMNS_H

#include "header.h"

/* One column found for an item; year 0 = for all years of the row, block 0 = for all its blocks. */
typedef struct {
    const VigieItem *item;
    gint choice; /* that a 0/1 column of a select_multiple stands for; -1 = none */
    guint field;
    int year;
    int block;
    Period period; /* kind PERIOD_NONE = for all periods */
} Found;

typedef struct {
    const VigieSource *source;
    Header header;
    GArray *found;               /* Found */
    GArray *repeated;            /* Found: 0/1 columns of an item that has one of its own too */
    guint8 *bound;               /* [items]: has a column */
    gint year_field, wave_field; /* of the built-in names, or -1 */
    const SourceColumn *missing; /* the first line of [columns] whose header is not there */
    char *missing_header;        /* of several, the one; NULL = its first */
} Columns;

/* file: as named in messages.  An error: two columns of one name are wanted. */
bool vigie_columns_find(Columns *columns, const VigieSource *source, const char *file,
                        const VigieRow *header, GError **error);
/* To be called whether they were found or not. */
void vigie_columns_release(Columns *columns);

#endif
