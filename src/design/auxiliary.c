/* auxiliary.c - calibrated designs: the regression of linearised variables on the auxiliary ones, by design weights
 * over all records, and the unit sums of its residuals */
#include "auxiliary.h"
#include "stage.h"

#include <math.h>

/* A record has a column once at most. */
static bool
check_record(const VigieAuxiliary *x, gsize i, GError **error)
{
    for (guint t = 0; t < x->n_terms; t++) {
        guint32 c = x->column[t][i];
        if (c == VIGIE_NO_CLASS)
            continue;
        bool good = c < x->n_columns && (x->value[t] == NULL || isfinite(x->value[t][i]));
        for (guint s = 0; s < t; s++)
            good = good && x->column[s][i] != c;
        if (good)
            continue;
        g_set_error(
            error, VIGIE_DESIGN_ERROR, VIGIE_DESIGN_ERROR_SHAPE,
            _("record %zu: its auxiliary variables are no finite numbers of columns that "
              "are there, each once"),
            i + 1);
        return false;
    }
    return true;
}

static bool
check(const VigieDesignSpec *spec, GError **error)
{
    const VigieAuxiliary *x = spec->auxiliary;
    for (gsize i = 0; i < spec->n; i++) {
        double d = x->design_weight[i];
        bool weighs = spec->weight == NULL || spec->weight[i] > 0;
        if (!isfinite(d) || d < 0 || (weighs && !(d > 0))) {
            g_set_error(
                error, VIGIE_DESIGN_ERROR, VIGIE_DESIGN_ERROR_SHAPE,
                _("record %zu: a calibrated weight needs a finite design weight above 0"),
                i + 1);
            return false;
        }
        if (d > 0 && !check_record(x, i, error))
            return false;
    }
    return true;
}

/* Records without a design weight have no columns. */
static void
copy_terms(Auxiliary *auxiliary, const VigieAuxiliary *x, gsize n)
{
    auxiliary->weight = g_memdup2(x->design_weight, n * sizeof *x->design_weight);
    if (x->count != NULL)
        auxiliary->count = g_memdup2(x->count, n * sizeof *x->count);
    auxiliary->column = g_new0(guint32 *, x->n_terms);
    auxiliary->value = g_new0(double *, x->n_terms);
    for (guint t = 0; t < x->n_terms; t++) {
        auxiliary->column[t] = g_new(guint32, n);
        for (gsize i = 0; i < n; i++)
            auxiliary->column[t][i] =
                x->design_weight[i] > 0 ? x->column[t][i] : VIGIE_NO_CLASS;
        if (x->value[t] != NULL)
            auxiliary->value[t] = g_memdup2(x->value[t], n * sizeof **auxiliary->value);
    }
    auxiliary->x = (VigieAuxiliary){x->n_columns,
                                    x->n_terms,
                                    (const guint32 *const *)auxiliary->column,
                                    (const double *const *)auxiliary->value,
                                    auxiliary->weight,
                                    auxiliary->count,
                                    NULL};
}

static double
value_of(const VigieAuxiliary *x, guint t, gsize i)
{
    return x->value[t] != NULL ? x->value[t][i] : 1;
}

static guint32
root_of(guint32 *parent, guint32 column)
{
    while (parent[column] != column)
        column = parent[column] = parent[parent[column]];
    return column;
}

/* Joins the columns of each record, then numbers the blocks by their first columns. */
static void
find_blocks(Auxiliary *auxiliary, gsize n)
{
    const VigieAuxiliary *x = &auxiliary->x;
    guint32 *parent = auxiliary->block_of = g_new(guint32, x->n_columns);
    for (guint32 c = 0; c < x->n_columns; c++)
        parent[c] = c;
    for (gsize i = 0; i < n; i++) {
        guint32 first = VIGIE_NO_CLASS;
        for (guint t = 0; t < x->n_terms; t++) {
            guint32 c = x->column[t][i];
            if (c == VIGIE_NO_CLASS)
                continue;
            guint32 root = root_of(parent, c), least = MIN(root, first);
            if (first != VIGIE_NO_CLASS)
                parent[MAX(root, first)] = least;
            first = least;
        }
    }
    /* a root is the least column of its block: its number is known before those that need it */
    for (guint32 c = 0; c < x->n_columns; c++)
        parent[c] = root_of(parent, c);
    g_autofree guint32 *number = g_new(guint32, x->n_columns);
    for (guint32 c = 0; c < x->n_columns; c++) {
        if (parent[c] == c)
            number[c] = auxiliary->n_blocks++;
        parent[c] = number[parent[c]];
    }
}

