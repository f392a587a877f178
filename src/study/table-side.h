/* table-side.h - an item at a side of a cross-table, shared by table.c and table-side.c */
#ifndef VIGIE_STUDY_TABLE_SIDE_H
#define VIGIE_STUDY_TABLE_SIDE_H

#include "private.h"
#include <vigie/study-table.h>

#define VIGIE_NO_ORIGIN G_MAXUINT

/* With what its VigieTableSide points to. */
typedef struct {
    VigieTableSide side;
    guint32 *level;
    guint8 *has;
    guint8 *why; /* [records] VigieMissing of the item */
    guint *
        origin; /* [side.n] position among the values of the dimension (of two crossed, row-major);
                       * VIGIE_NO_ORIGIN = a kind of missing answer */
    GPtrArray *heads; /* VigieTableHead* */
} VigieSide;

typedef struct {
    guint include;         /* kinds of no answer that are categories */
    bool all_kinds;        /* also where nobody has them */
    VigieLang lang;        /* of the labels */
    const guint8 *unasked; /* [records] 1: not asked for want of the question; NULL = none */
} VigieSideSpec;

/* where[records]: of the question. */
void vigie_side_init(VigieSide *side, const VigieStudy *study, const VigieDimension *dimension,
                     const guint8 *where, const VigieSideSpec *spec);
void vigie_side_clear(VigieSide *side);
/* first becomes the cross of both, second, a dimension of n_second values, fastest. */
void vigie_side_cross(VigieSide *first, const VigieSide *second, guint n_second, gsize n);
/* The heads leave the side: [side.n], (transfer full). */
VigieTableHead *vigie_side_take_heads(VigieSide *side);
void vigie_table_heads_free(VigieTableHead *head, guint n);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(VigieSide, vigie_side_clear)

#endif
