/* compare.c - comparisons: from a question to rows of tests, adjusted for their number */
#include "compare.h"
#include <math.h>
#include <string.h>

static const char *const test_names[] = {
    "t",     "rank",        "median",     "vanderwaerden", "kruskal", "wald",
    "chisq", "chisq-first", "chisq-wald", "chisq-adjwald", NULL};

const char *const *
vigie_compare_test_names(void)
{
    return test_names;
}

bool
vigie_compare_is_joint(VigieCompareTest test)
{
    return test >= VIGIE_COMPARE_KRUSKAL;
}

/* Status ------------------------------------------------------------------------------------- */

VigieStatus
vigie_compare_base(const VigieCompare *compare, guint64 n)
{
    if (n == 0)
        return VIGIE_STATUS_EMPTY;
    if ((double)n < compare->rules.suppress_below)
        return VIGIE_STATUS_SUPPRESSED;
    return (double)n < compare->rules.low_base_below ? VIGIE_STATUS_LOW_BASE : VIGIE_STATUS_OK;
}

VigieStatus
vigie_compare_gap(const VigieCompare *compare, guint item, guint side)
{
    const VigieStudy *study = compare->study;
    const VigieSides *sides = &compare->sides;
    if (sides->cross == NULL || side >= sides->n)
        return study->gaps.overall[item];
    return vigie_gaps_status(&study->gaps, item, &study->cross, sides->cross[side]);
}

/* Of a side: whether it is there and may be shown; that its own figure has no variance or df is no matter. */
static VigieStatus
side_status(const VigieCompare *compare, const VigieFigure *figure)
{
    VigieStatus base = vigie_compare_base(compare, figure->n);
    bool own = figure->status <= VIGIE_STATUS_SUPPRESSED;
    return own ? MIN(figure->status, base) : base;
}

/* A part of few, or all but few: the whole less the part tells of those few. */
static VigieStatus
complement_status(const VigieCompare *compare, const VigieCompareRow *row)
{
    guint64 part = row->figure_a.n, whole = row->figure_b.n;
    bool nested = compare->comparison->against == VIGIE_AGAINST_TOTAL && whole > part;
    return nested && vigie_compare_base(compare, whole - part) == VIGIE_STATUS_SUPPRESSED
               ? VIGIE_STATUS_SUPPRESSED
               : VIGIE_STATUS_OK;
}

/* A number and another item are no other years of the series. */
static bool
compares_waves(const VigieCompare *compare)
{
    VigieAgainst against = compare->comparison->against;
    return !compare->comparison->paired && against != VIGIE_AGAINST_VALUE;
}

/* Its status, then the row is kept. */
void
vigie_compare_add_pair(VigieCompare *compare, VigieCompareRow *row)
{
    if (compares_waves(compare) && !vigie_compare_is_joined(compare, row->item, row->a, row->b))
        row->test = (VigieTest){NAN, NAN, NAN, NAN, NAN, VIGIE_STATUS_SERIES_BREAK};
    row->status = side_status(compare, &row->figure_a);
    row->status = MIN(row->status, side_status(compare, &row->figure_b));
    row->status = MIN(row->status, complement_status(compare, row));
    row->status = MIN(row->status, row->test.status);
    bool fragile = row->test.df < compare->rules.caution_df_below || compare->rules.caution;
    if (fragile)
        row->status = MIN(row->status, VIGIE_STATUS_CAUTION);
    if (row->status < VIGIE_STATUS_SUPPRESSED)
        row->test = (VigieTest){NAN, NAN, NAN, NAN, NAN, row->status};
    row->p_adjusted = NAN;
    g_array_append_val(compare->rows, *row);
}

/* One measure -------------------------------------------------------------------------------- */

typedef struct {
    VigieCompare *compare;
    const VigieSums *sums;
    guint measure, item;
    gint category;
    VigieFigure *figure; /* [n + 1] */
    VigieLinear *linear; /* [n + 1] */
} Sweep;

static bool
is_total(const Sweep *sweep)
{
    return sweep->compare->study->question->stat == VIGIE_STAT_TOTAL;
}

