/* variables.c - names, labels and missing values of a file of another program */
#include "workbook.h"
#include <string.h>

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

GPtrArray *
vigie_variables_parse(const char *path, const char *bytes, gsize length, GError **error)
{
    g_autoptr(GPtrArray) variables = g_ptr_array_new_with_free_func(variable_free);
    const VigieDialect dialect = {.delimiter = ',', .encoding = "UTF-8", .header_line = 1};
    g_autoptr(VigieSheet) sheet = vigie_sheet_open_bytes(path, bytes, length, &dialect, error);
    g_autoptr(GError) problem = NULL;
    VigieRow row;
    while (sheet != NULL && vigie_sheet_next(sheet, &row, &problem))
        add_row(variables, &row);
    if (sheet != NULL && problem == NULL)
        return g_steal_pointer(&variables);
    if (problem != NULL)
        g_propagate_error(error, g_steal_pointer(&problem));
    return NULL;
}

GPtrArray *
vigie_sheet_variables(const char *path, GError **error)
{
    const char *kind = vigie_foreign_kind_of(path);
    if (kind == NULL || strcmp(kind, VIGIE_WORKBOOK) == 0)
        return g_ptr_array_new_with_free_func(variable_free);
    const char *const arguments[] = {kind, path, "labels", NULL};
    g_autoptr(GString) text = vigie_foreign_all(kind, path, arguments, error);
    return text != NULL ? vigie_variables_parse(path, text->str, text->len, error) : NULL;
}
