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
    g_test_add_func("/sheet/workbook/sheet-said", test_sheet_said);
    return g_test_run();
}
