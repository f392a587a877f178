/* choices.c - the sheet choices: lists, scores, and choices that stand for no answer */
#include "meant.h"
#include "questionnaire.h"
#include <math.h>
#include <string.h>

static void
choice_free(gpointer pointer)
{
    VigieChoice *choice = pointer;
    g_free(choice->name);
    g_strfreev(choice->labels);
    g_free(choice);
}

static void
list_free(gpointer pointer)
{
    VigieList *list = pointer;
    g_free(list->name);
    g_ptr_array_unref(list->choices);
    g_hash_table_unref(list->positions);
    g_free(list);
}

VigieList *
vigie_builder_list(const VigieBuilder *builder, const char *name)
{
    GPtrArray *lists = builder->codebook->lists;
    for (guint i = 0; i < lists->len; i++) {
        VigieList *list = g_ptr_array_index(lists, i);
        if (strcmp(list->name, name) == 0)
            return list;
    }
    return NULL;
}

static VigieList *
list_of(const VigieBuilder *builder, const char *name)
{
    VigieList *list = vigie_builder_list(builder, name);
    if (list != NULL)
        return list;
    list = g_new0(VigieList, 1);
    list->name = g_strdup(name);
    list->choices = g_ptr_array_new_with_free_func(choice_free);
    list->positions = g_hash_table_new(g_str_hash, g_str_equal);
    g_ptr_array_add(builder->codebook->lists, list);
    return list;
}

static void
add_choice(VigieList *list, VigieChoice *choice)
{
    g_ptr_array_add(list->choices, choice);
    if (!g_hash_table_contains(list->positions, choice->name))
        g_hash_table_insert(list->positions, choice->name,
                            GUINT_TO_POINTER(list->choices->len));
}

static double
number_of(const char *text)
{
    double number = NAN;
    if (!vigie_number_read(text, strlen(text), (VigieNotation){'.', 0}, &number))
        vigie_number_read(text, strlen(text), (VigieNotation){',', 0}, &number);
    return number;
}

static bool
read_missing(const VigieBuilder *builder, const VigieFormRow *row, VigieChoice *choice)
{
    static const char *const names[] = {"blank", "dont_know", "refused", "not_applicable",
                                        NULL};
    guint field = 0;
    const char *cell = vigie_xlsform_cell(row, VIGIE_COLUMN_MISSING, &field);
    choice->missing = vigie_missing_from_name(cell);
    if (*cell == '\0' || choice->missing != VIGIE_PRESENT)
        return true;
    g_autofree char *what = g_strdup_printf(_("no kind of missing answer '%s'"), cell);
    g_autofree char *meant =
        vigie_meant(what, cell, names, _("it is blank, dont_know, refused or not_applicable"));
    return vigie_builder_fail(builder, VIGIE_CODEBOOK_ERROR_VALUE, row, field, "%s", meant);
}

static bool
read_score(const VigieBuilder *builder, const VigieFormRow *row, VigieChoice *choice)
{
    guint field = 0;
    const char *cell = vigie_xlsform_cell(row, VIGIE_COLUMN_SCORE, &field);
    double score = number_of(*cell != '\0' ? cell : choice->name);
    if (*cell != '\0' && isnan(score))
        return vigie_builder_fail(builder, VIGIE_CODEBOOK_ERROR_VALUE, row, field,
                                  _("the score '%s' is not a number"), cell);
    choice->score = choice->missing == VIGIE_PRESENT ? score : NAN;
    return true;
}

static VigieChoice *
choice_new(const VigieBuilder *builder, const VigieFormRow *row, const char *name)
{
    VigieChoice *choice = g_new0(VigieChoice, 1);
    choice->name = g_strdup(name);
    choice->labels = vigie_builder_labels(builder, row);
    choice->file = vigie_builder_file(builder, row);
    choice->line = (guint)row->line;
    return choice;
}

