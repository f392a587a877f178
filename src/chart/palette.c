/* palette.c - the colours: one accent and greys, a diverging scale, and categories that are dark and
 * light in turn.  Derived from the colour-blind safe set of Okabe and Ito (2008), darkened where a text
 * or a thin line must be read on white. */
#include <math.h>
#include <vigie/chart-display.h>

typedef struct {
    const char *name;
    guint32 rgb;
} Swatch;

static const Swatch SWATCHES[VIGIE_N_COLOURS] = {
    [VIGIE_COLOUR_NONE] = {"none", 0},
    [VIGIE_COLOUR_PAPER] = {"paper", 0xffffff},
    [VIGIE_COLOUR_INK] = {"ink", 0x16191c},
    [VIGIE_COLOUR_TEXT] = {"text", 0x33383d},
    [VIGIE_COLOUR_MUTED] = {"muted", 0x5e656c},
    [VIGIE_COLOUR_AXIS] = {"axis", 0x8a9299},
    [VIGIE_COLOUR_GRID] = {"grid", 0xe2e6e9},
    [VIGIE_COLOUR_REFERENCE] = {"reference", 0xa9b0b6},
    [VIGIE_COLOUR_ACCENT] = {"accent", 0x00588f},
    [VIGIE_COLOUR_TINT] = {"tint", 0xcbdfee},
    [VIGIE_COLOUR_NEGATIVE_1] = {"negative-1", 0xa04300},
    [VIGIE_COLOUR_NEGATIVE_2] = {"negative-2", 0xe9a15f},
    [VIGIE_COLOUR_NEGATIVE_3] = {"negative-3", 0xf6d3b0},
    [VIGIE_COLOUR_POSITIVE_1] = {"positive-1", 0x00588f},
    [VIGIE_COLOUR_POSITIVE_2] = {"positive-2", 0x7bb4dc},
    [VIGIE_COLOUR_POSITIVE_3] = {"positive-3", 0xc3ddf0},
    [VIGIE_COLOUR_NEUTRAL] = {"neutral", 0xaab1b7},
    [VIGIE_COLOUR_APART] = {"apart", 0xd9dde0},
    [VIGIE_COLOUR_SERIES_1] = {"series-1", 0x00588f},
    [VIGIE_COLOUR_SERIES_2] = {"series-2", 0xefa72f},
    [VIGIE_COLOUR_SERIES_3] = {"series-3", 0x007e68},
    [VIGIE_COLOUR_SERIES_4] = {"series-4", 0x86c5ec},
    [VIGIE_COLOUR_SERIES_5] = {"series-5", 0xa8450a},
    [VIGIE_COLOUR_SERIES_6] = {"series-6", 0xe3b3cd},
    [VIGIE_COLOUR_SERIES_7] = {"series-7", 0x3f4449},
    [VIGIE_COLOUR_SERIES_8] = {"series-8", 0xf1e58a},
};

const char *
vigie_colour_name(VigieColour colour)
{
    g_return_val_if_fail(colour < VIGIE_N_COLOURS, "none");
    return SWATCHES[colour].name;
}

/* sRGB channel 0..255 to linear light, and back. */
static double
linear(guint32 channel)
{
    double c = (double)channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static guint32
encoded(double light)
{
    double c = light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1.0 / 2.4) - 0.055;
    return (guint32)lround(CLAMP(c, 0.0, 1.0) * 255.0);
}

static double
luminance(guint32 rgb)
{
    return 0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255) +
           0.0722 * linear(rgb & 255);
}

guint32
vigie_colour_rgb(VigiePalette palette, VigieColour colour)
{
    g_return_val_if_fail(colour > VIGIE_COLOUR_NONE && colour < VIGIE_N_COLOURS, 0);
    guint32 rgb = SWATCHES[colour].rgb;
    if (palette == VIGIE_PALETTE_STANDARD)
        return rgb;
    guint32 grey = encoded(luminance(rgb));
    return grey << 16 | grey << 8 | grey;
}

double
vigie_colour_contrast(guint32 a, guint32 b)
{
    double la = luminance(a), lb = luminance(b);
    return (MAX(la, lb) + 0.05) / (MIN(la, lb) + 0.05);
}

VigieColour
vigie_colour_on(VigiePalette palette, VigieColour fill)
{
    guint32 rgb = vigie_colour_rgb(palette, fill);
    double paper = vigie_colour_contrast(vigie_colour_rgb(palette, VIGIE_COLOUR_PAPER), rgb);
    double ink = vigie_colour_contrast(vigie_colour_rgb(palette, VIGIE_COLOUR_INK), rgb);
    return paper >= ink ? VIGIE_COLOUR_PAPER : VIGIE_COLOUR_INK;
}
