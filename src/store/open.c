/* open.c - opening, making and closing the observatory file */
#include "connection.h"
#include <glib/gstdio.h>

#define PATIENCE_MS 30000

/* Whose file is it?  Sets store->empty; a foreign, newer or older file is an error. */
bool
vigie_store_inspect(VigieStore *store, GError **error)
{
    gint64 tables = 0, application = 0, version = 0;
    if (!vigie_sql_get(store, error, &tables, "SELECT count(*) FROM sqlite_schema", "") ||
        !vigie_sql_get(store, error, &application, "PRAGMA application_id", "") ||
        !vigie_sql_get(store, error, &version, "PRAGMA user_version", ""))
        return false;
    VigiePlace place = {store->path, 0, 0};
    store->empty = tables == 0 && application == 0;
    if (store->empty)
        return true;
    if (application != STORE_APPLICATION_ID)
        vigie_set_error_at(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_FOREIGN, &place,
                           _("an SQLite file that vigie did not make: name another with --db"));
    else if (version > STORE_FORMAT)
        vigie_set_error_at(
            error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_FOREIGN, &place,
            _("made by a newer vigie (format %d; this one knows %d): update vigie"),
            (int)version, STORE_FORMAT);
    else if (version < STORE_FORMAT)
        vigie_set_error_at(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_FOREIGN, &place,
                           _("made by an older vigie (format %d; this one makes %d): move it "
                             "away and run vigie load"),
                           (int)version, STORE_FORMAT);
    else
        return true;
    return false;
}

/* Settings of a connection.  Foreign keys and a strict schema guard the data.  Measured on a million records of 28
 * columns: pages from 4 to 64 KiB and caches from 8 to 64 MiB load and read within 5 % of each other. */
static bool
configure(VigieStore *store, VigieStoreMode mode, GError **error)
{
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    const char *sql = mode == VIGIE_STORE_WRITE
                          ? "PRAGMA foreign_keys = ON; PRAGMA page_size = 8192;"
                            "PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY;"
                            "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;"
                          : "PRAGMA query_only = ON; PRAGMA cache_size = -8192;"
                            "PRAGMA temp_store = MEMORY;";
    if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK)
        return true;
    vigie_store_fail(store, error);
    return false;
}

static bool
connect(VigieStore *store, int flags, GError **error)
{
    int status = sqlite3_open_v2(store->path, &store->db,
                                 flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    if (status != SQLITE_OK) {
        vigie_store_fail(store, error);
        return false;
    }
    sqlite3_busy_timeout(store->db, PATIENCE_MS);
    return true;
}

/* A load that was killed leaves a journal that only a writer may play back. */
static bool
is_hot(VigieStore *store)
{
    int status =
        sqlite3_exec(store->db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
    return status != SQLITE_OK && (sqlite3_errcode(store->db) & 0xff) == SQLITE_READONLY;
}

static bool
play_back(VigieStore *store, GError **error)
{
    sqlite3 *db = NULL;
    int status = sqlite3_open_v2(store->path, &db, SQLITE_OPEN_READWRITE, NULL);
    sqlite3_busy_timeout(db, PATIENCE_MS);
    if (status == SQLITE_OK)
        status = sqlite3_exec(db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
    sqlite3_close(db);
    if (status == SQLITE_OK)
        return true;
    VigiePlace place = {store->path, 0, 0};
    vigie_set_error_at(
        error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_SQLITE, &place,
        _("a load was broken off and cannot be taken back here (%s): open it once "
          "where its folder may be written"),
        sqlite3_errstr(status));
    return false;
}

/* Any setting reads the file, so a journal is played back before. */
static bool
connect_reader(VigieStore *store, GError **error)
{
    if (!connect(store, SQLITE_OPEN_READONLY, error))
        return false;
    if (is_hot(store)) {
        if (!play_back(store, error))
            return false;
        sqlite3_close(g_steal_pointer(&store->db));
        if (!connect(store, SQLITE_OPEN_READONLY, error))
            return false;
    }
    return configure(store, VIGIE_STORE_READ, error);
}

static bool
set_missing(const char *path, GError **error)
{
    VigiePlace place = {path, 0, 0};
    vigie_set_error_at(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_MISSING, &place,
                       _("there is no store yet: run vigie load"));
    return false;
}

static bool
open_store(VigieStore *store, VigieStoreMode mode, GError **error)
{
    if (mode == VIGIE_STORE_READ)
        return connect_reader(store, error) && vigie_store_inspect(store, error) &&
               (!store->empty || set_missing(store->path, error));
    return connect(store, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error) &&
           configure(store, mode, error) && vigie_store_inspect(store, error);
}

VigieStore *
vigie_store_open(const char *path, VigieStoreMode mode, GError **error)
{
    bool there = g_file_test(path, G_FILE_TEST_EXISTS);
    if (!there && mode == VIGIE_STORE_READ) {
        set_missing(path, error);
        return NULL;
    }
    if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
        VigiePlace place = {path, 0, 0};
        vigie_set_error_at(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_FOREIGN, &place,
                           _("a folder where the store should be: name a file with --db"));
        return NULL;
    }
    g_autoptr(VigieStore) store = g_new0(VigieStore, 1);
    store->path = g_strdup(path);
    store->created = !there;
    store->empty = true;
    return open_store(store, mode, error) ? g_steal_pointer(&store) : NULL;
}

/* It may not wait: a load that waits for store to end its transaction lets nobody else in. */
VigieStore *
vigie_store_beside(VigieStore *store)
{
    g_autoptr(VigieStore) other = g_new0(VigieStore, 1);
    other->path = g_strdup(store->path);
    if (!connect(other, SQLITE_OPEN_READONLY, NULL))
        return NULL;
    vigie_store_set_patience(other, 0);
    if (!configure(other, VIGIE_STORE_READ, NULL) ||
        sqlite3_exec(other->db, "BEGIN; SELECT count(*) FROM sqlite_schema", NULL, NULL,
                     NULL) != SQLITE_OK)
        return NULL;
    return g_steal_pointer(&other);
}

void
vigie_store_set_patience(VigieStore *store, guint milliseconds)
{
    sqlite3_busy_timeout(store->db, (int)MIN(milliseconds, G_MAXINT));
}

/* A first load that failed leaves no empty file behind.  The lock keeps it from under another load's feet (which
 * looks again, see batch.c, when it gets the lock). */
static void
remove_unused(VigieStore *store)
{
    if (sqlite3_exec(store->db, "BEGIN EXCLUSIVE", NULL, NULL, NULL) != SQLITE_OK)
        return;
    GStatBuf status;
    if (g_stat(store->path, &status) == 0 && status.st_size == 0)
        g_unlink(store->path);
    sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}

void
vigie_store_close(VigieStore *store)
{
    if (store == NULL)
        return;
    vigie_store_rollback(store);
    if (store->created && store->empty && store->db != NULL)
        remove_unused(store);
    sqlite3_close(store->db);
    g_clear_pointer(&store->told, g_hash_table_unref);
    g_free(store->path);
    g_free(store);
}
