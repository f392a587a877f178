/* query.c - one SELECT of the user's, under an authorizer that knows reading only */
#include "connection.h"
#include <math.h>
#include <string.h>

static int
authorize(void *user, int action, const char *first, const char *second, const char *database,
          const char *view)
{
    (void)user, (void)first, (void)database, (void)view;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_FUNCTION:
        return g_ascii_strcasecmp(second, "load_extension") == 0 ? SQLITE_DENY : SQLITE_OK;
    default:
        return SQLITE_DENY;
    }
}

static sqlite3_stmt *
set_query_error(const char *text, GError **error)
{
    g_set_error_literal(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_QUERY, text);
    return NULL;
}

/* What SQLite says, which has no other language than its own. */
static sqlite3_stmt *
set_sqlite_error(VigieStore *store, GError **error)
{
    if ((sqlite3_errcode(store->db) & 0xff) == SQLITE_AUTH)
        return set_query_error(_("refused: a query may only read"), error);
    g_autofree char *text = g_strdup_printf(_("SQLite: %s"), sqlite3_errmsg(store->db));
    return set_query_error(text, error);
}

/* True if nothing but blanks, semicolons and comments is left. */
static bool
is_end(VigieStore *store, const char *tail)
{
    tail += strspn(tail, "; \t\r\n");
    if (*tail == '\0')
        return true;
    g_autoptr(sqlite3_stmt) next = NULL;
    return sqlite3_prepare_v2(store->db, tail, -1, &next, NULL) == SQLITE_OK && next == NULL;
}

static sqlite3_stmt *
prepare_query(VigieStore *store, const char *sql, GError **error)
{
    g_autoptr(sqlite3_stmt) statement = NULL;
    const char *tail = NULL;
    if (sqlite3_prepare_v2(store->db, sql, -1, &statement, &tail) != SQLITE_OK)
        return set_sqlite_error(store, error);
    if (statement == NULL)
        return set_query_error(_("an empty query: give one SELECT"), error);
    if (!sqlite3_stmt_readonly(statement))
        return set_query_error(_("a query may only read: give one SELECT"), error);
    if (!is_end(store, tail))
        return set_query_error(_("more than one statement: give one SELECT"), error);
    return g_steal_pointer(&statement);
}

/* A value as text: numbers so that they read back equal, bytes in hexadecimal. */
static char *
print_value(sqlite3_stmt *row, int column)
{
    char buffer[VIGIE_NUMBER_SIZE];
    if (sqlite3_column_type(row, column) == SQLITE_FLOAT)
        return g_strdup(vigie_number_print(sqlite3_column_double(row, column), buffer));
    if (sqlite3_column_type(row, column) != SQLITE_BLOB)
        return vigie_sql_text(row, column);
    const guchar *bytes = sqlite3_column_blob(row, column);
    GString *text = g_string_new(NULL);
    for (int i = 0; i < sqlite3_column_bytes(row, column); i++)
        g_string_append_printf(text, "%02x", bytes[i]);
    return g_string_free(text, FALSE);
}

static GPtrArray *
new_texts(guint n)
{
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_set_size(texts, (int)n);
    return texts;
}

static bool
give_row(sqlite3_stmt *statement, const GPtrArray *names, VigieQueryRow row, void *user)
{
    g_autoptr(GPtrArray) values = new_texts(names->len);
    for (guint i = 0; i < values->len; i++)
        values->pdata[i] = print_value(statement, (int)i);
    return row(user, names->len, (const char *const *)names->pdata,
               (const char *const *)values->pdata);
}

static bool
run_query(VigieStore *store, const char *sql, VigieQueryRow row, void *user, GError **error)
{
    g_autoptr(sqlite3_stmt) statement = prepare_query(store, sql, error);
    if (statement == NULL)
        return false;
    g_autoptr(GPtrArray) names = new_texts((guint)sqlite3_column_count(statement));
    for (guint i = 0; i < names->len; i++)
        names->pdata[i] = g_strdup(sqlite3_column_name(statement, (int)i));
    int status = SQLITE_DONE;
    if (row(user, names->len, (const char *const *)names->pdata, NULL))
        status = sqlite3_step(statement);
    while (status == SQLITE_ROW && give_row(statement, names, row, user))
        status = sqlite3_step(statement);
    if (status == SQLITE_ROW || status == SQLITE_DONE)
        return true;
    if ((status & 0xff) == SQLITE_BUSY)
        vigie_store_fail(store, error);
    else
        set_sqlite_error(store, error);
    return false;
}

bool
vigie_store_query(VigieStore *store, const char *sql, VigieQueryRow row, void *user,
                  GError **error)
{
    sqlite3_set_authorizer(store->db, authorize, NULL);
    bool good = run_query(store, sql, row, user, error);
    sqlite3_set_authorizer(store->db, NULL, NULL);
    return good;
}
