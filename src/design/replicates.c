/* replicates.c - replicate weights: made from a design, used for totals, variances and degrees of freedom */
#include "replicates.h"

#include <math.h>
#include <string.h>

G_DEFINE_QUARK(vigie_replicates_error, vigie_replicates_error)

/* Numbers kept at most: 4 GB of weights. */
#define NUMBERS_MOST ((gsize)1 << 29)

static const char *const method_names[] = {"jk1", "jkn", "brr", "fay", "bootstrap", NULL};

const char *const *
vigie_replicate_method_names(void)
{
    return method_names;
}

bool
vigie_replicates_check_size(gsize rows, gsize number, GError **error)
{
    if (number >= 2 && number <= G_MAXUINT && rows <= NUMBERS_MOST / number)
        return true;
    g_set_error(error, VIGIE_REPLICATES_ERROR, VIGIE_REPLICATES_ERROR_OPTION,
                number < 2
                    ? _("%zu replicate of %zu rows: a variance needs two or more")
                    : _("%zu replicates of %zu rows are more than can be kept; take fewer"),
                number, rows);
    return false;
}

bool
vigie_replicates_check_rho(double rho, GError **error)
{
    if (rho >= 0 && rho < 1)
        return true;
    g_set_error(error, VIGIE_REPLICATES_ERROR, VIGIE_REPLICATES_ERROR_OPTION,
                _("rho of Fay's method is %g; it is a number from 0 to below 1, such as 0.3"),
                rho);
    return false;
}

double
vigie_replicates_method_scale(VigieReplicateMethod method, guint number, double rho)
{
    switch (method) {
    case VIGIE_REPLICATES_JK1:
        return (number - 1.0) / number;
    case VIGIE_REPLICATES_JKN:
        return 1;
    case VIGIE_REPLICATES_FAY:
        return 1 / (number * (1 - rho) * (1 - rho));
    case VIGIE_REPLICATES_BRR:
    case VIGIE_REPLICATES_BOOTSTRAP:
    default:
        return 1.0 / number;
    }
}

VigieReplicates *
vigie_replicates_allocate(const VigieDesign *design, VigieReplicateMethod method, gsize number,
                          GError **error)
{
    if (!vigie_replicates_check_size(1, number, error))
        return NULL;
    VigieReplicates *replicates = g_new0(VigieReplicates, 1);
    replicates->design = design;
    replicates->method = method;
    replicates->number = (guint)number;
    replicates->scale = 1;
    replicates->rscale = g_new(double, number);
    for (gsize r = 0; r < number; r++)
        replicates->rscale[r] = 1;
    return replicates;
}

void
vigie_replicates_free(VigieReplicates *replicates)
{
    if (replicates == NULL)
        return;
    g_free(replicates->rscale);
    g_free(replicates->deleted);
    g_free(replicates->factor);
    g_free(replicates->weight);
    g_free(replicates);
}

/* Strata ----------------------------------------------------------------------------------- */

bool
vigie_replicates_varies(const VigieDesign *design, guint32 stratum)
{
    return design->first.fraction[stratum] < 1 && design->first.size[stratum] > 1;
}

static bool
is_lonely(const VigieDesign *design, guint32 stratum)
{
    return design->first.fraction[stratum] < 1 && design->first.size[stratum] == 1;
}

static bool
refuse_lonely(const VigieDesign *design, GError **error)
{
    bool fails = design->policy == VIGIE_LONELY_PSU_FAIL;
    g_set_error(error, VIGIE_REPLICATES_ERROR, VIGIE_REPLICATES_ERROR_STRATUM,
                fails
                    ? _("stratum '%s' has a single PSU, and lonely-psu is fail: there are no "
                        "replicates; join it to another stratum, or take another policy")
                    : _("stratum '%s' has a single PSU, which lonely-psu=adjust can replicate "
                        "for the jackknife only; take jkn, lonely-psu=remove or average, or "
                        "join the stratum to another"),
                design->lonely[0]);
    return false;
}

bool
vigie_replicates_lonely(const VigieDesign *design, bool can_adjust, double *scale,
                        GError **error)
{
    *scale = 1;
    if (design->lonely[0] == NULL)
        return true;
    if (design->policy == VIGIE_LONELY_PSU_FAIL ||
        (design->policy == VIGIE_LONELY_PSU_ADJUST && !can_adjust))
        return refuse_lonely(design, error);
    guint32 lonely = 0;
    for (guint32 h = 0; h < design->first.n_groups; h++)
        lonely += is_lonely(design, h);
    if (design->policy == VIGIE_LONELY_PSU_AVERAGE && lonely == design->first.n_groups)
        return refuse_lonely(design, error);
    if (design->policy == VIGIE_LONELY_PSU_AVERAGE)
        *scale = design->first.n_groups / (double)(design->first.n_groups - lonely);
    return true;
}

