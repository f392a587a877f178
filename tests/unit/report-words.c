/* report-words.c - titles and readings say what the numbers say, charts find their place, files go all or none */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "../../src/report/exhibit.h"
#include "../../src/report/stage.h"
#include "../../src/report/work.h"

/* One letter is half its size wide: enough to lay charts out. */
static void
ruler(void *user, const char *text, gsize length, double size, VigieWeight weight,
      VigieExtents *out)
{
    guint *calls = user;
    (void)weight;
    ++*calls;
    *out = (VigieExtents){(double)g_utf8_strlen(text, (gssize)length) * size / 2.0, size * 0.8,
                          size * 0.2};
}

static VigieChart *
bars(VigieChartKind kind, guint n, const double *values)
{
    VigieChart *chart = vigie_chart_new(kind, VIGIE_LANG_EN);
    chart->decimals = 0;
    static const char *const names[] = {"A", "B", "C", "D", "E"};
    for (guint i = 0; i < n; i++)
        vigie_chart_add_category(chart, names[i]);
    VigieChartSeries *series = vigie_chart_add_series(chart, "all");
    for (guint i = 0; i < n; i++)
        vigie_chart_set_number(series, i, values[i]);
    return chart;
}

/* Values, kind, and the title. */
static const struct {
    const char *name;
    VigieChartKind kind;
    guint n;
    double values[5];
    const char *wanted;
} extremes[] = {
    {"best-and-worst", VIGIE_CHART_DOTS, 3, {2, 9, 4}, "Stay: B first (9), A last (2)"},
    {"rank-has-no-last", VIGIE_CHART_RANK, 3, {2, 9, 4}, "Stay: B first (9)"},
    {"alike-share", VIGIE_CHART_DOTS, 3, {9.1, 8.9, 2}, "Stay: A and B first (9), C last (2)"},
    {"all-alike", VIGIE_CHART_DOTS, 3, {5, 5, 5}, "Stay"},
    {"four-alike", VIGIE_CHART_DOTS, 5, {5, 5, 5, 5, 1}, "Stay"},
    {"one", VIGIE_CHART_DOTS, 1, {5}, "Stay: A first (5)"},
    {"gaps-do-not-count", VIGIE_CHART_DOTS, 3, {NAN, 9, 4}, "Stay: B first (9), C last (4)"},
};

static void
test_extremes(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(extremes); i++) {
        g_test_message("%s", extremes[i].name);
        g_autoptr(VigieChart) chart = bars(extremes[i].kind, extremes[i].n, extremes[i].values);
        g_autofree char *title = vigie_finding_extremes(chart, "Stay");
        g_assert_cmpstr(title, ==, extremes[i].wanted);
    }
}

/* On few answers: 2 is drawn below 4 and 9 above 5, and a title that says otherwise is wrong. */
static void
test_low_base(void)
{
    static const struct {
        double weak;
        const char *wanted;
    } cases[] = {{2, "Stay: C first (5)"}, {9, "Stay"}, {4.5, "Stay: C first (5), B last (4)"}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        const double values[] = {cases[i].weak, 4, 5};
        g_autoptr(VigieChart) chart = bars(VIGIE_CHART_DOTS, 3, values);
        VigieChartValue weak = {cases[i].weak,        NAN,   NAN,  20,
                                VIGIE_POINT_LOW_BASE, false, false};
        vigie_chart_set(g_ptr_array_index(chart->series, 0), 0, &weak);
        g_autofree char *title = vigie_finding_extremes(chart, "Stay");
        g_assert_cmpstr(title, ==, cases[i].wanted);
    }
}

/* A value that is held back is in no title and no reading. */
static void
test_suppressed(void)
{
    const double values[] = {2, 9, 4};
    g_autoptr(VigieChart) chart = bars(VIGIE_CHART_DOTS, 3, values);
    VigieChartValue hidden = {99.0, NAN, NAN, 5, VIGIE_POINT_SUPPRESSED, false, false};
    vigie_chart_set(g_ptr_array_index(chart->series, 0), 1, &hidden);
    g_autofree char *title = vigie_finding_extremes(chart, "Stay");
    g_assert_cmpstr(title, ==, "Stay: C first (4), A last (2)");
    g_autofree char *reading = vigie_chart_reading(chart, 2024, NULL);
    g_assert_cmpstr(reading, ==, "in 2024, C: 4.");
}

