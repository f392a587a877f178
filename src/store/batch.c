/* batch.c - a load: begun, written down with where it came from, or taken back */
#include "load.h"
#include <inttypes.h>
#include <math.h>
#include <vigie/store-weights.h>

static bool
execute(VigieStore *store, const char *sql, GError **error)
{
    return vigie_sql_run(store, error, sql, "");
}

/* Between open and the lock, a first load that failed may have removed its empty file (open.c). */
static bool
has_moved(VigieStore *store, GError **error)
{
    int moved = 0;
    sqlite3_file_control(store->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    if (moved == 0)
        return false;
    VigiePlace place = {store->path, 0, 0};
    vigie_set_error_at(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_BUSY, &place,
                       _("the store was moved or removed meanwhile: run vigie load again"));
    return true;
}

static void
cancel(VigieStore *store)
{
    if (sqlite3_get_autocommit(store->db) == 0)
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}

/* BEGIN IMMEDIATE waits for another load; that one may have made the schema. */
bool
vigie_store_lock(VigieStore *store, GError **error)
{
    g_autoptr(GError) refused = NULL;
    bool locked = execute(store, "BEGIN IMMEDIATE", &refused);
    bool moved = has_moved(store, error);
    if (locked && !moved && vigie_store_inspect(store, error))
        return true;
    if (!locked && !moved)
        g_propagate_error(error, g_steal_pointer(&refused));
    cancel(store);
    return false;
}

/* COMMIT, or all as before. */
bool
vigie_store_conclude(VigieStore *store, bool good, GError **error)
{
    if (good && execute(store, "COMMIT", error))
        return true;
    cancel(store);
    return false;
}

/* Records of a batch are one run of numbers, so that dropping it does not read the whole table. */
static bool
drop_records(VigieStore *store, const char *survey, gint64 batch, GError **error)
{
    g_autofree char *table = vigie_table_name(survey);
    g_autoptr(GString) sql = g_string_new("DELETE FROM ");
    vigie_sql_name(sql, table);
    g_string_append(sql, " WHERE record BETWEEN (SELECT first_record FROM batch WHERE id = ?1)"
                         " AND (SELECT last_record FROM batch WHERE id = ?1)");
    return vigie_sql_run(store, error, sql->str, "i", batch);
}

bool
vigie_store_drop_batch(VigieStore *store, const char *survey, gint64 batch, GError **error)
{
    return vigie_store_drop_children(store, survey, batch, error) &&
           vigie_store_spoil_weights(store, batch, error) &&
           drop_records(store, survey, batch, error) &&
           vigie_sql_run(store, error, "DELETE FROM batch WHERE id = ?", "i", batch);
}

static bool
tidy(VigieStore *store, GError **error)
{
    return execute(store, "DELETE FROM structure WHERE id NOT IN (SELECT structure FROM batch)",
                   error);
}

static const char *
survey_sha256(const VigieBatch *batch)
{
    return batch->survey_sha256 != NULL ? batch->survey_sha256 : batch->questionnaire_sha256;
}

/* Of a repeat: which batches of parents there are, as a number. */
static bool
parents_now(VigieStore *store, const VigieBatch *batch, gint64 *parents, GError **error)
{
    *parents = 0;
    return batch->parent == NULL || vigie_store_stamp(store, batch->parent, parents, error);
}

bool
vigie_store_has(VigieStore *store, const VigieBatch *batch, bool *same, GError **error)
{
    *same = false;
    if (store->empty)
        return true;
    gint64 n = 0, parents = 0;
    if (!parents_now(store, batch, &parents, error) ||
        !vigie_sql_get(store, error, &n,
                       "SELECT count(*) FROM batch WHERE survey = ? AND source = ? AND file = ?"
                       " AND file_sha256 = ? AND source_sha256 = ? AND questionnaire_sha256 = ?"
                       " AND survey_sha256 = ? AND parents = ?",
                       "sssssssi", batch->table, batch->source, batch->file, batch->file_sha256,
                       batch->source_sha256, batch->questionnaire_sha256, survey_sha256(batch),
                       parents))
        return false;
    *same = n > 0;
    return true;
}

static bool
drop_replaced(VigieStore *store, const VigieBatch *batch, GError **error)
{
    gint64 id = 0;
    if (!vigie_sql_get(store, error, &id,
                       "SELECT id FROM batch WHERE survey = ? AND source = ? AND file = ?",
                       "sss", batch->table, batch->source, batch->file))
        return false;
    return id == 0 || vigie_store_drop_batch(store, batch->table, id, error);
}

static bool
find_structure(VigieStore *store, const VigieCodebook *codebook, gint64 *id, GError **error)
{
    g_autofree char *text = vigie_structure_print(codebook);
    return vigie_sql_run(store, error, "INSERT OR IGNORE INTO structure (text) VALUES (?)", "s",
                         text) &&
           vigie_sql_get(store, error, id, "SELECT id FROM structure WHERE text = ?", "s",
                         text);
}

static bool
insert_batch(VigieStore *store, const VigieBatch *batch, gint64 structure, GError **error)
{
    gint64 parents = 0;
    if (!parents_now(store, batch, &parents, error))
        return false;
    return vigie_sql_run(
        store, error,
        "INSERT INTO batch (survey, kind, source, file, file_sha256, source_sha256,"
        " questionnaire_sha256, survey_sha256, structure, parents)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "ssssssssii", batch->table, batch->survey ? "survey" : "dataset", batch->source,
        batch->file, batch->file_sha256, batch->source_sha256, batch->questionnaire_sha256,
        survey_sha256(batch), structure, parents);
}

bool
vigie_store_begin(VigieStore *store, const VigieBatch *batch, const VigieCodebook *codebook,
                  GError **error)
{
    g_assert(store->load == NULL);
    store->n_dropped = 0;
    gint64 structure = 0;
    const VigieTableSpec spec = {batch->table, codebook, batch->survey};
    if (!vigie_store_lock(store, error))
        return false;
    if ((store->empty && !vigie_store_make_schema(store, error)) ||
        !drop_replaced(store, batch, error) || !vigie_table_prepare(store, &spec, error) ||
        !find_structure(store, codebook, &structure, error) ||
        !insert_batch(store, batch, structure, error)) {
        cancel(store);
        return false;
    }
    store->load = vigie_load_new(batch->table, codebook, sqlite3_last_insert_rowid(store->db));
    store->load->persons = batch->survey;
    return true;
}

static bool
write_asked(VigieStore *store, const VigieItem *item, GError **error)
{
    g_autofree char *scale = vigie_item_scale(item);
    return vigie_sql_run(store, error, "INSERT OR IGNORE INTO asked VALUES (?, ?, ?)", "iss",
                         store->load->batch, item->name, scale);
}

/* Scales are those of the file's own questionnaire.  A calculation has its value wherever the file's questionnaire
 * has it. */
static bool
write_all_asked(VigieStore *store, const char *const *asked, GError **error)
{
    const VigieLoad *load = store->load;
    const VigieCodebook *codebook = load->file != NULL ? load->file : load->survey;
    for (; asked != NULL && *asked != NULL; asked++) {
        const VigieItem *item = vigie_codebook_find(codebook, *asked);
        if (item != NULL && !write_asked(store, item, error))
            return false;
    }
    for (guint i = 0; i < codebook->n_ordered; i++)
        if (!write_asked(store, codebook->items->pdata[codebook->order[i]], error))
            return false;
    return true;
}

static bool
write_findings(VigieStore *store, const VigieFindings *findings, GError **error)
{
    for (guint i = 0; findings != NULL && i < vigie_findings_n_kept(findings); i++) {
        const VigieFindingRow *row = vigie_findings_get(findings, i);
        if (!vigie_sql_run(store, error,
                           "INSERT INTO finding (batch, level, code, file, line, field, text)"
                           " VALUES (?, ?, ?, ?, nullif(?, 0), nullif(?, 0), ?)",
                           "isssiis", store->load->batch,
                           row->level == VIGIE_NOTE ? "note" : "finding", row->code, row->file,
                           (gint64)row->line, (gint64)row->field, row->text))
            return false;
    }
    return true;
}

static bool
write_waves(VigieStore *store, GError **error)
{
    const VigieLoad *load = store->load;
    for (guint i = 0; i < load->waves->len; i++) {
        const VigieStoredWave *wave = &g_array_index(load->waves, VigieStoredWave, i);
        if (!vigie_sql_run(store, error, "INSERT INTO wave VALUES (?, ?, ?, ?)", "idsi",
                           load->batch, wave->has_year ? wave->year : (double)NAN, wave->wave,
                           (gint64)wave->n))
            return false;
    }
    return true;
}

/* The newest date that lies in its record's year, else 31 December of the newest year. */
static double
last_day(const VigieLoad *load)
{
    int newest = 0;
    for (guint i = 0; i < load->waves->len; i++) {
        const VigieStoredWave *wave = &g_array_index(load->waves, VigieStoredWave, i);
        newest = wave->has_year ? MAX(newest, wave->year) : newest;
    }
    if (newest == 0)
        return load->last_day;
    return load->last_day_year == newest ? load->last_day : vigie_date_days(newest, 12, 31);
}

static bool
write_batch(VigieStore *store, const VigieBatch *batch, const VigieFindings *findings,
            GError **error)
{
    const VigieLoad *load = store->load;
    double none = NAN;
    guint64 n_findings = findings != NULL ? vigie_findings_count(findings, VIGIE_FINDING) : 0;
    return vigie_sql_run(
        store, error,
        "UPDATE batch SET dialect = ?, mapping = ?, n_rows = ?, n_accepted = ?, n_refused = ?,"
        " n_findings = ?, first_record = ?, last_record = ?, last_day = ? WHERE id = ?",
        "ssiiiidddi", batch->dialect, batch->mapping, (gint64)batch->n_rows,
        (gint64)batch->n_accepted, (gint64)batch->n_refused, (gint64)n_findings,
        load->n > 0 ? (double)(load->last - load->n + 1) : none,
        load->n > 0 ? (double)load->last : none, last_day(load), load->batch);
}

bool
vigie_store_commit(VigieStore *store, const VigieBatch *final, const char *const *asked,
                   const VigieFindings *findings, GError **error)
{
    g_assert(store->load != NULL);
    bool good = write_batch(store, final, findings, error) && write_waves(store, error) &&
                vigie_store_spoil_weights(store, store->load->batch, error) &&
                write_all_asked(store, asked, error) &&
                write_findings(store, findings, error) && tidy(store, error);
    g_clear_pointer(&store->load, vigie_load_free);
    if (!vigie_store_conclude(store, good, error))
        return false;
    store->empty = false;
    return true;
}

void
vigie_store_rollback(VigieStore *store)
{
    if (store->load == NULL)
        return;
    g_clear_pointer(&store->load, vigie_load_free);
    cancel(store);
}

static bool
set_no_batch(VigieStore *store, gint64 batch, GError **error)
{
    VigiePlace place = {store->path, 0, 0};
    vigie_set_error_at(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_BATCH, &place,
                       _("no batch %" PRId64 ": vigie log lists them"), batch);
    return false;
}

/* The survey of a batch, or NULL with an error. */
static char *
batch_survey(VigieStore *store, gint64 batch, GError **error)
{
    g_autoptr(sqlite3_stmt) row =
        vigie_sql_prepare(store, error, "SELECT survey FROM batch WHERE id = ?", "i", batch);
    bool found = false;
    if (row == NULL || !vigie_sql_step(store, row, &found, error))
        return NULL;
    if (found)
        return vigie_sql_text(row, 0);
    set_no_batch(store, batch, error);
    return NULL;
}

static bool
undo(VigieStore *store, gint64 batch, GError **error)
{
    g_autofree char *survey = batch_survey(store, batch, error);
    return survey != NULL && vigie_store_drop_batch(store, survey, batch, error) &&
           tidy(store, error);
}

bool
vigie_store_undo(VigieStore *store, gint64 batch, GError **error)
{
    g_assert(store->load == NULL);
    store->n_dropped = 0;
    if (store->empty)
        return set_no_batch(store, batch, error);
    return vigie_store_lock(store, error) &&
           vigie_store_conclude(store, undo(store, batch, error), error);
}

/* Batches of a source whose file is not among those named. */
static GArray *
find_orphans(VigieStore *store, const char *survey, const char *source,
             const char *const *files, GError **error)
{
    g_autoptr(sqlite3_stmt) rows = vigie_sql_prepare(
        store, error, "SELECT id, file FROM batch WHERE survey = ? AND source = ? ORDER BY id",
        "ss", survey, source);
    g_autoptr(GArray) orphans = g_array_new(FALSE, FALSE, sizeof(gint64));
    bool row = rows != NULL;
    while (row) {
        if (!vigie_sql_step(store, rows, &row, error))
            return NULL;
        if (row && !g_strv_contains(files, (const char *)sqlite3_column_text(rows, 1))) {
            gint64 id = sqlite3_column_int64(rows, 0);
            g_array_append_val(orphans, id);
        }
    }
    return rows != NULL ? g_steal_pointer(&orphans) : NULL;
}

static bool
drop_all(VigieStore *store, const char *survey, const GArray *batches, GError **error)
{
    for (guint i = 0; i < batches->len; i++)
        if (!vigie_store_drop_batch(store, survey, g_array_index(batches, gint64, i), error))
            return false;
    return tidy(store, error);
}

bool
vigie_store_prune(VigieStore *store, const char *table, const char *source,
                  const char *const *files, guint *n_dropped, GError **error)
{
    g_assert(store->load == NULL);
    store->n_dropped = 0;
    *n_dropped = 0;
    if (store->empty)
        return true;
    g_autoptr(GArray) orphans = find_orphans(store, table, source, files, error);
    if (orphans == NULL)
        return false;
    if (orphans->len == 0)
        return true;
    if (!vigie_store_lock(store, error) ||
        !vigie_store_conclude(store, drop_all(store, table, orphans, error), error))
        return false;
    *n_dropped = orphans->len;
    return true;
}
