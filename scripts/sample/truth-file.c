/* The documented truth as a table. */
#include "truth-file.h"

#include "circumstances.h"
#include "model.h"
#include "observations.h"
#include "truth-table.h"

#include <math.h>

#define OPINION_FORMULA                                                                        \
    "W_h-weighted mean over strata and types of first + sum_c Phi((mu - tau_c) / sqrt(1 + "    \
    "s^2)), "                                                                                  \
    "s^2 = icc / (1 - icc)"
#define SHARE_FORMULA                                                                          \
    "W_h-weighted mean of Phi((mu - tau_c) / sqrt(1 + s^2)), tau_c the threshold of the score"
#define NPS_FORMULA                                                                            \
    "100 (P(score >= 9) - P(score <= 6)), both by Phi((mu - tau_c) / sqrt(1 + s^2))"
#define MIX_FORMULA                                                                            \
    "sum of W_h q_h(k, o) over the cells of the type (precedence group, outdoor, family, "     \
    "couple, other)"
#define FLAG_FORMULA "sum of W_h q_h(k, o) over all parties with the trait; overlapping"
#define NIGHTS_FORMULA "mean of 1 + lambda_k over parties who stay overnight"
#define SPEND_FORMULA "mean of exp(m + v / 2), v = 0.15^2 + 0.55^2"
#define MEDIAN_FORMULA "root x of the mean of Phi((ln x - m) / sqrt(v)) = 1/2"
#define RATIO_FORMULA "E(spend size nights) / E(size nights) over parties who stay overnight"
#define SLOPE_FORMULA                                                                          \
    "least squares of the yearly means on the year, weighted by the parties asked; years on "  \
    "today's scale"
#define ICC_FORMULA                                                                            \
    "(E over site-days of the squared mean score - squared mean) / variance, within strata "   \
    "pooled by W_h; normal site "                                                              \
    "effect by Gauss-Hermite, Dirichlet mix"

/* Opinions --------------------------------------------------------------------------------------- */

static void
add_opinion(TruthTable *table, const VigieSampleSpec *spec, VigieSampleColumn opinion,
            VigieSampleType type)
{
    const char *item = vigie_sample_column_name(opinion);
    TruthKey key = {vigie_sample_survey_name(spec->survey), "mean", item, "", spec->year, type};
    int first, last;
    vigie_sample_scale(spec, opinion, &first, &last);
    vigie_sample_truth_add(table, &key, vigie_sample_true_mean(spec, opinion, type), "score",
                           OPINION_FORMULA);
    if (opinion == VIGIE_SAMPLE_RECOMMEND) {
        key.stat = "nps";
        vigie_sample_truth_add(table, &key, vigie_sample_true_nps(spec, type), "points",
                               NPS_FORMULA);
        return;
    }
    key.stat = "top2";
    vigie_sample_truth_add(table, &key, vigie_sample_true_share(spec, opinion, last - 1, type),
                           "share", SHARE_FORMULA);
}

static void
add_opinions(TruthTable *table, const VigieSampleSpec *spec)
{
    for (VigieSampleColumn j = 0; j < VIGIE_SAMPLE_N_OPINIONS; j++) {
        for (VigieSampleType t = 0; t <= VIGIE_SAMPLE_ALL_TYPES; t++)
            add_opinion(table, spec, j, t);
        if (j == VIGIE_SAMPLE_LODGING || j == VIGIE_SAMPLE_TRAILS)
            continue;
        TruthKey key = {vigie_sample_survey_name(spec->survey),
                        "icc",
                        vigie_sample_column_name(j),
                        "",
                        spec->year,
                        VIGIE_SAMPLE_ALL_TYPES};
        vigie_sample_truth_add(table, &key, vigie_sample_true_icc(spec, j), "correlation",
                               ICC_FORMULA);
    }
}

static void
add_slopes(TruthTable *table, VigieSampleSurvey survey)
{
    for (VigieSampleColumn j = 0; j < VIGIE_SAMPLE_N_OPINIONS; j++)
        for (VigieSampleType t = 0; t <= VIGIE_SAMPLE_ALL_TYPES; t++)
            vigie_sample_truth_add(table,
                                   &(TruthKey){vigie_sample_survey_name(survey), "slope",
                                               vigie_sample_column_name(j), "", 0, t},
                                   vigie_sample_true_slope(survey, j, t), "score per year",
                                   SLOPE_FORMULA);
}

