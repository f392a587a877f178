/* estimate-sums.c - the sums of one sweep: large numbers, cells, what is refused */
#include "fixture.h"

#include <math.h>
#include <string.h>

/* Six records, each its own PSU. */
static VigieDesign *
six_psus(const double *weight)
{
    const guint32 psu[] = {0, 1, 2, 3, 4, 5}, stratum[6] = {0};
    VigieDesignSpec spec = {
        .n = 6, .psu = psu, .weight = weight, .n_psu = 6, .n_strata = 1, .stratum = stratum};
    return vigie_design_new(&spec, NULL);
}

/* num.shift.se: the SE of 1..6, whatever is added. */
static void
test_shift(void)
{
    const double y[] = {1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 4, 1e9 + 5, 1e9 + 6};
    const double x[] = {1e9, 1e9, 1e9, 1e9, 1e9, 1e9};
    g_autoptr(VigieDesign) design = six_psus(NULL);
    VigieFigure mean = figure_of(design, y, NULL, NULL, vigie_mean);
    assert_close(mean.estimate, 1e9 + 3.5);
    assert_close(mean.se, 0.76376261582597327);
    assert_close(mean.deff, 1);
    VigieFigure total = figure_of(design, y, NULL, NULL, vigie_total);
    assert_close(total.estimate, 6e9 + 21);
    assert_close(total.se, 6 * 0.76376261582597327);
    VigieFigure ratio = figure_of(design, y, x, NULL, vigie_ratio);
    assert_close(ratio.se, 0.76376261582597327e-9);
}

/* Residuals of 1 beside parts of 1e9: products are not rounded before they are subtracted. */
static void
test_ratio_shift(void)
{
    const double x[] = {1e9, 1e9 + 7, 1e9 + 13, 1e9 + 29, 1e9 + 31, 1e9 + 57};
    const double y[] = {1e9 + 1, 1e9 + 9, 1e9 + 16, 1e9 + 33, 1e9 + 36, 1e9 + 63};
    g_autoptr(VigieDesign) design = six_psus(NULL);
    /* sqrt(6/5 sum (y - R x)^2) / sum x in rational numbers */
    assert_close(figure_of(design, y, x, NULL, vigie_ratio).se, 7.6376256989838311e-10);
}

/* The centre is each cell's own: a huge answer elsewhere costs no digits. */
static void
test_centre_of_cell(void)
{
    const double y[] = {1e15, 0.1, 0.2, 0.4, 0.8, 1.6}, in[] = {0, 1, 1, 1, 1, 1};
    const double near[] = {0, 0.1, 0.2, 0.4, 0.8, 1.6};
    g_autoptr(VigieDesign) design = six_psus(NULL);
    VigieFigure far_away = figure_of(design, y, NULL, in, vigie_mean);
    VigieFigure at_hand = figure_of(design, near, NULL, in, vigie_mean);
    assert_close_at(G_STRLOC, far_away.se, at_hand.se, 1e-14, 1);
}

/* num.sum.neumaier: unit sums are compensated. */
static void
test_compensated(void)
{
    const guint32 psu[] = {0, 0, 0, 0, 0, 1}, stratum[] = {0, 0};
    const double y[] = {0, 1, 1e100, 1, -1e100, 5};
    VigieDesignSpec spec = {.n = 6, .psu = psu, .n_psu = 2, .n_strata = 1, .stratum = stratum};
    g_autoptr(VigieDesign) design = vigie_design_new(&spec, NULL);
    assert_close(figure_of(design, y, NULL, NULL, vigie_total).estimate, 7);
    const double x[] = {1, 1, 1e100, 1, -1e100, 5}, two[] = {2, 2, 0, 2, 0, 2};
    assert_close(figure_of(design, two, x, NULL, vigie_ratio).estimate, 1);
}

static void
test_no_records(void)
{
    VigieDesignSpec spec = {0};
    g_autoptr(VigieDesign) design = vigie_design_new(&spec, NULL);
    VigieCells cells = {.n_cells = 2};
    VigieMeasure measure = {NULL, NULL};
    g_autoptr(VigieSums) sums = vigie_sums_new(design, &cells, &measure, 1, NULL);
    VigieRules rules = {.level = 0.95};
    VigieFigure figure;
    vigie_mean(sums, 0, 1, &rules, &figure);
    g_assert_cmpint(figure.status, ==, VIGIE_STATUS_EMPTY);
    g_assert_cmpuint(vigie_sums_cell(sums, 0, 1)->n_units, ==, 0);
}

