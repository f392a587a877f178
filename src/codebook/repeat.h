/* repeat.h - names of a form's repeats, for expressions that stand outside them. */
#ifndef VIGIE_CODEBOOK_REPEAT_H
#define VIGIE_CODEBOOK_REPEAT_H

#include "questionnaire.h"

/* The repeat that has that name, or whose own item (then *item) has it, anywhere in the form; else NULL. */
const VigieRepeat *vigie_codebook_repeated(const VigieCodebook *codebook, const char *name,
                                           const VigieItem **item);
/* True if the form that the codebook is of has a repeat. */
bool vigie_form_repeats(const VigieCodebook *codebook);

#endif