static bool
read_choice(VigieBuilder *builder, const VigieFormRow *row, bool duplicates)
{
    guint list_field = 0, field = 0;
    const char *list_name = vigie_xlsform_cell(row, VIGIE_COLUMN_LIST_NAME, &list_field);
    const char *name = vigie_xlsform_cell(row, VIGIE_COLUMN_NAME, &field);
    builder->list_lost |= *list_name == '\0';
    if (*list_name == '\0')
        return vigie_builder_fail(builder, VIGIE_CODEBOOK_ERROR_NAME, row, list_field,
                                  _("the choice has no list: fill list_name"));
    VigieList *list = list_of(builder, list_name);
    if (*name == '\0')
        return vigie_builder_fail(builder, VIGIE_CODEBOOK_ERROR_NAME, row, field,
                                  _("a choice of the list '%s' has no name"), list_name);
    gint twin = vigie_list_index(list, name);
    if (twin >= 0 && strcmp(vigie_list_get(list, (guint)twin)->file, row->table->file) != 0)
        return vigie_builder_fail(builder, VIGIE_CODEBOOK_ERROR_NAME, row, field,
                                  _("the choice '%s' of the list '%s' is in %s too, on line "
                                    "%u: take another name, or "
                                    "say yes in a column redefines to replace it"),
                                  name, list_name, vigie_list_get(list, (guint)twin)->file,
                                  vigie_list_get(list, (guint)twin)->line);
    if (twin >= 0 && !duplicates)
        return vigie_builder_fail(
            builder, VIGIE_CODEBOOK_ERROR_NAME, row, field,
            _("the choice '%s' is in the list '%s' twice, first on line %u"), name, list_name,
            vigie_list_get(list, (guint)twin)->line);
    VigieChoice *choice = choice_new(builder, row, name);
    add_choice(list, choice);
    return read_missing(builder, row, choice) && read_score(builder, row, choice);
}

/* The setting allow_choice_duplicates. */
static bool
read_duplicates(const VigieBuilder *builder, bool *duplicates)
{
    const GPtrArray *rows = builder->rows[VIGIE_SETTINGS];
    guint field = 0;
    if (rows->len == 0)
        return true;
    const VigieFormRow *row = g_ptr_array_index(rows, 0);
    const char *cell = vigie_xlsform_cell(row, VIGIE_COLUMN_ALLOW_DUPLICATES, &field);
    if (vigie_builder_truth(cell, duplicates))
        return true;
    return vigie_builder_fail(builder, VIGIE_CODEBOOK_ERROR_VALUE, row, field,
                              _("allow_choice_duplicates is yes or no, not '%s'"), cell);
}

void
vigie_builder_read_choices(VigieBuilder *builder)
{
    const GPtrArray *rows = builder->rows[VIGIE_CHOICES];
    bool duplicates = false;
    builder->codebook->lists = g_ptr_array_new_with_free_func(list_free);
    read_duplicates(builder, &duplicates);
    for (guint i = 0; i < rows->len; i++)
        read_choice(builder, g_ptr_array_index(rows, i), duplicates);
}

void
vigie_builder_add_other(const VigieBuilder *builder, VigieList *list, const VigieFormRow *row)
{
    if (vigie_list_index(list, "other") >= 0)
        return;
    const VigieCodebook *codebook = builder->codebook;
    VigieChoice *other = g_new0(VigieChoice, 1);
    other->name = g_strdup("other");
    other->labels = g_new0(char *, codebook->n_languages + 1);
    for (guint i = 0; i < codebook->n_languages; i++)
        other->labels[i] =
            g_strdup(strcmp(codebook->languages[i], "fr") == 0 ? "Autre" : "Other");
    other->score = NAN;
    other->file = vigie_builder_file(builder, row);
    other->line = (guint)row->line;
    add_choice(list, other);
}

const VigieChoice *
vigie_list_blank(const VigieList *list)
{
    for (guint i = 0; i < list->choices->len; i++) {
        const VigieChoice *choice = vigie_list_get(list, i);
        if (strpbrk(choice->name, " \t\r\n") != NULL)
            return choice;
    }
    return NULL;
}
