/* model.c - building a chart */
#include "layout.h"
#include <math.h>
#include <string.h>

static const char *const KINDS[] = {"trend", "likert", "dots",   "season",
                                    "stack", "rank",   "matrix", NULL};

const char *const *
vigie_chart_kind_names(void)
{
    return KINDS;
}

bool
vigie_chart_kind_from_name(const char *name, VigieChartKind *kind)
{
    for (guint i = 0; KINDS[i] != NULL; i++) {
        if (strcmp(KINDS[i], name) == 0) {
            *kind = (VigieChartKind)i;
            return true;
        }
    }
    return false;
}

static void
category_free(gpointer pointer)
{
    VigieChartCategory *category = pointer;
    g_free(category->name);
    g_free(category->break_reason);
    g_free(category);
}

static void
series_free(gpointer pointer)
{
    VigieChartSeries *series = pointer;
    g_free(series->name);
    g_array_unref(series->values);
    g_free(series);
}

VigieChart *
vigie_chart_new(VigieChartKind kind, VigieLang lang)
{
    VigieChart *chart = g_new0(VigieChart, 1);
    chart->kind = kind;
    chart->lang = lang;
    chart->floor = chart->ceiling = NAN;
    chart->matrix.importance = chart->matrix.performance = NAN;
    chart->level = 0.95;
    chart->categories = g_ptr_array_new_with_free_func(category_free);
    chart->series = g_ptr_array_new_with_free_func(series_free);
    return chart;
}

void
vigie_chart_free(VigieChart *chart)
{
    if (chart == NULL)
        return;
    for (guint i = 0; i < VIGIE_N_CHART_TEXTS; i++)
        g_free(chart->texts[i]);
    g_ptr_array_unref(chart->categories);
    g_ptr_array_unref(chart->series);
    g_clear_pointer(&chart->reference, series_free);
    g_free(chart);
}

void
vigie_chart_set_text(VigieChart *chart, VigieChartText which, const char *text)
{
    g_free(chart->texts[which]);
    chart->texts[which] = g_strdup(text);
}

VigieChartCategory *
vigie_chart_add_category(VigieChart *chart, const char *name)
{
    g_assert(chart->series->len == 0 && chart->reference == NULL);
    VigieChartCategory *category = g_new0(VigieChartCategory, 1);
    category->name = g_strdup(name);
    category->agreement = NAN;
    g_ptr_array_add(chart->categories, category);
    return category;
}

static VigieChartSeries *
series_new(const VigieChart *chart, const char *name)
{
    VigieChartSeries *series = g_new0(VigieChartSeries, 1);
    series->name = g_strdup(name);
    series->values = g_array_new(FALSE, FALSE, sizeof(VigieChartValue));
    for (guint i = 0; i < chart->categories->len; i++) {
        VigieChartValue none = VIGIE_CHART_VALUE_NONE;
        g_array_append_val(series->values, none);
    }
    return series;
}

VigieChartSeries *
vigie_chart_add_series(VigieChart *chart, const char *name)
{
    VigieChartSeries *series = series_new(chart, name);
    g_ptr_array_add(chart->series, series);
    return series;
}

VigieChartSeries *
vigie_chart_add_reference(VigieChart *chart, const char *name)
{
    g_clear_pointer(&chart->reference, series_free);
    chart->reference = series_new(chart, name);
    return chart->reference;
}

void
vigie_chart_set(VigieChartSeries *series, guint category, const VigieChartValue *value)
{
    g_assert(category < series->values->len);
    g_array_index(series->values, VigieChartValue, category) = *value;
}

void
vigie_chart_set_number(VigieChartSeries *series, guint category, double value)
{
    VigieChartValue alone = {value, NAN, NAN, 0, VIGIE_POINT_OK, false, false};
    vigie_chart_set(series, category, &alone);
}
