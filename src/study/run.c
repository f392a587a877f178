/* run.c - a study from question to answer: read, design, cells, one pass, rows */
#include "missing.h"
#include "replicates.h"
#include "separate.h"
#include <inttypes.h>
#include <math.h>
#include <string.h>

#define ROWS_MAX 1000000
#define BLOCK_BYTES ((gsize)96 << 20) /* indicators kept at a time */

/* A study at work ---------------------------------------------------------------------------- */

typedef struct {
    VigieStudy *study;
    VigieRules rules;
    VigieAnswer *answer;
} Run;

static void
figure_of(const Run *run, const VigieSums *sums, guint measure, guint32 cell,
          VigieFigure *figure)
{
    switch (run->study->question->stat) {
    case VIGIE_STAT_TOTAL:
        vigie_total(sums, measure, cell, &run->rules, figure);
        break;
    case VIGIE_STAT_RATIO:
        vigie_ratio(sums, measure, cell, &run->rules, figure);
        break;
    case VIGIE_STAT_PROPORTION:
    case VIGIE_STAT_TOP2:
    case VIGIE_STAT_BOTTOM2:
        vigie_proportion(sums, measure, cell, &run->rules, figure);
        break;
    case VIGIE_STAT_MEAN:
    case VIGIE_STAT_NPS:
    case VIGIE_STAT_NET:
    case VIGIE_STAT_VARIANCE:
    case VIGIE_STAT_SD:
    case VIGIE_STAT_MEDIAN:
    case VIGIE_STAT_QUANTILE:
    default:
        vigie_mean(sums, measure, cell, &run->rules, figure);
    }
}

/* Whether rows keep the statistic behind their figure. */
static bool
keeps_statistic(const VigieQuestion *question)
{
    return question->covariance || question->functions != NULL;
}

static VigieLinear *
linear_of(const Run *run, const VigieSums *sums, guint measure, guint32 cell)
{
    VigieLinear *linear = g_new0(VigieLinear, 1);
    if (run->study->question->stat == VIGIE_STAT_TOTAL)
        vigie_linear_total(sums, measure, cell, linear);
    else
        vigie_linear_mean(sums, measure, cell, linear);
    return linear;
}

/* The row of a cell; where the item was not asked, or with another scale, the figure gives way to the gap. */
static VigieAnswerRow *
add_row(Run *run, const VigieStudyMeasure *measure, guint32 cell, const VigieFigure *figure)
{
    VigieAnswerRow *row = vigie_study_row_new(run->study, measure, cell);
    VigieStatus gap =
        vigie_gaps_status(&run->study->gaps, measure->item, &run->study->cross, cell);
    if (gap == VIGIE_STATUS_OK)
        row->figure = *figure;
    else
        row->figure.status = gap;
    if (vigie_gaps_breaks(&run->study->gaps, measure->item, &run->study->cross, cell))
        row->figure.status = MIN(row->figure.status, VIGIE_STATUS_SERIES_BREAK);
    g_ptr_array_add(run->answer->rows, row);
    return row;
}

VigieReplicated
vigie_study_replicated(VigieStat stat)
{
    switch (stat) {
    case VIGIE_STAT_TOTAL:
        return VIGIE_REPLICATED_TOTAL;
    case VIGIE_STAT_RATIO:
        return VIGIE_REPLICATED_RATIO;
    case VIGIE_STAT_PROPORTION:
    case VIGIE_STAT_TOP2:
    case VIGIE_STAT_BOTTOM2:
        return VIGIE_REPLICATED_SHARE;
    case VIGIE_STAT_MEAN:
    case VIGIE_STAT_NPS:
    case VIGIE_STAT_MEDIAN:
    case VIGIE_STAT_QUANTILE:
    default:
        return VIGIE_REPLICATED_MEAN;
    }
}

/* Of one measure. */
static void
add_replicated_rows(Run *run, const VigieReplicateSums *sums, guint m,
                    const VigieStudyMeasure *measure, const VigieFigure *figures)
{
    const VigieQuestion *question = run->study->question;
    GPtrArray *rows = run->answer->rows;
    guint first = rows->len;
    for (guint32 cell = 0; cell < run->study->cross.cells.n_cells; cell++) {
        VigieAnswerRow *row = add_row(run, measure, cell, &figures[cell]);
        if (!keeps_statistic(question))
            continue;
        row->theta = g_new(double, vigie_replicates_number(run->study->replicates));
        vigie_replicate_thetas(sums, vigie_study_replicated(question->stat), m, cell,
                               row->theta);
    }
    if (question->trend)
        vigie_study_change_replicated(sums, m, run->study, &run->study->cross,
                                      (VigieAnswerRow **)rows->pdata + first);
}

