/* What parties think: levels, trends, effects by type and sector, what happened when; scales and missing answers. */
#include "model.h"

#include <math.h>

static const Opinion opinions[VIGIE_SAMPLE_N_OPINIONS] = {
    {"sat_overall", 0.35, 0.030, 0.10, {0.00, 0.10, -0.10, 0.15, -0.05}, {.005, 0, .010}},
    {"sat_welcome", 0.45, 0.020, 0.15, {0.05, 0.05, 0.10, 0.00, -0.10}, {.010, 0, .015}},
    {"sat_lodging", 0.20, 0.025, -0.05, {-0.05, 0.15, -0.20, 0.00, 0.00}, {.005, 0, .020}},
    {"sat_food", 0.05, 0.010, -0.20, {-0.15, 0.15, 0.00, -0.05, 0.00}, {.030, .120, .015}},
    {"sat_activities",
     0.15,
     0.035,
     -0.30,
     {-0.10, 0.05, 0.05, 0.30, -0.05},
     {.040, .090, .020}},
    {"sat_heritage", 0.55, 0.005, 0.05, {-0.10, 0.20, 0.15, -0.05, 0.05}, {.030, .060, .015}},
    {"sat_information",
     0.10,
     0.040,
     -0.10,
     {0.00, 0.05, 0.10, 0.00, -0.10},
     {.050, .050, .020}},
    {"sat_value", -0.20, -0.020, 0.15, {-0.15, 0.10, 0.05, 0.05, -0.05}, {.020, 0, .020}},
    {"sat_signage", -0.30, 0.030, -0.10, {0.00, -0.05, 0.00, 0.10, 0.00}, {.040, .030, .020}},
    {"sat_cleanliness", 0.30, 0.000, 0.10, {0.00, 0.05, 0.00, -0.05, 0.05}, {.010, .020, .015}},
    {"sat_trails", 0.25, 0.045, -0.25, {0.00, 0.05, -0.10, 0.10, 0.00}, {.010, 0, .015}},
    {"sat_river", 0.10, -0.030, 0.00, {0.05, 0.00, -0.05, 0.10, -0.05}, {.030, .220, .015}},
    {"sat_products", 0.40, 0.015, 0.00, {-0.05, 0.15, 0.10, 0.00, 0.00}, {.040, .110, .020}},
    {"sat_transport",
     -0.60,
     0.020,
     -0.20,
     {-0.10, 0.05, 0.20, -0.10, 0.00},
     {.080, .180, .020}},
    {"recommendation", 0.30, 0.020, 0.05, {0.00, 0.10, -0.10, 0.15, -0.05}, {.010, 0, .020}},
    {"return_intention", 0.10, 0.010, 0.20, {0.15, 0.05, -0.30, 0.10, -0.05}, {.060, 0, .015}},
};

static const double sector_effect[VIGIE_SAMPLE_N_SECTORS] = {-0.08, 0.00, 0.12, -0.02};
static const double type_trend[VIGIE_SAMPLE_N_TYPES] = {-0.012, 0.000, -0.020, 0.025, 0.000};

/* What happened, so that years differ as they do: no trend is a straight line. */
static const Episode episodes[] = {
    {VIGIE_SAMPLE_OVERALL, 2020, 2020, -0.10, "the year of the lockdowns"},
    {VIGIE_SAMPLE_WELCOME, 2020, 2020, 0.10, "fewer visitors, more time for each"},
    {VIGIE_SAMPLE_FOOD, 2020, 2020, -0.05, "distances and closed terraces"},
    {VIGIE_SAMPLE_ACTIVITIES, 2020, 2020, -0.35, "activities closed"},
    {VIGIE_SAMPLE_HERITAGE, 2020, 2020, -0.05, "monuments closed"},
    {VIGIE_SAMPLE_INFORMATION, 2020, 2020, -0.15, "tourist offices closed"},
    {VIGIE_SAMPLE_CLEANLINESS, 2020, 2020, 0.20, "cleaning protocols"},
    {VIGIE_SAMPLE_PRODUCTS, 2020, 2020, 0.05, "markets in the open air"},
    {VIGIE_SAMPLE_RECOMMEND, 2020, 2020, -0.10, "the year of the lockdowns"},
    {VIGIE_SAMPLE_RETURN, 2020, 2020, 0.10, "holidays close to home"},
    {VIGIE_SAMPLE_TRAILS, 2018, 2018, -0.25, "storms in June: trails cut"},
    {VIGIE_SAMPLE_FOOD, 2021, 2022, -0.20, "restaurants short of staff"},
    {VIGIE_SAMPLE_RIVER, 2022, 2022, -0.40, "drought: bathing forbidden"},
    {VIGIE_SAMPLE_OVERALL, 2022, 2022, -0.12, "heat wave"},
    {VIGIE_SAMPLE_RECOMMEND, 2022, 2022, -0.15, "heat wave"},
    {VIGIE_SAMPLE_VALUE, 2022, 2023, -0.15, "prices rise by five per cent a year"},
    {VIGIE_SAMPLE_SIGNAGE, 2023, 2025, 0.35, "new signs in the Aveyron valley"},
    {VIGIE_SAMPLE_TRANSPORT, 2024, 2025, 0.30, "a summer bus to the gorges"},
    {VIGIE_SAMPLE_RIVER, 2024, 2024, -0.20, "high and cloudy water"},
    {VIGIE_SAMPLE_WELCOME, 2025, 2025, 0.25, "training of hosts"},
};

