/* sheet.c - a CSV file opened, its header, its rows */
#include "cutter.h"
#include "dialect.h"
#include <string.h>
#include <vigie/base-text.h>

G_DEFINE_QUARK(vigie_sheet_error, vigie_sheet_error)

struct VigieSheet {
    VigieSource *source;
    VigieCutter cutter;
    VigieDialect dialect;
    VigieRow header;
    VigieCell *header_cells;
    GStringChunk *header_text;
    GPtrArray *names;   /* char*: of the columns, from above the header; NULL = none */
    guint64 notes_line; /* of the first note below the data; 0 = none yet */
    guint n_notes;
    bool sheet_ignored; /* said of a file that has none */
    guint64 bare_line;  /* of the first row with quotes inside unquoted cells; 0 = none yet */
    GError *fatal;      /* after it, nothing can be read */
};

/* The row above the header that names what the header does not. */
static bool
read_names(VigieSheet *sheet, const VigieNames *names, GError **error)
{
    VigieSource *source = sheet->source;
    const gsize start = source->start;
    const guint64 line = source->line;
    source->start = names->offset;
    source->line = names->line;
    if (vigie_cutter_cut(&sheet->cutter, error) != VIGIE_CUT_ROW)
        return false;
    sheet->names = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < sheet->cutter.n; i++)
        g_ptr_array_add(sheet->names,
                        g_strndup(sheet->cutter.cells[i].text, sheet->cutter.cells[i].length));
    source->start = start;
    source->line = line;
    return true;
}

/* The header outlives the source's blocks. */
static void
keep_header(VigieSheet *sheet)
{
    const VigieCutter *cutter = &sheet->cutter;
    sheet->header_text = g_string_chunk_new(1024);
    sheet->header_cells = g_new0(VigieCell, cutter->n);
    for (guint i = 0; i < cutter->n; i++) {
        sheet->header_cells[i] = cutter->cells[i];
        if (cutter->cells[i].length == 0 && sheet->names != NULL && i < sheet->names->len) {
            sheet->header_cells[i].text =
                g_string_chunk_insert(sheet->header_text, sheet->names->pdata[i]);
            sheet->header_cells[i].length = strlen(sheet->names->pdata[i]);
            continue;
        }
        sheet->header_cells[i].text = g_string_chunk_insert_len(
            sheet->header_text, cutter->cells[i].text, (gssize)cutter->cells[i].length);
    }
    sheet->header = (VigieRow){sheet->header_cells, cutter->n, sheet->source->line};
}

/* (transfer full) source */
static VigieSheet *
sheet_new(VigieSource *source, const VigieDialect *said, GError **error)
{
    if (source == NULL)
        return NULL;
    g_autoptr(VigieSheet) sheet = g_new0(VigieSheet, 1);
    sheet->source = source;
    if (said != NULL)
        sheet->dialect = *said;
    if (source->kind != NULL) /* as its reader writes */
        sheet->dialect.delimiter = ',';
    if (source->kind != NULL && source->book == NULL)
        sheet->dialect.header_line = 1;
    sheet->sheet_ignored = source->book == NULL && sheet->dialect.sheet != NULL;
    sheet->dialect.sheet = source->book != NULL ? source->book->sheet : NULL;
    VigieNames names = {0};
    if (!vigie_dialect_guess(source, &sheet->dialect, &names, error))
        return NULL;
    vigie_cutter_init(&sheet->cutter, source, sheet->dialect.delimiter);
    if (names.there && !read_names(sheet, &names, error))
        return NULL;
    if (vigie_cutter_cut(&sheet->cutter, error) != VIGIE_CUT_ROW)
        return NULL;
    keep_header(sheet);
    vigie_cutter_consume(&sheet->cutter);
    sheet->dialect.bom = source->bom;
    sheet->dialect.encoding = source->encoding;
    return g_steal_pointer(&sheet);
}

VigieSheet *
vigie_sheet_open(const char *path, const VigieDialect *said, GError **error)
{
    return vigie_sheet_open_as(path, path, said, error);
}

