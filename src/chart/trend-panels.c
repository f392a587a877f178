/* trend-panels.c - yearly trends: a panel for each series on one scale, the interval as a ribbon, gaps where
 * years are missing, breaks as dashed lines, the overall value in grey behind each */
#include "axis.h"
#include <math.h>

#define PANEL_GAP 12.0
#define PANEL_MIN_WIDTH 96.0
#define PANEL_HEIGHT 92.0
#define TICK_GAP 5.0 /* between an axis and its labels */
#define INSET 5.0    /* from the plot's sides to the first and last point */
#define MAX_COLUMNS 4

typedef struct {
    ValueAxis axis;
    GArray *heads; /* Label, name of each series */
    GArray *bases; /* Label, "41 to 96 answers a year", may be empty */
    GArray *ends;  /* Label, the last value of each series */
    double *positions;
    double *x; /* of the categories, from the plot's left side */
    CategoryAxis years;
    guint n_columns;
    double axis_width, end_width, plot_width, plot_height;
    Breaks breaks;
    double gap;
} Plan;

/* One panel at hand. */
typedef struct {
    const Plan *plan;
    const VigieChartSeries *series;
    double left, top;
    VigieScale scale;
} Panel;

static gint
last_shown(const VigieChartSeries *series)
{
    for (guint i = series->values->len; i > 0; i--)
        if (vigie_value_shown(vigie_value_at(series, i - 1)))
            return (gint)i - 1;
    return -1;
}

/* "41 to 96 answers a year", behind the values shown; (transfer full) "" if not said. */
static char *
base_text(const VigieChart *chart, const VigieChartSeries *series)
{
    guint64 least = G_MAXUINT64, most = 0;
    for (guint i = 0; i < series->values->len; i++) {
        const VigieChartValue *value = vigie_value_at(series, i);
        if (!vigie_value_shown(value) || value->n == 0)
            continue;
        least = MIN(least, value->n);
        most = MAX(most, value->n);
    }
    if (most == 0)
        return g_strdup("");
    g_autofree char *low = vigie_count_print(chart->lang, least);
    g_autofree char *high = vigie_count_print(chart->lang, most);
    if (least == most)
        return g_strdup_printf("n\302\240=\302\240%s", low);
    return vigie_words(chart->lang, WORD_ANSWERS_A_YEAR, low, high);
}

static void
add_label(const Layout *layout, GArray *labels, const char *text, FontRole role, double width)
{
    Label label = vigie_label_new(layout, text, vigie_layout_font(role), width);
    g_array_append_val(labels, label);
}

static void
measure_ends(Plan *plan, const Layout *layout)
{
    const VigieChart *chart = layout->chart;
    plan->ends = vigie_labels_new();
    for (guint s = 0; s < chart->series->len; s++) {
        const VigieChartSeries *series = vigie_series_at(chart, s);
        gint last = last_shown(series);
        g_autofree char *text =
            last < 0 ? g_strdup("")
                     : vigie_value_print(chart, vigie_value_at(series, (guint)last)->value);
        add_label(layout, plan->ends, text, FONT_CURRENT, (layout->right - layout->left) / 4.0);
        plan->end_width =
            MAX(plan->end_width, g_array_index(plan->ends, Label, s).extents.width + TICK_GAP);
    }
}

static void
place_categories(Plan *plan, const Layout *layout)
{
    guint n = layout->chart->categories->len;
    double span = n > 0 ? plan->positions[n - 1] : 0.0;
    for (guint i = 0; i < n; i++)
        plan->x[i] = span > 0.0
                         ? INSET + plan->positions[i] / span * (plan->plot_width - 2.0 * INSET)
                         : plan->plot_width / 2.0;
}

