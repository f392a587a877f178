/* cmd-drivers.c - vigie drivers: what an overall judgement hangs on, and where to act first */
#include "chart-file.h"
#include <string.h>
#include <vigie/study-model.h>

#define REPLICATES_USUAL 500
#define REPLICATES_MOST 100000
#define SEED_USUAL 1

typedef struct {
    VigieAsking asking;
    char *on, *performance, *importance, *crosshair, *replicates, *seed, *stated, *chart;
} Options;

#define TEXT(name, member, help, arg)                                                          \
    {                                                                                          \
        name, VIGIE_ASKING_TEXT(Options, member), help, arg                                    \
    }

static const GOptionEntry options[] = {
    TEXT("of", asking.of, N_("the overall judgement"), N_("ITEM")),
    TEXT("on", on, N_("the items that it hangs on, 2 to 12"), N_("ITEM,ITEM[,ITEM]")),
    TEXT("performance", performance,
         N_("of an item: its mean, or the share of its two highest scores (default: mean)"),
         "mean|top2"),
    TEXT("importance", importance,
         N_("of an item: its part of R2, its correlation with the whole, or what people say "
            "(default: lmg)"),
         "lmg|correlation|stated"),
    TEXT("stated", stated,
         N_("items of stated importance, in the order of --on (default: those of role "
            "importance with the same name after the first _)"),
         N_("ITEM,ITEM[,ITEM]")),
    TEXT("crosshair", crosshair,
         N_("what is high and low: the means or medians of the items, or the middle of the "
            "scale of performance (default: means)"),
         "means|medians|midpoint"),
    TEXT("replicates", replicates,
         N_("how the agreement is found: without each sampling unit in turn, or with N draws "
            "of them (default: bootstrap:500)"),
         "jkn|bootstrap:N"),
    TEXT("seed", seed, N_("seed of the draws (default: 1)"), N_("NUMBER")),
    {"chart", 0, 0, G_OPTION_ARG_FILENAME, VIGIE_OPTION(Options, chart),
     N_("draw the matrix of importance and performance: .png, .pdf or .svg"), N_("FILE")},
    VIGIE_ASKING_FORMAT(Options, asking.),
    VIGIE_ASKING_PUBLISH(Options, asking.),
    VIGIE_ASKING_OPTIONS(Options, asking.),
    G_OPTION_ENTRY_NULL};

/* The lists that --on and --stated own. */
typedef struct {
    char **on, **stated;
} Lists;

static void
clear_lists(Lists *lists)
{
    g_strfreev(lists->on);
    g_strfreev(lists->stated);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Lists, clear_lists)

static bool
read_count(const char *option, const char *text, guint64 least, guint64 most, guint64 *count,
           GError **error)
{
    if (text == NULL || g_ascii_string_to_unsigned(text, 10, least, most, count, NULL))
        return true;
    g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                _("%s '%s': it is a whole number from %u to %u"), option, text, (guint)least,
                (guint)most);
    return false;
}

static bool
read_replicates(const char *text, VigieDriversQuestion *asked, GError **error)
{
    static const char bootstrap[] = "bootstrap";
    gsize length = strlen(bootstrap);
    guint64 count = REPLICATES_USUAL;
    asked->replicates = VIGIE_AGREEMENT_BOOTSTRAP;
    if (text != NULL && strcmp(text, "jkn") == 0)
        asked->replicates = VIGIE_AGREEMENT_JKN;
    else if (text != NULL && strncmp(text, bootstrap, length) == 0 && text[length] == ':') {
        if (!read_count("--replicates bootstrap:N", text + length + 1, 1, REPLICATES_MOST,
                        &count, error))
            return false;
    } else if (text != NULL && strcmp(text, bootstrap) != 0) {
        g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                    _("--replicates is jkn or bootstrap:N, not '%s'"), text);
        return false;
    }
    asked->n_replicates = (guint)count;
    return true;
}

