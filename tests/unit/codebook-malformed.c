/* codebook-malformed.c - forms that are wrong in one way each: the sheet, line and field where it is told, and the code */
#include <glib/gstdio.h>
#include <string.h>
#include <vigie/codebook-check.h>
#include <vigie/codebook-expression.h>

#define Q                                                                                      \
    "survey\n,type,name,label,relevant,constraint,calculation,choice_filter,parameters,list\n"
#define L "choices\n,list_name,name,label,score,missing,region\n"
#define AB ",L,a,A,,,n\n,L,b,B,,,s\n"
#define S "settings\n"

static const struct {
    const char *form, *expected; /* "sheet line:field CODE" */
} cases[] = {
    /* the file */
    {"", " 0:0 READ"},
    {"x,y\n1,2\n", " 0:0 READ"},
    {"choices\n,list_name,name\n,L,a\n", " 0:0 READ"},
    {"survey\n", "survey 1:0 READ"},
    {"survey\n,type,label\n,text,a\n", "survey 2:0 READ"},
    {"survey\n,name,label\n,a,a\n", "survey 2:0 READ"},
    {"survye\n,type,name\n,text,a\n", " 1:1 READ"},
    {Q ",text,a,,,,,,,\nSURVEY\n,type,name\n", " 4:1 READ"},
    {Q ",text,a,,,,,,,,more\n", "survey 3:11 READ"},
    {Q ",text,\"a,,,\n", " 3:3 READ"},
    {Q, "survey 1:0 READ"},
    {Q ",note,a,A,,,,,,\n", "survey 1:0 READ"},
    /* columns */
    {"survey\n,type,name,type\n,text,a,text\n", "survey 2:4 READ"},
    {"survey\n,type,name,label,label\n,text,a,A,A\n", "survey 2:5 READ"},
    {"survey\n,type,name,label::fr,label::Français (fr)\n,text,a,A,A\n", "survey 2:5 READ"},
    {"survey\n,type,name,constrain\n,integer,a,. > 0\n", "survey 2:4 READ"},
    {"survey\n,type,name,choice_filtre\n,text,a,\n", "survey 2:4 READ"},
    {"survey\n,type,name,calculatoin\n,calculate,a,1\n", "survey 2:4 READ"},
    {"survey\n,type,name,paramaters\n,range,a,start=1\n", "survey 2:4 READ"},
    {Q ",select_one L,q,,,,,,,\nchoices\n,list_name,name,mising\n,L,a,\n", "choices 5:4 READ"},
    {Q ",select_one L,q,,,,,,,\nchoices\n,list_name,label\n,L,a\n", "choices 5:0 READ"},
    {Q ",text,a,,,,,,,\n" S ",form_titel\n,x\n", "settings 5:2 READ"},
    /* names */
    {Q ",text,,,,,,,,\n", "survey 3:3 NAME"},
    {Q ",text,2nd,,,,,,,\n", "survey 3:3 NAME"},
    {Q ",text,a b,,,,,,,\n", "survey 3:3 NAME"},
    {Q ",text,a,,,,,,,\n,text,a,,,,,,,\n", "survey 4:3 NAME"},
    {Q ",text,a,,,,,,,\n,text,A,,,,,,,\n", "survey 4:3 NAME"},
    {Q ",text,wave,,,,,,,\n", "survey 3:3 NAME"},
    {Q ",begin group,,,,,,,,\n,text,a,,,,,,,\n,end group,,,,,,,,\n", "survey 3:3 NAME"},
    {Q ",begin repeat,1r,,,,,,,\n,text,a,,,,,,,\n,end repeat,,,,,,,,\n", "survey 3:3 NAME"},
    {Q ",select_one L or_other,q,,,,,,,\n,text,q_other,,,,,,,\n" L AB, "survey 4:3 NAME"},
    {Q ",select_multiple L,q,,,,,,,\n" L ",L,a b,A,,,\n", "survey 3:2 NAME"},
    {Q ",rank L,q,,,,,,,\n" L ",L,a b,A,,,\n", "survey 3:2 NAME"},
    {Q ",select_one L,q,,,,,,,\n" L AB ",L,a,A,,,\n", "choices 8:3 NAME"},
    {Q ",select_one L,q,,,,,,,\n" L AB ",L,,C,,,\n", "choices 8:3 NAME"},
    {Q ",select_one L,q,,,,,,,\n" L AB ",,c,C,,,\n", "choices 8:2 NAME"},
    /* types */
    {Q ",,a,,,,,,,\n", "survey 3:2 TYPE"},
    {Q ",txt,a,,,,,,,\n", "survey 3:2 TYPE"},
    {Q ",add integr prompt,a,,,,,,,\n", "survey 3:2 TYPE"},
    {Q ",select_one,a,,,,,,,\n", "survey 3:2 TYPE"},
    {Q ",select_one M,a,,,,,,,\n" L AB, "survey 3:2 TYPE"},
    {Q ",select_multiple from M,a,,,,,,,\n" L AB, "survey 3:2 TYPE"},
    {Q ",rank M,a,,,,,,,\n" L AB, "survey 3:2 TYPE"},
    {Q ",select_one_from_file a.xml,a,,,,,,,\n", "survey 3:2 TYPE"},
    {Q ",select_multiple_from_file none.csv,a,,,,,,,\n", "survey 3:2 READ"},
    {Q ",select_one_external M,a,,,,,,,\n", "survey 3:2 TYPE"},
    {Q ",begin group,g,,,,,,,\n,text,a,,,,,,,\n", "survey 3:0 TYPE"},
    {Q ",text,a,,,,,,,\n,end group,,,,,,,,\n", "survey 4:2 TYPE"},
    {Q ",begin group,g,,,,,,,\n,text,a,,,,,,,\n,end repeat,,,,,,,,\n", "survey 5:2 TYPE"},
    {Q ",calculate,a,,,,1,,,M\n" L AB, "survey 3:10 TYPE"},
    /* cells */
    {Q ",range,a,,,,,,start=a,\n", "survey 3:9 VALUE"},
    {Q ",range,a,,,,,,start=9 end=1,\n", "survey 3:9 VALUE"},
    {Q ",range,a,,,,,,step=0,\n", "survey 3:9 VALUE"},
    {Q ",range,a,,,,,,strat=1,\n", "survey 3:9 VALUE"},
    {Q ",range,a,,,,,,0-10,\n", "survey 3:9 VALUE"},
    {Q ",calculate,a,,,,,,,\n", "survey 3:7 VALUE"},
    {Q ",integer,a,,,,,,,L\n" L AB, "survey 3:10 VALUE"},
    {Q ",text,a,,,,,region='n',,\n", "survey 3:8 VALUE"},
    {Q ",select_one L or_other,q,,,,,region='n',,\n" L AB, "survey 3:8 VALUE"},
    {Q ",select_one L,q,,,,,,,\n" L ",L,a,A,high,,\n", "choices 6:5 VALUE"},
    {Q ",select_one L,q,,,,,,,\n" L ",L,a,A,,dont_now,\n", "choices 6:6 VALUE"},
    {Q ",text,a,,,,,,,\n" S ",allow_choice_duplicates\n,perhaps\n", "settings 6:2 VALUE"},
    {"survey\n,type,name,label::Français (fr)\n,text,a,A\n" S
     ",default_language\n,Francais (fra)\n",
     "settings 6:2 VALUE"},
    {"survey\n,type,name,label::English (en)\n,select_one L,a,A\nchoices\n"
     ",list_name,name,label::Englsh (eng)\n,L,a,A\n",
     "choices 5:4 NAME"},
    {Q ",text,a,,,,,,,\n" S ",extends\n,none.csv\n", "settings 6:2 READ"},
    {Q ",text,a,,,,,,,\n" S ",extends\n,form.csv\n", "settings 6:2 CYCLE"},
    {"survey\n,type,name,redefines\n,text,a,perhaps\n", "survey 3:4 VALUE"},
    {"survey\n,type,name,redefines\n,text,a,yes\n", "survey 3:4 NAME"},
    /* expressions */
    {Q ",text,a,,${b} = 1,,,,,\n", "survey 3:5 EXPRESSION"},
    {Q ",integer,a,,,. >,,,,\n", "survey 3:6 EXPRESSION"},
    {Q ",calculate,a,,,,count_selected('x'),,,\n", "survey 3:7 EXPRESSION"},
    {Q ",integer,a,,,pulldata('f' = 1),,,,\n", "survey 3:6 EXPRESSION"},
    {Q ",integer,a,,. > random(),,,,,\n", "survey 3:5 EXPRESSION"},
    {Q ",date,a,,,. > '2024-01-01',,,,\n", "survey 3:6 EXPRESSION"},
    {Q ",select_one L,q,,,. = 'c',,,,\n" L AB, "survey 3:6 EXPRESSION"},
    {Q ",select_one L,q,,,,,regoin='n',,\n" L AB, "survey 3:8 EXPRESSION"},
    {Q ",select_one L,q,,,,,region=${r},,\n" L AB, "survey 3:8 EXPRESSION"},
    {Q ",text,r,,,,,,,\n,select_one L,q,,,,,region=,,\n" L AB, "survey 4:8 EXPRESSION"},
    {Q ",text,q,,region = 'n',,,,,\n", "survey 3:5 EXPRESSION"},
    {Q ",calculate,a,,,,${b},,,\n,calculate,b,,,,${a},,,\n", "survey 3:7 CYCLE"},
};

