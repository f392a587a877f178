/* estimate-properties.c - what holds of every design, on random ones: seeds are printed */
#include "fixture.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <string.h>

#define N_DESIGNS 100
#define FIRST_SEED 20240715
#define N_MAX 400
#define PSU_MAX 60

/* A random survey: some PSUs without records, some records without weight, some blank answers. */
typedef struct {
    VigieDesignSpec spec;
    guint32 psu[2 * N_MAX], cell[2 * N_MAX], ssu[2 * N_MAX];
    double weight[2 * N_MAX], y[2 * N_MAX], x[2 * N_MAX];
    guint32 stratum[PSU_MAX], ssu_psu[3 * PSU_MAX];
    double fpc[PSU_MAX], fpc_ssu[PSU_MAX];
} Survey;

#define N_CELLS 3

static guint32
pick(gsl_rng *rng, guint32 n)
{
    return (guint32)gsl_rng_uniform_int(rng, n);
}

static void
draw_design(Survey *s, gsl_rng *rng)
{
    VigieDesignSpec *spec = &s->spec;
    spec->n_strata = 1 + pick(rng, 5);
    for (guint32 h = 0; h < spec->n_strata; h++) {
        guint32 size = 1 + pick(rng, 8);
        s->fpc[h] = pick(rng, 3) > 0 ? (double)(size + pick(rng, 20)) : NAN;
        for (guint32 i = 0; i < size; i++)
            s->stratum[spec->n_psu++] = h;
    }
    spec->n_ssu = 3 * spec->n_psu;
    for (guint32 u = 0; u < spec->n_ssu; u++)
        s->ssu_psu[u] = u / 3;
    for (guint32 p = 0; p < spec->n_psu; p++)
        s->fpc_ssu[p] = 3 + pick(rng, 9);
    spec->stratum = s->stratum;
    spec->ssu_psu = s->ssu_psu;
    spec->population_psu = pick(rng, 2) ? s->fpc : NULL;
    spec->lonely = VIGIE_LONELY_PSU_REMOVE;
    if (pick(rng, 2) > 0) {
        spec->ssu = s->ssu;
        spec->population_ssu = s->fpc_ssu;
    }
}

static void
draw_records(Survey *s, gsl_rng *rng)
{
    s->spec.n = 30 + pick(rng, N_MAX - 30);
    for (gsize i = 0; i < s->spec.n; i++) {
        s->psu[i] = pick(rng, s->spec.n_psu);
        s->ssu[i] = 3 * s->psu[i] + pick(rng, 3);
        s->cell[i] = pick(rng, N_CELLS);
        s->weight[i] = pick(rng, 15) > 0 ? gsl_ran_gamma(rng, 2, 10) : 0;
        s->y[i] = pick(rng, 12) > 0 ? (double)(pick(rng, 11) + s->psu[i] % 3) : NAN;
        s->x[i] = 1 + pick(rng, 5);
    }
    s->spec.psu = s->psu;
    s->spec.weight = s->weight;
}

static Survey *
draw(gsl_rng *rng)
{
    Survey *s = g_new0(Survey, 1);
    draw_design(s, rng);
    draw_records(s, rng);
    return s;
}

/* A copy whose spec points into itself. */
static Survey *
copy(const Survey *s)
{
    Survey *t = g_memdup2(s, sizeof *s);
    t->spec.psu = t->psu;
    t->spec.weight = t->weight;
    t->spec.stratum = t->stratum;
    t->spec.ssu_psu = t->ssu_psu;
    t->spec.population_psu = s->spec.population_psu != NULL ? t->fpc : NULL;
    t->spec.population_ssu = s->spec.population_ssu != NULL ? t->fpc_ssu : NULL;
    t->spec.ssu = s->spec.ssu != NULL ? t->ssu : NULL;
    return t;
}

typedef enum { MEAN, TOTAL, RATIO, N_KINDS } Kind;
static Statistic *const statistics[] = {vigie_mean, vigie_total, vigie_ratio};

/* figures[kind][cell]. */
static void
estimate(const Survey *s, VigieFigure figures[N_KINDS][N_CELLS])
{
    VigieRules rules = {.level = 0.95};
    VigieMeasure measures[] = {{s->y, NULL}, {s->y, s->x}};
    VigieCells cells = {.n_cells = N_CELLS, .n = s->spec.n, .cell = s->cell};
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieDesign) design = vigie_design_new(&s->spec, &error);
    g_assert_no_error(error);
    g_autoptr(VigieSums) sums = vigie_sums_new(design, &cells, measures, 2, &error);
    g_assert_no_error(error);
    for (guint k = 0; k < N_KINDS; k++)
        for (guint32 c = 0; c < N_CELLS; c++)
            statistics[k](sums, k == RATIO, c, &rules, &figures[k][c]);
}

