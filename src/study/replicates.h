/* replicates.h - the replicate weights of a study: made or read, calibrated, and what is estimated by them */
#ifndef STUDY_REPLICATES_H
#define STUDY_REPLICATES_H

#include "private.h"

/* replicates.c: study->replicates, of the surveys or of the design, as the question wants. */
bool vigie_study_replicate(VigieStudy *study, GError **error);
/* Whether the surveys' own replicate weights are used. */
bool vigie_study_has_replicates(const VigieStudy *study, const VigieSurvey *survey);

/* recalibrate.c: weight[number] of [n], design weights of replicates, become calibrated as the records of each calibration
 * were. */
bool vigie_study_recalibrate(const VigieStudy *study, double **weight, guint number,
                             GError **error);

/* change.c: vigie_study_change() by replicates; sums: of the measures. */
void vigie_study_change_replicated(const VigieReplicateSums *sums, guint measure,
                                   VigieStudy *study, const VigieCross *cross,
                                   VigieAnswerRow **row);
/* What the statistic is to replicates. */
VigieReplicated vigie_study_replicated(VigieStat stat);

#endif
