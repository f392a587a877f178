/* load.c - how the records of a load are stored: columns, and choices by name */
#include "verdict.h"
#include <math.h>
#include <string.h>

/* From here on, choices that only a wave's own questionnaire has (see table.c). */
#define FIRST_FOREIGN_CODE 1000000

static void
clear_item(void *item)
{
    g_free(((VigieStoredItem *)item)->code);
    g_free(((VigieStoredItem *)item)->scale);
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
    load->bridges = g_ptr_array_new();
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
    g_ptr_array_unref(load->bridges);
    g_clear_pointer(&load->edits, vigie_findings_free);
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

/* The choice of the survey's list that a recode= gives; -1 = none. */
static gint
recoded(const VigieBridge *bridge, const VigieItem *item, const char *name)
{
    for (guint i = 0; bridge != NULL && bridge->said != NULL && bridge->said[i] != NULL; i++)
        if (strcmp(bridge->said[i], name) == 0)
            return vigie_list_index(item->list, bridge->meant[i]);
    return -1;
}

/* Code in the survey's list of one choice of the file's. */
static bool
map_choice(VigieStore *store, const VigieStoredItem *stored, const VigieChoice *choice,
           gint64 *code, GError **error)
{
    const VigieLoad *load = store->load;
    const VigieItem *item = stored->item, *file = stored->file;
    const VigieBridge *bridge = vigie_load_bridge(load, file->name);
    gint meant = recoded(bridge, item, choice->name);
    if (meant >= 0) {
        VigieMissing why = vigie_list_get(item->list, (guint)meant)->missing;
        *code = why != VIGIE_PRESENT ? VIGIE_NO_ANSWER(why) : meant;
        return true;
    }
    *code = vigie_list_index(item->list, choice->name);
    if (*code >= 0 || choice->missing != VIGIE_PRESENT)
        return true;
    if (has_same_scale(item, file) || (bridge != NULL && !bridge->breaks))
        return set_choice_error(
            load, file, error,
            _("%s has the choice %s, which list %s of %s lacks: add it there"), file->name,
            choice->name, item->list->name, load->survey->path);
    return foreign_code(store, item, choice, code, error);
}

static bool
map_choices(VigieStore *store, VigieStoredItem *stored, GError **error)
{
    const VigieList *list = stored->file->list;
    stored->code = g_new0(gint64, MAX(list->choices->len, 1));
    for (guint i = 0; i < list->choices->len; i++)
        if (!map_choice(store, stored, vigie_list_get(list, i), &stored->code[i], error))
            return false;
    return true;
}

/* Where the answers to an item are in the file: under its name, unless a bridge takes them elsewhere. */
static const VigieItem *
file_item(const VigieLoad *load, const char *name)
{
    const VigieBridge *to = vigie_load_bridge_to(load, name);
    const VigieBridge *away = vigie_load_bridge(load, name);
    if (to != NULL)
        return vigie_codebook_find(load->file, to->item);
    return away != NULL && away->rename != NULL ? NULL : vigie_codebook_find(load->file, name);
}

static bool
plan_item(VigieStore *store, VigieStoredItem *stored, GError **error)
{
    const VigieLoad *load = store->load;
    const VigieItem *file = stored->file = file_item(load, stored->item->name);
    const VigieBridge *bridge = file != NULL ? vigie_load_bridge(load, file->name) : NULL;
    if (file == NULL || (file == stored->item && bridge == NULL))
        return true;
    if (file->kind != stored->item->kind)
        return set_choice_error(
            load, file, error,
            _("%s is of type %s here but %s in %s: give it another name in one of them"),
            file->name, file->type, stored->item->type, load->survey->path);
    if (bridge != NULL && !bridge->breaks)
        stored->scale = vigie_item_scale(stored->item);
    return file->kind != VIGIE_VALUE_CHOICE || map_choices(store, stored, error);
}

/* Against the survey's own questionnaire, whose words the answers will be shown with ------------ */

/* Has somebody said what is meant?  An accept= may be about the other waves too. */
static bool
is_bridged(const VigieLoad *load, const char *name)
{
    if (vigie_load_bridge(load, name) != NULL || vigie_load_bridge_to(load, name) != NULL)
        return true;
    for (guint i = 0; load->declared != NULL && i < load->declared->len; i++) {
        const VigieBridge *bridge = g_ptr_array_index(load->declared, i);
        if (strcmp(bridge->item, name) == 0 && bridge->kind == VIGIE_BRIDGE_ACCEPT)
            return true;
    }
    return false;
}

static bool
judge_item(const VigieLoad *load, VigieStoredItem *stored, const VigieComparison *c,
           GError **error)
{
    if (is_bridged(load, stored->item->name))
        return true;
    if (vigie_verdict_refused(c->verdict)) {
        g_autofree char *details = vigie_comparison_details(c);
        VigiePlace place = {load->file->path, c->after->line, 0};
        vigie_set_error_at(
            error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_REUSED, &place,
            _("%s, against %s: %s; say in observatory.ini what is meant by [bridge %s %s] with "
              "from=%d, reason= and accept=yes, recode=OLD=NEW or rename=ITEM"),
            c->after->name, load->survey->path, details, load->table, c->after->name,
            load->first_year);
        return false;
    }
    if ((c->found & 1u << VIGIE_VERDICT_SCALE) != 0 && has_same_scale(c->before, c->after)) {
        g_autofree char *scale = vigie_item_scale(c->after);
        stored->scale = g_strconcat("turned ", scale, NULL);
    }
    return true;
}

static bool
judge_items(const VigieLoad *load, GError **error)
{
    if (load->file == load->survey || !load->persons)
        return true;
    g_autoptr(GPtrArray) comparisons = vigie_codebook_compare(load->survey, load->file);
    g_autoptr(GHashTable) by_name = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < comparisons->len; i++) {
        VigieComparison *c = g_ptr_array_index(comparisons, i);
        if (c->before != NULL && c->after != NULL)
            g_hash_table_insert(by_name, c->after->name, c);
    }
    for (guint i = 0; i < load->items->len; i++) {
        VigieStoredItem *stored = &g_array_index(load->items, VigieStoredItem, i);
        const VigieComparison *c = g_hash_table_lookup(by_name, stored->item->name);
        if (c != NULL && stored->file != NULL && !judge_item(load, stored, c, error))
            return false;
    }
    return true;
}

bool
vigie_load_plan(VigieStore *store, const VigieFrame *first, GError **error)
{
    VigieLoad *load = store->load;
    load->file = first->codebook;
    if (!vigie_load_find_bridges(load, first, error))
        return false;
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
    return judge_items(load, error) && prepare_insert(store, error);
}
