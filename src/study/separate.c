/* separate.c - the separate ratio: a ratio in each class of known total, put together by these totals.  The classes
 * are the cells of the --by dimensions crossed with the other columns of the file. */
#include "separate.h"
#include <math.h>
#include <string.h>

/* A separate ratio at work: the cells of one row of the answer stand together. */
typedef struct {
    VigieStudy *study;
    VigieAnswer *answer;
    const VigieSums *sums;
    guint n_by;
    guint32 n_classes; /* of one row */
    double *total;     /* [cells] NAN = not in the file */
} Work;

/* --by first, then the file's other columns; each --by must be among them.  (transfer container) */
static const char **
dimensions_of(const VigieKnownTotals *totals, const char *const *by, GError **error)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new();
    for (const char *const *name = by; name != NULL && *name != NULL; name++) {
        if (!g_strv_contains((const char *const *)totals->names, *name)) {
            g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                        _("--by %s: the totals of %s have no column '%s'"), *name, totals->path,
                        *name);
            return NULL;
        }
        g_ptr_array_add(all, (gpointer)*name);
    }
    for (char **name = totals->names; *name != NULL; name++)
        if (by == NULL || !g_strv_contains(by, *name))
            g_ptr_array_add(all, *name);
    g_ptr_array_add(all, NULL);
    return (const char **)g_ptr_array_free(g_steal_pointer(&all), FALSE);
}

static const VigieDimension *
dimension(const Work *work, guint d)
{
    return g_ptr_array_index(work->study->cross.dimensions, d);
}

/* Where the file says it, the cell of a total; false: a dimension has no such value. */
static bool
cell_of(const Work *work, const VigieKnownTotals *totals, const VigieKnownTotal *total,
        guint32 *cell)
{
    *cell = 0;
    for (guint d = 0; d < work->study->cross.dimensions->len; d++) {
        const VigieDimension *by = dimension(work, d);
        guint column = 0, value = 0;
        while (strcmp(totals->names[column], by->name) != 0)
            column++;
        while (value < by->n && strcmp(by->value[value], total->value[column]) != 0)
            value++;
        if (value == by->n)
            return false;
        *cell = *cell * by->n + value;
    }
    return true;
}

static bool
refuse_twice(const VigieKnownTotals *totals, const VigieKnownTotal *total, GError **error)
{
    g_autofree char *label = vigie_known_total_label(total);
    VigiePlace place = {totals->path, total->line, 0};
    vigie_set_error_at(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION, &place,
                       _("the total of %s stands here twice"), label);
    return false;
}

/* Classes of years or places that the question leaves out are no business of it. */
static bool
place_totals(Work *work, const VigieKnownTotals *totals, GError **error)
{
    guint32 n_cells = work->study->cross.cells.n_cells;
    work->total = g_new(double, MAX(n_cells, 1));
    for (guint32 c = 0; c < n_cells; c++)
        work->total[c] = NAN;
    for (guint i = 0; i < totals->totals->len; i++) {
        const VigieKnownTotal *total = g_ptr_array_index(totals->totals, i);
        guint32 cell = 0;
        if (!cell_of(work, totals, total, &cell))
            continue;
        if (!isnan(work->total[cell]))
            return refuse_twice(totals, total, error);
        work->total[cell] = total->total;
    }
    return true;
}

static char *
class_label(const Work *work, guint32 cell)
{
    guint n = work->study->cross.dimensions->len;
    g_autofree const char **value = g_new0(const char *, n + 1);
    for (guint d = 0; d < n; d++)
        value[d] =
            dimension(work, d)->value[vigie_cross_position(&work->study->cross, cell, d)];
    return g_strjoinv(", ", (char **)value);
}

/* A class with records needs a total. */
static bool
check_classes(const Work *work, const VigieKnownTotals *totals, GError **error)
{
    for (guint32 c = 0; c < work->study->cross.cells.n_cells; c++) {
        if (!isnan(work->total[c]) || vigie_sums_cell(work->sums, 0, c)->n == 0)
            continue;
        g_autofree char *label = class_label(work, c);
        g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                    _("%s has no total for %s, which has answers"), totals->path, label);
        return false;
    }
    return true;
}

