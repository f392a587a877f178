/* date.c - dates as days since 1970-01-01 */
#include <math.h>
#include <vigie/base-date.h>

static bool
is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool
vigie_date_valid(int year, int month, int day)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1)
        return false;
    return day <= lengths[month - 1] + (month == 2 && is_leap(year));
}

/* Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013): years start in March,
 * so that the leap day is the last of an era's year. */
double
vigie_date_days(int year, int month, int day)
{
    int y = year - (month <= 2);
    int era = (y >= 0 ? y : y - 399) / 400;
    int year_of_era = y - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097.0 + day_of_era - 719468;
}

void
vigie_date_civil(double days, int *year, int *month, int *day)
{
    gint64 z = (gint64)floor(days) + 719468;
    gint64 era = (z >= 0 ? z : z - 146096) / 146097;
    gint64 day_of_era = z - era * 146097;
    gint64 year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    gint64 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    gint64 month_from_march = (5 * day_of_year + 2) / 153;
    *day = (int)(day_of_year - (153 * month_from_march + 2) / 5 + 1);
    *month = (int)(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
    *year = (int)(year_of_era + era * 400 + (*month <= 2));
}

const char *
vigie_date_print(double days, char buffer[VIGIE_DATE_SIZE])
{
    buffer[0] = '\0';
    if (!(days >= vigie_date_days(1, 1, 1) && days < vigie_date_days(9999, 12, 31) + 1))
        return buffer;
    int year = 0, month = 0, day = 0;
    vigie_date_civil(days, &year, &month, &day);
    g_snprintf(buffer, VIGIE_DATE_SIZE, "%04d-%02d-%02d", year, month, day);
    return buffer;
}

typedef struct {
    const char *at;
    const char *end;
} Cursor;

/* Reads up to max digits; returns how many. */
static int
read_digits(Cursor *cursor, int max, int *value)
{
    int n = 0;
    *value = 0;
    for (; n < max && cursor->at < cursor->end && g_ascii_isdigit(*cursor->at); n++)
        *value = *value * 10 + (*cursor->at++ - '0');
    return n;
}

static bool
read_mark(Cursor *cursor, char mark)
{
    if (cursor->at == cursor->end || *cursor->at != mark)
        return false;
    cursor->at++;
    return true;
}

/* Z, +02:00, +0200 or nothing */
static bool
read_zone(Cursor *cursor)
{
    int number = 0;
    if (read_mark(cursor, 'Z') || cursor->at == cursor->end)
        return true;
    if (!read_mark(cursor, '+') && !read_mark(cursor, '-'))
        return false;
    int n = read_digits(cursor, 4, &number);
    return n == 4 ||
           (n == 2 && (!read_mark(cursor, ':') || read_digits(cursor, 2, &number) == 2));
}

/* What may follow a date: nothing, or "T" or a blank and 10:30, 10h30, 10:30:00.000+02:00.  *time: part of a day,
 * whole seconds. */
static bool
read_time(Cursor *cursor, double *time)
{
    int hour = 0, minute = 0, second = 0, fraction = 0;
    *time = 0;
    if (cursor->at == cursor->end)
        return true;
    if (!read_mark(cursor, 'T') && !read_mark(cursor, ' '))
        return false;
    if (read_digits(cursor, 2, &hour) == 0 || hour > 24 ||
        (!read_mark(cursor, ':') && !read_mark(cursor, 'h')) ||
        read_digits(cursor, 2, &minute) != 2 || minute > 59)
        return false;
    if (read_mark(cursor, ':') && (read_digits(cursor, 2, &second) != 2 || second > 60))
        return false;
    if (read_mark(cursor, '.') && read_digits(cursor, 9, &fraction) == 0)
        return false;
    *time = (hour * 3600.0 + minute * 60.0 + second) / 86400.0;
    return read_zone(cursor) && cursor->at == cursor->end;
}

/* 2024-07-01 or 2024-07 */
static bool
read_iso(Cursor cursor, int *year, int *month, int *day)
{
    *day = 1;
    if (read_digits(&cursor, 4, year) != 4 || !read_mark(&cursor, '-') ||
        read_digits(&cursor, 2, month) != 2)
        return false;
    if (cursor.at == cursor.end)
        return true;
    double time = 0;
    return read_mark(&cursor, '-') && read_digits(&cursor, 2, day) == 2 &&
           read_time(&cursor, &time);
}

/* first and second are the day and the month, in the order said. */
static bool
read_marked(Cursor cursor, int *first, int *second, int *year)
{
    if (read_digits(&cursor, 2, first) == 0 || cursor.at == cursor.end)
        return false;
    char mark = *cursor.at;
    if ((mark != '/' && mark != '-' && mark != '.') || !read_mark(&cursor, mark) ||
        read_digits(&cursor, 2, second) == 0 || !read_mark(&cursor, mark))
        return false;
    int n = read_digits(&cursor, 4, year);
    if (n == 2)
        *year += 2000;
    double time = 0;
    return (n == 2 || n == 4) && read_time(&cursor, &time);
}

/* Excel counts 1900-01-01 as 1 and a 29 February 1900 that never was: from March 1900 on, day 25569 is
 * 1970-01-01.  Five or six digits, so that no year or plain count is one; a time of day is dropped. */
static bool
read_serial(Cursor cursor, int *year, int *month, int *day)
{
    int serial = 0, fraction = 0;
    int n = read_digits(&cursor, 6, &serial);
    if (n < 5 || serial < 10000 || serial > 109574)
        return false;
    if (read_mark(&cursor, '.') || read_mark(&cursor, ','))
        while (read_digits(&cursor, 9, &fraction) > 0)
            continue;
    vigie_date_civil(serial - 25569.0, year, month, day);
    return cursor.at == cursor.end;
}

bool
vigie_date_read(const char *text, gsize length, VigieDateOrder order, double *days)
{
    Cursor cursor = {text, text + length};
    while (cursor.at < cursor.end && g_ascii_isspace(*cursor.at))
        cursor.at++;
    while (cursor.end > cursor.at && g_ascii_isspace(cursor.end[-1]))
        cursor.end--;
    int year = 0, month = 0, day = 0;
    bool read = read_iso(cursor, &year, &month, &day);
    if (!read && order == VIGIE_DATE_DMY)
        read = read_marked(cursor, &day, &month, &year);
    else if (!read && order == VIGIE_DATE_MDY)
        read = read_marked(cursor, &month, &day, &year);
    else if (!read && order == VIGIE_DATE_EXCEL)
        read = read_serial(cursor, &year, &month, &day);
    if (!read || !vigie_date_valid(year, month, day))
        return false;
    *days = vigie_date_days(year, month, day);
    return true;
}

double
vigie_date_time(const char *text, gsize length)
{
    Cursor cursor = {text, text + length};
    double time = 0;
    while (cursor.end > cursor.at && g_ascii_isspace(cursor.end[-1]))
        cursor.end--;
    while (cursor.at < cursor.end && g_ascii_isspace(*cursor.at))
        cursor.at++;
    while (cursor.at < cursor.end && *cursor.at != 'T' && *cursor.at != ' ')
        cursor.at++;
    return read_time(&cursor, &time) ? time : 0;
}
