/* replicates-make.c - the factors of PSUs: jackknife, balanced halves, Rao and Wu's bootstrap */
#include "replicates.h"

#include <gsl/gsl_rng.h>
#include <math.h>

/* Jackknife -------------------------------------------------------------------------------- */

static bool
check_one_stratum(const VigieDesign *design, GError **error)
{
    if (design->first.n_groups == 1)
        return true;
    g_set_error(error, VIGIE_REPLICATES_ERROR, VIGIE_REPLICATES_ERROR_DESIGN,
                _("jk1 is for designs without strata, and there are %u (%s, …); take jkn"),
                design->first.n_groups,
                design->first.n_groups > 0 ? design->stratum_name[0] : "");
    return false;
}

/* PSUs that are left out in turn: those of strata with several, and lonely ones under adjust. */
static bool
is_deleted(const VigieDesign *design, guint32 psu)
{
    guint32 stratum = design->first.group[psu];
    bool lonely = design->first.size[stratum] == 1 && design->first.fraction[stratum] < 1;
    return vigie_replicates_varies(design, stratum) ||
           (lonely && design->policy == VIGIE_LONELY_PSU_ADJUST);
}

static bool
check_any(const VigieDesign *design, gsize number, GError **error)
{
    if (number > 0)
        return true;
    g_set_error(error, VIGIE_REPLICATES_ERROR, VIGIE_REPLICATES_ERROR_DESIGN,
                P_("%u stratum, taken whole or of one PSU: there is nothing to replicate",
                   "%u strata, all taken whole or of one PSU: there is nothing to replicate",
                   design->first.n_groups),
                design->first.n_groups);
    return false;
}

VigieReplicates *
vigie_replicates_jackknife(const VigieDesign *design, const VigieReplicatesSpec *spec,
                           GError **error)
{
    bool unstratified = spec->method == VIGIE_REPLICATES_JK1;
    double lonely = 1;
    guint number = 0;
    if ((unstratified && !check_one_stratum(design, error)) ||
        !vigie_replicates_lonely(design, !unstratified, &lonely, error))
        return NULL;
    for (guint32 p = 0; p < design->first.n_members; p++)
        number += is_deleted(design, p);
    if (!check_any(design, number, error))
        return NULL;
    VigieReplicates *replicates =
        vigie_replicates_allocate(design, spec->method, number, error);
    if (replicates == NULL)
        return NULL;
    replicates->deleted = g_new(guint32, number);
    for (guint32 p = 0, r = 0; p < design->first.n_members; p++) {
        if (!is_deleted(design, p))
            continue;
        guint32 stratum = design->first.group[p];
        double n = design->first.size[stratum], share = 1 - design->first.fraction[stratum];
        replicates->rscale[r] = n < 2 ? share : share * (n - 1) / n;
        replicates->deleted[r++] = p;
    }
    replicates->scale = lonely;
    if (unstratified) { /* one factor for all */
        replicates->scale = replicates->rscale[0];
        for (guint r = 0; r < number; r++)
            replicates->rscale[r] = 1;
    }
    return replicates;
}

/* Balanced halves -------------------------------------------------------------------------- */

/* Two PSUs, or none that varies. */
static bool
check_halves(const VigieDesign *design, guint32 stratum, GError **error)
{
    guint32 size = design->first.size[stratum];
    double fraction = design->first.fraction[stratum];
    if (fraction >= 1 || size == 1 || (size == 2 && !(fraction > 0)) || size == 0)
        return true;
    if (size == 2)
        g_set_error(error, VIGIE_REPLICATES_ERROR, VIGIE_REPLICATES_ERROR_STRATUM,
                    _("stratum '%s' has an fpc, which brr and fay know nothing of; take jkn or "
                      "bootstrap"),
                    design->stratum_name[stratum]);
    else
        g_set_error(error, VIGIE_REPLICATES_ERROR, VIGIE_REPLICATES_ERROR_STRATUM,
                    _("stratum '%s' has %u PSUs, and brr and fay need two in each; take jkn or "
                      "bootstrap"),
                    design->stratum_name[stratum], size);
    return false;
}

/* Strata of two PSUs; false: error. */
static bool
count_halves(const VigieDesign *design, guint *n, GError **error)
{
    *n = 0;
    for (guint32 h = 0; h < design->first.n_groups; h++) {
        if (!check_halves(design, h, error))
            return false;
        *n += vigie_replicates_varies(design, h);
    }
    return check_any(design, *n, error);
}

/* Row 1, 2 … of the matrix for each stratum (0 = it does not vary); (transfer full). */
static guint *
number_rows(const VigieDesign *design)
{
    guint *row = g_new0(guint, design->first.n_groups);
    guint used = 0;
    for (guint32 h = 0; h < design->first.n_groups; h++)
        if (vigie_replicates_varies(design, h))
            row[h] = ++used;
    return row;
}

/* The first PSU of a stratum is in the half where the matrix has +1, the second where it has -1. */
static void
fill_halves(VigieReplicates *replicates, double rho)
{
    const VigieDesign *design = replicates->design;
    guint order = replicates->number;
    g_autofree gint8 *matrix = g_new(gint8, (gsize)order * order);
    vigie_hadamard(order, matrix);
    g_autofree guint *row = number_rows(design);
    g_autofree bool *seen = g_new0(bool, design->first.n_groups);
    for (guint32 p = 0; p < design->first.n_members; p++) {
        guint32 h = design->first.group[p];
        int sign = row[h] == 0 ? 0 : seen[h] ? -1 : 1;
        seen[h] = true;
        for (guint r = 0; r < order; r++)
            replicates->factor[(gsize)p * order + r] =
                1 + sign * matrix[(gsize)row[h] * order + r] * (1 - rho);
    }
}

