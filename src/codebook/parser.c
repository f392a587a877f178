/* parser.c - an expression is read, checked and made into XPath
 *
 * libxml2 would compile the text as it is, but it finds an unknown name only when it evaluates, and
 * knows nothing of dates and choices.  So the grammar is walked here first: or, and, = !=, < <= > >=,
 * + -, * div mod, unary minus, and below them numbers, texts, ${name}, ".", calls and parentheses. */
#include "parser.h"
#include "meant.h"
#include "operator.h"
#include "repeat.h"
#include "token.h"
#include <string.h>

/* Enough for any questionnaire, and far from where libxml2's recursion ends. */
enum { MOST_TOKENS = 2000, MOST_DEPTH = 100 };

typedef struct {
    const VigieScope *scope;
    const char *text, *cursor;
    VigieToken token; /* the one to be read next */
    VigieParsed *parsed;
    guint n_tokens, depth;
    guint aggregates; /* calls open that go over the records of a repeat */
    GError **error;
} Parser;

/* What is known of a part of the expression. */
typedef struct {
    VigieStatic type;
    const VigieItem *item; /* it is that item and nothing else, or NULL */
    VigieToken literal;    /* it is that text and nothing else, or kind END */
} Operand;

static bool read_binary(Parser *parser, guint least_level, Operand *out);

/* --- failing -------------------------------------------------------------------------------- */

G_GNUC_PRINTF(3, 4)
static bool
fail(Parser *parser, const VigieToken *token, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *what = g_strdup_vprintf(format, args);
    va_end(args);
    glong at = g_utf8_pointer_to_offset(parser->text, token->start) + 1;
    vigie_set_error_at(parser->error, VIGIE_CODEBOOK_ERROR, VIGIE_CODEBOOK_ERROR_EXPRESSION,
                       parser->scope->place, _("character %ld of the expression: %s"), at,
                       what);
    return false;
}

/* What is wrong and, where there is one, the name that was meant. */
static bool
fail_nearest(Parser *parser, const VigieToken *token, const char *what, const char *name,
             const char *const *names)
{
    g_autofree char *meant = vigie_meant(what, name, names, NULL);
    return fail(parser, token, "%s", meant);
}

static bool
fail_expected(Parser *parser, const char *expected)
{
    const VigieToken *token = &parser->token;
    if (token->kind == VIGIE_TOKEN_END)
        return fail(parser, token, _("%s is expected where it ends"), expected);
    g_autofree char *found = g_strndup(token->start, (gsize)(token->end - token->start));
    if (token->kind == VIGIE_TOKEN_WRONG)
        return fail(parser, token, _("%s: %s"), found, token->why);
    return fail(parser, token, _("%s is expected, not %s"), expected, found);
}

/* --- moving on ------------------------------------------------------------------------------ */

static void
advance(Parser *parser)
{
    vigie_token_next(&parser->cursor, &parser->token);
    parser->n_tokens++;
}

/* Copies the token into the XPath, between blanks: XPath reads a-b as one name. */
static void
accept(Parser *parser)
{
    g_string_append_len(parser->parsed->xpath, parser->token.start,
                        parser->token.end - parser->token.start);
    g_string_append_c(parser->parsed->xpath, ' ');
    advance(parser);
}

static bool
accept_sign(Parser *parser, const char *sign)
{
    if (!vigie_token_is(&parser->token, sign))
        return fail_expected(parser, sign);
    accept(parser);
    return true;
}

/* --- items ---------------------------------------------------------------------------------- */

static VigieStatic
type_of_item(const VigieItem *item)
{
    if (item->kind == VIGIE_VALUE_NUMBER)
        return VIGIE_STATIC_NUMBER;
    return item->kind == VIGIE_VALUE_DATE ? VIGIE_STATIC_DATE : VIGIE_STATIC_TEXT;
}

static void
note_item(Parser *parser, guint item)
{
    GArray *items = parser->parsed->items;
    for (guint i = 0; i < items->len; i++)
        if (g_array_index(items, guint, i) == item)
            return;
    g_array_append_val(items, item);
}

/* today() and now() read the item that dates the record. */
static void
note_date(Parser *parser, const VigieFunction *function)
{
    const VigieItem *date = parser->scope->codebook->date;
    if (date != NULL &&
        (function->call == vigie_call_today || function->call == vigie_call_now))
        note_item(parser, date->index);
}

