/* estimate-flash.c - the oracle's survey of four years (flash.csv): figures of 2008 by domain, shares and their
 * intervals, against tables 01, 03 and 08.  Needs $VIGIE_DATA. */
#include "fixture.h"

#include <math.h>

typedef struct {
    Table *table;
    GHashTable *oracle;
    VigieDesign *design;
    double *year, *sat, *code, *persons, *nights, *spend;
    double *in_2008;
} Flash;

static void
clear_flash(Flash *f)
{
    table_free(f->table);
    g_clear_pointer(&f->oracle, g_hash_table_unref);
    vigie_design_free(f->design);
    g_free(f->year);
    g_free(f->sat);
    g_free(f->code);
    g_free(f->persons);
    g_free(f->nights);
    g_free(f->spend);
    g_free(f->in_2008);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Flash, clear_flash)

static bool
load(Flash *f)
{
    const Plan plan = {.strata = "year;stratum", .cluster = "psu", .weight = "w"};
    f->table = table_load("oracle/data/flash.csv");
    f->oracle = oracle_load();
    if (f->table == NULL || f->oracle == NULL) {
        g_test_skip("VIGIE_DATA is not set");
        return false;
    }
    f->design = fixture_design(f->table, &plan);
    f->year = table_numbers(f->table, "year");
    f->sat = table_numbers(f->table, "sat");
    f->code = table_numbers(f->table, "sat_code");
    f->persons = table_numbers(f->table, "persons");
    f->nights = table_numbers(f->table, "nights");
    f->spend = table_numbers(f->table, "spend");
    f->in_2008 = g_new(double, f->table->n);
    for (gsize i = 0; i < f->table->n; i++)
        f->in_2008[i] = fabs(f->year[i] - 2008) < 0.5;
    return true;
}

#define assert_oracle(f, id, actual) assert_close(actual, oracle_value((f)->oracle, id))

/* 1 in 2008 where the column is the text. */
static double *
domain(const Flash *f, const char *column, const char *text)
{
    double *in = g_new(double, f->table->n);
    for (gsize i = 0; i < f->table->n; i++)
        in[i] = f->in_2008[i] > 0 && g_str_equal(table_cell(f->table, i, column), text);
    return in;
}

static double *
at_least(const Flash *f, const double *x, double low, double high)
{
    double *out = g_new(double, f->table->n);
    for (gsize i = 0; i < f->table->n; i++)
        out[i] = isnan(x[i]) ? NAN : x[i] >= low && x[i] <= high;
    return out;
}

static double *
combine(const Flash *f, const double *a, const double *b, bool divide)
{
    double *out = g_new(double, f->table->n);
    for (gsize i = 0; i < f->table->n; i++)
        out[i] = divide ? a[i] / b[i] : a[i] * b[i];
    return out;
}

static void
test_types(void)
{
    const char *types[] = {"activite", "couple", "famille", "groupe"};
    g_auto(Flash) f = {0};
    if (!load(&f))
        return;
    for (gsize t = 0; t < G_N_ELEMENTS(types); t++) {
        g_autofree double *in = domain(&f, "type", types[t]);
        VigieFigure mean = figure_of(f.design, f.sat, NULL, in, vigie_mean);
        const double actual[] = {mean.estimate, mean.se, mean.df, (double)mean.n};
        for (guint j = 0; j < 4; j++) {
            g_autofree char *id = g_strdup_printf("flash08.sat.%s[%u]", types[t], j + 1);
            assert_oracle(&f, id, actual[j]);
        }
    }
}

