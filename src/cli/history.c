/* history.c - verdicts of the store: item by wave */
#include "history.h"
#include "table.h"
#include <string.h>
#include <vigie/store-verdicts.h>

static VigieStore *
open_store(const VigieCall *call, const char *survey, GError **error)
{
    g_autoptr(VigieObservatory) observatory =
        vigie_observatory_open(call->dir, call->database, error);
    if (observatory == NULL || vigie_observatory_survey(observatory, survey, error) == NULL)
        return NULL;
    return vigie_store_open(observatory->database, VIGIE_STORE_READ, error);
}

VigieCodebook *
vigie_history_form(const VigieCall *call, const char *name, GError **error)
{
    g_auto(GStrv) parts = g_strsplit(name, "@", 2);
    g_autoptr(VigieStore) store = open_store(call, parts[0], error);
    return store != NULL ? vigie_store_form(store, parts[0], parts[1], error) : NULL;
}

/* All verdicts, the gravest first. */
static char *
join_words(const VigieStoredVerdict *v, const char *(*word)(VigieVerdict), const char *between)
{
    GString *text = g_string_new(word(v->verdict));
    for (guint i = VIGIE_N_VERDICTS; i-- > 0;)
        if (i != v->verdict && (v->found & 1u << i) != 0)
            g_string_append_printf(text, "%s%s", between, word((VigieVerdict)i));
    return g_string_free(text, FALSE);
}

static void
add_csv(VigieTable *table, const VigieStoredVerdict *v)
{
    g_autofree char *year = g_strdup_printf("%d", v->after.year);
    g_autofree char *before = g_strdup_printf("%d", v->before.year);
    g_autofree char *found = join_words(v, vigie_verdict_name, ";");
    const char *cells[] = {v->item,
                           v->after.year != 0 ? year : "",
                           v->after.wave != NULL ? v->after.wave : "",
                           v->before.year != 0 ? before : "",
                           v->before.wave != NULL ? v->before.wave : "",
                           vigie_verdict_name(v->verdict),
                           found,
                           v->breaks           ? "break"
                           : v->bridge != NULL ? "joined"
                                               : "",
                           v->bridge != NULL ? v->bridge : "",
                           v->details};
    vigie_table_add(table, G_N_ELEMENTS(cells), cells);
}

static void
add_text(VigieTable *table, const VigieStoredVerdict *v)
{
    g_autofree char *after = vigie_step_text(&v->after), *before = vigie_step_text(&v->before);
    g_autofree char *found = join_words(v, vigie_verdict_text, ", ");
    g_autofree char *joined =
        v->bridge != NULL ? g_strdup_printf(_("joined by %s"), v->bridge) : NULL;
    const char *effect = v->breaks ? _("breaks the series") : joined != NULL ? joined : "";
    const char *cells[] = {v->item, after, before, found, effect, v->details};
    vigie_table_add(table, G_N_ELEMENTS(cells), cells);
}

char *
vigie_history_print(const VigieCall *call, const char *survey, bool csv, bool all,
                    GError **error)
{
    static const char *const columns[] = {"item",        "year",    "wave",  "before_year",
                                          "before_wave", "verdict", "found", "effect",
                                          "bridge",      "details", NULL};
    static const char *const headings[] = {N_("item"),    N_("wave"),   N_("against"),
                                           N_("verdict"), N_("effect"), N_("details"),
                                           NULL};
    g_autoptr(VigieStore) store = open_store(call, survey, error);
    g_autoptr(GPtrArray) verdicts =
        store != NULL ? vigie_store_verdicts(store, survey, NULL, error) : NULL;
    if (verdicts == NULL)
        return NULL;
    g_autoptr(VigieTable) table = vigie_table_new();
    vigie_table_set_header(table, csv ? columns : headings);
    if (!csv)
        vigie_table_translate(table);
    for (guint i = 0; i < verdicts->len; i++) {
        const VigieStoredVerdict *v = g_ptr_array_index(verdicts, i);
        if (all || v->verdict != VIGIE_VERDICT_IDENTICAL || v->bridge != NULL || v->breaks)
            (csv ? add_csv : add_text)(table, v);
    }
    return csv ? vigie_table_csv(table) : vigie_table_text(table);
}

/* After a load ------------------------------------------------------------------------------- */

