/* bridges.c - [bridge SURVEY NAME]: answers to a question asked otherwise, and how they join the series */
#include "groups.h"
#include <string.h>

#define FIRST_YEAR 1900
#define LAST_YEAR 2200

static const char *const kinds[] = {"accept", "recode", "rename"};

const char *
vigie_bridge_kind_name(VigieBridgeKind kind)
{
    return kinds[kind];
}

void
vigie_bridge_free(VigieBridge *bridge)
{
    g_free(bridge->name);
    g_free(bridge->item);
    g_strfreev(bridge->waves);
    g_strfreev(bridge->said);
    g_strfreev(bridge->meant);
    g_free(bridge->rename);
    g_free(bridge->reason);
    g_free(bridge->text);
    g_free(bridge);
}

bool
vigie_bridge_covers(const VigieBridge *bridge, int year, const char *wave)
{
    if (year < bridge->from || (bridge->to != 0 && year > bridge->to))
        return false;
    return bridge->waves == NULL ||
           (wave != NULL && g_strv_contains((const char *const *)bridge->waves, wave));
}

const char *
vigie_bridge_target(const VigieBridge *bridge)
{
    return bridge->rename != NULL ? bridge->rename : bridge->item;
}

char *
vigie_bridges_text(const GPtrArray *bridges)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; bridges != NULL && i < bridges->len; i++)
        g_string_append_printf(text, "%s\n",
                               ((const VigieBridge *)g_ptr_array_index(bridges, i))->text);
    return g_string_free(text, FALSE);
}

/* A group being read. */
typedef struct {
    const VigieIni *ini;
    const char *group; /* "bridge flash q5" */
    const VigieSurvey *survey;
} Group;

static bool
read_year(const Group *g, const char *key, int *year, GError **error)
{
    gint64 said = 0;
    if (!vigie_ini_get_integer(g->ini, g->group, key, &said, error))
        return false;
    *year = (int)said;
    if (said == 0 || (said >= FIRST_YEAR && said <= LAST_YEAR))
        return true;
    vigie_observatory_error_at(error, g->ini, g->group, key, _("%s is a year, such as %s=2025"),
                               key, key);
    return false;
}

/* from=2025, to=2026, waves=spring;autumn */
static bool
read_time(const Group *g, VigieBridge *bridge, GError **error)
{
    if (!read_year(g, "from", &bridge->from, error) || !read_year(g, "to", &bridge->to, error))
        return false;
    bridge->waves = vigie_ini_get_list(g->ini, g->group, "waves");
    if (bridge->from == 0)
        vigie_observatory_error_at(error, g->ini, g->group, NULL,
                                   _("[%s] needs from=, the first year of the answers that it "
                                     "is about, such as from=2025"),
                                   g->group);
    else if (bridge->to != 0 && bridge->to < bridge->from)
        vigie_observatory_error_at(error, g->ini, g->group, "to",
                                   _("to=%d comes before from=%d"), bridge->to, bridge->from);
    else
        return true;
    return false;
}

static bool
set_no_item(const Group *g, const char *key, const char *name, GError **error)
{
    const VigieCodebook *codebook = g->survey->codebook;
    g_autofree const char **names = vigie_codebook_names(codebook);
    const char *near = vigie_nearest(name, names);
    if (near != NULL)
        vigie_observatory_error_at(error, g->ini, g->group, key,
                                   _("%s: '%s' is not an item of %s; did you mean '%s'?"), key,
                                   name, codebook->path, near);
    else
        vigie_observatory_error_at(error, g->ini, g->group, key,
                                   _("%s: '%s' is not an item of %s"), key, name,
                                   codebook->path);
    return false;
}

/* The survey's item that the answers go to. */
static const VigieItem *
target_of(const Group *g, const VigieBridge *bridge, GError **error)
{
    const VigieItem *item =
        vigie_codebook_find(g->survey->codebook, vigie_bridge_target(bridge));
    if (item == NULL)
        set_no_item(g,
                    bridge->rename != NULL                         ? "rename"
                    : vigie_ini_line(g->ini, g->group, "item") > 0 ? "item"
                                                                   : NULL,
                    vigie_bridge_target(bridge), error);
    return item;
}

