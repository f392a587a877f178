/* cmd-trend.c - vigie trend: figures by year, their changes and slopes; changes split by customer mix; years from seasons */
#include "asking.h"
#include <math.h>
#include <string.h>
#include <vigie/study-mix.h>

typedef struct {
    VigieAsking asking;
    gboolean relative, test_linear;
    char *slope, *decompose, *standardise, *mix, *annual;
} Options;

#define TEXT(name) VIGIE_ASKING_TEXT(Options, name)
#define FLAG(name) 0, 0, G_OPTION_ARG_NONE, VIGIE_OPTION(Options, name)

static const GOptionEntry options_table[] = {
    {"stat", TEXT(asking.stat), N_("what to estimate"), VIGIE_TREND_STATS},
    VIGIE_ASKING_QUESTION(Options, asking.),
    {"relative", FLAG(relative), N_("add the change in per cent, with its interval"), NULL},
    {"test-linear", FLAG(test_linear),
     N_("add the test of departure from a straight line: Q, its degrees of freedom and p"),
     NULL},
    {"slope", TEXT(slope),
     N_("slope of shares in points (default: linear) or in log-odds (logit)"), "linear|logit"},
    {"decompose", TEXT(decompose),
     N_("split each change into the mix of the item's types and the change within them"),
     N_("ITEM")},
    {"standardise", TEXT(standardise),
     N_("the years' figures had the mix of the item's types not changed"), N_("ITEM")},
    {"mix", TEXT(mix),
     N_("the mix that --standardise holds (default: average, the mean of all years)"),
     "average|first"},
    {"annual", TEXT(annual),
     N_("one figure a year of two surveys: the share of the year, 0 to 1, that the first one "
        "stands for, and its standard error"),
     N_("SHARE[:SE]")},
    {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL}};

/* "0.7" or "0.7:0.04" */
static bool
read_share(const char *text, double *share, double *se, GError **error)
{
    static const VigieNotation notation = {'.', 0};
    g_auto(GStrv) part = g_strsplit(text, ":", 2);
    *se = 0;
    bool right =
        vigie_number_read(part[0], strlen(part[0]), notation, share) && *share >= 0 &&
        *share <= 1 &&
        (part[1] == NULL ||
         (vigie_number_read(part[1], strlen(part[1]), notation, se) && *se >= 0 && *se <= 1));
    if (!right)
        g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                    _("--annual is a share between 0 and 1, and its standard error if it is "
                      "estimated, such as 0.7 or 0.7:0.04, not '%s'"),
                    text);
    return right;
}

/* The options that make a table of their own exclude each other, and what belongs to the other tables. */
static bool
check_options(const Options *options, GError **error)
{
    const char *table[] = {options->decompose, options->standardise, options->annual};
    guint tables = 0;
    for (guint i = 0; i < G_N_ELEMENTS(table); i++)
        tables += table[i] != NULL ? 1 : 0;
    bool added = options->relative || options->test_linear || options->slope != NULL;
    const char *wrong = NULL;
    if (tables > 1)
        wrong =
            _("--decompose, --standardise and --annual make a table each: take one of them");
    else if (tables > 0 && added)
        wrong = _("--relative, --test-linear and --slope go with the plain trend, not with "
                  "--decompose, --standardise or --annual");
    else if (options->mix != NULL && options->standardise == NULL)
        wrong = _("--mix goes with --standardise only");
    else if (added && g_strcmp0(options->asking.format, "xlsx") == 0)
        wrong = _(
            "--relative, --test-linear and --slope have no columns in a workbook: --format is "
            "text, csv or json");
    if (wrong != NULL)
        g_set_error_literal(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE, wrong);
    return wrong == NULL;
}

static VigieResult *
ask(const VigieStudyContext *context, const VigieQuestion *question, const Options *options,
    GError **error)
{
    static const char *const mixes[] = {"average", "first", NULL};
    guint mix = 0;
    double share = NAN, se = 0;
    if (options->decompose != NULL)
        return vigie_study_decompose(context, question, options->decompose, error);
    if (options->standardise != NULL)
        return vigie_option_word("--mix", options->mix, mixes, 0, &mix, error)
                   ? vigie_study_standardise(context, question, options->standardise, mix == 1,
                                             error)
                   : NULL;
    return read_share(options->annual, &share, &se, error)
               ? vigie_study_annual(context, question, share, se, error)
               : NULL;
}

/* A table of its own kind. */
static bool
run_table(const VigieCall *call, GError **error)
{
    const Options *options = call->options;
    const VigieAsking *asking = &options->asking;
    g_auto(VigieRequest) request = {.question.trend = options->annual != NULL};
    if (!vigie_request_need("--stat", asking->stat, VIGIE_TREND_STATS, error) ||
        !vigie_request_need("--of", asking->of, _("it names the items"), error) ||
        !vigie_request_init(&request, call, asking, error))
        return false;
    VigieStudyContext context = {.observatory = request.observatory,
                                 .store = request.store,
                                 .warnings = request.warnings,
                                 .progress = call->progress,
                                 .lang = call->lang,
                                 .publish =
                                     asking->publish || request.format == VIGIE_FORMAT_TEXT};
    g_autoptr(VigieResult) result = ask(&context, &request.question, options, error);
    return result != NULL && vigie_request_print(&request, call, asking, result, error);
}

static VigieExit
run(const VigieCall *call, GError **error)
{
    static const char *const slopes[] = {"linear", "logit", NULL};
    const Options *options = call->options;
    guint slope = 0;
    if (!check_options(options, error) ||
        !vigie_option_word("--slope", options->slope, slopes, 0, &slope, error))
        return VIGIE_EXIT_NOT_DONE;
    if (options->decompose != NULL || options->standardise != NULL || options->annual != NULL)
        return run_table(call, error) ? VIGIE_EXIT_DONE : VIGIE_EXIT_NOT_DONE;
    VigieQuestion base = {.trend = true,
                          .relative = options->relative,
                          .test_linear = options->test_linear,
                          .slope_logit = slope == 1};
    return vigie_asking_run(call, &base, error);
}

static const char *const notes[] = {
    N_("The change is to the calendar year before; its p is adjusted by Holm over all changes "
       "printed, and the "
       "direction is up or down only where the adjusted p is below 0.05.  The slope is per "
       "year, over all years with "
       "answers.  A year in which the item was not asked, or with another scale, is a gap."),
    N_("A change in per cent is \"ns\" where the earlier figure may be 0.  --decompose tells "
       "whether other customers came (mix) or the same answered otherwise (within); the two "
       "add up to the change."),
    NULL};

static const char *const examples[] = {
    "vigie trend flash --stat mean --of sat_overall",
    "vigie trend flash --stat top2 --of sat_overall --by customer_type --format csv",
    "vigie trend flash --stat mean --of spend_day --relative --test-linear --format csv",
    "vigie trend flash --stat mean --of sat_overall --decompose customer_type",
    "vigie trend flash,off_season --stat mean --of sat_overall --annual 0.7:0.04",
    NULL};

const VigieCommand vigie_command_trend = {
    .name = "trend",
    .arguments = N_("SURVEY[,SURVEY]"),
    .summary = N_("The same by year, with changes, their significance, and the slope."),
    .notes = notes,
    .examples = examples,
    .min_arguments = 1,
    .max_arguments = 1,
    .options = options_table,
    .options_size = sizeof(Options),
    .run = run,
};
