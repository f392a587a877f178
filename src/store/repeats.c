/* repeats.c - tables of repeats: their records belong to records of their parent's table, and go when those go */
#include "load.h"
#include <string.h>

char *
vigie_repeat_parent(const char *table, const VigieRepeat *repeat)
{
    g_assert(strlen(table) > strlen(repeat->name) + 1);
    return g_strndup(table, strlen(table) - strlen(repeat->name) - 1);
}

guint
vigie_store_n_dropped(const VigieStore *store)
{
    return store->n_dropped;
}

/* Children go first ------------------------------------------------------------------------- */

typedef struct {
    char *survey, *link;
} Child;

static void
child_free(gpointer pointer)
{
    Child *child = pointer;
    g_free(child->survey);
    g_free(child->link);
    g_free(child);
}

static GPtrArray *
children_of(VigieStore *store, const char *survey, GError **error)
{
    g_autoptr(GPtrArray) children = g_ptr_array_new_with_free_func(child_free);
    g_autoptr(sqlite3_stmt) rows = vigie_sql_prepare(
        store, error, "SELECT survey, link FROM repeat WHERE parent = ? ORDER BY survey", "s",
        survey);
    bool row = rows != NULL;
    while (row) {
        if (!vigie_sql_step(store, rows, &row, error))
            return NULL;
        if (!row)
            break;
        Child *child = g_new0(Child, 1);
        child->survey = vigie_sql_text(rows, 0);
        child->link = vigie_sql_text(rows, 1);
        g_ptr_array_add(children, child);
    }
    return rows != NULL ? g_steal_pointer(&children) : NULL;
}

/* The batches of a repeat that have children of the batch's records. */
static GArray *
batches_of(VigieStore *store, const Child *child, gint64 batch, GError **error)
{
    g_autoptr(GArray) batches = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_autofree char *table = vigie_table_name(child->survey);
    g_autoptr(GString) sql = g_string_new("SELECT DISTINCT batch FROM ");
    vigie_sql_name(sql, table);
    g_string_append(sql, " WHERE ");
    vigie_sql_name(sql, child->link);
    g_string_append(sql, " BETWEEN (SELECT first_record FROM batch WHERE id = ?1)"
                         " AND (SELECT last_record FROM batch WHERE id = ?1)");
    g_autoptr(sqlite3_stmt) rows = vigie_sql_prepare(store, error, sql->str, "i", batch);
    bool row = rows != NULL;
    while (row) {
        if (!vigie_sql_step(store, rows, &row, error))
            return NULL;
        gint64 id = row ? sqlite3_column_int64(rows, 0) : 0;
        if (row)
            g_array_append_val(batches, id);
    }
    return rows != NULL ? g_steal_pointer(&batches) : NULL;
}

bool
vigie_store_drop_children(VigieStore *store, const char *survey, gint64 batch, GError **error)
{
    g_autoptr(GPtrArray) children = children_of(store, survey, error);
    for (guint c = 0; children != NULL && c < children->len; c++) {
        const Child *child = g_ptr_array_index(children, c);
        g_autoptr(GArray) batches = batches_of(store, child, batch, error);
        for (guint i = 0; batches != NULL && i < batches->len; i++) {
            if (!vigie_store_drop_batch(store, child->survey, g_array_index(batches, gint64, i),
                                        error))
                return false;
            store->n_dropped++;
        }
        if (batches == NULL)
            return false;
    }
    return children != NULL;
}

/* Keys -------------------------------------------------------------------------------------- */

bool
vigie_store_put_keys(VigieStore *store, const VigieRecordKeys *keys, GError **error)
{
    g_autoptr(sqlite3_stmt) insert =
        vigie_sql_prepare(store, error, "INSERT INTO record_key VALUES (?, ?, ?, ?)", "issi",
                          store->load->batch, "", "", (gint64)0);
    for (guint i = 0; insert != NULL && i < keys->entries->len; i++) {
        const VigieRecordKey *key = &g_array_index(keys->entries, VigieRecordKey, i);
        sqlite3_bind_text(insert, 2, keys->headers[key->header], -1, SQLITE_STATIC);
        sqlite3_bind_text(insert, 3, keys->texts->str + key->text, -1, SQLITE_STATIC);
        sqlite3_bind_int64(insert, 4, (gint64)key->line);
        if (sqlite3_step(insert) != SQLITE_DONE) {
            vigie_store_fail(store, error);
            return false;
        }
        sqlite3_reset(insert);
    }
    return insert != NULL;
}

