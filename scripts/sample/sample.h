/* sample.h - a made-up territory whose truth is known in closed form.
 * vigie_sample_spec_init() describes the survey of one season, vigie_sample_draw() draws its answers in
 * memory (about a millisecond, no file), and the vigie_sample_true_…() functions give what an estimator
 * must find on average: simulations compare the two.  make-sample writes the same draws as files.
 *
 * The model.  A season has strata h (waves x sectors of the territory), each with N_h visiting parties; W_h = N_h / N.
 *   Party kinds k (family, couple, group, friends, alone) and outdoor practice o in {0,1} have shares q_h(k,o); those
 *     of one site-day are Dirichlet(mix_concentration * q_h), so that site-days differ and the mean stays q_h.
 *   Customer type: group if k = group, else outdoor if o = 1, else family, couple, other (friends, alone).
 *   Opinions (satisfaction, recommendation, return): the latent opinion on item j of a party of type t is
 *     z = mu_hjt + s*u_ij + e_j,  s^2 = icc / (1 - icc),  u and e standard normal, u_ij shared by a site-day i;
 *     mu_hjt is a level, a trend, an effect of the type and of the sector, and the year's episodes (opinions.c);
 *     the score is first_score + number of thresholds tau below z.  Hence, with s1 = sqrt(1 + s^2),
 *     P(score >= c | h, t) = Phi((mu_hjt - tau_c) / s1), and every mean, share and NPS is a finite sum of these.
 *     Items share a party's mood (u and e have a common part), which leaves each item's margin as it is.
 *   Nights of those who stay: 1 + Poisson(lambda_k * G_i), G_i of a site-day Gamma with mean 1: mean 1 + lambda_k.
 *   Spending per person and day: log-normal with a site-day effect: mean exp(m + v/2), quantiles of a mixture.
 *   Answers go missing (blank, don't know, not concerned) independently of their value.
 *   Weights are independent of the answers within a stratum and sum to N_h in each. */
#ifndef SCRIPTS_SAMPLE_H
#define SCRIPTS_SAMPLE_H

#include <gsl/gsl_rng.h>
#include <vigie/codebook.h>

G_BEGIN_DECLS

#define VIGIE_SAMPLE_FIRST_YEAR 2016
#define VIGIE_SAMPLE_LAST_YEAR 2025
#define VIGIE_SAMPLE_N_YEARS (VIGIE_SAMPLE_LAST_YEAR - VIGIE_SAMPLE_FIRST_YEAR + 1)
#define VIGIE_SAMPLE_N_SECTORS 4
#define VIGIE_SAMPLE_MAX_STRATA (2 * VIGIE_SAMPLE_N_SECTORS)

typedef enum {
    VIGIE_SAMPLE_FLASH,
    VIGIE_SAMPLE_OFF_SEASON,
    VIGIE_SAMPLE_N_SURVEYS
} VigieSampleSurvey;

typedef enum {
    VIGIE_SAMPLE_FAMILY,
    VIGIE_SAMPLE_COUPLE,
    VIGIE_SAMPLE_GROUP,
    VIGIE_SAMPLE_OUTDOOR,
    VIGIE_SAMPLE_OTHER,
    VIGIE_SAMPLE_N_TYPES,
    VIGIE_SAMPLE_ALL_TYPES = VIGIE_SAMPLE_N_TYPES /* no domain: every party */
} VigieSampleType;

typedef enum {
    VIGIE_SAMPLE_KIND_FAMILY,
    VIGIE_SAMPLE_KIND_COUPLE,
    VIGIE_SAMPLE_KIND_GROUP,
    VIGIE_SAMPLE_KIND_FRIENDS,
    VIGIE_SAMPLE_KIND_ALONE,
    VIGIE_SAMPLE_N_KINDS
} VigieSampleKind;

/* Columns of answers.  The first VIGIE_SAMPLE_N_OPINIONS are opinions on an ordered scale. */
typedef enum {
    VIGIE_SAMPLE_OVERALL,
    VIGIE_SAMPLE_WELCOME,
    VIGIE_SAMPLE_LODGING, /* asked of those who stay overnight */
    VIGIE_SAMPLE_FOOD,
    VIGIE_SAMPLE_ACTIVITIES,
    VIGIE_SAMPLE_HERITAGE,
    VIGIE_SAMPLE_INFORMATION,
    VIGIE_SAMPLE_VALUE,
    VIGIE_SAMPLE_SIGNAGE, /* five points in 2016 and 2017, then four */
    VIGIE_SAMPLE_CLEANLINESS,
    VIGIE_SAMPLE_TRAILS, /* asked of those who hike or cycle */
    VIGIE_SAMPLE_RIVER,
    VIGIE_SAMPLE_PRODUCTS,
    VIGIE_SAMPLE_TRANSPORT, /* asked since 2021 */
    VIGIE_SAMPLE_RECOMMEND, /* 0 to 10 */
    VIGIE_SAMPLE_RETURN,    /* 1 to 4 */
    VIGIE_SAMPLE_N_OPINIONS,
    VIGIE_SAMPLE_KIND = VIGIE_SAMPLE_N_OPINIONS, /* VigieSampleKind */
    VIGIE_SAMPLE_TYPE, /* VigieSampleType, as the questionnaire derives it */
    VIGIE_SAMPLE_SIZE, /* persons */
    VIGIE_SAMPLE_CHILDREN,
    VIGIE_SAMPLE_DONE,      /* activities practised, bits in the order of the questionnaire */
    VIGIE_SAMPLE_OVERNIGHT, /* 0, 1 */
    VIGIE_SAMPLE_NIGHTS,    /* not asked of same-day visitors */
    VIGIE_SAMPLE_ACCOMMODATION,
    VIGIE_SAMPLE_BOOKING,
    VIGIE_SAMPLE_ORIGIN,
    VIGIE_SAMPLE_FIRST_VISIT, /* 0, 1 */
    VIGIE_SAMPLE_SPEND,       /* euros per person and day */
    VIGIE_SAMPLE_SOURCES,     /* information sources, bits */
    VIGIE_SAMPLE_N_COLUMNS
} VigieSampleColumn;

