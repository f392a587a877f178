/* The answers as two suppliers gave them: until 2017 a sheet of numeric codes, with one column for each source of
 * information and a five-point scale for the signs; since 2018 an export in words.  Files of 2016-2019 are in
 * Windows-1252, later ones in UTF-8 with a BOM; a few cells are wrong on purpose. */
#include "survey-file.h"

#include "choices.h"
#include "text.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>

/* One site-day as the field-work log knows it. */
typedef struct {
    char *label;
    GDate day;
    guint n_answers;
} Visit;

typedef struct {
    const char *folder;
    const VigieSampleSpec *spec;
    const VigieSample *sample;
    gsl_rng *rng;
    GArray *visits;  /* Visit, [n_psu] */
    bool coded;      /* numeric codes rather than words */
    guint wave;      /* 1, 2; 0 = the survey has no waves */
    guint number;    /* of the answer in its file */
    guint32 slipped; /* bits: deliberate mistakes made in this file */
} Writer;

/* A cell that is wrong on purpose: the column's first answer in that file from that number on. */
typedef struct {
    VigieSampleSurvey survey;
    guint year, wave;
    int column; /* VigieSampleColumn, or DATE */
    const char *cell;
    guint from;
} Slip;

#define DATE (-1)

static const Slip slips[] = {
    {VIGIE_SAMPLE_FLASH, 2016, 1, VIGIE_SAMPLE_WELCOME, "9", 31},
    {VIGIE_SAMPLE_FLASH, 2017, 2, VIGIE_SAMPLE_NIGHTS, "-3", 118},
    {VIGIE_SAMPLE_FLASH, 2018, 1, VIGIE_SAMPLE_SIZE, "450", 7},
    {VIGIE_SAMPLE_FLASH, 2019, 2, VIGIE_SAMPLE_FOOD, "Très content", 203},
    {VIGIE_SAMPLE_FLASH, 2022, 1, DATE, "15/03/2022", 64},
    {VIGIE_SAMPLE_FLASH, 2023, 2, VIGIE_SAMPLE_RECOMMEND, "12", 290},
    {VIGIE_SAMPLE_OFF_SEASON, 2021, 0, VIGIE_SAMPLE_SPEND, "-40", 150},
};

/* Order of the columns in the files. */
static const VigieSampleColumn order[] = {
    VIGIE_SAMPLE_KIND,        VIGIE_SAMPLE_SIZE,       VIGIE_SAMPLE_CHILDREN,
    VIGIE_SAMPLE_OVERNIGHT,   VIGIE_SAMPLE_NIGHTS,     VIGIE_SAMPLE_ACCOMMODATION,
    VIGIE_SAMPLE_BOOKING,     VIGIE_SAMPLE_DONE,       VIGIE_SAMPLE_ORIGIN,
    VIGIE_SAMPLE_FIRST_VISIT, VIGIE_SAMPLE_SOURCES,    VIGIE_SAMPLE_SPEND,
    VIGIE_SAMPLE_OVERALL,     VIGIE_SAMPLE_WELCOME,    VIGIE_SAMPLE_LODGING,
    VIGIE_SAMPLE_FOOD,        VIGIE_SAMPLE_ACTIVITIES, VIGIE_SAMPLE_HERITAGE,
    VIGIE_SAMPLE_INFORMATION, VIGIE_SAMPLE_VALUE,      VIGIE_SAMPLE_SIGNAGE,
    VIGIE_SAMPLE_CLEANLINESS, VIGIE_SAMPLE_TRAILS,     VIGIE_SAMPLE_RIVER,
    VIGIE_SAMPLE_PRODUCTS,    VIGIE_SAMPLE_TRANSPORT,  VIGIE_SAMPLE_RECOMMEND,
    VIGIE_SAMPLE_RETURN,
};

static bool
satisfaction(VigieSampleColumn column)
{
    return column < VIGIE_SAMPLE_RECOMMEND;
}

/* Header ----------------------------------------------------------------------------------------- */

/* The headers that were not the item's label every year. */
static const char *
header_of(const Writer *writer, VigieSampleColumn column)
{
    guint year = writer->spec->year;
    if (column == VIGIE_SAMPLE_RECOMMEND && year == 2019)
        return "Note de recommandation";
    if (column == VIGIE_SAMPLE_NIGHTS && year >= 2022)
        return "Nb nuitées";
    return vigie_sample_label(column);
}

