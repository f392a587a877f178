/* worst.c - the questions that are answered least */
#include "quality.h"
#include <string.h>

static double
share_of(guint64 n, guint64 base)
{
    return base > 0 ? (double)n / (double)base : 0.0;
}

static int
compare_questions(gconstpointer a, gconstpointer b)
{
    const VigieQualityQuestion *x = a, *y = b;
    double p = share_of(x->n, x->base), q = share_of(y->n, y->base);
    return p > q ? -1 : p < q ? 1 : strcmp(x->item, y->item);
}

static VigieQualityQuestion *
find(GArray *questions, const char *item)
{
    for (guint i = 0; i < questions->len; i++)
        if (strcmp(g_array_index(questions, VigieQualityQuestion, i).item, item) == 0)
            return &g_array_index(questions, VigieQualityQuestion, i);
    VigieQualityQuestion question = {.item = item};
    g_array_append_val(questions, question);
    return &g_array_index(questions, VigieQualityQuestion, questions->len - 1);
}

static void
add_row(VigieQualityQuestion *question, const VigieQualityRow *row)
{
    for (guint why = VIGIE_BLANK; why < VIGIE_N_MISSING; why++)
        if (strcmp(row->reason, vigie_missing_name((VigieMissing)why)) == 0)
            question->no_answer[why] += row->n;
    if (*row->reason != '\0')
        return;
    const VigieQualityRow *worst = question->worst;
    question->n += row->n;
    question->base += row->base;
    if (worst == NULL || share_of(row->n, row->base) > share_of(worst->n, worst->base))
        question->worst = row;
}

GArray *
vigie_quality_questions(const VigieQuality *q, int year, guint most)
{
    GArray *questions = g_array_new(FALSE, TRUE, sizeof(VigieQualityQuestion));
    for (guint i = 0; i < q->rows->len; i++) {
        const VigieQualityRow *row = q->rows->pdata[i];
        bool question =
            strcmp(row->check, "non_response") == 0 || strcmp(row->check, "no_answer") == 0;
        if (question && *row->item != '\0' && (year == 0 || row->year == year))
            add_row(find(questions, row->item), row);
    }
    for (guint i = questions->len; i > 0; i--)
        if (g_array_index(questions, VigieQualityQuestion, i - 1).n == 0)
            g_array_remove_index(questions, i - 1);
    g_array_sort(questions, compare_questions);
    g_array_set_size(questions, MIN(questions->len, most));
    return questions;
}
