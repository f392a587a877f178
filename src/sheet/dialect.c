/* dialect.c - readings of the sample, one for each delimiter, and the choice between them.
 *
 * A reading fits if, from the header on, each row has as many cells as the header (at least two).
 * Of several that fit, the one that explains most rows is taken; if they explain as many, the
 * file is ambiguous and is refused.  If none fits, rows are ragged in every reading: the one with
 * the most rows of its usual width is taken, so that the error that follows names the line. */
#include "dialect.h"
#include "cutter.h"
#include <string.h>
#include <vigie/base-text.h>

#define PREAMBLE_MAX 50

static const char delimiters[] = {';', ',', '\t', '|'};

#define BROKEN G_MAXUINT

/* A row of the sample; n and filled are BROKEN where libcsv refuses it. */
typedef struct {
    gsize offset; /* in the source's text */
    guint64 line;
    guint n;      /* cells */
    guint filled; /* cells that are not empty */
} Shape;

typedef struct {
    char delimiter;
    GArray *shapes; /* Shape; rows whose cells are all empty are left out */
    guint header;   /* index of the header's shape */
    bool
        series; /* the first row names the series, the header stands below what is said of them */
    guint width;  /* the commonest number of cells */
    guint usual;  /* rows of that width, from the header on */
    guint broken; /* rows that libcsv refuses */
    guint bare;   /* rows with a quote inside an unquoted cell */
} Reading;

static const Shape *
shape_at(const Reading *reading, guint i)
{
    return &g_array_index(reading->shapes, Shape, i);
}

/* All rows of the sample in this reading; the source stays where it is. */
static void
read_shapes(Reading *reading, VigieSource *source)
{
    const gsize start = source->start;
    const guint64 line = source->line;
    VigieCutter cutter;
    vigie_cutter_init(&cutter, source, reading->delimiter);
    cutter.frozen = true;
    VigieCut cut = VIGIE_CUT_ROW;
    while ((cut = vigie_cutter_cut(&cutter, NULL)) != VIGIE_CUT_END) {
        Shape shape = {source->start, source->line, cutter.n, vigie_cutter_n_filled(&cutter)};
        if (cut == VIGIE_CUT_ERROR)
            shape.n = shape.filled = BROKEN;
        if (shape.filled > 0)
            g_array_append_val(reading->shapes, shape);
        reading->broken += cut == VIGIE_CUT_ERROR;
        reading->bare += cutter.bare_quotes;
        vigie_cutter_consume(&cutter);
    }
    vigie_cutter_release(&cutter);
    source->start = start;
    source->line = line;
}

/* The commonest number of cells; of two as common, the larger. */
static guint
usual_width(const Reading *reading)
{
    g_autoptr(GHashTable) counts = g_hash_table_new(NULL, NULL);
    guint width = 0, most = 0;
    for (guint i = 0; i < reading->shapes->len; i++) {
        if (shape_at(reading, i)->n == BROKEN)
            continue;
        gpointer n = GUINT_TO_POINTER(shape_at(reading, i)->n);
        guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, n)) + 1;
        g_hash_table_insert(counts, n, GUINT_TO_POINTER(count));
        if (count > most || (count == most && GPOINTER_TO_UINT(n) > width)) {
            most = count;
            width = GPOINTER_TO_UINT(n);
        }
    }
    return width;
}

/* A title or a note above the table: it fills at most half of the table's cells.  In a table of
 * two columns that is also what a header without a name looks like: there, a blank line must
 * follow. */
static bool
looks_like_preamble(const Reading *reading, guint i)
{
    const Shape *shape = shape_at(reading, i);
    if (reading->width < 2 || shape->filled > MAX(1, reading->width / 2))
        return false;
    return reading->width > 2 || shape_at(reading, i + 1)->line > shape->line + 1;
}

