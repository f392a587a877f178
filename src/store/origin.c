/* origin.c - from a record back to its batch, file and line */
#include "connection.h"

static void
free_origin(void *user)
{
    VigieOrigin *origin = user;
    g_free(origin->source);
    g_free(origin->file);
    g_free(origin->sha256);
    g_free(origin->mapping);
    g_free(origin);
}

static VigieOrigin *
make_origin(sqlite3_stmt *row, gsize first)
{
    VigieOrigin *origin = g_new0(VigieOrigin, 1);
    origin->first = first;
    origin->record = sqlite3_column_int64(row, 0);
    origin->n = (gsize)(sqlite3_column_int64(row, 1) - origin->record + 1);
    origin->batch = sqlite3_column_int64(row, 2);
    origin->source = vigie_sql_text(row, 3);
    origin->file = vigie_sql_text(row, 4);
    origin->sha256 = vigie_sql_text(row, 5);
    origin->mapping = vigie_sql_text(row, 6);
    return origin;
}

GPtrArray *
vigie_store_origins(VigieStore *store, const char *table, GError **error)
{
    g_autoptr(GPtrArray) origins = g_ptr_array_new_with_free_func(free_origin);
    g_autoptr(sqlite3_stmt) rows = NULL;
    bool row = !store->empty;
    if (row) {
        rows = vigie_sql_prepare(
            store, error,
            "SELECT first_record, last_record, id, source, file, file_sha256, mapping FROM "
            "batch"
            " WHERE survey = ? AND first_record IS NOT NULL ORDER BY first_record",
            "s", table);
        if (rows == NULL)
            return NULL;
    }
    gsize first = 0;
    while (row) {
        if (!vigie_sql_step(store, rows, &row, error))
            return NULL;
        if (!row)
            break;
        VigieOrigin *origin = make_origin(rows, first);
        first += origin->n;
        g_ptr_array_add(origins, origin);
    }
    return g_steal_pointer(&origins);
}
