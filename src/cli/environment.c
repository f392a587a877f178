/* environment.c - locale, translations, build tree or installation, progress bar */
#include "config.h"

#include "environment.h"
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* True if the running program is the one of the build tree. */
static bool
in_build_tree(void)
{
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    char *build = realpath(VIGIE_BUILDDIR, NULL); /* of malloc, not of GLib */
    if (self == NULL || build == NULL) {
        free(build);
        return false;
    }
    g_autofree char *folder = g_path_get_dirname(self);
    bool same = strcmp(folder, build) == 0;
    free(build);
    return same;
}

/* gettext ignores LANGUAGE where LC_MESSAGES is the plain C locale, hence C.UTF-8, which glibc always has. */
static void
settle_locale(void)
{
    setlocale(LC_ALL, "");
    const char *messages = setlocale(LC_MESSAGES, NULL);
    bool utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    if (!utf8)
        setlocale(LC_CTYPE, "C.UTF-8");
    if (!utf8 || strcmp(messages, "C") == 0 || strcmp(messages, "POSIX") == 0)
        setlocale(LC_MESSAGES, "C.UTF-8");
    setlocale(LC_NUMERIC, "C");
}

VigieLang
vigie_environment_locale(const char *lang)
{
    /* --lang of another language is an error, told in the locale's */
    bool known = lang != NULL && (strcmp(lang, "fr") == 0 || strcmp(lang, "en") == 0);
    VigieLang language = vigie_lang_from_name(known ? lang : g_get_language_names()[0]);
    settle_locale();
    g_setenv("LANGUAGE", vigie_lang_code(language), TRUE);
    bindtextdomain("vigie", in_build_tree() ? VIGIE_BUILDDIR "/po/locale" : VIGIE_LOCALEDIR);
    bind_textdomain_codeset("vigie", "UTF-8");
    textdomain("vigie");
    return language;
}

const char *
vigie_environment_data_dir(void)
{
    return in_build_tree() ? VIGIE_SRCDIR : VIGIE_PKGDATADIR;
}

/* Progress ------------------------------------------------------------------------------- */

#define BAR_CELLS 30
#define BAR_DELAY G_USEC_PER_SEC
#define BAR_PERIOD (G_USEC_PER_SEC / 10)

static void
bar_draw(VigieBar *bar, const char *what, guint64 done, guint64 total)
{
    double share = total > 0 ? MIN((double)done / (double)total, 1) : 0;
    guint full = (guint)(share * BAR_CELLS);
    g_autoptr(GString) line = g_string_new(what);
    g_string_append(line, " [");
    for (guint i = 0; i < BAR_CELLS; i++)
        g_string_append_c(line, i < full ? '#' : '.');
    g_string_append_printf(line, "] %3d%%", (int)(share * 100));
    guint width = (guint)g_utf8_strlen(line->str, -1);
    fprintf(stderr, "\r%s%*s", line->str, bar->width > width ? (int)(bar->width - width) : 0,
            "");
    fflush(stderr);
    bar->width = width;
}

static void
bar_update(void *user, const char *what, guint64 done, guint64 total)
{
    VigieBar *bar = user;
    gint64 now = g_get_monotonic_time();
    if (bar->started == 0)
        bar->started = now;
    if (now - bar->started < BAR_DELAY || now - bar->drawn < BAR_PERIOD)
        return;
    bar->drawn = now;
    bar_draw(bar, what, done, total);
}

const VigieProgress *
vigie_bar_init(VigieBar *bar, bool quiet)
{
    *bar = (VigieBar){.progress = {bar_update, bar}};
    return quiet || !isatty(STDERR_FILENO) ? NULL : &bar->progress;
}

void
vigie_bar_clear(VigieBar *bar)
{
    if (bar->width > 0)
        fprintf(stderr, "\r%*s\r", (int)bar->width, "");
    bar->width = 0;
    bar->started = 0;
}
