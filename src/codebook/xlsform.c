/* xlsform.c - the sheets of an XLSForm as tables of text: what both ways of writing one have in common */
#include "xlsform.h"
#include <inttypes.h>
#include <string.h>

const char *const vigie_xlsform_sheets[] = {"survey", "choices", "settings", "external_choices",
                                            NULL};

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
    g_free(((VigieFormColumn *)column)->header);
}

VigieForm *
vigie_xlsform_new(const char *path, const char *name)
{
    VigieForm *form = g_new0(VigieForm, 1);
    form->path = g_strdup(path);
    form->name = g_strdup(name);
    for (guint i = 0; i < VIGIE_N_SHEETS; i++) {
        VigieFormTable *table = &form->tables[i];
        table->sheet = vigie_xlsform_sheets[i];
        table->form = form;
        table->file = g_strdup(name);
        table->columns = g_array_new(FALSE, FALSE, sizeof(VigieFormColumn));
        g_array_set_clear_func(table->columns, column_clear);
        table->rows = g_ptr_array_new_with_free_func(row_free);
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
        g_free(form->tables[i].file);
    }
    vigie_xlsform_free(form->trunk);
    g_free(form->path);
    g_free(form->name);
    g_free(form);
}

const char *
vigie_xlsform_cell(const VigieFormRow *row, VigieColumnName name, guint *field)
{
    const GArray *columns = row->table->columns;
    for (guint i = 0; i < columns->len; i++)
        if (g_array_index(columns, VigieFormColumn, i).name == name) {
            if (field != NULL)
                *field = i + 1;
            return row->cells[i];
        }
    if (field != NULL)
        *field = 0;
    return "";
}

bool
vigie_xlsform_fail(GPtrArray *mistakes, VigieCodebookError code, const VigieFormTable *table,
                   const VigieFormRow *row, guint field, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *what = g_strdup_vprintf(format, args);
    va_end(args);
    VigiePlace place = {table->file, row != NULL ? row->line : table->line, field};
    vigie_mistakes_add(mistakes, code, table->sheet, &place, what);
    return false;
}

/* --- rows ----------------------------------------------------------------------------------- */

typedef struct {
    VigieFormTable *table;
    guint64 line; /* of the row being read */
    GPtrArray *mistakes;
} Reader;

G_GNUC_PRINTF(3, 4)
static void
fail(const Reader *reader, guint field, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *what = g_strdup_vprintf(format, args);
    va_end(args);
    VigiePlace place = {reader->table->file, reader->line, field};
    vigie_mistakes_add(reader->mistakes, VIGIE_CODEBOOK_ERROR_READ, reader->table->sheet,
                       &place, what);
}

char *
vigie_xlsform_text(const VigieCell *cell)
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

static VigieFormSheet
sheet_of(const VigieFormTable *table)
{
    guint sheet = 0;
    while (table->sheet != vigie_xlsform_sheets[sheet])
        sheet++;
    return (VigieFormSheet)sheet;
}

/* A misspelt column is read as the one that was meant; of two the first counts. */
static void
add_column(const Reader *reader, const char *header, guint field)
{
    VigieFormColumn column;
    const char *meant = NULL;
    if (!vigie_xlsform_column(sheet_of(reader->table), header, &column, &meant))
        fail(reader, field, _("no column '%s'; did you mean '%s'?"), header, meant);
    if (is_twice(reader->table->columns, &column)) {
        fail(reader, field, _("the column '%s' is there twice"), header);
        column.name = VIGIE_COLUMN_OTHER;
        g_clear_pointer(&column.language, g_free);
    }
    g_array_append_val(reader->table->columns, column);
}

static void
read_header(const Reader *reader, const VigieRow *row, guint first)
{
    for (guint i = 0; i < first; i++) {
        VigieFormColumn none = {.name = VIGIE_COLUMN_OTHER, .header = g_strdup("")};
        g_array_append_val(reader->table->columns, none);
    }
    reader->table->header_line = row->line;
    for (guint i = first; i < row->n; i++) {
        g_autofree char *header = vigie_xlsform_text(&row->cells[i]);
        add_column(reader, header, i + 1);
    }
}

