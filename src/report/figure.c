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
    g_free(figure->change);
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
    int usual =
        stat == VIGIE_STAT_TOTAL || stat == VIGIE_STAT_NPS || stat == VIGIE_STAT_NET ? 0 : 2;
    return vigie_number_format(value, decimals >= 0 ? decimals : usual, lang);
}

typedef enum { CHANGE_PLAIN, CHANGE_POINTS, CHANGE_PERCENT } ChangeUnit;

/* "+1.2 points on 2023"; French has the singular below 2, English at 1 alone. */
static char *
number_words(double change, int decimals, ChangeUnit unit, const VigieReportContext *context)
{
    int before = context->year - 1;
    g_autofree char *number = vigie_change_format(change, decimals, context->lang);
    if (unit == CHANGE_PLAIN)
        return g_strdup_printf(_("%s on %d"), number, before);
    if (unit == CHANGE_PERCENT)
        return g_strdup_printf(_("%s%% on %d"), number, before);
    double size = fabs(change);
    bool one = context->lang == VIGIE_LANG_FR ? size < 2.0
                                              : fabs(size - 1.0) * pow(10.0, decimals) < 0.5;
    return g_strdup_printf(P_("%s point on %d", "%s points on %d", one ? 1 : 2), number,
                           before);
}

/* A change as it is printed: an arrow and its words, or "unchanged" if it rounds to nothing. */
static char *
change_words(double change, int decimals, ChangeUnit unit, const VigieReportContext *context)
{
    if (fabs(change) * pow(10.0, decimals) < 0.5)
        return g_strdup_printf(_("= unchanged on %d"), context->year - 1);
    g_autofree char *words = number_words(change, decimals, unit, context);
    return g_strdup_printf("%s %s", change > 0.0 ? "↑" : "↓", words);
}

/* "↑ +1.2 points on 2023" or "→ no significant change on 2023" */
static char *
change_text(const VigieAnswerRow *row, VigieStat stat, const VigieReportContext *context)
{
    if (!row->direction_known)
        return isnan(row->change.change)
                   ? g_strdup_printf(_("no comparison with %d"), context->year - 1)
                   : g_strdup_printf(_("change on %d not tested"), context->year - 1);
    if (vigie_report_direction(row, context) == VIGIE_STABLE)
        return g_strdup_printf(_("→ no significant change on %d"), context->year - 1);
    bool share = vigie_stat_is_share(stat),
         points = share || stat == VIGIE_STAT_NPS || stat == VIGIE_STAT_NET;
    double change = row->change.change * (share ? 100.0 : 1.0);
    int decimals = points ? 1 : 2;
    g_autofree char *words =
        change_words(change, decimals, points ? CHANGE_POINTS : CHANGE_PLAIN, context);
    return g_strdup_printf(_("%s (significant)"), words);
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

static VigieGrade
grade_of(VigieStatus status)
{
    if (!may_show(status))
        return VIGIE_GRADE_NONE;
    if (status == VIGIE_STATUS_OK || status == VIGIE_STATUS_SERIES_BREAK)
        return VIGIE_GRADE_A;
    return status == VIGIE_STATUS_LOW_BASE ? VIGIE_GRADE_C : VIGIE_GRADE_B;
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
    out->grade = grade_of(row->figure.status);
    if (out->grade == VIGIE_GRADE_NONE) {
        out->value = g_strdup("–");
        out->change = g_strdup("");
        out->detail = g_strdup(_("too few answers to be published"));
        return;
    }
    out->value = show(row->figure.estimate, answer->stat, decimals, context->lang);
    out->change = change_text(row, answer->stat, context);
    g_autofree char *interval =
        interval_text(&row->figure, answer->stat, decimals, context->lang);
    g_autofree char *n = vigie_number_format((double)row->figure.n, 0, context->lang);
    g_autofree char *answers =
        g_strdup_printf(P_("%s answer", "%s answers", (gulong)row->figure.n), n);
    out->detail = g_strjoin("", interval, *interval != '\0' ? "\n" : "", answers, NULL);
}

static bool
survey_figure(const VigieExhibit *exhibit, const VigieReportContext *context,
              VigieKeyFigure *out, GError **error)
{
    g_autoptr(VigieAnswer) answer = vigie_significance_take(context->significance, exhibit);
    if (answer == NULL)
        answer = vigie_exhibit_changes(exhibit, context, error);
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

double
vigie_same_units_growth(const VigieExhibit *exhibit, const VigieReportContext *context,
                        const VigieDataset *dataset)
{
    if (*dataset->unit == '\0')
        return NAN;
    VigieExhibit two_years = *exhibit;
    two_years.years = 2;
    const char *dims[] = {"year", dataset->unit, NULL};
    g_autoptr(VigieIndicatorTable) table =
        vigie_exhibit_table(&two_years, context, dims, 0, NULL);
    if (table == NULL || table->rows->len == 0)
        return NAN;
    g_autoptr(GHashTable) number = g_hash_table_new(g_str_hash, g_str_equal);
    g_autofree double *values = g_new(double, 2 * table->rows->len);
    for (guint i = 0; i < 2 * table->rows->len; i++)
        values[i] = NAN;
    for (guint i = 0; i < table->rows->len; i++) {
        const VigieIndicatorRow *row = g_ptr_array_index(table->rows, i);
        gpointer at = NULL;
        if (!g_hash_table_lookup_extended(number, row->dims[1], NULL, &at)) {
            at = GUINT_TO_POINTER(g_hash_table_size(number));
            g_hash_table_insert(number, row->dims[1], at);
        }
        bool now = atoi(row->dims[0]) == context->year;
        values[GPOINTER_TO_UINT(at) + (now ? table->rows->len : 0)] = row->value;
    }
    double units = NAN, volume = NAN;
    double growth = vigie_constant_growth(values, values + table->rows->len,
                                          g_hash_table_size(number), &units, &volume);
    return units < 1.0 ? growth : NAN;
}

/* The dataset, and what the change is where only units of both years count. */
static char *
dataset_detail(const VigieExhibit *exhibit, const VigieReportContext *context,
               const VigieIndicatorRow *row, bool compared)
{
    bool sum = row->indicator->formula == VIGIE_FORMULA_SUM;
    double growth =
        compared && sum ? vigie_same_units_growth(exhibit, context, row->dataset) : NAN;
    if (isnan(growth))
        return g_strdup(row->dataset->title);
    g_autofree char *number = vigie_change_format(100.0 * growth, 1, context->lang);
    g_autofree char *words =
        g_strdup_printf(_("%s%% counting only units observed in both years"), number);
    return g_strdup_printf("%s\n%s", words, row->dataset->title);
}

static char *
dataset_change(const VigieIndicator *indicator, double now, double before,
               const VigieReportContext *context)
{
    bool share = strcmp(indicator->unit, "share") == 0;
    if (isnan(before) || (!share && before <= 0.0))
        return g_strdup_printf(_("no comparison with %d"), context->year - 1);
    double change = share ? 100.0 * (now - before) : 100.0 * (now / before - 1.0);
    return change_words(change, 1, share ? CHANGE_POINTS : CHANGE_PERCENT, context);
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
    out->grade = VIGIE_GRADE_R;
    out->change = dataset_change(indicator, now, before, context);
    out->detail = dataset_detail(exhibit, context, first, !isnan(before));
    out->csv = vigie_indicator_csv(table);
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
