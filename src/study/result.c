/* result.c - a table of results, row by row */
#include "cells.h"
#include <math.h>
#include <vigie/study-result.h>

typedef struct {
    char *word;    /* NULL: a number */
    double number; /* NAN = empty */
    char *label;   /* NULL = the word or the number itself */
} Cell;

struct VigieResult {
    VigieResultColumn *columns;
    guint n_columns;
    GArray *cells; /* Cell, row-major */
    guint n_rows;
    GPtrArray *notes;
};

static void
clear_cell(gpointer cell)
{
    g_free(((Cell *)cell)->word);
    g_free(((Cell *)cell)->label);
}

VigieResult *
vigie_result_new(const VigieResultColumn *columns, guint n_columns)
{
    VigieResult *result = g_new0(VigieResult, 1);
    result->columns = g_new(VigieResultColumn, n_columns);
    for (guint c = 0; c < n_columns; c++)
        result->columns[c] = columns[c];
    result->n_columns = n_columns;
    result->cells = g_array_new(FALSE, FALSE, sizeof(Cell));
    g_array_set_clear_func(result->cells, clear_cell);
    result->notes = g_ptr_array_new_with_free_func(g_free);
    return result;
}

void
vigie_result_free(VigieResult *result)
{
    if (result == NULL)
        return;
    g_free(result->columns);
    g_array_unref(result->cells);
    g_ptr_array_unref(result->notes);
    g_free(result);
}

guint
vigie_result_n_rows(const VigieResult *result)
{
    return result->n_rows;
}

guint
vigie_result_n_columns(const VigieResult *result)
{
    return result->n_columns;
}

const char *
vigie_result_column(const VigieResult *result, guint column)
{
    return result->columns[column].name;
}

const char *
vigie_result_cell(const VigieResult *result, guint row, guint column, double *number)
{
    const Cell *cell = &g_array_index(result->cells, Cell, row * result->n_columns + column);
    *number = cell->number;
    return cell->word;
}

void
vigie_result_begin(VigieResult *result)
{
    g_assert(result->cells->len == result->n_rows * result->n_columns);
    result->n_rows++;
}

static void
add(VigieResult *result, Cell cell)
{
    g_assert(result->cells->len < result->n_rows * result->n_columns);
    g_array_append_val(result->cells, cell);
}

void
vigie_result_word(VigieResult *result, const char *word, const char *label)
{
    add(result, (Cell){g_strdup(word), NAN, g_strdup(label)});
}

void
vigie_result_number(VigieResult *result, double number, const char *label)
{
    add(result, (Cell){NULL, number, g_strdup(label)});
}

void
vigie_result_note(VigieResult *result, const char *note)
{
    g_ptr_array_add(result->notes, g_strdup(note));
}

/* The cells of a row as all answers have them; beyond the last row: names only. */
static GArray *
row_cells(gconstpointer from, guint row)
{
    const VigieResult *result = from;
    GArray *cells = g_array_new(FALSE, FALSE, sizeof(VigieAnswerCell));
    for (guint c = 0; c < result->n_columns; c++) {
        VigieAnswerCell cell = {result->columns[c].name, NULL, NAN};
        if (row < result->n_rows) {
            const Cell *own = &g_array_index(result->cells, Cell, row * result->n_columns + c);
            cell.text = own->word;
            cell.number = own->number;
        }
        g_array_append_val(cells, cell);
    }
    return cells;
}

char *
vigie_result_csv(const VigieResult *result)
{
    return vigie_cells_csv(row_cells, result, result->n_rows);
}

char *
vigie_result_json(const VigieResult *result)
{
    return vigie_cells_json(row_cells, result, result->n_rows);
}

static char *
people_text(const Cell *cell, VigieLang lang)
{
    if (cell->label != NULL || cell->word != NULL)
        return g_strdup(cell->label != NULL ? cell->label : cell->word);
    return isnan(cell->number) ? g_strdup("") : vigie_number_format(cell->number, 2, lang);
}

/* Row "row", or the headings beyond the last. */
static char **
people_line(const VigieResult *result, guint row, VigieLang lang)
{
    g_autoptr(GPtrArray) line = g_ptr_array_new();
    for (guint c = 0; c < result->n_columns; c++) {
        const char *heading = result->columns[c].heading;
        if (heading == NULL)
            continue;
        if (row < result->n_rows)
            g_ptr_array_add(line, people_text(&g_array_index(result->cells, Cell,
                                                             row * result->n_columns + c),
                                              lang));
        else
            g_ptr_array_add(line, g_strdup(*heading != '\0' ? _(heading) : ""));
    }
    g_ptr_array_add(line, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&line), FALSE);
}

char *
vigie_result_text(const VigieResult *result, VigieLang lang)
{
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    g_ptr_array_add(lines, people_line(result, result->n_rows, lang));
    for (guint row = 0; row < result->n_rows; row++)
        g_ptr_array_add(lines, people_line(result, row, lang));
    g_autofree bool *left = g_new0(bool, result->n_columns + 1);
    guint shown = 0;
    for (guint c = 0; c < result->n_columns; c++)
        if (result->columns[c].heading != NULL)
            left[shown++] = !result->columns[c].is_number;
    GString *out = g_string_new(NULL);
    vigie_lines_print(out, lines, left);
    for (guint i = 0; i < result->notes->len; i++)
        g_string_append_printf(out, "%s\n", (char *)g_ptr_array_index(result->notes, i));
    return g_string_free(out, FALSE);
}
