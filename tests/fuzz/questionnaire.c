/* questionnaire.c - fuzz target: any bytes as a questionnaire; what is read is evaluated and put back */
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <vigie/codebook-compare.h>
#include <vigie/codebook-expression.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void
evaluate(const VigieExpression *expression, VigieEvaluator *evaluator)
{
    if (expression == NULL)
        return;
    vigie_expression_number(expression, evaluator);
    vigie_expression_truth(expression, evaluator);
    g_free(vigie_expression_string(expression, evaluator));
}

static void
visit(const VigieCodebook *codebook)
{
    g_autoptr(VigieEvaluator) evaluator = vigie_evaluator_new(codebook);
    for (guint i = 0; i < codebook->items->len; i++) {
        const VigieItem *item = g_ptr_array_index(codebook->items, i);
        g_assert_true(vigie_codebook_find(codebook, item->name) == item);
        g_free(vigie_item_scale(item));
        vigie_item_label(codebook, item, VIGIE_LANG_FR);
        evaluate(item->relevant, evaluator);
        evaluate(item->constraint, evaluator);
        evaluate(item->calculation, evaluator);
    }
    for (guint i = 0; i < codebook->repeats->len; i++)
        visit(((const VigieRepeat *)g_ptr_array_index(codebook->repeats, i))->codebook);
}

/* What the store keeps of it can be read again, and is the same questionnaire. */
static void
keep(const VigieCodebook *codebook)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = vigie_codebook_print(codebook);
    g_autoptr(VigieCodebook) again =
        vigie_codebook_parse("kept.csv", text, strlen(text), &error);
    g_assert_no_error(error);
    g_assert_cmpuint(again->items->len, ==, codebook->items->len);
    g_autoptr(GPtrArray) comparisons = vigie_codebook_compare(codebook, again);
    for (guint i = 0; i < comparisons->len; i++)
        g_assert_false(vigie_verdict_breaks(
            ((const VigieComparison *)g_ptr_array_index(comparisons, i))->verdict));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieCodebook) codebook =
        vigie_codebook_parse("fuzz.csv", (const char *)bytes, length, &error);
    g_assert_true((codebook == NULL) == (error != NULL));
    if (codebook != NULL)
        visit(codebook);
    if (codebook != NULL)
        keep(codebook);
    return 0;
}