static bool
set_no_choice(const Group *g, const VigieItem *item, const char *name, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < item->list->choices->len; i++)
        g_ptr_array_add(names, vigie_list_get(item->list, i)->name);
    g_ptr_array_add(names, NULL);
    const char *near = vigie_nearest(name, (const char *const *)names->pdata);
    if (near != NULL)
        vigie_observatory_error_at(
            error, g->ini, g->group, "recode",
            _("recode: '%s' is not a choice of list %s of %s; did you mean '%s'?"), name,
            item->list->name, g->survey->codebook->path, near);
    else
        vigie_observatory_error_at(error, g->ini, g->group, "recode",
                                   _("recode: '%s' is not a choice of list %s of %s"), name,
                                   item->list->name, g->survey->codebook->path);
    return false;
}

static bool
set_recode_form(const Group *g, GError **error)
{
    vigie_observatory_error_at(error, g->ini, g->group, "recode",
                               _("recode takes a choice of those answers = a choice of the "
                                 "survey's list, each once, such as recode=4=3;5=4"));
    return false;
}

/* "3=4;5=4" */
static bool
read_recode(const Group *g, VigieBridge *bridge, char *const *pairs, GError **error)
{
    const VigieItem *item = target_of(g, bridge, error);
    if (item == NULL)
        return false;
    if (item->list == NULL || item->kind != VIGIE_VALUE_CHOICE) {
        vigie_observatory_error_at(error, g->ini, g->group, "recode",
                                   _("recode: '%s' is of type %s; only one choice of a list "
                                     "can be recoded"),
                                   item->name, item->type);
        return false;
    }
    guint n = g_strv_length((char **)pairs);
    bridge->said = g_new0(char *, n + 1);
    bridge->meant = g_new0(char *, n + 1);
    for (guint i = 0; i < n; i++) {
        g_auto(GStrv) sides = g_strsplit(pairs[i], "=", -1);
        if (g_strv_length(sides) != 2 || *g_strstrip(sides[0]) == '\0' ||
            g_strv_contains((const char *const *)bridge->said, sides[0]))
            return set_recode_form(g, error);
        if (vigie_list_index(item->list, g_strstrip(sides[1])) < 0)
            return set_no_choice(g, item, sides[1], error);
        bridge->said[i] = g_strdup(sides[0]);
        bridge->meant[i] = g_strdup(sides[1]);
    }
    return n > 0 || set_recode_form(g, error);
}

/* Exactly one of accept=yes, recode=, rename=; a recode may go with a rename. */
static bool
read_kind(const Group *g, VigieBridge *bridge, GError **error)
{
    bool accept = false;
    if (!vigie_ini_get_bool(g->ini, g->group, "accept", &accept, error))
        return false;
    g_auto(GStrv) pairs = vigie_ini_get_list(g->ini, g->group, "recode");
    bridge->rename = vigie_ini_get(g->ini, g->group, "rename");
    bridge->kind = bridge->rename != NULL ? VIGIE_BRIDGE_RENAME
                   : pairs != NULL        ? VIGIE_BRIDGE_RECODE
                                          : VIGIE_BRIDGE_ACCEPT;
    if (accept == (bridge->kind != VIGIE_BRIDGE_ACCEPT)) {
        vigie_observatory_error_at(
            error, g->ini, g->group, NULL,
            _("[%s] says what is meant by one of accept=yes (the answers as they are), "
              "recode=OLD=NEW;… (their choices become others) or rename=ITEM (they belong to "
              "another item)"),
            g->group);
        return false;
    }
    if (bridge->rename != NULL && strcmp(bridge->rename, bridge->item) == 0) {
        vigie_observatory_error_at(error, g->ini, g->group, "rename",
                                   _("rename: '%s' is what the item is called already"),
                                   bridge->rename);
        return false;
    }
    if (target_of(g, bridge, error) == NULL)
        return false;
    return pairs == NULL || read_recode(g, bridge, pairs, error);
}

