/* table.h - a cross-table at work, shared by table.c and table-test.c */
#ifndef VIGIE_ESTIMATE_TABLE_PRIVATE_H
#define VIGIE_ESTIMATE_TABLE_PRIVATE_H

#include <vigie/estimate-table.h>

/* Cells of the sums are the table's, row-major with totals, then three domains for degrees of freedom alone. */
typedef struct {
    const VigieDesign *design;
    const VigieTableSpec *spec;
    VigieCrossing *table;
    VigieSums *sums;
    VigieLinear *total;                   /* [(rows.n + 1) * stride] T_rc; NULL for means */
    guint32 in_column, in_row, in_domain; /* a valid column; a valid row; all */
} VigieTableWork;

/* The statistic of a cell: a share or a mean; to be cleared. */
void vigie_crossing_statistic(const VigieTableWork *work, guint row, guint column,
                              VigieLinear *out);
/* numerator / denominator.  R: svyratio. */
void vigie_crossing_share(const VigieLinear *numerator, const VigieLinear *denominator,
                          VigieLinear *out);
/* table-test.c: fills pair, or rest and rest_p. */
void vigie_crossing_compare(const VigieTableWork *work);

#endif
