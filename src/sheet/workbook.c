/* workbook.c - what vigie-workbook says of a workbook: the sheet taken, what is lost, why it cannot be read */
#define _POSIX_C_SOURCE 200809L

#include "workbook.h"
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
#include <vigie/base-text.h>

static void
mark_clear(gpointer mark)
{
    g_free(((VigieMark *)mark)->text);
}

static VigieWorkbook *
workbook_new(void)
{
    VigieWorkbook *book = g_new0(VigieWorkbook, 1);
    book->others = g_ptr_array_new_with_free_func(g_free);
    book->marks = g_array_new(FALSE, FALSE, sizeof(VigieMark));
    g_array_set_clear_func(book->marks, mark_clear);
    return book;
}

void
vigie_workbook_free(VigieWorkbook *book)
{
    if (book == NULL)
        return;
    g_free(book->sheet);
    g_ptr_array_unref(book->others);
    g_array_unref(book->marks);
    g_free(book);
}

/* What it says before the rows ------------------------------------------------------------- */

static bool
take_mark(VigieWorkbook *book, const VigieRow *row)
{
    static const char *const words[] = {"error", "formula", "digits"};
    guint64 number[3] = {0};
    if (row->n != 5)
        return false;
    for (guint i = 0; i < G_N_ELEMENTS(number); i++)
        if (!g_ascii_string_to_unsigned(row->cells[i + 1].text, 10, 1, G_MAXUINT32, &number[i],
                                        NULL))
            return false;
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        if (strcmp(row->cells[0].text, words[i]) != 0)
            continue;
        VigieMark mark = {.word = words[i],
                          .field = (guint)number[0],
                          .n = number[1],
                          .line = number[2],
                          .text = vigie_text_line(row->cells[4].text)};
        g_array_append_val(book->marks, mark);
        return true;
    }
    return false;
}

static bool
take_row(VigieWorkbook *book, const VigieRow *row)
{
    const char *word = row->cells[0].text;
    if (row->n == 3 && strcmp(word, "taken") == 0 && book->sheet == NULL) {
        book->sheet = g_strdup(row->cells[1].text);
        book->hidden = strcmp(row->cells[2].text, "hidden") == 0;
        return true;
    }
    if (row->n == 2 && strcmp(word, "other") == 0) {
        g_ptr_array_add(book->others, g_strdup(row->cells[1].text));
        return true;
    }
    if (row->n == 2 && strcmp(word, "rows") == 0)
        return g_ascii_string_to_unsigned(row->cells[1].text, 10, 0, G_MAXUINT32, &book->n_rows,
                                          NULL);
    return take_mark(book, row);
}

static bool
fail_unknown(const char *path, GError **error)
{
    VigiePlace place = {.file = path};
    vigie_set_error_at(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_PROGRAM, &place,
                       _("vigie-workbook says what this vigie does not understand: are the two "
                         "of one version?"));
    return false;
}

/* Hands each row to take. */
static bool
each_row(const char *path, const char *bytes, gsize length,
         bool (*take)(gpointer, const VigieRow *), gpointer user, GError **error)
{
    const VigieDialect dialect = {
        .delimiter = ',', .encoding = "UTF-8", .header_line = 1, .ragged = true};
    g_autoptr(VigieSheet) sheet = vigie_sheet_open_bytes(path, bytes, length, &dialect, NULL);
    g_autoptr(GError) problem = NULL;
    if (sheet == NULL || !take(user, vigie_sheet_header(sheet)))
        return fail_unknown(path, error);
    VigieRow row;
    while (vigie_sheet_next(sheet, &row, &problem))
        if (!take(user, &row))
            return fail_unknown(path, error);
    return problem == NULL || fail_unknown(path, error);
}

static bool
take_prelude(gpointer book, const VigieRow *row)
{
    return take_row(book, row);
}

VigieWorkbook *
vigie_workbook_parse(const char *path, const char *bytes, gsize length, GError **error)
{
    g_autoptr(VigieWorkbook) book = workbook_new();
    if (!each_row(path, bytes, length, take_prelude, book, error))
        return NULL;
    if (book->sheet == NULL) {
        fail_unknown(path, error);
        return NULL;
    }
    return g_steal_pointer(&book);
}