static bool
fail_item(Parser *parser, const char *name)
{
    guint n = parser->scope->codebook->items->len;
    g_autofree const char **names = vigie_codebook_names(parser->scope->codebook);
    names = g_renew(const char *, names, n + 3);
    names[n] = "year";
    names[n + 1] = "wave";
    names[n + 2] = NULL;
    g_autofree char *what = g_strdup_printf(_("no item '%s'"), name);
    return fail_nearest(parser, &parser->token, what, name, names);
}

/* Outside a repeat its items have many values, inside it one. */
static bool
fail_repeated(Parser *parser, const char *name, const VigieRepeat *repeat)
{
    if (repeat == NULL)
        return fail(parser, &parser->token,
                    _("'%s' has one value here; sum(), count() and count-non-empty() go over "
                      "the records of a repeat, from outside it"),
                    name);
    return fail(parser, &parser->token,
                _("'%s' is of the repeat '%s', many for one record: outside it stands only "
                  "inside sum(), count(), count-non-empty(), min(), max() or join()"),
                name, repeat->name);
}

/* Inside a call that goes over the records of a repeat. */
static bool
read_repeated(Parser *parser, const VigieItem *item, Operand *out)
{
    out->type = item != NULL ? type_of_item(item) : VIGIE_STATIC_TEXT;
    g_string_append(parser->parsed->xpath, "'' ");
    parser->parsed->aggregate = true;
    advance(parser);
    return true;
}

static bool
read_item(Parser *parser, Operand *out)
{
    GString *xpath = parser->parsed->xpath;
    g_autofree char *name = g_strndup(parser->token.text, parser->token.length);
    const VigieCodebook *codebook = parser->scope->codebook;
    const VigieItem *far = NULL;
    const VigieRepeat *repeat = vigie_codebook_repeated(codebook, name, &far);
    if (repeat != NULL)
        return parser->aggregates > 0 ? read_repeated(parser, far, out)
                                      : fail_repeated(parser, name, repeat);
    out->item = vigie_codebook_find(codebook, name);
    if (out->item != NULL && parser->aggregates > 0)
        return fail_repeated(parser, name, NULL);
    if (out->item != NULL) {
        out->type = type_of_item(out->item);
        g_string_append_printf(xpath, "$%c%u ", VIGIE_VARIABLE_ITEM, out->item->index);
        note_item(parser, out->item->index);
    } else if (strcmp(name, "year") == 0) {
        out->type = VIGIE_STATIC_NUMBER;
        g_string_append_printf(xpath, "$%c ", VIGIE_VARIABLE_YEAR);
        note_item(parser, VIGIE_ITEM_YEAR);
    } else if (strcmp(name, "wave") == 0) {
        out->type = VIGIE_STATIC_TEXT;
        g_string_append_printf(xpath, "$%c ", VIGIE_VARIABLE_WAVE);
        note_item(parser, VIGIE_ITEM_WAVE);
    } else {
        return fail_item(parser, name);
    }
    advance(parser);
    return true;
}

/* "." is the answer itself.  A variable, not libxml2's context node: a node is true even when its
 * text is empty, so that if(., …) would not see a missing answer. */
static bool
read_self(Parser *parser, Operand *out)
{
    GString *xpath = parser->parsed->xpath;
    out->item = parser->scope->self;
    out->type = out->item != NULL ? type_of_item(out->item) : VIGIE_STATIC_TEXT;
    if (out->item != NULL)
        g_string_append_printf(xpath, "$%c%u ", VIGIE_VARIABLE_SELF, out->item->index);
    else
        g_string_append_printf(xpath, "$%c ", VIGIE_VARIABLE_SELF);
    advance(parser);
    return true;
}

/* --- columns of choices ---------------------------------------------------------------------- */

/* A name without parentheses behind it. */
static bool
is_column(const Parser *parser)
{
    const char *after = parser->token.end;
    return parser->scope->list != NULL && parser->token.kind == VIGIE_TOKEN_NAME &&
           after[strspn(after, " \t\r\n")] != '(';
}

static bool
fail_column(Parser *parser, const char *name)
{
    const GPtrArray *columns = parser->scope->list->columns;
    g_autofree const char **names = g_new0(const char *, columns->len + 2);
    for (guint i = 0; i < columns->len; i++)
        names[i] = g_ptr_array_index(columns, i);
    names[columns->len] = "name";
    g_autofree char *what =
        g_strdup_printf(_("the list '%s' has no column '%s'"), parser->scope->list->name, name);
    return fail_nearest(parser, &parser->token, what, name, names);
}

