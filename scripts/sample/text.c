/* Delimited text in the encodings of French office software. */
#include "text.h"

#include <math.h>
#include <string.h>

VigieSampleText *
vigie_sample_text_new(char delimiter)
{
    VigieSampleText *text = g_new0(VigieSampleText, 1);
    text->text = g_string_new(NULL);
    text->delimiter = delimiter;
    return text;
}

void
vigie_sample_text_free(VigieSampleText *text)
{
    if (text == NULL)
        return;
    g_string_free(text->text, TRUE);
    g_free(text);
}

void
vigie_sample_text_add(VigieSampleText *text, const char *cell)
{
    const char special[] = {text->delimiter, '"', '\n', '\0'};
    if (text->line_begun)
        g_string_append_c(text->text, text->delimiter);
    text->line_begun = true;
    if (strpbrk(cell, special) == NULL) {
        g_string_append(text->text, cell);
        return;
    }
    g_string_append_c(text->text, '"');
    for (const char *p = cell; *p != '\0'; p++) {
        if (*p == '"')
            g_string_append_c(text->text, '"');
        g_string_append_c(text->text, *p);
    }
    g_string_append_c(text->text, '"');
}

void
vigie_sample_text_add_number(VigieSampleText *text, double value, int decimals,
                             const char *grouping)
{
    char plain[64], format[8];
    g_autoptr(GString) cell = g_string_new(value < 0 ? "-" : "");
    g_snprintf(format, sizeof format, "%%.%df", decimals);
    g_ascii_formatd(plain, sizeof plain, format, fabs(value));
    gsize whole = strcspn(plain, ".");
    for (gsize i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            g_string_append(cell, grouping);
        g_string_append_c(cell, plain[i]);
    }
    if (plain[whole] == '.')
        g_string_append_printf(cell, ",%s", plain + whole + 1);
    vigie_sample_text_add(text, cell->str);
}

void
vigie_sample_text_add_integer(VigieSampleText *text, guint64 value)
{
    vigie_sample_text_add_number(text, (double)value, 0, NO_GROUPING);
}

void
vigie_sample_text_end_line(VigieSampleText *text)
{
    g_string_append_c(text->text, '\n');
    text->line_begun = false;
}

void
vigie_sample_text_add_line(VigieSampleText *text, const char *const *cells)
{
    for (guint i = 0; cells[i] != NULL; i++)
        vigie_sample_text_add(text, cells[i]);
    vigie_sample_text_end_line(text);
}

bool
vigie_sample_text_save(const VigieSampleText *text, const char *path,
                       VigieSampleEncoding encoding, GError **error)
{
    g_autoptr(GString) whole = g_string_new(encoding == VIGIE_SAMPLE_UTF8_BOM ? "\ufeff" : "");
    gsize length;
    g_string_append_len(whole, text->text->str, (gssize)text->text->len);
    if (encoding != VIGIE_SAMPLE_UTF8)
        g_string_replace(whole, "\n", "\r\n", 0);
    if (encoding != VIGIE_SAMPLE_WINDOWS_1252)
        return g_file_set_contents(path, whole->str, (gssize)whole->len, error);
    g_autofree char *bytes = g_convert(whole->str, (gssize)whole->len, "WINDOWS-1252", "UTF-8",
                                       NULL, &length, error);
    return bytes != NULL && g_file_set_contents(path, bytes, (gssize)length, error);
}
