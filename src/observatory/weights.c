/* weights.c - [weights SURVEY] and [margin SURVEY NAME]: how a survey is calibrated, and to which totals */
#include "groups.h"
#include <math.h>
#include <string.h>

#define CROSSED_MAX 8 /* as totals-file.c has room for */

static const char *const methods[] = {"raking", "linear",       "truncated",
                                      "logit",  "poststratify", NULL};

const char *const *
vigie_weigh_methods(void)
{
    return methods;
}

/* A group being read. */
typedef struct {
    const VigieObservatory *observatory;
    const VigieIni *ini;
    const char *group; /* "margin flash type" */
    const VigieSurvey *survey;
} Group;

static void
margin_free(VigieMarginPlan *margin)
{
    g_free(margin->name);
    g_strfreev(margin->items);
    g_free(margin->source);
    g_free(margin->value);
    g_strfreev(margin->keys);
    g_free(margin);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieMarginPlan, margin_free)

void
vigie_weights_plan_free(VigieWeightsPlan *plan)
{
    g_ptr_array_unref(plan->margins);
    g_free(plan);
}

static VigieSurvey *
find_survey(const VigieObservatory *observatory, const char *name)
{
    for (guint i = 0; i < observatory->surveys->len; i++) {
        VigieSurvey *survey = g_ptr_array_index(observatory->surveys, i);
        if (strcmp(survey->name, name) == 0)
            return survey;
    }
    return NULL;
}

VigieSurvey *
vigie_observatory_survey_of(const VigieObservatory *observatory, const VigieIni *ini,
                            const char *group, const char *name, GError **error)
{
    VigieSurvey *survey = find_survey(observatory, name);
    g_autoptr(GError) cause = NULL;
    if (survey == NULL && vigie_observatory_survey(observatory, name, &cause) == NULL)
        vigie_observatory_error_at(error, ini, group, NULL, "[%s]: %s", group, cause->message);
    return survey;
}

/* [weights X] -------------------------------------------------------------------------------- */

/* "0.3;3": two numbers, the first below the second; absent leaves them as they are. */
static bool
read_pair(const Group *g, const char *key, double *lower, double *upper, GError **error)
{
    static const VigieNotation notation = {'.', 0};
    g_auto(GStrv) said = vigie_ini_get_list(g->ini, g->group, key);
    if (said == NULL)
        return true;
    double low = NAN, high = NAN;
    if (g_strv_length(said) == 2 &&
        vigie_number_read(said[0], strlen(said[0]), notation, &low) &&
        vigie_number_read(said[1], strlen(said[1]), notation, &high) && low >= 0 &&
        low < high) {
        *lower = low;
        *upper = high;
        return true;
    }
    vigie_observatory_error_at(error, g->ini, g->group, key,
                               _("%s takes two numbers of 0 or more, the lower first, such as "
                                 "%s=0.3;3"),
                               key, key);
    return false;
}

static bool
read_bounds(const Group *g, VigieWeightsPlan *plan, GError **error)
{
    if (!read_pair(g, "bounds", &plan->lower, &plan->upper, error))
        return false;
    if (vigie_ini_line(g->ini, g->group, "bounds") > 0 &&
        plan->method != VIGIE_WEIGH_TRUNCATED && plan->method != VIGIE_WEIGH_LOGIT) {
        vigie_observatory_error_at(error, g->ini, g->group, "bounds",
                                   _("bounds go with method=truncated and method=logit"));
        return false;
    }
    if (plan->lower < 1 && plan->upper > 1)
        return true;
    vigie_observatory_error_at(error, g->ini, g->group, "bounds",
                               _("bounds are of g, by which a weight is multiplied: the lower "
                                 "one is below 1, the upper one above, such as bounds=0.3;3"));
    return false;
}

static bool
read_population(const Group *g, VigieWeightsPlan *plan, GError **error)
{
    if (!vigie_ini_get_number(g->ini, g->group, "population", &plan->population, error))
        return false;
    if (isnan(plan->population) || plan->population > 0)
        return true;
    vigie_observatory_error_at(
        error, g->ini, g->group, "population",
        _("population is the number that shares are shares of, above 0"));
    return false;
}

