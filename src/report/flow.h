/* flow.h - blocks one under the other on A4 pages.  The same calls first count pages (draw = false), then draw. */
#ifndef VIGIE_REPORT_FLOW_H
#define VIGIE_REPORT_FLOW_H

#include <vigie/report.h>

#define VIGIE_FLOW_WIDTH 595.28
#define VIGIE_FLOW_HEIGHT 841.89
#define VIGIE_FLOW_MARGIN 50.0
#define VIGIE_FLOW_BODY (VIGIE_FLOW_WIDTH - 2.0 * VIGIE_FLOW_MARGIN)

typedef struct {
    VigieDocument *document;
    bool draw;
    guint page; /* 1 = the first; 0 = none yet */
    double y;   /* where the next block goes */
    VigieLang lang;
    const char *running;   /* head of each page, on the left */
    const char *territory; /* and on the right */
    const char *notice;    /* at the foot, "" = none */
} VigieFlow;

extern const VigieTextStyle vigie_style_title, vigie_style_heading, vigie_style_text,
    vigie_style_small;

/* A new page with its running head and foot; plain = without them (the cover). */
void vigie_flow_page(VigieFlow *flow, bool plain);
/* Room left on the page, and on a fresh one. */
double vigie_flow_room(const VigieFlow *flow);
double vigie_flow_full(void);
/* Begins a new page unless `height` fits. */
void vigie_flow_need(VigieFlow *flow, double height);
void vigie_flow_space(VigieFlow *flow, double height);
void vigie_flow_text(VigieFlow *flow, const VigieTextStyle *style, const char *text);
/* Text in a column `width` wide from x, top at y; returns its height; the flow does not move. */
double vigie_flow_column(VigieFlow *flow, const VigieTextStyle *style, const char *text,
                         const VigieBox *column);
/* A display list as wide as the body, on one page; shrunk only if it is higher than a page. */
void vigie_flow_display(VigieFlow *flow, const VigieDisplay *display, double scale);
/* A rule across [x0, x1] at y, in the colour's role. */
void vigie_flow_rule(VigieFlow *flow, const VigieBox *box, VigieColour colour);
/* Elements of the document's structure, while drawing. */
void vigie_flow_open(VigieFlow *flow, const char *element);
void vigie_flow_close(VigieFlow *flow);

#endif
