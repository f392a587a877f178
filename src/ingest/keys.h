/* keys.h - a set of byte strings that grows with the distinct ones only: has this id been seen? */
#ifndef VIGIE_INGEST_KEYS_H
#define VIGIE_INGEST_KEYS_H

#include <glib.h>
#include <stdbool.h>

typedef struct Keys Keys;

Keys *vigie_keys_new(void);
void vigie_keys_free(Keys *keys);
/* Adds a key with the line where it stands; false if it was there, and *first is then its line. */
bool vigie_keys_add(Keys *keys, const char *bytes, gsize length, guint64 line, guint64 *first);

#endif
