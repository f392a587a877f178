/* quality-output.c - tables of a quality: verdicts, files, waves, questions, interviewers and sites */
#include "quality-output.h"
#include "table.h"
#include <inttypes.h>
#include <math.h>
#include <string.h>

/* Questions, and sites that are like the others, of which text shows the first; CSV has all. */
#define QUESTIONS_SHOWN 15
#define UNITS_SHOWN 40

/* Cells ---------------------------------------------------------------------------------------- */

static char *
place_cell(const VigieQualityPlace *place)
{
    if (place->file == NULL)
        return g_strdup("");
    VigiePlace where = {place->file, place->line, 0};
    return vigie_place_print(&where);
}

static char *
count_cell(guint64 n)
{
    return g_strdup_printf("%" PRIu64, n);
}

static char *
share_cell(guint64 n, guint64 base, VigieLang lang)
{
    return base > 0 ? vigie_percent_format((double)n / (double)base, 1, lang) : g_strdup("–");
}

static char *
year_cell(int year)
{
    return year > 0 ? g_strdup_printf("%d", year) : g_strdup("");
}

/* Takes the cells over. */
static void
add_cells(VigieTable *table, char **cells)
{
    vigie_table_add(table, g_strv_length(cells), (const char *const *)cells);
    g_strfreev(cells);
}

static char **
cells_of(guint n, char *const *cells)
{
    char **all = g_new0(char *, n + 1);
    memcpy(all, cells, n * sizeof *cells);
    return all;
}
#define ADD(table, ...)                                                                        \
    add_cells(table, cells_of(G_N_ELEMENTS(((char *[]){__VA_ARGS__})), (char *[]){__VA_ARGS__}))

/* CSV ------------------------------------------------------------------------------------------ */

static void
add_csv_row(VigieTable *table, const VigieQuality *quality, const VigieQualityRow *row)
{
    char share[VIGIE_NUMBER_SIZE] = "", value[VIGIE_NUMBER_SIZE] = "";
    if (row->base > 0)
        vigie_number_print((double)row->n / (double)row->base, share);
    vigie_number_print(row->value, value);
    ADD(table, g_strdup(vigie_quality_survey(quality)->name), year_cell(row->year),
        g_strdup(row->wave), g_strdup(row->source), g_strdup(row->file), g_strdup(row->check),
        g_strdup(row->reason), g_strdup(row->item), g_strdup(row->role), g_strdup(row->unit),
        count_cell(row->n), row->base > 0 ? count_cell(row->base) : g_strdup(""),
        g_strdup(share), g_strdup(value), g_strdup(row->flagged ? "1" : ""),
        place_cell(&row->first), place_cell(&row->other), g_strdup(row->text));
}

char *
vigie_quality_csv(const GPtrArray *qualities)
{
    static const char *const names[] = {
        "survey", "year", "wave",  "source", "file", "check", "reason", "item", "role", "unit",
        "n",      "base", "share", "value",  "flag", "first", "other",  "text", NULL};
    g_autoptr(VigieTable) table = vigie_table_new();
    vigie_table_set_header(table, names);
    for (guint k = 0; k < qualities->len; k++) {
        const VigieQuality *quality = qualities->pdata[k];
        const GPtrArray *rows = vigie_quality_rows(quality);
        for (guint i = 0; i < rows->len; i++)
            add_csv_row(table, quality, rows->pdata[i]);
    }
    return vigie_table_csv(table);
}

/* Text ----------------------------------------------------------------------------------------- */

typedef struct {
    const VigieQuality *quality;
    const GPtrArray *rows;
    VigieLang lang;
    GString *text;
} Printing;

static VigieTable *
new_table(const char *const *names)
{
    VigieTable *table = vigie_table_new();
    vigie_table_set_header(table, names);
    vigie_table_translate(table);
    return table;
}

/* A heading and its table; nothing where the table has no row. */
static void
print_table(const Printing *p, const char *title, const VigieTable *table)
{
    if (table->rows->len == 0)
        return;
    g_autofree char *lines = vigie_table_text(table);
    g_string_append_printf(p->text, "\n%s\n%s", title, lines);
}

static bool
is_check(const VigieQualityRow *row, const char *check)
{
    return strcmp(row->check, check) == 0;
}

/* Of a file: a count that stands behind its rows_read. */
static guint64
of_file(const GPtrArray *rows, guint i, const char *check, bool sum)
{
    const VigieQualityRow *file = rows->pdata[i];
    guint64 n = 0;
    for (guint k = i + 1; k < rows->len; k++) {
        const VigieQualityRow *row = rows->pdata[k];
        if (is_check(row, "rows_read") || *row->file == '\0' ||
            strcmp(row->file, file->file) != 0)
            break;
        if (is_check(row, check) && (sum || *row->reason == '\0'))
            n += row->n;
    }
    return n;
}

