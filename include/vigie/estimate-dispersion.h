/* estimate-dispersion.h - variance and standard deviation of the answers, by domain, with their sampling error.
 * vigie_dispersion() gives the figures of all cells at once. */
#ifndef VIGIE_ESTIMATE_DISPERSION_H
#define VIGIE_ESTIMATE_DISPERSION_H

#include <vigie/estimate-linear.h>

G_BEGIN_DECLS

typedef enum { VIGIE_DISPERSION_VARIANCE, VIGIE_DISPERSION_SD } VigieDispersion;

/* One item's dispersion in the cells of a design. */
typedef struct {
    const VigieDesign *design;
    const VigieCells *cells;
    const double *y; /* [n] NAN = no valid answer */
    VigieDispersion kind;
} VigieDispersionSpec;

/* figures[n_cells], the interval on t(df); linear[n_cells] the statistics behind them, NULL = not wanted.  A cell
 * with a single answer has no estimate: VIGIE_STATUS_NOT_ESTIMABLE.
 *   S^2 = sum w (y - mean)^2 / W * n / (n - 1),  u = ((y - mean)^2 n / (n - 1) - S^2) / W;  S: u / (2 S)
 * Units: those of y, squared for the variance.  Error: VIGIE_DESIGN_ERROR_SHAPE.  Source: Saerndal, Swensson &
 * Wretman 1992, 5.9.  Oracle: R survey's svyvar() on the answers as a domain (its na.rm = TRUE counts
 * the blanks in n), and svycontrast(quote(sqrt(V))). */
bool vigie_dispersion(const VigieDispersionSpec *spec, const VigieRules *rules,
                      VigieFigure *figures, VigieLinear *linear, GError **error);

G_END_DECLS

#endif
