/* measure.c - what a statistic measures of an item: numbers as they are, scores of choices, indicators */
#include "missing.h"
#include "private.h"
#include <math.h>
#include <string.h>

void
vigie_study_measure_free(VigieStudyMeasure *measure)
{
    g_free(measure->owned);
    g_free(measure);
}

/* What an item can be asked for -------------------------------------------------------------- */

static int
compare_scores(gconstpointer a, gconstpointer b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Distinct scores of an item's answers, ascending: its list's, or the steps of a range; empty = none known. */
static GArray *
scores_of(const VigieItem *item)
{
    GArray *scores = g_array_new(FALSE, FALSE, sizeof(double));
    if (item->kind == VIGIE_VALUE_CHOICE)
        for (guint i = 0; i < item->list->choices->len; i++) {
            const VigieChoice *choice = vigie_list_get(item->list, i);
            if (choice->missing == VIGIE_PRESENT && !isnan(choice->score))
                g_array_append_val(scores, choice->score);
        }
    else if (item->kind == VIGIE_VALUE_NUMBER && item->range_step > 0)
        for (guint i = 0; item->range_start + i * item->range_step <= item->range_end + 1e-9;
             i++) {
            double step = item->range_start + i * item->range_step;
            g_array_append_val(scores, step);
        }
    g_array_sort(scores, compare_scores);
    guint kept = 0;
    for (guint i = 0; i < scores->len; i++) {
        double score = g_array_index(scores, double, i);
        if (kept == 0 || score > g_array_index(scores, double, kept - 1))
            g_array_index(scores, double, kept++) = score;
    }
    g_array_set_size(scores, kept);
    return scores;
}

static bool
has_numbers(const VigieItem *item)
{
    if (item->kind == VIGIE_VALUE_NUMBER)
        return true;
    g_autoptr(GArray) scores = scores_of(item);
    return scores->len > 0;
}

static bool
has_top(const VigieItem *item)
{
    g_autoptr(GArray) scores = scores_of(item);
    return scores->len >= 2;
}

/* Promoters answer 9 or 10 of 0..10. */
static bool
is_nps_scale(const VigieItem *item)
{
    g_autoptr(GArray) scores = scores_of(item);
    if (item->kind == VIGIE_VALUE_NUMBER && scores->len == 0)
        return true;
    return scores->len > 0 && g_array_index(scores, double, 0) >= 0 &&
           fabs(g_array_index(scores, double, scores->len - 1) - 10) < 1e-9;
}

/* With two scores each would be positive and negative at once. */
static bool
has_net(const VigieItem *item)
{
    g_autoptr(GArray) scores = scores_of(item);
    return scores->len >= 3;
}

static bool
is_select(const VigieItem *item)
{
    return item->kind == VIGIE_VALUE_CHOICE || item->kind == VIGIE_VALUE_CHOICES;
}

/* NULL where the statistic takes the item, else what it takes. */
static const char *
refusal(VigieStat stat, const VigieItem *item)
{
    switch (stat) {
    case VIGIE_STAT_PROPORTION:
        return is_select(item) ? NULL : _("it takes items with choices");
    case VIGIE_STAT_TOTAL:
        return is_select(item) || item->kind == VIGIE_VALUE_NUMBER
                   ? NULL
                   : _("it takes numbers and items with choices");
    case VIGIE_STAT_TOP2:
    case VIGIE_STAT_BOTTOM2:
        return has_top(item) ? NULL : _("it takes items whose choices have scores, and ranges");
    case VIGIE_STAT_NET:
        return has_net(item)
                   ? NULL
                   : _("it takes items whose choices have three scores or more, and ranges");
    case VIGIE_STAT_NPS:
        return is_nps_scale(item) ? NULL : _("it takes answers from 0 to 10");
    case VIGIE_STAT_MEAN:
    case VIGIE_STAT_RATIO:
    case VIGIE_STAT_VARIANCE:
    case VIGIE_STAT_SD:
    case VIGIE_STAT_MEDIAN:
    case VIGIE_STAT_QUANTILE:
    default:
        return has_numbers(item) ? NULL
                                 : _("it takes numbers and items whose choices have scores");
    }
}

static bool
check_item(const VigieStudy *study, const VigieSurvey *survey, const char *name, GError **error)
{
    VigieStat stat = study->question->stat;
    const char *why = refusal(stat, vigie_codebook_find(survey->codebook, name));
    if (why == NULL)
        return true;
    g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_ITEM,
                _("--stat %s cannot be had of item '%s' of survey '%s': %s"),
                vigie_stat_name(stat), name, survey->name, why);
    return false;
}

bool
vigie_study_check_items(VigieStudy *study, GError **error)
{
    const VigieQuestion *question = study->question;
    if ((question->stat == VIGIE_STAT_RATIO) != (question->over != NULL)) {
        g_set_error_literal(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                            question->over == NULL
                                ? _("--stat ratio needs --over ITEM, its denominator")
                                : _("--over goes with --stat ratio only"));
        return false;
    }
    if (!vigie_study_check_include(study, error))
        return false;
    for (guint p = 0; p < study->parts->len; p++) {
        const VigieSurvey *survey =
            ((VigieStudyPart *)g_ptr_array_index(study->parts, p))->survey;
        for (const char *const *name = question->of; *name != NULL; name++)
            if (!check_item(study, survey, *name, error))
                return false;
        if (question->over != NULL && !check_item(study, survey, question->over, error))
            return false;
    }
    return true;
}

