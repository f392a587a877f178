/* skeleton.c - the questionnaire that vigie init writes: items and choices by the guess of a file's columns */
#include "skeleton.h"
#include "period.h"
#include <string.h>

static void
append_cell(GString *csv, const char *text)
{
    g_string_append(csv, ",\"");
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"')
            g_string_append_c(csv, '"');
        g_string_append_c(csv, *c);
    }
    g_string_append_c(csv, '"');
}

bool
vigie_skeleton_is_item(const GuessColumn *column)
{
    return column->type != GUESS_YEAR && column->type != GUESS_WAVE &&
           column->type != GUESS_IGNORED && column->type != GUESS_MEMBER;
}

static char *
type_word(const GuessColumn *column)
{
    static const char *const words[] = {[GUESS_INTEGER] = "integer",
                                        [GUESS_DECIMAL] = "decimal",
                                        [GUESS_DATE] = "date",
                                        [GUESS_TEXT] = "text"};
    if (column->type == GUESS_CHOICE)
        return g_strdup_printf("select_one %s", column->name);
    if (column->type == GUESS_SEVERAL)
        return g_strdup_printf("select_multiple %s", column->name);
    return g_strdup(words[column->type]);
}

static bool
has_choices(const GuessColumn *column)
{
    return column->type == GUESS_CHOICE || column->type == GUESS_SEVERAL;
}

static void
append_row(GString *csv, const char *first, const char *second, const char *third)
{
    append_cell(csv, first);
    append_cell(csv, second);
    append_cell(csv, third);
    g_string_append_c(csv, '\n');
}

/* "Effectifs {year}" is labelled without the year. */
static char *
label_of(const GuessColumn *column)
{
    if (column->label != NULL)
        return g_strdup(column->label);
    bool period = strstr(column->header, VIGIE_PERIOD_MARK) != NULL;
    g_auto(GStrv) parts = g_strsplit(column->header, period ? VIGIE_PERIOD_MARK : "{year}", 2);
    g_autofree char *label = g_strjoinv("", parts);
    return g_strdup(g_strstrip(label));
}

/* Names of choices: their texts made safe, each once, none that stands for a missing answer. */
static char *
choice_name(const char *text, GHashTable *taken)
{
    g_autofree char *base = vigie_guess_name(text);
    if (*base == '\0' || vigie_missing_from_name(base) != VIGIE_PRESENT) {
        char *other = g_strconcat(*base != '\0' ? base : "choice", "_1", NULL);
        g_free(base);
        base = other;
    }
    g_autofree char *name = g_strdup(base);
    for (guint k = 2; g_hash_table_contains(taken, name); k++) {
        g_free(name);
        name = g_strdup_printf("%s_%u", base, k);
    }
    g_hash_table_add(taken, g_strdup(name));
    return g_steal_pointer(&name);
}

static int
compare_texts(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* A 0/1 column names its choice itself; a value of a statistics package is named by its label. */
static const char *
name_source(const GuessColumn *column, const GuessLabel *label)
{
    return column->members->len > 0 ? label->raw : label->label;
}

void
vigie_skeleton_name_choices(GString *out, const GuessColumn *column, SkeletonNamed named)
{
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < column->labels->len; i++) {
        const GuessLabel *label = column->labels->pdata[i];
        if (label->missing != VIGIE_PRESENT)
            continue;
        g_autofree char *name = choice_name(name_source(column, label), taken);
        named(out, column, name, label);
    }
}

static void
append_labelled(GString *csv, const GuessColumn *column, const char *name,
                const GuessLabel *label)
{
    append_row(csv, column->name, name, label->label);
}

static void
append_choices(GString *csv, const GuessColumn *column)
{
    if (column->labels->len > 0) {
        vigie_skeleton_name_choices(csv, column, append_labelled);
        return;
    }
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_ptr_array_sort(column->values, compare_texts);
    for (guint i = 0; i < column->values->len; i++) {
        const char *text = column->values->pdata[i];
        bool other = strcmp(text, "-oth-") == 0; /* LimeSurvey's */
        g_autofree char *name = choice_name(other ? "other" : text, taken);
        append_row(csv, column->name, name, other ? _("Other") : text);
    }
}

GString *
vigie_skeleton_form(const Guess *guess, VigieLang lang)
{
    GString *csv = g_string_new("\"survey\",,,\n");
    const char *label = lang == VIGIE_LANG_FR ? "label::Français (fr)" : "label::English (en)";
    append_row(csv, "type", "name", label);
    bool choices = false;
    for (guint i = 0; i < guess->columns->len; i++) {
        const GuessColumn *column = guess->columns->pdata[i];
        if (!vigie_skeleton_is_item(column))
            continue;
        g_autofree char *type = type_word(column);
        g_autofree char *text = label_of(column);
        append_row(csv, type, column->name, text);
        choices |= has_choices(column);
    }
    if (choices) {
        g_string_append(csv, "\"choices\",,,\n");
        append_row(csv, "list_name", "name", label);
    }
    for (guint i = 0; i < guess->columns->len; i++) {
        const GuessColumn *column = guess->columns->pdata[i];
        if (has_choices(column))
            append_choices(csv, column);
    }
    return csv;
}
