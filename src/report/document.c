/* document.c - a report as files: the PDF, each chart as PNG, its numbers as CSV */
#include <math.h>
#include <string.h>

#include "exhibit.h"
#include "stage.h"
#include "work.h"

#define PNG_WIDTH 480.0

static void
made_free(gpointer pointer)
{
    VigieMade *made = pointer;
    g_clear_pointer(&made->chart, vigie_chart_free);
    vigie_key_figure_release(&made->figure);
    g_free(made);
}

static void
exhibit_free(gpointer exhibit)
{
    vigie_exhibit_free(exhibit);
}

static void
work_release(VigieWork *work)
{
    g_clear_pointer(&work->made, g_hash_table_unref);
    g_clear_pointer(&work->overview, g_ptr_array_unref);
    g_clear_pointer(&work->ruler, vigie_ruler_free);
    g_clear_pointer(&work->fonts, vigie_fonts_free);
    g_clear_pointer(&work->method, vigie_method_free);
    for (guint i = 0; i < work->report->pages->len; i++)
        g_clear_pointer(&work->placed[i], g_ptr_array_unref);
    g_free(work->placed);
    g_free(work->first_page);
}

/* One exhibit; what the observatory does not have is a note, not an error. */
static bool
make_one(VigieWork *work, const VigieExhibit *exhibit, GError **error)
{
    g_autoptr(GError) problem = NULL;
    VigieMade *made = g_new0(VigieMade, 1);
    made->exhibit = exhibit;
    bool done;
    if (exhibit->is_chart) {
        made->chart = vigie_exhibit_chart(exhibit, work->context, &problem);
        done = made->chart != NULL;
    } else {
        done = vigie_exhibit_figure(exhibit, work->context, &made->figure, &problem);
    }
    if (done) {
        g_hash_table_insert(work->made, exhibit->name, made);
        return true;
    }
    made_free(made);
    /* A survey or dataset that observatory.ini declares and nobody loaded is nothing, too. */
    if (!g_error_matches(problem, VIGIE_REPORT_ERROR, VIGIE_REPORT_ERROR_NOTHING) &&
        !g_error_matches(problem, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_MISSING)) {
        g_propagate_error(error, g_steal_pointer(&problem));
        return false;
    }
    /* The message begins with the place, which a finding has apart. */
    g_autofree char *place = vigie_place_print(&exhibit->place);
    g_autofree char *prefix = g_strconcat(place, ": ", NULL);
    bool placed = g_str_has_prefix(problem->message, prefix);
    vigie_findings_add(work->context->notes, VIGIE_NOTE, "left_out", &exhibit->place, "%s",
                       problem->message + (placed ? strlen(prefix) : 0));
    return true;
}

static const char *
or_empty(const char *text)
{
    return text != NULL ? text : "";
}

static bool
write_pdf(VigieWork *work, const char *path, GError **error)
{
    const VigieReportContext *context = work->context;
    g_autofree char *running =
        g_strdup_printf("%s · %d", or_empty(work->report->title), context->year);
    g_autofree char *title = g_strdup_printf("%s %d – %s", or_empty(work->report->title),
                                             context->year, context->observatory->territory);
    VigieDocumentInfo info = {.title = title,
                              .author = context->observatory->title,
                              .subject = or_empty(work->report->subtitle),
                              .keywords = context->observatory->territory,
                              .date = context->date,
                              .lang = context->lang};
    g_autoptr(VigieDocument) document =
        vigie_document_new(work->fonts, VIGIE_FLOW_WIDTH, VIGIE_FLOW_HEIGHT, &info, error);
    if (document == NULL)
        return false;
    /* The contents need page numbers: the first pass counts, the second draws. */
    for (int pass = 0; pass < 2; pass++) {
        VigieFlow flow = {.document = document,
                          .draw = pass == 1,
                          .lang = context->lang,
                          .running = running,
                          .territory = context->observatory->territory,
                          .notice = context->observatory->notice};
        vigie_flow_open(&flow, "Document");
        for (guint i = 0; i < work->report->pages->len; i++)
            vigie_page_flow(work, i, &flow);
        vigie_flow_close(&flow);
    }
    return vigie_document_write(document, path, error);
}

static bool
write_text(VigieStage *stage, const char *name, const char *text, GError **error)
{
    g_autofree char *path = vigie_stage_path(stage, name, error);
    return path != NULL && vigie_file_write(path, text, strlen(text), error);
}

static bool
write_png(const VigieWork *work, const VigieMade *made, const char *path, GError **error)
{
    g_autoptr(VigieDisplay) display =
        vigie_chart_layout(made->chart, PNG_WIDTH, vigie_ruler_measurer(work->ruler));
    VigieDocumentInfo info = {.author = work->context->observatory->title,
                              .date = work->context->date,
                              .lang = work->context->lang};
    double dpi = work->context->dpi > 0.0 ? work->context->dpi : 150.0;
    return vigie_render_png(work->fonts, display, path, dpi, &info, error);
}

