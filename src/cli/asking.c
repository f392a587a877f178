/* asking.c - a question from the command line to the store, and its answer printed */
#include "asking.h"
#include <math.h>
#include <string.h>
#include <vigie/report-workbook.h>
#include <vigie/report.h>

/* Of the bootstrap, where none are said. */
#define REPLICATES 200
#define ESTIMATE_STATS                                                                         \
    "mean|proportion|total|ratio|median|quantile:P|nps|net|top2|bottom2|variance|sd"
#define TEXT(name) VIGIE_ASKING_TEXT(VigieAsking, name)

const GOptionEntry vigie_estimate_options[] = {
    {"stat", TEXT(stat), N_("what to estimate"), ESTIMATE_STATS},
    VIGIE_ASKING_QUESTION(VigieAsking, ),
    {"quantile-rule", TEXT(quantile_rule),
     N_("of medians and quantiles between two answers (default: math, the lower one; school: "
        "their mean)"),
     "math|school"},
    {"ratio", TEXT(ratio),
     N_("combined (default), or separate: a ratio in each stratum, put together by --totals"),
     "combined|separate"},
    {"totals", TEXT(totals),
     N_("known totals of the denominator: a CSV file with the columns of a stratum, and total"),
     N_("FILE")},
    {"function", TEXT(function),
     N_("also functions of the estimates, such as 'a / b' or 'log(a)'"),
     N_("FORMULA[;FORMULA]")},
    {"covariance", 0, 0, G_OPTION_ARG_NONE, VIGIE_OPTION(VigieAsking, covariance),
     N_("print the covariance matrix of the estimates instead"), NULL},
    {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL}};

void
vigie_request_release(VigieRequest *request)
{
    g_strfreev(request->surveys);
    g_strfreev(request->of);
    g_strfreev(request->by);
    g_strfreev(request->functions);
    vigie_findings_free(request->warnings);
    vigie_store_close(request->store);
    vigie_observatory_free(request->observatory);
}

/* Reading the options ------------------------------------------------------------------------ */

bool
vigie_request_need(const char *option, const char *value, const char *right, GError **error)
{
    if (value != NULL)
        return true;
    g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE, _("%s is missing: %s"), option,
                right);
    return false;
}

static bool
read_level(const char *text, double *level, GError **error)
{
    static const VigieNotation notation = {'.', 0};
    *level = 0.95;
    if (text == NULL)
        return true;
    if (vigie_number_read(text, strlen(text), notation, level) && *level > 0 && *level < 1)
        return true;
    g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                _("--level is between 0 and 1, such as 0.95, not '%s'"), text);
    return false;
}

static bool
read_stat(const char *name, VigieQuestion *question, GError **error)
{
    question->quantile = vigie_stat_quantile(name);
    if (vigie_stat_from_name(name, &question->stat))
        return true;
    if (g_str_has_prefix(name, "quantile"))
        g_set_error(
            error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
            _("--stat '%s': a quantile is of a share between 0 and 1, such as quantile:0.9"),
            name);
    else
        vigie_unknown(error, name, vigie_stat_names(), _("unknown statistic '%s'"), name);
    return false;
}

/* Only where it says something. */
static bool
read_quantile_rule(const VigieAsking *options, VigieQuestion *question, GError **error)
{
    static const char *const rules[] = {"math", "school", NULL};
    guint rule = VIGIE_QUANTILE_MATH;
    if (!vigie_option_word("--quantile-rule", options->quantile_rule, rules, rule, &rule,
                           error))
        return false;
    question->quantile_rule = (VigieQuantileRule)rule;
    if (options->quantile_rule == NULL || !isnan(question->quantile))
        return true;
    g_set_error_literal(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                        _("--quantile-rule goes with --stat median and quantile:P only"));
    return false;
}

static bool
read_unit(const char *text, VigieUnit *unit, GError **error)
{
    guint word = 0;
    if (!vigie_option_word("--unit", text, vigie_unit_names(), 0, &word, error))
        return false;
    *unit = text != NULL ? (VigieUnit)(VIGIE_UNIT_PARTY + word) : VIGIE_UNIT_SURVEY;
    return true;
}