static void
figure_of(const Sweep *sweep, guint side, VigieFigure *figure)
{
    VigieRules rules = sweep->compare->rules;
    rules.interval = VIGIE_INTERVAL_WALD;
    switch (sweep->compare->study->question->stat) {
    case VIGIE_STAT_TOTAL:
        vigie_total(sweep->sums, sweep->measure, side, &rules, figure);
        return;
    case VIGIE_STAT_RATIO:
        vigie_ratio(sweep->sums, sweep->measure, side, &rules, figure);
        return;
    case VIGIE_STAT_PROPORTION:
    case VIGIE_STAT_TOP2:
    case VIGIE_STAT_BOTTOM2:
        vigie_proportion(sweep->sums, sweep->measure, side, &rules, figure);
        return;
    case VIGIE_STAT_MEAN:
    case VIGIE_STAT_NPS:
    case VIGIE_STAT_MEDIAN:
    case VIGIE_STAT_QUANTILE:
    default:
        vigie_mean(sweep->sums, sweep->measure, side, &rules, figure);
    }
}

static const VigieFigure no_figure = {0, NAN, NAN, NAN, NAN, NAN, NAN, VIGIE_STATUS_EMPTY};

static void
sweep_init(Sweep *sweep)
{
    const VigieSides *sides = &sweep->compare->sides;
    sweep->figure = g_new(VigieFigure, sides->n + 1);
    sweep->linear = g_new0(VigieLinear, sides->n + 1);
    for (guint s = 0; s <= sides->n; s++) {
        VigieStatus gap = vigie_compare_gap(sweep->compare, sweep->item, s);
        sweep->figure[s] = no_figure;
        if (gap == VIGIE_STATUS_OK)
            figure_of(sweep, s, &sweep->figure[s]);
        else
            sweep->figure[s].status = gap;
        if (is_total(sweep))
            vigie_linear_total(sweep->sums, sweep->measure, s, &sweep->linear[s]);
        else
            vigie_linear_mean(sweep->sums, sweep->measure, s, &sweep->linear[s]);
    }
}

static void
sweep_clear(Sweep *sweep)
{
    for (guint s = 0; s <= sweep->compare->sides.n; s++)
        vigie_linear_clear(&sweep->linear[s]);
    g_free(sweep->linear);
    g_free(sweep->figure);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sweep, sweep_clear)

static VigieCompareRow
row_of(const Sweep *sweep, guint a, gint b)
{
    return (VigieCompareRow){.item = sweep->item,
                             .category = sweep->category,
                             .a = a,
                             .b = b,
                             .figure_a = sweep->figure[a],
                             .figure_b = b >= 0 ? sweep->figure[b] : no_figure};
}

/* As vigie trend: sites kept from year to year make the years covary. */
static void
test_years(const Sweep *sweep, guint later, guint earlier, VigieTest *out)
{
    VigieChange change;
    bool fallback = false;
    if (is_total(sweep))
        vigie_change_total(sweep->sums, sweep->measure, earlier, later, false, &change);
    else
        vigie_change(sweep->sums, sweep->measure, earlier, later, false, &change, &fallback);
    *out = (VigieTest){change.change, change.se, NAN, change.df, change.p, VIGIE_STATUS_OK};
    if (isnan(change.change))
        out->status = VIGIE_STATUS_EMPTY;
    else if (isnan(change.se))
        out->status = VIGIE_STATUS_LONELY_PSU;
    else if (!(change.df > 0))
        out->status = VIGIE_STATUS_NO_DF;
    else if (isnan(change.p))
        out->status = VIGIE_STATUS_NO_VARIANCE;
    else
        out->t = change.change / change.se;
}

static void
test_pair(const Sweep *sweep, guint a, guint b, VigieTest *out)
{
    const VigieCompare *compare = sweep->compare;
    const VigieSides *sides = &compare->sides;
    const VigieDesign *design = compare->study->design;
    double df = vigie_test_df(sweep->sums, (guint32[]){a, b}, 2);
    if (sides->surveys[a] != 0 && sides->surveys[b] != 0 &&
        (sides->surveys[a] & sides->surveys[b]) == 0)
        vigie_test_independent(&sweep->figure[a], &sweep->figure[b], out);
    else if (sides->is_year && vigie_design_site(design) != NULL)
        test_years(sweep, a, b, out);
    else
        vigie_test_difference(design, &sweep->linear[a], &sweep->linear[b],
                              sides->is_year ? df : df - 1, out);
}

