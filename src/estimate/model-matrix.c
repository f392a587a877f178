/* model-matrix.c - which records and columns a model has, and a basis of the columns */
#include "regression.h"
#include <gsl/gsl_linalg.h>
#include <math.h>

/* R's tolerance for a column that those before it give. */
#define ALIASED 1e-7
/* A column this much smaller once centred is constant but for rounding. */
#define CONSTANT 1e-13

G_DEFINE_QUARK(vigie_model_error, vigie_model_error)

void
vigie_matrix_clear(Matrix *matrix)
{
    g_free(matrix->record);
    g_free(matrix->w);
    g_free(matrix->y);
    g_free(matrix->column);
    g_free(matrix->kept);
    g_free(matrix->x);
    g_free(matrix->basis);
}

double
vigie_matrix_value(const VigieModelSpec *spec, const Column *column, gsize record)
{
    if (column->predictor == VIGIE_INTERCEPT)
        return 1;
    const VigiePredictor *predictor = &spec->predictor[column->predictor];
    double value = predictor->value[record];
    return predictor->n_levels == 0 ? value : (guint)value == column->level;
}

Column *
vigie_matrix_columns(const VigieModelSpec *spec, guint *k)
{
    GArray *columns = g_array_new(FALSE, TRUE, sizeof(Column));
    Column column = {.predictor = VIGIE_INTERCEPT};
    g_array_append_val(columns, column);
    for (guint j = 0; j < spec->n_predictors; j++) {
        const VigiePredictor *predictor = &spec->predictor[j];
        column.predictor = j;
        column.level = 0;
        if (predictor->n_levels == 0)
            g_array_append_val(columns, column);
        for (guint l = 0; l < predictor->n_levels; l++)
            if (l != predictor->reference) {
                column.level = l;
                g_array_append_val(columns, column);
            }
    }
    *k = columns->len;
    return (Column *)(gpointer)g_array_free(columns, FALSE);
}

/* Records ------------------------------------------------------------------------------------ */

bool
vigie_matrix_has(const VigieModelSpec *spec, gsize record, guint but)
{
    if (!(vigie_design_weight(spec->design)[record] > 0) || isnan(spec->y[record]) ||
        (spec->domain != NULL && !spec->domain[record]))
        return false;
    for (guint j = 0; j < spec->n_predictors; j++)
        if (j != but && isnan(spec->predictor[j].value[record]))
            return false;
    return true;
}

static bool
gather_records(Matrix *matrix, GError **error)
{
    const VigieModelSpec *spec = matrix->spec;
    gsize n = vigie_design_n(spec->design);
    matrix->record = g_new(guint32, MAX(n, 1));
    for (gsize i = 0; i < n; i++)
        if (vigie_matrix_has(spec, i, VIGIE_INTERCEPT))
            matrix->record[matrix->m++] = (guint32)i;
    if (matrix->m > 0)
        return true;
    g_set_error(error, VIGIE_MODEL_ERROR, VIGIE_MODEL_ERROR_EMPTY,
                _("no record has an answer to '%s' and to all that it is explained by"),
                spec->name);
    return false;
}

static void
gather_outcome(Matrix *matrix)
{
    const double *weight = vigie_design_weight(matrix->spec->design);
    matrix->w = g_new(double, matrix->m);
    matrix->y = g_new(double, matrix->m);
    double sum = 0, y = 0;
    for (gsize i = 0; i < matrix->m; i++)
        sum += weight[matrix->record[i]];
    matrix->w_mean = sum / (double)matrix->m;
    matrix->w_sum = (double)matrix->m;
    double first = matrix->spec->y[matrix->record[0]];
    for (gsize i = 0; i < matrix->m; i++) {
        guint32 r = matrix->record[i];
        matrix->w[i] = weight[r] / matrix->w_mean;
        matrix->y[i] = matrix->spec->y[r];
        y += matrix->w[i] * (matrix->y[i] - first);
    }
    matrix->y_mean = first + y / matrix->w_sum;
}

static bool
beyond_bounds(const char *name, GError **error)
{
    g_set_error(error, VIGIE_MODEL_ERROR, VIGIE_MODEL_ERROR_SINGULAR,
                _("'%s' has a number that is infinite or too large to compute with"), name);
    return false;
}

