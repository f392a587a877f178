/* survey-chart.c - charts of a survey: answers of a study become series and categories */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "exhibit.h"

static VigiePointStatus
point_status(VigieStatus status)
{
    switch (status) {
    case VIGIE_STATUS_OK:
    case VIGIE_STATUS_SERIES_BREAK:
        return VIGIE_POINT_OK;
    case VIGIE_STATUS_LOW_BASE:
        return VIGIE_POINT_LOW_BASE;
    case VIGIE_STATUS_SUPPRESSED:
        return VIGIE_POINT_SUPPRESSED;
    case VIGIE_STATUS_EMPTY:
        return VIGIE_POINT_EMPTY;
    case VIGIE_STATUS_NOT_ASKED:
        return VIGIE_POINT_NOT_ASKED;
    case VIGIE_STATUS_SCALE_CHANGED:
        return VIGIE_POINT_SCALE_CHANGED;
    default:
        return VIGIE_POINT_CAUTION;
    }
}

static VigieChartValue
chart_value(const VigieFigure *figure)
{
    return (VigieChartValue){.value = figure->estimate,
                             .low = figure->ci_low,
                             .high = figure->ci_high,
                             .n = figure->n,
                             .status = point_status(figure->status)};
}

/* Position of a dimension among those of the answer, or -1. */
static gint
dim_index(const VigieAnswer *answer, const char *name)
{
    for (guint d = 0; answer->dims[d] != NULL; d++)
        if (strcmp(answer->dims[d], name) == 0)
            return (gint)d;
    return -1;
}

/* What a row is in one direction of the chart: an item, a year, a choice; or all are one. */
typedef enum { AXIS_ITEM, AXIS_CATEGORY, AXIS_DIM, AXIS_ONE } Axis;
typedef struct {
    Axis axis;
    guint dim;
} Direction;

static const char *
row_key(const VigieAnswerRow *row, Direction direction)
{
    switch (direction.axis) {
    case AXIS_ITEM:
        return row->item;
    case AXIS_CATEGORY:
        return row->category;
    case AXIS_ONE:
        return "";
    default:
        return row->dims[direction.dim];
    }
}

static char *
row_label(const VigieAnswer *answer, const VigieAnswerRow *row, Direction direction,
          VigieLang lang)
{
    const VigieItem *item = g_ptr_array_index(answer->items, row->item_index);
    if (direction.axis == AXIS_ITEM)
        return g_strdup(vigie_item_label(answer->codebook, item, lang));
    if (direction.axis == AXIS_ONE)
        return g_strdup(vigie_stat_label(answer->stat));
    if (direction.axis == AXIS_DIM)
        return vigie_answer_dim_label(answer, direction.dim, row->dims[direction.dim], lang);
    return g_strdup(vigie_answer_category_label(answer, row, lang));
}

/* The full cross has every year of the store: those that the exhibit does not show go. */
static void
keep_years(VigieAnswer *answer, const VigieExhibit *exhibit, const VigieReportContext *context)
{
    int first, last;
    vigie_exhibit_years(exhibit, context, &first, &last);
    gint dim = dim_index(answer, "year");
    for (guint i = answer->rows->len; dim >= 0 && i-- > 0;) {
        const VigieAnswerRow *row = g_ptr_array_index(answer->rows, i);
        int year = atoi(row->dims[dim]);
        if (year < first || year > last)
            g_ptr_array_remove_index(answer->rows, i);
    }
}

/* Numbers of the distinct keys of a direction in order of arrival; labels get one entry a key. */
static GHashTable *
number_keys(const VigieAnswer *answer, Direction direction, VigieLang lang, GPtrArray *labels)
{
    GHashTable *number = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < answer->rows->len; i++) {
        const VigieAnswerRow *row = g_ptr_array_index(answer->rows, i);
        const char *key = row_key(row, direction);
        if (g_hash_table_contains(number, key))
            continue;
        g_hash_table_insert(number, (gpointer)key, GUINT_TO_POINTER(labels->len));
        g_ptr_array_add(labels, row_label(answer, row, direction, lang));
    }
    return number;
}

