/* Simulation: many samples of the made-up territory, drawn in memory; do the estimators recover its truth?
 * 95% intervals of means, shares, NPS, ratios, changes and slopes cover the truth of truth.csv in about 95% of the
 * samples, with the sampling errors of the design; intervals that ignore the sites do not; a change that is none is
 * called one in about 5% of the samples.  Quick by default; -m slow (scripts/check --slow) draws ten times as many. */
#include "scripts/sample/sample.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <vigie/trend-decomposition.h>

#define SEED 20160701
#define LEVEL 0.95

static const VigieRules rules = {.level = LEVEL};

static guint
n_samples(guint quick)
{
    return g_test_slow() ? 10 * quick : quick;
}

/* A tally of what should happen with a known probability. ---------------------------------------- */

typedef struct {
    const char *name;
    guint n, hits;
} Tally;

static void
count(Tally *tally, bool hit)
{
    tally->n++;
    tally->hits += hit;
}

static double
rate(const Tally *tally)
{
    g_test_message("%s: %u of %u (%.1f%%)", tally->name, tally->hits, tally->n,
                   100.0 * tally->hits / tally->n);
    return (double)tally->hits / tally->n;
}

/* Within four binomial standard errors of p, and `slack` for what linearisation owes with few site-days. */
static void
assert_about(const Tally *tally, double p, double slack)
{
    double bound = 4 * sqrt(p * (1 - p) / tally->n) + slack, found = rate(tally);
    g_assert_cmpfloat(found, >, p - bound);
    g_assert_cmpfloat(found, <, p + bound);
}

/* What 2000 samples and more must show of a 95% interval. */
static void
assert_covers(const Tally *tally)
{
    double found = (double)tally->hits / tally->n;
    if (!g_test_slow())
        return;
    g_assert_cmpfloat(found, >=, 0.935);
    g_assert_cmpfloat(found, <=, 0.965);
}

/* Samples of one or several years, one below the other, as one design. --------------------------- */

typedef struct {
    GArray *psu, *stratum, *weight, *year; /* year: index of the sample, for each answer */
    GArray *value[VIGIE_SAMPLE_N_COLUMNS];
    guint n_years, n_strata;
} Stack;

static void
stack_init(Stack *stack)
{
    *stack = (Stack){.psu = g_array_new(FALSE, FALSE, sizeof(guint32)),
                     .stratum = g_array_new(FALSE, FALSE, sizeof(guint32)),
                     .weight = g_array_new(FALSE, FALSE, sizeof(double)),
                     .year = g_array_new(FALSE, FALSE, sizeof(guint32))};
    for (guint c = 0; c < VIGIE_SAMPLE_N_COLUMNS; c++)
        stack->value[c] = g_array_new(FALSE, FALSE, sizeof(double));
}

