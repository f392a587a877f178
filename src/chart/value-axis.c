/* value-axis.c - the axis of values */
#include "axis.h"
#include <math.h>

void
vigie_range_add(Range *range, double value)
{
    if (!isfinite(value))
        return;
    range->low = MIN(range->low, value);
    range->high = MAX(range->high, value);
}

void
vigie_range_add_series(Range *range, const VigieChartSeries *series)
{
    for (guint i = 0; i < series->values->len; i++) {
        const VigieChartValue *value = vigie_value_at(series, i);
        if (vigie_value_shown(value))
            vigie_range_add(range, value->value);
        if (vigie_value_has_interval(value)) {
            vigie_range_add(range, value->low);
            vigie_range_add(range, value->high);
        }
    }
}

/* Tick labels show the step exactly, so that no two are alike. */
static char *
tick_text(const Layout *layout, double step, double value)
{
    const VigieChart *chart = layout->chart;
    double shown = chart->percent ? step * 100.0 : step / layout->unit;
    int decimals = vigie_decimals_for_step(shown);
    return chart->percent ? vigie_percent_format(value, decimals, chart->lang)
                          : vigie_number_format(value / layout->unit, decimals, chart->lang);
}

bool
vigie_value_axis_holds(const ValueAxis *axis, double value)
{
    double slack = 1e-6 * axis->ticks.step;
    return value >= axis->low - slack && value <= axis->high + slack;
}

static void
add_labels(ValueAxis *axis, const Layout *layout)
{
    axis->labels = vigie_labels_new();
    for (guint i = 0; i < axis->ticks.n; i++) {
        double value = vigie_tick_at(&axis->ticks, i);
        g_autofree char *text = vigie_value_axis_holds(axis, value)
                                    ? tick_text(layout, axis->ticks.step, value)
                                    : g_strdup("");
        Label label = vigie_label_new(layout, text, vigie_layout_font(FONT_SMALL),
                                      (layout->right - layout->left) / 3.0);
        axis->label_width = MAX(axis->label_width, label.extents.width);
        axis->label_height = MAX(axis->label_height, label.height);
        g_array_append_val(axis->labels, label);
    }
}

/* No empty half step over or under the data: the axis ends where they do. */
static void
trim(ValueAxis *axis, const Range *range)
{
    double spare = 0.5 * axis->ticks.step;
    if (axis->ticks.n > 2 && axis->high - range->high > spare) {
        axis->ticks.n--;
        axis->high = range->high + 0.05 * axis->ticks.step;
    }
    if (axis->ticks.n > 2 && range->low - axis->low > spare) {
        axis->ticks.first += 1.0;
        axis->ticks.n--;
        axis->low = range->low - 0.05 * axis->ticks.step;
    }
}

void
vigie_value_axis_init(ValueAxis *axis, const Layout *layout, Range range, guint max_ticks,
                      bool from_zero)
{
    const VigieChart *chart = layout->chart;
    if (range.low > range.high)
        range = (Range){0.0, 1.0};
    if (from_zero)
        vigie_range_add(&range, 0.0);
    *axis = (ValueAxis){0};
    vigie_ticks_nice(range.low, range.high, max_ticks, &axis->ticks);
    axis->low = vigie_tick_at(&axis->ticks, 0);
    axis->high = vigie_tick_at(&axis->ticks, axis->ticks.n - 1);
    trim(axis, &range);
    if (isfinite(chart->floor) && range.low >= chart->floor)
        axis->low = MAX(axis->low, chart->floor);
    if (isfinite(chart->ceiling) && range.high <= chart->ceiling)
        axis->high = MIN(axis->high, chart->ceiling);
    add_labels(axis, layout);
}

double
vigie_value_axis_height(const ValueAxis *axis)
{
    return (axis->high - axis->low) / axis->ticks.step * (axis->label_height + 1.0);
}

void
vigie_value_axis_clear(ValueAxis *axis)
{
    g_clear_pointer(&axis->labels, g_array_unref);
}

void
vigie_value_axis_grid(Layout *layout, const ValueAxis *axis, const VigieScale *scale, double x0,
                      double x1)
{
    static const VigieStroke GRID = {VIGIE_COLOUR_GRID, 0.6, VIGIE_DASH_NONE};
    static const VigieStroke ZERO = {VIGIE_COLOUR_INK, 0.8, VIGIE_DASH_NONE};
    for (guint i = 0; i < axis->ticks.n; i++) {
        double value = vigie_tick_at(&axis->ticks, i);
        if (!vigie_value_axis_holds(axis, value))
            continue;
        double y = vigie_scale_at(scale, value);
        bool zero = fabs(value) < 1e-6 * axis->ticks.step;
        vigie_display_segment(layout->display, x0, y, x1, y, zero ? &ZERO : &GRID);
    }
    double foot = vigie_tick_at(&axis->ticks, 0);
    if (axis->low < foot - 1e-6 * axis->ticks.step) /* a line for the ticks to hang from */
        vigie_display_segment(layout->display, x0, scale->from, x1, scale->from, &GRID);
}

void
vigie_value_axis_labels(Layout *layout, const ValueAxis *axis, const VigieScale *scale,
                        double x)
{
    for (guint i = 0; i < axis->ticks.n; i++)
        vigie_label_put_middle(layout, &g_array_index(axis->labels, Label, i), x,
                               vigie_scale_at(scale, vigie_tick_at(&axis->ticks, i)),
                               VIGIE_ANCHOR_END);
}
