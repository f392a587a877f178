/* rules.c - [quality SURVEY] and [wave SURVEY NAME]: what is looked at twice, and when a wave was in the field */
#include "groups.h"
#include <math.h>
#include <string.h>

/* [quality] ----------------------------------------------------------------------------------- */

static bool
read_least(const VigieIni *ini, const char *group, const char *key, guint *out, GError **error)
{
    gint64 value = *out;
    if (!vigie_ini_get_integer(ini, group, key, &value, error))
        return false;
    if (value >= 2 && value <= 10000) {
        *out = (guint)value;
        return true;
    }
    vigie_observatory_error_at(error, ini, group, key, _("%s is a number of 2 or more"), key);
    return false;
}

static bool
read_shares(const VigieIni *ini, const char *group, VigieQualityRules *rules, GError **error)
{
    if (!vigie_ini_get_number(ini, group, "speeder", &rules->speeder, error) ||
        !vigie_ini_get_number(ini, group, "unit-ratio", &rules->unit_ratio, error))
        return false;
    if (!(rules->speeder > 0 && rules->speeder < 1)) {
        vigie_observatory_error_at(error, ini, group, "speeder",
                                   _("speeder is a part of the median duration, between 0 and "
                                     "1, such as 0.33"));
        return false;
    }
    if (rules->unit_ratio >= 1 && isfinite(rules->unit_ratio))
        return true;
    vigie_observatory_error_at(error, ini, group, "unit-ratio",
                               _("unit-ratio is how many times the share of the others, 1 or "
                                 "more"));
    return false;
}

static bool
read_rules(const VigieIni *ini, const char *group, VigieQualityRules *rules, GError **error)
{
    static const char *const scopes[] = {"year", "wave", "survey", NULL};
    guint scope = rules->scope;
    if (!vigie_ini_get_word(ini, group, "duplicates", scopes, &scope, error) ||
        !read_least(ini, group, "same-answers", &rules->same_least, error) ||
        !read_least(ini, group, "battery", &rules->battery_least, error) ||
        !read_least(ini, group, "unit-least", &rules->unit_least, error))
        return false;
    rules->scope = (VigieScope)scope;
    return read_shares(ini, group, rules, error);
}

/* [wave] -------------------------------------------------------------------------------------- */

static bool
read_number(const char *text, guint n, int *out)
{
    *out = 0;
    for (guint i = 0; i < n; i++) {
        if (!g_ascii_isdigit(text[i]))
            return false;
        *out = *out * 10 + (text[i] - '0');
    }
    return true;
}

/* 2024-07-01, or 07-01 of every year. */
static bool
read_day(const char *text, VigieWaveDay *day)
{
    gsize length = strlen(text), at = length == 10 ? 5 : 0;
    *day = (VigieWaveDay){0};
    if (length != 5 && length != 10)
        return false;
    if (at > 0 && (!read_number(text, 4, &day->year) || text[4] != '-'))
        return false;
    return read_number(text + at, 2, &day->month) && text[at + 2] == '-' &&
           read_number(text + at + 3, 2, &day->day) &&
           vigie_date_valid(day->year > 0 ? day->year : 2000, day->month, day->day);
}

static bool
read_bound(const VigieIni *ini, const char *group, const char *key, VigieWaveDay *day,
           GError **error)
{
    g_autofree char *text = vigie_ini_get(ini, group, key);
    if (text != NULL && read_day(text, day))
        return true;
    vigie_observatory_error_at(error, ini, group, text != NULL ? key : NULL,
                               _("[%s] needs from= and to=, days such as 2024-07-01, or 07-01 "
                                 "for every year"),
                               group);
    return false;
}

static bool
check_bounds(const VigieIni *ini, const char *group, const VigieWaveDates *wave, GError **error)
{
    bool years = wave->from.year > 0;
    if (years != (wave->to.year > 0)) {
        vigie_observatory_error_at(error, ini, group, "to",
                                   _("from= and to= both name their year, or neither does"));
        return false;
    }
    if (!years || vigie_date_days(wave->from.year, wave->from.month, wave->from.day) <=
                      vigie_date_days(wave->to.year, wave->to.month, wave->to.day))
        return true;
    vigie_observatory_error_at(error, ini, group, "to", _("to= is before from="));
    return false;
}

static void
wave_free(void *user)
{
    VigieWaveDates *wave = user;
    g_free(wave->pattern);
    g_free(wave);
}

