/* chart-model.c - building, CSV, alternative text */
#include <math.h>
#include <string.h>
#include <vigie/chart.h>

#define NB "\302\240"
#define NN "\342\200\257"

static VigieChart *
sample(VigieChartKind kind, VigieLang lang)
{
    VigieChart *chart = vigie_chart_new(kind, lang);
    VigieChartValue values[] = {{0.8, 0.75, 0.84, 120, VIGIE_POINT_OK, false, false},
                                {0.5, NAN, NAN, 8, VIGIE_POINT_SUPPRESSED, false, false},
                                {0.9, 0.7, 0.97, 20, VIGIE_POINT_LOW_BASE, false, false}};
    chart->percent = true;
    vigie_chart_set_text(chart, VIGIE_TEXT_TITLE, "Titre");
    vigie_chart_set_text(chart, VIGIE_TEXT_NOTICE, "Données simulées.");
    vigie_chart_add_category(chart, "2023");
    vigie_chart_add_category(chart, "2024");
    vigie_chart_add_category(chart, "2025")->n = 1200;
    VigieChartSeries *series = vigie_chart_add_series(chart, "Groupes, \"autres\"");
    for (guint i = 0; i < 3; i++)
        vigie_chart_set(series, i, &values[i]);
    vigie_chart_set_number(vigie_chart_add_reference(chart, "Ensemble"), 0, 0.7);
    return chart;
}

static void
test_kinds(void)
{
    VigieChartKind kind = VIGIE_CHART_TREND;
    g_assert_true(vigie_chart_kind_from_name("rank", &kind));
    g_assert_cmpint(kind, ==, VIGIE_CHART_RANK);
    g_assert_false(vigie_chart_kind_from_name("pie", &kind));
    g_assert_cmpint(kind, ==, VIGIE_CHART_RANK);
    g_assert_cmpuint(g_strv_length((char **)vigie_chart_kind_names()), ==, 7);
}

static void
test_csv(void)
{
    g_autoptr(VigieChart) chart = sample(VIGIE_CHART_TREND, VIGIE_LANG_FR);
    g_autofree char *csv = vigie_chart_csv(chart);
    g_assert_cmpstr(csv, ==,
                    "\xEF\xBB\xBFseries;category;value;low;high;n;status\r\n"
                    "\"Groupes, \"\"autres\"\"\";2023;0,8;0,75;0,84;120;ok\r\n"
                    "\"Groupes, \"\"autres\"\"\";2024;;;;;suppressed\r\n"
                    "\"Groupes, \"\"autres\"\"\";2025;0,9;0,7;0,97;20;low base\r\n"
                    "Ensemble;2023;0,7;;;;ok\r\n"
                    "Ensemble;2024;;;;;empty\r\n"
                    "Ensemble;2025;;;;;empty\r\n");
}

static void
test_alt_line(void)
{
    g_autoptr(VigieChart) french = sample(VIGIE_CHART_TREND, VIGIE_LANG_FR);
    g_autofree char *fr = vigie_chart_alt(french);
    g_assert_cmpstr(fr, ==,
                    "Courbes par année, un graphique par série. Titre. "
                    "Groupes, \"autres\"" NB ": 80" NN "% (2023) à 90" NN
                    "% (2025), minimum 80" NN "% (2023), maximum 90" NN
                    "% (2025), non publié" NB ": 2024. "
                    "Ensemble" NB ": 70" NN "% (2023) à 70" NN "% (2023), minimum 70" NN
                    "% (2023), maximum 70" NN "% (2023). Données simulées.");
    g_autoptr(VigieChart) english = sample(VIGIE_CHART_TREND, VIGIE_LANG_EN);
    g_autofree char *en = vigie_chart_alt(english);
    g_assert_nonnull(strstr(en, "\"autres\": 80% (2023) to 90% (2025), lowest 80% (2023), "
                                "highest 90% (2025), not published: 2024."));
}

static void
test_alt_values(void)
{
    g_autoptr(VigieChart) chart = sample(VIGIE_CHART_RANK, VIGIE_LANG_EN);
    g_autofree char *alt = vigie_chart_alt(chart);
    g_assert_nonnull(strstr(alt, "Horizontal bars. Titre. 2023: 80% [75%, 84%]. "
                                 "2024: not published. 2025: 90% [70%, 97%], n = 1,200. "));
}

