/* read.c - the surveys of a question: names checked, columns read, values joined by item */
#include "calibrated.h"
#include "children.h"
#include "missing.h"
#include "replicates.h"
#include <math.h>
#include <string.h>
#include <vigie/frame-identifier.h>

static void
part_free(VigieStudyPart *part)
{
    vigie_frame_free(part->frame);
    g_clear_pointer(&part->years, g_hash_table_unref);
    g_clear_pointer(&part->where, vigie_expression_free);
    g_clear_pointer(&part->part, vigie_expression_free);
    g_clear_pointer(&part->calibrations, g_ptr_array_unref);
    g_free(part->g);
    g_free(part->calibration);
    g_free(part);
}

static void
vector_free(VigieVector *vector)
{
    if (vector->owned)
        g_free(vector->value);
    g_clear_pointer(&vector->choices, g_ptr_array_unref);
    g_clear_pointer(&vector->levels, g_ptr_array_unref);
    g_clear_pointer(&vector->kinds, g_ptr_array_unref);
    g_free(vector->name);
    g_free(vector);
}

/* Names ------------------------------------------------------------------------------------ */

static bool
is_built_in(const char *name)
{
    return strcmp(name, "year") == 0 || strcmp(name, "wave") == 0;
}

/* The item nearest to name, or year or wave where they may stand. */
static const char *
nearest_item(const VigieSurvey *survey, const char *name, bool built_in)
{
    static const char *const time[] = {"year", "wave", NULL};
    g_autofree const char **names = vigie_codebook_names(survey->codebook);
    const char *near = vigie_nearest(name, names);
    return near != NULL || !built_in ? near : vigie_nearest(name, time);
}

/* The survey of the repeat that has the item, "flash.stages"; NULL = none.  (transfer full) */
static char *
repeat_with(const char *survey, const VigieCodebook *codebook, const char *name)
{
    char *found = NULL;
    for (guint i = 0; i < codebook->repeats->len && found == NULL; i++) {
        const VigieRepeat *repeat = g_ptr_array_index(codebook->repeats, i);
        const VigieItem *item = vigie_codebook_find(repeat->codebook, name);
        g_autofree char *inside = g_strdup_printf("%s.%s", survey, repeat->name);
        found = item != NULL && item->origin != VIGIE_ITEM_INHERITED
                    ? g_steal_pointer(&inside)
                    : repeat_with(inside, repeat->codebook, name);
    }
    return found;
}

/* What is personal or free text has no column; a dimension or a condition of it would be empty without a word. */
static bool
is_stored(const VigieSurvey *survey, const VigieItem *item, GError **error)
{
    if (vigie_item_identifies(item) == VIGIE_IDENTIFIER_NO)
        return true;
    g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_ITEM,
                _("'%s' of survey '%s' is personal or free text and not in the store: where it "
                  "is neither, say keep in the column personal of %s, then load again"),
                item->name, survey->name, survey->codebook->path);
    return false;
}

static bool
check_item(const VigieSurvey *survey, const char *name, bool built_in, GError **error)
{
    const VigieItem *item = vigie_codebook_find(survey->codebook, name);
    if (built_in && item != NULL && !is_stored(survey, item, error))
        return false;
    if (item != NULL || (built_in && is_built_in(name)))
        return true;
    const char *near = nearest_item(survey, name, built_in);
    g_autofree char *inside = repeat_with(survey->name, survey->codebook, name);
    if (inside != NULL)
        g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_ITEM,
                    _("survey '%s' has '%s' in a repeat: ask '%s', which has its items and "
                      "those around it"),
                    survey->name, name, inside);
    else if (near != NULL)
        g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_ITEM,
                    _("survey '%s' has no item '%s'; did you mean '%s'?"), survey->name, name,
                    near);
    else
        g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_ITEM,
                    _("survey '%s' has no item '%s'; its questionnaire lists them: %s"),
                    survey->name, name, survey->codebook->path);
    return false;
}

/* option: how the user said it, for messages. */
static bool
check_list(const VigieSurvey *survey, const char *option, const char *const *list,
           bool built_in, GError **error)
{
    for (guint i = 0; list != NULL && list[i] != NULL; i++) {
        if (!check_item(survey, list[i], built_in, error))
            return false;
        for (guint j = 0; j < i; j++)
            if (strcmp(list[i], list[j]) == 0) {
                g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                            _("%s names '%s' twice"), option, list[i]);
                return false;
            }
    }
    return true;
}

