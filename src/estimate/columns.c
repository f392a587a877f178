/* columns.c - sums by auxiliary column in calibrated designs */
#include "columns.h"

#include <math.h>

/* Lists the columns of the members of one cell; seen[] remembers the last cell that had a column, + 1. */
static void
mark_columns(const VigieAuxiliary *x, const guint32 *record, gsize n, guint32 mark,
             guint32 *seen)
{
    for (gsize m = 0; m < n; m++)
        for (guint t = 0; t < x->n_terms; t++) {
            guint32 c = x->column[t][record[m]];
            if (c != VIGIE_NO_CLASS)
                seen[c] = mark;
        }
}

void
vigie_columns_list(VigieSums *sums, const gsize *end, const guint32 *record)
{
    const VigieAuxiliary *x = vigie_design_auxiliary(sums->design);
    g_autofree guint32 *seen = g_new0(guint32, x->n_columns);
    g_autoptr(GArray) column = g_array_new(FALSE, FALSE, sizeof(guint32));
    gsize first = 0;
    sums->first_column = g_new0(gsize, (gsize)sums->n_cells + 1);
    for (guint32 c = 0; c < sums->n_cells; c++) {
        mark_columns(x, record + first, end[c] - first, c + 1, seen);
        first = end[c];
        for (guint32 a = 0; a < x->n_columns; a++)
            if (seen[a] == c + 1)
                g_array_append_val(column, a);
        sums->first_column[c + 1] = column->len;
    }
    sums->column = (guint32 *)(void *)g_array_steal(column, NULL);
}

void
vigie_columns_sweep(const VigieSums *sums, const VigieMeasure *measure, const guint32 *record,
                    gsize n, VigieCellSums *cell, double *room)
{
    const VigieAuxiliary *x = vigie_design_auxiliary(sums->design);
    double *e = (double *)cell->column_e, *xx = (double *)cell->column_x;
    for (gsize m = 0; m < n; m++) {
        guint32 i = record[m];
        double yi = measure->y[i], xi = measure->x != NULL ? measure->x[i] : 1;
        if (!isfinite(yi) || !isfinite(xi))
            continue;
        double d = x->design_weight[i] * (x->count != NULL ? x->count[i] : 1),
               ei = fma(-cell->centre, xi, yi);
        for (guint t = 0; t < x->n_terms; t++) {
            guint32 c = x->column[t][i];
            if (c == VIGIE_NO_CLASS)
                continue;
            double da = x->value[t] != NULL ? d * x->value[t][i] : d;
            room[2 * c] += da * ei;
            room[2 * c + 1] += da * xi;
        }
    }
    for (guint32 a = 0; a < cell->n_columns; a++) {
        guint32 c = cell->column[a];
        e[a] = room[2 * c];
        xx[a] = room[2 * c + 1];
        room[2 * c] = room[2 * c + 1] = 0;
    }
}
