/* read.c - records of a survey or dataset back into a frame, in parallel where there are many */
#include "scan.h"
#include <string.h>

/* Below so many records a second connection costs more than it saves. */
#define RECORDS_WORTH_A_THREAD 50000
#define MOST_THREADS 4

static bool
is_loaded(VigieStore *store, const char *survey, GError **error)
{
    gint64 n = 0;
    if (!store->empty &&
        !vigie_sql_get(store, error, &n, "SELECT count(*) FROM batch WHERE survey = ?", "s",
                       survey))
        return false;
    if (n > 0)
        return true;
    VigiePlace place = {store->path, 0, 0};
    vigie_set_error_at(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_MISSING, &place,
                       _("nothing of %s is loaded: run vigie load"), survey);
    return false;
}

bool
vigie_store_is_current(VigieStore *store, const char *table, const VigieCodebook *codebook,
                       GError **error)
{
    if (store->empty)
        return true;
    g_autoptr(sqlite3_stmt) rows = vigie_sql_prepare(
        store, error,
        "SELECT text FROM structure WHERE id IN (SELECT structure FROM batch WHERE survey = ?)",
        "s", table);
    bool row = rows != NULL;
    while (row) {
        if (!vigie_sql_step(store, rows, &row, error))
            return false;
        const VigieItem *item = NULL;
        if (!row ||
            vigie_structure_fits((const char *)sqlite3_column_text(rows, 0), codebook, &item))
            continue;
        VigiePlace place = {item->file, item->line, 0};
        vigie_set_error_at(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_STALE, &place,
                           _("%s changed since %s was loaded: run vigie load"), item->name,
                           table);
        return false;
    }
    return rows != NULL;
}

/* Where the records are ---------------------------------------------------------------------- */

GArray *
vigie_store_runs(VigieStore *store, const char *table, gsize *n, GError **error)
{
    g_autoptr(GArray) runs = g_array_new(FALSE, FALSE, sizeof(VigieRecordRun));
    g_autoptr(sqlite3_stmt) rows =
        vigie_sql_prepare(store, error,
                          "SELECT first_record, last_record FROM batch WHERE survey = ?"
                          " AND first_record IS NOT NULL ORDER BY first_record",
                          "s", table);
    *n = 0;
    bool row = rows != NULL;
    while (row) {
        if (!vigie_sql_step(store, rows, &row, error))
            return NULL;
        if (!row)
            break;
        VigieRecordRun run = {sqlite3_column_int64(rows, 0), sqlite3_column_int64(rows, 1)};
        g_array_append_val(runs, run);
        *n += (gsize)(run.last - run.first + 1);
    }
    return rows != NULL ? g_steal_pointer(&runs) : NULL;
}

gint64
vigie_store_record_at(const GArray *runs, gsize i)
{
    for (guint r = 0; r < runs->len; r++) {
        const VigieRecordRun *run = &g_array_index(runs, VigieRecordRun, r);
        gsize n = (gsize)(run->last - run->first + 1);
        if (i < n)
            return run->first + (gint64)i;
        i -= n;
    }
    return G_MAXINT64;
}

/* Scans --------------------------------------------------------------------------------------- */

typedef struct {
    VigieScan scan;
    GThread *thread; /* NULL = the caller's */
    GError *failure;
} Part;

/* Another connection sees what this one sees while this one holds a lock; inside a load it would not. */
static guint
count_parts(VigieStore *store, gsize n)
{
    if (store->load != NULL || sqlite3_threadsafe() == 0)
        return 1;
    gsize most = MIN(n / RECORDS_WORTH_A_THREAD, MIN(g_get_num_processors(), MOST_THREADS));
    return (guint)MAX(most, 1);
}

static gpointer
run_part(gpointer user)
{
    Part *part = user;
    vigie_scan_run(&part->scan, &part->failure);
    return NULL;
}

/* A part of its own thread has its own connection and its own texts; false: there is no other connection to be had. */
static bool
start_part(Part *part, const char *const *items)
{
    VigieStore *store = vigie_store_beside(part->scan.store);
    if (store == NULL)
        return false;
    part->scan.store = store;
    part->scan.levels = vigie_frame_new(part->scan.frame->codebook, items, 1);
    part->thread = g_thread_new("vigie-read", run_part, part);
    return true;
}

