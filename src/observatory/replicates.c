/* replicates.c - replicate weights of a survey: replicates= and the keys that go with it */
#include "groups.h"
#include <math.h>
#include <string.h>

/* Numeric items that the word names, or that match it where it holds a *; false: none, or no number. */
static bool
add_items(GPtrArray *names, const VigieCodebook *codebook, const char *word)
{
    guint before = names->len;
    for (guint i = 0; i < codebook->items->len; i++) {
        const VigieItem *item = g_ptr_array_index(codebook->items, i);
        if (item->kind == VIGIE_VALUE_NUMBER && g_pattern_match_simple(word, item->name) &&
            !g_ptr_array_find_with_equal_func(names, item->name, g_str_equal, NULL))
            g_ptr_array_add(names, g_strdup(item->name));
    }
    return names->len > before;
}

static bool
read_names(const VigieIni *ini, const char *group, const VigieCodebook *codebook,
           GPtrArray *names, GError **error)
{
    g_auto(GStrv) words = vigie_ini_get_list(ini, group, "replicates");
    for (guint w = 0; words != NULL && words[w] != NULL; w++)
        if (!add_items(names, codebook, words[w])) {
            vigie_observatory_error_at(
                error, ini, group, "replicates",
                _("replicates: '%s' names no further item of %s that is a number; name them, "
                  "such as rep1;rep2, or all by rep*"),
                words[w], codebook->path);
            return false;
        }
    if (names->len != 1)
        return true;
    vigie_observatory_error_at(error, ini, group, "replicates",
                               _("replicates names one item; a variance needs two or more"));
    return false;
}

/* The keys that say something of replicates only. */
static bool
check_alone(const VigieIni *ini, const char *group, GError **error)
{
    static const char *const keys[] = {"replicate-method",  "fay-rho",
                                       "replicate-scale",   "replicate-rscales",
                                       "replicate-factors", "replicate-centre"};
    for (guint k = 0; k < G_N_ELEMENTS(keys); k++)
        if (vigie_ini_line(ini, group, keys[k]) > 0) {
            vigie_observatory_error_at(error, ini, group, keys[k],
                                       _("%s goes with replicates=, which is not there"),
                                       keys[k]);
            return false;
        }
    return true;
}

static bool
read_rscales(const VigieIni *ini, const char *group, VigieReplicateItems *replicates,
             GError **error)
{
    static const VigieNotation notation = {'.', 0};
    g_auto(GStrv) words = vigie_ini_get_list(ini, group, "replicate-rscales");
    guint n = g_strv_length(replicates->items);
    if (words == NULL)
        return true;
    bool right = g_strv_length(words) == n;
    replicates->rscale = g_new0(double, n);
    for (guint i = 0; right && i < n; i++)
        right =
            vigie_number_read(words[i], strlen(words[i]), notation, &replicates->rscale[i]) &&
            replicates->rscale[i] >= 0;
    if (!right)
        vigie_observatory_error_at(error, ini, group, "replicate-rscales",
                                   P_("replicate-rscales needs %u number of 0 or more, "
                                      "separated by ;, one for each replicate",
                                      "replicate-rscales needs %u numbers of 0 or more, "
                                      "separated by ;, one for each replicate",
                                      n),
                                   n);
    return right;
}

static bool
check_scales(const VigieIni *ini, const char *group, const VigieReplicateItems *replicates,
             GError **error)
{
    bool scaled = !isnan(replicates->scale);
    const char *key = NULL, *right = NULL;
    if (vigie_ini_line(ini, group, "replicate-method") == 0) {
        key = "replicates";
        right = _("replicates needs replicate-method=jk1, jkn, brr, fay or bootstrap");
    } else if (!(replicates->rho >= 0 && replicates->rho < 1) ||
               (replicates->method == VIGIE_GIVEN_FAY) != !(replicates->rho <= 0)) {
        key = vigie_ini_line(ini, group, "fay-rho") > 0 ? "fay-rho" : "replicate-method";
        right =
            _("replicate-method=fay, and no other, has fay-rho, a number above 0 and below 1");
    } else if (scaled && !(replicates->scale > 0)) {
        key = "replicate-scale";
        right = _("replicate-scale is a number above 0");
    } else if (replicates->method == VIGIE_GIVEN_JKN && !scaled && replicates->rscale == NULL) {
        key = "replicate-method";
        right = _("replicate-method=jkn needs replicate-rscales, (n - 1) / n of each "
                  "replicate's stratum");
    }
    if (key == NULL)
        return true;
    vigie_observatory_error_at(error, ini, group, key, "%s", right);
    return false;
}

static bool
read_words(const VigieIni *ini, const char *group, VigieReplicateItems *replicates,
           GError **error)
{
    static const char *const methods[] = {"jk1", "jkn", "brr", "fay", "bootstrap", NULL};
    static const char *const centres[] = {"estimate", "mean", NULL};
    guint method = 0, centre = 0;
    if (!vigie_ini_get_word(ini, group, "replicate-method", methods, &method, error) ||
        !vigie_ini_get_word(ini, group, "replicate-centre", centres, &centre, error) ||
        !vigie_ini_get_bool(ini, group, "replicate-factors", &replicates->factors, error) ||
        !vigie_ini_get_number(ini, group, "fay-rho", &replicates->rho, error) ||
        !vigie_ini_get_number(ini, group, "replicate-scale", &replicates->scale, error))
        return false;
    replicates->method = (VigieGivenMethod)method;
    replicates->about_mean = centre == 1;
    return true;
}

bool
vigie_observatory_read_replicates(const VigieIni *ini, const char *group, VigieSurvey *survey,
                                  GError **error)
{
    VigieReplicateItems *replicates = &survey->replicates;
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    bool named = read_names(ini, group, survey->codebook, names, error);
    bool any = names->len > 0;
    g_ptr_array_add(names, NULL);
    replicates->items = (char **)g_ptr_array_free(g_steal_pointer(&names), FALSE);
    replicates->scale = NAN;
    if (!named)
        return false;
    if (!any)
        return check_alone(ini, group, error);
    return read_words(ini, group, replicates, error) &&
           read_rscales(ini, group, replicates, error) &&
           check_scales(ini, group, replicates, error);
}
