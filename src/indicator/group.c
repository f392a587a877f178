/* group.c - dimensions, and the cells that records fall into: only those that occur, in the contract's order */
#include "binding.h"
#include <math.h>
#include <string.h>

void
vigie_dim_free(VigieDim *dim)
{
    if (dim == NULL)
        return;
    g_free(dim->name);
    g_ptr_array_unref(dim->text);
    g_free(dim->code);
    g_clear_pointer(&dim->sets, g_ptr_array_unref);
    g_free(dim);
}

static VigieDim *
new_dim(const char *name, gsize n)
{
    VigieDim *dim = g_new0(VigieDim, 1);
    dim->name = g_strdup(name);
    dim->text = g_ptr_array_new_with_free_func(g_free);
    dim->code = g_new(guint32, n + 1);
    for (gsize i = 0; i < n; i++)
        dim->code[i] = VIGIE_NO_CODE;
    return dim;
}

static int
compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Distinct values ascending; NAN left out. */
static GArray *
distinct(const double *value, gsize n)
{
    GArray *sorted = g_array_new(FALSE, FALSE, sizeof(double));
    for (gsize i = 0; i < n; i++)
        if (!isnan(value[i]))
            g_array_append_val(sorted, value[i]);
    g_array_sort(sorted, compare_numbers);
    guint kept = 0;
    double *x = (double *)(void *)sorted->data;
    for (guint i = 0; i < sorted->len; i++)
        if (kept == 0 || x[i] > x[kept - 1])
            x[kept++] = x[i];
    g_array_set_size(sorted, kept);
    return sorted;
}

static VigieDim *
dim_from_numbers(const char *name, const double *value, gsize n, bool is_date)
{
    VigieDim *dim = new_dim(name, n);
    g_autoptr(GArray) values = distinct(value, n);
    for (guint k = 0; k < values->len; k++) {
        char buffer[VIGIE_NUMBER_SIZE];
        double x = g_array_index(values, double, k);
        g_ptr_array_add(dim->text, g_strdup(is_date ? vigie_date_print(x, buffer)
                                                    : vigie_number_print(x, buffer)));
    }
    for (gsize i = 0; i < n; i++) {
        guint at = 0;
        if (!isnan(value[i]) && g_array_binary_search(values, &value[i], compare_numbers, &at))
            dim->code[i] = at;
    }
    return dim;
}

VigieDim *
vigie_dim_from_numbers(const char *name, const double *value, gsize n)
{
    return dim_from_numbers(name, value, n, false);
}

static int
compare_levels(const void *a, const void *b, void *levels)
{
    const GPtrArray *texts = levels;
    return strcmp(texts->pdata[*(const guint32 *)a], texts->pdata[*(const guint32 *)b]);
}

static VigieDim *
dim_from_levels(const VigieColumn *column, gsize n)
{
    VigieDim *dim = new_dim(column->name, n);
    guint n_levels = column->levels->len;
    g_autofree guint32 *order = g_new(guint32, n_levels + 1);
    g_autofree guint32 *rank = g_new(guint32, n_levels + 1);
    for (guint32 k = 0; k < n_levels; k++)
        order[k] = k;
    g_qsort_with_data(order, (gint)n_levels, sizeof *order, compare_levels, column->levels);
    for (guint32 k = 0; k < n_levels; k++) {
        rank[order[k]] = k;
        g_ptr_array_add(dim->text, g_strdup(column->levels->pdata[order[k]]));
    }
    for (gsize i = 0; i < n; i++)
        if (column->why[i] == VIGIE_PRESENT)
            dim->code[i] = rank[(gsize)column->value[i]];
    return dim;
}

static void
add_choice_names(VigieDim *dim, const VigieList *list)
{
    for (guint k = 0; k < list->choices->len; k++)
        g_ptr_array_add(dim->text, g_strdup(vigie_list_get(list, k)->name));
}

static VigieDim *
dim_from_choice(const VigieColumn *column, gsize n)
{
    VigieDim *dim = new_dim(column->name, n);
    add_choice_names(dim, column->item->list);
    for (gsize i = 0; i < n; i++)
        if (column->why[i] == VIGIE_PRESENT)
            dim->code[i] = (guint32)column->value[i];
    return dim;
}

static GArray *
choice_set(const VigieList *list, const char *names)
{
    GArray *set = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_auto(GStrv) each = g_strsplit(names, " ", -1);
    for (char **name = each; *name != NULL; name++) {
        gint at = vigie_list_index(list, *name);
        guint32 code = (guint32)at;
        if (at >= 0)
            g_array_append_val(set, code);
    }
    return set;
}