static void
test_infinite(void)
{
    const double y[] = {INFINITY, 1, 2, NAN, -INFINITY, 3};
    g_autoptr(VigieDesign) design = six_psus(NULL);
    VigieFigure mean = figure_of(design, y, NULL, NULL, vigie_mean);
    g_assert_cmpuint(mean.n, ==, 3);
    assert_close(mean.estimate, 2);
}

/* Both parts of a ratio must be there; a base of 0 may come first. */
static void
test_ratio_parts(void)
{
    const double y[] = {4, 5, NAN, 6, 1, 2}, x[] = {0, 2, 1, NAN, 2, 4};
    g_autoptr(VigieDesign) design = six_psus(NULL);
    VigieFigure ratio = figure_of(design, y, x, NULL, vigie_ratio);
    g_assert_cmpuint(ratio.n, ==, 4);
    assert_close(ratio.estimate, 1.5);
}

/* A base near 0 in the first answer: y / x = 5e12 is no centre for a ratio of 2. */
static void
test_ratio_centre(void)
{
    const double y[] = {5, 20, 22, 18, 25, 17}, x[] = {1e-12, 10, 11, 9, 12, 8};
    const double none[] = {5, 20, 22, 18, 25, 17}, zero[] = {0, 10, 11, 9, 12, 8};
    g_autoptr(VigieDesign) design = six_psus(NULL);
    double se = figure_of(design, none, zero, NULL, vigie_ratio).se;
    assert_close_at(G_STRLOC, figure_of(design, y, x, NULL, vigie_ratio).se, se, 1e-11, 1);
}

static void
assert_cells_refused(const VigieDesign *design, const VigieCells *cells, const double *y)
{
    VigieMeasure measure = {y, NULL};
    g_autoptr(GError) error = NULL;
    g_assert_null(vigie_sums_new(design, cells, &measure, 1, &error));
    g_assert_error(error, VIGIE_DESIGN_ERROR, VIGIE_DESIGN_ERROR_SHAPE);
}

static void
test_refused(void)
{
    const guint32 cell[] = {0, 1, VIGIE_NO_CELL, 0, 2, 1};
    const double y[6] = {0};
    g_autoptr(VigieDesign) design = six_psus(NULL);
    VigieCells beyond = {.n_cells = 2, .n = 6, .cell = cell};
    VigieCells too_few = {.n_cells = 3, .n = 5, .cell = cell};
    assert_cells_refused(design, &beyond, y);
    assert_cells_refused(design, &too_few, y);
}

/* Units of a cell ascend; a record without weight is in no cell. */
static void
test_units(void)
{
    const double weight[] = {1, 1, 0, 1, 1, 1}, y[] = {1, 2, 3, NAN, 5, 6};
    const double in[] = {1, 0, 1, 1, 0, 1};
    const guint32 cell[] = {0, VIGIE_NO_CELL, 0, 0, VIGIE_NO_CELL, 0}, expected[] = {0, 3, 5};
    g_autoptr(VigieDesign) design = six_psus(weight);
    VigieCells cells = {.n_cells = 1, .n = 6, .cell = cell};
    VigieMeasure measure = {y, NULL};
    g_autoptr(VigieSums) sums = vigie_sums_new(design, &cells, &measure, 1, NULL);
    const VigieCellSums *s = vigie_sums_cell(sums, 0, 0);
    g_assert_cmpuint(s->n_units, ==, 3);
    g_assert_true(memcmp(s->unit, expected, sizeof expected) == 0);
    g_assert_cmpuint(s->unit_answers[1], ==, 0);
    assert_close(vigie_sums_df(sums, 0), 2);
    g_auto(VigieLinear) mean = {0};
    vigie_linear_mean(sums, 0, 0, &mean);
    g_assert_cmpuint(mean.n, ==, 2);
    g_assert_cmpuint(mean.unit[1], ==, 5);
    assert_close(mean.estimate, 3.5);
    assert_close(mean.z[0], -1.25);
    assert_close(figure_of(design, y, NULL, in, vigie_mean).df, 2);
}

