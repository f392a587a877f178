/* render-formats.c - what a chart's files hold beside the picture: sizes, resolution, titles, descriptions, the text
 * as text, colours of the palette alone, no clock.  Chunks are read here by hand (PNG specification, 2003). */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <vigie/render.h>

static VigieChart *
chart_new(VigiePalette palette)
{
    VigieChart *chart = vigie_chart_new(VIGIE_CHART_RANK, VIGIE_LANG_FR);
    chart->palette = palette;
    chart->percent = true;
    vigie_chart_set_text(chart, VIGIE_TEXT_TITLE, "Été & <hiver> : l'accueil d'abord");
    vigie_chart_set_text(chart, VIGIE_TEXT_SOURCE, "enquête flash 2025.");
    vigie_chart_add_category(chart, "Accueil \"au bourg\"")->highlighted = true;
    vigie_chart_add_category(chart, "Restauration & marchés");
    VigieChartSeries *series = vigie_chart_add_series(chart, "2025");
    vigie_chart_set_number(series, 0, 0.94);
    vigie_chart_set_number(series, 1, 0.4);
    return chart;
}

typedef struct {
    VigieFonts *fonts;
    VigieChart *chart;
    VigieDisplay *display;
} Fixture;

static void
set_up(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    g_autoptr(GError) error = NULL;
    fixture->fonts = vigie_fonts_new(&error);
    g_assert_no_error(error);
    fixture->chart = chart_new(VIGIE_PALETTE_STANDARD);
    fixture->display =
        vigie_chart_layout(fixture->chart, 400.0, vigie_fonts_measurer(fixture->fonts));
}

static void
tear_down(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    vigie_display_free(fixture->display);
    vigie_chart_free(fixture->chart);
    vigie_fonts_free(fixture->fonts);
}

/* PNG ------------------------------------------------------------------------------------------ */

static guint32
number_at(const guint8 *p)
{
    return (guint32)p[0] << 24 | (guint32)p[1] << 16 | (guint32)p[2] << 8 | p[3];
}

/* The data of the n-th chunk of a type; NULL if there are fewer. */
static const guint8 *
chunk(GBytes *png, const char *type, guint n, gsize *length)
{
    gsize size;
    const guint8 *bytes = g_bytes_get_data(png, &size);
    g_assert_true(size > 8 && memcmp(bytes, "\211PNG\r\n\032\n", 8) == 0);
    for (gsize at = 8; at + 12 <= size;) {
        *length = number_at(bytes + at);
        if (memcmp(bytes + at + 4, type, 4) == 0 && n-- == 0)
            return bytes + at + 8;
        at += 12 + *length;
    }
    return NULL;
}

/* The text of an iTXt chunk that is not compressed: keyword, 0, 0, 0, language, 0, keyword, 0, text. */
static char *
text_chunk(GBytes *png, const char *keyword)
{
    gsize length;
    const guint8 *data;
    for (guint n = 0; (data = chunk(png, "iTXt", n, &length)) != NULL; n++) {
        const char *p = (const char *)data, *end = p + length;
        if (strcmp(p, keyword) != 0)
            continue;
        p += strlen(p) + 3;
        p += strlen(p) + 1;
        p += strlen(p) + 1;
        return g_strndup(p, (gsize)(end - p));
    }
    return NULL;
}

static void
check_resolution(const Fixture *fixture, double dpi)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) png =
        vigie_render_png_bytes(fixture->fonts, fixture->display, dpi, NULL, &error);
    g_assert_no_error(error);
    gsize length;
    const guint8 *size = chunk(png, "IHDR", 0, &length);
    g_assert_cmpuint(number_at(size), ==, (guint32)ceil(400.0 * dpi / 72.0 - 1e-9));
    const guint8 *density = chunk(png, "pHYs", 0, &length);
    g_assert_cmpuint(length, ==, 9);
    g_assert_cmpuint(number_at(density), ==, (guint32)lround(dpi / 0.0254));
    g_assert_cmpuint(number_at(density + 4), ==, (guint32)lround(dpi / 0.0254));
    g_assert_cmpuint(density[8], ==, 1); /* a metre */
    g_assert_null(chunk(png, "tIME", 0, &length));
    g_autofree char *title = text_chunk(png, "Title");
    g_autofree char *description = text_chunk(png, "Description");
    g_assert_cmpstr(title, ==, "Été & <hiver> : l'accueil d'abord");
    g_assert_cmpstr(description, ==, fixture->display->description);
    g_autoptr(GBytes) again =
        vigie_render_png_bytes(fixture->fonts, fixture->display, dpi, NULL, &error);
    g_assert_true(g_bytes_equal(png, again));
}