static bool
read_column(Parser *parser, Operand *out)
{
    GString *xpath = parser->parsed->xpath;
    g_autofree char *name = g_strndup(parser->token.text, parser->token.length);
    guint at = 0;
    out->type = VIGIE_STATIC_TEXT;
    if (g_ptr_array_find_with_equal_func(parser->scope->list->columns, name, g_str_equal, &at))
        g_string_append_printf(xpath, "$%c%u ", VIGIE_VARIABLE_CHOICE, at);
    else if (strcmp(name, "name") == 0)
        g_string_append_printf(xpath, "$%c ", VIGIE_VARIABLE_CHOICE);
    else
        return fail_column(parser, name);
    advance(parser);
    return true;
}

/* --- what goes together --------------------------------------------------------------------- */

/* XPath would compare a date with a text silently false. */
static bool
check_date(Parser *parser, const Operand *date, const Operand *other)
{
    if (date->type != VIGIE_STATIC_DATE || other->literal.kind != VIGIE_TOKEN_STRING ||
        other->literal.length == 0)
        return true;
    return fail(parser, &other->literal, _("a date compares with a date: write date('%.*s')"),
                (int)other->literal.length, other->literal.text);
}

/* A choice that the item does not have would be silently false too. */
static bool
check_choice(Parser *parser, const Operand *answer, const Operand *other)
{
    if (answer->item == NULL || answer->item->list == NULL ||
        other->literal.kind != VIGIE_TOKEN_STRING || other->literal.length == 0)
        return true;
    g_autofree char *name = g_strstrip(g_strndup(other->literal.text, other->literal.length));
    const VigieList *list = answer->item->list;
    if (vigie_list_index(list, name) >= 0)
        return true;
    g_autofree const char **names = g_new0(const char *, list->choices->len + 1);
    for (guint i = 0; i < list->choices->len; i++)
        names[i] = vigie_list_get(list, i)->name;
    g_autofree char *what =
        g_strdup_printf(_("item '%s' has no choice '%s'"), answer->item->name, name);
    return fail_nearest(parser, &other->literal, what, name, names);
}

static bool
check_comparison(Parser *parser, const Operand *a, const Operand *b)
{
    return check_date(parser, a, b) && check_date(parser, b, a);
}

/* A set of choices equals names with blanks between, which is no choice. */
static bool
check_single_choice(Parser *parser, const Operand *answer, const Operand *other)
{
    return answer->item == NULL || answer->item->kind != VIGIE_VALUE_CHOICE ||
           check_choice(parser, answer, other);
}

static bool
check_equality(Parser *parser, const Operand *a, const Operand *b)
{
    return check_comparison(parser, a, b) && check_single_choice(parser, a, b) &&
           check_single_choice(parser, b, a);
}

/* --- operators ------------------------------------------------------------------------------ */

static bool
combine(Parser *parser, VigieOperatorClass class, Operand *a, const Operand *b)
{
    if (class == VIGIE_OPERATOR_ORDER && !check_comparison(parser, a, b))
        return false;
    if (class == VIGIE_OPERATOR_EQUALITY && !check_equality(parser, a, b))
        return false;
    *a = (Operand){.type = vigie_operator_type(class, a->type, b->type)};
    return true;
}

/* --- calls ---------------------------------------------------------------------------------- */

static bool
fail_function(Parser *parser, const VigieToken *token)
{
    g_autofree char *name = g_strndup(token->text, token->length);
    const char *refusal = vigie_function_refusal(name);
    if (refusal != NULL)
        return fail(parser, token, _("%s() cannot be used here: %s"), name, refusal);
    if (!g_str_has_prefix(token->end + strspn(token->end, " \t\r\n"), "("))
        return fail(parser, token, _("write ${%s} for an item, '%s' for a text"), name, name);
    g_autofree const char **names = vigie_function_names();
    g_autofree char *what = g_strdup_printf(_("no function %s()"), name);
    return fail_nearest(parser, token, what, name, names);
}

