/* trend-decomposition.c - Kitagawa's split, standardised means, lines through years, change in per cent, against R survey:
 * scripts/oracle/kitagawa.R, tests/oracle/kitagawa.csv and years.csv */
#include "fixture.h"

#include <math.h>
#include <vigie/trend-decomposition.h>
#include <vigie/trend-line.h>

static const Plan apart = {.strata = "year;stratum", .cluster = "site", .weight = "w"};
static const Plan panel = {
    .strata = "year;stratum", .cluster = "site", .weight = "w", .site_strata = "stratum"};
static const Plan pooled = {.strata = "stratum", .cluster = "site", .weight = "w"};
static const VigieRules rules = {.level = 0.95, .interval = VIGIE_INTERVAL_WALD};

/* Cells year x type; R's letters of the types in the order of the cells. */
static const char *const types[] = {"family", "couple", "group"};
static const char letters[] = "fcg";
static const guint32 typed_cells[] = {0, 1, 2, 3, 4, 5};

typedef struct {
    Table *table;
    GHashTable *expected;
    VigieDesign *design;
    double *y, *x;
    guint32 *cell;
    VigieSums *sums;
} Data;

static void
clear_data(Data *data)
{
    vigie_sums_free(data->sums);
    vigie_design_free(data->design);
    g_hash_table_unref(data->expected);
    table_free(data->table);
    g_free(data->y);
    g_free(data->x);
    g_free(data->cell);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Data, clear_data)

static void
sweep(Data *data, guint32 n_cells, bool ratio)
{
    g_clear_pointer(&data->sums, vigie_sums_free);
    VigieCells cells = {.n_cells = n_cells, .n = data->table->n, .cell = data->cell};
    VigieMeasure measure = {data->y, ratio ? data->x : NULL};
    data->sums = vigie_sums_new(data->design, &cells, &measure, 1, NULL);
}

static Data
by_type(const Plan *plan, bool ratio)
{
    Data data = {.table = table_own("kitagawa"), .expected = oracle_own("kitagawa")};
    data.design = fixture_design(data.table, plan);
    g_autofree double *year = table_numbers(data.table, "year");
    data.y = table_numbers(data.table, "y");
    data.x = table_numbers(data.table, "x");
    data.cell = g_new(guint32, data.table->n);
    for (gsize i = 0; i < data.table->n; i++)
        for (guint32 g = 0; g < 3; g++)
            if (g_str_equal(table_cell(data.table, i, "type"), types[g]))
                data.cell[i] = (year[i] > 2023.5 ? 3 : 0) + g;
    sweep(&data, 6, ratio);
    return data;
}

static VigieTyped
typed_of(const Data *data)
{
    return (VigieTyped){data->sums, 0, typed_cells, 2, 3};
}

static double
expected(const Data *data, const char *id, guint j)
{
    g_autofree char *row = g_strdup_printf("%s[%u]", id, j);
    return oracle_value(data->expected, row);
}

static void
check_effect(const Data *data, const char *plan, const char *effect, const VigieChange *actual)
{
    g_autofree char *id = g_strdup_printf("%s.%s", plan, effect);
    assert_close(actual->change, expected(data, id, 1));
    assert_close(actual->se, expected(data, id, 2));
}

static void
check_types(const Data *data, const char *plan, const VigieDecomposition *split)
{
    for (guint g = 0; g < 3; g++) {
        g_autofree char *mix = g_strdup_printf("mix.%c", letters[g]);
        g_autofree char *within = g_strdup_printf("within.%c", letters[g]);
        check_effect(data, plan, mix, &split->type[g].mix);
        check_effect(data, plan, within, &split->type[g].within);
    }
}

static void
check_split(const Plan *plan, const char *name, bool ratio, double df)
{
    g_auto(Data) data = by_type(plan, ratio);
    g_auto(VigieDecomposition) split = {0};
    VigieTyped typed = typed_of(&data);
    g_assert_true(vigie_decompose(&typed, false, &split));
    check_effect(&data, name, "total", &split.total);
    check_effect(&data, name, "mix", &split.mix);
    check_effect(&data, name, "within", &split.within);
    check_types(&data, name, &split);
    assert_close(split.total.df, df);
    assert_close(split.mix.df, df);
    g_assert_cmpuint(split.lone, ==, VIGIE_NO_CELL);
    g_assert_false(split.fallback);
    g_assert_cmpfloat(fabs(split.total.change - split.mix.change - split.within.change), <,
                      1e-12);
    double mix = 0, within = 0, share = 0;
    for (guint g = 0; g < 3; g++) {
        mix += split.type[g].mix.change;
        within += split.type[g].within.change;
        share += split.type[g].share[1];
    }
    g_assert_cmpfloat(fabs(mix - split.mix.change), <, 1e-12);
    g_assert_cmpfloat(fabs(within - split.within.change), <, 1e-12);
    assert_close(share, 1);
}

