/* publish.c - what the publication rule suppresses is blanked */
#include <math.h>
#include <string.h>
#include <vigie/study.h>

static const VigieChange no_change = {NAN, NAN, NAN, NAN};

static bool
same_series_block(const VigieAnswerRow *a, const VigieAnswerRow *b)
{
    return strcmp(a->item, b->item) == 0 && strcmp(a->category, b->category) == 0;
}

/* Rows of one year of one item and category: the next year's row of a series is as much further. */
static guint
rows_a_year(const VigieAnswer *answer)
{
    const VigieAnswerRow *first = g_ptr_array_index(answer->rows, 0);
    guint n = 1;
    for (; n < answer->rows->len; n++) {
        const VigieAnswerRow *row = g_ptr_array_index(answer->rows, n);
        if (!same_series_block(first, row) || strcmp(first->dims[0], row->dims[0]) != 0)
            break;
    }
    return n;
}

static void
blank_change(VigieAnswerRow *row)
{
    row->change = no_change;
    row->relative = (VigieRelative){NAN, NAN, NAN, NAN, NAN, NAN};
    row->change_p_adjusted = NAN;
    row->direction_known = false;
}

static void
blank_covariances(VigieAnswer *answer, guint row)
{
    guint k = answer->rows->len;
    for (guint j = 0; answer->covariance != NULL && j < k; j++)
        answer->covariance[(gsize)row * k + j] = answer->covariance[(gsize)j * k + row] = NAN;
}

/* The years of a series but one, and its slope, tell the one. */
static void
blank_slope(const VigieAnswer *answer, guint hidden, guint stride)
{
    const VigieAnswerRow *of = g_ptr_array_index(answer->rows, hidden);
    for (guint i = hidden % stride; i < answer->rows->len; i += stride) {
        VigieAnswerRow *row = g_ptr_array_index(answer->rows, i);
        if (!same_series_block(of, row))
            continue;
        row->slope = (VigieSlope){NAN, NAN, NAN, NAN};
        row->line = (VigieLine){NAN, NAN, NAN, NAN, NAN};
    }
}

void
vigie_answer_publish(VigieAnswer *answer)
{
    answer->published = true;
    guint stride = answer->trend && answer->rows->len > 0 ? rows_a_year(answer) : 0;
    for (guint i = 0; i < answer->rows->len; i++) {
        VigieAnswerRow *row = g_ptr_array_index(answer->rows, i);
        if (row->figure.status != VIGIE_STATUS_SUPPRESSED)
            continue;
        row->figure =
            (VigieFigure){row->figure.n, NAN, NAN, NAN, NAN, NAN, NAN, VIGIE_STATUS_SUPPRESSED};
        blank_change(row);
        blank_covariances(answer, i);
        if (stride > 0)
            blank_slope(answer, i, stride);
        VigieAnswerRow *next = stride > 0 && i + stride < answer->rows->len
                                   ? g_ptr_array_index(answer->rows, i + stride)
                                   : NULL;
        if (next != NULL && same_series_block(row, next))
            blank_change(next);
    }
}
