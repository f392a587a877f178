/* cmd-items.c - vigie items: the map of a survey, item by item */
#include "asking.h"
#include <string.h>
#include <vigie/study-items.h>

#define TEXT(member) VIGIE_ASKING_TEXT(VigieAsking, member)

static const GOptionEntry entries[] = {
    {"by", TEXT(by), N_("count year by year"), "year"},
    VIGIE_ASKING_FORMAT(VigieAsking, ),
    {"output", 'o', 0, G_OPTION_ARG_FILENAME, VIGIE_OPTION(VigieAsking, output),
     N_("write the result to a file, whole or not at all"), N_("FILE")},
    {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL}};

static bool
open_store(const VigieCall *call, VigieRequest *request, GError **error)
{
    request->observatory = vigie_observatory_open(call->dir, call->database, error);
    if (request->observatory == NULL)
        return false;
    request->store = vigie_store_open(request->observatory->database, VIGIE_STORE_READ, error);
    request->warnings = vigie_findings_new();
    return request->store != NULL;
}

static bool
answer(const VigieCall *call, VigieRequest *request, GError **error)
{
    static const char *const words[] = {"year", NULL};
    static const char *const formats[] = {"text", "csv", "json", NULL};
    const VigieAsking *said = call->options;
    guint by = 0, format = VIGIE_FORMAT_TEXT;
    if (!vigie_option_word("--by", said->by, words, 0, &by, error) ||
        !vigie_option_word("--format", said->format, formats, format, &format, error) ||
        (call->n_arguments > 0 &&
         (request->surveys = vigie_option_list(_("the list of surveys"), call->arguments[0],
                                               error)) == NULL) ||
        !open_store(call, request, error))
        return false;
    request->format = (VigieFormat)format;
    VigieStudyContext context = {.observatory = request->observatory,
                                 .store = request->store,
                                 .warnings = request->warnings,
                                 .progress = call->progress,
                                 .lang = call->lang};
    g_autoptr(VigieResult) result = vigie_study_items(
        &context, (const char *const *)request->surveys, said->by != NULL, error);
    return result != NULL && vigie_request_print(request, call, said, result, error);
}

static VigieExit
run(const VigieCall *call, GError **error)
{
    g_auto(VigieRequest) request = {0};
    return answer(call, &request, error) ? VIGIE_EXIT_DONE : VIGIE_EXIT_NOT_DONE;
}

static const char *const notes[] = {
    N_("Records are counted as they are, without weights.  Not asked are those for whom the "
       "question's relevant was false, or whose wave did not have it; invalid, answers that "
       "broke their type, their list or their constraint."),
    NULL};

static const char *const examples[] = {"vigie items flash", "vigie items --format csv",
                                       "vigie items flash,off_season --by year --format json",
                                       NULL};

const VigieCommand vigie_command_items = {
    .name = "items",
    .arguments = N_("[SURVEY[,SURVEY]]"),
    .summary = N_("The items of a survey: who was asked, who answered, and why the others did "
                  "not."),
    .notes = notes,
    .examples = examples,
    .min_arguments = 0,
    .max_arguments = 1,
    .options = entries,
    .options_size = sizeof(VigieAsking),
    .run = run,
};