/* "wave flash 1" -> survey flash, pattern "1" */
static bool
add_wave(VigieObservatory *observatory, const VigieIni *ini, const char *group, GError **error)
{
    g_auto(GStrv) words = g_strsplit(group, " ", 3);
    g_autoptr(GError) cause = NULL;
    gint64 year = 0;
    if (g_strv_length(words) < 3 || *words[2] == '\0') {
        vigie_observatory_error_at(error, ini, group, NULL,
                                   _("[%s] names a survey and a wave: [wave SURVEY NAME]"),
                                   group);
        return false;
    }
    VigieSurvey *survey =
        (VigieSurvey *)vigie_observatory_survey(observatory, words[1], &cause);
    if (survey == NULL) {
        vigie_observatory_error_at(error, ini, group, NULL, "%s", cause->message);
        return false;
    }
    VigieWaveDates *wave = g_new0(VigieWaveDates, 1);
    wave->pattern = g_strdup(g_strstrip(words[2]));
    g_ptr_array_add(survey->waves, wave);
    if (!vigie_ini_get_integer(ini, group, "year", &year, error) ||
        !read_bound(ini, group, "from", &wave->from, error) ||
        !read_bound(ini, group, "to", &wave->to, error))
        return false;
    wave->year = (int)year;
    return check_bounds(ini, group, wave, error);
}

bool
vigie_observatory_read_rules(VigieObservatory *observatory, const VigieIni *ini, GError **error)
{
    VigieQualityRules common = {VIGIE_SCOPE_YEAR, 8, 4, 1.0 / 3.0, 2.0, 10};
    if (!read_rules(ini, "quality", &common, error))
        return false;
    for (guint i = 0; i < observatory->surveys->len; i++) {
        VigieSurvey *survey = observatory->surveys->pdata[i];
        g_autofree char *group = g_strconcat("quality ", survey->name, NULL);
        survey->waves = g_ptr_array_new_with_free_func(wave_free);
        survey->quality = common;
        if (!read_rules(ini, group, &survey->quality, error))
            return false;
    }
    g_auto(GStrv) groups = vigie_ini_groups(ini);
    for (guint i = 0; groups[i] != NULL; i++) {
        g_autoptr(GError) cause = NULL;
        if (g_str_has_prefix(groups[i], "wave ") &&
            !add_wave(observatory, ini, groups[i], error))
            return false;
        if (!g_str_has_prefix(groups[i], "quality ") ||
            vigie_observatory_survey(observatory, groups[i] + strlen("quality "), &cause) !=
                NULL)
            continue;
        vigie_observatory_error_at(error, ini, groups[i], NULL, "%s", cause->message);
        return false;
    }
    return true;
}

/* A record's day ------------------------------------------------------------------------------ */

static double
day_of(const VigieWaveDay *day, int year)
{
    int y = day->year > 0 ? day->year : year, d = day->day;
    if (!vigie_date_valid(y, day->month, d))
        d = 28; /* 29 February */
    return vigie_date_days(y, day->month, d);
}

/* 11-15 to 02-28 goes over the new year, and its records may be of either. */
static bool
contains(const VigieWaveDates *wave, int year, double day)
{
    double from = day_of(&wave->from, year), to = day_of(&wave->to, year);
    if (from <= to)
        return day >= from && day <= to;
    return (day >= from && day <= day_of(&wave->to, year + 1)) ||
           (day >= day_of(&wave->from, year - 1) && day <= to);
}

bool
vigie_survey_day_fits(const VigieSurvey *survey, int year, const char *wave, double day)
{
    bool said = false;
    day = floor(day);
    for (guint i = 0; i < survey->waves->len; i++) {
        const VigieWaveDates *dates = survey->waves->pdata[i];
        if ((dates->year != 0 && dates->year != year) ||
            !g_pattern_match_simple(dates->pattern, wave))
            continue;
        if (contains(dates, year, day))
            return true;
        said = true;
    }
    return !said && day >= vigie_date_days(year, 1, 1) && day <= vigie_date_days(year, 12, 31);
}

const VigieItem *
vigie_survey_day_item(const VigieSurvey *survey)
{
    const VigieItem *date = survey->codebook->date;
    bool sure = *survey->date != '\0' || (date != NULL && (vigie_item_has_role(date, "date") ||
                                                           strcmp(date->type, "today") == 0 ||
                                                           vigie_item_is_timed(date)));
    return sure ? date : NULL;
}
