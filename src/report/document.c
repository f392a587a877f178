/* document.c - a report as files: the PDF, each chart as PNG, its numbers as CSV */
#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "exhibit.h"
#include "method.h"

#define PNG_WIDTH 480.0
#define GAP 22.0

/* An exhibit made: a chart with its display, or a key figure. */
typedef struct {
    const VigieExhibit *exhibit;
    VigieChart *chart;
    VigieDisplay *display;
    VigieKeyFigure figure;
} Made;

/* A report on its way. */
typedef struct {
    const VigieReport *report;
    const VigieReportContext *context;
    VigieFonts *fonts;
    GHashTable *made; /* exhibit name -> Made* */
    VigieMethod *method;
    guint *first_page; /* [pages] 0 = left out */
} Work;

static void
made_free(gpointer pointer)
{
    Made *made = pointer;
    g_clear_pointer(&made->chart, vigie_chart_free);
    g_clear_pointer(&made->display, vigie_display_free);
    vigie_key_figure_release(&made->figure);
    g_free(made);
}

static void
work_release(Work *work)
{
    g_clear_pointer(&work->made, g_hash_table_unref);
    g_clear_pointer(&work->fonts, vigie_fonts_free);
    g_clear_pointer(&work->method, vigie_method_free);
    g_free(work->first_page);
}

/* One exhibit; what the observatory does not have is a note, not an error. */
static bool
make_one(Work *work, const VigieExhibit *exhibit, GError **error)
{
    g_autoptr(GError) problem = NULL;
    Made *made = g_new0(Made, 1);
    made->exhibit = exhibit;
    bool done;
    if (exhibit->is_chart) {
        made->chart = vigie_exhibit_chart(exhibit, work->context, &problem);
        done = made->chart != NULL;
        if (done)
            made->display = vigie_chart_layout(made->chart, VIGIE_FLOW_BODY,
                                               vigie_fonts_measurer(work->fonts));
    } else {
        done = vigie_exhibit_figure(exhibit, work->context, &made->figure, &problem);
    }
    if (done) {
        g_hash_table_insert(work->made, exhibit->name, made);
        return true;
    }
    made_free(made);
    if (!g_error_matches(problem, VIGIE_REPORT_ERROR, VIGIE_REPORT_ERROR_NOTHING)) {
        g_propagate_error(error, g_steal_pointer(&problem));
        return false;
    }
    vigie_findings_add(work->context->notes, VIGIE_NOTE, "left_out", NULL, "%s",
                       problem->message);
    return true;
}

static bool
make_all(Work *work, GError **error)
{
    const GPtrArray *exhibits = work->report->exhibits;
    for (guint i = 0; i < exhibits->len; i++) {
        vigie_progress(work->context->progress, _("charts"), i, exhibits->len);
        if (!make_one(work, g_ptr_array_index(exhibits, i), error))
            return false;
    }
    vigie_progress(work->context->progress, _("charts"), exhibits->len, exhibits->len);
    work->method = vigie_method_new(work->context, vigie_fonts_measurer(work->fonts), error);
    return work->method != NULL;
}

/* A page that would show nothing is left out. */
static bool
is_empty(const Work *work, const VigieReportPage *page)
{
    if (page->kind == VIGIE_PAGE_METHOD)
        return work->method->titles->len == 0;
    if (page->kind != VIGIE_PAGE_CHARTS && page->kind != VIGIE_PAGE_FIGURES)
        return false;
    for (char **name = page->exhibits; name != NULL && *name != NULL; name++)
        if (g_hash_table_contains(work->made, *name))
            return false;
    return true;
}

static const char *
or_empty(const char *text)
{
    return text != NULL ? text : "";
}

