/* The territory's parameters: what is the same for every draw.  sample.h tells the model. */
#include "model.h"

#include <math.h>

/* One opinion.  Latent means are in standard deviations of a party's own noise. */
typedef struct {
    const char *name;
    double base, slope; /* at the first year, per year */
    double shock;       /* added in 2020 */
    double off_season;  /* added in the off-season survey */
    double type[VIGIE_SAMPLE_N_TYPES];
    MissingRates missing;
} Opinion;

static const Opinion opinions[VIGIE_SAMPLE_N_OPINIONS] = {
    {"sat_overall",
     0.35,
     0.030,
     -0.10,
     0.10,
     {0.00, 0.10, -0.10, 0.15, -0.05},
     {.005, 0, .010}},
    {"sat_welcome", 0.45, 0.020, 0.10, 0.15, {0.05, 0.05, 0.10, 0.00, -0.10}, {.010, 0, .015}},
    {"sat_lodging",
     0.20,
     0.025,
     0.00,
     -0.05,
     {-0.05, 0.15, -0.20, 0.00, 0.00},
     {.005, 0, .020}},
    {"sat_food",
     0.05,
     0.010,
     -0.05,
     -0.20,
     {-0.15, 0.15, 0.00, -0.05, 0.00},
     {.030, .120, .015}},
    {"sat_activities",
     0.15,
     0.035,
     -0.35,
     -0.30,
     {-0.10, 0.05, 0.05, 0.30, -0.05},
     {.040, .090, .020}},
    {"sat_heritage",
     0.55,
     0.005,
     -0.05,
     0.05,
     {-0.10, 0.20, 0.15, -0.05, 0.05},
     {.030, .060, .015}},
    {"sat_information",
     0.10,
     0.040,
     -0.15,
     -0.10,
     {0.00, 0.05, 0.10, 0.00, -0.10},
     {.050, .050, .020}},
    {"sat_value", -0.20, -0.020, 0.00, 0.15, {-0.15, 0.10, 0.05, 0.05, -0.05}, {.020, 0, .020}},
    {"sat_signage",
     -0.30,
     0.030,
     0.00,
     -0.10,
     {0.00, -0.05, 0.00, 0.10, 0.00},
     {.040, .030, .020}},
    {"sat_cleanliness",
     0.30,
     0.000,
     0.20,
     0.10,
     {0.00, 0.05, 0.00, -0.05, 0.05},
     {.010, .020, .015}},
    {"sat_trails", 0.25, 0.045, 0.00, -0.25, {0.00, 0.05, -0.10, 0.10, 0.00}, {.010, 0, .015}},
    {"sat_river",
     0.10,
     -0.030,
     0.00,
     0.00,
     {0.05, 0.00, -0.05, 0.10, -0.05},
     {.030, .220, .015}},
    {"sat_products",
     0.40,
     0.015,
     0.05,
     0.00,
     {-0.05, 0.15, 0.10, 0.00, 0.00},
     {.040, .110, .020}},
    {"sat_transport",
     -0.60,
     0.020,
     0.00,
     -0.20,
     {-0.10, 0.05, 0.20, -0.10, 0.00},
     {.080, .180, .020}},
    {"recommendation",
     0.30,
     0.020,
     -0.10,
     0.05,
     {0.00, 0.10, -0.10, 0.15, -0.05},
     {.010, 0, .020}},
    {"return_intention",
     0.10,
     0.010,
     0.10,
     0.20,
     {0.15, 0.05, -0.30, 0.10, -0.05},
     {.060, 0, .015}},
};

static const char *const other_names[VIGIE_SAMPLE_N_COLUMNS - VIGIE_SAMPLE_N_OPINIONS] = {
    "party",       "customer_type", "party_size",    "children", "activities",
    "stay",        "nights",        "accommodation", "booking",  "origin",
    "first_visit", "spend_day",     "info_sources",
};

