/* expression.c - expressions compiled once and evaluated for each record by libxml2 */
#include "expression.h"
#include "parser.h"
#include <libxml/xpathInternals.h>
#include <math.h>
#include <string.h>

struct VigieExpression {
    char *text;
    xmlXPathCompExprPtr compiled;
    VigieStatic type;
    guint *items;
    guint n_items;
    bool aggregate;
};

struct VigieEvaluator {
    const VigieCodebook *codebook;
    xmlXPathContextPtr context;
    VigieLookup lookup;
    void *user;
    double record_date;
    const char *self;
    const VigieChoice *choice;
    GHashTable *patterns; /* char* -> GRegex*, NULL for a malformed one */
};

/* --- the evaluator -------------------------------------------------------------------------- */

/* libxml2 prints its errors unless somebody takes them. */
static void
keep_silent(G_GNUC_UNUSED void *user, G_GNUC_UNUSED xmlErrorPtr error)
{
}

static void
regex_free(GRegex *regex)
{
    g_clear_pointer(&regex, g_regex_unref);
}

static xmlXPathObjectPtr
object_of(const VigieVariable *variable)
{
    if (!variable->is_number)
        return xmlXPathNewCString(variable->text != NULL ? variable->text : "");
    if (isnan(variable->number))
        return xmlXPathNewCString("");
    return xmlXPathNewFloat(variable->number);
}

static void
look_up(const VigieEvaluator *evaluator, guint item, VigieVariable *out)
{
    *out = (VigieVariable){.text = ""};
    if (evaluator->lookup != NULL)
        evaluator->lookup(evaluator->user, item, out);
}

static guint
index_of(const char *digits)
{
    guint index = 0;
    for (; *digits != '\0'; digits++)
        index = index * 10 + (guint)(*digits - '0');
    return index;
}

/* "." is what set_self said, else the item's own value.  A date said as text is days, as every date. */
static void
look_up_self(const VigieEvaluator *evaluator, const char *digits, VigieVariable *out)
{
    guint index = index_of(digits);
    if (evaluator->self == NULL && *digits != '\0') {
        look_up(evaluator, index, out);
        return;
    }
    *out = (VigieVariable){.text = evaluator->self != NULL ? evaluator->self : ""};
    if (*digits == '\0')
        return;
    const VigieItem *item = g_ptr_array_index(evaluator->codebook->items, index);
    if (item->kind == VIGIE_VALUE_DATE)
        out->is_number =
            vigie_date_read(out->text, strlen(out->text), VIGIE_DATE_ISO, &out->number);
}

/* A column of the choice: its name, or the further column of that number. */
static const char *
choice_text(const VigieChoice *choice, const char *digits)
{
    if (choice == NULL)
        return "";
    guint index = index_of(digits);
    if (*digits == '\0')
        return choice->name;
    return index < choice->extra->len ? g_ptr_array_index(choice->extra, index) : "";
}

/* libxml2's variable look-up; the names are those that the parser wrote. */
static xmlXPathObjectPtr
variable(void *user, const xmlChar *name, G_GNUC_UNUSED const xmlChar *space)
{
    const VigieEvaluator *evaluator = user;
    const char *digits = (const char *)name + 1;
    VigieVariable value = {.text = ""};
    if (*name == VIGIE_VARIABLE_YEAR)
        look_up(evaluator, VIGIE_ITEM_YEAR, &value);
    else if (*name == VIGIE_VARIABLE_WAVE)
        look_up(evaluator, VIGIE_ITEM_WAVE, &value);
    else if (*name == VIGIE_VARIABLE_CHOICE)
        value.text = choice_text(evaluator->choice, digits);
    else if (*name == VIGIE_VARIABLE_SELF)
        look_up_self(evaluator, digits, &value);
    else
        look_up(evaluator, index_of(digits), &value);
    return object_of(&value);
}

VigieEvaluator *
vigie_evaluator_new(const VigieCodebook *codebook)
{
    VigieEvaluator *evaluator = g_new0(VigieEvaluator, 1);
    evaluator->codebook = codebook;
    evaluator->record_date = NAN;
    evaluator->patterns =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)regex_free);
    evaluator->context = xmlXPathNewContext(NULL);
    evaluator->context->error = keep_silent;
    evaluator->context->userData = evaluator;
    xmlXPathContextSetCache(evaluator->context, 1, -1, 0);
    xmlXPathRegisterVariableLookup(evaluator->context, variable, evaluator);
    vigie_functions_register(evaluator->context);
    return evaluator;
}

void
vigie_evaluator_free(VigieEvaluator *evaluator)
{
    if (evaluator == NULL)
        return;
    xmlXPathFreeContext(evaluator->context);
    g_hash_table_unref(evaluator->patterns);
    g_free(evaluator);
}

void
vigie_evaluator_set_record(VigieEvaluator *evaluator, VigieLookup lookup, void *user,
                           double record_date)
{
    evaluator->lookup = lookup;
    evaluator->user = user;
    evaluator->record_date = record_date;
}

void
vigie_evaluator_set_self(VigieEvaluator *evaluator, const char *self)
{
    evaluator->self = self;
}

void
vigie_evaluator_set_choice(VigieEvaluator *evaluator, const VigieChoice *choice)
{
    evaluator->choice = choice;
}

double
vigie_evaluator_date(const VigieEvaluator *evaluator)
{
    return evaluator->record_date;
}

const char *
vigie_evaluator_self(const VigieEvaluator *evaluator)
{
    return evaluator->self != NULL ? evaluator->self : "";
}