/* Fills the chart: one series for each key of `series`, one category for each key of `categories`. */
static void
fill(VigieChart *chart, const VigieAnswer *answer, Direction series, Direction categories)
{
    g_autoptr(GPtrArray) series_labels = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) category_labels = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GHashTable) series_of = number_keys(answer, series, chart->lang, series_labels);
    g_autoptr(GHashTable) category_of =
        number_keys(answer, categories, chart->lang, category_labels);
    for (guint c = 0; c < category_labels->len; c++)
        vigie_chart_add_category(chart, g_ptr_array_index(category_labels, c));
    for (guint s = 0; s < series_labels->len; s++)
        vigie_chart_add_series(chart, g_ptr_array_index(series_labels, s));
    for (guint i = 0; i < answer->rows->len; i++) {
        const VigieAnswerRow *row = g_ptr_array_index(answer->rows, i);
        guint s = GPOINTER_TO_UINT(g_hash_table_lookup(series_of, row_key(row, series)));
        guint c = GPOINTER_TO_UINT(g_hash_table_lookup(category_of, row_key(row, categories)));
        VigieChartValue value = chart_value(&row->figure);
        vigie_chart_set(g_ptr_array_index(chart->series, s), c, &value);
        VigieChartCategory *category = g_ptr_array_index(chart->categories, c);
        category->n = MAX(category->n, row->figure.n);
    }
}

/* Does the series of an item (of a ratio: of one of its two) break in the year?  NULL = it does not. */
static const VigieSeriesBreak *
break_of(const VigieAnswer *answer, const char *item, const char *year)
{
    g_auto(GStrv) names = g_strsplit(item, "/", 2);
    for (guint b = 0; answer->breaks != NULL && b < answer->breaks->len; b++) {
        const VigieSeriesBreak *at = g_ptr_array_index(answer->breaks, b);
        g_autofree char *when = g_strdup_printf("%d", at->year);
        if (at->breaks && strcmp(when, year) == 0 &&
            g_strv_contains((const char *const *)names, at->item))
            return at;
    }
    return NULL;
}

/* Reasons of the items whose series breaks in the year; NULL = none does.  (transfer full) */
static char *
break_reason(const VigieAnswer *answer, const char *year, VigieLang lang)
{
    g_autoptr(GString) text = g_string_new(NULL);
    const char *last = NULL;
    for (guint i = 0; i < answer->rows->len; i++) {
        const VigieAnswerRow *row = g_ptr_array_index(answer->rows, i);
        const VigieSeriesBreak *at = break_of(answer, row->item, year);
        if (at == NULL || g_strcmp0(last, row->item) == 0)
            continue;
        last = row->item;
        const VigieItem *item = g_ptr_array_index(answer->items, row->item_index);
        g_string_append(text, text->len > 0 ? "; " : "");
        if (answer->items->len > 1)
            g_string_append_printf(text, _("%s: %s"),
                                   vigie_item_label(answer->codebook, item, lang), at->reason);
        else
            g_string_append(text, at->reason);
    }
    return text->len > 0 ? g_string_free(g_steal_pointer(&text), FALSE) : NULL;
}

/* Series of other items than those that break in the year. */
static void
let_others_go_on(VigieChart *chart, const VigieAnswer *answer, guint category, const char *year)
{
    for (guint s = 0; answer->items->len > 1 && s < chart->series->len; s++) {
        const VigieItem *item = g_ptr_array_index(answer->items, s);
        const VigieChartSeries *series = g_ptr_array_index(chart->series, s);
        g_array_index(series->values, VigieChartValue, category).goes_on =
            break_of(answer, item->name, year) == NULL;
    }
}

/* A series breaks before a year that was asked otherwise, and before the first year on today's scale. */
static void
mark_breaks(VigieChart *chart, const VigieAnswer *answer)
{
    const VigieChartSeries *first = g_ptr_array_index(chart->series, 0);
    for (guint c = 1; c < chart->categories->len; c++) {
        VigieChartCategory *category = g_ptr_array_index(chart->categories, c);
        VigiePointStatus before = g_array_index(first->values, VigieChartValue, c - 1).status;
        VigiePointStatus now = g_array_index(first->values, VigieChartValue, c).status;
        bool scale = before == VIGIE_POINT_SCALE_CHANGED && now != before;
        category->break_reason = scale ? g_strdup(_("scale changed"))
                                       : break_reason(answer, category->name, chart->lang);
        if (category->break_reason != NULL && !scale)
            let_others_go_on(chart, answer, c, category->name);
    }
}

