/* base-file.c - files written whole; progress */
#define _POSIX_C_SOURCE 200809L

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vigie/base-text.h>

static void
test_write(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("vigie-XXXXXX", &error);
    g_assert_no_error(error);
    g_autofree char *path = g_build_filename(folder, "out.csv", NULL);
    g_autofree char *text = NULL;
    gsize length = 0;
    g_assert_true(vigie_file_write(path, "old", 3, &error));
    g_assert_true(vigie_file_write(path, "a\0b", 3, &error));
    g_assert_true(g_file_get_contents(path, &text, &length, &error));
    g_assert_cmpuint(length, ==, 3);
    g_assert_cmpint(memcmp(text, "a\0b", 3), ==, 0);
    g_assert_false(vigie_file_write(folder, "x", 1, &error));
    g_assert_error(error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_IO);
    g_clear_error(&error);
    g_autofree char *nowhere = g_build_filename(folder, "none", "out.csv", NULL);
    g_assert_false(vigie_file_write(nowhere, "x", 1, &error));
    g_assert_error(error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_IO);
    g_assert_true(g_str_has_prefix(error->message, nowhere));
    g_unlink(path);
    g_assert_cmpint(g_rmdir(folder), ==, 0); /* nothing else was left there */
}

/* The reason alone; a pipe is not waited for. */
static void
test_read(void)
{
    g_autofree char *folder = g_dir_make_tmp("vigie-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "a", NULL);
    g_autofree char *bytes = NULL;
    gsize length = 0;
    g_autoptr(GError) error = NULL;
    g_assert_false(vigie_file_read(path, &bytes, &length, &error));
    g_assert_error(error, VIGIE_BASE_ERROR, VIGIE_BASE_ERROR_IO);
    g_assert_null(strstr(error->message, folder));
    g_clear_error(&error);
    g_assert_cmpint(symlink("nowhere", path), ==, 0);
    g_assert_false(vigie_file_read(path, &bytes, &length, NULL));
    g_unlink(path);
    g_assert_cmpint(mkfifo(path, 0600), ==, 0);
    g_assert_false(vigie_file_read(path, &bytes, &length, NULL));
    g_unlink(path);
    g_assert_false(vigie_file_read(folder, &bytes, &length, NULL));
    g_assert_null(bytes);
    g_assert_true(vigie_file_write(path, "a\0b", 3, NULL));
    g_assert_true(vigie_file_read(path, &bytes, &length, NULL));
    g_assert_cmpuint(length, ==, 3);
    g_assert_cmpint(memcmp(bytes, "a\0b", 3), ==, 0);
    g_unlink(path);
    g_rmdir(folder);
}

static void
count_calls(void *user, const char *what, guint64 done, guint64 total)
{
    g_assert_cmpstr(what, ==, "load");
    g_assert_cmpuint(done, <=, total);
    ++*(guint *)user;
}

static void
test_progress(void)
{
    guint calls = 0;
    VigieProgress bar = {count_calls, &calls};
    VigieProgress silent = {NULL, NULL};
    vigie_progress(&bar, "load", 1, 2);
    vigie_progress(&bar, "load", 2, 2);
    vigie_progress(&silent, "load", 2, 2);
    vigie_progress(NULL, "load", 2, 2);
    g_assert_cmpuint(calls, ==, 2);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/file/write", test_write);
    g_test_add_func("/base/file/read", test_read);
    g_test_add_func("/base/file/progress", test_progress);
    return g_test_run();
}
