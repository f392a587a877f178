/* form-words.c - see codebook-words.h */
#include <math.h>
#include <string.h>
#include <vigie/codebook-words.h>

static const char *
kind_words(const VigieItem *item)
{
    static const struct {
        const char *type, *words;
    } types[] = {{"select_one", N_("one answer")},
                 {"select_multiple", N_("several answers")},
                 {"rank", N_("answers in order")},
                 {"integer", N_("whole number")},
                 {"decimal", N_("number with decimals")},
                 {"date", N_("date")},
                 {"dateTime", N_("date and time")},
                 {"time", N_("time")},
                 {"text", N_("text")},
                 {"hidden", N_("hidden")},
                 {"calculate", N_("calculated")},
                 {"acknowledge", N_("box to tick")}};
    for (guint i = 0; i < G_N_ELEMENTS(types); i++)
        if (strcmp(types[i].type, item->type) == 0)
            return _(types[i].words);
    return item->type;
}

static char *
number_text(double x, VigieLang lang)
{
    char buffer[VIGIE_NUMBER_SIZE];
    char *text = g_strdup(vigie_number_print(x, buffer));
    return lang == VIGIE_LANG_FR ? g_strdelimit(text, ".", ',') : text;
}

char *
vigie_item_kind_text(const VigieItem *item, VigieLang lang)
{
    if (isnan(item->range_start))
        return g_strdup(kind_words(item));
    g_autofree char *start = number_text(item->range_start, lang);
    g_autofree char *end = number_text(item->range_end, lang);
    g_autofree char *step = number_text(item->range_step, lang);
    return g_strdup_printf(_("from %s to %s by %s"), start, end, step);
}

const char *
vigie_labels_text(const VigieCodebook *form, char *const *labels, const char *name,
                  VigieLang lang)
{
    const char *first = name;
    for (guint i = form->n_languages; labels != NULL && i-- > 0;) {
        if (*labels[i] == '\0')
            continue;
        if (strcmp(form->languages[i], vigie_lang_code(lang)) == 0)
            return labels[i];
        first = labels[i];
    }
    return first;
}

const char *
vigie_group_title(const VigieCodebook *form, const char *path, VigieLang lang)
{
    const char *slash = strrchr(path, '/');
    for (guint i = 0; i < form->groups->len; i++) {
        const VigieGroup *group = g_ptr_array_index(form->groups, i);
        if (strcmp(group->path, path) == 0)
            return vigie_labels_text(form, group->labels, slash != NULL ? slash + 1 : path,
                                     lang);
    }
    return path;
}
