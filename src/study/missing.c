/* missing.c - kinds of no answer: their words, who has them in each cell, and as categories where the question
 * includes them */
#include "missing.h"
#include <inttypes.h>
#include <math.h>
#include <string.h>

/* Words -------------------------------------------------------------------------------------- */

const char *
vigie_missing_label(VigieMissing why)
{
    static const char *const labels[] = {N_("asked with another scale"),
                                         N_("no answer"),
                                         N_("don't know"),
                                         N_("refused to answer"),
                                         N_("not applicable"),
                                         N_("not asked"),
                                         N_("invalid")};
    return _(labels[why]);
}

const char *const *
vigie_missing_names(void)
{
    static const char *const names[] = {"blank",     "dont_know", "refused", "not_applicable",
                                        "not_asked", "invalid",   NULL};
    return names;
}

const char *
vigie_missing_column(VigieMissing why)
{
    static const char *const names[] = {"n_valid",   "n_blank",          "n_dont_know",
                                        "n_refused", "n_not_applicable", "n_not_asked",
                                        "n_invalid"};
    return names[why];
}

VigieMissing
vigie_missing_category(const char *name)
{
    for (guint why = VIGIE_BLANK; why < VIGIE_N_MISSING; why++)
        if (strcmp(name, vigie_missing_name((VigieMissing)why)) == 0)
            return (VigieMissing)why;
    return VIGIE_PRESENT;
}

char *
vigie_missing_count_text(VigieMissing why, guint64 n)
{
    switch (why) {
    case VIGIE_PRESENT:
        return g_strdup_printf(_("%" PRIu64 " asked with another scale"), n);
    case VIGIE_DONT_KNOW:
        return g_strdup_printf(_("%" PRIu64 " don't know"), n);
    case VIGIE_REFUSED:
        return g_strdup_printf(_("%" PRIu64 " refused"), n);
    case VIGIE_NOT_APPLICABLE:
        return g_strdup_printf(_("%" PRIu64 " not applicable"), n);
    case VIGIE_NOT_ASKED:
        return g_strdup_printf(_("%" PRIu64 " not asked"), n);
    case VIGIE_INVALID:
        return g_strdup_printf(_("%" PRIu64 " invalid"), n);
    case VIGIE_BLANK:
    case VIGIE_N_MISSING:
    default:
        return g_strdup_printf(_("%" PRIu64 " no answer"), n);
    }
}

char *
vigie_kind_counts_text(const VigieKindCounts counts, guint except)
{
    static const VigieMissing order[] = {VIGIE_DONT_KNOW, VIGIE_REFUSED, VIGIE_NOT_APPLICABLE,
                                         VIGIE_BLANK,     VIGIE_INVALID, VIGIE_NOT_ASKED,
                                         VIGIE_PRESENT};
    GString *list = g_string_new(NULL);
    for (guint k = 0; k < G_N_ELEMENTS(order); k++) {
        if (counts[order[k]] == 0 || (except & VIGIE_KIND(order[k])) != 0)
            continue;
        g_autofree char *text = vigie_missing_count_text(order[k], counts[order[k]]);
        g_string_append_printf(list, "%s%s", list->len > 0 ? ", " : "", text);
    }
    return g_string_free(list, FALSE);
}

/* Records ------------------------------------------------------------------------------------ */

guint8 *
vigie_study_reasons(const VigieStudy *study, const char *name)
{
    guint8 *why = g_new0(guint8, MAX(study->n, 1));
    for (guint p = 0; p < study->parts->len; p++) {
        const VigieStudyPart *part = g_ptr_array_index(study->parts, p);
        const VigieColumn *column = vigie_frame_column(part->frame, name);
        memcpy(why + part->first, column->why, part->frame->n);
    }
    return why;
}

