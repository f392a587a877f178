/* words.c - what a chart says by itself.  A document has its own language, which need not be the one of
 * the messages on the terminal, so these few words are a table and not a gettext catalogue. */
#include "layout.h"
#include <math.h>
#include <string.h>

const char *
vigie_word(VigieLang lang, Word word)
{
    static const char *const WORDS[N_WORDS][2] = {
        [WORD_SOURCE] = {"Source: ", "Source : "},
        [WORD_POPULATION] = {"Population: ", "Champ : "},
        [WORD_READING] = {"Reading: ", "Lecture : "},
        [WORD_INTERVAL] = {"%s confidence interval", "intervalle de confiance à %s"},
        [WORD_CAUTION] = {"read with caution", "à lire avec prudence"},
        [WORD_LOW_BASE] = {"low base, read with caution",
                           "effectif faible, à lire avec prudence"},
        [WORD_LOW_BASE_N] = {"fewer than %s answers, read with caution",
                             "moins de %s réponses, à lire avec prudence"},
        [WORD_SUPPRESSED] = {"not published (too few answers)",
                             "non publié (trop peu de réponses)"},
        [WORD_SUPPRESSED_N] = {"not published (fewer than %s answers)",
                               "non publié (moins de %s réponses)"},
        [WORD_EMPTY] = {"no data", "aucune donnée"},
        [WORD_NOT_ASKED] = {"question not asked", "question non posée"},
        [WORD_SCALE_CHANGED] = {"asked with another scale",
                                "question posée avec une autre échelle"},
        [WORD_BREAK] = {"break in the series from %s: %s",
                        "rupture de série à partir de %s : %s"},
        [WORD_PROVISIONAL] = {"provisional", "données provisoires"},
        [WORD_ANSWERS_A_YEAR] = {"%s to %s answers a year", "%s à %s réponses par an"},
        [WORD_NO_DATA] = {"No data", "Aucune donnée"},
        [WORD_NOT_PUBLISHED] = {"not published", "non publié"},
        [WORD_SCALE] = {"scale from %s to %s", "échelle de %s à %s"},
        [WORD_IN] = {"in %s", "en %s"},
        [WORD_FROM_TO] = {"%s to %s", "de %s à %s"},
        [WORD_SUMS] = {"%s positive answers, %s negative ones (in bold)",
                       "%s de réponses positives, %s de réponses négatives (en gras)"},
        [WORD_FOR] = {"%s for \342\200\234%s\342\200\235", "%s pour « %s »"},
        [WORD_OF_WHICH] = {"%s in all, of which %s", "%s en tout, dont %s"},
        [WORD_THOUSANDS] = {"in thousands", "en milliers"},
        [WORD_MILLIONS] = {"in millions", "en millions"},
        [WORD_BILLIONS] = {"in billions", "en milliards"},
        [WORD_LOWEST] = {"lowest", "minimum"},
        [WORD_HIGHEST] = {"highest", "maximum"},
        [WORD_IMPROVE] = {"improve first", "à améliorer en priorité"},
        [WORD_KEEP] = {"keep up", "à maintenir"},
        [WORD_EXCESS] = {"more than needed", "surqualité possible"},
        [WORD_LOW] = {"low priority", "faible priorité"},
        [WORD_FIRM] = {"same quadrant in at least 90% of the replicates",
                       "même quadrant dans au moins 90 % des répliques"},
        [WORD_UNSURE] = {"same quadrant in fewer than 90% of the replicates: not certain",
                         "même quadrant dans moins de 90 % des répliques : incertain"},
    };
    return WORDS[word][lang == VIGIE_LANG_FR];
}