/* The rows of a block by replicates. */
static bool
add_replicated(Run *run, const VigieSums *sums, const VigieMeasure *block, GPtrArray *measures,
               GError **error)
{
    const VigieCells *cells = &run->study->cross.cells;
    g_autoptr(VigieReplicateSums) joined = vigie_replicate_sums_new(
        run->study->replicates, sums, cells, block, measures->len, error);
    if (joined == NULL)
        return false;
    g_autofree VigieFigure *figures =
        g_new(VigieFigure, MAX((gsize)measures->len * cells->n_cells, 1));
    vigie_replicate_figures(joined, vigie_study_replicated(run->study->question->stat),
                            &run->rules, figures);
    for (guint m = 0; m < measures->len; m++)
        add_replicated_rows(run, joined, m, g_ptr_array_index(measures, m),
                            figures + (gsize)m * cells->n_cells);
    return true;
}

/* The rows of one measure, and their changes. */
static void
add_rows(Run *run, const VigieSums *sums, guint m, const VigieStudyMeasure *measure)
{
    GPtrArray *rows = run->answer->rows;
    guint first = rows->len;
    for (guint32 cell = 0; cell < run->study->cross.cells.n_cells; cell++) {
        VigieFigure figure;
        figure_of(run, sums, m, cell, &figure);
        VigieAnswerRow *row = add_row(run, measure, cell, &figure);
        if (keeps_statistic(run->study->question))
            row->linear = linear_of(run, sums, m, cell);
    }
    if (run->study->question->trend)
        vigie_study_change(sums, m, run->study, &run->study->cross,
                           (VigieAnswerRow **)rows->pdata + first);
}

static bool
is_quantile(const VigieQuestion *question)
{
    return question->stat == VIGIE_STAT_MEDIAN || question->stat == VIGIE_STAT_QUANTILE;
}

/* Quantiles are made of sorted answers, not of sums. */
static bool
run_quantiles(Run *run, GPtrArray *measures, GError **error)
{
    const VigieQuestion *question = run->study->question;
    VigieQuantile quantile = {.p = question->stat == VIGIE_STAT_MEDIAN ? 0.5
                                                                       : question->quantile,
                              .rule = question->quantile_rule};
    const VigieCells *cells = &run->study->cross.cells;
    g_autofree VigieFigure *figures = g_new(VigieFigure, MAX(cells->n_cells, 1));
    for (guint m = 0; m < measures->len; m++) {
        const VigieStudyMeasure *measure = g_ptr_array_index(measures, m);
        quantile.y = measure->measure.y;
        const VigieReplicates *replicates = run->study->replicates;
        if (!(replicates != NULL ? vigie_replicate_quantile(replicates, cells, &quantile,
                                                            &run->rules, figures, error)
                                 : vigie_quantile(run->study->design, cells, &quantile,
                                                  &run->rules, figures, error)))
            return false;
        for (guint32 cell = 0; cell < cells->n_cells; cell++)
            add_row(run, measure, cell, &figures[cell]);
    }
    g_ptr_array_set_size(measures, 0);
    return true;
}

static bool
is_dispersion(const VigieQuestion *question)
{
    return question->stat == VIGIE_STAT_VARIANCE || question->stat == VIGIE_STAT_SD;
}

