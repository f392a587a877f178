/* contents.c - the list of sections and charts, each a link to its page */
#include "work.h"

#define NUMBER 34.0 /* column of the page numbers */
#define INDENT 14.0

static const VigieTextStyle section = {
    {10.5, VIGIE_WEIGHT_BOLD, VIGIE_COLOUR_INK}, VIGIE_ANCHOR_START, 1.15, 0.0, NULL};
static const VigieTextStyle chart = {
    {8.5, VIGIE_WEIGHT_REGULAR, VIGIE_COLOUR_TEXT}, VIGIE_ANCHOR_START, 1.15, 0.0, NULL};

typedef struct {
    const VigieTextStyle *style;
    const char *text, *place;
    double indent, after;
    guint page;
} Line;

static void
flow_line(VigieFlow *flow, const Line *line)
{
    VigieTextStyle right = *line->style;
    right.align = VIGIE_ANCHOR_END;
    double edge = VIGIE_FLOW_MARGIN + VIGIE_FLOW_BODY;
    VigieBox column = {VIGIE_FLOW_MARGIN + line->indent, flow->y, edge - NUMBER, 0.0};
    double height = vigie_document_text_height(flow->document, line->style, line->text,
                                               column.x1 - column.x0);
    vigie_flow_need(flow, height);
    column.y0 = flow->y;
    if (flow->draw) {
        g_autofree char *number = g_strdup_printf("%u", line->page);
        VigieBox box = {VIGIE_FLOW_MARGIN, flow->y, edge, flow->y + height};
        vigie_document_open(flow->document, "TOCI");
        vigie_document_link(flow->document, line->place, &box);
        vigie_flow_column(flow, line->style, line->text, &column);
        vigie_document_text(flow->document, &right, number, edge - NUMBER, flow->y, NUMBER);
        vigie_document_close(flow->document);
        vigie_document_close(flow->document);
    }
    vigie_flow_space(flow, height + line->after);
}

static void
flow_charts(const VigieWork *work, const VigieReportPage *page, VigieFlow *flow)
{
    g_autoptr(GPtrArray) all = vigie_page_made(work, page);
    for (guint i = 0; i < all->len; i++) {
        const VigieMade *made = g_ptr_array_index(all, i);
        if (made->chart == NULL)
            continue;
        g_autofree char *place = vigie_place_of_chart(made);
        const char *text = made->chart->texts[VIGIE_TEXT_TITLE];
        Line line = {&chart,    text != NULL ? text : made->exhibit->name, place, INDENT, 2.0,
                     made->page};
        flow_line(flow, &line);
    }
}

void
vigie_contents_flow(const VigieWork *work, VigieFlow *flow)
{
    vigie_flow_space(flow, 4.0);
    vigie_flow_open(flow, "TOC");
    for (guint i = 0; i < work->report->pages->len; i++) {
        const VigieReportPage *page = g_ptr_array_index(work->report->pages, i);
        if (page->kind == VIGIE_PAGE_COVER || page->kind == VIGIE_PAGE_CONTENTS ||
            page->title == NULL || vigie_page_is_empty(work, page))
            continue;
        g_autofree char *place = vigie_place_of_page(page);
        VigieBox rule = {VIGIE_FLOW_MARGIN, flow->y, VIGIE_FLOW_MARGIN + VIGIE_FLOW_BODY,
                         flow->y + 0.5};
        vigie_flow_rule(flow, &rule, VIGIE_COLOUR_GRID);
        vigie_flow_space(flow, 5.5);
        Line line = {&section, page->title, place, 0.0, 3.0, work->first_page[i]};
        flow_line(flow, &line);
        flow_charts(work, page, flow);
        vigie_flow_space(flow, 3.5);
    }
    vigie_flow_close(flow);
}
