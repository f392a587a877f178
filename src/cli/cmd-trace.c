/* cmd-trace.c - vigie trace: values, and the file, line and column that each came from */
#include "command.h"
#include <vigie/study-trace.h>

#define RECORDS_SHOWN 20

typedef struct {
    char *where, *record, *of, *limit, *format, *output;
} Options;

/* A whole number, or def where none is said. */
static bool
read_count(const char *option, const char *said, gint64 def, gint64 least, gint64 *out,
           GError **error)
{
    guint64 number = 0;
    *out = def;
    if (said == NULL)
        return true;
    if (!g_ascii_string_to_unsigned(said, 10, (guint64)least, G_MAXINT32, &number, NULL)) {
        g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                    _("%s takes a whole number, not '%s'"), option, said);
        return false;
    }
    *out = (gint64)number;
    return true;
}

static VigieResult *
ask(const VigieCall *call, VigieTraceQuestion *question, GError **error)
{
    g_autoptr(VigieObservatory) observatory =
        vigie_observatory_open(call->dir, call->database, error);
    if (observatory == NULL)
        return NULL;
    g_autoptr(VigieStore) store =
        vigie_store_open(observatory->database, VIGIE_STORE_READ, error);
    return store != NULL ? vigie_trace(observatory, store, question, call->lang, error) : NULL;
}

static char *
print(const VigieResult *result, guint format, VigieLang lang)
{
    if (format == 0)
        return vigie_result_text(result, lang);
    return format == 1 ? vigie_result_csv(result) : vigie_result_json(result);
}

static VigieExit
run(const VigieCall *call, GError **error)
{
    static const char *const formats[] = {"text", "csv", "json", NULL};
    const Options *options = call->options;
    guint format = 0;
    gint64 record = 0, limit = 0;
    if (!vigie_option_word("--format", options->format, formats, 0, &format, error) ||
        !read_count("--record", options->record, 0, 1, &record, error) ||
        !read_count("--limit", options->limit, format == 0 ? RECORDS_SHOWN : 0, 0, &limit,
                    error))
        return VIGIE_EXIT_NOT_DONE;
    g_auto(GStrv) items = NULL;
    if (options->of != NULL && (items = vigie_option_list("--of", options->of, error)) == NULL)
        return VIGIE_EXIT_NOT_DONE;
    VigieTraceQuestion question = {.table = call->arguments[0],
                                   .where = options->where,
                                   .record = record,
                                   .items = (const char *const *)items,
                                   .limit = (guint)limit};
    g_autoptr(VigieResult) result = ask(call, &question, error);
    if (result == NULL)
        return VIGIE_EXIT_NOT_DONE;
    g_autofree char *text = print(result, format, call->lang);
    return vigie_call_output(call, options->output, text, error) ? VIGIE_EXIT_DONE
                                                                 : VIGIE_EXIT_NOT_DONE;
}

static const GOptionEntry entries[] = {
    {"where", 0, 0, G_OPTION_ARG_STRING, VIGIE_OPTION(Options, where),
     N_("only records for which the expression is true"), N_("EXPR")},
    {"record", 0, 0, G_OPTION_ARG_STRING, VIGIE_OPTION(Options, record),
     N_("only the record of that number (column record of the store)"), N_("NUMBER")},
    {"of", 0, 0, G_OPTION_ARG_STRING, VIGIE_OPTION(Options, of),
     N_("of which items (default: all)"), N_("ITEM[,ITEM]")},
    {"limit", 0, 0, G_OPTION_ARG_STRING, VIGIE_OPTION(Options, limit),
     N_("at most so many records, 0 = all (default: 20 in text, all in csv and json)"),
     N_("NUMBER")},
    {"format", 0, 0, G_OPTION_ARG_STRING, VIGIE_OPTION(Options, format),
     N_("form of the result (default: text, a table to read)"), "text|csv|json"},
    {"output", 'o', 0, G_OPTION_ARG_FILENAME, VIGIE_OPTION(Options, output),
     N_("write the result to a file, whole or not at all"), N_("FILE")},
    {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL}};

static const char *const notes[] = {
    N_("One row for each value: what is stored, why there is no value, the column, file and "
       "line that it was read from, the file's SHA-256, the source and the batch.  What a "
       "calculated item is made of can be asked for beside it."),
    NULL};

static const char *const examples[] = {
    "vigie trace flash --record 12",
    "vigie trace flash --where '${nights} > 20' --of nights,customer_type",
    "vigie trace flash --of nights --format csv -o nights.csv", NULL};

const VigieCommand vigie_command_trace = {
    .name = "trace",
    .arguments = N_("SURVEY"),
    .summary = N_("Values, and the file, line and column that each came from."),
    .notes = notes,
    .examples = examples,
    .min_arguments = 1,
    .max_arguments = 1,
    .options = entries,
    .options_size = sizeof(Options),
    .run = run,
};