static VigieChart *
stack(const double *last, VigiePointStatus status)
{
    VigieChart *chart = vigie_chart_new(VIGIE_CHART_STACK, VIGIE_LANG_EN);
    vigie_chart_add_category(chart, "2023");
    vigie_chart_add_category(chart, "2024");
    static const char *const names[] = {"hotel", "camping", "rental"};
    for (guint s = 0; s < 3; s++) {
        VigieChartSeries *series = vigie_chart_add_series(chart, names[s]);
        vigie_chart_set_number(series, 0, 1000.0);
        VigieChartValue value = {last[s], NAN,  NAN, 0, s == 2 ? status : VIGIE_POINT_OK,
                                 false,   false};
        vigie_chart_set(series, 1, &value);
    }
    return chart;
}

/* 20, 50 and 30 of 100: shares of the last column, largest first. */
static void
test_parts(void)
{
    const double last[] = {20, 50, 30};
    g_autoptr(VigieChart) chart = stack(last, VIGIE_POINT_OK);
    g_autofree char *one = vigie_finding_parts(chart, 1);
    g_autofree char *all = vigie_finding_parts(chart, 5);
    g_assert_cmpstr(one, ==, "camping 50%");
    g_assert_cmpstr(all, ==, "camping 50%, rental 30%, hotel 20%");
    g_autofree char *reading = vigie_chart_reading(chart, 2024, "nights");
    g_assert_cmpstr(reading, ==, "in 2024, hotel: 20 (nights).");
    g_autoptr(VigieChart) held_back = stack(last, VIGIE_POINT_SUPPRESSED);
    g_assert_null(vigie_finding_parts(held_back, 1));
}

/* Eleven months of 10 and an August of 30: 30 / 140 = 21.4%. */
static void
test_season(void)
{
    g_autoptr(VigieChart) chart = vigie_chart_new(VIGIE_CHART_SEASON, VIGIE_LANG_EN);
    static const char *const months[] = {"January", "February", "March",    "April",
                                         "May",     "June",     "July",     "August",
                                         "Sept.",   "October",  "November", "December"};
    for (guint m = 0; m < 12; m++)
        vigie_chart_add_category(chart, months[m]);
    VigieChartSeries *year = vigie_chart_add_series(chart, "2024");
    for (guint m = 0; m < 12; m++)
        vigie_chart_set_number(year, m, m == 7 ? 30.0 : 10.0);
    g_autofree char *title = vigie_finding_season(chart, "Nights", 2024);
    g_assert_cmpstr(title, ==, "Nights: August has 21% of the year 2024");
    g_autofree char *reading = vigie_chart_reading(chart, 2024, NULL);
    g_assert_cmpstr(reading, ==, "August 2024: 30.");
    vigie_chart_set(year, 3, &VIGIE_CHART_VALUE_NONE);
    g_assert_null(vigie_finding_season(chart, "Nights", 2024));
}

static void
test_interval(void)
{
    g_autoptr(VigieChart) chart = vigie_chart_new(VIGIE_CHART_TREND, VIGIE_LANG_EN);
    chart->percent = true;
    chart->decimals = 0;
    vigie_chart_add_category(chart, "2024");
    VigieChartValue value = {0.92, 0.894, 0.95, 100, VIGIE_POINT_OK, false, false};
    vigie_chart_set(vigie_chart_add_series(chart, "Families"), 0, &value);
    g_autofree char *reading = vigie_chart_reading(chart, 2024, NULL);
    g_assert_cmpstr(reading, ==, "in 2024, Families: 92% (95% interval: from 89% to 95%).");
}

static void
test_label(void)
{
    static const char *const cases[][2] = {{"Customer type", "customer type"},
                                           {"NPS", "NPS"},
                                           {"Été", "été"},
                                           {"E", "E"},
                                           {"", ""},
                                           {"already", "already"}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *inside = vigie_label_inside(cases[i][0]);
        g_assert_cmpstr(inside, ==, cases[i][1]);
    }
}

/* Charts on pages ----------------------------------------------------------------------------- */

static double
placed_height(const VigiePlaced *placed)
{
    return placed->display->height * placed->scale;
}

/* Nothing is lost, nothing is higher than its page, widths fill the body, no chart is alone at the end. */
static void
test_arrange(void)
{
    guint calls = 0;
    VigieMeasurer measurer = {ruler, &calls};
    const double values[] = {2, 9, 4, 3, 1};
    for (guint n = 1; n <= 7; n++) {
        g_autoptr(GPtrArray) charts = g_ptr_array_new();
        VigieMade made[7] = {{0}};
        for (guint i = 0; i < n; i++) {
            made[i].chart = bars(i % 2 == 0 ? VIGIE_CHART_DOTS : VIGIE_CHART_RANK, 5, values);
            g_ptr_array_add(charts, &made[i]);
        }
        g_autoptr(GPtrArray) placed = vigie_arrange(charts, &measurer, 300.0, 700.0);
        g_assert_cmpuint(placed->len, ==, n);
        double used = 0.0, room = 300.0;
        for (guint i = 0; i < n; i++) {
            const VigiePlaced *one = g_ptr_array_index(placed, i);
            g_assert_true(one->made == &made[i]);
            g_assert_cmpfloat(fabs(one->display->width * one->scale - VIGIE_FLOW_BODY), <,
                              1e-6);
            used = one->new_page ? 0.0 : used;
            room = one->new_page ? 700.0 : room;
            used += placed_height(one) + (used > 0.0 ? VIGIE_ARRANGE_GAP : 0.0);
            g_assert_cmpfloat(used, <=, room + 1e-6);
        }
        for (guint i = 0; i < n; i++)
            vigie_chart_free(made[i].chart);
    }
}

