/* outputs.c - see outputs.h */
#include "outputs.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <vigie/ingest.h>

static bool
check_free(const char *dir, const GPtrArray *outputs, GError **error)
{
    g_autofree char *observatory = g_build_filename(dir, "observatory.ini", NULL);
    if (g_file_test(observatory, G_FILE_TEST_EXISTS)) {
        g_set_error(error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_FILE,
                    _("%s: there is an observatory here already; take another folder, or add "
                      "the survey and its source by hand"),
                    observatory);
        return false;
    }
    for (guint i = 0; i < outputs->len; i++) {
        const Output *output = outputs->pdata[i];
        g_autofree char *path = g_build_filename(dir, output->path, NULL);
        if (!g_file_test(path, G_FILE_TEST_EXISTS))
            continue;
        g_set_error(error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_FILE,
                    _("%s: is there already; take another folder"), path);
        return false;
    }
    return true;
}

/* The folder, with those above it, that are not there yet: made, and kept in *made, the outermost first. */
static bool
make_folder(const char *path, GPtrArray *made, GError **error)
{
    if (g_file_test(path, G_FILE_TEST_IS_DIR))
        return true;
    g_autofree char *above = g_path_get_dirname(path);
    if (strcmp(above, path) != 0 && !make_folder(above, made, error))
        return false;
    if (g_mkdir(path, 0777) == 0) {
        g_ptr_array_add(made, g_strdup(path));
        return true;
    }
    g_set_error(error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_FILE,
                _("%s: the folder cannot be made: %s"), path, vigie_errno_text(errno));
    return false;
}

/* observatory.ini comes last: with it the folder is one. */
static bool
write_outputs(const char *dir, const GPtrArray *outputs, GPtrArray *made, GError **error)
{
    static const char *const folders[] = {"surveys", "sources", "data", "reports"};
    for (guint i = 0; i < G_N_ELEMENTS(folders); i++) {
        g_autofree char *path = g_build_filename(dir, folders[i], NULL);
        if (!make_folder(path, made, error))
            return false;
    }
    for (guint i = 0; i < outputs->len; i++) {
        const Output *output = outputs->pdata[i];
        g_autofree char *path = g_build_filename(dir, output->path, NULL);
        if (!vigie_file_write(path, output->content, strlen(output->content), error))
            return false;
        g_ptr_array_add(made, g_steal_pointer(&path));
    }
    return true;
}

bool
vigie_outputs_write(const char *dir, const GPtrArray *outputs, GError **error)
{
    if (!check_free(dir, outputs, error))
        return false;
    g_autoptr(GPtrArray) made = g_ptr_array_new_with_free_func(g_free);
    bool written = write_outputs(dir, outputs, made, error);
    for (guint i = made->len; !written && i-- > 0;)
        g_remove(made->pdata[i]);
    return written;
}
