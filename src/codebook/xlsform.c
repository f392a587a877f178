/* xlsform.c - the CSV variant of an XLSForm: one file, sheets one after the other
 *
 * A row whose first cell is not empty starts the sheet of that name; the first row with anything in
 * columns 2 and after is its header, the rows after it are its records.  XLSForm tools want UTF-8
 * without BOM and commas; here semicolons, tabs, a BOM and Windows-1252 are read too. */
#include "xlsform.h"
#include <inttypes.h>
#include <string.h>
#include <vigie/sheet.h>

static const char *const sheet_names[] = {"survey", "choices", "settings", NULL};

typedef struct {
    VigieForm *form;
    VigieFormTable *table; /* the sheet being read; NULL: one that is not read */
    VigieFormSheet sheet;
    guint64 row_line; /* of the row being read */
    GError **error;
} Reader;

G_GNUC_PRINTF(3, 4)
static bool
fail(Reader *reader, guint field, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *what = g_strdup_vprintf(format, args);
    va_end(args);
    VigiePlace place = {reader->form->path, reader->row_line, field};
    vigie_set_error_at(reader->error, VIGIE_CODEBOOK_ERROR, VIGIE_CODEBOOK_ERROR_READ, &place,
                       "%s", what);
    return false;
}

/* --- the form ------------------------------------------------------------------------------- */

static void
row_free(gpointer row)
{
    g_strfreev(((VigieFormRow *)row)->cells);
    g_free(row);
}

static void
column_clear(gpointer column)
{
    g_free(((VigieFormColumn *)column)->language);
}

static VigieForm *
form_new(const char *path)
{
    VigieForm *form = g_new0(VigieForm, 1);
    form->path = path;
    for (guint i = 0; i < VIGIE_N_SHEETS; i++) {
        form->tables[i].columns = g_array_new(FALSE, FALSE, sizeof(VigieFormColumn));
        g_array_set_clear_func(form->tables[i].columns, column_clear);
        form->tables[i].rows = g_ptr_array_new_with_free_func(row_free);
    }
    return form;
}

void
vigie_xlsform_free(VigieForm *form)
{
    if (form == NULL)
        return;
    for (guint i = 0; i < VIGIE_N_SHEETS; i++) {
        g_array_unref(form->tables[i].columns);
        g_ptr_array_unref(form->tables[i].rows);
    }
    g_free(form);
}

const char *
vigie_xlsform_cell(const VigieFormTable *table, const VigieFormRow *row, VigieColumnName name,
                   guint *field)
{
    for (guint i = 0; i < table->columns->len; i++)
        if (g_array_index(table->columns, VigieFormColumn, i).name == name) {
            if (field != NULL)
                *field = i + 1;
            return row->cells[i];
        }
    if (field != NULL)
        *field = 0;
    return "";
}

/* --- reading -------------------------------------------------------------------------------- */

/* The cell without blanks around it, no-break spaces included (a spreadsheet leaves them). */
static char *
cell_text(const VigieCell *cell)
{
    g_autofree char *text = g_strndup(cell->text, cell->length);
    const char *start = text, *end = text + strlen(text);
    while (start < end && g_unichar_isspace(g_utf8_get_char(start)))
        start = g_utf8_next_char(start);
    while (end > start && g_unichar_isspace(g_utf8_get_char(g_utf8_prev_char(end))))
        end = g_utf8_prev_char(end);
    return g_strndup(start, (gsize)(end - start));
}

static bool
begin_sheet(Reader *reader, const char *name)
{
    g_autofree char *wanted = g_ascii_strdown(name, -1);
    reader->table = NULL;
    for (guint i = 0; i < VIGIE_N_SHEETS; i++)
        if (strcmp(sheet_names[i], wanted) == 0) {
            reader->table = &reader->form->tables[i];
            reader->sheet = (VigieFormSheet)i;
        }
    if (reader->table == NULL) {
        const char *nearest = vigie_nearest(wanted, sheet_names);
        if (nearest == NULL)
            return true;
        return fail(reader, 1, _("no sheet '%s'; did you mean '%s'?"), name, nearest);
    }
    if (reader->table->line > 0)
        return fail(reader, 1, _("the sheet '%s' is there twice, first on line %" PRIu64), name,
                    reader->table->line);
    reader->table->line = reader->row_line;
    return true;
}

static bool
is_twice(const GArray *columns, const VigieFormColumn *column)
{
    if (column->name == VIGIE_COLUMN_OTHER || column->name == VIGIE_COLUMN_CONSTRAINT_MESSAGE)
        return false;
    for (guint i = 0; i < columns->len; i++) {
        const VigieFormColumn *earlier = &g_array_index(columns, VigieFormColumn, i);
        if (earlier->name == column->name &&
            g_strcmp0(earlier->language, column->language) == 0)
            return true;
    }
    return false;
}

static bool
add_column(Reader *reader, const char *header, guint field)
{
    VigieFormColumn column;
    const char *meant = NULL;
    if (!vigie_xlsform_column(reader->sheet, header, &column, &meant))
        return fail(reader, field, _("no column '%s'; did you mean '%s'?"), header, meant);
    bool twice = is_twice(reader->table->columns, &column);
    g_array_append_val(reader->table->columns, column);
    if (twice)
        return fail(reader, field, _("the column '%s' is there twice"), header);
    return true;
}

