/* design-check.c - what a design refuses, and what it keeps */
#include <math.h>
#include <string.h>
#include <vigie/design.h>

/* Three PSUs in two strata; the second stratum has one. */
static const guint32 psu[] = {0, 0, 1, 2}, stratum[] = {0, 0, 1};
static const char *const names[] = {"North", "South"};

static VigieDesignSpec
three_psus(void)
{
    return (VigieDesignSpec){.n = 4,
                             .psu = psu,
                             .n_psu = 3,
                             .n_strata = 2,
                             .stratum = stratum,
                             .stratum_name = names};
}

static void
assert_refused(const VigieDesignSpec *spec, int code, const char *word)
{
    g_autoptr(GError) error = NULL;
    g_assert_null(vigie_design_new(spec, &error));
    g_assert_error(error, VIGIE_DESIGN_ERROR, code);
    g_assert_nonnull(strstr(error->message, word));
}

static void
test_weights(void)
{
    const double bad[] = {-1, NAN, INFINITY};
    for (gsize b = 0; b < G_N_ELEMENTS(bad); b++) {
        double weight[] = {1, 0, bad[b], 1};
        VigieDesignSpec spec = three_psus();
        spec.weight = weight;
        assert_refused(&spec, VIGIE_DESIGN_ERROR_WEIGHT, "record 3");
    }
}

static void
test_fpc(void)
{
    const double bad[][2] = {{1.5, 3}, {0.5, 0}, {0.5, -2}, {1, 3}};
    const char *const word[] = {"North", "South", "South", "North"};
    for (gsize b = 0; b < G_N_ELEMENTS(bad); b++) {
        VigieDesignSpec spec = three_psus();
        spec.population_psu = bad[b];
        assert_refused(&spec, VIGIE_DESIGN_ERROR_FPC, word[b]);
    }
}

static void
test_fraction(void)
{
    const struct {
        double given[2], kept[2];
    } cases[] = {{{4, 10}, {0.5, 0.1}}, {{0.25, 1}, {0.25, 1}}, {{2, 1}, {1, 1}},
                 {{1, 1}, {1, 1}},      {{NAN, 4}, {0, 0.25}},  {{10, 0.5}, {0.2, 0.5}}};
    for (gsize c = 0; c < G_N_ELEMENTS(cases); c++) {
        VigieDesignSpec spec = three_psus();
        spec.population_psu = cases[c].given;
        g_autoptr(VigieDesign) design = vigie_design_new(&spec, NULL);
        for (guint32 h = 0; h < 2; h++)
            g_assert_cmpfloat_with_epsilon(vigie_design_fraction(design, h), cases[c].kept[h],
                                           1e-15);
    }
}

static void
test_shape(void)
{
    const guint32 far_psu[] = {0, 0, 3, 2}, far_stratum[] = {0, 2, 1};
    const guint32 ssu[] = {0, 1, 2, 3}, far_ssu[] = {0, 1, 2, 4};
    const guint32 ssu_psu[] = {0, 0, 1, 2}, crossed[] = {0, 0, 2, 1}, far[] = {0, 0, 1, 5};
    const double m[] = {2, 2, 2};
    VigieDesignSpec spec = three_psus();
    spec.psu = far_psu;
    assert_refused(&spec, VIGIE_DESIGN_ERROR_SHAPE, "3");
    spec = three_psus();
    spec.stratum = far_stratum;
    assert_refused(&spec, VIGIE_DESIGN_ERROR_SHAPE, "2");
    spec = three_psus();
    spec.population_ssu = m;
    assert_refused(&spec, VIGIE_DESIGN_ERROR_SHAPE, "second-stage");
    spec.ssu = far_ssu;
    spec.n_ssu = 4;
    spec.ssu_psu = ssu_psu;
    assert_refused(&spec, VIGIE_DESIGN_ERROR_SHAPE, "4");
    spec.ssu = ssu;
    spec.ssu_psu = far;
    assert_refused(&spec, VIGIE_DESIGN_ERROR_SHAPE, "4");
    spec.ssu_psu = crossed;
    assert_refused(&spec, VIGIE_DESIGN_ERROR_SHAPE, "record 3");
    const double too_few[] = {2, 0, 2}, below[] = {1, 2, 2};
    spec.ssu_psu = ssu_psu;
    spec.population_ssu = too_few;
    assert_refused(&spec, VIGIE_DESIGN_ERROR_FPC, "PSU 2");
    spec.population_ssu = below;
    assert_refused(&spec, VIGIE_DESIGN_ERROR_FPC, "North");
}

