/* figure.h - the status of a figure, shared by figure.c, quantile.c and status.c */
#ifndef VIGIE_ESTIMATE_FIGURE_H
#define VIGIE_ESTIMATE_FIGURE_H

#include <vigie/estimate.h>

/* The first word that applies to what is known of the figure; lonely: a lonely PSU forbids its standard error. */
VigieStatus vigie_figure_status(const VigieFigure *figure, const VigieRules *rules,
                                bool lonely);
/* The same of a share, with the widths of its interval. */
VigieStatus vigie_share_status(const VigieFigure *figure, double n_kish,
                               const VigieRules *rules);

#endif
