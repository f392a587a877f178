/* properties.c - what holds for every chart: no two texts overlap, nothing leaves the page, no label is lost or
 * cut, text can be read on what lies behind it, bars start at 0; over seeds, and over the samples */
#include "random.h"
#include "samples.h"
#include <math.h>
#include <string.h>
#include <vigie/render.h>

#define SLACK 0.05 /* points */

/* Notes a fault and goes on: one run shows all of them. */
static void G_GNUC_PRINTF(1, 2) fault(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    g_test_message("%s", text);
    g_test_fail();
}

static const VigieShape *
shape_at(const VigieDisplay *display, guint i)
{
    return g_ptr_array_index(display->shapes, i);
}

static bool
overlap(const VigieBox *a, const VigieBox *b)
{
    return a->x0 + SLACK < b->x1 && b->x0 + SLACK < a->x1 && a->y0 + SLACK < b->y1 &&
           b->y0 + SLACK < a->y1;
}

static void
check_overlaps(const VigieDisplay *display, const char *name)
{
    for (guint i = 0; i < display->shapes->len; i++) {
        if (shape_at(display, i)->kind != VIGIE_SHAPE_TEXT)
            continue;
        VigieBox box = vigie_shape_box(shape_at(display, i));
        for (guint k = i + 1; k < display->shapes->len; k++) {
            if (shape_at(display, k)->kind != VIGIE_SHAPE_TEXT)
                continue;
            VigieBox other = vigie_shape_box(shape_at(display, k));
            if (overlap(&box, &other))
                fault("%s: \"%s\" lies on \"%s\"", name, shape_at(display, i)->text,
                      shape_at(display, k)->text);
        }
    }
}

static bool
inside(const VigieDisplay *display, const VigieBox *box)
{
    return isfinite(box->x0 + box->x1 + box->y0 + box->y1) && box->x0 >= -SLACK &&
           box->y0 >= -SLACK && box->x1 <= display->width + SLACK &&
           box->y1 <= display->height + SLACK;
}

static void
check_page(const VigieDisplay *display, const char *name)
{
    for (guint i = 0; i < display->shapes->len; i++) {
        const VigieShape *shape = shape_at(display, i);
        for (guint k = 0; k < shape->n_points; k++) {
            double r = shape->radius;
            VigieBox box = {shape->points[k].x - r, shape->points[k].y - r,
                            shape->points[k].x + r, shape->points[k].y + r};
            if (shape->kind == VIGIE_SHAPE_TEXT)
                box = vigie_shape_box(shape);
            if (!inside(display, &box))
                fault("%s: shape %u (%s) leaves the page: %g,%g %g,%g of %g x %g", name, i,
                      shape->text != NULL ? shape->text : "no text", box.x0, box.y0, box.x1,
                      box.y1, display->width, display->height);
        }
    }
}

/* Text without any blank: wrapping and typography change nothing else. */
static char *
squeezed(const char *text)
{
    GString *out = g_string_new(NULL);
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
        if (!g_unichar_isspace(g_utf8_get_char(p)))
            g_string_append_unichar(out, g_utf8_get_char(p));
    return g_string_free(out, FALSE);
}

static bool
is_shown(GPtrArray *texts, const char *label)
{
    g_autofree char *wanted = squeezed(label);
    for (guint i = 0; i < texts->len; i++)
        if (strstr(g_ptr_array_index(texts, i), wanted) != NULL)
            return true;
    return false;
}

static bool
stands_alone(GPtrArray *texts, const char *label)
{
    return g_ptr_array_find_with_equal_func(texts, label, g_str_equal, NULL);
}

/* Written here by hand, not asked of the program. */
static const char *const MONTHS[24][2] = {
    {"january", "Jan"},     {"february", "Feb"},  {"march", "Mar"},     {"april", "Apr"},
    {"may", "May"},         {"june", "Jun"},      {"july", "Jul"},      {"august", "Aug"},
    {"september", "Sep"},   {"october", "Oct"},   {"november", "Nov"},  {"december", "Dec"},
    {"janvier", "janv."},   {"février", "févr."}, {"mars", "mars"},     {"avril", "avr."},
    {"mai", "mai"},         {"juin", "juin"},     {"juillet", "juil."}, {"août", "août"},
    {"septembre", "sept."}, {"octobre", "oct."},  {"novembre", "nov."}, {"décembre", "déc."}};

static void
expect(GPtrArray *texts, const char *label, const char *name)
{
    if (label != NULL && !is_shown(texts, label))
        fault("%s: the label \"%s\" is lost", name, label);
}

/* Years may stand with two figures under an axis, months as "oct." or, narrower, as the initial "O". */
static void
expect_category(GPtrArray *texts, const char *label, const char *name)
{
    bool year = strlen(label) == 4 && strspn(label, "0123456789") == 4;
    g_autofree char *lower = g_utf8_strdown(label, -1);
    for (guint m = 0; m < 24; m++) {
        g_autofree char *initial = g_utf8_strup(label, g_utf8_next_char(label) - label);
        bool month = strcmp(lower, MONTHS[m][0]) == 0 || strcmp(label, MONTHS[m][1]) == 0;
        if (month && (is_shown(texts, MONTHS[m][1]) || stands_alone(texts, initial)))
            return;
    }
    expect(texts, year ? label + 2 : label, name);
}

