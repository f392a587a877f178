/* text.c - folded headers, Windows-1252, names */
#include <string.h>
#include <vigie/base-text.h>

/* What stays two characters apart after decomposition, but is typed either way. */
static const char *
spelled_out(gunichar c)
{
    switch (c) {
    case 0x0153: /* œ */
        return "oe";
    case 0x00e6: /* æ */
        return "ae";
    case 0x2018: /* typographic apostrophes */
    case 0x2019:
        return "'";
    default:
        return NULL;
    }
}

static bool
is_separator(gunichar c)
{
    return g_unichar_isspace(c) || c == '_' || c == '-' || c == '.';
}

char *
vigie_text_fold(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_autofree char *lower = g_utf8_casefold(valid, -1);
    g_autofree char *parts = g_utf8_normalize(lower, -1, G_NORMALIZE_ALL);
    GString *key = g_string_sized_new(strlen(parts));
    bool gap = false;
    for (const char *c = parts; *c != '\0'; c = g_utf8_next_char(c)) {
        gunichar u = g_utf8_get_char(c);
        if (is_separator(u)) {
            gap = true;
            continue;
        }
        if (g_unichar_ismark(u) || u == 0xfeff)
            continue;
        if (gap && key->len > 0)
            g_string_append_c(key, ' ');
        gap = false;
        const char *spelled = spelled_out(u);
        if (spelled != NULL)
            g_string_append(key, spelled);
        else
            g_string_append_unichar(key, u);
    }
    return g_string_free(key, FALSE);
}

char *
vigie_text_from_cp1252(const char *bytes, gsize length)
{
    /* 0x80 to 0x9f; the rest is Latin-1 */
    static const gunichar high[32] = {
        0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
        0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
        0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178};
    GString *text = g_string_sized_new(length + length / 8);
    for (gsize i = 0; i < length; i++) {
        guchar byte = (guchar)bytes[i];
        g_string_append_unichar(text, byte >= 0x80 && byte < 0xa0 ? high[byte - 0x80] : byte);
    }
    return g_string_free(text, FALSE);
}

bool
vigie_text_is_name(const char *name)
{
    if (!g_utf8_validate(name, -1, NULL))
        return false;
    for (const char *c = name; *c != '\0'; c = g_utf8_next_char(c)) {
        gunichar u = g_utf8_get_char(c);
        bool inside = c > name && (g_unichar_isdigit(u) || (u < 128 && strchr("-.", (int)u)));
        if (!g_unichar_isalpha(u) && u != '_' && !inside)
            return false;
    }
    return *name != '\0';
}

void
vigie_text_append_csv(GString *csv, const char *cell, char delimiter)
{
    if (strchr(cell, delimiter) == NULL && strpbrk(cell, "\"\r\n") == NULL) {
        g_string_append(csv, cell);
        return;
    }
    g_string_append_c(csv, '"');
    for (; *cell != '\0'; cell++) {
        if (*cell == '"')
            g_string_append_c(csv, '"');
        g_string_append_c(csv, *cell);
    }
    g_string_append_c(csv, '"');
}

char *
vigie_text_line(const char *text)
{
    char *line = g_utf8_make_valid(text, -1);
    for (char *c = line; *c != '\0'; c++)
        if ((guchar)*c < ' ')
            *c = ' ';
    return line;
}