static void
test_split(void)
{
    check_split(&apart, "independent", false, 20);
    check_split(&panel, "panel", false, 10);
    check_split(&apart, "ratio", true, 20);
}

/* The total is what vigie_change() says of the years. */
static void
test_total(void)
{
    g_auto(Data) data = by_type(&panel, false);
    g_auto(VigieDecomposition) split = {0};
    VigieTyped typed = typed_of(&data);
    VigieChange change;
    bool fallback = false;
    vigie_decompose(&typed, false, &split);
    for (gsize i = 0; i < data.table->n; i++)
        data.cell[i] /= 3;
    sweep(&data, 2, false);
    vigie_change(data.sums, 0, 0, 1, false, &change, &fallback);
    assert_close(split.total.change, change.change);
    assert_close(split.total.se, change.se);
    assert_close(split.total.df, change.df);
    assert_close(split.total.p, change.p);
}

/* Two surveys: no site is common, and df are Satterthwaite's, between the fewer and the sum of both. */
static void
test_two_surveys(void)
{
    g_auto(Data) data = by_type(&panel, false);
    g_auto(VigieDecomposition) split = {0};
    VigieTyped typed = typed_of(&data);
    vigie_decompose(&typed, true, &split);
    check_effect(&data, "independent", "total", &split.total);
    check_effect(&data, "independent", "mix", &split.mix);
    g_assert_cmpfloat(split.mix.df, >, 10);
    g_assert_cmpfloat(split.mix.df, <, 20);
    g_assert_cmpfloat(split.within.df, >, 10);
    g_assert_cmpfloat(fabs(split.within.df - split.mix.df), >, 1e-3);
}

static void
test_far_from_zero(void)
{
    g_auto(Data) data = by_type(&apart, false);
    for (gsize i = 0; i < data.table->n; i++)
        data.y[i] += 1e9;
    sweep(&data, 6, false);
    g_auto(VigieDecomposition) split = {0};
    VigieTyped typed = typed_of(&data);
    vigie_decompose(&typed, false, &split);
    check_effect(&data, "independent", "mix", &split.mix);
    check_effect(&data, "independent", "within", &split.within);
    VigieFigure figure[2];
    vigie_standardise(&typed, VIGIE_MIX_AVERAGE, 0.95, figure);
    assert_close_at(G_STRLOC, figure[0].estimate, 1e9 + 6.5630042999567157, 1e-15, 1);
    assert_close(figure[0].se, expected(&data, "independent.average.2023", 2));
}

/* Without groups in the first year nobody knows how they answered then. */
static void
test_lone_type(void)
{
    g_auto(Data) data = by_type(&apart, false);
    for (gsize i = 0; i < data.table->n; i++)
        if (data.cell[i] == 2)
            data.cell[i] = VIGIE_NO_CELL;
    sweep(&data, 6, false);
    g_auto(VigieDecomposition) split = {0};
    VigieTyped typed = typed_of(&data);
    g_assert_true(vigie_decompose(&typed, false, &split));
    g_assert_cmpuint(split.lone, ==, 2);
    g_assert_true(isfinite(split.total.change) && split.total.se > 0);
    g_assert_true(isnan(split.mix.change) && isnan(split.mix.se) && isnan(split.within.p));
    g_assert_true(isnan(split.type[2].mean[0]) && isnan(split.type[0].mix.change));
    VigieFigure figure[2];
    vigie_standardise(&typed, VIGIE_MIX_AVERAGE, 0.95, figure);
    g_assert_cmpint(figure[0].status, ==, VIGIE_STATUS_EMPTY);
    g_assert_true(isnan(figure[0].estimate) && isfinite(figure[1].estimate));
    vigie_standardise(&typed, 0, 0.95, figure); /* the first year's mix knows no groups */
    g_assert_true(isfinite(figure[0].estimate) && isfinite(figure[1].estimate));
}