static bool
check_count(Parser *parser, const VigieToken *token, const VigieFunction *function, guint n)
{
    if (n >= function->least && n <= function->most)
        return true;
    if (function->least == function->most)
        return fail(parser, token,
                    P_("%s() takes %u argument, not %u", "%s() takes %u arguments, not %u",
                       function->least),
                    function->name, function->least, n);
    if (function->most == VIGIE_ANY_NUMBER_OF_ARGUMENTS)
        return fail(parser, token,
                    P_("%s() takes %u argument or more, not %u",
                       "%s() takes %u arguments or more, not %u", function->least),
                    function->name, function->least, n);
    return fail(parser, token,
                P_("%s() takes %u to %u argument, not %u",
                   "%s() takes %u to %u arguments, not %u", function->most),
                function->name, function->least, function->most, n);
}

static bool
check_date_literal(Parser *parser, const VigieToken *day)
{
    double days;
    if (day->kind != VIGIE_TOKEN_STRING || day->length == 0 ||
        vigie_date_read(day->text, day->length, VIGIE_DATE_ISO, &days))
        return true;
    return fail(parser, day, _("'%.*s' is no date: write date('2024-07-01')"), (int)day->length,
                day->text);
}

static bool
check_pattern_literal(Parser *parser, const VigieToken *literal)
{
    if (literal->kind != VIGIE_TOKEN_STRING)
        return true;
    g_autofree char *pattern = g_strndup(literal->text, literal->length);
    g_autoptr(GError) wrong = NULL;
    g_autoptr(GRegex) regex = vigie_regex_new(pattern, &wrong);
    return regex != NULL || fail(parser, literal, "%s", wrong->message);
}

/* What is written out must be what the function reads. */
static bool
check_literals(Parser *parser, const VigieFunction *function, const Operand *args)
{
    if (strcmp(function->name, "selected") == 0)
        return check_choice(parser, &args[0], &args[1]);
    if (strcmp(function->name, "date") == 0)
        return check_date_literal(parser, &args[0].literal);
    return strcmp(function->name, "regex") != 0 ||
           check_pattern_literal(parser, &args[1].literal);
}

static VigieStatic
type_of_call(const VigieFunction *function, const GArray *args)
{
    if (function->result != VIGIE_STATIC_BRANCHES)
        return function->result;
    VigieStatic type = VIGIE_STATIC_EMPTY;
    guint end = MIN(args->len, function->branch + function->n_branches);
    for (guint i = function->branch; i < end; i++)
        type = vigie_operator_shared(type, g_array_index(args, Operand, i).type);
    return type;
}

static bool
read_argument(Parser *parser, GArray *args)
{
    Operand arg;
    bool good = read_binary(parser, 1, &arg);
    if (good)
        g_array_append_val(args, arg);
    return good;
}

static bool
read_arguments(Parser *parser, GArray *args)
{
    if (!vigie_token_is(&parser->token, ")") && !read_argument(parser, args))
        return false;
    while (vigie_token_is(&parser->token, ",")) {
        accept(parser);
        if (!read_argument(parser, args))
            return false;
    }
    return accept_sign(parser, ")");
}

static bool
read_aggregate(Parser *parser, Operand *out)
{
    bool join = vigie_token_is(&parser->token, "join");
    g_autoptr(GArray) args = g_array_new(FALSE, FALSE, sizeof(Operand));
    VigieToken name = parser->token;
    accept(parser);
    parser->aggregates++;
    if (!accept_sign(parser, "(") || !read_arguments(parser, args))
        return false;
    parser->aggregates--;
    out->type = join ? VIGIE_STATIC_TEXT : VIGIE_STATIC_NUMBER;
    if (args->len == (join ? 2 : 1))
        return true;
    return fail(parser, &name,
                P_("%.*s() of a repeat takes %u argument, not %u",
                   "%.*s() of a repeat takes %u arguments, not %u", join ? 2 : 1),
                (int)name.length, name.text, join ? 2 : 1, args->len);
}

/* position(..) is the record's own among its siblings. */
static bool
read_position(Parser *parser, Operand *out)
{
    const VigieRepeat *repeat = parser->scope->codebook->repeat;
    VigieToken name = parser->token;
    advance(parser);
    bool good = vigie_token_is(&parser->token, "(");
    if (good)
        advance(parser);
    good = good && parser->token.end - parser->token.start == 2 &&
           strncmp(parser->token.start, "..", 2) == 0;
    if (good)
        advance(parser);
    if (!good || !vigie_token_is(&parser->token, ")"))
        return fail(parser, &name, _("position() is written position(..)"));
    advance(parser);
    g_string_append_printf(parser->parsed->xpath, "$%c%u ", VIGIE_VARIABLE_ITEM,
                           repeat->position->index);
    note_item(parser, repeat->position->index);
    out->type = VIGIE_STATIC_NUMBER;
    return true;
}

