/* cmd-init.c - vigie init: a new observatory from raw files */
#include <vigie/ingest.h>

#include "command.h"
#include <stdio.h>

static VigieExit
run(const VigieCall *call, GError **error)
{
    g_autoptr(VigieFindings) notes = vigie_findings_new();
    if (!vigie_ingest_init(call->arguments[0], call->arguments + 1, call->lang, notes, error))
        return VIGIE_EXIT_NOT_DONE;
    vigie_call_findings(call, notes, true);
    g_autofree char *text = g_strdup_printf(_("%s is ready; next: vigie -C %s load\n"),
                                            call->arguments[0], call->arguments[0]);
    return vigie_call_output(call, NULL, text, error) ? VIGIE_EXIT_DONE : VIGIE_EXIT_NOT_DONE;
}

static const char *const notes[] = {
    N_("Writes a commented observatory.ini and, for each file, a source and a questionnaire "
       "guessed from its "
       "columns; they load as they are, and are there to be corrected."),
    NULL};

static const char *const examples[] = {
    "vigie init empty-observatory", "vigie init my-observatory data/flash-2024-v1.csv", NULL};

const VigieCommand vigie_command_init = {
    .name = "init",
    .arguments = N_("DIR [FILE…]"),
    .summary = N_(
        "A new observatory's folder, with sources and questionnaires guessed from raw files."),
    .notes = notes,
    .examples = examples,
    .min_arguments = 1,
    .max_arguments = VIGIE_ANY,
    .run = run,
};