/* Who comes, and for how long ---------------------------------------------------------------------- */

static void
add_customers(TruthTable *table, const VigieSampleSpec *spec)
{
    const char *survey = vigie_sample_survey_name(spec->survey);
    for (VigieSampleType t = 0; t < VIGIE_SAMPLE_N_TYPES; t++) {
        const char *name = vigie_sample_type_name(t);
        TruthKey key = {survey, "proportion", "customer_type",
                        name,   spec->year,   VIGIE_SAMPLE_ALL_TYPES};
        vigie_sample_truth_add(table, &key, vigie_sample_true_mix(spec, t), "share",
                               MIX_FORMULA);
        key.item = "customer_flags";
        vigie_sample_truth_add(table, &key, vigie_sample_true_flag(spec, t), "share",
                               FLAG_FORMULA);
    }
}

static void
add_practices(TruthTable *table, const VigieSampleSpec *spec, VigieSampleType type)
{
    const char *survey = vigie_sample_survey_name(spec->survey);
    const struct {
        const char *stat, *item, *category, *unit, *formula;
        double value;
    } rows[] = {
        {"proportion", "stay", "overnight", "share", "mean of P(overnight | k)",
         vigie_sample_true_overnight(spec, type)},
        {"proportion", "first_visit", "yes", "share", "mean of P(first visit | k)",
         vigie_sample_true_first_visit(spec, type)},
        {"mean", "party_size", "", "persons", "mean of E(size | k)",
         vigie_sample_true_size(spec, type)},
        {"mean", "nights", "", "nights", NIGHTS_FORMULA, vigie_sample_true_nights(spec, type)},
        {"mean", "spend_day", "", "euros per person and day", SPEND_FORMULA,
         vigie_sample_true_spend(spec, type)},
        {"median", "spend_day", "", "euros per person and day", MEDIAN_FORMULA,
         vigie_sample_true_spend_quantile(spec, 0.5, type)},
        {"ratio", "spend_stay/person_nights", "", "euros per person-night", RATIO_FORMULA,
         vigie_sample_true_spend_per_night(spec, type)},
    };
    for (guint r = 0; r < G_N_ELEMENTS(rows); r++)
        vigie_sample_truth_add(
            table,
            &(TruthKey){survey, rows[r].stat, rows[r].item, rows[r].category, spec->year, type},
            rows[r].value, rows[r].unit, rows[r].formula);
}

/* Single choices that depend on nothing else. */
static void
add_profile(TruthTable *table, const VigieSampleSpec *spec, VigieSampleColumn column,
            const double *share)
{
    ChoiceList list = vigie_sample_choices(spec, column);
    for (guint c = 0; c < list.n; c++)
        vigie_sample_truth_add(table,
                               &(TruthKey){vigie_sample_survey_name(spec->survey), "proportion",
                                           vigie_sample_column_name(column),
                                           list.choices[c].name, spec->year,
                                           VIGIE_SAMPLE_ALL_TYPES},
                               share[c], "share", "the same for every party that is asked");
}

static void
add_season(TruthTable *table, VigieSampleSurvey survey, guint year)
{
    VigieSampleSpec spec;
    vigie_sample_spec_init(&spec, survey, year);
    TruthKey key = {
        vigie_sample_survey_name(survey), "parties", "", "", year, VIGIE_SAMPLE_ALL_TYPES};
    vigie_sample_truth_add(table, &key, vigie_sample_all_parties(&spec), "parties",
                           "first year's parties x 1.015^(year - 2016) x mean weather x open "
                           "share of the season's "
                           "months; the weights sum to it");
    add_customers(table, &spec);
    add_profile(table, &spec, VIGIE_SAMPLE_ACCOMMODATION, vigie_sample_accommodation(&spec));
    add_profile(table, &spec, VIGIE_SAMPLE_BOOKING, vigie_sample_booking());
    add_profile(table, &spec, VIGIE_SAMPLE_ORIGIN, vigie_sample_origins(&spec));
    for (VigieSampleType t = 0; t <= VIGIE_SAMPLE_ALL_TYPES; t++)
        add_practices(table, &spec, t);
    add_opinions(table, &spec);
}

