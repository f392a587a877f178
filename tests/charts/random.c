/* random.c - charts from seeds: from none to forty categories and twelve series, names of one letter and of more
 * than eighty with and without blanks, values of every size, of both signs, 0 or none, gaps and suppressed points
 * everywhere, bases of 0, both languages; random_coverage() counts that all of this was really drawn */
#include "random.h"
#include <math.h>
#include <string.h>

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
    VALUES_ZERO,
    VALUES_SUPPRESSED,
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
    case VALUES_ZERO:
        return g_rand_boolean(rand) ? 0.0 : u;
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
    VigieChartValue value = {
        random_number(rand, mode), NAN, NAN, 0, VIGIE_POINT_OK, false, false};
    int dice = g_rand_int_range(rand, 0, 31);
    bool missing = mode == VALUES_MISSING || (mode == VALUES_ONE && i != 2);
    if (dice < 12) {
        double half = fabs(value.value) * g_rand_double(rand);
        value.low = value.value - half;
        value.high = value.value + half;
    }
    value.n = g_rand_int_range(rand, 0, 4) == 0 ? 0 : (guint64)g_rand_int_range(rand, 0, 2000);
    value.provisional = dice == 13;
    if (dice == 14)
        value.value = g_rand_boolean(rand) ? NAN : INFINITY;
    if (mode == VALUES_SUPPRESSED && g_rand_boolean(rand))
        value.status = VIGIE_POINT_SUPPRESSED;
    else if (dice >= 25)
        value.status = (VigiePointStatus)(dice - 24);
    if (missing)
        value = VIGIE_CHART_VALUE_NONE;
    return value;
}

static int
n_of_categories(GRand *rand)
{
    static const int MOST[] = {3, 15, 15, 15, 20, 40};
    int most = MOST[g_rand_int_range(rand, 0, (gint32)G_N_ELEMENTS(MOST))];
    return g_rand_int_range(rand, most == 3 ? 0 : 1, most + 1);
}

typedef enum { NAMES_TEXT, NAMES_YEARS, NAMES_MONTHS, NAMES_ENDLESS, N_NAMES } Names;

static const char *const MONTHS[2][12] = {
    {"January", "February", "March", "April", "May", "June", "July", "August", "September",
     "October", "November", "December"},
    {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
     "octobre", "novembre", "décembre"}};

/* More than eighty letters, in words or in one. */
static char *
endless_text(GRand *rand)
{
    GString *text = g_string_new(NULL);
    bool blanks = g_rand_boolean(rand);
    while (g_utf8_strlen(text->str, -1) <= 80) {
        g_autofree char *more = random_text(rand, 4);
        for (const char *p = more; *p != '\0'; p = g_utf8_next_char(p))
            if (blanks || *p != ' ')
                g_string_append_unichar(text, g_utf8_get_char(p));
        if (blanks)
            g_string_append_c(text, ' ');
    }
    return g_strchomp(g_string_free(text, FALSE));
}

static char *
category_name(GRand *rand, const VigieChart *chart, Names names, int i, int year)
{
    switch (names) {
    case NAMES_YEARS:
        return g_strdup_printf("%d", year);
    case NAMES_MONTHS:
        return g_strdup(MONTHS[chart->lang == VIGIE_LANG_FR][i % 12]);
    case NAMES_ENDLESS:
        return g_rand_boolean(rand) ? endless_text(rand) : random_text(rand, 8);
    default:
        return random_text(rand, 8);
    }
}

