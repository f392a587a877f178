/* codebook-workbook.c - questionnaires as LibreOffice keeps them, made from tests/foreign/form.fods and
 * form-wrong.fods: the same form whatever the format, and each mistake at its sheet, row and column */
#include <math.h>
#include <string.h>
#include <vigie/codebook-check.h>
#include <vigie/codebook-compare.h>
#include <vigie/codebook-expression.h>

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

static VigieCodebook *
loaded(const char *path)
{
    g_autoptr(GError) error = NULL;
    VigieCodebook *codebook = vigie_codebook_load(path, &error);
    g_assert_no_error(error);
    return codebook;
}

static void
check_choices(const VigieList *list)
{
    static const double scores[] = {1, 2.5, 4};
    g_assert_cmpuint(list->choices->len, ==, 4);
    for (guint i = 0; i < G_N_ELEMENTS(scores); i++) {
        const VigieChoice *choice = vigie_list_get(list, i);
        g_autofree char *name = g_strdup_printf("%u", i + 1); /* the cell holds a number */
        g_assert_cmpstr(choice->name, ==, name);
        g_assert_cmpfloat_with_epsilon(choice->score, scores[i], 1e-12);
        g_assert_cmpuint(choice->line, ==, i + 2);
    }
    g_assert_cmpstr(vigie_list_get(list, 3)->name, ==, "99");
    g_assert_cmpint(vigie_list_get(list, 3)->missing, ==, VIGIE_DONT_KNOW);
    g_assert_true(g_str_has_suffix(vigie_list_get(list, 3)->file, "[choices]"));
}

static void
check_form(const VigieCodebook *codebook)
{
    const VigieItem *sat = vigie_codebook_find(codebook, "sat"),
                    *act = vigie_codebook_find(codebook, "act");
    g_assert_cmpuint(codebook->items->len, ==, 3);
    g_assert_cmpstr(codebook->form_title, ==, "Enquête flash");
    g_assert_cmpstr(codebook->version, ==, "2024060101");
    g_assert_true(sat->required); /* TRUE, a truth value of the spreadsheet's own */
    g_assert_cmpstr(sat->labels[0], ==, "Êtes-vous satisfait\u00a0?");
    check_choices(sat->list);
    g_assert_cmpint(act->kind, ==, VIGIE_VALUE_CHOICES); /* with a no-break space in its type */
    g_assert_cmpstr(vigie_expression_text(act->relevant), ==, "${sat} >= 2");
    g_assert_cmpuint(act->line, ==, 3);
    g_assert_cmpuint(vigie_codebook_find(codebook, "nuitees")->line, ==, 5);
}

static void
test_formats(void)
{
    static const char *const names[] = {"form.xlsx", "form.ods", "form.xls"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = file_of(names[i]);
        if (path == NULL)
            return;
        g_autoptr(VigieCodebook) codebook = loaded(path);
        check_form(codebook);
        g_autofree char *bytes = NULL;
        gsize length = 0;
        g_assert_true(g_file_get_contents(path, &bytes, &length, NULL));
        g_autofree char *sha256 =
            g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, length);
        g_assert_cmpstr(codebook->sha256, ==, sha256);
    }
}

static void
test_mistakes(void)
{
    static const struct {
        const char *sheet;
        guint line, field;
        VigieCodebookError code;
    } expected[] = {{"", 0, 0, VIGIE_CODEBOOK_ERROR_READ}, /* the sheet is called "choice" */
                    {"[Settings]", 2, 2, VIGIE_CODEBOOK_ERROR_VALUE},
                    {"[choice]", 2, 4, VIGIE_CODEBOOK_ERROR_VALUE},
                    {"[choice]", 3, 2, VIGIE_CODEBOOK_ERROR_NAME},
                    {"[survey]", 1, 4, VIGIE_CODEBOOK_ERROR_READ},
                    {"[survey]", 2, 1, VIGIE_CODEBOOK_ERROR_TYPE},
                    {"[survey]", 3, 2, VIGIE_CODEBOOK_ERROR_NAME},
                    {"[survey]", 5, 1, VIGIE_CODEBOOK_ERROR_TYPE},
                    {"[survey]", 5, 4, VIGIE_CODEBOOK_ERROR_EXPRESSION}};
    g_autofree char *path = file_of("form-wrong.xlsx");
    if (path == NULL)
        return;
    g_autoptr(GPtrArray) mistakes = NULL;
    g_assert_null(vigie_codebook_check(path, &mistakes));
    g_assert_cmpuint(mistakes->len, ==, G_N_ELEMENTS(expected));
    for (guint i = 0; i < mistakes->len; i++) {
        const VigieMistake *m = g_ptr_array_index(mistakes, i);
        g_test_message("%s:%u:%u: %s", m->file, (guint)m->line, m->field, m->text);
        g_assert_true(g_str_has_suffix(m->file, expected[i].sheet));
        g_assert_cmpuint(m->line, ==, expected[i].line);
        g_assert_cmpuint(m->field, ==, expected[i].field);
        g_assert_cmpint(m->code, ==, expected[i].code);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/codebook/workbook/formats", test_formats);
    g_test_add_func("/codebook/workbook/mistakes", test_mistakes);
    return g_test_run();
}