VigieSheet *
vigie_sheet_open_as(const char *path, const char *name, const VigieDialect *said,
                    GError **error)
{
    return sheet_new(vigie_source_open(path, name, said, error), said, error);
}

VigieSheet *
vigie_sheet_open_bytes(const char *path, const char *bytes, gsize length,
                       const VigieDialect *said, GError **error)
{
    return sheet_new(vigie_source_open_bytes(path, bytes, length, said, error), said, error);
}

void
vigie_sheet_close(VigieSheet *sheet)
{
    if (sheet == NULL)
        return;
    vigie_cutter_release(&sheet->cutter);
    vigie_source_close(sheet->source);
    g_free(sheet->header_cells);
    g_clear_pointer(&sheet->names, g_ptr_array_unref);
    if (sheet->header_text != NULL)
        g_string_chunk_free(sheet->header_text);
    g_clear_error(&sheet->fatal);
    g_free(sheet);
}

const VigieDialect *
vigie_sheet_dialect(const VigieSheet *sheet)
{
    return &sheet->dialect;
}

const VigieRow *
vigie_sheet_header(const VigieSheet *sheet)
{
    return &sheet->header;
}

/* Of a row with one filled cell: is it a line of notes below a publisher's table?  One text, in the first cell, that begins as they do. */
static bool
is_note(const VigieSheet *sheet)
{
    static const char *const words[] = {
        "source", "note",     "champ",  "lecture",     "avertissement", "copyright",
        "©",      "(p)",      "(e)",    "(r)",         "(s)",           "(1)",
        "*",      "donnees ", "unite ", "mise a jour", "last update"};
    const VigieCutter *cutter = &sheet->cutter;
    const VigieCell *first = &cutter->cells[0];
    guint n = sheet->header.n;
    if (n < 2 || first->length == 0 || (n == 2 && cutter->n == n) || cutter->n > n)
        return false;
    g_autofree char *text = g_strndup(first->text, MIN(first->length, 60));
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    if (strpbrk(valid, " :") == NULL) /* a sentence, not an id */
        return false;
    g_autofree char *key = vigie_text_fold(valid);
    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_str_has_prefix(key, words[i]) || g_str_has_prefix(valid, words[i]))
            return true;
    return false;
}

static bool
fail_ragged(const VigieSheet *sheet, GError **error)
{
    const VigieCutter *cutter = &sheet->cutter;
    guint n = cutter->n, right = sheet->header.n;
    VigiePlace place = {sheet->source->path, sheet->source->line, MIN(n, right) + 1};
    g_autofree char *count = g_strdup_printf(
        P_("this row has %u cell, the header %u", "this row has %u cells, the header %u", n), n,
        right);
    const char *hint = _("are there delimiters in a cell that is not in quotes?");
    if (n < right)
        hint = cutter->broken_off ? _("the file ends in the middle of the row: is it cut?")
                                  : _("is there a line break in a cell that is not in quotes?");
    vigie_set_error_at(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_RAGGED, &place, _("%s: %s"),
                       count, hint);
    return false;
}

/* Cuts the next row that is not empty; false at the end or on an error. */
static bool
cut_next(VigieSheet *sheet, GError **error)
{
    g_autoptr(GError) problem = NULL;
    VigieCut cut = VIGIE_CUT_ROW;
    while ((cut = vigie_cutter_cut(&sheet->cutter, &problem)) == VIGIE_CUT_ROW) {
        if (sheet->cutter.bare_quotes && sheet->bare_line == 0)
            sheet->bare_line = sheet->source->line;
        guint filled = vigie_cutter_n_filled(&sheet->cutter);
        bool note = filled == 1 && is_note(sheet);
        if (filled > 0 && !note)
            return true;
        sheet->n_notes += note;
        if (note && sheet->notes_line == 0)
            sheet->notes_line = sheet->source->line;
        vigie_cutter_consume(&sheet->cutter);
    }
    sheet->dialect.encoding = sheet->source->encoding;
    if (cut == VIGIE_CUT_END)
        return false;
    if (g_error_matches(problem, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_QUOTE))
        vigie_cutter_consume(&sheet->cutter);
    else
        sheet->fatal = g_error_copy(problem);
    g_propagate_error(error, g_steal_pointer(&problem));
    return false;
}

