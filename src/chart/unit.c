/* unit.c - large numbers of columns and months in thousands, millions or billions */
#include "layout.h"
#include <math.h>

/* Of the values of a column together, else of each value: the largest in size. */
static double
largest(const VigieChart *chart)
{
    double most = 0.0;
    for (guint i = 0; i < chart->categories->len; i++) {
        double above = 0.0, below = 0.0;
        for (guint s = 0; s < chart->series->len; s++) {
            const VigieChartValue *value = vigie_value_at(vigie_series_at(chart, s), i);
            if (!vigie_value_shown(value))
                continue;
            bool adds = chart->kind == VIGIE_CHART_STACK;
            above = MAX(value->value, 0.0) + (adds ? above : 0.0);
            below = MAX(-value->value, 0.0) + (adds ? below : 0.0);
            most = MAX(most, MAX(above, below));
        }
    }
    return most;
}

/* The least value in size that is not 0 when printed, INFINITY if there is none. */
static double
smallest(const VigieChart *chart)
{
    double least = INFINITY;
    for (guint s = 0; s < chart->series->len; s++)
        for (guint i = 0; i < chart->categories->len; i++) {
            const VigieChartValue *value = vigie_value_at(vigie_series_at(chart, s), i);
            if (vigie_value_shown(value) && fabs(value->value) >= 0.5)
                least = MIN(least, fabs(value->value));
        }
    return least;
}

void
vigie_layout_choose_unit(Layout *layout)
{
    const VigieChart *chart = layout->chart;
    bool fits = chart->kind != VIGIE_CHART_STACK && chart->kind != VIGIE_CHART_SEASON;
    layout->unit = 1.0;
    layout->decimals = chart->decimals;
    double most = fits || chart->percent ? 0.0 : largest(chart);
    while (most / layout->unit >= 1e5 && layout->unit < 1e9)
        layout->unit *= 1e3;
    if (layout->unit > 1.0) /* a number of one figure keeps a decimal */
        layout->decimals = smallest(chart) / layout->unit < 9.5 ? 1 : 0;
}

char *
vigie_layout_print(const Layout *layout, double value, bool bare)
{
    const VigieChart *chart = layout->chart;
    if (layout->unit > 1.0)
        return vigie_number_format(value / layout->unit, layout->decimals, chart->lang);
    return bare ? vigie_value_print_bare(chart, value) : vigie_value_print(chart, value);
}

char *
vigie_layout_unit_text(const Layout *layout)
{
    const char *said = layout->chart->texts[VIGIE_TEXT_UNIT];
    bool some = said != NULL && *said != '\0';
    if (!(layout->unit > 1.0))
        return some ? g_strdup(said) : NULL;
    const char *word = vigie_word(layout->chart->lang, layout->unit < 1e6   ? WORD_THOUSANDS
                                                       : layout->unit < 1e9 ? WORD_MILLIONS
                                                                            : WORD_BILLIONS);
    return some ? g_strdup_printf("%s, %s", said, word) : g_strdup(word);
}
