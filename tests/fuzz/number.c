/* number.c - any text as a number and as a date: what is read is finite and prints back */
#include <math.h>
#include <string.h>
#include <vigie/base-date.h>
#include <vigie/base-text.h>

int LLVMFuzzerTestOneInput(const guint8 *bytes, gsize length);

static void
read_number(const char *text, gsize length, VigieNotation notation)
{
    char buffer[VIGIE_NUMBER_SIZE];
    double value = 0, back = 0;
    if (!vigie_number_read(text, length, notation, &value))
        return;
    g_assert_true(isfinite(value));
    vigie_number_print(value, buffer);
    g_assert_true(vigie_number_read(buffer, strlen(buffer), (VigieNotation){'.', 0}, &back));
    g_assert_cmpfloat(back, ==, value);
    g_autofree char *french = vigie_number_format(value, 2, VIGIE_LANG_FR);
    g_autofree char *percent = vigie_percent_format(value, 1, VIGIE_LANG_EN);
    g_assert_true(g_utf8_validate(french, -1, NULL) && g_utf8_validate(percent, -1, NULL));
}

static void
read_date(const char *text, gsize length, VigieDateOrder order)
{
    char buffer[VIGIE_DATE_SIZE];
    double days = 0, back = 0;
    if (!vigie_date_read(text, length, order, &days))
        return;
    vigie_date_print(days, buffer);
    g_assert_true(vigie_date_read(buffer, strlen(buffer), VIGIE_DATE_ISO, &back));
    g_assert_cmpfloat(back, ==, days);
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, gsize length)
{
    static const VigieNotation notations[] = {{'.', 0}, {',', ' '}, {'.', ','}, {',', '.'}};
    const char *text = (const char *)bytes;
    for (gsize i = 0; i < G_N_ELEMENTS(notations); i++)
        read_number(text, length, notations[i]);
    read_date(text, length, VIGIE_DATE_ISO);
    read_date(text, length, VIGIE_DATE_DMY);
    read_date(text, length, VIGIE_DATE_MDY);
    g_autofree char *utf8 = vigie_text_from_cp1252(text, length);
    g_autofree char *fold = vigie_text_fold(utf8);
    g_assert_true(g_utf8_validate(fold, -1, NULL));
    return 0;
}
