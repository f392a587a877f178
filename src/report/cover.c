/* cover.c - the first page: whose report, of which year */
#include <math.h>

#include "work.h"

#define PANEL 520.0 /* height of the coloured part */
#define BADGE 26.0

static const VigieTextStyle owner = {
    {12.0, VIGIE_WEIGHT_MEDIUM, VIGIE_COLOUR_PAPER}, VIGIE_ANCHOR_START, 1.2, 0.0, "P"};
static const VigieTextStyle title = {
    {24.0, VIGIE_WEIGHT_REGULAR, VIGIE_COLOUR_PAPER}, VIGIE_ANCHOR_START, 1.15, 0.0, "P"};
static const VigieTextStyle territory = {
    {50.0, VIGIE_WEIGHT_BOLD, VIGIE_COLOUR_PAPER}, VIGIE_ANCHOR_START, 1.0, 0.0, "H1"};
static const VigieTextStyle year = {
    {128.0, VIGIE_WEIGHT_BOLD, VIGIE_COLOUR_TINT}, VIGIE_ANCHOR_START, 0.9, 0.0, "P"};
static const VigieTextStyle subtitle = {
    {14.0, VIGIE_WEIGHT_REGULAR, VIGIE_COLOUR_TEXT}, VIGIE_ANCHOR_START, 1.3, 2.0, "P"};
static const VigieTextStyle badge = {
    {12.0, VIGIE_WEIGHT_BOLD, VIGIE_COLOUR_PAPER}, VIGIE_ANCHOR_MIDDLE, 1.0, 0.0, "P"};
static const VigieTextStyle imprint = {
    {9.5, VIGIE_WEIGHT_REGULAR, VIGIE_COLOUR_TEXT}, VIGIE_ANCHOR_START, 1.35, 2.0, "P"};

/* "31 December 2025", "1er janvier 2025"; (transfer full) */
static char *
long_date(double days, VigieLang lang)
{
    static const char *const months[] = {N_("January"), N_("February"), N_("March"),
                                         N_("April"),   N_("May"),      N_("June"),
                                         N_("July"),    N_("August"),   N_("September"),
                                         N_("October"), N_("November"), N_("December")};
    int y, m, d;
    vigie_date_civil(days, &y, &m, &d);
    g_autofree char *number =
        d == 1 && lang == VIGIE_LANG_FR ? g_strdup("1er") : g_strdup_printf("%d", d);
    return g_strdup_printf("%s %s %d", number, _(months[m - 1]), y);
}

static double
column(VigieFlow *flow, const VigieTextStyle *style, const char *text, double y)
{
    VigieBox box = {VIGIE_FLOW_MARGIN, y, VIGIE_FLOW_MARGIN + VIGIE_FLOW_BODY, 0.0};
    return text != NULL && *text != '\0' ? vigie_flow_column(flow, style, text, &box) : 0.0;
}

/* What must not be overlooked, white on its own colour, as wide as its text. */
static double
draw_badge(const VigieWork *work, VigieFlow *flow, double y)
{
    const char *notice = work->context->observatory->notice;
    if (*notice == '\0')
        return 0.0;
    VigieExtents extents =
        vigie_text_extents(vigie_ruler_measurer(work->ruler), notice, &badge.font);
    VigieBox box = {VIGIE_FLOW_MARGIN, y, VIGIE_FLOW_MARGIN + extents.width + 28.0, y + BADGE};
    if (box.x1 > VIGIE_FLOW_MARGIN + VIGIE_FLOW_BODY) {
        VigieTextStyle plain = subtitle;
        plain.font.colour = VIGIE_COLOUR_NEGATIVE_1;
        return column(flow, &plain, notice, y);
    }
    vigie_flow_rule(flow, &box, VIGIE_COLOUR_NEGATIVE_1);
    double line = extents.ascent + extents.descent;
    VigieBox inside = {box.x0, y + (BADGE - line) / 2.0, box.x1, 0.0};
    vigie_flow_column(flow, &badge, notice, &inside);
    return BADGE;
}

static void
draw_panel(const VigieWork *work, VigieFlow *flow)
{
    const VigieObservatory *observatory = work->context->observatory;
    const char *place =
        *observatory->territory != '\0' ? observatory->territory : observatory->title;
    g_autofree char *number = g_strdup_printf("%d", work->context->year);
    VigieBox panel = {0.0, 0.0, VIGIE_FLOW_WIDTH, PANEL};
    VigieBox foot = {0.0, PANEL, VIGIE_FLOW_WIDTH, PANEL + 5.0};
    vigie_flow_rule(flow, &panel, VIGIE_COLOUR_ACCENT);
    vigie_flow_rule(flow, &foot, VIGIE_COLOUR_SERIES_2);
    if (place != observatory->title)
        column(flow, &owner, observatory->title, 56.0);
    VigieTextStyle name = territory;
    while (name.font.size > 28.0 &&
           vigie_document_text_height(flow->document, &name, place, VIGIE_FLOW_BODY) > 130.0)
        name.font.size -= 4.0;
    double y = 140.0;
    y += column(flow, &name, place, y) + 18.0;
    column(flow, &title, work->report->title, y);
    double height = vigie_document_text_height(flow->document, &year, number, VIGIE_FLOW_BODY);
    VigieBox box = {VIGIE_FLOW_MARGIN - 7.0, PANEL - height - 10.0, VIGIE_FLOW_WIDTH, 0.0};
    vigie_flow_column(flow, &year, number, &box);
}

void
vigie_cover_flow(const VigieWork *work, VigieFlow *flow)
{
    const VigieObservatory *observatory = work->context->observatory;
    g_autofree char *day = long_date(work->context->date, flow->lang);
    double newest = NAN;
    bool of_the_data = vigie_store_newest_day(work->context->store, &newest, NULL) &&
                       fabs(newest - work->context->date) < 0.5;
    g_autofree char *date =
        of_the_data ? g_strdup_printf(_("Data up to %s"), day) : g_strdup(day);
    draw_panel(work, flow);
    double y = PANEL + 36.0;
    y += column(flow, &subtitle, work->report->subtitle, y) + 20.0;
    draw_badge(work, flow, y);
    const char *lines[] = {date, observatory->title, observatory->contact};
    y = VIGIE_FLOW_HEIGHT - 60.0;
    for (gsize i = G_N_ELEMENTS(lines); i-- > 0;)
        if (*lines[i] != '\0')
            y -= vigie_document_text_height(flow->document, &imprint, lines[i],
                                            VIGIE_FLOW_BODY) +
                 2.0;
    for (gsize i = 0; i < G_N_ELEMENTS(lines); i++)
        if (*lines[i] != '\0')
            y += column(flow, &imprint, lines[i], y) + 2.0;
}
