/* words.h - what a chart says by itself, in its own language. */
#ifndef VIGIE_CHART_WORDS_H
#define VIGIE_CHART_WORDS_H

#include <vigie/base.h>

typedef enum {
    WORD_SOURCE,
    WORD_POPULATION,
    WORD_READING,
    WORD_INTERVAL,
    WORD_CAUTION,
    WORD_LOW_BASE,
    WORD_LOW_BASE_N,
    WORD_SUPPRESSED,
    WORD_SUPPRESSED_N,
    WORD_EMPTY,
    WORD_NOT_ASKED,
    WORD_SCALE_CHANGED,
    WORD_BREAK,
    WORD_PROVISIONAL,
    WORD_ANSWERS_A_YEAR,
    WORD_NO_DATA,
    WORD_NOT_PUBLISHED,
    WORD_SCALE,
    WORD_IN,
    WORD_FROM_TO,
    WORD_SUMS,
    WORD_FOR,
    WORD_OF_WHICH,
    WORD_THOUSANDS,
    WORD_MILLIONS,
    WORD_BILLIONS,
    WORD_LOWEST,
    WORD_HIGHEST,
    WORD_IMPROVE,
    WORD_KEEP,
    WORD_EXCESS,
    WORD_LOW,
    WORD_FIRM,
    WORD_UNSURE,
    N_WORDS
} Word;
const char *vigie_word(VigieLang lang, Word word);
/* With the texts in place of its "%s", in their order; (transfer full). */
char *vigie_words(VigieLang lang, Word word, const char *first, const char *second);
/* "oct." of "octobre" (in any case), "oct." of itself; NULL: no month of that language. */
const char *vigie_month_short(VigieLang lang, const char *name);
/* The mark of the i-th break: a, b … z, a1 …; (writes to letter). */
#define VIGIE_LETTER_SIZE 16
const char *vigie_break_letter(guint i, char letter[VIGIE_LETTER_SIZE]);
/* A number of answers, "1 234"; (transfer full). */
char *vigie_count_print(VigieLang lang, guint64 n);

#endif
