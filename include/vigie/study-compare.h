/* study-compare.h - comparisons of the values of a dimension, of a part with its whole, of two items, of surveys.
 * vigie_study_compare() puts the question to the store and gives one row a comparison, or one row an item where the
 * test is of all values at once; `vigie compare` prints it. */
#ifndef VIGIE_STUDY_COMPARE_H
#define VIGIE_STUDY_COMPARE_H

#include <vigie/estimate-rank.h>
#include <vigie/study-result.h>
#include <vigie/study.h>

G_BEGIN_DECLS

typedef enum {
    VIGIE_AGAINST_PAIRS, /* each value with each other */
    VIGIE_AGAINST_REST,  /* with all records of the other values */
    VIGIE_AGAINST_TOTAL, /* with all records of all values, its own too */
    VIGIE_AGAINST_VALUE  /* with a number */
} VigieAgainst;

typedef enum {
    VIGIE_COMPARE_T,         /* difference of the statistic: t-test */
    VIGIE_COMPARE_RANK,      /* Wilcoxon's rank test */
    VIGIE_COMPARE_MEDIAN,    /* median rank test */
    VIGIE_COMPARE_WAERDEN,   /* van der Waerden's */
    VIGIE_COMPARE_KRUSKAL,   /* all values at once, by ranks */
    VIGIE_COMPARE_WALD,      /* all values at once, the statistic: F */
    VIGIE_COMPARE_CHISQ,     /* all values at once, all categories: Rao & Scott, second order */
    VIGIE_COMPARE_CHISQ_1ST, /* ... first order */
    VIGIE_COMPARE_CHISQ_WALD,
    VIGIE_COMPARE_CHISQ_ADJWALD
} VigieCompareTest;
const char *const *vigie_compare_test_names(void); /* NULL-terminated, in that order */

typedef enum {
    VIGIE_ADJUST_HOLM, /* over the comparisons of one item: a chart */
    VIGIE_ADJUST_BH,   /* Benjamini & Hochberg over the whole output */
    VIGIE_ADJUST_NONE
} VigieAdjust;

/* What is compared: one dimension in question->by ("year" too), or by_survey, or part, or two items paired; none of
 * these: all records, with a number.  question->where is the whole. */
typedef struct {
    const VigieQuestion *question;
    bool by_survey;   /* the surveys of the question are the values */
    const char *part; /* expression: the part of the whole; NULL = none */
    bool paired;      /* question->of has two items: their difference in the same records */
    VigieAgainst against;
    double value; /* of VIGIE_AGAINST_VALUE */
    VigieCompareTest test;
    VigieTies ties; /* of rank tests */
    VigieAdjust adjust;
    bool publish; /* blank what the publication rule suppresses, and the comparisons with it */
    VigieLang lang;
} VigieComparison;

/* Columns of comparisons:
 *   survey, test, stat, item, category, by, a, against, b, n_a, n_b, estimate_a, estimate_b, difference (a - b), se,
 *   ci_low, ci_high, t, df, p, p_adj, direction (same, above, below; of a), letters_a, letters_b, status
 * and of tests of all values at once:
 *   survey, test, stat, item, category, by, n, groups, statistic, ndf, ddf, p, p_adj, status
 * Years are compared later - earlier, as vigie_change() does where sites are kept.  Values of different surveys are
 * independent: Satterthwaite.  A survey that is no probability sample gets no direction and no letters.
 * df: nu - 1 of the records compared (R: svyttest); of years nu, as vigie trend.  warnings may be NULL. */
VigieResult *vigie_study_compare(const VigieObservatory *observatory, VigieStore *store,
                                 const VigieComparison *comparison, VigieFindings *warnings,
                                 const VigieProgress *progress, GError **error);

G_END_DECLS

#endif
