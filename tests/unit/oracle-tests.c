/* oracle-tests.c - table 06: t-tests, rank tests, Rao & Scott, a part and its whole, pairs, adjusted p-values */
#include "oracle.h"

#include <math.h>
#include <vigie/estimate-association.h>
#include <vigie/estimate-rank.h>

static const Plan independent = {.strata = "year;stratum", .cluster = "psu", .weight = "w"};

/* The flash survey; groups are over the records of 2008. */
typedef struct {
    Table *table;
    VigieDesign *design;
    double *sat, *year;
} Flash;

static void
clear_flash(Flash *flash)
{
    table_free(flash->table);
    vigie_design_free(flash->design);
    g_free(flash->sat);
    g_free(flash->year);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Flash, clear_flash)

static Flash
load_flash(void)
{
    Table *table = table_load("oracle/data/flash.csv");
    return (Flash){table, fixture_design(table, &independent), table_numbers(table, "sat"),
                   table_numbers(table, "year")};
}

/* The position of a column's text among names, for the records of 2008; names NULL-terminated. */
static guint32 *
groups(const Flash *flash, const char *column, const char *const *names)
{
    guint32 *group = g_new(guint32, flash->table->n);
    for (gsize i = 0; i < flash->table->n; i++) {
        group[i] = VIGIE_NO_CELL;
        for (guint g = 0; names[g] != NULL && flash->year[i] == 2008; g++)
            if (g_str_equal(table_cell(flash->table, i, column), names[g]))
                group[i] = g;
    }
    return group;
}

static const char *const seasons[] = {"hors_saison", "flash", NULL};
static const char *const seasons_sorted[] = {"flash", "hors_saison", NULL};
static const char *const types[] = {"activite", "couple", "famille", "groupe", NULL};

static VigieSums *
sums_of(const Flash *flash, const double *y, const guint32 *group, guint n_groups)
{
    VigieCells cells = {.n_cells = n_groups, .n = flash->table->n, .cell = group};
    VigieMeasure measure = {y, NULL};
    return vigie_sums_new(flash->design, &cells, &measure, 1, NULL);
}

/* difference of groups 1 and 0, svyttest's df */
static void
test_season(void)
{
    if (!oracle_there())
        return;
    g_auto(Flash) flash = load_flash();
    g_autofree guint32 *group = groups(&flash, "season", seasons);
    g_autoptr(VigieSums) sums = sums_of(&flash, flash.sat, group, 2);
    g_auto(VigieLinear) off = {0}, peak = {0};
    vigie_linear_mean(sums, 0, 0, &off);
    vigie_linear_mean(sums, 0, 1, &peak);
    VigieTest test;
    vigie_test_difference(flash.design, &peak, &off,
                          vigie_test_df(sums, (guint32[]){0, 1}, 2) - 1, &test);
    oracle_all("ttest.season", ((double[]){test.estimate, test.t, test.df, test.p}), 4);
}

static void
test_paired(void)
{
    if (!oracle_there())
        return;
    g_auto(Flash) flash = load_flash();
    g_autofree double *welcome = table_numbers(flash.table, "accueil");
    g_autofree double *price = table_numbers(flash.table, "prix");
    g_autofree guint32 *group = g_new(guint32, flash.table->n);
    for (gsize i = 0; i < flash.table->n; i++) {
        bool both = flash.year[i] == 2008 && !isnan(welcome[i]) && !isnan(price[i]);
        group[i] = both ? 0 : VIGIE_NO_CELL;
    }
    VigieCells cells = {.n_cells = 1, .n = flash.table->n, .cell = group};
    VigieMeasure measure[] = {{welcome, NULL}, {price, NULL}};
    g_autoptr(VigieSums) sums = vigie_sums_new(flash.design, &cells, measure, 2, NULL);
    g_auto(VigieLinear) a = {0}, b = {0};
    vigie_linear_mean(sums, 0, 0, &a);
    vigie_linear_mean(sums, 1, 0, &b);
    VigieTest test;
    vigie_test_difference(flash.design, &a, &b, vigie_test_df(sums, (guint32[]){0}, 1) - 1,
                          &test);
    oracle_all("ttest.paired_gap", ((double[]){test.estimate, test.t, test.df, test.p}), 4);
}

static void
test_rank(void)
{
    static const struct {
        const char *id;
        VigieRankScore score;
    } cases[] = {{"rank.season.wilcoxon", VIGIE_RANK_WILCOXON},
                 {"rank.season.KruskalWallis", VIGIE_RANK_WILCOXON},
                 {"rank.season.vanderWaerden", VIGIE_RANK_VAN_DER_WAERDEN},
                 {"rank.season.median", VIGIE_RANK_MEDIAN}};
    if (!oracle_there())
        return;
    g_auto(Flash) flash = load_flash();
    g_autofree guint32 *group = groups(&flash, "season", seasons_sorted);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        VigieRanking ranking = {flash.sat, group, 2, cases[i].score, VIGIE_TIES_IN_ORDER};
        VigieRankTest test;
        g_assert_true(vigie_rank_test(flash.design, &ranking, NAN, &test, NULL));
        const VigieTest *pair = &test.pair;
        oracle_all(cases[i].id, ((double[]){pair->estimate, pair->t, pair->df, pair->p}), 4);
        assert_close(test.all.statistic, pair->t * pair->t);
        assert_close(test.all.p, pair->p);
    }
}

