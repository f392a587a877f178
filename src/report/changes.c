/* changes.c - what changed in a questionnaire over the years: items, scales, answers, column headers */
#include <stdlib.h>
#include <string.h>

#include "exhibit.h"
#include "method.h"

/* More items than this with another header in a year: a file of another layout, told in one line. */
#define FEW_HEADERS 3

static bool
is_question(const VigieItem *item)
{
    return vigie_item_is_read(item) && !item->aggregate && strcmp(item->type, "hidden") != 0;
}

/* "2016", "2016 to 2020", "2016, 2018 to 2020"; (transfer full) */
static char *
year_list(const GArray *years, const bool *chosen)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < years->len; i++) {
        if (!chosen[i])
            continue;
        guint last = i;
        while (last + 1 < years->len && chosen[last + 1])
            last++;
        g_string_append(text, text->len > 0 ? ", " : "");
        if (last - i < 2)
            last = i;
        g_string_append_printf(text, "%d", g_array_index(years, int, i));
        if (last > i)
            g_string_append_printf(text, _(" to %d"), g_array_index(years, int, last));
        i = last;
    }
    return g_string_free(text, FALSE);
}

/* True for the first years and no later one: an item was added. */
static bool
only_first(const bool *chosen, guint n)
{
    guint i = 0;
    while (i < n && chosen[i])
        i++;
    guint begun = i;
    while (i < n && !chosen[i])
        i++;
    return begun > 0 && i == n;
}

/* "Item: asked since 2021." or "Item: another scale in 2016, 2017."; NULL = nothing changed. */
static char *
change_of_item(const char *label, const GArray *years, const VigieAsked *asked)
{
    g_autofree bool *missing = g_new0(bool, years->len), *other = g_new0(bool, years->len);
    guint n_missing = 0, n_other = 0;
    for (guint i = 0; i < years->len; i++) {
        missing[i] = asked[i] == VIGIE_ASKED_NO;
        other[i] = asked[i] == VIGIE_ASKED_OTHER_SCALE;
        n_missing += missing[i];
        n_other += other[i];
    }
    if (n_missing == years->len || n_missing + n_other == 0)
        return NULL;
    if (n_other > 0) {
        g_autofree char *list = year_list(years, other);
        return g_strdup_printf(
            _("%s: asked on another scale in %s; these years are not compared."), label, list);
    }
    if (only_first(missing, years->len))
        return g_strdup_printf(_("%s: asked since %d."), label,
                               g_array_index(years, int, n_missing));
    g_autofree char *list = year_list(years, missing);
    return g_strdup_printf(_("%s: not asked in %s."), label, list);
}

static bool
add_items(const VigieSurvey *survey, const VigieReportContext *context, const GArray *years,
          GPtrArray *lines, GError **error)
{
    g_autofree VigieAsked *asked = g_new(VigieAsked, years->len);
    for (guint i = 0; i < survey->codebook->items->len; i++) {
        const VigieItem *item = g_ptr_array_index(survey->codebook->items, i);
        if (!is_question(item))
            continue;
        if (!vigie_store_asked(context->store, survey->name, item,
                               &g_array_index(years, int, 0), years->len, asked, error))
            return false;
        const char *label = vigie_item_label(survey->codebook, item, context->lang);
        char *line = change_of_item(label, years, asked);
        if (line != NULL)
            g_ptr_array_add(lines, line);
    }
    return true;
}

/* Answers that a list got later ------------------------------------------------------------- */

/* given[choice * n_years + year]: somebody gave that answer in that year. */
static void
mark_given(const VigieColumn *column, const VigieColumn *year, gsize n, const GArray *years,
           bool *given)
{
    for (gsize i = 0; i < n; i++) {
        if (column->why[i] != VIGIE_PRESENT)
            continue;
        gsize choice = (gsize)column->value[i];
        for (guint y = 0; y < years->len; y++)
            if ((int)(year->value[i] + 0.5) == g_array_index(years, int, y))
                given[choice * years->len + y] = true;
    }
}

/* Never given in the first years, given in each year after: the list grew. */
static void
add_choice(const VigieSurvey *survey, const VigieItem *item, const bool *given, guint choice,
           const GArray *years, VigieLang lang, GPtrArray *lines)
{
    const bool *of_choice = given + choice * years->len;
    guint first = 0;
    while (first < years->len && !of_choice[first])
        first++;
    if (first == 0 || first == years->len)
        return;
    for (guint y = first; y < years->len; y++)
        if (!of_choice[y])
            return;
    /* An item that nobody answered before is a new item, not a new answer. */
    bool answered = false;
    for (guint c = 0; c < item->list->choices->len; c++)
        answered |= given[c * years->len];
    if (!answered)
        return;
    g_ptr_array_add(
        lines, g_strdup_printf(_("%s: the answer “%s” is given since %d, never before."),
                               vigie_item_label(survey->codebook, item, lang),
                               vigie_choice_label(survey->codebook,
                                                  vigie_list_get(item->list, choice), lang),
                               g_array_index(years, int, first)));
}

static char **
choice_items(const VigieSurvey *survey)
{
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();
    g_strv_builder_add(names, "year");
    for (guint i = 0; i < survey->codebook->items->len; i++) {
        const VigieItem *item = g_ptr_array_index(survey->codebook->items, i);
        if (is_question(item) && item->list != NULL && item->kind == VIGIE_VALUE_CHOICE)
            g_strv_builder_add(names, item->name);
    }
    return g_strv_builder_end(names);
}

