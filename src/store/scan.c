/* scan.c - records from a table into a frame, by SQL functions of our own
 *
 * The statement calls vigie_columns() with the cells of each record and vigie_record() at its end, and has no rows: one
 * call takes a hundred cells, where sqlite3_column_…() takes one.  Measured on a million records of 28 columns, this
 * is a quarter less time.  Cells gather in blocks that the nearest cache holds before they go to their columns: columns
 * are long and begin at like addresses, so that writing to each in turn evicts the others. */
#include "scan.h"
#include <string.h>

#define BLOCK 64
/* Cells of one call; SQLite takes 127 arguments at most, of which two are others. */
#define CELLS 100

/* One column of the frame and where its values come from. */
typedef struct {
    const VigieColumn *column;
    VigieColumn *texts; /* TEXT, CHOICES: the column that keeps the levels */
    bool stored;        /* else the store has no such column */
    guint n_codes;      /* CHOICE: codes below are choices of the list */
    double value[BLOCK];
    guint8 why[BLOCK];
} Target;

typedef struct {
    VigieScan *scan;
    Target *targets; /* [n_targets] */
    guint n_targets;
    guint *stored; /* [n_stored] targets in the order of the cells */
    guint n_stored;
    GHashTable *by_name; /* item name -> its Target */
    GHashTable *batches; /* batch -> guint8[targets]: what a blank of it means (VigieMissing) */
    gint64 batch;        /* of the record before */
    const guint8 *blank; /* [targets] for it */
    guint n_block;       /* records in the block */
    GError *failure;     /* of a function */
} Reading;

static void
reading_release(Reading *reading)
{
    g_free(reading->targets);
    g_free(reading->stored);
    g_clear_pointer(&reading->by_name, g_hash_table_unref);
    g_clear_pointer(&reading->batches, g_hash_table_unref);
    g_clear_error(&reading->failure);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reading, reading_release)

static void
reading_init(Reading *reading, VigieScan *scan)
{
    const GPtrArray *columns = scan->frame->columns;
    *reading = (Reading){.scan = scan, .n_targets = columns->len};
    reading->targets = g_new0(Target, columns->len + 1);
    reading->stored = g_new0(guint, columns->len + 1);
    reading->by_name = g_hash_table_new(g_str_hash, g_str_equal);
    reading->batches = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    for (guint k = 0; k < columns->len; k++) {
        Target *target = &reading->targets[k];
        target->column = columns->pdata[k];
        target->texts = scan->levels->columns->pdata[k];
        if (target->column->kind == VIGIE_VALUE_CHOICE)
            target->n_codes =
                scan->foreign ? G_MAXUINT : target->column->item->list->choices->len;
        g_autofree char *key = g_ascii_strdown(target->column->name, -1);
        target->stored = g_hash_table_contains(scan->columns, key);
        if (target->stored)
            reading->stored[reading->n_stored++] = k;
        g_hash_table_insert(reading->by_name, target->column->name, target);
    }
}

/* What a blank means ------------------------------------------------------------------------ */

/* year and wave are of every file; of the items, those that it had, else nobody was asked. */
static bool
read_asked(Reading *reading, gint64 batch, guint8 *blank, GError **error)
{
    VigieStore *store = reading->scan->store;
    for (guint k = 0; k < reading->n_targets; k++)
        blank[k] = reading->targets[k].column->item != NULL ? VIGIE_NOT_ASKED : VIGIE_BLANK;
    g_autoptr(sqlite3_stmt) rows =
        vigie_sql_prepare(store, error, "SELECT item FROM asked WHERE batch = ?", "i", batch);
    bool row = rows != NULL;
    while (row) {
        if (!vigie_sql_step(store, rows, &row, error))
            return false;
        const char *item = row ? (const char *)sqlite3_column_text(rows, 0) : "";
        const Target *target = g_hash_table_lookup(reading->by_name, item);
        if (target != NULL)
            blank[target - reading->targets] = VIGIE_BLANK;
    }
    return rows != NULL;
}

static bool
enter_batch(Reading *reading, gint64 batch)
{
    if (reading->blank != NULL && batch == reading->batch)
        return true;
    guint8 *blank = g_hash_table_lookup(reading->batches, &batch);
    if (blank == NULL) {
        blank = g_new(guint8, reading->n_targets + 1);
        g_hash_table_insert(reading->batches, g_memdup2(&batch, sizeof batch), blank);
        if (!read_asked(reading, batch, blank, &reading->failure))
            return false;
    }
    reading->batch = batch;
    reading->blank = blank;
    return true;
}

/* Values ------------------------------------------------------------------------------------ */

static void
set_missing(Target *target, guint i, VigieMissing why)
{
    target->value[i] = NAN;
    target->why[i] = (guint8)why;
}

