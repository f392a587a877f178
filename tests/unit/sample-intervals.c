/* Simulation of the sample's summer survey, drawn again and again in memory: how often do 95 % intervals hold the
 * truth of truth.csv?  Asked: means, NPS and shares (logit between 0.2 and 0.8, Korn-Graubard near 1), quantiles of
 * spending (continuous) and the median of nights (few values, reported as found).  Quick by default; -m slow
 * (scripts/check --slow) draws ten times as many and holds each to between 93.5 and 96.5 %. */
#include "scripts/sample/sample.h"

#include <math.h>
#include <vigie/estimate-quantile.h>

#define SEED 20161115
#define LEVEL 0.95
#define QUICK 400
#define LOWEST 0.935
#define HIGHEST 0.965

static const VigieRules rules = {.level = LEVEL};

typedef enum { MEAN, SHARE, NPS, QUANTILE } Kind;

/* What is asked of everybody in each sample. */
typedef struct {
    const char *name;
    Kind kind;
    VigieSampleColumn column;
    int least;      /* of a share: the lowest score that counts */
    double p;       /* of a quantile */
    bool one_sided; /* Korn-Graubard covers at least so much */
} Asked;

static const Asked asked[] = {
    {.name = "mean, overall", .kind = MEAN, .column = VIGIE_SAMPLE_OVERALL},
    {.name = "mean, value for money", .kind = MEAN, .column = VIGIE_SAMPLE_VALUE},
    {.name = "mean, information", .kind = MEAN, .column = VIGIE_SAMPLE_INFORMATION},
    {.name = "NPS", .kind = NPS, .column = VIGIE_SAMPLE_RECOMMEND},
    {.name = "share of the highest score, overall",
     .kind = SHARE,
     .column = VIGIE_SAMPLE_OVERALL,
     .least = 4},
    {.name = "share of the two highest, value",
     .kind = SHARE,
     .column = VIGIE_SAMPLE_VALUE,
     .least = 3},
    {.name = "share of the highest score, value",
     .kind = SHARE,
     .column = VIGIE_SAMPLE_VALUE,
     .least = 4},
    {.name = "share near 1, Korn-Graubard",
     .kind = SHARE,
     .column = VIGIE_SAMPLE_OVERALL,
     .least = 3,
     .one_sided = true},
    {.name = "share near 1 of those welcomed, Korn-Graubard",
     .kind = SHARE,
     .column = VIGIE_SAMPLE_WELCOME,
     .least = 3,
     .one_sided = true},
    {.name = "lower quartile of spending",
     .kind = QUANTILE,
     .column = VIGIE_SAMPLE_SPEND,
     .p = 0.25},
    {.name = "median of spending", .kind = QUANTILE, .column = VIGIE_SAMPLE_SPEND, .p = 0.5},
    {.name = "upper quartile of spending",
     .kind = QUANTILE,
     .column = VIGIE_SAMPLE_SPEND,
     .p = 0.75},
};

static double
truth_of(const VigieSampleSpec *spec, const Asked *a)
{
    switch (a->kind) {
    case MEAN:
        return vigie_sample_true_mean(spec, a->column, VIGIE_SAMPLE_ALL_TYPES);
    case SHARE:
        return vigie_sample_true_share(spec, a->column, a->least, VIGIE_SAMPLE_ALL_TYPES);
    case NPS:
        return vigie_sample_true_nps(spec, VIGIE_SAMPLE_ALL_TYPES);
    case QUANTILE:
    default:
        return vigie_sample_true_spend_quantile(spec, a->p, VIGIE_SAMPLE_ALL_TYPES);
    }
}

static VigieDesign *
design_of(const VigieSample *sample)
{
    VigieDesignSpec spec = {.n = sample->n,
                            .psu = sample->psu,
                            .weight = sample->weight,
                            .n_psu = sample->n_psu,
                            .n_strata = sample->n_strata,
                            .stratum = sample->stratum};
    VigieDesign *design = vigie_design_new(&spec, NULL);
    g_assert_nonnull(design);
    return design;
}

static void
quantile_of(const VigieDesign *design, const double *y, double p, VigieFigure *figure)
{
    gsize n = vigie_design_n(design);
    g_autofree guint32 *everybody = g_new0(guint32, n);
    VigieCells cells = {.n_cells = 1, .n = n, .cell = everybody};
    VigieQuantile quantile = {.y = y, .p = p, .rule = VIGIE_QUANTILE_MATH};
    g_assert_true(vigie_quantile(design, &cells, &quantile, &rules, figure, NULL));
}