static void
test_ruler(void)
{
    guint calls = 0;
    VigieMeasurer inner = {ruler, &calls};
    VigieRuler *remembering = vigie_ruler_new(&inner);
    const VigieMeasurer *own = vigie_ruler_measurer(remembering);
    VigieExtents first, again, larger;
    own->extents(own->user, "nights", 6, 10.0, VIGIE_WEIGHT_BOLD, &first);
    own->extents(own->user, "nights", 6, 10.0, VIGIE_WEIGHT_BOLD, &again);
    own->extents(own->user, "nights", 6, 20.0, VIGIE_WEIGHT_BOLD, &larger);
    g_assert_cmpfloat(first.width, ==, 30.0);
    g_assert_cmpfloat(again.width, ==, 30.0);
    g_assert_cmpfloat(larger.width, ==, 60.0);
    g_assert_cmpuint(calls, ==, 2);
    vigie_ruler_free(remembering);
}

/* Files all or none --------------------------------------------------------------------------- */

static void
put(VigieStage *stage, const char *name, const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = vigie_stage_path(stage, name, &error);
    g_assert_no_error(error);
    g_assert_true(vigie_file_write(path, text, strlen(text), &error));
}

static void
check_content(const char *dir, const char *name, const char *wanted)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);
    g_autofree char *content = NULL;
    g_file_get_contents(path, &content, NULL, NULL);
    g_assert_cmpstr(content, ==, wanted);
    g_unlink(path);
}

static void
test_stage(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *dir = g_dir_make_tmp("vigie-stage-XXXXXX", NULL);
    g_autofree char *folder = g_build_filename(dir, "a", NULL);
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
    VigieStage *stage = vigie_stage_new(dir, &error);
    put(stage, "one", "1");
    put(stage, "a/two", "2");
    vigie_stage_free(stage); /* nothing was committed */
    g_assert_cmpint(g_rmdir(dir), ==, 0);
    stage = vigie_stage_new(dir, &error);
    put(stage, "one", "1");
    put(stage, "a/two", "2");
    g_assert_true(vigie_stage_commit(stage, files, &error));
    vigie_stage_free(stage);
    g_assert_cmpuint(files->len, ==, 2);
    check_content(dir, "one", "1");
    check_content(dir, "a/two", "2");
    g_assert_cmpint(g_rmdir(folder), ==, 0);
    g_assert_cmpint(g_rmdir(dir), ==, 0);
}

/* A folder where the second file should go: the first stays as it was. */
static void
test_stage_refused(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *dir = g_dir_make_tmp("vigie-stage-XXXXXX", NULL);
    g_autofree char *first = g_build_filename(dir, "one", NULL);
    g_autofree char *second = g_build_filename(dir, "two", NULL);
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
    g_assert_true(g_file_set_contents(first, "old", -1, NULL));
    g_assert_cmpint(g_mkdir(second, 0777), ==, 0);
    VigieStage *stage = vigie_stage_new(dir, &error);
    put(stage, "one", "new");
    put(stage, "two", "new");
    g_assert_false(vigie_stage_commit(stage, files, &error));
    g_assert_error(error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_IO);
    vigie_stage_free(stage);
    check_content(dir, "one", "old");
    g_assert_cmpint(g_rmdir(second), ==, 0);
    g_assert_cmpint(g_rmdir(dir), ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/report/words/extremes", test_extremes);
    g_test_add_func("/report/words/suppressed", test_suppressed);
    g_test_add_func("/report/words/low-base", test_low_base);
    g_test_add_func("/report/words/parts", test_parts);
    g_test_add_func("/report/words/season", test_season);
    g_test_add_func("/report/words/interval", test_interval);
    g_test_add_func("/report/words/label", test_label);
    g_test_add_func("/report/arrange", test_arrange);
    g_test_add_func("/report/ruler", test_ruler);
    g_test_add_func("/report/stage/commit", test_stage);
    g_test_add_func("/report/stage/refused", test_stage_refused);
    return g_test_run();
}