static void
test_all(void)
{
    g_auto(Flash) f = {0};
    if (!load(&f))
        return;
    VigieFigure mean = figure_of(f.design, f.sat, NULL, f.in_2008, vigie_mean);
    assert_oracle(&f, "flash08.sat.all[1]", mean.estimate);
    assert_oracle(&f, "flash08.sat.all[2]", mean.se);
    assert_oracle(&f, "flash08.sat.all[3]", mean.df);
    g_autofree double *top2 = at_least(&f, f.sat, 3, 4);
    VigieFigure share = figure_of(f.design, top2, NULL, f.in_2008, vigie_mean);
    assert_oracle(&f, "flash08.top2.all[1]", share.estimate);
    assert_oracle(&f, "flash08.top2.all[2]", share.se);
    assert_oracle(&f, "flash08.top2.all[3]", share.deff);
    for (guint code = 8; code <= 9; code++) {
        g_autofree double *is = at_least(&f, f.code, code, code);
        VigieFigure dk = figure_of(f.design, is, NULL, f.in_2008, vigie_proportion);
        assert_oracle(&f, code == 9 ? "flash08.share_dk[1]" : "flash08.share_dk[2]",
                      dk.estimate);
        assert_oracle(&f, code == 9 ? "flash08.share_dk.se[1]" : "flash08.share_dk.se[2]",
                      dk.se);
    }
}

static void
test_ratio(void)
{
    g_auto(Flash) f = {0};
    if (!load(&f))
        return;
    g_autofree double *person_nights = combine(&f, f.persons, f.nights, false);
    g_autofree double *each = combine(&f, f.spend, person_nights, true);
    VigieFigure ratio = figure_of(f.design, f.spend, person_nights, f.in_2008, vigie_ratio);
    assert_oracle(&f, "flash08.spend_per_pn", ratio.estimate);
    assert_oracle(&f, "flash08.spend_per_pn.se", ratio.se);
    assert_differs(ratio.estimate, oracle_value(f.oracle, "flash08.mean_of_ratios"));
    assert_oracle(&f, "flash08.mean_of_ratios",
                  figure_of(f.design, each, NULL, f.in_2008, vigie_mean).estimate);
}

/* Party weights times party size, and divided by the stay. */
static void
test_other_weights(void)
{
    g_auto(Flash) f = {0};
    if (!load(&f))
        return;
    g_autofree double *present = combine(&f, f.sat, f.persons, false);
    g_autofree double *base = g_new(double, f.table->n);
    g_autofree double *inverse = g_new(double, f.table->n);
    g_autofree double *one = g_new(double, f.table->n);
    for (gsize i = 0; i < f.table->n; i++) {
        base[i] = isnan(f.sat[i]) ? NAN : f.persons[i];
        inverse[i] = 1 / f.nights[i];
        one[i] = 1;
    }
    assert_oracle(&f, "flash08.sat.persons",
                  figure_of(f.design, present, base, f.in_2008, vigie_ratio).estimate);
    assert_oracle(&f, "flash08.nights.naive",
                  figure_of(f.design, f.nights, NULL, f.in_2008, vigie_mean).estimate);
    VigieFigure arrivals = figure_of(f.design, one, inverse, f.in_2008, vigie_ratio);
    assert_oracle(&f, "flash08.nights.los_corrected", arrivals.estimate);
    assert_oracle(&f, "flash08.nights.los_corrected.se", arrivals.se);
}

static void
check_interval(const Flash *f, const double *y, const double *in, const char *id,
               VigieInterval interval)
{
    VigieRules rules = {.level = 0.95, .interval = interval};
    VigieMeasure measure = {y, NULL};
    VigieFigure share = figure_under(f->design, &measure, in, vigie_proportion, &rules);
    const double actual[] = {share.estimate, share.ci_low, share.ci_high, share.se};
    for (guint j = 0; j < 4; j++) {
        g_autofree char *row = g_strdup_printf("%s[%u]", id, j + 1);
        if (g_hash_table_contains(f->oracle, row))
            assert_oracle(f, row, actual[j]);
    }
}

