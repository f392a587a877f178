/* mix.c - a question by year and type of customer: changes split by the mix of types, and means with the mix held */
#include "rows.h"
#include <math.h>
#include <string.h>
#include <vigie/trend-decomposition.h>

typedef struct {
    const VigieStudyContext *context;
    VigieStudy study;
    VigieRows rows;
    const char *item;
    const VigieDimension *years, *types;
    guint32 stride; /* cells of a year; series are stride / types->n */
    bool first_year;
} Mix;

/* The question by year, its own dimensions and the type, opened.  false: error set. */
static bool
open_mix(Mix *mix, const VigieQuestion *question, GError **error)
{
    if (question->stat == VIGIE_STAT_TOTAL) {
        g_set_error_literal(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_STATISTIC,
                            _("a total is no mean of types: take mean, top2 or another "
                              "statistic"));
        return false;
    }
    if (strcmp(mix->item, "year") == 0 || strcmp(mix->item, "wave") == 0 ||
        (question->by != NULL && g_strv_contains(question->by, mix->item))) {
        g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                    _("the types are those of another item than --by, not of '%s'"), mix->item);
        return false;
    }
    if (!vigie_study_open(&mix->study, error))
        return false;
    GPtrArray *dimensions = mix->study.cross.dimensions;
    mix->years = g_ptr_array_index(dimensions, 0);
    mix->types = g_ptr_array_index(dimensions, dimensions->len - 1);
    if (mix->types->multiple) {
        g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_ITEM,
                    _("'%s' has several answers a person: types must share nobody"), mix->item);
        return false;
    }
    mix->stride = mix->years->n > 0 ? mix->study.cross.cells.n_cells / mix->years->n : 0;
    return true;
}

/* [k * types] cells of years y .. y + k - 1 of a series; (transfer full). */
static guint32 *
cells_of(const Mix *mix, guint y, guint k, guint32 series)
{
    guint n = mix->types->n;
    guint32 *cells = g_new(guint32, (gsize)k * n + 1);
    for (guint t = 0; t < k; t++)
        for (guint g = 0; g < n; g++)
            cells[t * n + g] = (y + t) * mix->stride + series * n + g;
    return cells;
}

static guint64
answers(const Mix *mix, const VigieSums *sums, guint m, guint32 first)
{
    guint64 n = 0;
    for (guint g = 0; g < mix->types->n; g++)
        n += vigie_sums_cell(sums, m, first + g)->n;
    return n;
}

static VigieStatus
gap(const Mix *mix, const VigieStudyMeasure *measure, guint32 cell)
{
    return vigie_gaps_status(&mix->study.gaps, measure->item, &mix->study.cross, cell);
}

/* Decomposition ------------------------------------------------------------------------------ */

static const char *const effect_words[] = {"total", "mix", "within"};
static const char *const effect_texts[] = {N_("whole change"), N_("mix of customers"),
                                           N_("within the types")};

/* One row: an effect, of all types (type = types->n) or of one. */
typedef struct {
    guint effect, type;
    guint64 n;
    double share[2], mean[2];
    VigieChange change;
    VigieStatus gap;
    bool hidden;
} EffectRow;

static void
figure_cells(Mix *mix, const VigieFigure *f, double p, bool hidden)
{
    VigieRows *rows = &mix->rows;
    const VigieFigure none = {0, NAN, NAN, NAN, NAN, NAN, NAN, VIGIE_STATUS_SUPPRESSED};
    const VigieFigure *shown = hidden ? &none : f;
    vigie_rows_change(rows, shown->estimate);
    vigie_result_number(rows->result, shown->se, NULL);
    vigie_rows_change(rows, shown->ci_low);
    vigie_rows_change(rows, shown->ci_high);
    vigie_result_number(rows->result, shown->df, NULL);
    g_autofree char *text =
        hidden || isnan(p) ? g_strdup("") : vigie_number_format(p, 3, rows->lang);
    vigie_result_number(rows->result, hidden ? NAN : p, text);
    vigie_rows_status(rows, hidden ? VIGIE_STATUS_SUPPRESSED : f->status);
}

