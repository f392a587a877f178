/* ini-value.c - values of INI keys: text, lists, numbers, words; and keys nobody knows */
#include "ini.h"
#include <string.h>
#include <vigie/base-text.h>

/* GKeyFile's escapes; a backslash before anything else stays, so that paths and patterns do. */
static char
unescaped(char c)
{
    switch (c) {
    case 's':
        return ' ';
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case 'r':
        return '\r';
    case '\\':
        return '\\';
    default:
        return '\0';
    }
}

/* Appends the character at c, or what the escape at c stands for; returns what follows. */
static const char *
append_one(GString *text, const char *c, bool in_list)
{
    char meaning = '\0';
    if (c[0] == '\\')
        meaning = in_list && c[1] == ';' ? ';' : unescaped(c[1]);
    g_string_append_c(text, meaning != '\0' ? meaning : *c);
    return c + (meaning != '\0' ? 2 : 1);
}

char *
vigie_ini_get(const VigieIni *ini, const char *group, const char *key)
{
    const IniKey *found = vigie_ini_find(ini, group, key);
    if (found == NULL)
        return NULL;
    GString *text = g_string_new(NULL);
    for (const char *c = found->value; *c != '\0';)
        c = append_one(text, c, false);
    return g_string_free(text, FALSE);
}

char *
vigie_ini_get_in(const VigieIni *ini, const char *group, const char *key, const char *language)
{
    g_autofree char *localised = g_strdup_printf("%s[%s]", key, language);
    char *value = vigie_ini_get(ini, group, localised);
    return value != NULL ? value : vigie_ini_get(ini, group, key);
}

/* One element, up to a bare ";" or the end; blanks around it off unless they are escaped. */
static const char *
read_element(const char *c, char **element)
{
    GString *text = g_string_new(NULL);
    while (g_ascii_isspace(*c))
        c++;
    gsize kept = 0;
    while (*c != '\0' && *c != ';') {
        bool blank = g_ascii_isspace(*c);
        c = append_one(text, c, true);
        if (!blank)
            kept = text->len;
    }
    g_string_truncate(text, kept);
    *element = g_string_free(text, FALSE);
    return c;
}

char **
vigie_ini_get_list(const VigieIni *ini, const char *group, const char *key)
{
    const IniKey *found = vigie_ini_find(ini, group, key);
    if (found == NULL)
        return NULL;
    g_autoptr(GPtrArray) list = g_ptr_array_new();
    for (const char *c = found->value; *c != '\0';) {
        char *element = NULL;
        c = read_element(c, &element);
        g_ptr_array_add(list, element);
        if (*c == ';')
            c++;
    }
    g_ptr_array_add(list, NULL);
    return (char **)g_ptr_array_steal(list, NULL);
}

static bool
wrong_value(const VigieIni *ini, const char *group, const IniKey *key, const char *right,
            GError **error)
{
    VigiePlace place = vigie_ini_place(ini, group, key->name);
    vigie_set_error_at(error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_VALUE, &place,
                       _("%s=%s: %s is expected"), key->name, key->value, right);
    return false;
}

bool
vigie_ini_get_number(const VigieIni *ini, const char *group, const char *key, double *out,
                     GError **error)
{
    const IniKey *found = vigie_ini_find(ini, group, key);
    VigieNotation notation = {.decimal = '.'};
    if (found == NULL || vigie_number_read(found->value, strlen(found->value), notation, out))
        return true;
    return wrong_value(ini, group, found, _("a number with a decimal point"), error);
}

bool
vigie_ini_get_integer(const VigieIni *ini, const char *group, const char *key, gint64 *out,
                      GError **error)
{
    const IniKey *found = vigie_ini_find(ini, group, key);
    if (found == NULL ||
        g_ascii_string_to_signed(found->value, 10, G_MININT64, G_MAXINT64, out, NULL))
        return true;
    return wrong_value(ini, group, found, _("a whole number"), error);
}

bool
vigie_ini_get_bool(const VigieIni *ini, const char *group, const char *key, bool *out,
                   GError **error)
{
    static const char *const words[] = {"yes", "true", "1", "oui", "no", "false", "0", "non"};
    const IniKey *found = vigie_ini_find(ini, group, key);
    if (found == NULL)
        return true;
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        if (g_ascii_strcasecmp(found->value, words[i]) == 0) {
            *out = i < 4;
            return true;
        }
    }
    return wrong_value(ini, group, found, _("yes or no"), error);
}

