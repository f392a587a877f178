/* children.h - the records of a repeat: each is given to its parent as it is read.
 * vigie_children_plan() finds the columns that name parents, or records for their children; vigie_children_enter() takes
 * year, wave and what expressions inherit from the parent. */
#ifndef VIGIE_INGEST_CHILDREN_H
#define VIGIE_INGEST_CHILDREN_H

#include "columns.h"
#include "reading.h"

/* An error: no column names the parent, or what it names them by is not known of the parents. */
bool vigie_children_plan(Plan *plan, Header *header, const VigieSourceFile *file,
                         GError **error);
void vigie_children_init(Reading *r);
void vigie_children_release(Reading *r);
/* Notes what a row of a survey with repeats is called. */
void vigie_children_note(Reading *r, const VigieRow *row);
/* True if no cell of the block says anything: there is no such record. */
bool vigie_children_is_empty(const Pass *pass, const VigieRow *row);
/* The parent of the current record.  *accepted false: there is none, or it was refused.  False: two have that key. */
bool vigie_children_enter(Reading *r, const VigieRow *row, bool *accepted, GError **error);

#endif