static bool
read_words(const Options *said, VigieDriversQuestion *asked, GError **error)
{
    static const char *const performances[] = {"mean", "top2", NULL};
    static const char *const importances[] = {"lmg", "correlation", "stated", NULL};
    static const char *const crosshairs[] = {"means", "medians", "midpoint", NULL};
    guint performance = 0, importance = 0, crosshair = 0;
    guint64 seed = SEED_USUAL;
    if (!vigie_option_word("--performance", said->performance, performances, 0, &performance,
                           error) ||
        !vigie_option_word("--importance", said->importance, importances, 0, &importance,
                           error) ||
        !vigie_option_word("--crosshair", said->crosshair, crosshairs, 0, &crosshair, error) ||
        !read_replicates(said->replicates, asked, error) ||
        !read_count("--seed", said->seed, 1, G_MAXUINT32, &seed, error))
        return false;
    asked->top2 = performance == 1;
    asked->importance = (VigieImportance)importance;
    asked->crosshair = (VigieCrosshair)crosshair;
    asked->seed = (unsigned long)seed;
    if (said->stated == NULL || asked->importance == VIGIE_IMPORTANCE_STATED)
        return true;
    g_set_error_literal(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                        _("--stated goes with --importance stated only"));
    return false;
}

static bool
read_lists(const Options *said, Lists *lists, GError **error)
{
    return vigie_request_need("--of", said->asking.of, _("it names the overall judgement"),
                              error) &&
           vigie_request_need("--on", said->on, _("it names the items"), error) &&
           vigie_request_list("--on", said->on, &lists->on, error) &&
           vigie_request_list("--stated", said->stated, &lists->stated, error) &&
           vigie_chart_file_check("--chart", said->chart, error);
}

static bool
answer(const VigieCall *call, const Options *said, const VigieDriversQuestion *asked,
       VigieRequest *request, GError **error)
{
    if (g_strv_length(request->of) != 1) {
        g_set_error_literal(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                            _("--of takes one item: the one to be explained"));
        return false;
    }
    const VigieStudyCall study = {.observatory = request->observatory,
                                  .store = request->store,
                                  .question = &request->question,
                                  .warnings = request->warnings,
                                  .progress = call->progress,
                                  .lang = call->lang,
                                  .publish = said->asking.publish ||
                                             request->format == VIGIE_FORMAT_TEXT};
    g_autoptr(VigieChart) chart = NULL;
    g_autoptr(VigieResult) result =
        vigie_study_drivers(&study, asked, said->chart != NULL ? &chart : NULL, error);
    return result != NULL &&
           (chart == NULL ||
            vigie_chart_file_write(request, call, chart, said->chart, error)) &&
           vigie_request_print(request, call, &said->asking, result, error);
}

static VigieExit
run(const VigieCall *call, GError **error)
{
    const Options *said = call->options;
    g_auto(Lists) lists = {NULL, NULL};
    g_auto(VigieRequest) request = {.question.trend = false};
    VigieDriversQuestion asked = {.top2 = false};
    if (!read_lists(said, &lists, error) || !read_words(said, &asked, error) ||
        !vigie_request_init(&request, call, &said->asking, error))
        return VIGIE_EXIT_NOT_DONE;
    asked.stated = (const char *const *)lists.stated;
    request.question.with = (const char *const *)lists.on;
    request.question.with_option = "--on";
    return answer(call, said, &asked, &request, error) ? VIGIE_EXIT_DONE : VIGIE_EXIT_NOT_DONE;
}

static const char *const notes[] = {
    N_("The weight of an item is its part of R2, shared out over all orders in which the items "
       "can enter (LMG, Shapley); only records with an answer to everything count.  "
       "Performance is that of all answers to the item, as vigie estimate gives it.  The "
       "agreement is the share of replicates in which the item stays in its quadrant: below "
       "nine in ten its point is hollow, and its place not certain."),
    NULL};

static const char *const examples[] = {
    "vigie drivers flash --of sat_overall --on sat_welcome,sat_food,sat_value,sat_signage",
    "vigie drivers flash --of sat_overall --on sat_welcome,sat_food,sat_value --performance "
    "top2 "
    "--chart drivers.png --format csv",
    NULL};

const VigieCommand vigie_command_drivers = {
    .name = "drivers",
    .arguments = N_("SURVEY[,SURVEY]"),
    .summary = N_("What an overall judgement hangs on, and where to act first."),
    .notes = notes,
    .examples = examples,
    .min_arguments = 1,
    .max_arguments = 1,
    .options = options,
    .options_size = sizeof(Options),
    .run = run,
};
