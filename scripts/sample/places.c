/* Events, sites with a ticket office, inhabitants. */
#include "observations.h"

#include "circumstances.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>

typedef struct {
    const char *name, *insee, *method;
    guint8 day, month;
    double visitors, growth;
} Event;

#define EVENT_WEATHER 1.5 /* most are in the open air */
#define TICKETS "Billetterie"
#define COUNT "Comptage"
#define ESTIMATE "Estimation"

static const Event events[] = {
    {"Fête de la truffe", "82037", ESTIMATE, 24, 1, 2600, 0.020},
    {"Trail des gorges", "82155", COUNT, 21, 4, 1250, 0.060},
    {"Foire de mai", "82037", ESTIMATE, 12, 5, 5200, 0.000},
    {"Nuit des musées", "82132", COUNT, 18, 5, 640, 0.010},
    {"Fête de la rivière", "82088", ESTIMATE, 15, 6, 1900, 0.015},
    {"Festival des châteaux", "82026", TICKETS, 30, 7, 6900, 0.005},
    {"Estivales du chapeau", "82037", ESTIMATE, 13, 7, 11500, 0.010},
    {"Marché des potiers", "82134", ESTIMATE, 20, 7, 3400, 0.000},
    {"Nuits musicales", "82155", TICKETS, 2, 8, 2300, 0.030},
    {"Fête médiévale", "82038", COUNT, 8, 8, 4100, 0.010},
    {"Concerts de l'abbaye", "82069", TICKETS, 11, 8, 980, 0.040},
    {"Foire aux melons", "82110", ESTIMATE, 17, 8, 2200, -0.010},
    {"Journées du patrimoine", "82155", COUNT, 19, 9, 3700, 0.020},
    {"Fête de la châtaigne", "82088", ESTIMATE, 24, 10, 1600, 0.000},
    {"Marché de Noël", "82037", ESTIMATE, 12, 12, 4300, 0.015},
};

guint
vigie_sample_n_events(void)
{
    return G_N_ELEMENTS(events);
}

const char *
vigie_sample_event(guint event)
{
    return events[event].name;
}

double
vigie_sample_expected_attendance(guint year, guint event)
{
    const Event *e = &events[event];
    double t = (double)year - VIGIE_SAMPLE_FIRST_YEAR;
    if (year == 2020 && e->month > 2 && e->month != 9)
        return 0;
    if (vigie_sample_closed(year, e->month))
        return 0;
    return e->visitors * pow(1 + e->growth, t) *
           vigie_sample_weather_effect(year, e->month, EVENT_WEATHER) *
           (year == 2020 && e->month == 9 ? 0.6 : 1);
}

static void
add_event(VigieSampleText *text, guint year, guint event, gsl_rng *rng)
{
    const Event *e = &events[event];
    double mean = vigie_sample_expected_attendance(year, event), cv = 0.08;
    double noise = exp(gsl_ran_gaussian_ziggurat(rng, cv) - cv * cv / 2);
    double visitors = vigie_sample_round(mean * noise, rng);
    char day[16];
    g_snprintf(day, sizeof day, "%02u/%02u/%04u", e->day, e->month, year);
    vigie_sample_text_add(text, day);
    vigie_sample_text_add(text, e->name);
    vigie_sample_text_add(text, e->insee);
    if (!(mean > 0))
        vigie_sample_text_add(text, "");
    else if (strcmp(e->method, ESTIMATE) == 0) /* an estimate is a round figure */
        vigie_sample_text_add_number(text, 100 * rint(visitors / 100), 0, NO_BREAK_SPACE);
    else
        vigie_sample_text_add_number(text, visitors, 0, NO_BREAK_SPACE);
    vigie_sample_text_add(text, mean > 0 ? e->method : "Annulée");
    vigie_sample_text_end_line(text);
}

bool
vigie_sample_write_events(const char *folder, gsl_rng *rng, GError **error)
{
    static const char *const headers[] = {"Date",          "Manifestation", "Code commune",
                                          "Fréquentation", "Méthode",       NULL};
    g_autoptr(VigieSampleText) text = vigie_sample_text_new(';');
    vigie_sample_text_add_line(text, headers);
    for (guint year = VIGIE_SAMPLE_FIRST_YEAR; year <= VIGIE_SAMPLE_LAST_YEAR; year++)
        for (guint event = 0; event < G_N_ELEMENTS(events); event++)
            add_event(text, year, event, rng);
    g_autofree char *path = g_build_filename(folder, "manifestations.csv", NULL);
    return vigie_sample_text_save(text, path, VIGIE_SAMPLE_WINDOWS_1252, error);
}

/* Sites with a ticket office --------------------------------------------------------------------- */

typedef struct {
    const char *name;
    double entries, growth;
    double weather;    /* sensitivity to it; a roof is sought when it rains */
    double season[12]; /* relative */
} Site;

