/* main.c - the vigie command: locale, global options, then one command of the table */
#include "config.h"

#include "help.h"
#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <vigie/design.h>

/* Values of the global options, in the order of vigie_global_options(). */
typedef struct {
    char *directory, *database, *lang;
    gboolean quiet, help, version;
} Globals;

static void
globals_release(Globals *globals)
{
    g_free(globals->directory);
    g_free(globals->database);
    g_free(globals->lang);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Globals, globals_release)

/* True if the option's value is the next argument. */
static bool
takes_next(const char *argument)
{
    if (strcmp(argument, "--db") == 0 || strcmp(argument, "--lang") == 0 ||
        strcmp(argument, "--directory") == 0)
        return true;
    const char *c = argument[1] != '-' ? strchr(argument, 'C') : NULL;
    return c != NULL && c[1] == '\0';
}

/* The language must be known before the first message: a look at --lang ahead of the parser. */
static const char *
lang_said(char **argv)
{
    const char *lang = NULL;
    for (char **argument = argv + 1; *argument != NULL && strcmp(*argument, "--") != 0;
         argument++) {
        if (g_str_has_prefix(*argument, "--lang="))
            lang = *argument + strlen("--lang=");
        else if (strcmp(*argument, "--lang") == 0 && argument[1] != NULL)
            lang = *++argument;
    }
    return lang;
}

/* Where the command's name stands in argv, which ends with NULL; at the end if there is none. */
static char **
find_name(char **argv)
{
    char **argument = argv + 1;
    for (; *argument != NULL && **argument == '-'; argument++) {
        if (strcmp(*argument, "--") == 0)
            return argument + 1;
        if (takes_next(*argument) && *++argument == NULL)
            break;
    }
    return argument;
}

/* Options ---------------------------------------------------------------------------------- */

static guint
n_entries(const GOptionEntry *entries)
{
    guint n = 0;
    while (entries != NULL && entries[n].long_name != NULL)
        n++;
    return n;
}

/* The command's entries with their places in *options, the global ones, and the rest of the line. */
static GOptionEntry *
entries_new(const VigieCommand *command, char *options, Globals *globals, char ***rest)
{
    const GOptionEntry *own = command != NULL ? command->options : NULL;
    guint n = n_entries(own), n_global = n_entries(vigie_global_options());
    GOptionEntry *all = g_new0(GOptionEntry, n + n_global + 2);
    for (guint i = 0; i < n; i++) {
        all[i] = own[i];
        all[i].arg_data = options + GPOINTER_TO_SIZE(own[i].arg_data);
    }
    gpointer place[] = {&globals->directory, &globals->database, &globals->lang,
                        &globals->quiet,     &globals->help,     &globals->version};
    g_assert(n_global == G_N_ELEMENTS(place));
    for (guint i = 0; i < n_global; i++) {
        all[n + i] = vigie_global_options()[i];
        all[n + i].arg_data = place[i];
    }
    all[n + n_global] =
        (GOptionEntry){G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, rest, NULL, NULL};
    return all;
}

static void
options_free(const VigieCommand *command, char *options)
{
    for (guint i = 0; i < n_entries(command->options); i++) {
        const GOptionEntry *entry = &command->options[i];
        gpointer place = options + GPOINTER_TO_SIZE(entry->arg_data);
        if (entry->arg == G_OPTION_ARG_STRING || entry->arg == G_OPTION_ARG_FILENAME)
            g_free(*(char **)place);
        else if (entry->arg == G_OPTION_ARG_STRING_ARRAY ||
                 entry->arg == G_OPTION_ARG_FILENAME_ARRAY)
            g_strfreev(*(char ***)place);
    }
    g_free(options);
}

/* An option that stayed in the line after the parser took those it knows. */
static void
unknown_option(const GOptionEntry *entries, const char *argument, GError **error)
{
    guint n = n_entries(entries);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < n; i++)
        if ((entries[i].flags & G_OPTION_FLAG_HIDDEN) == 0 && *entries[i].long_name != '\0')
            g_ptr_array_add(names, g_strdup_printf("--%s", entries[i].long_name));
    g_ptr_array_add(names, NULL);
    g_autofree char *name = g_strndup(argument, strcspn(argument, "="));
    vigie_unknown(error, name, (const char *const *)names->pdata, _("unknown option '%s'"),
                  name);
}

