/* codebook-repeat.c - begin repeat … end repeat: the codebook of what is repeated, what it inherits, what may stand
 * where; and forms whose repeats are wrong, by code and place */
#include <string.h>
#include <vigie/codebook-compare.h>
#include <vigie/codebook-expression.h>

#define FORM                                                                                   \
    "survey\n"                                                                                 \
    ",type,name,label::fr,label::en,calculation,relevant,constraint\n"                         \
    ",decimal,w,,,,,\n"                                                                        \
    ",integer,size,,,,,\n"                                                                     \
    ",date,day,,,,,\n"                                                                         \
    ",begin group,trip,,,,${size} > 0,\n"                                                      \
    ",begin_repeat,stages,Étapes,Stages,,${size} > 1,\n"                                      \
    ",begin group,where,,,,${size} < 99,\n"                                                    \
    ",select_one P,place,,,,,\n"                                                               \
    ",end group,,,,,,\n"                                                                       \
    ",integer,nights,,,,,. <= ${size} * 30\n"                                                  \
    ",calculate,person_nights,,,${nights} * ${size},,\n"                                       \
    ",calculate,rank,,,position(..),,\n"                                                       \
    ",begin lgroup,days,Jours,Days,,,\n"                                                       \
    ",decimal,spent,,,,${nights} > 0,\n"                                                       \
    ",calculate,each,,,${spent} div ${size},,\n"                                               \
    ",end lgroup,,,,,,\n"                                                                      \
    ",end_repeat,,,,,,\n"                                                                      \
    ",end group,,,,,,\n"                                                                       \
    ",calculate,total,,,sum(${nights}),,\n"                                                    \
    ",calculate,half,,,${total} div 2,,\n"                                                     \
    ",calculate,names,,,\"join(', ', ${place})\",,\n"                                          \
    ",calculate,n_stages,,,count(${stages}),,\n"                                               \
    ",begin looped group,persons,,,,,\n"                                                       \
    ",integer,age,,,,,\n"                                                                      \
    ",end looped group,,,,,,\n"                                                                \
    ",calculate,oldest,,,max(${age}),,\n"                                                      \
    ",calculate,bigger,,,\"max(${size}, 3)\",,\n"                                              \
    "choices\n,list_name,name\n,P,inn\n,P,camp\n"

static VigieCodebook *
parse(const char *form)
{
    g_autoptr(GError) error = NULL;
    VigieCodebook *codebook = vigie_codebook_parse("form.csv", form, strlen(form), &error);
    g_assert_no_error(error);
    return codebook;
}

static char *
names(const VigieCodebook *codebook)
{
    g_autofree const char **list = vigie_codebook_names(codebook);
    return g_strjoinv(" ", (char **)list);
}

static void
test_items(void)
{
    g_autoptr(VigieCodebook) form = parse(FORM);
    g_autofree char *outside = names(form);
    g_assert_cmpstr(outside, ==, "w size day total half names n_stages oldest bigger");
    g_assert_cmpuint(form->repeats->len, ==, 2);
    const VigieRepeat *stages = vigie_codebook_repeat(form, "stages");
    g_assert_nonnull(stages);
    g_assert_cmpuint(stages->line, ==, 7);
    g_assert_cmpstr(stages->labels[0], ==, "Étapes");
    g_assert_cmpstr(stages->labels[1], ==, "Stages");
    g_autofree char *inside = names(stages->codebook);
    g_assert_cmpstr(inside, ==,
                    "place nights person_nights rank parent_record stages_position w size day "
                    "total half names n_stages oldest bigger");
    const VigieRepeat *days = vigie_codebook_repeat(stages->codebook, "days");
    g_assert_nonnull(days);
    g_autofree char *below = names(days->codebook);
    g_assert_cmpstr(below, ==,
                    "spent each stages_record days_position place nights person_nights rank "
                    "parent_record stages_position w size day total half names n_stages oldest "
                    "bigger");
    g_assert_null(vigie_codebook_repeat(form, "days"));
    g_assert_true(days->codebook->parent == stages->codebook);
    g_assert_true(stages->codebook->parent == form);
    for (guint i = 0; i < days->codebook->items->len; i++) {
        const VigieItem *item = g_ptr_array_index(days->codebook->items, i);
        g_assert_cmpuint(item->index, ==, i);
        g_assert_true(vigie_codebook_find(days->codebook, item->name) == item);
    }
    g_assert_cmpstr(stages->codebook->date->name, ==, "day");
    g_assert_true(vigie_codebook_find(stages->codebook, "day") == stages->codebook->date);
}

