/* The sampler against its own documented truth: large samples, fixed seeds, tolerances from the sampling error that
 * this test works out itself (PSU sums within strata), so that a wrong closed form or a wrong draw shows. */
#include "scripts/sample/sample.h"

#include <math.h>
#include <string.h>

#define TOO_FAR 4.5 /* standard errors; some 400 figures are compared, at fixed seeds */

/* A weighted ratio sum w y / sum w x and its standard error. */
typedef struct {
    double value, se;
} Figure;

typedef double (*Reading)(const VigieSample *sample, guint i, const void *what);

typedef struct {
    VigieSampleColumn column;
    VigieSampleType type;
    int least;    /* > 0: share of scores >= least */
    double below; /* > 0: share of values below */
} What;

static bool
in_type(const VigieSample *sample, guint i, VigieSampleType type)
{
    return type == VIGIE_SAMPLE_ALL_TYPES ||
           (VigieSampleType)sample->value[VIGIE_SAMPLE_TYPE][i] == type;
}

/* NAN: outside the domain, or no valid answer. */
static double
read_value(const VigieSample *sample, guint i, const void *user)
{
    const What *what = user;
    double y = sample->value[what->column][i];
    if (!in_type(sample, i, what->type) || isnan(y))
        return NAN;
    if (what->least > 0)
        return y >= what->least;
    return what->below > 0 ? y < what->below : y;
}

static double
read_type(const VigieSample *sample, guint i, const void *user)
{
    return in_type(sample, i, ((const What *)user)->type);
}

static double
read_net_promoter(const VigieSample *sample, guint i, const void *user)
{
    double y = sample->value[VIGIE_SAMPLE_RECOMMEND][i];
    if (!in_type(sample, i, ((const What *)user)->type) || isnan(y))
        return NAN;
    return y >= 9 ? 100 : y <= 6 ? -100 : 0;
}

static double
variance_of_sums(const VigieSample *sample, const double *z)
{
    double v = 0;
    for (guint h = 0; h < sample->n_strata; h++) {
        double n = 0, sum = 0, square = 0;
        for (guint p = 0; p < sample->n_psu; p++) {
            if (sample->stratum[p] != h)
                continue;
            n++;
            sum += z[p];
            square += z[p] * z[p];
        }
        v += n / (n - 1) * (square - sum * sum / n);
    }
    return v;
}

static Figure
estimate(const VigieSample *sample, Reading read, const void *what)
{
    g_autofree double *z = g_new0(double, sample->n_psu);
    double sum = 0, base = 0;
    for (guint i = 0; i < sample->n; i++) {
        double y = read(sample, i, what);
        if (isnan(y))
            continue;
        sum += sample->weight[i] * y;
        base += sample->weight[i];
    }
    Figure figure = {.value = sum / base};
    for (guint i = 0; i < sample->n; i++) {
        double y = read(sample, i, what);
        if (!isnan(y))
            z[sample->psu[i]] += sample->weight[i] * (y - figure.value) / base;
    }
    figure.se = sqrt(variance_of_sums(sample, z));
    return figure;
}

/* Distances from the truth, in standard errors: none too far, and spread as they should be. */
typedef struct {
    guint n;
    double squares;
} Distances;

static void
compare(Distances *distances, const char *what, Figure figure, double truth)
{
    double z = (figure.value - truth) / figure.se;
    if (!(fabs(z) < TOO_FAR))
        g_test_message("%s: %.6g, truth %.6g, se %.3g", what, figure.value, truth, figure.se);
    g_assert_cmpfloat(fabs(z), <, TOO_FAR);
    distances->n++;
    distances->squares += z * z;
}

static VigieSample *
big_sample(VigieSampleSpec *spec, VigieSampleSurvey survey, guint year)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    VigieSample *sample = vigie_sample_new();
    gsl_rng_set(rng, 20160701 + year);
    vigie_sample_spec_init(spec, survey, year);
    spec->psus_per_stratum = 300;
    spec->answers_per_psu = 20;
    vigie_sample_draw(sample, spec, rng);
    gsl_rng_free(rng);
    return sample;
}

