/* bench-replicates - seconds of 20 means x 50 domains with their errors: bench-replicates [ANSWERS [REPLICATES]]
 * Prints "taylor S" (sums and figures) and "replicates S" (200 bootstrap replicates of the same, their factors drawn
 * too, beside sums that are there).  10 years x 24 strata x 20 PSUs, 5 customer types, one answer in twenty blank. */
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <vigie/estimate-replicate.h>

#define N_STRATA 240
#define N_PSUS 20
#define N_TYPES 5
#define N_ITEMS 20
#define N_CELLS 50

typedef struct {
    gsize n;
    guint32 *psu, *cell, stratum[N_STRATA * N_PSUS];
    double *weight, *y[N_ITEMS];
} Answers;

static void
draw(Answers *a, gsize n)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    a->n = n;
    a->psu = g_new(guint32, n);
    a->cell = g_new(guint32, n);
    a->weight = g_new(double, n);
    for (guint32 p = 0; p < N_STRATA * N_PSUS; p++)
        a->stratum[p] = p / N_PSUS;
    for (guint k = 0; k < N_ITEMS; k++)
        a->y[k] = g_new(double, n);
    for (gsize i = 0; i < n; i++) {
        a->psu[i] = (guint32)(i % (N_STRATA * N_PSUS));
        guint32 year = a->psu[i] / (24 * N_PSUS);
        a->cell[i] = year * N_TYPES + (guint32)gsl_rng_uniform_int(rng, N_TYPES);
        a->weight[i] = 20 + 60 * gsl_rng_uniform(rng);
        for (guint k = 0; k < N_ITEMS; k++)
            a->y[k][i] =
                gsl_rng_uniform(rng) < 0.05 ? NAN : 1 + (double)gsl_rng_uniform_int(rng, 5);
    }
    gsl_rng_free(rng);
}

static double
seconds_since(gint64 start)
{
    return (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
}

static void
measure_times(const Answers *a, const VigieDesign *design, guint replicates)
{
    VigieMeasure measures[N_ITEMS];
    for (guint k = 0; k < N_ITEMS; k++)
        measures[k] = (VigieMeasure){a->y[k], NULL};
    VigieCells cells = {.n_cells = N_CELLS, .n = a->n, .cell = a->cell};
    VigieRules rules = {.level = 0.95};
    VigieFigure taylor[N_ITEMS * N_CELLS], replicated[N_ITEMS * N_CELLS];
    gint64 start = g_get_monotonic_time();
    g_autoptr(VigieSums) sums = vigie_sums_new(design, &cells, measures, N_ITEMS, NULL);
    for (guint k = 0; k < N_ITEMS; k++)
        for (guint32 c = 0; c < N_CELLS; c++)
            vigie_mean(sums, k, c, &rules, &taylor[k * N_CELLS + c]);
    printf("taylor %.4f\n", seconds_since(start));
    start = g_get_monotonic_time();
    VigieReplicatesSpec spec = {
        .method = VIGIE_REPLICATES_BOOTSTRAP, .number = replicates, .seed = 1};
    g_autoptr(VigieReplicates) made = vigie_replicates_new(design, &spec, NULL);
    g_autoptr(VigieReplicateSums) joined =
        vigie_replicate_sums_new(made, sums, &cells, measures, N_ITEMS, NULL);
    vigie_replicate_figures(joined, VIGIE_REPLICATED_MEAN, &rules, replicated);
    printf("replicates %.4f\n", seconds_since(start));
    double ratio = 0;
    for (guint f = 0; f < N_ITEMS * N_CELLS; f++)
        ratio += replicated[f].se / taylor[f].se / (N_ITEMS * N_CELLS);
    printf("se %.4f\n", ratio); /* bootstrap over Taylor, on average: near 1 */
}

int
main(int argc, char **argv)
{
    Answers a;
    draw(&a, argc > 1 ? strtoull(argv[1], NULL, 10) : 1000000);
    VigieDesignSpec spec = {.n = a.n,
                            .psu = a.psu,
                            .weight = a.weight,
                            .n_psu = N_STRATA * N_PSUS,
                            .n_strata = N_STRATA,
                            .stratum = a.stratum};
    g_autoptr(VigieDesign) design = vigie_design_new(&spec, NULL);
    measure_times(&a, design, argc > 2 ? (guint)strtoul(argv[2], NULL, 10) : 200);
    for (guint k = 0; k < N_ITEMS; k++)
        g_free(a.y[k]);
    g_free(a.psu);
    g_free(a.cell);
    g_free(a.weight);
    return EXIT_SUCCESS;
}