/* A key figure's rows, or a chart's numbers and its picture. */
static bool
write_made(const VigieWork *work, const VigieMade *made, const char *folder, VigieStage *stage,
           GError **error)
{
    g_autofree char *csv = g_strdup_printf("%s/%s.csv", folder, made->exhibit->name);
    if (made->chart == NULL)
        return write_text(stage, csv, made->figure.csv, error);
    g_autofree char *numbers = vigie_chart_csv(made->chart);
    g_autofree char *png = g_strdup_printf("%s/%s.png", folder, made->exhibit->name);
    if (!write_text(stage, csv, numbers, error))
        return false;
    g_autofree char *path = vigie_stage_path(stage, png, error);
    return path != NULL && write_png(work, made, path, error);
}

static bool
write_exhibits(const VigieWork *work, const GPtrArray *exhibits, const char *folder,
               VigieStage *stage, GError **error)
{
    for (guint i = 0; i < exhibits->len; i++) {
        const VigieExhibit *exhibit = g_ptr_array_index(exhibits, i);
        const VigieMade *made = g_hash_table_lookup(work->made, exhibit->name);
        vigie_progress(work->context->progress, _("files"), i, exhibits->len);
        if (made != NULL && !write_made(work, made, folder, stage, error))
            return false;
    }
    vigie_progress(work->context->progress, _("files"), exhibits->len, exhibits->len);
    return true;
}

static bool
write_all(VigieWork *work, VigieStage *stage, GError **error)
{
    g_autofree char *base = g_strdup_printf("%s-%d", work->report->name, work->context->year);
    g_autofree char *file = g_strconcat(base, ".pdf", NULL);
    g_autofree char *path = vigie_stage_path(stage, file, error);
    if (path == NULL || !write_pdf(work, path, error))
        return false;
    return write_exhibits(work, work->report->exhibits, base, stage, error) &&
           write_exhibits(work, work->overview, base, stage, error);
}

/* All files or none: they are written beside their place, then renamed. */
static bool
write_staged(VigieWork *work, const char *dir, GPtrArray *files, GError **error)
{
    g_autoptr(VigieStage) stage = vigie_stage_new(dir, error);
    if (stage == NULL)
        return false;
    if (write_all(work, stage, error))
        return vigie_stage_commit(stage, files, error);
    vigie_stage_error(stage, error);
    return false;
}

/* An exhibit that stands on no page is not made. */
static bool
is_on_a_page(const VigieReport *report, const VigieExhibit *exhibit)
{
    for (guint i = 0; i < report->pages->len; i++) {
        const VigieReportPage *page = g_ptr_array_index(report->pages, i);
        if (page->exhibits != NULL &&
            g_strv_contains((const char *const *)page->exhibits, exhibit->name))
            return true;
    }
    return false;
}

/* What the words of the report may call significant is known before the first is said. */
static VigieSignificance *
test_changes(const VigieReport *report, const VigieReportContext *context)
{
    g_autoptr(GPtrArray) exhibits = g_ptr_array_new();
    for (guint i = 0; i < report->exhibits->len; i++) {
        const VigieExhibit *exhibit = g_ptr_array_index(report->exhibits, i);
        if (is_on_a_page(report, exhibit))
            g_ptr_array_add(exhibits, (gpointer)exhibit);
    }
    return vigie_significance_new(exhibits, context);
}

static bool
make_all(VigieWork *work, GError **error)
{
    const GPtrArray *exhibits = work->report->exhibits;
    for (guint i = 0; i < exhibits->len; i++) {
        const VigieExhibit *exhibit = g_ptr_array_index(exhibits, i);
        vigie_progress(work->context->progress, _("charts"), i, exhibits->len);
        if (is_on_a_page(work->report, exhibit) && !make_one(work, exhibit, error))
            return false;
    }
    vigie_overview_add(work);
    for (guint i = 0; i < work->overview->len; i++)
        if (!make_one(work, g_ptr_array_index(work->overview, i), error))
            return false;
    vigie_progress(work->context->progress, _("charts"), exhibits->len, exhibits->len);
    return true;
}

/* Fonts are asked for once all that may be refused has been made. */
static bool
prepare(VigieWork *work, GError **error)
{
    work->fonts = vigie_fonts_new(error);
    if (work->fonts == NULL)
        return false;
    work->ruler = vigie_ruler_new(vigie_fonts_measurer(work->fonts));
    work->method = vigie_method_new(work->context, vigie_ruler_measurer(work->ruler), error);
    return work->method != NULL;
}

bool
vigie_report_write(const VigieReport *report, const VigieReportContext *context,
                   const char *dir, GPtrArray **files, GError **error)
{
    VigieReportContext tested = *context;
    tested.significance = test_changes(report, context);
    VigieWork work = {.report = report,
                      .context = &tested,
                      .made = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, made_free),
                      .overview = g_ptr_array_new_with_free_func(exhibit_free),
                      .first_page = g_new0(guint, report->pages->len),
                      .placed = g_new0(GPtrArray *, report->pages->len)};
    g_autoptr(GPtrArray) written = g_ptr_array_new_with_free_func(g_free);
    bool done = make_all(&work, error);
    if (done && g_hash_table_size(work.made) == 0) {
        g_set_error(error, VIGIE_REPORT_ERROR, VIGIE_REPORT_ERROR_NOTHING,
                    _("%s: nothing to report for %d: the store has no data that it asks for"),
                    report->path, context->year);
        done = false;
    }
    done = done && prepare(&work, error) && write_staged(&work, dir, written, error);
    work_release(&work);
    vigie_significance_free(tested.significance);
    if (done && files != NULL)
        *files = g_steal_pointer(&written);
    return done;
}
