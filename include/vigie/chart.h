/* chart.h - charts for observatories: a model of numbers and words, laid out into a display list.
 * Build a VigieChart with vigie_chart_new(), vigie_chart_add_category(), vigie_chart_add_series() and
 * vigie_chart_set(); vigie_chart_layout() gives its display list, vigie_chart_alt() its alternative
 * text.  A label is never left out, overlapping or cut: it moves, wraps, or the chart grows.
 *
 * To add a kind: 1. a VigieChartKind and its name in model.c; 2. src/chart/<noun>.c with one
 * function `void vigie_layout_<kind>(Layout *)`; 3. its line in the table of layout.c; 4. its sentence
 * in alt.c; 5. a sample in tests/charts/samples.c, which every chart test walks through. */
#ifndef VIGIE_CHART_H
#define VIGIE_CHART_H

#include <vigie/chart-display.h>
#include <vigie/chart-scale.h>

G_BEGIN_DECLS

/* What categories and series are in each kind: */
typedef enum {
    VIGIE_CHART_TREND, /* series = customer types, a panel each; categories = years; intervals */
    VIGIE_CHART_LIKERT, /* series = points of the scale (with side); categories = items, with n */
    VIGIE_CHART_DOTS,   /* series = one, or up to eight groups; categories = items; intervals */
    VIGIE_CHART_SEASON, /* series = years, the last one current; categories = months */
    VIGIE_CHART_STACK,  /* series = parts; categories = columns (years) */
    VIGIE_CHART_RANK,   /* series = one; categories = bars */
    VIGIE_CHART_MATRIX  /* series = importance (across), performance (up); categories = items */
} VigieChartKind;
/* "trend" …; false: unknown (vigie_chart_kind_names() with vigie_nearest). */
bool vigie_chart_kind_from_name(const char *name, VigieChartKind *kind);
const char *const *vigie_chart_kind_names(void);

/* How far a number can be shown.  SUPPRESSED: its place holds a sign, its value is not read. */
typedef enum {
    VIGIE_POINT_OK,
    VIGIE_POINT_CAUTION,  /* drawn hollow */
    VIGIE_POINT_LOW_BASE, /* drawn hollow */
    VIGIE_POINT_SUPPRESSED,
    VIGIE_POINT_EMPTY,        /* no answer, no observation: a gap, never a zero */
    VIGIE_POINT_NOT_ASKED,    /* a gap */
    VIGIE_POINT_SCALE_CHANGED /* a gap */
} VigiePointStatus;

typedef struct {
    double value;     /* shares 0..1; NAN or beyond 1e15 in size = EMPTY */
    double low, high; /* interval; NAN = none */
    guint64 n;        /* answers behind it, 0 = not said */
    VigiePointStatus status;
    bool provisional; /* hatched (columns, bars) or dashed (lines) */
    bool goes_on;     /* TREND: this series does not break where its category does */
} VigieChartValue;
#define VIGIE_CHART_VALUE_NONE                                                                 \
    ((VigieChartValue){NAN, NAN, NAN, 0, VIGIE_POINT_EMPTY, false, false})

/* Where a scale point stands in a diverging bar; NEUTRAL and APART go to the right, in grey. */
typedef enum {
    VIGIE_SIDE_NEGATIVE,
    VIGIE_SIDE_POSITIVE,
    VIGIE_SIDE_NEUTRAL,
    VIGIE_SIDE_APART
} VigieSide;

typedef struct {
    char *name;
    VigieSide side; /* LIKERT */
    GArray *values; /* VigieChartValue, one a category */
} VigieChartSeries;

typedef struct {
    char *name;
    guint64 n; /* answers, 0 = not said; LIKERT, DOTS, RANK print it at the right edge,
                  unless all are the chart's n */
    char *
        break_reason; /* TREND, STACK: the series breaks before this category; NULL = no break */
    bool highlighted; /* RANK, DOTS: accent against grey */
    double
        agreement; /* MATRIX: share of the replicates in which the item is in its quadrant, below
                         0.9 drawn hollow; NAN = not said */
} VigieChartCategory;

