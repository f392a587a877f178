/* weights.c - what the method pages say of calibrated weights: for which years, by what, to which totals */
#include <string.h>
#include <vigie/store-weights.h>

#include "exhibit.h"
#include "method.h"

/* The calibrations in force of the years, and what they have in common. */
typedef struct {
    const VigieStoredCalibration *newest;
    GArray *years; /* int, ascending, each once */
} Weights;

static void
add_year(GArray *years, int year)
{
    guint at = 0;
    while (at < years->len && g_array_index(years, int, at) < year)
        at++;
    if (at == years->len || g_array_index(years, int, at) != year)
        g_array_insert_val(years, at, year);
}

static bool
has_year(const GArray *years, int year)
{
    for (guint i = 0; i < years->len; i++)
        if (g_array_index(years, int, i) == year)
            return true;
    return false;
}

/* "2016–2018, 2021". */
static char *
print_years(const GArray *years)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < years->len; i++) {
        guint last = i;
        while (last + 1 < years->len &&
               g_array_index(years, int, last + 1) == g_array_index(years, int, last) + 1)
            last++;
        g_string_append_printf(text, "%s%d", i > 0 ? ", " : "", g_array_index(years, int, i));
        if (last > i)
            g_string_append_printf(text, "–%d", g_array_index(years, int, last));
        i = last;
    }
    return g_string_free(text, FALSE);
}

/* "customer type, sector × origin", each margin by the labels of its items. */
static char *
print_margins(const VigieSurvey *survey, const VigieStoredCalibration *calibration,
              VigieLang lang)
{
    GString *text = g_string_new(NULL);
    for (guint m = 0; m < calibration->margins->len; m++) {
        const VigieStoredMargin *margin = g_ptr_array_index(calibration->margins, m);
        for (guint i = 0; margin->items[i] != NULL; i++) {
            const VigieItem *item = vigie_codebook_find(survey->codebook, margin->items[i]);
            g_autofree char *label =
                vigie_label_inside(item != NULL ? vigie_item_label(survey->codebook, item, lang)
                                                : margin->items[i]);
            g_string_append_printf(text, "%s%s", i > 0 ? " × " : m > 0 ? ", " : "", label);
        }
    }
    return g_string_free(text, FALSE);
}

/* Each source once, in the order of the margins; a file's checksum is for the log. */
static char *
print_sources(const VigieStoredCalibration *calibration)
{
    g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func(g_free);
    for (guint m = 0; m < calibration->margins->len; m++) {
        const VigieStoredMargin *margin = g_ptr_array_index(calibration->margins, m);
        const char *end = strstr(margin->source, " (SHA-256");
        g_autofree char *name = end != NULL
                                    ? g_strndup(margin->source, (gsize)(end - margin->source))
                                    : g_strdup(margin->source);
        if (!g_ptr_array_find_with_equal_func(sources, name, g_str_equal, NULL))
            g_ptr_array_add(sources, g_steal_pointer(&name));
    }
    g_ptr_array_add(sources, NULL);
    return g_strjoinv("; ", (char **)sources->pdata);
}

static const char *
method_text(const char *method)
{
    if (strcmp(method, "raking") == 0)
        return _("raking");
    if (strcmp(method, "linear") == 0)
        return _("linear");
    if (strcmp(method, "truncated") == 0)
        return _("truncated linear");
    return strcmp(method, "logit") == 0 ? _("logit") : _("post-stratification");
}

static void
find(const GPtrArray *all, const GArray *years, Weights *weights)
{
    for (guint c = 0; c < all->len; c++) {
        const VigieStoredCalibration *one = g_ptr_array_index(all, c);
        if (one->state != VIGIE_CALIBRATION_CURRENT || !has_year(years, one->year))
            continue;
        weights->newest = one;
        add_year(weights->years, one->year);
    }
}

bool
vigie_method_weights(const VigieSurvey *survey, const VigieReportContext *context,
                     const GArray *years, char **text, GError **error)
{
    *text = NULL;
    g_autoptr(GPtrArray) all =
        vigie_store_calibrations(context->store, survey->name, true, error);
    if (all == NULL)
        return false;
    g_autoptr(GArray) weighted = g_array_new(FALSE, FALSE, sizeof(int));
    Weights weights = {.years = weighted};
    find(all, years, &weights);
    if (weights.newest == NULL)
        return true;
    g_autofree char *when = print_years(weighted);
    g_autofree char *margins = print_margins(survey, weights.newest, context->lang);
    g_autofree char *sources = print_sources(weights.newest);
    *text =
        g_strdup_printf(_("Weights calibrated (%s) in %s, so that they add up to known totals "
                          "by: %s. Totals: %s. The intervals allow for it: they are those of "
                          "the residuals."),
                        method_text(weights.newest->method), when, margins, sources);
    return true;
}