static void
fill_blocks(Auxiliary *auxiliary)
{
    guint32 n_columns = auxiliary->x.n_columns;
    auxiliary->block = g_new0(Block, auxiliary->n_blocks);
    auxiliary->place = g_new(guint32, n_columns);
    for (guint32 c = 0; c < n_columns; c++)
        auxiliary->place[c] = auxiliary->block[auxiliary->block_of[c]].n_columns++;
    for (guint32 b = 0; b < auxiliary->n_blocks; b++)
        auxiliary->block[b].column = g_new(guint32, auxiliary->block[b].n_columns);
    for (guint32 c = 0; c < n_columns; c++)
        auxiliary->block[auxiliary->block_of[c]].column[auxiliary->place[c]] = c;
}

/* d x x' of one record into the products of its block. */
static void
add_products(const Auxiliary *auxiliary, gsize i, double *const *cross)
{
    const VigieAuxiliary *x = &auxiliary->x;
    for (guint s = 0; s < x->n_terms; s++) {
        guint32 a = x->column[s][i];
        if (a == VIGIE_NO_CLASS)
            continue;
        guint32 b = auxiliary->block_of[a];
        double *row = cross[b] + (gsize)auxiliary->place[a] * auxiliary->block[b].n_columns;
        double factor = auxiliary->weight[i] * value_of(x, s, i);
        for (guint t = 0; t < x->n_terms; t++)
            if (x->column[t][i] != VIGIE_NO_CLASS)
                row[auxiliary->place[x->column[t][i]]] += factor * value_of(x, t, i);
    }
}

/* False: the products left the finite numbers. */
static bool
invert(Auxiliary *auxiliary, gsize n)
{
    bool finite = true;
    double **cross = g_new(double *, auxiliary->n_blocks);
    for (guint32 b = 0; b < auxiliary->n_blocks; b++) {
        gsize k = auxiliary->block[b].n_columns;
        cross[b] = g_new0(double, k *k);
    }
    for (gsize i = 0; i < n; i++)
        add_products(auxiliary, i, cross);
    for (guint32 b = 0; b < auxiliary->n_blocks; b++) {
        finite = vigie_inverse_fill(&auxiliary->block[b].inverse, cross[b],
                                    auxiliary->block[b].n_columns) &&
                 finite;
        g_free(cross[b]);
    }
    g_free(cross);
    return finite;
}

/* The records of each unit: order[start[u]] .. order[start[u + 1] - 1]. */
static gsize *
order_records(const guint32 *unit, gsize n, guint32 n_units, guint32 *order)
{
    gsize *start = g_new0(gsize, (gsize)n_units + 2);
    for (gsize i = 0; i < n; i++)
        start[unit[i] + 2]++;
    for (guint32 u = 0; u < n_units; u++)
        start[u + 2] += start[u + 1];
    for (gsize i = 0; i < n; i++)
        order[start[unit[i] + 1]++] = (guint32)i;
    return start;
}

/* Sums w x of the units.  row[n_columns] tells where the sum of a column stands. */
static void
sum_units(Auxiliary *auxiliary, const VigieDesignSpec *spec, const guint32 *unit,
          guint32 n_units)
{
    const VigieAuxiliary *x = &auxiliary->x;
    const double *calibrated =
        spec->auxiliary->calibrated != NULL ? spec->auxiliary->calibrated : spec->weight;
    g_autofree guint32 *order = g_new(guint32, spec->n);
    g_autofree gsize *start = order_records(unit, spec->n, n_units, order);
    g_autofree gsize *row = g_new0(gsize, x->n_columns); /* 1-based */
    g_autoptr(GArray) at = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_autoptr(GArray) sum = g_array_new(FALSE, TRUE, sizeof(double));
    auxiliary->first = g_new0(gsize, (gsize)n_units + 1);
    for (guint32 u = 0; u < n_units; u++) {
        for (gsize m = start[u]; m < start[u + 1]; m++) {
            gsize i = order[m];
            double w = calibrated != NULL ? calibrated[i] : 1;
            for (guint t = 0; t < x->n_terms; t++) {
                guint32 c = x->column[t][i];
                if (c == VIGIE_NO_CLASS)
                    continue;
                if (row[c] <= auxiliary->first[u]) {
                    g_array_append_val(at, c);
                    g_array_set_size(sum, at->len);
                    row[c] = at->len;
                }
                g_array_index(sum, double, row[c] - 1) += w * value_of(x, t, i);
            }
        }
        auxiliary->first[u + 1] = at->len;
    }
    auxiliary->at = (guint32 *)(void *)g_array_steal(at, NULL);
    auxiliary->sum = (double *)(void *)g_array_steal(sum, NULL);
}

