/* function-parse.c - formulas of estimates: recursive descent, depth and length bounded */
#include "function.h"
#include <string.h>

G_DEFINE_QUARK(vigie_function_error, vigie_function_error)

#define LENGTH_MAX 4096
#define DEPTH_MAX 64

typedef struct {
    VigieFunction *function;
    const char *const *names;
    const char *text, *at;
    guint depth;
    GError **error;
} Parser;

static const struct {
    const char *name;
    StepKind kind;
} calls[] = {{"log", STEP_LOG}, {"exp", STEP_EXP}, {"sqrt", STEP_SQRT}, {"abs", STEP_ABS}};

static void
skip_blanks(Parser *parser)
{
    while (*parser->at == ' ' || *parser->at == '\t')
        parser->at++;
}

static void
step(Parser *parser, StepKind kind, double number, guint name)
{
    Step next = {kind, number, name};
    g_array_append_val(parser->function->steps, next);
}

/* Characters, not bytes, from 1. */
static glong
position(const Parser *parser)
{
    return g_utf8_pointer_to_offset(parser->text, parser->at) + 1;
}

static bool
fail_at(const Parser *parser, const char *wanted)
{
    g_set_error(parser->error, VIGIE_FUNCTION_ERROR, VIGIE_FUNCTION_ERROR_SYNTAX,
                _("formula '%s', character %ld: %s"), parser->text, position(parser), wanted);
    return false;
}

static bool
accept(Parser *parser, char c)
{
    skip_blanks(parser);
    if (*parser->at != c)
        return false;
    parser->at++;
    return true;
}

static bool
close_parenthesis(Parser *parser)
{
    return accept(parser, ')') || fail_at(parser, _("')' is missing here"));
}

static bool sum(Parser *parser);

/* A sum one level deeper. */
static bool
nested(Parser *parser)
{
    if (parser->depth >= DEPTH_MAX) {
        g_set_error(parser->error, VIGIE_FUNCTION_ERROR, VIGIE_FUNCTION_ERROR_SIZE,
                    _("formula '%s', character %ld: nested more than %d deep"), parser->text,
                    position(parser), DEPTH_MAX);
        return false;
    }
    parser->depth++;
    bool done = sum(parser);
    parser->depth--;
    return done;
}

static bool
named(Parser *parser, const char *name)
{
    guint j = 0;
    while (parser->names[j] != NULL && strcmp(parser->names[j], name) != 0)
        j++;
    if (parser->names[j] != NULL) {
        step(parser, STEP_NAME, 0, j);
        return true;
    }
    g_autofree char *all = g_strjoinv(", ", (char **)parser->names);
    g_set_error(parser->error, VIGIE_FUNCTION_ERROR, VIGIE_FUNCTION_ERROR_NAME,
                _("formula '%s', character %ld: there is no estimate '%s'; there is: %s"),
                parser->text, position(parser), name, all);
    return false;
}

static bool
is_name_char(char c)
{
    return g_ascii_isalnum(c) || c == '_' || c == '.' || (guchar)c >= 0x80;
}

/* log(...) and its like, or an estimate. */
static bool
word(Parser *parser)
{
    const char *start = parser->at;
    const char *end = start;
    while (is_name_char(*end))
        end++;
    g_autofree char *name = g_strndup(start, (gsize)(end - start));
    const char *after = end;
    while (*after == ' ' || *after == '\t')
        after++;
    if (*after != '(') {
        bool known = named(parser, name);
        parser->at = end;
        return known;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(calls); i++)
        if (strcmp(calls[i].name, name) == 0) {
            parser->at = after + 1;
            if (!nested(parser) || !close_parenthesis(parser))
                return false;
            step(parser, calls[i].kind, 0, 0);
            return true;
        }
    return fail_at(parser, _("functions are log, exp, sqrt and abs"));
}

