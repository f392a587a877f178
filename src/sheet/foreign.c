/* foreign.c - vigie-reader or vigie-workbook as a child process: started, its rows in a pipe, its last word taken */
#define _POSIX_C_SOURCE 200809L

#include "foreign.h"
#include "workbook.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vigie/base-text.h>

#define WORD_SIZE 512

struct VigieForeign {
    const char *kind;
    char *path;
    GPid pid;  /* 0 = waited for */
    int rows;  /* its standard output */
    int words; /* its standard error */
};

const char *
vigie_foreign_kind(const char *bytes, gsize n)
{
    static const struct {
        const char *bytes;
        gsize n;
        const char *kind;
    } kinds[] = {
        {"$FL2", 4, "sav"},
        {"$FL3", 4, "sav"},
        {"<stata_dta>", 11, "dta"},
        {"PK\x03\x04", 4, VIGIE_WORKBOOK}, /* or another ZIP archive: its reader sees that */
        {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, VIGIE_WORKBOOK}};
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (n >= kinds[i].n && memcmp(bytes, kinds[i].bytes, kinds[i].n) == 0)
            return kinds[i].kind;
    /* before Stata 13: version 104 to 115, byte order 1 or 2, file type 1, 0 */
    bool old = n >= 4 && bytes[0] >= 104 && bytes[0] <= 115 &&
               (bytes[1] == 1 || bytes[1] == 2) && bytes[2] == 1 && bytes[3] == 0;
    return old ? "dta" : NULL;
}

const char *
vigie_foreign_kind_of(const char *path)
{
    char first[16];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ssize_t n = fd >= 0 ? read(fd, first, sizeof first) : -1;
    if (fd >= 0)
        close(fd);
    return n > 0 ? vigie_foreign_kind(first, (gsize)n) : NULL;
}

const char *
vigie_foreign_word(const char *kind)
{
    if (strcmp(kind, VIGIE_WORKBOOK) == 0)
        return _("workbook");
    return strcmp(kind, "sav") == 0 ? _("SPSS file") : _("Stata file");
}

/* Beside the program in the build tree, in libexec/ beside its bin/ (wherever that was moved), else where this
 * library was installed; (transfer full). */
static char *
program_path(const char *kind)
{
    const char *name = strcmp(kind, VIGIE_WORKBOOK) == 0 ? "vigie-workbook" : "vigie-reader";
    const char *said = g_getenv("VIGIE_LIBEXECDIR");
    if (said != NULL)
        return g_build_filename(said, name, NULL);
    static const char *const places[] = {".", "../libexec"};
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = self != NULL ? g_path_get_dirname(self) : g_strdup(".");
    for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
        g_autofree char *path = g_build_filename(folder, places[i], name, NULL);
        if (g_file_test(path, G_FILE_TEST_IS_EXECUTABLE))
            return g_steal_pointer(&path);
    }
    return g_build_filename(VIGIE_INSTALLED_LIBEXECDIR, name, NULL);
}

static void
set_not_started(const char *kind, const char *path, const GError *problem, GError **error)
{
    if (strcmp(kind, VIGIE_WORKBOOK) == 0)
        g_set_error(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_PROGRAM,
                    _("%s: this is a workbook, and vigie-workbook, which reads them with GDAL, "
                      "is not there: build vigie with libgdal-dev, or save the sheet as CSV "
                      "(File > Save as > CSV UTF-8)"),
                    path);
    else
        g_set_error(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_PROGRAM,
                    _("%s: this is a file of another program (%s), and the program that reads "
                      "such files cannot be started: "
                      "%s"),
                    path, vigie_foreign_word(kind), problem->message);
}

VigieForeign *
vigie_foreign_open(const char *kind, const char *path, const char *const *arguments,
                   GError **error)
{
    g_autofree char *program = program_path(kind);
    g_autoptr(GPtrArray) line = g_ptr_array_new();
    g_ptr_array_add(line, program);
    for (guint i = 0; arguments[i] != NULL; i++)
        g_ptr_array_add(line, (char *)arguments[i]);
    g_ptr_array_add(line, NULL);
    VigieForeign *foreign = g_new0(VigieForeign, 1);
    foreign->kind = kind;
    g_autoptr(GError) problem = NULL;
    if (g_spawn_async_with_pipes(NULL, (char **)line->pdata, NULL, G_SPAWN_DO_NOT_REAP_CHILD,
                                 NULL, NULL, &foreign->pid, NULL, &foreign->rows,
                                 &foreign->words, &problem)) {
        foreign->path = g_strdup(path);
        return foreign;
    }
    set_not_started(kind, path, problem, error);
    g_free(foreign);
    return NULL;
}

int
vigie_foreign_fd(const VigieForeign *foreign)
{
    return foreign->rows;
}

/* Its line on standard error, "" if it said nothing. */
static void
last_word(const VigieForeign *foreign, char word[WORD_SIZE])
{
    gsize n = 0;
    ssize_t got = 1;
    while (n < WORD_SIZE - 1 && got != 0) {
        got = read(foreign->words, word + n, WORD_SIZE - 1 - n);
        if (got < 0 && errno != EINTR)
            break;
        n += got > 0 ? (gsize)got : 0;
    }
    word[n] = '\0';
    word[strcspn(word, "\r\n")] = '\0';
}

static int
wait_for(VigieForeign *foreign)
{
    int status = 0;
    while (waitpid(foreign->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    foreign->pid = 0;
    return status;
}

bool
vigie_foreign_end(VigieForeign *foreign, const char *name, GError **error)
{
    char word[WORD_SIZE];
    VigiePlace place = {.file = name};
    last_word(foreign, word);
    int status = wait_for(foreign);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return true;
    bool workbook = strcmp(foreign->kind, VIGIE_WORKBOOK) == 0;
    if (WIFSIGNALED(status) && workbook)
        vigie_workbook_set_killed(WTERMSIG(status), name, error);
    else if (WIFSIGNALED(status))
        vigie_set_error_at(
            error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_IO, &place,
            _("%s: its reader died of it (signal %d): the file is damaged, or of a "
              "kind it does not know"),
            vigie_foreign_word(foreign->kind), WTERMSIG(status));
    else if (workbook)
        vigie_workbook_set_error(word, foreign->path, name, error);
    else
        vigie_set_error_at(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_IO, &place,
                           _("%s that cannot be read whole: %s"),
                           vigie_foreign_word(foreign->kind),
                           *word != '\0' ? word : _("its reader does not say why"));
    return false;
}

void
vigie_foreign_close(VigieForeign *foreign)
{
    if (foreign == NULL)
        return;
    close(foreign->rows); /* a reader that still writes ends by it */
    if (foreign->pid != 0) {
        kill(foreign->pid, SIGKILL);
        wait_for(foreign);
    }
    close(foreign->words);
    g_free(foreign->path);
    g_free(foreign);
}

static GString *
read_all(int fd)
{
    GString *text = g_string_new(NULL);
    char block[8192];
    ssize_t n = 0;
    while ((n = read(fd, block, sizeof block)) != 0) {
        if (n < 0 && errno != EINTR)
            break;
        g_string_append_len(text, block, MAX(n, 0));
    }
    return text;
}

GString *
vigie_foreign_all(const char *kind, const char *path, const char *const *arguments,
                  GError **error)
{
    g_autoptr(VigieForeign) foreign = vigie_foreign_open(kind, path, arguments, error);
    if (foreign == NULL)
        return NULL;
    g_autoptr(GString) text = read_all(foreign->rows);
    return vigie_foreign_end(foreign, path, error) ? g_steal_pointer(&text) : NULL;
}
