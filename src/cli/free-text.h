/* free-text.h - answers that the questionnaire keeps apart (personal=separate): free-text/SURVEY.csv beside the store,
 * readable by its owner alone.  It is rewritten whole after each load or undo: the rows of files that the store no longer
 * has go, those of the file just loaded take the place of its old ones.  free-text/SURVEY.state says of each file what its
 * rows were read from and a sum of them: a load that was broken off, or a hand in the file, shows.  No command reads
 * them. */
#ifndef VIGIE_CLI_FREE_TEXT_H
#define VIGIE_CLI_FREE_TEXT_H

#include <vigie/frame.h>
#include <vigie/observatory.h>
#include <vigie/store.h>

typedef struct VigieFreeText VigieFreeText;
/* The words of the one file of a batch. */
VigieFreeText *vigie_free_text_new(const VigieBatch *batch);
void vigie_free_text_free(VigieFreeText *words);
void vigie_free_text_add(VigieFreeText *words, const VigieFrame *chunk);
/* Are the rows of its file those that were written when this batch was loaded?  True without items kept apart. */
bool vigie_free_text_is_current(const VigieFreeText *words,
                                const VigieObservatory *observatory);
/* words: of the file just loaded; NULL = none was. */
bool vigie_free_text_write(const VigieFreeText *words, const VigieObservatory *observatory,
                           VigieStore *store, const char *survey, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieFreeText, vigie_free_text_free)

#endif
