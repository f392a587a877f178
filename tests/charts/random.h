/* random.h - charts of any shape from a seed: the same seed gives the same chart. */
#ifndef VIGIE_TESTS_RANDOM_H
#define VIGIE_TESTS_RANDOM_H

#include <vigie/chart.h>

VigieChart *random_chart(guint32 seed);
double random_width(guint32 seed);

#endif
