/* observations.h - the territory's counts and registers: nights, employment, stock, sales, events, sites, population.
 * Each vigie_sample_write_…() writes one family of files into a folder; the vigie_sample_expected_…() functions are the
 * means about which they are drawn, told in truth.csv. */
#ifndef SCRIPTS_SAMPLE_OBSERVATIONS_H
#define SCRIPTS_SAMPLE_OBSERVATIONS_H

#include "choices.h"
#include "text.h"

/* Nights: year x month x accommodation x origin. */
bool vigie_sample_write_nights(const char *folder, gsl_rng *rng, GError **error);
/* annual_a (1 + g_a)^t season_a(m) weather(t, m)^sensitivity_a open_share(t, m) */
double vigie_sample_expected_nights(guint year, guint month, guint lodging);
/* Share of a year's nights in a month (1..12), sums to 1; yearly growth. */
double vigie_sample_season(guint month, guint lodging);
double vigie_sample_nights_growth(guint lodging);
double vigie_sample_nights_sensitivity(guint lodging); /* to the weather */
double vigie_sample_mean_stay(guint lodging);

/* Employment: commune x NAF class, a column a year. */
bool vigie_sample_write_employment(const char *folder, gsl_rng *rng, GError **error);
guint vigie_sample_n_naf(void);
const char *vigie_sample_naf(guint naf);
double vigie_sample_expected_jobs(guint year, guint naf); /* all communes */
double vigie_sample_jobs_growth(guint naf);

/* Accommodation stock: establishment x year. */
bool vigie_sample_write_stock(const char *folder, gsl_rng *rng, GError **error);
/* n_t = n_(t-1) (1 - exit) + entries */
double vigie_sample_expected_stock(guint year, guint lodging);
double vigie_sample_exit_rate(guint lodging);
double vigie_sample_entries(guint lodging);
double vigie_sample_classified_share(guint lodging);
/* Mean bed places before rounding, of the first year's establishments and of those that open. */
double vigie_sample_mean_beds(guint lodging, bool opening);

/* Booking centre: offer x year. */
bool vigie_sample_write_sales(const char *folder, gsl_rng *rng, GError **error);
guint vigie_sample_n_offers(void);
const char *vigie_sample_offer(guint offer);
double vigie_sample_expected_requests(guint year, guint offer);
double vigie_sample_expected_turnover(guint year, guint offer); /* euros */
double vigie_sample_conversion(guint offer);
double vigie_sample_cancellation(void);

/* Events: event x year; site entries: site x month; inhabitants: commune x year. */
bool vigie_sample_write_events(const char *folder, gsl_rng *rng, GError **error);
guint vigie_sample_n_events(void);
const char *vigie_sample_event(guint event);
double vigie_sample_expected_attendance(guint year, guint event); /* 0 = not held */
bool vigie_sample_write_sites(const char *folder, gsl_rng *rng, GError **error);
guint vigie_sample_n_sites(void);
const char *vigie_sample_site(guint site);
double vigie_sample_expected_entries(guint year, guint month, guint site);
bool vigie_sample_write_population(const char *folder, GError **error);
/* marges-flash.csv: parties of each wave by customer type and by sector. */
bool vigie_sample_write_margins(const char *folder, GError **error);
double vigie_sample_population(guint year, guint commune);

/* A whole number whose mean is x: its floor, plus one with the probability of its fraction. */
double vigie_sample_round(double x, gsl_rng *rng);

#endif
