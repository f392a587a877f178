/* reserved.c - names that an item cannot have */
#include "questionnaire.h"

/* Columns of vigie's own tables and outputs: an item of that name could not stand beside them. */
static const char *const reserved[] = {
    "survey",    "stat",      "item",           "category",     "year",
    "wave",      "n",         "estimate",       "se",           "ci_low",
    "ci_high",   "df",        "deff",           "status",       "change",
    "change_se", "change_df", "change_p",       "change_p_adj", "direction",
    "slope",     "slope_se",  "slope_df",       "slope_p",      "indicator",
    "dataset",   "value",     "coverage_units", "unit",         "coverage_volume",
    "record",    "batch",     "line",           "missing"};

bool
vigie_name_is_reserved(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(reserved); i++)
        if (g_ascii_strcasecmp(reserved[i], name) == 0)
            return true;
    return false;
}
