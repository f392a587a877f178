/* driver-rows.c - key drivers and importance-performance of items in the store, as rows and as a chart */
#include "explain.h"
#include <math.h>
#include <string.h>

/* White round the matrix, in points. */
#define PADDING 12.0

typedef struct {
    const VigieStudyCall *call;
    const VigieDriversQuestion *asked;
    VigieStudy *study;
    VigieQuestion question; /* of = the items, with = the outcome and stated importances */
    GPtrArray *with;
    GPtrArray *measures, *owned;
    guint p;
    VigieDriverItem *item;
    VigieDriversSpec spec;
    VigieDrivers *drivers;
} Run;

static void
release_run(Run *run)
{
    g_ptr_array_unref(run->with);
    g_ptr_array_unref(run->measures);
    g_ptr_array_unref(run->owned);
    g_free(run->item);
    vigie_drivers_free(run->drivers);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Run, release_run)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(VigieStudy, vigie_study_release)

/* Stated importance -------------------------------------------------------------------------- */

/* "welcome" of "sat_welcome". */
static const char *
stem_of(const char *name)
{
    const char *line = strchr(name, '_');
    return line != NULL ? line + 1 : name;
}

static bool
has_role(const VigieItem *item, const char *role)
{
    g_auto(GStrv) roles = g_strsplit(item->role, " ", -1);
    return g_strv_contains((const char *const *)roles, role);
}

/* The item of role importance that is named like the item but for its prefix. */
static const char *
stated_by_role(const VigieCodebook *codebook, const char *name)
{
    for (guint i = 0; i < codebook->items->len; i++) {
        const VigieItem *item = g_ptr_array_index(codebook->items, i);
        if (has_role(item, "importance") && strcmp(item->name, name) != 0 &&
            strcmp(stem_of(item->name), stem_of(name)) == 0)
            return item->name;
    }
    return NULL;
}

static bool
list_stated(Run *run, GError **error)
{
    const VigieSurvey *survey =
        vigie_observatory_survey(run->call->observatory, run->question.surveys[0], error);
    if (survey == NULL)
        return false;
    const char *const *stated = run->asked->stated;
    if (stated != NULL && g_strv_length((char **)stated) != run->p) {
        g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                    _("--stated names one item for each item of --on: %u, not %u"), run->p,
                    g_strv_length((char **)stated));
        return false;
    }
    for (guint j = 0; j < run->p; j++) {
        const char *name = run->question.of[j];
        const char *found = stated != NULL ? stated[j] : stated_by_role(survey->codebook, name);
        if (found == NULL) {
            g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_ITEM,
                        _("no item of role importance is named like '%s': name them by "
                          "--stated, in the order of --on"),
                        name);
            return false;
        }
        g_ptr_array_add(run->with, (gpointer)found);
    }
    return true;
}

/* Items -------------------------------------------------------------------------------------- */

static const double *
numbers_of(Run *run, const char *name, GError **error)
{
    double *numbers = vigie_study_numbers(run->study, name, error);
    if (numbers != NULL)
        g_ptr_array_add(run->owned, numbers);
    return numbers;
}

/* The middle of an item's scale; NAN = it has none. */
static double
midpoint_of(const VigieItem *item)
{
    g_autofree char *scale = vigie_item_scale(item);
    if (*scale == '\0')
        return NAN;
    if (item->kind == VIGIE_VALUE_NUMBER)
        return (item->range_start + item->range_end) / 2;
    double low = INFINITY, high = -INFINITY;
    for (guint c = 0; c < item->list->choices->len; c++) {
        const VigieChoice *choice = vigie_list_get(item->list, c);
        if (choice->missing != VIGIE_PRESENT || isnan(choice->score))
            continue;
        low = MIN(low, choice->score);
        high = MAX(high, choice->score);
    }
    return (low + high) / 2;
}

/* Of all items together: 0.5 of a top-2 share, else that of the scale that they have in common. */
static bool
set_midpoint(Run *run, GError **error)
{
    const VigieCodebook *codebook = vigie_study_codebook(run->study);
    run->spec.midpoint = 0.5;
    for (guint j = 0; j < run->p && !run->asked->top2; j++) {
        double middle = midpoint_of(vigie_codebook_find(codebook, run->question.of[j]));
        if (isnan(middle) || (j > 0 && fabs(middle - run->spec.midpoint) > 1e-9)) {
            g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_ITEM,
                        _("--crosshair midpoint: '%s' has no scale, or another than the items "
                          "before it"),
                        run->question.of[j]);
            return false;
        }
        run->spec.midpoint = middle;
    }
    return true;
}

