/* png.c - charts as PNG: cairo draws, libpng writes, since cairo's own writer knows neither the resolution
 * nor a description */
#include "fonts.h"
#include <math.h>
#include <png.h>
#include <string.h>

#define MAX_PIXELS 200e6
#define MAX_SIDE 32000.0

typedef struct {
    GByteArray *bytes;
    char *message; /* libpng's, when it gave up */
} Sink;

static void
sink_write(png_structp png, png_bytep bytes, png_size_t length)
{
    Sink *sink = png_get_io_ptr(png);
    g_byte_array_append(sink->bytes, bytes, (guint)length);
}

static void
sink_flush(png_structp png)
{
    (void)png;
}

static void
on_error(png_structp png, png_const_charp message)
{
    Sink *sink = png_get_error_ptr(png);
    g_free(sink->message);
    sink->message = g_strdup(message);
    png_longjmp(png, 1);
}

static void
on_warning(png_structp png, png_const_charp message)
{
    (void)png;
    (void)message;
}

typedef struct {
    cairo_surface_t *surface;
    double dpi;
    png_text texts[4];
    int n_texts;
} Picture;

static void
add_text(Picture *picture, const char *key, const char *text)
{
    if (text == NULL || *text == '\0')
        return;
    png_text *chunk = &picture->texts[picture->n_texts++];
    chunk->compression = PNG_ITXT_COMPRESSION_NONE;
    chunk->key = (png_charp)key;
    chunk->text = (png_charp)text;
    chunk->itxt_length = strlen(text);
    chunk->lang = (png_charp) "";
    chunk->lang_key = (png_charp) "";
}

static void
write_rows(png_structp png, cairo_surface_t *surface, guint8 *row)
{
    int width = cairo_image_surface_get_width(surface);
    int height = cairo_image_surface_get_height(surface);
    int stride = cairo_image_surface_get_stride(surface);
    const guint8 *pixels = cairo_image_surface_get_data(surface);
    for (int y = 0; y < height; y++) {
        const guint32 *from = (const void *)(pixels + (gsize)y * (gsize)stride);
        for (int x = 0; x < width; x++) {
            row[3 * x] = (guint8)(from[x] >> 16 & 255);
            row[3 * x + 1] = (guint8)(from[x] >> 8 & 255);
            row[3 * x + 2] = (guint8)(from[x] & 255);
        }
        png_write_row(png, row);
    }
}

/* Everything that libpng may jump out of; what must be freed belongs to the caller. */
static bool
write_png(png_structp png, png_infop header, Picture *picture, guint8 *row)
{
    if (setjmp(png_jmpbuf(png)) != 0)
        return false;
    png_set_IHDR(png, header, (png_uint_32)cairo_image_surface_get_width(picture->surface),
                 (png_uint_32)cairo_image_surface_get_height(picture->surface), 8,
                 PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_uint_32 per_metre = (png_uint_32)lround(picture->dpi / 0.0254);
    png_set_pHYs(png, header, per_metre, per_metre, PNG_RESOLUTION_METER);
    png_set_text(png, header, picture->texts, picture->n_texts);
    png_write_info(png, header);
    write_rows(png, picture->surface, row);
    png_write_end(png, header);
    return true;
}

static GBytes *
encode(Picture *picture, GError **error)
{
    Sink sink = {g_byte_array_new(), NULL};
    g_autofree guint8 *row =
        g_malloc(3 * (gsize)cairo_image_surface_get_width(picture->surface));
    png_structp png =
        png_create_write_struct(PNG_LIBPNG_VER_STRING, &sink, on_error, on_warning);
    png_infop header = png != NULL ? png_create_info_struct(png) : NULL;
    bool good = header != NULL;
    if (good) {
        png_set_write_fn(png, &sink, sink_write, sink_flush);
        good = write_png(png, header, picture, row);
    }
    png_destroy_write_struct(&png, &header);
    GBytes *bytes = g_byte_array_free_to_bytes(sink.bytes);
    if (!good) {
        g_set_error(error, VIGIE_RENDER_ERROR, VIGIE_RENDER_ERROR_DRAW,
                    _("cannot write the PNG: %s"),
                    sink.message != NULL ? sink.message : "libpng");
        g_clear_pointer(&bytes, g_bytes_unref);
    }
    g_free(sink.message);
    return bytes;
}

static cairo_surface_t *
draw(VigieFonts *fonts, const VigieDisplay *display, double dpi, GError **error)
{
    double scale = dpi / 72.0;
    double width = ceil(display->width * scale - 1e-6);
    double height = ceil(display->height * scale - 1e-6);
    if (!(dpi >= 36.0 && dpi <= 1200.0) || width > MAX_SIDE || height > MAX_SIDE ||
        width * height > MAX_PIXELS) {
        g_set_error(
            error, VIGIE_RENDER_ERROR, VIGIE_RENDER_ERROR_SIZE,
            _("%.0f x %.0f pixels at %g dpi is no picture to publish: take 36 to 1200 dpi, "
              "and less for a large chart"),
            width, height, dpi);
        return NULL;
    }
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
    cairo_t *cr = cairo_create(surface);
    cairo_set_source_rgb(cr, 1.0, 1.0, 1.0);
    cairo_paint(cr);
    cairo_scale(cr, scale, scale);
    vigie_paint_display(cr, fonts, display);
    cairo_status_t status = cairo_status(cr);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    if (!vigie_cairo_check(status, error))
        g_clear_pointer(&surface, cairo_surface_destroy);
    return surface;
}

GBytes *
vigie_render_png_bytes(VigieFonts *fonts, const VigieDisplay *display, double dpi,
                       const VigieDocumentInfo *info, GError **error)
{
    Picture picture = {.surface = draw(fonts, display, dpi, error), .dpi = dpi};
    if (picture.surface == NULL)
        return NULL;
    bool titled = info != NULL && info->title != NULL;
    add_text(&picture, "Title", titled ? info->title : display->title);
    add_text(&picture, "Author", info != NULL ? info->author : NULL);
    add_text(&picture, "Description", display->description);
    add_text(&picture, "Software",
             info != NULL && info->creator != NULL ? info->creator : "vigie");
    GBytes *bytes = encode(&picture, error);
    cairo_surface_destroy(picture.surface);
    return bytes;
}

bool
vigie_render_png(VigieFonts *fonts, const VigieDisplay *display, const char *path, double dpi,
                 const VigieDocumentInfo *info, GError **error)
{
    g_autoptr(GBytes) bytes = vigie_render_png_bytes(fonts, display, dpi, info, error);
    if (bytes == NULL)
        return false;
    gsize length = 0;
    const char *content = g_bytes_get_data(bytes, &length);
    return vigie_file_write(path, content, length, error);
}
