/* sheet-workbook-made.c - workbooks and what is taken for them, byte by byte: cells as Excel writes them, archives of
 * other kinds, damage; each is read or is one clear error */
#include "zipped.h"
#include <glib/gstdio.h>
#include <vigie/sheet.h>

typedef struct {
    char *folder, *path;
} Made;

static void
setup(Made *made, gconstpointer name)
{
    made->folder = g_dir_make_tmp("vigie-workbook-XXXXXX", NULL);
    made->path = g_build_filename(made->folder, name, NULL);
}

static void
teardown(Made *made, gconstpointer name)
{
    (void)name;
    g_unlink(made->path);
    g_rmdir(made->folder);
    g_free(made->path);
    g_free(made->folder);
}

static bool
is_built(void)
{
    g_autofree char *program =
        g_build_filename(g_getenv("VIGIE_LIBEXECDIR"), "vigie-workbook", NULL);
    bool there = g_file_test(program, G_FILE_TEST_IS_EXECUTABLE);
    if (!there)
        g_test_skip("built without GDAL");
    return there;
}

static void
write_bytes(const Made *made, const guint8 *bytes, gsize n)
{
    g_assert_true(g_file_set_contents(made->path, (const char *)bytes, (gssize)n, NULL));
}

static void
write_xlsx(const Made *made, const char *rows, const char *strings)
{
    g_autoptr(GByteArray) zip = xlsx_of(rows, strings, "worksheets/sheet1.xml");
    write_bytes(made, zip->data, zip->len);
}

/* "LINE:a|b|c LINE:…", the header too; or the error's code, "!5". */
static char *
read_all(const char *path, VigieFindings *findings)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieSheet) sheet = vigie_sheet_open(path, NULL, &error);
    if (sheet == NULL) {
        g_test_message("%s", error->message);
        g_assert_null(strchr(error->message, '\n'));
        return g_strdup_printf("!%d", error->code);
    }
    vigie_sheet_tell(sheet, findings);
    GString *text = g_string_new(NULL);
    VigieRow row = *vigie_sheet_header(sheet);
    do {
        g_string_append_printf(text, "%s%" G_GUINT64_FORMAT ":", text->len > 0 ? " " : "",
                               row.line);
        for (guint i = 0; i < row.n; i++)
            g_string_append_printf(text, "%s%s", i > 0 ? "|" : "", row.cells[i].text);
    } while (vigie_sheet_next(sheet, &row, &error));
    g_assert_no_error(error);
    return g_string_free(text, FALSE);
}

#define HEADER                                                                                 \
    "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a</t></is></c><c r=\"B1\" "               \
    "t=\"inlineStr\"><is><t>b</t></is></c></row>"

/* One row of two cells under a header a|b. */
typedef struct {
    const char *a, *b, *wanted;
} Cells;

static void
test_cells(Made *made, gconstpointer name)
{
    (void)name;
    static const Cells cases[] = {
        /* numbers with all the digits Excel writes */
        {"<v>0.10000000000000001</v>", "<v>3.0000000000000001</v>", "0.1|3"},
        {"<v>0.30000000000000004</v>", "<v>1.0000000000000001E-5</v>",
         "0.30000000000000004|1e-05"},
        {"<v>12</v>", "<v>-1234567.8899999999</v>", "12|-1234567.89"},
        {"<v>123456789012345</v>", "<v>2251799813685249.5</v>",
         "123456789012345|2251799813685249.5"},
    };
    if (!is_built())
        return;
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *rows =
            g_strdup_printf(HEADER "<row r=\"2\"><c r=\"A2\">%s</c><c r=\"B2\">%s</c></row>",
                            cases[i].a, cases[i].b);
        write_xlsx(made, rows, "");
        g_autofree char *text = read_all(made->path, NULL);
        g_autofree char *wanted = g_strdup_printf("1:a|b 2:%s", cases[i].wanted);
        g_assert_cmpstr(text, ==, wanted);
    }
}

