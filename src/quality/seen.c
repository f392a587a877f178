/* seen.c - an open table of keys */
#include "seen.h"
#include <string.h>

typedef struct {
    guint64 key; /* 0 = free */
    guint32 file, line;
} Slot;

struct Seen {
    Slot *slots; /* [n_slots], a power of two, at most three quarters full */
    gsize n_slots, n_used;
};

Seen *
vigie_seen_new(void)
{
    Seen *seen = g_new0(Seen, 1);
    seen->n_slots = 1024;
    seen->slots = g_new0(Slot, seen->n_slots);
    return seen;
}

void
vigie_seen_free(Seen *seen)
{
    if (seen == NULL)
        return;
    g_free(seen->slots);
    g_free(seen);
}

static Slot *
find(const Seen *seen, guint64 key)
{
    gsize at = (gsize)(key ^ (key >> 32)) & (seen->n_slots - 1);
    while (seen->slots[at].key != 0 && seen->slots[at].key != key)
        at = (at + 1) & (seen->n_slots - 1);
    return &seen->slots[at];
}

static void
grow(Seen *seen)
{
    Seen larger = {.n_slots = seen->n_slots * 2, .n_used = seen->n_used};
    larger.slots = g_new0(Slot, larger.n_slots);
    for (gsize i = 0; i < seen->n_slots; i++)
        if (seen->slots[i].key != 0)
            *find(&larger, seen->slots[i].key) = seen->slots[i];
    g_free(seen->slots);
    *seen = larger;
}

bool
vigie_seen_add(Seen *seen, guint64 key, guint32 *file, guint32 *line)
{
    key += key == 0;
    Slot *slot = find(seen, key);
    if (slot->key != 0) {
        *file = slot->file;
        *line = slot->line;
        return false;
    }
    *slot = (Slot){key, *file, *line};
    if (++seen->n_used * 4 > seen->n_slots * 3)
        grow(seen);
    return true;
}

/* FNV-1a, 64 bits (Fowler, Noll, Vo), stirred once more: short texts differ in their high bits too. */
guint64
vigie_key_text(const char *text, gsize length)
{
    guint64 key = G_GUINT64_CONSTANT(14695981039346656037);
    for (gsize i = 0; i < length; i++)
        key = (key ^ (guchar)text[i]) * G_GUINT64_CONSTANT(1099511628211);
    return vigie_key_mix(key, length);
}