GRegex *
vigie_regex_new(const char *pattern, GError **error)
{
    g_autofree char *whole = g_strdup_printf("\\A(?:%s)\\z", pattern);
    return g_regex_new(whole, G_REGEX_OPTIMIZE, 0, error);
}

GRegex *
vigie_evaluator_regex(VigieEvaluator *evaluator, const char *pattern)
{
    gpointer regex = NULL;
    if (!g_hash_table_lookup_extended(evaluator->patterns, pattern, NULL, &regex)) {
        regex = vigie_regex_new(pattern, NULL);
        g_hash_table_insert(evaluator->patterns, g_strdup(pattern), regex);
    }
    return regex;
}

/* --- expressions ---------------------------------------------------------------------------- */

static xmlXPathCompExprPtr
compile(const char *xpath)
{
    xmlXPathContextPtr context = xmlXPathNewContext(NULL);
    context->error = keep_silent;
    xmlXPathCompExprPtr compiled = xmlXPathCtxtCompile(context, BAD_CAST xpath);
    xmlXPathFreeContext(context);
    return compiled;
}

VigieExpression *
vigie_expression_compile(const VigieCodebook *codebook, const VigieItem *self,
                         const VigieList *list, const char *text, const VigiePlace *place,
                         GError **error)
{
    VigieScope scope = {codebook, self, list, place};
    g_auto(VigieParsed) parsed = {0};
    if (!vigie_expression_parse(&scope, text, &parsed, error))
        return NULL;
    xmlXPathCompExprPtr compiled = compile(parsed.xpath->str);
    if (compiled == NULL) {
        vigie_set_error_at(error, VIGIE_CODEBOOK_ERROR, VIGIE_CODEBOOK_ERROR_EXPRESSION, place,
                           _("the expression is not XPath 1.0: %s"), text);
        return NULL;
    }
    VigieExpression *expression = g_new0(VigieExpression, 1);
    expression->text = g_strdup(text);
    expression->compiled = compiled;
    expression->type = parsed.type;
    expression->n_items = parsed.items->len;
    expression->aggregate = parsed.aggregate;
    expression->items = (guint *)(void *)g_array_free(g_steal_pointer(&parsed.items), FALSE);
    return expression;
}

VigieExpression *
vigie_expression_new(const VigieCodebook *codebook, const char *text, const VigiePlace *place,
                     GError **error)
{
    if (!g_utf8_validate(text, -1, NULL)) {
        vigie_set_error_at(error, VIGIE_CODEBOOK_ERROR, VIGIE_CODEBOOK_ERROR_EXPRESSION, place,
                           _("the expression is not text in UTF-8"));
        return NULL;
    }
    g_autoptr(VigieExpression) expression =
        vigie_expression_compile(codebook, NULL, NULL, text, place, error);
    if (expression == NULL || !expression->aggregate)
        return g_steal_pointer(&expression);
    vigie_set_error_at(error, VIGIE_CODEBOOK_ERROR, VIGIE_CODEBOOK_ERROR_EXPRESSION, place,
                       _("items of a repeat are not added up here: give the questionnaire a "
                         "calculate of its own for it, or ask the repeat's own table"));
    return NULL;
}

bool
vigie_expression_is_aggregate(const VigieExpression *expression)
{
    return expression->aggregate;
}

void
vigie_expression_free(VigieExpression *expression)
{
    if (expression == NULL)
        return;
    xmlXPathFreeCompExpr(expression->compiled);
    g_free(expression->text);
    g_free(expression->items);
    g_free(expression);
}

const char *
vigie_expression_text(const VigieExpression *expression)
{
    return expression->text;
}

bool
vigie_expression_is_number(const VigieExpression *expression)
{
    return expression->type != VIGIE_STATIC_TEXT && expression->type != VIGIE_STATIC_EMPTY;
}

bool
vigie_expression_is_date(const VigieExpression *expression)
{
    return expression->type == VIGIE_STATIC_DATE;
}

const guint *
vigie_expression_items(const VigieExpression *expression, guint *n)
{
    *n = expression->n_items;
    return expression->items;
}

/* --- evaluation ----------------------------------------------------------------------------- */

static xmlXPathObjectPtr
evaluate(const VigieExpression *expression, VigieEvaluator *evaluator)
{
    return xmlXPathCompiledEval(expression->compiled, evaluator->context);
}

double
vigie_expression_number(const VigieExpression *expression, VigieEvaluator *evaluator)
{
    xmlXPathObjectPtr result = evaluate(expression, evaluator);
    double number = result != NULL ? xmlXPathCastToNumber(result) : NAN;
    xmlXPathFreeObject(result);
    return isfinite(number) ? number : NAN;
}

static char *
text_of(xmlXPathObjectPtr result)
{
    if (result->type == XPATH_BOOLEAN)
        return g_strdup(result->boolval ? "true" : "false");
    if (result->type != XPATH_NUMBER)
        return g_strdup((const char *)result->stringval);
    char buffer[VIGIE_NUMBER_SIZE];
    return g_strdup(isfinite(result->floatval) ? vigie_number_print(result->floatval, buffer)
                                               : "");
}

char *
vigie_expression_string(const VigieExpression *expression, VigieEvaluator *evaluator)
{
    xmlXPathObjectPtr result = evaluate(expression, evaluator);
    char *text = result != NULL ? text_of(result) : NULL;
    xmlXPathFreeObject(result);
    return text != NULL ? text : g_strdup("");
}

bool
vigie_expression_truth(const VigieExpression *expression, VigieEvaluator *evaluator)
{
    return xmlXPathCompiledEvalToBoolean(expression->compiled, evaluator->context) == 1;
}