static bool
read_header(Reader *reader, const VigieRow *row)
{
    VigieFormColumn first = {.name = VIGIE_COLUMN_OTHER}; /* the sheet's name stands there */
    g_array_append_val(reader->table->columns, first);
    reader->table->header_line = reader->row_line;
    for (guint i = 1; i < row->n; i++) {
        g_autofree char *header = cell_text(&row->cells[i]);
        if (!add_column(reader, header, i + 1))
            return false;
    }
    return true;
}

static bool
read_record(Reader *reader, const VigieRow *row)
{
    guint n = reader->table->columns->len;
    VigieFormRow *record = g_new0(VigieFormRow, 1);
    g_ptr_array_add(reader->table->rows, record);
    record->line = row->line;
    record->cells = g_new0(char *, n + 1);
    for (guint i = 0; i < n; i++)
        record->cells[i] = i < row->n && i > 0 ? cell_text(&row->cells[i]) : g_strdup("");
    for (guint i = n; i < row->n; i++)
        if (row->cells[i].length > 0)
            return fail(reader, i + 1,
                        _("this cell has no column: the header, line %" PRIu64
                          ", ends before it (is a text with the separator in it not quoted?)"),
                        reader->table->header_line);
    return true;
}

static bool
has_content(const VigieRow *row)
{
    for (guint i = 1; i < row->n; i++)
        if (row->cells[i].length > 0)
            return true;
    return false;
}

static bool
read_row(Reader *reader, const VigieRow *row)
{
    reader->row_line = row->line;
    g_autofree char *first = row->n > 0 ? cell_text(&row->cells[0]) : g_strdup("");
    if (*first != '\0' && !begin_sheet(reader, first))
        return false;
    if (reader->table == NULL || !has_content(row))
        return true;
    return reader->table->header_line == 0 ? read_header(reader, row)
                                           : read_record(reader, row);
}

/* --- the whole file ------------------------------------------------------------------------- */

/* Records begin with an empty first cell, so the separator is the first sign of some line. */
static char
separator_of(const char *bytes, gsize length)
{
    const char *end = bytes + length;
    for (const char *line = bytes; line != NULL && line < end;) {
        gsize left = (gsize)(end - line);
        const char *s = left > 2 && strncmp(line, "\"\"", 2) == 0 ? line + 2 : line;
        if (memchr(",;\t|", *s, 4) != NULL)
            return *s;
        const char *newline = memchr(line, '\n', left);
        line = newline != NULL ? newline + 1 : NULL;
    }
    return 0;
}

/* The line of the first thing written, the first sheet's name: it is no publisher's preamble.
 * 0: nothing is written. */
static guint
first_line(const char *bytes, gsize length)
{
    guint line = 1;
    for (gsize i = 0; i < length; i++) {
        if (!g_ascii_isspace(bytes[i]))
            return line;
        line += bytes[i] == '\n';
    }
    return 0;
}

static bool
read_rows(Reader *reader, VigieSheet *sheet, GError **error)
{
    if (!read_row(reader, vigie_sheet_header(sheet)))
        return false;
    VigieRow row;
    GError *broken = NULL;
    while (vigie_sheet_next(sheet, &row, &broken))
        if (!read_row(reader, &row))
            return false;
    if (broken == NULL)
        return true;
    g_set_error_literal(error, VIGIE_CODEBOOK_ERROR, VIGIE_CODEBOOK_ERROR_READ,
                        broken->message);
    g_error_free(broken);
    return false;
}

static bool
has_column(const VigieFormTable *table, VigieColumnName name)
{
    for (guint i = 0; i < table->columns->len; i++)
        if (g_array_index(table->columns, VigieFormColumn, i).name == name)
            return true;
    return false;
}

static bool
check_columns(Reader *reader, VigieFormSheet sheet, VigieColumnName first,
              const char *first_name)
{
    const VigieFormTable *table = &reader->form->tables[sheet];
    reader->row_line = MAX(table->line, table->header_line);
    if (table->line == 0)
        return true;
    if (!has_column(table, first))
        return fail(reader, 0, _("the sheet '%s' has no column '%s'"), sheet_names[sheet],
                    first_name);
    if (!has_column(table, VIGIE_COLUMN_NAME))
        return fail(reader, 0, _("the sheet '%s' has no column '%s'"), sheet_names[sheet],
                    "name");
    return true;
}

static bool
check_sheets(Reader *reader)
{
    reader->row_line = 0;
    if (reader->form->tables[VIGIE_SURVEY].line == 0)
        return fail(
            reader, 0,
            _("no sheet 'survey': the first cell of a row names the sheet that begins there, "
              "the rows below leave it empty"));
    return check_columns(reader, VIGIE_SURVEY, VIGIE_COLUMN_TYPE, "type") &&
           check_columns(reader, VIGIE_CHOICES, VIGIE_COLUMN_LIST_NAME, "list_name");
}

VigieForm *
vigie_xlsform_read(const char *path, const char *bytes, gsize length, GError **error)
{
    VigieDialect said = {.delimiter = separator_of(bytes, length),
                         .header_line = first_line(bytes, length),
                         .ragged = true};
    g_autoptr(GError) broken = NULL;
    g_autoptr(VigieSheet) sheet = vigie_sheet_open_bytes(path, bytes, length, &said, &broken);
    if (sheet == NULL) {
        g_set_error_literal(error, VIGIE_CODEBOOK_ERROR, VIGIE_CODEBOOK_ERROR_READ,
                            broken->message);
        return NULL;
    }
    g_autoptr(VigieForm) form = form_new(path);
    Reader reader = {.form = form, .error = error};
    if (!read_rows(&reader, sheet, error) || !check_sheets(&reader))
        return NULL;
    return g_steal_pointer(&form);
}
