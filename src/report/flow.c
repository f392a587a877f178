/* flow.c - blocks one under the other on A4 pages */
#include "flow.h"

#define TOP 66.0
#define BOTTOM (VIGIE_FLOW_HEIGHT - 58.0)
#define HEAD 30.0
#define FOOT (VIGIE_FLOW_HEIGHT - 38.0)

const VigieTextStyle vigie_style_title = {
    {22.0, VIGIE_WEIGHT_BOLD, VIGIE_COLOUR_ACCENT}, VIGIE_ANCHOR_START, 1.1, 0.0, "H1"};
const VigieTextStyle vigie_style_heading = {
    {12.0, VIGIE_WEIGHT_BOLD, VIGIE_COLOUR_INK}, VIGIE_ANCHOR_START, 1.15, 0.0, "H2"};
const VigieTextStyle vigie_style_text = {
    {9.5, VIGIE_WEIGHT_REGULAR, VIGIE_COLOUR_TEXT}, VIGIE_ANCHOR_START, 1.25, 4.0, "P"};
const VigieTextStyle vigie_style_small = {
    {8.0, VIGIE_WEIGHT_REGULAR, VIGIE_COLOUR_TEXT}, VIGIE_ANCHOR_START, 1.2, 2.0, "P"};

static const VigieTextStyle frame_left = {
    {8.0, VIGIE_WEIGHT_REGULAR, VIGIE_COLOUR_MUTED}, VIGIE_ANCHOR_START, 1.0, 0.0, NULL};
static const VigieTextStyle frame_right = {
    {8.0, VIGIE_WEIGHT_REGULAR, VIGIE_COLOUR_MUTED}, VIGIE_ANCHOR_END, 1.0, 0.0, NULL};
static const VigieTextStyle frame_alert = {
    {8.0, VIGIE_WEIGHT_BOLD, VIGIE_COLOUR_MUTED}, VIGIE_ANCHOR_START, 1.0, 0.0, NULL};

/* Head and foot are no part of what is read aloud. */
static void
draw_frame(VigieFlow *flow)
{
    g_autofree char *number = g_strdup_printf("%u", flow->page);
    const struct {
        const VigieTextStyle *style;
        const char *text;
        double y;
    } texts[] = {{&frame_left, flow->running, HEAD},
                 {&frame_right, flow->territory, HEAD},
                 {&frame_alert, flow->notice, FOOT},
                 {&frame_right, number, FOOT}};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        vigie_document_text(flow->document, texts[i].style, texts[i].text, VIGIE_FLOW_MARGIN,
                            texts[i].y, VIGIE_FLOW_BODY);
    VigieBox rule = {VIGIE_FLOW_MARGIN, HEAD + 14.0, VIGIE_FLOW_MARGIN + VIGIE_FLOW_BODY,
                     HEAD + 14.5};
    vigie_flow_rule(flow, &rule, VIGIE_COLOUR_GRID);
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

double
vigie_flow_full(void)
{
    return BOTTOM - TOP;
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

double
vigie_flow_column(VigieFlow *flow, const VigieTextStyle *style, const char *text,
                  const VigieBox *column)
{
    double width = column->x1 - column->x0;
    if (flow->draw)
        vigie_document_text(flow->document, style, text, column->x0, column->y0, width);
    return vigie_document_text_height(flow->document, style, text, width);
}

void
vigie_flow_text(VigieFlow *flow, const VigieTextStyle *style, const char *text)
{
    double height = vigie_document_text_height(flow->document, style, text, VIGIE_FLOW_BODY);
    vigie_flow_need(flow, height);
    VigieBox column = {VIGIE_FLOW_MARGIN, flow->y, VIGIE_FLOW_MARGIN + VIGIE_FLOW_BODY, 0.0};
    flow->y += vigie_flow_column(flow, style, text, &column);
}

void
vigie_flow_display(VigieFlow *flow, const VigieDisplay *display, double scale)
{
    vigie_flow_need(flow, scale * display->height);
    double fitting = MIN(scale, vigie_flow_room(flow) / display->height);
    if (flow->draw)
        vigie_document_draw(flow->document, display, VIGIE_FLOW_MARGIN, flow->y, fitting);
    flow->y += fitting * display->height;
}

void
vigie_flow_rule(VigieFlow *flow, const VigieBox *box, VigieColour colour)
{
    if (!flow->draw)
        return;
    g_autoptr(VigieDisplay) display =
        vigie_display_new(VIGIE_FLOW_WIDTH, VIGIE_PALETTE_STANDARD, flow->lang);
    vigie_display_rect(display, box, colour);
    vigie_document_draw(flow->document, display, 0.0, 0.0, 1.0);
}

void
vigie_flow_open(VigieFlow *flow, const char *element)
{
    if (flow->draw)
        vigie_document_open(flow->document, element);
}

void
vigie_flow_close(VigieFlow *flow)
{
    if (flow->draw)
        vigie_document_close(flow->document);
}
