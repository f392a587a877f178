/* sets.c - questions of several answers among a raw file's columns: a column for each choice ("activities/hiking",
 * "q1[SQ001]"), or the choices side by side in one cell ("hiking; canoe") */
#include "guess.h"
#include "header.h"
#include <string.h>

/* A cell of more parts, or a question of more choices, is text. */
#define MOST_PARTS 40
/* Each choice comes so often in the mean, or the words are a text's. */
#define REPEATED 3
#define LONGEST_PART 60

/* 0/1 columns ---------------------------------------------------------------------------------- */

/* "q1[SQ001]. What did you do? [Hiking]", as LimeSurvey writes it: the length of the code; 0 = another header. */
static gsize
coded_length(const char *header)
{
    gsize length = vigie_guess_code_length(header);
    return length > 0 && header[length - 1] == ']' ? length : 0;
}

/* "g/q/choice" -> "g/q", "choice"; "q [choice]" and "q[SQ001]. text [choice]" -> "q", "choice". */
static bool
split_header(const char *header, char **item, char **choice)
{
    gsize length = strlen(header), coded = coded_length(header);
    const char *open = strrchr(header, '['), *slash = strrchr(header, '/');
    if (open != NULL && open > header && header[length - 1] == ']') {
        const char *first = coded > 0 ? strchr(header, '[') : open;
        *item = g_strchomp(g_strndup(header, (gsize)(first - header)));
        *choice = g_strndup(open + 1, (gsize)(header + length - 1 - open - 1));
    } else if (slash != NULL && slash > header && slash[1] != '\0') {
        *item = g_strndup(header, (gsize)(slash - header));
        *choice = g_strdup(slash + 1);
    } else {
        return false;
    }
    return true;
}

/* What is asked, between the code and the choice; (transfer full) or NULL. */
static char *
question_of(const char *header)
{
    gsize coded = coded_length(header);
    const char *open = strrchr(header, '[');
    if (coded == 0 || open <= header + coded + 2)
        return NULL;
    const char *text = header + coded + 2;
    return g_strchomp(g_strndup(text, (gsize)(open - text)));
}

static bool
is_flag_text(const char *text)
{
    static const char *const flags[] = {"0",    "1",   "y",   "n",    "yes",  "no",
                                        "o",    "oui", "non", "true", "vrai", "false",
                                        "faux", "x",   "n a", NULL}; /* as folded */
    g_autofree char *key = vigie_text_fold(text);
    g_strdelimit(key, "/", ' ');
    return g_strv_contains(flags, key);
}

/* Never ticked is a flag too, beside others that were. */
static bool
is_flag(const GuessColumn *column)
{
    if (column->type == GUESS_IGNORED || column->type == GUESS_OWN)
        return false;
    for (guint i = 0; i < column->values->len; i++)
        if (!is_flag_text(column->values->pdata[i]))
            return false;
    return true;
}

/* The columns of one question's choices. */
typedef struct {
    char *item;
    GPtrArray *parts; /* GuessColumn* */
    bool ticked;      /* one of them at least has a value */
} Family;

static void
family_free(gpointer pointer)
{
    Family *family = pointer;
    g_free(family->item);
    g_ptr_array_unref(family->parts);
    g_free(family);
}

static Family *
family_of(GPtrArray *families, const char *item)
{
    for (guint i = 0; i < families->len; i++) {
        Family *family = families->pdata[i];
        if (strcmp(family->item, item) == 0)
            return family;
    }
    Family *family = g_new0(Family, 1);
    family->item = g_strdup(item);
    family->parts = g_ptr_array_new();
    g_ptr_array_add(families, family);
    return family;
}

static GPtrArray *
find_families(const Guess *guess)
{
    GPtrArray *families = g_ptr_array_new_with_free_func(family_free);
    for (guint i = 0; i < guess->columns->len; i++) {
        GuessColumn *column = guess->columns->pdata[i];
        g_autofree char *item = NULL;
        g_autofree char *choice = NULL;
        if (!is_flag(column) || !split_header(column->header, &item, &choice))
            continue;
        Family *family = family_of(families, item);
        family->ticked |= column->values->len > 0;
        g_ptr_array_add(family->parts, column);
    }
    return families;
}

static guint
position_of(const Guess *guess, const GuessColumn *column)
{
    guint position = 0;
    while (guess->columns->pdata[position] != column)
        position++;
    return position;
}

