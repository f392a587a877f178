/* dot-plot.c - items of one year: a dot on its interval, the value in a column; groups one under another */
#include "items.h"
#include <math.h>

#define LINE_HEIGHT 11.0 /* of a dot's line within a row */
#define VALUE_GAP 8.0

typedef struct {
    Items items;
    GArray *values; /* Label, row by row and series by series */
    double value_width;
    ValueAxis axis;
    VigieScale scale;
} Plan;

static VigieColour
group_colour(const VigieChart *chart, guint s)
{
    static const VigieColour GROUPS[] = {VIGIE_COLOUR_SERIES_1, VIGIE_COLOUR_SERIES_5,
                                         VIGIE_COLOUR_SERIES_3, VIGIE_COLOUR_SERIES_7};
    return chart->series->len == 1 ? VIGIE_COLOUR_ACCENT : GROUPS[s % G_N_ELEMENTS(GROUPS)];
}

/* A fifth group has the first one's colour and is square. */
static bool
is_square(guint s)
{
    return s / 4 % 2 == 1;
}

static void
add_values(Plan *plan, const Layout *layout)
{
    const VigieChart *chart = layout->chart;
    plan->values = vigie_labels_new();
    for (guint k = 0; k < plan->items.n * chart->series->len; k++) {
        const VigieChartValue *value =
            vigie_value_at(vigie_series_at(chart, k % chart->series->len),
                           plan->items.order[k / chart->series->len]);
        g_autofree char *text =
            vigie_value_shown(value) ? vigie_value_print(chart, value->value) : g_strdup("");
        VigieFont font = *vigie_layout_font(FONT_VALUE);
        if (chart->series->len > 1)
            font.colour = group_colour(chart, k % chart->series->len);
        Label label =
            vigie_label_new(layout, text, &font, (plan->items.right - plan->items.left) * 0.4);
        plan->value_width = MAX(plan->value_width, label.extents.width);
        g_array_append_val(plan->values, label);
    }
}

static void
set_axis(Plan *plan, const Layout *layout)
{
    const VigieChart *chart = layout->chart;
    double left = plan->items.left, right = plan->items.right - plan->value_width - VALUE_GAP;
    Range range = RANGE_EMPTY;
    for (guint s = 0; s < chart->series->len; s++)
        vigie_range_add_series(&range, vigie_series_at(chart, s));
    if (chart->reference != NULL)
        vigie_range_add_series(&range, chart->reference);
    vigie_bottom_axis_init(&plan->axis, layout, range, right - left, chart->from_zero);
    plan->scale = (VigieScale){plan->axis.low, plan->axis.high, left + 4.0, right - 4.0};
}

static void
draw_value(Layout *layout, const Plan *plan, guint k, double y)
{
    const VigieChart *chart = layout->chart;
    guint s = k % chart->series->len;
    const VigieChartValue *value =
        vigie_value_at(vigie_series_at(chart, s), plan->items.order[k / chart->series->len]);
    VigieStroke line = {group_colour(chart, s), 1.4, VIGIE_DASH_NONE};
    vigie_layout_note(layout, value);
    if (!vigie_value_shown(value)) {
        vigie_items_sign(layout, value->status, plan->items.right - 6.0, y);
        return;
    }
    const char *group = chart->series->len > 1 ? vigie_series_at(chart, s)->name : NULL;
    vigie_reading_value(layout, group, plan->items.order[k / chart->series->len], value);
    if (vigie_value_has_interval(value))
        vigie_display_segment(layout->display, vigie_scale_at(&plan->scale, value->low), y,
                              vigie_scale_at(&plan->scale, value->high), y, &line);
    double x = vigie_scale_at(&plan->scale, value->value);
    if (is_square(s))
        vigie_mark_square(layout, x, y, value, line.colour);
    else
        vigie_mark_dot(layout, x, y, value, line.colour);
    vigie_label_put_middle(layout, &g_array_index(plan->values, Label, k), plan->items.right, y,
                           VIGIE_ANCHOR_END);
}

