/* overview.c - charts of surveys that no other page draws: one for each question with a few choices.  An observatory
 * whose questionnaires give no roles yet still gets its report. */
#include <string.h>

#include "exhibit.h"
#include "work.h"

#define MOST_CHOICES 15
#define MOST_CHARTS 12 /* of one survey */

/* Surveys that some exhibit was made of. */
static GHashTable *
used_surveys(const VigieWork *work)
{
    GHashTable *used = g_hash_table_new(NULL, NULL);
    GHashTableIter iter;
    gpointer pointer;
    g_hash_table_iter_init(&iter, work->made);
    while (g_hash_table_iter_next(&iter, NULL, &pointer)) {
        const VigieMade *made = pointer;
        VigieSelection selection;
        if (made->exhibit->indicator != NULL ||
            !vigie_exhibit_select(made->exhibit, work->context, true, &selection, NULL))
            continue;
        g_hash_table_add(used, (gpointer)selection.survey);
        vigie_selection_release(&selection);
    }
    return used;
}

static bool
has_year(const VigieWork *work, const VigieSurvey *survey)
{
    g_autoptr(GArray) years = NULL;
    if (!vigie_store_years(work->context->store, survey->name, &years, NULL))
        return false;
    for (guint i = 0; i < years->len; i++)
        if (g_array_index(years, int, i) == work->context->year)
            return true;
    return false;
}

static bool
is_design(const VigieSurvey *survey, const char *name)
{
    return g_strv_contains((const char *const *)survey->strata, name) ||
           g_strv_contains((const char *const *)survey->cluster, name);
}

/* Choices that are answers, of a question that is asked; 0 = no chart. */
static guint
n_answers(const VigieSurvey *survey, const VigieItem *item)
{
    if (item->origin != VIGIE_ITEM_OWN || item->list == NULL ||
        strcmp(item->type, "hidden") == 0 || is_design(survey, item->name))
        return 0;
    guint n = 0;
    for (guint c = 0; c < item->list->choices->len; c++)
        n += vigie_list_get(item->list, c)->missing == VIGIE_PRESENT;
    return n;
}

static VigieExhibit *
shares_of(const VigieReport *report, const VigieSurvey *survey, const VigieItem *item)
{
    g_autofree char *name = g_strdup_printf("%s-%s", survey->name, item->name);
    VigieExhibit *exhibit = vigie_exhibit_new(name, true);
    exhibit->kind = VIGIE_CHART_DOTS;
    exhibit->survey = g_strdup(survey->name);
    exhibit->stat = g_strdup("proportion");
    exhibit->of = g_new0(char *, 2);
    exhibit->of[0] = g_strdup(item->name);
    exhibit->place.file = report->path;
    return exhibit;
}

static void
add_survey(VigieWork *work, const VigieSurvey *survey)
{
    guint n = 0, n_left = 0;
    for (guint i = 0; i < survey->codebook->items->len; i++) {
        const VigieItem *item = g_ptr_array_index(survey->codebook->items, i);
        guint n_choices = n_answers(survey, item);
        if (n_choices < 2 || n_choices > MOST_CHOICES)
            continue;
        if (n++ < MOST_CHARTS)
            g_ptr_array_add(work->overview, shares_of(work->report, survey, item));
        else
            n_left++;
    }
    if (n_left > 0)
        vigie_findings_add(work->context->notes, VIGIE_NOTE, "left_out", NULL,
                           P_("%u more question of %s is not drawn",
                              "%u more questions of %s are not drawn", n_left),
                           n_left, survey->name);
}

static bool
is_wanted(const VigieReport *report)
{
    for (guint i = 0; i < report->pages->len; i++)
        if (((VigieReportPage *)g_ptr_array_index(report->pages, i))->kind ==
            VIGIE_PAGE_OVERVIEW)
            return true;
    return false;
}

void
vigie_overview_add(VigieWork *work)
{
    if (!is_wanted(work->report))
        return;
    g_autoptr(GHashTable) used = used_surveys(work);
    const GPtrArray *surveys = work->context->observatory->surveys;
    for (guint i = 0; i < surveys->len; i++) {
        const VigieSurvey *survey = g_ptr_array_index(surveys, i);
        if (!g_hash_table_contains(used, survey) && has_year(work, survey))
            add_survey(work, survey);
    }
}
