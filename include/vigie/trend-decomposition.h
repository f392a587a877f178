/* trend-decomposition.h - what of a change comes from other customers, and what from customers who answer otherwise.
 * vigie_decompose() splits the change of a mean between two years into the effect of the mix of types and the effect within
 * the types (Kitagawa), each with its standard error; vigie_standardise() gives the years' means had the mix not changed. */
#ifndef VIGIE_TREND_DECOMPOSITION_H
#define VIGIE_TREND_DECOMPOSITION_H

#include <vigie/trend.h>

G_BEGIN_DECLS

/* One measure (mean, share, ratio) by year and type; the types share no record.  Arrays borrowed. */
typedef struct {
    const VigieSums *sums;
    guint measure;
    const guint32 *cells; /* [k * n_types] year-major */
    guint k, n_types;
} VigieTyped;

typedef struct {
    double share[2],
        mean[2]; /* earlier and later year; a type without answers in either: 0 and NAN */
    VigieChange mix, within; /* its part of the two effects */
} VigieTypeEffect;

/* Emptied by vigie_decomposition_clear(). */
typedef struct {
    VigieChange total, mix, within; /* total.change = mix.change + within.change */
    guint n_types;
    VigieTypeEffect *type; /* [n_types] */
    bool
        fallback; /* common sites leave no variance somewhere: years counted as independent there */
    guint32
        lone; /* a type with answers in one year only, VIGIE_NO_CELL = none: it has no change
                   * within itself, so that the effects are NAN and only the total is known */
} VigieDecomposition;

/* With shares p and means m of type g in years 1 and 2, over the records that have both an answer and a type:
 *   mix    = sum_g (p2 - p1) (m1 + m2) / 2      other customers
 *   within = sum_g (m2 - m1) (p1 + p2) / 2      customers who answer otherwise
 * The mix's part of a type counts from the mean of both years, (p2 - p1) ((m1 + m2)/2 - (M1 + M2)/2): a type that gains share
 * raises the figure where it answers above the mean.  Both are smooth functions of shares and means, linearised as
 * such: V = V1 + V2, with panel + 2 Cov over common sites, as in vigie_change(); total is its change.
 * typed->k = 2.  False, all NAN: a year has no answers.  A ratio's shares are those of its denominator.
 * Source: Kitagawa 1955; Das Gupta 1993; errors by the delta method (Binder 1983).
 * R: svycontrast(svyby/svymean with covmat, quote(...)), scripts/oracle/kitagawa.R. */
bool vigie_decompose(const VigieTyped *typed, bool independent_surveys,
                     VigieDecomposition *out);
void vigie_decomposition_clear(VigieDecomposition *decomposition);

/* out[k]: sum_g pi_g m_gt, pi the mix of year number `base`, or the mean of all years' mixes for VIGIE_MIX_AVERAGE; the
 * error counts that of the mix too.  A year without answers of a type that pi counts is NAN, status empty. */
#define VIGIE_MIX_AVERAGE (-1)
void vigie_standardise(const VigieTyped *typed, gint base, double level, VigieFigure *out);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(VigieDecomposition, vigie_decomposition_clear)

G_END_DECLS

#endif
