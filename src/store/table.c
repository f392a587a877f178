/* table.c - the table of records of a survey or dataset, its items and choices, its views with labels */
#include "structure.h"
#include <string.h>
#include <vigie/frame-identifier.h>

/* Codes from here on are choices that only a wave's own questionnaire has (append.c). */
#define FOREIGN_CODES "1000000"

/* A survey named like one of the store's own tables gets a "_", and one more than it has already, so that names stay
 * apart: batch -> batch_, batch_ -> batch__. */
char *
vigie_table_name(const char *survey)
{
    static const char *const own[] = {
        "structure", "batch",       "wave",       "asked",  "finding",    "choice",
        "item",      "calibration", "calibrated", "repeat", "record_key", "calibration_margin",
        NULL};
    gsize length = strlen(survey);
    while (length > 0 && survey[length - 1] == '_')
        length--;
    g_autofree char *stem = g_ascii_strdown(survey, (gssize)length);
    bool clash = g_strv_contains(own, stem) || g_str_has_suffix(stem, "_labels") ||
                 g_str_has_suffix(stem, "_labels_fr") || g_str_has_suffix(stem, "_labels_en");
    char *name = g_strconcat(survey, clash ? "_" : "", NULL);
    return g_strdelimit(name, ".", '_');
}

static const char *
column_type(const VigieItem *item)
{
    switch (item->kind) {
    case VIGIE_VALUE_NUMBER:
        return item->integer ? "INTEGER" : "REAL";
    case VIGIE_VALUE_CHOICE:
    case VIGIE_VALUE_DATE:
        return "INTEGER";
    default:
        return "TEXT";
    }
}

static void
add_column(GString *sql, const VigieItem *item)
{
    vigie_sql_name(sql, item->name);
    g_string_append_printf(sql, " %s", column_type(item));
}

bool
vigie_table_keeps(const VigieItem *item, bool survey)
{
    return item->origin != VIGIE_ITEM_INHERITED &&
           (!survey || vigie_item_identifies(item) == VIGIE_IDENTIFIER_NO);
}

/* The items that have a column, in questionnaire order; (transfer container). */
static GPtrArray *
kept_items(const VigieTableSpec *spec)
{
    GPtrArray *kept = g_ptr_array_new();
    for (guint i = 0; i < spec->codebook->items->len; i++)
        if (vigie_table_keeps(spec->codebook->items->pdata[i], spec->survey))
            g_ptr_array_add(kept, spec->codebook->items->pdata[i]);
    return kept;
}

/* The records of a repeat cannot outlive their parents. */
static void
add_link(GString *sql, const VigieTableSpec *spec)
{
    const VigieRepeat *repeat = spec->codebook->repeat;
    if (repeat == NULL)
        return;
    g_autofree char *parent = vigie_repeat_parent(spec->name, repeat);
    g_autofree char *table = vigie_table_name(parent);
    g_string_append(sql, ", FOREIGN KEY (");
    vigie_sql_name(sql, repeat->link->name);
    g_string_append(sql, ") REFERENCES ");
    vigie_sql_name(sql, table);
    g_string_append(sql, " (record)");
}

static bool
index_link(VigieStore *store, const char *table, const VigieRepeat *repeat, GError **error)
{
    if (repeat == NULL)
        return true;
    g_autofree char *name = g_strdup_printf("%s_%s", table, repeat->link->name);
    g_autoptr(GString) sql = g_string_new("CREATE INDEX ");
    vigie_sql_name(sql, name);
    g_string_append(sql, " ON ");
    vigie_sql_name(sql, table);
    g_string_append(sql, " (");
    vigie_sql_name(sql, repeat->link->name);
    g_string_append(sql, ")");
    return vigie_sql_run(store, error, sql->str, "");
}

static bool
create(VigieStore *store, const char *table, const VigieTableSpec *spec, const GPtrArray *items,
       GError **error)
{
    g_autoptr(GString) sql = g_string_new("CREATE TABLE ");
    vigie_sql_name(sql, table);
    g_string_append(
        sql, " (record INTEGER PRIMARY KEY, batch INTEGER NOT NULL REFERENCES batch (id),"
             " line INTEGER, year INTEGER, wave TEXT, missing TEXT");
    for (guint i = 0; i < items->len; i++) {
        g_string_append(sql, ", ");
        add_column(sql, items->pdata[i]);
    }
    add_link(sql, spec);
    g_string_append(sql, ") STRICT");
    return vigie_sql_run(store, error, sql->str, "") &&
           index_link(store, table, spec->codebook->repeat, error);
}

