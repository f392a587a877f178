/* codebook-expression.h - the one expression language, of questionnaires and of --where: XPath 1.0 with
 * ${name}, evaluated by libxml2 with ODK's functions.  vigie_expression_new() checks item and function
 * names when it compiles; vigie_expression_number(), _text() and _truth() evaluate for one record.
 * Select and text items are strings, numbers are numbers, dates are days; missing is "". */
#ifndef VIGIE_CODEBOOK_EXPRESSION_H
#define VIGIE_CODEBOOK_EXPRESSION_H

#include <vigie/codebook.h>

G_BEGIN_DECLS

/* One value of one record.  text is borrowed for the duration of the evaluation. */
typedef struct {
    bool is_number;
    double number;
    const char *text; /* not a number: the text; "" = missing */
} VigieVariable;

/* Gives the value of item (index into codebook->items; VIGIE_ITEM_YEAR, _WAVE for the two built-in
 * names) of the current record. */
#define VIGIE_ITEM_YEAR G_MAXUINT
#define VIGIE_ITEM_WAVE (G_MAXUINT - 1)
typedef void (*VigieLookup)(void *user, guint item, VigieVariable *out);

/* An evaluator holds libxml2's contexts: one a thread. */
typedef struct VigieEvaluator VigieEvaluator;
VigieEvaluator *vigie_evaluator_new(const VigieCodebook *codebook);
void vigie_evaluator_free(VigieEvaluator *evaluator);
/* Who answers ${name}; record_date is today() and now(), NAN = not known. */
void vigie_evaluator_set_record(VigieEvaluator *evaluator, VigieLookup lookup, void *user,
                                double record_date);
/* What "." is: the answer as text (a date as 2024-07-01), borrowed until the next call.  NULL: the
 * look-up is asked for the item whose constraint, relevant or calculation is evaluated. */
void vigie_evaluator_set_self(VigieEvaluator *evaluator, const char *self);
/* The choice whose columns a choice_filter reads, borrowed until the next call. */
void vigie_evaluator_set_choice(VigieEvaluator *evaluator, const VigieChoice *choice);

/* place is where the expression stands (its file, line, field), for messages. */
VigieExpression *vigie_expression_new(const VigieCodebook *codebook, const char *text,
                                      const VigiePlace *place, GError **error);
void vigie_expression_free(VigieExpression *expression);
const char *vigie_expression_text(const VigieExpression *expression);
/* A simple condition as a person says it, "nuitees > 0"; else as it is written; (transfer full). */
char *vigie_expression_words(const VigieCodebook *codebook, const VigieExpression *expression,
                             VigieLang lang);
/* True if the expression's value is a number or a truth value rather than text. */
bool vigie_expression_is_number(const VigieExpression *expression);
/* True if that number is a date: days since 1970-01-01. */
bool vigie_expression_is_date(const VigieExpression *expression);
/* Items it reads: indices into codebook->items; (VIGIE_ITEM_YEAR, _WAVE included). */
const guint *vigie_expression_items(const VigieExpression *expression, guint *n);

/* Evaluation; a run-time error (none is known after the checks) gives NAN, "" or false; so does an
 * infinite number, since nothing divided by it would be a figure.  One expression may be evaluated in
 * several threads, each with its own evaluator. */
double vigie_expression_number(const VigieExpression *expression, VigieEvaluator *evaluator);
/* (transfer full); "" = missing. */
char *vigie_expression_string(const VigieExpression *expression, VigieEvaluator *evaluator);
bool vigie_expression_truth(const VigieExpression *expression, VigieEvaluator *evaluator);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieExpression, vigie_expression_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieEvaluator, vigie_evaluator_free)

G_END_DECLS

#endif
