/* trend-years.c - changes and slopes over three years with sites kept or renewed, against R survey:
 * scripts/oracle/years.R, tests/oracle/years.csv */
#include "fixture.h"

#include <math.h>
#include <vigie/trend.h>

static const double years[] = {2021, 2023, 2024};

/* Cells: the years, over the records where in is 1 (NULL = all). */
typedef struct {
    Table *table;
    GHashTable *expected;
    VigieDesign *design;
    VigieSums *sums;
    double *y;
} Years;

static void
clear_years(Years *y)
{
    vigie_sums_free(y->sums);
    vigie_design_free(y->design);
    g_hash_table_unref(y->expected);
    table_free(y->table);
    g_free(y->y);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Years, clear_years)

/* Keeps the rows where column is 1. */
static void
keep_rows(Table *table, const char *column)
{
    for (gsize i = table->n; i > 0; i--)
        if (!g_str_equal(table_cell(table, i - 1, column), "1"))
            g_ptr_array_remove_index(table->lines, (guint)i - 1);
    table->n = table->lines->len;
}

static Years
load(const Plan *plan, bool kept_only, const char *domain)
{
    Years y = {.table = table_own("years"), .expected = oracle_own("years")};
    if (kept_only)
        keep_rows(y.table, "kept");
    y.design = fixture_design(y.table, plan);
    y.y = table_numbers(y.table, "y");
    guint32 n_cells = 0;
    g_autofree guint32 *cell = table_keys(y.table, "year", &n_cells);
    for (gsize i = 0; domain != NULL && i < y.table->n; i++)
        if (!g_str_equal(table_cell(y.table, i, domain), "1"))
            cell[i] = VIGIE_NO_CELL;
    VigieCells cells = {.n_cells = n_cells, .n = y.table->n, .cell = cell};
    VigieMeasure measure = {y.y, NULL};
    y.sums = vigie_sums_new(y.design, &cells, &measure, 1, NULL);
    return y;
}

static const Plan apart = {.strata = "year;stratum", .cluster = "site", .weight = "w"};
static const Plan panel = {
    .strata = "year;stratum", .cluster = "site", .weight = "w", .site_strata = "stratum"};
static const Plan panel_fpc = {.strata = "year;stratum",
                               .cluster = "site",
                               .weight = "w",
                               .fpc = "n_sites",
                               .site_strata = "stratum"};
static const Plan pooled = {.strata = "stratum", .cluster = "site", .weight = "w"};

static void
assert_row(const Years *y, const char *id, guint j, double actual)
{
    g_autofree char *row = g_strdup_printf("%s[%u]", id, j);
    assert_close(actual, oracle_value(y->expected, row));
}

static void
check_slope(const Plan *plan, bool kept_only, const char *domain, const char *id)
{
    g_auto(Years) y = load(plan, kept_only, domain);
    VigieSlope slope;
    vigie_slope(y.sums, 0, (guint32[]){0, 1, 2}, years, 3, &slope);
    assert_row(&y, id, 1, slope.slope);
    assert_row(&y, id, 2, slope.se);
    assert_row(&y, id, 3, slope.df);
    assert_row(&y, id, 4, slope.p);
}

static void
test_slopes(void)
{
    check_slope(&apart, false, NULL, "independent");
    check_slope(&apart, false, "dom", "independent.dom");
    check_slope(&pooled, false, NULL, "pooled");
}

static void
test_slopes_of_panel(void)
{
    check_slope(&panel, true, NULL, "kept");
    check_slope(&panel_fpc, true, NULL, "kept.fpc");
    check_slope(&panel, true, "dom", "kept.dom");
}

/* Sites that answered nothing leave the df of a slope, not that of a change. */
static void
test_blank_sites(void)
{
    g_auto(Years) y = load(&apart, false, NULL);
    guint32 n_cells = 0;
    g_autofree guint32 *cell = table_keys(y.table, "year", &n_cells);
    for (gsize i = 0; i < y.table->n; i++) {
        const char *site = table_cell(y.table, i, "site");
        if (g_str_equal(site, "N1a") || g_str_equal(site, "S4b"))
            y.y[i] = NAN;
    }
    VigieCells cells = {.n_cells = n_cells, .n = y.table->n, .cell = cell};
    VigieMeasure measure = {y.y, NULL};
    g_autoptr(VigieSums) sums = vigie_sums_new(y.design, &cells, &measure, 1, NULL);
    VigieSlope slope;
    vigie_slope(sums, 0, (guint32[]){0, 1, 2}, years, 3, &slope);
    assert_row(&y, "blank", 1, slope.slope);
    assert_row(&y, "blank", 2, slope.se);
    assert_row(&y, "blank", 3, slope.df);
    assert_row(&y, "blank", 4, slope.p);
    VigieChange change;
    bool fallback = true;
    vigie_change(sums, 0, 1, 2, false, &change, &fallback);
    assert_close(change.df, 16);
}

static VigieChange
check_change(const Plan *plan, bool kept_only, const char *domain, const char *id)
{
    g_auto(Years) y = load(plan, kept_only, domain);
    VigieChange change;
    bool fallback = true;
    vigie_change(y.sums, 0, 1, 2, false, &change, &fallback);
    assert_row(&y, id, 1, change.change);
    assert_row(&y, id, 2, change.se);
    g_assert_false(fallback);
    return change;
}

static void
test_changes(void)
{
    assert_close(check_change(&apart, false, NULL, "change.independent").df, 16);
    assert_close(check_change(&panel, true, NULL, "change.kept").df, 4);
    check_change(&panel_fpc, true, NULL, "change.kept.fpc");
    check_change(&panel, true, "dom", "change.kept.dom");
}

