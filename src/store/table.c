/* table.c - the table of records of a survey or dataset, its choices and its view with labels */
#include "structure.h"
#include <string.h>

/* Codes from here on are choices that only a wave's own questionnaire has (append.c). */
#define FOREIGN_CODES "1000000"

/* A survey named like one of the store's own tables gets a "_", and one more than it has already, so that names stay
 * apart: batch -> batch_, batch_ -> batch__. */
char *
vigie_table_name(const char *survey)
{
    static const char *const own[] = {"structure", "batch",  "wave", "asked",
                                      "finding",   "choice", NULL};
    gsize length = strlen(survey);
    while (length > 0 && survey[length - 1] == '_')
        length--;
    g_autofree char *stem = g_ascii_strdown(survey, (gssize)length);
    bool clash = g_strv_contains(own, stem) || g_str_has_suffix(stem, "_labels");
    return g_strconcat(survey, clash ? "_" : "", NULL);
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

static bool
create(VigieStore *store, const char *table, const VigieCodebook *codebook, GError **error)
{
    g_autoptr(GString) sql = g_string_new("CREATE TABLE ");
    vigie_sql_name(sql, table);
    g_string_append(
        sql, " (record INTEGER PRIMARY KEY, batch INTEGER NOT NULL REFERENCES batch (id),"
             " line INTEGER, year INTEGER, wave TEXT, missing TEXT");
    for (guint i = 0; i < codebook->items->len; i++) {
        g_string_append(sql, ", ");
        add_column(sql, codebook->items->pdata[i]);
    }
    g_string_append(sql, ") STRICT");
    return vigie_sql_run(store, error, sql->str, "");
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
create_or_alter(VigieStore *store, const char *survey, const VigieCodebook *codebook,
                GError **error)
{
    g_autofree char *table = vigie_table_name(survey);
    g_autoptr(GHashTable) columns = vigie_table_columns(store, survey, error);
    if (columns == NULL)
        return false;
    if (g_hash_table_size(columns) == 0)
        return create(store, table, codebook, error);
    for (guint i = 0; i < codebook->items->len; i++)
        if (!alter_item(store, table, columns, codebook->items->pdata[i], error))
            return false;
    return true;
}

/* In the language that the questionnaire names first. */
static const char *
label(const VigieChoice *choice, guint n_languages)
{
    for (guint i = 0; i < n_languages; i++)
        if (*choice->labels[i] != '\0')
            return choice->labels[i];
    return choice->name;
}

static bool
insert_list(VigieStore *store, const char *survey, const VigieCodebook *codebook,
            const VigieList *list, GError **error)
{
    for (guint i = 0; i < list->choices->len; i++) {
        const VigieChoice *choice = vigie_list_get(list, i);
        if (!vigie_sql_run(store, error, "INSERT INTO choice VALUES (?, ?, ?, ?, ?)", "ssiss",
                           survey, list->name, (gint64)i, choice->name,
                           label(choice, codebook->n_languages)))
            return false;
    }
    return true;
}

static bool
write_choices(VigieStore *store, const char *survey, const VigieCodebook *codebook,
              GError **error)
{
    if (!vigie_sql_run(store, error,
                       "DELETE FROM choice WHERE survey = ? AND code < " FOREIGN_CODES, "s",
                       survey))
        return false;
    for (guint i = 0; i < codebook->lists->len; i++)
        if (!insert_list(store, survey, codebook, codebook->lists->pdata[i], error))
            return false;
    return true;
}

static void
add_view_column(GString *sql, const char *survey, const VigieItem *item)
{
    if (item->kind == VIGIE_VALUE_CHOICE) {
        g_string_append(sql, ", (SELECT label FROM choice WHERE survey = ");
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

static bool
drop_view(VigieStore *store, const char *table, GError **error)
{
    g_autofree char *view = g_strconcat(table, "_labels", NULL);
    g_autoptr(GString) sql = g_string_new("DROP VIEW IF EXISTS ");
    vigie_sql_name(sql, view);
    return vigie_sql_run(store, error, sql->str, "");
}

static bool
create_view(VigieStore *store, const char *survey, const VigieCodebook *codebook,
            GError **error)
{
    g_autofree char *table = vigie_table_name(survey);
    g_autofree char *view = g_strconcat(table, "_labels", NULL);
    g_autoptr(GString) sql = g_string_new("CREATE VIEW ");
    vigie_sql_name(sql, view);
    g_string_append(sql, " AS SELECT r.record, b.file, r.line, r.year, r.wave");
    for (guint i = 0; i < codebook->items->len; i++)
        add_view_column(sql, survey, codebook->items->pdata[i]);
    g_string_append(sql, " FROM ");
    vigie_sql_name(sql, table);
    g_string_append(sql, " r JOIN batch b ON b.id = r.batch");
    return vigie_sql_run(store, error, sql->str, "");
}

bool
vigie_table_prepare(VigieStore *store, const char *survey, const VigieCodebook *codebook,
                    GError **error)
{
    g_autofree char *table = vigie_table_name(survey);
    /* The view goes first: a column that it shows cannot be dropped. */
    return drop_view(store, table, error) && create_or_alter(store, survey, codebook, error) &&
           write_choices(store, survey, codebook, error) &&
           create_view(store, survey, codebook, error);
}
