/* codebook-compare.h - two versions of a questionnaire: may their answers stand in one series?
 * vigie_codebook_compare() gives a verdict for each item of either; vigie_verdict_breaks() says which of them part a
 * series, and vigie_verdict_refused() which are not to be pooled before somebody has said that they may.
 * vigie_codebook_print() writes a form that can be kept and compared later. */
#ifndef VIGIE_CODEBOOK_COMPARE_H
#define VIGIE_CODEBOOK_COMPARE_H

#include <vigie/codebook.h>

G_BEGIN_DECLS

/* From harmless to fatal; an item may have several, the last of them is the one that counts. */
typedef enum {
    VIGIE_VERDICT_IDENTICAL,
    VIGIE_VERDICT_MOVED,       /* asked elsewhere among the others */
    VIGIE_VERDICT_TRANSLATION, /* a language added, taken away or reworded, one the same in both */
    VIGIE_VERDICT_LABEL,       /* case, accents or punctuation; or labels of choices reworded */
    VIGIE_VERDICT_ADDED,
    VIGIE_VERDICT_REMOVED,
    VIGIE_VERDICT_CHOICES, /* choices added, removed, or in another order, that are no scale */
    VIGIE_VERDICT_WORDING, /* the question is put in other words, or calculated otherwise */
    VIGIE_VERDICT_FILTER,  /* asked of others: relevant, or its being required */
    VIGIE_VERDICT_SCALE,   /* length, order or scores of the scale; range of a number */
    VIGIE_VERDICT_TYPE,    /* another kind of answer */
    VIGIE_VERDICT_REUSED,  /* the name, or a choice's code, now stands for something else */
    VIGIE_N_VERDICTS
} VigieVerdict;
/* "identical", "moved" … for machines; a word for people, in their language. */
const char *vigie_verdict_name(VigieVerdict verdict);
const char *vigie_verdict_text(VigieVerdict verdict);
/* True of filter, scale, type and reused: points before and after are not one series. */
bool vigie_verdict_breaks(VigieVerdict verdict);
/* True of reused: not loaded together before it was declared what is meant. */
bool vigie_verdict_refused(VigieVerdict verdict);

typedef struct {
    const VigieItem *before, *after; /* one may be NULL: added, removed */
    guint found;                     /* bits, 1 << verdict */
    VigieVerdict verdict;            /* the last of them */
    GPtrArray *details;              /* char*: what changed, in the user's language */
} VigieComparison;

/* One for each item of the new questionnaire in its order, then those that are gone, then the same for each repeat; both
 * codebooks are borrowed.
 * Labels are compared language by language; a plain label may be in any of them (two plain forms alike in names, types
 * and choices, and in hardly any words, are in two languages).  Two texts say the
 * same if their words do (case, accents, punctuation off), and something else if they share less than a third of
 * their three-letter pieces (Dice 1945).  (transfer full, element VigieComparison) */
GPtrArray *vigie_codebook_compare(const VigieCodebook *before, const VigieCodebook *after);

/* The codebook as an XLSForm (CSV variant) of its own, whatever kind of files it was read from: vigie_codebook_parse()
 * gives back the same items, choices and expressions.  Notes, hints and the names of groups are left out.
 * (transfer full) */
char *vigie_codebook_print(const VigieCodebook *codebook);
/* In a codebook that the caller owns: the item is called otherwise from now on; false: no such item, or the name is
 * another item's. */
bool vigie_codebook_rename(VigieCodebook *codebook, const char *name, const char *to);

G_END_DECLS

#endif
