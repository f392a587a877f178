/* compare-joint.c - tests of answers rather than of a statistic: ranks, and the table of item by dimension */
#include "compare.h"
#include <inttypes.h>
#include <math.h>
#include <vigie/estimate-association.h>

/* A group for each record: its side, or none. */
static guint32 *
side_of_records(const VigieCompare *compare)
{
    const VigieSides *sides = &compare->sides;
    gsize n = compare->study->n;
    guint32 *group = g_new(guint32, MAX(n, 1));
    for (gsize i = 0; i < n; i++)
        group[i] = sides->start[i + 1] > sides->start[i] ? sides->member[sides->start[i]]
                                                         : VIGIE_NO_CELL;
    return group;
}

/* Group 1 is side a, group 0 side b, or all others where b < 0. */
static guint32 *
pair_of_records(const VigieCompare *compare, guint a, gint b)
{
    const VigieSides *sides = &compare->sides;
    gsize n = compare->study->n;
    guint32 *group = g_new(guint32, MAX(n, 1));
    for (gsize i = 0; i < n; i++) {
        group[i] = VIGIE_NO_CELL;
        if (vigie_sides_has(sides, i, a))
            group[i] = 1;
        else if (vigie_sides_has(sides, i, b >= 0 ? (guint32)b : sides->n))
            group[i] = 0;
    }
    return group;
}

static bool
refuse_overlap(const VigieCompare *compare, GError **error)
{
    if (!compare->sides.overlapping)
        return false;
    g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION,
                _("the values of '%s' overlap: a record may have several; --test %s compares "
                  "groups that share no record, --test t takes them"),
                compare->sides.by, vigie_compare_test_names()[compare->comparison->test]);
    return true;
}

/* PSUs - strata of the records of some groups, answered or not. */
static double
nu_of(const VigieCompare *compare, const guint32 *group, guint n_groups, const double *y,
      GError **error)
{
    VigieCells cells = {.n_cells = n_groups, .n = compare->study->n, .cell = group};
    VigieMeasure measure = {y, NULL};
    g_autoptr(VigieSums) sums =
        vigie_sums_new(compare->study->design, &cells, &measure, 1, error);
    if (sums == NULL)
        return NAN;
    g_autofree guint32 *all = g_new(guint32, MAX(n_groups, 1));
    for (guint32 g = 0; g < n_groups; g++)
        all[g] = g;
    return vigie_test_df(sums, all, n_groups);
}

static bool
rank_groups(const VigieCompare *compare, const double *y, const guint32 *group, guint n_groups,
            VigieRankTest *out, GError **error)
{
    static const VigieRankScore scores[] = {[VIGIE_COMPARE_RANK] = VIGIE_RANK_WILCOXON,
                                            [VIGIE_COMPARE_MEDIAN] = VIGIE_RANK_MEDIAN,
                                            [VIGIE_COMPARE_WAERDEN] =
                                                VIGIE_RANK_VAN_DER_WAERDEN,
                                            [VIGIE_COMPARE_KRUSKAL] = VIGIE_RANK_WILCOXON};
    VigieRanking ranking = {y, group, n_groups, scores[compare->comparison->test],
                            compare->comparison->ties};
    double nu = nu_of(compare, group, n_groups, y, error);
    return !isnan(nu) && vigie_rank_test(compare->study->design, &ranking, nu, out, error);
}

/* Ranks ------------------------------------------------------------------------------------- */

static VigieFigure
base_of(const VigieCompare *compare, guint item, guint side, const guint32 *group,
        guint32 wanted, const double *y)
{
    const double *weight = vigie_design_weight(compare->study->design);
    VigieFigure figure = {0, NAN, NAN, NAN, NAN, NAN, NAN, VIGIE_STATUS_OK};
    double sum = 0, w = 0;
    for (gsize i = 0; i < compare->study->n; i++)
        if (group[i] == wanted && weight[i] > 0 && !isnan(y[i])) {
            figure.n++;
            sum += weight[i] * y[i];
            w += weight[i];
        }
    figure.status = vigie_compare_gap(compare, item, side);
    if (figure.n == 0)
        figure.status = MIN(figure.status, VIGIE_STATUS_EMPTY);
    figure.estimate = figure.n > 0 ? sum / w : NAN;
    return figure;
}

static bool
rank_pair(VigieCompare *compare, guint item, const double *y, guint a, gint b, GError **error)
{
    g_autofree guint32 *group = pair_of_records(compare, a, b);
    VigieRankTest test;
    if (!rank_groups(compare, y, group, 2, &test, error))
        return false;
    VigieCompareRow row = {.item = item, .category = -1, .a = a, .b = b, .test = test.pair};
    row.figure_a = base_of(compare, item, a, group, 1, y);
    row.figure_b = base_of(compare, item, b >= 0 ? (guint)b : compare->sides.n, group, 0, y);
    if (test.n_groups < 2)
        row.test.status = VIGIE_STATUS_EMPTY;
    vigie_compare_add_pair(compare, &row);
    return true;
}