/* In a scale of answers one suppressed part hides the others: they would give it away. */
static void
test_scale_hidden(void)
{
    g_autoptr(VigieChart) chart = sample(VIGIE_CHART_LIKERT, VIGIE_LANG_EN);
    VigieChartSeries *rest = vigie_chart_add_series(chart, "Rest");
    vigie_chart_set_number(rest, 1, 0.5);
    g_autofree char *csv = vigie_chart_csv(chart);
    g_autofree char *alt = vigie_chart_alt(chart);
    g_assert_nonnull(strstr(csv, "Rest,2024,,,,,suppressed\r\n"));
    g_assert_nonnull(strstr(alt, "Rest not published"));
}

static void
measure(void *user, const char *text, gsize length, double size, VigieWeight weight,
        VigieExtents *out)
{
    (void)user;
    (void)weight;
    *out = (VigieExtents){0.5 * size * (double)g_utf8_strlen(text, (gssize)length), size,
                          0.2 * size};
}

/* True if some text of the chart begins so. */
static bool
shows(const VigieChart *chart, const char *beginning)
{
    VigieMeasurer measurer = {measure, NULL};
    g_autoptr(VigieDisplay) display = vigie_chart_layout(chart, 900.0, &measurer);
    for (guint i = 0; i < display->shapes->len; i++) {
        const VigieShape *shape = g_ptr_array_index(display->shapes, i);
        if (shape->kind == VIGIE_SHAPE_TEXT && g_str_has_prefix(shape->text, beginning))
            return true;
    }
    return false;
}

/* The circles of a chart, in the order of drawing, those of keys at the end; (transfer full). */
static GArray *
circles_of(const VigieDisplay *display)
{
    GArray *circles = g_array_new(FALSE, FALSE, sizeof(VigieShape));
    for (guint i = 0; i < display->shapes->len; i++) {
        const VigieShape *shape = g_ptr_array_index(display->shapes, i);
        if (shape->kind == VIGIE_SHAPE_CIRCLE)
            g_array_append_vals(circles, shape, 1);
    }
    return circles;
}

static VigieChart *
matrix(void)
{
    static const double AT[][3] = {
        {0.1, 3.5, 0.95}, {0.3, 3.0, 0.89}, {0.2, 2.0, NAN}, {0.4, 2.5, 0.9}};
    VigieChart *chart = vigie_chart_new(VIGIE_CHART_MATRIX, VIGIE_LANG_EN);
    for (guint i = 0; i < G_N_ELEMENTS(AT); i++) {
        g_autofree char *name = g_strdup_printf("Item %c", 'A' + (char)i);
        vigie_chart_add_category(chart, name)->agreement = AT[i][2];
    }
    vigie_chart_add_category(chart, "Few");
    vigie_chart_add_series(chart, "Importance");
    vigie_chart_add_series(chart, "Performance");
    for (guint i = 0; i < G_N_ELEMENTS(AT); i++)
        for (guint s = 0; s < 2; s++)
            vigie_chart_set_number(g_ptr_array_index(chart->series, s), i, AT[i][s]);
    const VigieChartValue few = {1, NAN, NAN, 3, VIGIE_POINT_SUPPRESSED, false, false};
    vigie_chart_set_number(g_ptr_array_index(chart->series, 0), 4, 0.15);
    vigie_chart_set(g_ptr_array_index(chart->series, 1), 4, &few);
    chart->matrix = (VigieMatrix){0.25, 2.75, true, 0};
    chart->decimals = 1;
    return chart;
}

/* Importance grows to the right and performance upwards, in proportion; less agreement than nine in ten is hollow; what
 * is suppressed has no point; the words say the quadrant. */