VigieWorkbook *
vigie_workbook_read(int fd, const char *path, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    while (!g_str_has_suffix(text->str, "\n\n")) { /* byte by byte: what follows is not ours */
        char c = '\0';
        ssize_t got = read(fd, &c, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got != 1)
            return NULL;
        g_string_append_c(text, c);
        if (text->len > VIGIE_PRELUDE_MAX) {
            fail_unknown(path, error);
            return NULL;
        }
    }
    return vigie_workbook_parse(path, text->str, text->len, error);
}

/* Names ------------------------------------------------------------------------------------ */

static bool
take_name(gpointer names, const VigieRow *row)
{
    if (row->n != 3 || strcmp(row->cells[0].text, "sheet") != 0)
        return false;
    g_ptr_array_add(names, g_strdup(row->cells[1].text));
    return true;
}

char **
vigie_sheet_names(const char *path, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    const char *const arguments[] = {path, "names", NULL};
    if (g_strcmp0(vigie_foreign_kind_of(path), VIGIE_WORKBOOK) == 0) {
        g_autoptr(GString) text = vigie_foreign_all(VIGIE_WORKBOOK, path, arguments, error);
        if (text == NULL || !each_row(path, text->str, text->len, take_name, names, error))
            return NULL;
    }
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_steal(names, NULL);
}

/* Errors ----------------------------------------------------------------------------------- */

static void
set_no_sheet(const char *said, const char *path, const VigiePlace *place, GError **error)
{
    g_auto(GStrv) names = vigie_sheet_names(path, NULL);
    const char *nearest =
        names != NULL ? vigie_nearest(said, (const char *const *)names) : NULL;
    g_autofree char *list = names != NULL ? g_strjoinv(", ", names) : g_strdup("");
    if (nearest != NULL)
        vigie_set_error_at(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_NO_SHEET, place,
                           _("the workbook has no sheet \"%s\": do you mean \"%s\"?"), said,
                           nearest);
    else
        vigie_set_error_at(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_NO_SHEET, place,
                           _("the workbook has no sheet \"%s\"; its sheets: %s"), said, list);
}

/* What the archive is instead of a workbook that can be read; NULL: an unknown word. */
static const char *
kind_text(const char *word)
{
    static const struct {
        const char *word, *text;
    } kinds[] = {
        {"xlsb", N_("this is a binary Excel workbook (.xlsb): save it as .xlsx")},
        {"numbers", N_("this is a Numbers document: export it as .xlsx or CSV")},
        {"word", N_("this is a text document (Word or Writer), not a table: save the table as "
                    "a workbook or CSV")},
        {"slides",
         N_("this is a presentation, not a table: save the table as a workbook or CSV")},
        {"zip", N_("this is a ZIP archive without a workbook in it: unpack it first")},
        {"office", N_("this is an old Office document that holds no workbook: save the table "
                      "as .xlsx or CSV")},
        {"password",
         N_("this workbook is protected by a password: save a copy of it without one")},
        {"large", N_("this workbook unpacks to more than 1 GiB: save the sheet as CSV")},
        {"ods_large",
         N_("this .ods has more rows than can be read from that format (some 20,000 "
            "of 30 columns): save it as .xlsx or CSV")},
        {"cut", N_("the workbook is damaged or cut off: copy the file again")},
    };
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (strcmp(kinds[i].word, word) == 0)
            return _(kinds[i].text);
    return NULL;
}

static void
set_kind(const char *word, const VigiePlace *place, GError **error)
{
    const char *text = kind_text(word);
    bool damaged = text == NULL || strcmp(word, "cut") == 0;
    vigie_set_error_at(error, VIGIE_SHEET_ERROR,
                       damaged ? VIGIE_SHEET_ERROR_IO : VIGIE_SHEET_ERROR_BINARY, place, "%s",
                       text != NULL ? text : _("its reader does not say why"));
}

static void
set_empty(const char *sheet, const VigiePlace *place, GError **error)
{
    if (*sheet != '\0')
        vigie_set_error_at(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_EMPTY, place,
                           _("there is nothing in sheet \"%s\""), sheet);
    else
        vigie_set_error_at(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_EMPTY, place,
                           _("there is nothing in any sheet of this workbook"));
}

