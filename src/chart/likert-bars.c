/* likert-bars.c - satisfaction scales: negative answers to the left of 0, positive ones to the right, those that
 * take no side apart at the right in grey, from a 0 of their own */
#include "items.h"
#include <math.h>

#define BAR_HEIGHT 14.0
#define LABEL_GAP 4.0
#define ZONE_GAP 10.0 /* between the two zones */

typedef enum { SUM_NEGATIVE, SUM_POSITIVE, SUM_APART, N_SUMS } Sum;

/* One item's shares, rounded together where they are printed. */
typedef struct {
    double sum[N_SUMS];
    Label label[N_SUMS];
    double *printed;         /* [series] rounded shares */
    VigiePointStatus status; /* SUPPRESSED or worse: no bar; CAUTION, LOW_BASE: weak */
} Bar;

typedef struct {
    Items items;
    Bar *bars;               /* [rows] */
    double widest[N_SUMS];   /* of the sums' labels */
    double most[N_SUMS];     /* largest sums */
    double per_share;        /* points for a share of 1 */
    double zero, apart_zero; /* x of the two zeros */
    bool sums_below;         /* too narrow: the sums stand under the bar, in words */
} Plan;

static Sum
sum_of(const VigieChartSeries *series)
{
    static const Sum SUMS[] = {SUM_NEGATIVE, SUM_POSITIVE, SUM_APART, SUM_APART};
    return SUMS[series->side];
}

/* Suppressed if any part is (the others would give it away), empty if no part has a number. */
static VigiePointStatus
status_of(const VigieChart *chart, guint category)
{
    VigiePointStatus worst = VIGIE_POINT_OK, missing = VIGIE_POINT_EMPTY;
    bool some = false;
    for (guint s = 0; s < chart->series->len; s++) {
        const VigieChartValue *value = vigie_value_at(vigie_series_at(chart, s), category);
        if (value->status == VIGIE_POINT_SUPPRESSED)
            return VIGIE_POINT_SUPPRESSED;
        if (vigie_value_shown(value))
            worst = MAX(worst, value->status);
        else if (value->status > VIGIE_POINT_SUPPRESSED)
            missing = MAX(missing, value->status);
        some = some || vigie_value_shown(value);
    }
    return some ? worst : missing;
}

static bool
is_drawn(const Bar *bar)
{
    return bar->status < VIGIE_POINT_SUPPRESSED;
}

/* A share below 0 is no share. */
static double
share_of(const VigieChart *chart, guint s, guint category)
{
    const VigieChartValue *value = vigie_value_at(vigie_series_at(chart, s), category);
    return vigie_value_shown(value) ? MAX(value->value, 0.0) : 0.0;
}

/* First the three sums are rounded together, then the parts of each to its sum: what is printed adds up. */
static void
round_parts(const VigieChart *chart, Bar *bar, guint category, double *sums)
{
    guint n = chart->series->len;
    double unit = pow(10.0, -chart->decimals) * (chart->percent ? 0.01 : 1.0);
    g_autofree double *part = g_new(double, (gsize)n + 1);
    g_autofree double *rounded = g_new(double, (gsize)n + 1);
    vigie_round_together(bar->sum, N_SUMS, unit, sums);
    for (guint sum = 0; sum < N_SUMS; sum++) {
        double size = bar->sum[sum] > 0.0 ? sums[sum] / bar->sum[sum] : 0.0;
        for (guint s = 0; s < n; s++)
            part[s] = sum_of(vigie_series_at(chart, s)) == sum
                          ? share_of(chart, s, category) * size
                          : NAN;
        vigie_round_together(part, n, unit, rounded);
        for (guint s = 0; s < n; s++)
            if (!isnan(rounded[s]))
                bar->printed[s] = rounded[s];
    }
}