static bool
set_items(Run *run, GError **error)
{
    for (guint j = 0; j < run->p; j++) {
        VigieDriverItem *item = &run->item[j];
        const char *name = run->question.of[j];
        item->name = name;
        item->value = numbers_of(run, name, error);
        if (item->value == NULL)
            return false;
        vigie_study_measures(run->study, j, run->measures);
        item->performance =
            ((const VigieStudyMeasure *)g_ptr_array_index(run->measures, j))->measure.y;
        if (run->asked->importance != VIGIE_IMPORTANCE_STATED)
            continue;
        item->stated = numbers_of(run, g_ptr_array_index(run->with, j + 1), error);
        if (item->stated == NULL)
            return false;
    }
    return true;
}

static bool
prepare(Run *run, guint8 *domain, GError **error)
{
    const VigieDriversQuestion *asked = run->asked;
    run->item = g_new0(VigieDriverItem, run->p + 1);
    run->spec = (VigieDriversSpec){.design = run->study->design,
                                   .name = run->call->question->of[0],
                                   .domain = domain,
                                   .item = run->item,
                                   .n_items = run->p,
                                   .share = asked->top2,
                                   .importance = asked->importance,
                                   .crosshair = asked->crosshair,
                                   .kind = asked->replicates,
                                   .replicates = asked->n_replicates,
                                   .seed = asked->seed,
                                   .rules = vigie_study_rules(run->study)};
    run->spec.y = numbers_of(run, run->spec.name, error);
    return run->spec.y != NULL && set_items(run, error) &&
           (asked->crosshair != VIGIE_CROSSHAIR_MIDPOINT || set_midpoint(run, error));
}

/* Rows --------------------------------------------------------------------------------------- */

static const VigieResultColumn COLUMNS[] = {
    {"survey", NULL, false},
    {"outcome", NULL, false},
    {"item", N_("item"), false},
    {"n", N_("answers"), true},
    {"share", NULL, true},
    {"se", NULL, true},
    {"ci_low", NULL, true},
    {"ci_high", NULL, true},
    {"df", NULL, true},
    {"percent", N_("weight in the whole"), true},
    {"first", NULL, true},
    {"last", NULL, true},
    {"correlation", N_("correlation"), true},
    {"beta", NULL, true},
    {"pratt", NULL, true},
    {"performance_n", NULL, true},
    {"performance", N_("performance"), true},
    {"performance_se", NULL, true},
    {"performance_low", N_("from"), true},
    {"performance_high", N_("to"), true},
    {"stated", NULL, true},
    {"stated_se", NULL, true},
    {"paired_gap", NULL, true},
    {"paired_gap_se", NULL, true},
    {"importance", NULL, true},
    {"quadrant", N_("place"), false},
    {"gap", NULL, true},
    {"gap_se", NULL, true},
    {"gap_low", NULL, true},
    {"gap_high", NULL, true},
    {"firm", N_("differs from the crosshair"), false},
    {"agreement", N_("replicates that agree"), true},
    {"status", N_("note"), false},
};

static const char *
quadrant_text(VigieQuadrant quadrant)
{
    switch (quadrant) {
    case VIGIE_QUADRANT_IMPROVE:
        return _("improve first");
    case VIGIE_QUADRANT_KEEP:
        return _("keep up");
    case VIGIE_QUADRANT_EXCESS:
        return _("more than needed");
    case VIGIE_QUADRANT_LOW:
    default:
        return _("low priority");
    }
}

/* The worse of what may be said of importance and of performance. */
static VigieStatus
status_of(const VigieDriver *item)
{
    return MIN(item->share.status, item->performance.status);
}

static bool
is_hidden(const Run *run, const VigieDriver *item)
{
    return run->call->publish && status_of(item) == VIGIE_STATUS_SUPPRESSED;
}

static void
put_percent(const Run *run, VigieResult *result, double share, double number, bool hidden)
{
    g_autofree char *label = hidden || !isfinite(share)
                                 ? g_strdup("")
                                 : vigie_percent_format(share, 0, run->call->lang);
    vigie_result_number(result, hidden ? NAN : number, label);
}

static void
put_figure(VigieResult *result, const VigieFigure *f, bool hidden)
{
    const double number[] = {f->estimate, f->se, f->ci_low, f->ci_high};
    for (guint i = 0; i < G_N_ELEMENTS(number); i++)
        vigie_result_number(result, hidden ? NAN : number[i], NULL);
}

