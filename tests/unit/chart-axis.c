/* chart-axis.c - how years and months stand under an axis as it gets narrower */
#include <math.h>
#include <string.h>
#include <vigie/chart.h>

/* Every letter is 0.6 of its size wide: 8 points give 4.8 a letter. */
static void
measure(void *user, const char *text, gsize length, double size, VigieWeight weight,
        VigieExtents *out)
{
    (void)user;
    (void)weight;
    *out = (VigieExtents){0.6 * size * (double)g_utf8_strlen(text, (gssize)length), size,
                          0.2 * size};
}

/* A season chart of those months, or columns of those years. */
static VigieDisplay *
laid_out(VigieChartKind kind, VigieLang lang, const char *const *names, double width)
{
    VigieMeasurer measurer = {measure, NULL};
    g_autoptr(VigieChart) chart = vigie_chart_new(kind, lang);
    guint n = g_strv_length((char **)names);
    for (guint i = 0; i < n; i++)
        vigie_chart_add_category(chart, names[i]);
    VigieChartSeries *series = vigie_chart_add_series(chart, "x");
    for (guint i = 0; i < n; i++)
        vigie_chart_set_number(series, i, 5.0);
    return vigie_chart_layout(chart, width, &measurer);
}

static const VigieShape *
text_of(const VigieDisplay *display, const char *text)
{
    for (guint i = 0; i < display->shapes->len; i++) {
        const VigieShape *shape = g_ptr_array_index(display->shapes, i);
        if (shape->kind == VIGIE_SHAPE_TEXT && strcmp(shape->text, text) == 0)
            return shape;
    }
    return NULL;
}

static const char *const ENGLISH[] = {"January",  "February", "March",  "April",     "May",
                                      "June",     "July",     "August", "September", "October",
                                      "November", "December", NULL};
static const char *const FRENCH[] = {"janvier",  "février",  "mars", "avril",     "mai",
                                     "juin",     "juillet",  "août", "septembre", "octobre",
                                     "novembre", "décembre", NULL};

static void
check_months(VigieLang lang, const char *const *names, double width, const char *tenth)
{
    g_autoptr(VigieDisplay) display = laid_out(VIGIE_CHART_SEASON, lang, names, width);
    const VigieShape *first = NULL, *last = text_of(display, tenth);
    if (last == NULL)
        g_test_message("no \"%s\" at %g points", tenth, width);
    g_assert_nonnull(last);
    /* all on one line: the one before stands on the same baseline */
    for (guint i = 0; i < display->shapes->len; i++) {
        const VigieShape *shape = g_ptr_array_index(display->shapes, i);
        if (shape == last)
            g_assert_cmpfloat_with_epsilon(first->points[0].y, last->points[0].y, 1e-9);
        if (shape->kind == VIGIE_SHAPE_TEXT)
            first = shape;
    }
}

static void
test_months(void)
{
    check_months(VIGIE_LANG_EN, ENGLISH, 800.0, "October");
    check_months(VIGIE_LANG_EN, ENGLISH, 480.0, "Oct");
    check_months(VIGIE_LANG_EN, ENGLISH, 170.0, "O");
    check_months(VIGIE_LANG_FR, FRENCH, 800.0, "octobre");
    check_months(VIGIE_LANG_FR, FRENCH, 480.0, "oct.");
    check_months(VIGIE_LANG_FR, FRENCH, 200.0, "O");
}

/* Names that are not all months of the chart's language are not touched. */
static void
test_not_months(void)
{
    g_autoptr(VigieDisplay) other = laid_out(VIGIE_CHART_SEASON, VIGIE_LANG_FR, ENGLISH, 480.0);
    g_assert_nonnull(text_of(other, "October"));
    static const char *const MIXED[] = {"octobre", "novembre", "décembre ou plus tard encore",
                                        NULL};
    g_autoptr(VigieDisplay) mixed = laid_out(VIGIE_CHART_SEASON, VIGIE_LANG_FR, MIXED, 160.0);
    g_assert_null(text_of(mixed, "oct."));
}

