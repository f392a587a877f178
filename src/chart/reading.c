/* reading.c - "Reading: Families, in 2025: 90% (95% confidence interval: 86% to 94%)": one figure of the chart
 * in words, where the chart's maker gave no such sentence */
#include "layout.h"
#include <math.h>
#include <string.h>

static const char *
colon(const Layout *layout)
{
    return layout->chart->lang == VIGIE_LANG_FR ? "\302\240: " : ": ";
}

/* "in 2025" of a year, else the name itself; (transfer full). */
static char *
place_text(const Layout *layout, const char *category)
{
    bool year = strlen(category) == 4 && strspn(category, "0123456789") == 4;
    return year ? vigie_words(layout->chart->lang, WORD_IN, category, NULL)
                : g_strdup(category);
}

void
vigie_reading_value(Layout *layout, const char *series, guint category,
                    const VigieChartValue *value)
{
    const VigieChart *chart = layout->chart;
    if (layout->reading != NULL || !vigie_value_has_interval(value))
        return;
    const char *name = vigie_category_at(chart, category)->name;
    g_autofree char *place = place_text(layout, name);
    g_autofree char *interval = vigie_interval_text(chart);
    g_autofree char *figure = vigie_value_print(chart, value->value);
    g_autofree char *low = vigie_value_print(chart, value->low);
    g_autofree char *high = vigie_value_print(chart, value->high);
    g_autofree char *range = vigie_words(chart->lang, WORD_FROM_TO, low, high);
    layout->reading = g_strdup_printf("%s%s%s%s%s (%s%s%s).", series != NULL ? series : name,
                                      series != NULL ? ", " : "", series != NULL ? place : "",
                                      colon(layout), figure, interval, colon(layout), range);
}

void
vigie_reading_sums(Layout *layout, guint category, const char *positive, const char *negative)
{
    const VigieChart *chart = layout->chart;
    if (layout->reading != NULL || *positive == '\0' || *negative == '\0')
        return;
    g_autofree char *sums = vigie_words(chart->lang, WORD_SUMS, positive, negative);
    layout->reading = g_strdup_printf("%s%s%s.", vigie_category_at(chart, category)->name,
                                      colon(layout), sums);
}

void
vigie_reading_part(Layout *layout, guint category, double total, const VigieChartSeries *part)
{
    const VigieChart *chart = layout->chart;
    if (layout->reading != NULL)
        return;
    g_autofree char *place = place_text(layout, vigie_category_at(chart, category)->name);
    g_autofree char *whole = vigie_value_print(chart, total);
    g_autofree char *figure = vigie_value_print(chart, vigie_value_at(part, category)->value);
    if (chart->percent && fabs(total - 1.0) < 0.0005) {
        layout->reading =
            g_strdup_printf("%s, %s%s%s.", part->name, place, colon(layout), figure);
        return;
    }
    g_autofree char *of = vigie_words(chart->lang, WORD_FOR, figure, part->name);
    g_autofree char *both = vigie_words(chart->lang, WORD_OF_WHICH, whole, of);
    layout->reading = g_strdup_printf("%s%s%s.", place, colon(layout), both);
}
