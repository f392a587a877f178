/* terms.c - weighted sums and cross-products of sparse auxiliary variables: a record costs its margins squared,
 * not the columns squared */
#include "terms.h"

#include <math.h>
#include <string.h>

/* Records of one part: parts are added up in order whoever summed them. */
#define PART 32768
#define MOST_PARTS 64
/* Numbers in the products of all parts together. */
#define ROOM (1 << 23)

double
vigie_distance_factor(const Distance *distance, double u, double *slope)
{
    double low = distance->lower, high = distance->upper;
    if (distance->method == VIGIE_CALIBRATE_RAKING)
        return *slope = exp(u);
    *slope = 1;
    if (distance->method == VIGIE_CALIBRATE_LINEAR)
        return 1 + u;
    if (distance->method == VIGIE_CALIBRATE_TRUNCATED) {
        *slope = 1 + u > low && 1 + u < high;
        return CLAMP(1 + u, low, high);
    }
    /* divided by e^(A u) where that is large: it may overflow */
    double a = (high - low) / ((high - 1) * (1 - low));
    double e = exp(-fabs(a * u));
    double below = (high - 1) * (u > 0 ? e : 1), above = (1 - low) * (u > 0 ? 1 : e);
    double g = (low * below + high * above) / (below + above);
    *slope = a * (g - low) * (high - g) / (high - low);
    return g;
}

/* One record: its F times d into total, F' times d into the products of its columns. */
static inline void
add_record(const VigieAuxiliary *x, gsize i, double factor, double slope, double *total,
           double *cross)
{
    gsize k = x->n_columns;
    for (guint s = 0; s < x->n_terms; s++) {
        guint32 a = x->column[s][i];
        if (a == VIGIE_NO_CLASS)
            continue;
        double value = x->value[s] != NULL ? x->value[s][i] : 1;
        total[a] += factor * value;
        double *row = cross + a * k;
        for (guint t = s; t < x->n_terms; t++) {
            guint32 b = x->column[t][i];
            if (b != VIGIE_NO_CLASS)
                row[b] += slope * value * (x->value[t] != NULL ? x->value[t][i] : 1);
        }
    }
}

/* A pass under way; part p sums records start(p) .. start(p + 1) - 1. */
typedef struct {
    const Terms *terms;
    const double *lambda;
    guint n_parts;
    double *total; /* [n_parts * k] */
    double *cross; /* [n_parts * k * k] */
} Pass;

static void
sum_part(const Pass *pass, guint p)
{
    const Terms *terms = pass->terms;
    gsize k = terms->x->n_columns, end = terms->n * (p + 1) / pass->n_parts;
    double *total = pass->total + p * k, *cross = pass->cross + p * k * k;
    for (gsize i = terms->n * p / pass->n_parts; i < end; i++) {
        double d = terms->weight[i], slope = 1;
        if (!(d > 0))
            continue;
        double g = vigie_distance_factor(&terms->distance, terms_dot(terms->x, i, pass->lambda),
                                         &slope);
        add_record(terms->x, i, d * g, d * slope, total, cross);
    }
}

/* Parts are pushed by number + 1: a pool takes no NULL. */
static void
sum_in_pool(gpointer part, gpointer pass)
{
    sum_part(pass, GPOINTER_TO_UINT(part) - 1);
}

static void
sum_parts(Pass *pass)
{
    guint n_threads = MIN(pass->n_parts, g_get_num_processors());
    GThreadPool *pool = NULL;
    if (n_threads > 1)
        pool = g_thread_pool_new(sum_in_pool, pass, (int)n_threads, TRUE, NULL);
    for (guint p = 0; p < pass->n_parts; p++)
        if (pool != NULL)
            g_thread_pool_push(pool, GUINT_TO_POINTER(p + 1), NULL);
        else
            sum_part(pass, p);
    if (pool != NULL)
        g_thread_pool_free(pool, FALSE, TRUE);
}

/* The products of two columns may stand on either side of the diagonal: both get their sum. */
static void
mirror(double *cross, gsize k)
{
    for (gsize a = 0; a < k; a++)
        for (gsize b = a + 1; b < k; b++)
            cross[a * k + b] = cross[b * k + a] = cross[a * k + b] + cross[b * k + a];
}

void
vigie_terms_sum(const Terms *terms, const double *lambda, double *total, double *cross)
{
    gsize k = terms->x->n_columns;
    gsize most = CLAMP(ROOM / MAX(k * k, 1), 1, MOST_PARTS);
    guint n_parts = (guint)CLAMP((terms->n + PART - 1) / PART, 1, most);
    g_autofree double *totals = g_new0(double, n_parts *k);
    g_autofree double *crosses = g_new0(double, n_parts *k *k);
    Pass pass = {terms, lambda, n_parts, totals, crosses};
    sum_parts(&pass);
    memcpy(total, totals, k * sizeof *total);
    memcpy(cross, crosses, k * k * sizeof *cross);
    for (guint p = 1; p < n_parts; p++) {
        for (gsize a = 0; a < k; a++)
            total[a] += totals[p * k + a];
        for (gsize a = 0; a < k * k; a++)
            cross[a] += crosses[p * k * k + a];
    }
    mirror(cross, k);
}
