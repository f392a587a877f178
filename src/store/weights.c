/* weights.c - the weights of records: stored a wave at a time, spoilt by a load, read back in load order */
#include "connection.h"
#include <math.h>
#include <vigie/store-weights.h>

/* No number of a batch is given twice: a load makes the greatest greater, and what only takes batches back makes them
 * fewer. */
bool
vigie_store_stamp(VigieStore *store, const char *survey, gint64 *stamp, GError **error)
{
    *stamp = 0;
    return store->empty ||
           vigie_sql_get(
               store, error, stamp,
               "SELECT coalesce(max(id), 0) * 1000000 + count(*) FROM batch WHERE survey = ?",
               "s", survey);
}

/* Spoiling ------------------------------------------------------------------------------------ */

/* The weights themselves go: the numbers of their records may be given again. */
static bool
drop_idle_weights(VigieStore *store, GError **error)
{
    return vigie_sql_run(store, error,
                         "DELETE FROM calibrated WHERE calibration IN"
                         " (SELECT id FROM calibration WHERE state <> 'current')",
                         "");
}

bool
vigie_store_spoil_weights(VigieStore *store, gint64 batch, GError **error)
{
    gint64 n = 0;
    if (!vigie_sql_run(
            store, error,
            "UPDATE calibration AS c SET state = 'stale' WHERE state = 'current'"
            " AND survey = (SELECT survey FROM batch WHERE id = ?1)"
            " AND EXISTS (SELECT 1 FROM wave w WHERE w.batch = ?1 AND w.year = c.year"
            " AND (c.whole_year = 1 OR w.wave IS c.wave))",
            "i", batch) ||
        !vigie_sql_get(store, error, &n, "SELECT changes()", ""))
        return false;
    return n == 0 || drop_idle_weights(store, error);
}

/* Storing ------------------------------------------------------------------------------------- */

static bool
supersede(VigieStore *store, const VigieStoredCalibration *new, GError **error)
{
    return vigie_sql_run(store, error,
                         "UPDATE calibration SET state = 'superseded'"
                         " WHERE state = 'current' AND survey = ?1 AND year = ?2"
                         " AND (whole_year = 1 OR ?3 = 1 OR wave IS ?4)",
                         "siis", new->survey, (gint64) new->year, (gint64) new->whole_year,
                         new->wave);
}

static bool
insert_calibration(VigieStore *store, VigieStoredCalibration *new, GError **error)
{
    if (!vigie_sql_run(
            store, error,
            "INSERT INTO calibration (survey, year, wave, whole_year, state, method, lower,"
            " upper, n, iterations, discrepancy, g_least, g_most, n_eff, deff_before,"
            " deff_after, negative, trimmed) VALUES (?, ?, ?, ?, 'current', ?, ?, ?, ?, ?, ?, "
            "?,"
            " ?, ?, ?, ?, ?, ?)",
            "sisisddiiddddddii", new->survey, (gint64) new->year, new->wave,
            (gint64) new->whole_year, new->method, new->lower, new->upper, (gint64) new->n,
            (gint64) new->iterations, new->discrepancy, new->g_least, new->g_most, new->n_eff,
            new->deff_before, new->deff_after, (gint64) new->negative, (gint64) new->trimmed))
        return false;
    new->id = sqlite3_last_insert_rowid(store->db);
    return true;
}

static bool
insert_margin(VigieStore *store, gint64 calibration, guint at, const VigieStoredMargin *margin,
              GError **error)
{
    g_autofree char *items = g_strjoinv("*", margin->items);
    for (guint c = 0; c < margin->n_classes; c++)
        if (!vigie_sql_run(store, error,
                           "INSERT INTO calibration_margin VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?,"
                           " ?, ?)",
                           "iiississddd", calibration, (gint64)at, (gint64)c, margin->name,
                           items, (gint64)margin->number, margin->class_name[c], margin->source,
                           margin->before[c], margin->target[c], margin->after[c]))
            return false;
    return true;
}

/* The number of the record at a place in load order; run and passed remember where the last one was. */
static gint64
number_at(const GArray *runs, gsize place, guint *run, gsize *passed)
{
    for (; *run < runs->len; (*run)++) {
        const VigieRecordRun *here = &g_array_index(runs, VigieRecordRun, *run);
        gsize n = (gsize)(here->last - here->first + 1);
        if (place - *passed < n)
            return here->first + (gint64)(place - *passed);
        *passed += n;
    }
    g_assert_not_reached();
}