static bool
read_reason(const Group *g, const VigieObservatory *observatory, VigieBridge *bridge,
            GError **error)
{
    bridge->reason =
        vigie_ini_get_in(g->ini, g->group, "reason", vigie_lang_code(observatory->lang));
    if (bridge->reason != NULL && *bridge->reason != '\0')
        return true;
    vigie_observatory_error_at(error, g->ini, g->group, NULL,
                               _("[%s] needs reason=, a sentence that the method page prints"),
                               g->group);
    return false;
}

static char *
text_of(const VigieBridge *bridge)
{
    g_autofree char *waves = bridge->waves != NULL ? g_strjoinv(";", bridge->waves) : NULL;
    GString *text = g_string_new(NULL);
    g_string_append_printf(
        text, "%s %s %d-%d %s %s%s%s", bridge->name, bridge->item, bridge->from, bridge->to,
        waves != NULL ? waves : "*", vigie_bridge_kind_name(bridge->kind),
        bridge->rename != NULL ? " " : "", bridge->rename != NULL ? bridge->rename : "");
    for (guint i = 0; bridge->said != NULL && bridge->said[i] != NULL; i++)
        g_string_append_printf(text, " %s=%s", bridge->said[i], bridge->meant[i]);
    g_string_append_printf(text, "%s %s", bridge->breaks ? " break" : "", bridge->reason);
    return g_string_free(text, FALSE);
}

/* Two bridges about the same answers to one item, or to one target, could not both be followed. */
static bool
check_others(const Group *g, const VigieBridge *bridge, GError **error)
{
    for (guint i = 0; i < g->survey->bridges->len; i++) {
        const VigieBridge *other = g_ptr_array_index(g->survey->bridges, i);
        bool apart = (other->to != 0 && other->to < bridge->from) ||
                     (bridge->to != 0 && bridge->to < other->from) ||
                     (other->waves != NULL && bridge->waves != NULL);
        if (apart || (strcmp(other->item, bridge->item) != 0 &&
                      strcmp(vigie_bridge_target(other), vigie_bridge_target(bridge)) != 0))
            continue;
        vigie_observatory_error_at(error, g->ini, g->group, NULL,
                                   _("[%s] is about the same answers as [bridge %s %s] on "
                                     "line %u: part them by from=, to= and waves="),
                                   g->group, g->survey->name, other->name, other->line);
        return false;
    }
    return true;
}

static bool
add_bridge(VigieObservatory *observatory, const VigieIni *ini, const char *group,
           GError **error)
{
    g_auto(GStrv) words = g_strsplit(group, " ", 3);
    if (g_strv_length(words) < 3 || *g_strstrip(words[2]) == '\0') {
        vigie_observatory_error_at(error, ini, group, NULL,
                                   _("[%s] is named [bridge SURVEY ITEM]"), group);
        return false;
    }
    VigieSurvey *survey = vigie_observatory_survey_of(observatory, ini, group, words[1], error);
    if (survey == NULL)
        return false;
    Group g = {ini, group, survey};
    g_autoptr(VigieBridge) bridge = g_new0(VigieBridge, 1);
    bridge->name = g_strdup(words[2]);
    bridge->item = vigie_ini_get(ini, group, "item");
    if (bridge->item == NULL)
        bridge->item = g_strdup(bridge->name);
    bridge->line = vigie_ini_line(ini, group, NULL);
    if (!read_time(&g, bridge, error) || !read_kind(&g, bridge, error) ||
        !vigie_ini_get_bool(ini, group, "break", &bridge->breaks, error) ||
        !read_reason(&g, observatory, bridge, error) || !check_others(&g, bridge, error))
        return false;
    bridge->text = text_of(bridge);
    g_ptr_array_add(survey->bridges, g_steal_pointer(&bridge));
    return true;
}

bool
vigie_observatory_read_bridges(VigieObservatory *observatory, const VigieIni *ini,
                               GError **error)
{
    g_auto(GStrv) groups = vigie_ini_groups(ini);
    for (guint i = 0; groups[i] != NULL; i++)
        if (g_str_has_prefix(groups[i], "bridge ") &&
            !add_bridge(observatory, ini, groups[i], error))
            return false;
    return true;
}
