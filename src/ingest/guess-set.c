/* guess-set.c - columns that are one question with several answers: families of 0/1 columns, cells of several tokens */
#include "guess.h"
#include <string.h>

/* More different tokens than this are words and not choices. */
#define TOKENS_MAX 40

static const char set_marks[GUESS_SET_MARKS] = {';', ',', ' '};

/* Families --------------------------------------------------------------------------------- */

/* What a header says: of which question, which choice of it, and the texts of both. */
typedef struct {
    char *parent, *member; /* member NULL: none */
    char *label, *member_label;
} Parts;

static void
parts_release(Parts *p)
{
    g_free(p->parent);
    g_free(p->member);
    g_free(p->label);
    g_free(p->member_label);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Parts, parts_release)

/* "q [x]" -> "q" and "x"; false without brackets at the end. */
static bool
split_brackets(const char *text, char **before, char **inside)
{
    gsize n = strlen(text);
    const char *open = n > 2 && text[n - 1] == ']' ? strrchr(text, '[') : NULL;
    if (open == NULL || open == text || open + 2 >= text + n)
        return false;
    *before = g_strchomp(g_strndup(text, (gsize)(open - text)));
    *inside = g_strndup(open + 1, (gsize)(text + n - 2 - open));
    return true;
}

static bool
split_at(const char *text, const char *mark, char **before, char **after)
{
    if (mark == NULL || mark == text || mark[1] == '\0')
        return false;
    *before = g_strndup(text, (gsize)(mark - text));
    *after = g_strdup(mark + 1);
    return true;
}

/* "q1[SQ001]. Text [Subtext]" */
static void
split_limesurvey(const char *header, Parts *p)
{
    const char *dot = strstr(header, ". ");
    const char *blank = strchr(header, ' ');
    bool coded = dot != NULL && blank == dot + 1;
    g_autofree char *code = coded ? g_strndup(header, (gsize)(dot - header)) : g_strdup(header);
    if (coded && !split_brackets(dot + 2, &p->label, &p->member_label))
        p->label = g_strdup(dot + 2);
    if (split_brackets(code, &p->parent, &p->member))
        return;
    const char *sub = strrchr(code, '_');
    if (sub != NULL && g_str_has_prefix(sub, "_SQ") &&
        split_at(code, sub, &p->parent, &p->member))
        return;
    p->parent = g_steal_pointer(&code);
}

static void
split_header(ExportKind kind, const char *header, Parts *p)
{
    const char *slash = strrchr(header, '/');
    if (kind == EXPORT_LIMESURVEY)
        split_limesurvey(header, p);
    else if (!split_at(header, slash, &p->parent, &p->member) &&
             !(kind == EXPORT_KOBO &&
               split_at(header, strrchr(header, '.'), &p->parent, &p->member)))
        p->parent = g_strdup(header);
}

static bool
is_other(ExportKind kind, const char *member)
{
    g_autofree char *key = vigie_text_fold(member);
    return kind == EXPORT_LIMESURVEY &&
           (strcmp(key, "other") == 0 || strcmp(key, "autre") == 0);
}

/* A 0/1 column, or what was written beside "other". */
static bool
may_be_member(const Guess *guess, const GuessColumn *column, const Parts *p)
{
    return p->member != NULL && !column->wide && column->type != GUESS_IGNORED &&
           (column->counts.flags == column->counts.filled ||
            is_other(guess->export.kind, p->member));
}

static GuessColumn *
find_whole(const Guess *guess, const char *parent)
{
    for (guint i = 0; i < guess->columns->len; i++) {
        GuessColumn *column = guess->columns->pdata[i];
        if (strcmp(column->header, parent) == 0 && column->type != GUESS_IGNORED)
            return column;
    }
    return NULL;
}

static void
take_member(GuessColumn *whole, GuessColumn *member, const Parts *p)
{
    GuessLabel *label = g_new0(GuessLabel, 1);
    label->raw = g_strdup(p->member);
    label->label = g_strdup(p->member_label != NULL ? p->member_label : p->member);
    g_ptr_array_add(whole->labels, label);
    g_ptr_array_add(whole->members, member);
    member->type = GUESS_MEMBER;
}

/* All members of the family that the column at first belongs to, if there are several with a 1 or a 0 somewhere. */
static void
gather(Guess *guess, guint first, const Parts *family)
{
    g_autoptr(GPtrArray) members = g_ptr_array_new();
    guint64 filled = 0;
    for (guint i = first; i < guess->columns->len; i++) {
        GuessColumn *column = guess->columns->pdata[i];
        g_auto(Parts) p = {0};
        split_header(guess->export.kind, column->header, &p);
        if (p.member == NULL || strcmp(p.parent, family->parent) != 0)
            continue;
        if (!may_be_member(guess, column, &p))
            return;
        filled += column->counts.flags;
        g_ptr_array_add(members, column);
    }
    if (members->len < 2 || filled == 0)
        return;
    GuessColumn *whole = find_whole(guess, family->parent);
    if (whole == NULL) {
        whole = vigie_guess_column_new(family->parent);
        whole->without_column = true;
        g_ptr_array_insert(guess->columns, (gint)first, whole);
    }
    whole->type = GUESS_SEVERAL;
    if (whole->label == NULL)
        whole->label = g_strdup(family->label);
    for (guint i = 0; i < members->len; i++) {
        g_auto(Parts) p = {0};
        split_header(guess->export.kind, ((GuessColumn *)members->pdata[i])->header, &p);
        take_member(whole, members->pdata[i], &p);
    }
}

