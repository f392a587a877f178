/* significance.c - which changes a whole report calls significant */
#include <math.h>
#include <string.h>

#include "exhibit.h"
#include <vigie/estimate-test.h>

/* The words of a report speak of the changes to its year.  All of them are one family: by Benjamini and Hochberg at
 * 5 %, at most one in twenty of the arrows of a report is a false one, on the average. */
#define LEVEL 0.05

struct VigieSignificance {
    GHashTable *answers; /* const VigieExhibit* -> VigieAnswer* */
    double largest;      /* p of the weakest change that is significant; -1 = none is */
};

static void
free_answer(gpointer answer)
{
    vigie_answer_free(answer);
}

/* p of the changes to the year of the rows that are shown. */
static void
collect(const VigieAnswer *answer, int year, GArray *p)
{
    g_autofree char *text = g_strdup_printf("%d", year);
    for (guint i = 0; i < answer->rows->len; i++) {
        const VigieAnswerRow *row = g_ptr_array_index(answer->rows, i);
        if (strcmp(row->dims[0], text) == 0 && row->direction_known &&
            row->figure.status >= VIGIE_STATUS_LONELY_PSU)
            g_array_append_val(p, row->change.p);
    }
}

/* The largest p that stays below the level when adjusted. */
static double
largest_significant(const GArray *p)
{
    g_autofree double *adjusted = g_new(double, MAX(p->len, 1));
    double largest = -1;
    vigie_benjamini_hochberg((const double *)(gpointer)p->data, p->len, adjusted);
    for (guint i = 0; i < p->len; i++)
        if (adjusted[i] < LEVEL)
            largest = MAX(largest, g_array_index(p, double, i));
    return largest;
}

VigieSignificance *
vigie_significance_new(const GPtrArray *exhibits, const VigieReportContext *context)
{
    VigieSignificance *significance = g_new0(VigieSignificance, 1);
    significance->answers = g_hash_table_new_full(NULL, NULL, NULL, free_answer);
    g_autoptr(GArray) p = g_array_new(FALSE, FALSE, sizeof(double));
    for (guint i = 0; i < exhibits->len; i++) {
        const VigieExhibit *exhibit = g_ptr_array_index(exhibits, i);
        /* What cannot be made is told when it is made. */
        VigieAnswer *answer = vigie_exhibit_changes(exhibit, context, NULL);
        if (answer == NULL)
            continue;
        collect(answer, context->year, p);
        g_hash_table_insert(significance->answers, (gpointer)exhibit, answer);
    }
    significance->largest = largest_significant(p);
    return significance;
}

void
vigie_significance_free(VigieSignificance *significance)
{
    if (significance == NULL)
        return;
    g_hash_table_unref(significance->answers);
    g_free(significance);
}

VigieAnswer *
vigie_significance_take(VigieSignificance *significance, const VigieExhibit *exhibit)
{
    gpointer answer = NULL;
    if (significance != NULL)
        g_hash_table_steal_extended(significance->answers, exhibit, NULL, &answer);
    return answer;
}

VigieDirection
vigie_report_direction(const VigieAnswerRow *row, const VigieReportContext *context)
{
    if (context->significance == NULL)
        return row->direction;
    bool significant = row->change.p <= context->significance->largest, known = false;
    return vigie_direction(row->change.change, significant ? 0 : 1, &known);
}