static void
unref_array(void *array)
{
    g_array_unref(array);
}

static VigieDim *
dim_from_choices(const VigieColumn *column, gsize n)
{
    VigieDim *dim = new_dim(column->name, n);
    add_choice_names(dim, column->item->list);
    dim->sets = g_ptr_array_new_with_free_func(unref_array);
    for (guint k = 0; k < column->levels->len; k++)
        g_ptr_array_add(dim->sets, choice_set(column->item->list, column->levels->pdata[k]));
    for (gsize i = 0; i < n; i++)
        if (column->why[i] == VIGIE_PRESENT)
            dim->code[i] = (guint32)column->value[i];
    return dim;
}

VigieDim *
vigie_dim_from_column(const VigieFrame *frame, const VigieColumn *column)
{
    switch (column->kind) {
    case VIGIE_VALUE_CHOICE:
        return dim_from_choice(column, frame->n);
    case VIGIE_VALUE_CHOICES:
        return dim_from_choices(column, frame->n);
    case VIGIE_VALUE_TEXT:
        return dim_from_levels(column, frame->n);
    default:
        return dim_from_numbers(column->name, column->value, frame->n,
                                column->kind == VIGIE_VALUE_DATE);
    }
}

void
vigie_groups_free(VigieGroups *groups)
{
    if (groups == NULL)
        return;
    g_free(groups->stride);
    g_array_unref(groups->members);
    g_free(groups);
}

/* The last dimension runs fastest. */
static bool
set_strides(VigieGroups *groups)
{
    guint64 size = 1;
    groups->stride = g_new(guint64, groups->dims->len + 1);
    for (guint k = groups->dims->len; k > 0; k--) {
        const VigieDim *dim = groups->dims->pdata[k - 1];
        groups->stride[k - 1] = size;
        if (!g_uint64_checked_mul(&size, size, MAX(dim->text->len, 1)))
            return false;
    }
    return true;
}

/* From dimension k on: one cell for each combination of the record's codes. */
static void
add_record(VigieGroups *groups, gsize record, guint k, guint64 key)
{
    if (k == groups->dims->len) {
        VigieMember member = {key, record};
        g_array_append_val(groups->members, member);
        return;
    }
    const VigieDim *dim = groups->dims->pdata[k];
    guint32 code = dim->code[record];
    if (code == VIGIE_NO_CODE)
        return;
    if (dim->sets == NULL) {
        add_record(groups, record, k + 1, key + code * groups->stride[k]);
        return;
    }
    const GArray *set = dim->sets->pdata[code];
    for (guint i = 0; i < set->len; i++)
        add_record(groups, record, k + 1,
                   key + g_array_index(set, guint32, i) * groups->stride[k]);
}

static int
compare_members(const void *a, const void *b)
{
    const VigieMember *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->record > y->record) - (x->record < y->record);
}

VigieGroups *
vigie_groups_new(const GPtrArray *dims, const guint8 *mask, gsize n)
{
    g_autoptr(VigieGroups) groups = g_new0(VigieGroups, 1);
    groups->dims = dims;
    groups->members = g_array_new(FALSE, FALSE, sizeof(VigieMember));
    if (!set_strides(groups))
        return NULL;
    for (gsize i = 0; i < n; i++)
        if (mask[i] != 0)
            add_record(groups, i, 0, 0);
    g_array_sort(groups->members, compare_members);
    return g_steal_pointer(&groups);
}

static guint64
key_at(const VigieGroups *groups, gsize at)
{
    return g_array_index(groups->members, VigieMember, at).key;
}

gsize
vigie_groups_end(const VigieGroups *groups, gsize start)
{
    gsize end = start;
    while (end < groups->members->len && key_at(groups, end) == key_at(groups, start))
        end++;
    return end;
}

bool
vigie_groups_find(const VigieGroups *groups, guint64 key, gsize *start, gsize *end)
{
    gsize low = 0, high = groups->members->len;
    while (low < high) {
        gsize middle = low + (high - low) / 2;
        if (key_at(groups, middle) < key)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == groups->members->len || key_at(groups, low) != key)
        return false;
    *start = low;
    *end = vigie_groups_end(groups, low);
    return true;
}

guint32
vigie_groups_code(const VigieGroups *groups, guint64 key, guint dim)
{
    const VigieDim *d = groups->dims->pdata[dim];
    return (guint32)(key / groups->stride[dim] % MAX(d->text->len, 1));
}
