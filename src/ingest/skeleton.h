/* skeleton.h - the questionnaire that vigie init writes, and the names of its choices. */
#ifndef VIGIE_INGEST_SKELETON_H
#define VIGIE_INGEST_SKELETON_H

#include "guess.h"

/* True if the column becomes an item. */
bool vigie_skeleton_is_item(const GuessColumn *column);
/* What is written for a choice, given its name. */
typedef void (*SkeletonNamed)(GString *out, const GuessColumn *column, const char *name,
                              const GuessLabel *label);
/* Calls named for each labelled choice of a column, in order. */
void vigie_skeleton_name_choices(GString *out, const GuessColumn *column, SkeletonNamed named);
/* The whole form; (transfer full). */
GString *vigie_skeleton_form(const Guess *guess, VigieLang lang);

#endif
