/* category-axis.c - years, months and other names under an axis, all of them, in the room there is */
#include "axis.h"
#include <math.h>
#include <string.h>

#define LABEL_GAP 3.0 /* least white between two labels */
#define DENSE_GAP 1.9 /* between years of two figures */

/* A year of four figures, or 0. */
static guint
year_of(const char *name)
{
    if (strlen(name) != 4 || strspn(name, "0123456789") != 4)
        return 0;
    return (guint)g_ascii_strtoull(name, NULL, 10);
}

/* All names are years that ascend, with no gap so long that the axis would be mostly empty. */
bool
vigie_categories_are_years(const VigieChart *chart)
{
    guint n = chart->categories->len, last = 0, first = 0;
    for (guint i = 0; i < n; i++) {
        guint year = year_of(vigie_category_at(chart, i)->name);
        if (year <= last)
            return false;
        first = i == 0 ? year : first;
        last = year;
    }
    return n > 0 && last - first < 3 * n;
}

double *
vigie_category_positions(const VigieChart *chart)
{
    guint n = chart->categories->len;
    bool years = vigie_categories_are_years(chart);
    guint first = years ? year_of(vigie_category_at(chart, 0)->name) : 0;
    double *positions = g_new(double, n);
    for (guint i = 0; i < n; i++)
        positions[i] = years ? year_of(vigie_category_at(chart, i)->name) - first : i;
    return positions;
}

static double
label_middle(const CategoryAxis *axis, guint i)
{
    double half = g_array_index(axis->labels, Label, i).extents.width / 2.0;
    double wish = axis->x[i] - (i == 0 ? axis->hang : 0.0);
    return MAX(axis->left + half, MIN(wish, axis->right - half));
}

static void
set_labels(CategoryAxis *axis, const Layout *layout, char **texts, double max_width,
           FontRole role)
{
    g_clear_pointer(&axis->labels, g_array_unref);
    axis->labels = vigie_labels_new();
    axis->row_height = 0.0;
    for (guint i = 0; i < layout->chart->categories->len; i++) {
        Label label = vigie_label_new(layout, texts[i], vigie_layout_font(role), max_width);
        axis->row_height = MAX(axis->row_height, label.height);
        g_array_append_val(axis->labels, label);
    }
}

/* False: more than max_rows rows are needed, or a label is wider than the axis. */
static bool
place(CategoryAxis *axis, guint max_rows, double gap)
{
    guint n = axis->labels->len;
    g_autofree double *middle = g_new(double, n);
    g_autofree double *width = g_new(double, n);
    bool fits = true;
    for (guint i = 0; i < n; i++) {
        width[i] = g_array_index(axis->labels, Label, i).extents.width;
        middle[i] = label_middle(axis, i);
        fits = fits && width[i] <= axis->right - axis->left;
    }
    axis->n_rows = vigie_rows(middle, width, n, gap, axis->row);
    return fits && axis->n_rows <= max_rows;
}

/* No word of a wrapped label is broken within, and none has many lines. */
static bool
words_whole(const CategoryAxis *axis, char **texts)
{
    for (guint i = 0; i < axis->labels->len; i++) {
        const Label *label = &g_array_index(axis->labels, Label, i);
        if (!vigie_label_whole(label, texts[i]) || vigie_text_n_lines(label->text) > 4)
            return false;
    }
    return true;
}

static double
slot_width(const CategoryAxis *axis, guint n)
{
    double slot = axis->right - axis->left;
    for (guint i = 1; i < n; i++)
        slot = MIN(slot, axis->x[i] - axis->x[i - 1]);
    return MAX(slot - LABEL_GAP, 1.0);
}

/* "2016 17 18": the first in full, and each one that begins a century; or "16 17 18". */
static char **
short_years(const VigieChart *chart, bool first_full)
{
    guint n = chart->categories->len;
    char **texts = g_new0(char *, n + 1);
    for (guint i = 0; i < n; i++) {
        const char *name = vigie_category_at(chart, i)->name;
        const char *first = vigie_category_at(chart, 0)->name;
        bool full = (i == 0 && first_full) || strncmp(name, first, 2) != 0;
        texts[i] = g_strdup(full ? name : name + 2);
    }
    return texts;
}

static char **
numbers(guint n)
{
    char **texts = g_new0(char *, n + 1);
    for (guint i = 0; i < n; i++)
        texts[i] = g_strdup_printf("%u", i + 1);
    return texts;
}

static char **
names(const VigieChart *chart)
{
    guint n = chart->categories->len;
    char **texts = g_new0(char *, n + 1);
    for (guint i = 0; i < n; i++)
        texts[i] = g_strdup(vigie_category_at(chart, i)->name);
    return texts;
}

