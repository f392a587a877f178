/* estimate-tiny.c - figures of the small data sets, as R survey 4.1-1 gives them (t2.total.se.adjust: 4.5).
 * Names of tests are the oracle's ids. */
#include "fixture.h"
#include "tiny.h"

#include <math.h>

static const Plan plan1 = {.strata = "stratum", .cluster = "psu", .weight = "w"};

/* tiny1 with its columns as numbers. */
typedef struct {
    Table *table;
    VigieDesign *design;
    double *y, *x, *dom, *yna;
} Tiny1;

static void
clear_tiny1(Tiny1 *t)
{
    table_free(t->table);
    vigie_design_free(t->design);
    g_free(t->y);
    g_free(t->x);
    g_free(t->dom);
    g_free(t->yna);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Tiny1, clear_tiny1)

static Tiny1
tiny1(const char *more_rows, const Plan *plan)
{
    Tiny1 t = {0};
    g_autofree char *text = g_strconcat(TINY1, more_rows, NULL);
    t.table = table_parse(text);
    t.design = fixture_design(t.table, plan);
    t.y = table_numbers(t.table, "y");
    t.x = table_numbers(t.table, "x");
    t.dom = table_numbers(t.table, "dom");
    t.yna = table_numbers(t.table, "yna");
    return t;
}

static void
test_base(void)
{
    g_auto(Tiny1) t = tiny1("", &plan1);
    VigieFigure mean = figure_of(t.design, t.y, NULL, NULL, vigie_mean);
    g_assert_cmpuint(mean.n, ==, 9);
    assert_close(mean.estimate, 3.1812080536912752);
    assert_close(mean.se, 0.65163250481479107);
    assert_close(mean.df, 3);
    assert_close(mean.deff, 1.8069959514038609);
    assert_close(9 / mean.deff, 4.9806420390747812);
    assert_close(mean.ci_low, 1.1074225963406756);
    assert_close(mean.ci_high, 5.2549935110418744);
    assert_differs(mean.ci_low, 1.9040318130986618);
    g_assert_cmpint(mean.status, ==, VIGIE_STATUS_OK);
    VigieFigure total = figure_of(t.design, t.y, NULL, NULL, vigie_total);
    assert_close(total.estimate, 474);
    assert_close(total.se, 140.69825869569246);
    g_assert_true(isnan(total.deff));
    VigieFigure ratio = figure_of(t.design, t.y, t.x, NULL, vigie_ratio);
    assert_close(ratio.estimate, 1.2216494845360826);
    assert_close(ratio.se, 0.28791740101154267);
    g_assert_true(isnan(ratio.deff));
}

static void
test_fpc(void)
{
    Plan plan = plan1;
    plan.fpc = "npsu";
    g_auto(Tiny1) t = tiny1("", &plan);
    assert_close(figure_of(t.design, t.y, NULL, NULL, vigie_mean).se, 0.54519262973830718);
    assert_close(figure_of(t.design, t.y, NULL, NULL, vigie_total).se, 117.68885532057257);
    assert_close(figure_of(t.design, t.y, t.x, NULL, vigie_ratio).se, 0.24085964073199267);
}

static void
test_covariance(void)
{
    g_auto(Tiny1) t = tiny1("", &plan1);
    double v[4];
    covariance_of(t.design, (const double *[]){t.y, t.x}, (const double *[]){NULL, NULL}, v);
    assert_close(v[1], 0.043974966454659606);
    assert_close(v[2], v[1]);
    assert_close(sqrt(v[0] + v[3] - 2 * v[1]), 0.70766817941726567);
    double gap = figure_of(t.design, t.y, NULL, NULL, vigie_mean).estimate -
                 figure_of(t.design, t.x, NULL, NULL, vigie_mean).estimate;
    assert_close(gap, 0.57718120805369111);
}

