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
    VigieChartValue value = {
        share, MAX(share - half, 0.0), MIN(share + half, 1.0), n, VIGIE_POINT_OK, false, false};
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

static VigieChart *
make_likert(VigieLang lang)
{
    static const char *const TEXTS[] = {
        [VIGIE_TEXT_TITLE] =
            "L'accueil est apprécié de tous ; la signalisation et les horaires "
            "des commerces restent les points faibles",
        [VIGIE_TEXT_SUBTITLE] =
            "Satisfaction des visiteurs par élément du séjour, en % des groupes "
            "interrogés, Pays Midi-Quercy, été 2024",
        [VIGIE_TEXT_SOURCE] = "observatoire du Pays Midi-Quercy, enquête flash 2024.",
        [VIGIE_TEXT_POPULATION] = "groupes de visiteurs interrogés en juillet et en août 2024",
        [VIGIE_TEXT_READING] =
            "94 % des groupes sont satisfaits ou très satisfaits de l'accueil "
            "dans les offices de tourisme, 4 % ne le sont pas.",
        [VIGIE_TEXT_NOTICE] = "Données simulées",
        [VIGIE_N_CHART_TEXTS - 1] = NULL};
    static const char *const POINTS[][2] = {{"Very dissatisfied", "Pas du tout satisfait"},
                                            {"Rather dissatisfied", "Plutôt pas satisfait"},
                                            {"Rather satisfied", "Plutôt satisfait"},
                                            {"Very satisfied", "Très satisfait"},
                                            {"Don't know", "Ne sait pas"}};
    static const VigieSide SIDES[] = {VIGIE_SIDE_NEGATIVE, VIGIE_SIDE_NEGATIVE,
                                      VIGIE_SIDE_POSITIVE, VIGIE_SIDE_POSITIVE,
                                      VIGIE_SIDE_APART};
    static const struct {
        const char *name;
        guint64 n;
        double share[5];
    } ITEMS[] = {
        {"Qualité de l'accueil dans les offices de tourisme", 812, {.01, .03, .40, .54, .02}},
        {"Hébergement", 640, {.02, .06, .47, .44, .01}},
        {"Signalisation routière et fléchage des sites", 871, {.09, .21, .46, .20, .04}},
        {"Propreté des lieux publics", 880, {.03, .09, .52, .35, .01}},
        {"Choix et qualité des restaurants", 744, {.035, .125, .505, .305, .03}},
        {"Animations, fêtes et marchés de producteurs", 702, {.02, .08, .44, .38, .08}},
        {"Horaires d'ouverture des commerces", 690, {.11, .24, .43, .17, .05}},
        {"Accès des personnes à mobilité réduite", 24, {.13, .21, .33, .12, .21}},
        {"Location de vélos", 7, {.1, .2, .4, .3, .0}},
    };
    VigieChart *chart = vigie_chart_new(VIGIE_CHART_LIKERT, lang);
    set_texts(chart, TEXTS);
    chart->percent = true;
    chart->suppress_below = 11;
    chart->low_base_below = 30;
    for (guint i = 0; i < G_N_ELEMENTS(ITEMS); i++)
        vigie_chart_add_category(chart, ITEMS[i].name)->n = ITEMS[i].n >= 11 ? ITEMS[i].n : 0;
    for (guint s = 0; s < G_N_ELEMENTS(POINTS); s++) {
        VigieChartSeries *series =
            vigie_chart_add_series(chart, POINTS[s][lang == VIGIE_LANG_FR]);
        series->side = SIDES[s];
        for (guint i = 0; i < G_N_ELEMENTS(ITEMS); i++)
            set_share(series, i, ITEMS[i].share[s], ITEMS[i].n);
    }
    return chart;
}

