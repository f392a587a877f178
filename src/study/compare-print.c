/* compare-print.c - the rows of a comparison as a table of results */
#include "compare.h"
#include "explain.h"
#include <math.h>
#include <string.h>

/* Headings that stay away where a column would be empty. */
#define PAIR_COLUMNS(category, letters_a, letters_b)                                           \
    {                                                                                          \
        {"survey", NULL, false}, {"test", NULL, false}, {"stat", NULL, false},                 \
            {"item", N_("item"), false}, {"category", category, false}, {"by", NULL, false},   \
            {"a", N_("value"), false}, {"against", NULL, false}, {"b", N_("against"), false},  \
            {"n_a", NULL, true}, {"n_b", NULL, true}, {"estimate_a", N_("estimate"), true},    \
            {"estimate_b", N_("the other"), true}, {"difference", N_("difference"), true},     \
            {"se", NULL, true}, {"ci_low", N_("from"), true}, {"ci_high", N_("to"), true},     \
            {"t", NULL, true}, {"df", NULL, true}, {"p", NULL, true},                          \
            {"p_adj", N_("adjusted p"), true}, {"direction", "", false},                       \
            {"letters_a", letters_a, false}, {"letters_b", letters_b, false},                  \
            {"status", N_("status"), false},                                                   \
    }
#define N_PAIR_COLUMNS 25

/* [has categories][has letters] */
static const VigieResultColumn pair_columns[2][2][N_PAIR_COLUMNS] = {
    {PAIR_COLUMNS(NULL, NULL, NULL),
     PAIR_COLUMNS(NULL, N_("letters"), N_("letters of the other"))},
    {PAIR_COLUMNS(N_("category"), NULL, NULL),
     PAIR_COLUMNS(N_("category"), N_("letters"), N_("letters of the other"))}};

#define JOINT_COLUMNS(category)                                                                \
    {                                                                                          \
        {"survey", NULL, false}, {"test", NULL, false}, {"stat", NULL, false},                 \
            {"item", N_("item"), false}, {"category", category, false},                        \
            {"by", N_("by"), false}, {"n", N_("n"), true}, {"groups", N_("groups"), true},     \
            {"statistic", N_("statistic"), true}, {"ndf", N_("df"), true},                     \
            {"ddf", N_("df below"), true}, {"p", N_("p"), true},                               \
            {"p_adj", N_("adjusted p"), true}, {"status", N_("status"), false},                \
    }
#define N_JOINT_COLUMNS 14

static const VigieResultColumn joint_columns[2][N_JOINT_COLUMNS] = {
    JOINT_COLUMNS(NULL), JOINT_COLUMNS(N_("category"))};

/* One row being written. */
typedef struct {
    const VigieCompare *compare;
    VigieResult *result;
    const VigieCompareRow *row;
    bool hidden; /* suppressed, and the suppressed is blank */
} Line;

/* For people, as estimates are shown --------------------------------------------------------- */

static bool
is_share(VigieStat stat)
{
    return stat == VIGIE_STAT_PROPORTION || stat == VIGIE_STAT_TOP2 ||
           stat == VIGIE_STAT_BOTTOM2;
}

/* Rank scores are shares of the population, whatever the item. */
static bool
is_rank(const VigieCompare *compare)
{
    VigieCompareTest test = compare->comparison->test;
    return test >= VIGIE_COMPARE_RANK && test <= VIGIE_COMPARE_WAERDEN;
}

/* As vigie estimate shows them. */
static int
decimals_of(VigieStat stat)
{
    if (stat == VIGIE_STAT_TOTAL)
        return 0;
    return is_share(stat) || stat == VIGIE_STAT_NPS ? 1 : 2;
}

static void
add_value(const Line *line, double value)
{
    VigieStat stat = line->compare->study->question->stat;
    VigieLang lang = line->compare->comparison->lang;
    bool blank = line->hidden || isnan(value) || is_rank(line->compare);
    g_autofree char *text = NULL;
    if (blank)
        text = g_strdup("");
    else if (is_share(stat))
        text = vigie_percent_format(value, decimals_of(stat), lang);
    else
        text = vigie_number_format(value, decimals_of(stat), lang);
    vigie_result_number(line->result, blank ? NAN : value, text);
}

/* In points for shares. */
static void
add_change(const Line *line, double value)
{
    VigieStat stat = line->compare->study->question->stat;
    VigieLang lang = line->compare->comparison->lang;
    bool blank = line->hidden || isnan(value), points = is_share(stat);
    g_autofree char *text =
        blank ? g_strdup("")
              : vigie_change_format(points ? 100 * value : value, decimals_of(stat), lang);
    vigie_result_number(line->result, blank ? NAN : value, text);
}

