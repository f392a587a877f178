/* codebook-errors.c - wrong questionnaires and expressions: the code, the place, and the name that was
 * meant (mentions; NULL = any text) */
#include <string.h>
#include <vigie/codebook-expression.h>

typedef struct {
    const char *form;
    VigieCodebookError code;
    guint line, field; /* 0 = the message has none */
    const char *mentions;
} Case;

static char *
place_of(const Case *wrong)
{
    if (wrong->line == 0)
        return g_strdup("form.csv: ");
    if (wrong->field == 0)
        return g_strdup_printf("form.csv:%u: ", wrong->line);
    return g_strdup_printf("form.csv:%u:%u: ", wrong->line, wrong->field);
}

static void
check(const Case *wrong)
{
    GError *error = NULL;
    VigieCodebook *codebook =
        vigie_codebook_parse("form.csv", wrong->form, strlen(wrong->form), &error);
    g_test_message("%s", wrong->form);
    g_assert_null(codebook);
    g_assert_nonnull(error);
    g_test_message("%s", error->message);
    g_assert_error(error, VIGIE_CODEBOOK_ERROR, (int)wrong->code);
    g_autofree char *place = place_of(wrong);
    g_assert_true(g_str_has_prefix(error->message, place));
    if (wrong->mentions != NULL)
        g_assert_nonnull(strstr(error->message, wrong->mentions));
    g_assert_null(strchr(error->message, '\n'));
    g_error_free(error);
}

static void
check_all(const Case *cases, gsize n)
{
    for (gsize i = 0; i < n; i++)
        check(&cases[i]);
}

#define READ VIGIE_CODEBOOK_ERROR_READ
#define NAME VIGIE_CODEBOOK_ERROR_NAME
#define TYPE VIGIE_CODEBOOK_ERROR_TYPE
#define VALUE VIGIE_CODEBOOK_ERROR_VALUE
#define EXPRESSION VIGIE_CODEBOOK_ERROR_EXPRESSION
#define CYCLE VIGIE_CODEBOOK_ERROR_CYCLE

/* --- the file ------------------------------------------------------------------------------- */

static void
test_file(void)
{
    static const Case cases[] = {
        {"", READ, 0, 0, NULL},
        {"\n\n  \n", READ, 0, 0, NULL},
        {"type,name\ninteger,a\n", READ, 0, 0, "survey"},
        {"choices\n,list_name,name\n,L,a\n", READ, 0, 0, "survey"},
        {"survay\n,type,name\n,integer,a\n", READ, 1, 1, "'survey'"},
        {"survey\n,type,name\n,integer,a\nchoice\n,list_name,name\n", READ, 4, 1, "'choices'"},
        {"survey\n,type,name\n,integer,a\nsurvey\n,type,name\n", READ, 4, 1, "line 1"},
        {"survey\n", READ, 1, 0, "type"},
        {"survey\n,type,label\n,integer,A\n", READ, 2, 0, "name"},
        {"survey\n,name,label\n,a,A\n", READ, 2, 0, "type"},
        {"survey\n,type,name\n", READ, 1, 0, NULL},
        {"survey\n,type,name\n,note,a\n", READ, 1, 0, NULL},
        {"survey\n,type,name\n,integer,a,what\n", READ, 3, 4, "line 2"},
        {"survey\n,type,name,label\n,integer,a,one, two\n", READ, 3, 5, NULL},
        {"survey\n,type,name,type\n,integer,a,b\n", READ, 2, 4, "type"},
        {"survey\n,type,name,label::fr,label::Français (fr)\n", READ, 2, 5, NULL},
        {"survey\n,type,name,constrain\n,integer,a,\n", READ, 2, 4, "'constraint'"},
        {"survey\n,type,name,relevent\n,integer,a,\n", READ, 2, 4, "'relevant'"},
        {"survey\n,type,name\n,integer,a\nchoices\n,list_name,label\n,L,A\n", READ, 5, 0,
         "name"},
        {"survey\n,type,name\n,integer,a\nchoices\n,name,label\n,L,A\n", READ, 5, 0,
         "list_name"},
        {"survey\n,type,name\n,integer,\"a\n", READ, 3, 3, NULL},
    };
    check_all(cases, G_N_ELEMENTS(cases));
}