Auxiliary *
vigie_auxiliary_new(const VigieDesignSpec *spec, const guint32 *unit, guint32 n_units,
                    GError **error)
{
    if (!check(spec, error))
        return NULL;
    Auxiliary *auxiliary = g_new0(Auxiliary, 1);
    copy_terms(auxiliary, spec->auxiliary, spec->n);
    find_blocks(auxiliary, spec->n);
    fill_blocks(auxiliary);
    sum_units(auxiliary, spec, unit, n_units);
    if (invert(auxiliary, spec->n))
        return auxiliary;
    vigie_auxiliary_free(auxiliary);
    g_set_error(error, VIGIE_DESIGN_ERROR, VIGIE_DESIGN_ERROR_SHAPE,
                _("the auxiliary variables are too large for their products"));
    return NULL;
}

void
vigie_auxiliary_free(Auxiliary *auxiliary)
{
    if (auxiliary == NULL)
        return;
    for (guint t = 0; t < auxiliary->x.n_terms; t++) {
        g_free(auxiliary->column[t]);
        g_free(auxiliary->value[t]);
    }
    for (guint32 b = 0; b < auxiliary->n_blocks; b++) {
        g_free(auxiliary->block[b].column);
        vigie_inverse_clear(&auxiliary->block[b].inverse);
    }
    g_free(auxiliary->column);
    g_free(auxiliary->value);
    g_free(auxiliary->weight);
    g_free(auxiliary->count);
    g_free(auxiliary->block);
    g_free(auxiliary->block_of);
    g_free(auxiliary->place);
    g_free(auxiliary->first);
    g_free(auxiliary->at);
    g_free(auxiliary->sum);
    g_free(auxiliary);
}

const VigieAuxiliary *
vigie_design_auxiliary(const VigieDesign *design)
{
    return design->auxiliary != NULL ? &design->auxiliary->x : NULL;
}

guint32
vigie_design_block(const VigieDesign *design, guint32 column)
{
    return design->auxiliary->block_of[column];
}

/* b[columns of the block] = (X'DX)^- x'du; false where that is 0 throughout. */
static bool
regress(const Block *block, const double *xu, double *b)
{
    g_autofree double *right = g_new(double, block->n_columns);
    g_autofree double *left = g_new(double, block->n_columns);
    bool any = false;
    for (guint32 a = 0; a < block->n_columns; a++) {
        right[a] = xu[block->column[a]];
        any = any || fabs(right[a]) > 0;
    }
    if (!any)
        return false;
    vigie_inverse_solve(&block->inverse, right, left);
    for (guint32 a = 0; a < block->n_columns; a++)
        b[block->column[a]] = left[a];
    return true;
}

void
vigie_design_residual(const VigieDesign *design, const double *xu, double *z, bool *listed)
{
    const Auxiliary *auxiliary = design->auxiliary;
    g_autofree double *b = g_new0(double, auxiliary->x.n_columns);
    g_autofree bool *touched = g_new0(bool, auxiliary->n_blocks);
    for (guint32 j = 0; j < auxiliary->n_blocks; j++)
        touched[j] = regress(&auxiliary->block[j], xu, b);
    for (guint32 u = 0; u < vigie_design_n_units(design); u++)
        for (gsize m = auxiliary->first[u]; m < auxiliary->first[u + 1]; m++) {
            guint32 c = auxiliary->at[m];
            z[u] -= auxiliary->sum[m] * b[c];
            listed[u] = listed[u] || touched[auxiliary->block_of[c]];
        }
}