/* Parents ----------------------------------------------------------------------------------- */

gint64 *
vigie_store_records(VigieStore *store, const char *table, gsize *n, GError **error)
{
    g_autoptr(GArray) runs = vigie_store_runs(store, table, n, error);
    if (runs == NULL)
        return NULL;
    gint64 *record = g_new(gint64, *n + 1);
    gsize i = 0;
    for (guint r = 0; r < runs->len; r++) {
        const VigieRecordRun *run = &g_array_index(runs, VigieRecordRun, r);
        for (gint64 number = run->first; number <= run->last; number++)
            record[i++] = number;
    }
    return record;
}

/* The row of the record of that line among those from first on, which are in the order of their lines; a row of a wide
 * file may have several: the first. */
static gsize
row_of_line(const VigieFrame *frame, gsize from, gsize to, guint64 line)
{
    gsize end = to;
    while (from < to) {
        gsize middle = from + (to - from) / 2;
        if (frame->line[middle] < line)
            from = middle + 1;
        else
            to = middle;
    }
    return from < end && frame->line[from] == line ? from : VIGIE_NO_PARENT;
}

/* Which rows of the frame a batch has: [*from, *to). */
static void
rows_of_batch(const VigieParents *parents, gint64 first, gint64 last, gsize *from, gsize *to)
{
    gsize i = 0;
    while (i < parents->frame->n && parents->record[i] < first)
        i++;
    *from = *to = i;
    if (i < parents->frame->n && first > 0)
        *to = MIN(parents->frame->n, i + (gsize)(last - first + 1));
}

static bool
add_keys(VigieStore *store, VigieParents *parents, const char *table, GError **error)
{
    g_autoptr(sqlite3_stmt) rows = vigie_sql_prepare(
        store, error,
        "SELECT k.header, k.key, b.file, k.line, b.id, coalesce(b.first_record, 0),"
        " coalesce(b.last_record, 0) FROM record_key k JOIN batch b ON b.id = k.batch"
        " WHERE b.survey = ? ORDER BY b.id, k.rowid",
        "s", table);
    gint64 batch = 0;
    gsize from = 0, to = 0;
    bool row = rows != NULL;
    while (row) {
        if (!vigie_sql_step(store, rows, &row, error))
            return false;
        if (!row)
            break;
        if (sqlite3_column_int64(rows, 4) != batch) {
            batch = sqlite3_column_int64(rows, 4);
            rows_of_batch(parents, sqlite3_column_int64(rows, 5), sqlite3_column_int64(rows, 6),
                          &from, &to);
        }
        guint64 line = (guint64)sqlite3_column_int64(rows, 3);
        vigie_parents_add(parents, (const char *)sqlite3_column_text(rows, 0),
                          (const char *)sqlite3_column_text(rows, 1),
                          (const char *)sqlite3_column_text(rows, 2), line,
                          row_of_line(parents->frame, from, to, line));
    }
    return rows != NULL;
}

/* The records of one file by their lines. */
static bool
add_lines(VigieStore *store, VigieParents *parents, const char *table, const char *file,
          GError **error)
{
    g_autoptr(sqlite3_stmt) rows =
        vigie_sql_prepare(store, error,
                          "SELECT first_record, last_record FROM batch WHERE survey = ? AND"
                          " file = ? AND first_record IS NOT NULL ORDER BY id",
                          "ss", table, file);
    bool row = rows != NULL;
    while (row) {
        gsize from = 0, to = 0;
        if (!vigie_sql_step(store, rows, &row, error))
            return false;
        if (row)
            rows_of_batch(parents, sqlite3_column_int64(rows, 0), sqlite3_column_int64(rows, 1),
                          &from, &to);
        for (gsize i = from; i < to; i++) {
            g_autofree char *key =
                g_strdup_printf("%" G_GUINT64_FORMAT, parents->frame->line[i]);
            vigie_parents_add(parents, VIGIE_KEY_LINE, key, file, parents->frame->line[i], i);
        }
    }
    return rows != NULL;
}

