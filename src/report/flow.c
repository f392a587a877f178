/* flow.c - blocks one under the other on A4 pages */
#include "flow.h"

#define TOP 62.0
#define BOTTOM (VIGIE_FLOW_HEIGHT - 58.0)
#define FOOT (VIGIE_FLOW_HEIGHT - 38.0)

const VigieTextStyle vigie_style_title = {
    {20.0, VIGIE_WEIGHT_BOLD, VIGIE_COLOUR_INK}, VIGIE_ANCHOR_START, 1.1, 0.0};
const VigieTextStyle vigie_style_heading = {
    {11.0, VIGIE_WEIGHT_BOLD, VIGIE_COLOUR_INK}, VIGIE_ANCHOR_START, 1.15, 0.0};
const VigieTextStyle vigie_style_text = {
    {9.5, VIGIE_WEIGHT_REGULAR, VIGIE_COLOUR_TEXT}, VIGIE_ANCHOR_START, 1.25, 4.0};
const VigieTextStyle vigie_style_small = {
    {8.0, VIGIE_WEIGHT_REGULAR, VIGIE_COLOUR_MUTED}, VIGIE_ANCHOR_START, 1.15, 2.0};

static void
draw_frame(VigieFlow *flow)
{
    VigieTextStyle right = vigie_style_small;
    right.align = VIGIE_ANCHOR_END;
    g_autofree char *number = g_strdup_printf("%u", flow->page);
    vigie_document_text(flow->document, &vigie_style_small, flow->running, VIGIE_FLOW_MARGIN,
                        30.0, VIGIE_FLOW_BODY);
    vigie_document_text(flow->document, &right, number, VIGIE_FLOW_MARGIN, FOOT,
                        VIGIE_FLOW_BODY);
    if (*flow->notice != '\0')
        vigie_document_text(flow->document, &vigie_style_small, flow->notice, VIGIE_FLOW_MARGIN,
                            FOOT, VIGIE_FLOW_BODY - 30.0);
}

void
vigie_flow_page(VigieFlow *flow, bool plain)
{
    flow->page++;
    flow->y = TOP;
    if (!flow->draw)
        return;
    vigie_document_page(flow->document);
    if (!plain)
        draw_frame(flow);
}

double
vigie_flow_room(const VigieFlow *flow)
{
    return BOTTOM - flow->y;
}

void
vigie_flow_need(VigieFlow *flow, double height)
{
    if (height > vigie_flow_room(flow) && flow->y > TOP)
        vigie_flow_page(flow, false);
}

void
vigie_flow_space(VigieFlow *flow, double height)
{
    flow->y += height;
}

void
vigie_flow_text(VigieFlow *flow, const VigieTextStyle *style, const char *text)
{
    double height = vigie_document_text_height(flow->document, style, text, VIGIE_FLOW_BODY);
    vigie_flow_need(flow, height);
    if (flow->draw)
        vigie_document_text(flow->document, style, text, VIGIE_FLOW_MARGIN, flow->y,
                            VIGIE_FLOW_BODY);
    flow->y += height;
}

void
vigie_flow_display(VigieFlow *flow, const VigieDisplay *display)
{
    vigie_flow_need(flow, display->height);
    double scale = MIN(1.0, vigie_flow_room(flow) / display->height);
    if (flow->draw)
        vigie_document_draw(flow->document, display, VIGIE_FLOW_MARGIN, flow->y, scale);
    flow->y += scale * display->height;
}