static void
bar_init(Bar *bar, const Layout *layout, guint category)
{
    const VigieChart *chart = layout->chart;
    double sums[N_SUMS];
    bar->status = status_of(chart, category);
    bar->printed = g_new0(double, (gsize)chart->series->len + 1);
    for (guint s = 0; s < chart->series->len && is_drawn(bar); s++)
        bar->sum[sum_of(vigie_series_at(chart, s))] += share_of(chart, s, category);
    round_parts(chart, bar, category, sums);
    for (guint sum = 0; sum < N_SUMS; sum++) {
        bool said = is_drawn(bar) && (sum != SUM_APART || bar->sum[sum] > 0.0);
        g_autofree char *text = said ? vigie_value_print(chart, sums[sum]) : g_strdup("");
        FontRole role = sum == SUM_APART ? FONT_SMALL : FONT_VALUE;
        bar->label[sum] = vigie_label_new(layout, text, vigie_layout_font(role), INFINITY);
    }
}

static void
place_zones(Plan *plan)
{
    double room = plan->items.right - plan->items.left, labels = 0.0, most = 0.0;
    bool apart = plan->most[SUM_APART] > 0.0;
    for (guint sum = 0; sum < N_SUMS; sum++) {
        labels += plan->widest[sum] > 0.0 ? plan->widest[sum] + LABEL_GAP : 0.0;
        most += plan->most[sum];
    }
    double bars = room - labels - (apart ? ZONE_GAP : 0.0);
    plan->sums_below = bars < 0.4 * room;
    if (plan->sums_below)
        bars = room - (apart ? ZONE_GAP : 0.0);
    plan->per_share = most > 0.0 ? bars / most : 0.0;
    double before = plan->sums_below || !(plan->widest[SUM_NEGATIVE] > 0.0)
                        ? 0.0
                        : plan->widest[SUM_NEGATIVE] + LABEL_GAP;
    plan->zero = plan->items.left + before + plan->most[SUM_NEGATIVE] * plan->per_share;
    plan->apart_zero = plan->items.right - plan->most[SUM_APART] * plan->per_share;
    if (!plan->sums_below && plan->widest[SUM_APART] > 0.0)
        plan->apart_zero -= plan->widest[SUM_APART] + LABEL_GAP;
}

static void
plan_init(Plan *plan, const Layout *layout)
{
    const VigieChart *chart = layout->chart;
    guint n = chart->categories->len;
    g_autofree double *key = g_new(double, n);
    for (guint c = 0; c < n; c++) {
        key[c] = status_of(chart, c) < VIGIE_POINT_SUPPRESSED ? 0.0 : NAN;
        for (guint s = 0; s < chart->series->len; s++)
            if (vigie_series_at(chart, s)->side == VIGIE_SIDE_POSITIVE)
                key[c] += share_of(chart, s, c);
    }
    *plan = (Plan){.bars = g_new0(Bar, n)};
    vigie_items_init(&plan->items, layout, key);
    for (guint r = 0; r < n; r++) {
        Bar *bar = &plan->bars[r];
        bar_init(bar, layout, plan->items.order[r]);
        for (guint sum = 0; sum < N_SUMS; sum++) {
            plan->widest[sum] = MAX(plan->widest[sum], bar->label[sum].extents.width);
            plan->most[sum] = MAX(plan->most[sum], bar->sum[sum]);
        }
    }
    place_zones(plan);
}

static void
plan_clear(Plan *plan)
{
    for (guint r = 0; r < plan->items.n; r++) {
        for (guint sum = 0; sum < N_SUMS; sum++)
            vigie_label_clear(&plan->bars[r].label[sum]);
        g_free(plan->bars[r].printed);
    }
    g_free(plan->bars);
    vigie_items_clear(&plan->items);
}

/* The i-th strongest of n points of a side: three lightnesses, the strongest for the first. */
static VigieColour
side_colour(VigieColour strongest, guint i, guint n)
{
    guint lightness = n <= 3 ? i : i * 3 / n;
    return (VigieColour)(strongest + lightness);
}

