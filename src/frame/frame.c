/* frame.c - columns of answers that grow together */
#include <string.h>
#include <vigie/frame.h>

enum { LEAST_CAPACITY = 64 };

/* --- columns -------------------------------------------------------------------------------- */

static bool
has_levels(VigieValueKind kind)
{
    return kind == VIGIE_VALUE_TEXT || kind == VIGIE_VALUE_CHOICES;
}

static void
levels_init(VigieColumn *column)
{
    column->levels = g_ptr_array_new();
    column->lookup = g_hash_table_new(g_str_hash, g_str_equal);
    column->texts = g_string_chunk_new(4096);
}

static void
levels_release(VigieColumn *column)
{
    g_clear_pointer(&column->levels, g_ptr_array_unref);
    g_clear_pointer(&column->lookup, g_hash_table_unref);
    g_clear_pointer(&column->texts, g_string_chunk_free);
}

static void
column_free(gpointer pointer)
{
    VigieColumn *column = pointer;
    levels_release(column);
    g_free(column->name);
    g_free(column->value);
    g_free(column->why);
    g_free(column);
}

static void
add_column(VigieFrame *frame, const char *name, const VigieItem *item, VigieValueKind kind)
{
    VigieColumn *column = g_new0(VigieColumn, 1);
    column->name = g_strdup(name);
    column->item = item;
    column->kind = kind;
    if (has_levels(kind))
        levels_init(column);
    g_ptr_array_add(frame->columns, column);
}

static void
add_named(VigieFrame *frame, const char *name)
{
    const VigieItem *item = vigie_codebook_find(frame->codebook, name);
    if (item != NULL)
        add_column(frame, name, item, item->kind);
    else if (strcmp(name, "year") == 0)
        add_column(frame, name, NULL, VIGIE_VALUE_NUMBER);
    else if (strcmp(name, "wave") == 0)
        add_column(frame, name, NULL, VIGIE_VALUE_TEXT);
    else
        g_assert_not_reached();
}

static void
add_all(VigieFrame *frame)
{
    const GPtrArray *items = frame->codebook->items;
    for (guint i = 0; i < items->len; i++) {
        const VigieItem *item = g_ptr_array_index(items, i);
        add_column(frame, item->name, item, item->kind);
    }
    add_named(frame, "year");
    add_named(frame, "wave");
}

/* --- records -------------------------------------------------------------------------------- */

/* Records that are not there yet are blank already: adding one is to count it. */
static void
blank(VigieFrame *frame, gsize from, gsize to)
{
    for (guint c = 0; c < frame->columns->len; c++) {
        VigieColumn *column = g_ptr_array_index(frame->columns, c);
        for (gsize i = from; i < to; i++)
            column->value[i] = NAN;
        memset(column->why + from, VIGIE_BLANK, to - from);
    }
    memset(frame->line + from, 0, (to - from) * sizeof(*frame->line));
}

static void
grow(VigieFrame *frame, gsize capacity)
{
    for (guint c = 0; c < frame->columns->len; c++) {
        VigieColumn *column = g_ptr_array_index(frame->columns, c);
        column->value = g_renew(double, column->value, capacity);
        column->why = g_renew(guint8, column->why, capacity);
    }
    frame->line = g_renew(guint64, frame->line, capacity);
    blank(frame, frame->capacity, capacity);
    frame->capacity = capacity;
}

VigieFrame *
vigie_frame_new(const VigieCodebook *codebook, const char *const *items, gsize capacity)
{
    VigieFrame *frame = g_new0(VigieFrame, 1);
    frame->codebook = codebook;
    frame->columns = g_ptr_array_new_with_free_func(column_free);
    if (items == NULL)
        add_all(frame);
    for (; items != NULL && *items != NULL; items++)
        add_named(frame, *items);
    grow(frame, MAX(capacity, LEAST_CAPACITY));
    return frame;
}

void
vigie_frame_free(VigieFrame *frame)
{
    if (frame == NULL)
        return;
    g_ptr_array_unref(frame->columns);
    g_free(frame->line);
    g_free(frame);
}

void
vigie_frame_clear(VigieFrame *frame)
{
    blank(frame, 0, frame->n);
    frame->n = 0;
}

void
vigie_frame_forget(VigieFrame *frame)
{
    vigie_frame_clear(frame);
    for (guint c = 0; c < frame->columns->len; c++) {
        VigieColumn *column = g_ptr_array_index(frame->columns, c);
        if (column->levels == NULL)
            continue;
        levels_release(column);
        levels_init(column);
    }
}

gsize
vigie_frame_add(VigieFrame *frame)
{
    if (frame->n == frame->capacity)
        grow(frame, frame->capacity * 2);
    return frame->n++;
}

VigieColumn *
vigie_frame_column(const VigieFrame *frame, const char *name)
{
    for (guint c = 0; c < frame->columns->len; c++) {
        VigieColumn *column = g_ptr_array_index(frame->columns, c);
        if (strcmp(column->name, name) == 0)
            return column;
    }
    return NULL;
}

void
vigie_column_count_kinds(const VigieColumn *column, gsize n, const guint8 *mask,
                         VigieKindCounts counts)
{
    for (gsize i = 0; i < n; i++)
        if (mask == NULL || mask[i] != 0)
            counts[column->why[i]]++;
}
