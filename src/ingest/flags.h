/* flags.h - what statistical publishers write beside a number, or in its place: "33.0 (p)", "1234 e", ": c", "nd", "///". */
#ifndef VIGIE_INGEST_FLAGS_H
#define VIGIE_INGEST_FLAGS_H

#include <vigie/codebook.h>

/* Takes the flag off the end of a trimmed text: its length, without the flag and the blank before it, and the flag
 * itself, at most 7 bytes.  The length as it was: there is none. */
#define FLAG_SIZE 8
gsize vigie_flag_take_off(const char *text, gsize length, char flag[FLAG_SIZE]);
/* What a mark in the place of a value says (":" nothing known, "s" withheld, "///" cannot be); VIGIE_PRESENT: it is
 * no mark. */
VigieMissing vigie_flag_mark(const char *text, gsize length);

#endif
