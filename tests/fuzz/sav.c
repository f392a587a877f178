/* sav.c - any bytes as what vigie-reader says of an SPSS or Stata file: its columns and labels, its rows, its kind */
#include "../../src/sheet/foreign.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t length);

static void
check_variables(const GPtrArray *variables)
{
    for (guint i = 0; i < variables->len; i++) {
        const VigieSheetVariable *v = variables->pdata[i];
        g_assert_true(g_utf8_validate(v->name, -1, NULL));
        for (guint k = 0; k < v->value_labels->len; k++)
            g_assert_nonnull(((const VigieSheetLabel *)v->value_labels->pdata[k])->raw);
    }
}

/* As the rows are read: a comma, the header first. */
static void
read_rows(const char *bytes, gsize length)
{
    const VigieDialect dialect = {.delimiter = ',', .encoding = "UTF-8", .header_line = 1};
    g_autoptr(VigieSheet) sheet = vigie_sheet_open_bytes("fuzz", bytes, length, &dialect, NULL);
    VigieRow row;
    while (sheet != NULL && vigie_sheet_next(sheet, &row, NULL))
        g_assert_cmpuint(row.n, ==, vigie_sheet_header(sheet)->n);
}

int
LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t length)
{
    const char *text = (const char *)bytes;
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) variables = vigie_variables_parse("fuzz", text, length, &error);
    g_assert_true((variables == NULL) == (error != NULL));
    if (variables != NULL)
        check_variables(variables);
    read_rows(text, length);
    const char *kind = vigie_foreign_kind(text, length);
    g_assert_true(kind == NULL || *vigie_foreign_word(kind) != '\0');
    return 0;
}
