/* association.c - independence of two items: Rao & Scott's tests and Wald's, from the totals of the table's cells */
#include "joint.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_sort.h>
#include <string.h>
#include <vigie/estimate-association.h>

/* The table at work: rows and columns that have records, numbered anew. */
typedef struct {
    guint n_rows, n_columns, k; /* k = rows x columns */
    double *total;              /* [k] row-major, sum w of a cell */
    double *row, *column, all;  /* margins */
    double *v;                  /* [k * k] covariance matrix of the totals */
    VigieAssociation *out;
} Work;

static void
clear_work(Work *work)
{
    g_free(work->total);
    g_free(work->row);
    g_free(work->column);
    g_free(work->v);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Work, clear_work)

/* Numbers anew what of[] has of records in both; returns how many. */
static guint
renumber(const VigieDesign *design, const guint32 *of, const guint32 *other, guint n_of,
         guint32 *number)
{
    const double *weight = vigie_design_weight(design);
    for (guint i = 0; i < n_of; i++)
        number[i] = VIGIE_NO_CELL;
    for (gsize i = 0; i < vigie_design_n(design); i++)
        if (weight[i] > 0 && of[i] != VIGIE_NO_CELL && other[i] != VIGIE_NO_CELL)
            number[of[i]] = 0;
    guint n = 0;
    for (guint i = 0; i < n_of; i++)
        if (number[i] == 0)
            number[i] = n++;
    return n;
}

/* The cell of each record; (transfer full). */
static guint32 *
cells_of(const VigieDesign *design, const VigieTwoWay *table, Work *work)
{
    g_autofree guint32 *row = g_new(guint32, MAX(table->n_rows, 1));
    g_autofree guint32 *column = g_new(guint32, MAX(table->n_columns, 1));
    work->n_rows = renumber(design, table->row, table->column, table->n_rows, row);
    work->n_columns = renumber(design, table->column, table->row, table->n_columns, column);
    work->k = work->n_rows * work->n_columns;
    const double *weight = vigie_design_weight(design);
    gsize n = vigie_design_n(design);
    guint32 *cell = g_new(guint32, MAX(n, 1));
    for (gsize i = 0; i < n; i++) {
        bool in = weight[i] > 0 && table->row[i] != VIGIE_NO_CELL &&
                  table->column[i] != VIGIE_NO_CELL;
        cell[i] = in ? row[table->row[i]] * work->n_columns + column[table->column[i]]
                     : VIGIE_NO_CELL;
        work->out->n += in;
    }
    return cell;
}

/* PSUs - strata of all cells. */
static double
table_df(const VigieSums *sums, guint k)
{
    g_autofree guint32 *all = g_new(guint32, k);
    for (guint32 c = 0; c < k; c++)
        all[c] = c;
    return vigie_test_df(sums, all, k);
}

/* Totals, margins and the covariance matrix; false: a lonely PSU forbids it. */
static bool
fill_totals(const VigieSums *sums, Work *work)
{
    VigieLinear *total = g_new0(VigieLinear, work->k);
    for (guint32 c = 0; c < work->k; c++) {
        const VigieCellSums *s = vigie_sums_cell(sums, 0, c);
        work->out->n_empty += s->n == 0;
        if (s->n > 0)
            vigie_linear_total(sums, 0, c, &total[c]);
        work->total[c] = total[c].estimate;
        work->row[c / work->n_columns] += work->total[c];
        work->column[c % work->n_columns] += work->total[c];
        work->all += work->total[c];
    }
    bool done = vigie_linear_covariance(vigie_sums_design(sums), total, work->k, work->v);
    for (guint32 c = 0; c < work->k; c++)
        vigie_linear_clear(&total[c]);
    g_free(total);
    return done;
}

static double
pearson(const Work *work)
{
    double x2 = 0;
    for (guint c = 0; c < work->k; c++) {
        double expected = work->row[c / work->n_columns] / work->all *
                          (work->column[c % work->n_columns] / work->all);
        double excess = work->total[c] / work->all - expected;
        x2 += excess * excess / expected;
    }
    return (double)work->out->n * x2;
}