VigieReplicates *
vigie_replicates_balanced(const VigieDesign *design, const VigieReplicatesSpec *spec,
                          GError **error)
{
    double rho = spec->method == VIGIE_REPLICATES_FAY ? spec->rho : 0, lonely = 1;
    guint n_halved = 0;
    if (!vigie_replicates_check_rho(rho, error) || !count_halves(design, &n_halved, error) ||
        !vigie_replicates_lonely(design, false, &lonely, error))
        return NULL;
    guint order = vigie_hadamard_order(n_halved + 1);
    gsize rows = MAX(design->first.n_members, order);
    if (!vigie_replicates_check_size(rows, order, error))
        return NULL;
    VigieReplicates *replicates = vigie_replicates_allocate(design, spec->method, order, error);
    if (replicates == NULL)
        return NULL;
    replicates->scale = lonely * vigie_replicates_method_scale(spec->method, order, rho);
    replicates->factor = g_new(double, (gsize)design->first.n_members *order);
    fill_halves(replicates, rho);
    return replicates;
}

/* Bootstrap -------------------------------------------------------------------------------- */

double
vigie_rao_wu_factor(guint32 n, guint32 m, double f, guint r)
{
    double lambda = sqrt(m * (1 - f) / (n - 1.0));
    return 1 - lambda + lambda * n / m * r;
}

static bool
check_draws(const VigieDesign *design, guint32 m, GError **error)
{
    for (guint32 h = 0; h < design->first.n_groups; h++)
        if (vigie_replicates_varies(design, h) && m > design->first.size[h] - 1) {
            g_set_error(error, VIGIE_REPLICATES_ERROR, VIGIE_REPLICATES_ERROR_STRATUM,
                        _("stratum '%s': %u draws from %u PSUs would make negative weights; at "
                          "most %u can be drawn"),
                        design->stratum_name[h], m, design->first.size[h],
                        design->first.size[h] - 1);
            return false;
        }
    return true;
}

/* The PSUs of each stratum: member[start[h]] .. member[start[h + 1] - 1]. */
typedef struct {
    guint32 *member, *start;
} Strata;

static void
clear_strata(Strata *strata)
{
    g_free(strata->member);
    g_free(strata->start);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Strata, clear_strata)

static void
list_strata(Strata *strata, const Stage *first)
{
    strata->member = g_new(guint32, first->n_members);
    strata->start = g_new0(guint32, (gsize)first->n_groups + 1);
    for (guint32 h = 0; h < first->n_groups; h++)
        strata->start[h + 1] = strata->start[h] + first->size[h];
    g_autofree guint32 *next = g_memdup2(strata->start, first->n_groups * sizeof *next);
    for (guint32 p = 0; p < first->n_members; p++)
        strata->member[next[first->group[p]]++] = p;
}

/* Replicate r: PSUs drawn stratum by stratum; drawn[n_psu] is room. */
static void
draw_replicate(VigieReplicates *replicates, const Strata *strata, guint32 m, guint r,
               gsl_rng *rng, guint32 *drawn)
{
    const Stage *first = &replicates->design->first;
    for (guint32 h = 0; h < first->n_groups; h++) {
        bool varies = vigie_replicates_varies(replicates->design, h);
        guint32 n = first->size[h], draws = m > 0 ? m : n - 1;
        const guint32 *member = strata->member + strata->start[h];
        for (guint32 i = 0; i < n; i++)
            drawn[i] = 0;
        for (guint32 i = 0; varies && i < draws; i++)
            drawn[gsl_rng_uniform_int(rng, n)]++;
        for (guint32 i = 0; i < n; i++)
            replicates->factor[(gsize)member[i] * replicates->number + r] =
                varies ? vigie_rao_wu_factor(n, draws, first->fraction[h], drawn[i]) : 1;
    }
}

static void
draw_all(VigieReplicates *replicates, const VigieReplicatesSpec *spec)
{
    const Stage *first = &replicates->design->first;
    g_auto(Strata) strata = {NULL, NULL};
    list_strata(&strata, first);
    g_autofree guint32 *drawn = g_new(guint32, first->n_members);
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, spec->seed);
    for (guint r = 0; r < replicates->number; r++)
        draw_replicate(replicates, &strata, spec->m, r, rng, drawn);
    gsl_rng_free(rng);
}

VigieReplicates *
vigie_replicates_bootstrap(const VigieDesign *design, const VigieReplicatesSpec *spec,
                           GError **error)
{
    double lonely = 1;
    gsize varying = 0;
    for (guint32 h = 0; h < design->first.n_groups; h++)
        varying += vigie_replicates_varies(design, h);
    if (!check_any(design, varying, error) || !check_draws(design, spec->m, error) ||
        !vigie_replicates_lonely(design, false, &lonely, error) ||
        !vigie_replicates_check_size(design->first.n_members, spec->number, error))
        return NULL;
    VigieReplicates *replicates =
        vigie_replicates_allocate(design, spec->method, spec->number, error);
    if (replicates == NULL)
        return NULL;
    replicates->scale = lonely * vigie_replicates_method_scale(spec->method, spec->number, 0);
    replicates->factor = g_new(double, (gsize)design->first.n_members * spec->number);
    draw_all(replicates, spec);
    return replicates;
}