/* "2016" hangs to the left of its tick, so that its last two figures are where those of the others are. */
static bool
place_hanging(CategoryAxis *axis, const Layout *layout, char **texts, FontRole role, double gap)
{
    VigieFont font = *vigie_layout_font(role);
    set_labels(axis, layout, texts, INFINITY, role);
    if (axis->labels->len > 1)
        axis->hang = (g_array_index(axis->labels, Label, 0).extents.width -
                      vigie_text_extents(layout->measurer, texts[0] + 2, &font).width) /
                     2.0;
    bool fits = place(axis, 1, gap);
    if (!fits)
        axis->hang = 0.0;
    return fits;
}

static bool
try_years(CategoryAxis *axis, const Layout *layout)
{
    if (!vigie_categories_are_years(layout->chart))
        return false;
    g_auto(GStrv) texts = short_years(layout->chart, true);
    if (place_hanging(axis, layout, texts, FONT_SMALL, LABEL_GAP) ||
        place_hanging(axis, layout, texts, FONT_FOOTER, DENSE_GAP) ||
        place_hanging(axis, layout, texts, FONT_TICK, DENSE_GAP))
        return true;
    g_auto(GStrv) shorter = short_years(layout->chart, false);
    set_labels(axis, layout, shorter, INFINITY, FONT_TICK);
    return place(axis, 1, DENSE_GAP);
}

/* "oct." or, if that is still too wide, "O"; only where all names are months. */
static bool
try_months(CategoryAxis *axis, const Layout *layout)
{
    const VigieChart *chart = layout->chart;
    guint n = chart->categories->len;
    g_auto(GStrv) texts = g_new0(char *, n + 1);
    g_auto(GStrv) initials = g_new0(char *, n + 1);
    for (guint i = 0; i < n; i++) {
        const char *name = vigie_category_at(chart, i)->name;
        const char *month = vigie_month_short(chart->lang, name);
        if (month == NULL)
            return false;
        texts[i] = g_strdup(month);
        initials[i] = g_utf8_strup(name, g_utf8_next_char(name) - name);
    }
    set_labels(axis, layout, texts, INFINITY, FONT_SMALL);
    if (place(axis, 1, LABEL_GAP))
        return true;
    set_labels(axis, layout, texts, INFINITY, FONT_FOOTER);
    if (place(axis, 1, DENSE_GAP))
        return true;
    set_labels(axis, layout, initials, INFINITY, FONT_SMALL);
    return place(axis, 1, DENSE_GAP);
}

static void
choose_form(CategoryAxis *axis, const Layout *layout)
{
    guint n = layout->chart->categories->len;
    g_auto(GStrv) texts = names(layout->chart);
    set_labels(axis, layout, texts, INFINITY, FONT_SMALL);
    if (place(axis, 1, LABEL_GAP) || try_years(axis, layout) || try_months(axis, layout))
        return;
    set_labels(axis, layout, texts, slot_width(axis, n), FONT_SMALL);
    if (words_whole(axis, texts) && place(axis, 1, LABEL_GAP))
        return;
    set_labels(axis, layout, texts, 2.0 * slot_width(axis, n), FONT_SMALL);
    if (words_whole(axis, texts) && place(axis, 2, LABEL_GAP))
        return;
    g_auto(GStrv) numbered = numbers(n);
    set_labels(axis, layout, numbered, INFINITY, FONT_SMALL);
    place(axis, n, LABEL_GAP);
    axis->numbered = true;
}

void
vigie_category_axis_init(CategoryAxis *axis, const Layout *layout, double *x, double left,
                         double right)
{
    *axis = (CategoryAxis){.x = x, .left = left, .right = right};
    axis->row = g_new0(guint, layout->chart->categories->len);
    choose_form(axis, layout);
}

void
vigie_category_axis_clear(CategoryAxis *axis)
{
    g_clear_pointer(&axis->labels, g_array_unref);
    g_clear_pointer(&axis->row, g_free);
}

double
vigie_category_axis_height(const CategoryAxis *axis)
{
    return axis->n_rows * axis->row_height;
}

void
vigie_category_axis_put(Layout *layout, const CategoryAxis *axis, double left, double y)
{
    for (guint i = 0; i < axis->labels->len; i++)
        vigie_label_put_top(layout, &g_array_index(axis->labels, Label, i),
                            left + label_middle(axis, i), y + axis->row[i] * axis->row_height,
                            VIGIE_ANCHOR_MIDDLE);
}

void
vigie_category_axis_list(Layout *layout)
{
    for (guint i = 0; i < layout->chart->categories->len; i++)
        g_ptr_array_add(layout->numbered, g_strdup(vigie_category_at(layout->chart, i)->name));
}

void
vigie_category_ticks(Layout *layout, const double *x, double left, double y)
{
    static const VigieStroke TICK = {VIGIE_COLOUR_AXIS, 0.6, VIGIE_DASH_NONE};
    for (guint i = 0; i < layout->chart->categories->len; i++)
        vigie_display_segment(layout->display, left + x[i], y, left + x[i], y + 2.5, &TICK);
}
