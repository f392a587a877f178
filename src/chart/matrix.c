/* matrix.c - importance and performance: a point for each item, four quadrants about two crosshairs.  Names go to the
 * nearest free place round their point; one that finds none stands under the plot. */
#include "axis.h"
#include <math.h>

#define PLOT_HEIGHT 260.0
#define TICK_GAP 5.0
#define RADIUS 2.9
#define GAP 2.0 /* between a point and its name */
#define NAME_WIDTH 120.0
#define NEAR 9.0   /* a name further from its point has a line to it */
#define GROWTH 1.3 /* of the plot where a name has no room */
#define N_GROWTHS 4
#define N_ANGLES 16
#define FIRM 0.9 /* share of replicates from which a point is filled */

typedef struct {
    VigieChart across; /* the chart as the axis of importance sees it */
    Layout across_layout;
    ValueAxis x, y;
    GArray *names;  /* Label of each category */
    VigieBox frame; /* of the plot, quadrants' names included */
    VigieBox inner; /* where points and names may stand */
    VigieScale sx, sy;
    Label corner[4]; /* by Corner */
    double corner_height;
    VigieBox *box; /* [categories] of the names placed */
    bool *placed;
} Plan;

typedef enum { TOP_LEFT, TOP_RIGHT, BOTTOM_LEFT, BOTTOM_RIGHT } Corner;

static const VigieChartValue *
coordinate(const VigieChart *chart, guint s, guint i)
{
    return vigie_value_at(vigie_series_at(chart, s), i);
}

static bool
is_drawn(const VigieChart *chart, guint i)
{
    return chart->series->len >= 2 && vigie_value_shown(coordinate(chart, 0, i)) &&
           vigie_value_shown(coordinate(chart, 1, i));
}

static VigiePoint
point_of(const Plan *plan, const VigieChart *chart, guint i)
{
    return (VigiePoint){vigie_scale_at(&plan->sx, coordinate(chart, 0, i)->value),
                        vigie_scale_at(&plan->sy, coordinate(chart, 1, i)->value)};
}

/* Axes --------------------------------------------------------------------------------------- */

static Range
range_of(const VigieChart *chart, guint s, double crosshair)
{
    Range range = RANGE_EMPTY;
    for (guint i = 0; i < chart->categories->len; i++)
        if (is_drawn(chart, i))
            vigie_range_add(&range, coordinate(chart, s, i)->value);
    if (range.low <= range.high)
        vigie_range_add(&range, crosshair);
    return range;
}

/* Fewer ticks until their labels stand apart. */
static void
init_across(Plan *plan, Range range, double width)
{
    for (guint most = 7; most >= 2; most--) {
        vigie_value_axis_init(&plan->x, &plan->across_layout, range, most, false);
        double each = width * plan->x.ticks.step / (plan->x.high - plan->x.low);
        if (most == 2 || plan->x.label_width + 6.0 <= each)
            return;
        vigie_value_axis_clear(&plan->x);
    }
}

static void
init_corners(Plan *plan, const Layout *layout)
{
    static const Word WORDS[] = {WORD_EXCESS, WORD_KEEP, WORD_LOW, WORD_IMPROVE};
    double room = (plan->frame.x1 - plan->frame.x0) / 2.0 - 4.0;
    for (guint i = 0; i < G_N_ELEMENTS(WORDS); i++) {
        plan->corner[i] = vigie_label_new(layout, vigie_word(layout->chart->lang, WORDS[i]),
                                          vigie_layout_font(FONT_SMALL), room);
        plan->corner_height = MAX(plan->corner_height, plan->corner[i].height);
    }
}

static void
set_height(Plan *plan, double height)
{
    double band = plan->corner_height + 6.0;
    plan->frame.y1 = plan->frame.y0 + height + 2.0 * band;
    plan->inner = plan->frame;
    plan->inner.y0 += band;
    plan->inner.y1 -= band;
    plan->sx = (VigieScale){plan->x.low, plan->x.high, plan->inner.x0 + RADIUS + 2.0,
                            plan->inner.x1 - RADIUS - 2.0};
    plan->sy = (VigieScale){plan->y.low, plan->y.high, plan->inner.y1 - RADIUS - 2.0,
                            plan->inner.y0 + RADIUS + 2.0};
}

