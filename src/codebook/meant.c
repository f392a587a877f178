/* meant.c - see meant.h */
#include "meant.h"

char *
vigie_meant(const char *what, const char *name, const char *const *names, const char *otherwise)
{
    const char *nearest = vigie_nearest(name, names);
    if (nearest != NULL)
        return g_strdup_printf(_("%s; did you mean '%s'?"), what, nearest);
    return otherwise != NULL ? g_strdup_printf(_("%s; %s"), what, otherwise) : g_strdup(what);
}