static char *
print(const VigieMistake *m)
{
    static const char *const codes[] = {"READ", "NAME", "TYPE", "VALUE", "EXPRESSION", "CYCLE"};
    return g_strdup_printf("%s %u:%u %s", m->sheet, (guint)m->line, m->field, codes[m->code]);
}

static void
test_all(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("vigie-XXXXXX", &error);
    g_assert_no_error(error);
    g_autofree char *path = g_build_filename(folder, "form.csv", NULL);
    guint wrong = 0;
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GPtrArray) mistakes = NULL;
        g_assert_true(g_file_set_contents(path, cases[i].form, -1, NULL));
        g_autoptr(VigieCodebook) codebook = vigie_codebook_check(path, &mistakes);
        g_autofree char *found =
            mistakes->len > 0 ? print(g_ptr_array_index(mistakes, 0)) : g_strdup("none");
        if (codebook == NULL && mistakes->len == 1 && strcmp(found, cases[i].expected) == 0)
            continue;
        g_test_message("%u mistakes, %s instead of %s in\n%s", mistakes->len, found,
                       cases[i].expected, cases[i].form);
        wrong++;
    }
    g_unlink(path);
    g_rmdir(folder);
    g_assert_cmpuint(G_N_ELEMENTS(cases), >=, 60);
    g_assert_cmpuint(wrong, ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/codebook/malformed", test_all);
    return g_test_run();
}