static void
add_survey(TruthTable *table, VigieSampleSurvey survey)
{
    VigieSampleSpec spec;
    vigie_sample_spec_init(&spec, survey, VIGIE_SAMPLE_FIRST_YEAR);
    TruthKey key = {
        vigie_sample_survey_name(survey), "site_sd", "", "", 0, VIGIE_SAMPLE_ALL_TYPES};
    vigie_sample_truth_add(table, &key, vigie_sample_site_sd(&spec),
                           "sd of a party's own latent opinion",
                           "sqrt(icc / (1 - icc)), of the latent opinions");
    key.stat = "latent_icc";
    vigie_sample_truth_add(table, &key, spec.icc, "correlation",
                           "site variance / (site variance + 1) of the latent opinions");
    for (guint year = VIGIE_SAMPLE_FIRST_YEAR; year <= VIGIE_SAMPLE_LAST_YEAR; year++)
        add_season(table, survey, year);
    add_slopes(table, survey);
}

/* Observations ------------------------------------------------------------------------------------- */

static TruthKey
observation(const char *dataset, const char *stat, const char *item, const char *category,
            guint year)
{
    return (TruthKey){dataset, stat, item, category, year, VIGIE_SAMPLE_ALL_TYPES};
}

static void
add_nights(TruthTable *table, guint lodging)
{
    const char *name = vigie_sample_lodging_choices().choices[lodging].name;
    TruthKey key = observation("nights", "growth", "nights", name, 0);
    vigie_sample_truth_add(table, &key, vigie_sample_nights_growth(lodging), "per year",
                           "growth of the expected nights in usual weather");
    key.stat = "sensitivity";
    vigie_sample_truth_add(table, &key, vigie_sample_nights_sensitivity(lodging), "exponent",
                           "of the weather");
    for (guint month = 1; month <= 12; month++) {
        g_autofree char *category = g_strdup_printf("%s.%02u", name, month);
        key = observation("nights", "season", "nights", category, 0);
        vigie_sample_truth_add(table, &key, vigie_sample_season(month, lodging),
                               "share of the year",
                               "month's share of a usual year's expected nights");
    }
    for (guint year = VIGIE_SAMPLE_FIRST_YEAR; year <= VIGIE_SAMPLE_LAST_YEAR; year++) {
        double sum = 0;
        for (guint month = 1; month <= 12; month++)
            sum += vigie_sample_expected_nights(year, month, lodging);
        key = observation("nights", "total", "nights", name, year);
        vigie_sample_truth_add(table, &key, sum, "nights",
                               "annual (1 + growth)^(year - 2016) sum over months of season x "
                               "weather^sensitivity x "
                               "open share");
    }
}

static void
add_stock(TruthTable *table, guint lodging)
{
    const char *name = vigie_sample_lodging_choices().choices[lodging].name;
    TruthKey key = observation("stock", "exit_rate", "establishment", name, 0);
    vigie_sample_truth_add(table, &key, vigie_sample_exit_rate(lodging), "per year",
                           "probability of closing in a year");
    key.stat = "entries";
    vigie_sample_truth_add(table, &key, vigie_sample_entries(lodging), "per year",
                           "mean of a Poisson");
    key.stat = "classified_share";
    vigie_sample_truth_add(table, &key, vigie_sample_classified_share(lodging), "share",
                           "probability of being classified");
    key.stat = "mean_beds";
    vigie_sample_truth_add(
        table, &key, vigie_sample_mean_beds(lodging, false), "bed places",
        "mean of the log-normal capacities of the first year, before rounding");
    key.stat = "mean_beds_of_openings";
    vigie_sample_truth_add(
        table, &key, vigie_sample_mean_beds(lodging, true), "bed places",
        "mean of the log-normal capacities of those that open, before rounding");
    for (guint year = VIGIE_SAMPLE_FIRST_YEAR; year <= VIGIE_SAMPLE_LAST_YEAR; year++) {
        key = observation("stock", "count", "establishment", name, year);
        vigie_sample_truth_add(table, &key, vigie_sample_expected_stock(year, lodging),
                               "establishments", "n_t = n_(t-1) (1 - exit rate) + entries");
    }
}

