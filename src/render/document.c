/* document.c - PDFs: pages, texts, structure, links, bookmarks and metadata by cairo, finished by libqpdf */
#include "fonts.h"
#include "tagged.h"
#include <cairo-pdf.h>
#include <math.h>
#include <string.h>

struct VigieDocument {
    const VigieFonts *fonts;
    GByteArray *bytes;
    cairo_surface_t *surface;
    cairo_t *cr;
    guint n_pages;
    VigieLang lang;
    GPtrArray *open;         /* names of the elements that are open, innermost last */
    GPtrArray *alternatives; /* of the figures, in order */
};

static cairo_status_t
keep(void *closure, const unsigned char *bytes, unsigned int length)
{
    g_byte_array_append(closure, bytes, length);
    return CAIRO_STATUS_SUCCESS;
}

static void
set_metadata(cairo_surface_t *surface, cairo_pdf_metadata_t key, const char *text)
{
    g_autofree char *curled = text != NULL ? vigie_text_curl(text) : NULL;
    if (curled != NULL)
        cairo_pdf_surface_set_metadata(surface, key, curled);
}

static void
set_info(cairo_surface_t *surface, const VigieDocumentInfo *info)
{
    set_metadata(surface, CAIRO_PDF_METADATA_TITLE, info->title);
    set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, info->author);
    set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, info->subject);
    set_metadata(surface, CAIRO_PDF_METADATA_KEYWORDS, info->keywords);
    set_metadata(surface, CAIRO_PDF_METADATA_CREATOR,
                 info->creator != NULL ? info->creator : "vigie");
    /* cairo takes the clock for dates that nobody sets: the epoch stands for "no date" */
    char buffer[VIGIE_DATE_SIZE];
    double days = isfinite(info->date) ? info->date : 0.0;
    g_autofree char *date = g_strconcat(vigie_date_print(days, buffer), "T00:00:00Z", NULL);
    set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
    set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, date);
}

VigieDocument *
vigie_document_new(VigieFonts *fonts, double width, double height,
                   const VigieDocumentInfo *info, GError **error)
{
    static const VigieDocumentInfo NOTHING = {.date = NAN};
    g_autoptr(VigieDocument) document = g_new0(VigieDocument, 1);
    document->fonts = fonts;
    document->bytes = g_byte_array_new();
    document->open = g_ptr_array_new_with_free_func(g_free);
    document->alternatives = g_ptr_array_new_with_free_func(g_free);
    document->surface =
        cairo_pdf_surface_create_for_stream(keep, document->bytes, width, height);
    document->lang = info != NULL ? info->lang : VIGIE_LANG_EN;
    set_info(document->surface, info != NULL ? info : &NOTHING);
    document->cr = cairo_create(document->surface);
    if (!vigie_cairo_check(cairo_status(document->cr), error))
        return NULL;
    return g_steal_pointer(&document);
}

void
vigie_document_free(VigieDocument *document)
{
    if (document == NULL)
        return;
    g_clear_pointer(&document->cr, cairo_destroy);
    g_clear_pointer(&document->surface, cairo_surface_destroy);
    g_byte_array_unref(document->bytes);
    g_ptr_array_unref(document->open);
    g_ptr_array_unref(document->alternatives);
    g_free(document);
}

void
vigie_document_page(VigieDocument *document)
{
    if (document->n_pages++ > 0)
        cairo_show_page(document->cr);
}

/* Structure ----------------------------------------------------------------------------------- */

static void
begin(VigieDocument *document, const char *element, const char *attributes)
{
    cairo_tag_begin(document->cr, element, attributes);
    g_ptr_array_add(document->open, g_strdup(element));
}

void
vigie_document_open(VigieDocument *document, const char *element)
{
    begin(document, element, NULL);
}

void
vigie_document_close(VigieDocument *document)
{
    g_assert(document->open->len > 0);
    cairo_tag_end(document->cr, g_ptr_array_index(document->open, document->open->len - 1));
    g_ptr_array_set_size(document->open, (gint)document->open->len - 1);
}

