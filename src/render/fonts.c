/* fonts.c - measuring text with pango, in points */
#include "fonts.h"
#include <string.h>

G_DEFINE_QUARK(vigie_render_error, vigie_render_error)

#define FAMILY "Inter"

static PangoWeight
pango_weight(VigieWeight weight)
{
    static const PangoWeight WEIGHTS[] = {PANGO_WEIGHT_NORMAL, PANGO_WEIGHT_MEDIUM,
                                          PANGO_WEIGHT_BOLD};
    return WEIGHTS[weight];
}

PangoLayout *
vigie_fonts_line(const VigieFonts *fonts, const char *text, gsize length, double size,
                 VigieWeight weight)
{
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family_static(font, FAMILY);
    pango_font_description_set_weight(font, pango_weight(weight));
    pango_font_description_set_size(font, (int)(size * PANGO_SCALE + 0.5));
    pango_layout_set_font_description(fonts->layout, font);
    pango_font_description_free(font);
    pango_layout_set_text(fonts->layout, text, (int)length);
    return fonts->layout;
}

static void
measure(void *user, const char *text, gsize length, double size, VigieWeight weight,
        VigieExtents *out)
{
    PangoLayout *layout = vigie_fonts_line(user, text, length, size, weight);
    PangoRectangle box;
    pango_layout_get_extents(layout, NULL, &box);
    double baseline = (double)pango_layout_get_baseline(layout);
    out->width = (double)box.width / PANGO_SCALE;
    out->ascent = baseline / PANGO_SCALE;
    out->descent = ((double)box.height - baseline) / PANGO_SCALE;
}

/* No hinting and no rounding: one point is one unit wherever the text is drawn. */
static void
set_metrics(PangoContext *context)
{
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_cairo_context_set_resolution(context, 72.0);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_language(context, pango_language_from_string("fr"));
}

/* Figures of one width: numbers stand under one another, and a narrow space between thousands is seen. */
static void
set_figures(PangoLayout *layout)
{
    PangoAttrList *attributes = pango_attr_list_new();
    pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=1"));
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
}

VigieFonts *
vigie_fonts_new(GError **error)
{
    g_autoptr(VigieFonts) fonts = g_new0(VigieFonts, 1);
    fonts->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    if (fonts->map == NULL) {
        g_set_error(error, VIGIE_RENDER_ERROR, VIGIE_RENDER_ERROR_FONT,
                    _("no fonts: this pango is built without FreeType"));
        return NULL;
    }
    fonts->context = pango_font_map_create_context(fonts->map);
    set_metrics(fonts->context);
    fonts->layout = pango_layout_new(fonts->context);
    set_figures(fonts->layout);
    fonts->measurer = (VigieMeasurer){measure, fonts};
    VigieExtents extents;
    measure(fonts, "n", 1, 10.0, VIGIE_WEIGHT_REGULAR, &extents);
    /* without any font pango has boxes of its own making in place of letters */
    bool letters = pango_layout_get_unknown_glyphs_count(fonts->layout) == 0;
    if (!letters || !(extents.width > 0.0)) {
        g_set_error(error, VIGIE_RENDER_ERROR, VIGIE_RENDER_ERROR_FONT,
                    _("no font was found: install Inter (Debian package fonts-inter)"));
        return NULL;
    }
    return g_steal_pointer(&fonts);
}

void
vigie_fonts_free(VigieFonts *fonts)
{
    if (fonts == NULL)
        return;
    g_clear_object(&fonts->layout);
    g_clear_object(&fonts->context);
    g_clear_object(&fonts->map);
    g_free(fonts);
}

const VigieMeasurer *
vigie_fonts_measurer(const VigieFonts *fonts)
{
    return &fonts->measurer;
}

bool
vigie_cairo_check(cairo_status_t status, GError **error)
{
    if (status == CAIRO_STATUS_SUCCESS)
        return true;
    g_set_error(error, VIGIE_RENDER_ERROR, VIGIE_RENDER_ERROR_DRAW, _("cannot draw: %s"),
                cairo_status_to_string(status));
    return false;
}
