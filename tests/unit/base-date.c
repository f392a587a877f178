/* base-date.c - dates read in each order, and the calendar */
#include <math.h>
#include <string.h>
#include <vigie/base-date.h>

/* Expected days are those of `date -u -d … +%s` / 86400. */
static void
test_days(void)
{
    static const struct {
        int year, month, day;
        double days;
    } cases[] = {{1970, 1, 1, 0},      {1969, 12, 31, -1},  {2000, 2, 29, 11016},
                 {2024, 2, 29, 19782}, {2024, 3, 1, 19783}, {2024, 7, 1, 19905},
                 {1900, 3, 1, -25508}, {2100, 3, 1, 47541}, {1600, 1, 1, -135140}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        int year = 0, month = 0, day = 0;
        double days = vigie_date_days(cases[i].year, cases[i].month, cases[i].day);
        g_assert_cmpfloat(days, ==, cases[i].days);
        vigie_date_civil(days, &year, &month, &day);
        g_assert_cmpint(year * 10000 + month * 100 + day, ==,
                        cases[i].year * 10000 + cases[i].month * 100 + cases[i].day);
    }
}

/* Day by day over eight centuries, against GDate. */
static void
test_against_gdate(void)
{
    GDate date;
    g_date_set_dmy(&date, 1, G_DATE_JANUARY, 1600);
    for (double days = -135140; days < 160000; days++, g_date_add_days(&date, 1)) {
        int year = 0, month = 0, day = 0;
        vigie_date_civil(days, &year, &month, &day);
        g_assert_cmpint(year, ==, g_date_get_year(&date));
        g_assert_cmpint(month, ==, (int)g_date_get_month(&date));
        g_assert_cmpint(day, ==, g_date_get_day(&date));
        g_assert_cmpfloat(vigie_date_days(year, month, day), ==, days);
        g_assert_true(vigie_date_valid(year, month, day));
    }
}