/* A question's name without its groups, its text as label. */
static void
set_bare(const Guess *guess, GuessColumn *column)
{
    g_auto(Parts) p = {0};
    ExportKind kind = guess->export.kind;
    if (kind == EXPORT_NONE || column->type == GUESS_IGNORED)
        return;
    if (kind == EXPORT_LIMESURVEY) {
        split_header(kind, column->header, &p);
        column->bare = p.member != NULL ? g_strdup_printf("%s_%s", p.parent, p.member)
                                        : g_strdup(p.parent);
        if (column->label == NULL && p.label != NULL)
            column->label = p.member_label == NULL
                                ? g_strdup(p.label)
                                : g_strdup_printf("%s [%s]", p.label, p.member_label);
        return;
    }
    const char *slash = kind == EXPORT_KOBO ? strrchr(column->header, '/') : NULL;
    if (slash == NULL || slash[1] == '\0')
        return;
    column->bare = g_strdup(slash + 1);
    if (column->label == NULL)
        column->label = g_strdup(slash + 1);
}

void
vigie_guess_families(Guess *guess)
{
    for (guint i = 0; i < guess->columns->len; i++) {
        const GuessColumn *column = guess->columns->pdata[i];
        g_auto(Parts) p = {0};
        if (column->type == GUESS_IGNORED || column->type == GUESS_MEMBER ||
            column->type == GUESS_SEVERAL)
            continue;
        split_header(guess->export.kind, column->header, &p);
        if (may_be_member(guess, column, &p))
            gather(guess, i, &p);
    }
    for (guint i = 0; i < guess->columns->len; i++)
        set_bare(guess, guess->columns->pdata[i]);
}

/* Tokens ----------------------------------------------------------------------------------- */

typedef struct {
    guint64 n, alone;
} Token;

bool
vigie_guess_is_flag(const char *text)
{
    static const char *const flags[] = {"0",   "1",    "y",     "n",    "yes",  "no", "oui",
                                        "non", "true", "false", "vrai", "faux", "x",  NULL};
    g_autofree char *word = g_ascii_strdown(text, -1);
    return g_strv_contains(flags, word);
}

static bool
is_token(const char *text, char mark)
{
    if (*text == '\0' || strlen(text) > 60)
        return false;
    for (const char *c = text; mark == ' ' && *c != '\0'; c++)
        if (!g_ascii_isalnum(*c) && *c != '_' && *c != '-')
            return false;
    return mark != ' ' || !g_ascii_isdigit(*text) || strlen(text) <= 3;
}

static void
give_up(GuessSet *set)
{
    set->no = true;
    g_clear_pointer(&set->tokens, g_hash_table_unref);
}

static void
count_tokens(GuessSet *set, const char *text, char mark)
{
    const char marks[] = {mark, '\0'};
    g_auto(GStrv) parts = g_strsplit(text, marks, -1);
    guint n = g_strv_length(parts);
    if (set->tokens == NULL)
        set->tokens = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    set->several += n > 1;
    for (guint i = 0; i < n; i++) {
        g_strstrip(parts[i]);
        if (*parts[i] == '\0' && i + 1 == n)
            continue;
        Token *token = g_hash_table_lookup(set->tokens, parts[i]);
        if (token == NULL) {
            if (!is_token(parts[i], mark) || g_hash_table_size(set->tokens) >= TOKENS_MAX) {
                give_up(set);
                return;
            }
            token = g_new0(Token, 1);
            g_hash_table_insert(set->tokens, g_strdup(parts[i]), token);
        }
        token->n++;
        token->alone += n == 1;
    }
}

void
vigie_guess_count_set(GuessColumn *column, const char *text)
{
    for (guint m = 0; m < GUESS_SET_MARKS; m++)
        if (!column->sets[m].no)
            count_tokens(&column->sets[m], text, set_marks[m]);
}

/* Each choice came more than once, and between blanks each stood alone once: "très bien" is one answer, not two. */
static bool
is_set(const GuessSet *set, char mark)
{
    GHashTableIter iter;
    gpointer token = NULL;
    guint64 repeated = 0, alone = 0;
    if (set->no || set->several == 0)
        return false;
    g_hash_table_iter_init(&iter, set->tokens);
    while (g_hash_table_iter_next(&iter, NULL, &token)) {
        repeated += ((const Token *)token)->n > 1;
        alone += ((const Token *)token)->alone > 0;
    }
    guint n = g_hash_table_size(set->tokens);
    if (n < 2)
        return false;
    return mark == ' ' ? alone == n && repeated * 2 > n : repeated == n;
}

static int
compare_texts(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

bool
vigie_guess_take_set(GuessColumn *column)
{
    for (guint m = 0; m < GUESS_SET_MARKS; m++) {
        GHashTableIter iter;
        gpointer name = NULL;
        if (!is_set(&column->sets[m], set_marks[m]))
            continue;
        g_ptr_array_set_size(column->values, 0);
        g_hash_table_iter_init(&iter, column->sets[m].tokens);
        while (g_hash_table_iter_next(&iter, &name, NULL))
            g_ptr_array_add(column->values, g_strdup(name));
        g_ptr_array_sort(column->values, compare_texts);
        return true;
    }
    return false;
}

void
vigie_guess_sets_release(GuessColumn *column)
{
    for (guint m = 0; m < GUESS_SET_MARKS; m++)
        g_clear_pointer(&column->sets[m].tokens, g_hash_table_unref);
}
