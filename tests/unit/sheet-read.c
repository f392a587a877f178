/* sheet-read.c - rows, cells and their places */
#include <glib/gstdio.h>
#include <string.h>
#include <vigie/sheet.h>
#include <zlib.h>

static VigieSheet *
open_text(const char *text, const VigieDialect *said)
{
    g_autoptr(GError) error = NULL;
    VigieSheet *sheet = vigie_sheet_open_bytes("t.csv", text, strlen(text), said, &error);
    g_assert_no_error(error);
    g_assert_nonnull(sheet);
    return sheet;
}

static void
print_row(GString *out, const VigieRow *row)
{
    g_string_append_printf(out, "%" G_GUINT64_FORMAT ":", row->line);
    for (guint i = 0; i < row->n; i++) {
        const VigieCell *cell = &row->cells[i];
        g_assert_cmpuint(strlen(cell->text), ==, cell->length);
        g_string_append_printf(out, "%s%s%s%s", i > 0 ? "|" : "", cell->quoted ? "'" : "",
                               cell->text, cell->quoted ? "'" : "");
    }
    g_string_append_c(out, '\n');
}

/* "1:a|b\n2:1|'x'\n": header and rows with their lines, quoted cells in '' */
static char *
print_sheet(VigieSheet *sheet)
{
    g_autoptr(GError) error = NULL;
    GString *out = g_string_new(NULL);
    VigieRow row;
    print_row(out, vigie_sheet_header(sheet));
    while (vigie_sheet_next(sheet, &row, &error))
        print_row(out, &row);
    g_assert_no_error(error);
    return g_string_free(out, FALSE);
}

static void
test_rows(void)
{
    static const struct {
        const char *text, *rows;
    } cases[] = {{"a,b\n1,2\n", "1:a|b\n2:1|2\n"},
                 {"a,b\n1,2", "1:a|b\n2:1|2\n"},
                 {"a,b\r\n1,2\r\n", "1:a|b\n2:1|2\n"},
                 {"a,b\r1,2\r3,4", "1:a|b\n2:1|2\n3:3|4\n"},
                 {"\n\na,b\n\n1,2\n\n\n3,4\n\n", "3:a|b\n5:1|2\n8:3|4\n"},
                 {"\r\n\r\na,b\r\n\r\n1,2\r\n", "3:a|b\n5:1|2\n"},
                 {"\r\ra,b\r\r1,2\r", "3:a|b\n5:1|2\n"},
                 {"a,b\n,\n \t, \n1,2\n", "1:a|b\n4:1|2\n"},
                 {"a,b\n 1 ,\t2 \n", "1:a|b\n2:1|2\n"},
                 {"a,b\n\" 1 \",2\n", "1:a|b\n2:' 1 '|2\n"},
                 {"a,b\n \"1\" ,2\n", "1:a|b\n2:'1'|2\n"},
                 {"a,b\n\"x,y\",\"\"\"q\"\"\"\n", "1:a|b\n2:'x,y'|'\"q\"'\n"},
                 {"a,b\n\"\",2\n", "1:a|b\n2:''|2\n"},
                 {"a,b\n,2\n1,\n", "1:a|b\n2:|2\n3:1|\n"},
                 {"a,b\n\"x\ny\",2\n3,4\n", "1:a|b\n2:'x\ny'|2\n4:3|4\n"},
                 {"a,b\r\n\"x\r\n\r\ny\",2\r\n3,4\r\n", "1:a|b\n2:'x\r\n\r\ny'|2\n5:3|4\n"},
                 {"a,b\n\"x\ry\",2\n3,4\n", "1:a|b\n2:'x\ry'|2\n4:3|4\n"},
                 {"a,b\n1,\"2\"", "1:a|b\n2:1|'2'\n"},
                 {"\"a\",\"b\"\n1,\"2\"", "1:'a'|'b'\n2:1|'2'\n"},
                 {"\"a\nb\",c\n1,2\n", "1:'a\nb'|c\n3:1|2\n"},
                 {"a;b\n1;2\n", "1:a|b\n2:1|2\n"},
                 {"a\tb\n 1 \t\"2\"\n\t3\n", "1:a|b\n2:1|'2'\n3:|3\n"},
                 {"a|b\n1|2\n", "1:a|b\n2:1|2\n"},
                 {"a\n1\n\"2\"\n", "1:a\n2:1\n3:'2'\n"},
                 {"a,b\n", "1:a|b\n"},
                 {"a,b", "1:a|b\n"},
                 {"a", "1:a\n"},
                 {"\xef\xbb\xbf"
                  "a,b\n1,2\n",
                  "1:a|b\n2:1|2\n"},
                 {"\xef\xbb\xbf\"a\",b\n1,2\n", "1:'a'|b\n2:1|2\n"},
                 {"é;b\nœ;2\n", "1:é|b\n2:œ|2\n"},
                 {"\xe9;b\n\x9c;\x80\n", "1:é|b\n2:œ|€\n"},
                 {"a;b\nHÔTEL \"LA MAISON\";18\nClub \"Les Portes;2\n",
                  "1:a|b\n2:HÔTEL \"LA MAISON\"|18\n3:Club \"Les Portes|2\n"}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(VigieSheet) sheet = open_text(cases[i].text, NULL);
        g_autofree char *rows = print_sheet(sheet);
        g_assert_cmpstr(rows, ==, cases[i].rows);
    }
}

