/* label.c - fonts and labels */
#include "layout.h"
#include <string.h>

const VigieFont *
vigie_layout_font(FontRole role)
{
    static const VigieFont FONTS[] = {
        [FONT_TITLE] = {12.5, VIGIE_WEIGHT_BOLD, VIGIE_COLOUR_INK},
        [FONT_SUBTITLE] = {9.0, VIGIE_WEIGHT_REGULAR, VIGIE_COLOUR_MUTED},
        [FONT_HEADING] = {8.5, VIGIE_WEIGHT_BOLD, VIGIE_COLOUR_TEXT},
        [FONT_LABEL] = {8.5, VIGIE_WEIGHT_REGULAR, VIGIE_COLOUR_TEXT},
        [FONT_VALUE] = {8.5, VIGIE_WEIGHT_BOLD, VIGIE_COLOUR_TEXT},
        [FONT_CURRENT] = {8.5, VIGIE_WEIGHT_BOLD, VIGIE_COLOUR_ACCENT},
        [FONT_SMALL] = {8.0, VIGIE_WEIGHT_REGULAR, VIGIE_COLOUR_MUTED},
        [FONT_FOOTER] = {7.5, VIGIE_WEIGHT_REGULAR, VIGIE_COLOUR_MUTED},
        [FONT_TICK] = {7.0, VIGIE_WEIGHT_REGULAR, VIGIE_COLOUR_MUTED},
        [FONT_NOTICE] = {7.5, VIGIE_WEIGHT_BOLD, VIGIE_COLOUR_TEXT},
    };
    return &FONTS[role];
}

Label
vigie_label_new(const Layout *layout, const char *text, const VigieFont *font, double max_width)
{
    g_autofree char *typeset = vigie_text_typeset(text, layout->chart->lang);
    Label label = {.font = *font};
    label.text = vigie_text_wrap(layout->measurer, typeset, font, max_width, true);
    label.extents = vigie_text_extents(layout->measurer, label.text, font);
    if (*label.text != '\0') /* nothing takes no room */
        label.height =
            vigie_text_n_lines(label.text) * (label.extents.ascent + label.extents.descent);
    return label;
}

bool
vigie_label_whole(const Label *label, const char *text)
{
    const char *p = text, *q = label->text;
    while (*p != '\0' && *q != '\0') {
        if (*q == '\n' && *p != ' ' && (p == text || strchr("-/", p[-1]) == NULL))
            return false;
        p = *q != '\n' || *p == ' ' ? g_utf8_next_char(p) : p;
        q = g_utf8_next_char(q);
    }
    return true;
}

char *
vigie_text_capital(const char *text)
{
    const char *second = g_utf8_next_char(text);
    gunichar first = g_utf8_get_char(text), next = g_utf8_get_char(second);
    bool symbol = (g_ascii_isalpha(*text) && !g_unichar_isalpha(next) && *text != 'a') ||
                  g_unichar_isupper(next);
    if (symbol || !g_unichar_islower(first))
        return g_strdup(text);
    g_autoptr(GString) out = g_string_new(NULL);
    g_string_append_unichar(out, g_unichar_toupper(first));
    g_string_append(out, second);
    return g_string_free(g_steal_pointer(&out), FALSE);
}

void
vigie_label_clear(Label *label)
{
    g_clear_pointer(&label->text, g_free);
}

static void
label_clear(gpointer pointer)
{
    vigie_label_clear(pointer);
}

GArray *
vigie_labels_new(void)
{
    GArray *labels = g_array_new(FALSE, FALSE, sizeof(Label));
    g_array_set_clear_func(labels, label_clear);
    return labels;
}

void
vigie_label_put_top(Layout *layout, const Label *label, double x, double y, VigieAnchor anchor)
{
    vigie_display_text(layout->display, layout->measurer,
                       (VigiePoint){x, y + label->extents.ascent}, anchor, &label->font,
                       label->text);
}

/* Half of Inter's line lies 0.36 of its size over the baseline, as half of its capitals does: the middle of
 * the line's box is what the eye takes for the middle. */
void
vigie_label_put_middle(Layout *layout, const Label *label, double x, double y,
                       VigieAnchor anchor)
{
    vigie_label_put_top(layout, label, x, y - label->height / 2.0, anchor);
}

void
vigie_layout_paragraph(Layout *layout, FontRole role, const char *text)
{
    g_autofree char *typeset = vigie_text_typeset(text, layout->chart->lang);
    const VigieFont *font = vigie_layout_font(role);
    g_autofree char *lines =
        vigie_text_wrap(layout->measurer, typeset, font, layout->right - layout->left,
                        role == FONT_TITLE || role == FONT_SUBTITLE);
    VigieExtents extents = vigie_text_extents(layout->measurer, lines, font);
    vigie_display_text(layout->display, layout->measurer,
                       (VigiePoint){layout->left, layout->y + extents.ascent},
                       VIGIE_ANCHOR_START, font, lines);
    layout->y += vigie_text_n_lines(lines) * (extents.ascent + extents.descent);
}
