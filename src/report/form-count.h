/* form-count.h - how often each answer to a question was given, as far as that may be shown */
#ifndef VIGIE_REPORT_FORM_COUNT_H
#define VIGIE_REPORT_FORM_COUNT_H

#include <vigie/frame.h>

typedef struct {
    guint64 n;
    bool hidden;
} VigieFormCount;

typedef struct {
    VigieFormCount base; /* those who answered */
    guint n_options;
    VigieFormCount *option; /* of the list, or of the steps of a range */
    VigieFormCount missing[VIGIE_N_MISSING];
} VigieFormCounts;

/* How many options a question has on paper: choices that are answers or not, steps of a scale; 0 = free. */
guint vigie_form_n_options(const VigieItem *item);
/* Of the records of that year.  (transfer full) */
VigieFormCounts *vigie_form_counts_new(const VigieFrame *frame, const VigieItem *item, int year,
                                       double below);
void vigie_form_counts_free(VigieFormCounts *counts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieFormCounts, vigie_form_counts_free)

#endif
