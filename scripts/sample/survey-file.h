/* survey-file.h - the answers of a survey and its field-work log as files. */
#ifndef SCRIPTS_SAMPLE_SURVEY_FILE_H
#define SCRIPTS_SAMPLE_SURVEY_FILE_H

#include "sample.h"

/* Draws the season and writes folder/flash-YEAR-….csv (one a wave) or folder/hors-saison-YEAR.csv, and its log of
 * field work, terrain-….csv. */
bool vigie_sample_write_survey(const char *folder, VigieSampleSurvey survey, guint year,
                               gsl_rng *rng, GError **error);

#endif
