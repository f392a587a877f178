/* verdict.c - a wave in one sentence; codes of findings in words */
#include "quality.h"
#include <inttypes.h>
#include <math.h>
#include <string.h>

static const struct {
    const char *code, *words;
    bool refuses, doubts;
} reasons[] = {
    {"ragged", N_("rows with more or fewer cells than the header"), true, false},
    {"stray_quote", N_("rows with a stray quote"), true, false},
    {"header_again", N_("the header once more"), true, false},
    {"bad_year", N_("no year"), true, false},
    {"bad_weight", N_("no weight, or one below 0"), true, false},
    {"doubt_decimal", N_("decimal mark"), false, true},
    {"doubt_dates", N_("order of dates"), false, true},
    {"doubt_delimiter", N_("delimiter"), false, true},
    {"duplicate_id", N_("the same id twice"), false, false},
    {"duplicate_key", N_("the same key twice"), false, false},
    {"constraint", N_("impossible by the questionnaire's constraint"), false, false},
    {"not_relevant", N_("answer to a question that was not to be asked"), false, false},
    {"unknown_choice", N_("unknown code"), false, false},
    {"invalid_number", N_("not a number"), false, false},
    {"invalid_date", N_("not a date"), false, false},
    {"out_of_range", N_("out of range"), false, false},
    {"date_outside", N_("date outside the wave"), false, false},
    {"unmapped_column", N_("column that is not read"), false, false},
    {"extra_cells", N_("cells beyond the header"), false, false},
    {"identifier", N_("direct identifier in an answer"), false, false},
    {"identifier_name", N_("column that seems to identify persons"), false, false},
    {"psu_in_two_strata", N_("a primary unit in two strata"), false, false},
};

static gint
position(const char *code)
{
    for (guint i = 0; i < G_N_ELEMENTS(reasons); i++)
        if (strcmp(reasons[i].code, code) == 0)
            return (gint)i;
    return -1;
}

bool
vigie_quality_refuses(const char *code)
{
    gint i = position(code);
    return i >= 0 && reasons[i].refuses;
}

bool
vigie_quality_doubts(const char *code)
{
    gint i = position(code);
    return i >= 0 && reasons[i].doubts;
}

const char *
vigie_quality_reason(const char *code)
{
    gint i = position(code);
    return i >= 0 ? _(reasons[i].words) : code;
}

/* The sentence --------------------------------------------------------------------------------- */

static void add_part(GString *text, guint64 n, const char *format, ...) G_GNUC_PRINTF(3, 4);
static void
add_part(GString *text, guint64 n, const char *format, ...)
{
    va_list args;
    if (n == 0)
        return;
    va_start(args, format);
    g_string_append(text, ", ");
    g_string_append_vprintf(text, format, args);
    va_end(args);
}

static void
add_percent(GString *text, const VigieQualityCount *count, const char *format, VigieLang lang)
{
    if (count->base == 0)
        return;
    g_autofree char *percent =
        vigie_percent_format((double)count->n / (double)count->base, 1, lang);
    g_autofree char *what = g_strdup_printf("%s", format);
    g_auto(GStrv) parts = g_strsplit(what, "%s", 2);
    g_autofree char *done = g_strjoinv(percent, parts);
    g_string_append_printf(text, ", %s", done);
}

static void
add_duplicates(GString *text, const VigieQualityWave *wave)
{
    guint64 ids = wave->same_id.n + wave->same_id_elsewhere.n;
    guint64 answers = wave->same_answers.n + wave->same_answers_elsewhere.n;
    add_part(text, ids,
             P_("%" PRIu64 " repeats the id of another", "%" PRIu64 " repeat the id of another",
                ids),
             ids);
    add_part(text, answers,
             P_("%" PRIu64 " with the answers of another",
                "%" PRIu64 " with the answers of another", answers),
             answers);
}

static void
add_times(GString *text, const VigieQualityWave *wave, VigieLang lang)
{
    guint64 impossible = wave->negative.n + wave->too_long.n;
    add_part(text, wave->outside.n,
             P_("%" PRIu64 " dated outside the wave", "%" PRIu64 " dated outside the wave",
                wave->outside.n),
             wave->outside.n);
    add_part(
        text, impossible,
        P_("%" PRIu64 " impossible duration", "%" PRIu64 " impossible durations", impossible),
        impossible);
    add_percent(text, &wave->speeder, _("%s too fast"), lang);
}

/* "2024 summer"; the year alone where it names the wave. */
static char *
wave_name(const VigieQualityWave *wave)
{
    char *year = g_strdup_printf("%d", wave->year);
    if (strcmp(year, wave->wave) == 0 || *wave->wave == '\0')
        return year;
    char *name = g_strdup_printf("%s %s", year, wave->wave);
    g_free(year);
    return name;
}

char *
vigie_quality_remark(const VigieQuality *q)
{
    guint64 n = vigie_quality_n_refused(q);
    return n == 0 ? NULL
                  : g_strdup_printf(P_("%" PRIu64 " row refused in files of several waves",
                                       "%" PRIu64 " rows refused in files of several waves", n),
                                    n);
}

char *
vigie_quality_verdict(const VigieQuality *q, const VigieQualityWave *wave, VigieLang lang)
{
    (void)q;
    GString *text = g_string_new(NULL);
    g_autofree char *name = wave_name(wave);
    g_string_append_printf(
        text, P_("%s: %" PRIu64 " record", "%s: %" PRIu64 " records", wave->n_records), name,
        wave->n_records);
    add_part(text, wave->n_refused,
             P_("%" PRIu64 " row refused", "%" PRIu64 " rows refused", wave->n_refused),
             wave->n_refused);
    add_duplicates(text, wave);
    add_times(text, wave, lang);
    add_percent(text, &wave->straight, _("%s answer all of a battery alike"), lang);
    add_percent(text, &wave->non_response, _("%s item non-response"), lang);
    add_part(text, wave->n_flagged,
             P_("%u interviewer or site unlike the others",
                "%u interviewers or sites unlike the others", wave->n_flagged),
             wave->n_flagged);
    return g_string_free(text, FALSE);
}
