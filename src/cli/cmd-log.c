/* cmd-log.c - vigie log: what was loaded, from which file, and what was found in it */
#include "batch.h"
#include "table.h"
#include <vigie/study-weigh.h>

typedef struct {
    const char *format;
    gboolean weights;
} Options;

/* All batches ------------------------------------------------------------------------------- */

static void
add_batch(VigieTable *table, const VigieBatchRow *batch)
{
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, batch->id);
    g_autofree char *years = vigie_batch_years(batch->first_year, batch->last_year);
    g_autofree char *rows = g_strdup_printf("%" G_GUINT64_FORMAT, batch->n_rows);
    g_autofree char *accepted = g_strdup_printf("%" G_GUINT64_FORMAT, batch->n_accepted);
    g_autofree char *refused = g_strdup_printf("%" G_GUINT64_FORMAT, batch->n_refused);
    g_autofree char *findings = g_strdup_printf("%" G_GUINT64_FORMAT, batch->n_findings);
    const char *cells[] = {id,   batch->table, batch->source, batch->file, years,
                           rows, accepted,     refused,       findings};
    vigie_table_add(table, G_N_ELEMENTS(cells), cells);
}

static char *
print_batches(const GPtrArray *batches, guint format)
{
    static const char *const names[] = {
        N_("batch"), N_("survey"),   N_("source"),  N_("file"),     N_("years"),
        N_("rows"),  N_("accepted"), N_("refused"), N_("findings"), NULL};
    g_autoptr(VigieTable) table = vigie_table_new();
    vigie_table_set_header(table, names);
    for (guint i = 0; i < batches->len; i++)
        add_batch(table, batches->pdata[i]);
    if (format == 1)
        return vigie_table_csv(table);
    vigie_table_translate(table);
    return vigie_table_text(table);
}

/* One batch --------------------------------------------------------------------------------- */

static bool
add_finding(void *user, guint n, const char *const *names, const char *const *values)
{
    (void)n, (void)names;
    if (values == NULL)
        return true;
    GString *text = user;
    VigiePlace place = {*values[0] != '\0' ? values[0] : NULL,
                        g_ascii_strtoull(values[1], NULL, 10),
                        (guint)g_ascii_strtoull(values[2], NULL, 10)};
    g_autofree char *where = vigie_place_print(&place);
    g_string_append_printf(text, "%s%s%s\n", where, *where != '\0' ? ": " : "", values[3]);
    return true;
}

static bool
add_finding_row(void *user, guint n, const char *const *names, const char *const *values)
{
    (void)names;
    if (values != NULL)
        vigie_table_add(user, n, values);
    return true;
}

static bool
read_findings(const VigieObservatory *observatory, const char *columns, gint64 batch,
              VigieQueryRow row, void *user, GError **error)
{
    g_autofree char *sql =
        g_strdup_printf("SELECT %s FROM finding WHERE batch = %" G_GINT64_FORMAT " ORDER BY id",
                        columns, batch);
    g_autoptr(VigieStore) store =
        vigie_store_open(observatory->database, VIGIE_STORE_READ, error);
    return store != NULL && vigie_store_query(store, sql, row, user, error);
}

static char *
print_findings_csv(const VigieObservatory *observatory, gint64 batch, GError **error)
{
    static const char *const names[] = {"level", "code", "file", "line", "field", "text", NULL};
    g_autoptr(VigieTable) table = vigie_table_new();
    vigie_table_set_header(table, names);
    bool read = read_findings(observatory, "level, code, file, line, field, text", batch,
                              add_finding_row, table, error);
    return read ? vigie_table_csv(table) : NULL;
}

static char *
print_batch(const VigieObservatory *observatory, const GPtrArray *batches, const char *said,
            guint format, GError **error)
{
    const VigieBatchRow *batch = vigie_batch_find(batches, said, error);
    if (batch == NULL)
        return NULL;
    if (format == 1)
        return print_findings_csv(observatory, batch->id, error);
    g_autoptr(GPtrArray) one = g_ptr_array_new();
    g_ptr_array_add(one, (gpointer)batch);
    g_autofree char *line = print_batches(one, 0);
    g_autoptr(GString) text = g_string_new(line);
    g_string_append_printf(text, "%s\n%s\n", batch->dialect, batch->mapping);
    if (!read_findings(observatory, "file, line, field, text", batch->id, add_finding, text,
                       error))
        return NULL;
    return g_strdup(text->str);
}

/* Calibrations ------------------------------------------------------------------------------- */

/* A point in CSV, in whatever language. */
static char *
decimal(double x, int decimals, guint format, VigieLang lang)
{
    return format == 1 ? g_strdup_printf("%.*f", decimals, x)
                       : vigie_number_format(x, decimals, lang);
}

