/* cutter.c - one row at a time */
#include "cutter.h"
#include <string.h>
#include <vigie/base-text.h>

/* libcsv's buffer for a cell grows by this many bytes; by its own 128, a quote that never closes costs minutes. */
#define CELL_STEP 65536

void
vigie_cutter_init(VigieCutter *cutter, VigieSource *source, char delimiter)
{
    *cutter = (VigieCutter){.source = source, .delimiter = delimiter};
    cutter->stops[(guchar)delimiter] = 1;
    cutter->stops['\n'] = cutter->stops['\r'] = cutter->stops['"'] = 1;
    cutter->text = g_string_new(NULL);
    g_assert(csv_init(&cutter->parser, CSV_STRICT) == 0);
    csv_set_delim(&cutter->parser, (unsigned char)delimiter);
    csv_set_blk_size(&cutter->parser, CELL_STEP);
    csv_set_realloc_func(&cutter->parser, g_realloc);
    csv_set_free_func(&cutter->parser, g_free);
}

void
vigie_cutter_release(VigieCutter *cutter)
{
    if (cutter->source == NULL)
        return;
    g_free(cutter->cells);
    g_string_free(cutter->text, TRUE);
    csv_free(&cutter->parser);
    cutter->source = NULL;
}

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static void
grow(VigieCutter *cutter)
{
    cutter->room = MAX(32, 2 * cutter->room);
    cutter->cells = g_renew(VigieCell, cutter->cells, cutter->room);
}

static inline void
add_cell(VigieCutter *cutter, const char *text, gsize length, bool quoted)
{
    if (G_UNLIKELY(cutter->n == cutter->room))
        grow(cutter);
    VigieCell *cell = &cutter->cells[cutter->n++];
    cell->text = text;
    cell->length = length;
    cell->quoted = quoted;
}

static inline void
add_plain_cell(VigieCutter *cutter, const char *from, const char *to)
{
    while (from < to && is_blank(*from))
        from++;
    while (to > from && is_blank(to[-1]))
        to--;
    add_cell(cutter, from, (gsize)(to - from), false);
}

static VigieCut
fail(VigieCutter *cutter, VigieSheetError code, guint64 line, guint field, GError **error,
     const char *text)
{
    VigiePlace place = {.file = cutter->source->path, .line = line, .field = field};
    vigie_set_error_at(error, VIGIE_SHEET_ERROR, (int)code, &place, "%s", text);
    return VIGIE_CUT_ERROR;
}

/* The line break at c is this long: 0 at the end of the text. */
static gsize
break_length(const VigieSource *source, const char *c)
{
    if (c == source->text + source->end)
        return 0;
    bool crlf = c[0] == '\r' && c + 1 < source->text + source->end && c[1] == '\n';
    return crlf ? 2 : 1;
}

/* True if what stands at c may read otherwise once there is more text: the end of the text, or a
 * CR whose LF may follow. */
static bool
is_open(const VigieSource *source, const char *c)
{
    const char *end = source->text + source->end;
    return !source->eof && (c == end || (*c == '\r' && c + 1 == end));
}

typedef enum { PLAIN_ROW, PLAIN_QUOTE, PLAIN_OPEN } Plain;

/* The end of the cell that begins at c; NULL: the cell begins with a quote.  A quote further on is
 * text: so are written the files of programs that know no quoting (HÔTEL "LA MAISON";18 …). */
static const char *
find_cell_end(VigieCutter *cutter, const char *c)
{
    const char *from = c;
    for (;; c++) {
        while (!cutter->stops[(guchar)*c])
            c++;
        if (*c != '"')
            return c;
        while (is_blank(*from))
            from++;
        if (from == c)
            return NULL;
        cutter->bare_quotes = true;
    }
}

static Plain
cut_plain(VigieCutter *cutter)
{
    const VigieSource *source = cutter->source;
    const char *start = source->text + source->start;
    const char *from = start;
    const char *c = NULL;
    cutter->n = 0;
    cutter->in_place = true;
    cutter->bare_quotes = false;
    while ((c = find_cell_end(cutter, from)) != NULL && *c == cutter->delimiter) {
        add_plain_cell(cutter, from, c);
        from = c + 1;
    }
    if (c == NULL)
        return PLAIN_QUOTE;
    if (is_open(source, c))
        return PLAIN_OPEN;
    add_plain_cell(cutter, from, c);
    gsize end = break_length(source, c);
    cutter->length = (gsize)(c - start) + end;
    cutter->broken_off = end == 0;
    cutter->breaks = 1;
    return PLAIN_ROW;
}

/* libcsv has a cell.  Whether it was quoted is seen in the row itself, where the cursor follows:
 * past the cell, its two quotes and the doubled ones. */
static void
take_cell(void *bytes, size_t length, void *user)
{
    VigieCutter *cutter = user;
    const char *row = cutter->source->text + cutter->source->start;
    const char *raw = row + cutter->cursor;
    const char *cell = bytes;
    while (is_blank(*raw) && *raw != cutter->delimiter)
        raw++;
    bool quoted = *raw == '"';
    raw += length + (quoted ? 2 : 0);
    for (gsize i = 0; quoted && i < length; i++)
        raw += cell[i] == '"';
    while (is_blank(*raw) && *raw != cutter->delimiter)
        raw++;
    cutter->cursor = (gsize)(raw + 1 - row);
    add_cell(cutter, NULL, length, quoted);
    g_string_append_len(cutter->text, cell, (gssize)length);
    g_string_append_c(cutter->text, '\0');
}

static void
take_row(int terminator, void *user)
{
    (void)terminator;
    ((VigieCutter *)user)->complete = true;
}

