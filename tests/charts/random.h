/* random.h - charts of any shape from a seed: the same seed gives the same chart. */
#ifndef VIGIE_TESTS_RANDOM_H
#define VIGIE_TESTS_RANDOM_H

#include <vigie/chart.h>

VigieChart *random_chart(guint32 seed);
double random_width(guint32 seed);

/* What charts together have had, in numbers of charts, categories or values. */
typedef struct {
    guint kind[VIGIE_CHART_MATRIX + 1], french, english, narrow;
    guint no_category, one_category, most_categories, most_series;
    guint endless, unbroken; /* names of more than eighty letters; of them without a blank */
    guint status[VIGIE_POINT_SCALE_CHANGED + 1], none, negative, zero, huge, without_n;
    guint first_missing, last_missing;
} Coverage;
void random_cover(const VigieChart *chart, double width, Coverage *seen);

#endif
