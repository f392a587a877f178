/* driver-replicates.c - drivers with PSUs deleted or drawn again: sums of their sums */
#include "drivers.h"
#include <gsl/gsl_rng.h>
#include <math.h>

/* Deleted PSUs ------------------------------------------------------------------------------- */

typedef struct {
    const Sums *sums;
    const double *stratum; /* [n_strata * length] */
    double *vector;        /* [length] */
    Point point;
} Deletion;

static double *
stratum_sums(const Sums *sums)
{
    const VigieDesign *design = sums->spec->design;
    const guint32 *stratum = vigie_design_stratum(design);
    double *out = g_new0(double, (gsize)vigie_design_n_strata(design) * sums->length);
    for (guint32 i = 0; i < vigie_design_n_psu(design); i++)
        for (guint l = 0; l < sums->length; l++)
            out[(gsize)stratum[i] * sums->length + l] += sums->psu[(gsize)i * sums->length + l];
    return out;
}

/* The sums without a PSU, the others of its stratum at n_h / (n_h - 1); a lonely one is only taken away. */
static bool
set_deleted(Deletion *deletion, guint32 psu)
{
    const Sums *sums = deletion->sums;
    guint32 h = vigie_design_stratum(sums->spec->design)[psu], n_h = sums->size[h];
    double more = n_h > 1 ? 1.0 / (n_h - 1) : 0;
    for (guint l = 0; l < sums->length; l++) {
        double own = sums->psu[(gsize)psu * sums->length + l];
        double others = deletion->stratum[(gsize)h * sums->length + l] - own;
        deletion->vector[l] = sums->total[l] - own + more * others;
    }
    return vigie_point_set(&deletion->point, sums, deletion->vector);
}

static bool
is_lonely(const Sums *sums, guint32 h)
{
    return sums->size[h] == 1 && vigie_design_fraction(sums->spec->design, h) < 1;
}

/* What the squared deviation of a deleted PSU counts; 0 = not at all, NAN = forbidden. */
static double
scale_of(const Sums *sums, guint32 psu)
{
    const VigieDesign *design = sums->spec->design;
    guint32 h = vigie_design_stratum(design)[psu], n_strata = vigie_design_n_strata(design);
    if (!sums->met[h])
        return 0;
    if (!is_lonely(sums, h))
        return (sums->size[h] - 1.0) / sums->size[h] * (1 - vigie_design_fraction(design, h));
    switch (vigie_design_lonely_policy(design)) {
    case VIGIE_LONELY_PSU_FAIL:
        return NAN;
    case VIGIE_LONELY_PSU_ADJUST:
        return n_strata > 1 ? (n_strata - 1.0) / n_strata : NAN;
    case VIGIE_LONELY_PSU_REMOVE:
    case VIGIE_LONELY_PSU_AVERAGE:
    default:
        return 0;
    }
}

/* H / H_good under "average". */
static double
average_factor(const Sums *sums)
{
    const VigieDesign *design = sums->spec->design;
    guint all = 0, good = 0;
    for (guint32 h = 0; h < vigie_design_n_strata(design); h++) {
        all += sums->met[h];
        good += sums->met[h] && !is_lonely(sums, h);
    }
    if (vigie_design_lonely_policy(design) != VIGIE_LONELY_PSU_AVERAGE)
        return 1;
    return good > 0 ? (double)all / good : NAN;
}

static void
begin_deletion(Deletion *deletion, const Sums *sums)
{
    *deletion = (Deletion){.sums = sums, .vector = g_new(double, sums->length)};
    deletion->stratum = stratum_sums(sums);
    vigie_point_init(&deletion->point, sums->p);
}

static void
deletion_clear(Deletion *deletion)
{
    g_free((gpointer)deletion->stratum);
    g_free(deletion->vector);
    vigie_point_clear(&deletion->point);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Deletion, deletion_clear)

void
vigie_driver_jackknife(const Sums *sums, const Point *full, double *variance)
{
    g_auto(Deletion) deletion = {0};
    begin_deletion(&deletion, sums);
    for (guint j = 0; j < sums->p; j++)
        variance[j] = 0;
    for (guint32 i = 0; i < vigie_design_n_psu(sums->spec->design); i++) {
        double scale = scale_of(sums, i);
        bool known = isnan(scale) || scale <= 0 || set_deleted(&deletion, i);
        for (guint j = 0; j < sums->p; j++) {
            double d = deletion.point.share[j] - full->share[j];
            if (!known || isnan(scale))
                variance[j] = NAN;
            else if (scale > 0)
                variance[j] += scale * d * d;
        }
    }
    for (guint j = 0; j < sums->p; j++)
        variance[j] *= average_factor(sums);
}