static void
stack_clear(Stack *stack)
{
    g_array_unref(stack->psu);
    g_array_unref(stack->stratum);
    g_array_unref(stack->weight);
    g_array_unref(stack->year);
    for (guint c = 0; c < VIGIE_SAMPLE_N_COLUMNS; c++)
        g_array_unref(stack->value[c]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Stack, stack_clear)

static void
stack_empty(Stack *stack)
{
    g_array_set_size(stack->psu, 0);
    g_array_set_size(stack->stratum, 0);
    g_array_set_size(stack->weight, 0);
    g_array_set_size(stack->year, 0);
    for (guint c = 0; c < VIGIE_SAMPLE_N_COLUMNS; c++)
        g_array_set_size(stack->value[c], 0);
    stack->n_years = stack->n_strata = 0;
}

static void
stack_add(Stack *stack, const VigieSample *sample)
{
    guint first_psu = stack->stratum->len;
    for (guint p = 0; p < sample->n_psu; p++) {
        guint32 stratum = stack->n_strata + sample->stratum[p];
        g_array_append_val(stack->stratum, stratum);
    }
    for (guint i = 0; i < sample->n; i++) {
        guint32 psu = first_psu + sample->psu[i], year = stack->n_years;
        g_array_append_val(stack->psu, psu);
        g_array_append_val(stack->year, year);
    }
    g_array_append_vals(stack->weight, sample->weight, sample->n);
    for (guint c = 0; c < VIGIE_SAMPLE_N_COLUMNS; c++)
        g_array_append_vals(stack->value[c], sample->value[c], sample->n);
    stack->n_strata += sample->n_strata;
    stack->n_years++;
}

static const double *
column(const Stack *stack, VigieSampleColumn column)
{
    return (const double *)(void *)stack->value[column]->data;
}

static VigieDesign *
design_of(const Stack *stack)
{
    VigieDesignSpec spec = {.n = stack->psu->len,
                            .psu = (const guint32 *)(void *)stack->psu->data,
                            .weight = (const double *)(void *)stack->weight->data,
                            .n_psu = stack->stratum->len,
                            .n_strata = stack->n_strata,
                            .stratum = (const guint32 *)(void *)stack->stratum->data};
    VigieDesign *design = vigie_design_new(&spec, NULL);
    g_assert_nonnull(design);
    return design;
}

/* As if each party had been drawn by itself from the whole territory: the design forgotten, the weights kept. */
static VigieDesign *
design_ignorant_of_sites(const Stack *stack)
{
    gsize n = stack->psu->len;
    g_autofree guint32 *psu = g_new(guint32, n), *stratum = g_new0(guint32, n);
    for (gsize i = 0; i < n; i++)
        psu[i] = (guint32)i;
    VigieDesignSpec spec = {.n = n,
                            .psu = psu,
                            .weight = (const double *)(void *)stack->weight->data,
                            .n_psu = (guint32)n,
                            .n_strata = 1,
                            .stratum = stratum};
    VigieDesign *design = vigie_design_new(&spec, NULL);
    g_assert_nonnull(design);
    return design;
}

/* What is estimated ------------------------------------------------------------------------------ */

enum { OVERALL, OVERALL_TOP2, VALUE, VALUE_TOP2, NPS, OUTDOOR, SPEND_NIGHT, N_MEASURES };

typedef struct {
    double *y[N_MEASURES], *x;
    VigieMeasure measure[N_MEASURES];
} Measures;

static void
measures_clear(Measures *measures)
{
    for (guint m = 0; m < N_MEASURES; m++)
        g_free(measures->y[m]);
    g_free(measures->x);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Measures, measures_clear)

static void
measures_init(Measures *measures, const Stack *stack)
{
    static const double top2[] = {3, 4}, outdoor[] = {VIGIE_SAMPLE_OUTDOOR};
    gsize n = stack->psu->len;
    const double *overall = column(stack, VIGIE_SAMPLE_OVERALL),
                 *value = column(stack, VIGIE_SAMPLE_VALUE),
                 *size = column(stack, VIGIE_SAMPLE_SIZE),
                 *nights = column(stack, VIGIE_SAMPLE_NIGHTS);
    for (guint m = 0; m < N_MEASURES; m++)
        measures->y[m] = g_new(double, n);
    measures->x = g_new(double, n);
    for (gsize i = 0; i < n; i++) {
        measures->y[OVERALL][i] = overall[i];
        measures->y[VALUE][i] = value[i];
        measures->x[i] = size[i] * nights[i];
        measures->y[SPEND_NIGHT][i] = measures->x[i] * column(stack, VIGIE_SAMPLE_SPEND)[i];
    }
    vigie_indicator_of(overall, n, top2, 2, measures->y[OVERALL_TOP2]);
    vigie_indicator_of(value, n, top2, 2, measures->y[VALUE_TOP2]);
    vigie_indicator_of(column(stack, VIGIE_SAMPLE_TYPE), n, outdoor, 1, measures->y[OUTDOOR]);
    vigie_nps_score(column(stack, VIGIE_SAMPLE_RECOMMEND), n, measures->y[NPS]);
    for (guint m = 0; m < N_MEASURES; m++)
        measures->measure[m] = (VigieMeasure){measures->y[m], NULL};
    measures->measure[SPEND_NIGHT].x = measures->x;
}

static double
truth(const VigieSampleSpec *spec, guint measure, VigieSampleType type)
{
    switch (measure) {
    case OVERALL:
        return vigie_sample_true_mean(spec, VIGIE_SAMPLE_OVERALL, type);
    case VALUE:
        return vigie_sample_true_mean(spec, VIGIE_SAMPLE_VALUE, type);
    case OVERALL_TOP2:
        return vigie_sample_true_share(spec, VIGIE_SAMPLE_OVERALL, 3, type);
    case VALUE_TOP2:
        return vigie_sample_true_share(spec, VIGIE_SAMPLE_VALUE, 3, type);
    case NPS:
        return vigie_sample_true_nps(spec, type);
    case OUTDOOR:
        return vigie_sample_true_mix(spec, VIGIE_SAMPLE_OUTDOOR);
    default:
        return vigie_sample_true_spend_per_night(spec, type);
    }
}

static void
figure(const VigieSums *sums, guint measure, guint32 cell, VigieFigure *out)
{
    if (measure == OVERALL_TOP2 || measure == VALUE_TOP2 || measure == OUTDOOR)
        vigie_proportion(sums, measure, cell, &rules, out);
    else if (measure == SPEND_NIGHT)
        vigie_ratio(sums, measure, cell, &rules, out);
    else
        vigie_mean(sums, measure, cell, &rules, out);
}

static VigieSums *
sums_of(const VigieDesign *design, const Measures *measures, const guint32 *cell,
        guint32 n_cells)
{
    VigieCells cells = {.n_cells = n_cells, .n = vigie_design_n(design), .cell = cell};
    VigieSums *sums = vigie_sums_new(design, &cells, measures->measure, N_MEASURES, NULL);
    g_assert_nonnull(sums);
    return sums;
}

/* Cells by customer type; type N_TYPES is everybody, asked for by itself. */
static guint32 *
cells_by_type(const Stack *stack)
{
    gsize n = stack->psu->len;
    guint32 *cell = g_new(guint32, n);
    for (gsize i = 0; i < n; i++)
        cell[i] = (guint32)column(stack, VIGIE_SAMPLE_TYPE)[i];
    return cell;
}

/* Coverage of the figures of one year ------------------------------------------------------------ */

static const struct {
    const char *name;
    guint measure;
    VigieSampleType type;
    double slack; /* tiny domains of 24 site-days are linear only so far */
} asked[] = {
    {"mean, overall", OVERALL, VIGIE_SAMPLE_ALL_TYPES, 0.005},
    {"top-2 share near 1, overall", OVERALL_TOP2, VIGIE_SAMPLE_ALL_TYPES, 0.015},
    {"mean, value for money", VALUE, VIGIE_SAMPLE_ALL_TYPES, 0.005},
    {"top-2 share, value for money", VALUE_TOP2, VIGIE_SAMPLE_ALL_TYPES, 0.005},
    {"NPS", NPS, VIGIE_SAMPLE_ALL_TYPES, 0.005},
    {"share of outdoor visitors", OUTDOOR, VIGIE_SAMPLE_ALL_TYPES, 0.005},
    {"spending by person-night", SPEND_NIGHT, VIGIE_SAMPLE_ALL_TYPES, 0.015},
    {"mean of families, overall", OVERALL, VIGIE_SAMPLE_FAMILY, 0.01},
    {"mean of outdoor visitors, value for money", VALUE, VIGIE_SAMPLE_OUTDOOR, 0.01},
    {"top-2 share of couples, value for money", VALUE_TOP2, VIGIE_SAMPLE_COUPLE, 0.01},
    {"NPS of outdoor visitors", NPS, VIGIE_SAMPLE_OUTDOOR, 0.01},
};

static void
draw_into(Stack *stack, VigieSample *sample, const VigieSampleSpec *spec, gsl_rng *rng)
{
    vigie_sample_draw(sample, spec, rng);
    stack_add(stack, sample);
}

/* Of one sample: which intervals hold the truth. */
static void
tally_figures(const VigieDesign *design, const Stack *stack, const VigieSampleSpec *spec,
              Tally *tallies)
{
    g_auto(Measures) measures = {0};
    g_autofree guint32 *everybody = g_new0(guint32, stack->psu->len),
                       *types = cells_by_type(stack);
    measures_init(&measures, stack);
    g_autoptr(VigieSums) all = sums_of(design, &measures, everybody, 1);
    g_autoptr(VigieSums) by_type = sums_of(design, &measures, types, VIGIE_SAMPLE_N_TYPES);
    for (guint a = 0; a < G_N_ELEMENTS(asked); a++) {
        VigieFigure found;
        bool everyone = asked[a].type == VIGIE_SAMPLE_ALL_TYPES;
        double true_value = truth(spec, asked[a].measure, asked[a].type);
        figure(everyone ? all : by_type, asked[a].measure, everyone ? 0 : asked[a].type,
               &found);
        count(&tallies[a], found.ci_low <= true_value && true_value <= found.ci_high);
    }
}

static void
cover(guint psus_per_stratum, guint n, Tally *designed, Tally *ignorant)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    g_autoptr(VigieSample) sample = vigie_sample_new();
    g_auto(Stack) stack;
    VigieSampleSpec spec;
    stack_init(&stack);
    gsl_rng_set(rng, SEED);
    vigie_sample_spec_init(&spec, VIGIE_SAMPLE_FLASH, 2024);
    spec.psus_per_stratum = psus_per_stratum;
    for (guint a = 0; a < G_N_ELEMENTS(asked); a++)
        designed[a].name = ignorant[a].name = asked[a].name;
    for (guint s = 0; s < n; s++) {
        stack_empty(&stack);
        draw_into(&stack, sample, &spec, rng);
        g_autoptr(VigieDesign) design = design_of(&stack);
        g_autoptr(VigieDesign) naive = design_ignorant_of_sites(&stack);
        tally_figures(design, &stack, &spec, designed);
        tally_figures(naive, &stack, &spec, ignorant);
    }
    gsl_rng_free(rng);
}

