/* mistake.c - see mistake.h */
#include "mistake.h"
#include <string.h>

static void
mistake_free(gpointer pointer)
{
    VigieMistake *mistake = pointer;
    g_free(mistake->file);
    g_free(mistake->text);
    g_free(mistake);
}

GPtrArray *
vigie_mistakes_new(void)
{
    return g_ptr_array_new_with_free_func(mistake_free);
}

static VigieMistake *
add(GPtrArray *mistakes, const char *sheet, const VigiePlace *place, const char *text)
{
    VigieMistake *mistake = g_new0(VigieMistake, 1);
    mistake->sheet = sheet;
    mistake->file = g_strdup(place != NULL && place->file != NULL ? place->file : "");
    mistake->line = place != NULL ? place->line : 0;
    mistake->field = place != NULL ? place->field : 0;
    mistake->text = g_strdup(text);
    g_ptr_array_add(mistakes, mistake);
    return mistake;
}

void
vigie_mistakes_add(GPtrArray *mistakes, VigieCodebookError code, const char *sheet,
                   const VigiePlace *place, const char *text)
{
    add(mistakes, sheet, place, text)->code = code;
}

void
vigie_mistakes_tell(GPtrArray *mistakes, VigieMistakeLevel level, const char *sheet,
                    const VigiePlace *place, const char *text)
{
    add(mistakes, sheet, place, text)->level = level;
}

/* "file:12:3: text": the numbers are read back from the end of the place, since a file's name may hold colons. */
void
vigie_mistakes_add_error(GPtrArray *mistakes, const char *sheet, GError *error)
{
    VigiePlace place = {0};
    const char *text = error->message;
    g_autoptr(GMatchInfo) match = NULL;
    g_autoptr(GRegex) regex =
        g_regex_new("^(.*?)(?::([0-9]+))?(?::([0-9]+))?: (.*)$", G_REGEX_DOTALL, 0, NULL);
    g_auto(GStrv) parts = NULL;
    if (g_regex_match(regex, text, 0, &match)) {
        parts = g_match_info_fetch_all(match);
        place = (VigiePlace){parts[1], g_ascii_strtoull(parts[2], NULL, 10),
                             (guint)g_ascii_strtoull(parts[3], NULL, 10)};
        text = parts[4];
    }
    bool own = error->domain == VIGIE_CODEBOOK_ERROR;
    vigie_mistakes_add(mistakes,
                       own ? (VigieCodebookError)error->code : VIGIE_CODEBOOK_ERROR_READ, sheet,
                       &place, text);
    g_error_free(error);
}

static gint
in_order(gconstpointer a, gconstpointer b)
{
    const VigieMistake *x = *(VigieMistake *const *)a, *y = *(VigieMistake *const *)b;
    int file = strcmp(x->file, y->file);
    if (file != 0)
        return file;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return (x->field > y->field) - (x->field < y->field);
}

void
vigie_mistakes_sort(GPtrArray *mistakes)
{
    g_ptr_array_sort(mistakes, in_order);
}

guint
vigie_mistakes_count(const GPtrArray *mistakes)
{
    guint n = 0;
    for (guint i = 0; i < mistakes->len; i++)
        n += ((const VigieMistake *)g_ptr_array_index(mistakes, i))->level == VIGIE_MISTAKE;
    return n;
}

void
vigie_mistakes_set_error(const GPtrArray *mistakes, const char *path, GError **error)
{
    const VigieMistake *first = NULL;
    for (guint i = 0; i < mistakes->len && first == NULL; i++) {
        const VigieMistake *mistake = g_ptr_array_index(mistakes, i);
        first = mistake->level == VIGIE_MISTAKE ? mistake : NULL;
    }
    g_assert(first != NULL);
    guint more = vigie_mistakes_count(mistakes) - 1;
    VigiePlace place = {*first->file != '\0' ? first->file : NULL, first->line, first->field};
    g_autofree char *text =
        more > 0 ? g_strdup_printf(P_("%s (and %u more mistake: vigie questionnaire check %s)",
                                      "%s (and %u more mistakes: vigie questionnaire check %s)",
                                      more),
                                   first->text, more, path)
                 : g_strdup(first->text);
    vigie_set_error_at(error, VIGIE_CODEBOOK_ERROR, (int)first->code, &place, "%s", text);
}
