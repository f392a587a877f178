/* json.c - rows as JSON: an array of objects with the CSV's keys, null for empty */
#include "cells.h"
#include <json-glib/json-glib.h>
#include <math.h>

static JsonNode *
cell_node(const VigieAnswerCell *cell)
{
    JsonNode *node = json_node_alloc();
    bool empty = cell->text != NULL ? *cell->text == '\0' : isnan(cell->number);
    if (empty)
        return json_node_init_null(node);
    if (cell->text != NULL)
        return json_node_init_string(node, cell->text);
    bool whole = fabs(cell->number) < 1e15 && !(fabs(cell->number - rint(cell->number)) > 0);
    return whole ? json_node_init_int(node, (gint64)cell->number)
                 : json_node_init_double(node, cell->number);
}

char *
vigie_cells_json(VigieRowCells cells_of, gconstpointer from, guint n_rows)
{
    g_autoptr(JsonArray) rows = json_array_sized_new(n_rows);
    for (guint i = 0; i < n_rows; i++) {
        g_autoptr(GArray) cells = cells_of(from, i);
        JsonObject *object = json_object_new();
        for (guint c = 0; c < cells->len; c++) {
            const VigieAnswerCell *cell = &g_array_index(cells, VigieAnswerCell, c);
            json_object_set_member(object, cell->name, cell_node(cell));
        }
        json_array_add_object_element(rows, object);
    }
    g_autoptr(JsonNode) root = json_node_init_array(json_node_alloc(), rows);
    g_autoptr(JsonGenerator) generator = json_generator_new();
    json_generator_set_root(generator, root);
    json_generator_set_pretty(generator, TRUE);
    g_autofree char *text = json_generator_to_data(generator, NULL);
    return g_strconcat(text, "\n", NULL);
}