/* The question's own column, or one that stands for it before its parts. */
static GuessColumn *
set_column(Guess *guess, const Family *family)
{
    for (guint i = 0; i < guess->columns->len; i++) {
        GuessColumn *column = guess->columns->pdata[i];
        if (strcmp(column->header, family->item) == 0)
            return column;
    }
    GuessColumn *column = vigie_guess_column_new(family->item);
    column->synthetic = true;
    column->label = question_of(((const GuessColumn *)family->parts->pdata[0])->header);
    g_ptr_array_insert(guess->columns, (gint)position_of(guess, family->parts->pdata[0]),
                       column);
    return column;
}

static void
gather(Guess *guess, const Family *family)
{
    GuessColumn *set = set_column(guess, family);
    if (set->type == GUESS_IGNORED || set->type == GUESS_OWN)
        return;
    set->type = GUESS_SET;
    g_ptr_array_set_size(set->blanks, 0);
    for (guint i = 0; i < family->parts->len; i++) {
        GuessColumn *part = family->parts->pdata[i];
        g_autofree char *item = NULL;
        GuessLabel *label = g_new0(GuessLabel, 1);
        split_header(part->header, &item, &label->label);
        label->raw = g_strdup(part->header);
        g_ptr_array_add(set->labels, label);
        part->type = GUESS_PART;
    }
}

/* Sets in one cell ----------------------------------------------------------------------------- */

void
vigie_guess_count_parts(GuessColumn *column, const char *text)
{
    static const char marks[GUESS_N_MARKS] = {';', ',', ' '};
    for (guint m = 0; m < GUESS_N_MARKS; m++) {
        GuessParts *parts = &column->parts[m];
        if (parts->many)
            continue;
        if (parts->count == NULL)
            parts->count = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        const char mark[] = {marks[m], '\0'};
        g_auto(GStrv) pieces = g_strsplit(text, mark, MOST_PARTS + 1);
        guint n = 0;
        for (guint i = 0; pieces[i] != NULL; i++) {
            const char *piece = g_strstrip(pieces[i]);
            if (*piece == '\0')
                continue;
            n++;
            guint seen = GPOINTER_TO_UINT(g_hash_table_lookup(parts->count, piece));
            g_hash_table_insert(parts->count, g_strdup(piece), GUINT_TO_POINTER(seen + 1));
            parts->many |= strlen(piece) > LONGEST_PART;
        }
        parts->n += n;
        parts->n_sets += n > 1;
        parts->many |= n > MOST_PARTS || g_hash_table_size(parts->count) > MOST_PARTS;
    }
}

/* Words of a text have blanks between them too: those of a set look like names. */
static bool
are_names(GHashTable *count)
{
    GHashTableIter iter;
    gpointer name = NULL;
    g_hash_table_iter_init(&iter, count);
    while (g_hash_table_iter_next(&iter, &name, NULL))
        for (const char *c = name; *c != '\0'; c++)
            if (!g_ascii_isalnum(*c) && *c != '_' && *c != '-')
                return false;
    return true;
}

static bool
is_set(const GuessColumn *column, guint mark)
{
    const GuessParts *parts = &column->parts[mark];
    if (parts->many || parts->count == NULL || parts->n_sets == 0)
        return false;
    guint n = g_hash_table_size(parts->count);
    bool blank = mark == GUESS_N_MARKS - 1;
    return n > 1 && n < column->counts.filled * 2 && parts->n >= (guint64)n * REPEATED &&
           parts->n_sets * 10 >= column->counts.filled && (!blank || are_names(parts->count));
}

static gint
compare_texts(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
take_parts(GuessColumn *column, const GuessParts *parts)
{
    GHashTableIter iter;
    gpointer name = NULL;
    column->type = GUESS_SET;
    g_ptr_array_set_size(column->values, 0);
    g_ptr_array_set_size(column->blanks, 0);
    g_hash_table_iter_init(&iter, parts->count);
    while (g_hash_table_iter_next(&iter, &name, NULL))
        g_ptr_array_add(column->values, g_strdup(name));
    g_ptr_array_sort(column->values, compare_texts);
}

static void
find_sets(GuessColumn *column)
{
    bool text = column->type == GUESS_TEXT || column->type == GUESS_CHOICE;
    for (guint m = 0; text && m < GUESS_N_MARKS; m++)
        if (is_set(column, m)) {
            take_parts(column, &column->parts[m]);
            return;
        }
}

void
vigie_guess_find_sets(Guess *guess)
{
    g_autoptr(GPtrArray) families = find_families(guess);
    for (guint i = 0; i < families->len; i++) {
        const Family *family = families->pdata[i];
        if (family->parts->len > 1 && family->ticked)
            gather(guess, family);
    }
    for (guint i = 0; i < guess->columns->len; i++)
        find_sets(guess->columns->pdata[i]);
}
