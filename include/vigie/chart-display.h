/* chart-display.h - the display list: what a chart looks like, in points, before any canvas.
 * A layout adds shapes and texts to a VigieDisplay; `render` draws it; vigie_display_print() writes
 * it as text for tests.  x grows to the right, y downwards.  Colours are roles of a palette, so a
 * list cannot hold a colour that is not in it.  Text is measured through a VigieMeasurer. */
#ifndef VIGIE_CHART_DISPLAY_H
#define VIGIE_CHART_DISPLAY_H

#include <vigie/base.h>

G_BEGIN_DECLS

typedef enum {
    VIGIE_COLOUR_NONE, /* not filled, not stroked */
    VIGIE_COLOUR_PAPER,
    VIGIE_COLOUR_INK,        /* titles, zero lines */
    VIGIE_COLOUR_TEXT,       /* labels */
    VIGIE_COLOUR_MUTED,      /* secondary text: subtitle, footer, n */
    VIGIE_COLOUR_AXIS,       /* axes, ticks, leaders, signs; never text */
    VIGIE_COLOUR_GRID,       /* grid lines, bands */
    VIGIE_COLOUR_REFERENCE,  /* the overall value behind a series; former years */
    VIGIE_COLOUR_ACCENT,     /* what the chart is about; also as text */
    VIGIE_COLOUR_TINT,       /* interval of the accent */
    VIGIE_COLOUR_NEGATIVE_1, /* diverging scale, strongest first */
    VIGIE_COLOUR_NEGATIVE_2,
    VIGIE_COLOUR_NEGATIVE_3,
    VIGIE_COLOUR_POSITIVE_1,
    VIGIE_COLOUR_POSITIVE_2,
    VIGIE_COLOUR_POSITIVE_3,
    VIGIE_COLOUR_NEUTRAL, /* neither nor */
    VIGIE_COLOUR_APART,   /* don't know, not concerned */
    VIGIE_COLOUR_SERIES_1, /* categories: dark and light in turn, so that neighbours differ in grey */
    VIGIE_COLOUR_SERIES_2,
    VIGIE_COLOUR_SERIES_3,
    VIGIE_COLOUR_SERIES_4,
    VIGIE_COLOUR_SERIES_5,
    VIGIE_COLOUR_SERIES_6,
    VIGIE_COLOUR_SERIES_7,
    VIGIE_COLOUR_SERIES_8,
    VIGIE_N_COLOURS
} VigieColour;
#define VIGIE_N_SERIES_COLOURS 8

/* Both are safe for the colour-blind (derived from Okabe and Ito 2008); GREY is for print in black. */
typedef enum { VIGIE_PALETTE_STANDARD, VIGIE_PALETTE_GREY } VigiePalette;
/* 0xRRGGBB; COLOUR_NONE must not be asked for. */
guint32 vigie_colour_rgb(VigiePalette palette, VigieColour colour);
const char *vigie_colour_name(VigieColour colour);
/* WCAG 2 contrast of two 0xRRGGBB, 1..21. */
double vigie_colour_contrast(guint32 a, guint32 b);
/* PAPER or INK: the better to read on that fill. */
VigieColour vigie_colour_on(VigiePalette palette, VigieColour fill);

typedef enum { VIGIE_WEIGHT_REGULAR, VIGIE_WEIGHT_MEDIUM, VIGIE_WEIGHT_BOLD } VigieWeight;
typedef enum { VIGIE_ANCHOR_START, VIGIE_ANCHOR_MIDDLE, VIGIE_ANCHOR_END } VigieAnchor;

typedef struct {
    double size; /* points */
    VigieWeight weight;
    VigieColour colour;
} VigieFont;

typedef struct {
    double width, ascent, descent; /* points, all >= 0; ascent + descent = the line height */
} VigieExtents;

/* Who knows how wide a text is: pango in `render`, a ruler of equal letters in tests. */
typedef struct {
    /* Extents of one line of UTF-8 text, length bytes. */
    void (*extents)(void *user, const char *text, gsize length, double size, VigieWeight weight,
                    VigieExtents *out);
    void *user;
} VigieMeasurer;

