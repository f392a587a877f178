/* source.h - the text of a file, block by block, as UTF-8 without its byte order mark.
 * Unread text stands at text[start..end) and text[end] is always '\n', so that who scans for the
 * end of a line needs no other bound. */
#ifndef VIGIE_SOURCE_PRIVATE_H
#define VIGIE_SOURCE_PRIVATE_H

#include "workbook.h"
#include <zlib.h>

#define VIGIE_SAMPLE_BYTES ((gsize)1 << 20)
#define VIGIE_ROW_MAX ((gsize)16 << 20)

typedef struct {
    char *path;            /* as messages name it */
    const char *file;      /* where it is; known while it is opened */
    int fd;                /* -1 = from memory */
    const char *bytes;     /* the memory, borrowed */
    VigieForeign *foreign; /* who reads it for us; NULL = it is text */
    const char *kind;      /* of that file, NULL = text */
    VigieWorkbook *book;   /* what it says of a workbook; NULL = it is none */
    gzFile gzip;           /* the file unpacked as it is read; NULL = it is not packed */
    guint64 total;         /* bytes of the file, packed as it is */
    guint64 done;          /* of them read */

    char *text;
    gsize room;
    gsize start;
    gsize end;
    guint64 line; /* of text[start] */
    bool eof;

    const char
        *encoding; /* "UTF-8" (the guess while all is ASCII), "windows-1252", "iso-8859-15" */
    const char *sheet; /* said, known while it is opened */
    bool said;         /* the encoding was not guessed */
    bool bom;
    bool multibyte; /* UTF-8 beyond ASCII was seen */
    char tail[4];   /* the beginning of a UTF-8 sequence that the block cut */
    gsize n_tail;
} VigieSource;

/* Reads the sample, at least VIGIE_SAMPLE_BYTES or the whole file; messages call the file by name.  Of what is said,
 * the encoding and a workbook's sheet count; said may be NULL. */
VigieSource *vigie_source_open(const char *path, const char *name, const VigieDialect *said,
                               GError **error);
VigieSource *vigie_source_open_bytes(const char *path, const char *bytes, gsize length,
                                     const VigieDialect *said, GError **error);
void vigie_source_close(VigieSource *source);
/* Appends a block; what is unread may move.  False: nothing came, because of the end of the file
 * (*error unset) or of an error. */
bool vigie_source_more(VigieSource *source, GError **error);
/* Line breaks (LF, CR LF, lone CR) in text[from..to). */
guint64 vigie_source_count_breaks(const VigieSource *source, gsize from, gsize to);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieSource, vigie_source_close)

/* What the bytes of a file that is no text table are ("an Excel workbook (.xlsx)"), or NULL. */
const char *vigie_signature_of(const char *bytes, gsize n);

#endif