/* Texts that people read keep their no-break spaces; in a type, a name, an expression one is a blank. */
static char *
record_text(const VigieFormColumn *column, const VigieCell *cell)
{
    char *text = vigie_xlsform_text(cell);
    if (column->name == VIGIE_COLUMN_OTHER || column->name == VIGIE_COLUMN_LABEL ||
        column->name == VIGIE_COLUMN_CONSTRAINT_MESSAGE || strstr(text, "\u00a0") == NULL)
        return text;
    g_auto(GStrv) parts = g_strsplit(text, "\u00a0", -1);
    g_free(text);
    return g_strjoinv(" ", parts);
}

static void
read_record(const Reader *reader, const VigieRow *row, guint first)
{
    guint n = reader->table->columns->len;
    VigieFormRow *record = g_new0(VigieFormRow, 1);
    g_ptr_array_add(reader->table->rows, record);
    record->table = reader->table;
    record->line = row->line;
    record->cells = g_new0(char *, n + 1);
    for (guint i = 0; i < n; i++)
        record->cells[i] =
            i < row->n && i >= first
                ? record_text(&g_array_index(reader->table->columns, VigieFormColumn, i),
                              &row->cells[i])
                : g_strdup("");
    for (guint i = n; i < row->n; i++)
        if (row->cells[i].length > 0) {
            fail(reader, i + 1,
                 _("this cell has no column: the header, line %" PRIu64
                   ", ends before it (is a text with the separator in it not quoted?)"),
                 reader->table->header_line);
            return;
        }
}

void
vigie_xlsform_add_row(VigieFormTable *table, const VigieRow *row, guint first,
                      GPtrArray *mistakes)
{
    Reader reader = {table, row->line, mistakes};
    bool filled = false;
    for (guint i = first; i < row->n; i++)
        filled |= row->cells[i].length > 0;
    if (filled && table->header_line == 0)
        read_header(&reader, row, first);
    else if (filled)
        read_record(&reader, row, first);
}

/* --- what nothing goes without -------------------------------------------------------------- */

static bool
has_column(const VigieFormTable *table, VigieColumnName name)
{
    for (guint i = 0; i < table->columns->len; i++)
        if (g_array_index(table->columns, VigieFormColumn, i).name == name)
            return true;
    return false;
}

static bool
check_column(const VigieFormTable *table, VigieColumnName name, const char *header,
             GPtrArray *mistakes)
{
    Reader reader = {(VigieFormTable *)table, MAX(table->line, table->header_line), mistakes};
    if (table->line == 0 || has_column(table, name))
        return true;
    fail(&reader, 0, _("the sheet '%s' has no column '%s'"), table->sheet, header);
    return false;
}

bool
vigie_xlsform_check(const VigieForm *form, GPtrArray *mistakes)
{
    const VigieFormTable *survey = &form->tables[VIGIE_SURVEY],
                         *choices = &form->tables[VIGIE_CHOICES],
                         *external = &form->tables[VIGIE_EXTERNAL];
    if (survey->line == 0) {
        VigiePlace place = {form->name, 0, 0};
        vigie_mistakes_add(
            mistakes, VIGIE_CODEBOOK_ERROR_READ, "", &place,
            _("no sheet 'survey': the first cell of a row names the sheet that begins there, "
              "the rows below leave it empty"));
        return false;
    }
    bool good = check_column(survey, VIGIE_COLUMN_TYPE, "type", mistakes);
    if (survey->header_line > 0)
        good &= check_column(survey, VIGIE_COLUMN_NAME, "name", mistakes);
    good &= check_column(choices, VIGIE_COLUMN_LIST_NAME, "list_name", mistakes);
    good &= check_column(external, VIGIE_COLUMN_LIST_NAME, "list_name", mistakes);
    good &= check_column(external, VIGIE_COLUMN_NAME, "name", mistakes);
    return check_column(choices, VIGIE_COLUMN_NAME, "name", mistakes) && good;
}