static VigieChart *
make_dots(VigieLang lang)
{
    static const char *const TEXTS[] = {
        [VIGIE_TEXT_TITLE] = "Hors saison, les visiteurs notent mieux le calme et moins bien "
                             "l'offre de restauration",
        [VIGIE_TEXT_SUBTITLE] =
            "Note moyenne sur 10 des éléments du séjour, Pays Midi-Quercy, 2024",
        [VIGIE_TEXT_SOURCE] =
            "observatoire du Pays Midi-Quercy, enquêtes flash et hors saison 2024.",
        [VIGIE_TEXT_POPULATION] = "groupes de visiteurs ayant répondu à la question",
        [VIGIE_TEXT_READING] = "en été, la note moyenne de l'accueil est de 8,6 sur 10.",
        [VIGIE_TEXT_NOTICE] = "Données simulées",
        [VIGIE_N_CHART_TEXTS - 1] = NULL};
    static const struct {
        const char *name;
        double mean[2];
        guint n[2];
    } ITEMS[] = {
        {"Qualité de l'accueil dans les offices de tourisme", {8.6, 8.8}, {812, 204}},
        {"Calme et environnement", {8.1, 9.0}, {871, 241}},
        {"Rapport qualité-prix de l'hébergement", {7.7, 7.9}, {640, 188}},
        {"Choix et qualité des restaurants", {7.4, 6.6}, {744, 190}},
        {"Horaires d'ouverture des commerces", {6.3, 5.8}, {690, 201}},
        {"Sentiers de randonnée et balisage", {8.0, 8.2}, {402, 25}},
        {"Location de vélos", {7.1, 0}, {66, 4}},
    };
    VigieChart *chart = vigie_chart_new(VIGIE_CHART_DOTS, lang);
    set_texts(chart, TEXTS);
    chart->decimals = 1;
    chart->suppress_below = 11;
    chart->low_base_below = 30;
    chart->n = 1195;
    for (guint i = 0; i < G_N_ELEMENTS(ITEMS); i++)
        vigie_chart_add_category(chart, ITEMS[i].name)->n = ITEMS[i].n[0] + ITEMS[i].n[1];
    static const char *const SEASONS[][2] = {{"Summer", "Été"}, {"Off season", "Hors saison"}};
    for (guint s = 0; s < 2; s++) {
        VigieChartSeries *series =
            vigie_chart_add_series(chart, SEASONS[s][lang == VIGIE_LANG_FR]);
        for (guint i = 0; i < G_N_ELEMENTS(ITEMS); i++) {
            double half = 4.0 / sqrt(ITEMS[i].n[s]);
            VigieChartValue value = {ITEMS[i].mean[s],
                                     ITEMS[i].mean[s] - half,
                                     ITEMS[i].mean[s] + half,
                                     ITEMS[i].n[s],
                                     VIGIE_POINT_OK,
                                     false,
                                     false};
            value.status = value.n < 11   ? VIGIE_POINT_SUPPRESSED
                           : value.n < 30 ? VIGIE_POINT_LOW_BASE
                                          : VIGIE_POINT_OK;
            vigie_chart_set(series, i, &value);
        }
    }
    return chart;
}

/* One group, with the overall value behind. */
static VigieChart *
make_dots_one(VigieLang lang)
{
    static const char *const ITEMS[] = {"Familles avec enfants", "Couples sans enfants",
                                        "Groupes", "Activités de pleine nature",
                                        "Autres visiteurs"};
    static const double SHARES[] = {.88, .86, .73, .91, .78};
    static const guint NS[] = {312, 259, 52, 181, 99};
    VigieChart *chart = vigie_chart_new(VIGIE_CHART_DOTS, lang);
    vigie_chart_set_text(chart, VIGIE_TEXT_TITLE, "Les groupes sont les moins satisfaits");
    vigie_chart_set_text(chart, VIGIE_TEXT_SUBTITLE,
                         "Part de visiteurs satisfaits ou très satisfaits, été 2025");
    vigie_chart_set_text(chart, VIGIE_TEXT_SOURCE, "enquête flash 2025.");
    chart->percent = true;
    for (guint i = 0; i < G_N_ELEMENTS(ITEMS); i++)
        vigie_chart_add_category(chart, ITEMS[i])->n = NS[i];
    VigieChartSeries *series = vigie_chart_add_series(chart, "2025");
    for (guint i = 0; i < G_N_ELEMENTS(ITEMS); i++)
        set_share(series, i, SHARES[i], NS[i]);
    VigieChartSeries *all = vigie_chart_add_reference(
        chart, lang == VIGIE_LANG_FR ? "Ensemble des visiteurs" : "All visitors");
    for (guint i = 0; i < G_N_ELEMENTS(ITEMS); i++)
        vigie_chart_set_number(all, i, 0.853);
    return chart;
}

static const char *const MONTHS[][2] = {{"Jan", "janv."}, {"Feb", "févr."}, {"Mar", "mars"},
                                        {"Apr", "avr."},  {"May", "mai"},   {"Jun", "juin"},
                                        {"Jul", "juil."}, {"Aug", "août"},  {"Sep", "sept."},
                                        {"Oct", "oct."},  {"Nov", "nov."},  {"Dec", "déc."}};

