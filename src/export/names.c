/* names.c - names that SPSS and Stata take: letters, digits and _, short, no word of theirs, each once */
#include "export.h"
#include <string.h>

static bool
is_reserved(const char *name)
{
    static const char *const words[] = {"all",  "and",  "by",    "eq",   "ge",    "gt",
                                        "le",   "lt",   "ne",    "not",  "or",    "to",
                                        "with", "byte", "int",   "long", "float", "double",
                                        "if",   "in",   "using", "strl", NULL};
    g_autofree char *low = g_ascii_strdown(name, -1);
    bool text_type = g_str_has_prefix(low, "str") && low[3] != '\0' &&
                     strspn(low + 3, "0123456789") == strlen(low + 3);
    return text_type || g_strv_contains(words, low);
}

static char *
plain(const char *name, gsize bytes)
{
    g_autofree char *ascii = g_str_to_ascii(name, "C");
    for (char *at = ascii; *at != '\0'; at++)
        if (!g_ascii_isalnum(*at))
            *at = '_';
    GString *text = g_string_new(g_ascii_isalpha(*ascii) ? ascii : NULL);
    if (text->len == 0)
        g_string_printf(text, "v%s%s", *ascii == '_' ? "" : "_", ascii);
    if (text->len > bytes)
        g_string_truncate(text, bytes);
    while (text->len > 1 && text->str[text->len - 1] == '_')
        g_string_truncate(text, text->len - 1);
    if (is_reserved(text->str))
        g_string_append(text, "_1");
    return g_string_free(text, FALSE);
}

/* "name", "name_2", "name_3" … whatever the case of letters. */
static char *
unique(GHashTable *taken, const char *name, gsize bytes)
{
    char *found = g_strdup(name);
    for (guint k = 2;; k++) {
        g_autofree char *low = g_ascii_strdown(found, -1);
        if (g_hash_table_add(taken, g_steal_pointer(&low)))
            return found;
        g_autofree char *suffix = g_strdup_printf("_%u", k);
        g_autofree char *head = vigie_out_cut(name, bytes - strlen(suffix));
        g_free(found);
        found = g_strconcat(head, suffix, NULL);
    }
}

void
vigie_out_name(VigieOut *out)
{
    VigieExportFormat format = out->question->format;
    gsize bytes = format == VIGIE_EXPORT_SAV || format == VIGIE_EXPORT_DDI ? 64
                  : format == VIGIE_EXPORT_DTA                             ? 32
                                                                           : 1000;
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < out->variables->len; i++) {
        VigieOutVariable *variable = out->variables->pdata[i];
        g_autofree char *was = g_steal_pointer(&variable->name);
        g_autofree char *safe = format == VIGIE_EXPORT_CSV ? g_strdup(was) : plain(was, bytes);
        variable->name = unique(taken, safe, bytes);
        if (strcmp(variable->name, was) != 0)
            vigie_findings_add_about(out->notes, VIGIE_NOTE, "export_renamed", was, NULL,
                                     _("%s is called %s in the file"), was, variable->name);
    }
}
