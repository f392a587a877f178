/* plan.c - what designs detect, by type of customer: the past years' sites and weights, then other numbers of both */
#include "rows.h"
#include <math.h>
#include <string.h>
#include <vigie/trend-plan.h>

/* What is asked for beside the design of today. */
static const struct {
    const char *word, *text;
    double sites, interviews;
} designs[] = {
    {"current", N_("as it is"), 1, 1},
    {"sites_1.5", N_("half as many sites again"), 1.5, 1},
    {"sites_2", N_("twice the sites"), 2, 1},
    {"interviews_1.5", N_("half as many interviews a site again"), 1, 1.5},
    {"interviews_2", N_("twice the interviews a site"), 1, 2},
};

/* All customers of a measure. */
typedef struct {
    VigieField field;
    double sites, take, interviews; /* a year's sites, answers a site */
} Whole;

typedef struct {
    const VigieStudyContext *context;
    const VigiePlanQuestion *plan;
    VigieStudy study;
    VigieRows rows;
    GArray *wholes; /* Whole, a measure each */
    guint at;       /* the measure's number */
    bool by_type, negative, single;
} Planning;

/* Years of a series as cells, the whole cross being years x stride; (transfer full). */
static guint32 *
cells_of(const VigieStudy *study, guint32 series, guint32 stride, guint *k)
{
    const VigieDimension *years = g_ptr_array_index(study->cross.dimensions, 0);
    guint32 *cells = g_new(guint32, years->n + 1);
    for (*k = 0; *k < years->n; (*k)++)
        cells[*k] = *k * stride + series;
    return cells;
}

static guint32
stride_of(const VigieStudy *study)
{
    const VigieDimension *years = g_ptr_array_index(study->cross.dimensions, 0);
    return years->n > 0 ? study->cross.cells.n_cells / years->n : 0;
}

static VigieField
field_of(const VigieStudy *study, const VigieSums *sums, guint m, guint32 series)
{
    guint k = 0;
    g_autofree guint32 *cells = cells_of(study, series, stride_of(study), &k);
    VigieField field;
    vigie_field_of(sums, m, cells, k, &field);
    return field;
}

static void
whole_found(gpointer user, const VigieStudyMeasure *measure, const VigieSums *sums, guint m)
{
    (void)measure;
    Planning *planning = user;
    Whole whole = {.field = field_of(&planning->study, sums, m, 0)};
    whole.sites = whole.field.sites;
    whole.take = whole.field.take;
    whole.interviews = whole.field.n / whole.field.sites;
    g_array_append_val(planning->wholes, whole);
}

/* Rows --------------------------------------------------------------------------------------- */

/* One design of one series. */
typedef struct {
    const char *word, *text;
    VigiePlanDesign design;
} Scenario;

static VigieStatus
status_of(const Planning *planning, const VigieField *field, const VigiePlan *plan)
{
    if (field->waves == 0)
        return VIGIE_STATUS_EMPTY;
    VigieFigure figure = {.n = (guint64)field->n,
                          .estimate = field->estimate,
                          .se = plan->change_se,
                          .df = plan->df};
    vigie_figure_by_t(&figure, &planning->rows.rules);
    return figure.status;
}

static void
count(Planning *planning, double value, int decimals, bool hidden)
{
    VigieRows *rows = &planning->rows;
    g_autofree char *text = hidden || isnan(value)
                                ? g_strdup("")
                                : vigie_number_format(value, decimals, rows->lang);
    vigie_result_number(rows->result, hidden ? NAN : value, text);
}

static void
half_width(Planning *planning, double value, bool hidden)
{
    VigieRows *rows = &planning->rows;
    g_autofree char *change = vigie_rows_change_text(rows, value);
    g_autofree char *text =
        hidden || isnan(value)
            ? g_strdup("")
            : g_strconcat("±", g_str_has_prefix(change, "+") ? change + 1 : change, NULL);
    vigie_result_number(rows->result, hidden ? NAN : value, text);
}

static void
power_cells(Planning *planning, const VigieField *field, const Whole *whole,
            const Scenario *scenario, const VigiePlan *plan, bool hidden)
{
    double change = planning->plan->change, level = planning->rows.rules.level;
    if (isnan(change))
        return;
    bool known = plan->df > 0 && !hidden;
    double power = known ? vigie_plan_power(plan, change, level) : NAN;
    double factor = known ? vigie_plan_sites(field, whole->take, &scenario->design, level,
                                             planning->plan->power, change)
                          : NAN;
    g_autofree char *text =
        isnan(power) ? g_strdup("") : vigie_percent_format(power, 0, planning->rows.lang);
    vigie_result_number(planning->rows.result, power, text);
    count(planning, ceil(factor * whole->sites - 1e-6), 0, false);
}