static void
plan_init(Plan *plan, const Layout *layout)
{
    const VigieChart *chart = layout->chart;
    guint n = chart->categories->len;
    *plan = (Plan){.across = *chart, .across_layout = *layout, .names = vigie_labels_new()};
    plan->across.percent = chart->matrix.percent;
    plan->across.decimals = chart->matrix.decimals;
    plan->across.floor = plan->across.ceiling = NAN;
    plan->across_layout.chart = &plan->across;
    vigie_value_axis_init(&plan->y, layout, range_of(chart, 1, chart->matrix.performance), 7,
                          false);
    plan->frame = (VigieBox){layout->left + plan->y.label_width + TICK_GAP, layout->y,
                             layout->right, layout->y};
    double width = plan->frame.x1 - plan->frame.x0;
    init_across(plan, range_of(chart, 0, chart->matrix.importance), width - 2.0 * RADIUS - 4.0);
    init_corners(plan, layout);
    plan->box = g_new0(VigieBox, (gsize)n + 1);
    plan->placed = g_new0(bool, (gsize)n + 1);
    for (guint i = 0; i < n; i++) {
        Label label =
            vigie_label_new(layout, vigie_category_at(chart, i)->name,
                            vigie_layout_font(FONT_LABEL), MIN(NAME_WIDTH, width * 0.45));
        g_array_append_val(plan->names, label);
    }
}

static void
plan_clear(Plan *plan)
{
    vigie_value_axis_clear(&plan->x);
    vigie_value_axis_clear(&plan->y);
    g_array_unref(plan->names);
    for (guint i = 0; i < G_N_ELEMENTS(plan->corner); i++)
        vigie_label_clear(&plan->corner[i]);
    g_free(plan->box);
    g_free(plan->placed);
}

/* Names -------------------------------------------------------------------------------------- */

static bool
apart(const VigieBox *a, const VigieBox *b)
{
    return a->x1 <= b->x0 || b->x1 <= a->x0 || a->y1 <= b->y0 || b->y1 <= a->y0;
}

static bool
is_free(const Plan *plan, const VigieChart *chart, const VigieBox *box)
{
    if (box->x0 < plan->inner.x0 || box->x1 > plan->inner.x1 || box->y0 < plan->inner.y0 ||
        box->y1 > plan->inner.y1)
        return false;
    for (guint i = 0; i < chart->categories->len; i++) {
        if (plan->placed[i] && !apart(box, &plan->box[i]))
            return false;
        if (!is_drawn(chart, i))
            continue;
        VigiePoint p = point_of(plan, chart, i);
        VigieBox point = {p.x - RADIUS - 0.6, p.y - RADIUS - 0.6, p.x + RADIUS + 0.6,
                          p.y + RADIUS + 0.6};
        if (!apart(box, &point))
            return false;
    }
    return true;
}

/* The box of a name whose edge is `away` from its point in a direction. */
static VigieBox
box_at(const Label *label, VigiePoint point, double away, double angle)
{
    double half = label->extents.width / 2.0 + 1.0, tall = label->height / 2.0;
    double dx = cos(angle), dy = sin(angle);
    VigiePoint middle = {point.x + dx * away + CLAMP(2.0 * dx, -1.0, 1.0) * half,
                         point.y - dy * away - CLAMP(2.0 * dy, -1.0, 1.0) * tall};
    return (VigieBox){middle.x - half, middle.y - tall, middle.x + half, middle.y + tall};
}

/* To the right first, then round it, then further off. */
static bool
place_name(Plan *plan, const VigieChart *chart, guint i)
{
    static const double AWAY[] = {RADIUS + GAP, RADIUS + 7.0, 20.0, 32.0, 48.0, 68.0, 95.0};
    const Label *label = &g_array_index(plan->names, Label, i);
    VigiePoint point = point_of(plan, chart, i);
    for (guint a = 0; a < G_N_ELEMENTS(AWAY); a++)
        for (guint k = 0; k < N_ANGLES; k++) {
            double turn = (k + 1) / 2 * 2.0 * G_PI / N_ANGLES;
            VigieBox box = box_at(label, point, AWAY[a], k % 2 == 0 ? turn : -turn);
            if (!is_free(plan, chart, &box))
                continue;
            plan->box[i] = box;
            plan->placed[i] = true;
            return true;
        }
    return false;
}

static bool
place_names(Plan *plan, const VigieChart *chart)
{
    bool all = true;
    for (guint i = 0; i < chart->categories->len; i++)
        plan->placed[i] = false;
    for (guint i = 0; i < chart->categories->len; i++)
        if (is_drawn(chart, i) && !place_name(plan, chart, i))
            all = false;
    return all;
}

/* Drawing ------------------------------------------------------------------------------------ */

