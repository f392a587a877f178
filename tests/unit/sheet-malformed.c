/* sheet-malformed.c - files that are no table: which error, and where it points */
#include <stdlib.h>
#include <string.h>
#include <vigie/sheet.h>

#define BOM "\xef\xbb\xbf"

typedef struct {
    const char *name;
    const char *bytes;
    gsize length; /* 0 = strlen */
    VigieSheetError code;
    const char *place; /* "3:2" = line:field, "3" = line, "" = file */
    VigieDialect said;
} Malformed;

#define NUL_BYTES(bytes) bytes, sizeof(bytes) - 1

static const Malformed cases[] = {
    /* nothing there */
    {"empty", "", 0, VIGIE_SHEET_ERROR_EMPTY, "", {0}},
    {"mark only", BOM, 0, VIGIE_SHEET_ERROR_EMPTY, "", {0}},
    {"one line break", "\n", 0, VIGIE_SHEET_ERROR_EMPTY, "", {0}},
    {"blank lines", "\r\n\r\n \t\n\n", 0, VIGIE_SHEET_ERROR_EMPTY, "", {0}},
    {"empty cells", ";;\n;;\n", 0, VIGIE_SHEET_ERROR_EMPTY, "", {0}},
    {"quoted empty cells", "\"\",\"\"\n", 0, VIGIE_SHEET_ERROR_EMPTY, "", {0}},
    {"blanks, no line break", "   ", 0, VIGIE_SHEET_ERROR_EMPTY, "", {0}},
    {"empty, delimiter said", "", 0, VIGIE_SHEET_ERROR_EMPTY, "", {.delimiter = ';'}},
    {"mark and blank lines", BOM "\n\n", 0, VIGIE_SHEET_ERROR_EMPTY, "", {0}},
    /* another format */
    {"xlsx",
     NUL_BYTES("PK\x03\x04\x14\0\x06\0[Content_Types].xml"),
     VIGIE_SHEET_ERROR_BINARY,
     "",
     {0}},
    {"ods",
     NUL_BYTES("PK\x03\x04\x14\0mimetypeapplication/vnd.oasis.opendocument.spreadsheet"),
     VIGIE_SHEET_ERROR_BINARY,
     "",
     {0}},
    {"zip", NUL_BYTES("PK\x03\x04\x14\0\0\0a.csv"), VIGIE_SHEET_ERROR_BINARY, "", {0}},
    {"xls",
     NUL_BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"),
     VIGIE_SHEET_ERROR_BINARY,
     "",
     {0}},
    {"pdf", "%PDF-1.7\n1 0 obj\n", 0, VIGIE_SHEET_ERROR_BINARY, "", {0}},
    {"gzip", NUL_BYTES("\x1f\x8b\x08\0a,b\n"), VIGIE_SHEET_ERROR_BINARY, "", {0}},
    {"sqlite", NUL_BYTES("SQLite format 3\0\x10\0"), VIGIE_SHEET_ERROR_BINARY, "", {0}},
    {"sav", "$FL2@(#) SPSS DATA FILE", 0, VIGIE_SHEET_ERROR_BINARY, "", {0}},
    {"zsav", "$FL3@(#) SPSS DATA FILE", 0, VIGIE_SHEET_ERROR_BINARY, "", {0}},
    {"dta", "<stata_dta><header>", 0, VIGIE_SHEET_ERROR_BINARY, "", {0}},
    {"html", "<!DOCTYPE html>\n<table>\n", 0, VIGIE_SHEET_ERROR_BINARY, "", {0}},
    {"xml", "<?xml version=\"1.0\"?>\n", 0, VIGIE_SHEET_ERROR_BINARY, "", {0}},
    {"json",
     "{\"type\": \"FeatureCollection\", \"features\": []}",
     0,
     VIGIE_SHEET_ERROR_BINARY,
     "",
     {0}},
    {"json array", "[{\"a\": 1}]", 0, VIGIE_SHEET_ERROR_BINARY, "", {0}},
    {"png", "\x89PNG\r\n\x1a\n", 0, VIGIE_SHEET_ERROR_BINARY, "", {0}},
    {"jpeg", "\xff\xd8\xff\xe0", 0, VIGIE_SHEET_ERROR_BINARY, "", {0}},
    {"utf-16 little",
     NUL_BYTES("\xff\xfe"
               "a\0;\0b\0\n\0"),
     VIGIE_SHEET_ERROR_BINARY,
     "",
     {0}},
    {"utf-16 big", NUL_BYTES("\xfe\xff\0a\0;\0b\0\n"), VIGIE_SHEET_ERROR_BINARY, "", {0}},
    {"utf-16 without mark", NUL_BYTES("a\0;\0b\0\n\0"), VIGIE_SHEET_ERROR_BINARY, "", {0}},
    {"utf-32", NUL_BYTES("\xff\xfe\0\0a\0\0\0"), VIGIE_SHEET_ERROR_BINARY, "", {0}},
    {"NUL in a row", NUL_BYTES("a;b\n1;2\n3;\0\n"), VIGIE_SHEET_ERROR_BINARY, "3", {0}},
    {"NUL behind CRs", NUL_BYTES("a;b\r1;2\r3;\0\r"), VIGIE_SHEET_ERROR_BINARY, "3", {0}},
    {"NUL in quotes", NUL_BYTES("a;b\n\"1\n\0\";2\n"), VIGIE_SHEET_ERROR_BINARY, "3", {0}},
    /* encodings */
    {"UTF-8, then not", "é;b\n1;2\n\xe9;3\n", 0, VIGIE_SHEET_ERROR_ENCODING, "3", {0}},
    {"UTF-8, then not, one line", "a;b\né;\xe9\n", 0, VIGIE_SHEET_ERROR_ENCODING, "2", {0}},
    {"mark, then not UTF-8", BOM "a;b\n\xe9;3\n", 0, VIGIE_SHEET_ERROR_ENCODING, "2", {0}},
    {"UTF-8 said", "a;b\n\xe9;3\n", 0, VIGIE_SHEET_ERROR_ENCODING, "2", {.encoding = "UTF-8"}},
    {"Windows-1252 said, mark",
     BOM "a;b\n1;3\n",
     0,
     VIGIE_SHEET_ERROR_ENCODING,
     "1",
     {.encoding = "windows-1252"}},
    {"Windows-1252, then UTF-8",
     "\xe9;b\n1;2\n\xc3\xa9;3\n",
     0,
     VIGIE_SHEET_ERROR_ENCODING,
     "3",
     {0}},
    {"undefined in Windows-1252",
     "a;b\n\xe9;3\n\x81;4\n",
     0,
     VIGIE_SHEET_ERROR_ENCODING,
     "3",
     {0}},
    {"undefined, said",
     "a;b\n\n\x8d;3\n",
     0,
     VIGIE_SHEET_ERROR_ENCODING,
     "3",
     {.encoding = "windows-1252"}},
    {"UTF-8 cut at the end", "é;b\n1;2\n3;\xc3", 0, VIGIE_SHEET_ERROR_ENCODING, "3", {0}},
    {"overlong UTF-8", BOM "a;b\n\xc0\xaf;2\n", 0, VIGIE_SHEET_ERROR_ENCODING, "2", {0}},
    {"surrogate in UTF-8",
     BOM "a;b\n\xed\xa0\x80;2\n",
     0,
     VIGIE_SHEET_ERROR_ENCODING,
     "2",
     {0}},
    /* quotes */
    {"text after a closing quote", "a,b\n1,\"x\"y\n", 0, VIGIE_SHEET_ERROR_QUOTE, "2:2", {0}},
    {"text and blank after it", "a,b\n\"x\" y,1\n", 0, VIGIE_SHEET_ERROR_QUOTE, "2:1", {0}},
    {"quotes not doubled",
     "a,b\n1,2\n1,\"say \"x\" twice\"\n",
     0,
     VIGIE_SHEET_ERROR_QUOTE,
     "3:2",
     {0}},
    {"quote in a cell beside a quoted one",
     "a,b\n\"x\",5\"\n",
     0,
     VIGIE_SHEET_ERROR_QUOTE,
     "2:2",
     {0}},
    {"after a line break in quotes",
     "a,b\n\"x\ny\"z,1\n",
     0,
     VIGIE_SHEET_ERROR_QUOTE,
     "3:1",
     {0}},
    {"quote apart from a closing one",
     "a,b\n\"x\" \",1\n",
     0,
     VIGIE_SHEET_ERROR_QUOTE,
     "2:1",
     {0}},
    {"unclosed", "a,b\n1,2\n3,\"4\n", 0, VIGIE_SHEET_ERROR_QUOTE, "3:2", {0}},
    {"unclosed, no line break", "a,b\n1,2\n3,\"4", 0, VIGIE_SHEET_ERROR_QUOTE, "3:2", {0}},
    {"unclosed long before the end",
     "a,b\n1,\"2\n3,4\n5,6\n",
     0,
     VIGIE_SHEET_ERROR_QUOTE,
     "2:2",
     {0}},
    {"unclosed after a closed one",
     "a,b\n\"x\ny\",\"2\n3\n",
     0,
     VIGIE_SHEET_ERROR_QUOTE,
     "3:2",
     {0}},
    {"unclosed after a doubled quote",
     "a,b\n1,\"2\"\"\n",
     0,
     VIGIE_SHEET_ERROR_QUOTE,
     "2:2",
     {0}},
    {"only a quote", "a,b\n1,2\n\"\n", 0, VIGIE_SHEET_ERROR_QUOTE, "3:1", {0}},
    {"in the header", "\"a\"x,b\n1,2\n", 0, VIGIE_SHEET_ERROR_QUOTE, "1:1", {.delimiter = ','}},
    {"unclosed in the header",
     "\"a,b\n1,2\n",
     0,
     VIGIE_SHEET_ERROR_QUOTE,
     "1:1",
     {.delimiter = ','}},
    {"semicolon file read with commas",
     "\"a\";\"b\"\n\"1\";\"2\"\n",
     0,
     VIGIE_SHEET_ERROR_QUOTE,
     "1:1",
     {.delimiter = ','}},
    {"CR LF, stray", "a;b\r\n\r\n\"x\"1;2\r\n", 0, VIGIE_SHEET_ERROR_QUOTE, "3:1", {0}},
    /* ragged rows */
    {"too few", "a;b;c\n1;2;3\n1;2\n1;2;3\n", 0, VIGIE_SHEET_ERROR_RAGGED, "3:3", {0}},
    {"too many", "a;b;c\n1;2;3\n1;2;3;4\n", 0, VIGIE_SHEET_ERROR_RAGGED, "3:4", {0}},
    {"too many, empty", "a;b\n1;2\n1;2;\n", 0, VIGIE_SHEET_ERROR_RAGGED, "3:3", {0}},
    {"one cell", "a;b;c\n1;2;3\nx\n1;2;3\n", 0, VIGIE_SHEET_ERROR_RAGGED, "3:2", {0}},
    {"cut in the last row", "a;b;c\n1;2;3\n4;5", 0, VIGIE_SHEET_ERROR_RAGGED, "3:3", {0}},
    {"last row, with its line break",
     "a;b;c\n1;2;3\n4;5\n",
     0,
     VIGIE_SHEET_ERROR_RAGGED,
     "3:3",
     {0}},
    {"behind blank lines", "a;b\n\n\n1;2\n\n3\n", 0, VIGIE_SHEET_ERROR_RAGGED, "6:2", {0}},
    {"behind a quoted line break",
     "a;b\n\"x\ny\";2\n3;4;5\n",
     0,
     VIGIE_SHEET_ERROR_RAGGED,
     "4:3",
     {0}},
    {"CR only", "a;b\r1;2\r3\r", 0, VIGIE_SHEET_ERROR_RAGGED, "3:2", {0}},
    {"quoted row", "a;b\n\"1\";\"2\"\n\"3\"\n", 0, VIGIE_SHEET_ERROR_RAGGED, "3:2", {0}},
    {"header shorter than the rows",
     "a;b\n1;2;3\n1;2;3\n1;2;3\n",
     0,
     VIGIE_SHEET_ERROR_RAGGED,
     "2:3",
     {0}},
    {"total line",
     "place;n;share\nx;1;2\ny;3;4\nTotal 4\n",
     0,
     VIGIE_SHEET_ERROR_RAGGED,
     "4:2",
     {0}},
    {"decimal comma in a comma file",
     "a,b\n1,2\n1,5,2\n",
     0,
     VIGIE_SHEET_ERROR_RAGGED,
     "3:3",
     {0}},
    {"tabs", "a\tb\n1\t2\n3\n", 0, VIGIE_SHEET_ERROR_RAGGED, "3:2", {0}},
    {"under a said header line",
     "x\na;b\n1;2\n1;2;3\n",
     0,
     VIGIE_SHEET_ERROR_RAGGED,
     "4:3",
     {.header_line = 2}},
    /* dialects */
    {"two delimiters", "a,b;c\n1,2;3\n", 0, VIGIE_SHEET_ERROR_DIALECT, "1", {0}},
    {"decimal commas and a header with one",
     "place;rate, in %\nx;1,5\ny;2,5\n",
     0,
     VIGIE_SHEET_ERROR_DIALECT,
     "1",
     {0}},
    {"tabs and bars", "a\tb|c\n1\t2|3\n", 0, VIGIE_SHEET_ERROR_DIALECT, "1", {0}},
    {"header line beyond the end",
     "a;b\n1;2\n",
     0,
     VIGIE_SHEET_ERROR_DIALECT,
     "9",
     {.header_line = 9}},
    {"header line at the end",
     "a;b\n1;2\n",
     0,
     VIGIE_SHEET_ERROR_DIALECT,
     "3",
     {.header_line = 3}},
    {"header line is blank",
     "a;b\n\n1;2\n",
     0,
     VIGIE_SHEET_ERROR_DIALECT,
     "2",
     {.header_line = 2}},
};

