/* stacked-columns.c - columns of parts with their totals; parts have their names beside the last column */
#include "axis.h"
#include <math.h>

#define PLOT_HEIGHT 190.0
#define TICK_GAP 5.0
#define LEADER 12.0
#define NARROW 260.0 /* below this width the names of the parts are a key above */
#define SWATCH 7.0
#define TOTAL_GAP 3.0

typedef struct {
    ValueAxis axis;
    CategoryAxis years;
    Breaks breaks;
    Names names;           /* no labels: a key above */
    GArray *totals;        /* Label of each column */
    double *x;             /* middles */
    double *above, *below; /* heights of the columns, in values */
    VigieBox *total_boxes; /* of the totals' labels, y from the top of the plot */
    double headroom;       /* over the plot, for totals that had to rise */
    double bar_width, left, right, height;
    bool lifted; /* some total had to rise over a neighbour */
    bool inside; /* each part's value has room in a column's width */
} Plan;

static VigieColour
part_colour(guint s)
{
    return (VigieColour)(VIGIE_COLOUR_SERIES_1 + s % VIGIE_N_SERIES_COLOURS);
}

static const VigieChartValue *
part(const VigieChart *chart, guint s, guint category)
{
    return vigie_value_at(vigie_series_at(chart, s), category);
}

/* Why there is no column, or OK; suppressed as soon as one part is: the total would give it away. */
static VigiePointStatus
column_status(const VigieChart *chart, guint category)
{
    VigiePointStatus missing = VIGIE_POINT_EMPTY;
    bool some = false;
    for (guint s = 0; s < chart->series->len; s++) {
        const VigieChartValue *value = part(chart, s, category);
        if (value->status == VIGIE_POINT_SUPPRESSED)
            return VIGIE_POINT_SUPPRESSED;
        some = some || vigie_value_shown(value);
        if (value->status > VIGIE_POINT_SUPPRESSED)
            missing = MAX(missing, value->status);
    }
    return some ? VIGIE_POINT_OK : missing;
}

/* A part that is drawn: of shares none beside one that is suppressed, which they would give away. */
static bool
part_shown(const VigieChart *chart, guint s, guint category)
{
    bool hidden = chart->percent && column_status(chart, category) == VIGIE_POINT_SUPPRESSED;
    return !hidden && vigie_value_shown(part(chart, s, category));
}

static Range
measure_columns(Plan *plan, const VigieChart *chart)
{
    Range range = {0.0, 0.0};
    for (guint i = 0; i < chart->categories->len; i++) {
        for (guint s = 0; s < chart->series->len; s++) {
            const VigieChartValue *value = part(chart, s, i);
            if (!part_shown(chart, s, i))
                continue;
            plan->above[i] += MAX(value->value, 0.0);
            plan->below[i] += MIN(value->value, 0.0);
        }
        vigie_range_add(&range, plan->above[i]);
        vigie_range_add(&range, plan->below[i]);
    }
    return range;
}

/* share: of the chart's width, the most a name may take before it wraps. */
static void
add_names(Plan *plan, const Layout *layout, double share)
{
    const VigieChart *chart = layout->chart;
    double room = layout->right - layout->left;
    GArray *labels = vigie_labels_new();
    for (guint s = 0; s < chart->series->len && room >= NARROW; s++) {
        Label label = vigie_label_new(layout, vigie_series_at(chart, s)->name,
                                      vigie_layout_font(FONT_LABEL), room * share);
        g_array_append_val(labels, label);
    }
    vigie_names_init(&plan->names, labels);
}

static void
place_columns(Plan *plan, const Layout *layout)
{
    guint n = layout->chart->categories->len;
    g_autofree double *positions = vigie_category_positions(layout->chart);
    double pitch = (plan->right - plan->left) / (n > 0 ? positions[n - 1] + 1.0 : 1.0);
    plan->bar_width = MIN(pitch * 0.76, 46.0);
    for (guint i = 0; i < n; i++)
        plan->x[i] = plan->left + (positions[i] + 0.5) * pitch;
}