/* The row's first cell begins with the word; both folded. */
static bool
begins_with(const Reading *reading, const VigieSource *source, guint i, const char *word)
{
    const char *text = source->text + shape_at(reading, i)->offset;
    gsize n = MIN((gsize)(source->text + source->end - text), 24);
    n = strcspn(text, "\r\n") < n ? strcspn(text, "\r\n") : n;
    g_autofree char *start = g_utf8_make_valid(text, (gssize)n);
    g_autofree char *key = vigie_text_fold(start);
    const char *bare = key + strspn(key, "\"");
    return g_str_has_prefix(bare, word);
}

/* INSEE's series: "Libellé" and its name, "idBank", the day of the last update, and then "Période". */
static bool
find_series(Reading *reading, const VigieSource *source)
{
    guint last = MIN(reading->shapes->len, 10);
    if (reading->shapes->len < 3 || reading->width < 2 || shape_at(reading, 0)->n == BROKEN ||
        !begins_with(reading, source, 0, "libelle"))
        return false;
    for (guint i = 1; i + 1 < last; i++)
        if (begins_with(reading, source, i, "periode")) {
            reading->header = i;
            reading->series = true;
            return true;
        }
    return false;
}

static guint
find_header(const Reading *reading)
{
    guint last = MIN(reading->shapes->len, PREAMBLE_MAX + 1);
    for (guint i = 0; i + 1 < last; i++)
        if (!looks_like_preamble(reading, i))
            return i;
    return 0;
}

static void
read_sample(Reading *reading, VigieSource *source, char delimiter, bool header_is_said)
{
    *reading = (Reading){.delimiter = delimiter};
    reading->shapes = g_array_new(FALSE, FALSE, sizeof(Shape));
    read_shapes(reading, source);
    reading->width = usual_width(reading);
    if (header_is_said || !find_series(reading, source))
        reading->header = header_is_said ? 0 : find_header(reading);
    for (guint i = reading->header; i < reading->shapes->len; i++)
        reading->usual += shape_at(reading, i)->n == reading->width;
}

static void
release(Reading *reading)
{
    if (reading->shapes != NULL)
        g_array_unref(reading->shapes);
}

static bool
has_columns(const Reading *reading)
{
    if (reading->width < 2)
        return false;
    const guint n = shape_at(reading, reading->header)->n;
    return n > 1 && n != BROKEN;
}

static bool
fits(const Reading *reading)
{
    return has_columns(reading) && reading->broken == 0 &&
           reading->usual == reading->shapes->len - reading->header;
}

/* > 0: a is the better reading; 0: neither is. */
static int
compare(const Reading *a, const Reading *b)
{
    if (fits(a) != fits(b))
        return fits(a) ? 1 : -1;
    if (has_columns(a) != has_columns(b))
        return has_columns(a) ? 1 : -1;
    if (!has_columns(a))
        return 0;
    if (a->usual != b->usual)
        return a->usual > b->usual ? 1 : -1;
    return a->bare < b->bare ? 1 : -(a->bare > b->bare);
}

static char *
columns_between(const Reading *reading)
{
    return g_strdup_printf(P_("%u column between %s", "%u columns between %s", reading->width),
                           reading->width, vigie_delimiter_word(reading->delimiter));
}

static bool
refuse_both(const VigieSource *source, const Reading *a, const Reading *b, GError **error)
{
    const Shape *header = shape_at(a, a->header);
    VigiePlace place = {.file = source->path, .line = header->line};
    g_autofree char *one = columns_between(a);
    g_autofree char *other = columns_between(b);
    vigie_set_error_at(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_DIALECT, &place,
                       _("this reads as %s and as %s: say delimiter= in the source"), one,
                       other);
    return false;
}

/* The best of the readings; NULL: none has columns. */
static bool
choose(const VigieSource *source, const Reading *readings, gsize n, const Reading **best,
       GError **error)
{
    const Reading *rival = NULL;
    *best = &readings[0];
    for (gsize i = 0; i < n; i++) {
        /* blanks and this delimiter only: settle() says that the file is empty */
        if (readings[i].shapes->len == 0) {
            *best = &readings[i];
            return true;
        }
    }
    for (gsize i = 1; i < n; i++) {
        int order = compare(&readings[i], *best);
        if (order > 0) {
            *best = &readings[i];
            rival = NULL;
        } else if (order == 0) {
            rival = &readings[i];
        }
    }
    if (!has_columns(*best))
        *best = NULL;
    return *best == NULL || rival == NULL || refuse_both(source, *best, rival, error);
}

