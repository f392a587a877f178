/* ini.c - any bytes as an INI file: each key that is listed can be read */
#include <vigie/base-ini.h>

int LLVMFuzzerTestOneInput(const guint8 *bytes, gsize length);

static void
read_key(const VigieIni *ini, const char *group, const char *key)
{
    static const char *const words[] = {"comma", "semicolon", NULL};
    g_autofree char *text = vigie_ini_get(ini, group, key);
    g_autofree char *localised = vigie_ini_get_in(ini, group, key, "\n");
    g_auto(GStrv) list = vigie_ini_get_list(ini, group, key);
    double number = 0;
    gint64 integer = 0;
    bool yes = false;
    guint word = 0;
    g_assert_cmpuint(vigie_ini_line(ini, group, key), >, 0);
    g_assert_true(g_utf8_validate(text, -1, NULL));
    g_assert_cmpstr(localised, ==, text);
    g_assert_nonnull(list);
    vigie_ini_get_number(ini, group, key, &number, NULL);
    vigie_ini_get_integer(ini, group, key, &integer, NULL);
    vigie_ini_get_bool(ini, group, key, &yes, NULL);
    g_autoptr(GError) error = NULL;
    bool good = vigie_ini_get_word(ini, group, key, words, &word, &error);
    g_assert_true(good == (error == NULL));
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, gsize length)
{
    static const char *const keys[] = {"survey", "file", "year", NULL};
    static const VigieIniGroup allowed[] = {{"source", keys}, {"codes *", NULL}, {NULL, NULL}};
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieIni) ini = vigie_ini_parse("f.ini", (const char *)bytes, length, &error);
    g_assert_true((ini == NULL) == (error != NULL));
    if (ini == NULL)
        return 0;
    g_auto(GStrv) groups = vigie_ini_groups(ini);
    for (char **group = groups; *group != NULL; group++) {
        g_auto(GStrv) names = vigie_ini_keys(ini, *group);
        for (char **name = names; *name != NULL; name++)
            read_key(ini, *group, *name);
    }
    g_assert_true(vigie_ini_check(ini, allowed, &error) == (error == NULL));
    return 0;
}
