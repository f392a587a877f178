/* annual.c - one figure a year from two surveys, each standing for its share of the year */
#include "cells.h"
#include <math.h>
#include <vigie/study-mix.h>

typedef struct {
    const VigieStudyContext *context;
    const VigieAnswer *answer[2];
    double share, se;
    VigieResult *result;
    GArray *columns;
} Annual;

static VigieAnswer *
ask(const VigieStudyContext *context, const VigieQuestion *question, guint survey,
    GError **error)
{
    const char *surveys[] = {question->surveys[survey], NULL};
    VigieQuestion one = *question;
    one.surveys = surveys;
    one.trend = true;
    return vigie_study_run(context->observatory, context->store, &one, context->warnings,
                           context->progress, error);
}

/* What a row of both surveys is known by; (transfer full). */
static char *
row_key(const VigieAnswerRow *row)
{
    g_autofree char *dims = g_strjoinv("\n", row->dims);
    return g_strdup_printf("%s\n%s\n%s", row->item, row->category, dims);
}

/* Rows by their key; (transfer full), the rows borrowed. */
static GHashTable *
rows_by_key(const VigieAnswer *answer)
{
    GHashTable *rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < answer->rows->len; i++) {
        VigieAnswerRow *row = g_ptr_array_index(answer->rows, i);
        g_hash_table_insert(rows, row_key(row), row);
    }
    return rows;
}

static void
column(Annual *annual, const char *name, const char *heading, bool is_number)
{
    VigieResultColumn added = {g_intern_string(name), heading, is_number};
    g_array_append_val(annual->columns, added);
}

static void
open_result(Annual *annual)
{
    const VigieAnswer *first = annual->answer[0];
    column(annual, "survey", NULL, false);
    column(annual, "stat", NULL, false);
    column(annual, "item", N_("item"), false);
    column(annual, "category", first->stat == VIGIE_STAT_PROPORTION ? N_("category") : NULL,
           false);
    for (guint d = 0; first->dims[d] != NULL; d++) {
        const VigieItem *item = vigie_codebook_find(first->codebook, first->dims[d]);
        column(annual, first->dims[d],
               item != NULL ? g_intern_string(vigie_item_label(first->codebook, item,
                                                               annual->context->lang))
                            : (d == 0 ? N_("year") : N_("wave")),
               false);
    }
    column(annual, "n", N_("n"), true);
    column(annual, "first", N_("first survey"), true);
    column(annual, "second", N_("second survey"), true);
    column(annual, "estimate", N_("whole year"), true);
    column(annual, "se", NULL, true);
    column(annual, "ci_low", N_("from"), true);
    column(annual, "ci_high", N_("to"), true);
    column(annual, "df", NULL, true);
    column(annual, "change", N_("change"), true);
    column(annual, "change_se", NULL, true);
    column(annual, "change_df", NULL, true);
    column(annual, "change_p", N_("p"), true);
    column(annual, "status", N_("status"), false);
    annual->result = vigie_result_new(
        (const VigieResultColumn *)(gpointer)annual->columns->data, annual->columns->len);
}

static void
value(Annual *annual, double number)
{
    VigieLang lang = annual->context->lang;
    g_autofree char *label = isnan(number) ? g_strdup("")
                             : vigie_stat_is_share(annual->answer[0]->stat)
                                 ? vigie_percent_format(number, 1, lang)
                                 : vigie_number_format(number, 2, lang);
    vigie_result_number(annual->result, number, label);
}

static void
change_value(Annual *annual, double number)
{
    bool points = vigie_stat_is_share(annual->answer[0]->stat);
    g_autofree char *label = isnan(number)
                                 ? g_strdup("")
                                 : vigie_change_format(points ? 100 * number : number,
                                                       points ? 1 : 2, annual->context->lang);
    vigie_result_number(annual->result, number, label);
}

static void
begin(Annual *annual, const VigieAnswerRow *row)
{
    const VigieAnswer *first = annual->answer[0];
    VigieLang lang = annual->context->lang;
    const VigieItem *item = g_ptr_array_index(first->items, row->item_index);
    g_autofree char *survey =
        g_strdup_printf("%s+%s", first->survey, annual->answer[1]->survey);
    vigie_result_begin(annual->result);
    vigie_result_word(annual->result, survey, NULL);
    vigie_result_word(annual->result, first->stat_name, NULL);
    vigie_result_word(
        annual->result, row->item,
        first->stat == VIGIE_STAT_RATIO ? NULL : vigie_item_label(first->codebook, item, lang));
    vigie_result_word(annual->result, row->category,
                      vigie_answer_category_label(first, row, lang));
    for (guint d = 0; first->dims[d] != NULL; d++) {
        g_autofree char *label = vigie_answer_dim_label(first, d, row->dims[d], lang);
        if (d == 0)
            vigie_result_number(annual->result, g_ascii_strtod(row->dims[d], NULL), label);
        else
            vigie_result_word(annual->result, row->dims[d], label);
    }
}