/* What the line says for an option, or NULL; "" where the line ends. */
static const char *
value_said(const GOptionEntry *entry, char **argv)
{
    g_autofree char *name = g_strdup_printf("--%s", entry->long_name);
    const char letter[] = {'-', entry->short_name, '\0'};
    gsize length = strlen(name);
    for (char **word = argv + 1; *word != NULL; word++) {
        if (strncmp(*word, name, length) == 0 && (*word)[length] == '=')
            return *word + length + 1;
        if (strcmp(*word, name) == 0 || (letter[1] != '\0' && strcmp(*word, letter) == 0))
            return word[1] != NULL ? word[1] : "";
        if (letter[1] != '\0' && g_str_has_prefix(*word, letter))
            return *word + 2;
    }
    return NULL;
}

static bool
is_number(const GOptionEntry *entry, const char *text)
{
    char *end = NULL;
    if (entry->arg == G_OPTION_ARG_INT) {
        gint64 value = g_ascii_strtoll(text, &end, 10);
        return *text != '\0' && *end == '\0' && value >= G_MININT && value <= G_MAXINT;
    }
    double value = g_ascii_strtod(text, &end);
    return *text != '\0' && *end == '\0' && isfinite(value);
}

/* GOption's own messages come in the language of GLib's catalogue; ours say what would be right. */
static void
bad_option(const GError *from, const GOptionEntry *entries, char **argv, GError **error)
{
    const char *last = argv[g_strv_length(argv) - 1];
    for (const GOptionEntry *entry = entries; *entry->long_name != '\0'; entry++) {
        if (entry->arg != G_OPTION_ARG_INT && entry->arg != G_OPTION_ARG_DOUBLE)
            continue;
        const char *value = value_said(entry, argv);
        if (value == NULL || *value == '\0' || is_number(entry, value))
            continue;
        g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                    entry->arg == G_OPTION_ARG_INT ? _("--%s takes a whole number, not '%s'")
                                                   : _("--%s takes a number, not '%s'"),
                    entry->long_name, value);
        return;
    }
    if (g_error_matches(from, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE))
        g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE, _("option %s needs a value"),
                    last);
    else
        g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                    _("the command line cannot be read: %s"), from->message);
}

static bool
parse(const GOptionEntry *entries, char **argv, GError **error)
{
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_autoptr(GError) failure = NULL;
    g_auto(GStrv) words = g_strdupv(argv);
    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_set_ignore_unknown_options(context, TRUE);
    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse_strv(context, &words, &failure)) {
        bad_option(failure, entries, argv, error);
        return false;
    }
    if (words[1] != NULL && strcmp(words[1], "--") != 0) {
        unknown_option(entries, words[1], error);
        return false;
    }
    return true;
}

/* One command ------------------------------------------------------------------------------ */

static bool
check_arguments(const VigieCall *call, GError **error)
{
    const VigieCommand *command = call->command;
    if (call->n_arguments >= command->min_arguments &&
        call->n_arguments <= command->max_arguments)
        return true;
    if (call->n_arguments < command->min_arguments)
        g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                    _("%s needs %s; see 'vigie help %s'"), command->name, _(command->arguments),
                    command->name);
    else
        g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                    _("%s does not take '%s'; see 'vigie help %s'"), command->name,
                    call->arguments[command->max_arguments], command->name);
    return false;
}

static VigieExit
print_version(const VigieCall *call, GError **error)
{
    g_autofree char *text = g_strdup_printf(
        "vigie %s\n%s\n", PACKAGE_VERSION,
        _("Licence GPLv3+: GNU GPL version 3 or later <https://gnu.org/licenses/gpl.html>.\n"
          "This is free software: you are free to change and redistribute it.  There is no "
          "warranty."));
    return vigie_call_output(call, NULL, text, error) ? VIGIE_EXIT_DONE : VIGIE_EXIT_NOT_DONE;
}

static VigieExit
print_help(const VigieCall *call, GError **error)
{
    g_autofree char *text =
        call->command != NULL ? vigie_help_command(call->command) : vigie_help_all();
    return vigie_call_output(call, NULL, text, error) ? VIGIE_EXIT_DONE : VIGIE_EXIT_NOT_DONE;
}