static void
compare_pairs(Sweep *sweep)
{
    const VigieSides *sides = &sweep->compare->sides;
    for (guint i = 0; i < sides->n; i++)
        for (guint j = i + 1; j < sides->n; j++) {
            guint a = sides->is_year ? j : i, b = sides->is_year ? i : j;
            VigieCompareRow row = row_of(sweep, a, (gint)b);
            test_pair(sweep, a, b, &row.test);
            vigie_compare_add_pair(sweep->compare, &row);
        }
}

static void
compare_rest(Sweep *sweep)
{
    const VigieCompare *compare = sweep->compare;
    guint whole = compare->sides.n;
    double df = vigie_test_df(sweep->sums, (guint32[]){whole}, 1) - 1;
    for (guint a = 0; a < whole; a++) {
        VigieCompareRow row = row_of(sweep, a, -1);
        g_auto(VigieLinear) rest = {0};
        (is_total(sweep) ? vigie_test_rest_total : vigie_test_rest)(sweep->sums, sweep->measure,
                                                                    a, whole, &rest);
        row.figure_b = sweep->figure[whole];
        row.figure_b.n -= row.figure_a.n;
        row.figure_b.estimate = row.figure_b.n > 0 ? rest.estimate : NAN;
        if (row.figure_b.n == 0)
            row.figure_b.status = VIGIE_STATUS_EMPTY;
        vigie_test_difference(compare->study->design, &sweep->linear[a], &rest, df, &row.test);
        vigie_compare_add_pair(sweep->compare, &row);
    }
}

static void
compare_total(Sweep *sweep)
{
    guint whole = sweep->compare->sides.n;
    double df = vigie_test_df(sweep->sums, (guint32[]){whole}, 1) - 1;
    for (guint a = 0; a < whole; a++) {
        VigieCompareRow row = row_of(sweep, a, -1);
        row.figure_b = sweep->figure[whole];
        vigie_test_difference(sweep->compare->study->design, &sweep->linear[a],
                              &sweep->linear[whole], df, &row.test);
        vigie_compare_add_pair(sweep->compare, &row);
    }
}

static void
compare_value(Sweep *sweep)
{
    for (guint a = 0; a < sweep->compare->sides.n; a++) {
        VigieCompareRow row = row_of(sweep, a, -1);
        double value = sweep->compare->comparison->value;
        double df = vigie_test_df(sweep->sums, (guint32[]){a}, 1) - 1;
        row.figure_b =
            row.figure_a; /* as many answers, whatever number they are compared with */
        row.figure_b.estimate = value;
        vigie_test_one(sweep->compare->study->design, &sweep->linear[a], value, df, &row.test);
        vigie_compare_add_pair(sweep->compare, &row);
    }
}

/* Are all values the same? */
static void
compare_all(Sweep *sweep)
{
    VigieCompare *compare = sweep->compare;
    guint n = compare->sides.n;
    VigieCompareRow row = {.item = sweep->item, .category = sweep->category, .b = -1};
    g_autofree VigieLinear *part = g_new(VigieLinear, MAX(n, 1)); /* borrowed */
    g_autofree guint32 *side = g_new(guint32, MAX(n, 1));
    for (guint s = 0; s < n; s++) {
        if (isnan(sweep->figure[s].estimate))
            continue;
        side[row.groups] = s;
        part[row.groups++] = sweep->linear[s];
    }
    row.n = sweep->figure[n].n;
    row.joint = (VigieJointTest){NAN, NAN, NAN, NAN, VIGIE_STATUS_NO_VARIANCE};
    if (row.groups >= 2)
        vigie_test_same(compare->study->design, part, row.groups,
                        vigie_test_df(sweep->sums, side, row.groups), &row.joint);
    vigie_compare_add_joint(compare, &row);
}