static void
add_effect(Mix *mix, const VigieStudyMeasure *measure, guint32 cell, const EffectRow *row)
{
    VigieRows *rows = &mix->rows;
    bool one = row->type < mix->types->n;
    VigieFigure figure = {.n = row->n,
                          .estimate = row->change.change,
                          .se = row->change.se,
                          .df = row->change.df};
    vigie_figure_by_t(&figure, &rows->rules);
    if (isnan(figure.estimate) && figure.status != VIGIE_STATUS_EMPTY)
        figure.status = VIGIE_STATUS_NOT_ESTIMABLE;
    if (row->gap == VIGIE_STATUS_SERIES_BREAK)
        figure = (VigieFigure){row->n, NAN, NAN, NAN, NAN, NAN, NAN, row->gap};
    else if (row->gap != VIGIE_STATUS_OK)
        figure.status = row->gap;
    vigie_rows_begin(rows, measure, cell);
    vigie_result_word(rows->result, effect_words[row->effect], _(effect_texts[row->effect]));
    g_autofree char *label =
        one ? vigie_rows_dim_label(rows, mix->study.cross.dimensions->len - 1, row->type)
            : NULL;
    vigie_result_word(rows->result, one ? mix->types->value[row->type] : "",
                      one ? label : _("all"));
    g_autofree char *n =
        row->hidden ? g_strdup("") : vigie_number_format((double)row->n, 0, rows->lang);
    vigie_result_number(rows->result, row->hidden ? NAN : (double)row->n, n);
    for (guint t = 0; t < 2; t++) {
        double share = row->hidden ? NAN : row->share[t];
        g_autofree char *percent =
            isnan(share) ? g_strdup("") : vigie_percent_format(share, 1, rows->lang);
        vigie_result_number(rows->result, share, percent);
    }
    for (guint t = 0; t < 2; t++)
        vigie_rows_value(rows, row->hidden ? NAN : row->mean[t]);
    bool broken = row->gap == VIGIE_STATUS_SERIES_BREAK;
    figure_cells(mix, &figure, broken ? NAN : row->change.p, row->hidden);
}

/* Answers of a type in the year that has fewer; 0 of a type without any in both. */
static guint64
fewer(const VigieSums *sums, guint m, const guint32 *cells, guint n_types, guint type)
{
    guint64 first = vigie_sums_cell(sums, m, cells[type])->n;
    guint64 second = vigie_sums_cell(sums, m, cells[n_types + type])->n;
    return MIN(first, second);
}

/* Types whose parts the publication rule hides; one alone would be the rest of the whole, so that the next fewest goes too. */
static bool *
hidden_types(const Mix *mix, const VigieSums *sums, guint m, const guint32 *cells)
{
    guint n = mix->types->n, count = 0, next = n;
    bool *hidden = g_new0(bool, n + 1);
    if (!mix->context->publish)
        return hidden;
    for (guint g = 0; g < n; g++) {
        guint64 answered = fewer(sums, m, cells, n, g);
        hidden[g] = answered > 0 && (double)answered < mix->rows.rules.suppress_below;
        count += hidden[g] ? 1 : 0;
        if (!hidden[g] && answered > 0 &&
            (next == n || answered < fewer(sums, m, cells, n, next)))
            next = g;
    }
    if (count == 1 && next < n)
        hidden[next] = true;
    return hidden;
}

static void
warn_split(const Mix *mix, const VigieStudyMeasure *measure, guint y,
           const VigieDecomposition *split)
{
    const char *item = mix->study.question->of[measure->item];
    if (split->lone != VIGIE_NO_CELL)
        vigie_findings_add(
            mix->study.warnings, VIGIE_NOTE, "lone_type", NULL,
            _("%s, %s: '%s' of '%s' has answers in one of the two years only; its change is "
              "not "
              "known, nor the two effects.  Leave it out with --where, or join it to another "
              "type"),
            item, mix->years->value[y], mix->types->value[split->lone], mix->item);
    if (split->fallback)
        vigie_findings_add(
            mix->study.warnings, VIGIE_NOTE, "no_panel_covariance", NULL,
            _("%s, %s: the sites that both years share take away all variance; the change to "
              "the year before counts the years as independent"),
            item, mix->years->value[y]);
}

