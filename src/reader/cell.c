/* cell.c - numbers, dates, times, true and false, errors as GDAL writes them for each format */
#include "cell.h"
#include <stdio.h>
#include <string.h>
#include <vigie/base-number.h>

#define DAYS_1900_TO_1904 1462
#define DIGITS_KEPT 15 /* by a spreadsheet */

/* Follows a pattern: 'd' a digit, anything else itself; NULL: the text does not. */
static const char *
match(const char *text, const char *pattern)
{
    for (; *pattern != '\0'; pattern++, text++)
        if (*pattern == 'd' ? !g_ascii_isdigit(*text) : *text != *pattern)
            return NULL;
    return text;
}

static void
append_day(GString *out, guint year, guint month, guint day, guint shift)
{
    GDate date;
    g_date_clear(&date, 1);
    if (!g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year)) {
        g_string_append_printf(out, "%04u-%02u-%02u", year, month, day);
        return;
    }
    g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
    g_date_add_days(&date, shift);
    g_string_append_printf(out, "%04u-%02u-%02u", g_date_get_year(&date),
                           (guint)g_date_get_month(&date), (guint)g_date_get_day(&date));
}

/* "2024/07/14" or "2024-07-14", alone or before a time. */
static bool
read_date(const VigieCellRules *rules, const char *text, GString *out)
{
    const char *rest =
        match(text, rules->archive == VIGIE_ARCHIVE_XLSX ? "dddd/dd/dd" : "dddd-dd-dd");
    if (rest == NULL)
        return false;
    const char *end = *rest == '\0' ? rest : match(rest + 1, "dd:dd:dd");
    bool fraction =
        end != NULL && *end == '.' && end[1 + strspn(end + 1, "0123456789")] == '\0';
    if (end == NULL || (*rest != '\0' && *rest != ' ' && *rest != 'T') ||
        (*end != '\0' && !fraction))
        return false;
    guint year = 0, month = 0, day = 0;
    if (sscanf(text, "%4u%*c%2u%*c%2u", &year, &month, &day) != 3)
        return false;
    append_day(out, year, month, day, rules->epoch_1904 ? DAYS_1900_TO_1904 : 0);
    if (*rest != '\0')
        g_string_append_printf(out, "T%.8s", rest + 1);
    return true;
}

/* OpenDocument's duration "PT12H34M56S", perhaps with a fraction. */
static bool
read_time(const VigieCellRules *rules, const char *text, GString *out)
{
    const char *rest = match(text, "PTdd");
    guint hours = 0, minutes = 0, seconds = 0;
    if (rules->archive != VIGIE_ARCHIVE_ODS || rest == NULL ||
        sscanf(text, "PT%5uH%2uM%2u", &hours, &minutes, &seconds) != 3)
        return false;
    g_string_append_printf(out, "%02u:%02u:%02u", hours, minutes, seconds);
    return true;
}

static bool
read_boolean(const VigieCellRules *rules, const char *text, GString *out)
{
    bool yes = strcmp(text, "TRUE") == 0 || strcmp(text, "VRAI") == 0;
    bool no = strcmp(text, "FALSE") == 0 || strcmp(text, "FAUX") == 0;
    if (!rules->booleans || !(yes || no))
        return false;
    g_string_append_c(out, yes ? '1' : '0');
    return true;
}

static bool
is_error(const char *text)
{
    static const char *const words[] = {
        "#N/A",    "#DIV/0!",   "#VALUE!",  "#REF!",     "#NAME?",    "#NUM!",   "#NULL!",
        "#SPILL!", "#CALC!",    "#FIELD!",  "#BLOCKED!", "#VALEUR !", "#NOM ?",  "#REF !",
        "#NUL !",  "#NOMBRE !", "#VALEUR!", "#NOM?",     "#NUL!",     "#NOMBRE!"};
    for (guint i = 0; *text == '#' && i < G_N_ELEMENTS(words); i++)
        if (strcmp(text, words[i]) == 0)
            return true;
    const char *rest = match(text, "Err:ddd");
    return rest != NULL && *rest == '\0';
}

/* The parts of a number: digits before and after the point, exponent.  False: it is none. */
static bool
dissect(const char *text, gsize *whole, gsize *decimals, bool *exponent)
{
    const char *c = text + (*text == '-');
    *whole = strspn(c, "0123456789");
    c += *whole;
    *decimals = *c == '.' ? strspn(c + 1, "0123456789") : 0;
    c += *c == '.' ? 1 + *decimals : 0;
    *exponent =
        (*c == 'E' || *c == 'e') && (c[1] == '+' || c[1] == '-') && g_ascii_isdigit(c[2]);
    c += *exponent ? 2 + strspn(c + 2, "0123456789") : 0;
    return *whole > 0 && *c == '\0';
}

/* A number is printed anew where more digits stand there than it has (0.10000000000000001 by Excel, %.16g by GDAL of
 * .xls), or an exponent; in a cell of text no number looks so, while "12.50" and "1E5" may well be text. */
static bool
read_number(const char *text, GString *out, VigieCellKind *kind)
{
    gsize whole = 0, decimals = 0;
    bool exponent = false;
    if (!dissect(text, &whole, &decimals, &exponent))
        return false;
    if (!exponent && decimals == 0 && whole > DIGITS_KEPT && *text != '0') {
        const char *beyond = text + (*text == '-') + DIGITS_KEPT;
        *kind = beyond[strspn(beyond, "0")] == '\0' ? VIGIE_CELL_DIGITS : VIGIE_CELL_LONG;
    }
    if (!exponent && (decimals == 0 || whole + decimals <= DIGITS_KEPT))
        return false;
    double number = g_ascii_strtod(text, NULL);
    char buffer[VIGIE_NUMBER_SIZE];
    g_string_append(out, vigie_number_print(number, buffer));
    if (exponent && (number >= 1e15 || number <= -1e15))
        *kind = VIGIE_CELL_DIGITS;
    return true;
}

VigieCellKind
vigie_cell_read(const VigieCellRules *rules, const char *text, GString *out)
{
    VigieCellKind kind = VIGIE_CELL_PLAIN;
    g_string_truncate(out, 0);
    if (*text == '\0')
        return kind;
    if (is_error(text))
        kind = VIGIE_CELL_ERROR;
    if (read_date(rules, text, out) || read_time(rules, text, out) ||
        read_boolean(rules, text, out) || read_number(text, out, &kind))
        return kind;
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_string_append(out, g_strdelimit(valid, "\r\n", ' '));
    return kind;
}