/* One survey of one season.  vigie_sample_spec_init() gives the sample observatory's own; change fields at will. */
typedef struct {
    VigieSampleSurvey survey;
    guint year;
    guint psus_per_stratum; /* site-days drawn in each wave x sector */
    double answers_per_psu; /* mean; the number is Poisson, at least 1 */
    double icc;             /* intra-site correlation of the latent opinions, 0 <= icc < 1 */
    double mix_concentration;
    double psu_weight_cv, answer_weight_cv;
    guint n_empty; /* of the site-days of the first stratum, those without any answer */
} VigieSampleSpec;

typedef struct {
    guint n, n_psu, n_strata;
    guint capacity;
    guint32 *psu;                          /* [n] */
    guint32 *stratum;                      /* [n_psu] wave * VIGIE_SAMPLE_N_SECTORS + sector */
    double *weight;                        /* [n] parties that the answer stands for */
    double *value[VIGIE_SAMPLE_N_COLUMNS]; /* [n] each; NAN where there is none */
    guint8 *why[VIGIE_SAMPLE_N_COLUMNS];   /* [n] each: VigieMissing */
} VigieSample;

void vigie_sample_spec_init(VigieSampleSpec *spec, VigieSampleSurvey survey, guint year);
VigieSample *vigie_sample_new(void);
void vigie_sample_free(VigieSample *sample);
/* Draws a new sample into the same arrays.  Same rng state, same sample. */
void vigie_sample_draw(VigieSample *sample, const VigieSampleSpec *spec, gsl_rng *rng);

/* Item names as in the questionnaires: "sat_overall" …; also of the other columns. */
const char *vigie_sample_column_name(VigieSampleColumn column);
const char *vigie_sample_survey_name(VigieSampleSurvey survey);
const char *vigie_sample_type_name(VigieSampleType type);
/* False where the year's questionnaire has no such item. */
bool vigie_sample_asked(const VigieSampleSpec *spec, VigieSampleColumn opinion);
/* First and last score of an opinion's scale in that year. */
void vigie_sample_scale(const VigieSampleSpec *spec, VigieSampleColumn opinion, int *first,
                        int *last);

/* The truth: over parties of a type (VIGIE_SAMPLE_ALL_TYPES: all), those asked. --------------------------- */
/* sum_h W_h sum_cells p (first + sum_c Phi((mu - tau_c) / s1)) / sum p;  NAN where the item is not asked. */
double vigie_sample_true_mean(const VigieSampleSpec *spec, VigieSampleColumn opinion,
                              VigieSampleType type);
/* P(score >= least). */
double vigie_sample_true_share(const VigieSampleSpec *spec, VigieSampleColumn opinion,
                               int least, VigieSampleType type);
/* 100 (P(score >= 9) - P(score <= 6)) of VIGIE_SAMPLE_RECOMMEND. */
double vigie_sample_true_nps(const VigieSampleSpec *spec, VigieSampleType type);
/* Share of the type among parties; with precedence, and of all outdoor or family parties (overlapping flags). */
double vigie_sample_true_mix(const VigieSampleSpec *spec, VigieSampleType type);
double vigie_sample_true_flag(const VigieSampleSpec *spec, VigieSampleType flag);
double vigie_sample_true_overnight(const VigieSampleSpec *spec, VigieSampleType type);
double vigie_sample_true_first_visit(const VigieSampleSpec *spec, VigieSampleType type);
double vigie_sample_true_size(const VigieSampleSpec *spec, VigieSampleType type);
/* Of parties who stay. */
double vigie_sample_true_nights(const VigieSampleSpec *spec, VigieSampleType type);
double vigie_sample_true_spend(const VigieSampleSpec *spec, VigieSampleType type);
/* Quantile p of spending per person and day: the root x of sum p_cell Phi((ln x - m_cell) / sd) = p. */
double vigie_sample_true_spend_quantile(const VigieSampleSpec *spec, double p,
                                        VigieSampleType type);
/* Euros per person-night: E(spend * size * nights) / E(size * nights) of parties who stay. */
double vigie_sample_true_spend_per_night(const VigieSampleSpec *spec, VigieSampleType type);
/* Correlation of the scores of two parties of one site-day, within strata (pooled by W_h); items asked of all. */
double vigie_sample_true_icc(const VigieSampleSpec *spec, VigieSampleColumn opinion);
/* Slope per year of the yearly means over the years in which the item was asked on today's scale, least squares
 * weighted by the parties of each year (what svyglm on (year - first) tends to). */
double vigie_sample_true_slope(VigieSampleSurvey survey, VigieSampleColumn opinion,
                               VigieSampleType type);
/* Parties N_h of a stratum; of the season. */
double vigie_sample_parties(const VigieSampleSpec *spec, guint stratum);
double vigie_sample_all_parties(const VigieSampleSpec *spec);
guint vigie_sample_n_strata(const VigieSampleSpec *spec);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieSample, vigie_sample_free)

G_END_DECLS

#endif