/* "2016 17 18": the last two figures of the first are over its column, as those of the others are. */
static void
test_years(void)
{
    static const char *const YEARS[] = {"2016", "2017", "2018", "2019", "2020", "2021",
                                        "2022", "2023", "2024", "2025", NULL};
    g_autoptr(VigieDisplay) wide = laid_out(VIGIE_CHART_STACK, VIGIE_LANG_FR, YEARS, 480.0);
    g_assert_nonnull(text_of(wide, "2017"));
    g_autoptr(VigieDisplay) narrow = laid_out(VIGIE_CHART_STACK, VIGIE_LANG_FR, YEARS, 200.0);
    g_assert_null(text_of(narrow, "2017"));
    const VigieShape *first = text_of(narrow, "2016"), *second = text_of(narrow, "17"),
                     *third = text_of(narrow, "18");
    g_assert_true(first != NULL && second != NULL && third != NULL);
    double figures = vigie_shape_box(second).x1 - vigie_shape_box(second).x0;
    double last_two = vigie_shape_box(first).x1 - figures / 2.0;
    double pitch = third->points[0].x - second->points[0].x;
    g_assert_cmpfloat_with_epsilon(second->points[0].x - last_two, pitch, 1e-9);
}

/* Two columns of two parts; true if text stands in the chart. */
static void
check_unit(VigieChartKind kind, double large, double small, const char *const *texts)
{
    VigieMeasurer measurer = {measure, NULL};
    g_autoptr(VigieChart) chart = vigie_chart_new(kind, VIGIE_LANG_FR);
    vigie_chart_set_text(chart, VIGIE_TEXT_UNIT, "nuitées");
    vigie_chart_add_category(chart, "2024");
    vigie_chart_add_category(chart, "2025");
    VigieChartSeries *first = vigie_chart_add_series(chart, "a");
    VigieChartSeries *second =
        kind == VIGIE_CHART_RANK ? first : vigie_chart_add_series(chart, "b");
    vigie_chart_set_number(first, 0, large);
    vigie_chart_set_number(second, 1, small);
    g_autoptr(VigieDisplay) display = vigie_chart_layout(chart, 480.0, &measurer);
    for (guint i = 0; texts[i] != NULL; i++) {
        if (text_of(display, texts[i]) == NULL)
            g_test_message("no \"%s\"", texts[i]);
        g_assert_nonnull(text_of(display, texts[i]));
    }
}

#define NN "\342\200\257"

/* Six figures and more are printed in thousands, millions or billions, as the text over the axis says; what is
 * less than ten of them keeps a decimal. */
static void
test_unit(void)
{
    check_unit(VIGIE_CHART_STACK, 99999.0, 12.0,
               (const char *[]){"nuitées", "99" NN "999", "12", NULL});
    check_unit(VIGIE_CHART_STACK, 459267.0, 62400.0,
               (const char *[]){"nuitées, en milliers", "459", "62", "500", NULL});
    check_unit(VIGIE_CHART_STACK, 459267.0, 3400.0,
               (const char *[]){"nuitées, en milliers", "459,3", "3,4", NULL});
    check_unit(VIGIE_CHART_STACK, 2.5e8, 4e7,
               (const char *[]){"nuitées, en millions", "250", "40", NULL});
    check_unit(VIGIE_CHART_SEASON, 459267.0, 62400.0,
               (const char *[]){"nuitées, en milliers", "400", NULL});
    check_unit(VIGIE_CHART_RANK, 459267.0, 62400.0,
               (const char *[]){"nuitées", "459" NN "267", "62" NN "400", NULL});
}

