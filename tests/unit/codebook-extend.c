/* codebook-extend.c - a questionnaire that extends another: order, groups, lists, what is redefined, mistakes */
#include <glib/gstdio.h>
#include <string.h>
#include <vigie/codebook-expression.h>

/* --- a folder of forms ---------------------------------------------------------------------- */

typedef struct {
    const char *name, *text;
} Form;

static char *
folder_of(const Form *forms)
{
    g_autoptr(GError) error = NULL;
    char *folder = g_dir_make_tmp("vigie-XXXXXX", &error);
    g_assert_no_error(error);
    for (; forms->name != NULL; forms++) {
        g_autofree char *path = g_build_filename(folder, forms->name, NULL);
        g_file_set_contents(path, forms->text, -1, &error);
        g_assert_no_error(error);
    }
    return folder;
}

static void
remove_folder(const char *folder, const Form *forms)
{
    for (; forms->name != NULL; forms++) {
        g_autofree char *path = g_build_filename(folder, forms->name, NULL);
        g_unlink(path);
    }
    g_rmdir(folder);
}

static char *
names_of(const VigieCodebook *codebook)
{
    GString *names = g_string_new(NULL);
    for (guint i = 0; i < codebook->items->len; i++) {
        const VigieItem *item = g_ptr_array_index(codebook->items, i);
        g_autofree char *file = g_path_get_basename(item->file);
        g_string_append_printf(names, "%s/%s@%s:%u ", item->group, item->name, file,
                               item->line);
    }
    return g_string_free(names, FALSE);
}

#define TRUNK                                                                                  \
    "survey\n,type,name,label::Français (fr),relevant\n"                                      \
    ",select_one stay,stay,Séjour,\n,begin group,sat,,${stay} = 'family'\n"                   \
    ",select_one note,sat_welcome,Accueil,\n,end group,,,\n,integer,nights,Nuitées,\n"        \
    "choices\n,list_name,name,label::Français (fr)\n,stay,family,Famille\n,note,1,Non\n"      \
    ",note,2,Oui\nsettings\n,form_title,form_id,extends\n,Tronc,trunk,"

static const Form forms[] = {
    {"trunk.csv", TRUNK "\n"},
    {"module.csv",
     "survey\n,type,name,redefines,label::English (en),relevant\n"
     ",begin group,sat,,,\n,select_one note,sat_sports,,Sports,${nights} > 0\n,end group,,,,\n"
     ",decimal,nights,yes,Nights,\n,text,remarks,,Remarks,\n,begin group,own,,,\n"
     ",text,place,,Place,\n,end group,,,,\n"
     "choices\n,list_name,name,redefines,label::English (en)\n,stay,group,,Group\n"
     ",note,1,yes,Not at all\nsettings\n,form_title,extends\n,Module,trunk.csv\n"},
    {"third.csv", "survey\n,type,name\n,text,last\nsettings\n,extends\n,module.csv\n"},
    {NULL, NULL}};

static VigieCodebook *
loaded(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autoptr(GError) error = NULL;
    VigieCodebook *codebook = vigie_codebook_load(path, &error);
    g_assert_no_error(error);
    return codebook;
}

static void
test_joined(void)
{
    g_autofree char *folder = folder_of(forms);
    g_autoptr(VigieCodebook) module = loaded(folder, "module.csv");
    g_autoptr(VigieCodebook) third = loaded(folder, "third.csv");
    g_autofree char *names = names_of(module), *more = names_of(third);
    g_assert_cmpstr(names, ==,
                    "/stay@trunk.csv:3 sat/sat_welcome@trunk.csv:5 sat/sat_sports@module.csv:4 "
                    "/nights@module.csv:6 /remarks@module.csv:7 own/place@module.csv:9 ");
    g_assert_true(g_str_has_prefix(more, names));
    g_assert_true(g_str_has_suffix(more, " /last@third.csv:3 "));
    g_assert_cmpstr(third->form_title, ==, "Module");
    g_assert_cmpstr(module->form_id, ==, "trunk");
    /* redefined: another type, in the place of the first; the group's condition holds for both */
    g_assert_cmpstr(vigie_codebook_find(module, "nights")->type, ==, "decimal");
    g_assert_cmpstr(vigie_expression_text(vigie_codebook_find(module, "sat_sports")->relevant),
                    ==, "(${stay} = 'family') and (${nights} > 0)");
    const VigieList *stay = vigie_codebook_find(module, "stay")->list;
    g_assert_cmpint(vigie_list_index(stay, "family"), ==, 0);
    g_assert_cmpint(vigie_list_index(stay, "group"), ==, 1);
    const VigieList *note = vigie_codebook_find(module, "sat_sports")->list;
    g_assert_cmpuint(note->choices->len, ==, 2);
    g_assert_cmpstr(vigie_choice_label(module, vigie_list_get(note, 0), VIGIE_LANG_EN), ==,
                    "Not at all");
    remove_folder(folder, forms);
}

