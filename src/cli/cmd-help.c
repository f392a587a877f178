/* cmd-help.c - vigie help: the commands, or the page of one */
#include "help.h"

static VigieExit
run(const VigieCall *call, GError **error)
{
    const VigieCommand *about = NULL;
    if (call->n_arguments > 0 && (about = vigie_command_find(call->arguments[0])) == NULL) {
        g_autofree const char **names = vigie_command_names();
        vigie_unknown(error, call->arguments[0], names, _("unknown command '%s'"),
                      call->arguments[0]);
        return VIGIE_EXIT_NOT_DONE;
    }
    g_autofree char *text = about != NULL ? vigie_help_command(about) : vigie_help_all();
    return vigie_call_output(call, NULL, text, error) ? VIGIE_EXIT_DONE : VIGIE_EXIT_NOT_DONE;
}

static const char *const examples[] = {"vigie help", "vigie help estimate", NULL};

const VigieCommand vigie_command_help = {
    .name = "help",
    .arguments = N_("[COMMAND]"),
    .summary = N_("The commands, or the options and examples of one."),
    .examples = examples,
    .max_arguments = 1,
    .run = run,
};