static void
test_domain(void)
{
    g_auto(Tiny1) t = tiny1("", &plan1);
    VigieFigure mean = figure_of(t.design, t.y, NULL, t.dom, vigie_mean);
    g_assert_cmpuint(mean.n, ==, 3);
    assert_close(mean.estimate, 2);
    assert_close(mean.se, 0.56568542494923812);
    assert_differs(mean.se, 0.69282032302755092);
    assert_close(mean.df, 0);
    g_assert_cmpint(mean.status, ==, VIGIE_STATUS_NO_DF);
    g_assert_true(isnan(mean.ci_low) && isnan(mean.ci_high));
    VigieFigure total = figure_of(t.design, t.y, NULL, t.dom, vigie_total);
    assert_close(total.estimate, 100);
    assert_close(total.se, 72.111025509279784);
    g_autofree double *product = g_new(double, t.table->n);
    for (gsize i = 0; i < t.table->n; i++)
        product[i] = t.y[i] * t.dom[i];
    assert_close(figure_of(t.design, product, t.dom, NULL, vigie_ratio).se,
                 0.56568542494923801);
}

static void
test_two_domains(void)
{
    g_auto(Tiny1) t = tiny1("", &plan1);
    g_autofree double *rest = g_new(double, t.table->n);
    for (gsize i = 0; i < t.table->n; i++)
        rest[i] = 1 - t.dom[i];
    VigieFigure mean = figure_of(t.design, t.y, NULL, rest, vigie_mean);
    assert_close(mean.estimate, 3.7777777777777777);
    assert_close(mean.se, 0.10038464545453604);
    double v[4];
    covariance_of(t.design, (const double *[]){t.y, t.y}, (const double *[]){rest, t.dom}, v);
    assert_close(v[1], 0.02469135802469136);
    double se = sqrt(v[0] + v[3] - 2 * v[1]);
    assert_close(se, 0.52980596541908642);
    assert_differs(se, 0.57452334769183488);
}

static void
test_missing(void)
{
    g_auto(Tiny1) t = tiny1("", &plan1);
    VigieFigure mean = figure_of(t.design, t.yna, NULL, NULL, vigie_mean);
    g_assert_cmpuint(mean.n, ==, 6);
    assert_close(mean.estimate, 2.6161616161616164);
    assert_close(mean.se, 0.51189173825020318);
    assert_differs(mean.se, 0.55294267010607612);
    assert_close(mean.df, 3); /* b2, all blank, still counts */
}

/* t1.kish.neff: a share of 1 has the interval of so many answers, qbeta(.025, neff, 1). */
static void
test_kish(void)
{
    const double ones[] = {1, 1, 1, 1, 1, 1, 1, 1, 1};
    g_auto(Tiny1) t = tiny1("", &plan1);
    VigieFigure share = figure_of(t.design, ones, NULL, NULL, vigie_proportion);
    assert_close(share.ci_low, pow(0.025, 1 / 8.0351067680057913));
    assert_close(share.ci_high, 1);
}

static void
test_zero_weight(void)
{
    g_auto(Tiny1) own = tiny1("B,b4,0,10,100,1,0,1\n", &plan1);
    VigieFigure mean = figure_of(own.design, own.y, NULL, NULL, vigie_mean);
    g_assert_cmpuint(mean.n, ==, 9);
    assert_close(mean.estimate, 3.1812080536912752);
    assert_close(mean.se, 0.61517250827416481);
    assert_differs(mean.se, 0.65163250481479107);
    assert_close(mean.df, 3);
    g_auto(Tiny1) same = tiny1("B,b3,0,10,100,1,0,1\n", &plan1);
    mean = figure_of(same.design, same.y, NULL, NULL, vigie_mean);
    assert_close(mean.se, 0.65163250481479107);
    assert_close(mean.deff, 1.8069959514038609);
}

static void
test_reused_labels(void)
{
    g_autoptr(Table) table =
        table_parse("stratum,psu,w,y\nA,1,10,4\nA,1,10,3\nA,2,12,5\nA,2,12,2\n"
                    "B,1,20,2\nB,1,20,1\nB,2,15,4\nB,3,25,5\nB,3,25,3\n");
    g_autofree double *y = table_numbers(table, "y");
    g_autoptr(VigieDesign) nested = fixture_design(table, &plan1);
    double se = figure_of(nested, y, NULL, NULL, vigie_mean).se;
    assert_close(se, 0.65163250481479107);
    assert_differs(se, 0.62485509058043598);
}

