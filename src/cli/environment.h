/* environment.h - what surrounds a run: locale, translations, installation or build tree, terminal. */
#ifndef VIGIE_CLI_ENVIRONMENT_H
#define VIGIE_CLI_ENVIRONMENT_H

#include <vigie/base.h>

/* Sets the locale so that text is UTF-8 and numbers have a point, and messages come in the language asked for
 * (NULL: the locale's), with or without locales installed; returns the language of messages. */
VigieLang vigie_environment_locale(const char *lang);

/* The folder that holds reports/ and surveys/: the source tree for a vigie run from its build tree, else the
 * installation's. */
const char *vigie_environment_data_dir(void);

/* A progress bar on stderr, drawn after the first second of work. */
typedef struct {
    VigieProgress progress;
    gint64 started, drawn; /* microseconds; 0 = not yet */
    guint width;           /* columns on the screen now */
} VigieBar;
/* The progress to hand down, or NULL where stderr is no terminal. */
const VigieProgress *vigie_bar_init(VigieBar *bar, bool quiet);
void vigie_bar_clear(VigieBar *bar);

#endif
