/* cmd-indicator.c - vigie indicator: figures of attendance, employment, stock and sales */
#include "command.h"
#include "table.h"
#include <string.h>
#include <vigie/indicator.h>

typedef struct {
    const char *from, *by, *where, *format, *output;
    int year;
} Options;

enum { FORMAT_TEXT, FORMAT_CSV, FORMAT_JSON };

/* The list ------------------------------------------------------------------------------------ */

/* Names of the datasets that can give it. */
static char *
fitting(const VigieObservatory *observatory, const VigieIndicator *indicator)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < observatory->datasets->len; i++) {
        const VigieDataset *dataset = observatory->datasets->pdata[i];
        if (vigie_indicator_fits(indicator, observatory, dataset))
            g_ptr_array_add(names, dataset->name);
    }
    g_ptr_array_add(names, NULL);
    return g_strjoinv(" ", (char **)names->pdata);
}

static char *
print_list(const VigieObservatory *observatory, guint format, VigieLang lang)
{
    static const char *const names[] = {N_("number"), N_("name"),     N_("title"),
                                        N_("unit"),   N_("datasets"), NULL};
    g_autoptr(VigieTable) table = vigie_table_new();
    vigie_table_set_header(table, names);
    guint n = 0;
    const VigieIndicator *all = vigie_indicator_all(&n);
    for (guint i = 0; i < n; i++) {
        g_autofree char *datasets = fitting(observatory, &all[i]);
        g_autofree char *unit = vigie_indicator_unit(all[i].unit);
        const char *cells[] = {all[i].number, all[i].name, vigie_indicator_title(&all[i], lang),
                               format == FORMAT_CSV ? all[i].unit : unit, datasets};
        vigie_table_add(table, G_N_ELEMENTS(cells), cells);
    }
    if (format == FORMAT_CSV)
        return vigie_table_csv(table);
    vigie_table_translate(table);
    return vigie_table_text(table);
}

/* The figures --------------------------------------------------------------------------------- */

static char *
print_figures(const VigieCall *call, const VigieObservatory *observatory, guint format,
              GError **error)
{
    const Options *options = call->options;
    g_auto(GStrv) by = NULL;
    if (options->by != NULL) {
        by = vigie_option_list("--by", options->by, error);
        if (by == NULL)
            return NULL;
    }
    g_autoptr(VigieStore) store =
        vigie_store_open(observatory->database, VIGIE_STORE_READ, error);
    if (store == NULL)
        return NULL;
    VigieIndicatorQuestion question = {.names = call->arguments,
                                       .from = options->from,
                                       .by = (const char *const *)by,
                                       .where = options->where,
                                       .year = options->year};
    g_autoptr(VigieIndicatorTable) table =
        vigie_indicator_run(observatory, store, &question, error);
    if (table == NULL)
        return NULL;
    if (format == FORMAT_CSV)
        return vigie_indicator_csv(table);
    return format == FORMAT_JSON ? vigie_indicator_json(table)
                                 : vigie_indicator_text(table, call->lang);
}

static bool
check_options(const VigieCall *call, guint *format, GError **error)
{
    static const char *const formats[] = {"text", "csv", "json", NULL};
    const Options *options = call->options;
    if (!vigie_option_word("--format", options->format, formats, FORMAT_TEXT, format, error))
        return false;
    bool list = call->n_arguments == 0;
    if (list && (options->from != NULL || options->by != NULL || options->where != NULL ||
                 options->year != 0 || *format == FORMAT_JSON))
        g_set_error(
            error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
            _("name an indicator, such as site_entries; without one, vigie indicator lists "
              "them as text or csv"));
    else if (options->year < 0 || options->year > 9999)
        g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                    _("--year is a year of four digits, not %d"), options->year);
    else
        return true;
    return false;
}

static VigieExit
run(const VigieCall *call, GError **error)
{
    const Options *options = call->options;
    guint format = 0;
    if (!check_options(call, &format, error))
        return VIGIE_EXIT_NOT_DONE;
    g_autoptr(VigieObservatory) observatory =
        vigie_observatory_open(call->dir, call->database, error);
    if (observatory == NULL)
        return VIGIE_EXIT_NOT_DONE;
    g_autofree char *text = call->n_arguments == 0
                                ? print_list(observatory, format, call->lang)
                                : print_figures(call, observatory, format, error);
    return text != NULL && vigie_call_output(call, options->output, text, error)
               ? VIGIE_EXIT_DONE
               : VIGIE_EXIT_NOT_DONE;
}

#define TEXT(name) 0, 0, G_OPTION_ARG_STRING, VIGIE_OPTION(Options, name)

static const GOptionEntry entries[] = {
    {"from", TEXT(from), N_("only from this dataset (default: each that can give it)"),
     N_("DATASET")},
    {"by", TEXT(by), N_("for each value of items, of year, wave or month"), N_("DIM[,DIM]")},
    {"where", TEXT(where), N_("only observations for which the expression is true"),
     N_("EXPR")},
    {"year", 'y', 0, G_OPTION_ARG_INT, VIGIE_OPTION(Options, year), N_("only this year"),
     N_("YEAR")},
    {"format", TEXT(format), N_("form of the result (default: text, a table to read)"),
     "text|csv|json"},
    {"output", 'o', 0, G_OPTION_ARG_FILENAME, VIGIE_OPTION(Options, output),
     N_("write the result to a file, whole or not at all"), N_("FILE")},
    {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL}};

static const char *const notes[] = {
    N_("NAME is a number of the catalogue (5.01), a name (site_entries) or the first words of "
       "several (promoted_sales).  Without NAME, the list, with the datasets that can give "
       "each."),
    N_("Registers and counts have no sampling error: se is empty, and coverage says what part "
       "of "
       "the units and of the volume the value rests on.  A missing value is never a zero."),
    NULL};

static const char *const examples[] = {
    "vigie indicator", "vigie indicator 5.01 --by year",
    "vigie indicator nights --by year,month --where \"${origin} = 'occitanie'\" --format csv",
    "vigie indicator 2.22 --from sites --year 2024", NULL};

const VigieCommand vigie_command_indicator = {
    .name = "indicator",
    .arguments = N_("[NAME…]"),
    .summary = N_("Figures of attendance, employment, stock and sales."),
    .notes = notes,
    .examples = examples,
    .max_arguments = VIGIE_ANY,
    .options = entries,
    .options_size = sizeof(Options),
    .run = run,
};
