/* change.c - change to the calendar year before and slope of each series of a measure */
#include "replicates.h"
#include <math.h>
#include <vigie/estimate-test.h>

/* A series: the cells that differ only in the year (the first dimension). */
typedef struct {
    VigieStudy *study;
    const VigieSums *sums;
    const VigieReplicateSums *replicated; /* NULL = Taylor */
    guint measure;
    const VigieDimension *years;
    guint32 stride, offset; /* cell of year y = y * stride + offset */
    VigieAnswerRow **row;   /* [n_cells] */
} Series;

static VigieAnswerRow *
row_at(const Series *series, guint y)
{
    return series->row[(gsize)y * series->stride + series->offset];
}

static bool
has_answers(const VigieAnswerRow *row)
{
    return row->figure.n > 0 && !isnan(row->figure.estimate);
}

/* True if no survey has answers in both years: the two figures come from different surveys. */
static bool
different_surveys(const VigieStudy *study, double earlier, double later)
{
    for (guint p = 0; p < study->parts->len; p++) {
        const VigieStudyPart *part = g_ptr_array_index(study->parts, p);
        if (vigie_study_part_has_year(part, (int)earlier) &&
            vigie_study_part_has_year(part, (int)later))
            return false;
    }
    return true;
}

/* In per cent, from the figures and the change that the row has. */
static void
relative(const Series *series, guint y)
{
    const VigieQuestion *question = series->study->question;
    if (question->stat != VIGIE_STAT_NPS)
        vigie_relative_of(&row_at(series, y - 1)->figure, &row_at(series, y)->figure,
                          &row_at(series, y)->change, question->level,
                          &row_at(series, y)->relative);
}

/* Of two surveys, df by Satterthwaite as without replicates. */
static void
change_by_replicates(const Series *series, guint y, bool independent)
{
    guint32 cell = y * series->stride + series->offset;
    VigieAnswerRow *row = row_at(series, y);
    const VigieFigure *f1 = &row_at(series, y - 1)->figure, *f2 = &row->figure;
    vigie_change_replicated(series->replicated,
                            vigie_study_replicated(series->study->question->stat),
                            series->measure, cell - series->stride, cell, &row->change);
    if (!independent || isnan(row->change.se))
        return;
    row->change.df = vigie_satterthwaite((double[]){f1->se * f1->se, f2->se * f2->se},
                                         (double[]){f1->df, f2->df}, 2);
    row->change.p = vigie_change_p(row->change.change, row->change.se, row->change.df);
}

/* Are two years of one series, by what was asked? */
static bool
is_joined(const Series *series, guint y1, guint y2)
{
    const VigieStudy *study = series->study;
    return vigie_gaps_joined(&study->gaps, row_at(series, y2)->item_index, &study->cross,
                             y1 * series->stride + series->offset,
                             y2 * series->stride + series->offset);
}

static void
change_at(const Series *series, guint y)
{
    VigieStudy *study = series->study;
    double earlier = series->years->number[y - 1], later = series->years->number[y];
    VigieAnswerRow *row = row_at(series, y);
    if (later - earlier > 1.5 || !has_answers(row) || !has_answers(row_at(series, y - 1)) ||
        !is_joined(series, y - 1, y))
        return;
    guint32 cell = y * series->stride + series->offset;
    bool independent = different_surveys(study, earlier, later);
    if (series->replicated != NULL) {
        change_by_replicates(series, y, independent);
        return;
    }
    if (study->question->stat == VIGIE_STAT_TOTAL) {
        vigie_change_total(series->sums, series->measure, cell - series->stride, cell,
                           independent, &row->change);
        return;
    }
    bool fallback = false;
    vigie_change(series->sums, series->measure, cell - series->stride, cell, independent,
                 &row->change, &fallback);
    if (fallback)
        vigie_findings_add(
            study->warnings, VIGIE_NOTE, "no_panel_covariance", NULL,
            _("%s, %s: the sites that both years share take away all variance; the change to "
              "the year before counts the years as independent"),
            row->item, row->dims[0]);
}

