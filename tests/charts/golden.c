/* golden.c - the display lists of the samples, laid out with a fixed ruler, as text; and that lengths on paper
 * are in proportion to the numbers.  To look at a change: VIGIE_UPDATE_GOLDEN=1 rewrites the files, git diff shows
 * what moved; read them against tests/charts/samples.c before they are committed. */
#include "samples.h"
#include <math.h>
#include <string.h>

/* The first line that differs says more than two whole lists. */
static void
check_lines(const char *text, const char *golden, const char *file)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_auto(GStrv) wanted = g_strsplit(golden, "\n", -1);
    for (guint i = 0; lines[i] != NULL && wanted[i] != NULL; i++) {
        if (strcmp(lines[i], wanted[i]) == 0)
            continue;
        g_test_message("%s:%u: \"%s\", not \"%s\"", file, i + 1, lines[i], wanted[i]);
        g_test_fail();
        return;
    }
    g_assert_cmpuint(g_strv_length(lines), ==, g_strv_length(wanted));
}

static void
check_golden(const Sample *sample, VigieLang lang)
{
    VigieMeasurer fixed = fixed_measurer();
    g_autoptr(VigieChart) chart = sample->make(lang);
    g_autoptr(VigieDisplay) display = vigie_chart_layout(chart, 480.0, &fixed);
    g_autofree char *text = vigie_display_print(display);
    g_autofree char *file =
        g_strdup_printf("chart-%s-%s.txt", sample->name, vigie_lang_code(lang));
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "tests", "golden", file, NULL);
    g_autoptr(GError) error = NULL;
    if (g_getenv("VIGIE_UPDATE_GOLDEN") != NULL) {
        g_file_set_contents(path, text, -1, &error);
        g_assert_no_error(error);
    }
    g_autofree char *golden = NULL;
    g_file_get_contents(path, &golden, NULL, &error);
    g_assert_no_error(error);
    check_lines(text, golden, file);
}

static void
test_golden(gconstpointer sample)
{
    check_golden(sample, VIGIE_LANG_FR);
}

/* English words, numbers and their narrower or wider labels. */
static void
test_english(void)
{
    check_golden(&SAMPLES[0], VIGIE_LANG_EN);
    check_golden(&SAMPLES[1], VIGIE_LANG_EN);
}

/* Proportion ----------------------------------------------------------------------------------- */

typedef struct {
    VigieColour first, last; /* of the bars */
    double least_height;     /* to tell bars from the swatches of keys */
} BarKind;

/* Rects of the kind, in the order of drawing: their sizes along x or y. [transfer full] */
static GArray *
bar_sizes(const VigieDisplay *display, const BarKind *kind, bool along_x)
{
    GArray *sizes = g_array_new(FALSE, FALSE, sizeof(double));
    for (guint i = 0; i < display->shapes->len; i++) {
        const VigieShape *shape = g_ptr_array_index(display->shapes, i);
        if (shape->kind != VIGIE_SHAPE_RECT || shape->fill < kind->first ||
            shape->fill > kind->last)
            continue;
        double width = shape->points[1].x - shape->points[0].x;
        double height = shape->points[1].y - shape->points[0].y;
        double size = along_x ? width : height, across = along_x ? height : width;
        if (across > kind->least_height)
            g_array_append_val(sizes, size);
    }
    return sizes;
}

static VigieDisplay *
laid_out(const VigieChart *chart)
{
    VigieMeasurer fixed = fixed_measurer();
    return vigie_chart_layout(chart, 480.0, &fixed);
}

static double
value_at(const VigieChart *chart, guint series, guint category)
{
    const VigieChartSeries *s = g_ptr_array_index(chart->series, series);
    return g_array_index(s->values, VigieChartValue, category).value;
}

/* Bars start at 0, so their lengths are as their values. */
static void
test_rank_lengths(void)
{
    static const BarKind BARS = {VIGIE_COLOUR_REFERENCE, VIGIE_COLOUR_ACCENT, 10.0};
    g_autoptr(VigieChart) chart = SAMPLES[6].make(VIGIE_LANG_FR);
    g_autoptr(VigieDisplay) display = laid_out(chart);
    g_autoptr(GArray) sizes = bar_sizes(display, &BARS, true);
    g_assert_cmpint(chart->kind, ==, VIGIE_CHART_RANK);
    g_assert_cmpuint(sizes->len, ==, chart->categories->len);
    double per_unit = g_array_index(sizes, double, 0) / value_at(chart, 0, 0);
    for (guint i = 0; i < sizes->len; i++) /* the sample is sorted already */
        g_assert_cmpfloat_with_epsilon(g_array_index(sizes, double, i),
                                       value_at(chart, 0, i) * per_unit, 1e-6);
}

