/* csv.c - any bytes as a CSV file: what is handed over is whole, and errors have a place */
#include <string.h>
#include <vigie/sheet.h>

int LLVMFuzzerTestOneInput(const guint8 *bytes, gsize length);

/* The first byte says a dialect. */
static VigieDialect
said_by(guint8 byte)
{
    static const char delimiters[] = {'\0', ';', ',', '\t'};
    static const char *const encodings[] = {NULL, NULL, "UTF-8", "windows-1252"};
    return (VigieDialect){.delimiter = delimiters[byte & 3],
                          .encoding = encodings[(byte >> 2) & 3],
                          .header_line = (byte >> 4) & 3,
                          .ragged = (byte >> 6) & 1};
}

static void
check_row(const VigieRow *row, guint64 line_before)
{
    g_assert_cmpuint(row->line, >, line_before);
    g_assert_cmpuint(row->n, >, 0);
    for (guint i = 0; i < row->n; i++) {
        g_assert_cmpuint(strlen(row->cells[i].text), ==, row->cells[i].length);
        g_assert_true(g_utf8_validate(row->cells[i].text, -1, NULL));
    }
}

static void
read_rows(VigieSheet *sheet)
{
    const VigieRow *header = vigie_sheet_header(sheet);
    VigieRow row = {.line = header->line};
    check_row(header, 0);
    for (guint errors = 0; errors < 1000;) {
        g_autoptr(GError) error = NULL;
        guint64 line = row.line;
        if (vigie_sheet_next(sheet, &row, &error)) {
            check_row(&row, line);
            g_assert_true(vigie_sheet_dialect(sheet)->ragged || row.n == header->n);
        } else if (error == NULL) {
            break;
        } else {
            g_assert_true(g_str_has_prefix(error->message, "f.csv"));
            errors++;
        }
    }
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, gsize length)
{
    if (length == 0)
        return 0;
    VigieDialect said = said_by(bytes[0]);
    g_autoptr(GError) error = NULL;
    g_autoptr(VigieSheet) sheet =
        vigie_sheet_open_bytes("f.csv", (const char *)bytes + 1, length - 1, &said, &error);
    g_assert_true((sheet == NULL) == (error != NULL));
    if (sheet == NULL)
        return 0;
    read_rows(sheet);
    g_autofree char *description = vigie_sheet_describe(sheet);
    g_assert_nonnull(description);
    return 0;
}
