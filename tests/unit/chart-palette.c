/* chart-palette.c - colours that everyone can tell apart and read */
#include <math.h>
#include <vigie/chart-display.h>

static void
test_contrast_known(void)
{
    /* WCAG 2: black on white 21, #777777 on white 4.48, #767676 4.54 (published by WebAIM) */
    g_assert_cmpfloat_with_epsilon(vigie_colour_contrast(0x000000, 0xffffff), 21.0, 1e-9);
    g_assert_cmpfloat_with_epsilon(vigie_colour_contrast(0x777777, 0xffffff), 4.48, 0.005);
    g_assert_cmpfloat_with_epsilon(vigie_colour_contrast(0xffffff, 0x767676), 4.54, 0.005);
}

static const VigieColour TEXT[] = {
    VIGIE_COLOUR_INK,      VIGIE_COLOUR_TEXT,     VIGIE_COLOUR_MUTED,    VIGIE_COLOUR_ACCENT,
    VIGIE_COLOUR_SERIES_1, VIGIE_COLOUR_SERIES_3, VIGIE_COLOUR_SERIES_5, VIGIE_COLOUR_SERIES_7};

static void
test_text_on_paper(void)
{
    for (guint p = VIGIE_PALETTE_STANDARD; p <= VIGIE_PALETTE_GREY; p++)
        for (guint i = 0; i < G_N_ELEMENTS(TEXT); i++)
            g_assert_cmpfloat(
                vigie_colour_contrast(vigie_colour_rgb((VigiePalette)p, TEXT[i]), 0xffffff), >=,
                4.5);
}

static void
test_text_on_fills(void)
{
    for (guint p = VIGIE_PALETTE_STANDARD; p <= VIGIE_PALETTE_GREY; p++) {
        for (guint c = VIGIE_COLOUR_NEGATIVE_1; c < VIGIE_N_COLOURS; c++) {
            VigieColour text = vigie_colour_on((VigiePalette)p, (VigieColour)c);
            double contrast =
                vigie_colour_contrast(vigie_colour_rgb((VigiePalette)p, text),
                                      vigie_colour_rgb((VigiePalette)p, (VigieColour)c));
            g_test_message("%s: %.2f", vigie_colour_name((VigieColour)c), contrast);
            g_assert_cmpfloat(contrast, >=, 4.5);
        }
    }
}

/* sRGB to linear light and CIE L*a*b* (D65). */
static void
to_linear(guint32 rgb, double out[3])
{
    for (guint i = 0; i < 3; i++) {
        double c = (rgb >> (16 - 8 * i) & 255) / 255.0;
        out[i] = c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
    }
}

static double
lab_f(double t)
{
    return t > 216.0 / 24389.0 ? cbrt(t) : (24389.0 / 27.0 * t + 16.0) / 116.0;
}

