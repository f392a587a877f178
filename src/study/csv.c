/* csv.c - an answer as CSV: comma, UTF-8, numbers that read back equal */
#include "cells.h"
#include <string.h>

static void
append_field(GString *out, const char *text)
{
    if (strpbrk(text, ",\"\r\n") == NULL) {
        g_string_append(out, text);
        return;
    }
    g_string_append_c(out, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"')
            g_string_append_c(out, '"');
        g_string_append_c(out, *text);
    }
    g_string_append_c(out, '"');
}

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
            append_field(out, cell->name);
        else
            append_field(out, cell->text != NULL ? cell->text
                                                 : vigie_number_print(cell->number, buffer));
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