/* Interaction column (i, j), less its row and column parts, at a cell. */
static double
interaction(const Work *work, guint i, guint j, guint cell)
{
    double row = (cell / work->n_columns == i) - 1.0 / work->n_rows;
    double column = (cell % work->n_columns == j) - 1.0 / work->n_columns;
    return row * column;
}

/* C: k x q; (transfer full). */
static gsl_matrix *
interactions(const Work *work, guint q)
{
    gsl_matrix *c = gsl_matrix_alloc(work->k, q);
    for (guint cell = 0; cell < work->k; cell++)
        for (guint m = 0; m < q; m++)
            gsl_matrix_set(
                c, cell, m,
                interaction(work, m / (work->n_columns - 1), m % (work->n_columns - 1), cell));
    return c;
}

/* Covariance of the shares: (I - p 1') V (I - p 1')' / W^2. */
static gsl_matrix *
share_covariance(const Work *work)
{
    guint k = work->k;
    gsl_matrix *v = gsl_matrix_alloc(k, k);
    g_autofree double *sum = g_new0(double, k);
    double all = 0, w2 = work->all * work->all;
    for (guint a = 0; a < k; a++)
        for (guint b = 0; b < k; b++) {
            sum[a] += work->v[a * k + b];
            all += work->v[a * k + b];
        }
    for (guint a = 0; a < k; a++)
        for (guint b = 0; b < k; b++) {
            double pa = work->total[a] / work->all, pb = work->total[b] / work->all;
            double centred = work->v[a * k + b] - pa * sum[b] - pb * sum[a] + pa * pb * all;
            gsl_matrix_set(v, a, b, centred / w2);
        }
    return v;
}

/* Rows of c divided by the shares; those of empty cells are 0. */
static gsl_matrix *
divided(const Work *work, const gsl_matrix *c)
{
    gsl_matrix *out = gsl_matrix_alloc(c->size1, c->size2);
    for (guint cell = 0; cell < work->k; cell++)
        for (gsize m = 0; m < c->size2; m++) {
            double p = work->total[cell] / work->all;
            gsl_matrix_set(out, cell, m, p > 0 ? gsl_matrix_get(c, cell, m) / p : 0);
        }
    return out;
}

/* L^-1 B L^-T with A = L L': symmetric, with the traces and eigenvalues of A^-1 B.  Into b. */
static bool
whiten(gsl_matrix *a, gsl_matrix *b)
{
    if (!vigie_cholesky(a))
        return false;
    gsl_blas_dtrsm(CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, 1, a, b);
    gsl_blas_dtrsm(CblasRight, CblasLower, CblasTrans, CblasNonUnit, 1, a, b);
    return true;
}

/* The matrix of generalised design effects, made symmetric: A = C'P^-1 C / n, B = C'P^-1 V P^-1 C.
 * NULL: empty cells leave A singular. */
static gsl_matrix *
design_effects(const Work *work, guint q)
{
    gsl_matrix *c = interactions(work, q), *pc = divided(work, c), *v = share_covariance(work);
    gsl_matrix *vpc = gsl_matrix_alloc(work->k, q);
    gsl_matrix *a = gsl_matrix_alloc(q, q), *b = gsl_matrix_alloc(q, q);
    gsl_blas_dgemm(CblasTrans, CblasNoTrans, 1 / (double)work->out->n, c, pc, 0, a);
    gsl_blas_dgemm(CblasNoTrans, CblasNoTrans, 1, v, pc, 0, vpc);
    gsl_blas_dgemm(CblasTrans, CblasNoTrans, 1, pc, vpc, 0, b);
    if (!whiten(a, b))
        g_clear_pointer(&b, gsl_matrix_free);
    gsl_matrix_free(c);
    gsl_matrix_free(pc);
    gsl_matrix_free(v);
    gsl_matrix_free(vpc);
    gsl_matrix_free(a);
    return b;
}

/* Of the symmetric matrix d: its trace, and that of its square. */
static void
set_traces(const gsl_matrix *d, VigieAssociation *out)
{
    out->trace = out->trace2 = 0;
    for (gsize i = 0; i < d->size1; i++) {
        out->trace += gsl_matrix_get(d, i, i);
        for (gsize j = 0; j < d->size1; j++)
            out->trace2 += gsl_matrix_get(d, i, j) * gsl_matrix_get(d, j, i);
    }
}

