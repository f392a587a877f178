/* base-date.h - dates as days since 1970-01-01 (proleptic Gregorian), read in a said order. */
#ifndef VIGIE_BASE_DATE_H
#define VIGIE_BASE_DATE_H

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

typedef enum {
    VIGIE_DATE_ISO, /* 2024-07-01, 2024-07 (the first of the month), 2024-07-01T…, 2024-07-01 10:00 */
    VIGIE_DATE_DMY, /* 01/07/2024, 1-7-2024, 01.07.2024, 01/07/24 (20xx), a time after it dropped */
    VIGIE_DATE_MDY, /* 07/01/2024 */
    VIGIE_DATE_EXCEL /* 45474, 45474.5: Excel's number of the day, of 1927 (five digits) to 2199 */
} VigieDateOrder;

/* An ISO date is read in every order.  False: not a date, *days untouched. */
bool vigie_date_read(const char *text, gsize length, VigieDateOrder order, double *days);
/* The time of day that stands after a date, as a part of a day, the zone left aside; 0: there is none. */
double vigie_date_time(const char *text, gsize length);
bool vigie_date_valid(int year, int month, int day);
double vigie_date_days(int year, int month, int day);
void vigie_date_civil(double days, int *year, int *month, int *day);
/* "2024-07-01"; (writes to buffer) */
#define VIGIE_DATE_SIZE 16
const char *vigie_date_print(double days, char buffer[VIGIE_DATE_SIZE]);

G_END_DECLS

#endif