static bool
read_call(Parser *parser, Operand *out)
{
    if (parser->scope->codebook->repeat != NULL && vigie_token_is(&parser->token, "position"))
        return read_position(parser, out);
    if (vigie_repeat_is_aggregate(parser->scope->codebook, &parser->token))
        return read_aggregate(parser, out);
    VigieToken name = parser->token;
    const VigieFunction *function = vigie_function_find(name.text, name.length);
    if (function == NULL)
        return fail_function(parser, &name);
    accept(parser);
    g_autoptr(GArray) args = g_array_new(FALSE, FALSE, sizeof(Operand));
    if (!accept_sign(parser, "(") || !read_arguments(parser, args))
        return false;
    if (!check_count(parser, &name, function, args->len) ||
        (args->len > 0 && !check_literals(parser, function, &g_array_index(args, Operand, 0))))
        return false;
    out->type = type_of_call(function, args);
    note_date(parser, function);
    return true;
}

/* --- the grammar ---------------------------------------------------------------------------- */

static bool
read_parentheses(Parser *parser, Operand *out)
{
    accept(parser);
    return read_binary(parser, 1, out) && accept_sign(parser, ")");
}

static bool
read_minus(Parser *parser, Operand *out)
{
    accept(parser);
    return read_binary(parser, G_MAXUINT, out) &&
           combine(parser, VIGIE_OPERATOR_PRODUCT, out, out);
}

static bool
read_literal(Parser *parser, Operand *out)
{
    if (parser->token.kind == VIGIE_TOKEN_STRING) {
        out->type = parser->token.length == 0 ? VIGIE_STATIC_EMPTY : VIGIE_STATIC_TEXT;
        out->literal = parser->token;
    }
    accept(parser);
    return true;
}

static bool
read_value(Parser *parser, Operand *out)
{
    *out = (Operand){.type = VIGIE_STATIC_NUMBER};
    switch (parser->token.kind) {
    case VIGIE_TOKEN_NUMBER:
    case VIGIE_TOKEN_STRING:
        return read_literal(parser, out);
    case VIGIE_TOKEN_ITEM:
        return read_item(parser, out);
    case VIGIE_TOKEN_DOT:
        return read_self(parser, out);
    case VIGIE_TOKEN_NAME:
        return is_column(parser) ? read_column(parser, out) : read_call(parser, out);
    default:
        if (vigie_token_is(&parser->token, "("))
            return read_parentheses(parser, out);
        if (vigie_token_is(&parser->token, "-"))
            return read_minus(parser, out);
        return fail_expected(parser, _("a value"));
    }
}

/* Operators of at least that level, by precedence climbing; all are left-associative. */
static bool
read_binary(Parser *parser, guint least_level, Operand *out)
{
    if (parser->depth >= MOST_DEPTH || parser->n_tokens > MOST_TOKENS)
        return fail(parser, &parser->token,
                    _("the expression is too long: split it into calculations"));
    parser->depth++;
    bool good = read_value(parser, out);
    const VigieOperator *found;
    while (good && (found = vigie_operator_find(&parser->token)) != NULL &&
           found->level >= least_level) {
        Operand right;
        accept(parser);
        good = read_binary(parser, found->level + 1, &right) &&
               combine(parser, found->class, out, &right);
    }
    parser->depth--;
    return good;
}

void
vigie_parsed_clear(VigieParsed *parsed)
{
    if (parsed->xpath != NULL)
        g_string_free(parsed->xpath, TRUE);
    g_clear_pointer(&parsed->items, g_array_unref);
    parsed->xpath = NULL;
}

bool
vigie_expression_parse(const VigieScope *scope, const char *text, VigieParsed *parsed,
                       GError **error)
{
    *parsed = (VigieParsed){.xpath = g_string_new(NULL),
                            .items = g_array_new(FALSE, FALSE, sizeof(guint))};
    Parser parser = {
        .scope = scope, .text = text, .cursor = text, .parsed = parsed, .error = error};
    Operand whole;
    advance(&parser);
    if (!read_binary(&parser, 1, &whole))
        return false;
    if (parser.token.kind != VIGIE_TOKEN_END)
        return fail_expected(&parser, _("an operator"));
    parsed->type = whole.type;
    return true;
}