/* Shared, rich and inline strings; true; a day, a moment, a time; a formula with its value; an error. */
static void
test_kinds_of_cells(Made *made, gconstpointer name)
{
    (void)name;
    if (!is_built())
        return;
    write_xlsx(
        made,
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>"
        "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>2</v></c><c r=\"B2\" t=\"b\"><v>1</v></c></row>"
        "<row r=\"3\"><c r=\"A3\" s=\"1\"><v>45487</v></c><c r=\"B3\" "
        "s=\"2\"><v>45487.416655092595</v></c></row>"
        "<row r=\"4\"><c r=\"A4\" s=\"3\"><v>0.52361111111111114</v></c><c "
        "r=\"B4\"><f>1+1</f><v>2</v></c></row>"
        "<row r=\"5\"><c r=\"A5\" t=\"e\"><v>#DIV/0!</v></c><c r=\"B5\" "
        "t=\"str\"><f>x</f><v>oui</v></c></row>",
        "<si><t>a</t></si><si><r><t>b </t></r><r><t>gras</t></r></si><si><t "
        "xml:space=\"preserve\">01200\nBourg</t></si>");
    g_autoptr(VigieFindings) findings = vigie_findings_new();
    g_autofree char *text = read_all(made->path, findings);
    g_assert_cmpstr(
        text, ==,
        "1:a|b gras 2:01200 Bourg|1 3:2024-07-14|2024-07-14T09:59:59 4:12:34:00|2 5:|oui");
    g_assert_cmpuint(vigie_findings_count_code(findings, "cell_error"), ==, 1);
}

/* Rows and columns that the file leaves out. */
static void
test_gaps(Made *made, gconstpointer name)
{
    (void)name;
    if (!is_built())
        return;
    write_xlsx(
        made,
        "<row r=\"3\"><c r=\"B3\" t=\"inlineStr\"><is><t>a</t></is></c><c r=\"D3\" "
        "t=\"inlineStr\"><is><t>b</t></is></c></row>"
        "<row r=\"7\"><c r=\"D7\"><v>1</v></c></row>"
        "<row r=\"40\"><c r=\"B40\"><v>2</v></c><c r=\"Z40\" s=\"0\"/></row><row r=\"99\"/>",
        "");
    g_autofree char *text = read_all(made->path, NULL);
    g_assert_cmpstr(text, ==, "3:|a||b 7:|||1 40:|2||");
}

static void
test_digits(Made *made, gconstpointer name)
{
    (void)name;
    if (!is_built())
        return;
    write_xlsx(made,
               HEADER "<row r=\"2\"><c r=\"A2\"><v>1.2345678901234501E+17</v></c><c r=\"B2\" "
                      "t=\"inlineStr\"><is><t>123456789012345678</t></is></c></row>"
                      "<row r=\"3\"><c r=\"A3\"><v>1234567890123450</v></c><c r=\"B3\" "
                      "t=\"inlineStr\"><is><t>123456789012345000</t></is></c></row>",
               "");
    g_autoptr(VigieFindings) findings = vigie_findings_new();
    g_autofree char *text = read_all(made->path, findings);
    g_assert_cmpstr(text, ==,
                    "1:a|b 2:1.2345678901234501e+17|123456789012345678 "
                    "3:1234567890123450|123456789012345000");
    g_assert_cmpuint(vigie_findings_count_code(findings, "cell_digits"), ==, 1);
    g_assert_cmpuint(vigie_findings_get(findings, 0)->line, ==, 2);
    g_assert_cmpuint(vigie_findings_get(findings, 0)->field, ==, 1);
}

/* A sheet said to be elsewhere is not fetched from there. */
static void
test_elsewhere(Made *made, gconstpointer name)
{
    (void)name;
    if (!is_built())
        return;
    g_autofree char *other = g_build_filename(made->folder, "other.xml", NULL);
    g_assert_true(g_file_set_contents(
        other, "<worksheet xmlns=\"" MAIN_NS "\"><sheetData>" HEADER "</sheetData></worksheet>",
        -1, NULL));
    g_autofree char *vsi = g_strdup_printf("/vsisubfile/0_1000,%s", other);
    g_autofree char *up = g_strdup_printf("../../../../../../../..%s", other);
    const char *const targets[] = {other, vsi, up, "http://localhost:1/sheet.xml"};
    for (guint i = 0; i < G_N_ELEMENTS(targets); i++) {
        g_autoptr(GByteArray) zip = xlsx_of("", "", targets[i]);
        write_bytes(made, zip->data, zip->len);
        g_autofree char *text = read_all(made->path, NULL);
        g_assert_cmpint(text[0], ==, '!');
    }
    g_unlink(other);
}

