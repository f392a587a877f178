/* panel.c - what sites kept from year to year change in variances and degrees of freedom */
#include "panel.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

double
vigie_t_test(double estimate, double se, double df)
{
    return df > 0 && se > 0 ? 2 * gsl_cdf_tdist_Q(fabs(estimate) / se, df) : NAN;
}

/* One year seen by PSU: sums of all the PSUs, 0 where none answered, and the strata met. */
typedef struct {
    double *z;     /* [n_psu] */
    bool *stratum; /* [n_strata] */
} Year;

static void
clear_year(Year *year)
{
    g_free(year->z);
    g_free(year->stratum);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Year, clear_year)

static void
fill_year(Year *year, const VigieDesign *design, const VigieLinear *linear)
{
    year->z = g_new0(double, vigie_design_n_psu(design));
    year->stratum = g_new0(bool, vigie_design_n_strata(design));
    for (guint32 i = 0; i < linear->n; i++) {
        guint32 psu = vigie_design_unit_psu(design, linear->unit[i]);
        year->z[psu] += linear->z[i];
        year->stratum[vigie_design_stratum(design)[psu]] = true;
    }
}

/* The common sites as pairs of PSUs; zero-filled PSUs of the strata met are sites too. */
typedef struct {
    guint32 earlier, later;
} Twins;

static GArray *
find_twins(const VigieDesign *design, const Year *earlier, const Year *later)
{
    const guint32 *site = vigie_design_site(design), *stratum = vigie_design_stratum(design);
    guint32 n_psu = vigie_design_n_psu(design);
    g_autofree guint32 *psu_at = g_new0(guint32, vigie_design_n_sites(design)); /* 1-based */
    for (guint32 i = 0; i < n_psu; i++)
        if (earlier->stratum[stratum[i]])
            psu_at[site[i]] = i + 1;
    GArray *twins = g_array_new(FALSE, FALSE, sizeof(Twins));
    for (guint32 j = 0; j < n_psu; j++)
        if (later->stratum[stratum[j]] && psu_at[site[j]] > 0) {
            Twins pair = {psu_at[site[j]] - 1, j};
            g_array_append_val(twins, pair);
        }
    return twins;
}

/* Sums over the twins of a stratum. */
typedef struct {
    guint32 n;
    double earlier, later, cross;
} Overlap;

static void
gather_overlap(const VigieDesign *design, const Year *earlier, const Year *later,
               const GArray *twins, Overlap *overlap)
{
    const guint32 *stratum = vigie_design_stratum(design);
    for (guint t = 0; t < twins->len; t++) {
        Twins pair = g_array_index(twins, Twins, t);
        Overlap *o = &overlap[stratum[pair.earlier]];
        o->n++;
        o->earlier += earlier->z[pair.earlier];
        o->later += later->z[pair.later];
    }
    for (guint t = 0; t < twins->len; t++) {
        Twins pair = g_array_index(twins, Twins, t);
        guint32 h1 = stratum[pair.earlier], h2 = stratum[pair.later];
        Overlap *o = &overlap[h1];
        double keep = sqrt((1 - vigie_design_fraction(design, h1)) *
                           (1 - vigie_design_fraction(design, h2)));
        o->cross += keep * (earlier->z[pair.earlier] - o->earlier / o->n) *
                    (later->z[pair.later] - o->later / o->n);
    }
}

double
vigie_panel_covariance(const VigieDesign *design, const VigieLinear *earlier,
                       const VigieLinear *later)
{
    if (vigie_design_site(design) == NULL)
        return 0;
    g_auto(Year) first = {0}, second = {0};
    g_auto(VigieLinear) z1 = {0}, z2 = {0};
    vigie_linear_residual(design, earlier, &z1);
    vigie_linear_residual(design, later, &z2);
    fill_year(&first, design, &z1);
    fill_year(&second, design, &z2);
    g_autoptr(GArray) twins = find_twins(design, &first, &second);
    guint32 n_strata = vigie_design_n_strata(design);
    g_autofree Overlap *overlap = g_new0(Overlap, n_strata);
    gather_overlap(design, &first, &second, twins, overlap);
    double covariance = 0;
    for (guint32 h = 0; h < n_strata; h++)
        if (overlap[h].n > 1)
            covariance += overlap[h].n / (overlap[h].n - 1.0) * overlap[h].cross;
    return covariance;
}

/* Strata as a forest: those that share a site have one root. */
static guint32
root_of(const guint32 *parent, guint32 stratum)
{
    while (parent[stratum] != stratum)
        stratum = parent[stratum];
    return stratum;
}

double
vigie_panel_df(const VigieDesign *design, const guint32 *unit, guint32 n)
{
    const guint32 *site = vigie_design_site(design), *stratum = vigie_design_stratum(design);
    if (site == NULL)
        return vigie_design_df(design, unit, n);
    guint32 n_strata = vigie_design_n_strata(design);
    g_autofree guint32 *stratum_at =
        g_new0(guint32, vigie_design_n_sites(design)); /* 1-based */
    g_autofree guint32 *parent = g_new(guint32, n_strata);
    g_autofree bool *met = g_new0(bool, n_strata);
    for (guint32 h = 0; h < n_strata; h++)
        parent[h] = h;
    double df = 0;
    for (guint32 i = 0; i < n; i++) {
        guint32 psu = vigie_design_unit_psu(design, unit[i]), h = stratum[psu];
        guint32 *seen = &stratum_at[site[psu]];
        df += *seen == 0;
        if (*seen > 0)
            parent[root_of(parent, h)] = root_of(parent, *seen - 1);
        *seen = h + 1;
        met[h] = true;
    }
    for (guint32 h = 0; h < n_strata; h++)
        df -= met[h] && parent[h] == h;
    return df;
}
