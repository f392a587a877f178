/* function.c - ODK's functions on texts, numbers and choices, and the table of all */
#include "function.h"
#include <float.h>
#include <libxml/xpathInternals.h>
#include <math.h>
#include <string.h>

/* Arguments are popped last first.  The number of arguments was checked when the expression was read. */

typedef xmlChar XmlText;
static void
release_text(XmlText *text)
{
    xmlFree(text);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XmlText, release_text)

static XmlText *
pop_text(xmlXPathParserContextPtr stack)
{
    XmlText *text = xmlXPathPopString(stack);
    return text != NULL ? text : xmlStrdup(BAD_CAST "");
}

void
vigie_push_text(xmlXPathParserContextPtr stack, const char *text)
{
    valuePush(stack, xmlXPathNewCString(text));
}

void
vigie_push_number(xmlXPathParserContextPtr stack, double value)
{
    if (isnan(value))
        vigie_push_text(stack, "");
    else
        valuePush(stack, xmlXPathNewFloat(value));
}

static void
push_truth(xmlXPathParserContextPtr stack, bool value)
{
    valuePush(stack, xmlXPathNewBoolean(value));
}

static bool
is_empty(xmlXPathObjectPtr value)
{
    return value->type == XPATH_STRING &&
           (value->stringval == NULL || *value->stringval == '\0');
}

/* --- choosing ------------------------------------------------------------------------------- */

/* if(condition, then, else) */
static void
call_if(xmlXPathParserContextPtr stack, G_GNUC_UNUSED int n)
{
    xmlXPathObjectPtr otherwise = valuePop(stack);
    xmlXPathObjectPtr then = valuePop(stack);
    bool condition = xmlXPathPopBoolean(stack) != 0;
    valuePush(stack, condition ? then : otherwise);
    xmlXPathFreeObject(condition ? otherwise : then);
}

/* coalesce(a, b, …): the first that is not missing */
static void
call_coalesce(xmlXPathParserContextPtr stack, int n)
{
    xmlXPathObjectPtr best = valuePop(stack);
    for (int i = 1; i < n; i++) {
        xmlXPathObjectPtr earlier = valuePop(stack);
        bool missing = is_empty(earlier);
        xmlXPathFreeObject(missing ? earlier : best);
        best = missing ? best : earlier;
    }
    valuePush(stack, best);
}

/* once(a): the answer already there, else a */
static void
call_once(xmlXPathParserContextPtr stack, G_GNUC_UNUSED int n)
{
    const char *self = vigie_evaluator_self(stack->context->userData);
    if (*self == '\0')
        return;
    xmlXPathFreeObject(valuePop(stack));
    vigie_push_text(stack, self);
}

/* --- choices -------------------------------------------------------------------------------- */

/* The next of the names separated by blanks, or NULL at the end; moves *cursor behind it. */
static const char *
next_name(const char **cursor, gsize *length)
{
    const char *start = *cursor + strspn(*cursor, " \t\r\n");
    *length = strcspn(start, " \t\r\n");
    *cursor = start + *length;
    return *length > 0 ? start : NULL;
}

static void
call_selected(xmlXPathParserContextPtr stack, G_GNUC_UNUSED int n)
{
    g_autoptr(XmlText) wanted = pop_text(stack);
    g_autoptr(XmlText) answer = pop_text(stack);
    const char *name = g_strstrip((char *)wanted), *cursor = (const char *)answer, *one;
    gsize length = 0;
    bool found = false;
    while (!found && (one = next_name(&cursor, &length)) != NULL)
        found = strlen(name) == length && memcmp(one, name, length) == 0;
    push_truth(stack, found);
}

/* selected-at(answer, i): the i-th choice, from 0 */
static void
call_selected_at(xmlXPathParserContextPtr stack, G_GNUC_UNUSED int n)
{
    double wanted = trunc(xmlXPathPopNumber(stack));
    g_autoptr(XmlText) answer = pop_text(stack);
    const char *cursor = (const char *)answer, *one;
    gsize length = 0;
    for (double i = 0; (one = next_name(&cursor, &length)) != NULL && i < wanted; i++)
        continue;
    bool found = one != NULL && wanted >= 0;
    g_autofree char *text = g_strndup(found ? one : "", found ? length : 0);
    vigie_push_text(stack, text);
}

static void
call_count_selected(xmlXPathParserContextPtr stack, G_GNUC_UNUSED int n)
{
    g_autoptr(XmlText) answer = pop_text(stack);
    const char *cursor = (const char *)answer;
    gsize length = 0;
    guint count = 0;
    while (next_name(&cursor, &length) != NULL)
        count++;
    vigie_push_number(stack, count);
}

