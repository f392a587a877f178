/* weigh-chart.c - a calibration in one picture: the margins against their totals, above the distribution of g */
#include "weigh-output.h"
#include <math.h>
#include <string.h>
#include <vigie/render.h>

#define WIDTH 480.0
#define GAP 0.0
#define PADDING 12.0
#define DPI 150.0

static const char *
margin_label(const VigieWeighing *weighing, const VigieStoredMargin *margin, VigieLang lang)
{
    const VigieItem *item = vigie_codebook_find(weighing->survey->codebook, margin->items[0]);
    return item != NULL && margin->items[1] == NULL
               ? vigie_item_label(weighing->survey->codebook, item, lang)
               : margin->name;
}

/* "Customer type: families" where there are several margins. */
static char *
category_name(const VigieWeighing *weighing, const VigieStoredCalibration *run, guint m,
              guint c, VigieLang lang)
{
    const VigieStoredMargin *margin = g_ptr_array_index(run->margins, m);
    g_autofree char *label = vigie_margin_class_label(weighing->survey, margin, c, lang);
    if (run->margins->len == 1)
        return g_steal_pointer(&label);
    return g_strdup_printf(_("%s: %s"), margin_label(weighing, margin, lang), label);
}

static void
set_texts(VigieChart *chart, const VigieWeighing *weighing, const VigieStoredCalibration *run)
{
    g_autofree char *wave = vigie_calibration_label(run);
    g_autofree char *title = g_strdup_printf(
        _("%s, %s: the margins before and after calibration"), weighing->survey->title, wave);
    vigie_chart_set_text(chart, VIGIE_TEXT_TITLE, title);
    vigie_chart_set_text(chart, VIGIE_TEXT_SUBTITLE,
                         _("Sum of the weights, in percent of the total wanted"));
}

static VigieChart *
margins_chart(const VigieWeighing *weighing, const VigieStoredCalibration *run, VigieLang lang)
{
    VigieChart *chart = vigie_chart_new(VIGIE_CHART_DOTS, lang);
    chart->percent = true;
    chart->decimals = 0;
    chart->keep_order = true;
    chart->padding = PADDING;
    set_texts(chart, weighing, run);
    for (guint m = 0; m < run->margins->len; m++) {
        const VigieStoredMargin *margin = g_ptr_array_index(run->margins, m);
        for (guint c = 0; c < margin->n_classes; c++) {
            g_autofree char *name = category_name(weighing, run, m, c, lang);
            vigie_chart_add_category(chart, name);
        }
    }
    VigieChartSeries *before = vigie_chart_add_series(chart, _("design weights"));
    VigieChartSeries *after = vigie_chart_add_series(chart, _("calibrated weights"));
    guint at = 0;
    for (guint m = 0; m < run->margins->len; m++) {
        const VigieStoredMargin *margin = g_ptr_array_index(run->margins, m);
        for (guint c = 0; c < margin->n_classes; c++, at++) {
            vigie_chart_set_number(before, at, margin->before[c] / margin->target[c]);
            vigie_chart_set_number(after, at, margin->after[c] / margin->target[c]);
        }
    }
    return chart;
}

/* The intervals from the first to the last that has answers. */
static VigieChart *
distribution_chart(const VigieWeighedWave *wave, const VigieObservatory *observatory,
                   VigieLang lang)
{
    VigieChart *chart = vigie_chart_new(VIGIE_CHART_RANK, lang);
    guint64 count[VIGIE_G_BINS];
    guint first = 0, last = VIGIE_G_BINS - 1;
    vigie_weighing_bins(wave, count);
    while (first < last && count[first] == 0)
        first++;
    while (last > first && count[last] == 0)
        last--;
    chart->decimals = 0;
    chart->keep_order = true;
    chart->padding = PADDING;
    vigie_chart_set_text(chart, VIGIE_TEXT_SUBTITLE,
                         _("Answers by g, the factor of their weight"));
    if (*observatory->notice != '\0')
        vigie_chart_set_text(chart, VIGIE_TEXT_NOTICE, observatory->notice);
    for (guint b = first; b <= last; b++) {
        g_autofree char *label = vigie_weighing_bin_label(b, lang);
        vigie_chart_add_category(chart, label);
    }
    VigieChartSeries *series = vigie_chart_add_series(chart, _("answers"));
    for (guint b = first; b <= last; b++)
        vigie_chart_set_number(series, b - first, (double)count[b]);
    return chart;
}

/* Moves what is below under what is above. */
static void
join(VigieDisplay *above, VigieDisplay *below)
{
    double down = above->height + GAP;
    for (guint s = 0; s < below->shapes->len; s++) {
        VigieShape *shape = g_ptr_array_index(below->shapes, s);
        for (guint p = 0; p < shape->n_points; p++)
            shape->points[p].y += down;
    }
    above->height = down + below->height;
    g_autofree char *description = g_strjoin(" ", above->description, below->description, NULL);
    g_free(above->description);
    above->description = g_steal_pointer(&description);
    g_ptr_array_extend_and_steal(above->shapes, g_ptr_array_ref(below->shapes));
    below->shapes = g_ptr_array_new();
}

static bool
write_file(VigieFonts *fonts, const VigieDisplay *display, const char *path,
           const VigieDocumentInfo *info, GError **error)
{
    if (g_str_has_suffix(path, ".png"))
        return vigie_render_png(fonts, display, path, DPI, info, error);
    return g_str_has_suffix(path, ".pdf") ? vigie_render_pdf(fonts, display, path, info, error)
                                          : vigie_render_svg(display, path, error);
}

bool
vigie_weighing_chart(const VigieWeighing *weighing, const VigieObservatory *observatory,
                     const char *path, VigieLang lang, GError **error)
{
    const VigieWeighedWave *wave = g_ptr_array_index(weighing->waves, weighing->waves->len - 1);
    g_autoptr(VigieFonts) fonts = vigie_fonts_new(error);
    if (fonts == NULL)
        return false;
    g_autoptr(VigieChart) margins = margins_chart(weighing, wave->calibration, lang);
    g_autoptr(VigieChart) distribution = distribution_chart(wave, observatory, lang);
    const VigieMeasurer *measurer = vigie_fonts_measurer(fonts);
    g_autoptr(VigieDisplay) above = vigie_chart_layout(margins, WIDTH, measurer);
    g_autoptr(VigieDisplay) below = vigie_chart_layout(distribution, WIDTH, measurer);
    join(above, below);
    VigieDocumentInfo info = {.author = observatory->title,
                              .date = vigie_date_days(wave->calibration->year, 12, 31),
                              .lang = lang};
    return write_file(fonts, above, path, &info, error);
}
