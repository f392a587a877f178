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

/* "flash" of "flash" and "flash?"; the mark says that it may be missing. */
static char *
plain_name(const char *said, bool *optional)
{
    *optional = said != NULL && g_str_has_suffix(said, "?");
    if (said == NULL || *said == '\0')
        return NULL;
    return g_strndup(said, strlen(said) - (*optional ? 1 : 0));
}

static bool
left_out(GError **error, const VigieExhibit *exhibit, const char *format_done)
{
    vigie_set_error_at(error, VIGIE_REPORT_ERROR, VIGIE_REPORT_ERROR_NOTHING, &exhibit->place,
                       _("%s is left out: %s"), exhibit->name, format_done);
    return false;
}

/* A literal item that no survey at hand has is a mistake; a role that none has is not. */
static bool
check_words(const VigieExhibit *exhibit, VigieExhibitKey key, char *const *words,
            const GPtrArray *codebooks, GError **error)
{
    for (; words != NULL && *words != NULL; words++) {
        g_autoptr(GPtrArray) names = g_ptr_array_new();
        bool known = g_str_has_prefix(*words, ROLE) || strcmp(*words, "year") == 0 ||
                     strcmp(*words, "wave") == 0;
        for (guint c = 0; c < codebooks->len && !known; c++) {
            const VigieCodebook *codebook = g_ptr_array_index(codebooks, c);
            known = vigie_codebook_find(codebook, *words) != NULL;
            for (guint i = 0; i < codebook->items->len; i++)
                g_ptr_array_add(names,
                                ((VigieItem *)g_ptr_array_index(codebook->items, i))->name);
        }
        g_ptr_array_add(names, NULL);
        if (!known)
            return vigie_exhibit_refuse_name(error, exhibit, key, *words,
                                             (const char *const *)names->pdata);
    }
    return true;
}

/* Why no survey fits: a wrong name, or nothing of the kind in this observatory. */
static bool
explain(const VigieExhibit *exhibit, const GPtrArray *codebooks, GError **error)
{
    char *over[] = {exhibit->over, NULL};
    if (!check_words(exhibit, VIGIE_KEY_OF, exhibit->of, codebooks, error) ||
        !check_words(exhibit, VIGIE_KEY_OVER, over, codebooks, error) ||
        !check_words(exhibit, VIGIE_KEY_BY, exhibit->by, codebooks, error))
        return false;
    g_autofree char *of = g_strjoinv(", ", exhibit->of);
    g_autofree char *text = g_strdup_printf(_("no survey has %s (and its dimensions)"), of);
    return left_out(error, exhibit, text);
}

/* True if the named survey is there; else a note (optional) or an error on its line. */
static bool
survey_is_there(const VigieExhibit *exhibit, const VigieObservatory *observatory,
                const char *name, bool optional, GError **error)
{
    g_autoptr(GError) problem = NULL;
    if (name == NULL || vigie_observatory_survey(observatory, name, &problem) != NULL)
        return true;
    if (optional) {
        g_autofree char *text = g_strdup_printf(_("there is no survey %s"), name);
        return left_out(error, exhibit, text);
    }
    return vigie_exhibit_refuse_error(error, exhibit, VIGIE_KEY_SURVEY,
                                      g_steal_pointer(&problem));
}

bool
vigie_exhibit_select(const VigieExhibit *exhibit, const VigieReportContext *context,
                     bool only_this_year, VigieSelection *out, GError **error)
{
    const VigieObservatory *observatory = context->observatory;
    bool optional;
    g_autofree char *name = plain_name(exhibit->survey, &optional);
    if (!survey_is_there(exhibit, observatory, name, optional, error))
        return false;
    *out = (VigieSelection){0};
    g_autoptr(GPtrArray) codebooks = g_ptr_array_new();
    for (guint i = 0; i < observatory->surveys->len; i++) {
        const VigieSurvey *survey = g_ptr_array_index(observatory->surveys, i);
        if (name != NULL && strcmp(survey->name, name) != 0)
            continue;
        if (select_in(exhibit, survey, out)) {
            out->where = condition(exhibit, context, only_this_year);
            return true;
        }
        g_ptr_array_add(codebooks, survey->codebook);
    }
    return explain(exhibit, codebooks, error);
}

