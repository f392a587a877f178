/* base-text.c - folded headers, Windows-1252, names */
#include <string.h>
#include <vigie/base-text.h>

static void
test_fold(void)
{
    static const char *const same[][2] = {{"Âge", "age"},
                                          {"Nombre de nuitées", "NOMBRE DE NUITEES"},
                                          {"type_visiteur", "Type visiteur"},
                                          {"taux-d'occupation", "Taux d\xe2\x80\x99occupation"},
                                          {"Commune\xc2\xa0(INSEE)", "  commune (insee) "},
                                          {"a.b_c-d", "A B  C D"},
                                          {"Cœur", "COEUR"},
                                          {"\xef\xbb\xbfyear", "year"},
                                          {"e\xcc\x81t\xc3\xa9", "ete"}};
    for (guint i = 0; i < G_N_ELEMENTS(same); i++) {
        g_autofree char *a = vigie_text_fold(same[i][0]);
        g_autofree char *b = vigie_text_fold(same[i][1]);
        g_assert_cmpstr(a, ==, b);
    }
    g_autofree char *one = vigie_text_fold("q1");
    g_autofree char *two = vigie_text_fold("q 1");
    g_assert_cmpstr(one, !=, two);
    g_autofree char *broken = vigie_text_fold("caf\xe9");
    g_assert_true(g_utf8_validate(broken, -1, NULL));
}

/* The whole table, against iconv. */
static void
test_cp1252(void)
{
    static const guchar undefined[] = {0x81, 0x8d, 0x8f, 0x90, 0x9d};
    for (guint byte = 1; byte < 256; byte++) {
        char one[2] = {(char)byte, '\0'};
        g_autofree char *text = vigie_text_from_cp1252(one, 1);
        g_autofree char *iconv = g_convert(one, 1, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);
        bool hole = memchr(undefined, (int)byte, sizeof undefined) != NULL;
        g_assert_cmpstr(text, ==, hole ? "\xef\xbf\xbd" : iconv);
    }
}

static void
test_is_name(void)
{
    static const char *const good[] = {"a", "_a", "q1", "Note.globale", "a-b", "prévu"};
    static const char *const bad[] = {"", "1a", "-a", "a b", "a$", ".a", "\xff"};
    for (guint i = 0; i < G_N_ELEMENTS(good); i++)
        g_assert_true(vigie_text_is_name(good[i]));
    for (guint i = 0; i < G_N_ELEMENTS(bad); i++)
        g_assert_false(vigie_text_is_name(bad[i]));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/text/fold", test_fold);
    g_test_add_func("/base/text/cp1252", test_cp1252);
    g_test_add_func("/base/text/is-name", test_is_name);
    return g_test_run();
}