/* Where the item stands in the questionnaire of the wave after. */
static VigiePlace
place_of(const GPtrArray *sources, const VigieStoredVerdict *v)
{
    VigiePlace place = {v->form, 0, 0};
    for (guint i = 0; i < sources->len; i++) {
        const VigieCodebook *form = vigie_source_codebook(g_ptr_array_index(sources, i));
        const VigieItem *item =
            strcmp(form->path, v->form) == 0 ? vigie_codebook_find(form, v->item) : NULL;
        place.line = item != NULL ? item->line : place.line;
    }
    return place;
}

static const char *const codes[VIGIE_N_VERDICTS] = {
    [VIGIE_VERDICT_IDENTICAL] = "verdict_identical",
    [VIGIE_VERDICT_MOVED] = "verdict_moved",
    [VIGIE_VERDICT_TRANSLATION] = "verdict_translation",
    [VIGIE_VERDICT_LABEL] = "verdict_label",
    [VIGIE_VERDICT_ADDED] = "verdict_added",
    [VIGIE_VERDICT_REMOVED] = "verdict_removed",
    [VIGIE_VERDICT_CHOICES] = "verdict_choices",
    [VIGIE_VERDICT_WORDING] = "verdict_wording",
    [VIGIE_VERDICT_FILTER] = "verdict_filter",
    [VIGIE_VERDICT_SCALE] = "verdict_scale",
    [VIGIE_VERDICT_TYPE] = "verdict_type",
    [VIGIE_VERDICT_REUSED] = "verdict_reused"};

/* "filter: asked if …", "new item" */
static char *
fact_of(const VigieStoredVerdict *v)
{
    const char *text = vigie_verdict_text(v->verdict);
    return *v->details != '\0' ? g_strdup_printf(_("%s: %s"), text, v->details)
                               : g_strdup(text);
}

static void
tell(VigieFindings *findings, const VigiePlace *place, const char *survey,
     const VigieStoredVerdict *v)
{
    const char *code = codes[v->verdict];
    g_autofree char *fact = fact_of(v);
    g_autofree char *after = vigie_step_text(&v->after), *before = vigie_step_text(&v->before);
    if (v->before.batch == 0)
        vigie_findings_add(findings, VIGIE_NOTE, code, place, _("%s, %s: %s"), v->item, after,
                           fact);
    else if (v->bridge != NULL && v->breaks)
        vigie_findings_add(findings, VIGIE_NOTE, code, place,
                           _("%s, %s after %s: %s: the series breaks, by [bridge %s %s]"),
                           v->item, after, before, fact, survey, v->bridge);
    else if (v->bridge != NULL)
        vigie_findings_add(findings, VIGIE_NOTE, code, place,
                           _("%s, %s after %s: %s: joined by [bridge %s %s]"), v->item, after,
                           before, fact, survey, v->bridge);
    else if (v->breaks)
        vigie_findings_add(findings, VIGIE_FINDING, code, place,
                           _("%s, %s after %s: %s: the series breaks"), v->item, after, before,
                           fact);
    else
        vigie_findings_add(findings, VIGIE_NOTE, code, place, _("%s, %s after %s: %s"), v->item,
                           after, before, fact);
}

static bool
tell_survey(const VigieLoading *loading, const GPtrArray *sources, const char *survey,
            gint64 since, VigieFindings *findings, GError **error)
{
    g_autoptr(GPtrArray) verdicts = vigie_store_verdicts(loading->store, survey, NULL, error);
    if (verdicts == NULL)
        return false;
    for (guint i = 0; i < verdicts->len; i++) {
        const VigieStoredVerdict *v = g_ptr_array_index(verdicts, i);
        bool is_new = v->after.batch > since || v->before.batch > since;
        if (!is_new || (v->verdict <= VIGIE_VERDICT_TRANSLATION && v->bridge == NULL))
            continue;
        VigiePlace place = place_of(sources, v);
        tell(findings, &place, survey, v);
    }
    return true;
}

bool
vigie_history_tell(VigieLoading *loading, const GPtrArray *sources, gint64 since,
                   GError **error)
{
    g_autoptr(VigieFindings) findings = vigie_findings_new();
    const GPtrArray *surveys = loading->observatory->surveys;
    for (guint i = 0; i < surveys->len; i++) {
        const VigieSurvey *survey = g_ptr_array_index(surveys, i);
        if (!tell_survey(loading, sources, survey->name, since, findings, error))
            return false;
    }
    loading->n_findings += vigie_findings_count(findings, VIGIE_FINDING);
    vigie_call_findings(loading->call, findings, loading->verbose);
    return true;
}
