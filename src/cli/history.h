/* history.h - what became of a survey's questions from wave to wave, as the store keeps it. */
#ifndef VIGIE_CLI_HISTORY_H
#define VIGIE_CLI_HISTORY_H

#include "loading.h"

/* The questionnaire of a wave, said as SURVEY@WAVE; (transfer full). */
VigieCodebook *vigie_history_form(const VigieCall *call, const char *name, GError **error);
/* A line for each item and wave that differs from the wave before (all: each); (transfer full). */
char *vigie_history_print(const VigieCall *call, const char *survey, bool csv, bool all,
                          GError **error);

/* What became of the questions in the waves of the batches after a number, one line an item: loading->n_findings grows
 * by the breaks that no bridge declares. */
bool vigie_history_tell(VigieLoading *loading, const GPtrArray *sources, gint64 since,
                        GError **error);

#endif