static void
test_many_items(void)
{
    g_autoptr(GString) form = g_string_new("survey\n,type,name\n");
    for (guint i = 0; i < VIGIE_ITEMS_MAX; i++)
        g_string_append_printf(form, ",integer,q%u\n", i);
    g_autoptr(VigieCodebook) most =
        vigie_codebook_parse("form.csv", form->str, form->len, NULL);
    g_assert_nonnull(most);
    g_string_append(form, ",integer,last\n");
    g_autofree char *place = g_strdup_printf("form.csv:%d:3: ", VIGIE_ITEMS_MAX + 3);
    g_autoptr(GError) error = NULL;
    g_assert_null(vigie_codebook_parse("form.csv", form->str, form->len, &error));
    g_assert_true(g_str_has_prefix(error->message, place));
}

static void
test_no_file(void)
{
    GError *error = NULL;
    g_assert_null(vigie_codebook_load("/nowhere/at/all.csv", &error));
    g_assert_error(error, VIGIE_CODEBOOK_ERROR, VIGIE_CODEBOOK_ERROR_READ);
    g_clear_error(&error);
    g_assert_null(vigie_codebook_load(g_get_tmp_dir(), &error));
    g_assert_error(error, VIGIE_CODEBOOK_ERROR, VIGIE_CODEBOOK_ERROR_READ);
    g_clear_error(&error);
    g_assert_null(vigie_codebook_parse("form.csv", "su\0vey\n", 7, &error));
    g_assert_error(error, VIGIE_CODEBOOK_ERROR, VIGIE_CODEBOOK_ERROR_READ);
    g_clear_error(&error);
    g_assert_null(vigie_codebook_parse("form.csv", "PK\3\4xlsx", 8, NULL));
}

/* --- names ---------------------------------------------------------------------------------- */

#define ITEMS "survey\n,type,name\n"

static void
test_names(void)
{
    static const Case cases[] = {
        {ITEMS ",integer,\n", NAME, 3, 3, NULL},
        {ITEMS ",integer,1a\n", NAME, 3, 3, "'1a'"},
        {ITEMS ",integer,a b\n", NAME, 3, 3, "'a b'"},
        {ITEMS ",integer,prix€\n", NAME, 3, 3, NULL},
        {ITEMS ",integer,a:b\n", NAME, 3, 3, NULL},
        {ITEMS ",integer,a\n,text,a\n", NAME, 4, 3, "line 3"},
        {ITEMS ",integer,Age\n,text,age\n", NAME, 4, 3, "'Age'"},
        {ITEMS ",integer,age\n,text,AGE\n", NAME, 4, 3, "'age'"},
        {ITEMS ",integer,Été\n,text,été\n", NAME, 4, 3, "'Été'"},
        {ITEMS ",integer,year\n", NAME, 3, 3, "'year'"},
        {ITEMS ",integer,Year\n", NAME, 3, 3, NULL},
        {ITEMS ",text,wave\n", NAME, 3, 3, NULL},
        {ITEMS ",text,n\n", NAME, 3, 3, NULL},
        {ITEMS ",text,survey\n", NAME, 3, 3, NULL},
        {ITEMS ",text,category\n", NAME, 3, 3, NULL},
        {ITEMS ",text,ci_low\n", NAME, 3, 3, NULL},
        {ITEMS ",text,slope_p\n", NAME, 3, 3, NULL},
        {ITEMS ",text,direction\n", NAME, 3, 3, NULL},
        {ITEMS ",text,coverage_units\n", NAME, 3, 3, NULL},
        {ITEMS ",text,record\n", NAME, 3, 3, NULL},
        {ITEMS ",text,missing\n", NAME, 3, 3, NULL},
        {ITEMS ",begin group,\n,end group,\n", NAME, 3, 3, NULL},
        {ITEMS ",begin group,a b\n,end group,\n", NAME, 3, 3, NULL},
        {ITEMS ",select_one L or_other,q\n,text,q_other\nchoices\n,list_name,name\n,L,a\n",
         NAME, 4, 3, "q_other"},
    };
    check_all(cases, G_N_ELEMENTS(cases));
}

/* --- types ---------------------------------------------------------------------------------- */

