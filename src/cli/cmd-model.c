/* cmd-model.c - vigie model: what an answer changes with, other things being equal */
#include "asking.h"
#include <vigie/study-model.h>

typedef struct {
    VigieAsking asking;
    char *on, *kind, *category, *reference, *factor, *means;
    gboolean top2;
} Options;

#define TEXT(name, member, help, arg)                                                          \
    {                                                                                          \
        name, VIGIE_ASKING_TEXT(Options, member), help, arg                                    \
    }

static const GOptionEntry options[] = {
    TEXT("of", asking.of, N_("the item to be explained"), N_("ITEM")),
    TEXT("on", on, N_("what it is explained by"), N_("ITEM[,ITEM]")),
    TEXT("kind", kind,
         N_("linear, of a number, or logit, of a share (default: linear; with --category or "
            "--top2, logit)"),
         "linear|logit"),
    {"top2", 0, 0, G_OPTION_ARG_NONE, VIGIE_OPTION(Options, top2),
     N_("explain the share of the two highest scores"), NULL},
    TEXT("category", category, N_("explain the share of this choice"), N_("CHOICE")),
    TEXT("reference", reference,
         N_("choice that the others of its item are set against (default: the first)"),
         N_("ITEM=CHOICE[,ITEM=CHOICE]")),
    TEXT("factor", factor, N_("take choices as choices though they have scores"),
         N_("ITEM[,ITEM]")),
    TEXT("means", means, N_("add the adjusted mean of each choice of this item"), N_("ITEM")),
    VIGIE_ASKING_FORMAT(Options, asking.),
    VIGIE_ASKING_PUBLISH(Options, asking.),
    VIGIE_ASKING_OPTIONS(Options, asking.),
    G_OPTION_ENTRY_NULL};

/* The lists that --on, --reference and --factor own. */
typedef struct {
    char **on, **reference, **factor;
} Lists;

static void
clear_lists(Lists *lists)
{
    g_strfreev(lists->on);
    g_strfreev(lists->reference);
    g_strfreev(lists->factor);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Lists, clear_lists)

static bool
read_lists(const Options *said, Lists *lists, GError **error)
{
    return vigie_request_need("--of", said->asking.of, _("it names the item to be explained"),
                              error) &&
           vigie_request_need("--on", said->on, _("it names the items that explain"), error) &&
           vigie_request_list("--on", said->on, &lists->on, error) &&
           vigie_request_list("--reference", said->reference, &lists->reference, error) &&
           vigie_request_list("--factor", said->factor, &lists->factor, error);
}

static bool
read_outcome(const Options *said, VigieRequest *request, VigieModelQuestion *asked,
             GError **error)
{
    static const char *const kinds[] = {"linear", "logit", NULL};
    bool share = said->top2 || said->category != NULL;
    guint kind = share ? VIGIE_MODEL_LOGIT : VIGIE_MODEL_LINEAR;
    if (!vigie_option_word("--kind", said->kind, kinds, kind, &kind, error))
        return false;
    if (said->top2 && said->category != NULL) {
        g_set_error_literal(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                            _("--top2 and --category exclude each other"));
        return false;
    }
    if (g_strv_length(request->of) != 1) {
        g_set_error_literal(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                            _("--of takes one item: the one to be explained"));
        return false;
    }
    asked->kind = (VigieModelKind)kind;
    request->question.stat = said->top2               ? VIGIE_STAT_TOP2
                             : said->category != NULL ? VIGIE_STAT_PROPORTION
                                                      : VIGIE_STAT_MEAN;
    return true;
}

static bool
answer(const VigieCall *call, const Options *said, const Lists *lists, VigieRequest *request,
       GError **error)
{
    VigieModelQuestion asked = {.category = said->category,
                                .reference = (const char *const *)lists->reference,
                                .factor = (const char *const *)lists->factor,
                                .means = said->means};
    if (!read_outcome(said, request, &asked, error))
        return false;
    request->question.with = (const char *const *)lists->on;
    request->question.with_option = "--on";
    const VigieStudyCall study = {.observatory = request->observatory,
                                  .store = request->store,
                                  .question = &request->question,
                                  .warnings = request->warnings,
                                  .progress = call->progress,
                                  .lang = call->lang,
                                  .publish = said->asking.publish ||
                                             request->format == VIGIE_FORMAT_TEXT};
    g_autoptr(VigieResult) result = vigie_study_model(&study, &asked, error);
    return result != NULL && vigie_request_print(request, call, &said->asking, result, error);
}

static VigieExit
run(const VigieCall *call, GError **error)
{
    const Options *said = call->options;
    g_auto(Lists) lists = {NULL, NULL, NULL};
    g_auto(VigieRequest) request = {.question.trend = false};
    bool done = read_lists(said, &lists, error) &&
                vigie_request_init(&request, call, &said->asking, error) &&
                answer(call, said, &lists, &request, error);
    return done ? VIGIE_EXIT_DONE : VIGIE_EXIT_NOT_DONE;
}

static const char *const notes[] = {
    N_("Items of numbers, and those whose choices all have scores, explain by the point; the "
       "others choice by choice, each set against the reference.  An effect is what the "
       "outcome "
       "changes by, all other items being equal; an odds ratio, what the odds of the share are "
       "multiplied by.  Only records with an answer to every item count.  An outcome that an "
       "item tells without error has no odds ratio: the message names the item."),
    NULL};

static const char *const examples[] = {
    "vigie model flash --of sat_overall --on sat_welcome,sat_value,party --reference "
    "party=couple",
    "vigie model flash --of sat_overall --top2 --on sat_welcome,party --means party --format "
    "csv",
    NULL};

const VigieCommand vigie_command_model = {
    .name = "model",
    .arguments = N_("SURVEY[,SURVEY]"),
    .summary = N_("What an answer changes with, other things being equal: regressions."),
    .notes = notes,
    .examples = examples,
    .min_arguments = 1,
    .max_arguments = 1,
    .options = options,
    .options_size = sizeof(Options),
    .run = run,
};