static void
draw_figure(VigieDocument *document, const VigieDisplay *display)
{
    g_ptr_array_add(document->alternatives, g_strdup(display->description));
    begin(document, "Figure", NULL);
    vigie_paint_display(document->cr, document->fonts, display);
    vigie_document_close(document);
}

/* Groups are elements: a table, its rows and cells. */
static void
draw_elements(VigieDocument *document, const VigieDisplay *display)
{
    for (guint i = 0; i < display->shapes->len; i++) {
        const VigieShape *shape = g_ptr_array_index(display->shapes, i);
        if (shape->kind == VIGIE_SHAPE_OPEN)
            begin(document, shape->text, NULL);
        else if (shape->kind == VIGIE_SHAPE_CLOSE)
            vigie_document_close(document);
        else
            vigie_paint_shape(document->cr, document->fonts, display, shape);
    }
}

void
vigie_document_draw(VigieDocument *document, const VigieDisplay *display, double x, double y,
                    double scale)
{
    cairo_save(document->cr);
    cairo_translate(document->cr, x, y);
    cairo_scale(document->cr, scale, scale);
    if (display->description != NULL)
        draw_figure(document, display);
    else
        draw_elements(document, display);
    cairo_restore(document->cr);
}

/* Text blocks --------------------------------------------------------------------------------- */

static void
draw_paragraph(VigieDocument *document, const VigieTextStyle *style, const VigieShape *shape)
{
    guint32 rgb = vigie_colour_rgb(VIGIE_PALETTE_STANDARD, style->font.colour);
    bool element = style->element != NULL && *shape->text != '\0';
    if (element)
        begin(document, style->element, NULL);
    vigie_paint_text(document->cr, document->fonts, shape, rgb);
    if (element)
        vigie_document_close(document);
}

/* Measures the block, and draws it on `canvas` if that is not NULL. */
static double
block(const VigieDocument *document, VigieDocument *canvas, const VigieTextStyle *style,
      const char *text, const VigieBox *place)
{
    static const double SHARES[] = {
        [VIGIE_ANCHOR_START] = 0.0, [VIGIE_ANCHOR_MIDDLE] = 0.5, [VIGIE_ANCHOR_END] = 1.0};
    const VigieMeasurer *measurer = &document->fonts->measurer;
    double width = place->x1 - place->x0, y = place->y0;
    g_auto(GStrv) paragraphs = g_strsplit(text, "\n", -1);
    for (guint i = 0; paragraphs[i] != NULL; i++) {
        g_autofree char *curled = vigie_text_curl(paragraphs[i]);
        g_autofree char *typeset = vigie_text_typeset(curled, document->lang);
        g_autofree char *lines = vigie_text_wrap(measurer, typeset, &style->font, width, false);
        VigieShape shape = {.kind = VIGIE_SHAPE_TEXT, .text = lines, .font = style->font};
        shape.extents = vigie_text_extents(measurer, lines, &style->font);
        double line = shape.extents.ascent + shape.extents.descent;
        shape.leading = line * (style->leading > 0.0 ? style->leading : 1.0);
        VigiePoint at = {place->x0 + SHARES[style->align] * width,
                         y + (shape.leading - line) / 2.0 + shape.extents.ascent};
        shape.points = &at;
        shape.anchor = style->align;
        if (canvas != NULL)
            draw_paragraph(canvas, style, &shape);
        y += vigie_text_n_lines(lines) * shape.leading;
        y += paragraphs[i + 1] != NULL ? style->paragraph_space : 0.0;
    }
    return y - place->y0;
}

double
vigie_document_text_height(const VigieDocument *document, const VigieTextStyle *style,
                           const char *text, double width)
{
    return block(document, NULL, style, text, &(VigieBox){0.0, 0.0, width, 0.0});
}