static void
test_types(void)
{
    static const Case cases[] = {
        {ITEMS ",,a\n", TYPE, 3, 2, "'a'"},
        {ITEMS ",interger,a\n", TYPE, 3, 2, "'integer'"},
        {ITEMS ",slect_one L,a\n", TYPE, 3, 2, "'select_one'"},
        {ITEMS ",zzz,a\n", TYPE, 3, 2, "integer"},
        {ITEMS ",select_one,a\n", TYPE, 3, 2, "LIST"},
        {ITEMS ",select_one yn,a\nchoices\n,list_name,name\n,yes_no,y\n", TYPE, 3, 2, NULL},
        {ITEMS ",select_one yesno,a\nchoices\n,list_name,name\n,yes_no,y\n", TYPE, 3, 2,
         "'yes_no'"},
        {ITEMS ",select_one L,a\n", TYPE, 3, 2, "'L'"},
        {ITEMS ",select_one_from_file no-such.csv,a\n", READ, 3, 2, "no such file"},
        {ITEMS ",select_one_from_file f.geojson,a\n", TYPE, 3, 2, ".csv"},
        {ITEMS ",select_one_external L,a\n", TYPE, 3, 2, "'L'"},
        {ITEMS ",integer,a\n,end group,\n", TYPE, 4, 2, "begin_group"},
        {ITEMS ",begin group,g\n,integer,a\n", TYPE, 3, 0, "'g'"},
        {"survey\n,type,name,calculation,list\n,calculate,c,1,typo\nchoices\n,list_name,name\n"
         ",type,a\n",
         TYPE, 3, 5, "'type'"},
    };
    check_all(cases, G_N_ELEMENTS(cases));
}

/* --- choices and cells ---------------------------------------------------------------------- */

#define CHOICES ITEMS ",select_one L,q\nchoices\n,list_name,name,score,missing\n"

static void
test_cells(void)
{
    static const Case cases[] = {
        {CHOICES ",L,a,,\n,L,b,,\n,L,a,,\n", NAME, 8, 3, "line 6"},
        {CHOICES ",,a,,\n", NAME, 6, 2, "list_name"},
        {CHOICES ",L,,1,\n", NAME, 6, 3, "'L'"},
        {CHOICES ",L,a,high,\n", VALUE, 6, 4, "'high'"},
        {CHOICES ",L,a,,dontknow\n", VALUE, 6, 5, "'dont_know'"},
        {CHOICES ",L,a,,yes\n", VALUE, 6, 5, "not_applicable"},
        {CHOICES ",L,a,,invalid\n", VALUE, 6, 5, NULL},
        {ITEMS ",select_multiple L,q\nchoices\n,list_name,name\n,L,a b\n", NAME, 3, 2,
         "line 6"},
        {ITEMS ",rank L,q\nchoices\n,list_name,name\n,L,a b\n", NAME, 3, 2, "'a b'"},
        {"survey\n,type,name,parameters\n,range,a,start=low\n", VALUE, 3, 4, "'low'"},
        {"survey\n,type,name,parameters\n,range,a,start=5 end=1\n", VALUE, 3, 4, NULL},
        {"survey\n,type,name,parameters\n,range,a,step=0\n", VALUE, 3, 4, NULL},
        {"survey\n,type,name,calculation\n,calculate,a,\n", VALUE, 3, 4, "'a'"},
        {ITEMS ",calculate,a\n", VALUE, 3, 0, "'a'"},
        {"survey\n,type,name,list\n,integer,a,L\nchoices\n,list_name,name\n,L,a\n", VALUE, 3, 4,
         "integer"},
        {ITEMS ",integer,a\nsettings\n,allow_choice_duplicates\n,perhaps\n", VALUE, 6, 2,
         "'perhaps'"},
    };
    check_all(cases, G_N_ELEMENTS(cases));
}

/* --- cycles --------------------------------------------------------------------------------- */

#define CALCULATIONS "survey\n,type,name,calculation\n,integer,i,\n"

static void
test_cycles(void)
{
    static const Case cases[] = {
        {CALCULATIONS ",calculate,a,${a} + 1\n", CYCLE, 4, 4, "a ← a"},
        {CALCULATIONS ",calculate,a,${b}\n,calculate,b,${a}\n", CYCLE, 4, 4, "a ← b ← a"},
        {CALCULATIONS ",calculate,z,${b}\n,calculate,a,${i}\n,calculate,b,${a} + ${c}\n"
                      ",calculate,c,${b}\n",
         CYCLE, 6, 4, "b ← c ← b"},
    };
    check_all(cases, G_N_ELEMENTS(cases));
}

/* --- expressions in their cells ------------------------------------------------------------- */

