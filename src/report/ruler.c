/* ruler.c - a measurer that remembers: charts are laid out several times before they find their place */
#include "ruler.h"

#include <string.h>

struct VigieRuler {
    VigieMeasurer own;
    const VigieMeasurer *inner;
    GHashTable *known; /* "size weight text" -> VigieExtents* */
    GString *key;
};

static void
measure(void *user, const char *text, gsize length, double size, VigieWeight weight,
        VigieExtents *out)
{
    VigieRuler *ruler = user;
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_assign(ruler->key, g_ascii_dtostr(number, sizeof number, size));
    g_string_append_c(ruler->key, (char)('0' + weight));
    g_string_append_len(ruler->key, text, (gssize)length);
    const VigieExtents *known = g_hash_table_lookup(ruler->known, ruler->key->str);
    if (known != NULL) {
        *out = *known;
        return;
    }
    ruler->inner->extents(ruler->inner->user, text, length, size, weight, out);
    g_hash_table_insert(ruler->known, g_strdup(ruler->key->str), g_memdup2(out, sizeof *out));
}

VigieRuler *
vigie_ruler_new(const VigieMeasurer *inner)
{
    VigieRuler *ruler = g_new0(VigieRuler, 1);
    ruler->own = (VigieMeasurer){measure, ruler};
    ruler->inner = inner;
    ruler->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    ruler->key = g_string_new(NULL);
    return ruler;
}

void
vigie_ruler_free(VigieRuler *ruler)
{
    if (ruler == NULL)
        return;
    g_hash_table_unref(ruler->known);
    g_string_free(ruler->key, TRUE);
    g_free(ruler);
}

const VigieMeasurer *
vigie_ruler_measurer(const VigieRuler *ruler)
{
    return &ruler->own;
}
