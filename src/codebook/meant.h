/* meant.h - the name that somebody meant, said in one wording. */
#ifndef VIGIE_CODEBOOK_MEANT_H
#define VIGIE_CODEBOOK_MEANT_H

#include <vigie/base.h>

/* What is wrong, then "; did you mean 'X'?" where one of names (NULL-terminated) is near to name, else
 * "; " and otherwise (NULL: nothing); (transfer full). */
char *vigie_meant(const char *what, const char *name, const char *const *names,
                  const char *otherwise);

#endif
