/* period.h - months, quarters and half-years in headers: 2024-07, 2024M07, 2024-Q3, 2024T3, 2024S1, juil. 2024. */
#ifndef VIGIE_INGEST_PERIOD_H
#define VIGIE_INGEST_PERIOD_H

#include <glib.h>
#include <stdbool.h>

typedef enum { PERIOD_NONE, PERIOD_MONTH, PERIOD_QUARTER, PERIOD_HALF } PeriodKind;

typedef struct {
    PeriodKind kind;
    int number; /* 1 to 12, 4 or 2 */
    int year;   /* 0 = the text is a month alone ("juillet") */
} Period;

#define VIGIE_PERIOD_MARK "{period}"
#define VIGIE_MONTH_MARK "{month}"

/* By kind, year and number. */
int vigie_period_compare(const Period *a, const Period *b);
/* False: the whole text is no period, *period untouched. */
bool vigie_period_read(const char *text, Period *period);
/* Its first month. */
int vigie_period_month(const Period *period);
/* "2024-07", "2024-Q3", "2024-S1"; (transfer full). */
char *vigie_period_print(const Period *period);

#endif