static void
rao_scott(const Work *work, guint q)
{
    VigieAssociation *out = work->out;
    double ndf = out->trace * out->trace / out->trace2;
    vigie_joint_test_f(out->x2 / out->trace, ndf, ndf * out->nu, &out->second);
    double mean = out->trace / q;
    out->first =
        (VigieJointTest){out->x2, q, NAN, gsl_cdf_chisq_Q(out->x2 / mean, q), VIGIE_STATUS_OK};
}

/* What a cell's total adds to the excess of cell c over independence: d(T_c - R C / T) / dT_a. */
static double
excess_slope(const Work *work, guint c, guint a)
{
    guint row = c / work->n_columns, column = c % work->n_columns;
    double r = work->row[row], k = work->column[column], all = work->all;
    return (a == c) - (a / work->n_columns == row) * k / all -
           (a % work->n_columns == column) * r / all + r * k / (all * all);
}

/* J V J' of the slopes j[q * k]: the covariance matrix of the excesses into v[q * q]. */
static void
carry_over(const double *j, const double *total_v, guint q, guint k, double *v)
{
    g_autofree double *half = g_new(double, (gsize)q *k);
    gsl_matrix_const_view slope = gsl_matrix_const_view_array(j, q, k);
    gsl_matrix_const_view of_totals = gsl_matrix_const_view_array(total_v, k, k);
    gsl_matrix_view product = gsl_matrix_view_array(half, q, k);
    gsl_matrix_view out = gsl_matrix_view_array(v, q, q);
    gsl_blas_dgemm(CblasNoTrans, CblasNoTrans, 1, &slope.matrix, &of_totals.matrix, 0,
                   &product.matrix);
    gsl_blas_dgemm(CblasNoTrans, CblasTrans, 1, &product.matrix, &slope.matrix, 0, &out.matrix);
}

/* Excesses of the cells outside of the first row and column, and their covariance matrix. */
static void
excesses(const Work *work, guint q, double *y, double *v)
{
    guint k = work->k, inner = work->n_columns - 1;
    g_autofree double *slope = g_new(double, (gsize)q *k);
    for (guint m = 0; m < q; m++) {
        guint row = 1 + m / inner, column = 1 + m % inner, c = row * work->n_columns + column;
        y[m] = work->total[c] - work->row[row] * work->column[column] / work->all;
        for (guint a = 0; a < k; a++)
            slope[m * k + a] = excess_slope(work, c, a);
    }
    carry_over(slope, work->v, q, k, v);
}

static void
wald(const Work *work, guint q)
{
    VigieAssociation *out = work->out;
    g_autofree double *y = g_new(double, q), *v = g_new(double, (gsize)q *q);
    excesses(work, q, y, v);
    vigie_test_wald(y, v, q, out->nu, &out->wald);
    if (isnan(out->wald.statistic))
        return;
    double ddf = out->nu - q + 1;
    vigie_joint_test_f(out->wald.statistic * ddf / out->nu, q, ddf, &out->adjusted_wald);
}

static void
set_all(VigieAssociation *out, VigieStatus status)
{
    VigieJointTest none = {NAN, NAN, NAN, NAN, status};
    out->second = out->first = out->wald = out->adjusted_wald = none;
}

/* Shares without variance, but for rounding: a design effect as small as this is none. */
#define NO_EFFECT 1e-20

static void
test_table(Work *work, guint q)
{
    VigieAssociation *out = work->out;
    if (!(out->nu > 0)) {
        set_all(out, VIGIE_STATUS_NO_DF);
        return;
    }
    gsl_matrix *effects = design_effects(work, q);
    if (effects != NULL)
        set_traces(effects, out);
    g_clear_pointer(&effects, gsl_matrix_free);
    if (out->trace <= NO_EFFECT) {
        set_all(out, VIGIE_STATUS_NO_VARIANCE);
        return;
    }
    if (!isnan(out->trace))
        rao_scott(work, q);
    wald(work, q);
}