/* Numbers and indicators --------------------------------------------------------------------- */

const double *
vigie_vector_numbers(VigieVector *vector, gsize n)
{
    if (vector->choices == NULL || vector->scored)
        return vector->value;
    g_autofree double *score = g_new(double, MAX(vector->choices->len, 1));
    for (guint c = 0; c < vector->choices->len; c++) {
        const VigieChoice *choice = g_ptr_array_index(vector->choices, c);
        score[c] = choice->missing == VIGIE_PRESENT ? choice->score : NAN;
    }
    for (gsize i = 0; i < n; i++)
        if (!isnan(vector->value[i]))
            vector->value[i] = score[(gsize)vector->value[i]];
    vector->scored = true;
    return vector->value;
}

/* In the place of the numbers: 1 for the two highest (lowest) scores, else 0. */
static const double *
end_indicator(VigieVector *vector, gsize n, bool top)
{
    g_autoptr(GArray) scores = scores_of(vector->item);
    const double *codes = (const double *)(gpointer)scores->data + (top ? scores->len - 2 : 0);
    double *value = vector->value;
    vigie_vector_numbers(vector, n);
    vigie_indicator_of(value, n, codes, 2, value);
    return value;
}

/* In the place of the numbers: 100 for the two highest scores, -100 for the two lowest, 0 between. */
static const double *
net_score(VigieVector *vector, gsize n)
{
    g_autoptr(GArray) scores = scores_of(vector->item);
    vigie_vector_numbers(vector, n);
    vigie_net_score(vector->value, n, g_array_index(scores, double, 1),
                    g_array_index(scores, double, scores->len - 2), vector->value);
    return vector->value;
}

/* 1 where the record has the choice, 0 where it has another, NAN without an answer. */
static double *
choice_indicator(const VigieVector *vector, gsize n, guint choice)
{
    double *indicator = g_new(double, MAX(n, 1));
    if (vector->kind == VIGIE_VALUE_CHOICE) {
        const double code = choice;
        vigie_indicator_of(vector->value, n, &code, 1, indicator);
        return indicator;
    }
    g_autofree guint8 *has = vigie_vector_level_has(vector, choice);
    for (gsize i = 0; i < n; i++)
        indicator[i] = isnan(vector->value[i]) ? NAN : has[(gsize)vector->value[i]];
    return indicator;
}

static VigieStudyMeasure *
add(GPtrArray *measures, guint item, gint category)
{
    VigieStudyMeasure *measure = g_new0(VigieStudyMeasure, 1);
    measure->item = item;
    measure->category = category;
    g_ptr_array_add(measures, measure);
    return measure;
}

static void
add_choices(const VigieVector *vector, gsize n, guint item, GPtrArray *measures)
{
    for (guint c = 0; c < vector->choices->len; c++) {
        if (((const VigieChoice *)g_ptr_array_index(vector->choices, c))->missing !=
            VIGIE_PRESENT)
            continue;
        VigieStudyMeasure *measure = add(measures, item, (gint)c);
        measure->owned = choice_indicator(vector, n, c);
        measure->measure.y = measure->owned;
    }
}

void
vigie_study_measures(VigieStudy *study, guint i, GPtrArray *measures)
{
    const VigieQuestion *question = study->question;
    VigieVector *vector = g_hash_table_lookup(study->vectors, question->of[i]);
    gsize n = study->n;
    bool of_choices =
        question->stat == VIGIE_STAT_PROPORTION || question->stat == VIGIE_STAT_TOTAL;
    if (of_choices && vector->choices != NULL) {
        add_choices(vector, n, i, measures);
        return;
    }
    VigieStudyMeasure *measure = add(measures, i, -1);
    switch (question->stat) {
    case VIGIE_STAT_TOP2:
    case VIGIE_STAT_BOTTOM2:
        measure->measure.y = end_indicator(vector, n, question->stat == VIGIE_STAT_TOP2);
        return;
    case VIGIE_STAT_NPS:
        vigie_vector_numbers(vector, n);
        vigie_nps_score(vector->value, n, vector->value);
        measure->measure.y = vector->value;
        return;
    case VIGIE_STAT_NET:
        measure->measure.y = net_score(vector, n);
        return;
    case VIGIE_STAT_RATIO:
        measure->measure.x =
            vigie_vector_numbers(g_hash_table_lookup(study->vectors, question->over), n);
        measure->measure.y = vigie_vector_numbers(vector, n);
        return;
    case VIGIE_STAT_MEAN:
    case VIGIE_STAT_PROPORTION:
    case VIGIE_STAT_TOTAL:
    case VIGIE_STAT_VARIANCE:
    case VIGIE_STAT_SD:
    case VIGIE_STAT_MEDIAN:
    case VIGIE_STAT_QUANTILE:
    default:
        measure->measure.y = vigie_vector_numbers(vector, n);
    }
}
