/* sheet-dialect.c - what is guessed, and that it is said */
#include <string.h>
#include <vigie/sheet.h>

#define DATA8 "1;2;3\n1;2;3\n1;2;3\n1;2;3\n1;2;3\n1;2;3\n1;2;3\n1;2;3\n"

typedef struct {
    const char *text;
    char delimiter;
    guint header_line;
    guint columns;
    const char *first; /* header cell */
} Guess;

static const Guess guesses[] = {
    {"a;b\n1;2\n", ';', 1, 2, "a"},
    {"a,b\n1,2\n", ',', 1, 2, "a"},
    {"a\tb\n1\t2\n", '\t', 1, 2, "a"},
    {"a|b\n1|2\n", '|', 1, 2, "a"},
    {"a;b\n", ';', 1, 2, "a"},
    /* decimal commas, commas in text */
    {"place;rate\nx;1,5\ny;2,5\n", ';', 1, 2, "place"},
    {"place;rate;n\nx;1,5;2,5\ny;2,5;3,5\n", ';', 1, 3, "place"},
    {"name;town\nMine, Centre;Lewarde\nMusée;Lille\n", ';', 1, 2, "name"},
    {"name,town\n\"a;b\",\"c;d\"\n\"e;f\",\"g;h\"\n", ',', 1, 2, "name"},
    {"\"a\",\"b\"\n\"1;2\",\"3\"\n", ',', 1, 2, "a"},
    {"name;town\nHÔTEL \"LA MAISON\";x\n", ';', 1, 2, "name"},
    /* one column */
    {"a\n1\n2\n", 0x1f, 1, 1, "a"},
    {"rate\n1,5\n2,5\n", 0x1f, 1, 1, "rate"},
    {"comment\ngood, but far\nbad\nfine, cheap, near\n", 0x1f, 1, 1, "comment"},
    {"a", 0x1f, 1, 1, "a"},
    {"\"a, b\"\n\"c, d\"\n", 0x1f, 1, 1, "a, b"},
    /* what stands above the table */
    {"Titre du tableau\n\na;b;c\n" DATA8, ';', 3, 3, "a"},
    {"Titre\nSource : INSEE\na;b;c\n" DATA8, ';', 3, 3, "a"},
    {"Titre, en 2024, par mois\na;b;c\n" DATA8, ';', 2, 3, "a"},
    {"Titre;;\n;;\na;b;c\n" DATA8, ';', 3, 3, "a"},
    {"Titre\n\na;b\n1;2\n3;4\n", ';', 3, 2, "a"},
    {"\n\nTitre\n\n\na;b;c\n" DATA8, ';', 6, 3, "a"},
    {"Titre\na;b;c\n1,5;2,5;3\n2,5;3,5;4\n", ';', 2, 3, "a"},
    /* headers that are none of that */
    {"\"\";a;b\n1;2;3\n", ';', 1, 3, ""},
    {";a\nx;1\ny;2\n", ';', 1, 2, ""},
    {"a;b;c\n1;;\n2;;\n3;;\n", ';', 1, 3, "a"},
    {"\"Libellé\";\"Taux\";\"Codes\"\n\"idBank\";\"1\";\"\"\n\"2021-05\";\"33.0\";\"P\"\n", ';',
     1, 3, "Libellé"},
    {"a;b\n1;2\n3\n4;5\n6;7\n", ';', 1, 2, "a"},
    {"a,b,c\n1,2,3\n\"4\",\"5;6\",7\n", ',', 1, 3, "a"},
};

static void
test_guess(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(guesses); i++) {
        const Guess *guess = &guesses[i];
        g_autoptr(GError) error = NULL;
        g_autoptr(VigieSheet) sheet =
            vigie_sheet_open_bytes("t.csv", guess->text, strlen(guess->text), NULL, &error);
        g_test_message("%s", guess->text);
        g_assert_no_error(error);
        const VigieDialect *dialect = vigie_sheet_dialect(sheet);
        const VigieRow *header = vigie_sheet_header(sheet);
        g_assert_cmpint(dialect->delimiter, ==, guess->delimiter);
        g_assert_cmpuint(dialect->header_line, ==, guess->header_line);
        g_assert_cmpuint(header->line, ==, guess->header_line);
        g_assert_cmpuint(header->n, ==, guess->columns);
        g_assert_cmpstr(header->cells[0].text, ==, guess->first);
    }
}

static void
test_describe(void)
{
    static const struct {
        const char *text, *description;
    } cases[] = {{"a;b\n1;2\n", "semicolons, UTF-8, header on line 1"},
                 {"\xef\xbb\xbf"
                  "a,b\n1,2\n",
                  "commas, UTF-8 with its mark, header on line 1"},
                 {"\xe9\tb\n1\t2\n", "tabs, Windows-1252, header on line 1"},
                 {"T\na|b|c\n1|2|3\n4|5|6\n",
                  "vertical bars, UTF-8, header on line 2 (1 line above it left out)"},
                 {"T\n\na;b;c\n1;2;3\n4;5;6\n",
                  "semicolons, UTF-8, header on line 3 (2 lines above it left out)"},
                 {"a\n1\n", "no delimiter, UTF-8, header on line 1"},
                 {"a;b\n1;2\nx \"y\";2\n",
                  "semicolons, UTF-8, header on line 1, quotes inside unquoted "
                  "cells are text (line 3)"}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(VigieSheet) sheet =
            vigie_sheet_open_bytes("t.csv", cases[i].text, strlen(cases[i].text), NULL, NULL);
        VigieRow row;
        while (vigie_sheet_next(sheet, &row, NULL))
            g_assert_cmpuint(row.n, >, 0);
        g_autofree char *description = vigie_sheet_describe(sheet);
        g_assert_cmpstr(description, ==, cases[i].description);
    }
}

/* Windows-1252 that begins behind the sample is found there. */
static void
test_late_encoding(void)
{
    g_autoptr(GString) text = g_string_new("a;b\n");
    while (text->len < ((gsize)3 << 20))
        g_string_append(text, "some plain text;1\n");
    g_string_append(text, "Caf\xe9;2\n");
    g_autoptr(VigieSheet) sheet =
        vigie_sheet_open_bytes("t.csv", text->str, text->len, NULL, NULL);
    g_assert_cmpstr(vigie_sheet_dialect(sheet)->encoding, ==, "UTF-8");
    g_autoptr(GError) error = NULL;
    g_autofree char *last = NULL;
    VigieRow row;
    while (vigie_sheet_next(sheet, &row, &error))
        if (row.cells[1].text[0] == '2')
            last = g_strdup(row.cells[0].text);
    g_assert_no_error(error);
    g_assert_cmpstr(last, ==, "Café");
    g_assert_cmpstr(vigie_sheet_dialect(sheet)->encoding, ==, "windows-1252");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sheet/dialect/guess", test_guess);
    g_test_add_func("/sheet/dialect/describe", test_describe);
    g_test_add_func("/sheet/dialect/late-encoding", test_late_encoding);
    return g_test_run();
}
