/* expression.c - any bytes as an expression: what compiles evaluates, for full and for blank records */
#include <math.h>
#include <string.h>
#include <vigie/codebook-expression.h>

int LLVMFuzzerTestOneInput(const guint8 *bytes, gsize length);

static const char form[] =
    "\"survey\"\n,\"type\",\"name\",\"calculation\"\n,\"integer\",\"nights\",\n,\"decimal\","
    "\"spend\",\n"
    ",\"date\",\"day\",\n,\"text\",\"remark\",\n,\"select_one yn\",\"stay\",\n"
    ",\"select_multiple act\",\"acts\",\n,\"calculate\",\"double\",\"${nights} * 2\"\n"
    "\"choices\"\n,\"list_name\",\"name\"\n,\"yn\",\"yes\"\n,\"yn\",\"no\"\n,\"act\",\"bike\"\n"
    ",\"act\",\"walk\"\n";

static void
look_up(void *user, guint item, VigieVariable *out)
{
    static const char *const texts[] = {"", "", "", "déjà vu", "yes", "bike walk", ""};
    const bool *blank = user;
    bool number = item < 3 || item == 6 || item == VIGIE_ITEM_YEAR;
    *out = (VigieVariable){.is_number = number && !*blank, .number = 2024, .text = ""};
    if (!number && !*blank && item < G_N_ELEMENTS(texts))
        out->text = texts[item];
}

static void
evaluate(const VigieExpression *expression, VigieEvaluator *evaluator, bool blank)
{
    vigie_evaluator_set_record(evaluator, look_up, &blank, blank ? NAN : 19905);
    g_assert_false(isinf(vigie_expression_number(expression, evaluator)));
    vigie_expression_truth(expression, evaluator);
    g_autofree char *text = vigie_expression_string(expression, evaluator);
    g_assert_true(g_utf8_validate(text, -1, NULL));
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, gsize length)
{
    g_autofree char *text = g_strndup((const char *)bytes, length);
    g_autoptr(VigieCodebook) codebook = vigie_codebook_parse("f.csv", form, strlen(form), NULL);
    g_assert_nonnull(codebook);
    VigiePlace place = {"f.csv", 3, 4};
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieExpression) expression =
        vigie_expression_new(codebook, text, &place, &error);
    g_assert_true((expression == NULL) == (error != NULL));
    if (expression == NULL) {
        g_assert_true(g_str_has_prefix(error->message, "f.csv:3:4: "));
        return 0;
    }
    guint n = 0;
    const guint *items = vigie_expression_items(expression, &n);
    for (guint i = 0; i < n; i++)
        g_assert_true(items[i] < codebook->items->len || items[i] >= VIGIE_ITEM_WAVE);
    g_autoptr(VigieEvaluator) evaluator = vigie_evaluator_new(codebook);
    evaluate(expression, evaluator, true);
    evaluate(expression, evaluator, false);
    return 0;
}
