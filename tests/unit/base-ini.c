/* base-ini.c - INI files: GKeyFile's values, with lines, duplicates and unknown names refused */
#include <string.h>
#include <vigie/base-ini.h>

static VigieIni *
parse(const char *text, GError **error)
{
    return vigie_ini_parse("t.ini", text, strlen(text), error);
}

static void
assert_refused(const char *text, int code, const char *place)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieIni) ini = parse(text, &error);
    g_assert_null(ini);
    g_assert_error(error, VIGIE_BASE_ERROR, code);
    g_assert_true(g_str_has_prefix(error->message, place));
}

static void
test_lines(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieIni) ini = parse("\xef\xbb\xbf# c\r\n\r\n[a]\r\nx = 1 \r\n\n[ b c ]\n"
                                    "title=T\ntitle[fr]=Té\n",
                                    &error);
    g_assert_no_error(error);
    g_assert_cmpstr(vigie_ini_path(ini), ==, "t.ini");
    g_assert_cmpuint(vigie_ini_line(ini, "a", NULL), ==, 3);
    g_assert_cmpuint(vigie_ini_line(ini, "a", "x"), ==, 4);
    g_assert_cmpuint(vigie_ini_line(ini, "b c", "title[fr]"), ==, 8);
    g_assert_cmpuint(vigie_ini_line(ini, "a", "y"), ==, 0);
    g_assert_cmpuint(vigie_ini_line(ini, "none", "y"), ==, 0);
    g_assert_cmpuint(vigie_ini_place(ini, "a", "y").line, ==, 3);
    g_auto(GStrv) groups = vigie_ini_groups(ini);
    g_auto(GStrv) keys = vigie_ini_keys(ini, "b c");
    g_assert_true(
        g_strv_equal((const char *const *)groups, (const char *const[]){"a", "b c", NULL}));
    g_assert_true(g_strv_equal((const char *const *)keys,
                               (const char *const[]){"title", "title[fr]", NULL}));
    g_autofree char *fr = vigie_ini_get_in(ini, "b c", "title", "fr");
    g_autofree char *de = vigie_ini_get_in(ini, "b c", "title", "de");
    g_assert_cmpstr(fr, ==, "Té");
    g_assert_cmpstr(de, ==, "T");
    g_assert_true(vigie_ini_has_group(ini, "a"));
    g_assert_false(vigie_ini_has_group(ini, "A"));
}

/* What GKeyFile reads, we read alike. */
static void
test_as_gkeyfile(void)
{
    static const char text[] = "[g]\nplain=a b\nspaces =   a\nequals=a=b\nempty=\n"
                               "escapes=\\sa\\tb\\nc\\\\d\\r\nhash=a # b\nutf=é€\n"
                               "list=a;b;c\nlast=a;b;\nmiddle=a;;b\nfirst=;a\nsemi=a\\;b;c\n"
                               "esc=a\\sb;\\\\;d\n";
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieIni) ini = parse(text, &error);
    g_autoptr(GKeyFile) keyfile = g_key_file_new();
    g_assert_no_error(error);
    g_assert_true(
        g_key_file_load_from_data(keyfile, text, strlen(text), G_KEY_FILE_NONE, NULL));
    g_auto(GStrv) keys = g_key_file_get_keys(keyfile, "g", NULL, NULL);
    for (guint i = 0; keys[i] != NULL; i++) {
        g_autofree char *ours = vigie_ini_get(ini, "g", keys[i]);
        g_autofree char *theirs = g_key_file_get_string(keyfile, "g", keys[i], NULL);
        if (theirs != NULL) /* GKeyFile reads no "\;" in a string */
            g_assert_cmpstr(ours, ==, theirs);
        g_auto(GStrv) our_list = vigie_ini_get_list(ini, "g", keys[i]);
        g_auto(GStrv) their_list =
            g_key_file_get_string_list(keyfile, "g", keys[i], NULL, NULL);
        g_assert_cmpuint(g_strv_length(our_list), ==, g_strv_length(their_list));
        for (guint j = 0; our_list[j] != NULL; j++)
            g_assert_cmpstr(our_list[j], ==, their_list[j]);
    }
}

static void
test_list_blanks(void)
{
    g_autoptr(VigieIni) ini =
        parse("[g]\nt=  a \na = x ;  y z ; \\s ;\np = C:\\files\\x\n", NULL);
    g_auto(GStrv) list = vigie_ini_get_list(ini, "g", "a");
    g_assert_true(
        g_strv_equal((const char *const *)list, (const char *const[]){"x", "y z", " ", NULL}));
    g_autofree char *trimmed = vigie_ini_get(ini, "g", "t");
    g_assert_cmpstr(trimmed, ==, "a"); /* GKeyFile keeps the blanks at the end */
    g_autofree char *path = vigie_ini_get(ini, "g", "p");
    g_assert_cmpstr(path, ==, "C:\\files\\x");
    g_assert_null(vigie_ini_get_list(ini, "g", "none"));
    g_assert_null(vigie_ini_get(ini, "none", "a"));
}

static void
test_encodings(void)
{
    g_autoptr(VigieIni) ini = parse("[g]\nname=Caf\xe9 \x80\n", NULL);
    g_autofree char *name = vigie_ini_get(ini, "g", "name");
    g_assert_cmpstr(name, ==, "Café €");
    g_autoptr(GError) error = NULL;
    g_assert_null(vigie_ini_parse("t.ini", "\xff\xfe[\0", 4, &error));
    g_assert_error(error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_SYNTAX);
}

