/* season-lines.c - months of several years: the last series is the current year, in colour over the grey of the
 * former ones; each line has its name at its end */
#include "axis.h"
#include <math.h>

#define PLOT_HEIGHT 190.0
#define TICK_GAP 5.0
#define LEADER 12.0 /* from the plot to the names, room for lines that lead to them */
#define INSET 6.0
#define TOGETHER 3.0 /* ends of lines nearer than this are one to the eye */

typedef struct {
    ValueAxis axis;
    CategoryAxis months;
    Names names;
    double *positions, *x;
    guint *name_of; /* [series] the one whose label names it, itself or an earlier one */
    double left, right, height; /* of the plot */
} Plan;

static bool
is_current(const VigieChart *chart, guint s)
{
    return s + 1 == chart->series->len;
}

static gint
last_shown(const VigieChartSeries *series)
{
    for (guint i = series->values->len; i > 0; i--)
        if (vigie_value_shown(vigie_value_at(series, i - 1)))
            return (gint)i - 1;
    return -1;
}

static double
end_height(const Plan *plan, const VigieChart *chart, guint s)
{
    VigieScale scale = {plan->axis.low, plan->axis.high, plan->height, 0.0};
    gint last = last_shown(vigie_series_at(chart, s));
    return vigie_scale_at(
        &scale, last < 0 ? plan->axis.low
                         : vigie_value_at(vigie_series_at(chart, s), (guint)last)->value);
}

/* A former year joins the name of an earlier one whose line ends with its own, too near to tell apart; the
 * year before the current one is drawn darker and keeps its own. */
static guint
name_of(const Plan *plan, const VigieChart *chart, guint s)
{
    gint last = last_shown(vigie_series_at(chart, s));
    for (guint before = 0; before < s && s + 2 < chart->series->len; before++)
        if (plan->name_of[before] == before && last >= 0 &&
            last_shown(vigie_series_at(chart, before)) == last &&
            fabs(end_height(plan, chart, before) - end_height(plan, chart, s)) < TOGETHER)
            return before;
    return s;
}

/* "2021, 2022, 2023" */
static char *
shared_name(const Plan *plan, const VigieChart *chart, guint name)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint s = name; s < chart->series->len; s++)
        if (plan->name_of[s] == name)
            g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "",
                                   vigie_series_at(chart, s)->name);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* A label for each series; those that share one leave theirs empty.  A shared one wraps to about the width
 * of three. */
static void
add_names(Plan *plan, const Layout *layout)
{
    const VigieChart *chart = layout->chart;
    double most = (layout->right - layout->left) / 4.0, single = 0.0;
    GArray *labels = vigie_labels_new();
    for (guint s = 0; s < chart->series->len; s++) {
        FontRole role = is_current(chart, s) ? FONT_CURRENT : FONT_SMALL;
        g_auto(Label) alone = vigie_label_new(layout, vigie_series_at(chart, s)->name,
                                              vigie_layout_font(role), most);
        single = MAX(single, alone.extents.width);
    }
    for (guint s = 0; s < chart->series->len; s++)
        plan->name_of[s] = name_of(plan, chart, s);
    for (guint s = 0; s < chart->series->len; s++) {
        FontRole role = is_current(chart, s) ? FONT_CURRENT : FONT_SMALL;
        g_autofree char *text =
            plan->name_of[s] == s ? shared_name(plan, chart, s) : g_strdup("");
        Label label =
            vigie_label_new(layout, text, vigie_layout_font(role), MIN(most, 3.4 * single));
        g_array_append_val(labels, label);
    }
    vigie_names_init(&plan->names, labels);
}

static void
plan_init(Plan *plan, const Layout *layout)
{
    const VigieChart *chart = layout->chart;
    guint n = chart->categories->len;
    Range range = RANGE_EMPTY;
    for (guint s = 0; s < chart->series->len; s++)
        for (guint i = 0; i < n; i++)
            if (vigie_value_shown(vigie_value_at(vigie_series_at(chart, s), i)))
                vigie_range_add(&range, vigie_value_at(vigie_series_at(chart, s), i)->value);
    *plan = (Plan){.positions = vigie_category_positions(chart),
                   .name_of = g_new0(guint, chart->series->len)};
    vigie_value_axis_init(&plan->axis, layout, range, 7, chart->from_zero);
    plan->height = chart->plot_height > 0.0 ? chart->plot_height : PLOT_HEIGHT;
    add_names(plan, layout);
    plan->left = layout->left + plan->axis.label_width + TICK_GAP;
    plan->right = layout->right - vigie_names_width(&plan->names) - LEADER;
    plan->height = MAX(plan->height, vigie_names_height(&plan->names));
    plan->height = MAX(plan->height, vigie_value_axis_height(&plan->axis));
    plan->x = g_new0(double, n);
    double span = n > 0 ? plan->positions[n - 1] : 0.0;
    double room = plan->right - plan->left - 2.0 * INSET;
    for (guint i = 0; i < n; i++)
        plan->x[i] = plan->left + INSET + (span > 0.0 ? plan->positions[i] / span : 0.5) * room;
    vigie_category_axis_init(&plan->months, layout, plan->x, layout->left, layout->right);
}

