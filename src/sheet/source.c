/* source.c - blocks of a file as UTF-8, with its encoding found on the way */
#define _POSIX_C_SOURCE 200809L

#include "source.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vigie/base-text.h>

#define BLOCK ((gsize)256 << 10)
#define GZIP_BUFFER (128 << 10)
#define UTF8 "UTF-8"
#define CP1252 "windows-1252"
#define LATIN9 "iso-8859-15"

static bool
fail(const VigieSource *source, VigieSheetError code, guint64 line, GError **error,
     const char *text)
{
    VigiePlace place = {.file = source->path, .line = line};
    vigie_set_error_at(error, VIGIE_SHEET_ERROR, (int)code, &place, "%s", text);
    return false;
}

guint64
vigie_source_count_breaks(const VigieSource *source, gsize from, gsize to)
{
    guint64 n = 0;
    for (gsize i = from; i < to; i++)
        n +=
            source->text[i] == '\n' || (source->text[i] == '\r' && source->text[i + 1] != '\n');
    return n;
}

static guint64
line_of(const VigieSource *source, const char *at)
{
    return source->line +
           vigie_source_count_breaks(source, source->start, (gsize)(at - source->text));
}

/* Moves the unread text to the front and makes room for so many bytes after it. */
static void
make_room(VigieSource *source, gsize want)
{
    gsize held = source->end - source->start;
    if (source->start > 0)
        memmove(source->text, source->text + source->start, held);
    source->start = 0;
    source->end = held;
    if (source->room < held + want + 1) {
        source->room = held + want + 1;
        source->text = g_realloc(source->text, source->room);
    }
}

static void
read_memory(VigieSource *source, char *to, gsize want, gsize *n)
{
    *n = MIN(want, (gsize)(source->total - source->done));
    if (*n > 0) /* no bytes may be NULL */
        memcpy(to, source->bytes + source->done, *n);
    source->done += *n;
}

