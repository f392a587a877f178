/* replicates-given.c - replicate weights of records: those of a file, and those calibrated each for itself */
#include "replicates.h"

#include <math.h>
#include <string.h>

static bool
check_scales(const VigieGivenReplicates *given, GError **error)
{
    const char *wrong = NULL;
    bool scaled = !isnan(given->scale);
    for (guint r = 0; given->rscale != NULL && r < given->number; r++)
        if (!(given->rscale[r] >= 0 && isfinite(given->rscale[r])))
            wrong = _("the scale of a replicate is a number, 0 or more");
    if (scaled && !(given->scale > 0 && isfinite(given->scale)))
        wrong = _("the scale of replicates is a number above 0");
    else if (given->method == VIGIE_REPLICATES_JKN && !scaled && given->rscale == NULL)
        wrong = _("jkn replicates need their scales, (n_h - 1) / n_h of each one's stratum");
    if (wrong == NULL)
        return true;
    g_set_error_literal(error, VIGIE_REPLICATES_ERROR, VIGIE_REPLICATES_ERROR_OPTION, wrong);
    return false;
}

static bool
refuse_weight(guint r, gsize i, double w, bool finite, GError **error)
{
    g_set_error(error, VIGIE_REPLICATES_ERROR, VIGIE_REPLICATES_ERROR_WEIGHT,
                finite
                    ? _("replicate %u, record %zu: weight %g, while the record's own weight is "
                        "0; a record without weight has none in the replicates")
                    : _("replicate %u, record %zu: weight %g; a replicate weight is a finite "
                        "number"),
                r + 1, i + 1, w);
    return false;
}

static bool
copy_weights(VigieReplicates *replicates, const VigieGivenReplicates *given, GError **error)
{
    const VigieDesign *design = replicates->design;
    for (guint r = 0; r < given->number; r++)
        for (gsize i = 0; i < design->n; i++) {
            double w = given->weight[r][i];
            if (given->factors)
                w *= design->weight[i];
            bool idle = !(design->weight[i] > 0) && fabs(w) > 0;
            if (!isfinite(w) || idle)
                return refuse_weight(r, i, w, isfinite(w), error);
            replicates->weight[r * design->n + i] = w;
        }
    return true;
}

VigieReplicates *
vigie_replicates_given(const VigieDesign *design, const VigieGivenReplicates *given,
                       GError **error)
{
    if (!check_scales(given, error) || !vigie_replicates_check_rho(given->rho, error) ||
        !vigie_replicates_check_size(design->n, given->number, error))
        return NULL;
    g_autoptr(VigieReplicates) replicates =
        vigie_replicates_allocate(design, given->method, given->number, error);
    if (replicates == NULL)
        return NULL;
    replicates->centre = given->centre;
    replicates->scale =
        isnan(given->scale)
            ? vigie_replicates_method_scale(given->method, given->number, given->rho)
            : given->scale;
    if (given->rscale != NULL)
        memcpy(replicates->rscale, given->rscale, given->number * sizeof *given->rscale);
    replicates->weight = g_new(double, design->n * given->number);
    return copy_weights(replicates, given, error) ? g_steal_pointer(&replicates) : NULL;
}

/* Rank ------------------------------------------------------------------------------------- */

/* A column of which less than this is left beside the others adds no rank; R: qr(tol = 1e-5). */
#define RANK_TOLERANCE 1e-5

static double
dot(const double *a, const double *b, gsize n)
{
    double sum = 0;
    for (gsize i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

static void
subtract(double *from, const double *what, double factor, gsize n)
{
    for (gsize i = 0; i < n; i++)
        from[i] -= factor * what[i];
}

/* Rank of columns[k] of [rows], which are overwritten: Gram and Schmidt, twice for the rounding. */
static guint
rank_of(double *columns, gsize rows, guint k)
{
    guint rank = 0;
    for (guint c = 0; c < k; c++) {
        double *column = columns + c * rows;
        double before = sqrt(dot(column, column, rows));
        for (guint twice = 0; twice < 2; twice++)
            for (guint a = 0; a < rank; a++)
                subtract(column, columns + a * rows, dot(columns + a * rows, column, rows),
                         rows);
        double left = sqrt(dot(column, column, rows));
        if (!(left > RANK_TOLERANCE * before))
            continue;
        for (gsize i = 0; i < rows; i++)
            columns[rank * rows + i] = column[i] / left;
        rank++;
    }
    return rank;
}

/* Where record i of a long domain is added: rows are hashed into few, which keeps the rank but for chance. */
static gsize
hashed_row(gsize i, gsize rows, double *sign)
{
    guint64 h = ((guint64)i + 1) * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
    h ^= h >> 31;
    h *= G_GUINT64_CONSTANT(0xBF58476D1CE4E5B9);
    *sign = h >> 63 ? 1 : -1;
    return (h >> 16 & G_MAXUINT32) % rows;
}

double
vigie_replicates_record_df(const VigieReplicates *replicates, const guint32 *record, gsize n)
{
    g_assert(replicates->weight != NULL);
    gsize most = 3 * (gsize)replicates->number, rows = MIN(n, most);
    g_autofree double *columns = g_new0(double, MAX(rows, 1) * replicates->number);
    for (guint r = 0; r < replicates->number; r++)
        for (gsize i = 0; i < n; i++) {
            double sign = 1;
            gsize row = n > most ? hashed_row(record[i], rows, &sign) : i;
            columns[r * rows + row] +=
                sign * replicates->weight[r * replicates->design->n + record[i]];
        }
    return rank_of(columns, rows, replicates->number) - 1.0;
}
