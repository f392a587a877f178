/* items.h - rows of items: names on the left (or above, where the chart is narrow), a drawing, and the number
 * of answers at the right edge.  Bars of a scale, dots and ranked bars are made of them. */
#ifndef VIGIE_CHART_ITEMS_H
#define VIGIE_CHART_ITEMS_H

#include "axis.h"

typedef struct {
    guint n;
    guint *order;      /* [n] category of each row, from the top */
    GArray *labels;    /* Label of each row */
    GArray *bases;     /* Label: n of each row, may be empty */
    bool above;        /* names stand over their drawings */
    double left;       /* of the drawing */
    double right;      /* of the drawing */
    double base_width; /* 0 = no column of n */
} Items;

/* key[categories]: rows go from the highest to the lowest, NAN last, unless the chart keeps its order or the
 * categories are years. */
void vigie_items_init(Items *items, const Layout *layout, const double *key);
void vigie_items_clear(Items *items);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Items, vigie_items_clear)
/* The heading of the column of n, if there is one; layout->y moves. */
void vigie_items_head(Layout *layout, const Items *items);
/* Puts the name and n of a row whose drawing is `height` high; returns the middle of the drawing;
 * layout->y moves below the row.  weak: the n has the sign of a low base. */
double vigie_items_row(Layout *layout, const Items *items, guint row, double height, bool weak);
/* What all rows together will add to layout->y. */
double vigie_items_height(const Items *items, double height);
/* The sign of a row that has no drawing: a cross or a dash at x. */
void vigie_items_sign(Layout *layout, VigiePointStatus status, double x, double y);

/* The axis of values under rows: vertical grid lines, labels below.  Ticks as many as have room. */
void vigie_bottom_axis_init(ValueAxis *axis, const Layout *layout, Range range, double room,
                            bool from_zero);
void vigie_bottom_axis_grid(Layout *layout, const ValueAxis *axis, const VigieScale *scale,
                            double y0, double y1);
/* Labels from layout->y down, which moves. */
void vigie_bottom_axis_labels(Layout *layout, const ValueAxis *axis, const VigieScale *scale);

#endif