/* Any file that has part in it changes the hash. */
static void
test_hash(void)
{
    g_autofree char *folder = folder_of(forms);
    g_autofree char *trunk = g_build_filename(folder, "trunk.csv", NULL);
    g_autoptr(VigieCodebook) before = loaded(folder, "third.csv");
    g_autoptr(VigieCodebook) same = loaded(folder, "third.csv");
    g_assert_true(g_file_set_contents(trunk, TRUNK "\n\n", -1, NULL));
    g_autoptr(VigieCodebook) after = loaded(folder, "third.csv");
    g_assert_cmpstr(before->sha256, ==, same->sha256);
    g_assert_cmpstr(before->sha256, !=, after->sha256);
    g_assert_cmpuint(strlen(after->sha256), ==, 64);
    remove_folder(folder, forms);
}

/* --- mistakes ------------------------------------------------------------------------------- */

static void
check(const char *trunk, const char *module, const char *place, VigieCodebookError code,
      const char *mentions)
{
    const Form both[] = {{"trunk.csv", trunk}, {"module.csv", module}, {NULL, NULL}};
    g_autofree char *folder = folder_of(both);
    g_autofree char *path = g_build_filename(folder, "module.csv", NULL);
    g_autofree char *start = g_strdup_printf("%s/%s: ", folder, place);
    g_autoptr(GError) error = NULL;
    g_assert_null(vigie_codebook_load(path, &error));
    g_test_message("%s", error->message);
    g_assert_error(error, VIGIE_CODEBOOK_ERROR, (int)code);
    g_assert_true(g_str_has_prefix(error->message, start));
    g_assert_nonnull(strstr(error->message, mentions));
    remove_folder(folder, both);
}

#define MODULE(rows)                                                                           \
    "survey\n,type,name,redefines,relevant\n" rows "settings\n,extends\n,trunk.csv\n"

static void
test_mistakes(void)
{
    check(TRUNK "\n", MODULE(",text,stay,,\n"), "module.csv:3:3", VIGIE_CODEBOOK_ERROR_NAME,
          "trunk.csv");
    check(TRUNK "\n", MODULE(",text,nigths,yes,\n"), "module.csv:3:4",
          VIGIE_CODEBOOK_ERROR_NAME, "'nights'");
    check(TRUNK "\n", MODULE(",text,a,maybe,\n"), "module.csv:3:4", VIGIE_CODEBOOK_ERROR_VALUE,
          "maybe");
    check(TRUNK "\n", MODULE(",begin group,sat,,${nights} > 1\n,text,a,,\n,end group,,,\n"),
          "module.csv:3:5", VIGIE_CODEBOOK_ERROR_VALUE, "sat");
    check(TRUNK "\n", MODULE(",text,a,,${night} > 1\n"), "module.csv:3:5",
          VIGIE_CODEBOOK_ERROR_EXPRESSION, "'nights'");
    check(TRUNK "\n", MODULE(",text,a,,\n") "choices\n,list_name,name\n,stay,family\n",
          "module.csv:9:3", VIGIE_CODEBOOK_ERROR_NAME, "trunk.csv");
    check("survey\n,type,name\n,interger,x\n", MODULE(",text,a,,\n"), "trunk.csv:3:2",
          VIGIE_CODEBOOK_ERROR_TYPE, "'integer'");
    check("survey\n,type,name\n,text,x\n",
          "survey\n,type,name\n,text,y\nsettings\n,extends\n"
          ",trunc.csv\n",
          "module.csv:6:2", VIGIE_CODEBOOK_ERROR_READ, "trunc.csv");
    check("survey\n,type,name\n,text,x\nsettings\n,extends\n,module.csv\n",
          MODULE(",text,a,,\n"), "trunk.csv:6:2", VIGIE_CODEBOOK_ERROR_CYCLE, "module.csv");
    check("", "survey\n,type,name\n,text,x\nsettings\n,extends\n,module.csv\n",
          "module.csv:6:2", VIGIE_CODEBOOK_ERROR_CYCLE, "module.csv");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/codebook/extend/joined", test_joined);
    g_test_add_func("/codebook/extend/hash", test_hash);
    g_test_add_func("/codebook/extend/mistakes", test_mistakes);
    return g_test_run();
}
