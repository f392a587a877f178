/* figures.c - the page of key figures: two a row, the number large, what it is worth below */
#include <math.h>

#include "work.h"

#define GUTTER 28.0
#define GAP 16.0
#define BADGE 13.0

static const VigieTextStyle label = {
    {10.0, VIGIE_WEIGHT_BOLD, VIGIE_COLOUR_INK}, VIGIE_ANCHOR_START, 1.15, 0.0, "H2"};
static const VigieTextStyle value = {
    {30.0, VIGIE_WEIGHT_BOLD, VIGIE_COLOUR_ACCENT}, VIGIE_ANCHOR_START, 1.05, 0.0, "P"};
static const VigieTextStyle change = {
    {9.0, VIGIE_WEIGHT_MEDIUM, VIGIE_COLOUR_INK}, VIGIE_ANCHOR_START, 1.2, 0.0, "P"};
static const VigieTextStyle detail = {
    {8.0, VIGIE_WEIGHT_REGULAR, VIGIE_COLOUR_MUTED}, VIGIE_ANCHOR_START, 1.2, 1.0, "P"};
static const VigieTextStyle letter = {
    {8.0, VIGIE_WEIGHT_BOLD, VIGIE_COLOUR_PAPER}, VIGIE_ANCHOR_MIDDLE, 1.0, 0.0, "P"};

static const char *const letters[] = {"", "A", "B", "C", "R"};

/* The grade at the right of the value, on a dark ground where it is sound, on grey where it is not. */
static void
draw_grade(VigieFlow *flow, VigieGrade grade, double x1, double y)
{
    if (grade == VIGIE_GRADE_NONE)
        return;
    bool sound = grade == VIGIE_GRADE_A || grade == VIGIE_GRADE_R;
    VigieBox box = {x1 - BADGE, y, x1, y + BADGE};
    vigie_flow_rule(flow, &box, sound ? VIGIE_COLOUR_ACCENT : VIGIE_COLOUR_MUTED);
    VigieBox inside = {box.x0, y + 1.6, x1, 0.0};
    vigie_flow_column(flow, &letter, letters[grade], &inside);
}

static double
flow_card(VigieFlow *flow, const VigieKeyFigure *figure, double x, double width)
{
    const struct {
        const VigieTextStyle *style;
        const char *text;
    } blocks[] = {{&label, figure->label},
                  {&value, figure->value},
                  {&change, figure->change},
                  {&detail, figure->detail}};
    VigieBox rule = {x, flow->y, x + width, flow->y + 1.2};
    vigie_flow_rule(flow, &rule, VIGIE_COLOUR_ACCENT);
    double y = flow->y + 7.0;
    vigie_flow_open(flow, "Div");
    for (gsize i = 0; i < G_N_ELEMENTS(blocks); i++) {
        VigieBox column = {x, y, x + width - (i == 0 ? BADGE + 6.0 : 0.0), 0.0};
        if (*blocks[i].text == '\0')
            continue;
        y += vigie_flow_column(flow, blocks[i].style, blocks[i].text, &column) + 2.0;
        if (i == 0)
            draw_grade(flow, figure->grade, x + width, flow->y + 6.0);
    }
    vigie_flow_close(flow);
    return y - flow->y;
}

/* Height of a card without drawing it. */
static double
card_height(const VigieFlow *flow, const VigieKeyFigure *figure, double width)
{
    VigieFlow dry = *flow;
    dry.draw = false;
    return flow_card(&dry, figure, 0.0, width);
}

static void
flow_legend(const bool *used, VigieFlow *flow)
{
    const char *const meanings[] = {
        "", _("A: survey, sound"), _("B: survey, to be read with caution (few survey sites)"),
        _("C: survey, few answers: an order of magnitude"),
        _("R: register or count, without sampling error; depends on what it covers")};
    g_autoptr(GString) text = g_string_new(_("Reliability — "));
    gsize start = text->len;
    for (guint g = VIGIE_GRADE_A; g <= VIGIE_GRADE_R; g++)
        if (used[g])
            g_string_append_printf(text, "%s%s", text->len > start ? _("; ") : "", meanings[g]);
    g_string_append_c(text, '.');
    vigie_flow_space(flow, 4.0);
    vigie_flow_text(flow, &vigie_style_small, text->str);
}

static const VigieKeyFigure *
figure_at(const GPtrArray *made, guint i)
{
    return &((const VigieMade *)g_ptr_array_index(made, i))->figure;
}

void
vigie_figures_flow(const VigieWork *work, const VigieReportPage *page, VigieFlow *flow)
{
    double width = (VIGIE_FLOW_BODY - GUTTER) / 2.0;
    bool used[G_N_ELEMENTS(letters)] = {false};
    g_autoptr(GPtrArray) figures = vigie_page_made(work, page);
    for (guint i = 0; i < figures->len; i += 2) {
        guint n = MIN(2, figures->len - i);
        double height = 0.0;
        for (guint k = 0; k < n; k++)
            height = fmax(height, card_height(flow, figure_at(figures, i + k), width));
        vigie_flow_need(flow, height);
        for (guint k = 0; k < n; k++) {
            const VigieKeyFigure *figure = figure_at(figures, i + k);
            flow_card(flow, figure, VIGIE_FLOW_MARGIN + k * (width + GUTTER), width);
            used[figure->grade] = true;
        }
        vigie_flow_space(flow, height + GAP);
    }
    flow_legend(used, flow);
}
