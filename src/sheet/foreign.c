/* foreign.c - vigie-reader as a child process: started, its rows in a pipe, its last word taken */
#define _POSIX_C_SOURCE 200809L

#include "foreign.h"
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define WORD_SIZE 512

struct VigieForeign {
    const char *kind;
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
    } kinds[] = {{"$FL2", 4, "sav"}, {"$FL3", 4, "sav"}, {"<stata_dta>", 11, "dta"}};
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (n >= kinds[i].n && memcmp(bytes, kinds[i].bytes, kinds[i].n) == 0)
            return kinds[i].kind;
    /* before Stata 13: version 104 to 115, byte order 1 or 2, file type 1, 0 */
    bool old = n >= 4 && bytes[0] >= 104 && bytes[0] <= 115 &&
               (bytes[1] == 1 || bytes[1] == 2) && bytes[2] == 1 && bytes[3] == 0;
    return old ? "dta" : NULL;
}

const char *
vigie_foreign_word(const char *kind)
{
    return strcmp(kind, "sav") == 0 ? _("SPSS file") : _("Stata file");
}

/* Beside the program in the build tree, in libexec/ beside its bin/ (wherever that was moved), else where this
 * library was installed; (transfer full). */
static char *
reader_path(void)
{
    const char *said = g_getenv("VIGIE_LIBEXECDIR");
    if (said != NULL)
        return g_build_filename(said, "vigie-reader", NULL);
    static const char *const places[] = {"vigie-reader", "../libexec/vigie-reader"};
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = self != NULL ? g_path_get_dirname(self) : g_strdup(".");
    for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
        g_autofree char *path = g_build_filename(folder, places[i], NULL);
        if (g_file_test(path, G_FILE_TEST_IS_EXECUTABLE))
            return g_steal_pointer(&path);
    }
    return g_build_filename(VIGIE_INSTALLED_LIBEXECDIR, "vigie-reader", NULL);
}

VigieForeign *
vigie_foreign_open(const char *kind, const char *path, const char *what, GError **error)
{
    g_autofree char *program = reader_path();
    const char *arguments[] = {program, kind, path, what, NULL};
    VigieForeign *foreign = g_new0(VigieForeign, 1);
    foreign->kind = kind;
    g_autoptr(GError) problem = NULL;
    if (g_spawn_async_with_pipes(NULL, (char **)arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD,
                                 NULL, NULL, &foreign->pid, NULL, &foreign->rows,
                                 &foreign->words, &problem))
        return foreign;
    g_set_error(error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_IO,
                _("%s: this is a file of another program (%s), and the program that reads such "
                  "files cannot be started: "
                  "%s"),
                path, vigie_foreign_word(kind), problem->message);
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
    if (WIFSIGNALED(status))
        vigie_set_error_at(
            error, VIGIE_SHEET_ERROR, VIGIE_SHEET_ERROR_IO, &place,
            _("%s: its reader died of it (signal %d): the file is damaged, or of a "
              "kind it does not know"),
            vigie_foreign_word(foreign->kind), WTERMSIG(status));
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
    g_free(foreign);
}
