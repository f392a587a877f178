/* keys.h - codes of combined columns, numbered by first appearance. */
#ifndef VIGIE_STUDY_KEYS_H
#define VIGIE_STUDY_KEYS_H

#include <vigie/frame.h>

typedef struct {
    guint32 *code; /* [n] */
    guint32 count;
} VigieKeys;
void vigie_keys_release(VigieKeys *keys);
/* All zero, count 1 (0 without records). */
void vigie_keys_init(VigieKeys *keys, gsize n);
/* Crosses keys with a column of n records; a missing value is a label of its own. */
void vigie_keys_cross(VigieKeys *keys, const VigieColumn *column, gsize n);
/* Crosses keys with other codes. */
void vigie_keys_cross_codes(VigieKeys *keys, const VigieKeys *other, gsize n);
/* The first record of each code: [count]; (transfer full). */
gsize *vigie_keys_first(const VigieKeys *keys, gsize n);

#endif