/* As many columns as leave room for all years on one line. */
static void
choose_columns(Plan *plan, const Layout *layout)
{
    guint n = MAX(layout->chart->series->len, 1);
    double room = layout->right - layout->left - plan->axis_width;
    double least = PANEL_MIN_WIDTH + plan->end_width + plan->gap;
    guint most = (guint)CLAMP((room + plan->gap) / least, 1.0, MIN(n, MAX_COLUMNS));
    for (guint c = most; c >= 1; c--) {
        guint rows = (n + c - 1) / c;
        plan->n_columns = (n + rows - 1) / rows;
        plan->plot_width =
            MAX((room + plan->gap) / plan->n_columns - plan->gap - plan->end_width, 24.0);
        place_categories(plan, layout);
        vigie_category_axis_clear(&plan->years);
        vigie_category_axis_init(&plan->years, layout, plan->x,
                                 -MIN(plan->axis_width, plan->gap - 2.0),
                                 plan->plot_width + plan->end_width);
        if (plan->years.n_rows == 1 && !plan->years.numbered)
            return;
    }
}

static void
plan_init(Plan *plan, const Layout *layout)
{
    const VigieChart *chart = layout->chart;
    guint n = chart->categories->len;
    Range range = RANGE_EMPTY;
    for (guint s = 0; s < chart->series->len; s++)
        vigie_range_add_series(&range, vigie_series_at(chart, s));
    if (chart->reference != NULL)
        for (guint i = 0; i < n; i++)
            if (vigie_value_shown(vigie_value_at(chart->reference, i)))
                vigie_range_add(&range, vigie_value_at(chart->reference, i)->value);
    *plan = (Plan){.gap = PANEL_GAP};
    vigie_value_axis_init(&plan->axis, layout, range, 5, chart->from_zero);
    plan->axis_width = plan->axis.label_width + TICK_GAP;
    plan->positions = vigie_category_positions(chart);
    plan->x = g_new0(double, n);
    measure_ends(plan, layout);
    choose_columns(plan, layout);
    plan->plot_height = MAX(chart->plot_height > 0.0 ? chart->plot_height : PANEL_HEIGHT,
                            vigie_value_axis_height(&plan->axis));
    vigie_breaks_init(&plan->breaks, layout, plan->x, INSET);
    plan->heads = vigie_labels_new();
    plan->bases = vigie_labels_new();
    for (guint s = 0; s < chart->series->len; s++) {
        const VigieChartSeries *series = vigie_series_at(chart, s);
        g_autofree char *base = base_text(chart, series);
        double width = plan->plot_width + plan->end_width;
        add_label(layout, plan->heads, series->name, FONT_HEADING, width);
        add_label(layout, plan->bases, base, FONT_SMALL, width);
    }
}

static void
plan_clear(Plan *plan)
{
    vigie_value_axis_clear(&plan->axis);
    vigie_category_axis_clear(&plan->years);
    vigie_breaks_clear(&plan->breaks);
    g_array_unref(plan->heads);
    g_array_unref(plan->bases);
    g_array_unref(plan->ends);
    g_free(plan->positions);
    g_free(plan->x);
}

/* True if a line runs from category i - 1 to i: nothing is missing or breaks between them. */
static bool
joins(const Layout *layout, const Plan *plan, const VigieChartSeries *series, guint i)
{
    return i > 0 && plan->positions[i] - plan->positions[i - 1] < 1.5 &&
           (vigie_category_at(layout->chart, i)->break_reason == NULL ||
            vigie_value_at(series, i)->goes_on);
}

static VigiePoint
point_at(const Panel *panel, guint i, double value)
{
    return (VigiePoint){panel->left + panel->plan->x[i], vigie_scale_at(&panel->scale, value)};
}

/* Last category of the run that starts at `from`, all of whose values pass `good`. */
static guint
run_end(const Layout *layout, const Plan *plan, const VigieChartSeries *series, guint from,
        bool (*good)(const VigieChartValue *))
{
    guint end = from;
    while (end + 1 < series->values->len && joins(layout, plan, series, end + 1) &&
           good(vigie_value_at(series, end + 1)))
        end++;
    return end;
}

