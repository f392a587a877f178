/* variance.c - the variance of totals from their unit sums, and its degrees of freedom */
#include "stage.h"

#include <string.h>

/* Unit sums given sparsely: row i of z[n * k] belongs to member[i]; the other members are 0. */
typedef struct {
    guint32 n;
    gsize k;
    const guint32 *member;
    const double *z;
} Rows;

/* What is gathered of each group: how many of its members have a row, their mean over all the
 * members drawn, and the cross-products about that mean. */
typedef struct {
    guint32 *listed; /* [n_groups] */
    double *mean;    /* [n_groups * k] */
    double *cross;   /* [n_groups * k * k] */
    double *centre;  /* [k] mean over all members of the groups that have a row */
} Groups;

static void
clear_groups(Groups *groups)
{
    g_free(groups->listed);
    g_free(groups->mean);
    g_free(groups->cross);
    g_free(groups->centre);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Groups, clear_groups)

static void
add_outer(double *v, const double *d, gsize k, double factor)
{
    for (gsize a = 0; a < k; a++)
        for (gsize b = 0; b < k; b++)
            v[a * k + b] += factor * d[a] * d[b];
}

static void
gather_means(const Stage *stage, const Rows *rows, Groups *groups)
{
    gsize k = rows->k;
    guint64 members = 0;
    for (guint32 i = 0; i < rows->n; i++) {
        guint32 g = stage->group[rows->member[i]];
        groups->listed[g]++;
        for (gsize a = 0; a < k; a++)
            groups->mean[g * k + a] += rows->z[i * k + a];
    }
    for (guint32 g = 0; g < stage->n_groups; g++) {
        if (groups->listed[g] == 0)
            continue;
        members += stage->size[g];
        for (gsize a = 0; a < k; a++) {
            groups->centre[a] += groups->mean[g * k + a];
            groups->mean[g * k + a] /= stage->size[g];
        }
    }
    for (gsize a = 0; a < k && members > 0; a++)
        groups->centre[a] /= (double)members;
}

/* The members without a row are zeros: each deviates by minus the mean. */
static void
gather_cross(const Stage *stage, const Rows *rows, Groups *groups)
{
    gsize k = rows->k;
    g_autofree double *d = g_new(double, k);
    for (guint32 i = 0; i < rows->n; i++) {
        guint32 g = stage->group[rows->member[i]];
        for (gsize a = 0; a < k; a++)
            d[a] = rows->z[i * k + a] - groups->mean[g * k + a];
        add_outer(groups->cross + g * k * k, d, k, 1);
    }
    for (guint32 g = 0; g < stage->n_groups; g++)
        if (groups->listed[g] > 0)
            add_outer(groups->cross + g * k * k, groups->mean + g * k, k,
                      stage->size[g] - groups->listed[g]);
}

static void
gather(const Stage *stage, const Rows *rows, Groups *groups)
{
    gsize k = rows->k;
    groups->listed = g_new0(guint32, stage->n_groups);
    groups->mean = g_new0(double, stage->n_groups *k);
    groups->cross = g_new0(double, stage->n_groups *k *k);
    groups->centre = g_new0(double, k);
    gather_means(stage, rows, groups);
    gather_cross(stage, rows, groups);
}

/* A group with one member: its deviation is taken from the mean of all members. */
static void
add_adjusted(double *v, const Groups *groups, guint32 g, gsize k, double factor)
{
    g_autofree double *d = g_new(double, k);
    for (gsize a = 0; a < k; a++)
        d[a] = groups->mean[g * k + a] - groups->centre[a];
    add_outer(v, d, k, factor);
}

/* Adds to v[k * k] the variance between the members of each group, (1 - f) n/(n-1) times the
 * cross-products, times outer[g] (NULL = 1).  Only groups with a row count as strata of the domain, as
 * in R, where subset() drops the others; a record of weight 0 makes no row (R would count its stratum
 * under fail and average).  False: a lonely member under policy fail, or none that could stand for it
 * under policy average. */