static void
draw_frame(Layout *layout, const Plan *plan)
{
    static const VigieStroke GRID = {VIGIE_COLOUR_GRID, 0.6, VIGIE_DASH_NONE};
    const VigieBox *f = &plan->frame;
    const VigiePoint around[] = {
        {f->x0, f->y0}, {f->x1, f->y0}, {f->x1, f->y1}, {f->x0, f->y1}, {f->x0, f->y0}};
    vigie_display_line(layout->display, around, G_N_ELEMENTS(around), &GRID);
    for (guint i = 0; i < G_N_ELEMENTS(plan->corner); i++) {
        bool right = i % 2 == 1, bottom = i >= BOTTOM_LEFT;
        vigie_label_put_top(layout, &plan->corner[i], right ? f->x1 - 3.0 : f->x0 + 3.0,
                            bottom ? f->y1 - 3.0 - plan->corner[i].height : f->y0 + 3.0,
                            right ? VIGIE_ANCHOR_END : VIGIE_ANCHOR_START);
    }
}

static void
draw_crosshairs(Layout *layout, const Plan *plan)
{
    static const VigieStroke CROSS = {VIGIE_COLOUR_AXIS, 0.8, VIGIE_DASH_SHORT};
    const VigieMatrix *matrix = &layout->chart->matrix;
    if (matrix->importance >= plan->x.low && matrix->importance <= plan->x.high) {
        double x = vigie_scale_at(&plan->sx, matrix->importance);
        vigie_display_segment(layout->display, x, plan->inner.y0, x, plan->inner.y1, &CROSS);
    }
    if (matrix->performance >= plan->y.low && matrix->performance <= plan->y.high) {
        double y = vigie_scale_at(&plan->sy, matrix->performance);
        vigie_display_segment(layout->display, plan->inner.x0, y, plan->inner.x1, y, &CROSS);
    }
}

static void
draw_point(Layout *layout, const Plan *plan, guint i)
{
    const VigieChart *chart = layout->chart;
    VigiePoint p = point_of(plan, chart, i);
    bool weak = coordinate(chart, 0, i)->status != VIGIE_POINT_OK ||
                coordinate(chart, 1, i)->status != VIGIE_POINT_OK;
    bool hollow = weak || vigie_category_at(chart, i)->agreement < FIRM;
    VigieStroke ring = {hollow ? VIGIE_COLOUR_ACCENT : VIGIE_COLOUR_PAPER, hollow ? 1.2 : 0.8,
                        VIGIE_DASH_NONE};
    vigie_display_circle(layout->display, p, RADIUS,
                         hollow ? VIGIE_COLOUR_PAPER : VIGIE_COLOUR_ACCENT, &ring);
}

static void
draw_leader(Layout *layout, const Plan *plan, guint i)
{
    static const VigieStroke THIN = {VIGIE_COLOUR_AXIS, 0.5, VIGIE_DASH_NONE};
    const VigieBox *box = &plan->box[i];
    VigiePoint p = point_of(plan, layout->chart, i);
    VigiePoint to = {CLAMP(p.x, box->x0, box->x1), CLAMP(p.y, box->y0, box->y1)};
    double length = hypot(to.x - p.x, to.y - p.y);
    if (length <= NEAR + RADIUS)
        return;
    double part = (RADIUS + 1.0) / length;
    vigie_display_segment(layout->display, p.x + (to.x - p.x) * part, p.y + (to.y - p.y) * part,
                          to.x, to.y, &THIN);
}

static void
draw_points(Layout *layout, const Plan *plan)
{
    const VigieChart *chart = layout->chart;
    for (guint i = 0; i < chart->categories->len; i++)
        if (is_drawn(chart, i) && plan->placed[i])
            draw_leader(layout, plan, i);
    for (guint i = 0; i < chart->categories->len; i++) {
        if (!is_drawn(chart, i))
            continue;
        const Label *label = &g_array_index(plan->names, Label, i);
        vigie_display_open(layout->display, vigie_category_at(chart, i)->name);
        draw_point(layout, plan, i);
        vigie_layout_note(layout, coordinate(chart, 1, i));
        if (plan->placed[i])
            vigie_label_put_top(layout, label, (plan->box[i].x0 + plan->box[i].x1) / 2.0,
                                plan->box[i].y0, VIGIE_ANCHOR_MIDDLE);
        vigie_display_close(layout->display);
    }
}

/* Tick labels that would leave the page or touch the one before are left to their neighbours. */
static void
draw_ticks(Layout *layout, const Plan *plan)
{
    double before = -INFINITY;
    vigie_value_axis_labels(layout, &plan->y, &plan->sy, plan->frame.x0 - TICK_GAP);
    for (guint t = 0; t < plan->x.ticks.n; t++) {
        const Label *label = &g_array_index(plan->x.labels, Label, t);
        double half = label->extents.width / 2.0;
        double x = vigie_scale_at(&plan->sx, vigie_tick_at(&plan->x.ticks, t));
        x = MIN(x, layout->right - half);
        if (x - half < layout->left || x - half < before + 2.0)
            continue;
        vigie_label_put_top(layout, label, x, layout->y, VIGIE_ANCHOR_MIDDLE);
        before = x + half;
    }
    layout->y += plan->x.label_height + 3.0;
}