static void
draw_ribbon_run(Layout *layout, const Panel *panel, guint from, guint to)
{
    static const VigieStroke BAR = {VIGIE_COLOUR_ACCENT, 0.8, VIGIE_DASH_NONE};
    guint n = to - from + 1;
    const VigieChartValue *first = vigie_value_at(panel->series, from);
    if (n == 1) {
        VigiePoint bar[] = {point_at(panel, from, first->low),
                            point_at(panel, from, first->high)};
        vigie_display_line(layout->display, bar, 2, &BAR);
        return;
    }
    g_autofree VigiePoint *points = g_new(VigiePoint, 2 * (gsize)n);
    for (guint i = 0; i < n; i++) {
        const VigieChartValue *value = vigie_value_at(panel->series, from + i);
        points[i] = point_at(panel, from + i, value->high);
        points[2 * n - 1 - i] = point_at(panel, from + i, value->low);
    }
    vigie_display_area(layout->display, points, 2 * n, VIGIE_COLOUR_TINT);
}

static void
draw_ribbon(Layout *layout, const Panel *panel)
{
    for (guint i = 0; i < panel->series->values->len; i++) {
        if (!vigie_value_has_interval(vigie_value_at(panel->series, i)))
            continue;
        guint end = run_end(layout, panel->plan, panel->series, i, vigie_value_has_interval);
        draw_ribbon_run(layout, panel, i, end);
        i = end;
    }
}

static void
draw_line(Layout *layout, const Panel *panel, const VigieChartSeries *series,
          const VigieStroke *stroke)
{
    for (guint i = 0; i < series->values->len; i++) {
        if (!vigie_value_shown(vigie_value_at(series, i)))
            continue;
        guint end = run_end(layout, panel->plan, series, i, vigie_value_shown);
        g_autofree VigiePoint *points = g_new(VigiePoint, (gsize)(end - i) + 1);
        for (guint k = i; k <= end; k++)
            points[k - i] = point_at(panel, k, vigie_value_at(series, k)->value);
        if (end > i)
            vigie_display_line(layout->display, points, end - i + 1, stroke);
        i = end;
    }
}

static void
draw_dots(Layout *layout, const Panel *panel)
{
    for (guint i = 0; i < panel->series->values->len; i++) {
        const VigieChartValue *value = vigie_value_at(panel->series, i);
        vigie_layout_note(layout, value);
        VigiePoint at = {panel->left + panel->plan->x[i], panel->scale.from - 5.0};
        if (value->status == VIGIE_POINT_SUPPRESSED)
            vigie_mark_cross(layout, at.x, at.y);
        else if (!vigie_value_shown(
                     value)) /* a gap is marked: it is neither a 0 nor forgotten */
            vigie_mark_dash(layout, at.x - 3.0, at.y);
        if (!vigie_value_shown(value))
            continue;
        if ((gint)i == last_shown(panel->series))
            vigie_reading_value(layout, panel->series->name, i, value);
        at = point_at(panel, i, value->value);
        vigie_mark_dot(layout, at.x, at.y, value, VIGIE_COLOUR_ACCENT);
    }
}

static void
draw_end(Layout *layout, const Panel *panel, const Label *label)
{
    gint last = last_shown(panel->series);
    if (last < 0)
        return;
    VigiePoint at =
        point_at(panel, (guint)last, vigie_value_at(panel->series, (guint)last)->value);
    double y = CLAMP(at.y, panel->scale.to + label->height / 2.0,
                     panel->scale.from - label->height / 2.0);
    vigie_label_put_middle(layout, label, at.x + TICK_GAP, y, VIGIE_ANCHOR_START);
}

static void
draw_plot(Layout *layout, const Panel *panel, guint s)
{
    static const VigieStroke LINE = {VIGIE_COLOUR_ACCENT, 1.6, VIGIE_DASH_NONE};
    static const VigieStroke BEHIND = {VIGIE_COLOUR_REFERENCE, 1.2, VIGIE_DASH_NONE};
    const Plan *plan = panel->plan;
    vigie_display_open(layout->display, panel->series->name);
    draw_ribbon(layout, panel);
    vigie_value_axis_grid(layout, &plan->axis, &panel->scale, panel->left,
                          panel->left + plan->plot_width);
    vigie_breaks_put(layout, &plan->breaks, panel->series, panel->left, panel->scale.to,
                     panel->scale.from);
    if (layout->chart->reference != NULL)
        draw_line(layout, panel, layout->chart->reference, &BEHIND);
    draw_line(layout, panel, panel->series, &LINE);
    draw_dots(layout, panel);
    draw_end(layout, panel, &g_array_index(plan->ends, Label, s));
    vigie_display_close(layout->display);
}

