/* archive.c - the directory of a ZIP archive: names, sizes, whether it is encrypted */
#include "archive.h"
#include "compound.h"
#include <string.h>

#define END_SIZE 22u
#define ENTRY_SIZE 46u
#define LOCAL_SIZE 30u

typedef struct {
    const guint8 *bytes;
    gsize length;
    guint64 unpacked;
    bool encrypted;
    bool xl, workbook_bin, word, slides, numbers;
} Zip;

/* The record that ends the archive stands before its comment, of at most 65,535 bytes; NULL: there is none. */
static const guint8 *
find_end(const guint8 *bytes, gsize length)
{
    for (gsize back = END_SIZE; back <= length && back <= END_SIZE + 65535; back++) {
        const guint8 *end = bytes + length - back;
        if (memcmp(end, "PK\x05\x06", 4) == 0 && vigie_u16(end + 20) <= back - END_SIZE)
            return end;
    }
    return NULL;
}

static bool
begins(const char *name, guint n, const char *with)
{
    return n >= strlen(with) && memcmp(name, with, strlen(with)) == 0;
}

static bool
is(const char *name, guint n, const char *other)
{
    return n == strlen(other) && begins(name, n, other);
}

static void
take_entry(Zip *zip, const guint8 *entry)
{
    const char *name = (const char *)entry + ENTRY_SIZE;
    guint n = vigie_u16(entry + 28);
    zip->unpacked += vigie_u32(entry + 24); /* beyond 4 GiB it says 4 GiB - 1 */
    zip->encrypted |= (vigie_u16(entry + 8) & 1) != 0;
    zip->xl |= is(name, n, "xl/workbook.xml");
    zip->workbook_bin |= is(name, n, "xl/workbook.bin");
    zip->word |= begins(name, n, "word/");
    zip->slides |= begins(name, n, "ppt/");
    zip->numbers |= begins(name, n, "Index/") || is(name, n, "Index.zip");
}

/* False: an entry is not where the end says. */
static bool
read_directory(Zip *zip, const guint8 *end)
{
    gsize at = vigie_u32(end + 16), limit = (gsize)(end - zip->bytes);
    for (guint i = vigie_u16(end + 10); i > 0; i--) {
        if (at > limit || limit - at < ENTRY_SIZE ||
            memcmp(zip->bytes + at, "PK\x01\x02", 4) != 0)
            return false;
        const guint8 *entry = zip->bytes + at;
        gsize size = ENTRY_SIZE + (gsize)vigie_u16(entry + 28) + vigie_u16(entry + 30) +
                     vigie_u16(entry + 32);
        if (limit - at < size)
            return false;
        take_entry(zip, entry);
        at += size;
    }
    return true;
}

/* OpenDocument's first entry, stored as it is, says what the whole is; "" for other archives. */
static const char *
document_type(const Zip *zip, gsize *n)
{
    static const char prefix[] = "application/vnd.oasis.opendocument.";
    const guint8 *b = zip->bytes;
    *n = 0;
    if (zip->length < LOCAL_SIZE || vigie_u16(b + 26) != 8)
        return "";
    gsize at = LOCAL_SIZE + 8 + (gsize)vigie_u16(b + 28), size = vigie_u32(b + 18);
    if (at > zip->length || size > zip->length - at || size < sizeof prefix ||
        memcmp(b + LOCAL_SIZE, "mimetype", 8) != 0 ||
        memcmp(b + at, prefix, sizeof prefix - 1) != 0)
        return "";
    *n = size - (sizeof prefix - 1);
    return (const char *)b + at + sizeof prefix - 1;
}

static VigieArchive
zip_kind(const Zip *zip)
{
    gsize n = 0;
    const char *type = document_type(zip, &n);
    if (begins(type, (guint)n, "spreadsheet"))
        return VIGIE_ARCHIVE_ODS;
    if (begins(type, (guint)n, "text") || zip->word)
        return VIGIE_ARCHIVE_WORD;
    if (begins(type, (guint)n, "presentation") || zip->slides)
        return VIGIE_ARCHIVE_SLIDES;
    if (zip->xl)
        return VIGIE_ARCHIVE_XLSX;
    if (zip->workbook_bin)
        return VIGIE_ARCHIVE_XLSB;
    return zip->numbers ? VIGIE_ARCHIVE_NUMBERS : VIGIE_ARCHIVE_ZIP;
}

static VigieArchive
zip_of(const guint8 *bytes, gsize length)
{
    Zip zip = {.bytes = bytes, .length = length};
    const guint8 *end = find_end(bytes, length);
    if (end == NULL || !read_directory(&zip, end))
        return VIGIE_ARCHIVE_CUT;
    if (zip.unpacked > VIGIE_UNPACKED_MAX)
        return VIGIE_ARCHIVE_LARGE;
    if (zip.encrypted)
        return VIGIE_ARCHIVE_PASSWORD;
    return zip_kind(&zip);
}

VigieArchive
vigie_archive_of(const guint8 *bytes, gsize length)
{
    if (length >= 4 && memcmp(bytes, "PK", 2) == 0)
        return zip_of(bytes, length);
    return vigie_compound_kind(bytes, length);
}

const char *
vigie_archive_word(VigieArchive archive)
{
    static const char *const words[] = {"xlsx",    "ods",      "xls",    "xlsb",
                                        "numbers", "word",     "slides", "zip",
                                        "office",  "password", "large",  "cut"};
    return words[archive];
}
