/* cell.h - what cell.c and sets.c share: how a cell's value, or the lack of one, is set. */
#ifndef VIGIE_INGEST_CELL_H
#define VIGIE_INGEST_CELL_H

#include "reading.h"

void vigie_cell_set_missing(const Reading *r, const Binding *b, VigieMissing why);
/* An empty cell: a blank, unless [codes] says what it means. */
bool vigie_cell_read_empty(Reading *r, const Binding *b);
/* True if [codes] or a reserved name says what the text stands for. */
bool vigie_cell_read_code(Reading *r, const Binding *b, const char *text, gsize length);
/* A text that breaks its type: the value becomes invalid, the record stays. */
bool vigie_cell_reject(Reading *r, const Binding *b, const char *code, GError **error,
                       const char *reason);
bool vigie_cell_reject_choice(Reading *r, const Binding *b, const char *text, gsize length,
                              GError **error);
/* "ITEM: 'text' what"; (transfer full). */
char *vigie_cell_unlike(const Binding *b, const char *text, gsize length, const char *what);

/* sets.c: the reader of a select_multiple, by the columns it has. */
CellReader vigie_set_reader(const Binding *binding);

#endif
