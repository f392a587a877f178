/* calibration.h - margins as sparse columns, and messages about them; shared by the calibrate files */
#ifndef VIGIE_DESIGN_CALIBRATION_PRIVATE_H
#define VIGIE_DESIGN_CALIBRATION_PRIVATE_H

#include <vigie/design-calibration.h>

/* "margin hab, class hotel", or "margin nights" of a number; column of all margins. (transfer full) */
char *vigie_calibration_place(const VigieCalibrationSpec *spec, guint column);
guint vigie_calibration_columns(const VigieCalibrationSpec *spec);
void vigie_calibration_report_fill(const VigieCalibrationSpec *spec, const double *g,
                                   VigieCalibrationReport *report);

#endif