static void
test_scaled_weights(void)
{
    g_autoptr(Table) table = table_parse(TINY1);
    g_autofree double *y = table_numbers(table, "y");
    for (gsize i = 0; i < table->n; i++) {
        char **cells = table->lines->pdata[i];
        g_autofree char *w = g_steal_pointer(&cells[2]);
        cells[2] = g_strdup_printf("%.17g", g_ascii_strtod(w, NULL) / 1000);
    }
    g_autoptr(VigieDesign) design = fixture_design(table, &plan1);
    VigieFigure mean = figure_of(design, y, NULL, NULL, vigie_mean);
    assert_close(mean.se, 0.65163250481479107);
    assert_close(mean.deff, 1.8069959514038605);
    assert_close(figure_of(design, y, NULL, NULL, vigie_total).se, 0.14069825869569247);
}

static void
test_lonely(void)
{
    const struct {
        VigieLonelyPsu policy;
        double mean_se, total_se;
    } cases[] = {{VIGIE_LONELY_PSU_REMOVE, 0.53924664132895284, 48.754486972995629},
                 {VIGIE_LONELY_PSU_ADJUST, 0.58548870723229396, 135.77006372570366},
                 {VIGIE_LONELY_PSU_AVERAGE, 0.62266838706174499, 56.296832356122259}};
    g_autoptr(Table) table = table_parse(TINY2);
    g_autofree double *y = table_numbers(table, "y");
    for (gsize c = 0; c < G_N_ELEMENTS(cases); c++) {
        Plan plan = plan1;
        plan.lonely = cases[c].policy;
        g_autoptr(VigieDesign) design = fixture_design(table, &plan);
        VigieFigure mean = figure_of(design, y, NULL, NULL, vigie_mean);
        assert_close(mean.estimate, 3.2884615384615383);
        assert_close(mean.df, 3);
        assert_close(mean.se, cases[c].mean_se);
        double total_se = figure_of(design, y, NULL, NULL, vigie_total).se;
        assert_close(total_se, cases[c].total_se);
        assert_differs(total_se, 205.85674630674603);
    }
}

static void
test_lonely_fail(void)
{
    Plan plan = plan1;
    plan.lonely = VIGIE_LONELY_PSU_FAIL;
    g_autoptr(Table) table = table_parse(TINY2);
    g_autofree double *y = table_numbers(table, "y");
    g_autoptr(VigieDesign) design = fixture_design(table, &plan);
    VigieFigure mean = figure_of(design, y, NULL, NULL, vigie_mean);
    g_assert_cmpint(mean.status, ==, VIGIE_STATUS_LONELY_PSU);
    assert_close(mean.estimate, 3.2884615384615383);
    g_assert_true(isnan(mean.se) && isnan(mean.df) && isnan(mean.ci_low) && isnan(mean.deff));
    g_assert_cmpstr(vigie_design_lonely(design)[0], ==, "4");
    g_assert_null(vigie_design_lonely(design)[1]);
}

static void
test_census(void)
{
    Plan plan = plan1;
    plan.lonely = VIGIE_LONELY_PSU_FAIL;
    plan.fpc = "fpc";
    g_autoptr(Table) table = table_parse(TINY2);
    g_autofree double *y = table_numbers(table, "y");
    g_autoptr(VigieDesign) design = fixture_design(table, &plan);
    VigieFigure mean = figure_of(design, y, NULL, NULL, vigie_mean);
    assert_close(mean.se, 0.47315036341278638);
    g_assert_cmpint(mean.status, ==, VIGIE_STATUS_OK);
    g_assert_null(vigie_design_lonely(design)[0]);
}

static void
test_two_stages(void)
{
    const Plan counts = {
        .cluster = "psu", .weight = "w", .fpc = "N1", .ssu = "ssu", .fpc_ssu = "N2"};
    Plan fractions = counts, first = counts, ultimate = {.cluster = "psu", .weight = "w"};
    fractions.fpc = "f1";
    fractions.fpc_ssu = "f2";
    first.fpc_ssu = NULL;
    g_autoptr(Table) table = table_parse(TWOSTAGE);
    g_autofree double *y = table_numbers(table, "y");
    g_autoptr(VigieDesign) design = fixture_design(table, &counts);
    VigieFigure total = figure_of(design, y, NULL, NULL, vigie_total);
    assert_close(total.estimate, 2808.7500000000018);
    assert_close(total.se, 227.07813449706333);
    assert_differs(total.se, 221.76846033645026);
    assert_close(total.df, 3);
    VigieFigure mean = figure_of(design, y, NULL, NULL, vigie_mean);
    assert_close(mean.estimate, 14.403846153846155);
    assert_close(mean.se, 2.3138510532827414);
    g_autoptr(VigieDesign) by_fraction = fixture_design(table, &fractions);
    assert_close(figure_of(by_fraction, y, NULL, NULL, vigie_total).se, 227.07813449706333);
    g_autoptr(VigieDesign) by_first = fixture_design(table, &first);
    assert_close(figure_of(by_first, y, NULL, NULL, vigie_total).se, 221.76846033645026);
    g_autoptr(VigieDesign) by_ultimate = fixture_design(table, &ultimate);
    assert_close(figure_of(by_ultimate, y, NULL, NULL, vigie_total).se, 247.94467628888435);
}

