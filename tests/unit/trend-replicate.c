/* trend-replicate.c - changes, slopes, lines and dispersions by JKn, against R survey: scripts/oracle/replicates.R,
 * tests/oracle/years.csv */
#include "fixture.h"

#include <math.h>
#include <string.h>
#include <vigie/trend-replicate.h>

static const double years[] = {2021, 2023, 2024};
static const guint32 all[] = {0, 1, 2};

/* y and dom in the cells of the years. */
typedef struct {
    Table *table;
    GHashTable *expected;
    VigieDesign *design;
    VigieReplicates *replicates;
    double *value[2];
    guint32 *cell;
    VigieCells cells;
    VigieSums *sums;
    VigieReplicateSums *joined;
} Data;

static Data *
load(void)
{
    const Plan apart = {.strata = "year;stratum", .cluster = "site", .weight = "w"};
    const VigieReplicatesSpec jkn = {.method = VIGIE_REPLICATES_JKN};
    Data *d = g_new0(Data, 1);
    d->table = table_own("years");
    d->expected = oracle_own("replicates");
    d->design = fixture_design(d->table, &apart);
    d->replicates = vigie_replicates_new(d->design, &jkn, NULL);
    d->value[0] = table_numbers(d->table, "y");
    d->value[1] = table_numbers(d->table, "dom");
    d->cell = table_keys(d->table, "year", &d->cells.n_cells);
    d->cells.n = d->table->n;
    d->cells.cell = d->cell;
    VigieMeasure measures[] = {{d->value[0], NULL}, {d->value[1], NULL}};
    d->sums = vigie_sums_new(d->design, &d->cells, measures, 2, NULL);
    d->joined = vigie_replicate_sums_new(d->replicates, d->sums, &d->cells, measures, 2, NULL);
    g_assert_nonnull(d->joined);
    return d;
}

static void
unload(Data *d)
{
    vigie_replicate_sums_free(d->joined);
    vigie_sums_free(d->sums);
    vigie_replicates_free(d->replicates);
    vigie_design_free(d->design);
    g_hash_table_unref(d->expected);
    table_free(d->table);
    g_free(d->value[0]);
    g_free(d->value[1]);
    g_free(d->cell);
    g_free(d);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Data, unload)

static void
assert_row(const Data *d, const char *id, guint j, double actual, double tolerance)
{
    g_autofree char *row = g_strdup_printf("jkn.%s[%u]", id, j);
    assert_close_at(row, actual, oracle_value(d->expected, row), tolerance, 1);
}

static void
check_change(const Data *d, VigieReplicated what, const char *id)
{
    VigieChange change;
    vigie_change_replicated(d->joined, what, 0, 1, 2, &change);
    assert_row(d, id, 1, change.change, 1e-9);
    assert_row(d, id, 2, change.se, 1e-9);
    assert_row(d, id, 3, change.df, 1e-9);
    assert_row(d, id, 4, change.p, 1e-9);
}

static void
test_changes(void)
{
    g_autoptr(Data) d = load();
    check_change(d, VIGIE_REPLICATED_MEAN, "change.mean");
    check_change(d, VIGIE_REPLICATED_TOTAL, "change.total");
    VigieChange none, taylor, jkn;
    vigie_change_replicated(d->joined, VIGIE_REPLICATED_MEAN, 0, 1, 1, &none);
    g_assert_true(none.se <= 0 && isnan(none.p));
    vigie_change_total(d->sums, 0, 0, 1, false, &taylor);
    vigie_change_replicated(d->joined, VIGIE_REPLICATED_TOTAL, 0, 0, 1, &jkn);
    assert_close(jkn.se, taylor.se);
    assert_close(jkn.df, taylor.df);
}

static void
test_slopes(void)
{
    g_autoptr(Data) d = load();
    VigieReplicateSeries series = {d->joined, VIGIE_REPLICATED_MEAN, 0, all, years, 3};
    VigieSlope slope;
    g_assert_true(vigie_slope_replicated(&series, false, &slope));
    assert_row(d, "slope", 1, slope.slope, 1e-9);
    assert_row(d, "slope", 2, slope.se, 1e-9);
    assert_row(d, "slope", 3, slope.df, 1e-9);
    assert_row(d, "slope", 4, slope.p, 1e-9);
    series.measure = 1;
    g_assert_true(vigie_slope_replicated(&series, true, &slope));
    assert_row(d, "slope.logit", 1, slope.slope, 1e-6);
    assert_row(d, "slope.logit", 2, slope.se, 1e-6);
    series.k = 1;
    g_assert_false(vigie_slope_replicated(&series, false, &slope));
    g_assert_true(isnan(slope.slope));
}

static void
test_line(void)
{
    g_autoptr(Data) d = load();
    VigieReplicateSeries series = {d->joined, VIGIE_REPLICATED_MEAN, 0, all, years, 3};
    g_auto(VigieYearly) yearly = {0};
    VigieLine line;
    vigie_yearly_replicated(&yearly, &series);
    g_assert_true(vigie_yearly_line(&yearly, false, &line));
    assert_close(line.q, oracle_value(d->expected, "jkn.linear.q"));
    assert_close(yearly.df, oracle_value(d->expected, "jkn.slope[3]") + 1);
}

static void
test_dispersions(void)
{
    g_autoptr(Data) d = load();
    VigieRules rules = {.level = 0.95};
    VigieDispersionSpec spec = {.design = d->design, .cells = &d->cells, .y = d->value[0]};
    VigieFigure figures[3];
    g_assert_true(
        vigie_replicate_dispersion(d->replicates, &spec, &rules, figures, NULL, NULL));
    assert_row(d, "variance", 1, figures[2].estimate, 1e-9);
    assert_row(d, "variance", 2, figures[2].se, 1e-9);
    g_assert_true(figures[2].ci_low < figures[2].estimate);
    assert_close(figures[2].df, 8);
    spec.kind = VIGIE_DISPERSION_SD;
    g_assert_true(
        vigie_replicate_dispersion(d->replicates, &spec, &rules, figures, NULL, NULL));
    assert_row(d, "sd", 1, figures[2].estimate, 1e-9);
    assert_row(d, "sd", 2, figures[2].se, 1e-9);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/trend/replicate/changes", test_changes);
    g_test_add_func("/trend/replicate/slopes", test_slopes);
    g_test_add_func("/trend/replicate/line", test_line);
    g_test_add_func("/trend/replicate/dispersions", test_dispersions);
    return g_test_run();
}
