/* calibrated.h - designs whose weights are calibrated, for tests */
#ifndef VIGIE_TEST_CALIBRATED_H
#define VIGIE_TEST_CALIBRATED_H

#include "fixture.h"

typedef struct {
    VigieDesign *design;
    double *g; /* [n] */
    VigieCalibrationReport report;
} Calibrated;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(VigieCalibrationReport, vigie_calibration_report_clear)

static inline void
calibrated_clear(Calibrated *c)
{
    vigie_design_free(c->design);
    g_free(c->g);
    vigie_calibration_report_clear(&c->report);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Calibrated, calibrated_clear)

/* The margins as columns of a design; spec->weight are the plan's weights. */
static inline void
calibrated_fill(Calibrated *c, const Table *table, const Plan *plan,
                const VigieCalibrationSpec *spec)
{
    g_autoptr(GError) error = NULL;
    guint32 *column[8];
    const double *value[8];
    guint32 first = 0;
    c->g = g_new(double, spec->n);
    vigie_calibrate(spec, c->g, &c->report, &error);
    g_assert_no_error(error);
    for (guint m = 0; m < spec->n_margins; m++) {
        const VigieMargin *margin = &spec->margin[m];
        column[m] = g_new(guint32, spec->n);
        value[m] = margin->number;
        for (gsize i = 0; i < spec->n; i++)
            column[m][i] = first + (margin->class_of != NULL ? margin->class_of[i] : 0);
        first += margin->n_classes;
    }
    VigieAuxiliary x = {.n_columns = first,
                        .n_terms = spec->n_margins,
                        .column = (const guint32 *const *)column,
                        .value = value,
                        .design_weight = spec->weight};
    Plan calibrated = *plan;
    calibrated.auxiliary = &x;
    calibrated.g = c->g;
    c->design = fixture_design(table, &calibrated);
    for (guint m = 0; m < spec->n_margins; m++)
        g_free(column[m]);
}

#endif