static void
plan_clear(Plan *plan)
{
    vigie_value_axis_clear(&plan->axis);
    vigie_category_axis_clear(&plan->months);
    vigie_names_clear(&plan->names);
    g_free(plan->name_of);
    g_free(plan->positions);
    g_free(plan->x);
}

static VigieStroke
stroke_of(const VigieChart *chart, guint s)
{
    if (is_current(chart, s))
        return (VigieStroke){VIGIE_COLOUR_ACCENT, 2.2, VIGIE_DASH_NONE};
    bool previous =
        s + 2 == chart->series->len; /* what the current one is first compared with */
    return (VigieStroke){previous ? VIGIE_COLOUR_AXIS : VIGIE_COLOUR_REFERENCE,
                         previous ? 1.4 : 1.0, VIGIE_DASH_NONE};
}

/* Runs of months that follow each other; a month alone is a dot. */
static void
draw_line(Layout *layout, const Plan *plan, const VigieScale *scale, guint s)
{
    const VigieChartSeries *series = vigie_series_at(layout->chart, s);
    VigieStroke stroke = stroke_of(layout->chart, s);
    guint n = series->values->len;
    g_autofree VigiePoint *run = g_new(VigiePoint, (gsize)n + 1);
    guint length = 0;
    for (guint i = 0; i <= n; i++) {
        const VigieChartValue *value = i < n ? vigie_value_at(series, i) : NULL;
        bool joins = value != NULL && vigie_value_shown(value) &&
                     (length == 0 || plan->positions[i] - plan->positions[i - 1] < 1.5);
        if (!joins && length > 1)
            vigie_display_line(layout->display, run, length, &stroke);
        else if (!joins && length == 1)
            vigie_display_circle(layout->display, run[0], stroke.width, stroke.colour, NULL);
        length = joins ? length : 0;
        if (value != NULL && vigie_value_shown(value))
            run[length++] = (VigiePoint){plan->x[i], vigie_scale_at(scale, value->value)};
    }
}

/* Weak values are hollow dots on their line, suppressed ones crosses on the axis. */
static void
draw_signs(Layout *layout, const Plan *plan, const VigieScale *scale, guint s)
{
    const VigieChartSeries *series = vigie_series_at(layout->chart, s);
    for (guint i = 0; i < series->values->len; i++) {
        const VigieChartValue *value = vigie_value_at(series, i);
        bool ahead = (gint)i > last_shown(series); /* months still to come are no gap */
        if (!ahead || value->status == VIGIE_POINT_SUPPRESSED)
            vigie_layout_note(layout, value);
        if (value->status == VIGIE_POINT_SUPPRESSED)
            vigie_mark_cross(layout, plan->x[i], scale->from - 5.0);
        else if (vigie_value_shown(value) && value->status != VIGIE_POINT_OK)
            vigie_mark_dot(layout, plan->x[i], vigie_scale_at(scale, value->value), value,
                           stroke_of(layout->chart, s).colour);
    }
}

/* The name at the end of a line that ends before the last month ---------------------------------- */

/* Liang and Barsky (1984): does a segment touch a box? */
static bool
touches(const VigieBox *box, VigiePoint a, VigiePoint b)
{
    double from = 0.0, to = 1.0, dx = b.x - a.x, dy = b.y - a.y;
    double step[] = {-dx, dx, -dy, dy};
    double room[] = {a.x - box->x0, box->x1 - a.x, a.y - box->y0, box->y1 - a.y};
    for (guint i = 0; i < 4; i++) {
        if (fabs(step[i]) < 1e-12 && room[i] < 0.0)
            return false;
        if (fabs(step[i]) < 1e-12)
            continue;
        double at = room[i] / step[i];
        if (step[i] < 0.0)
            from = MAX(from, at);
        else
            to = MIN(to, at);
    }
    return from <= to;
}

static bool
line_touches(const Plan *plan, const VigieScale *scale, const VigieChartSeries *series,
             const VigieBox *box)
{
    bool begun = false;
    VigiePoint before = {0.0, 0.0};
    for (guint i = 0; i < series->values->len; i++) {
        const VigieChartValue *value = vigie_value_at(series, i);
        if (!vigie_value_shown(value))
            continue;
        VigiePoint point = {plan->x[i], vigie_scale_at(scale, value->value)};
        if (touches(box, begun ? before : point, point))
            return true;
        before = point;
        begun = true;
    }
    return false;
}

static bool
is_free(const Layout *layout, const Plan *plan, const VigieScale *scale, const VigieBox *box)
{
    if (box->x0 < plan->left || box->x1 > plan->right || box->y0 < scale->to ||
        box->y1 > scale->from)
        return false;
    for (guint s = 0; s < layout->chart->series->len; s++)
        if (line_touches(plan, scale, vigie_series_at(layout->chart, s), box))
            return false;
    return true;
}