static void
test_refused(void)
{
    assert_refused("[a]\nx=1\nx=2\n", VIGIE_BASE_ERROR_TWICE, "t.ini:3: ");
    assert_refused("[a]\nx=1\n[b]\n[a]\n", VIGIE_BASE_ERROR_TWICE, "t.ini:4: ");
    assert_refused("x=1\n", VIGIE_BASE_ERROR_SYNTAX, "t.ini:1: ");
    assert_refused("[a]\nx\n", VIGIE_BASE_ERROR_SYNTAX, "t.ini:2: ");
    assert_refused("[a]\n=x\n", VIGIE_BASE_ERROR_SYNTAX, "t.ini:2: ");
    assert_refused("[a\n", VIGIE_BASE_ERROR_SYNTAX, "t.ini:1: ");
    assert_refused("\r\r[]\n", VIGIE_BASE_ERROR_SYNTAX, "t.ini:3: ");
    assert_refused("[a] b\n", VIGIE_BASE_ERROR_SYNTAX, "t.ini:1: ");
    assert_refused("[a]\n; no\n", VIGIE_BASE_ERROR_SYNTAX, "t.ini:2: ");
}

static void
test_typed(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieIni) ini = parse("[g]\nn=0.95\nc=0,95\ni=30\ny=Oui\nw=dmy\nq=dym\n", NULL);
    static const char *const orders[] = {"ymd", "dmy", "mdy", NULL};
    double number = 1;
    gint64 integer = 1;
    bool yes = false;
    guint word = 7;
    g_assert_true(vigie_ini_get_number(ini, "g", "n", &number, &error));
    g_assert_cmpfloat(number, ==, 0.95);
    g_assert_true(vigie_ini_get_number(ini, "g", "absent", &number, &error));
    g_assert_cmpfloat(number, ==, 0.95);
    g_assert_true(vigie_ini_get_integer(ini, "g", "i", &integer, &error));
    g_assert_cmpint(integer, ==, 30);
    g_assert_true(vigie_ini_get_bool(ini, "g", "y", &yes, &error));
    g_assert_true(yes);
    g_assert_true(vigie_ini_get_word(ini, "g", "w", orders, &word, &error));
    g_assert_cmpuint(word, ==, 1);
    g_assert_false(vigie_ini_get_number(ini, "g", "c", &number, &error));
    g_assert_error(error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_VALUE);
    g_assert_true(g_str_has_prefix(error->message, "t.ini:3: "));
    g_clear_error(&error);
    g_assert_false(vigie_ini_get_integer(ini, "g", "n", &integer, &error));
    g_assert_error(error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_VALUE);
    g_clear_error(&error);
    g_assert_false(vigie_ini_get_bool(ini, "g", "i", &yes, &error));
    g_assert_error(error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_VALUE);
    g_clear_error(&error);
    g_assert_false(vigie_ini_get_word(ini, "g", "q", orders, &word, &error));
    g_assert_error(error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_VALUE);
    g_assert_cmpuint(word, ==, 1);
}

static void
test_check(void)
{
    static const char *const keys[] = {"questionnaire", "weight", "title", NULL};
    static const VigieIniGroup allowed[] = {
        {"observatory", NULL}, {"survey *", keys}, {NULL, NULL}};
    static const struct {
        const char *text;
        const char *place; /* NULL = right */
        const char *near;
    } cases[] = {{"[observatory]\nany=1\n[survey x]\nweight=w\ntitle[fr]=t\n", NULL, NULL},
                 {"[survey x]\nwieght=w\n", "t.ini:2: ", "weight?"},
                 {"[survey x]\nzzz=w\n", "t.ini:2: ", "questionnaire, weight, title"},
                 {"[survey]\n", "t.ini:1: ", "[survey"},
                 {"\n[surbey tiny]\n", "t.ini:2: ", "[survey tiny]?"},
                 {"[observatorie]\n", "t.ini:1: ", "[observatory]?"},
                 {"[zz]\n", "t.ini:1: ", "[observatory], [survey"}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(VigieIni) ini = parse(cases[i].text, &error);
        g_assert_no_error(error);
        bool good = vigie_ini_check(ini, allowed, &error);
        g_assert_cmpint(good, ==, cases[i].place == NULL);
        if (good)
            continue;
        g_assert_error(error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_UNKNOWN);
        g_assert_true(g_str_has_prefix(error->message, cases[i].place));
        g_assert_nonnull(strstr(error->message, cases[i].near));
    }
}

static void
test_load(void)
{
    g_autoptr(GError) error = NULL;
    g_assert_null(vigie_ini_load("/nowhere/at/all.ini", &error));
    g_assert_error(error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_IO);
    g_assert_true(g_str_has_prefix(error->message, "/nowhere/at/all.ini: "));
    g_clear_error(&error);
    g_assert_null(vigie_ini_load("/", &error));
    g_assert_error(error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_IO);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/ini/lines", test_lines);
    g_test_add_func("/base/ini/as-gkeyfile", test_as_gkeyfile);
    g_test_add_func("/base/ini/list-blanks", test_list_blanks);
    g_test_add_func("/base/ini/encodings", test_encodings);
    g_test_add_func("/base/ini/refused", test_refused);
    g_test_add_func("/base/ini/typed", test_typed);
    g_test_add_func("/base/ini/check", test_check);
    g_test_add_func("/base/ini/load", test_load);
    return g_test_run();
}
