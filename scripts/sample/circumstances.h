/* circumstances.h - what made the ten years differ: weather, closures of 2020 and 2021, prices.  Made up, but near to
 * what the territory lived through; the survey's model and the observations share it, truth.csv tells it. */
#ifndef SCRIPTS_SAMPLE_CIRCUMSTANCES_H
#define SCRIPTS_SAMPLE_CIRCUMSTANCES_H

#include "sample.h"

/* A month's (1..12) visitors over those of a usual one, by its weather, Easter and long weekends; about 1. */
double vigie_sample_weather(guint year, guint month);
/* weather^sensitivity: campsites feel it more than hotels, a museum the other way round. */
double vigie_sample_weather_effect(guint year, guint month, double sensitivity);
/* Share of a month that the lockdowns left: 1 but in 2020 and 2021. */
double vigie_sample_open_share(guint year, guint month);
/* True where sites and events were closed by law. */
bool vigie_sample_closed(guint year, guint month);
/* Parties of a survey's season over the trend: mean weather x open share of its months. */
double vigie_sample_season_strength(VigieSampleSurvey survey, guint year);
/* Consumer prices, first year = 1. */
double vigie_sample_price_index(guint year);

#endif
