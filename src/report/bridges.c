/* bridges.c - where series break, which questions were put in other words, and what bridges join, for the method page */
#include <string.h>
#include <vigie/store-verdicts.h>

#include "exhibit.h"
#include "method.h"

static const char *
label_of(const VigieSurvey *survey, const char *name, VigieLang lang)
{
    const VigieItem *item = vigie_codebook_find(survey->codebook, name);
    return item != NULL ? vigie_item_label(survey->codebook, item, lang) : name;
}

/* "2024", "2024 to 2026", "2024 and later" */
static char *
years_of(const VigieBridge *bridge)
{
    if (bridge->to == bridge->from)
        return g_strdup_printf("%d", bridge->from);
    return bridge->to != 0 ? g_strdup_printf(_("%d to %d"), bridge->from, bridge->to)
                           : g_strdup_printf(_("%d and later"), bridge->from);
}

/* "4 as 3, 5 as 4", by the labels of the survey where they are known. */
static char *
recode_text(const VigieSurvey *survey, const VigieBridge *bridge, VigieLang lang)
{
    const VigieItem *item = vigie_codebook_find(survey->codebook, vigie_bridge_target(bridge));
    GString *text = g_string_new(NULL);
    for (guint i = 0; bridge->said != NULL && bridge->said[i] != NULL; i++) {
        gint at = vigie_list_index(item->list, bridge->meant[i]);
        const char *meant =
            vigie_choice_label(survey->codebook, vigie_list_get(item->list, (guint)at), lang);
        g_string_append(text, i > 0 ? ", " : "");
        g_string_append_printf(text, _("“%s” counts as “%s”"), bridge->said[i], meant);
    }
    return g_string_free(text, FALSE);
}

static char *
bridge_text(const VigieSurvey *survey, const VigieBridge *bridge, VigieLang lang)
{
    const char *label = label_of(survey, vigie_bridge_target(bridge), lang);
    g_autofree char *years = years_of(bridge);
    g_autofree char *recode = recode_text(survey, bridge, lang);
    if (bridge->breaks)
        return g_strdup_printf(_("%s: the answers of %s are a series of their own. %s"), label,
                               years, bridge->reason);
    if (bridge->kind == VIGIE_BRIDGE_RENAME)
        return g_strdup_printf(_("%s: the answers of %s come from the question “%s”. %s"),
                               label, years, bridge->item, bridge->reason);
    if (bridge->kind == VIGIE_BRIDGE_RECODE)
        return g_strdup_printf(_("%s: the answers of %s are recoded, %s. %s"), label, years,
                               recode, bridge->reason);
    return g_strdup_printf(_("%s: the answers of %s, asked otherwise, go on in the series. %s"),
                           label, years, bridge->reason);
}

/* Another scale is told by its years already, unless the answers count all the same. */
static bool
is_told(const VigieStoredVerdict *verdict, const VigieReportContext *context,
        const VigieSurvey *survey)
{
    const VigieItem *item = vigie_codebook_find(survey->codebook, verdict->item);
    if (item == NULL || verdict->verdict != VIGIE_VERDICT_SCALE)
        return false;
    g_autoptr(GArray) steps = vigie_store_asked_steps(context->store, survey->name, item, NULL);
    for (guint i = 0; steps != NULL && i < steps->len; i++)
        if (g_array_index(steps, VigieAskedStep, i).asked == VIGIE_ASKED_OTHER_SCALE)
            return true;
    return false;
}

static char *
verdict_text(const VigieStoredVerdict *verdict, const char *label)
{
    g_autofree char *when = vigie_step_text(&verdict->after);
    const char *details = verdict->details;
    if (!verdict->breaks)
        return g_strdup_printf(_("%s: put in other words in %s (%s)."), label, when, details);
    if (*details == '\0')
        return g_strdup_printf(_("%s: the series breaks in %s."), label, when);
    return g_strdup_printf(_("%s: the series breaks in %s (%s)."), label, when, details);
}

bool
vigie_changes_add_verdicts(const VigieSurvey *survey, const VigieReportContext *context,
                           GPtrArray *lines, GError **error)
{
    g_autoptr(GPtrArray) verdicts =
        vigie_store_verdicts(context->store, survey->name, NULL, error);
    if (verdicts == NULL)
        return false;
    for (guint i = 0; i < verdicts->len; i++) {
        const VigieStoredVerdict *verdict = g_ptr_array_index(verdicts, i);
        bool says = verdict->breaks || verdict->verdict == VIGIE_VERDICT_WORDING;
        if (says && verdict->bridge == NULL && verdict->after.year <= context->year &&
            !is_told(verdict, context, survey))
            g_ptr_array_add(
                lines, verdict_text(verdict, label_of(survey, verdict->item, context->lang)));
    }
    for (guint i = 0; i < survey->bridges->len; i++) {
        const VigieBridge *bridge = g_ptr_array_index(survey->bridges, i);
        if (bridge->from <= context->year)
            g_ptr_array_add(lines, bridge_text(survey, bridge, context->lang));
    }
    return true;
}
