/* oracle-trend.c - change, trend, relative change, seasons and decomposition: table 06, and simpson and change of table 13 */
#include "oracle.h"
#include "tiny.h"

#include <math.h>
#include <vigie/trend-decomposition.h>
#include <vigie/trend-line.h>

static const Plan independent = {.strata = "year;stratum", .cluster = "psu", .weight = "w"};
static const Plan panel = {
    .strata = "year;stratum", .cluster = "psu", .weight = "w", .site_strata = "stratum"};
static const Plan pooled = {.strata = "stratum", .cluster = "psu", .weight = "w"};
static const VigieRules rules = {.level = 0.95, .interval = VIGIE_INTERVAL_WALD};
static const guint32 cells[] = {0, 1, 2, 3};

/* A table by year: one measure, the cells are the years in order of appearance. */
typedef struct {
    Table *table;
    VigieDesign *design;
    double *y, years[4];
    guint32 k;
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

static void
sweep(Years *years)
{
    g_autofree guint32 *cell = table_keys(years->table, "year", &years->k);
    VigieCells by_year = {.n_cells = years->k, .n = years->table->n, .cell = cell};
    VigieMeasure measure = {years->y, NULL};
    years->sums = vigie_sums_new(years->design, &by_year, &measure, 1, NULL);
}

/* Takes the table over. */
static Years
years_of(Table *table, const Plan *plan, const char *item)
{
    Years years = {.table = table};
    years.design = fixture_design(table, plan);
    years.y = table_numbers(table, item);
    sweep(&years);
    g_autofree double *year = table_numbers(table, "year");
    for (guint k = 0; k < years.k; k++)
        years.years[k] = year[0] + k;
    return years;
}

static Years
flash(const Plan *plan)
{
    return years_of(table_load("oracle/data/flash.csv"), plan, "sat");
}

static Years
tiny4(const Plan *plan)
{
    return years_of(table_parse(TINY4), plan, "y");
}

/* k cells from the first one on. */
static VigieYearly
yearly_of(const Years *years, guint first, guint k)
{
    VigieSeries series = {
        .sums = years->sums, .cells = cells + first, .years = years->years + first, .k = k};
    VigieYearly yearly;
    vigie_yearly_init(&yearly, &series);
    return yearly;
}

static VigieChange
change_of(const Years *years, guint32 earlier, guint32 later, bool independent_surveys)
{
    VigieChange change;
    bool fallback = true;
    vigie_change(years->sums, 0, earlier, later, independent_surveys, &change, &fallback);
    g_assert_false(fallback);
    return change;
}

static VigieRelative
relative_of(const VigieSums *sums, bool total, guint32 earlier, guint32 later)
{
    VigieFigure figure[2];
    VigieChange change;
    VigieRelative relative;
    bool fallback = false;
    for (guint j = 0; j < 2; j++)
        (total ? vigie_total : vigie_ratio)(sums, 0, j == 0 ? earlier : later, &rules,
                                            &figure[j]);
    if (total)
        vigie_change_total(sums, 0, earlier, later, false, &change);
    else
        vigie_change(sums, 0, earlier, later, false, &change, &fallback);
    vigie_relative_of(&figure[0], &figure[1], &change, 0.95, &relative);
    return relative;
}

static void
test_yoy(void)
{
    if (!oracle_there())
        return;
    g_auto(Years) y = tiny4(&panel);
    g_auto(VigieYearly) yearly = yearly_of(&y, 0, 2);
    oracle_all("yoy.means", yearly.estimate, 2);
    oracle_is("yoy.se[1]", sqrt(yearly.v[0]));
    oracle_is("yoy.se[2]", sqrt(yearly.v[3]));
    oracle_is("yoy.cov", yearly.v[1]);
    VigieChange change = change_of(&y, 0, 1, false);
    oracle_is("yoy.diff", change.change);
    oracle_is("yoy.diff.se.overlap", change.se);
    oracle_is("yoy.t", change.change / change.se);
    oracle_is("yoy.p.with_degf", change.p);
    VigieSlope slope;
    vigie_slope(y.sums, 0, cells, y.years, 2, &slope);
    oracle_is("yoy.diff.svyglm[1]", slope.slope);
    oracle_is("yoy.diff.svyglm[2]", slope.se);
    oracle_is("yoy.diff.svyglm[3]", slope.df);
    oracle_is("yoy.p.overlap", slope.p);
    g_auto(Years) i = tiny4(&independent);
    oracle_is("yoy.diff.se.independent", change_of(&i, 0, 1, false).se);
    VigieRelative relative = relative_of(y.sums, false, 0, 1);
    oracle_is("yoy.relative_change[1]", relative.relative);
    oracle_is("yoy.relative_change[2]", relative.se);
    relative = relative_of(y.sums, true, 0, 1);
    oracle_is("yoy.log_ratio_total[1]", relative.log_ratio);
    oracle_is("yoy.log_ratio_total[2]", relative.log_se);
}

static void
test_flash_change(void)
{
    if (!oracle_there())
        return;
    g_auto(Years) y = flash(&independent), p = flash(&panel), together = flash(&pooled);
    g_auto(VigieYearly) kept = yearly_of(&p, 1, 2), pool = yearly_of(&together, 1, 2);
    VigieChange change = change_of(&y, 1, 2, false);
    oracle_is("flash.yoy0708.independent[1]", change.change);
    oracle_is("flash.yoy0708.independent[2]", change.se);
    oracle_is("flash.yoy0708.independent[3]", change.df);
    oracle_is("flash.yoy0708.single_year.se[1]", sqrt(kept.v[0]));
    oracle_is("flash.yoy0708.single_year.se[2]", sqrt(kept.v[3]));
    oracle_is("flash.yoy0708.common_psu_cov[1]", kept.v[0]);
    oracle_is("flash.yoy0708.common_psu_cov[2]", kept.v[3]);
    oracle_is("flash.yoy0708.common_psu_cov[3]", kept.v[1]);
    oracle_is("flash.yoy0708.common_psu_cov[4]", change_of(&p, 1, 2, false).se);
    oracle_is("satterthwaite.df", change_of(&y, 1, 2, true).df);
    /* what METHODS advises against: one design whose strata hold the sites of all years */
    VigieSlope slope;
    vigie_yearly_contrast(&pool, &slope);
    oracle_is("flash.yoy0708.pooled_design[1]", slope.slope);
    oracle_is("flash.yoy0708.pooled_design[2]", slope.se);
    oracle_is("flash.yoy0708.pooled_design[3]", slope.df);
    oracle_is("flash.yoy0708.pooled.se_each_year[1]", sqrt(pool.v[0]));
    oracle_is("flash.yoy0708.pooled.se_each_year[2]", sqrt(pool.v[3]));
}

static void
check_slope(const char *id, const VigieSlope *slope, bool has_df)
{
    const double actual[] = {slope->slope, slope->se, slope->slope / slope->se, slope->p,
                             slope->df};
    oracle_all(id, actual, has_df ? 5 : 4);
}

static void
test_trend(void)
{
    if (!oracle_there())
        return;
    g_auto(Years) y = flash(&independent), together = flash(&pooled);
    g_auto(VigieYearly) yearly = yearly_of(&y, 0, 4);
    VigieSlope slope;
    vigie_slope(y.sums, 0, cells, y.years, 4, &slope);
    check_slope("trend.svyglm.slope", &slope, true);
    vigie_slope(together.sums, 0, cells, y.years, 4, &slope);
    check_slope("trend.svyglm.slope.pooled", &slope, true);
    oracle_all("trend.yearly_means", yearly.estimate, 4);
    for (guint j = 0; j < 4; j++)
        oracle_is(oracle_id("trend.yearly_se[%u]", j + 1), sqrt(yearly.v[5 * j]));
    vigie_yearly_contrast(&yearly, &slope);
    oracle_is("trend.contrast[1]", slope.slope);
    oracle_is("trend.contrast[2]", slope.se);
    oracle_is("trend.contrast[3]", slope.slope / slope.se);
    vigie_yearly_quadratic(&yearly, &slope);
    oracle_is("trend.quadratic_contrast[1]", slope.slope);
    oracle_is("trend.quadratic_contrast[2]", slope.se);
    VigieLine line;
    g_assert_true(vigie_yearly_line(&yearly, true, &line));
    oracle_is("trend.wls_published_tables[1]", line.slope);
    oracle_is("trend.wls_published_tables[2]", line.se);
    oracle_is("trend.wls_published_tables[3]", line.q);
}

static void
test_logit(void)
{
    if (!oracle_there())
        return;
    g_auto(Years) y = flash(&independent);
    const double top2[] = {3, 4};
    vigie_indicator_of(y.y, y.table->n, top2, 2, y.y);
    vigie_sums_free(y.sums);
    sweep(&y);
    VigieSlope slope;
    g_assert_true(vigie_slope_logit(y.sums, 0, cells, y.years, 4, &slope));
    oracle_iterated("trend.logit.top2[1]", slope.slope);
    oracle_iterated("trend.logit.top2[2]", slope.se);
    oracle_iterated("trend.logit.top2[3]", slope.slope / slope.se);
    oracle_iterated("trend.logit.top2[4]", slope.p);
}

static void
test_annual(void)
{
    if (!oracle_there())
        return;
    VigieFigure season[2] = {{.n = 400, .estimate = 2.71, .se = .10, .df = 20},
                             {.n = 150, .estimate = 2.45, .se = .15, .df = 12}};
    VigieFigure annual;
    vigie_annual_of(season, .70, 0, 0.95, &annual);
    oracle_is("annual.two_seasons[1]", annual.estimate);
    oracle_is("annual.two_seasons[2]", annual.se);
    vigie_annual_of(season, .70, .04, 0.95, &annual);
    oracle_is("annual.two_seasons[3]", annual.se);
}

/* Two types in two years, a PSU each: weights are the shares. */
static const char simpson_csv[] = "year,stratum,psu,type,w,y\n"
                                  "1,A,a,high,.3,3.6\n1,A,b,low,.7,2.6\n"
                                  "2,A,c,high,.7,3.5\n2,A,d,low,.3,2.5\n";

static void
test_simpson(void)
{
    if (!oracle_there())
        return;
    g_auto(Years) y = years_of(table_parse(simpson_csv), &independent, "y");
    VigieFigure figure[2];
    vigie_mean(y.sums, 0, 0, &rules, &figure[0]);
    vigie_mean(y.sums, 0, 1, &rules, &figure[1]);
    oracle_is("simpson[1]", figure[0].estimate);
    oracle_is("simpson[2]", figure[1].estimate);
    guint32 n_cells = 0;
    g_autofree guint32 *cell = table_keys(y.table, "year;type", &n_cells);
    VigieCells by_type = {.n_cells = n_cells, .n = y.table->n, .cell = cell};
    VigieMeasure measure = {y.y, NULL};
    g_autoptr(VigieSums) sums = vigie_sums_new(y.design, &by_type, &measure, 1, NULL);
    VigieTyped typed = {.sums = sums, .cells = cells, .k = 2, .n_types = 2};
    vigie_standardise(&typed, VIGIE_MIX_AVERAGE, 0.95, figure);
    oracle_is("simpson.standardised[1]", figure[0].estimate);
    oracle_is("simpson.standardised[2]", figure[1].estimate);
    g_auto(VigieDecomposition) split = {0};
    g_assert_true(vigie_decompose(&typed, false, &split));
    oracle_is("simpson.decomposition[1]", split.mix.change);
    oracle_is("simpson.decomposition[2]", split.within.change);
    g_assert_cmpfloat(fabs(split.total.change - split.mix.change - split.within.change), <,
                      1e-12);
}

/* 40 of 100 and 45 of 100; a first part of 100 and 110, a second of 50 and 45, in two PSUs a year. */
static const char shares_csv[] = "year,stratum,psu,w,y\n"
                                 "1,A,a,20,1\n1,A,a,30,0\n1,A,b,20,1\n1,A,b,30,0\n"
                                 "2,A,c,20,1\n2,A,c,30,0\n2,A,d,25,1\n2,A,d,25,0\n";
static const char parts_csv[] = "year,stratum,psu,w,y\n"
                                "1,A,a,1,99\n1,A,b,1,1\n1,A,c,1,49\n1,A,d,1,1\n"
                                "2,A,e,1,109\n2,A,f,1,1\n2,A,g,1,44\n2,A,h,1,1\n";

static VigieFigure
figure_at(double estimate)
{
    return (VigieFigure){.n = 9, .estimate = estimate, .se = estimate / 100, .df = 8};
}

/* The change in per cent of a figure known well. */
static double
growth(double earlier, double later)
{
    VigieFigure figure[] = {figure_at(earlier), figure_at(later)};
    VigieChange change = {later - earlier, .01, 8, NAN};
    VigieRelative relative;
    vigie_relative_of(&figure[0], &figure[1], &change, 0.95, &relative);
    return relative.relative;
}

static void
test_change(void)
{
    if (!oracle_there())
        return;
    g_auto(Years) y = years_of(table_parse(shares_csv), &independent, "y");
    VigieChange change = change_of(&y, 0, 1, false);
    oracle_is("change.points_vs_percent[1]", 100 * change.change);
    oracle_is("change.points_vs_percent[2]", 100 * growth(.40, .45));
    oracle_differs("change.zero_base", growth(0, 5));
    g_auto(Years) parts = years_of(table_parse(parts_csv), &independent, "y");
    VigieFigure whole[2];
    vigie_total(parts.sums, 0, 0, &rules, &whole[0]);
    vigie_total(parts.sums, 0, 1, &rules, &whole[1]);
    oracle_is("change.sum_of_parts[1]", growth(whole[0].estimate, whole[1].estimate));
    oracle_is("change.sum_of_parts[2]", (growth(100, 110) + growth(50, 45)) / 2);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/oracle-trend/yoy", test_yoy);
    g_test_add_func("/oracle-trend/flash.yoy0708", test_flash_change);
    g_test_add_func("/oracle-trend/trend", test_trend);
    g_test_add_func("/oracle-trend/trend.logit", test_logit);
    g_test_add_func("/oracle-trend/annual", test_annual);
    g_test_add_func("/oracle-trend/simpson", test_simpson);
    g_test_add_func("/oracle-trend/change", test_change);
    return g_test_run();
}
