/* repeat.h - names of a form's repeats, for expressions that stand outside them. */
#ifndef VIGIE_CODEBOOK_REPEAT_H
#define VIGIE_CODEBOOK_REPEAT_H

#include "questionnaire.h"
#include "token.h"

/* The repeat that has that name, or whose own item (then *item) has it, anywhere in the form but around the codebook's
 * items; else NULL. */
const VigieRepeat *vigie_codebook_repeated(const VigieCodebook *codebook, const char *name,
                                           const VigieItem **item);
/* Does the function's name begin a call over the records of a repeat?  sum(), count() and count-non-empty() do, min(),
 * max() and join() where they name one. */
bool vigie_repeat_is_aggregate(const VigieCodebook *codebook, const VigieToken *function);

#endif