static void
put_performance(const Run *run, VigieResult *result, const VigieFigure *f, bool hidden)
{
    vigie_result_number(result, hidden ? NAN : (double)f->n, NULL);
    const double number[] = {f->estimate, f->se, f->ci_low, f->ci_high};
    for (guint i = 0; i < G_N_ELEMENTS(number); i++)
        if (run->asked->top2)
            put_percent(run, result, number[i], number[i], hidden);
        else
            vigie_result_number(result, hidden ? NAN : number[i], NULL);
}

static void
put_place(const Run *run, VigieResult *result, const VigieDriver *item, bool hidden)
{
    vigie_result_number(result, hidden ? NAN : item->importance, NULL);
    if (hidden)
        vigie_result_word(result, "", NULL);
    else
        vigie_result_word(result, vigie_quadrant_name(item->quadrant),
                          quadrant_text(item->quadrant));
    put_figure(result, &item->gap, hidden);
    /* replicates of a design without degrees of freedom all agree, and say nothing */
    bool unknown = hidden || !(item->share.df > 0);
    if (unknown)
        vigie_result_word(result, "", NULL);
    else
        vigie_result_word(result, item->firm ? "yes" : "no", item->firm ? _("yes") : _("no"));
    put_percent(run, result, item->agreement, item->agreement, unknown);
}

static void
begin_row(const Run *run, VigieResult *result, const char *item, const char *label)
{
    g_autofree char *survey = vigie_study_survey_name(run->study);
    vigie_result_begin(result);
    vigie_result_word(result, survey, NULL);
    vigie_result_word(result, run->spec.name, NULL);
    vigie_result_word(result, item, label);
}

static void
put_count(VigieResult *result, guint64 n, bool hidden, VigieLang lang)
{
    g_autofree char *label = vigie_number_format((double)n, 0, lang);
    vigie_result_number(result, hidden ? NAN : (double)n, hidden ? "" : label);
}

static void
put_item(const Run *run, VigieResult *result, guint j)
{
    const VigieDriver *item = &run->drivers->item[j];
    const char *name = run->item[j].name;
    bool hidden = is_hidden(run, item);
    begin_row(run, result, name, vigie_study_item_label(run->study, name, run->call->lang));
    put_count(result, item->share.n, hidden, run->call->lang);
    put_figure(result, &item->share, hidden);
    vigie_result_number(result, item->share.df, NULL);
    put_percent(run, result, item->percent / 100, item->percent, hidden);
    const double number[] = {item->first, item->last, item->correlation, item->beta,
                             item->pratt};
    for (guint i = 0; i < G_N_ELEMENTS(number); i++)
        vigie_result_number(result, hidden ? NAN : number[i], NULL);
    put_performance(run, result, &item->performance, hidden);
    vigie_result_number(result, hidden ? NAN : item->stated.estimate, NULL);
    vigie_result_number(result, hidden ? NAN : item->stated.se, NULL);
    vigie_result_number(result, hidden ? NAN : item->paired_gap.estimate, NULL);
    vigie_result_number(result, hidden ? NAN : item->paired_gap.se, NULL);
    put_place(run, result, item, hidden);
    VigieStatus status = status_of(item);
    vigie_result_word(result, vigie_status_name(status), vigie_status_text(status));
}

/* All items: R2, and the crosshair among the performances. */
static void
put_all(const Run *run, VigieResult *result)
{
    const VigieDrivers *drivers = run->drivers;
    const VigieDriver *item = &drivers->item[0];
    bool hidden = is_hidden(run, item);
    begin_row(run, result, "", _("all items (R2)"));
    put_count(result, drivers->n, hidden, run->call->lang);
    vigie_result_number(result, hidden ? NAN : drivers->r2, NULL);
    for (guint i = 0; i < 3; i++)
        vigie_result_number(result, NAN, "");
    vigie_result_number(result, drivers->df, NULL);
    put_percent(run, result, drivers->r2, hidden ? NAN : 100, hidden);
    for (guint i = 0; i < 6; i++)
        vigie_result_number(result, NAN, "");
    if (run->asked->top2)
        put_percent(run, result, drivers->cross_performance, drivers->cross_performance,
                    hidden);
    else
        vigie_result_number(result, hidden ? NAN : drivers->cross_performance, NULL);
    for (guint i = 0; i < 7; i++)
        vigie_result_number(result, NAN, "");
    vigie_result_number(result, hidden ? NAN : drivers->cross_importance, NULL);
    vigie_result_word(result, "", NULL);
    for (guint i = 0; i < 4; i++)
        vigie_result_number(result, NAN, "");
    vigie_result_word(result, "", NULL);
    vigie_result_number(result, NAN, "");
    vigie_result_word(result, vigie_status_name(item->share.status),
                      vigie_status_text(item->share.status));
}

