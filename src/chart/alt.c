/* alt.c - a chart in words, for who cannot see it: what kind it is, what it says, and its numbers.  Lines are
 * told by their first, last, lowest and highest value; everything else value by value. */
#include "layout.h"
#include <string.h>

static bool
is_said(const char *text)
{
    return text != NULL && *text != '\0';
}

/* A sentence with its full stop. */
static void
put_sentence(GString *out, const char *text)
{
    if (!is_said(text))
        return;
    g_autofree char *capital = vigie_text_capital(text);
    g_string_append(out, capital);
    g_string_append(out, strchr(".!?", out->str[out->len - 1]) != NULL ? " " : ". ");
}

static const char *
colon(const VigieChart *chart)
{
    return chart->lang == VIGIE_LANG_FR ? "\302\240: " : ": ";
}

/* "88 % [84 % ; 92 %]", "not published", "no data". */
static void
put_value(GString *out, const VigieChart *chart, const VigieChartValue *value)
{
    if (!vigie_value_shown(value)) {
        g_string_append(out, vigie_word(chart->lang, value->status == VIGIE_POINT_SUPPRESSED
                                                         ? WORD_NOT_PUBLISHED
                                                         : WORD_EMPTY));
        return;
    }
    g_autofree char *text = vigie_value_print(chart, value->value);
    g_string_append(out, text);
    if (!vigie_value_has_interval(value))
        return;
    g_autofree char *low = vigie_value_print(chart, value->low);
    g_autofree char *high = vigie_value_print(chart, value->high);
    bool french = chart->lang == VIGIE_LANG_FR;
    g_string_append_printf(out, french ? " [%s ; %s]" : " [%s, %s]", low, high);
}

/* "88 % (2025)" */
static void
put_placed(GString *out, const VigieChart *chart, const VigieChartSeries *series,
           guint category)
{
    g_autofree char *text = vigie_value_print(chart, vigie_value_at(series, category)->value);
    g_string_append_printf(out, "%s (%s)", text, vigie_category_at(chart, category)->name);
}

static void
put_not_published(GString *out, const VigieChart *chart, const VigieChartSeries *series)
{
    const char *between = NULL;
    for (guint i = 0; i < series->values->len; i++) {
        if (vigie_value_at(series, i)->status != VIGIE_POINT_SUPPRESSED)
            continue;
        if (between == NULL)
            g_string_append_printf(out, ", %s%s", vigie_word(chart->lang, WORD_NOT_PUBLISHED),
                                   colon(chart));
        g_string_append_printf(out, "%s%s", between != NULL ? ", " : "",
                               vigie_category_at(chart, i)->name);
        between = ", ";
    }
}

/* "Families: 79 % (2016) to 88 % (2025), lowest 74 % (2020), highest 88 % (2025)." */
static void
put_line(GString *out, const VigieChart *chart, const VigieChartSeries *series)
{
    gint first = -1, last = -1, lowest = -1, highest = -1;
    for (guint i = 0; i < series->values->len; i++) {
        const VigieChartValue *value = vigie_value_at(series, i);
        if (!vigie_value_shown(value))
            continue;
        first = first < 0 ? (gint)i : first;
        last = (gint)i;
        if (lowest < 0 || value->value < vigie_value_at(series, (guint)lowest)->value)
            lowest = (gint)i;
        if (highest < 0 || value->value > vigie_value_at(series, (guint)highest)->value)
            highest = (gint)i;
    }
    g_autofree char *capital = vigie_text_capital(series->name);
    g_string_append_printf(out, "%s%s", capital, colon(chart));
    if (first < 0) {
        g_string_append(out, vigie_word(chart->lang, WORD_EMPTY));
    } else {
        put_placed(out, chart, series, (guint)first);
        g_string_append(out, chart->lang == VIGIE_LANG_FR ? " à " : " to ");
        put_placed(out, chart, series, (guint)last);
        g_string_append_printf(out, ", %s ", vigie_word(chart->lang, WORD_LOWEST));
        put_placed(out, chart, series, (guint)lowest);
        g_string_append_printf(out, ", %s ", vigie_word(chart->lang, WORD_HIGHEST));
        put_placed(out, chart, series, (guint)highest);
    }
    put_not_published(out, chart, series);
    g_string_append(out, ". ");
}

/* "Welcome: very satisfied 54 %, …, n = 812."; without the series' name where there is but one. */
static void
put_category(GString *out, const VigieChart *chart, guint i)
{
    const VigieChartCategory *category = vigie_category_at(chart, i);
    if (chart->kind == VIGIE_CHART_MATRIX) {
        g_autofree char *words = vigie_matrix_words(chart, i);
        g_string_append_printf(out, "%s. ", words);
        return;
    }
    g_string_append_printf(out, "%s%s", category->name, colon(chart));
    for (guint s = 0; s < chart->series->len; s++) {
        const VigieChartSeries *series = vigie_series_at(chart, s);
        const VigieChartValue shown = vigie_value_public(chart, series, i);
        g_string_append(out, s > 0 ? ", " : "");
        if (chart->series->len > 1)
            g_string_append_printf(out, "%s ", series->name);
        put_value(out, chart, &shown);
    }
    if (category->n > 0) {
        g_autofree char *n = vigie_count_print(chart->lang, category->n);
        g_string_append_printf(out, ", n = %s", n);
    }
    g_string_append(out, ". ");
}

static const char *
kind_words(const VigieChart *chart)
{
    static const char *const WORDS[][2] = {
        [VIGIE_CHART_TREND] = {"Line charts by year, one for each series",
                               "Courbes par année, un graphique par série"},
        [VIGIE_CHART_LIKERT] = {"Diverging stacked bars", "Barres empilées divergentes"},
        [VIGIE_CHART_DOTS] = {"Dot plot", "Graphique à points"},
        [VIGIE_CHART_SEASON] = {"Lines by month, one for each year",
                                "Courbes par mois, une par année"},
        [VIGIE_CHART_STACK] = {"Stacked columns", "Colonnes empilées"},
        [VIGIE_CHART_RANK] = {"Horizontal bars", "Barres horizontales"},
        [VIGIE_CHART_MATRIX] = {"Matrix of importance and performance",
                                "Matrice importance-performance"},
    };
    return WORDS[chart->kind][chart->lang == VIGIE_LANG_FR];
}

char *
vigie_chart_alt(const VigieChart *chart)
{
    g_autoptr(GString) out = g_string_new(NULL);
    put_sentence(out, kind_words(chart));
    put_sentence(out, chart->texts[VIGIE_TEXT_TITLE]);
    put_sentence(out, chart->texts[VIGIE_TEXT_SUBTITLE]);
    bool lines = chart->kind == VIGIE_CHART_TREND || chart->kind == VIGIE_CHART_SEASON;
    for (guint s = 0; s < chart->series->len && lines; s++)
        put_line(out, chart, vigie_series_at(chart, s));
    for (guint i = 0; i < chart->categories->len && !lines; i++)
        put_category(out, chart, i);
    if (chart->reference != NULL)
        put_line(out, chart, chart->reference);
    put_sentence(out, chart->texts[VIGIE_TEXT_NOTICE]);
    return g_strchomp(g_string_free(g_steal_pointer(&out), FALSE));
}
