/* codebook-words.h - words about a questionnaire, the same wherever one is shown: kinds of answer, titles of groups. */
#ifndef VIGIE_CODEBOOK_WORDS_H
#define VIGIE_CODEBOOK_WORDS_H

#include <vigie/codebook.h>

G_BEGIN_DECLS

/* "one answer", "whole number", "from 0 to 10 by 1"; numbers as the language writes them.  (transfer full) */
char *vigie_item_kind_text(const VigieItem *item, VigieLang lang);
/* The label in that language, else the first that is not empty, else name; borrowed. */
const char *vigie_labels_text(const VigieCodebook *form, char *const *labels, const char *name,
                              VigieLang lang);
/* The title of the group with that path; borrowed. */
const char *vigie_group_title(const VigieCodebook *form, const char *path, VigieLang lang);

G_END_DECLS

#endif
