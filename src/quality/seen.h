/* seen.h - 64-bit keys, each with the place where it was first met; 16 bytes a key. */
#ifndef VIGIE_QUALITY_SEEN_H
#define VIGIE_QUALITY_SEEN_H

#include <glib.h>
#include <stdbool.h>

typedef struct Seen Seen;

Seen *vigie_seen_new(void);
void vigie_seen_free(Seen *seen);
/* Adds a key; false if it was there, and *file and *line are then where it was met first. */
bool vigie_seen_add(Seen *seen, guint64 key, guint32 *file, guint32 *line);

/* Keys are made of parts, in order.  A key of text, of 64 bits, of a number. */
static inline guint64
vigie_key_mix(guint64 key, guint64 part)
{
    key = (key ^ part) * G_GUINT64_CONSTANT(0x9fb21c651e98df25);
    return key ^ (key >> 28);
}
guint64 vigie_key_text(const char *text, gsize length);

#endif
