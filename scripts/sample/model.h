/* model.h - the parameters behind sample.h, shared by the draw and the truth; nothing here is random. */
#ifndef SCRIPTS_SAMPLE_MODEL_H
#define SCRIPTS_SAMPLE_MODEL_H

#include "sample.h"

#define N_ACTIVITIES 12
#define N_OUTDOOR 5 /* the first five activities are outdoor sports */
#define N_ACCOMMODATION 8
#define N_BOOKING 5
#define N_ORIGINS 7
#define N_SOURCES 7
#define N_COMBINATIONS 7
#define MAX_CELLS (VIGIE_SAMPLE_MAX_STRATA * VIGIE_SAMPLE_N_KINDS * 2 * 2)

/* Bits of VIGIE_SAMPLE_DONE. */
enum { HIKING = 1, CYCLING = 2, CANOE = 4, CLIMBING = 8, CAVING = 16 };

/* A set of outdoor sports done together, and how often among outdoor parties. */
typedef struct {
    guint sports;
    double share;
} Combination;

/* A homogeneous part of the population: parties alike in all that truth depends on. */
typedef struct {
    guint stratum;
    VigieSampleKind kind;
    guint outdoor, overnight;
    VigieSampleType type;
    double share; /* of the season's parties */
} Cell;

/* An opinion's rates of "don't know", "not concerned" and blank. */
typedef struct {
    double dont_know, not_concerned, blank;
} MissingRates;

/* One opinion.  Latent means are in standard deviations of a party's own noise. */
typedef struct {
    const char *name;
    double base, slope; /* at the first year, per year */
    double off_season;  /* added in the off-season survey */
    double type[VIGIE_SAMPLE_N_TYPES];
    MissingRates missing;
} Opinion;

/* Something that moved an opinion in the years first..last: added to its latent mean. */
typedef struct {
    VigieSampleColumn opinion;
    guint first, last;
    double effect;
    const char *why;
} Episode;
#define SECOND_WAVE_EFFECT (-0.06) /* August is crowded */

const Opinion *vigie_sample_opinion(VigieSampleColumn opinion);
const Episode *vigie_sample_episodes(guint *n);
const double *vigie_sample_sector_effects(void); /* [VIGIE_SAMPLE_N_SECTORS] */
const double *vigie_sample_type_trends(void);    /* [VIGIE_SAMPLE_N_TYPES] per year */

/* Years between the first one and the survey's. */
double vigie_sample_elapsed(const VigieSampleSpec *spec);
#define PARTIES_GROWTH 0.015
/* Shares of the sectors in a season's parties, [VIGIE_SAMPLE_N_SECTORS]. */
const double *vigie_sample_sector_shares(void);
const double *vigie_sample_wave_shares(void); /* [2] of a summer's parties */

const Combination *vigie_sample_combinations(void); /* [N_COMBINATIONS] */
const double *
vigie_sample_lone_sports(void); /* [N_OUTDOOR] of parties not outdoor: the one sport they do */
/* Probability that a party not outdoor does one outdoor sport at all. */
double vigie_sample_lone_sport(void);

VigieSampleType vigie_sample_type_of(VigieSampleKind kind, guint outdoor);
/* q_h(k, o), [N_KINDS * 2], index kind * 2 + outdoor; sums to 1. */
void vigie_sample_mix(const VigieSampleSpec *spec, guint stratum, double *q);
guint vigie_sample_cells(const VigieSampleSpec *spec, Cell *cells);
/* mu_hjt */
double vigie_sample_latent(const VigieSampleSpec *spec, VigieSampleColumn opinion,
                           guint stratum, VigieSampleType type);
/* Thresholds tau, ascending, [n]. */
const double *vigie_sample_thresholds(const VigieSampleSpec *spec, VigieSampleColumn opinion,
                                      guint *n);
/* s = sqrt(icc / (1 - icc)) */
double vigie_sample_site_sd(const VigieSampleSpec *spec);
MissingRates vigie_sample_missing(VigieSampleColumn opinion);
/* Probability that an opinion is asked of a party of the cell. */
double vigie_sample_asked_of(VigieSampleColumn opinion, const Cell *cell);

double vigie_sample_overnight(const VigieSampleSpec *spec, VigieSampleKind kind);
double vigie_sample_lambda(const VigieSampleSpec *spec, VigieSampleKind kind);
double vigie_sample_first_visit(const VigieSampleSpec *spec, VigieSampleKind kind);
/* Mean of the log of spending; its sd between site-days and within. */
double vigie_sample_log_spend(const VigieSampleSpec *spec, VigieSampleKind kind,
                              guint overnight);
#define SPEND_SITE_SD 0.15
#define SPEND_SD 0.55
#define NIGHTS_SITE_SHAPE 12.0 /* G_i is Gamma(shape, 1 / shape) */

/* Party size: how it is drawn and its mean. */
double vigie_sample_mean_size(VigieSampleKind kind);
#define CHILDREN_TRIALS 3
#define CHILDREN_P 0.35
#define FRIENDS_TRIALS 5
#define FRIENDS_P 0.25
#define GROUP_EXTRA 14.0 /* beyond the ten that make a group */
#define ONE_ADULT 0.12
#define FOUR_ADULTS 0.10

const double *
vigie_sample_accommodation(const VigieSampleSpec *spec);         /* [N_ACCOMMODATION] shares */
const double *vigie_sample_booking(void);                        /* [N_BOOKING] */
const double *vigie_sample_origins(const VigieSampleSpec *spec); /* [N_ORIGINS] */
const double *vigie_sample_sources(void);  /* [N_SOURCES] probability of each */
const double *vigie_sample_pastimes(void); /* [N_ACTIVITIES - N_OUTDOOR] probability of each */

#endif
