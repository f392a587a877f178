/* verdict.c - each item of each wave against the last wave before that had it: compared at every load and kept */
#include "verdict.h"
#include <inttypes.h>
#include <string.h>

static void
clear_step(VigieStoredStep *step)
{
    g_free(step->wave);
}

static void
form_step_free(gpointer pointer)
{
    VigieFormStep *step = pointer;
    clear_step(&step->step);
    g_free(step->sha256);
    g_free(step);
}

char *
vigie_step_text(const VigieStoredStep *step)
{
    g_autofree char *year = step->year != 0 ? g_strdup_printf("%d", step->year) : NULL;
    if (year == NULL)
        return g_strdup(step->wave != NULL ? step->wave : "");
    if (step->wave == NULL || strcmp(step->wave, year) == 0)
        return g_steal_pointer(&year);
    return g_strdup_printf(_("%s (wave %s)"), year, step->wave);
}

GPtrArray *
vigie_store_steps(VigieStore *store, const char *survey, GError **error)
{
    g_autoptr(GPtrArray) steps = g_ptr_array_new_with_free_func(form_step_free);
    g_autoptr(sqlite3_stmt) rows = vigie_sql_prepare(
        store, error,
        "SELECT b.id, coalesce(w.year, 0), w.wave, b.questionnaire_sha256,"
        " b.survey_sha256 <> n.survey_sha256 OR b.bridges <> n.bridges"
        " FROM wave w JOIN batch b ON b.id = w.batch"
        " JOIN batch n ON n.id = (SELECT max(id) FROM batch WHERE survey = ?1)"
        " WHERE b.survey = ?1 AND b.kind = 'survey'" VIGIE_WAVE_ORDER,
        "s", survey);
    bool row = rows != NULL;
    while (row) {
        if (!vigie_sql_step(store, rows, &row, error))
            return NULL;
        if (!row)
            break;
        VigieFormStep *step = g_new0(VigieFormStep, 1);
        step->step.batch = sqlite3_column_int64(rows, 0);
        step->step.year = sqlite3_column_int(rows, 1);
        step->step.wave = g_strdup((const char *)sqlite3_column_text(rows, 2));
        step->sha256 = vigie_sql_text(rows, 3);
        step->stale = sqlite3_column_int(rows, 4) != 0;
        g_ptr_array_add(steps, step);
    }
    return rows != NULL ? g_steal_pointer(&steps) : NULL;
}

/* The chain of waves ------------------------------------------------------------------------ */

/* A bridge that a batch follows. */
typedef struct {
    gint64 batch;
    char *name, *item, *target;
    bool breaks;
} Followed;

typedef struct {
    VigieStore *store;
    const VigieJudging *judging;
    GPtrArray *steps;        /* VigieFormStep* */
    GArray *followed;        /* Followed */
    GHashTable *forms;       /* digest, and renames -> VigieCodebook* */
    VigieCodebook **form;    /* [steps] borrowed from forms */
    GHashTable *comparisons; /* "form form" -> GPtrArray of VigieComparison */
    GHashTable *last;        /* item -> step that had it last, + 1 */
    sqlite3_stmt *insert;
} Chain;

static void
clear_followed(gpointer followed)
{
    Followed *f = followed;
    g_free(f->name);
    g_free(f->item);
    g_free(f->target);
}

static void
chain_clear(Chain *chain)
{
    g_clear_pointer(&chain->steps, g_ptr_array_unref);
    g_clear_pointer(&chain->followed, g_array_unref);
    g_clear_pointer(&chain->comparisons, g_hash_table_unref);
    g_clear_pointer(&chain->last, g_hash_table_unref);
    g_clear_pointer(&chain->forms, g_hash_table_unref);
    g_clear_pointer(&chain->form, g_free);
    sqlite3_finalize(g_steal_pointer(&chain->insert));
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Chain, chain_clear)

static bool
read_followed(Chain *chain, GError **error)
{
    chain->followed = g_array_new(FALSE, FALSE, sizeof(Followed));
    g_array_set_clear_func(chain->followed, clear_followed);
    g_autoptr(sqlite3_stmt) rows =
        vigie_sql_prepare(chain->store, error,
                          "SELECT r.batch, r.name, r.item, r.target, r.breaks FROM bridge r"
                          " JOIN batch b ON b.id = r.batch WHERE b.survey = ?",
                          "s", chain->judging->survey);
    bool row = rows != NULL;
    while (row) {
        if (!vigie_sql_step(chain->store, rows, &row, error))
            return false;
        if (!row)
            break;
        Followed followed = {sqlite3_column_int64(rows, 0), vigie_sql_text(rows, 1),
                             vigie_sql_text(rows, 2), vigie_sql_text(rows, 3),
                             sqlite3_column_int(rows, 4) != 0};
        g_array_append_val(chain->followed, followed);
    }
    return rows != NULL;
}

