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
    g_ptr_array_unref(choice->extra);
    g_free(choice);
}

static void
list_free(gpointer pointer)
{
    VigieList *list = pointer;
    g_free(list->name);
    g_ptr_array_unref(list->choices);
    g_ptr_array_unref(list->columns);
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
    list->columns = g_ptr_array_new_with_free_func(g_free);
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
    choice->extra = g_ptr_array_new_with_free_func(g_free);
    choice->labels = vigie_builder_labels(builder, row);
    choice->file = vigie_builder_file(builder, row);
    choice->line = (guint)row->line;
    return choice;
}

/* Where the list keeps a further column, which is new to it or not. */
static guint
column_at(VigieList *list, const char *header)
{
    guint at = 0;
    if (!g_ptr_array_find_with_equal_func(list->columns, header, g_str_equal, &at)) {
        at = list->columns->len;
        g_ptr_array_add(list->columns, g_strdup(header));
    }
    return at;
}

/* What a filter may ask of a choice. */
static void
keep_extra(VigieList *list, VigieChoice *choice, const VigieFormRow *row)
{
    for (guint i = 0; i < row->table->columns->len; i++) {
        const VigieFormColumn *column = &g_array_index(row->table->columns, VigieFormColumn, i);
        if (column->name != VIGIE_COLUMN_OTHER || *column->header == '\0')
            continue;
        guint at = column_at(list, column->header);
        while (choice->extra->len <= at)
            g_ptr_array_add(choice->extra, g_strdup(""));
        g_free(choice->extra->pdata[at]);
        choice->extra->pdata[at] = g_strdup(row->cells[i]);
    }
}

static bool
check_twin(const VigieBuilder *builder, const VigieFormRow *row, const VigieList *list,
           const char *name)
{
    guint field = 0;
    gint at = vigie_list_index(list, name);
    const VigieChoice *twin = at >= 0 ? vigie_list_get(list, (guint)at) : NULL;
    vigie_xlsform_cell(row, VIGIE_COLUMN_NAME, &field);
    if (twin != NULL && strcmp(twin->file, row->table->file) != 0)
        return vigie_builder_fail(builder, VIGIE_CODEBOOK_ERROR_NAME, row, field,
                                  _("the choice '%s' of the list '%s' is in %s too, on line "
                                    "%u: take another name, or "
                                    "say yes in a column redefines to replace it"),
                                  name, list->name, twin->file, twin->line);
    if (twin != NULL && !builder->duplicates)
        return vigie_builder_fail(
            builder, VIGIE_CODEBOOK_ERROR_NAME, row, field,
            _("the choice '%s' is in the list '%s' twice, first on line %u"), name, list->name,
            twin->line);
    return true;
}

bool
vigie_builder_read_choice(VigieBuilder *builder, const VigieFormRow *row, const char *list_name)
{
    guint field = 0;
    const char *name = vigie_xlsform_cell(row, VIGIE_COLUMN_NAME, &field);
    VigieList *list = list_of(builder, list_name);
    if (*name == '\0')
        return vigie_builder_fail(builder, VIGIE_CODEBOOK_ERROR_NAME, row, field,
                                  _("a choice of the list '%s' has no name"), list_name);
    if (!check_twin(builder, row, list, name))
        return false;
    VigieChoice *choice = choice_new(builder, row, name);
    add_choice(list, choice);
    keep_extra(list, choice, row);
    return read_missing(builder, row, choice) && read_score(builder, row, choice);
}

static bool
read_choice(VigieBuilder *builder, const VigieFormRow *row)
{
    guint field = 0;
    const char *list_name = vigie_xlsform_cell(row, VIGIE_COLUMN_LIST_NAME, &field);
    if (*list_name != '\0')
        return vigie_builder_read_choice(builder, row, list_name);
    builder->list_lost = true;
    return vigie_builder_fail(builder, VIGIE_CODEBOOK_ERROR_NAME, row, field,
                              _("the choice has no list: fill list_name"));
}

/* The setting allow_choice_duplicates. */
static void
read_duplicates(VigieBuilder *builder)
{
    const GPtrArray *rows = builder->rows[VIGIE_SETTINGS];
    guint field = 0;
    if (rows->len == 0)
        return;
    const VigieFormRow *row = g_ptr_array_index(rows, 0);
    const char *cell = vigie_xlsform_cell(row, VIGIE_COLUMN_ALLOW_DUPLICATES, &field);
    if (!vigie_builder_truth(cell, &builder->duplicates))
        vigie_builder_fail(builder, VIGIE_CODEBOOK_ERROR_VALUE, row, field,
                           _("allow_choice_duplicates is yes or no, not '%s'"), cell);
}

void
vigie_builder_read_choices(VigieBuilder *builder)
{
    static const VigieFormSheet sheets[] = {VIGIE_CHOICES, VIGIE_EXTERNAL};
    builder->codebook->lists = g_ptr_array_new_with_free_func(list_free);
    read_duplicates(builder);
    for (guint s = 0; s < G_N_ELEMENTS(sheets); s++)
        for (guint i = 0; i < builder->rows[sheets[s]]->len; i++)
            read_choice(builder, g_ptr_array_index(builder->rows[sheets[s]], i));
}

void
vigie_builder_add_other(const VigieBuilder *builder, VigieList *list, const VigieFormRow *row)
{
    if (vigie_list_index(list, "other") >= 0)
        return;
    const VigieCodebook *codebook = builder->codebook;
    VigieChoice *other = g_new0(VigieChoice, 1);
    other->name = g_strdup("other");
    other->extra = g_ptr_array_new_with_free_func(g_free);
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