bool
vigie_compare_ranks(VigieCompare *compare, guint item, GError **error)
{
    VigieStudy *study = compare->study;
    guint n = compare->sides.n;
    if (refuse_overlap(compare, error))
        return false;
    const double *y = vigie_vector_numbers(
        g_hash_table_lookup(study->vectors, study->question->of[item]), study->n);
    bool rest = compare->comparison->against == VIGIE_AGAINST_REST;
    for (guint i = 0; i < n; i++) {
        if (rest && !rank_pair(compare, item, y, i, -1, error))
            return false;
        for (guint j = i + 1; !rest && j < n; j++) {
            bool years = compare->sides.is_year;
            if (!rank_pair(compare, item, y, years ? j : i, (gint)(years ? i : j), error))
                return false;
        }
    }
    return true;
}

static bool
kruskal(VigieCompare *compare, guint item, VigieCompareRow *row, GError **error)
{
    VigieStudy *study = compare->study;
    const double *y = vigie_vector_numbers(
        g_hash_table_lookup(study->vectors, study->question->of[item]), study->n);
    g_autofree guint32 *group = side_of_records(compare);
    VigieRankTest test;
    if (!rank_groups(compare, y, group, compare->sides.n, &test, error))
        return false;
    row->joint = test.all;
    row->groups = test.n_groups;
    row->n = test.n;
    return true;
}

/* The table --------------------------------------------------------------------------------- */

static void
warn_table(const VigieCompare *compare, const char *item, const VigieAssociation *found)
{
    if (found->n_empty > 0)
        vigie_findings_add(compare->study->warnings, VIGIE_NOTE, "empty_cells", NULL,
                           P_("%s by %s: %u combination was given by nobody; the test of the "
                              "table is approximate",
                              "%s by %s: %u combinations were given by nobody; the test of the "
                              "table is approximate",
                              found->n_empty),
                           item, compare->sides.by, found->n_empty);
    if (found->n_rows < compare->sides.n && found->n_rows > 0)
        vigie_findings_add(compare->study->warnings, VIGIE_NOTE, "empty_rows", NULL,
                           P_("%s by %s: %u value of the dimension has no answers and is left "
                              "out of the test",
                              "%s by %s: %u values of the dimension have no answers and are "
                              "left out of the test",
                              compare->sides.n - found->n_rows),
                           item, compare->sides.by, compare->sides.n - found->n_rows);
}

static VigieJointTest
chosen(const VigieAssociation *found, VigieCompareTest test)
{
    if (test == VIGIE_COMPARE_CHISQ_1ST)
        return found->first;
    if (test == VIGIE_COMPARE_CHISQ_WALD)
        return found->wald;
    return test == VIGIE_COMPARE_CHISQ_ADJWALD ? found->adjusted_wald : found->second;
}

/* Positions in the list; (transfer full). */
static guint32 *
categories(const VigieVector *vector, gsize n)
{
    guint32 *column = g_new(guint32, MAX(n, 1));
    for (gsize i = 0; i < n; i++)
        column[i] = isnan(vector->value[i]) ? VIGIE_NO_CELL : (guint32)vector->value[i];
    return column;
}

static bool
table(VigieCompare *compare, guint item, VigieCompareRow *row, GError **error)
{
    VigieStudy *study = compare->study;
    const char *name = study->question->of[item];
    const VigieVector *vector = g_hash_table_lookup(study->vectors, name);
    if (vector->kind != VIGIE_VALUE_CHOICE) {
        g_set_error(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_ITEM,
                    _("--test %s cannot be had of item '%s': it takes items with one choice "
                      "each"),
                    vigie_compare_test_names()[compare->comparison->test], name);
        return false;
    }
    g_autofree guint32 *group = side_of_records(compare);
    g_autofree guint32 *column = categories(vector, study->n);
    VigieTwoWay two_way = {group, column, compare->sides.n, vector->choices->len};
    VigieAssociation found;
    double nu = nu_of(compare, group, compare->sides.n, vector->value, error);
    if (isnan(nu) || !vigie_association(study->design, &two_way, nu, &found, error))
        return false;
    warn_table(compare, name, &found);
    row->joint = chosen(&found, compare->comparison->test);
    row->groups = found.n_rows;
    row->n = found.n;
    return true;
}

/* One series? ------------------------------------------------------------------------------- */

bool
vigie_compare_is_joined(const VigieCompare *compare, guint item, guint a, gint b)
{
    const VigieStudy *study = compare->study;
    const VigieSides *sides = &compare->sides;
    if (sides->cross == NULL)
        return true;
    for (guint s = 0; s < sides->n; s++)
        if ((b < 0 || s == (guint)b) && !vigie_gaps_joined(&study->gaps, item, &study->cross,
                                                           sides->cross[a], sides->cross[s]))
            return false;
    return true;
}

/* A test of all values at once takes them for one series. */
void
vigie_compare_add_joint(VigieCompare *compare, VigieCompareRow *row)
{
    for (guint s = 0; s < compare->sides.n; s++)
        if (!vigie_compare_is_joined(compare, row->item, s, -1))
            row->joint = (VigieJointTest){NAN, NAN, NAN, NAN, VIGIE_STATUS_SERIES_BREAK};
    g_array_append_val(compare->rows, *row);
}

bool
vigie_compare_joint(VigieCompare *compare, guint item, GError **error)
{
    VigieCompareRow row = {.item = item, .category = -1, .b = -1};
    if (refuse_overlap(compare, error))
        return false;
    bool ranks = compare->comparison->test == VIGIE_COMPARE_KRUSKAL;
    if (!(ranks ? kruskal : table)(compare, item, &row, error))
        return false;
    vigie_compare_add_joint(compare, &row);
    return true;
}
