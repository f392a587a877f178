/* ini.c - reading INI files: lines, groups, keys, each with its place */
#include "ini.h"
#include <string.h>
#include <vigie/base-ini.h>
#include <vigie/base-text.h>

struct VigieIni {
    char *path;
    GPtrArray *groups; /* IniGroup, in file order */
};

static void
key_free(IniKey *key)
{
    g_free(key->name);
    g_free(key->value);
    g_free(key);
}

static void
group_free(IniGroup *group)
{
    g_free(group->name);
    g_ptr_array_unref(group->keys);
    g_free(group);
}

void
vigie_ini_free(VigieIni *ini)
{
    if (ini == NULL)
        return;
    g_free(ini->path);
    g_ptr_array_unref(ini->groups);
    g_free(ini);
}

const char *
vigie_ini_path(const VigieIni *ini)
{
    return ini->path;
}

const GPtrArray *
vigie_ini_group_list(const VigieIni *ini)
{
    return ini->groups;
}

static IniGroup *
find_group(const VigieIni *ini, const char *name)
{
    for (guint i = 0; i < ini->groups->len; i++) {
        IniGroup *group = g_ptr_array_index(ini->groups, i);
        if (strcmp(group->name, name) == 0)
            return group;
    }
    return NULL;
}

static const IniKey *
find_in_group(const IniGroup *group, const char *name)
{
    for (guint i = 0; i < group->keys->len; i++) {
        const IniKey *key = g_ptr_array_index(group->keys, i);
        if (strcmp(key->name, name) == 0)
            return key;
    }
    return NULL;
}

const IniKey *
vigie_ini_find(const VigieIni *ini, const char *group_name, const char *key_name)
{
    const IniGroup *group = find_group(ini, group_name);
    return group != NULL ? find_in_group(group, key_name) : NULL;
}

guint
vigie_ini_line(const VigieIni *ini, const char *group_name, const char *key_name)
{
    const IniGroup *group = find_group(ini, group_name);
    if (group == NULL || key_name == NULL)
        return group != NULL ? group->line : 0;
    const IniKey *key = find_in_group(group, key_name);
    return key != NULL ? key->line : 0;
}

VigiePlace
vigie_ini_place(const VigieIni *ini, const char *group, const char *key)
{
    guint line = vigie_ini_line(ini, group, key);
    /* of an absent key, the place is its group */
    if (line == 0)
        line = vigie_ini_line(ini, group, NULL);
    return (VigiePlace){.file = ini->path, .line = line};
}

bool
vigie_ini_has_group(const VigieIni *ini, const char *group)
{
    return find_group(ini, group) != NULL;
}

char **
vigie_ini_groups(const VigieIni *ini)
{
    char **names = g_new0(char *, ini->groups->len + 1);
    for (guint i = 0; i < ini->groups->len; i++)
        names[i] = g_strdup(((IniGroup *)g_ptr_array_index(ini->groups, i))->name);
    return names;
}

char **
vigie_ini_keys(const VigieIni *ini, const char *group_name)
{
    const IniGroup *group = find_group(ini, group_name);
    guint n = group != NULL ? group->keys->len : 0;
    char **names = g_new0(char *, n + 1);
    for (guint i = 0; i < n; i++)
        names[i] = g_strdup(((IniKey *)g_ptr_array_index(group->keys, i))->name);
    return names;
}

static bool
refuse(const VigieIni *ini, guint line, int code, const char *text, GError **error)
{
    VigiePlace place = {.file = ini->path, .line = line};
    vigie_set_error_at(error, VIGIE_BASE_ERROR, code, &place, "%s", text);
    return false;
}

static bool
is_group_line(const char *line)
{
    gsize n = strlen(line);
    return n > 2 && line[0] == '[' && line[n - 1] == ']' && strcspn(line + 1, "[]") == n - 2;
}