/* Words -------------------------------------------------------------------------------------- */

static char *
replicates_text(const Run *run)
{
    guint n = run->drivers->n_replicates;
    if (run->asked->replicates == VIGIE_AGREEMENT_JKN)
        return g_strdup_printf(P_("Agreement: over %u replicate without one primary sampling "
                                  "unit.",
                                  "Agreement: over %u replicates, each without one primary "
                                  "sampling unit.",
                                  n),
                               n);
    return g_strdup_printf(P_("Agreement: over %u bootstrap replicate, seed %lu.",
                              "Agreement: over %u bootstrap replicates, seed %lu.", n),
                           n, run->asked->seed);
}

static void
put_notes(const Run *run, VigieResult *result)
{
    const VigieDrivers *drivers = run->drivers;
    VigieLang lang = run->call->lang;
    guint best = 0;
    for (guint j = 1; j < run->p; j++)
        if (drivers->item[j].percent > drivers->item[best].percent)
            best = j;
    g_autofree char *replicates = replicates_text(run);
    if (!is_hidden(run, &drivers->item[best])) {
        g_autofree char *r2 = vigie_percent_format(drivers->r2, 0, lang);
        g_autofree char *part =
            vigie_percent_format(drivers->item[best].percent / 100, 0, lang);
        g_autofree char *text =
            g_strdup_printf(_("Reading: the items explain %s of the differences in \"%s\"; %s "
                              "of that is due to "
                              "\"%s\"."),
                            r2, vigie_study_item_label(run->study, run->spec.name, lang), part,
                            vigie_study_item_label(run->study, run->item[best].name, lang));
        vigie_result_note(result, text);
    }
    vigie_result_note(result, replicates);
}

/* Chart -------------------------------------------------------------------------------------- */

static VigiePointStatus
point_status(VigieStatus status)
{
    switch (status) {
    case VIGIE_STATUS_SUPPRESSED:
        return VIGIE_POINT_SUPPRESSED;
    case VIGIE_STATUS_EMPTY:
    case VIGIE_STATUS_NOT_ASKED:
    case VIGIE_STATUS_SCALE_CHANGED:
        return VIGIE_POINT_EMPTY;
    case VIGIE_STATUS_LOW_BASE:
        return VIGIE_POINT_LOW_BASE;
    case VIGIE_STATUS_CAUTION:
        return VIGIE_POINT_CAUTION;
    case VIGIE_STATUS_LONELY_PSU:
    case VIGIE_STATUS_NO_DF:
    case VIGIE_STATUS_NO_VARIANCE:
    case VIGIE_STATUS_NOT_ESTIMABLE:
    case VIGIE_STATUS_OK:
    default:
        return VIGIE_POINT_OK;
    }
}

static const char *
importance_text(const Run *run)
{
    switch (run->asked->importance) {
    case VIGIE_IMPORTANCE_CORRELATION:
        return _("Importance (correlation with the whole)");
    case VIGIE_IMPORTANCE_STATED:
        return _("Importance (as stated)");
    case VIGIE_IMPORTANCE_LMG:
    default:
        return _("Importance (weight in the whole)");
    }
}

/* The surveys' titles, and what must be said of their answers. */
static void
set_source(const Run *run, VigieChart *chart)
{
    g_autoptr(GString) source = g_string_new(NULL), notice = g_string_new(NULL);
    for (guint p = 0; p < run->study->parts->len; p++) {
        const VigieStudyPart *part = g_ptr_array_index(run->study->parts, p);
        g_string_append_printf(source, "%s%s", p > 0 ? ", " : "", part->survey->title);
    }
    g_string_append(notice, run->study->observatory->notice);
    if (vigie_study_is_voluntary(run->study))
        g_string_append_printf(notice, "%s%s", notice->len > 0 ? " · " : "",
                               _("indicative only: not a probability sample"));
    vigie_chart_set_text(chart, VIGIE_TEXT_SOURCE, source->str);
    if (notice->len > 0)
        vigie_chart_set_text(chart, VIGIE_TEXT_NOTICE, notice->str);
}

