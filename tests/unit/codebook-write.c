/* codebook-write.c - a form written as XLSForm's CSV variant reads back the same; conditions in words; languages */
#include <glib/gstdio.h>
#include <string.h>
#include <vigie/codebook-check.h>
#include <vigie/codebook-compare.h>
#include <vigie/codebook-expression.h>

static char *
write_temporary(const char *folder, const char *name, const char *text)
{
    char *path = g_build_filename(folder, name, NULL);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    return path;
}

static VigieCodebook *
loaded(const char *path)
{
    g_autoptr(GError) error = NULL;
    VigieCodebook *codebook = vigie_codebook_load(path, &error);
    g_assert_no_error(error);
    return codebook;
}

static void
check_identical(const char *before, const char *after)
{
    g_autoptr(VigieCodebook) one = loaded(before), two = loaded(after);
    g_autoptr(GPtrArray) comparisons = vigie_codebook_compare(one, two);
    g_assert_cmpuint(comparisons->len, ==, one->items->len);
    for (guint i = 0; i < comparisons->len; i++)
        g_assert_cmpint(((const VigieComparison *)g_ptr_array_index(comparisons, i))->verdict,
                        ==, VIGIE_VERDICT_IDENTICAL);
    for (guint i = 0; i < one->items->len; i++) {
        const VigieItem *a = g_ptr_array_index(one->items, i),
                        *b = g_ptr_array_index(two->items, i);
        g_assert_cmpstr(a->role, ==, b->role);
        g_assert_cmpstr(a->group, ==, b->group);
        g_assert_cmpint(a->required, ==, b->required);
    }
}

static void
test_old_spellings(void)
{
    static const char form[] =
        "\xef\xbb\xbfsurvey;;;;;\n;command;tag;caption:Français (fr);relevance;hint\n"
        ";begin group;g;Groupe;;\n;add select one prompt using note;sat;Note;;Un \"choix\"\n"
        ";end group;;;;\n;select all that apply from act or specify other;act;Activités;"
        "${sat} = '1';\n;q int;nb;\"Combien; en tout ?\";;\n"
        "choices;;;;;\n;list name;value;label:Français (fr);score;missing\n;note;1;Un;1,5;\n"
        ";note;9;NSP;;dont_know\n;act;velo;Vélo;;\nsettings;;;;;\n;set_form_title;;;;\n;Titre;;"
        ";;\n";
    static const char expected[] =
        "survey,,,,,\n,type,name,label::Français (fr),relevant,hint\n,begin_group,g,Groupe,,\n"
        ",select_one note,sat,Note,,\"Un \"\"choix\"\"\"\n,end_group,,,,\n"
        ",select_multiple act or_other,act,Activités,${sat} = '1',\n"
        ",integer,nb,Combien; en tout ?,,\nchoices,,,,,\n"
        ",list_name,name,label::Français (fr),score,missing\n,note,1,Un,\"1,5\",\n"
        ",note,9,NSP,,dont_know\n,act,velo,Vélo,,\nsettings,,,,,\n,form_title,,,,\n,Titre,,,,"
        "\n";
    g_autofree char *folder = g_dir_make_tmp("vigie-XXXXXX", NULL);
    g_autofree char *path = write_temporary(folder, "form.csv", form);
    g_autoptr(GError) error = NULL;
    g_autofree char *text = vigie_codebook_csv(path, &error);
    g_assert_no_error(error);
    g_autofree char *copy = write_temporary(folder, "copy.csv", text);
    g_autofree char *again = vigie_codebook_csv(copy, &error);
    g_assert_cmpstr(text, ==, expected);
    g_assert_cmpstr(again, ==, text);
    check_identical(path, copy);
    g_unlink(path);
    g_unlink(copy);
    g_rmdir(folder);
}

static void
test_shipped(void)
{
    g_autofree char *surveys =
        g_test_build_filename(G_TEST_DIST, "surveys", "midi-quercy", "surveys", NULL);
    g_autofree char *folder = g_dir_make_tmp("vigie-XXXXXX", NULL);
    g_autoptr(GDir) dir = g_dir_open(surveys, 0, NULL);
    guint n = 0;
    for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
        g_autofree char *path = g_build_filename(surveys, name, NULL);
        g_autofree char *text = vigie_codebook_csv(path, NULL);
        g_autofree char *copy = write_temporary(folder, "copy.csv", text);
        check_identical(path, copy);
        g_unlink(copy);
        n++;
    }
    g_rmdir(folder);
    g_assert_cmpuint(n, >, 5);
}

/* --- conditions in words -------------------------------------------------------------------- */

static void
test_words(void)
{
    static const char form[] =
        "survey\n,type,name,label\n,select_one L,q,Q\n,select_multiple L,m,M\n"
        ",integer,nuits,N\nchoices\n,list_name,name,label\n,L,a,Le A\n";
    static const struct {
        const char *expression, *words;
    } cases[] = {
        {"${nuits} > 0", "nuits > 0"},
        {"${nuits} >= 1.5 and not(${q} = 'a')", "nuits ≥ 1,5 and not (q is “Le A”)"},
        {"selected(${m}, 'a') or ${q} != ''", "m includes “Le A” or q has an answer"},
        {"selected(${q},'a')", "q is “Le A”"},
        {"(${nuits}) <= (2 * 3)", "(nuits) ≤ (2 × 3)"},
        {"count-selected(${m}) > 1", "count-selected(${m}) > 1"}, /* not so simple */
    };
    g_autoptr(VigieCodebook) codebook =
        vigie_codebook_parse("form.csv", form, strlen(form), NULL);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(VigieExpression) expression =
            vigie_expression_new(codebook, cases[i].expression, NULL, NULL);
        g_autofree char *words = vigie_expression_words(codebook, expression, VIGIE_LANG_FR);
        g_assert_cmpstr(words, ==, cases[i].words);
    }
}

/* --- languages ------------------------------------------------------------------------------ */

static void
test_languages(void)
{
    static const char form[] = "survey\n,type,name,label::English (en),label::Français (fr)\n"
                               ",integer,a,A,\n,integer,b,B,Bé\n,integer,c,,\n,note,d,D,\n"
                               "settings\n,default_language\n,Français (fr)\n";
    g_autofree char *folder = g_dir_make_tmp("vigie-XXXXXX", NULL);
    g_autofree char *path = write_temporary(folder, "form.csv", form);
    g_autoptr(GPtrArray) mistakes = NULL;
    g_autoptr(VigieCodebook) codebook = vigie_codebook_check(path, &mistakes);
    g_assert_nonnull(codebook);
    g_assert_cmpstr(codebook->languages[0], ==, "fr");
    g_assert_cmpstr(codebook->languages[1], ==, "en");
    g_assert_cmpuint(mistakes->len, ==, 1);
    const VigieMistake *doubt = g_ptr_array_index(mistakes, 0);
    g_assert_cmpint(doubt->level, ==, VIGIE_DOUBT);
    g_assert_cmpuint(doubt->line, ==, 3);
    g_assert_nonnull(strstr(doubt->text, "2 labels"));
    g_assert_nonnull(strstr(doubt->text, "a, d"));
    g_unlink(path);
    g_rmdir(folder);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/codebook/write/old-spellings", test_old_spellings);
    g_test_add_func("/codebook/write/shipped", test_shipped);
    g_test_add_func("/codebook/write/words", test_words);
    g_test_add_func("/codebook/write/languages", test_languages);
    return g_test_run();
}
