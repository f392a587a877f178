/* words.c - labels as they stand within sentences and on paper */
#include <string.h>

#include "exhibit.h"

/* A capital followed by another one, or alone, is an abbreviation. */
char *
vigie_label_inside(const char *label)
{
    gunichar first = g_utf8_get_char(label);
    if (*label == '\0' || !g_unichar_isupper(first))
        return g_strdup(label);
    const char *rest = g_utf8_next_char(label);
    if (*rest == '\0' || !g_unichar_islower(g_utf8_get_char(rest)))
        return g_strdup(label);
    char lower[6];
    gint n = g_unichar_to_utf8(g_unichar_tolower(first), lower);
    return g_strdup_printf("%.*s%s", n, lower, rest);
}

const char *
vigie_currency_sign(const VigieObservatory *observatory)
{
    return strcmp(observatory->currency, "EUR") == 0 ? "€" : observatory->currency;
}

static void
curl(char **text)
{
    if (*text == NULL || strchr(*text, '\'') == NULL)
        return;
    char *curled = vigie_text_curl(*text);
    g_free(*text);
    *text = curled;
}

void
vigie_chart_curl(VigieChart *chart)
{
    for (guint i = 0; i < VIGIE_N_CHART_TEXTS; i++)
        curl(&chart->texts[i]);
    for (guint i = 0; i < chart->categories->len; i++) {
        VigieChartCategory *category = g_ptr_array_index(chart->categories, i);
        curl(&category->name);
        curl(&category->break_reason);
    }
    for (guint i = 0; i < chart->series->len; i++)
        curl(&((VigieChartSeries *)g_ptr_array_index(chart->series, i))->name);
    if (chart->reference != NULL)
        curl(&chart->reference->name);
}
