/* replicates.h - what replicates keep, shared by the files that make and use them */
#ifndef VIGIE_DESIGN_REPLICATES_PRIVATE_H
#define VIGIE_DESIGN_REPLICATES_PRIVATE_H

#include "stage.h"
#include <vigie/design-replicates.h>

/* One of deleted, factor and weight says how the weights are made. */
struct VigieReplicates {
    VigieReplicateMethod method;
    VigieCentre centre;
    const VigieDesign *design;
    guint number;
    double scale;
    double *rscale; /* [number] */
    guint32 *
        deleted; /* [number] jackknife: the PSU left out, the others of its stratum scaled up */
    double *factor; /* [n_psu * number] */
    double *weight; /* [number * n] */
};

/* Room for number replicates, all s_r 1; or NULL: more than can be kept. */
VigieReplicates *vigie_replicates_allocate(const VigieDesign *design,
                                           VigieReplicateMethod method, gsize number,
                                           GError **error);
/* Records or PSUs times replicates that can be kept; false: error. */
bool vigie_replicates_check_size(gsize rows, gsize number, GError **error);
bool vigie_replicates_check_rho(double rho, GError **error);
/* c of a method that has its own, see the public header. */
double vigie_replicates_method_scale(VigieReplicateMethod method, guint number, double rho);

/* Whether a stratum has replicates of its own: not where it was taken whole, nor where its PSU is lonely. */
bool vigie_replicates_varies(const VigieDesign *design, guint32 stratum);
/* Checks lonely strata against the policy; *scale is what the others' variance is multiplied by. */
bool vigie_replicates_lonely(const VigieDesign *design, bool can_adjust, double *scale,
                             GError **error);

VigieReplicates *vigie_replicates_jackknife(const VigieDesign *design,
                                            const VigieReplicatesSpec *spec, GError **error);
VigieReplicates *vigie_replicates_balanced(const VigieDesign *design,
                                           const VigieReplicatesSpec *spec, GError **error);
VigieReplicates *vigie_replicates_bootstrap(const VigieDesign *design,
                                            const VigieReplicatesSpec *spec, GError **error);

#endif