static void
test_origins(void)
{
    g_autoptr(VigieCodebook) form = parse(FORM);
    const VigieRepeat *stages = vigie_codebook_repeat(form, "stages");
    const VigieItem *size = vigie_codebook_find(stages->codebook, "size");
    g_assert_cmpint(size->origin, ==, VIGIE_ITEM_INHERITED);
    g_assert_false(vigie_item_is_read(size));
    g_assert_cmpint(stages->link->origin, ==, VIGIE_ITEM_PARENT);
    g_assert_cmpint(stages->position->origin, ==, VIGIE_ITEM_POSITION);
    g_assert_false(vigie_item_is_read(stages->link));
    g_assert_true(vigie_item_is_read(vigie_codebook_find(stages->codebook, "nights")));
    g_assert_null(vigie_codebook_find(stages->codebook, "total")->calculation);
    g_assert_cmpint(vigie_codebook_find(stages->codebook, "place")->kind, ==,
                    VIGIE_VALUE_CHOICE);
    /* the conditions of the groups and of the repeat around it */
    g_assert_cmpstr(
        vigie_expression_text(vigie_codebook_find(stages->codebook, "place")->relevant), ==,
        "(${size} > 0) and (${size} > 1) and (${size} < 99)");
}

/* Each ${name} is 10 + its index. */
static void
look_up(G_GNUC_UNUSED void *user, guint item, VigieVariable *out)
{
    *out = (VigieVariable){.is_number = true, .number = 10 + item};
}

static void
test_values(void)
{
    g_autoptr(VigieCodebook) form = parse(FORM);
    const VigieCodebook *stages = vigie_codebook_repeat(form, "stages")->codebook;
    g_autoptr(VigieEvaluator) evaluator = vigie_evaluator_new(stages);
    vigie_evaluator_set_record(evaluator, look_up, NULL, 0);
    const VigieItem *product = vigie_codebook_find(stages, "person_nights");
    double nights = 10 + vigie_codebook_find(stages, "nights")->index,
           size = 10 + vigie_codebook_find(stages, "size")->index,
           position = 10 + vigie_codebook_find(stages, "stages_position")->index;
    g_assert_cmpfloat_with_epsilon(vigie_expression_number(product->calculation, evaluator),
                                   nights * size, 1e-12);
    const VigieItem *rank = vigie_codebook_find(stages, "rank");
    g_assert_cmpfloat_with_epsilon(vigie_expression_number(rank->calculation, evaluator),
                                   position, 1e-12);
}

/* What is made of a repeat is read from its column; what is made of that is calculated. */
static void
test_aggregates(void)
{
    static const struct {
        const char *name;
        bool aggregate;
        VigieValueKind kind;
    } wanted[] = {
        {"total", true, VIGIE_VALUE_NUMBER},    {"names", true, VIGIE_VALUE_TEXT},
        {"n_stages", true, VIGIE_VALUE_NUMBER}, {"oldest", true, VIGIE_VALUE_NUMBER},
        {"half", false, VIGIE_VALUE_NUMBER},    {"bigger", false, VIGIE_VALUE_NUMBER}};
    g_autoptr(VigieCodebook) form = parse(FORM);
    for (guint i = 0; i < G_N_ELEMENTS(wanted); i++) {
        const VigieItem *item = vigie_codebook_find(form, wanted[i].name);
        g_assert_cmpint(item->aggregate, ==, wanted[i].aggregate);
        g_assert_cmpint(item->kind, ==, wanted[i].kind);
        g_assert_true(vigie_item_is_read(item) == wanted[i].aggregate);
    }
    g_assert_cmpuint(form->n_ordered, ==, 2);
    g_autoptr(GError) error = NULL;
    g_assert_null(vigie_expression_new(form, "sum(${nights}) > 3", NULL, &error));
    g_assert_error(error, VIGIE_CODEBOOK_ERROR, VIGIE_CODEBOOK_ERROR_EXPRESSION);
}

static void
test_spellings(void)
{
    static const char *const pairs[][2] = {
        {"begin repeat", "end repeat"}, {"begin_repeat", "end_repeat"},
        {"Begin Repeat", "END REPEAT"}, {"begin loop", "end loop"},
        {"begin lgroup", "end lgroup"}, {"begin looped group", "end looped group"},
        {"begin_loop", "end_loop"},     {"begin_looped_group", "end_looped_group"}};
    for (guint i = 0; i < G_N_ELEMENTS(pairs); i++) {
        g_autofree char *text =
            g_strdup_printf("survey\n,type,name\n,integer,a\n,%s,r\n,integer,b\n,%s,\n",
                            pairs[i][0], pairs[i][1]);
        g_autoptr(VigieCodebook) form = parse(text);
        g_assert_nonnull(vigie_codebook_repeat(form, "r"));
    }
}