static void
test_png(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    check_resolution(fixture, 72.0);
    check_resolution(fixture, 150.0);
    check_resolution(fixture, 300.0);
}

static void
test_png_size(Fixture *fixture, gconstpointer unused)
{
    static const double BAD[] = {0.0, -150.0, 35.9, 1201.0, NAN, INFINITY};
    (void)unused;
    for (guint i = 0; i < G_N_ELEMENTS(BAD); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(
            vigie_render_png_bytes(fixture->fonts, fixture->display, BAD[i], NULL, &error));
        g_assert_error(error, VIGIE_RENDER_ERROR, VIGIE_RENDER_ERROR_SIZE);
    }
}

/* SVG ------------------------------------------------------------------------------------------ */

typedef struct {
    GString *title, *desc, *texts;
    GString *into; /* where text goes; NULL = nowhere */
    char *width, *lang, *labelled;
} Seen;

static void
start_element(GMarkupParseContext *context, const char *name, const char **names,
              const char **values, gpointer user, GError **error)
{
    (void)context;
    (void)error;
    Seen *seen = user;
    if (strcmp(name, "title") == 0)
        seen->into = seen->title;
    else if (strcmp(name, "desc") == 0)
        seen->into = seen->desc;
    else if (strcmp(name, "tspan") == 0)
        seen->into = seen->texts;
    for (guint i = 0; strcmp(name, "svg") == 0 && names[i] != NULL; i++) {
        char **to = strcmp(names[i], "width") == 0             ? &seen->width
                    : strcmp(names[i], "lang") == 0            ? &seen->lang
                    : strcmp(names[i], "aria-labelledby") == 0 ? &seen->labelled
                                                               : NULL;
        if (to != NULL)
            *to = g_strdup(values[i]);
    }
}

static void
end_element(GMarkupParseContext *context, const char *name, gpointer user, GError **error)
{
    (void)context;
    (void)error;
    Seen *seen = user;
    if (strcmp(name, "tspan") == 0)
        g_string_append_c(seen->texts, '\n');
    seen->into = NULL;
}

static void
text_inside(GMarkupParseContext *context, const char *text, gsize length, gpointer user,
            GError **error)
{
    (void)context;
    (void)error;
    Seen *seen = user;
    if (seen->into != NULL)
        g_string_append_len(seen->into, text, (gssize)length);
}

/* The lines of the display list's texts, in order. */
static char *
texts_of(const VigieDisplay *display)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < display->shapes->len; i++) {
        const VigieShape *shape = g_ptr_array_index(display->shapes, i);
        if (shape->kind == VIGIE_SHAPE_TEXT)
            g_string_append_printf(out, "%s\n", shape->text);
    }
    return g_string_free(out, FALSE);
}

