/* numbers.c - the numbers behind a chart, as a spreadsheet of the reader's language opens them */
#include <math.h>
#include <string.h>

#include "layout.h"

static void
add_number(GString *csv, double value, VigieLang lang)
{
    char buffer[VIGIE_NUMBER_SIZE];
    gsize start = csv->len;
    g_string_append(csv, vigie_number_print(value, buffer));
    char *point = lang == VIGIE_LANG_FR ? strchr(csv->str + start, '.') : NULL;
    if (point != NULL)
        *point = ',';
}

static const char *
status_label(VigiePointStatus status)
{
    static const char *const labels[] = {
        [VIGIE_POINT_OK] = N_("ok"),
        [VIGIE_POINT_CAUTION] = N_("caution"),
        [VIGIE_POINT_LOW_BASE] = N_("low base"),
        [VIGIE_POINT_SUPPRESSED] = N_("suppressed"),
        [VIGIE_POINT_EMPTY] = N_("empty"),
        [VIGIE_POINT_NOT_ASKED] = N_("not asked"),
        [VIGIE_POINT_SCALE_CHANGED] = N_("scale changed"),
    };
    return _(labels[status]);
}

static void
add_row(GString *csv, const VigieChart *chart, const VigieChartSeries *series, guint category,
        char delimiter)
{
    const VigieChartCategory *name = g_ptr_array_index(chart->categories, category);
    VigieChartValue value = vigie_value_public(chart, series, category);
    bool hidden = value.status == VIGIE_POINT_SUPPRESSED;
    vigie_text_append_csv(csv, series->name, delimiter);
    g_string_append_c(csv, delimiter);
    vigie_text_append_csv(csv, name->name, delimiter);
    const double numbers[] = {value.value, value.low, value.high};
    for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++) {
        g_string_append_c(csv, delimiter);
        add_number(csv, hidden ? NAN : numbers[i], chart->lang);
    }
    g_string_append_c(csv, delimiter);
    if (value.n > 0 && !hidden)
        g_string_append_printf(csv, "%" G_GUINT64_FORMAT, value.n);
    g_string_append_printf(csv, "%c%s\r\n", delimiter, status_label(value.status));
}

char *
vigie_chart_csv(const VigieChart *chart)
{
    bool french = chart->lang == VIGIE_LANG_FR;
    char delimiter = french ? ';' : ',';
    const char *const header[] = {_("series"), _("category"), _("value"), _("low"),
                                  _("high"),   _("n"),        _("status")};
    GString *csv = g_string_new("\xEF\xBB\xBF");
    for (gsize i = 0; i < G_N_ELEMENTS(header); i++)
        g_string_append_printf(csv, "%s%s", i > 0 ? (french ? ";" : ",") : "", header[i]);
    g_string_append(csv, "\r\n");
    for (guint s = 0; s < chart->series->len; s++)
        for (guint c = 0; c < chart->categories->len; c++)
            add_row(csv, chart, g_ptr_array_index(chart->series, s), c, delimiter);
    for (guint c = 0; chart->reference != NULL && c < chart->categories->len; c++)
        add_row(csv, chart, chart->reference, c, delimiter);
    return g_string_free(csv, FALSE);
}
