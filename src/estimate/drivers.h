/* drivers.h - sums of PSUs that drivers and their replicates are made of */
#ifndef VIGIE_ESTIMATE_DRIVERS_PRIVATE_H
#define VIGIE_ESTIMATE_DRIVERS_PRIVATE_H

#include <vigie/estimate-drivers.h>

/* {0}, then vigie_driver_sums_init().  One vector of `length` sums a PSU, about centres:
 * w, w z_a, w z_a z_b of the k = p + 1 variables of the listwise records, outcome last; then of each item w and
 * w z of performance over all its answers, and the same of stated importance. */
typedef struct {
    const VigieDriversSpec *spec;
    guint p, k, length;
    double *centre; /* [k + 2p] */
    double *psu;    /* [n_psu * length] */
    double *total;  /* [length] */
    bool *met;      /* [n_strata] has listwise records */
    guint32 *size;  /* [n_strata] PSUs of the design */
    guint64 n;      /* listwise records */
    guint32 *unit;  /* [n_units] those that hold one */
    guint32 n_units;
} Sums;

bool vigie_driver_sums_init(Sums *sums, const VigieDriversSpec *spec, GError **error);
void vigie_driver_sums_clear(Sums *sums);

/* What a vector of sums says of the items. */
typedef struct {
    guint p;
    double *cov;         /* [k * k] */
    double *r2;          /* [2^p] */
    double *share;       /* [p] */
    double *correlation; /* [p] */
    double *performance; /* [p] */
    double *importance;  /* [p] on the axis */
    double cross_performance, cross_importance;
    VigieQuadrant *quadrant; /* [p] */
} Point;

void vigie_point_init(Point *point, guint p);
void vigie_point_clear(Point *point);
/* False: the outcome does not vary, or an item has no answer. */
bool vigie_point_set(Point *point, const Sums *sums, const double *vector);

/* variance[p] of the shares, NAN where a lonely PSU forbids it. */
void vigie_driver_jackknife(const Sums *sums, const Point *full, double *variance);
/* agreement[p] of quadrants; how many replicates counted. */
guint vigie_driver_agreement(const Sums *sums, const Point *full, double *agreement);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sums, vigie_driver_sums_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Point, vigie_point_clear)

#endif