/* svyglm has a slope for means and shares; a total or a ratio has none. */
static void
slope_of(const Series *series, const guint32 *cells, const double *years, guint k,
         VigieSlope *out)
{
    const VigieQuestion *question = series->study->question;
    *out = (VigieSlope){NAN, NAN, NAN, NAN};
    if (question->stat == VIGIE_STAT_TOTAL || question->stat == VIGIE_STAT_RATIO)
        return;
    VigieReplicateSeries by = {
        series->replicated, VIGIE_REPLICATED_MEAN, series->measure, cells, years, k};
    if (!question->slope_logit) {
        if (series->replicated != NULL)
            vigie_slope_replicated(&by, false, out);
        else
            vigie_slope(series->sums, series->measure, cells, years, k, out);
        return;
    }
    bool found = series->replicated != NULL
                     ? vigie_slope_replicated(&by, true, out)
                     : vigie_slope_logit(series->sums, series->measure, cells, years, k, out);
    if (!found && k > 1)
        vigie_findings_add(series->study->warnings, VIGIE_NOTE, "no_logit_slope", NULL,
                           _("%s: shares of none or of all tell the years apart; there is no "
                             "slope in log-odds"),
                           row_at(series, 0)->item);
}

/* Departure from the line takes the years' figures; totals and ratios have one too. */
static void
line_of(const Series *series, const guint32 *cells, const double *years, guint k,
        VigieLine *out)
{
    VigieSeries figures = {.sums = series->sums,
                           .measure = series->measure,
                           .total = series->study->question->stat == VIGIE_STAT_TOTAL,
                           .cells = cells,
                           .years = years,
                           .k = k};
    g_auto(VigieYearly) yearly = {0};
    VigieReplicateSeries by = {series->replicated,
                               vigie_study_replicated(series->study->question->stat),
                               series->measure,
                               cells,
                               years,
                               k};
    if (series->replicated != NULL)
        vigie_yearly_replicated(&yearly, &by);
    else
        vigie_yearly_init(&yearly, &figures);
    vigie_yearly_line(&yearly, false, out);
}

/* Of the years first .. last - 1, which are one series. */
static void
slope_between(const Series *series, guint first, guint last)
{
    guint k = 0;
    g_autofree guint32 *cells = g_new(guint32, last - first + 1);
    g_autofree double *years = g_new(double, last - first + 1);
    for (guint y = first; y < last; y++) {
        if (!has_answers(row_at(series, y)))
            continue;
        cells[k] = y * series->stride + series->offset;
        years[k++] = series->years->number[y];
    }
    VigieSlope found;
    VigieLine line;
    slope_of(series, cells, years, k, &found);
    line_of(series, cells, years, k, &line);
    for (guint y = first; y < last; y++) {
        VigieAnswerRow *row = row_at(series, y);
        row->slope = found;
        row->slope_years = k;
        row->line = line;
    }
}

/* A series that breaks is several: each has its own slope. */
static void
slopes(const Series *series)
{
    guint first = 0, before = G_MAXUINT;
    for (guint y = 0; y < series->years->n; y++) {
        if (!has_answers(row_at(series, y)))
            continue;
        if (before != G_MAXUINT && !is_joined(series, before, y)) {
            slope_between(series, first, y);
            first = y;
        }
        before = y;
    }
    slope_between(series, first, series->years->n);
}

static void
fill(Series *series, const VigieCross *cross)
{
    const VigieDimension *years = g_ptr_array_index(cross->dimensions, 0);
    if (years->n == 0)
        return;
    series->years = years;
    series->stride = cross->cells.n_cells / years->n;
    for (; series->offset < series->stride; series->offset++) {
        for (guint y = 1; y < years->n; y++) {
            change_at(series, y);
            relative(series, y);
        }
        slopes(series);
    }
}

void
vigie_study_change(const VigieSums *sums, guint measure, VigieStudy *study,
                   const VigieCross *cross, VigieAnswerRow **row)
{
    Series series = {.study = study, .sums = sums, .measure = measure, .row = row};
    fill(&series, cross);
}

void
vigie_study_change_replicated(const VigieReplicateSums *sums, guint measure, VigieStudy *study,
                              const VigieCross *cross, VigieAnswerRow **row)
{
    Series series = {.study = study,
                     .sums = vigie_replicate_sums_sums(sums),
                     .replicated = sums,
                     .measure = measure,
                     .row = row};
    fill(&series, cross);
}