static void
add_header(VigieSampleText *text, const Writer *writer, VigieSampleColumn column)
{
    if (!writer->coded) {
        vigie_sample_text_add(text, header_of(writer, column));
        return;
    }
    if (column == VIGIE_SAMPLE_SOURCES) {
        ChoiceList list = vigie_sample_choices(writer->spec, column);
        for (guint c = 0; c < list.n; c++) {
            g_autofree char *header = g_strdup_printf("Info : %s", list.choices[c].label);
            vigie_sample_text_add(text, header);
        }
        return;
    }
    g_autofree char *header = satisfaction(column)
                                  ? g_strdup_printf("Sat. %s", vigie_sample_label(column))
                                  : g_strdup(vigie_sample_label(column));
    vigie_sample_text_add(text, header);
}

static void
add_headers(VigieSampleText *text, const Writer *writer)
{
    vigie_sample_text_add(text, "N° questionnaire");
    if (writer->wave > 0)
        vigie_sample_text_add(text, "Vague");
    vigie_sample_text_add(text, "Secteur");
    vigie_sample_text_add(text, "Point d'enquête");
    vigie_sample_text_add(text, "Date d'enquête");
    vigie_sample_text_add(text, "Pondération");
    for (guint c = 0; c < G_N_ELEMENTS(order); c++)
        if (order[c] >= VIGIE_SAMPLE_N_OPINIONS || vigie_sample_asked(writer->spec, order[c]))
            add_header(text, writer, order[c]);
    vigie_sample_text_add(text, writer->coded ? "Observations" : "Durée (min)");
    vigie_sample_text_end_line(text);
}

/* Cells ------------------------------------------------------------------------------------------ */

/* The deliberate mistake of this cell, once a file; NULL = none. */
static const char *
slip_of(Writer *writer, int column)
{
    for (guint s = 0; s < G_N_ELEMENTS(slips); s++) {
        const Slip *slip = &slips[s];
        if (slip->survey != writer->spec->survey || slip->year != writer->spec->year ||
            slip->wave != writer->wave || slip->column != column ||
            writer->number < slip->from || (writer->slipped & 1u << s))
            continue;
        writer->slipped |= 1u << s;
        return slip->cell;
    }
    return NULL;
}

static void
add_set(VigieSampleText *text, const Writer *writer, VigieSampleColumn column, guint set)
{
    ChoiceList list = vigie_sample_choices(writer->spec, column);
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint c = 0; c < list.n; c++) {
        bool mentioned = set & 1u << c;
        if (writer->coded && column == VIGIE_SAMPLE_SOURCES)
            vigie_sample_text_add(text, set == 0 ? "" : mentioned ? "1" : "0");
        else if (mentioned)
            g_string_append_printf(names, "%s%s", names->len > 0 ? " " : "",
                                   list.choices[c].name);
    }
    if (!writer->coded || column != VIGIE_SAMPLE_SOURCES)
        vigie_sample_text_add(text, names->str);
}

/* A choice: its label, or its code (satisfaction is coded from the best answer down). */
static void
add_choice(VigieSampleText *text, const Writer *writer, VigieSampleColumn column, guint choice)
{
    ChoiceList list = vigie_sample_choices(writer->spec, column);
    if (!writer->coded)
        vigie_sample_text_add(text, list.choices[choice].label);
    else
        vigie_sample_text_add_integer(text,
                                      satisfaction(column) ? list.n - choice : choice + 1);
}

static void
add_missing(VigieSampleText *text, const Writer *writer, VigieSampleColumn column,
            VigieMissing why)
{
    ChoiceList list = vigie_sample_choices(writer->spec, column);
    bool dont_know = why == VIGIE_DONT_KNOW;
    if (!dont_know && why != VIGIE_NOT_APPLICABLE)
        vigie_sample_text_add(text, "");
    else if (column == VIGIE_SAMPLE_RECOMMEND)
        vigie_sample_text_add(text, "NSP");
    else if (writer->coded)
        vigie_sample_text_add_integer(text, list.n + (dont_know ? 1 : 2));
    else
        vigie_sample_text_add(text, dont_know ? "Ne sait pas" : "Non concerné");
}

static void
add_value(VigieSampleText *text, const Writer *writer, VigieSampleColumn column, double value)
{
    int first, last;
    switch (column) {
    case VIGIE_SAMPLE_DONE:
    case VIGIE_SAMPLE_SOURCES:
        add_set(text, writer, column, (guint)value);
        return;
    case VIGIE_SAMPLE_SPEND:
        vigie_sample_text_add_number(text, value, 2, SPACE);
        return;
    case VIGIE_SAMPLE_SIZE:
    case VIGIE_SAMPLE_CHILDREN:
    case VIGIE_SAMPLE_NIGHTS:
    case VIGIE_SAMPLE_RECOMMEND:
        vigie_sample_text_add_number(text, value, 0, NO_GROUPING);
        return;
    default:
        break;
    }
    first = 0;
    if (column < VIGIE_SAMPLE_N_OPINIONS)
        vigie_sample_scale(writer->spec, column, &first, &last);
    add_choice(text, writer, column, (guint)((int)value - first));
}

