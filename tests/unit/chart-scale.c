/* chart-scale.c - ticks, scales, rounding together, labels moved apart */
#include "../../src/chart/axis.h"
#include <math.h>

typedef struct {
    double low, high;
    guint most;
    double first, step; /* expected: value of the first tick, step */
    guint n;
} TickCase;

/* By hand: the smallest step of 1, 2, 2.5, 5 times a power of ten that needs no more ticks. */
static const TickCase TICKS[] = {
    {0, 100, 11, 0, 10, 11},
    {0, 100, 6, 0, 20, 6},
    {0, 100, 5, 0, 25, 5},
    {0, 100, 4, 0, 50, 3},
    {0, 1, 5, 0, 0.25, 5},
    {0.62, 0.88, 5, 0.6, 0.1, 4},
    {3.11, 3.42, 5, 3.1, 0.1, 5},
    {-3, 7, 6, -5, 2.5, 6},
    {-100, 0, 6, -100, 20, 6},
    {0, 1436, 6, 0, 500, 4},
    {0, 80300, 7, 0, 20000, 6},
    {7, 7, 6, 6, 0.5, 5},              /* 6.3 .. 7.7 */
    {0, 0, 5, 0, 0.25, 5},             /* 0 .. 1 */
    {1e9, 1e9 + 1e-3, 4, 9e8, 1e8, 3}, /* equal to 1e-9: 0.9e9 .. 1.1e9 */
    {100, 0, 6, 0, 20, 6},             /* either order */
    {2e-9, 9e-9, 5, 2e-9, 2e-9, 5},
    {0, 1e15, 6, 0, 2e14, 6},
    {0, 100, 0, 0, 100, 2}, /* at least two */
};

static void
test_ticks(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(TICKS); i++) {
        const TickCase *c = &TICKS[i];
        VigieTicks ticks;
        g_test_message("%g .. %g with %u", c->low, c->high, c->most);
        vigie_ticks_nice(c->low, c->high, c->most, &ticks);
        g_assert_cmpfloat_with_epsilon(ticks.step, c->step, 1e-9 * c->step);
        g_assert_cmpfloat_with_epsilon(vigie_tick_at(&ticks, 0), c->first, 1e-9 * c->step);
        g_assert_cmpuint(ticks.n, ==, c->n);
    }
}

/* Of any range: the ticks enclose it, are no more than asked, and a nicer step does not exist. */
static void
test_ticks_enclose(void)
{
    GRand *rand = g_rand_new_with_seed(5);
    for (guint i = 0; i < 2000; i++) {
        double low =
            g_rand_double_range(rand, -1.0, 1.0) * pow(10.0, g_rand_int_range(rand, -8, 12));
        double high =
            g_rand_double_range(rand, -1.0, 1.0) * pow(10.0, g_rand_int_range(rand, -8, 12));
        guint most = (guint)g_rand_int_range(rand, 2, 12);
        VigieTicks ticks;
        vigie_ticks_nice(low, high, most, &ticks);
        double slack = 1e-6 * ticks.step;
        g_assert_cmpuint(ticks.n, <=, most);
        g_assert_cmpuint(ticks.n, >=, 2);
        g_assert_cmpfloat(vigie_tick_at(&ticks, 0), <=, MIN(low, high) + slack);
        g_assert_cmpfloat(vigie_tick_at(&ticks, ticks.n - 1), >=, MAX(low, high) - slack);
    }
    g_rand_free(rand);
}

static void
test_scale(void)
{
    VigieScale up = {0.0, 50.0, 200.0, 100.0};
    g_assert_cmpfloat_with_epsilon(vigie_scale_at(&up, 0.0), 200.0, 1e-12);
    g_assert_cmpfloat_with_epsilon(vigie_scale_at(&up, 50.0), 100.0, 1e-12);
    g_assert_cmpfloat_with_epsilon(vigie_scale_at(&up, 12.5), 175.0, 1e-12);
    g_assert_cmpfloat_with_epsilon(vigie_scale_at(&up, -5.0), 210.0, 1e-12);
}