static void
push_between(xmlXPathParserContextPtr stack, double sum, double least, double most)
{
    push_truth(stack, (least < 0 || sum >= least) && (most < 0 || sum <= most));
}

/* checklist(least, most, a, b, …): how many are true; -1 = no limit */
static void
call_checklist(xmlXPathParserContextPtr stack, int n)
{
    double sum = 0;
    for (int i = 2; i < n; i++)
        sum += xmlXPathPopBoolean(stack) != 0;
    double most = xmlXPathPopNumber(stack), least = xmlXPathPopNumber(stack);
    push_between(stack, sum, least, most);
}

/* weighted-checklist(least, most, a, weight of a, b, weight of b, …) */
static void
call_weighted_checklist(xmlXPathParserContextPtr stack, int n)
{
    double sum = 0;
    for (int i = 2; i + 1 < n; i += 2) {
        double weight = xmlXPathPopNumber(stack);
        sum += xmlXPathPopBoolean(stack) != 0 ? weight : 0;
    }
    double most = xmlXPathPopNumber(stack), least = xmlXPathPopNumber(stack);
    push_between(stack, sum, least, most);
}

/* --- texts ---------------------------------------------------------------------------------- */

static void
call_regex(xmlXPathParserContextPtr stack, G_GNUC_UNUSED int n)
{
    g_autoptr(XmlText) pattern = pop_text(stack);
    g_autoptr(XmlText) text = pop_text(stack);
    GRegex *regex = vigie_evaluator_regex(stack->context->userData, (const char *)pattern);
    push_truth(stack, regex != NULL && g_regex_match(regex, (const char *)text, 0, NULL));
}

static void
call_ends_with(xmlXPathParserContextPtr stack, G_GNUC_UNUSED int n)
{
    g_autoptr(XmlText) end = pop_text(stack);
    g_autoptr(XmlText) text = pop_text(stack);
    push_truth(stack, g_str_has_suffix((const char *)text, (const char *)end));
}

/* Where a position of substr() stands: from 0; negative from the end; kept inside 0..length. */
static glong
position(double at, glong length)
{
    if (isnan(at))
        return 0;
    return (glong)CLAMP(trunc(at) + (at < 0 ? (double)length : 0), 0, (double)length);
}

/* substr(text, start[, end]): characters start..end-1, from 0 */
static void
call_substr(xmlXPathParserContextPtr stack, int n)
{
    double end = n > 2 ? xmlXPathPopNumber(stack) : (double)G_MAXINT;
    double start = xmlXPathPopNumber(stack);
    g_autoptr(XmlText) text = pop_text(stack);
    glong length = g_utf8_strlen((const char *)text, -1);
    glong from = position(start, length), to = position(end, length);
    g_autofree char *part = g_utf8_substring((const char *)text, from, MAX(from, to));
    vigie_push_text(stack, part);
}

/* join(separator, a, b, …) */
static void
call_join(xmlXPathParserContextPtr stack, int n)
{
    g_auto(GStrv) parts = g_new0(char *, (gsize)n);
    for (int i = n - 2; i >= 0; i--) {
        g_autoptr(XmlText) text = pop_text(stack);
        parts[i] = g_strdup((const char *)text);
    }
    g_autoptr(XmlText) separator = pop_text(stack);
    g_autofree char *joined = g_strjoinv((const char *)separator, parts);
    vigie_push_text(stack, joined);
}

static void
call_boolean_from_string(xmlXPathParserContextPtr stack, G_GNUC_UNUSED int n)
{
    g_autoptr(XmlText) text = pop_text(stack);
    push_truth(stack,
               g_strcmp0((char *)text, "true") == 0 || g_strcmp0((char *)text, "1") == 0);
}

/* --- numbers -------------------------------------------------------------------------------- */

/* Halves go up, as XPath says; with digits, away from zero, as ODK does: 1.005 is 1.01 to two digits,
 * although the nearest double lies a little below. */
static double
rounded(double x, double digits)
{
    if (!(fabs(digits) >= 1))
        return floor(x + 0.5);
    double scale = pow(10, trunc(digits));
    double scaled = fabs(x) * scale;
    return copysign(floor(scaled * (1 + 4 * DBL_EPSILON) + 0.5) / scale, x);
}

static void
call_round(xmlXPathParserContextPtr stack, int n)
{
    double digits = n > 1 ? xmlXPathPopNumber(stack) : 0;
    vigie_push_number(stack, rounded(xmlXPathPopNumber(stack), digits));
}