static void
test_places(void)
{
    static const char *const columns[] = {"relevant", "constraint", "calculation", "required"};
    for (guint i = 0; i < G_N_ELEMENTS(columns); i++) {
        g_autofree char *form = g_strdup_printf(
            "survey\n,type,name,label,%s\n,integer,age,,\n,integer,b,B,${agge} > 1\n",
            columns[i]);
        const Case wrong = {form, EXPRESSION, 4, 5, "'age'"};
        check(&wrong);
    }
    static const Case groups[] = {
        {"survey\n,type,name,relevant\n,begin group,g,${x}\n,integer,a,\n,end group,,\n",
         EXPRESSION, 3, 4, "'x'"},
        {"survey\n,type,name,relevant\n,begin group,g,1\n,integer,a,1 +\n,end group,,\n",
         EXPRESSION, 4, 4, "character 4"},
        {"survey\n,type,name,constraint\n,date,d,. > '2024-01-01'\n", EXPRESSION, 3, 4,
         "date('2024-01-01')"},
    };
    check_all(groups, G_N_ELEMENTS(groups));
}

/* --- wrong expressions ---------------------------------------------------------------------- */

static const char record[] = "survey\n"
                             ",type,name\n"
                             ",select_one sex,sex\n"
                             ",select_multiple act,acts\n"
                             ",integer,age\n"
                             ",date,arrival\n"
                             ",text,town\n"
                             "choices\n"
                             ",list_name,name\n"
                             ",sex,man\n,sex,woman\n"
                             ",act,hike\n,act,bike\n";

static void
test_expressions(void)
{
    static const struct {
        const char *expression;
        glong character;
        const char *mentions;
    } cases[] = {
        {"", 1, NULL},
        {"   ", 4, NULL},
        {"${agge} > 1", 1, "'age'"},
        {"1 + ${Age}", 5, "'age'"},
        {"${zzzzz}", 1, "'zzzzz'"},
        {"${yaer}", 1, "'year'"},
        {"${wav}", 1, "'wave'"},
        {"${}", 1, NULL},
        {"${age", 1, "}"},
        {"$age", 1, "${"},
        {"age > 1", 1, "${age}"},
        {"${age} > 1 and sex", 16, "${sex}"},
        {"selectd(${acts}, 'hike')", 1, "'selected'"},
        {"count_selected(${acts})", 1, "'count-selected'"},
        {"select(${acts}, 'hike')", 1, "'selected'"},
        {"1 a 2", 3, "operator"},
        {"1 andy 2", 3, "operator"},
        {"qqqqqq(1)", 1, "qqqqqq"},
        {"pulldata('f', 'a', 'b', ${age})", 1, "pulldata"},
        {"indexed-repeat(${age}, ${age}, 1)", 1, "indexed-repeat"},
        {"jr:choice-name(${sex}, '${sex}')", 1, "jr:choice-name"},
        {"sum(${age})", 1, "${a} + ${b}"},
        {"count(${acts})", 1, "count-selected"},
        {"random()", 1, "random"},
        {"position(..)", 1, "position"},
        {"/data/age > 1", 1, "${name}"},
        {"${age} / 2", 8, "div"},
        {"../age", 1, "${name}"},
        {"./age", 1, "${name}"},
        {"child::age", 1, NULL},
        {"@age", 1, "${name}"},
        {"${age}[1]", 7, "${name}"},
        {"${age} | 2", 8, "or"},
        {"${age} == 1", 8, "="},
        {"${age} <> 1", 8, "!="},
        {"${age} && 1", 8, "and"},
        {"${age} || 1", 8, "or"},
        {"!${age}", 1, "not("},
        {"${age} ≥ 1", 8, ">="},
        {"${town} = ’a’", 11, "straight"},
        {"${town} = “a”", 11, "straight"},
        {"${town} = 'a", 11, "quote"},
        {"${age} % 2", 8, "mod"},
        {"${age} # 2", 8, "#"},
        {"1 +", 4, NULL},
        {"(1 + 2", 7, ")"},
        {"1 + 2)", 6, ")"},
        {"1 2", 3, "operator"},
        {"* 2", 1, "value"},
        {"()", 2, "value"},
        {"if(1, 2)", 1, "3"},
        {"if(1, 2, 3, 4)", 1, "4"},
        {"not()", 1, "1"},
        {"true(1)", 1, "0"},
        {"coalesce(1)", 1, "2"},
        {"round(1, 2, 3)", 1, "1 to 2"},
        {"if(1, , 2)", 7, "value"},
        {"if(1, 2, 3", 11, ")"},
        {"if 1", 4, "("},
        {"${arrival} > '2024-07-01'", 14, "date('2024-07-01')"},
        {"'2024-07-01' <= ${arrival}", 1, "date("},
        {"${arrival} = '01/07/2024'", 14, "date("},
        {"${arrival} + 1 != 'x'", 19, "date("},
        {"today() > '2024-07-01'", 11, "date("},
        {"date('2024-13-01')", 6, "2024-13-01"},
        {"date('01/07/2024')", 6, "date("},
        {"${sex} = 'men'", 10, "'man'"},
        {"'womn' != ${sex}", 1, "'woman'"},
        {"selected(${acts}, 'hiek')", 19, "'hike'"},
        {"selected(${sex}, 'zzzzzzz')", 18, "'zzzzzzz'"},
        {"regex(${town}, '[a')", 16, NULL},
        {"'é' = ${agge}", 7, "'age'"}, /* characters, not bytes */
    };
    g_autoptr(VigieCodebook) codebook =
        vigie_codebook_parse("form.csv", record, strlen(record), NULL);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        GError *error = NULL;
        VigiePlace place = {"f.ini", 7, 2};
        g_assert_null(vigie_expression_new(codebook, cases[i].expression, &place, &error));
        g_test_message("%s: %s", cases[i].expression, error->message);
        g_assert_error(error, VIGIE_CODEBOOK_ERROR, VIGIE_CODEBOOK_ERROR_EXPRESSION);
        g_autofree char *prefix =
            g_strdup_printf("f.ini:7:2: character %ld of", cases[i].character);
        g_assert_true(g_str_has_prefix(error->message, prefix));
        if (cases[i].mentions != NULL)
            g_assert_nonnull(strstr(error->message, cases[i].mentions));
        g_error_free(error);
    }
}

