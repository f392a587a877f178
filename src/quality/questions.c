/* questions.c - what a survey asks: its questions, its batteries, and the items that tell of the interview */
#include "quality.h"
#include <math.h>
#include <string.h>
#include <vigie/frame-identifier.h>

static bool
is_listed(char *const *names, const char *name)
{
    return names != NULL && g_strv_contains((const char *const *)names, name);
}

static bool
is_design(const VigieSurvey *survey, const VigieItem *item)
{
    static const char *const roles[] = {"weight",   "interviewer",      "site", "id",
                                        "duration", "duration_seconds", NULL};
    for (guint i = 0; roles[i] != NULL; i++)
        if (vigie_item_has_role(item, roles[i]))
            return true;
    return strcmp(item->name, survey->weight) == 0 || strcmp(item->name, survey->id) == 0 ||
           is_listed(survey->strata, item->name) || is_listed(survey->cluster, item->name) ||
           is_listed(survey->fpc, item->name) ||
           is_listed(survey->replicates.items, item->name);
}

static bool
is_question(const VigieSurvey *survey, const VigieItem *item)
{
    return item->calculation == NULL && item->kind != VIGIE_VALUE_TEXT &&
           item->kind != VIGIE_VALUE_DATE && !is_design(survey, item);
}

static void
battery_free(void *user)
{
    Battery *battery = user;
    g_free(battery->name);
    g_array_unref(battery->questions);
    g_free(battery);
}

static void
question_clear(void *user)
{
    g_free(((Question *)user)->scale);
}

/* Three points at least: of two, equal answers say little. */
static bool
is_rated(const Question *question)
{
    const VigieItem *item = question->item;
    const char *first = strchr(question->scale, ';');
    if (item->kind == VIGIE_VALUE_NUMBER)
        return item->range_end - item->range_start >= 2 * item->range_step;
    return item->kind == VIGIE_VALUE_CHOICE && first != NULL && strchr(first + 1, ';') != NULL;
}

static char *
battery_name(const Question *question)
{
    const VigieItem *item = question->item;
    const char *scale = item->list != NULL ? item->list->name : question->scale;
    return *item->group != '\0' ? g_strdup_printf("%s/%s", item->group, scale)
                                : g_strdup(scale);
}

static Battery *
find_battery(GPtrArray *batteries, const char *name)
{
    for (guint i = 0; i < batteries->len; i++) {
        Battery *battery = batteries->pdata[i];
        if (strcmp(battery->name, name) == 0)
            return battery;
    }
    Battery *battery = g_new0(Battery, 1);
    battery->name = g_strdup(name);
    battery->questions = g_array_new(FALSE, FALSE, sizeof(guint));
    g_ptr_array_add(batteries, battery);
    return battery;
}

/* Of the groups of questions with one scale, those that are long enough. */
static void
find_batteries(VigieQuality *q)
{
    q->batteries = g_ptr_array_new_with_free_func(battery_free);
    for (guint i = 0; i < q->questions->len; i++) {
        const Question *question = &g_array_index(q->questions, Question, i);
        if (!is_rated(question))
            continue;
        g_autofree char *name = battery_name(question);
        g_array_append_val(find_battery(q->batteries, name)->questions, i);
    }
    for (guint b = q->batteries->len; b > 0; b--)
        if (((Battery *)q->batteries->pdata[b - 1])->questions->len <
            q->survey->quality.battery_least)
            g_ptr_array_remove_index(q->batteries, b - 1);
    for (guint b = 0; b < q->batteries->len; b++) {
        const GArray *members = ((Battery *)q->batteries->pdata[b])->questions;
        for (guint i = 0; i < members->len; i++)
            g_array_index(q->questions, Question, g_array_index(members, guint, i)).battery =
                (gint)b;
    }
}

/* The first item of that role, else of that type. */
static const VigieItem *
item_of(const VigieCodebook *codebook, const char *role, const char *type)
{
    for (guint pass = 0; pass < 2; pass++)
        for (guint i = 0; i < codebook->items->len; i++) {
            const VigieItem *item = codebook->items->pdata[i];
            if (pass == 0 ? vigie_item_has_role(item, role)
                          : type != NULL && strcmp(item->type, type) == 0)
                return item;
        }
    return NULL;
}

