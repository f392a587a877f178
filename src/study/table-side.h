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

/* where[records]: of the question. */
void vigie_side_init(VigieSide *side, const VigieStudy *study, const VigieDimension *dimension,
                     const guint8 *where, const VigieTableQuestion *question);
void vigie_side_clear(VigieSide *side);
/* first becomes the cross of both, second, a dimension of n_second values, fastest. */
void vigie_side_cross(VigieSide *first, const VigieSide *second, guint n_second, gsize n);
/* The heads leave the side: [side.n], (transfer full). */
VigieTableHead *vigie_side_take_heads(VigieSide *side);
void vigie_table_heads_free(VigieTableHead *head, guint n);

/* Why each record has no value of an item, over all parts: [records], (transfer full). */
guint8 *vigie_study_reasons(const VigieStudy *study, const char *name);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(VigieSide, vigie_side_clear)

#endif
