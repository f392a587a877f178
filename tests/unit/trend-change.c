/* trend-change.c - change between years and slopes, independent and with sites kept, against table 06 */
#include "fixture.h"
#include "tiny.h"

#include <math.h>
#include <vigie/trend.h>

static const Plan independent = {.strata = "year;stratum", .cluster = "psu", .weight = "w"};
static const Plan panel = {
    .strata = "year;stratum", .cluster = "psu", .weight = "w", .site_strata = "stratum"};
static const Plan pooled = {.strata = "stratum", .cluster = "psu", .weight = "w"};

/* One measure by year: cells are the years in order of appearance. */
static VigieSums *
by_year(const Table *table, const VigieDesign *design, const double *y)
{
    guint32 n_cells = 0;
    g_autofree guint32 *cell = table_keys(table, "year", &n_cells);
    VigieCells cells = {.n_cells = n_cells, .n = table->n, .cell = cell};
    VigieMeasure measure = {y, NULL};
    VigieSums *sums = vigie_sums_new(design, &cells, &measure, 1, NULL);
    g_assert_nonnull(sums);
    return sums;
}

typedef struct {
    Table *table;
    VigieDesign *design;
    double *y;
    VigieSums *sums;
} Years;

static void
clear_years(Years *years)
{
    vigie_sums_free(years->sums);
    vigie_design_free(years->design);
    table_free(years->table);
    g_free(years->y);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Years, clear_years)

/* Takes the table over. */
static Years
years_of(Table *table, const Plan *plan, const char *item)
{
    Years years = {.table = table};
    years.design = fixture_design(table, plan);
    years.y = table_numbers(table, item);
    years.sums = by_year(table, years.design, years.y);
    return years;
}

static void
test_means(void)
{
    g_auto(Years) y = years_of(table_parse(TINY4), &independent, "y");
    const double mean[] = {7.3139534883720936, 7.9651162790697674};
    const double se[] = {0.76224710958593611, 0.89686335028667408};
    VigieRules rules = {.level = 0.95};
    for (guint32 c = 0; c < 2; c++) {
        VigieFigure figure;
        vigie_mean(y.sums, 0, c, &rules, &figure);
        assert_close(figure.estimate, mean[c]);
        assert_close(figure.se, se[c]);
    }
}

static void
test_independent(void)
{
    g_auto(Years) y = years_of(table_parse(TINY4), &independent, "y");
    VigieChange change;
    bool fallback = true;
    vigie_change(y.sums, 0, 0, 1, false, &change, &fallback);
    assert_close(change.change, 0.6511627906976738);
    assert_close(change.se, 1.1770235873420514);
    assert_close(change.df, 4);
    g_assert_false(fallback);
}

static void
test_panel(void)
{
    g_auto(Years) y = years_of(table_parse(TINY4), &panel, "y");
    VigieChange change;
    bool fallback = true;
    vigie_change(y.sums, 0, 0, 1, false, &change, &fallback);
    assert_close(change.change, 0.6511627906976738);
    assert_close(change.se, 0.24748763268992985);
    assert_differs(change.se, 1.1770235873420514);
    assert_close(change.df, 2);
    assert_close(change.change / change.se, 2.6310922433586694);
    assert_close(change.p, 0.11917580982314829);
    g_assert_false(fallback);
    /* yoy.diff.svyglm: the same as a slope over one year, df one less */
    VigieSlope slope;
    vigie_slope(y.sums, 0, (guint32[]){0, 1}, (double[]){2007, 2008}, 2, &slope);
    assert_close(slope.slope, 0.65116279069767491);
    assert_close(slope.se, 0.24748763268993024);
    assert_close(slope.df, 1);
    assert_close(slope.p, 0.23122566931316552);
}

