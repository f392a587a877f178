/* walk.c - records of a survey or dataset, batch by batch and chunk by chunk */
#include "scan.h"
#include <string.h>
#include <vigie/store-walk.h>

#define CHUNK 32768

typedef struct {
    VigieStore *store;
    const char *table;
    const VigieCodebook *codebook;
    GHashTable *columns;
    VigieFrame *frame;
    VigieStoredSink take;
    void *user;
    const VigieProgress *progress;
    guint64 done, total;
} Walk;

/* What is known of a batch -------------------------------------------------------------------- */

static GHashTable *
read_scales(VigieStore *store, gint64 batch, GError **error)
{
    g_autoptr(GHashTable) scales =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_autoptr(sqlite3_stmt) rows = vigie_sql_prepare(
        store, error, "SELECT item, scale FROM asked WHERE batch = ?", "i", batch);
    bool row = rows != NULL;
    while (row) {
        if (!vigie_sql_step(store, rows, &row, error))
            return NULL;
        if (row)
            g_hash_table_insert(scales, vigie_sql_text(rows, 0), vigie_sql_text(rows, 1));
    }
    return rows != NULL ? g_steal_pointer(&scales) : NULL;
}

static void
group_free(void *user)
{
    VigieFindingGroup *group = user;
    g_free(group->text);
    g_free(group);
}

/* Codes and items are one word for ever. */
static VigieFindingGroup *
make_group(sqlite3_stmt *row)
{
    VigieFindingGroup *group = g_new0(VigieFindingGroup, 1);
    group->level = strcmp((const char *)sqlite3_column_text(row, 0), "note") == 0
                       ? VIGIE_NOTE
                       : VIGIE_FINDING;
    group->code = g_intern_string((const char *)sqlite3_column_text(row, 1));
    group->item = g_intern_string((const char *)sqlite3_column_text(row, 2));
    group->field = (guint)sqlite3_column_int(row, 3);
    group->n = (guint64)sqlite3_column_int64(row, 4);
    group->line = (guint64)sqlite3_column_int64(row, 5);
    group->text = vigie_sql_text(row, 6);
    return group;
}

static GPtrArray *
read_groups(VigieStore *store, gint64 batch, GError **error)
{
    g_autoptr(GPtrArray) groups = g_ptr_array_new_with_free_func(group_free);
    g_autoptr(sqlite3_stmt) rows =
        vigie_sql_prepare(store, error,
                          "SELECT level, code, item, field, n, line, text FROM finding_group"
                          " WHERE batch = ? ORDER BY code, item, field",
                          "i", batch);
    bool row = rows != NULL;
    while (row) {
        if (!vigie_sql_step(store, rows, &row, error))
            return NULL;
        if (row)
            g_ptr_array_add(groups, make_group(rows));
    }
    return rows != NULL ? g_steal_pointer(&groups) : NULL;
}

static bool
read_run(VigieStore *store, gint64 batch, gint64 *first, gint64 *last, GError **error)
{
    *first = 1;
    *last = 0;
    return vigie_sql_get(store, error, first,
                         "SELECT coalesce(first_record, 1) FROM batch WHERE id = ?", "i",
                         batch) &&
           vigie_sql_get(store, error, last,
                         "SELECT coalesce(last_record, 0) FROM batch WHERE id = ?", "i", batch);
}

/* Records -------------------------------------------------------------------------------------- */

/* Reads the records first .. last into the frame, which has room for them. */
static bool
fill(Walk *w, gint64 first, gint64 last, GError **error)
{
    vigie_frame_forget(w->frame);
    gsize n = (gsize)(last - first + 1);
    for (gsize i = 0; i < n; i++)
        vigie_frame_add(w->frame);
    VigieScan scan = {.store = w->store,
                      .survey = w->table,
                      .columns = w->columns,
                      .frame = w->frame,
                      .levels = w->frame,
                      .first = first,
                      .last = last,
                      .room = n,
                      .foreign = true};
    return n == 0 || vigie_scan_run(&scan, error);
}

static bool
walk_batch(Walk *w, const VigieBatchRow *batch, GError **error)
{
    gint64 first = 0, last = 0;
    g_autoptr(GHashTable) scales = read_scales(w->store, batch->id, error);
    g_autoptr(GPtrArray) groups =
        scales != NULL ? read_groups(w->store, batch->id, error) : NULL;
    if (groups == NULL || !read_run(w->store, batch->id, &first, &last, error))
        return false;
    const VigieStoredPart part = {batch, scales, groups};
    do {
        gint64 end = MIN(last, first + CHUNK - 1);
        if (!fill(w, first, end, error) || !w->take(w->user, &part, w->frame, error))
            return false;
        w->done += w->frame->n;
        vigie_progress(w->progress, w->table, w->done, w->total);
        first = end + 1;
    } while (first <= last);
    return true;
}

/* As a load reads them: sources by the name of their INI, files by theirs.  A file loaded again keeps its place. */
static int
compare_batches(gconstpointer a, gconstpointer b)
{
    const VigieBatchRow *x = *(VigieBatchRow *const *)a, *y = *(VigieBatchRow *const *)b;
    g_autofree char *source_x = g_strconcat(x->source, ".ini", NULL);
    g_autofree char *source_y = g_strconcat(y->source, ".ini", NULL);
    int order = strcmp(source_x, source_y);
    return order != 0 ? order : strcmp(x->file, y->file);
}

static bool
walk_all(Walk *w, GError **error)
{
    g_autoptr(GPtrArray) batches = vigie_store_batches(w->store, error);
    if (batches == NULL)
        return false;
    g_ptr_array_sort(batches, compare_batches);
    for (guint i = 0; i < batches->len; i++) {
        const VigieBatchRow *batch = batches->pdata[i];
        w->total += strcmp(batch->table, w->table) == 0 ? batch->n_records : 0;
    }
    for (guint i = 0; i < batches->len; i++) {
        const VigieBatchRow *batch = batches->pdata[i];
        if (strcmp(batch->table, w->table) == 0 && !walk_batch(w, batch, error))
            return false;
    }
    return true;
}

static bool
walk_locked(Walk *w, const char *const *items, GError **error)
{
    if (!vigie_store_is_loaded(w->store, w->table, error) ||
        !vigie_store_is_current(w->store, w->table, w->codebook, error))
        return false;
    w->columns = vigie_table_columns(w->store, w->table, error);
    w->frame = w->columns != NULL ? vigie_frame_new(w->codebook, items, CHUNK) : NULL;
    bool good = w->frame != NULL && walk_all(w, error);
    g_clear_pointer(&w->frame, vigie_frame_free);
    g_clear_pointer(&w->columns, g_hash_table_unref);
    return good;
}

bool
vigie_store_walk(VigieStore *store, const char *table, const VigieCodebook *codebook,
                 const char *const *items, VigieStoredSink take, void *user,
                 const VigieProgress *progress, GError **error)
{
    g_assert(store->load == NULL);
    Walk w = {.store = store,
              .table = table,
              .codebook = codebook,
              .take = take,
              .user = user,
              .progress = progress};
    if (!vigie_sql_run(store, error, "BEGIN", ""))
        return false;
    bool good = walk_locked(&w, items, error);
    sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL);
    return good;
}