static void
set_measure(VigieChart *chart, const VigieExhibit *exhibit, VigieStat stat)
{
    chart->percent = vigie_stat_is_share(stat);
    chart->decimals = exhibit->decimals >= 0 ? (int)exhibit->decimals
                      : chart->percent || stat == VIGIE_STAT_NPS || stat == VIGIE_STAT_NET ||
                              stat == VIGIE_STAT_TOTAL
                          ? 0
                          : 2;
}

/* The bounds of a scored list, so that a mean is drawn on the scale that was answered. */
static void
set_bounds(VigieChart *chart, const VigieItem *item, VigieStat stat)
{
    if (stat != VIGIE_STAT_MEAN)
        return;
    chart->floor = item->range_start;
    chart->ceiling = item->range_end;
    if (item->list == NULL)
        return;
    chart->floor = chart->ceiling = NAN;
    for (guint i = 0; i < item->list->choices->len; i++) {
        const VigieChoice *choice = vigie_list_get(item->list, i);
        if (choice->missing != VIGIE_PRESENT || isnan(choice->score))
            continue;
        chart->floor = fmin(isnan(chart->floor) ? choice->score : chart->floor, choice->score);
        chart->ceiling =
            fmax(isnan(chart->ceiling) ? choice->score : chart->ceiling, choice->score);
    }
}

/* The measure in words: the item when there is one, else what the items have in common. */
static char *
measure_of(const VigieAnswer *answer, VigieLang lang)
{
    const VigieItem *item = g_ptr_array_index(answer->items, 0);
    if (answer->items->len == 1)
        return g_strdup(vigie_item_label(answer->codebook, item, lang));
    if (!vigie_item_has_role(item, "satisfaction"))
        return g_strdup(vigie_stat_label(answer->stat));
    return g_strdup(answer->stat == VIGIE_STAT_MEAN ? _("Satisfaction, mean score")
                                                    : _("Satisfaction"));
}

static bool
add_reference(VigieChart *chart, const VigieExhibit *exhibit, const VigieSelection *selection,
              const VigieReportContext *context, GError **error)
{
    g_autoptr(VigieAnswer) all =
        vigie_exhibit_answer(exhibit, selection, context, true, false, error);
    if (all == NULL)
        return false;
    keep_years(all, exhibit, context);
    VigieChartSeries *reference = vigie_chart_add_reference(chart, _("all"));
    for (guint i = 0; i < all->rows->len && i < chart->categories->len; i++) {
        const VigieAnswerRow *row = g_ptr_array_index(all->rows, i);
        VigieChartValue value = chart_value(&row->figure);
        vigie_chart_set(reference, i, &value);
        VigieChartCategory *category = g_ptr_array_index(chart->categories, i);
        category->n = row->figure.n;
    }
    return true;
}

static bool
build_trend(VigieChart *chart, const VigieExhibit *exhibit, const VigieSelection *selection,
            const VigieReportContext *context, GError **error)
{
    bool by = selection->by[0] != NULL;
    g_autoptr(VigieAnswer) answer = vigie_significance_take(context->significance, exhibit);
    if (answer == NULL)
        answer = vigie_exhibit_answer(exhibit, selection, context, true, by, error);
    if (answer == NULL)
        return false;
    keep_years(answer, exhibit, context);
    gint year = dim_index(answer, "year");
    Direction series =
        by ? (Direction){AXIS_DIM, year == 0 ? 1 : 0} : (Direction){AXIS_ITEM, 0};
    fill(chart, answer, series, (Direction){AXIS_DIM, (guint)year});
    if (chart->series->len > 0)
        mark_breaks(chart, answer);
    if (by && !add_reference(chart, exhibit, selection, context, error))
        return false;
    g_autofree char *measure = measure_of(answer, context->lang);
    g_autofree char *title = vigie_finding_trend(answer, context, measure);
    vigie_chart_set_text(chart, VIGIE_TEXT_TITLE, title);
    set_bounds(chart, g_ptr_array_index(answer->items, 0), answer->stat);
    return true;
}

