/* axis.h - the two axes of charts with columns or lines: values on the left, categories below. */
#ifndef VIGIE_CHART_AXIS_H
#define VIGIE_CHART_AXIS_H

#include "layout.h"

/* The values that an axis must hold. */
typedef struct {
    double low, high; /* low > high: nothing yet */
} Range;
#define RANGE_EMPTY ((Range){INFINITY, -INFINITY})
void vigie_range_add(Range *range, double value);
/* Value and interval of every shown value of a series. */
void vigie_range_add_series(Range *range, const VigieChartSeries *series);

typedef struct {
    VigieTicks ticks;
    double low, high; /* ends of the axis, within the bounds of the scale of answers */
    GArray *labels;   /* Label, one a tick; empty text for ticks beyond the ends */
    double label_width, label_height; /* the largest */
} ValueAxis;
/* At most max_ticks; the range widened to 0 if from_zero. */
void vigie_value_axis_init(ValueAxis *axis, const Layout *layout, Range range, guint max_ticks,
                           bool from_zero);
void vigie_value_axis_clear(ValueAxis *axis);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ValueAxis, vigie_value_axis_clear)
/* The least height of a plot on which no two labels touch. */
double vigie_value_axis_height(const ValueAxis *axis);
/* False for a tick beyond the ends. */
bool vigie_value_axis_holds(const ValueAxis *axis, double value);
/* Grid lines from x0 to x1 for values running up from bottom to top; a darker line at 0. */
void vigie_value_axis_grid(Layout *layout, const ValueAxis *axis, const VigieScale *scale,
                           double x0, double x1);
/* Labels that end at x. */
void vigie_value_axis_labels(Layout *layout, const ValueAxis *axis, const VigieScale *scale,
                             double x);

/* All names are years that ascend, with no gap so long that an axis would be mostly empty. */
bool vigie_categories_are_years(const VigieChart *chart);
/* Where each category stands, 0 = the first: by its year where all names are years that ascend, so
 * that a missing year leaves its room; else one after the other. [n categories] (transfer full) */
double *vigie_category_positions(const VigieChart *chart);

/* Labels of categories under an axis, in the first of these forms that has room: on one line; years
 * shortened to two figures after the first, or all; months shortened ("oct.", or their initials);
 * wrapped; in two rows; as numbers listed in the footer. */
typedef struct {
    GArray *labels; /* Label */
    double *x;      /* their middles, borrowed */
    guint *row;     /* row of each label */
    double row_height;
    guint n_rows;
    double left, right; /* where labels may stand */
    double hang;        /* the first label stands so far to the left of its tick */
    bool numbered;
} CategoryAxis;
void vigie_category_axis_init(CategoryAxis *axis, const Layout *layout, double *x, double left,
                              double right);
void vigie_category_axis_clear(CategoryAxis *axis);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CategoryAxis, vigie_category_axis_clear)
double vigie_category_axis_height(const CategoryAxis *axis);
/* left: where the x of the axis count from. */
void vigie_category_axis_put(Layout *layout, const CategoryAxis *axis, double left, double y);
/* Once a chart, if its axes are numbered: the names go to the footer. */
void vigie_category_axis_list(Layout *layout);

void vigie_category_ticks(Layout *layout, const double *x, double left, double y);

/* Breaks of the series: dashed lines between two categories, with letters over the plot that the footer
 * explains. */
typedef struct {
    guint n, n_rows;
    double *middle;
    guint *row, *category;
    double row_height;
} Breaks;
/* x: middles of the categories; a break before the first one stands `inset` to its left. */
void vigie_breaks_init(Breaks *breaks, const Layout *layout, const double *x, double inset);
void vigie_breaks_clear(Breaks *breaks);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Breaks, vigie_breaks_clear)
/* Of the strip of letters over a plot, 0 without breaks. */
double vigie_breaks_height(const Breaks *breaks);
/* series: those of its breaks that it goes on over are left out; NULL = all are drawn.  left: where x counts from;
 * top, bottom: of the plot. */
void vigie_breaks_put(Layout *layout, const Breaks *breaks, const VigieChartSeries *series,
                      double left, double top, double bottom);

/* Names of series at the right of a plot: near where each one ends, none on another. */
typedef struct {
    GArray *labels; /* Label of each series */
    double *wish;   /* [n] middles wanted */
    double *centre; /* [n] middles given */
} Names;
void vigie_names_init(Names *names, GArray *labels);
void vigie_names_clear(Names *names);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Names, vigie_names_clear)
double vigie_names_height(const Names *names);
double vigie_names_width(const Names *names);
/* From the wishes, between top and bottom. */
void vigie_names_place(Names *names, double top, double bottom);

/* Puts things [n], middles ascending, into rows so that none touches the one before it in its row;
 * returns the number of rows. */
guint vigie_rows(const double *middle, const double *width, guint n, double gap, guint *row);

/* Moves labels apart along one axis: centre[n] ascending wishes become places with no overlap, as near to
 * the wishes as least squares allow, within low .. high if the sum of size[n] has room there. */
void vigie_spread(double *centre, const double *size, guint n, double low, double high);

#endif
