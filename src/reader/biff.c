/* biff.c - the records of an .xls workbook that GDAL (by FreeXL) hands over as empty cells
 * Source: Microsoft, [MS-XLS], version 12, 2.4. */
#include "compound.h"
#include <string.h>

enum {
    FORMULA = 0x0006,
    END = 0x000a,
    PASSWORD = 0x002f,
    SHEET = 0x0085,
    BOOLEAN_OR_ERROR = 0x0205,
    BEGIN = 0x0809
};
#define BIFF8 0x0600

typedef struct {
    const guint8 *bytes;
    gsize length;
    gsize at;
    guint kind; /* of the record at hand */
    const guint8 *body;
    guint size;
} Records;

static bool
next_record(Records *r)
{
    if (r->length < 4 || r->at > r->length - 4)
        return false;
    r->kind = vigie_u16(r->bytes + r->at);
    r->size = vigie_u16(r->bytes + r->at + 2);
    r->body = r->bytes + r->at + 4;
    r->at += 4;
    if (r->size > r->length - r->at)
        return false;
    r->at += r->size;
    return true;
}

static void
sheet_free(gpointer sheet)
{
    VigieXlsSheet *s = sheet;
    g_free(s->name);
    g_array_unref(s->lost);
    g_free(s);
}

/* n characters, in one byte or in two; (transfer full). */
static char *
name_of(const guint8 *text, guint n, guint room, bool wide)
{
    GString *name = g_string_new(NULL);
    if (wide)
        for (guint i = 0; i < n && 2 * i + 1 < room; i++) {
            gunichar c = vigie_u16(text + 2 * (gsize)i);
            g_string_append_unichar(name, g_unichar_validate(c) && c > 0 ? c : 0xfffd);
        }
    else
        for (guint i = 0; i < n && i < room; i++)
            g_string_append_unichar(name, text[i] > 0 ? text[i] : 0xfffd);
    return g_string_free(name, FALSE);
}

/* The cells of the sheet whose first record stands at offset. */
static void
take_lost(VigieXlsSheet *sheet, const guint8 *stream, gsize length, gsize offset)
{
    Records r = {.bytes = stream, .length = length, .at = offset};
    guint depth = 0;
    while (next_record(&r)) {
        depth += r.kind == BEGIN;
        if (r.kind == END && --depth == 0)
            return;
        if (depth == 0)
            return;
        if (depth > 1 || r.size < 4 || (r.kind != FORMULA && r.kind != BOOLEAN_OR_ERROR))
            continue;
        VigieLost lost = {vigie_u16(r.body), vigie_u16(r.body + 2)};
        g_array_append_val(sheet->lost, lost);
    }
}

static VigieXlsSheet *
sheet_new(const Records *r, bool biff8)
{
    VigieXlsSheet *sheet = g_new0(VigieXlsSheet, 1);
    guint head = biff8 ? 8 : 7;
    bool wide = biff8 && (r->body[7] & 1) != 0;
    sheet->hidden = (r->body[4] & 3) != 0;
    sheet->name = name_of(r->body + head, r->body[6], r->size - head, wide);
    sheet->lost = g_array_new(FALSE, FALSE, sizeof(VigieLost));
    take_lost(sheet, r->bytes, r->length, vigie_u32(r->body));
    return sheet;
}

/* More sheets than a workbook can show are none. */
#define SHEETS_MAX 1024

GPtrArray *
vigie_xls_sheets(const guint8 *stream, gsize length)
{
    GPtrArray *sheets = g_ptr_array_new_with_free_func(sheet_free);
    Records r = {.bytes = stream, .length = length};
    bool biff8 = false;
    while (sheets->len < SHEETS_MAX && next_record(&r) && r.kind != END) {
        if (r.kind == BEGIN && r.size >= 2)
            biff8 = vigie_u16(r.body) == BIFF8;
        if (r.kind == SHEET && r.size >= 8 && r.body[5] == 0) /* no chart, no macro */
            g_ptr_array_add(sheets, sheet_new(&r, biff8));
    }
    return sheets;
}

bool
vigie_xls_is_encrypted(const guint8 *stream, gsize length)
{
    Records r = {.bytes = stream, .length = length};
    while (next_record(&r) && r.kind != END)
        if (r.kind == PASSWORD)
            return true;
    return false;
}
