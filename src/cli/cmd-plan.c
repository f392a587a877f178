/* cmd-plan.c - vigie plan: the smallest change that a design detects, and what more sites or interviews buy */
#include "asking.h"
#include <math.h>
#include <string.h>
#include <vigie/study-mix.h>

#define PLAN_STATS "mean|proportion|top2|bottom2|nps"

typedef struct {
    VigieAsking asking;
    char *power, *sites, *interviews, *change, *kept;
} Options;

#define TEXT(name) VIGIE_ASKING_TEXT(Options, name)

static const GOptionEntry options_table[] = {
    {"stat", TEXT(asking.stat), N_("what to estimate"), PLAN_STATS},
    {"of", TEXT(asking.of), N_("of which items"), N_("ITEM[,ITEM]")},
    {"by", TEXT(asking.by), N_("for each type of customer, after all of them"),
     N_("DIM[,DIM]")},
    {"power", TEXT(power), N_("how often a change is to be found (default: 0.8)"), N_("SHARE")},
    {"sites", TEXT(sites), N_("add a design with so many sites a year"), N_("NUMBER")},
    {"interviews", TEXT(interviews), N_("add a design with so many interviews a site"),
     N_("NUMBER")},
    {"change", TEXT(change),
     N_("how likely this change is to be found, and how many sites it takes (0.05 is 5 points "
        "of a share)"),
     N_("CHANGE")},
    {"kept", TEXT(kept), N_("share of the sites that two years have in common (default: 0)"),
     N_("SHARE")},
    VIGIE_ASKING_FORMAT(Options, asking.),
    VIGIE_ASKING_PUBLISH(Options, asking.),
    VIGIE_ASKING_OPTIONS(Options, asking.),
    {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL}};

/* A number above low and up to high; *out is kept where the option is not given. */
static bool
read_number(const char *option, const char *text, double low, double high, double *out,
            GError **error)
{
    static const VigieNotation notation = {'.', 0};
    double number = NAN;
    if (text == NULL)
        return true;
    if (vigie_number_read(text, strlen(text), notation, &number) && number > low &&
        number <= high) {
        *out = number;
        return true;
    }
    g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                _("%s is a number above %g and up to %g, not '%s'"), option, low, high, text);
    return false;
}

static bool
read_plan(const Options *options, VigiePlanQuestion *plan, GError **error)
{
    *plan = (VigiePlanQuestion){0.8, NAN, NAN, NAN, NAN};
    return read_number("--power", options->power, 0.05, 0.999, &plan->power, error) &&
           read_number("--sites", options->sites, 1, 1e6, &plan->sites, error) &&
           read_number("--interviews", options->interviews, 0, 1e6, &plan->interviews, error) &&
           read_number("--change", options->change, 0, 1e9, &plan->change, error) &&
           read_number("--kept", options->kept, 0, 1, &plan->kept, error);
}

static bool
plan_design(const VigieCall *call, GError **error)
{
    const Options *options = call->options;
    const VigieAsking *asking = &options->asking;
    g_auto(VigieRequest) request = {0};
    VigiePlanQuestion plan;
    if (!vigie_request_need("--stat", asking->stat, PLAN_STATS, error) ||
        !vigie_request_need("--of", asking->of, _("it names the items"), error) ||
        !read_plan(options, &plan, error) || !vigie_request_init(&request, call, asking, error))
        return false;
    VigieStudyContext context = {.observatory = request.observatory,
                                 .store = request.store,
                                 .warnings = request.warnings,
                                 .progress = call->progress,
                                 .lang = call->lang,
                                 .publish =
                                     asking->publish || request.format == VIGIE_FORMAT_TEXT};
    g_autoptr(VigieResult) result = vigie_study_plan(&context, &request.question, &plan, error);
    return result != NULL && vigie_request_print(&request, call, asking, result, error);
}

static VigieExit
run(const VigieCall *call, GError **error)
{
    return plan_design(call, error) ? VIGIE_EXIT_DONE : VIGIE_EXIT_NOT_DONE;
}

static const char *const notes[] = {
    N_("From the past years of the survey: how alike the answers of a site are (intra-site "
       "correlation), what unequal weights cost, how many sites and interviews there were.  "
       "--where \"${year} >= 2022\" takes the last years only.  New sites bring more than new "
       "interviews at the same ones where answers of a site are alike."),
    NULL};

static const char *const examples[] = {
    "vigie plan flash --stat top2 --of sat_overall --by customer_type",
    "vigie plan flash --stat top2 --of sat_overall --sites 60 --interviews 12 --change 0.05",
    "vigie plan flash --stat nps --of recommendation --kept 0.5 --format csv", NULL};

const VigieCommand vigie_command_plan = {
    .name = "plan",
    .arguments = N_("SURVEY[,SURVEY]"),
    .summary = N_("The smallest change that the survey detects, and what more sites or more "
                  "interviews buy."),
    .notes = notes,
    .examples = examples,
    .min_arguments = 1,
    .max_arguments = 1,
    .options = options_table,
    .options_size = sizeof(Options),
    .run = run,
};