static bool
add_choices(const VigieSurvey *survey, const VigieReportContext *context, const GArray *years,
            GPtrArray *lines, GError **error)
{
    g_auto(GStrv) names = choice_items(survey);
    g_autoptr(VigieFrame) frame = vigie_store_read(
        context->store, survey->name, survey->codebook, (const char *const *)names, error);
    if (frame == NULL)
        return false;
    const VigieColumn *year = vigie_frame_column(frame, "year");
    for (guint k = 1; names[k] != NULL; k++) {
        const VigieItem *item = vigie_codebook_find(survey->codebook, names[k]);
        guint n_choices = item->list->choices->len;
        g_autofree bool *given = g_new0(bool, n_choices * years->len);
        mark_given(vigie_frame_column(frame, names[k]), year, frame->n, years, given);
        for (guint c = 0; c < n_choices; c++)
            if (vigie_list_get(item->list, c)->missing == VIGIE_PRESENT)
                add_choice(survey, item, given, c, years, context->lang, lines);
    }
    return true;
}

/* Headers ----------------------------------------------------------------------------------- */

/* Headers of one item by year, newest header first; other: the years with another than the newest. */
typedef struct {
    const GArray *years;
    char *newest, *older; /* older: the last one that differs */
    bool *other;
    guint n_other;
} Headers;

static bool
keep_header(void *user, guint n, const char *const *names, const char *const *values)
{
    Headers *headers = user;
    (void)n;
    (void)names;
    if (values == NULL || *values[1] == '\0')
        return true;
    int year = atoi(values[0]);
    if (headers->newest == NULL)
        headers->newest = g_strdup(values[1]);
    if (strcmp(headers->newest, values[1]) == 0)
        return true;
    for (guint y = 0; y < headers->years->len; y++)
        if (g_array_index(headers->years, int, y) == year && !headers->other[y]) {
            headers->other[y] = true;
            headers->n_other++;
            if (headers->older == NULL)
                headers->older = g_strdup(values[1]);
        }
    return true;
}

static void
headers_release(Headers *headers)
{
    g_free(headers->newest);
    g_free(headers->older);
    g_free(headers->other);
}

static bool
read_headers(const VigieSurvey *survey, const VigieItem *item,
             const VigieReportContext *context, Headers *headers, GError **error)
{
    g_autofree char *sql = g_strdup_printf(
        "SELECT w.year, json_extract(b.mapping, '$.\"%s\"') FROM batch b JOIN wave w ON "
        "w.batch = b.id WHERE b.survey = '%s' AND w.year <= %d AND json_valid(b.mapping) "
        "ORDER BY w.year DESC, b.id",
        item->name, survey->name, context->year);
    headers->other = g_new0(bool, headers->years->len);
    return vigie_store_query(context->store, sql, keep_header, headers, error);
}

/* Lines for items renamed alone; items renamed together in the same years count as one layout. */
static void
add_header_lines(const GPtrArray *labels, const GArray *all, const GArray *years,
                 GPtrArray *lines)
{
    g_autoptr(GHashTable) layouts =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < all->len; i++) {
        const Headers *headers = &g_array_index(all, Headers, i);
        char *key = year_list(years, headers->other);
        guint count = GPOINTER_TO_UINT(g_hash_table_lookup(layouts, key));
        g_hash_table_replace(layouts, key, GUINT_TO_POINTER(count + 1));
    }
    g_autoptr(GHashTable) told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < all->len; i++) {
        const Headers *headers = &g_array_index(all, Headers, i);
        char *key = year_list(years, headers->other);
        guint count = GPOINTER_TO_UINT(g_hash_table_lookup(layouts, key));
        if (count <= FEW_HEADERS)
            g_ptr_array_add(lines, g_strdup_printf(_("%s: the column is named “%s” in %s."),
                                                   (const char *)g_ptr_array_index(labels, i),
                                                   headers->older, key));
        else if (!g_hash_table_contains(told, key))
            g_ptr_array_add(lines,
                            g_strdup_printf(P_("%u column has another name in %s.",
                                               "%u columns have other names in %s.", count),
                                            count, key));
        g_hash_table_add(told, key);
    }
}

static bool
add_headers(const VigieSurvey *survey, const VigieReportContext *context, const GArray *years,
            GPtrArray *lines, GError **error)
{
    g_autoptr(GPtrArray) labels = g_ptr_array_new();
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(Headers));
    bool good = true;
    for (guint i = 0; i < survey->codebook->items->len && good; i++) {
        const VigieItem *item = g_ptr_array_index(survey->codebook->items, i);
        Headers headers = {.years = years};
        if (!is_question(item))
            continue;
        good = read_headers(survey, item, context, &headers, error);
        if (!good || headers.n_other == 0) {
            headers_release(&headers);
            continue;
        }
        g_array_append_val(all, headers);
        g_ptr_array_add(labels,
                        (gpointer)vigie_item_label(survey->codebook, item, context->lang));
    }
    if (good)
        add_header_lines(labels, all, years, lines);
    for (guint i = 0; i < all->len; i++)
        headers_release(&g_array_index(all, Headers, i));
    return good;
}

GPtrArray *
vigie_changes_of(const VigieSurvey *survey, const VigieReportContext *context,
                 const GArray *years, GError **error)
{
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
    if (!add_items(survey, context, years, lines, error) ||
        !add_choices(survey, context, years, lines, error) ||
        !add_headers(survey, context, years, lines, error))
        return NULL;
    return g_steal_pointer(&lines);
}