static const char *
series_name(const VigieChart *chart, guint s)
{
    return s < chart->series->len ? vigie_series_at(chart, s)->name : NULL;
}

static void
key_line(Layout *layout)
{
    g_autoptr(GArray) key = vigie_key_new();
    bool firm = false, hollow = false;
    for (guint i = 0; i < layout->chart->categories->len; i++) {
        if (!is_drawn(layout->chart, i))
            continue;
        bool below = vigie_category_at(layout->chart, i)->agreement < FIRM;
        firm = firm || !below;
        hollow = hollow || below;
    }
    if (firm && hollow)
        vigie_key_add(key, MARK_POINT, VIGIE_COLOUR_ACCENT,
                      vigie_word(layout->chart->lang, WORD_FIRM));
    if (hollow)
        vigie_key_add(key, MARK_HOLLOW, VIGIE_COLOUR_ACCENT,
                      vigie_word(layout->chart->lang, WORD_UNSURE));
    if (key->len == 0)
        return;
    layout->y += 4.0;
    vigie_key_put(layout, key, vigie_layout_font(FONT_FOOTER));
}

/* What has no place in the plot: names without room, items without numbers. */
static void
list_others(Layout *layout, const Plan *plan)
{
    const VigieChart *chart = layout->chart;
    for (guint i = 0; i < chart->categories->len; i++) {
        if (is_drawn(chart, i) && plan->placed[i])
            continue;
        g_autofree char *words = vigie_matrix_words(chart, i);
        vigie_layout_paragraph(layout, FONT_FOOTER, words);
    }
}

void
vigie_layout_matrix(Layout *layout)
{
    const VigieChart *chart = layout->chart;
    Plan plan;
    if (series_name(chart, 1) != NULL) {
        vigie_layout_paragraph(layout, FONT_SMALL, series_name(chart, 1));
        layout->y += 4.0;
    }
    plan_init(&plan, layout);
    double height = chart->plot_height > 0.0 ? chart->plot_height : PLOT_HEIGHT;
    height = MAX(height, vigie_value_axis_height(&plan.y) + 2.0 * RADIUS + 4.0);
    set_height(&plan, height);
    for (guint g = 0; g < N_GROWTHS && !place_names(&plan, chart); g++)
        set_height(&plan, height *= GROWTH);
    place_names(&plan, chart);
    draw_frame(layout, &plan);
    draw_crosshairs(layout, &plan);
    draw_points(layout, &plan);
    layout->y = plan.frame.y1 + 4.0;
    draw_ticks(layout, &plan);
    if (series_name(chart, 0) != NULL)
        vigie_layout_paragraph(layout, FONT_SMALL, series_name(chart, 0));
    key_line(layout);
    list_others(layout, &plan);
    plan_clear(&plan);
}

/* Words -------------------------------------------------------------------------------------- */

static Word
quadrant_of(const VigieChart *chart, guint i)
{
    bool important = coordinate(chart, 0, i)->value >= chart->matrix.importance;
    bool performs = coordinate(chart, 1, i)->value >= chart->matrix.performance;
    if (important)
        return performs ? WORD_KEEP : WORD_IMPROVE;
    return performs ? WORD_EXCESS : WORD_LOW;
}

char *
vigie_matrix_words(const VigieChart *chart, guint i)
{
    const char *name = vigie_category_at(chart, i)->name;
    bool french = chart->lang == VIGIE_LANG_FR;
    const char *colon = french ? "\302\240: " : ": ";
    if (!is_drawn(chart, i)) {
        bool hidden = false;
        for (guint s = 0; s < chart->series->len; s++)
            hidden = hidden || coordinate(chart, s, i)->status == VIGIE_POINT_SUPPRESSED;
        return g_strconcat(name, colon,
                           vigie_word(chart->lang, hidden ? WORD_NOT_PUBLISHED : WORD_EMPTY),
                           NULL);
    }
    VigieChart across = *chart;
    across.percent = chart->matrix.percent;
    across.decimals = chart->matrix.decimals;
    g_autofree char *x = vigie_value_print(&across, coordinate(chart, 0, i)->value);
    g_autofree char *y = vigie_value_print(chart, coordinate(chart, 1, i)->value);
    return g_strdup_printf("%s%simportance %s, performance %s (%s)", name, colon, x, y,
                           vigie_word(chart->lang, quadrant_of(chart, i)));
}
