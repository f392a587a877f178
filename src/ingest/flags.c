/* flags.c - publishers' status flags
 * Eurostat's list (b break, c confidential, d definition, e estimated, f forecast, n not significant, p provisional,
 * r revised, s, u low reliability, z not applicable, ":" not available) and INSEE's signs ("…", "///", "s", "nd", "ns",
 * "e", "p", "sd", "r"). */
#include "flags.h"
#include <glib.h>
#include <string.h>

static bool
is_flag(const char *flag)
{
    static const char *const flags[] = {"a",  "b",  "c",  "d",    "e",   "f",  "n",  "p",
                                        "r",  "s",  "u",  "z",    "sd",  "ns", "bp", "be",
                                        "ep", "rp", "bu", "prov", "est", NULL};
    g_autofree char *lower = g_ascii_strdown(flag, -1);
    return g_strv_contains(flags, lower);
}

gsize
vigie_flag_take_off(const char *text, gsize length, char flag[FLAG_SIZE])
{
    bool brackets = length > 2 && text[length - 1] == ')';
    gsize end = brackets ? length - 1 : length;
    gsize start = end;
    while (start > 0 && g_ascii_isalpha(text[start - 1]))
        start--;
    gsize n = end - start;
    gsize rest = start;
    if (brackets && (rest == 0 || text[--rest] != '('))
        return length;
    bool apart = rest > 0 && (text[rest - 1] == ' ' || (guchar)text[rest - 1] >= 0x80);
    while (rest > 0 && text[rest - 1] == ' ')
        rest--;
    while (rest > 1 && memcmp(text + rest - 2, "\u00a0", 2) == 0)
        rest -= 2;
    if (n == 0 || n >= FLAG_SIZE || rest == 0 || (!brackets && !apart))
        return length;
    memcpy(flag, text + start, n);
    flag[n] = '\0';
    return is_flag(flag) ? rest : length;
}

VigieMissing
vigie_flag_mark(const char *text, gsize length)
{
    static const struct {
        const char *mark;
        VigieMissing why;
    } marks[] = {{":", VIGIE_BLANK},           {"…", VIGIE_BLANK},
                 {"...", VIGIE_BLANK},         {"..", VIGIE_BLANK},
                 {"nd", VIGIE_BLANK},          {"n.d.", VIGIE_BLANK},
                 {"n.d", VIGIE_BLANK},         {"na", VIGIE_BLANK},
                 {"n/a", VIGIE_BLANK},         {"ns", VIGIE_BLANK},
                 {"n.s.", VIGIE_BLANK},        {"s", VIGIE_REFUSED},
                 {"c", VIGIE_REFUSED},         {"secret", VIGIE_REFUSED},
                 {": c", VIGIE_REFUSED},       {":c", VIGIE_REFUSED},
                 {": s", VIGIE_REFUSED},       {"///", VIGIE_NOT_APPLICABLE},
                 {"//", VIGIE_NOT_APPLICABLE}, {": z", VIGIE_NOT_APPLICABLE},
                 {"z", VIGIE_NOT_APPLICABLE}};
    g_autofree char *lower = g_ascii_strdown(text, (gssize)length);
    for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
        if (strcmp(lower, marks[i].mark) == 0)
            return marks[i].why;
    return VIGIE_PRESENT;
}