static void
add_answer_cell(VigieSampleText *text, Writer *writer, VigieSampleColumn column, guint i)
{
    VigieMissing why = (VigieMissing)writer->sample->why[column][i];
    const char *slip = why == VIGIE_PRESENT ? slip_of(writer, (int)column) : NULL;
    if (slip != NULL)
        vigie_sample_text_add(text, slip);
    else if (why == VIGIE_PRESENT)
        add_value(text, writer, column, writer->sample->value[column][i]);
    else if (column == VIGIE_SAMPLE_SOURCES)
        add_set(text, writer, column, 0);
    else
        add_missing(text, writer, column, why);
}

static void
add_day(VigieSampleText *text, const GDate *day)
{
    char cell[16];
    g_snprintf(cell, sizeof cell, "%02u/%02u/%04u", g_date_get_day(day), g_date_get_month(day),
               g_date_get_year(day));
    vigie_sample_text_add(text, cell);
}

static void
add_last_cell(VigieSampleText *text, const Writer *writer)
{
    static const char *const remarks[] = {"", "très beau village ; parking trop petit",
                                          "a dit : \"on reviendra\"",
                                          "pluie,\nquestionnaire abrégé"};
    if (writer->coded)
        vigie_sample_text_add(
            text, writer->number % 41 == 0 ? remarks[1 + writer->number / 41 % 3] : "");
    else
        vigie_sample_text_add_number(text, 4 + gsl_ran_gamma(writer->rng, 4, 1), 1,
                                     NO_GROUPING);
}

static void
add_answer(VigieSampleText *text, Writer *writer, guint i)
{
    const VigieSample *sample = writer->sample;
    writer->number++;
    guint psu = sample->psu[i], sector = sample->stratum[psu] % VIGIE_SAMPLE_N_SECTORS;
    const Visit *visit = &g_array_index(writer->visits, Visit, psu);
    g_autofree char *id =
        g_strdup_printf("%u-%u-%04u", writer->spec->year, writer->wave, writer->number);
    const char *slip = slip_of(writer, DATE);
    vigie_sample_text_add(text, id);
    if (writer->wave > 0)
        vigie_sample_text_add_integer(text, writer->wave);
    vigie_sample_text_add(text, vigie_sample_sectors().choices[sector].label);
    vigie_sample_text_add(text, visit->label);
    if (slip != NULL)
        vigie_sample_text_add(text, slip);
    else
        add_day(text, &visit->day);
    vigie_sample_text_add_number(text, sample->weight[i], 4,
                                 writer->coded ? SPACE : NO_GROUPING);
    for (guint c = 0; c < G_N_ELEMENTS(order); c++)
        if (order[c] >= VIGIE_SAMPLE_N_OPINIONS || vigie_sample_asked(writer->spec, order[c]))
            add_answer_cell(text, writer, order[c], i);
    add_last_cell(text, writer);
    vigie_sample_text_end_line(text);
}

/* Files ------------------------------------------------------------------------------------------ */

/* The wave of a stratum: 1 or 2 in the flash survey, 0 in the off-season survey. */
static guint
wave_of(const VigieSampleSpec *spec, guint stratum)
{
    return spec->survey == VIGIE_SAMPLE_FLASH ? 1 + stratum / VIGIE_SAMPLE_N_SECTORS : 0;
}

static VigieSampleEncoding
encoding_of(guint year)
{
    return year < 2020 ? VIGIE_SAMPLE_WINDOWS_1252 : VIGIE_SAMPLE_UTF8_BOM;
}

static bool
write_answers(Writer *writer, GError **error)
{
    g_autoptr(VigieSampleText) text = vigie_sample_text_new(';');
    g_autofree char *name = NULL;
    writer->number = 0;
    writer->slipped = 0;
    add_headers(text, writer);
    for (guint i = 0; i < writer->sample->n; i++)
        if (wave_of(writer->spec, writer->sample->stratum[writer->sample->psu[i]]) ==
            writer->wave)
            add_answer(text, writer, i);
    if (writer->wave == 0)
        name = g_strdup_printf("hors-saison-%u.csv", writer->spec->year);
    else
        name = g_strdup_printf("flash-%u-%s%u.csv", writer->spec->year,
                               writer->coded ? "vague" : "v", writer->wave);
    g_autofree char *path = g_build_filename(writer->folder, name, NULL);
    return vigie_sample_text_save(text, path, encoding_of(writer->spec->year), error);
}

