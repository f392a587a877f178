/* cmd-load.c - vigie load: raw files into the store, one transaction a file */
#include "loading.h"
#include <stdio.h>
#include <string.h>

typedef struct {
    gboolean verbose;
} Options;

static const char *
table_name(const VigieSource *source)
{
    const VigieSurvey *survey = vigie_source_survey(source);
    return survey != NULL ? survey->name : vigie_source_dataset(source)->name;
}

static bool
is_current(const GPtrArray *sources, const VigieBatchRow *batch)
{
    for (guint i = 0; i < sources->len; i++) {
        const VigieSource *source = g_ptr_array_index(sources, i);
        if (strcmp(vigie_source_name(source), batch->source) == 0 &&
            strcmp(table_name(source), batch->table) == 0)
            return true;
    }
    return false;
}

/* Batches of sources that the observatory has no more, or that now feed another table, go. */
static bool
drop_orphans(VigieLoading *loading, const GPtrArray *sources, GError **error)
{
    static const char *const no_files[] = {NULL};
    g_autoptr(GPtrArray) batches = vigie_store_batches(loading->store, error);
    if (batches == NULL)
        return false;
    for (guint i = 0; i < batches->len; i++) {
        const VigieBatchRow *batch = g_ptr_array_index(batches, i);
        guint n = 0;
        if (is_current(sources, batch))
            continue;
        if (!vigie_store_prune(loading->store, batch->table, batch->source, no_files, &n,
                               error))
            return false;
        if (n > 0)
            printf(P_("%s: %u batch dropped, there is no such source any more\n",
                      "%s: %u batches dropped, there is no such source any more\n", n),
                   batch->source, n);
    }
    return true;
}

static bool
load_all(VigieLoading *loading, const GPtrArray *sources, GError **error)
{
    /* before the others: records of repeats go with their parents, and come again */
    if (loading->call->n_arguments == 0 && !drop_orphans(loading, sources, error))
        return false;
    for (guint i = 0; i < sources->len; i++)
        if (!vigie_loading_source(loading, g_ptr_array_index(sources, i), error))
            return false;
    return true;
}

static VigieExit
run(const VigieCall *call, GError **error)
{
    const Options *options = call->options;
    g_autoptr(VigieObservatory) observatory =
        vigie_observatory_open(call->dir, call->database, error);
    if (observatory == NULL)
        return VIGIE_EXIT_NOT_DONE;
    VigieLoading loading = {
        .call = call, .observatory = observatory, .verbose = options->verbose};
    g_autoptr(GPtrArray) sources = vigie_loading_sources(&loading, false, error);
    if (sources == NULL)
        return VIGIE_EXIT_NOT_DONE;
    loading.store = vigie_store_open(observatory->database, VIGIE_STORE_WRITE, error);
    if (loading.store == NULL)
        return VIGIE_EXIT_NOT_DONE;
    bool done = load_all(&loading, sources, error);
    vigie_store_close(loading.store);
    return done ? vigie_loading_exit(&loading) : VIGIE_EXIT_NOT_DONE;
}

static const GOptionEntry entries[] = {{"verbose", 'v', 0, G_OPTION_ARG_NONE,
                                        VIGIE_OPTION(Options, verbose),
                                        N_("all findings, not the first of each kind"), NULL},
                                       {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL}};

static const char *const notes[] = {
    N_("Each file is one batch and one transaction.  A file that was loaded before and has not "
       "changed is left "
       "alone; one that changed replaces its batch; one that cannot be read leaves the store "
       "as it was, and "
       "the others go on."),
    N_("A repeat of a questionnaire has a source of its own: survey= and repeat=, and parent= "
       "for "
       "the column that names the parent's record (KoboToolbox's and ODK's are known).  "
       "Parents "
       "are loaded before it, and when they are loaded again it is too; a record without a "
       "parent is refused and told."),
    N_("Exit 0: all is well; 1: there are findings; 2: a file or a definition cannot be read."),
    NULL};

static const char *const examples[] = {"vigie -C midi-quercy load",
                                       "vigie load flash-2016 --verbose", NULL};

const VigieCommand vigie_command_load = {
    .name = "load",
    .arguments = N_("[SOURCE…]"),
    .summary = N_("Raw files into the store, checked value by value."),
    .notes = notes,
    .examples = examples,
    .max_arguments = VIGIE_ANY,
    .options = entries,
    .options_size = sizeof(Options),
    .run = run,
};