/* What else is such an archive, by the parts in it. */
static void
test_other_archives(Made *made, gconstpointer name)
{
    (void)name;
    static const struct {
        Part part;
        const char *word; /* in the message */
    } cases[] = {
        {{"word/document.xml", "x"}, "Word"},
        {{"ppt/presentation.xml", "x"}, "presentation"},
        {{"xl/workbook.bin", "x"}, ".xlsb"},
        {{"Index/Document.iwa", "x"}, "Numbers"},
        {{"mimetype", "application/vnd.oasis.opendocument.text"}, "Writer"},
        {{"mimetype", "application/vnd.oasis.opendocument.presentation"}, "presentation"},
        {{"answers.csv", "a,b\n1,2\n"}, "ZIP"},
    };
    if (!is_built())
        return;
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GByteArray) zip = zip_of(&cases[i].part, 1);
        write_bytes(made, zip->data, zip->len);
        g_autoptr(GError) error = NULL;
        g_assert_null(vigie_sheet_open(made->path, NULL, &error));
        g_assert_error(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_BINARY);
        g_assert_nonnull(strstr(error->message, cases[i].word));
    }
}

/* Old Office files, and an .xlsx with a password, which is one as well. */
static void
test_compound_files(Made *made, gconstpointer name)
{
    (void)name;
    static const struct {
        const char *stream, *word;
    } cases[] = {{"EncryptedPackage", "password"},
                 {"WordDocument", "Word"},
                 {"PowerPoint Document", "presentation"},
                 {"Contents", "no workbook"}};
    if (!is_built())
        return;
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GByteArray) file = compound_of(cases[i].stream);
        write_bytes(made, file->data, file->len);
        g_autoptr(GError) error = NULL;
        g_assert_null(vigie_sheet_open(made->path, NULL, &error));
        g_assert_error(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_BINARY);
        g_assert_nonnull(strstr(error->message, cases[i].word));
    }
}

/* The size that the directory says of the last part (46 bytes and its name before the end of 22). */
static void
test_too_large(Made *made, gconstpointer name)
{
    (void)name;
    if (!is_built())
        return;
    g_autoptr(GByteArray) zip = xlsx_of(HEADER, "", "worksheets/sheet1.xml");
    guint8 *size = zip->data + zip->len - 22 - strlen("xl/worksheets/sheet1.xml") - 46 + 24;
    memcpy(size, "\xff\xff\xff\x7f", 4);
    write_bytes(made, zip->data, zip->len);
    g_autoptr(GError) error = NULL;
    g_assert_null(vigie_sheet_open(made->path, NULL, &error));
    g_assert_error(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_BINARY);
    g_assert_nonnull(strstr(error->message, "1 GiB"));
}

/* A part that is lost under another name in the directory: without its strings an .xlsx would be read as their numbers. */
static void
test_part_under_wrong_name(Made *made, gconstpointer name)
{
    (void)name;
    static const char part[] = "xl/sharedStrings.xml";
    if (!is_built())
        return;
    g_autoptr(GByteArray) zip = xlsx_of("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>"
                                        "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c></row>",
                                        "<si><t>a</t></si>", "worksheets/sheet1.xml");
    gsize at = zip->len - sizeof part;
    while (memcmp(zip->data + at, part, sizeof part - 1) != 0)
        at--;
    zip->data[at + 3] ^= 1;
    write_bytes(made, zip->data, zip->len);
    g_autofree char *text = read_all(made->path, NULL);
    g_assert_cmpstr(text, ==, "!9"); /* VIGIE_SHEET_ERROR_IO */
}

