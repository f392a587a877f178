/* model.c - building a chart, and its numbers as CSV */
#include "layout.h"
#include <math.h>
#include <string.h>

static const char *const KINDS[] = {"trend", "likert", "dots", "season", "stack", "rank", NULL};

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
    VigieChartValue alone = {value, NAN, NAN, 0, VIGIE_POINT_OK, false};
    vigie_chart_set(series, category, &alone);
}

/* CSV ----------------------------------------------------------------------------------------- */

static void
csv_text(GString *out, const char *text)
{
    if (strpbrk(text, ",\"\n\r") == NULL) {
        g_string_append(out, text);
        return;
    }
    g_autoptr(GString) doubled = g_string_new(text);
    g_string_replace(doubled, "\"", "\"\"", 0);
    g_string_append_printf(out, "\"%s\"", doubled->str);
}

static void
csv_value(GString *out, const VigieChartValue *value)
{
    static const char *const STATUSES[] = {"ok",    "caution",   "low_base",     "suppressed",
                                           "empty", "not_asked", "scale_changed"};
    bool shown = value->status != VIGIE_POINT_SUPPRESSED;
    double numbers[] = {value->value, value->low, value->high};
    for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
        char buffer[VIGIE_NUMBER_SIZE];
        g_string_append_c(out, ',');
        if (shown)
            g_string_append(out, vigie_number_print(numbers[i], buffer));
    }
    g_string_append_c(out, ',');
    if (shown && value->n > 0)
        g_string_append_printf(out, "%" G_GUINT64_FORMAT, value->n);
    g_string_append_printf(out, ",%s\n", STATUSES[value->status]);
}

static void
csv_series(GString *out, const VigieChart *chart, const VigieChartSeries *series)
{
    for (guint i = 0; i < chart->categories->len; i++) {
        const VigieChartCategory *category = g_ptr_array_index(chart->categories, i);
        csv_text(out, series->name);
        g_string_append_c(out, ',');
        csv_text(out, category->name);
        VigieChartValue value = vigie_value_public(chart, series, i);
        csv_value(out, &value);
    }
}

char *
vigie_chart_csv(const VigieChart *chart)
{
    GString *out = g_string_new("series,category,value,low,high,n,status\n");
    for (guint i = 0; i < chart->series->len; i++)
        csv_series(out, chart, g_ptr_array_index(chart->series, i));
    if (chart->reference != NULL)
        csv_series(out, chart, chart->reference);
    return g_string_free(out, FALSE);
}