static void
test_compare(void)
{
    static const char old[] =
        "survey\n,type,name\n,integer,a\n,begin repeat,r\n,integer,b\n"
        ",integer,c\n,end repeat,\n,begin repeat,s\n,text,d\n,end repeat,\n";
    static const char new[] =
        "survey\n,type,name\n,integer,a\n,begin repeat,r\n,text,b\n"
        ",integer,e\n,end repeat,\n,begin repeat,t\n,text,f\n,end repeat,\n";
    static const struct {
        const char *name;
        VigieVerdict verdict;
    } wanted[] = {{"a", VIGIE_VERDICT_IDENTICAL}, {"b", VIGIE_VERDICT_TYPE},
                  {"e", VIGIE_VERDICT_ADDED},     {"c", VIGIE_VERDICT_REMOVED},
                  {"f", VIGIE_VERDICT_ADDED},     {"d", VIGIE_VERDICT_REMOVED}};
    g_autoptr(VigieCodebook) before = parse(old);
    g_autoptr(VigieCodebook) after = parse(new);
    g_autoptr(GPtrArray) found = vigie_codebook_compare(before, after);
    g_assert_cmpuint(found->len, ==, G_N_ELEMENTS(wanted));
    for (guint i = 0; i < found->len; i++) {
        const VigieComparison *c = g_ptr_array_index(found, i);
        const VigieItem *item = c->after != NULL ? c->after : c->before;
        g_assert_cmpstr(item->name, ==, wanted[i].name);
        g_assert_cmpint(c->verdict, ==, wanted[i].verdict);
    }
}

/* --- wrong forms ---------------------------------------------------------------------------- */

typedef struct {
    const char *form;
    VigieCodebookError code;
    guint line, field; /* field 0 = the message has none */
    const char *mentions;
} Case;

#define READ VIGIE_CODEBOOK_ERROR_READ
#define NAME VIGIE_CODEBOOK_ERROR_NAME
#define TYPE VIGIE_CODEBOOK_ERROR_TYPE
#define EXPRESSION VIGIE_CODEBOOK_ERROR_EXPRESSION
#define CYCLE VIGIE_CODEBOOK_ERROR_CYCLE
#define HEAD "survey\n,type,name,relevant,constraint,calculation\n,integer,a\n"
#define STAGES HEAD ",begin repeat,r\n,integer,b\n,end repeat,\n"