static bool
refuse(const VigieSource *source, VigieSheetError code, guint64 line, GError **error,
       const char *text)
{
    VigiePlace place = {.file = source->path, .line = line};
    vigie_set_error_at(error, VIGIE_SHEET_ERROR, (int)code, &place, "%s", text);
    return false;
}

/* Goes to the beginning of a line of the sample. */
static bool
go_to_line(VigieSource *source, guint64 line, GError **error)
{
    gsize at = source->start;
    guint64 reached = source->line;
    for (; reached < line && at < source->end; at++)
        reached += vigie_source_count_breaks(source, at, at + 1);
    if (reached < line || at == source->end)
        return refuse(source, VIGIE_SHEET_ERROR_DIALECT, line, error,
                      _("header-line= names a line that the file does not have"));
    source->start = at;
    source->line = reached;
    return true;
}

/* Takes the reading over: its delimiter, its header. */
static bool
settle(const Reading *reading, VigieSource *source, VigieDialect *dialect, VigieNames *names,
       GError **error)
{
    if (reading->shapes->len == 0)
        return source->eof ? refuse(source, VIGIE_SHEET_ERROR_EMPTY, 0, error,
                                    _("there is nothing in this file"))
                           : refuse(source, VIGIE_SHEET_ERROR_BINARY, source->line, error,
                                    _("the first row is longer than 1 MiB: is this a table of "
                                      "text?"));
    const Shape *header = shape_at(reading, reading->header);
    if (dialect->header_line > 0 && header->line != dialect->header_line)
        return refuse(source, VIGIE_SHEET_ERROR_DIALECT, dialect->header_line, error,
                      _("header-line= names a blank line"));
    const Shape *first = shape_at(reading, 0);
    *names = (VigieNames){reading->series, first->offset, first->line};
    dialect->delimiter = reading->delimiter;
    dialect->header_line = (guint)header->line;
    source->start = header->offset;
    source->line = header->line;
    return true;
}

/* One column: the delimiters in its text are text. */
static bool
settle_without_delimiter(VigieSource *source, VigieDialect *dialect, char delimiter,
                         VigieNames *names, GError **error)
{
    Reading only;
    read_sample(&only, source, delimiter, dialect->header_line > 0);
    bool settled = settle(&only, source, dialect, names, error);
    release(&only);
    return settled;
}

bool
vigie_dialect_guess(VigieSource *source, VigieDialect *dialect, VigieNames *names,
                    GError **error)
{
    if (dialect->header_line > 0 && !go_to_line(source, dialect->header_line, error))
        return false;
    if (dialect->delimiter != '\0')
        return settle_without_delimiter(source, dialect, dialect->delimiter, names, error);
    Reading readings[G_N_ELEMENTS(delimiters)];
    for (gsize i = 0; i < G_N_ELEMENTS(delimiters); i++)
        read_sample(&readings[i], source, delimiters[i], dialect->header_line > 0);
    const Reading *best = NULL;
    bool good = choose(source, readings, G_N_ELEMENTS(readings), &best, error);
    if (good && best == NULL)
        good = settle_without_delimiter(source, dialect, VIGIE_NO_DELIMITER, names, error);
    else if (good)
        good = settle(best, source, dialect, names, error);
    for (gsize i = 0; good && best != NULL && i < G_N_ELEMENTS(readings); i++)
        if (&readings[i] != best && fits(&readings[i]))
            dialect->rival = readings[i].delimiter;
    for (gsize i = 0; i < G_N_ELEMENTS(readings); i++)
        release(&readings[i]);
    return good;
}

const char *
vigie_delimiter_word(char delimiter)
{
    switch (delimiter) {
    case ',':
        return _("commas");
    case ';':
        return _("semicolons");
    case '\t':
        return _("tabs");
    case '|':
        return _("vertical bars");
    default:
        return _("no delimiter");
    }
}
