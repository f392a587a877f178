/* label.c - labels of an answer's cells in a language */
#include <string.h>
#include <vigie/study.h>

const char *
vigie_answer_category_label(const VigieAnswer *answer, const VigieAnswerRow *row,
                            VigieLang lang)
{
    const VigieItem *item = g_ptr_array_index(answer->items, row->item_index);
    VigieMissing why = vigie_missing_category(row->category);
    if (row->category_index >= 0)
        return vigie_choice_label(answer->codebook,
                                  vigie_list_get(item->list, (guint)row->category_index), lang);
    return why != VIGIE_PRESENT ? vigie_missing_label(why) : row->category;
}

char *
vigie_answer_dim_label(const VigieAnswer *answer, guint dim, const char *cell, VigieLang lang)
{
    const VigieItem *item = vigie_codebook_find(answer->codebook, answer->dims[dim]);
    gint choice = item != NULL && item->list != NULL ? vigie_list_index(item->list, cell) : -1;
    if (choice >= 0)
        return g_strdup(vigie_choice_label(answer->codebook,
                                           vigie_list_get(item->list, (guint)choice), lang));
    if (item != NULL && vigie_missing_category(cell) != VIGIE_PRESENT)
        return g_strdup(vigie_missing_label(vigie_missing_category(cell)));
    double number = 0;
    static const VigieNotation notation = {'.', 0};
    if (item != NULL && item->kind == VIGIE_VALUE_NUMBER &&
        vigie_number_read(cell, strlen(cell), notation, &number)) {
        g_autofree char *text = g_strdup(cell);
        return lang == VIGIE_LANG_FR ? g_strdelimit(g_steal_pointer(&text), ".", ',')
                                     : g_steal_pointer(&text);
    }
    return g_strdup(cell);
}
