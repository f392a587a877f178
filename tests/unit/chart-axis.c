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

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chart/axis/months", test_months);
    g_test_add_func("/chart/axis/not-months", test_not_months);
    g_test_add_func("/chart/axis/years", test_years);
    return g_test_run();
}
