/* base-ini.h - INI files as GKeyFile reads them, with what it lacks: the line of each group and
 * key, BOM and Windows-1252 tolerated, a key or group given twice refused, and unknown keys
 * refused with the nearest known name.  vigie_ini_load(), then vigie_ini_get(), and at the
 * end vigie_ini_check() with the list of what may stand there. */
#ifndef VIGIE_BASE_INI_H
#define VIGIE_BASE_INI_H

#include <vigie/base-error.h>

G_BEGIN_DECLS

typedef struct VigieIni VigieIni;

VigieIni *vigie_ini_load(const char *path, GError **error);
/* The same from text; path is only named in messages. */
VigieIni *vigie_ini_parse(const char *path, const char *text, gsize length, GError **error);
void vigie_ini_free(VigieIni *ini);

const char *vigie_ini_path(const VigieIni *ini);
/* Lines count from 1; 0 = no such group or key.  key NULL = the group's own line. */
guint vigie_ini_line(const VigieIni *ini, const char *group, const char *key);
/* The place of a key, for messages (file borrowed from ini). */
VigiePlace vigie_ini_place(const VigieIni *ini, const char *group, const char *key);

bool vigie_ini_has_group(const VigieIni *ini, const char *group);
/* All groups, and the keys of one, in file order; (transfer full). */
char **vigie_ini_groups(const VigieIni *ini);
char **vigie_ini_keys(const VigieIni *ini, const char *group);

/* Values: NULL where the key is absent; (transfer full).  Leading and trailing blanks are off.
 * Escapes are GKeyFile's, except that get_list leaves "\;" as ";" and splits on bare ";". */
char *vigie_ini_get(const VigieIni *ini, const char *group, const char *key);
/* The value of key[language], else of key. */
char *vigie_ini_get_in(const VigieIni *ini, const char *group, const char *key,
                       const char *language);
char **vigie_ini_get_list(const VigieIni *ini, const char *group, const char *key);
/* Typed values: absent leaves *out as it is and returns true; a wrong value is an error that says
 * what would be right.  Numbers take a decimal point. */
bool vigie_ini_get_number(const VigieIni *ini, const char *group, const char *key, double *out,
                          GError **error);
bool vigie_ini_get_integer(const VigieIni *ini, const char *group, const char *key, gint64 *out,
                           GError **error);
/* yes|no|true|false|1|0 (and oui|non). */
bool vigie_ini_get_bool(const VigieIni *ini, const char *group, const char *key, bool *out,
                        GError **error);
/* words is NULL-terminated; *out becomes the index of the word found. */
bool vigie_ini_get_word(const VigieIni *ini, const char *group, const char *key,
                        const char *const *words, guint *out, GError **error);

/* What may stand in a group.  group "survey *" matches "survey X" for any X; keys NULL = any key.
 * key[xx] is checked as key. */
typedef struct {
    const char *group;
    const char *const *keys; /* NULL-terminated, or NULL */
} VigieIniGroup;
/* An unknown group or key: error VIGIE_BASE_ERROR_UNKNOWN with its line and the nearest name.
 * allowed ends with an entry whose group is NULL. */
bool vigie_ini_check(const VigieIni *ini, const VigieIniGroup *allowed, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieIni, vigie_ini_free)

G_END_DECLS

#endif
