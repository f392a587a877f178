/* panel.h - what sites kept from year to year change in variances and degrees of freedom */
#ifndef VIGIE_TREND_PANEL_H
#define VIGIE_TREND_PANEL_H

#include <vigie/estimate-linear.h>
#include <vigie/estimate-test.h>
#include <vigie/trend.h>

/* Covariance of two years' statistics over the sites that both have; 0 without panel.
 *   sum_h n_c s12, s12 the covariance of the PSU sums over the n_c >= 2 common sites of h
 * (METHODS 2.8, case 3), times sqrt((1 - f1)(1 - f2)), so that a full overlap gives the covariance of one
 * design with both years. */
double vigie_panel_covariance(const VigieDesign *design, const VigieLinear *earlier,
                              const VigieLinear *later);
/* Covariance matrix v[k * k] of statistics of k different years: the design's, with sites (panel) that over common sites.
 * False, all NAN: a lonely PSU forbids it. */
bool vigie_panel_matrix(const VigieDesign *design, const VigieLinear *year, guint k, double *v);
/* PSUs - strata of some units (repeats allowed).  With panel a site counts once, and strata
 * that share a site count as one. */
double vigie_panel_df(const VigieDesign *design, const guint32 *unit, guint32 n);
/* Two-sided p of estimate / se by t; NAN without df or variance. */
double vigie_t_test(double estimate, double se, double df);

#endif