static void
test_coverage(void)
{
    Tally designed[G_N_ELEMENTS(asked)] = {0}, ignorant[G_N_ELEMENTS(asked)] = {0};
    cover(3, n_samples(1000), designed, ignorant);
    for (guint a = 0; a < G_N_ELEMENTS(asked); a++)
        assert_about(&designed[a], LEVEL, asked[a].slack);
    g_test_message("the same without the sites:");
    for (guint a = 0; a < G_N_ELEMENTS(asked); a++)
        if (asked[a].type == VIGIE_SAMPLE_ALL_TYPES)
            g_assert_cmpfloat(rate(&ignorant[a]), <,
                              LEVEL - 4 * sqrt(LEVEL * (1 - LEVEL) / ignorant[a].n));
}

/* With many site-days linearisation owes nothing: 95% is 95%. */
static void
test_coverage_many_sites(void)
{
    Tally designed[G_N_ELEMENTS(asked)] = {0}, ignorant[G_N_ELEMENTS(asked)] = {0};
    cover(15, n_samples(200), designed, ignorant);
    for (guint a = 0; a < G_N_ELEMENTS(asked); a++)
        assert_about(&designed[a], LEVEL, 0);
}

/* Change ----------------------------------------------------------------------------------------- */

/* p values of every measure's change between two years, and whether change +- t se holds the true change. */
static void
changes_of(const Stack *stack, const VigieSampleSpec spec[2], Tally *covered, double *p)
{
    g_auto(Measures) measures = {0};
    measures_init(&measures, stack);
    g_autoptr(VigieDesign) design = design_of(stack);
    g_autoptr(VigieSums) sums =
        sums_of(design, &measures, (const guint32 *)(void *)stack->year->data, 2);
    for (guint m = 0; m < N_MEASURES; m++) {
        VigieChange change;
        bool fallback;
        double true_change = truth(&spec[1], m, VIGIE_SAMPLE_ALL_TYPES) -
                             truth(&spec[0], m, VIGIE_SAMPLE_ALL_TYPES);
        vigie_change(sums, m, 0, 1, false, &change, &fallback);
        double t = gsl_cdf_tdist_Pinv((1 + LEVEL) / 2, change.df);
        count(&covered[m], fabs(change.change - true_change) <= t * change.se);
        p[m] = change.p;
    }
}

