/* cmd-status.c - vigie status: what the store holds of each survey and dataset, and whether it is up to date */
#include "batch.h"
#include "quality-output.h"
#include "table.h"
#include <string.h>
#include <vigie/frame-identifier.h>
#include <vigie/store-verdicts.h>
#include <vigie/store-weights.h>

typedef struct {
    const char *format;
} Options;

typedef struct {
    const VigieObservatory *observatory;
    VigieStore *store; /* NULL = none yet */
    GPtrArray *batches;
    VigieTable *table;
    bool csv;   /* words for programs, the same in every language */
    bool to_do; /* something is not loaded, or no longer up to date */
} Status;

typedef struct {
    guint n;
    guint64 n_records, n_findings;
    int first_year, last_year;
} Sum;

static Sum
sum_batches(const GPtrArray *batches, const char *name)
{
    Sum sum = {0};
    for (guint i = 0; batches != NULL && i < batches->len; i++) {
        const VigieBatchRow *batch = batches->pdata[i];
        if (strcmp(batch->table, name) != 0)
            continue;
        sum.n++;
        sum.n_records += batch->n_records;
        sum.n_findings += batch->n_findings;
        if (batch->first_year != 0 &&
            (sum.first_year == 0 || batch->first_year < sum.first_year))
            sum.first_year = batch->first_year;
        sum.last_year = MAX(sum.last_year, batch->last_year);
    }
    return sum;
}

static const char *
word(const Status *status, const char *text)
{
    return status->csv ? text : _(text);
}

static void
add_line(Status *status, const char *name, const char *kind, const VigieCodebook *codebook)
{
    Sum sum = sum_batches(status->batches, name);
    const char *state = N_("loaded");
    if (sum.n == 0)
        state = N_("not loaded: run vigie load");
    else if (!vigie_store_is_current(status->store, name, codebook, NULL))
        state = N_("its questionnaire changed: run vigie load");
    status->to_do = status->to_do || strcmp(state, "loaded") != 0;
    g_autofree char *n = g_strdup_printf("%u", sum.n);
    g_autofree char *records = g_strdup_printf("%" G_GUINT64_FORMAT, sum.n_records);
    g_autofree char *findings = g_strdup_printf("%" G_GUINT64_FORMAT, sum.n_findings);
    g_autofree char *years = vigie_batch_years(sum.first_year, sum.last_year);
    const char *cells[] = {name,     word(status, kind), n, records, years,
                           findings, word(status, state)};
    vigie_table_add(status->table, G_N_ELEMENTS(cells), cells);
}

static void
add_all(Status *status)
{
    const VigieObservatory *observatory = status->observatory;
    for (guint i = 0; i < observatory->surveys->len; i++) {
        const VigieSurvey *survey = observatory->surveys->pdata[i];
        add_line(status, survey->name, survey->parent != NULL ? N_("repeat") : N_("survey"),
                 survey->codebook);
    }
    for (guint i = 0; i < observatory->datasets->len; i++) {
        const VigieDataset *dataset = observatory->datasets->pdata[i];
        add_line(status, dataset->name, N_("dataset"), dataset->codebook);
    }
}

/* No store yet is a state to tell, not an error. */
static bool
open_store(Status *status, GError **error)
{
    g_autoptr(GError) failure = NULL;
    status->store = vigie_store_open(status->observatory->database, VIGIE_STORE_READ, &failure);
    if (status->store != NULL) {
        status->batches = vigie_store_batches(status->store, error);
        return status->batches != NULL;
    }
    if (g_error_matches(failure, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_MISSING))
        return true;
    g_propagate_error(error, g_steal_pointer(&failure));
    return false;
}

/* Surveys that vigie weight calibrated, a line each, below the table for people. */
static bool
add_weights(const Status *status, GString *text, GError **error)
{
    for (guint i = 0; status->store != NULL && i < status->observatory->surveys->len; i++) {
        const VigieSurvey *survey = status->observatory->surveys->pdata[i];
        g_autoptr(GPtrArray) all =
            vigie_store_calibrations(status->store, survey->name, false, error);
        guint n[VIGIE_CALIBRATION_STALE + 1] = {0};
        if (all == NULL)
            return false;
        for (guint c = 0; c < all->len; c++)
            n[((const VigieStoredCalibration *)all->pdata[c])->state]++;
        if (n[VIGIE_CALIBRATION_CURRENT] > 0)
            g_string_append_printf(text,
                                   P_("%s: %u wave with calibrated weights\n",
                                      "%s: %u waves with calibrated weights\n",
                                      n[VIGIE_CALIBRATION_CURRENT]),
                                   survey->name, n[VIGIE_CALIBRATION_CURRENT]);
        if (n[VIGIE_CALIBRATION_STALE] > 0)
            g_string_append_printf(
                text,
                P_("%s: %u calibration is stale, its answers changed: run vigie weight %s\n",
                   "%s: %u calibrations are stale, their answers changed: run vigie weight "
                   "%s\n",
                   n[VIGIE_CALIBRATION_STALE]),
                survey->name, n[VIGIE_CALIBRATION_STALE], survey->name);
    }
    return true;
}

