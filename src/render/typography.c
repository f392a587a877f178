/* typography.c - characters that people type and characters that are printed */
#include <string.h>
#include <vigie/render.h>

/* Between two letters, or a letter and a digit: "l'eau", "d'1 an". */
static bool
is_apostrophe(const char *text, const char *p)
{
    if (p == text)
        return false;
    gunichar before = g_utf8_get_char(g_utf8_prev_char(p));
    gunichar after = g_utf8_get_char(p + 1);
    return g_unichar_isalpha(before) && g_unichar_isalnum(after);
}

char *
vigie_text_curl(const char *text)
{
    GString *out = g_string_sized_new(strlen(text) + 8);
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        if (*p == '\'' && is_apostrophe(text, p))
            g_string_append(out, "\u2019");
        else
            g_string_append_len(out, p, g_utf8_next_char(p) - p);
    }
    return g_string_free(out, FALSE);
}
