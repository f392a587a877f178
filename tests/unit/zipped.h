/* zipped.h - archives and workbooks written part by part, as a test wants them */
#ifndef VIGIE_TEST_ZIPPED_H
#define VIGIE_TEST_ZIPPED_H

#include <glib.h>
#include <string.h>
#include <zlib.h>

typedef struct {
    const char *name, *text;
} Part;

static inline void
put(GByteArray *to, guint64 number, guint bytes)
{
    for (guint i = 0; i < bytes; i++) {
        guint8 byte = (guint8)(number >> (8 * i));
        g_byte_array_append(to, &byte, 1);
    }
}

/* Name, sizes, time and checksum, as they stand before a part and in the directory. */
static inline void
put_part(GByteArray *to, const Part *part)
{
    gsize n = strlen(part->text);
    put(to, 20, 2);
    put(to, 0, 2);
    put(to, 0, 2);
    put(to, 0x58ee0000, 4);
    put(to, crc32(0, (const Bytef *)part->text, (uInt)n), 4);
    put(to, n, 4);
    put(to, n, 4);
    put(to, strlen(part->name), 2);
    put(to, 0, 2);
}

/* A ZIP archive, nothing packed; (transfer full). */
static inline GByteArray *
zip_of(const Part *parts, guint n)
{
    GByteArray *zip = g_byte_array_new();
    g_autoptr(GByteArray) directory = g_byte_array_new();
    for (guint i = 0; i < n; i++) {
        guint at = zip->len;
        put(zip, 0x04034b50, 4);
        put_part(zip, &parts[i]);
        g_byte_array_append(zip, (const guint8 *)parts[i].name, (guint)strlen(parts[i].name));
        g_byte_array_append(zip, (const guint8 *)parts[i].text, (guint)strlen(parts[i].text));
        put(directory, 0x02014b50, 4);
        put(directory, 20, 2);
        put_part(directory, &parts[i]);
        put(directory, 0, 8);
        put(directory, 0, 2);
        put(directory, at, 4);
        g_byte_array_append(directory, (const guint8 *)parts[i].name,
                            (guint)strlen(parts[i].name));
    }
    guint start = zip->len;
    g_byte_array_append(zip, directory->data, directory->len);
    put(zip, 0x06054b50, 4);
    put(zip, 0, 4);
    put(zip, n, 2);
    put(zip, n, 2);
    put(zip, directory->len, 4);
    put(zip, start, 4);
    put(zip, 0, 2);
    return zip;
}

static inline void
set_number(guint8 *at, guint32 number, guint bytes)
{
    for (guint i = 0; i < bytes; i++)
        at[i] = (guint8)(number >> (8 * i));
}

/* A compound file (OLE2) of one empty stream: header, sectors after each other, directory; (transfer full). */
static inline GByteArray *
compound_of(const char *stream)
{
    static const guint8 magic[] = {0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1};
    GByteArray *file = g_byte_array_new();
    g_byte_array_set_size(file, 3 * 512);
    guint8 *header = file->data, *chain = header + 512, *directory = chain + 512;
    memset(header, 0, 512);
    memset(header + 76, 0xff, 512 - 76 + 512);
    memset(directory, 0, 512);
    memcpy(header, magic, sizeof magic);
    set_number(header + 30, 9, 2);
    set_number(header + 32, 6, 2);
    set_number(header + 44, 1, 4);
    set_number(header + 48, 1, 4);
    set_number(header + 56, 4096, 4);
    set_number(header + 60, 0xfffffffe, 4);
    set_number(header + 68, 0xfffffffe, 4);
    set_number(header + 76, 0, 4);
    set_number(chain, 0xfffffffd, 4);
    set_number(chain + 4, 0xfffffffe, 4);
    const char *const names[] = {"Root Entry", stream};
    for (guint i = 0; i < 2; i++) {
        guint8 *entry = directory + 128 * i;
        for (gsize k = 0; k < strlen(names[i]); k++)
            entry[2 * k] = (guint8)names[i][k];
        set_number(entry + 64, 2 * (guint32)strlen(names[i]) + 2, 2);
        entry[66] = i == 0 ? 5 : 2;
    }
    return file;
}

#define MAIN_NS "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

#define OVERRIDE(part, kind)                                                                   \
    "<Override PartName=\"/xl/" part                                                           \
    ".xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml." kind   \
    "+xml\"/>"

/* An .xlsx of one sheet "Sheet": its <sheetData>, its strings, the place where its sheet is said to be; (transfer full). */
static inline GByteArray *
xlsx_of(const char *rows, const char *strings, const char *target)
{
    g_autofree char *sheet = g_strdup_printf(
        "<worksheet xmlns=\"" MAIN_NS "\"><sheetData>%s</sheetData></worksheet>", rows);
    g_autofree char *shared = g_strdup_printf("<sst xmlns=\"" MAIN_NS "\">%s</sst>", strings);
    g_autofree char *relations = g_strdup_printf(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        "<Relationship Id=\"rId1\" Type=\"" RELATIONS "/worksheet\" Target=\"%s\"/>"
        "<Relationship Id=\"rId2\" Type=\"" RELATIONS
        "/sharedStrings\" Target=\"sharedStrings.xml\"/>"
        "<Relationship Id=\"rId3\" Type=\"" RELATIONS "/styles\" Target=\"styles.xml\"/>"
        "</Relationships>",
        target);
    const Part parts[] = {
        {"[Content_Types].xml",
         "<Types "
         "xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">" OVERRIDE(
             "workbook", "sheet.main") OVERRIDE("worksheets/sheet1", "worksheet")
             OVERRIDE("styles", "styles")
                 OVERRIDE("sharedStrings", "sharedStrings") "</Types>"},
        {"xl/workbook.xml",
         "<workbook xmlns=\"" MAIN_NS "\" xmlns:r=\"" RELATIONS
         "\"><sheets><sheet name=\"Sheet\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels", relations},
        {"xl/styles.xml",
         "<styleSheet xmlns=\"" MAIN_NS "\"><cellXfs count=\"4\"><xf numFmtId=\"0\"/>"
         "<xf numFmtId=\"14\"/><xf numFmtId=\"22\"/><xf "
         "numFmtId=\"21\"/></cellXfs></styleSheet>"},
        {"xl/sharedStrings.xml", shared},
        {"xl/worksheets/sheet1.xml", sheet},
    };
    return zip_of(parts, G_N_ELEMENTS(parts));
}

#endif