static void
test_intervals(void)
{
    g_auto(Flash) f = {0};
    if (!load(&f))
        return;
    g_autofree double *top2 = at_least(&f, f.sat, 3, 4);
    g_autofree double *very = at_least(&f, f.sat, 4, 4);
    g_autofree double *group = domain(&f, "type", "groupe");
    check_interval(&f, top2, f.in_2008, "ci.top2.xlogit", VIGIE_INTERVAL_LOGIT);
    check_interval(&f, top2, f.in_2008, "ci.top2.logit", VIGIE_INTERVAL_AUTO);
    check_interval(&f, top2, f.in_2008, "ci.top2.beta", VIGIE_INTERVAL_BETA);
    check_interval(&f, top2, f.in_2008, "ci.top2.mean", VIGIE_INTERVAL_WALD);
    check_interval(&f, very, f.in_2008, "ci.very.xlogit", VIGIE_INTERVAL_LOGIT);
    check_interval(&f, very, f.in_2008, "ci.very.beta", VIGIE_INTERVAL_AUTO);
    check_interval(&f, very, f.in_2008, "ci.very.mean", VIGIE_INTERVAL_WALD);
    check_interval(&f, top2, group, "ci.groupe.top2.logit", VIGIE_INTERVAL_AUTO);
    check_interval(&f, top2, group, "ci.groupe.top2.mean", VIGIE_INTERVAL_WALD);
}

/* R's beta interval of a small domain is not capped: n' is above its 8 answers.  Ours is. */
static void
test_capped(void)
{
    VigieRules rules = {.level = 0.95, .interval = VIGIE_INTERVAL_BETA};
    g_auto(Flash) f = {0};
    if (!load(&f))
        return;
    g_autofree double *top2 = at_least(&f, f.sat, 3, 4);
    g_autofree double *group = domain(&f, "type", "groupe");
    VigieMeasure measure = {top2, NULL};
    VigieFigure share = figure_under(f.design, &measure, group, vigie_proportion, &rules);
    assert_differs(share.ci_low, oracle_value(f.oracle, "ci.groupe.top2.beta[2]"));
    /* qbeta(.025, 8 p, 8 (1 - p) + 1); qbeta(.975, 8 p + 1, 8 (1 - p)) */
    assert_close(share.ci_low, 0.18337007041413830);
    assert_close(share.ci_high, 0.86772239192749179);
}

static void
test_zero_and_one(void)
{
    g_auto(Flash) f = {0};
    if (!load(&f))
        return;
    g_autofree double *all = at_least(&f, f.year, 0, 9999);
    g_autofree double *none = at_least(&f, f.year, 9999, 9999);
    VigieFigure one = figure_of(f.design, all, NULL, f.in_2008, vigie_proportion);
    VigieFigure zero = figure_of(f.design, none, NULL, f.in_2008, vigie_proportion);
    assert_oracle(&f, "ci.all1.fallback.clopper_pearson_kish[2]", one.ci_low);
    assert_differs(one.ci_low, oracle_value(f.oracle, "ci.all1.fallback.clopper_pearson_n[1]"));
    assert_close(one.ci_high, 1);
    assert_oracle(&f, "ci.none.fallback.clopper_pearson_kish", zero.ci_high);
    assert_close(zero.ci_low, 0);
    g_assert_cmpint(one.status, ==, VIGIE_STATUS_NO_VARIANCE);
    g_assert_cmpint(zero.status, ==, VIGIE_STATUS_NO_VARIANCE);
}

static void
test_shares(void)
{
    g_auto(Flash) f = {0};
    if (!load(&f))
        return;
    double row_sum[3] = {0, 0, 0};
    double *share[3];
    for (guint c = 0; c < 3; c++)
        share[c] = at_least(&f, f.sat, c + 2, c + 2);
    for (guint a = 0; a < 3; a++) {
        VigieFigure figure = figure_of(f.design, share[a], NULL, f.in_2008, vigie_proportion);
        g_autofree char *id = g_strdup_printf("sat.shares[%u]", a + 1);
        g_autofree char *id_se = g_strdup_printf("sat.shares.se[%u]", a + 1);
        assert_oracle(&f, id, figure.estimate);
        assert_oracle(&f, id_se, figure.se);
        for (guint b = 0; b < 3; b++) {
            double v[4];
            covariance_of(f.design, (const double *[]){share[a], share[b]},
                          (const double *[]){f.in_2008, f.in_2008}, v);
            row_sum[a] += v[1];
        }
        assert_close_at(G_STRLOC, row_sum[a], 0, 0, 1);
    }
    for (guint c = 0; c < 3; c++)
        g_free(share[c]);
}