static void
compare_measure(Sweep *sweep)
{
    sweep_init(sweep);
    if (sweep->compare->comparison->test == VIGIE_COMPARE_WALD) {
        compare_all(sweep);
        return;
    }
    static void (*const how[])(Sweep *) = {compare_pairs, compare_rest, compare_total,
                                           compare_value};
    how[sweep->compare->comparison->against](sweep);
}

/* Items -------------------------------------------------------------------------------------- */

static VigieSums *
sums_of(const VigieCompare *compare, const VigieMeasure *measure, guint n, GError **error)
{
    return vigie_sums_new(compare->study->design, &compare->sides.cells, measure, n, error);
}

static bool
compare_item(VigieCompare *compare, guint item, GError **error)
{
    g_autoptr(GPtrArray) measures =
        g_ptr_array_new_with_free_func((GDestroyNotify)vigie_study_measure_free);
    vigie_study_measures(compare->study, item, measures);
    for (guint m = 0; m < measures->len; m++) {
        const VigieStudyMeasure *measure = g_ptr_array_index(measures, m);
        g_autoptr(VigieSums) sums = sums_of(compare, &measure->measure, 1, error);
        if (sums == NULL)
            return false;
        g_auto(Sweep) sweep = {compare, sums, 0, item, measure->category, NULL, NULL};
        compare_measure(&sweep);
    }
    return true;
}

/* Both items' numbers, NAN in both where one has none. */
static void
pair_values(const VigieMeasure *of, gsize n, double *a, double *b)
{
    for (gsize i = 0; i < n; i++) {
        bool both = !isnan(of[0].y[i]) && !isnan(of[1].y[i]);
        a[i] = both ? of[0].y[i] : NAN;
        b[i] = both ? of[1].y[i] : NAN;
    }
}

static void
compare_gap(VigieCompare *compare, const VigieSums *sums)
{
    g_auto(Sweep) first = {compare, sums, 0, 0, -1, NULL, NULL};
    g_auto(Sweep) second = {compare, sums, 1, 1, -1, NULL, NULL};
    sweep_init(&first);
    sweep_init(&second);
    for (guint a = 0; a < compare->sides.n; a++) {
        VigieCompareRow row = row_of(&first, a, -1);
        row.figure_b = second.figure[a];
        double df = vigie_test_df(sums, (guint32[]){a}, 1) - 1;
        vigie_test_difference(compare->study->design, &first.linear[a], &second.linear[a], df,
                              &row.test);
        vigie_compare_add_pair(compare, &row);
    }
}

static bool
compare_paired(VigieCompare *compare, GError **error)
{
    gsize n = compare->study->n;
    g_autoptr(GPtrArray) measures =
        g_ptr_array_new_with_free_func((GDestroyNotify)vigie_study_measure_free);
    VigieMeasure of[2];
    for (guint i = 0; i < 2; i++) {
        vigie_study_measures(compare->study, i, measures);
        of[i] = ((VigieStudyMeasure *)g_ptr_array_index(measures, measures->len - 1))->measure;
    }
    g_autofree double *a = g_new(double, MAX(n, 1)), *b = g_new(double, MAX(n, 1));
    pair_values(of, n, a, b);
    VigieMeasure paired[] = {{a, NULL}, {b, NULL}};
    g_autoptr(VigieSums) sums = sums_of(compare, paired, 2, error);
    if (sums == NULL)
        return false;
    compare_gap(compare, sums);
    return true;
}

static bool
compare_items(VigieCompare *compare, GError **error)
{
    const VigieComparison *comparison = compare->comparison;
    if (comparison->paired)
        return compare_paired(compare, error);
    bool by_rank =
        comparison->test >= VIGIE_COMPARE_RANK && comparison->test <= VIGIE_COMPARE_WAERDEN;
    bool on_all =
        vigie_compare_is_joint(comparison->test) && comparison->test != VIGIE_COMPARE_WALD;
    guint n = g_strv_length((char **)compare->study->question->of);
    for (guint i = 0; i < n; i++) {
        vigie_progress(compare->study->progress, _("estimating"), i, n);
        if (!(by_rank  ? vigie_compare_ranks(compare, i, error)
              : on_all ? vigie_compare_joint(compare, i, error)
                       : compare_item(compare, i, error)))
            return false;
    }
    return true;
}

