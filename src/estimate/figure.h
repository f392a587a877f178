/* figure.h - the pieces of a figure, shared by figure.c, quantile.c, replicate.c and status.c */
#ifndef VIGIE_ESTIMATE_FIGURE_H
#define VIGIE_ESTIMATE_FIGURE_H

#include <vigie/estimate.h>

/* The first word that applies to what is known of the figure; lonely: a lonely PSU forbids its standard error. */
VigieStatus vigie_figure_status(const VigieFigure *figure, const VigieRules *rules,
                                bool lonely);
/* The same of a share, with the widths of its interval. */
VigieStatus vigie_share_status(const VigieFigure *figure, double n_kish,
                               const VigieRules *rules);
/* se, or 0 where it is rounding beside the spread of the answers. */
double vigie_figure_error(double se, double spread, double estimate);
/* V / (S^2 / n), S^2 = sum w (y - mean)^2 / sum w * n / (n - 1): R's deff = "replace". */
double vigie_figure_deff(const VigieCellSums *sums, double se);
/* estimate -+ t se, where there are df and variance. */
void vigie_figure_t_interval(VigieFigure *figure, double level);

#endif
