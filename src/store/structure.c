/* structure.c - has the questionnaire changed so that stored values mean something else? */
#include "structure.h"
#include <string.h>

static void
add_text(GChecksum *sum, const char *text)
{
    /* The closing zero keeps "ab","c" and "a","bc" apart. */
    g_checksum_update(sum, (const guchar *)text, (gssize)strlen(text) + 1);
}

static void
add_list(GChecksum *sum, const VigieList *list)
{
    for (guint i = 0; list != NULL && i < list->choices->len; i++) {
        const VigieChoice *choice = vigie_list_get(list, i);
        add_text(sum, choice->name);
        add_text(sum, vigie_missing_name(choice->missing));
    }
}

static void
add_expression(GChecksum *sum, const VigieExpression *expression)
{
    add_text(sum, expression != NULL ? vigie_expression_text(expression) : "");
}

static char *
digest(const VigieItem *item)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    char kind[3] = {(char)('0' + item->kind), item->integer ? 'i' : '-', '\0'};
    add_text(sum, kind);
    add_list(sum, item->list);
    add_expression(sum, item->relevant);
    add_expression(sum, item->constraint);
    add_expression(sum, item->calculation);
    return g_strndup(g_checksum_get_string(sum), 16);
}

static char *
print_item(const VigieItem *item)
{
    g_autofree char *sum = digest(item);
    return g_strdup_printf("%s\t%c\t%s", item->name, item->calculation != NULL ? 'C' : '-',
                           sum);
}

/* The parent's table has a structure of its own. */
static bool
is_inherited(const VigieItem *item)
{
    return item->origin == VIGIE_ITEM_INHERITED;
}

char *
vigie_structure_print(const VigieCodebook *codebook)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < codebook->items->len; i++) {
        if (is_inherited(codebook->items->pdata[i]))
            continue;
        g_autofree char *line = print_item(codebook->items->pdata[i]);
        g_string_append_printf(text, "%s\n", line);
    }
    return g_string_free(text, FALSE);
}

/* item name -> its whole line; both point into lines. */
static GHashTable *
index_lines(char **lines)
{
    GHashTable *index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (; *lines != NULL; lines++)
        g_hash_table_insert(index, g_strndup(*lines, strcspn(*lines, "\t")), *lines);
    return index;
}

static bool
item_fits(const VigieItem *item, const char *stored)
{
    /* A new question was not asked then; a new calculation would have had a value. */
    if (stored == NULL)
        return item->calculation == NULL;
    g_autofree char *line = print_item(item);
    return strcmp(line, stored) == 0;
}

bool
vigie_structure_fits(const char *structure, const VigieCodebook *codebook,
                     const VigieItem **item)
{
    g_auto(GStrv) lines = g_strsplit(structure, "\n", -1);
    g_autoptr(GHashTable) index = index_lines(lines);
    for (guint i = 0; i < codebook->items->len; i++) {
        const VigieItem *today = codebook->items->pdata[i];
        if (!is_inherited(today) &&
            !item_fits(today, g_hash_table_lookup(index, today->name))) {
            *item = today;
            return false;
        }
    }
    return true;
}