/* Heads of a row of panels stand on a common line; returns their height. */
static double
row_head_height(const Plan *plan, guint from, guint to)
{
    double height = 0.0;
    for (guint s = from; s < to; s++)
        height = MAX(height, g_array_index(plan->heads, Label, s).height +
                                 g_array_index(plan->bases, Label, s).height);
    return height;
}

/* Returns where the plots end. */
static double
draw_row(Layout *layout, const Plan *plan, guint from, guint to)
{
    double head = row_head_height(plan, from, to);
    double top = layout->y + head + 4.0 + vigie_breaks_height(&plan->breaks);
    VigieScale scale = {plan->axis.low, plan->axis.high, top + plan->plot_height, top};
    double pitch = plan->plot_width + plan->end_width + plan->gap;
    for (guint s = from; s < to; s++) {
        Panel panel = {plan, vigie_series_at(layout->chart, s),
                       layout->left + plan->axis_width + (s - from) * pitch, top, scale};
        const Label *name = &g_array_index(plan->heads, Label, s);
        vigie_label_put_top(layout, name, panel.left, layout->y, VIGIE_ANCHOR_START);
        vigie_label_put_top(layout, &g_array_index(plan->bases, Label, s), panel.left,
                            layout->y + name->height, VIGIE_ANCHOR_START);
        draw_plot(layout, &panel, s);
    }
    vigie_value_axis_labels(layout, &plan->axis, &scale,
                            layout->left + plan->axis_width - TICK_GAP);
    layout->y = scale.from + MAX(4.0, plan->axis.label_height / 2.0 + 0.5);
    return scale.from;
}

/* Years under each panel of a row, ticks for all of them on the foot of the plots. */
static void
draw_years(Layout *layout, const Plan *plan, guint n_panels, double foot)
{
    double pitch = plan->plot_width + plan->end_width + plan->gap;
    for (guint p = 0; p < n_panels; p++) {
        double left = layout->left + plan->axis_width + p * pitch;
        vigie_category_ticks(layout, plan->x, left, foot);
        vigie_category_axis_put(layout, &plan->years, left, layout->y);
    }
    layout->y += vigie_category_axis_height(&plan->years);
}

static void
draw_key(Layout *layout)
{
    const VigieChart *chart = layout->chart;
    g_autoptr(GArray) key = vigie_key_new();
    g_autofree char *interval = vigie_interval_text(chart);
    if (interval != NULL)
        vigie_key_add(key, MARK_BAND, VIGIE_COLOUR_ACCENT, interval);
    if (chart->reference != NULL)
        vigie_key_add(key, MARK_LINE, VIGIE_COLOUR_REFERENCE, chart->reference->name);
    g_autofree char *scale = vigie_scale_text(chart);
    if (scale != NULL)
        vigie_key_add(key, MARK_NONE, VIGIE_COLOUR_TEXT, scale);
    if (key->len == 0)
        return;
    vigie_key_put(layout, key, vigie_layout_font(FONT_SMALL));
    layout->y += 8.0;
}

void
vigie_layout_trend(Layout *layout)
{
    guint n = layout->chart->series->len;
    Plan plan;
    plan_init(&plan, layout);
    draw_key(layout);
    for (guint from = 0; from < n; from += plan.n_columns) {
        guint to = MIN(from + plan.n_columns, n);
        double foot = draw_row(layout, &plan, from, to);
        draw_years(layout, &plan, to - from, foot);
        layout->y += to < n ? 12.0 : 0.0;
    }
    if (plan.years.numbered)
        vigie_category_axis_list(layout);
    plan_clear(&plan);
}
