/* rows.h - a VigieResult of a study: survey, stat, item, category and dimensions first, then columns of one's own.
 * vigie_rows_init(), vigie_rows_column() for each, then for each row vigie_rows_begin() and its cells. */
#ifndef VIGIE_STUDY_ROWS_H
#define VIGIE_STUDY_ROWS_H

#include "private.h"
#include <vigie/study-mix.h>

typedef struct {
    VigieStudy *study;
    VigieRules rules;
    VigieLang lang;
    guint first_dim, last_dim; /* of the cross: those that are columns, last_dim excluded */
    GArray *columns;           /* VigieResultColumn */
    VigieResult *result;
} VigieRows;

void vigie_rows_init(VigieRows *rows, VigieStudy *study, VigieLang lang, guint first_dim,
                     guint last_dim);
/* heading: marked N_(), or NULL. */
void vigie_rows_column(VigieRows *rows, const char *name, const char *heading, bool is_number);
/* cell VIGIE_NO_CELL: its dimensions are empty, "all" to people. */
void vigie_rows_begin(VigieRows *rows, const VigieStudyMeasure *measure, guint32 cell);
/* A number as the statistic has it, its label that of a figure or of a change (points for shares). */
void vigie_rows_value(VigieRows *rows, double value);
void vigie_rows_change(VigieRows *rows, double change);
/* True of statistics in per cent, whose changes are points. */
bool vigie_rows_are_shares(const VigieRows *rows);
void vigie_rows_status(VigieRows *rows, VigieStatus status);
char *vigie_rows_change_text(const VigieRows *rows, double change);
char *vigie_rows_value_text(const VigieRows *rows, double value);
/* Label of a dimension's value; (transfer full). */
char *vigie_rows_dim_label(const VigieRows *rows, guint dim, guint position);
/* (transfer full); rows is emptied. */
VigieResult *vigie_rows_finish(VigieRows *rows);
void vigie_rows_clear(VigieRows *rows);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(VigieRows, vigie_rows_clear)

/* A question with dimensions of its own put first and last: year, by, item (NULL = none).  (transfer container) */
const char **vigie_study_dimensions(const char *const *by, const char *item);
/* All measures of the question's items, swept in blocks of an item: calls each(user, measure, sums, m). */
typedef void (*VigieMeasureFound)(gpointer user, const VigieStudyMeasure *measure,
                                  const VigieSums *sums, guint m);
bool vigie_study_each_measure(VigieStudy *study, VigieMeasureFound each, gpointer user,
                              GError **error);

#endif