/* A text of many blocks whose rows, quotes and letters meet each block's edge somewhere. */
static void
test_blocks(void)
{
    g_autoptr(GString) text = g_string_new("n;quoted;letters;plain\r\n");
    guint64 line = 2;
    const guint rows = 60000;
    for (guint i = 0; i < rows; i++)
        g_string_append_printf(
            text, "%u;\"a;\n\"\"%u\"\"\";%s;%.*s\r\n", i, i, i % 3 == 0 ? "éœ€" : "",
            (int)(i % 61), "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk");
    g_autoptr(VigieSheet) sheet = open_text(text->str, NULL);
    VigieRow row;
    for (guint i = 0; i < rows; i++, line += 2) {
        g_autofree char *number = g_strdup_printf("%u", i);
        g_autofree char *quoted = g_strdup_printf("a;\n\"%u\"", i);
        g_assert_true(vigie_sheet_next(sheet, &row, NULL));
        g_assert_cmpuint(row.line, ==, line);
        g_assert_cmpuint(row.n, ==, 4);
        g_assert_cmpstr(row.cells[0].text, ==, number);
        g_assert_cmpstr(row.cells[1].text, ==, quoted);
        g_assert_true(row.cells[1].quoted);
        g_assert_cmpstr(row.cells[2].text, ==, i % 3 == 0 ? "éœ€" : "");
        g_assert_cmpuint(row.cells[3].length, ==, i % 61);
    }
    g_assert_false(vigie_sheet_next(sheet, &row, NULL));
    guint64 done = 0, total = 0;
    vigie_sheet_position(sheet, &done, &total);
    g_assert_cmpuint(total, ==, text->len);
    g_assert_cmpuint(done, ==, total);
    g_assert_cmpstr(vigie_sheet_header(sheet)->cells[3].text, ==, "plain");
}

static void
test_said(void)
{
    VigieDialect comma = {.delimiter = ','};
    g_autoptr(VigieSheet) sheet = open_text("a;b,c\n1;2,3\n", &comma);
    g_autofree char *rows = print_sheet(sheet);
    g_assert_cmpstr(rows, ==, "1:a;b|c\n2:1;2|3\n");

    VigieDialect third = {.header_line = 3};
    g_autoptr(VigieSheet) below = open_text("x;y;z\n\"open;1\na;b\n1;2\n", &third);
    g_autofree char *below_rows = print_sheet(below);
    g_assert_cmpstr(below_rows, ==, "3:a|b\n4:1|2\n");

    VigieDialect ragged = {.ragged = true};
    g_autoptr(VigieSheet) loose = open_text("a;b\n1;2\n3\n4;5;6\n", &ragged);
    g_autofree char *loose_rows = print_sheet(loose);
    g_assert_cmpstr(loose_rows, ==, "1:a|b\n2:1|2\n3:3\n4:4|5|6\n");

    VigieDialect cp1252 = {.encoding = "windows-1252"};
    g_autoptr(VigieSheet) west = open_text("\xc9\xbb;b\n1;2\n", &cp1252);
    g_assert_cmpstr(vigie_sheet_header(west)->cells[0].text, ==, "É»");
}

/* After a ragged row or a stray quote, reading goes on with the next line. */
static void
test_goes_on(void)
{
    g_autoptr(VigieSheet) sheet = open_text("a;b\n1;2\n3\n\"4\"x;5\n6;7\n", NULL);
    g_autoptr(GError) error = NULL;
    VigieRow row;
    g_assert_true(vigie_sheet_next(sheet, &row, &error));
    g_assert_false(vigie_sheet_next(sheet, &row, &error));
    g_assert_error(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_RAGGED);
    g_clear_error(&error);
    g_assert_false(vigie_sheet_next(sheet, &row, &error));
    g_assert_error(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_QUOTE);
    g_clear_error(&error);
    g_assert_true(vigie_sheet_next(sheet, &row, &error));
    g_assert_cmpuint(row.line, ==, 5);
    g_assert_false(vigie_sheet_next(sheet, &row, &error));
    g_assert_no_error(error);
}

