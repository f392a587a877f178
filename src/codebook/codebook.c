/* codebook.c - looking things up in a questionnaire */
#include <math.h>
#include <string.h>
#include <vigie/codebook-expression.h>

G_DEFINE_QUARK(vigie_codebook_error, vigie_codebook_error)

/* --- kinds of missing answer ---------------------------------------------------------------- */

static const char *const missing_names[VIGIE_N_MISSING] = {
    "", "blank", "dont_know", "refused", "not_applicable", "not_asked", "invalid"};

const char *
vigie_missing_name(VigieMissing why)
{
    g_assert(why < VIGIE_N_MISSING);
    return missing_names[why];
}

const char *
vigie_missing_text(VigieMissing why)
{
    static const char *const texts[] = {"",
                                        N_("no answer"),
                                        N_("don't know"),
                                        N_("refused to answer"),
                                        N_("not applicable"),
                                        N_("not asked"),
                                        N_("invalid")};
    return why == VIGIE_PRESENT ? "" : _(texts[why]);
}

VigieMissing
vigie_missing_from_name(const char *name)
{
    for (VigieMissing why = VIGIE_BLANK; why <= VIGIE_NOT_APPLICABLE; why++)
        if (strcmp(missing_names[why], name) == 0)
            return why;
    return VIGIE_PRESENT;
}

/* --- lists ---------------------------------------------------------------------------------- */

gint
vigie_list_index(const VigieList *list, const char *name)
{
    return GPOINTER_TO_INT(g_hash_table_lookup(list->positions, name)) - 1;
}

const VigieChoice *
vigie_list_get(const VigieList *list, guint i)
{
    g_assert(i < list->choices->len);
    return g_ptr_array_index(list->choices, i);
}

/* --- names separated by blanks -------------------------------------------------------------- */

bool
vigie_names_contain(const char *names, const char *name)
{
    gsize length = strlen(name);
    if (length == 0)
        return false;
    for (const char *at = strstr(names, name); at != NULL; at = strstr(at + 1, name)) {
        bool begins = at == names || at[-1] == ' ';
        if (begins && (at[length] == '\0' || at[length] == ' '))
            return true;
    }
    return false;
}

bool
vigie_item_has_role(const VigieItem *item, const char *role)
{
    return vigie_names_contain(item->role, role);
}

bool
vigie_item_is_timed(const VigieItem *item)
{
    static const char *const words[] = {"start", "end", NULL};
    return item->kind == VIGIE_VALUE_DATE && item->calculation == NULL &&
           (g_strv_contains(words, item->type) || vigie_item_has_role(item, "start") ||
            vigie_item_has_role(item, "end"));
}

/* --- items ---------------------------------------------------------------------------------- */

const VigieItem *
vigie_codebook_find(const VigieCodebook *codebook, const char *name)
{
    return g_hash_table_lookup(codebook->by_name, name);
}

bool
vigie_item_is_read(const VigieItem *item)
{
    return item->origin == VIGIE_ITEM_OWN && item->calculation == NULL;
}

const char **
vigie_codebook_names(const VigieCodebook *codebook)
{
    const char **names = g_new0(const char *, codebook->items->len + 1);
    for (guint i = 0; i < codebook->items->len; i++) {
        const VigieItem *item = g_ptr_array_index(codebook->items, i);
        names[i] = item->name;
    }
    return names;
}

/* --- labels --------------------------------------------------------------------------------- */

static const char *
label_in(const VigieCodebook *codebook, char *const *labels, const char *name, VigieLang lang)
{
    const char *code = vigie_lang_code(lang), *first = NULL;
    for (guint i = 0; i < codebook->n_languages; i++) {
        if (*labels[i] == '\0')
            continue;
        if (strcmp(codebook->languages[i], code) == 0)
            return labels[i];
        if (first == NULL)
            first = labels[i];
    }
    return first != NULL ? first : name;
}

const char *
vigie_item_label(const VigieCodebook *codebook, const VigieItem *item, VigieLang lang)
{
    return label_in(codebook, item->labels, item->name, lang);
}

const char *
vigie_choice_label(const VigieCodebook *codebook, const VigieChoice *choice, VigieLang lang)
{
    return label_in(codebook, choice->labels, choice->name, lang);
}

/* --- scales --------------------------------------------------------------------------------- */

static gint
ascending(gconstpointer a, gconstpointer b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static char *
list_scale(const VigieList *list)
{
    g_autoptr(GArray) scores = g_array_new(FALSE, FALSE, sizeof(double));
    for (guint i = 0; i < list->choices->len; i++) {
        const VigieChoice *choice = vigie_list_get(list, i);
        if (!isnan(choice->score))
            g_array_append_val(scores, choice->score);
    }
    g_array_sort(scores, ascending);
    GString *scale = g_string_new(NULL);
    char buffer[VIGIE_NUMBER_SIZE];
    for (guint i = 0; i < scores->len; i++) {
        const double *score = &g_array_index(scores, double, i);
        if (i == 0 || score[0] > score[-1])
            g_string_append_printf(scale, "%s%s", i > 0 ? ";" : "",
                                   vigie_number_print(score[0], buffer));
    }
    return g_string_free(scale, FALSE);
}

char *
vigie_item_scale(const VigieItem *item)
{
    if (item->kind == VIGIE_VALUE_CHOICE)
        return list_scale(item->list);
    if (isnan(item->range_start))
        return g_strdup("");
    char start[VIGIE_NUMBER_SIZE], end[VIGIE_NUMBER_SIZE], step[VIGIE_NUMBER_SIZE];
    return g_strdup_printf("%s..%s;%s", vigie_number_print(item->range_start, start),
                           vigie_number_print(item->range_end, end),
                           vigie_number_print(item->range_step, step));
}

/* --- the end -------------------------------------------------------------------------------- */

void
vigie_codebook_free(VigieCodebook *codebook)
{
    if (codebook == NULL)
        return;
    g_clear_pointer(&codebook->repeats, g_ptr_array_unref);
    g_clear_pointer(&codebook->by_name, g_hash_table_unref);
    g_clear_pointer(&codebook->items, g_ptr_array_unref);
    g_clear_pointer(&codebook->lists, g_ptr_array_unref);
    g_strfreev(codebook->languages);
    g_free(codebook->path);
    g_free(codebook->form_id);
    g_free(codebook->form_title);
    g_free(codebook->version);
    g_free(codebook->order);
    g_free(codebook->sha256);
    if (codebook->groups != NULL)
        g_ptr_array_unref(codebook->groups);
    if (codebook->files != NULL)
        g_ptr_array_unref(codebook->files);
    g_free(codebook);
}
