/* Ten years' weather, closures and prices. */
#include "circumstances.h"

#include <math.h>

/* Easter in March or April, floods in June 2018, heat and drought in 2022, a wet 2024 with the Olympic Games. */
static const double weather[VIGIE_SAMPLE_N_YEARS][12] = {
    {1.00, 1.02, 1.06, 0.96, 0.94, 0.88, 0.98, 1.03, 1.05, 1.00, 1.01, 0.98},
    {0.97, 1.00, 0.96, 1.09, 1.01, 1.05, 1.02, 0.98, 0.94, 1.04, 0.99, 1.00},
    {1.02, 0.94, 0.95, 1.04, 1.07, 0.85, 0.97, 1.02, 1.07, 1.02, 1.00, 1.01},
    {0.98, 1.03, 0.97, 1.08, 0.96, 1.03, 0.94, 1.00, 1.04, 0.97, 0.95, 1.02},
    {1.01, 1.02, 0.96, 1.05, 1.03, 0.97, 1.02, 1.05, 1.00, 0.97, 1.02, 0.99},
    {1.00, 0.99, 1.00, 1.01, 0.93, 0.94, 0.97, 1.07, 1.06, 1.05, 0.99, 1.01},
    {1.03, 1.01, 0.98, 1.07, 1.08, 1.04, 0.95, 0.93, 1.00, 1.13, 1.02, 0.99},
    {0.99, 1.00, 0.97, 1.06, 1.09, 1.02, 0.94, 0.97, 1.12, 1.05, 0.97, 1.03},
    {1.00, 1.04, 1.07, 0.93, 0.94, 0.90, 0.95, 1.00, 0.92, 0.97, 1.01, 1.00},
    {1.02, 0.98, 0.97, 1.07, 1.01, 1.04, 0.98, 1.02, 0.98, 1.02, 1.00, 1.01},
};

double
vigie_sample_weather(guint year, guint month)
{
    return weather[year - VIGIE_SAMPLE_FIRST_YEAR][month - 1];
}

double
vigie_sample_weather_effect(guint year, guint month, double sensitivity)
{
    return pow(vigie_sample_weather(year, month), sensitivity);
}

double
vigie_sample_open_share(guint year, guint month)
{
    static const double in_2020[12] = {1.00, 0.98, 0.45, 0.04, 0.15, 0.52,
                                       0.80, 0.88, 0.84, 0.62, 0.08, 0.32};
    static const double in_2021[12] = {0.55, 0.60, 0.55, 0.22, 0.60, 0.92,
                                       0.99, 1.00, 1.00, 1.00, 1.00, 0.96};
    return year == 2020 ? in_2020[month - 1] : year == 2021 ? in_2021[month - 1] : 1;
}

bool
vigie_sample_closed(guint year, guint month)
{
    return (year == 2020 && (month == 4 || month == 5 || month == 11 || month == 12)) ||
           (year == 2021 && month <= 5);
}

double
vigie_sample_season_strength(VigieSampleSurvey survey, guint year)
{
    static const guint summer[] = {7, 8}, rest[] = {2, 4, 5, 10, 11, 12};
    bool flash = survey == VIGIE_SAMPLE_FLASH;
    guint n = flash ? G_N_ELEMENTS(summer) : G_N_ELEMENTS(rest);
    double sum = 0;
    for (guint i = 0; i < n; i++) {
        guint month = flash ? summer[i] : rest[i];
        sum += vigie_sample_weather(year, month) * vigie_sample_open_share(year, month);
    }
    return sum / n;
}

/* Rises of 1.0, 1.8, 1.1, 0.5, 1.6, 5.2, 4.9, 2.0 and 0.9 per cent, about those that consumers in France knew. */
double
vigie_sample_price_index(guint year)
{
    static const double index[VIGIE_SAMPLE_N_YEARS] = {1.000, 1.010, 1.028, 1.039, 1.044,
                                                       1.061, 1.116, 1.171, 1.194, 1.205};
    return index[year - VIGIE_SAMPLE_FIRST_YEAR];
}
