/* token.c - the words of an expression */
#include "token.h"
#include <string.h>
#include <vigie/base.h>

/* What people write out of habit, and what it is here.  Longer spellings come first. */
static const struct {
    const char *spelling, *advice;
} habits[] = {
    {"==", N_("write = for \"is equal to\"")},
    {"<>", N_("write != for \"is not equal to\"")},
    {"&&", N_("write and")},
    {"||", N_("write or")},
    {"..", N_("paths are not read: name the item as ${name}")},
    {"./", N_("paths are not read: name the item as ${name}")},
    {"/", N_("paths are not read: name the item as ${name}, divide with div")},
    {"::", N_("paths are not read: name the item as ${name}")},
    {"[", N_("paths are not read: name the item as ${name}")},
    {"@", N_("paths are not read: name the item as ${name}")},
    {"|", N_("write or")},
    {"$", N_("write ${name} for an item")},
    {"%", N_("write mod for the remainder")},
    {"!", N_("write not(…) or !=")},
    {"≤", N_("write <=")},
    {"≥", N_("write >=")},
    {"≠", N_("write !=")},
    {"‘", N_("write straight quotes: '…'")},
    {"’", N_("write straight quotes: '…'")},
    {"“", N_("write straight quotes: '…'")},
    {"”", N_("write straight quotes: '…'")},
    {"«", N_("write straight quotes: '…'")},
    {"»", N_("write straight quotes: '…'")},
};

/* Longer signs come first. */
static const char *const signs[] = {"!=", "<=", ">=", "(", ")", ",", "=",
                                    "<",  ">",  "+",  "-", "*", NULL};

static void
take(VigieToken *token, VigieTokenKind kind, const char *end)
{
    token->kind = kind;
    token->end = end;
    token->text = token->start;
    token->length = (gsize)(end - token->start);
}

static void
take_wrong(VigieToken *token, const char *end, const char *why)
{
    take(token, VIGIE_TOKEN_WRONG, end);
    token->why = why;
}

static void
take_string(VigieToken *token)
{
    const char *close = strchr(token->start + 1, *token->start);
    if (close == NULL) {
        take_wrong(token, token->start + strlen(token->start), _("the quote is not closed"));
        return;
    }
    take(token, VIGIE_TOKEN_STRING, close + 1);
    token->text++;
    token->length -= 2;
}

static void
take_item(VigieToken *token)
{
    const char *close = strchr(token->start, '}');
    if (close == NULL) {
        take_wrong(token, token->start + strlen(token->start), _("${ is not closed by }"));
        return;
    }
    take(token, VIGIE_TOKEN_ITEM, close + 1);
    token->text += 2;
    token->length -= 3;
    while (token->length > 0 && g_ascii_isspace(*token->text)) {
        token->text++;
        token->length--;
    }
    while (token->length > 0 && g_ascii_isspace(token->text[token->length - 1]))
        token->length--;
}

static void
take_number(VigieToken *token)
{
    const char *end = token->start;
    while (g_ascii_isdigit(*end))
        end++;
    if (*end == '.')
        end++;
    while (g_ascii_isdigit(*end))
        end++;
    take(token, VIGIE_TOKEN_NUMBER, end);
}

static void
take_name(VigieToken *token)
{
    const char *end = token->start;
    while (g_ascii_isalnum(*end) || strchr("_-.:", *end) != NULL) {
        if (*end == '\0' || g_str_has_prefix(end, "::"))
            break;
        end++;
    }
    take(token, VIGIE_TOKEN_NAME, end);
}

static bool
take_sign(VigieToken *token)
{
    for (guint i = 0; signs[i] != NULL; i++)
        if (g_str_has_prefix(token->start, signs[i])) {
            take(token, VIGIE_TOKEN_SIGN, token->start + strlen(signs[i]));
            return true;
        }
    return false;
}

static bool
take_habit(VigieToken *token)
{
    for (guint i = 0; i < G_N_ELEMENTS(habits); i++)
        if (g_str_has_prefix(token->start, habits[i].spelling)) {
            take_wrong(token, token->start + strlen(habits[i].spelling), _(habits[i].advice));
            return true;
        }
    return false;
}

static void
take_unknown(VigieToken *token)
{
    bool whole = g_utf8_get_char_validated(token->start, -1) < (gunichar)-2;
    take_wrong(token, whole ? g_utf8_next_char(token->start) : token->start + 1,
               _("this sign has no place in an expression"));
}

static void
take_any(VigieToken *token)
{
    const char *s = token->start;
    if (*s == '\0')
        take(token, VIGIE_TOKEN_END, s);
    else if (*s == '\'' || *s == '"')
        take_string(token);
    else if (g_str_has_prefix(s, "${"))
        take_item(token);
    else if (g_ascii_isdigit(*s) || (*s == '.' && g_ascii_isdigit(s[1])))
        take_number(token);
    else if (g_ascii_isalpha(*s) || *s == '_')
        take_name(token);
    else if (!g_str_has_prefix(s, "==") && !g_str_has_prefix(s, "<>") && take_sign(token))
        return;
    else if (take_habit(token))
        return;
    else if (*s == '.')
        take(token, VIGIE_TOKEN_DOT, s + 1);
    else
        take_unknown(token);
}

void
vigie_token_next(const char **cursor, VigieToken *token)
{
    while (g_ascii_isspace(**cursor))
        (*cursor)++;
    *token = (VigieToken){.start = *cursor};
    take_any(token);
    *cursor = token->end;
}

bool
vigie_token_is(const VigieToken *token, const char *text)
{
    return (token->kind == VIGIE_TOKEN_SIGN || token->kind == VIGIE_TOKEN_NAME) &&
           strlen(text) == token->length && memcmp(token->text, text, token->length) == 0;
}
