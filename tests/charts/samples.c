/* samples.c - a chart of each kind, French and English */
#include "samples.h"
#include <math.h>
#include <string.h>

static void
measure_fixed(void *user, const char *text, gsize length, double size, VigieWeight weight,
              VigieExtents *out)
{
    (void)user;
    (void)weight;
    out->width = 0.55 * size * (double)g_utf8_strlen(text, (gssize)length);
    out->ascent = 0.97 * size;
    out->descent = 0.24 * size;
}

VigieMeasurer
fixed_measurer(void)
{
    return (VigieMeasurer){measure_fixed, NULL};
}

/* Texts by VigieChartText; those of the other language are left to the reader's imagination. */
static void
set_texts(VigieChart *chart, const char *const *texts)
{
    for (guint i = 0; i < VIGIE_N_CHART_TEXTS; i++)
        vigie_chart_set_text(chart, (VigieChartText)i, texts[i]);
}

static void
set_share(VigieChartSeries *series, guint i, double share, guint64 n)
{
    double half = 1.96 * sqrt(share * (1.0 - share) * 1.4 / (double)n);
    VigieChartValue value = {share, MAX(share - half, 0.0), MIN(share + half, 1.0),
                             n,     VIGIE_POINT_OK,         false};
    value.status = n < 11   ? VIGIE_POINT_SUPPRESSED
                   : n < 30 ? VIGIE_POINT_LOW_BASE
                            : VIGIE_POINT_OK;
    vigie_chart_set(series, i, &value);
}

static VigieChart *
make_trend(VigieLang lang)
{
    static const char *const TEXTS[] = {
        [VIGIE_TEXT_TITLE] =
            "Les familles sont de plus en plus satisfaites de leur séjour ; les "
            "groupes ne retrouvent pas leur niveau d'avant 2020",
        [VIGIE_TEXT_SUBTITLE] =
            "Part de visiteurs satisfaits ou très satisfaits de leur séjour, "
            "par type de clientèle, Pays Midi-Quercy, étés 2016 à 2025",
        [VIGIE_TEXT_SOURCE] = "observatoire du Pays Midi-Quercy, enquêtes flash 2016-2025.",
        [VIGIE_TEXT_POPULATION] = "groupes de visiteurs interrogés en juillet et en août",
        [VIGIE_TEXT_READING] =
            "en 2025, 88 % des familles interrogées se disent satisfaites ou très "
            "satisfaites de leur séjour.",
        [VIGIE_TEXT_NOTICE] = "Données simulées",
        [VIGIE_N_CHART_TEXTS - 1] = NULL};
    static const char *const TYPES[] = {"Familles avec enfants", "Couples sans enfants",
                                        "Groupes", "Activités de pleine nature",
                                        "Autres visiteurs"};
    static const char *const TYPES_EN[] = {"Families with children", "Couples without children",
                                           "Groups", "Outdoor activities", "Other visitors"};
    static const double SHARES[5][10] = {{.79, .80, .78, .82, .74, .81, .83, .85, .86, .88},
                                         {.84, .83, .85, .84, .80, .84, .83, .85, .84, .86},
                                         {.81, .83, .82, .84, .70, .66, .71, .73, .74, .73},
                                         {.86, .85, .88, .87, .84, .88, .89, .87, .90, .91},
                                         {.77, .79, .76, .78, .72, .77, .78, .76, .79, .78}};
    static const guint NS[5][10] = {{310, 288, 301, 295, 122, 240, 266, 291, 305, 312},
                                    {260, 255, 249, 262, 104, 221, 233, 247, 251, 259},
                                    {61, 58, 64, 55, 8, 21, 38, 44, 47, 52},
                                    {122, 131, 126, 140, 66, 158, 171, 166, 173, 181},
                                    {102, 97, 110, 95, 41, 83, 90, 88, 94, 99}};
    static const double ALL[10] = {.816, .817, .818, .827, .772, .815, .825, .834, .841, .853};
    VigieChart *chart = vigie_chart_new(VIGIE_CHART_TREND, lang);
    set_texts(chart, TEXTS);
    chart->percent = true;
    chart->suppress_below = 11;
    chart->low_base_below = 30;
    chart->n = 8412;
    for (guint year = 2016; year <= 2025; year++) {
        g_autofree char *name = g_strdup_printf("%u", year);
        VigieChartCategory *category = vigie_chart_add_category(chart, name);
        if (year == 2021)
            category->break_reason =
                g_strdup("nouveau questionnaire, échelle de réponse élargie");
    }
    for (guint s = 0; s < 5; s++) {
        VigieChartSeries *series =
            vigie_chart_add_series(chart, lang == VIGIE_LANG_FR ? TYPES[s] : TYPES_EN[s]);
        for (guint i = 0; i < 10; i++)
            set_share(series, i, SHARES[s][i], NS[s][i]);
    }
    VigieChartValue none = VIGIE_CHART_VALUE_NONE;
    none.status = VIGIE_POINT_NOT_ASKED;
    vigie_chart_set(g_ptr_array_index(chart->series, 3), 2, &none);
    VigieChartSeries *all = vigie_chart_add_reference(
        chart, lang == VIGIE_LANG_FR ? "Ensemble des visiteurs" : "All visitors");
    for (guint i = 0; i < 10; i++)
        vigie_chart_set_number(all, i, ALL[i]);
    return chart;
}

const Sample SAMPLES[] = {
    {"trend", make_trend},
};
const guint N_SAMPLES = G_N_ELEMENTS(SAMPLES);