GHashTable *
vigie_table_columns(VigieStore *store, const char *survey, GError **error)
{
    g_autofree char *table = vigie_table_name(survey);
    g_autoptr(sqlite3_stmt) rows = vigie_sql_prepare(
        store, error, "SELECT lower(name), type FROM pragma_table_info(?)", "s", table);
    g_autoptr(GHashTable) columns =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    bool row = rows != NULL;
    while (row) {
        if (!vigie_sql_step(store, rows, &row, error))
            return NULL;
        if (row)
            g_hash_table_insert(columns, vigie_sql_text(rows, 0), vigie_sql_text(rows, 1));
    }
    return rows != NULL ? g_steal_pointer(&columns) : NULL;
}

static bool
alter(VigieStore *store, const char *table, const VigieItem *item, const char *verb,
      GError **error)
{
    g_autoptr(GString) sql = g_string_new("ALTER TABLE ");
    vigie_sql_name(sql, table);
    g_string_append_printf(sql, " %s COLUMN ", verb);
    if (strcmp(verb, "ADD") == 0)
        add_column(sql, item);
    else
        vigie_sql_name(sql, item->name);
    return vigie_sql_run(store, error, sql->str, "");
}

/* A column whose type changed is made anew: the values of other batches in it are stale, and read so, until they are
 * loaded again. */
static bool
alter_item(VigieStore *store, const char *table, GHashTable *columns, const VigieItem *item,
           GError **error)
{
    g_autofree char *key = g_ascii_strdown(item->name, -1);
    const char *type = g_hash_table_lookup(columns, key);
    if (type != NULL && strcmp(type, column_type(item)) == 0)
        return true;
    if (type != NULL && !alter(store, table, item, "DROP", error))
        return false;
    return alter(store, table, item, "ADD", error);
}

static bool
create_or_alter(VigieStore *store, const VigieTableSpec *spec, GError **error)
{
    g_autofree char *table = vigie_table_name(spec->name);
    g_autoptr(GPtrArray) items = kept_items(spec);
    g_autoptr(GHashTable) columns = vigie_table_columns(store, spec->name, error);
    if (columns == NULL)
        return false;
    if (g_hash_table_size(columns) == 0)
        return create(store, table, spec, items, error);
    for (guint i = 0; i < items->len; i++)
        if (!alter_item(store, table, columns, items->pdata[i], error))
            return false;
    return true;
}

/* Items and choices ------------------------------------------------------------------------- */

static bool
insert_item(VigieStore *store, const VigieTableSpec *spec, const VigieItem *item,
            GError **error)
{
    return vigie_sql_run(store, error,
                         "INSERT INTO item VALUES (?, ?, ?, ?, ?, nullif(?, ''), ?, ?, ?)",
                         "ssisssssi", spec->name, item->name, (gint64)item->index + 1,
                         item->type, item->list != NULL ? item->list->name : NULL, item->role,
                         vigie_item_label(spec->codebook, item, VIGIE_LANG_FR),
                         vigie_item_label(spec->codebook, item, VIGIE_LANG_EN),
                         (gint64)vigie_table_keeps(item, spec->survey));
}

static bool
write_items(VigieStore *store, const VigieTableSpec *spec, GError **error)
{
    if (!vigie_sql_run(store, error, "DELETE FROM item WHERE survey = ?", "s", spec->name))
        return false;
    for (guint i = 0; i < spec->codebook->items->len; i++)
        if (((const VigieItem *)spec->codebook->items->pdata[i])->origin !=
                VIGIE_ITEM_INHERITED &&
            !insert_item(store, spec, spec->codebook->items->pdata[i], error))
            return false;
    return true;
}

static bool
insert_list(VigieStore *store, const VigieTableSpec *spec, const VigieList *list,
            GError **error)
{
    for (guint i = 0; i < list->choices->len; i++) {
        const VigieChoice *choice = vigie_list_get(list, i);
        if (!vigie_sql_run(store, error, "INSERT INTO choice VALUES (?, ?, ?, ?, ?, ?)",
                           "ssisss", spec->name, list->name, (gint64)i, choice->name,
                           vigie_choice_label(spec->codebook, choice, VIGIE_LANG_FR),
                           vigie_choice_label(spec->codebook, choice, VIGIE_LANG_EN)))
            return false;
    }
    return true;
}

