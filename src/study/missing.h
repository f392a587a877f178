/* missing.h - kinds of no answer of a study at work: counted, and made values where the question includes them. */
#ifndef VIGIE_STUDY_PRIVATE_MISSING_H
#define VIGIE_STUDY_PRIVATE_MISSING_H

#include "private.h"

/* Why each record has no value of an item, over all parts: [records], (transfer full). */
guint8 *vigie_study_reasons(const VigieStudy *study, const char *name);
bool vigie_study_check_include(const VigieStudy *study, GError **error);
/* Makes the kinds that the question includes values of a vector that was just read. */
bool vigie_study_include(const VigieStudy *study, VigieVector *vector, GError **error);
/* 1 for the records of a year in which their questionnaire did not have the item: [records], (transfer full). */
guint8 *vigie_study_unasked(const VigieStudy *study, const char *name, GError **error);
/* Counts the kinds of each item of --of in each cell. */
void vigie_study_count_kinds(VigieStudy *study);

#endif
