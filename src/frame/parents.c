/* parents.c - the records of a repeat and those that they belong to */
#include <string.h>
#include <vigie/frame-parents.h>

/* Keys ------------------------------------------------------------------------------------- */

VigieRecordKeys *
vigie_record_keys_new(const char *const *headers)
{
    VigieRecordKeys *keys = g_new0(VigieRecordKeys, 1);
    keys->headers = g_strdupv((char **)headers);
    keys->entries = g_array_new(FALSE, FALSE, sizeof(VigieRecordKey));
    keys->texts = g_string_new(NULL);
    return keys;
}

void
vigie_record_keys_free(VigieRecordKeys *keys)
{
    if (keys == NULL)
        return;
    g_strfreev(keys->headers);
    g_array_unref(keys->entries);
    g_string_free(keys->texts, TRUE);
    g_free(keys);
}

void
vigie_record_keys_add(VigieRecordKeys *keys, guint header, guint64 line, const char *text,
                      gsize length)
{
    if (length == 0)
        return;
    VigieRecordKey key = {line, header, keys->texts->len};
    g_string_append_len(keys->texts, text, (gssize)length);
    g_string_append_c(keys->texts, '\0');
    g_array_append_val(keys->entries, key);
}

/* Parents ---------------------------------------------------------------------------------- */

/* Records of one key are chained. */
typedef struct {
    guint64 line;
    gsize row;
    guint file, next; /* positions; next + 1, 0 = the last */
} Entry;

VigieParents *
vigie_parents_new(VigieFrame *frame, gint64 *record)
{
    VigieParents *parents = g_new0(VigieParents, 1);
    parents->frame = frame;
    parents->record = record;
    parents->first = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    parents->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
    parents->files = g_ptr_array_new_with_free_func(g_free);
    parents->headers = g_ptr_array_new_with_free_func(g_free);
    return parents;
}

void
vigie_parents_free(VigieParents *parents)
{
    if (parents == NULL)
        return;
    vigie_frame_free(parents->frame);
    g_free(parents->record);
    g_hash_table_unref(parents->first);
    g_array_unref(parents->entries);
    g_ptr_array_unref(parents->files);
    g_ptr_array_unref(parents->headers);
    g_free(parents);
}

/* Keys come file by file. */
static guint
file_number(VigieParents *parents, const char *file)
{
    for (guint i = parents->files->len; i-- > 0;)
        if (strcmp(g_ptr_array_index(parents->files, i), file) == 0)
            return i;
    g_ptr_array_add(parents->files, g_strdup(file));
    return parents->files->len - 1;
}

void
vigie_parents_add(VigieParents *parents, const char *header, const char *key, const char *file,
                  guint64 line, gsize row)
{
    char *name = g_strdup_printf("%s\n%s", header, key);
    Entry entry = {line, row, file_number(parents, file),
                   GPOINTER_TO_UINT(g_hash_table_lookup(parents->first, name))};
    g_array_append_val(parents->entries, entry);
    g_hash_table_replace(parents->first, name, GUINT_TO_POINTER(parents->entries->len));
    if (!vigie_parents_has_header(parents, header))
        g_ptr_array_add(parents->headers, g_strdup(header));
}

bool
vigie_parents_has_header(const VigieParents *parents, const char *header)
{
    return g_ptr_array_find_with_equal_func(parents->headers, header, g_str_equal, NULL);
}

static bool
fits(const VigieParents *parents, const Entry *entry, int year, const char *wave)
{
    const VigieColumn *years = vigie_frame_column(parents->frame, "year");
    const VigieColumn *waves = vigie_frame_column(parents->frame, "wave");
    char buffer[VIGIE_NUMBER_SIZE];
    if (year != 0 && !(fabs(years->value[entry->row] - year) < 0.5))
        return false;
    return wave == NULL || strcmp(vigie_column_text(waves, entry->row, buffer), wave) == 0;
}

/* A record that was refused counts only where no other has the key. */
VigieParentResult
vigie_parents_find(const VigieParents *parents, const char *header, const char *key, int year,
                   const char *wave, VigieParentPlace *place)
{
    g_autofree char *name = g_strdup_printf("%s\n%s", header, key);
    guint n_found = 0, n_refused = 0;
    *place = (VigieParentPlace){.row = VIGIE_NO_PARENT};
    guint at = GPOINTER_TO_UINT(g_hash_table_lookup(parents->first, name));
    while (at != 0) {
        const Entry *entry = &g_array_index(parents->entries, Entry, at - 1);
        at = entry->next;
        bool refused = entry->row == VIGIE_NO_PARENT;
        n_refused += refused;
        if (refused ? n_found > 0 : !fits(parents, entry, year, wave))
            continue;
        guint slot = MIN(n_found, 1);
        place->file[slot] = g_ptr_array_index(parents->files, entry->file);
        place->line[slot] = entry->line;
        place->row = refused ? place->row : entry->row;
        n_found += !refused;
    }
    if (n_found == 0)
        return n_refused > 0 ? VIGIE_PARENT_REFUSED : VIGIE_PARENT_NONE;
    return n_found > 1 ? VIGIE_PARENT_TWICE : VIGIE_PARENT_FOUND;
}

/* Values ----------------------------------------------------------------------------------- */

void
vigie_column_copy(const VigieColumn *from, gsize row, VigieColumn *to, gsize i)
{
    to->value[i] = from->value[row];
    to->why[i] = from->why[row];
    if (from->why[row] != VIGIE_PRESENT)
        return;
    if (from->levels != NULL) {
        const char *text = g_ptr_array_index(from->levels, (guint)from->value[row]);
        to->value[i] = vigie_column_level(to, text, strlen(text));
    } else if (from->kind == VIGIE_VALUE_CHOICE && from->item->list != to->item->list) {
        const VigieChoice *choice = vigie_list_get(from->item->list, (guint)from->value[row]);
        gint at = vigie_list_index(to->item->list, choice->name);
        if (at < 0)
            vigie_column_set_missing(to, i, VIGIE_INVALID);
        else
            to->value[i] = at;
    }
}