static void
add_number(const Line *line, double value, int decimals)
{
    VigieLang lang = line->compare->comparison->lang;
    bool blank = line->hidden || isnan(value);
    g_autofree char *text = blank ? g_strdup("") : vigie_number_format(value, decimals, lang);
    vigie_result_number(line->result, blank ? NAN : value, text);
}

static void
add_p(const Line *line, double p)
{
    if (!line->hidden && p < 0.001)
        vigie_result_number(line->result, p,
                            line->compare->comparison->lang == VIGIE_LANG_FR ? "< 0,001"
                                                                             : "< 0.001");
    else
        add_number(line, p, 3);
}

/* Words -------------------------------------------------------------------------------------- */

static const VigieCodebook *
codebook_of(const VigieCompare *compare)
{
    return ((VigieStudyPart *)g_ptr_array_index(compare->study->parts, 0))->survey->codebook;
}

static void
add_item(const Line *line, guint i)
{
    const VigieQuestion *question = line->compare->study->question;
    const VigieCodebook *codebook = codebook_of(line->compare);
    if (question->over != NULL) {
        g_autofree char *ratio = g_strdup_printf("%s/%s", question->of[i], question->over);
        vigie_result_word(line->result, ratio, NULL);
        return;
    }
    vigie_result_word(line->result, question->of[i],
                      vigie_item_label(codebook, vigie_codebook_find(codebook, question->of[i]),
                                       line->compare->comparison->lang));
}

static void
add_category(const Line *line)
{
    const VigieCompare *compare = line->compare;
    if (line->row->category < 0) {
        vigie_result_word(line->result, "", NULL);
        return;
    }
    const VigieVector *vector = g_hash_table_lookup(
        compare->study->vectors, compare->study->question->of[line->row->item]);
    const VigieChoice *choice = g_ptr_array_index(vector->choices, (guint)line->row->category);
    vigie_result_word(
        line->result, choice->name,
        vigie_choice_label(codebook_of(compare), choice, compare->comparison->lang));
}

/* The dimension as a person calls it; NULL = as it is named. */
static const char *
by_label(const VigieCompare *compare)
{
    const char *by = compare->sides.by;
    if (strcmp(by, "year") == 0)
        return _("year");
    if (strcmp(by, "wave") == 0)
        return _("wave");
    if (strcmp(by, "survey") == 0)
        return _("survey");
    return vigie_codebook_find(vigie_study_codebook(compare->study), by) != NULL
               ? vigie_study_item_label(compare->study, by, compare->comparison->lang)
               : NULL;
}

static void
add_head(const Line *line)
{
    const VigieCompare *compare = line->compare;
    const VigieComparison *comparison = compare->comparison;
    g_autofree char *survey = g_strjoinv("+", (char **)compare->study->question->surveys);
    bool of_answers =
        comparison->test != VIGIE_COMPARE_T && comparison->test != VIGIE_COMPARE_WALD;
    vigie_result_word(line->result, survey, NULL);
    vigie_result_word(line->result, vigie_compare_test_names()[comparison->test], NULL);
    vigie_result_word(line->result,
                      of_answers ? "" : vigie_stat_name(compare->study->question->stat), NULL);
    add_item(line, line->row->item);
    add_category(line);
    vigie_result_word(line->result, compare->sides.by, by_label(compare));
}

/* The number that sides are compared with, as it was given. */
static void
add_given_number(const Line *line)
{
    char number[VIGIE_NUMBER_SIZE];
    const VigieComparison *comparison = line->compare->comparison;
    vigie_number_print(comparison->value, number);
    const char *point = strchr(number, '.');
    int decimals = point != NULL ? (int)strspn(point + 1, "0123456789") : 0;
    bool plain = strpbrk(number, "eE") == NULL;
    g_autofree char *label =
        plain ? vigie_number_format(comparison->value, decimals, comparison->lang) : NULL;
    vigie_result_word(line->result, number, label);
}

/* What side a is compared with: a word of the contract, and side b's name. */
static void
add_other(const Line *line)
{
    static const char *const words[] = {"value", "rest", "total", "number"};
    const VigieComparison *comparison = line->compare->comparison;
    const VigieSides *sides = &line->compare->sides;
    if (comparison->paired) {
        vigie_result_word(line->result, "item", NULL);
        add_item(line, 1);
        return;
    }
    vigie_result_word(line->result, words[comparison->against], NULL);
    if (comparison->against == VIGIE_AGAINST_VALUE)
        add_given_number(line);
    else if (line->row->b >= 0)
        vigie_result_word(line->result, sides->name[line->row->b], sides->label[line->row->b]);
    else
        vigie_result_word(line->result, "",
                          comparison->against == VIGIE_AGAINST_REST ? _("the rest")
                                                                    : _("the whole"));
}

