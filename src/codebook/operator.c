/* operator.c - see operator.h */
#include "operator.h"

static const VigieOperator operators[] = {
    {"or", 1, VIGIE_OPERATOR_LOGIC},    {"and", 2, VIGIE_OPERATOR_LOGIC},
    {"=", 3, VIGIE_OPERATOR_EQUALITY},  {"!=", 3, VIGIE_OPERATOR_EQUALITY},
    {"<", 4, VIGIE_OPERATOR_ORDER},     {"<=", 4, VIGIE_OPERATOR_ORDER},
    {">", 4, VIGIE_OPERATOR_ORDER},     {">=", 4, VIGIE_OPERATOR_ORDER},
    {"+", 5, VIGIE_OPERATOR_SUM},       {"-", 5, VIGIE_OPERATOR_DIFFERENCE},
    {"*", 6, VIGIE_OPERATOR_PRODUCT},   {"div", 6, VIGIE_OPERATOR_PRODUCT},
    {"mod", 6, VIGIE_OPERATOR_PRODUCT},
};

const VigieOperator *
vigie_operator_find(const VigieToken *token)
{
    for (guint i = 0; i < G_N_ELEMENTS(operators); i++)
        if (vigie_token_is(token, operators[i].sign))
            return &operators[i];
    return NULL;
}

VigieStatic
vigie_operator_type(VigieOperatorClass class, VigieStatic a, VigieStatic b)
{
    bool dates[] = {a == VIGIE_STATIC_DATE, b == VIGIE_STATIC_DATE};
    if (class < VIGIE_OPERATOR_SUM)
        return VIGIE_STATIC_TRUTH;
    if (class == VIGIE_OPERATOR_SUM && dates[0] != dates[1])
        return VIGIE_STATIC_DATE;
    if (class == VIGIE_OPERATOR_DIFFERENCE && dates[0] && !dates[1])
        return VIGIE_STATIC_DATE;
    return VIGIE_STATIC_NUMBER;
}

VigieStatic
vigie_operator_shared(VigieStatic a, VigieStatic b)
{
    if (a == b || b == VIGIE_STATIC_EMPTY)
        return a;
    if (a == VIGIE_STATIC_EMPTY)
        return b;
    if (a == VIGIE_STATIC_TEXT || b == VIGIE_STATIC_TEXT)
        return VIGIE_STATIC_TEXT;
    return VIGIE_STATIC_NUMBER;
}
