/* append.c - records into the table: one prepared INSERT, values bound without a detour by text */
#include "load.h"
#include <math.h>
#include <vigie/frame-identifier.h>

/* Integers up to here are exact in a double. */
#define EXACT_INTEGER 9007199254740992.0

enum { BATCH = 1, LINE, YEAR, WAVE, MISSING, FIRST_ITEM };

/* The columns of one chunk, in the order of the INSERT's items. */
typedef struct {
    const VigieFrame *frame;
    const VigieColumn **column; /* [items]; NULL where the chunk has none */
    guint8 **identifies;        /* [items][levels]: texts that identify a person; NULL = none */
    guint8 *wave_identifies;    /* [levels of wave]; NULL = none */
    const VigieColumn *year, *wave, *date;
    VigieStoredWave *current; /* of the record before */
} Chunk;

static void
add_missing(GString *json, const VigieItem *item, VigieMissing why)
{
    /* Item names have neither quotes nor backslashes. */
    g_string_append(json, json->len == 0 ? "{\"" : ",\"");
    g_string_append(json, item->name);
    g_string_append(json, "\":\"");
    g_string_append(json, vigie_missing_name(why));
    g_string_append_c(json, '"');
}

static VigieMissing
bind_number(sqlite3_stmt *insert, int field, const VigieItem *item, double value)
{
    if (!item->integer) {
        sqlite3_bind_double(insert, field, value);
        return VIGIE_PRESENT;
    }
    if (fabs(value) > EXACT_INTEGER)
        return VIGIE_INVALID;
    sqlite3_bind_int64(insert, field, (gint64)value);
    return VIGIE_PRESENT;
}

static VigieMissing
bind_choice(sqlite3_stmt *insert, int field, const VigieStoredItem *stored, double value)
{
    gint64 code = (gint64)value;
    if (stored->code != NULL)
        code = stored->code[code];
    if (code <= VIGIE_NO_ANSWER(0))
        return (VigieMissing)(VIGIE_NO_ANSWER(0) - code);
    sqlite3_bind_int64(insert, field, code);
    return VIGIE_PRESENT;
}

static VigieMissing
bind_level(sqlite3_stmt *insert, int field, const VigieColumn *column, gsize i)
{
    const char *text = column->levels->pdata[(gsize)column->value[i]];
    sqlite3_bind_text(insert, field, text, -1, SQLITE_STATIC);
    return VIGIE_PRESENT;
}

/* Binds one value; returns why there is none. */
static VigieMissing
bind_value(sqlite3_stmt *insert, int field, const VigieStoredItem *stored,
           const VigieColumn *column, gsize i)
{
    if (column->why[i] != VIGIE_PRESENT)
        return column->why[i];
    switch (column->kind) {
    case VIGIE_VALUE_NUMBER:
        return bind_number(insert, field, stored->item, column->value[i]);
    case VIGIE_VALUE_CHOICE:
        return bind_choice(insert, field, stored, column->value[i]);
    case VIGIE_VALUE_DATE:
        if (vigie_item_is_timed(stored->item))
            sqlite3_bind_double(insert, field, column->value[i]);
        else
            sqlite3_bind_int64(insert, field, (gint64)floor(column->value[i]));
        return VIGIE_PRESENT;
    default:
        return bind_level(insert, field, column, i);
    }
}

static bool
identifies(const Chunk *chunk, guint k, gsize i)
{
    const VigieColumn *column = chunk->column[k];
    return chunk->identifies[k] != NULL && column->why[i] == VIGIE_PRESENT &&
           chunk->identifies[k][(gsize)column->value[i]] != 0;
}

static void
bind_items(VigieLoad *load, const Chunk *chunk, gsize i)
{
    g_string_truncate(load->missing, 0);
    for (guint k = 0; k < load->items->len; k++) {
        const VigieStoredItem *stored = &g_array_index(load->items, VigieStoredItem, k);
        int field = FIRST_ITEM + (int)k;
        VigieMissing why = VIGIE_BLANK;
        if (identifies(chunk, k, i))
            why = VIGIE_INVALID;
        else if (chunk->column[k] != NULL)
            why = bind_value(load->insert, field, stored, chunk->column[k], i);
        if (why == VIGIE_PRESENT)
            continue;
        sqlite3_bind_null(load->insert, field);
        if (why != VIGIE_BLANK)
            add_missing(load->missing, stored->item, why);
    }
}

static bool
has_value(const VigieColumn *column, gsize i)
{
    return column != NULL && column->why[i] == VIGIE_PRESENT;
}

static bool
is_wave(const VigieStoredWave *wave, bool has_year, int year, const char *text)
{
    return wave->has_year == has_year && wave->year == year && g_strcmp0(wave->wave, text) == 0;
}

/* There are a few dozen of them at most. */
static VigieStoredWave *
find_wave(GArray *waves, bool has_year, int year, const char *text)
{
    for (guint i = 0; i < waves->len; i++) {
        VigieStoredWave *wave = &g_array_index(waves, VigieStoredWave, i);
        if (is_wave(wave, has_year, year, text))
            return wave;
    }
    VigieStoredWave wave = {has_year, year, g_strdup(text), 0, NAN};
    g_array_append_val(waves, wave);
    return &g_array_index(waves, VigieStoredWave, waves->len - 1);
}

