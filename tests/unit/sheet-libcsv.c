/* sheet-libcsv.c - the rows are those of libcsv fed with the whole text: seeded random texts */
#include <csv.h>
#include <string.h>
#include <vigie/sheet.h>

static void
take_cell(void *bytes, size_t length, void *user)
{
    g_string_append_len(user, bytes, (gssize)length);
    g_string_append_c(user, '\x1e');
}

static void
take_row(int terminator, void *user)
{
    (void)terminator;
    g_string_append_c(user, '\x1d');
}

/* A row of empty cells is nothing to us. */
static void
append_unless_empty(GString *all, const GString *row)
{
    if (strspn(row->str, "\x1e") < row->len)
        g_string_append_printf(all, "%s\x1d", row->str);
}

/* False: libcsv refuses the text. */
static bool
read_with_libcsv(const char *text, gsize length, GString *out)
{
    struct csv_parser parser;
    g_autoptr(GString) all = g_string_new(NULL);
    csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_delim(&parser, ';');
    bool good = csv_parse(&parser, text, length, take_cell, take_row, all) == length &&
                csv_fini(&parser, take_cell, take_row, all) == 0;
    csv_free(&parser);
    g_auto(GStrv) rows = g_strsplit(all->str, "\x1d", -1);
    for (guint i = 0; good && rows[i] != NULL; i++) {
        g_autoptr(GString) row = g_string_new(rows[i]);
        append_unless_empty(out, row);
    }
    return good;
}

static void
append_row(GString *out, const VigieRow *row)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < row->n; i++)
        g_string_append_printf(text, "%s\x1e", row->cells[i].text);
    append_unless_empty(out, text);
}

static bool
read_with_sheet(const char *text, gsize length, GString *out)
{
    VigieDialect said = {.delimiter = ';', .header_line = 1, .ragged = true};
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieSheet) sheet = vigie_sheet_open_bytes("t.csv", text, length, &said, &error);
    VigieRow row;
    if (sheet == NULL)
        return false;
    append_row(out, vigie_sheet_header(sheet));
    while (vigie_sheet_next(sheet, &row, &error))
        append_row(out, &row);
    return error == NULL;
}

/* What rows are made of, the quotes weighted so that many texts are right. */
static const char *const pieces[] = {";",        ";",        ";",       ";",
                                     "\n",       "\r\n",     "\r",      "\n\n",
                                     " ",        "\t",       "a",       "12,5",
                                     "é",        "x y",      "\"q\"",   "\"a;b\"",
                                     "\"\"",     "\"x\ny\"", " \"z\" ", "\"say \"\"x\"\"\"",
                                     "\"\r\n\"", "\"",       "\"\"\"\""};

static char *
random_text(GRand *random)
{
    GString *text = g_string_new("h;");
    guint n = (guint)g_rand_int_range(random, 0, 40);
    for (guint i = 0; i < n; i++)
        g_string_append(text, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
    return g_string_free(text, FALSE);
}

static void
test_random(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(3);
    guint read = 0, refused = 0;
    for (guint i = 0; i < 40000; i++) {
        g_autofree char *text = random_text(random);
        g_autoptr(GString) theirs = g_string_new(NULL);
        g_autoptr(GString) ours = g_string_new(NULL);
        bool we = read_with_sheet(text, strlen(text), ours);
        bool they = read_with_libcsv(text, strlen(text), theirs);
        if (they) {
            g_assert_true(we);
            g_assert_cmpstr(ours->str, ==, theirs->str);
        }
        read += they;
        refused += !we;
    }
    g_assert_cmpuint(read, >, 5000);
    g_assert_cmpuint(refused, >, 5000);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sheet/libcsv/random", test_random);
    return g_test_run();
}