/* The line that begins so far into the row: its length and its break's.  False: none there yet. */
static bool
find_line(const VigieCutter *cutter, gsize from, gsize *length, gsize *end)
{
    const VigieSource *source = cutter->source;
    const char *start = source->text + source->start + from;
    const char *c = start;
    while (*c != '\n' && *c != '\r')
        c++;
    *length = (gsize)(c - start);
    *end = break_length(source, c);
    return !is_open(source, c);
}

/* More text for the row that is being cut. */
static VigieCut
ask_more(VigieCutter *cutter, GError **error)
{
    if (cutter->frozen)
        return VIGIE_CUT_END;
    g_autoptr(GError) problem = NULL;
    if (!vigie_source_more(cutter->source, &problem) && problem != NULL) {
        g_propagate_error(error, g_steal_pointer(&problem));
        return VIGIE_CUT_ERROR;
    }
    return VIGIE_CUT_ROW;
}

static bool
is_too_long(const VigieCutter *cutter)
{
    return cutter->source->end - cutter->source->start > VIGIE_ROW_MAX;
}

static void
begin_quoted(VigieCutter *cutter)
{
    csv_fini(&cutter->parser, NULL, NULL, NULL);
    g_string_truncate(cutter->text, 0);
    cutter->in_place = false;
    cutter->bare_quotes = false;
    cutter->n = 0;
    cutter->cursor = 0;
    cutter->length = 0;
    cutter->breaks = 0;
    cutter->complete = false;
}

/* Cells get their text once it does not move any more. */
static void
finish_quoted(VigieCutter *cutter)
{
    const char *text = cutter->text->str;
    for (guint i = 0; i < cutter->n; i++) {
        cutter->cells[i].text = text;
        text += cutter->cells[i].length + 1;
    }
}

static VigieCut
fail_unclosed(VigieCutter *cutter, guint64 opened, GError **error)
{
    return fail(cutter, VIGIE_SHEET_ERROR_QUOTE, opened, cutter->n + 1, error,
                _("the quote that opens this cell is never closed: is the file cut?"));
}

/* Feeds libcsv the row's next line.  Where the file ends without a line break, that is the '\n'
 * that closes the source's text. */
static VigieCut
feed_line(VigieCutter *cutter, gsize length, gsize end, GError **error)
{
    const VigieSource *source = cutter->source;
    const char *line = source->text + source->start + cutter->length;
    gsize fed = length + MAX(end, 1);
    bool good = csv_parse(&cutter->parser, line, fed, take_cell, take_row, cutter) == fed;
    cutter->length += length + end;
    cutter->broken_off = end == 0;
    cutter->breaks++;
    if (good)
        return VIGIE_CUT_ROW;
    return fail(cutter, VIGIE_SHEET_ERROR_QUOTE, source->line + cutter->breaks - 1,
                cutter->n + 1, error,
                _("a quote inside a cell of a row with quoted cells: put the whole cell in "
                  "quotes and write its own quotes twice"));
}

/* A row with quotes goes to libcsv line by line, until it says that the row is complete. */
static VigieCut
cut_quoted(VigieCutter *cutter, GError **error)
{
    guint64 opened = cutter->source->line;
    begin_quoted(cutter);
    while (!cutter->complete) {
        gsize length = 0, end = 0;
        VigieCut step = VIGIE_CUT_ROW;
        while (step == VIGIE_CUT_ROW && !find_line(cutter, cutter->length, &length, &end))
            step = is_too_long(cutter) ? fail_unclosed(cutter, opened, error)
                                       : ask_more(cutter, error);
        guint before = cutter->n;
        if (step == VIGIE_CUT_ROW)
            step = feed_line(cutter, length, end, error);
        if (step != VIGIE_CUT_ROW)
            return step;
        /* what is open now was opened in this line if any cell ended in it */
        if (cutter->n > before)
            opened = cutter->source->line + cutter->breaks - 1;
        if (!cutter->complete && end == 0)
            return fail_unclosed(cutter, opened, error);
    }
    finish_quoted(cutter);
    return VIGIE_CUT_ROW;
}

VigieCut
vigie_cutter_cut(VigieCutter *cutter, GError **error)
{
    for (;;) {
        const VigieSource *source = cutter->source;
        if (source->eof && source->start == source->end)
            return VIGIE_CUT_END;
        Plain plain = cut_plain(cutter);
        if (plain == PLAIN_ROW)
            return VIGIE_CUT_ROW;
        if (plain == PLAIN_QUOTE)
            return cut_quoted(cutter, error);
        if (is_too_long(cutter))
            return fail(cutter, VIGIE_SHEET_ERROR_BINARY, source->line, 0, error,
                        _("this row is longer than 16 MiB: is this a table of text?"));
        VigieCut asked = ask_more(cutter, error);
        if (asked != VIGIE_CUT_ROW)
            return asked;
    }
}

void
vigie_cutter_terminate(VigieCutter *cutter)
{
    const char *base = cutter->source->text;
    for (guint i = 0; cutter->in_place && i < cutter->n; i++) {
        const VigieCell *cell = &cutter->cells[i];
        cutter->source->text[(gsize)(cell->text - base) + cell->length] = '\0';
    }
}

void
vigie_cutter_consume(VigieCutter *cutter)
{
    cutter->source->start += cutter->length;
    cutter->source->line += cutter->breaks;
}

guint
vigie_cutter_n_filled(const VigieCutter *cutter)
{
    guint filled = 0;
    for (guint i = 0; i < cutter->n; i++)
        filled += cutter->cells[i].length > 0;
    return filled;
}
