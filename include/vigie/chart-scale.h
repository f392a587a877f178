/* chart-scale.h - ticks at nice numbers and the way from values to points on paper.
 * vigie_ticks_nice() chooses, vigie_scale_at() places. */
#ifndef VIGIE_CHART_SCALE_H
#define VIGIE_CHART_SCALE_H

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* Ticks at (first + i) * step, i = 0 .. n - 1; n >= 2. */
typedef struct {
    double step; /* 1, 2, 2.5 or 5 times a power of ten */
    double first;
    guint n;
} VigieTicks;

/* At most max_ticks (>= 2) ticks that enclose low .. high, with the smallest step that does.  low and
 * high finite, in either order; if they are equal (to 1e-9 of their size) the ticks spread round
 * them, from 0 to 1 when both are 0. */
void vigie_ticks_nice(double low, double high, guint max_ticks, VigieTicks *out);
double vigie_tick_at(const VigieTicks *ticks, guint i);

/* low is drawn at `from`, high at `to` (from > to: upwards). */
typedef struct {
    double low, high, from, to;
} VigieScale;
double vigie_scale_at(const VigieScale *scale, double value);

/* Rounds x[n] to multiples of unit so that the rounded ones add up to the rounded sum: each is rounded
 * down, and what is missing goes to the largest remainders, the first of equal ones.  1/3 three times,
 * unit 0.01: 0.34, 0.33, 0.33.  NANs stay NAN and count as nothing. */
void vigie_round_together(const double *x, guint n, double unit, double *out);

G_END_DECLS

#endif