double
vigie_document_text(VigieDocument *document, const VigieTextStyle *style, const char *text,
                    double x, double y, double width)
{
    return block(document, document, style, text, &(VigieBox){x, y, x + width, y});
}

/* Places, links, bookmarks -------------------------------------------------------------------- */

/* A string of cairo's attribute syntax. */
static char *
quoted(const char *text)
{
    GString *out = g_string_new("'");
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '\'' || *p == '\\')
            g_string_append_c(out, '\\');
        g_string_append_c(out, *p);
    }
    g_string_append_c(out, '\'');
    return g_string_free(out, FALSE);
}

static void
put_point(GString *out, double value)
{
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append_printf(out, "%s ", g_ascii_formatd(buffer, sizeof buffer, "%.2f", value));
}

void
vigie_document_place(VigieDocument *document, const char *name, double x, double y)
{
    g_autofree char *quoted_name = quoted(name);
    g_autoptr(GString) attributes = g_string_new(NULL);
    g_string_append_printf(attributes, "name=%s x=", quoted_name);
    put_point(attributes, x);
    g_string_append(attributes, "y=");
    put_point(attributes, y);
    cairo_tag_begin(document->cr, CAIRO_TAG_DEST, attributes->str);
    cairo_tag_end(document->cr, CAIRO_TAG_DEST);
}

void
vigie_document_link(VigieDocument *document, const char *target, const VigieBox *box)
{
    g_autofree char *quoted_target = quoted(target);
    g_autoptr(GString) attributes = g_string_new("rect=[");
    put_point(attributes, box->x0);
    put_point(attributes, box->y0);
    put_point(attributes, box->x1 - box->x0);
    put_point(attributes, box->y1 - box->y0);
    bool outside = strstr(target, "://") != NULL || g_str_has_prefix(target, "mailto:");
    g_string_append_printf(attributes, "] %s=%s", outside ? "uri" : "dest", quoted_target);
    begin(document, CAIRO_TAG_LINK, attributes->str);
}

int
vigie_document_bookmark(VigieDocument *document, int parent, const char *text,
                        const char *place)
{
    g_autofree char *quoted_place = quoted(place);
    g_autofree char *attributes = g_strconcat("dest=", quoted_place, NULL);
    g_autofree char *curled = vigie_text_curl(text);
    return cairo_pdf_surface_add_outline(document->surface, parent, curled, attributes,
                                         parent == CAIRO_PDF_OUTLINE_ROOT
                                             ? CAIRO_PDF_OUTLINE_FLAG_OPEN
                                             : (cairo_pdf_outline_flags_t)0);
}

/* Files --------------------------------------------------------------------------------------- */

bool
vigie_document_write(VigieDocument *document, const char *path, GError **error)
{
    while (document->open->len > 0)
        vigie_document_close(document);
    cairo_status_t status = cairo_status(document->cr);
    cairo_destroy(g_steal_pointer(&document->cr));
    cairo_surface_finish(document->surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(document->surface);
    if (!vigie_cairo_check(status, error))
        return false;
    g_autoptr(GBytes) finished =
        vigie_pdf_finish(document->bytes, document->lang, document->alternatives, error);
    if (finished == NULL)
        return false;
    gsize length = 0;
    const char *content = g_bytes_get_data(finished, &length);
    return vigie_file_write(path, content, length, error);
}

bool
vigie_render_pdf(VigieFonts *fonts, const VigieDisplay *display, const char *path,
                 const VigieDocumentInfo *info, GError **error)
{
    VigieDocumentInfo titled = info != NULL ? *info : (VigieDocumentInfo){.date = NAN};
    if (info == NULL)
        titled.lang = display->lang;
    if (titled.title == NULL)
        titled.title = display->title;
    g_autoptr(VigieDocument) document =
        vigie_document_new(fonts, display->width, display->height, &titled, error);
    if (document == NULL)
        return false;
    vigie_document_page(document);
    vigie_document_draw(document, display, 0.0, 0.0, 1.0);
    return vigie_document_write(document, path, error);
}
