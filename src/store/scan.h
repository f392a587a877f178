/* scan.h - a run of records from a table into a frame: what one thread reads over a connection of its own. */
#ifndef STORE_SCAN_H
#define STORE_SCAN_H

#include "structure.h"

typedef struct {
    VigieStore *store;
    const char *survey;
    GHashTable *columns; /* vigie_table_columns() */
    VigieFrame *frame;   /* its records at .. at + room - 1 are this scan's */
    VigieFrame *levels;  /* has the same columns; they keep the texts that this scan meets */
    gint64 first, last;  /* numbers of the records */
    gsize at, room;      /* room: how many there must be */
    gsize n;             /* how many came so far */
    bool foreign; /* choices that the list lacks keep their code; else they are invalid */
} VigieScan;

/* Fills value[], why[] and line[] of the frame's records; texts are levels of scan->levels. */
bool vigie_scan_run(VigieScan *scan, GError **error);

#endif
