/* xlsx.c - any bytes as a workbook's file (its directory, its records), as what vigie-workbook says of one, as the text
 * of a cell; GDAL itself is not fuzzed */
#include "../../src/reader/cell.h"
#include "../../src/reader/compound.h"
#include "../../src/sheet/source.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t length);

static void
read_file(const unsigned char *bytes, size_t length)
{
    const char *word = vigie_archive_word(vigie_archive_of(bytes, length));
    g_assert_true(*word != '\0');
    g_autoptr(GByteArray) stream = vigie_compound_stream(bytes, length, "Workbook");
    g_assert_true(stream == NULL || stream->len <= length);
    const guint8 *records = stream != NULL ? stream->data : bytes;
    gsize n = stream != NULL ? stream->len : length;
    g_autoptr(GPtrArray) sheets = vigie_xls_sheets(records, n);
    for (guint i = 0; i < sheets->len; i++)
        g_assert_true(
            g_utf8_validate(((const VigieXlsSheet *)sheets->pdata[i])->name, -1, NULL));
    vigie_xls_is_encrypted(records, n);
    vigie_signature_of((const char *)bytes, length);
}

static void
read_prelude(const char *text, size_t length)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieWorkbook) book = vigie_workbook_parse("fuzz", text, length, &error);
    g_assert_true((book == NULL) == (error != NULL));
    g_autoptr(VigieFindings) findings = vigie_findings_new();
    if (book != NULL)
        vigie_workbook_tell(book, "fuzz", findings);
}

static void
read_words(const char *text)
{
    static const VigieCellRules rules[] = {{.archive = VIGIE_ARCHIVE_XLSX, .epoch_1904 = true},
                                           {.archive = VIGIE_ARCHIVE_ODS, .booleans = true},
                                           {.archive = VIGIE_ARCHIVE_XLS}};
    g_autoptr(GString) cell = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(rules); i++) {
        vigie_cell_read(&rules[i], text, cell);
        g_assert_true(g_utf8_validate(cell->str, (gssize)cell->len, NULL));
        g_assert_null(strpbrk(cell->str, "\r\n"));
    }
    g_autoptr(GError) error = NULL;
    vigie_workbook_set_error(text, "/none", "fuzz", &error);
    g_assert_nonnull(error);
    g_assert_null(strpbrk(error->message, "\r\n"));
}

int
LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t length)
{
    g_autofree char *text = g_strndup((const char *)bytes, length);
    read_file(bytes, length);
    read_prelude((const char *)bytes, length);
    read_words(text);
    return 0;
}