static void
test_matrix(void)
{
    VigieMeasurer measurer = {measure, NULL};
    g_autoptr(VigieChart) chart = matrix();
    g_autoptr(VigieDisplay) display = vigie_chart_layout(chart, 480.0, &measurer);
    g_autoptr(GArray) circles = circles_of(display);
    g_assert_cmpuint(circles->len, ==, 6); /* four items, two in the key */
    const VigieShape *c = &g_array_index(circles, VigieShape, 0);
    double across = (c[1].points[0].x - c[0].points[0].x) / 0.2;
    double up = (c[0].points[0].y - c[1].points[0].y) / 0.5;
    g_assert_cmpfloat(across, >, 0.0);
    g_assert_cmpfloat(up, <, 0.0); /* y grows downwards */
    g_assert_cmpfloat_with_epsilon(c[3].points[0].x - c[2].points[0].x, 0.2 * across, 1e-6);
    g_assert_cmpfloat_with_epsilon(c[2].points[0].y - c[3].points[0].y, -0.5 * up, 1e-6);
    static const bool HOLLOW[] = {false, true, false, false};
    for (guint i = 0; i < 4; i++)
        g_assert_true((c[i].fill == VIGIE_COLOUR_PAPER) == HOLLOW[i]);
    bool vertical = false, horizontal = false; /* the crosshairs stand between the points */
    for (guint i = 0; i < display->shapes->len; i++) {
        const VigieShape *line = g_ptr_array_index(display->shapes, i);
        if (line->kind != VIGIE_SHAPE_LINE || line->stroke.dash != VIGIE_DASH_SHORT)
            continue;
        double x = (c[1].points[0].x + c[2].points[0].x) / 2.0;
        double y = (c[1].points[0].y + c[3].points[0].y) / 2.0;
        vertical = vertical || fabs(line->points[0].x - x) + fabs(line->points[1].x - x) < 1e-6;
        horizontal =
            horizontal || fabs(line->points[0].y - y) + fabs(line->points[1].y - y) < 1e-6;
    }
    g_assert_true(vertical && horizontal);
    g_autofree char *alt = vigie_chart_alt(chart);
    g_assert_nonnull(strstr(alt, "Item A: importance 10%, performance 3.5 (more than needed)"));
    g_assert_nonnull(strstr(alt, "Item B: importance 30%, performance 3.0 (keep up)"));
    g_assert_nonnull(strstr(alt, "Item C: importance 20%, performance 2.0 (low priority)"));
    g_assert_nonnull(strstr(alt, "Item D: importance 40%, performance 2.5 (improve first)"));
    g_assert_nonnull(strstr(alt, "Few: not published"));
    g_assert_true(shows(chart, "Few: not published"));
}

/* A chart that was given no reading makes one of its numbers. */
static void
test_reading(void)
{
    g_autoptr(VigieChart) trend = sample(VIGIE_CHART_TREND, VIGIE_LANG_FR);
    g_assert_true(shows(trend, "Lecture" NB ": Groupes, \"autres\", en 2025" NB ": 90" NN
                               "% (intervalle de confiance à 95" NN "%" NB ": de 70" NN
                               "% à 97" NN "%)."));
    g_autoptr(VigieChart) dots = sample(VIGIE_CHART_DOTS, VIGIE_LANG_EN);
    g_assert_true(shows(dots, "Reading: 2023: 80% (95% confidence interval: 75% to 84%)."));
    g_autoptr(VigieChart) stack = sample(VIGIE_CHART_STACK, VIGIE_LANG_EN);
    g_assert_true(shows(stack, "Reading: in 2025: 90% in all, of which 90% for "));
    vigie_chart_set_number(vigie_chart_add_series(stack, "Rest"), 2, 0.1);
    g_assert_true(shows(stack, "Reading: Groupes, \"autres\", in 2025: 90%."));
    g_autoptr(VigieChart) likert = sample(VIGIE_CHART_LIKERT, VIGIE_LANG_EN);
    vigie_chart_add_series(likert, "Good")->side = VIGIE_SIDE_POSITIVE;
    vigie_chart_set_number(g_ptr_array_index(likert->series, 1), 0, 0.2);
    g_assert_true(shows(likert, "Reading: 2023: 20% positive answers, 80% negative ones"));
    vigie_chart_set_text(trend, VIGIE_TEXT_READING, "la mienne.");
    g_assert_true(shows(trend, "Lecture" NB ": la mienne."));
    g_assert_false(shows(trend, "Lecture" NB ": Groupes"));
}

