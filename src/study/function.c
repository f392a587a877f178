/* function.c - functions of the estimates of a cell, as rows more */
#include "private.h"
#include <math.h>
#include <string.h>
#include <vigie/estimate-function.h>

/* The rows of the estimates: measure m of cell c is row m * n_cells + c. */
typedef struct {
    VigieStudy *study;
    VigieAnswer *answer;
    VigieRules rules;
    guint n_measures;
    guint32 n_cells;
} Work;

static VigieAnswerRow *
row_at(const Work *work, guint measure, guint32 cell)
{
    return g_ptr_array_index(work->answer->rows, (gsize)measure * work->n_cells + cell);
}

/* What formulas call the estimates: "item", or "item.choice" of a distribution; a ratio goes by its numerator.
 * (transfer full) */
static char **
names_of(const Work *work)
{
    char **names = g_new0(char *, work->n_measures + 1);
    for (guint m = 0; m < work->n_measures; m++) {
        const VigieAnswerRow *row = row_at(work, m, 0);
        const char *item = work->study->question->of[row->item_index];
        names[m] = *row->category != '\0' ? g_strdup_printf("%s.%s", item, row->category)
                                          : g_strdup(item);
    }
    return names;
}

/* The worst that is known of the estimates used: n, df, and a status that goes over to the function. */
static VigieStatus
join(const Work *work, const VigieFunction *function, guint32 cell, VigieFigure *joined)
{
    VigieStatus worst = VIGIE_STATUS_OK;
    *joined = (VigieFigure){G_MAXUINT64, NAN, NAN, NAN, NAN, INFINITY, NAN, worst};
    for (guint m = 0; m < work->n_measures; m++) {
        if (!vigie_function_uses(function, m))
            continue;
        const VigieFigure *figure = &row_at(work, m, cell)->figure;
        joined->n = MIN(joined->n, figure->n);
        joined->df = MIN(joined->df, figure->df);
        if (figure->status <= VIGIE_STATUS_SUPPRESSED ||
            figure->status >= VIGIE_STATUS_LOW_BASE)
            worst = MIN(worst, figure->status);
    }
    return worst;
}

/* The figure by linearisation. */
static void
set_linear(const Work *work, const VigieFunction *function, guint32 cell,
           const VigieFigure *joined, VigieAnswerRow *row)
{
    g_autofree VigieLinear *part = g_new(VigieLinear, work->n_measures);
    for (guint m = 0; m < work->n_measures; m++)
        part[m] = *row_at(work, m, cell)->linear;
    row->linear = g_new0(VigieLinear, 1);
    vigie_function_linear(function, part, row->linear);
    vigie_linear_figure(work->study->design, row->linear, joined->n, joined->df, &work->rules,
                        &row->figure);
}

/* By replicates: the function of each one's estimates. */
static void
set_replicated(const Work *work, const VigieFunction *function, guint32 cell,
               const VigieFigure *joined, VigieAnswerRow *row)
{
    const VigieReplicates *replicates = work->study->replicates;
    guint number = vigie_replicates_number(replicates);
    g_autofree double *part = g_new(double, work->n_measures);
    row->theta = g_new(double, number);
    for (guint r = 0; r < number; r++) {
        for (guint m = 0; m < work->n_measures; m++)
            part[m] = row_at(work, m, cell)->theta[r];
        row->theta[r] = vigie_function_value(function, part, NULL);
    }
    for (guint m = 0; m < work->n_measures; m++)
        part[m] = row_at(work, m, cell)->figure.estimate;
    row->figure = (VigieFigure){.n = joined->n,
                                .estimate = vigie_function_value(function, part, NULL),
                                .df = joined->df};
    vigie_replicate_statistic(replicates, row->theta, &work->rules, &row->figure);
}

static void
add_row(const Work *work, const VigieFunction *function, const char *formula, guint32 cell)
{
    const VigieAnswerRow *like = row_at(work, 0, cell);
    VigieAnswerRow *row = g_new0(VigieAnswerRow, 1);
    row->item = g_strdup(formula);
    row->category = g_strdup("");
    row->category_index = -1;
    row->dims = g_strdupv(like->dims);
    row->is_function = true;
    row->change = (VigieChange){NAN, NAN, NAN, NAN};
    row->slope = (VigieSlope){NAN, NAN, NAN, NAN};
    row->change_p_adjusted = NAN;
    VigieFigure joined;
    VigieStatus worst = join(work, function, cell, &joined);
    joined.n = worst < VIGIE_STATUS_SUPPRESSED ? 0 : joined.n;
    if (work->study->replicates != NULL)
        set_replicated(work, function, cell, &joined, row);
    else
        set_linear(work, function, cell, &joined, row);
    row->figure.status = MIN(row->figure.status, worst);
    g_ptr_array_add(work->answer->rows, row);
}

static bool
add_function(const Work *work, const char *formula, const char *const *names, GError **error)
{
    g_autoptr(VigieFunction) function = vigie_function_new(formula, names, error);
    if (function == NULL)
        return false;
    bool uses = false;
    for (guint m = 0; m < work->n_measures; m++)
        uses = uses || vigie_function_uses(function, m);
    if (!uses) {
        g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                    _("formula '%s' has no estimate in it"), formula);
        return false;
    }
    for (guint32 cell = 0; cell < work->n_cells; cell++)
        add_row(work, function, formula, cell);
    return true;
}

bool
vigie_study_functions(VigieStudy *study, VigieAnswer *answer, GError **error)
{
    const char *const *formula = study->question->functions;
    Work work = {study, answer, vigie_study_rules(study), 0, study->cross.cells.n_cells};
    if (formula == NULL || work.n_cells == 0)
        return true;
    work.n_measures = answer->rows->len / work.n_cells;
    g_auto(GStrv) names = names_of(&work);
    for (; *formula != NULL; formula++) {
        g_autofree char *text = g_strstrip(g_strdup(*formula));
        if (!add_function(&work, text, (const char *const *)names, error))
            return false;
    }
    return true;
}
