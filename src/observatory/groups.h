/* groups.h - the [survey X] and [dataset X] groups of observatory.ini, read and checked. */
#ifndef VIGIE_OBSERVATORY_GROUPS_H
#define VIGIE_OBSERVATORY_GROUPS_H

#include <vigie/observatory.h>

/* Reads all of them into observatory->surveys and ->datasets; dir and lang are set already. */
bool vigie_observatory_read_groups(VigieObservatory *observatory, const VigieIni *ini,
                                   GError **error);
void vigie_survey_free(VigieSurvey *survey);
void vigie_dataset_free(VigieDataset *dataset);
/* Sets *error at a key (or at its group, key NULL). */
void vigie_observatory_error_at(GError **error, const VigieIni *ini, const char *group,
                                const char *key, const char *format, ...) G_GNUC_PRINTF(5, 6);

/* weights.c: the [weights X] and [margin X Y] groups into the surveys, which were read before. */
bool vigie_observatory_read_weights(VigieObservatory *observatory, const VigieIni *ini,
                                    GError **error);
void vigie_weights_plan_free(VigieWeightsPlan *plan);
/* replicates= and what goes with it; the survey's codebook is read. */
bool vigie_observatory_read_replicates(const VigieIni *ini, const char *group,
                                       VigieSurvey *survey, GError **error);

/* repeats.c: adds a survey for each repeat behind the survey whose questionnaire has it; those are whole. */
bool vigie_observatory_add_repeats(VigieObservatory *observatory, const VigieIni *ini,
                                   GError **error);

#endif