static VigieChart *
make_season(VigieLang lang)
{
    static const char *const TEXTS[] = {
        [VIGIE_TEXT_TITLE] = "Un printemps 2025 au-dessus de toutes les années précédentes",
        [VIGIE_TEXT_SUBTITLE] =
            "Nuitées dans les hébergements marchands du Pays Midi-Quercy, par mois",
        [VIGIE_TEXT_SOURCE] = "déclarations des hébergeurs et taxe de séjour, 2020-2025.",
        [VIGIE_TEXT_NOTE] = "Année 2025 : données de janvier à septembre.",
        [VIGIE_TEXT_NOTICE] = "Données simulées",
        [VIGIE_TEXT_UNIT] = "nuitées"};
    static const double SHAPE[] = {4, 5, 9, 17, 22, 27, 61, 78, 26, 14, 6, 5};
    static const double LEVEL[] = {620, 850, 930, 960, 985, 1060};
    VigieChart *chart = vigie_chart_new(VIGIE_CHART_SEASON, lang);
    set_texts(chart, TEXTS);
    chart->from_zero = true;
    for (guint m = 0; m < 12; m++)
        vigie_chart_add_category(chart, MONTHS[m][lang == VIGIE_LANG_FR]);
    for (guint y = 0; y < 6; y++) {
        g_autofree char *name = g_strdup_printf("%u", 2020 + y);
        VigieChartSeries *series = vigie_chart_add_series(chart, name);
        for (guint m = 0; m < (y == 5 ? 9 : 12); m++) {
            bool closed = y == 0 && (m == 3 || m == 4);
            double wave = 1.0 + 0.06 * sin(1.7 * m + 2.3 * y) + (y == 5 && m < 6 ? 0.15 : 0.0);
            if (!closed)
                vigie_chart_set_number(series, m, round(SHAPE[m] * LEVEL[y] * wave));
        }
    }
    return chart;
}

static VigieChart *
make_stack(VigieLang lang)
{
    static const char *const TEXTS[] = {
        [VIGIE_TEXT_TITLE] = "L'emploi touristique retrouve puis dépasse son niveau de 2019",
        [VIGIE_TEXT_SUBTITLE] =
            "Emplois salariés des activités liées au tourisme, au 31 décembre",
        [VIGIE_TEXT_SOURCE] = "Urssaf, effectifs salariés par commune et activité, 2016-2025.",
        [VIGIE_TEXT_READING] =
            "en 2025, les activités liées au tourisme emploient 1 436 salariés.",
        [VIGIE_TEXT_NOTICE] = "Données simulées",
        [VIGIE_TEXT_UNIT] = "emplois salariés"};
    static const char *const PARTS[][2] = {
        {"Accommodation", "Hébergement"},
        {"Restaurants and cafés", "Restauration et débits de boissons"},
        {"Sports, leisure and outdoor activities",
         "Activités sportives, loisirs et pleine nature"},
        {"Heritage and culture", "Patrimoine et culture"},
        {"Tourist offices and travel agencies", "Offices de tourisme et agences de voyages"}};
    static const double JOBS[][10] = {{410, 418, 425, 437, 350, 388, 420, 436, 441, 452},
                                      {520, 531, 540, 548, 430, 470, 525, 548, 560, 571},
                                      {160, 164, 171, 178, 150, 166, 181, 192, 199, 207},
                                      {118, 121, 119, 124, 104, 110, 118, 124, 127, 130},
                                      {66, 68, 70, 71, 64, 66, 70, 73, 74, 76}};
    VigieChart *chart = vigie_chart_new(VIGIE_CHART_STACK, lang);
    set_texts(chart, TEXTS);
    for (guint year = 2016; year <= 2025; year++) {
        g_autofree char *name = g_strdup_printf("%u", year);
        VigieChartCategory *category = vigie_chart_add_category(chart, name);
        if (year == 2018)
            category->break_reason = g_strdup("nouvelle nomenclature d'activités");
    }
    for (guint s = 0; s < 5; s++) {
        VigieChartSeries *series =
            vigie_chart_add_series(chart, PARTS[s][lang == VIGIE_LANG_FR]);
        for (guint i = 0; i < 10; i++) {
            VigieChartValue value = {JOBS[s][i], NAN, NAN, 0, VIGIE_POINT_OK, i == 9, false};
            vigie_chart_set(series, i, &value);
        }
    }
    return chart;
}