static bool
check_outcome(const Matrix *matrix, GError **error)
{
    const VigieModelSpec *spec = matrix->spec;
    double low = INFINITY, high = -INFINITY;
    for (gsize i = 0; i < matrix->m; i++) {
        low = MIN(low, matrix->y[i]);
        high = MAX(high, matrix->y[i]);
    }
    if (!isfinite(matrix->y_mean))
        return beyond_bounds(spec->name, error);
    if (!(low < high)) {
        g_set_error(error, VIGIE_MODEL_ERROR, VIGIE_MODEL_ERROR_OUTCOME,
                    _("'%s' is the same in all %zu records: there is nothing to explain"),
                    spec->name, matrix->m);
        return false;
    }
    if (spec->kind != VIGIE_MODEL_LOGIT || (low >= 0 && high <= 1))
        return true;
    g_set_error(error, VIGIE_MODEL_ERROR, VIGIE_MODEL_ERROR_OUTCOME,
                _("'%s' goes from %g to %g: a logistic model takes 0 and 1"), spec->name, low,
                high);
    return false;
}

/* Columns ------------------------------------------------------------------------------------ */

static double
value_at(const Matrix *matrix, guint c, gsize i)
{
    return vigie_matrix_value(matrix->spec, &matrix->column[c], matrix->record[i]);
}

/* Levels that a factor has, and whether the reference is one of them. */
static bool
check_factor(const Matrix *matrix, guint j, GError **error)
{
    const VigiePredictor *factor = &matrix->spec->predictor[j];
    g_autofree bool *met = g_new0(bool, factor->n_levels);
    guint n_met = 0;
    for (gsize i = 0; i < matrix->m; i++) {
        guint level = (guint)factor->value[matrix->record[i]];
        n_met += !met[level];
        met[level] = true;
    }
    if (n_met < 2) {
        g_set_error(error, VIGIE_MODEL_ERROR, VIGIE_MODEL_ERROR_PREDICTOR,
                    _("all %zu records have the same answer to '%s': it explains nothing"),
                    matrix->m, factor->name);
        return false;
    }
    if (met[factor->reference])
        return true;
    g_set_error(error, VIGIE_MODEL_ERROR, VIGIE_MODEL_ERROR_PREDICTOR,
                _("no record of the model has the reference '%s' of '%s': choose another"),
                factor->level_name[factor->reference], factor->name);
    return false;
}

/* Centre about the first value, so that numbers near 1e9 keep their digits. */
static void
describe_column(Matrix *matrix, guint c)
{
    Column *column = &matrix->column[c];
    bool is_factor = column->predictor != VIGIE_INTERCEPT &&
                     matrix->spec->predictor[column->predictor].n_levels > 0;
    double first = value_at(matrix, c, 0), sum = 0, square = 0, raw = 0;
    column->n = 0;
    for (gsize i = 0; i < matrix->m; i++) {
        double x = value_at(matrix, c, i);
        sum += matrix->w[i] * (x - first);
        raw += matrix->w[i] * x * x;
        column->n += !is_factor || x > 0;
    }
    column->centre = first + sum / matrix->w_sum;
    for (gsize i = 0; i < matrix->m; i++) {
        double x = value_at(matrix, c, i) - column->centre;
        square += matrix->w[i] * x * x;
    }
    column->sd = sqrt(square / matrix->w_sum);
    column->kept = square > CONSTANT * CONSTANT * raw;
}

static bool
describe_columns(Matrix *matrix, GError **error)
{
    matrix->column = vigie_matrix_columns(matrix->spec, &matrix->k);
    matrix->column[0].n = matrix->m;
    matrix->column[0].kept = true;
    for (guint c = 1; c < matrix->k; c++) {
        describe_column(matrix, c);
        if (!isfinite(matrix->column[c].sd))
            return beyond_bounds(matrix->spec->predictor[matrix->column[c].predictor].name,
                                 error);
    }
    return true;
}

static void
list_kept(Matrix *matrix)
{
    matrix->rank = 0;
    for (guint c = 0; c < matrix->k; c++)
        if (matrix->column[c].kept)
            matrix->kept[matrix->rank++] = c;
}

