/* estimate-association.h - are two items of a survey independent?  Rao & Scott's corrections of Pearson's test.
 * vigie_association() tests a two-way table of weighted answers; its second-order F is the one to publish.  Pearson's
 * test on weighted counts, which most tools print, is wrong by orders of magnitude. */
#ifndef VIGIE_ESTIMATE_ASSOCIATION_H
#define VIGIE_ESTIMATE_ASSOCIATION_H

#include <vigie/estimate-test.h>

G_BEGIN_DECLS

/* The table: row and column of each record of the design, VIGIE_NO_CELL = not in the table (missing, or outside of
 * the domain). */
typedef struct {
    const guint32 *row, *column; /* [n records of the design] */
    guint n_rows, n_columns;
} VigieTwoWay;

/* Tests have the fields of VigieJointTest; D is the matrix of generalised design effects, (r-1)(c-1) square. */
typedef struct {
    guint64 n;               /* records in the table with weight > 0 */
    guint n_rows, n_columns; /* those that have a record; the others are left out */
    guint n_empty;        /* cells of these without a record: the tests are then approximate */
    double nu;            /* degrees of freedom of the design */
    double x2;            /* Pearson's X^2 of the weighted shares on n */
    double trace, trace2; /* tr D, tr D^2 */
    /* X^2 / tr D by F(ndf, ndf nu), ndf = (tr D)^2 / tr D^2.  R: statistic = "F" */
    VigieJointTest second;
    /* X^2; its p is that of X^2 / mean(D) by chi^2((r-1)(c-1)).  R: statistic = "Chisq" */
    VigieJointTest first;
    /* W / q by F(q, nu), q = (r-1)(c-1).  R: statistic = "Wald" */
    VigieJointTest wald;
    /* W (nu - q + 1) / (nu q) by F(q, nu - q + 1).  R: statistic = "adjWald" */
    VigieJointTest adjusted_wald;
    /* X^2 by chi^2((r-1)(c-1)): right for a simple random sample only */
    VigieJointTest pearson;
} VigieAssociation;

/* p_rc the weighted share of a cell, V the design's covariance matrix of the shares, P = diag(p):
 *   X^2 = n sum (p_rc - p_r p_c)^2 / (p_r p_c),   D = (C'P^-1 C / n)^-1 (C'P^-1 V P^-1 C)
 * with C the interaction columns less their row and column parts; P^-1 is 0 for an empty cell.
 * nu: PSUs - strata of the domain; NAN = of the records in the table.  All four tests have one status: EMPTY (no
 * record), NO_VARIANCE (one row or one column: nothing to compare, or shares without variance), NO_DF, LONELY_PSU,
 * NOT_ESTIMABLE (empty cells leave the covariance singular).  Error: VIGIE_DESIGN_ERROR_SHAPE.
 * Source: Rao & Scott 1981, 1984; Thomas & Rao 1987.  R: svychisq(~a + b, design, statistic =). */
bool vigie_association(const VigieDesign *design, const VigieTwoWay *table, double nu,
                       VigieAssociation *out, GError **error);

/* Weighted counts total[n_rows * n_columns], row-major, 0 where nobody is.  R: svytable(). */
void vigie_association_totals(const VigieDesign *design, const VigieTwoWay *table,
                              double *total);
/* Generalised design effects: the eigenvalues of D, descending, effect[(n_rows - 1)(n_columns - 1)]; NAN for what is
 * left out or cannot be estimated.  Error: VIGIE_DESIGN_ERROR_SHAPE. */
bool vigie_association_effects(const VigieDesign *design, const VigieTwoWay *table,
                               double *effect, GError **error);

G_END_DECLS

#endif