/* What the study refuses stands on the line of the condition or of the items; the store's own errors pass. */
static void
refuse_study(GError **error, const VigieExhibit *exhibit, GError *problem)
{
    static const char option[] = "--where: ";
    bool condition = g_str_has_prefix(problem->message, option);
    if (exhibit->place.file == NULL || (!condition && problem->domain != VIGIE_STUDY_ERROR)) {
        g_propagate_error(error, problem);
        return;
    }
    if (condition)
        memmove(problem->message, problem->message + strlen(option),
                strlen(problem->message) - strlen(option) + 1);
    vigie_exhibit_refuse_error(error, exhibit, condition ? VIGIE_KEY_WHERE : VIGIE_KEY_OF,
                               problem);
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
    for (char **kind = exhibit->include; kind != NULL && *kind != NULL; kind++)
        question.include |= VIGIE_KIND(vigie_missing_category(*kind));
    if (!vigie_stat_from_name(exhibit->stat, &question.stat))
        question.stat = VIGIE_STAT_MEAN;
    else
        question.quantile = vigie_stat_quantile(exhibit->stat);
    /* What the study warns of (another scale, a lonely site) stands on the method page. */
    g_autoptr(GError) problem = NULL;
    VigieAnswer *answer =
        vigie_study_run(context->observatory, context->store, &question, NULL, NULL, &problem);
    if (answer == NULL)
        refuse_study(error, exhibit, g_steal_pointer(&problem));
    return answer;
}

static bool
dataset_is_there(const VigieExhibit *exhibit, const VigieObservatory *observatory,
                 const char *name, bool optional, GError **error)
{
    g_autoptr(GError) problem = NULL;
    if (name == NULL || vigie_observatory_dataset(observatory, name, &problem) != NULL)
        return true;
    if (optional) {
        g_autofree char *text = g_strdup_printf(_("there is no dataset %s"), name);
        return left_out(error, exhibit, text);
    }
    return vigie_exhibit_refuse_error(error, exhibit, VIGIE_KEY_DATASET,
                                      g_steal_pointer(&problem));
}

const VigieDataset *
vigie_exhibit_dataset(const VigieExhibit *exhibit, const VigieReportContext *context,
                      const VigieIndicator **indicator, GError **error)
{
    const VigieObservatory *observatory = context->observatory;
    bool optional;
    g_autofree char *name = plain_name(exhibit->dataset, &optional);
    g_autoptr(GPtrArray) found = vigie_indicator_find(exhibit->indicator, error);
    if (found == NULL || !dataset_is_there(exhibit, observatory, name, optional, error))
        return NULL;
    *indicator = g_ptr_array_index(found, 0);
    g_autoptr(GPtrArray) codebooks = g_ptr_array_new();
    for (guint i = 0; i < observatory->datasets->len; i++) {
        const VigieDataset *dataset = g_ptr_array_index(observatory->datasets, i);
        if (name != NULL && strcmp(dataset->name, name) != 0)
            continue;
        g_auto(GStrv) by = resolve(dataset->codebook, exhibit->by);
        if (by != NULL && vigie_indicator_fits(*indicator, observatory, dataset))
            return dataset;
        g_ptr_array_add(codebooks, dataset->codebook);
    }
    g_autofree char *text =
        g_strdup_printf(_("no dataset gives %s (and its dimensions)"), exhibit->indicator);
    if (codebooks->len == 0 ||
        check_words(exhibit, VIGIE_KEY_BY, exhibit->by, codebooks, error))
        left_out(error, exhibit, text);
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
    /* A role may stand for several items: the first is what a chart is cut by. */
    for (char **item = by; *item != NULL && (item == by || !exhibit->is_chart); item++)
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
