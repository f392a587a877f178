/* ranked-bars.c - bars from 0, longest first, each with its value at its end */
#include "items.h"
#include <math.h>

#define BAR_HEIGHT 12.0
#define LABEL_GAP 4.0

typedef struct {
    Items items;
    GArray *values; /* Label of each row */
    VigieScale scale;
    bool some_highlighted;
} Plan;

static const VigieChartValue *
value_of(const Layout *layout, guint category)
{
    static const VigieChartValue NOTHING = {NAN, NAN, NAN, 0, VIGIE_POINT_EMPTY, false, false};
    return layout->chart->series->len > 0
               ? vigie_value_at(vigie_series_at(layout->chart, 0), category)
               : &NOTHING;
}

static void
add_values(Plan *plan, const Layout *layout)
{
    const VigieChart *chart = layout->chart;
    plan->values = vigie_labels_new();
    for (guint r = 0; r < plan->items.n; r++) {
        const VigieChartCategory *category = vigie_category_at(chart, plan->items.order[r]);
        const VigieChartValue *value = value_of(layout, plan->items.order[r]);
        g_autofree char *text =
            vigie_value_shown(value) ? vigie_value_print(chart, value->value) : g_strdup("");
        Label label = vigie_label_new(
            layout, text, vigie_layout_font(category->highlighted ? FONT_CURRENT : FONT_VALUE),
            (plan->items.right - plan->items.left) * 0.45);
        g_array_append_val(plan->values, label);
        plan->some_highlighted = plan->some_highlighted || category->highlighted;
    }
}

/* The longest scale on which each bar still has room for its label beyond its end. */
static void
set_scale(Plan *plan, const Layout *layout)
{
    Range range = {0.0, 0.0};
    double before = 0.0, after = 0.0;
    for (guint r = 0; r < plan->items.n; r++) {
        const VigieChartValue *value = value_of(layout, plan->items.order[r]);
        double width = g_array_index(plan->values, Label, r).extents.width + LABEL_GAP;
        if (!vigie_value_shown(value))
            continue;
        vigie_range_add(&range, value->value);
        if (value->value < 0.0)
            before = MAX(before, width);
        else
            after = MAX(after, width);
    }
    if (range.high - range.low < 1e-300)
        range.high = 1.0;
    plan->scale = (VigieScale){range.low, range.high, plan->items.left + before,
                               plan->items.right - after};
}

static void
draw_bar(Layout *layout, const Plan *plan, guint row, double middle)
{
    const VigieChartCategory *category =
        vigie_category_at(layout->chart, plan->items.order[row]);
    const VigieChartValue *value = value_of(layout, plan->items.order[row]);
    const Label *label = &g_array_index(plan->values, Label, row);
    double zero = vigie_scale_at(&plan->scale, 0.0);
    double end = vigie_scale_at(&plan->scale, value->value);
    VigieColour colour = plan->some_highlighted && !category->highlighted
                             ? VIGIE_COLOUR_REFERENCE
                             : VIGIE_COLOUR_ACCENT;
    VigieBox box = {MIN(zero, end), middle - BAR_HEIGHT / 2.0, MAX(zero, end),
                    middle + BAR_HEIGHT / 2.0};
    vigie_mark_bar(layout, &box, colour, value);
    bool left = value->value < 0.0;
    vigie_label_put_middle(layout, label, end + (left ? -LABEL_GAP : LABEL_GAP), middle,
                           left ? VIGIE_ANCHOR_END : VIGIE_ANCHOR_START);
}

void
vigie_layout_rank(Layout *layout)
{
    static const VigieStroke ZERO = {VIGIE_COLOUR_INK, 0.8, VIGIE_DASH_NONE};
    guint n = layout->chart->categories->len;
    g_autofree double *key = g_new(double, n);
    for (guint i = 0; i < n; i++) {
        const VigieChartValue *value = value_of(layout, i);
        key[i] = vigie_value_shown(value) ? value->value : NAN;
    }
    Plan plan = {0};
    vigie_items_init(&plan.items, layout, key);
    add_values(&plan, layout);
    set_scale(&plan, layout);
    vigie_items_head(layout, &plan.items);
    double top = layout->y, zero = vigie_scale_at(&plan.scale, 0.0);
    for (guint r = 0; r < n; r++) {
        const VigieChartValue *value = value_of(layout, plan.items.order[r]);
        double height = MAX(BAR_HEIGHT, g_array_index(plan.values, Label, r).height);
        double middle = vigie_items_row(layout, &plan.items, r, height, false);
        vigie_layout_note(layout, value);
        if (vigie_value_shown(value))
            draw_bar(layout, &plan, r, middle);
        else
            vigie_items_sign(layout, value->status, zero + LABEL_GAP, middle);
        if (plan.items.above)
            vigie_display_segment(layout->display, zero, middle - BAR_HEIGHT / 2.0 - 1.0, zero,
                                  middle + BAR_HEIGHT / 2.0 + 1.0, &ZERO);
    }
    if (n > 0 && !plan.items.above)
        vigie_display_segment(layout->display, zero, top - 2.0, zero, layout->y - 4.0, &ZERO);
    g_array_unref(plan.values);
    vigie_items_clear(&plan.items);
}