static char *
long_date(double days, VigieLang lang)
{
    static const char *const months[] = {N_("January"), N_("February"), N_("March"),
                                         N_("April"),   N_("May"),      N_("June"),
                                         N_("July"),    N_("August"),   N_("September"),
                                         N_("October"), N_("November"), N_("December")};
    int year, month, day;
    vigie_date_civil(days, &year, &month, &day);
    g_autofree char *number =
        day == 1 && lang == VIGIE_LANG_FR ? g_strdup("1er") : g_strdup_printf("%d", day);
    return g_strdup_printf("%s %s %d", number, _(months[month - 1]), year);
}

static void
flow_cover(const Work *work, VigieFlow *flow)
{
    static const VigieTextStyle big = {
        {32.0, VIGIE_WEIGHT_BOLD, VIGIE_COLOUR_INK}, VIGIE_ANCHOR_START, 1.1, 0.0};
    static const VigieTextStyle middle = {
        {15.0, VIGIE_WEIGHT_REGULAR, VIGIE_COLOUR_TEXT}, VIGIE_ANCHOR_START, 1.2, 2.0};
    static const VigieTextStyle year = {
        {60.0, VIGIE_WEIGHT_BOLD, VIGIE_COLOUR_ACCENT}, VIGIE_ANCHOR_START, 1.0, 0.0};
    static const VigieTextStyle alert = {
        {11.0, VIGIE_WEIGHT_BOLD, VIGIE_COLOUR_NEGATIVE_1}, VIGIE_ANCHOR_START, 1.2, 0.0};
    const VigieObservatory *observatory = work->context->observatory;
    g_autofree char *number = g_strdup_printf("%d", work->context->year);
    g_autofree char *date = long_date(work->context->date, flow->lang);
    const struct {
        const VigieTextStyle *style;
        const char *text;
        double space;
    } blocks[] = {{&middle, observatory->territory, 24.0},
                  {&big, or_empty(work->report->title), 14.0},
                  {&middle, or_empty(work->report->subtitle), 40.0},
                  {&year, number, 40.0},
                  {&alert, observatory->notice, 160.0},
                  {&vigie_style_text, observatory->title, 4.0},
                  {&vigie_style_text, observatory->contact, 4.0},
                  {&vigie_style_text, date, 0.0}};
    vigie_flow_space(flow, 110.0);
    for (gsize i = 0; i < G_N_ELEMENTS(blocks); i++) {
        if (*blocks[i].text != '\0')
            vigie_flow_text(flow, blocks[i].style, blocks[i].text);
        vigie_flow_space(flow, blocks[i].space);
    }
}

static char *
place_name(const VigieReportPage *page)
{
    return g_strconcat("page-", page->name, NULL);
}

static void
flow_contents_line(VigieFlow *flow, const VigieReportPage *page, guint number)
{
    static const VigieTextStyle line = {
        {11.0, VIGIE_WEIGHT_REGULAR, VIGIE_COLOUR_TEXT}, VIGIE_ANCHOR_START, 1.2, 0.0};
    VigieTextStyle right = line;
    right.align = VIGIE_ANCHOR_END;
    double top = flow->y;
    vigie_flow_text(flow, &line, or_empty(page->title));
    if (flow->draw) {
        g_autofree char *text = g_strdup_printf("%u", number);
        g_autofree char *place = place_name(page);
        VigieBox box = {VIGIE_FLOW_MARGIN, top, VIGIE_FLOW_MARGIN + VIGIE_FLOW_BODY, flow->y};
        vigie_document_text(flow->document, &right, text, VIGIE_FLOW_MARGIN, top,
                            VIGIE_FLOW_BODY);
        vigie_document_link(flow->document, place, &box);
    }
    vigie_flow_space(flow, 7.0);
}

static void
flow_contents(const Work *work, VigieFlow *flow)
{
    for (guint i = 0; i < work->report->pages->len; i++) {
        const VigieReportPage *page = g_ptr_array_index(work->report->pages, i);
        if (page->kind != VIGIE_PAGE_COVER && page->kind != VIGIE_PAGE_CONTENTS &&
            !is_empty(work, page))
            flow_contents_line(flow, page, work->first_page[i]);
    }
}