/* Marks the records of a year in which the part's questionnaire did not have the item. */
static bool
mark_unasked(const VigieStudy *study, const VigieStudyPart *part, const char *name,
             guint8 *unasked, GError **error)
{
    const double *year = vigie_frame_column(part->frame, "year")->value;
    const VigieItem *item = vigie_codebook_find(part->survey->codebook, name);
    GHashTableIter iter;
    gpointer key;
    g_hash_table_iter_init(&iter, part->years);
    while (g_hash_table_iter_next(&iter, &key, NULL)) {
        int of = GPOINTER_TO_INT(key);
        VigieAsked asked = VIGIE_ASKED_YES;
        if (!vigie_store_asked(study->store, part->survey->name, item, &of, 1, &asked, error))
            return false;
        for (gsize i = 0; asked == VIGIE_ASKED_NO && i < part->frame->n; i++)
            if (!isnan(year[i]) && (int)year[i] == of)
                unasked[part->first + i] = 1;
    }
    return true;
}

guint8 *
vigie_study_unasked(const VigieStudy *study, const char *name, GError **error)
{
    g_autofree guint8 *unasked = g_new0(guint8, MAX(study->n, 1));
    for (guint p = 0; p < study->parts->len; p++)
        if (!mark_unasked(study, g_ptr_array_index(study->parts, p), name, unasked, error))
            return NULL;
    return g_steal_pointer(&unasked);
}

/* Kinds as categories ------------------------------------------------------------------------ */

static bool
refuse(const char *option, const char *name, const char *why, GError **error)
{
    g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                _("%s cannot be had of item '%s': %s"), option, name, why);
    return false;
}

/* An item whose list has a choice of its own of the kind's name could not tell the two. */
static bool
check_item(const VigieSurvey *survey, const char *option, const char *name, guint kinds,
           GError **error)
{
    const VigieItem *item = vigie_codebook_find(survey->codebook, name);
    if (item == NULL)
        return true;
    if (item->kind == VIGIE_VALUE_NUMBER || item->kind == VIGIE_VALUE_DATE)
        return refuse(option, name, _("it takes items with choices and texts"), error);
    for (guint why = VIGIE_BLANK; item->list != NULL && why < VIGIE_N_MISSING; why++) {
        gint at = vigie_list_index(item->list, vigie_missing_name((VigieMissing)why));
        if ((kinds & VIGIE_KIND(why)) != 0 && at >= 0 &&
            vigie_list_get(item->list, (guint)at)->missing == VIGIE_PRESENT)
            return refuse(option, name,
                          _("one of its choices has the name of that kind of no answer"),
                          error);
    }
    return true;
}

bool
vigie_study_check_include(const VigieStudy *study, GError **error)
{
    const VigieQuestion *question = study->question;
    if (question->include != 0 && question->stat != VIGIE_STAT_PROPORTION &&
        question->stat != VIGIE_STAT_TOTAL) {
        g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                    _("--include cannot be had with --stat %s: no answer has no score; take "
                      "--stat proportion"),
                    vigie_stat_name(question->stat));
        return false;
    }
    for (guint p = 0; p < study->parts->len; p++) {
        const VigieSurvey *survey =
            ((const VigieStudyPart *)g_ptr_array_index(study->parts, p))->survey;
        for (const char *const *name = question->of; question->include != 0 && *name != NULL;
             name++)
            if (!check_item(survey, "--include", *name, question->include, error))
                return false;
        for (const char *const *name = question->by;
             question->include_by != 0 && name != NULL && *name != NULL; name++)
            if (!check_item(survey, "--include-by", *name, question->include_by, error))
                return false;
    }
    return true;
}

static void
choice_free(gpointer data)
{
    VigieChoice *choice = data;
    g_free(choice->name);
    g_strfreev(choice->labels);
    g_free(choice);
}

/* A category after the choices. */
static VigieChoice *
kind_choice(VigieMissing why, guint n_languages)
{
    VigieChoice *choice = g_new0(VigieChoice, 1);
    choice->name = g_strdup(vigie_missing_name(why));
    choice->labels = g_new0(char *, n_languages + 1);
    for (guint l = 0; l < n_languages; l++)
        choice->labels[l] = g_strdup(vigie_missing_label(why));
    choice->score = NAN;
    return choice;
}

/* The value that stands for a kind: a level, a choice, or of several choices both. */
static double
add_kind(const VigieStudy *study, VigieVector *vector, VigieMissing why)
{
    const VigieStudyPart *part = g_ptr_array_index(study->parts, 0);
    if (vector->choices != NULL) {
        VigieChoice *choice = kind_choice(why, part->survey->codebook->n_languages);
        g_ptr_array_add(vector->kinds, choice);
        g_ptr_array_add(vector->choices, choice);
    }
    if (vector->levels == NULL)
        return vector->choices->len - 1;
    g_ptr_array_add(vector->levels, (gpointer)vigie_missing_name(why));
    return vector->levels->len - 1;
}