static void
compare_opinions(Distances *distances, const VigieSample *sample, const VigieSampleSpec *spec)
{
    for (VigieSampleColumn j = 0; j < VIGIE_SAMPLE_N_OPINIONS; j++) {
        for (VigieSampleType t = 0; t <= VIGIE_SAMPLE_ALL_TYPES; t++) {
            What mean = {.column = j, .type = t}, top = {.column = j, .type = t, .least = 3};
            if (!vigie_sample_asked(spec, j)) {
                g_assert_true(isnan(vigie_sample_true_mean(spec, j, t)));
                continue;
            }
            compare(distances, vigie_sample_column_name(j), estimate(sample, read_value, &mean),
                    vigie_sample_true_mean(spec, j, t));
            compare(distances, vigie_sample_column_name(j), estimate(sample, read_value, &top),
                    vigie_sample_true_share(spec, j, 3, t));
        }
    }
}

static void
compare_practices(Distances *distances, const VigieSample *sample, const VigieSampleSpec *spec)
{
    for (VigieSampleType t = 0; t <= VIGIE_SAMPLE_ALL_TYPES; t++) {
        What nights = {.column = VIGIE_SAMPLE_NIGHTS, .type = t};
        What size = {.column = VIGIE_SAMPLE_SIZE, .type = t};
        What spend = {.column = VIGIE_SAMPLE_SPEND, .type = t};
        What overnight = {.column = VIGIE_SAMPLE_OVERNIGHT, .type = t};
        What first = {.column = VIGIE_SAMPLE_FIRST_VISIT, .type = t};
        What median = spend;
        median.below = vigie_sample_true_spend_quantile(spec, 0.5, t);
        compare(distances, "nights", estimate(sample, read_value, &nights),
                vigie_sample_true_nights(spec, t));
        if (t != VIGIE_SAMPLE_COUPLE) /* always two */
            compare(distances, "size", estimate(sample, read_value, &size),
                    vigie_sample_true_size(spec, t));
        compare(distances, "spend", estimate(sample, read_value, &spend),
                vigie_sample_true_spend(spec, t));
        compare(distances, "median", estimate(sample, read_value, &median), 0.5);
        compare(distances, "overnight", estimate(sample, read_value, &overnight),
                vigie_sample_true_overnight(spec, t));
        compare(distances, "first", estimate(sample, read_value, &first),
                vigie_sample_true_first_visit(spec, t));
        compare(distances, "nps", estimate(sample, read_net_promoter, &nights),
                vigie_sample_true_nps(spec, t));
        if (t < VIGIE_SAMPLE_ALL_TYPES)
            compare(distances, "mix", estimate(sample, read_type, &nights),
                    vigie_sample_true_mix(spec, t));
    }
}

static void
test_reproduces_truth(void)
{
    static const struct {
        VigieSampleSurvey survey;
        guint year;
    } seasons[] = {{VIGIE_SAMPLE_FLASH, 2016},
                   {VIGIE_SAMPLE_FLASH, 2024},
                   {VIGIE_SAMPLE_OFF_SEASON, 2020}};
    Distances distances = {0};
    for (guint s = 0; s < G_N_ELEMENTS(seasons); s++) {
        VigieSampleSpec spec;
        g_autoptr(VigieSample) sample = big_sample(&spec, seasons[s].survey, seasons[s].year);
        compare_opinions(&distances, sample, &spec);
        compare_practices(&distances, sample, &spec);
    }
    /* mean square 1 if both the figures and their standard errors are right; they are correlated */
    double mean_square = distances.squares / distances.n;
    g_test_message("%u figures, mean square %.3f", distances.n, mean_square);
    g_assert_cmpfloat(mean_square, >, 0.6);
    g_assert_cmpfloat(mean_square, <, 1.6);
}

