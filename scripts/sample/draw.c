/* The draw: a sample of the model, in memory. */
#include "model.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>

#define MOOD 0.6       /* part of a party's noise that its opinions share */
#define SITE_MOOD 0.7  /* the same for a site-day */
#define UNSTATED 0.015 /* blank, of the other questions */

/* What the answers of one site-day share. */
typedef struct {
    guint stratum;
    double mix[2 * VIGIE_SAMPLE_N_KINDS];
    double opinion[VIGIE_SAMPLE_N_OPINIONS];
    double nights, spend;
} SiteDay;

typedef struct {
    VigieSample *sample;
    const VigieSampleSpec *spec;
    gsl_rng *rng;
    guint i; /* the answer being drawn */
} Draw;

VigieSample *
vigie_sample_new(void)
{
    return g_new0(VigieSample, 1);
}

void
vigie_sample_free(VigieSample *sample)
{
    if (sample == NULL)
        return;
    g_free(sample->psu);
    g_free(sample->stratum);
    g_free(sample->weight);
    for (guint c = 0; c < VIGIE_SAMPLE_N_COLUMNS; c++) {
        g_free(sample->value[c]);
        g_free(sample->why[c]);
    }
    g_free(sample);
}

static void
reserve(VigieSample *sample, guint n)
{
    if (n <= sample->capacity)
        return;
    guint capacity = MAX(n, 2 * sample->capacity);
    sample->psu = g_renew(guint32, sample->psu, capacity);
    sample->weight = g_renew(double, sample->weight, capacity);
    for (guint c = 0; c < VIGIE_SAMPLE_N_COLUMNS; c++) {
        sample->value[c] = g_renew(double, sample->value[c], capacity);
        sample->why[c] = g_renew(guint8, sample->why[c], capacity);
    }
    sample->capacity = capacity;
}

static void
put(Draw *draw, VigieSampleColumn column, double value)
{
    draw->sample->value[column][draw->i] = value;
    draw->sample->why[column][draw->i] = VIGIE_PRESENT;
}

static void
put_missing(Draw *draw, VigieSampleColumn column, VigieMissing why)
{
    draw->sample->value[column][draw->i] = NAN;
    draw->sample->why[column][draw->i] = (guint8)why;
}

/* A value, or blank once in a while. */
static void
put_or_blank(Draw *draw, VigieSampleColumn column, double value)
{
    if (gsl_rng_uniform(draw->rng) < UNSTATED)
        put_missing(draw, column, VIGIE_BLANK);
    else
        put(draw, column, value);
}

/* Index drawn with these probabilities; the last one takes what rounding leaves. */
static guint
pick(gsl_rng *rng, const double *share, guint n)
{
    double u = gsl_rng_uniform(rng);
    guint i = 0;
    while (i + 1 < n && u >= share[i])
        u -= share[i++];
    return i;
}

static guint
bits(gsl_rng *rng, const double *share, guint n)
{
    guint set = 0;
    for (guint i = 0; i < n; i++)
        if (gsl_rng_uniform(rng) < share[i])
            set |= 1u << i;
    return set;
}

/* Practices ------------------------------------------------------------------------------------ */

static void
draw_size(Draw *draw, VigieSampleKind kind)
{
    static const double adults_share[] = {ONE_ADULT, 1 - ONE_ADULT - FOUR_ADULTS, FOUR_ADULTS};
    static const guint adults[] = {1, 2, 4};
    guint size = kind == VIGIE_SAMPLE_KIND_COUPLE ? 2 : 1, children = 0;
    switch (kind) {
    case VIGIE_SAMPLE_KIND_FAMILY:
        children = 1 + gsl_ran_binomial(draw->rng, CHILDREN_P, CHILDREN_TRIALS);
        size = children + adults[pick(draw->rng, adults_share, G_N_ELEMENTS(adults_share))];
        break;
    case VIGIE_SAMPLE_KIND_GROUP:
        size = 10 + gsl_ran_poisson(draw->rng, GROUP_EXTRA);
        break;
    case VIGIE_SAMPLE_KIND_FRIENDS:
        size = 3 + gsl_ran_binomial(draw->rng, FRIENDS_P, FRIENDS_TRIALS);
        break;
    default:
        break;
    }
    put(draw, VIGIE_SAMPLE_SIZE, size);
    if (kind == VIGIE_SAMPLE_KIND_FAMILY)
        put(draw, VIGIE_SAMPLE_CHILDREN, children);
    else
        put_missing(draw, VIGIE_SAMPLE_CHILDREN, VIGIE_NOT_ASKED);
}