/* The form of a step, its items called as the survey calls them. */
static VigieCodebook *
form_of(Chain *chain, const VigieFormStep *step, GError **error)
{
    g_autoptr(GString) key = g_string_new(step->sha256);
    for (guint i = 0; i < chain->followed->len; i++) {
        const Followed *f = &g_array_index(chain->followed, Followed, i);
        if (f->batch == step->step.batch && strcmp(f->item, f->target) != 0)
            g_string_append_printf(key, "\n%s>%s", f->item, f->target);
    }
    VigieCodebook *form = g_hash_table_lookup(chain->forms, key->str);
    if (form != NULL)
        return form;
    form = vigie_store_read_form(chain->store, step->sha256, error);
    g_auto(GStrv) renames = g_strsplit(key->str, "\n", -1);
    for (char **rename = renames + 1; form != NULL && *rename != NULL; rename++) {
        g_auto(GStrv) names = g_strsplit(*rename, ">", 2);
        vigie_codebook_rename(form, names[0], names[1]);
    }
    if (form != NULL)
        g_hash_table_insert(chain->forms, g_strdup(key->str), form);
    return form;
}

static bool
read_forms(Chain *chain, GError **error)
{
    chain->form = g_new0(VigieCodebook *, chain->steps->len + 1);
    for (guint s = 0; s < chain->steps->len; s++) {
        g_autoptr(GError) cause = NULL;
        const VigieFormStep *step = g_ptr_array_index(chain->steps, s);
        chain->form[s] = form_of(chain, step, &cause);
        if (chain->form[s] != NULL)
            continue;
        if (cause != NULL)
            g_propagate_error(error, g_steal_pointer(&cause));
        else
            g_set_error(error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_SQLITE,
                        _("the questionnaire of batch %" PRId64 " is gone"), step->step.batch);
        return false;
    }
    return true;
}

static const GPtrArray *
comparisons_of(Chain *chain, guint before, guint after)
{
    g_autofree char *key =
        g_strdup_printf("%p %p", (void *)chain->form[before], (void *)chain->form[after]);
    GPtrArray *found = g_hash_table_lookup(chain->comparisons, key);
    if (found != NULL)
        return found;
    found = vigie_codebook_compare(chain->form[before], chain->form[after]);
    g_hash_table_insert(chain->comparisons, g_steal_pointer(&key), found);
    return found;
}

static const VigieStoredStep *
step_at(const Chain *chain, guint s)
{
    return &((const VigieFormStep *)g_ptr_array_index(chain->steps, s))->step;
}

/* Bridges ----------------------------------------------------------------------------------- */

static const Followed *
followed_by(const Chain *chain, gint64 batch, const char *item, const char *name)
{
    for (guint i = 0; i < chain->followed->len; i++) {
        const Followed *f = &g_array_index(chain->followed, Followed, i);
        if (f->batch == batch && strcmp(f->target, item) == 0 &&
            (name == NULL || strcmp(f->name, name) == 0))
            return f;
    }
    return NULL;
}

/* A bridge that holds on one side and not on the other leads from one to the other. */
static const Followed *
bridge_between(const Chain *chain, guint before, guint after, const char *item)
{
    gint64 batch[] = {step_at(chain, before)->batch, step_at(chain, after)->batch};
    for (guint side = 0; side < 2; side++) {
        const Followed *f = followed_by(chain, batch[side], item, NULL);
        if (f != NULL && followed_by(chain, batch[1 - side], item, f->name) == NULL)
            return f;
    }
    return NULL;
}

/* What is found ------------------------------------------------------------------------------ */

typedef struct {
    guint before, after;
    bool has_before;
    const VigieComparison *c;
    const Followed *bridge;
    bool breaks;
} Found;

static const char *
item_name(const Found *found)
{
    return (found->c->after != NULL ? found->c->after : found->c->before)->name;
}

