/* svg.c - charts as SVG with real text: what cairo would write as outlines stays searchable and editable */
#include <string.h>
#include <vigie/render.h>

/* 0.01 point, the same text in every locale. */
static void
put_number(GString *out, double value)
{
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(buffer, sizeof buffer, "%.2f", value);
    gsize length = strlen(buffer);
    while (buffer[length - 1] == '0')
        buffer[--length] = '\0';
    if (buffer[length - 1] == '.')
        buffer[--length] = '\0';
    g_string_append(out, strcmp(buffer, "-0") == 0 ? "0" : buffer);
}

static void
put_attribute(GString *out, const char *name, double value)
{
    g_string_append_printf(out, " %s=\"", name);
    put_number(out, value);
    g_string_append_c(out, '"');
}

/* Text for XML; characters that XML 1.0 forbids are dropped. */
static void
put_escaped(GString *out, const char *text, gsize length)
{
    g_autofree char *escaped = g_markup_escape_text(text, (gssize)length);
    for (const char *p = escaped; *p != '\0'; p++) {
        if (*p == '&' && g_str_has_prefix(p, "&#x")) /* GLib's form of control characters */
            p = strchr(p, ';');
        else
            g_string_append_c(out, *p);
    }
}

static void
put_paint(GString *out, const VigieDisplay *display, const VigieShape *shape)
{
    static const char *const DASHES[] = {"", " stroke-dasharray=\"2.5 2.5\"",
                                         " stroke-dasharray=\"5 3\""};
    if (shape->fill == VIGIE_COLOUR_NONE)
        g_string_append(out, " fill=\"none\"");
    else
        g_string_append_printf(out, " fill=\"#%06x\"",
                               vigie_colour_rgb(display->palette, shape->fill));
    if (shape->stroke.colour == VIGIE_COLOUR_NONE)
        return;
    g_string_append_printf(out, " stroke=\"#%06x\"",
                           vigie_colour_rgb(display->palette, shape->stroke.colour));
    put_attribute(out, "stroke-width", shape->stroke.width);
    g_string_append(out, DASHES[shape->stroke.dash]);
}

static void
put_points(GString *out, const VigieShape *shape)
{
    g_string_append(out, " points=\"");
    for (guint i = 0; i < shape->n_points; i++) {
        if (i > 0)
            g_string_append_c(out, ' ');
        put_number(out, shape->points[i].x);
        g_string_append_c(out, ',');
        put_number(out, shape->points[i].y);
    }
    g_string_append_c(out, '"');
}

static void
put_geometry(GString *out, const VigieShape *shape)
{
    const VigiePoint *points = shape->points;
    switch (shape->kind) {
    case VIGIE_SHAPE_RECT:
        g_string_append(out, "<rect");
        put_attribute(out, "x", points[0].x);
        put_attribute(out, "y", points[0].y);
        put_attribute(out, "width", points[1].x - points[0].x);
        put_attribute(out, "height", points[1].y - points[0].y);
        return;
    case VIGIE_SHAPE_CIRCLE:
        g_string_append(out, "<circle");
        put_attribute(out, "cx", points[0].x);
        put_attribute(out, "cy", points[0].y);
        put_attribute(out, "r", shape->radius);
        return;
    default:
        g_string_append(out, shape->kind == VIGIE_SHAPE_LINE ? "<polyline" : "<polygon");
        put_points(out, shape);
    }
}

static void
put_line_of_text(GString *out, const VigieShape *shape, double y, const char *line,
                 gsize length)
{
    g_string_append(out, "<tspan");
    put_attribute(out, "x", shape->points[0].x);
    put_attribute(out, "y", y);
    g_string_append_c(out, '>');
    put_escaped(out, line, length);
    g_string_append(out, "</tspan>");
}