static void
add_scenario(Planning *planning, const VigieStudyMeasure *measure, guint32 cell,
             const VigieField *field, const Scenario *scenario)
{
    const Whole *whole = &g_array_index(planning->wholes, Whole, planning->at);
    VigiePlan plan = {NAN, NAN, NAN, NAN, NAN, NAN};
    if (field->waves > 0)
        vigie_plan(field, whole->take, &scenario->design, planning->rows.rules.level,
                   planning->plan->power, &plan);
    /* one site a stratum tells nothing of how sites differ, whatever the design */
    if (field->waves > 0 && (field->sites <= field->strata || isnan(plan.margin))) {
        plan.df = 0;
        plan.margin = plan.detectable = NAN;
    }
    VigieStatus status = status_of(planning, field, &plan);
    bool hidden = planning->context->publish && status == VIGIE_STATUS_SUPPRESSED;
    vigie_rows_begin(&planning->rows, measure, cell);
    vigie_result_word(planning->rows.result, scenario->word, _(scenario->text));
    count(planning, whole->sites * scenario->design.sites, 0, false);
    count(planning, whole->interviews * scenario->design.interviews, 1, false);
    count(planning, plan.n, 0, hidden);
    count(planning, field->rho, 3, hidden);
    count(planning, plan.deff, 2, hidden);
    count(planning, plan.df, 0, hidden);
    half_width(planning, plan.margin, hidden);
    half_width(planning, plan.detectable, hidden);
    power_cells(planning, field, whole, scenario, &plan, hidden);
    vigie_rows_status(&planning->rows, status);
}

/* The designs of the table, the one that was asked for, and today's with sites kept. */
static void
add_series(Planning *planning, const VigieStudyMeasure *measure, guint32 cell,
           const VigieField *field)
{
    const Whole *whole = &g_array_index(planning->wholes, Whole, planning->at);
    const VigiePlanQuestion *plan = planning->plan;
    double kept = isnan(plan->kept) ? 0 : plan->kept;
    planning->negative = planning->negative || field->negative;
    planning->single = planning->single || (field->waves > 0 && isnan(field->rho));
    for (guint d = 0; d < G_N_ELEMENTS(designs); d++) {
        Scenario scenario = {
            designs[d].word, designs[d].text, {designs[d].sites, designs[d].interviews, kept}};
        add_scenario(planning, measure, cell, field, &scenario);
    }
    if (!isnan(plan->sites) || !isnan(plan->interviews)) {
        Scenario asked = {"asked", N_("the design asked for"), {1, 1, kept}};
        if (!isnan(plan->sites))
            asked.design.sites = plan->sites / whole->sites;
        if (!isnan(plan->interviews))
            asked.design.interviews = plan->interviews / whole->interviews;
        add_scenario(planning, measure, cell, field, &asked);
    }
    if (isnan(plan->kept)) {
        Scenario panel = {"same_sites", N_("as it is, the same sites both years"), {1, 1, 1}};
        add_scenario(planning, measure, cell, field, &panel);
    }
}

static void
series_found(gpointer user, const VigieStudyMeasure *measure, const VigieSums *sums, guint m)
{
    Planning *planning = user;
    guint32 stride = stride_of(&planning->study);
    const Whole *whole = &g_array_index(planning->wholes, Whole, planning->at);
    add_series(planning, measure, VIGIE_NO_CELL, &whole->field);
    for (guint32 series = 0; planning->by_type && series < stride; series++) {
        VigieField field = field_of(&planning->study, sums, m, series);
        add_series(planning, measure, series, &field);
    }
    planning->at++;
}

static void
add_columns(Planning *planning)
{
    VigieRows *rows = &planning->rows;
    vigie_rows_column(rows, "design", N_("design"), false);
    vigie_rows_column(rows, "sites", N_("sites"), true);
    vigie_rows_column(rows, "interviews", N_("interviews a site"), true);
    vigie_rows_column(rows, "n", N_("n"), true);
    vigie_rows_column(rows, "rho", NULL, true);
    vigie_rows_column(rows, "deff", NULL, true);
    vigie_rows_column(rows, "df", NULL, true);
    bool points = vigie_rows_are_shares(rows);
    vigie_rows_column(rows, "margin",
                      points ? N_("margin of error, points") : N_("margin of error"), true);
    vigie_rows_column(rows, "detectable",
                      points ? N_("change detected, points") : N_("change detected"), true);
    if (!isnan(planning->plan->change)) {
        vigie_rows_column(rows, "power", N_("power"), true);
        vigie_rows_column(rows, "sites_needed", N_("sites needed"), true);
    }
    vigie_rows_column(rows, "status", N_("status"), false);
}

