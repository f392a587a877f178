/* members.c - the records of each cell, sorted once by cell and unit */
#include "members.h"

/* The cells of a record: returns how many, *cell the first. */
static gsize
cells_of(const VigieCells *cells, gsize record, const guint32 **cell)
{
    if (cells->cell != NULL) {
        *cell = cells->cell + record;
        return **cell != VIGIE_NO_CELL;
    }
    *cell = cells->member + cells->start[record];
    return cells->start[record + 1] - cells->start[record];
}

bool
vigie_members_check(const VigieDesign *design, const VigieCells *cells, GError **error)
{
    if (cells->n != vigie_design_n(design)) {
        g_set_error(error, VIGIE_DESIGN_ERROR, VIGIE_DESIGN_ERROR_SHAPE,
                    P_("cells for %zu record, a design of %zu",
                       "cells for %zu records, a design of %zu", cells->n),
                    cells->n, vigie_design_n(design));
        return false;
    }
    for (gsize i = 0; i < cells->n; i++) {
        const guint32 *cell = NULL;
        gsize k = cells_of(cells, i, &cell);
        for (gsize j = 0; j < k; j++)
            if (cell[j] >= cells->n_cells) {
                g_set_error(error, VIGIE_DESIGN_ERROR, VIGIE_DESIGN_ERROR_SHAPE,
                            _("record %zu: cell %u of %u"), i + 1, cell[j], cells->n_cells);
                return false;
            }
    }
    return true;
}

/* Counts to starts: {2, 0, 3} in start[1..3] becomes {0, 2, 2, 5}. */
static void
accumulate(gsize *start, gsize n)
{
    for (gsize i = 0; i < n; i++)
        start[i + 1] += start[i];
}

/* Records with weight > 0, units ascending; returns their number. */
static gsize
sort_by_unit(const VigieDesign *design, guint32 *order)
{
    const guint32 *unit = vigie_design_unit(design);
    const double *weight = vigie_design_weight(design);
    gsize n = vigie_design_n(design);
    guint32 n_units = vigie_design_n_units(design);
    g_autofree gsize *start = g_new0(gsize, (gsize)n_units + 1);
    for (gsize i = 0; i < n; i++)
        start[unit[i] + 1] += weight[i] > 0;
    accumulate(start, n_units);
    gsize n_kept = start[n_units];
    for (gsize i = 0; i < n; i++)
        if (weight[i] > 0)
            order[start[unit[i]]++] = (guint32)i;
    return n_kept;
}

guint32 *
vigie_members_sort(const VigieDesign *design, const VigieCells *cells, gsize *start)
{
    g_autofree guint32 *order = g_new(guint32, cells->n);
    gsize n_kept = sort_by_unit(design, order);
    for (gsize i = 0; i < n_kept; i++) {
        const guint32 *cell = NULL;
        gsize k = cells_of(cells, order[i], &cell);
        for (gsize j = 0; j < k; j++)
            start[cell[j] + 1]++;
    }
    accumulate(start, cells->n_cells);
    guint32 *record = g_new(guint32, MAX(start[cells->n_cells], 1));
    for (gsize i = 0; i < n_kept; i++) {
        const guint32 *cell = NULL;
        gsize k = cells_of(cells, order[i], &cell);
        for (gsize j = 0; j < k; j++)
            record[start[cell[j]]++] = order[i];
    }
    return record;
}

double
vigie_members_df(const VigieDesign *design, const guint32 *record, gsize n_records)
{
    const guint32 *unit = vigie_design_unit(design);
    g_autofree guint32 *listed = g_new(guint32, MAX(n_records, 1));
    guint32 n = 0;
    for (gsize i = 0; i < n_records; i++)
        if (n == 0 || unit[record[i]] != listed[n - 1])
            listed[n++] = unit[record[i]];
    return vigie_design_df(design, listed, n);
}

double
vigie_members_replicate_df(const VigieReplicates *replicates, const guint32 *record,
                           gsize n_records)
{
    if (!vigie_replicates_by_psu(replicates))
        return vigie_replicates_record_df(replicates, record, n_records);
    const guint32 *unit = vigie_design_unit(vigie_replicates_design(replicates));
    g_autofree guint32 *listed = g_new(guint32, MAX(n_records, 1));
    guint32 n = 0;
    for (gsize i = 0; i < n_records; i++)
        if (n == 0 || unit[record[i]] != listed[n - 1])
            listed[n++] = unit[record[i]];
    return vigie_replicates_unit_df(replicates, listed, n);
}