static void
assert_same(double a, double b)
{
    if (!(isnan(a) && isnan(b)))
        assert_close_at(G_STRLOC, a, b, 1e-10, 10);
}

/* Same figures but for a shift of the means. */
static void
assert_equal(const Survey *a, const Survey *b, double shift)
{
    VigieFigure first[N_KINDS][N_CELLS], second[N_KINDS][N_CELLS];
    estimate(a, first);
    estimate(b, second);
    guint n_kinds = fabs(shift) > 0 ? 1 : N_KINDS;
    for (guint k = 0; k < n_kinds; k++)
        for (guint c = 0; c < N_CELLS; c++) {
            assert_same(second[k][c].estimate - shift, first[k][c].estimate);
            assert_same(second[k][c].se, first[k][c].se);
            assert_same(second[k][c].df, first[k][c].df);
            assert_same(second[k][c].ci_high - second[k][c].ci_low,
                        first[k][c].ci_high - first[k][c].ci_low);
            g_assert_cmpint(second[k][c].status, ==, first[k][c].status);
        }
}

static void
swap_records(Survey *s, gsize i, gsize j)
{
    Survey old = {0};
    old.psu[0] = s->psu[i], old.ssu[0] = s->ssu[i], old.cell[0] = s->cell[i];
    old.weight[0] = s->weight[i], old.y[0] = s->y[i], old.x[0] = s->x[i];
    s->psu[i] = s->psu[j], s->ssu[i] = s->ssu[j], s->cell[i] = s->cell[j];
    s->weight[i] = s->weight[j], s->y[i] = s->y[j], s->x[i] = s->x[j];
    s->psu[j] = old.psu[0], s->ssu[j] = old.ssu[0], s->cell[j] = old.cell[0];
    s->weight[j] = old.weight[0], s->y[j] = old.y[0], s->x[j] = old.x[0];
}

static void
check_permuted(const Survey *s, gsl_rng *rng)
{
    g_autofree Survey *t = copy(s);
    for (gsize i = t->spec.n - 1; i > 0; i--)
        swap_records(t, i, pick(rng, (guint32)i + 1));
    assert_equal(s, t, 0);
}

/* New numbers for the PSUs, and for the second-stage units with them. */
static void
check_relabelled(const Survey *s, gsl_rng *rng)
{
    guint32 n = s->spec.n_psu, to[PSU_MAX];
    g_autofree Survey *t = copy(s);
    for (guint32 p = 0; p < n; p++)
        to[p] = p;
    gsl_ran_shuffle(rng, to, n, sizeof *to);
    for (guint32 p = 0; p < n; p++) {
        t->stratum[to[p]] = s->stratum[p];
        t->fpc_ssu[to[p]] = s->fpc_ssu[p];
    }
    for (gsize i = 0; i < s->spec.n; i++) {
        t->psu[i] = to[s->psu[i]];
        t->ssu[i] = 3 * t->psu[i] + 2 - s->ssu[i] % 3;
    }
    assert_equal(s, t, 0);
}

static void
check_split(const Survey *s)
{
    gsize n = s->spec.n;
    g_autofree Survey *t = copy(s);
    for (gsize i = 0; i < n; i++) {
        t->weight[i] /= 2;
        t->psu[n + i] = t->psu[i], t->ssu[n + i] = t->ssu[i], t->cell[n + i] = t->cell[i];
        t->weight[n + i] = t->weight[i], t->y[n + i] = t->y[i], t->x[n + i] = t->x[i];
    }
    t->spec.n = 2 * n;
    assert_equal(s, t, 0);
}

static void
check_shifted(const Survey *s, double shift)
{
    g_autofree Survey *t = copy(s);
    for (gsize i = 0; i < s->spec.n; i++)
        t->y[i] += shift;
    VigieFigure first[N_KINDS][N_CELLS], second[N_KINDS][N_CELLS];
    estimate(s, first);
    estimate(t, second);
    for (guint c = 0; c < N_CELLS; c++) {
        assert_close(second[MEAN][c].estimate, first[MEAN][c].estimate + shift);
        assert_close_at(G_STRLOC, second[MEAN][c].se, first[MEAN][c].se, 1e-10, 10);
        assert_same(second[MEAN][c].deff, first[MEAN][c].deff);
    }
}

static void
check_totals_add(const Survey *s)
{
    g_autofree Survey *t = copy(s);
    memset(t->cell, 0, sizeof t->cell);
    VigieFigure parts[N_KINDS][N_CELLS], whole[N_KINDS][N_CELLS];
    estimate(s, parts);
    estimate(t, whole);
    double sum = 0;
    for (guint c = 0; c < N_CELLS; c++)
        sum += parts[TOTAL][c].estimate;
    assert_close(whole[TOTAL][0].estimate, sum);
}