/* Years between the first one and the survey's. */
static double
elapsed(const VigieSampleSpec *spec)
{
    return (double)spec->year - VIGIE_SAMPLE_FIRST_YEAR;
}

static bool
off_season(const VigieSampleSpec *spec)
{
    return spec->survey == VIGIE_SAMPLE_OFF_SEASON;
}

const char *
vigie_sample_column_name(VigieSampleColumn column)
{
    return column < VIGIE_SAMPLE_N_OPINIONS ? opinions[column].name
                                            : other_names[column - VIGIE_SAMPLE_N_OPINIONS];
}

const char *
vigie_sample_survey_name(VigieSampleSurvey survey)
{
    return survey == VIGIE_SAMPLE_FLASH ? "flash" : "off_season";
}

const char *
vigie_sample_type_name(VigieSampleType type)
{
    static const char *const names[] = {"family", "couple", "group", "outdoor", "other", ""};
    return names[type];
}

void
vigie_sample_spec_init(VigieSampleSpec *spec, VigieSampleSurvey survey, guint year)
{
    *spec = (VigieSampleSpec){.survey = survey,
                              .year = year,
                              .psus_per_stratum = 3,
                              .answers_per_psu = survey == VIGIE_SAMPLE_FLASH ? 37.5 : 25,
                              .icc = 0.05,
                              .mix_concentration = 60,
                              .psu_weight_cv = 0.3,
                              .answer_weight_cv = 0.4};
    if (year == 2020)
        spec->answers_per_psu *= 0.55;
}

/* The territory -------------------------------------------------------------------------------- */

guint
vigie_sample_n_strata(const VigieSampleSpec *spec)
{
    return off_season(spec) ? VIGIE_SAMPLE_N_SECTORS : VIGIE_SAMPLE_MAX_STRATA;
}

double
vigie_sample_all_parties(const VigieSampleSpec *spec)
{
    double first = off_season(spec) ? 17000 : 58000, dip = spec->year == 2020 ? 0.66 : 1;
    return first * pow(1.015, elapsed(spec)) * dip;
}

double
vigie_sample_parties(const VigieSampleSpec *spec, guint stratum)
{
    static const double sector_share[VIGIE_SAMPLE_N_SECTORS] = {0.27, 0.30, 0.28, 0.15};
    static const double wave_share[2] = {0.45, 0.55};
    double wave = off_season(spec) ? 1 : wave_share[stratum / VIGIE_SAMPLE_N_SECTORS];
    return vigie_sample_all_parties(spec) * wave *
           sector_share[stratum % VIGIE_SAMPLE_N_SECTORS];
}

VigieSampleType
vigie_sample_type_of(VigieSampleKind kind, guint outdoor)
{
    static const VigieSampleType calm[VIGIE_SAMPLE_N_KINDS] = {
        VIGIE_SAMPLE_FAMILY, VIGIE_SAMPLE_COUPLE, VIGIE_SAMPLE_GROUP, VIGIE_SAMPLE_OTHER,
        VIGIE_SAMPLE_OTHER};
    if (kind == VIGIE_SAMPLE_KIND_GROUP)
        return VIGIE_SAMPLE_GROUP;
    return outdoor ? VIGIE_SAMPLE_OUTDOOR : calm[kind];
}

