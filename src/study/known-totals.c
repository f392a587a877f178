/* known-totals.c - a file of known totals: its columns name what makes a class, and "total" */
#include "separate.h"
#include <math.h>
#include <string.h>
#include <vigie/sheet.h>

#define TOTAL "total"

static void
total_free(gpointer item)
{
    VigieKnownTotal *total = item;
    g_strfreev(total->value);
    g_free(total);
}

void
vigie_known_totals_free(VigieKnownTotals *totals)
{
    if (totals == NULL)
        return;
    g_strfreev(totals->names);
    g_ptr_array_unref(totals->totals);
    g_free(totals);
}

char *
vigie_known_total_label(const VigieKnownTotal *total)
{
    return g_strjoinv(", ", total->value);
}

/* The place of the column "total"; the others are names. */
static bool
read_names(VigieKnownTotals *totals, const VigieRow *header, guint *column, GError **error)
{
    GPtrArray *names = g_ptr_array_new();
    *column = header->n;
    for (guint c = 0; c < header->n; c++)
        if (strcmp(header->cells[c].text, TOTAL) == 0)
            *column = c;
        else
            g_ptr_array_add(names, g_strdup(header->cells[c].text));
    g_ptr_array_add(names, NULL);
    totals->names = (char **)g_ptr_array_free(names, FALSE);
    if (*column < header->n && totals->names[0] != NULL)
        return true;
    VigiePlace place = {totals->path, header->line, 0};
    vigie_set_error_at(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION, &place,
                       _("the columns are the items that make a stratum, and total"));
    return false;
}

static bool
add_total(VigieKnownTotals *totals, const VigieRow *row, guint column, GError **error)
{
    static const VigieNotation notation = {'.', 0};
    const VigieCell *cell = &row->cells[column];
    double number = NAN;
    if (!vigie_number_read(cell->text, cell->length, notation, &number) || number < 0) {
        VigiePlace place = {totals->path, row->line, column + 1};
        vigie_set_error_at(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION, &place,
                           _("a total is a number, 0 or more, such as 1250.5, not '%s'"),
                           cell->text);
        return false;
    }
    VigieKnownTotal *total = g_new0(VigieKnownTotal, 1);
    total->value = g_new0(char *, row->n);
    for (guint c = 0, k = 0; c < row->n; c++)
        if (c != column)
            total->value[k++] = g_strdup(row->cells[c].text);
    total->total = number;
    total->line = row->line;
    g_ptr_array_add(totals->totals, total);
    return true;
}

VigieKnownTotals *
vigie_known_totals_read(const char *path, GError **error)
{
    g_autoptr(VigieSheet) sheet = vigie_sheet_open(path, NULL, error);
    if (sheet == NULL)
        return NULL;
    g_autoptr(VigieKnownTotals) totals = g_new0(VigieKnownTotals, 1);
    totals->path = path;
    totals->totals = g_ptr_array_new_with_free_func(total_free);
    guint column = 0;
    if (!read_names(totals, vigie_sheet_header(sheet), &column, error))
        return NULL;
    VigieRow row;
    g_autoptr(GError) broken = NULL;
    while (vigie_sheet_next(sheet, &row, &broken))
        if (!add_total(totals, &row, column, error))
            return NULL;
    if (broken != NULL) {
        g_propagate_error(error, g_steal_pointer(&broken));
        return NULL;
    }
    return g_steal_pointer(&totals);
}