static VigieSide
side_of(const VigieChoice *choice, double middle)
{
    if (isnan(choice->score))
        return VIGIE_SIDE_APART;
    if (fabs(choice->score - middle) < 1e-9)
        return VIGIE_SIDE_NEUTRAL;
    return choice->score > middle ? VIGIE_SIDE_POSITIVE : VIGIE_SIDE_NEGATIVE;
}

static gint
by_score(gconstpointer a, gconstpointer b, gpointer scores)
{
    double *x = g_hash_table_lookup(scores, *(gpointer const *)a);
    double *y = g_hash_table_lookup(scores, *(gpointer const *)b);
    return (*x > *y) - (*x < *y);
}

/* A side for each point of the scale, and the points from the lowest up. */
static void
set_sides(VigieChart *chart, const VigieAnswer *answer)
{
    const VigieItem *item = g_ptr_array_index(answer->items, 0);
    VigieChart bounds = {.floor = NAN};
    set_bounds(&bounds, item, VIGIE_STAT_MEAN);
    g_autoptr(GHashTable) scores = g_hash_table_new(NULL, NULL);
    guint s = 0;
    for (guint i = 0; i < item->list->choices->len && s < chart->series->len; i++) {
        VigieChoice *choice = g_ptr_array_index(item->list->choices, i);
        if (choice->missing != VIGIE_PRESENT)
            continue;
        VigieChartSeries *series = g_ptr_array_index(chart->series, s++);
        series->side = side_of(choice, (bounds.floor + bounds.ceiling) / 2.0);
        g_hash_table_insert(scores, series, &choice->score);
    }
    /* kinds of no answer that the exhibit includes: after the scale */
    double last = INFINITY;
    for (; s < chart->series->len; s++) {
        VigieChartSeries *series = g_ptr_array_index(chart->series, s);
        series->side = VIGIE_SIDE_APART;
        g_hash_table_insert(scores, series, &last);
    }
    if (g_hash_table_size(scores) == chart->series->len)
        g_ptr_array_sort_with_data(chart->series, by_score, scores);
}

/* Items that share the first one's list: a diverging bar has one scale. */
static void
keep_one_list(VigieSelection *selection)
{
    const VigieItem *first = vigie_codebook_find(selection->survey->codebook, selection->of[0]);
    guint kept = 0;
    for (char **name = selection->of; *name != NULL; name++) {
        const VigieItem *item = vigie_codebook_find(selection->survey->codebook, *name);
        if (item != NULL && item->list == first->list)
            selection->of[kept++] = *name;
        else
            g_free(*name);
    }
    selection->of[kept] = NULL;
}

/* One year: items, or the choices of one item, or its domains. */
static bool
build_year(VigieChart *chart, const VigieExhibit *exhibit, VigieSelection *selection,
           const VigieReportContext *context, GError **error)
{
    bool by = selection->by[0] != NULL;
    if (chart->kind == VIGIE_CHART_LIKERT)
        keep_one_list(selection);
    g_autoptr(VigieAnswer) answer =
        vigie_exhibit_answer(exhibit, selection, context, false, by, error);
    if (answer == NULL)
        return false;
    Direction item = {AXIS_ITEM, 0}, choice = {AXIS_CATEGORY, 0}, dim = {AXIS_DIM, 0},
              one = {AXIS_ONE, 0};
    bool of_choices = answer->stat == VIGIE_STAT_PROPORTION;
    if (chart->kind == VIGIE_CHART_LIKERT) {
        fill(chart, answer, choice, by ? dim : item);
        set_sides(chart, answer);
    } else if (of_choices) {
        fill(chart, answer, by ? dim : item, choice);
    } else {
        bool items = answer->items->len > 1;
        fill(chart, answer, !by ? one : items ? dim : item, by && !items ? dim : item);
    }
    set_bounds(chart, g_ptr_array_index(answer->items, 0), answer->stat);
    g_autofree char *measure = measure_of(answer, context->lang);
    g_autofree char *title = vigie_finding_extremes(chart, measure);
    vigie_chart_set_text(chart, VIGIE_TEXT_TITLE, title);
    return true;
}