char *
vigie_words(VigieLang lang, Word word, const char *first, const char *second)
{
    g_autoptr(GString) text = g_string_new(NULL);
    const char *given[] = {first, second}, *from = vigie_word(lang, word);
    guint n = 0;
    for (const char *p = strstr(from, "%s"); p != NULL && n < 2; p = strstr(from, "%s")) {
        g_string_append_len(text, from, p - from);
        g_string_append(text, given[n++]);
        from = p + 2;
    }
    g_string_append(text, from);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* Abbreviations of the Imprimerie nationale; in English of three letters. */
const char *
vigie_month_short(VigieLang lang, const char *name)
{
    static const char *const MONTHS[2][12][2] = {{{"january", "Jan"},
                                                  {"february", "Feb"},
                                                  {"march", "Mar"},
                                                  {"april", "Apr"},
                                                  {"may", "May"},
                                                  {"june", "Jun"},
                                                  {"july", "Jul"},
                                                  {"august", "Aug"},
                                                  {"september", "Sep"},
                                                  {"october", "Oct"},
                                                  {"november", "Nov"},
                                                  {"december", "Dec"}},
                                                 {{"janvier", "janv."},
                                                  {"février", "févr."},
                                                  {"mars", "mars"},
                                                  {"avril", "avr."},
                                                  {"mai", "mai"},
                                                  {"juin", "juin"},
                                                  {"juillet", "juil."},
                                                  {"août", "août"},
                                                  {"septembre", "sept."},
                                                  {"octobre", "oct."},
                                                  {"novembre", "nov."},
                                                  {"décembre", "déc."}}};
    g_autofree char *lower = g_utf8_strdown(name, -1);
    for (guint m = 0; m < 12; m++) {
        const char *const *month = MONTHS[lang == VIGIE_LANG_FR][m];
        if (strcmp(lower, month[0]) == 0 || strcmp(name, month[1]) == 0)
            return month[1];
    }
    return NULL;
}

char *
vigie_count_print(VigieLang lang, guint64 n)
{
    return vigie_number_format((double)n, 0, lang);
}

const char *
vigie_break_letter(guint i, char letter[VIGIE_LETTER_SIZE])
{
    if (i < 26)
        g_snprintf(letter, VIGIE_LETTER_SIZE, "%c", (char)('a' + i));
    else
        g_snprintf(letter, VIGIE_LETTER_SIZE, "%c%u", (char)('a' + i % 26), i / 26);
    return letter;
}

char *
vigie_value_print(const VigieChart *chart, double value)
{
    return chart->percent ? vigie_percent_format(value, chart->decimals, chart->lang)
                          : vigie_number_format(value, chart->decimals, chart->lang);
}

char *
vigie_value_print_bare(const VigieChart *chart, double value)
{
    return vigie_number_format(chart->percent ? value * 100.0 : value, chart->decimals,
                               chart->lang);
}

const VigieChartValue *
vigie_value_at(const VigieChartSeries *series, guint category)
{
    return &g_array_index(series->values, VigieChartValue, category);
}

VigieChartValue
vigie_value_public(const VigieChart *chart, const VigieChartSeries *series, guint category)
{
    VigieChartValue value = *vigie_value_at(series, category);
    bool whole = chart->kind == VIGIE_CHART_LIKERT ||
                 (chart->kind == VIGIE_CHART_STACK && chart->percent);
    for (guint s = 0; s < chart->series->len && whole; s++)
        if (vigie_value_at(vigie_series_at(chart, s), category)->status ==
            VIGIE_POINT_SUPPRESSED)
            value.status = VIGIE_POINT_SUPPRESSED;
    return value;
}

/* Numbers beyond this are no figures of an observatory and would not print on any page. */
static bool
printable(double value)
{
    return isfinite(value) && fabs(value) <= 1e15;
}

bool
vigie_value_shown(const VigieChartValue *value)
{
    return value->status <= VIGIE_POINT_LOW_BASE && printable(value->value);
}

bool
vigie_value_has_interval(const VigieChartValue *value)
{
    return vigie_value_shown(value) && printable(value->low) && printable(value->high);
}

void
vigie_layout_note(Layout *layout, const VigieChartValue *value)
{
    bool lost = value->status <= VIGIE_POINT_LOW_BASE && !printable(value->value);
    layout->signs |= 1u << (lost ? VIGIE_POINT_EMPTY : value->status);
    if (value->provisional && vigie_value_shown(value))
        layout->provisional = true;
}

static bool
has_interval(const VigieChartSeries *series)
{
    for (guint i = 0; i < series->values->len; i++)
        if (vigie_value_has_interval(vigie_value_at(series, i)))
            return true;
    return false;
}

char *
vigie_interval_text(const VigieChart *chart)
{
    bool some = false;
    for (guint s = 0; s < chart->series->len && !some; s++)
        some = has_interval(vigie_series_at(chart, s));
    if (!some)
        return NULL;
    g_autofree char *level = vigie_percent_format(chart->level, 0, chart->lang);
    return vigie_words(chart->lang, WORD_INTERVAL, level, NULL);
}

char *
vigie_scale_text(const VigieChart *chart)
{
    if (chart->percent || !isfinite(chart->floor) || !isfinite(chart->ceiling))
        return NULL;
    bool whole = floor(chart->floor) >= chart->floor && floor(chart->ceiling) >= chart->ceiling;
    int decimals = whole ? 0 : chart->decimals;
    g_autofree char *low = vigie_number_format(chart->floor, decimals, chart->lang);
    g_autofree char *high = vigie_number_format(chart->ceiling, decimals, chart->lang);
    return vigie_words(chart->lang, WORD_SCALE, low, high);
}

const VigieChartSeries *
vigie_series_at(const VigieChart *chart, guint i)
{
    return g_ptr_array_index(chart->series, i);
}

const VigieChartCategory *
vigie_category_at(const VigieChart *chart, guint i)
{
    return g_ptr_array_index(chart->categories, i);
}