/* Total with PSU p dropped and the other PSUs of its stratum scaled up. */
static double
replicate(const Survey *s, guint32 p, guint32 size)
{
    double total = 0;
    for (gsize i = 0; i < s->spec.n; i++) {
        bool same = s->stratum[s->psu[i]] == s->stratum[p];
        double factor = s->psu[i] == p ? 0 : same ? size / (size - 1.0) : 1;
        if (s->cell[i] == 0 && !isnan(s->y[i]))
            total += factor * s->weight[i] * s->y[i];
    }
    return total;
}

/* JKn = Taylor for totals: sum (1 - f)(n - 1)/n (replicate - total)^2. */
static void
check_jackknife(const Survey *s)
{
    g_autofree Survey *t = copy(s);
    t->spec.ssu = NULL;
    t->spec.population_ssu = NULL;
    VigieFigure figures[N_KINDS][N_CELLS];
    estimate(t, figures);
    guint32 size[PSU_MAX] = {0};
    for (guint32 p = 0; p < s->spec.n_psu; p++)
        size[s->stratum[p]]++;
    double v = 0;
    for (guint32 p = 0; p < s->spec.n_psu; p++) {
        guint32 h = s->stratum[p];
        double f =
            s->spec.population_psu != NULL && !isnan(s->fpc[h]) ? size[h] / s->fpc[h] : 0;
        if (size[h] == 1)
            continue; /* policy remove */
        double d = replicate(s, p, size[h]) - figures[TOTAL][0].estimate;
        v += (1 - f) * (size[h] - 1.0) / size[h] * d * d;
    }
    assert_close_at(G_STRLOC, figures[TOTAL][0].se, sqrt(v), 1e-9, 100);
}

static void
test_designs(void)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    for (gulong seed = FIRST_SEED; seed < FIRST_SEED + N_DESIGNS; seed++) {
        g_test_message("seed %lu", seed);
        gsl_rng_set(rng, seed);
        g_autofree Survey *s = draw(rng);
        check_permuted(s, rng);
        check_relabelled(s, rng);
        check_split(s);
        check_shifted(s, 1000);
        check_shifted(s, 1e9);
        check_totals_add(s);
        check_jackknife(s);
    }
    gsl_rng_free(rng);
}

/* Cells that overlap, and measures swept by several threads, give what each gives alone. */
static void
test_together(void)
{
    enum { N = 60000, MEASURES = 8 };
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, FIRST_SEED);
    g_autofree guint32 *psu = g_new(guint32, N), *one = g_new0(guint32, N);
    g_autofree guint32 *member = g_new(guint32, 2 * N);
    g_autofree gsize *start = g_new(gsize, N + 1);
    g_autofree double *y = g_new(double, N *MEASURES);
    guint32 stratum[40];
    gsize m = 0;
    for (guint32 p = 0; p < 40; p++)
        stratum[p] = p / 4;
    for (gsize i = 0; i < N; i++) {
        psu[i] = pick(rng, 40);
        start[i] = m;
        member[m++] = 0;
        if (i % 3 == 0)
            member[m++] = 1;
        one[i] = i % 3 == 0 ? 0 : VIGIE_NO_CELL;
    }
    start[N] = m;
    for (gsize i = 0; i < N * MEASURES; i++)
        y[i] = gsl_ran_gaussian(rng, 1);
    gsl_rng_free(rng);
    VigieDesignSpec spec = {
        .n = N, .psu = psu, .n_psu = 40, .n_strata = 10, .stratum = stratum};
    g_autoptr(VigieDesign) design = vigie_design_new(&spec, NULL);
    VigieMeasure measures[MEASURES];
    for (guint k = 0; k < MEASURES; k++)
        measures[k] = (VigieMeasure){y + (gsize)k * N, NULL};
    VigieCells overlapping = {.n_cells = 2, .n = N, .start = start, .member = member};
    VigieCells alone = {.n_cells = 1, .n = N, .cell = one};
    g_autoptr(VigieSums) all = vigie_sums_new(design, &overlapping, measures, MEASURES, NULL);
    for (guint k = 0; k < MEASURES; k++) {
        g_autoptr(VigieSums) single = vigie_sums_new(design, &alone, &measures[k], 1, NULL);
        const VigieCellSums *a = vigie_sums_cell(all, k, 1);
        const VigieCellSums *b = vigie_sums_cell(single, 0, 0);
        g_assert_cmpuint(a->n, ==, b->n);
        g_assert_cmpuint(a->n_units, ==, 40);
        g_assert_true(memcmp(a->unit_e, b->unit_e, 40 * sizeof(double)) == 0);
        g_assert_true(memcmp(&a->e2, &b->e2, sizeof(double)) == 0);
        g_assert_cmpuint(vigie_sums_cell(all, k, 0)->n, ==, N);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/estimate/properties/random-designs", test_designs);
    g_test_add_func("/estimate/properties/together", test_together);
    return g_test_run();
}
