/* expression.h - what the reader of questionnaires needs beyond the public codebook-expression.h. */
#ifndef VIGIE_CODEBOOK_EXPRESSION_PRIVATE_H
#define VIGIE_CODEBOOK_EXPRESSION_PRIVATE_H

#include <vigie/codebook-expression.h>

/* As vigie_expression_new(); list (may be NULL) is the list whose columns may be named, for choice_filter; where "." is known to be the answer to self (may be NULL). */
VigieExpression *vigie_expression_compile(const VigieCodebook *codebook, const VigieItem *self,
                                          const VigieList *list, const char *text,
                                          const VigiePlace *place, GError **error);
/* True if it reads items of a repeat, many for one record: it has a type and no value. */
bool vigie_expression_is_aggregate(const VigieExpression *expression);

#endif
