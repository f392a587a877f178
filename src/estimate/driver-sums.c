/* driver-sums.c - one pass over the answers: sums of PSUs; and what such sums say */
#include "drivers.h"
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

/* Variables: the items, the outcome, performances, stated importances. */
static const double *
variable(const Sums *sums, guint v)
{
    const VigieDriversSpec *spec = sums->spec;
    guint p = sums->p;
    if (v < p)
        return spec->item[v].value;
    if (v == p)
        return spec->y;
    return v < p + 1 + p ? spec->item[v - p - 1].performance : spec->item[v - 2 * p - 1].stated;
}

static bool
in_domain(const VigieDriversSpec *spec, gsize i)
{
    return vigie_design_weight(spec->design)[i] > 0 &&
           (spec->domain == NULL || spec->domain[i]);
}

static bool
is_listwise(const Sums *sums, gsize i)
{
    for (guint v = 0; v < sums->k; v++)
        if (isnan(variable(sums, v)[i]))
            return false;
    return true;
}

static const char *
name_of(const VigieDriversSpec *spec, guint v)
{
    return v == spec->n_items ? spec->name : spec->item[v % (spec->n_items + 1)].name;
}

void
vigie_driver_sums_clear(Sums *sums)
{
    g_free(sums->centre);
    g_free(sums->psu);
    g_free(sums->total);
    g_free(sums->met);
    g_free(sums->size);
    g_free(sums->unit);
}

/* The first answer of each variable; false: an item without any. */
static bool
set_centres(Sums *sums, GError **error)
{
    const VigieDriversSpec *spec = sums->spec;
    guint n_variables = sums->k + (spec->item[0].stated != NULL ? 2 : 1) * sums->p;
    sums->centre = g_new0(double, sums->k + 2 * sums->p);
    for (guint v = 0; v < n_variables; v++) {
        const double *value = variable(sums, v);
        gsize i = 0, n = vigie_design_n(spec->design);
        while (i < n && (!in_domain(spec, i) || isnan(value[i])))
            i++;
        if (i == n) {
            g_set_error(error, VIGIE_DRIVERS_ERROR, VIGIE_DRIVERS_ERROR_EMPTY,
                        _("nobody answered '%s'"), name_of(spec, v));
            return false;
        }
        sums->centre[v] = value[i];
    }
    return true;
}

static void
add_listwise(const Sums *sums, gsize i, double w, double *to)
{
    guint k = sums->k;
    double *square = to + 1 + k;
    to[0] += w;
    for (guint a = 0; a < k; a++) {
        double z = w * (variable(sums, a)[i] - sums->centre[a]);
        to[1 + a] += z;
        for (guint b = 0; b <= a; b++)
            square[a * k + b] += z * (variable(sums, b)[i] - sums->centre[b]);
    }
}

static void
add_alone(const Sums *sums, gsize i, double w, double *to)
{
    guint k = sums->k, p = sums->p;
    double *pair = to + 1 + k + k * k;
    guint blocks = sums->spec->item[0].stated != NULL ? 2 : 1;
    for (guint j = 0; j < blocks * p; j++) {
        double value = variable(sums, k + j)[i];
        if (isnan(value))
            continue;
        pair[2 * j] += w;
        pair[2 * j + 1] += w * (value - sums->centre[k + j]);
    }
}

static void
add_records(Sums *sums)
{
    const VigieDesign *design = sums->spec->design;
    const guint32 *unit = vigie_design_unit(design);
    const guint32 *stratum = vigie_design_stratum(design);
    const double *weight = vigie_design_weight(design);
    g_autofree bool *met = g_new0(bool, vigie_design_n_units(design));
    for (gsize i = 0; i < vigie_design_n(design); i++) {
        if (!in_domain(sums->spec, i))
            continue;
        guint32 psu = vigie_design_unit_psu(design, unit[i]);
        double *to = sums->psu + (gsize)psu * sums->length;
        add_alone(sums, i, weight[i], to);
        if (!is_listwise(sums, i))
            continue;
        add_listwise(sums, i, sums->spec->unweighted ? 1 : weight[i], to);
        sums->n++;
        sums->met[stratum[psu]] = true;
        if (!met[unit[i]])
            sums->unit[sums->n_units++] = unit[i];
        met[unit[i]] = true;
    }
}

static void
add_up(Sums *sums)
{
    const VigieDesign *design = sums->spec->design;
    for (guint32 i = 0; i < vigie_design_n_psu(design); i++) {
        sums->size[vigie_design_stratum(design)[i]]++;
        for (guint l = 0; l < sums->length; l++)
            sums->total[l] += sums->psu[(gsize)i * sums->length + l];
    }
}

static bool
check_varies(const Sums *sums, GError **error)
{
    for (guint v = 0; v < sums->k; v++) {
        const double *value = variable(sums, v);
        double low = INFINITY, high = -INFINITY;
        for (gsize i = 0; i < vigie_design_n(sums->spec->design); i++)
            if (in_domain(sums->spec, i) && is_listwise(sums, i)) {
                low = MIN(low, value[i]);
                high = MAX(high, value[i]);
            }
        if (low < high)
            continue;
        g_set_error(error, VIGIE_DRIVERS_ERROR, VIGIE_DRIVERS_ERROR_CONSTANT,
                    _("all %" PRIu64 " records have the same answer to '%s': leave it out"),
                    sums->n, name_of(sums->spec, v));
        return false;
    }
    return true;
}

