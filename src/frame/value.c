/* value.c - values of a column as texts, and back */
#include <string.h>
#include <vigie/frame.h>

/* The text with a NUL behind it: in buffer where it fits, else newly allocated in *long_text. */
enum { BUFFER = 256 };
static const char *
terminated(const char *text, gsize length, char buffer[BUFFER], char **long_text)
{
    if (length >= BUFFER)
        return *long_text = g_strndup(text, length);
    memcpy(buffer, text, length);
    buffer[length] = '\0';
    return buffer;
}

guint32
vigie_column_level(VigieColumn *column, const char *text, gsize length)
{
    char buffer[BUFFER];
    g_autofree char *long_text = NULL;
    const char *key = terminated(text, length, buffer, &long_text);
    guint level = GPOINTER_TO_UINT(g_hash_table_lookup(column->lookup, key));
    if (level > 0)
        return level - 1;
    char *kept = g_string_chunk_insert_len(column->texts, key, (gssize)length);
    g_ptr_array_add(column->levels, kept);
    g_hash_table_insert(column->lookup, kept, GUINT_TO_POINTER(column->levels->len));
    return column->levels->len - 1;
}

static void
set_choice(VigieColumn *column, gsize i, const char *text, gsize length)
{
    char buffer[BUFFER];
    g_autofree char *long_text = NULL;
    gint choice =
        vigie_list_index(column->item->list, terminated(text, length, buffer, &long_text));
    if (choice < 0) {
        vigie_column_set_missing(column, i, VIGIE_INVALID);
        return;
    }
    VigieMissing missing = vigie_list_get(column->item->list, (guint)choice)->missing;
    if (missing != VIGIE_PRESENT)
        vigie_column_set_missing(column, i, missing);
    else
        vigie_column_set_number(column, i, choice);
}

void
vigie_column_set_text(VigieColumn *column, gsize i, const char *text, gsize length)
{
    g_assert(column->kind == VIGIE_VALUE_CHOICE || column->levels != NULL);
    if (length == 0)
        vigie_column_set_missing(column, i, VIGIE_BLANK);
    else if (column->kind == VIGIE_VALUE_CHOICE)
        set_choice(column, i, text, length);
    else
        vigie_column_set_number(column, i, vigie_column_level(column, text, length));
}

/* The text of a value that is a choice or a level, else NULL. */
static const char *
borrowed_text(const VigieColumn *column, double value)
{
    if (column->kind == VIGIE_VALUE_CHOICE)
        return vigie_list_get(column->item->list, (guint)value)->name;
    return column->levels != NULL ? g_ptr_array_index(column->levels, (guint)value) : NULL;
}

const char *
vigie_column_text(const VigieColumn *column, gsize i, char buffer[VIGIE_NUMBER_SIZE])
{
    double value = column->value[i];
    if (isnan(value))
        return "";
    const char *text = borrowed_text(column, value);
    if (text != NULL)
        return text;
    if (column->kind == VIGIE_VALUE_DATE)
        return vigie_date_print(value, buffer);
    return vigie_number_print(value, buffer);
}

bool
vigie_column_has_choice(const VigieColumn *column, gsize i, const char *name)
{
    g_assert(column->kind == VIGIE_VALUE_CHOICES);
    if (isnan(column->value[i]))
        return false;
    return vigie_names_contain(g_ptr_array_index(column->levels, (guint)column->value[i]),
                               name);
}
