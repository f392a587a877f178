/* files.c - the raw files that a source names now */
#define _POSIX_C_SOURCE 200809L

#include "source.h"
#include <errno.h>
#include <fnmatch.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static void
file_free(VigieSourceFile *file)
{
    g_free(file->path);
    g_free(file->name);
    g_free(file->sha256);
    g_free(file);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieSourceFile, file_free)

static char *
with_year(const char *pattern, const char *year)
{
    g_auto(GStrv) parts = g_strsplit(pattern, "{year}", -1);
    return g_strjoinv(year, parts);
}

/* The four digits of path that stand for {year} in pattern; 0 = none do. */
static int
year_of_path(const char *pattern, const char *path)
{
    if (strstr(pattern, "{year}") == NULL)
        return 0;
    for (const char *c = path; *c != '\0'; c++) {
        if (strspn(c, "0123456789") < 4)
            continue;
        g_autofree char *year = g_strndup(c, 4);
        g_autofree char *candidate = with_year(pattern, year);
        if (fnmatch(candidate, path, FNM_PATHNAME) == 0)
            return (int)g_ascii_strtoll(year, NULL, 10);
    }
    return 0;
}

/* Zero of a file that is gone. */
static void
take_stamp(const char *path, gint64 stamp[3])
{
    struct stat status;
    bool there = stat(path, &status) == 0;
    stamp[0] = there ? status.st_size : 0;
    stamp[1] = there ? status.st_mtim.tv_sec : 0;
    stamp[2] = there ? status.st_mtim.tv_nsec : 0;
}

bool
vigie_source_file_check(const VigieSourceFile *file, GError **error)
{
    gint64 stamp[3];
    VigiePlace place = {.file = file->name};
    take_stamp(file->path, stamp);
    if (file->stamp[1] == 0 || memcmp(stamp, file->stamp, sizeof stamp) == 0)
        return true;
    vigie_set_error_at(
        error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_FILE, &place,
        _("the file changed while it was read: load it again once it is at rest"));
    return false;
}

static char *
sha256_of(const char *path, GError **error)
{
    FILE *stream = fopen(path, "rb");
    if (stream == NULL) {
        g_set_error(error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_FILE,
                    _("%s: cannot be opened: %s"), path, vigie_errno_text(errno));
        return NULL;
    }
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_autofree guchar *block = g_malloc(1 << 16);
    gsize n = 0;
    while ((n = fread(block, 1, 1 << 16, stream)) > 0)
        g_checksum_update(sum, block, (gssize)n);
    bool whole = !ferror(stream);
    fclose(stream);
    if (!whole)
        g_set_error(error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_FILE,
                    _("%s: cannot be read to its end"), path);
    return whole ? g_strdup(g_checksum_get_string(sum)) : NULL;
}

static bool
is_listed(const GPtrArray *files, const char *path)
{
    for (guint i = 0; i < files->len; i++)
        if (strcmp(((const VigieSourceFile *)files->pdata[i])->path, path) == 0)
            return true;
    return false;
}

static bool
add_file(const VigieSource *source, GPtrArray *files, const char *path, int year,
         GError **error)
{
    if (is_listed(files, path))
        return true;
    g_autoptr(VigieSourceFile) file = g_new0(VigieSourceFile, 1);
    file->path = g_strdup(path);
    file->name = vigie_source_shown(source->observatory, path);
    file->year = year;
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
        vigie_source_error_at(source, error, "source", "file", _("%s is not a file"),
                              file->name);
        return false;
    }
    take_stamp(path, file->stamp);
    file->sha256 = sha256_of(path, error);
    if (file->sha256 == NULL)
        return false;
    g_ptr_array_add(files, g_steal_pointer(&file));
    return true;
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The name in the pattern's folder that is nearest to the pattern's; (transfer full) or NULL. */
static char *
nearest_file(const char *pattern)
{
    g_autofree char *folder = g_path_get_dirname(pattern);
    g_autofree char *base = g_path_get_basename(pattern);
    g_autoptr(GDir) entries = g_dir_open(folder, 0, NULL);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name; entries != NULL && (name = g_dir_read_name(entries)) != NULL;)
        g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, compare_names);
    g_ptr_array_add(names, NULL);
    return g_strdup(vigie_nearest(base, (const char *const *)names->pdata));
}

static bool
set_no_match(const VigieSource *source, const char *said, const char *pattern, GError **error)
{
    g_autofree char *nearest = nearest_file(pattern);
    VigiePlace place = vigie_ini_place(source->ini, "source", "file");
    if (nearest != NULL)
        vigie_set_error_at(error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_FILE, &place,
                           _("no file is '%s'; the nearest there is '%s'"), said, nearest);
    else
        vigie_set_error_at(error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_FILE, &place,
                           _("no file is '%s'"), said);
    return false;
}

static bool
add_matches(const VigieSource *source, GPtrArray *files, const char *said, GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autofree char *pattern = vigie_observatory_path(source->observatory, said, &cause);
    if (pattern == NULL) {
        vigie_source_error_at(source, error, "source", "file", "%s", cause->message);
        return false;
    }
    /* a folder may have a glob's signs in its name */
    if (g_file_test(pattern, G_FILE_TEST_EXISTS))
        return add_file(source, files, pattern, 0, error);
    g_autofree char *wild = with_year(pattern, "[0-9][0-9][0-9][0-9]");
    glob_t found = {0};
    int status = glob(wild, 0, NULL, &found);
    bool good = true;
    for (gsize i = 0; status == 0 && good && i < found.gl_pathc; i++)
        good = add_file(source, files, found.gl_pathv[i],
                        year_of_path(pattern, found.gl_pathv[i]), error);
    gsize n_found =
        found.gl_pathc; /* files that another pattern names too are none the less there */
    globfree(&found);
    if (n_found == 0)
        return set_no_match(source, said, pattern, error);
    return good;
}

static int
compare_files(gconstpointer a, gconstpointer b)
{
    const VigieSourceFile *x = *(VigieSourceFile *const *)a, *y = *(VigieSourceFile *const *)b;
    return strcmp(x->path, y->path);
}

GPtrArray *
vigie_source_files(const VigieSource *source, GError **error)
{
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func((GDestroyNotify)file_free);
    for (guint i = 0; source->files[i] != NULL; i++)
        if (!add_matches(source, files, source->files[i], error))
            return NULL;
    g_ptr_array_sort(files, compare_files);
    return g_steal_pointer(&files);
}
