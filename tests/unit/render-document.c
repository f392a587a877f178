/* render-document.c - a PDF says its language and its figures' texts, and is the same twice */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <vigie/render.h>

static const VigieTextStyle heading = {
    {14.0, VIGIE_WEIGHT_BOLD, VIGIE_COLOUR_INK}, VIGIE_ANCHOR_START, 1.0, 0.0, "H1"};

static VigieDisplay *
figure(const char *description)
{
    VigieDisplay *display = vigie_display_new(100.0, VIGIE_PALETTE_STANDARD, VIGIE_LANG_FR);
    vigie_display_rect(display, &(VigieBox){0.0, 0.0, 50.0, 20.0}, VIGIE_COLOUR_ACCENT);
    display->height = 20.0;
    display->description = g_strdup(description);
    return display;
}

/* A table of one cell: its groups are elements. */
static VigieDisplay *
table(VigieFonts *fonts)
{
    static const VigieFont font = {8.0, VIGIE_WEIGHT_REGULAR, VIGIE_COLOUR_TEXT};
    VigieDisplay *display = vigie_display_new(100.0, VIGIE_PALETTE_STANDARD, VIGIE_LANG_FR);
    static const char *const groups[] = {"Table", "TR", "TH"};
    for (gsize i = 0; i < G_N_ELEMENTS(groups); i++)
        vigie_display_open(display, groups[i]);
    vigie_display_text(display, vigie_fonts_measurer(fonts), (VigiePoint){0.0, 10.0},
                       VIGIE_ANCHOR_START, &font, "head");
    for (gsize i = 0; i < G_N_ELEMENTS(groups); i++)
        vigie_display_close(display);
    display->height = 20.0;
    return display;
}

static VigieDocument *
sample(VigieFonts *fonts, VigieLang lang)
{
    VigieDocumentInfo info = {.title = "l'eau", .date = 20000.0, .lang = lang};
    g_autoptr(GError) error = NULL;
    VigieDocument *document = vigie_document_new(fonts, 200.0, 200.0, &info, &error);
    g_assert_no_error(error);
    g_autoptr(VigieDisplay) first = figure("first figure");
    g_autoptr(VigieDisplay) second = figure("second figure");
    g_autoptr(VigieDisplay) cells = table(fonts);
    vigie_document_page(document);
    vigie_document_open(document, "Sect");
    vigie_document_text(document, &heading, "Title", 10.0, 10.0, 100.0);
    vigie_document_draw(document, first, 10.0, 40.0, 1.0);
    vigie_document_page(document);
    vigie_document_draw(document, cells, 10.0, 10.0, 1.0);
    vigie_document_draw(document, second, 10.0, 40.0, 1.0);
    return document; /* the section is closed by the writing */
}

static GBytes *
written(VigieLang lang)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieFonts) fonts = vigie_fonts_new(&error);
    g_assert_no_error(error);
    g_autofree char *path = NULL;
    g_close(g_file_open_tmp("vigie-document-XXXXXX.pdf", &path, NULL), NULL);
    g_autoptr(VigieDocument) document = sample(fonts, lang);
    g_assert_true(vigie_document_write(document, path, &error));
    g_assert_no_error(error);
    char *content = NULL;
    gsize length = 0;
    g_assert_true(g_file_get_contents(path, &content, &length, NULL));
    g_unlink(path);
    return g_bytes_new_take(content, length);
}

static const char *
find(GBytes *bytes, const char *text)
{
    gsize length = 0;
    const char *content = g_bytes_get_data(bytes, &length);
    gsize n = strlen(text);
    for (gsize i = 0; i + n <= length; i++)
        if (memcmp(content + i, text, n) == 0)
            return content + i;
    return NULL;
}

static void
test_structure(void)
{
    static const char *const wanted[] = {"/Lang (fr-FR)", "/DisplayDocTitle true",
                                         "/Marked true",  "/S /H1",
                                         "/S /Sect",      "/S /Figure",
                                         "/S /Table",     "/S /TH",
                                         "/Scope /Column"};
    g_autoptr(GBytes) bytes = written(VIGIE_LANG_FR);
    for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++)
        if (find(bytes, wanted[i]) == NULL)
            g_error("no %s in the PDF", wanted[i]);
    g_autoptr(GBytes) english = written(VIGIE_LANG_EN);
    g_assert_nonnull(find(english, "/Lang (en-GB)"));
}

/* Each figure has its own text: the one on the first page comes first. */
static void
test_alternatives(void)
{
    g_autoptr(GBytes) bytes = written(VIGIE_LANG_FR);
    const char *first = find(bytes, "/Alt (first figure)");
    const char *second = find(bytes, "/Alt (second figure)");
    g_assert_nonnull(first);
    g_assert_nonnull(second);
    g_assert_true(first < second);
}

static void
test_same_bytes(void)
{
    g_autoptr(GBytes) once = written(VIGIE_LANG_FR);
    g_autoptr(GBytes) again = written(VIGIE_LANG_FR);
    g_assert_true(g_bytes_equal(once, again));
}

/* A folder where the file should go: an error, and the folder stays. */
static void
test_folder_in_the_way(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("vigie-document-XXXXXX", NULL);
    g_autoptr(VigieFonts) fonts = vigie_fonts_new(&error);
    g_autoptr(VigieDocument) document = sample(fonts, VIGIE_LANG_FR);
    g_assert_false(vigie_document_write(document, folder, &error));
    g_assert_nonnull(error);
    g_assert_true(g_file_test(folder, G_FILE_TEST_IS_DIR));
    g_assert_cmpint(g_rmdir(folder), ==, 0);
}

static void
test_curl(void)
{
    static const char *const cases[][2] = {{"l'eau d'ici", "l\u2019eau d\u2019ici"},
                                           {"'quoted'", "'quoted'"},
                                           {"aujourd'hui", "aujourd\u2019hui"},
                                           {"'", "'"},
                                           {"", ""}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *curled = vigie_text_curl(cases[i][0]);
        g_assert_cmpstr(curled, ==, cases[i][1]);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/render/document/structure", test_structure);
    g_test_add_func("/render/document/alternatives", test_alternatives);
    g_test_add_func("/render/document/same-bytes", test_same_bytes);
    g_test_add_func("/render/document/folder-in-the-way", test_folder_in_the_way);
    g_test_add_func("/render/document/curl", test_curl);
    return g_test_run();
}
