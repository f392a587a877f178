/* base-number.c - numbers read, printed and set for people */
#include <math.h>
#include <string.h>
#include <vigie/base-number.h>

#define NB "\xc2\xa0"
#define NN "\xe2\x80\xaf"
#define MINUS "\xe2\x88\x92"

static void
test_read(void)
{
    static const struct {
        const char *text;
        char decimal, group;
        double value; /* NAN = not a number */
    } cases[] = {{"0", '.', 0, 0},
                 {"-0", '.', 0, 0},
                 {"1", '.', 0, 1},
                 {"+1", '.', 0, 1},
                 {MINUS "1", '.', 0, -1},
                 {" 12.5\t", '.', 0, 12.5},
                 {NB "12,5" NN, ',', 0, 12.5},
                 {".5", '.', 0, 0.5},
                 {"5.", '.', 0, NAN},
                 {".", '.', 0, NAN},
                 {"", '.', 0, NAN},
                 {" ", '.', 0, NAN},
                 {"-", '.', 0, NAN},
                 {"1,5", '.', 0, NAN},
                 {"1.5", ',', 0, NAN},
                 {"1.5.5", '.', 0, NAN},
                 {"1e3", '.', 0, 1000},
                 {"1,5E-3", ',', 0, 0.0015},
                 {"1e", '.', 0, NAN},
                 {"e5", '.', 0, NAN},
                 {"1e400", '.', 0, NAN},
                 {"-1e-400", '.', 0, 0},
                 {"1e99999999999999", '.', 0, NAN},
                 {"nan", '.', 0, NAN},
                 {"inf", '.', 0, NAN},
                 {"0x10", '.', 0, NAN},
                 {"1 2", '.', 0, NAN},
                 {"12 345", '.', 0, NAN},
                 {"12 345", ',', ' ', 12345},
                 {"12" NB "345" NN "678,9", ',', ' ', 12345678.9},
                 {"12345", ',', ' ', 12345},
                 {"1 2345", ',', ' ', NAN},
                 {"1234 567", ',', ' ', NAN},
                 {"1 234 56", ',', ' ', NAN},
                 {"1  234", ',', ' ', NAN},
                 {" 1 234 ", ',', ' ', 1234},
                 {"1,234.5", '.', ',', 1234.5},
                 {"1,23", '.', ',', NAN},
                 {",234", '.', ',', NAN},
                 {"1.234,5", ',', '.', 1234.5},
                 {"1.234", ',', '.', 1234},
                 {"1,234", ',', '.', 1.234},
                 {"0.1", '.', 0, 0.1},
                 {"3.18120805369128", '.', 0, 3.18120805369128},
                 {"0.30000000000000004", '.', 0, 0.30000000000000004},
                 {"9007199254740993", '.', 0, 9007199254740992.0},
                 {"123456789012345678901234567890", '.', 0, 123456789012345678901234567890.0},
                 {"1 234 567 890 123 456 789,25", ',', ' ', 1234567890123456789.25},
                 {"1.7976931348623157e308", '.', 0, 1.7976931348623157e308},
                 {"5e-324", '.', 0, 5e-324},
                 {"12a", '.', 0, NAN}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        double value = 77;
        VigieNotation notation = {cases[i].decimal, cases[i].group};
        bool read = vigie_number_read(cases[i].text, strlen(cases[i].text), notation, &value);
        g_test_message("'%s'", cases[i].text);
        g_assert_cmpint(read, ==, !isnan(cases[i].value));
        g_assert_cmpfloat(value, ==, read ? cases[i].value : 77);
        g_assert_cmpint(signbit(value), ==, read && cases[i].value < 0);
    }
    double value = 0;
    g_assert_true(vigie_number_read("12345", 3, (VigieNotation){'.', 0}, &value));
    g_assert_cmpfloat(value, ==, 123);
}