static void
call_pow(xmlXPathParserContextPtr stack, G_GNUC_UNUSED int n)
{
    double power = xmlXPathPopNumber(stack);
    vigie_push_number(stack, pow(xmlXPathPopNumber(stack), power));
}

static void
call_atan2(xmlXPathParserContextPtr stack, G_GNUC_UNUSED int n)
{
    double x = xmlXPathPopNumber(stack);
    vigie_push_number(stack, atan2(xmlXPathPopNumber(stack), x));
}

static void
call_pi(xmlXPathParserContextPtr stack, G_GNUC_UNUSED int n)
{
    vigie_push_number(stack, G_PI);
}

/* The extreme of the arguments; missing if one of them is. */
static void
push_extreme(xmlXPathParserContextPtr stack, int n, double sign)
{
    double best = xmlXPathPopNumber(stack);
    for (int i = 1; i < n; i++) {
        double next = xmlXPathPopNumber(stack);
        if (!isnan(best) && !(sign * next <= sign * best))
            best = next;
    }
    vigie_push_number(stack, best);
}

static void
call_max(xmlXPathParserContextPtr stack, int n)
{
    push_extreme(stack, n, 1);
}

static void
call_min(xmlXPathParserContextPtr stack, int n)
{
    push_extreme(stack, n, -1);
}

static double
power_of_ten(double x)
{
    return pow(10, x);
}

/* A function of one number. */
#define ONE_NUMBER(name, function)                                                             \
    static void call_##name(xmlXPathParserContextPtr stack, G_GNUC_UNUSED int n)               \
    {                                                                                          \
        vigie_push_number(stack, function(xmlXPathPopNumber(stack)));                          \
    }
ONE_NUMBER(int, trunc)
ONE_NUMBER(abs, fabs)
ONE_NUMBER(sqrt, sqrt)
ONE_NUMBER(exp, exp)
ONE_NUMBER(exp10, power_of_ten)
ONE_NUMBER(log, log)
ONE_NUMBER(log10, log10)
ONE_NUMBER(sin, sin)
ONE_NUMBER(cos, cos)
ONE_NUMBER(tan, tan)
ONE_NUMBER(asin, asin)
ONE_NUMBER(acos, acos)
ONE_NUMBER(atan, atan)

/* --- the table ------------------------------------------------------------------------------ */

#define MANY VIGIE_ANY_NUMBER_OF_ARGUMENTS
#define NUMBER VIGIE_STATIC_NUMBER, 0, 0
#define TRUTH VIGIE_STATIC_TRUTH, 0, 0
#define DATE VIGIE_STATIC_DATE, 0, 0
#define TEXT VIGIE_STATIC_TEXT, 0, 0
#define BRANCHES(first, n) VIGIE_STATIC_BRANCHES, first, n