/* Letters and arrows, apart from the numbers. */
static void
add_signs(const Line *line)
{
    static const char *const marks[] = {"=", "↑", "↓"};
    const VigieCompareRow *row = line->row;
    if (line->hidden || isnan(row->p_adjusted) ||
        vigie_study_is_voluntary(line->compare->study))
        vigie_result_word(line->result, "", NULL);
    else {
        VigieArrow arrow = vigie_arrow(row->test.estimate, row->p_adjusted);
        vigie_result_word(line->result, vigie_arrow_name(arrow), marks[arrow]);
    }
    bool letters = !line->hidden && row->letters_a != NULL;
    vigie_result_word(line->result, letters ? row->letters_a : "", NULL);
    vigie_result_word(line->result, letters ? row->letters_b : "", NULL);
}

static void
print_pair(const Line *line)
{
    const VigieCompareRow *row = line->row;
    const VigieSides *sides = &line->compare->sides;
    const VigieTest *test = &row->test;
    double level = line->compare->study->question->level;
    double low = NAN, high = NAN;
    vigie_test_interval(test, level, &low, &high);
    add_head(line);
    vigie_result_word(line->result, sides->name[row->a], sides->label[row->a]);
    add_other(line);
    bool number = line->compare->comparison->against == VIGIE_AGAINST_VALUE;
    add_number(line, (double)row->figure_a.n, 0);
    add_number(line, number ? NAN : (double)row->figure_b.n, 0);
    add_value(line, row->figure_a.estimate);
    add_value(line, row->figure_b.estimate);
    add_change(line, test->estimate);
    add_number(line, test->se, 3);
    add_change(line, low);
    add_change(line, high);
    add_number(line, test->t, 2);
    add_number(line, test->df, 1);
    add_p(line, test->p);
    add_p(line, row->p_adjusted);
    add_signs(line);
}

static void
print_joint(const Line *line)
{
    const VigieCompareRow *row = line->row;
    add_head(line);
    add_number(line, (double)row->n, 0);
    add_number(line, row->groups, 0);
    add_number(line, row->joint.statistic, 2);
    add_number(line, row->joint.ndf, 1);
    add_number(line, row->joint.ddf, 1);
    add_p(line, row->joint.p);
    add_p(line, row->p_adjusted);
}

/* The status of a test of all values at once: of its base, then of the test. */
static VigieStatus
joint_status(const VigieCompare *compare, const VigieCompareRow *row)
{
    VigieStatus status = vigie_compare_base(compare, row->n);
    if (status == VIGIE_STATUS_EMPTY)
        status = MIN(status, vigie_compare_gap(compare, row->item, compare->sides.n));
    status = MIN(status, row->joint.status);
    bool fragile = row->joint.ddf < compare->rules.caution_df_below || compare->rules.caution;
    return fragile ? MIN(status, VIGIE_STATUS_CAUTION) : status;
}

static bool
has_letters(const VigieCompare *compare)
{
    for (guint i = 0; i < compare->rows->len; i++) {
        const char *letters = g_array_index(compare->rows, VigieCompareRow, i).letters_a;
        if (letters != NULL && *letters != '\0')
            return true;
    }
    return false;
}

static bool
has_categories(const VigieCompare *compare)
{
    for (guint i = 0; i < compare->rows->len; i++)
        if (g_array_index(compare->rows, VigieCompareRow, i).category >= 0)
            return true;
    return false;
}

static void
add_notes(const VigieCompare *compare, VigieResult *result)
{
    static const char *const notes[] = {
        N_("p adjusted by Holm over the comparisons of an item."),
        N_("p adjusted by Benjamini and Hochberg over all comparisons."),
        N_("p is not adjusted for the number of comparisons.")};
    vigie_result_note(result, _(notes[compare->comparison->adjust]));
    if (has_letters(compare))
        vigie_result_note(result, _("Values that share a letter do not differ significantly."));
    vigie_gaps_add_notes(compare->study, compare->comparison->lang, result);
    if (vigie_study_is_voluntary(compare->study))
        vigie_result_note(result, _("Indicative only: not a probability sample."));
}

VigieResult *
vigie_compare_result(VigieCompare *compare)
{
    bool joint = vigie_compare_is_joint(compare->comparison->test);
    bool category = has_categories(compare), letters = has_letters(compare);
    VigieResult *result =
        joint ? vigie_result_new(joint_columns[category], N_JOINT_COLUMNS)
              : vigie_result_new(pair_columns[category][letters], N_PAIR_COLUMNS);
    for (guint i = 0; i < compare->rows->len; i++) {
        VigieCompareRow *row = &g_array_index(compare->rows, VigieCompareRow, i);
        if (joint)
            row->status = joint_status(compare, row);
        Line line = {compare, result, row,
                     compare->comparison->publish && row->status == VIGIE_STATUS_SUPPRESSED};
        vigie_result_begin(result);
        (joint ? print_joint : print_pair)(&line);
        vigie_result_word(result, vigie_status_name(row->status),
                          vigie_status_text(row->status));
    }
    add_notes(compare, result);
    return result;
}