static void
add_calibration(VigieTable *table, const VigieStoredCalibration *run, guint format,
                VigieLang lang)
{
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, run->id);
    g_autofree char *year = g_strdup_printf("%d", run->year);
    g_autofree char *n = g_strdup_printf("%" G_GUINT64_FORMAT, run->n);
    g_autofree char *n_eff = decimal(run->n_eff, 1, format, lang);
    g_autofree char *least = decimal(run->g_least, 4, format, lang);
    g_autofree char *most = decimal(run->g_most, 4, format, lang);
    g_autoptr(GString) sources = g_string_new(NULL);
    for (guint m = 0; m < run->margins->len; m++) {
        const VigieStoredMargin *margin = run->margins->pdata[m];
        g_string_append_printf(sources, "%s%s: %s", m > 0 ? "; " : "", margin->name,
                               margin->source);
    }
    const char *state = vigie_calibration_state_name(run->state);
    const char *cells[] = {id,
                           run->survey,
                           year,
                           run->wave != NULL ? run->wave : "",
                           format == 1 ? state : _(state),
                           run->method,
                           n,
                           n_eff,
                           least,
                           most,
                           sources->str};
    vigie_table_add(table, G_N_ELEMENTS(cells), cells);
}

static char *
print_calibrations(const VigieObservatory *observatory, guint format, VigieLang lang,
                   GError **error)
{
    static const char *const names[] = {N_("calibration"), N_("survey"), N_("year"),
                                        N_("wave"),        N_("state"),  N_("method"),
                                        N_("records"),     N_("n_eff"),  N_("g_least"),
                                        N_("g_most"),      N_("totals"), NULL};
    g_autoptr(VigieStore) store =
        vigie_store_open(observatory->database, VIGIE_STORE_READ, error);
    g_autoptr(GPtrArray) all =
        store != NULL ? vigie_store_calibrations(store, NULL, true, error) : NULL;
    if (all == NULL)
        return NULL;
    g_autoptr(VigieTable) table = vigie_table_new();
    vigie_table_set_header(table, names);
    for (guint c = 0; c < all->len; c++)
        add_calibration(table, all->pdata[c], format, lang);
    if (format == 1)
        return vigie_table_csv(table);
    vigie_table_translate(table);
    return vigie_table_text(table);
}

static VigieExit
run(const VigieCall *call, GError **error)
{
    static const char *const formats[] = {"text", "csv", NULL};
    const Options *options = call->options;
    guint format = 0;
    if (!vigie_option_word("--format", options->format, formats, 0, &format, error))
        return VIGIE_EXIT_NOT_DONE;
    g_autoptr(VigieObservatory) observatory =
        vigie_observatory_open(call->dir, call->database, error);
    g_autoptr(GPtrArray) batches =
        observatory != NULL ? vigie_batches_read(observatory, error) : NULL;
    if (batches == NULL)
        return VIGIE_EXIT_NOT_DONE;
    if (options->weights && call->n_arguments > 0) {
        g_set_error_literal(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                            _("--weights lists all calibrations: leave the batch out"));
        return VIGIE_EXIT_NOT_DONE;
    }
    g_autofree char *text =
        options->weights ? print_calibrations(observatory, format, call->lang, error)
        : call->n_arguments == 0
            ? print_batches(batches, format)
            : print_batch(observatory, batches, call->arguments[0], format, error);
    return text != NULL && vigie_call_output(call, NULL, text, error) ? VIGIE_EXIT_DONE
                                                                      : VIGIE_EXIT_NOT_DONE;
}

static const GOptionEntry entries[] = {
    {"format", 0, 0, G_OPTION_ARG_STRING, VIGIE_OPTION(Options, format),
     N_("form of the list (default: text, a table to read)"), "text|csv"},
    {"weights", 0, 0, G_OPTION_ARG_NONE, VIGIE_OPTION(Options, weights),
     N_("the calibrations of vigie weight, in place of the batches"), NULL},
    {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL}};

static const char *const notes[] = {
    N_("With the number of a batch: how its file was read, which header became which item, and "
       "all its findings; --format csv gives these as a table: level, code, file, line, field, "
       "text."),
    NULL};

static const char *const examples[] = {"vigie log", "vigie log 12", "vigie log 12 --format csv",
                                       "vigie log --weights", NULL};

const VigieCommand vigie_command_log = {
    .name = "log",
    .arguments = N_("[BATCH]"),
    .summary = N_("What was loaded, from which file, and what was found in it."),
    .notes = notes,
    .examples = examples,
    .max_arguments = 1,
    .options = entries,
    .options_size = sizeof(Options),
    .run = run,
};