/* Opens and reads to the first error. */
static GError *
first_error(const Malformed *malformed)
{
    GError *error = NULL;
    gsize length = malformed->length > 0 ? malformed->length : strlen(malformed->bytes);
    /* on the heap and without a NUL: a sanitizer sees a read too far */
    g_autofree char *bytes = g_memdup2(malformed->bytes, length);
    g_autoptr(VigieSheet) sheet =
        vigie_sheet_open_bytes("t.csv", bytes, length, &malformed->said, &error);
    VigieRow row;
    while (sheet != NULL && vigie_sheet_next(sheet, &row, &error))
        g_assert_cmpuint(row.n, ==, vigie_sheet_header(sheet)->n);
    return error;
}

static void
test_malformed(gconstpointer user)
{
    const Malformed *malformed = user;
    g_autoptr(GError) error = first_error(malformed);
    g_assert_error(error, VIGIE_SHEET_ERROR, (int)malformed->code);
    g_autofree char *place =
        g_strdup_printf("t.csv%s%s: ", *malformed->place != '\0' ? ":" : "", malformed->place);
    if (!g_str_has_prefix(error->message, place))
        g_error("'%s' does not begin with '%s'", error->message, place);
    g_assert_null(strchr(error->message, '\n'));
}

/* The message says what the file is, and what to say where two readings fit. */
static void
test_names(void)
{
    static const struct {
        const char *bytes, *words[2];
    } named[] = {{"%PDF-1.7\n", {"PDF", "CSV"}},
                 {"$FL2@(#)", {"SPSS", ".sav"}},
                 {"\xff\xfe", {"UTF-16", "UTF-8"}},
                 {"a,b;c\n1,2;3\n", {"semicolons", "commas"}},
                 {"a;b;c\n1;2;3\n4;5", {"2 cells", "cut"}},
                 {"a;b;c\n1;2;3\n4;5\n", {"2 cells", "line break"}}};
    for (guint i = 0; i < G_N_ELEMENTS(named); i++) {
        Malformed one = {.bytes = named[i].bytes};
        g_autoptr(GError) error = first_error(&one);
        g_assert_nonnull(error);
        g_assert_nonnull(strstr(error->message, named[i].words[0]));
        g_assert_nonnull(strstr(error->message, named[i].words[1]));
    }
}

