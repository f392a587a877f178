/* A row of truth.csv, and the rows of the model's own parameters. */
#include "truth-table.h"

#include "choices.h"
#include "circumstances.h"

#include <math.h>

static void
add_part(GString *name, const char *part)
{
    if (*part != '\0')
        g_string_append_printf(name, "%s%s", name->len > 0 ? "." : "", part);
}

void
vigie_sample_truth_add(TruthTable *table, const TruthKey *key, double value, const char *unit,
                       const char *formula)
{
    char number[G_ASCII_DTOSTR_BUF_SIZE], year[16] = "";
    if (isnan(value))
        return;
    if (key->year > 0)
        g_snprintf(year, sizeof year, "%u", key->year);
    const char *cells[] = {key->survey,   key->stat, key->item,
                           key->category, year,      vigie_sample_type_name(key->type),
                           NULL};
    g_string_truncate(table->name, 0);
    for (guint i = 0; cells[i] != NULL; i++)
        add_part(table->name, cells[i]);
    vigie_sample_text_add(table->text, table->name->str);
    for (guint i = 0; cells[i] != NULL; i++)
        vigie_sample_text_add(table->text, cells[i]);
    vigie_sample_text_add(table->text, g_ascii_formatd(number, sizeof number, "%.12g", value));
    vigie_sample_text_add(table->text, unit);
    vigie_sample_text_add(table->text, formula);
    vigie_sample_text_end_line(table->text);
}

/* Opinions --------------------------------------------------------------------------------------- */

static TruthKey
parameter(const char *survey, const char *stat, const char *item, const char *category)
{
    return (TruthKey){survey, stat, item, category, 0, VIGIE_SAMPLE_ALL_TYPES};
}

static void
add_opinion(TruthTable *table, VigieSampleColumn j)
{
    const Opinion *o = vigie_sample_opinion(j);
    TruthKey key = parameter("model", "latent_base", o->name, "");
    vigie_sample_truth_add(
        table, &key, o->base, "sd of a party's own latent opinion",
        "mu_hjt = latent_base + latent_type + (latent_slope + latent_type_trend) "
        "(year - 2016) + latent_sector + latent_episode + latent_second_wave "
        "or latent_off_season");
    key.stat = "latent_slope";
    vigie_sample_truth_add(table, &key, o->slope, "sd per year", "in mu_hjt");
    key.stat = "latent_off_season";
    vigie_sample_truth_add(table, &key, o->off_season, "sd", "in mu_hjt, off-season survey");
    key.stat = "latent_type";
    for (key.type = 0; key.type < VIGIE_SAMPLE_N_TYPES; key.type++)
        vigie_sample_truth_add(table, &key, o->type[key.type], "sd", "in mu_hjt");
}

/* tau_c, by the number of points of the scale. */
static void
add_thresholds(TruthTable *table, guint year, VigieSampleColumn j)
{
    VigieSampleSpec spec;
    guint n;
    vigie_sample_spec_init(&spec, VIGIE_SAMPLE_FLASH, year);
    const double *tau = vigie_sample_thresholds(&spec, j, &n);
    g_autofree char *item = g_strdup_printf("%u_points", n + 1);
    int first, last;
    vigie_sample_scale(&spec, j, &first, &last);
    for (guint c = 0; c < n; c++) {
        g_autofree char *score = g_strdup_printf("%d", first + 1 + (int)c);
        TruthKey key = parameter("model", "threshold", item, score);
        vigie_sample_truth_add(
            table, &key, tau[c], "sd",
            "the score is at least this one where the latent opinion is above");
    }
}

