/* catalogue.c - what the store knows about its batches: years, scales, last day */
#include "connection.h"
#include <string.h>

static bool
get_scales(VigieStore *store, const char *table, const char *item, int year, const char *scale,
           VigieAsked *asked, GError **error)
{
    gint64 n_same = 0, n_other = 0;
    static const char count[] =
        "SELECT count(*) FROM asked WHERE item = ?1 AND (scale = ?2) = ?3 AND batch IN"
        " (SELECT b.id FROM batch b JOIN wave w ON w.batch = b.id WHERE w.year = ?5 AND "
        "b.survey IN"
        " (WITH RECURSIVE around (name) AS (VALUES (?4) UNION SELECT parent FROM repeat"
        " JOIN around ON survey = name) SELECT name FROM around))";
    if (!vigie_sql_get(store, error, &n_same, count, "ssisi", item, scale, (gint64)1, table,
                       (gint64)year) ||
        !vigie_sql_get(store, error, &n_other, count, "ssisi", item, scale, (gint64)0, table,
                       (gint64)year))
        return false;
    *asked = n_other > 0  ? VIGIE_ASKED_OTHER_SCALE
             : n_same > 0 ? VIGIE_ASKED_YES
                          : VIGIE_ASKED_NO;
    return true;
}

bool
vigie_store_asked(VigieStore *store, const char *table, const VigieItem *item, const int *year,
                  guint n_years, VigieAsked *asked, GError **error)
{
    g_autofree char *scale = vigie_item_scale(item);
    for (guint i = 0; i < n_years; i++) {
        asked[i] = VIGIE_ASKED_NO;
        if (!store->empty &&
            !get_scales(store, table, item->name, year[i], scale, &asked[i], error))
            return false;
    }
    return true;
}

bool
vigie_store_years(VigieStore *store, const char *table, GArray **years, GError **error)
{
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(int));
    g_autoptr(sqlite3_stmt) rows = NULL;
    bool row = !store->empty;
    if (row) {
        rows = vigie_sql_prepare(
            store, error,
            "SELECT DISTINCT w.year FROM wave w JOIN batch b ON b.id = w.batch"
            " WHERE b.survey = ? AND w.year IS NOT NULL ORDER BY 1",
            "s", table);
        if (rows == NULL)
            return false;
    }
    while (row) {
        if (!vigie_sql_step(store, rows, &row, error))
            return false;
        int year = row ? sqlite3_column_int(rows, 0) : 0;
        if (row)
            g_array_append_val(found, year);
    }
    *years = g_steal_pointer(&found);
    return true;
}

static void
free_row(void *user)
{
    VigieBatchRow *row = user;
    g_free(row->table);
    g_free(row->source);
    g_free(row->file);
    g_free(row->loaded);
    g_free(row->dialect);
    g_free(row->mapping);
    g_free(row);
}

static VigieBatchRow *
make_row(sqlite3_stmt *row)
{
    VigieBatchRow *batch = g_new0(VigieBatchRow, 1);
    batch->id = sqlite3_column_int64(row, 0);
    batch->loaded = g_strdup_printf("batch %" G_GINT64_FORMAT, batch->id);
    batch->table = vigie_sql_text(row, 1);
    batch->survey = sqlite3_column_int(row, 2) != 0;
    batch->source = vigie_sql_text(row, 3);
    batch->file = vigie_sql_text(row, 4);
    batch->dialect = vigie_sql_text(row, 5);
    batch->mapping = vigie_sql_text(row, 6);
    batch->n_rows = (guint64)sqlite3_column_int64(row, 7);
    batch->n_accepted = (guint64)sqlite3_column_int64(row, 8);
    batch->n_refused = (guint64)sqlite3_column_int64(row, 9);
    batch->n_findings = (guint64)sqlite3_column_int64(row, 10);
    batch->n_records = (guint64)sqlite3_column_int64(row, 11);
    batch->first_year = sqlite3_column_int(row, 12);
    batch->last_year = sqlite3_column_int(row, 13);
    return batch;
}

GPtrArray *
vigie_store_batches(VigieStore *store, GError **error)
{
    g_autoptr(GPtrArray) batches = g_ptr_array_new_with_free_func(free_row);
    if (store->empty)
        return g_steal_pointer(&batches);
    g_autoptr(sqlite3_stmt) rows = vigie_sql_prepare(
        store, error,
        "SELECT b.id, survey, kind = 'survey', source, file, dialect, mapping, n_rows, "
        "n_accepted,"
        " n_refused, n_findings, sum(w.n), min(w.year), max(w.year)"
        " FROM batch b LEFT JOIN wave w ON w.batch = b.id GROUP BY b.id ORDER BY b.id",
        "");
    bool row = rows != NULL;
    while (row) {
        if (!vigie_sql_step(store, rows, &row, error))
            return NULL;
        if (row)
            g_ptr_array_add(batches, make_row(rows));
    }
    return rows != NULL ? g_steal_pointer(&batches) : NULL;
}

bool
vigie_store_newest_day(VigieStore *store, double *days, GError **error)
{
    gint64 day = G_MININT64;
    if (!store->empty &&
        !vigie_sql_get(store, error, &day,
                       "SELECT max(last_day) FROM batch HAVING max(last_day) IS NOT NULL", ""))
        return false;
    if (day == G_MININT64) {
        VigiePlace place = {store->path, 0, 0};
        vigie_set_error_at(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_MISSING, &place,
                           _("no loaded record has a date or a year: give --date"));
        return false;
    }
    *days = (double)day;
    return true;
}
