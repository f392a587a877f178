/* help.c - help pages.  GOption's own would come in the language of GLib's catalogue, which is not
 * always installed. */
#include "help.h"

#define COLUMN 26 /* where descriptions start */
#define WIDTH 92

static const GOptionEntry global_options[] = {
    {"directory", 'C', 0, G_OPTION_ARG_FILENAME, NULL,
     N_("the observatory's folder (default: the current one)"), N_("DIR")},
    {"db", 0, 0, G_OPTION_ARG_FILENAME, NULL,
     N_("the store (default: observatory.db in the folder)"), N_("PATH")},
    {"lang", 0, 0, G_OPTION_ARG_STRING, NULL,
     N_("language of messages (default: the locale's)"), "fr|en"},
    {"quiet", 'q', 0, G_OPTION_ARG_NONE, NULL,
     N_("no progress and no notes, only what is wrong"), NULL},
    {"help", 'h', 0, G_OPTION_ARG_NONE, NULL, N_("this help"), NULL},
    {"version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("the version and the licence"), NULL},
    {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL}};

const GOptionEntry *
vigie_global_options(void)
{
    return global_options;
}

/* Appends text word by word from column indent on. */
static void
append_wrapped(GString *out, const char *text, glong column, int indent)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    bool first = true;
    for (char **word = words; *word != NULL; word++) {
        if (**word == '\0' && word[1] != NULL &&
            column + 2 + g_utf8_strlen(word[1], -1) > WIDTH)
            continue; /* the second of two blanks, where the line ends */
        glong length = g_utf8_strlen(*word, -1);
        if (!first && column + 1 + length > WIDTH) {
            g_string_append_printf(out, "\n%*s", indent, "");
            column = indent;
        } else if (!first) {
            g_string_append_c(out, ' ');
            column++;
        }
        g_string_append(out, *word);
        column += length;
        first = false;
    }
    g_string_append_c(out, '\n');
}

/* "  name   description", the description on its own line where the name is long. */
static void
append_entry(GString *out, const char *name, const char *description)
{
    g_string_append_printf(out, "  %s", name);
    glong used = 2 + g_utf8_strlen(name, -1);
    if (used + 2 > COLUMN) {
        g_string_append_c(out, '\n');
        used = 0;
    }
    g_string_append_printf(out, "%*s", (int)(COLUMN - used), "");
    append_wrapped(out, description, COLUMN, COLUMN);
}

static void
append_options(GString *out, const char *title, const GOptionEntry *entry)
{
    if (entry == NULL || entry->long_name == NULL)
        return;
    g_string_append_printf(out, "\n%s\n", title);
    for (; entry->long_name != NULL; entry++) {
        if ((entry->flags & G_OPTION_FLAG_HIDDEN) != 0)
            continue;
        g_autoptr(GString) name = g_string_new(NULL);
        if (entry->short_name != 0)
            g_string_append_printf(name, "-%c, ", entry->short_name);
        g_string_append_printf(name, "--%s", entry->long_name);
        if (entry->arg_description != NULL)
            g_string_append_printf(name, "=%s", _(entry->arg_description));
        append_entry(out, name->str, _(entry->description));
    }
}

static void
append_examples(GString *out, const char *const *examples)
{
    g_string_append_printf(out, "\n%s\n", _("Examples:"));
    for (; *examples != NULL; examples++)
        g_string_append_printf(out, "  %s\n", *examples);
}

char *
vigie_help_all(void)
{
    static const char *const examples[] = {
        "vigie -C midi-quercy load",
        "vigie -C midi-quercy estimate flash --stat mean --of sat_overall --by year", NULL};
    GString *out = g_string_new(NULL);
    g_string_append_printf(out, "%s vigie [%s] %s [%s]\n\n", _("Usage:"), _("OPTIONS"),
                           _("COMMAND"), _("OPTIONS"));
    append_wrapped(out, _("The survey and observation engine of a tourism observatory."), 0, 0);
    g_string_append_printf(out, "\n%s\n", _("Commands:"));
    for (const VigieCommand *const *command = vigie_commands(); *command != NULL; command++)
        append_entry(out, (*command)->name, _((*command)->summary));
    append_options(out, _("Options of every command:"), global_options);
    append_examples(out, examples);
    g_string_append_c(out, '\n');
    append_wrapped(out, _("'vigie help COMMAND' shows a command's options and examples."), 0,
                   0);
    return g_string_free(out, FALSE);
}

char *
vigie_help_command(const VigieCommand *command)
{
    GString *out = g_string_new(NULL);
    g_string_append_printf(out, "%s vigie [-C %s] %s [%s]%s%s\n\n", _("Usage:"), _("DIR"),
                           command->name, _("OPTIONS"), *command->arguments != '\0' ? " " : "",
                           *command->arguments != '\0' ? _(command->arguments) : "");
    append_wrapped(out, _(command->summary), 0, 0);
    append_options(out, _("Options:"), command->options);
    for (const char *const *note = command->notes; note != NULL && *note != NULL; note++) {
        g_string_append_c(out, '\n');
        append_wrapped(out, _(*note), 0, 0);
    }
    append_options(out, _("Options of every command:"), global_options);
    append_examples(out, command->examples);
    return g_string_free(out, FALSE);
}