static void
print_files(const Printing *p)
{
    static const char *const names[] = {N_("file"),           N_("source"),  N_("rows"),
                                        N_("accepted"),       N_("refused"), N_("findings"),
                                        N_("unread columns"), N_("doubts"),  NULL};
    g_autoptr(VigieTable) table = new_table(names);
    for (guint i = 0; i < p->rows->len; i++) {
        const VigieQualityRow *row = p->rows->pdata[i];
        if (is_check(row, "rows_read"))
            ADD(table, g_strdup(row->file), g_strdup(row->source), count_cell(row->n),
                count_cell(of_file(p->rows, i, "accepted", false)),
                count_cell(of_file(p->rows, i, "refused", false)),
                count_cell(of_file(p->rows, i, "finding", true)),
                count_cell(of_file(p->rows, i, "unmapped_column", true)),
                count_cell(of_file(p->rows, i, "doubt", true)));
    }
    print_table(p, _("Files"), table);
}

static void
print_findings(const Printing *p)
{
    static const char *const names[] = {N_("what"),  N_("item"),         N_("n"),
                                        N_("first"), N_("what it says"), NULL};
    g_autoptr(VigieTable) table = new_table(names);
    for (guint i = 0; i < p->rows->len; i++) {
        const VigieQualityRow *row = p->rows->pdata[i];
        if (*row->file != '\0' && *row->reason != '\0')
            ADD(table, g_strdup(vigie_quality_reason(row->reason)), g_strdup(row->item),
                count_cell(row->n), place_cell(&row->first), g_strdup(row->text));
    }
    print_table(p, _("Refused rows, findings and doubts, the first of each kind"), table);
}

static void
print_waves(const Printing *p)
{
    static const char *const names[] = {N_("year"),
                                        N_("wave"),
                                        N_("records"),
                                        N_("same id"),
                                        N_("same answers"),
                                        N_("outside"),
                                        N_("median minutes"),
                                        N_("too fast"),
                                        N_("impossible durations"),
                                        N_("straight-lining"),
                                        N_("non-response"),
                                        NULL};
    g_autoptr(VigieTable) table = new_table(names);
    const GPtrArray *waves = vigie_quality_waves(p->quality);
    for (guint i = 0; i < waves->len; i++) {
        const VigieQualityWave *w = waves->pdata[i];
        ADD(table, year_cell(w->year), g_strdup(w->wave), count_cell(w->n_records),
            w->same_id.base > 0 ? count_cell(w->same_id.n + w->same_id_elsewhere.n)
                                : g_strdup("–"),
            w->same_answers.base > 0
                ? count_cell(w->same_answers.n + w->same_answers_elsewhere.n)
                : g_strdup("–"),
            w->outside.base > 0 ? count_cell(w->outside.n) : g_strdup("–"),
            vigie_number_format(w->median, 1, p->lang),
            share_cell(w->speeder.n, w->speeder.base, p->lang),
            w->negative.base > 0 ? count_cell(w->negative.n + w->too_long.n) : g_strdup("–"),
            share_cell(w->straight.n, w->straight.base, p->lang),
            share_cell(w->non_response.n, w->non_response.base, p->lang));
    }
    print_table(p, _("Waves (–: not known)"), table);
}

/* Questions ------------------------------------------------------------------------------------- */

static char *
worst_cell(const VigieQualityRow *row, VigieLang lang)
{
    g_autofree char *share = share_cell(row->n, row->base, lang);
    return g_strdup_printf("%d %s: %s", row->year, row->wave, share);
}

static void
print_questions(const Printing *p)
{
    static const char *const names[] = {N_("item"),
                                        N_("asked"),
                                        N_("blank"),
                                        N_("answers refused"),
                                        N_("invalid"),
                                        N_("don't know"),
                                        N_("not applicable"),
                                        N_("non-response"),
                                        N_("worst wave"),
                                        N_("first there"),
                                        NULL};
    g_autoptr(VigieTable) table = new_table(names);
    g_autoptr(GArray) questions = vigie_quality_questions(p->quality, 0, QUESTIONS_SHOWN);
    for (guint i = 0; i < questions->len; i++) {
        const VigieQualityQuestion *q = &g_array_index(questions, VigieQualityQuestion, i);
        const guint64 *n = q->no_answer;
        ADD(table, g_strdup(q->item), count_cell(q->base), count_cell(n[VIGIE_BLANK]),
            count_cell(n[VIGIE_REFUSED]), count_cell(n[VIGIE_INVALID]),
            count_cell(n[VIGIE_DONT_KNOW]), count_cell(n[VIGIE_NOT_APPLICABLE]),
            share_cell(q->n, q->base, p->lang), worst_cell(q->worst, p->lang),
            place_cell(&q->worst->first));
    }
    print_table(p, _("Questions left without an answer, the worst first"), table);
}