static void
test_stack_heights(void)
{
    static const BarKind BARS = {VIGIE_COLOUR_SERIES_1, VIGIE_COLOUR_SERIES_8, 20.0};
    g_autoptr(VigieChart) chart = SAMPLES[5].make(VIGIE_LANG_FR);
    for (guint i = 0; i < 10; i++) /* hatching aside */
        for (guint s = 0; s < 5; s++)
            vigie_chart_set_number(g_ptr_array_index(chart->series, s), i,
                                   value_at(chart, s, i));
    g_autoptr(VigieDisplay) display = laid_out(chart);
    g_autoptr(GArray) sizes = bar_sizes(display, &BARS, false);
    g_assert_cmpint(chart->kind, ==, VIGIE_CHART_STACK);
    g_assert_cmpuint(sizes->len, ==, 50);
    double per_unit = g_array_index(sizes, double, 0) / value_at(chart, 0, 0);
    for (guint k = 0; k < 50; k++)
        g_assert_cmpfloat_with_epsilon(g_array_index(sizes, double, k),
                                       value_at(chart, k % 5, k / 5) * per_unit, 1e-6);
}

static void
test_likert_lengths(void)
{
    static const BarKind BARS = {VIGIE_COLOUR_NEGATIVE_1, VIGIE_COLOUR_APART, 12.0};
    g_autoptr(VigieChart) chart = SAMPLES[1].make(VIGIE_LANG_FR);
    chart->keep_order = true;
    g_autoptr(VigieDisplay) display = laid_out(chart);
    g_autoptr(GArray) sizes = bar_sizes(display, &BARS, true);
    g_assert_cmpint(chart->kind, ==, VIGIE_CHART_LIKERT);
    g_assert_cmpuint(sizes->len, ==, 8 * 5); /* the ninth item is suppressed */
    double per_unit = g_array_index(sizes, double, 2) / value_at(chart, 2, 0);
    for (guint k = 0; k < sizes->len; k++)
        g_assert_cmpfloat_with_epsilon(g_array_index(sizes, double, k),
                                       value_at(chart, k % 5, k / 5) * per_unit, 1e-6);
}

static char *
texts_of(const VigieDisplay *display)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < display->shapes->len; i++) {
        const VigieShape *shape = g_ptr_array_index(display->shapes, i);
        if (shape->kind == VIGIE_SHAPE_TEXT)
            g_string_append_printf(out, "%s\n", shape->text);
    }
    return g_string_free(out, FALSE);
}

/* A suppressed figure is nowhere: not on paper, not in words, not in the CSV. */
static void
test_suppressed(void)
{
    for (guint i = 0; i < N_SAMPLES; i++) {
        g_autoptr(VigieChart) chart = SAMPLES[i].make(VIGIE_LANG_FR);
        for (guint s = 0; s < chart->series->len; s++)
            for (guint c = 0; c < chart->categories->len; c++) {
                VigieChartValue secret = {chart->percent ? 0.777777 : 777777.0,
                                          chart->percent ? 0.666666 : 666666.0,
                                          chart->percent ? 0.888888 : 888888.0,
                                          7,
                                          VIGIE_POINT_SUPPRESSED,
                                          false,
                                          false};
                vigie_chart_set(g_ptr_array_index(chart->series, s), c, &secret);
            }
        chart->decimals = 2;
        g_autoptr(VigieDisplay) display = laid_out(chart);
        g_autofree char *paper = texts_of(display);
        g_autofree char *csv = vigie_chart_csv(chart);
        const char *texts[] = {paper, csv, display->description};
        for (guint k = 0; k < G_N_ELEMENTS(texts); k++)
            g_assert_false(g_regex_match_simple("77.?7|66.?6|88.?8", texts[k], 0, 0));
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < N_SAMPLES; i++) {
        g_autofree char *name = g_strconcat("/charts/golden/", SAMPLES[i].name, NULL);
        g_test_add_data_func(name, &SAMPLES[i], test_golden);
    }
    g_test_add_func("/charts/golden/english", test_english);
    g_test_add_func("/charts/proportion/rank", test_rank_lengths);
    g_test_add_func("/charts/proportion/stack", test_stack_heights);
    g_test_add_func("/charts/proportion/likert", test_likert_lengths);
    g_test_add_func("/charts/suppressed", test_suppressed);
    return g_test_run();
}
