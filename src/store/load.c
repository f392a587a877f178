/* load.c - how the records of a load are stored: columns, and choices by name */
#include "load.h"
#include <math.h>
#include <string.h>

/* From here on, choices that only a wave's own questionnaire has (see table.c). */
#define FIRST_FOREIGN_CODE 1000000

static void
clear_item(void *item)
{
    g_free(((VigieStoredItem *)item)->code);
}

static void
clear_wave(void *wave)
{
    g_free(((VigieStoredWave *)wave)->wave);
}

VigieLoad *
vigie_load_new(const char *table, const VigieCodebook *survey, gint64 batch)
{
    VigieLoad *load = g_new0(VigieLoad, 1);
    load->batch = batch;
    load->table = g_strdup(table);
    load->survey = survey;
    load->items = g_array_new(FALSE, TRUE, sizeof(VigieStoredItem));
    g_array_set_clear_func(load->items, clear_item);
    load->waves = g_array_new(FALSE, TRUE, sizeof(VigieStoredWave));
    g_array_set_clear_func(load->waves, clear_wave);
    load->missing = g_string_new(NULL);
    load->last_day = NAN;
    return load;
}

void
vigie_load_free(VigieLoad *load)
{
    if (load == NULL)
        return;
    sqlite3_finalize(load->insert);
    g_array_free(load->items, TRUE);
    g_array_free(load->waves, TRUE);
    g_string_free(load->missing, TRUE);
    g_free(load->table);
    g_free(load);
}

static bool
prepare_insert(VigieStore *store, GError **error)
{
    VigieLoad *load = store->load;
    g_autofree char *table = vigie_table_name(load->table);
    g_autoptr(GString) sql = g_string_new("INSERT INTO ");
    vigie_sql_name(sql, table);
    g_string_append(sql, " (batch, line, year, wave, missing");
    for (guint i = 0; i < load->items->len; i++) {
        g_string_append(sql, ", ");
        vigie_sql_name(sql, g_array_index(load->items, VigieStoredItem, i).item->name);
    }
    g_string_append(sql, ") VALUES (?, ?, ?, ?, ?");
    for (guint i = 0; i < load->items->len; i++)
        g_string_append(sql, ", ?");
    g_string_append_c(sql, ')');
    load->insert = vigie_sql_prepare(store, error, sql->str, "i", load->batch);
    return load->insert != NULL;
}

static bool set_choice_error(const VigieLoad *load, const VigieItem *item, GError **error,
                             const char *format, ...) G_GNUC_PRINTF(4, 5);
static bool
set_choice_error(const VigieLoad *load, const VigieItem *item, GError **error,
                 const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    VigiePlace place = {load->file->path, item->line, 0};
    vigie_set_error_at(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_CHOICE, &place, "%s", text);
    return false;
}

/* The code of a choice that the survey's list lacks: the one it has got already, else the next. */
static bool
foreign_code(VigieStore *store, const VigieItem *item, const VigieChoice *choice, gint64 *code,
             GError **error)
{
    const char *survey = store->load->table;
    *code = 0;
    if (!vigie_sql_get(store, error, code,
                       "SELECT code FROM choice WHERE survey = ? AND list = ? AND name = ?"
                       " AND code >= ?",
                       "sssi", survey, item->list->name, choice->name,
                       (gint64)FIRST_FOREIGN_CODE))
        return false;
    if (*code != 0)
        return true;
    return vigie_sql_get(store, error, code,
                         "SELECT max(?, coalesce(max(code) + 1, 0)) FROM choice"
                         " WHERE survey = ? AND list = ?",
                         "iss", (gint64)FIRST_FOREIGN_CODE, survey, item->list->name) &&
           vigie_sql_run(store, error, "INSERT INTO choice VALUES (?, ?, ?, ?, ?, ?)", "ssisss",
                         survey, item->list->name, *code, choice->name,
                         vigie_choice_label(store->load->file, choice, VIGIE_LANG_FR),
                         vigie_choice_label(store->load->file, choice, VIGIE_LANG_EN));
}

static bool
has_same_scale(const VigieItem *a, const VigieItem *b)
{
    g_autofree char *scale_a = vigie_item_scale(a);
    g_autofree char *scale_b = vigie_item_scale(b);
    return strcmp(scale_a, scale_b) == 0;
}

/* Code in the survey's list of each choice of the file's. */
static bool
map_choices(VigieStore *store, VigieStoredItem *stored, const VigieItem *file, GError **error)
{
    const VigieItem *item = stored->item;
    bool same_scale = has_same_scale(item, file);
    stored->code = g_new0(gint64, MAX(file->list->choices->len, 1));
    for (guint i = 0; i < file->list->choices->len; i++) {
        const VigieChoice *choice = vigie_list_get(file->list, i);
        stored->code[i] = vigie_list_index(item->list, choice->name);
        if (stored->code[i] >= 0 || choice->missing != VIGIE_PRESENT)
            continue;
        if (same_scale)
            return set_choice_error(
                store->load, file, error,
                _("%s has the choice %s, which list %s of %s lacks: add it there"), file->name,
                choice->name, item->list->name, store->load->survey->path);
        if (!foreign_code(store, item, choice, &stored->code[i], error))
            return false;
    }
    return true;
}

static bool
plan_item(VigieStore *store, VigieStoredItem *stored, GError **error)
{
    const VigieLoad *load = store->load;
    const VigieItem *file = vigie_codebook_find(load->file, stored->item->name);
    if (load->file == load->survey || file == NULL)
        return true;
    if (file->kind != stored->item->kind)
        return set_choice_error(
            load, file, error,
            _("%s is of type %s here but %s in %s: give it another name in one of them"),
            file->name, file->type, stored->item->type, load->survey->path);
    if (file->kind == VIGIE_VALUE_CHOICE)
        return map_choices(store, stored, file, error);
    return true;
}

bool
vigie_load_plan(VigieStore *store, const VigieCodebook *file, GError **error)
{
    VigieLoad *load = store->load;
    load->file = file;
    for (guint i = 0; i < load->survey->items->len; i++) {
        VigieStoredItem stored = {.item = load->survey->items->pdata[i]};
        if (!vigie_table_keeps(stored.item, load->persons))
            continue;
        g_array_append_val(load->items, stored);
        if (!plan_item(store,
                       &g_array_index(load->items, VigieStoredItem, load->items->len - 1),
                       error))
            return false;
    }
    return prepare_insert(store, error);
}