/* R: svycontrast(svyby(~y, ~year, design, svytotal, covmat = TRUE), c(-1, 1)) */
static void
test_total(void)
{
    g_auto(Years) y = years_of(table_parse(TINY4), &panel, "y");
    VigieChange change;
    vigie_change_total(y.sums, 0, 0, 1, false, &change);
    assert_close(change.change, 56);
    assert_close(change.se, 22.80350850198268);
    g_auto(Years) i = years_of(table_parse(TINY4), &independent, "y");
    vigie_change_total(i.sums, 0, 0, 1, false, &change);
    assert_close(change.se, 202.53888515541902);
}

/* The same answers twice: the covariance leaves no variance, so the years are taken as independent. */
static void
test_fallback(void)
{
    g_autoptr(Table) table = table_parse(TINY4);
    for (gsize i = 8; i < 16; i++) {
        char **from = table->lines->pdata[i - 8], **to = table->lines->pdata[i];
        g_free(to[4]);
        to[4] = g_strdup(from[4]);
    }
    g_auto(Years) y = years_of(g_steal_pointer(&table), &panel, "y");
    VigieChange change;
    bool fallback = false;
    vigie_change(y.sums, 0, 0, 1, false, &change, &fallback);
    g_assert_true(fallback);
    assert_close_at(G_STRLOC, change.change, 0, 0, 1);
    assert_close(change.se, sqrt(2) * 0.76224710958593611);
}

static void
test_empty_year(void)
{
    g_auto(Years) y = years_of(table_parse(TINY4), &independent, "y");
    for (gsize i = 8; i < 16; i++)
        y.y[i] = NAN;
    vigie_sums_free(y.sums);
    y.sums = by_year(y.table, y.design, y.y);
    VigieChange change;
    bool fallback = true, known = true;
    vigie_change(y.sums, 0, 0, 1, false, &change, &fallback);
    g_assert_true(isnan(change.change) && isnan(change.se) && isnan(change.df) &&
                  isnan(change.p));
    g_assert_cmpint(vigie_direction(change.change, change.p, &known), ==, VIGIE_STABLE);
    g_assert_false(known);
    VigieSlope slope;
    vigie_slope(y.sums, 0, (guint32[]){0, 1}, (double[]){2007, 2008}, 2, &slope);
    g_assert_true(isnan(slope.slope) && isnan(slope.se) && isnan(slope.df) && isnan(slope.p));
}

/* Standard errors .1438 and .0877 with 9 df each: satterthwaite.df. */
static void
test_satterthwaite(void)
{
    g_autoptr(Table) table = table_load("oracle/data/flash.csv");
    g_autoptr(GHashTable) oracle = oracle_load();
    if (table == NULL || oracle == NULL) {
        g_test_skip("VIGIE_DATA is not set");
        return;
    }
    g_auto(Years) y = years_of(g_steal_pointer(&table), &independent, "sat");
    VigieChange change;
    bool fallback = false;
    vigie_change(y.sums, 0, 1, 2, true, &change, &fallback);
    assert_close(change.df, oracle_value(oracle, "satterthwaite.df"));
    assert_close(change.se, oracle_value(oracle, "flash.yoy0708.independent[2]"));
}

