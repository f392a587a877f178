/* The territory's parameters: what is the same for every draw.  sample.h tells the model. */
#include "model.h"

#include "circumstances.h"

#include <math.h>

double
vigie_sample_elapsed(const VigieSampleSpec *spec)
{
    return (double)spec->year - VIGIE_SAMPLE_FIRST_YEAR;
}

static bool
off_season(const VigieSampleSpec *spec)
{
    return spec->survey == VIGIE_SAMPLE_OFF_SEASON;
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
    double first = off_season(spec) ? 17000 : 21000; /* near the nights of the register */
    return first * pow(1 + PARTIES_GROWTH, vigie_sample_elapsed(spec)) *
           vigie_sample_season_strength(spec->survey, spec->year);
}

const double *
vigie_sample_sector_shares(void)
{
    static const double share[VIGIE_SAMPLE_N_SECTORS] = {0.27, 0.30, 0.28, 0.15};
    return share;
}

const double *
vigie_sample_wave_shares(void)
{
    static const double share[] = {0.45, 0.55};
    return share;
}

double
vigie_sample_parties(const VigieSampleSpec *spec, guint stratum)
{
    double wave =
        off_season(spec) ? 1 : vigie_sample_wave_shares()[stratum / VIGIE_SAMPLE_N_SECTORS];
    return vigie_sample_all_parties(spec) * wave *
           vigie_sample_sector_shares()[stratum % VIGIE_SAMPLE_N_SECTORS];
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
    double t = vigie_sample_elapsed(spec), rest = 0;
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
    return nights[kind] * (1 - 0.01 * vigie_sample_elapsed(spec)) *
           (off_season(spec) ? 0.45 : 1);
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
    return level[kind] + log(vigie_sample_price_index(spec->year)) - (overnight ? 0 : 0.65);
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
    static const double before[VIGIE_SAMPLE_N_SURVEYS][N_ACCOMMODATION] = {
        {0.08, 0.35, 0.25, 0.10, 0.04, 0.13, 0.05, 0},
        {0.20, 0.10, 0.28, 0.14, 0.08, 0.15, 0.05, 0}};
    static const double since[VIGIE_SAMPLE_N_SURVEYS][N_ACCOMMODATION] = {
        {0.07, 0.32, 0.25, 0.09, 0.04, 0.12, 0.06, 0.05},
        {0.18, 0.10, 0.26, 0.13, 0.08, 0.15, 0.06, 0.04}};
    return spec->year < 2020 ? before[spec->survey] : since[spec->survey];
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