static bool
check_names(const VigieQuestion *question, const VigieSurvey *survey, GError **error)
{
    return check_list(survey, "--of", question->of, false, error) &&
           check_list(survey, question->with_option, question->with, false, error) &&
           check_list(survey, "--by", question->by, true, error) &&
           (question->over == NULL || check_item(survey, question->over, false, error));
}

/* Parts ------------------------------------------------------------------------------------ */

static void
add_name(GPtrArray *names, const char *name)
{
    for (guint i = 0; i < names->len; i++)
        if (strcmp(g_ptr_array_index(names, i), name) == 0)
            return;
    g_ptr_array_add(names, (gpointer)name);
}

static void
add_names(GPtrArray *names, const char *const *list)
{
    for (; list != NULL && *list != NULL; list++)
        add_name(names, *list);
}

static void
add_expression(GPtrArray *names, const VigieStudyPart *part, const VigieExpression *expression)
{
    guint n = 0;
    const guint *items = expression != NULL ? vigie_expression_items(expression, &n) : NULL;
    for (guint i = 0; i < n; i++) {
        if (items[i] == VIGIE_ITEM_YEAR || items[i] == VIGIE_ITEM_WAVE)
            add_name(names, items[i] == VIGIE_ITEM_YEAR ? "year" : "wave");
        else
            add_name(names, ((const VigieItem *)g_ptr_array_index(part->survey->codebook->items,
                                                                  items[i]))
                                ->name);
    }
}

/* Every column that the part needs, NULL-terminated; the year always. */
static GPtrArray *
columns_needed(const VigieStudy *study, const VigieStudyPart *part)
{
    const VigieQuestion *question = study->question;
    const VigieSurvey *survey = part->survey;
    GPtrArray *names = g_ptr_array_new();
    add_name(names, "year");
    add_names(names, question->of);
    add_names(names, question->with);
    add_names(names, question->by);
    if (question->over != NULL)
        add_name(names, question->over);
    add_expression(names, part, part->where);
    add_expression(names, part, part->part);
    for (guint f = 0; f < G_N_ELEMENTS(part->factor); f++)
        if (part->factor[f] != NULL)
            add_name(names, part->factor[f]->name);
    add_names(names, (const char *const *)survey->strata);
    add_names(names, (const char *const *)survey->cluster);
    add_names(names, (const char *const *)survey->fpc);
    if (*survey->weight != '\0')
        add_name(names, survey->weight);
    if (vigie_study_has_replicates(study, survey))
        add_names(names, (const char *const *)survey->replicates.items);
    if (*survey->fieldwork != '\0' || part->needs_waves || survey->parent != NULL)
        add_name(names, "wave");
    if (survey->parent != NULL)
        add_name(names, vigie_study_root_link(survey));
    vigie_study_weight_items(part, names);
    g_ptr_array_add(names, NULL);
    return names;
}

/* option: its place in messages; text NULL = none. */
static bool
read_expression(const VigieSurvey *survey, const char *option, const char *text,
                VigieExpression **out, GError **error)
{
    VigiePlace place = {.file = option};
    if (text == NULL)
        return true;
    *out = vigie_expression_new(survey->codebook, text, &place, error);
    guint n = 0;
    const guint *items = *out != NULL ? vigie_expression_items(*out, &n) : NULL;
    for (guint i = 0; i < n; i++)
        if (items[i] < survey->codebook->items->len &&
            !is_stored(survey, survey->codebook->items->pdata[items[i]], error))
            return false;
    return *out != NULL;
}

static bool
open_part(VigieStudy *study, const char *name, GError **error)
{
    const VigieSurvey *survey = vigie_observatory_survey(study->observatory, name, error);
    if (survey == NULL || !check_names(study->question, survey, error))
        return false;
    for (guint i = 0; i < study->parts->len; i++)
        if (((VigieStudyPart *)g_ptr_array_index(study->parts, i))->survey == survey) {
            g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                        _("survey '%s' is named twice"), name);
            return false;
        }
    VigieStudyPart *part = g_new0(VigieStudyPart, 1);
    g_ptr_array_add(study->parts, part);
    part->survey = survey;
    if (!vigie_study_open_unit(part, study->question->unit, error))
        return false;
    return read_expression(survey, "--where", study->question->where, &part->where, error) &&
           read_expression(survey, "--part", study->question->part, &part->part, error);
}

