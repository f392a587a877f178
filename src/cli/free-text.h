/* free-text.h - answers that the questionnaire keeps apart (personal=separate): free-text/SURVEY.csv beside the store,
 * readable by its owner alone.  It is rewritten whole after each load or undo: the rows of files that the store no longer
 * has go, those of the file just loaded take the place of its old ones.  No command reads it. */
#ifndef VIGIE_CLI_FREE_TEXT_H
#define VIGIE_CLI_FREE_TEXT_H

#include <vigie/frame.h>
#include <vigie/observatory.h>
#include <vigie/store.h>

typedef struct VigieFreeText VigieFreeText;
/* The words of one file of a source. */
VigieFreeText *vigie_free_text_new(const char *source, const char *file);
void vigie_free_text_free(VigieFreeText *words);
void vigie_free_text_add(VigieFreeText *words, const VigieFrame *chunk);
/* words: of the file just loaded; NULL = none was. */
bool vigie_free_text_write(const VigieFreeText *words, const VigieObservatory *observatory,
                           VigieStore *store, const char *survey, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieFreeText, vigie_free_text_free)

#endif
