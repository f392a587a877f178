/* trend.h - change between years and linear trend of a series, from the unit sums of one vigie_sums_new().
 * vigie_change() compares two cells; vigie_slope() is svyglm of the item on (year - first). */
#ifndef VIGIE_TREND_H
#define VIGIE_TREND_H

#include <vigie/estimate.h>

G_BEGIN_DECLS

/* NAN = none. */
typedef struct {
    double change, se, df, p;
} VigieChange;

typedef struct {
    double slope, se, df, p;
} VigieSlope;

/* later - earlier of one measure (mean, share, ratio).  independent_surveys: Satterthwaite df.
 * With sites in the design (panel) V = V1 + V2 - 2 sum_h n_c s12 over common sites, METHODS 2.8 case 3;
 * if that is <= 0, V1 + V2 and *out_fallback = true.  Oracle: 06_change_tests. */
void vigie_change(const VigieSums *sums, guint measure, guint32 earlier, guint32 later,
                  bool independent_surveys, VigieChange *out, bool *out_fallback);

/* Totals: the change of a total. */
void vigie_change_total(const VigieSums *sums, guint measure, guint32 earlier, guint32 later,
                        bool independent_surveys, VigieChange *out);

/* cells[k] at years[k]; gaps are simply not listed.  k < 2: all NAN.  df = PSUs - strata + 1 - 2. */
void vigie_slope(const VigieSums *sums, guint measure, const guint32 *cells,
                 const double *years, guint k, VigieSlope *out);

/* Two-sided p of a change by t; NAN without df or variance.  R: 2 * pt(-abs(change / se), df). */
double vigie_change_p(double change, double se, double df);

typedef enum { VIGIE_STABLE, VIGIE_UP, VIGIE_DOWN } VigieDirection;
/* up or down only if p_adjusted < 0.05; *known is false where change is NAN. */
VigieDirection vigie_direction(double change, double p_adjusted, bool *known);
const char *vigie_direction_name(VigieDirection direction);

G_END_DECLS

#endif