static void
to_lab(const double rgb[3], double lab[3])
{
    double x = (0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.95047;
    double y = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
    double z = (0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.08883;
    lab[0] = 116.0 * lab_f(y) - 16.0;
    lab[1] = 500.0 * (lab_f(x) - lab_f(y));
    lab[2] = 200.0 * (lab_f(y) - lab_f(z));
}

/* Machado, Oliveira and Fernandes (2009), severity 1.0, on linear light. */
static const double SIGHT[][3][3] = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {{0.152286, 1.052583, -0.204868},
     {0.114503, 0.786281, 0.099216},
     {-0.003882, -0.048116, 1.051998}},
    {{0.367322, 0.860646, -0.227968},
     {0.280085, 0.672501, 0.047413},
     {-0.011820, 0.042940, 0.968881}},
    {{1.255528, -0.076749, -0.178779},
     {-0.078411, 0.930809, 0.147602},
     {0.004733, 0.691367, 0.303900}},
};

static double
difference(guint sight, VigieColour a, VigieColour b)
{
    VigieColour colours[] = {a, b};
    double lab[2][3], sum = 0.0;
    for (guint k = 0; k < 2; k++) {
        double linear[3], seen[3];
        to_linear(vigie_colour_rgb(VIGIE_PALETTE_STANDARD, colours[k]), linear);
        for (guint i = 0; i < 3; i++) {
            seen[i] = 0.0;
            for (guint j = 0; j < 3; j++)
                seen[i] += SIGHT[sight][i][j] * linear[j];
            seen[i] = CLAMP(seen[i], 0.0, 1.0);
        }
        to_lab(seen, lab[k]);
    }
    for (guint i = 0; i < 3; i++)
        sum += (lab[0][i] - lab[1][i]) * (lab[0][i] - lab[1][i]);
    return sqrt(sum); /* CIE 1976; 2.3 is just noticeable */
}

static void
expect_apart(VigieColour a, VigieColour b, double least)
{
    for (guint sight = 0; sight < G_N_ELEMENTS(SIGHT); sight++) {
        double d = difference(sight, a, b);
        g_test_message("sight %u, %s and %s: %.1f", sight, vigie_colour_name(a),
                       vigie_colour_name(b), d);
        g_assert_cmpfloat(d, >=, least);
    }
}

/* With normal sight, without red, green or blue cones. */
static void
test_colour_blind(void)
{
    for (guint a = VIGIE_COLOUR_SERIES_1; a < VIGIE_N_COLOURS; a++)
        for (guint b = a + 1; b < VIGIE_N_COLOURS; b++)
            expect_apart((VigieColour)a, (VigieColour)b, 10.0);
    for (guint n = VIGIE_COLOUR_NEGATIVE_1; n <= VIGIE_COLOUR_NEGATIVE_3; n++)
        for (guint p = VIGIE_COLOUR_POSITIVE_1; p <= VIGIE_COLOUR_POSITIVE_3; p++)
            expect_apart((VigieColour)n, (VigieColour)p, 20.0);
    expect_apart(VIGIE_COLOUR_ACCENT, VIGIE_COLOUR_REFERENCE, 25.0);
}

static double
lightness(VigieColour colour)
{
    double linear[3], lab[3];
    to_linear(vigie_colour_rgb(VIGIE_PALETTE_GREY, colour), linear);
    to_lab(linear, lab);
    return lab[0];
}

/* Neighbours in a stack, and the points of one side of a scale, differ in lightness alone. */
static void
test_readable_in_grey(void)
{
    for (guint c = VIGIE_COLOUR_SERIES_1; c < VIGIE_COLOUR_SERIES_8; c++)
        g_assert_cmpfloat(fabs(lightness((VigieColour)c) - lightness((VigieColour)(c + 1))), >=,
                          20.0);
    g_assert_cmpfloat(lightness(VIGIE_COLOUR_NEGATIVE_2) - lightness(VIGIE_COLOUR_NEGATIVE_1),
                      >=, 20.0);
    g_assert_cmpfloat(lightness(VIGIE_COLOUR_POSITIVE_2) - lightness(VIGIE_COLOUR_POSITIVE_1),
                      >=, 20.0);
    g_assert_cmpfloat(lightness(VIGIE_COLOUR_REFERENCE) - lightness(VIGIE_COLOUR_ACCENT), >=,
                      20.0);
}

static void
test_grey(void)
{
    for (guint c = VIGIE_COLOUR_PAPER; c < VIGIE_N_COLOURS; c++) {
        guint32 rgb = vigie_colour_rgb(VIGIE_PALETTE_GREY, (VigieColour)c);
        g_assert_cmphex(rgb >> 16, ==, rgb & 255);
        g_assert_cmphex(rgb >> 8 & 255, ==, rgb & 255);
        /* as light as the colour it stands for: a contrast of 1, but for the rounding */
        g_assert_cmpfloat(vigie_colour_contrast(
                              rgb, vigie_colour_rgb(VIGIE_PALETTE_STANDARD, (VigieColour)c)),
                          <=, 1.02);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chart/palette/contrast", test_contrast_known);
    g_test_add_func("/chart/palette/text-on-paper", test_text_on_paper);
    g_test_add_func("/chart/palette/text-on-fills", test_text_on_fills);
    g_test_add_func("/chart/palette/colour-blind", test_colour_blind);
    g_test_add_func("/chart/palette/readable-in-grey", test_readable_in_grey);
    g_test_add_func("/chart/palette/grey", test_grey);
    return g_test_run();
}