static guint
draw_sports(Draw *draw, guint outdoor)
{
    if (!outdoor) {
        if (gsl_rng_uniform(draw->rng) >= vigie_sample_lone_sport())
            return 0;
        return 1u << pick(draw->rng, vigie_sample_lone_sports(), N_OUTDOOR);
    }
    const Combination *combinations = vigie_sample_combinations();
    double u = gsl_rng_uniform(draw->rng);
    guint i = 0;
    while (i + 1 < N_COMBINATIONS && u >= combinations[i].share)
        u -= combinations[i++].share;
    return combinations[i].sports;
}

static guint
draw_activities(Draw *draw, guint outdoor)
{
    guint sports = draw_sports(draw, outdoor);
    guint rest = bits(draw->rng, vigie_sample_pastimes(), N_ACTIVITIES - N_OUTDOOR);
    if (sports == 0 && rest == 0)
        rest = 2; /* a stroll: nobody does nothing */
    put(draw, VIGIE_SAMPLE_DONE, sports | rest << N_OUTDOOR);
    return sports;
}

static void
draw_stay(Draw *draw, const SiteDay *site, VigieSampleKind kind)
{
    bool overnight = gsl_rng_uniform(draw->rng) < vigie_sample_overnight(draw->spec, kind);
    double lambda = vigie_sample_lambda(draw->spec, kind) * site->nights;
    double m = vigie_sample_log_spend(draw->spec, kind, overnight) + site->spend;
    put(draw, VIGIE_SAMPLE_OVERNIGHT, overnight);
    put_or_blank(draw, VIGIE_SAMPLE_SPEND,
                 exp(m + gsl_ran_gaussian_ziggurat(draw->rng, SPEND_SD)));
    if (!overnight) {
        put_missing(draw, VIGIE_SAMPLE_NIGHTS, VIGIE_NOT_ASKED);
        put_missing(draw, VIGIE_SAMPLE_ACCOMMODATION, VIGIE_NOT_ASKED);
        put_missing(draw, VIGIE_SAMPLE_BOOKING, VIGIE_NOT_ASKED);
        return;
    }
    put_or_blank(draw, VIGIE_SAMPLE_NIGHTS, 1 + gsl_ran_poisson(draw->rng, lambda));
    put_or_blank(draw, VIGIE_SAMPLE_ACCOMMODATION,
                 pick(draw->rng, vigie_sample_accommodation(draw->spec), N_ACCOMMODATION));
    put_or_blank(draw, VIGIE_SAMPLE_BOOKING,
                 pick(draw->rng, vigie_sample_booking(), N_BOOKING));
}

static void
draw_profile(Draw *draw, VigieSampleKind kind)
{
    const double *origins = vigie_sample_origins(draw->spec);
    double first_visit = vigie_sample_first_visit(draw->spec, kind);
    put_or_blank(draw, VIGIE_SAMPLE_ORIGIN, pick(draw->rng, origins, N_ORIGINS));
    put_or_blank(draw, VIGIE_SAMPLE_FIRST_VISIT, gsl_rng_uniform(draw->rng) < first_visit);
    guint sources = bits(draw->rng, vigie_sample_sources(), N_SOURCES);
    if (sources == 0)
        put_missing(draw, VIGIE_SAMPLE_SOURCES, VIGIE_BLANK);
    else
        put(draw, VIGIE_SAMPLE_SOURCES, sources);
}

/* Opinions ------------------------------------------------------------------------------------- */

/* Why an opinion is missing, independently of what it is; VIGIE_PRESENT if it is not. */
static VigieMissing
draw_missing(Draw *draw, VigieSampleColumn opinion)
{
    MissingRates rates = vigie_sample_missing(opinion);
    double u = gsl_rng_uniform(draw->rng);
    if (u < rates.dont_know)
        return VIGIE_DONT_KNOW;
    if (u < rates.dont_know + rates.not_concerned)
        return VIGIE_NOT_APPLICABLE;
    return u < rates.dont_know + rates.not_concerned + rates.blank ? VIGIE_BLANK
                                                                   : VIGIE_PRESENT;
}

static void
draw_opinion(Draw *draw, const SiteDay *site, VigieSampleColumn opinion, double mood)
{
    guint n, above = 0;
    int first, last;
    const double *tau = vigie_sample_thresholds(draw->spec, opinion, &n);
    VigieSampleType type = (VigieSampleType)draw->sample->value[VIGIE_SAMPLE_TYPE][draw->i];
    double z = vigie_sample_latent(draw->spec, opinion, site->stratum, type);
    z += site->opinion[opinion] + MOOD * mood;
    z += gsl_ran_gaussian_ziggurat(draw->rng, sqrt(1 - MOOD * MOOD));
    while (above < n && z > tau[above])
        above++;
    VigieMissing why = draw_missing(draw, opinion);
    vigie_sample_scale(draw->spec, opinion, &first, &last);
    if (why == VIGIE_PRESENT)
        put(draw, opinion, first + (int)above);
    else
        put_missing(draw, opinion, why);
}

