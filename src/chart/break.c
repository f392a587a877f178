/* break.c - where a series breaks */
#include "axis.h"

#define LETTER_GAP 2.0 /* between a letter and the plot */

void
vigie_breaks_init(Breaks *breaks, const Layout *layout, const double *x, double inset)
{
    guint n = layout->chart->categories->len;
    *breaks = (Breaks){
        .middle = g_new0(double, n), .row = g_new0(guint, n), .category = g_new0(guint, n)};
    g_autofree double *width = g_new0(double, n);
    for (guint i = 0; i < n; i++) {
        if (vigie_category_at(layout->chart, i)->break_reason == NULL)
            continue;
        char letter[VIGIE_LETTER_SIZE];
        VigieExtents extents =
            vigie_text_extents(layout->measurer, vigie_break_letter(breaks->n, letter),
                               vigie_layout_font(FONT_SMALL));
        width[breaks->n] = extents.width;
        breaks->row_height = extents.ascent + extents.descent;
        breaks->category[breaks->n] = i;
        breaks->middle[breaks->n++] = i > 0 ? (x[i - 1] + x[i]) / 2.0 : x[i] - inset;
    }
    breaks->n_rows = vigie_rows(breaks->middle, width, breaks->n, 1.0, breaks->row);
}

void
vigie_breaks_clear(Breaks *breaks)
{
    g_clear_pointer(&breaks->middle, g_free);
    g_clear_pointer(&breaks->row, g_free);
    g_clear_pointer(&breaks->category, g_free);
}

double
vigie_breaks_height(const Breaks *breaks)
{
    return breaks->n > 0 ? breaks->n_rows * breaks->row_height + LETTER_GAP : 0.0;
}

void
vigie_breaks_put(Layout *layout, const Breaks *breaks, const VigieChartSeries *series,
                 double left, double top, double bottom)
{
    static const VigieStroke BREAK = {VIGIE_COLOUR_AXIS, 0.8, VIGIE_DASH_SHORT};
    for (guint b = 0; b < breaks->n; b++) {
        if (series != NULL && vigie_value_at(series, breaks->category[b])->goes_on)
            continue;
        char letter[VIGIE_LETTER_SIZE];
        g_auto(Label) label = vigie_label_new(layout, vigie_break_letter(b, letter),
                                              vigie_layout_font(FONT_SMALL), G_MAXDOUBLE);
        double half = label.extents.width / 2.0, x = left + breaks->middle[b];
        double foot = top - LETTER_GAP - breaks->row[b] * breaks->row_height;
        vigie_display_segment(layout->display, x, foot, x, bottom, &BREAK);
        vigie_label_put_top(layout, &label, MAX(x, layout->left + half),
                            foot - breaks->row_height, VIGIE_ANCHOR_MIDDLE);
    }
}
