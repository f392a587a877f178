/* rows.c - rows of a result that is not the contract's own */
#include "rows.h"
#include <math.h>
#include <string.h>

static const VigieDimension *
dimension_at(const VigieRows *rows, guint d)
{
    return g_ptr_array_index(rows->study->cross.dimensions, d);
}

void
vigie_rows_column(VigieRows *rows, const char *name, const char *heading, bool is_number)
{
    VigieResultColumn column = {g_intern_string(name), heading, is_number};
    g_array_append_val(rows->columns, column);
}

static bool
has_categories(const VigieStudy *study)
{
    return study->question->stat == VIGIE_STAT_PROPORTION;
}

void
vigie_rows_init(VigieRows *rows, VigieStudy *study, VigieLang lang, guint first_dim,
                guint last_dim)
{
    *rows = (VigieRows){.study = study,
                        .rules = vigie_study_rules(study),
                        .lang = lang,
                        .first_dim = first_dim,
                        .last_dim = last_dim,
                        .columns = g_array_new(FALSE, FALSE, sizeof(VigieResultColumn))};
    vigie_rows_column(rows, "survey", NULL, false);
    vigie_rows_column(rows, "stat", NULL, false);
    vigie_rows_column(rows, "item", N_("item"), false);
    vigie_rows_column(rows, "category", has_categories(study) ? N_("category") : NULL, false);
    for (guint d = first_dim; d < last_dim; d++) {
        const VigieDimension *dimension = dimension_at(rows, d);
        const VigieItem *item = dimension->vector->item;
        const char *heading =
            dimension->is_year ? N_("year")
            : item != NULL
                ? vigie_item_label(
                      ((VigieStudyPart *)g_ptr_array_index(study->parts, 0))->survey->codebook,
                      item, lang)
                : N_("wave");
        vigie_rows_column(rows, dimension->name, g_intern_string(heading), false);
    }
}

char *
vigie_rows_dim_label(const VigieRows *rows, guint dim, guint position)
{
    const VigieDimension *dimension = dimension_at(rows, dim);
    const VigieItem *item = dimension->vector->item;
    const char *value = dimension->value[position];
    gint choice = item != NULL && item->list != NULL ? vigie_list_index(item->list, value) : -1;
    if (choice < 0)
        return g_strdup(value);
    const VigieStudyPart *part = g_ptr_array_index(rows->study->parts, 0);
    return g_strdup(vigie_choice_label(part->survey->codebook,
                                       vigie_list_get(item->list, (guint)choice), rows->lang));
}

static void
begin_item(VigieRows *rows, const VigieStudyMeasure *measure)
{
    const VigieQuestion *question = rows->study->question;
    const char *name = question->of[measure->item];
    const VigieVector *vector = g_hash_table_lookup(rows->study->vectors, name);
    const VigieStudyPart *part = g_ptr_array_index(rows->study->parts, 0);
    g_autofree char *item = question->over != NULL
                                ? g_strdup_printf("%s/%s", name, question->over)
                                : g_strdup(name);
    vigie_result_word(rows->result, item,
                      question->over != NULL
                          ? NULL
                          : vigie_item_label(part->survey->codebook, vector->item, rows->lang));
    const VigieChoice *choice =
        measure->category < 0 ? NULL
                              : g_ptr_array_index(vector->choices, (guint)measure->category);
    vigie_result_word(
        rows->result, choice != NULL ? choice->name : "",
        choice != NULL ? vigie_choice_label(part->survey->codebook, choice, rows->lang) : NULL);
}

void
vigie_rows_begin(VigieRows *rows, const VigieStudyMeasure *measure, guint32 cell)
{
    if (rows->result == NULL)
        rows->result = vigie_result_new(
            (const VigieResultColumn *)(gpointer)rows->columns->data, rows->columns->len);
    g_autofree char *survey = g_strjoinv("+", (char **)rows->study->question->surveys);
    vigie_result_begin(rows->result);
    vigie_result_word(rows->result, survey, NULL);
    vigie_result_word(rows->result, vigie_stat_name(rows->study->question->stat), NULL);
    begin_item(rows, measure);
    for (guint d = rows->first_dim; d < rows->last_dim; d++) {
        if (cell == VIGIE_NO_CELL) {
            vigie_result_word(rows->result, "", _("all"));
            continue;
        }
        guint position = vigie_cross_position(&rows->study->cross, cell, d);
        const VigieDimension *dimension = dimension_at(rows, d);
        g_autofree char *label = vigie_rows_dim_label(rows, d, position);
        if (dimension->number != NULL && dimension->vector->kind == VIGIE_VALUE_NUMBER)
            vigie_result_number(rows->result, dimension->number[position], label);
        else
            vigie_result_word(rows->result, dimension->value[position], label);
    }
}

