/* fits.c - which kinds of chart can draw what an exhibit asks for: said before a number is looked up, so that
 * nothing is drawn on another scale, or only in part */
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

/* Trends and columns have a place for each year already. */
static bool
year_twice(const VigieExhibit *exhibit)
{
    bool years = exhibit->kind == VIGIE_CHART_TREND || exhibit->kind == VIGIE_CHART_STACK;
    return years && exhibit->by != NULL &&
           g_strv_contains((const char *const *)exhibit->by, "year");
}

static const char *
survey_why(const VigieExhibit *exhibit, const VigieSelection *selection)
{
    guint n_of = g_strv_length(selection->of), n_by = g_strv_length(selection->by);
    VigieStat stat = VIGIE_STAT_MEAN;
    vigie_stat_from_name(exhibit->stat, &stat);
    bool shares = stat == VIGIE_STAT_PROPORTION;
    if (year_twice(exhibit))
        return _("trend and stack go year by year already: leave 'year' out of by");
    if (exhibit->kind == VIGIE_CHART_SEASON)
        return _("season draws the months of an indicator, not a survey");
    if (exhibit->kind == VIGIE_CHART_LIKERT && !shares)
        return _("likert draws the shares of answers: say stat proportion");
    if (exhibit->kind == VIGIE_CHART_STACK && (!shares || n_of != 1 || n_by > 0))
        return _("stack draws the shares of one item's answers: say stat proportion, one item, "
                 "no dimension");
    if (exhibit->kind == VIGIE_CHART_TREND && shares)
        return _(
            "trend takes one figure a year, not proportion; stack draws shares year by year");
    if (n_by > 1 || (n_by == 1 && n_of > 1 && (shares || exhibit->kind != VIGIE_CHART_DOTS)))
        return _("one dimension goes with one item, and no chart takes two");
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

static const char *
dataset_why(const VigieExhibit *exhibit)
{
    guint n_by = exhibit->by != NULL ? g_strv_length(exhibit->by) : 0;
    if (year_twice(exhibit))
        return _("trend and stack go year by year already: leave 'year' out of by");
    if (exhibit->kind == VIGIE_CHART_LIKERT)
        return _("likert draws answers of a survey, not an indicator");
    if (exhibit->kind == VIGIE_CHART_RANK && n_by != 1)
        return _("rank needs the dimension whose bars it draws: say by");
    if (exhibit->kind == VIGIE_CHART_SEASON && n_by > 0)
        return _("season draws all of an indicator by month: it takes no dimension");
    return n_by > 1 ? _("a chart of an indicator takes one dimension") : NULL;
}

bool
vigie_exhibit_fits_dataset(const VigieExhibit *exhibit, GError **error)
{
    return refuse(exhibit, dataset_why(exhibit), error);
}