static void
add_categories(VigieChart *chart, GRand *rand)
{
    int n = n_of_categories(rand);
    Names names = (Names)g_rand_int_range(rand, 0, N_NAMES);
    int year = g_rand_boolean(rand) ? 2005 : 1980;
    for (int i = 0; i < n; i++) {
        year += g_rand_int_range(rand, 0, 9) == 0 ? 2 : 1;
        g_autofree char *name = category_name(rand, chart, names, i, year);
        VigieChartCategory *category = vigie_chart_add_category(chart, name);
        category->n =
            g_rand_int_range(rand, 0, 5) == 0 ? 0 : (guint64)g_rand_int_range(rand, 0, 3000);
        category->agreement = g_rand_double(rand);
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
    int n = g_rand_int_range(rand, 0, 4) == 0 ? g_rand_int_range(rand, 0, 13)
                                              : g_rand_int_range(rand, 1, 6);
    Mode mode = (Mode)g_rand_int_range(rand, 0, N_MODES);
    int most = chart->kind == VIGIE_CHART_RANK ? 1 : chart->kind == VIGIE_CHART_MATRIX ? 2 : 12;
    for (int s = 0; s < MIN(n, most); s++) {
        g_autofree char *name =
            g_rand_int_range(rand, 0, 8) == 0 ? endless_text(rand) : random_text(rand, 6);
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
    VigieChartKind kind = (VigieChartKind)(seed % (VIGIE_CHART_MATRIX + 1));
    VigieChart *chart =
        vigie_chart_new(kind, g_rand_boolean(rand) ? VIGIE_LANG_FR : VIGIE_LANG_EN);
    for (guint i = 0; i < VIGIE_N_CHART_TEXTS; i++) {
        g_autofree char *text = random_text(rand, 20);
        if (g_rand_int_range(rand, 0, 4) > 0)
            vigie_chart_set_text(chart, (VigieChartText)i, text);
    }
    chart->percent = g_rand_boolean(rand);
    chart->decimals = g_rand_int_range(rand, 0, 4);
    if (g_rand_int_range(rand, 0, 5) == 0) {
        chart->floor = 0.0;
        chart->ceiling = g_rand_boolean(rand) ? 10.0 : 2.5;
    }
    chart->from_zero = g_rand_boolean(rand);
    chart->keep_order = g_rand_boolean(rand);
    chart->n = (guint64)g_rand_int_range(rand, 0, 99999);
    chart->padding = g_rand_boolean(rand) ? 10.0 : 0.0;
    chart->palette = g_rand_boolean(rand) ? VIGIE_PALETTE_STANDARD : VIGIE_PALETTE_GREY;
    add_categories(chart, rand);
    add_series(chart, rand);
    chart->matrix.percent = g_rand_boolean(rand);
    chart->matrix.importance = chart->matrix.performance = g_rand_double(rand);
    g_rand_free(rand);
    return chart;
}

/* What a generator never makes is never tested: the least that all seeds together must have shown. */
static void
cover_values(const VigieChart *chart, Coverage *seen)
{
    for (guint s = 0; s < chart->series->len; s++) {
        const VigieChartSeries *series = g_ptr_array_index(chart->series, s);
        for (guint i = 0; i < series->values->len; i++) {
            const VigieChartValue *value = &g_array_index(series->values, VigieChartValue, i);
            seen->status[value->status]++;
            seen->none += (isnan(value->value)) ? 1 : 0;
            seen->negative += (value->value < 0.0) ? 1 : 0;
            seen->zero += (value->value <= 0.0 && value->value >= 0.0) ? 1 : 0;
            seen->huge += (fabs(value->value) > 1e9) ? 1 : 0;
            seen->without_n += (value->n == 0) ? 1 : 0;
            seen->first_missing += (i == 0 && value->status > VIGIE_POINT_LOW_BASE) ? 1 : 0;
            seen->last_missing +=
                i + 1 == series->values->len && value->status > VIGIE_POINT_LOW_BASE;
        }
    }
}

void
random_cover(const VigieChart *chart, double width, Coverage *seen)
{
    guint n = chart->categories->len;
    seen->kind[chart->kind]++;
    seen->french += (chart->lang == VIGIE_LANG_FR) ? 1 : 0;
    seen->english += (chart->lang == VIGIE_LANG_EN) ? 1 : 0;
    seen->narrow += (width < 200.0) ? 1 : 0;
    seen->no_category += (n == 0) ? 1 : 0;
    seen->one_category += (n == 1) ? 1 : 0;
    seen->most_categories = MAX(seen->most_categories, n);
    seen->most_series = MAX(seen->most_series, chart->series->len);
    for (guint i = 0; i < n; i++) {
        const VigieChartCategory *category = g_ptr_array_index(chart->categories, i);
        bool endless = g_utf8_strlen(category->name, -1) > 80;
        seen->endless += (endless) ? 1 : 0;
        seen->unbroken += (endless && strchr(category->name, ' ') == NULL) ? 1 : 0;
    }
    cover_values(chart, seen);
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