static void
test_nps(void)
{
    const double promoter[] = {9, 10}, detractor[] = {0, 1, 2, 3, 4, 5, 6};
    g_autoptr(Table) table = table_parse(NPS);
    g_autoptr(VigieDesign) design = fixture_design(table, &plan1);
    g_autofree double *q = table_numbers(table, "q");
    g_autofree double *score = g_new(double, table->n);
    g_autofree double *p = g_new(double, table->n);
    g_autofree double *d = g_new(double, table->n);
    vigie_nps_score(q, table->n, score);
    vigie_indicator_of(q, table->n, promoter, 2, p);
    vigie_indicator_of(q, table->n, detractor, 7, d);
    VigieFigure nps = figure_of(design, score, NULL, NULL, vigie_mean);
    assert_close(nps.estimate, 33.333333333333336);
    assert_close(nps.se, 22.11344906679258);
    assert_differs(nps.se, 16.753247335853914);
    assert_close(nps.df, 9);
    assert_close(nps.ci_low, -16.69076386728478);
    assert_close(nps.ci_high, 83.357430533951458);
    assert_close(nps.deff, 1.7604166666666663);
    assert_close(figure_of(design, p, NULL, NULL, vigie_mean).estimate, 0.54166666666666663);
    assert_close(figure_of(design, d, NULL, NULL, vigie_mean).estimate, 0.20833333333333334);
    double v[4];
    covariance_of(design, (const double *[]){p, d}, (const double *[]){NULL, NULL}, v);
    assert_close(v[0], 0.014178240740740736);
    assert_close(v[3], 0.013888888888888886);
    assert_close(v[1], -0.010416666666666666);
    assert_close(100 * sqrt(v[0] + v[3] - 2 * v[1]), 22.11344906679258);
}

static void
test_nps_all_promoters(void)
{
    g_autoptr(Table) table = table_parse(NPS);
    g_autoptr(VigieDesign) design = fixture_design(table, &plan1);
    g_autofree double *score = table_numbers(table, "q");
    for (gsize i = 0; i < table->n; i++)
        score[i] = 100;
    VigieFigure nps = figure_of(design, score, NULL, NULL, vigie_mean);
    assert_close(nps.estimate, 100);
    assert_close_at(G_STRLOC, nps.se, 0, 1e-9, 100);
    g_assert_cmpint(nps.status, ==, VIGIE_STATUS_NO_VARIANCE);
    g_assert_true(isnan(nps.ci_low) && isnan(nps.ci_high));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/estimate/tiny/t1.mean,total,ratio", test_base);
    g_test_add_func("/estimate/tiny/t1.fpc", test_fpc);
    g_test_add_func("/estimate/tiny/t1.cov", test_covariance);
    g_test_add_func("/estimate/tiny/t1.dom", test_domain);
    g_test_add_func("/estimate/tiny/t1.by.dom", test_two_domains);
    g_test_add_func("/estimate/tiny/t1.na", test_missing);
    g_test_add_func("/estimate/tiny/t1.kish", test_kish);
    g_test_add_func("/estimate/tiny/t1.zerow", test_zero_weight);
    g_test_add_func("/estimate/tiny/t1.reused.labels", test_reused_labels);
    g_test_add_func("/estimate/tiny/t1.scaled", test_scaled_weights);
    g_test_add_func("/estimate/tiny/t2.se", test_lonely);
    g_test_add_func("/estimate/tiny/t2.fail", test_lonely_fail);
    g_test_add_func("/estimate/tiny/t2.selfrepresenting", test_census);
    g_test_add_func("/estimate/tiny/ts", test_two_stages);
    g_test_add_func("/estimate/tiny/nps", test_nps);
    g_test_add_func("/estimate/tiny/nps.all_promoters", test_nps_all_promoters);
    return g_test_run();
}
