/* codes.h - raw text of a cell -> choice or kind of missing answer.
 * A code is the position of a choice, or -1 - VigieMissing; VIGIE_NO_CODE where the text is none. */
#ifndef VIGIE_INGEST_CODES_H
#define VIGIE_INGEST_CODES_H

#include "source.h"

#define VIGIE_NO_CODE G_MININT
#define VIGIE_CODE_OF_MISSING(why) (-1 - (gint)(why))
#define VIGIE_CODE_IS_MISSING(code) ((code) < 0)
#define VIGIE_MISSING_OF_CODE(code) ((VigieMissing)(-1 - (code)))

typedef struct VigieCodes VigieCodes;

/* The codes of an item: [codes ITEM] of the source, then the choices' names, the names of the kinds
 * of missing answer, and the choices' labels in any language (folded). */
VigieCodes *vigie_codes_new(const VigieSource *source, const VigieItem *item);
/* A raw text, of a number however written, that no code names yet. */
void vigie_codes_add_missing(VigieCodes *codes, const char *raw, VigieMissing why);
void vigie_codes_free(VigieCodes *codes);
/* The code of an empty cell, if [codes] gives it one. */
gint vigie_codes_of_empty(const VigieCodes *codes);
/* The code of a text, trimmed, not empty.  Remembers spellings, so one thread at a time. */
gint vigie_codes_find(VigieCodes *codes, const char *text, gsize length);
/* The code of a number, however it was written ("99.0" for the raw 99). */
gint vigie_codes_find_number(const VigieCodes *codes, double value);
/* The choice name nearest to a text, for messages; or NULL. */
const char *vigie_codes_nearest(const VigieItem *item, const char *text);

#endif
