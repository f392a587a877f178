/* table-publish.c - what of a cross-table may not be shown, and what would give it away */
#include <math.h>
#include <vigie/estimate-table.h>

/* A line of cells, the total last: a row or a column of the table, or the columns as a whole. */
typedef struct {
    guint first, step, n; /* n with the total */
} Line;

static VigieTableCell *
cell_of(const VigieCrossing *table, const Line *line, guint k)
{
    return &table->cell[line->first + k * line->step];
}

static guint64
size_of(const VigieCrossing *table, const VigieTableCell *cell)
{
    bool counts = table->percent == VIGIE_PERCENT_TOTAL || table->percent == VIGIE_PERCENT_NONE;
    return counts && !table->is_mean ? cell->n : cell->base_n;
}

/* The smallest cell of the line that is shown and not empty; the total only where nothing else is left. */
static VigieTableCell *
smallest_shown(const VigieCrossing *table, const Line *line)
{
    VigieTableCell *smallest = NULL;
    for (guint k = 0; k < line->n; k++) {
        VigieTableCell *cell = cell_of(table, line, k);
        guint64 size = size_of(table, cell);
        if (cell->hidden || size == 0 || (k + 1 == line->n && smallest != NULL))
            continue;
        if (smallest == NULL || size < size_of(table, smallest))
            smallest = cell;
    }
    return smallest;
}

/* True: the line had one hidden cell, and has two now. */
static bool
protect_line(const VigieCrossing *table, const Line *line)
{
    guint n_hidden = 0;
    for (guint k = 0; k < line->n; k++)
        n_hidden += cell_of(table, line, k)->hidden ? 1 : 0;
    VigieTableCell *other = n_hidden == 1 ? smallest_shown(table, line) : NULL;
    if (other == NULL)
        return false;
    other->hidden = other->secondary = true;
    return true;
}

/* Every row and column that adds up, until none has a single hidden cell. */
static bool
protect_cells(const VigieCrossing *table)
{
    bool any = false, again = true;
    while (again) {
        again = false;
        for (guint r = 0; table->adds_columns && r < table->height; r++) {
            const Line row = {r * table->stride, 1, table->stride};
            again = protect_line(table, &row) || again;
        }
        for (guint c = 0; table->adds_rows && c < table->stride; c++) {
            const Line column = {c, table->stride, table->height};
            again = protect_line(table, &column) || again;
        }
        any = any || again;
    }
    return any;
}

/* The bases of the shares: a line of its own, of which whole columns (rows) are hidden. */
static bool
protect_bases(const VigieCrossing *table, bool columns)
{
    const Line bases = columns ? (Line){(table->height - 1) * table->stride, 1, table->stride}
                               : (Line){table->stride - 1, table->stride, table->height};
    bool adds = columns ? table->adds_columns : table->adds_rows;
    bool any = adds && protect_line(table, &bases);
    for (guint k = 0; k < bases.n; k++) {
        const VigieTableCell *base = cell_of(table, &bases, k);
        const Line cells = columns ? (Line){k, table->stride, table->height}
                                   : (Line){k * table->stride, 1, table->stride};
        for (guint i = 0; base->hidden && i < cells.n; i++) {
            VigieTableCell *cell = cell_of(table, &cells, i);
            cell->secondary = base->secondary;
            cell->hidden = true;
        }
    }
    return any;
}

static void
blank(VigieTableCell *cell)
{
    VigieStatus status = cell->figure.status;
    if (cell->secondary)
        status = VIGIE_STATUS_SUPPRESSED;
    cell->weighted = cell->weighted_base = cell->n_eff = cell->rest = cell->rest_p = NAN;
    cell->figure = (VigieFigure){cell->figure.n, NAN, NAN, NAN, NAN, NAN, NAN, status};
}

bool
vigie_crossing_publish(VigieCrossing *table, double below)
{
    gsize n = (gsize)table->height * table->stride;
    for (gsize k = 0; k < n; k++) {
        guint64 size = size_of(table, &table->cell[k]);
        table->cell[k].hidden = size > 0 && (double)size < below;
    }
    bool columns = table->is_mean || table->percent == VIGIE_PERCENT_COLUMN;
    bool any = columns || table->percent == VIGIE_PERCENT_ROW ? protect_bases(table, columns)
                                                              : protect_cells(table);
    for (gsize k = 0; k < n; k++)
        if (table->cell[k].hidden)
            blank(&table->cell[k]);
    return any;
}
