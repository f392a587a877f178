/* dimension.c - the cells of a study: the full cross of the values of its dimensions, and which records are in which.
 *
 * A record is in no cell where --where is not true or one of its dimensions is missing; it keeps its PSU in the
 * design.  Cells are row-major: the last dimension varies fastest. */
#include "private.h"
#include <math.h>
#include <string.h>

#define CELLS_MAX 1000000

void
vigie_dimension_free(VigieDimension *dimension)
{
    g_free(dimension->name);
    g_strfreev(dimension->value);
    g_free(dimension->index);
    g_free(dimension->number);
    g_free(dimension);
}

/* Values ----------------------------------------------------------------------------------- */

static int
compare_numbers(gconstpointer a, gconstpointer b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void
number_values(VigieDimension *dimension, gsize n)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_double_hash, g_double_equal);
    GArray *numbers = g_array_new(FALSE, FALSE, sizeof(double));
    for (gsize i = 0; i < n; i++) {
        double *value = &dimension->vector->value[i];
        if (!isnan(*value) && g_hash_table_add(seen, value))
            g_array_append_val(numbers, *value);
    }
    g_array_sort(numbers, compare_numbers);
    dimension->n = numbers->len;
    dimension->number = (double *)(gpointer)g_array_free(numbers, FALSE);
    dimension->value = g_new0(char *, dimension->n + 1);
    for (guint v = 0; v < dimension->n; v++) {
        char number[VIGIE_NUMBER_SIZE], date[VIGIE_DATE_SIZE];
        dimension->value[v] = g_strdup(dimension->vector->kind == VIGIE_VALUE_DATE
                                           ? vigie_date_print(dimension->number[v], date)
                                           : vigie_number_print(dimension->number[v], number));
    }
}

/* Choices in questionnaire order, without those that mean a missing answer. */
static void
choice_values(VigieDimension *dimension)
{
    const GPtrArray *choices = dimension->vector->choices;
    dimension->value = g_new0(char *, choices->len + 1);
    dimension->index = g_new(guint32, MAX(choices->len, 1));
    for (guint c = 0; c < choices->len; c++) {
        const VigieChoice *choice = g_ptr_array_index(choices, c);
        dimension->index[c] = choice->missing == VIGIE_PRESENT ? dimension->n : VIGIE_NO_CELL;
        if (choice->missing == VIGIE_PRESENT)
            dimension->value[dimension->n++] = g_strdup(choice->name);
    }
}