const Opinion *
vigie_sample_opinion(VigieSampleColumn opinion)
{
    return &opinions[opinion];
}

const Episode *
vigie_sample_episodes(guint *n)
{
    *n = G_N_ELEMENTS(episodes);
    return episodes;
}

const double *
vigie_sample_sector_effects(void)
{
    return sector_effect;
}

const double *
vigie_sample_type_trends(void)
{
    return type_trend;
}

static double
episodes_of(VigieSampleColumn opinion, guint year)
{
    double effect = 0;
    for (guint e = 0; e < G_N_ELEMENTS(episodes); e++)
        if (episodes[e].opinion == opinion && episodes[e].first <= year &&
            year <= episodes[e].last)
            effect += episodes[e].effect;
    return effect;
}

static const char *const other_names[VIGIE_SAMPLE_N_COLUMNS - VIGIE_SAMPLE_N_OPINIONS] = {
    "party",       "customer_type", "party_size",    "children", "activities",
    "stay",        "nights",        "accommodation", "booking",  "origin",
    "first_visit", "spend_day",     "info_sources",
};

const char *
vigie_sample_column_name(VigieSampleColumn column)
{
    return column < VIGIE_SAMPLE_N_OPINIONS ? opinions[column].name
                                            : other_names[column - VIGIE_SAMPLE_N_OPINIONS];
}

bool
vigie_sample_asked(const VigieSampleSpec *spec, VigieSampleColumn opinion)
{
    if (opinion == VIGIE_SAMPLE_TRANSPORT)
        return spec->year >= 2021;
    return opinion != VIGIE_SAMPLE_RIVER || spec->survey == VIGIE_SAMPLE_FLASH;
}

static bool
five_points(const VigieSampleSpec *spec, VigieSampleColumn opinion)
{
    return opinion == VIGIE_SAMPLE_SIGNAGE && spec->year <= 2017 &&
           spec->survey == VIGIE_SAMPLE_FLASH;
}

void
vigie_sample_scale(const VigieSampleSpec *spec, VigieSampleColumn opinion, int *first,
                   int *last)
{
    *first = opinion == VIGIE_SAMPLE_RECOMMEND ? 0 : 1;
    *last = opinion == VIGIE_SAMPLE_RECOMMEND ? 10 : five_points(spec, opinion) ? 5 : 4;
}

const double *
vigie_sample_thresholds(const VigieSampleSpec *spec, VigieSampleColumn opinion, guint *n)
{
    static const double four[] = {-1.6, -0.8, 0.5};
    static const double five[] = {-1.7, -1.0, -0.4, 0.6};
    static const double eleven[] = {-2.3, -2.1, -1.9, -1.7, -1.5, -1.05, -0.7, -0.2, 0.45, 1.0};
    int first, last;
    vigie_sample_scale(spec, opinion, &first, &last);
    *n = (guint)(last - first);
    return *n == 10 ? eleven : *n == 4 ? five : four;
}

double
vigie_sample_latent(const VigieSampleSpec *spec, VigieSampleColumn opinion, guint stratum,
                    VigieSampleType type)
{
    const Opinion *o = &opinions[opinion];
    double t = vigie_sample_elapsed(spec);
    double mu = o->base + o->type[type] + (o->slope + type_trend[type]) * t;
    mu += sector_effect[stratum % VIGIE_SAMPLE_N_SECTORS] + episodes_of(opinion, spec->year);
    if (spec->survey == VIGIE_SAMPLE_OFF_SEASON)
        mu += o->off_season;
    else if (stratum >= VIGIE_SAMPLE_N_SECTORS)
        mu += SECOND_WAVE_EFFECT;
    return mu;
}

double
vigie_sample_site_sd(const VigieSampleSpec *spec)
{
    return sqrt(spec->icc / (1 - spec->icc));
}

MissingRates
vigie_sample_missing(VigieSampleColumn opinion)
{
    return opinions[opinion].missing;
}

double
vigie_sample_asked_of(VigieSampleColumn opinion, const Cell *cell)
{
    const double *lone = vigie_sample_lone_sports();
    if (opinion == VIGIE_SAMPLE_LODGING)
        return cell->overnight;
    if (opinion != VIGIE_SAMPLE_TRAILS)
        return 1;
    if (!cell->outdoor)
        return vigie_sample_lone_sport() * (lone[0] + lone[1]);
    double p = 0;
    for (guint i = 0; i < N_COMBINATIONS; i++)
        if (vigie_sample_combinations()[i].sports & (HIKING | CYCLING))
            p += vigie_sample_combinations()[i].share;
    return p;
}
