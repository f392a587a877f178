/* teach.h - the observatory.ini that vigie init writes: every key of a survey is there as a comment that says what
 * it is for, with the columns of the file that look like it. */
#ifndef VIGIE_INGEST_TEACH_H
#define VIGIE_INGEST_TEACH_H

#include "guess.h"

/* Each line of the text after "# ". */
void vigie_teach_comment(GString *ini, const char *text);
/* A value of an INI: backslashes and line breaks escaped; in a list, semicolons too. */
void vigie_teach_value(GString *ini, const char *text, bool in_list);

void vigie_teach_head(GString *ini, const char *name, VigieLang lang);
/* [survey NAME]; guess = NULL: a survey to come, all of it a comment. */
void vigie_teach_survey(GString *ini, const char *name, const Guess *guess);
void vigie_teach_foot(GString *ini);

#endif