static void
check_labels(const VigieChart *chart, const VigieDisplay *display, const char *name)
{
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < display->shapes->len; i++)
        if (shape_at(display, i)->kind == VIGIE_SHAPE_TEXT)
            g_ptr_array_add(texts, squeezed(shape_at(display, i)->text));
    for (guint i = 0; i < VIGIE_N_CHART_TEXTS; i++)
        if (chart->texts[i] != NULL) /* its first letter may have become a capital */
            expect(texts, g_utf8_next_char(chart->texts[i]), name);
    bool breaks = chart->kind == VIGIE_CHART_TREND || chart->kind == VIGIE_CHART_STACK;
    for (guint i = 0; i < chart->categories->len; i++) {
        const VigieChartCategory *category = g_ptr_array_index(chart->categories, i);
        if (chart->series->len > 0 || chart->kind != VIGIE_CHART_TREND) /* a panel has them */
            expect_category(texts, category->name, name);
        if (breaks)
            expect(texts, category->break_reason, name);
    }
    bool alone = chart->series->len == 1 &&
                 (chart->kind == VIGIE_CHART_DOTS || chart->kind == VIGIE_CHART_RANK);
    for (guint s = 0; s < chart->series->len && !alone; s++)
        expect(texts, ((VigieChartSeries *)g_ptr_array_index(chart->series, s))->name, name);
    if (chart->reference != NULL)
        expect(texts, chart->reference->name, name);
}

static bool
covers(const VigieShape *shape, VigiePoint point)
{
    const VigiePoint *p = shape->points;
    return shape->kind == VIGIE_SHAPE_RECT && p[0].x <= point.x && point.x <= p[1].x &&
           p[0].y <= point.y && point.y <= p[1].y;
}

/* Text on the last thing that was filled behind its middle: 4.5 to 1 at least (WCAG 2 AA). */
static void
check_contrast(const VigieDisplay *display, const char *name)
{
    for (guint i = 0; i < display->shapes->len; i++) {
        const VigieShape *text = shape_at(display, i);
        if (text->kind != VIGIE_SHAPE_TEXT)
            continue;
        VigieBox box = vigie_shape_box(text);
        VigiePoint middle = {(box.x0 + box.x1) / 2.0, (box.y0 + box.y1) / 2.0};
        VigieColour behind = VIGIE_COLOUR_PAPER;
        for (guint k = 0; k < i; k++)
            if (covers(shape_at(display, k), middle))
                behind = shape_at(display, k)->fill;
        double contrast =
            vigie_colour_contrast(vigie_colour_rgb(display->palette, text->font.colour),
                                  vigie_colour_rgb(display->palette, behind));
        if (contrast < 4.5)
            fault("%s: \"%s\" in %s on %s: %.2f", name, text->text,
                  vigie_colour_name(text->font.colour), vigie_colour_name(behind), contrast);
    }
}

static bool
is_bar(const VigieShape *shape)
{
    return shape->kind == VIGIE_SHAPE_RECT &&
           (shape->fill == VIGIE_COLOUR_ACCENT || shape->fill == VIGIE_COLOUR_REFERENCE);
}

/* Ranked bars all touch one line, the 0: those of positive values from the right, negative from the left. */
static void
check_zero(const VigieChart *chart, const VigieDisplay *display, const char *name)
{
    double left = -INFINITY, right = INFINITY;
    guint n = 0;
    for (guint i = 0; i < display->shapes->len && chart->kind == VIGIE_CHART_RANK; i++) {
        const VigieShape *shape = shape_at(display, i);
        if (!is_bar(shape) || shape->points[1].y - shape->points[0].y < 10.0)
            continue;
        left = MAX(left, shape->points[0].x);
        right = MIN(right, shape->points[1].x);
        n++;
    }
    if (n > 0 && left > right + SLACK) /* some bar starts right of where another ends */
        fault("%s: bars do not share a 0", name);
}

static void
check(const VigieChart *chart, double width, const VigieMeasurer *measurer, const char *name)
{
    g_autoptr(VigieDisplay) display = vigie_chart_layout(chart, width, measurer);
    g_assert_cmpfloat_with_epsilon(display->width, width, 1e-9);
    check_page(display, name);
    check_overlaps(display, name);
    check_labels(chart, display, name);
    check_contrast(display, name);
    check_zero(chart, display, name);
    g_assert_true(g_utf8_validate(display->description, -1, NULL));
}

static void
test_seeds(void)
{
    VigieMeasurer fixed = fixed_measurer();
    for (guint32 seed = 0; seed < 600; seed++) {
        g_autoptr(VigieChart) chart = random_chart(seed);
        g_autofree char *name = g_strdup_printf("seed %u", seed);
        check(chart, random_width(seed), &fixed, name);
    }
}

static void
test_seeds_pango(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieFonts) fonts = vigie_fonts_new(&error);
    g_assert_no_error(error);
    for (guint32 seed = 1000; seed < 1090; seed++) {
        g_autoptr(VigieChart) chart = random_chart(seed);
        g_autofree char *name = g_strdup_printf("seed %u with pango", seed);
        check(chart, random_width(seed), vigie_fonts_measurer(fonts), name);
    }
}

static void
test_samples(void)
{
    static const double WIDTHS[] = {120.0, 170.0, 240.0, 300.0, 400.0, 480.0, 640.0, 900.0};
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieFonts) fonts = vigie_fonts_new(&error);
    g_assert_no_error(error);
    for (guint i = 0; i < N_SAMPLES * G_N_ELEMENTS(WIDTHS); i++) {
        const Sample *sample = &SAMPLES[i / G_N_ELEMENTS(WIDTHS)];
        double width = WIDTHS[i % G_N_ELEMENTS(WIDTHS)];
        g_autoptr(VigieChart) chart = sample->make(VIGIE_LANG_FR);
        g_autofree char *name = g_strdup_printf("%s at %g", sample->name, width);
        check(chart, width, vigie_fonts_measurer(fonts), name);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/charts/properties/seeds", test_seeds);
    g_test_add_func("/charts/properties/seeds-pango", test_seeds_pango);
    g_test_add_func("/charts/properties/samples", test_samples);
    return g_test_run();
}