static void
test_svg(Fixture *fixture, gconstpointer unused)
{
    static const GMarkupParser PARSER = {start_element, end_element, text_inside, NULL, NULL};
    (void)unused;
    g_autoptr(GError) error = NULL;
    g_autofree char *svg = vigie_render_svg_text(fixture->display);
    Seen seen = {
        g_string_new(NULL), g_string_new(NULL), g_string_new(NULL), NULL, NULL, NULL, NULL};
    g_autoptr(GMarkupParseContext) context =
        g_markup_parse_context_new(&PARSER, (GMarkupParseFlags)0, &seen, NULL);
    g_markup_parse_context_parse(context, svg, -1, &error);
    g_assert_no_error(error);
    g_markup_parse_context_end_parse(context, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(seen.title->str, ==, fixture->display->title);
    g_assert_cmpstr(seen.desc->str, ==, fixture->display->description);
    g_autofree char *wanted = texts_of(fixture->display);
    g_assert_cmpstr(seen.texts->str, ==, wanted);
    g_assert_cmpstr(seen.width, ==, "400pt");
    g_assert_cmpstr(seen.lang, ==, "fr");
    g_assert_cmpstr(seen.labelled, ==, "title desc");
    g_string_free(seen.title, TRUE);
    g_string_free(seen.desc, TRUE);
    g_string_free(seen.texts, TRUE);
    g_free(seen.width);
    g_free(seen.lang);
    g_free(seen.labelled);
}

/* Each #rrggbb of an SVG is one of the palette that the chart has. */
static void
check_svg_colours(const Fixture *fixture, VigiePalette palette)
{
    g_autoptr(VigieChart) chart = chart_new(palette);
    g_autoptr(VigieDisplay) display =
        vigie_chart_layout(chart, 400.0, vigie_fonts_measurer(fixture->fonts));
    g_autofree char *svg = vigie_render_svg_text(display);
    guint n = 0;
    for (const char *p = strstr(svg, "\"#"); p != NULL; p = strstr(p + 1, "\"#"), n++) {
        guint64 rgb = g_ascii_strtoull(p + 2, NULL, 16);
        bool known = false;
        for (guint c = VIGIE_COLOUR_NONE + 1; c < VIGIE_N_COLOURS && !known; c++)
            known = vigie_colour_rgb(palette, (VigieColour)c) == rgb;
        g_assert_true(known);
    }
    g_assert_cmpuint(n, >, 8);
}

static void
test_svg_colours(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    check_svg_colours(fixture, VIGIE_PALETTE_STANDARD);
    check_svg_colours(fixture, VIGIE_PALETTE_GREY);
}

/* Files ---------------------------------------------------------------------------------------- */

static void
test_pdf(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("vigie-XXXXXX", &error);
    g_autofree char *path = g_build_filename(folder, "chart.pdf", NULL);
    VigieDocumentInfo info = {.author = "Observatoire", .date = 20089.0}; /* 2025-01-01 */
    char *bytes[2] = {NULL, NULL};
    gsize sizes[2] = {0, 0};
    for (guint i = 0; i < 2; i++) {
        vigie_render_pdf(fixture->fonts, fixture->display, path, &info, &error);
        g_assert_no_error(error);
        g_assert_true(g_file_get_contents(path, &bytes[i], &sizes[i], &error));
    }
    g_assert_cmpuint(sizes[0], ==, sizes[1]);
    g_assert_true(memcmp(bytes[0], bytes[1], sizes[0]) == 0);
    g_assert_true(g_str_has_prefix(bytes[0], "%PDF-"));
    g_assert_cmpint(g_remove(path), ==, 0);
    g_assert_cmpint(g_rmdir(folder), ==, 0);
    g_free(bytes[0]);
    g_free(bytes[1]);
}

/* A folder that is not there: an error, and nothing is made. */
static void
test_no_folder(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("vigie-XXXXXX", &error);
    g_autofree char *path = g_build_filename(folder, "none", "chart.x", NULL);
    g_assert_false(vigie_render_svg(fixture->display, path, &error));
    g_assert_nonnull(error);
    g_clear_error(&error);
    g_assert_false(
        vigie_render_png(fixture->fonts, fixture->display, path, 150.0, NULL, &error));
    g_assert_nonnull(error);
    g_clear_error(&error);
    g_assert_false(vigie_render_pdf(fixture->fonts, fixture->display, path, NULL, &error));
    g_assert_nonnull(error);
    g_assert_cmpint(g_rmdir(folder), ==, 0); /* empty */
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(path, test) g_test_add(path, Fixture, NULL, set_up, test, tear_down)
    ADD("/render/formats/png", test_png);
    ADD("/render/formats/png-size", test_png_size);
    ADD("/render/formats/svg", test_svg);
    ADD("/render/formats/svg-colours", test_svg_colours);
    ADD("/render/formats/pdf", test_pdf);
    ADD("/render/formats/no-folder", test_no_folder);
    return g_test_run();
}