static GHashTable *
years_of(const VigieFrame *frame)
{
    GHashTable *years = g_hash_table_new(g_direct_hash, g_direct_equal);
    const double *year = vigie_frame_column(frame, "year")->value;
    for (gsize i = 0; i < frame->n; i++)
        if (!isnan(year[i]))
            g_hash_table_add(years, GINT_TO_POINTER((int)year[i]));
    return years;
}

static bool
read_part(VigieStudy *study, VigieStudyPart *part, GError **error)
{
    if (!vigie_study_open_weights(study, part, error) ||
        !vigie_gaps_need_waves(study, part, &part->needs_waves, error))
        return false;
    g_autoptr(GPtrArray) names = columns_needed(study, part);
    part->frame = vigie_store_read(study->store, part->survey->name, part->survey->codebook,
                                   (const char *const *)names->pdata, error);
    if (part->frame == NULL)
        return false;
    if (part->frame->n == 0) {
        g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                    _("survey '%s' has no answers in the store; load its sources first"),
                    part->survey->name);
        return false;
    }
    part->years = years_of(part->frame);
    part->first = study->n;
    study->n += part->frame->n;
    return vigie_study_read_weights(study, part, error);
}

bool
vigie_study_part_has_year(const VigieStudyPart *part, int year)
{
    return g_hash_table_contains(part->years, GINT_TO_POINTER(year));
}

bool
vigie_study_read(VigieStudy *study, GError **error)
{
    study->parts = g_ptr_array_new_with_free_func((GDestroyNotify)part_free);
    study->vectors =
        g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)vector_free);
    for (const char *const *name = study->question->surveys; *name != NULL; name++)
        if (!open_part(study, *name, error))
            return false;
    if (!vigie_study_check_items(study, error))
        return false;
    for (guint i = 0; i < study->parts->len; i++)
        if (!read_part(study, g_ptr_array_index(study->parts, i), error))
            return false;
    return true;
}

/* Vectors ---------------------------------------------------------------------------------- */

static const VigieStudyPart *
part_at(const VigieStudy *study, guint i)
{
    return g_ptr_array_index(study->parts, i);
}

static gint
choice_position(const GPtrArray *choices, const char *name)
{
    for (guint i = 0; i < choices->len; i++)
        if (strcmp(((const VigieChoice *)g_ptr_array_index(choices, i))->name, name) == 0)
            return (gint)i;
    return -1;
}

/* The choices of the first survey's list, then those that only later surveys have. */
static void
merge_choices(VigieVector *vector, const VigieList *list)
{
    if (vector->choices == NULL)
        vector->choices = g_ptr_array_new();
    for (guint i = 0; i < list->choices->len; i++) {
        const VigieChoice *choice = vigie_list_get(list, i);
        if (choice_position(vector->choices, choice->name) < 0)
            g_ptr_array_add(vector->choices, (gpointer)choice);
    }
}

/* Where each code of a part's column stands among the vector's choices or levels. */
static double *
code_map(VigieVector *vector, const VigieColumn *column, GHashTable *seen)
{
    if (column->kind == VIGIE_VALUE_CHOICE) {
        const GPtrArray *own = column->item->list->choices;
        double *map = g_new(double, own->len);
        for (guint i = 0; i < own->len; i++)
            map[i] = choice_position(vector->choices,
                                     ((const VigieChoice *)g_ptr_array_index(own, i))->name);
        return map;
    }
    double *map = g_new(double, MAX(column->levels->len, 1));
    for (guint i = 0; i < column->levels->len; i++) {
        char *level = g_ptr_array_index(column->levels, i);
        guint at = GPOINTER_TO_UINT(g_hash_table_lookup(seen, level));
        if (at == 0) {
            g_ptr_array_add(vector->levels, level);
            at = vector->levels->len;
            g_hash_table_insert(seen, level, GUINT_TO_POINTER(at));
        }
        map[i] = at - 1;
    }
    return map;
}