static void
draw_row(Layout *layout, const Plan *plan, guint row, double line)
{
    static const VigieStroke TICK = {VIGIE_COLOUR_REFERENCE, 1.6, VIGIE_DASH_NONE};
    const VigieChart *chart = layout->chart;
    guint n = chart->series->len;
    double height = MAX(n, 1) * line;
    double middle = vigie_items_row(layout, &plan->items, row, height, false);
    if (plan->items.above) /* grid lines do not run through the names */
        vigie_bottom_axis_grid(layout, &plan->axis, &plan->scale, middle - height / 2.0,
                               middle + height / 2.0);
    if (chart->reference != NULL) {
        const VigieChartValue *all = vigie_value_at(chart->reference, plan->items.order[row]);
        double x = vigie_scale_at(&plan->scale, all->value);
        if (vigie_value_shown(all))
            vigie_display_segment(layout->display, x, middle - height / 2.0, x,
                                  middle + height / 2.0, &TICK);
    }
    for (guint s = 0; s < n; s++)
        draw_value(layout, plan, row * n + s, middle - height / 2.0 + (s + 0.5) * line);
}

static void
draw_key(Layout *layout)
{
    const VigieChart *chart = layout->chart;
    g_autoptr(GArray) key = vigie_key_new();
    g_autofree char *interval = vigie_interval_text(chart);
    for (guint s = 0; s < chart->series->len && chart->series->len > 1; s++)
        vigie_key_add(key, is_square(s) ? MARK_SQUARE : MARK_DOT, group_colour(chart, s),
                      vigie_series_at(chart, s)->name);
    if (interval != NULL)
        vigie_key_add(key, chart->series->len > 1 ? MARK_LINE : MARK_DOT,
                      chart->series->len > 1 ? VIGIE_COLOUR_MUTED : VIGIE_COLOUR_ACCENT,
                      interval);
    if (chart->reference != NULL)
        vigie_key_add(key, MARK_TICK, VIGIE_COLOUR_REFERENCE, chart->reference->name);
    g_autofree char *scale = vigie_scale_text(chart);
    if (scale != NULL)
        vigie_key_add(key, MARK_NONE, VIGIE_COLOUR_TEXT, scale);
    if (key->len == 0)
        return;
    vigie_key_put(layout, key, vigie_layout_font(FONT_SMALL));
    layout->y += 6.0;
}

/* The tallest value label, so that wrapped ones keep apart. */
static double
line_height(const Plan *plan)
{
    double line = LINE_HEIGHT;
    for (guint k = 0; k < plan->values->len; k++)
        line = MAX(line, g_array_index(plan->values, Label, k).height);
    return line;
}

void
vigie_layout_dots(Layout *layout)
{
    const VigieChart *chart = layout->chart;
    guint n = chart->categories->len;
    g_autofree double *key = g_new(double, n);
    for (guint i = 0; i < n; i++) {
        const VigieChartValue *value =
            chart->series->len > 0 ? vigie_value_at(vigie_series_at(chart, 0), i) : NULL;
        key[i] = value != NULL && vigie_value_shown(value) ? value->value : NAN;
    }
    Plan plan = {0};
    vigie_items_init(&plan.items, layout, key);
    add_values(&plan, layout);
    set_axis(&plan, layout);
    draw_key(layout);
    vigie_items_head(layout, &plan.items);
    double line = line_height(&plan);
    double bottom =
        layout->y + vigie_items_height(&plan.items, MAX(chart->series->len, 1) * line);
    if (!plan.items.above)
        vigie_bottom_axis_grid(layout, &plan.axis, &plan.scale, layout->y - 2.0, bottom - 2.0);
    for (guint r = 0; r < n; r++)
        draw_row(layout, &plan, r, line);
    vigie_bottom_axis_labels(layout, &plan.axis, &plan.scale);
    vigie_value_axis_clear(&plan.axis);
    g_array_unref(plan.values);
    vigie_items_clear(&plan.items);
}