/* The change of the year's figure, the share being the same in both years. */
static void
change_of(const Annual *annual, const VigieAnswerRow *const row[2], VigieChange *out)
{
    VigieFigure part[2], change;
    for (guint s = 0; s < 2; s++)
        part[s] = (VigieFigure){.estimate = row[s]->change.change,
                                .se = row[s]->change.se,
                                .df = row[s]->change.df};
    vigie_annual_of(part, annual->share, annual->se, annual->answer[0]->level, &change);
    *out = (VigieChange){change.estimate, change.se, change.df,
                         vigie_change_p(change.estimate, change.se, change.df)};
}

/* The worse of both surveys' words; from the rules where both may be shown. */
static VigieStatus
status_of(const VigieAnswerRow *const row[2], const VigieFigure *annual)
{
    VigieStatus worse = MIN(row[0]->figure.status, row[1]->figure.status);
    if (worse > VIGIE_STATUS_NO_DF && !(annual->df > 0))
        return VIGIE_STATUS_NO_DF;
    return worse;
}

static void
add(Annual *annual, const VigieAnswerRow *const row[2])
{
    const VigieFigure season[] = {row[0]->figure, row[1]->figure};
    VigieFigure figure;
    VigieChange change;
    vigie_annual_of(season, annual->share, annual->se, annual->answer[0]->level, &figure);
    change_of(annual, row, &change);
    VigieStatus status = status_of(row, &figure);
    bool hidden = annual->context->publish && status == VIGIE_STATUS_SUPPRESSED;
    bool shown[] = {!hidden || season[0].status != VIGIE_STATUS_SUPPRESSED,
                    !hidden || season[1].status != VIGIE_STATUS_SUPPRESSED};
    begin(annual, row[0]);
    g_autofree char *n =
        hidden ? g_strdup("") : vigie_number_format((double)figure.n, 0, annual->context->lang);
    vigie_result_number(annual->result, hidden ? NAN : (double)figure.n, n);
    value(annual, shown[0] ? season[0].estimate : NAN);
    value(annual, shown[1] ? season[1].estimate : NAN);
    value(annual, hidden ? NAN : figure.estimate);
    vigie_result_number(annual->result, hidden ? NAN : figure.se, NULL);
    value(annual, hidden ? NAN : figure.ci_low);
    value(annual, hidden ? NAN : figure.ci_high);
    vigie_result_number(annual->result, hidden ? NAN : figure.df, NULL);
    change_value(annual, hidden ? NAN : change.change);
    vigie_result_number(annual->result, hidden ? NAN : change.se, NULL);
    vigie_result_number(annual->result, hidden ? NAN : change.df, NULL);
    g_autofree char *p = hidden || isnan(change.p)
                             ? g_strdup("")
                             : vigie_number_format(change.p, 3, annual->context->lang);
    vigie_result_number(annual->result, hidden ? NAN : change.p, p);
    vigie_result_word(annual->result, vigie_status_name(status), vigie_status_text(status));
}

static bool
check(const VigieQuestion *question, GError **error)
{
    if (g_strv_length((char **)question->surveys) != 2)
        g_set_error_literal(
            error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
            _("--annual takes two surveys, the one of the season first, such as "
              "flash,off_season"));
    else if (question->stat == VIGIE_STAT_TOTAL)
        g_set_error_literal(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_STATISTIC,
                            _("a year's total is the sum of its seasons: --annual takes means, "
                              "shares, ratios and NPS"));
    else
        return true;
    return false;
}

VigieResult *
vigie_study_annual(const VigieStudyContext *context, const VigieQuestion *question,
                   double share, double share_se, GError **error)
{
    if (!check(question, error))
        return NULL;
    g_autoptr(VigieAnswer) first = ask(context, question, 0, error);
    g_autoptr(VigieAnswer) second = first != NULL ? ask(context, question, 1, error) : NULL;
    if (second == NULL)
        return NULL;
    Annual annual = {.context = context,
                     .answer = {first, second},
                     .share = share,
                     .se = share_se,
                     .columns = g_array_new(FALSE, FALSE, sizeof(VigieResultColumn))};
    if (context->publish) {
        vigie_answer_publish(first);
        vigie_answer_publish(second);
    }
    open_result(&annual);
    g_autoptr(GHashTable) others = rows_by_key(second);
    for (guint i = 0; i < first->rows->len; i++) {
        const VigieAnswerRow *row = g_ptr_array_index(first->rows, i);
        g_autofree char *key = row_key(row);
        const VigieAnswerRow *pair[] = {row, g_hash_table_lookup(others, key)};
        if (pair[1] != NULL)
            add(&annual, pair);
    }
    g_array_unref(annual.columns);
    if (first->voluntary || second->voluntary)
        vigie_result_note(annual.result, _("Indicative only: not a probability sample."));
    return annual.result;
}
