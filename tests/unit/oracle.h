/* oracle.h - the tables of expected values of $VIGIE_DATA/oracle/expected, row by row.
 * Test programs are tests/unit/oracle-TOPIC.c.  Each row is asserted by its id; the ids asserted are appended to the
 * file named by ORACLE_ASSERTED, from which tests/cli/oracle-complete.test tells what no program asserts. */
#ifndef VIGIE_TEST_ORACLE_H
#define VIGIE_TEST_ORACLE_H

#include "fixture.h"

/* Skips the test, by name, where there is no oracle: `if (!oracle_there()) return;` */
bool oracle_there(void);
/* Row "id" of expected_all.csv as text, borrowed; fails the test where there is none. */
const char *oracle_text(const char *id);
/* "id[k]" by printf: oracle_id("q.t[%u]", 3); valid until 8 more are made. */
const char *oracle_id(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* Relative tolerance; an expected 0 at 1e-12 of scale. */
void oracle_within_at(const char *where, const char *id, double actual, double tolerance,
                      double scale);
#define oracle_is(id, actual) oracle_within_at(G_STRLOC, id, actual, 1e-9, 1)
#define oracle_iterated(id, actual) oracle_within_at(G_STRLOC, id, actual, 1e-6, 1)
#define oracle_scaled(id, actual, scale) oracle_within_at(G_STRLOC, id, actual, 1e-9, scale)
/* id[1] .. id[n] */
void oracle_all_at(const char *where, const char *id, const double *actual, guint n,
                   double tolerance, double scale);
#define oracle_all(id, actual, n) oracle_all_at(G_STRLOC, id, actual, n, 1e-9, 1)
/* The value of a mistake is not ours; of an infinite one, ours is NAN; where it stops R, ours is a number. */
void oracle_differs_at(const char *where, const char *id, double actual);
#define oracle_differs(id, actual) oracle_differs_at(G_STRLOC, id, actual)
/* R's number is the size of a rounding error, or of what two packages differ by; ours is no larger (1e-12 of scale). */
void oracle_at_most_at(const char *where, const char *id, double actual, double scale);
#define oracle_at_most(id, actual, scale) oracle_at_most_at(G_STRLOC, id, actual, scale)
/* R gives something where METHODS asks for an error; ours is set, and cleared. */
void oracle_denied_at(const char *where, const char *id, GError **error, GQuark domain,
                      int code);
#define oracle_denied(id, error, domain, code)                                                 \
    oracle_denied_at(G_STRLOC, id, error, domain, code)
/* R leaves the rounding of a number that is 0: both are below 1e-12 of scale. */
void oracle_rounding_at(const char *where, const char *id, double actual, double scale);
#define oracle_rounding(id, actual, scale) oracle_rounding_at(G_STRLOC, id, actual, scale)
/* R has NA or NaN, and so have we. */
void oracle_missing_at(const char *where, const char *id, double actual);
#define oracle_missing(id, actual) oracle_missing_at(G_STRLOC, id, actual)
/* R stops ("ERROR: ..."), and so do we: error is set, and cleared. */
void oracle_refused_at(const char *where, const char *id, GError **error, GQuark domain,
                       int code);
#define oracle_refused(id, error, domain, code)                                                \
    oracle_refused_at(G_STRLOC, id, error, domain, code)
/* The row is a text (a name), and ours is the same. */
void oracle_named_at(const char *where, const char *id, const char *actual);
#define oracle_named(id, actual) oracle_named_at(G_STRLOC, id, actual)

#endif