static const Case cases[] = {
    {HEAD ",begin repeat,\n,integer,b\n,end repeat,\n", NAME, 4, 3, "repeat"},
    {HEAD ",begin repeat,1r\n,integer,b\n,end repeat,\n", NAME, 4, 3, "repeat"},
    {HEAD ",begin repeat,r s\n,integer,b\n,end repeat,\n", NAME, 4, 3, "repeat"},
    {HEAD ",begin repeat,r\n,integer,b\n", TYPE, 4, 0, "end_repeat"},
    {HEAD ",begin repeat,r\n,end repeat,\n", READ, 4, 0, "'r'"},
    {HEAD ",begin repeat,r\n,note,n\n,end repeat,\n", READ, 4, 0, "'r'"},
    {HEAD ",end repeat,\n", TYPE, 4, 2, "begin_repeat"},
    {HEAD ",begin repeat,r\n,integer,b\n,end group,\n", TYPE, 6, 2, "end_repeat"},
    {HEAD ",begin group,g\n,integer,b\n,end repeat,\n", TYPE, 6, 2, "end_group"},
    {HEAD ",begin repeat,r\n,begin group,g\n,integer,b\n,end repeat,\n,end group,\n", TYPE, 7,
     2, "'g'"},
    {HEAD ",begin repeat,a\n,integer,b\n,end repeat,\n", NAME, 4, 3, "twice"},
    {HEAD ",begin repeat,r\n,integer,a\n,end repeat,\n", NAME, 5, 3, "twice"},
    {HEAD ",begin repeat,r\n,integer,A\n,end repeat,\n", NAME, 5, 3, "case"},
    {STAGES ",integer,b\n", NAME, 7, 3, "line 5"},
    {STAGES ",integer,R\n", NAME, 7, 3, "'r'"},
    {STAGES ",begin repeat,r\n,integer,c\n,end repeat,\n", NAME, 7, 3, "line 4"},
    {STAGES ",begin repeat,s\n,integer,b\n,end repeat,\n", NAME, 8, 3, "line 5"},
    {HEAD ",integer,r_position\n,begin repeat,r\n,integer,b\n,end repeat,\n", NAME, 4, 0,
     "r_position"},
    {HEAD ",begin repeat,r\n,integer,parent_record\n,end repeat,\n", NAME, 5, 0,
     "parent_record"},
    {HEAD ",begin repeat,r\n,interger,b\n,end repeat,\n", TYPE, 5, 2, "'integer'"},
    {HEAD ",begin repeats,r\n,integer,b\n,end repeat,\n", TYPE, 4, 2, NULL},
    {STAGES ",calculate,c,,,${b} + 1\n", EXPRESSION, 7, 6, "'r'"},
    {STAGES ",calculate,c,,,${r}\n", EXPRESSION, 7, 6, "sum()"},
    {STAGES ",integer,c,${b} > 1\n", EXPRESSION, 7, 4, "'b'"},
    {STAGES ",integer,c,sum(${b}) > 1\n", EXPRESSION, 7, 4, "calculate"},
    {STAGES ",integer,c,,. < count(${r})\n", EXPRESSION, 7, 5, "calculate"},
    {STAGES ",calculate,c,,,sum(${a})\n", EXPRESSION, 7, 6, "'a'"},
    {STAGES ",calculate,c,,,\"sum(${b}, ${b})\"\n", EXPRESSION, 7, 6, "1 argument"},
    {STAGES ",calculate,c,,,sum()\n", EXPRESSION, 7, 6, "1 argument"},
    {STAGES ",calculate,c,,,sum(${bb})\n", EXPRESSION, 7, 6, "'bb'"},
    {STAGES ",integer,c,\"indexed-repeat(${b}, ${r}, 1) > 1\"\n", EXPRESSION, 7, 4,
     "indexed-repeat"},
    {STAGES ",calculate,c,,,position(..)\n", EXPRESSION, 7, 6, "repeat"},
    {HEAD ",begin repeat,r\n,integer,b\n,calculate,c,,,sum(${b})\n,end repeat,\n", EXPRESSION,
     6, 6, "'b'"},
    {HEAD ",begin repeat,r\n,integer,b\n,calculate,c,,,count(${r})\n,end repeat,\n", EXPRESSION,
     6, 6, NULL},
    {HEAD ",begin repeat,r\n,calculate,c,,,position()\n,end repeat,\n", EXPRESSION, 5, 6,
     "position(..)"},
    {HEAD ",begin repeat,r\n,calculate,c,,,position(.)\n,end repeat,\n", EXPRESSION, 5, 6,
     "position(..)"},
    {HEAD ",begin repeat,r\n,integer,b,${zz} > 1\n,end repeat,\n", EXPRESSION, 5, 4, "'zz'"},
    {HEAD ",begin repeat,r,${zz} > 1\n,integer,b\n,end repeat,\n", EXPRESSION, 4, 4, "'zz'"},
    {HEAD ",begin repeat,r\n,calculate,b,,,${c}\n,calculate,c,,,${b}\n,end repeat,\n", CYCLE, 5,
     6, "b"},
    {STAGES ",begin repeat,s\n,integer,c,${b} > 1\n,end repeat,\n", EXPRESSION, 8, 4, "'r'"},
};

static void
test_wrong(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        const Case *wrong = &cases[i];
        g_autoptr(GError) error = NULL;
        g_test_message("%s", wrong->form);
        g_assert_null(
            vigie_codebook_parse("form.csv", wrong->form, strlen(wrong->form), &error));
        g_assert_nonnull(error);
        g_test_message("%s", error->message);
        g_assert_error(error, VIGIE_CODEBOOK_ERROR, (int)wrong->code);
        g_autofree char *place =
            wrong->field > 0 ? g_strdup_printf("form.csv:%u:%u: ", wrong->line, wrong->field)
                             : g_strdup_printf("form.csv:%u: ", wrong->line);
        g_assert_true(g_str_has_prefix(error->message, place));
        if (wrong->mentions != NULL)
            g_assert_nonnull(strstr(error->message, wrong->mentions));
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/codebook/repeat/items", test_items);
    g_test_add_func("/codebook/repeat/origins", test_origins);
    g_test_add_func("/codebook/repeat/values", test_values);
    g_test_add_func("/codebook/repeat/aggregates", test_aggregates);
    g_test_add_func("/codebook/repeat/spellings", test_spellings);
    g_test_add_func("/codebook/repeat/compare", test_compare);
    g_test_add_func("/codebook/repeat/wrong", test_wrong);
    return g_test_run();
}
