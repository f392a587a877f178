/* chart-text.c - wrapping, French spaces, the printed display list */
#include <math.h>
#include <string.h>
#include <vigie/chart-display.h>

static void
measure(void *user, const char *text, gsize length, double size, VigieWeight weight,
        VigieExtents *out)
{
    (void)user;
    (void)weight;
    *out = (VigieExtents){0.5 * size * (double)g_utf8_strlen(text, (gssize)length), 0.8 * size,
                          0.2 * size};
}

static const VigieMeasurer RULER = {measure, NULL};
static const VigieFont FONT = {10.0, VIGIE_WEIGHT_REGULAR, VIGIE_COLOUR_TEXT};

typedef struct {
    const char *text;
    double width; /* 5 points a character */
    bool balanced;
    const char *expected;
} WrapCase;

static const WrapCase WRAP[] = {
    {"un deux trois", 100, false, "un deux trois"},
    {"un deux trois", 40, false, "un deux\ntrois"},
    {"un deux trois", 35, false, "un deux\ntrois"}, /* seven characters fit exactly */
    {"un deux trois", 34.9, false, "un\ndeux\ntrois"},
    {"", 40, false, ""},
    {"  un  ", 40, false, "  un"},
    {"un deux trois quatre", 75, true,
     "un deux\ntrois quatre"}, /* not "un deux trois\nquatre" */
    /* not "Hébergement\ns de groupe": lines of equal length are not worth a broken word */
    {"Hébergements de groupe", 80, true, "Hébergements\nde groupe"},
    {"abcdefgh de groupe", 35, true, "abcdefg\nh de\ngroupe"}, /* that had to be broken */
    {"qualité-prix", 40, false, "qualité-\nprix"},
    {"parking/stationnement", 75, false, "parking/\nstationnement"},
    {"un -3", 25, false, "un -3"},
    {"abcdefgh", 20, false, "abcd\nefgh"},                /* a word too long for any line */
    {"abcdefgh", 1, false, "a\nb\nc\nd\ne\nf\ng\nh"},     /* at least one character a line */
    {"été\302\240: ici", 25, false, "été\302\240:\nici"}, /* no break at U+00A0 */
    {"première\nseconde ligne", 65, false, "première\nseconde ligne"},
};

static void
test_wrap(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(WRAP); i++) {
        g_autofree char *lines =
            vigie_text_wrap(&RULER, WRAP[i].text, &FONT, WRAP[i].width, WRAP[i].balanced);
        g_assert_cmpstr(lines, ==, WRAP[i].expected);
    }
}

#define NB "\302\240"
#define NN "\342\200\257"

static void
test_typeset(void)
{
    static const char *const CASES[][2] = {
        {"Source : Insee ; 2024", "Source" NB ": Insee" NN "; 2024"},
        {"« bien » ?", "«" NB "bien" NB "»" NN "?"},
        {"12 % et en %", "12" NN "% et en" NB "%"},
        {"30 € par nuit !", "30" NB "€ par nuit" NN "!"},
        {"10:30, rien", "10:30, rien"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *french = vigie_text_typeset(CASES[i][0], VIGIE_LANG_FR);
        g_autofree char *english = vigie_text_typeset(CASES[i][0], VIGIE_LANG_EN);
        g_assert_cmpstr(french, ==, CASES[i][1]);
        g_assert_cmpstr(english, ==, CASES[i][0]);
    }
}

static void
test_box(void)
{
    g_autoptr(VigieDisplay) display =
        vigie_display_new(100.0, VIGIE_PALETTE_STANDARD, VIGIE_LANG_FR);
    vigie_display_text(display, &RULER, (VigiePoint){50.0, 20.0}, VIGIE_ANCHOR_END, &FONT,
                       "abcd\nab");
    VigieBox box = vigie_shape_box(g_ptr_array_index(display->shapes, 0));
    g_assert_cmpfloat_with_epsilon(box.x0, 30.0, 1e-9);
    g_assert_cmpfloat_with_epsilon(box.x1, 50.0, 1e-9);
    g_assert_cmpfloat_with_epsilon(box.y0, 12.0, 1e-9);
    g_assert_cmpfloat_with_epsilon(box.y1, 32.0, 1e-9); /* one line of 10 lower */
}

static void
test_print(void)
{
    g_autoptr(VigieDisplay) display =
        vigie_display_new(100.0, VIGIE_PALETTE_STANDARD, VIGIE_LANG_FR);
    VigieStroke dashed = {VIGIE_COLOUR_AXIS, 0.8, VIGIE_DASH_SHORT};
    display->height = 50.125;
    vigie_display_open(display, "plot");
    vigie_display_segment(display, 0.0, -0.001, 10.0, 1.0 / 3.0, &dashed);
    vigie_display_rect(display, &(VigieBox){9.0, 8.0, 1.0, 2.0}, VIGIE_COLOUR_ACCENT);
    vigie_display_circle(display, (VigiePoint){1.0, 2.0}, 2.4, VIGIE_COLOUR_PAPER, NULL);
    vigie_display_close(display);
    vigie_display_text(display, &RULER, (VigiePoint){5.0, 6.0}, VIGIE_ANCHOR_MIDDLE, &FONT,
                       "à\n\"b\"");
    g_autofree char *text = vigie_display_print(display);
    g_assert_cmpstr(text, ==,
                    "display 100 x 50.13\n"
                    "open plot\n"
                    "line 0,0 10,0.33 stroke=axis 0.8 short\n"
                    "rect 1,2 9,8 fill=accent\n"
                    "circle 1,2 r=2.4 fill=paper\n"
                    "close\n"
                    "text 5,6 middle 10 text \"à\\n\"b\"\"\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chart/text/wrap", test_wrap);
    g_test_add_func("/chart/text/typeset", test_typeset);
    g_test_add_func("/chart/text/box", test_box);
    g_test_add_func("/chart/text/print", test_print);
    return g_test_run();
}
