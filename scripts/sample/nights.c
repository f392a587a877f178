/* Monthly nights and arrivals by accommodation and origin. */
#include "observations.h"

#include "circumstances.h"

#include <gsl/gsl_randist.h>
#include <math.h>

#define NOISE_CV 0.06

typedef struct {
    double annual, growth, stay;
    double weather;    /* sensitivity to it */
    double season[12]; /* relative; scaled to sum to 1 */
} Lodging;

static const Lodging lodgings[N_LODGINGS] = {
    {62000, -0.010, 1.7, 0.6, {4, 4, 6, 8, 10, 10, 13, 14, 11, 9, 6, 5}},
    {148000, 0.015, 5.1, 1.5, {0, 0, 0, 3, 7, 13, 34, 33, 8, 2, 0, 0}},
    {131000, 0.030, 5.6, 0.9, {2, 3, 3, 7, 8, 9, 24, 25, 8, 6, 2, 3}},
    {34000, 0.005, 2.2, 1.0, {2, 2, 4, 8, 11, 12, 19, 20, 11, 6, 3, 2}},
    {27000, -0.005, 2.6, 0.8, {2, 3, 6, 12, 15, 14, 14, 12, 8, 8, 3, 3}},
};

double
vigie_sample_season(guint month, guint lodging)
{
    double sum = 0;
    for (guint m = 0; m < 12; m++)
        sum += lodgings[lodging].season[m];
    return lodgings[lodging].season[month - 1] / sum;
}

double
vigie_sample_nights_growth(guint lodging)
{
    return lodgings[lodging].growth;
}

double
vigie_sample_nights_sensitivity(guint lodging)
{
    return lodgings[lodging].weather;
}

double
vigie_sample_mean_stay(guint lodging)
{
    return lodgings[lodging].stay;
}

double
vigie_sample_expected_nights(guint year, guint month, guint lodging)
{
    double t = (double)year - VIGIE_SAMPLE_FIRST_YEAR;
    double nights = lodgings[lodging].annual * pow(1 + lodgings[lodging].growth, t);
    return nights * vigie_sample_season(month, lodging) *
           vigie_sample_weather_effect(year, month, lodgings[lodging].weather) *
           vigie_sample_open_share(year, month);
}

/* A month's line for one origin.  Few arrivals are kept secret ("s"); a closed month is 0. */
static void
add_line(VigieSampleText *text, guint month, guint lodging, guint origin,
         const double counts[2])
{
    bool secret = counts[1] > 0 && counts[1] < 4;
    vigie_sample_text_add(text, vigie_sample_month(month));
    vigie_sample_text_add(text, vigie_sample_lodging_choices().choices[lodging].label);
    vigie_sample_text_add(text, vigie_sample_origin_choices().choices[origin].label);
    vigie_sample_text_add_number(text, counts[0], 0, NO_BREAK_SPACE);
    if (secret)
        vigie_sample_text_add(text, "s");
    else
        vigie_sample_text_add_number(text, counts[1], 0, NO_BREAK_SPACE);
    vigie_sample_text_end_line(text);
}

static void
add_month(VigieSampleText *text, guint year, guint month, gsl_rng *rng)
{
    static const double share[N_ORIGINS] = {0.26, 0.11, 0.12, 0.27, 0.09, 0.11, 0.04};
    double v = log1p(NOISE_CV * NOISE_CV);
    for (guint a = 0; a < N_LODGINGS; a++) {
        for (guint o = 0; o < N_ORIGINS; o++) {
            double mean = vigie_sample_expected_nights(year, month, a) * share[o];
            double noise = exp(gsl_ran_gaussian_ziggurat(rng, sqrt(v)) - v / 2);
            double nights = vigie_sample_round(mean * noise, rng);
            double arrivals = ceil(nights / lodgings[a].stay);
            add_line(text, month, a, o, (double[2]){nights, arrivals});
        }
    }
}

bool
vigie_sample_write_nights(const char *folder, gsl_rng *rng, GError **error)
{
    static const char *const headers[] = {"Mois",    "Mode d'hébergement", "Provenance",
                                          "Nuitées", "Arrivées",           NULL};
    for (guint year = VIGIE_SAMPLE_FIRST_YEAR; year <= VIGIE_SAMPLE_LAST_YEAR; year++) {
        g_autoptr(VigieSampleText) text = vigie_sample_text_new(';');
        vigie_sample_text_add_line(text, headers);
        for (guint month = 1; month <= 12; month++)
            add_month(text, year, month, rng);
        g_autofree char *name = g_strdup_printf("nuitees-%u.csv", year);
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (!vigie_sample_text_save(text, path, VIGIE_SAMPLE_WINDOWS_1252, error))
            return false;
    }
    return true;
}

double
vigie_sample_round(double x, gsl_rng *rng)
{
    double whole = floor(x);
    return whole + (gsl_rng_uniform(rng) < x - whole ? 1 : 0);
}
