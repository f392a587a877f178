/* compare.h - a comparison at work: its sides (sides.c), its rows (compare.c), its result (compare-print.c) */
#ifndef VIGIE_STUDY_COMPARE_PRIVATE_H
#define VIGIE_STUDY_COMPARE_PRIVATE_H

#include "private.h"
#include <vigie/study-compare.h>

/* The values compared are cells 0 .. n - 1, and all of them together is cell n. */
typedef struct {
    guint n;
    char **name, **label; /* [n], NULL-terminated: in the contract, for people */
    const char *by;       /* "customer_type", "year", "survey", "part", "" */
    bool is_year;
    bool overlapping; /* a record may be in several */
    guint32 *cross;   /* [n] cell of the study, for gaps; NULL = none */
    guint32 *side_of; /* [cells of the study] the side, VIGIE_NO_CELL = none; NULL likewise */
    VigieCells cells;
    gsize *start;
    guint32 *member;
    guint64 *surveys; /* [n + 1] bits of the surveys (parts) that have records of weight > 0 */
} VigieSides;
bool vigie_sides_init(VigieSides *sides, VigieStudy *study, const VigieComparison *comparison,
                      GError **error);
void vigie_sides_release(VigieSides *sides);
bool vigie_sides_has(const VigieSides *sides, gsize record, guint32 side);

/* A comparison of side a with side b (-1: rest, total, a number, another item), or of all. */
typedef struct {
    guint item;
    gint category; /* position in the vector's choices, -1 = none */
    guint a;
    gint b;
    VigieFigure figure_a, figure_b;
    VigieTest test;
    VigieJointTest joint;
    guint groups; /* of a joint test */
    guint64 n;
    double p_adjusted;
    VigieStatus status;
    char *letters_a, *letters_b; /* NULL = none */
} VigieCompareRow;

typedef struct {
    VigieStudy *study;
    const VigieComparison *comparison;
    VigieRules rules;
    VigieSides sides;
    GArray *rows; /* VigieCompareRow */
} VigieCompare;

bool vigie_compare_is_joint(VigieCompareTest test);
/* compare-joint.c: appends the rows of item i for tests of all values at once, and for rank tests. */
bool vigie_compare_joint(VigieCompare *compare, guint item, GError **error);
bool vigie_compare_ranks(VigieCompare *compare, guint item, GError **error);
/* compare.c */
void vigie_compare_add_pair(VigieCompare *compare, VigieCompareRow *row);
void vigie_compare_add_joint(VigieCompare *compare, VigieCompareRow *row);
/* Of the years or waves a and b (-1: all of them): are they of one series? */
bool vigie_compare_is_joined(const VigieCompare *compare, guint item, guint a, gint b);
VigieStatus vigie_compare_base(const VigieCompare *compare, guint64 n);
VigieStatus vigie_compare_gap(const VigieCompare *compare, guint item, guint side);
/* compare-print.c */
VigieResult *vigie_compare_result(VigieCompare *compare);

#endif