static const Site sites[] = {
    {"Châteaux de Bruniquel", 31000, 0.015, 0.8, {0, 1, 3, 8, 12, 11, 20, 24, 11, 7, 2, 1}},
    {"Abbaye de Beaulieu", 12500, 0.030, -0.3, {0, 0, 2, 7, 11, 13, 21, 24, 13, 7, 2, 0}},
    {"Grotte du Bosc", 14800, -0.010, -0.8, {0, 1, 2, 9, 10, 10, 28, 30, 7, 3, 0, 0}},
    {"Musée de Montricoux", 6400, -0.020, -0.6, {0, 0, 2, 7, 12, 12, 22, 24, 13, 8, 0, 0}},
    {"Base nautique des gorges", 22400, 0.040, 1.8, {0, 0, 1, 5, 9, 13, 32, 33, 6, 1, 0, 0}},
    {"Base de loisirs de Monclar", 41500, 0.010, 1.6, {1, 1, 2, 5, 8, 14, 30, 29, 7, 2, 1, 0}},
    {"Maison du patrimoine de Caylus",
     3900,
     0.020,
     -0.3,
     {1, 2, 4, 9, 11, 11, 19, 20, 12, 7, 2, 2}},
    {"Centre d'art de Nègrepelisse",
     5200,
     0.005,
     0.0,
     {6, 7, 8, 9, 10, 9, 10, 11, 10, 9, 6, 5}},
};

guint
vigie_sample_n_sites(void)
{
    return G_N_ELEMENTS(sites);
}

const char *
vigie_sample_site(guint site)
{
    return sites[site].name;
}

double
vigie_sample_expected_entries(guint year, guint month, guint site)
{
    double t = (double)year - VIGIE_SAMPLE_FIRST_YEAR, sum = 0;
    for (guint m = 0; m < 12; m++)
        sum += sites[site].season[m];
    double entries = sites[site].entries * pow(1 + sites[site].growth, t);
    if (vigie_sample_closed(year, month))
        return 0;
    return entries * sites[site].season[month - 1] / sum *
           vigie_sample_weather_effect(year, month, sites[site].weather) *
           (year == 2020 ? 0.8 : 1);
}

/* A line a month; a counter that failed leaves a blank. */
static void
add_site(VigieSampleText *text, guint year, guint site, gsl_rng *rng)
{
    double cv = 0.09;
    for (guint month = 1; month <= 12; month++) {
        double mean = vigie_sample_expected_entries(year, month, site);
        double noise = exp(gsl_ran_gaussian_ziggurat(rng, cv) - cv * cv / 2);
        double entries = vigie_sample_round(mean * noise, rng);
        vigie_sample_text_add(text, sites[site].name);
        vigie_sample_text_add(text, vigie_sample_month(month));
        if (year == 2017 && site == 3 && month == 9)
            vigie_sample_text_add(text, "");
        else
            vigie_sample_text_add_number(text, entries, 0, SPACE);
        vigie_sample_text_end_line(text);
    }
}

bool
vigie_sample_write_sites(const char *folder, gsl_rng *rng, GError **error)
{
    static const char *const headers[] = {"Site", "Mois", "Entrées", NULL};
    for (guint year = VIGIE_SAMPLE_FIRST_YEAR; year <= VIGIE_SAMPLE_LAST_YEAR; year++) {
        g_autoptr(VigieSampleText) text = vigie_sample_text_new(';');
        vigie_sample_text_add_line(text, headers);
        for (guint site = 0; site < G_N_ELEMENTS(sites); site++)
            add_site(text, year, site, rng);
        g_autofree char *name = g_strdup_printf("entrees-sites-%u.csv", year);
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (!vigie_sample_text_save(text, path, VIGIE_SAMPLE_WINDOWS_1252, error))
            return false;
    }
    return true;
}

/* Inhabitants ------------------------------------------------------------------------------------ */

double
vigie_sample_population(guint year, guint commune)
{
    guint n;
    const Commune *c = &vigie_sample_communes(&n)[commune];
    return rint(c->population * pow(1 + c->growth, (double)year - VIGIE_SAMPLE_FIRST_YEAR));
}

bool
vigie_sample_write_population(const char *folder, GError **error)
{
    g_autoptr(VigieSampleText) text = vigie_sample_text_new(';');
    guint n;
    const Commune *communes = vigie_sample_communes(&n);
    vigie_sample_text_add(text, "COM");
    vigie_sample_text_add(text, "Commune");
    for (guint year = VIGIE_SAMPLE_FIRST_YEAR; year <= VIGIE_SAMPLE_LAST_YEAR; year++) {
        g_autofree char *header = g_strdup_printf("PMUN%u", year);
        vigie_sample_text_add(text, header);
    }
    vigie_sample_text_end_line(text);
    for (guint c = 0; c < n; c++) {
        vigie_sample_text_add(text, communes[c].insee);
        vigie_sample_text_add(text, communes[c].name);
        for (guint year = VIGIE_SAMPLE_FIRST_YEAR; year <= VIGIE_SAMPLE_LAST_YEAR; year++)
            vigie_sample_text_add_number(text, vigie_sample_population(year, c), 0,
                                         NARROW_NO_BREAK_SPACE);
        vigie_sample_text_end_line(text);
    }
    g_autofree char *path = g_build_filename(folder, "populations-communes.csv", NULL);
    return vigie_sample_text_save(text, path, VIGIE_SAMPLE_UTF8_BOM, error);
}
