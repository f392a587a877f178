/* text.c - an answer as an aligned table for people */
#include "cells.h"
#include <inttypes.h>
#include <math.h>
#include <string.h>

#define POINTS_ONLY 3 /* as many years make no trend */
#define DEPARTS 0.05

typedef struct {
    const VigieAnswer *answer;
    VigieLang lang;
    GPtrArray *lines; /* char** cells, NULL-terminated; the first is the header */
    guint n_left;     /* columns set flush left: labels */
} Table;

const char *
vigie_status_text(VigieStatus status)
{
    static const char *const texts[] = {N_("not asked"),     N_("asked with another scale"),
                                        N_("no answer"),     N_("too few answers"),
                                        N_("lonely PSU"),    N_("no degree of freedom"),
                                        N_("no variance"),   N_("not estimable"),
                                        N_("low base"),      N_("caution"),
                                        N_("series breaks"), ""};
    return *texts[status] != '\0' ? _(texts[status]) : "";
}

static const char *
stat_text(VigieStat stat)
{
    static const char *const texts[] = {N_("mean"),
                                        N_("share"),
                                        N_("total"),
                                        N_("ratio"),
                                        N_("share of the two highest scores"),
                                        N_("share of the two lowest scores"),
                                        N_("NPS"),
                                        N_("net score"),
                                        N_("variance"),
                                        N_("standard deviation"),
                                        N_("median"),
                                        N_("quantile")};
    return _(texts[stat]);
}

/* "median", "quantile 0.9"; (transfer full). */
static char *
stat_title(const VigieAnswer *answer, VigieLang lang)
{
    if (answer->stat != VIGIE_STAT_QUANTILE)
        return g_strdup(stat_text(answer->stat));
    double p = vigie_stat_quantile(answer->stat_name);
    g_autofree char *share = vigie_number_format(p, vigie_decimals_for_step(p), lang);
    return g_strdup_printf("%s %s", stat_text(answer->stat), share);
}

static const char *
unit_text(VigieUnit unit)
{
    static const char *const texts[] = {"", N_("Counted in parties."),
                                        N_("Counted in persons."),
                                        N_("Counted in person-nights.")};
    return _(texts[unit]);
}

/* An estimate, or a limit of its interval; "" where there is none. */
static char *
value_text(const Table *table, const VigieAnswerRow *row, double value)
{
    if (isnan(value))
        return g_strdup("");
    if (row->is_function)
        return vigie_number_format(value, 3, table->lang);
    switch (table->answer->stat) {
    case VIGIE_STAT_TOTAL:
        return vigie_number_format(value, 0, table->lang);
    case VIGIE_STAT_NPS:
    case VIGIE_STAT_NET:
        return vigie_number_format(value, 1, table->lang);
    case VIGIE_STAT_MEAN:
    case VIGIE_STAT_RATIO:
    case VIGIE_STAT_MEDIAN:
    case VIGIE_STAT_QUANTILE:
    case VIGIE_STAT_VARIANCE:
    case VIGIE_STAT_SD:
        return vigie_number_format(value, 2, table->lang);
    case VIGIE_STAT_PROPORTION:
    case VIGIE_STAT_TOP2:
    case VIGIE_STAT_BOTTOM2:
    default:
        return vigie_percent_format(value, 1, table->lang);
    }
}

/* A change, in points for shares. */
static char *
change_text(const Table *table, double change)
{
    if (isnan(change))
        return g_strdup("");
    if (vigie_stat_is_share(table->answer->stat))
        return vigie_change_format(100 * change, 1, table->lang);
    return vigie_change_format(change, table->answer->stat == VIGIE_STAT_TOTAL ? 0 : 2,
                               table->lang);
}

static char *
interval_text(const Table *table, const VigieAnswerRow *row, const VigieFigure *figure)
{
    if (isnan(figure->ci_low) || isnan(figure->ci_high))
        return g_strdup("");
    g_autofree char *low = value_text(table, row, figure->ci_low);
    g_autofree char *high = value_text(table, row, figure->ci_high);
    return g_strdup_printf("%s – %s", low, high);
}

