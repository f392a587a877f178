/* The booking centre's themed offers: requests, files, persons, nights, turnover, cancellations. */
#include "observations.h"

#include "circumstances.h"

#include <gsl/gsl_randist.h>
#include <math.h>

#define CANCELLED 0.08

typedef struct {
    const char *name, *theme;
    double requests, growth, conversion;
    double persons, nights, price; /* a file: persons; nights; euros a person and night */
    guint since;
} Offer;

static const Offer offers[] = {
    {"Grandes gorges en canoë", "Pleine nature", 210, 0.040, 0.36, 4.2, 3.0, 62, 2016},
    {"Randonnée des bastides", "Pleine nature", 160, 0.030, 0.41, 3.1, 5.0, 58, 2016},
    {"Vélo sur les causses", "Pleine nature", 90, 0.090, 0.38, 2.6, 4.0, 66, 2018},
    {"Escalade et grottes", "Pleine nature", 70, 0.020, 0.33, 5.0, 2.0, 60, 2016},
    {"Villages et châteaux", "Patrimoine", 180, -0.010, 0.40, 2.3, 2.5, 78, 2016},
    {"Chemins de l'art roman", "Patrimoine", 95, -0.020, 0.35, 2.1, 3.0, 74, 2016},
    {"Nuit au château", "Patrimoine", 60, 0.060, 0.44, 2.0, 1.5, 115, 2017},
    {"Truffe et safran", "Saveurs", 75, 0.050, 0.47, 2.4, 2.0, 92, 2016},
    {"Marchés et cuisine", "Saveurs", 110, 0.030, 0.42, 2.5, 3.0, 84, 2016},
    {"Semaine en famille à la ferme", "Famille", 150, 0.010, 0.39, 4.4, 6.5, 41, 2016},
    {"Classes découverte", "Groupes", 45, -0.010, 0.55, 27, 3.5, 49, 2016},
    {"Séjours d'autocaristes", "Groupes", 38, -0.030, 0.50, 34, 2.5, 57, 2016},
};

/* Requests over the trend: 2020 lost half, 2021 and 2022 made up for it, 2024 stayed at home for the Games. */
static const double demand[VIGIE_SAMPLE_N_YEARS] = {1.00, 1.04, 0.97, 1.02, 0.55,
                                                    0.88, 1.10, 1.01, 0.94, 1.03};

guint
vigie_sample_n_offers(void)
{
    return G_N_ELEMENTS(offers);
}

const char *
vigie_sample_offer(guint offer)
{
    return offers[offer].name;
}

double
vigie_sample_conversion(guint offer)
{
    return offers[offer].conversion;
}

double
vigie_sample_cancellation(void)
{
    return CANCELLED;
}

double
vigie_sample_expected_requests(guint year, guint offer)
{
    double t = (double)year - VIGIE_SAMPLE_FIRST_YEAR;
    if (year < offers[offer].since)
        return 0;
    return offers[offer].requests * pow(1 + offers[offer].growth, t) *
           demand[year - VIGIE_SAMPLE_FIRST_YEAR];
}

/* A file has 1 + Poisson persons, each of 1 + Poisson nights, independently. */
double
vigie_sample_expected_turnover(guint year, guint offer)
{
    const Offer *o = &offers[offer];
    return vigie_sample_expected_requests(year, offer) * o->conversion * (1 - CANCELLED) *
           o->persons * o->nights * o->price * vigie_sample_price_index(year);
}

static void
add_line(VigieSampleText *text, guint year, const Offer *offer, double mean, gsl_rng *rng)
{
    guint requests = gsl_ran_poisson(rng, mean);
    guint files = gsl_ran_binomial(rng, offer->conversion, requests);
    guint cancelled = gsl_ran_binomial(rng, CANCELLED, files), persons = 0, nights = 0;
    for (guint f = 0; f < files - cancelled; f++) {
        guint size = 1 + gsl_ran_poisson(rng, offer->persons - 1);
        persons += size;
        nights += size * (1 + gsl_ran_poisson(rng, offer->nights - 1));
    }
    vigie_sample_text_add(text, offer->theme);
    vigie_sample_text_add(text, offer->name);
    vigie_sample_text_add_integer(text, requests);
    vigie_sample_text_add_integer(text, files);
    vigie_sample_text_add_integer(text, cancelled);
    vigie_sample_text_add_number(text, persons, 0, SPACE);
    vigie_sample_text_add_number(text, nights, 0, SPACE);
    vigie_sample_text_add_number(text, nights * offer->price * vigie_sample_price_index(year),
                                 2, SPACE);
    vigie_sample_text_end_line(text);
}

bool
vigie_sample_write_sales(const char *folder, gsl_rng *rng, GError **error)
{
    static const char *const headers[] = {
        "Thème",     "Offre",   "Demandes",           "Dossiers", "Annulations",
        "Personnes", "Nuitées", "Chiffre d'affaires", NULL};
    for (guint year = VIGIE_SAMPLE_FIRST_YEAR; year <= VIGIE_SAMPLE_LAST_YEAR; year++) {
        g_autoptr(VigieSampleText) text = vigie_sample_text_new(';');
        vigie_sample_text_add_line(text, headers);
        for (guint o = 0; o < G_N_ELEMENTS(offers); o++) {
            double mean = vigie_sample_expected_requests(year, o);
            if (mean > 0)
                add_line(text, year, &offers[o], mean, rng);
        }
        g_autofree char *name = g_strdup_printf("ventes-centrale-%u.csv", year);
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (!vigie_sample_text_save(text, path, VIGIE_SAMPLE_WINDOWS_1252, error))
            return false;
    }
    return true;
}
