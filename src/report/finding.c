/* finding.c - titles that say what the numbers say, and no more than they say */
#include <math.h>
#include <string.h>

#include "exhibit.h"

bool
vigie_stat_is_share(VigieStat stat)
{
    return stat == VIGIE_STAT_PROPORTION || stat == VIGIE_STAT_TOP2 ||
           stat == VIGIE_STAT_BOTTOM2;
}

const char *
vigie_stat_label(VigieStat stat)
{
    static const char *const labels[] = {
        [VIGIE_STAT_MEAN] = N_("mean score"),
        [VIGIE_STAT_PROPORTION] = N_("share"),
        [VIGIE_STAT_TOTAL] = N_("total"),
        [VIGIE_STAT_RATIO] = N_("ratio"),
        [VIGIE_STAT_TOP2] = N_("share of satisfied (two highest answers)"),
        [VIGIE_STAT_BOTTOM2] = N_("share of dissatisfied (two lowest answers)"),
        [VIGIE_STAT_NPS] = N_("net promoter score, in points"),
        [VIGIE_STAT_NET] = N_("net score, in points"),
        [VIGIE_STAT_VARIANCE] = N_("variance"),
        [VIGIE_STAT_SD] = N_("standard deviation"),
        [VIGIE_STAT_MEDIAN] = N_("median"),
        [VIGIE_STAT_QUANTILE] = N_("quantile"),
    };
    return _(labels[stat]);
}

/* "families, groups and couples"; (transfer full) */
static char *
enumeration(GPtrArray *names)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < names->len; i++) {
        if (i > 0)
            g_string_append(text, i + 1 == names->len ? _(" and ") : ", ");
        g_string_append(text, g_ptr_array_index(names, i));
    }
    return g_string_free(text, FALSE);
}

/* Names of the series whose last change goes that way. */
static GPtrArray *
series_going(const VigieAnswer *answer, const VigieReportContext *context, const char *year,
             VigieDirection direction)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < answer->rows->len; i++) {
        const VigieAnswerRow *row = g_ptr_array_index(answer->rows, i);
        if (strcmp(row->dims[0], year) != 0 || !row->direction_known ||
            row->direction != direction)
            continue;
        const VigieItem *item = g_ptr_array_index(answer->items, row->item_index);
        g_ptr_array_add(
            names, answer->dims[1] != NULL
                       ? vigie_answer_dim_label(answer, 1, row->dims[1], context->lang)
                       : g_strdup(vigie_item_label(answer->codebook, item, context->lang)));
    }
    return names;
}

char *
vigie_finding_trend(const VigieAnswer *answer, const VigieReportContext *context,
                    const char *measure)
{
    g_autofree char *year = g_strdup_printf("%d", context->year);
    g_autoptr(GPtrArray) up = series_going(answer, context, year, VIGIE_UP);
    g_autoptr(GPtrArray) down = series_going(answer, context, year, VIGIE_DOWN);
    g_autoptr(GPtrArray) stable = series_going(answer, context, year, VIGIE_STABLE);
    g_autofree char *ups = enumeration(up);
    g_autofree char *downs = enumeration(down);
    if (up->len > 0 && down->len > 0)
        return g_strdup_printf(_("%s: up in %s for %s, down for %s"), measure, year, ups,
                               downs);
    if (up->len > 0)
        return g_strdup_printf(_("%s: up in %s for %s"), measure, year, ups);
    if (down->len > 0)
        return g_strdup_printf(_("%s: down in %s for %s"), measure, year, downs);
    if (stable->len > 0)
        return g_strdup_printf(_("%s: no significant change in %s"), measure, year);
    return g_strdup(measure);
}

/* What is compared: the positive answers of a diverging bar, else the first series; NAN where a value is weaker than
 * that status. */
static double
height(const VigieChart *chart, guint category, VigiePointStatus weakest)
{
    double sum = 0.0;
    for (guint s = 0; s < chart->series->len; s++) {
        const VigieChartSeries *series = g_ptr_array_index(chart->series, s);
        const VigieChartValue *value =
            &g_array_index(series->values, VigieChartValue, category);
        bool shown = value->status <= weakest;
        if (chart->kind == VIGIE_CHART_LIKERT) {
            if (!shown)
                return NAN;
            sum += series->side == VIGIE_SIDE_POSITIVE ? value->value : 0.0;
        } else {
            return shown ? value->value : NAN;
        }
    }
    return sum;
}

static char *
shown(const VigieChart *chart, double value)
{
    if (chart->percent || chart->kind == VIGIE_CHART_LIKERT)
        return vigie_percent_format(value, 0, chart->lang);
    return vigie_number_format(value, chart->decimals, chart->lang);
}

/* Names of all categories that print as `text`; (transfer container) */
static GPtrArray *
names_printed(const VigieChart *chart, const char *text)
{
    GPtrArray *names = g_ptr_array_new();
    for (guint c = 0; c < chart->categories->len; c++) {
        double value = height(chart, c, VIGIE_POINT_CAUTION);
        g_autofree char *printed = isnan(value) ? NULL : shown(chart, value);
        if (g_strcmp0(printed, text) == 0)
            g_ptr_array_add(
                names, ((VigieChartCategory *)g_ptr_array_index(chart->categories, c))->name);
    }
    return names;
}