bool
vigie_sheet_next(VigieSheet *sheet, VigieRow *row, GError **error)
{
    VigieCutter *cutter = &sheet->cutter;
    if (sheet->fatal != NULL) {
        g_propagate_error(error, g_error_copy(sheet->fatal));
        return false;
    }
    if (!cut_next(sheet, error))
        return false;
    bool good = sheet->dialect.ragged || cutter->n == sheet->header.n;
    if (good) {
        vigie_cutter_terminate(cutter);
        *row = (VigieRow){cutter->cells, cutter->n, sheet->source->line};
    } else {
        fail_ragged(sheet, error);
    }
    vigie_cutter_consume(cutter);
    return good;
}

void
vigie_sheet_position(const VigieSheet *sheet, guint64 *done, guint64 *total)
{
    const VigieSource *source = sheet->source;
    guint64 unread = source->end - source->start;
    if (source->book !=
        NULL) { /* its file says nothing of the length of its rows: these are counted */
        *total = source->book->n_rows;
        *done = MIN(source->line - 1, *total);
        return;
    }
    *done = source->done > unread ? MIN(source->done - unread, source->total) : 0;
    *total = source->total;
}

void
vigie_sheet_tell(const VigieSheet *sheet, VigieFindings *findings)
{
    const VigieSource *source = sheet->source;
    VigiePlace place = {.file = source->path};
    if (source->book != NULL)
        vigie_workbook_tell(source->book, source->path, findings);
    else if (sheet->sheet_ignored)
        vigie_findings_add(findings, VIGIE_NOTE, "sheet_ignored", &place,
                           _("sheet= is said, but this file is no workbook: it has no sheets"));
}

static void
describe_text(const VigieSheet *sheet, GString *text)
{
    const VigieSource *source = sheet->source;
    const char *encoding = strcmp(source->encoding, "windows-1252") == 0  ? "Windows-1252"
                           : strcmp(source->encoding, "iso-8859-15") == 0 ? "ISO-8859-15"
                                                                          : "UTF-8";
    g_string_append_printf(
        text, _("%s, %s%s, header on line %u"), vigie_delimiter_word(sheet->dialect.delimiter),
        encoding, sheet->dialect.bom ? _(" with its mark") : "", sheet->dialect.header_line);
}

char *
vigie_sheet_describe(const VigieSheet *sheet)
{
    const VigieDialect *dialect = &sheet->dialect;
    const VigieSource *source = sheet->source;
    if (source->kind != NULL && source->book == NULL)
        return g_strdup(vigie_foreign_word(source->kind));
    GString *text = g_string_new(NULL);
    if (source->book != NULL)
        g_string_append_printf(text, _("workbook, sheet \"%s\", header on line %u"),
                               source->book->sheet, dialect->header_line);
    else
        describe_text(sheet, text);
    if (dialect->header_line > 1)
        g_string_append_printf(text,
                               P_(" (%u line above it left out)",
                                  " (%u lines above it left out)", dialect->header_line - 1),
                               dialect->header_line - 1);
    if (sheet->n_notes > 0) {
        g_autofree char *line = g_strdup_printf("%" G_GUINT64_FORMAT, sheet->notes_line);
        g_string_append_printf(text,
                               P_(", %u line of notes left out (line %s)",
                                  ", %u lines of notes left out (from line %s)",
                                  sheet->n_notes),
                               sheet->n_notes, line);
    }
    if (sheet->bare_line > 0) {
        g_autofree char *line = g_strdup_printf("%" G_GUINT64_FORMAT, sheet->bare_line);
        g_string_append_printf(text, _(", quotes inside unquoted cells are text (line %s)"),
                               line);
    }
    return g_string_free(text, FALSE);
}