/* The sums of the cells, and what is made of them; false where the design forbids a variance. */
static bool
add_up(const VigieSums *sums, Work *work)
{
    VigieAssociation *out = work->out;
    work->total = g_new0(double, work->k);
    work->row = g_new0(double, work->n_rows);
    work->column = g_new0(double, work->n_columns);
    work->v = g_new0(double, (gsize)work->k * work->k);
    if (isnan(out->nu))
        out->nu = table_df(sums, work->k);
    bool done = fill_totals(sums, work);
    guint q = (work->n_rows - 1) * (work->n_columns - 1);
    out->x2 = pearson(work);
    out->pearson =
        (VigieJointTest){out->x2, q, NAN, gsl_cdf_chisq_Q(out->x2, q), VIGIE_STATUS_OK};
    return done;
}

static VigieSums *
sums_of(const VigieDesign *design, const guint32 *cell, guint k, GError **error)
{
    gsize n = vigie_design_n(design);
    g_autofree double *one = g_new(double, MAX(n, 1));
    for (gsize i = 0; i < n; i++)
        one[i] = 1;
    VigieCells cells = {.n_cells = k, .n = n, .cell = cell};
    VigieMeasure measure = {one, NULL};
    return vigie_sums_new(design, &cells, &measure, 1, error);
}

/* q of the table, its totals added up; 0: there is nothing to test, the status says why, or *error is set. */
static guint
open_table(const VigieDesign *design, const VigieTwoWay *table, Work *work, GError **error)
{
    VigieAssociation *out = work->out;
    out->x2 = out->trace = out->trace2 = NAN;
    g_autofree guint32 *cell = cells_of(design, table, work);
    out->n_rows = work->n_rows;
    out->n_columns = work->n_columns;
    set_all(out, out->n == 0 ? VIGIE_STATUS_EMPTY : VIGIE_STATUS_NO_VARIANCE);
    out->pearson = out->second;
    if (work->n_rows < 2 || work->n_columns < 2)
        return 0;
    g_autoptr(VigieSums) sums = sums_of(design, cell, work->k, error);
    bool estimable = sums != NULL && add_up(sums, work);
    set_all(out, estimable ? VIGIE_STATUS_NOT_ESTIMABLE : VIGIE_STATUS_LONELY_PSU);
    return estimable ? (work->n_rows - 1) * (work->n_columns - 1) : 0;
}

bool
vigie_association(const VigieDesign *design, const VigieTwoWay *table, double nu,
                  VigieAssociation *out, GError **error)
{
    GError *failed = NULL;
    *out = (VigieAssociation){.nu = nu};
    g_auto(Work) work = {.out = out};
    guint q = open_table(design, table, &work, &failed);
    if (q > 0)
        test_table(&work, q);
    if (failed != NULL)
        g_propagate_error(error, failed);
    return failed == NULL;
}

void
vigie_association_totals(const VigieDesign *design, const VigieTwoWay *table, double *total)
{
    const double *weight = vigie_design_weight(design);
    memset(total, 0, (gsize)table->n_rows * table->n_columns * sizeof *total);
    for (gsize i = 0; i < vigie_design_n(design); i++)
        if (table->row[i] != VIGIE_NO_CELL && table->column[i] != VIGIE_NO_CELL)
            total[table->row[i] * table->n_columns + table->column[i]] += weight[i];
}

/* Descending into effect[q]. */
static void
set_effects(const Work *work, guint q, double *effect)
{
    gsl_matrix *d = design_effects(work, q);
    if (d == NULL)
        return;
    gsl_vector_view values = gsl_vector_view_array(effect, q);
    gsl_eigen_symm_workspace *space = gsl_eigen_symm_alloc(q);
    if (gsl_eigen_symm(d, &values.vector, space) == GSL_SUCCESS) {
        gsl_sort(effect, 1, q);
        gsl_vector_reverse(&values.vector);
    }
    gsl_eigen_symm_free(space);
    gsl_matrix_free(d);
}

bool
vigie_association_effects(const VigieDesign *design, const VigieTwoWay *table, double *effect,
                          GError **error)
{
    GError *failed = NULL;
    VigieAssociation found = {.nu = NAN};
    g_auto(Work) work = {.out = &found};
    guint n = (MAX(table->n_rows, 1) - 1) * (MAX(table->n_columns, 1) - 1);
    for (guint i = 0; i < n; i++)
        effect[i] = NAN;
    guint q = open_table(design, table, &work, &failed);
    if (q > 0)
        set_effects(&work, q, effect);
    if (failed != NULL)
        g_propagate_error(error, failed);
    return failed == NULL;
}
