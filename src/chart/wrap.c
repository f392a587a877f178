/* wrap.c - text into lines, and the spaces that must not break */
#include <string.h>
#include <vigie/chart-display.h>

#define NBSP "\302\240"      /* U+00A0 */
#define NNBSP "\342\200\257" /* U+202F */

guint
vigie_text_n_lines(const char *text)
{
    guint n = 1;
    for (const char *p = strchr(text, '\n'); p != NULL; p = strchr(p + 1, '\n'))
        n++;
    return n;
}

VigieExtents
vigie_text_extents(const VigieMeasurer *measurer, const char *text, const VigieFont *font)
{
    VigieExtents widest = {0};
    for (const char *line = text; line != NULL;) {
        const char *end = strchr(line, '\n');
        gsize length = end != NULL ? (gsize)(end - line) : strlen(line);
        VigieExtents extents;
        measurer->extents(measurer->user, line, length, font->size, font->weight, &extents);
        extents.width = MAX(extents.width, widest.width);
        widest = extents;
        line = end != NULL ? end + 1 : NULL;
    }
    return widest;
}

typedef struct {
    const VigieMeasurer *measurer;
    const VigieFont *font;
    double max_width;
    GString *out;
    gsize line_start; /* of the line being filled, in out */
} Wrapper;

static double
width_of(const Wrapper *wrapper, const char *text, gsize length)
{
    VigieExtents extents;
    wrapper->measurer->extents(wrapper->measurer->user, text, length, wrapper->font->size,
                               wrapper->font->weight, &extents);
    return extents.width;
}

static void
new_line(Wrapper *wrapper)
{
    while (wrapper->out->len > wrapper->line_start &&
           wrapper->out->str[wrapper->out->len - 1] == ' ')
        g_string_truncate(wrapper->out, wrapper->out->len - 1);
    g_string_append_c(wrapper->out, '\n');
    wrapper->line_start = wrapper->out->len;
}

/* A word wider than a whole line: as many characters a line as fit, at least one. */
static void
put_broken(Wrapper *wrapper, const char *word, gsize length)
{
    const char *end = word + length;
    while (word < end) {
        const char *cut = g_utf8_next_char(word);
        while (cut < end && width_of(wrapper, word, (gsize)(g_utf8_next_char(cut) - word)) <=
                                wrapper->max_width)
            cut = g_utf8_next_char(cut);
        g_string_append_len(wrapper->out, word, cut - word);
        word = cut;
        if (word < end)
            new_line(wrapper);
    }
}

/* A word with the blanks that follow it; the blanks may hang over the end of the line. */
static void
put_word(Wrapper *wrapper, const char *word, gsize length, gsize n_blanks)
{
    gsize filled = wrapper->out->len - wrapper->line_start;
    if (filled > 0) {
        g_string_append_len(wrapper->out, word, (gssize)length);
        bool fits = width_of(wrapper, wrapper->out->str + wrapper->line_start,
                             filled + length) <= wrapper->max_width;
        g_string_truncate(wrapper->out, wrapper->line_start + filled);
        if (!fits)
            new_line(wrapper);
    }
    if (wrapper->out->len == wrapper->line_start &&
        width_of(wrapper, word, length) > wrapper->max_width)
        put_broken(wrapper, word, length);
    else
        g_string_append_len(wrapper->out, word, (gssize)length);
    for (gsize i = 0; i < n_blanks; i++)
        g_string_append_c(wrapper->out, ' ');
}

static const char *
word_end(const char *p)
{
    for (; *p != '\0' && *p != ' ' && *p != '\n'; p++)
        if ((*p == '-' || *p == '/') && p[1] != '\0' && p[1] != ' ')
            return p + 1;
    return p;
}

static char *
wrap_greedy(const VigieMeasurer *measurer, const char *text, const VigieFont *font,
            double max_width)
{
    /* a hair more than asked: texts measured once as "just fitting" must still fit */
    Wrapper wrapper = {measurer, font, max_width + 1e-6, g_string_new(NULL), 0};
    for (const char *p = text; *p != '\0';) {
        if (*p == '\n') {
            new_line(&wrapper);
            p++;
            continue;
        }
        const char *end = word_end(p);
        gsize n_blanks = strspn(end, " ");
        put_word(&wrapper, p, (gsize)(end - p), n_blanks);
        p = end + n_blanks;
    }
    g_strchomp(wrapper.out->str);
    return g_string_free(wrapper.out, FALSE);
}

static double
widest_word(const VigieMeasurer *measurer, const char *text, const VigieFont *font)
{
    Wrapper wrapper = {measurer, font, 0.0, NULL, 0};
    double widest = 0.0;
    for (const char *p = text; *p != '\0';) {
        const char *end = word_end(p);
        widest = MAX(widest, width_of(&wrapper, p, (gsize)(end - p)));
        p = end + strspn(end, " \n");
    }
    return widest;
}

char *
vigie_text_wrap(const VigieMeasurer *measurer, const char *text, const VigieFont *font,
                double max_width, bool balanced)
{
    g_autofree char *lines = wrap_greedy(measurer, text, font, max_width);
    guint n = vigie_text_n_lines(lines);
    if (!balanced || n == 1)
        return g_steal_pointer(&lines);
    /* the narrowest column that needs no more lines and breaks no word; half a point is as good as exact */
    double narrow = widest_word(measurer, text, font) - 0.25, wide = max_width;
    while (wide - narrow > 0.5) {
        double width = (narrow + wide) / 2.0;
        g_autofree char *tried = wrap_greedy(measurer, text, font, width);
        bool good = vigie_text_n_lines(tried) <= n &&
                    vigie_text_extents(measurer, tried, font).width <= width + 1e-6;
        if (good)
            wide = width;
        else
            narrow = width;
    }
    return wrap_greedy(measurer, text, font, wide);
}

/* The unbreakable space that stands in for a plain one before p or after the text so far; NULL = none. */
static const char *
unbreakable(const GString *before, const char *after)
{
    if (before->len >= 2 && strcmp(before->str + before->len - 2, "\302\253") == 0)
        return NBSP; /* after « */
    if (*after == ':' || g_str_has_prefix(after, "\302\273"))
        return NBSP;
    if (*after == '%')
        return before->len > 0 && g_ascii_isdigit(before->str[before->len - 1]) ? NNBSP : NBSP;
    if (*after != '\0' && strchr(";!?", *after) != NULL)
        return NNBSP;
    return g_str_has_prefix(after, "\342\202\254") ? NBSP : NULL; /* € */
}

char *
vigie_text_typeset(const char *text, VigieLang lang)
{
    if (lang != VIGIE_LANG_FR)
        return g_strdup(text);
    GString *out = g_string_new(NULL);
    for (const char *p = text; *p != '\0'; p++) {
        const char *space = *p == ' ' ? unbreakable(out, p + 1) : NULL;
        if (space != NULL)
            g_string_append(out, space);
        else
            g_string_append_c(out, *p);
    }
    return g_string_free(out, FALSE);
}
