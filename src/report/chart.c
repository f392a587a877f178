/* chart.c - one exhibit, one chart */
#include <math.h>

#include "exhibit.h"

/* What the definition says stands before what was made up. */
static void
set_said_texts(VigieChart *chart, const VigieExhibit *exhibit,
               const VigieReportContext *context)
{
    const struct {
        VigieChartText which;
        const char *text;
    } said[] = {
        {VIGIE_TEXT_TITLE, exhibit->title},   {VIGIE_TEXT_SUBTITLE, exhibit->subtitle},
        {VIGIE_TEXT_SOURCE, exhibit->source}, {VIGIE_TEXT_POPULATION, exhibit->population},
        {VIGIE_TEXT_NOTE, exhibit->note},     {VIGIE_TEXT_READING, exhibit->reading},
        {VIGIE_TEXT_UNIT, exhibit->unit}};
    for (gsize i = 0; i < G_N_ELEMENTS(said); i++)
        if (said[i].text != NULL && *said[i].text != '\0')
            vigie_chart_set_text(chart, said[i].which, said[i].text);
    const char *notice = context->observatory->notice;
    if (*notice != '\0' && chart->texts[VIGIE_TEXT_NOTICE] == NULL)
        vigie_chart_set_text(chart, VIGIE_TEXT_NOTICE, notice);
}

VigieChart *
vigie_exhibit_chart(const VigieExhibit *exhibit, const VigieReportContext *context,
                    GError **error)
{
    g_autoptr(VigieChart) chart = vigie_chart_new(exhibit->kind, context->lang);
    bool built = exhibit->indicator != NULL
                     ? vigie_dataset_chart(chart, exhibit, context, error)
                     : vigie_survey_chart(chart, exhibit, context, error);
    if (!built)
        return NULL;
    set_said_texts(chart, exhibit, context);
    if (chart->texts[VIGIE_TEXT_READING] == NULL) {
        g_autofree char *reading = vigie_chart_reading(chart, context->year);
        vigie_chart_set_text(chart, VIGIE_TEXT_READING, reading);
    }
    vigie_chart_curl(chart);
    return g_steal_pointer(&chart);
}

bool
vigie_report_context_settle(VigieReportContext *context, GError **error)
{
    double day = 0.0;
    if (!vigie_store_newest_day(context->store, &day, error))
        return false;
    int year, month, day_of_month;
    vigie_date_civil(day, &year, &month, &day_of_month);
    if (context->year == 0)
        context->year = year;
    if (isnan(context->date))
        context->date = day;
    return true;
}
