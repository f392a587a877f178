/* connection.h - what the files of store share: the connection, a load in progress, SQL in one call. */
#ifndef STORE_CONNECTION_H
#define STORE_CONNECTION_H

#include <sqlite3.h>
#include <vigie/store.h>

#define STORE_APPLICATION_ID 1986619241 /* "vigi" in ASCII */
#define STORE_FORMAT 4 /* user_version; an older store is made anew by a load */

/* What begin() opened and commit() or rollback() ends; append.c fills it. */
typedef struct VigieLoad VigieLoad;

struct VigieStore {
    sqlite3 *db;
    char *path;
    bool created; /* the file was not there before */
    bool empty;   /* no schema in it yet */
    VigieLoad *load;
    guint
        n_dropped; /* batches of repeats that went with their parents' since the last begin, undo or prune */
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3_stmt, sqlite3_finalize)

/* Sets *error from what SQLite just said. */
void vigie_store_fail(VigieStore *store, GError **error);

/* One statement with its parameters: types has a letter for each ?, "s" const char* (NULL allowed), "i" gint64,
 * "d" double (NAN = NULL). */
sqlite3_stmt *vigie_sql_prepare(VigieStore *store, GError **error, const char *sql,
                                const char *types, ...);
/* Runs it; rows are ignored. */
bool vigie_sql_run(VigieStore *store, GError **error, const char *sql, const char *types, ...);
/* First column of its first row; no row leaves *out as it is. */
bool vigie_sql_get(VigieStore *store, GError **error, gint64 *out, const char *sql,
                   const char *types, ...);
/* Next row: true in *row, or false at the end. */
bool vigie_sql_step(VigieStore *store, sqlite3_stmt *statement, bool *row, GError **error);
/* Appends name as an SQL identifier. */
void vigie_sql_name(GString *sql, const char *name);
/* Appends text as an SQL string. */
void vigie_sql_literal(GString *sql, const char *text);
/* A text column as new string, "" for NULL. */
char *vigie_sql_text(sqlite3_stmt *statement, int column);

/* batch.c: BEGIN IMMEDIATE, waiting for another writer; then COMMIT if good, else all as before. */
bool vigie_store_lock(VigieStore *store, GError **error);
bool vigie_store_conclude(VigieStore *store, bool good, GError **error);
/* repeats.c: the batches that have children of the batch's records go before it. */
bool vigie_store_drop_children(VigieStore *store, const char *survey, gint64 batch,
                               GError **error);
/* batch.c: a batch with its children and all that is kept of it. */
bool vigie_store_drop_batch(VigieStore *store, const char *survey, gint64 batch,
                            GError **error);
/* repeats.c: fills what the frame's columns inherit, from the table of the parent.  Within a transaction. */
bool vigie_store_join(VigieStore *store, const char *table, VigieFrame *frame, GError **error);
/* read.c: as vigie_store_read(), inside a transaction. */
VigieFrame *vigie_store_read_locked(VigieStore *store, const char *table,
                                    const VigieCodebook *codebook, const char *const *items,
                                    GError **error);
/* weights.c: the calibrations of the waves that a batch has records of are stale. */
bool vigie_store_spoil_weights(VigieStore *store, gint64 batch, GError **error);

/* Runs of record numbers of a survey, in load order. */
typedef struct {
    gint64 first, last;
} VigieRecordRun;
/* read.c: the number of the i-th record of all. */
gint64 vigie_store_record_at(const GArray *runs, gsize i);
GArray *vigie_store_runs(VigieStore *store, const char *table, gsize *n, GError **error);

bool vigie_store_make_schema(VigieStore *store, GError **error); /* schema.c */
/* Is it ours, and of this format? */
bool vigie_store_inspect(VigieStore *store, GError **error);
/* Another reader of the same file that sees what store, in a transaction, sees; NULL if that cannot be had now. */
VigieStore *vigie_store_beside(VigieStore *store);

#endif