static const char *const measure_names[N_MEASURES] = {
    "change of a mean",  "change of a share near 1", "change of a low mean",
    "change of a share", "change of the NPS",        "change of a customer type's share",
    "change of a ratio"};

/* Two summers drawn again and again; the second is the year given (the first is 2023). */
static void
simulate_changes(guint second_year, guint n, Tally *covered, Tally *alarms, Tally *family)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    g_autoptr(VigieSample) sample = vigie_sample_new();
    g_auto(Stack) stack;
    VigieSampleSpec spec[2];
    stack_init(&stack);
    gsl_rng_set(rng, SEED + second_year);
    vigie_sample_spec_init(&spec[0], VIGIE_SAMPLE_FLASH, 2023);
    vigie_sample_spec_init(&spec[1], VIGIE_SAMPLE_FLASH, second_year);
    for (guint m = 0; m < N_MEASURES; m++)
        covered[m].name = alarms[m].name = measure_names[m];
    family->name = "any change of the seven, by Holm";
    for (guint s = 0; s < n; s++) {
        double p[N_MEASURES], adjusted[N_MEASURES];
        bool any = false;
        stack_empty(&stack);
        draw_into(&stack, sample, &spec[0], rng);
        draw_into(&stack, sample, &spec[1], rng);
        changes_of(&stack, spec, covered, p);
        vigie_holm(p, N_MEASURES, adjusted);
        for (guint m = 0; m < N_MEASURES; m++) {
            count(&alarms[m], p[m] < 1 - LEVEL);
            any = any || adjusted[m] < 1 - LEVEL;
        }
        count(family, any);
    }
    gsl_rng_free(rng);
}

