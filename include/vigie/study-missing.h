/* study-missing.h - kinds of no answer as a question names them and as an answer tells them: sets of kinds
 * (VIGIE_KIND), their labels, the columns of their counts. */
#ifndef VIGIE_STUDY_MISSING_H
#define VIGIE_STUDY_MISSING_H

#include <vigie/frame.h>

G_BEGIN_DECLS

/* A set of kinds of no answer is a sum of these. */
#define VIGIE_KIND(missing) (1u << (missing))
/* Whoever was asked: blank, don't know, refused, not applicable. */
#define VIGIE_KINDS_ASKED                                                                      \
    (VIGIE_KIND(VIGIE_BLANK) | VIGIE_KIND(VIGIE_DONT_KNOW) | VIGIE_KIND(VIGIE_REFUSED) |       \
     VIGIE_KIND(VIGIE_NOT_APPLICABLE))
/* "don't know", in the language in force. */
const char *vigie_missing_label(VigieMissing why);
/* "n_dont_know": the name of its count in the contract's outputs. */
const char *vigie_missing_column(VigieMissing why);
/* "blank", "dont_know" … "invalid": those after VIGIE_PRESENT. */
const char *const *vigie_missing_names(void);
/* The kind whose name a category or the cell of a dimension is, VIGIE_PRESENT = none. */
VigieMissing vigie_missing_category(const char *name);
/* "3 refused", in the language in force; at VIGIE_PRESENT: with another scale.  (transfer full) */
char *vigie_missing_count_text(VigieMissing why, guint64 n);
/* "14 don't know, 3 refused": the kinds that some have, without those of except; "" = none.  (transfer full) */
char *vigie_kind_counts_text(const VigieKindCounts counts, guint except);

G_END_DECLS

#endif
