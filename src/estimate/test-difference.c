/* test-difference.c - t-tests of differences: two domains, two items, a part and its rest */
#include "joint.h"

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

static const double minus[] = {1, -1}; /* the first less the second */

/* A standard error below this part of the sides' own sums is rounding, not variance. */
#define ROUNDING 1e-12

static double
square_sum(const VigieLinear *linear)
{
    double sum = 0;
    for (guint32 i = 0; i < linear->n; i++)
        sum += linear->z[i] * linear->z[i];
    return sum;
}

double
vigie_test_noise(const VigieLinear *part, guint k)
{
    double squares = 0, largest = 0;
    for (guint j = 0; j < k; j++) {
        squares += square_sum(&part[j]);
        largest = MAX(largest, fabs(part[j].estimate));
    }
    return MAX(ROUNDING * sqrt(squares), 4 * DBL_EPSILON * largest);
}

/* t, p and status from estimate, se and df. */
static void
finish(VigieTest *test)
{
    test->t = test->p = NAN;
    if (isnan(test->estimate))
        test->status = VIGIE_STATUS_EMPTY;
    else if (isnan(test->se))
        test->status = VIGIE_STATUS_LONELY_PSU;
    else if (!(test->df > 0))
        test->status = VIGIE_STATUS_NO_DF;
    else if (!(test->se > 0))
        test->status = VIGIE_STATUS_NO_VARIANCE;
    else {
        test->t = test->estimate / test->se;
        test->p = 2 * gsl_cdf_tdist_Q(fabs(test->t), test->df);
        test->status = VIGIE_STATUS_OK;
    }
}

void
vigie_test_interval(const VigieTest *test, double level, double *low, double *high)
{
    double half = NAN;
    if (test->status == VIGIE_STATUS_OK)
        half = gsl_cdf_tdist_Qinv((1 - level) / 2, test->df) * test->se;
    *low = test->estimate - half;
    *high = test->estimate + half;
}

static void
test_linear(const VigieDesign *design, const VigieLinear *linear, double noise, double df,
            VigieTest *out)
{
    *out = (VigieTest){.estimate = linear->estimate, .se = NAN, .df = df};
    if (!isnan(linear->estimate)) {
        out->se = vigie_linear_se(design, linear);
        if (out->se <= noise)
            out->se = 0;
    }
    finish(out);
}

void
vigie_test_one(const VigieDesign *design, const VigieLinear *linear, double null, double df,
               VigieTest *out)
{
    VigieLinear moved = *linear;
    moved.estimate -= null;
    test_linear(design, &moved, vigie_test_noise(linear, 1), df, out);
}

void
vigie_test_difference(const VigieDesign *design, const VigieLinear *a, const VigieLinear *b,
                      double df, VigieTest *out)
{
    const VigieLinear part[] = {*a, *b};
    g_auto(VigieLinear) difference = {0};
    vigie_linear_combine(part, minus, 2, &difference);
    test_linear(design, &difference, vigie_test_noise(part, 2), df, out);
}

double
vigie_satterthwaite(const double *variance, const double *df, guint k)
{
    double sum = 0, squares = 0;
    for (guint i = 0; i < k; i++) {
        sum += variance[i];
        if (variance[i] > 0)
            squares += variance[i] * variance[i] / df[i];
    }
    return sum * sum / squares;
}

void
vigie_test_independent(const VigieFigure *a, const VigieFigure *b, VigieTest *out)
{
    const double v[] = {a->se * a->se, b->se * b->se}, df[] = {a->df, b->df};
    *out = (VigieTest){.estimate = a->estimate - b->estimate, .se = sqrt(v[0] + v[1])};
    /* Without variance the status is about that; with df of 0 on one side Satterthwaite's are 0. */
    out->df = out->se > 0 ? vigie_satterthwaite(v, df, 2) : a->df + b->df;
    finish(out);
}

/* The rest ----------------------------------------------------------------------------------- */

/* Influence a e + b x of the whole, less the same of its part, whose centre is another. */
static void
linear_of_rest(const VigieSums *sums, guint measure, const guint32 cell[2], double a, double b,
               double estimate, VigieLinear *out)
{
    double part = vigie_sums_cell(sums, measure, cell[0])->centre;
    double whole = vigie_sums_cell(sums, measure, cell[1])->centre;
    VigieLinear side[2] = {0};
    vigie_linear_of(sums, measure, cell[1], a, b, estimate, &side[0]);
    vigie_linear_of(sums, measure, cell[0], a, b + a * (part - whole), 0, &side[1]);
    vigie_linear_combine(side, minus, 2, out);
    vigie_linear_clear(&side[0]);
    vigie_linear_clear(&side[1]);
}

/* Sums of e and x in the rest, e about the centre of the whole. */
static void
sums_of_rest(const VigieCellSums *part, const VigieCellSums *whole, double *e, double *x)
{
    *x = part->n < whole->n ? whole->x - part->x : 0;
    *e = whole->e;
    if (part->n > 0)
        *e -= part->e + (part->centre - whole->centre) * part->x;
}

void
vigie_test_rest(const VigieSums *sums, guint measure, guint32 cell, guint32 whole,
                VigieLinear *out)
{
    const VigieCellSums *part = vigie_sums_cell(sums, measure, cell);
    const VigieCellSums *all = vigie_sums_cell(sums, measure, whole);
    if (part->n == 0) {
        vigie_linear_mean(sums, measure, whole, out);
        return;
    }
    double e = 0, x = 0;
    sums_of_rest(part, all, &e, &x);
    double excess = x > 0 ? e / x : NAN;
    linear_of_rest(sums, measure, (guint32[]){cell, whole}, 1 / x, -excess / x,
                   all->centre + excess, out);
}

void
vigie_test_rest_total(const VigieSums *sums, guint measure, guint32 cell, guint32 whole,
                      VigieLinear *out)
{
    VigieLinear side[2] = {0};
    vigie_linear_total(sums, measure, whole, &side[0]);
    vigie_linear_total(sums, measure, cell, &side[1]);
    if (vigie_sums_cell(sums, measure, cell)->n == 0)
        side[1].estimate = 0;
    vigie_linear_combine(side, minus, 2, out);
    vigie_linear_clear(&side[0]);
    vigie_linear_clear(&side[1]);
}

double
vigie_test_df(const VigieSums *sums, const guint32 *cell, guint k)
{
    guint32 n = 0;
    for (guint j = 0; j < k; j++)
        n += vigie_sums_cell(sums, 0, cell[j])->n_units;
    g_autofree guint32 *unit = g_new(guint32, MAX(n, 1));
    n = 0;
    for (guint j = 0; j < k; j++) {
        const VigieCellSums *s = vigie_sums_cell(sums, 0, cell[j]);
        for (guint32 i = 0; i < s->n_units; i++)
            unit[n++] = s->unit[i];
    }
    return vigie_design_df(vigie_sums_design(sums), unit, n);
}

VigieArrow
vigie_arrow(double difference, double p_adjusted)
{
    if (!(p_adjusted < 0.05))
        return VIGIE_SAME;
    return difference > 0 ? VIGIE_ABOVE : VIGIE_BELOW;
}

const char *
vigie_arrow_name(VigieArrow arrow)
{
    static const char *const names[] = {"same", "above", "below"};
    return names[arrow];
}
