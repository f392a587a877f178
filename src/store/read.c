/* read.c - records of a survey or dataset back into a frame */
#include "structure.h"
#include <string.h>

enum { BATCH, LINE, MISSING, FIRST_COLUMN };

/* One column of the frame and where its values come from. */
typedef struct {
    VigieColumn *column;
    int field;     /* of the SELECT; -1 = the store has no such column */
    guint n_codes; /* CHOICE: codes below are choices of the list */
} Target;

typedef struct {
    VigieStore *store;
    const char *survey;
    VigieFrame *frame;
    GArray *targets;     /* Target */
    GHashTable *by_name; /* item name -> index into targets + 1 */
    GHashTable *batches; /* batch -> guint8[targets]: what a blank of it means (VigieMissing) */
    gint64 batch;        /* of the record before */
    const guint8 *blank; /* [targets] for it */
} Reading;

static void
reading_release(Reading *reading)
{
    g_clear_pointer(&reading->targets, g_array_unref);
    g_clear_pointer(&reading->by_name, g_hash_table_unref);
    g_clear_pointer(&reading->batches, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reading, reading_release)

static Target *
target(const Reading *reading, guint i)
{
    return &g_array_index(reading->targets, Target, i);
}

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
        VigiePlace place = {codebook->path, item->line, 0};
        vigie_set_error_at(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_STALE, &place,
                           _("%s changed since %s was loaded: run vigie load"), item->name,
                           table);
        return false;
    }
    return rows != NULL;
}

static void
set_targets(Reading *reading, GHashTable *columns)
{
    GPtrArray *all = reading->frame->columns;
    int field = FIRST_COLUMN;
    for (guint i = 0; i < all->len; i++) {
        VigieColumn *column = all->pdata[i];
        g_autofree char *key = g_ascii_strdown(column->name, -1);
        Target one = {.column = column, .field = -1};
        if (g_hash_table_contains(columns, key))
            one.field = field++;
        if (column->kind == VIGIE_VALUE_CHOICE)
            one.n_codes = column->item->list->choices->len;
        g_array_append_val(reading->targets, one);
        g_hash_table_insert(reading->by_name, column->name, GUINT_TO_POINTER(i + 1));
    }
}

static char *
select_sql(const Reading *reading)
{
    GString *sql = g_string_new("SELECT batch, line, missing");
    for (guint i = 0; i < reading->targets->len; i++) {
        if (target(reading, i)->field < 0)
            continue;
        g_string_append(sql, ", ");
        vigie_sql_name(sql, target(reading, i)->column->name);
    }
    g_string_append(sql, " FROM ");
    g_autofree char *table = vigie_table_name(reading->survey);
    vigie_sql_name(sql, table);
    g_string_append(sql, " ORDER BY record");
    return g_string_free(sql, FALSE);
}

/* year and wave are of every file; of the items, those that it had, else nobody was asked. */
static bool
read_asked(Reading *reading, gint64 batch, guint8 *blank, GError **error)
{
    for (guint i = 0; i < reading->targets->len; i++)
        blank[i] = target(reading, i)->column->item != NULL ? VIGIE_NOT_ASKED : VIGIE_BLANK;
    g_autoptr(sqlite3_stmt) rows = vigie_sql_prepare(
        reading->store, error, "SELECT item FROM asked WHERE batch = ?", "i", batch);
    bool row = rows != NULL;
    while (row) {
        if (!vigie_sql_step(reading->store, rows, &row, error))
            return false;
        if (!row)
            break;
        guint i = GPOINTER_TO_UINT(
            g_hash_table_lookup(reading->by_name, sqlite3_column_text(rows, 0)));
        if (i > 0)
            blank[i - 1] = VIGIE_BLANK;
    }
    return rows != NULL;
}

static bool
enter_batch(Reading *reading, gint64 batch, GError **error)
{
    if (reading->blank != NULL && batch == reading->batch)
        return true;
    guint8 *blank = g_hash_table_lookup(reading->batches, &batch);
    if (blank == NULL) {
        blank = g_new(guint8, reading->targets->len + 1);
        g_hash_table_insert(reading->batches, g_memdup2(&batch, sizeof batch), blank);
        if (!read_asked(reading, batch, blank, error))
            return false;
    }
    reading->batch = batch;
    reading->blank = blank;
    return true;
}