/* Copies the columns of several parts one after the other, codes made common. */
static void
join_columns(VigieStudy *study, VigieVector *vector)
{
    bool coded = vector->choices != NULL || vector->levels != NULL;
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    vector->owned = true;
    vector->value = g_new(double, study->n);
    for (guint p = 0; p < study->parts->len; p++) {
        const VigieStudyPart *part = part_at(study, p);
        VigieColumn *column = vigie_frame_column(part->frame, vector->name);
        double *to = vector->value + part->first;
        memcpy(to, column->value, part->frame->n * sizeof *to);
        g_autofree double *map = coded ? code_map(vector, column, seen) : NULL;
        for (gsize i = 0; coded && i < part->frame->n; i++)
            if (!isnan(to[i]))
                to[i] = map[(gsize)to[i]];
    }
}

static bool
check_kinds(const VigieStudy *study, const VigieVector *vector, GError **error)
{
    for (guint p = 1; p < study->parts->len; p++)
        if (vigie_frame_column(part_at(study, p)->frame, vector->name)->kind != vector->kind) {
            g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_ITEM,
                        _("item '%s' is not of the same type in surveys '%s' and '%s'"),
                        vector->name, part_at(study, 0)->survey->name,
                        part_at(study, p)->survey->name);
            return false;
        }
    return true;
}

static void
fill_vector(VigieStudy *study, VigieVector *vector, VigieColumn *column)
{
    for (guint p = 0; vector->item != NULL && p < study->parts->len; p++) {
        const VigieItem *item =
            vigie_codebook_find(part_at(study, p)->survey->codebook, vector->name);
        if (item->list != NULL)
            merge_choices(vector, item->list);
    }
    if (study->parts->len > 1) {
        vector->levels = column->levels != NULL ? g_ptr_array_new() : NULL;
        join_columns(study, vector);
        return;
    }
    vector->value = column->value;
    vector->levels = column->levels != NULL ? g_ptr_array_ref(column->levels) : NULL;
}

VigieVector *
vigie_study_vector(VigieStudy *study, const char *name, GError **error)
{
    VigieVector *found = g_hash_table_lookup(study->vectors, name);
    if (found != NULL)
        return found;
    VigieColumn *column = vigie_frame_column(part_at(study, 0)->frame, name);
    VigieVector *vector = g_new0(VigieVector, 1);
    vector->name = g_strdup(name);
    vector->item = column->item;
    vector->kind = column->kind;
    if (!check_kinds(study, vector, error)) {
        vector_free(vector);
        return NULL;
    }
    fill_vector(study, vector, column);
    if (!vigie_study_include(study, vector, error)) {
        vector_free(vector);
        return NULL;
    }
    g_hash_table_insert(study->vectors, vector->name, vector);
    return vector;
}

guint8 *
vigie_vector_level_has(const VigieVector *vector, guint choice)
{
    const char *name = ((const VigieChoice *)g_ptr_array_index(vector->choices, choice))->name;
    guint8 *has = g_new0(guint8, MAX(vector->levels->len, 1));
    for (guint i = 0; i < vector->levels->len; i++) {
        g_auto(GStrv) names = g_strsplit(g_ptr_array_index(vector->levels, i), " ", -1);
        has[i] = g_strv_contains((const char *const *)names, name) ? 1 : 0;
    }
    return has;
}

/* Memory ----------------------------------------------------------------------------------- */

static bool
is_measured(const VigieQuestion *question, const char *name)
{
    return g_strv_contains(question->of, name) ||
           (question->with != NULL && g_strv_contains(question->with, name)) ||
           (question->over != NULL && strcmp(question->over, name) == 0);
}

void
vigie_study_drop_columns(VigieStudy *study)
{
    bool borrowed = study->parts->len == 1;
    GHashTableIter iter;
    gpointer key, value;
    g_hash_table_iter_init(&iter, study->vectors);
    while (g_hash_table_iter_next(&iter, &key, &value))
        if (!is_measured(study->question, key))
            g_hash_table_iter_remove(&iter);
    for (guint p = 0; p < study->parts->len; p++) {
        const GPtrArray *columns = part_at(study, p)->frame->columns;
        for (guint c = 0; c < columns->len; c++) {
            VigieColumn *column = g_ptr_array_index(columns, c);
            g_clear_pointer(&column->why, g_free);
            if (!(borrowed && is_measured(study->question, column->name)))
                g_clear_pointer(&column->value, g_free);
        }
    }
}
