/* Simulation: how often does a 5 % test call two equal waves different?
 * Two waves of 20 sites with 20 interviews each, shares that vary between sites (intra-site correlation 0.05) and
 * weights that vary (cv 0.7), drawn 2,000 times; -m slow (scripts/check --slow) draws ten times as many.  The tests of
 * vigie raise about 5 % false alarms; Pearson's and the z test on weighted shares and the number of interviews, which
 * most cross-table tools use, about 20 %. */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <vigie/estimate-association.h>
#include <vigie/estimate-rank.h>
#include <vigie/trend.h>

#define SEED 20251101
#define SITES 20
#define INTERVIEWS 20
#define WAVE (SITES * INTERVIEWS)
#define N (2 * WAVE)
#define SHARE 0.7
#define CORRELATION 0.05
#define WEIGHT_CV 0.7

/* One draw of both waves. */
typedef struct {
    double y[N], weight[N];
    guint32 psu[N], wave[N], answer[N];
    guint32 stratum[2 * SITES];
} Draw;

/* Beta-binomial: shares of the sites by a Beta law whose variance is the correlation times p (1 - p). */
static void
draw_waves(gsl_rng *rng, Draw *draw)
{
    double size = 1 / CORRELATION - 1, sigma = sqrt(log(1 + WEIGHT_CV * WEIGHT_CV));
    for (guint32 s = 0; s < 2 * SITES; s++) {
        double p = gsl_ran_beta(rng, SHARE * size, (1 - SHARE) * size);
        draw->stratum[s] = s / SITES;
        for (guint32 k = 0; k < INTERVIEWS; k++) {
            guint32 i = s * INTERVIEWS + k;
            draw->answer[i] = gsl_ran_bernoulli(rng, p);
            draw->y[i] = draw->answer[i];
            draw->weight[i] = gsl_ran_lognormal(rng, 3, sigma);
            draw->psu[i] = s;
            draw->wave[i] = s / SITES;
        }
    }
}

static VigieDesign *
design_of(const Draw *draw)
{
    VigieDesignSpec spec = {.n = N,
                            .psu = draw->psu,
                            .weight = draw->weight,
                            .n_psu = 2 * SITES,
                            .n_strata = 2,
                            .stratum = draw->stratum};
    return vigie_design_new(&spec, NULL);
}

enum { T_TEST, CHANGE, RAO_SCOTT, RANK, Z_TEST, PEARSON, Z_UNWEIGHTED, N_TESTS };
static const char *const names[] = {"t-test",
                                    "change of vigie trend",
                                    "Rao and Scott",
                                    "Wilcoxon",
                                    "z on weighted shares and n",
                                    "Pearson on weighted counts scaled to n",
                                    "z on unweighted shares"};

static void
design_based(const VigieDesign *design, const Draw *draw, double p[N_TESTS])
{
    VigieCells cells = {.n_cells = 2, .n = N, .cell = draw->wave};
    VigieMeasure measure = {draw->y, NULL};
    g_autoptr(VigieSums) sums = vigie_sums_new(design, &cells, &measure, 1, NULL);
    g_auto(VigieLinear) first = {0}, second = {0};
    vigie_linear_mean(sums, 0, 0, &first);
    vigie_linear_mean(sums, 0, 1, &second);
    VigieTest test;
    vigie_test_difference(design, &second, &first,
                          vigie_test_df(sums, (guint32[]){0, 1}, 2) - 1, &test);
    p[T_TEST] = test.p;
    VigieChange change;
    bool fallback = false;
    vigie_change(sums, 0, 0, 1, false, &change, &fallback);
    p[CHANGE] = change.p;
    VigieTwoWay table = {draw->wave, draw->answer, 2, 2};
    VigieAssociation found;
    vigie_association(design, &table, NAN, &found, NULL);
    p[RAO_SCOTT] = found.second.p;
    p[PEARSON] = found.pearson.p;
    VigieRanking ranking = {draw->y, draw->wave, 2, VIGIE_RANK_WILCOXON, VIGIE_TIES_MIDRANK};
    VigieRankTest rank;
    vigie_rank_test(design, &ranking, NAN, &rank, NULL);
    p[RANK] = rank.pair.p;
}

/* (p2 - p1) / sqrt(p1 q1 / n + p2 q2 / n) by the normal law. */
static double
z_test(const Draw *draw, bool weighted)
{
    double share[2] = {0}, w[2] = {0}, v = 0;
    for (guint i = 0; i < N; i++) {
        double weight = weighted ? draw->weight[i] : 1;
        share[draw->wave[i]] += weight * draw->y[i];
        w[draw->wave[i]] += weight;
    }
    for (guint k = 0; k < 2; k++) {
        share[k] /= w[k];
        v += share[k] * (1 - share[k]) / WAVE;
    }
    return 2 * gsl_cdf_ugaussian_Q(fabs(share[1] - share[0]) / sqrt(v));
}

static void
assert_between(double rate, double low, double high)
{
    g_assert_cmpfloat(rate, >, low);
    g_assert_cmpfloat(rate, <, high);
}

static void
test_alarms(void)
{
    guint n = g_test_slow() ? 20000 : 2000, alarms[N_TESTS] = {0};
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, SEED);
    Draw *draw = g_new(Draw, 1);
    for (guint d = 0; d < n; d++) {
        double p[N_TESTS];
        draw_waves(rng, draw);
        g_autoptr(VigieDesign) design = design_of(draw);
        design_based(design, draw, p);
        p[Z_TEST] = z_test(draw, true);
        p[Z_UNWEIGHTED] = z_test(draw, false);
        for (guint t = 0; t < N_TESTS; t++)
            alarms[t] += p[t] < 0.05;
    }
    g_free(draw);
    gsl_rng_free(rng);
    double rate[N_TESTS];
    for (guint t = 0; t < N_TESTS; t++) {
        rate[t] = (double)alarms[t] / n;
        g_test_message("%s: %u false alarms of %u (%.1f%%)", names[t], alarms[t], n,
                       100 * rate[t]);
    }
    for (guint t = T_TEST; t <= RANK; t++)
        assert_between(rate[t], 0.035, 0.065);
    assert_between(rate[Z_TEST], 0.17, 0.25);
    assert_between(rate[PEARSON], 0.17, 0.25);
    assert_between(rate[Z_UNWEIGHTED], 0.12, 0.20);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/tests/false-alarms", test_alarms);
    return g_test_run();
}
