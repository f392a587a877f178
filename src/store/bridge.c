/* bridge.c - the bridges that a load follows: those that cover all of its answers */
#include "verdict.h"
#include <string.h>

const VigieBridge *
vigie_load_bridge(const VigieLoad *load, const char *item)
{
    for (guint i = 0; i < load->bridges->len; i++) {
        const VigieBridge *bridge = g_ptr_array_index(load->bridges, i);
        if (strcmp(bridge->item, item) == 0)
            return bridge;
    }
    return NULL;
}

const VigieBridge *
vigie_load_bridge_to(const VigieLoad *load, const char *target)
{
    for (guint i = 0; i < load->bridges->len; i++) {
        const VigieBridge *bridge = g_ptr_array_index(load->bridges, i);
        if (strcmp(vigie_bridge_target(bridge), target) == 0)
            return bridge;
    }
    return NULL;
}

static bool set_bridge_error(const VigieBridge *bridge, GError **error, const char *format, ...)
    G_GNUC_PRINTF(3, 4);
static bool
set_bridge_error(const VigieBridge *bridge, GError **error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    VigiePlace place = {"observatory.ini", bridge->line, 0};
    vigie_set_error_at(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_BRIDGE, &place, "%s", text);
    return false;
}

/* The names that recode= gives must be choices of the file's list. */
static bool
check_choices(const VigieBridge *bridge, const VigieCodebook *file, const VigieItem *item,
              GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; item->list != NULL && i < item->list->choices->len; i++)
        g_ptr_array_add(names, vigie_list_get(item->list, i)->name);
    g_ptr_array_add(names, NULL);
    for (guint i = 0; bridge->said != NULL && bridge->said[i] != NULL; i++) {
        const char *near = NULL;
        if (g_strv_contains((const char *const *)names->pdata, bridge->said[i]))
            continue;
        near = vigie_nearest(bridge->said[i], (const char *const *)names->pdata);
        if (near != NULL)
            return set_bridge_error(
                bridge, error,
                _("recode: '%s' is not a choice of %s in %s; did you mean '%s'?"),
                bridge->said[i], item->name, file->path, near);
        return set_bridge_error(bridge, error, _("recode: '%s' is not a choice of %s in %s"),
                                bridge->said[i], item->name, file->path);
    }
    return true;
}

static bool
check_bridge(const VigieBridge *bridge, const VigieCodebook *file, GError **error)
{
    const VigieItem *item = vigie_codebook_find(file, bridge->item);
    if (item != NULL && bridge->rename != NULL &&
        vigie_codebook_find(file, bridge->rename) != NULL)
        return set_bridge_error(
            bridge, error,
            _("rename: %s has both %s and %s: answers to one of them would be lost"),
            file->path, bridge->item, bridge->rename);
    if (item != NULL)
        return check_choices(bridge, file, item, error);
    g_autofree const char **names = vigie_codebook_names(file);
    const char *near = vigie_nearest(bridge->item, names);
    if (near != NULL)
        return set_bridge_error(bridge, error,
                                _("'%s' is not an item of %s, by which answers of %d were "
                                  "read; did you mean '%s'?"),
                                bridge->item, file->path, bridge->from, near);
    return set_bridge_error(bridge, error,
                            _("'%s' is not an item of %s, by which answers of %d were read"),
                            bridge->item, file->path, bridge->from);
}

/* Year and wave of the first record that has a year. */
static bool
first_wave(const VigieFrame *chunk, int *year, const char **wave)
{
    const VigieColumn *years = vigie_frame_column(chunk, "year");
    const VigieColumn *waves = vigie_frame_column(chunk, "wave");
    for (gsize i = 0; years != NULL && i < chunk->n; i++) {
        if (years->why[i] != VIGIE_PRESENT)
            continue;
        *year = (int)years->value[i];
        *wave = waves != NULL && waves->why[i] == VIGIE_PRESENT
                    ? waves->levels->pdata[(gsize)waves->value[i]]
                    : NULL;
        return true;
    }
    return false;
}

bool
vigie_load_find_bridges(VigieLoad *load, const VigieFrame *chunk, GError **error)
{
    int year = 0;
    const char *wave = NULL;
    bool dated = first_wave(chunk, &year, &wave);
    load->first_year = year;
    if (load->declared == NULL || !dated)
        return true;
    for (guint i = 0; i < load->declared->len; i++) {
        VigieBridge *bridge = g_ptr_array_index(load->declared, i);
        if (!vigie_bridge_covers(bridge, year, wave))
            continue;
        if (!check_bridge(bridge, load->file, error))
            return false;
        g_ptr_array_add(load->bridges, bridge);
    }
    return true;
}

/* Does it cover all waves of the load, none, or some of them? */
typedef enum { COVERS_NONE, COVERS_SOME, COVERS_ALL } Coverage;

static Coverage
coverage(const VigieLoad *load, const VigieBridge *bridge)
{
    guint n = 0;
    for (guint i = 0; i < load->waves->len; i++) {
        const VigieStoredWave *wave = &g_array_index(load->waves, VigieStoredWave, i);
        n += wave->has_year && vigie_bridge_covers(bridge, wave->year, wave->wave);
    }
    return n == 0 ? COVERS_NONE : n < load->waves->len ? COVERS_SOME : COVERS_ALL;
}

static bool
write_bridge(VigieStore *store, const VigieBridge *bridge, GError **error)
{
    g_autoptr(GString) recode = g_string_new(NULL);
    for (guint i = 0; bridge->said != NULL && bridge->said[i] != NULL; i++)
        g_string_append_printf(recode, "%s%s=%s", i > 0 ? ";" : "", bridge->said[i],
                               bridge->meant[i]);
    return vigie_sql_run(store, error, "INSERT INTO bridge VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                         "issssssi", store->load->batch, bridge->name, bridge->item,
                         vigie_bridge_kind_name(bridge->kind), vigie_bridge_target(bridge),
                         recode->str, bridge->reason, (gint64)bridge->breaks);
}

bool
vigie_store_write_bridges(VigieStore *store, GError **error)
{
    const VigieLoad *load = store->load;
    for (guint i = 0; load->declared != NULL && i < load->declared->len; i++) {
        const VigieBridge *bridge = g_ptr_array_index(load->declared, i);
        Coverage covers = coverage(load, bridge);
        if (covers == COVERS_SOME && bridge->kind != VIGIE_BRIDGE_ACCEPT)
            return set_bridge_error(
                bridge, error,
                _("it is about some of the answers that were read by %s and not about others: "
                  "its years and waves are those of whole files"),
                load->file->path);
        if (covers == COVERS_ALL && !write_bridge(store, bridge, error))
            return false;
    }
    return true;
}