/* All verdicts of a comparison, the gravest first: "scale;choices". */
static char *
words_of(const VigieComparison *c)
{
    GString *text = g_string_new(vigie_verdict_name(c->verdict));
    for (guint v = VIGIE_N_VERDICTS; v-- > 0;)
        if (v != c->verdict && (c->found & 1u << v) != 0)
            g_string_append_printf(text, ";%s", vigie_verdict_name((VigieVerdict)v));
    return g_string_free(text, FALSE);
}

static void
bind_step(sqlite3_stmt *insert, int field, const VigieStoredStep *step)
{
    sqlite3_bind_int64(insert, field, step->batch);
    if (step->year != 0)
        sqlite3_bind_int(insert, field + 1, step->year);
    sqlite3_bind_text(insert, field + 2, step->wave, -1, SQLITE_STATIC);
}

static bool
write_found(Chain *chain, const Found *found, GError **error)
{
    enum {
        SURVEY = 1,
        ITEM,
        AFTER,
        BEFORE = AFTER + 3,
        VERDICT = BEFORE + 3,
        WORDS,
        DETAILS,
        BREAKS,
        BRIDGE
    };
    sqlite3_stmt *insert = chain->insert;
    g_autofree char *words = words_of(found->c);
    g_autofree char *details = vigie_comparison_details(found->c);
    sqlite3_reset(insert);
    sqlite3_clear_bindings(insert);
    sqlite3_bind_text(insert, SURVEY, chain->judging->survey, -1, SQLITE_STATIC);
    sqlite3_bind_text(insert, ITEM, item_name(found), -1, SQLITE_STATIC);
    bind_step(insert, AFTER, step_at(chain, found->after));
    if (found->has_before)
        bind_step(insert, BEFORE, step_at(chain, found->before));
    sqlite3_bind_text(insert, VERDICT, vigie_verdict_name(found->c->verdict), -1,
                      SQLITE_STATIC);
    sqlite3_bind_text(insert, WORDS, words, -1, SQLITE_STATIC);
    sqlite3_bind_text(insert, DETAILS, details, -1, SQLITE_STATIC);
    sqlite3_bind_int(insert, BREAKS, found->breaks);
    sqlite3_bind_text(insert, BRIDGE, found->bridge != NULL ? found->bridge->name : NULL, -1,
                      SQLITE_STATIC);
    bool done = sqlite3_step(insert) == SQLITE_DONE;
    if (!done)
        vigie_store_fail(chain->store, error);
    sqlite3_reset(insert);
    sqlite3_clear_bindings(insert);
    return done;
}

/* Where it stands in the questionnaire of the load. */
static VigiePlace
place_of(const Chain *chain, const Found *found)
{
    const VigieCodebook *form = chain->judging->form;
    bool is_after = step_at(chain, found->after)->batch == chain->judging->batch;
    const VigieItem *there = is_after ? found->c->after : found->c->before;
    const char *name = there != NULL ? there->name : item_name(found);
    for (guint i = 0; i < chain->followed->len; i++) {
        const Followed *f = &g_array_index(chain->followed, Followed, i);
        if (f->batch == chain->judging->batch && strcmp(f->target, name) == 0)
            name = f->item;
    }
    const VigieItem *item = vigie_codebook_find(form, name);
    return (VigiePlace){form->path, item != NULL ? item->line : 0, 0};
}

static bool
refuse(const Chain *chain, const Found *found, GError **error)
{
    VigiePlace place = place_of(chain, found);
    g_autofree char *details = vigie_comparison_details(found->c);
    g_autofree char *before = vigie_step_text(step_at(chain, found->before));
    g_autofree char *after = vigie_step_text(step_at(chain, found->after));
    vigie_set_error_at(
        error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_REUSED, &place,
        _("%s, %s after %s: %s; say in observatory.ini what is meant by [bridge %s %s] with "
          "from=%d, reason= and accept=yes, recode=OLD=NEW or rename=ITEM"),
        item_name(found), after, before, details, chain->judging->survey, item_name(found),
        step_at(chain, found->after)->year);
    return false;
}

/* Judging ------------------------------------------------------------------------------------ */

static bool
is_stale(const Chain *chain, guint s)
{
    return ((const VigieFormStep *)g_ptr_array_index(chain->steps, s))->stale;
}

