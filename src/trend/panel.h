/* panel.h - linearised unit sums of a cell, and what sites kept from year to year change */
#ifndef VIGIE_TREND_PANEL_H
#define VIGIE_TREND_PANEL_H

#include <vigie/trend.h>

/* Unit sums z = a unit_e + b unit_x of the units of a cell that answered. */
typedef struct {
    guint32 n;
    guint32 *unit;
    double *z;
} Linear;

void vigie_linear_fill(Linear *linear, const VigieCellSums *sums, double a, double b);
void vigie_linear_clear(Linear *linear);

/* Covariance of two years' statistics over the sites that both have; 0 without panel.
 *   sum_h n_c s12, s12 the covariance of the PSU sums over the n_c >= 2 common sites of h
 * (METHODS 2.8, case 3), times sqrt((1 - f1)(1 - f2)), so that a full overlap gives the covariance of one
 * design with both years. */
double vigie_panel_covariance(const VigieDesign *design, const Linear *earlier,
                              const Linear *later);
/* PSUs - strata of some units (repeats allowed).  With panel a site counts once, and strata
 * that share a site count as one. */
double vigie_panel_df(const VigieDesign *design, const guint32 *unit, guint32 n);
/* Two-sided p of estimate / se by t; NAN without df or variance. */
double vigie_t_test(double estimate, double se, double df);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Linear, vigie_linear_clear)

#endif