/* So are variances of the answers: of each answer's distance from the mean. */
static bool
run_dispersions(Run *run, GPtrArray *measures, GError **error)
{
    const VigieQuestion *question = run->study->question;
    VigieDispersionSpec spec = {.design = run->study->design,
                                .cells = &run->study->cross.cells,
                                .kind = question->stat == VIGIE_STAT_SD
                                            ? VIGIE_DISPERSION_SD
                                            : VIGIE_DISPERSION_VARIANCE};
    guint32 n_cells = spec.cells->n_cells;
    g_autofree VigieFigure *figures = g_new(VigieFigure, MAX(n_cells, 1));
    g_autofree VigieLinear *linear = g_new0(VigieLinear, MAX(n_cells, 1));
    const VigieReplicates *replicates = run->study->replicates;
    gsize number = replicates != NULL ? vigie_replicates_number(replicates) : 0;
    g_autofree double *theta = g_new(double, MAX(n_cells * number, 1));
    for (guint m = 0; m < measures->len; m++) {
        const VigieStudyMeasure *measure = g_ptr_array_index(measures, m);
        spec.y = measure->measure.y;
        if (!(replicates != NULL
                  ? vigie_replicate_dispersion(replicates, &spec, &run->rules, figures, theta,
                                               error)
                  : vigie_dispersion(&spec, &run->rules, figures, linear, error)))
            return false;
        for (guint32 cell = 0; cell < n_cells; cell++) {
            VigieAnswerRow *row = add_row(run, measure, cell, &figures[cell]);
            if (replicates != NULL && keeps_statistic(question))
                row->theta = g_memdup2(theta + cell * number, number * sizeof *theta);
            else if (keeps_statistic(question))
                row->linear = g_memdup2(&linear[cell], sizeof linear[cell]);
            else
                vigie_linear_clear(&linear[cell]);
        }
    }
    g_ptr_array_set_size(measures, 0);
    return true;
}

/* One pass over the answers for all measures of a block, which is then emptied. */
static bool
run_block(Run *run, GPtrArray *measures, GError **error)
{
    if (is_quantile(run->study->question))
        return run_quantiles(run, measures, error);
    if (is_dispersion(run->study->question))
        return run_dispersions(run, measures, error);
    g_autofree VigieMeasure *block = g_new(VigieMeasure, MAX(measures->len, 1));
    for (guint m = 0; m < measures->len; m++)
        block[m] = ((VigieStudyMeasure *)g_ptr_array_index(measures, m))->measure;
    g_autoptr(VigieSums) sums = vigie_sums_new(run->study->design, &run->study->cross.cells,
                                               block, measures->len, error);
    if (sums == NULL)
        return false;
    if (run->study->replicates != NULL && !add_replicated(run, sums, block, measures, error))
        return false;
    for (guint m = 0; run->study->replicates == NULL && m < measures->len; m++)
        add_rows(run, sums, m, g_ptr_array_index(measures, m));
    g_ptr_array_set_size(measures, 0);
    return true;
}

static gsize
bytes_owned(const GPtrArray *measures, gsize n)
{
    gsize bytes = 0;
    for (guint m = 0; m < measures->len; m++)
        if (((VigieStudyMeasure *)g_ptr_array_index(measures, m))->owned != NULL)
            bytes += n * sizeof(double);
    return bytes;
}

/* The separate ratios of all items. */
static bool
run_separate(Run *run, const VigieKnownTotals *totals, GError **error)
{
    VigieStudy *study = run->study;
    g_autoptr(GPtrArray) measures =
        g_ptr_array_new_with_free_func((GDestroyNotify)vigie_study_measure_free);
    for (guint i = 0; study->question->of[i] != NULL; i++)
        vigie_study_measures(study, i, measures);
    return vigie_study_separate(study, run->answer, totals, measures, error);
}

static bool
run_items(Run *run, GError **error)
{
    VigieStudy *study = run->study;
    guint n_items = g_strv_length((char **)study->question->of);
    g_autoptr(GPtrArray) measures =
        g_ptr_array_new_with_free_func((GDestroyNotify)vigie_study_measure_free);
    for (guint i = 0; i < n_items; i++) {
        vigie_progress(study->progress, _("estimating"), i, n_items);
        vigie_study_measures(study, i, measures);
        if ((i + 1 == n_items || bytes_owned(measures, study->n) > BLOCK_BYTES) &&
            !run_block(run, measures, error))
            return false;
    }
    return true;
}

/* Holm over all p of the output, then the direction of each change. */
static void
adjust(VigieAnswer *answer)
{
    guint n = answer->rows->len;
    g_autofree double *p = g_new(double, MAX(n, 1)), *adjusted = g_new(double, MAX(n, 1));
    for (guint i = 0; i < n; i++)
        p[i] = ((VigieAnswerRow *)g_ptr_array_index(answer->rows, i))->change.p;
    vigie_holm(p, n, adjusted);
    for (guint i = 0; i < n; i++) {
        VigieAnswerRow *row = g_ptr_array_index(answer->rows, i);
        row->change_p_adjusted = adjusted[i];
        row->direction =
            vigie_direction(row->change.change, adjusted[i], &row->direction_known);
        row->direction_known = row->direction_known && !isnan(adjusted[i]);
    }
}

