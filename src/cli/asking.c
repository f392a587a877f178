/* asking.c - a question from the command line to the store, and its answer printed */
#include "asking.h"
#include <math.h>
#include <string.h>
#include <vigie/report-workbook.h>
#include <vigie/report.h>

#define TREND_STATS "mean|proportion|total|ratio|nps|top2|bottom2"
#define ESTIMATE_STATS "mean|proportion|total|ratio|median|quantile:P|nps|top2|bottom2"
#define TEXT(name) 0, 0, G_OPTION_ARG_STRING, VIGIE_OPTION(VigieAsking, name)

/* Of estimate and trend alike; each begins with its own --stat. */
#define QUESTION_OPTIONS                                                                       \
    {"of", TEXT(of), N_("of which items"), N_("ITEM[,ITEM]")},                                 \
        {"over", TEXT(over), N_("denominator of a ratio"), N_("ITEM")},                        \
        {"by", TEXT(by), N_("for each value of items, of year or of wave"), N_("DIM[,DIM]")},  \
        {"where", TEXT(where), N_("only records for which the expression is true"),            \
         N_("EXPR")},                                                                          \
        {"level", TEXT(level), N_("level of the intervals (default: 0.95)"), N_("SHARE")},     \
        {"interval", TEXT(interval),                                                           \
         N_("interval of shares (default: auto, which is logit, or Korn-Graubard's beta "      \
            "below 0.1 "                                                                       \
            "and above 0.9)"),                                                                 \
         "auto|logit|beta|wilson|wald"},                                                       \
        {"format", TEXT(format), N_("form of the result (default: text, a table to read)"),    \
         "text|csv|json|xlsx"},                                                                \
        {"publish",                                                                            \
         0,                                                                                    \
         0,                                                                                    \
         G_OPTION_ARG_NONE,                                                                    \
         VIGIE_OPTION(VigieAsking, publish),                                                   \
         N_("blank the figures that the publication rule suppresses"),                         \
         NULL},                                                                                \
        {"output",                                                                             \
         'o',                                                                                  \
         0,                                                                                    \
         G_OPTION_ARG_FILENAME,                                                                \
         VIGIE_OPTION(VigieAsking, output),                                                    \
         N_("write the result to a file, whole or not at all"),                                \
         N_("FILE")},                                                                          \
    {                                                                                          \
        "unit", TEXT(unit),                                                                    \
            N_("count parties, persons or person-nights (default: the survey's unit)"),        \
            "party|person|night"                                                               \
    }

const GOptionEntry vigie_estimate_options[] = {
    {"stat", TEXT(stat), N_("what to estimate"), ESTIMATE_STATS},
    QUESTION_OPTIONS,
    {"quantile-rule", TEXT(quantile_rule),
     N_("of medians and quantiles between two answers (default: math, the lower one; school: "
        "their mean)"),
     "math|school"},
    {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL}};

const GOptionEntry vigie_trend_options[] = {
    {"stat", TEXT(stat), N_("what to estimate"), TREND_STATS},
    QUESTION_OPTIONS,
    {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL}};

/* A question with what it owns. */
typedef struct {
    VigieQuestion question;
    char **surveys, **of, **by;
    guint format;
} Asked;

static void
asked_release(Asked *asked)
{
    g_strfreev(asked->surveys);
    g_strfreev(asked->of);
    g_strfreev(asked->by);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Asked, asked_release)

enum { FORMAT_TEXT, FORMAT_CSV, FORMAT_JSON, FORMAT_XLSX };

/* Reading the options ------------------------------------------------------------------------ */

static bool
need(const char *option, const char *value, const char *right, GError **error)
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

static bool
is_file(const char *output)
{
    return output != NULL && strcmp(output, "-") != 0;
}

static bool
read_words(const VigieAsking *options, Asked *asked, GError **error)
{
    static const char *const intervals[] = {"auto", "logit", "beta", "wilson", "wald", NULL};
    static const char *const formats[] = {"text", "csv", "json", "xlsx", NULL};
    guint interval = 0;
    if (!read_stat(options->stat, &asked->question, error) ||
        !read_quantile_rule(options, &asked->question, error) ||
        !read_unit(options->unit, &asked->question.unit, error) ||
        !vigie_option_word("--interval", options->interval, intervals, 0, &interval, error) ||
        !vigie_option_word("--format", options->format, formats, FORMAT_TEXT, &asked->format,
                           error))
        return false;
    asked->question.interval = (VigieInterval)interval;
    if (asked->format != FORMAT_XLSX || is_file(options->output))
        return true;
    g_set_error_literal(
        error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
        _("--format xlsx makes a file: name it with -o, such as -o figures.xlsx"));
    return false;
}

