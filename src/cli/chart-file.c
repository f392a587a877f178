/* chart-file.c - a chart as PNG, PDF or SVG */
#include "chart-file.h"
#include <math.h>
#include <string.h>
#include <vigie/render.h>
#include <vigie/report.h>

#define WIDTH 480.0
#define DPI 150.0

static bool
ends_with(const char *path, const char *ending)
{
    g_autofree char *small = g_ascii_strdown(path, -1);
    return g_str_has_suffix(small, ending);
}

bool
vigie_chart_file_check(const char *option, const char *path, GError **error)
{
    if (path == NULL || ends_with(path, ".png") || ends_with(path, ".pdf") ||
        ends_with(path, ".svg"))
        return true;
    g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                _("%s '%s': a chart is a .png, .pdf or .svg"), option, path);
    return false;
}

bool
vigie_chart_file_write(const VigieRequest *request, const VigieCall *call,
                       const VigieChart *chart, const char *path, GError **error)
{
    VigieReportContext context = {.observatory = request->observatory,
                                  .store = request->store,
                                  .date = NAN,
                                  .lang = call->lang};
    if (!vigie_report_context_settle(&context, error))
        return false;
    g_autoptr(VigieFonts) fonts = vigie_fonts_new(error);
    if (fonts == NULL)
        return false;
    g_autoptr(VigieDisplay) display =
        vigie_chart_layout(chart, WIDTH, vigie_fonts_measurer(fonts));
    VigieDocumentInfo info = {
        .author = request->observatory->title, .date = context.date, .lang = call->lang};
    if (ends_with(path, ".pdf"))
        return vigie_render_pdf(fonts, display, path, &info, error);
    if (ends_with(path, ".svg"))
        return vigie_render_svg(display, path, error);
    return vigie_render_png(fonts, display, path, DPI, &info, error);
}
