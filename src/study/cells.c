/* cells.c - the columns of the output contract */
#include "cells.h"
#include <math.h>

static const VigieAnswerRow no_row;

static void
text(GArray *cells, const char *name, const char *value)
{
    VigieAnswerCell cell = {name, value, NAN};
    g_array_append_val(cells, cell);
}

static void
number(GArray *cells, const char *name, double value)
{
    VigieAnswerCell cell = {name, NULL, value};
    g_array_append_val(cells, cell);
}

/* Years and numbers are numbers, everything else a name. */
static void
dimension(GArray *cells, const VigieAnswer *answer, const char *name, const char *value)
{
    const VigieItem *item = vigie_codebook_find(answer->codebook, name);
    bool is_number =
        item != NULL ? item->kind == VIGIE_VALUE_NUMBER : g_str_equal(name, "year");
    if (is_number && value != NULL)
        number(cells, name, g_ascii_strtod(value, NULL));
    else
        text(cells, name, value != NULL ? value : "");
}

static void
figure(GArray *cells, const VigieAnswer *answer, const VigieFigure *f)
{
    bool hidden = answer->published && f->status == VIGIE_STATUS_SUPPRESSED;
    number(cells, "n", hidden ? NAN : (double)f->n);
    number(cells, "estimate", f->estimate);
    number(cells, "se", f->se);
    number(cells, "ci_low", f->ci_low);
    number(cells, "ci_high", f->ci_high);
    number(cells, "df", f->df);
    number(cells, "deff", f->deff);
    text(cells, "status", vigie_status_name(f->status));
    if (answer->with_n_eff)
        number(cells, "n_eff", vigie_figure_n_eff(f));
    if (answer->with_cv)
        number(cells, "cv", vigie_figure_cv(f));
}

/* How many records have each kind of no answer; hidden with their n. */
static void
kinds(GArray *cells, const VigieAnswer *answer, const VigieAnswerRow *row)
{
    bool hidden = answer->published && row->figure.status == VIGIE_STATUS_SUPPRESSED;
    for (guint why = VIGIE_BLANK; answer->with_missing && why < VIGIE_N_MISSING; why++)
        number(cells, vigie_missing_column((VigieMissing)why),
               hidden || row->kinds == NULL ? NAN : (double)row->kinds[why]);
}

static void
trend(GArray *cells, const VigieAnswerRow *row)
{
    number(cells, "change", row->change.change);
    number(cells, "change_se", row->change.se);
    number(cells, "change_df", row->change.df);
    number(cells, "change_p", row->change.p);
    number(cells, "change_p_adj", row->change_p_adjusted);
    text(cells, "direction", row->direction_known ? vigie_direction_name(row->direction) : "");
    number(cells, "slope", row->slope.slope);
    number(cells, "slope_se", row->slope.se);
    number(cells, "slope_df", row->slope.df);
    number(cells, "slope_p", row->slope.p);
}

/* Columns that were asked for, after those of the contract. */
static void
added(GArray *cells, const VigieAnswer *answer, const VigieAnswerRow *row)
{
    if (answer->relative) {
        number(cells, "relative_change", row->relative.relative);
        number(cells, "relative_se", row->relative.se);
        number(cells, "relative_low", row->relative.low);
        number(cells, "relative_high", row->relative.high);
    }
    if (answer->test_linear) {
        number(cells, "departure_q", row->line.q);
        number(cells, "departure_df", row->line.df);
        number(cells, "departure_p", row->line.p);
    }
}

GArray *
vigie_answer_cells(const VigieAnswer *answer, const VigieAnswerRow *row)
{
    GArray *cells = g_array_new(FALSE, FALSE, sizeof(VigieAnswerCell));
    const VigieAnswerRow *from = row != NULL ? row : &no_row;
    text(cells, "survey", answer->survey);
    text(cells, "stat", answer->stat_name);
    text(cells, "item", from->item);
    text(cells, "category", from->category);
    for (guint d = 0; answer->dims[d] != NULL; d++)
        dimension(cells, answer, answer->dims[d], from->dims != NULL ? from->dims[d] : NULL);
    figure(cells, answer, &from->figure);
    kinds(cells, answer, from);
    if (answer->trend)
        trend(cells, from);
    added(cells, answer, from);
    return cells;
}