/* Over the units of several cells, each counted once. */
static double
df_of(const Work *work, guint32 first, guint32 n_cells)
{
    const VigieDesign *design = work->study->design;
    guint32 n_units = vigie_design_n_units(design), n = 0;
    g_autofree bool *met = g_new0(bool, MAX(n_units, 1));
    g_autofree guint32 *unit = g_new(guint32, MAX(n_units, 1));
    for (guint32 c = first; c < first + n_cells; c++) {
        const VigieCellSums *s = vigie_sums_cell(work->sums, 0, c);
        for (guint32 i = 0; i < s->n_units; i++)
            met[s->unit[i]] = true;
    }
    for (guint32 u = 0; u < n_units; u++)
        if (met[u])
            unit[n++] = u;
    return vigie_design_df(design, unit, n);
}

/* A class of known total without an answer leaves the whole without an estimate. */
static void
warn_empty(const Work *work, guint measure, guint32 cell)
{
    g_autofree char *label = class_label(work, cell);
    vigie_findings_add(work->study->warnings, VIGIE_NOTE, "empty_stratum", NULL,
                       _("%s: no answer in %s, which has a known total; the separate ratio is "
                         "not estimable"),
                       work->study->question->of[measure], label);
}

static void
set_figure(const Work *work, guint measure, guint32 first, VigieAnswerRow *row)
{
    g_autofree guint32 *cell = g_new(guint32, work->n_classes);
    g_autofree double *total = g_new(double, work->n_classes);
    guint64 n = 0;
    guint k = 0;
    for (guint32 c = first; c < first + work->n_classes; c++) {
        guint64 answers = vigie_sums_cell(work->sums, measure, c)->n;
        n += answers;
        if (!(work->total[c] > 0))
            continue;
        if (answers == 0)
            warn_empty(work, measure, c);
        cell[k] = c;
        total[k++] = work->total[c];
    }
    VigieRules rules = vigie_study_rules(work->study);
    row->linear = g_new0(VigieLinear, 1);
    vigie_linear_ratio_separate(work->sums, measure, cell, total, k, row->linear);
    vigie_linear_figure(work->study->design, row->linear, n,
                        df_of(work, first, work->n_classes), &rules, &row->figure);
}

static void
add_rows(const Work *work, const GPtrArray *measures)
{
    guint32 n_rows = work->study->cross.cells.n_cells / work->n_classes;
    for (guint m = 0; m < measures->len; m++)
        for (guint32 r = 0; r < n_rows; r++) {
            guint32 first = r * work->n_classes;
            VigieAnswerRow *row =
                vigie_study_row_new(work->study, g_ptr_array_index(measures, m), first);
            for (guint d = work->n_by; row->dims[d] != NULL; d++)
                g_clear_pointer(&row->dims[d], g_free);
            set_figure(work, m, first, row);
            g_ptr_array_add(work->answer->rows, row);
        }
}

const char **
vigie_study_separate_dimensions(const VigieQuestion *question, VigieKnownTotals **totals,
                                GError **error)
{
    *totals = vigie_known_totals_read(question->totals, error);
    return *totals != NULL ? dimensions_of(*totals, question->by, error) : NULL;
}

bool
vigie_study_separate(VigieStudy *study, VigieAnswer *answer, const VigieKnownTotals *totals,
                     const GPtrArray *measures, GError **error)
{
    Work work = {
        .study = study, .answer = answer, .n_by = g_strv_length(answer->dims), .n_classes = 1};
    for (guint d = 0; d < study->cross.dimensions->len; d++) {
        if (dimension(&work, d)->multiple) {
            g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                        _("%s: '%s' may have several answers; a record is in one stratum"),
                        totals->path, dimension(&work, d)->name);
            return false;
        }
        work.n_classes *= d >= work.n_by ? dimension(&work, d)->n : 1;
    }
    if (work.n_classes == 0)
        return true;
    g_autofree VigieMeasure *block = g_new(VigieMeasure, MAX(measures->len, 1));
    for (guint m = 0; m < measures->len; m++)
        block[m] = ((VigieStudyMeasure *)g_ptr_array_index(measures, m))->measure;
    g_autoptr(VigieSums) sums =
        vigie_sums_new(study->design, &study->cross.cells, block, measures->len, error);
    if (sums == NULL)
        return false;
    work.sums = sums;
    bool done = place_totals(&work, totals, error) && check_classes(&work, totals, error);
    if (done)
        add_rows(&work, measures);
    g_free(work.total);
    return done;
}
