/* calibration.c - a calibration as it is stored: what it was, and the totals of its margins */
#include "connection.h"
#include <math.h>
#include <string.h>
#include <vigie/store-weights.h>

static const char *const states[] = {N_("current"), N_("superseded"), N_("stale")};

const char *
vigie_calibration_state_name(VigieCalibrationState state)
{
    return states[state];
}

static void
margin_free(gpointer user)
{
    VigieStoredMargin *margin = user;
    g_free(margin->name);
    g_strfreev(margin->items);
    g_free(margin->source);
    g_strfreev(margin->class_name);
    g_free(margin->before);
    g_free(margin->target);
    g_free(margin->after);
    g_free(margin);
}

VigieStoredMargin *
vigie_stored_margin_new(guint n_classes)
{
    VigieStoredMargin *margin = g_new0(VigieStoredMargin, 1);
    margin->n_classes = n_classes;
    margin->class_name = g_new0(char *, n_classes + 1);
    margin->before = g_new0(double, MAX(n_classes, 1));
    margin->target = g_new0(double, MAX(n_classes, 1));
    margin->after = g_new0(double, MAX(n_classes, 1));
    return margin;
}

VigieStoredCalibration *
vigie_stored_calibration_new(void)
{
    VigieStoredCalibration *calibration = g_new0(VigieStoredCalibration, 1);
    calibration->margins = g_ptr_array_new_with_free_func(margin_free);
    return calibration;
}

void
vigie_stored_calibration_free(VigieStoredCalibration *calibration)
{
    if (calibration == NULL)
        return;
    g_free(calibration->survey);
    g_free(calibration->wave);
    g_free(calibration->method);
    g_ptr_array_unref(calibration->margins);
    g_free(calibration);
}

static double
number_or_none(sqlite3_stmt *row, int column)
{
    return sqlite3_column_type(row, column) == SQLITE_NULL ? NAN
                                                           : sqlite3_column_double(row, column);
}

static VigieCalibrationState
state_of(const char *name)
{
    guint state = 0;
    while (state < VIGIE_CALIBRATION_STALE && strcmp(states[state], name) != 0)
        state++;
    return (VigieCalibrationState)state;
}

static VigieStoredCalibration *
make(sqlite3_stmt *row)
{
    VigieStoredCalibration *found = vigie_stored_calibration_new();
    found->id = sqlite3_column_int64(row, 0);
    found->survey = vigie_sql_text(row, 1);
    found->year = sqlite3_column_int(row, 2);
    found->wave = sqlite3_column_type(row, 3) != SQLITE_NULL ? vigie_sql_text(row, 3) : NULL;
    found->whole_year = sqlite3_column_int(row, 4) != 0;
    found->state = state_of((const char *)sqlite3_column_text(row, 5));
    found->method = vigie_sql_text(row, 6);
    found->lower = number_or_none(row, 7);
    found->upper = number_or_none(row, 8);
    found->n = (guint64)sqlite3_column_int64(row, 9);
    found->iterations = (guint)sqlite3_column_int(row, 10);
    found->discrepancy = sqlite3_column_double(row, 11);
    found->g_least = sqlite3_column_double(row, 12);
    found->g_most = sqlite3_column_double(row, 13);
    found->n_eff = sqlite3_column_double(row, 14);
    found->deff_before = sqlite3_column_double(row, 15);
    found->deff_after = sqlite3_column_double(row, 16);
    found->negative = (guint64)sqlite3_column_int64(row, 17);
    found->trimmed = (guint64)sqlite3_column_int64(row, 18);
    return found;
}

/* One class of a margin: name, items, is_number, source, class_name, before, target, after. */
typedef struct {
    char *class_name;
    double before, target, after;
} ClassRow;

static void
class_clear(gpointer row)
{
    g_free(((ClassRow *)row)->class_name);
}

/* Ends a margin: its classes are known. */
static void
close_margin(VigieStoredCalibration *calibration, VigieStoredMargin *head, GArray *classes)
{
    if (head == NULL)
        return;
    VigieStoredMargin *margin = vigie_stored_margin_new(classes->len);
    margin->name = g_steal_pointer(&head->name);
    margin->items = g_steal_pointer(&head->items);
    margin->source = g_steal_pointer(&head->source);
    margin->number = head->number;
    for (guint c = 0; c < classes->len; c++) {
        ClassRow *row = &g_array_index(classes, ClassRow, c);
        margin->class_name[c] = g_steal_pointer(&row->class_name);
        margin->before[c] = row->before;
        margin->target[c] = row->target;
        margin->after[c] = row->after;
    }
    g_array_set_size(classes, 0);
    margin_free(head);
    g_ptr_array_add(calibration->margins, margin);
}

static void
add_class(sqlite3_stmt *row, GArray *classes)
{
    ClassRow found = {vigie_sql_text(row, 5), sqlite3_column_double(row, 6),
                      sqlite3_column_double(row, 7), sqlite3_column_double(row, 8)};
    g_array_append_val(classes, found);
}

static VigieStoredMargin *
make_head(sqlite3_stmt *row)
{
    VigieStoredMargin *head = vigie_stored_margin_new(0);
    head->name = vigie_sql_text(row, 1);
    g_autofree char *items = vigie_sql_text(row, 2);
    head->items = g_strsplit(items, "*", -1);
    head->number = sqlite3_column_int(row, 3) != 0;
    head->source = vigie_sql_text(row, 4);
    return head;
}

static bool
read_margins(VigieStore *store, VigieStoredCalibration *calibration, GError **error)
{
    g_autoptr(sqlite3_stmt) rows = vigie_sql_prepare(
        store, error,
        "SELECT margin, name, items, is_number, source, class_name, before, target, after"
        " FROM calibration_margin WHERE calibration = ? ORDER BY margin, class",
        "i", calibration->id);
    g_autoptr(GArray) classes = g_array_new(FALSE, FALSE, sizeof(ClassRow));
    g_array_set_clear_func(classes, class_clear);
    VigieStoredMargin *head = NULL;
    int at = -1;
    bool row = rows != NULL, good = row;
    while (row) {
        good = vigie_sql_step(store, rows, &row, error);
        if (!good || !row)
            break;
        if (sqlite3_column_int(rows, 0) != at) {
            close_margin(calibration, head, classes);
            head = make_head(rows);
            at = sqlite3_column_int(rows, 0);
        }
        add_class(rows, classes);
    }
    close_margin(calibration, head, classes);
    return good;
}

GPtrArray *
vigie_store_calibrations(VigieStore *store, const char *survey, bool margins, GError **error)
{
    g_autoptr(GPtrArray) all =
        g_ptr_array_new_with_free_func((GDestroyNotify)vigie_stored_calibration_free);
    if (store->empty)
        return g_steal_pointer(&all);
    g_autoptr(sqlite3_stmt) rows = vigie_sql_prepare(
        store, error,
        "SELECT id, survey, year, wave, whole_year, state, method, lower, upper, n, iterations,"
        " discrepancy, g_least, g_most, n_eff, deff_before, deff_after, negative, trimmed"
        " FROM calibration WHERE survey = ?1 OR ?1 IS NULL ORDER BY id",
        "s", survey);
    bool row = rows != NULL;
    while (row) {
        if (!vigie_sql_step(store, rows, &row, error))
            return NULL;
        if (!row)
            break;
        VigieStoredCalibration *found = make(rows);
        g_ptr_array_add(all, found);
        if (margins && !read_margins(store, found, error))
            return NULL;
    }
    return rows != NULL ? g_steal_pointer(&all) : NULL;
}
