/* formula.c - any text as a function of estimates: an error or a formula, whose derivatives are as many as its names */
#include <math.h>
#include <string.h>
#include <vigie/estimate-function.h>

int LLVMFuzzerTestOneInput(const guint8 *bytes, gsize length);

int
LLVMFuzzerTestOneInput(const guint8 *bytes, gsize length)
{
    static const char *const names[] = {"a", "b.c", "spend", NULL};
    const double theta[] = {2, 0, -1.5};
    double gradient[3] = {0, 0, 0};
    guint32 unit[] = {0};
    double z[] = {1};
    const VigieLinear part[] = {{2, 1, unit, z}, {0, 1, unit, z}, {-1.5, 1, unit, z}};
    g_autofree char *text = g_strndup((const char *)bytes, length);
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieFunction) function = vigie_function_new(text, names, &error);
    g_assert_true((function == NULL) == (error != NULL));
    if (function == NULL) {
        g_assert_true(g_utf8_validate(error->message, -1, NULL));
        return 0;
    }
    double value = vigie_function_value(function, theta, gradient);
    for (guint j = 0; j < 3; j++)
        g_assert_true(vigie_function_uses(function, j) || !(fabs(gradient[j]) > 0));
    g_auto(VigieLinear) linear = {0};
    vigie_function_linear(function, part, &linear);
    g_assert_true(isnan(linear.estimate) || !(fabs(linear.estimate - value) > 0));
    return 0;
}
