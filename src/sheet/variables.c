/* variables.c - names, labels and missing values of a file of another program */
#define _POSIX_C_SOURCE 200809L

#include "foreign.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static void
label_free(gpointer label)
{
    g_free(((VigieSheetLabel *)label)->raw);
    g_free(((VigieSheetLabel *)label)->label);
    g_free(label);
}

static void
variable_free(gpointer variable)
{
    VigieSheetVariable *v = variable;
    g_free(v->name);
    g_free(v->label);
    g_free(v->measure);
    g_ptr_array_unref(v->value_labels);
    g_free(v);
}

/* The kind of the file by its first bytes; NULL = text, or not to be read (who opens it will say why). */
static const char *
kind_of(const char *path)
{
    char first[16];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ssize_t n = fd >= 0 ? read(fd, first, sizeof first) : -1;
    if (fd >= 0)
        close(fd);
    return n > 0 ? vigie_foreign_kind(first, (gsize)n) : NULL;
}

/* All that the reader says. */
static GString *
read_all(int fd)
{
    GString *text = g_string_new(NULL);
    char block[8192];
    ssize_t n = 0;
    while ((n = read(fd, block, sizeof block)) != 0) {
        if (n < 0 && errno != EINTR)
            break;
        g_string_append_len(text, block, MAX(n, 0));
    }
    return text;
}

static void
add_row(GPtrArray *variables, const VigieRow *row)
{
    if (row->n == 5 && strcmp(row->cells[0].text, "variable") == 0) {
        VigieSheetVariable *v = g_new0(VigieSheetVariable, 1);
        v->name = g_strdup(row->cells[1].text);
        v->label = g_strdup(row->cells[3].text);
        v->measure = g_strdup(row->cells[4].text);
        v->value_labels = g_ptr_array_new_with_free_func(label_free);
        g_ptr_array_add(variables, v);
        return;
    }
    for (guint i = 0; row->n == 5 && i < variables->len; i++) {
        VigieSheetVariable *v = g_ptr_array_index(variables, i);
        if (strcmp(v->name, row->cells[1].text) != 0)
            continue;
        VigieSheetLabel *label = g_new0(VigieSheetLabel, 1);
        label->raw = g_strdup(row->cells[2].text);
        label->label = g_strdup(row->cells[3].text);
        label->missing = strcmp(row->cells[4].text, "missing") == 0;
        g_ptr_array_add(v->value_labels, label);
    }
}

/* Rows "row,name,raw,label,word" of the reader. */
static bool
take_rows(GPtrArray *variables, const char *path, const GString *text, GError **error)
{
    const VigieDialect dialect = {.delimiter = ',', .encoding = "UTF-8", .header_line = 1};
    g_autoptr(VigieSheet) sheet =
        vigie_sheet_open_bytes(path, text->str, text->len, &dialect, error);
    g_autoptr(GError) problem = NULL;
    VigieRow row;
    while (sheet != NULL && vigie_sheet_next(sheet, &row, &problem))
        add_row(variables, &row);
    if (problem != NULL)
        g_propagate_error(error, g_steal_pointer(&problem));
    return sheet != NULL && problem == NULL;
}

GPtrArray *
vigie_sheet_variables(const char *path, GError **error)
{
    g_autoptr(GPtrArray) variables = g_ptr_array_new_with_free_func(variable_free);
    const char *kind = kind_of(path);
    if (kind == NULL)
        return g_steal_pointer(&variables);
    VigieForeign *foreign = vigie_foreign_open(kind, path, "labels", error);
    if (foreign == NULL)
        return NULL;
    g_autoptr(GString) text = read_all(vigie_foreign_fd(foreign));
    bool read = vigie_foreign_end(foreign, path, error);
    vigie_foreign_close(foreign);
    return read && take_rows(variables, path, text, error) ? g_steal_pointer(&variables) : NULL;
}