/* Agreement ---------------------------------------------------------------------------------- */

static void
count_agreement(const Point *point, const Point *full, double *agreement)
{
    for (guint j = 0; j < full->p; j++)
        agreement[j] += point->quadrant[j] == full->quadrant[j];
}

static guint
agree_deleted(const Sums *sums, const Point *full, double *agreement)
{
    g_auto(Deletion) deletion = {0};
    begin_deletion(&deletion, sums);
    const VigieDesign *design = sums->spec->design;
    guint n = 0;
    for (guint32 i = 0; i < vigie_design_n_psu(design); i++) {
        if (!sums->met[vigie_design_stratum(design)[i]] || !set_deleted(&deletion, i))
            continue;
        count_agreement(&deletion.point, full, agreement);
        n++;
    }
    return n;
}

/* [n_psu] PSUs ordered by stratum; first[n_strata + 1]. */
static guint32 *
by_stratum(const Sums *sums, guint32 *first)
{
    const VigieDesign *design = sums->spec->design;
    guint32 n_psu = vigie_design_n_psu(design), n_strata = vigie_design_n_strata(design);
    guint32 *order = g_new(guint32, MAX(n_psu, 1));
    g_autofree guint32 *next = g_new(guint32, n_strata + 1);
    first[0] = 0;
    for (guint32 h = 0; h < n_strata; h++)
        first[h + 1] = first[h] + sums->size[h];
    for (guint32 h = 0; h < n_strata; h++)
        next[h] = first[h];
    for (guint32 i = 0; i < n_psu; i++)
        order[next[vigie_design_stratum(design)[i]]++] = i;
    return order;
}

/* Rao and Wu's factors of the weights: 1 - r + r n_h / (n_h - 1) times drawn, r = sqrt(1 - f_h). */
static void
draw_factors(const Sums *sums, const guint32 *order, const guint32 *first, gsl_rng *rng,
             double *factor)
{
    const VigieDesign *design = sums->spec->design;
    for (guint32 h = 0; h < vigie_design_n_strata(design); h++) {
        guint32 n_h = sums->size[h];
        const guint32 *psu = order + first[h];
        double r = n_h > 1 ? sqrt(1 - vigie_design_fraction(design, h)) : 0;
        for (guint32 i = 0; i < n_h; i++)
            factor[psu[i]] = 1 - r;
        for (guint32 i = 0; i + 1 < n_h; i++)
            factor[psu[gsl_rng_uniform_int(rng, n_h)]] += r * n_h / (n_h - 1.0);
    }
}

static void
sum_drawn(const Sums *sums, const double *factor, double *vector)
{
    for (guint l = 0; l < sums->length; l++)
        vector[l] = 0;
    for (guint32 i = 0; i < vigie_design_n_psu(sums->spec->design); i++)
        for (guint l = 0; l < sums->length && factor[i] > 0; l++)
            vector[l] += factor[i] * sums->psu[(gsize)i * sums->length + l];
}

static guint
agree_drawn(const Sums *sums, const Point *full, double *agreement)
{
    const VigieDesign *design = sums->spec->design;
    g_autofree guint32 *first = g_new(guint32, vigie_design_n_strata(design) + 1);
    g_autofree guint32 *order = by_stratum(sums, first);
    g_autofree double *factor = g_new(double, MAX(vigie_design_n_psu(design), 1));
    g_autofree double *vector = g_new(double, sums->length);
    g_auto(Point) point = {0};
    vigie_point_init(&point, sums->p);
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, sums->spec->seed);
    guint n = 0;
    for (guint b = 0; b < sums->spec->replicates; b++) {
        draw_factors(sums, order, first, rng, factor);
        sum_drawn(sums, factor, vector);
        if (!vigie_point_set(&point, sums, vector))
            continue;
        count_agreement(&point, full, agreement);
        n++;
    }
    gsl_rng_free(rng);
    return n;
}

guint
vigie_driver_agreement(const Sums *sums, const Point *full, double *agreement)
{
    for (guint j = 0; j < sums->p; j++)
        agreement[j] = 0;
    guint n = sums->spec->kind == VIGIE_REPLICATES_JKN ? agree_deleted(sums, full, agreement)
                                                       : agree_drawn(sums, full, agreement);
    for (guint j = 0; j < sums->p; j++)
        agreement[j] = n > 0 ? agreement[j] / n : NAN;
    return n;
}
