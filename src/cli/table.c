/* table.c - see table.h */
#include "table.h"
#include <string.h>
#include <vigie/base.h>

static void
unref_row(void *row)
{
    g_ptr_array_unref(row);
}

VigieTable *
vigie_table_new(void)
{
    VigieTable *table = g_new0(VigieTable, 1);
    table->header = g_ptr_array_new_with_free_func(g_free);
    table->rows = g_ptr_array_new_with_free_func(unref_row);
    return table;
}

void
vigie_table_free(VigieTable *table)
{
    if (table == NULL)
        return;
    g_ptr_array_unref(table->header);
    g_ptr_array_unref(table->rows);
    g_free(table);
}

void
vigie_table_set_header(VigieTable *table, const char *const *names)
{
    for (; *names != NULL; names++)
        g_ptr_array_add(table->header, g_strdup(*names));
}

void
vigie_table_translate(VigieTable *table)
{
    for (guint i = 0; i < table->header->len; i++) {
        g_autofree char *name = table->header->pdata[i];
        table->header->pdata[i] = g_strdup(_(name));
    }
}

void
vigie_table_add(VigieTable *table, guint n, const char *const *cells)
{
    g_assert(n == table->header->len);
    GPtrArray *row = g_ptr_array_new_full(n, g_free);
    for (guint i = 0; i < n; i++)
        g_ptr_array_add(row, g_strdup(cells[i]));
    g_ptr_array_add(table->rows, row);
}

static void
csv_line(GString *csv, const GPtrArray *cells)
{
    for (guint i = 0; i < cells->len; i++) {
        if (i > 0)
            g_string_append_c(csv, ',');
        vigie_text_append_csv(csv, cells->pdata[i], ',');
    }
    g_string_append_c(csv, '\n');
}

char *
vigie_table_csv(const VigieTable *table)
{
    GString *csv = g_string_new(NULL);
    csv_line(csv, table->header);
    for (guint i = 0; i < table->rows->len; i++)
        csv_line(csv, table->rows->pdata[i]);
    return g_string_free(csv, FALSE);
}

typedef struct {
    int width;
    bool numbers;
} Shape;

static void
measure(Shape *shape, const char *cell, bool is_header)
{
    double number = 0;
    VigieNotation plain = {'.', 0}, french = {',', ' '};
    gsize length = strlen(cell);
    shape->width = MAX(shape->width, (int)g_utf8_strlen(cell, -1));
    if (!is_header && length > 0 && !vigie_number_read(cell, length, plain, &number) &&
        !vigie_number_read(cell, length, french, &number))
        shape->numbers = false;
}

static void
text_line(GString *text, const GPtrArray *cells, const Shape *shape)
{
    gsize start = text->len;
    for (guint i = 0; i < cells->len; i++) {
        const char *cell = cells->pdata[i];
        int pad = shape[i].width - (int)g_utf8_strlen(cell, -1);
        g_string_append_printf(text, "%s%*s%s%*s", i > 0 ? "  " : "",
                               shape[i].numbers ? pad : 0, "", cell, shape[i].numbers ? 0 : pad,
                               "");
    }
    while (text->len > start && text->str[text->len - 1] == ' ')
        g_string_truncate(text, text->len - 1);
    g_string_append_c(text, '\n');
}

char *
vigie_table_text(const VigieTable *table)
{
    guint n = table->header->len;
    g_autofree Shape *shape = g_new0(Shape, n + 1);
    for (guint k = 0; k < n; k++) {
        shape[k].numbers = table->rows->len > 0;
        measure(&shape[k], table->header->pdata[k], true);
        for (guint i = 0; i < table->rows->len; i++)
            measure(&shape[k], ((const GPtrArray *)table->rows->pdata[i])->pdata[k], false);
    }
    GString *text = g_string_new(NULL);
    text_line(text, table->header, shape);
    for (guint i = 0; i < table->rows->len; i++)
        text_line(text, table->rows->pdata[i], shape);
    return g_string_free(text, FALSE);
}
