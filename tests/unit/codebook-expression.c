/* codebook-expression.c - what expressions give, in ODK's sense */
#include <math.h>
#include <string.h>
#include <vigie/codebook-expression.h>

static const char form[] = "survey\n"
                           ",type,name,list\n"
                           ",select_one yn,q\n"
                           ",select_multiple act,m\n"
                           ",integer,nb\n"
                           ",decimal,x\n"
                           ",date,d\n"
                           ",date,d2\n"
                           ",text,t\n"
                           ",hidden,h-1.b\n"
                           ",integer,gone\n"
                           ",text,blank\n"
                           ",decimal,nothing\n"
                           "choices\n"
                           ",list_name,name\n"
                           ",yn,yes\n"
                           ",yn,no\n"
                           ",act,hike\n"
                           ",act,bike\n"
                           ",act,climb\n";

/* The record of all tests. */
static void
lookup(void *user, guint index, VigieVariable *out)
{
    const VigieCodebook *codebook = user;
    static const struct {
        const char *name;
        VigieVariable value;
    } record[] = {
        {"q", {false, 0, "yes"}},    {"m", {false, 0, "hike climb"}},
        {"nb", {true, 7, NULL}},     {"x", {true, 2.5, NULL}},
        {"d", {true, 19905, NULL}}, /* 2024-07-01 */
        {"d2", {true, 19907, NULL}}, {"t", {false, 0, "Été chaud"}},
        {"h-1.b", {false, 0, "12"}}, {"nothing", {true, NAN, NULL}},
    };
    if (index == VIGIE_ITEM_YEAR) {
        *out = (VigieVariable){true, 2024, NULL};
        return;
    }
    if (index == VIGIE_ITEM_WAVE) {
        *out = (VigieVariable){false, 0, "flash 1"};
        return;
    }
    const VigieItem *item = g_ptr_array_index(codebook->items, index);
    for (guint i = 0; i < G_N_ELEMENTS(record); i++)
        if (strcmp(record[i].name, item->name) == 0)
            *out = record[i].value;
}

typedef struct {
    VigieCodebook *codebook;
    VigieEvaluator *evaluator;
} Fixture;

static void
set_up(Fixture *fixture, G_GNUC_UNUSED gconstpointer none)
{
    GError *error = NULL;
    fixture->codebook = vigie_codebook_parse("form.csv", form, strlen(form), &error);
    g_assert_no_error(error);
    fixture->evaluator = vigie_evaluator_new(fixture->codebook);
    vigie_evaluator_set_record(fixture->evaluator, lookup, fixture->codebook, 19905);
}

static void
tear_down(Fixture *fixture, G_GNUC_UNUSED gconstpointer none)
{
    vigie_evaluator_free(fixture->evaluator);
    vigie_codebook_free(fixture->codebook);
}