static void
test_change_coverage(void)
{
    Tally covered[N_MEASURES] = {0}, alarms[N_MEASURES] = {0}, family = {0};
    simulate_changes(2016, n_samples(400), covered, alarms, &family);
    for (guint m = 0; m < N_MEASURES; m++) {
        assert_about(&covered[m], LEVEL, 0.01);
        if (m != OVERALL_TOP2 && m != SPEND_NIGHT) /* a share near 1; a ratio */
            assert_covers(&covered[m]);
    }
    g_test_message("how often seven years' change is seen:");
    g_assert_cmpfloat(rate(&alarms[OVERALL]), >, 0.5); /* a test that never speaks is no test */
}

/* The same year twice: nothing has changed. */
static void
test_false_alarms(void)
{
    Tally covered[N_MEASURES] = {0}, alarms[N_MEASURES] = {0}, family = {0};
    simulate_changes(2023, n_samples(400), covered, alarms, &family);
    for (guint m = 0; m < N_MEASURES; m++)
        assert_about(&alarms[m], 1 - LEVEL, 0.01);
    g_assert_cmpfloat(rate(&family), <,
                      0.05 + 4 * sqrt(0.05 * 0.95 / family.n) + 0.01); /* at most 5% */
}

/* A change split by customer mix --------------------------------------------------------------------- */