static bool
read_plan(const Group *g, VigieWeightsPlan *plan, GError **error)
{
    static const char *const times[] = {"wave", "year", NULL};
    guint method = VIGIE_WEIGH_RAKING, time = 0;
    if (!vigie_ini_get_word(g->ini, g->group, "method", methods, &method, error) ||
        !vigie_ini_get_word(g->ini, g->group, "by", times, &time, error) ||
        !read_pair(g, "trim", &plan->trim_lower, &plan->trim_upper, error) ||
        !read_population(g, plan, error))
        return false;
    plan->method = (VigieWeighMethod)method;
    plan->by_year = time == 1;
    return read_bounds(g, plan, error);
}

static bool
add_plan(VigieObservatory *observatory, const VigieIni *ini, const char *group, GError **error)
{
    g_autofree char *name = g_strstrip(g_strdup(strchr(group, ' ')));
    VigieSurvey *survey = vigie_observatory_survey_of(observatory, ini, group, name, error);
    if (survey == NULL)
        return false;
    if (survey->weights != NULL) {
        vigie_observatory_error_at(error, ini, group, NULL, _("survey '%s' is named twice"),
                                   name);
        return false;
    }
    survey->weights = g_new0(VigieWeightsPlan, 1);
    *survey->weights = (VigieWeightsPlan){
        .lower = 0.3,
        .upper = 3,
        .trim_lower = NAN,
        .trim_upper = NAN,
        .population = NAN,
        .margins = g_ptr_array_new_with_free_func((GDestroyNotify)margin_free),
        .line = vigie_ini_line(ini, group, NULL)};
    Group g = {observatory, ini, group, survey};
    return read_plan(&g, survey->weights, error);
}

/* [margin X Y] ------------------------------------------------------------------------------- */

static bool
check_item(const Group *g, const VigieCodebook *codebook, const char *key, const char *name,
           GError **error)
{
    const VigieItem *item = vigie_codebook_find(codebook, name);
    if (item != NULL && item->kind != VIGIE_VALUE_CHOICES && item->kind != VIGIE_VALUE_DATE)
        return true;
    g_autofree const char **names = vigie_codebook_names(codebook);
    const char *near = vigie_nearest(name, names);
    if (item != NULL)
        vigie_observatory_error_at(error, g->ini, g->group, key,
                                   _("%s: '%s' is of type %s; a margin takes one choice, a "
                                     "text or a number"),
                                   key, name, item->type);
    else if (near != NULL)
        vigie_observatory_error_at(error, g->ini, g->group, key,
                                   _("%s: '%s' is not an item of %s; did you mean '%s'?"), key,
                                   name, codebook->path, near);
    else
        vigie_observatory_error_at(error, g->ini, g->group, key,
                                   _("%s: '%s' is not an item of %s"), key, name,
                                   codebook->path);
    return false;
}

/* "origin*customer_type" -> {"origin", "customer_type"}, blanks off. */
static char **
split_items(const char *text)
{
    char **items = g_strsplit(text, "*", -1);
    for (char **item = items; *item != NULL; item++)
        g_strstrip(*item);
    return items;
}

static bool
is_number(const VigieCodebook *codebook, const char *name)
{
    return vigie_codebook_find(codebook, name)->kind == VIGIE_VALUE_NUMBER;
}

static bool
read_item(const Group *g, VigieMarginPlan *margin, GError **error)
{
    const VigieCodebook *codebook = g->survey->codebook;
    g_autofree char *said = vigie_ini_get(g->ini, g->group, "item");
    if (said == NULL || *said == '\0') {
        vigie_observatory_error_at(error, g->ini, g->group, NULL,
                                   _("[%s] needs item=, an item of %s or several joined by *"),
                                   g->group, codebook->path);
        return false;
    }
    margin->items = split_items(said);
    if (g_strv_length(margin->items) > CROSSED_MAX) {
        vigie_observatory_error_at(error, g->ini, g->group, "item",
                                   _("item: at most %d items are crossed"), CROSSED_MAX);
        return false;
    }
    for (guint i = 0; margin->items[i] != NULL; i++) {
        if (!check_item(g, codebook, "item", margin->items[i], error))
            return false;
        margin->number = margin->number || is_number(codebook, margin->items[i]);
    }
    if (!margin->number || margin->items[1] == NULL)
        return true;
    vigie_observatory_error_at(error, g->ini, g->group, "item",
                               _("item: a number has one total and is not crossed; give it a "
                                 "margin of its own"));
    return false;
}