/* Totals --------------------------------------------------------------------------------------- */

static VigieScale
scale_from_top(const Plan *plan)
{
    return (VigieScale){plan->axis.low, plan->axis.high, plan->height, 0.0};
}

/* Columns of shares that all make 100 % need no totals. */
static bool
all_whole(const Plan *plan, const VigieChart *chart)
{
    for (guint i = 0; i < chart->categories->len; i++)
        if (column_status(chart, i) == VIGIE_POINT_OK &&
            fabs(plan->above[i] + plan->below[i] - 1.0) > 0.0005)
            return false;
    return chart->percent;
}

static void
add_totals(Plan *plan, const Layout *layout, double size)
{
    const VigieChart *chart = layout->chart;
    VigieFont font = *vigie_layout_font(FONT_VALUE);
    font.size = size;
    bool needed = !all_whole(plan, chart);
    plan->totals = vigie_labels_new();
    for (guint i = 0; i < chart->categories->len; i++) {
        g_autofree char *text =
            needed && column_status(chart, i) == VIGIE_POINT_OK
                ? vigie_layout_print(layout, plan->above[i] + plan->below[i], false)
                : g_strdup("");
        Label label = vigie_label_new(layout, text, &font, plan->right - plan->left - 2.0);
        g_array_append_val(plan->totals, label);
    }
}

static bool
overlap(const VigieBox *a, const VigieBox *b)
{
    return a->x0 < b->x1 && b->x0 < a->x1 && a->y0 < b->y1 && b->y0 < a->y1;
}

/* The column as a box from 0 up, y from the top of the plot. */
static VigieBox
column_box(const Plan *plan, guint i)
{
    VigieScale scale = scale_from_top(plan);
    return (VigieBox){plan->x[i] - plan->bar_width / 2.0,
                      vigie_scale_at(&scale, plan->above[i]),
                      plan->x[i] + plan->bar_width / 2.0, vigie_scale_at(&scale, 0.0)};
}

/* Raises box over the first thing that it overlaps; false: it is free. */
static bool
lift(VigieBox *box, const Plan *plan, guint n_placed)
{
    double height = box->y1 - box->y0;
    for (guint k = 0; k < plan->totals->len; k++) {
        VigieBox bar = column_box(plan, k);
        const VigieBox *obstacle = NULL;
        if (overlap(box, &bar))
            obstacle = &bar;
        else if (k < n_placed && overlap(box, &plan->total_boxes[k]))
            obstacle = &plan->total_boxes[k];
        if (obstacle == NULL)
            continue;
        box->y1 = obstacle->y0 - 0.01;
        box->y0 = box->y1 - height;
        return true;
    }
    return false;
}

/* Each total stands over its column, or higher if a neighbour is in the way. */
static void
place_totals(Plan *plan)
{
    plan->lifted = false;
    plan->headroom = 0.0;
    for (guint i = 0; i < plan->totals->len; i++) {
        const Label *label = &g_array_index(plan->totals, Label, i);
        double half = label->extents.width / 2.0 + 1.0;
        double middle = CLAMP(plan->x[i], plan->left + half, plan->right - half);
        double foot = column_box(plan, i).y0 - TOTAL_GAP;
        VigieBox box = {middle - half, foot - label->height, middle + half, foot};
        while (half > 1.0 && lift(&box, plan, i))
            plan->lifted = true;
        plan->total_boxes[i] = box;
        plan->headroom = MAX(plan->headroom, -box.y0);
    }
}

/* Values inside the columns are printed if the widest of them has room: all columns alike. */
static bool
values_fit(const Plan *plan, const Layout *layout)
{
    const VigieChart *chart = layout->chart;
    for (guint k = 0; k < chart->series->len * chart->categories->len; k++) {
        const VigieChartValue *value =
            part(chart, k % chart->series->len, k / chart->series->len);
        if (!vigie_value_shown(value))
            continue;
        g_autofree char *text = vigie_layout_print(layout, value->value, true);
        if (vigie_text_extents(layout->measurer, text, vigie_layout_font(FONT_SMALL)).width +
                3.0 >
            plan->bar_width)
            return false;
    }
    return true;
}