/* R names its number of differences the statistic and ndf F the parameter. */
static void
test_kruskal(void)
{
    if (!oracle_there())
        return;
    g_auto(Flash) flash = load_flash();
    g_autofree guint32 *group = groups(&flash, "type", types);
    VigieRanking ranking = {flash.sat, group, 4, VIGIE_RANK_WILCOXON, VIGIE_TIES_IN_ORDER};
    VigieRankTest test;
    g_assert_true(vigie_rank_test(flash.design, &ranking, NAN, &test, NULL));
    const VigieJointTest *all = &test.all;
    oracle_all("rank.type.KruskalWallis",
               ((double[]){all->ndf, all->ndf * all->statistic, all->p}), 3);
}

/* The zone Z1 is the pays, the whole its departement. */
static void
test_part(void)
{
    if (!oracle_there())
        return;
    static const char *const zone[] = {"Z1", NULL};
    g_auto(Flash) flash = load_flash();
    g_autofree guint32 *part = groups(&flash, "stratum", zone);
    g_autofree gsize *start = g_new0(gsize, flash.table->n + 1);
    g_autofree guint32 *member = g_new(guint32, 2 * flash.table->n);
    for (gsize i = 0; i < flash.table->n; i++) {
        gsize end = start[i];
        if (part[i] == 0)
            member[end++] = 0;
        if (flash.year[i] == 2008)
            member[end++] = 1;
        start[i + 1] = end;
    }
    VigieCells cells = {.n_cells = 2, .n = flash.table->n, .start = start, .member = member};
    VigieMeasure measure = {flash.sat, NULL};
    g_autoptr(VigieSums) sums = vigie_sums_new(flash.design, &cells, &measure, 1, NULL);
    g_auto(VigieLinear) pays = {0}, whole = {0}, rest = {0};
    vigie_linear_mean(sums, 0, 0, &pays);
    vigie_linear_mean(sums, 0, 1, &whole);
    vigie_test_rest(sums, 0, 0, 1, &rest);
    double df = vigie_test_df(sums, (guint32[]){1}, 1) - 1;
    VigieTest of_rest, of_whole;
    vigie_test_difference(flash.design, &pays, &rest, df, &of_rest);
    vigie_test_difference(flash.design, &pays, &whole, df, &of_whole);
    oracle_all("pays.vs.rest", ((double[]){of_rest.estimate, of_rest.se}), 2);
    oracle_all("pays.vs.whole", ((double[]){of_whole.estimate, fabs(of_whole.estimate)}), 2);
    oracle_all("pays.vs.whole.se", ((double[]){of_whole.estimate, of_whole.se}), 2);
    oracle_differs("pays.vs.whole.WRONG_indep.se", of_whole.se);
}

/* Type by (sat >= 3), 2008. */
static VigieAssociation
type_by_ok(const Flash *flash)
{
    g_autofree guint32 *row = groups(flash, "type", types);
    g_autofree guint32 *column = g_new(guint32, flash->table->n);
    for (gsize i = 0; i < flash->table->n; i++)
        column[i] = isnan(flash->sat[i]) ? VIGIE_NO_CELL : flash->sat[i] >= 3;
    VigieTwoWay table = {row, column, 4, 2};
    VigieAssociation found;
    g_assert_true(vigie_association(flash->design, &table, NAN, &found, NULL));
    return found;
}

#define FOUR(test)                                                                             \
    ((double[]){found.test.statistic, found.test.ndf, found.test.ddf, found.test.p})

static void
test_association(void)
{
    if (!oracle_there())
        return;
    g_auto(Flash) flash = load_flash();
    VigieAssociation found = type_by_ok(&flash);
    oracle_all("rs.F", FOUR(second), 4);
    oracle_all("rs.Chisq", ((double[]){found.first.statistic, found.first.ndf, found.first.p}),
               3);
    oracle_all("rs.Wald", FOUR(wald), 4);
    oracle_all("rs.adjWald", FOUR(adjusted_wald), 4);
    oracle_all("rs.hand",
               ((double[]){found.x2, found.trace, found.second.ndf, found.second.statistic,
                           found.second.ddf}),
               5);
    oracle_differs("rs.WRONG.weighted_counts[1]", found.x2);
    oracle_differs("rs.WRONG.weighted_counts[2]", found.second.p);
}

