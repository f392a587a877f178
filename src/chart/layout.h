/* layout.h - what the layouts of all kinds share: fonts, labels, the frame of title and footer, the key,
 * and the number formats.  A kind's layout draws from layout->y downwards between layout->left and
 * layout->right, and leaves layout->y below what it drew. */
#ifndef VIGIE_CHART_LAYOUT_H
#define VIGIE_CHART_LAYOUT_H

#include <vigie/chart.h>

typedef struct {
    const VigieChart *chart;
    const VigieMeasurer *measurer;
    VigieDisplay *display;
    double left, right;
    double y;         /* where the next thing starts */
    guint signs;      /* set of 1 << VigiePointStatus that stand in the chart, for the footer */
    bool provisional; /* a provisional value stands in the chart */
    double unit;      /* values on the paper are divided by it: 1, a thousand, a million … */
    int decimals;     /* of the values so divided */
    char *reading;    /* a figure in words, if the chart was given none; NULL = none yet */
    GPtrArray
        *numbered; /* char*: labels that stand as numbers on an axis, listed in the footer */
} Layout;

/* Fonts by what they say; LABEL also measures rows. */
typedef enum {
    FONT_TITLE,
    FONT_SUBTITLE,
    FONT_HEADING, /* over a panel, a column of numbers */
    FONT_LABEL,   /* items, series */
    FONT_VALUE,   /* numbers that the chart is about */
    FONT_CURRENT, /* the same in the accent's colour */
    FONT_SMALL,   /* ticks, n, series behind */
    FONT_FOOTER,
    FONT_TICK, /* years that are close together */
    FONT_NOTICE
} FontRole;
const VigieFont *vigie_layout_font(FontRole role);

/* A label: typeset, wrapped, measured, ready to be put. */
typedef struct {
    char *text;
    VigieFont font;
    VigieExtents extents;
    double height;
} Label;
Label vigie_label_new(const Layout *layout, const char *text, const VigieFont *font,
                      double max_width);
/* False if a word of the text is broken within. */
bool vigie_label_whole(const Label *label, const char *text);
void vigie_label_clear(Label *label);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Label, vigie_label_clear)
/* With its top, or its middle, at y. */
void vigie_label_put_top(Layout *layout, const Label *label, double x, double y,
                         VigieAnchor anchor);
void vigie_label_put_middle(Layout *layout, const Label *label, double x, double y,
                            VigieAnchor anchor);
/* A label array: cleared with its elements. */
GArray *vigie_labels_new(void);

/* What was written in small letters begins with a capital where it stands as a line of its own; "n = 30" and
 * "iPhone" are left alone; (transfer full). */
char *vigie_text_capital(const char *text);
/* A paragraph over the whole width at layout->y, which moves below it; titles in lines of equal length. */
void vigie_layout_paragraph(Layout *layout, FontRole role, const char *text);

/* The key: marks and what they mean, in rows from left to right. */
typedef enum {
    MARK_NONE,
    MARK_SWATCH, /* a filled square */
    MARK_LINE,
    MARK_BAND, /* a line on its interval */
    MARK_DOT,  /* a dot on its interval */
    MARK_SQUARE,
    MARK_TICK, /* the reference of a dot plot */
    MARK_HOLLOW,
    MARK_CROSS,
    MARK_BREAK,
    MARK_HATCH,
    MARK_GAP,   /* a line with a hole */
    MARK_POINT, /* a dot alone */
    MARK_DASH   /* in place of a bar or a dot */
} MarkKind;
typedef struct {
    MarkKind mark;
    VigieColour colour;
    char *text;
} KeyEntry;
/* KeyEntry, cleared with the array. */
GArray *vigie_key_new(void);
void vigie_key_add(GArray *key, MarkKind mark, VigieColour colour, const char *text);
void vigie_key_put(Layout *layout, const GArray *key, const VigieFont *font);
void vigie_mark_cross(Layout *layout, double x, double y);
/* From x to the right. */
void vigie_mark_dash(Layout *layout, double x, double y);
void vigie_mark_dot(Layout *layout, double x, double y, const VigieChartValue *value,
                    VigieColour colour);
void vigie_mark_square(Layout *layout, double x, double y, const VigieChartValue *value,
                       VigieColour colour);
/* A bar: hollow where its value is weak, hatched where it is provisional. */
void vigie_mark_bar(Layout *layout, const VigieBox *box, VigieColour colour,
                    const VigieChartValue *value);
void vigie_mark_hatch(Layout *layout, const VigieBox *box);

/* Title and subtitle above, signs, reading, population, source and notice below. */
void vigie_frame_head(Layout *layout);
void vigie_frame_foot(Layout *layout);

