/* study-items.h - the items of a survey and who answered them: asked, valid, and each kind of no answer.
 * vigie_item_counts() counts, for whoever tells of non-response (status, quality, exports, reports);
 * vigie_study_items() makes the table that `vigie items` prints. */
#ifndef VIGIE_STUDY_ITEMS_H
#define VIGIE_STUDY_ITEMS_H

#include <vigie/study-mix.h>

G_BEGIN_DECLS

/* One item, in one year or in all.  n is the sum of kinds: all records of the store, whatever their weight; who was
 * asked are those not of VIGIE_NOT_ASKED, whose answers are at VIGIE_PRESENT. */
typedef struct {
    const VigieItem *item; /* of the survey's codebook */
    int year;              /* 0 = all records together */
    guint64 n;
    VigieKindCounts kinds;
} VigieItemCount;

/* For all items in questionnaire order, or those named (NULL-terminated): GArray of VigieItemCount, with by_year one
 * for each year of the records, ascending.  A few columns are read at a time.  Errors: those of vigie_store_read();
 * VIGIE_STORE_ERROR_MISSING = the survey has no answers.  (transfer full) */
GArray *vigie_item_counts(VigieStore *store, const VigieSurvey *survey,
                          const char *const *items, bool by_year, const VigieProgress *progress,
                          GError **error);

/* Every item of the surveys (NULL = of all): type, role, label and its counts, which are empty where nothing is
 * loaded.  (transfer full) */
VigieResult *vigie_study_items(const VigieStudyContext *context, const char *const *surveys,
                               bool by_year, GError **error);

G_END_DECLS

#endif