/* A type of neither year is none; a year without answers has no change. */
static void
test_empty(void)
{
    g_auto(Data) data = by_type(&apart, false);
    for (gsize i = 0; i < data.table->n; i++)
        if (data.cell[i] % 3 == 2)
            data.cell[i] = VIGIE_NO_CELL;
    sweep(&data, 6, false);
    g_auto(VigieDecomposition) split = {0}, none = {0};
    VigieTyped typed = typed_of(&data);
    vigie_decompose(&typed, false, &split);
    g_assert_cmpuint(split.lone, ==, VIGIE_NO_CELL);
    g_assert_true(isfinite(split.mix.se) && isnan(split.type[2].mix.change));
    assert_close(split.type[2].share[0] + 1, 1);
    for (gsize i = 0; i < data.table->n; i++)
        if (data.cell[i] < 3)
            data.y[i] = NAN;
    sweep(&data, 6, false);
    typed = typed_of(&data);
    g_assert_false(vigie_decompose(&typed, false, &none));
    g_assert_true(isnan(none.total.change) && isnan(none.mix.change) && isnan(none.within.df));
}

/* The same answers twice at the same sites: all variance goes, and the years count as independent. */
static void
test_fallback(void)
{
    g_autoptr(GString) csv = g_string_new("year,stratum,site,w,type,y,x\n");
    for (guint year = 2023; year <= 2024; year++)
        for (guint i = 0; i < 24; i++)
            g_string_append_printf(csv, "%u,N,s%u,1,%s,%u,1\n", year, i / 4, types[i % 2],
                                   (i * i) % 7);
    Data data = {.table = table_parse(csv->str), .expected = oracle_own("kitagawa")};
    data.design = fixture_design(data.table, &panel);
    data.y = table_numbers(data.table, "y");
    data.cell = g_new(guint32, data.table->n);
    for (guint i = 0; i < 48; i++)
        data.cell[i] = 3 * (i / 24) + i % 2;
    sweep(&data, 6, false);
    g_auto(VigieDecomposition) split = {0};
    VigieTyped typed = typed_of(&data);
    vigie_decompose(&typed, false, &split);
    g_assert_true(split.fallback);
    g_assert_true(split.total.se > 0 && split.within.se > 0);
    clear_data(&data);
}

static void
check_standard(const Plan *plan, const char *name, double df)
{
    static const char *const names[] = {"average", "first"};
    g_auto(Data) data = by_type(plan, false);
    VigieTyped typed = typed_of(&data);
    for (gint base = VIGIE_MIX_AVERAGE; base <= 0; base++) {
        VigieFigure figure[2];
        vigie_standardise(&typed, base, 0.95, figure);
        for (guint t = 0; t < 2; t++) {
            g_autofree char *id = g_strdup_printf("%s.%s.%u", name, names[base + 1], 2023 + t);
            assert_close(figure[t].estimate, expected(&data, id, 1));
            assert_close(figure[t].se, expected(&data, id, 2));
            assert_close(figure[t].df, df);
            g_assert_cmpint(figure[t].status, ==, VIGIE_STATUS_OK);
        }
    }
}

static void
test_standard(void)
{
    check_standard(&apart, "independent", 20);
    check_standard(&panel, "panel", 10);
    check_standard(&pooled, "panel", 10);
}

/* Lines -------------------------------------------------------------------------------------- */

static const guint32 year_cells[] = {0, 1, 2};
static const double years[] = {2021, 2023, 2024};

/* years.csv; kept: the sites of all years only. */
static Data
by_year(const Plan *plan, bool kept)
{
    Data data = {.table = table_own("years"), .expected = oracle_own("kitagawa")};
    for (gsize i = data.table->n; kept && i > 0; i--)
        if (!g_str_equal(table_cell(data.table, i - 1, "kept"), "1"))
            g_ptr_array_remove_index(data.table->lines, (guint)i - 1);
    data.table->n = data.table->lines->len;
    data.design = fixture_design(data.table, plan);
    data.y = table_numbers(data.table, "y");
    guint32 n_cells = 0;
    data.cell = table_keys(data.table, "year", &n_cells);
    sweep(&data, n_cells, false);
    return data;
}

static VigieYearly
yearly_of(const Data *data)
{
    VigieSeries series = {data->sums, 0, false, year_cells, years, 3};
    VigieYearly yearly;
    vigie_yearly_init(&yearly, &series);
    return yearly;
}