static void
add_notes(const Planning *planning, VigieResult *result)
{
    VigieLang lang = planning->context->lang;
    g_autofree char *level = vigie_percent_format(planning->rows.rules.level, 0, lang);
    g_autofree char *power = vigie_percent_format(planning->plan->power, 0, lang);
    g_autofree char *text = g_strdup_printf(
        _("Sites, interviews and n are those of one year.  A figure is known to within its "
          "margin "
          "(%s interval).  The change detected is the smallest one between two years that a "
          "test sees %s of the time: a smaller one mostly goes unseen."),
        level, power);
    vigie_result_note(result, text);
    vigie_result_note(
        result, _("The same sites both years: at best, if what a site has of its own lasts."));
    if (vigie_study_is_voluntary(&planning->study))
        vigie_result_note(result, _("Indicative only: not a probability sample."));
    if (planning->negative)
        vigie_result_note(
            result, _("Where the answers of a site were no more alike than those of two sites, "
                      "the intra-site correlation counts as 0."));
    if (planning->single)
        vigie_result_note(result, _("Where a site has but one answer of a type, its intra-site "
                                    "correlation is not known and counts as 0."));
}

/* The question ------------------------------------------------------------------------------- */

static bool
check_plan(const VigieQuestion *question, GError **error)
{
    VigieStat stat = question->stat;
    if (stat != VIGIE_STAT_TOTAL && stat != VIGIE_STAT_RATIO && stat != VIGIE_STAT_MEDIAN &&
        stat != VIGIE_STAT_QUANTILE)
        return true;
    g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_STATISTIC,
                _("a plan of --stat %s cannot be had: take mean, proportion, top2, bottom2 or "
                  "nps"),
                vigie_stat_name(stat));
    return false;
}

/* Opens the study by year and by, and calls found for each measure; the rows' columns are made in between where wanted. */
static bool
pass(Planning *planning, const VigieQuestion *question, const char *const *by, bool rows,
     GError **error)
{
    g_autofree const char **dimensions = vigie_study_dimensions(by, NULL);
    VigieQuestion settled = *question;
    settled.by = dimensions;
    planning->study = (VigieStudy){.observatory = planning->context->observatory,
                                   .store = planning->context->store,
                                   .question = &settled,
                                   .warnings = rows ? planning->context->warnings : NULL,
                                   .progress = planning->context->progress};
    if (!vigie_study_open(&planning->study, error))
        return false;
    if (rows) {
        vigie_rows_init(&planning->rows, &planning->study, planning->context->lang, 1,
                        planning->study.cross.dimensions->len);
        add_columns(planning);
    }
    return vigie_study_each_measure(&planning->study, rows ? series_found : whole_found,
                                    planning, error);
}

static VigieResult *
run_passes(Planning *planning, const VigieQuestion *question, GError **error)
{
    bool done = pass(planning, question, NULL, false, error);
    vigie_study_release(&planning->study);
    if (!done || !pass(planning, question, question->by, true, error))
        return NULL;
    VigieResult *result = vigie_rows_finish(&planning->rows);
    add_notes(planning, result);
    return result;
}

/* True where --by says more than the year. */
static bool
has_types(const char *const *by)
{
    for (; by != NULL && *by != NULL; by++)
        if (strcmp(*by, "year") != 0)
            return true;
    return false;
}

VigieResult *
vigie_study_plan(const VigieStudyContext *context, const VigieQuestion *question,
                 const VigiePlanQuestion *plan, GError **error)
{
    if (!check_plan(question, error))
        return NULL;
    Planning planning = {.context = context,
                         .plan = plan,
                         .wholes = g_array_new(FALSE, FALSE, sizeof(Whole)),
                         .by_type = has_types(question->by)};
    VigieResult *result = run_passes(&planning, question, error);
    vigie_rows_clear(&planning.rows);
    vigie_study_release(&planning.study);
    g_array_unref(planning.wholes);
    return result;
}