static const VigieFunction functions[] = {
    {"if", 3, 3, BRANCHES(1, 2), call_if},
    {"coalesce", 2, MANY, BRANCHES(0, MANY), call_coalesce},
    {"once", 1, 1, BRANCHES(0, 1), call_once},
    {"selected", 2, 2, TRUTH, call_selected},
    {"selected-at", 2, 2, TEXT, call_selected_at},
    {"count-selected", 1, 1, NUMBER, call_count_selected},
    {"checklist", 3, MANY, TRUTH, call_checklist},
    {"weighted-checklist", 4, MANY, TRUTH, call_weighted_checklist},
    {"true", 0, 0, TRUTH, NULL},
    {"false", 0, 0, TRUTH, NULL},
    {"not", 1, 1, TRUTH, NULL},
    {"boolean", 1, 1, TRUTH, NULL},
    {"boolean-from-string", 1, 1, TRUTH, call_boolean_from_string},
    {"string", 1, 1, TEXT, NULL},
    {"string-length", 1, 1, NUMBER, NULL},
    {"normalize-space", 1, 1, TEXT, NULL},
    {"concat", 2, MANY, TEXT, NULL},
    {"join", 2, MANY, TEXT, call_join},
    {"contains", 2, 2, TRUTH, NULL},
    {"starts-with", 2, 2, TRUTH, NULL},
    {"ends-with", 2, 2, TRUTH, call_ends_with},
    {"regex", 2, 2, TRUTH, call_regex},
    {"substr", 2, 3, TEXT, call_substr},
    {"substring", 2, 3, TEXT, NULL},
    {"substring-before", 2, 2, TEXT, NULL},
    {"substring-after", 2, 2, TEXT, NULL},
    {"translate", 3, 3, TEXT, NULL},
    {"number", 1, 1, NUMBER, NULL},
    {"int", 1, 1, NUMBER, call_int},
    {"round", 1, 2, NUMBER, call_round},
    {"floor", 1, 1, NUMBER, NULL},
    {"ceiling", 1, 1, NUMBER, NULL},
    {"abs", 1, 1, NUMBER, call_abs},
    {"min", 1, MANY, NUMBER, call_min},
    {"max", 1, MANY, NUMBER, call_max},
    {"pow", 2, 2, NUMBER, call_pow},
    {"sqrt", 1, 1, NUMBER, call_sqrt},
    {"exp", 1, 1, NUMBER, call_exp},
    {"exp10", 1, 1, NUMBER, call_exp10},
    {"log", 1, 1, NUMBER, call_log},
    {"log10", 1, 1, NUMBER, call_log10},
    {"sin", 1, 1, NUMBER, call_sin},
    {"cos", 1, 1, NUMBER, call_cos},
    {"tan", 1, 1, NUMBER, call_tan},
    {"asin", 1, 1, NUMBER, call_asin},
    {"acos", 1, 1, NUMBER, call_acos},
    {"atan", 1, 1, NUMBER, call_atan},
    {"atan2", 2, 2, NUMBER, call_atan2},
    {"pi", 0, 0, NUMBER, call_pi},
    {"today", 0, 0, DATE, vigie_call_today},
    {"now", 0, 0, DATE, vigie_call_now},
    {"date", 1, 1, DATE, vigie_call_date},
    {"date-time", 1, 1, DATE, vigie_call_date_time},
    {"decimal-date-time", 1, 1, NUMBER, vigie_call_date_time},
    {"decimal-time", 1, 1, NUMBER, vigie_call_decimal_time},
    {"format-date", 2, 2, TEXT, vigie_call_format_date},
    {"format-date-time", 2, 2, TEXT, vigie_call_format_date},
};

/* ODK's functions that need what an analysis does not have. */
static const struct {
    const char *name, *reason;
} refused[] = {
    {"pulldata", N_("it reads another file: compute the value before the data are loaded")},
    {"instance", N_("it reads another file: compute the value before the data are loaded")},
    {"indexed-repeat", N_("it picks one record of a repeat: ask the repeat's own table")},
    {"position", N_("it is for the items of a repeat")},
    {"count",
     N_("it counts the records of a repeat; for a select_multiple write count-selected(…)")},
    {"count-non-empty", N_("it counts the records of a repeat")},
    {"sum", N_("it goes over the records of a repeat; write ${a} + ${b}")},
    {"last", N_("it picks one record of a repeat: ask the repeat's own table")},
    {"current", N_("paths are not read: name the item as ${name}")},
    {"jr:choice-name", N_("labels are no values: compare the choice's name")},
    {"random", N_("the same data must give the same figures")},
    {"uuid", N_("the same data must give the same figures")},
    {"randomize", N_("the same data must give the same figures")},
    {"area", N_("geographic functions are not computed here")},
    {"distance", N_("geographic functions are not computed here")},
    {"digest", N_("it is not computed here")},
    {"base64-decode", N_("it is not computed here")},
    {"property", N_("the device is not known")},
    {"version", N_("the device is not known")},
};

const VigieFunction *
vigie_function_find(const char *name, gsize length)
{
    for (guint i = 0; i < G_N_ELEMENTS(functions); i++)
        if (strlen(functions[i].name) == length && memcmp(functions[i].name, name, length) == 0)
            return &functions[i];
    return NULL;
}

const char *
vigie_function_refusal(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(refused); i++)
        if (strcmp(refused[i].name, name) == 0)
            return _(refused[i].reason);
    return NULL;
}

const char **
vigie_function_names(void)
{
    const char **names = g_new0(const char *, G_N_ELEMENTS(functions) + 1);
    for (guint i = 0; i < G_N_ELEMENTS(functions); i++)
        names[i] = functions[i].name;
    return names;
}

void
vigie_functions_register(xmlXPathContextPtr context)
{
    /* A name that is taken must be given back first: libxml2 has a round() of its own. */
    xmlXPathRegisterFunc(context, BAD_CAST "round", NULL);
    for (guint i = 0; i < G_N_ELEMENTS(functions); i++)
        if (functions[i].call != NULL)
            xmlXPathRegisterFunc(context, BAD_CAST functions[i].name, functions[i].call);
}
