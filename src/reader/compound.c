/* compound.c - sectors, their chains and the directory of a compound file
 * Source: Microsoft, [MS-CFB], version 10. */
#include "compound.h"
#include <string.h>

#define HEADER_SIZE 512u
#define ENTRY_SIZE 128u
#define HEADER_FATS 109u /* places of FAT sectors that the header holds */
#define LAST_SECTOR 0xfffffffau

typedef struct {
    const guint8 *bytes;
    gsize length;
    guint shift;       /* a sector has 2^shift bytes */
    GByteArray *chain; /* of the FAT: the sector after each */
} Compound;

static void
compound_clear(Compound *c)
{
    g_clear_pointer(&c->chain, g_byte_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Compound, compound_clear)

/* Where a sector begins; NULL: it is not whole in the file. */
static const guint8 *
sector(const Compound *c, guint32 number)
{
    gsize size = (gsize)1 << c->shift, at = ((gsize)number + 1) << c->shift;
    return number <= LAST_SECTOR && at <= c->length && c->length - at >= size ? c->bytes + at
                                                                              : NULL;
}

static bool
append_sector(const Compound *c, GByteArray *to, guint32 number)
{
    const guint8 *from = sector(c, number);
    if (from != NULL)
        g_byte_array_append(to, from, 1u << c->shift);
    return from != NULL;
}

/* A file that says more of them than it holds ends the list. */
static void
read_chain(Compound *c)
{
    c->chain = g_byte_array_new();
    for (guint i = 0; i < HEADER_FATS; i++)
        if (!append_sector(c, c->chain, vigie_u32(c->bytes + 76 + 4 * (gsize)i)))
            return;
    guint per_sector = (1u << c->shift) / 4;
    guint32 next = vigie_u32(c->bytes + 68);
    for (gsize n = c->length >> c->shift; n > 0; n--) {
        const guint8 *places = sector(c, next);
        for (guint i = 0; places != NULL && i + 1 < per_sector; i++)
            if (c->chain->len > c->length ||
                !append_sector(c, c->chain, vigie_u32(places + 4 * (gsize)i)))
                return;
        if (places == NULL)
            return;
        next = vigie_u32(places + 4 * (gsize)(per_sector - 1));
    }
}

static guint32
after(const GByteArray *chain, guint32 number)
{
    gsize at = (gsize)number * 4;
    return at + 4 <= chain->len ? vigie_u32(chain->data + at) : G_MAXUINT32;
}

/* At most size bytes; a chain that turns in a circle ends with the file's length. */
static GByteArray *
follow(const Compound *c, guint32 first, gsize size)
{
    GByteArray *stream = g_byte_array_new();
    size = MIN(size, c->length);
    for (guint32 at = first; stream->len < size; at = after(c->chain, at))
        if (!append_sector(c, stream, at))
            break;
    g_byte_array_set_size(stream, (guint)MIN(stream->len, size));
    return stream;
}

static bool
compound_init(Compound *c, const guint8 *bytes, gsize length)
{
    *c = (Compound){.bytes = bytes, .length = length};
    if (length < HEADER_SIZE || memcmp(bytes, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) != 0)
        return false;
    c->shift = vigie_u16(bytes + 30);
    if (c->shift != 9 && c->shift != 12)
        return false;
    read_chain(c);
    return true;
}

/* The name in an entry of the directory is UTF-16; those looked for are ASCII. */
static bool
has_name(const guint8 *entry, const char *name)
{
    gsize n = strlen(name);
    if (vigie_u16(entry + 64) != 2 * (n + 1))
        return false;
    for (gsize i = 0; i < n; i++)
        if (vigie_u16(entry + 2 * i) != (guint)(guchar)name[i])
            return false;
    return true;
}

static const guint8 *
find_entry(const GByteArray *directory, const char *name)
{
    for (gsize at = 0; at + ENTRY_SIZE <= directory->len; at += ENTRY_SIZE)
        if (has_name(directory->data + at, name))
            return directory->data + at;
    return NULL;
}

/* A small stream stands in the root's, in sectors and with a chain of their own. */
static GByteArray *
follow_small(const Compound *c, const guint8 *root, guint32 first, gsize size)
{
    g_autoptr(GByteArray) all = follow(c, vigie_u32(root + 116), vigie_u32(root + 120));
    g_autoptr(GByteArray) chain = follow(c, vigie_u32(c->bytes + 60), c->length);
    guint shift = vigie_u16(c->bytes + 32);
    GByteArray *stream = g_byte_array_new();
    for (guint32 at = first; shift == 6 && stream->len < size; at = after(chain, at)) {
        gsize from = (gsize)at << shift;
        if (from + 64 > all->len)
            break;
        g_byte_array_append(stream, all->data + from, 64);
    }
    g_byte_array_set_size(stream, (guint)MIN(stream->len, size));
    return stream;
}

static GByteArray *
stream_of(const Compound *c, const GByteArray *directory, const guint8 *entry)
{
    guint32 first = vigie_u32(entry + 116), size = vigie_u32(entry + 120);
    if (size < vigie_u32(c->bytes + 56))
        return follow_small(c, directory->data, first, MIN(size, c->length));
    return follow(c, first, size);
}

/* size becomes what the directory says it should be. */
static GByteArray *
find_stream(const guint8 *bytes, gsize length, const char *name, guint32 *size)
{
    g_auto(Compound) c = {0};
    if (!compound_init(&c, bytes, length))
        return NULL;
    g_autoptr(GByteArray) directory = follow(&c, vigie_u32(bytes + 48), length);
    const guint8 *entry = find_entry(directory, name);
    if (entry == NULL)
        return NULL;
    *size = vigie_u32(entry + 120);
    return stream_of(&c, directory, entry);
}

GByteArray *
vigie_compound_stream(const guint8 *bytes, gsize length, const char *name)
{
    guint32 size = 0;
    return find_stream(bytes, length, name, &size);
}

static VigieArchive
workbook_kind(const guint8 *bytes, gsize length)
{
    guint32 size = 0;
    g_autoptr(GByteArray) stream = find_stream(bytes, length, "Workbook", &size);
    if (stream == NULL)
        stream = find_stream(bytes, length, "Book", &size);
    if (stream == NULL || stream->len < size)
        return VIGIE_ARCHIVE_CUT;
    return vigie_xls_is_encrypted(stream->data, stream->len) ? VIGIE_ARCHIVE_PASSWORD
                                                             : VIGIE_ARCHIVE_XLS;
}

VigieArchive
vigie_compound_kind(const guint8 *bytes, gsize length)
{
    static const struct {
        const char *name;
        VigieArchive archive;
    } streams[] = {{"Workbook", VIGIE_ARCHIVE_XLS},
                   {"Book", VIGIE_ARCHIVE_XLS},
                   {"EncryptedPackage", VIGIE_ARCHIVE_PASSWORD},
                   {"WordDocument", VIGIE_ARCHIVE_WORD},
                   {"PowerPoint Document", VIGIE_ARCHIVE_SLIDES}};
    g_auto(Compound) c = {0};
    if (!compound_init(&c, bytes, length))
        return VIGIE_ARCHIVE_CUT;
    g_autoptr(GByteArray) directory = follow(&c, vigie_u32(bytes + 48), length);
    if (directory->len == 0)
        return VIGIE_ARCHIVE_CUT;
    for (guint i = 0; i < G_N_ELEMENTS(streams); i++)
        if (find_entry(directory, streams[i].name) != NULL)
            return streams[i].archive == VIGIE_ARCHIVE_XLS ? workbook_kind(bytes, length)
                                                           : streams[i].archive;
    return VIGIE_ARCHIVE_OFFICE;
}
