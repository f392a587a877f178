/* questionnaire.c - fuzz target: any bytes as a questionnaire; what is read is evaluated and put back */
#include <stddef.h>
#include <stdint.h>
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

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieCodebook) codebook =
        vigie_codebook_parse("fuzz.csv", (const char *)bytes, length, &error);
    g_assert_true((codebook == NULL) == (error != NULL));
    if (codebook != NULL)
        visit(codebook);
    return 0;
}
