/* estimate-rank.h - design-based rank tests: for ordinal answers, whose distances mean nothing.
 * vigie_rank_test() compares two groups (t) or several (F: Kruskal & Wallis). */
#ifndef VIGIE_ESTIMATE_RANK_H
#define VIGIE_ESTIMATE_RANK_H

#include <vigie/estimate-test.h>

G_BEGIN_DECLS

/* The score of a record whose estimated rank in the population of N = sum w is r. */
typedef enum {
    VIGIE_RANK_WILCOXON,        /* r / N; of several groups: Kruskal & Wallis */
    VIGIE_RANK_VAN_DER_WAERDEN, /* the normal quantile of r / N */
    VIGIE_RANK_MEDIAN           /* 1 where r > N / 2, else 0 */
} VigieRankScore;

/* The rank of tied answers. */
typedef enum {
    VIGIE_TIES_MIDRANK, /* weight below + half the weight of the tie: the same for any order of records */
    VIGIE_TIES_IN_ORDER /* R survey's: unweighted mean over the tie of (weight up to the record - half its own), which
                         * depends on the order of records; its mean over all orders is the midrank */
} VigieTies;

typedef struct {
    const double *y;      /* [n records of the design] NAN = no answer */
    const guint32 *group; /* [n] VIGIE_NO_CELL = in none */
    guint n_groups;       /* those without answers are left out */
    VigieRankScore score;
    VigieTies ties;
} VigieRanking;

typedef struct {
    guint64 n;      /* records ranked */
    guint n_groups; /* with answers */
    VigieTest
        pair; /* two groups: mean score of the later one - that of the earlier, df = nu - 1; else NAN */
    VigieJointTest all; /* F of all differences from the first group, ddf = nu - (groups - 1) */
} VigieRankTest;

/* Ranks among all records with an answer and a group; nu: PSUs - strata of the domain, NAN = of the records ranked.
 * One group: status NO_VARIANCE.  Error: VIGIE_DESIGN_ERROR_SHAPE.
 * Source: Lumley & Scott 2013.  R: svyranktest(y ~ group, design, test = "wilcoxon", "vanderWaerden", "median",
 * "KruskalWallis") with ties in order; R prints ndf F as its statistic of several groups. */
bool vigie_rank_test(const VigieDesign *design, const VigieRanking *ranking, double nu,
                     VigieRankTest *out, GError **error);

G_END_DECLS

#endif
