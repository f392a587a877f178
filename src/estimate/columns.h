/* columns.h - sums by auxiliary column in calibrated designs: what the regression of a linearised variable on the
 * auxiliary ones needs of it; shared by sums.c */
#ifndef VIGIE_ESTIMATE_COLUMNS_H
#define VIGIE_ESTIMATE_COLUMNS_H

#include "sums.h"

/* The columns of each cell; end[c] is where its members in record end. */
void vigie_columns_list(VigieSums *sums, const gsize *end, const guint32 *record);
/* Sums of measure k over the members record[n] of a cell; room[2 * columns of the design] is zero and stays so. */
void vigie_columns_sweep(const VigieSums *sums, const VigieMeasure *measure,
                         const guint32 *record, gsize n, VigieCellSums *cell, double *room);

#endif
