/* sheet-workbook.c - workbooks made by LibreOffice from tests/foreign/workbook.fods: sheets, rows, places */
#include <string.h>
#include <vigie/sheet.h>

static const char *const formats[] = {"xlsx", "ods", "xls"};

/* Skips where vigie was configured --without-gdal; (transfer full). */
static char *
file_of(const char *name)
{
    g_autofree char *program =
        g_build_filename(g_getenv("VIGIE_LIBEXECDIR"), "vigie-workbook", NULL);
    if (!g_file_test(program, G_FILE_TEST_IS_EXECUTABLE)) {
        g_test_skip("built without GDAL");
        return NULL;
    }
    return g_test_build_filename(G_TEST_DIST, "tests", "foreign", name, NULL);
}

static VigieSheet *
open_sheet(const char *path, const char *sheet, guint header_line)
{
    g_autoptr(GError) error = NULL;
    const VigieDialect said = {.sheet = sheet, .header_line = header_line};
    VigieSheet *opened = vigie_sheet_open(path, &said, &error);
    g_assert_no_error(error);
    g_assert_nonnull(opened);
    return opened;
}

static void
test_names(void)
{
    static const char *const wanted[] = {"Vide, Réponses, Cachée", "Réponses, Cachée",
                                         "Réponses, Cachée"};
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_autofree char *name = g_strdup_printf("workbook.%s", formats[i]);
        g_autofree char *path = file_of(name);
        if (path == NULL)
            return;
        g_auto(GStrv) names = vigie_sheet_names(path, NULL);
        g_assert_nonnull(names);
        g_autofree char *list = g_strjoinv(", ", names);
        g_assert_cmpstr(list, ==, wanted[i]);
    }
}

static void
test_names_of_one_table(void)
{
    g_autofree char *path =
        g_test_build_filename(G_TEST_DIST, "tests", "foreign", "visitors.sav", NULL);
    g_auto(GStrv) names = vigie_sheet_names(path, NULL);
    g_assert_nonnull(names);
    g_assert_null(names[0]);
}

/* Empty rows and columns count: the header is row 3, its first name stands in B. */
static void
test_places(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_autofree char *name = g_strdup_printf("workbook.%s", formats[i]);
        g_autofree char *path = file_of(name);
        if (path == NULL)
            return;
        g_autoptr(VigieSheet) sheet = open_sheet(path, NULL, 0);
        const VigieRow *header = vigie_sheet_header(sheet);
        g_assert_cmpuint(header->line, ==, 3);
        g_assert_cmpuint(header->n, ==, 5);
        g_assert_cmpstr(header->cells[1].text, ==, "kind");
        g_assert_cmpstr(header->cells[4].text, ==, "last");
        g_assert_cmpstr(vigie_sheet_dialect(sheet)->sheet, ==, "Réponses");
        VigieRow row;
        guint64 line_of_big = 0, line_of_last = 0;
        while (vigie_sheet_next(sheet, &row, NULL)) {
            if (strcmp(row.cells[1].text, "big") == 0)
                line_of_big = row.line;
            line_of_last = row.line;
        }
        g_assert_cmpuint(line_of_big, ==, 10);
        g_assert_cmpuint(line_of_last, ==, 33);
    }
}

/* What stands in column C beside a word in column B. */
static const struct {
    const char *word, *xlsx, *ods, *xls;
} values[] = {
    {"int", "12", "12", "12"},
    {"frac", "0.1", "0.1", "0.1"},
    {"neg", "-0.07", "-0.07", "-0.07"},
    {"big", "1e+21", "1e+21", "1e+21"},
    {"id16", "1234567890123460", "1234567890123456",
     "1234567890123456"}, /* .xlsx: LibreOffice writes 15 digits */
    {"textid", "123456789012345678", "123456789012345678", "123456789012345678"},
    {"percent", "0.125", "0.125", "0.125"},
    {"euro", "1234.5", "1234.5", "1234.5"},
    {"comma", "21,0", "21,0", "21,0"},
    {"date", "2024-07-14", "2024-07-14", "2024-07-14"},
    {"datetime", "2024-07-14T09:59:59", "2024-07-14T09:59:59", "2024-07-14T09:59:59"},
    {"time", "12:34:00", "12:34:00", "12:34:00"},
    {"true", "1", "1", "1"},
    {"na", "", "", ""},
    {"div", "", "", ""},
    {"formula", "24", "24", ""},
    {"textformula", "intx", "intx", ""},
    {"lines", "un deux trois", "un deux trois", "un deux trois"},
    {"postcode", "01200", "01200", "01200"},
    {"apostrophe", "'12", "'12", "'12"},
    {"nbsp", "1\u00a0234\u00a0€", "1\u00a0234\u00a0€", "1\u00a0234\u00a0€"},
    {"merged", "", "", ""},
    {"textnum", "12.50", "12.50", "12.50"},
};