static void
add_employment(TruthTable *table, guint naf)
{
    TruthKey key = observation("employment", "growth", "jobs", vigie_sample_naf(naf), 0);
    vigie_sample_truth_add(table, &key, vigie_sample_jobs_growth(naf), "per year",
                           "growth of the expected jobs but for 2020 and 2021");
    for (guint year = VIGIE_SAMPLE_FIRST_YEAR; year <= VIGIE_SAMPLE_LAST_YEAR; year++) {
        key = observation("employment", "total", "jobs", vigie_sample_naf(naf), year);
        vigie_sample_truth_add(table, &key, vigie_sample_expected_jobs(year, naf), "jobs",
                               "first year's jobs x (1 + growth)^(year - 2016), x the class's "
                               "dip in 2020, of which "
                               "0.4 is still missing in 2021");
    }
}

static void
add_yearly(TruthTable *table, guint year)
{
    double inhabitants = 0;
    guint n;
    vigie_sample_communes(&n);
    for (guint o = 0; o < vigie_sample_n_offers(); o++) {
        TruthKey key = observation("sales", "total", "requests", vigie_sample_offer(o), year);
        vigie_sample_truth_add(table, &key, vigie_sample_expected_requests(year, o), "requests",
                               "first year's requests x (1 + growth)^(year - 2016) x the "
                               "year's demand; 0 before the "
                               "offer");
        key.item = "turnover";
        vigie_sample_truth_add(table, &key, vigie_sample_expected_turnover(year, o), "euros",
                               "requests x conversion x (1 - cancellation) x persons x nights "
                               "x price x price index");
    }
    for (guint e = 0; e < vigie_sample_n_events(); e++) {
        TruthKey key =
            observation("events", "total", "attendance", vigie_sample_event(e), year);
        vigie_sample_truth_add(table, &key, vigie_sample_expected_attendance(year, e),
                               "visitors",
                               "first year's visitors x (1 + growth)^(year - 2016) x "
                               "weather^1.5; cancelled from March "
                               "2020 (but September, at 0.6) to May 2021");
    }
    for (guint site = 0; site < vigie_sample_n_sites(); site++) {
        double entries = 0;
        for (guint month = 1; month <= 12; month++)
            entries += vigie_sample_expected_entries(year, month, site);
        TruthKey key = observation("sites", "total", "entries", vigie_sample_site(site), year);
        vigie_sample_truth_add(
            table, &key, entries, "entries",
            "first year's entries x (1 + growth)^(year - 2016) x sum over months of season x "
            "weather^sensitivity; x 0.8 in 2020; closed in April, May, November and December "
            "2020 "
            "and to May 2021");
    }
    for (guint c = 0; c < n; c++)
        inhabitants += vigie_sample_population(year, c);
    TruthKey key = observation("population", "total", "population", "", year);
    vigie_sample_truth_add(
        table, &key, inhabitants, "inhabitants",
        "sum over communes of population x (1 + growth)^(year - 2016), rounded");
}

static void
add_observations(TruthTable *table)
{
    for (guint a = 0; a < N_LODGINGS; a++) {
        add_nights(table, a);
        add_stock(table, a);
    }
    for (guint naf = 0; naf < vigie_sample_n_naf(); naf++)
        add_employment(table, naf);
    for (guint o = 0; o < vigie_sample_n_offers(); o++) {
        TruthKey key = observation("sales", "conversion", "files", vigie_sample_offer(o), 0);
        vigie_sample_truth_add(table, &key, vigie_sample_conversion(o), "share",
                               "probability that a request becomes a file");
    }
    TruthKey key = observation("sales", "cancellation", "files", "", 0);
    vigie_sample_truth_add(table, &key, vigie_sample_cancellation(), "share",
                           "probability that a file is cancelled");
    for (guint year = VIGIE_SAMPLE_FIRST_YEAR; year <= VIGIE_SAMPLE_LAST_YEAR; year++)
        add_yearly(table, year);
}

bool
vigie_sample_write_truth(const char *path, GError **error)
{
    static const char *const headers[] = {"name", "survey",        "stat",  "item", "category",
                                          "year", "customer_type", "value", "unit", "formula",
                                          NULL};
    g_autoptr(VigieSampleText) text = vigie_sample_text_new(',');
    g_autoptr(GString) name = g_string_new(NULL);
    TruthTable table = {text, name};
    vigie_sample_text_add_line(text, headers);
    add_survey(&table, VIGIE_SAMPLE_FLASH);
    add_survey(&table, VIGIE_SAMPLE_OFF_SEASON);
    vigie_sample_truth_add_model(&table);
    add_observations(&table);
    return vigie_sample_text_save(text, path, VIGIE_SAMPLE_UTF8, error);
}
