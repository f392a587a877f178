/* function.h - a formula as steps on a stack; shared by function-parse.c, which writes them, and function.c */
#ifndef VIGIE_ESTIMATE_FUNCTION_STEPS_H
#define VIGIE_ESTIMATE_FUNCTION_STEPS_H

#include <vigie/estimate-function.h>

typedef enum {
    STEP_NUMBER,
    STEP_NAME,
    STEP_ADD,
    STEP_SUBTRACT,
    STEP_MULTIPLY,
    STEP_DIVIDE,
    STEP_POWER,
    STEP_NEGATE,
    STEP_LOG,
    STEP_EXP,
    STEP_SQRT,
    STEP_ABS
} StepKind;

typedef struct {
    StepKind kind;
    double number; /* STEP_NUMBER */
    guint name;    /* STEP_NAME */
} Step;

struct VigieFunction {
    GArray *steps; /* Step, operands before their operator */
    guint n_names;
};

/* Fills function->steps. */
bool vigie_function_parse(VigieFunction *function, const char *text, const char *const *names,
                          GError **error);

#endif