typedef enum {
    VIGIE_TEXT_TITLE,      /* the finding */
    VIGIE_TEXT_SUBTITLE,   /* measure, unit, population, year */
    VIGIE_TEXT_SOURCE,     /* who observed, when: printed after « Source : » */
    VIGIE_TEXT_POPULATION, /* after « Champ : » */
    VIGIE_TEXT_READING,    /* after « Lecture : » */
    VIGIE_TEXT_NOTE,       /* a free sentence */
    VIGIE_TEXT_NOTICE,     /* in bold: « données simulées », « à titre indicatif » */
    VIGIE_TEXT_UNIT,       /* printed over the value axis, « nuitées » */
    VIGIE_N_CHART_TEXTS
} VigieChartText;

/* Of a MATRIX: its crosshairs, and how importance is printed (performance is printed as the chart's values are). */
typedef struct {
    double importance, performance;
    bool percent;
    int decimals;
} VigieMatrix;

typedef struct {
    VigieChartKind kind;
    VigieLang lang;
    VigiePalette palette;
    char *texts[VIGIE_N_CHART_TEXTS]; /* NULL = none */
    bool percent;                     /* values are shares, printed × 100 with % */
    int decimals;                     /* of the values printed */
    double floor, ceiling;            /* bounds of the scale of answers (1 and 4); NAN = none */
    bool from_zero;  /* TREND, SEASON, DOTS: the axis holds 0 (bars always do) */
    bool keep_order; /* LIKERT, DOTS, RANK: categories as given, not sorted */
    double level;    /* of the intervals, 0.95, for the key */
    double suppress_below, low_base_below; /* for the footer's words; 0 = not said */
    guint64 n;                             /* answers in all, for the footer; 0 = not said */
    double padding;        /* white round the chart, within its width; 0 in a report */
    double plot_height;    /* wanted height of a plot or panel, points; 0 = usual */
    GPtrArray *categories; /* VigieChartCategory* */
    GPtrArray *series;     /* VigieChartSeries* */
    VigieMatrix matrix;
    VigieChartSeries *reference; /* TREND, DOTS: the overall value; NULL = none */
} VigieChart;

VigieChart *vigie_chart_new(VigieChartKind kind, VigieLang lang);
void vigie_chart_free(VigieChart *chart);
void vigie_chart_set_text(VigieChart *chart, VigieChartText which, const char *text);
/* Add all categories before the first series. */
VigieChartCategory *vigie_chart_add_category(VigieChart *chart, const char *name);
/* All its values are VIGIE_CHART_VALUE_NONE at first. */
VigieChartSeries *vigie_chart_add_series(VigieChart *chart, const char *name);
VigieChartSeries *vigie_chart_add_reference(VigieChart *chart, const char *name);
void vigie_chart_set(VigieChartSeries *series, guint category, const VigieChartValue *value);
/* A value alone: no interval, no n, OK. */
void vigie_chart_set_number(VigieChartSeries *series, guint category, double value);

/* The chart, width points wide (at least VIGIE_CHART_MIN_WIDTH), as high as it needs. */
#define VIGIE_CHART_MIN_WIDTH 120.0
VigieDisplay *vigie_chart_layout(const VigieChart *chart, double width,
                                 const VigieMeasurer *measurer);
/* True if there is neither a number to draw nor one that is suppressed. */
bool vigie_chart_is_empty(const VigieChart *chart);
/* The numbers in words, without those that are suppressed; (transfer full). */
char *vigie_chart_alt(const VigieChart *chart);
/* series, category, value, low, high, n, status, as a spreadsheet of the chart's language opens them: a byte-order mark,
 * ";" and decimal comma in French; what is suppressed, or would give it away, is blank; (transfer full). */
char *vigie_chart_csv(const VigieChart *chart);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieChart, vigie_chart_free)

G_END_DECLS

#endif
