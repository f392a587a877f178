/* separate.h - known totals of a ratio's denominator by class, from a file; shared by separate.c, known-totals.c and run.c */
#ifndef VIGIE_STUDY_SEPARATE_H
#define VIGIE_STUDY_SEPARATE_H

#include "private.h"

/* One line of the file. */
typedef struct {
    char **value; /* [names] NULL-terminated */
    double total;
    guint64 line;
} VigieKnownTotal;

/* Columns name dimensions, and "total". */
typedef struct {
    const char *path;
    char **names;      /* NULL-terminated */
    GPtrArray *totals; /* VigieKnownTotal* */
} VigieKnownTotals;

/* known-totals.c.  A total is a number, 0 or more. */
VigieKnownTotals *vigie_known_totals_read(const char *path, GError **error);
void vigie_known_totals_free(VigieKnownTotals *totals);
/* "Z1, 2024" as it stands in messages; (transfer full). */
char *vigie_known_total_label(const VigieKnownTotal *total);

/* separate.c.  The dimensions that the study is opened with, and the totals that were read; NULL: error. */
const char **vigie_study_separate_dimensions(const VigieQuestion *question,
                                             VigieKnownTotals **totals, GError **error);
/* The rows of all measures, one a cell of answer->dims. */
bool vigie_study_separate(VigieStudy *study, VigieAnswer *answer,
                          const VigieKnownTotals *totals, const GPtrArray *measures,
                          GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieKnownTotals, vigie_known_totals_free)

#endif
