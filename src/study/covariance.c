/* covariance.c - the covariance matrix of all rows of an answer, and its table */
#include "private.h"
#include <inttypes.h>
#include <math.h>
#include <string.h>

#define ROWS_MAX 1000

static const VigieAnswerRow *
row_of(const VigieAnswer *answer, guint i)
{
    return g_ptr_array_index(answer->rows, i);
}

/* Rows with an estimate: what has none has no covariance. */
static guint
list_known(const VigieAnswer *answer, guint *at)
{
    guint n = 0;
    for (guint i = 0; i < answer->rows->len; i++)
        if (!isnan(row_of(answer, i)->figure.estimate) &&
            (row_of(answer, i)->theta == NULL || !isnan(row_of(answer, i)->figure.se)))
            at[n++] = i;
    return n;
}

/* v[n * n] of the rows at[n]. */
static bool
linearised(const VigieStudy *study, const VigieAnswer *answer, const guint *at, guint n,
           double *v)
{
    g_autofree VigieLinear *linear = g_new(VigieLinear, n);
    for (guint i = 0; i < n; i++)
        linear[i] = *row_of(answer, at[i])->linear;
    return vigie_linear_covariance(study->design, linear, n, v);
}

/* A row that some replicate has no estimate of is not among them. */
static bool
replicated(const VigieStudy *study, const VigieAnswer *answer, const guint *at, guint n,
           double *v)
{
    gsize number = vigie_replicates_number(study->replicates);
    g_autofree double *theta = g_new(double, n *number), *estimate = g_new(double, n);
    for (guint i = 0; i < n; i++) {
        const VigieAnswerRow *row = row_of(answer, at[i]);
        memcpy(theta + i * number, row->theta, number * sizeof *theta);
        estimate[i] = row->figure.estimate;
    }
    return vigie_replicates_variance(study->replicates, theta, estimate, n, v);
}

bool
vigie_study_covariance(const VigieStudy *study, VigieAnswer *answer, GError **error)
{
    guint k = answer->rows->len;
    if (!study->question->covariance)
        return true;
    if (k > ROWS_MAX) {
        g_set_error(
            error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_SIZE,
            P_("a covariance matrix of %u row, at most %d; take fewer items or dimensions",
               "a covariance matrix of %u rows, at most %d; take fewer items or "
               "dimensions",
               k),
            k, ROWS_MAX);
        return false;
    }
    g_autofree guint *at = g_new(guint, MAX(k, 1));
    guint n = list_known(answer, at);
    g_autofree double *v = g_new(double, MAX((gsize)n * n, 1));
    bool known = n > 0 && (study->replicates != NULL ? replicated(study, answer, at, n, v)
                                                     : linearised(study, answer, at, n, v));
    answer->covariance = g_new(double, MAX((gsize)k * k, 1));
    for (gsize i = 0; i < (gsize)k * k; i++)
        answer->covariance[i] = NAN;
    for (guint i = 0; known && i < n; i++)
        for (guint j = 0; j < n; j++)
            answer->covariance[(gsize)at[i] * k + at[j]] = v[(gsize)i * n + j];
    return true;
}

/* Its table -------------------------------------------------------------------------------- */

#define LABELS 2 /* item, category; then the dimensions */

static VigieResultColumn *
columns_of(const VigieAnswer *answer, guint n_dims)
{
    guint k = answer->rows->len;
    VigieResultColumn *columns = g_new0(VigieResultColumn, LABELS + n_dims + k);
    columns[0] = (VigieResultColumn){"item", N_("item"), false};
    columns[1] = (VigieResultColumn){"category", N_("category"), false};
    for (guint d = 0; d < n_dims; d++)
        columns[LABELS + d] = (VigieResultColumn){answer->dims[d], answer->dims[d], false};
    for (guint j = 0; j < k; j++) {
        g_autofree char *name = g_strdup_printf("cov_%u", j + 1);
        const char *kept = g_intern_string(name);
        columns[LABELS + n_dims + j] = (VigieResultColumn){kept, kept, true};
    }
    return columns;
}

/* Covariances are small numbers: three digits that count. */
static void
add_number(VigieResult *result, double v, VigieLang lang)
{
    g_autofree char *text = isnan(v) ? g_strdup("") : g_strdup_printf("%.3g", v);
    if (lang == VIGIE_LANG_FR)
        g_strdelimit(text, ".", ',');
    vigie_result_number(result, v, text);
}

VigieResult *
vigie_answer_covariance(VigieAnswer *answer, VigieLang lang)
{
    if (answer->covariance == NULL)
        return NULL;
    guint n_dims = g_strv_length(answer->dims), k = answer->rows->len;
    g_free(answer->covariance_columns);
    answer->covariance_columns = columns_of(answer, n_dims);
    VigieResult *result = vigie_result_new(answer->covariance_columns, LABELS + n_dims + k);
    for (guint i = 0; i < k; i++) {
        const VigieAnswerRow *row = g_ptr_array_index(answer->rows, i);
        vigie_result_begin(result);
        vigie_result_word(result, row->item, NULL);
        vigie_result_word(result, row->category, NULL);
        for (guint d = 0; d < n_dims; d++)
            vigie_result_word(result, row->dims[d], NULL);
        for (guint j = 0; j < k; j++)
            add_number(result, answer->covariance[(gsize)i * k + j], lang);
    }
    return result;
}