static void
check_line(const Data *data, const VigieYearly *yearly, const char *name, bool own)
{
    g_autofree char *id = g_strdup_printf("%s.%s", name, own ? "wls" : "gls");
    VigieLine line;
    g_assert_true(vigie_yearly_line(yearly, own, &line));
    assert_close(line.slope, expected(data, id, 1));
    assert_close(line.se, expected(data, id, 2));
    assert_close(line.q, expected(data, id, 3));
    assert_close(line.df, expected(data, id, 4));
    assert_close(line.p, expected(data, id, 5));
}

static void
check_contrast(const Data *data, const char *name, const char *which, const VigieSlope *slope,
               double df)
{
    g_autofree char *id = g_strdup_printf("%s.%s", name, which);
    assert_close(slope->slope, expected(data, id, 1));
    assert_close(slope->se, expected(data, id, 2));
    assert_close(slope->df, df);
    g_assert_true(slope->p > 0 && slope->p < 1);
}

static void
check_relative(const Data *data, const char *name)
{
    g_autofree char *id = g_strdup_printf("%s.relative", name);
    VigieFigure figure[2];
    VigieChange change;
    VigieRelative relative;
    bool fallback = false;
    vigie_ratio(data->sums, 0, 1, &rules, &figure[0]);
    vigie_ratio(data->sums, 0, 2, &rules, &figure[1]);
    vigie_change(data->sums, 0, 1, 2, false, &change, &fallback);
    vigie_relative_of(&figure[0], &figure[1], &change, 0.95, &relative);
    assert_close(relative.relative, expected(data, id, 1));
    assert_close(relative.se, expected(data, id, 2));
    assert_close(relative.log_ratio, expected(data, id, 3));
    assert_close(relative.log_se, expected(data, id, 4));
    double half = (log1p(relative.high) - log1p(relative.low)) / 2;
    assert_close((log1p(relative.high) + log1p(relative.low)) / 2, relative.log_ratio);
    /* t of the change's df: the interval of the change is change +- t se */
    double se = relative.log_se;
    assert_close(half / se, name[0] == 'a' ? 2.1199052992212541 : 2.7764451051977934);
}

static void
check_lines(const Plan *plan, const char *name, double df)
{
    g_auto(Data) data = by_year(plan, name[0] == 'k');
    g_auto(VigieYearly) yearly = yearly_of(&data);
    VigieSlope slope;
    vigie_yearly_contrast(&yearly, &slope);
    check_contrast(&data, name, "contrast", &slope, df);
    vigie_yearly_quadratic(&yearly, &slope);
    check_contrast(&data, name, "quadratic", &slope, df);
    check_line(&data, &yearly, name, false);
    check_line(&data, &yearly, name, true);
    check_relative(&data, name);
}

static void
check_logit(const Plan *plan, const char *name)
{
    g_auto(Data) data = by_year(plan, name[0] == 'k');
    g_autofree char *id = g_strdup_printf("%s.logit", name);
    for (gsize i = 0; i < data.table->n; i++)
        data.y[i] = isnan(data.y[i]) ? NAN : data.y[i] > 5;
    sweep(&data, 3, false);
    VigieSlope slope;
    g_assert_true(vigie_slope_logit(data.sums, 0, year_cells, years, 3, &slope));
    assert_close_at(G_STRLOC, slope.slope, expected(&data, id, 1), 1e-6, 1);
    assert_close_at(G_STRLOC, slope.se, expected(&data, id, 2), 1e-6, 1);
    assert_close_at(G_STRLOC, slope.p, expected(&data, id, 3), 1e-6, 1);
    assert_close(slope.df, expected(&data, id, 4));
}

static void
test_lines(void)
{
    check_lines(&apart, "apart", 23);
    check_lines(&panel, "kept", 4);
    check_logit(&apart, "apart");
    check_logit(&panel, "kept");
    check_logit(&pooled, "kept");
}

/* All the first year's answers no, all the later ones yes. */
static void
test_separation(void)
{
    g_auto(Data) data = by_year(&apart, false);
    for (gsize i = 0; i < data.table->n; i++)
        data.y[i] = isnan(data.y[i]) ? NAN : data.cell[i] > 0;
    sweep(&data, 3, false);
    VigieSlope slope;
    g_assert_false(vigie_slope_logit(data.sums, 0, year_cells, years, 3, &slope));
    g_assert_true(isnan(slope.slope) && isnan(slope.se) && isnan(slope.p));
    g_assert_false(vigie_slope_logit(data.sums, 0, year_cells, years, 1, &slope));
    for (gsize i = 0; i < data.table->n; i++)
        data.y[i] = 1;
    sweep(&data, 3, false);
    g_assert_false(vigie_slope_logit(data.sums, 0, year_cells, years, 3, &slope));
}

