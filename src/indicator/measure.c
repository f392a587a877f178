/* measure.c - what a dataset's columns say, as plain arrays of numbers */
#include "binding.h"
#include <math.h>

static double *
new_values(gsize n)
{
    double *values = g_new(double, n + 1);
    for (gsize i = 0; i < n; i++)
        values[i] = NAN;
    return values;
}

double *
vigie_measure(const VigieFrame *frame, const VigieItem *item)
{
    const VigieColumn *column = vigie_frame_column(frame, item->name);
    double *values = new_values(frame->n);
    for (gsize i = 0; i < frame->n; i++)
        if (column->why[i] == VIGIE_PRESENT)
            values[i] = column->kind == VIGIE_VALUE_NUMBER ? column->value[i] : 1;
    return values;
}

static bool
is_one_of(const char *text, const char *const *words)
{
    g_autofree char *folded = vigie_text_fold(text);
    return g_strv_contains(words, folded);
}

static bool
is_true(const VigieColumn *column, gsize i)
{
    static const char *const yes[] = {"1", "yes", "oui", "true", "vrai", NULL};
    static const char *const no[] = {"",      "0",     "no",   "non", "none",
                                     "aucun", "false", "faux", NULL};
    char buffer[VIGIE_NUMBER_SIZE];
    switch (column->kind) {
    case VIGIE_VALUE_NUMBER:
    case VIGIE_VALUE_DATE:
        return fabs(column->value[i]) > 0;
    case VIGIE_VALUE_CHOICES:
        return !is_one_of(vigie_column_text(column, i, buffer), no);
    default:
        return is_one_of(vigie_column_text(column, i, buffer), yes);
    }
}

double *
vigie_flag(const VigieFrame *frame, const VigieItem *item)
{
    const VigieColumn *column = vigie_frame_column(frame, item->name);
    double *values = new_values(frame->n);
    for (gsize i = 0; i < frame->n; i++)
        if (column->why[i] == VIGIE_PRESENT)
            values[i] = is_true(column, i) ? 1 : 0;
    return values;
}

static double
month_of(const VigieColumn *column, gsize i)
{
    double month = NAN;
    if (column->kind == VIGIE_VALUE_DATE) {
        int year = 0, civil = 0, day = 0;
        vigie_date_civil(column->value[i], &year, &civil, &day);
        return civil;
    }
    char buffer[VIGIE_NUMBER_SIZE];
    const char *text = vigie_column_text(column, i, buffer);
    VigieNotation plain = {'.', 0};
    vigie_number_read(text, strlen(text), plain, &month);
    return month >= 1 && month <= 12 ? floor(month) : NAN;
}

double *
vigie_months(const VigieFrame *frame, const VigieItem *item)
{
    const VigieColumn *column = vigie_frame_column(frame, item->name);
    double *values = new_values(frame->n);
    for (gsize i = 0; i < frame->n; i++)
        if (column->why[i] == VIGIE_PRESENT)
            values[i] = month_of(column, i);
    return values;
}

double *
vigie_years(const VigieFrame *frame)
{
    const VigieColumn *column = vigie_frame_column(frame, "year");
    double *values = new_values(frame->n);
    for (gsize i = 0; i < frame->n; i++)
        if (column->why[i] == VIGIE_PRESENT)
            values[i] = column->value[i];
    return values;
}
