/* lines.c - cells of text in aligned columns */
#include "cells.h"

static guint
width_of(const char *text)
{
    guint width = 0;
    for (; *text != '\0'; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);
        width += g_unichar_iszerowidth(c) ? 0 : (g_unichar_iswide(c) ? 2 : 1);
    }
    return width;
}

static guint *
column_widths(const GPtrArray *lines, guint n)
{
    guint *width = g_new0(guint, n);
    for (guint l = 0; l < lines->len; l++) {
        char **line = g_ptr_array_index(lines, l);
        for (guint c = 0; c < n; c++)
            width[c] = MAX(width[c], width_of(line[c]));
    }
    return width;
}

static void
append_line(GString *out, char **line, const bool *left, const guint *width, guint n)
{
    gsize start = out->len;
    for (guint c = 0; c < n; c++) {
        int pad = (int)(width[c] - width_of(line[c]));
        g_string_append_printf(out, "%s%*s%s%*s", c > 0 ? "  " : "", left[c] ? 0 : pad, "",
                               line[c], left[c] && c + 1 < n ? pad : 0, "");
    }
    while (out->len > start && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    g_string_append_c(out, '\n');
}

void
vigie_lines_print(GString *out, const GPtrArray *lines, const bool *left)
{
    guint n = g_strv_length(g_ptr_array_index(lines, 0));
    g_autofree guint *width = column_widths(lines, n);
    for (guint l = 0; l < lines->len; l++)
        append_line(out, g_ptr_array_index(lines, l), left, width, n);
}
