/* draw.c - writes every sample as PNG, PDF and SVG: draw FOLDER [WIDTH [DPI]] */
#include "samples.h"
#include <stdlib.h>
#include <vigie/render.h>

static bool
draw(VigieFonts *fonts, const VigieDisplay *display, const char *stem, double dpi,
     GError **error)
{
    VigieDocumentInfo info = {.author = "Pays Midi-Quercy", .date = 20089.0};
    info.lang = display->lang;
    g_autofree char *png = g_strconcat(stem, ".png", NULL);
    g_autofree char *pdf = g_strconcat(stem, ".pdf", NULL);
    g_autofree char *svg = g_strconcat(stem, ".svg", NULL);
    return vigie_render_png(fonts, display, png, dpi, &info, error) &&
           vigie_render_pdf(fonts, display, pdf, &info, error) &&
           vigie_render_svg(display, svg, error);
}

int
main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    const char *folder = argc > 1 ? argv[1] : ".";
    double width = argc > 2 ? g_ascii_strtod(argv[2], NULL) : 480.0;
    double dpi = argc > 3 ? g_ascii_strtod(argv[3], NULL) : 144.0;
    g_autoptr(VigieFonts) fonts = vigie_fonts_new(&error);
    bool good = fonts != NULL;
    for (guint i = 0; i < 2 * N_SAMPLES && good; i++) {
        VigieLang lang = i % 2 == 0 ? VIGIE_LANG_FR : VIGIE_LANG_EN;
        g_autoptr(VigieChart) chart = SAMPLES[i / 2].make(lang);
        chart->padding = 12.0;
        g_autoptr(VigieDisplay) display =
            vigie_chart_layout(chart, width, vigie_fonts_measurer(fonts));
        g_autofree char *stem =
            g_strdup_printf("%s/%s-%s", folder, SAMPLES[i / 2].name, vigie_lang_code(lang));
        good = draw(fonts, display, stem, dpi, &error);
    }
    if (!good)
        g_printerr("draw: %s\n", error->message);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