/* Neither depth nor length may break anything. */
static void
test_monsters(void)
{
    g_autoptr(VigieCodebook) codebook =
        vigie_codebook_parse("form.csv", record, strlen(record), NULL);
    static const char *const parts[] = {"(", "-", "1+", "not(", "if(1,", "concat('a',"};
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        GString *text = g_string_new(NULL);
        for (guint j = 0; j < 20000; j++)
            g_string_append(text, parts[i]);
        g_autofree char *long_text = g_string_free(text, FALSE);
        GError *error = NULL;
        g_assert_null(vigie_expression_new(codebook, long_text, NULL, &error));
        g_assert_error(error, VIGIE_CODEBOOK_ERROR, VIGIE_CODEBOOK_ERROR_EXPRESSION);
        g_error_free(error);
    }
}

/* The longest that is allowed is compiled and evaluated by libxml2 all the same. */
static void
test_longest(void)
{
    g_autoptr(VigieCodebook) codebook =
        vigie_codebook_parse("form.csv", record, strlen(record), NULL);
    g_autoptr(VigieEvaluator) evaluator = vigie_evaluator_new(codebook);
    GString *sum = g_string_new("1"), *deep = g_string_new("1");
    for (guint i = 0; i < 990; i++)
        g_string_append(sum, " + 1");
    for (guint i = 0; i < 49; i++) {
        g_string_prepend(deep, "if(0 = 1, 2, (");
        g_string_append(deep, "))");
    }
    g_autofree char *sum_text = g_string_free(sum, FALSE);
    g_autofree char *deep_text = g_string_free(deep, FALSE);
    g_autoptr(VigieExpression) long_sum = vigie_expression_new(codebook, sum_text, NULL, NULL);
    g_assert_nonnull(long_sum);
    g_assert_cmpfloat_with_epsilon(vigie_expression_number(long_sum, evaluator), 991, 1e-12);
    g_autofree char *longer = g_strconcat(sum_text, " + ", sum_text, NULL);
    g_assert_null(vigie_expression_new(codebook, longer, NULL, NULL));
    g_autoptr(VigieExpression) nested = vigie_expression_new(codebook, deep_text, NULL, NULL);
    g_assert_nonnull(nested);
    g_assert_cmpfloat_with_epsilon(vigie_expression_number(nested, evaluator), 1, 1e-12);
    g_autofree char *deeper = g_strdup_printf("if(0 = 1, 2, (%s))", deep_text);
    g_assert_null(vigie_expression_new(codebook, deeper, NULL, NULL));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/codebook/errors/file", test_file);
    g_test_add_func("/codebook/errors/no-file", test_no_file);
    g_test_add_func("/codebook/errors/many-items", test_many_items);
    g_test_add_func("/codebook/errors/names", test_names);
    g_test_add_func("/codebook/errors/types", test_types);
    g_test_add_func("/codebook/errors/cells", test_cells);
    g_test_add_func("/codebook/errors/cycles", test_cycles);
    g_test_add_func("/codebook/errors/places", test_places);
    g_test_add_func("/codebook/errors/expressions", test_expressions);
    g_test_add_func("/codebook/errors/monsters", test_monsters);
    g_test_add_func("/codebook/errors/longest", test_longest);
    return g_test_run();
}