static bool
different_surveys(const Mix *mix, guint y)
{
    for (guint p = 0; p < mix->study.parts->len; p++) {
        const VigieStudyPart *part = g_ptr_array_index(mix->study.parts, p);
        if (vigie_study_part_has_year(part, (int)mix->years->number[y - 1]) &&
            vigie_study_part_has_year(part, (int)mix->years->number[y]))
            return false;
    }
    return true;
}

/* The year's mean; NAN without answers. */
static double
overall(const VigieDecomposition *split, guint year)
{
    double mean = 0, share = 0;
    for (guint g = 0; g < split->n_types; g++)
        if (split->type[g].share[year] > 0) {
            mean += split->type[g].share[year] * split->type[g].mean[year];
            share += split->type[g].share[year];
        }
    return share > 0 ? mean : NAN;
}

/* A change at work: its cells, and what is said of all its rows. */
typedef struct {
    const VigieStudyMeasure *measure;
    const VigieSums *sums;
    guint m;
    const guint32 *cells; /* [2 * types] */
    VigieDecomposition split;
    VigieStatus asked;
    guint64 base; /* answers of the year that has fewer */
    bool hidden;
} Change;

static void
add_wholes(Mix *mix, const Change *change)
{
    guint n = mix->types->n;
    const VigieDecomposition *split = &change->split;
    const VigieChange *effects[] = {&split->total, &split->mix, &split->within};
    for (guint e = 0; e < (change->base > 0 ? 3u : 1u); e++) {
        EffectRow row = {.effect = e,
                         .type = n,
                         .n = change->base,
                         .share = {NAN, NAN},
                         .mean = {overall(split, 0), overall(split, 1)},
                         .change = *effects[e],
                         .gap = change->asked,
                         .hidden = change->hidden};
        add_effect(mix, change->measure, change->cells[n], &row);
    }
}

static void
add_types(Mix *mix, const Change *change)
{
    guint n = mix->types->n;
    g_autofree bool *hidden = hidden_types(mix, change->sums, change->m, change->cells);
    for (guint e = 1; e < 3; e++)
        for (guint g = 0; g < n; g++) {
            const VigieTypeEffect *type = &change->split.type[g];
            EffectRow row = {.effect = e,
                             .type = g,
                             .n = fewer(change->sums, change->m, change->cells, n, g),
                             .share = {type->share[0], type->share[1]},
                             .mean = {type->mean[0], type->mean[1]},
                             .change = e == 1 ? type->mix : type->within,
                             .gap = change->asked,
                             .hidden = hidden[g] || change->hidden};
            add_effect(mix, change->measure, change->cells[n], &row);
        }
}

/* A year without answers leaves the whole's row alone, which says so; two of them leave nothing. */
static void
add_change(Mix *mix, Change *change)
{
    guint n = mix->types->n, y = change->cells[n] / mix->stride;
    guint64 earlier = answers(mix, change->sums, change->m, change->cells[0]);
    guint64 later = answers(mix, change->sums, change->m, change->cells[n]);
    if (earlier + later == 0)
        return;
    VigieTyped typed = {change->sums, change->m, change->cells, 2, n};
    vigie_decompose(&typed, different_surveys(mix, y), &change->split);
    change->base = MIN(earlier, later);
    change->asked = MIN(gap(mix, change->measure, change->cells[0]),
                        gap(mix, change->measure, change->cells[n]));
    if (!vigie_gaps_joined(&mix->study.gaps, change->measure->item, &mix->study.cross,
                           change->cells[0], change->cells[n]))
        change->asked = MIN(change->asked, VIGIE_STATUS_SERIES_BREAK);
    change->hidden = mix->context->publish && change->base > 0 &&
                     (double)change->base < mix->rows.rules.suppress_below;
    add_wholes(mix, change);
    if (change->base > 0) {
        warn_split(mix, change->measure, y, &change->split);
        add_types(mix, change);
    }
    vigie_decomposition_clear(&change->split);
}

