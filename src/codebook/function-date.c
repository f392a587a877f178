/* function-date.c - ODK's functions on dates, which are days since 1970-01-01 */
#include "function.h"
#include <libxml/xpathInternals.h>
#include <math.h>
#include <string.h>

/* The part of a day at which "10:30", "10:30:15" or "10:30:15.250" is; NAN: not a time. */
static double
time_of_day(const char *text)
{
    unsigned hour = 0, minute = 0;
    int read = 0;
    if (sscanf(text, "%2u:%2u%n", &hour, &minute, &read) != 2 || hour > 24 || minute > 59)
        return NAN;
    double second = text[read] == ':' ? g_ascii_strtod(text + read + 1, NULL) : 0;
    if (!(second >= 0 && second < 61))
        return NAN;
    return (hour * 3600 + minute * 60 + second) / 86400;
}

/* Days of a date, with the time of day where one is written; NAN: not a date. */
static double
read_date_time(const char *text)
{
    double days = NAN;
    if (!vigie_date_read(text, strlen(text), VIGIE_DATE_ISO, &days))
        return NAN;
    const char *separator = strpbrk(text, "T ");
    double time = separator != NULL ? time_of_day(separator + 1) : 0;
    return isnan(time) ? days : days + time;
}

/* Pops a date: a number of days, or text. */
static double
pop_days(xmlXPathParserContextPtr stack)
{
    if (stack->value != NULL && stack->value->type == XPATH_NUMBER)
        return xmlXPathPopNumber(stack);
    xmlChar *text = xmlXPathPopString(stack);
    double days = read_date_time((const char *)text);
    xmlFree(text);
    return days;
}

void
vigie_call_date(xmlXPathParserContextPtr stack, G_GNUC_UNUSED int n)
{
    vigie_push_number(stack, floor(pop_days(stack)));
}

void
vigie_call_date_time(xmlXPathParserContextPtr stack, G_GNUC_UNUSED int n)
{
    vigie_push_number(stack, pop_days(stack));
}

void
vigie_call_decimal_time(xmlXPathParserContextPtr stack, G_GNUC_UNUSED int n)
{
    xmlChar *text = xmlXPathPopString(stack);
    vigie_push_number(stack, time_of_day((const char *)text));
    xmlFree(text);
}

void
vigie_call_today(xmlXPathParserContextPtr stack, G_GNUC_UNUSED int n)
{
    vigie_push_number(stack, floor(vigie_evaluator_date(stack->context->userData)));
}

void
vigie_call_now(xmlXPathParserContextPtr stack, G_GNUC_UNUSED int n)
{
    vigie_push_number(stack, vigie_evaluator_date(stack->context->userData));
}

/* --- format-date ---------------------------------------------------------------------------- */

typedef struct {
    int year, month, day, weekday; /* weekday: 0 = Sunday */
    int hour, minute, second, millisecond;
} Moment;

static Moment
moment_of(double days)
{
    Moment m = {0};
    double day = floor(days);
    vigie_date_civil(day, &m.year, &m.month, &m.day);
    m.weekday = (int)(day - 7 * floor((day + 4) / 7)) + 4; /* 1970-01-01 was a Thursday */
    int ms = (int)MIN(round((days - day) * 86400000), 86399999.0);
    m.hour = ms / 3600000;
    m.minute = ms / 60000 % 60;
    m.second = ms / 1000 % 60;
    m.millisecond = ms % 1000;
    return m;
}

/* English, as in the export of a form: the expression's value must not depend on who computes it. */
static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
static const char weekdays[][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

static void
append_part(GString *out, char directive, const Moment *m)
{
    const struct {
        char letter;
        int width, value;
    } numbers[] = {
        {'Y', 4, m->year},   {'y', 2, m->year % 100},  {'m', 2, m->month},
        {'n', 1, m->month},  {'d', 2, m->day},         {'e', 1, m->day},
        {'H', 2, m->hour},   {'h', 1, m->hour},        {'M', 2, m->minute},
        {'S', 2, m->second}, {'3', 3, m->millisecond},
    };
    for (guint i = 0; i < G_N_ELEMENTS(numbers); i++)
        if (numbers[i].letter == directive) {
            g_string_append_printf(out, "%0*d", numbers[i].width, numbers[i].value);
            return;
        }
    if (directive == 'b')
        g_string_append(out, months[m->month - 1]);
    else if (directive == 'a')
        g_string_append(out, weekdays[m->weekday]);
    else
        g_string_append_c(out, directive);
}

static char *
format_moment(const char *format, const Moment *m)
{
    GString *out = g_string_new(NULL);
    for (const char *s = format; *s != '\0'; s++) {
        if (*s == '%' && s[1] != '\0')
            append_part(out, *++s, m);
        else
            g_string_append_c(out, *s);
    }
    return g_string_free(out, FALSE);
}

void
vigie_call_format_date(xmlXPathParserContextPtr stack, G_GNUC_UNUSED int n)
{
    xmlChar *format = xmlXPathPopString(stack);
    double days = pop_days(stack);
    g_autofree char *text = NULL;
    if (fabs(days) < 3000000) {
        Moment moment = moment_of(days);
        text = format_moment((const char *)format, &moment);
    }
    vigie_push_text(stack, text != NULL ? text : "");
    xmlFree(format);
}