void
vigie_sample_mix(const VigieSampleSpec *spec, guint stratum, double *q)
{
    static const double kind_share[VIGIE_SAMPLE_N_SURVEYS][VIGIE_SAMPLE_N_KINDS] = {
        {0.42, 0.30, 0.06, 0.13, 0.09}, {0.18, 0.40, 0.10, 0.17, 0.15}};
    static const double kind_trend[VIGIE_SAMPLE_N_KINDS] = {-0.004, 0.002, 0, 0.002, 0};
    static const double outdoor[VIGIE_SAMPLE_N_KINDS] = {0.18, 0.16, 0.10, 0.34, 0.26};
    static const double sector_outdoor[VIGIE_SAMPLE_N_SECTORS] = {0.6, 1.0, 1.7, 0.9};
    double t = elapsed(spec), rest = 0;
    double share[VIGIE_SAMPLE_N_KINDS];

    for (guint k = 0; k < VIGIE_SAMPLE_N_KINDS; k++)
        share[k] = kind_share[spec->survey][k] + kind_trend[k] * t;
    if (spec->year == 2020 || spec->year == 2021)
        share[VIGIE_SAMPLE_KIND_GROUP] *= spec->year == 2020 ? 0.3 : 0.6;
    for (guint k = 0; k < VIGIE_SAMPLE_N_KINDS; k++)
        rest += share[k];
    for (guint k = 0; k < VIGIE_SAMPLE_N_KINDS; k++) {
        double tilt = sector_outdoor[stratum % VIGIE_SAMPLE_N_SECTORS];
        double p = outdoor[k] * tilt * (1 + 0.03 * t) * (off_season(spec) ? 0.8 : 1);
        q[2 * k] = share[k] / rest * (1 - p);
        q[2 * k + 1] = share[k] / rest * p;
    }
}

guint
vigie_sample_cells(const VigieSampleSpec *spec, Cell *cells)
{
    double all = vigie_sample_all_parties(spec);
    guint n = 0;
    for (guint h = 0; h < vigie_sample_n_strata(spec); h++) {
        double q[2 * VIGIE_SAMPLE_N_KINDS];
        vigie_sample_mix(spec, h, q);
        for (guint c = 0; c < 4 * VIGIE_SAMPLE_N_KINDS; c++) {
            VigieSampleKind kind = (VigieSampleKind)(c / 4);
            guint outdoor = c / 2 % 2, overnight = c % 2;
            double stays = vigie_sample_overnight(spec, kind);
            double share = q[c / 2] * (overnight ? stays : 1 - stays);
            cells[n++] = (Cell){.stratum = h,
                                .kind = kind,
                                .outdoor = outdoor,
                                .overnight = overnight,
                                .type = vigie_sample_type_of(kind, outdoor),
                                .share = share * vigie_sample_parties(spec, h) / all};
        }
    }
    return n;
}

/* Opinions ------------------------------------------------------------------------------------- */

bool
vigie_sample_asked(const VigieSampleSpec *spec, VigieSampleColumn opinion)
{
    if (opinion == VIGIE_SAMPLE_TRANSPORT)
        return spec->year >= 2021;
    return opinion != VIGIE_SAMPLE_RIVER || !off_season(spec);
}

