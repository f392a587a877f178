/* cmd-query.c - vigie query: one SELECT over the store, reading only */
#include "command.h"
#include "table.h"
#include <vigie/store.h>

typedef struct {
    const char *format, *output;
} Options;

static bool
add_row(void *user, guint n, const char *const *names, const char *const *values)
{
    VigieTable *table = user;
    if (values != NULL) {
        vigie_table_add(table, n, values);
        return true;
    }
    for (guint i = 0; i < n; i++)
        g_ptr_array_add(table->header, g_strdup(names[i]));
    return true;
}

static VigieTable *
ask(const VigieCall *call, GError **error)
{
    g_autoptr(VigieObservatory) observatory =
        vigie_observatory_open(call->dir, call->database, error);
    if (observatory == NULL)
        return NULL;
    g_autoptr(VigieStore) store =
        vigie_store_open(observatory->database, VIGIE_STORE_READ, error);
    g_autoptr(VigieTable) table = vigie_table_new();
    if (store == NULL || !vigie_store_query(store, call->arguments[0], add_row, table, error))
        return NULL;
    return g_steal_pointer(&table);
}

static VigieExit
run(const VigieCall *call, GError **error)
{
    static const char *const formats[] = {"text", "csv", NULL};
    const Options *options = call->options;
    guint format = 0;
    if (!vigie_option_word("--format", options->format, formats, 0, &format, error))
        return VIGIE_EXIT_NOT_DONE;
    g_autoptr(VigieTable) table = ask(call, error);
    if (table == NULL)
        return VIGIE_EXIT_NOT_DONE;
    g_autofree char *text = format == 1 ? vigie_table_csv(table) : vigie_table_text(table);
    return vigie_call_output(call, options->output, text, error) ? VIGIE_EXIT_DONE
                                                                 : VIGIE_EXIT_NOT_DONE;
}

static const GOptionEntry entries[] = {
    {"format", 0, 0, G_OPTION_ARG_STRING, VIGIE_OPTION(Options, format),
     N_("form of the result (default: text, a table to read)"), "text|csv"},
    {"output", 'o', 0, G_OPTION_ARG_FILENAME, VIGIE_OPTION(Options, output),
     N_("write the result to a file, whole or not at all"), N_("FILE")},
    {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL}};

static const char *const notes[] = {
    N_("Each survey and dataset is a table of its own name; NAME_labels shows it with labels, "
       "NAME_labels_fr and NAME_labels_en in either language.  The tables item and choice say "
       "what columns and codes mean: an answer of one choice is its position in the list, a "
       "date the days since 1970-01-01; the column missing says why a value is not there.  The "
       "table batch tells where records come from."),
    N_("The store is opened for reading; anything but one SELECT is refused."), NULL};

static const char *const examples[] = {
    "vigie query 'SELECT year, count(*) FROM flash GROUP BY year'",
    "vigie query \"SELECT * FROM flash_labels LIMIT 5\" --format csv", NULL};

const VigieCommand vigie_command_query = {
    .name = "query",
    .arguments = N_("SQL"),
    .summary = N_("Any other question: one SELECT over the store."),
    .notes = notes,
    .examples = examples,
    .min_arguments = 1,
    .max_arguments = 1,
    .options = entries,
    .options_size = sizeof(Options),
    .run = run,
};