enum { TOTAL, MIX, WITHIN, MIX_OUTDOOR, WITHIN_FAMILY, N_EFFECTS };
static const char *const effect_names[N_EFFECTS] = {
    "whole change", "mix effect", "within effect", "mix effect of outdoor visitors",
    "within effect of families"};

/* The effects as they are: Kitagawa's formulas on the true shares and means. */
static void
true_effects(const VigieSampleSpec spec[2], double effect[N_EFFECTS])
{
    double share[2][VIGIE_SAMPLE_N_TYPES], mean[2][VIGIE_SAMPLE_N_TYPES], all[2] = {0, 0};
    for (guint y = 0; y < 2; y++)
        for (guint t = 0; t < VIGIE_SAMPLE_N_TYPES; t++) {
            share[y][t] = vigie_sample_true_mix(&spec[y], (VigieSampleType)t);
            mean[y][t] =
                vigie_sample_true_mean(&spec[y], VIGIE_SAMPLE_OVERALL, (VigieSampleType)t);
            all[y] += share[y][t] * mean[y][t];
        }
    effect[TOTAL] = all[1] - all[0];
    effect[MIX] = effect[WITHIN] = 0;
    for (guint t = 0; t < VIGIE_SAMPLE_N_TYPES; t++) {
        double mix = (share[1][t] - share[0][t]) *
                     ((mean[0][t] + mean[1][t]) / 2 - (all[0] + all[1]) / 2);
        double within = (mean[1][t] - mean[0][t]) * (share[0][t] + share[1][t]) / 2;
        effect[MIX] += mix;
        effect[WITHIN] += within;
        if (t == VIGIE_SAMPLE_OUTDOOR)
            effect[MIX_OUTDOOR] = mix;
        if (t == VIGIE_SAMPLE_FAMILY)
            effect[WITHIN_FAMILY] = within;
    }
}

static void
tally_effects(const Stack *stack, const double truth_of[N_EFFECTS], Tally *covered)
{
    gsize n = stack->psu->len;
    g_autofree guint32 *cell = cells_by_type(stack);
    guint32 cells[2 * VIGIE_SAMPLE_N_TYPES];
    for (gsize i = 0; i < n; i++)
        cell[i] += VIGIE_SAMPLE_N_TYPES * g_array_index(stack->year, guint32, i);
    for (guint32 c = 0; c < G_N_ELEMENTS(cells); c++)
        cells[c] = c;
    VigieMeasure measure = {column(stack, VIGIE_SAMPLE_OVERALL), NULL};
    VigieCells by_type = {.n_cells = G_N_ELEMENTS(cells), .n = n, .cell = cell};
    g_autoptr(VigieDesign) design = design_of(stack);
    g_autoptr(VigieSums) sums = vigie_sums_new(design, &by_type, &measure, 1, NULL);
    VigieTyped typed = {sums, 0, cells, 2, VIGIE_SAMPLE_N_TYPES};
    g_auto(VigieDecomposition) split = {0};
    vigie_decompose(&typed, false, &split);
    const VigieChange *effect[N_EFFECTS] = {&split.total, &split.mix, &split.within,
                                            &split.type[VIGIE_SAMPLE_OUTDOOR].mix,
                                            &split.type[VIGIE_SAMPLE_FAMILY].within};
    for (guint e = 0; e < N_EFFECTS; e++) {
        double t = gsl_cdf_tdist_Pinv((1 + LEVEL) / 2, effect[e]->df);
        count(&covered[e], fabs(effect[e]->change - truth_of[e]) <= t * effect[e]->se);
    }
    g_assert_cmpfloat(fabs(split.total.change - split.mix.change - split.within.change), <,
                      1e-12);
}

