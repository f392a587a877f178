/* replicates-calibrate.c - replicates whose weights are calibrated each for itself */
#include "replicates.h"

#include <string.h>

/* What replicate r is calibrated from: its weights, or the spec's (d) times the factors of its PSUs. */
static void
fill_start(const VigieReplicates *replicates, const VigieCalibrationSpec *spec, guint r,
           double *d)
{
    const double *weight = replicates->design->weight;
    vigie_replicates_weight(replicates, r, d);
    for (gsize i = 0; vigie_replicates_by_psu(replicates) && i < spec->n; i++)
        d[i] = weight[i] > 0 ? d[i] / weight[i] * spec->weight[i] : 0;
}

static bool
calibrate_one(VigieReplicates *out, const VigieReplicates *replicates,
              const VigieCalibrationSpec *spec, guint r, GError **error)
{
    double *w = out->weight + r * spec->n;
    g_autofree double *g = g_new(double, MAX(spec->n, 1));
    VigieCalibrationSpec own = *spec;
    fill_start(replicates, spec, r, w);
    own.weight = w;
    if (!vigie_calibrate(&own, g, NULL, error)) {
        g_prefix_error(error, _("replicate %u: "), r + 1);
        return false;
    }
    for (gsize i = 0; i < spec->n; i++)
        w[i] *= g[i];
    return true;
}

VigieReplicates *
vigie_replicates_calibrate(const VigieReplicates *replicates, const VigieCalibrationSpec *spec,
                           GError **error)
{
    const VigieDesign *design = replicates->design;
    if (spec->n != design->n) {
        g_set_error(error, VIGIE_REPLICATES_ERROR, VIGIE_REPLICATES_ERROR_DESIGN,
                    _("a calibration of %zu records, replicates of %zu"), spec->n, design->n);
        return NULL;
    }
    if (!vigie_replicates_check_size(design->n, replicates->number, error))
        return NULL;
    g_autoptr(VigieReplicates) out =
        vigie_replicates_allocate(design, replicates->method, replicates->number, error);
    if (out == NULL)
        return NULL;
    out->centre = replicates->centre;
    out->scale = replicates->scale;
    memcpy(out->rscale, replicates->rscale, replicates->number * sizeof *out->rscale);
    out->weight = g_new(double, MAX(design->n, 1) * replicates->number);
    for (guint r = 0; r < replicates->number; r++)
        if (!calibrate_one(out, replicates, spec, r, error))
            return NULL;
    return g_steal_pointer(&out);
}

bool
vigie_replicates_check(const VigieReplicates *replicates, GError **error)
{
    if (!vigie_replicates_by_psu(replicates) ||
        vigie_design_auxiliary(replicates->design) == NULL)
        return true;
    g_set_error_literal(error, VIGIE_REPLICATES_ERROR, VIGIE_REPLICATES_ERROR_DESIGN,
                        _("the weights are calibrated, those of the replicates are not: each "
                          "replicate is to be calibrated for itself"));
    return false;
}
