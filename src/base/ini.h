/* ini.h - what an INI file is made of, for the files of base that read it */
#ifndef VIGIE_INI_PRIVATE_H
#define VIGIE_INI_PRIVATE_H

#include <vigie/base-ini.h>

typedef struct {
    char *name; /* with its [language], if any */
    char *value;
    guint line;
} IniKey;

typedef struct {
    char *name;
    guint line;
    GPtrArray *keys; /* IniKey, in file order */
} IniGroup;

/* IniGroup, in file order */
const GPtrArray *vigie_ini_group_list(const VigieIni *ini);
/* NULL = absent */
const IniKey *vigie_ini_find(const VigieIni *ini, const char *group_name, const char *key_name);

#endif
