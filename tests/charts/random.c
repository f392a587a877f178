/* random.c - charts from seeds: few and many series, short and endless names, values of every size or none */
#include "random.h"
#include <math.h>

static const char *const WORDS[] = {
    "accueil",
    "et",
    "de",
    "l'hébergement",
    "qualité-prix",
    "à",
    "offices",
    "tourisme",
    "Ensemble",
    "visiteurs",
    "hors",
    "saison",
    "randonnée",
    "gastronomie",
    "signalisation",
    "stationnement/parking",
    "été",
    "Œuvre",
    "anticonstitutionnellement",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"};

static char *
random_text(GRand *rand, int most_words)
{
    GString *text = g_string_new(NULL);
    int n = g_rand_int_range(rand, 1, most_words + 1);
    for (int i = 0; i < n; i++) {
        gint32 last = (gint32)G_N_ELEMENTS(WORDS) - (g_rand_int_range(rand, 0, 5) > 0 ? 2 : 0);
        if (i > 0)
            g_string_append(text, g_rand_int_range(rand, 0, 12) == 0 ? " : " : " ");
        g_string_append(text, WORDS[g_rand_int_range(rand, 0, last)]);
    }
    return g_string_free(text, FALSE);
}

typedef enum {
    VALUES_ORDINARY,
    VALUES_EQUAL,
    VALUES_HUGE,
    VALUES_TINY,
    VALUES_NEGATIVE,
    VALUES_SIGNED,
    VALUES_MISSING,
    VALUES_ONE,
    N_MODES
} Mode;

static double
random_number(GRand *rand, Mode mode)
{
    double u = g_rand_double(rand);
    switch (mode) {
    case VALUES_EQUAL:
        return 0.4;
    case VALUES_HUGE:
        return u * pow(10.0, g_rand_int_range(rand, 3, 14));
    case VALUES_TINY:
        return u * 1e-7;
    case VALUES_NEGATIVE:
        return -u * 50.0;
    case VALUES_SIGNED:
        return (u - 0.5) * 3000.0;
    default:
        return u;
    }
}

static VigieChartValue
random_value(GRand *rand, Mode mode, guint i)
{
    VigieChartValue value = {random_number(rand, mode), NAN, NAN, 0, VIGIE_POINT_OK, false};
    int dice = g_rand_int_range(rand, 0, 30);
    bool missing = mode == VALUES_MISSING || (mode == VALUES_ONE && i != 2);
    if (dice < 12) {
        double half = fabs(value.value) * g_rand_double(rand);
        value.low = value.value - half;
        value.high = value.value + half;
    }
    value.n = (guint64)g_rand_int_range(rand, 0, 2000);
    value.provisional = dice == 13;
    if (dice == 14)
        value.value = g_rand_boolean(rand) ? NAN : INFINITY;
    if (dice >= 25)
        value.status = (VigiePointStatus)(dice - 24);
    if (missing)
        value = VIGIE_CHART_VALUE_NONE;
    return value;
}

static void
add_categories(VigieChart *chart, GRand *rand)
{
    int n = g_rand_int_range(rand, 0, 8) == 0 ? g_rand_int_range(rand, 0, 3)
                                              : g_rand_int_range(rand, 1, 19);
    bool years = g_rand_boolean(rand);
    int year = 2005;
    for (int i = 0; i < n; i++) {
        year += g_rand_int_range(rand, 0, 9) == 0 ? 2 : 1;
        g_autofree char *name = years ? g_strdup_printf("%d", year) : random_text(rand, 8);
        VigieChartCategory *category = vigie_chart_add_category(chart, name);
        category->n = (guint64)g_rand_int_range(rand, 0, 3000);
        category->highlighted = g_rand_int_range(rand, 0, 6) == 0;
        if (g_rand_int_range(rand, 0, 7) == 0)
            category->break_reason = random_text(rand, 5);
    }
}

static void
fill(VigieChartSeries *series, GRand *rand, Mode mode)
{
    for (guint i = 0; i < series->values->len; i++) {
        VigieChartValue value = random_value(rand, mode, i);
        vigie_chart_set(series, i, &value);
    }
}

static void
add_series(VigieChart *chart, GRand *rand)
{
    int n = g_rand_int_range(rand, 0, 6) == 0 ? g_rand_int_range(rand, 0, 13)
                                              : g_rand_int_range(rand, 1, 6);
    Mode mode = (Mode)g_rand_int_range(rand, 0, N_MODES);
    bool one = chart->kind == VIGIE_CHART_RANK;
    for (int s = 0; s < (one ? MIN(n, 1) : n); s++) {
        g_autofree char *name = random_text(rand, 6);
        VigieChartSeries *series = vigie_chart_add_series(chart, name);
        series->side = (VigieSide)g_rand_int_range(rand, 0, 4);
        fill(series, rand, mode);
    }
    bool takes = chart->kind == VIGIE_CHART_TREND || chart->kind == VIGIE_CHART_DOTS;
    if (takes && g_rand_boolean(rand))
        fill(vigie_chart_add_reference(chart, "Ensemble"), rand, mode);
}

VigieChart *
random_chart(guint32 seed)
{
    GRand *rand = g_rand_new_with_seed(seed);
    VigieChartKind kind = (VigieChartKind)(seed % (VIGIE_CHART_RANK + 1));
    VigieChart *chart =
        vigie_chart_new(kind, g_rand_boolean(rand) ? VIGIE_LANG_FR : VIGIE_LANG_EN);
    for (guint i = 0; i < VIGIE_N_CHART_TEXTS; i++) {
        g_autofree char *text = random_text(rand, 20);
        if (g_rand_int_range(rand, 0, 4) > 0)
            vigie_chart_set_text(chart, (VigieChartText)i, text);
    }
    chart->percent = g_rand_boolean(rand);
    chart->decimals = g_rand_int_range(rand, 0, 4);
    chart->from_zero = g_rand_boolean(rand);
    chart->keep_order = g_rand_boolean(rand);
    chart->n = (guint64)g_rand_int_range(rand, 0, 99999);
    chart->padding = g_rand_boolean(rand) ? 10.0 : 0.0;
    chart->palette = g_rand_boolean(rand) ? VIGIE_PALETTE_STANDARD : VIGIE_PALETTE_GREY;
    add_categories(chart, rand);
    add_series(chart, rand);
    g_rand_free(rand);
    return chart;
}

double
random_width(guint32 seed)
{
    GRand *rand = g_rand_new_with_seed(seed + 77777u);
    double width = g_rand_boolean(rand) ? g_rand_double_range(rand, 120.0, 320.0)
                                        : g_rand_double_range(rand, 320.0, 900.0);
    g_rand_free(rand);
    return width;
}
