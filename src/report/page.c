/* page.c - pages of the definition onto pages of paper */
#include "work.h"

static void
add_made(const VigieWork *work, const char *name, GPtrArray *all)
{
    VigieMade *made = g_hash_table_lookup(work->made, name);
    if (made != NULL)
        g_ptr_array_add(all, made);
}

GPtrArray *
vigie_page_made(const VigieWork *work, const VigieReportPage *page)
{
    GPtrArray *all = g_ptr_array_new();
    for (char **name = page->exhibits; name != NULL && *name != NULL; name++)
        add_made(work, *name, all);
    for (guint i = 0; page->kind == VIGIE_PAGE_OVERVIEW && i < work->overview->len; i++)
        add_made(work, ((VigieExhibit *)g_ptr_array_index(work->overview, i))->name, all);
    return all;
}

/* A page of charts that names none is a page of text. */
bool
vigie_page_is_empty(const VigieWork *work, const VigieReportPage *page)
{
    if (page->kind == VIGIE_PAGE_METHOD)
        return vigie_method_is_empty(work->method);
    if (page->kind == VIGIE_PAGE_QUALITY)
        return vigie_answers_page_is_empty(vigie_method_answers(work->method));
    if (page->kind == VIGIE_PAGE_COVER || page->kind == VIGIE_PAGE_CONTENTS)
        return false;
    if (page->kind == VIGIE_PAGE_CHARTS && (page->exhibits == NULL || *page->exhibits == NULL))
        return page->text == NULL || *page->text == '\0';
    g_autoptr(GPtrArray) made = vigie_page_made(work, page);
    return made->len == 0;
}

char *
vigie_place_of_page(const VigieReportPage *page)
{
    return g_strconcat("page-", page->name, NULL);
}

char *
vigie_place_of_chart(const VigieMade *made)
{
    return g_strconcat("chart-", made->exhibit->name, NULL);
}

/* Charts of a page, arranged once: both passes put them in the same places. */
static const GPtrArray *
arranged(VigieWork *work, guint number, const VigieFlow *flow)
{
    const VigieReportPage *page = g_ptr_array_index(work->report->pages, number);
    if (work->placed[number] != NULL)
        return work->placed[number];
    g_autoptr(GPtrArray) charts = vigie_page_made(work, page);
    work->placed[number] = vigie_arrange(charts, vigie_ruler_measurer(work->ruler),
                                         vigie_flow_room(flow), vigie_flow_full());
    return work->placed[number];
}

static void
flow_chart(const VigiePlaced *placed, VigieFlow *flow, int parent)
{
    if (placed->new_page)
        vigie_flow_page(flow, false);
    if (placed->made->page == 0)
        placed->made->page = flow->page;
    if (flow->draw && placed->made->page == flow->page) {
        g_autofree char *place = vigie_place_of_chart(placed->made);
        const char *title = placed->made->chart->texts[VIGIE_TEXT_TITLE];
        vigie_document_place(flow->document, place, 0.0, flow->y);
        vigie_document_bookmark(flow->document, parent,
                                title != NULL ? title : placed->made->exhibit->name, place);
    }
    vigie_flow_display(flow, placed->display, placed->scale);
    vigie_flow_space(flow, VIGIE_ARRANGE_GAP);
}

static void
flow_heading(VigieFlow *flow, const VigieReportPage *page)
{
    if (page->title != NULL) {
        vigie_flow_text(flow, &vigie_style_title, page->title);
        vigie_flow_space(flow, 10.0);
    }
    if (page->text != NULL && *page->text != '\0') {
        vigie_flow_text(flow, &vigie_style_text, page->text);
        vigie_flow_space(flow, 12.0);
    }
}

static void
flow_content(VigieWork *work, guint number, VigieFlow *flow, int bookmark)
{
    const VigieReportPage *page = g_ptr_array_index(work->report->pages, number);
    if (page->kind == VIGIE_PAGE_CONTENTS)
        vigie_contents_flow(work, flow);
    else if (page->kind == VIGIE_PAGE_FIGURES)
        vigie_figures_flow(work, page, flow);
    else if (page->kind == VIGIE_PAGE_METHOD)
        vigie_method_flow(work->method, flow);
    else if (page->kind == VIGIE_PAGE_QUALITY)
        vigie_answers_page_flow(vigie_method_answers(work->method), flow);
    else
        for (guint i = 0; i < arranged(work, number, flow)->len; i++)
            flow_chart(g_ptr_array_index(work->placed[number], i), flow, bookmark);
}

void
vigie_page_flow(VigieWork *work, guint number, VigieFlow *flow)
{
    const VigieReportPage *page = g_ptr_array_index(work->report->pages, number);
    if (vigie_page_is_empty(work, page))
        return;
    int bookmark = 0;
    vigie_flow_page(flow, page->kind == VIGIE_PAGE_COVER);
    work->first_page[number] = flow->page;
    vigie_flow_open(flow, "Sect");
    if (flow->draw) {
        g_autofree char *place = vigie_place_of_page(page);
        vigie_document_place(flow->document, place, 0.0, 0.0);
        if (page->title != NULL)
            bookmark = vigie_document_bookmark(flow->document, 0, page->title, place);
    }
    if (page->kind == VIGIE_PAGE_COVER) {
        vigie_cover_flow(work, flow);
    } else {
        flow_heading(flow, page);
        flow_content(work, number, flow, bookmark);
    }
    vigie_flow_close(flow);
}