/* Lines ------------------------------------------------------------------------------------ */

static void
add_labels(const Table *table, GPtrArray *line, const VigieAnswerRow *row)
{
    const VigieAnswer *answer = table->answer;
    const VigieItem *item = g_ptr_array_index(answer->items, row->item_index);
    g_ptr_array_add(line,
                    g_strdup(answer->stat == VIGIE_STAT_RATIO || row->is_function
                                 ? row->item
                                 : vigie_item_label(answer->codebook, item, table->lang)));
    if (*row->category != '\0')
        g_ptr_array_add(line, g_strdup(vigie_answer_category_label(answer, row, table->lang)));
    else if (table->n_left > 1 + g_strv_length(answer->dims))
        g_ptr_array_add(line, g_strdup(""));
    for (guint d = 0; answer->dims[d] != NULL; d++)
        g_ptr_array_add(line, vigie_answer_dim_label(answer, d, row->dims[d], table->lang));
}

/* Without probability sampling no change is called significant. */
static const char *
direction_text(const VigieAnswer *answer, const VigieAnswerRow *row)
{
    static const char *const marks[] = {"=", "↑", "↓"};
    return row->direction_known && !answer->voluntary ? marks[row->direction] : "";
}

/* The slope of a series stands on its last row. */
static bool
is_last_year(const VigieAnswer *answer, const VigieAnswerRow *row)
{
    const VigieAnswerRow *last = g_ptr_array_index(answer->rows, answer->rows->len - 1);
    return strcmp(row->dims[0], last->dims[0]) == 0;
}

/* A line of two or three points is none; the star says that the years do not follow it. */
static char *
slope_text(const Table *table, const VigieAnswerRow *row)
{
    const VigieAnswer *answer = table->answer;
    if (!is_last_year(answer, row) || row->slope_years <= POINTS_ONLY ||
        isnan(row->slope.slope))
        return g_strdup("");
    g_autofree char *slope = answer->slope_logit
                                 ? vigie_change_format(row->slope.slope, 2, table->lang)
                                 : change_text(table, row->slope.slope);
    return g_strconcat(slope, row->line.p < DEPARTS ? "\u00a0*" : "", NULL);
}

/* "+4.2 % (−1.0 % – +9.7 %)"; "ns" where the earlier figure may be 0. */
static char *
relative_text(const Table *table, const VigieAnswerRow *row)
{
    const VigieRelative *r = &row->relative;
    if (isnan(row->change.change))
        return g_strdup("");
    if (isnan(r->relative))
        return g_strdup(_("ns"));
    g_autofree char *relative = vigie_percent_format(r->relative, 1, table->lang);
    if (isnan(r->low) || isnan(r->high))
        return g_steal_pointer(&relative);
    g_autofree char *low = vigie_percent_format(r->low, 1, table->lang);
    g_autofree char *high = vigie_percent_format(r->high, 1, table->lang);
    return g_strdup_printf("%s (%s – %s)", relative, low, high);
}

static void
add_trend(const Table *table, GPtrArray *line, const VigieAnswerRow *row)
{
    g_ptr_array_add(line, change_text(table, row->change.change));
    g_ptr_array_add(line, g_strdup(direction_text(table->answer, row)));
    if (table->answer->relative)
        g_ptr_array_add(line, relative_text(table, row));
    g_ptr_array_add(line, slope_text(table, row));
}

static char *
plain_text(const Table *table, double value)
{
    return isnan(value) ? g_strdup("") : vigie_number_format(value, 0, table->lang);
}

static char *
percent_text(const Table *table, double value)
{
    return isnan(value) ? g_strdup("") : vigie_percent_format(value, 1, table->lang);
}

