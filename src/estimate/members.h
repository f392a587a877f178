/* members.h - the members of cells: the records with weight > 0, sorted by cell and unit; shared by sums.c, quantile.c and
 * dispersion.c */
#ifndef VIGIE_ESTIMATE_MEMBERS_H
#define VIGIE_ESTIMATE_MEMBERS_H

#include <vigie/design-replicates.h>
#include <vigie/estimate.h>

/* Cells of the design's records, none beyond n_cells; else VIGIE_DESIGN_ERROR_SHAPE. */
bool vigie_members_check(const VigieDesign *design, const VigieCells *cells, GError **error);
/* Members by cell, and within a cell by unit.  start[n_cells + 1] comes zeroed; afterwards start[c] is where cell c
 * ends and the next begins.  (transfer full) */
guint32 *vigie_members_sort(const VigieDesign *design, const VigieCells *cells, gsize *start);
/* Degrees of freedom of a cell from its members, answered or not. */
double vigie_members_df(const VigieDesign *design, const guint32 *record, gsize n_records);
/* The same as replicates count them; records sorted by unit. */
double vigie_members_replicate_df(const VigieReplicates *replicates, const guint32 *record,
                                  gsize n_records);

#endif