/* Of those approached some refuse, some are residents or break off. */
static bool
write_log(const Writer *writer, GError **error)
{
    static const char *const headers[] = {"Vague",   "Secteur", "Point d'enquête", "Date",
                                          "Abordés", "Refus",   "Complets",        NULL};
    g_autoptr(VigieSampleText) text = vigie_sample_text_new(';');
    bool flash = writer->spec->survey == VIGIE_SAMPLE_FLASH;
    vigie_sample_text_add_line(text, flash ? headers : headers + 1);
    for (guint p = 0; p < writer->sample->n_psu; p++) {
        const Visit *visit = &g_array_index(writer->visits, Visit, p);
        guint stratum = writer->sample->stratum[p], n = visit->n_answers;
        guint refused = gsl_ran_poisson(writer->rng, n > 0 ? 0.45 * n : 6);
        guint other = gsl_ran_poisson(writer->rng, n > 0 ? 0.15 * n : 2);
        if (flash)
            vigie_sample_text_add_integer(text, wave_of(writer->spec, stratum));
        vigie_sample_text_add(
            text, vigie_sample_sectors().choices[stratum % VIGIE_SAMPLE_N_SECTORS].label);
        vigie_sample_text_add(text, visit->label);
        add_day(text, &visit->day);
        vigie_sample_text_add_integer(text, n + refused + other);
        vigie_sample_text_add_integer(text, refused);
        vigie_sample_text_add_integer(text, n);
        vigie_sample_text_end_line(text);
    }
    g_autofree char *name = g_strdup_printf(
        "terrain-%s-%u.csv", flash ? "flash" : "hors-saison", writer->spec->year);
    g_autofree char *path = g_build_filename(writer->folder, name, NULL);
    return vigie_sample_text_save(text, path, encoding_of(writer->spec->year), error);
}

/* A day of the wave: July, August, or out of the summer (February to May, October to December). */
static void
draw_day(const VigieSampleSpec *spec, guint wave, gsl_rng *rng, GDate *day)
{
    static const GDateMonth months[] = {G_DATE_FEBRUARY, G_DATE_APRIL,    G_DATE_MAY,
                                        G_DATE_OCTOBER,  G_DATE_NOVEMBER, G_DATE_DECEMBER};
    GDateMonth month = wave == 1 ? G_DATE_JULY : G_DATE_AUGUST;
    if (wave == 0)
        month = months[gsl_rng_uniform_int(rng, G_N_ELEMENTS(months))];
    GDateDay number = (GDateDay)(4 + gsl_rng_uniform_int(rng, 22));
    g_date_set_dmy(day, number, month, (GDateYear)spec->year);
}

/* Site-days of a stratum are at different sites. */
static GArray *
draw_visits(const VigieSampleSpec *spec, const VigieSample *sample, gsl_rng *rng)
{
    GArray *visits = g_array_new(FALSE, TRUE, sizeof(Visit));
    for (guint p = 0; p < sample->n_psu; p++) {
        guint stratum = sample->stratum[p], k = p % spec->psus_per_stratum;
        guint site = (stratum + spec->year + k * 2) % SITES_PER_SECTOR;
        Visit visit = {0};
        g_date_clear(&visit.day, 1);
        draw_day(spec, wave_of(spec, stratum), rng, &visit.day);
        visit.label = g_strdup_printf(
            "%s %02u/%02u", vigie_sample_sites(stratum % VIGIE_SAMPLE_N_SECTORS)[site],
            g_date_get_day(&visit.day), g_date_get_month(&visit.day));
        g_array_append_val(visits, visit);
    }
    for (guint i = 0; i < sample->n; i++)
        g_array_index(visits, Visit, sample->psu[i]).n_answers++;
    return visits;
}

static void
clear_visit(void *visit)
{
    g_free(((Visit *)visit)->label);
}

bool
vigie_sample_write_survey(const char *folder, VigieSampleSurvey survey, guint year,
                          gsl_rng *rng, GError **error)
{
    VigieSampleSpec spec;
    g_autoptr(VigieSample) sample = vigie_sample_new();
    vigie_sample_spec_init(&spec, survey, year);
    /* two site-days without any answer: it rained */
    spec.n_empty = year == (survey == VIGIE_SAMPLE_FLASH ? 2018 : 2022);
    vigie_sample_draw(sample, &spec, rng);
    g_autoptr(GArray) visits = draw_visits(&spec, sample, rng);
    g_array_set_clear_func(visits, clear_visit);
    Writer writer = {.folder = folder,
                     .spec = &spec,
                     .sample = sample,
                     .rng = rng,
                     .visits = visits,
                     .coded = survey == VIGIE_SAMPLE_FLASH && year <= 2017};
    guint first = survey == VIGIE_SAMPLE_FLASH ? 1 : 0, last = 2 * first;
    for (writer.wave = first; writer.wave <= last; writer.wave++)
        if (!write_answers(&writer, error))
            return false;
    return write_log(&writer, error);
}
