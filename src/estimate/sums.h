/* sums.h - the sums that one sweep leaves, shared by sums.c and figure.c */
#ifndef VIGIE_ESTIMATE_SUMS_H
#define VIGIE_ESTIMATE_SUMS_H

#include <vigie/estimate.h>

/* Sums of one measure by (cell, unit) pair, and by cell. */
typedef struct {
    double *e, *x;               /* [n_pairs] */
    guint32 *answers;            /* [n_pairs] valid answers with weight > 0 */
    double *column_e, *column_x; /* [first_column[n_cells]]; NULL: not calibrated */
    VigieCellSums *cell;         /* [n_cells] */
} MeasureSums;

struct VigieSums {
    const VigieDesign *design;
    guint32 n_cells;
    guint n_measures;
    gsize n_pairs;
    gsize *first_pair; /* [n_cells + 1] the pairs of a cell stand together, units ascending */
    guint32 *unit;     /* [n_pairs] */
    double *df;        /* [n_cells] */
    gsize *
        first_column; /* [n_cells + 1] the columns of a cell stand together; NULL: not calibrated */
    guint32 *column;
    MeasureSums *measure;
};

#endif