static void
add_effects(TruthTable *table)
{
    guint n;
    const Episode *episodes = vigie_sample_episodes(&n);
    ChoiceList sectors = vigie_sample_sectors();
    for (guint e = 0; e < n; e++)
        for (guint year = episodes[e].first; year <= episodes[e].last; year++) {
            TruthKey key = parameter("model", "latent_episode",
                                     vigie_sample_column_name(episodes[e].opinion), "");
            key.year = year;
            vigie_sample_truth_add(table, &key, episodes[e].effect, "sd", episodes[e].why);
        }
    for (guint s = 0; s < sectors.n; s++) {
        TruthKey key = parameter("model", "latent_sector", "", sectors.choices[s].name);
        vigie_sample_truth_add(table, &key, vigie_sample_sector_effects()[s], "sd",
                               "in mu_hjt");
        key.stat = "sector_share";
        vigie_sample_truth_add(table, &key, vigie_sample_sector_shares()[s], "share",
                               "of a season's parties; W_h = sector_share x wave_share");
    }
    TruthKey key = parameter("model", "latent_type_trend", "", "");
    for (key.type = 0; key.type < VIGIE_SAMPLE_N_TYPES; key.type++)
        vigie_sample_truth_add(table, &key, vigie_sample_type_trends()[key.type], "sd per year",
                               "in mu_hjt");
    for (guint wave = 0; wave < 2; wave++) {
        key = parameter("model", "wave_share", "", wave == 0 ? "1" : "2");
        vigie_sample_truth_add(table, &key, vigie_sample_wave_shares()[wave], "share",
                               "of a summer's parties, July and August");
    }
    key = parameter("model", "latent_second_wave", "", "");
    vigie_sample_truth_add(table, &key, SECOND_WAVE_EFFECT, "sd", "in mu_hjt, August");
}

/* Who comes -------------------------------------------------------------------------------------- */

static void
add_mix(TruthTable *table, VigieSampleSurvey survey, guint year, guint sector)
{
    VigieSampleSpec spec;
    double q[2 * VIGIE_SAMPLE_N_KINDS];
    vigie_sample_spec_init(&spec, survey, year);
    vigie_sample_mix(&spec, sector, q);
    ChoiceList kinds = vigie_sample_choices(&spec, VIGIE_SAMPLE_KIND);
    for (guint c = 0; c < G_N_ELEMENTS(q); c++) {
        g_autofree char *category =
            g_strdup_printf("%s.%s.%s", vigie_sample_sectors().choices[sector].name,
                            kinds.choices[c / 2].name, c % 2 ? "outdoor" : "calm");
        TruthKey key =
            parameter(vigie_sample_survey_name(survey), "cell_share", "party", category);
        key.year = year;
        vigie_sample_truth_add(
            table, &key, q[c], "share of the sector's parties",
            "q_h(k, o): kind's share x outdoor probability or its complement");
    }
}

static void
add_circumstances(TruthTable *table, guint year)
{
    for (guint month = 1; month <= 12; month++) {
        g_autofree char *category = g_strdup_printf("%02u", month);
        TruthKey key = parameter("model", "weather", "", category);
        key.year = year;
        vigie_sample_truth_add(table, &key, vigie_sample_weather(year, month),
                               "times a usual month", "weather, Easter and long weekends");
        key.stat = "open_share";
        vigie_sample_truth_add(table, &key, vigie_sample_open_share(year, month), "share",
                               "what the lockdowns of 2020 and 2021 left of the month");
    }
    TruthKey key = parameter("model", "price_index", "", "");
    key.year = year;
    vigie_sample_truth_add(table, &key, vigie_sample_price_index(year), "2016 = 1",
                           "consumer prices; spending and the offers' prices follow them");
}

void
vigie_sample_truth_add_model(TruthTable *table)
{
    for (VigieSampleColumn j = 0; j < VIGIE_SAMPLE_N_OPINIONS; j++)
        add_opinion(table, j);
    add_thresholds(table, VIGIE_SAMPLE_LAST_YEAR, VIGIE_SAMPLE_OVERALL);
    add_thresholds(table, VIGIE_SAMPLE_FIRST_YEAR, VIGIE_SAMPLE_SIGNAGE);
    add_thresholds(table, VIGIE_SAMPLE_LAST_YEAR, VIGIE_SAMPLE_RECOMMEND);
    add_effects(table);
    for (guint year = VIGIE_SAMPLE_FIRST_YEAR; year <= VIGIE_SAMPLE_LAST_YEAR; year++) {
        add_circumstances(table, year);
        for (VigieSampleSurvey survey = 0; survey < VIGIE_SAMPLE_N_SURVEYS; survey++)
            for (guint sector = 0; sector < VIGIE_SAMPLE_N_SECTORS; sector++)
                add_mix(table, survey, year, sector);
    }
}
