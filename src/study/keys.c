/* keys.c - records grouped by the values of several columns, as small integers */
#include "private.h"
#include <math.h>

/* Up to this many combinations a plain table is used. */
#define TABLE_MAX ((guint64)1 << 24)

void
vigie_keys_release(VigieKeys *keys)
{
    g_clear_pointer(&keys->code, g_free);
    keys->count = 0;
}

void
vigie_keys_init(VigieKeys *keys, gsize n)
{
    *keys = (VigieKeys){g_new0(guint32, MAX(n, 1)), n > 0 ? 1 : 0};
}

/* Codes of distinct numbers; 0 is "missing". */
static guint32
number_codes(const double *value, gsize n, guint32 *code)
{
    g_autoptr(GHashTable) seen =
        g_hash_table_new_full(g_double_hash, g_double_equal, g_free, NULL);
    guint32 count = 1;
    for (gsize i = 0; i < n; i++) {
        code[i] = 0;
        if (isnan(value[i]))
            continue;
        code[i] = GPOINTER_TO_UINT(g_hash_table_lookup(seen, &value[i]));
        if (code[i] > 0)
            continue;
        code[i] = count++;
        g_hash_table_insert(seen, g_memdup2(&value[i], sizeof value[i]),
                            GUINT_TO_POINTER(code[i]));
    }
    return count;
}

static void
column_keys(VigieKeys *keys, const VigieColumn *column, gsize n)
{
    keys->code = g_new(guint32, MAX(n, 1));
    if (column->kind == VIGIE_VALUE_NUMBER || column->kind == VIGIE_VALUE_DATE) {
        keys->count = number_codes(column->value, n, keys->code);
        return;
    }
    guint n_levels = column->kind == VIGIE_VALUE_CHOICE ? column->item->list->choices->len
                                                        : column->levels->len;
    keys->count = n_levels + 1;
    for (gsize i = 0; i < n; i++)
        keys->code[i] = isnan(column->value[i]) ? 0 : (guint32)column->value[i] + 1;
}

static void
cross_by_table(VigieKeys *keys, const VigieKeys *other, gsize n)
{
    g_autofree guint32 *table = g_new0(guint32, (gsize)keys->count * other->count);
    guint32 count = 0;
    for (gsize i = 0; i < n; i++) {
        guint32 *entry = &table[(gsize)keys->code[i] * other->count + other->code[i]];
        if (*entry == 0)
            *entry = ++count;
        keys->code[i] = *entry - 1;
    }
    keys->count = count;
}

static void
cross_by_hash(VigieKeys *keys, const VigieKeys *other, gsize n)
{
    g_autoptr(GHashTable) seen =
        g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    guint32 count = 0;
    for (gsize i = 0; i < n; i++) {
        gint64 pair = ((gint64)keys->code[i] << 32) | other->code[i];
        guint32 found = GPOINTER_TO_UINT(g_hash_table_lookup(seen, &pair));
        if (found == 0) {
            found = ++count;
            g_hash_table_insert(seen, g_memdup2(&pair, sizeof pair), GUINT_TO_POINTER(found));
        }
        keys->code[i] = found - 1;
    }
    keys->count = count;
}

void
vigie_keys_cross_codes(VigieKeys *keys, const VigieKeys *other, gsize n)
{
    if ((guint64)keys->count * other->count <= TABLE_MAX)
        cross_by_table(keys, other, n);
    else
        cross_by_hash(keys, other, n);
}

void
vigie_keys_cross(VigieKeys *keys, const VigieColumn *column, gsize n)
{
    VigieKeys other;
    column_keys(&other, column, n);
    vigie_keys_cross_codes(keys, &other, n);
    vigie_keys_release(&other);
}

gsize *
vigie_keys_first(const VigieKeys *keys, gsize n)
{
    gsize *first = g_new0(gsize, MAX(keys->count, 1));
    for (gsize i = n; i-- > 0;)
        first[keys->code[i]] = i;
    return first;
}
