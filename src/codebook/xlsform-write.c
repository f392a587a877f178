/* xlsform-write.c - a form in the CSV variant as XLSForm tools want it: UTF-8 without a mark, commas, quotes where needed
 *
 * What the form says in its own words stays (hints, media, appearance …); the types have today's spelling, columns their
 * first names, and the forms that it extends are in it. */
#include "extend.h"
#include "questionnaire.h"
#include <string.h>

typedef struct {
    char *header;
    VigieColumnName name; /* OTHER: found by its header */
    char *language;
} Column;

static void
column_clear(gpointer pointer)
{
    Column *column = pointer;
    g_free(column->header);
    g_free(column->language);
}

static bool
is_written(const VigieFormColumn *column)
{
    return *column->header != '\0' && column->name != VIGIE_COLUMN_EXTENDS &&
           column->name != VIGIE_COLUMN_REDEFINES;
}

static bool
is_same(const Column *a, const char *header, const VigieFormColumn *b)
{
    bool by_header =
        b->name == VIGIE_COLUMN_OTHER || b->name == VIGIE_COLUMN_CONSTRAINT_MESSAGE;
    return by_header ? strcmp(a->header, header) == 0
                     : a->name == b->name && g_strcmp0(a->language, b->language) == 0;
}

static gint
find(const GArray *columns, const char *header, const VigieFormColumn *column)
{
    for (guint i = 0; i < columns->len; i++)
        if (is_same(&g_array_index(columns, Column, i), header, column))
            return (gint)i;
    return -1;
}

/* Of the rows' tables, those of the form that is extended first. */
static GArray *
columns_of(const GPtrArray *rows)
{
    GArray *columns = g_array_new(FALSE, FALSE, sizeof(Column));
    g_array_set_clear_func(columns, column_clear);
    for (guint r = 0; r < rows->len; r++) {
        const VigieFormTable *table = ((const VigieFormRow *)g_ptr_array_index(rows, r))->table;
        for (guint i = 0; i < table->columns->len; i++) {
            const VigieFormColumn *column = &g_array_index(table->columns, VigieFormColumn, i);
            g_autofree char *header = vigie_xlsform_header(column);
            if (!is_written(column) || find(columns, header, column) >= 0)
                continue;
            Column added = {g_steal_pointer(&header), column->name, g_strdup(column->language)};
            g_array_append_val(columns, added);
        }
    }
    return columns;
}

/* --- cells ---------------------------------------------------------------------------------- */

static char *
type_text(const char *cell)
{
    g_auto(VigieFormType) type = {0};
    g_autoptr(GError) wrong = NULL;
    if (g_ascii_strncasecmp(cell, "select_one_external", 19) == 0 ||
        !vigie_xlsform_type(cell, NULL, &type, &wrong))
        return g_strdup(cell);
    if (type.list != NULL)
        return g_strdup_printf("%s%s %s%s", type.name, type.file ? "_from_file" : "", type.list,
                               type.or_other ? " or_other" : "");
    bool begins = type.row == VIGIE_ROW_BEGIN || type.row == VIGIE_ROW_BEGIN_REPEAT;
    bool ends = type.row == VIGIE_ROW_END || type.row == VIGIE_ROW_END_REPEAT;
    return g_strdup_printf("%s%s", begins ? "begin_" : ends ? "end_" : "", type.name);
}

/* The cells of a row by the columns that are written, in their order; a cell that is filled stays. */
static void
collect(const VigieFormRow *row, const GArray *columns, char **cells)
{
    for (guint i = 0; i < row->table->columns->len; i++) {
        const VigieFormColumn *column = &g_array_index(row->table->columns, VigieFormColumn, i);
        g_autofree char *header = vigie_xlsform_header(column);
        gint at = is_written(column) ? find(columns, header, column) : -1;
        if (at < 0 || *row->cells[i] == '\0' || cells[at] != NULL)
            continue;
        cells[at] = column->name == VIGIE_COLUMN_TYPE ? type_text(row->cells[i])
                                                      : g_strdup(row->cells[i]);
    }
}

static void
append_row(GString *out, char *const *cells, guint n, guint width)
{
    for (guint i = 0; i < width; i++) {
        g_string_append_c(out, ',');
        if (i < n && cells[i] != NULL)
            vigie_text_append_csv(out, cells[i], ',');
    }
    g_string_append_c(out, '\n');
}

/* --- sheets --------------------------------------------------------------------------------- */

typedef struct {
    const char *name;
    GPtrArray *rows;
    GArray *columns;
} Sheet;

static void
append_sheet(GString *out, const Sheet *sheet, guint width)
{
    guint n = sheet->columns->len;
    bool one =
        strcmp(sheet->name, "settings") == 0; /* its rows are one, the first that says counts */
    g_auto(GStrv) headers = g_new0(char *, n + 1);
    for (guint i = 0; i < n; i++)
        headers[i] = g_strdup(g_array_index(sheet->columns, Column, i).header);
    g_string_append(out, sheet->name);
    append_row(out, NULL, 0, width);
    append_row(out, headers, n, width);
    g_autofree char **cells = g_new0(char *, n + 1);
    for (guint r = 0; r < sheet->rows->len; r++) {
        collect(g_ptr_array_index(sheet->rows, r), sheet->columns, cells);
        if (one && r + 1 < sheet->rows->len)
            continue;
        append_row(out, cells, n, width);
        for (guint i = 0; i < n; i++)
            g_clear_pointer(&cells[i], g_free);
    }
}

static char *
write_form(const VigieForm *form, GPtrArray *mistakes)
{
    Sheet sheets[VIGIE_N_SHEETS];
    GString *out = g_string_new(NULL);
    guint width = 2; /* XLSForm tools want some commas to see a table */
    for (guint i = 0; i < VIGIE_N_SHEETS; i++) {
        sheets[i].name = vigie_xlsform_sheets[i];
        sheets[i].rows = vigie_extend_rows(form, (VigieFormSheet)i, mistakes);
        sheets[i].columns = columns_of(sheets[i].rows);
        width = MAX(width, sheets[i].columns->len);
    }
    for (guint i = 0; i < VIGIE_N_SHEETS; i++) {
        if (sheets[i].rows->len > 0)
            append_sheet(out, &sheets[i], width);
        g_ptr_array_unref(sheets[i].rows);
        g_array_unref(sheets[i].columns);
    }
    return g_string_free(out, FALSE);
}

char *
vigie_codebook_csv(const char *path, GError **error)
{
    g_autoptr(GPtrArray) mistakes = vigie_mistakes_new();
    g_autoptr(GString) hashes = g_string_new(NULL);
    g_autoptr(VigieForm) form = vigie_extend_read(path, path, NULL, 0, hashes, mistakes);
    g_autofree char *text = form != NULL ? write_form(form, mistakes) : NULL;
    vigie_mistakes_sort(mistakes);
    if (vigie_mistakes_count(mistakes) == 0)
        return g_steal_pointer(&text);
    vigie_mistakes_set_error(mistakes, path, error);
    return NULL;
}
