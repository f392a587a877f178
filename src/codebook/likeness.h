/* likeness.h - how much two texts have in common. */
#ifndef VIGIE_CODEBOOK_LIKENESS_H
#define VIGIE_CODEBOOK_LIKENESS_H

#include <vigie/base.h>

/* Words in lower case, without accents and punctuation, one blank between them; (transfer full). */
char *vigie_words_of(const char *text);
/* Dice's coefficient of the three-letter pieces of two texts: 1 = the same words, 0 = nothing in common. */
double vigie_likeness(const char *a, const char *b);

#endif
