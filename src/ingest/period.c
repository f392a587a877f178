/* period.c - months, quarters and half-years in headers */
#include "period.h"
#include <string.h>
#include <vigie/base-text.h>

/* The month whose French or English name, or its beginning of three letters or more, a folded word is; 0 = none. */
static int
month_of(const char *word)
{
    static const char *const names[12][2] = {
        {"janvier", "january"}, {"fevrier", "february"},  {"mars", "march"},
        {"avril", "april"},     {"mai", "may"},           {"juin", "june"},
        {"juillet", "july"},    {"aout", "august"},       {"septembre", "september"},
        {"octobre", "october"}, {"novembre", "november"}, {"decembre", "december"}};
    gsize n = strlen(word);
    int found = 0;
    for (int m = 0; n >= 3 && m < 12; m++)
        for (int l = 0; l < 2; l++)
            if (strncmp(word, names[m][l], n) == 0)
                found = found == 0 || found == m + 1 ? m + 1 : -1; /* "jui": June or July */
    return MAX(found, 0);
}

/* "q3", "t3", "s1", "m07", "07" */
static bool
read_part(const char *word, Period *period)
{
    static const struct {
        char letter;
        PeriodKind kind;
        guint64 most;
    } letters[] = {{'m', PERIOD_MONTH, 12},
                   {'q', PERIOD_QUARTER, 4},
                   {'t', PERIOD_QUARTER, 4},
                   {'s', PERIOD_HALF, 2},
                   {'h', PERIOD_HALF, 2}};
    guint64 number = 0;
    int month = month_of(word);
    if (month > 0) {
        *period = (Period){PERIOD_MONTH, month, period->year};
        return true;
    }
    for (guint i = 0; i < G_N_ELEMENTS(letters); i++)
        if (word[0] == letters[i].letter && strlen(word) <= 3 &&
            g_ascii_string_to_unsigned(word + 1, 10, 1, letters[i].most, &number, NULL)) {
            *period = (Period){letters[i].kind, (int)number, period->year};
            return true;
        }
    if (strlen(word) > 2 || !g_ascii_string_to_unsigned(word, 10, 1, 12, &number, NULL))
        return false;
    *period = (Period){PERIOD_MONTH, (int)number, period->year};
    return true;
}

static int
year_of(const char *word)
{
    guint64 year = 0;
    bool read =
        strlen(word) == 4 && g_ascii_string_to_unsigned(word, 10, 1900, 2100, &year, NULL);
    return read ? (int)year : 0;
}

/* "2024m07" -> "2024 m07" */
static char *
words_of(const char *text)
{
    g_autofree char *key = vigie_text_fold(text);
    g_strdelimit(key, "-/_.,", ' ');
    bool glued = strspn(key, "0123456789") == 4 && g_ascii_isalpha(key[4]);
    char *spaced = glued ? g_strdup_printf("%.4s %s", key, key + 4) : g_strdup(key);
    return g_strstrip(spaced);
}

bool
vigie_period_read(const char *text, Period *period)
{
    g_autofree char *words = words_of(text);
    g_auto(GStrv) parts = g_strsplit_set(words, " ", -1);
    const char *kept[3] = {NULL};
    guint n = 0;
    for (guint i = 0; parts[i] != NULL; i++) {
        if (*parts[i] == '\0')
            continue;
        if (n == 2)
            return false;
        kept[n++] = parts[i];
    }
    Period read = {0};
    if (n == 0)
        return false;
    if (n == 1) {
        int month = month_of(kept[0]);
        if (month > 0)
            *period = (Period){PERIOD_MONTH, month, 0};
        return month > 0;
    }
    guint at = year_of(kept[0]) != 0 ? 0 : 1;
    read.year = year_of(kept[at]);
    if (read.year == 0 || !read_part(kept[1 - at], &read))
        return false;
    *period = read;
    return true;
}

int
vigie_period_compare(const Period *a, const Period *b)
{
    if (a->year != b->year)
        return a->year - b->year;
    return a->kind != b->kind ? (int)a->kind - (int)b->kind : a->number - b->number;
}

int
vigie_period_month(const Period *period)
{
    static const int months[] = {
        [PERIOD_NONE] = 0, [PERIOD_MONTH] = 1, [PERIOD_QUARTER] = 3, [PERIOD_HALF] = 6};
    return (period->number - 1) * months[period->kind] + 1;
}

char *
vigie_period_print(const Period *period)
{
    static const char *const marks[] = {
        [PERIOD_NONE] = "", [PERIOD_MONTH] = "", [PERIOD_QUARTER] = "Q", [PERIOD_HALF] = "S"};
    if (period->kind == PERIOD_MONTH)
        return g_strdup_printf("%04d-%02d", period->year, period->number);
    return g_strdup_printf("%04d-%s%d", period->year, marks[period->kind], period->number);
}
