/* form-show.c - see form-show.h */
#include "form-show.h"
#include <string.h>
#include <vigie/codebook-words.h>

typedef struct {
    GString *out;
    const VigieCodebook *form;
    VigieLang lang;
    guint number; /* of the question shown last */
} Show;

static void show_items(Show *show, const VigieCodebook *form, guint indent);

static void
indented(const Show *show, guint indent)
{
    g_string_append_printf(show->out, "%*s", (int)indent, "");
}

/* --- items ---------------------------------------------------------------------------------- */

static void
show_choices(Show *show, const VigieItem *item, guint indent)
{
    bool several = item->kind == VIGIE_VALUE_CHOICES;
    for (guint i = 0; item->list != NULL && i < item->list->choices->len; i++) {
        const VigieChoice *choice = vigie_list_get(item->list, i);
        indented(show, indent);
        g_string_append_printf(show->out, "%s %s", several ? "☐" : "○",
                               vigie_choice_label(show->form, choice, show->lang));
        g_string_append_printf(show->out, "  [%s]", choice->name);
        if (choice->missing != VIGIE_PRESENT)
            g_string_append_printf(show->out, "  (%s)", vigie_missing_name(choice->missing));
        g_string_append_c(show->out, '\n');
    }
}

static void
show_condition(Show *show, const char *what, const VigieExpression *expression, guint indent)
{
    if (expression == NULL)
        return;
    g_autofree char *words = vigie_expression_words(show->form, expression, show->lang);
    indented(show, indent);
    g_string_append_printf(show->out, "%s %s\n", what, words);
}

static void
show_head(Show *show, const VigieItem *item, guint indent)
{
    indented(show, indent);
    g_string_append_printf(show->out, "%2u. %s\n", ++show->number,
                           vigie_item_label(show->form, item, show->lang));
    indented(show, indent + 4);
    g_string_append_printf(show->out, "%s — ", item->name);
    g_autofree char *kind = vigie_item_kind_text(item, show->lang);
    g_string_append(show->out, kind);
    if (item->required)
        g_string_append(show->out, _(", required"));
    if (*item->role != '\0')
        g_string_append_printf(show->out, _(", role %s"), item->role);
    if (strcmp(item->file, show->form->path) != 0 && strchr(item->file, '[') == NULL)
        g_string_append_printf(show->out, _(", from %s"), item->file);
    g_string_append_c(show->out, '\n');
}

static void
show_item(Show *show, const VigieItem *item, guint indent)
{
    show_head(show, item, indent);
    indent += 4;
    show_condition(show, _("asked if"), item->relevant, indent);
    show_condition(show, _("required if"), item->required_if, indent);
    show_condition(show, _("right if"), item->constraint, indent);
    show_condition(show, _("choices where"), item->filter, indent);
    if (item->calculation != NULL) {
        indented(show, indent);
        g_string_append_printf(show->out, "%s %s\n", _("calculated by"),
                               vigie_expression_text(item->calculation));
    }
    if (item->aggregate ||
        (strcmp(item->type, "calculate") == 0 && item->calculation == NULL)) {
        indented(show, indent);
        g_string_append_printf(
            show->out, "%s\n",
            item->aggregate ? _("made of a repeat: read from its column of the file")
                            : _("computed on the tablet: read from its column of the file"));
    }
    show_choices(show, item, indent);
}

/* --- groups and repeats --------------------------------------------------------------------- */

static guint
depth_of(const char *path)
{
    guint depth = *path != '\0';
    for (; *path != '\0'; path++)
        depth += *path == '/';
    return depth;
}

/* A title for each group that begins, the outermost first. */
static void
show_groups(Show *show, const char *before, const char *path, guint indent)
{
    for (const char *end = path; *path != '\0' && end != NULL;) {
        end = strchr(end, '/');
        g_autofree char *part =
            end != NULL ? g_strndup(path, (gsize)(end - path)) : g_strdup(path);
        gsize length = strlen(part);
        bool open = strncmp(before, part, length) == 0 &&
                    (before[length] == '\0' || before[length] == '/');
        if (!open) {
            g_string_append_c(show->out, '\n');
            indented(show, indent + 2 * (depth_of(part) - 1));
            g_string_append_printf(show->out, "— %s —\n",
                                   vigie_group_title(show->form, part, show->lang));
        }
        end = end != NULL ? end + 1 : NULL;
    }
}

static void
show_repeats(Show *show, const VigieCodebook *form, guint *next, guint before, guint indent)
{
    for (; *next < form->repeats->len; ++*next) {
        const VigieRepeat *repeat = g_ptr_array_index(form->repeats, *next);
        if (repeat->before > before)
            return;
        g_string_append_printf(
            show->out, _("\n↻ repeat %s: %s, a table of its own\n"), repeat->name,
            vigie_labels_text(form, repeat->labels, repeat->name, show->lang));
        show_items(show, repeat->codebook, indent + 2);
        g_string_append_printf(show->out, _("↺ end of the repeat %s\n\n"), repeat->name);
    }
}

static void
show_items(Show *show, const VigieCodebook *form, guint indent)
{
    const char *group = form->repeat != NULL ? NULL : "";
    guint next = 0, deeper = 0;
    for (guint i = 0; i < form->items->len; i++) {
        const VigieItem *item = g_ptr_array_index(form->items, i);
        if (item->origin != VIGIE_ITEM_OWN)
            continue;
        show_repeats(show, form, &next, i, indent);
        if (group != NULL) {
            show_groups(show, group, item->group, indent);
            deeper = 2 * depth_of(item->group);
            group = item->group;
        }
        show_item(show, item, indent + deeper);
    }
    show_repeats(show, form, &next, G_MAXUINT, indent);
}

void
vigie_form_show(GString *out, const VigieCodebook *form, VigieLang lang)
{
    Show show = {out, form, lang, 0};
    if (*form->form_title != '\0')
        g_string_append_printf(out, "%s\n", form->form_title);
    show_items(&show, form, 0);
}
