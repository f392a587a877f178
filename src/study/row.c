/* row.c - rows of an answer, made and freed */
#include "private.h"
#include <math.h>

void
vigie_answer_row_free(VigieAnswerRow *row)
{
    g_free(row->item);
    g_free(row->category);
    g_strfreev(row->dims);
    if (row->linear != NULL)
        vigie_linear_clear(row->linear);
    g_free(row->linear);
    g_free(row->theta);
    g_free(row->kinds);
    g_free(row);
}

void
vigie_answer_free(VigieAnswer *answer)
{
    if (answer == NULL)
        return;
    g_free(answer->survey);
    g_free(answer->stat_name);
    g_strfreev(answer->dims);
    g_ptr_array_unref(answer->rows);
    g_ptr_array_unref(answer->items);
    g_clear_pointer(&answer->breaks, g_ptr_array_unref);
    g_free(answer->covariance);
    g_free(answer->covariance_columns);
    g_free(answer->kinds);
    g_free(answer);
}

static char **
cell_values(const VigieCross *cross, guint32 cell)
{
    guint n = cross->dimensions->len;
    char **values = g_new0(char *, n + 1);
    for (guint d = 0; d < n; d++) {
        const VigieDimension *dimension = g_ptr_array_index(cross->dimensions, d);
        values[d] = g_strdup(dimension->value[vigie_cross_position(cross, cell, d)]);
    }
    return values;
}

VigieAnswerRow *
vigie_study_row_new(const VigieStudy *study, const VigieStudyMeasure *measure, guint32 cell)
{
    const VigieQuestion *question = study->question;
    const char *item = question->of[measure->item];
    const VigieVector *vector = g_hash_table_lookup(study->vectors, item);
    VigieAnswerRow *row = g_new0(VigieAnswerRow, 1);
    row->item = question->over != NULL ? g_strdup_printf("%s/%s", item, question->over)
                                       : g_strdup(item);
    row->item_index = measure->item;
    row->category_index = -1;
    row->category = g_strdup("");
    if (measure->category >= 0) {
        const VigieChoice *choice =
            g_ptr_array_index(vector->choices, (guint)measure->category);
        g_free(row->category);
        row->category = g_strdup(choice->name);
        row->category_index = vigie_list_index(vector->item->list, choice->name);
    }
    row->dims = cell_values(&study->cross, cell);
    if (question->with_missing && study->kinds != NULL)
        row->kinds = g_memdup2(
            study->kinds[measure->item * ((gsize)study->cross.cells.n_cells + 1) + cell],
            sizeof(VigieKindCounts));
    row->figure = (VigieFigure){0, NAN, NAN, NAN, NAN, NAN, NAN, VIGIE_STATUS_EMPTY};
    row->change = (VigieChange){NAN, NAN, NAN, NAN};
    row->slope = (VigieSlope){NAN, NAN, NAN, NAN};
    row->relative = (VigieRelative){NAN, NAN, NAN, NAN, NAN, NAN};
    row->line = (VigieLine){NAN, NAN, NAN, NAN, NAN};
    row->change_p_adjusted = NAN;
    return row;
}