/* GDAL stops in the middle of an .ods of so many rows, and says so where nobody hears it. */
static void
test_ods_of_many_rows(Made *made, gconstpointer name)
{
    (void)name;
    if (!is_built())
        return;
    GString *text = g_string_new(
        "<office:document-content "
        "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
        "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"><office:body>"
        "<office:spreadsheet><table:table table:name=\"T\">");
    for (guint i = 0; i < 30000; i++)
        g_string_append(text, "<table:table-row><table:table-cell office:value-type=\"float\" "
                              "office:value=\"1\" table:number-columns-repeated=\"30\"/>"
                              "</table:table-row>");
    g_string_append(text, "</table:table></office:spreadsheet></office:body>"
                          "</office:document-content>");
    const Part parts[] = {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                          {"content.xml", text->str}};
    g_autoptr(GByteArray) zip = zip_of(parts, G_N_ELEMENTS(parts));
    write_bytes(made, zip->data, zip->len);
    g_string_free(text, TRUE);
    g_autoptr(GError) error = NULL;
    g_assert_null(vigie_sheet_open(made->path, NULL, &error));
    g_assert_error(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_BINARY);
    g_assert_nonnull(strstr(error->message, "more rows than can be read"));
}

static void
test_cut(Made *made, gconstpointer name)
{
    (void)name;
    if (!is_built())
        return;
    g_autoptr(GByteArray) zip = xlsx_of(HEADER, "", "worksheets/sheet1.xml");
    write_bytes(made, zip->data, zip->len / 2);
    g_autoptr(GError) error = NULL;
    g_assert_null(vigie_sheet_open(made->path, NULL, &error));
    g_assert_error(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_IO);
    g_assert_nonnull(strstr(error->message, "cut off"));
}

static void
test_protected(void)
{
    if (!is_built())
        return;
    g_autofree char *path =
        g_test_build_filename(G_TEST_DIST, "tests", "foreign", "workbook-protected.ods", NULL);
    g_autoptr(GError) error = NULL;
    g_assert_null(vigie_sheet_open(path, NULL, &error));
    g_assert_error(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_BINARY);
    g_assert_nonnull(strstr(error->message, "password"));
}

/* Text with the name of a workbook is text; publishers name HTML so. */
static void
test_text(Made *made, gconstpointer name)
{
    (void)name;
    static const char csv[] = "a;b\n1;2\n",
                      html[] = "<html><table><tr><td>a</td></tr></table></html>";
    write_bytes(made, (const guint8 *)csv, sizeof csv - 1);
    g_autofree char *text = read_all(made->path, NULL);
    g_assert_cmpstr(text, ==, "1:a|b 2:1|2");
    write_bytes(made, (const guint8 *)html, sizeof html - 1);
    g_autoptr(GError) error = NULL;
    g_assert_null(vigie_sheet_open(made->path, NULL, &error));
    g_assert_error(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_BINARY);
    g_assert_nonnull(strstr(error->message, "HTML"));
}

#define ADD(path, file, function) g_test_add(path, Made, file, setup, function, teardown)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("/sheet/workbook/cells", "numbers.xlsx", test_cells);
    ADD("/sheet/workbook/kinds-of-cells", "kinds.xlsx", test_kinds_of_cells);
    ADD("/sheet/workbook/gaps", "no-extension", test_gaps);
    ADD("/sheet/workbook/digits", "digits.csv", test_digits);
    ADD("/sheet/workbook/elsewhere", "elsewhere.xlsx", test_elsewhere);
    ADD("/sheet/workbook/other-archives", "other.xlsx", test_other_archives);
    ADD("/sheet/workbook/too-large", "large.xlsx", test_too_large);
    ADD("/sheet/workbook/ods-of-many-rows", "many.ods", test_ods_of_many_rows);
    ADD("/sheet/workbook/part-under-wrong-name", "lost.xlsx", test_part_under_wrong_name);
    ADD("/sheet/workbook/compound-files", "old.xls", test_compound_files);
    ADD("/sheet/workbook/cut", "cut.xlsx", test_cut);
    g_test_add_func("/sheet/workbook/protected", test_protected);
    ADD("/sheet/workbook/text", "text.xls", test_text);
    return g_test_run();
}