static bool
five_points(const VigieSampleSpec *spec, VigieSampleColumn opinion)
{
    return opinion == VIGIE_SAMPLE_SIGNAGE && spec->year <= 2017 && !off_season(spec);
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
    static const double sector_effect[VIGIE_SAMPLE_N_SECTORS] = {-0.08, 0.00, 0.12, -0.02};
    static const double type_trend[VIGIE_SAMPLE_N_TYPES] = {-0.012, 0.000, -0.020, 0.025,
                                                            0.000};
    const Opinion *o = &opinions[opinion];
    double t = elapsed(spec);
    double mu = o->base + o->type[type] + (o->slope + type_trend[type]) * t;
    mu += sector_effect[stratum % VIGIE_SAMPLE_N_SECTORS];
    if (spec->year == 2020)
        mu += o->shock;
    if (off_season(spec))
        mu += o->off_season;
    else if (stratum >= VIGIE_SAMPLE_N_SECTORS)
        mu -= 0.06; /* August is crowded */
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

/* Practices ------------------------------------------------------------------------------------ */

const Combination *
vigie_sample_combinations(void)
{
    static const Combination combinations[N_COMBINATIONS] = {
        {HIKING | CYCLING, 0.34},         {HIKING | CANOE, 0.24},    {CANOE | CLIMBING, 0.08},
        {CYCLING | CANOE, 0.10},          {HIKING | CLIMBING, 0.08}, {HIKING | CAVING, 0.04},
        {HIKING | CYCLING | CANOE, 0.12},
    };
    return combinations;
}

const double *
vigie_sample_lone_sports(void)
{
    static const double share[N_OUTDOOR] = {0.60, 0.18, 0.16, 0.03, 0.03};
    return share;
}

double
vigie_sample_lone_sport(void)
{
    return 0.45;
}

double
vigie_sample_overnight(const VigieSampleSpec *spec, VigieSampleKind kind)
{
    static const double stays[VIGIE_SAMPLE_N_SURVEYS][VIGIE_SAMPLE_N_KINDS] = {
        {0.80, 0.78, 0.45, 0.75, 0.55}, {0.62, 0.66, 0.40, 0.60, 0.50}};
    return stays[spec->survey][kind];
}

double
vigie_sample_lambda(const VigieSampleSpec *spec, VigieSampleKind kind)
{
    static const double nights[VIGIE_SAMPLE_N_KINDS] = {5.2, 3.6, 1.6, 2.4, 2.0};
    return nights[kind] * (1 - 0.01 * elapsed(spec)) * (off_season(spec) ? 0.45 : 1);
}

double
vigie_sample_first_visit(const VigieSampleSpec *spec, VigieSampleKind kind)
{
    static const double first[VIGIE_SAMPLE_N_KINDS] = {0.46, 0.55, 0.70, 0.50, 0.40};
    return first[kind] - (off_season(spec) ? 0.12 : 0);
}

double
vigie_sample_log_spend(const VigieSampleSpec *spec, VigieSampleKind kind, guint overnight)
{
    static const double level[VIGIE_SAMPLE_N_KINDS] = {3.35, 3.85, 3.55, 3.60, 3.65};
    return level[kind] + 0.018 * elapsed(spec) - (overnight ? 0 : 0.65);
}

double
vigie_sample_mean_size(VigieSampleKind kind)
{
    switch (kind) {
    case VIGIE_SAMPLE_KIND_FAMILY:
        return 2 - ONE_ADULT + 2 * FOUR_ADULTS + 1 + CHILDREN_TRIALS * CHILDREN_P;
    case VIGIE_SAMPLE_KIND_COUPLE:
        return 2;
    case VIGIE_SAMPLE_KIND_GROUP:
        return 10 + GROUP_EXTRA;
    case VIGIE_SAMPLE_KIND_FRIENDS:
        return 3 + FRIENDS_TRIALS * FRIENDS_P;
    default:
        return 1;
    }
}

const double *
vigie_sample_accommodation(const VigieSampleSpec *spec)
{
    static const double before[N_ACCOMMODATION] = {0.16, 0.27, 0.25, 0.12, 0.04, 0.11, 0.05, 0};
    static const double since[N_ACCOMMODATION] = {0.13, 0.26, 0.25, 0.11,
                                                  0.04, 0.10, 0.06, 0.05};
    return spec->year < 2020 ? before : since;
}

const double *
vigie_sample_booking(void)
{
    static const double share[N_BOOKING] = {0.38, 0.09, 0.33, 0.06, 0.14};
    return share;
}

const double *
vigie_sample_origins(const VigieSampleSpec *spec)
{
    static const double share[VIGIE_SAMPLE_N_SURVEYS][N_ORIGINS] = {
        {0.31, 0.12, 0.10, 0.27, 0.07, 0.09, 0.04}, {0.52, 0.12, 0.05, 0.21, 0.05, 0.03, 0.02}};
    return share[spec->survey];
}

const double *
vigie_sample_sources(void)
{
    static const double share[N_SOURCES] = {0.52, 0.24, 0.33, 0.15, 0.12, 0.18, 0.08};
    return share;
}

const double *
vigie_sample_pastimes(void)
{
    static const double share[N_ACTIVITIES - N_OUTDOOR] = {0.34, 0.58, 0.55, 0.22,
                                                           0.47, 0.30, 0.18};
    return share;
}
