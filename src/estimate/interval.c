/* interval.c - intervals of a share, and the beta quantile they need */
#include <float.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <vigie/estimate.h>

/* Newton is quick near the root and hopeless far from it: after so many steps only halving goes on. */
#define NEWTON_STEPS 40

double
vigie_beta_quantile(double p, double a, double b)
{
    if (!(a > 0) || p <= 0)
        return 0;
    if (!(b > 0) || p >= 1)
        return 1;
    double low = 0, high = 1, x = a / (a + b);
    for (int step = 0; low < x && x < high; step++) {
        double excess = gsl_cdf_beta_P(x, a, b) - p;
        if (excess < 0)
            low = x;
        else
            high = x;
        double next = x - excess / gsl_ran_beta_pdf(x, a, b);
        if (step >= NEWTON_STEPS || !(next > low && next < high))
            next = low + (high - low) / 2;
        if (fabs(next - x) <= DBL_EPSILON * x)
            return next;
        x = next;
    }
    return x;
}

double
vigie_t_quantile(double p, double df)
{
    if (!(df > 0))
        return NAN;
    return isinf(df) ? gsl_cdf_ugaussian_Pinv(p) : gsl_cdf_tdist_Pinv(p, df);
}

/* Clopper-Pearson for a share of 0 or 1 among n_eff. */
static void
clopper_pearson(double p, double n_eff, double tail, double *low, double *high)
{
    *low = p >= 1 ? vigie_beta_quantile(tail, n_eff, 1) : 0;
    *high = p >= 1 ? 1 : vigie_beta_quantile(1 - tail, 1, n_eff);
}

static double
expit(double x)
{
    return 1 / (1 + exp(-x));
}

static void
logit_interval(double p, double se, double t, double *low, double *high)
{
    double centre = log(p / (1 - p)), half = t * se / (p * (1 - p));
    *low = expit(centre - half);
    *high = expit(centre + half);
}

/* On the angle asin(sqrt p); beyond its ends sin^2 would fold back. */
static void
asin_interval(double p, double se, double t, double *low, double *high)
{
    double angle = asin(sqrt(p)), half = t * se / (2 * sqrt(p * (1 - p)));
    double first = sin(MAX(0, angle - half)), last = sin(MIN(G_PI_2, angle + half));
    *low = first * first;
    *high = last * last;
}

static void
beta_interval(double p, double n_kg, double tail, double *low, double *high)
{
    *low = vigie_beta_quantile(tail, n_kg * p, n_kg * (1 - p) + 1);
    *high = vigie_beta_quantile(1 - tail, n_kg * p + 1, n_kg * (1 - p));
}

static void
wilson_interval(double p, double n_eff, double t, double *low, double *high)
{
    double shift = t * t / (2 * n_eff);
    double half = t * sqrt(p * (1 - p) / n_eff + t * t / (4 * n_eff * n_eff));
    *low = (p + shift - half) / (1 + 2 * shift);
    *high = (p + shift + half) / (1 + 2 * shift);
}

typedef struct {
    double p, se, n, n_kg, t, tail;
} Share;

double
vigie_effective_n(double p, double se)
{
    return p * (1 - p) / (se * se);
}

double
vigie_korn_graubard_n(double p, double se, guint64 n, double df, double level)
{
    double upper = (1 + level) / 2;
    double shrink = vigie_t_quantile(upper, (double)n - 1) / vigie_t_quantile(upper, df);
    return vigie_effective_n(p, se) * shrink * shrink;
}

static void
interval_of(const Share *s, VigieInterval interval, double *low, double *high)
{
    switch (interval) {
    case VIGIE_INTERVAL_BETA:
        /* capped at n: a small domain's deff below 1 is chance */
        beta_interval(s->p, MIN(s->n_kg, s->n), s->tail, low, high);
        return;
    case VIGIE_INTERVAL_BETA_UNTRUNCATED:
        beta_interval(s->p, s->n_kg, s->tail, low, high);
        return;
    case VIGIE_INTERVAL_WILSON:
        wilson_interval(s->p, vigie_effective_n(s->p, s->se), s->t, low, high);
        return;
    case VIGIE_INTERVAL_ASIN:
        asin_interval(s->p, s->se, s->t, low, high);
        return;
    case VIGIE_INTERVAL_WALD:
        *low = s->p - s->t * s->se;
        *high = s->p + s->t * s->se;
        return;
    case VIGIE_INTERVAL_AUTO:
    case VIGIE_INTERVAL_LOGIT:
    default:
        logit_interval(s->p, s->se, s->t, low, high);
    }
}

bool
vigie_share_interval(double p, double se, double df, guint64 n, double n_kish, double level,
                     VigieInterval interval, double *low, double *high)
{
    double tail = (1 - level) / 2;
    if (!(df > 0))
        return false;
    if (p <= 0 || p >= 1) {
        clopper_pearson(p, MIN((double)n, n_kish), tail, low, high);
        return true;
    }
    if (!(se > 0))
        return false;
    if (interval == VIGIE_INTERVAL_AUTO)
        interval = p >= 0.1 && p <= 0.9 ? VIGIE_INTERVAL_LOGIT : VIGIE_INTERVAL_BETA;
    const Share share = {p,
                         se,
                         (double)n,
                         vigie_korn_graubard_n(p, se, n, df, level),
                         vigie_t_quantile(1 - tail, df),
                         tail};
    interval_of(&share, interval, low, high);
    return true;
}

const char *const *
vigie_interval_names(void)
{
    static const char *const names[] = {
        "auto", "logit", "beta", "wilson", "wald", "asin", "beta-untruncated", NULL};
    return names;
}
