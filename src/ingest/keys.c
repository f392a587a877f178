/* keys.c - byte strings in one arena with an open table of offsets */
#include "keys.h"
#include <string.h>

/* A key in the arena: its value, its length, its bytes. */
typedef struct {
    guint64 value;
    guint32 length;
} Head;

typedef struct {
    guint64 at; /* offset in the arena + 1; 0 = free */
    guint64 hash;
} Slot;

struct Keys {
    GByteArray *arena;
    Slot *slots; /* [n_slots], a power of two, at most three quarters full */
    gsize n_slots, n_used;
};

Keys *
vigie_keys_new(void)
{
    Keys *keys = g_new0(Keys, 1);
    keys->arena = g_byte_array_new();
    keys->n_slots = 64;
    keys->slots = g_new0(Slot, keys->n_slots);
    return keys;
}

void
vigie_keys_free(Keys *keys)
{
    if (keys == NULL)
        return;
    g_byte_array_unref(keys->arena);
    g_free(keys->slots);
    g_free(keys);
}

/* FNV-1a, 64 bits (Fowler, Noll, Vo), its high half folded into the low one. */
static guint64
hash_of(const char *bytes, gsize length)
{
    guint64 hash = G_GUINT64_CONSTANT(14695981039346656037);
    for (gsize i = 0; i < length; i++)
        hash = (hash ^ (guchar)bytes[i]) * G_GUINT64_CONSTANT(1099511628211);
    return hash ^ (hash >> 32);
}

static void
grow(Keys *keys)
{
    gsize n = keys->n_slots * 2;
    Slot *slots = g_new0(Slot, n);
    for (gsize i = 0; i < keys->n_slots; i++) {
        if (keys->slots[i].at == 0)
            continue;
        gsize k = keys->slots[i].hash & (n - 1);
        while (slots[k].at != 0)
            k = (k + 1) & (n - 1);
        slots[k] = keys->slots[i];
    }
    g_free(keys->slots);
    keys->slots = slots;
    keys->n_slots = n;
}

static bool
is_same(const Keys *keys, const Slot *slot, const char *bytes, gsize length, Head *head)
{
    const guint8 *at = keys->arena->data + slot->at - 1;
    memcpy(head, at, sizeof *head);
    return head->length == length && memcmp(at + sizeof *head, bytes, length) == 0;
}

bool
vigie_keys_add(Keys *keys, const char *bytes, gsize length, guint64 *value)
{
    guint64 hash = hash_of(bytes, length);
    gsize i = hash & (keys->n_slots - 1);
    for (; keys->slots[i].at != 0; i = (i + 1) & (keys->n_slots - 1)) {
        Head there;
        if (keys->slots[i].hash != hash ||
            !is_same(keys, &keys->slots[i], bytes, length, &there))
            continue;
        *value = there.value;
        return false;
    }
    Head head = {*value, (guint32)length};
    keys->slots[i] = (Slot){(guint64)keys->arena->len + 1, hash};
    g_byte_array_append(keys->arena, (const guint8 *)&head, sizeof head);
    g_byte_array_append(keys->arena, (const guint8 *)bytes, (guint)length);
    if (++keys->n_used * 4 > keys->n_slots * 3)
        grow(keys);
    return true;
}