static void
moment_of(const VigieDesign *design, const Asked *a, const double *answer, VigieFigure *figure)
{
    gsize n = vigie_design_n(design);
    g_autofree guint32 *everybody = g_new0(guint32, n);
    g_autofree double *y = g_new(double, n);
    VigieCells cells = {.n_cells = 1, .n = n, .cell = everybody};
    VigieMeasure measure = {y, NULL};
    for (gsize i = 0; i < n; i++)
        y[i] = a->kind == SHARE && !isnan(answer[i]) ? answer[i] > a->least - 0.5 : answer[i];
    if (a->kind == NPS)
        vigie_nps_score(answer, n, y);
    g_autoptr(VigieSums) sums = vigie_sums_new(design, &cells, &measure, 1, NULL);
    if (a->kind == SHARE)
        vigie_proportion(sums, 0, 0, &rules, figure);
    else
        vigie_mean(sums, 0, 0, &rules, figure);
}

static bool
holds(const VigieDesign *design, const VigieSample *sample, const Asked *a, double truth)
{
    VigieFigure figure;
    if (a->kind == QUANTILE)
        quantile_of(design, sample->value[a->column], a->p, &figure);
    else
        moment_of(design, a, sample->value[a->column], &figure);
    return figure.ci_low <= truth && truth <= figure.ci_high;
}

/* The whole territory's median of nights, from many samples together: with so few values it is exact. */
static double
median_of_nights(const VigieSampleSpec *spec, gsl_rng *rng)
{
    double weight[400] = {0}, total = 0, below = 0;
    g_autoptr(VigieSample) sample = vigie_sample_new();
    for (guint s = 0; s < 200; s++) {
        vigie_sample_draw(sample, spec, rng);
        for (guint i = 0; i < sample->n; i++) {
            double nights = sample->value[VIGIE_SAMPLE_NIGHTS][i];
            if (isnan(nights))
                continue;
            weight[(guint)MIN(nights, 399)] += sample->weight[i];
            total += sample->weight[i];
        }
    }
    guint median = 0;
    while ((below += weight[median]) < total / 2)
        median++;
    return median;
}

static void
check_rate(const Asked *a, double truth, guint hits, guint n)
{
    double rate = (double)hits / n, noise = g_test_slow() ? 0 : 4 * sqrt(0.0475 / n);
    g_test_message("%s: %.1f %% of %u (truth %.4f)", a->name, 100 * rate, n, truth);
    g_assert_cmpfloat(rate, >=, LOWEST - noise);
    if (!a->one_sided)
        g_assert_cmpfloat(rate, <=, HIGHEST + noise);
}

static void
test_intervals(void)
{
    guint n = g_test_slow() ? 10 * QUICK : QUICK, nights_held = 0;
    guint hits[G_N_ELEMENTS(asked)] = {0};
    double truth[G_N_ELEMENTS(asked)];
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    g_autoptr(VigieSample) sample = vigie_sample_new();
    VigieSampleSpec spec;
    gsl_rng_set(rng, SEED);
    vigie_sample_spec_init(&spec, VIGIE_SAMPLE_FLASH, 2024);
    double nights = median_of_nights(&spec, rng);
    for (guint a = 0; a < G_N_ELEMENTS(asked); a++)
        truth[a] = truth_of(&spec, &asked[a]);
    for (guint s = 0; s < n; s++) {
        vigie_sample_draw(sample, &spec, rng);
        g_autoptr(VigieDesign) design = design_of(sample);
        for (guint a = 0; a < G_N_ELEMENTS(asked); a++)
            hits[a] += holds(design, sample, &asked[a], truth[a]);
        VigieFigure median;
        quantile_of(design, sample->value[VIGIE_SAMPLE_NIGHTS], 0.5, &median);
        nights_held += median.ci_low <= nights && nights <= median.ci_high;
    }
    gsl_rng_free(rng);
    for (guint a = 0; a < G_N_ELEMENTS(asked); a++)
        check_rate(&asked[a], truth[a], hits[a], n);
    g_test_message(
        "median of nights, few values, reported as found: %.1f %% of %u (truth %.0f)",
        100.0 * nights_held / n, n, nights);
    g_assert_cmpfloat((double)nights_held / n, >, 0.5);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/sample-intervals/coverage", test_intervals);
    return g_test_run();
}
