/* display.c - the display list and its printed form */
#include <string.h>
#include <vigie/chart-display.h>

static void
shape_free(gpointer pointer)
{
    VigieShape *shape = pointer;
    g_free(shape->points);
    g_free(shape->text);
    g_free(shape);
}

VigieDisplay *
vigie_display_new(double width, VigiePalette palette, VigieLang lang)
{
    VigieDisplay *display = g_new0(VigieDisplay, 1);
    display->width = width;
    display->palette = palette;
    display->lang = lang;
    display->shapes = g_ptr_array_new_with_free_func(shape_free);
    return display;
}

void
vigie_display_free(VigieDisplay *display)
{
    if (display == NULL)
        return;
    g_free(display->title);
    g_free(display->description);
    g_ptr_array_unref(display->shapes);
    g_free(display);
}

static VigieShape *
add(VigieDisplay *display, VigieShapeKind kind, const VigiePoint *points, guint n)
{
    VigieShape *shape = g_new0(VigieShape, 1);
    shape->kind = kind;
    shape->points = g_memdup2(points, n * sizeof *points);
    shape->n_points = n;
    g_ptr_array_add(display->shapes, shape);
    return shape;
}

void
vigie_display_line(VigieDisplay *display, const VigiePoint *points, guint n,
                   const VigieStroke *stroke)
{
    add(display, VIGIE_SHAPE_LINE, points, n)->stroke = *stroke;
}

void
vigie_display_segment(VigieDisplay *display, double x0, double y0, double x1, double y1,
                      const VigieStroke *stroke)
{
    VigiePoint points[] = {{x0, y0}, {x1, y1}};
    vigie_display_line(display, points, 2, stroke);
}

void
vigie_display_area(VigieDisplay *display, const VigiePoint *points, guint n, VigieColour fill)
{
    add(display, VIGIE_SHAPE_AREA, points, n)->fill = fill;
}

void
vigie_display_rect(VigieDisplay *display, const VigieBox *box, VigieColour fill)
{
    VigiePoint corners[] = {{MIN(box->x0, box->x1), MIN(box->y0, box->y1)},
                            {MAX(box->x0, box->x1), MAX(box->y0, box->y1)}};
    add(display, VIGIE_SHAPE_RECT, corners, 2)->fill = fill;
}

void
vigie_display_circle(VigieDisplay *display, VigiePoint centre, double radius, VigieColour fill,
                     const VigieStroke *stroke)
{
    VigieShape *shape = add(display, VIGIE_SHAPE_CIRCLE, &centre, 1);
    shape->radius = radius;
    shape->fill = fill;
    if (stroke != NULL)
        shape->stroke = *stroke;
}

void
vigie_display_text(VigieDisplay *display, const VigieMeasurer *measurer, VigiePoint at,
                   VigieAnchor anchor, const VigieFont *font, const char *text)
{
    if (text == NULL || *text == '\0')
        return;
    VigieShape *shape = add(display, VIGIE_SHAPE_TEXT, &at, 1);
    shape->text = g_strdup(text);
    shape->font = *font;
    shape->anchor = anchor;
    shape->extents = vigie_text_extents(measurer, text, font);
    shape->leading = shape->extents.ascent + shape->extents.descent;
}

void
vigie_display_open(VigieDisplay *display, const char *name)
{
    add(display, VIGIE_SHAPE_OPEN, NULL, 0)->text = g_strdup(name);
}

void
vigie_display_close(VigieDisplay *display)
{
    add(display, VIGIE_SHAPE_CLOSE, NULL, 0);
}

VigieBox
vigie_shape_box(const VigieShape *text)
{
    guint n_breaks = vigie_text_n_lines(text->text) - 1;
    double shift[] = {[VIGIE_ANCHOR_START] = 0.0,
                      [VIGIE_ANCHOR_MIDDLE] = -text->extents.width / 2.0,
                      [VIGIE_ANCHOR_END] = -text->extents.width};
    double x = text->points[0].x + shift[text->anchor], y = text->points[0].y;
    return (VigieBox){x, y - text->extents.ascent, x + text->extents.width,
                      y + text->extents.descent + n_breaks * text->leading};
}

/* Printing ------------------------------------------------------------------------------------ */

/* 0.01 point, without trailing zeros and never -0. */
static void
print_number(GString *out, double value)
{
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];
    double rounded = (double)(gint64)(value * 100.0 + (value < 0.0 ? -0.5 : 0.5)) / 100.0;
    g_ascii_formatd(buffer, sizeof buffer, "%.2f", rounded);
    gsize length = strlen(buffer);
    while (buffer[length - 1] == '0')
        buffer[--length] = '\0';
    if (buffer[length - 1] == '.')
        buffer[--length] = '\0';
    g_string_append(out, strcmp(buffer, "-0") == 0 ? "0" : buffer);
}

static void
print_points(GString *out, const VigieShape *shape)
{
    for (guint i = 0; i < shape->n_points; i++) {
        g_string_append_c(out, ' ');
        print_number(out, shape->points[i].x);
        g_string_append_c(out, ',');
        print_number(out, shape->points[i].y);
    }
}

static void
print_paint(GString *out, const VigieShape *shape)
{
    static const char *const DASHES[] = {"", " short", " long"};
    if (shape->fill != VIGIE_COLOUR_NONE)
        g_string_append_printf(out, " fill=%s", vigie_colour_name(shape->fill));
    if (shape->stroke.colour == VIGIE_COLOUR_NONE)
        return;
    g_string_append_printf(out, " stroke=%s ", vigie_colour_name(shape->stroke.colour));
    print_number(out, shape->stroke.width);
    g_string_append(out, DASHES[shape->stroke.dash]);
}

static void
print_text(GString *out, const VigieShape *shape)
{
    static const char *const ANCHORS[] = {"start", "middle", "end"};
    static const char *const WEIGHTS[] = {"", " medium", " bold"};
    g_string_append_printf(out, " %s ", ANCHORS[shape->anchor]);
    print_number(out, shape->font.size);
    g_string_append_printf(out, "%s %s", WEIGHTS[shape->font.weight],
                           vigie_colour_name(shape->font.colour));
    g_autoptr(GString) text = g_string_new(shape->text);
    g_string_replace(text, "\n", "\\n", 0);
    g_string_append_printf(out, " \"%s\"", text->str);
}

static void
print_shape(GString *out, const VigieShape *shape)
{
    static const char *const KINDS[] = {"line", "area", "rect", "circle",
                                        "text", "open", "close"};
    g_string_append(out, KINDS[shape->kind]);
    if (shape->kind == VIGIE_SHAPE_OPEN)
        g_string_append_printf(out, " %s", shape->text);
    print_points(out, shape);
    if (shape->kind == VIGIE_SHAPE_CIRCLE) {
        g_string_append(out, " r=");
        print_number(out, shape->radius);
    }
    print_paint(out, shape);
    if (shape->kind == VIGIE_SHAPE_TEXT)
        print_text(out, shape);
    g_string_append_c(out, '\n');
}

char *
vigie_display_print(const VigieDisplay *display)
{
    GString *out = g_string_new("display ");
    print_number(out, display->width);
    g_string_append(out, " x ");
    print_number(out, display->height);
    g_string_append_c(out, '\n');
    for (guint i = 0; i < display->shapes->len; i++)
        print_shape(out, g_ptr_array_index(display->shapes, i));
    return g_string_free(out, FALSE);
}