static bool
insert_weights(VigieStore *store, const VigieWaveWeights *wave, const GArray *runs,
               GError **error)
{
    g_autoptr(sqlite3_stmt) insert =
        vigie_sql_prepare(store, error, "INSERT INTO calibrated VALUES (?, ?, ?, ?, ?)",
                          "iiddd", wave->calibration->id, (gint64)0, 0.0, 0.0, 0.0);
    if (insert == NULL)
        return false;
    guint run = 0;
    gsize passed = 0;
    for (gsize i = 0; i < wave->n; i++) {
        sqlite3_bind_int64(insert, 2, number_at(runs, wave->record[i], &run, &passed));
        sqlite3_bind_double(insert, 3, wave->design_weight[i]);
        sqlite3_bind_double(insert, 4, wave->g[i]);
        sqlite3_bind_double(insert, 5, wave->design_weight[i] * wave->g[i]);
        if (sqlite3_step(insert) != SQLITE_DONE) {
            vigie_store_fail(store, error);
            return false;
        }
        sqlite3_reset(insert);
    }
    return true;
}

static bool
put_wave(VigieStore *store, const VigieWaveWeights *wave, const GArray *runs, GError **error)
{
    VigieStoredCalibration *new = wave->calibration;
    if (!supersede(store, new, error) || !insert_calibration(store, new, error))
        return false;
    for (guint m = 0; m < new->margins->len; m++)
        if (!insert_margin(store, new->id, m, g_ptr_array_index(new->margins, m), error))
            return false;
    return insert_weights(store, wave, runs, error);
}

static bool
check_stamp(VigieStore *store, const char *survey, gint64 stamp, GError **error)
{
    gint64 now = 0;
    if (!vigie_store_stamp(store, survey, &now, error))
        return false;
    if (now == stamp)
        return true;
    VigiePlace place = {store->path, 0, 0};
    vigie_set_error_at(
        error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_BUSY, &place,
        _("the answers of %s were loaded anew meanwhile: run vigie weight again"), survey);
    return false;
}

static bool
put(VigieStore *store, const char *survey, gint64 stamp, const VigieWaveWeights *waves,
    guint n_waves, GError **error)
{
    gsize n = 0;
    if (!check_stamp(store, survey, stamp, error))
        return false;
    g_autoptr(GArray) runs = vigie_store_runs(store, survey, &n, error);
    for (guint w = 0; runs != NULL && w < n_waves; w++)
        if (!put_wave(store, &waves[w], runs, error))
            return false;
    return runs != NULL && drop_idle_weights(store, error);
}

bool
vigie_store_put_weights(VigieStore *store, const char *survey, gint64 stamp,
                        const VigieWaveWeights *waves, guint n_waves, GError **error)
{
    g_assert(store->load == NULL);
    return vigie_store_lock(store, error) &&
           vigie_store_conclude(store, put(store, survey, stamp, waves, n_waves, error), error);
}

/* Reading ------------------------------------------------------------------------------------- */

/* Where the weights go. */
typedef struct {
    const GArray *runs;
    gsize n;
    double *g;
    guint32 *of;
} Target;

/* The place of a record in load order; n = none.  run and passed as in number_at(). */
static gsize
place_of(const Target *target, gint64 record, guint *run, gsize *passed)
{
    for (; *run < target->runs->len; (*run)++) {
        const VigieRecordRun *here = &g_array_index(target->runs, VigieRecordRun, *run);
        if (record <= here->last)
            return record >= here->first ? *passed + (gsize)(record - here->first) : target->n;
        *passed += (gsize)(here->last - here->first + 1);
    }
    return target->n;
}

static bool
read_one(VigieStore *store, gint64 calibration, guint32 index, const Target *target,
         GError **error)
{
    g_autoptr(sqlite3_stmt) rows = vigie_sql_prepare(
        store, error, "SELECT record, g FROM calibrated WHERE calibration = ? ORDER BY record",
        "i", calibration);
    guint run = 0;
    gsize passed = 0;
    bool row = rows != NULL;
    while (row) {
        if (!vigie_sql_step(store, rows, &row, error))
            return false;
        if (!row)
            break;
        gsize place = place_of(target, sqlite3_column_int64(rows, 0), &run, &passed);
        if (place >= target->n)
            continue;
        target->g[place] = sqlite3_column_double(rows, 1);
        target->of[place] = index;
    }
    return rows != NULL;
}

bool
vigie_store_weights(VigieStore *store, const char *survey, const GPtrArray *calibrations,
                    gsize n, double *g, guint32 *of, GError **error)
{
    gsize n_now = 0;
    for (gsize i = 0; i < n; i++) {
        g[i] = NAN;
        of[i] = G_MAXUINT32;
    }
    g_autoptr(GArray) runs = vigie_store_runs(store, survey, &n_now, error);
    const Target target = {runs, n, g, of};
    for (guint c = 0; runs != NULL && c < calibrations->len; c++) {
        const VigieStoredCalibration *calibration = g_ptr_array_index(calibrations, c);
        if (calibration->state == VIGIE_CALIBRATION_CURRENT &&
            !read_one(store, calibration->id, c, &target, error))
            return false;
    }
    return runs != NULL;
}