/* Puts a name beside the end of its line if some place there is clear of all lines. */
static bool
put_at_end(Layout *layout, const Plan *plan, const VigieScale *scale, const Label *label,
           VigiePoint end)
{
    static const VigiePoint SIDES[] = {{1.0, 0.0},   {1.0, -0.6}, {1.0, -1.2}, {0.0, -1.0},
                                       {-1.0, -0.6}, {1.0, 0.6},  {0.0, 1.0},  {-1.0, 0.6}};
    double half = label->extents.width / 2.0, tall = label->height;
    for (guint i = 0; i < G_N_ELEMENTS(SIDES); i++) {
        VigiePoint middle = {end.x + SIDES[i].x * (half + 6.0),
                             end.y + SIDES[i].y * (tall / 2.0 + 5.0)};
        VigieBox box = {middle.x - half - 1.0, middle.y - tall / 2.0, middle.x + half + 1.0,
                        middle.y + tall / 2.0};
        if (!is_free(layout, plan, scale, &box))
            continue;
        vigie_label_put_middle(layout, label, middle.x, middle.y, VIGIE_ANCHOR_MIDDLE);
        return true;
    }
    return false;
}

/* The names at the right ------------------------------------------------------------------------- */

/* From a line's end to its name: straight on, then to the name's height. */
static void
draw_leader(Layout *layout, const Plan *plan, guint s, double end_x, double from_y, double to_y)
{
    VigieStroke thin = {stroke_of(layout->chart, s).colour, 0.6, VIGIE_DASH_NONE};
    VigieStroke dotted = {thin.colour, 0.7, VIGIE_DASH_SHORT};
    if (end_x < plan->right - INSET - 0.01)
        vigie_display_segment(layout->display, end_x + 3.0, from_y, plan->right, from_y,
                              &dotted);
    if (fabs(from_y - to_y) > 1.5 || end_x < plan->right - INSET - 0.01) {
        VigiePoint elbow[] = {{MAX(end_x + 2.0, plan->right - 2.0), from_y},
                              {plan->right + LEADER - 2.0, to_y}};
        vigie_display_line(layout->display, elbow, 2, &thin);
    }
}

/* The current year that is not over: a dot at its end and, if there is room, its name there and not at the
 * right. */
static void
put_current(Layout *layout, Plan *plan, const VigieScale *scale)
{
    const VigieChart *chart = layout->chart;
    if (chart->series->len == 0)
        return;
    guint s = chart->series->len - 1;
    gint last = last_shown(vigie_series_at(chart, s));
    if (last < 0 || last + 1 == (gint)chart->categories->len)
        return;
    Label *label = &g_array_index(plan->names.labels, Label, s);
    const VigieChartValue *value = vigie_value_at(vigie_series_at(chart, s), (guint)last);
    VigiePoint end = {plan->x[last], vigie_scale_at(scale, value->value)};
    vigie_mark_dot(layout, end.x, end.y, value, VIGIE_COLOUR_ACCENT);
    if (!put_at_end(layout, plan, scale, label, end))
        return;
    *label->text = '\0';
    label->height = 0.0;
}

static void
draw_names(Layout *layout, Plan *plan, const VigieScale *scale)
{
    const VigieChart *chart = layout->chart;
    Names *names = &plan->names;
    for (guint s = 0; s < chart->series->len; s++)
        names->wish[s] = scale->to + end_height(plan, chart, s);
    put_current(layout, plan, scale);
    vigie_names_place(names, scale->to, scale->from);
    for (guint s = 0; s < chart->series->len; s++) {
        gint last = last_shown(vigie_series_at(chart, s));
        if (last >= 0 && *g_array_index(names->labels, Label, s).text != '\0')
            draw_leader(layout, plan, s, plan->x[last], names->wish[s], names->centre[s]);
        vigie_label_put_middle(layout, &g_array_index(names->labels, Label, s),
                               plan->right + LEADER, names->centre[s], VIGIE_ANCHOR_START);
    }
}

void
vigie_layout_season(Layout *layout)
{
    const VigieChart *chart = layout->chart;
    Plan plan;
    plan_init(&plan, layout);
    double top = layout->y + MAX(0.0, plan.axis.label_height / 2.0 - 6.0);
    VigieScale scale = {plan.axis.low, plan.axis.high, top + plan.height, top};
    vigie_value_axis_grid(layout, &plan.axis, &scale, plan.left, plan.right);
    vigie_value_axis_labels(layout, &plan.axis, &scale, plan.left - TICK_GAP);
    for (guint s = 0; s < chart->series->len; s++) {
        vigie_display_open(layout->display, vigie_series_at(chart, s)->name);
        draw_line(layout, &plan, &scale, s);
        draw_signs(layout, &plan, &scale, s);
        vigie_display_close(layout->display);
    }
    draw_names(layout, &plan, &scale);
    vigie_category_ticks(layout, plan.x, 0.0, scale.from);
    layout->y = scale.from + MAX(6.0, plan.axis.label_height / 2.0 + 0.5);
    vigie_category_axis_put(layout, &plan.months, 0.0, layout->y);
    layout->y += vigie_category_axis_height(&plan.months);
    if (plan.months.numbered)
        vigie_category_axis_list(layout);
    plan_clear(&plan);
}
