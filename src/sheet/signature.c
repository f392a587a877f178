/* signature.c - files that are often taken for CSV, known by their first bytes */
#include "source.h"
#include <string.h>
#include <vigie/base-text.h>

typedef struct {
    const char *bytes;
    gsize n;
    const char *what;
} Signature;

#define SIGNATURE(bytes, what)                                                                 \
    {                                                                                          \
        bytes, sizeof(bytes) - 1, what                                                         \
    }

static const Signature signatures[] = {
    SIGNATURE("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", N_("an Excel workbook (.xls)")),
    SIGNATURE("%PDF-", N_("a PDF document")),
    SIGNATURE("\x1f\x8b", N_("a gzip archive")),
    SIGNATURE("BZh", N_("a bzip2 archive")),
    SIGNATURE("\xfd"
              "7zXZ",
              N_("an xz archive")),
    SIGNATURE("7z\xbc\xaf", N_("a 7-Zip archive")),
    SIGNATURE("Rar!", N_("a RAR archive")),
    SIGNATURE("SQLite format 3", N_("an SQLite database")),
    SIGNATURE("$FL2", N_("an SPSS file (.sav)")),
    SIGNATURE("$FL3", N_("an SPSS file (.zsav)")),
    SIGNATURE("<stata_dta>", N_("a Stata file (.dta)")),
    SIGNATURE("PAR1", N_("a Parquet file")),
    SIGNATURE("\x89PNG", N_("a PNG image")),
    SIGNATURE("\xff\xd8\xff", N_("a JPEG image")),
    SIGNATURE("{\\rtf", N_("an RTF document")),
    SIGNATURE("{\"", N_("JSON")),
    SIGNATURE("[{", N_("JSON")),
    SIGNATURE("<?xml", N_("XML")),
    SIGNATURE("<!DOCTYPE", N_("an HTML page")),
    SIGNATURE("<html", N_("an HTML page")),
    SIGNATURE("<table", N_("an HTML page")),
    SIGNATURE("\xff\xfe\x00\x00", N_("text in UTF-32")),
    SIGNATURE("\xff\xfe", N_("text in UTF-16")),
    SIGNATURE("\xfe\xff", N_("text in UTF-16")),
};

static bool
holds(const char *bytes, gsize n, const char *word)
{
    const gsize length = strlen(word);
    for (gsize i = 0; i + length <= n; i++)
        if (memcmp(bytes + i, word, length) == 0)
            return true;
    return false;
}

/* Workbooks are ZIP archives; their first entries tell which. */
static const char *
zip_kind(const char *bytes, gsize n)
{
    if (holds(bytes, n, "opendocument.spreadsheet"))
        return N_("an OpenDocument spreadsheet (.ods)");
    if (holds(bytes, n, "[Content_Types].xml") || holds(bytes, n, "xl/"))
        return N_("an Excel workbook (.xlsx)");
    return N_("a ZIP archive");
}

/* UTF-16 without its mark: of Latin letters every other byte is zero. */
static bool
is_utf16(const char *bytes, gsize n)
{
    gsize zeros[2] = {0, 0};
    for (gsize i = 0; i < n; i++)
        zeros[i & 1] += bytes[i] == '\0';
    gsize most = MAX(zeros[0], zeros[1]), least = MIN(zeros[0], zeros[1]);
    return n >= 8 && least == 0 && most >= n / 2 - n / 8;
}

const char *
vigie_signature_of(const char *bytes, gsize n)
{
    if (n >= 4 && memcmp(bytes, "PK\x03\x04", 4) == 0)
        return _(zip_kind(bytes, n));
    for (gsize i = 0; i < G_N_ELEMENTS(signatures); i++)
        if (n >= signatures[i].n && memcmp(bytes, signatures[i].bytes, signatures[i].n) == 0)
            return _(signatures[i].what);
    if (is_utf16(bytes, n))
        return _("text in UTF-16");
    return NULL;
}