/* The number of tests ------------------------------------------------------------------------ */

static VigieCompareRow *
row_at(const VigieCompare *compare, guint i)
{
    return &g_array_index(compare->rows, VigieCompareRow, i);
}

/* Rows first .. end - 1 are one family. */
static void
adjust_family(const VigieCompare *compare, guint first, guint end)
{
    guint n = end - first;
    g_autofree double *p = g_new(double, MAX(n, 1)), *adjusted = g_new(double, MAX(n, 1));
    bool joint = vigie_compare_is_joint(compare->comparison->test);
    for (guint i = 0; i < n; i++)
        p[i] = joint ? row_at(compare, first + i)->joint.p : row_at(compare, first + i)->test.p;
    if (compare->comparison->adjust == VIGIE_ADJUST_HOLM)
        vigie_holm(p, n, adjusted);
    else if (compare->comparison->adjust == VIGIE_ADJUST_BH)
        vigie_benjamini_hochberg(p, n, adjusted);
    else
        memcpy(adjusted, p, n * sizeof *p);
    for (guint i = 0; i < n; i++)
        row_at(compare, first + i)->p_adjusted = adjusted[i];
}

/* Where the rows end that are alike row "first" in item and, if asked, category. */
static guint
end_of(const VigieCompare *compare, guint first, bool by_category)
{
    guint end = first;
    while (end < compare->rows->len &&
           row_at(compare, end)->item == row_at(compare, first)->item &&
           (!by_category || row_at(compare, end)->category == row_at(compare, first)->category))
        end++;
    return end;
}

static void
adjust(const VigieCompare *compare)
{
    if (compare->comparison->adjust == VIGIE_ADJUST_BH) {
        adjust_family(compare, 0, compare->rows->len);
        return;
    }
    for (guint first = 0, end = 0; first < compare->rows->len; first = end) {
        end = end_of(compare, first, false);
        adjust_family(compare, first, end);
    }
}

/* Letters of the pairs first .. end - 1 of one item and category. */
static void
add_letters(const VigieCompare *compare, guint first, guint end)
{
    guint k = compare->sides.n;
    g_autofree bool *different = g_new0(bool, (gsize)k *k);
    g_autofree double *estimate = g_new(double, MAX(k, 1));
    for (guint s = 0; s < k; s++)
        estimate[s] = NAN;
    for (guint i = first; i < end; i++) {
        const VigieCompareRow *row = row_at(compare, i);
        guint b = (guint)row->b;
        if (isnan(row->p_adjusted)) /* a value that nothing tells from others has no letter */
            continue;
        estimate[row->a] = row->figure_a.estimate;
        estimate[b] = row->figure_b.estimate;
        different[(gsize)row->a * k + b] = different[(gsize)b * k + row->a] =
            row->p_adjusted < 0.05;
    }
    g_auto(GStrv) letters = vigie_letters(different, estimate, k);
    for (guint i = first; letters != NULL && i < end; i++) {
        VigieCompareRow *row = row_at(compare, i);
        row->letters_a = g_strdup(letters[row->a]);
        row->letters_b = g_strdup(letters[row->b]);
    }
}

static void
mark(const VigieCompare *compare)
{
    const VigieComparison *comparison = compare->comparison;
    if (comparison->against != VIGIE_AGAINST_PAIRS || comparison->paired ||
        vigie_compare_is_joint(comparison->test) || vigie_study_is_voluntary(compare->study))
        return;
    for (guint first = 0, end = 0; first < compare->rows->len; first = end) {
        end = end_of(compare, first, true);
        add_letters(compare, first, end);
    }
}

/* The question ------------------------------------------------------------------------------- */

static void
clear_row(gpointer row)
{
    g_free(((VigieCompareRow *)row)->letters_a);
    g_free(((VigieCompareRow *)row)->letters_b);
}