/* Totals over columns of shares that all make 100 % say nothing. */
static void
test_whole(void)
{
    VigieMeasurer measurer = {measure, NULL};
    for (guint i = 0; i < 2; i++) {
        g_autoptr(VigieChart) chart = vigie_chart_new(VIGIE_CHART_STACK, VIGIE_LANG_EN);
        chart->percent = true;
        vigie_chart_add_category(chart, "2025");
        vigie_chart_set_number(vigie_chart_add_series(chart, "a"), 0, 0.4);
        vigie_chart_set_number(vigie_chart_add_series(chart, "b"), 0, i == 0 ? 0.6 : 0.3);
        g_autoptr(VigieDisplay) display = vigie_chart_layout(chart, 480.0, &measurer);
        if (i == 0) {
            const VigieShape *tick = text_of(display, "100%"); /* of the axis, no total */
            g_assert_true(tick != NULL && tick->font.weight == VIGIE_WEIGHT_REGULAR);
        } else {
            g_assert_nonnull(text_of(display, "70%"));
        }
    }
}

/* Names wrap to leave the columns room for their numbers, but not within a word. */
static void
test_names_wrap(void)
{
    static const char *const NAMES[][2] = {
        {"Hébergements de groupe", "Hébergements\nde groupe"},
        {"Hébergementstouristiques", "Hébergementstouristiques"}};
    VigieMeasurer measurer = {measure, NULL};
    for (guint k = 0; k < G_N_ELEMENTS(NAMES); k++) {
        g_autoptr(VigieChart) chart = vigie_chart_new(VIGIE_CHART_STACK, VIGIE_LANG_FR);
        for (guint year = 2016; year <= 2025; year++) {
            g_autofree char *name = g_strdup_printf("%u", year);
            vigie_chart_add_category(chart, name);
        }
        VigieChartSeries *series = vigie_chart_add_series(chart, NAMES[k][0]);
        for (guint i = 0; i < 10; i++)
            vigie_chart_set_number(series, i, 2729.0);
        g_autoptr(VigieDisplay) display = vigie_chart_layout(chart, 480.0, &measurer);
        for (guint i = 0; i < display->shapes->len && text_of(display, NAMES[k][1]) == NULL;
             i++) {
            const VigieShape *shape = g_ptr_array_index(display->shapes, i);
            if (shape->kind == VIGIE_SHAPE_TEXT)
                g_test_message("not \"%s\" but \"%s\"", NAMES[k][1], shape->text);
        }
        g_assert_nonnull(text_of(display, NAMES[k][1]));
    }
}

/* Former years whose lines end together share a name; the current and the previous year have their own. */
static void
test_shared_names(void)
{
    static const double DECEMBER[] = {5.0, 5.01, 9.0, 5.02, 5.03};
    VigieMeasurer measurer = {measure, NULL};
    g_autoptr(VigieChart) chart = vigie_chart_new(VIGIE_CHART_SEASON, VIGIE_LANG_EN);
    chart->from_zero = true;
    vigie_chart_add_category(chart, "November");
    vigie_chart_add_category(chart, "December");
    for (guint i = 0; i < G_N_ELEMENTS(DECEMBER); i++) {
        g_autofree char *name = g_strdup_printf("%u", 2021 + i);
        VigieChartSeries *series = vigie_chart_add_series(chart, name);
        vigie_chart_set_number(series, 0, 10.0 + i);
        vigie_chart_set_number(series, 1, DECEMBER[i]);
    }
    g_autoptr(VigieDisplay) display = vigie_chart_layout(chart, 480.0, &measurer);
    g_assert_nonnull(text_of(display, "2021, 2022"));
    g_assert_nonnull(text_of(display, "2023"));
    g_assert_nonnull(text_of(display, "2024"));
    g_assert_nonnull(text_of(display, "2025"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chart/axis/months", test_months);
    g_test_add_func("/chart/axis/not-months", test_not_months);
    g_test_add_func("/chart/axis/years", test_years);
    g_test_add_func("/chart/axis/unit", test_unit);
    g_test_add_func("/chart/axis/names-wrap", test_names_wrap);
    g_test_add_func("/chart/axis/whole", test_whole);
    g_test_add_func("/chart/axis/shared-names", test_shared_names);
    return g_test_run();
}
