/* separate.h - known totals of a ratio's denominator by class, from a file; shared by separate.c, totals.c and run.c */
#ifndef VIGIE_STUDY_SEPARATE_H
#define VIGIE_STUDY_SEPARATE_H

#include "private.h"

/* One line of the file. */
typedef struct {
    char **value; /* [names] NULL-terminated */
    double total;
    guint64 line;
} VigieTotal;

/* Columns name dimensions, and "total". */
typedef struct {
    const char *path;
    char **names;      /* NULL-terminated */
    GPtrArray *totals; /* VigieTotal* */
} VigieTotals;

/* totals.c.  A total is a number, 0 or more. */
VigieTotals *vigie_totals_read(const char *path, GError **error);
void vigie_totals_free(VigieTotals *totals);
/* "Z1, 2024" as it stands in messages; (transfer full). */
char *vigie_total_label(const VigieTotal *total);

/* separate.c.  The dimensions that the study is opened with, and the totals that were read; NULL: error. */
const char **vigie_study_separate_dimensions(const VigieQuestion *question,
                                             VigieTotals **totals, GError **error);
/* The rows of all measures, one a cell of answer->dims. */
bool vigie_study_separate(VigieStudy *study, VigieAnswer *answer, const VigieTotals *totals,
                          const GPtrArray *measures, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieTotals, vigie_totals_free)

#endif
