/* explain.h - what models and drivers share: numbers of items, the domain, and the words for figures */
#ifndef VIGIE_STUDY_EXPLAIN_H
#define VIGIE_STUDY_EXPLAIN_H

#include "private.h"
#include <vigie/study-model.h>

/* True if the item's answers are numbers: a number, or choices that all have scores. */
bool vigie_item_is_scored(const VigieItem *item);
/* [n] its numbers, copied; NULL: an error that says what would be right.  (transfer full) */
double *vigie_study_numbers(VigieStudy *study, const char *name, GError **error);
/* [n] 1 where the record is asked for; (transfer full). */
guint8 *vigie_study_domain(const VigieStudy *study);
const VigieCodebook *vigie_study_codebook(const VigieStudy *study);
const char *vigie_study_item_label(const VigieStudy *study, const char *name, VigieLang lang);
char *vigie_study_survey_name(const VigieStudy *study);

/* Labels of numbers: "0,35", "< 0,001"; NAN = ""; (transfer full). */
char *vigie_effect_label(double x, VigieLang lang);
char *vigie_p_label(double p, VigieLang lang);
/* "[0,27 ; 0,43]" */
char *vigie_interval_label(double low, double high, VigieLang lang);
/* A number cell, blank where hidden. */
void vigie_result_effect(VigieResult *result, double x, bool hidden, VigieLang lang);

#endif