typedef struct {
    guint n;
    double x[5];
    double unit;
    double expected[5];
} RoundCase;

/* Largest remainder (Hamilton), first of equals: METHODS' trap of 33/33/33. */
static const RoundCase ROUND[] = {
    {3, {1.0 / 3, 1.0 / 3, 1.0 / 3}, 0.01, {0.34, 0.33, 0.33}},
    {4, {.125, .375, .25, .25}, 0.01, {.13, .37, .25, .25}},
    {3, {.005, .005, .99}, 0.01, {.01, .0, .99}},
    {5, {.011, .034, .402, .538, .015}, 0.01, {.01, .03, .40, .54, .02}},
    {2, {0.29, 0.71}, 0.01, {0.29, 0.71}}, /* 0.29 / 0.01 is 28.999… in binary */
    {3, {NAN, .5, .5}, 0.01, {NAN, .5, .5}},
    {2, {1234.4, 765.4}, 1.0, {1235.0, 765.0}},
    {1, {0.0}, 0.01, {0.0}},
};

static void
test_round_together(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(ROUND); i++) {
        double out[5];
        vigie_round_together(ROUND[i].x, ROUND[i].n, ROUND[i].unit, out);
        for (guint k = 0; k < ROUND[i].n; k++) {
            if (isnan(ROUND[i].expected[k]))
                g_assert_true(isnan(out[k]));
            else
                g_assert_cmpfloat_with_epsilon(out[k], ROUND[i].expected[k], 1e-9);
        }
    }
}

static void
test_spread(void)
{
    double size[] = {10, 10, 10, 10};
    double free[] = {10, 30, 50, 70}, free_expected[] = {10, 30, 50, 70};
    double tied[] = {50, 50, 50, 50}, tied_expected[] = {35, 45, 55, 65};
    double top[] = {1, 2, 3, 60}, top_expected[] = {5, 15, 25, 60};
    double foot[] = {20, 96, 98, 100}, foot_expected[] = {20, 75, 85, 95};
    double *cases[] = {free, tied, top, foot};
    double *expected[] = {free_expected, tied_expected, top_expected, foot_expected};
    for (guint c = 0; c < G_N_ELEMENTS(cases); c++) {
        vigie_spread(cases[c], size, 4, 0.0, 100.0);
        for (guint i = 0; i < 4; i++)
            g_assert_cmpfloat_with_epsilon(cases[c][i], expected[c][i], 1e-9);
    }
}

/* Least squares: two labels of 10 that both want 20 and 24 share the move. */
static void
test_spread_least(void)
{
    double centre[] = {20, 24}, size[] = {10, 10};
    vigie_spread(centre, size, 2, 0.0, 100.0);
    g_assert_cmpfloat_with_epsilon(centre[0], 17.0, 1e-9);
    g_assert_cmpfloat_with_epsilon(centre[1], 27.0, 1e-9);
    vigie_spread(NULL, NULL, 0, 0.0, 1.0);
}

static void
test_rows(void)
{
    double middle[] = {10, 20, 30, 60}, width[] = {18, 18, 18, 18};
    guint row[4];
    g_assert_cmpuint(vigie_rows(middle, width, 4, 2.0, row), ==, 2);
    guint expected[] = {0, 1, 0, 0};
    for (guint i = 0; i < 4; i++)
        g_assert_cmpuint(row[i], ==, expected[i]);
    g_assert_cmpuint(vigie_rows(middle, width, 0, 2.0, row), ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chart/scale/ticks", test_ticks);
    g_test_add_func("/chart/scale/ticks-enclose", test_ticks_enclose);
    g_test_add_func("/chart/scale/scale", test_scale);
    g_test_add_func("/chart/scale/round-together", test_round_together);
    g_test_add_func("/chart/scale/spread", test_spread);
    g_test_add_func("/chart/scale/spread-least", test_spread_least);
    g_test_add_func("/chart/scale/rows", test_rows);
    return g_test_run();
}
