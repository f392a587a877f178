/* workbook.c - vigie-workbook: a sheet of an .xlsx, .ods or .xls workbook as CSV on standard output, in a process of
 * its own
 *   vigie-workbook FILE names          "sheet,NAME,hidden|shown", one line a sheet
 *   vigie-workbook FILE rows [SHEET]   what was found, a blank line, then line k = row k; UTF-8, commas
 * What was found: "taken,NAME,hidden|shown", "rows,N", "other,NAME" for each sheet that is shown and holds something,
 * and "error|formula|digits,COLUMN,COUNT,FIRST_ROW,TEXT" for cells whose value is lost.
 * GDAL reads bytes that anybody may have written: if one kills it, only this process dies, and only who opens a
 * workbook waits for GDAL to start.  Exit 0 only if the sheet was read whole; else one line "word,detail" on standard
 * error (the words: src/sheet/workbook.c). */
#define _XOPEN_SOURCE 700

#include "workbook.h"
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#define FLUSH_AT (64 << 10)
#define MEMORY_MAX ((rlim_t)4 << 30)
#define SECONDS_MAX 300

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED
#endif
#endif

/* What was seen of a column. */
typedef struct {
    guint64 n, line; /* how many, the first */
    char text[32];
} Seen;
typedef struct {
    Seen errors, formulas, digits;
    guint64 n_long; /* numbers of 16 digits or more that may be whole */
} Column;

typedef struct {
    VigieBook book;
    OGRLayerH sheet;
    GHashTable *lost; /* or NULL */
    GArray *columns;  /* Column, up to the last that holds anything */
    guint64 n_rows;   /* up to the last that holds anything */
    GString *cell, *out;
} Reading;

/* Seeing ---------------------------------------------------------------------------------- */

static void
see(Seen *seen, guint64 line, const char *text)
{
    if (seen->n++ > 0)
        return;
    seen->line = line;
    g_strlcpy(seen->text, text, sizeof seen->text);
}

static void
see_cell(Reading *r, guint64 line, int field, const char *text)
{
    guint number = (guint)field;
    bool lost =
        *text == '\0' && r->lost != NULL && line <= 65536 &&
        g_hash_table_contains(r->lost, GUINT_TO_POINTER((guint)(line - 1) << 16 | number));
    if (*text == '\0' && !lost)
        return;
    if (r->columns->len <= number)
        g_array_set_size(r->columns, number + 1);
    r->n_rows = line;
    Column *column = &g_array_index(r->columns, Column, number);
    VigieCellKind kind = vigie_cell_read(&r->book.rules, text, r->cell);
    if (lost)
        see(&column->formulas, line, "");
    else if (kind == VIGIE_CELL_ERROR)
        see(&column->errors, line, text);
    else if (kind == VIGIE_CELL_DIGITS)
        see(&column->digits, line, text);
    column->n_long += kind == VIGIE_CELL_LONG;
}

static void
see_rows(Reading *r)
{
    OGRFeatureH row = NULL;
    OGR_L_ResetReading(r->sheet);
    while ((row = OGR_L_GetNextFeature(r->sheet)) != NULL) {
        guint64 line = (guint64)OGR_F_GetFID(row);
        for (int i = 0; i < OGR_F_GetFieldCount(row); i++)
            see_cell(r, line, i, vigie_book_cell(row, i));
        OGR_F_Destroy(row);
    }
}

/* Writing --------------------------------------------------------------------------------- */

static void
append_seen(Reading *r, const char *word, guint field, const Seen *seen)
{
    if (seen->n == 0)
        return;
    g_string_append_printf(r->out, "%s,%u,%" PRIu64 ",%" PRIu64 ",", word, field, seen->n,
                           seen->line);
    vigie_book_append(r->out, seen->text);
    g_string_append_c(r->out, '\n');
}

static void
append_found(Reading *r, bool said)
{
    g_string_append(r->out, "taken,");
    vigie_book_append(r->out, OGR_L_GetName(r->sheet));
    g_string_append(r->out, vigie_book_hides(&r->book, r->sheet) ? ",hidden\n" : ",shown\n");
    g_string_append_printf(r->out, "rows,%" PRIu64 "\n", r->n_rows);
    if (!said)
        vigie_book_others(&r->book, r->sheet, r->out);
    for (guint i = 0; i < r->columns->len; i++) {
        const Column *column = &g_array_index(r->columns, Column, i);
        append_seen(r, "error", i + 1, &column->errors);
        append_seen(r, "formula", i + 1, &column->formulas);
        /* where one number has digits beyond the fifteenth, they are text and all are whole */
        if (column->n_long == 0)
            append_seen(r, "digits", i + 1, &column->digits);
    }
    g_string_append_c(r->out, '\n');
}