/* Key figures two a row: the number large, what it is above, what it is worth below. */
static double
draw_figure(VigieFlow *flow, const VigieKeyFigure *figure, double x, double width)
{
    static const VigieTextStyle label = {
        {9.5, VIGIE_WEIGHT_MEDIUM, VIGIE_COLOUR_TEXT}, VIGIE_ANCHOR_START, 1.15, 0.0};
    static const VigieTextStyle value = {
        {26.0, VIGIE_WEIGHT_BOLD, VIGIE_COLOUR_ACCENT}, VIGIE_ANCHOR_START, 1.1, 0.0};
    const struct {
        const VigieTextStyle *style;
        const char *text;
    } blocks[] = {
        {&label, figure->label}, {&value, figure->value}, {&vigie_style_small, figure->detail}};
    double y = flow->y;
    for (gsize i = 0; i < G_N_ELEMENTS(blocks); i++) {
        if (flow->draw)
            vigie_document_text(flow->document, blocks[i].style, blocks[i].text, x, y, width);
        y += vigie_document_text_height(flow->document, blocks[i].style, blocks[i].text, width);
        y += 2.0;
    }
    return y - flow->y;
}

static void
flow_figures(const Work *work, const VigieReportPage *page, VigieFlow *flow)
{
    double width = (VIGIE_FLOW_BODY - 30.0) / 2.0, height = 0.0;
    guint column = 0;
    for (char **name = page->exhibits; name != NULL && *name != NULL; name++) {
        const Made *made = g_hash_table_lookup(work->made, *name);
        if (made == NULL)
            continue;
        if (column == 0)
            vigie_flow_need(flow, 90.0);
        double x = VIGIE_FLOW_MARGIN + column * (width + 30.0);
        height = fmax(height, draw_figure(flow, &made->figure, x, width));
        column = (column + 1) % 2;
        if (column == 0) {
            vigie_flow_space(flow, height + GAP);
            height = 0.0;
        }
    }
}

static void
flow_charts(const Work *work, const VigieReportPage *page, VigieFlow *flow)
{
    for (char **name = page->exhibits; name != NULL && *name != NULL; name++) {
        const Made *made = g_hash_table_lookup(work->made, *name);
        if (made == NULL)
            continue;
        vigie_flow_display(flow, made->display);
        vigie_flow_space(flow, GAP);
    }
}

static void
flow_heading(VigieFlow *flow, const VigieReportPage *page)
{
    if (page->title != NULL) {
        vigie_flow_text(flow, &vigie_style_title, page->title);
        vigie_flow_space(flow, 8.0);
    }
    if (page->text != NULL && *page->text != '\0') {
        vigie_flow_text(flow, &vigie_style_text, page->text);
        vigie_flow_space(flow, 12.0);
    }
}

static void
flow_one(Work *work, guint i, VigieFlow *flow)
{
    const VigieReportPage *page = g_ptr_array_index(work->report->pages, i);
    if (is_empty(work, page))
        return;
    vigie_flow_page(flow, page->kind == VIGIE_PAGE_COVER);
    work->first_page[i] = flow->page;
    if (flow->draw) {
        g_autofree char *place = place_name(page);
        vigie_document_place(flow->document, place, 0.0, 0.0);
        if (page->title != NULL)
            vigie_document_bookmark(flow->document, 0, page->title, place);
    }
    if (page->kind == VIGIE_PAGE_COVER) {
        flow_cover(work, flow);
        return;
    }
    flow_heading(flow, page);
    if (page->kind == VIGIE_PAGE_CONTENTS)
        flow_contents(work, flow);
    else if (page->kind == VIGIE_PAGE_FIGURES)
        flow_figures(work, page, flow);
    else if (page->kind == VIGIE_PAGE_METHOD)
        vigie_method_flow(work->method, flow);
    else
        flow_charts(work, page, flow);
}

static bool
write_pdf(Work *work, const char *path, GError **error)
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
                          .notice = context->observatory->notice};
        for (guint i = 0; i < work->report->pages->len; i++)
            flow_one(work, i, &flow);
    }
    return vigie_document_write(document, path, error);
}

