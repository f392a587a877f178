/* select.c - finds the survey, dataset and items that an exhibit asks for, by name or by role */
#include <math.h>
#include <string.h>

#include "exhibit.h"

#define ROLE "role:"

void
vigie_selection_release(VigieSelection *selection)
{
    g_strfreev(selection->of);
    g_strfreev(selection->by);
    g_free(selection->over);
    g_free(selection->where);
}

void
vigie_exhibit_years(const VigieExhibit *exhibit, const VigieReportContext *context, int *first,
                    int *last)
{
    *last = context->year;
    *first = exhibit->years > 0 ? context->year - (int)exhibit->years + 1 : 0;
}

/* Items of a codebook that a word names: one name, or all that have a role. */
static void
add_items(const VigieCodebook *codebook, const char *word, GPtrArray *names)
{
    if (!g_str_has_prefix(word, ROLE)) {
        if (vigie_codebook_find(codebook, word) != NULL || strcmp(word, "year") == 0 ||
            strcmp(word, "wave") == 0)
            g_ptr_array_add(names, g_strdup(word));
        return;
    }
    for (guint i = 0; i < codebook->items->len; i++) {
        const VigieItem *item = g_ptr_array_index(codebook->items, i);
        if (vigie_item_has_role(item, word + strlen(ROLE)))
            g_ptr_array_add(names, g_strdup(item->name));
    }
}

/* All items that the words name; NULL if a word names none. */
static char **
resolve(const VigieCodebook *codebook, char *const *words)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (; words != NULL && *words != NULL; words++) {
        guint before = names->len;
        add_items(codebook, *words, names);
        if (names->len == before)
            return NULL;
    }
    g_ptr_array_add(names, NULL);
    g_ptr_array_set_free_func(names, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&names), FALSE);
}

static bool
select_in(const VigieExhibit *exhibit, const VigieSurvey *survey, VigieSelection *out)
{
    g_auto(GStrv) of = resolve(survey->codebook, exhibit->of);
    g_auto(GStrv) by = resolve(survey->codebook, exhibit->by);
    char *words[] = {exhibit->over, NULL};
    g_auto(GStrv) over = resolve(survey->codebook, words);
    if (of == NULL || of[0] == NULL || by == NULL || over == NULL)
        return false;
    out->survey = survey;
    out->of = g_steal_pointer(&of);
    out->by = g_steal_pointer(&by);
    out->over = g_strdup(over[0]);
    return true;
}

static char *
condition(const VigieExhibit *exhibit, const VigieReportContext *context, bool only_this_year)
{
    int first, last;
    vigie_exhibit_years(exhibit, context, &first, &last);
    if (only_this_year)
        first = last;
    g_autofree char *years = g_strdup_printf("${year} >= %d and ${year} <= %d", first, last);
    if (exhibit->where == NULL || *exhibit->where == '\0')
        return g_steal_pointer(&years);
    return g_strdup_printf("(%s) and %s", exhibit->where, years);
}

bool
vigie_exhibit_select(const VigieExhibit *exhibit, const VigieReportContext *context,
                     bool only_this_year, VigieSelection *out, GError **error)
{
    const VigieObservatory *observatory = context->observatory;
    bool named = exhibit->survey != NULL && *exhibit->survey != '\0';
    if (named && vigie_observatory_survey(observatory, exhibit->survey, error) == NULL)
        return false;
    *out = (VigieSelection){0};
    for (guint i = 0; i < observatory->surveys->len; i++) {
        const VigieSurvey *survey = g_ptr_array_index(observatory->surveys, i);
        if (named && strcmp(survey->name, exhibit->survey) != 0)
            continue;
        if (select_in(exhibit, survey, out)) {
            out->where = condition(exhibit, context, only_this_year);
            return true;
        }
    }
    g_autofree char *of = g_strjoinv(", ", exhibit->of);
    vigie_set_error_at(error, VIGIE_REPORT_ERROR, VIGIE_REPORT_ERROR_NOTHING, &exhibit->place,
                       _("%s is left out: no survey has %s (and its dimensions)"),
                       exhibit->name, of);
    return false;
}

VigieAnswer *
vigie_exhibit_answer(const VigieExhibit *exhibit, const VigieSelection *selection,
                     const VigieReportContext *context, bool trend, bool by, GError **error)
{
    const char *surveys[] = {selection->survey->name, NULL};
    VigieQuestion question = {.surveys = surveys,
                              .of = (const char *const *)selection->of,
                              .over = selection->over,
                              .by = by ? (const char *const *)selection->by : NULL,
                              .where = selection->where,
                              .level = 0.95,
                              .interval = VIGIE_INTERVAL_AUTO,
                              .trend = trend};
    if (!vigie_stat_from_name(exhibit->stat, &question.stat))
        question.stat = VIGIE_STAT_MEAN;
    else
        question.quantile = vigie_stat_quantile(exhibit->stat);
    /* What the study warns of (another scale, a lonely site) stands on the method page. */
    return vigie_study_run(context->observatory, context->store, &question, NULL, NULL, error);
}

const VigieDataset *
vigie_exhibit_dataset(const VigieExhibit *exhibit, const VigieReportContext *context,
                      const VigieIndicator **indicator, GError **error)
{
    const VigieObservatory *observatory = context->observatory;
    g_autoptr(GPtrArray) found = vigie_indicator_find(exhibit->indicator, error);
    if (found == NULL)
        return NULL;
    *indicator = g_ptr_array_index(found, 0);
    bool named = exhibit->dataset != NULL && *exhibit->dataset != '\0';
    if (named && vigie_observatory_dataset(observatory, exhibit->dataset, error) == NULL)
        return NULL;
    for (guint i = 0; i < observatory->datasets->len; i++) {
        const VigieDataset *dataset = g_ptr_array_index(observatory->datasets, i);
        if (named && strcmp(dataset->name, exhibit->dataset) != 0)
            continue;
        g_auto(GStrv) by = resolve(dataset->codebook, exhibit->by);
        if (by != NULL && vigie_indicator_fits(*indicator, observatory, dataset))
            return dataset;
    }
    vigie_set_error_at(error, VIGIE_REPORT_ERROR, VIGIE_REPORT_ERROR_NOTHING, &exhibit->place,
                       _("%s is left out: no dataset gives %s (and its dimensions)"),
                       exhibit->name, exhibit->indicator);
    return NULL;
}

VigieIndicatorTable *
vigie_exhibit_table(const VigieExhibit *exhibit, const VigieReportContext *context,
                    const char *const *dims, int year, GError **error)
{
    const VigieIndicator *indicator;
    const VigieDataset *dataset = vigie_exhibit_dataset(exhibit, context, &indicator, error);
    if (dataset == NULL)
        return NULL;
    /* Dimensions by role become items of this dataset. */
    g_auto(GStrv) by = resolve(dataset->codebook, exhibit->by);
    g_autoptr(GPtrArray) all = g_ptr_array_new();
    for (; dims != NULL && *dims != NULL; dims++)
        g_ptr_array_add(all, (gpointer)*dims);
    for (char **item = by; *item != NULL; item++)
        g_ptr_array_add(all, *item);
    g_ptr_array_add(all, NULL);
    g_autofree char *where = condition(exhibit, context, false);
    const char *names[] = {indicator->name, NULL};
    VigieIndicatorQuestion question = {.names = names,
                                       .from = dataset->name,
                                       .by = (const char *const *)all->pdata,
                                       .where = where,
                                       .year = year};
    return vigie_indicator_run(context->observatory, context->store, &question, error);
}
