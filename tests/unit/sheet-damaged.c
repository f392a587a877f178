/* sheet-damaged.c - real files of other programs, damaged by chance (seeded): each is read or is one clear line, and
 * what is loaded is whole */
#include <glib/gstdio.h>
#include <string.h>
#include <vigie/sheet.h>

#define SEED 20240701
#define RUNS 56  /* of each file */
#define LOADED 4 /* one in so many is loaded by the command, too */

typedef struct {
    const char *name, *sheet;
    bool checked; /* its format has checksums: what is read is what was written */
} File;

static const File files[] = {
    {"workbook.xlsx", "Réponses", true}, {"workbook.ods", "Réponses", true},
    {"workbook.xls", "Réponses", false}, {"visitors.sav", NULL, false},
    {"visitors.zsav", NULL, false},      {"visitors.dta", NULL, false},
};

/* The rows as text; NULL: an error, of one line that names the file. */
static char *
read_rows(const char *path, const char *sheet_name)
{
    g_autoptr(GError) error = NULL;
    const VigieDialect said = {.sheet = sheet_name};
    g_autoptr(VigieSheet) sheet = vigie_sheet_open(path, &said, &error);
    g_autoptr(GString) text = g_string_new(NULL);
    VigieRow row;
    while (sheet != NULL && vigie_sheet_next(sheet, &row, &error))
        for (guint i = 0; i < row.n; i++)
            g_string_append_printf(text, "%s|", row.cells[i].text);
    if (error == NULL)
        return g_string_free(g_steal_pointer(&text), FALSE);
    g_assert_true(g_str_has_prefix(error->message, path));
    g_assert_null(strpbrk(error->message, "\r\n"));
    return NULL;
}

static void
damage(GRand *rand, GByteArray *bytes)
{
    guint n = bytes->len;
    gint32 at = g_rand_int_range(rand, 0, (gint32)n), size = g_rand_int_range(rand, 1, 64);
    switch (g_rand_int_range(rand, 0, 6)) {
    case 0:
        g_byte_array_set_size(bytes, (guint)at);
        break;
    case 1:
        memset(bytes->data + at, g_rand_boolean(rand) ? 0xff : 0,
               MIN((guint)size, n - (guint)at));
        break;
    case 2:
        g_byte_array_remove_range(bytes, (guint)at, MIN((guint)size, n - (guint)at));
        break;
    default: /* a bit or some */
        for (gint32 k = 0; k < 1 + size / 16; k++)
            bytes->data[g_rand_int_range(rand, 0, (gint32)n)] ^=
                (guint8)(1 << g_rand_int_range(rand, 0, 8));
    }
}

static char *
file_bytes(const char *path, gsize *n)
{
    char *bytes = NULL;
    *n = 0;
    return g_file_get_contents(path, &bytes, n, NULL) ? bytes : NULL;
}

/* Exit 0 or 1, or 2 with a last line that names the file and the store as it was. */
static void
load(const char *observatory, const char *path)
{
    g_autofree char *store = g_build_filename(observatory, "observatory.db", NULL);
    gsize n_before = 0, n_after = 0;
    g_autofree char *before = file_bytes(store, &n_before);
    const char *line[] = {g_getenv("VIGIE"), "-C", observatory, "load", NULL};
    g_autofree char *said = NULL;
    int status = 0;
    g_assert_true(g_spawn_sync(NULL, (char **)line, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL,
                               NULL, NULL, &said, &status, NULL));
    g_autoptr(GError) error = NULL;
    if (g_spawn_check_wait_status(status, &error) || error->code == 1)
        return;
    g_assert_cmpint(error->code, ==, 2);
    g_assert_nonnull(strstr(said, path));
    g_autofree char *after = file_bytes(store, &n_after);
    g_assert_cmpuint(n_before, ==, n_after);
    g_assert_true(n_before == 0 || memcmp(before, after, n_before) == 0);
}

/* An observatory of the whole file, loaded once; (transfer full). */
static char *
found(const char *folder, const char *path)
{
    char *observatory = g_build_filename(folder, "observatory", NULL);
    const char *line[] = {g_getenv("VIGIE"), "init", observatory, path, NULL};
    int status = 1;
    g_assert_true(g_spawn_sync(NULL, (char **)line, NULL,
                               G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                               NULL, NULL, NULL, &status, NULL));
    g_assert_true(g_spawn_check_wait_status(status, NULL));
    load(observatory, path);
    return observatory;
}

static void
remove_all(const char *folder)
{
    const char *line[] = {"rm", "-rf", folder, NULL};
    g_assert_true(g_spawn_sync(NULL, (char **)line, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                               NULL, NULL, NULL));
}

static void
test_damaged(gconstpointer data)
{
    const File *file = data;
    g_autofree char *program =
        g_build_filename(g_getenv("VIGIE_LIBEXECDIR"), "vigie-workbook", NULL);
    if (file->sheet != NULL && !g_file_test(program, G_FILE_TEST_IS_EXECUTABLE)) {
        g_test_skip("built without GDAL");
        return;
    }
    g_autofree char *original =
        g_test_build_filename(G_TEST_DIST, "tests", "foreign", file->name, NULL);
    g_autofree char *folder = g_dir_make_tmp("vigie-damaged-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, file->name, NULL);
    gsize n = 0;
    g_autofree char *whole = file_bytes(original, &n);
    g_assert_true(g_file_set_contents(path, whole, (gssize)n, NULL));
    g_autofree char *wanted = read_rows(path, file->sheet);
    g_assert_nonnull(wanted);
    g_autofree char *observatory = found(folder, path);
    GRand *rand = g_rand_new_with_seed(SEED);
    guint refused = 0;
    for (guint i = 0; i < RUNS; i++) {
        g_autoptr(GByteArray) bytes = g_byte_array_new();
        g_byte_array_append(bytes, (const guint8 *)whole, (guint)n);
        damage(rand, bytes);
        g_assert_true(
            g_file_set_contents(path, (const char *)bytes->data, (gssize)bytes->len, NULL));
        g_autofree char *rows = read_rows(path, file->sheet);
        refused += rows == NULL;
        if (rows != NULL && file->checked)
            g_assert_cmpstr(rows, ==, wanted);
        if (i % LOADED == 0)
            load(observatory, path);
    }
    g_test_message("%s: %u of %d refused", file->name, refused, RUNS);
    g_assert_cmpuint(refused, >, RUNS / 8);
    g_rand_free(rand);
    remove_all(folder);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *path = g_strdup_printf("/sheet/damaged/%s", files[i].name);
        g_test_add_data_func(path, &files[i], test_damaged);
    }
    return g_test_run();
}
