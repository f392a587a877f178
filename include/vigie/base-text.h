/* base-text.h - text, translations, whole files and progress. */
#ifndef VIGIE_BASE_TEXT_H
#define VIGIE_BASE_TEXT_H

#include <vigie/base-error.h>
#include <vigie/base-number.h>

/* For vigie's own files only: whoever uses the library has such names of his own. */
#ifdef VIGIE_COMPILATION
#include <libintl.h>
/* Not g_dgettext: it settles once, in the language of the first message, whether to translate at all, and a report
 * may be in another language than the messages. */
#define _(text) dgettext("vigie", text)
#define N_(text) (text)
#define P_(one, many, n) dngettext("vigie", one, many, (gulong)(n))
#endif

G_BEGIN_DECLS

/* A key under which two spellings of a header are the same: case-folded, accents off, blanks
 * (U+00A0, U+202F too), "_", "-" and "." folded to one space, ends trimmed.  (transfer full) */
char *vigie_text_fold(const char *text);
/* Windows-1252 bytes to UTF-8; never fails (undefined bytes become U+FFFD); (transfer full). */
char *vigie_text_from_cp1252(const char *bytes, gsize length);
/* Appends a cell of a CSV file, quoted where RFC 4180 asks for it. */
void vigie_text_append_csv(GString *csv, const char *cell, char delimiter);
/* One line of UTF-8 for a message, whatever the values quoted in it hold; (transfer full). */
char *vigie_text_line(const char *text);
/* True if name may name an item: XLSForm's rule, letter or "_" then letters, digits, "-", "_", ".". */
bool vigie_text_is_name(const char *name);

/* Reads a regular file whole, a NUL after it; (transfer full).  The error is the reason alone ("it is a folder"): who
 * asks says which file and where it is named. */
bool vigie_file_read(const char *path, char **bytes, gsize *length, GError **error);
/* Writes a file whole, then renames it: a reader sees the old one or the new one.  A device or a pipe is written to. */
bool vigie_file_write(const char *path, const char *content, gsize length, GError **error);

/* Why a file cannot be had: of an errno, of an error of GLib's file functions.  In the language of messages, which
 * those of the C library and of GLib need not be, and without the path, which the place says.  Borrowed. */
const char *vigie_errno_text(int number);
const char *vigie_io_text(const GError *cause);

/* Progress of long work.  update is called now and then from the working thread; done == total at
 * the end; total 0 = not known.  The command line draws the bar; NULL means silence. */
typedef struct {
    void (*update)(void *user, const char *what, guint64 done, guint64 total);
    void *user;
} VigieProgress;
void vigie_progress(const VigieProgress *progress, const char *what, guint64 done,
                    guint64 total);

G_END_DECLS

#endif
