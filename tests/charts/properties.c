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

/* Every text of the display, without blanks. */
static GPtrArray *
texts_of(const VigieDisplay *display)
{
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < display->shapes->len; i++)
        if (shape_at(display, i)->kind == VIGIE_SHAPE_TEXT)
            g_ptr_array_add(texts, squeezed(shape_at(display, i)->text));
    return texts;
}

/* How many texts are this one, and nothing else. */
static guint
n_alone(GPtrArray *texts, const char *label)
{
    g_autofree char *wanted = squeezed(label);
    guint n = 0;
    for (guint i = 0; i < texts->len; i++)
        n += strcmp(g_ptr_array_index(texts, i), wanted) == 0;
    return n;
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

static void
expect(GPtrArray *texts, const char *label, const char *name)
{
    if (label != NULL && !is_shown(texts, label))
        fault("%s: the label \"%s\" is lost", name, label);
}

static void
expect_alone(GPtrArray *texts, const char *label, guint least, const char *name)
{
    guint n = n_alone(texts, label);
    if (n < least)
        fault("%s: \"%s\" stands %u times, not %u", name, label, n, least);
}

/* Short months, written here by hand and not asked of the program. */
static const char *const MONTHS[24][2] = {
    {"January", "Jan"},     {"February", "Feb"},  {"March", "Mar"},     {"April", "Apr"},
    {"May", "May"},         {"June", "Jun"},      {"July", "Jul"},      {"August", "Aug"},
    {"September", "Sep"},   {"October", "Oct"},   {"November", "Nov"},  {"December", "Dec"},
    {"janvier", "janv."},   {"février", "févr."}, {"mars", "mars"},     {"avril", "avr."},
    {"mai", "mai"},         {"juin", "juin"},     {"juillet", "juil."}, {"août", "août"},
    {"septembre", "sept."}, {"octobre", "oct."},  {"novembre", "nov."}, {"décembre", "déc."}};

/* The forms that a name may take under an axis: itself; a year with two figures; a month as "oct." or "O". */
static guint
n_of_forms(GPtrArray *texts, const char *label)
{
    bool year = strlen(label) == 4 && strspn(label, "0123456789") == 4;
    guint n = n_alone(texts, label) + (year ? n_alone(texts, label + 2) : 0);
    for (guint m = 0; m < G_N_ELEMENTS(MONTHS); m++) {
        if (strcmp(label, MONTHS[m][0]) != 0 && strcmp(label, MONTHS[m][1]) != 0)
            continue;
        g_autofree char *initial = g_utf8_strup(label, g_utf8_next_char(label) - label);
        n += n_alone(texts, MONTHS[m][1]) + n_alone(texts, initial);
        break;
    }
    return n;
}

/* Under an axis: in one of its forms, once a panel; or as a number that the footer explains. */
static void
expect_on_axis(const VigieChart *chart, GPtrArray *texts, guint i, const char *name)
{
    const VigieChartCategory *category = g_ptr_array_index(chart->categories, i);
    guint panels = chart->kind == VIGIE_CHART_TREND ? chart->series->len : 1;
    g_autofree char *number = g_strdup_printf("%u", i + 1);
    g_autofree char *explained = g_strdup_printf("%u. %s", i + 1, category->name);
    bool numbered = n_alone(texts, explained) > 0 && n_alone(texts, number) >= panels;
    if (panels > 0 && !numbered && n_of_forms(texts, category->name) < panels)
        fault("%s: the category \"%s\" is lost", name, category->name);
}

/* Rows have their name and base as texts of their own, as often as the model has them. */
static void
expect_row(const VigieChart *chart, GPtrArray *texts, guint i, const char *name)
{
    const VigieChartCategory *category = g_ptr_array_index(chart->categories, i);
    guint same_name = 0, same_n = 0;
    for (guint k = 0; k < chart->categories->len; k++) {
        const VigieChartCategory *other = g_ptr_array_index(chart->categories, k);
        same_name += strcmp(other->name, category->name) == 0;
        same_n += other->n == category->n;
    }
    expect_alone(texts, category->name, same_name, name);
    g_autofree char *n = vigie_number_format((double)category->n, 0, chart->lang);
    bool once = same_n == chart->categories->len && category->n == chart->n;
    if (category->n > 0 && !once) /* what all answered stands in the footer */
        expect_alone(texts, n, same_n, name);
}

static void
check_categories(const VigieChart *chart, GPtrArray *texts, const char *name)
{
    bool rows = chart->kind == VIGIE_CHART_LIKERT || chart->kind == VIGIE_CHART_DOTS ||
                chart->kind == VIGIE_CHART_RANK;
    bool breaks = chart->kind == VIGIE_CHART_TREND || chart->kind == VIGIE_CHART_STACK;
    for (guint i = 0; i < chart->categories->len; i++) {
        const VigieChartCategory *category = g_ptr_array_index(chart->categories, i);
        if (chart->kind == VIGIE_CHART_MATRIX)
            expect(texts, category->name, name);
        else if (rows)
            expect_row(chart, texts, i, name);
        else
            expect_on_axis(chart, texts, i, name);
        if (breaks)
            expect(texts, category->break_reason, name);
    }
}

/* Names of series: texts of their own but for seasons, where lines that end together share one. */
static void
check_series(const VigieChart *chart, GPtrArray *texts, const char *name)
{
    bool unnamed = chart->series->len == 1 &&
                   (chart->kind == VIGIE_CHART_DOTS || chart->kind == VIGIE_CHART_RANK);
    for (guint s = 0; s < chart->series->len && !unnamed; s++) {
        const VigieChartSeries *series = g_ptr_array_index(chart->series, s);
        if (chart->kind == VIGIE_CHART_SEASON)
            expect(texts, series->name, name);
        else
            expect_alone(texts, series->name, 1, name);
    }
    if (chart->reference != NULL)
        expect_alone(texts, chart->reference->name, 1, name);
}

static bool
is_figure(const VigieChartValue *value)
{
    return value->status <= VIGIE_POINT_LOW_BASE && isfinite(value->value);
}

/* Values that the chart prints beside their marks: of each bar, of each dot, of the end of each line. */
static void
check_values(const VigieChart *chart, GPtrArray *texts, const char *name)
{
    bool all = chart->kind == VIGIE_CHART_DOTS || chart->kind == VIGIE_CHART_RANK;
    if (!all && chart->kind != VIGIE_CHART_TREND)
        return;
    for (guint s = 0; s < chart->series->len; s++) {
        GArray *values = ((VigieChartSeries *)g_ptr_array_index(chart->series, s))->values;
        bool later = false;
        for (guint i = values->len; i > 0 && (all || !later); i--) {
            const VigieChartValue *value = &g_array_index(values, VigieChartValue, i - 1);
            if (!is_figure(value))
                continue;
            later = true;
            g_autofree char *text =
                chart->percent
                    ? vigie_percent_format(value->value, chart->decimals, chart->lang)
                    : vigie_number_format(value->value, chart->decimals, chart->lang);
            expect_alone(texts, text, 1, name);
        }
    }
}

static void
check_labels(const VigieChart *chart, const VigieDisplay *display, const char *name)
{
    g_autoptr(GPtrArray) texts = texts_of(display);
    for (guint i = 0; i < VIGIE_N_CHART_TEXTS; i++)
        if (chart->texts[i] != NULL) /* its first letter may have become a capital */
            expect(texts, g_utf8_next_char(chart->texts[i]), name);
    check_categories(chart, texts, name);
    check_series(chart, texts, name);
    check_values(chart, texts, name);
}

/* Roles of the palette and nothing else, on paper as in the SVG. */
static void
check_colours(const VigieDisplay *display, const char *name)
{
    for (guint i = 0; i < display->shapes->len; i++) {
        const VigieShape *shape = shape_at(display, i);
        bool text = shape->kind == VIGIE_SHAPE_TEXT;
        if (shape->fill >= VIGIE_N_COLOURS || shape->stroke.colour >= VIGIE_N_COLOURS ||
            (text && (shape->font.colour == VIGIE_COLOUR_NONE ||
                      shape->font.colour >= VIGIE_N_COLOURS)))
            fault("%s: shape %u has a colour that is not in the palette", name, i);
    }
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
    check_colours(display, name);
    check_contrast(display, name);
    check_zero(chart, display, name);
    g_assert_true(g_utf8_validate(display->description, -1, NULL));
}

#define N_SEEDS 900u

static void
check_seeds(const VigieMeasurer *measurer, guint32 from, guint32 to, const char *how)
{
    for (guint32 seed = from; seed < to; seed++) {
        g_autoptr(VigieChart) chart = random_chart(seed);
        g_autofree char *name = g_strdup_printf("seed %u%s", seed, how);
        check(chart, random_width(seed), measurer, name);
    }
}

static void
test_seeds(void)
{
    VigieMeasurer fixed = fixed_measurer();
    check_seeds(&fixed, 0, N_SEEDS, "");
}

/* The same charts with real letters: their widths differ from letter to letter. */
static void
test_seeds_pango(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieFonts) fonts = vigie_fonts_new(&error);
    g_assert_no_error(error);
    check_seeds(vigie_fonts_measurer(fonts), 0, 510, " with pango");
}

