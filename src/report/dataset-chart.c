/* dataset-chart.c - charts of attendance, employment, stock and sales: indicator tables become series */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "exhibit.h"

#define MONTHS 12

/* Categories and series by key, in order of arrival. */
typedef struct {
    VigieChart *chart;
    GHashTable *series, *categories; /* key -> number + 1 */
} Filling;

static guint
number_of(GHashTable *numbers, const char *key)
{
    return GPOINTER_TO_UINT(g_hash_table_lookup(numbers, key)) - 1;
}

static void
remember(GHashTable *numbers, const char *key)
{
    if (!g_hash_table_contains(numbers, key))
        g_hash_table_insert(numbers, g_strdup(key),
                            GUINT_TO_POINTER(g_hash_table_size(numbers) + 1));
}

static void
filling_init(Filling *filling, VigieChart *chart)
{
    filling->chart = chart;
    filling->series = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    filling->categories = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static void
filling_release(Filling *filling)
{
    g_hash_table_unref(filling->series);
    g_hash_table_unref(filling->categories);
}

static VigiePointStatus
point_status(VigieStatus status)
{
    if (status == VIGIE_STATUS_OK || status == VIGIE_STATUS_SERIES_BREAK)
        return VIGIE_POINT_OK;
    return status == VIGIE_STATUS_SUPPRESSED ? VIGIE_POINT_SUPPRESSED : VIGIE_POINT_EMPTY;
}

static char *
dim_label(const VigieIndicatorTable *table, const VigieIndicatorRow *row, guint dim,
          VigieLang lang)
{
    const VigieCodebook *codebook = row->dataset->codebook;
    const VigieItem *item = vigie_codebook_find(codebook, table->dims[dim]);
    gint choice =
        item != NULL && item->list != NULL ? vigie_list_index(item->list, row->dims[dim]) : -1;
    if (choice < 0)
        return g_strdup(row->dims[dim]);
    return g_strdup(
        vigie_choice_label(codebook, vigie_list_get(item->list, (guint)choice), lang));
}

static const char *
month_name(guint month)
{
    static const char *const names[MONTHS] = {N_("January"), N_("February"), N_("March"),
                                              N_("April"),   N_("May"),      N_("June"),
                                              N_("July"),    N_("August"),   N_("September"),
                                              N_("October"), N_("November"), N_("December")};
    return _(names[month]);
}

static void
put(Filling *filling, const char *series_key, const char *category_key,
    const VigieIndicatorRow *row)
{
    VigieChart *chart = filling->chart;
    guint s = number_of(filling->series, series_key);
    guint c = number_of(filling->categories, category_key);
    if (s >= chart->series->len || c >= chart->categories->len)
        return;
    VigieChartValue value = {.value = row->value,
                             .low = row->ci_low,
                             .high = row->ci_high,
                             .status = point_status(row->status)};
    vigie_chart_set(g_ptr_array_index(chart->series, s), c, &value);
}

/* series: dimension of the table that gives the series, -1 = one series. */
static void
fill(VigieChart *chart, const VigieIndicatorTable *table, gint series, guint category,
     const char *only)
{
    Filling filling;
    filling_init(&filling, chart);
    for (guint i = 0; i < table->rows->len; i++) {
        const VigieIndicatorRow *row = g_ptr_array_index(table->rows, i);
        if (g_hash_table_contains(filling.categories, row->dims[category]))
            continue;
        remember(filling.categories, row->dims[category]);
        g_autofree char *label = dim_label(table, row, category, chart->lang);
        vigie_chart_add_category(chart, label);
    }
    for (guint i = 0; i < table->rows->len; i++) {
        const VigieIndicatorRow *row = g_ptr_array_index(table->rows, i);
        const char *key = series < 0 ? only : row->dims[series];
        if (!g_hash_table_contains(filling.series, key)) {
            remember(filling.series, key);
            g_autofree char *label =
                series < 0 ? g_strdup(only) : dim_label(table, row, (guint)series, chart->lang);
            vigie_chart_add_series(chart, label);
        }
        put(&filling, key, row->dims[category], row);
    }
    filling_release(&filling);
}

/* Lines of months by year: all twelve months, the last year current. */
static void
fill_season(VigieChart *chart, const VigieIndicatorTable *table)
{
    for (guint m = 0; m < MONTHS; m++)
        vigie_chart_add_category(chart, month_name(m));
    VigieChartSeries *series = NULL;
    const char *year = NULL;
    for (guint i = 0; i < table->rows->len; i++) {
        const VigieIndicatorRow *row = g_ptr_array_index(table->rows, i);
        if (year == NULL || strcmp(year, row->dims[0]) != 0) {
            year = row->dims[0];
            series = vigie_chart_add_series(chart, year);
        }
        gint month = atoi(row->dims[1]);
        if (month >= 1 && month <= MONTHS) {
            VigieChartValue value = {.value = row->value,
                                     .low = NAN,
                                     .high = NAN,
                                     .status = point_status(row->status)};
            vigie_chart_set(series, (guint)month - 1, &value);
        }
    }
}

/* The largest categories stay, the others become one bar; never silently: its name says how many. */
static void
keep_top(VigieChart *chart, guint top)
{
    if (top == 0 || chart->categories->len <= top || chart->series->len != 1)
        return;
    VigieChartSeries *series = g_ptr_array_index(chart->series, 0);
    for (guint i = 0; i < top; i++) {
        guint best = i;
        for (guint j = i + 1; j < chart->categories->len; j++)
            if (g_array_index(series->values, VigieChartValue, j).value >
                g_array_index(series->values, VigieChartValue, best).value)
                best = j;
        VigieChartValue value = g_array_index(series->values, VigieChartValue, i);
        g_array_index(series->values, VigieChartValue, i) =
            g_array_index(series->values, VigieChartValue, best);
        g_array_index(series->values, VigieChartValue, best) = value;
        gpointer category = chart->categories->pdata[i];
        chart->categories->pdata[i] = chart->categories->pdata[best];
        chart->categories->pdata[best] = category;
    }
    guint others = chart->categories->len - top;
    double rest = 0.0;
    for (guint i = top; i < chart->categories->len; i++) {
        double value = g_array_index(series->values, VigieChartValue, i).value;
        rest += isnan(value) ? 0.0 : value;
    }
    g_ptr_array_remove_range(chart->categories, top, others);
    g_array_set_size(series->values, top);
    g_autofree char *number = vigie_number_format(rest, chart->decimals, chart->lang);
    g_autofree char *note = g_strdup_printf(
        P_("Not drawn: %u other, %s in all.", "Not drawn: %u others, %s in all.", others),
        others, number);
    vigie_chart_set_text(chart, VIGIE_TEXT_NOTE, note);
}

/* Totals of the year and of the year before, for the title. */
static bool
year_totals(const VigieExhibit *exhibit, const VigieReportContext *context, double *now,
            double *before, GError **error)
{
    VigieExhibit total = *exhibit;
    total.by = NULL;
    total.years = 2;
    static const char *const by_year[] = {"year", NULL};
    g_autoptr(VigieIndicatorTable) table =
        vigie_exhibit_table(&total, context, by_year, 0, error);
    if (table == NULL)
        return false;
    *now = *before = NAN;
    for (guint i = 0; i < table->rows->len; i++) {
        const VigieIndicatorRow *row = g_ptr_array_index(table->rows, i);
        int year = atoi(row->dims[0]);
        if (year == context->year)
            *now = row->value;
        if (year == context->year - 1)
            *before = row->value;
    }
    return true;
}

static bool
set_words(VigieChart *chart, const VigieExhibit *exhibit, const VigieIndicator *indicator,
          const VigieReportContext *context, GError **error)
{
    const char *measure = vigie_indicator_title(indicator, context->lang);
    g_autofree char *title = NULL;
    if (chart->kind == VIGIE_CHART_RANK) {
        title = vigie_finding_extremes(chart, measure);
    } else if (chart->kind == VIGIE_CHART_SEASON && !chart->percent) {
        title = vigie_finding_season(chart, measure, context->year);
    } else if (!chart->percent) {
        double now, before;
        if (!year_totals(exhibit, context, &now, &before, error))
            return false;
        g_autofree char *change =
            vigie_finding_change(measure, context->year, now, before, context);
        g_autofree char *part =
            chart->kind == VIGIE_CHART_STACK ? vigie_finding_parts(chart, 1) : NULL;
        title = part != NULL ? g_strdup_printf(_("%s, of which %s"), change, part)
                             : g_steal_pointer(&change);
    }
    vigie_chart_set_text(chart, VIGIE_TEXT_TITLE, title != NULL ? title : measure);
    g_autofree char *inside = vigie_label_inside(measure);
    g_autofree char *reading = vigie_chart_reading(chart, context->year, inside);
    vigie_chart_set_text(chart, VIGIE_TEXT_READING, reading);
    int first, last;
    vigie_exhibit_years(exhibit, context, &first, &last);
    bool money = strcmp(indicator->unit, "currency") == 0;
    g_autofree char *unit = g_strdup_printf(" (%s)", vigie_currency_sign(context->observatory));
    g_autofree char *said = g_strconcat(measure, money ? unit : "", NULL);
    g_autofree char *subtitle = chart->kind == VIGIE_CHART_RANK
                                    ? g_strdup_printf("%s, %d", said, last)
                                : first > 0 ? g_strdup_printf("%s, %d–%d", said, first, last)
                                            : g_strdup_printf(_("%s, up to %d"), said, last);
    vigie_chart_set_text(chart, VIGIE_TEXT_SUBTITLE, subtitle);
    return true;
}

/* A sum grows with what it covers: the note says what the growth is without that. */
static void
set_perimeter(VigieChart *chart, const VigieExhibit *exhibit, const VigieDataset *dataset,
              const VigieReportContext *context)
{
    VigieExhibit total = *exhibit;
    total.by = NULL;
    double growth = vigie_same_units_growth(&total, context, dataset);
    if (isnan(growth))
        return;
    g_autofree char *number = vigie_change_format(100.0 * growth, 1, context->lang);
    g_autofree char *note = g_strdup_printf(
        _("%s%% on %d counting only units observed in both years."), number, context->year - 1);
    vigie_chart_set_text(chart, VIGIE_TEXT_NOTE, note);
}

bool
vigie_dataset_chart(VigieChart *chart, const VigieExhibit *exhibit,
                    const VigieReportContext *context, GError **error)
{
    static const char *const by_month[] = {"year", "month", NULL}, *const by_year[] = {"year",
                                                                                       NULL};
    const VigieIndicator *indicator;
    const VigieDataset *dataset = vigie_exhibit_dataset(exhibit, context, &indicator, error);
    if (dataset == NULL)
        return false;
    chart->percent = strcmp(indicator->unit, "share") == 0;
    chart->decimals = exhibit->decimals >= 0 ? (int)exhibit->decimals : indicator->decimals;
    bool rank = chart->kind == VIGIE_CHART_RANK;
    bool season = chart->kind == VIGIE_CHART_SEASON;
    g_autoptr(VigieIndicatorTable) table = vigie_exhibit_table(exhibit, context,
                                                               season ? by_month
                                                               : rank ? NULL
                                                                      : by_year,
                                                               rank ? context->year : 0, error);
    if (table == NULL)
        return false;
    const char *measure = vigie_indicator_title(indicator, context->lang);
    if (table->rows->len == 0) {
        vigie_set_error_at(error, VIGIE_REPORT_ERROR, VIGIE_REPORT_ERROR_NOTHING,
                           &exhibit->place, _("%s is left out: no observations up to %d"),
                           exhibit->name, context->year);
        return false;
    }
    if (season)
        fill_season(chart, table);
    else if (rank)
        fill(chart, table, -1, 0, measure);
    else
        fill(chart, table, table->dims[1] != NULL ? 1 : -1, 0, measure);
    if (rank)
        keep_top(chart, (guint)MAX(exhibit->top, 0));
    vigie_chart_set_text(chart, VIGIE_TEXT_SOURCE, dataset->title);
    if (chart->kind == VIGIE_CHART_STACK && indicator->formula == VIGIE_FORMULA_SUM)
        set_perimeter(chart, exhibit, dataset, context);
    return set_words(chart, exhibit, indicator, context, error);
}
