/* sql.c - SQL statements in one call, and SQLite's errors in ours */
#include "connection.h"
#include <math.h>

G_DEFINE_QUARK(vigie_store_error, vigie_store_error)

static VigieStoreError
error_code(int status)
{
    switch (status & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return VIGIE_STORE_ERROR_BUSY;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return VIGIE_STORE_ERROR_FOREIGN;
    default:
        return VIGIE_STORE_ERROR_SQLITE;
    }
}

void
vigie_store_fail(VigieStore *store, GError **error)
{
    int status = sqlite3_extended_errcode(store->db);
    int code = (int)error_code(status);
    VigiePlace place = {store->path, 0, 0};
    int system = sqlite3_system_errno(store->db);
    if (code == VIGIE_STORE_ERROR_BUSY)
        vigie_set_error_at(error, VIGIE_STORE_ERROR, code, &place,
                           _("another load is using the store: wait for it, then try again"));
    else if (code == VIGIE_STORE_ERROR_FOREIGN)
        vigie_set_error_at(
            error, VIGIE_STORE_ERROR, code, &place,
            _("not a vigie store, or damaged (%s): move it away and run vigie load"),
            sqlite3_errmsg(store->db));
    else if (((status & 0xff) == SQLITE_IOERR || (status & 0xff) == SQLITE_CANTOPEN) &&
             system != 0)
        vigie_set_error_at(error, VIGIE_STORE_ERROR, code, &place, "%s (%s)",
                           sqlite3_errmsg(store->db), vigie_errno_text(system));
    else
        vigie_set_error_at(error, VIGIE_STORE_ERROR, code, &place, "%s",
                           sqlite3_errmsg(store->db));
}

static int
bind_one(sqlite3_stmt *statement, int position, char type, va_list *args)
{
    if (type == 'i')
        return sqlite3_bind_int64(statement, position, va_arg(*args, gint64));
    if (type == 's')
        return sqlite3_bind_text(statement, position, va_arg(*args, const char *), -1,
                                 SQLITE_TRANSIENT);
    g_assert(type == 'd');
    double number = va_arg(*args, double);
    return isnan(number) ? sqlite3_bind_null(statement, position)
                         : sqlite3_bind_double(statement, position, number);
}

static sqlite3_stmt *
prepare(VigieStore *store, GError **error, const char *sql, const char *types, va_list *args)
{
    g_autoptr(sqlite3_stmt) statement = NULL;
    int status = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);
    for (int i = 0; status == SQLITE_OK && types[i] != '\0'; i++)
        status = bind_one(statement, i + 1, types[i], args);
    if (status == SQLITE_OK)
        return g_steal_pointer(&statement);
    vigie_store_fail(store, error);
    return NULL;
}

sqlite3_stmt *
vigie_sql_prepare(VigieStore *store, GError **error, const char *sql, const char *types, ...)
{
    va_list args;
    va_start(args, types);
    sqlite3_stmt *statement = prepare(store, error, sql, types, &args);
    va_end(args);
    return statement;
}

bool
vigie_sql_step(VigieStore *store, sqlite3_stmt *statement, bool *row, GError **error)
{
    int status = sqlite3_step(statement);
    if (status != SQLITE_ROW && status != SQLITE_DONE) {
        vigie_store_fail(store, error);
        return false;
    }
    *row = status == SQLITE_ROW;
    return true;
}

bool
vigie_sql_run(VigieStore *store, GError **error, const char *sql, const char *types, ...)
{
    va_list args;
    va_start(args, types);
    g_autoptr(sqlite3_stmt) statement = prepare(store, error, sql, types, &args);
    va_end(args);
    bool row = statement != NULL;
    while (row)
        if (!vigie_sql_step(store, statement, &row, error))
            return false;
    return statement != NULL;
}

bool
vigie_sql_get(VigieStore *store, GError **error, gint64 *out, const char *sql,
              const char *types, ...)
{
    va_list args;
    va_start(args, types);
    g_autoptr(sqlite3_stmt) statement = prepare(store, error, sql, types, &args);
    va_end(args);
    bool row = false;
    if (statement == NULL || !vigie_sql_step(store, statement, &row, error))
        return false;
    if (row)
        *out = sqlite3_column_int64(statement, 0);
    return true;
}

/* Text between quotes, a quote in it doubled. */
static void
append_quoted(GString *sql, const char *text, char quote)
{
    g_string_append_c(sql, quote);
    for (; *text != '\0'; text++) {
        if (*text == quote)
            g_string_append_c(sql, quote);
        g_string_append_c(sql, *text);
    }
    g_string_append_c(sql, quote);
}

void
vigie_sql_name(GString *sql, const char *name)
{
    append_quoted(sql, name, '"');
}

void
vigie_sql_literal(GString *sql, const char *text)
{
    append_quoted(sql, text, '\'');
}

char *
vigie_sql_text(sqlite3_stmt *statement, int column)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);
    return g_strdup(text != NULL ? text : "");
}