/* Intra-site correlation: analysis of variance, PSU by PSU, unweighted and within one stratum. */
static double
anova_icc(const VigieSample *sample, VigieSampleColumn opinion, guint stratum)
{
    double between = 0, within = 0, all = 0, all_sum = 0, squares = 0, groups = 0;
    double *sum = g_new0(double, sample->n_psu), *n = g_new0(double, sample->n_psu);
    for (guint i = 0; i < sample->n; i++) {
        double y = sample->value[opinion][i];
        if (isnan(y) || sample->stratum[sample->psu[i]] != stratum)
            continue;
        sum[sample->psu[i]] += y;
        n[sample->psu[i]] += 1;
        within += y * y;
        all_sum += y;
        all++;
    }
    for (guint p = 0; p < sample->n_psu; p++) {
        if (!(n[p] > 0))
            continue;
        between += sum[p] * sum[p] / n[p];
        squares += n[p] * n[p];
        groups++;
    }
    double ms_within = (within - between) / (all - groups);
    double ms_between = (between - all_sum * all_sum / all) / (groups - 1);
    double n0 = (all - squares / all) / (groups - 1);
    g_free(sum);
    g_free(n);
    return (ms_between - ms_within) / (ms_between + (n0 - 1) * ms_within);
}

static void
test_icc(void)
{
    VigieSampleSpec spec;
    g_autoptr(VigieSample) sample = big_sample(&spec, VIGIE_SAMPLE_FLASH, 2019);
    double sum = 0, truth = vigie_sample_true_icc(&spec, VIGIE_SAMPLE_OVERALL);
    for (guint h = 0; h < sample->n_strata; h++)
        sum += anova_icc(sample, VIGIE_SAMPLE_OVERALL, h);
    /* 2400 site-days: the standard error of an intraclass correlation of 0.04 is about 0.0021 */
    g_assert_cmpfloat_with_epsilon(sum / sample->n_strata, truth, 0.007);
    g_assert_cmpfloat(truth, >, 0.03);
    g_assert_cmpfloat(truth, <, 0.05); /* a score is coarser than the latent opinion (0.05) */
    spec.icc = 0;
    spec.mix_concentration = 1e12;
    g_assert_cmpfloat_with_epsilon(vigie_sample_true_icc(&spec, VIGIE_SAMPLE_OVERALL), 0, 1e-9);
}

/* Limits in which the truth is known without the model's own sums. */
static void
test_closed_forms(void)
{
    VigieSampleSpec spec;
    vigie_sample_spec_init(&spec, VIGIE_SAMPLE_FLASH, 2022);
    double mix = 0, mean = 0, share = 0;
    for (VigieSampleType t = 0; t < VIGIE_SAMPLE_N_TYPES; t++) {
        mix += vigie_sample_true_mix(&spec, t);
        mean += vigie_sample_true_mix(&spec, t) *
                vigie_sample_true_mean(&spec, VIGIE_SAMPLE_OVERALL, t);
    }
    g_assert_cmpfloat_with_epsilon(mix, 1, 1e-12);
    g_assert_cmpfloat_with_epsilon(
        mean, vigie_sample_true_mean(&spec, VIGIE_SAMPLE_OVERALL, VIGIE_SAMPLE_ALL_TYPES),
        1e-12);
    for (int c = 2; c <= 4; c++)
        share +=
            vigie_sample_true_share(&spec, VIGIE_SAMPLE_OVERALL, c, VIGIE_SAMPLE_ALL_TYPES);
    g_assert_cmpfloat_with_epsilon(mean, 1 + share, 1e-12);
    g_assert_cmpfloat(vigie_sample_true_flag(&spec, VIGIE_SAMPLE_OUTDOOR), >,
                      vigie_sample_true_mix(&spec, VIGIE_SAMPLE_OUTDOOR));
    g_assert_cmpfloat(vigie_sample_true_flag(&spec, VIGIE_SAMPLE_FAMILY), >,
                      vigie_sample_true_mix(&spec, VIGIE_SAMPLE_FAMILY));
    /* slopes: from the yearly means by hand, unweighted, they are near the weighted ones */
    double slope =
        vigie_sample_true_slope(VIGIE_SAMPLE_FLASH, VIGIE_SAMPLE_TRAILS, VIGIE_SAMPLE_OUTDOOR);
    double sxy = 0, sxx = 0;
    for (guint year = VIGIE_SAMPLE_FIRST_YEAR; year <= VIGIE_SAMPLE_LAST_YEAR; year++) {
        vigie_sample_spec_init(&spec, VIGIE_SAMPLE_FLASH, year);
        sxy += (year - 2020.5) *
               vigie_sample_true_mean(&spec, VIGIE_SAMPLE_TRAILS, VIGIE_SAMPLE_OUTDOOR);
        sxx += (year - 2020.5) * (year - 2020.5);
    }
    g_assert_cmpfloat_with_epsilon(slope, sxy / sxx, 0.002);
    g_assert_cmpfloat(slope, >, 0.01);
}