static void
test_few_years(void)
{
    double year[] = {2023, 2024}, estimate[] = {4, 6}, v[] = {.25, 0, 0, .75};
    VigieYearly yearly = {2, year, estimate, v, 12};
    VigieSlope slope;
    VigieLine line;
    vigie_yearly_contrast(&yearly, &slope);
    assert_close(slope.slope, 2);
    assert_close(slope.se, 1);
    vigie_yearly_quadratic(&yearly, &slope);
    g_assert_true(isnan(slope.slope) && isnan(slope.se));
    g_assert_true(vigie_yearly_line(&yearly, false, &line));
    assert_close(line.slope, 2);
    assert_close(line.se, 1);
    g_assert_true(isnan(line.p));
    v[3] = 0; /* a year without variance */
    g_assert_false(vigie_yearly_line(&yearly, false, &line));
    g_assert_true(isnan(line.slope) && isnan(line.q));
    v[0] = v[1] = v[2] = v[3] = .25; /* the same answers twice */
    g_assert_false(vigie_yearly_line(&yearly, false, &line));
    yearly.k = 1;
    vigie_yearly_contrast(&yearly, &slope);
    g_assert_true(isnan(slope.slope));
    g_assert_false(vigie_yearly_line(&yearly, true, &line));
}

static VigieRelative
relative(double earlier, double se, double later)
{
    VigieFigure first = {.n = 50, .estimate = earlier, .se = se, .df = 10};
    VigieFigure second = {.n = 50, .estimate = later, .se = 1, .df = 10};
    VigieChange change = {later - earlier, sqrt(se * se + 1), 20, NAN};
    VigieRelative found;
    vigie_relative_of(&first, &second, &change, 0.95, &found);
    return found;
}

static void
test_no_relative(void)
{
    g_assert_true(isfinite(relative(10, 1, 12).high));
    g_assert_true(isnan(relative(0, 1, 12).relative));
    g_assert_true(isnan(relative(-5, 1, 12).relative));
    g_assert_true(isnan(relative(10, 1, -1).relative));
    g_assert_true(isnan(relative(2, 1, 12).relative)); /* 2 +- 2.09 may be 0 */
    g_assert_true(isfinite(relative(2.2, 1, 12).relative));
    g_assert_cmpfloat(relative(10, 1, 2).low, >, -1);
}

/* Two seasons: where a is 1 it is the first alone; df between those of the parts. */
static void
test_annual(void)
{
    const VigieFigure season[] = {{.n = 400, .estimate = 2.71, .se = .1, .df = 20},
                                  {.n = 150, .estimate = 2.45, .se = .15, .df = 12}};
    VigieFigure annual;
    vigie_annual_of(season, 1, 0, 0.95, &annual);
    assert_close(annual.se, .1);
    assert_close(annual.df, 20);
    assert_close(annual.ci_high, 2.71 + 2.0859634472658648 * .1);
    vigie_annual_of(season, .7, .04, 0.95, &annual);
    assert_close(annual.estimate, 2.632);
    assert_close(annual.se, sqrt(.49 * .01 + .09 * .0225 + .26 * .26 * .0016));
    /* (.0049 + .002025)^2 / (.0049^2 / 20 + .002025^2 / 12) */
    assert_close(annual.df, .006925 * .006925 / (.0049 * .0049 / 20 + .002025 * .002025 / 12));
    g_assert_cmpuint(annual.n, ==, 550);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/decomposition/split", test_split);
    g_test_add_func("/decomposition/total", test_total);
    g_test_add_func("/decomposition/two-surveys", test_two_surveys);
    g_test_add_func("/decomposition/far-from-zero", test_far_from_zero);
    g_test_add_func("/decomposition/lone-type", test_lone_type);
    g_test_add_func("/decomposition/empty", test_empty);
    g_test_add_func("/decomposition/fallback", test_fallback);
    g_test_add_func("/decomposition/standardised", test_standard);
    g_test_add_func("/decomposition/lines", test_lines);
    g_test_add_func("/decomposition/separation", test_separation);
    g_test_add_func("/decomposition/few-years", test_few_years);
    g_test_add_func("/decomposition/no-relative", test_no_relative);
    g_test_add_func("/decomposition/annual", test_annual);
    return g_test_run();
}
