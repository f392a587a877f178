/* key.c - marks, and the rows that say what they mean */
#include "layout.h"
#include <math.h>

#define MARK_SPACE 4.0 /* between a mark and its text */
#define ENTRY_GAP 14.0 /* between entries of a row */
#define DOT_RADIUS 2.4

static const VigieStroke CROSS = {VIGIE_COLOUR_MUTED, 0.9, VIGIE_DASH_NONE};

static void
entry_clear(gpointer pointer)
{
    g_free(((KeyEntry *)pointer)->text);
}

GArray *
vigie_key_new(void)
{
    GArray *key = g_array_new(FALSE, FALSE, sizeof(KeyEntry));
    g_array_set_clear_func(key, entry_clear);
    return key;
}

void
vigie_key_add(GArray *key, MarkKind mark, VigieColour colour, const char *text)
{
    KeyEntry entry = {mark, colour, g_strdup(text)};
    g_array_append_val(key, entry);
}

void
vigie_mark_cross(Layout *layout, double x, double y)
{
    vigie_display_segment(layout->display, x - 2.0, y - 2.0, x + 2.0, y + 2.0, &CROSS);
    vigie_display_segment(layout->display, x - 2.0, y + 2.0, x + 2.0, y - 2.0, &CROSS);
}

void
vigie_mark_dash(Layout *layout, double x, double y)
{
    static const VigieStroke DASH = {VIGIE_COLOUR_MUTED, 1.0, VIGIE_DASH_NONE};
    vigie_display_segment(layout->display, x, y, x + 6.0, y, &DASH);
}

void
vigie_mark_dot(Layout *layout, double x, double y, const VigieChartValue *value,
               VigieColour colour)
{
    bool hollow = value->status != VIGIE_POINT_OK;
    VigieStroke ring = {hollow ? colour : VIGIE_COLOUR_PAPER, hollow ? 1.2 : 0.8,
                        VIGIE_DASH_NONE};
    vigie_display_circle(layout->display, (VigiePoint){x, y}, DOT_RADIUS,
                         hollow ? VIGIE_COLOUR_PAPER : colour, &ring);
}

void
vigie_mark_square(Layout *layout, double x, double y, const VigieChartValue *value,
                  VigieColour colour)
{
    bool hollow = value->status != VIGIE_POINT_OK;
    double r = DOT_RADIUS + (hollow ? 0.4 : 0.6), inner = DOT_RADIUS - 0.9;
    vigie_display_rect(layout->display, &(VigieBox){x - r, y - r, x + r, y + r},
                       hollow ? colour : VIGIE_COLOUR_PAPER);
    r = hollow ? inner : DOT_RADIUS;
    vigie_display_rect(layout->display, &(VigieBox){x - r, y - r, x + r, y + r},
                       hollow ? VIGIE_COLOUR_PAPER : colour);
}

void
vigie_mark_hatch(Layout *layout, const VigieBox *box)
{
    static const VigieStroke HATCH = {VIGIE_COLOUR_PAPER, 0.7, VIGIE_DASH_NONE};
    double width = box->x1 - box->x0, height = box->y1 - box->y0;
    /* strokes x + y = k at 45 degrees, cut at the sides of the box */
    for (double k = 3.0; k < width + height; k += 4.0) {
        double x0 = MAX(0.0, k - height), x1 = MIN(width, k);
        vigie_display_segment(layout->display, box->x0 + x0, box->y0 + (k - x0), box->x0 + x1,
                              box->y0 + (k - x1), &HATCH);
    }
}

/* A bar of no width is no shape; a hollow one keeps its outline within the box. */
void
vigie_mark_bar(Layout *layout, const VigieBox *box, VigieColour colour,
               const VigieChartValue *value)
{
    VigieBox inner = {box->x0 + 1.2, box->y0 + 1.2, box->x1 - 1.2, box->y1 - 1.2};
    if (!(box->x1 > box->x0) || !(box->y1 > box->y0))
        return;
    vigie_display_rect(layout->display, box, colour);
    if (value->status != VIGIE_POINT_OK && inner.x1 > inner.x0 && inner.y1 > inner.y0)
        vigie_display_rect(layout->display, &inner, VIGIE_COLOUR_PAPER);
    else if (value->provisional)
        vigie_mark_hatch(layout, box);
}