static void
refuse_variance(const char *text, GError **error)
{
    g_set_error(
        error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
        _("--variance '%s': it is taylor, jk1, jkn, brr, fay:0.3 (rho from 0 to below 1) "
          "or bootstrap:200 (2 replicates or more)"),
        text);
}

/* METHOD or METHOD:PARAMETER. */
static bool
read_method(const char *text, VigieReplicatesSpec *spec, GError **error)
{
    static const VigieNotation notation = {'.', 0};
    g_auto(GStrv) parts = g_strsplit(text, ":", 2);
    const char *const *names = vigie_replicate_method_names();
    guint method = 0;
    double number = NAN;
    while (names[method] != NULL && g_strcmp0(names[method], parts[0]) != 0)
        method++;
    bool has = parts[0] != NULL && parts[1] != NULL;
    bool read = has && vigie_number_read(parts[1], strlen(parts[1]), notation, &number);
    bool fay = method == VIGIE_REPLICATES_FAY, drawn = method == VIGIE_REPLICATES_BOOTSTRAP;
    if (names[method] == NULL || (has && !(read && (fay || drawn))) || (fay && !has) ||
        (fay && !(number >= 0 && number < 1)) ||
        (drawn && has && !(number >= 2 && number <= 1e6 && floor(number) >= number))) {
        refuse_variance(text, error);
        return false;
    }
    *spec = (VigieReplicatesSpec){.method = (VigieReplicateMethod)method,
                                  .rho = fay ? number : 0,
                                  .number = drawn && has ? (guint)number : REPLICATES,
                                  .seed = 1};
    return true;
}

static bool
read_variance(const VigieAsking *options, VigieQuestion *question, GError **error)
{
    const char *text = options->variance;
    bool taylor = g_strcmp0(text, "taylor") == 0;
    question->variance = text == NULL ? VIGIE_VARIANCE_OF_SURVEY
                         : taylor     ? VIGIE_VARIANCE_TAYLOR
                                      : VIGIE_VARIANCE_REPLICATES;
    if (text != NULL && !taylor && !read_method(text, &question->replicates, error))
        return false;
    if (options->seed == NULL)
        return true;
    bool drawn = question->variance == VIGIE_VARIANCE_REPLICATES &&
                 question->replicates.method == VIGIE_REPLICATES_BOOTSTRAP;
    if (drawn && g_ascii_string_to_unsigned(options->seed, 10, 0, G_MAXUINT32,
                                            &question->replicates.seed, NULL))
        return true;
    g_set_error_literal(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                        _("--seed is a whole number, and goes with --variance bootstrap"));
    return false;
}

static bool
is_file(const char *output)
{
    return output != NULL && strcmp(output, "-") != 0;
}

static bool
read_words(const VigieAsking *options, VigieRequest *request, GError **error)
{
    static const char *const formats[] = {"text", "csv", "json", "xlsx", NULL};
    guint interval = 0, format = 0, weighting = VIGIE_WEIGHTING_NEWEST;
    request->question.quantile = NAN;
    if ((options->stat != NULL && !read_stat(options->stat, &request->question, error)) ||
        !read_quantile_rule(options, &request->question, error) ||
        !read_unit(options->unit, &request->question.unit, error) ||
        !read_variance(options, &request->question, error) ||
        !vigie_option_word("--weight", options->weight, vigie_weighting_names(), weighting,
                           &weighting, error) ||
        !vigie_option_word("--interval", options->interval, vigie_interval_names(), 0,
                           &interval, error) ||
        !vigie_option_word("--format", options->format, formats, VIGIE_FORMAT_TEXT, &format,
                           error))
        return false;
    request->format = (VigieFormat)format;
    request->question.weighting = (VigieWeighting)weighting;
    request->question.interval = (VigieInterval)interval;
    if (request->format == VIGIE_FORMAT_XLSX && options->covariance) {
        g_set_error_literal(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                            _("--covariance is printed as text, csv or json"));
        return false;
    }
    if (request->format != VIGIE_FORMAT_XLSX || is_file(options->output))
        return true;
    g_set_error_literal(
        error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
        _("--format xlsx makes a file: name it with -o, such as -o figures.xlsx"));
    return false;
}