static bool
names_whole(const Plan *plan, const VigieChart *chart)
{
    for (guint s = 0; s < plan->names.labels->len; s++)
        if (!vigie_label_whole(&g_array_index(plan->names.labels, Label, s),
                               vigie_series_at(chart, s)->name))
            return false;
    return true;
}

static void
plan_init(Plan *plan, const Layout *layout, double names_share)
{
    const VigieChart *chart = layout->chart;
    guint n = chart->categories->len;
    *plan = (Plan){.x = g_new0(double, n),
                   .above = g_new0(double, n),
                   .below = g_new0(double, n),
                   .total_boxes = g_new0(VigieBox, n)};
    vigie_value_axis_init(&plan->axis, layout, measure_columns(plan, chart), 6, true);
    add_names(plan, layout, names_share);
    plan->left = layout->left + plan->axis.label_width + TICK_GAP;
    plan->right = layout->right;
    if (plan->names.labels->len > 0)
        plan->right -= vigie_names_width(&plan->names) + LEADER + SWATCH + TICK_GAP;
    plan->height = chart->plot_height > 0.0 ? chart->plot_height : PLOT_HEIGHT;
    plan->height = MAX(plan->height, vigie_names_height(&plan->names));
    plan->height = MAX(plan->height, vigie_value_axis_height(&plan->axis));
    place_columns(plan, layout);
    vigie_category_axis_init(&plan->years, layout, plan->x, layout->left,
                             MIN(plan->right + 4.0, layout->right));
    vigie_breaks_init(&plan->breaks, layout, plan->x, plan->bar_width / 2.0 + 2.0);
    add_totals(plan, layout, vigie_layout_font(FONT_VALUE)->size);
    place_totals(plan);
    if (plan->lifted) { /* smaller figures before figures at different heights */
        g_clear_pointer(&plan->totals, g_array_unref);
        add_totals(plan, layout, vigie_layout_font(FONT_TICK)->size);
        place_totals(plan);
    }
    plan->inside = values_fit(plan, layout);
}

static void
plan_clear(Plan *plan)
{
    vigie_value_axis_clear(&plan->axis);
    vigie_category_axis_clear(&plan->years);
    vigie_breaks_clear(&plan->breaks);
    vigie_names_clear(&plan->names);
    g_array_unref(plan->totals);
    g_free(plan->x);
    g_free(plan->above);
    g_free(plan->below);
    g_free(plan->total_boxes);
}

/* Names that wrap leave the columns more room; they do where numbers would not have it otherwise. */
static void
plan_choose(Plan *plan, const Layout *layout)
{
    static const double SHARES[] = {0.28, 0.2, 0.15};
    for (guint i = 0; i < G_N_ELEMENTS(SHARES); i++) {
        plan_init(plan, layout, SHARES[i]);
        bool whole = names_whole(plan, layout->chart);
        if (whole && plan->inside && !plan->lifted)
            return;
        plan_clear(plan);
        if (!whole)
            break;
    }
    plan_init(plan, layout, SHARES[0]);
}

/* Drawing -------------------------------------------------------------------------------------- */