static void
add_figures(const Table *table, GPtrArray *line, const VigieAnswerRow *row)
{
    const VigieFigure *figure = &row->figure;
    bool hidden = figure->status == VIGIE_STATUS_SUPPRESSED;
    VigieFigure shown = *figure;
    if (hidden)
        shown.estimate = shown.ci_low = shown.ci_high = NAN;
    g_ptr_array_add(line, hidden ? g_strdup("")
                                 : vigie_number_format((double)figure->n, 0, table->lang));
    g_ptr_array_add(line, value_text(table, row, shown.estimate));
    g_ptr_array_add(line, interval_text(table, row, &shown));
    if (table->answer->trend)
        add_trend(table, line, row);
    if (table->answer->with_n_eff)
        g_ptr_array_add(line, plain_text(table, hidden ? NAN : vigie_figure_n_eff(figure)));
    if (table->answer->with_cv)
        g_ptr_array_add(line, percent_text(table, hidden ? NAN : vigie_figure_cv(figure)));
    for (guint why = VIGIE_BLANK; table->answer->with_missing && why < VIGIE_N_MISSING; why++)
        g_ptr_array_add(
            line,
            plain_text(table, hidden || row->kinds == NULL ? NAN : (double)row->kinds[why]));
    g_ptr_array_add(line, g_strdup(vigie_status_text(figure->status)));
}

static void
add_header(Table *table)
{
    const VigieAnswer *answer = table->answer;
    g_autoptr(GPtrArray) line = g_ptr_array_new();
    g_ptr_array_add(line, g_strdup(_("item")));
    if (table->n_left > 1 + g_strv_length(answer->dims))
        g_ptr_array_add(line, g_strdup(_("category")));
    for (guint d = 0; answer->dims[d] != NULL; d++) {
        const VigieItem *item = vigie_codebook_find(answer->codebook, answer->dims[d]);
        g_ptr_array_add(
            line, g_strdup(item != NULL ? vigie_item_label(answer->codebook, item, table->lang)
                                        : (g_str_equal(answer->dims[d], "year") ? _("year")
                                                                                : _("wave"))));
    }
    g_autofree char *level = vigie_percent_format(
        answer->level, vigie_decimals_for_step(answer->level * 100), table->lang);
    g_ptr_array_add(line, g_strdup(_("n")));
    g_ptr_array_add(line, stat_title(answer, table->lang));
    g_ptr_array_add(line, g_strdup_printf(_("%s interval"), level));
    if (answer->trend) {
        g_ptr_array_add(line, g_strdup(_("change")));
        g_ptr_array_add(line, g_strdup(""));
        if (answer->relative)
            g_ptr_array_add(line, g_strdup(_("change in per cent")));
        g_ptr_array_add(line, g_strdup(answer->slope_logit ? _("slope a year (log-odds)")
                                                           : _("slope a year")));
    }
    if (answer->with_n_eff)
        g_ptr_array_add(line, g_strdup(_("effective n")));
    if (answer->with_cv)
        g_ptr_array_add(line, g_strdup(_("cv")));
    for (guint why = VIGIE_BLANK; answer->with_missing && why < VIGIE_N_MISSING; why++)
        g_ptr_array_add(line, g_strdup(vigie_missing_label((VigieMissing)why)));
    g_ptr_array_add(line, g_strdup(_("status")));
    g_ptr_array_add(line, NULL);
    g_ptr_array_add(table->lines, g_ptr_array_free(g_steal_pointer(&line), FALSE));
}

static void
add_line(Table *table, const VigieAnswerRow *row)
{
    GPtrArray *line = g_ptr_array_new();
    add_labels(table, line, row);
    add_figures(table, line, row);
    g_ptr_array_add(line, NULL);
    g_ptr_array_add(table->lines, g_ptr_array_free(line, FALSE));
}