static void
test_totals(void)
{
    VigieChange change;
    g_auto(Years) y = load(&apart, false, NULL);
    vigie_change_total(y.sums, 0, 1, 2, false, &change);
    assert_row(&y, "change.independent.total", 1, change.change);
    assert_row(&y, "change.independent.total", 2, change.se);
    g_auto(Years) k = load(&panel, true, NULL);
    vigie_change_total(k.sums, 0, 1, 2, false, &change);
    assert_row(&k, "change.kept.total", 1, change.change);
    assert_row(&k, "change.kept.total", 2, change.se);
}

/* Part of the sites kept; in a domain, sites without its records are zeros. */
static void
test_partial(void)
{
    const char *const domain[] = {NULL, "dom"};
    const char *const id[] = {"change.partial", "change.partial.dom"};
    for (guint d = 0; d < 2; d++) {
        g_auto(Years) y = load(&panel, false, domain[d]);
        VigieChange change;
        bool fallback = true;
        vigie_change(y.sums, 0, 1, 2, false, &change, &fallback);
        assert_row(&y, id[d], 1, change.se);
        assert_row(&y, id[d], 2, change.df);
    }
}

/* Two surveys: sites and strata do not matter, the df are Satterthwaite's. */
static void
test_two_surveys(void)
{
    g_auto(Years) y = load(&panel, false, NULL);
    VigieRules rules = {.level = 0.95};
    VigieFigure f[2];
    vigie_mean(y.sums, 0, 1, &rules, &f[0]);
    vigie_mean(y.sums, 0, 2, &rules, &f[1]);
    double v1 = f[0].se * f[0].se, v2 = f[1].se * f[1].se;
    VigieChange change;
    bool fallback = true;
    vigie_change(y.sums, 0, 1, 2, true, &change, &fallback);
    assert_row(&y, "change.independent", 2, change.se);
    assert_close(change.df, (v1 + v2) * (v1 + v2) / (v1 * v1 / 8 + v2 * v2 / 8));
}

/* One site in common: no covariance, and the years' strata become one. */
static void
test_one_common_site(void)
{
    const double answers[] = {1, 2, 4, 2, 5, 3};
    g_autoptr(Table) table = table_parse(
        "year,stratum,site,w\n1,A,s,1\n1,A,t,1\n1,A,u,1\n2,A,s,1\n2,A,v,1\n2,A,z,1\n");
    g_autoptr(VigieDesign) kept = fixture_design(table, &panel);
    g_autoptr(VigieDesign) renewed = fixture_design(table, &apart);
    const guint32 cell[] = {0, 0, 0, 1, 1, 1};
    VigieCells cells = {.n_cells = 2, .n = 6, .cell = cell};
    VigieMeasure measure = {answers, NULL};
    g_autoptr(VigieSums) one = vigie_sums_new(kept, &cells, &measure, 1, NULL);
    g_autoptr(VigieSums) none = vigie_sums_new(renewed, &cells, &measure, 1, NULL);
    VigieChange a, b;
    bool fallback = true;
    vigie_change(one, 0, 0, 1, false, &a, &fallback);
    vigie_change(none, 0, 0, 1, false, &b, &fallback);
    assert_close(a.se, b.se);
    assert_close(a.df, 4);
    assert_close(b.df, 4);
}

/* Fewer than two years, or twice the same: no slope. */
static void
test_no_slope(void)
{
    g_auto(Years) y = load(&apart, false, NULL);
    VigieSlope slope;
    vigie_slope(y.sums, 0, (guint32[]){1}, years, 1, &slope);
    g_assert_true(isnan(slope.slope));
    vigie_slope(y.sums, 0, (guint32[]){0, 1}, (double[]){2021, 2021}, 2, &slope);
    g_assert_true(isnan(slope.slope));
    vigie_slope(y.sums, 0, NULL, NULL, 0, &slope);
    g_assert_true(isnan(slope.slope) && isnan(slope.se) && isnan(slope.df) && isnan(slope.p));
}

/* A slope keeps its digits far from 0. */
static void
test_slope_shifted(void)
{
    g_auto(Years) y = load(&apart, false, NULL);
    g_autofree double *far_away = g_new(double, y.table->n);
    for (gsize i = 0; i < y.table->n; i++)
        far_away[i] = y.y[i] + 1e9;
    guint32 n_cells = 0;
    g_autofree guint32 *cell = table_keys(y.table, "year", &n_cells);
    VigieCells cells = {.n_cells = n_cells, .n = y.table->n, .cell = cell};
    VigieMeasure measure = {far_away, NULL};
    g_autoptr(VigieSums) sums = vigie_sums_new(y.design, &cells, &measure, 1, NULL);
    VigieSlope slope;
    vigie_slope(sums, 0, (guint32[]){0, 1, 2}, years, 3, &slope);
    assert_row(&y, "independent", 1, slope.slope);
    assert_row(&y, "independent", 2, slope.se);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/trend/years/slopes", test_slopes);
    g_test_add_func("/trend/years/slopes-of-panel", test_slopes_of_panel);
    g_test_add_func("/trend/years/blank-sites", test_blank_sites);
    g_test_add_func("/trend/years/changes", test_changes);
    g_test_add_func("/trend/years/totals", test_totals);
    g_test_add_func("/trend/years/partial-overlap", test_partial);
    g_test_add_func("/trend/years/two-surveys", test_two_surveys);
    g_test_add_func("/trend/years/one-common-site", test_one_common_site);
    g_test_add_func("/trend/years/no-slope", test_no_slope);
    g_test_add_func("/trend/years/slope-shifted", test_slope_shifted);
    return g_test_run();
}