static bool
write_choices(VigieStore *store, const VigieTableSpec *spec, GError **error)
{
    const GPtrArray *lists = spec->codebook->lists;
    if (!vigie_sql_run(store, error,
                       "DELETE FROM choice WHERE survey = ? AND code < " FOREIGN_CODES, "s",
                       spec->name))
        return false;
    for (guint i = 0; i < lists->len; i++)
        if (!insert_list(store, spec, lists->pdata[i], error))
            return false;
    return true;
}

/* Views -------------------------------------------------------------------------------------- */

static void
add_view_column(GString *sql, const char *survey, const VigieItem *item, const char *lang)
{
    if (item->kind == VIGIE_VALUE_CHOICE) {
        g_string_append_printf(sql, ", (SELECT label_%s FROM choice WHERE survey = ", lang);
        vigie_sql_literal(sql, survey);
        g_string_append(sql, " AND list = ");
        vigie_sql_literal(sql, item->list->name);
        g_string_append(sql, " AND code = r.");
        vigie_sql_name(sql, item->name);
        g_string_append(sql, ") AS ");
    } else if (item->kind == VIGIE_VALUE_DATE) {
        g_string_append(sql, ", date(r.");
        vigie_sql_name(sql, item->name);
        g_string_append(sql, " * 86400, 'unixepoch') AS ");
    } else {
        g_string_append(sql, ", r.");
    }
    vigie_sql_name(sql, item->name);
}

static const char *const view_suffixes[] = {"_labels", "_labels_fr", "_labels_en", NULL};

static bool
drop_views(VigieStore *store, const char *survey, GError **error)
{
    g_autofree char *table = vigie_table_name(survey);
    for (const char *const *suffix = view_suffixes; *suffix != NULL; suffix++) {
        g_autofree char *view = g_strconcat(table, *suffix, NULL);
        g_autoptr(GString) sql = g_string_new("DROP VIEW IF EXISTS ");
        vigie_sql_name(sql, view);
        if (!vigie_sql_run(store, error, sql->str, ""))
            return false;
    }
    return true;
}

static bool
create_view(VigieStore *store, const VigieTableSpec *spec, const char *suffix, const char *lang,
            GError **error)
{
    g_autofree char *table = vigie_table_name(spec->name);
    g_autofree char *view = g_strconcat(table, suffix, NULL);
    g_autoptr(GPtrArray) items = kept_items(spec);
    g_autoptr(GString) sql = g_string_new("CREATE VIEW ");
    vigie_sql_name(sql, view);
    g_string_append(sql, " AS SELECT r.record, b.file, r.line, r.year, r.wave");
    for (guint i = 0; i < items->len; i++)
        add_view_column(sql, spec->name, items->pdata[i], lang);
    g_string_append(sql, ", r.missing FROM ");
    vigie_sql_name(sql, table);
    g_string_append(sql, " r JOIN batch b ON b.id = r.batch");
    return vigie_sql_run(store, error, sql->str, "");
}

/* NAME_labels in the language that the questionnaire names first; where it has both, one view for each. */
static bool
create_views(VigieStore *store, const VigieTableSpec *spec, GError **error)
{
    const VigieCodebook *codebook = spec->codebook;
    const char *const *languages = (const char *const *)codebook->languages;
    bool english = codebook->n_languages > 0 && strcmp(languages[0], "en") == 0;
    if (!create_view(store, spec, "_labels", english ? "en" : "fr", error))
        return false;
    if (codebook->n_languages < 2 || !g_strv_contains(languages, "fr") ||
        !g_strv_contains(languages, "en"))
        return true;
    return create_view(store, spec, "_labels_fr", "fr", error) &&
           create_view(store, spec, "_labels_en", "en", error);
}

static bool
write_repeat(VigieStore *store, const VigieTableSpec *spec, GError **error)
{
    const VigieRepeat *repeat = spec->codebook->repeat;
    if (repeat == NULL)
        return true;
    g_autofree char *parent = vigie_repeat_parent(spec->name, repeat);
    return vigie_sql_run(store, error, "INSERT OR REPLACE INTO repeat VALUES (?, ?, ?)", "sss",
                         spec->name, parent, repeat->link->name);
}

bool
vigie_table_prepare(VigieStore *store, const VigieTableSpec *spec, GError **error)
{
    /* Views go first: a column that they show cannot be dropped. */
    return drop_views(store, spec->name, error) && create_or_alter(store, spec, error) &&
           write_items(store, spec, error) && write_choices(store, spec, error) &&
           write_repeat(store, spec, error) && create_views(store, spec, error);
}
