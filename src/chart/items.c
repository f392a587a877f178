/* items.c - rows of items */
#include "items.h"
#include <math.h>

#define NARROW 250.0     /* below this width names stand above */
#define LABEL_SHARE 0.40 /* of the width, at most, for names on the left */
#define COLUMN_GAP 10.0
#define ROW_GAP 6.0
#define WEAK_ROOM 9.0 /* for the sign beside an n */

static int
by_key(gconstpointer a, gconstpointer b, gpointer keys)
{
    const double *key = keys;
    guint i = *(const guint *)a, j = *(const guint *)b;
    if (isnan(key[i]) != isnan(key[j]))
        return isnan(key[i]) ? 1 : -1;
    if (!isnan(key[i]) && (key[i] > key[j] || key[i] < key[j]))
        return key[i] > key[j] ? -1 : 1;
    return i < j ? -1 : 1;
}

static guint *
sorted(const VigieChart *chart, const double *key)
{
    guint n = chart->categories->len;
    guint *order = g_new(guint, n);
    for (guint i = 0; i < n; i++)
        order[i] = i;
    if (!chart->keep_order && n > 1 && !vigie_categories_are_years(chart))
        g_qsort_with_data(order, (int)n, sizeof *order, by_key, (gpointer)key);
    return order;
}

/* The footer says it once. */
static bool
all_answered_all(const VigieChart *chart)
{
    for (guint i = 0; i < chart->categories->len; i++)
        if (vigie_category_at(chart, i)->n != chart->n)
            return false;
    return chart->n > 0 && chart->categories->len > 1;
}

static void
add_bases(Items *items, const Layout *layout)
{
    VigieLang lang = layout->chart->lang;
    bool once = all_answered_all(layout->chart);
    items->bases = vigie_labels_new();
    for (guint r = 0; r < items->n; r++) {
        guint64 n = vigie_category_at(layout->chart, items->order[r])->n;
        g_autofree char *text = n > 0 && !once ? vigie_count_print(lang, n) : g_strdup("");
        Label label = vigie_label_new(layout, text, vigie_layout_font(FONT_SMALL),
                                      (layout->right - layout->left) / 4.0);
        items->base_width = MAX(items->base_width, label.extents.width);
        g_array_append_val(items->bases, label);
    }
    if (items->base_width > 0.0)
        items->base_width += WEAK_ROOM;
}

void
vigie_items_init(Items *items, const Layout *layout, const double *key)
{
    const VigieChart *chart = layout->chart;
    double width = layout->right - layout->left, widest = 0.0;
    *items = (Items){.n = chart->categories->len, .above = width < NARROW};
    items->order = sorted(chart, key);
    items->labels = vigie_labels_new();
    for (guint r = 0; r < items->n; r++) {
        Label label = vigie_label_new(layout, vigie_category_at(chart, items->order[r])->name,
                                      vigie_layout_font(FONT_LABEL),
                                      items->above ? width : width * LABEL_SHARE);
        widest = MAX(widest, label.extents.width);
        g_array_append_val(items->labels, label);
    }
    add_bases(items, layout);
    items->left = layout->left + (items->above ? 0.0 : widest + COLUMN_GAP);
    items->right =
        layout->right - (items->base_width > 0.0 ? items->base_width + COLUMN_GAP : 0.0);
}

void
vigie_items_clear(Items *items)
{
    g_clear_pointer(&items->order, g_free);
    g_clear_pointer(&items->labels, g_array_unref);
    g_clear_pointer(&items->bases, g_array_unref);
}

void
vigie_items_head(Layout *layout, const Items *items)
{
    if (!(items->base_width > 0.0))
        return;
    g_auto(Label) head = vigie_label_new(layout, "n", vigie_layout_font(FONT_SMALL), INFINITY);
    vigie_label_put_top(layout, &head, layout->right, layout->y, VIGIE_ANCHOR_END);
    layout->y += head.height + 2.0;
}

/* Of a row's drawing, n and, if it stands beside them, name. */
static double
row_height(const Items *items, guint row, double height)
{
    double tall = MAX(height, g_array_index(items->bases, Label, row).height);
    return items->above ? tall : MAX(tall, g_array_index(items->labels, Label, row).height);
}

/* A name over its drawing must not be as near to the drawing before. */
static double
row_gap(const Items *items)
{
    return items->above ? 1.5 * ROW_GAP : ROW_GAP;
}