/* From 2016, with fewer couples and outdoor visitors, to 2024. */
static void
test_decomposition_coverage(void)
{
    Tally covered[N_EFFECTS] = {0};
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    g_autoptr(VigieSample) sample = vigie_sample_new();
    g_auto(Stack) stack;
    VigieSampleSpec spec[2];
    double effect[N_EFFECTS];
    stack_init(&stack);
    gsl_rng_set(rng, SEED);
    vigie_sample_spec_init(&spec[0], VIGIE_SAMPLE_FLASH, 2016);
    vigie_sample_spec_init(&spec[1], VIGIE_SAMPLE_FLASH, 2024);
    true_effects(spec, effect);
    for (guint e = 0; e < N_EFFECTS; e++)
        covered[e].name = effect_names[e];
    for (guint s = 0, n = n_samples(300); s < n; s++) {
        stack_empty(&stack);
        draw_into(&stack, sample, &spec[0], rng);
        draw_into(&stack, sample, &spec[1], rng);
        tally_effects(&stack, effect, covered);
    }
    gsl_rng_free(rng);
    for (guint e = 0; e < N_EFFECTS; e++) {
        assert_about(&covered[e], LEVEL, 0.01);
        if (e <= WITHIN)
            assert_covers(&covered[e]);
    }
}

/* Trend ------------------------------------------------------------------------------------------ */

static void
tally_slope(const Stack *stack, double true_slope, Tally *covered)
{
    guint32 cells[VIGIE_SAMPLE_N_YEARS];
    double years[VIGIE_SAMPLE_N_YEARS];
    VigieSlope slope;
    for (guint k = 0; k < VIGIE_SAMPLE_N_YEARS; k++) {
        cells[k] = k;
        years[k] = VIGIE_SAMPLE_FIRST_YEAR + k;
    }
    VigieMeasure measure = {column(stack, VIGIE_SAMPLE_OVERALL), NULL};
    VigieCells by_year = {.n_cells = VIGIE_SAMPLE_N_YEARS,
                          .n = stack->psu->len,
                          .cell = (const guint32 *)(void *)stack->year->data};
    g_autoptr(VigieDesign) design = design_of(stack);
    g_autoptr(VigieSums) sums = vigie_sums_new(design, &by_year, &measure, 1, NULL);
    vigie_slope(sums, 0, cells, years, VIGIE_SAMPLE_N_YEARS, &slope);
    double t = gsl_cdf_tdist_Pinv((1 + LEVEL) / 2, slope.df);
    count(covered, fabs(slope.slope - true_slope) <= t * slope.se);
}

static void
test_slope_coverage(void)
{
    Tally covered = {.name = "slope of ten summers"};
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    g_autoptr(VigieSample) sample = vigie_sample_new();
    g_auto(Stack) stack;
    stack_init(&stack);
    gsl_rng_set(rng, SEED);
    double true_slope = vigie_sample_true_slope(VIGIE_SAMPLE_FLASH, VIGIE_SAMPLE_OVERALL,
                                                VIGIE_SAMPLE_ALL_TYPES);
    for (guint s = 0, n = n_samples(150); s < n; s++) {
        stack_empty(&stack);
        for (guint year = VIGIE_SAMPLE_FIRST_YEAR; year <= VIGIE_SAMPLE_LAST_YEAR; year++) {
            VigieSampleSpec spec;
            vigie_sample_spec_init(&spec, VIGIE_SAMPLE_FLASH, year);
            draw_into(&stack, sample, &spec, rng);
        }
        tally_slope(&stack, true_slope, &covered);
    }
    gsl_rng_free(rng);
    assert_about(&covered, LEVEL, 0.005);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/sample-coverage/coverage", test_coverage);
    g_test_add_func("/sample-coverage/many-sites", test_coverage_many_sites);
    g_test_add_func("/sample-coverage/change", test_change_coverage);
    g_test_add_func("/sample-coverage/false-alarms", test_false_alarms);
    g_test_add_func("/sample-coverage/decomposition", test_decomposition_coverage);
    g_test_add_func("/sample-coverage/slope", test_slope_coverage);
    return g_test_run();
}