static void
set_texts(const Run *run, VigieChart *chart)
{
    const char *outcome = vigie_study_item_label(run->study, run->spec.name, run->call->lang);
    g_autofree char *title = g_strdup_printf(_("What \"%s\" hangs on"), outcome);
    g_autofree char *replicates = replicates_text(run);
    vigie_chart_set_text(chart, VIGIE_TEXT_TITLE, title);
    vigie_chart_set_text(chart, VIGIE_TEXT_NOTE, replicates);
    set_source(run, chart);
}

static VigieChart *
draw(const Run *run)
{
    const VigieDrivers *drivers = run->drivers;
    VigieChart *chart = vigie_chart_new(VIGIE_CHART_MATRIX, run->call->lang);
    bool share = run->asked->importance == VIGIE_IMPORTANCE_LMG;
    set_texts(run, chart);
    chart->padding = PADDING;
    chart->percent = run->asked->top2;
    chart->decimals = run->asked->top2 ? 0 : 2;
    chart->matrix.percent = share;
    chart->matrix.decimals = share ? 0 : 2;
    chart->matrix.importance = drivers->cross_importance / (share ? 100 : 1);
    chart->matrix.performance = drivers->cross_performance;
    chart->n = drivers->n;
    chart->suppress_below = run->spec.rules.suppress_below;
    chart->low_base_below = run->spec.rules.low_base_below;
    for (guint j = 0; j < run->p; j++)
        vigie_chart_add_category(
            chart, vigie_study_item_label(run->study, run->item[j].name, run->call->lang))
            ->agreement = drivers->item[j].agreement;
    VigieChartSeries *x = vigie_chart_add_series(chart, importance_text(run));
    VigieChartSeries *y = vigie_chart_add_series(
        chart, run->asked->top2 ? _("Performance (share of the two highest answers)")
                                : _("Performance (mean)"));
    for (guint j = 0; j < run->p; j++) {
        const VigieDriver *item = &drivers->item[j];
        VigieChartValue value = {.low = NAN, .high = NAN, .n = item->performance.n};
        value.status = point_status(status_of(item));
        value.value = item->importance / (share ? 100 : 1);
        vigie_chart_set(x, j, &value);
        value.value = item->performance.estimate;
        vigie_chart_set(y, j, &value);
    }
    return chart;
}

/* -------------------------------------------------------------------------------------------- */

static bool
open_run(Run *run, GError **error)
{
    const VigieQuestion *question = run->call->question;
    run->p = g_strv_length((char **)question->with);
    run->question = *question;
    run->question.of = question->with;
    run->question.stat = run->asked->top2 ? VIGIE_STAT_TOP2 : VIGIE_STAT_MEAN;
    if (g_strv_contains(question->with, question->of[0])) {
        g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                    _("--on names '%s', which is what is to be explained"), question->of[0]);
        return false;
    }
    g_ptr_array_add(run->with, (gpointer)question->of[0]);
    if (run->asked->importance == VIGIE_IMPORTANCE_STATED && !list_stated(run, error))
        return false;
    g_ptr_array_add(run->with, NULL);
    run->question.with = (const char *const *)run->with->pdata;
    run->question.with_option =
        run->asked->importance == VIGIE_IMPORTANCE_STATED ? "--stated" : "--of";
    run->study->question = &run->question;
    return vigie_study_open(run->study, error);
}

VigieResult *
vigie_study_drivers(const VigieStudyCall *call, const VigieDriversQuestion *drivers,
                    VigieChart **chart, GError **error)
{
    g_auto(VigieStudy) study = {.observatory = call->observatory,
                                .store = call->store,
                                .warnings = call->warnings,
                                .progress = call->progress};
    g_auto(Run) run = {
        .call = call,
        .asked = drivers,
        .study = &study,
        .with = g_ptr_array_new(),
        .measures = g_ptr_array_new_with_free_func((GDestroyNotify)vigie_study_measure_free),
        .owned = g_ptr_array_new_with_free_func(g_free)};
    if (!open_run(&run, error))
        return NULL;
    g_autofree guint8 *domain = vigie_study_domain(&study);
    if (!prepare(&run, domain, error))
        return NULL;
    run.drivers = vigie_drivers_new(&run.spec, error);
    if (run.drivers == NULL)
        return NULL;
    VigieResult *result = vigie_result_new(COLUMNS, G_N_ELEMENTS(COLUMNS));
    for (guint j = 0; j < run.p; j++)
        put_item(&run, result, j);
    put_all(&run, result);
    put_notes(&run, result);
    if (chart != NULL)
        *chart = draw(&run);
    return result;
}
