/* file.c - files written whole, and progress of long work */
#include <errno.h>
#include <stdio.h>
#include <vigie/base-text.h>

static const struct {
    GFileError code;
    const char *text;
} reasons[] = {{G_FILE_ERROR_ACCES, N_("access is denied")},
               {G_FILE_ERROR_PERM, N_("access is denied")},
               {G_FILE_ERROR_NOENT, N_("there is no such file")},
               {G_FILE_ERROR_ISDIR, N_("it is a folder")},
               {G_FILE_ERROR_NOTDIR, N_("a part of its path is not a folder")},
               {G_FILE_ERROR_EXIST, N_("it is there already")},
               {G_FILE_ERROR_NOSPC, N_("the disk is full")},
               {G_FILE_ERROR_ROFS, N_("the disk is read-only")},
               {G_FILE_ERROR_NAMETOOLONG, N_("its name is too long")},
               {G_FILE_ERROR_LOOP, N_("its links lead in a circle")},
               {G_FILE_ERROR_IO, N_("the disk does not answer as it should")}};

static const char *
reason_text(GFileError code)
{
    for (guint i = 0; i < G_N_ELEMENTS(reasons); i++)
        if (reasons[i].code == code)
            return _(reasons[i].text);
    return NULL;
}

const char *
vigie_errno_text(int number)
{
    if (number == EFBIG)
        return _("it would be too large");
    const char *text = reason_text(g_file_error_from_errno(number));
    return text != NULL ? text : g_strerror(number);
}

const char *
vigie_io_text(const GError *cause)
{
    const char *text =
        cause->domain == G_FILE_ERROR ? reason_text((GFileError)cause->code) : NULL;
    return text != NULL ? text : cause->message;
}

/* A pipe would be waited for, a device read for ever. */
static const char *
not_regular(const char *path)
{
    if (!g_file_test(path, G_FILE_TEST_EXISTS))
        return g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? _("it is a link to no file")
                                                         : _("there is no such file");
    if (g_file_test(path, G_FILE_TEST_IS_DIR))
        return _("it is a folder");
    return g_file_test(path, G_FILE_TEST_IS_REGULAR) ? NULL : _("it is not a regular file");
}

bool
vigie_file_read(const char *path, char **bytes, gsize *length, GError **error)
{
    const char *reason = not_regular(path);
    g_autoptr(GError) cause = NULL;
    if (reason == NULL && g_file_get_contents(path, bytes, length, &cause))
        return true;
    g_set_error_literal(error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_IO,
                        reason != NULL ? reason : vigie_io_text(cause));
    return false;
}

/* A device or a pipe: a rename would put a file in its place. */
static bool
is_special(const char *path)
{
    return g_file_test(path, G_FILE_TEST_EXISTS) &&
           !g_file_test(path, G_FILE_TEST_IS_REGULAR) && !g_file_test(path, G_FILE_TEST_IS_DIR);
}

static bool
write_special(const char *path, const char *content, gsize length, GError **error)
{
    FILE *file = fopen(path, "w");
    bool done = file != NULL && fwrite(content, 1, length, file) == length;
    int reason = errno;
    if (file != NULL && fclose(file) != 0 && done) {
        done = false;
        reason = errno;
    }
    if (!done)
        g_set_error_literal(error, G_FILE_ERROR, (gint)g_file_error_from_errno(reason),
                            vigie_errno_text(reason));
    return done;
}

/* Why path cannot be written, where that is plain; else what the system said. */
static const char *
reason_of(const char *path, const GError *cause)
{
    g_autofree char *folder = g_path_get_dirname(path);
    if (!g_file_test(folder, G_FILE_TEST_IS_DIR))
        return _("its folder does not exist");
    return g_file_test(path, G_FILE_TEST_IS_DIR) ? _("it is a folder") : vigie_io_text(cause);
}

bool
vigie_file_write(const char *path, const char *content, gsize length, GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_assert(length <= G_MAXSSIZE);
    if (is_special(path)
            ? write_special(path, content, length, &cause)
            : g_file_set_contents_full(path, content, (gssize)length,
                                       G_FILE_SET_CONTENTS_CONSISTENT, 0666, &cause))
        return true;
    VigiePlace place = {.file = path};
    vigie_set_error_at(error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_IO, &place,
                       _("cannot be written: %s"), reason_of(path, cause));
    return false;
}

void
vigie_progress(const VigieProgress *progress, const char *what, guint64 done, guint64 total)
{
    if (progress != NULL && progress->update != NULL)
        progress->update(progress->user, what, done, total);
}
