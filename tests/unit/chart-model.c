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
    VigieChartValue values[] = {{0.8, 0.75, 0.84, 120, VIGIE_POINT_OK, false},
                                {0.5, NAN, NAN, 8, VIGIE_POINT_SUPPRESSED, false},
                                {0.9, 0.7, 0.97, 20, VIGIE_POINT_LOW_BASE, false}};
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
    g_assert_cmpuint(g_strv_length((char **)vigie_chart_kind_names()), ==, 6);
}

static void
test_csv(void)
{
    g_autoptr(VigieChart) chart = sample(VIGIE_CHART_TREND, VIGIE_LANG_FR);
    g_autofree char *csv = vigie_chart_csv(chart);
    g_assert_cmpstr(csv, ==,
                    "series,category,value,low,high,n,status\n"
                    "\"Groupes, \"\"autres\"\"\",2023,0.8,0.75,0.84,120,ok\n"
                    "\"Groupes, \"\"autres\"\"\",2024,,,,,suppressed\n"
                    "\"Groupes, \"\"autres\"\"\",2025,0.9,0.7,0.97,20,low_base\n"
                    "Ensemble,2023,0.7,,,,ok\n"
                    "Ensemble,2024,,,,,empty\n"
                    "Ensemble,2025,,,,,empty\n");
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
    g_assert_nonnull(strstr(alt, "Horizontal bars. Titre. 2023: 80% [75% ; 84%]. "
                                 "2024: not published. 2025: 90% [70% ; 97%], n = 1,200. "));
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
    g_assert_nonnull(strstr(csv, "Rest,2024,,,,,suppressed\n"));
    g_assert_nonnull(strstr(alt, "Rest not published"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chart/model/kinds", test_kinds);
    g_test_add_func("/chart/model/csv", test_csv);
    g_test_add_func("/chart/model/alt-line", test_alt_line);
    g_test_add_func("/chart/model/alt-values", test_alt_values);
    g_test_add_func("/chart/model/scale-hidden", test_scale_hidden);
    return g_test_run();
}
