/* fixture.h - small surveys for tests: a table from CSV text, designs and cells made of its columns,
 * and the numbers that R gave for it. */
#ifndef VIGIE_TEST_FIXTURE_H
#define VIGIE_TEST_FIXTURE_H

#include <vigie/estimate-linear.h>

/* Plain CSV: no quotes, the first line names the columns. */
typedef struct {
    gsize n;
    char **names;     /* NULL-terminated */
    GPtrArray *lines; /* n arrays of cells */
} Table;

Table *table_parse(const char *text);
/* A file below $VIGIE_DATA; NULL where there is none. */
Table *table_load(const char *path);
/* tests/oracle/NAME.csv, the project's own. */
Table *table_own(const char *name);
void table_free(Table *table);
const char *table_cell(const Table *table, gsize row, const char *column);
/* Column as numbers, empty = NAN; (transfer full). */
double *table_numbers(const Table *table, const char *column);
/* Numbers each different text of "column" or "column;column", in order of appearance. */
guint32 *table_keys(const Table *table, const char *columns, guint32 *n_keys);

/* A copy in which the column, new or not, has these numbers; only the rows where the column is the cell. */
Table *table_with(const Table *table, const char *column, const double *value);
Table *table_where(const Table *table, const char *column, const char *cell);

/* Names of columns; NULL = none. */
typedef struct {
    const char *strata, *cluster, *weight, *fpc;
    const char *ssu, *fpc_ssu;
    const char *site_strata; /* panel: strata without year; the cluster labels are the sites */
    VigieLonelyPsu lonely;
    const VigieAuxiliary *auxiliary; /* calibrated: weight is that of the design */
    const double *g;                 /* [n] its factors */
} Plan;
VigieDesign *fixture_design(const Table *table, const Plan *plan);

/* The figures of expected_all.csv: id -> value; NULL without $VIGIE_DATA. */
GHashTable *oracle_load(void);
/* Those of tests/oracle/NAME.expected.csv, made by scripts/oracle/NAME.R. */
GHashTable *oracle_own(const char *name);
double oracle_value(GHashTable *oracle, const char *id);

/* Relative 1e-9; an expected 0 at 1e-12 of scale. */
void assert_close_at(const char *where, double actual, double expected, double tolerance,
                     double scale);
#define assert_close(actual, expected) assert_close_at(G_STRLOC, actual, expected, 1e-9, 1)
void assert_differs_at(const char *where, double actual, double wrong);
#define assert_differs(actual, wrong) assert_differs_at(G_STRLOC, actual, wrong)

/* One figure of one measure over the records where domain (NULL = all) is 1; thresholds off. */
typedef void Statistic(const VigieSums *, guint, guint32, const VigieRules *, VigieFigure *);
VigieFigure figure_of(const VigieDesign *design, const double *y, const double *x,
                      const double *domain, Statistic *statistic);
/* The same under rules of the test's own. */
VigieFigure figure_under(const VigieDesign *design, const VigieMeasure *measure,
                         const double *domain, Statistic *statistic, const VigieRules *rules);
/* Covariance matrix v[4] of the means of two measures over domains (NULL = all). */
void covariance_of(const VigieDesign *design, const double *const y[2],
                   const double *const domain[2], double v[4]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Table, table_free)

#endif
