/* cmd-compare.c - vigie compare: is the difference more than chance? */
#include "asking.h"
#include <string.h>
#include <vigie/study-compare.h>

#define STATS "mean|proportion|total|ratio|nps|top2|bottom2"
#define TEXT(member) VIGIE_ASKING_TEXT(Options, member)

typedef struct {
    VigieAsking asking;
    char *part, *against, *test, *ties, *adjust;
    gboolean paired;
} Options;

static const GOptionEntry entries[] = {
    {"stat", TEXT(asking.stat), N_("what to compare (needed for --test t and wald)"), STATS},
    {"of", TEXT(asking.of), N_("of which items"), N_("ITEM[,ITEM]")},
    {"over", TEXT(asking.over), N_("denominator of a ratio"), N_("ITEM")},
    {"by", TEXT(asking.by), N_("the values of an item, of year, of wave, or the surveys"),
     N_("DIM|survey")},
    {"part", TEXT(part), N_("the part that is compared with all records of --where"),
     N_("EXPR")},
    {"paired", 0, 0, G_OPTION_ARG_NONE, VIGIE_OPTION(Options, paired),
     N_("compare the two items of --of in the same records"), NULL},
    {"against", TEXT(against),
     N_("compare values in pairs (the default), or each with the rest, with the total, or "
        "with a number"),
     N_("pairs|rest|total|NUMBER")},
    {"test", TEXT(test),
     N_("t (the default), rank tests of pairs, or of all values at once: kruskal by ranks, "
        "wald of the statistic, chisq of the categories"),
     "t|rank|median|vanderwaerden|kruskal|wald|chisq|chisq-first|chisq-wald|chisq-adjwald"},
    {"ties", TEXT(ties),
     N_("ranks of equal answers (default: midrank; order: as R survey, by the order of "
        "records)"),
     "midrank|order"},
    {"adjust", TEXT(adjust),
     N_("adjust p by Holm within an item (the default), by Benjamini and Hochberg over the "
        "output, or not"),
     "holm|bh|none"},
    VIGIE_ASKING_INCLUDE(Options, asking.),
    VIGIE_ASKING_FORMAT(Options, asking.),
    VIGIE_ASKING_PUBLISH(Options, asking.),
    VIGIE_ASKING_OPTIONS(Options, asking.),
    {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL}};

static bool
read_against(const char *text, VigieComparison *comparison, GError **error)
{
    static const char *const words[] = {"pairs", "rest", "total", NULL};
    static const VigieNotation notation = {'.', 0};
    guint word = comparison->part != NULL ? VIGIE_AGAINST_TOTAL : VIGIE_AGAINST_PAIRS;
    if (text != NULL && vigie_number_read(text, strlen(text), notation, &comparison->value)) {
        comparison->against = VIGIE_AGAINST_VALUE;
        return true;
    }
    if (!vigie_option_word("--against", text, words, word, &word, error))
        return false;
    comparison->against = (VigieAgainst)word;
    return true;
}

static bool
read_comparison(const Options *options, VigieComparison *comparison, GError **error)
{
    static const char *const ties[] = {"midrank", "order", NULL};
    static const char *const adjusts[] = {"holm", "bh", "none", NULL};
    guint test = 0, tie = 0, adjust = 0;
    comparison->part = options->part;
    comparison->paired = options->paired;
    comparison->publish = options->asking.publish;
    comparison->by_survey =
        options->asking.by != NULL && strcmp(options->asking.by, "survey") == 0;
    if (!vigie_option_word("--test", options->test, vigie_compare_test_names(), 0, &test,
                           error) ||
        !vigie_option_word("--ties", options->ties, ties, 0, &tie, error) ||
        !vigie_option_word("--adjust", options->adjust, adjusts, 0, &adjust, error) ||
        !read_against(options->against, comparison, error))
        return false;
    comparison->test = (VigieCompareTest)test;
    comparison->ties = (VigieTies)tie;
    comparison->adjust = (VigieAdjust)adjust;
    bool needs_stat = test == VIGIE_COMPARE_T || test == VIGIE_COMPARE_WALD;
    return (!needs_stat || vigie_request_need("--stat", options->asking.stat, STATS, error)) &&
           vigie_request_need("--of", options->asking.of, _("it names the items"), error);
}

/* The surveys are no dimension of the records. */
static bool
open_request(const VigieCall *call, const VigieComparison *comparison, VigieRequest *request,
             GError **error)
{
    VigieAsking asking = ((const Options *)call->options)->asking;
    if (comparison->by_survey)
        asking.by = NULL;
    if (!vigie_request_init(request, call, &asking, error))
        return false;
    if (request->format != VIGIE_FORMAT_XLSX)
        return true;
    g_set_error_literal(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                        _("--format xlsx is not for comparisons: take text, csv or json"));
    return false;
}

static bool
compare(const VigieCall *call, GError **error)
{
    const Options *options = call->options;
    g_auto(VigieRequest) request = {0};
    VigieComparison comparison = {.lang = call->lang};
    if (!read_comparison(options, &comparison, error) ||
        !open_request(call, &comparison, &request, error))
        return false;
    comparison.question = &request.question;
    comparison.publish = comparison.publish || request.format == VIGIE_FORMAT_TEXT;
    VigieResult *result = vigie_study_compare(request.observatory, request.store, &comparison,
                                              request.warnings, call->progress, error);
    if (result == NULL)
        return false;
    bool done = vigie_request_print(&request, call, &options->asking, result, error);
    vigie_result_free(result);
    return done;
}

static VigieExit
run(const VigieCall *call, GError **error)
{
    return compare(call, error) ? VIGIE_EXIT_DONE : VIGIE_EXIT_NOT_DONE;
}

static const char *const notes[] = {
    N_("A difference is the first value less the second, with the covariance that the sites "
       "and "
       "records they share give them; of two years it is the later less the earlier.  "
       "Values that share a letter do not differ at 5 %.  With --against rest the arrow says "
       "which values are above or below the others."),
    NULL};

static const char *const examples[] = {
    "vigie compare flash --stat mean --of sat_overall --by customer_type",
    "vigie compare flash --stat top2 --of sat_overall,sat_food --by customer_type --against "
    "rest --adjust bh",
    "vigie compare flash --stat mean --of sat_overall,sat_food --paired --by year",
    "vigie compare flash --of origin --by customer_type --test chisq --format csv", NULL};

const VigieCommand vigie_command_compare = {
    .name = "compare",
    .arguments = N_("SURVEY[,SURVEY]"),
    .summary = N_("Tests of differences between values, years, surveys, items, or a part and "
                  "its whole."),
    .notes = notes,
    .examples = examples,
    .min_arguments = 1,
    .max_arguments = 1,
    .options = entries,
    .options_size = sizeof(Options),
    .run = run,
};