/* The vector's own values and levels, which are the frame's where there is one part. */
static void
own_values(const VigieStudy *study, VigieVector *vector)
{
    if (!vector->owned)
        vector->value = g_memdup2(vector->value, MAX(study->n, 1) * sizeof *vector->value);
    vector->owned = true;
    if (vector->levels == NULL)
        return;
    GPtrArray *levels = g_ptr_array_sized_new(vector->levels->len + VIGIE_N_MISSING);
    g_ptr_array_extend(levels, vector->levels, NULL, NULL);
    /* the texts stay with the frames */
    g_ptr_array_unref(vector->levels);
    vector->levels = levels;
}

static guint
kinds_of(const VigieQuestion *question, const char *name)
{
    guint kinds = g_strv_contains(question->of, name) ? question->include : 0;
    if (question->by != NULL && g_strv_contains(question->by, name))
        kinds |= question->include_by;
    return kinds;
}

bool
vigie_study_include(const VigieStudy *study, VigieVector *vector, GError **error)
{
    guint kinds = kinds_of(study->question, vector->name);
    if (kinds == 0 || vector->item == NULL ||
        (vector->choices == NULL && vector->levels == NULL))
        return true;
    g_autofree guint8 *unasked = NULL;
    if ((kinds & VIGIE_KIND(VIGIE_NOT_ASKED)) != 0) {
        unasked = vigie_study_unasked(study, vector->name, error);
        if (unasked == NULL)
            return false;
    }
    g_autofree guint8 *why = vigie_study_reasons(study, vector->name);
    own_values(study, vector);
    vector->kinds = g_ptr_array_new_with_free_func(choice_free);
    for (guint kind = VIGIE_BLANK; kind < VIGIE_N_MISSING; kind++) {
        if ((kinds & VIGIE_KIND(kind)) == 0)
            continue;
        double value = add_kind(study, vector, (VigieMissing)kind);
        for (gsize i = 0; i < study->n; i++)
            if (why[i] == kind &&
                (unasked == NULL || unasked[i] == 0 || kind != VIGIE_NOT_ASKED))
                vector->value[i] = value;
    }
    return true;
}

/* Counts ------------------------------------------------------------------------------------- */

/* A ratio wants the denominator too. */
static guint8 *
reasons_of(const VigieStudy *study, const char *name)
{
    guint8 *why = vigie_study_reasons(study, name);
    if (study->question->over == NULL)
        return why;
    g_autofree guint8 *over = vigie_study_reasons(study, study->question->over);
    for (gsize i = 0; i < study->n; i++)
        if (why[i] == VIGIE_PRESENT)
            why[i] = over[i];
    return why;
}

/* counts[cells + 1]: of each cell, then of the records of any. */
static void
count_item(const VigieStudy *study, const guint8 *why, VigieKindCounts *counts)
{
    const VigieCells *cells = &study->cross.cells;
    const double *weight = vigie_design_weight(study->design);
    for (gsize i = 0; i < study->n; i++) {
        if (!(weight[i] > 0))
            continue;
        if (cells->cell != NULL) {
            if (cells->cell[i] == VIGIE_NO_CELL)
                continue;
            counts[cells->cell[i]][why[i]]++;
        } else {
            if (cells->start[i] == cells->start[i + 1])
                continue;
            for (gsize m = cells->start[i]; m < cells->start[i + 1]; m++)
                counts[cells->member[m]][why[i]]++;
        }
        counts[cells->n_cells][why[i]]++;
    }
}

void
vigie_study_count_kinds(VigieStudy *study)
{
    gsize stride = (gsize)study->cross.cells.n_cells + 1;
    guint n_items = g_strv_length((char **)study->question->of);
    study->kinds = g_new0(VigieKindCounts, n_items * stride);
    for (guint k = 0; k < n_items; k++) {
        g_autofree guint8 *why = reasons_of(study, study->question->of[k]);
        count_item(study, why, study->kinds + k * stride);
    }
}
