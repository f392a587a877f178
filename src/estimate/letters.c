/* letters.c - compact letter display: values that share a letter do not differ (Piepho 2004) */
#include <math.h>
#include <string.h>
#include <vigie/estimate-test.h>

#define LETTERS_MAX 1000

/* A column of the display: the values that have its letter. */
typedef bool *Column;

static bool
is_within(const bool *a, const bool *b, guint k)
{
    for (guint i = 0; i < k; i++)
        if (a[i] && !b[i])
            return false;
    return true;
}

/* Drops columns that another one holds; of two alike the first stays. */
static void
absorb(GPtrArray *columns, guint k)
{
    for (guint a = columns->len; a-- > 0;) {
        bool held = false;
        for (guint b = 0; b < columns->len && !held; b++)
            held = a != b &&
                   is_within(g_ptr_array_index(columns, a), g_ptr_array_index(columns, b), k);
        if (held)
            g_ptr_array_remove_index(columns, a);
    }
}

/* Values i and j differ: each column that has both becomes two, one without i and one without j. */
static void
insert(GPtrArray *columns, guint i, guint j, guint k)
{
    guint n = columns->len;
    for (guint c = 0; c < n; c++) {
        Column column = g_ptr_array_index(columns, c);
        if (!column[i] || !column[j])
            continue;
        Column other = g_memdup2(column, k * sizeof(bool));
        column[i] = false;
        other[j] = false;
        g_ptr_array_add(columns, other);
    }
}

/* Descending. */
static int
by_estimate(gconstpointer a, gconstpointer b, gpointer estimates)
{
    guint first = *(const guint *)a, second = *(const guint *)b;
    const double *x = estimates;
    if (x[first] > x[second] || x[first] < x[second])
        return x[first] > x[second] ? -1 : 1;
    return first < second ? -1 : first > second;
}

/* The values that take part, from the largest; returns how many. */
static guint
rank_values(const double *estimate, guint k, guint *order)
{
    guint n = 0;
    for (guint i = 0; i < k; i++)
        if (!isnan(estimate[i]))
            order[n++] = i;
    g_qsort_with_data(order, (gint)n, sizeof *order, by_estimate, (gpointer)estimate);
    return n;
}

/* Columns over the ranked values; NULL: too many. */
static GPtrArray *
columns_of(const bool *different, guint k, const guint *order, guint n)
{
    GPtrArray *columns = g_ptr_array_new_with_free_func(g_free);
    Column all = g_new(bool, MAX(n, 1));
    for (guint i = 0; i < n; i++)
        all[i] = true;
    g_ptr_array_add(columns, all);
    for (guint i = 0; i < n; i++)
        for (guint j = i + 1; j < n; j++) {
            if (!different[(gsize)order[i] * k + order[j]])
                continue;
            insert(columns, i, j, n);
            absorb(columns, n);
            if (columns->len > LETTERS_MAX) {
                g_ptr_array_unref(columns);
                return NULL;
            }
        }
    return columns;
}

/* Columns by their first value, then by their second ...: the bytes of a bool array, descending. */
static int
by_members(gconstpointer a, gconstpointer b, gpointer n)
{
    return -memcmp(*(const Column *)a, *(const Column *)b, GPOINTER_TO_UINT(n) * sizeof(bool));
}

/* a ... z, A ... Z, then the same behind a dot, two dots ... */
static void
add_letter(GString *text, guint c)
{
    for (guint dots = c / 52; dots > 0; dots--)
        g_string_append_c(text, '.');
    c %= 52;
    g_string_append_c(text, (char)(c < 26 ? 'a' + c : 'A' + (c - 26)));
}

char **
vigie_letters(const bool *different, const double *estimate, guint k)
{
    g_autofree guint *order = g_new(guint, MAX(k, 1));
    guint n = rank_values(estimate, k, order);
    g_autoptr(GPtrArray) columns = columns_of(different, k, order, n);
    if (columns == NULL)
        return NULL;
    g_ptr_array_sort_with_data(columns, by_members, GUINT_TO_POINTER(n));
    char **letters = g_new0(char *, k + 1);
    for (guint i = 0; i < n; i++) {
        g_autoptr(GString) text = g_string_new(NULL);
        for (guint c = 0; c < columns->len; c++)
            if (((Column)g_ptr_array_index(columns, c))[i])
                add_letter(text, c);
        letters[order[i]] = g_strdup(text->str);
    }
    for (guint i = 0; i < k; i++)
        if (letters[i] == NULL)
            letters[i] = g_strdup("");
    return letters;
}
