/* render.h - display lists and text onto paper: PDF, PNG and SVG by cairo and pango, in Inter.
 * vigie_fonts_new() measures text; vigie_render_pdf(), vigie_render_png() and vigie_render_svg() write one
 * chart; a VigieDocument is a tagged PDF of many pages with links and bookmarks.  The same input gives the
 * same bytes.  All sizes are points (1/72 inch). */
#ifndef VIGIE_RENDER_H
#define VIGIE_RENDER_H

#include <vigie/chart.h>

G_BEGIN_DECLS

#define VIGIE_RENDER_ERROR (vigie_render_error_quark())
GQuark vigie_render_error_quark(void);
typedef enum {
    VIGIE_RENDER_ERROR_FONT,  /* neither Inter nor any other font was found */
    VIGIE_RENDER_ERROR_DRAW,  /* cairo, libpng or libqpdf refused */
    VIGIE_RENDER_ERROR_WRITE, /* the file cannot be written */
    VIGIE_RENDER_ERROR_SIZE   /* more pixels than a PNG should have */
} VigieRenderError;

/* What a document says of itself; strings borrowed, NULL = not said. */
typedef struct {
    const char *title, *author, *subject, *keywords;
    const char *creator; /* NULL = "vigie" */
    double date;         /* days since 1970-01-01: both dates of a PDF; NAN = none */
    VigieLang lang;
} VigieDocumentInfo;

/* Fonts: a measurer that stays valid as long as they do. */
typedef struct VigieFonts VigieFonts;
VigieFonts *vigie_fonts_new(GError **error);
void vigie_fonts_free(VigieFonts *fonts);
const VigieMeasurer *vigie_fonts_measurer(const VigieFonts *fonts);

/* One chart into one file, written whole.  The display's title stands in where info has none (info
 * may be NULL); its description becomes the alternative text of each format. */
bool vigie_render_pdf(VigieFonts *fonts, const VigieDisplay *display, const char *path,
                      const VigieDocumentInfo *info, GError **error);
/* dpi 36 .. 1200; the resolution and the description are written into the file. */
bool vigie_render_png(VigieFonts *fonts, const VigieDisplay *display, const char *path,
                      double dpi, const VigieDocumentInfo *info, GError **error);
/* Real text in font-family Inter, sans-serif. */
bool vigie_render_svg(const VigieDisplay *display, const char *path, GError **error);
/* The same as bytes: a slide, a workbook; (transfer full). */
GBytes *vigie_render_png_bytes(VigieFonts *fonts, const VigieDisplay *display, double dpi,
                               const VigieDocumentInfo *info, GError **error);
char *vigie_render_svg_text(const VigieDisplay *display);

/* Text with typographic apostrophes; (transfer full).  A VigieDocument does it by itself. */
char *vigie_text_curl(const char *text);

/* A PDF of many pages.  Errors of drawing are kept and come out of vigie_document_write(). */
typedef struct VigieDocument VigieDocument;
VigieDocument *vigie_document_new(VigieFonts *fonts, double width, double height,
                                  const VigieDocumentInfo *info, GError **error);
void vigie_document_free(VigieDocument *document);
/* Ends the page at hand, if any, and begins the next: call it before the first drawing. */
void vigie_document_page(VigieDocument *document);

/* Structure, for those who hear a document and for programs that read it: what is drawn from open to close is one
 * element, named as PDF names them ("Document", "Sect", "H1", "P", "TOC", "TOCI", "Table", "TR", "TH", "TD").  Elements
 * nest; what is drawn outside them is decoration. */
void vigie_document_open(VigieDocument *document, const char *element);
void vigie_document_close(VigieDocument *document);

/* Draws a display list with its top left corner at (x, y), `scale` times its size.  One with a description is a
 * Figure and the description its alternative text; in others a group is an element of the group's name. */
void vigie_document_draw(VigieDocument *document, const VigieDisplay *display, double x,
                         double y, double scale);

/* A block of text: paragraphs separated by "\n", wrapped to width, French spaces made unbreakable. */
typedef struct {
    VigieFont font;
    VigieAnchor align;
    double leading;         /* line height as a multiple of the font's own; 0 = 1 */
    double paragraph_space; /* points between paragraphs */
    const char *element;    /* what each paragraph is: "H1", "P" …; NULL = decoration */
} VigieTextStyle;
/* Height that the block takes; nothing is drawn. */
double vigie_document_text_height(const VigieDocument *document, const VigieTextStyle *style,
                                  const char *text, double width);
/* Draws it with the top of the first line at y; returns its height. */
double vigie_document_text(VigieDocument *document, const VigieTextStyle *style,
                           const char *text, double x, double y, double width);

/* Named places and links to them (or to "https://…"): a link covers a box of the page at hand; what is drawn until
 * vigie_document_close() is its text. */
void vigie_document_place(VigieDocument *document, const char *name, double x, double y);
void vigie_document_link(VigieDocument *document, const char *target, const VigieBox *box);
/* A bookmark to a named place, under parent (0 = top); returns its id. */
int vigie_document_bookmark(VigieDocument *document, int parent, const char *text,
                            const char *place);

/* Finishes the PDF and writes it whole. */
bool vigie_document_write(VigieDocument *document, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieFonts, vigie_fonts_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieDocument, vigie_document_free)

G_END_DECLS

#endif