/* A separate ratio has totals, a combined one has none. */
static bool
read_ratio(const VigieAsking *options, VigieQuestion *question, GError **error)
{
    static const char *const words[] = {"combined", "separate", NULL};
    guint word = 0;
    if (!vigie_option_word("--ratio", options->ratio, words, 0, &word, error))
        return false;
    question->totals = options->totals;
    if ((word == 1) == (options->totals != NULL))
        return true;
    g_set_error_literal(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                        _("--ratio separate and --totals FILE go together"));
    return false;
}

/* Columns more. */
static bool
read_with(const VigieAsking *options, VigieQuestion *question, GError **error)
{
    static const char *const words[] = {"n_eff", "cv", "missing", NULL};
    if (options->with == NULL)
        return true;
    g_auto(GStrv) columns = vigie_option_list("--with", options->with, error);
    for (guint i = 0; columns != NULL && columns[i] != NULL; i++) {
        guint word = 0;
        if (!vigie_option_word("--with", columns[i], words, 0, &word, error))
            return false;
        question->with_n_eff = question->with_n_eff || word == 0;
        question->with_cv = question->with_cv || word == 1;
        question->with_missing = question->with_missing || word == 2;
    }
    return columns != NULL;
}

bool
vigie_request_kinds(const char *option, const char *value, guint *kinds, GError **error)
{
    *kinds = 0;
    if (value == NULL)
        return true;
    g_auto(GStrv) names = vigie_option_list(option, value, error);
    for (guint i = 0; names != NULL && names[i] != NULL; i++) {
        guint word = 0;
        if (!vigie_option_word(option, names[i], vigie_missing_names(), 0, &word, error))
            return false;
        *kinds |= VIGIE_KIND(VIGIE_BLANK + word);
    }
    return names != NULL;
}

bool
vigie_request_list(const char *option, const char *value, char ***list, GError **error)
{
    *list = value != NULL ? vigie_option_list(option, value, error) : NULL;
    return value == NULL || *list != NULL;
}

static bool
read_lists(const VigieCall *call, const VigieAsking *options, VigieRequest *request,
           GError **error)
{
    request->surveys = vigie_option_list(_("the list of surveys"), call->arguments[0], error);
    if (request->surveys == NULL)
        return false;
    return vigie_request_list("--of", options->of, &request->of, error) &&
           vigie_request_list("--by", options->by, &request->by, error);
}

static bool
open_observatory(const VigieCall *call, VigieRequest *request, GError **error)
{
    request->observatory = vigie_observatory_open(call->dir, call->database, error);
    if (request->observatory == NULL)
        return false;
    request->store = vigie_store_open(request->observatory->database, VIGIE_STORE_READ, error);
    request->warnings = vigie_findings_new();
    return request->store != NULL;
}

bool
vigie_request_init(VigieRequest *request, const VigieCall *call, const VigieAsking *options,
                   GError **error)
{
    if (!read_words(options, request, error) ||
        !read_level(options->level, &request->question.level, error) ||
        !read_with(options, &request->question, error) ||
        !vigie_request_kinds("--include", options->include, &request->question.include,
                             error) ||
        !vigie_request_kinds("--include-by", options->include_by, &request->question.include_by,
                             error) ||
        !read_ratio(options, &request->question, error) ||
        !read_lists(call, options, request, error) || !open_observatory(call, request, error))
        return false;
    request->question.surveys = (const char *const *)request->surveys;
    request->question.of = (const char *const *)request->of;
    request->question.by = (const char *const *)request->by;
    request->question.over = options->over;
    request->question.covariance = options->covariance;
    if (options->function != NULL)
        request->functions = g_strsplit(options->function, ";", -1);
    request->question.functions = (const char *const *)request->functions;
    request->question.where = options->where;
    return true;
}