static VigieExpression *
compiled(const Fixture *fixture, const char *text)
{
    GError *error = NULL;
    VigieExpression *expression = vigie_expression_new(fixture->codebook, text, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(vigie_expression_text(expression), ==, text);
    return expression;
}

typedef struct {
    const char *expression, *value;
} Case;

static void
check_texts(Fixture *fixture, const Case *cases, gsize n)
{
    for (gsize i = 0; i < n; i++) {
        g_autoptr(VigieExpression) expression = compiled(fixture, cases[i].expression);
        g_autofree char *text = vigie_expression_string(expression, fixture->evaluator);
        if (strcmp(text, cases[i].value) != 0)
            g_test_message("%s", cases[i].expression);
        g_assert_cmpstr(text, ==, cases[i].value);
    }
}

/* --- values --------------------------------------------------------------------------------- */

static void
test_operators(Fixture *fixture, G_GNUC_UNUSED gconstpointer none)
{
    static const Case cases[] = {
        {"1 + 2 * 3", "7"},
        {"(1 + 2) * 3", "9"},
        {"-2 + 5", "3"},
        {"- - 2", "2"},
        {"7 mod 4", "3"},
        {"-7 mod 4", "-3"},
        {"7 div 2", "3.5"},
        {"10 - 4 - 3", "3"},
        {"2 * 3 div 4", "1.5"},
        {"1 < 2 and 2 < 1 or 3 = 3", "true"},
        {"1 = 1 and (2 = 2 or 1 = 0)", "true"},
        {"1 div 0", ""}, /* no figure is infinite */
        {"0 div 0", ""},
        {"${nb}-${x}", "4.5"},
        {"${nb}-1", "6"},
        {"5-${nb}", "-2"},
        {"${ nb }", "7"},
        {"'${nb}'", "${nb}"}, /* not inside quotes */
        {"\"it's\"", "it's"},
        {"${h-1.b} + 1", "13"},
        {"${year} + 1", "2025"},
        {"${wave}", "flash 1"},
        {".5 * 4", "2"},
        {"1000000 * 1000000", "1000000000000"},
    };
    check_texts(fixture, cases, G_N_ELEMENTS(cases));
}

static void
test_comparisons(Fixture *fixture, G_GNUC_UNUSED gconstpointer none)
{
    static const Case cases[] = {
        {"${q} = 'yes'", "true"},
        {"${q} != 'yes'", "false"},
        {"${nb} >= 7", "true"},
        {"${nb} = '7'", "true"},
        {"${x} < ${nb}", "true"},
        {"${d} = date('2024-07-01')", "true"},
        {"${d} < ${d2}", "true"},
        {"${d2} - ${d}", "2"},
        {"${d} + 2 = ${d2}", "true"},
        {"date('2024-07-01') < today()", "false"},
        {"${d} >= date('2024-06-30') and ${d} < date('2025-01-01')", "true"},
        {"${d} = ''", "false"},
    };
    check_texts(fixture, cases, G_N_ELEMENTS(cases));
}

/* Missing is the empty text: a comparison with it is false, != is true. */
static void
test_missing(Fixture *fixture, G_GNUC_UNUSED gconstpointer none)
{
    static const Case cases[] = {
        {"${gone}", ""},
        {"${gone} = ''", "true"},
        {"${nothing} = ''", "true"},
        {"${gone} != ''", "false"},
        {"${nb} != ''", "true"},
        {"${nb} = ''", "false"},
        {"${gone} > 5", "false"},
        {"${gone} < 5", "false"},
        {"${gone} >= 0", "false"},
        {"${gone} <= 0", "false"},
        {"${gone} = 0", "false"},
        {"${gone} != 0", "true"},
        {"not(${gone} > 5)", "true"},
        {"${gone} + 1", ""},
        {"${gone} * 0", ""},
        {"${blank} = 'a'", "false"},
        {"${blank} != 'a'", "true"},
        {"coalesce(${gone}, ${nb})", "7"},
        {"coalesce(${gone}, ${blank}, 'z')", "z"},
        {"coalesce(${q}, 'z')", "yes"},
        {"coalesce(${gone}, 0) + 1", "1"},
        {"boolean(${blank})", "false"},
        {"string-length(${gone})", "0"},
        {"int(${gone})", ""},
        {"max(1, ${gone})", ""},
        {"min(${gone}, 1)", ""},
        {"min(2, ${gone}, 1)", ""},
        {"max(${gone}, 3, 1)", ""},
        {"round(${gone})", ""},
        {"date(${gone})", ""},
        {"date('') = ''", "true"},
        {"count-selected(${blank})", "0"},
        {"selected(${blank}, 'a')", "false"},
        {"if(${gone} = '', 'none', 'some')", "none"},
    };
    check_texts(fixture, cases, G_N_ELEMENTS(cases));
}

static void
test_choosing(Fixture *fixture, G_GNUC_UNUSED gconstpointer none)
{
    static const Case cases[] = {
        {"if(${nb} > 5, 'many', 'few')", "many"},
        {"if(${nb} > 50, 'many', if(${q} = 'yes', 'a', 'b'))", "a"},
        {"if(1, 2, 3) + 1", "3"},
        {"selected(${m}, 'hike')", "true"},
        {"selected(${m}, 'bike')", "false"},
        {"selected(${m}, ' climb ')", "true"},
        {"selected('ab cd', 'a')", "false"},
        {"selected('a cd', 'ab')", "false"},
        {"selected(${q}, 'yes')", "true"},
        {"selected-at(${m}, 0)", "hike"},
        {"selected-at(${m}, 1)", "climb"},
        {"selected-at(${m}, 2)", ""},
        {"selected-at(${m}, -1)", ""},
        {"selected-at(${m}, ${gone})", ""},
        {"count-selected(${m})", "2"},
        {"checklist(1, 2, true(), ${q} = 'yes', false())", "true"},
        {"checklist(3, -1, true(), true(), false())", "false"},
        {"checklist(-1, 1, true(), true())", "false"},
        {"weighted-checklist(5, -1, true(), 2, true(), 3)", "true"},
        {"weighted-checklist(6, -1, true(), 2, true(), 3, false(), 9)", "false"},
        {"weighted-checklist(-1, 0, true(), -5)", "true"},
        {"once('a')", "a"},
        {"not(true())", "false"},
        {"boolean-from-string('true')", "true"},
        {"boolean-from-string('1')", "true"},
        {"boolean-from-string('yes')", "false"},
    };
    check_texts(fixture, cases, G_N_ELEMENTS(cases));
}

static void
test_texts(Fixture *fixture, G_GNUC_UNUSED gconstpointer none)
{
    static const Case cases[] = {
        {"concat(${t}, '-', ${nb})", "Été chaud-7"},
        {"join(', ', 'a', ${nb}, 'c')", "a, 7, c"},
        {"join(',', 'a')", "a"},
        {"contains(${t}, 'chaud')", "true"},
        {"starts-with(${t}, 'Ét')", "true"},
        {"ends-with(${t}, 'ud')", "true"},
        {"ends-with(${t}, 'u')", "false"},
        {"substr(${t}, 0, 3)", "Été"}, /* from 0, characters, the end left out */
        {"substr(${t}, 4)", "chaud"},
        {"substr(${t}, -5, 9)", "chaud"},
        {"substr(${t}, -5)", "chaud"},
        {"substr(${t}, 2, 1)", ""},
        {"substr('abc', 1, -1)", "b"},
        {"substr('abc', 0, 99)", "abc"},
        {"substring('abcde', 2, 3)", "bcd"}, /* XPath's own counts from 1 */
        {"substring-before('a-b-c', '-')", "a"},
        {"substring-after('a-b-c', '-')", "b-c"},
        {"string-length(${t})", "9"},
        {"normalize-space('  a   b ')", "a b"},
        {"translate('abc', 'ab', 'AB')", "ABc"},
        {"string(${nb} + 0.5)", "7.5"},
        {"regex('82160', '[0-9]{5}')", "true"},
        {"regex('x82160', '[0-9]{5}')", "false"}, /* the whole text */
        {"regex('82160 ', '[0-9]{5}')", "false"},
        {"regex('a', 'a|bc')", "true"},
        {"regex('ac', 'a|bc')", "false"},
        {"regex('été', '\\w{3}')", "true"},
        {"regex('a', concat('[', 'a'))", "false"}, /* malformed while running */
    };
    check_texts(fixture, cases, G_N_ELEMENTS(cases));
}

static void
test_numbers(Fixture *fixture, G_GNUC_UNUSED gconstpointer none)
{
    static const Case cases[] = {
        {"round(2.5)", "3"},
        {"round(-2.5)", "-2"}, /* XPath: halves up */
        {"round(2.4)", "2"},
        {"round(1.005, 2)", "1.01"}, /* as written, not as stored */
        {"round(-1.005, 2)", "-1.01"},
        {"round(2.345, 1)", "2.3"},
        {"round(1234, -2)", "1200"},
        {"round(1250, -2)", "1300"},
        {"round(2.675, 2)", "2.68"},
        {"int(2.9)", "2"},
        {"int(-2.9)", "-2"},
        {"int('12')", "12"},
        {"number('3.5') * 2", "7"},
        {"number('abc')", ""},
        {"floor(-1.5)", "-2"},
        {"ceiling(1.2)", "2"},
        {"abs(-3)", "3"},
        {"min(3, 1, 2)", "1"},
        {"max(3, 1, 2)", "3"},
        {"min(4)", "4"},
        {"pow(2, 10)", "1024"},
        {"sqrt(16)", "4"},
        {"sqrt(-1)", ""},
        {"exp(0)", "1"},
        {"exp10(2)", "100"},
        {"log(1)", "0"},
        {"log10(1000)", "3"},
        {"sin(0) + cos(0) + tan(0)", "1"},
        {"asin(0) + acos(1) + atan(0) + atan2(0, 1)", "0"},
        {"round(pi(), 4)", "3.1416"},
    };
    check_texts(fixture, cases, G_N_ELEMENTS(cases));
}

static void
test_dates(Fixture *fixture, G_GNUC_UNUSED gconstpointer none)
{
    static const Case cases[] = {
        {"date('1970-01-01')", "0"},
        {"date('2024-07-01')", "19905"},
        {"date('1969-12-31')", "-1"},
        {"date('2024-07-01T10:30:00.000+02:00')", "19905"},
        {"date(19905.75)", "19905"},
        {"date-time('2024-07-01T06:00:00')", "19905.25"},
        {"decimal-date-time('2024-07-01T18:00')", "19905.75"},
        {"decimal-date-time('2024-07-01')", "19905"},
        {"decimal-time('12:00')", "0.5"},
        {"decimal-time('06:00:00.000+02:00')", "0.25"},
        {"decimal-time('noon')", ""},
        {"today() = date('2024-07-01')", "true"},
        {"now() - today()", "0"},
        {"format-date(${d}, '%Y-%m-%d')", "2024-07-01"},
        {"format-date(${d}, '%e/%n/%y')", "1/7/24"},
        {"format-date(${d}, '%a %d %b %Y')", "Mon 01 Jul 2024"},
        {"format-date('2024-02-29', '%a')", "Thu"},
        {"format-date('2024-07-07', '%a')", "Sun"},
        {"format-date('1969-12-31', '%a')", "Wed"},
        {"format-date(date('2000-01-01'), '%a')", "Sat"},
        {"format-date(${gone}, '%Y')", ""},
        {"format-date-time('2024-07-01T09:05:07.250', '%H:%M:%S.%3')", "09:05:07.250"},
        {"format-date-time('2024-07-01T09:05', '%h:%M')", "9:05"},
        {"format-date(${d}, '100%%')", "100%"},
        {"format-date(${d}, 'Q%q')", "Qq"},
    };
    check_texts(fixture, cases, G_N_ELEMENTS(cases));
}

/* --- the rest of the interface -------------------------------------------------------------- */

static void
test_types(Fixture *fixture, G_GNUC_UNUSED gconstpointer none)
{
    static const struct {
        const char *expression;
        bool number, date;
    } cases[] = {
        {"1", true, false},
        {"'1'", false, false},
        {"''", false, false},
        {"${nb}", true, false},
        {"${q}", false, false},
        {"${m}", false, false},
        {"${t}", false, false},
        {"${d}", true, true},
        {"${d} + 1", true, true},
        {"1 + ${d}", true, true},
        {"${d} - 1", true, true},
        {"${d} - ${d2}", true, false},
        {"-${d}", true, false},
        {"${nb} > 1", true, false},
        {"${year}", true, false},
        {"${wave}", false, false},
        {"if(${nb} > 1, 1, 0)", true, false},
        {"if(${nb} > 1, 1, '')", true, false},
        {"if(${nb} > 1, 'a', 0)", false, false},
        {"if(${nb} > 1, 'a', 'b')", false, false},
        {"if(${nb} > 1, ${d}, '')", true, true},
        {"if(${nb} > 1, ${nb} > 2, 3)", true, false},
        {"coalesce(${nb}, ${x})", true, false},
        {"coalesce(${nb}, ${t})", false, false},
        {"once(${nb})", true, false},
        {"concat('1', '2')", false, false},
        {"number(${t})", true, false},
        {"today()", true, true},
        {"format-date(${d}, '%Y')", false, false},
        {"(${nb})", true, false},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(VigieExpression) expression = compiled(fixture, cases[i].expression);
        g_test_message("%s", cases[i].expression);
        g_assert_cmpint(vigie_expression_is_number(expression), ==, cases[i].number);
        g_assert_cmpint(vigie_expression_is_date(expression), ==, cases[i].date);
    }
}

static void
test_items(Fixture *fixture, G_GNUC_UNUSED gconstpointer none)
{
    g_autoptr(VigieExpression) expression = compiled(
        fixture, "${x} > ${nb} or ${x} = '${t}' or ${year} = 1 or ${wave} = '' or . = 1");
    guint n = 0;
    const guint *items = vigie_expression_items(expression, &n);
    g_assert_cmpuint(n, ==, 4);
    g_assert_cmpuint(items[0], ==, vigie_codebook_find(fixture->codebook, "x")->index);
    g_assert_cmpuint(items[1], ==, vigie_codebook_find(fixture->codebook, "nb")->index);
    g_assert_cmpuint(items[2], ==, VIGIE_ITEM_YEAR);
    g_assert_cmpuint(items[3], ==, VIGIE_ITEM_WAVE);
}

static void
test_self(Fixture *fixture, G_GNUC_UNUSED gconstpointer none)
{
    g_autoptr(VigieExpression) bounds = compiled(fixture, ". >= 0 and .<=10");
    g_autoptr(VigieExpression) once = compiled(fixture, "once('new')");
    g_autoptr(VigieExpression) truth = compiled(fixture, "if(., 'there', 'none')");
    vigie_evaluator_set_self(fixture->evaluator, "10");
    g_assert_true(vigie_expression_truth(bounds, fixture->evaluator));
    g_autofree char *kept = vigie_expression_string(once, fixture->evaluator);
    g_assert_cmpstr(kept, ==, "10");
    vigie_evaluator_set_self(fixture->evaluator, "11");
    g_assert_false(vigie_expression_truth(bounds, fixture->evaluator));
    vigie_evaluator_set_self(fixture->evaluator, "");
    g_assert_false(vigie_expression_truth(bounds, fixture->evaluator));
    g_autofree char *empty = vigie_expression_string(truth, fixture->evaluator);
    g_assert_cmpstr(empty, ==, "none");
}

/* In a constraint, "." is typed as its item: a date said as text compares with dates; and without
 * set_self it is the record's own value. */
static void
test_self_of_item(void)
{
    static const char text[] = "survey\n"
                               ",type,name,constraint\n"
                               ",date,d,. >= date('2024-01-01')\n";
    g_autoptr(VigieCodebook) codebook =
        vigie_codebook_parse("form.csv", text, strlen(text), NULL);
    g_autoptr(VigieEvaluator) evaluator = vigie_evaluator_new(codebook);
    const VigieExpression *constraint = vigie_codebook_find(codebook, "d")->constraint;
    vigie_evaluator_set_record(evaluator, lookup, codebook, NAN);
    g_assert_true(vigie_expression_truth(constraint, evaluator));
    vigie_evaluator_set_self(evaluator, "2024-03-01");
    g_assert_true(vigie_expression_truth(constraint, evaluator));
    vigie_evaluator_set_self(evaluator, "2023-12-31");
    g_assert_false(vigie_expression_truth(constraint, evaluator));
}

static void
test_truth_and_number(Fixture *fixture, G_GNUC_UNUSED gconstpointer none)
{
    g_autoptr(VigieExpression) text = compiled(fixture, "${t}");
    g_autoptr(VigieExpression) number = compiled(fixture, "${h-1.b}");
    g_autoptr(VigieExpression) truth = compiled(fixture, "${nb} = 7");
    g_assert_true(vigie_expression_truth(text, fixture->evaluator));
    g_assert_true(isnan(vigie_expression_number(text, fixture->evaluator)));
    g_assert_cmpfloat_with_epsilon(vigie_expression_number(number, fixture->evaluator), 12,
                                   1e-12);
    g_autoptr(VigieExpression) infinite = compiled(fixture, "-1 div 0");
    g_assert_true(isnan(vigie_expression_number(infinite, fixture->evaluator)));
    g_assert_cmpfloat_with_epsilon(vigie_expression_number(truth, fixture->evaluator), 1,
                                   1e-12);
}

static void
test_no_date(Fixture *fixture, G_GNUC_UNUSED gconstpointer none)
{
    g_autoptr(VigieExpression) expression = compiled(fixture, "today()");
    vigie_evaluator_set_record(fixture->evaluator, lookup, fixture->codebook, NAN);
    g_autofree char *text = vigie_expression_string(expression, fixture->evaluator);
    g_assert_cmpstr(text, ==, "");
}

/* --- threads -------------------------------------------------------------------------------- */

typedef struct {
    VigieCodebook *codebook;
    VigieExpression *expression;
} Shared;

static gpointer
evaluate_many(gpointer user)
{
    const Shared *shared = user;
    g_autoptr(VigieEvaluator) evaluator = vigie_evaluator_new(shared->codebook);
    vigie_evaluator_set_record(evaluator, lookup, shared->codebook, 19905);
    double sum = 0;
    for (guint i = 0; i < 2000; i++)
        sum += vigie_expression_number(shared->expression, evaluator);
    return GINT_TO_POINTER((gint)sum);
}

static void
test_threads(Fixture *fixture, G_GNUC_UNUSED gconstpointer none)
{
    g_autoptr(VigieExpression) expression =
        compiled(fixture, "if(selected(${m}, 'hike') and regex(${q}, 'y.*'), ${nb}, 0)");
    Shared shared = {fixture->codebook, expression};
    GThread *threads[4];
    for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
        threads[i] = g_thread_new(NULL, evaluate_many, &shared);
    for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
        g_assert_cmpint(GPOINTER_TO_INT(g_thread_join(threads[i])), ==, 14000);
}

/* Half a microsecond is promised; a slow machine under sanitizers gets a hundred times as much. */
static void
test_speed(Fixture *fixture, G_GNUC_UNUSED gconstpointer none)
{
    enum { ROUNDS = 100000 };
    g_autoptr(VigieExpression) expression = compiled(fixture, "${nb} >= 0 and ${nb} <= 10");
    g_test_timer_start();
    for (guint i = 0; i < ROUNDS; i++)
        g_assert_true(vigie_expression_truth(expression, fixture->evaluator));
    double each = g_test_timer_elapsed() / ROUNDS;
    g_test_message("%.3f microseconds each", each * 1e6);
    g_assert_cmpfloat(each, <, 50e-6);
}

#define ADD(name, function)                                                                    \
    g_test_add("/codebook/expression/" name, Fixture, NULL, set_up, function, tear_down)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("operators", test_operators);
    ADD("comparisons", test_comparisons);
    ADD("missing", test_missing);
    ADD("choosing", test_choosing);
    ADD("texts", test_texts);
    ADD("numbers", test_numbers);
    ADD("dates", test_dates);
    ADD("types", test_types);
    ADD("items", test_items);
    ADD("self", test_self);
    g_test_add_func("/codebook/expression/self-of-item", test_self_of_item);
    ADD("truth-and-number", test_truth_and_number);
    ADD("no-date", test_no_date);
    ADD("threads", test_threads);
    ADD("speed", test_speed);
    return g_test_run();
}
