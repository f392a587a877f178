/* alt.c - a chart in words, for who cannot see it: generated from the numbers that it shows */
#include "layout.h"

static void
alt_value(GString *out, const VigieChart *chart, const VigieChartValue *value)
{
    if (value->status == VIGIE_POINT_SUPPRESSED) {
        g_string_append(out, vigie_word(chart->lang, WORD_NOT_PUBLISHED));
        return;
    }
    g_autofree char *text = vigie_value_shown(value)
                                ? vigie_value_print(chart, value->value)
                                : g_strdup(vigie_word(chart->lang, WORD_EMPTY));
    g_string_append(out, text);
    if (!vigie_value_has_interval(value))
        return;
    g_autofree char *low = vigie_value_print(chart, value->low);
    g_autofree char *high = vigie_value_print(chart, value->high);
    g_string_append_printf(out, " [%s ; %s]", low, high);
}

static void
alt_series(GString *out, const VigieChart *chart, const VigieChartSeries *series)
{
    bool french = chart->lang == VIGIE_LANG_FR;
    g_string_append_printf(out, french ? "%s\302\240: " : "%s: ", series->name);
    for (guint i = 0; i < chart->categories->len; i++) {
        g_string_append_printf(out, i > 0 ? ", %s " : "%s ", vigie_category_at(chart, i)->name);
        alt_value(out, chart, vigie_value_at(series, i));
    }
    g_string_append(out, ". ");
}

char *
vigie_chart_alt(const VigieChart *chart)
{
    g_autoptr(GString) out = g_string_new(NULL);
    for (guint i = VIGIE_TEXT_TITLE; i <= VIGIE_TEXT_SUBTITLE; i++)
        if (chart->texts[i] != NULL)
            g_string_append_printf(out, "%s. ", chart->texts[i]);
    for (guint s = 0; s < chart->series->len; s++)
        alt_series(out, chart, vigie_series_at(chart, s));
    if (chart->reference != NULL)
        alt_series(out, chart, chart->reference);
    return g_strchomp(g_string_free(g_steal_pointer(&out), FALSE));
}