/* Interviewers and sites ------------------------------------------------------------------------ */

/* The rows of one interviewer or site of a wave, from its records on. */
typedef struct {
    const VigieQualityRow *records, *gaps, *refused, *straight, *fast, *duration;
    bool flagged;
} Unit;

static void
take_row(Unit *unit, const VigieQualityRow *row)
{
    const struct {
        const char *check;
        const VigieQualityRow **row;
    } kinds[] = {{"records", &unit->records},   {"non_response", &unit->gaps},
                 {"no_answer", &unit->refused}, {"straight_lining", &unit->straight},
                 {"speeder", &unit->fast},      {"duration", &unit->duration}};
    for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (is_check(row, kinds[i].check))
            *kinds[i].row = row;
    unit->flagged = unit->flagged || row->flagged;
}

static GArray *
gather_units(const GPtrArray *rows, const char *role)
{
    GArray *units = g_array_new(FALSE, TRUE, sizeof(Unit));
    for (guint i = 0; i < rows->len; i++) {
        const VigieQualityRow *row = rows->pdata[i];
        if (strcmp(row->role, role) != 0)
            continue;
        if (is_check(row, "records"))
            g_array_set_size(units, units->len + 1);
        take_row(&g_array_index(units, Unit, units->len - 1), row);
    }
    return units;
}

static char *
unit_share(const VigieQualityRow *row, VigieLang lang)
{
    if (row == NULL)
        return g_strdup("–");
    g_autofree char *share = share_cell(row->n, row->base, lang);
    return g_strconcat(share, row->flagged ? " *" : "", NULL);
}

static void
add_unit(const Printing *p, VigieTable *table, const Unit *unit)
{
    const VigieQualityRow *row = unit->records;
    ADD(table, *row->unit != '\0' ? g_strdup(row->unit) : g_strdup("?"), year_cell(row->year),
        g_strdup(row->wave), count_cell(row->n), unit_share(unit->gaps, p->lang),
        unit->refused != NULL ? count_cell(unit->refused->n) : g_strdup("–"),
        unit_share(unit->straight, p->lang),
        vigie_number_format(unit->duration != NULL ? unit->duration->value : NAN, 1, p->lang),
        unit_share(unit->fast, p->lang));
}

/* All where they are few, else those that are flagged. */
static void
print_units(const Printing *p, const char *role, const char *title)
{
    static const char *const names[] = {N_("who"),
                                        N_("year"),
                                        N_("wave"),
                                        N_("records"),
                                        N_("non-response"),
                                        N_("answers refused"),
                                        N_("straight-lining"),
                                        N_("median minutes"),
                                        N_("too fast"),
                                        NULL};
    g_autoptr(VigieTable) table = new_table(names);
    g_autoptr(GArray) units = gather_units(p->rows, role);
    bool all = units->len <= UNITS_SHOWN;
    for (guint i = 0; i < units->len; i++) {
        const Unit *unit = &g_array_index(units, Unit, i);
        if (all || unit->flagged)
            add_unit(p, table, unit);
    }
    print_table(p, title, table);
    guint n_more = units->len - table->rows->len;
    if (table->rows->len == 0 && n_more > 0)
        g_string_append_printf(p->text, "\n%s\n", title);
    if (n_more > 0)
        g_string_append_printf(p->text,
                               P_("%u more, like the others of its wave: --format csv has it\n",
                                  "%u more, like the others of their wave: --format csv has "
                                  "them\n",
                                  n_more),
                               n_more);
}

static void
print_quality(const Printing *p)
{
    const VigieSurvey *survey = vigie_quality_survey(p->quality);
    const GPtrArray *waves = vigie_quality_waves(p->quality);
    g_string_append_printf(p->text, "%s (%s)\n", survey->title, survey->name);
    for (guint i = 0; i < waves->len; i++) {
        g_autofree char *verdict = vigie_quality_verdict(p->quality, waves->pdata[i], p->lang);
        g_string_append_printf(p->text, "%s\n", verdict);
    }
    g_autofree char *remark = vigie_quality_remark(p->quality);
    if (remark != NULL)
        g_string_append_printf(p->text, "%s\n", remark);
    print_files(p);
    print_findings(p);
    print_waves(p);
    print_questions(p);
    print_units(p, "interviewer", _("Interviewers (*: unlike the others of the wave)"));
    print_units(p, "site", _("Sites (*: unlike the others of the wave)"));
}

char *
vigie_quality_text(const GPtrArray *qualities, VigieLang lang)
{
    GString *text = g_string_new(NULL);
    for (guint k = 0; k < qualities->len; k++) {
        const VigieQuality *quality = qualities->pdata[k];
        Printing p = {quality, vigie_quality_rows(quality), lang, text};
        if (k > 0)
            g_string_append_c(text, '\n');
        print_quality(&p);
    }
    return g_string_free(text, FALSE);
}
