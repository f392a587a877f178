/* ruler.h - a measurer that remembers what it has measured; the inner one must stay as long */
#ifndef VIGIE_REPORT_RULER_H
#define VIGIE_REPORT_RULER_H

#include <vigie/chart.h>

typedef struct VigieRuler VigieRuler;
VigieRuler *vigie_ruler_new(const VigieMeasurer *inner);
void vigie_ruler_free(VigieRuler *ruler);
const VigieMeasurer *vigie_ruler_measurer(const VigieRuler *ruler);

#endif