/* Asking and printing ------------------------------------------------------------------------ */

static char *
print_answer(const VigieAnswer *answer, guint format, VigieLang lang)
{
    if (format == VIGIE_FORMAT_CSV)
        return vigie_answer_csv(answer);
    return format == VIGIE_FORMAT_JSON ? vigie_answer_json(answer)
                                       : vigie_answer_text(answer, lang);
}

bool
vigie_request_workbook(const VigieRequest *request, const VigieCall *call, const char *output,
                       VigieWorkbookMaker make, gconstpointer from, GError **error)
{
    VigieReportContext context = {.observatory = request->observatory,
                                  .store = request->store,
                                  .date = NAN,
                                  .lang = call->lang};
    if (!vigie_report_context_settle(&context, error))
        return false;
    VigieWorkbookNotes notes = {request->observatory, request->warnings, context.date,
                                call->lang};
    g_autoptr(GBytes) bytes = make(from, &notes, error);
    if (bytes == NULL)
        return false;
    gsize length = 0;
    const char *content = g_bytes_get_data(bytes, &length);
    vigie_bar_clear(call->bar);
    if (!vigie_file_write(output, content, length, error))
        return false;
    vigie_call_findings(call, request->warnings, true);
    return true;
}

static GBytes *
make_workbook(gconstpointer answer, const VigieWorkbookNotes *notes, GError **error)
{
    return vigie_answer_workbook(answer, notes, error);
}

static bool
write_text(const VigieRequest *request, const VigieCall *call, const char *output,
           const char *text, GError **error)
{
    if (!vigie_call_output(call, output, text, error))
        return false;
    vigie_call_findings(call, request->warnings, true);
    return true;
}

bool
vigie_request_print(const VigieRequest *request, const VigieCall *call,
                    const VigieAsking *options, const VigieResult *result, GError **error)
{
    g_autofree char *text = NULL;
    if (request->format == VIGIE_FORMAT_XLSX) {
        g_set_error_literal(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                            _("this result makes no workbook: --format is text, csv or json"));
        return false;
    }
    if (request->format == VIGIE_FORMAT_CSV)
        text = vigie_result_csv(result);
    else if (request->format == VIGIE_FORMAT_JSON)
        text = vigie_result_json(result);
    else
        text = vigie_result_text(result, call->lang);
    return write_text(request, call, options->output, text, error);
}

/* The answer borrows from the observatory: it is printed while that lives. */
static bool
answer(const VigieCall *call, const VigieRequest *request, GError **error)
{
    const VigieAsking *options = call->options;
    g_autoptr(VigieAnswer) found =
        vigie_study_run(request->observatory, request->store, &request->question,
                        request->warnings, call->progress, error);
    if (found == NULL)
        return false;
    if (options->publish || request->format == VIGIE_FORMAT_TEXT ||
        request->format == VIGIE_FORMAT_XLSX)
        vigie_answer_publish(found);
    if (options->covariance) {
        g_autoptr(VigieResult) matrix = vigie_answer_covariance(found, call->lang);
        return vigie_request_print(request, call, options, matrix, error);
    }
    if (request->format == VIGIE_FORMAT_XLSX)
        return vigie_request_workbook(request, call, options->output, make_workbook, found,
                                      error);
    g_autofree char *text = print_answer(found, request->format, call->lang);
    return write_text(request, call, options->output, text, error);
}

VigieExit
vigie_asking_run(const VigieCall *call, const VigieQuestion *base, GError **error)
{
    const VigieAsking *options = call->options;
    g_auto(VigieRequest) request = {.question = *base};
    bool done = vigie_request_need("--stat", options->stat,
                                   base->trend ? VIGIE_TREND_STATS : ESTIMATE_STATS, error) &&
                vigie_request_need("--of", options->of, _("it names the items"), error) &&
                vigie_request_init(&request, call, options, error) &&
                answer(call, &request, error);
    return done ? VIGIE_EXIT_DONE : VIGIE_EXIT_NOT_DONE;
}