static void
test_file(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("vigie-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "t.csv", NULL);
    g_assert_true(g_file_set_contents(path, "a,b\n1,2\n", -1, NULL));
    g_autoptr(VigieSheet) sheet = vigie_sheet_open(path, NULL, &error);
    g_assert_no_error(error);
    g_autofree char *rows = print_sheet(sheet);
    g_assert_cmpstr(rows, ==, "1:a|b\n2:1|2\n");
    g_assert_null(vigie_sheet_open(folder, NULL, &error));
    g_assert_error(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_MISSING);
    g_clear_error(&error);
    g_unlink(path);
    g_assert_null(vigie_sheet_open(path, NULL, &error));
    g_assert_error(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_MISSING);
    g_assert_true(g_str_has_prefix(error->message, path));
    g_rmdir(folder);
}

/* The eight characters in which ISO-8859-15 differs from Latin-1, as an old export has them. */
static void
test_latin9(void)
{
    VigieDialect latin9 = {.encoding = "iso-8859-15"};
    g_autoptr(VigieSheet) sheet =
        open_text("prix;c\x9cur?\n12 \xa4;\xa6\xa8\xb4\xb8\xbc\xbd\xbe\xe9\n", &latin9);
    g_autofree char *rows = print_sheet(sheet);
    g_assert_true(g_str_has_suffix(rows, "2:12 €|ŠšŽžŒœŸé\n"));
    g_autofree char *described = vigie_sheet_describe(sheet);
    g_assert_nonnull(strstr(described, "ISO-8859-15"));
}

/* Rows enough for several blocks; (transfer full). */
static char *
long_table(void)
{
    GString *text = g_string_new("id;place;share\n");
    for (guint i = 0; i < 60000; i++)
        g_string_append_printf(text, "%u;Saint-Antonin « %u »;%u,5\n", i, i % 97, i % 100);
    return g_string_free(text, FALSE);
}

static gsize
write_gzip(const char *path, const char *text)
{
    gzFile file = gzopen(path, "wb");
    g_assert_nonnull(file);
    g_assert_cmpint(gzwrite(file, text, (unsigned)strlen(text)), ==, (int)strlen(text));
    g_assert_cmpint(gzclose(file), ==, Z_OK);
    g_autofree char *packed = NULL;
    gsize n = 0;
    g_assert_true(g_file_get_contents(path, &packed, &n, NULL));
    return n;
}

/* A packed file is read as what it holds. */
static void
test_gzip(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("vigie-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "t.csv.gz", NULL);
    g_autofree char *text = long_table();
    gsize packed = write_gzip(path, text);
    g_autoptr(VigieSheet) plain = open_text(text, NULL);
    g_autoptr(VigieSheet) sheet = vigie_sheet_open(path, NULL, &error);
    g_assert_no_error(error);
    g_autofree char *expected = print_sheet(plain), *rows = print_sheet(sheet);
    g_assert_true(g_str_equal(rows, expected));
    guint64 done = 0, total = 0;
    vigie_sheet_position(sheet, &done, &total);
    g_assert_cmpuint(total, ==, packed);
    g_assert_cmpuint(done, <=, total);
    g_unlink(path);
    g_rmdir(folder);
}

/* The error of reading a table to its end; NULL = none. */
static GError *
error_of_file(const char *path)
{
    GError *error = NULL;
    VigieRow row;
    g_autoptr(VigieSheet) sheet = vigie_sheet_open(path, NULL, &error);
    while (sheet != NULL && vigie_sheet_next(sheet, &row, &error))
        continue;
    return error;
}

/* Cut anywhere, or with a byte of its end changed, it is never taken for a whole one. */
static void
test_gzip_damaged(void)
{
    g_autofree char *folder = g_dir_make_tmp("vigie-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "t.csv.gz", NULL);
    g_autofree char *text = long_table(), *packed = NULL;
    gsize n = write_gzip(path, text);
    g_assert_true(g_file_get_contents(path, &packed, NULL, NULL));
    for (gsize cut = 12; cut < n; cut = cut < n - 9 ? cut + n / 7 : cut + 1) {
        g_assert_true(g_file_set_contents(path, packed, (gssize)cut, NULL));
        g_autoptr(GError) error = error_of_file(path);
        g_assert_error(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_IO);
    }
    packed[n - 6] ^= 0x55; /* of the checksum */
    g_assert_true(g_file_set_contents(path, packed, (gssize)n, NULL));
    g_autoptr(GError) error = error_of_file(path);
    g_assert_error(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_IO);
    g_unlink(path);
    g_rmdir(folder);
}

/* What is packed may be no table either. */
static void
test_gzip_of_another(void)
{
    g_autofree char *folder = g_dir_make_tmp("vigie-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "t.csv.gz", NULL);
    write_gzip(path, "%PDF-1.5 not a table");
    g_autoptr(GError) error = error_of_file(path);
    g_assert_error(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_BINARY);
    write_gzip(path, "");
    g_autoptr(GError) empty = error_of_file(path);
    g_assert_error(empty, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_EMPTY);
    g_unlink(path);
    g_rmdir(folder);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sheet/read/rows", test_rows);
    g_test_add_func("/sheet/read/blocks", test_blocks);
    g_test_add_func("/sheet/read/said", test_said);
    g_test_add_func("/sheet/read/goes-on", test_goes_on);
    g_test_add_func("/sheet/read/file", test_file);
    g_test_add_func("/sheet/read/latin9", test_latin9);
    g_test_add_func("/sheet/read/gzip", test_gzip);
    g_test_add_func("/sheet/read/gzip-damaged", test_gzip_damaged);
    g_test_add_func("/sheet/read/gzip-of-another", test_gzip_of_another);
    return g_test_run();
}