static void
draw_part(Layout *layout, const Plan *plan, guint s, const VigieChartValue *value, VigieBox box)
{
    static const VigieStroke HAIRLINE = {VIGIE_COLOUR_PAPER, 0.7, VIGIE_DASH_NONE};
    VigieColour colour = part_colour(s);
    vigie_mark_bar(layout, &box, colour, value);
    if (!(box.y1 > box.y0))
        return;
    vigie_display_segment(layout->display, box.x0, box.y0, box.x1, box.y0, &HAIRLINE);
    VigieFont font = *vigie_layout_font(FONT_SMALL);
    bool hollow = value->status != VIGIE_POINT_OK;
    font.colour = hollow ? VIGIE_COLOUR_TEXT : vigie_colour_on(layout->chart->palette, colour);
    g_autofree char *text = vigie_layout_print(layout, value->value, true);
    g_auto(Label) label = vigie_label_new(layout, text, &font, INFINITY);
    if (!plan->inside || label.height + 1.0 > box.y1 - box.y0)
        return;
    VigiePoint middle = {(box.x0 + box.x1) / 2.0, (box.y0 + box.y1) / 2.0};
    double half = label.extents.width / 2.0 + 1.5;
    if (value->provisional && !hollow) /* no hatching behind the text */
        vigie_display_rect(layout->display,
                           &(VigieBox){middle.x - half, middle.y - label.height / 2.0,
                                       middle.x + half, middle.y + label.height / 2.0},
                           colour);
    vigie_label_put_middle(layout, &label, middle.x, middle.y, VIGIE_ANCHOR_MIDDLE);
}

/* Parts above 0 upwards from it, parts below downwards, in the order of the series. */
static void
draw_column(Layout *layout, const Plan *plan, const VigieScale *scale, guint i)
{
    const VigieChart *chart = layout->chart;
    double above = 0.0, below = 0.0;
    VigiePointStatus status = column_status(chart, i);
    if (status == VIGIE_POINT_SUPPRESSED)
        vigie_mark_cross(layout, plan->x[i], vigie_scale_at(scale, plan->above[i]) - 6.0);
    else if (status != VIGIE_POINT_OK)
        vigie_mark_dash(layout, plan->x[i] - 3.0, vigie_scale_at(scale, 0.0) - 5.0);
    for (guint s = 0; s < chart->series->len; s++) {
        const VigieChartValue *value = part(chart, s, i);
        bool missing_part = !vigie_value_shown(value) && status == VIGIE_POINT_OK;
        if (!missing_part)
            vigie_layout_note(layout, value);
        if (!part_shown(chart, s, i))
            continue;
        double *end = value->value < 0.0 ? &below : &above;
        double from = vigie_scale_at(scale, *end);
        *end += value->value;
        double to = vigie_scale_at(scale, *end);
        draw_part(layout, plan, s, value,
                  (VigieBox){plan->x[i] - plan->bar_width / 2.0, MIN(from, to),
                             plan->x[i] + plan->bar_width / 2.0, MAX(from, to)});
    }
}

/* The last column that is drawn; names stand where its parts are. */
static gint
last_column(const VigieChart *chart)
{
    for (guint i = chart->categories->len; i > 0; i--)
        for (guint s = 0; s < chart->series->len; s++)
            if (part_shown(chart, s, i - 1))
                return (gint)i - 1;
    return -1;
}

/* The last column in words, with its largest part. */
static void
tell(Layout *layout, const Plan *plan)
{
    const VigieChart *chart = layout->chart;
    gint last = last_column(chart), largest = -1;
    for (guint s = 0; s < chart->series->len && last >= 0; s++)
        if (part_shown(chart, s, (guint)last) &&
            (largest < 0 || part(chart, s, (guint)last)->value >
                                part(chart, (guint)largest, (guint)last)->value))
            largest = (gint)s;
    if (largest >= 0 && column_status(chart, (guint)last) == VIGIE_POINT_OK)
        vigie_reading_part(layout, (guint)last, plan->above[last] + plan->below[last],
                           vigie_series_at(chart, (guint)largest));
}

static void
wish_names(Plan *plan, const VigieChart *chart, const VigieScale *scale)
{
    double above = 0.0, below = 0.0;
    gint last = last_column(chart);
    for (guint s = 0; s < plan->names.labels->len; s++) {
        const VigieChartValue *value = last >= 0 ? part(chart, s, (guint)last) : NULL;
        double size = value != NULL && vigie_value_shown(value) ? value->value : 0.0;
        double *end = size < 0.0 ? &below : &above;
        plan->names.wish[s] = vigie_scale_at(scale, *end + size / 2.0);
        *end += size;
    }
}

