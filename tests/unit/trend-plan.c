/* trend-plan.c - margins, detectable changes, and designs from past waves: METHODS 2.8's figures, R in scripts/oracle/plan.R, and
 * a simulation of the power that a plan promises (-m slow draws more) */
#include "fixture.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <vigie/trend-plan.h>
#include <vigie/trend.h>

#define LEVEL 0.95
#define POWER 0.8

/* Shares in points at p = .8 and .5, NPS; deff 1.5, many sites: METHODS 2.8. */
static void
test_published(void)
{
    const struct {
        double n, margin, nps;
    } rows[] = {{100, 12.0, 18.6}, {200, 8.5, 13.1}, {400, 6.0, 9.3}};
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        double share = 100 * vigie_margin(.25, rows[i].n, 1.5, INFINITY, LEVEL);
        double nps = vigie_margin(1e4 * .6, rows[i].n, 1.5, INFINITY, LEVEL);
        g_assert_cmpfloat(fabs(share - rows[i].margin), <, .05);
        g_assert_cmpfloat(fabs(nps - rows[i].nps), <, .05);
    }
    double two = 100 * vigie_detectable_change(.16, 200, 1.5, INFINITY, LEVEL, POWER);
    double four = 100 * vigie_detectable_change(.16, 400, 1.5, INFINITY, LEVEL, POWER);
    g_assert_cmpfloat(fabs(two - 13.7), <, .05);
    g_assert_cmpfloat(fabs(four - 9.7), <, .05);
    /* R: qt(.975, 18) * .05, (qt(.975, 18) + qt(.8, 18)) * .05 * sqrt(2) */
    assert_close(vigie_margin(.25, 100, 1, 18, LEVEL), 0.10504610201205192);
    assert_close(vigie_detectable_change(.25, 100, 1, 18, LEVEL, POWER), 0.20951366802469912);
    g_assert_true(isnan(vigie_margin(.25, 100, 1, 0, LEVEL)));
    g_assert_true(isnan(vigie_detectable_change(.25, 100, 1, -1, LEVEL, POWER)));
}

/* Against R ---------------------------------------------------------------------------------- */

static const Plan apart = {.strata = "year;stratum", .cluster = "site", .weight = "w"};

/* The waves of kitagawa.csv, of all records or of one type. */
static VigieField
field_of(const Table *table, const char *domain)
{
    static const guint32 waves[] = {0, 1};
    guint32 n_cells = 0;
    g_autoptr(VigieDesign) design = fixture_design(table, &apart);
    g_autofree guint32 *cell = table_keys(table, "year", &n_cells);
    g_autofree double *y = table_numbers(table, "y");
    for (gsize i = 0; domain != NULL && i < table->n; i++)
        if (!g_str_equal(table_cell(table, i, "type"), domain))
            cell[i] = VIGIE_NO_CELL;
    VigieCells cells = {.n_cells = n_cells, .n = table->n, .cell = cell};
    VigieMeasure measure = {y, NULL};
    g_autoptr(VigieSums) sums = vigie_sums_new(design, &cells, &measure, 1, NULL);
    VigieField field;
    vigie_field_of(sums, 0, waves, 2, &field);
    return field;
}

static void
check_all(GHashTable *expected, const char *id, const double *actual, guint n)
{
    for (guint j = 0; j < n; j++) {
        g_autofree char *row = g_strdup_printf("%s[%u]", id, j + 1);
        assert_close(actual[j], oracle_value(expected, row));
    }
}

static void
check_field(GHashTable *expected, const char *id, const VigieField *f)
{
    const double actual[] = {f->n,        f->sites, f->strata,    f->take,    f->estimate,
                             f->variance, f->deff,  f->weighting, f->cluster, f->rho};
    g_assert_cmpuint(f->waves, ==, 2);
    check_all(expected, id, actual, G_N_ELEMENTS(actual));
}

static void
check_plan(GHashTable *expected, const char *id, const VigieField *field, double take,
           VigiePlanDesign design)
{
    VigiePlan plan;
    bool strict = g_str_has_suffix(id, "other");
    double level = strict ? .9 : LEVEL, power = strict ? .9 : POWER;
    vigie_plan(field, take, &design, level, power, &plan);
    const double actual[] = {plan.n,
                             plan.deff,
                             plan.df,
                             plan.margin,
                             plan.change_se,
                             plan.detectable,
                             vigie_plan_power(&plan, plan.detectable / 2, level)};
    check_all(expected, id, actual, G_N_ELEMENTS(actual));
    double found = vigie_plan_power(&plan, plan.detectable, level);
    g_assert_cmpfloat(found, >=, power);
    g_assert_cmpfloat(found, <, power + .001);
}

