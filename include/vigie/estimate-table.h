/* estimate-table.h - the numbers of a cross-table: shares of rows in columns with their sampling error, bases, tests.
 * vigie_crossing_new() makes one pass over the records; vigie_crossing_letters() says which columns differ,
 * vigie_crossing_publish() hides what the publication rule suppresses and what would give it away. */
#ifndef VIGIE_ESTIMATE_TABLE_H
#define VIGIE_ESTIMATE_TABLE_H

#include <vigie/estimate-association.h>

G_BEGIN_DECLS

/* Rows or columns: the categories that each record is in.  A record may be in several (multiple response), or have
 * answered and be in none. */
typedef struct {
    guint n;              /* categories */
    const guint32 *level; /* [records of the design] VIGIE_NO_CELL = no answer: not counted */
    guint n_levels;
    const guint8
        *has; /* [n_levels * n] 1: the level is in the category; NULL: level = category */
} VigieTableSide;

typedef enum {
    VIGIE_PERCENT_COLUMN, /* shares of each column's base */
    VIGIE_PERCENT_ROW,    /* shares of each row's base */
    VIGIE_PERCENT_TOTAL,  /* shares of all that are counted */
    VIGIE_PERCENT_NONE    /* weighted counts */
} VigiePercent;
typedef enum { VIGIE_BASE_RESPONDENTS, VIGIE_BASE_MENTIONS } VigieTableBase;
typedef enum {
    VIGIE_COMPARE_NONE,
    VIGIE_COMPARE_COLUMNS,
    VIGIE_COMPARE_REST
} VigieTableCompare;

typedef struct {
    VigieTableSide rows, columns;
    const double *
        value; /* [records] means of it by column, in one row, in place of shares of rows; NULL = shares */
    const guint8 *in; /* [records] 0 = outside of the domain; NULL = all are in */
    VigiePercent percent;
    VigieTableBase base;
    VigieTableCompare compare; /* of shares of columns, and of means */
    VigieRules rules;
} VigieTableSpec;

/* NAN = no such number. */
typedef struct {
    guint64 n,
        base_n; /* records with weight > 0: in the cell; with a valid answer in its base */
    double weighted, weighted_base; /* sum w; with base mentions, sum w of mentions */
    double n_eff;                   /* Kish of the base: (sum w)^2 / sum w^2 */
    VigieFigure figure; /* figure.n = base_n; what is 1 by definition has no error */
    double rest,
        rest_p; /* difference from all other columns, its p adjusted by Holm in the row */
    bool hidden,
        secondary; /* by vigie_crossing_publish(): blank; and only to protect another cell */
} VigieTableCell;

typedef struct {
    guint n_rows, n_columns; /* categories, totals left out; n_rows is 1 for means */
    guint stride,
        height; /* cells a row: n_columns + 1, the total last; rows: n_rows + 1, means 1 */
    VigieTableCell *cell; /* [height * stride] */
    double *
        pair; /* [height * n_columns * n_columns] p of each pair of columns, by Holm in the row; NULL = not
                   * compared */
    bool is_mean;
    VigiePercent percent;
    bool adds_rows, adds_columns; /* a column's (row's) cells add up to its total */
    VigieAssociation
        association; /* of all rows and columns; status NOT_ASKED where it cannot be had: means,
                                   * multiple response */
} VigieCrossing;

/* With T_rc = sum w over the records in row r and column c (. = all that are counted in both), the share of a cell is
 * T_rc / T_.c (column), T_rc / T_r. (row) or T_rc / T_.. (total).  Its linearised variable is (t_rc - p t_.c) / T_.c:
 * every cell is a total of one pass, its base another, so that pairs of cells have their covariance.
 * With base mentions, T_.c is sum_r T_rc: each answer of a record counts (likewise along rows).
 * Degrees of freedom: PSUs - strata of the column's (row's) records, answered or not, as of svyby().
 * Pairs of columns: t of the difference on df - 1 of both together; n below rules->suppress_below is not compared.
 * Errors: VIGIE_DESIGN_ERROR_SHAPE.  R: svyby(~row, ~column, subset(design, in), svymean, covmat = TRUE) and
 * svycontrast(); svyratio() of counts for mentions; svychisq().  Source: METHODS 2.2, 2.4, 2.7; Saerndal, Swensson &
 * Wretman 1992; Holm 1979.  (transfer full) */
VigieCrossing *vigie_crossing_new(const VigieDesign *design, const VigieTableSpec *spec,
                                  GError **error);
void vigie_crossing_free(VigieCrossing *table);

const VigieTableCell *vigie_crossing_cell(const VigieCrossing *table, guint row, guint column);
/* "a", "b" … "z", "aa" …: the letter of a column.  (transfer full) */
char *vigie_crossing_letter(guint column);
/* The letters of the columns whose share (mean) in that row is lower, and not by chance (p < 0.05): "ac".
 * (transfer full) */
char *vigie_crossing_letters(const VigieCrossing *table, guint row, guint column);

/* Hides the cells whose figure is suppressed, then further ones: a line of cells that adds up to a total never has a
 * single hidden one, for the total would give it away; the smallest that is not empty is hidden with it, until no
 * line has one.  In shares of columns (rows) a whole column (row) is hidden.  In weighted counts and shares of the
 * total, a cell of 1 to below-1 records is suppressed.  True: some cell is hidden only to protect another.
 * Source: METHODS 2.14. */
bool vigie_crossing_publish(VigieCrossing *table, double below);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieCrossing, vigie_crossing_free)

G_END_DECLS

#endif