/* The inner loop of every estimate: one call for the value, and straight into the column. */
static void
read_value(const Target *target, sqlite3_stmt *row, gsize i, VigieMissing blank)
{
    VigieColumn *column = target->column;
    sqlite3_value *cell = target->field >= 0 ? sqlite3_column_value(row, target->field) : NULL;
    if (cell == NULL || sqlite3_value_type(cell) == SQLITE_NULL) {
        column->why[i] = (guint8)blank;
        return;
    }
    if (column->levels != NULL) {
        /* "" is a value: of a select_multiple, none of its choices */
        const char *text = (const char *)sqlite3_value_text(cell);
        gsize length = (gsize)sqlite3_value_bytes(cell);
        vigie_column_set_number(column, i, vigie_column_level(column, text, length));
        return;
    }
    double value = sqlite3_value_double(cell);
    if (column->kind == VIGIE_VALUE_CHOICE && value >= target->n_codes) {
        column->why[i] = VIGIE_INVALID;
        return;
    }
    column->value[i] = value;
    column->why[i] = VIGIE_PRESENT;
}

static VigieMissing
missing_from(const char *name, gsize length)
{
    for (int why = VIGIE_BLANK; why < VIGIE_N_MISSING; why++) {
        const char *known = vigie_missing_name((VigieMissing)why);
        if (strlen(known) == length && strncmp(known, name, length) == 0)
            return (VigieMissing)why;
    }
    return VIGIE_BLANK;
}

/* The next string between quotes; NULL at the end. */
static const char *
next_string(const char *json, gsize *length)
{
    const char *start = strchr(json, '"');
    const char *end = start != NULL ? strchr(start + 1, '"') : NULL;
    if (end == NULL)
        return NULL;
    *length = (gsize)(end - start - 1);
    return start + 1;
}

/* {"item":"kind",…} as append.c writes it: names and kinds without escapes. */
static void
read_missing(const Reading *reading, const char *json, gsize i)
{
    gsize n_name = 0, n_kind = 0;
    const char *name = next_string(json, &n_name);
    while (name != NULL) {
        const char *kind = next_string(name + n_name + 1, &n_kind);
        if (kind == NULL)
            return;
        g_autofree char *item = g_strndup(name, n_name);
        guint k = GPOINTER_TO_UINT(g_hash_table_lookup(reading->by_name, item));
        if (k > 0)
            vigie_column_set_missing(target(reading, k - 1)->column, i,
                                     missing_from(kind, n_kind));
        name = next_string(kind + n_kind + 1, &n_name);
    }
}

static bool
read_record(Reading *reading, sqlite3_stmt *row, GError **error)
{
    if (!enter_batch(reading, sqlite3_column_int64(row, BATCH), error))
        return false;
    gsize i = vigie_frame_add(reading->frame);
    reading->frame->line[i] = (guint64)sqlite3_column_int64(row, LINE);
    for (guint k = 0; k < reading->targets->len; k++)
        read_value(target(reading, k), row, i, (VigieMissing)reading->blank[k]);
    const char *missing = (const char *)sqlite3_column_text(row, MISSING);
    if (missing != NULL)
        read_missing(reading, missing, i);
    return true;
}

static bool
read_all(Reading *reading, GError **error)
{
    g_autofree char *sql = select_sql(reading);
    g_autoptr(sqlite3_stmt) rows = vigie_sql_prepare(reading->store, error, sql, "");
    bool row = rows != NULL;
    while (row) {
        if (!vigie_sql_step(reading->store, rows, &row, error))
            return false;
        if (row && !read_record(reading, rows, error))
            return false;
    }
    return rows != NULL;
}

VigieFrame *
vigie_store_read(VigieStore *store, const char *table, const VigieCodebook *codebook,
                 const char *const *items, GError **error)
{
    gint64 n = 0;
    if (!is_loaded(store, table, error) ||
        !vigie_store_is_current(store, table, codebook, error) ||
        !vigie_sql_get(store, error, &n,
                       "SELECT sum(n) FROM wave WHERE batch IN"
                       " (SELECT id FROM batch WHERE survey = ?)",
                       "s", table))
        return NULL;
    g_autoptr(GHashTable) columns = vigie_table_columns(store, table, error);
    if (columns == NULL)
        return NULL;
    g_autoptr(VigieFrame) frame = vigie_frame_new(codebook, items, (gsize)MAX(n, 1));
    g_auto(Reading) reading = {
        .store = store,
        .survey = table,
        .frame = frame,
        .targets = g_array_new(FALSE, TRUE, sizeof(Target)),
        .by_name = g_hash_table_new(g_str_hash, g_str_equal),
        .batches = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free)};
    set_targets(&reading, columns);
    return read_all(&reading, error) ? g_steal_pointer(&frame) : NULL;
}
