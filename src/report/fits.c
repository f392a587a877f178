/* fits.c - what the kinds of chart ask of the items that an exhibit's names and roles came to mean in a survey: said
 * before a number is looked up, so that nothing is drawn on another scale, or only in part.  What the definition alone
 * shows is in check.c. */
#include <math.h>
#include <string.h>

#include "exhibit.h"

static bool
refuse(const VigieExhibit *exhibit, const char *why, GError **error)
{
    if (why != NULL)
        vigie_set_error_at(error, VIGIE_REPORT_ERROR, VIGIE_REPORT_ERROR_DEFINITION,
                           &exhibit->place, "%s: %s", exhibit->name, why);
    return why == NULL;
}

/* A list with at least two different scores. */
static bool
is_scale(const VigieItem *item)
{
    double low = INFINITY, high = -INFINITY;
    for (guint i = 0; item->list != NULL && i < item->list->choices->len; i++) {
        const VigieChoice *choice = vigie_list_get(item->list, i);
        if (choice->missing != VIGIE_PRESENT || isnan(choice->score))
            continue;
        low = fmin(low, choice->score);
        high = fmax(high, choice->score);
    }
    return high > low;
}

/* Items that were named one by one must all have the first one's scale; those of a role are chosen by it. */
static const char *
likert_why(const VigieExhibit *exhibit, const VigieSelection *selection)
{
    const VigieCodebook *codebook = selection->survey->codebook;
    const VigieItem *first = vigie_codebook_find(codebook, selection->of[0]);
    if (first == NULL || !is_scale(first))
        return _("likert needs items with a scale: a list of choices with scores");
    for (char **word = exhibit->of; *word != NULL; word++) {
        const VigieItem *item = vigie_codebook_find(codebook, *word);
        if (item != NULL && item->list != first->list)
            return _("likert draws items of one scale; draw those of another one apart");
    }
    return NULL;
}

static const char *
survey_why(const VigieExhibit *exhibit, const VigieSelection *selection)
{
    guint n_of = g_strv_length(selection->of), n_by = g_strv_length(selection->by);
    VigieStat stat = VIGIE_STAT_MEAN;
    vigie_stat_from_name(exhibit->stat, &stat);
    bool shares = stat == VIGIE_STAT_PROPORTION;
    if (exhibit->kind == VIGIE_CHART_STACK && n_of != 1)
        return _("stack draws the shares of one item's answers: name one item");
    if (n_by == 1 && n_of > 1 && (shares || exhibit->kind != VIGIE_CHART_DOTS))
        return _("one dimension goes with one item");
    if (exhibit->kind == VIGIE_CHART_RANK && shares && (n_of > 1 || n_by > 0))
        return _("rank draws one row of bars: of one item's answers, without dimension");
    return exhibit->kind == VIGIE_CHART_LIKERT ? likert_why(exhibit, selection) : NULL;
}

bool
vigie_exhibit_fits_survey(const VigieExhibit *exhibit, const VigieSelection *selection,
                          GError **error)
{
    return refuse(exhibit, survey_why(exhibit, selection), error);
}