/* Surveys whose series break, or are joined by bridges, a line each. */
static bool
add_verdicts(const Status *status, GString *text, GError **error)
{
    for (guint i = 0; status->store != NULL && i < status->observatory->surveys->len; i++) {
        const VigieSurvey *survey = status->observatory->surveys->pdata[i];
        guint n_breaks = 0, n_bridged = 0;
        g_autoptr(GPtrArray) all =
            vigie_store_verdicts(status->store, survey->name, NULL, error);
        if (all == NULL)
            return false;
        for (guint v = 0; v < all->len; v++) {
            const VigieStoredVerdict *verdict = g_ptr_array_index(all, v);
            n_breaks += verdict->breaks;
            n_bridged += verdict->bridge != NULL && !verdict->breaks;
        }
        if (n_breaks > 0)
            g_string_append_printf(
                text,
                P_("%s: %u break of a series: vigie questionnaire history %s\n",
                   "%s: %u breaks of series: vigie questionnaire history %s\n", n_breaks),
                survey->name, n_breaks, survey->name);
        if (n_bridged > 0)
            g_string_append_printf(text,
                                   P_("%s: %u series joined by a bridge\n",
                                      "%s: %u series joined by bridges\n", n_bridged),
                                   survey->name, n_bridged);
    }
    return true;
}

/* What its questionnaire keeps out of the store, a line each survey. */
static void
add_personal(const Status *status, GString *text)
{
    for (guint i = 0; i < status->observatory->surveys->len; i++) {
        const VigieSurvey *survey = status->observatory->surveys->pdata[i];
        g_autofree char *dropped = vigie_codebook_personal_text(survey->codebook, false, NULL);
        g_autofree char *apart = vigie_codebook_personal_text(survey->codebook, true, NULL);
        if (dropped != NULL)
            g_string_append_printf(text, _("%s: not stored, personal data or free text: %s\n"),
                                   survey->name, dropped);
        if (apart != NULL)
            g_string_append_printf(text, _("%s: kept apart, out of the store: %s\n"),
                                   survey->name, apart);
    }
}

static VigieExit
print_status(const VigieCall *call, Status *status, guint format, GError **error)
{
    static const char *const names[] = {N_("survey"),  N_("kind"),  N_("batches"),
                                        N_("records"), N_("years"), N_("findings"),
                                        N_("state"),   NULL};
    g_autoptr(VigieTable) table = vigie_table_new();
    vigie_table_set_header(table, names);
    status->table = table;
    status->csv = format == 1;
    if (!status->csv)
        vigie_table_translate(table);
    add_all(status);
    g_autofree char *lines = status->csv ? vigie_table_csv(table) : vigie_table_text(table);
    g_autoptr(GString) text = g_string_new(lines);
    if (!status->csv)
        add_personal(status, text);
    if ((!status->csv &&
         (!add_weights(status, text, error) || !add_verdicts(status, text, error))) ||
        !vigie_call_output(call, NULL, text->str, error))
        return VIGIE_EXIT_NOT_DONE;
    return status->to_do ? VIGIE_EXIT_FINDINGS : VIGIE_EXIT_DONE;
}

/* One survey: the quality of what the store holds of it. */
static VigieExit
print_quality(const VigieCall *call, const VigieObservatory *observatory, guint format,
              GError **error)
{
    const VigieSurvey *survey =
        vigie_observatory_survey(observatory, call->arguments[0], error);
    if (survey == NULL)
        return VIGIE_EXIT_NOT_DONE;
    g_autoptr(VigieStore) store =
        vigie_store_open(observatory->database, VIGIE_STORE_READ, error);
    VigieQuality *quality =
        store != NULL ? vigie_quality_read(survey, store, call->progress, error) : NULL;
    if (quality == NULL)
        return VIGIE_EXIT_NOT_DONE;
    g_autoptr(GPtrArray) one =
        g_ptr_array_new_with_free_func((GDestroyNotify)vigie_quality_free);
    g_ptr_array_add(one, quality);
    g_autofree char *text =
        format == 1 ? vigie_quality_csv(one) : vigie_quality_text(one, call->lang);
    if (!vigie_call_output(call, NULL, text, error))
        return VIGIE_EXIT_NOT_DONE;
    return vigie_quality_has_findings(quality) ? VIGIE_EXIT_FINDINGS : VIGIE_EXIT_DONE;
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
    if (observatory == NULL)
        return VIGIE_EXIT_NOT_DONE;
    if (call->n_arguments > 0)
        return print_quality(call, observatory, format, error);
    Status status = {.observatory = observatory};
    VigieExit exit_code = VIGIE_EXIT_NOT_DONE;
    if (open_store(&status, error))
        exit_code = print_status(call, &status, format, error);
    g_clear_pointer(&status.batches, g_ptr_array_unref);
    vigie_store_close(status.store);
    return exit_code;
}

static const GOptionEntry entries[] = {
    {"format", 0, 0, G_OPTION_ARG_STRING, VIGIE_OPTION(Options, format),
     N_("form of the list (default: text, a table to read)"), "text|csv"},
    {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL}};

static const char *const notes[] = {
    N_("Exit 0: all is loaded and up to date; 1: something is not loaded, or its questionnaire "
       "has changed since; 2: the store cannot be read."),
    N_("With SURVEY, the quality of its answers: what each file had refused and why, records "
       "met "
       "twice, dates outside the wave, durations, straight-lining, answers missing by "
       "question, "
       "interviewer and site.  --format csv has every figure with the first line that it is "
       "about.  Exit 1: there is something to look at.  vigie(1) has the definitions, and the "
       "rules that observatory.ini may set."),
    NULL};

static const char *const examples[] = {"vigie status", "vigie status flash",
                                       "vigie status flash --format csv", NULL};

const VigieCommand vigie_command_status = {
    .name = "status",
    .summary = N_("What the store holds of each survey and dataset."),
    .arguments = N_("[SURVEY]"),
    .max_arguments = 1,
    .notes = notes,
    .examples = examples,
    .options = entries,
    .options_size = sizeof(Options),
    .run = run,
};
