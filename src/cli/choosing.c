/* choosing.c - the sources that a load or a check is about, those of repeats after their parents', see loading.h */
#include "loading.h"
#include <string.h>

static char *
source_name(const char *path)
{
    char *name = g_path_get_basename(path);
    if (g_str_has_suffix(name, ".ini"))
        name[strlen(name) - strlen(".ini")] = '\0';
    return name;
}

/* The path of the source that the user names, "flash", "flash.ini" or "sources/flash.ini". */
static const char *
find_source(const VigieObservatory *observatory, const char *said, GError **error)
{
    g_autofree char *wanted = source_name(said);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (char **path = observatory->sources; *path != NULL; path++) {
        char *name = source_name(*path);
        g_ptr_array_add(names, name);
        if (strcmp(name, wanted) == 0)
            return *path;
    }
    g_ptr_array_add(names, NULL);
    vigie_unknown(error, wanted, (const char *const *)names->pdata, _("unknown source '%s'"),
                  said);
    return NULL;
}

static bool
add_source(const VigieLoading *loading, GPtrArray *sources, const char *path, GError **error)
{
    VigieSource *source = vigie_source_load(loading->observatory, path, error);
    if (source == NULL)
        return false;
    g_ptr_array_add(sources, source);
    return true;
}

/* Is one survey the other, or a repeat in it? */
static bool
is_inside(const VigieSurvey *survey, const VigieSurvey *outer)
{
    while (survey != NULL && survey != outer)
        survey = survey->parent;
    return survey != NULL && outer != NULL;
}

static bool
is_listed(const GPtrArray *sources, const char *name)
{
    for (guint i = 0; i < sources->len; i++)
        if (strcmp(vigie_source_name(g_ptr_array_index(sources, i)), name) == 0)
            return true;
    return false;
}

static bool
belongs(const GPtrArray *named, const VigieSurvey *survey, bool around)
{
    for (guint i = 0; i < named->len; i++) {
        const VigieSurvey *other = vigie_source_survey(g_ptr_array_index(named, i));
        if (survey != other &&
            (is_inside(survey, other) || (around && is_inside(other, survey))))
            return true;
    }
    return false;
}

/* A definition that is wrong and was not named is not this call's business. */
static void
add_family(const VigieLoading *loading, GPtrArray *sources, bool around)
{
    g_autoptr(GPtrArray) named = g_ptr_array_copy(sources, NULL, NULL);
    g_ptr_array_set_free_func(named, NULL);
    for (char **path = loading->observatory->sources; *path != NULL; path++) {
        g_autofree char *name = source_name(*path);
        g_autoptr(VigieSource) source =
            is_listed(sources, name) ? NULL
                                     : vigie_source_load(loading->observatory, *path, NULL);
        if (source != NULL && belongs(named, vigie_source_survey(source), around))
            g_ptr_array_add(sources, g_steal_pointer(&source));
    }
}

static guint
depth_of(const VigieSource *source)
{
    guint depth = 0;
    for (const VigieSurvey *s = vigie_source_survey(source); s != NULL && s->parent != NULL;
         s = s->parent)
        depth++;
    return depth;
}

/* Parents first; else in the order that they have. */
static void
sort_by_depth(GPtrArray *sources)
{
    for (guint i = 1; i < sources->len; i++) {
        gpointer source = g_ptr_array_index(sources, i);
        guint at = i;
        for (; at > 0 && depth_of(sources->pdata[at - 1]) > depth_of(source); at--)
            sources->pdata[at] = sources->pdata[at - 1];
        sources->pdata[at] = source;
    }
}

GPtrArray *
vigie_loading_sources(const VigieLoading *loading, bool around, GError **error)
{
    g_autoptr(GPtrArray) sources =
        g_ptr_array_new_with_free_func((GDestroyNotify)vigie_source_free);
    const VigieCall *call = loading->call;
    for (guint i = 0; i < call->n_arguments; i++) {
        const char *path = find_source(loading->observatory, call->arguments[i], error);
        if (path == NULL || !add_source(loading, sources, path, error))
            return NULL;
    }
    for (char **path = loading->observatory->sources; call->n_arguments == 0 && *path != NULL;
         path++)
        if (!add_source(loading, sources, *path, error))
            return NULL;
    if (sources->len == 0) {
        g_set_error(error, VIGIE_CLI_ERROR, VIGIE_CLI_ERROR_USAGE,
                    _("%s has no source: sources/NAME.ini says how a raw file is read"),
                    loading->observatory->dir);
        return NULL;
    }
    if (call->n_arguments > 0)
        add_family(loading, sources, around);
    sort_by_depth(sources);
    return g_steal_pointer(&sources);
}
