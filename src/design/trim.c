/* trim.c - weights cut at bounds, the excess shared */
#include <math.h>
#include <string.h>
#include <vigie/design-calibration.h>

typedef struct {
    const double *given;
    double lower, upper;
    double *weight;
    bool *cut; /* ever */
    gsize n;
    VigieTrimReport *report;
} Trimming;

static bool
is_outside(const Trimming *trimming, gsize i)
{
    double w = trimming->weight[i];
    return trimming->given[i] > 0 && (w < trimming->lower || w > trimming->upper);
}

/* Cuts what is outside; *excess is what that took from the sum.  Returns how many were cut. */
static gsize
cut_all(Trimming *trimming, double *excess)
{
    gsize n_cut = 0;
    *excess = 0;
    for (gsize i = 0; i < trimming->n; i++) {
        if (!is_outside(trimming, i))
            continue;
        double w = trimming->weight[i];
        trimming->weight[i] = CLAMP(w, trimming->lower, trimming->upper);
        *excess += w - trimming->weight[i];
        trimming->report->low += !trimming->cut[i] && w < trimming->lower;
        trimming->report->high += !trimming->cut[i] && w > trimming->upper;
        trimming->cut[i] = true;
        n_cut++;
    }
    return n_cut;
}

/* Equally among those never cut; false: there is none. */
static bool
share_excess(Trimming *trimming, double excess)
{
    gsize n_open = 0;
    for (gsize i = 0; i < trimming->n; i++)
        n_open += trimming->given[i] > 0 && !trimming->cut[i];
    for (gsize i = 0; i < trimming->n; i++)
        if (trimming->given[i] > 0 && !trimming->cut[i])
            trimming->weight[i] += excess / (double)n_open;
    return n_open > 0;
}

static bool
check(const double *weight, gsize n, double lower, double upper, GError **error)
{
    if (!(lower >= 0) || !(lower < upper)) {
        g_set_error(error, VIGIE_CALIBRATION_ERROR, VIGIE_CALIBRATION_ERROR_OPTION,
                    _("trimming to %g and %g; the lower bound is 0 or more, the upper one "
                      "larger"),
                    lower, upper);
        return false;
    }
    for (gsize i = 0; i < n; i++)
        if (!isfinite(weight[i])) {
            g_set_error(error, VIGIE_CALIBRATION_ERROR, VIGIE_CALIBRATION_ERROR_WEIGHT,
                        _("record %zu: weight %g; only finite weights can be trimmed"), i + 1,
                        weight[i]);
            return false;
        }
    return true;
}

/* Each pass but the last cuts a record that was never cut: there are n at most. */
static bool
run_passes(Trimming *trimming, guint passes)
{
    double excess = 0;
    while ((passes == 0 || trimming->report->passes < passes) &&
           cut_all(trimming, &excess) > 0) {
        trimming->report->passes++;
        trimming->report->moved += fabs(excess);
        if (!share_excess(trimming, excess))
            return false;
    }
    return true;
}

bool
vigie_trim(const double *weight, gsize n, const VigieTrim *trim, double *trimmed,
           VigieTrimReport *report, GError **error)
{
    if (!check(weight, n, trim->lower, trim->upper, error))
        return false;
    VigieTrimReport done = {0};
    g_autofree bool *cut = g_new0(bool, MAX(n, 1));
    g_autofree double *w = g_memdup2(weight, n * sizeof *weight);
    Trimming trimming = {weight, trim->lower, trim->upper, w, cut, n, &done};
    if (!run_passes(&trimming, trim->passes)) {
        g_set_error(
            error, VIGIE_CALIBRATION_ERROR, VIGIE_CALIBRATION_ERROR_BOUNDS,
            _("trimming to %g and %g leaves no record to take what was cut; wider bounds "
              "are needed"),
            trim->lower, trim->upper);
        return false;
    }
    if (n > 0)
        memcpy(trimmed, w, n * sizeof *w);
    if (report != NULL)
        *report = done;
    return true;
}