static bool
read_lists(const VigieCall *call, const VigieAsking *options, Asked *asked, GError **error)
{
    asked->surveys = vigie_option_list(_("the list of surveys"), call->arguments[0], error);
    if (asked->surveys == NULL)
        return false;
    asked->of = vigie_option_list("--of", options->of, error);
    if (asked->of == NULL)
        return false;
    asked->by = options->by != NULL ? vigie_option_list("--by", options->by, error) : NULL;
    return options->by == NULL || asked->by != NULL;
}

static bool
read_question(const VigieCall *call, Asked *asked, GError **error)
{
    const VigieAsking *options = call->options;
    if (!need("--stat", options->stat, asked->question.trend ? TREND_STATS : ESTIMATE_STATS,
              error) ||
        !need("--of", options->of, _("it names the items"), error) ||
        !read_words(options, asked, error) ||
        !read_level(options->level, &asked->question.level, error) ||
        !read_lists(call, options, asked, error))
        return false;
    asked->question.surveys = (const char *const *)asked->surveys;
    asked->question.of = (const char *const *)asked->of;
    asked->question.by = (const char *const *)asked->by;
    asked->question.over = options->over;
    asked->question.where = options->where;
    return true;
}

/* Asking and printing ------------------------------------------------------------------------ */

static char *
print_answer(const VigieAnswer *answer, guint format, VigieLang lang)
{
    if (format == FORMAT_CSV)
        return vigie_answer_csv(answer);
    return format == FORMAT_JSON ? vigie_answer_json(answer) : vigie_answer_text(answer, lang);
}

/* The workbook's bytes go to the file, dated as a document of the newest data would be. */
static bool
write_workbook(const VigieCall *call, const VigieObservatory *observatory, VigieStore *store,
               const VigieAnswer *answer, const VigieFindings *warnings, GError **error)
{
    VigieReportContext context = {
        .observatory = observatory, .store = store, .date = NAN, .lang = call->lang};
    if (!vigie_report_context_settle(&context, error))
        return false;
    VigieWorkbookNotes notes = {observatory, warnings, context.date, call->lang};
    g_autoptr(GBytes) bytes = vigie_answer_workbook(answer, &notes, error);
    if (bytes == NULL)
        return false;
    gsize length = 0;
    const char *content = g_bytes_get_data(bytes, &length);
    vigie_bar_clear(call->bar);
    return vigie_file_write(((const VigieAsking *)call->options)->output, content, length,
                            error);
}

/* The answer borrows from the observatory: it is printed while that lives. */
static bool
answer(const VigieCall *call, const VigieObservatory *observatory, const Asked *asked,
       GError **error)
{
    const VigieAsking *options = call->options;
    g_autoptr(VigieStore) store =
        vigie_store_open(observatory->database, VIGIE_STORE_READ, error);
    if (store == NULL)
        return false;
    g_autoptr(VigieFindings) warnings = vigie_findings_new();
    g_autoptr(VigieAnswer) found =
        vigie_study_run(observatory, store, &asked->question, warnings, call->progress, error);
    if (found == NULL)
        return false;
    if (options->publish || asked->format == FORMAT_TEXT || asked->format == FORMAT_XLSX)
        vigie_answer_publish(found);
    if (asked->format == FORMAT_XLSX) {
        if (!write_workbook(call, observatory, store, found, warnings, error))
            return false;
    } else {
        g_autofree char *text = print_answer(found, asked->format, call->lang);
        if (!vigie_call_output(call, options->output, text, error))
            return false;
    }
    vigie_call_findings(call, warnings, true);
    return true;
}

VigieExit
vigie_asking_run(const VigieCall *call, bool trend, GError **error)
{
    g_auto(Asked) asked = {.question.trend = trend};
    if (!read_question(call, &asked, error))
        return VIGIE_EXIT_NOT_DONE;
    g_autoptr(VigieObservatory) observatory =
        vigie_observatory_open(call->dir, call->database, error);
    return observatory != NULL && answer(call, observatory, &asked, error)
               ? VIGIE_EXIT_DONE
               : VIGIE_EXIT_NOT_DONE;
}
