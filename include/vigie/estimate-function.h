/* estimate-function.h - a function of estimates, such as "spend / nights", with its sampling error by the delta
 * method.  vigie_function_new() reads the formula, vigie_function_linear() makes the statistic, whose figure is
 * vigie_linear_figure()'s.
 *
 *   + - * / ^  parentheses  numbers  log exp sqrt abs  names, or ${name} where a name has other signs
 *
 * ^ binds to the right and above the sign: -a^2 is -(a^2).  log is the natural logarithm. */
#ifndef VIGIE_ESTIMATE_FUNCTION_H
#define VIGIE_ESTIMATE_FUNCTION_H

#include <vigie/estimate-linear.h>

G_BEGIN_DECLS

#define VIGIE_FUNCTION_ERROR (vigie_function_error_quark())
GQuark vigie_function_error_quark(void);
typedef enum {
    VIGIE_FUNCTION_ERROR_SYNTAX, /* where the formula stops being one, by its character */
    VIGIE_FUNCTION_ERROR_NAME,   /* none of the names */
    VIGIE_FUNCTION_ERROR_SIZE    /* too long, or nested too deep */
} VigieFunctionError;

typedef struct VigieFunction VigieFunction;
/* names: NULL-terminated, of the estimates theta[0], theta[1] ... */
VigieFunction *vigie_function_new(const char *text, const char *const *names, GError **error);
void vigie_function_free(VigieFunction *function);
/* True if the formula has theta[j] in it. */
bool vigie_function_uses(const VigieFunction *function, guint j);

/* g(theta), and its exact derivatives gradient[j] = dg / dtheta_j (by dual numbers; NULL = not wanted).  NAN or
 * infinite where theta has none: division by 0, the logarithm of what is not positive ... */
double vigie_function_value(const VigieFunction *function, const double *theta,
                            double *gradient);
/* The statistic g(theta^), part[j] being that of theta_j: u = sum_j dg/dtheta_j u_j.  Where g or a derivative is no
 * number, so is the estimate (NAN).  Source: Woodruff 1971.  Oracle: svycontrast(x, quote(...)). */
void vigie_function_linear(const VigieFunction *function, const VigieLinear *part,
                           VigieLinear *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieFunction, vigie_function_free)

G_END_DECLS

#endif
