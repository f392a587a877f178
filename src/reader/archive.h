/* archive.h - which file a ZIP archive or a compound file is, by its directory, before anything unpacks it */
#ifndef VIGIE_READER_ARCHIVE_H
#define VIGIE_READER_ARCHIVE_H

#include <glib.h>
#include <stdbool.h>

/* No workbook is unpacked that says it is larger; of a lie, the limits of the process take care. */
#define VIGIE_UNPACKED_MAX ((guint64)1 << 30)

/* What can be read is first. */
typedef enum {
    VIGIE_ARCHIVE_XLSX,
    VIGIE_ARCHIVE_ODS,
    VIGIE_ARCHIVE_XLS,
    VIGIE_ARCHIVE_XLSB,
    VIGIE_ARCHIVE_NUMBERS,
    VIGIE_ARCHIVE_WORD,   /* .docx, .doc, .odt */
    VIGIE_ARCHIVE_SLIDES, /* .pptx, .ppt, .odp */
    VIGIE_ARCHIVE_ZIP,    /* another ZIP archive */
    VIGIE_ARCHIVE_OFFICE, /* another compound file */
    VIGIE_ARCHIVE_PASSWORD,
    VIGIE_ARCHIVE_LARGE, /* unpacked, more than VIGIE_UNPACKED_MAX */
    VIGIE_ARCHIVE_CUT    /* without its directory, or with one that leads out of the file */
} VigieArchive;

/* bytes of the whole file. */
VigieArchive vigie_archive_of(const guint8 *bytes, gsize length);
/* The word for it, "docx"; of a lasting string. */
const char *vigie_archive_word(VigieArchive archive);

static inline guint
vigie_u16(const guint8 *bytes)
{
    return (guint)bytes[0] | (guint)bytes[1] << 8;
}

static inline guint32
vigie_u32(const guint8 *bytes)
{
    return (guint32)vigie_u16(bytes) | (guint32)vigie_u16(bytes + 2) << 16;
}

#endif