/* What is said below the table of a trend. */
static void
add_trend_notes(GString *out, const VigieAnswer *answer)
{
    bool departs = false, short_series = false;
    for (guint i = 0; i < answer->rows->len; i++) {
        const VigieAnswerRow *row = g_ptr_array_index(answer->rows, i);
        bool drawn = row->slope_years > POINTS_ONLY && !isnan(row->slope.slope);
        departs = departs || (drawn && row->line.p < DEPARTS);
        short_series = short_series || (!drawn && !isnan(row->slope.slope));
    }
    if (departs)
        g_string_append_printf(out, "%s\n",
                               _("* The years do not follow a straight line: read them one by "
                                 "one, not the slope."));
    if (short_series)
        g_string_append_printf(
            out, "%s\n", _("Three years or fewer are points, not a trend: no slope is shown."));
}

static void
add_break_notes(GString *out, const VigieAnswer *answer, VigieLang lang)
{
    for (guint i = 0; answer->breaks != NULL && i < answer->breaks->len; i++) {
        g_autofree char *note = vigie_series_break_text(
            answer->codebook, g_ptr_array_index(answer->breaks, i), lang);
        g_string_append_printf(out, "%s\n", note);
    }
}

/* The base of the rows of an item together; false where one is suppressed, which it would give away. */
static bool
may_tell_base(const VigieAnswer *answer, guint item)
{
    for (guint i = 0; i < answer->rows->len; i++) {
        const VigieAnswerRow *row = g_ptr_array_index(answer->rows, i);
        if (!row->is_function && row->item_index == item &&
            row->figure.status == VIGIE_STATUS_SUPPRESSED)
            return false;
    }
    return true;
}

/* "Satisfaction: base 312 answers; 14 don't know, 3 refused." */
static void
add_base(GString *out, const VigieAnswer *answer, guint item, VigieLang lang)
{
    guint64 n = answer->kinds[item][VIGIE_PRESENT];
    g_autofree char *kinds = vigie_kind_counts_text(
        answer->kinds[item], answer->include | VIGIE_KIND(VIGIE_PRESENT));
    const char *label =
        vigie_item_label(answer->codebook, g_ptr_array_index(answer->items, item), lang);
    for (guint why = VIGIE_BLANK; why < VIGIE_N_MISSING; why++)
        n += (answer->include & VIGIE_KIND(why)) != 0 ? answer->kinds[item][why] : 0;
    if (*kinds == '\0')
        return;
    if (!may_tell_base(answer, item))
        g_string_append_printf(out, _("%s: not counted: %s."), label, kinds);
    else
        g_string_append_printf(out,
                               P_("%s: base %" PRIu64 " answer; not counted: %s.",
                                  "%s: base %" PRIu64 " answers; not counted: %s.", n),
                               label, n, kinds);
    g_string_append_c(out, '\n');
}

char *
vigie_answer_text(const VigieAnswer *answer, VigieLang lang)
{
    Table table = {answer, lang, g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev),
                   1 + g_strv_length(answer->dims)};
    for (guint i = 0; i < answer->rows->len; i++)
        if (*((VigieAnswerRow *)g_ptr_array_index(answer->rows, i))->category != '\0') {
            table.n_left++;
            break;
        }
    add_header(&table);
    for (guint i = 0; i < answer->rows->len; i++)
        add_line(&table, g_ptr_array_index(answer->rows, i));
    guint n = g_strv_length(g_ptr_array_index(table.lines, 0));
    g_autofree bool *left = g_new0(bool, n);
    for (guint c = 0; c < n; c++)
        left[c] = c < table.n_left || c + 1 == n;
    GString *out = g_string_new(NULL);
    vigie_lines_print(out, table.lines, left);
    if (answer->trend)
        add_trend_notes(out, answer);
    add_break_notes(out, answer, lang);
    for (guint item = 0; answer->kinds != NULL && item < answer->items->len; item++)
        add_base(out, answer, item, lang);
    if (answer->unit != VIGIE_UNIT_SURVEY)
        g_string_append_printf(out, "%s\n", unit_text(answer->unit));
    if (answer->voluntary)
        g_string_append_printf(out, "%s\n", _("Indicative only: not a probability sample."));
    g_ptr_array_unref(table.lines);
    return g_string_free(out, FALSE);
}