/* Shares of the choices of one item, year by year. */
static bool
build_stack(VigieChart *chart, const VigieExhibit *exhibit, const VigieSelection *selection,
            const VigieReportContext *context, GError **error)
{
    g_autoptr(VigieAnswer) answer =
        vigie_exhibit_answer(exhibit, selection, context, true, false, error);
    if (answer == NULL)
        return false;
    keep_years(answer, exhibit, context);
    fill(chart, answer, (Direction){AXIS_CATEGORY, 0}, (Direction){AXIS_DIM, 0});
    g_autofree char *measure = measure_of(answer, context->lang);
    g_autofree char *parts = vigie_finding_parts(chart, 3);
    g_autofree char *title =
        parts != NULL ? g_strdup_printf(_("%s in %d: %s"), measure, context->year, parts)
                      : g_strdup(measure);
    vigie_chart_set_text(chart, VIGIE_TEXT_TITLE, title);
    return true;
}

/* True where no answer is in two categories: years, and the cells of a question with one answer. */
static bool
is_disjoint(const VigieChart *chart, const VigieSelection *selection)
{
    if (chart->kind == VIGIE_CHART_TREND || chart->kind == VIGIE_CHART_STACK)
        return true;
    const VigieItem *by =
        selection->by[0] != NULL
            ? vigie_codebook_find(selection->survey->codebook, selection->by[0])
            : NULL;
    return by != NULL && by->kind != VIGIE_VALUE_CHOICES && selection->of[1] == NULL &&
           chart->series->len == 1;
}

/* Answers behind the whole chart: the largest base of an item, or the sum of disjoint categories. */
static guint64
count_answers(const VigieChart *chart, bool years)
{
    guint64 n = 0;
    for (guint c = 0; c < chart->categories->len; c++) {
        const VigieChartCategory *category = g_ptr_array_index(chart->categories, c);
        n = years ? n + category->n : MAX(n, category->n);
    }
    return n;
}

static void
set_footer(VigieChart *chart, const VigieSelection *selection,
           const VigieReportContext *context)
{
    const VigieObservatory *observatory = context->observatory;
    bool persons = strcmp(selection->survey->unit, "person") == 0;
    vigie_chart_set_text(chart, VIGIE_TEXT_SOURCE, selection->survey->title);
    vigie_chart_set_text(chart, VIGIE_TEXT_POPULATION,
                         persons ? _("visitors, each person counting once")
                                 : _("visitors, each party counting once"));
    chart->n = count_answers(chart, is_disjoint(chart, selection));
    chart->suppress_below = observatory->suppress_below;
    chart->low_base_below = observatory->low_base_below;
    chart->level = 0.95;
    if (selection->survey->voluntary) {
        g_autofree char *notice = g_strjoin(*observatory->notice != '\0' ? " · " : "",
                                            observatory->notice, _("indicative only"), NULL);
        vigie_chart_set_text(chart, VIGIE_TEXT_NOTICE, notice);
    }
}