static bool
wrong_word(const VigieIni *ini, const char *group, const IniKey *key, const char *const *words,
           GError **error)
{
    const char *near = vigie_nearest(key->value, words);
    VigiePlace place = vigie_ini_place(ini, group, key->name);
    g_autofree char *all = g_strjoinv(", ", (char **)words);
    if (near != NULL)
        vigie_set_error_at(error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_VALUE, &place,
                           _("%s=%s: did you mean %s? it takes one of: %s"), key->name,
                           key->value, near, all);
    else
        vigie_set_error_at(error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_VALUE, &place,
                           _("%s=%s: it takes one of: %s"), key->name, key->value, all);
    return false;
}

bool
vigie_ini_get_word(const VigieIni *ini, const char *group, const char *key,
                   const char *const *words, guint *out, GError **error)
{
    const IniKey *found = vigie_ini_find(ini, group, key);
    if (found == NULL)
        return true;
    for (guint i = 0; words[i] != NULL; i++) {
        if (strcmp(found->value, words[i]) == 0) {
            *out = i;
            return true;
        }
    }
    return wrong_word(ini, group, found, words, error);
}

/* "survey *" matches "survey X". */
static bool
matches(const char *pattern, const char *name)
{
    gsize n = strlen(pattern);
    if (n > 2 && g_str_has_suffix(pattern, " *"))
        return strncmp(pattern, name, n - 1) == 0 && name[n - 1] != '\0';
    return strcmp(pattern, name) == 0;
}

/* The pattern as it would read here: "survey *" beside "surbey tiny" is "survey tiny". */
static char *
filled(const char *pattern, const char *name)
{
    if (!g_str_has_suffix(pattern, " *"))
        return g_strdup(pattern);
    const char *tail = strchr(name, ' ');
    g_autofree char *head = g_strndup(pattern, strlen(pattern) - 2);
    return g_strconcat(head, tail != NULL ? tail : " …", NULL);
}

static bool
unknown_group(const VigieIni *ini, const IniGroup *group, const VigieIniGroup *allowed,
              GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (; allowed->group != NULL; allowed++)
        g_ptr_array_add(names, filled(allowed->group, group->name));
    g_ptr_array_add(names, NULL);
    const char *const *list = (const char *const *)names->pdata;
    const char *near = vigie_nearest(group->name, list);
    VigiePlace place = {.file = vigie_ini_path(ini), .line = group->line};
    g_autofree char *all = g_strjoinv("], [", (char **)names->pdata);
    if (near != NULL)
        vigie_set_error_at(error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_UNKNOWN, &place,
                           _("unknown group [%s]: did you mean [%s]?"), group->name, near);
    else
        vigie_set_error_at(error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_UNKNOWN, &place,
                           _("unknown group [%s]: this file takes [%s]"), group->name, all);
    return false;
}

static bool
unknown_key(const VigieIni *ini, const IniGroup *group, const IniKey *key,
            const char *const *keys, GError **error)
{
    const char *near = vigie_nearest(key->name, keys);
    VigiePlace place = {.file = vigie_ini_path(ini), .line = key->line};
    g_autofree char *all = g_strjoinv(", ", (char **)keys);
    if (near != NULL)
        vigie_set_error_at(error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_UNKNOWN, &place,
                           _("unknown key %s in [%s]: did you mean %s?"), key->name,
                           group->name, near);
    else
        vigie_set_error_at(error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_UNKNOWN, &place,
                           _("unknown key %s in [%s]: it takes %s"), key->name, group->name,
                           all);
    return false;
}

/* title[fr] is title. */
static bool
is_among(const char *key, const char *const *keys)
{
    g_autofree char *bare =
        g_str_has_suffix(key, "]") ? g_strndup(key, strcspn(key, "[")) : g_strdup(key);
    return g_strv_contains(keys, bare);
}

static bool
check_group(const VigieIni *ini, const IniGroup *group, const VigieIniGroup *allowed,
            GError **error)
{
    const VigieIniGroup *entry = allowed;
    while (entry->group != NULL && !matches(entry->group, group->name))
        entry++;
    if (entry->group == NULL)
        return unknown_group(ini, group, allowed, error);
    for (guint i = 0; entry->keys != NULL && i < group->keys->len; i++) {
        const IniKey *key = g_ptr_array_index(group->keys, i);
        if (!is_among(key->name, entry->keys))
            return unknown_key(ini, group, key, entry->keys, error);
    }
    return true;
}

bool
vigie_ini_check(const VigieIni *ini, const VigieIniGroup *allowed, GError **error)
{
    const GPtrArray *groups = vigie_ini_group_list(ini);
    for (guint i = 0; i < groups->len; i++)
        if (!check_group(ini, g_ptr_array_index(groups, i), allowed, error))
            return false;
    return true;
}