static void
watch_first_day(VigieStoredWave *wave, double day)
{
    if (!(day >= wave->first_day) && day >= vigie_date_days(wave->year, 1, 1) &&
        day <= vigie_date_days(wave->year, 12, 31))
        wave->first_day = day;
}

static void
bind_wave(VigieLoad *load, Chunk *chunk, gsize i)
{
    bool has_year = has_value(chunk->year, i);
    int year = has_year ? (int)chunk->year->value[i] : 0;
    bool shown = has_value(chunk->wave, i) &&
                 (chunk->wave_identifies == NULL ||
                  chunk->wave_identifies[(gsize)chunk->wave->value[i]] == 0);
    const char *text = shown ? chunk->wave->levels->pdata[(gsize)chunk->wave->value[i]] : NULL;
    if (chunk->current == NULL || !is_wave(chunk->current, has_year, year, text))
        chunk->current = find_wave(load->waves, has_year, year, text);
    chunk->current->n++;
    if (has_year && has_value(chunk->date, i))
        watch_first_day(chunk->current, floor(chunk->date->value[i]));
    if (has_year)
        sqlite3_bind_int(load->insert, YEAR, year);
    else
        sqlite3_bind_null(load->insert, YEAR);
    sqlite3_bind_text(load->insert, WAVE, text, -1, SQLITE_STATIC);
}

static bool
append_record(VigieStore *store, Chunk *chunk, gsize i, GError **error)
{
    VigieLoad *load = store->load;
    guint64 line = chunk->frame->line[i];
    if (line > 0)
        sqlite3_bind_int64(load->insert, LINE, (gint64)line);
    else
        sqlite3_bind_null(load->insert, LINE);
    bind_wave(load, chunk, i);
    bind_items(load, chunk, i);
    if (load->missing->len > 0)
        g_string_append_c(load->missing, '}');
    sqlite3_bind_text(load->insert, MISSING, load->missing->len > 0 ? load->missing->str : NULL,
                      (int)load->missing->len, SQLITE_STATIC);
    if (sqlite3_step(load->insert) != SQLITE_DONE) {
        vigie_store_fail(store, error);
        return false;
    }
    return true;
}

/* Keeps the newest date of the newest year; a date outside its record's year (a birthday, a slip) tells nothing. */
static void
watch_dates(VigieLoad *load, const VigieColumn *dates, const VigieColumn *years, gsize n)
{
    int year = 0;
    double first = 0, last = -1;
    for (gsize i = 0; i < n; i++) {
        if (!has_value(dates, i) || !has_value(years, i))
            continue;
        if ((int)years->value[i] != year) {
            year = (int)years->value[i];
            first = vigie_date_days(year, 1, 1);
            last = vigie_date_days(year, 12, 31);
        }
        double day = floor(dates->value[i]);
        if (day < first || day > last || day <= load->last_day)
            continue;
        load->last_day = day;
        load->last_day_year = year;
    }
}

static bool
append_all(VigieStore *store, Chunk *chunk, GError **error)
{
    VigieLoad *load = store->load;
    const VigieFrame *frame = chunk->frame;
    for (guint k = 0; k < load->items->len; k++) {
        const VigieStoredItem *stored = &g_array_index(load->items, VigieStoredItem, k);
        const VigieItem *item = stored->item;
        if (stored->file != NULL)
            chunk->column[k] = vigie_frame_column(frame, stored->file->name);
        if (load->persons && chunk->column[k] != NULL)
            chunk->identifies[k] = vigie_column_identifiers(chunk->column[k]);
        if (chunk->column[k] != NULL && item->kind == VIGIE_VALUE_DATE)
            watch_dates(load, chunk->column[k], chunk->year, frame->n);
    }
    for (gsize i = 0; i < frame->n; i++) {
        if (!append_record(store, chunk, i, error))
            return false;
        sqlite3_reset(load->insert);
    }
    load->n += (gint64)frame->n;
    load->last = sqlite3_last_insert_rowid(store->db);
    return true;
}

bool
vigie_store_append(VigieStore *store, const VigieFrame *frame, GError **error)
{
    VigieLoad *load = store->load;
    g_assert(load != NULL);
    if (load->file == NULL && !vigie_load_plan(store, frame, error))
        return false;
    g_assert(load->file == frame->codebook);
    g_autofree const VigieColumn **column = g_new0(const VigieColumn *, load->items->len + 1);
    g_autoptr(GPtrArray) identifies = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_set_size(identifies, (int)load->items->len);
    Chunk chunk = {.frame = frame,
                   .column = column,
                   .identifies = (guint8 **)identifies->pdata,
                   .year = vigie_frame_column(frame, "year"),
                   .wave = vigie_frame_column(frame, "wave")};
    const VigieItem *date = frame->codebook->date;
    chunk.date = date != NULL ? vigie_frame_column(frame, date->name) : NULL;
    g_autofree guint8 *wave =
        load->persons && chunk.wave != NULL ? vigie_column_identifiers(chunk.wave) : NULL;
    chunk.wave_identifies = wave;
    return frame->n == 0 || append_all(store, &chunk, error);
}
