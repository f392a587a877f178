/* history.c - verdicts and questionnaires as the store keeps them */
#include "verdict.h"
#include <string.h>

void
vigie_stored_verdict_free(VigieStoredVerdict *verdict)
{
    g_free(verdict->before.wave);
    g_free(verdict->after.wave);
    g_free(verdict->item);
    g_free(verdict->details);
    g_free(verdict->bridge);
    g_free(verdict->form);
    g_free(verdict);
}

static VigieVerdict
verdict_of(const char *name)
{
    for (guint v = 0; v < VIGIE_N_VERDICTS; v++)
        if (strcmp(vigie_verdict_name((VigieVerdict)v), name) == 0)
            return (VigieVerdict)v;
    return VIGIE_VERDICT_IDENTICAL;
}

static guint
bits_of(const char *words)
{
    guint bits = 0;
    g_auto(GStrv) names = g_strsplit(words, ";", -1);
    for (char **name = names; *name != NULL; name++)
        bits |= 1u << verdict_of(*name);
    return bits;
}

static char *
text_or_null(sqlite3_stmt *row, int column)
{
    return g_strdup((const char *)sqlite3_column_text(row, column));
}

static VigieStoredVerdict *
make_verdict(sqlite3_stmt *row)
{
    VigieStoredVerdict *v = g_new0(VigieStoredVerdict, 1);
    g_autofree char *name = vigie_sql_text(row, 7), *words = vigie_sql_text(row, 8);
    v->item = vigie_sql_text(row, 0);
    v->after = (VigieStoredStep){sqlite3_column_int64(row, 1), sqlite3_column_int(row, 2),
                                 text_or_null(row, 3)};
    v->before = (VigieStoredStep){sqlite3_column_int64(row, 4), sqlite3_column_int(row, 5),
                                  text_or_null(row, 6)};
    v->verdict = verdict_of(name);
    v->found = bits_of(words);
    v->details = vigie_sql_text(row, 9);
    v->breaks = sqlite3_column_int(row, 10) != 0;
    v->bridge = text_or_null(row, 11);
    v->form = vigie_sql_text(row, 12);
    return v;
}

GPtrArray *
vigie_store_verdicts(VigieStore *store, const char *survey, const char *item, GError **error)
{
    g_autoptr(GPtrArray) verdicts =
        g_ptr_array_new_with_free_func((GDestroyNotify)vigie_stored_verdict_free);
    if (store->empty)
        return g_steal_pointer(&verdicts);
    g_autoptr(sqlite3_stmt) rows = vigie_sql_prepare(
        store, error,
        "SELECT item, batch, year, wave, before_batch, before_year, before_wave, verdict,"
        " found, details, breaks, bridge,"
        " (SELECT q.name FROM questionnaire q JOIN batch b ON b.questionnaire_sha256 = q.sha256"
        "  WHERE b.id = verdict.batch) FROM verdict"
        " WHERE survey = ?1 AND (?2 IS NULL OR item = ?2) ORDER BY id",
        "ss", survey, item);
    bool row = rows != NULL;
    while (row) {
        if (!vigie_sql_step(store, rows, &row, error))
            return NULL;
        if (row)
            g_ptr_array_add(verdicts, make_verdict(rows));
    }
    return rows != NULL ? g_steal_pointer(&verdicts) : NULL;
}

static void
clear_asked_step(gpointer step)
{
    g_free(((VigieAskedStep *)step)->step.wave);
}

GArray *
vigie_store_asked_steps(VigieStore *store, const char *table, const VigieItem *item,
                        GError **error)
{
    g_autoptr(GArray) steps = g_array_new(FALSE, FALSE, sizeof(VigieAskedStep));
    g_array_set_clear_func(steps, clear_asked_step);
    if (store->empty)
        return g_steal_pointer(&steps);
    g_autofree char *scale = vigie_item_scale(item);
    g_autoptr(sqlite3_stmt) rows = vigie_sql_prepare(
        store, error,
        "SELECT b.id, coalesce(w.year, 0), w.wave, a.scale IS NOT NULL, a.scale = ?3,"
        " (SELECT coalesce(max(v.breaks), 0) FROM verdict v WHERE v.survey = ?1 AND"
        "  v.item = ?2 AND v.batch = b.id AND v.year IS w.year AND v.wave IS w.wave)"
        " FROM wave w JOIN batch b ON b.id = w.batch"
        " LEFT JOIN asked a ON a.batch = b.id AND a.item = ?2"
        " WHERE b.survey = ?1" VIGIE_WAVE_ORDER,
        "sss", table, item->name, scale);
    guint segment = 0;
    bool row = rows != NULL;
    while (row) {
        if (!vigie_sql_step(store, rows, &row, error))
            return NULL;
        if (!row)
            break;
        bool asked = sqlite3_column_int(rows, 3) != 0, same = sqlite3_column_int(rows, 4) != 0;
        segment += sqlite3_column_int(rows, 5) != 0;
        VigieAskedStep step = {
            {sqlite3_column_int64(rows, 0), sqlite3_column_int(rows, 1), text_or_null(rows, 2)},
            !asked ? VIGIE_ASKED_NO
            : same ? VIGIE_ASKED_YES
                   : VIGIE_ASKED_OTHER_SCALE,
            segment};
        g_array_append_val(steps, step);
    }
    return rows != NULL ? g_steal_pointer(&steps) : NULL;
}

static bool
is_called(const VigieStoredStep *step, const char *wave)
{
    g_autofree char *year = g_strdup_printf("%d", step->year);
    g_autofree char *text = vigie_step_text(step);
    g_autofree char *both = g_strdup_printf("%s/%s", year, step->wave);
    return strcmp(year, wave) == 0 || g_strcmp0(step->wave, wave) == 0 ||
           strcmp(text, wave) == 0 || strcmp(both, wave) == 0;
}

static void
set_no_wave(const GPtrArray *steps, const char *survey, const char *wave, GError **error)
{
    g_autoptr(GString) list = g_string_new(NULL);
    for (guint s = 0; s < steps->len; s++) {
        const VigieStoredStep *step = &((VigieFormStep *)g_ptr_array_index(steps, s))->step;
        g_string_append_printf(list, "%s%d", s > 0 ? ", " : "", step->year);
        if (step->wave != NULL)
            g_string_append_printf(list, "/%s", step->wave);
    }
    g_set_error(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_BATCH,
                _("survey %s has no wave '%s' in the store; there is: %s"), survey, wave,
                list->len > 0 ? list->str : "–");
}

VigieCodebook *
vigie_store_form(VigieStore *store, const char *survey, const char *wave, GError **error)
{
    g_autoptr(GPtrArray) steps = vigie_store_steps(store, survey, error);
    for (guint s = 0; steps != NULL && s < steps->len; s++) {
        const VigieFormStep *step = g_ptr_array_index(steps, s);
        if (is_called(&step->step, wave))
            return vigie_store_read_form(store, step->sha256, error);
    }
    if (steps != NULL)
        set_no_wave(steps, survey, wave, error);
    return NULL;
}
