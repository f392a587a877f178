/* structure.h - what a questionnaire means to stored values, and the tables that hold them. */
#ifndef STORE_STRUCTURE_H
#define STORE_STRUCTURE_H

#include "connection.h"

/* structure.c ----------------------------------------------------------------------------------
 * A line "item TAB C|- TAB digest" for each item; the digest covers type, list, relevant, constraint and
 * calculation; C marks calculated items.  (transfer full) */
char *vigie_structure_print(const VigieCodebook *codebook);
/* Does what was stored under that structure still mean the same?  If not, *item is the item that changed, owned by
 * the codebook. */
bool vigie_structure_fits(const char *structure, const VigieCodebook *codebook,
                          const VigieItem **item);

/* table.c --------------------------------------------------------------------------------------
 * Name of the table of a survey or dataset: its own name (of a repeat S.X: S_X), with "_" after it where that would clash with one of the
 * store's.  Columns have the names of the items, which the questionnaire keeps free of ours.  (transfer full) */
char *vigie_table_name(const char *survey);
/* The survey that a repeat's table belongs to: "S.X" -> "S"; (transfer full). */
char *vigie_repeat_parent(const char *table, const VigieRepeat *repeat);
/* Has the item a column?  A survey's direct identifiers have none, a dataset is about no person; what a
 * repeat inherits is in its parent's table. */
bool vigie_table_keeps(const VigieItem *item, bool survey);
/* The items that have a column in the table as it is: a set of column names, case-folded; (transfer full). */
GHashTable *vigie_table_columns(VigieStore *store, const char *survey, GError **error);
/* What a table is made of. */
typedef struct {
    const char *name; /* of the survey or dataset */
    const VigieCodebook *codebook;
    bool survey; /* else a dataset */
} VigieTableSpec;
/* Makes or alters the table of records, its views with labels, its items and choices. */
bool vigie_table_prepare(VigieStore *store, const VigieTableSpec *spec, GError **error);

#endif
