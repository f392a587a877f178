/* cmd-check.c - vigie check: reads everything, stores nothing */
#include "loading.h"

#include <glib/gstdio.h>
#include <string.h>
#include <vigie/report.h>

typedef struct {
    gboolean verbose;
} Options;

static int
compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The definitions in reports/, by name; (transfer full). */
static GPtrArray *
report_paths(const VigieObservatory *observatory)
{
    GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *folder = g_build_filename(observatory->dir, "reports", NULL);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;
    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
        if (g_str_has_suffix(name, ".ini"))
            g_ptr_array_add(paths, g_build_filename(folder, name, NULL));
    g_ptr_array_sort(paths, compare_names);
    return paths;
}

static void
check_reports(VigieLoading *loading)
{
    g_autoptr(GPtrArray) paths = report_paths(loading->observatory);
    for (guint i = 0; i < paths->len; i++) {
        g_autoptr(GError) failure = NULL;
        g_autoptr(VigieReport) report = vigie_report_load(g_ptr_array_index(paths, i),
                                                          loading->observatory->lang, &failure);
        if (report == NULL)
            vigie_loading_failure(loading, failure);
    }
}

static bool
check_each(VigieLoading *loading, const GPtrArray *sources, GError **error)
{
    for (guint i = 0; i < sources->len; i++)
        if (!vigie_loading_source(loading, g_ptr_array_index(sources, i), error))
            return false;
    return true;
}

static bool
has_repeat(const GPtrArray *sources)
{
    for (guint i = 0; i < sources->len; i++) {
        const VigieSurvey *survey = vigie_source_survey(g_ptr_array_index(sources, i));
        if (survey != NULL && survey->parent != NULL)
            return true;
    }
    return false;
}

/* The records of a repeat are checked against their parents: a store that nobody sees holds them meanwhile. */
static bool
check_sources(VigieLoading *loading, const GPtrArray *sources, GError **error)
{
    if (!has_repeat(sources))
        return check_each(loading, sources, error);
    g_autofree char *folder = g_dir_make_tmp("vigie-check-XXXXXX", error);
    if (folder == NULL)
        return false;
    g_autofree char *path = g_build_filename(folder, "check.db", NULL);
    loading->scratch = true;
    loading->store = vigie_store_open(path, VIGIE_STORE_WRITE, error);
    bool good = loading->store != NULL && check_each(loading, sources, error);
    g_clear_pointer(&loading->store, vigie_store_close);
    g_unlink(path);
    g_rmdir(folder);
    return good;
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
    g_autoptr(GPtrArray) sources = vigie_loading_sources(&loading, true, error);
    if (sources == NULL)
        return VIGIE_EXIT_NOT_DONE;
    if (!check_sources(&loading, sources, error))
        return VIGIE_EXIT_NOT_DONE;
    check_reports(&loading);
    return vigie_loading_exit(&loading);
}

static const GOptionEntry entries[] = {{"verbose", 'v', 0, G_OPTION_ARG_NONE,
                                        VIGIE_OPTION(Options, verbose),
                                        N_("all findings, not the first of each kind"), NULL},
                                       {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL}};

static const char *const notes[] = {
    N_("Exit 0: all is well; 1: there are findings; 2: a file or a definition cannot be read."),
    NULL};

static const char *const examples[] = {"vigie -C midi-quercy check",
                                       "vigie check flash-2016 --verbose", NULL};

const VigieCommand vigie_command_check = {
    .name = "check",
    .arguments = N_("[SOURCE…]"),
    .summary = N_("Reads the observatory's definitions and raw files, and stores nothing."),
    .notes = notes,
    .examples = examples,
    .max_arguments = VIGIE_ANY,
    .options = entries,
    .options_size = sizeof(Options),
    .run = run,
};
