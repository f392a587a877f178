/* frame.c - the title above a chart; below it the signs it uses, how to read it, and where it comes from */
#include "layout.h"
#include <math.h>

static bool
said(const char *text)
{
    return text != NULL && *text != '\0';
}

static void
line(Layout *layout, FontRole role, const char *text)
{
    g_autofree char *capital = vigie_text_capital(text);
    vigie_layout_paragraph(layout, role, capital);
}

void
vigie_frame_head(Layout *layout)
{
    char *const *texts = layout->chart->texts;
    if (said(texts[VIGIE_TEXT_TITLE]))
        line(layout, FONT_TITLE, texts[VIGIE_TEXT_TITLE]);
    if (said(texts[VIGIE_TEXT_SUBTITLE])) {
        layout->y += 2.0;
        line(layout, FONT_SUBTITLE, texts[VIGIE_TEXT_SUBTITLE]);
    }
    layout->y += 12.0;
    g_autofree char *unit = vigie_layout_unit_text(layout);
    if (unit != NULL) {
        vigie_layout_paragraph(layout, FONT_SMALL, unit);
        layout->y += 6.0;
    }
}

/* "fewer than 30 answers" where the threshold is said, else the sentence without it. */
static char *
threshold_text(const VigieChart *chart, double threshold, Word with, Word without)
{
    if (!(threshold > 0.0))
        return g_strdup(vigie_word(chart->lang, without));
    g_autofree char *n = vigie_count_print(chart->lang, (guint64)ceil(threshold));
    return vigie_words(chart->lang, with, n, NULL);
}

static bool
has_sign(const Layout *layout, VigiePointStatus status)
{
    return (layout->signs & 1u << status) != 0;
}

static void
add_signs(const Layout *layout, GArray *key)
{
    const VigieChart *chart = layout->chart;
    VigieColour colour = VIGIE_COLOUR_ACCENT;
    if (has_sign(layout, VIGIE_POINT_LOW_BASE)) {
        g_autofree char *text =
            threshold_text(chart, chart->low_base_below, WORD_LOW_BASE_N, WORD_LOW_BASE);
        vigie_key_add(key, MARK_HOLLOW, colour, text);
    } else if (has_sign(layout, VIGIE_POINT_CAUTION)) {
        vigie_key_add(key, MARK_HOLLOW, colour, vigie_word(chart->lang, WORD_CAUTION));
    }
    if (has_sign(layout, VIGIE_POINT_SUPPRESSED)) {
        g_autofree char *text =
            threshold_text(chart, chart->suppress_below, WORD_SUPPRESSED_N, WORD_SUPPRESSED);
        vigie_key_add(key, MARK_CROSS, colour, text);
    }
    if (layout->provisional)
        vigie_key_add(key, MARK_HATCH, VIGIE_COLOUR_AXIS,
                      vigie_word(chart->lang, WORD_PROVISIONAL));
}

/* One sign for all reasons why there is no number. */
static void
add_gaps(const Layout *layout, GArray *key)
{
    static const struct {
        VigiePointStatus status;
        Word word;
    } GAPS[] = {{VIGIE_POINT_EMPTY, WORD_EMPTY},
                {VIGIE_POINT_NOT_ASKED, WORD_NOT_ASKED},
                {VIGIE_POINT_SCALE_CHANGED, WORD_SCALE_CHANGED}};
    VigieChartKind kind = layout->chart->kind;
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(GAPS); i++)
        if (has_sign(layout, GAPS[i].status))
            g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "",
                                   vigie_word(layout->chart->lang, GAPS[i].word));
    if (text->len > 0)
        vigie_key_add(key, kind == VIGIE_CHART_SEASON ? MARK_GAP : MARK_DASH,
                      VIGIE_COLOUR_REFERENCE, text->str);
}

/* "a  break in the series from 2020: new scale"; letters as on the marks. */
static void
add_breaks(const Layout *layout, GArray *key)
{
    const VigieChart *chart = layout->chart;
    guint n = 0;
    bool drawn = chart->kind == VIGIE_CHART_TREND || chart->kind == VIGIE_CHART_STACK;
    for (guint i = 0; i < chart->categories->len && drawn; i++) {
        const VigieChartCategory *category = vigie_category_at(chart, i);
        if (category->break_reason == NULL)
            continue;
        char letter[VIGIE_LETTER_SIZE];
        g_autoptr(GString) text = g_string_new(vigie_break_letter(n++, letter));
        g_autofree char *words =
            vigie_words(chart->lang, WORD_BREAK, category->name, category->break_reason);
        g_string_append_printf(text, "  %s", words);
        vigie_key_add(key, MARK_BREAK, VIGIE_COLOUR_AXIS, text->str);
    }
}

/* Labels that had no room on their axis and stand there as numbers. */
static void
add_numbered(const Layout *layout, GArray *key)
{
    for (guint i = 0; i < layout->numbered->len; i++) {
        g_autofree char *text = g_strdup_printf(
            "%u. %s", i + 1, (const char *)g_ptr_array_index(layout->numbered, i));
        vigie_key_add(key, MARK_NONE, VIGIE_COLOUR_TEXT, text);
    }
}

/* "Word : text" as one paragraph; nothing if there is no text. */
static void
sentence(Layout *layout, const char *word, const char *text)
{
    if (!said(text))
        return;
    g_autofree char *whole = g_strconcat(word, text, NULL);
    vigie_layout_paragraph(layout, FONT_FOOTER, whole);
}

/* The population ends with the number of answers. */
static void
population(Layout *layout)
{
    const VigieChart *chart = layout->chart;
    const char *text = chart->texts[VIGIE_TEXT_POPULATION];
    if (chart->n == 0) {
        sentence(layout, vigie_word(chart->lang, WORD_POPULATION), text);
        return;
    }
    g_autofree char *count = vigie_count_print(chart->lang, chart->n);
    g_autofree char *n = g_strdup_printf("n\302\240=\302\240%s", count);
    if (!said(text)) {
        sentence(layout, "", n);
        return;
    }
    g_autofree char *both = g_strdup_printf("%s (%s)", text, n);
    sentence(layout, vigie_word(chart->lang, WORD_POPULATION), both);
}

void
vigie_frame_foot(Layout *layout)
{
    char *const *texts = layout->chart->texts;
    VigieLang lang = layout->chart->lang;
    g_autoptr(GArray) key = vigie_key_new();
    add_numbered(layout, key);
    add_signs(layout, key);
    add_breaks(layout, key);
    add_gaps(layout, key);
    layout->y += 8.0;
    if (key->len > 0) {
        vigie_key_put(layout, key, vigie_layout_font(FONT_FOOTER));
        layout->y += 3.0;
    }
    bool given = said(texts[VIGIE_TEXT_READING]);
    sentence(layout, vigie_word(lang, WORD_READING),
             given ? texts[VIGIE_TEXT_READING] : layout->reading);
    sentence(layout, "", texts[VIGIE_TEXT_NOTE]);
    population(layout);
    sentence(layout, vigie_word(lang, WORD_SOURCE), texts[VIGIE_TEXT_SOURCE]);
    if (said(texts[VIGIE_TEXT_NOTICE])) {
        layout->y += 2.0;
        line(layout, FONT_NOTICE, texts[VIGIE_TEXT_NOTICE]);
    }
}
