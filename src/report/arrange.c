/* arrange.c - how many charts stand on a page, and how large */
#include <math.h>

#include "work.h"

#define MOST 3 /* charts on a page */

/* Steps down from full size; text stays readable at the last. */
static const double scales[] = {1.0, 0.96, 0.92, 0.88, 0.84, 0.8};

static void
placed_free(gpointer pointer)
{
    VigiePlaced *placed = pointer;
    vigie_display_free(placed->display);
    g_free(placed);
}

/* Laid out wider, then drawn smaller: the chart is as wide as the page at every scale. */
static VigieDisplay *
lay_out(const VigieMade *made, double scale, double plot_height, const VigieMeasurer *measurer)
{
    double usual = made->chart->plot_height;
    made->chart->plot_height = plot_height;
    VigieDisplay *display = vigie_chart_layout(made->chart, VIGIE_FLOW_BODY / scale, measurer);
    made->chart->plot_height = usual;
    return display;
}

static double
height_of(const VigiePlaced *placed)
{
    return placed->display->height * placed->scale;
}

static double
total_height(const GPtrArray *row)
{
    double height = row->len > 0 ? (row->len - 1) * VIGIE_ARRANGE_GAP : 0.0;
    for (guint i = 0; i < row->len; i++)
        height += height_of(g_ptr_array_index(row, i));
    return height;
}

/* Plots that may be lower before several charts part; 0 = the kind's own height. */
static double
low_plot(VigieChartKind kind)
{
    if (kind == VIGIE_CHART_TREND)
        return 74.0;
    return kind == VIGIE_CHART_STACK || kind == VIGIE_CHART_SEASON ? 150.0 : 0.0;
}

/* Charts first .. first + n at the largest scale at which they fit; NULL if they do not. */
static GPtrArray *
try_row(const GPtrArray *charts, guint first, guint n, double room,
        const VigieMeasurer *measurer)
{
    for (gsize step = 0; step < 2 * G_N_ELEMENTS(scales); step++) {
        gsize s = step % G_N_ELEMENTS(scales);
        bool low = step >= G_N_ELEMENTS(scales);
        if (low && n == 1)
            break;
        g_autoptr(GPtrArray) row = g_ptr_array_new_with_free_func(placed_free);
        for (guint i = 0; i < n; i++) {
            VigiePlaced *placed = g_new0(VigiePlaced, 1);
            placed->made = g_ptr_array_index(charts, first + i);
            placed->scale = scales[s];
            placed->display =
                lay_out(placed->made, scales[s],
                        low ? low_plot(placed->made->chart->kind) : 0.0, measurer);
            g_ptr_array_add(row, placed);
        }
        if (total_height(row) <= room)
            return g_steal_pointer(&row);
    }
    return NULL;
}

/* Heights of plot that a kind looks well with, tallest first; 0 ends. */
static const double *
steps_of(VigieChartKind kind)
{
    static const double columns[] = {300.0, 270.0, 240.0, 215.0, 190.0, 0.0};
    static const double panels[] = {130.0, 115.0, 100.0, 90.0, 0.0};
    static const double none[] = {0.0};
    if (kind == VIGIE_CHART_TREND)
        return panels;
    return kind == VIGIE_CHART_STACK || kind == VIGIE_CHART_SEASON ? columns : none;
}

/* Every chart that may grow takes the same step, the tallest that the page holds. */
static void
fill_page(GPtrArray *row, double room, const VigieMeasurer *measurer)
{
    for (guint step = 0; step < 5; step++) {
        g_autoptr(GPtrArray) taller = g_ptr_array_new_with_free_func(placed_free);
        bool grows = false;
        for (guint i = 0; i < row->len; i++) {
            const VigiePlaced *old = g_ptr_array_index(row, i);
            const double *steps = steps_of(old->made->chart->kind);
            guint k = 0;
            while (k < step && steps[k] > 0.0)
                k++;
            VigiePlaced *placed = g_memdup2(old, sizeof *old);
            placed->display = lay_out(old->made, old->scale, steps[k], measurer);
            if (placed->display->height < old->display->height) {
                vigie_display_free(placed->display);
                placed->display = lay_out(old->made, old->scale, 0.0, measurer);
            }
            grows |= placed->display->height > old->display->height + 1.0;
            g_ptr_array_add(taller, placed);
        }
        if (grows && total_height(taller) <= room) {
            g_ptr_array_set_size(row, 0);
            for (guint i = 0; i < taller->len; i++)
                g_ptr_array_add(row, g_ptr_array_index(taller, i));
            g_ptr_array_set_free_func(taller, NULL);
            return;
        }
    }
}

/* A chart higher than a page, shrunk to it. */
static GPtrArray *
squeeze(VigieMade *made, double room, const VigieMeasurer *measurer)
{
    GPtrArray *row = g_ptr_array_new_with_free_func(placed_free);
    VigiePlaced *placed = g_new0(VigiePlaced, 1);
    placed->made = made;
    placed->display = lay_out(made, 1.0, 0.0, measurer);
    placed->scale = fmin(1.0, room / placed->display->height);
    g_ptr_array_add(row, placed);
    return row;
}

/* The next charts on a page: never one alone on the last page if two pages could share. */
static GPtrArray *
next_row(const GPtrArray *charts, guint first, double room, const VigieMeasurer *measurer)
{
    guint left = charts->len - first;
    for (guint n = MIN(left, MOST); n >= 1; n--) {
        GPtrArray *row = try_row(charts, first, n, room, measurer);
        if (row == NULL)
            continue;
        if (n > 1 && left > n && left < 2 * n) {
            g_ptr_array_unref(row);
            row = try_row(charts, first, (left + 1) / 2, room, measurer);
        }
        if (row != NULL)
            return row;
    }
    return NULL;
}

GPtrArray *
vigie_arrange(const GPtrArray *charts, const VigieMeasurer *measurer, double first, double page)
{
    GPtrArray *all = g_ptr_array_new_with_free_func(placed_free);
    double room = first;
    bool fresh = false;
    for (guint i = 0; i < charts->len;) {
        g_autoptr(GPtrArray) row = next_row(charts, i, room, measurer);
        bool begun = row == NULL && !fresh && room < page - 1.0;
        if (row == NULL && !begun)
            row = squeeze(g_ptr_array_index(charts, i), room, measurer);
        if (row != NULL) {
            fill_page(row, room, measurer);
            ((VigiePlaced *)g_ptr_array_index(row, 0))->new_page = fresh;
            i += row->len;
            for (guint k = 0; k < row->len; k++)
                g_ptr_array_add(all, g_ptr_array_index(row, k));
            g_ptr_array_set_free_func(row, NULL);
        }
        room = page;
        fresh = true;
    }
    return all;
}