static void
test_field(void)
{
    g_autoptr(Table) table = table_own("kitagawa");
    g_autoptr(GHashTable) expected = oracle_own("plan");
    VigieField all = field_of(table, NULL), dom = field_of(table, "family");
    check_field(expected, "all.field", &all);
    check_field(expected, "family.field", &dom);
    check_plan(expected, "all.now", &all, all.take, (VigiePlanDesign){1, 1, 0});
    check_plan(expected, "all.sites", &all, all.take, (VigiePlanDesign){1.5, 1, 0});
    check_plan(expected, "all.interviews", &all, all.take, (VigiePlanDesign){1, 2, 0});
    check_plan(expected, "all.kept", &all, all.take, (VigiePlanDesign){1, 1, .5});
    check_plan(expected, "all.other", &all, all.take, (VigiePlanDesign){2, 1.5, 1});
    check_plan(expected, "family.interviews", &dom, all.take, (VigiePlanDesign){1, 2, 0});
    /* the plan of today has the deff that was seen */
    VigiePlan now;
    vigie_plan(&all, all.take, &(VigiePlanDesign){1, 1, 0}, LEVEL, POWER, &now);
    assert_close(now.deff, all.deff);
}

static void
test_sites(void)
{
    g_autoptr(Table) table = table_own("kitagawa");
    VigieField all = field_of(table, NULL);
    VigiePlanDesign design = {1, 1, 0};
    VigiePlan plan;
    double factor = vigie_plan_sites(&all, all.take, &design, LEVEL, POWER, .8);
    design.sites = factor;
    vigie_plan(&all, all.take, &design, LEVEL, POWER, &plan);
    assert_close(plan.detectable, .8);
    g_assert_true(isnan(vigie_plan_sites(&all, all.take, &design, LEVEL, POWER, 1e-9)));
    g_assert_true(isnan(vigie_plan_sites(&all, all.take, &design, LEVEL, POWER, 0)));
}

/* Hand-made waves ---------------------------------------------------------------------------- */

/* One wave of equal weights. */
static VigieField
small_field(const char *csv)
{
    g_autoptr(Table) table = table_parse(csv);
    Plan plan = {.strata = "h", .cluster = "site"};
    g_autoptr(VigieDesign) design = fixture_design(table, &plan);
    g_autofree guint32 *cell = g_new0(guint32, table->n);
    g_autofree double *y = table_numbers(table, "y");
    VigieCells cells = {.n_cells = 1, .n = table->n, .cell = cell};
    VigieMeasure measure = {y, NULL};
    g_autoptr(VigieSums) sums = vigie_sums_new(design, &cells, &measure, 1, NULL);
    const guint32 wave = 0;
    VigieField field;
    vigie_field_of(sums, 0, &wave, 1, &field);
    return field;
}

static void
test_limits(void)
{
    /* all sites alike: rho below 0 */
    VigieField alike = small_field("h,site,y\nA,a,0\nA,a,2\nA,b,0\nA,b,2\nA,c,0\nA,c,2.1\n");
    g_assert_true(alike.negative);
    assert_close(alike.rho + 1, 1);
    VigiePlan plan;
    vigie_plan(&alike, alike.take, &(VigiePlanDesign){1, 1, 0}, LEVEL, POWER, &plan);
    assert_close(plan.deff, 1);
    assert_close(plan.df, 4);
    /* nobody differs within a site: V = S_b^2 / 3 = 1/3, S^2/n = 4/5 / 6, deff = 2.5, rho = 1.5, which is 1 */
    VigieField alone = small_field("h,site,y\nA,a,0\nA,a,0\nA,b,1\nA,b,1\nA,c,2\nA,c,2\n");
    assert_close(alone.deff, 2.5);
    assert_close(alone.cluster, 2);
    assert_close(alone.weighting, 1);
    assert_close(alone.rho, 1);
    g_assert_false(alone.negative);
    /* sites of one answer say nothing about sites */
    VigieField single = small_field("h,site,y\nA,a,0\nA,b,1\nA,c,4\n");
    g_assert_true(isnan(single.rho));
    vigie_plan(&single, single.take, &(VigiePlanDesign){1, 2, 0}, LEVEL, POWER, &plan);
    assert_close(plan.n, 6);
    assert_close(plan.deff, 1);
    /* no wave: one answer, or no difference between answers */
    VigieField none = small_field("h,site,y\nA,a,1\nA,a,1\nA,b,1\n");
    g_assert_cmpuint(none.waves, ==, 0);
    g_assert_true(isnan(none.n) && isnan(none.deff) && isnan(none.rho));
    /* one site: no degrees of freedom, nothing is detected */
    VigieField one = small_field("h,site,y\nA,a,1\nA,a,2\nA,a,1\n");
    if (one.waves > 0) {
        vigie_plan(&one, one.take, &(VigiePlanDesign){1, 1, 0}, LEVEL, POWER, &plan);
        g_assert_true(isnan(plan.detectable) && isnan(plan.margin));
        g_assert_true(isnan(vigie_plan_power(&plan, 1, LEVEL)));
    }
}

