/* cell.h - what reading one answer and reading several share: cell.c and several.c. */
#ifndef VIGIE_INGEST_CELL_H
#define VIGIE_INGEST_CELL_H

#include "reading.h"

void vigie_cell_set_missing(const Reading *r, const Binding *b, VigieMissing why);
/* A text that breaks its type: the value goes, the record stays; without a weight it goes too, and check_weight()
 * says so. */
bool vigie_cell_reject(Reading *r, const Binding *b, const char *code, GError **error,
                       const char *reason);
bool vigie_cell_reject_choice(Reading *r, const Binding *b, const char *text, gsize length,
                              GError **error);
/* The record starts with blanks, so an empty cell has nothing to do unless it means something. */
bool vigie_cell_read_empty(Reading *r, const Binding *b);
/* True if [codes] or a reserved name says what the text stands for. */
bool vigie_cell_read_code(Reading *r, const Binding *b, const char *text, gsize length);
/* "nights: 'many' is not a number"; (transfer full). */
char *vigie_cell_unlike(const Binding *b, const char *text, gsize length, const char *what);

/* several.c: readers. */
bool vigie_cell_read_choices(Reading *r, const Binding *b, const VigieCell *cells,
                             GError **error);
bool vigie_cell_read_rank(Reading *r, const Binding *b, const VigieCell *cells, GError **error);
bool vigie_cell_read_mentions(Reading *r, const Binding *b, const VigieCell *cells,
                              GError **error);
bool vigie_cell_read_flags(Reading *r, const Binding *b, const VigieCell *cells,
                           GError **error);

#endif