/* Whole PSUs are replicated: what a second stage adds where the first has an fpc would be lost. */
static bool
check_stages(const VigieDesign *design, GError **error)
{
    for (guint32 h = 0; design->ssu != NULL && h < design->first.n_groups; h++)
        if (design->first.fraction[h] > 0) {
            g_set_error(error, VIGIE_REPLICATES_ERROR, VIGIE_REPLICATES_ERROR_DESIGN,
                        _("stratum '%s': replicates take whole PSUs and would leave out the "
                          "second stage, which an fpc at both stages adds; take taylor, or an "
                          "fpc at the first stage alone"),
                        design->stratum_name[h]);
            return false;
        }
    return true;
}

VigieReplicates *
vigie_replicates_new(const VigieDesign *design, const VigieReplicatesSpec *spec, GError **error)
{
    if (!check_stages(design, error))
        return NULL;
    VigieReplicates *replicates = NULL;
    switch (spec->method) {
    case VIGIE_REPLICATES_JK1:
    case VIGIE_REPLICATES_JKN:
        replicates = vigie_replicates_jackknife(design, spec, error);
        break;
    case VIGIE_REPLICATES_BRR:
    case VIGIE_REPLICATES_FAY:
        replicates = vigie_replicates_balanced(design, spec, error);
        break;
    case VIGIE_REPLICATES_BOOTSTRAP:
    default:
        replicates = vigie_replicates_bootstrap(design, spec, error);
    }
    if (replicates != NULL)
        replicates->centre = spec->centre;
    return replicates;
}

/* What there is ------------------------------------------------------------------------------ */

guint
vigie_replicates_number(const VigieReplicates *replicates)
{
    return replicates->number;
}

VigieReplicateMethod
vigie_replicates_method(const VigieReplicates *replicates)
{
    return replicates->method;
}

double
vigie_replicates_scale(const VigieReplicates *replicates)
{
    return replicates->scale;
}

const double *
vigie_replicates_rscale(const VigieReplicates *replicates)
{
    return replicates->rscale;
}

const VigieDesign *
vigie_replicates_design(const VigieReplicates *replicates)
{
    return replicates->design;
}

bool
vigie_replicates_by_psu(const VigieReplicates *replicates)
{
    return replicates->weight == NULL;
}

/* Weights and totals ------------------------------------------------------------------------- */

/* Of a PSU where another, or itself, is left out.  A lonely PSU's place is taken by the mean of all PSUs. */
static double
jackknife_factor(const VigieDesign *design, guint32 deleted, guint32 psu)
{
    const Stage *first = &design->first;
    guint32 stratum = first->group[deleted];
    double n = first->size[stratum];
    if (n < 2)
        return (psu != deleted) + 1.0 / first->n_members;
    if (psu == deleted)
        return 0;
    return first->group[psu] == stratum ? n / (n - 1) : 1;
}

void
vigie_replicates_weight(const VigieReplicates *replicates, guint r, double *w)
{
    const VigieDesign *design = replicates->design;
    if (replicates->weight != NULL) {
        memcpy(w, replicates->weight + r * design->n, design->n * sizeof *w);
        return;
    }
    for (gsize i = 0; i < design->n; i++) {
        guint32 psu = design->psu[i];
        double factor = replicates->deleted != NULL
                            ? jackknife_factor(design, replicates->deleted[r], psu)
                            : replicates->factor[(gsize)psu * replicates->number + r];
        w[i] = factor * design->weight[i];
    }
}

/* With T the total, S_h that of the stratum and z_i that of the PSU left out:
 * T + S_h / (n_h - 1) - z_i n_h / (n_h - 1); of a lonely PSU T - z_i + T / n. */
static void
jackknife_totals(const VigieReplicates *replicates, const double *psu_total, double *totals)
{
    const Stage *first = &replicates->design->first;
    g_autofree double *stratum = g_new0(double, first->n_groups);
    double all = 0;
    for (guint32 p = 0; p < first->n_members; p++)
        stratum[first->group[p]] += psu_total[p];
    for (guint32 h = 0; h < first->n_groups; h++)
        all += stratum[h];
    for (guint r = 0; r < replicates->number; r++) {
        guint32 psu = replicates->deleted[r], h = first->group[psu];
        double n = first->size[h], left_out = psu_total[psu];
        totals[r] = n < 2 ? all - left_out + all / first->n_members
                          : all + stratum[h] / (n - 1) - left_out * n / (n - 1);
    }
}