bool
vigie_rows_are_shares(const VigieRows *rows)
{
    VigieStat stat = rows->study->question->stat;
    return stat == VIGIE_STAT_PROPORTION || stat == VIGIE_STAT_TOP2 ||
           stat == VIGIE_STAT_BOTTOM2;
}

char *
vigie_rows_value_text(const VigieRows *rows, double value)
{
    if (isnan(value))
        return g_strdup("");
    if (vigie_rows_are_shares(rows))
        return vigie_percent_format(value, 1, rows->lang);
    return vigie_number_format(value, rows->study->question->stat == VIGIE_STAT_NPS ? 1 : 2,
                               rows->lang);
}

char *
vigie_rows_change_text(const VigieRows *rows, double change)
{
    if (isnan(change))
        return g_strdup("");
    if (vigie_rows_are_shares(rows))
        return vigie_change_format(100 * change, 1, rows->lang);
    return vigie_change_format(change, 2, rows->lang);
}

void
vigie_rows_value(VigieRows *rows, double value)
{
    g_autofree char *label = vigie_rows_value_text(rows, value);
    vigie_result_number(rows->result, value, label);
}

void
vigie_rows_change(VigieRows *rows, double change)
{
    g_autofree char *label = vigie_rows_change_text(rows, change);
    vigie_result_number(rows->result, change, label);
}

void
vigie_rows_status(VigieRows *rows, VigieStatus status)
{
    vigie_result_word(rows->result, vigie_status_name(status), vigie_status_text(status));
}

VigieResult *
vigie_rows_finish(VigieRows *rows)
{
    if (rows->result == NULL)
        rows->result = vigie_result_new(
            (const VigieResultColumn *)(gpointer)rows->columns->data, rows->columns->len);
    return g_steal_pointer(&rows->result);
}

void
vigie_rows_clear(VigieRows *rows)
{
    g_clear_pointer(&rows->columns, g_array_unref);
    g_clear_pointer(&rows->result, vigie_result_free);
}

/* Studies ------------------------------------------------------------------------------------ */

const char **
vigie_study_dimensions(const char *const *by, const char *item)
{
    GPtrArray *dimensions = g_ptr_array_new();
    g_ptr_array_add(dimensions, (gpointer) "year");
    for (; by != NULL && *by != NULL; by++)
        if (strcmp(*by, "year") != 0)
            g_ptr_array_add(dimensions, (gpointer)*by);
    if (item != NULL)
        g_ptr_array_add(dimensions, (gpointer)item);
    g_ptr_array_add(dimensions, NULL);
    return (const char **)g_ptr_array_free(dimensions, FALSE);
}

static bool
sweep(VigieStudy *study, const GPtrArray *measures, VigieMeasureFound each, gpointer user,
      GError **error)
{
    g_autofree VigieMeasure *measure = g_new(VigieMeasure, measures->len + 1);
    for (guint m = 0; m < measures->len; m++)
        measure[m] = ((VigieStudyMeasure *)g_ptr_array_index(measures, m))->measure;
    g_autoptr(VigieSums) sums =
        vigie_sums_new(study->design, &study->cross.cells, measure, measures->len, error);
    if (sums == NULL)
        return false;
    for (guint m = 0; m < measures->len; m++)
        each(user, g_ptr_array_index(measures, m), sums, m);
    return true;
}

bool
vigie_study_each_measure(VigieStudy *study, VigieMeasureFound each, gpointer user,
                         GError **error)
{
    guint n_items = g_strv_length((char **)study->question->of);
    for (guint i = 0; i < n_items; i++) {
        g_autoptr(GPtrArray) measures =
            g_ptr_array_new_with_free_func((GDestroyNotify)vigie_study_measure_free);
        vigie_progress(study->progress, _("estimating"), i, n_items);
        vigie_study_measures(study, i, measures);
        if (measures->len > 0 && !sweep(study, measures, each, user, error))
            return false;
    }
    return true;
}