/* What the seeds make: all that an observatory's files may bring. */
static void
test_coverage(void)
{
    Coverage seen = {0};
    for (guint32 seed = 0; seed < N_SEEDS; seed++) {
        g_autoptr(VigieChart) chart = random_chart(seed);
        random_cover(chart, random_width(seed), &seen);
    }
    for (guint kind = 0; kind < G_N_ELEMENTS(seen.kind); kind++)
        g_assert_cmpuint(seen.kind[kind], >=, 100);
    for (guint status = 0; status < G_N_ELEMENTS(seen.status); status++)
        g_assert_cmpuint(seen.status[status], >=, 200);
    g_assert_cmpuint(seen.most_categories, ==, 40);
    g_assert_cmpuint(seen.most_series, ==, 12);
    const guint counts[] = {
        seen.french,  seen.english,   seen.narrow,        seen.no_category, seen.one_category,
        seen.endless, seen.unbroken,  seen.none,          seen.negative,    seen.zero,
        seen.huge,    seen.without_n, seen.first_missing, seen.last_missing};
    for (guint i = 0; i < G_N_ELEMENTS(counts); i++)
        g_assert_cmpuint(counts[i], >=, 20);
}

static void
test_samples(void)
{
    static const double WIDTHS[] = {120.0, 170.0, 240.0, 300.0, 400.0, 480.0, 640.0, 900.0};
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieFonts) fonts = vigie_fonts_new(&error);
    g_assert_no_error(error);
    for (guint i = 0; i < 2 * N_SAMPLES * G_N_ELEMENTS(WIDTHS); i++) {
        const Sample *sample = &SAMPLES[i / 2 / G_N_ELEMENTS(WIDTHS)];
        double width = WIDTHS[i / 2 % G_N_ELEMENTS(WIDTHS)];
        g_autoptr(VigieChart) chart = sample->make(i % 2 == 0 ? VIGIE_LANG_FR : VIGIE_LANG_EN);
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
    g_test_add_func("/charts/properties/coverage", test_coverage);
    g_test_add_func("/charts/properties/samples", test_samples);
    return g_test_run();
}
