/* parser.h - an expression is read, checked and made into XPath: vigie_expression_parse(). */
#ifndef VIGIE_CODEBOOK_PARSER_H
#define VIGIE_CODEBOOK_PARSER_H

#include "function.h"

/* Where an expression stands. */
typedef struct {
    const VigieCodebook *codebook;
    const VigieItem *self; /* the item whose answer "." is; NULL = not known */
    const VigieList *list; /* whose further columns may be named; NULL = none */
    const VigiePlace *place;
} VigieScope;

typedef struct {
    GString *xpath; /* ${name} and "." made into variables, see VIGIE_VARIABLE_… */
    VigieStatic type;
    GArray *items;  /* guint: the items it reads, each once, "." left out */
    bool aggregate; /* it reads items of a repeat: it cannot be evaluated */
} VigieParsed;

/* Variables of the XPath.  Items go by number: an evaluation needs no look-up by name, and names that
 * XPath would not take do no harm. */
#define VIGIE_VARIABLE_ITEM 'i' /* i17: the item of index 17 */
#define VIGIE_VARIABLE_SELF 's' /* s17: "." in item 17; s: "." where the item is not known */
#define VIGIE_VARIABLE_CHOICE                                                                  \
    'c' /* c3: the further column of that index; c: the choice's name */
#define VIGIE_VARIABLE_YEAR 'y'
#define VIGIE_VARIABLE_WAVE 'w'

bool vigie_expression_parse(const VigieScope *scope, const char *text, VigieParsed *parsed,
                            GError **error);
void vigie_parsed_clear(VigieParsed *parsed);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(VigieParsed, vigie_parsed_clear)

#endif