static bool
flush(Reading *r)
{
    bool written = fwrite(r->out->str, 1, r->out->len, stdout) == r->out->len;
    g_string_truncate(r->out, 0);
    return written || vigie_book_fail(&r->book, "output", g_strerror(errno));
}

/* A row without a value is an empty line. */
static void
append_row(Reading *r, OGRFeatureH row)
{
    gsize start = r->out->len;
    bool filled = false;
    for (guint i = 0; i < r->columns->len; i++) {
        if (i > 0)
            g_string_append_c(r->out, ',');
        const char *text = vigie_book_cell(row, (int)i);
        if (*text == '\0' || vigie_cell_read(&r->book.rules, text, r->cell) == VIGIE_CELL_ERROR)
            continue;
        vigie_book_append(r->out, r->cell->str);
        filled = true;
    }
    if (!filled)
        g_string_truncate(r->out, start);
    g_string_append_c(r->out, '\n');
}

static bool
append_rows(Reading *r)
{
    guint64 line = 0;
    OGRFeatureH row = NULL;
    bool good = true;
    OGR_L_ResetReading(r->sheet);
    while (good && line < r->n_rows && (row = OGR_L_GetNextFeature(r->sheet)) != NULL) {
        guint64 wanted = (guint64)OGR_F_GetFID(row);
        for (; good && line + 1 < wanted; line++) {
            g_string_append_c(r->out, '\n');
            good = r->out->len < FLUSH_AT || flush(r);
        }
        append_row(r, row);
        line++;
        OGR_F_Destroy(row);
        good = good && (r->out->len < FLUSH_AT || flush(r));
    }
    return good;
}

/* The whole ------------------------------------------------------------------------------- */

static bool
read_rows(Reading *r, const char *said)
{
    r->sheet = vigie_book_sheet(&r->book, said);
    if (r->sheet == NULL)
        return false;
    r->lost = vigie_book_lost(&r->book, r->sheet);
    see_rows(r);
    if (!vigie_book_is_whole(&r->book))
        return false;
    if (r->n_rows == 0)
        return vigie_book_fail(&r->book, "empty", OGR_L_GetName(r->sheet));
    append_found(r, said != NULL);
    return append_rows(r) && vigie_book_is_whole(&r->book);
}

static bool
read_workbook(Reading *r, int argc, char **argv)
{
    if (!vigie_book_open(&r->book, argv[1]))
        return false;
    if (strcmp(argv[2], "names") == 0)
        vigie_book_names(&r->book, r->out);
    else if (!read_rows(r, argc == 4 ? argv[3] : NULL))
        return false;
    return flush(r) &&
           (fflush(stdout) == 0 || vigie_book_fail(&r->book, "output", g_strerror(errno)));
}

/* A file that unpacks to more than the machine bears, or never ends, ends here. */
static void
limit(void)
{
#if !defined(SANITIZED) /* which maps far more than it uses */
    const struct rlimit memory = {MEMORY_MAX, MEMORY_MAX};
    setrlimit(RLIMIT_AS, &memory);
#endif
    const struct rlimit time = {SECONDS_MAX, SECONDS_MAX}, no_core = {0, 0};
    setrlimit(RLIMIT_CPU, &time);
    setrlimit(RLIMIT_CORE, &no_core);
}

int
main(int argc, char **argv)
{
    bool names = argc == 3 && strcmp(argv[2], "names") == 0;
    if (!names && !((argc == 3 || argc == 4) && strcmp(argv[2], "rows") == 0)) {
        fprintf(stderr, "usage: vigie-workbook FILE names|rows [SHEET]\n");
        return 2;
    }
    limit();
    Reading r = {.cell = g_string_new(NULL),
                 .out = g_string_new(NULL),
                 .columns = g_array_new(FALSE, TRUE, sizeof(Column))};
    bool done = read_workbook(&r, argc, argv);
    if (!done)
        fprintf(stderr, "%s\n", r.book.problem != NULL ? r.book.problem : "damaged,");
    g_clear_pointer(&r.lost, g_hash_table_unref);
    g_array_unref(r.columns);
    g_string_free(r.cell, TRUE);
    g_string_free(r.out, TRUE);
    vigie_book_close(&r.book);
    return done ? 0 : 1;
}
