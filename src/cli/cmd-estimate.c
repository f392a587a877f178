/* cmd-estimate.c - vigie estimate: figures with their sampling error */
#include "asking.h"

static VigieExit
run(const VigieCall *call, GError **error)
{
    return vigie_asking_run(call, &(VigieQuestion){.trend = false}, error);
}

static const char *const notes[] = {
    N_("Standard errors follow the survey's design: strata, clusters, weights.  A figure has "
       "one status: ok, caution, "
       "low_base, suppressed, empty, not_asked, scale_changed, no_df, no_variance, lonely_psu, "
       "not_estimable."),
    N_("A repeat of a questionnaire (stages of a trip, persons of a party) is a survey of its "
       "own, SURVEY.REPEAT: its records have the items of the survey too, and its design."),
    NULL};

static const char *const examples[] = {
    "vigie estimate flash --stat mean --of sat_overall,sat_food --by year,customer_type",
    "vigie estimate flash --stat proportion --of origin --by year --format csv",
    "vigie estimate flash --stat median --of spend_stay --by customer_type",
    "vigie estimate flash --stat mean --of sat_overall,sat_food --by year --function "
    "'sat_overall / sat_food' --with n_eff,cv",
    "vigie estimate flash --stat proportion --of sat_overall --covariance",
    "vigie estimate flash --stat ratio --of spend_stay --over person_nights --where '${year} "
    ">= 2023'",
    "vigie estimate flash,off_season --stat nps --of recommendation --format json -o nps.json",
    "vigie estimate flash --stat top2 --of sat_overall --by year --format xlsx -o overall.xlsx",
    "vigie estimate flash --stat mean --of sat_overall --by year --weight design --variance "
    "bootstrap:200 --seed 7",
    NULL};

const VigieCommand vigie_command_estimate = {
    .name = "estimate",
    .arguments = N_("SURVEY[,SURVEY]"),
    .summary = N_("Means, shares, totals, ratios, medians and NPS with their sampling error."),
    .notes = notes,
    .examples = examples,
    .min_arguments = 1,
    .max_arguments = 1,
    .options = vigie_estimate_options,
    .options_size = sizeof(VigieAsking),
    .run = run,
};
