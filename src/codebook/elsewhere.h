/* elsewhere.h - calculations that the tablet made and nobody can make again: random(), uuid(), pulldata() … */
#ifndef VIGIE_CODEBOOK_ELSEWHERE_H
#define VIGIE_CODEBOOK_ELSEWHERE_H

#include <vigie/codebook.h>

/* The name of such a function in the expression (transfer full), or NULL; *number: what the expression gives is one. */
char *vigie_elsewhere(const char *expression, bool *number);

#endif
