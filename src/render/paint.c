/* paint.c - shapes onto a cairo context */
#include "fonts.h"
#include <math.h>
#include <string.h>

static void
set_rgb(cairo_t *cr, guint32 rgb)
{
    cairo_set_source_rgb(cr, (rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0,
                         (rgb & 255) / 255.0);
}

static void
paint_path(cairo_t *cr, const VigieDisplay *display, const VigieShape *shape)
{
    static const double SHORT[] = {2.5, 2.5}, LONG[] = {5.0, 3.0};
    if (shape->fill != VIGIE_COLOUR_NONE) {
        set_rgb(cr, vigie_colour_rgb(display->palette, shape->fill));
        cairo_fill_preserve(cr);
    }
    if (shape->stroke.colour != VIGIE_COLOUR_NONE) {
        set_rgb(cr, vigie_colour_rgb(display->palette, shape->stroke.colour));
        cairo_set_line_width(cr, shape->stroke.width);
        cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
        cairo_set_dash(cr, shape->stroke.dash == VIGIE_DASH_LONG ? LONG : SHORT,
                       shape->stroke.dash == VIGIE_DASH_NONE ? 0 : 2, 0.0);
        cairo_stroke_preserve(cr);
    }
    cairo_new_path(cr);
}

static void
trace(cairo_t *cr, const VigieShape *shape)
{
    const VigiePoint *points = shape->points;
    cairo_new_path(cr);
    switch (shape->kind) {
    case VIGIE_SHAPE_RECT:
        cairo_rectangle(cr, points[0].x, points[0].y, points[1].x - points[0].x,
                        points[1].y - points[0].y);
        return;
    case VIGIE_SHAPE_CIRCLE:
        cairo_arc(cr, points[0].x, points[0].y, shape->radius, 0.0, 2.0 * G_PI);
        return;
    case VIGIE_SHAPE_LINE:
    case VIGIE_SHAPE_AREA:
        for (guint i = 0; i < shape->n_points; i++)
            cairo_line_to(cr, points[i].x, points[i].y);
        if (shape->kind == VIGIE_SHAPE_AREA)
            cairo_close_path(cr);
        return;
    case VIGIE_SHAPE_TEXT:
    case VIGIE_SHAPE_OPEN:
    case VIGIE_SHAPE_CLOSE:
        return;
    }
}

void
vigie_paint_text(cairo_t *cr, const VigieFonts *fonts, const VigieShape *shape, guint32 rgb)
{
    static const double SHARES[] = {
        [VIGIE_ANCHOR_START] = 0.0, [VIGIE_ANCHOR_MIDDLE] = 0.5, [VIGIE_ANCHOR_END] = 1.0};
    double y = shape->points[0].y;
    set_rgb(cr, rgb);
    for (const char *line = shape->text; line != NULL; y += shape->leading) {
        const char *end = strchr(line, '\n');
        gsize length = end != NULL ? (gsize)(end - line) : strlen(line);
        PangoLayout *layout =
            vigie_fonts_line(fonts, line, length, shape->font.size, shape->font.weight);
        int width = 0;
        pango_layout_get_size(layout, &width, NULL);
        double shift = SHARES[shape->anchor] * (double)width / PANGO_SCALE;
        cairo_move_to(cr, shape->points[0].x - shift, y);
        pango_cairo_show_layout_line(cr, pango_layout_get_line_readonly(layout, 0));
        line = end != NULL ? end + 1 : NULL;
    }
    cairo_new_path(cr);
}

void
vigie_paint_shape(cairo_t *cr, const VigieFonts *fonts, const VigieDisplay *display,
                  const VigieShape *shape)
{
    if (shape->kind == VIGIE_SHAPE_TEXT) {
        vigie_paint_text(cr, fonts, shape,
                         vigie_colour_rgb(display->palette, shape->font.colour));
        return;
    }
    trace(cr, shape);
    paint_path(cr, display, shape);
}

void
vigie_paint_display(cairo_t *cr, const VigieFonts *fonts, const VigieDisplay *display)
{
    for (guint i = 0; i < display->shapes->len; i++)
        vigie_paint_shape(cr, fonts, display, g_ptr_array_index(display->shapes, i));
}