/* The question ------------------------------------------------------------------------------- */

/* What a trend adds must mean something. */
static bool
check_trend(const VigieQuestion *question, GError **error)
{
    if (question->relative && question->stat == VIGIE_STAT_NPS) {
        g_set_error_literal(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_STATISTIC,
                            _("--relative: an NPS may be 0 or less and has no change in per "
                              "cent; read its change in points"));
        return false;
    }
    if (question->slope_logit && !vigie_stat_is_share(question->stat)) {
        g_set_error_literal(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_STATISTIC,
                            _("--slope logit is of shares: take --stat top2, bottom2 or "
                              "proportion"));
        return false;
    }
    return true;
}

static bool
check_question(const VigieQuestion *question, GError **error)
{
    if (!(question->level > 0 && question->level < 1)) {
        g_set_error_literal(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                            _("--level is between 0 and 1, such as 0.95"));
        return false;
    }
    if (question->trend && is_quantile(question)) {
        g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_STATISTIC,
                    _("a trend of --stat %s cannot be had: quantiles have an interval, but no "
                      "variance to "
                      "compare years with; take mean, top2 or another statistic"),
                    vigie_stat_name(question->stat));
        return false;
    }
    if (!check_trend(question, error))
        return false;
    if (question->trend && is_dispersion(question)) {
        g_set_error(
            error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_STATISTIC,
            _("a trend of --stat %s cannot be had; take mean, top2 or another statistic"),
            vigie_stat_name(question->stat));
        return false;
    }
    if (keeps_statistic(question) && (question->trend || is_quantile(question))) {
        g_set_error_literal(
            error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_STATISTIC,
            _("functions and covariances are of estimates other than quantiles, "
              "and of no trend: years are had by --by year"));
        return false;
    }
    if (question->totals != NULL && (question->trend || question->stat != VIGIE_STAT_RATIO)) {
        g_set_error_literal(
            error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
            _("totals of the denominator go with --stat ratio, and with no trend"));
        return false;
    }
    if (question->of == NULL || *question->of == NULL) {
        g_set_error_literal(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                            _("--of names no item"));
        return false;
    }
    return true;
}

/* A trend has the year first among its dimensions; (transfer container). */
static const char **
trend_dimensions(const char *const *by)
{
    GPtrArray *dimensions = g_ptr_array_new();
    g_ptr_array_add(dimensions, (gpointer) "year");
    for (; by != NULL && *by != NULL; by++)
        if (strcmp(*by, "year") != 0)
            g_ptr_array_add(dimensions, (gpointer)*by);
    g_ptr_array_add(dimensions, NULL);
    return (const char **)g_ptr_array_free(dimensions, FALSE);
}

/* As it was asked for; (transfer full). */
static char *
stat_name(const VigieQuestion *question)
{
    char buffer[VIGIE_NUMBER_SIZE];
    if (question->stat != VIGIE_STAT_QUANTILE)
        return g_strdup(vigie_stat_name(question->stat));
    return g_strdup_printf("quantile:%s", vigie_number_print(question->quantile, buffer));
}

/* [items] over all cells; (transfer full) */
static VigieKindCounts *
whole_kinds(const VigieStudy *study)
{
    guint n_items = g_strv_length((char **)study->question->of);
    gsize n_cells = study->cross.cells.n_cells;
    VigieKindCounts *whole = g_new(VigieKindCounts, n_items);
    for (guint k = 0; k < n_items; k++)
        memcpy(whole[k], study->kinds[k * (n_cells + 1) + n_cells], sizeof whole[k]);
    return whole;
}