static void
draw_opinions(Draw *draw, const SiteDay *site, guint sports)
{
    double mood = gsl_ran_gaussian_ziggurat(draw->rng, 1);
    bool overnight = draw->sample->value[VIGIE_SAMPLE_OVERNIGHT][draw->i] > 0;
    for (VigieSampleColumn j = 0; j < VIGIE_SAMPLE_N_OPINIONS; j++) {
        bool asked = vigie_sample_asked(draw->spec, j);
        if (j == VIGIE_SAMPLE_LODGING)
            asked = overnight;
        else if (j == VIGIE_SAMPLE_TRAILS)
            asked = (sports & (HIKING | CYCLING)) != 0;
        if (asked)
            draw_opinion(draw, site, j, mood);
        else
            put_missing(draw, j, VIGIE_NOT_ASKED);
    }
}

/* Site-days ------------------------------------------------------------------------------------ */

static void
draw_site_day(Draw *draw, guint stratum, SiteDay *site)
{
    double q[2 * VIGIE_SAMPLE_N_KINDS], s = vigie_sample_site_sd(draw->spec);
    double mood = gsl_ran_gaussian_ziggurat(draw->rng, 1);
    vigie_sample_mix(draw->spec, stratum, q);
    for (guint c = 0; c < G_N_ELEMENTS(q); c++)
        q[c] *= draw->spec->mix_concentration;
    gsl_ran_dirichlet(draw->rng, G_N_ELEMENTS(q), q, site->mix);
    for (guint j = 0; j < VIGIE_SAMPLE_N_OPINIONS; j++) {
        double own = gsl_ran_gaussian_ziggurat(draw->rng, sqrt(1 - SITE_MOOD * SITE_MOOD));
        site->opinion[j] = s * (SITE_MOOD * mood + own);
    }
    site->stratum = stratum;
    site->nights = gsl_ran_gamma(draw->rng, NIGHTS_SITE_SHAPE, 1 / NIGHTS_SITE_SHAPE);
    site->spend = gsl_ran_gaussian_ziggurat(draw->rng, SPEND_SITE_SD);
}

static void
draw_answer(Draw *draw, const SiteDay *site)
{
    guint cell = pick(draw->rng, site->mix, 2 * VIGIE_SAMPLE_N_KINDS), outdoor = cell % 2;
    VigieSampleKind kind = (VigieSampleKind)(cell / 2);
    put(draw, VIGIE_SAMPLE_KIND, kind);
    put(draw, VIGIE_SAMPLE_TYPE, vigie_sample_type_of(kind, outdoor));
    draw_size(draw, kind);
    guint sports = draw_activities(draw, outdoor);
    draw_stay(draw, site, kind);
    draw_profile(draw, kind);
    draw_opinions(draw, site, sports);
}

/* Log-normal with mean 1. */
static double
spread(gsl_rng *rng, double cv)
{
    double v = log1p(cv * cv);
    return exp(gsl_ran_gaussian_ziggurat(rng, sqrt(v)) - v / 2);
}

static void
draw_psu(Draw *draw, guint psu, guint stratum, bool empty)
{
    VigieSample *sample = draw->sample;
    guint n = MAX(1, gsl_ran_poisson(draw->rng, draw->spec->answers_per_psu));
    double crowd = spread(draw->rng, draw->spec->psu_weight_cv) / n;
    SiteDay site;
    sample->stratum[psu] = stratum;
    if (empty)
        return;
    draw_site_day(draw, stratum, &site);
    reserve(sample, sample->n + n);
    for (guint m = 0; m < n; m++) {
        draw->i = sample->n++;
        sample->psu[draw->i] = psu;
        sample->weight[draw->i] = crowd * spread(draw->rng, draw->spec->answer_weight_cv);
        draw_answer(draw, &site);
    }
}

/* Weights of answers first..n-1 made to sum to total. */
static void
scale_weights(VigieSample *sample, guint first, double total)
{
    double sum = 0;
    for (guint i = first; i < sample->n; i++)
        sum += sample->weight[i];
    for (guint i = first; i < sample->n; i++)
        sample->weight[i] *= total / sum;
}

void
vigie_sample_draw(VigieSample *sample, const VigieSampleSpec *spec, gsl_rng *rng)
{
    Draw draw = {sample, spec, rng, 0};
    guint psu = 0;
    sample->n = 0;
    sample->n_strata = vigie_sample_n_strata(spec);
    sample->n_psu = sample->n_strata * spec->psus_per_stratum;
    sample->stratum = g_renew(guint32, sample->stratum, sample->n_psu);
    for (guint h = 0; h < sample->n_strata; h++) {
        guint first = sample->n;
        for (guint k = 0; k < spec->psus_per_stratum; k++)
            draw_psu(&draw, psu++, h, h == 0 && k < spec->n_empty);
        scale_weights(sample, first, vigie_sample_parties(spec, h));
    }
}
