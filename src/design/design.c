/* design.c - a sampling design, checked once and kept whole */
#include "stage.h"

#include <math.h>

G_DEFINE_QUARK(vigie_design_error, vigie_design_error)

static char *
stratum_name(const VigieDesignSpec *spec, guint32 stratum)
{
    if (spec->stratum_name != NULL)
        return g_strdup(spec->stratum_name[stratum]);
    return g_strdup_printf("%" G_GUINT32_FORMAT, stratum + 1);
}

/* True if each of index[n] is below limit; the first that is not goes to *bad. */
static bool
indices_below(const guint32 *index, gsize n, guint32 limit, gsize *bad)
{
    for (*bad = 0; *bad < n; (*bad)++)
        if (index[*bad] >= limit)
            return false;
    return true;
}

static bool
check_indices(const VigieDesignSpec *spec, GError **error)
{
    gsize bad = 0;
    const char *what = NULL;
    if (spec->n > G_MAXUINT32)
        what = _("records");
    else if (!indices_below(spec->psu, spec->n, spec->n_psu, &bad))
        what = _("PSU of record");
    else if (!indices_below(spec->stratum, spec->n_psu, spec->n_strata, &bad))
        what = _("stratum of PSU");
    else if (spec->ssu != NULL && !indices_below(spec->ssu, spec->n, spec->n_ssu, &bad))
        what = _("second-stage unit of record");
    else if (spec->ssu != NULL && !indices_below(spec->ssu_psu, spec->n_ssu, spec->n_psu, &bad))
        what = _("PSU of second-stage unit");
    if (what == NULL)
        return true;
    g_set_error(error, VIGIE_DESIGN_ERROR, VIGIE_DESIGN_ERROR_SHAPE,
                _("%s %zu: the number is beyond those of the design"), what, bad + 1);
    return false;
}

static bool
check_nesting(const VigieDesignSpec *spec, GError **error)
{
    if (spec->population_ssu != NULL && spec->ssu == NULL) {
        g_set_error(error, VIGIE_DESIGN_ERROR, VIGIE_DESIGN_ERROR_SHAPE,
                    _("a second-stage fpc needs second-stage units"));
        return false;
    }
    for (gsize i = 0; spec->ssu != NULL && i < spec->n; i++)
        if (spec->ssu_psu[spec->ssu[i]] != spec->psu[i]) {
            g_set_error(error, VIGIE_DESIGN_ERROR, VIGIE_DESIGN_ERROR_SHAPE,
                        _("record %zu: its second-stage unit belongs to another PSU"), i + 1);
            return false;
        }
    return true;
}

static bool
check_weights(const VigieDesignSpec *spec, GError **error)
{
    for (gsize i = 0; spec->weight != NULL && i < spec->n; i++) {
        double w = spec->weight[i];
        if (isfinite(w) && w >= 0)
            continue;
        g_set_error(error, VIGIE_DESIGN_ERROR, VIGIE_DESIGN_ERROR_WEIGHT,
                    _("record %zu: weight %g; a weight is a finite number, 0 or more"), i + 1,
                    w);
        return false;
    }
    return true;
}

static bool
has_counts(const double *population, guint32 n)
{
    for (guint32 g = 0; population != NULL && g < n; g++)
        if (population[g] > 1)
            return true;
    return false;
}

/* 1 is a whole population of one, or all of it where no group has a count; NAN if the population
 * cannot be: not above 0, or a count below the sample. */
static double
sampling_fraction(double population, bool counts, guint32 size)
{
    if (isnan(population))
        return 0;
    if (!(population > 0))
        return NAN;
    if (population < 1 || (population <= 1 && !counts))
        return population;
    return population >= size ? size / population : NAN;
}

/* Fills stage; the number of the first group with an impossible population, or n_groups. */
static guint32
fill_stage(Stage *stage, const guint32 *group, guint32 n_members, const double *population,
           guint32 n_groups)
{
    stage->n_members = n_members;
    stage->n_groups = n_groups;
    stage->group = g_memdup2(group, n_members * sizeof *group);
    stage->size = g_new0(guint32, n_groups);
    stage->fraction = g_new0(double, n_groups);
    for (guint32 i = 0; i < n_members; i++)
        stage->size[group[i]]++;
    bool counts = has_counts(population, n_groups);
    for (guint32 g = 0; population != NULL && g < n_groups; g++) {
        stage->fraction[g] = sampling_fraction(population[g], counts, stage->size[g]);
        if (isnan(stage->fraction[g]))
            return g;
    }
    return n_groups;
}

static bool
fill_first_stage(VigieDesign *design, const VigieDesignSpec *spec, GError **error)
{
    guint32 bad = fill_stage(&design->first, spec->stratum, spec->n_psu, spec->population_psu,
                             spec->n_strata);
    if (bad == spec->n_strata)
        return true;
    g_autofree char *name = stratum_name(spec, bad);
    g_set_error(error, VIGIE_DESIGN_ERROR, VIGIE_DESIGN_ERROR_FPC,
                P_("stratum %s: fpc %g for %u sampled PSU; it is their number in the "
                   "population, or a fraction above 0",
                   "stratum %s: fpc %g for %u sampled PSUs; it is their number in the "
                   "population, or a fraction above 0",
                   design->first.size[bad]),
                name, spec->population_psu[bad], design->first.size[bad]);
    return false;
}