/* Where the totals are: PATH, survey:NAME or dataset:NAME. */
static bool
read_totals(const Group *g, VigieMarginPlan *margin, GError **error)
{
    g_autofree char *said = vigie_ini_get(g->ini, g->group, "totals");
    g_autoptr(GError) cause = NULL;
    if (said == NULL || *said == '\0') {
        vigie_observatory_error_at(
            error, g->ini, g->group, NULL,
            _("[%s] needs totals=: a CSV file, survey:NAME or dataset:NAME"), g->group);
        return false;
    }
    const char *name = strchr(said, ':');
    if (g_str_has_prefix(said, "survey:")) {
        margin->from = VIGIE_TOTALS_SURVEY;
        vigie_observatory_survey(g->observatory, name + 1, &cause);
    } else if (g_str_has_prefix(said, "dataset:")) {
        margin->from = VIGIE_TOTALS_DATASET;
        vigie_observatory_dataset(g->observatory, name + 1, &cause);
    }
    margin->source = g_strdup(margin->from == VIGIE_TOTALS_FILE ? said : name + 1);
    if (cause != NULL)
        vigie_observatory_error_at(error, g->ini, g->group, "totals", "totals: %s",
                                   cause->message);
    else if (margin->from == VIGIE_TOTALS_SURVEY &&
             strcmp(margin->source, g->survey->name) == 0)
        vigie_observatory_error_at(error, g->ini, g->group, "totals",
                                   _("totals: a survey is not calibrated to itself"));
    else
        return true;
    return false;
}

/* The other survey's or dataset's questionnaire; NULL for a file. */
static const VigieCodebook *
other_codebook(const Group *g, const VigieMarginPlan *margin)
{
    if (margin->from == VIGIE_TOTALS_SURVEY)
        return vigie_observatory_survey(g->observatory, margin->source, NULL)->codebook;
    return margin->from == VIGIE_TOTALS_DATASET
               ? vigie_observatory_dataset(g->observatory, margin->source, NULL)->codebook
               : NULL;
}

static bool
read_keys(const Group *g, VigieMarginPlan *margin, GError **error)
{
    g_autofree char *said = vigie_ini_get(g->ini, g->group, "keys");
    margin->keys = said != NULL ? split_items(said) : g_strdupv(margin->items);
    if (g_strv_length(margin->keys) != g_strv_length(margin->items)) {
        vigie_observatory_error_at(error, g->ini, g->group, "keys",
                                   _("keys names one item or column for each of item=, in "
                                     "their order"));
        return false;
    }
    const VigieCodebook *other = other_codebook(g, margin);
    if (margin->number && margin->from == VIGIE_TOTALS_DATASET)
        return true; /* value= is summed over all rows */
    for (char **key = margin->keys; other != NULL && *key != NULL; key++)
        if (!check_item(g, other, said != NULL ? "keys" : "item", *key, error))
            return false;
    return true;
}

static bool
has_value(const VigieCodebook *codebook, const char *value)
{
    bool by_role = g_str_has_prefix(value, "role:");
    for (guint i = 0; i < codebook->items->len; i++) {
        const VigieItem *item = g_ptr_array_index(codebook->items, i);
        if (item->kind == VIGIE_VALUE_NUMBER &&
            (by_role ? vigie_item_has_role(item, value + 5) : strcmp(item->name, value) == 0))
            return true;
    }
    return false;
}

static bool
read_value(const Group *g, VigieMarginPlan *margin, GError **error)
{
    const VigieCodebook *other = other_codebook(g, margin);
    margin->value = vigie_ini_get(g->ini, g->group, "value");
    if (margin->value == NULL)
        margin->value = g_strdup("");
    if (margin->from == VIGIE_TOTALS_SURVEY && *margin->value != '\0')
        vigie_observatory_error_at(error, g->ini, g->group, "value",
                                   _("value: a survey's totals are its weighted answers"));
    else if (margin->from == VIGIE_TOTALS_DATASET && !has_value(other, margin->value))
        vigie_observatory_error_at(
            error, g->ini, g->group, *margin->value != '\0' ? "value" : NULL,
            _("[%s] needs value=, the number of %s that is summed: its name, or role:NAME"),
            g->group, other->path);
    else
        return true;
    return false;
}