/* Readings; the first one that is told stays.  A value with its interval, of a series or else of its category
 * alone; the sums of a satisfaction scale as printed; the total of a column and one of its parts. */
void vigie_reading_value(Layout *layout, const char *series, guint category,
                         const VigieChartValue *value);
void vigie_reading_sums(Layout *layout, guint category, const char *positive,
                        const char *negative);
void vigie_reading_part(Layout *layout, guint category, double total,
                        const VigieChartSeries *part);

/* Values. */
const VigieChartValue *vigie_value_at(const VigieChartSeries *series, guint category);
/* The value as it may be published: of a satisfaction scale and of a column of shares all parts are
 * suppressed as soon as one is, because the others would give it away. */
VigieChartValue vigie_value_public(const VigieChart *chart, const VigieChartSeries *series,
                                   guint category);
/* True if there is a number that may be drawn. */
bool vigie_value_shown(const VigieChartValue *value);
bool vigie_value_has_interval(const VigieChartValue *value);
/* Notes the status of a value in layout->signs. */
void vigie_layout_note(Layout *layout, const VigieChartValue *value);
/* A value as printed beside a mark; (transfer full). */
char *vigie_value_print(const VigieChart *chart, double value);
/* In the layout's unit, without "%" if bare: "459" of 459 267 under "thousands"; (transfer full). */
char *vigie_layout_print(const Layout *layout, double value, bool bare);
/* Chooses the unit: columns and months whose largest number has more than five figures are printed in
 * thousands or more, as statistical offices do; the text over the axis says so. */
void vigie_layout_choose_unit(Layout *layout);
/* The text over the axis, "nights, thousands"; (transfer full) NULL if there is nothing to say. */
char *vigie_layout_unit_text(const Layout *layout);
/* The same without "%": inside a segment, where the sums beside it say the unit; (transfer full). */
char *vigie_value_print_bare(const VigieChart *chart, double value);
/* "95 % confidence interval" if some value has one, else NULL; (transfer full). */
char *vigie_interval_text(const VigieChart *chart);
/* "scale from 1 to 4", of which an axis may show a part; NULL where answers have no scale; (transfer full). */
char *vigie_scale_text(const VigieChart *chart);
const VigieChartSeries *vigie_series_at(const VigieChart *chart, guint i);
const VigieChartCategory *vigie_category_at(const VigieChart *chart, guint i);

/* Words that the chart itself says, in its language. */
typedef enum {
    WORD_SOURCE,
    WORD_POPULATION,
    WORD_READING,
    WORD_INTERVAL,
    WORD_CAUTION,
    WORD_LOW_BASE,
    WORD_LOW_BASE_N,
    WORD_SUPPRESSED,
    WORD_SUPPRESSED_N,
    WORD_EMPTY,
    WORD_NOT_ASKED,
    WORD_SCALE_CHANGED,
    WORD_BREAK,
    WORD_PROVISIONAL,
    WORD_ANSWERS_A_YEAR,
    WORD_NO_DATA,
    WORD_NOT_PUBLISHED,
    WORD_SCALE,
    WORD_IN,
    WORD_FROM_TO,
    WORD_SUMS,
    WORD_FOR,
    WORD_OF_WHICH,
    WORD_THOUSANDS,
    WORD_MILLIONS,
    WORD_BILLIONS,
    WORD_LOWEST,
    WORD_HIGHEST,
    WORD_IMPROVE,
    WORD_KEEP,
    WORD_EXCESS,
    WORD_LOW,
    WORD_FIRM,
    WORD_UNSURE,
    N_WORDS
} Word;
const char *vigie_word(VigieLang lang, Word word);
/* With the texts in place of its "%s", in their order; (transfer full). */
char *vigie_words(VigieLang lang, Word word, const char *first, const char *second);
/* "oct." of "octobre" (in any case), "oct." of itself; NULL: no month of that language. */
const char *vigie_month_short(VigieLang lang, const char *name);
/* The mark of the i-th break: a, b … z, a1 …; (writes to letter). */
#define VIGIE_LETTER_SIZE 16
const char *vigie_break_letter(guint i, char letter[VIGIE_LETTER_SIZE]);
/* A number of answers, "1 234"; (transfer full). */
char *vigie_count_print(VigieLang lang, guint64 n);

/* The kinds. */
void vigie_layout_trend(Layout *layout);
void vigie_layout_likert(Layout *layout);
void vigie_layout_dots(Layout *layout);
void vigie_layout_season(Layout *layout);
void vigie_layout_stack(Layout *layout);
void vigie_layout_rank(Layout *layout);
void vigie_layout_matrix(Layout *layout);
/* "Welcome: importance 23 %, performance 3.41 (keep up)"; (transfer full). */
char *vigie_matrix_words(const VigieChart *chart, guint category);

#endif
