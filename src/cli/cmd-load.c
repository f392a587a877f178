/* cmd-load.c - vigie load: raw files into the store, one transaction a file */
#include "history.h"
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

/* Batches of sources that the observatory has no more, or that now feed another table, go; but not where something
 * failed, which may be what was to replace them. */
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

/* The number of the newest batch; 0 = none. */
static bool
newest_batch(const VigieLoading *loading, gint64 *id, GError **error)
{
    *id = 0;
    g_autoptr(GPtrArray) batches = vigie_store_batches(loading->store, error);
    for (guint i = 0; batches != NULL && i < batches->len; i++)
        *id = MAX(*id, ((const VigieBatchRow *)g_ptr_array_index(batches, i))->id);
    return batches != NULL;
}

static bool
has_repeats(const VigieObservatory *observatory)
{
    for (guint i = 0; i < observatory->surveys->len; i++)
        if (((const VigieSurvey *)observatory->surveys->pdata[i])->parent != NULL)
            return true;
    return false;
}

/* Where all sources are loaded. */
static bool
drop_unless_named(VigieLoading *loading, const GPtrArray *sources, GError **error)
{
    return loading->call->n_arguments > 0 || drop_orphans(loading, sources, error);
}

/* What is there no more goes last, so that what replaces it is in by then; but where there are repeats first, since
 * their records find their parents by keys that would be there twice. */
static bool
load_all(VigieLoading *loading, const GPtrArray *sources, GError **error)
{
    gint64 since = 0;
    bool early = has_repeats(loading->observatory);
    if (!newest_batch(loading, &since, error) ||
        (early && !drop_unless_named(loading, sources, error)))
        return false;
    for (guint i = 0; i < sources->len; i++)
        if (!vigie_loading_source(loading, g_ptr_array_index(sources, i), error))
            return false;
    if (!early && loading->n_failed == 0 && !drop_unless_named(loading, sources, error))
        return false;
    return vigie_history_tell(loading, sources, since, error);
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
       "the others go on.  Batches of files that the source names no more are dropped, once "
       "all "
       "that it names are in."),
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
