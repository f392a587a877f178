/* change.c - the change of a figure between two cells, and its direction */
#include "panel.h"

#include <math.h>
#include <string.h>

/* A change's variance below this part of the years' own is rounding. */
#define ROUNDING 1e-12

typedef enum { MEAN, TOTAL } Kind;

static void
year_figure(const VigieSums *sums, Kind kind, guint measure, guint32 cell, VigieFigure *figure)
{
    VigieRules rules = {.level = 0.95, .interval = VIGIE_INTERVAL_WALD};
    if (kind == MEAN)
        vigie_ratio(sums, measure, cell, &rules, figure);
    else
        vigie_total(sums, measure, cell, &rules, figure);
}

static void
linearise(VigieLinear *linear, Kind kind, const VigieSums *sums, guint measure, guint32 cell)
{
    if (kind == MEAN)
        vigie_linear_mean(sums, measure, cell, linear);
    else
        vigie_linear_total(sums, measure, cell, linear);
}

/* Degrees of freedom of both cells together. */
static double
joint_df(const VigieSums *sums, const VigieCellSums *a, const VigieCellSums *b)
{
    g_autofree guint32 *unit = g_new(guint32, (gsize)a->n_units + b->n_units);
    if (a->n_units > 0)
        memcpy(unit, a->unit, a->n_units * sizeof *unit);
    if (b->n_units > 0)
        memcpy(unit + a->n_units, b->unit, b->n_units * sizeof *unit);
    return vigie_panel_df(vigie_sums_design(sums), unit, a->n_units + b->n_units);
}

/* Whether the two were calibrated together, so that each has residuals where the other is. */
static bool
calibrated_together(const VigieDesign *design, const VigieLinear *a, const VigieLinear *b)
{
    g_autofree bool *touched = g_new0(bool, MAX(a->n_columns, 1));
    for (guint c = 0; c < a->n_columns; c++)
        if (fabs(a->xu[c]) > 0)
            touched[vigie_design_block(design, c)] = true;
    for (guint c = 0; c < b->n_columns; c++)
        if (fabs(b->xu[c]) > 0 && touched[vigie_design_block(design, c)])
            return true;
    return false;
}

/* Between two years: by sites that both have, or by weights that were calibrated together. */
static double
joint_covariance(const VigieDesign *design, const VigieLinear *a, const VigieLinear *b)
{
    if (vigie_design_site(design) != NULL)
        return vigie_panel_covariance(design, a, b);
    if (!calibrated_together(design, a, b))
        return 0;
    g_auto(VigieLinear) both = {0};
    vigie_linear_combine((VigieLinear[]){*a, *b}, (double[]){1, 1}, 2, &both);
    double sum = vigie_linear_se(design, &both), one = vigie_linear_se(design, a),
           other = vigie_linear_se(design, b);
    return (sum * sum - one * one - other * other) / 2;
}

static double
change_variance(const VigieSums *sums, Kind kind, guint measure, const guint32 cell[2],
                double independent, bool *fallback)
{
    g_auto(VigieLinear) z1 = {0}, z2 = {0};
    linearise(&z1, kind, sums, measure, cell[0]);
    linearise(&z2, kind, sums, measure, cell[1]);
    double between = joint_covariance(vigie_sums_design(sums), &z1, &z2);
    double v = independent - 2 * between;
    *fallback = v <= ROUNDING * independent && independent > 0;
    return *fallback ? independent : v;
}

static void
change_of(const VigieSums *sums, Kind kind, guint measure, const guint32 cell[2],
          bool independent_surveys, VigieChange *out, bool *out_fallback)
{
    VigieFigure f1, f2;
    year_figure(sums, kind, measure, cell[0], &f1);
    year_figure(sums, kind, measure, cell[1], &f2);
    *out = (VigieChange){f2.estimate - f1.estimate, NAN, NAN, NAN};
    *out_fallback = false;
    double independent = f1.se * f1.se + f2.se * f2.se;
    if (isnan(independent))
        return;
    const VigieCellSums *s1 = vigie_sums_cell(sums, measure, cell[0]);
    const VigieCellSums *s2 = vigie_sums_cell(sums, measure, cell[1]);
    out->se = sqrt(independent_surveys
                       ? independent
                       : change_variance(sums, kind, measure, cell, independent, out_fallback));
    out->df = independent_surveys
                  ? vigie_satterthwaite((double[]){f1.se * f1.se, f2.se * f2.se},
                                        (double[]){f1.df, f2.df}, 2)
                  : joint_df(sums, s1, s2);
    out->p = vigie_t_test(out->change, out->se, out->df);
}

void
vigie_change(const VigieSums *sums, guint measure, guint32 earlier, guint32 later,
             bool independent_surveys, VigieChange *out, bool *out_fallback)
{
    change_of(sums, MEAN, measure, (guint32[]){earlier, later}, independent_surveys, out,
              out_fallback);
}

void
vigie_change_total(const VigieSums *sums, guint measure, guint32 earlier, guint32 later,
                   bool independent_surveys, VigieChange *out)
{
    bool fallback = false;
    change_of(sums, TOTAL, measure, (guint32[]){earlier, later}, independent_surveys, out,
              &fallback);
}

double
vigie_change_p(double change, double se, double df)
{
    return vigie_t_test(change, se, df);
}

VigieDirection
vigie_direction(double change, double p_adjusted, bool *known)
{
    *known = !isnan(change);
    if (!*known || !(p_adjusted < 0.05))
        return VIGIE_STABLE;
    return change > 0 ? VIGIE_UP : VIGIE_DOWN;
}

const char *
vigie_direction_name(VigieDirection direction)
{
    static const char *const names[] = {"stable", "up", "down"};
    return names[direction];
}