/* Seeded short decimals and whole doubles read as strtod reads them. */
static void
test_read_as_strtod(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(20240701);
    for (guint i = 0; i < 200000; i++) {
        char text[40];
        double value = 0;
        if (i % 2 == 0) {
            gint64 digits = (gint64)g_rand_int(random) * g_rand_int_range(random, 1, 100000);
            g_snprintf(text, sizeof text, "%" G_GINT64_FORMAT "e%d", digits,
                       g_rand_int_range(random, -30, 30));
        } else {
            g_ascii_formatd(text, sizeof text, "%.6f", g_rand_double_range(random, -1e6, 1e6));
        }
        g_assert_true(vigie_number_read(text, strlen(text), (VigieNotation){'.', 0}, &value));
        g_assert_cmpfloat(value, ==, g_ascii_strtod(text, NULL));
    }
}

static void
test_print(void)
{
    static const struct {
        double value;
        const char *text;
    } cases[] = {{0, "0"},
                 {-0.0, "0"},
                 {1, "1"},
                 {-12, "-12"},
                 {0.1, "0.1"},
                 {0.1 + 0.2, "0.30000000000000004"},
                 {1e15, "1e+15"},
                 {123456789012345.0, "123456789012345"},
                 {1.0 / 3, "0.3333333333333333"},
                 {5e-324, "4.94065645841247e-324"},
                 {NAN, ""},
                 {3.18120805369128, "3.18120805369128"}};
    char buffer[VIGIE_NUMBER_SIZE];
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpstr(vigie_number_print(cases[i].value, buffer), ==, cases[i].text);
}

static void
test_print_reads_back(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(7);
    for (guint i = 0; i < 100000; i++) {
        char buffer[VIGIE_NUMBER_SIZE];
        double value =
            ldexp(g_rand_double_range(random, -1, 1), g_rand_int_range(random, -1000, 1000));
        vigie_number_print(value, buffer);
        g_assert_cmpfloat(g_ascii_strtod(buffer, NULL), ==, value);
    }
}

typedef struct {
    double value;
    int decimals;
    const char *en;
    const char *fr;
} Written;

static void
check_written(char *(*format)(double, int, VigieLang), const Written *cases, gsize n)
{
    for (gsize i = 0; i < n; i++) {
        g_autofree char *en = format(cases[i].value, cases[i].decimals, VIGIE_LANG_EN);
        g_autofree char *fr = format(cases[i].value, cases[i].decimals, VIGIE_LANG_FR);
        g_assert_cmpstr(en, ==, cases[i].en);
        g_assert_cmpstr(fr, ==, cases[i].fr);
    }
}

static void
test_format(void)
{
    static const Written cases[] = {
        {0, 0, "0", "0"},
        {-0.0, 1, "0.0", "0,0"},
        {-0.04, 1, "0.0", "0,0"},
        {0.5, 0, "1", "1"},
        {1.5, 0, "2", "2"},
        {2.5, 0, "3", "3"},
        {-2.5, 0, MINUS "3", MINUS "3"},
        {0.05, 0, "0", "0"},
        {0.05, 1, "0.1", "0,1"},
        {1.005, 2, "1.01", "1,01"},
        {2.675, 2, "2.68", "2,68"},
        {1.45, 1, "1.5", "1,5"},
        {0.045, 2, "0.05", "0,05"},
        {9.995, 2, "10.00", "10,00"},
        {999.95, 1, "1,000.0", "1" NN "000,0"},
        {999.94, 1, "999.9", "999,9"},
        {0.999, 0, "1", "1"},
        {0.0949, 1, "0.1", "0,1"},
        {0.00949, 1, "0.0", "0,0"},
        {1234567.891, 2, "1,234,567.89", "1" NN "234" NN "567,89"},
        {-1234, 0, MINUS "1,234", MINUS "1" NN "234"},
        {123, 0, "123", "123"},
        {1e15, 0, "1,000,000,000,000,000", "1" NN "000" NN "000" NN "000" NN "000" NN "000"},
        {1e-300, 2, "0.00", "0,00"},
        {12, 3, "12.000", "12,000"},
        {NAN, 1, "\xe2\x80\x93", "\xe2\x80\x93"},
        {INFINITY, 1, "\xe2\x88\x9e", "\xe2\x88\x9e"},
        {-INFINITY, 1, MINUS "\xe2\x88\x9e", MINUS "\xe2\x88\x9e"}};
    check_written(vigie_number_format, cases, G_N_ELEMENTS(cases));
}