static VigieResult *
answer(VigieCompare *compare, GError **error)
{
    compare->rules = vigie_study_rules(compare->study);
    if (!vigie_sides_init(&compare->sides, compare->study, compare->comparison, error))
        return NULL;
    if (!compare_items(compare, error))
        return NULL;
    adjust(compare);
    mark(compare);
    return vigie_compare_result(compare);
}

/* What is asked goes together; the rest is the study's to check. */
static bool
check(const VigieComparison *c, GError **error)
{
    const VigieQuestion *question = c->question;
    guint n_by = question->by != NULL ? g_strv_length((char **)question->by) : 0;
    guint n_of = g_strv_length((char **)question->of);
    bool sides = n_by == 1 || c->by_survey;
    const char *wrong = NULL;
    if (question->stat == VIGIE_STAT_MEDIAN || question->stat == VIGIE_STAT_QUANTILE)
        wrong = _("quantiles have an interval, but no variance to compare with; take mean, "
                  "top2, or --test median");
    else if (n_by > 1)
        wrong = _("--by takes one dimension to compare; choose among the others with --where");
    else if (c->part != NULL && sides)
        wrong = _("--part and --by are two ways to say what is compared: take one of them");
    else if (c->paired && (n_of != 2 || c->test != VIGIE_COMPARE_T || c->part != NULL))
        wrong = _("--paired compares two items of the same records: --of A,B, with --by or "
                  "without, by --test t");
    else if (c->paired &&
             (question->stat == VIGIE_STAT_PROPORTION || question->stat == VIGIE_STAT_TOTAL ||
              question->stat == VIGIE_STAT_RATIO))
        wrong = _("--paired takes --stat mean, top2, bottom2 or nps");
    else if (c->part != NULL &&
             (c->against == VIGIE_AGAINST_PAIRS || c->test > VIGIE_COMPARE_WAERDEN))
        wrong = _("--part is compared with --against total or rest, or with a number");
    else if (!sides && c->part == NULL && !c->paired && c->against != VIGIE_AGAINST_VALUE)
        wrong = _("--by DIM says what is compared, or --part EXPR, or --paired, or --against "
                  "NUMBER");
    else if (c->by_survey && question->surveys[1] == NULL)
        wrong = _("--by survey compares several: SURVEY,SURVEY");
    else if (c->test != VIGIE_COMPARE_T && c->test <= VIGIE_COMPARE_WAERDEN &&
             c->against != VIGIE_AGAINST_PAIRS && c->against != VIGIE_AGAINST_REST)
        wrong = _("rank tests compare groups that share no record: --against pairs or rest");
    if (wrong != NULL)
        g_set_error_literal(error, VIGIE_STUDY_ERROR, VIGIE_STUDY_ERROR_OPTION, wrong);
    return wrong == NULL;
}

VigieResult *
vigie_study_compare(const VigieObservatory *observatory, VigieStore *store,
                    const VigieComparison *comparison, VigieFindings *warnings,
                    const VigieProgress *progress, GError **error)
{
    if (!check(comparison, error))
        return NULL;
    VigieQuestion settled = *comparison->question;
    settled.part = comparison->part;
    settled.apart = comparison->by_survey;
    if (comparison->test >= VIGIE_COMPARE_CHISQ)
        settled.stat = VIGIE_STAT_PROPORTION;
    else if (comparison->test != VIGIE_COMPARE_T && comparison->test != VIGIE_COMPARE_WALD)
        settled.stat = VIGIE_STAT_MEAN;
    VigieStudy study = {.observatory = observatory,
                        .store = store,
                        .question = &settled,
                        .warnings = warnings,
                        .progress = progress};
    VigieCompare compare = {.study = &study, .comparison = comparison};
    compare.rows = g_array_new(FALSE, TRUE, sizeof(VigieCompareRow));
    g_array_set_clear_func(compare.rows, clear_row);
    VigieResult *result = vigie_study_open(&study, error) ? answer(&compare, error) : NULL;
    vigie_sides_release(&compare.sides);
    g_array_unref(compare.rows);
    vigie_study_release(&study);
    return result;
}
