/* calibrated.h - the calibrated weights of a study: read with its records, given to its design, told to its reader. */
#ifndef STUDY_CALIBRATED_H
#define STUDY_CALIBRATED_H

#include "private.h"

/* calibrated.c: the newest calibration of each wave. */
bool vigie_study_open_weights(VigieStudy *study, VigieStudyPart *part, GError **error);
/* Adds the items that the part was calibrated by, and wave. */
void vigie_study_weight_items(const VigieStudyPart *part, GPtrArray *names);
bool vigie_study_read_weights(VigieStudy *study, VigieStudyPart *part, GError **error);
/* The variables that the records were calibrated by; spec.n_terms 0 = none was.  The weights have room, to be filled
 * where the design is made: all of [n]. */
typedef struct {
    VigieAuxiliary spec;
    guint32 **column;
    double **value;
    double *design_weight, *calibrated, *count;
} VigieStudyAuxiliary;
bool vigie_study_auxiliary(const VigieStudy *study, VigieStudyAuxiliary *out, GError **error);
void vigie_study_auxiliary_release(VigieStudyAuxiliary *auxiliary);
/* Which weights were used, and of which waves the design's; sets study->design_weights. */
void vigie_study_tell_weights(VigieStudy *study);

#endif