static void
draw_names(Layout *layout, Plan *plan, const VigieScale *scale)
{
    static const VigieStroke LINE = {VIGIE_COLOUR_AXIS, 0.6, VIGIE_DASH_NONE};
    const VigieChart *chart = layout->chart;
    Names *names = &plan->names;
    gint last = last_column(chart);
    double swatch = plan->right + LEADER;
    wish_names(plan, chart, scale);
    vigie_names_place(names, scale->to, scale->from);
    for (guint s = 0; s < names->labels->len; s++) {
        double y = names->centre[s];
        vigie_display_rect(
            layout->display,
            &(VigieBox){swatch, y - SWATCH / 2.0, swatch + SWATCH, y + SWATCH / 2.0},
            part_colour(s));
        vigie_label_put_middle(layout, &g_array_index(names->labels, Label, s),
                               swatch + SWATCH + TICK_GAP, y, VIGIE_ANCHOR_START);
        bool beside = fabs(names->wish[s] - y) < 1.0; /* the swatch itself says where */
        if (!beside && last >= 0 && last + 1 == (gint)chart->categories->len &&
            vigie_value_shown(part(chart, s, (guint)last)))
            vigie_display_segment(layout->display, plan->x[last] + plan->bar_width / 2.0 + 2.0,
                                  names->wish[s], swatch - 2.0, y, &LINE);
    }
}

static void
draw_key(Layout *layout)
{
    const VigieChart *chart = layout->chart;
    g_autoptr(GArray) key = vigie_key_new();
    for (guint s = 0; s < chart->series->len; s++)
        vigie_key_add(key, MARK_SWATCH, part_colour(s), vigie_series_at(chart, s)->name);
    vigie_key_put(layout, key, vigie_layout_font(FONT_SMALL));
    layout->y += 4.0;
}

/* On paper of its own, so that no grid line runs through it. */
static void
put_total(Layout *layout, const Plan *plan, const VigieScale *scale, guint i)
{
    const Label *label = &g_array_index(plan->totals, Label, i);
    VigieBox box = plan->total_boxes[i];
    if (*label->text == '\0')
        return;
    box.y0 += scale->to;
    box.y1 += scale->to;
    vigie_display_rect(layout->display, &box, VIGIE_COLOUR_PAPER);
    vigie_label_put_top(layout, label, (box.x0 + box.x1) / 2.0, box.y0, VIGIE_ANCHOR_MIDDLE);
}

static void
draw_plot(Layout *layout, Plan *plan, const VigieScale *scale)
{
    guint n = layout->chart->categories->len;
    vigie_value_axis_grid(layout, &plan->axis, scale, plan->left, plan->right);
    vigie_value_axis_labels(layout, &plan->axis, scale, plan->left - TICK_GAP);
    for (guint i = 0; i < n; i++)
        draw_column(layout, plan, scale, i);
    vigie_breaks_put(layout, &plan->breaks, NULL, 0.0, scale->to - plan->headroom, scale->from);
    for (guint i = 0; i < n; i++)
        put_total(layout, plan, scale, i);
    draw_names(layout, plan, scale);
    tell(layout, plan);
}

void
vigie_layout_stack(Layout *layout)
{
    Plan plan;
    plan_choose(&plan, layout);
    if (plan.names.labels->len == 0)
        draw_key(layout);
    double top = layout->y + MAX(vigie_breaks_height(&plan.breaks) + plan.headroom,
                                 plan.axis.label_height / 2.0 - 6.0);
    VigieScale scale = {plan.axis.low, plan.axis.high, top + plan.height, top};
    draw_plot(layout, &plan, &scale);
    layout->y = scale.from + MAX(5.0, plan.axis.label_height / 2.0 + 0.5);
    vigie_category_axis_put(layout, &plan.years, 0.0, layout->y);
    layout->y += vigie_category_axis_height(&plan.years);
    if (plan.years.numbered)
        vigie_category_axis_list(layout);
    plan_clear(&plan);
}