void
vigie_workbook_set_error(const char *word, const char *path, const char *name, GError **error)
{
    VigiePlace place = {.file = name};
    g_autofree char *line = vigie_text_line(word);
    g_auto(GStrv) part = g_strsplit(line, ",", 2);
    const char *detail = part[0] != NULL && part[1] != NULL ? part[1] : "";
    if (g_strcmp0(part[0], "no_sheet") == 0)
        set_no_sheet(detail, path, &place, error);
    else if (g_strcmp0(part[0], "empty") == 0)
        set_empty(detail, &place, error);
    else if (g_strcmp0(part[0], "kind") == 0)
        set_kind(detail, &place, error);
    else if (*detail == '\0' || g_strcmp0(part[0], "ods_large") == 0)
        set_kind(*detail == '\0' ? "cut" : "ods_large", &place, error);
    else
        vigie_set_error_at(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_IO, &place,
                           _("workbook that cannot be read whole: %s"), detail);
}

void
vigie_workbook_set_killed(int number, const char *name, GError **error)
{
    VigiePlace place = {.file = name};
    const char *text =
        number == SIGXCPU
            ? _("reading this workbook took more than 5 minutes and was given up: save the "
                "sheet as CSV")
        : number == SIGABRT || number == SIGKILL
            ? _("reading this workbook took more than 4 GiB of memory, or the workbook is "
                "damaged: save the sheet as CSV")
            : _("the reader of workbooks died of this file: it is damaged; save the sheet as "
                "CSV");
    vigie_set_error_at(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_IO, &place, "%s", text);
}

/* Findings --------------------------------------------------------------------------------- */

static void
tell_others(const VigieWorkbook *book, const VigiePlace *place, VigieFindings *findings)
{
    GString *others = g_string_new(NULL);
    for (guint i = 0; i < book->others->len; i++) {
        g_autofree char *name = vigie_text_line(book->others->pdata[i]);
        g_string_append_printf(others, "%s%s", i > 0 ? ", " : "", name);
    }
    if (others->len > 0)
        vigie_findings_add(findings, VIGIE_NOTE, "sheet_taken", place,
                           _("sheet \"%s\" was taken; not read: %s (to choose: sheet= in the "
                             "source)"),
                           book->sheet, others->str);
    g_string_free(others, TRUE);
}

static void
tell_mark(const VigieMark *mark, const char *name, VigieFindings *findings)
{
    VigiePlace place = {.file = name, .line = mark->line, .field = mark->field};
    gulong n = (gulong)mark->n;
    if (strcmp(mark->word, "error") == 0)
        vigie_findings_add(findings, VIGIE_FINDING, "cell_error", &place,
                           P_("an error of the spreadsheet (%s) in the place of a value, read "
                              "as blank; %lu cell of this column has one",
                              "an error of the spreadsheet (%s) in the place of a value, read "
                              "as blank; %lu cells of this column have one",
                              n),
                           mark->text, n);
    else if (strcmp(mark->word, "formula") == 0)
        vigie_findings_add(
            findings, VIGIE_FINDING, "cell_formula", &place,
            P_("a formula, a true/false or an error, which cannot be read from .xls and is "
               "taken "
               "as blank: save the workbook as .xlsx; %lu cell of this column is one",
               "a formula, a true/false or an error, which cannot be read from .xls and is "
               "taken "
               "as blank: save the workbook as .xlsx; %lu cells of this column are one",
               n),
            n);
    else
        vigie_findings_add(
            findings, VIGIE_FINDING, "cell_digits", &place,
            P_("a number of 16 digits or more (%s), of which a spreadsheet keeps 15: if these "
               "are identifiers, they are to be entered as text; %lu cell of this column is so "
               "long",
               "a number of 16 digits or more (%s), of which a spreadsheet keeps 15: if these "
               "are identifiers, they are to be entered as text; %lu cells of this column are "
               "so long",
               n),
            mark->text, n);
}

void
vigie_workbook_tell(const VigieWorkbook *book, const char *name, VigieFindings *findings)
{
    VigiePlace place = {.file = name};
    tell_others(book, &place, findings);
    if (book->hidden)
        vigie_findings_add(findings, VIGIE_NOTE, "sheet_hidden", &place,
                           _("sheet \"%s\" is hidden in the workbook"), book->sheet);
    for (guint i = 0; i < book->marks->len; i++)
        tell_mark(&g_array_index(book->marks, VigieMark, i), name, findings);
}