static VigieChart *
make_rank(VigieLang lang)
{
    static const char *const TEXTS[] = {
        [VIGIE_TEXT_TITLE] =
            "La baignade et la randonnée à pied, premières activités des visiteurs",
        [VIGIE_TEXT_SUBTITLE] =
            "Part de groupes ayant pratiqué l'activité pendant leur séjour, en %, "
            "été 2024 (plusieurs réponses possibles)",
        [VIGIE_TEXT_SOURCE] = "observatoire du Pays Midi-Quercy, enquête flash 2024.",
        [VIGIE_TEXT_POPULATION] = "ensemble des groupes de visiteurs",
        [VIGIE_TEXT_NOTICE] = "Données simulées",
        [VIGIE_N_CHART_TEXTS - 1] = NULL};
    static const struct {
        const char *name;
        double share;
        bool highlighted;
    } ITEMS[] = {{"Baignade en rivière ou en plan d'eau", .524, false},
                 {"Randonnée à pied", .487, false},
                 {"Visite de villages, de châteaux et de bastides", .461, false},
                 {"Marchés de producteurs de pays", .398, false},
                 {"Canoë et kayak dans les gorges de l'Aveyron", .214, true},
                 {"Vélo, VTT, voie verte", .187, true},
                 {"Escalade, via ferrata, spéléologie", .063, true},
                 {"Pêche", .041, false},
                 {"Équitation", .028, true},
                 {"Aucune activité", .019, false}};
    VigieChart *chart = vigie_chart_new(VIGIE_CHART_RANK, lang);
    set_texts(chart, TEXTS);
    chart->percent = true;
    chart->n = 891;
    for (guint i = 0; i < G_N_ELEMENTS(ITEMS); i++)
        vigie_chart_add_category(chart, ITEMS[i].name)->highlighted = ITEMS[i].highlighted;
    VigieChartSeries *series = vigie_chart_add_series(chart, "2024");
    for (guint i = 0; i < G_N_ELEMENTS(ITEMS); i++)
        vigie_chart_set_number(series, i, ITEMS[i].share);
    return chart;
}

static VigieChart *
make_matrix(VigieLang lang)
{
    static const char *const TEXTS[] = {
        [VIGIE_TEXT_TITLE] = "Le rapport qualité-prix, à améliorer en priorité",
        [VIGIE_TEXT_SUBTITLE] = "Ce dont dépend la satisfaction d'ensemble, été 2024",
        [VIGIE_TEXT_SOURCE] = "observatoire du Pays Midi-Quercy, enquête flash 2024.",
        [VIGIE_TEXT_NOTE] = "500 répliques par bootstrap, graine 1.",
        [VIGIE_TEXT_NOTICE] = "Données simulées",
        [VIGIE_N_CHART_TEXTS - 1] = NULL};
    static const struct {
        const char *name;
        double importance, performance, agreement;
    } ITEMS[] = {{"Accueil", .212, 3.62, 1.0},
                 {"Hébergement", .178, 3.41, .97},
                 {"Rapport qualité-prix", .165, 2.84, .99},
                 {"Restauration", .098, 3.12, .71},
                 {"Activités et loisirs", .092, 3.15, .58},
                 {"Information touristique", .071, 3.38, .93},
                 {"Signalétique", .064, 2.91, .95},
                 {"Propreté et environnement", .052, 3.55, .99},
                 {"Patrimoine et villages", .045, 3.57, 1.0},
                 {"Déplacements sans voiture", .023, 2.31, 1.0}};
    VigieChart *chart = vigie_chart_new(VIGIE_CHART_MATRIX, lang);
    set_texts(chart, TEXTS);
    chart->decimals = 2;
    chart->n = 891;
    chart->matrix = (VigieMatrix){.100, 3.186, true, 0};
    for (guint i = 0; i < G_N_ELEMENTS(ITEMS); i++)
        vigie_chart_add_category(chart, ITEMS[i].name)->agreement = ITEMS[i].agreement;
    vigie_chart_add_category(chart, "Baignade et rivière");
    VigieChartSeries *x = vigie_chart_add_series(chart, "Importance (poids dans l'ensemble)");
    VigieChartSeries *y = vigie_chart_add_series(chart, "Performance (moyenne)");
    for (guint i = 0; i < G_N_ELEMENTS(ITEMS); i++) {
        vigie_chart_set_number(x, i, ITEMS[i].importance);
        vigie_chart_set_number(y, i, ITEMS[i].performance);
    }
    const VigieChartValue few = {3.0, NAN, NAN, 7, VIGIE_POINT_SUPPRESSED, false, false};
    vigie_chart_set(x, G_N_ELEMENTS(ITEMS), &few);
    vigie_chart_set(y, G_N_ELEMENTS(ITEMS), &few);
    return chart;
}

const Sample SAMPLES[] = {
    {"trend", make_trend},       {"likert", make_likert}, {"dots", make_dots},
    {"dots-one", make_dots_one}, {"season", make_season}, {"stack", make_stack},
    {"rank", make_rank},         {"matrix", make_matrix},
};
const guint N_SAMPLES = G_N_ELEMENTS(SAMPLES);
