/* header.c - the names of a file's columns */
#include "header.h"
#include <string.h>

static void
add_name(GHashTable *table, char *key, guint field)
{
    bool there = g_hash_table_contains(table, key);
    g_hash_table_insert(table, key, GINT_TO_POINTER(there ? HEADER_TWICE : (gint)field));
}

static gint
look_up(GHashTable *table, const char *key)
{
    gpointer field = NULL;
    bool found = g_hash_table_lookup_extended(table, key, NULL, &field);
    return found ? GPOINTER_TO_INT(field) : HEADER_NONE;
}

/* "q1" of "q1. How many nights?", which LimeSurvey writes; "q/choice" and "choice" of "group/q/choice". */
static void
add_aliases(Header *header, guint field)
{
    const char *name = header->names[field];
    const char *text = strstr(name, ". ");
    gsize code = text != NULL ? (gsize)(text - name) : 0;
    if (code > 0 && strcspn(name, " ") >= code) {
        g_autofree char *alias = g_strndup(name, code);
        add_name(header->aliases, vigie_text_fold(alias), field);
    }
    for (const char *slash = strchr(name, '/'); slash != NULL; slash = strchr(slash + 1, '/'))
        add_name(header->aliases, vigie_text_fold(slash + 1), field);
}

static bool
is_pattern(const char *text)
{
    return strpbrk(text, "*?") != NULL;
}

/* Patterns give way to items, so that columns=* ignores what is left; a name given outright does not. */
static void
mark_ignored(Header *header, char *const *ignore)
{
    for (guint i = 0; ignore != NULL && ignore[i] != NULL; i++) {
        gint field = is_pattern(ignore[i]) ? vigie_header_exact(header, ignore[i])
                                           : vigie_header_find(header, ignore[i]);
        if (field >= 0)
            header->ignored[field] = 1;
        for (guint f = 0; field == HEADER_TWICE && f < header->n; f++)
            header->ignored[f] |= strcmp(header->names[f], ignore[i]) == 0;
    }
}

void
vigie_header_init(Header *header, const char *file, const VigieRow *row, char *const *ignore)
{
    *header = (Header){.file = file, .line = row->line, .n = row->n};
    header->names = g_new0(char *, row->n + 1);
    header->used = g_new0(guint8, row->n);
    header->ignored = g_new0(guint8, row->n);
    header->exact = g_hash_table_new(g_str_hash, g_str_equal);
    header->folded = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    header->aliases = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint f = 0; f < row->n; f++) {
        header->names[f] = g_strstrip(g_strndup(row->cells[f].text, row->cells[f].length));
        add_name(header->exact, header->names[f], f);
        add_name(header->folded, vigie_text_fold(header->names[f]), f);
        add_aliases(header, f);
    }
    mark_ignored(header, ignore);
}

void
vigie_header_release(Header *header)
{
    g_clear_pointer(&header->exact, g_hash_table_unref);
    g_clear_pointer(&header->folded, g_hash_table_unref);
    g_clear_pointer(&header->aliases, g_hash_table_unref);
    g_strfreev(header->names);
    g_free(header->used);
    g_free(header->ignored);
}

gint
vigie_header_exact(const Header *header, const char *name)
{
    return look_up(header->exact, name);
}

/* "#2": the second column, for one without a name. */
static gint
by_number(const Header *header, const char *name)
{
    guint64 number = 0;
    bool read =
        name[0] == '#' && g_ascii_string_to_unsigned(name + 1, 10, 1, header->n, &number, NULL);
    return read ? (gint)number - 1 : HEADER_NONE;
}

gint
vigie_header_find(const Header *header, const char *name)
{
    gint field = look_up(header->exact, name);
    if (field != HEADER_NONE)
        return field;
    g_autofree char *key = vigie_text_fold(name);
    field = *key != '\0' ? look_up(header->folded, key) : HEADER_NONE;
    return field != HEADER_NONE ? field : by_number(header, name);
}

gint
vigie_header_alias(const Header *header, const char *name)
{
    g_autofree char *key = vigie_text_fold(name);
    return look_up(header->aliases, key);
}

int
vigie_header_year_at(const char *name, gsize i)
{
    for (gsize k = 0; k < 4; k++)
        if (!g_ascii_isdigit(name[i + k]))
            return 0;
    if (g_ascii_isdigit(name[i + 4]) || (i > 0 && g_ascii_isdigit(name[i - 1])))
        return 0;
    int year = (int)g_ascii_strtoll(name + i, NULL, 10);
    return year >= 1900 && year <= 2100 ? year : 0;
}

