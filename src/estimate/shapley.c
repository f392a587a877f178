/* shapley.c - R2 of all 2^p sub-models, and its shares */
#include <math.h>
#include <vigie/estimate-drivers.h>

/* An item whose variance given the others is below this part of its own adds nothing. */
#define ALIASED 1e-12

/* The covariances of the items from `depth` on and of the outcome, given the items already chosen. */
typedef struct {
    guint p;
    const double *own; /* [p + 1] variances given nothing */
    double *level;     /* [(p + 1)] matrices of (p + 1)^2, one a depth */
    double *r2;
} Walk;

/* Into the matrix of the next depth: item `depth` swept out, or (pivot 0) left alone. */
static void
descend(Walk *walk, guint depth, bool chosen)
{
    guint k = walk->p + 1;
    const double *from = walk->level + (gsize)depth * k * k;
    double *to = walk->level + (gsize)(depth + 1) * k * k;
    double pivot = from[depth * k + depth];
    bool swept = chosen && pivot > ALIASED * walk->own[depth];
    for (guint a = depth + 1; a < k; a++)
        for (guint b = depth + 1; b < k; b++)
            to[a * k + b] = from[a * k + b] -
                            (swept ? from[a * k + depth] * from[depth * k + b] / pivot : 0);
}

static void
walk_from(Walk *walk, guint depth, guint set)
{
    guint p = walk->p, k = p + 1;
    if (depth == p) {
        double left = walk->level[(gsize)p * k * k + p * k + p];
        walk->r2[set] = set == 0 ? 0 : 1 - left / walk->own[p];
        return;
    }
    descend(walk, depth, false);
    walk_from(walk, depth + 1, set);
    descend(walk, depth, true);
    walk_from(walk, depth + 1, set | 1u << depth);
}

void
vigie_lmg_r2(const double *cov, guint p, double *r2)
{
    guint k = p + 1;
    g_autofree double *level = g_new(double, (gsize)k *k *k);
    g_autofree double *own = g_new(double, k);
    for (guint i = 0; i < k * k; i++)
        level[i] = cov[i];
    for (guint i = 0; i < k; i++)
        own[i] = cov[i * k + i];
    Walk walk = {p, own, level, r2};
    if (own[p] > 0)
        walk_from(&walk, 0, 0);
    else
        for (guint set = 0; set < 1u << p; set++)
            r2[set] = NAN;
}

/* s! (p - s - 1)! / p! = 1 / (p binomial(p - 1, s)) */
static void
set_weights(guint p, double *weight)
{
    weight[0] = 1.0 / p;
    for (guint s = 1; s < p; s++)
        weight[s] = weight[s - 1] * s / (p - s);
}

static guint
size_of(guint set)
{
    guint size = 0;
    for (; set != 0; set &= set - 1)
        size++;
    return size;
}

void
vigie_lmg_shares(const double *r2, guint p, double *share)
{
    g_autofree double *weight = g_new(double, p);
    set_weights(p, weight);
    for (guint j = 0; j < p; j++)
        share[j] = 0;
    for (guint set = 0; set < 1u << p; set++) {
        double w = set + 1 < 1u << p ? weight[size_of(set)] : 0;
        for (guint j = 0; j < p; j++)
            if ((set & 1u << j) == 0)
                share[j] += w * (r2[set | 1u << j] - r2[set]);
    }
}
