/* operator.h - what stands between two values of an expression. */
#ifndef VIGIE_CODEBOOK_OPERATOR_H
#define VIGIE_CODEBOOK_OPERATOR_H

#include "function.h"
#include "token.h"

typedef enum {
    VIGIE_OPERATOR_LOGIC,
    VIGIE_OPERATOR_EQUALITY,
    VIGIE_OPERATOR_ORDER,
    VIGIE_OPERATOR_SUM,
    VIGIE_OPERATOR_DIFFERENCE,
    VIGIE_OPERATOR_PRODUCT
} VigieOperatorClass;

typedef struct {
    const char *sign;
    guint level; /* the higher, the tighter */
    VigieOperatorClass class;
} VigieOperator;

/* The operator that the token is, or NULL. */
const VigieOperator *vigie_operator_find(const VigieToken *token);
/* The type of a, operator, b: a date moved by days is a date. */
VigieStatic vigie_operator_type(VigieOperatorClass class, VigieStatic a, VigieStatic b);
/* The type that two branches have in common. */
VigieStatic vigie_operator_shared(VigieStatic a, VigieStatic b);

#endif
