/* cmd-export.c - vigie export: the answers of a survey for other programs */
#include "command.h"
#include <string.h>
#include <vigie/export.h>

typedef struct {
    char *where, *of, *format, *output;
} Options;

static bool
is_file(const char *output)
{
    return output != NULL && strcmp(output, "-") != 0;
}

/* "flash.sps" beside "flash.sav". */
static bool
write_syntax(const char *output, const char *syntax, GError **error)
{
    g_autofree char *name = g_path_get_basename(output);
    g_autofree char *stem = g_str_has_suffix(output, ".sav")
                                ? g_strndup(output, strlen(output) - 4)
                                : g_strdup(output);
    g_autofree char *path = g_strconcat(stem, ".sps", NULL);
    g_auto(GStrv) quoted = g_strsplit(name, "'", -1);
    g_autofree char *doubled = g_strjoinv("''", quoted);
    g_autofree char *text =
        g_strdup_printf("GET FILE='%s'.\n%sSAVE OUTFILE='%s'.\n", doubled, syntax, doubled);
    return vigie_file_write(path, text, strlen(text), error);
}

static bool
write_file(const VigieCall *call, GBytes *bytes, const char *syntax, GError **error)
{
    const Options *options = call->options;
    gsize length = 0;
    const char *content = g_bytes_get_data(bytes, &length);
    if (!is_file(options->output)) {
        g_autofree char *text = g_strndup(content, length);
        return vigie_call_output(call, NULL, text, error);
    }
    vigie_bar_clear(call->bar);
    return vigie_file_write(options->output, content, length, error) &&
           (syntax == NULL || write_syntax(options->output, syntax, error));
}

/* The kinds of no answer in the language of the labels, which need not be that of the messages. */
static void
translate(VigieLang of_labels, VigieLang of_messages, const char *text[VIGIE_N_MISSING])
{
    vigie_environment_locale(vigie_lang_code(of_labels));
    for (guint why = 0; why < VIGIE_N_MISSING; why++)
        text[why] = vigie_missing_text((VigieMissing)why);
    vigie_environment_locale(vigie_lang_code(of_messages));
}

static bool export(const VigieCall *call, VigieExportQuestion *question, GError **error)
{
    g_autoptr(VigieObservatory) observatory =
        vigie_observatory_open(call->dir, call->database, error);
    g_autoptr(VigieStore) store =
        observatory != NULL ? vigie_store_open(observatory->database, VIGIE_STORE_READ, error)
                            : NULL;
    if (store == NULL)
        return false;
    g_autoptr(VigieFindings) notes = vigie_findings_new();
    g_autofree char *syntax = NULL;
    question->lang = call->lang_said ? call->lang : observatory->lang;
    const char *missing[VIGIE_N_MISSING];
    translate(question->lang, call->lang, missing);
    question->missing_text = missing;
    g_autoptr(GBytes) bytes =
        vigie_export(observatory, store, question, notes, call->progress, &syntax, error);
    if (bytes == NULL || !write_file(call, bytes, syntax, error))
        return false;
    vigie_call_findings(call, notes, true);
    return true;
}

static VigieExit
run(const VigieCall *call, GError **error)
{
    const Options *options = call->options;
    guint format = VIGIE_EXPORT_CSV;
    if (!vigie_option_word("--format", options->format, vigie_export_formats(),
                           VIGIE_EXPORT_CSV, &format, error))
        return VIGIE_EXIT_NOT_DONE;
    if ((format == VIGIE_EXPORT_SAV || format == VIGIE_EXPORT_DTA) &&
        !is_file(options->output)) {
        g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                    _("--format %s makes a file: name it with -o, such as -o %s.%s"),
                    options->format, call->arguments[0], options->format);
        return VIGIE_EXIT_NOT_DONE;
    }
    g_auto(GStrv) items = NULL;
    if (options->of != NULL && (items = vigie_option_list("--of", options->of, error)) == NULL)
        return VIGIE_EXIT_NOT_DONE;
    VigieExportQuestion question = {.table = call->arguments[0],
                                    .where = options->where,
                                    .items = (const char *const *)items,
                                    .format = (VigieExportFormat)format};
    return export(call, &question, error) ? VIGIE_EXIT_DONE : VIGIE_EXIT_NOT_DONE;
}

static const GOptionEntry entries[] = {
    {"format", 0, 0, G_OPTION_ARG_STRING, VIGIE_OPTION(Options, format),
     N_("form of the file (default: csv)"), "csv|sav|dta|ddi"},
    {"where", 0, 0, G_OPTION_ARG_STRING, VIGIE_OPTION(Options, where),
     N_("only records for which the expression is true"), N_("EXPR")},
    {"of", 0, 0, G_OPTION_ARG_STRING, VIGIE_OPTION(Options, of),
     N_("of which items (default: all)"), N_("ITEM[,ITEM]")},
    {"output", 'o', 0, G_OPTION_ARG_FILENAME, VIGIE_OPTION(Options, output),
     N_("write the result to a file, whole or not at all"), N_("FILE")},
    {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL}};

static const char *const notes[] = {
    N_("Free texts and identifiers of persons are left out; texts that name strata or clusters "
       "become numbers.  Beside a .sav that has questions with several answers, a .sps "
       "declares "
       "their sets."),
    NULL};

static const char *const examples[] = {"vigie export flash -o flash.csv",
                                       "vigie export flash --format sav -o flash.sav",
                                       "vigie export flash --format ddi -o flash.xml",
                                       "vigie export flash --format dta --where '${year} = "
                                       "2025' --of nights,sat_overall -o flash.dta",
                                       NULL};

const VigieCommand vigie_command_export = {
    .name = "export",
    .arguments = N_("SURVEY"),
    .summary = N_("The answers of a survey for other programs: CSV, SPSS, Stata, DDI."),
    .notes = notes,
    .examples = examples,
    .min_arguments = 1,
    .max_arguments = 1,
    .options = entries,
    .options_size = sizeof(Options),
    .run = run,
};
