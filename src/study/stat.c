/* stat.c - names of statistics */
#include <math.h>
#include <string.h>
#include <vigie/study.h>

G_DEFINE_QUARK(vigie_study_error, vigie_study_error)

static const char *const names[] = {"mean",    "proportion", "total", "ratio",    "top2",
                                    "bottom2", "nps",        "net",   "variance", "sd",
                                    "median",  "quantile:P", NULL};
#define QUANTILE "quantile:"

double
vigie_stat_quantile(const char *name)
{
    static const VigieNotation notation = {'.', 0};
    double p = NAN;
    if (strcmp(name, names[VIGIE_STAT_MEDIAN]) == 0)
        return 0.5;
    if (!g_str_has_prefix(name, QUANTILE))
        return NAN;
    const char *text = name + strlen(QUANTILE);
    bool is_share = vigie_number_read(text, strlen(text), notation, &p) && p > 0 && p < 1;
    return is_share ? p : NAN;
}

bool
vigie_stat_from_name(const char *name, VigieStat *stat)
{
    bool quantile = g_str_has_prefix(name, QUANTILE) && !isnan(vigie_stat_quantile(name));
    if (quantile)
        *stat = VIGIE_STAT_QUANTILE;
    for (guint i = 0; i < VIGIE_STAT_QUANTILE; i++)
        if (strcmp(names[i], name) == 0) {
            *stat = (VigieStat)i;
            return true;
        }
    return quantile;
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