static int
compare_texts(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Byte order of UTF-8 is the order of code points. */
static void
text_values(VigieDimension *dimension)
{
    const GPtrArray *levels = dimension->vector->levels;
    g_autoptr(GPtrArray) sorted = g_ptr_array_new();
    for (guint l = 0; l < levels->len; l++)
        g_ptr_array_add(sorted, g_ptr_array_index(levels, l));
    g_ptr_array_sort(sorted, compare_texts);
    g_autoptr(GHashTable) rank = g_hash_table_new(g_str_hash, g_str_equal);
    dimension->n = sorted->len;
    dimension->value = g_new0(char *, sorted->len + 1);
    for (guint v = 0; v < sorted->len; v++) {
        dimension->value[v] = g_strdup(g_ptr_array_index(sorted, v));
        g_hash_table_insert(rank, g_ptr_array_index(sorted, v), GUINT_TO_POINTER(v));
    }
    dimension->index = g_new(guint32, MAX(levels->len, 1));
    for (guint l = 0; l < levels->len; l++)
        dimension->index[l] =
            GPOINTER_TO_UINT(g_hash_table_lookup(rank, g_ptr_array_index(levels, l)));
}

VigieDimension *
vigie_dimension_new(VigieStudy *study, const char *name, GError **error)
{
    VigieVector *vector = vigie_study_vector(study, name, error);
    if (vector == NULL)
        return NULL;
    VigieDimension *dimension = g_new0(VigieDimension, 1);
    dimension->name = g_strdup(name);
    dimension->vector = vector;
    dimension->is_year = strcmp(name, "year") == 0;
    dimension->multiple = vector->kind == VIGIE_VALUE_CHOICES;
    if (vector->kind == VIGIE_VALUE_NUMBER || vector->kind == VIGIE_VALUE_DATE)
        number_values(dimension, study->n);
    else if (vector->choices != NULL)
        choice_values(dimension);
    else
        text_values(dimension);
    return dimension;
}

/* Records ---------------------------------------------------------------------------------- */

guint32
vigie_dimension_position(const VigieDimension *dimension, double value)
{
    if (isnan(value))
        return VIGIE_NO_CELL;
    if (dimension->number == NULL)
        return dimension->index[(gsize)value];
    guint low = 0, high = dimension->n - 1;
    while (low < high) {
        guint middle = (low + high) / 2;
        if (dimension->number[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* cell[i] += position * stride, or no cell. */
static void
add_single(const VigieDimension *dimension, guint32 stride, gsize n, guint32 *cell)
{
    for (gsize i = 0; i < n; i++) {
        if (cell[i] == VIGIE_NO_CELL)
            continue;
        guint32 at = vigie_dimension_position(dimension, dimension->vector->value[i]);
        cell[i] = at == VIGIE_NO_CELL ? VIGIE_NO_CELL : cell[i] + at * stride;
    }
}

static bool
apply_where(VigieStudy *study, guint32 *cell)
{
    for (guint p = 0; p < study->parts->len; p++) {
        const VigieStudyPart *part = g_ptr_array_index(study->parts, p);
        if (part->where == NULL)
            return false;
        g_autofree guint8 *mask = g_malloc0(MAX(part->frame->n, 1));
        vigie_frame_where(part->frame, part->where, mask);
        for (gsize i = 0; i < part->frame->n; i++)
            if (!mask[i])
                cell[part->first + i] = VIGIE_NO_CELL;
    }
    return true;
}

/* Overlapping domains ------------------------------------------------------------------------ */

/* The positions of each level of a select_multiple: lists[level] is a GArray of guint32. */
static GPtrArray *
level_positions(const VigieDimension *dimension)
{
    const VigieVector *vector = dimension->vector;
    GPtrArray *lists = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    for (guint l = 0; l < vector->levels->len; l++)
        g_ptr_array_add(lists, g_array_new(FALSE, FALSE, sizeof(guint32)));
    for (guint c = 0; c < vector->choices->len; c++) {
        guint32 at = dimension->index[c];
        g_autofree guint8 *has = at != VIGIE_NO_CELL ? vigie_vector_level_has(vector, c) : NULL;
        for (guint l = 0; has != NULL && l < vector->levels->len; l++)
            if (has[l])
                g_array_append_val((GArray *)g_ptr_array_index(lists, l), at);
    }
    return lists;
}

/* Replaces each cell of a record's list (from first on) by one cell for each of its positions. */
static void
spread(GArray *member, guint first, const GArray *positions, guint32 stride)
{
    guint n = member->len - first;
    g_autofree guint32 *base =
        g_memdup2(&g_array_index(member, guint32, first), MAX(n, 1) * sizeof(guint32));
    g_array_set_size(member, first);
    for (guint i = 0; i < n; i++)
        for (guint k = 0; k < positions->len; k++) {
            guint32 cell = base[i] + g_array_index(positions, guint32, k) * stride;
            g_array_append_val(member, cell);
        }
}

static void
add_multiple(VigieCross *cross, const guint32 *stride, gsize n)
{
    static const guint32 none = VIGIE_NO_CELL;
    g_autoptr(GPtrArray) lists =
        g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
    g_autoptr(GArray) empty = g_array_new(FALSE, FALSE, sizeof none);
    for (guint d = 0; d < cross->dimensions->len; d++) {
        const VigieDimension *dimension = g_ptr_array_index(cross->dimensions, d);
        g_ptr_array_add(lists,
                        dimension->multiple ? level_positions(dimension) : g_ptr_array_new());
    }
    GArray *member = g_array_sized_new(FALSE, FALSE, sizeof(guint32), (guint)n);
    cross->start = g_new(gsize, n + 1);
    for (gsize i = 0; i < n; i++) {
        guint first = member->len;
        cross->start[i] = first;
        if (cross->cell[i] == VIGIE_NO_CELL)
            continue;
        g_array_append_val(member, cross->cell[i]);
        for (guint d = 0; d < cross->dimensions->len; d++) {
            const VigieDimension *dimension = g_ptr_array_index(cross->dimensions, d);
            if (!dimension->multiple)
                continue;
            double value = dimension->vector->value[i];
            const GArray *at =
                isnan(value)
                    ? empty
                    : g_ptr_array_index((GPtrArray *)g_ptr_array_index(lists, d), (guint)value);
            spread(member, first, at, stride[d]);
        }
    }
    cross->start[n] = member->len;
    cross->member = (guint32 *)(gpointer)g_array_free(member, FALSE);
}

/* The whole -------------------------------------------------------------------------------- */

static bool
count_cells(VigieCross *cross, guint32 *stride, GError **error)
{
    guint64 n = 1;
    for (guint d = cross->dimensions->len; d-- > 0;) {
        const VigieDimension *dimension = g_ptr_array_index(cross->dimensions, d);
        stride[d] = (guint32)n;
        n *= dimension->n;
        if (n > CELLS_MAX) {
            g_set_error(
                error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_SIZE,
                P_("more than %d cells: '%s' alone has %u value; take fewer dimensions",
                   "more than %d cells: '%s' alone has %u values; take fewer dimensions",
                   dimension->n),
                CELLS_MAX, dimension->name, dimension->n);
            return false;
        }
    }
    cross->cells.n_cells = (guint32)n;
    return true;
}

bool
vigie_cross_init(VigieCross *cross, VigieStudy *study, GError **error)
{
    *cross = (VigieCross){
        .dimensions = g_ptr_array_new_with_free_func((GDestroyNotify)vigie_dimension_free)};
    const char *const *by = study->question->by;
    for (; by != NULL && *by != NULL; by++) {
        VigieDimension *dimension = vigie_dimension_new(study, *by, error);
        if (dimension == NULL)
            return false;
        g_ptr_array_add(cross->dimensions, dimension);
    }
    g_autofree guint32 *stride = g_new0(guint32, cross->dimensions->len + 1);
    if (!count_cells(cross, stride, error))
        return false;
    bool multiple = false;
    cross->cell = g_new0(guint32, MAX(study->n, 1));
    apply_where(study, cross->cell);
    for (guint d = 0; d < cross->dimensions->len; d++) {
        const VigieDimension *dimension = g_ptr_array_index(cross->dimensions, d);
        multiple = multiple || dimension->multiple;
        if (!dimension->multiple)
            add_single(dimension, stride[d], study->n, cross->cell);
    }
    cross->cells.n = study->n;
    if (multiple) {
        add_multiple(cross, stride, study->n);
        cross->cells.start = cross->start;
        cross->cells.member = cross->member;
        g_clear_pointer(&cross->cell, g_free);
    }
    cross->cells.cell = cross->cell;
    return true;
}

void
vigie_cross_release(VigieCross *cross)
{
    g_clear_pointer(&cross->dimensions, g_ptr_array_unref);
    g_clear_pointer(&cross->cell, g_free);
    g_clear_pointer(&cross->start, g_free);
    g_clear_pointer(&cross->member, g_free);
}

guint
vigie_cross_position(const VigieCross *cross, guint32 cell, guint d)
{
    for (guint k = cross->dimensions->len; --k > d;)
        cell /= ((const VigieDimension *)g_ptr_array_index(cross->dimensions, k))->n;
    return cell % ((const VigieDimension *)g_ptr_array_index(cross->dimensions, d))->n;
}
