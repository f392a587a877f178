/* rank.c - design-based rank tests: scores of estimated ranks, compared as means are */
#include "joint.h"

#include <gsl/gsl_cdf.h>
#include <string.h>
#include <vigie/estimate-rank.h>

/* The records ranked, by answer; ties in the order of records.  Those of weight 0 stand in the ties too, as in R. */
typedef struct {
    gsize *record; /* [n] */
    gsize n;
    guint64 n_weighing;
    double total; /* N = sum w */
} Order;

static int
by_answer(gconstpointer a, gconstpointer b, gpointer answers)
{
    gsize first = *(const gsize *)a, second = *(const gsize *)b;
    const double *y = answers;
    if (y[first] < y[second] || y[first] > y[second])
        return y[first] < y[second] ? -1 : 1;
    return first < second ? -1 : first > second;
}

static Order
order_of(const VigieDesign *design, const VigieRanking *ranking)
{
    const double *weight = vigie_design_weight(design);
    gsize n = vigie_design_n(design);
    Order order = {.record = g_new(gsize, MAX(n, 1))};
    for (gsize i = 0; i < n; i++)
        if (ranking->group[i] != VIGIE_NO_CELL && !isnan(ranking->y[i])) {
            order.record[order.n++] = i;
            order.n_weighing += weight[i] > 0;
            order.total += weight[i];
        }
    g_qsort_with_data(order.record, (gint)order.n, sizeof(gsize), by_answer,
                      (gpointer)ranking->y);
    return order;
}

/* Rank of the tie record[first .. end), before which the weights are below. */
static double
tied_rank(const Order *order, gsize first, gsize end, double below, VigieTies ties,
          const double *weight)
{
    double up_to = below, sum = 0;
    for (gsize i = first; i < end; i++) {
        double w = weight[order->record[i]];
        up_to += w;
        sum += up_to - w / 2;
    }
    return ties == VIGIE_TIES_MIDRANK ? (below + up_to) / 2 : sum / (double)(end - first);
}

static double
score_of(VigieRankScore score, double rank, double total)
{
    switch (score) {
    case VIGIE_RANK_VAN_DER_WAERDEN:
        return gsl_cdf_ugaussian_Pinv(rank / total);
    case VIGIE_RANK_MEDIAN:
        return rank > total / 2 ? 1 : 0;
    case VIGIE_RANK_WILCOXON:
    default:
        return rank / total;
    }
}

static void
fill_scores(const VigieDesign *design, const VigieRanking *ranking, const Order *order,
            double *score)
{
    const double *weight = vigie_design_weight(design), *y = ranking->y;
    double below = 0;
    for (gsize first = 0, end = 0; first < order->n; first = end) {
        double tie = 0;
        while (end < order->n && !(y[order->record[end]] > y[order->record[first]]))
            tie += weight[order->record[end++]];
        double rank = tied_rank(order, first, end, below, ranking->ties, weight);
        for (gsize i = first; i < end; i++)
            score[order->record[i]] = score_of(ranking->score, rank, order->total);
        below += tie;
    }
}

/* Mean scores of the groups that have answers; returns how many. */
static guint
group_means(const VigieSums *sums, guint n_groups, VigieLinear *mean, guint32 *cell)
{
    guint k = 0;
    for (guint32 g = 0; g < n_groups; g++)
        if (vigie_sums_cell(sums, 0, g)->n > 0) {
            cell[k] = g;
            vigie_linear_mean(sums, 0, g, &mean[k++]);
        }
    return k;
}

static void
compare_groups(const VigieSums *sums, guint n_groups, double nu, VigieRankTest *out)
{
    const VigieDesign *design = vigie_sums_design(sums);
    VigieLinear *mean = g_new0(VigieLinear, MAX(n_groups, 1));
    g_autofree guint32 *cell = g_new(guint32, MAX(n_groups, 1));
    guint k = group_means(sums, n_groups, mean, cell);
    out->n_groups = k;
    if (isnan(nu))
        nu = vigie_test_df(sums, cell, k);
    if (k == 2)
        vigie_test_difference(design, &mean[1], &mean[0], nu - 1, &out->pair);
    if (k >= 2)
        vigie_test_same(design, mean, k, nu, &out->all);
    for (guint i = 0; i < k; i++)
        vigie_linear_clear(&mean[i]);
    g_free(mean);
}

bool
vigie_rank_test(const VigieDesign *design, const VigieRanking *ranking, double nu,
                VigieRankTest *out, GError **error)
{
    gsize n = vigie_design_n(design);
    Order order = order_of(design, ranking);
    g_autofree gsize *owned = order.record;
    g_autofree double *score = g_new(double, MAX(n, 1));
    for (gsize i = 0; i < n; i++)
        score[i] = NAN;
    fill_scores(design, ranking, &order, score);
    /* Only records ranked are in a group: nu counts them alone. */
    g_autofree guint32 *group = g_memdup2(ranking->group, MAX(n, 1) * sizeof(guint32));
    for (gsize i = 0; i < n; i++)
        if (isnan(score[i]))
            group[i] = VIGIE_NO_CELL;
    VigieCells cells = {.n_cells = ranking->n_groups, .n = n, .cell = group};
    VigieMeasure measure = {score, NULL};
    g_autoptr(VigieSums) sums = vigie_sums_new(design, &cells, &measure, 1, error);
    if (sums == NULL)
        return false;
    VigieStatus none = order.n_weighing == 0 ? VIGIE_STATUS_EMPTY : VIGIE_STATUS_NO_VARIANCE;
    *out = (VigieRankTest){.n = order.n_weighing,
                           .pair = {NAN, NAN, NAN, NAN, NAN, none},
                           .all = {NAN, NAN, NAN, NAN, none}};
    compare_groups(sums, ranking->n_groups, nu, out);
    return true;
}
