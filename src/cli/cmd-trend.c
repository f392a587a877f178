/* cmd-trend.c - vigie trend: figures by year, their changes and slopes */
#include "asking.h"

static VigieExit
run(const VigieCall *call, GError **error)
{
    return vigie_asking_run(call, true, error);
}

static const char *const notes[] = {
    N_("The change is to the calendar year before; its p is adjusted by Holm over all changes "
       "printed, and the "
       "direction is up or down only where the adjusted p is below 0.05.  The slope is per "
       "year, over all years with "
       "answers.  A year in which the item was not asked, or with another scale, is a gap."),
    NULL};

static const char *const examples[] = {
    "vigie trend flash --stat mean --of sat_overall",
    "vigie trend flash --stat top2 --of sat_overall --by customer_type --format csv", NULL};

const VigieCommand vigie_command_trend = {
    .name = "trend",
    .arguments = N_("SURVEY[,SURVEY]"),
    .summary = N_("The same by year, with changes, their significance, and the slope."),
    .notes = notes,
    .examples = examples,
    .min_arguments = 1,
    .max_arguments = 1,
    .options = vigie_trend_options,
    .options_size = sizeof(VigieAsking),
    .run = run,
};
