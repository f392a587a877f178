/* layout.c - a chart from its model: frame, kind, frame */
#include "layout.h"
#include <math.h>

static void (*const KINDS[])(Layout *) = {
    [VIGIE_CHART_TREND] = vigie_layout_trend,   [VIGIE_CHART_LIKERT] = vigie_layout_likert,
    [VIGIE_CHART_DOTS] = vigie_layout_dots,     [VIGIE_CHART_SEASON] = vigie_layout_season,
    [VIGIE_CHART_STACK] = vigie_layout_stack,   [VIGIE_CHART_RANK] = vigie_layout_rank,
    [VIGIE_CHART_MATRIX] = vigie_layout_matrix,
};

static bool
has_numbers(const VigieChart *chart)
{
    for (guint s = 0; s < chart->series->len; s++)
        for (guint c = 0; c < chart->categories->len; c++)
            if (vigie_value_shown(vigie_value_at(vigie_series_at(chart, s), c)))
                return true;
    return false;
}

bool
vigie_chart_is_empty(const VigieChart *chart)
{
    for (guint s = 0; s < chart->series->len; s++)
        for (guint c = 0; c < chart->categories->len; c++)
            if (vigie_value_at(vigie_series_at(chart, s), c)->status == VIGIE_POINT_SUPPRESSED)
                return false;
    return !has_numbers(chart);
}

VigieDisplay *
vigie_chart_layout(const VigieChart *chart, double width, const VigieMeasurer *measurer)
{
    double whole = MAX(width, VIGIE_CHART_MIN_WIDTH);
    Layout layout = {.chart = chart, .measurer = measurer, .right = whole - chart->padding};
    layout.left = layout.y = chart->padding;
    vigie_layout_choose_unit(&layout);
    layout.numbered = g_ptr_array_new_with_free_func(g_free);
    layout.display = vigie_display_new(whole, chart->palette, chart->lang);
    layout.display->title = g_strdup(chart->texts[VIGIE_TEXT_TITLE]);
    layout.display->description = vigie_chart_alt(chart);
    vigie_frame_head(&layout);
    KINDS[chart->kind](&layout);
    if (!has_numbers(chart)) {
        layout.y += 6.0;
        vigie_layout_paragraph(&layout, FONT_LABEL, vigie_word(chart->lang, WORD_NO_DATA));
    }
    vigie_frame_foot(&layout);
    layout.display->height = layout.y + chart->padding;
    g_ptr_array_unref(layout.numbered);
    g_free(layout.reading);
    return layout.display;
}