/* Power -------------------------------------------------------------------------------------- */

enum { N_SITES = 20, TAKE = 20, N_PAST = 4, N_WAVES = N_PAST + 2 };

typedef struct {
    guint32 psu[N_WAVES * N_SITES * TAKE], cell[N_WAVES * N_SITES * TAKE];
    guint32 stratum[N_WAVES * N_SITES];
    double y[N_WAVES * N_SITES * TAKE], w[N_WAVES * N_SITES * TAKE];
} Waves;

/* y = site + answer, intra-site correlation rho, variance 1; weights log-normal with cv 0.7; a wave is a stratum. */
static void
draw_waves(Waves *waves, double rho, gsl_rng *rng)
{
    double sigma = sqrt(log(1.49));
    for (guint32 p = 0; p < N_WAVES * N_SITES; p++) {
        double site = gsl_ran_gaussian(rng, sqrt(rho));
        waves->stratum[p] = p / N_SITES;
        for (guint k = 0; k < TAKE; k++) {
            guint i = p * TAKE + k;
            waves->psu[i] = p;
            waves->cell[i] = p / N_SITES;
            waves->w[i] = gsl_ran_lognormal(rng, 0, sigma);
            waves->y[i] = site + gsl_ran_gaussian(rng, sqrt(1 - rho));
        }
    }
}

static VigieSums *
sweep(const Waves *waves, VigieDesign **design)
{
    VigieDesignSpec spec = {.n = N_WAVES * N_SITES * TAKE,
                            .psu = waves->psu,
                            .weight = waves->w,
                            .n_psu = N_WAVES * N_SITES,
                            .n_strata = N_WAVES,
                            .stratum = waves->stratum};
    VigieCells cells = {.n_cells = N_WAVES, .n = spec.n, .cell = waves->cell};
    VigieMeasure measure = {waves->y, NULL};
    *design = vigie_design_new(&spec, NULL);
    return vigie_sums_new(*design, &cells, &measure, 1, NULL);
}

/* Four past waves make the plan; is the change that it promises to detect found between the two next ones? */
static bool
is_found(Waves *waves, double rho, gsl_rng *rng)
{
    static const guint32 past[] = {0, 1, 2, 3};
    draw_waves(waves, rho, rng);
    VigieDesign *design = NULL;
    VigieSums *sums = sweep(waves, &design);
    VigieField field;
    VigiePlan plan;
    vigie_field_of(sums, 0, past, N_PAST, &field);
    vigie_plan(&field, field.take, &(VigiePlanDesign){1, 1, 0}, LEVEL, POWER, &plan);
    vigie_sums_free(sums);
    vigie_design_free(design);
    for (gsize i = (N_WAVES - 1) * N_SITES * TAKE; i < N_WAVES * N_SITES * TAKE; i++)
        waves->y[i] += plan.detectable;
    sums = sweep(waves, &design);
    VigieChange change;
    bool fallback = false;
    vigie_change(sums, 0, N_PAST, N_PAST + 1, false, &change, &fallback);
    vigie_sums_free(sums);
    vigie_design_free(design);
    return change.p < 1 - LEVEL && change.change > 0;
}

static void
test_power(void)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    g_autofree Waves *waves = g_new(Waves, 1);
    guint n = g_test_slow() ? 4000 : 400, found = 0;
    gsl_rng_set(rng, 20240901);
    for (guint s = 0; s < n; s++)
        found += is_found(waves, .05, rng) ? 1 : 0;
    gsl_rng_free(rng);
    double power = (double)found / n, slack = g_test_slow() ? .03 : .08;
    g_test_message("planned power 80 %%: %u of %u found (%.1f %%)", found, n, 100 * power);
    g_assert_cmpfloat(fabs(power - POWER), <, slack);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/plan/published", test_published);
    g_test_add_func("/plan/field", test_field);
    g_test_add_func("/plan/sites", test_sites);
    g_test_add_func("/plan/limits", test_limits);
    g_test_add_func("/plan/power", test_power);
    return g_test_run();
}