static void
test_effects(void)
{
    if (!oracle_there())
        return;
    g_auto(Flash) flash = load_flash();
    g_autofree guint32 *row = groups(&flash, "type", types);
    g_autofree guint32 *column = g_new(guint32, flash.table->n);
    for (gsize i = 0; i < flash.table->n; i++)
        column[i] = isnan(flash.sat[i]) ? VIGIE_NO_CELL : flash.sat[i] >= 3;
    VigieTwoWay table = {row, column, 4, 2};
    double total[8], by_column[8], effect[3];
    vigie_association_totals(flash.design, &table, total);
    for (guint c = 0; c < 8; c++)
        by_column[c] = total[c % 4 * 2 + c / 4];
    oracle_all("rs.table", by_column, 8);
    g_assert_true(vigie_association_effects(flash.design, &table, effect, NULL));
    for (guint i = 0; i < 3; i++)
        oracle_is(oracle_id("rs.hand.eigen[%u]", 3 - i), effect[i]);
}

/* An equal weight in every PSU of its own: Pearson's own test. */
static void
test_unweighted(void)
{
    if (!oracle_there())
        return;
    g_autoptr(Table) table = table_load("oracle/data/flash.csv");
    static const Plan simple = {.cluster = "id"};
    Flash flash = {table, fixture_design(table, &simple), table_numbers(table, "sat"),
                   table_numbers(table, "year")};
    VigieAssociation found = type_by_ok(&flash);
    oracle_is("rs.unweighted[1]", found.pearson.statistic);
    oracle_is("rs.unweighted[2]", found.pearson.p);
    vigie_design_free(flash.design);
    g_free(flash.sat);
    g_free(flash.year);
}

static void
test_adjusted(void)
{
    static const double p[] = {0.001, 0.011, 0.02, 0.02, 0.04, 0.3, NAN, 0.9};
    if (!oracle_there())
        return;
    double holm[8], bh[8];
    vigie_holm(p, 8, holm);
    vigie_benjamini_hochberg(p, 8, bh);
    for (guint i = 0; i < 8; i++) {
        if (isnan(p[i])) {
            oracle_missing(oracle_id("padj.holm[%u]", i + 1), holm[i]);
            oracle_missing(oracle_id("padj.BH[%u]", i + 1), bh[i]);
            continue;
        }
        oracle_is(oracle_id("padj.holm[%u]", i + 1), holm[i]);
        oracle_is(oracle_id("padj.BH[%u]", i + 1), bh[i]);
    }
}

static void
test_pairs(void)
{
    if (!oracle_there())
        return;
    g_auto(Flash) flash = load_flash();
    g_autofree guint32 *group = groups(&flash, "type", types);
    g_autoptr(VigieSums) sums = sums_of(&flash, flash.sat, group, 4);
    double df = vigie_test_df(sums, (guint32[]){0, 1, 2, 3}, 4);
    double difference[6], se[6], p[6], holm[6];
    VigieLinear mean[4] = {0};
    for (guint32 g = 0; g < 4; g++)
        vigie_linear_mean(sums, 0, g, &mean[g]);
    guint k = 0;
    for (guint a = 0; a < 4; a++)
        for (guint b = a + 1; b < 4; b++, k++) {
            VigieTest test;
            vigie_test_difference(flash.design, &mean[a], &mean[b], df, &test);
            difference[k] = test.estimate;
            se[k] = test.se;
            p[k] = test.p;
            g_autofree char *name = g_strdup_printf("%s-%s", types[a], types[b]);
            oracle_named(oracle_id("pairs.names[%u]", k + 1), name);
        }
    vigie_holm(p, 6, holm);
    oracle_all("pairs.diff", difference, 6);
    oracle_all("pairs.se", se, 6);
    oracle_all("pairs.p", p, 6);
    oracle_all("pairs.holm", holm, 6);
    for (guint g = 0; g < 4; g++)
        vigie_linear_clear(&mean[g]);
}

/* The sampling errors of the two years, each with 9 df. */
static void
test_satterthwaite(void)
{
    if (!oracle_there())
        return;
    double v[2], df[] = {9, 9};
    for (guint y = 0; y < 2; y++) {
        double se = g_ascii_strtod(oracle_text(oracle_id("trend.yearly_se[%u]", y + 2)), NULL);
        v[y] = se * se;
    }
    oracle_is("satterthwaite.df", vigie_satterthwaite(v, df, 2));
    VigieFigure a = {.se = sqrt(v[0]), .df = 9}, b = {.se = sqrt(v[1]), .df = 9};
    VigieTest test;
    vigie_test_independent(&a, &b, &test);
    oracle_is("satterthwaite.df", test.df);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/oracle-tests/season", test_season);
    g_test_add_func("/oracle-tests/paired", test_paired);
    g_test_add_func("/oracle-tests/rank", test_rank);
    g_test_add_func("/oracle-tests/kruskal", test_kruskal);
    g_test_add_func("/oracle-tests/part", test_part);
    g_test_add_func("/oracle-tests/association", test_association);
    g_test_add_func("/oracle-tests/effects", test_effects);
    g_test_add_func("/oracle-tests/unweighted", test_unweighted);
    g_test_add_func("/oracle-tests/adjusted", test_adjusted);
    g_test_add_func("/oracle-tests/pairs", test_pairs);
    g_test_add_func("/oracle-tests/satterthwaite", test_satterthwaite);
    return g_test_run();
}
