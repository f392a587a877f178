/* fonts.h - pango set up so that a text measures the same on every surface and at every resolution. */
#ifndef VIGIE_RENDER_FONTS_H
#define VIGIE_RENDER_FONTS_H

#include <pango/pangocairo.h>
#include <vigie/render.h>

struct VigieFonts {
    PangoFontMap *map;
    PangoContext *context;
    PangoLayout *layout; /* of one line, used again and again */
    VigieMeasurer measurer;
};

/* fonts->layout with one line of text in that font. */
PangoLayout *vigie_fonts_line(const VigieFonts *fonts, const char *text, gsize length,
                              double size, VigieWeight weight);

/* Draws shapes at the origin of cr; rgb from the display's palette. */
void vigie_paint_display(cairo_t *cr, const VigieFonts *fonts, const VigieDisplay *display);
void vigie_paint_shape(cairo_t *cr, const VigieFonts *fonts, const VigieDisplay *display,
                       const VigieShape *shape);
/* Lines separated by "\n", first baseline at `at`. */
void vigie_paint_text(cairo_t *cr, const VigieFonts *fonts, const VigieShape *shape,
                      guint32 rgb);

/* cairo's status as an error; true if all is well. */
bool vigie_cairo_check(cairo_status_t status, GError **error);

#endif