static bool
add_stage(const Stage *stage, VigieLonelyPsu policy, const double *outer, const Rows *rows,
          double *v)
{
    gsize k = rows->k;
    g_auto(Groups) groups = {0};
    gather(stage, rows, &groups);
    g_autofree double *sum = g_new0(double, k *k);
    guint32 present = 0, good = 0;
    for (guint32 g = 0; g < stage->n_groups; g++) {
        double share = outer != NULL ? outer[g] : 1;
        if (groups.listed[g] == 0 || share <= 0)
            continue;
        double factor = share * (1 - stage->fraction[g]);
        bool lonely = stage->size[g] == 1 && factor > 0;
        if (lonely && policy == VIGIE_LONELY_PSU_FAIL)
            return false;
        present++;
        good += !lonely;
        if (lonely && policy == VIGIE_LONELY_PSU_ADJUST)
            add_adjusted(sum, &groups, g, k, factor);
        for (gsize c = 0; stage->size[g] > 1 && c < k * k; c++)
            sum[c] +=
                factor * stage->size[g] / (stage->size[g] - 1.0) * groups.cross[g * k * k + c];
    }
    bool average = policy == VIGIE_LONELY_PSU_AVERAGE && good < present;
    if (average && good == 0)
        return false;
    for (gsize c = 0; c < k * k; c++)
        v[c] += average ? sum[c] * present / good : sum[c];
    return true;
}

/* PSU sums of second-stage rows: writes psu[] and z[] (row per PSU met) and returns their number. */
static guint32
sum_to_psus(const VigieDesign *design, const Rows *rows, guint32 *psu, double *z)
{
    g_autofree guint32 *row_of = g_new0(guint32, design->first.n_members); /* 1-based */
    guint32 n = 0;
    for (guint32 i = 0; i < rows->n; i++) {
        guint32 p = design->second.group[rows->member[i]];
        if (row_of[p] == 0) {
            psu[n] = p;
            row_of[p] = ++n;
        }
        for (gsize a = 0; a < rows->k; a++)
            z[(row_of[p] - 1) * rows->k + a] += rows->z[i * rows->k + a];
    }
    return n;
}

static bool
two_stage_variance(const VigieDesign *design, const Rows *rows, double *v)
{
    g_autofree guint32 *psu = g_new(guint32, rows->n);
    g_autofree double *z = g_new0(double, rows->n * rows->k);
    Rows first = {sum_to_psus(design, rows, psu, z), rows->k, psu, z};
    g_autofree double *outer = g_new(double, design->first.n_members);
    for (guint32 p = 0; p < design->first.n_members; p++)
        outer[p] = design->first.fraction[design->first.group[p]];
    return add_stage(&design->first, design->policy, NULL, &first, v) &&
           add_stage(&design->second, design->policy, outer, rows, v);
}

bool
vigie_design_variance_sparse(const VigieDesign *design, const guint32 *unit, const double *z,
                             guint32 n_listed, guint k, double *v)
{
    Rows rows = {n_listed, k, unit, z};
    g_autofree double *sum = g_new0(double, rows.k *rows.k);
    bool done = design->ssu != NULL
                    ? two_stage_variance(design, &rows, sum)
                    : add_stage(&design->first, design->policy, NULL, &rows, sum);
    if (done && rows.k > 0)
        memcpy(v, sum, rows.k * rows.k * sizeof *v);
    return done;
}

bool
vigie_design_variance(const VigieDesign *design, const double *z, guint k, double *v)
{
    guint32 n = vigie_design_n_units(design);
    g_autofree guint32 *unit = g_new(guint32, n);
    for (guint32 i = 0; i < n; i++)
        unit[i] = i;
    return vigie_design_variance_sparse(design, unit, z, n, k, v);
}

double
vigie_design_df(const VigieDesign *design, const guint32 *unit, guint32 n_listed)
{
    g_autofree bool *psu_seen = g_new0(bool, design->first.n_members);
    g_autofree bool *stratum_seen = g_new0(bool, design->first.n_groups);
    double df = 0;
    for (guint32 i = 0; i < n_listed; i++) {
        guint32 psu = vigie_design_unit_psu(design, unit[i]);
        guint32 stratum = design->first.group[psu];
        df += !psu_seen[psu];
        df -= !stratum_seen[stratum];
        psu_seen[psu] = stratum_seen[stratum] = true;
    }
    return df;
}
