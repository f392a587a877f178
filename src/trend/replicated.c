/* replicated.c - changes and years' figures, estimated again by each replicate */
#include "panel.h"

#include <math.h>
#include <vigie/trend-replicate.h>

/* A standard error below this part of the figures is rounding. */
#define ROUNDING 1e-12

static double
estimate_of(const VigieReplicateSums *sums, VigieReplicated what, guint measure, guint32 cell)
{
    const VigieCellSums *s = vigie_sums_cell(vigie_replicate_sums_sums(sums), measure, cell);
    if (s->n == 0)
        return NAN;
    return what == VIGIE_REPLICATED_TOTAL ? s->e + s->centre * s->x : s->centre + s->e / s->x;
}

void
vigie_change_replicated(const VigieReplicateSums *sums, VigieReplicated what, guint measure,
                        guint32 earlier, guint32 later, VigieChange *out)
{
    const VigieReplicates *replicates = vigie_replicate_sums_replicates(sums);
    guint number = vigie_replicates_number(replicates);
    g_autofree double *before = g_new(double, number), *theta = g_new(double, number);
    double first = estimate_of(sums, what, measure, earlier),
           last = estimate_of(sums, what, measure, later), v = NAN;
    *out = (VigieChange){last - first, NAN, NAN, NAN};
    vigie_replicate_thetas(sums, what, measure, earlier, before);
    vigie_replicate_thetas(sums, what, measure, later, theta);
    for (guint r = 0; r < number; r++)
        theta[r] -= before[r];
    if (!isfinite(out->change) ||
        !vigie_replicates_variance(replicates, theta, &out->change, 1, &v))
        return;
    out->se = sqrt(v) > ROUNDING * MAX(fabs(first), fabs(last)) ? sqrt(v) : 0;
    out->df = vigie_replicate_df(sums, (guint32[]){earlier, later}, 2);
    out->p = vigie_t_test(out->change, out->se, out->df);
}

void
vigie_yearly_replicated(VigieYearly *yearly, const VigieReplicateSeries *series)
{
    const VigieReplicates *replicates = vigie_replicate_sums_replicates(series->sums);
    gsize number = vigie_replicates_number(replicates);
    g_autofree double *theta = g_new(double, MAX(series->k * number, 1));
    g_autofree guint32 *cell = g_new(guint32, MAX(series->k, 1));
    *yearly = (VigieYearly){.year = g_new(double, series->k),
                            .estimate = g_new(double, series->k),
                            .v = g_new(double, (gsize)series->k * series->k),
                            .df = NAN};
    for (guint j = 0; j < series->k; j++) {
        double estimate =
            estimate_of(series->sums, series->what, series->measure, series->cells[j]);
        if (!isfinite(estimate))
            continue;
        cell[yearly->k] = series->cells[j];
        yearly->year[yearly->k] = series->years[j];
        yearly->estimate[yearly->k] = estimate;
        vigie_replicate_thetas(series->sums, series->what, series->measure, series->cells[j],
                               theta + yearly->k++ * number);
    }
    if (yearly->k == 0)
        return;
    yearly->df = vigie_replicate_df(series->sums, cell, yearly->k);
    if (!vigie_replicates_variance(replicates, theta, yearly->estimate, yearly->k, yearly->v))
        for (guint i = 0; i < yearly->k * yearly->k; i++)
            yearly->v[i] = NAN;
}