/* ${name} */
static bool
braced(Parser *parser)
{
    const char *end = strchr(parser->at, '}');
    if (parser->at[1] != '{' || end == NULL)
        return fail_at(parser, _("a name in braces is written ${name}"));
    g_autofree char *name = g_strndup(parser->at + 2, (gsize)(end - parser->at - 2));
    bool known = named(parser, name);
    parser->at = end + 1;
    return known;
}

/* Digits with one '.', and an exponent; what a name begins with is none. */
static bool
number(Parser *parser)
{
    static const VigieNotation notation = {'.', 0};
    const char *end = parser->at;
    double value = 0;
    while (g_ascii_isdigit(*end) || *end == '.')
        end++;
    if ((*end == 'e' || *end == 'E') &&
        (g_ascii_isdigit(end[1]) ||
         ((end[1] == '-' || end[1] == '+') && g_ascii_isdigit(end[2]))))
        for (end += 2; g_ascii_isdigit(*end);)
            end++;
    if (!vigie_number_read(parser->at, (gsize)(end - parser->at), notation, &value))
        return fail_at(parser, _("this is no number; it would be 0.5, or 1e-3"));
    parser->at = end;
    step(parser, STEP_NUMBER, value, 0);
    return true;
}

static bool
atom(Parser *parser)
{
    skip_blanks(parser);
    if (accept(parser, '('))
        return nested(parser) && close_parenthesis(parser);
    if (g_ascii_isdigit(*parser->at) || *parser->at == '.')
        return number(parser);
    if (*parser->at == '$')
        return braced(parser);
    if (is_name_char(*parser->at))
        return word(parser);
    return fail_at(parser, _("a number, an estimate or '(' is missing here"));
}

/* Signs before what they change, powers to the right: both go one level deeper. */
static bool
factor(Parser *parser)
{
    guint signs = 0;
    for (skip_blanks(parser); *parser->at == '-' || *parser->at == '+'; skip_blanks(parser))
        signs += *parser->at++ == '-';
    if (!atom(parser))
        return false;
    if (accept(parser, '^')) {
        if (++parser->depth > DEPTH_MAX)
            return fail_at(parser, _("too many powers of powers"));
        bool done = factor(parser);
        parser->depth--;
        if (!done)
            return false;
        step(parser, STEP_POWER, 0, 0);
    }
    if (signs % 2 == 1)
        step(parser, STEP_NEGATE, 0, 0);
    return true;
}

static bool
product(Parser *parser)
{
    if (!factor(parser))
        return false;
    for (;;) {
        StepKind kind = accept(parser, '*')   ? STEP_MULTIPLY
                        : accept(parser, '/') ? STEP_DIVIDE
                                              : STEP_NUMBER;
        if (kind == STEP_NUMBER)
            return true;
        if (!factor(parser))
            return false;
        step(parser, kind, 0, 0);
    }
}

static bool
sum(Parser *parser)
{
    if (!product(parser))
        return false;
    for (;;) {
        StepKind kind = accept(parser, '+')   ? STEP_ADD
                        : accept(parser, '-') ? STEP_SUBTRACT
                                              : STEP_NUMBER;
        if (kind == STEP_NUMBER)
            return true;
        if (!product(parser))
            return false;
        step(parser, kind, 0, 0);
    }
}

bool
vigie_function_parse(VigieFunction *function, const char *text, const char *const *names,
                     GError **error)
{
    Parser parser = {function, names, text, text, 0, error};
    if (strlen(text) > LENGTH_MAX || !g_utf8_validate(text, -1, NULL)) {
        g_set_error(error, VIGIE_FUNCTION_ERROR, VIGIE_FUNCTION_ERROR_SIZE,
                    _("a formula is UTF-8 text of at most %d bytes"), LENGTH_MAX);
        return false;
    }
    if (!sum(&parser))
        return false;
    skip_blanks(&parser);
    return *parser.at == '\0' || fail_at(&parser, _("an operator is missing here"));
}
