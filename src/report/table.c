/* table.c - a table as a display list: header, rules, wrapped cells */
#include "exhibit.h"

#define SIZE 8.0
#define PAD 3.5

static const VigieFont header_font = {SIZE, VIGIE_WEIGHT_BOLD, VIGIE_COLOUR_TEXT};
static const VigieFont cell_font = {SIZE, VIGIE_WEIGHT_REGULAR, VIGIE_COLOUR_TEXT};

static guint
n_lines(const char *text)
{
    guint n = 1;
    for (; *text != '\0'; text++)
        n += *text == '\n';
    return n;
}

/* Draws one row with its top at y; returns its height.  Head cells stand on the rule below them. */
static double
add_row(VigieDisplay *display, const VigieTable *table, guint row, double y,
        const VigieMeasurer *measurer)
{
    const VigieFont *font = row == 0 ? &header_font : &cell_font;
    VigieExtents line;
    measurer->extents(measurer->user, "Ég", 3, font->size, font->weight, &line);
    double leading = line.ascent + line.descent, x = 0.0;
    guint lines = 1;
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    for (guint c = 0; c < table->n_columns; c++) {
        double width = table->widths[c] * display->width;
        g_autofree char *curled = vigie_text_curl(table->cells[row * table->n_columns + c]);
        g_autofree char *typeset = vigie_text_typeset(curled, display->lang);
        char *text = vigie_text_wrap(measurer, typeset, font, width - 2.0 * PAD, false);
        g_ptr_array_add(texts, text);
        lines = MAX(lines, n_lines(text));
    }
    vigie_display_open(display, "TR");
    for (guint c = 0; c < table->n_columns; c++) {
        const char *text = g_ptr_array_index(texts, c);
        double width = table->widths[c] * display->width;
        double down = row == 0 ? (lines - n_lines(text)) * leading : 0.0;
        bool left = c == 0;
        VigiePoint at = {left ? x : x + width - PAD, y + PAD + down + line.ascent};
        vigie_display_open(display, row == 0 ? "TH" : "TD");
        vigie_display_text(display, measurer, at, left ? VIGIE_ANCHOR_START : VIGIE_ANCHOR_END,
                           font, text);
        vigie_display_close(display);
        x += width;
    }
    vigie_display_close(display);
    return 2.0 * PAD + lines * leading;
}

VigieDisplay *
vigie_table_layout(const VigieTable *table, double width, const VigieMeasurer *measurer,
                   VigieLang lang)
{
    static const VigieStroke strong = {VIGIE_COLOUR_AXIS, 0.8, VIGIE_DASH_NONE};
    static const VigieStroke thin = {VIGIE_COLOUR_GRID, 0.5, VIGIE_DASH_NONE};
    VigieDisplay *display = vigie_display_new(width, VIGIE_PALETTE_STANDARD, lang);
    g_autofree double *bottoms = g_new(double, table->n_rows);
    double y = 0.0;
    vigie_display_open(display, "Table");
    for (guint r = 0; r < table->n_rows; r++)
        bottoms[r] = y += add_row(display, table, r, y, measurer);
    vigie_display_close(display);
    for (guint r = 0; r < table->n_rows; r++)
        vigie_display_segment(display, 0.0, bottoms[r], width, bottoms[r],
                              r == 0 ? &strong : &thin);
    display->height = y + 1.0;
    return display;
}