static void
decompose_measure(gpointer user, const VigieStudyMeasure *measure, const VigieSums *sums,
                  guint m)
{
    Mix *mix = user;
    for (guint32 series = 0; series * mix->types->n < mix->stride; series++)
        for (guint y = 1; y < mix->years->n; y++) {
            if (mix->years->number[y] - mix->years->number[y - 1] > 1.5)
                continue;
            g_autofree guint32 *cells = cells_of(mix, y - 1, 2, series);
            Change change = {.measure = measure, .sums = sums, .m = m, .cells = cells};
            add_change(mix, &change);
        }
}

static void
decompose_columns(Mix *mix)
{
    VigieRows *rows = &mix->rows;
    vigie_rows_column(rows, "effect", N_("effect"), false);
    vigie_rows_column(rows, mix->item, N_("type"), false);
    vigie_rows_column(rows, "n", N_("n"), true);
    vigie_rows_column(rows, "share_before", N_("share before"), true);
    vigie_rows_column(rows, "share", N_("share"), true);
    vigie_rows_column(rows, "before", N_("before"), true);
    vigie_rows_column(rows, "after", N_("after"), true);
    vigie_rows_column(rows, "estimate", N_("change"), true);
    vigie_rows_column(rows, "se", NULL, true);
    vigie_rows_column(rows, "ci_low", N_("from"), true);
    vigie_rows_column(rows, "ci_high", N_("to"), true);
    vigie_rows_column(rows, "df", NULL, true);
    vigie_rows_column(rows, "p", N_("p"), true);
    vigie_rows_column(rows, "status", N_("status"), false);
}

/* Both questions ----------------------------------------------------------------------------- */

static void
standardise_columns(Mix *mix)
{
    VigieRows *rows = &mix->rows;
    vigie_rows_column(rows, "n", N_("n"), true);
    vigie_rows_column(rows, "observed", N_("observed"), true);
    vigie_rows_column(rows, "estimate", N_("with the same mix"), true);
    vigie_rows_column(rows, "se", NULL, true);
    vigie_rows_column(rows, "ci_low", N_("from"), true);
    vigie_rows_column(rows, "ci_high", N_("to"), true);
    vigie_rows_column(rows, "df", NULL, true);
    vigie_rows_column(rows, "status", N_("status"), false);
}

/* The mean of a year as it was, of the records that have a type. */
static double
observed(const Mix *mix, const VigieSums *sums, guint m, guint32 first)
{
    double x = 0, y = 0;
    for (guint g = 0; g < mix->types->n; g++) {
        const VigieCellSums *s = vigie_sums_cell(sums, m, first + g);
        x += s->x;
        y += s->e + s->centre * s->x;
    }
    return fabs(x) > 0 ? y / x : NAN;
}

static void
add_year(Mix *mix, const VigieStudyMeasure *measure, guint32 cell, VigieFigure *figure,
         double as_it_was)
{
    VigieRows *rows = &mix->rows;
    bool standard = !isnan(figure->estimate);
    vigie_figure_by_t(figure, &rows->rules);
    if (!standard && figure->n > 0)
        figure->status = VIGIE_STATUS_NOT_ESTIMABLE;
    VigieStatus asked = gap(mix, measure, cell);
    if (asked != VIGIE_STATUS_OK)
        figure->status = asked;
    else if (vigie_gaps_breaks(&mix->study.gaps, measure->item, &mix->study.cross, cell))
        figure->status = MIN(figure->status, VIGIE_STATUS_SERIES_BREAK);
    bool hidden = mix->context->publish && figure->status == VIGIE_STATUS_SUPPRESSED;
    if (hidden)
        *figure = (VigieFigure){0, NAN, NAN, NAN, NAN, NAN, NAN, VIGIE_STATUS_SUPPRESSED};
    g_autofree char *n =
        hidden ? g_strdup("") : vigie_number_format((double)figure->n, 0, rows->lang);
    vigie_rows_begin(rows, measure, cell);
    vigie_result_number(rows->result, hidden ? NAN : (double)figure->n, n);
    vigie_rows_value(rows, hidden ? NAN : as_it_was);
    vigie_rows_value(rows, figure->estimate);
    vigie_result_number(rows->result, figure->se, NULL);
    vigie_rows_value(rows, figure->ci_low);
    vigie_rows_value(rows, figure->ci_high);
    vigie_result_number(rows->result, figure->df, NULL);
    vigie_rows_status(rows, figure->status);
}