static void
test_capital(void)
{
    static const char *const TEXTS[][2] = {{"données simulées", "Données simulées"},
                                           {"à titre indicatif", "À titre indicatif"},
                                           {"n = 30", "n = 30"},
                                           {"iPhone", "iPhone"},
                                           {"", NULL}};
    for (guint i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
        g_autoptr(VigieChart) chart = sample(VIGIE_CHART_RANK, VIGIE_LANG_EN);
        vigie_chart_set_text(chart, VIGIE_TEXT_NOTICE, TEXTS[i][0]);
        g_assert_true(TEXTS[i][1] == NULL || shows(chart, TEXTS[i][1]));
    }
}

/* Columns of shares: the rest of one that holds a suppressed part is not drawn, printed or told. */
static void
test_column_hidden(void)
{
    g_autoptr(VigieChart) chart = sample(VIGIE_CHART_STACK, VIGIE_LANG_EN);
    VigieChartSeries *rest = vigie_chart_add_series(chart, "Rest");
    vigie_chart_set_number(rest, 1, 0.37);
    vigie_chart_set_number(rest, 0, 0.2);
    g_autofree char *csv = vigie_chart_csv(chart);
    g_autofree char *alt = vigie_chart_alt(chart);
    g_assert_nonnull(strstr(csv, "Rest,2024,,,,,suppressed\r\n"));
    g_assert_null(strstr(alt, "37%"));
    g_assert_true(shows(chart, "20"));
    g_assert_false(shows(chart, "37"));
}

/* Years keep their order where other categories are sorted; an n that all rows have is said once. */
static void
test_rows(void)
{
    g_autoptr(VigieChart) chart = vigie_chart_new(VIGIE_CHART_RANK, VIGIE_LANG_EN);
    vigie_chart_add_category(chart, "2024")->n = 928;
    vigie_chart_add_category(chart, "2025")->n = 928;
    VigieChartSeries *series = vigie_chart_add_series(chart, "x");
    vigie_chart_set_number(series, 0, 1.0);
    vigie_chart_set_number(series, 1, 2.0);
    g_assert_true(shows(chart, "n"));
    chart->n = 928;
    g_assert_false(shows(chart, "928"));
    VigieMeasurer measurer = {measure, NULL};
    g_autoptr(VigieDisplay) display = vigie_chart_layout(chart, 480.0, &measurer);
    const char *first = NULL;
    for (guint i = display->shapes->len; i-- > 0;) {
        const VigieShape *shape = g_ptr_array_index(display->shapes, i);
        if (shape->kind == VIGIE_SHAPE_TEXT && g_str_has_prefix(shape->text, "202"))
            first = shape->text;
    }
    g_assert_cmpstr(first, ==, "2024");
}

/* A mean is read on the scale that was answered, which the key says. */
static void
test_scale_said(void)
{
    g_autoptr(VigieChart) chart = sample(VIGIE_CHART_DOTS, VIGIE_LANG_FR);
    chart->percent = false;
    g_assert_false(shows(chart, "échelle"));
    chart->floor = 1.0;
    chart->ceiling = 4.0;
    g_assert_true(shows(chart, "échelle de 1 à 4"));
    chart->percent = true; /* a share of those who answered: its scale is in the sign % */
    g_assert_false(shows(chart, "échelle"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chart/model/matrix", test_matrix);
    g_test_add_func("/chart/model/kinds", test_kinds);
    g_test_add_func("/chart/model/csv", test_csv);
    g_test_add_func("/chart/model/alt-line", test_alt_line);
    g_test_add_func("/chart/model/alt-values", test_alt_values);
    g_test_add_func("/chart/model/scale-hidden", test_scale_hidden);
    g_test_add_func("/chart/model/column-hidden", test_column_hidden);
    g_test_add_func("/chart/model/reading", test_reading);
    g_test_add_func("/chart/model/capital", test_capital);
    g_test_add_func("/chart/model/rows", test_rows);
    g_test_add_func("/chart/model/scale-said", test_scale_said);
    return g_test_run();
}
