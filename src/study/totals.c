/* totals.c - classes of records, and the rows of a margin's totals */
#include "totals.h"
#include <math.h>
#include <string.h>

#define CODES_MAX 1000000

/* Classes ------------------------------------------------------------------------------------ */

static guint32
n_codes_of(const VigieColumn *column)
{
    return column->kind == VIGIE_VALUE_CHOICE ? column->item->list->choices->len
                                              : column->levels->len;
}

bool
vigie_margin_codes(VigieMarginCodes *codes, const VigieFrame *frame, const char *const *items,
                   GError **error)
{
    *codes = (VigieMarginCodes){frame->n, g_new0(guint32, MAX(frame->n, 1)), 1, frame, items};
    for (const char *const *item = items; *item != NULL; item++) {
        const VigieColumn *column = vigie_frame_column(frame, *item);
        guint64 n_codes = (guint64)codes->n_codes * MAX(n_codes_of(column), 1);
        if (n_codes > CODES_MAX) {
            g_autofree char *names = g_strjoinv("*", (char **)items);
            g_set_error(error, VIGIE_WEIGH_ERROR, VIGIE_WEIGH_ERROR_PLAN,
                        _("%s has more than %d classes: cross fewer items"), names, CODES_MAX);
            vigie_margin_codes_release(codes);
            return false;
        }
        for (gsize i = 0; i < frame->n; i++) {
            if (isnan(column->value[i]))
                codes->code[i] = VIGIE_NO_CLASS;
            else if (codes->code[i] != VIGIE_NO_CLASS)
                codes->code[i] =
                    codes->code[i] * n_codes_of(column) + (guint32)column->value[i];
        }
        codes->n_codes = (guint32)n_codes;
    }
    return true;
}

void
vigie_margin_codes_release(VigieMarginCodes *codes)
{
    g_clear_pointer(&codes->code, g_free);
}

char *
vigie_margin_codes_name(const VigieMarginCodes *codes, guint32 code)
{
    guint n = g_strv_length((char **)codes->items);
    g_autofree const char **part = g_new0(const char *, n + 1);
    for (guint i = n; i-- > 0;) {
        const VigieColumn *column = vigie_frame_column(codes->frame, codes->items[i]);
        guint32 own = code % MAX(n_codes_of(column), 1);
        code /= MAX(n_codes_of(column), 1);
        part[i] = column->kind == VIGIE_VALUE_CHOICE
                      ? vigie_list_get(column->item->list, own)->name
                      : g_ptr_array_index(column->levels, own);
    }
    return g_strjoinv("*", (char **)part);
}

/* Rows --------------------------------------------------------------------------------------- */

static void
row_free(gpointer user)
{
    VigieTotalRow *row = user;
    g_free(row->wave);
    g_free(row->class_name);
    g_free(row);
}

void
vigie_totals_free(VigieTotals *totals)
{
    if (totals == NULL)
        return;
    g_ptr_array_unref(totals->rows);
    g_free(totals->source);
    g_free(totals);
}

VigieTotalRow *
vigie_totals_add(VigieTotals *totals, int year, const char *wave, const char *class_name,
                 double value, bool *twice)
{
    for (guint i = 0; i < totals->rows->len; i++) {
        VigieTotalRow *row = g_ptr_array_index(totals->rows, i);
        if (row->year != year || g_strcmp0(row->wave, wave) != 0 ||
            strcmp(row->class_name, class_name) != 0)
            continue;
        row->value += value;
        *twice = true;
        return row;
    }
    VigieTotalRow *row = g_new0(VigieTotalRow, 1);
    row->year = year;
    row->wave = g_strdup(wave);
    row->class_name = g_strdup(class_name);
    row->value = value;
    g_ptr_array_add(totals->rows, row);
    *twice = false;
    return row;
}

VigieTotals *
vigie_totals_new(const VigieTotalsContext *context, const VigieMarginPlan *plan, GError **error)
{
    g_autoptr(VigieTotals) totals = g_new0(VigieTotals, 1);
    totals->plan = plan;
    totals->rows = g_ptr_array_new_with_free_func(row_free);
    bool read = plan->from == VIGIE_TOTALS_FILE ? vigie_totals_read_file(totals, context, error)
                : plan->from == VIGIE_TOTALS_SURVEY
                    ? vigie_totals_read_survey(totals, context, error)
                    : vigie_totals_read_dataset(totals, context, error);
    return read ? g_steal_pointer(&totals) : NULL;
}
