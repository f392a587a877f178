/* csv.c - an answer as CSV: comma, UTF-8, numbers that read back equal */
#include "cells.h"
#include <string.h>

static void
append_row(GString *out, const VigieAnswer *answer, const VigieAnswerRow *row)
{
    g_autoptr(GArray) cells = vigie_answer_cells(answer, row);
    for (guint c = 0; c < cells->len; c++) {
        const VigieAnswerCell *cell = &g_array_index(cells, VigieAnswerCell, c);
        char buffer[VIGIE_NUMBER_SIZE];
        if (c > 0)
            g_string_append_c(out, ',');
        if (row == NULL)
            vigie_text_append_csv(out, cell->name, ',');
        else
            vigie_text_append_csv(
                out, cell->text != NULL ? cell->text : vigie_number_print(cell->number, buffer),
                ',');
    }
    g_string_append_c(out, '\n');
}

char *
vigie_answer_csv(const VigieAnswer *answer)
{
    GString *out = g_string_new(NULL);
    append_row(out, answer, NULL);
    for (guint i = 0; i < answer->rows->len; i++)
        append_row(out, answer, g_ptr_array_index(answer->rows, i));
    return g_string_free(out, FALSE);
}