static void
test_shape(void)
{
    VigieSampleSpec spec;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    g_autoptr(VigieSample) sample = vigie_sample_new();
    vigie_sample_spec_init(&spec, VIGIE_SAMPLE_FLASH, 2018);
    spec.n_empty = 1;
    vigie_sample_draw(sample, &spec, rng);
    g_assert_cmpuint(sample->n_strata, ==, 8);
    g_assert_cmpuint(sample->n_psu, ==, 24);
    g_assert_cmpuint(sample->n, >, 750);
    g_assert_cmpuint(sample->n, <, 1000);
    g_assert_cmpuint(sample->psu[0], ==, 1); /* PSU 0 was drawn and has no answer */
    double total = 0;
    for (guint i = 0; i < sample->n; i++) {
        total += sample->weight[i];
        for (guint c = 0; c < VIGIE_SAMPLE_N_COLUMNS; c++)
            g_assert_true(isnan(sample->value[c][i]) == (sample->why[c][i] != VIGIE_PRESENT));
    }
    g_assert_cmpfloat_with_epsilon(total, vigie_sample_all_parties(&spec), 1e-6);
    vigie_sample_spec_init(&spec, VIGIE_SAMPLE_OFF_SEASON, 2018);
    vigie_sample_draw(sample, &spec, rng);
    g_assert_cmpuint(sample->n_psu, ==, 12);
    g_assert_cmpuint(sample->n, >, 240);
    g_assert_cmpuint(sample->n, <, 360);
    gsl_rng_free(rng);
}

static void
test_same_seed_same_sample(void)
{
    VigieSampleSpec spec;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    g_autoptr(VigieSample) one = vigie_sample_new(), two = vigie_sample_new();
    vigie_sample_spec_init(&spec, VIGIE_SAMPLE_FLASH, 2023);
    gsl_rng_set(rng, 7);
    vigie_sample_draw(one, &spec, rng);
    vigie_sample_draw(two, &spec,
                      rng); /* and another one for the next seed's arrays to be used again */
    g_assert_true(one->n != two->n ||
                  memcmp(one->weight, two->weight, one->n * sizeof(double)) != 0);
    gsl_rng_set(rng, 7);
    vigie_sample_draw(two, &spec, rng);
    g_assert_cmpuint(one->n, ==, two->n);
    g_assert_true(memcmp(one->weight, two->weight, one->n * sizeof(double)) == 0);
    for (guint c = 0; c < VIGIE_SAMPLE_N_COLUMNS; c++)
        for (guint i = 0; i < one->n; i++)
            g_assert_true(one->why[c][i] == two->why[c][i] &&
                          (isnan(one->value[c][i]) ||
                           fabs(one->value[c][i] - two->value[c][i]) < 1e-300));
    gsl_rng_free(rng);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sample/reproduces-truth", test_reproduces_truth);
    g_test_add_func("/sample/icc", test_icc);
    g_test_add_func("/sample/closed-forms", test_closed_forms);
    g_test_add_func("/sample/shape", test_shape);
    g_test_add_func("/sample/same-seed-same-sample", test_same_seed_same_sample);
    return g_test_run();
}