static bool
read_margin(const Group *g, VigieMarginPlan *margin, GError **error)
{
    static const char *const missing[] = {"error", "class", NULL};
    guint word = 0;
    if (!read_item(g, margin, error) || !read_totals(g, margin, error) ||
        !read_keys(g, margin, error) || !read_value(g, margin, error) ||
        !vigie_ini_get_bool(g->ini, g->group, "shares", &margin->shares, error) ||
        !vigie_ini_get_word(g->ini, g->group, "missing", missing, &word, error))
        return false;
    margin->keep_missing = word == 1;
    const char *wrong = margin->number && margin->shares         ? "shares"
                        : margin->number && margin->keep_missing ? "missing"
                                                                 : NULL;
    if (wrong == NULL)
        return true;
    vigie_observatory_error_at(error, g->ini, g->group, wrong,
                               _("%s is of classes; the total of a number has none"), wrong);
    return false;
}

static bool
add_margin(VigieObservatory *observatory, const VigieIni *ini, const char *group,
           GError **error)
{
    g_auto(GStrv) words = g_strsplit(group, " ", 3);
    if (g_strv_length(words) < 3 || *g_strstrip(words[2]) == '\0') {
        vigie_observatory_error_at(error, ini, group, NULL,
                                   _("[%s] is named [margin SURVEY NAME]"), group);
        return false;
    }
    VigieSurvey *survey = vigie_observatory_survey_of(observatory, ini, group, words[1], error);
    if (survey == NULL)
        return false;
    if (survey->weights == NULL) {
        vigie_observatory_error_at(error, ini, group, NULL,
                                   _("[%s] needs a group [weights %s], which says how"), group,
                                   words[1]);
        return false;
    }
    Group g = {observatory, ini, group, survey};
    g_autoptr(VigieMarginPlan) margin = g_new0(VigieMarginPlan, 1);
    margin->name = g_strdup(words[2]);
    margin->line = vigie_ini_line(ini, group, NULL);
    if (!read_margin(&g, margin, error))
        return false;
    g_ptr_array_add(survey->weights->margins, g_steal_pointer(&margin));
    return true;
}

/* What the plan as a whole must be. */
static bool
check_plan(const VigieIni *ini, const VigieSurvey *survey, GError **error)
{
    const VigieWeightsPlan *plan = survey->weights;
    if (plan == NULL)
        return true;
    g_autofree char *group = g_strconcat("weights ", survey->name, NULL);
    if (plan->margins->len == 0) {
        vigie_observatory_error_at(error, ini, group, NULL,
                                   _("[%s] needs a margin: a group [margin %s NAME]"), group,
                                   survey->name);
        return false;
    }
    const VigieMarginPlan *first = g_ptr_array_index(plan->margins, 0);
    if (plan->method != VIGIE_WEIGH_POSTSTRATIFY || (plan->margins->len == 1 && !first->number))
        return true;
    vigie_observatory_error_at(error, ini, group, "method",
                               _("method=poststratify takes one margin, of an item or of "
                                 "several crossed by *; for several margins take raking"));
    return false;
}

static bool
read_all(VigieObservatory *observatory, const VigieIni *ini, const char *prefix,
         bool (*add)(VigieObservatory *, const VigieIni *, const char *, GError **),
         GError **error)
{
    g_auto(GStrv) groups = vigie_ini_groups(ini);
    for (guint i = 0; groups[i] != NULL; i++)
        if (g_str_has_prefix(groups[i], prefix) && !add(observatory, ini, groups[i], error))
            return false;
    return true;
}

bool
vigie_observatory_read_weights(VigieObservatory *observatory, const VigieIni *ini,
                               GError **error)
{
    if (!read_all(observatory, ini, "weights ", add_plan, error) ||
        !read_all(observatory, ini, "margin ", add_margin, error))
        return false;
    for (guint i = 0; i < observatory->surveys->len; i++)
        if (!check_plan(ini, g_ptr_array_index(observatory->surveys, i), error))
            return false;
    return true;
}