static void
test_percent(void)
{
    static const Written cases[] = {{0.125, 1, "12.5%", "12,5" NN "%"},
                                    {0.285, 0, "29%", "29" NN "%"},
                                    {0.145, 0, "15%", "15" NN "%"},
                                    {1, 0, "100%", "100" NN "%"},
                                    {0, 1, "0.0%", "0,0" NN "%"},
                                    {-0.0001, 1, "0.0%", "0,0" NN "%"},
                                    {-0.015, 0, MINUS "2%", MINUS "2" NN "%"},
                                    {0.0005, 1, "0.1%", "0,1" NN "%"},
                                    {12, 0, "1,200%", "1" NN "200" NN "%"},
                                    {NAN, 1, "\xe2\x80\x93", "\xe2\x80\x93"}};
    check_written(vigie_percent_format, cases, G_N_ELEMENTS(cases));
}

static void
test_change(void)
{
    static const Written cases[] = {{3.2, 1, "+3.2", "+3,2"},
                                    {-3.25, 1, MINUS "3.3", MINUS "3,3"},
                                    {0, 1, "0.0", "0,0"},
                                    {0.04, 1, "0.0", "0,0"},
                                    {-0.04, 1, "0.0", "0,0"},
                                    {1234.5, 0, "+1,235", "+1" NN "235"},
                                    {NAN, 1, "\xe2\x80\x93", "\xe2\x80\x93"}};
    check_written(vigie_change_format, cases, G_N_ELEMENTS(cases));
}

static void
test_decimals_for_step(void)
{
    static const struct {
        double step;
        int decimals;
    } cases[] = {{0.25, 2}, {0.1, 1},   {1, 0},    {10, 0},   {2.5, 1},
                 {0.05, 2}, {100, 0},   {0, 0},    {-0.5, 1}, {1e-9, 6},
                 {0.3, 1},  {0.125, 3}, {1e22, 0}, {NAN, 0},  {1.0 / 3, 6}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpint(vigie_decimals_for_step(cases[i].step), ==, cases[i].decimals);
}

static void
test_sum(void)
{
    const double neumaier[] = {1, 1e100, 1, -1e100};
    g_assert_cmpfloat(vigie_sum(neumaier, 4), ==, 2);
    g_assert_cmpfloat(vigie_sum(NULL, 0), ==, 0);
    double tenths[1000];
    for (guint i = 0; i < 1000; i++)
        tenths[i] = 0.1;
    g_assert_cmpfloat(vigie_sum(tenths, 1000), ==, 100);
    const double infinite[] = {1, INFINITY, 2};
    g_assert_true(isinf(vigie_sum(infinite, 3)));
    const double missing[] = {1, NAN, 2};
    g_assert_true(isnan(vigie_sum(missing, 3)));
}

static void
test_lang(void)
{
    g_assert_cmpint(vigie_lang_from_name("fr"), ==, VIGIE_LANG_FR);
    g_assert_cmpint(vigie_lang_from_name("fr_FR.UTF-8"), ==, VIGIE_LANG_FR);
    g_assert_cmpint(vigie_lang_from_name("FR"), ==, VIGIE_LANG_FR);
    g_assert_cmpint(vigie_lang_from_name("fry"), ==, VIGIE_LANG_EN);
    g_assert_cmpint(vigie_lang_from_name("de"), ==, VIGIE_LANG_EN);
    g_assert_cmpint(vigie_lang_from_name(NULL), ==, VIGIE_LANG_EN);
    g_assert_cmpstr(vigie_lang_code(VIGIE_LANG_FR), ==, "fr");
    g_assert_cmpstr(vigie_lang_code(VIGIE_LANG_EN), ==, "en");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/number/read", test_read);
    g_test_add_func("/base/number/read-as-strtod", test_read_as_strtod);
    g_test_add_func("/base/number/print", test_print);
    g_test_add_func("/base/number/print-reads-back", test_print_reads_back);
    g_test_add_func("/base/number/format", test_format);
    g_test_add_func("/base/number/percent", test_percent);
    g_test_add_func("/base/number/change", test_change);
    g_test_add_func("/base/number/decimals-for-step", test_decimals_for_step);
    g_test_add_func("/base/number/sum", test_sum);
    g_test_add_func("/base/number/lang", test_lang);
    return g_test_run();
}
