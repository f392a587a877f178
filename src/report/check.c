/* check.c - what an exhibit must say, and messages on the line where it says otherwise */
#include <string.h>

#include "exhibit.h"

static VigiePlace
place_of(const VigieExhibit *exhibit, VigieExhibitKey key)
{
    VigiePlace place = exhibit->place;
    if (exhibit->lines[key] > 0)
        place.line = exhibit->lines[key];
    return place;
}

static bool
refuse(GError **error, const VigieExhibit *exhibit, VigieExhibitKey key, const char *text)
{
    VigiePlace place = place_of(exhibit, key);
    vigie_set_error_at(error, VIGIE_REPORT_ERROR, VIGIE_REPORT_ERROR_DEFINITION, &place,
                       "%s: %s", exhibit->name, text);
    return false;
}

bool
vigie_exhibit_refuse_name(GError **error, const VigieExhibit *exhibit, VigieExhibitKey key,
                          const char *name, const char *const *names)
{
    const char *nearest = vigie_nearest(name, names);
    g_autofree char *text =
        nearest != NULL
            ? g_strdup_printf(_("there is no “%s”; did you mean “%s”?"), name, nearest)
            : g_strdup_printf(_("there is no “%s”"), name);
    return refuse(error, exhibit, key, text);
}

bool
vigie_exhibit_refuse_error(GError **error, const VigieExhibit *exhibit, VigieExhibitKey key,
                           GError *problem)
{
    g_autoptr(GError) held = problem;
    return refuse(error, exhibit, key, held->message);
}

static guint
count(char *const *list)
{
    return list != NULL ? g_strv_length((char **)list) : 0;
}

/* What each kind of chart draws of a survey. */
static bool
check_survey_chart(const VigieExhibit *exhibit, VigieStat stat, GError **error)
{
    bool shares = stat == VIGIE_STAT_PROPORTION;
    switch (exhibit->kind) {
    case VIGIE_CHART_MATRIX:
        return refuse(error, exhibit, VIGIE_KEY_KIND,
                      _("kind=matrix is drawn by vigie drivers --chart FILE"));
    case VIGIE_CHART_SEASON:
        return refuse(error, exhibit, VIGIE_KEY_KIND,
                      _("kind=season draws months of a dataset: give indicator="));
    case VIGIE_CHART_LIKERT:
    case VIGIE_CHART_STACK:
        if (!shares)
            return refuse(error, exhibit, VIGIE_KEY_STAT,
                          _("kind=likert and kind=stack draw shares: stat=proportion"));
        if (exhibit->kind == VIGIE_CHART_STACK && count(exhibit->by) > 0)
            return refuse(error, exhibit, VIGIE_KEY_BY,
                          _("kind=stack has the years side by side: leave out by="));
        return true;
    case VIGIE_CHART_TREND:
        if (shares)
            return refuse(error, exhibit, VIGIE_KEY_STAT,
                          _("kind=trend draws one number a year: for shares take kind=stack"));
        return true;
    case VIGIE_CHART_DOTS:
    case VIGIE_CHART_RANK:
        return true;
    }
    return true;
}

static bool
check_dataset_chart(const VigieExhibit *exhibit, GError **error)
{
    guint n_by = count(exhibit->by);
    if (exhibit->kind == VIGIE_CHART_MATRIX)
        return refuse(error, exhibit, VIGIE_KEY_KIND,
                      _("kind=matrix is drawn by vigie drivers --chart FILE"));
    if (exhibit->kind == VIGIE_CHART_LIKERT)
        return refuse(error, exhibit, VIGIE_KEY_KIND,
                      _("kind=likert draws answers of a survey: give stat= and of="));
    if (exhibit->kind == VIGIE_CHART_SEASON && n_by > 0)
        return refuse(error, exhibit, VIGIE_KEY_BY,
                      _("kind=season has one line a year: leave out by="));
    if (exhibit->kind == VIGIE_CHART_RANK && n_by != 1)
        return refuse(error, exhibit, VIGIE_KEY_BY,
                      _("kind=rank needs one by=, what its bars are"));
    return true;
}

/* Trends and columns have a place for each year already. */
static bool
year_twice(const VigieExhibit *exhibit)
{
    bool years = exhibit->kind == VIGIE_CHART_TREND || exhibit->kind == VIGIE_CHART_STACK;
    return years && exhibit->by != NULL &&
           g_strv_contains((const char *const *)exhibit->by, "year");
}

/* A survey's figure needs a statistic and items; a dataset's needs an indicator. */
static bool
check_source(const VigieExhibit *exhibit, VigieStat *stat, GError **error)
{
    bool of_survey = exhibit->stat != NULL || exhibit->of != NULL;
    if (of_survey == (exhibit->indicator != NULL))
        return refuse(error, exhibit, VIGIE_KEY_GROUP,
                      _("needs either stat= and of= (a survey) or indicator= (a dataset)"));
    if (!of_survey) {
        g_autoptr(GError) problem = NULL;
        g_autoptr(GPtrArray) found = vigie_indicator_find(exhibit->indicator, &problem);
        return found != NULL || vigie_exhibit_refuse_error(error, exhibit, VIGIE_KEY_INDICATOR,
                                                           g_steal_pointer(&problem));
    }
    if (exhibit->stat == NULL)
        return refuse(error, exhibit, VIGIE_KEY_OF, _("of= needs stat=, such as stat=mean"));
    if (!vigie_stat_from_name(exhibit->stat, stat))
        return vigie_exhibit_refuse_name(error, exhibit, VIGIE_KEY_STAT, exhibit->stat,
                                         vigie_stat_names());
    if (count(exhibit->of) == 0)
        return refuse(error, exhibit, VIGIE_KEY_STAT, _("stat= needs of=, items or role:ROLE"));
    for (char **kind = exhibit->include; kind != NULL && *kind != NULL; kind++)
        if (vigie_missing_category(*kind) == VIGIE_PRESENT)
            return vigie_exhibit_refuse_name(error, exhibit, VIGIE_KEY_INCLUDE, *kind,
                                             vigie_missing_names());
    return true;
}

bool
vigie_exhibit_check(const VigieExhibit *exhibit, GError **error)
{
    VigieStat stat = VIGIE_STAT_MEAN;
    if (!check_source(exhibit, &stat, error))
        return false;
    if (!exhibit->is_chart)
        return true;
    if (count(exhibit->by) > 1)
        return refuse(error, exhibit, VIGIE_KEY_BY, _("a chart takes one by="));
    if (year_twice(exhibit))
        return refuse(error, exhibit, VIGIE_KEY_BY,
                      _("trend and stack go year by year already: leave 'year' out of by"));
    return exhibit->indicator != NULL ? check_dataset_chart(exhibit, error)
                                      : check_survey_chart(exhibit, stat, error);
}