static bool
add_group(VigieIni *ini, const char *line, guint number, GError **error)
{
    if (!is_group_line(line))
        return refuse(ini, number, VIGIE_BASE_ERROR_SYNTAX,
                      _("a group is written [name] on a line of its own"), error);
    g_autofree char *name = g_strndup(line + 1, strlen(line) - 2);
    g_strstrip(name);
    const IniGroup *twice = find_group(ini, name);
    if (twice != NULL) {
        g_autofree char *text =
            g_strdup_printf(_("group [%s] was given on line %u: put its keys together there"),
                            name, twice->line);
        return refuse(ini, number, VIGIE_BASE_ERROR_TWICE, text, error);
    }
    IniGroup *group = g_new0(IniGroup, 1);
    group->name = g_steal_pointer(&name);
    group->line = number;
    group->keys = g_ptr_array_new_with_free_func((GDestroyNotify)key_free);
    g_ptr_array_add(ini->groups, group);
    return true;
}

static bool
add_key(VigieIni *ini, const char *line, guint number, GError **error)
{
    const char *equals = strchr(line, '=');
    if (equals == NULL || equals == line)
        return refuse(ini, number, VIGIE_BASE_ERROR_SYNTAX,
                      _("a line is key=value, [group], or a # comment"), error);
    if (ini->groups->len == 0)
        return refuse(ini, number, VIGIE_BASE_ERROR_SYNTAX,
                      _("a key stands before the first [group]"), error);
    IniGroup *group = g_ptr_array_index(ini->groups, ini->groups->len - 1);
    g_autofree char *name = g_strstrip(g_strndup(line, (gsize)(equals - line)));
    const IniKey *twice = find_in_group(group, name);
    if (twice != NULL) {
        g_autofree char *text =
            g_strdup_printf(_("key %s of [%s] was given on line %u: keep one of the two"), name,
                            group->name, twice->line);
        return refuse(ini, number, VIGIE_BASE_ERROR_TWICE, text, error);
    }
    IniKey *key = g_new0(IniKey, 1);
    key->name = g_steal_pointer(&name);
    key->line = number;
    key->value = g_strstrip(g_strdup(equals + 1));
    g_ptr_array_add(group->keys, key);
    return true;
}

static bool
add_line(VigieIni *ini, char *line, guint number, GError **error)
{
    g_strstrip(line);
    if (*line == '\0' || *line == '#')
        return true;
    return *line == '[' ? add_group(ini, line, number, error)
                        : add_key(ini, line, number, error);
}

/* The text as UTF-8 without a byte order mark. */
static char *
to_utf8(const char *text, gsize length)
{
    if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        text += 3;
        length -= 3;
    }
    if (g_utf8_validate(text, (gssize)length, NULL))
        return g_strndup(text, length);
    return vigie_text_from_cp1252(text, length);
}

/* Ends the line at its LF, CR LF or lone CR; returns the next line, or NULL at the end. */
static char *
cut_line(char *line)
{
    char *end = line + strcspn(line, "\r\n");
    if (*end == '\0')
        return NULL;
    char *next = end + (end[0] == '\r' && end[1] == '\n' ? 2 : 1);
    *end = '\0';
    return next;
}

VigieIni *
vigie_ini_parse(const char *path, const char *text, gsize length, GError **error)
{
    g_autoptr(VigieIni) ini = g_new0(VigieIni, 1);
    ini->path = g_strdup(path);
    ini->groups = g_ptr_array_new_with_free_func((GDestroyNotify)group_free);
    if (length > 0 && memchr(text, '\0', length) != NULL) {
        refuse(ini, 0, VIGIE_BASE_ERROR_SYNTAX,
               _("this is not a text file in UTF-8 or Windows-1252"), error);
        return NULL;
    }
    g_autofree char *all = to_utf8(text, length);
    guint number = 1;
    for (char *line = all, *next = NULL; line != NULL; line = next, number++) {
        next = cut_line(line);
        if (!add_line(ini, line, number, error))
            return NULL;
    }
    return g_steal_pointer(&ini);
}

VigieIni *
vigie_ini_load(const char *path, GError **error)
{
    g_autofree char *text = NULL;
    gsize length = 0;
    g_autoptr(GError) cause = NULL;
    if (vigie_file_read(path, &text, &length, &cause))
        return vigie_ini_parse(path, text, length, error);
    VigiePlace place = {.file = path};
    vigie_set_error_at(error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_IO, &place,
                       _("cannot be read: %s"), cause->message);
    return NULL;
}
