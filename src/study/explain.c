/* explain.c - items as numbers, and figures as words, for models and drivers */
#include "explain.h"
#include <math.h>

bool
vigie_item_is_scored(const VigieItem *item)
{
    if (item->kind == VIGIE_VALUE_NUMBER)
        return true;
    if (item->kind != VIGIE_VALUE_CHOICE)
        return false;
    for (guint i = 0; i < item->list->choices->len; i++) {
        const VigieChoice *choice = vigie_list_get(item->list, i);
        if (choice->missing == VIGIE_PRESENT && isnan(choice->score))
            return false;
    }
    return true;
}

double *
vigie_study_numbers(VigieStudy *study, const char *name, GError **error)
{
    VigieVector *vector = vigie_study_vector(study, name, error);
    if (vector == NULL)
        return NULL;
    if (!vigie_item_is_scored(vector->item)) {
        g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_ITEM,
                    _("the answers to '%s' are no numbers: it takes numbers and items whose "
                      "choices have scores"),
                    name);
        return NULL;
    }
    const double *numbers = vigie_vector_numbers(vector, study->n);
    return g_memdup2(numbers, MAX(study->n, 1) * sizeof *numbers);
}

guint8 *
vigie_study_domain(const VigieStudy *study)
{
    guint8 *domain = g_new(guint8, MAX(study->n, 1));
    for (gsize i = 0; i < study->n; i++)
        domain[i] = study->cross.cells.cell == NULL || study->cross.cells.cell[i] == 0;
    return domain;
}

const VigieCodebook *
vigie_study_codebook(const VigieStudy *study)
{
    return ((const VigieStudyPart *)g_ptr_array_index(study->parts, 0))->survey->codebook;
}

const char *
vigie_study_item_label(const VigieStudy *study, const char *name, VigieLang lang)
{
    const VigieCodebook *codebook = vigie_study_codebook(study);
    return vigie_item_label(codebook, vigie_codebook_find(codebook, name), lang);
}

char *
vigie_study_survey_name(const VigieStudy *study)
{
    return g_strjoinv("+", (char **)study->question->surveys);
}

/* Three figures, so that small effects and large odds ratios both say something. */
char *
vigie_effect_label(double x, VigieLang lang)
{
    if (!isfinite(x))
        return g_strdup("");
    double size = fabs(x);
    int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 || size < 1e-12 ? 2 : 4;
    return vigie_number_format(x, decimals, lang);
}

char *
vigie_p_label(double p, VigieLang lang)
{
    if (!isfinite(p))
        return g_strdup("");
    g_autofree char *text = vigie_number_format(MAX(p, 0.001), 3, lang);
    return p < 0.001 ? g_strdup_printf("< %s", text) : g_steal_pointer(&text);
}

char *
vigie_interval_label(double low, double high, VigieLang lang)
{
    if (!isfinite(low) || !isfinite(high))
        return g_strdup("");
    g_autofree char *from = vigie_effect_label(low, lang);
    g_autofree char *to = vigie_effect_label(high, lang);
    return g_strdup_printf(lang == VIGIE_LANG_FR ? "[%s ; %s]" : "[%s, %s]", from, to);
}

void
vigie_result_effect(VigieResult *result, double x, bool hidden, VigieLang lang)
{
    g_autofree char *label = vigie_effect_label(hidden ? NAN : x, lang);
    vigie_result_number(result, hidden ? NAN : x, label);
}
