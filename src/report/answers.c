/* answers.c - the quality of answers on paper, one part a survey */
#include "answers.h"
#include <math.h>
#include <string.h>

#include "exhibit.h"

/* As many as leave room for two surveys on a page. */
#define WAVES_SHOWN 6
#define QUESTIONS_SHOWN 5
#define UNITS_SHOWN 5

typedef struct {
    char *title;
    VigieDisplay *table;
    GPtrArray *lines; /* char* */
} Part;

struct VigieAnswersPage {
    GPtrArray *parts; /* Part* */
};

static void
part_free(void *user)
{
    Part *part = user;
    g_free(part->title);
    vigie_display_free(part->table);
    g_ptr_array_unref(part->lines);
    g_free(part);
}

VigieAnswersPage *
vigie_answers_page_new(void)
{
    VigieAnswersPage *page = g_new0(VigieAnswersPage, 1);
    page->parts = g_ptr_array_new_with_free_func(part_free);
    return page;
}

void
vigie_answers_page_free(VigieAnswersPage *page)
{
    if (page == NULL)
        return;
    g_ptr_array_unref(page->parts);
    g_free(page);
}

/* Waves ---------------------------------------------------------------------------------------- */

static char *
count_cell(guint64 n, guint64 base, VigieLang lang)
{
    return base > 0 ? vigie_number_format((double)n, 0, lang) : g_strdup("–");
}

static char *
share_cell(const VigieQualityCount *count, VigieLang lang)
{
    return count->base > 0
               ? vigie_percent_format((double)count->n / (double)count->base, 1, lang)
               : g_strdup("–");
}

static void
add_wave(GPtrArray *cells, const VigieQualityWave *w, VigieLang lang)
{
    g_autofree char *year = g_strdup_printf("%d", w->year);
    bool same = strcmp(year, w->wave) == 0;
    g_ptr_array_add(cells,
                    g_strdup_printf("%s%s%s", year, same ? "" : " · ", same ? "" : w->wave));
    g_ptr_array_add(cells, count_cell(w->n_records, 1, lang));
    g_ptr_array_add(cells, count_cell(w->n_refused, 1, lang));
    g_ptr_array_add(cells,
                    count_cell(w->same_id.n + w->same_id_elsewhere.n, w->same_id.base, lang));
    g_ptr_array_add(cells, count_cell(w->same_answers.n + w->same_answers_elsewhere.n,
                                      w->same_answers.base, lang));
    g_ptr_array_add(cells, count_cell(w->outside.n, w->outside.base, lang));
    g_ptr_array_add(cells, vigie_number_format(w->median, 1, lang));
    g_ptr_array_add(cells, share_cell(&w->speeder, lang));
    g_ptr_array_add(cells, share_cell(&w->straight, lang));
    g_ptr_array_add(cells, share_cell(&w->non_response, lang));
}

/* The newest waves that a report of that year may show. */
static void
find_waves(const GPtrArray *waves, int year, guint *first, guint *end)
{
    *end = 0;
    while (*end < waves->len && ((const VigieQualityWave *)waves->pdata[*end])->year <= year)
        ++*end;
    *first = *end > WAVES_SHOWN ? *end - WAVES_SHOWN : 0;
}

static VigieDisplay *
waves_table(const VigieQuality *quality, const VigieReportContext *context,
            const VigieMeasurer *measurer)
{
    static const double widths[] = {0.12, 0.10, 0.09, 0.12, 0.10, 0.09, 0.10, 0.09, 0.10, 0.09};
    const char *header[] = {_("Wave"),           _("Answers"),      _("Rows refused"),
                            _("Same id"),        _("Same answers"), _("Date outside"),
                            _("Median minutes"), _("Too fast"),     _("Straight-lining"),
                            _("Non-response")};
    const GPtrArray *waves = vigie_quality_waves(quality);
    g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
    guint first = 0, end = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(header); i++)
        g_ptr_array_add(cells, g_strdup(header[i]));
    find_waves(waves, context->year, &first, &end);
    for (guint i = first; i < end; i++)
        add_wave(cells, waves->pdata[i], context->lang);
    VigieTable table = {(const char *const *)cells->pdata, cells->len / G_N_ELEMENTS(widths),
                        G_N_ELEMENTS(widths), widths};
    return vigie_table_layout(&table, VIGIE_FLOW_BODY, measurer, context->lang);
}

/* Lines ---------------------------------------------------------------------------------------- */

static void
add_questions(GPtrArray *lines, const VigieQuality *quality, const VigieReportContext *context)
{
    const VigieCodebook *codebook = vigie_quality_survey(quality)->codebook;
    g_autoptr(GArray) questions =
        vigie_quality_questions(quality, context->year, QUESTIONS_SHOWN);
    g_autoptr(GString) list = g_string_new(NULL);
    for (guint i = 0; i < questions->len; i++) {
        const VigieQualityQuestion *question =
            &g_array_index(questions, VigieQualityQuestion, i);
        const VigieItem *item = vigie_codebook_find(codebook, question->item);
        g_autofree char *label =
            vigie_label_inside(vigie_item_label(codebook, item, context->lang));
        g_autofree char *share = vigie_percent_format(
            (double)question->n / (double)question->base, 1, context->lang);
        g_string_append_printf(list, "%s%s (%s)", i > 0 ? ", " : "", label, share);
    }
    if (questions->len > 0)
        g_ptr_array_add(lines, g_strdup_printf(_("Questions least answered in %d: %s."),
                                               context->year, list->str));
}

