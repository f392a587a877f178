/* form-show.h - a questionnaire as a person reads it: numbers, wordings, choices with their codes, conditions in words. */
#ifndef VIGIE_CLI_FORM_SHOW_H
#define VIGIE_CLI_FORM_SHOW_H

#include <vigie/codebook-expression.h>

void vigie_form_show(GString *out, const VigieCodebook *form, VigieLang lang);

#endif