VigieParents *
vigie_store_parents(VigieStore *store, const char *table, const VigieCodebook *codebook,
                    const char *const *items, const char *file, GError **error)
{
    gsize n = 0;
    g_autoptr(VigieFrame) frame = vigie_store_read(store, table, codebook, items, error);
    g_autofree gint64 *record =
        frame != NULL ? vigie_store_records(store, table, &n, error) : NULL;
    if (record == NULL)
        return NULL;
    g_assert(n == frame->n);
    g_autoptr(VigieParents) parents =
        vigie_parents_new(g_steal_pointer(&frame), g_steal_pointer(&record));
    bool good = file != NULL ? add_lines(store, parents, table, file, error)
                             : add_keys(store, parents, table, error);
    return good ? g_steal_pointer(&parents) : NULL;
}

/* Joining ----------------------------------------------------------------------------------- */

/* Names of the columns that the frame inherits, NULL-terminated; (transfer container). */
static GPtrArray *
inherited(const VigieFrame *frame)
{
    GPtrArray *names = g_ptr_array_new();
    for (guint c = 0; c < frame->columns->len; c++) {
        const VigieColumn *column = g_ptr_array_index(frame->columns, c);
        if (column->item != NULL && column->item->origin == VIGIE_ITEM_INHERITED)
            g_ptr_array_add(names, column->name);
    }
    g_ptr_array_add(names, NULL);
    return names;
}

/* row[n]: the row among the parents of each record's link. */
static gsize *
rows_of_parents(const VigieFrame *frame, const gint64 *record, gsize n_parents)
{
    const VigieColumn *link = vigie_frame_column(frame, frame->codebook->repeat->link->name);
    gsize *row = g_new(gsize, frame->n + 1);
    gsize last = 0;
    for (gsize i = 0; i < frame->n; i++) {
        gint64 number = (gint64)link->value[i];
        gsize from = 0, to = n_parents;
        if (last < n_parents && record[last] == number)
            from = to = last;
        while (from < to) {
            gsize middle = from + (to - from) / 2;
            if (record[middle] < number)
                from = middle + 1;
            else
                to = middle;
        }
        bool found = from < n_parents && record[from] == number;
        row[i] = found ? from : VIGIE_NO_PARENT;
        last = found ? from : 0;
    }
    return row;
}

/* Texts are looked up once each. */
static void
join_column(const VigieColumn *from, const gsize *row, VigieColumn *to, gsize n)
{
    guint n_levels = from->levels != NULL ? from->levels->len : 0;
    g_autofree guint32 *code = g_new(guint32, n_levels + 1);
    for (guint l = 0; l < n_levels; l++) {
        const char *text = g_ptr_array_index(from->levels, l);
        code[l] = vigie_column_level(to, text, strlen(text));
    }
    for (gsize i = 0; i < n; i++) {
        if (row[i] == VIGIE_NO_PARENT)
            continue;
        to->value[i] = from->value[row[i]];
        to->why[i] = from->why[row[i]];
        if (n_levels > 0 && to->why[i] == VIGIE_PRESENT)
            to->value[i] = code[(gsize)to->value[i]];
    }
}

bool
vigie_store_join(VigieStore *store, const char *table, VigieFrame *frame, GError **error)
{
    g_autoptr(GPtrArray) names = inherited(frame);
    if (names->len == 1)
        return true;
    gsize n = 0;
    g_autofree char *parent = vigie_repeat_parent(table, frame->codebook->repeat);
    g_autoptr(VigieFrame) outside = vigie_store_read_locked(
        store, parent, frame->codebook->parent, (const char *const *)names->pdata, error);
    g_autofree gint64 *record =
        outside != NULL ? vigie_store_records(store, parent, &n, error) : NULL;
    if (record == NULL)
        return false;
    g_autofree gsize *row = rows_of_parents(frame, record, n);
    for (guint i = 0; i + 1 < names->len; i++)
        join_column(vigie_frame_column(outside, names->pdata[i]), row,
                    vigie_frame_column(frame, names->pdata[i]), frame->n);
    return true;
}
