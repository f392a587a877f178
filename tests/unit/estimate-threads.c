/* estimate-threads.c - no figure depends on the number of threads: sums and replicates by 1, 2, 3 and 7, bit for bit */
#include <gsl/gsl_rng.h>
#include <math.h>
#include <vigie/estimate-replicate.h>

#define N 6000
#define N_PSUS 60
#define N_STRATA 12
#define N_CELLS 9
#define N_ITEMS 11

static guint processors = 1, asked = 0;

/* In place of GLib's: what the library believes to run on. */
guint
g_get_num_processors(void)
{
    asked++;
    return processors;
}

typedef struct {
    guint32 psu[N], stratum[N_PSUS], cell[N];
    double weight[N], y[N_ITEMS][N];
} Answers;

static void
draw(Answers *a)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    for (guint32 p = 0; p < N_PSUS; p++)
        a->stratum[p] = p % N_STRATA;
    for (gsize i = 0; i < N; i++) {
        a->psu[i] = (guint32)gsl_rng_uniform_int(rng, N_PSUS);
        a->cell[i] = (guint32)gsl_rng_uniform_int(rng, N_CELLS);
        a->weight[i] = 1 + gsl_rng_uniform(rng);
        for (guint k = 0; k < N_ITEMS; k++)
            a->y[k][i] = gsl_rng_uniform(rng) < 0.1 ? NAN : 1e6 + gsl_rng_uniform(rng);
    }
    gsl_rng_free(rng);
}

/* The replicates made, as weights of records. */
static VigieReplicates *
as_given(const VigieReplicates *made)
{
    guint number = vigie_replicates_number(made);
    g_autoptr(GPtrArray) w = g_ptr_array_new_with_free_func(g_free);
    for (guint r = 0; r < number; r++) {
        double *one = g_new(double, N);
        vigie_replicates_weight(made, r, one);
        g_ptr_array_add(w, one);
    }
    VigieGivenReplicates spec = {.method = VIGIE_REPLICATES_JKN,
                                 .number = number,
                                 .weight = (const double *const *)w->pdata,
                                 .scale = vigie_replicates_scale(made),
                                 .rscale = vigie_replicates_rscale(made)};
    return vigie_replicates_given(vigie_replicates_design(made), &spec, NULL);
}

/* Taylor's figures, then those of both forms of replicates: [3][N_ITEMS * N_CELLS]. */
static void
estimate(const Answers *a, const VigieReplicates *form[2], VigieFigure *out)
{
    const VigieDesign *design = vigie_replicates_design(form[0]);
    VigieCells cells = {.n_cells = N_CELLS, .n = N, .cell = a->cell};
    VigieRules rules = {.level = 0.95};
    VigieMeasure measures[N_ITEMS];
    for (guint k = 0; k < N_ITEMS; k++)
        measures[k] = (VigieMeasure){a->y[k], NULL};
    g_autoptr(VigieSums) sums = vigie_sums_new(design, &cells, measures, N_ITEMS, NULL);
    for (guint k = 0; k < N_ITEMS; k++)
        for (guint32 c = 0; c < N_CELLS; c++)
            vigie_mean(sums, k, c, &rules, &out[k * N_CELLS + c]);
    for (guint f = 0; f < 2; f++) {
        g_autoptr(VigieReplicateSums) joined =
            vigie_replicate_sums_new(form[f], sums, &cells, measures, N_ITEMS, NULL);
        g_assert_nonnull(joined);
        vigie_replicate_figures(joined, VIGIE_REPLICATED_MEAN, &rules,
                                out + (f + 1) * N_ITEMS * N_CELLS);
    }
}

static void
test_threads(void)
{
    g_autofree Answers *a = g_new0(Answers, 1);
    draw(a);
    VigieDesignSpec spec = {.n = N,
                            .psu = a->psu,
                            .weight = a->weight,
                            .n_psu = N_PSUS,
                            .n_strata = N_STRATA,
                            .stratum = a->stratum};
    VigieReplicatesSpec jkn = {.method = VIGIE_REPLICATES_JKN};
    g_autoptr(VigieDesign) design = vigie_design_new(&spec, NULL);
    g_autoptr(VigieReplicates) made = vigie_replicates_new(design, &jkn, NULL);
    g_autoptr(VigieReplicates) given = as_given(made);
    const VigieReplicates *form[] = {made, given};
    gsize n = 3 * N_ITEMS * N_CELLS;
    g_autofree VigieFigure *one = g_new0(VigieFigure, n), *many = g_new0(VigieFigure, n);
    estimate(a, form, one);
    for (guint t = 2; t <= 7; t += t < 3 ? 1 : 4) {
        processors = t;
        asked = 0;
        estimate(a, form, many);
        g_assert_cmpuint(asked, >=, 4);
        for (gsize f = 0; f < n; f++) {
            g_assert_true(one[f].se > 0);
            g_assert_cmpuint(many[f].n, ==, one[f].n);
            g_assert_cmpfloat(many[f].estimate, ==, one[f].estimate);
            g_assert_cmpfloat(many[f].se, ==, one[f].se);
            g_assert_cmpfloat(many[f].df, ==, one[f].df);
            g_assert_cmpfloat(many[f].ci_low, ==, one[f].ci_low);
        }
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/estimate/threads", test_threads);
    return g_test_run();
}
