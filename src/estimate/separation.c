/* separation.c - an outcome that one predictor tells without error: its logit has no estimate */
#include "regression.h"
#include <math.h>

static bool
separated(const Matrix *matrix, guint j, GError **error)
{
    g_set_error(error, VIGIE_MODEL_ERROR, VIGIE_MODEL_ERROR_SEPARATION,
                _("'%s' tells '%s' without error (separation): no odds ratio can be estimated; "
                  "leave it out"),
                matrix->spec->predictor[j].name, matrix->spec->name);
    return false;
}

static bool
check_factor(const Matrix *matrix, guint j, GError **error)
{
    const VigiePredictor *factor = &matrix->spec->predictor[j];
    g_autofree guint8 *met = g_new0(guint8, factor->n_levels); /* 1: below 1, 2: above 0 */
    for (gsize i = 0; i < matrix->m; i++)
        met[(guint)factor->value[matrix->record[i]]] |=
            (guint8)((matrix->y[i] < 1 ? 1 : 0) | (matrix->y[i] > 0 ? 2 : 0));
    for (guint l = 0; l < factor->n_levels; l++)
        if (met[l] == 1 || met[l] == 2) {
            g_set_error(
                error, VIGIE_MODEL_ERROR, VIGIE_MODEL_ERROR_SEPARATION,
                _("all records with '%s' of '%s' have the same '%s' (separation): no odds "
                  "ratio can be estimated; group the choice with another or leave it out"),
                factor->level_name[l], factor->name, matrix->spec->name);
            return false;
        }
    return true;
}

/* The ranges of the records with 0 and of those with 1 touch in a point at most. */
static bool
check_number(const Matrix *matrix, guint j, GError **error)
{
    const double *x = matrix->spec->predictor[j].value;
    double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
    for (gsize i = 0; i < matrix->m; i++)
        for (guint side = 0; side < 2; side++)
            if (side == 0 ? matrix->y[i] < 1 : matrix->y[i] > 0) {
                low[side] = MIN(low[side], x[matrix->record[i]]);
                high[side] = MAX(high[side], x[matrix->record[i]]);
            }
    bool constant = !(MIN(low[0], low[1]) < MAX(high[0], high[1]));
    if (!constant && (high[0] <= low[1] || high[1] <= low[0]))
        return separated(matrix, j, error);
    return true;
}

bool
vigie_matrix_check_separation(const Matrix *matrix, GError **error)
{
    for (guint j = 0; j < matrix->spec->n_predictors; j++) {
        bool fine = matrix->spec->predictor[j].n_levels > 0 ? check_factor(matrix, j, error)
                                                            : check_number(matrix, j, error);
        if (!fine)
            return false;
    }
    return true;
}