/* A wave that is to be loaded again says nothing yet. */
static bool
concerns_load(const Chain *chain, const Found *found)
{
    gint64 batch = chain->judging->batch;
    return batch != 0 &&
           (step_at(chain, found->after)->batch == batch ||
            step_at(chain, found->before)->batch == batch) &&
           !is_stale(chain, found->before) && !is_stale(chain, found->after);
}

static bool
settle(Chain *chain, Found *found, GError **error)
{
    VigieVerdict verdict = found->c->verdict;
    const Followed *bridge =
        found->has_before ? bridge_between(chain, found->before, found->after, item_name(found))
                          : NULL;
    bool breaks = vigie_verdict_breaks(verdict);
    if (bridge != NULL && (breaks || bridge->breaks)) {
        found->bridge = bridge;
        breaks = bridge->breaks;
    }
    found->breaks = breaks;
    if (vigie_verdict_refused(verdict) && found->bridge == NULL && concerns_load(chain, found))
        return refuse(chain, found, error);
    return write_found(chain, found, error);
}

static const VigieComparison *
comparison_of(const GPtrArray *comparisons, const char *name)
{
    for (guint i = 0; i < comparisons->len; i++) {
        const VigieComparison *c = g_ptr_array_index(comparisons, i);
        if (strcmp((c->after != NULL ? c->after : c->before)->name, name) == 0)
            return c;
    }
    return NULL;
}

/* An item of step s, against the last wave that had it; none had: it is new. */
static bool
judge_item(Chain *chain, guint s, guint i, GError **error)
{
    const VigieItem *item = g_ptr_array_index(chain->form[s]->items, i);
    guint last = GPOINTER_TO_UINT(g_hash_table_lookup(chain->last, item->name));
    guint before = last > 0 ? last - 1 : s - 1;
    Found found = {.before = before,
                   .after = s,
                   .has_before = last > 0,
                   .c = g_ptr_array_index(comparisons_of(chain, before, s), i)};
    return settle(chain, &found, error);
}

/* Items that the wave before had and this one has not. */
static bool
judge_removed(Chain *chain, guint s, GError **error)
{
    const VigieCodebook *before = chain->form[s - 1];
    for (guint i = 0; before != chain->form[s] && i < before->items->len; i++) {
        const VigieItem *item = g_ptr_array_index(before->items, i);
        if (vigie_codebook_find(chain->form[s], item->name) != NULL)
            continue;
        Found found = {.before = s - 1,
                       .after = s,
                       .has_before = true,
                       .c = comparison_of(comparisons_of(chain, s - 1, s), item->name)};
        if (!settle(chain, &found, error))
            return false;
    }
    return true;
}

static bool
judge_step(Chain *chain, guint s, GError **error)
{
    const GPtrArray *items = chain->form[s]->items;
    for (guint i = 0; s > 0 && i < items->len; i++)
        if (!judge_item(chain, s, i, error))
            return false;
    if (s > 0 && !judge_removed(chain, s, error))
        return false;
    for (guint i = 0; i < items->len; i++)
        g_hash_table_insert(chain->last, ((VigieItem *)g_ptr_array_index(items, i))->name,
                            GUINT_TO_POINTER(s + 1));
    return true;
}

static bool
judge(Chain *chain, GError **error)
{
    const char *survey = chain->judging->survey;
    if (!vigie_sql_run(chain->store, error, "DELETE FROM verdict WHERE survey = ?", "s",
                       survey))
        return false;
    chain->steps = vigie_store_steps(chain->store, survey, error);
    if (chain->steps == NULL || !read_followed(chain, error) || !read_forms(chain, error))
        return false;
    chain->insert = vigie_sql_prepare(
        chain->store, error,
        "INSERT INTO verdict (survey, item, batch, year, wave, before_batch, before_year,"
        " before_wave, verdict, found, details, breaks, bridge)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "");
    for (guint s = 0; chain->insert != NULL && s < chain->steps->len; s++)
        if (!judge_step(chain, s, error))
            return false;
    return chain->insert != NULL;
}

bool
vigie_store_judge(VigieStore *store, const VigieJudging *judging, GError **error)
{
    g_auto(Chain) chain = {.store = store, .judging = judging};
    chain.forms = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify)vigie_codebook_free);
    chain.comparisons = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                              (GDestroyNotify)g_ptr_array_unref);
    chain.last = g_hash_table_new(g_str_hash, g_str_equal);
    return judge(&chain, error);
}