static void
note_file(GPtrArray *files, const char *path)
{
    if (files != NULL)
        g_ptr_array_add(files, g_strdup(path));
}

static bool
write_text(const char *folder, const char *name, const char *text, GPtrArray *files,
           GError **error)
{
    g_autofree char *file = g_strconcat(name, ".csv", NULL);
    g_autofree char *path = g_build_filename(folder, file, NULL);
    if (!vigie_file_write(path, text, strlen(text), error))
        return false;
    note_file(files, path);
    return true;
}

static bool
write_made(const Work *work, const Made *made, const char *folder, GPtrArray *files,
           GError **error)
{
    const char *name = made->exhibit->name;
    if (made->chart == NULL)
        return write_text(folder, name, made->figure.csv, files, error);
    g_autofree char *numbers = vigie_chart_numbers(made->chart);
    if (!write_text(folder, name, numbers, files, error))
        return false;
    g_autofree char *file = g_strconcat(name, ".png", NULL);
    g_autofree char *path = g_build_filename(folder, file, NULL);
    g_autoptr(VigieDisplay) display =
        vigie_chart_layout(made->chart, PNG_WIDTH, vigie_fonts_measurer(work->fonts));
    VigieDocumentInfo info = {.author = work->context->observatory->title,
                              .date = work->context->date,
                              .lang = work->context->lang};
    double dpi = work->context->dpi > 0.0 ? work->context->dpi : 150.0;
    if (!vigie_render_png(work->fonts, display, path, dpi, &info, error))
        return false;
    note_file(files, path);
    return true;
}

static bool
make_folder(const char *folder, GError **error)
{
    if (g_mkdir_with_parents(folder, 0777) == 0)
        return true;
    g_set_error(error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_IO, _("%s: cannot be made: %s"),
                folder, g_strerror(errno));
    return false;
}

static bool
write_all(Work *work, const char *dir, GPtrArray *files, GError **error)
{
    g_autofree char *base = g_strdup_printf("%s-%d", work->report->name, work->context->year);
    g_autofree char *folder = g_build_filename(dir, base, NULL);
    g_autofree char *file = g_strconcat(base, ".pdf", NULL);
    g_autofree char *path = g_build_filename(dir, file, NULL);
    if (!make_folder(folder, error) || !write_pdf(work, path, error))
        return false;
    note_file(files, path);
    const GPtrArray *exhibits = work->report->exhibits;
    for (guint i = 0; i < exhibits->len; i++) {
        const VigieExhibit *exhibit = g_ptr_array_index(exhibits, i);
        const Made *made = g_hash_table_lookup(work->made, exhibit->name);
        vigie_progress(work->context->progress, _("files"), i, exhibits->len);
        if (made != NULL && !write_made(work, made, folder, files, error))
            return false;
    }
    vigie_progress(work->context->progress, _("files"), exhibits->len, exhibits->len);
    return true;
}

bool
vigie_report_write(const VigieReport *report, const VigieReportContext *context,
                   const char *dir, GPtrArray **files, GError **error)
{
    Work work = {.report = report,
                 .context = context,
                 .fonts = vigie_fonts_new(error),
                 .made = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, made_free),
                 .first_page = g_new0(guint, report->pages->len)};
    g_autoptr(GPtrArray) written = g_ptr_array_new_with_free_func(g_free);
    bool done = work.fonts != NULL && make_all(&work, error);
    if (done && g_hash_table_size(work.made) == 0) {
        g_set_error(error, VIGIE_REPORT_ERROR, VIGIE_REPORT_ERROR_NOTHING,
                    _("%s: nothing to report for %d: the store has no data that it asks for"),
                    report->path, context->year);
        done = false;
    }
    done = done && write_all(&work, dir, written, error);
    work_release(&work);
    if (done && files != NULL)
        *files = g_steal_pointer(&written);
    return done;
}
