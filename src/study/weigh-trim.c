/* weigh-trim.c - weights cut at bounds, where trim= asks for it, and what that does to the margins */
#include "weigh.h"
#include <inttypes.h>
#include <math.h>

/* What the report says of g and of the weights' spread. */
static void
measure(const WeighWave *wave, const double *g, VigieCalibrationReport *report)
{
    double sum = 0, squares = 0;
    gsize n = wave->records->len;
    report->g_least = INFINITY;
    report->g_most = -INFINITY;
    for (gsize i = 0; i < n; i++) {
        double weight = wave->weight[i] * g[i];
        sum += weight;
        squares += weight * weight;
        report->g_least = MIN(report->g_least, g[i]);
        report->g_most = MAX(report->g_most, g[i]);
    }
    report->kish = (double)n * squares / (sum * sum);
    report->n_eff = (double)n / report->kish;
}

/* The margins as the cut weights leave them; report->discrepancy is the greatest gap. */
static void
sum_margins(const WeighWave *wave, const double *g, VigieCalibrationReport *report)
{
    const Weigh *weigh = wave->weigh;
    report->discrepancy = 0;
    for (guint m = 0, first = 0; m < weigh->n_margins; first += wave->classes[m]->len, m++) {
        double *after = report->after + first;
        for (guint c = 0; c < wave->classes[m]->len; c++)
            after[c] = 0;
        for (gsize i = 0; i < wave->records->len; i++) {
            double weight = wave->weight[i] * g[i];
            if (wave->class_of[m] != NULL)
                after[wave->class_of[m][i]] += weight;
            else
                after[0] += weight * wave->number[m][i];
        }
        for (guint c = 0; c < wave->classes[m]->len; c++) {
            double total = g_array_index(wave->classes[m], WeighClass, c).total;
            report->discrepancy =
                MAX(report->discrepancy, fabs(after[c] - total) / MAX(1, fabs(total)));
        }
    }
}

static void
tell(const WeighWave *wave, guint64 n_trimmed, double gap)
{
    g_autofree char *percent =
        vigie_percent_format(gap, 1, wave->weigh->context.observatory->lang);
    vigie_findings_add(
        wave->weigh->context.findings, VIGIE_FINDING, "trimmed", NULL,
        P_("%s: %" PRIu64 " weight trimmed: the margins are no longer "
           "met, the farthest is %s off; bounds within the calibration keep them",
           "%s: %" PRIu64 " weights trimmed: the margins are no longer "
           "met, the farthest is %s off; bounds within the calibration keep them",
           n_trimmed),
        wave->label, n_trimmed, percent);
}

bool
vigie_weigh_wave_trim(const WeighWave *wave, double *g, VigieCalibrationReport *report,
                      guint64 *n_trimmed, GError **error)
{
    const VigieWeightsPlan *plan = wave->weigh->plan;
    gsize n = wave->records->len;
    *n_trimmed = 0;
    if (isnan(plan->trim_lower))
        return true;
    g_autofree double *weight = g_new(double, MAX(n, 1));
    g_autofree double *trimmed = g_new(double, MAX(n, 1));
    const VigieTrim trim = {plan->trim_lower, plan->trim_upper, 0};
    VigieTrimReport cut = {0};
    for (gsize i = 0; i < n; i++)
        weight[i] = wave->weight[i] * g[i];
    if (!vigie_trim(weight, n, &trim, trimmed, &cut, error)) {
        VigiePlace place = {"observatory.ini", plan->line, 0};
        g_autofree char *at = vigie_place_print(&place);
        g_prefix_error(error, "%s: %s: ", at, wave->label);
        return false;
    }
    *n_trimmed = cut.low + cut.high;
    if (*n_trimmed == 0)
        return true;
    for (gsize i = 0; i < n; i++)
        g[i] = trimmed[i] / wave->weight[i];
    measure(wave, g, report);
    sum_margins(wave, g, report);
    tell(wave, *n_trimmed, report->discrepancy);
    return true;
}