static VigieAnswer *
answer_new(VigieStudy *study, const char *const *dims)
{
    const VigieQuestion *question = study->question;
    static const char *const none[] = {NULL};
    VigieAnswer *answer = g_new0(VigieAnswer, 1);
    answer->survey = g_strjoinv("+", (char **)question->surveys);
    answer->stat = question->stat;
    answer->stat_name = stat_name(question);
    answer->dims = g_strdupv((char **)(dims != NULL ? dims : none));
    answer->rows = g_ptr_array_new_with_free_func((GDestroyNotify)vigie_answer_row_free);
    answer->items = g_ptr_array_new();
    answer->trend = question->trend;
    answer->relative = question->relative;
    answer->test_linear = question->test_linear;
    answer->slope_logit = question->slope_logit;
    answer->level = question->level;
    answer->unit = question->unit;
    answer->with_n_eff = question->with_n_eff;
    answer->with_cv = question->with_cv;
    answer->with_missing = question->with_missing;
    answer->include = question->include;
    answer->kinds = whole_kinds(study);
    answer->codebook = ((VigieStudyPart *)g_ptr_array_index(study->parts, 0))->survey->codebook;
    for (const char *const *name = question->of; *name != NULL; name++)
        g_ptr_array_add(answer->items, (gpointer)vigie_codebook_find(answer->codebook, *name));
    answer->n = study->n;
    answer->n_psu = vigie_design_n_psu(study->design);
    answer->n_strata = vigie_design_n_strata(study->design);
    answer->voluntary = vigie_study_is_voluntary(study);
    return answer;
}

/* Rows that the output will have, before anything is estimated. */
static bool
check_size(VigieStudy *study, GError **error)
{
    bool of_choices = study->question->stat == VIGIE_STAT_PROPORTION ||
                      study->question->stat == VIGIE_STAT_TOTAL;
    guint64 n_rows = 0;
    for (const char *const *name = study->question->of; *name != NULL; name++) {
        const VigieVector *vector = g_hash_table_lookup(study->vectors, *name);
        n_rows += study->cross.cells.n_cells *
                  (guint64)(of_choices && vector->choices != NULL ? vector->choices->len : 1);
    }
    if (n_rows <= ROWS_MAX)
        return true;
    g_set_error(
        error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_SIZE,
        P_("%" PRIu64 " row would be printed, at most %d; take fewer items or dimensions",
           "%" PRIu64 " rows would be printed, at most %d; take fewer items or dimensions",
           n_rows),
        n_rows, ROWS_MAX);
    return false;
}

/* dims: of the answer; totals: of a separate ratio, or NULL. */
static VigieAnswer *
answer_study(VigieStudy *study, const char *const *dims, const VigieKnownTotals *totals,
             GError **error)
{
    study->by_replicates = !study->question->trend;
    if (!vigie_study_open(study, error) || !check_size(study, error))
        return NULL;
    vigie_study_count_kinds(study);
    vigie_study_drop_columns(study);
    g_autoptr(VigieAnswer) answer = answer_new(study, dims);
    Run run = {study, vigie_study_rules(study), answer};
    if (!(totals != NULL ? run_separate(&run, totals, error) : run_items(&run, error)) ||
        !vigie_study_functions(study, answer, error) ||
        !vigie_study_covariance(study, answer, error))
        return NULL;
    if (answer->trend)
        adjust(answer);
    answer->breaks = g_steal_pointer(&study->gaps.breaks);
    return g_steal_pointer(&answer);
}

VigieAnswer *
vigie_study_run(const VigieObservatory *observatory, VigieStore *store,
                const VigieQuestion *question, VigieFindings *warnings,
                const VigieProgress *progress, GError **error)
{
    if (!check_question(question, error))
        return NULL;
    VigieQuestion settled = *question;
    g_autofree const char **by = question->trend ? trend_dimensions(question->by) : NULL;
    const char *const *dims = by != NULL ? by : question->by;
    g_autoptr(VigieKnownTotals) totals = NULL;
    g_autofree const char **classes =
        question->totals != NULL ? vigie_study_separate_dimensions(question, &totals, error)
                                 : NULL;
    if (question->totals != NULL && classes == NULL)
        return NULL;
    settled.by = classes != NULL ? classes : dims;
    VigieStudy study = {.observatory = observatory,
                        .store = store,
                        .question = &settled,
                        .warnings = warnings,
                        .progress = progress,
                        .takes_replicates = question->totals == NULL};
    VigieAnswer *answer = answer_study(&study, dims, totals, error);
    vigie_study_release(&study);
    return answer;
}
