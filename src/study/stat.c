/* stat.c - names of statistics */
#include <string.h>
#include <vigie/study.h>

G_DEFINE_QUARK(vigie_study_error, vigie_study_error)

static const char *const names[] = {"mean", "proportion", "total", "ratio",
                                    "top2", "bottom2",    "nps",   NULL};

bool
vigie_stat_from_name(const char *name, VigieStat *stat)
{
    for (guint i = 0; names[i] != NULL; i++)
        if (strcmp(names[i], name) == 0) {
            *stat = (VigieStat)i;
            return true;
        }
    return false;
}

const char *
vigie_stat_name(VigieStat stat)
{
    return names[stat];
}

const char *const *
vigie_stat_names(void)
{
    return names;
}
