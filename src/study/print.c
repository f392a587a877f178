/* print.c - rows as CSV: comma, UTF-8, numbers that read back equal; what an answer's rows are */
#include "cells.h"
#include <string.h>

static void
append_row(GString *out, const GArray *cells, bool names)
{
    for (guint c = 0; c < cells->len; c++) {
        const VigieAnswerCell *cell = &g_array_index(cells, VigieAnswerCell, c);
        char buffer[VIGIE_NUMBER_SIZE];
        if (c > 0)
            g_string_append_c(out, ',');
        if (names)
            vigie_text_append_csv(out, cell->name, ',');
        else
            vigie_text_append_csv(
                out, cell->text != NULL ? cell->text : vigie_number_print(cell->number, buffer),
                ',');
    }
    g_string_append_c(out, '\n');
}

char *
vigie_cells_csv(VigieRowCells cells_of, gconstpointer from, guint n_rows)
{
    GString *out = g_string_new(NULL);
    g_autoptr(GArray) names = cells_of(from, n_rows);
    append_row(out, names, true);
    for (guint i = 0; i < n_rows; i++) {
        g_autoptr(GArray) cells = cells_of(from, i);
        append_row(out, cells, false);
    }
    return g_string_free(out, FALSE);
}

static GArray *
answer_row(gconstpointer from, guint row)
{
    const VigieAnswer *answer = from;
    return vigie_answer_cells(
        answer, row < answer->rows->len ? g_ptr_array_index(answer->rows, row) : NULL);
}

char *
vigie_answer_csv(const VigieAnswer *answer)
{
    return vigie_cells_csv(answer_row, answer, answer->rows->len);
}

char *
vigie_answer_json(const VigieAnswer *answer)
{
    return vigie_cells_json(answer_row, answer, answer->rows->len);
}