/* The part's texts become levels of the frame, in the order of their first appearance. */
static void
merge_levels(VigieScan *scan, guint c)
{
    VigieColumn *column = scan->frame->columns->pdata[c];
    const VigieColumn *texts = scan->levels->columns->pdata[c];
    if (column->levels == NULL)
        return;
    g_autofree guint32 *code = g_new(guint32, texts->levels->len + 1);
    for (guint i = 0; i < texts->levels->len; i++) {
        const char *text = texts->levels->pdata[i];
        code[i] = vigie_column_level(column, text, strlen(text));
    }
    for (double *value = column->value + scan->at; value < column->value + scan->at + scan->n;
         value++)
        if (!isnan(*value))
            *value = code[(gsize)*value];
}

static bool
end_part(Part *part, GError **error)
{
    VigieScan *scan = &part->scan;
    if (part->thread != NULL)
        g_thread_join(part->thread);
    for (guint c = 0; part->thread != NULL && c < scan->frame->columns->len; c++)
        merge_levels(scan, c);
    if (part->thread != NULL) {
        vigie_frame_free(scan->levels);
        vigie_store_close(scan->store);
    }
    if (part->failure == NULL)
        return true;
    if (error == NULL || *error != NULL)
        g_error_free(part->failure);
    else
        g_propagate_error(error, part->failure);
    return false;
}

/* Parts that get a thread begin, the others run here, in order; records come in the order of one scan. */
static bool
run_parts(Part *parts, guint n, const char *const *items, GError **error)
{
    for (guint p = 1; p < n && start_part(&parts[p], items); p++)
        ;
    bool good = true;
    for (guint p = 0; p < n; p++) {
        if (parts[p].thread == NULL)
            run_part(&parts[p]);
        good = end_part(&parts[p], error) && good;
    }
    return good;
}

static bool
read_all(VigieScan *whole, const GArray *runs, const char *const *items, GError **error)
{
    guint n = count_parts(whole->store, whole->room);
    g_autofree Part *parts = g_new0(Part, n);
    for (guint p = 0; p < n; p++) {
        VigieScan *scan = &parts[p].scan;
        gsize from = whole->room * p / n, to = whole->room * (p + 1) / n;
        *scan = *whole;
        scan->at = from;
        scan->room = to - from;
        scan->first = p > 0 ? vigie_store_record_at(runs, from) : G_MININT64;
        scan->last = p < n - 1 ? vigie_store_record_at(runs, to) - 1 : G_MAXINT64;
    }
    whole->frame->n = whole->room;
    return run_parts(parts, n, items, error);
}

/* The items of a repeat are joined to the parent's by the link; (transfer container), NULL = all. */
static const char **
with_link(const VigieCodebook *codebook, const char *const *items)
{
    if (items == NULL)
        return NULL;
    guint n = g_strv_length((char **)items);
    const char **all = g_new0(const char *, n + 2);
    for (guint i = 0; i < n; i++)
        all[i] = items[i];
    const char *link = codebook->repeat != NULL ? codebook->repeat->link->name : NULL;
    if (link != NULL && !g_strv_contains(items, link))
        all[n] = link;
    return all;
}

/* Between BEGIN and COMMIT no load can change what the scans see. */
static bool
read_locked(VigieStore *store, const char *table, const VigieCodebook *codebook,
            const char *const *items, VigieFrame **frame, GError **error)
{
    gsize n = 0;
    if (!is_loaded(store, table, error) ||
        !vigie_store_is_current(store, table, codebook, error))
        return false;
    g_autoptr(GHashTable) columns = vigie_table_columns(store, table, error);
    g_autoptr(GArray) runs = columns != NULL ? vigie_store_runs(store, table, &n, error) : NULL;
    if (runs == NULL)
        return false;
    g_autofree const char **wanted = with_link(codebook, items);
    *frame = vigie_frame_new(codebook, wanted, MAX(n, 1));
    VigieScan whole = {.store = store,
                       .survey = table,
                       .columns = columns,
                       .frame = *frame,
                       .levels = *frame,
                       .room = n};
    return read_all(&whole, runs, wanted, error) &&
           (codebook->repeat == NULL || vigie_store_join(store, table, *frame, error));
}

VigieFrame *
vigie_store_read_locked(VigieStore *store, const char *table, const VigieCodebook *codebook,
                        const char *const *items, GError **error)
{
    g_autoptr(VigieFrame) frame = NULL;
    bool good = read_locked(store, table, codebook, items, &frame, error);
    return good ? g_steal_pointer(&frame) : NULL;
}

VigieFrame *
vigie_store_read(VigieStore *store, const char *table, const VigieCodebook *codebook,
                 const char *const *items, GError **error)
{
    bool alone = store->load == NULL;
    if (alone && !vigie_sql_run(store, error, "BEGIN", ""))
        return NULL;
    VigieFrame *frame = vigie_store_read_locked(store, table, codebook, items, error);
    if (alone)
        sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL);
    return frame;
}
