/* function.h - what an expression may call: XPath 1.0's functions on texts, numbers and truth values,
 * which libxml2 brings, and ODK's, which function.c and function-date.c add.
 * To add one: write its xmlXPathFunction, add its row to the table in function.c, and its line to the
 * table of tests/unit/codebook-expression.c. */
#ifndef VIGIE_CODEBOOK_FUNCTION_H
#define VIGIE_CODEBOOK_FUNCTION_H

#include <libxml/xpath.h>
#include <vigie/codebook-expression.h>

/* What kind of value an expression gives, known without evaluating it. */
typedef enum {
    VIGIE_STATIC_NUMBER,
    VIGIE_STATIC_TRUTH,
    VIGIE_STATIC_DATE, /* a number of days */
    VIGIE_STATIC_TEXT,
    VIGIE_STATIC_EMPTY,   /* '' written out: missing, of any type */
    VIGIE_STATIC_BRANCHES /* in the table only: the type that the branches share */
} VigieStatic;

#define VIGIE_ANY_NUMBER_OF_ARGUMENTS 1000

typedef struct {
    const char *name;
    guint least, most; /* arguments */
    VigieStatic result;
    guint branch, n_branches; /* BRANCHES: the arguments whose type the result has */
    xmlXPathFunction call;    /* NULL: libxml2's own */
} VigieFunction;

/* The function of that name (length bytes), or NULL. */
const VigieFunction *vigie_function_find(const char *name, gsize length);
/* Why a function of ODK that is not in the table cannot be called, translated; NULL: it is unknown. */
const char *vigie_function_refusal(const char *name);
/* Names of the table, NULL-terminated; (transfer container). */
const char **vigie_function_names(void);
/* Adds ODK's functions to a context whose userData is the evaluator. */
void vigie_functions_register(xmlXPathContextPtr context);

/* What the functions ask of the evaluator: the record's date (NAN = not known), the answer itself
 * ("" = none), and the compiled regular expression of a pattern (NULL: malformed; borrowed). */
double vigie_evaluator_date(const VigieEvaluator *evaluator);
const char *vigie_evaluator_self(const VigieEvaluator *evaluator);
GRegex *vigie_evaluator_regex(VigieEvaluator *evaluator, const char *pattern);
/* The whole text must match, as in ODK; (transfer full). */
GRegex *vigie_regex_new(const char *pattern, GError **error);

/* function-date.c */
void vigie_call_date(xmlXPathParserContextPtr stack, int n);
void vigie_call_date_time(xmlXPathParserContextPtr stack, int n);
void vigie_call_decimal_time(xmlXPathParserContextPtr stack, int n);
void vigie_call_format_date(xmlXPathParserContextPtr stack, int n);
void vigie_call_today(xmlXPathParserContextPtr stack, int n);
void vigie_call_now(xmlXPathParserContextPtr stack, int n);

/* function.c: results; NAN is pushed as "", the missing value. */
void vigie_push_number(xmlXPathParserContextPtr stack, double value);
void vigie_push_text(xmlXPathParserContextPtr stack, const char *text);

#endif