static const VigieItem *
of_kind(const VigieItem *item, VigieValueKind kind)
{
    return item != NULL && item->kind == kind ? item : NULL;
}

static void
find_times(VigieQuality *q)
{
    const VigieCodebook *codebook = q->survey->codebook;
    q->day = vigie_survey_day_item(q->survey);
    q->duration = of_kind(item_of(codebook, "duration", NULL), VIGIE_VALUE_NUMBER);
    q->duration_unit = 1.0;
    if (q->duration == NULL) {
        q->duration = of_kind(item_of(codebook, "duration_seconds", NULL), VIGIE_VALUE_NUMBER);
        q->duration_unit = 1.0 / 60.0;
    }
    q->start = of_kind(item_of(codebook, "start", "start"), VIGIE_VALUE_DATE);
    q->end = of_kind(item_of(codebook, "end", "end"), VIGIE_VALUE_DATE);
}

/* What names a person is not kept, so that it tells nobody apart. */
static bool
may_be_told(const VigieItem *item)
{
    return item != NULL && vigie_item_identifies(item) == VIGIE_IDENTIFIER_NO;
}

/* id= of the survey; else KoboToolbox's _uuid or ODK's instanceID, which no two records of the world share. */
static void
find_id(VigieQuality *q)
{
    static const char *const names[] = {"_uuid", "uuid", "instanceID", "meta-instanceID"};
    const VigieCodebook *codebook = q->survey->codebook;
    q->id_scope = q->survey->quality.scope;
    const VigieItem *id =
        *q->survey->id != '\0' ? vigie_codebook_find(codebook, q->survey->id) : NULL;
    for (guint i = 0; id == NULL && i < G_N_ELEMENTS(names); i++) {
        id = vigie_codebook_find(codebook, names[i]);
        q->id_scope = id != NULL ? VIGIE_SCOPE_SURVEY : q->id_scope;
    }
    q->id = may_be_told(id) ? id : NULL;
}

/* Where no item is of the role site, a site is a primary unit. */
static void
add_cluster(VigieQuality *q)
{
    GPtrArray *sites = q->role_items[ROLE_SITE];
    bool known = sites->len > 0;
    for (char **name = q->survey->cluster; !known && *name != NULL; name++) {
        const VigieItem *item = vigie_codebook_find(q->survey->codebook, *name);
        if (may_be_told(item))
            g_ptr_array_add(sites, (gpointer)item);
    }
}

static void
find_roles(VigieQuality *q)
{
    static const char *const roles[N_ROLES] = {"interviewer", "site"};
    const VigieCodebook *codebook = q->survey->codebook;
    for (guint r = 0; r < N_ROLES; r++) {
        const VigieItem *item = item_of(codebook, roles[r], NULL);
        q->role_items[r] = g_ptr_array_new();
        if (may_be_told(item))
            g_ptr_array_add(q->role_items[r], (gpointer)item);
    }
    add_cluster(q);
}

void
vigie_quality_find_questions(VigieQuality *q)
{
    const GPtrArray *items = q->survey->codebook->items;
    q->questions = g_array_new(FALSE, TRUE, sizeof(Question));
    g_array_set_clear_func(q->questions, question_clear);
    for (guint i = 0; i < items->len; i++) {
        const VigieItem *item = items->pdata[i];
        Question question = {.item = item, .battery = -1};
        if (!is_question(q->survey, item))
            continue;
        question.scale = vigie_item_scale(item);
        g_array_append_val(q->questions, question);
    }
    find_batteries(q);
    find_id(q);
    find_times(q);
    find_roles(q);
}

void
vigie_quality_drop_questions(VigieQuality *q)
{
    g_clear_pointer(&q->questions, g_array_unref);
    g_clear_pointer(&q->batteries, g_ptr_array_unref);
    for (guint r = 0; r < N_ROLES; r++)
        g_clear_pointer(&q->role_items[r], g_ptr_array_unref);
}
