/* keys.h - byte strings, each with a number (the line where it stands); grows with the distinct ones only. */
#ifndef VIGIE_INGEST_KEYS_H
#define VIGIE_INGEST_KEYS_H

#include <glib.h>
#include <stdbool.h>

typedef struct Keys Keys;

Keys *vigie_keys_new(void);
void vigie_keys_free(Keys *keys);
/* Adds a key with a value of its own; false if it was there, and *value is then the value it came with. */
bool vigie_keys_add(Keys *keys, const char *bytes, gsize length, guint64 *value);

#endif
