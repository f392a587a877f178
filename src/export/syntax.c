/* syntax.c - the multiple-response sets of a .sav as SPSS commands: ReadStat cannot write them into the file */
#include "export.h"
#include <string.h>

static void
append_quoted(GString *text, const char *label)
{
    g_autofree char *cut = vigie_out_cut(label, 100);
    g_string_append_c(text, '\'');
    for (const char *at = cut; *at != '\0'; at++) {
        if (*at == '\'')
            g_string_append_c(text, '\'');
        g_string_append_c(text, *at);
    }
    g_string_append_c(text, '\'');
}

/* The variables of the item that k is the first of; MRSETS takes two or more. */
static guint
append_set(GString *text, const VigieOut *out, guint k)
{
    const VigieOutVariable *first = out->variables->pdata[k];
    g_autoptr(GString) names = g_string_new(NULL);
    guint n = 0;
    for (guint i = k; i < out->variables->len; i++, n++) {
        const VigieOutVariable *variable = out->variables->pdata[i];
        if (variable->item != first->item)
            break;
        g_string_append_printf(names, "\n    %s", variable->name);
    }
    if (n < 2)
        return n;
    g_string_append_printf(text, "MRSETS /MDGROUP NAME=$set%u LABEL=", k);
    append_quoted(text, vigie_item_label(out->codebook, first->item, out->question->lang));
    g_string_append_printf(text, " CATEGORYLABELS=VARLABELS VALUE=1 VARIABLES=%s.\n",
                           names->str);
    return n;
}

char *
vigie_out_syntax(const VigieOut *out)
{
    GString *text = g_string_new(NULL);
    for (guint k = 0; k < out->variables->len; k++) {
        const VigieOutVariable *variable = out->variables->pdata[k];
        if (variable->kind == VIGIE_OUT_FLAG && !variable->item->ordered)
            k += append_set(text, out, k) - 1;
    }
    return g_string_free(text, text->len == 0);
}