/* Years of a series with answers; the others take no part in a mean of mixes.  (transfer full) */
static guint *
years_with_answers(const Mix *mix, const VigieSums *sums, guint m, guint32 series, guint *k)
{
    guint *years = g_new(guint, mix->years->n + 1);
    *k = 0;
    for (guint y = 0; y < mix->years->n; y++)
        if (answers(mix, sums, m, y * mix->stride + series * mix->types->n) > 0)
            years[(*k)++] = y;
    return years;
}

static void
standardise_measure(gpointer user, const VigieStudyMeasure *measure, const VigieSums *sums,
                    guint m)
{
    Mix *mix = user;
    guint n = mix->types->n, k = 0;
    for (guint32 series = 0; series * n < mix->stride; series++) {
        g_autofree guint *years = years_with_answers(mix, sums, m, series, &k);
        g_autofree guint32 *cells = g_new(guint32, (gsize)k * n + 1);
        for (guint t = 0; t < k; t++)
            for (guint g = 0; g < n; g++)
                cells[t * n + g] = years[t] * mix->stride + series * n + g;
        VigieTyped typed = {sums, m, cells, k, n};
        g_autofree VigieFigure *figure = g_new(VigieFigure, k + 1);
        if (k > 0)
            vigie_standardise(&typed, mix->first_year ? 0 : VIGIE_MIX_AVERAGE,
                              mix->study.question->level, figure);
        for (guint y = 0, t = 0; y < mix->years->n; y++) {
            guint32 first = y * mix->stride + series * n;
            VigieFigure none = {0, NAN, NAN, NAN, NAN, NAN, NAN, VIGIE_STATUS_EMPTY};
            bool there = t < k && years[t] == y;
            add_year(mix, measure, first, there ? &figure[t] : &none,
                     there ? observed(mix, sums, m, first) : NAN);
            t += there ? 1 : 0;
        }
    }
}

static VigieResult *
run_mix(Mix *mix, const VigieQuestion *question, bool decompose, GError **error)
{
    g_autofree const char **by = vigie_study_dimensions(question->by, mix->item);
    VigieQuestion settled = *question;
    settled.by = by;
    mix->study = (VigieStudy){.observatory = mix->context->observatory,
                              .store = mix->context->store,
                              .question = &settled,
                              .warnings = mix->context->warnings,
                              .progress = mix->context->progress};
    VigieResult *result = NULL;
    if (open_mix(mix, question, error)) {
        vigie_rows_init(&mix->rows, &mix->study, mix->context->lang, 0,
                        mix->study.cross.dimensions->len - 1);
        if (decompose)
            decompose_columns(mix);
        else
            standardise_columns(mix);
        if (vigie_study_each_measure(
                &mix->study, decompose ? decompose_measure : standardise_measure, mix, error))
            result = vigie_rows_finish(&mix->rows);
        vigie_rows_clear(&mix->rows);
    }
    if (result != NULL)
        vigie_gaps_add_notes(&mix->study, mix->context->lang, result);
    if (result != NULL && vigie_study_is_voluntary(&mix->study))
        vigie_result_note(result, _("Indicative only: not a probability sample."));
    vigie_study_release(&mix->study);
    return result;
}

VigieResult *
vigie_study_decompose(const VigieStudyContext *context, const VigieQuestion *question,
                      const char *item, GError **error)
{
    Mix mix = {.context = context, .item = item};
    VigieResult *result = run_mix(&mix, question, true, error);
    if (result != NULL)
        vigie_result_note(
            result, _("mix: what the change owes to other customers than the year before; "
                      "within: what it owes to customers who answer otherwise.  The two add "
                      "up to the whole change."));
    return result;
}

VigieResult *
vigie_study_standardise(const VigieStudyContext *context, const VigieQuestion *question,
                        const char *item, bool first_year, GError **error)
{
    Mix mix = {.context = context, .item = item, .first_year = first_year};
    VigieResult *result = run_mix(&mix, question, false, error);
    if (result != NULL)
        vigie_result_note(result, first_year
                                      ? _("Mix of customers held at that of the first year.")
                                      : _("Mix of customers held at the mean of all years."));
    return result;
}
