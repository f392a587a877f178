/* file.c - files written whole, and progress of long work */
#include <vigie/base-text.h>

bool
vigie_file_write(const char *path, const char *content, gsize length, GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_assert(length <= G_MAXSSIZE);
    if (g_file_set_contents_full(path, content, (gssize)length, G_FILE_SET_CONTENTS_CONSISTENT,
                                 0666, &cause))
        return true;
    VigiePlace place = {.file = path};
    vigie_set_error_at(error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_IO, &place,
                       _("cannot be written: %s"), cause->message);
    return false;
}

void
vigie_progress(const VigieProgress *progress, const char *what, guint64 done, guint64 total)
{
    if (progress != NULL && progress->update != NULL)
        progress->update(progress->user, what, done, total);
}
