/* codebook-mistakes.c - all mistakes of a form in one run, each at its place, and none that follows from another */
#include <glib/gstdio.h>
#include <string.h>
#include <vigie/codebook-check.h>
#include <vigie/codebook-expression.h>

/* A form as a file of its own in a folder of its own; both go at the end. */
typedef struct {
    char *folder, *path;
} File;

static void
file_init(File *file, const char *text)
{
    g_autoptr(GError) error = NULL;
    file->folder = g_dir_make_tmp("vigie-XXXXXX", &error);
    g_assert_no_error(error);
    file->path = g_build_filename(file->folder, "form.csv", NULL);
    g_file_set_contents(file->path, text, -1, &error);
    g_assert_no_error(error);
}

static void
file_clear(File *file)
{
    g_unlink(file->path);
    g_rmdir(file->folder);
    g_free(file->path);
    g_free(file->folder);
}

/* "survey 2:5 READ" of each mistake, one a line. */
static char *
places(const GPtrArray *mistakes)
{
    static const char *const codes[] = {"READ", "NAME", "TYPE", "VALUE", "EXPRESSION", "CYCLE"};
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < mistakes->len; i++) {
        const VigieMistake *m = g_ptr_array_index(mistakes, i);
        g_test_message("%s:%u:%u: %s", m->file, (guint)m->line, m->field, m->text);
        g_assert_null(strchr(m->text, '\n'));
        g_string_append_printf(out, "%s %u:%u %s\n", m->sheet, (guint)m->line, m->field,
                               m->level == VIGIE_MISTAKE ? codes[m->code]
                               : m->level == VIGIE_DOUBT ? "DOUBT"
                                                         : "REMARK");
    }
    return g_string_free(out, FALSE);
}

static void
check(const char *form, const char *expected)
{
    File file;
    file_init(&file, form);
    g_autoptr(GPtrArray) mistakes = NULL;
    g_autoptr(VigieCodebook) codebook = vigie_codebook_check(file.path, &mistakes);
    g_autofree char *found = places(mistakes);
    g_assert_cmpstr(found, ==, expected);
    g_assert_true((codebook != NULL) ==
                  (*expected == '\0' || strstr(expected, "DOUBT\n") != NULL ||
                   strstr(expected, "REMARK\n") != NULL));
    file_clear(&file);
}

static const char thirteen[] = "survey\n"
                               ",type,name,label::Français (fr),relevent,constraint,required\n"
                               ",interger,age,Age,,. > 0,\n"
                               ",integer,two words,x,,,\n"
                               ",select_one vile,ville,Ville,${aeg} > 3,,\n"
                               ",begin group,g,,${nope},,\n"
                               ",integer,n,Nuits,,,\n"
                               ",integer,m,Mots,,. > ,\n"
                               ",calculate,c1,,,,\n"
                               ",text,t,Texte,,'2' = ${two words},\n"
                               "choices\n"
                               ",list_name,name,label,score\n"
                               ",ville,a,A,haut\n"
                               ",ville,a,B,\n"
                               "settings\n"
                               ",form_title,allow_choice_duplicates\n"
                               ",x,peut-être\n";

static void
test_all_at_once(void)
{
    check(thirteen, "survey 2:5 READ\n"
                    "survey 3:2 TYPE\n"
                    "survey 4:3 NAME\n"
                    "survey 5:2 TYPE\n"
                    "survey 5:5 EXPRESSION\n"
                    "survey 6:0 TYPE\n"
                    "survey 6:5 EXPRESSION\n"
                    "survey 7:3 NAME\n"
                    "survey 8:6 EXPRESSION\n"
                    "survey 9:0 VALUE\n"
                    "choices 13:5 VALUE\n"
                    "choices 14:3 NAME\n"
                    "settings 17:3 VALUE\n");
}

/* What is wrong once is told once. */
static void
test_nothing_twice(void)
{
    check(
        "survey\n,type,name,relevant\n,interger,age,\n,text,a,${age} > 3\n,text,b,${age} = 1\n",
        "survey 3:2 TYPE\n");
    check(
        "survey\n,type,name,relevant\n,begin group,g,${x}\n,text,a,1\n,text,b,\n,end group,,\n",
        "survey 3:4 EXPRESSION\n");
    check("survey\n,type,name\n,select_one L,q\nchoices\n,list_name,name\n,L,\n",
          "choices 6:3 NAME\n");
    check("survey\n,type,name\n,select_one L,q\nchoices\n,list_name,name\n,,a\n",
          "choices 6:2 NAME\n");
    check("survay\n,type,name\n,integer,a b\n", " 1:1 READ\nsurvey 3:3 NAME\n");
    check("survey\n,type,name,calculation\n,calculate,a,${b}\n,calculate,b,${a}\n"
          ",calculate,c,${d} + 1\n,calculate,d,${c}\n,calculate,e,${e}\n",
          "survey 3:4 CYCLE\nsurvey 5:4 CYCLE\nsurvey 7:4 CYCLE\n");
}

/* Who reads one error is told that there are more. */
static void
test_first_error(void)
{
    File file;
    g_autoptr(GError) error = NULL;
    file_init(&file, thirteen);
    g_assert_null(vigie_codebook_load(file.path, &error));
    g_assert_error(error, VIGIE_CODEBOOK_ERROR, VIGIE_CODEBOOK_ERROR_READ);
    g_assert_nonnull(strstr(error->message, "form.csv:2:5: "));
    g_assert_nonnull(strstr(error->message, "12"));
    file_clear(&file);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/codebook/mistakes/all-at-once", test_all_at_once);
    g_test_add_func("/codebook/mistakes/nothing-twice", test_nothing_twice);
    g_test_add_func("/codebook/mistakes/first-error", test_first_error);
    return g_test_run();
}
