/* samples.h - one chart of each kind with the numbers of an imagined year: what every chart test walks through,
 * and what `draw` writes for the eye. */
#ifndef VIGIE_TESTS_SAMPLES_H
#define VIGIE_TESTS_SAMPLES_H

#include <vigie/chart.h>

typedef struct {
    const char *name; /* of the golden file and of the pictures */
    VigieChart *(*make)(VigieLang lang);
} Sample;
extern const Sample SAMPLES[];
extern const guint N_SAMPLES;

/* A ruler on which every character is 0.55 of its size wide. */
VigieMeasurer fixed_measurer(void);

#endif