/* The time of day after a date, whatever the zone; none where it is not one. */
static void
test_time(void)
{
    static const struct {
        const char *text;
        double seconds;
    } cases[] = {{"2024-07-01T10:30:00.000+02:00", 37800},
                 {"2024-07-01 10:30", 37800},
                 {" 01/07/2024 00:00:01 ", 1},
                 {"2024-07-01T23:59:59Z", 86399},
                 {"2024-07-01", 0},
                 {"2024-07-01T25:00:00", 0},
                 {"2024-07-01T", 0},
                 {"", 0}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpfloat_with_epsilon(vigie_date_time(cases[i].text, strlen(cases[i].text)) *
                                           86400,
                                       cases[i].seconds, 1e-9);
}

static void
test_read(void)
{
    static const struct {
        const char *text;
        VigieDateOrder order;
        const char *iso; /* NULL = not a date */
    } cases[] = {{"2024-07-01", VIGIE_DATE_ISO, "2024-07-01"},
                 {"2024-07-01", VIGIE_DATE_DMY, "2024-07-01"},
                 {"2024-07-01", VIGIE_DATE_MDY, "2024-07-01"},
                 {"2024-07", VIGIE_DATE_ISO, "2024-07-01"},
                 {" 2024-07-01 ", VIGIE_DATE_ISO, "2024-07-01"},
                 {"2024-07-01T10:30:00.000+02:00", VIGIE_DATE_ISO, "2024-07-01"},
                 {"2024-07-01 10:00", VIGIE_DATE_ISO, "2024-07-01"},
                 {"2024-07-01T10:30:00Z", VIGIE_DATE_ISO, "2024-07-01"},
                 {"2024-02-30", VIGIE_DATE_ISO, NULL},
                 {"2024-13-01", VIGIE_DATE_ISO, NULL},
                 {"2024-7-1", VIGIE_DATE_ISO, NULL},
                 {"2024-07-01x", VIGIE_DATE_ISO, NULL},
                 {"2024-07-01T25:00", VIGIE_DATE_ISO, NULL},
                 {"2024", VIGIE_DATE_ISO, NULL},
                 {"", VIGIE_DATE_ISO, NULL},
                 {"01/07/2024", VIGIE_DATE_ISO, NULL},
                 {"01/07/2024", VIGIE_DATE_DMY, "2024-07-01"},
                 {"01/07/2024", VIGIE_DATE_MDY, "2024-01-07"},
                 {"1-7-2024", VIGIE_DATE_DMY, "2024-07-01"},
                 {"01.07.2024", VIGIE_DATE_DMY, "2024-07-01"},
                 {"01/07/24", VIGIE_DATE_DMY, "2024-07-01"},
                 {"01/07/2024 10:30", VIGIE_DATE_DMY, "2024-07-01"},
                 {"01/07/2024 10h30", VIGIE_DATE_DMY, "2024-07-01"},
                 {"01/07-2024", VIGIE_DATE_DMY, NULL},
                 {"31/04/2024", VIGIE_DATE_DMY, NULL},
                 {"29/02/2023", VIGIE_DATE_DMY, NULL},
                 {"29/02/2024", VIGIE_DATE_DMY, "2024-02-29"},
                 {"29/02/1900", VIGIE_DATE_DMY, NULL},
                 {"07/13/2024", VIGIE_DATE_DMY, NULL},
                 {"07/13/2024", VIGIE_DATE_MDY, "2024-07-13"},
                 {"1/7/024", VIGIE_DATE_DMY, NULL},
                 {"1 7 2024", VIGIE_DATE_DMY, NULL},
                 {"1/7", VIGIE_DATE_DMY, NULL},
                 /* as Excel shows these numbers in the format of a date */
                 {"45474", VIGIE_DATE_EXCEL, "2024-07-01"},
                 {"36526", VIGIE_DATE_EXCEL, "2000-01-01"},
                 {"25569", VIGIE_DATE_EXCEL, "1970-01-01"},
                 {"109574", VIGIE_DATE_EXCEL, "2199-12-31"},
                 {"45474.5", VIGIE_DATE_EXCEL, "2024-07-01"},
                 {"45474,99999", VIGIE_DATE_EXCEL, "2024-07-01"},
                 {"2024-07-01", VIGIE_DATE_EXCEL, "2024-07-01"},
                 {"45474", VIGIE_DATE_DMY, NULL},
                 {"109575", VIGIE_DATE_EXCEL, NULL},
                 {"2024", VIGIE_DATE_EXCEL, NULL},
                 {"45474x", VIGIE_DATE_EXCEL, NULL},
                 {"01/07/2024", VIGIE_DATE_EXCEL, NULL}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        char buffer[VIGIE_DATE_SIZE];
        double days = -0.5;
        bool read =
            vigie_date_read(cases[i].text, strlen(cases[i].text), cases[i].order, &days);
        g_test_message("%s", cases[i].text);
        g_assert_cmpint(read, ==, cases[i].iso != NULL);
        if (read)
            g_assert_cmpstr(vigie_date_print(days, buffer), ==, cases[i].iso);
        else
            g_assert_cmpfloat(days, ==, -0.5);
    }
}

static void
test_print(void)
{
    char buffer[VIGIE_DATE_SIZE];
    g_assert_cmpstr(vigie_date_print(NAN, buffer), ==, "");
    g_assert_cmpstr(vigie_date_print(1e300, buffer), ==, "");
    g_assert_cmpstr(vigie_date_print(vigie_date_days(9999, 12, 31), buffer), ==, "9999-12-31");
    g_assert_cmpstr(vigie_date_print(vigie_date_days(1, 1, 1), buffer), ==, "0001-01-01");
    g_assert_cmpstr(vigie_date_print(19905.7, buffer), ==, "2024-07-01");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/date/days", test_days);
    g_test_add_func("/base/date/against-gdate", test_against_gdate);
    g_test_add_func("/base/date/read", test_read);
    g_test_add_func("/base/date/time", test_time);
    g_test_add_func("/base/date/print", test_print);
    return g_test_run();
}
