/* xlsform-csv.c - the CSV variant of an XLSForm: one file, sheets one after the other
 *
 * A row whose first cell is not empty starts the sheet of that name; the first row with anything in
 * columns 2 and after is its header, the rows after it are its records.  XLSForm tools want UTF-8
 * without BOM and commas; here semicolons, tabs, a BOM and Windows-1252 are read too. */
#include "xlsform.h"
#include <inttypes.h>
#include <string.h>

typedef struct {
    VigieForm *form;
    VigieFormTable *table; /* the sheet being read; NULL: one that is not read */
    guint64 row_line;      /* of the row being read */
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
    VigiePlace place = {reader->form->name, reader->row_line, field};
    vigie_mistakes_add(reader->mistakes, VIGIE_CODEBOOK_ERROR_READ, "", &place, what);
}

/* --- reading -------------------------------------------------------------------------------- */

static VigieFormTable *
table_named(VigieForm *form, const char *name)
{
    for (guint i = 0; i < VIGIE_N_SHEETS; i++)
        if (strcmp(vigie_xlsform_sheets[i], name) == 0)
            return &form->tables[i];
    return NULL;
}

/* A misspelt sheet is read as the one that was meant, so that its own mistakes are seen too. */
static void
begin_sheet(Reader *reader, const char *name)
{
    g_autofree char *wanted = g_ascii_strdown(name, -1);
    reader->table = table_named(reader->form, wanted);
    if (reader->table == NULL) {
        const char *nearest = vigie_nearest(wanted, vigie_xlsform_sheets);
        if (nearest == NULL)
            return;
        fail(reader, 1, _("no sheet '%s'; did you mean '%s'?"), name, nearest);
        reader->table = table_named(reader->form, nearest);
    }
    if (reader->table->line > 0) {
        fail(reader, 1, _("the sheet '%s' is there twice, first on line %" PRIu64), name,
             reader->table->line);
        reader->table = NULL;
        return;
    }
    reader->table->line = reader->row_line;
}

static void
read_row(Reader *reader, const VigieRow *row)
{
    reader->row_line = row->line;
    g_autofree char *first = row->n > 0 ? vigie_xlsform_text(&row->cells[0]) : g_strdup("");
    if (*first != '\0')
        begin_sheet(reader, first);
    if (reader->table != NULL)
        vigie_xlsform_add_row(reader->table, row, 1, reader->mistakes);
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

bool
vigie_xlsform_read_rows(VigieForm *form, VigieSheet *sheet, GPtrArray *mistakes)
{
    Reader reader = {.form = form, .mistakes = mistakes};
    VigieRow row;
    GError *broken = NULL;
    read_row(&reader, vigie_sheet_header(sheet));
    while (vigie_sheet_next(sheet, &row, &broken))
        read_row(&reader, &row);
    if (broken != NULL)
        vigie_mistakes_add_error(mistakes, "", broken);
    return broken == NULL;
}

VigieForm *
vigie_xlsform_read(const char *path, const char *name, const char *bytes, gsize length,
                   GPtrArray *mistakes)
{
    VigieDialect said = {.delimiter = separator_of(bytes, length),
                         .header_line = first_line(bytes, length),
                         .ragged = true};
    GError *broken = NULL;
    g_autoptr(VigieSheet) sheet = vigie_sheet_open_bytes(name, bytes, length, &said, &broken);
    if (sheet == NULL) {
        vigie_mistakes_add_error(mistakes, "", broken);
        return NULL;
    }
    g_autoptr(VigieForm) form = vigie_xlsform_new(path, name);
    if (!vigie_xlsform_read_rows(form, sheet, mistakes) || !vigie_xlsform_check(form, mistakes))
        return NULL;
    return g_steal_pointer(&form);
}