/* "share of satisfied, by customer type, 2016–2024" */
static char *
survey_subtitle(const VigieChart *chart, const VigieExhibit *exhibit,
                const VigieSelection *selection, const VigieReportContext *context)
{
    VigieStat stat = VIGIE_STAT_MEAN;
    vigie_stat_from_name(exhibit->stat, &stat);
    GString *text = g_string_new(NULL);
    const VigieCodebook *codebook = selection->survey->codebook;
    const VigieItem *item = vigie_codebook_find(codebook, selection->of[0]);
    bool scored = item != NULL && item->list != NULL;
    g_string_append(text, chart->kind == VIGIE_CHART_LIKERT
                              ? _("distribution of the answers, in percent")
                          : stat == VIGIE_STAT_MEAN && !scored ? _("mean")
                                                               : vigie_stat_label(stat));
    if (stat == VIGIE_STAT_MEAN && item != NULL && vigie_item_has_role(item, "spend"))
        g_string_append_printf(text, " (%s)", vigie_currency_sign(context->observatory));
    if (stat == VIGIE_STAT_MEAN && scored && isfinite(chart->floor) && isfinite(chart->ceiling))
        g_string_append_printf(text, _(" (from %g to %g)"), chart->floor, chart->ceiling);
    if (selection->by[0] != NULL) {
        const VigieItem *dim =
            vigie_codebook_find(selection->survey->codebook, selection->by[0]);
        g_autofree char *label =
            dim != NULL ? vigie_label_inside(
                              vigie_item_label(selection->survey->codebook, dim, context->lang))
                        : NULL;
        if (label != NULL)
            g_string_append_printf(text, _(", by %s"), label);
    }
    bool years = chart->kind == VIGIE_CHART_TREND || chart->kind == VIGIE_CHART_STACK;
    if (years && chart->categories->len > 0) {
        const VigieChartCategory *first = g_ptr_array_index(chart->categories, 0);
        g_string_append_printf(text, ", %s–%d", first->name, context->year);
    } else {
        g_string_append_printf(text, ", %d", context->year);
    }
    return g_string_free(text, FALSE);
}

/* A role may stand for several items: what has room for one draws the first. */
static void
keep_first(char **names)
{
    for (guint i = 1; names[0] != NULL && names[i] != NULL; i++)
        g_clear_pointer(&names[i], g_free);
}

/* What the exhibit asks for, cut to what its kind of chart has room for. */
static bool
select_for_chart(const VigieExhibit *exhibit, const VigieReportContext *context, VigieStat stat,
                 VigieSelection *selection, GError **error)
{
    bool years = exhibit->kind == VIGIE_CHART_TREND || exhibit->kind == VIGIE_CHART_STACK;
    if (!vigie_exhibit_select(exhibit, context, !years, selection, error))
        return false;
    if (!vigie_exhibit_fits_survey(exhibit, selection, error)) {
        vigie_selection_release(selection);
        return false;
    }
    keep_first(selection->by);
    bool cut = selection->by[0] != NULL;
    if (exhibit->kind == VIGIE_CHART_LIKERT || exhibit->kind == VIGIE_CHART_TREND
            ? cut
            : stat == VIGIE_STAT_PROPORTION)
        keep_first(selection->of);
    return true;
}

VigieAnswer *
vigie_exhibit_changes(const VigieExhibit *exhibit, const VigieReportContext *context,
                      GError **error)
{
    VigieSelection selection;
    VigieStat stat = VIGIE_STAT_MEAN;
    bool chart = exhibit->is_chart;
    if (exhibit->indicator != NULL || (chart && exhibit->kind != VIGIE_CHART_TREND))
        return NULL;
    vigie_stat_from_name(exhibit->stat, &stat);
    if (!(chart ? select_for_chart(exhibit, context, stat, &selection, error)
                : vigie_exhibit_select(exhibit, context, false, &selection, error)))
        return NULL;
    VigieAnswer *answer = vigie_exhibit_answer(exhibit, &selection, context, true,
                                               chart && selection.by[0] != NULL, error);
    vigie_selection_release(&selection);
    return answer;
}

bool
vigie_survey_chart(VigieChart *chart, const VigieExhibit *exhibit,
                   const VigieReportContext *context, GError **error)
{
    VigieStat stat = VIGIE_STAT_MEAN;
    vigie_stat_from_name(exhibit->stat, &stat);
    VigieSelection selection;
    if (!select_for_chart(exhibit, context, stat, &selection, error))
        return false;
    set_measure(chart, exhibit, stat);
    bool built = chart->kind == VIGIE_CHART_TREND
                     ? build_trend(chart, exhibit, &selection, context, error)
                 : chart->kind == VIGIE_CHART_STACK
                     ? build_stack(chart, exhibit, &selection, context, error)
                     : build_year(chart, exhibit, &selection, context, error);
    if (built) {
        g_autofree char *subtitle = survey_subtitle(chart, exhibit, &selection, context);
        vigie_chart_set_text(chart, VIGIE_TEXT_SUBTITLE, subtitle);
        set_footer(chart, &selection, context);
    }
    vigie_selection_release(&selection);
    return built;
}