static bool
same_template(const char *name, gsize at, gsize length, const char *mark, const char *wanted,
              const char *wanted_key)
{
    g_autofree char *template =
        g_strdup_printf("%.*s%s%s", (int)at, name, mark, name + at + length);
    if (strcmp(template, wanted) == 0)
        return true;
    g_autofree char *key = vigie_text_fold(template);
    return strcmp(key, wanted_key) == 0;
}

static int
compare_years(gconstpointer a, gconstpointer b)
{
    const YearField *x = a, *y = b;
    int periods = vigie_period_compare(&x->period, &y->period);
    if (x->year != y->year)
        return x->year - y->year;
    return periods != 0 ? periods : (int)x->field - (int)y->field;
}

/* What stands in the place of the mark, in a header that is the name around it; both folded. */
static char *
text_between(const char *header, const char *name, const char *mark)
{
    g_auto(GStrv) around = g_strsplit(name, mark, 2);
    g_autofree char *before = vigie_text_fold(around[0]);
    g_autofree char *after = vigie_text_fold(around[1]);
    g_autofree char *key = vigie_text_fold(header);
    g_strstrip(before);
    g_strstrip(after);
    gsize n = strlen(key);
    if (n <= strlen(before) + strlen(after) || !g_str_has_prefix(key, before) ||
        !g_str_has_suffix(key, after))
        return NULL;
    return g_strstrip(g_strndup(key + strlen(before), n - strlen(before) - strlen(after)));
}

static void
find_periods(const Header *header, const char *name, const char *mark, GArray *found)
{
    bool with_year = strcmp(mark, VIGIE_PERIOD_MARK) == 0;
    for (guint f = 0; f < header->n; f++) {
        YearField pair = {.field = f};
        g_autofree char *text = text_between(header->names[f], name, mark);
        if (text == NULL || !vigie_period_read(text, &pair.period) ||
            (pair.period.year != 0) != with_year)
            continue;
        pair.year = pair.period.year;
        g_array_append_val(found, pair);
    }
    g_array_sort(found, compare_years);
}

void
vigie_header_find_years(const Header *header, const char *name, GArray *found)
{
    static const char *const marks[] = {VIGIE_PERIOD_MARK, VIGIE_MONTH_MARK};
    for (guint m = 0; m < G_N_ELEMENTS(marks); m++)
        if (strstr(name, marks[m]) != NULL) {
            find_periods(header, name, marks[m], found);
            return;
        }
    g_autofree char *key = vigie_text_fold(name);
    for (guint f = 0; f < header->n; f++) {
        gsize length = strlen(header->names[f]);
        for (gsize i = 0; i + 4 <= length; i++) {
            int year = vigie_header_year_at(header->names[f], i);
            if (year == 0 || !same_template(header->names[f], i, 4, "{year}", name, key))
                continue;
            YearField pair = {.year = year, .field = f};
            g_array_append_val(found, pair);
        }
    }
    g_array_sort(found, compare_years);
}

/* Digits of a name that stand alone: at i, so many; 0 = none, or part of a longer number. */
static gsize
digits_at(const char *name, gsize i)
{
    gsize n = strspn(name + i, "0123456789");
    return n > 4 || (i > 0 && g_ascii_isdigit(name[i - 1])) ? 0 : n;
}

void
vigie_header_find_blocks(const Header *header, const char *name, GArray *found)
{
    g_autofree char *key = vigie_text_fold(name);
    for (guint f = 0; f < header->n; f++) {
        const char *text = header->names[f];
        for (gsize i = 0; text[i] != '\0'; i++) {
            gsize length = digits_at(text, i);
            if (length == 0 || !same_template(text, i, length, "{i}", name, key))
                continue;
            YearField pair = {.year = (int)g_ascii_strtoll(text + i, NULL, 10), .field = f};
            if (pair.year > 0)
                g_array_append_val(found, pair);
        }
    }
    g_array_sort(found, compare_years);
}

const char *
vigie_header_nearest(const Header *header, const char *name)
{
    return vigie_nearest(name, (const char *const *)header->names);
}

bool
vigie_header_is_ignored(const Header *header, char *const *ignore, guint field)
{
    if (header->ignored[field])
        return true;
    for (guint i = 0; ignore != NULL && ignore[i] != NULL; i++)
        if (is_pattern(ignore[i]) && g_pattern_match_simple(ignore[i], header->names[field]))
            return true;
    return false;
}
