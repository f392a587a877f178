/* children.h - the records of a repeat in a study: their PSUs and calibrated weights are those of the survey that it is a
 * repeat of. */
#ifndef VIGIE_STUDY_CHILDREN_H
#define VIGIE_STUDY_CHILDREN_H

#include "private.h"

/* The survey that it is a repeat of, in the end; of any other, itself. */
const VigieSurvey *vigie_study_root(const VigieSurvey *survey);
/* The item of a repeat's codebook that has the number of the outermost record. */
const char *vigie_study_root_link(const VigieSurvey *survey);
/* Calls found() for each record of the root in a wave that has children, with the labels of its PSU (by the items of
 * cluster, or the record itself) and of its second-stage unit; nothing where the survey is no repeat. */
typedef void (*VigieParentFound)(void *user, const VigiePsuLabels *labels, const char *unit);
bool vigie_study_childless(VigieStudy *study, const VigieStudyPart *part,
                           const char *const *cluster, VigieParentFound found, void *user,
                           GError **error);
/* The root's g and of, by record, for the part's records. */
bool vigie_study_root_weights(VigieStudy *study, VigieStudyPart *part, GError **error);

#endif
