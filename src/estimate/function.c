/* function.c - functions of estimates: values and exact derivatives by dual numbers, and their sampling error */
#include "function.h"
#include <math.h>

VigieFunction *
vigie_function_new(const char *text, const char *const *names, GError **error)
{
    g_autoptr(VigieFunction) function = g_new0(VigieFunction, 1);
    function->steps = g_array_new(FALSE, FALSE, sizeof(Step));
    while (names[function->n_names] != NULL)
        function->n_names++;
    if (!vigie_function_parse(function, text, names, error))
        return NULL;
    return g_steal_pointer(&function);
}

void
vigie_function_free(VigieFunction *function)
{
    if (function == NULL)
        return;
    g_array_unref(function->steps);
    g_free(function);
}

bool
vigie_function_uses(const VigieFunction *function, guint j)
{
    for (guint i = 0; i < function->steps->len; i++) {
        const Step *step = &g_array_index(function->steps, Step, i);
        if (step->kind == STEP_NAME && step->name == j)
            return true;
    }
    return false;
}

/* A dual number: a value and its derivatives by each estimate. */
typedef struct {
    double value;
    double *slope; /* [n_names] */
} Dual;

/* a becomes value, its slopes da times what they were plus db times those of b.  A factor without slope stays out:
 * its derivative may be no number, such as that of x^2 by the 2 where x < 0. */
static void
chain(Dual *a, double value, double da, const Dual *b, double db, guint n)
{
    for (guint j = 0; j < n; j++) {
        double from_a = fabs(a->slope[j]) > 0 || isnan(a->slope[j]) ? da * a->slope[j] : 0;
        double from_b =
            b != NULL && (fabs(b->slope[j]) > 0 || isnan(b->slope[j])) ? db * b->slope[j] : 0;
        a->slope[j] = from_a + from_b;
    }
    a->value = value;
}

static void
operate(StepKind kind, Dual *a, const Dual *b, guint n)
{
    double x = a->value, y = b->value;
    switch (kind) {
    case STEP_ADD:
        chain(a, x + y, 1, b, 1, n);
        return;
    case STEP_SUBTRACT:
        chain(a, x - y, 1, b, -1, n);
        return;
    case STEP_MULTIPLY:
        chain(a, x * y, y, b, x, n);
        return;
    case STEP_DIVIDE:
        chain(a, x / y, 1 / y, b, -x / (y * y), n);
        return;
    default:
        chain(a, pow(x, y), y * pow(x, y - 1), b, pow(x, y) * log(x), n);
    }
}

static void
call(StepKind kind, Dual *a, guint n)
{
    double x = a->value;
    switch (kind) {
    case STEP_NEGATE:
        chain(a, -x, -1, NULL, 0, n);
        return;
    case STEP_LOG:
        chain(a, log(x), 1 / x, NULL, 0, n);
        return;
    case STEP_EXP:
        chain(a, exp(x), exp(x), NULL, 0, n);
        return;
    case STEP_SQRT:
        chain(a, sqrt(x), 1 / (2 * sqrt(x)), NULL, 0, n);
        return;
    default:
        chain(a, fabs(x), x < 0 ? -1 : 1, NULL, 0, n);
    }
}

double
vigie_function_value(const VigieFunction *function, const double *theta, double *gradient)
{
    guint n = function->n_names, n_steps = function->steps->len, top = 0;
    g_autofree Dual *stack = g_new(Dual, n_steps);
    g_autofree double *slopes = g_new0(double, (gsize)n_steps *MAX(n, 1));
    for (guint i = 0; i < n_steps; i++)
        stack[i].slope = slopes + (gsize)i * n;
    for (guint i = 0; i < n_steps; i++) {
        const Step *step = &g_array_index(function->steps, Step, i);
        if (step->kind == STEP_NUMBER || step->kind == STEP_NAME) {
            Dual *a = &stack[top++];
            a->value = step->kind == STEP_NAME ? theta[step->name] : step->number;
            for (guint j = 0; j < n; j++)
                a->slope[j] = step->kind == STEP_NAME && step->name == j;
        } else if (step->kind <= STEP_POWER) {
            top--;
            operate(step->kind, &stack[top - 1], &stack[top], n);
        } else {
            call(step->kind, &stack[top - 1], n);
        }
    }
    for (guint j = 0; gradient != NULL && j < n; j++)
        gradient[j] = stack[0].slope[j];
    return stack[0].value;
}

void
vigie_function_linear(const VigieFunction *function, const VigieLinear *part, VigieLinear *out)
{
    guint n = function->n_names;
    g_autofree double *theta = g_new(double, MAX(n, 1));
    g_autofree double *gradient = g_new(double, MAX(n, 1));
    for (guint j = 0; j < n; j++)
        theta[j] = part[j].estimate;
    double value = vigie_function_value(function, theta, gradient);
    bool known = isfinite(value);
    guint k = 0;
    g_autofree VigieLinear *used = g_new(VigieLinear, MAX(n, 1));
    for (guint j = 0; j < n; j++)
        if (vigie_function_uses(function, j)) {
            known = known && isfinite(gradient[j]);
            used[k] = part[j];
            gradient[k++] = gradient[j];
        }
    vigie_linear_combine(used, gradient, k, out);
    out->estimate = known ? value : NAN;
}