/* The inner loop of every estimate. */
static void
read_value(Target *target, sqlite3_value *cell, guint i, VigieMissing blank)
{
    int type = sqlite3_value_type(cell);
    if (type == SQLITE_NULL) {
        set_missing(target, i, blank);
        return;
    }
    target->why[i] = VIGIE_PRESENT;
    if (target->texts->levels != NULL) {
        /* "" is a value: of a select_multiple, none of its choices */
        const char *text = (const char *)sqlite3_value_text(cell);
        target->value[i] =
            vigie_column_level(target->texts, text, (gsize)sqlite3_value_bytes(cell));
        return;
    }
    double value =
        type == SQLITE_INTEGER ? (double)sqlite3_value_int64(cell) : sqlite3_value_double(cell);
    target->value[i] = value;
    if (target->column->kind == VIGIE_VALUE_CHOICE && value >= target->n_codes)
        set_missing(target, i, VIGIE_INVALID);
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
read_missing(Reading *reading, const char *json)
{
    gsize n_name = 0, n_kind = 0;
    const char *name = next_string(json, &n_name);
    while (name != NULL) {
        const char *kind = next_string(name + n_name + 1, &n_kind);
        if (kind == NULL)
            return;
        g_autofree char *item = g_strndup(name, n_name);
        Target *target = g_hash_table_lookup(reading->by_name, item);
        if (target != NULL)
            set_missing(target, reading->n_block, missing_from(kind, n_kind));
        name = next_string(kind + n_kind + 1, &n_name);
    }
}

/* The block to its place in the columns. */
static void
flush(Reading *reading)
{
    VigieScan *scan = reading->scan;
    gsize at = scan->at + scan->n - reading->n_block, n = reading->n_block;
    for (guint k = 0; k < reading->n_targets; k++) {
        const Target *target = &reading->targets[k];
        memcpy(target->column->value + at, target->value, n * sizeof *target->value);
        memcpy(target->column->why + at, target->why, n);
    }
    reading->n_block = 0;
}

/* The functions ----------------------------------------------------------------------------- */

static void
stop(sqlite3_context *context)
{
    sqlite3_result_error(context, "vigie", -1);
}

/* vigie_columns(batch, from, cell, …): cells of the stored columns number from and on. */
static void
take_columns(sqlite3_context *context, int n, sqlite3_value **argument)
{
    Reading *reading = sqlite3_user_data(context);
    if (!enter_batch(reading, sqlite3_value_int64(argument[0]))) {
        stop(context);
        return;
    }
    const guint *stored = reading->stored + sqlite3_value_int(argument[1]);
    for (int i = 2; i < n; i++) {
        guint k = stored[i - 2];
        read_value(&reading->targets[k], argument[i], reading->n_block,
                   (VigieMissing)reading->blank[k]);
    }
    sqlite3_result_int(context, 0);
}

static void
set_damaged(const VigieScan *scan, GError **error)
{
    VigiePlace place = {scan->store->path, 0, 0};
    vigie_set_error_at(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_FOREIGN, &place,
                       _("records of %s were added or removed by other means than vigie: move "
                         "the file away and run vigie load"),
                       scan->survey);
}

/* vigie_record(line, missing, vigie_columns(…), …): false, once the record is complete. */
static void
take_record(sqlite3_context *context, int n, sqlite3_value **argument)
{
    (void)n;
    Reading *reading = sqlite3_user_data(context);
    VigieScan *scan = reading->scan;
    if (scan->n == scan->room) {
        set_damaged(scan, &reading->failure);
        stop(context);
        return;
    }
    for (guint k = 0; reading->n_stored < reading->n_targets && k < reading->n_targets; k++)
        if (!reading->targets[k].stored)
            set_missing(&reading->targets[k], reading->n_block,
                        (VigieMissing)reading->blank[k]);
    const char *missing = (const char *)sqlite3_value_text(argument[1]);
    if (missing != NULL)
        read_missing(reading, missing);
    scan->frame->line[scan->at + scan->n] = (guint64)sqlite3_value_int64(argument[0]);
    scan->n++;
    if (++reading->n_block == BLOCK)
        flush(reading);
    sqlite3_result_int(context, 0);
}

static char *
scan_sql(const Reading *reading)
{
    g_autofree char *table = vigie_table_name(reading->scan->survey);
    GString *sql = g_string_new("SELECT 1 FROM ");
    vigie_sql_name(sql, table);
    g_string_append(sql, " WHERE record BETWEEN ? AND ? AND vigie_record(line, missing");
    guint from = 0;
    do {
        g_string_append_printf(sql, ", vigie_columns(batch, %u", from);
        for (guint i = from; i < MIN(from + CELLS, reading->n_stored); i++) {
            g_string_append(sql, ", ");
            vigie_sql_name(sql, reading->targets[reading->stored[i]].column->name);
        }
        g_string_append_c(sql, ')');
        from += CELLS;
    } while (from < reading->n_stored);
    g_string_append(sql, ") ORDER BY record");
    return g_string_free(sql, FALSE);
}

static void
set_functions(VigieStore *store, Reading *reading)
{
    int flags = SQLITE_UTF8 | SQLITE_DIRECTONLY;
    sqlite3_create_function(store->db, "vigie_columns", -1, flags, reading,
                            reading != NULL ? take_columns : NULL, NULL, NULL);
    sqlite3_create_function(store->db, "vigie_record", -1, flags, reading,
                            reading != NULL ? take_record : NULL, NULL, NULL);
}

static bool
run(Reading *reading, GError **error)
{
    VigieStore *store = reading->scan->store;
    g_autofree char *sql = scan_sql(reading);
    g_autoptr(GError) failure = NULL;
    if (vigie_sql_run(store, &failure, sql, "ii", reading->scan->first, reading->scan->last)) {
        flush(reading);
        if (reading->scan->n < reading->scan->room)
            set_damaged(reading->scan, error);
        return reading->scan->n == reading->scan->room;
    }
    if (reading->failure != NULL)
        g_propagate_error(error, g_steal_pointer(&reading->failure));
    else
        g_propagate_error(error, g_steal_pointer(&failure));
    return false;
}

bool
vigie_scan_run(VigieScan *scan, GError **error)
{
    g_auto(Reading) reading;
    reading_init(&reading, scan);
    scan->n = 0;
    set_functions(scan->store, &reading);
    bool good = run(&reading, error);
    set_functions(scan->store, NULL);
    return good;
}