static double
mark_width(MarkKind mark)
{
    static const double WIDTHS[] = {
        [MARK_NONE] = 0.0,  [MARK_SWATCH] = 8.0,  [MARK_LINE] = 16.0,  [MARK_BAND] = 16.0,
        [MARK_DOT] = 16.0,  [MARK_SQUARE] = 16.0, [MARK_TICK] = 4.0,   [MARK_HOLLOW] = 6.0,
        [MARK_CROSS] = 6.0, [MARK_BREAK] = 4.0,   [MARK_HATCH] = 12.0, [MARK_GAP] = 16.0,
        [MARK_DASH] = 6.0,  [MARK_POINT] = 6.0,
    };
    return WIDTHS[mark];
}

/* A mark from x to the right, round the middle line y. */
static void
mark_put(Layout *layout, const KeyEntry *entry, double x, double y)
{
    VigieDisplay *display = layout->display;
    double end = x + mark_width(entry->mark), middle = (x + end) / 2.0;
    VigieBox box = {x, y - 4.0, end, y + 4.0};
    VigieStroke line = {entry->colour, entry->mark == MARK_DOT ? 1.2 : 1.6, VIGIE_DASH_NONE};
    static const VigieStroke BREAK = {VIGIE_COLOUR_AXIS, 0.8, VIGIE_DASH_SHORT};
    VigieChartValue full = {.status = VIGIE_POINT_OK}, weak = {.status = VIGIE_POINT_LOW_BASE};
    switch (entry->mark) {
    case MARK_NONE:
        break;
    case MARK_BAND:
        vigie_display_rect(display, &box, VIGIE_COLOUR_TINT);
        vigie_display_segment(display, x, y, end, y, &line);
        break;
    case MARK_LINE:
        vigie_display_segment(display, x, y, end, y, &line);
        break;
    case MARK_SWATCH:
        vigie_display_rect(display, &box, entry->colour);
        break;
    case MARK_HATCH:
        vigie_display_rect(display, &box, entry->colour);
        vigie_mark_hatch(layout, &box);
        break;
    case MARK_DOT:
        vigie_display_segment(display, x, y, end, y, &line);
        vigie_mark_dot(layout, middle, y, &full, entry->colour);
        break;
    case MARK_SQUARE:
        line.width = 1.2;
        vigie_display_segment(display, x, y, end, y, &line);
        vigie_mark_square(layout, middle, y, &full, entry->colour);
        break;
    case MARK_TICK:
        line.width = 1.6;
        vigie_display_segment(display, middle, y - 4.5, middle, y + 4.5, &line);
        break;
    case MARK_HOLLOW:
        vigie_mark_dot(layout, middle, y, &weak, entry->colour);
        break;
    case MARK_POINT:
        vigie_mark_dot(layout, middle, y, &full, entry->colour);
        break;
    case MARK_CROSS:
        vigie_mark_cross(layout, middle, y);
        break;
    case MARK_GAP:
        vigie_display_segment(display, x, y, x + 5.0, y, &line);
        vigie_display_segment(display, end - 5.0, y, end, y, &line);
        break;
    case MARK_DASH:
        vigie_mark_dash(layout, x, y);
        break;
    case MARK_BREAK:
        vigie_display_segment(display, middle, y - 4.5, middle, y + 4.5, &BREAK);
        break;
    }
}

void
vigie_key_put(Layout *layout, const GArray *key, const VigieFont *font)
{
    double x = layout->left, row = 0.0;
    for (guint i = 0; i < key->len; i++) {
        const KeyEntry *entry = &g_array_index(key, KeyEntry, i);
        double mark = mark_width(entry->mark);
        mark = mark > 0.0 ? mark + MARK_SPACE : 0.0;
        g_auto(Label) label =
            vigie_label_new(layout, entry->text, font, layout->right - layout->left - mark);
        double line = label.extents.ascent + label.extents.descent;
        if (x > layout->left && x + mark + label.extents.width > layout->right + 1e-6) {
            layout->y += row;
            x = layout->left;
            row = 0.0;
        }
        mark_put(layout, entry, x, layout->y + line / 2.0);
        vigie_label_put_middle(layout, &label, x + mark, layout->y + label.height / 2.0,
                               VIGIE_ANCHOR_START);
        x += mark + label.extents.width + ENTRY_GAP;
        row = MAX(row, label.height + 2.0);
    }
    layout->y += row;
}
