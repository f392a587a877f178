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
    if (!vigie_exhibit_check(exhibit, error))
        return NULL;
    g_autoptr(VigieChart) chart = vigie_chart_new(exhibit->kind, context->lang);
    bool built = exhibit->indicator != NULL
                     ? vigie_dataset_chart(chart, exhibit, context, error)
                     : vigie_survey_chart(chart, exhibit, context, error);
    if (!built)
        return NULL;
    set_said_texts(chart, exhibit, context);
    if (chart->texts[VIGIE_TEXT_READING] == NULL) {
        g_autofree char *reading = vigie_chart_reading(chart, context->year, NULL);
        vigie_chart_set_text(chart, VIGIE_TEXT_READING, reading);
    }
    vigie_chart_curl(chart);
    return g_steal_pointer(&chart);
}

/* First and last year of all that is loaded; whether `year` is one of them. */
static bool
find_year(const VigieReportContext *context, const char *table, int *first, int *last,
          bool *found, GError **error)
{
    g_autoptr(GArray) years = NULL;
    if (!vigie_store_years(context->store, table, &years, error))
        return false;
    for (guint i = 0; i < years->len; i++) {
        int year = g_array_index(years, int, i);
        *found |= year == context->year;
        *first = *first == 0 ? year : MIN(*first, year);
        *last = MAX(*last, year);
    }
    return true;
}

/* A year that nothing was observed in is an error that names those that are there. */
static bool
check_year(const VigieReportContext *context, GError **error)
{
    const VigieObservatory *observatory = context->observatory;
    int first = 0, last = 0;
    bool found = false;
    for (guint i = 0; i < observatory->surveys->len; i++)
        if (!find_year(context,
                       ((VigieSurvey *)g_ptr_array_index(observatory->surveys, i))->name,
                       &first, &last, &found, error))
            return false;
    for (guint i = 0; i < observatory->datasets->len; i++)
        if (!find_year(context,
                       ((VigieDataset *)g_ptr_array_index(observatory->datasets, i))->name,
                       &first, &last, &found, error))
            return false;
    if (!found && first > 0)
        g_set_error(error, VIGIE_REPORT_ERROR, VIGIE_REPORT_ERROR_YEAR,
                    _("no data for %d: what is loaded goes from %d to %d"), context->year,
                    first, last);
    return found || first == 0;
}

bool
vigie_report_context_settle(VigieReportContext *context, GError **error)
{
    double day = 0.0;
    if (!vigie_store_newest_day(context->store, &day, error))
        return false;
    int year, month, day_of_month;
    vigie_date_civil(day, &year, &month, &day_of_month);
    bool said = context->year != 0;
    if (!said)
        context->year = year;
    if (isnan(context->date))
        context->date = day;
    return !said || check_year(context, error);
}