static bool
read_file(VigieSource *source, char *to, gsize want, gsize *n, GError **error)
{
    while (*n < want) {
        ssize_t got = read(source->fd, to + *n, want - *n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail(source, VIGIE_SHEET_ERROR_IO, 0, error, vigie_errno_text(errno));
        if (got == 0)
            break;
        *n += (gsize)got;
    }
    source->done += *n;
    return true;
}

/* zlib says that an archive is cut only after its last good bytes. */
static bool
read_gzip(VigieSource *source, char *to, gsize want, gsize *n, GError **error)
{
    int got = gzread(source->gzip, to, (unsigned)want), status = Z_OK;
    const char *text = gzerror(source->gzip, &status);
    if (status == Z_ERRNO)
        return fail(source, VIGIE_SHEET_ERROR_IO, 0, error, vigie_errno_text(errno));
    if (got < 0 || (status != Z_OK && status != Z_STREAM_END)) {
        g_autofree char *line = g_strdup_printf(
            _("the gzip archive is damaged or cut off (%s): copy the file again"), text);
        return fail(source, VIGIE_SHEET_ERROR_IO, 0, error, line);
    }
    *n = (gsize)got;
    z_off_t packed = gzoffset(source->gzip);
    source->done = packed > 0 ? (guint64)packed : source->done;
    return true;
}

/* Fills to[0..want) as far as the file goes; *n = bytes read. */
static bool
read_bytes(VigieSource *source, char *to, gsize want, gsize *n, GError **error)
{
    *n = 0;
    if (source->fd < 0)
        read_memory(source, to, want, n);
    else if (source->gzip != NULL ? !read_gzip(source, to, want, n, error)
                                  : !read_file(source, to, want, n, error))
        return false;
    source->eof = *n < want;
    return !source->eof || source->foreign == NULL ||
           vigie_foreign_end(source->foreign, source->path, error);
}

/* Eight bytes at a time: each byte of the file passes here. */
static bool
is_ascii(const char *bytes, gsize n)
{
    guint64 seen = 0, word = 0;
    gsize i = 0;
    for (; i + sizeof word <= n; i += sizeof word) {
        memcpy(&word, bytes + i, sizeof word);
        seen |= word;
    }
    for (; i < n; i++)
        seen |= (guchar)bytes[i];
    return (seen & G_GUINT64_CONSTANT(0x8080808080808080)) == 0;
}

/* The first byte that is not Windows-1252 text: one of the five it leaves undefined or, where the
 * encoding was guessed, the UTF-8 of an accented letter (in French, nothing follows "Ã" so). */
static const char *
not_cp1252(const VigieSource *source, const char *bytes, gsize n)
{
    for (gsize i = 0; i < n; i++) {
        guchar byte = (guchar)bytes[i];
        if (byte < 0x80)
            continue;
        guchar next = i + 1 < n ? (guchar)bytes[i + 1] : 0;
        bool accented = byte == 0xc3 && next >= 0x80 && next < 0xc0;
        if (byte == 0x81 || byte == 0x8d || byte == 0x8f || byte == 0x90 || byte == 0x9d ||
            (accented && !source->said))
            return bytes + i;
    }
    return NULL;
}

/* The n bytes at text[end] become the text, which says the same in UTF-8. */
static bool
accept_text(VigieSource *source, gsize n, const char *text)
{
    if (is_ascii(source->text + source->end, n)) {
        source->end += n;
        return true;
    }
    gsize length = strlen(text);
    make_room(source, length);
    memcpy(source->text + source->end, text, length);
    source->end += length;
    return true;
}

/* The n bytes at text[end] are Windows-1252: they become UTF-8 there. */
static bool
accept_cp1252(VigieSource *source, gsize n, GError **error)
{
    const char *block = source->text + source->end;
    const char *bad = not_cp1252(source, block, n);
    if (bad != NULL)
        return fail(
            source, VIGIE_SHEET_ERROR_ENCODING, line_of(source, bad), error,
            _("bytes that are not Windows-1252, as what stands before them is: save the "
              "whole file as UTF-8"));
    g_autofree char *text = vigie_text_from_cp1252(block, n);
    return accept_text(source, n, text);
}

/* ISO-8859-15 is only ever said: every byte is a character of it, so that it cannot be told from Windows-1252. */
static bool
accept_latin9(VigieSource *source, gsize n, GError **error)
{
    const char *block = source->text + source->end;
    g_autofree char *text = g_convert(block, (gssize)n, UTF8, "ISO-8859-15", NULL, NULL, error);
    return text != NULL && accept_text(source, n, text);
}

/* The n bytes at text[end] should be UTF-8, and are not from bad on. */
static bool
not_utf8(VigieSource *source, gsize n, const char *bad, GError **error)
{
    const char *block = source->text + source->end;
    gsize before = (gsize)(bad - block);
    bool cut = g_utf8_get_char_validated(bad, (gssize)(n - before)) == (gunichar)-2;
    source->multibyte |= !is_ascii(block, before);
    if (cut && !source->eof) {
        source->n_tail = n - before;
        memcpy(source->tail, bad, source->n_tail);
        source->end += before;
        return true;
    }
    guint64 line = line_of(source, bad);
    if (source->said || source->bom)
        return fail(source, VIGIE_SHEET_ERROR_ENCODING, line, error,
                    _("bytes that are not UTF-8: save the file as UTF-8, or say "
                      "encoding=windows-1252"));
    if (source->multibyte)
        return fail(source, VIGIE_SHEET_ERROR_ENCODING, line, error,
                    _("bytes that are not UTF-8, though UTF-8 stands before them: save the "
                      "whole file as UTF-8, or say encoding=windows-1252"));
    source->encoding = CP1252;
    return accept_cp1252(source, n, error);
}

/* The n bytes at text[end] become text. */
static bool
accept_block(VigieSource *source, gsize n, GError **error)
{
    const char *block = source->text + source->end;
    const char *bad = memchr(block, '\0', n);
    if (bad != NULL)
        return fail(source, VIGIE_SHEET_ERROR_BINARY, line_of(source, bad), error,
                    _("a NUL byte: this is not text in UTF-8 or Windows-1252"));
    if (strcmp(source->encoding, CP1252) == 0)
        return accept_cp1252(source, n, error);
    if (strcmp(source->encoding, LATIN9) == 0)
        return accept_latin9(source, n, error);
    bool ascii = is_ascii(block, n);
    if (!ascii && !g_utf8_validate_len(block, n, &bad))
        return not_utf8(source, n, bad, error);
    source->multibyte |= !ascii;
    source->end += n;
    return true;
}

bool
vigie_source_more(VigieSource *source, GError **error)
{
    if (source->eof)
        return false;
    /* a row longer than a block: by doubling, what is scanned again stays in proportion */
    gsize want = MAX(BLOCK, source->end - source->start);
    make_room(source, source->n_tail + want);
    char *block = source->text + source->end;
    memcpy(block, source->tail, source->n_tail);
    gsize n = 0;
    if (!read_bytes(source, block + source->n_tail, want, &n, error))
        return false;
    n += source->n_tail;
    source->n_tail = 0;
    bool accepted = accept_block(source, n, error);
    source->text[source->end] = '\n';
    return accepted && n > 0;
}

/* From the beginning again, unpacked. */
static bool
unpack(VigieSource *source, GError **error)
{
    int fd = dup(source->fd);
    if (fd >= 0 && lseek(fd, 0, SEEK_SET) == 0)
        source->gzip = gzdopen(fd, "rb");
    if (source->gzip != NULL)
        return gzbuffer(source->gzip, GZIP_BUFFER) == 0;
    if (fd >= 0)
        close(fd);
    return fail(source, VIGIE_SHEET_ERROR_IO, 0, error, vigie_errno_text(errno));
}

/* What is said of a workbook before its rows. */
static bool
read_prelude(VigieSource *source, GError **error)
{
    g_autoptr(GError) problem = NULL;
    source->book =
        vigie_workbook_read(vigie_foreign_fd(source->foreign), source->path, &problem);
    if (source->book != NULL)
        return true;
    if (problem == NULL && vigie_foreign_end(source->foreign, source->path, error))
        return fail(source, VIGIE_SHEET_ERROR_IO, 0, error, _("its reader does not say why"));
    if (problem != NULL)
        g_propagate_error(error, g_steal_pointer(&problem));
    return false;
}

/* The rows of another program's file, in the place of its bytes. */
static bool
have_it_read(VigieSource *source, GError **error)
{
    const char *const table[] = {source->kind, source->file, NULL};
    const char *const sheet[] = {source->file, "rows", source->sheet, NULL};
    bool workbook = strcmp(source->kind, VIGIE_WORKBOOK) == 0;
    source->foreign =
        vigie_foreign_open(source->kind, source->file, workbook ? sheet : table, error);
    if (source->foreign == NULL || (workbook && !read_prelude(source, error)))
        return false;
    close(source->fd);
    source->fd = dup(vigie_foreign_fd(source->foreign));
    source->said = true;
    source->done = 0;
    return true;
}

/* The first bytes of the text, of a packed file those within. */
static bool
read_beginning(VigieSource *source, char *first, gsize want, gsize *n, GError **error)
{
    static const char magic[] = "\x1f\x8b";
    if (!read_bytes(source, first, want, n, error))
        return false;
    source->kind = source->fd >= 0 ? vigie_foreign_kind(first, *n) : NULL;
    if (source->kind != NULL)
        return have_it_read(source, error) && read_bytes(source, first, want, n, error);
    if (source->fd < 0 || *n < 2 || memcmp(first, magic, 2) != 0)
        return true;
    return unpack(source, error) && read_bytes(source, first, want, n, error);
}

/* The mark off; what is known not to be a table of text, refused. */
static bool
accept_beginning(VigieSource *source, GError **error)
{
    char first[4096];
    gsize n = 0;
    if (!read_beginning(source, first, sizeof first, &n, error))
        return false;
    const char *what = vigie_signature_of(first, n);
    if (what != NULL) {
        g_autofree char *text =
            g_strdup_printf(_("this is %s, not CSV: save the table as CSV in UTF-8"), what);
        return fail(source, VIGIE_SHEET_ERROR_BINARY, 0, error, text);
    }
    source->bom = n >= 3 && memcmp(first, "\xef\xbb\xbf", 3) == 0;
    if (source->bom && strcmp(source->encoding, UTF8) != 0) {
        g_autofree char *text = g_strdup_printf(
            _("encoding=%s is said, but the file begins with the mark of UTF-8: "
              "leave encoding= out"),
            source->encoding);
        return fail(source, VIGIE_SHEET_ERROR_ENCODING, 1, error, text);
    }
    gsize mark = source->bom ? 3 : 0;
    make_room(source, n);
    memcpy(source->text, first + mark, n - mark);
    bool accepted = accept_block(source, n - mark, error);
    source->text[source->end] = '\n';
    return accepted;
}

/* (transfer full) source: the sample is read, or the source is closed. */
static VigieSource *
begin(VigieSource *opened, GError **error)
{
    g_autoptr(VigieSource) source = opened;
    if (!accept_beginning(source, error))
        return NULL;
    g_autoptr(GError) problem = NULL;
    while (source->end - source->start < VIGIE_SAMPLE_BYTES)
        if (!vigie_source_more(source, &problem))
            break;
    if (problem != NULL) {
        g_propagate_error(error, g_steal_pointer(&problem));
        return NULL;
    }
    return g_steal_pointer(&source);
}

static VigieSource *
source_new(const char *path, const VigieDialect *said)
{
    const char *encoding = said != NULL ? said->encoding : NULL;
    VigieSource *source = g_new0(VigieSource, 1);
    source->path = g_strdup(path);
    source->fd = -1;
    source->line = 1;
    source->said = encoding != NULL;
    source->sheet = said != NULL ? said->sheet : NULL;
    source->encoding = UTF8;
    if (encoding != NULL && g_ascii_strcasecmp(encoding, CP1252) == 0)
        source->encoding = CP1252;
    if (encoding != NULL && g_ascii_strcasecmp(encoding, LATIN9) == 0)
        source->encoding = LATIN9;
    return source;
}

VigieSource *
vigie_source_open(const char *path, const char *name, const VigieDialect *said, GError **error)
{
    g_autoptr(VigieSource) source = source_new(name, said);
    struct stat status;
    if (stat(path, &status) != 0) {
        bool missing = errno == ENOENT || errno == ENOTDIR;
        fail(source, missing ? VIGIE_SHEET_ERROR_MISSING : VIGIE_SHEET_ERROR_IO, 0, error,
             missing ? _("there is no such file") : vigie_errno_text(errno));
        return NULL;
    }
    if (!S_ISREG(status.st_mode)) {
        fail(source, VIGIE_SHEET_ERROR_MISSING, 0, error, _("this is not a regular file"));
        return NULL;
    }
    source->total = (guint64)status.st_size;
    source->file = path;
    source->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (source->fd < 0) {
        fail(source, VIGIE_SHEET_ERROR_IO, 0, error, vigie_errno_text(errno));
        return NULL;
    }
    return begin(g_steal_pointer(&source), error);
}

VigieSource *
vigie_source_open_bytes(const char *path, const char *bytes, gsize length,
                        const VigieDialect *said, GError **error)
{
    VigieSource *source = source_new(path, said);
    source->bytes = bytes;
    source->total = length;
    return begin(source, error);
}

void
vigie_source_close(VigieSource *source)
{
    if (source == NULL)
        return;
    if (source->gzip != NULL)
        gzclose_r(source->gzip);
    vigie_foreign_close(source->foreign);
    vigie_workbook_free(source->book);
    if (source->fd >= 0)
        close(source->fd);
    g_free(source->path);
    g_free(source->text);
    g_free(source);
}