bool
vigie_driver_sums_init(Sums *sums, const VigieDriversSpec *spec, GError **error)
{
    const VigieDesign *design = spec->design;
    guint p = spec->n_items, k = p + 1;
    *sums = (Sums){.spec = spec, .p = p, .k = k, .length = 1 + k + k * k + 4 * p};
    if (!set_centres(sums, error))
        return false;
    sums->psu = g_new0(double, (gsize)vigie_design_n_psu(design) * sums->length);
    sums->total = g_new0(double, sums->length);
    sums->met = g_new0(bool, vigie_design_n_strata(design));
    sums->size = g_new0(guint32, vigie_design_n_strata(design));
    sums->unit = g_new(guint32, MAX(vigie_design_n_units(design), 1));
    add_records(sums);
    add_up(sums);
    if (sums->n > 0)
        return check_varies(sums, error);
    g_set_error(error, VIGIE_DRIVERS_ERROR, VIGIE_DRIVERS_ERROR_EMPTY,
                _("no record has an answer to '%s' and to every item"), spec->name);
    return false;
}

/* Points ------------------------------------------------------------------------------------- */

void
vigie_point_init(Point *point, guint p)
{
    *point = (Point){.p = p,
                     .cov = g_new(double, (p + 1) * (p + 1)),
                     .r2 = g_new(double, (gsize)1 << p),
                     .share = g_new(double, p),
                     .correlation = g_new(double, p),
                     .performance = g_new(double, p),
                     .importance = g_new(double, p),
                     .quadrant = g_new(VigieQuadrant, p)};
}

void
vigie_point_clear(Point *point)
{
    g_free(point->cov);
    g_free(point->r2);
    g_free(point->share);
    g_free(point->correlation);
    g_free(point->performance);
    g_free(point->importance);
    g_free(point->quadrant);
}

static void
set_covariances(Point *point, const double *vector)
{
    guint k = point->p + 1;
    double w = vector[0];
    const double *sum = vector + 1, *square = vector + 1 + k;
    for (guint a = 0; a < k; a++)
        for (guint b = 0; b <= a; b++)
            point->cov[a * k + b] = point->cov[b * k + a] =
                square[a * k + b] / w - sum[a] / w * (sum[b] / w);
}

static int
compare(gconstpointer a, gconstpointer b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double
middle(const double *x, guint p, bool median)
{
    if (!median) {
        double sum = 0;
        for (guint j = 0; j < p; j++)
            sum += x[j];
        return sum / p;
    }
    g_autofree double *sorted = g_memdup2(x, p * sizeof *x);
    qsort(sorted, p, sizeof *sorted, compare);
    return (sorted[(p - 1) / 2] + sorted[p / 2]) / 2;
}

static void
set_quadrants(Point *point, const VigieDriversSpec *spec)
{
    guint p = point->p;
    bool median = spec->crosshair == VIGIE_CROSSHAIR_MEDIANS;
    point->cross_importance = middle(point->importance, p, median);
    point->cross_performance = spec->crosshair == VIGIE_CROSSHAIR_MIDPOINT
                                   ? spec->midpoint
                                   : middle(point->performance, p, median);
    for (guint j = 0; j < p; j++) {
        bool important = point->importance[j] >= point->cross_importance;
        bool performs = point->performance[j] >= point->cross_performance;
        if (important)
            point->quadrant[j] = performs ? VIGIE_QUADRANT_KEEP : VIGIE_QUADRANT_IMPROVE;
        else
            point->quadrant[j] = performs ? VIGIE_QUADRANT_EXCESS : VIGIE_QUADRANT_LOW;
    }
}

static double
importance_of(const Point *point, const Sums *sums, const double *vector, guint j)
{
    guint p = point->p, k = p + 1;
    const double *stated = vector + 1 + k + k * k + 2 * (p + j);
    switch (sums->spec->importance) {
    case VIGIE_IMPORTANCE_CORRELATION:
        return point->correlation[j];
    case VIGIE_IMPORTANCE_STATED:
        return stated[0] > 0 ? sums->centre[k + p + j] + stated[1] / stated[0] : NAN;
    case VIGIE_IMPORTANCE_LMG:
    default:
        return 100 * point->share[j] / point->r2[(1u << p) - 1];
    }
}

bool
vigie_point_set(Point *point, const Sums *sums, const double *vector)
{
    guint p = point->p, k = p + 1;
    if (!(vector[0] > 0))
        return false;
    set_covariances(point, vector);
    vigie_lmg_r2(point->cov, p, point->r2);
    vigie_lmg_shares(point->r2, p, point->share);
    bool known = true;
    for (guint j = 0; j < p; j++) {
        const double *pair = vector + 1 + k + k * k + 2 * j;
        double spread = sqrt(point->cov[j * k + j] * point->cov[p * k + p]);
        point->correlation[j] = point->cov[j * k + p] / spread;
        point->performance[j] = sums->centre[k + j] + pair[1] / pair[0];
        point->importance[j] = importance_of(point, sums, vector, j);
        known = known && isfinite(point->performance[j]) && isfinite(point->importance[j]);
    }
    set_quadrants(point, sums->spec);
    return known;
}