/* A quote that opens and never closes does not fill the memory with the file. */
static void
test_runaway_quote(void)
{
    g_autoptr(GString) text = g_string_new("a;b\n1;\"2\n");
    while (text->len < ((gsize)40 << 20))
        g_string_append(text, "1;2\n3;4\n5;6\n7;8\n9;10\n11;12\n13;14\n15;16\n17;18\n19;20\n");
    Malformed quote = {.bytes = text->str, .length = text->len};
    g_autoptr(GError) error = first_error(&quote);
    g_assert_error(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_QUOTE);
    g_assert_true(g_str_has_prefix(error->message, "t.csv:2:2: "));
}

static void
test_endless_line(void)
{
    const gsize length = (gsize)40 << 20;
    g_autofree char *bytes = g_malloc(length);
    memset(bytes, 'x', length);
    Malformed at_once = {.bytes = bytes, .length = length};
    g_autoptr(GError) error = first_error(&at_once);
    g_assert_error(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_BINARY);
    g_clear_error(&error);
    memcpy(bytes, "a;b\n1;2\n", 8);
    Malformed later = {.bytes = bytes, .length = length};
    error = first_error(&later);
    g_assert_error(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_BINARY);
    g_assert_true(g_str_has_prefix(error->message, "t.csv:3: "));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strdup_printf("/sheet/malformed/%s", cases[i].name);
        g_test_add_data_func(path, &cases[i], test_malformed);
    }
    g_test_add_func("/sheet/malformed/named", test_names);
    g_test_add_func("/sheet/malformed/runaway-quote", test_runaway_quote);
    g_test_add_func("/sheet/malformed/endless-line", test_endless_line);
    return g_test_run();
}
