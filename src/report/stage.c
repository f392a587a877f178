/* stage.c - many files written as one */
#include "stage.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

struct VigieStage {
    char *dir, *temporary;
    bool made_dir;      /* dir was not there */
    GPtrArray *names;   /* files, in order */
    GPtrArray *folders; /* folders within, each once */
};

static bool
fail(GError **error, const char *path, int number)
{
    VigiePlace place = {.file = path};
    vigie_set_error_at(error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_IO, &place,
                       _("cannot be written: %s"), vigie_errno_text(number));
    return false;
}

VigieStage *
vigie_stage_new(const char *dir, GError **error)
{
    g_autoptr(VigieStage) stage = g_new0(VigieStage, 1);
    stage->dir = g_strdup(dir);
    stage->names = g_ptr_array_new_with_free_func(g_free);
    stage->folders = g_ptr_array_new_with_free_func(g_free);
    stage->made_dir = !g_file_test(dir, G_FILE_TEST_EXISTS);
    if (g_mkdir_with_parents(dir, 0777) != 0) {
        stage->made_dir = false;
        fail(error, dir, errno);
        return NULL;
    }
    char *temporary = g_build_filename(dir, ".vigie-XXXXXX", NULL);
    if (g_mkdtemp_full(temporary, 0777) == NULL) {
        fail(error, dir, errno);
        g_free(temporary);
        return NULL;
    }
    stage->temporary = temporary;
    return g_steal_pointer(&stage);
}

static bool
add_folder(VigieStage *stage, const char *name, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(name);
    if (strcmp(folder, ".") == 0 ||
        g_ptr_array_find_with_equal_func(stage->folders, folder, g_str_equal, NULL))
        return true;
    g_autofree char *path = g_build_filename(stage->temporary, folder, NULL);
    if (g_mkdir(path, 0777) != 0)
        return fail(error, path, errno);
    g_ptr_array_add(stage->folders, g_steal_pointer(&folder));
    return true;
}

char *
vigie_stage_path(VigieStage *stage, const char *name, GError **error)
{
    if (!add_folder(stage, name, error))
        return NULL;
    g_ptr_array_add(stage->names, g_strdup(name));
    return g_build_filename(stage->temporary, name, NULL);
}

/* Renaming cannot half fail if nothing in the way is a folder and each folder can be had. */
static bool
may_commit(const VigieStage *stage, GError **error)
{
    for (guint i = 0; i < stage->names->len; i++) {
        g_autofree char *path =
            g_build_filename(stage->dir, g_ptr_array_index(stage->names, i), NULL);
        if (g_file_test(path, G_FILE_TEST_IS_DIR))
            return fail(error, path, EISDIR);
    }
    for (guint i = 0; i < stage->folders->len; i++) {
        g_autofree char *path =
            g_build_filename(stage->dir, g_ptr_array_index(stage->folders, i), NULL);
        if (g_mkdir_with_parents(path, 0777) != 0)
            return fail(error, path, errno);
    }
    return true;
}

bool
vigie_stage_commit(VigieStage *stage, GPtrArray *files, GError **error)
{
    if (!may_commit(stage, error))
        return false;
    for (guint i = 0; i < stage->names->len; i++) {
        const char *name = g_ptr_array_index(stage->names, i);
        g_autofree char *from = g_build_filename(stage->temporary, name, NULL);
        g_autofree char *to = g_build_filename(stage->dir, name, NULL);
        if (g_rename(from, to) != 0)
            return fail(error, to, errno);
        g_ptr_array_add(files, g_steal_pointer(&to));
    }
    stage->made_dir = false;
    return true;
}

void
vigie_stage_error(const VigieStage *stage, GError **error)
{
    if (error == NULL || *error == NULL)
        return;
    g_autoptr(GString) message = g_string_new((*error)->message);
    g_string_replace(message, stage->temporary, stage->dir, 0);
    g_free((*error)->message);
    (*error)->message = g_strdup(message->str);
}

void
vigie_stage_free(VigieStage *stage)
{
    for (guint i = 0; stage->temporary != NULL && i < stage->names->len; i++) {
        g_autofree char *path =
            g_build_filename(stage->temporary, g_ptr_array_index(stage->names, i), NULL);
        g_unlink(path);
    }
    for (guint i = 0; stage->temporary != NULL && i < stage->folders->len; i++) {
        const char *folder = g_ptr_array_index(stage->folders, i);
        g_autofree char *path = g_build_filename(stage->temporary, folder, NULL);
        g_rmdir(path);
        g_autofree char *final = g_build_filename(stage->dir, folder, NULL);
        g_rmdir(final); /* goes only if it is empty: made for a commit that failed */
    }
    if (stage->temporary != NULL)
        g_rmdir(stage->temporary);
    if (stage->made_dir)
        g_rmdir(stage->dir);
    g_free(stage->dir);
    g_free(stage->temporary);
    g_ptr_array_unref(stage->names);
    g_ptr_array_unref(stage->folders);
    g_free(stage);
}