static bool
fill_second_stage(VigieDesign *design, const VigieDesignSpec *spec, GError **error)
{
    if (spec->population_ssu == NULL)
        return true;
    design->ssu = g_memdup2(spec->ssu, spec->n * sizeof *spec->ssu);
    guint32 bad = fill_stage(&design->second, spec->ssu_psu, spec->n_ssu, spec->population_ssu,
                             spec->n_psu);
    if (bad == spec->n_psu)
        return true;
    g_autofree char *name = stratum_name(spec, spec->stratum[bad]);
    g_set_error(error, VIGIE_DESIGN_ERROR, VIGIE_DESIGN_ERROR_FPC,
                P_("stratum %s, PSU %u: fpc %g for %u sampled second-stage unit; it is their "
                   "number in the PSU, or a fraction above 0",
                   "stratum %s, PSU %u: fpc %g for %u sampled second-stage units; it is their "
                   "number in the PSU, or a fraction above 0",
                   design->second.size[bad]),
                name, bad + 1, spec->population_ssu[bad], design->second.size[bad]);
    return false;
}

/* Numbers the sites anew, so that one label in two site strata is two sites. */
static void
fill_sites(VigieDesign *design, const VigieDesignSpec *spec)
{
    if (spec->site == NULL)
        return;
    design->site = g_new(guint32, spec->n_psu);
    g_autofree guint64 *keys = g_new(guint64, spec->n_psu);
    g_autoptr(GHashTable) numbers = g_hash_table_new(g_int64_hash, g_int64_equal);
    for (guint32 i = 0; i < spec->n_psu; i++) {
        keys[i] = (guint64)spec->site_stratum[i] << 32 | spec->site[i];
        gpointer number = NULL;
        if (!g_hash_table_lookup_extended(numbers, &keys[i], NULL, &number)) {
            number = GUINT_TO_POINTER(design->n_sites++);
            g_hash_table_insert(numbers, &keys[i], number);
        }
        design->site[i] = GPOINTER_TO_UINT(number);
    }
}

static void
fill_lonely(VigieDesign *design, const VigieDesignSpec *spec)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint32 h = 0; h < spec->n_strata; h++)
        if (design->first.size[h] == 1 && design->first.fraction[h] < 1)
            g_ptr_array_add(names, stratum_name(spec, h));
    g_ptr_array_add(names, NULL);
    design->lonely = (char **)g_ptr_array_steal(names, NULL);
}

static void
fill_weights(VigieDesign *design, const VigieDesignSpec *spec)
{
    design->weight = g_new(double, spec->n);
    for (gsize i = 0; i < spec->n; i++)
        design->weight[i] = spec->weight != NULL ? spec->weight[i] : 1;
}

static bool
fill_auxiliary(VigieDesign *design, const VigieDesignSpec *spec, GError **error)
{
    if (spec->auxiliary == NULL)
        return true;
    design->auxiliary = vigie_auxiliary_new(spec, vigie_design_unit(design),
                                            vigie_design_n_units(design), error);
    return design->auxiliary != NULL;
}

VigieDesign *
vigie_design_new(const VigieDesignSpec *spec, GError **error)
{
    if (!check_indices(spec, error) || !check_nesting(spec, error) ||
        !check_weights(spec, error))
        return NULL;
    g_autoptr(VigieDesign) design = g_new0(VigieDesign, 1);
    design->n = spec->n;
    design->policy = spec->lonely;
    design->psu = g_memdup2(spec->psu, spec->n * sizeof *spec->psu);
    if (!fill_first_stage(design, spec, error) || !fill_second_stage(design, spec, error))
        return NULL;
    if (!fill_auxiliary(design, spec, error))
        return NULL;
    fill_weights(design, spec);
    fill_sites(design, spec);
    fill_lonely(design, spec);
    return g_steal_pointer(&design);
}

static void
clear_stage(Stage *stage)
{
    g_free(stage->group);
    g_free(stage->size);
    g_free(stage->fraction);
}

void
vigie_design_free(VigieDesign *design)
{
    if (design == NULL)
        return;
    g_free(design->psu);
    g_free(design->weight);
    g_free(design->ssu);
    clear_stage(&design->first);
    clear_stage(&design->second);
    g_free(design->site);
    g_strfreev(design->lonely);
    vigie_auxiliary_free(design->auxiliary);
    g_free(design);
}

gsize
vigie_design_n(const VigieDesign *design)
{
    return design->n;
}

guint32
vigie_design_n_psu(const VigieDesign *design)
{
    return design->first.n_members;
}

guint32
vigie_design_n_strata(const VigieDesign *design)
{
    return design->first.n_groups;
}

const guint32 *
vigie_design_stratum(const VigieDesign *design)
{
    return design->first.group;
}

const double *
vigie_design_weight(const VigieDesign *design)
{
    return design->weight;
}

double
vigie_design_fraction(const VigieDesign *design, guint32 stratum)
{
    return design->first.fraction[stratum];
}

const guint32 *
vigie_design_site(const VigieDesign *design)
{
    return design->site;
}

guint32
vigie_design_n_sites(const VigieDesign *design)
{
    return design->n_sites;
}

const char *const *
vigie_design_lonely(const VigieDesign *design)
{
    return (const char *const *)design->lonely;
}

VigieLonelyPsu
vigie_design_lonely_policy(const VigieDesign *design)
{
    return design->policy;
}

guint32
vigie_design_n_units(const VigieDesign *design)
{
    return design->ssu != NULL ? design->second.n_members : design->first.n_members;
}

const guint32 *
vigie_design_unit(const VigieDesign *design)
{
    return design->ssu != NULL ? design->ssu : design->psu;
}

guint32
vigie_design_unit_psu(const VigieDesign *design, guint32 unit)
{
    return design->ssu != NULL ? design->second.group[unit] : unit;
}