static void
test_kept(void)
{
    VigieDesignSpec spec = three_psus();
    const guint32 site[] = {7, 8, 7}, site_stratum[] = {0, 0, 1};
    spec.site = site;
    spec.site_stratum = site_stratum;
    spec.lonely = VIGIE_LONELY_PSU_REMOVE;
    g_autoptr(VigieDesign) design = vigie_design_new(&spec, NULL);
    g_assert_cmpuint(vigie_design_n(design), ==, 4);
    g_assert_cmpuint(vigie_design_n_psu(design), ==, 3);
    g_assert_cmpuint(vigie_design_n_strata(design), ==, 2);
    g_assert_cmpuint(vigie_design_n_units(design), ==, 3);
    g_assert_cmpfloat_with_epsilon(vigie_design_weight(design)[3], 1, 1e-15);
    g_assert_cmpstr(vigie_design_lonely(design)[0], ==, "South");
    g_assert_null(vigie_design_lonely(design)[1]);
    g_assert_cmpint(vigie_design_lonely_policy(design), ==, VIGIE_LONELY_PSU_REMOVE);
    g_assert_cmpuint(vigie_design_n_sites(design), ==, 3); /* 7 in two strata is two sites */
    g_assert_cmpuint(vigie_design_site(design)[0], !=, vigie_design_site(design)[2]);
}

/* Two stages with fpc: units are the second-stage units; without the second fpc, the PSUs. */
static void
test_units(void)
{
    const guint32 ssu[] = {0, 1, 2, 3}, ssu_psu[] = {0, 0, 1, 2};
    const double m[] = {4, 2, 2};
    VigieDesignSpec spec = three_psus();
    spec.ssu = ssu;
    spec.n_ssu = 4;
    spec.ssu_psu = ssu_psu;
    g_autoptr(VigieDesign) one = vigie_design_new(&spec, NULL);
    g_assert_cmpuint(vigie_design_n_units(one), ==, 3);
    g_assert_cmpuint(vigie_design_unit(one)[1], ==, 0);
    spec.population_ssu = m;
    g_autoptr(VigieDesign) two = vigie_design_new(&spec, NULL);
    g_assert_cmpuint(vigie_design_n_units(two), ==, 4);
    g_assert_cmpuint(vigie_design_unit(two)[1], ==, 1);
    g_assert_cmpuint(vigie_design_unit_psu(two, 1), ==, 0);
    const guint32 units[] = {0, 1, 2};
    g_assert_cmpfloat_with_epsilon(vigie_design_df(two, units, 3), 1, 1e-15);
    g_assert_cmpfloat_with_epsilon(vigie_design_df(one, units, 3), 1, 1e-15);
    g_assert_cmpfloat_with_epsilon(vigie_design_df(one, units, 0), 0, 1e-15);
}

static void
test_empty(void)
{
    VigieDesignSpec spec = {0};
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieDesign) design = vigie_design_new(&spec, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(vigie_design_n(design), ==, 0);
    g_assert_null(vigie_design_lonely(design)[0]);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/design/weights", test_weights);
    g_test_add_func("/design/fpc", test_fpc);
    g_test_add_func("/design/fraction", test_fraction);
    g_test_add_func("/design/shape", test_shape);
    g_test_add_func("/design/kept", test_kept);
    g_test_add_func("/design/units", test_units);
    g_test_add_func("/design/empty", test_empty);
    return g_test_run();
}