static void
test_multiple(void)
{
    g_auto(Flash) f = {0};
    if (!load(&f))
        return;
    g_autofree double *welcome = table_numbers(f.table, "accueil");
    g_autofree double *price = table_numbers(f.table, "prix");
    g_autofree double *r1 = at_least(&f, welcome, 3, 4);
    g_autofree double *r2 = at_least(&f, price, 3, 4);
    assert_oracle(&f, "multi.shares[1]",
                  figure_of(f.design, r1, NULL, f.in_2008, vigie_proportion).estimate);
    assert_oracle(&f, "multi.shares[2]",
                  figure_of(f.design, r2, NULL, f.in_2008, vigie_proportion).estimate);
    double v[4];
    covariance_of(f.design, (const double *[]){r1, r2},
                  (const double *[]){f.in_2008, f.in_2008}, v);
    assert_oracle(&f, "multi.sum.se", sqrt(v[0] + v[3] + 2 * v[1]));
}

/* Items and their gap in 2008 among those who rated their stay (table 08). */
static void
test_importance(void)
{
    const char *items[] = {"accueil", "prix", "infos"};
    g_auto(Flash) f = {0};
    if (!load(&f))
        return;
    double *item[3];
    g_autofree double *rated = at_least(&f, f.sat, 0, 9);
    g_autofree double *in = g_new(double, f.table->n);
    for (gsize i = 0; i < f.table->n; i++)
        in[i] = f.in_2008[i] > 0 && !isnan(rated[i]);
    for (guint a = 0; a < 3; a++)
        item[a] = table_numbers(f.table, items[a]);
    double estimate[3];
    for (guint a = 0; a < 3; a++) {
        VigieFigure mean = figure_of(f.design, item[a], NULL, in, vigie_mean);
        g_autofree char *id = g_strdup_printf("ipa.performance[%u]", a + 1);
        g_autofree char *id_se = g_strdup_printf("ipa.performance.se[%u]", a + 1);
        assert_oracle(&f, id, mean.estimate);
        assert_oracle(&f, id_se, mean.se);
        estimate[a] = mean.estimate;
        for (guint b = 0; b < 3; b++) {
            double v[4];
            covariance_of(f.design, (const double *[]){item[a], item[b]},
                          (const double *[]){in, in}, v);
            g_autofree char *id_v = g_strdup_printf("ipa.performance.vcov[%u]", 3 * a + b + 1);
            assert_oracle(&f, id_v, v[1]);
        }
    }
    double v[4];
    covariance_of(f.design, (const double *[]){item[0], item[1]}, (const double *[]){in, in},
                  v);
    assert_oracle(&f, "ipa.gap.accueil_prix[1]", estimate[0] - estimate[1]);
    assert_oracle(&f, "ipa.gap.accueil_prix[2]", sqrt(v[0] + v[3] - 2 * v[1]));
    for (guint a = 0; a < 3; a++)
        g_free(item[a]);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/estimate/flash/sat-by-type", test_types);
    g_test_add_func("/estimate/flash/sat-top2-dk", test_all);
    g_test_add_func("/estimate/flash/spend_per_pn", test_ratio);
    g_test_add_func("/estimate/flash/persons-nights", test_other_weights);
    g_test_add_func("/estimate/flash/ci", test_intervals);
    g_test_add_func("/estimate/flash/ci-capped", test_capped);
    g_test_add_func("/estimate/flash/ci-0-and-1", test_zero_and_one);
    g_test_add_func("/estimate/flash/sat.shares", test_shares);
    g_test_add_func("/estimate/flash/multi", test_multiple);
    g_test_add_func("/estimate/flash/ipa", test_importance);
    return g_test_run();
}
