/* number-format.c - numbers as a French or an English reader expects them on a page */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <vigie/base-number.h>

#define MINUS "\xe2\x88\x92"
#define NARROW_SPACE "\xe2\x80\xaf"
#define NO_NUMBER "\xe2\x80\x93"
#define INFINITE "\xe2\x88\x9e"

/* The shortest decimal text of a number: 0.d1d2… * 10^point, no trailing zero; n = 0 is zero. */
typedef struct {
    char digits[20];
    int n;
    int point;
} Decimal;

static Decimal
decimal_of(double value)
{
    static const char *const formats[] = {"%.14e", "%.15e", "%.16e"};
    char text[VIGIE_NUMBER_SIZE];
    double magnitude = fabs(value);
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_ascii_formatd(text, sizeof text, formats[i], magnitude);
        double back = g_ascii_strtod(text, NULL);
        if (!(back < magnitude) && !(back > magnitude))
            break;
    }
    Decimal decimal = {.n = 0};
    const char *c = text;
    for (; *c != 'e'; c++)
        if (g_ascii_isdigit(*c))
            decimal.digits[decimal.n++] = *c;
    decimal.point = atoi(c + 1) + 1;
    while (decimal.n > 0 && decimal.digits[decimal.n - 1] == '0')
        decimal.n--;
    return decimal;
}

/* Keeps so many decimals; a half goes away from zero. */
static void
decimal_round(Decimal *decimal, int decimals)
{
    int keep = decimal->point + decimals;
    if (keep >= decimal->n)
        return;
    bool up = keep >= 0 && decimal->digits[keep] >= '5';
    decimal->n = MAX(keep, 0);
    if (!up)
        return;
    while (decimal->n > 0 && decimal->digits[decimal->n - 1] == '9')
        decimal->n--;
    if (decimal->n > 0) {
        decimal->digits[decimal->n - 1]++;
    } else {
        decimal->digits[0] = '1';
        decimal->n = 1;
        decimal->point++;
    }
}

/* The digit that stands at 10^power. */
static char
digit_at(const Decimal *decimal, int power)
{
    int i = decimal->point - 1 - power;
    return i >= 0 && i < decimal->n ? decimal->digits[i] : '0';
}

static void
append_magnitude(GString *text, const Decimal *decimal, int decimals, VigieLang lang)
{
    const char *group = lang == VIGIE_LANG_FR ? NARROW_SPACE : ",";
    int highest = decimal->n > 0 ? MAX(decimal->point - 1, 0) : 0;
    for (int power = highest; power >= 0; power--) {
        g_string_append_c(text, digit_at(decimal, power));
        if (power > 0 && power % 3 == 0)
            g_string_append(text, group);
    }
    if (decimals > 0)
        g_string_append_c(text, lang == VIGIE_LANG_FR ? ',' : '.');
    for (int power = -1; power >= -decimals; power--)
        g_string_append_c(text, digit_at(decimal, power));
}

/* value * 10^shift; plus is put before what is above zero once rounded. */
static char *
format_number(double value, int shift, int decimals, const char *plus, VigieLang lang)
{
    if (isnan(value))
        return g_strdup(NO_NUMBER);
    GString *text = g_string_new(NULL);
    if (isinf(value)) {
        g_string_append_printf(text, "%s" INFINITE, value < 0 ? MINUS : plus);
        return g_string_free(text, FALSE);
    }
    decimals = CLAMP(decimals, 0, 20);
    Decimal decimal = decimal_of(value);
    decimal.point += shift;
    decimal_round(&decimal, decimals);
    if (decimal.n > 0)
        g_string_append(text, value < 0 ? MINUS : plus);
    append_magnitude(text, &decimal, decimals, lang);
    return g_string_free(text, FALSE);
}

char *
vigie_number_format(double value, int decimals, VigieLang lang)
{
    return format_number(value, 0, decimals, "", lang);
}

char *
vigie_percent_format(double share, int decimals, VigieLang lang)
{
    g_autofree char *number = format_number(share, 2, decimals, "", lang);
    if (isnan(share))
        return g_steal_pointer(&number);
    return g_strconcat(number, lang == VIGIE_LANG_FR ? NARROW_SPACE "%" : "%", NULL);
}

char *
vigie_change_format(double value, int decimals, VigieLang lang)
{
    return format_number(value, 0, decimals, "+", lang);
}

int
vigie_decimals_for_step(double step)
{
    if (!isfinite(step))
        return 0;
    Decimal decimal = decimal_of(step);
    return decimal.n > 0 ? CLAMP(decimal.n - decimal.point, 0, 6) : 0;
}