static void
check_values(const char *path, guint format)
{
    g_autoptr(VigieSheet) sheet = open_sheet(path, NULL, 0);
    guint seen = 0;
    VigieRow row;
    while (vigie_sheet_next(sheet, &row, NULL))
        for (guint i = 0; i < G_N_ELEMENTS(values); i++) {
            if (strcmp(values[i].word, row.cells[1].text) != 0)
                continue;
            const char *wanted[] = {values[i].xlsx, values[i].ods, values[i].xls};
            g_assert_cmpstr(row.cells[2].text, ==, wanted[format]);
            if (strcmp(values[i].word, "merged") == 0)
                g_assert_cmpstr(row.cells[4].text, ==, "after");
            if (strcmp(values[i].word, "frac") == 0)
                g_assert_cmpstr(row.cells[4].text, ==, "3.18120805369128");
            seen++;
        }
    g_assert_cmpuint(seen, ==, G_N_ELEMENTS(values));
}

static void
test_values(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_autofree char *name = g_strdup_printf("workbook.%s", formats[i]);
        g_autofree char *path = file_of(name);
        if (path == NULL)
            return;
        check_values(path, i);
    }
}

/* code:line:field of each. */
static char *
findings_of(const char *path, const VigieDialect *said)
{
    g_autoptr(VigieSheet) sheet = vigie_sheet_open(path, said, NULL);
    g_assert_nonnull(sheet);
    g_autoptr(VigieFindings) findings = vigie_findings_new();
    vigie_sheet_tell(sheet, findings);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < vigie_findings_n_kept(findings); i++) {
        const VigieFindingRow *f = vigie_findings_get(findings, i);
        g_string_append_printf(text, "%s:%u:%u ", f->code, (guint)f->line, f->field);
    }
    return g_string_free(text, FALSE);
}

static void
test_findings(void)
{
    static const char *const wanted[] = {"cell_error:21:3 ", "cell_error:21:3 ",
                                         "cell_formula:21:3 "};
    const VigieDialect hidden = {.sheet = "Cachée"};
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_autofree char *name = g_strdup_printf("workbook.%s", formats[i]);
        g_autofree char *path = file_of(name);
        if (path == NULL)
            return;
        g_autofree char *told = findings_of(path, NULL);
        g_assert_cmpstr(told, ==, wanted[i]);
        g_autofree char *of_hidden = findings_of(path, &hidden);
        g_assert_cmpstr(of_hidden, ==, "sheet_hidden:0:0 ");
    }
}

/* Days counted from 1904, true and false written in French, two sheets: the first is read, the other named. */
static void
test_epoch_and_booleans(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_autofree char *name = g_strdup_printf("workbook-1904.%s", formats[i]);
        g_autofree char *path = file_of(name);
        if (path == NULL)
            return;
        g_autoptr(VigieSheet) sheet = open_sheet(path, NULL, 0);
        VigieRow row;
        g_assert_true(vigie_sheet_next(sheet, &row, NULL));
        g_assert_cmpstr(row.cells[0].text, ==, "2024-07-14");
        g_assert_cmpstr(row.cells[1].text, ==, "1");
        g_assert_true(vigie_sheet_next(sheet, &row, NULL));
        g_assert_cmpstr(row.cells[0].text, ==, "2024-02-29");
        g_assert_cmpstr(row.cells[1].text, ==, "0");
        g_assert_cmpstr(vigie_sheet_dialect(sheet)->sheet, ==, "Été, 2024");
        g_autofree char *told = findings_of(path, NULL);
        g_assert_cmpstr(told, ==, "sheet_taken:0:0 ");
        const VigieDialect said = {.sheet = "Hiver \"2024\""};
        g_autofree char *none = findings_of(path, &said);
        g_assert_cmpstr(none, ==, "");
    }
}

static void
test_describe(void)
{
    g_autofree char *path = file_of("workbook.ods");
    if (path == NULL)
        return;
    g_autoptr(VigieSheet) sheet = open_sheet(path, NULL, 0);
    g_autofree char *text = vigie_sheet_describe(sheet);
    g_assert_cmpstr(
        text, ==, "workbook, sheet \"Réponses\", header on line 3 (2 lines above it left out)");
    guint64 done = 0, total = 0;
    VigieRow row;
    while (vigie_sheet_next(sheet, &row, NULL))
        vigie_sheet_position(sheet, &done, &total);
    g_assert_cmpuint(total, ==, 33);
    g_assert_cmpuint(done, ==, 33);
}

static void
test_sheet_said(void)
{
    g_autofree char *path = file_of("workbook.xlsx");
    if (path == NULL)
        return;
    g_autoptr(VigieSheet) sheet = open_sheet(path, "Cachée", 1);
    g_assert_cmpstr(vigie_sheet_header(sheet)->cells[0].text, ==, "secret");
    const VigieDialect said = {.sheet = "réponse"};
    g_autoptr(GError) error = NULL;
    g_assert_null(vigie_sheet_open(path, &said, &error));
    g_assert_error(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_NO_SHEET);
    g_assert_nonnull(strstr(error->message, "Réponses"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sheet/workbook/names", test_names);
    g_test_add_func("/sheet/workbook/names-of-one-table", test_names_of_one_table);
    g_test_add_func("/sheet/workbook/places", test_places);
    g_test_add_func("/sheet/workbook/values", test_values);
    g_test_add_func("/sheet/workbook/findings", test_findings);
    g_test_add_func("/sheet/workbook/epoch-and-booleans", test_epoch_and_booleans);
    g_test_add_func("/sheet/workbook/describe", test_describe);
    g_test_add_func("/sheet/workbook/sheet-said", test_sheet_said);
    return g_test_run();
}
