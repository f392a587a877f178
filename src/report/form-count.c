/* form-count.c - see form-count.h */
#include "form-count.h"
#include <math.h>
#include <vigie/estimate-table.h>

/* More steps are no scale to tick on. */
#define STEPS_MAX 21

guint
vigie_form_n_options(const VigieItem *item)
{
    if (item->list != NULL)
        return item->list->choices->len;
    if (isnan(item->range_start) || !(item->range_step > 0.0))
        return 0;
    double steps = floor((item->range_end - item->range_start) / item->range_step + 1e-9);
    return steps >= 0.0 && steps < STEPS_MAX ? (guint)steps + 1 : 0;
}

static void
count_choices(VigieFormCounts *counts, const VigieColumn *column, gsize i)
{
    for (guint k = 0; k < counts->n_options; k++)
        if (vigie_column_has_choice(column, i, vigie_list_get(column->item->list, k)->name))
            counts->option[k].n++;
}

static void
count_value(VigieFormCounts *counts, const VigieColumn *column, gsize i)
{
    const VigieItem *item = column->item;
    double value = column->value[i];
    if (counts->n_options == 0)
        return;
    if (column->kind == VIGIE_VALUE_CHOICES) {
        count_choices(counts, column, i);
        return;
    }
    if (column->kind != VIGIE_VALUE_CHOICE)
        value = round((value - item->range_start) / item->range_step);
    if (value >= 0.0 && value < counts->n_options)
        counts->option[(guint)value].n++;
}

/* One line of counts that adds up to a total, by the rule of the tables. */
static void
publish(VigieFormCount *counts, guint n, bool adds, double below)
{
    g_autofree VigieTableCell *cells = g_new0(VigieTableCell, n + 1);
    for (guint k = 0; k < n; k++) {
        cells[k].n = counts[k].n;
        cells[n].n += counts[k].n;
    }
    VigieCrossing line = {.n_rows = n,
                          .stride = 1,
                          .height = n + 1,
                          .cell = cells,
                          .percent = VIGIE_PERCENT_NONE,
                          .adds_rows = adds};
    vigie_crossing_publish(&line, below);
    /* A total that is too low tells of all that is in it. */
    bool low = adds && cells[n].hidden;
    for (guint k = 0; k < n; k++)
        counts[k].hidden = cells[k].hidden || (low && counts[k].n > 0);
}

static void
hide(VigieFormCounts *counts, const VigieItem *item, double below)
{
    publish(counts->option, counts->n_options, item->kind != VIGIE_VALUE_CHOICES, below);
    publish(counts->missing, VIGIE_N_MISSING, true, below);
    counts->base.hidden = counts->base.n > 0 && (double)counts->base.n < below;
    for (guint k = 0; counts->base.hidden && k < counts->n_options; k++)
        counts->option[k].hidden = true;
}

VigieFormCounts *
vigie_form_counts_new(const VigieFrame *frame, const VigieItem *item, int year, double below)
{
    const VigieColumn *column = vigie_frame_column(frame, item->name);
    const VigieColumn *years = vigie_frame_column(frame, "year");
    VigieFormCounts *counts = g_new0(VigieFormCounts, 1);
    counts->n_options = vigie_form_n_options(item);
    counts->option = g_new0(VigieFormCount, counts->n_options);
    for (gsize i = 0; i < frame->n; i++) {
        if (years->value[i] != year)
            continue;
        if (column->why[i] != VIGIE_PRESENT) {
            counts->missing[column->why[i]].n++;
            continue;
        }
        counts->base.n++;
        count_value(counts, column, i);
    }
    hide(counts, item, below);
    return counts;
}

void
vigie_form_counts_free(VigieFormCounts *counts)
{
    if (counts == NULL)
        return;
    g_free(counts->option);
    g_free(counts);
}