/* Contrast 2 a - 3 b of two means over halves of one sample, from sums and from linearised records alike. */
static void
test_contrast(void)
{
    const double y[] = {1, 2, 4, 7, 11, 16}, weight[] = {1, 2, 0, 1, 3, 1}, a[] = {2, -3};
    const guint32 cell[] = {0, 1, 0, 1, 0, 1};
    g_autoptr(VigieDesign) design = six_psus(weight);
    VigieCells cells = {.n_cells = 2, .n = 6, .cell = cell};
    VigieMeasure measure = {y, NULL};
    g_autoptr(VigieSums) sums = vigie_sums_new(design, &cells, &measure, 1, NULL);
    VigieLinear half[2];
    g_auto(VigieLinear) contrast = {0}, direct = {0};
    double v[4], u[6];
    for (guint32 c = 0; c < 2; c++)
        vigie_linear_mean(sums, 0, c, &half[c]);
    vigie_linear_combine(half, a, 2, &contrast);
    assert_close(contrast.estimate, 2 * 34.0 / 4 - 3 * 27.0 / 4);
    g_assert_true(vigie_linear_covariance(design, half, 2, v));
    double se = vigie_linear_se(design, &contrast);
    assert_close(se * se, 4 * v[0] - 12 * v[1] + 9 * v[3]);
    for (gsize i = 0; i < 6; i++)
        u[i] = cell[i] == 0 ? 2 * (y[i] - 34.0 / 4) / 4 : -3 * (y[i] - 27.0 / 4) / 4;
    vigie_linear_of_records(design, NULL, u, 6, contrast.estimate, &direct);
    g_assert_cmpuint(direct.n, ==, 5);
    for (guint32 i = 0; i < 5; i++) {
        g_assert_cmpuint(direct.unit[i], ==, contrast.unit[i]);
        assert_close(direct.z[i], contrast.z[i]);
    }
    for (guint c = 0; c < 2; c++)
        vigie_linear_clear(&half[c]);
}

/* A PSU that two parts share adds up in their combination. */
static void
test_shared_psu(void)
{
    const double y[] = {1, 2, 4, 8}, a[] = {1, 10};
    const guint32 psu[] = {0, 0, 1, 1}, stratum[] = {0, 0}, cell[] = {0, 1, 0, 1};
    VigieDesignSpec spec = {.n = 4, .psu = psu, .n_psu = 2, .n_strata = 1, .stratum = stratum};
    g_autoptr(VigieDesign) design = vigie_design_new(&spec, NULL);
    VigieCells cells = {.n_cells = 2, .n = 4, .cell = cell};
    VigieMeasure measure = {y, NULL};
    g_autoptr(VigieSums) sums = vigie_sums_new(design, &cells, &measure, 1, NULL);
    VigieLinear part[2];
    g_auto(VigieLinear) all = {0};
    for (guint32 c = 0; c < 2; c++)
        vigie_linear_total(sums, 0, c, &part[c]);
    vigie_linear_combine(part, a, 2, &all);
    g_assert_cmpuint(all.n, ==, 2);
    assert_close(all.z[0], 21);
    assert_close(all.z[1], 84);
    assert_close(all.estimate, 105);
    for (guint c = 0; c < 2; c++)
        vigie_linear_clear(&part[c]);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_design_init();
    g_test_add_func("/estimate/sums/num.shift.se", test_shift);
    g_test_add_func("/estimate/sums/ratio-shift", test_ratio_shift);
    g_test_add_func("/estimate/sums/centre-of-cell", test_centre_of_cell);
    g_test_add_func("/estimate/sums/compensated", test_compensated);
    g_test_add_func("/estimate/sums/no-records", test_no_records);
    g_test_add_func("/estimate/sums/infinite", test_infinite);
    g_test_add_func("/estimate/sums/ratio-parts", test_ratio_parts);
    g_test_add_func("/estimate/sums/ratio-centre", test_ratio_centre);
    g_test_add_func("/estimate/linear/contrast", test_contrast);
    g_test_add_func("/estimate/linear/shared-psu", test_shared_psu);
    g_test_add_func("/estimate/sums/refused", test_refused);
    g_test_add_func("/estimate/sums/units", test_units);
    return g_test_run();
}