/* Of a text that may hold "\n": the widest line's width, ascent and descent of one line. */
VigieExtents vigie_text_extents(const VigieMeasurer *measurer, const char *text,
                                const VigieFont *font);
guint vigie_text_n_lines(const char *text);
/* Text broken into lines of at most max_width, lines separated by "\n"; (transfer full).  Lines
 * break at spaces (never at U+00A0 or U+202F) and after "-" and "/"; a word wider than max_width is
 * broken between characters.  balanced: lines of about equal length, as many as needed. */
char *vigie_text_wrap(const VigieMeasurer *measurer, const char *text, const VigieFont *font,
                      double max_width, bool balanced);
/* Spaces that French typography wants unbreakable are made so: before : ; ! ? » % €, after «;
 * (transfer full).  English text is copied. */
char *vigie_text_typeset(const char *text, VigieLang lang);

typedef struct {
    double x, y;
} VigiePoint;

typedef enum { VIGIE_DASH_NONE, VIGIE_DASH_SHORT, VIGIE_DASH_LONG } VigieDash;
typedef struct {
    VigieColour colour; /* NONE = no stroke */
    double width;
    VigieDash dash;
} VigieStroke;

typedef enum {
    VIGIE_SHAPE_LINE,   /* open, through points */
    VIGIE_SHAPE_AREA,   /* closed */
    VIGIE_SHAPE_RECT,   /* points[0] top left, points[1] bottom right */
    VIGIE_SHAPE_CIRCLE, /* round points[0] */
    VIGIE_SHAPE_TEXT,   /* points[0].y = baseline of the first line */
    VIGIE_SHAPE_OPEN,   /* a group begins; text = its name, for the SVG and for tests */
    VIGIE_SHAPE_CLOSE   /* the innermost group ends */
} VigieShapeKind;

typedef struct {
    VigieShapeKind kind;
    VigiePoint *points;
    guint n_points;
    double radius;
    VigieColour fill;
    VigieStroke stroke;
    /* TEXT: wrapped already, lines separated by "\n", `leading` apart; extents.width is the widest
     * line's, ascent and descent are of one line. */
    char *text;
    VigieFont font;
    VigieAnchor anchor;
    double leading;
    VigieExtents extents;
} VigieShape;

typedef struct {
    double width, height;
    VigiePalette palette;
    VigieLang lang;
    char *title;       /* plain text, may be NULL */
    char *description; /* alternative text, may be NULL */
    GPtrArray *shapes; /* VigieShape*, drawn in order */
} VigieDisplay;

typedef struct {
    double x0, y0, x1, y1;
} VigieBox;

VigieDisplay *vigie_display_new(double width, VigiePalette palette, VigieLang lang);
void vigie_display_free(VigieDisplay *display);
void vigie_display_line(VigieDisplay *display, const VigiePoint *points, guint n,
                        const VigieStroke *stroke);
void vigie_display_segment(VigieDisplay *display, double x0, double y0, double x1, double y1,
                           const VigieStroke *stroke);
void vigie_display_area(VigieDisplay *display, const VigiePoint *points, guint n,
                        VigieColour fill);
void vigie_display_rect(VigieDisplay *display, const VigieBox *box, VigieColour fill);
/* stroke may be NULL. */
void vigie_display_circle(VigieDisplay *display, VigiePoint centre, double radius,
                          VigieColour fill, const VigieStroke *stroke);
/* text may hold "\n"; at.y is the baseline of the first line. */
void vigie_display_text(VigieDisplay *display, const VigieMeasurer *measurer, VigiePoint at,
                        VigieAnchor anchor, const VigieFont *font, const char *text);
void vigie_display_open(VigieDisplay *display, const char *name);
void vigie_display_close(VigieDisplay *display);

/* What a TEXT covers. */
VigieBox vigie_shape_box(const VigieShape *text);
/* One line a shape, coordinates to 0.01: for golden files; (transfer full). */
char *vigie_display_print(const VigieDisplay *display);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieDisplay, vigie_display_free)

G_END_DECLS

#endif
