/* figure.c - key figures: one number, its uncertainty and its change, in words */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "exhibit.h"

void
vigie_key_figure_release(VigieKeyFigure *figure)
{
    g_free(figure->label);
    g_free(figure->value);
    g_free(figure->detail);
    g_free(figure->csv);
    *figure = (VigieKeyFigure){0};
}

static bool
may_show(VigieStatus status)
{
    return status >= VIGIE_STATUS_LONELY_PSU;
}

static char *
show(double value, VigieStat stat, int decimals, VigieLang lang)
{
    if (vigie_stat_is_share(stat))
        return vigie_percent_format(value, MAX(decimals, 0), lang);
    int usual = stat == VIGIE_STAT_MEAN || stat == VIGIE_STAT_RATIO ? 2 : 0;
    return vigie_number_format(value, decimals >= 0 ? decimals : usual, lang);
}

/* "+1.2 points on 2023" or "no significant change on 2023" */
static char *
change_text(const VigieAnswerRow *row, VigieStat stat, const VigieReportContext *context)
{
    if (!row->direction_known)
        return g_strdup("");
    if (row->direction == VIGIE_STABLE)
        return g_strdup_printf(_("no significant change on %d"), context->year - 1);
    bool share = vigie_stat_is_share(stat);
    double change = row->change.change * (share ? 100.0 : 1.0);
    int decimals = share || stat == VIGIE_STAT_NPS ? 1 : 2;
    g_autofree char *number = vigie_change_format(change, decimals, context->lang);
    return g_strdup_printf(share || stat == VIGIE_STAT_NPS ? _("%s points on %d")
                                                           : _("%s on %d"),
                           number, context->year - 1);
}

static char *
interval_text(const VigieFigure *figure, VigieStat stat, int decimals, VigieLang lang)
{
    if (isnan(figure->ci_low))
        return g_strdup("");
    g_autofree char *low = show(figure->ci_low, stat, decimals, lang);
    g_autofree char *high = show(figure->ci_high, stat, decimals, lang);
    return g_strdup_printf(_("between %s and %s (95%% interval)"), low, high);
}

static const VigieAnswerRow *
row_of_year(const VigieAnswer *answer, int year)
{
    g_autofree char *text = g_strdup_printf("%d", year);
    for (guint i = 0; i < answer->rows->len; i++) {
        const VigieAnswerRow *row = g_ptr_array_index(answer->rows, i);
        if (strcmp(row->dims[0], text) == 0)
            return row;
    }
    return NULL;
}

static void
describe(const VigieAnswer *answer, const VigieAnswerRow *row, const VigieExhibit *exhibit,
         const VigieReportContext *context, VigieKeyFigure *out)
{
    const VigieItem *item = g_ptr_array_index(answer->items, row->item_index);
    const char *label = vigie_item_label(answer->codebook, item, context->lang);
    int decimals = (int)exhibit->decimals;
    out->label = exhibit->title != NULL
                     ? g_strdup(exhibit->title)
                     : g_strdup_printf("%s (%s)", label, vigie_stat_label(answer->stat));
    if (!may_show(row->figure.status)) {
        out->value = g_strdup("–");
        out->detail = g_strdup(_("too few answers to be published"));
        return;
    }
    out->value = show(row->figure.estimate, answer->stat, decimals, context->lang);
    g_autofree char *interval =
        interval_text(&row->figure, answer->stat, decimals, context->lang);
    g_autofree char *change = change_text(row, answer->stat, context);
    g_autofree char *n = vigie_number_format((double)row->figure.n, 0, context->lang);
    g_autofree char *answers =
        g_strdup_printf(P_("%s answer", "%s answers", (gulong)row->figure.n), n);
    out->detail = g_strjoin("", interval, *interval != '\0' ? "\n" : "", change,
                            *change != '\0' ? " · " : "", answers, NULL);
}

static bool
survey_figure(const VigieExhibit *exhibit, const VigieReportContext *context,
              VigieKeyFigure *out, GError **error)
{
    VigieSelection selection;
    if (!vigie_exhibit_select(exhibit, context, false, &selection, error))
        return false;
    g_autoptr(VigieAnswer) answer =
        vigie_exhibit_answer(exhibit, &selection, context, true, false, error);
    vigie_selection_release(&selection);
    if (answer == NULL)
        return false;
    const VigieAnswerRow *row = row_of_year(answer, context->year);
    if (row == NULL || row->figure.n == 0) {
        vigie_set_error_at(error, VIGIE_REPORT_ERROR, VIGIE_REPORT_ERROR_NOTHING,
                           &exhibit->place, _("%s is left out: no answers in %d"),
                           exhibit->name, context->year);
        return false;
    }
    describe(answer, row, exhibit, context, out);
    out->csv = vigie_answer_csv(answer);
    return true;
}

static bool
dataset_figure(const VigieExhibit *exhibit, const VigieReportContext *context,
               VigieKeyFigure *out, GError **error)
{
    static const char *const by_year[] = {"year", NULL};
    g_autoptr(VigieIndicatorTable) table =
        vigie_exhibit_table(exhibit, context, by_year, 0, error);
    if (table == NULL)
        return false;
    double now = NAN, before = NAN;
    const VigieIndicatorRow *first = table->rows->len > 0 ? table->rows->pdata[0] : NULL;
    for (guint i = 0; i < table->rows->len; i++) {
        const VigieIndicatorRow *row = g_ptr_array_index(table->rows, i);
        int year = atoi(row->dims[0]);
        now = year == context->year ? row->value : now;
        before = year == context->year - 1 ? row->value : before;
    }
    if (isnan(now)) {
        vigie_set_error_at(error, VIGIE_REPORT_ERROR, VIGIE_REPORT_ERROR_NOTHING,
                           &exhibit->place, _("%s is left out: no observations in %d"),
                           exhibit->name, context->year);
        return false;
    }
    const VigieIndicator *indicator = first->indicator;
    bool share = strcmp(indicator->unit, "share") == 0;
    int decimals = exhibit->decimals >= 0 ? (int)exhibit->decimals : indicator->decimals;
    out->label =
        g_strdup(exhibit->title != NULL ? exhibit->title
                                        : vigie_indicator_title(indicator, context->lang));
    out->value = share ? vigie_percent_format(now, MAX(decimals, 0), context->lang)
                       : vigie_number_format(now, decimals, context->lang);
    out->csv = vigie_indicator_csv(table);
    if (isnan(before)) {
        out->detail = g_strdup(first->dataset->title);
        return true;
    }
    double change = share ? 100.0 * (now - before) : 100.0 * (now / before - 1.0);
    g_autofree char *number = vigie_change_format(change, 1, context->lang);
    g_autofree char *text = g_strdup_printf(share ? _("%s points on %d") : _("%s%% on %d"),
                                            number, context->year - 1);
    out->detail = g_strdup_printf("%s\n%s", text, first->dataset->title);
    return true;
}

bool
vigie_exhibit_figure(const VigieExhibit *exhibit, const VigieReportContext *context,
                     VigieKeyFigure *out, GError **error)
{
    *out = (VigieKeyFigure){0};
    if (exhibit->indicator != NULL)
        return dataset_figure(exhibit, context, out, error);
    return survey_figure(exhibit, context, out, error);
}