double
vigie_items_height(const Items *items, double height)
{
    double sum = 0.0;
    for (guint r = 0; r < items->n; r++) {
        sum += row_height(items, r, height) + row_gap(items);
        if (items->above)
            sum += g_array_index(items->labels, Label, r).height + 1.0;
    }
    return sum;
}

double
vigie_items_row(Layout *layout, const Items *items, guint row, double height, bool weak)
{
    const Label *name = &g_array_index(items->labels, Label, row);
    const Label *base = &g_array_index(items->bases, Label, row);
    if (items->above) {
        vigie_label_put_top(layout, name, layout->left, layout->y, VIGIE_ANCHOR_START);
        layout->y += name->height + 1.0;
    }
    double tall = row_height(items, row, height);
    double middle = layout->y + tall / 2.0;
    if (!items->above)
        vigie_label_put_middle(layout, name, layout->left, middle, VIGIE_ANCHOR_START);
    vigie_label_put_middle(layout, base, layout->right, middle, VIGIE_ANCHOR_END);
    if (weak && items->base_width > 0.0) {
        VigieChartValue value = {.status = VIGIE_POINT_LOW_BASE};
        vigie_mark_dot(layout, layout->right - base->extents.width - WEAK_ROOM / 2.0 - 1.0,
                       middle, &value, VIGIE_COLOUR_ACCENT);
    }
    layout->y += tall + row_gap(items);
    return middle;
}

void
vigie_items_sign(Layout *layout, VigiePointStatus status, double x, double y)
{
    if (status == VIGIE_POINT_SUPPRESSED)
        vigie_mark_cross(layout, x + 2.0, y);
    else
        vigie_mark_dash(layout, x, y);
}

/* The axis below ------------------------------------------------------------------------------ */

static double
labels_room(const ValueAxis *axis, double gap)
{
    double room = 0.0;
    for (guint i = 0; i < axis->labels->len; i++)
        room += g_array_index(axis->labels, Label, i).extents.width + gap;
    return room;
}

void
vigie_bottom_axis_init(ValueAxis *axis, const Layout *layout, Range range, double room,
                       bool from_zero)
{
    for (guint most = 7; most >= 2; most--) {
        vigie_value_axis_init(axis, layout, range, most, from_zero);
        if (most == 2 || axis->label_width * axis->ticks.n + 10.0 * axis->ticks.n <= room ||
            labels_room(axis, 14.0) <= room)
            return;
        vigie_value_axis_clear(axis);
    }
}

void
vigie_bottom_axis_grid(Layout *layout, const ValueAxis *axis, const VigieScale *scale,
                       double y0, double y1)
{
    static const VigieStroke GRID = {VIGIE_COLOUR_GRID, 0.6, VIGIE_DASH_NONE};
    static const VigieStroke ZERO = {VIGIE_COLOUR_INK, 0.8, VIGIE_DASH_NONE};
    for (guint i = 0; i < axis->ticks.n; i++) {
        double value = vigie_tick_at(&axis->ticks, i);
        bool zero = fabs(value) < 1e-6 * axis->ticks.step;
        double x = vigie_scale_at(scale, value);
        if (vigie_value_axis_holds(axis, value))
            vigie_display_segment(layout->display, x, y0, x, y1, zero ? &ZERO : &GRID);
    }
}

void
vigie_bottom_axis_labels(Layout *layout, const ValueAxis *axis, const VigieScale *scale)
{
    guint n = axis->labels->len;
    g_autofree double *middle = g_new(double, n);
    g_autofree double *width = g_new(double, n);
    g_autofree guint *row = g_new(guint, n);
    double height = 0.0;
    for (guint i = 0; i < n; i++) {
        const Label *label = &g_array_index(axis->labels, Label, i);
        double half = label->extents.width / 2.0;
        width[i] = label->extents.width;
        middle[i] = CLAMP(vigie_scale_at(scale, vigie_tick_at(&axis->ticks, i)),
                          layout->left + half, layout->right - half);
        height = MAX(height, label->height);
    }
    guint n_rows = vigie_rows(middle, width, n, 3.0, row);
    for (guint i = 0; i < n; i++)
        vigie_label_put_top(layout, &g_array_index(axis->labels, Label, i), middle[i],
                            layout->y + row[i] * height, VIGIE_ANCHOR_MIDDLE);
    layout->y += n_rows * height;
}