static void
put_text(GString *out, const VigieDisplay *display, const VigieShape *shape)
{
    static const char *const ANCHORS[] = {"", " text-anchor=\"middle\"",
                                          " text-anchor=\"end\""};
    static const char *const WEIGHTS[] = {"", " font-weight=\"500\"", " font-weight=\"700\""};
    double y = shape->points[0].y;
    g_string_append(out, "<text");
    put_attribute(out, "font-size", shape->font.size);
    g_string_append_printf(out, "%s%s fill=\"#%06x\">", WEIGHTS[shape->font.weight],
                           ANCHORS[shape->anchor],
                           vigie_colour_rgb(display->palette, shape->font.colour));
    for (const char *line = shape->text; line != NULL; y += shape->leading) {
        const char *end = strchr(line, '\n');
        put_line_of_text(out, shape, y, line, end != NULL ? (gsize)(end - line) : strlen(line));
        line = end != NULL ? end + 1 : NULL;
    }
    g_string_append(out, "</text>\n");
}

static void
put_shape(GString *out, const VigieDisplay *display, const VigieShape *shape)
{
    switch (shape->kind) {
    case VIGIE_SHAPE_OPEN:
        g_string_append(out, "<g aria-label=\"");
        put_escaped(out, shape->text, strlen(shape->text));
        g_string_append(out, "\">\n");
        return;
    case VIGIE_SHAPE_CLOSE:
        g_string_append(out, "</g>\n");
        return;
    case VIGIE_SHAPE_TEXT:
        put_text(out, display, shape);
        return;
    default:
        put_geometry(out, shape);
        put_paint(out, display, shape);
        g_string_append(out, "/>\n");
    }
}

/* Points, not pixels: printed, a letter of 8 points has 8 points. */
static void
put_length(GString *out, const char *name, double value)
{
    g_string_append_printf(out, " %s=\"", name);
    put_number(out, value);
    g_string_append(out, "pt\"");
}

static void
put_element(GString *out, const char *name, const char *id, const char *text)
{
    if (text == NULL)
        return;
    g_string_append_printf(out, "<%s id=\"%s\">", name, id);
    put_escaped(out, text, strlen(text));
    g_string_append_printf(out, "</%s>\n", name);
}

char *
vigie_render_svg_text(const VigieDisplay *display)
{
    bool named = display->title != NULL || display->description != NULL;
    GString *out = g_string_new("<svg xmlns=\"http://www.w3.org/2000/svg\"");
    put_length(out, "width", display->width);
    put_length(out, "height", display->height);
    g_string_append(out, " viewBox=\"0 0 ");
    put_number(out, display->width);
    g_string_append_c(out, ' ');
    put_number(out, display->height);
    g_string_append_printf(
        out,
        "\" role=\"img\"%s%s%s lang=\"%s\" font-family=\"Inter, sans-serif\" "
        "font-variant-numeric=\"tabular-nums\" "
        "stroke-linejoin=\"round\" xml:space=\"preserve\">\n",
        named ? " aria-labelledby=\"" : "",
        !named                         ? ""
        : display->title == NULL       ? "desc"
        : display->description == NULL ? "title"
                                       : "title desc",
        named ? "\"" : "", vigie_lang_code(display->lang));
    put_element(out, "title", "title", display->title);
    put_element(out, "desc", "desc", display->description);
    g_string_append_printf(out, "<rect width=\"100%%\" height=\"100%%\" fill=\"#%06x\"/>\n",
                           vigie_colour_rgb(display->palette, VIGIE_COLOUR_PAPER));
    for (guint i = 0; i < display->shapes->len; i++)
        put_shape(out, display, g_ptr_array_index(display->shapes, i));
    g_string_append(out, "</svg>\n");
    return g_string_free(out, FALSE);
}

bool
vigie_render_svg(const VigieDisplay *display, const char *path, GError **error)
{
    g_autofree char *text = vigie_render_svg_text(display);
    return vigie_file_write(path, text, strlen(text), error);
}
