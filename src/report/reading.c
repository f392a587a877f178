/* reading.c - one number of a chart read aloud: "in 2024, Families: 92% (95% interval: 89% to 95%)." */
#include <math.h>

#include "exhibit.h"

static bool
is_shown(const VigieChartValue *value)
{
    return (value->status == VIGIE_POINT_OK || value->status == VIGIE_POINT_CAUTION) &&
           isfinite(value->value);
}

static const VigieChartValue *
value_at(const VigieChart *chart, guint series, guint category)
{
    const VigieChartSeries *of = g_ptr_array_index(chart->series, series);
    return &g_array_index(of->values, VigieChartValue, category);
}

static const char *
category_name(const VigieChart *chart, guint category)
{
    return ((const VigieChartCategory *)g_ptr_array_index(chart->categories, category))->name;
}

static const char *
series_name(const VigieChart *chart, guint series)
{
    return ((const VigieChartSeries *)g_ptr_array_index(chart->series, series))->name;
}

static char *
print(const VigieChart *chart, double value)
{
    return chart->percent ? vigie_percent_format(value, chart->decimals, chart->lang)
                          : vigie_number_format(value, chart->decimals, chart->lang);
}

/* "92% (95% interval: 89% to 95%)"; without an interval the value alone. */
static char *
with_interval(const VigieChart *chart, const VigieChartValue *value)
{
    g_autofree char *number = print(chart, value->value);
    if (!isfinite(value->low) || !isfinite(value->high))
        return g_steal_pointer(&number);
    g_autofree char *low = print(chart, value->low), *high = print(chart, value->high);
    g_autofree char *level = vigie_percent_format(0.95, 0, chart->lang);
    return g_strdup_printf(_("%s (%s interval: from %s to %s)"), number, level, low, high);
}

/* The last year of the first series: trends and stacks. */
static char *
read_last(const VigieChart *chart)
{
    guint last = chart->categories->len - 1;
    for (guint s = 0; s < chart->series->len; s++) {
        const VigieChartValue *value = value_at(chart, s, last);
        if (!is_shown(value))
            continue;
        g_autofree char *number = with_interval(chart, value);
        return g_strdup_printf(_("in %s, %s: %s"), category_name(chart, last),
                               series_name(chart, s), number);
    }
    return NULL;
}

/* The highest bar or dot of a year. */
static char *
read_best(const VigieChart *chart, int year)
{
    gint best = -1;
    for (guint c = 0; c < chart->categories->len; c++)
        if (is_shown(value_at(chart, 0, c)) &&
            (best < 0 || value_at(chart, 0, c)->value > value_at(chart, 0, (guint)best)->value))
            best = (gint)c;
    if (best < 0)
        return NULL;
    g_autofree char *number = with_interval(chart, value_at(chart, 0, (guint)best));
    return g_strdup_printf(_("in %d, %s: %s"), year, category_name(chart, (guint)best), number);
}

/* Sum of the points on one side; NAN if one is not shown. */
static double
side_sum(const VigieChart *chart, guint category, VigieSide side)
{
    double sum = 0.0;
    for (guint s = 0; s < chart->series->len; s++) {
        const VigieChartSeries *series = g_ptr_array_index(chart->series, s);
        if (series->side != side)
            continue;
        if (!is_shown(value_at(chart, s, category)))
            return NAN;
        sum += value_at(chart, s, category)->value;
    }
    return sum;
}

static char *
read_likert(const VigieChart *chart, int year)
{
    for (guint c = 0; c < chart->categories->len; c++) {
        double good = side_sum(chart, c, VIGIE_SIDE_POSITIVE);
        double bad = side_sum(chart, c, VIGIE_SIDE_NEGATIVE);
        if (isnan(good) || isnan(bad))
            continue;
        g_autofree char *good_text = vigie_percent_format(good, 0, chart->lang);
        g_autofree char *bad_text = vigie_percent_format(bad, 0, chart->lang);
        return g_strdup_printf(
            _("in %d, %s of the answers on “%s” are favourable and %s unfavourable"), year,
            good_text, category_name(chart, c), bad_text);
    }
    return NULL;
}

/* The month that stands out in the last year. */
static char *
read_season(const VigieChart *chart, int year)
{
    guint last = chart->series->len - 1;
    gint best = -1;
    for (guint c = 0; c < chart->categories->len; c++)
        if (is_shown(value_at(chart, last, c)) &&
            (best < 0 ||
             value_at(chart, last, c)->value > value_at(chart, last, (guint)best)->value))
            best = (gint)c;
    if (best < 0)
        return NULL;
    g_autofree char *number = print(chart, value_at(chart, last, (guint)best)->value);
    return g_strdup_printf(_("%s %d: %s"), category_name(chart, (guint)best), year, number);
}

static char *
read_one(const VigieChart *chart, int year)
{
    switch (chart->kind) {
    case VIGIE_CHART_TREND:
    case VIGIE_CHART_STACK:
        return read_last(chart);
    case VIGIE_CHART_DOTS:
        return read_best(chart, year);
    case VIGIE_CHART_LIKERT:
        return read_likert(chart, year);
    case VIGIE_CHART_SEASON:
        return read_season(chart, year);
    case VIGIE_CHART_MATRIX:
    case VIGIE_CHART_RANK:
        return NULL; /* a bar with its name and its number needs no help */
    }
    return NULL;
}

char *
vigie_chart_reading(const VigieChart *chart, int year, const char *measure)
{
    if (chart->series->len == 0 || chart->categories->len == 0)
        return NULL;
    g_autofree char *text = read_one(chart, year);
    if (text == NULL)
        return NULL;
    return measure == NULL ? g_strdup_printf("%s.", text)
                           : g_strdup_printf("%s (%s).", text, measure);
}