/* Basis -------------------------------------------------------------------------------------- */

/* sqrt(w) times the kept columns less their centres, factorised in place: R in its upper triangle. */
static gsl_matrix *
factorise(const Matrix *matrix)
{
    gsl_matrix *a = gsl_matrix_alloc(matrix->m, matrix->rank);
    for (gsize i = 0; i < matrix->m; i++)
        for (guint j = 0; j < matrix->rank; j++) {
            guint c = matrix->kept[j];
            double x = value_at(matrix, c, i) - matrix->column[c].centre;
            gsl_matrix_set(a, i, j, sqrt(matrix->w[i]) * x);
        }
    gsl_vector *tau = gsl_vector_alloc(MIN(matrix->m, matrix->rank));
    int status = gsl_linalg_QR_decomp(a, tau);
    gsl_vector_free(tau);
    if (status == 0)
        return a;
    gsl_matrix_free(a);
    return NULL;
}

/* The first column that those before it give, or rank. */
static guint
first_aliased(const Matrix *matrix, const gsl_matrix *r)
{
    for (guint j = 0; j < matrix->rank; j++) {
        double norm = matrix->column[matrix->kept[j]].sd * sqrt(matrix->w_sum);
        if (j >= matrix->m || (j > 0 && fabs(gsl_matrix_get(r, j, j)) <= ALIASED * norm))
            return j;
    }
    return matrix->rank;
}

/* Columns are taken in order, as R does it: it is always the later one that gets no number. */
static gsl_matrix *
choose_columns(Matrix *matrix)
{
    list_kept(matrix);
    for (;;) {
        gsl_matrix *r = factorise(matrix);
        guint j = r != NULL ? first_aliased(matrix, r) : matrix->rank;
        if (j == matrix->rank)
            return r;
        gsl_matrix_free(r);
        matrix->column[matrix->kept[j]].kept = false;
        list_kept(matrix);
    }
}

/* basis = R^-1, its first row then without the centres. */
static bool
invert(Matrix *matrix, const gsl_matrix *qr)
{
    guint rank = matrix->rank;
    matrix->basis = g_new0(double, (gsize)rank *rank);
    gsl_matrix_view basis = gsl_matrix_view_array(matrix->basis, rank, rank);
    for (guint i = 0; i < rank; i++)
        for (guint j = i; j < rank; j++)
            gsl_matrix_set(&basis.matrix, i, j, gsl_matrix_get(qr, i, j));
    return gsl_linalg_tri_invert(CblasUpper, CblasNonUnit, &basis.matrix) == 0;
}

static void
fill_basis(Matrix *matrix)
{
    guint rank = matrix->rank;
    matrix->x = g_new0(double, matrix->m *rank);
    for (gsize i = 0; i < matrix->m; i++)
        for (guint l = 0; l < rank; l++) {
            guint c = matrix->kept[l];
            double x = value_at(matrix, c, i) - matrix->column[c].centre;
            for (guint j = l; j < rank; j++)
                matrix->x[i * rank + j] += x * matrix->basis[l * rank + j];
        }
    for (guint l = 1; l < rank; l++)
        for (guint j = l; j < rank; j++)
            matrix->basis[j] -=
                matrix->column[matrix->kept[l]].centre * matrix->basis[l * rank + j];
}

static bool
build_basis(Matrix *matrix, GError **error)
{
    matrix->kept = g_new(guint, matrix->k);
    gsl_matrix *qr = choose_columns(matrix);
    bool done = qr != NULL && invert(matrix, qr);
    gsl_matrix_free(qr);
    if (!done)
        return beyond_bounds(matrix->spec->name, error);
    fill_basis(matrix);
    return true;
}

bool
vigie_matrix_init(Matrix *matrix, const VigieModelSpec *spec, GError **error)
{
    matrix->spec = spec;
    if (!gather_records(matrix, error))
        return false;
    gather_outcome(matrix);
    if (!check_outcome(matrix, error))
        return false;
    for (guint j = 0; j < spec->n_predictors; j++)
        if (spec->predictor[j].n_levels > 0 && !check_factor(matrix, j, error))
            return false;
    return describe_columns(matrix, error) && build_basis(matrix, error);
}
