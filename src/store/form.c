/* form.c - questionnaires in the store: kept as they were understood, read again, edits told */
#include "verdict.h"
#include <string.h>

static bool
keep(VigieStore *store, const char *sha256, const VigieCodebook *codebook, GError **error)
{
    g_autofree char *text = vigie_codebook_print(codebook);
    return vigie_sql_run(store, error,
                         "INSERT OR REPLACE INTO questionnaire VALUES (?, ?, ?, ?)", "ssss",
                         sha256, codebook->path, codebook->version, text);
}

bool
vigie_store_keep_forms(VigieStore *store, const VigieBatch *batch,
                       const VigieCodebook *codebook, GError **error)
{
    bool own = batch->questionnaire != NULL && batch->questionnaire != codebook;
    if (!batch->survey)
        return true;
    return keep(store, batch->questionnaire_sha256, own ? batch->questionnaire : codebook,
                error) &&
           (!own || batch->survey_sha256 == NULL ||
            keep(store, batch->survey_sha256, codebook, error));
}

VigieCodebook *
vigie_store_read_form(VigieStore *store, const char *sha256, GError **error)
{
    bool found = false;
    g_autoptr(sqlite3_stmt) row = vigie_sql_prepare(
        store, error, "SELECT name, text FROM questionnaire WHERE sha256 = ?", "s", sha256);
    if (row == NULL || !vigie_sql_step(store, row, &found, error) || !found)
        return NULL;
    g_autofree char *name = vigie_sql_text(row, 0), *text = vigie_sql_text(row, 1);
    return vigie_codebook_parse(name, text, strlen(text), error);
}

bool
vigie_store_tidy_forms(VigieStore *store, GError **error)
{
    return vigie_sql_run(store, error,
                         "DELETE FROM questionnaire WHERE sha256 NOT IN"
                         " (SELECT questionnaire_sha256 FROM batch"
                         "  UNION SELECT survey_sha256 FROM batch)",
                         "");
}

/* Edits ------------------------------------------------------------------------------------ */

char *
vigie_comparison_details(const VigieComparison *comparison)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < comparison->details->len; i++)
        g_string_append_printf(text, "%s%s", i > 0 ? "; " : "",
                               (const char *)g_ptr_array_index(comparison->details, i));
    return g_string_free(text, FALSE);
}

/* after: as it is read from its file, which has the places. */
static void
tell(const VigieComparison *c, const VigieCodebook *after, VigieFindings *findings)
{
    const VigieItem *item = c->after != NULL ? c->after : c->before;
    const VigieItem *there = vigie_codebook_find(after, item->name);
    VigiePlace place = {there != NULL ? there->file : after->path,
                        there != NULL ? there->line : 0, 0};
    g_autofree char *details = vigie_comparison_details(c);
    if (vigie_verdict_breaks(c->verdict))
        vigie_findings_add(
            findings, VIGIE_FINDING, "questionnaire_edited", &place,
            _("%s: %s since the answers were loaded (%s): they are read anew; if they were "
              "asked otherwise, keep the old form and name it by questionnaire= of their "
              "source"),
            item->name, vigie_verdict_text(c->verdict), details);
    else if (*details != '\0')
        vigie_findings_add(findings, VIGIE_NOTE, "questionnaire_edited", &place,
                           _("%s: %s since the answers were loaded (%s)"), item->name,
                           vigie_verdict_text(c->verdict), details);
    else
        vigie_findings_add(findings, VIGIE_NOTE, "questionnaire_edited", &place,
                           _("%s: %s since the answers were loaded"), item->name,
                           vigie_verdict_text(c->verdict));
}

/* The form of the batch that this one replaces; NULL: the same, or none. */
static char *
replaced_form(VigieStore *store, const VigieBatch *batch, GError **error)
{
    bool found = false;
    g_autoptr(sqlite3_stmt) row = vigie_sql_prepare(
        store, error,
        "SELECT questionnaire_sha256 FROM batch WHERE survey = ? AND source = ? AND file = ?"
        " AND questionnaire_sha256 <> ?",
        "ssss", batch->table, batch->source, batch->file, batch->questionnaire_sha256);
    if (row == NULL || !vigie_sql_step(store, row, &found, error) || !found)
        return NULL;
    return vigie_sql_text(row, 0);
}

/* True the first time in this run. */
static bool
is_news(VigieStore *store, const char *old, const char *new)
{
    if (store->told == NULL)
        store->told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return g_hash_table_add(store->told, g_strconcat(old, new, NULL));
}

bool
vigie_store_tell_edit(VigieStore *store, const VigieBatch *batch, VigieFindings *findings,
                      GError **error)
{
    g_autoptr(GError) cause = NULL;
    if (!batch->survey || batch->questionnaire == NULL)
        return true;
    g_autofree char *old = replaced_form(store, batch, &cause);
    g_autoptr(VigieCodebook) before =
        old != NULL ? vigie_store_read_form(store, old, &cause) : NULL;
    if (cause != NULL) {
        g_propagate_error(error, g_steal_pointer(&cause));
        return false;
    }
    if (before == NULL || !is_news(store, old, batch->questionnaire_sha256))
        return true;
    /* as the old one was kept: a repeat with the items around it as its own */
    g_autofree char *text = vigie_codebook_print(batch->questionnaire);
    g_autoptr(VigieCodebook) after =
        vigie_codebook_parse(batch->questionnaire->path, text, strlen(text), error);
    if (after == NULL)
        return false;
    g_autoptr(GPtrArray) comparisons = vigie_codebook_compare(before, after);
    for (guint i = 0; i < comparisons->len; i++) {
        const VigieComparison *c = g_ptr_array_index(comparisons, i);
        if (c->verdict > VIGIE_VERDICT_TRANSLATION)
            tell(c, batch->questionnaire, findings);
    }
    return true;
}