/* One variable, column v of z, where PSUs are left out. */
static void
delete_units(const VigieReplicates *replicates, const guint32 *unit, const double *z,
             guint32 n_listed, guint k, guint v, double *totals)
{
    const VigieDesign *design = replicates->design;
    g_autofree double *psu_total = g_new0(double, design->first.n_members);
    for (guint32 i = 0; i < n_listed; i++)
        psu_total[vigie_design_unit_psu(design, unit[i])] += z[(gsize)i * k + v];
    jackknife_totals(replicates, psu_total, totals);
}

static inline void
add_scaled(double *restrict total, const double *restrict factor, double z, guint number)
{
    for (guint r = 0; r < number; r++)
        total[r] += factor[r] * z;
}

void
vigie_replicates_unit_totals(const VigieReplicates *replicates, const guint32 *unit,
                             const double *z, guint32 n_listed, guint k, double *totals)
{
    gsize number = replicates->number;
    g_assert(vigie_replicates_by_psu(replicates));
    for (guint v = 0; replicates->deleted != NULL && v < k; v++)
        delete_units(replicates, unit, z, n_listed, k, v, totals + v * number);
    if (replicates->deleted != NULL)
        return;
    memset(totals, 0, k * number * sizeof *totals);
    for (guint32 i = 0; i < n_listed; i++) {
        gsize psu = vigie_design_unit_psu(replicates->design, unit[i]);
        for (guint v = 0; v < k; v++)
            add_scaled(totals + v * number, replicates->factor + psu * number,
                       z[(gsize)i * k + v], replicates->number);
    }
}

/* By PSU: sums of the PSUs first. */
static void
sum_records(const VigieReplicates *replicates, const guint32 *record, const double *value,
            gsize n, guint k, double *totals)
{
    const VigieDesign *design = replicates->design;
    guint32 n_units = vigie_design_n_units(design);
    const guint32 *unit_of = vigie_design_unit(design);
    g_autofree guint32 *unit = g_new(guint32, n_units);
    g_autofree double *z = g_new0(double, (gsize)n_units *k);
    for (guint32 u = 0; u < n_units; u++)
        unit[u] = u;
    for (gsize i = 0; i < n; i++)
        for (guint v = 0; v < k; v++)
            z[(gsize)unit_of[record[i]] * k + v] +=
                design->weight[record[i]] * value[i * k + v];
    vigie_replicates_unit_totals(replicates, unit, z, n_units, k, totals);
}

void
vigie_replicates_record_totals(const VigieReplicates *replicates, const guint32 *record,
                               const double *value, gsize n, guint k, double *totals)
{
    if (vigie_replicates_by_psu(replicates)) {
        sum_records(replicates, record, value, n, k, totals);
        return;
    }
    memset(totals, 0, (gsize)k * replicates->number * sizeof *totals);
    for (guint r = 0; r < replicates->number; r++) {
        const double *w = replicates->weight + r * replicates->design->n;
        for (gsize i = 0; i < n; i++)
            for (guint v = 0; v < k; v++)
                totals[(gsize)v * replicates->number + r] += w[record[i]] * value[i * k + v];
    }
}

/* Variance ----------------------------------------------------------------------------------- */

static bool
all_finite(const VigieReplicates *replicates, const double *theta)
{
    for (guint r = 0; r < replicates->number; r++)
        if (replicates->rscale[r] > 0 && !isfinite(theta[r]))
            return false;
    return true;
}

/* About a value near all of them, so that large estimates keep their digits. */
static double
mean_of(const VigieReplicates *replicates, const double *theta, double near)
{
    double sum = 0;
    guint n = 0;
    for (guint r = 0; r < replicates->number; r++)
        if (replicates->rscale[r] > 0) {
            sum += theta[r] - near;
            n++;
        }
    return near + sum / n;
}

bool
vigie_replicates_variance(const VigieReplicates *replicates, const double *theta,
                          const double *estimate, guint k, double *v)
{
    gsize number = replicates->number;
    g_autofree double *centre = g_new(double, k);
    for (gsize a = 0; a < k; a++) {
        if (!all_finite(replicates, theta + a * number))
            return false;
        centre[a] = replicates->centre == VIGIE_CENTRE_MEAN
                        ? mean_of(replicates, theta + a * number, estimate[a])
                        : estimate[a];
    }
    for (gsize a = 0; a < k; a++)
        for (gsize b = 0; b < k; b++) {
            double sum = 0;
            for (guint r = 0; r < number; r++)
                if (replicates->rscale[r] > 0)
                    sum += replicates->rscale[r] * (theta[a * number + r] - centre[a]) *
                           (theta[b * number + r] - centre[b]);
            v[a * k + b] = replicates->scale * sum;
        }
    return true;
}

double
vigie_replicates_unit_df(const VigieReplicates *replicates, const guint32 *unit,
                         guint32 n_listed)
{
    return MIN(vigie_design_df(replicates->design, unit, n_listed), replicates->number - 1.0);
}