static guint
n_of_side(const VigieChart *chart, VigieSide side, guint before)
{
    guint n = 0;
    for (guint s = 0; s < before; s++)
        n += vigie_series_at(chart, s)->side == side;
    return n;
}

/* Points are given from the most negative to the most positive, as on the questionnaire's scale. */
static VigieColour
point_colour(const VigieChart *chart, guint s)
{
    VigieSide side = vigie_series_at(chart, s)->side;
    guint before = n_of_side(chart, side, s), n = n_of_side(chart, side, chart->series->len);
    switch (side) {
    case VIGIE_SIDE_NEGATIVE:
        return side_colour(VIGIE_COLOUR_NEGATIVE_1, before, n);
    case VIGIE_SIDE_POSITIVE:
        return side_colour(VIGIE_COLOUR_POSITIVE_1, n - 1 - before, n);
    case VIGIE_SIDE_NEUTRAL:
        return VIGIE_COLOUR_NEUTRAL;
    case VIGIE_SIDE_APART:
        return VIGIE_COLOUR_APART;
    }
    return VIGIE_COLOUR_APART;
}

static guint
n_of_sum(const VigieChart *chart, Sum sum)
{
    guint n = 0;
    for (guint s = 0; s < chart->series->len; s++)
        n += sum_of(vigie_series_at(chart, s)) == sum;
    return n;
}

/* A segment; if it is not the whole of its sum its own value stands inside if there is room, the sums beside the bar hold it anyway. */
static void
draw_segment(Layout *layout, const VigieBox *box, VigieColour colour, double printed,
             bool inside)
{
    static const VigieStroke HAIRLINE = {VIGIE_COLOUR_PAPER, 0.7, VIGIE_DASH_NONE};
    if (box->x1 - box->x0 < 1e-6)
        return;
    vigie_display_rect(layout->display, box, colour);
    vigie_display_segment(layout->display, box->x1, box->y0, box->x1, box->y1, &HAIRLINE);
    VigieFont font = *vigie_layout_font(FONT_SMALL);
    font.colour = vigie_colour_on(layout->chart->palette, colour);
    g_autofree char *text = vigie_value_print_bare(layout->chart, printed);
    g_auto(Label) label = vigie_label_new(layout, text, &font, INFINITY);
    if (inside && label.extents.width + 4.0 <= box->x1 - box->x0)
        vigie_label_put_middle(layout, &label, (box->x0 + box->x1) / 2.0,
                               (box->y0 + box->y1) / 2.0, VIGIE_ANCHOR_MIDDLE);
}

/* The segments of one sum from left to right, starting at x. */
static void
draw_sum(Layout *layout, const Plan *plan, guint row, Sum sum, VigieBox box)
{
    const VigieChart *chart = layout->chart;
    for (guint s = 0; s < chart->series->len; s++) {
        if (sum_of(vigie_series_at(chart, s)) != sum)
            continue;
        box.x1 = box.x0 + share_of(chart, s, plan->items.order[row]) * plan->per_share;
        draw_segment(layout, &box, point_colour(chart, s), plan->bars[row].printed[s],
                     n_of_sum(chart, sum) > 1);
        box.x0 = box.x1;
    }
}

static void
put_sums(Layout *layout, const Plan *plan, const Bar *bar, double middle)
{
    double u = plan->per_share;
    vigie_label_put_middle(layout, &bar->label[SUM_NEGATIVE],
                           plan->zero - bar->sum[SUM_NEGATIVE] * u - LABEL_GAP, middle,
                           VIGIE_ANCHOR_END);
    vigie_label_put_middle(layout, &bar->label[SUM_POSITIVE],
                           plan->zero + bar->sum[SUM_POSITIVE] * u + LABEL_GAP, middle,
                           VIGIE_ANCHOR_START);
    vigie_label_put_middle(layout, &bar->label[SUM_APART],
                           plan->apart_zero + bar->sum[SUM_APART] * u + LABEL_GAP, middle,
                           VIGIE_ANCHOR_START);
}