/* Runs what the globals ask for, else the command. */
static VigieExit
dispatch(VigieCall *call, const Globals *globals, GError **error)
{
    static const char *const languages[] = {"en", "fr", NULL};
    guint lang = 0;
    if (!vigie_option_word("--lang", globals->lang, languages, 0, &lang, error))
        return VIGIE_EXIT_NOT_DONE;
    if (globals->help)
        return print_help(call, error);
    if (globals->version)
        return print_version(call, error);
    if (call->command == NULL) {
        g_set_error_literal(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                            _("no command; 'vigie help' lists them"));
        return VIGIE_EXIT_NOT_DONE;
    }
    if (!check_arguments(call, error))
        return VIGIE_EXIT_NOT_DONE;
    return call->command->run(call, error);
}

static VigieExit
run(const VigieCommand *command, char **argv, VigieLang lang, GError **error)
{
    static const char *const none[] = {NULL};
    g_auto(Globals) globals = {0};
    g_auto(GStrv) rest = NULL;
    char *options = g_malloc0(command != NULL ? command->options_size : 0);
    g_autofree GOptionEntry *entries = entries_new(command, options, &globals, &rest);
    VigieExit status = VIGIE_EXIT_NOT_DONE;
    if (parse(entries, argv, error)) {
        VigieBar bar;
        g_autofree char *database =
            globals.database != NULL ? g_canonicalize_filename(globals.database, NULL) : NULL;
        VigieCall call = {
            .command = command,
            .dir = globals.directory != NULL ? globals.directory : ".",
            .database = database,
            .lang = lang,
            .lang_said = globals.lang != NULL,
            .quiet = globals.quiet,
            .data_dir = vigie_environment_data_dir(),
            .options = options,
            .arguments = rest != NULL && *rest != NULL ? (const char *const *)rest + 1 : none,
            .progress = vigie_bar_init(&bar, globals.quiet),
            .bar = &bar,
        };
        call.n_arguments = g_strv_length((char **)call.arguments);
        status = dispatch(&call, &globals, error);
        vigie_bar_clear(&bar);
    }
    if (command != NULL)
        options_free(command, options);
    else
        g_free(options);
    return status;
}

/* A wrong option before the name is said first: the "name" may be its value. */
static void
unknown_command(char **argv, char **name, GError **error)
{
    g_auto(Globals) globals = {0};
    g_auto(GStrv) rest = NULL;
    g_autofree GOptionEntry *entries = entries_new(NULL, NULL, &globals, &rest);
    g_autofree char **before = g_memdup2(argv, (gsize)(name - argv + 1) * sizeof *argv);
    before[name - argv] = NULL;
    if (!parse(entries, before, error))
        return;
    g_autofree const char **names = vigie_command_names();
    vigie_unknown(error, *name, names, _("unknown command '%s'"), *name);
}

/* What printf() left in its buffer: a full disk shows only here. */
static VigieExit
flush_output(VigieExit status)
{
    if (fflush(stdout) == 0 && ferror(stdout) == 0)
        return status;
    g_autoptr(GError) error = NULL;
    g_set_error(&error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_OUTPUT,
                _("standard output cannot be written: %s"), vigie_errno_text(errno));
    vigie_call_error(error);
    return VIGIE_EXIT_NOT_DONE;
}

int
main(int argc, char **argv)
{
    (void)argc;
    g_set_prgname("vigie");
    /* A file too large for the shell's limit is then a write that fails, and says so. */
    signal(SIGXFSZ, SIG_IGN);
    VigieLang lang = vigie_environment_locale(lang_said(argv));
    vigie_design_init();
    g_autoptr(GError) error = NULL;
    char **name = find_name(argv);
    const VigieCommand *command = *name != NULL ? vigie_command_find(*name) : NULL;
    VigieExit status = VIGIE_EXIT_NOT_DONE;
    if (*name != NULL && command == NULL)
        unknown_command(argv, name, &error);
    else
        status = run(command, argv, lang, &error);
    if (error == NULL)
        return (int)flush_output(status);
    vigie_call_error(error);
    return VIGIE_EXIT_NOT_DONE;
}
