/* calibration-report.c - what a calibration did to the weights */
#include "calibration.h"

#include <math.h>

/* n sum w^2 / (sum w)^2 over records with a design weight. */
static double
kish_of(const VigieCalibrationSpec *spec, const double *g, double *n)
{
    double sum = 0, squares = 0;
    *n = 0;
    for (gsize i = 0; i < spec->n; i++) {
        double w = spec->weight[i] * (g != NULL ? g[i] : 1);
        *n += spec->weight[i] > 0;
        sum += w;
        squares += w * w;
    }
    return *n * squares / (sum * sum);
}

/* Puts record i among the largest; equal weights stand in the order of the records. */
static void
rank_largest(const VigieCalibrationSpec *spec, const double *g, gsize i,
             VigieCalibrationReport *report)
{
    double w = spec->weight[i] * g[i];
    guint at = report->n_largest;
    while (at > 0 && spec->weight[report->largest[at - 1]] * g[report->largest[at - 1]] < w)
        at--;
    if (at == G_N_ELEMENTS(report->largest))
        return;
    report->n_largest = MIN(report->n_largest + 1, (guint)G_N_ELEMENTS(report->largest));
    for (guint j = report->n_largest - 1; j > at; j--)
        report->largest[j] = report->largest[j - 1];
    report->largest[at] = (guint32)i;
}

static void
add_margin(const VigieCalibrationSpec *spec, const VigieMargin *margin, const double *g,
           double *before, double *after)
{
    for (gsize i = 0; i < spec->n; i++) {
        double d = spec->weight[i];
        if (!(d > 0))
            continue;
        guint c = margin->class_of != NULL ? margin->class_of[i] : 0;
        double x = margin->class_of != NULL ? 1 : margin->number[i];
        before[c] += d * x;
        after[c] += d * g[i] * x;
    }
}

static void
fill_margins(const VigieCalibrationSpec *spec, const double *g, VigieCalibrationReport *report)
{
    guint k = vigie_calibration_columns(spec), column = 0;
    report->before = g_new0(double, k);
    report->after = g_new0(double, k);
    for (guint m = 0; m < spec->n_margins; m++) {
        const VigieMargin *margin = &spec->margin[m];
        add_margin(spec, margin, g, report->before + column, report->after + column);
        for (guint c = 0; c < margin->n_classes; c++, column++)
            if (!isnan(margin->total[c]))
                report->discrepancy =
                    MAX(report->discrepancy, fabs(margin->total[c] - report->after[column]) /
                                                 MAX(1, fabs(margin->total[c])));
    }
}

void
vigie_calibration_report_fill(const VigieCalibrationSpec *spec, const double *g,
                              VigieCalibrationReport *report)
{
    double n = 0;
    report->g_least = INFINITY;
    report->g_most = -INFINITY;
    for (gsize i = 0; i < spec->n; i++) {
        if (!(spec->weight[i] > 0))
            continue;
        report->g_least = MIN(report->g_least, g[i]);
        report->g_most = MAX(report->g_most, g[i]);
        report->negative += g[i] < 0;
        rank_largest(spec, g, i, report);
    }
    report->deff_before = kish_of(spec, NULL, &n);
    report->kish = kish_of(spec, g, &n);
    report->n_eff = n / report->kish;
    fill_margins(spec, g, report);
}

void
vigie_calibration_report_clear(VigieCalibrationReport *report)
{
    g_free(report->before);
    g_free(report->after);
    *report = (VigieCalibrationReport){0};
}