static void
add_unit(GPtrArray *lines, const VigieQualityRow *row, VigieLang lang)
{
    bool interviewer = strcmp(row->role, "interviewer") == 0;
    g_autofree char *share = vigie_percent_format((double)row->n / (double)row->base, 1, lang);
    const char *format =
        strcmp(row->check, "speeder") == 0
            ? (interviewer ? _("Interviewer %s, wave %s: %s of the interviews are too fast.")
                           : _("Site %s, wave %s: %s of the interviews are too fast."))
        : strcmp(row->check, "straight_lining") == 0
            ? (interviewer ? _("Interviewer %s, wave %s: %s answer a battery alike.")
                           : _("Site %s, wave %s: %s answer a battery alike."))
            : (interviewer ? _("Interviewer %s, wave %s: %s of the answers are missing.")
                           : _("Site %s, wave %s: %s of the answers are missing."));
    g_auto(GStrv) parts = g_strsplit(format, "%s", 4);
    g_ptr_array_add(lines, g_strconcat(parts[0], row->unit, parts[1], row->wave, parts[2],
                                       share, parts[3], NULL));
}

static void
add_units(GPtrArray *lines, const VigieQuality *quality, const VigieReportContext *context)
{
    const GPtrArray *rows = vigie_quality_rows(quality);
    guint n = 0;
    for (guint i = 0; i < rows->len; i++) {
        const VigieQualityRow *row = rows->pdata[i];
        if (row->year == context->year && row->flagged && *row->role != '\0' &&
            n++ < UNITS_SHOWN)
            add_unit(lines, row, context->lang);
    }
    if (n > UNITS_SHOWN)
        g_ptr_array_add(
            lines, g_strdup_printf(P_("%u more: vigie status %s lists it.",
                                      "%u more: vigie status %s lists them.", n - UNITS_SHOWN),
                                   n - UNITS_SHOWN, vigie_quality_survey(quality)->name));
}

static void
add_verdicts(GPtrArray *lines, const VigieQuality *quality, const VigieReportContext *context)
{
    const GPtrArray *waves = vigie_quality_waves(quality);
    for (guint i = 0; i < waves->len; i++) {
        const VigieQualityWave *wave = waves->pdata[i];
        if (wave->year == context->year)
            g_ptr_array_add(lines, vigie_quality_verdict(quality, wave, context->lang));
    }
    char *remark = vigie_quality_remark(quality);
    if (remark != NULL)
        g_ptr_array_add(lines, remark);
}

void
vigie_answers_page_add(VigieAnswersPage *page, const VigieQuality *quality,
                       const VigieReportContext *context, const VigieMeasurer *measurer)
{
    Part *part = g_new0(Part, 1);
    part->title = g_strdup(vigie_quality_survey(quality)->title);
    part->table = waves_table(quality, context, measurer);
    part->lines = g_ptr_array_new_with_free_func(g_free);
    add_verdicts(part->lines, quality, context);
    add_questions(part->lines, quality, context);
    add_units(part->lines, quality, context);
    g_ptr_array_add(page->parts, part);
}

bool
vigie_answers_page_is_empty(const VigieAnswersPage *page)
{
    return page->parts->len == 0;
}

/* On paper ------------------------------------------------------------------------------------- */

static void
flow_part(VigieFlow *flow, const Part *part)
{
    vigie_flow_need(flow, part->table->height + 40.0);
    vigie_flow_text(flow, &vigie_style_heading, part->title);
    vigie_flow_space(flow, 3.0);
    vigie_flow_display(flow, part->table, 1.0);
    vigie_flow_space(flow, 6.0);
    for (guint i = 0; i < part->lines->len; i++) {
        g_autofree char *line = g_strconcat("• ", (const char *)part->lines->pdata[i], NULL);
        vigie_flow_text(flow, &vigie_style_small, line);
        vigie_flow_space(flow, 1.5);
    }
    vigie_flow_space(flow, 14.0);
}

void
vigie_answers_page_flow(const VigieAnswersPage *page, VigieFlow *flow)
{
    for (guint i = 0; i < page->parts->len; i++)
        flow_part(flow, page->parts->pdata[i]);
    vigie_flow_text(
        flow, &vigie_style_small,
        _("Same id: an id met before in the year. Same answers: all questions answered as in "
          "another record. Too fast: in less than a third of the wave's median time. "
          "Straight-lining: the same answer to all questions of a battery, of those who "
          "answered "
          "four or more; it may be sincere. Non-response: answers blank, refused or "
          "impossible, "
          "over those that were due; free text is left out. These are the rules unless "
          "observatory.ini says others."));
}
