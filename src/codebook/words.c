/* words.c - a condition as a person says it: "nuitees > 0", "sejour is “En famille”" */
#include "token.h"
#include <string.h>
#include <vigie/codebook-expression.h>

/* Conditions that are longer are better read as they are written. */
enum { MOST_TOKENS = 60 };

typedef struct {
    const VigieCodebook *codebook;
    VigieLang lang;
    VigieToken tokens[MOST_TOKENS + 5]; /* END behind the last */
    guint at;
    GString *out;
} Speaker;

static const VigieToken *
token(const Speaker *s, guint ahead)
{
    return &s->tokens[s->at + ahead];
}

static bool
is(const Speaker *s, guint ahead, const char *text)
{
    return vigie_token_is(token(s, ahead), text);
}

static void
say(Speaker *s, const char *text, guint tokens)
{
    if (s->out->len > 0 && s->out->str[s->out->len - 1] != '(' && strcmp(text, ")") != 0)
        g_string_append_c(s->out, ' ');
    g_string_append(s->out, text);
    s->at += tokens;
}

/* The label of the choice that is written behind the item; (transfer full). */
static char *
choice_words(const Speaker *s, const VigieToken *item_token, const VigieToken *literal)
{
    g_autofree char *name = g_strndup(item_token->text, item_token->length);
    g_autofree char *choice = g_strndup(literal->text, literal->length);
    const VigieItem *item = vigie_codebook_find(s->codebook, name);
    gint at = item != NULL && item->list != NULL ? vigie_list_index(item->list, choice) : -1;
    return g_strdup(at >= 0 ? vigie_choice_label(s->codebook,
                                                 vigie_list_get(item->list, (guint)at), s->lang)
                            : choice);
}

/* ITEM sign 'text'; at = where the literal stands. */
static bool
say_comparison(Speaker *s)
{
    bool equal = is(s, 1, "="), differs = is(s, 1, "!=");
    if (token(s, 0)->kind != VIGIE_TOKEN_ITEM || (!equal && !differs) ||
        token(s, 2)->kind != VIGIE_TOKEN_STRING)
        return false;
    g_autofree char *name = g_strndup(token(s, 0)->text, token(s, 0)->length);
    g_autofree char *label = choice_words(s, token(s, 0), token(s, 2));
    g_autofree char *words =
        *label == '\0'
            ? g_strdup_printf(equal ? _("%s has no answer") : _("%s has an answer"), name)
            : g_strdup_printf(equal ? _("%s is “%s”") : _("%s is not “%s”"), name, label);
    say(s, words, 3);
    return true;
}

/* selected(ITEM, 'text') */
static bool
say_selected(Speaker *s)
{
    if (!is(s, 0, "selected") || !is(s, 1, "(") || token(s, 2)->kind != VIGIE_TOKEN_ITEM ||
        !is(s, 3, ",") || token(s, 4)->kind != VIGIE_TOKEN_STRING || !is(s, 5, ")"))
        return false;
    g_autofree char *name = g_strndup(token(s, 2)->text, token(s, 2)->length);
    g_autofree char *label = choice_words(s, token(s, 2), token(s, 4));
    const VigieItem *item = vigie_codebook_find(s->codebook, name);
    bool single = item != NULL && item->kind == VIGIE_VALUE_CHOICE;
    g_autofree char *words =
        g_strdup_printf(single ? _("%s is “%s”") : _("%s includes “%s”"), name, label);
    say(s, words, 6);
    return true;
}

/* date('2024-07-01') */
static bool
say_date(Speaker *s)
{
    if (!is(s, 0, "date") || !is(s, 1, "(") || token(s, 2)->kind != VIGIE_TOKEN_STRING ||
        !is(s, 3, ")"))
        return false;
    g_autofree char *day = g_strndup(token(s, 2)->text, token(s, 2)->length);
    say(s, day, 4);
    return true;
}

static bool
say_word(Speaker *s)
{
    static const struct {
        const char *sign, *words;
    } signs[] = {{"and", N_("and")}, {"or", N_("or")}, {"not", N_("not")}, {"=", "="},
                 {"!=", "≠"},        {"<", "<"},       {"<=", "≤"},        {">", ">"},
                 {">=", "≥"},        {"+", "+"},       {"-", "−"},         {"*", "×"},
                 {"(", "("},         {")", ")"}};
    for (guint i = 0; i < G_N_ELEMENTS(signs); i++)
        if (is(s, 0, signs[i].sign)) {
            say(s, g_ascii_isalpha(*signs[i].words) ? _(signs[i].words) : signs[i].words, 1);
            return true;
        }
    return false;
}

static bool
say_value(Speaker *s)
{
    g_autofree char *text = g_strndup(token(s, 0)->text, token(s, 0)->length);
    switch (token(s, 0)->kind) {
    case VIGIE_TOKEN_DOT:
        say(s, _("the answer"), 1);
        return true;
    case VIGIE_TOKEN_NUMBER:
        if (s->lang == VIGIE_LANG_FR)
            g_strdelimit(text, ".", ',');
        say(s, text, 1);
        return true;
    case VIGIE_TOKEN_ITEM:
        say(s, text, 1);
        return true;
    default:
        return false;
    }
}

static bool
read_tokens(Speaker *s, const char *text)
{
    guint n = 0;
    for (vigie_token_next(&text, &s->tokens[n]); s->tokens[n].kind != VIGIE_TOKEN_END;
         vigie_token_next(&text, &s->tokens[++n]))
        if (n + 1 >= MOST_TOKENS || s->tokens[n].kind == VIGIE_TOKEN_WRONG)
            return false;
    return true;
}

char *
vigie_expression_words(const VigieCodebook *codebook, const VigieExpression *expression,
                       VigieLang lang)
{
    const char *text = vigie_expression_text(expression);
    g_autofree Speaker *s = g_new0(Speaker, 1);
    s->codebook = codebook;
    s->lang = lang;
    if (!read_tokens(s, text))
        return g_strdup(text);
    s->out = g_string_new(NULL);
    bool good = true;
    while (good && token(s, 0)->kind != VIGIE_TOKEN_END)
        good =
            say_comparison(s) || say_selected(s) || say_date(s) || say_word(s) || say_value(s);
    char *words = g_string_free(s->out, FALSE);
    if (good)
        return words;
    g_free(words);
    return g_strdup(text);
}
