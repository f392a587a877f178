/* cmd-weight.c - vigie weight: calibrates the weights of a survey to known totals, wave by wave */
#include "weigh-output.h"
#include <string.h>

typedef struct {
    char *wave, *year, *method, *format, *output, *chart;
    gboolean dry_run;
} Options;

typedef struct {
    VigieWeighQuestion question;
    guint format;
} Said;

static bool
read_year(const char *text, int *year, GError **error)
{
    if (text == NULL)
        return true;
    char *end = NULL;
    gint64 number = g_ascii_strtoll(text, &end, 10);
    if (*end == '\0' && number >= 1000 && number <= 9999) {
        *year = (int)number;
        return true;
    }
    g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                _("--year is a year such as 2024, not '%s'"), text);
    return false;
}

static bool
check_chart(const char *path, GError **error)
{
    if (path == NULL || g_str_has_suffix(path, ".png") || g_str_has_suffix(path, ".pdf") ||
        g_str_has_suffix(path, ".svg"))
        return true;
    g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                _("--chart '%s': the name ends in .png, .pdf or .svg"), path);
    return false;
}

static bool
read_options(const VigieCall *call, Said *said, GError **error)
{
    static const char *const formats[] = {"text", "csv", "json", NULL};
    const Options *options = call->options;
    guint method = 0;
    said->question.survey = call->arguments[0];
    said->question.wave = options->wave;
    said->question.method_said = options->method != NULL;
    if (!vigie_option_word("--method", options->method, vigie_weigh_methods(), 0, &method,
                           error) ||
        !vigie_option_word("--format", options->format, formats, 0, &said->format, error))
        return false;
    said->question.method = (VigieWeighMethod)method;
    return read_year(options->year, &said->question.year, error) &&
           check_chart(options->chart, error);
}

/* The chart first: what cannot be written is known before anything is stored or printed. */
static bool
finish(const VigieCall *call, const Said *said, const VigieObservatory *observatory,
       VigieStore *store, const VigieWeighing *weighing, GError **error)
{
    const Options *options = call->options;
    VigieLang lang = call->lang_said ? call->lang : observatory->lang;
    if (options->chart != NULL &&
        !vigie_weighing_chart(weighing, observatory, options->chart, lang, error))
        return false;
    if (!options->dry_run && !vigie_weighing_store(weighing, store, error))
        return false;
    g_autofree char *text = said->format == 0
                                ? vigie_weighing_text(weighing, !options->dry_run, call->lang)
                            : said->format == 1 ? vigie_weighing_csv(weighing)
                                                : vigie_weighing_json(weighing);
    return vigie_call_output(call, options->output, text, error);
}

static VigieExit
run(const VigieCall *call, GError **error)
{
    const Options *options = call->options;
    Said said = {0};
    if (!read_options(call, &said, error))
        return VIGIE_EXIT_NOT_DONE;
    g_autoptr(VigieObservatory) observatory =
        vigie_observatory_open(call->dir, call->database, error);
    if (observatory == NULL ||
        vigie_observatory_survey(observatory, said.question.survey, error) == NULL)
        return VIGIE_EXIT_NOT_DONE;
    g_autoptr(VigieStore) reader =
        vigie_store_open(observatory->database, VIGIE_STORE_READ, error);
    g_autoptr(VigieFindings) findings = vigie_findings_new();
    g_autoptr(VigieStore) store = NULL;
    if (reader == NULL ||
        (!options->dry_run &&
         (store = vigie_store_open(observatory->database, VIGIE_STORE_WRITE, error)) == NULL))
        return VIGIE_EXIT_NOT_DONE;
    g_autoptr(VigieWeighing) weighing =
        vigie_weigh(observatory, reader, &said.question, findings, call->progress, error);
    bool done = weighing != NULL && finish(call, &said, observatory, store, weighing, error);
    vigie_call_findings(call, findings, true);
    if (!done)
        return VIGIE_EXIT_NOT_DONE;
    return vigie_findings_count(findings, VIGIE_FINDING) > 0 ? VIGIE_EXIT_FINDINGS
                                                             : VIGIE_EXIT_DONE;
}

static const GOptionEntry entries[] = {
    {"wave", 0, 0, G_OPTION_ARG_STRING, VIGIE_OPTION(Options, wave),
     N_("only this wave (default: all)"), N_("WAVE")},
    {"year", 'y', 0, G_OPTION_ARG_STRING, VIGIE_OPTION(Options, year),
     N_("only this year (default: all)"), N_("YEAR")},
    {"method", 0, 0, G_OPTION_ARG_STRING, VIGIE_OPTION(Options, method),
     N_("in place of method= of observatory.ini"),
     "raking|linear|truncated|logit|poststratify"},
    {"dry-run", 'n', 0, G_OPTION_ARG_NONE, VIGIE_OPTION(Options, dry_run),
     N_("check and calibrate, but store nothing"), NULL},
    {"format", 0, 0, G_OPTION_ARG_STRING, VIGIE_OPTION(Options, format),
     N_("form of the result (default: text, a table to read)"), "text|csv|json"},
    {"output", 'o', 0, G_OPTION_ARG_FILENAME, VIGIE_OPTION(Options, output),
     N_("write the result to a file, whole or not at all"), N_("FILE")},
    {"chart", 0, 0, G_OPTION_ARG_FILENAME, VIGIE_OPTION(Options, chart),
     N_("draw the newest wave's margins and g: .png, .pdf or .svg"), N_("FILE")},
    {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL}};

static const char *const notes[] = {
    N_("observatory.ini says to which totals: a group [weights SURVEY] with method=, bounds=, "
       "by=wave|year, and a group [margin SURVEY NAME] for each margin with item= and totals=, "
       "a CSV file, survey:NAME or dataset:NAME."),
    N_("All waves are checked and calibrated before any is stored.  Commands that estimate "
       "then "
       "use the weights, and the variance of the residuals, unless --weight design.  A load "
       "that changes a wave's answers makes its weights stale: weight again."),
    N_("Exit 0: done; 1: done, and there is something to look at on stderr; 2: nothing was "
       "stored."),
    NULL};

static const char *const examples[] = {
    "vigie weight flash --dry-run",
    "vigie weight flash --year 2024 --method logit --dry-run --chart weights.png",
    "vigie weight flash --format csv -o weights.csv", NULL};

const VigieCommand vigie_command_weight = {
    .name = "weight",
    .arguments = N_("SURVEY"),
    .summary = N_("Calibrates a survey's weights to known totals, wave by wave."),
    .notes = notes,
    .examples = examples,
    .min_arguments = 1,
    .max_arguments = 1,
    .options = entries,
    .options_size = sizeof(Options),
    .run = run,
};
