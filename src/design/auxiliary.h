/* auxiliary.h - what a calibrated design keeps of its auxiliary variables, shared by design.c and auxiliary.c */
#ifndef VIGIE_DESIGN_AUXILIARY_H
#define VIGIE_DESIGN_AUXILIARY_H

#include "inverse.h"
#include <vigie/design.h>

/* Columns that records join, directly or through others, are a block: X'DX is inverted block by block. */
typedef struct {
    guint32 n_columns;
    guint32 *column; /* [n_columns] ascending */
    Inverse inverse; /* of sum d x x' over all records */
} Block;

typedef struct {
    VigieAuxiliary x; /* of copies */
    guint32 **column; /* [n_terms] */
    double **value;   /* [n_terms], NULL = 1 */
    double *weight;   /* [n] d */
    double *count;    /* [n] or NULL = 1 */
    guint32 n_blocks;
    Block *block;
    guint32 *block_of; /* [n_columns] */
    guint32 *place;    /* [n_columns] within the block */
    gsize *first;      /* [n_units + 1] the sums of a unit stand together */
    guint32 *at;       /* column of each sum */
    double *sum;       /* sum w x of the unit */
} Auxiliary;

/* NULL: error set. */
Auxiliary *vigie_auxiliary_new(const VigieDesignSpec *spec, const guint32 *unit,
                               guint32 n_units, GError **error);
void vigie_auxiliary_free(Auxiliary *auxiliary);

#endif