/* "− 12 %   + 86 %   (2 %)" on a line of its own, where there is no room beside the bar. */
static void
put_sums_below(Layout *layout, const Bar *bar)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_string_append_printf(text, "\342\210\222\302\240%s   +\302\240%s",
                           bar->label[SUM_NEGATIVE].text, bar->label[SUM_POSITIVE].text);
    if (*bar->label[SUM_APART].text != '\0')
        g_string_append_printf(text, "   (%s)", bar->label[SUM_APART].text);
    layout->y -= 4.0;
    vigie_layout_paragraph(layout, FONT_VALUE, text->str);
    layout->y += 6.0;
}

static void
draw_zeros(Layout *layout, const Plan *plan, double top, double bottom)
{
    static const VigieStroke ZERO = {VIGIE_COLOUR_INK, 0.8, VIGIE_DASH_NONE};
    vigie_display_segment(layout->display, plan->zero, top, plan->zero, bottom, &ZERO);
    if (plan->most[SUM_APART] > 0.0)
        vigie_display_segment(layout->display, plan->apart_zero, top, plan->apart_zero, bottom,
                              &ZERO);
}

static void
draw_row(Layout *layout, const Plan *plan, guint row)
{
    const Bar *bar = &plan->bars[row];
    VigieChartValue status = {.status = bar->status};
    bool weak = is_drawn(bar) && bar->status != VIGIE_POINT_OK;
    double middle = vigie_items_row(layout, &plan->items, row, BAR_HEIGHT, weak);
    double top = middle - BAR_HEIGHT / 2.0, bottom = middle + BAR_HEIGHT / 2.0;
    layout->signs |= 1u << status.status;
    if (!is_drawn(bar)) {
        vigie_items_sign(layout, bar->status, plan->zero + LABEL_GAP, middle);
        return;
    }
    double below = bar->sum[SUM_NEGATIVE] * plan->per_share;
    vigie_reading_sums(layout, plan->items.order[row], bar->label[SUM_POSITIVE].text,
                       bar->label[SUM_NEGATIVE].text);
    draw_sum(layout, plan, row, SUM_NEGATIVE, (VigieBox){plan->zero - below, top, 0.0, bottom});
    draw_sum(layout, plan, row, SUM_POSITIVE, (VigieBox){plan->zero, top, 0.0, bottom});
    draw_sum(layout, plan, row, SUM_APART, (VigieBox){plan->apart_zero, top, 0.0, bottom});
    if (plan->items.above || plan->sums_below)
        draw_zeros(layout, plan, top - 2.0, bottom + 2.0);
    if (plan->sums_below)
        put_sums_below(layout, bar);
    else
        put_sums(layout, plan, bar, middle);
}

/* Every point of the scale, used or not. */
static void
draw_key(Layout *layout)
{
    const VigieChart *chart = layout->chart;
    g_autoptr(GArray) key = vigie_key_new();
    for (guint s = 0; s < chart->series->len; s++)
        vigie_key_add(key, MARK_SWATCH, point_colour(chart, s),
                      vigie_series_at(chart, s)->name);
    if (key->len == 0)
        return;
    vigie_key_put(layout, key, vigie_layout_font(FONT_SMALL));
    layout->y += 6.0;
}

void
vigie_layout_likert(Layout *layout)
{
    Plan plan;
    plan_init(&plan, layout);
    draw_key(layout);
    vigie_items_head(layout, &plan.items);
    double top = layout->y;
    for (guint r = 0; r < plan.items.n; r++)
        draw_row(layout, &plan, r);
    if (plan.items.n > 0 && !plan.items.above && !plan.sums_below)
        draw_zeros(layout, &plan, top - 2.0, layout->y - 4.0);
    plan_clear(&plan);
}