static void
test_flash(void)
{
    g_autoptr(GHashTable) oracle = oracle_load();
    g_autoptr(Table) table = table_load("oracle/data/flash.csv");
    if (table == NULL || oracle == NULL) {
        g_test_skip("VIGIE_DATA is not set");
        return;
    }
    g_auto(Years) y = years_of(g_steal_pointer(&table), &independent, "sat");
    VigieRules rules = {.level = 0.95};
    VigieFigure figure[2];
    vigie_mean(y.sums, 0, 1, &rules, &figure[0]);
    vigie_mean(y.sums, 0, 2, &rules, &figure[1]);
    assert_close(figure[0].se, oracle_value(oracle, "flash.yoy0708.single_year.se[1]"));
    assert_close(figure[1].se, oracle_value(oracle, "flash.yoy0708.single_year.se[2]"));
    VigieChange change;
    bool fallback = true;
    vigie_change(y.sums, 0, 1, 2, false, &change, &fallback);
    assert_close(change.change, oracle_value(oracle, "flash.yoy0708.independent[1]"));
    assert_close(change.se, oracle_value(oracle, "flash.yoy0708.independent[2]"));
    assert_close(change.df, oracle_value(oracle, "flash.yoy0708.independent[3]"));
    VigieDesign *kept = fixture_design(y.table, &panel);
    vigie_sums_free(y.sums);
    y.sums = by_year(y.table, kept, y.y);
    vigie_change(y.sums, 0, 1, 2, false, &change, &fallback);
    assert_close(change.se, oracle_value(oracle, "flash.yoy0708.common_psu_cov[4]"));
    assert_close(change.df, oracle_value(oracle, "flash.yoy0708.pooled_design[3]"));
    assert_differs(change.se, oracle_value(oracle, "flash.yoy0708.pooled_design[2]"));
    g_assert_false(fallback);
    g_clear_pointer(&y.sums, vigie_sums_free);
    vigie_design_free(kept);
}

static void
check_slope(const Table *table, const Plan *plan, GHashTable *oracle, const char *id)
{
    const double years[] = {2006, 2007, 2008, 2009};
    g_autoptr(VigieDesign) design = fixture_design(table, plan);
    g_autofree double *sat = table_numbers(table, "sat");
    g_autoptr(VigieSums) sums = by_year(table, design, sat);
    VigieSlope slope;
    vigie_slope(sums, 0, (guint32[]){0, 1, 2, 3}, years, 4, &slope);
    const double actual[] = {slope.slope, slope.se, slope.slope / slope.se, slope.p, slope.df};
    for (guint j = 0; j < G_N_ELEMENTS(actual); j++) {
        g_autofree char *row = g_strdup_printf("%s[%u]", id, j + 1);
        assert_close(actual[j], oracle_value(oracle, row));
    }
}

static void
test_slope(void)
{
    g_autoptr(GHashTable) oracle = oracle_load();
    g_autoptr(Table) table = table_load("oracle/data/flash.csv");
    if (table == NULL || oracle == NULL) {
        g_test_skip("VIGIE_DATA is not set");
        return;
    }
    check_slope(table, &independent, oracle, "trend.svyglm.slope");
    check_slope(table, &pooled, oracle, "trend.svyglm.slope.pooled");
}

static void
test_direction(void)
{
    bool known = false;
    g_assert_cmpint(vigie_direction(0.2, 0.049, &known), ==, VIGIE_UP);
    g_assert_true(known);
    g_assert_cmpint(vigie_direction(-0.2, 0.049, &known), ==, VIGIE_DOWN);
    g_assert_cmpint(vigie_direction(-0.2, 0.05, &known), ==, VIGIE_STABLE);
    g_assert_cmpint(vigie_direction(0.2, NAN, &known), ==, VIGIE_STABLE);
    g_assert_true(known);
    g_assert_cmpstr(vigie_direction_name(VIGIE_STABLE), ==, "stable");
    g_assert_cmpstr(vigie_direction_name(VIGIE_UP), ==, "up");
    g_assert_cmpstr(vigie_direction_name(VIGIE_DOWN), ==, "down");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/trend/yoy.means", test_means);
    g_test_add_func("/trend/yoy.diff.se.independent", test_independent);
    g_test_add_func("/trend/yoy.diff.se.overlap", test_panel);
    g_test_add_func("/trend/total", test_total);
    g_test_add_func("/trend/fallback", test_fallback);
    g_test_add_func("/trend/empty-year", test_empty_year);
    g_test_add_func("/trend/satterthwaite.df", test_satterthwaite);
    g_test_add_func("/trend/flash.yoy0708", test_flash);
    g_test_add_func("/trend/trend.svyglm.slope", test_slope);
    g_test_add_func("/trend/direction", test_direction);
    return g_test_run();
}