/* Highest and lowest value of that status or a better one; false if there is none. */
static bool
range(const VigieChart *chart, VigiePointStatus weakest, double *low, double *high)
{
    *low = *high = NAN;
    for (guint c = 0; c < chart->categories->len; c++) {
        double value = height(chart, c, weakest);
        if (isnan(value))
            continue;
        *low = isnan(*low) ? value : fmin(*low, value);
        *high = isnan(*high) ? value : fmax(*high, value);
    }
    return !isnan(*low);
}

/* Several that print alike share the place; more than three, and there is no place to speak of.  A low base takes no
 * place, and nobody else takes the one where it is drawn. */
char *
vigie_finding_extremes(const VigieChart *chart, const char *measure)
{
    double low, high, lowest_drawn, highest_drawn;
    if (!range(chart, VIGIE_POINT_CAUTION, &low, &high))
        return NULL;
    range(chart, VIGIE_POINT_LOW_BASE, &lowest_drawn, &highest_drawn);
    if (highest_drawn > high)
        return g_strdup(measure);
    g_autofree char *high_text = shown(chart, high), *low_text = shown(chart, low);
    g_autoptr(GPtrArray) first = names_printed(chart, high_text);
    g_autoptr(GPtrArray) last = names_printed(chart, low_text);
    bool alike = strcmp(high_text, low_text) == 0;
    if (first->len > 3 || (first->len > 1 && alike))
        return g_strdup(measure);
    g_autofree char *firsts = enumeration(first), *lasts = enumeration(last);
    if (alike || last->len > 3 || lowest_drawn < low || chart->kind == VIGIE_CHART_RANK)
        return g_strdup_printf(_("%s: %s first (%s)"), measure, firsts, high_text);
    return g_strdup_printf(_("%s: %s first (%s), %s last (%s)"), measure, firsts, high_text,
                           lasts, low_text);
}

char *
vigie_finding_change(const char *measure, int year, double now, double before,
                     const VigieReportContext *context)
{
    if (isnan(now))
        return g_strdup(measure);
    g_autofree char *value = vigie_number_format(now, 0, context->lang);
    if (isnan(before) || before <= 0.0)
        return g_strdup_printf(_("%s: %s in %d"), measure, value, year);
    double change = 100.0 * (now / before - 1.0);
    if (fabs(change) < 0.05)
        return g_strdup_printf(_("%s: %s in %d (unchanged on %d)"), measure, value, year,
                               year - 1);
    g_autofree char *growth = vigie_change_format(change, 1, context->lang);
    return g_strdup_printf(_("%s: %s in %d (%s%% on %d)"), measure, value, year, growth,
                           year - 1);
}

char *
vigie_finding_season(const VigieChart *chart, const char *measure, int year)
{
    if (chart->series->len == 0 || chart->categories->len != 12)
        return NULL;
    const VigieChartSeries *series = g_ptr_array_index(chart->series, chart->series->len - 1);
    double sum = 0.0;
    guint peak = 0;
    for (guint m = 0; m < chart->categories->len; m++) {
        const VigieChartValue *value = &g_array_index(series->values, VigieChartValue, m);
        if (value->status != VIGIE_POINT_OK || isnan(value->value))
            return NULL;
        sum += value->value;
        if (value->value > g_array_index(series->values, VigieChartValue, peak).value)
            peak = m;
    }
    if (!(sum > 0.0))
        return NULL;
    double top = g_array_index(series->values, VigieChartValue, peak).value;
    g_autofree char *share = vigie_percent_format(top / sum, 0, chart->lang);
    const VigieChartCategory *month = g_ptr_array_index(chart->categories, peak);
    return g_strdup_printf(_("%s: %s has %s of the year %d"), measure, month->name, share,
                           year);
}

static const VigieChartValue *
last_value(const VigieChart *chart, guint s)
{
    const VigieChartSeries *series = g_ptr_array_index(chart->series, s);
    return &g_array_index(series->values, VigieChartValue, chart->categories->len - 1);
}

/* The parts of the last column that are there, largest first; NULL if one is held back. */
static GArray *
sorted_parts(const VigieChart *chart, double *sum)
{
    g_autoptr(GArray) order = g_array_new(FALSE, FALSE, sizeof(guint));
    *sum = 0.0;
    for (guint s = 0; s < chart->series->len; s++) {
        const VigieChartValue *value = last_value(chart, s);
        if (value->status == VIGIE_POINT_EMPTY || isnan(value->value))
            continue;
        if (value->status != VIGIE_POINT_OK && value->status != VIGIE_POINT_CAUTION)
            return NULL;
        *sum += value->value;
        guint at = 0;
        while (at < order->len &&
               last_value(chart, g_array_index(order, guint, at))->value >= value->value)
            at++;
        g_array_insert_val(order, at, s);
    }
    return g_steal_pointer(&order);
}

char *
vigie_finding_parts(const VigieChart *chart, guint most)
{
    if (chart->series->len < 2 || chart->categories->len == 0)
        return NULL;
    double sum = 0.0;
    g_autoptr(GArray) order = sorted_parts(chart, &sum);
    if (order == NULL || order->len < 2 || !(sum > 0.0))
        return NULL;
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < MIN(most, order->len); i++) {
        guint s = g_array_index(order, guint, i);
        const VigieChartSeries *series = g_ptr_array_index(chart->series, s);
        g_autofree char *share =
            vigie_percent_format(last_value(chart, s)->value / sum, 0, chart->lang);
        g_string_append_printf(text, "%s%s %s", i > 0 ? ", " : "", series->name, share);
    }
    return g_string_free(text, FALSE);
}
